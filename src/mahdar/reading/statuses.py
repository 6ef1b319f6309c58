"""Whether a contact was held, is planned, was cancelled or is denied: told by the verb, by the words before it, by its days."""

from itertools import pairwise
from typing import Final

from mahdar.grammar.alphabet import INSIDE
from mahdar.grammar.rules import Match
from mahdar.reading.circumstances import Clause, in_head, making, of_another
from mahdar.reading.dates import anchor
from mahdar.reading.spots import Kinds, among, where, within
from mahdar.reading.work import Work

CANCELLED: Final = Kinds("cancelled", bare=True)
WISHED: Final = Kinds("contact.wished", bare=True)
DENIAL: Final = Kinds("contact.deny", bare=True)
PLANNED: Final = Kinds("planned", bare=True)
PAST_VERB: Final = Kinds("contact.past", bare=True)
TOLD: Final = Kinds("contact.past", "say.past", bare=True)
DONE_BY: Final = Kinds("contact.past", "passive", bare=True)
TENSES: Final = {"past": "contact.past", "present": "contact.present", "future": "contact.future"}
LEAD: Final = 8  # tokens before a trigger in which its status is told
FAR_WISH: Final = 12  # tokens before a contact to be cancelled in which that is only wished for
REACH: Final = 16  # tokens behind it
NEAR: Final = 6  # tokens about a noun of contact in which the verb stands that makes it
NEXT: Final = 3  # tokens behind it in which "the coming" is said of it
SENDING: Final = set("ارسل ارسلت يرسل سيرسل اوفد اوفدت يوفد سيوفد ارسال ايفاد كلف كلفت وجه وجهت".split())  # somebody
NOUNS: Final = ("noun", "adjectives", "joined", "purpose")
UNITS: Final = ("الايام", "الاسابيع", "الاشهر")  # the coming days of a visit
FIRST_PERSON: Final = {"التقي", "استقبل", "استضيف", "اجتمع", "ازور"}  # "I meet" is written as "he met" but for its hamza
HOLDINGS: Final = ("اجراء", "عقد", "حضور", "ترتيب", "تنظيم")
DISCUSSING: Final = "بحث"  # he discussed, or to discuss
HOLDING: Final = "عقد"  # he held, or the holding of
GOVERNING: Final = set("ل ب في علي الي من عن قرار موعد مكان ضمان اجل ترتيب قبل قبيل خطط خطه اعلان بعد عقب خلال".split())
DONE: Final = {"بعد", "عقب", "خلال", "تم"}
ARRANGING: Final = {"تحديد", "موعد", "الاتفاق", "الاعلان", "تاجيل", "الغاء", "التحضير", "عقد", "ترتيب"}
NOW: Final = {"حاليا", "الان"}
MADE: Final = (".hold", ".do", ".hand", ".send")  # verbs that make the noun of contact behind them
IN_PERSON: Final = ("meeting", "conference", "visit")
PAST: Final = {
    "كان",
    "كانت",
    "اخر",
    "بعد",
    "عقب",
    "اثر",
    "غداه",
    "ختام",
    "الاخيره",
    "الاخير",
    "السابقه",
    "السابق",
    "الماضيه",
    "الماضي",
    "سبق",
}
DURING: Final = {"خلال", "اثناء", "لدي", "في"}
SOON: Final = ("قد", "سوف", "ربما")
WHEN: Final = ("عندما", "حينما")
NARRATING: Final = ("قبل", "بعد", "منذ")
EXPECTED: Final = {"يتوقع", "ينتظر", "يرتقب", "يرجح", "المفترض", "المرجح", "المحتمل", "علي", "يفترض"}  # before أن and a verb
WILL: Final = set("عق جر شه نط تم كو بد تن بح نا".split())  # will be held, take place, see, start, be, deal with, discuss


def status_of(work: Work, m: Match, clause: Clause) -> str | None:
    """held, planned, cancelled or denied, by the words of the clause; None where the contact is only wished for."""
    c, at = work.chart, clause.at
    lead = _lead(m, clause)
    cancelled = among(where(work, CANCELLED), lead.start, min(clause.stop, at + NEXT))
    wishes = within(where(work, WISHED), max(clause.floor, at - (FAR_WISH if cancelled else LEAD // 2)), at)
    if any("name_particle" not in c.kinds[i] or c.line[i] != INSIDE for i in wishes):
        return None
    if cancelled:
        return "cancelled"
    if _denied(work, m, clause):
        return "denied" if "الا" not in c.form[at : clause.stop] else None  # they met only on the sidelines of something
    tenses = _tenses(work, at)
    if "present" in tenses and (c.form[at - 1] == "لا" or "هل" in c.form[clause.floor : at]):
        return None
    if "past" in tenses and not _no_past(work, clause) or c.has(at, "passive") and not _arranged(work, m):
        return "held"
    if m.rule.values.get("noun") and (does := making(work, clause)) is not None and does > clause.last():
        verb = work.chart.kinds[does]
        if "contact.present.do" in verb and "contact.past.do" not in verb:
            tenses = tenses | {"present"}
    told = (
        not ("present" in tenses and is_now(work, at))
        and _told_ahead(work, m, clause, lead, tenses)
        or _dated_ahead(work, m, clause, tenses)
    )
    return "planned" if told else None if "present" in tenses and _only_thought_of(work, at) else "held"


def _tenses(work: Work, at: int) -> set[str]:
    """The tenses that a verb of contact may be in; a word behind "to" is in no past (لبحث)."""
    kinds = work.chart.kinds[at]
    told = {tense for tense, kind in TENSES.items() if kind in kinds} if "contact" in kinds else set[str]()
    if work.chart.form[at - 1] == "ل":
        told.discard("past")
    return told


def _arranged(work: Work, m: Match) -> bool:
    """Whether what was done is only to arrange a contact: its day was fixed, its holding agreed."""
    return not ARRANGING.isdisjoint(work.chart.form[m.trigger : m.captures["what"][0]])


def is_now(work: Work, at: int) -> bool:
    """Whether "now" stands behind a word of contact: who visits a country now is there."""
    told = work.chart.form[at : at + LEAD + 2]
    return not NOW.isdisjoint(told[: told.index("،")] if "،" in told else told)


def _only_thought_of(work: Work, at: int) -> bool:
    """Whether a verb is in the subjunctive (it is possible that he meets, time that they met): nobody says that it happens."""
    form = work.chart.form
    if form[at - 1] == "و":  # that he take the plane and visit
        that = next((i for i in range(at - 2, max(at - NEAR, 0), -1) if form[i] == "ان" or form[i] == "،"), at)
        return form[that] == "ان" and form[that - 1] not in NARRATING and form[that + 1].startswith(("ي", "ت"))
    return form[at - 1] in ("كي", "لكي") or form[at - 1] == "ان" and form[at - 2] not in NARRATING


def left_open(work: Work, m: Match, clause: Clause) -> bool:
    """Whether nothing says of a contact taken as held that it was: a verb in the present, or a noun that no past verb makes."""
    c, at = work.chart, clause.at
    tenses = _tenses(work, at)
    if tenses & {"past", "present"}:
        return "past" not in tenses
    if m.rule.makes not in IN_PERSON or any(form in PAST for form in c.form[max(clause.floor, at - 3) : at + 4]):
        return False
    if c.form[at - 1] in DURING and among(where(work, TOLD), clause.floor, at):
        return False
    done = [i for i in within(where(work, DONE_BY), max(clause.floor, at - NEAR), min(clause.stop, at + NEAR)) if i != at]
    return all(c.form[i - 1] == "ل" or c.has(i, "contact.past.with") for i in done)  # to discuss, or discussed itself


def _lead(m: Match, clause: Clause) -> range:
    """The tokens before a trigger that tell of it: up to the word of contact before, but for a noun that its verb follows."""
    if m.rule.values["how"] == "joined":
        return range(max(clause.floor, clause.at - REACH), clause.at)
    return range(max(clause.floor, clause.at - LEAD, clause.last() + 1), clause.at)


def _told_ahead(work: Work, m: Match, clause: Clause, lead: range, tenses: set[str]) -> bool:
    """Whether the words say that a contact lies ahead: a future, "is to", "before he …", "may", the coming."""
    c, at = work.chart, clause.at
    if (m.rule.values["how"] in NOUNS or c.form[at] == DISCUSSING) and is_purpose(work, at):
        return True
    if c.form[at - 1] == "ل" and c.has(at, "contact.visit") and not SENDING.isdisjoint(c.form[clause.floor : at]):
        return True  # he sent somebody to visit
    if "future" in tenses or c.form[at] == HOLDING and c.form[at - 1] not in DONE:
        return True
    planned = where(work, PLANNED)
    if among(planned, max(clause.first - 2, clause.floor, at - 6), at):
        return True
    if any(_planned_behind(work, clause, i) for i in within(planned, at, min(clause.stop, at + REACH))):
        return True
    before = c.form[at - 1] == "ان" and c.form[at - 2] == "قبل" and not among(where(work, PAST_VERB), clause.floor, at)
    if "present" in tenses and (before or any(c.form[i] in ("سيكون", "ستكون") for i in lead)):
        return True
    if "present" in tenses and (c.form[at - 1] in WHEN or c.form[at - 1] == "ان" and c.form[at - 2] in EXPECTED):
        return True
    if "present" in tenses and (c.form[at - 1] == "ثم" or any(c.form[i] in SOON for i in (at - 1, at - 2) if i in lead)):
        return True
    if m.rule.values["how"] in NOUNS and (_awaited(work, clause) or _during_what_comes(work, clause)):
        return True
    far = {"joined": lead.start, "letter": clause.first}  # the verb may stand far before these nouns
    near = range(far.get(m.rule.values["how"], max(clause.floor, at - 4)), at)
    if m.rule.values.get("noun") and any(e.kind == "contact.future.do" for i in lead for e in c.entries[i]):
        return True
    return any(
        e.kind.startswith("contact.future") and (i not in clause.rivals or e.kind.endswith(MADE))
        for i in near
        for e in c.entries[i]
    )


def _during_what_comes(work: Work, clause: Clause) -> bool:
    """Whether a verb in the future, with none in the past behind it, tells what somebody will say or do during a meeting."""
    c = work.chart
    if c.form[clause.at - 1] not in ("خلال", "اثناء", "في"):
        return False
    for i in range(clause.at - 1, clause.floor - 1, -1):
        kinds = c.kinds[i]
        if c.form[i - 1] == "ما":
            continue  # what he will say
        if "say.future" in kinds or "contact.future" in kinds:
            return True
        if "say.past" in kinds or "contact.past" in kinds:
            return False
        if i >= clause.first and c.form[i].startswith(("سي", "ست")) and "future" in work.alphabet.kinds(c.line[i]):
            return True
    return False


def is_purpose(work: Work, at: int) -> bool:
    """Whether a meeting is what somebody came for (لإجراء محادثات): nobody says that it was held."""
    form = work.chart.form
    if form[at - 1] == "في" and form[at - 3] == "ل" and form[at - 2] in ("المشاركه", "مشاركه"):
        return True
    return (
        form[at - 1] in ("ل", "لعقد", "لاجراء")
        or form[at - 2 : at] == ["من", "اجل"]
        or form[at - 2] == "ل"
        and form[at - 1] in HOLDINGS
    )


def _planned_behind(work: Work, clause: Clause, i: int) -> bool:
    c = work.chart
    e = c.entry(i, "planned")
    if (
        e is None
        or e.kind in ("planned.for", "planned.to")
        or e.form.startswith("من ")
        and c.form[i - 1] in ("و", "،")
        or not clause.owns(i)
    ):
        return False
    ahead = c.has(clause.at, "contact.visit") and c.form[i - 1] in UNITS
    return e.kind != "planned.next" or i <= clause.at + NEXT or ahead


def _dated_ahead(work: Work, m: Match, clause: Clause, tenses: set[str]) -> bool:
    """Whether a day of the contact lies ahead; a verb in the present with a day left open, or today's, looks ahead too."""
    at = clause.at
    days = [d for i, d in work.dates.items() if clause.owns(i) and not of_another(work, clause, d)]
    if any(d.future for d in days):
        return True
    if "present" not in tenses or in_head(work, clause.at):
        return False
    if is_now(work, at):
        return False
    today = str(anchor(work))
    return any(d.future_value or m.rule.values["how"] == "verb" and d.value == today for d in days)


def _no_past(work: Work, clause: Clause) -> bool:
    """Whether what looks like a past is "I meet" (ألتقي) or the holding of a meeting (يؤكد عقد لقاء)."""
    c, at = work.chart, clause.at
    if c.form[at] == DISCUSSING and c.form[at - 1] == "ل":
        return True
    if c.form[at] != HOLDING:
        return c.form[at] in FIRST_PERSON and work.printed(at, at + 1).startswith("أ")
    if any(c.has(i, "planned") for i in range(max(clause.floor, at - 4), at)):
        return True
    said = clause.first > clause.floor and c.has(clause.first - 1, "say.past")
    if said and "،" not in c.form[clause.first : at] or c.form[at + 1] == "اجتماع":
        return True
    return c.form[at - 1].rpartition(" ")[2] in GOVERNING or c.has(at - 1, "say") or c.has(at - 1, "contact.wished")


def _denied(work: Work, m: Match, clause: Clause) -> bool:
    """Whether a contact is denied: a negation right before its verb, or a verb of denying before it in the clause."""
    c, at = work.chart, clause.at
    noun = m.rule.values["how"] in NOUNS or bool(m.rule.values.get("noun"))
    if not noun and at > 0 and c.form[at - 1] in ("لم", "لن"):
        return True
    denials = within(where(work, DENIAL), clause.floor, at)
    if not denials:
        return False
    return not (noun and (c.form[at - 1] in DURING or any(c.has(i, "comp") for i in range(denials[0], at))))


def _awaited(work: Work, clause: Clause) -> bool:
    """Whether a verb in the future stands right behind a noun of meeting: the summit will see."""
    c = work.chart
    behind = c.form[clause.at + 1 : min(clause.stop, clause.at + REACH)]
    if any(form == "لن" and verb in ("تكون", "يكون") for form, verb in pairwise(behind)):
        return True  # the talks will not be easy
    for i in range(clause.at + 1, min(clause.stop, clause.at + 6)):
        if any("contact.future" in e.kind for e in c.entries[i]):
            return True
        form = c.form[i]
        if form.startswith(("ست", "سي")) and form[2:4] in WILL and "future" in work.alphabet.kinds(c.line[i]):
            return True
    return False
