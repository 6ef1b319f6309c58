"""What stands behind a word of contact: the sides that it may have, those of relative clauses and of a larger event left out."""

from typing import Final

from mahdar.reading.circumstances import SIDELINES, Clause
from mahdar.reading.phrases import Phrase, phrases
from mahdar.reading.spots import Kinds, where, within
from mahdar.reading.subjects import verbal
from mahdar.reading.work import Who, Work

Sides = tuple[list[Who], list[Who]] | None
RELATIVE: Final = Kinds("relative")
ATTRIBUTION: Final = Kinds("attribution")
WITH: Final = ("مع", "ب")
WITH_OR_BARE: Final = ("", *WITH)
ASIDE: Final = 14  # tokens of a relative clause between commas


def split(who: list[Who]) -> Sides:
    """The first of several sides, and the others; None where there is but one."""
    return (who[:1], who[1:]) if len(who) > 1 else None


def behind(work: Work, clause: Clause, first: int) -> list[Phrase]:
    """The phrases behind a verb or noun, those of relative clauses and of the larger event left out."""
    c, out, i = work.chart, [], first
    relatives = [j for j in within(where(work, RELATIVE), first, clause.stop) if c.form[j] != "ما"]
    last = next(iter(within(where(work, ATTRIBUTION), first, clause.stop)), clause.stop)
    last = next((r for r in clause.rivals if first <= r < last and verbal(work, r) and not _aside(work, relatives, r)), last)
    event = next(iter(within(where(work, SIDELINES), first, last)), last)
    while i < last:
        stop = next((j for j in relatives if j >= i), last)
        out += phrases(work, i, stop)
        back = next((j for j in range(stop, last) if c.form[j] == "،"), None)
        if back is None:
            break
        i = back + 1
    return [p for p in out if p.first < event or p.link in WITH_OR_BARE and _met_there(work, p)]


def _aside(work: Work, relatives: list[int], verb: int) -> bool:
    """Whether a verb stands in a relative clause between commas: the minister, who arrived today, met."""
    form = work.chart.form
    return any(j < verb <= j + 3 and form[j - 1] == "،" and "،" in form[verb:][:ASIDE] for j in relatives)


def _met_there(work: Work, p: Phrase) -> bool:
    """Whether a phrase behind "on the sidelines of" the event is a person or a counterpart: whom somebody met there."""
    actor = work.actors.get(p.first)
    return actor is not None and (actor.kind == "person" or actor.rule == "people.counterpart")
