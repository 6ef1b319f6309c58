"""The dates that sources tell of themselves, as ISO 8601."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
YEARS = range(1900, 2101)


def iso_date(value: str | None) -> str | None:
    """An ISO 8601 date or date-time of ISO, ``2024/5/3`` or mail-header (RFC 5322) form; None where it is no date.

    A day without a time stays a day; a date-time keeps its time zone.
    """
    text = (value or "").strip()
    if not text:
        return None
    for parse in (_iso, _day, _mail):
        try:
            found = parse(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found and int(found[:4]) in YEARS:
            return found
    return None


def _iso(text: str) -> str | None:
    if len(text) <= 10:
        return date.fromisoformat(text).isoformat()
    return datetime.fromisoformat(text).isoformat()


def _day(text: str) -> str | None:
    match = DAY.match(text)
    return date(int(match[1]), int(match[3]), int(match[4])).isoformat() if match else None


def _mail(text: str) -> str | None:
    return parsedate_to_datetime(text).isoformat()
