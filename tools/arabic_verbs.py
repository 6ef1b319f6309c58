"""Inflect Arabic verbs from root and form, in the folded, unvowelled spelling of the press.

Method: the classical tables (W. Wright, A Grammar of the Arabic Language, vol. 1) as stem patterns. In a pattern
1 2 3 4 stand for the radicals, a i u for short vowels, A I U for long ones, Y for a final ā written ى, T for the
ending ة. The short vowels are needed only to seat the hamza; they are dropped in the written word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

OBJECTS = ("ه", "ها", "هم", "هما", "نا")
LONG = {"A": "ا", "I": "ي", "U": "و", "Y": "ي", "T": "ة"}
SEATS = {"i": "ي", "I": "ي", "u": "و", "U": "و", "a": "ا", "A": "ا"}
KEEP_MIDDLE = frozenset({"زوج", "حوذ"})  # their middle و stays a consonant: ازدوج، استحوذ


class Stems(NamedTuple):
    """Stem patterns of one form: past, past before a consonant, present, jussive, verbal nouns, participles."""

    past: str
    past_short: str
    present: str
    jussive: str
    nouns: tuple[str, ...]
    active: str
    passive: str


def same(past: str, present: str, nouns: str, active: str, passive: str) -> Stems:
    """Stems of a verb without changes inside the stem."""
    return Stems(past, past, present, present, tuple(nouns.split()), active, passive)


SOUND = {
    1: same("1a2a3", "12a3", "", "1A2i3", "ma12U3"),
    2: same("1a2a3", "u1a2i3", "ta12I3", "mu1a2i3", "mu1a2a3"),
    3: same("1A2a3", "u1A2i3", "mu1A2a3aT", "mu1A2i3", "mu1A2a3"),
    4: same("ءa12a3", "u12i3", "ءi12A3", "mu12i3", "mu12a3"),
    5: same("ta1a2a3", "ata1a2a3", "ta1a2u3", "muta1a2i3", "muta1a2a3"),
    6: same("ta1A2a3", "ata1A2a3", "ta1A2u3", "muta1A2i3", "muta1A2a3"),
    7: same("ءin1a2a3", "an1a2i3", "ءin1i2A3", "mun1a2i3", "mun1a2a3"),
    8: same("ءi1ta2a3", "a1ta2i3", "ءi1ti2A3", "mu1ta2i3", "mu1ta2a3"),
    9: same("ءi12a3", "a12a3", "ءi12i3A3", "mu12a3", "mu12a3"),
    10: same("ءista12a3", "asta12i3", "ءisti12A3", "musta12i3", "musta12a3"),
}
DOUBLED = {
    1: Stems("1a2", "1a2a2", "a1u2", "a12u2", (), "1A2", "ma12U2"),
    3: Stems("1A2", "1A2a2", "u1A2", "u1A2i2", ("mu1A2aT",), "mu1A2", "mu1A2"),
    4: Stems("ءa1a2", "ءa12a2", "u1i2", "u12i2", ("ءi12A2",), "mu1i2", "mu1a2"),
    6: Stems("ta1A2", "ta1A2a2", "ata1A2", "ata1A2a2", ("ta1A2",), "muta1A2", "muta1A2"),
    7: Stems("ءin1a2", "ءin1a2a2", "an1a2", "an1a2i2", ("ءin1i2A2",), "mun1a2", "mun1a2"),
    8: Stems("ءi1ta2", "ءi1ta2a2", "a1ta2", "a1ta2i2", ("ءi1ti2A2",), "mu1ta2", "mu1ta2"),
    10: Stems("ءista1a2", "ءista12a2", "asta1i2", "asta12i2", ("ءisti12A2",), "musta1i2", "musta1a2"),
}
HOLLOW = {
    1: Stems("1A3", "1u3", "a1W3", "a1u3", (), "1Aءi3", "ma1W3"),
    4: Stems("ءa1A3", "ءa1a3", "u1I3", "u1i3", ("ءi1A3aT",), "mu1I3", "mu1A3"),
    7: Stems("ءin1A3", "ءin1a3", "an1A3", "an1a3", ("ءin1iyA3",), "mun1A3", "mun1A3"),
    8: Stems("ءi1tA3", "ءi1ta3", "a1tA3", "a1ta3", ("ءi1tiyA3",), "mu1tA3", "mu1tA3"),
    10: Stems("ءista1A3", "ءista1a3", "asta1I3", "asta1i3", ("ءisti1A3aT",), "musta1I3", "musta1A3"),
}
DEFECTIVE = {
    1: Stems("1a2Y", "1a2aW", "a12W", "a12", (), "1A2I", "ma12W"),
    2: Stems("1a2Y", "1a2ay", "u1a2I", "u1a2i", ("ta12iyaT",), "mu1a2I", "mu1a2Y"),
    3: Stems("1A2Y", "1A2ay", "u1A2I", "u1A2i", ("mu1A2AT",), "mu1A2I", "mu1A2Y"),
    4: Stems("ءa12Y", "ءa12ay", "u12I", "u12i", ("ءi12Aء",), "mu12I", "mu12Y"),
    5: Stems("ta1a2Y", "ta1a2ay", "ata1a2Y", "ata1a2a", ("ta1a2I",), "muta1a2I", "muta1a2Y"),
    6: Stems("ta1A2Y", "ta1A2ay", "ata1A2Y", "ata1A2a", ("ta1A2I",), "muta1A2I", "muta1A2Y"),
    7: Stems("ءin1a2Y", "ءin1a2ay", "an1a2I", "an1a2i", ("ءin1i2Aء",), "mun1a2I", "mun1a2Y"),
    8: Stems("ءi1ta2Y", "ءi1ta2ay", "a1ta2I", "a1ta2i", ("ءi1ti2Aء",), "mu1ta2I", "mu1ta2Y"),
    10: Stems("ءista12Y", "ءista12ay", "asta12I", "asta12i", ("ءisti12Aء",), "musta12I", "musta12Y"),
}
QUADRILITERAL = {
    1: same("1a23a4", "u1a23i4", "1a23a4aT", "mu1a23i4", "mu1a23a4"),
    2: same("ta1a23a4", "ata1a23a4", "ta1a23u4", "muta1a23i4", "muta1a23a4"),
}
PASSIVE = {
    "sound": {3: ("1U2i3", ""), 6: ("tu1U2i3", "")},
    "hollow": {
        1: ("1I3", "u1A3"),
        4: ("ءu1I3", "u1A3"),
        8: ("ءu1tI3", "u1tA3"),
        10: ("ءustu1I3", "usta1A3"),
    },
    "defective": {1: ("1u2I", "u12Y"), 3: ("1U2I", "")},
}
PARTICIPLE_ENDINGS = ("", "aا", "aT", "Uن", "Iن", "Aت")
WEAK_ENDINGS = {"I": ("", "I", "iيا", "iيaT", "Uن", "Iن", "iيAت"), "Y": ("Y", "AT", "aون", "aين", "aيAت")}
TABLES = {"sound": SOUND, "doubled": DOUBLED, "hollow": HOLLOW, "defective": DEFECTIVE, "quadriliteral": QUADRILITERAL}


def spell(pattern: str) -> Iterator[str]:
    """The pattern, its radicals filled in, as it is written: hamzas seated, short vowels dropped."""
    written = [""]
    for at, sign in enumerate(pattern):
        seats = hamza_seats(pattern, at) if sign == "ء" else "" if sign in "aiu" else LONG.get(sign, sign)
        written = [word + seat for word in written for seat in seats or ("",)]
    yield from (word.replace("اا", "ا") for word in written)


def hamza_seats(pattern: str, at: int) -> str:
    """The letters that may carry the hamza at this place; two only before ū, where usage differs."""
    before, after = pattern[at - 1 : at], pattern[at + 1 : at + 2]
    if at == 0:
        return "ا"
    if at + 1 == len(pattern):
        return SEATS[before] if before and before in "aiu" else "ء"
    if before in ("A", "U") and after in ("a", "A", "Y"):
        return "ء"
    if after == "U":
        return "وي" if pattern.startswith("مa") else "وا"
    vowels = [vowel for vowel in (before, after) if vowel in SEATS]
    return min((SEATS[vowel] for vowel in vowels), key="يوا".index, default="ء")


def kind_of(root: str, form: int) -> str:
    """Which table of stems the root takes in this form."""
    if len(root) == 4:
        return "quadriliteral"
    if root[2] in "وي":
        return "defective"
    if root[1] == root[2] and form in DOUBLED:
        return "doubled"
    if root[1] in "ويا" and form in HOLLOW and root not in KEEP_MIDDLE:
        return "hollow"
    return "sound"


def fill(pattern: str, root: str, form: int) -> str:
    """The pattern with the radicals of the root, after the changes that form 8 and initial و bring about."""
    first = root[0]
    if form == 8 and "1t" in pattern:
        joined = {"و": "t", "ط": "1", "د": "1", "ذ": "د", "ز": "1د"}.get(first, "1ط" if first in "صضظ" else "1t")
        pattern = pattern.replace("1t", "t" if root == "ءخذ" else joined)
    if first == "و" and len(root) == 3 and (pattern.startswith("ءi1") or pattern.startswith("ءisti1")):
        pattern = pattern.replace("1", "I", 1)
    middle = {"و": "U", "ي": "I", "ا": "A"}.get(root[1], "")
    last = {"و": "U", "ي": "I"}.get(root[2], "")
    pattern = pattern.replace("1W", "1" + middle).replace("2W", "2" + last).replace("2aW", "2a" + root[2])
    if form == 1 and last == "U":
        pattern = pattern.replace("1a2Y", "1a2A")
    for number, radical in enumerate(root, 1):
        pattern = pattern.replace(str(number), radical)
    return pattern.replace("t", "ت").replace("y", "ي").replace("m", "م").replace("s", "س").replace("n", "ن")


def stems_of(root: str, form: int) -> Stems:
    """The filled stems. Errors: KeyError where the root has no such form."""
    raw = TABLES[kind_of(root, form)][form]
    if form == 1 and kind_of(root, 1) == "sound":
        raw = raw._replace(present="a2i3" if root[0] == "و" else "a12a3", jussive="a2i3" if root[0] == "و" else "a12a3")
    if form == 1 and kind_of(root, 1) == "defective" and root[0] == "و":
        raw = raw._replace(present="a2I", jussive="a2i")
    if form == 1 and kind_of(root, 1) == "hollow" and root[1] != "و":
        raw = raw._replace(past_short="1i3", jussive="a1i3")
    if form == 2 and root[2] == "ء":
        raw = raw._replace(nouns=("ta12i3aT",))
    past, short, present, jussive, active, passive = (
        fill(pattern, root, form) for pattern in (raw.past, raw.past_short, raw.present, raw.jussive, raw.active, raw.passive)
    )
    return Stems(past, short, present, jussive, tuple(fill(noun, root, form) for noun in raw.nouns), active, passive)


def past_patterns(past: str, short: str, objects: bool) -> Iterator[str]:
    """The past in the persons that reports use, with object pronouns."""
    weak = past[-1] in "AYI"
    base = past[:-1] if weak else past
    dual = (short if weak else past) + "A"
    yield from (past, base + "aت", dual, base + "aتA", base + ("aوا" if weak else "Uا"), short + "ت", short + "نا")
    if objects:
        joined = {"A": base + "A", "Y": base + "A", "I": past}.get(past[-1], past + "a")
        yield from (joined + pronoun for pronoun in OBJECTS)
        yield from (base + "aت" + pronoun for pronoun in OBJECTS[:2])


def present_patterns(present: str, jussive: str, objects: bool) -> Iterator[str]:
    """The present, jussive and future in the persons that reports use, with object pronouns."""
    last = present[-1] if present[-1] in "UIY" else ""
    base = present[:-1] if last else present
    glide = {"U": "و", "I": "ي", "Y": "ي", "": ""}[last]
    yield from (prefix + present for prefix in ("ي", "ت", "ن", "ا", "سي", "ست", "سن"))
    yield from (prefix + jussive for prefix in "يت")
    yield from (prefix + base + glide + "Aن" for prefix in ("ي", "ت", "سي"))
    yield from (prefix + base + "Uن" for prefix in ("ي", "سي"))
    yield from ("ي" + base + glide + "A", "ي" + base + "Uا")
    if objects:
        joined = base + "A" if last == "Y" else present + ("" if last else "u")
        yield from ("ي" + joined + pronoun for pronoun in OBJECTS)
        yield from (prefix + joined + pronoun for pronoun in OBJECTS[:2] for prefix in ("ت", "سي"))


def finite_forms(root: str, form: int, transitive: bool) -> set[str]:
    """Every written finite form of the verb, active and passive.

    Errors: KeyError where the root has no such form."""
    stems = stems_of(root, form)
    patterns = [*past_patterns(stems.past, stems.past_short, transitive)]
    patterns += present_patterns(stems.present, stems.jussive, transitive)
    if transitive:
        patterns += passive_patterns(root, form)
    if transitive and form == 1 and root[2] == "ي":  # نسي and ينسى: the vowel that رمى يرمي has not
        patterns += (fill("1a2I", root, 1) + pronoun for pronoun in OBJECTS[:2])
        patterns += (prefix + fill("a12A", root, 1) + pronoun for prefix in "يت" for pronoun in OBJECTS[:2])
    return {word for pattern in patterns for word in spell(pattern)}


def passive_patterns(root: str, form: int) -> Iterator[str]:
    """The passive where it is written otherwise than the active."""
    past, present = PASSIVE.get(kind_of(root, form), {}).get(form, ("", ""))
    if form == 1 and root[0] == "و":
        present = "u12Y" if root[2] in "وي" else "u12a3"
    if past:
        filled = fill(past, root, form)
        yield from past_patterns(filled, filled[:-1] + "ي" if filled[-1] == "I" else filled.replace("I", ""), False)
    if present:
        filled = fill(present, root, form)
        yield from present_patterns(filled, filled.replace("A", ""), False)


def verbal_nouns(root: str, form: int) -> set[str]:
    """The verbal nouns that the form gives by rule (form 1 gives none), with final ة kept."""
    return {word for noun in stems_of(root, form).nouns for word in spell(noun)}


def participles(root: str, form: int, transitive: bool) -> set[str]:
    """The participles, active and passive, in both genders and as sound plurals, without the article."""
    stems = stems_of(root, form)
    weak = kind_of(root, form) == "defective"
    words: set[str] = set()
    for pattern in (stems.active, stems.passive) if transitive else (stems.active,):
        endings: tuple[str, ...] = PARTICIPLE_ENDINGS
        if weak and pattern[-1] in "IY":
            endings, pattern = WEAK_ENDINGS[pattern[-1]], pattern[:-1]
        words.update(word for ending in endings for word in spell(pattern + ending))
    return words
