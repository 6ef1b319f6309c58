"""Days of the calendars: what a date that is told in part means, seen from the day of the report.

``anchor`` is that day. The Hijri calendar is Umm al-Qura's (hijridate); Levantine, Maghrebi and Moroccan months are only other
names of the Gregorian ones and need nothing here.
"""

from datetime import date, timedelta
from typing import Final

from hijridate import Gregorian, Hijri

WEEK: Final = 7
YEARS: Final = range(1501, 2101)
HIJRI_YEARS: Final = range(1343, 1501)


def day(year: int, month: int, day_of_month: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def from_hijri(year: int, month: int, day_of_month: int) -> date | None:
    """The Gregorian day of a Hijri one (1343 to 1500); a 30th that the month does not have is read as its 29th."""
    for d in (day_of_month, 29) if day_of_month == 30 else (day_of_month,):
        try:
            return date(*Hijri(year, month, d).to_gregorian().datetuple())
        except (ValueError, OverflowError):
            continue
    return None


def nearest_hijri(month: int, day_of_month: int, anchor: date) -> date | None:
    """The Hijri day without a year that is nearest to the anchor."""
    try:
        year = Gregorian.fromdate(anchor).to_hijri().year
    except (ValueError, OverflowError):
        return None
    return _nearest([from_hijri(y, month, day_of_month) for y in (year - 1, year, year + 1)], anchor)


def nearest_day(month: int, day_of_month: int, anchor: date, weekday: int | None = None) -> date | None:
    """The day without a year that is nearest to the anchor; among the years about it, one whose weekday fits is preferred."""
    years = [day(anchor.year + n, month, day_of_month) for n in (-1, 0, 1)]
    near = [d for d in years if d is not None and abs((d - anchor).days) < 200]
    fitting: list[date | None] = [d for d in near if d.isoweekday() == weekday]
    return _nearest(fitting or years, anchor)


def _nearest(days: list[date | None], anchor: date) -> date | None:
    return min((d for d in days if d is not None), key=lambda d: abs((d - anchor).days), default=None)


def day_towards(month: int, day_of_month: int, anchor: date, direction: int) -> date | None:
    """The last such day before the anchor (-1), the next after it (1), or that of the anchor's year (0)."""
    if direction == 0:
        return day(anchor.year, month, day_of_month)
    years = [day(anchor.year + n, month, day_of_month) for n in (-1, 0, 1)]
    found = [d for d in years if d is not None and (d < anchor if direction < 0 else d > anchor)]
    return (max if direction < 0 else min)(found, default=None)


def month_towards(month: int, anchor: date, direction: int) -> int:
    """The year of the last such month before the anchor's (-1), the next after it (1), or the anchor's own year (0)."""
    if direction < 0:
        return anchor.year - (month >= anchor.month)
    if direction > 0:
        return anchor.year + (month <= anchor.month)
    return anchor.year


def nearest_month(month: int, anchor: date) -> int:
    """The year that brings a month nearest to the anchor's; of two as near, the past one."""
    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=lambda y: abs((y - anchor.year) * 12 + month - anchor.month))


def shift_month(anchor: date, months: int) -> tuple[int, int]:
    """Year and month of the month so many after the anchor's."""
    at = anchor.year * 12 + anchor.month - 1 + months
    return at // 12, at % 12 + 1


def weekday_before(weekday: int, anchor: date, *, strictly: bool = False) -> date:
    """The last such weekday (Monday is 1) on or before the anchor."""
    back = (anchor.isoweekday() - weekday) % WEEK
    return anchor - timedelta(days=back or (WEEK if strictly else 0))


def weekday_after(weekday: int, anchor: date, *, strictly: bool = False) -> date:
    """The next such weekday on or after the anchor."""
    on = (weekday - anchor.isoweekday()) % WEEK
    return anchor + timedelta(days=on or (WEEK if strictly else 0))


def weekday_of_week(weekday: int, anchor: date, weeks: int) -> date:
    """The weekday of the week so many after the anchor's; weeks begin on Sunday, as the Arab press counts them."""
    sunday = anchor - timedelta(days=anchor.isoweekday() % WEEK)
    return sunday + timedelta(days=WEEK * weeks + weekday % WEEK)
