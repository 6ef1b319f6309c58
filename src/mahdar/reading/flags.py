"""What a token may be for names and titles, as bits, one look-up a symbol."""

from typing import Any, Final

from mahdar.grammar.alphabet import Alphabet, Sort

NAME: Final = 1 << 0
WORD: Final = 1 << 1
UNKNOWN: Final = 1 << 2
AND: Final = 1 << 3
PARTICLE: Final = 1 << 4
HONORIFIC: Final = 1 << 5
HARD: Final = 1 << 6
EULOGY: Final = 1 << 7
CLOSED: Final = 1 << 8
HONORIFIC_PRONOUN: Final = 1 << 9
SYLLABLE: Final = 1 << 10
HAMZA: Final = 1 << 11
VERBAL: Final = 1 << 12

# Kinds that end a name and a plain phrase: they mean something of their own.
HARD_KINDS: Final = {
    "nationality", "country", "capital", "city", "region", "seat", "organisation", "office", "say", "weekday",
    "counterpart", "comma", "colon", "quote", "open", "close", "dot", "dots", "number", "mark", "latin", "and", "prefix",
    "ministry", "side", "contact", "day", "slash", "dash", "agency",
}  # fmt: skip
VERBS: Final = {"say", "contact"}  # hard kinds that leave a name a name (نجيب is "we answer" too)
# Kinds of words that are never part of a name, even where such a name exists.
NO_NAME: Final = {"ministry", "side", "counterpart", "weekday"}
BITS: Final = {
    "name": NAME,
    "word": WORD,
    "unknown": UNKNOWN,
    "name_particle": PARTICLE,
    "honorific": HONORIFIC,
    "eulogy": EULOGY,
    "honorific_pronoun": HONORIFIC_PRONOUN,
    "syllable": SYLLABLE,
}


def flags(sorts: list[Sort], alphabet: Alphabet) -> list[int]:
    """The bits of tokens whose symbols stand for these."""
    out: list[Any] = []  # whole numbers, handed on as they are kept
    for sort in sorts:
        bits = sort.bits
        if bits is None:
            bits = sort.bits = _bits(alphabet.kinds(sort.char))
        out.append(bits)
    return out


def _bits(kinds: frozenset[str]) -> int:
    bits = 0
    for kind in kinds:
        head = kind.split(".")[0]
        bits |= BITS.get(head, 0)
        if head in HARD_KINDS:
            bits |= HARD
        if kind == "closed":
            bits |= CLOSED | WORD
        if kind == "unknown.and":
            bits |= AND
        if kind[0] == "=":
            bits |= WORD
    heads = {kind.split(".")[0] for kind in kinds}
    if bits & HARD and heads & HARD_KINDS <= VERBS:
        bits |= VERBAL
    if heads & NO_NAME:
        bits &= ~NAME
    return bits
