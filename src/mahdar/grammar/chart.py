"""The chart: a text as a row of tokens, one symbol each, on which rules match and chunks grow."""

from typing import Any, Final

from mahdar.grammar.alphabet import INSIDE, Alphabet, Sort
from mahdar.grammar.lexicon import Entry

# The first whole numbers, made once: those that lists of places hold need not be made for every token of every report.
MANY: Final = 1 << 14
CHANGE: Final = 12  # tokens whose symbols are joined as soon as one range of a line is replaced
NUMBERS: Final[list[Any]] = list(range(MANY))


class Chart:
    """Tokens in parallel lists: symbol, start and end in the reading text, folded form, lexicon entries.

    A chunk (a date, a person with an office, …) is held at its first token; the tokens inside it get the symbol ``INSIDE``, so
    that indexes never move and a chunk matches as one thing. ``flags`` holds whatever bits a reader wants at hand for each token;
    ``kinds`` are those of its word with every kind above them (say.past.that → say, say.past), whatever chunk it is in, and
    ``sorts`` what the symbol of its word stands for.
    """

    __slots__ = (
        "_changed", "chunk_end", "chunks", "end", "entries", "flags", "form", "index", "kinds", "line", "several", "sorts",
        "start", "symbols", "text", "triggers",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.symbols: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.form: list[str] = []
        self.entries: list[tuple[Entry, ...]] = []
        self.chunks: dict[int, Any] = {}
        self.chunk_end: dict[int, int] = {}
        self.line = ""
        self._changed: list[tuple[int, int]] = []  # the ranges whose symbols the line has not yet
        self.flags: list[int] = []
        self.kinds: list[frozenset[str]] = []
        self.sorts: list[Sort] = []
        self.several: list[int] = []  # the tokens that are names of several words
        # Where tokens of some kinds stand, for people and for facts, and where rules may start, by their stages; once looked for.
        self.index: list[list[list[int]]] = [[], []]
        self.triggers: list[list[int]] = []

    def write(self) -> None:
        """Write the symbols as one string, for rules to match on; call it after chunks have been put."""
        if self.line and len(self._changed) * CHANGE < len(self.symbols):
            for first, stop in self._changed:
                self.line = self.line[:first] + "".join(self.symbols[first:stop]) + self.line[stop:]
        else:
            self.line = "".join(self.symbols)
        self._changed = []
        self.index = [[], []]
        self.triggers = []

    def put(self, first: int, stop: int, symbol: str, chunk: Any) -> None:
        """Lay a chunk over the tokens ``[first, stop)``; an earlier chunk in that range is covered by it."""
        symbols, ends = self.symbols, self.chunk_end
        self._changed.append((first, stop))
        symbols[first] = symbol
        for i in range(first + 1, stop):
            symbols[i] = INSIDE
            if i in ends:
                del ends[i], self.chunks[i]
        self.chunks[first] = chunk
        ends[first] = stop

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
        self._changed.append((at, at + 1))
        self.symbols[at] = alphabet.char(frozenset((kind,)))
        self.sorts[at] = alphabet.sorts[self.symbols[at]]
        self.kinds[at] = self.sorts[at].above

    def entry(self, at: int, kind: str) -> Entry | None:
        """The entry of a token that is of a kind, or of a kind below it."""
        if kind in self.kinds[at]:
            for e in self.entries[at]:
                if kind in e.above:
                    return e
        return None
