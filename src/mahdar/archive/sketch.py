"""Sketches of a few words: two accounts that tell a contact in the same words are one agency's story printed twice."""

import zlib
from array import array
from functools import lru_cache
from itertools import pairwise

AROUND = 80  # code points to either side of the words that tell of a contact
SIZE = 16
ALIKE = 0.5


def sketch(folded: str, start: int, end: int) -> bytes:
    """The ``SIZE`` smallest hashes of the pairs of neighbouring words around a span of a folded text (a bottom-k sketch)."""
    words = folded[max(0, start - AROUND) : end + AROUND].encode("utf-8", "replace").split()[1:-1]  # the outermost may be cut
    pairs = {zlib.crc32(b, zlib.crc32(a)) for a, b in pairwise(words)}
    return array("I", sorted(pairs)[:SIZE]).tobytes()


@lru_cache(maxsize=4096)
def alike(a: bytes, b: bytes) -> bool:
    """The spans' words are mostly the same: an estimate of how many pairs they share of all that either has."""
    first, second = set(array("I", a)), set(array("I", b))
    least = sorted(first | second)[:SIZE]
    return len(least) >= SIZE // 2 and sum(x in first and x in second for x in least) >= ALIKE * len(least)
