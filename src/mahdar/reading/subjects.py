"""Who acts in a contact: the subject before its verb, or the one that the clause leaves out."""

from typing import Final

from mahdar.reading.circumstances import Clause
from mahdar.reading.flags import CLOSED
from mahdar.reading.phrases import OF, phrases
from mahdar.reading.work import Who, Work

QUOTED: Final = 6  # tokens before a verb in which whose words they are is told
WHERE: Final = ("حيث", "عندما", "حينما")
JOINS: Final = ("و", "ثم", "كما")
SAYING: Final = {"قوله", "قولها", "تاكيده", "تاكيدها"}
LATTER: Final = ("الاخير", "الاخيره")
NO_SUBJECT: Final = frozenset(("time", "country", "capital", "city", "region", "contact", "side", "closed"))
AUXILIARY: Final = {"قد", "كان", "كانا", "كانت", "كانوا", "،", '"', "و", ")", "هو", "هي"}

RANKED: Final = {
    "رفيع",
    "رفيعا",
    "المستوي",
    "كبير",
    "كبيرا",
    "برلماني",
    "برلمانيا",
    "وزاري",
    "وزاريا",
    "رسمي",
    "رسميا",
    "امني",
    "امنيا",
}


def before(work: Work, clause: Clause) -> list[Who] | None:
    """The subject that stands right before its verb (قد، كان، الذي and commas may stand between)."""
    c = work.chart
    j, relative = clause.at, False
    if j > 0 and c.form[j - 1] in ("و", "حيث"):
        return None  # "and he met": a clause of its own
    while j > clause.floor and clause.at - j < 5 and (c.form[j - 1] in AUXILIARY or c.has(j - 1, "relative")):
        relative = relative or c.has(j - 1, "relative")
        j -= 1
    for p in phrases(work, max(clause.floor, j - 40), j):
        if p.stop + _adjectives(work, p.stop, j) == j and (relative or p.link == "" or p.link == OF and p.first == clause.floor):
            one = relative and any(f in ("الذي", "التي") for f in c.form[j : clause.at])
            return p.who[-1:] if one else p.who  # X and Y, who visits: Y
    return None


def _adjectives(work: Work, first: int, stop: int) -> int:
    """How many tokens of a delegation's rank stand in a range: رفيع المستوى."""
    form = work.chart.form
    return next((n for n in range(max(0, min(stop - first, 3))) if form[first + n] not in RANKED), max(0, min(stop - first, 3)))


def dropped(work: Work, clause: Clause) -> bool:
    """Whether a verb's subject is left out: no noun that names nobody known stands right behind it."""
    c, i = work.chart, clause.at + 1
    if i < clause.stop and any(e.kind in ("agency", "outlet", "source_role") for e in c.entries[i]):
        return False
    if i >= clause.stop or i in work.dates or i in work.actors or c.form[i] in ("،", "خلالها", "خلاله", "هناك", "معه", "معها"):
        return True
    if c.form[i].startswith("ال") and c.has(i, "contact"):
        return False  # the meeting discussed
    if c.flags[i] & CLOSED or c.has_any(i, NO_SUBJECT):
        return True
    return c.form[i] in ("ب", "ل", "ايضا", "كذلك") or c.form[i] in LATTER or bool(phrases(work, i, min(i + 3, clause.stop)))


def verbal(work: Work, i: int) -> bool:
    """Whether a token is a finite verb of contact."""
    c = work.chart
    return c.has(i, "contact.past") or c.has(i, "contact.present") or c.has(i, "contact.future")


def carried(work: Work, clause: Clause, others: list[Who]) -> list[Who] | None:
    """Who acts where the clause does not say: the subject that follows an opening phrase, else who acted last.

    It is of another party than the others.
    """
    out = {w.of for w in others}
    for look in (_latter, _quoted, _where, _following, _coordinated, _in_clause, _in_sentence, _centre, _earlier):
        found = look(work, clause, out)
        if found and not any(w.of in out or any(w.same(o) for o in others) for w in found):
            return found
    return None


def _latter(work: Work, clause: Clause, out: set[str | None]) -> list[Who] | None:
    """Whom "the latter" behind a verb or a noun means: the person named last."""
    if clause.at + 1 >= clause.end or work.chart.form[clause.at + 1] not in LATTER:
        return None
    found = [p for p in phrases(work, clause.floor, clause.at) if any(w.human is not None for w in p.who)]
    return found[-1].who[-1:] if found else None


def _quoted(work: Work, clause: Clause, out: set[str | None]) -> list[Who] | None:
    """Whose words another passes on: "A quoted B as saying that he will visit …"."""
    form = work.chart.form
    at = next((i for i in range(clause.at, max(clause.floor, clause.at - QUOTED) - 1, -1) if form[i] in SAYING), None)
    if at is None:
        return None
    found = [p for p in phrases(work, clause.floor, at) if p.link == "عن"]
    return found[-1].who[:1] if found else None


def _where(work: Work, clause: Clause, out: set[str | None]) -> list[Who] | None:
    """Who went where a clause that begins with "where" or "when" is: the guest of the visit told, or the person told last."""
    if work.chart.form[clause.at - 1] not in WHERE:
        return None
    visits = (met for met in reversed(work.met) if met.form == "visit" and any(first >= clause.floor for first, _ in met.ranges))
    guest = next((met.who[:1] for met in visits if met.who[0].human is not None and met.who[0].of not in out), None)
    if guest is not None:
        return guest
    if work.chart.form[clause.at - 1] != "حيث":
        return None
    found = [p for p in phrases(work, clause.floor, clause.at - 1) if p.link == "" and p.who[0].human and p.who[0].of not in out]
    return found[-1].who[:1] if found else None


def _following(work: Work, clause: Clause, _: set[str | None]) -> list[Who] | None:
    """The subject behind a phrase that opens the sentence: during his meeting with B, A said."""
    c = work.chart
    opening = clause.at <= clause.floor + 1 and verbal(work, clause.at)  # a verb that opens its sentence has its subject behind
    if opening or clause.at - clause.floor > 4 or any(i in work.actors for i in range(clause.floor, clause.at)):
        return None
    comma = next((i for i in range(clause.at, clause.end) if c.form[i] == "،" or c.has(i, "say.past")), None)
    if comma is not None and comma + 1 in work.dates:
        comma = next((i for i in range(comma + 1, clause.end) if c.form[i] == "،"), None)
    if comma is None:
        return None
    if (day := work.dates.get(comma + 1)) is not None and c.form[day.stop : day.stop + 1] == ["،"]:
        comma = day.stop
    verb = next((i for i in range(comma, min(clause.end, comma + 4)) if c.has(i, "say.past")), comma)
    found = phrases(work, verb + 1, min(clause.end, verb + 6))
    near = bool(found) and (found[0].link == "" or verb == comma and found[0].first == comma + 2)  # a verb of any kind
    return found[0].who[:1] if near and len(found[0].who) == 1 else None


def _coordinated(work: Work, clause: Clause, _: set[str | None]) -> list[Who] | None:
    """Who met somebody just before, where "and", "then" or "also" joins the verb to that."""
    if work.chart.form[clause.at - 1] not in JOINS or not verbal(work, clause.at):
        return None
    opens = clause.at <= clause.floor + 1 and clause.floor > 1
    first = work.sentence(clause.floor - 2)[0] if opens else clause.floor
    told = (met for met in reversed(work.met) if met.match is not None and first <= met.match.trigger < clause.at)
    last = next((met for met in told if met.match is not None and verbal(work, met.match.trigger)), None)
    return last.who[:1] if last is not None and last.who[0].human is not None else None


def _subject(work: Work, first: int, stop: int, out: set[str | None]) -> list[Who] | None:
    """The first side of a range that no preposition governs, but those of some parties: the subject of its main clause."""
    found = [p for p in phrases(work, first, stop) if not any(w.of in out or _speaks_for_others(w) for w in p.who)]
    owners = [p for p in found if p.link == OF and p.who[0].human is not None]
    left = {p.stop for p in owners}  # where a capital stands behind, it is what somebody left
    return next((p.who for p in found if p.link == "" and not (p.seat and p.first in left)), None) or next(
        (p.who for p in owners), None
    )


def _speaks_for_others(who: Who) -> bool:
    """Whether a person is a spokesman and nothing else: he tells of contacts, and has none."""
    return who.human is not None and bool(who.human.offices) and all(o.office == "spokesperson" for o in who.human.offices)


def _in_clause(work: Work, clause: Clause, out: set[str | None]) -> list[Who] | None:
    return _subject(work, clause.first, clause.at, out)


def _in_sentence(work: Work, clause: Clause, out: set[str | None]) -> list[Who] | None:
    return _subject(work, clause.floor, clause.at, out)


def _centre(work: Work, _: Clause, out: set[str | None]) -> list[Who] | None:
    """The person of most contacts so far, where one stands out: whose day the report tells."""
    if len(work.met) < 2:
        return None
    count: dict[int, int] = {}
    for met in work.met:
        for w in met.who:
            if w.human is not None:
                count[id(w.human)] = count.get(id(w.human), 0) + 1
    times = max(count.values(), default=0)
    if times < 2 or list(count.values()).count(times) > 1:
        return None
    return [next(w for met in work.met for w in met.who if w.human is not None and count[id(w.human)] == times)]


def _earlier(work: Work, clause: Clause, out: set[str | None]) -> list[Who] | None:
    """The subject of the last sentence before that names one."""
    end = clause.floor - 1
    for _ in range(3):
        if end <= 0:
            return None
        floor, stop = work.sentence(end - 1)
        found = _subject(work, floor, stop, out)
        if found:
            return found[:1]
        end = floor - 1
    return None
