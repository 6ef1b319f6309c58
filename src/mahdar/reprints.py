"""Near-duplicate reports: a reprint is the same account, however many papers carry it.

A text's signature is the ``SIZE`` smallest hashes of its runs of three words (a bottom-k sketch; Broder, "On the
resemblance and containment of documents", 1997). It does not change between runs, machines or versions of Python.
"""

import re
import sys
import zlib
from array import array

SIZE = 64
KEYS = 8
REPRINT = 0.5  # similarity from which two accounts are one; measured in tests
WORD = re.compile("[\u0621-\u0652\u0660-\u06d30-9A-Za-z]+")
MARKS = re.compile("[\u0640\u064b-\u0652]")
VARIANTS = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ة", "ه"))
PRIME = (1 << 61) - 1
FACTORS = (0x9E3779B97F4A7C15 % PRIME, 0xC2B2AE3D27D4EB4F % PRIME, 0x165667B19E3779F9)


def signature(text: str) -> bytes:
    """The signature of a text, at most ``8 * SIZE`` bytes; empty where it has fewer than three words.

    Spellings of alef, yeh and teh marbuta, tashkil, tatweel, punctuation and spacing make no difference.
    """
    for written, plain in VARIANTS:
        text = text.replace(written, plain)
    words = [zlib.crc32(word.encode()) for word in WORD.findall(MARKS.sub("", text))]
    a, b, c = FACTORS
    runs = {(a * x + b * y + c * z) % PRIME for x, y, z in zip(words, words[1:], words[2:], strict=False)}
    return _packed(sorted(runs)[:SIZE])


def similar(one: bytes, other: bytes) -> float:
    """How much two signatures' texts share, from 0 to 1: an estimate of the Jaccard index of their runs of three words.

    Its standard error is at most 0.06.
    """
    first, second = set(_unpacked(one)), set(_unpacked(other))
    union = sorted(first | second)[:SIZE]
    return len(first & second & set(union)) / len(union) if union else 0.0


def is_reprint(one: bytes, other: bytes) -> bool:
    """Whether two signatures' texts are reprints of one account."""
    return similar(one, other) >= REPRINT


def keys(signed: bytes) -> list[int]:
    """Numbers below 2^61 to look a signature up by: reprints nearly always share one of them, other texts rarely do."""
    return list(_unpacked(signed)[:KEYS])


def _packed(runs: list[int]) -> bytes:
    numbers = array("Q", runs)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _unpacked(signed: bytes) -> "array[int]":
    numbers = array("Q", signed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
