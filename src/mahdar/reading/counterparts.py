"""Counterparts: the same office, of the other party; one, two or several of them behind one word."""

from typing import Final

from mahdar.reading.humans import human_of, is_rank, put
from mahdar.reading.lists import paired
from mahdar.reading.names import name_end, skip_honorifics
from mahdar.reading.spots import Kinds, where
from mahdar.reading.work import Actor, Held, Human, Who, Work

COUNTERPARTS: Final = Kinds("counterpart", people=True)

FAR: Final = 300  # tokens; nobody is the subject from farther off
SINGLE: Final = ("ms", "fs", "guest")


def counterparts(work: Work) -> list[Actor]:
    """Lay counterparts named or told by their party, and named guests; offices come when all mentions are known."""
    c, found = work.chart, []
    for i in where(work, COUNTERPARTS):
        if i in c.chunks or (e := c.entry(i, "counterpart")) is None:
            continue
        actor = _lay(work, i, e.more.get("note", "ms"))
        if actor is not None and e.more.get("note") != "guest":
            found.append(actor)
    return found


def _lay(work: Work, i: int, number: str) -> Actor | None:
    c, j, who = work.chart, i + 1, []
    if number not in SINGLE and (named := paired(c, j, None)):
        for first, stop, of in named:
            human = human_of(work, first, stop, of)
            who.append(Who(human, human.of))
        j = named[-1][1]
    else:
        j, who = _in_turn(work, i, number)
    if number == "guest" and not any(w.human for w in who):
        return None
    kind = "person" if any(w.human for w in who) else "title"
    put(work, i, j, kind, who, "people.counterpart", None, who[0].of if len(who) == 1 else None)
    return work.actors[i]


def _in_turn(work: Work, i: int, number: str) -> tuple[int, list[Who]]:
    """His counterpart of A (X), or his counterparts of A, B and C; the token behind them and who they are."""
    c, j = work.chart, i + 1
    who: list[Who] = []
    while True:
        k = j + 1 if j < len(c.form) and c.form[j] in ("من", "في", "ب") else j
        if k > j and k < len(c.form) and c.form[k] in ("الجانب", "دول"):
            k += 1
        e = (c.entry(k, "nationality") or c.entry(k, "country")) if k < len(c.form) else None
        if e is None and number not in SINGLE and j < k < len(c.form):
            e = c.entry(k, "organisation")  # his counterparts in the states of the council
        k = k + 1 if e is not None else j
        start = skip_honorifics(c, k + 1 if k < len(c.form) and c.form[k] == "،" else k)
        stop = name_end(c, start)
        if stop > start:
            human = human_of(work, start, stop, e.id if e else None)
            who.append(Who(human, human.of))
            j = stop
        elif e is not None:
            who.append(Who(None, e.id))
            j = k
        else:
            break
        k = j + 1 if j < len(c.form) and c.form[j] == "،" else j
        if number in SINGLE and stop == start or not (k + 1 < len(c.form) and c.form[k] == "و" and c.entry(k + 1, "nationality")):
            break
        j = k + 1
    return j, who


def hold_offices(work: Work, found: list[Actor]) -> list[tuple[Who, Human]]:
    """Give counterparts the office of the subject of their clause; who is whose counterpart: they are of two parties."""
    apart = []
    for actor in found:
        base = subject(work, actor.first, actor.of)
        held = _office(base) if base is not None else None
        if base is None or held is None:
            if not actor.who:
                actor.who = [Who(None, None)]
            continue
        actor.office = held.office
        one = base.who[0].human if base.who else None
        for human in [w.human for w in actor.who if w.human is not None and w.human is not one]:
            if base.who:
                apart.append((base.who[0], human))
            if all(h.former or is_rank(work, h) for h in human.offices):
                human.offices.append(Held(held.office, held.portfolio, human.of, actor.first, actor.stop, "people.counterpart"))
    return apart


def subject(work: Work, at: int, of: str | None) -> Actor | None:
    """The actor with an office who stands first in the clause of a token, in its sentence, or last before."""
    c = work.chart
    floor = max(work.sentence(at)[0], at - FAR)
    earlier = max(work.sentence(max(0, floor - 2))[0], at - FAR)
    actors = [a for i in range(earlier, at) if (a := work.actors.get(i)) is not None and _office(a) is not None]
    actors = [a for a in actors if not _speaks(a)] or actors  # a spokesman tells of another's counterpart
    if at and c.form[at - 1] == "و" and actors and actors[-1].who and 0 <= at - 1 - actors[-1].stop <= 1:
        beside = actors[-1].who[0]  # "X and his counterpart", unless both are of one party
        if beside.of and of and beside.of != of:
            return actors[-1]
    actors = [a for a in actors if not of or not a.who or a.who[0].of != of]  # nobody is the counterpart of his own side
    clause = max((i for i in range(floor, at) if c.entry(i, "comp") is not None), default=floor)
    abroad = [a for a in actors if of and a.who and a.who[0].of not in (None, of)]
    here = [a for a in actors if a.first >= clause] or [a for a in actors if a.first >= floor] or (abroad or actors)[::-1]
    return here[0] if here else None


def _speaks(actor: Actor) -> bool:
    held = _office(actor)
    return held is not None and held.office == "spokesperson"


def _office(actor: Actor) -> Held | None:
    """The office by which an actor is told, or else the last that this person holds."""
    human = actor.who[0].human if actor.who else None
    if human is None:
        told = (
            actor.kind == "title"
            and actor.office
            and (actor.who and actor.rule == "people.title" or actor.rule == "people.titles")
        )
        return Held(actor.office or "", None, actor.of, actor.first, actor.stop, actor.rule) if told else None
    if not human.offices:
        return None
    told_here = [o for o in human.offices if actor.first <= o.first < actor.stop]
    named = [o for o in human.offices if o.office == actor.office]
    return (told_here or named or [o for o in human.offices if not o.former] or human.offices)[-1]
