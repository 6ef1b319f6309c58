"""The two sides of a contact: who acts, and whom that side meets, calls, visits or writes to."""

from collections.abc import Callable

from mahdar.grammar.rules import Match
from mahdar.reading.circumstances import clause
from mahdar.reading.discourse import both, resolve
from mahdar.reading.speakers import PREPOSITIONS, subject_before, subject_in
from mahdar.reading.work import Who, Work

REACH = 40  # tokens of a clause behind its trigger


def _side(work: Work, first: int, stop: int) -> tuple[list[Who], int] | None:
    found = subject_in(work, first, stop)
    return found if found and found[0] else None


Sides = tuple[list[Who], list[Who]] | None


def sides(work: Work, m: Match) -> Sides:
    """The side that acts and the side that it meets."""
    _, end = work.sentence(m.trigger)
    return FINDERS[m.rule.id](work, m, end) if m.rule.id in FINDERS else None


def _rest(m: Match) -> int:
    return (m.get("rest") or (m.trigger + 1, 0))[0]


def _talks_sides(work: Work, m: Match, end: int) -> Sides:
    subject = _side(work, *(m.get("subject") or (m.trigger + 1, m.trigger + 1)))
    ones = subject[0] if subject else subject_before(work, m.trigger) or _last_subject(work, m.trigger)
    return _with(work, ones, m.trigger + 1 if not subject else min(subject[1], _rest(m)), end)


def _discussed_sides(work: Work, m: Match, end: int) -> Sides:
    subject = _side(work, *(m.get("subject") or (m.trigger + 1, m.trigger + 1)))
    ones = subject[0] if subject else subject_before(work, m.trigger) or _last_subject(work, m.trigger)
    found = _side(work, _rest(m), end)
    return (ones, found[0]) if found and ones else None


def _joined_sides(work: Work, m: Match, end: int) -> Sides:
    found = _side(work, _rest(m), end)
    if not found:
        return None
    who, after = found
    return (who[:1], who[1:]) if len(who) > 1 else _with(work, who, after, end)


def _held_by_sides(work: Work, m: Match, end: int) -> Sides:
    """Talks that the two sides held (محادثات عقدها الرئيسان)."""
    found = _side(work, _rest(m), end)
    if not found:
        return None
    who, after = found
    return (who[:1], who[1:]) if len(who) > 1 else _with(work, who, after, end)


def _adjective_sides(work: Work, m: Match, end: int) -> Sides:
    """The parties that two adjectives tell: the Saudi–African summit."""
    parties = [Who(None, e.id) for i in range(*m.captures["parties"]) if (e := work.chart.entry(i, "nationality")) is not None]
    return (parties[:1], parties[1:]) if len(parties) > 1 else None


def _verb_sides(work: Work, m: Match, end: int) -> Sides:
    verb = next((e for e in work.chart.entries[m.trigger] if e.kind.startswith("contact")), None)
    number = verb.more.get("n", "ms") if verb else "ms"
    before = subject_before(work, m.trigger)
    behind = _side(work, m.trigger + 1, min(end, m.trigger + REACH))
    if before and behind:
        return before, behind[0]
    if behind:
        who, after = behind
        if len(who) > 1 and number in ("md", "fd", "mp"):
            return who[:1], who[1:]
        nxt = _object(work, after, end)
        if nxt:
            return who, nxt
        if len(who) > 1:
            return who[:1], who[1:]
        subject = _last_subject(work, m.trigger)
        return (subject, who) if subject and not subject[0].same(who[0]) else None
    if before and len(before) > 1:
        return before[:1], before[1:]
    ones = before or _last_subject(work, m.trigger)
    return _with(work, ones, m.trigger + 1, min(end, m.trigger + 12)) if ones else None


def _object(work: Work, at: int, end: int) -> list[Who]:
    """The next side behind a subject: an object, or one behind مع or ب."""
    i = at
    while i < min(end, at + REACH):
        actor = work.actors.get(i)
        if actor is not None:
            found = _side(work, i, end)
            return found[0] if found else []
        if work.chart.entry(i, "say") is not None and i > at + 1:
            return []
        i = work.chart.stop(i)
    return []


def _with(work: Work, ones: list[Who], at: int, end: int) -> Sides:
    """The other side behind a noun of meeting: after مع, ب or بين … و."""
    c = work.chart
    for i in range(at, min(end, at + 24)):
        if c.form[i] in WITH_HIM and ones:
            other = _antecedent(work, i, ones)
            if other:
                return ones, other
        if c.form[i] == "بين":
            found = _side(work, i + 1, end)
            if found and len(found[0]) > 1:
                return found[0][:1], found[0][1:]
        if c.form[i] in ("مع", "ب", "من") and i + 1 < end:
            found = _side(work, i + 1, min(end, i + 12))
            if found and ones:
                return ones, found[0]
    return None


WITH_HIM = {"معه", "معها", "معهم", "معهما", "به", "بها"}


def _antecedent(work: Work, at: int, ones: list[Who]) -> list[Who]:
    """Whom "with him" means: the last other person before it, of another party."""
    for i in range(at - 1, -1, -1):
        actor = work.actors.get(i)
        if actor is None:
            continue
        for who in resolve(work, actor):
            if who.human is not None and not any(who.same(o) or who.of == o.of for o in ones):
                return [who]
    return []


def _noun_sides(work: Work, m: Match, end: int) -> Sides:
    c = work.chart
    at = (m.get("rest") or (m.trigger + 1, end))[0]
    link = c.form[at - 1]
    found = _side(work, at, min(end, at + 14))
    if not found:
        return None
    if link == "بين":
        return (found[0][:1], found[0][1:]) if len(found[0]) > 1 else None
    if work.chart.entry(m.trigger, "contact.link") is not None and found[0][0].human is None:
        return None  # "the contact between the sides" at large
    inner = m.get("between")
    owner = _side(work, *inner) if inner and inner[1] > inner[0] else None
    ones = owner[0] if owner else None
    if ones is None:
        floor, _ = work.sentence(m.trigger)
        ones = _main_subject(work, floor, m.trigger) or _last_subject(work, m.trigger)
    if not ones or any(o.same(f) for o in ones for f in found[0]):
        sides = both(work, m.trigger)
        ones = [w for w in sides if not any(w.same(f) for f in found[0])][:1]
    return (ones, found[0]) if ones else None


def _main_subject(work: Work, floor: int, at: int) -> list[Who] | None:
    for i in range(floor, at):
        actor = work.actors.get(i)
        if actor is not None:
            who = resolve(work, actor)
            if who:
                return who[:1]
    return None


def _last_subject(work: Work, at: int) -> list[Who]:
    """Who acted last before a token: in the contact told just before, in the clause, in the sentence, in the sentences before."""
    floor, _ = work.sentence(at)
    for met in reversed(work.met):
        if floor <= met.ranges[-1][0] < at:
            return met.who[:1]
    found = _main_subject(work, clause(work, at)[0], at) or _main_subject(work, floor, at)
    if found:
        return found
    told = [a for i, a in sorted(work.actors.items()) if i < at and a.who and a.kind != "both"]
    while told:
        start, stop = work.sentence(told[-1].first)
        first = _main_subject(work, start, stop)
        if first:
            return first
        told.pop()
    return []


def _adverb_sides(work: Work, m: Match, end: int) -> Sides:
    floor, _ = work.sentence(m.trigger)
    who: list[Who] = []
    for i in range(floor, end):
        actor = work.actors.get(i)
        if actor is not None:
            who += [w for w in resolve(work, actor) if not any(w.same(x) for x in who)]
    parties: list[Who] = []
    for w in who:
        if w.of is None or not any(p.of == w.of for p in parties):
            parties.append(w)
    return (parties[:1], parties[1:2]) if len(parties) > 1 else None


def _visit_sides(work: Work, m: Match, end: int) -> Sides:
    """The guest, and the country that the guest goes to: behind إلى, ل or في, or as the object of the verb."""
    c = work.chart
    host = _host(work, m, end)
    if host is None:
        return None
    behind = _side(work, m.trigger + 1, min(end, m.trigger + 12))
    guest = subject_before(work, m.trigger) if m.rule.id != "contacts.visit_to" else None
    if guest is None and behind and (behind[0][0].human or m.trigger + 1 in work.actors) and behind[0][0].of != host:
        guest = behind[0]
    if guest is None:
        guest = _near_subject(work, clause(work, m.trigger)[0], m.trigger, host) or _near_subject(work, work.sentence(m.trigger)[0], m.trigger, host)
    if not guest and c.form[m.trigger].endswith(("ته", "تها")) or not guest and m.rule.id != "contacts.visit_to":
        guest = _last_subject(work, m.trigger)
    if not guest or guest[0].of == host:
        return None
    return guest[:1], [Who(None, host)]


def _near_subject(work: Work, floor: int, at: int, host: str) -> list[Who] | None:
    """The last actor before a token that is no guest of its own country, rather one that no preposition governs."""
    best = None
    for i in range(floor, at):
        actor = work.actors.get(i)
        if actor is not None:
            who = [w for w in resolve(work, actor) if w.of != host]
            if who and (best is None or i == 0 or work.chart.form[i - 1] not in PREPOSITIONS):
                best = who[:1]
    return best


def _host(work: Work, m: Match, end: int) -> str | None:
    c = work.chart
    direct = m.rule.id == "contacts.visited"
    i = m.trigger + 1
    while i < min(end, m.trigger + (24 if direct else 30)):
        actor = work.actors.get(i)
        if actor is not None:
            i = actor.stop
            continue
        if c.entry(i, "say") is not None and i > m.trigger + 1 and c.entry(i, "country") is None:
            return None
        before = c.form[i - 1]
        for e in c.entries[i]:
            place = e.id if e.kind == "country" else e.more.get("country") if e.kind in ("capital", "city", "region") else None
            if place and (direct or before in TO or c.form[i - 2] in TO and before in ("العاصمه", "مدينه", "دوله", "جمهوريه", "مملكه", "كل", "من")):
                return place
        i += 1
    return None


TO = {"الي", "ل", "في", "ب", "العاصمه", "علي"}


def _letter_sides(work: Work, m: Match, end: int) -> Sides:
    c = work.chart
    writer = reader = None
    for i in range(m.trigger + 1, min(end, m.trigger + 30)):
        if c.form[i] == "من" and writer is None:
            found = _side(work, i + 1, end)
            writer = found[0][:1] if found else None
        if c.form[i] in ("الي", "ل") and reader is None:
            found = _side(work, i + 1, end)
            reader = found[0][:1] if found else None
    floor, _ = work.sentence(m.trigger)
    subject = _main_subject(work, floor, m.trigger)
    if writer and not reader:
        reader = subject or (work.scene.speaker[:1] or None)
    if reader and not writer:
        writer = subject
    if not writer or not reader or writer[0].same(reader[0]):
        return None
    return writer, reader


def _summons_sides(work: Work, m: Match, end: int) -> Sides:
    before = subject_before(work, m.trigger)
    behind = _side(work, m.trigger + 1, end)
    if before and behind:
        return before[:1], behind[0][:1]
    if behind:
        other = _object(work, behind[1], end)
        return (behind[0][:1], other[:1]) if other else None
    return None


FINDERS: dict[str, Callable[[Work, Match, int], Sides]] = {
    "contacts.met": _verb_sides,
    "contacts.received": _verb_sides,
    "contacts.hosted": _verb_sides,
    "contacts.held_talks": _talks_sides,
    "contacts.held_by": _held_by_sides,
    "contacts.discussed_with": _discussed_sides,
    "contacts.meeting_with": _noun_sides,
    "contacts.of_adjectives": _adjective_sides,
    "contacts.joined": _joined_sides,
    "contacts.phoned": _adverb_sides,
    "contacts.by_call": _adverb_sides,
    "contacts.video": _adverb_sides,
    "contacts.visited": _visit_sides,
    "contacts.visit_to": _visit_sides,
    "contacts.arrived": _visit_sides,
    "contacts.letter": _letter_sides,
    "contacts.summoned": _summons_sides,
    "contacts.credentials": _adverb_sides,
}
