"""The dateline: place, date and agency at the head of a report, read by the rules of ``pack/ar/rules/dateline.yaml``.

Only the head of a line is looked at, on a chart of its own. A year that is not told comes from the day of publication.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from mahdar.grammar.chart import Chart
from mahdar.grammar.lexicon import Entry
from mahdar.grammar.pack import Pack
from mahdar.grammar.rules import Match
from mahdar.reading import calendars
from mahdar.reading.dates import lay
from mahdar.reading.tokens import chart

HEAD: Final = 110  # code points: the longest dateline seen is 70
LIKELY: Final = re.compile(r'[0-9۰-۹/(:"-]')
CREDIT: Final = re.compile(r" */[^/()\n]{2,40}\)")  # a photographer's name after his agency's
PLACES: Final = ("capital", "city", "region", "seat", "country")


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline or by-line: its words, where the text goes on after it, and what it tells."""

    start: int
    end: int
    after: int
    place: tuple[int, int] | None
    geonames: int | None
    country: str | None
    date: str | None
    agency: str | None
    home: str | None
    rule: str


def find(text: str, start: int, end: int, pack: Pack, published: date | None) -> Found | None:
    """The dateline at the head of the line ``[start, end)`` of a reading text, or None."""
    head = min(end, start + HEAD)
    if LIKELY.search(text, start, head) is None:
        return None
    told = text[start:head].replace(". ", "، ")  # a full stop after the place ends no sentence here
    line = chart(told, [(0, len(told))], pack.lexicon)
    line.start[:] = [at + start for at in line.start]
    line.end[:] = [at + start for at in line.end]
    lay(line, pack, published)
    found = [m for m in pack.grammar.matches("dateline", line) if _holds(m, line, text, head, end)]
    best = max(found, key=lambda m: (m.stop, _place(m, line)[0] is not None, _source(m, line)[1] is not None), default=None)
    return _made(best, line, end, published) if best else None


def _holds(match: Match, line: Chart, text: str, head: int, end: int) -> bool:
    """Whether a match is a dateline: an edge where the look was cut short is none, nor is a day that the calendar lacks."""
    if (head < end and line.end[match.stop - 1] >= head) or CREDIT.match(text, line.end[match.trigger]):
        return False
    if match.rule.id == "dateline.place_date":
        told = line.chunks.get(match.trigger)
        own = not text[line.end[match.stop - 1] : end].strip()
        return told is not None and told.precision in ("day", None) and (own or _place(match, line)[2] is not None)
    return match.get("month") is None or _day(match, line, date(2000, 1, 1)) is not None


def _made(match: Match, line: Chart, end: int, published: date | None) -> Found:
    first, stop = match.first, match.stop
    while first < stop and line.start[first] == line.end[first]:
        first += 1
    told = stop
    while told > first + 1 and line.form[told - 1] in '-:،،."':
        told -= 1
    return Found(
        line.start[first], line.end[told - 1], min(end, line.end[stop - 1]), *_place(match, line), _date(match, line, published),
        *_source(match, line), match.rule.id,
    )  # fmt: skip


def _source(match: Match, line: Chart) -> tuple[str | None, str | None]:
    """The agency and its country; of an outlet that is no agency only the country."""
    for kind in ("agency", "signature", "outlet"):
        entry = line.entry(match.trigger, kind)
        if entry is not None:
            return entry.id or None, entry.more.get("country")
    return match.rule.values.get("agency"), match.rule.values.get("country")


def _date(match: Match, line: Chart, published: date | None) -> str | None:
    if match.get("month"):
        found = _day(match, line, published)
        return found.isoformat() if found else None
    at = match.get("date")
    chunk = line.chunks.get(at[0] if at else match.trigger)
    return chunk.value if chunk is not None and chunk.precision == "day" else None


def _day(match: Match, line: Chart, published: date | None) -> date | None:
    """The day of `15 - 8`, day before month, in the year that is nearest to the day of publication."""
    day, month = match.get("day"), match.get("month")
    if published is None or day is None or month is None:
        return None
    return calendars.nearest_day(int(line.form[month[0]]), int(line.form[day[0]]), published)


def _place(match: Match, line: Chart) -> tuple[tuple[int, int] | None, int | None, str | None]:
    """The range, GeoNames id and country of the first known name; the words alone where none is known."""
    spans = [s for s in (match.get("place"), match.get("place_again")) if s]
    if not spans and (line.entry(match.trigger, "city") or line.entry(match.trigger, "capital")):
        spans = [(match.trigger, match.trigger + 1)]
    for first, stop in spans:
        for at in range(first, stop):
            for kind in PLACES:
                entry = line.entry(at, kind)
                if entry is not None:
                    return (line.start[at], line.end[at]), *identity(entry)
    return ((line.start[spans[0][0]], line.end[spans[0][1] - 1]), None, None) if spans else (None, None, None)


def identity(entry: Entry) -> tuple[int | None, str | None]:
    """The GeoNames id and the country of a row of the gazetteer."""
    if entry.kind == "country":
        return None, entry.id
    return int(entry.id) if entry.id.isdecimal() else None, entry.more.get("country")
