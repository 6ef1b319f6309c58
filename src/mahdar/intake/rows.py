"""Rows of tables and of JSON Lines: which column is what, and the report of a row."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mahdar.errors import InputError
from mahdar.intake.dates import iso_date
from mahdar.intake.decode import storable
from mahdar.intake.plain import with_headline
from mahdar.intake.problem import Limits, Problem
from mahdar.report import Report

ADVICE = "correct the line; the others are read"
COLUMNS = {
    "text": ("text", "content", "body", "article", "النص", "نص"),
    "source": ("source",),
    "published": ("published", "date", "published_at", "publish_date", "pubdate", "التاريخ"),
    "publisher": ("publisher", "outlet", "newspaper", "agency", "الناشر"),
    "url": ("url", "link", "address", "الرابط"),
    "headline": ("headline", "title", "العنوان"),
}


def columns(source: str, names: list[str], limits: Limits) -> dict[str, str]:
    """Which of a table's columns holds what. Raises ``InputError`` where there are too many or none with the text."""
    if len(names) > limits.columns:
        what = f"{len(names):,} columns, more than a table may have ({limits.columns:,})"
        raise InputError(source, what, "keep the columns of the contract, or raise the limit with --max-columns")
    known = {name.strip().lower(): name for name in reversed(names)}
    found = {field: known[name] for field, all_names in COLUMNS.items() for name in reversed(all_names) if name in known}
    if "text" not in found:
        what = f"no column for the text among {', '.join(names[:8])[:120] or 'none'}"
        raise InputError(source, what, f"name it one of {', '.join(COLUMNS['text'])}")
    return found


def table_row(place: str, row: Mapping[str, Any], mapping: Mapping[str, str]) -> Iterator[Report | Problem]:
    """The report of a table's row; a headline of its own column stands above the text."""
    fields = {field: row.get(name) for field, name in mapping.items()}
    text, headline = fields.get("text"), fields.pop("headline", None)
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if isinstance(text, str) and text.strip() and isinstance(headline, str):
        text = with_headline(headline, text)
    yield from row_report(place, {**fields, "text": text}, "correct the row; the others are read")


def row_report(place: str, row: Mapping[str, Any], advice: str = ADVICE) -> Iterator[Report | Problem]:
    """The report of one row, and a note where its date is none. Raises ``InputError`` where it has no text.

    Its id is over the UTF-8 bytes of its text; its source is what the row says, else its address, else ``place``.
    """
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError(place, "no `text` in it" if text is None else "its `text` is no string", advice)
    if not text.strip():
        raise InputError(place, "its `text` is empty", advice)
    fields = {name: _string(row.get(name)) for name in ("source", "published", "publisher", "url")}
    source = fields["source"] or fields["url"] or place
    published = iso_date(fields["published"])
    if fields["published"] and not published:
        yield wrong_date(source, fields["published"])
    yield Report.of(storable(text), source, published=published, publisher=fields["publisher"], url=fields["url"])


def wrong_date(source: str, told: str) -> Problem:
    """The note about a date that is none."""
    advice = "write it as 2024-05-03; the report is kept without it"
    return Problem(source=source, what=f"its date of publication is no date: {told[:40]!r}", advice=advice, kind="noted")


def _string(value: object) -> str | None:
    if isinstance(value, date):
        value = value.isoformat()
    return storable(value).strip() or None if isinstance(value, str) else None
