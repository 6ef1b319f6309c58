"""Contacts: who met whom, in what form, when and where. reading/tellings.py joins the tellings of one contact."""

from typing import Final

from mahdar.grammar.rules import Match
from mahdar.reading.circumstances import (
    LARGER,
    Clause,
    clause_of,
    count_of,
    day_of,
    event_before,
    is_news,
    making,
    mechanism_of,
    place_of,
    sidelines_of,
    where_place,
)
from mahdar.reading.discourse import LEADERS, main_sides
from mahdar.reading.phrases import ATTENDING, CHAIRING, phrases, taking_part
from mahdar.reading.sides import EVENTS, sides
from mahdar.reading.speakers import HEADS
from mahdar.reading.spots import Kinds, among, where, within
from mahdar.reading.statuses import HOLDING, NOUNS, is_purpose, left_open, status_of
from mahdar.reading.tellings import add, again, calls, finish, look_ahead, merge, reconcile
from mahdar.reading.visits import country_at
from mahdar.reading.work import Date, Human, Met, Who, Work

MET: Final = "contacts.met"
SUMMIT: Final = "contacts.summit_of"
LEADER: Final = ("الزعيم", "زعيم")
KNOWN: Final = "people.known_name"
INITIATIVES: Final = {"BRI", "FOCAC", "CASCF"}  # frameworks that meet nobody
CALLS: Final = {"contact.by_phone": "phone_call", "contact.by_video": "video_call", "contact.call": "phone_call"}
INHERITING: Final = {
    "حيث": True,
    "هناك": True,
    "هامشها": True,
    "هامشه": True,
    "خلالها": False,
    "خلاله": False,
    "اثرها": False,
    "عندما": True,
    "حينها": True,
    "انذاك": True,
}  # the day too?
THEN: Final = ("عندما", "حينها", "انذاك")  # when these two met, or one visited the other
BY_VIDEO: Final = Kinds("contact.by_video", bare=True)
BY_PHONE: Final = Kinds("contact.by_phone", "contact.call", bare=True)
PLANNED: Final = Kinds("planned")
BOTH: Final = Kinds("side.both", bare=True)
ACTORS: Final = Kinds("actor")
AFTER: Final = {"بعد", "عقب", "قبل", "منذ", "قبيل", "غداه", "عشيه"}
ABOUT: Final = {"عن", "حول", "بشان", "بخصوص", "علي", "ان", "لعقد"}  # what is told of a contact: its day was not told before
OF_HOLDING: Final = {"مكان", "موعد", "ضمان", "قرار", "اعلان"}  # the place of holding a summit
THAT_HE: Final = {"انه", "انها", "انهما", "انهم", "انني", "اننا", "بانه", "بانها"}  # a day before it is that of the saying
PLACE_BEHIND: Final = 4  # tokens behind those who discussed something in which the place is told
OWN: Final = 6  # tokens before a noun of meeting in which its verb stands
REACH: Final = 12  # tokens behind a session in which it is told to be planned
EACH: Final = ("علي التوالي", "منفصل", "كل علي حده", "كلا علي حده")
DELEGATIONS: Final = {"وفد", "وفدا", "الوفد"}
LED: Final = 10  # tokens before its leader in which a delegation is told
IN_PERSON: Final = ("meeting", "conference", "ceremony")
LATE: Final = ("together", "signed", "spoke", "pair", "aside")  # tell how two met only where nothing else does
ONE_SITTING: Final = ("اجتماع", "اجتماعا", "اجتماعه", "اجتماعها", "جلسه")
TWO_CALLS: Final = ("اتصالين", "اتصالان", "مكالمتين", "مكالمتان", "محادثتين هاتفيتين")


def contacts(work: Work) -> None:
    """Find every contact of a report, in the order of the text."""
    work.scene.main = main_sides(work)
    found = work.pack.grammar.matches("contacts", work.chart)
    work.trace += found
    nouns = {m.captures["what"][0] for m in found if "what" in m.captures}
    triggers = sorted({m.trigger for m in found if _rivals(work, m)} - nouns | _other_events(work))
    read: set[int] = set()
    late: list[Met] = []  # what two discussed, whose meeting may be told further on
    for m in found:
        how: str = m.rule.values["how"]
        if m.trigger in read or how == "session" and m.captures["what"][0] in read:
            continue
        floor, end = work.sentence(m.trigger)
        rivals = within(triggers, floor, end)
        if how == "joined":  # "will hold a meeting that brings …"
            rivals = [t for t in rivals if not m.first - OWN <= t < m.trigger]
        clause = clause_of(work, m.trigger, rivals)
        clause.after = max(clause.after, _after(work, m, clause))
        told = [] if _points_back(work, m, clause) else _read(work, m, clause)
        if how in LATE:
            late += told
            continue
        for met in told:
            merge(work, met)
            work.scene.meet(m.trigger, met.who)
        if told and "what" in m.captures:
            read.add(m.captures["what"][0])
        if not told:
            again(work, m, clause)
    for met in late:
        if not add(work, met) and met.match is not None and _named_behind(work, met.match.trigger + 1):
            merge(work, met)
    calls(work)
    reconcile(work)
    look_ahead(work)
    for met in work.met:
        finish(work, met)


def _named_behind(work: Work, i: int) -> bool:
    """Whether those behind a verb are not only "the two sides", who met somewhere else."""
    actor = work.actors.get(i)
    return actor is not None and actor.kind == "person" or not work.chart.has(i, "side")


def _other_events(work: Work) -> set[int]:
    """Nouns of other contacts, behind "after" or "before": a day told of them is theirs."""
    form = work.chart.form
    events = set(where(work, EVENTS))
    return {i for i in events if i - 1 not in events and any(f in AFTER for f in form[max(0, i - 2) : i])}


def _points_back(work: Work, m: Match, clause: Clause) -> bool:
    """Whether "during the reception" points to a contact told before: nobody but that one's sides is told behind it."""
    form, at = work.chart.form, clause.at
    if m.rule.values["how"] != "noun" or all(met.form == "visit" for met in work.met) or at + 1 >= clause.end:
        return False
    again = form[at].startswith("ال") and form[at - 1] in ("خلال", "اثناء")
    return again and form[at + 1] not in ("بين", "مع", "ب", "الذي", "التي")


def _rivals(work: Work, m: Match) -> bool:
    """Whether days and places behind a match belong to it: not for an adverb, nor for a session that is not to come."""
    how = m.rule.values["how"]
    if work.chart.has(m.trigger, "contact.arrival"):
        return False  # what is told "on his arrival" is of that day too
    if how != "mechanism":
        return how not in ("adverb", "signed", "pair", "aside", "purpose")
    return among(where(work, PLANNED), m.trigger, m.trigger + REACH)


def _after(work: Work, m: Match, clause: Clause) -> int:
    """From which token on days belong to a contact told as a noun: behind "announced", "issued", or "about"."""
    c, at = work.chart, clause.at
    if c.form[at - 1] in THAT_HE and (c.has(at, "contact.future") or c.has(at, "contact.past")):
        return at
    if _told_after(work, m):
        return m.first
    if (
        c.form[at] == HOLDING
        and c.form[at - 1] in OF_HOLDING
        or c.form[at - 1] in ABOUT
        and (m.rule.values["how"] in NOUNS or c.form[at] == HOLDING)
    ):
        return at
    if m.rule.values["how"] not in ("noun", "visit") or m.rule.values["how"] == "visit" and not m.rule.values.get("noun"):
        return 0
    if c.form[at - 1] == "عن" or m.rule.id == SUMMIT and (c.form[at - 1] in AFTER or c.entry(at - 1, "comp") is not None):
        return at
    does = making(work, clause)
    return does if does is not None else at if m.rule.makes == "visit" else 0


def _told_after(work: Work, m: Match) -> bool:
    """Whether something else is told to have been after a contact that its verb follows (بعد القمة التي جمعت)."""
    return m.rule.values["how"] == "joined" and work.chart.form[m.first - 1] in AFTER


def _read(work: Work, m: Match, clause: Clause) -> list[Met]:
    found = sides(work, m, clause)
    status = status_of(work, m, clause) if found else None
    if found is None or status is None or status == "held" and m.rule.values["how"] == "mechanism":
        return []
    ones, others = found
    form = _form(work, m, clause)
    ones, others = _led(work, clause, ones), _led(work, clause, others)
    ones, others = ([w for w in who if w.of] if len(who) > 1 else who for who in (ones, others))
    if m.rule.values.get("host") and any(w.of != ones[0].of for w in others):
        others = [w for w in others if w.of != ones[0].of]  # not those of his own country whom he received too
    parties = {w.of for w in others}
    apart = form == "visit" or len(others) > 1 and len(parties) == len(others) and _apart(work, m, clause, form)
    apart = apart or len(parties) == 1 and _in_turn(work, m, clause, [*ones, *others])
    out = []
    every = [[one, o] for one in ones for o in others] if form == "visit" else [[*ones, o] for o in others]
    for who in every if apart else [[*ones, *others]]:
        who = _distinct(who)
        if m.rule.id == SUMMIT and not _leaders(work, who, status, day_of(work, clause, status)):
            continue
        if len(who) > 1 and len({w.of for w in who if w.of}) > 1 and _diplomatic(work, who):
            out.append(_met(work, m, clause, form, status, who))
    if "takes" in m.captures:
        _one_day(out, m.captures["takes"][0])
    elif form == "visit" and len(out) > 1:
        _each_day(work, clause, out)
    return out


def _each_day(work: Work, clause: Clause, visits: list[Met]) -> None:
    """Give each of several countries visited the day told right behind it (زار كينيا الجمعة وأوغندا السبت)."""
    told = ((country_at(work, i), work.dates.get(work.chart.stop(i))) for i in range(clause.at, clause.stop))
    days = {of: day for of, day in told if of is not None and day is not None}
    for met in visits:
        met.date = days.get(met.who[1].of or "", met.date)


def _one_day(visits: list[Met], takes: int) -> None:
    """Leave the day on which a journey began to its first station."""
    for met in visits[1:]:
        if met.date is not None and met.date.first < takes:
            met.date = None


def _led(work: Work, clause: Clause, who: list[Who]) -> list[Who]:
    """A delegation as the person who leads it (وفد الحركة برئاسة زعيمها X)."""
    if len(who) != 1 or who[0].human is not None or not taking_part(work, CHAIRING, clause.floor, clause.end):
        return who
    form = work.chart.form
    told = [p for p in phrases(work, clause.floor, clause.end) if p.link == CHAIRING and p.who[0].human is not None]
    led = (p.who for p in told if any(f in DELEGATIONS for f in form[max(0, p.first - LED) : p.first]))
    return next(([w] for found in led for w in found[:1] if w.of == who[0].of), who)


def _leaders(work: Work, who: list[Who], status: str, day: Date | None) -> bool:
    """Whether those told to be at a summit lead their states; where nobody is named, its day is told, or that it lies ahead."""
    if all(w.human is None for w in who) and status == "held" and day is None:
        return False
    form = work.chart.form
    return all(w.human is None or any(o.office in LEADERS or form[o.first] in LEADER for o in w.human.offices) for w in who)


def _diplomatic(work: Work, who: list[Who]) -> bool:
    """Whether the sides are states or organisations, their persons in office or met before (a name alone may be anybody's)."""
    if any(w.of is None or w.of in INITIATIVES for w in who):
        return False
    persons = [w.human for w in who if w.human is not None]
    return not persons or any(h.offices or _told_of(work, h) for h in persons)


def _told_of(work: Work, human: Human) -> bool:
    """Whether a person without an office was met before, or is well known to hold one."""
    known = (a for a in work.actors.values() if a.rule == KNOWN)
    return any(w.human is human for met in work.met for w in met.who) or any(w.human is human for a in known for w in a.who)


def _met(work: Work, m: Match, clause: Clause, form: str, status: str, who: list[Who]) -> Met:
    if form == "meeting" and len({w.of for w in who}) > 2 and _summit(work, clause):
        form = "conference"
    met = Met(form, status, who, (clause.first, clause.stop), m)
    met.date = day_of(work, clause, status)
    met.place = place_of(work, _before_matters(work, m, clause), form, who)
    if met.place is None and form in IN_PERSON:
        met.place = where_place(work, clause)
    met.sidelines = sidelines_of(work, clause)
    met.mechanism = mechanism_of(work, clause)
    met.count = count_of(work, clause)
    met.heads = _heads(work, clause, who)
    if taking_part(work, ATTENDING, clause.floor, clause.end):
        there = [p for p in phrases(work, clause.at, clause.end) if p.link == ATTENDING]
        met.attendees = [w for p in there for w in p.who if not any(w.same(x) for x in who)]
    if not _told_after(work, m):
        _inherit(work, clause, met)
    before = work.chart.form[m.first - 1] in AFTER and (m.rule.id == SUMMIT or _told_after(work, m))  # after the summit
    met.news = status == "held" and not before and is_news(work, m, clause)
    met.open = status == "held" and left_open(work, m, clause)
    return met


def _before_matters(work: Work, m: Match, clause: Clause) -> Clause:
    """The clause of a discussion up to what was discussed, which stands behind those who discussed it."""
    if m.rule.id not in ("contacts.discussed_with", "contacts.together"):
        return clause
    told = [p for p in phrases(work, clause.at + 1, clause.stop) if p.link in ("", "مع")]
    last = next((p for p in told if p.link == "مع"), told[0] if told else None)
    return clause.until(min(clause.stop, last.stop + PLACE_BEHIND)) if last is not None else clause


def _heads(work: Work, clause: Clause, who: list[Who]) -> bool:
    """Whether the sides are told as the heads of their states: رئيسا البلدين، رئيسي روسيا والولايات المتحدة."""
    if all(w.human is not None for w in who):
        return False
    form = work.chart.form
    if all(w.human is None for w in who):
        told = within(where(work, BOTH), clause.first, clause.stop)
        if any(form[i].split()[0] in HEADS for i in told):
            return True
    for i in within(where(work, ACTORS), clause.first, clause.stop):
        actor = work.actors.get(i) if clause.owns(i) else None
        if actor is not None and actor.kind == "title" and actor.office == "head_of_state" and len(actor.who) == len(who):
            return True
    return False


def _inherit(work: Work, clause: Clause, met: Met) -> None:
    """Where a clause says "where", "during it" or "there": the place, and mostly the day, of the contact told just before."""
    form = work.chart.form
    word = next(
        (form[i] for i in range(max(clause.floor, clause.first - 1), min(clause.stop, clause.at + 4)) if form[i] in INHERITING),
        None,
    )
    if word is None and form[clause.at + 1 : clause.at + 2] == ["فيها"] and work.chart.has(clause.at - 1, "contact.visit"):
        word = "خلالها"  # on a visit on which he meets
    here = word is None or word == "حيث" or word in THEN
    told = (o for o in reversed(work.met) if not here or any(clause.floor <= r[0] <= clause.at for r in o.ranges))
    if word in THEN:
        told = (o for o in told if {w.of for w in o.who} == {w.of for w in met.who})
    old = next((o for o in told if o.place or o.date), None)
    if word is None or old is None or "قادما" in form[clause.floor : clause.at]:
        return
    met.place = met.place or (old.place if met.form not in CALLS.values() else None)
    present = any(e.kind.startswith("contact.present") for e in work.chart.entries[clause.at])
    past = any(e.kind.startswith("contact.past") for e in work.chart.entries[clause.at])
    ahead = old.status == "planned" and (word.startswith("خلال") or present) and not past
    if met.status == "held" and (ahead or word.startswith("خلال") and present and not past):
        met.status = "planned"
    if INHERITING[word] and met.date is None and not (word == "حيث" and met.status == "planned"):
        met.date = old.date
        met.sidelines = met.sidelines or (event_before(work, clause.at) if word.startswith("هامش") else None)


def _form(work: Work, m: Match, clause: Clause) -> str:
    made = m.rule.makes
    if m.rule.values["how"] == "session" and not taking_part(work, CHAIRING, clause.floor, clause.end):
        return "meeting"
    if made != "meeting" or m.rule.values["how"] == "noun" and is_purpose(work, clause.at):
        return made
    c = work.chart
    what = m.get("what")
    for i in (what[0] if what else clause.at, clause.at):
        if c.has(i, "contact.call") or c.has(i, "contact.link") or c.form[i + 1 : i + 2] in (["الهاتفيه"], ["الهاتفي"]):
            return "phone_call"
    if _near(work, clause, BY_VIDEO):
        return "video_call"
    if any(c.has(i, "contact.by_phone") or c.form[i - 1] in ("في", "خلال", "عبر") for i in _near(work, clause, BY_PHONE)):
        return "phone_call"
    return made


def _near(work: Work, clause: Clause, kinds: Kinds) -> list[int]:
    """The words of some kinds in a clause that are its contact's, or words of contact themselves."""
    return [i for i in within(where(work, kinds), clause.first, clause.stop) if clause.owns(i) or i in clause.rivals]


def _summit(work: Work, clause: Clause) -> bool:
    return among(where(work, LARGER), max(clause.floor, clause.at - 10), min(clause.stop, clause.at + 30))


def _apart(work: Work, m: Match, clause: Clause, form: str) -> bool:
    """Whether several others were met one after the other, not together."""
    told = " ".join(work.chart.form[clause.floor : clause.end])
    if any(word in told for word in EACH):
        return True
    if form != "phone_call":
        return m.rule.id == MET and any(p.each and p.link in ("", "ب") for p in phrases(work, clause.at, clause.stop))
    if any(word in told for word in TWO_CALLS):
        return True
    several = (p for p in phrases(work, clause.at, clause.stop) if p.link == "ب" or p.each and p.link in ("مع", "بين", "من"))
    return any(len(p.who) > 1 for p in several)


def _in_turn(work: Work, m: Match, clause: Clause, who: list[Who]) -> bool:
    """Whether a guest met several of one country, its leader among them: each of them receives for himself."""
    others, at = who[1:], m.captures["what"][0] if "what" in m.captures else clause.at
    noun = work.chart.form[at].removeprefix("ال")
    if noun in ONE_SITTING or noun == "لقاء" and m.rule.values["how"] == "talks":
        return False
    if m.rule.makes != "meeting" or m.rule.values.get("host") or any(w.human is None for w in others) or len(others) < 2:
        return False
    if any(all(any(w.same(x) for x in p.who) for w in who) for p in phrases(work, clause.first, clause.stop)):
        return False  # told in one breath: the meeting of X, Y and Z
    return any(o.office in LEADERS for w in others if w.human is not None for o in w.human.offices)


def _distinct(who: list[Who]) -> list[Who]:
    out: list[Who] = []
    for w in who:
        if not any(w.same(x) or w.human is None and x.of == w.of for x in out):
            out.append(w)
    return out
