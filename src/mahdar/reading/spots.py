"""Where tokens of some kinds stand on the chart: one pass over it for all that stages ask, not a loop for each question."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

from mahdar.grammar.alphabet import INSIDE, Alphabet, Sort, char_class
from mahdar.grammar.chart import Chart
from mahdar.reading.work import Work

LOOKED_FOR: Final[tuple[list["Kinds"], list["Kinds"]]] = ([], [])  # for facts, and for people
FEW: Final = 16  # tokens that are sooner looked through than halved
Row = tuple[int, ...]  # the numbers of the kinds looked for that a token is of
_sorts: Final[list[Sort]] = []  # those that have rows
_words: Final[tuple[dict[frozenset[str], Row], dict[frozenset[str], Row]]] = ({}, {})  # the rows of the kinds of words in chunks


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
            sort.rows = [None, None]
        _sorts.clear()
        _words[people].clear()


def where(work: Work, kinds: Kinds) -> list[int]:
    """The tokens that may be of some kinds, as the chart was written last, in order; not to be changed."""
    index = work.chart.index[kinds.people]
    if kinds.number >= len(index):
        index = work.chart.index[kinds.people] = _index(work.chart, work.alphabet, kinds.people)
    return index[kinds.number]


def _index(chart: Chart, alphabet: Alphabet, people: bool) -> list[list[int]]:
    """The tokens of all kinds looked for, by the numbers of these."""
    out: list[list[int]] = [[] for _ in LOOKED_FOR[people]]
    which = int(people)
    symbols, kinds = chart.symbols, chart.kinds
    for i, sort in enumerate(chart.sorts):
        row = sort.rows[which]
        if row is None:
            row = _row(sort, people)
        symbol = symbols[i]
        if symbol != sort.char:
            row = _of_word(kinds[i], people)
            if symbol != INSIDE:
                row += _row(alphabet.sorts[symbol], people)
        for number in row:
            out[number].append(i)
    return out


def _row(sort: Sort, people: bool) -> Row:
    """The row of a symbol."""
    row = sort.rows[people]
    if row is None:
        row = sort.rows[people] = tuple([k.number for k in LOOKED_FOR[people] if not k.kinds.isdisjoint(sort.above)])
        _sorts.append(sort)
    return row


def _of_word(kinds: frozenset[str], people: bool) -> Row:
    """The row of a word inside a chunk."""
    found = _words[people].get(kinds)
    if found is None:
        told = [k.number for k in LOOKED_FOR[people] if k.bare and not k.kinds.isdisjoint(kinds)]
        found = _words[people][kinds] = tuple(told)
    return found


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
