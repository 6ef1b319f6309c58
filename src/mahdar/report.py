"""What comes in: one report, exactly as it was decoded.

Offsets everywhere in mahdar are Unicode code points of ``Report.text``, never of a normalised copy.
"""

import hashlib
from typing import NamedTuple

import msgspec


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One text to read. ``id`` is ``sha256:`` and the hex digest of the source bytes."""

    id: str
    source: str
    text: str
    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    @classmethod
    def of(
        cls,
        text: str,
        source: str = "<text>",
        *,
        raw: bytes | None = None,
        published: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> "Report":
        """Make a report of a text. ``raw`` are the bytes it was decoded from, where there were any."""
        data = text.encode("utf-8", "surrogatepass") if raw is None else raw
        return cls(
            id="sha256:" + hashlib.sha256(data).hexdigest(),
            source=source,
            text=text,
            published=published,
            publisher=publisher,
            url=url,
        )
