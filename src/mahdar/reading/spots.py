"""Where tokens of some kinds stand on the chart: one pass over it for all that stages ask, not a loop for each question."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final, cast

from mahdar.grammar.alphabet import INSIDE, Alphabet, char_class
from mahdar.grammar.chart import Chart
from mahdar.reading.work import Work

LOOKED_FOR: Final[tuple[list["Kinds"], list["Kinds"]]] = ([], [])  # for facts, and for people
Row = tuple[int, ...]  # the numbers of the kinds looked for that a token is of
_symbols: Final[dict[tuple[Alphabet, bool], dict[str, Row]]] = {}  # the rows of the symbols met so far
_words: Final[tuple[dict[frozenset[str], Row], dict[frozenset[str], Row]]] = ({}, {})  # likewise of the kinds of words in chunks


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
        _symbols.clear()
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
    rows = _rows(chart.symbols, alphabet, people)
    line, kinds, inside = chart.line, chart.kinds, chart.line.find(INSIDE)
    while inside >= 0:
        rows[inside] = _of_word(kinds[inside], people)
        inside = line.find(INSIDE, inside + 1)
    for first in chart.chunk_end:
        rows[first] = _of_word(kinds[first], people) + rows[first]
    for i, row in enumerate(rows):
        if row:
            for number in row:
                out[number].append(i)
    return out


def _rows(symbols: list[str], alphabet: Alphabet, people: bool) -> list[Row]:
    """The row of each symbol."""
    known = _symbols.setdefault((alphabet, people), {})
    found = list(map(known.get, symbols))
    if None in found:
        for symbol in {s for s, row in zip(symbols, found, strict=True) if row is None}:
            above = alphabet.above[symbol]
            known[symbol] = tuple([k.number for k in LOOKED_FOR[people] if not k.kinds.isdisjoint(above)])
        return [known[symbol] for symbol in symbols]
    return cast(list[Row], found)


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
    return found[bisect_left(found, first) : bisect_left(found, stop)]


@lru_cache(maxsize=256)
def _finder(alphabet: Alphabet, kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(char_class("".join(map(alphabet.having, kinds))))


def spots(work: Work, *kinds: str, first: int = 0, stop: int | None = None) -> list[int]:
    """The tokens that may be of one of the kinds, as the chart was written last, in order: for stages that still lay chunks."""
    line = work.chart.line
    return [m.start() for m in _finder(work.alphabet, kinds).finditer(line, first, len(line) if stop is None else stop)]
