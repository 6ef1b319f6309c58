"""Names of people compared: spelling folded, the skeleton of consonants, short and full forms.

The verdict of two names says only what the names say. ``SAME`` is one name in two spellings or lengths, ``LIKELY`` wants an
office in
common besides, ``BARE`` is a surname (or a ruler's given name) alone beside a full name.
"""

import csv
import zlib
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from mahdar.archive.words import words

_SONS = frozenset({"بن", "ابن", "بنت"})
_HOUSE = "ال"
_OF_HOUSE = "آل"  # with its madda no folded word has it
_PARTICLES = _SONS | {_HOUSE}
_HONORIFICS = frozenset(
    {"الشيخ", "الامير", "الاميره", "الملك", "السيد", "السيده", "الدكتور", "د", "السلطان", "الرئيس", "اللواء", "الفريق"}
)
_JOINED = frozenset({"عبد", "ابو", "ابي", "سيف", "نور"})
FAMILY_FIRST = frozenset({"CN", "TW", "HK", "MO", "KR", "KP", "VN"})
_ALIKE = str.maketrans({"ق": "ك", "غ": "ج", "ظ": "ض", "ذ": "د", "ث": "ت", "ط": "ت", "ص": "س", "ز": "س"})
_WEAK = str.maketrans("", "", "اويهء")


_NEAR = 3  # letters of a word or name whose keys lie together


class Likeness(IntEnum):
    """How much two names say for being one person's."""

    NONE = 0
    BARE = 1
    LIKELY = 2
    SAME = 3


class Verdict(NamedTuple):
    """How alike two names are, and why in a word (``exact``, ``spelling``, ``short form``, ``surname``, ``near spelling``)."""

    likeness: Likeness
    reason: str


class Name(NamedTuple):
    """A name taken apart: ``words`` without particles and honorifics, ``whole`` and ``bones`` (the skeleton) without spaces,
    ``father`` where it ends in the father's name (محمد بن نايف).
    """

    words: tuple[str, ...]
    whole: str
    bones: str
    father: bool


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    with (Path(__file__).parent / "data" / "common_names.tsv").open(encoding="utf-8") as file:
        return frozenset(w for row in csv.DictReader(file, delimiter="\t") for w in words(row["name"]))


@lru_cache(maxsize=30_000)
def skeleton(word: str) -> str:
    """The consonants of a folded word without the article; those that transcription confuses made one, the first letter kept.

    >>> skeleton("لافروف")
    'لفرف'
    """
    alike = (word[2:] if word.startswith("ال") and len(word) > 4 else word).translate(_ALIKE)
    return alike[:1] + alike[1:].translate(_WEAK)


@lru_cache(maxsize=20_000)
def parse(name: str) -> Name:
    """A name as written, taken apart."""
    kept: list[str] = []
    every = words(name)
    before = ""
    for word in every:
        if word in _PARTICLES or (word in _HONORIFICS and len(every) > 1):
            pass
        elif before in _JOINED and kept:
            kept[-1] += word
        elif before == _HOUSE and kept:
            kept.append(_OF_HOUSE + word)  # a dynasty is nobody's surname: سعود is another name than آل سعود
        else:
            kept.append(word)
        before = word
    kept = kept or every
    father = len(every) > 2 and every[-2] in _SONS
    return Name(tuple(kept), "".join(kept), skeleton("".join(kept)), father)


def is_common(word: str) -> bool:
    """A word that many people of one country are called by: it tells nobody apart, and spelling variants of it are other
    names.
    """
    return word in _common()


def surname(name: Name, of: str | None) -> str | None:
    """The family name: the first word of Chinese, Korean and Vietnamese names, else the last; None where that is the father's."""
    if of in FAMILY_FIRST:
        return name.words[0]
    return None if name.father or name.words[-1].startswith(_OF_HOUSE) else name.words[-1]


def entries(name: Name, of: str | None) -> list[int]:
    """The keys that a name is kept under: its words, its last, its first, how it begins (with the party), and the whole."""
    bones = [skeleton(word) for word in name.words]
    every = {_key(bone, "word") for bone in bones}  # for people who ask
    if len(bones) == 1:
        return sorted(every | {_key(bones[0], "last", of), _key(bones[0], "bare", of)})
    return sorted({*every, *_both(name, bones, of), _key(bones[-1], "last", of), _key(bones[0], "first", of)})


@lru_cache(maxsize=10_000)
def lookups(name: Name, of: str | None) -> tuple[int, ...]:
    """The keys under which those are found that a name may mean: few, however many people the archive knows. The first is that
    of the whole name, or of a surname alone.
    """
    bones = [skeleton(word) for word in name.words]
    if len(bones) == 1:
        return _key(bones[0], "last", of), _key(bones[0], "first", of)
    found = [*_both(name, bones, of), _key(bones[0], "bare", of), _key(bones[-1], "bare", of)]
    if not (is_common(name.words[-1]) and is_common(name.words[0])):
        found.append(_key(bones[-1], "last", of))
    return tuple(dict.fromkeys(found))


def bearers(name: Name) -> int | None:
    """The key of those whose full name it is, whatever their parties; None of a bare surname."""
    return _key(name.bones, "named") if len(name.words) > 1 else None


def word_key(word: str) -> int:
    """The key of the names that a folded word stands in."""
    return _key(skeleton(word), "word")


def _both(name: Name, bones: list[str], of: str | None) -> tuple[int, int, int]:
    """What two spellings of a full name share: the whole, or the first two words, or the first and how the last begins."""
    return _key(name.bones, "whole", of), _key(bones[0], "two", of, bones[1]), _key(bones[0], "ends", of, bones[-1][:2])


def _key(bones: str, *more: str | None) -> int:
    """A key as it is kept: a number of 64 bits, so that two hardly ever are one. Those of words that begin alike lie together."""
    near, own = zlib.crc32(bones[:_NEAR].encode()), zlib.crc32(f"{bones} {more}".encode())
    return (near << 32 | own) - (1 << 63)


def compare(a: Name, b: Name, of: str | None) -> Verdict:
    """Two names of one party."""
    if not a.words or not b.words:
        return Verdict(Likeness.NONE, "")
    short, long = sorted((a, b), key=lambda n: len(n.words))
    if a.whole == b.whole:
        one = len(short.words) == 1 and len(a.whole) < 8
        return Verdict(Likeness.BARE if one else Likeness.SAME, "surname" if one else "exact")
    if len(short.words) == 1:
        return _bare(short, long, of)
    if a.bones == b.bones and all(same_word(x, y) for x, y in zip(a.words, b.words, strict=False)):
        return Verdict(Likeness.SAME, "spelling")
    if same_word(short.words[0], long.words[0]) and _within(short.words, long.words):
        return Verdict(Likeness.SAME, "short form")
    return _near(short, long, of)


def _bare(short: Name, long: Name, of: str | None) -> Verdict:
    word = short.words[0]
    if len(long.words) == 1:
        alike = same_word(word, long.words[0])
        return Verdict(Likeness.BARE, "surname") if alike else Verdict(Likeness.NONE, "")
    family = surname(long, of)
    if family and same_word(word, family):
        return Verdict(Likeness.BARE, "surname")
    return Verdict(Likeness.BARE, "given name") if same_word(word, long.words[0]) else Verdict(Likeness.NONE, "")


def _near(short: Name, long: Name, of: str | None) -> Verdict:
    """One word of both the same, every other word near: a misprint, or another transcription."""
    if len(short.words) != len(long.words):
        return Verdict(Likeness.NONE, "")
    pairs = list(zip(short.words, long.words, strict=True))
    same = [x == y or same_word(x, y) for x, y in pairs]
    if all(ok or nearly(x, y) for ok, (x, y) in zip(same, pairs, strict=True)):
        return Verdict(Likeness.LIKELY, "near spelling") if any(same) or len(pairs) > 1 else Verdict(Likeness.NONE, "")
    return Verdict(Likeness.NONE, "")


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Every word of the short form stands in the long one, in that order."""
    rest = iter(long)
    return all(any(same_word(word, other) for other in rest) for word in short)


@lru_cache(maxsize=30_000)
def same_word(a: str, b: str) -> bool:
    """One word in two transcriptions. Common given names (حسن، حسين) are only themselves, but for letters that sound alike
    (سيرغي، سيرجي).
    """
    if a.translate(_ALIKE) == b.translate(_ALIKE) or (len(a) > 4 and a == "ال" + b) or (len(b) > 4 and b == "ال" + a):
        return True
    if is_common(a) or is_common(b) or min(len(a), len(b)) < 4:
        return False
    if skeleton(a) == skeleton(b):
        return len(skeleton(a)) > 2
    return min(len(a), len(b)) >= 7 and OSA.distance(a, b) <= 1


def nearly(a: str, b: str) -> bool:
    """A misprint or a far transcription of one word: to be believed only with more to go by."""
    longest = max(len(a), len(b))
    distance = min(OSA.distance(a, b), OSA.distance(skeleton(a), skeleton(b)) + 1)
    return longest >= 4 and distance <= (1 if longest < 6 else 2 if longest < 8 else 3)
