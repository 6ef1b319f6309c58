"""The words that prove a row of which many facts tell: all of them, or the first and the last, found in an index by date."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select

from mahdar.archive.view import Answer, View

SHOWN = 40  # pieces of evidence of one row, the first and the last


def summed(table: Table, same: Sequence[Any]) -> Select[Any]:
    """The facts that are the ``same``, counted: their first and last report's date, and how many tell it."""
    told = table.c.told
    first, last, many = func.min(told).label("first_seen"), func.max(told).label("last_seen"), func.count().label("many")
    return select(*same, first, last, many).group_by(*same)


def seen(row: Any) -> Answer:
    """What ``summed`` counted, as answers tell it."""
    return {"first_seen": row.first_seen, "last_seen": row.last_seen, "count": row.many}


def ends(view: View, table: Table, where: Sequence[ColumnElement[bool]], most: int = SHOWN, *more: Any) -> list[Any]:
    """The facts that prove a row, in order of their reports' dates, those without one last; ``more``: columns besides."""
    t = table.c
    query, order = select(t.report, t.n, t.spans, t.told, *more).where(*where), (t.told, t.report, t.n)
    every = view.rows(query.limit(most + 1))
    if len(every) <= most:
        return sorted(every, key=lambda row: (row.told or "~", row.report, row.n))
    dated, half = query.where(t.told.is_not(None)), most // 2
    first = view.rows(dated.order_by(*order).limit(half))
    last = view.rows(dated.order_by(*(column.desc() for column in order)).limit(half))
    found = list({(row.report, row.n): row for row in (*first, *reversed(last))}.values())
    rest = query.where(t.told.is_(None)).order_by(t.report, t.n).limit(most - len(found)) if len(found) < most else None
    return found if rest is None else [*found, *view.rows(rest)]


def shown(facts: Sequence[Any]) -> Sequence[Any]:
    """Of many facts the first and the last."""
    return facts if len(facts) <= SHOWN else [*facts[: SHOWN // 2], *facts[-SHOWN // 2 :]]


def quoted(view: View, facts: Iterable[Any]) -> list[Answer]:
    """The words of these facts."""
    listed = list(facts)
    view.heads(f.report for f in listed)
    return [e for f in listed for e in view.evidence(f.report, f.spans)]
