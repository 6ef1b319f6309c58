"""The reading text: the report's text folded, its invisible marks taken out, its lost spaces put back, and the way home.

Everything in ``reading`` works on ``Reading.text``; ``Reading.span`` turns offsets into the code points of the untouched report.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable

from mahdar.grammar.folding import fold
from mahdar.report import Span

# Harakat, tatweel, superscript alef, zero-width and bidi marks: letters are read as if these did not stand between them.
MARKS = re.compile("[\u064b-\u0655\u0640\u0670\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufe0f]+")


class Reading:
    """A text to read, with a map back to the report it was made from."""

    __slots__ = ("_at", "_shift", "length", "text")

    def __init__(self, source: str) -> None:
        folded = fold(source)
        self.length = len(source)
        self._at = [0]
        self._shift = [0]
        if MARKS.search(folded) is None:
            self.text = folded
            return
        kept, done, lost = [], 0, 0
        for m in MARKS.finditer(folded):
            kept.append(folded[done : m.start()])
            lost += m.end() - m.start()
            self._at.append(m.end() - lost)
            self._shift.append(lost)
            done = m.end()
        kept.append(folded[done:])
        self.text = "".join(kept)

    def put_spaces(self, places: Iterable[int]) -> None:
        """Insert a space before each of the given offsets of the reading text (spaces that were lost where links stood)."""
        pieces, at, shift, done = [], [0], [0], 0
        cuts = sorted(set(places))
        if not cuts:
            return
        marks = sorted({*cuts, *self._at[1:]})
        for mark in marks:
            base = self._shift[bisect_right(self._at, mark) - 1]
            added = bisect_right(cuts, mark)
            at.append(mark + added)
            shift.append(base - added)
        for cut in cuts:
            pieces.append(self.text[done:cut])
            done = cut
        pieces.append(self.text[done:])
        self.text = " ".join(pieces)
        self._at, self._shift = at, shift

    def origin(self, place: int) -> int:
        """The report's offset of an offset in the reading text."""
        if len(self._at) == 1:
            return place
        return min(self.length, place + self._shift[bisect_right(self._at, place) - 1])

    def span(self, start: int, end: int) -> Span:
        """The report's span of a range of the reading text; marks that trail the last letter belong to it."""
        if len(self._at) > 1:
            start, end = self.origin(start), self.origin(end)
        return tuple.__new__(Span, (start, end))  # twice as quick as its own constructor, and made for every fact

    def place(self, origin: int) -> int:
        """The offset in the reading text of an offset in the report (the next one kept, where a mark was taken out)."""
        low, high = 0, len(self.text)
        while low < high:
            mid = (low + high) // 2
            if self.origin(mid) < origin:
                low = mid + 1
            else:
                high = mid
        return low
