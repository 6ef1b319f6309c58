"""The reading text: the report's text folded, its invisible marks taken out, its lost spaces put back, and the way home.

Everything in ``reading`` works on ``Reading.text``; ``Reading.span`` turns offsets into the code points of the untouched report.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, Final

from mahdar.grammar.folding import fold
from mahdar.report import Span

# Harakat, tatweel, superscript alef, zero-width and bidi marks: letters are read as if these did not stand between them.
_RANGES = ((0x64B, 0x655), (0x640, 0x640), (0x670, 0x670), (0x200B, 0x200F), (0x61C, 0x61C), (0x202A, 0x202E), (0x2060, 0x2069),
           (0xFEFF, 0xFEFF), (0xAD, 0xAD), (0xFE0F, 0xFE0F))  # fmt: skip
EACH: Final = [chr(code) for first, last in _RANGES for code in range(first, last + 1)]
MARKS: Final = re.compile(f"[{''.join(EACH)}]+")
SPAN: Final[Any] = tuple.__new__


class Reading:
    """A text to read, with a map back to the report it was made from."""

    __slots__ = ("_at", "_shift", "length", "text")

    def __init__(self, source: str) -> None:
        folded = fold(source)
        self.length = len(source)
        self._at = [0]
        self._shift = [0]
        found: list[int] = []
        text = folded
        for mark in EACH:  # forty looks for one character each take half the time of one look for any of them
            if mark in folded:
                at = folded.find(mark)
                text = text.replace(mark, "")
                while at >= 0:
                    found.append(at)
                    at = folded.find(mark, at + 1)
        self.text = text
        found.sort()
        for lost, at in enumerate(found, 1):
            place = at + 1 - lost
            if place == self._at[-1] and lost > 1:  # behind another mark
                self._shift[-1] = lost
            else:
                self._at.append(place)
                self._shift.append(lost)

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
        at, low, high = self._at, 0, len(self._at)
        if high == 1:
            return place
        while low < high:  # bisect_right, which compiled is slower: marks are few, and spans many
            mid = (low + high) >> 1
            if at[mid] > place:
                high = mid
            else:
                low = mid + 1
        return min(self.length, place + self._shift[low - 1])

    def span(self, start: int, end: int) -> Span:
        """The report's span of a range of the reading text; marks that trail the last letter belong to it."""
        if len(self._at) > 1:
            start, end = self.origin(start), self.origin(end)
        made: Span = SPAN(Span, (start, end))  # twice as quick as its own constructor, and made for every fact
        return made

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
