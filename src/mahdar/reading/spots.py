"""Where tokens of some kinds stand on the chart: one pass over it for all that stages ask, not a loop for each question."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Any, Final

from mahdar.grammar.alphabet import INSIDE, Alphabet, Sort, char_class
from mahdar.grammar.chart import MANY, NUMBERS, Chart
from mahdar.reading.work import Work

LOOKED_FOR: Final[tuple[list["Kinds"], list["Kinds"]]] = ([], [])  # for facts, and for people
FEW: Final = 16  # tokens that are sooner looked through than halved
Row = tuple[int, ...]  # the numbers of the kinds looked for that a token is of
BARE: Final = 2  # from which on the rows of a symbol are those of its word in a chunk
_sorts: Final[list[Sort]] = []  # those that have rows


class Kinds:
    """Kinds of tokens that a stage looks for, told at import: a stage of facts, or that of people, who are told before them.

    ``bare`` where words are meant, whatever chunk they are in.
    """

    __slots__ = ("bare", "kinds", "number", "people")

    def __init__(self, *kinds: str, bare: bool = False, people: bool = False) -> None:
        self.kinds = frozenset(kinds)
        self.bare = bare
        self.people = people
        self.number = len(LOOKED_FOR[people])
        LOOKED_FOR[people].append(self)
        for sort in _sorts:
            sort.rows = [None] * 4
        _sorts.clear()


def where(work: Work, kinds: Kinds) -> list[int]:
    """The tokens that may be of some kinds, as the chart was written last, in order; not to be changed."""
    index = work.chart.index[kinds.people]
    if kinds.number >= len(index):
        index = work.chart.index[kinds.people] = _index(work.chart, work.alphabet, kinds.people)
    return index[kinds.number]


def _index(chart: Chart, alphabet: Alphabet, people: bool) -> list[list[int]]:
    """The tokens of all kinds looked for, by the numbers of these."""
    out: list[list[Any]] = [[] for _ in LOOKED_FOR[people]]
    which = int(people)
    symbols = chart.symbols
    for i, sort in enumerate(chart.sorts):
        row = sort.rows[which]
        symbol = symbols[i]
        if symbol != sort.char:
            row = _row(sort, which + BARE)
            if symbol != INSIDE:
                row += _row(alphabet.sorts[symbol], which)
        elif row is None:
            row = _row(sort, which)
        if row:
            place = NUMBERS[i] if i < MANY else i
            for number in row:
                out[number].append(place)
    return out


def _row(sort: Sort, which: int) -> Row:
    """A row of a symbol: of a token of it for facts, for people, and of its word inside a chunk."""
    row = sort.rows[which]
    if row is None:
        _sorts.append(sort)
        kinds = [k for k in LOOKED_FOR[which % BARE] if which < BARE or k.bare]
        row = sort.rows[which] = tuple([k.number for k in kinds if not k.kinds.isdisjoint(sort.above)])
    return row


def among(found: list[int], first: int, stop: int) -> bool:
    """Whether one of some tokens, in order, lies in ``[first, stop)``."""
    if not found:
        return False
    k = bisect_left(found, first)
    return k < len(found) and found[k] < stop


def within(found: list[int], first: int, stop: int) -> list[int]:
    """Those of some tokens, in order, that lie in ``[first, stop)``."""
    if not found:
        return found
    if len(found) < FEW:
        return [i for i in found if first <= i < stop]
    return found[bisect_left(found, first) : bisect_left(found, stop)]


@lru_cache(maxsize=256)
def _finder(alphabet: Alphabet, kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(char_class("".join(map(alphabet.having, kinds))))


def spots(work: Work, *kinds: str, first: int = 0, stop: int | None = None) -> list[int]:
    """The tokens that may be of one of the kinds, as the chart was written last, in order: for stages that still lay chunks."""
    line = work.chart.line
    return [m.start() for m in _finder(work.alphabet, kinds).finditer(line, first, len(line) if stop is None else stop)]
