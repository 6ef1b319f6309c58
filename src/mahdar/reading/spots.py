"""Where tokens of some kinds stand on the chart: one pass over it for all that stages ask, not a loop for each question."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

from mahdar.grammar.alphabet import INSIDE, Alphabet, char_class
from mahdar.grammar.chart import Chart
from mahdar.reading.work import Work

LOOKED_FOR: Final[list["Kinds"]] = []
_numbers: Final[dict[frozenset[str], tuple[int, ...]]] = {}  # of a token's kinds: the numbers of those looked for among them
_bare: Final[dict[frozenset[str], tuple[int, ...]]] = {}  # likewise for the word of a token inside a chunk
_laid: Final[dict[frozenset[str], tuple[int, ...]]] = {}  # likewise for a chunk


class Kinds:
    """Kinds of tokens that a stage looks for, told at import; ``bare`` where words are meant, whatever chunk they are in."""

    __slots__ = ("bare", "kinds", "number")

    def __init__(self, *kinds: str, bare: bool = False) -> None:
        self.kinds = frozenset(kinds)
        self.bare = bare
        self.number = len(LOOKED_FOR)
        LOOKED_FOR.append(self)
        for known in (_numbers, _bare, _laid):
            known.clear()


def where(work: Work, kinds: Kinds) -> list[int]:
    """The tokens that may be of some kinds, as the chart was written last, in order; not to be changed."""
    index = work.chart.index
    if kinds.number >= len(index):
        index = work.chart.index = _index(work.chart, work.alphabet)
    return index[kinds.number]


def _index(chart: Chart, alphabet: Alphabet) -> list[list[int]]:
    """The tokens of all kinds looked for, by the numbers of these."""
    out: list[list[int]] = [[] for _ in LOOKED_FOR]
    rows = list(map(_numbers.get, chart.kinds))
    if None in rows:
        rows = [_told(_numbers, k, True, True) for k in chart.kinds]
    line, kinds, inside = chart.line, chart.kinds, chart.line.find(INSIDE)
    while inside >= 0:
        row = _bare.get(kinds[inside])
        rows[inside] = _told(_bare, kinds[inside], True, False) if row is None else row
        inside = line.find(INSIDE, inside + 1)
    for first in chart.chunk_end:
        laid = alphabet.above[chart.symbols[first]]
        rows[first] = _told(_bare, kinds[first], True, False) + _told(_laid, laid, False, True)
    for i, row in enumerate(rows):
        if row:
            for number in row:
                out[number].append(i)
    return out


def _told(known: dict[frozenset[str], tuple[int, ...]], kinds: frozenset[str], bare: bool, laid: bool) -> tuple[int, ...]:
    """The numbers of the kinds looked for that are among a token's; remembered."""
    found = known.get(kinds)
    if found is None:
        told = [k.number for k in LOOKED_FOR if (bare if k.bare else laid) and not k.kinds.isdisjoint(kinds)]
        found = known[kinds] = tuple(told)
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
