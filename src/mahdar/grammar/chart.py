"""The chart: a text as a row of tokens, one symbol each, on which rules match and chunks grow."""

from dataclasses import dataclass, field
from typing import Any

from mahdar.grammar.alphabet import INSIDE, Alphabet
from mahdar.grammar.lexicon import Entry


class _Above(dict[str, frozenset[str]]):
    """A kind → the kind itself and every kind above it: say.past.that → say, say.past, say.past.that."""

    def __missing__(self, kind: str) -> frozenset[str]:
        parts = kind.split(".")
        found = self[kind] = frozenset(".".join(parts[: n + 1]) for n in range(len(parts)))
        return found


ABOVE = _Above()


@dataclass(slots=True)
class Chart:
    """Tokens in parallel lists: symbol, start and end in the reading text, folded form, lexicon entries.

    A chunk (a date, a person with an office, …) is held at its first token; the tokens inside it get the symbol ``INSIDE``, so
    that indexes never move and a chunk matches as one thing. ``flags`` holds whatever bits a reader wants at hand for each token;
    ``kinds`` are those of its word with every kind above them (say.past.that → say, say.past), whatever chunk it is in.
    """

    text: str
    symbols: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    form: list[str] = field(default_factory=list)
    entries: list[tuple[Entry, ...]] = field(default_factory=list)
    chunks: dict[int, Any] = field(default_factory=dict)
    chunk_end: dict[int, int] = field(default_factory=dict)
    line: str = ""
    flags: list[int] = field(default_factory=list)
    kinds: list[frozenset[str]] = field(default_factory=list)
    index: list[list[int]] = field(default_factory=list)  # where tokens of some kinds stand, once looked for

    def write(self) -> None:
        """Write the symbols as one string, for rules to match on; call it after chunks have been put."""
        self.line = "".join(self.symbols)
        self.index = []

    def put(self, first: int, stop: int, symbol: str, chunk: Any) -> None:
        """Lay a chunk over the tokens ``[first, stop)``; an earlier chunk in that range is covered by it."""
        self.symbols[first] = symbol
        for i in range(first + 1, stop):
            self.symbols[i] = INSIDE
            self.chunks.pop(i, None)
            self.chunk_end.pop(i, None)
        self.chunks[first] = chunk
        self.chunk_end[first] = stop

    def stop(self, first: int) -> int:
        """The token after the chunk or the token at ``first``."""
        return self.chunk_end.get(first, first + 1)

    def words(self, first: int, stop: int) -> str:
        """The reading text of the tokens ``[first, stop)``."""
        return self.text[self.start[first] : self.end[stop - 1]] if stop > first else ""

    def has(self, at: int, kind: str) -> bool:
        """Whether the word of a token is of a kind, or of a kind below it."""
        return kind in self.kinds[at]

    def has_any(self, at: int, kinds: frozenset[str]) -> bool:
        """Whether the word of a token is of one of some kinds, or of a kind below one."""
        return not self.kinds[at].isdisjoint(kinds)

    def become(self, at: int, form: str, kind: str, alphabet: Alphabet, entries: tuple[Entry, ...] = ()) -> None:
        """Take a token for another word than the lexicon did; call ``write`` when all such words are told."""
        self.form[at], self.entries[at] = form, entries
        self.symbols[at] = alphabet.char(frozenset((kind,)))
        self.kinds[at] = alphabet.above[self.symbols[at]]

    def entry(self, at: int, kind: str) -> Entry | None:
        """The entry of a token that is of a kind, or of a kind below it."""
        if kind in self.kinds[at]:
            for e in self.entries[at]:
                if kind in ABOVE[e.kind]:
                    return e
        return None
