"""Finding tokens of a kind in one pass over the symbols of a chart."""

import re
from functools import lru_cache

from mahdar.grammar.alphabet import Alphabet, char_class


@lru_cache(maxsize=256)
def finder(alphabet: Alphabet, *kinds: str) -> re.Pattern[str]:
    """A pattern that finds tokens of any of the kinds; tokens inside a chunk are not found, its first one only as the chunk."""
    return re.compile(char_class("".join({c for kind in kinds for c in alphabet.having(kind)})))
