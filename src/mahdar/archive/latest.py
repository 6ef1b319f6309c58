"""The reports that a question looks into, the newest first, part by part: whoever has enough stops there."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, literal, select, tuple_

from mahdar.archive import days, schema
from mahdar.archive.symbols import fetch
from mahdar.archive.view import View

_PART, _MOST = 200, 2000  # reports of the first part, and of a part at most: each is twice the one before
_FEW = 100  # lists of parties that are looked into one by one, each in the order of its index
_AHEAD = 120  # days that what a report tells of may lie after it

Told = tuple[str, int]  # a report's date, empty where it has none, and its number
_Before = Callable[[Told | None, int], Any]


def every(view: View) -> Iterator[list[Told]]:
    """All reports."""
    r = schema.report.c
    dated, rest = select(r.date, r.row).where(r.date.is_not(None)), select(literal(""), r.row).where(r.date.is_(None))

    def before(last: Told | None, size: int) -> Select[Any]:
        query = dated if last is None else dated.where(tuple_(r.date, r.row) < last)
        return query.order_by(r.date.desc(), r.row.desc()).limit(size)

    def undated(last: Told | None, size: int) -> Select[Any]:
        return (rest if last is None else rest.where(r.row < last[1])).order_by(r.row.desc()).limit(size)

    yield from _parts(view, before)
    yield from _parts(view, undated)


def concerning(view: View, lists: Select[Any]) -> Iterator[list[Told]]:
    """The reports in which these lists of parties speak or are spoken to."""
    c, numbers = schema.concern.c, [int(number) for number in view.connection.scalars(lists)]

    def before(last: Told | None, size: int) -> Select[Any]:
        query = select(c.date, c.report).where(c.parties.in_(numbers)).distinct()
        query = query if last is None else query.where(tuple_(c.date, c.report) < last)
        return query.order_by(c.date.desc(), c.report.desc()).limit(size)

    if len(numbers) > _FEW:
        yield from _parts(view, before)
    elif numbers:
        yield from _few(view, numbers)


def _few(view: View, lists: list[int]) -> Iterator[list[Told]]:
    """The same of a few lists, each in the order of its index: however many reports there are, no more are looked at."""
    size, last = _PART, None
    one = "SELECT * FROM (SELECT date, report FROM concern WHERE parties = %d%s ORDER BY date DESC, report DESC LIMIT %d) AS k%d"
    while True:
        earlier = " AND (date, report) < (?, ?)" if last else ""
        sql = " UNION ALL ".join(one % (parties, earlier, size, n) for n, parties in enumerate(lists))
        found = set(fetch(view.connection, sql, (last or ()) * len(lists)))
        if not found:
            return
        part = sorted(found, reverse=True)[:size]
        yield part
        last, size = part[-1], min(2 * size, _MOST)


def _parts(view: View, before: _Before) -> Iterator[list[Told]]:
    size, last = _PART, None
    while part := [(row[0], row[1]) for row in view.connection.execute(before(last, size))]:
        yield part
        last, size = part[-1], min(2 * size, _MOST)


def ahead(told: str) -> str:
    """The last day that a report of this date may tell of; the date itself where it is no day."""
    day = days.day(told)
    return told if day is None else (date.fromordinal(day) + timedelta(days=_AHEAD)).isoformat()
