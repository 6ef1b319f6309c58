"""Dates of the record (``2024``, ``2024-05``, ``2024-05-20``) as ranges of days."""

from calendar import monthrange
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=50_000)
def span(text: str | None) -> tuple[int, int] | None:
    """The first and the last day (proleptic ordinals) that a date leaves open; None for no date, or one that no calendar has."""
    if not text:
        return None
    try:
        parts = [int(part) for part in text[:10].split("-")]
        first = date(*[*parts, 1, 1][:3])
    except (ValueError, TypeError):
        return None
    if len(parts) == 1:
        return first.toordinal(), date(first.year, 12, 31).toordinal()
    if len(parts) == 2:
        return first.toordinal(), first.replace(day=monthrange(first.year, first.month)[1]).toordinal()
    return first.toordinal(), first.toordinal()


def day(text: str | None) -> int | None:
    """The day of a full date; None of anything less."""
    found = span(text)
    return found[0] if found and found[0] == found[1] else None


def precision(text: str | None) -> str | None:
    """How exact a date is: ``day``, ``month``, ``year``."""
    found = text and span(text)
    return {4: "year", 7: "month"}.get(len(text), "day") if found and text else None


def month(ordinal: int) -> int:
    """Months since the year 0 of a day: a bucket to look in."""
    found = date.fromordinal(ordinal)
    return found.year * 12 + found.month - 1


def month_days(number: int) -> tuple[int, int]:
    """The first and the last day of a bucket."""
    first = date(number // 12, number % 12 + 1, 1)
    return first.toordinal(), first.toordinal() + monthrange(first.year, first.month)[1] - 1
