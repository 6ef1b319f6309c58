"""Dates: the days, months and years that a report tells, laid on the chart as chunks and settled from the day of the report.

The rules of ``pack/ar/rules/dates.yaml`` find the words; where several fit, the longest wins. Relative days are settled from the
dateline's day, or else the day of publication (RECORD.md); the weekday beats اليوم and أمس.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, Literal

from mahdar.grammar.chart import Chart
from mahdar.grammar.pack import Pack
from mahdar.grammar.rules import Match
from mahdar.reading import calendars
from mahdar.reading.work import Date, Work

CHUNK: Final = frozenset(("date",))
KINDS: Final = {
    "day": ("ordinal",), "from": ("ordinal",), "gday": ("ordinal",), "n": ("cardinal",), "gmonth": ("month",), "wd": ("weekday",),
    "last": ("weekday", "time.day"), "rel": ("time",), "year_rel": ("time",),
}  # fmt: skip
PARTS: Final = frozenset(("النصف", "الثلث", "الربع", "الاسبوع", "العقد"))  # parts of a month, numbered like its days
ONLY_WITH_MORE: Final = frozenset(("ماي",))  # also Theresa May, and after في too


class Told:
    """What the words tell: numbers of a date as far as they go, ``None`` where they are silent.

    ``last`` is the last day, year or weekday of several, or the offset of the last day; ``offset`` past -1, running 0, coming 1,
    or of a day word, days from today; ``years`` the like of a year told with العام الماضي.
    """

    __slots__ = ("day", "how", "last", "month", "offset", "weekday", "year", "years")

    def __init__(
        self,
        how: str,
        year: int | None = None,
        month: int | None = None,
        day: int | None = None,
        last: int | None = None,
        weekday: int | None = None,
        offset: int | None = None,
        years: int | None = None,
    ) -> None:
        self.how = how
        self.year = year
        self.month = month
        self.day = day
        self.last = last
        self.weekday = weekday
        self.offset = offset
        self.years = years


class Settled:
    """A value in ISO 8601 with its precision, the last day of several, and what it is where the sentence looks ahead."""

    __slots__ = ("ahead", "end", "precision", "value")

    def __init__(
        self,
        value: str | None,
        precision: Literal["day", "month", "year"] | None,
        end: str | None = None,
        ahead: str | None = None,
    ) -> None:
        self.value = value
        self.precision = precision
        self.end = end
        self.ahead = ahead


def dates(work: Work) -> None:
    """Lay the dates of the body on the chart and into ``work.dates``, by their first tokens."""
    work.dates = lay(work.chart, work.pack, anchor(work), work.trace)


def anchor(work: Work) -> date | None:
    """The day from which relative days are told: the dateline's, or else the day of publication, or None."""
    zones = work.zones
    for value in (zones.dateline.date if zones.dateline else None, work.report.published, zones.published):
        found = iso_day(value)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=4096)
def iso_day(value: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time, or None where it tells no day."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def lay(chart: Chart, pack: Pack, today: date | None, trace: list[Match] | None = None) -> dict[int, Date]:
    """Find the dates of a chart, lay them on it, and settle them from ``today``."""
    out: dict[int, Date] = {}
    before: date | None = today
    symbol = pack.alphabet.char(CHUNK)
    for first, stop, match, told in _chosen(chart, pack):
        if trace is not None:
            trace.append(match)
        if told is None:
            continue
        settled = SETTLE[told.how](told, before if told.how == "other_day" else today)
        if settled is None:
            continue
        value = settled.value
        out[first] = Date(
            first, stop, value, settled.precision, settled.end, bool(value and today and value > today.isoformat()[: len(value)]),
            match.rule.id, settled.ahead,
        )  # fmt: skip
        chart.put(first, stop, symbol, out[first])
        if settled.precision == "day":
            before = iso_day(value)
    if out:
        chart.write()
    return out


def _chosen(chart: Chart, pack: Pack) -> list[tuple[int, int, Match, Told | None]]:
    """The matches that hold, in the order of the text: the longest taken first, none over another, no impossible day."""
    found = [(*_extent(m), m) for m in pack.grammar.matches("dates", chart)]
    if len(found) > 1:
        found.sort(key=_rank)
    out: list[tuple[int, int, Match, Told | None]] = []
    taken: set[int] = set()
    for first, stop, match in found:
        tokens = range(first, stop)
        if not taken.isdisjoint(tokens):
            continue
        told = None if match.rule.makes == "no_date" else _told(match, chart)
        if told is not None or match.rule.makes == "no_date":
            taken.update(tokens)
            out.append((first, stop, match, told))
    if len(out) > 1:
        out.sort(key=_first)
    return out


def _rank(found: tuple[int, int, Match]) -> tuple[int, int, bool]:
    """The longest match first, then the first; of those alike, no date before a date."""
    first, stop, match = found
    return first - stop, first, match.rule.makes == "date"


def _first(chosen: tuple[int, int, Match, Told | None]) -> int:
    return chosen[0]


def _extent(match: Match) -> tuple[int, int]:
    """The date's own words: all that matched but a ``cue`` before and what is looked at ``then``."""
    cue, then = match.get("cue"), match.get("then")
    return cue[1] if cue else match.first, then[0] if then else match.stop


def _told(match: Match, chart: Chart) -> Told | None:
    """What a match tells, or None where its numbers are no date."""
    how = str(match.rule.values["how"])
    numbers = {name: n for name, s in match.captures.items() if s[0] < s[1] and (n := _number(match, name, chart)) is not None}
    weekday = numbers.get("wd")
    offset = numbers.get("rel", 0 if "this" in match.captures else None)
    if how == "numeric":
        return _numeric(match, chart, numbers)
    if how == "gregorian":
        return _gregorian(match, chart, numbers)
    if how == "hijri":
        return _hijri(match, chart, numbers)
    if how == "year":
        year = numbers.get("year", _digits(chart.form[match.trigger]))
        last = numbers.get("last_year")
        return Told(how, year, last=last if _plain_year(last) else None) if _plain_year(year) else None
    if how in ("relative_month", "day_of_month"):
        offset = _id(chart, match.trigger, "time") if how == "day_of_month" else offset
        day, last = _days(numbers)
        if how == "day_of_month" and day is None:
            return None
        return Told("relative_month", day=day, last=last, offset=offset)
    if how == "weekday":
        return Told(how, last=numbers.get("last"), weekday=_id(chart, match.trigger, "weekday"), offset=offset)
    if how == "day_word":
        return Told(how, last=numbers.get("last"), weekday=weekday, offset=_id(chart, match.trigger, "time.day"))
    if how == "days_ago":
        return Told("day_word", offset=-numbers.get("n", 2))
    if how == "years_ago":
        return Told("relative_year", offset=-numbers.get("n", 2))
    return Told(how, weekday=weekday, offset=match.rule.values.get("offset", offset))


def _number(match: Match, name: str, chart: Chart) -> int | None:
    at = match.captures[name][0]
    if chart.form[at][0].isdigit():
        return _digits(chart.form[at])
    for kind in KINDS.get(name, ()):
        entry = chart.entry(at, kind)
        if entry and not (kind == "ordinal" and entry.form.endswith("ه")):  # الثامنة is an hour, no day
            return int(entry.id)
    return None


def _digits(form: str) -> int | None:
    return int(form) if form.isdecimal() and len(form) < 5 else None


def _id(chart: Chart, at: int, kind: str) -> int | None:
    entry = chart.entry(at, kind)
    return int(entry.id) if entry and entry.id.lstrip("-").isdigit() else None


def _plain_year(year: int | None) -> bool:
    return year is not None and year in calendars.YEARS  # a range looks for None among all of its years


def _days(numbers: dict[str, int]) -> tuple[int | None, int | None]:
    """First and last day of a month, as far as they are told."""
    day, first = numbers.get("day"), numbers.get("from")
    if day is None or not 0 < day < 32:
        return None, None
    return (first, day) if first is not None and 0 < first < day else (day, None)


def _gregorian(match: Match, chart: Chart, numbers: dict[str, int]) -> Told | None:
    month = chart.entry(match.trigger, "month")
    part = "day" in match.captures and chart.form[match.captures["day"][0] - 1] in PARTS
    if part:
        numbers.pop("day", None)  # the second half of a month is no second day
    if month is None or ("day" in match.captures and not part and _days(numbers)[0] is None):
        return None
    year = numbers.get("year")
    if year is not None and not _plain_year(year):
        return None
    more = {"day", "year", "rel", "year_rel", "alt", "unit"} & match.captures.keys()
    if month.more.get("note") == "ambiguous" and not more and ("cue" not in match.captures or month.form in ONLY_WITH_MORE):
        return None
    day, last = _days(numbers)
    return Told("gregorian", year, int(month.id), day, last, numbers.get("wd"), numbers.get("rel"), numbers.get("year_rel"))


def _hijri(match: Match, chart: Chart, numbers: dict[str, int]) -> Told | None:
    day, last = _days(numbers)
    year = numbers.get("year")
    month = chart.entry(match.trigger, "hijri_month")
    if month is None or (month.more.get("note") == "ambiguous" and not {"of", "unit", "year"} & match.captures.keys()):
        return None
    if "gmonth" in match.captures:
        hijri = calendars.from_hijri(year, int(month.id), day) if year and day else None
        gyear = numbers.get("gyear", hijri.year if hijri else None)
        return Told("gregorian", gyear, numbers.get("gmonth"), numbers.get("gday"), None, numbers.get("wd"))
    return Told("hijri", year, int(month.id), day, last) if day else None


def _numeric(match: Match, chart: Chart, numbers: dict[str, int]) -> Told | None:
    a, b, c = _digits(chart.form[match.trigger]), numbers.get("second"), numbers.get("third")
    if a is None or b is None or c is None:
        return None
    year, month, day = (a, b, c) if a > 31 else (c, b, a)
    if month > 12:
        month, day = day, month
    if year in calendars.HIJRI_YEARS:
        return Told("hijri", year, month, day)
    return Told("gregorian", year, month, day) if _plain_year(year) and calendars.day(year, month, day) else None


def _iso(found: date | None) -> str | None:
    return found.isoformat() if found else None


def _settle_gregorian(told: Told, today: date | None) -> Settled | None:
    if told.years is not None and today is not None:
        told.year = today.year + told.years
    month, day = told.month or 0, told.day
    if day is None:
        return _settle_month(told, today)
    ahead = None
    if told.year is not None:
        found = calendars.day(told.year, month, day)
    elif today is None:
        return Settled(None, None) if calendars.day(2000, month, day) else None
    elif told.offset is not None:
        found = calendars.day_towards(month, day, today, told.offset)
    else:
        found = calendars.nearest_day(month, day, today, told.weekday)
        ahead = _iso(calendars.day_towards(month, day, today - timedelta(days=1), 1))
    if found is None:
        return None
    return Settled(_iso(found), "day", _iso(calendars.day(found.year, month, told.last)) if told.last else None, ahead)


def _settle_month(told: Told, today: date | None) -> Settled:
    month, year, ahead = told.month or 0, told.year, None
    if year is None and today is None:
        return Settled(None, None)
    if year is None and today is not None:
        if told.offset is not None:
            year = calendars.month_towards(month, today, told.offset)
        else:
            year = calendars.nearest_month(month, today)
            ahead = f"{today.year + (month < today.month):04}-{month:02}"
    return Settled(f"{year:04}-{month:02}", "month", None, ahead)


def _settle_hijri(told: Told, today: date | None) -> Settled | None:
    month, day = told.month or 0, told.day or 0
    if told.year is not None:
        found = calendars.from_hijri(told.year, month, day)
        end = calendars.from_hijri(told.year, month, told.last) if told.last else None
    elif today is None:
        return Settled(None, None)
    else:
        found = calendars.nearest_hijri(month, day, today)
        end = calendars.nearest_hijri(month, told.last, today) if told.last else None
    return Settled(_iso(found), "day", _iso(end)) if found else None


def _settle_year(told: Told, today: date | None) -> Settled:
    return Settled(str(told.year), "year", str(told.last) if told.last else None)


def _settle_relative_year(told: Told, today: date | None) -> Settled:
    return Settled(str(today.year + (told.offset or 0)), "year") if today else Settled(None, None)


def _settle_relative_month(told: Told, today: date | None) -> Settled | None:
    if today is None:
        return Settled(None, None)
    year, month = calendars.shift_month(today, told.offset or 0)
    if told.day is None:
        return Settled(f"{year:04}-{month:02}", "month")
    found = calendars.day(year, month, told.day)
    return Settled(_iso(found), "day", _iso(calendars.day(year, month, told.last)) if told.last else None) if found else None


def _settle_week(told: Told, today: date | None) -> Settled:
    if today is None or told.weekday is None:
        return Settled(None, None)
    return Settled(_iso(calendars.weekday_of_week(told.weekday, today, told.offset or 0)), "day")


def _settle_weekday(told: Told, today: date | None) -> Settled | None:
    if told.weekday is None:
        return None
    if today is None:
        return Settled(None, None)
    before = calendars.weekday_before(told.weekday, today, strictly=told.offset == -1)
    after = calendars.weekday_after(told.weekday, today, strictly=told.offset == 1)
    found = after if told.offset == 1 else before
    end = calendars.weekday_after(told.last, found) if told.last else None
    return Settled(_iso(found), "day", _iso(end), _iso(after) if told.offset is None else None)


def _settle_day_word(told: Told, today: date | None) -> Settled | None:
    if told.offset is None:
        return None
    if today is None:
        return Settled(None, None)
    if told.weekday is not None:
        side: Callable[[int, date], date] = calendars.weekday_after if told.offset > 0 else calendars.weekday_before
        return Settled(_iso(side(told.weekday, today)), "day")
    end = today + timedelta(days=told.last) if told.last is not None else None
    return Settled(_iso(today + timedelta(days=told.offset)), "day", _iso(end))


def _settle_other_day(told: Told, before: date | None) -> Settled:
    return Settled(_iso(before + timedelta(days=told.offset or 0)), "day") if before else Settled(None, None)


SETTLE: Final[dict[str, Callable[[Told, Any], Settled | None]]] = {
    "gregorian": _settle_gregorian, "hijri": _settle_hijri, "year": _settle_year, "relative_year": _settle_relative_year,
    "relative_month": _settle_relative_month, "week": _settle_week, "weekday": _settle_weekday, "day_word": _settle_day_word,
    "other_day": _settle_other_day,
}  # fmt: skip
