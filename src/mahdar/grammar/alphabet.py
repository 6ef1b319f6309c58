"""One character for each set of kinds that a token may have.

A text becomes a string of such characters, and a rule becomes a regular expression over that string, so that matching runs
inside Python's own ``re``. Characters are taken from the private-use area (6,400 of them).
"""

import re
from typing import Any, Final

FIRST: Final = 0xE000
INSIDE: Final = chr(0xF8FF)  # a token that lies inside a chunk begun by a token before it
EDGE: Final = chr(0xF8FE)  # the edge of a sentence


class Sort:
    """What a character stands for: its kinds with every kind above them, and what stages make of these once for all tokens.

    ``bits`` are those of ``reading.flags``, ``rows`` those of ``reading.spots``, None where nobody has asked yet; ``starts`` are
    the numbers of the stages of which a rule may start here.
    """

    __slots__ = ("above", "bits", "char", "rows", "starts")

    def __init__(self, char: str, above: frozenset[str]) -> None:
        self.char = char
        self.above = above
        self.bits: Any = None
        self.rows: list[tuple[int, ...] | None] = [None] * 4
        self.starts: tuple[int, ...] = ()


class Alphabet:
    """Maps sets of kinds to characters. A kind is a dotted word: ``say`` covers ``say.past`` and ``say.participle``."""

    def __init__(self) -> None:
        self._chars: dict[frozenset[str], str] = {}
        self._sets: dict[str, frozenset[str]] = {}
        self._having: dict[str, list[str]] = {}
        self.sorts: dict[str, Sort] = {char: Sort(char, frozenset()) for char in (INSIDE, EDGE)}

    def char(self, kinds: frozenset[str]) -> str:
        """The character of a set of kinds; a set that was not seen before gets the next free one."""
        found = self._chars.get(kinds)
        if found is None:
            found = self._chars[kinds] = chr(FIRST + len(self._chars))
            self._sets[found] = kinds
            above = {".".join(k.split(".")[:n]) for k in kinds for n in range(1, k.count(".") + 2)}
            self.sorts[found] = Sort(found, frozenset(above))
            for kind in above:
                self._having.setdefault(kind, []).append(found)
        return found

    def state(self) -> list[frozenset[str]]:
        """The sets in the order of their characters: asked for in this order, a new alphabet gives them the same ones."""
        return list(self._chars)

    def known(self) -> set[str]:
        """Every kind, and every parent of a dotted kind, that has a character."""
        return set(self._having)

    def having(self, kind: str) -> str:
        """All characters whose sets hold ``kind`` or a kind below it."""
        return "".join(self._having.get(kind, ()))

    def kinds(self, char: str) -> frozenset[str]:
        """The set that a character stands for."""
        return self._sets.get(char, frozenset())


def char_class(chars: str, *, negate: bool = False) -> str:
    """A regular expression for one of ``chars`` (or for none of them)."""
    body = re.escape(chars)
    if negate:
        return f"[^{body}]" if body else "[^\\Z]"
    return f"[{body}]" if body else "(?!)"
