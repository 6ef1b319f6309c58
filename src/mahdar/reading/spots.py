"""Where tokens of a kind stand on the chart: one regular expression over its line, not a loop over its tokens."""

import re
from functools import lru_cache

from mahdar.grammar.alphabet import Alphabet, char_class
from mahdar.reading.work import Work


@lru_cache(maxsize=256)
def _finder(alphabet: Alphabet, kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(char_class("".join(map(alphabet.having, kinds))))


def spots(work: Work, *kinds: str, first: int = 0, stop: int | None = None) -> list[int]:
    """The tokens that may be of one of the kinds (as the chart was written last), in order, within ``[first, stop)``."""
    line = work.chart.line
    return [m.start() for m in _finder(work.alphabet, kinds).finditer(line, first, len(line) if stop is None else stop)]
