"""Where tokens of a kind stand on the chart: one regular expression over its line, not a loop over its tokens."""

import re
from bisect import bisect_left
from functools import lru_cache

from mahdar.grammar.alphabet import Alphabet, char_class
from mahdar.reading.work import Work


@lru_cache(maxsize=256)
def _finder(alphabet: Alphabet, kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(char_class("".join(map(alphabet.having, kinds))))


def where(work: Work, kinds: tuple[str, ...]) -> list[int]:
    """The tokens that may be of one of the kinds, as the chart was written last, in order; looked for once."""
    chart = work.chart
    found = chart.found.get(kinds)
    if found is None:
        found = chart.found[kinds] = [m.start() for m in _finder(work.alphabet, kinds).finditer(chart.line)]
    return found


def words(work: Work, kinds: tuple[str, ...]) -> list[int]:
    """The tokens whose word is of one of the kinds, whatever chunk it is in, in order; looked for once."""
    chart = work.chart
    found = chart.found_bare.get(kinds)
    if found is None:
        found = chart.found_bare[kinds] = [m.start() for m in _finder(work.alphabet, kinds).finditer(chart.bare)]
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


def spots(work: Work, *kinds: str, first: int = 0, stop: int | None = None) -> list[int]:
    """The tokens that may be of one of the kinds (as the chart was written last), in order, within ``[first, stop)``."""
    found = where(work, kinds)
    return within(found, first, len(work.chart.line) if stop is None else stop)
