"""Where tokens of some kinds stand on the chart: one pass over it for all that stages ask, not a loop for each question."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

from mahdar.grammar.alphabet import INSIDE, Alphabet, char_class
from mahdar.grammar.chart import Chart
from mahdar.reading.work import Work

SYMBOLS: Final = 1 << 16  # code points that a symbol may have
LOOKED_FOR: Final[list["Kinds"]] = []
_rows: Final[dict[Alphabet, list[tuple[int, ...]]]] = {}  # of a symbol's code point: the numbers of those looked for
_known: Final[dict[Alphabet, int]] = {}  # how many symbols that holds
_words: Final[dict[frozenset[str], tuple[int, ...]]] = {}  # of the kinds of a word inside a chunk: likewise


class Kinds:
    """Kinds of tokens that a stage looks for, told at import; ``bare`` where words are meant, whatever chunk they are in."""

    __slots__ = ("bare", "kinds", "number")

    def __init__(self, *kinds: str, bare: bool = False) -> None:
        self.kinds = frozenset(kinds)
        self.bare = bare
        self.number = len(LOOKED_FOR)
        LOOKED_FOR.append(self)
        _rows.clear()
        _words.clear()


def where(work: Work, kinds: Kinds) -> list[int]:
    """The tokens that may be of some kinds, as the chart was written last, in order; not to be changed."""
    index = work.chart.index
    if kinds.number >= len(index):
        index = work.chart.index = _index(work.chart, work.alphabet)
    return index[kinds.number]


def _index(chart: Chart, alphabet: Alphabet) -> list[list[int]]:
    """The tokens of all kinds looked for, by the numbers of these."""
    out: list[list[int]] = [[] for _ in LOOKED_FOR]
    rows = _told(chart.line, alphabet)
    line, kinds, inside = chart.line, chart.kinds, chart.line.find(INSIDE)
    while inside >= 0:
        rows[inside] = _of_word(kinds[inside])
        inside = line.find(INSIDE, inside + 1)
    for first in chart.chunk_end:
        rows[first] = _of_word(kinds[first]) + rows[first]
    for i, row in enumerate(rows):
        if row:
            for number in row:
                out[number].append(i)
    return out


def _told(line: str, alphabet: Alphabet) -> list[tuple[int, ...]]:
    """For each symbol of a line, the numbers of the kinds looked for that are among its own."""
    table = _rows.get(alphabet)
    if table is None or len(alphabet.above) != _known[alphabet]:
        _known[alphabet] = len(alphabet.above)
        table = _rows[alphabet] = [()] * SYMBOLS
        for symbol, above in alphabet.above.items():
            table[ord(symbol)] = tuple([k.number for k in LOOKED_FOR if not k.kinds.isdisjoint(above)])
    return [table[code] for code in memoryview(line.encode("utf-16-le")).cast("H")]


def _of_word(kinds: frozenset[str]) -> tuple[int, ...]:
    """The numbers of the kinds looked for that a word inside a chunk is of."""
    found = _words.get(kinds)
    if found is None:
        found = _words[kinds] = tuple([k.number for k in LOOKED_FOR if k.bare and not k.kinds.isdisjoint(kinds)])
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
