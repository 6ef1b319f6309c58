"""What the sections on relations have in common: their result, the pair of parties, and the clause that a token stands in."""

from dataclasses import dataclass, field
from typing import Final

from mahdar.reading.discourse import both, parties_in
from mahdar.reading.work import Said, Work
from mahdar.record import Agreement, Anniversary, Label, Organisation, Position

STATE: Final = 2  # letters of a state's code


@dataclass(slots=True)
class Relations:
    """The facts of five sections of the record, each in the order of its evidence."""

    positions: list[Position] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    anniversaries: list[Anniversary] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)


def sides(work: Work, at: int) -> list[str]:
    """The parties of the sides in scope at a token."""
    return list(dict.fromkeys(who.of for who in both(work, at) if who.of))


def pair(work: Work, at: int) -> list[str]:
    """The parties of the two sides in scope at a token; empty where these are not two."""
    found = sides(work, at)
    return found if len(found) == 2 else []


def states_before(work: Work, at: int) -> list[str]:
    """The two states that the sentence of a token names before it (whom "the two countries" then means); empty where not two."""
    begin, _ = work.sentence(at)
    found = [p for p in named(work, begin, at) if len(p) == STATE]
    return found if len(found) == 2 else []


def named(work: Work, first: int, stop: int) -> list[str]:
    """The parties named in a token range, nationalities included (العلاقات الصينية الكازاخستانية)."""
    found = dict.fromkeys(parties_in(work, first, stop))
    if len(found) < 2:
        for i in range(first, stop):
            e = work.chart.entry(i, "nationality")
            if e is not None:
                found[e.id] = None
    return list(found)


def said_at(work: Work, at: int) -> Said | None:
    """The innermost statement whose words a token is among."""
    best: Said | None = None
    for s in work.said:
        if s.first <= at < s.stop and (best is None or s.stop - s.first < best.stop - best.first):
            best = s
    return best


def has(work: Work, first: int, stop: int, kind: str) -> bool:
    """Whether a token of a kind stands in a range."""
    kinds = work.chart.kinds
    return any(kind in kinds[i] for i in range(max(0, first), stop))
