"""What became of judgements, report by report: derived from the ledger, made anew whenever a report is folded with it.

``machine`` keeps the machine's own record of the reports that people judged; the tables of facts hold what was folded.
"""

import zlib
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    select,
)

from mahdar.archive import ledger, schema
from mahdar.archive.folding import Mark
from mahdar.archive.rows import id_of, number_of
from mahdar.archive.store import insert_rows
from mahdar.archive.view import Answer, View
from mahdar.record import Record

mark = Table(
    "mark",
    schema.METADATA,
    schema.report_key(),
    Column("seq", Integer, ForeignKey("judgement.seq"), primary_key=True),
    Column("fact", BigInteger),
    Column("kind", String),
    Column("state", String),
    Column("again", Boolean),
)
Index("mark_seq", mark.c.seq)
Index("mark_again", mark.c.again, sqlite_where=mark.c.again.is_(True), postgresql_where=mark.c.again.is_(True))
machine = Table("machine", schema.METADATA, schema.report_key(), Column("record", LargeBinary))

_OF_ROWS = {"position": "positions", "label": "labels", "agreement": "agreements", "office": "tenures", "anniversary": "calendar"}


def own(connection: Connection, row: int) -> Record | None:
    """The machine's record of a report that people judged."""
    kept = connection.scalar(select(machine.c.record).where(machine.c.report == row))
    return None if kept is None else msgspec.msgpack.decode(zlib.decompress(kept), type=Record)


def keep(connection: Connection, row: int, record: Record, marks: Iterable[Mark]) -> None:
    """Writes what judgements came to in a report, and the machine's record where there are any."""
    listed = list(marks)
    sequence = _sequence(connection, [m.judgement.id for m in listed])
    connection.execute(delete(mark).where(mark.c.report == row))
    connection.execute(delete(machine).where(machine.c.report == row))
    rows: list[tuple[Any, ...]] = []
    for m in listed:
        kind = m.judgement.anchor.kind if m.judgement.anchor else ""
        rows.append((row, sequence[m.judgement.id], number_of(m.fact), kind, m.state, m.review_again))
    insert_rows(connection, mark, rows)
    if listed:
        insert_rows(connection, machine, [(row, zlib.compress(msgspec.msgpack.encode(record), 1))])


def _sequence(connection: Connection, ids: list[str]) -> dict[str, int]:
    j = ledger.judgement.c
    parts = [ids[n : n + 500] for n in range(0, len(ids), 500)]
    return {row.id: row.seq for part in parts for row in connection.execute(select(j.id, j.seq).where(j.id.in_(part)))}


def marked(view: View, kind: str, rows: list[Answer]) -> list[Answer]:
    """Rows with ``judged: {by, at, verdict}`` (None where nobody judged any of their facts) and ``review_again``.

    A row is judged where a judgement stands on its own fact, on an account of it, or on words of its evidence.
    """
    for row in rows:
        row["judged"], row["review_again"] = None, False
    if not rows or view.connection.scalar(select(mark.c.seq).limit(1)) is None:
        return rows
    by_fact, by_place = _latest(view, kind, {e["report"] for row in rows for e in row["evidence"]})
    for row in rows:
        ids = [row["id"], *(told["fact"] for a in row.get("accounts", ()) for told in (a, *a["reprints"]))]
        found = [by_fact[id] for id in ids if id in by_fact]
        if not found and kind in _OF_ROWS:
            places = [(e["report"], (e["span"][0], e["span"][1])) for e in row["evidence"]]
            found = [by_place[place] for place in places if place in by_place]
        if found:
            last = max(found, key=lambda f: f[0]["at"])[0]
            row["judged"], row["review_again"] = last, any(again for _, again in found)
    return rows


Judged = tuple[Answer, bool]


def _latest(view: View, kind: str, reports: set[str]) -> tuple[dict[str, Judged], dict[tuple[str, tuple[int, int]], Judged]]:
    """The last judgement on each fact of a kind in these reports, by the fact's id and by its place."""
    by_fact: dict[str, Judged] = {}
    places: dict[tuple[str, str], int] = {}
    j, r, every = ledger.judgement.c, schema.report.c, sorted(reports)
    for start in range(0, len(every), 400):
        query = (
            select(mark.c.report, mark.c.fact, mark.c.again, j.by, j.at, j.verdict, r.id)
            .join(ledger.judgement, j.seq == mark.c.seq)
            .join(schema.report, r.row == mark.c.report)
            .where(mark.c.kind == kind, r.id.in_(every[start : start + 400]))
            .order_by(j.at, j.seq)
        )
        for row in view.connection.execute(query):
            fact = id_of(row.fact)
            by_fact[fact] = ({"by": row.by, "at": row.at, "verdict": row.verdict}, bool(row.again))
            places[fact, row.id] = row.report
    if kind not in _OF_ROWS:
        return by_fact, {}
    return by_fact, _places(view, kind, by_fact, places)


def _places(
    view: View, kind: str, by_fact: dict[str, Judged], places: dict[tuple[str, str], int]
) -> dict[tuple[str, tuple[int, int]], Judged]:
    table = schema.METADATA.tables[kind]
    found: dict[tuple[str, tuple[int, int]], Judged] = {}
    for (fact, report), row in places.items():
        query = select(table.c.spans).where(table.c.report == row, table.c.fid == number_of(fact))
        for spans in view.connection.scalars(query):
            for e in view.evidence(row, spans):
                found[report, (e["span"][0], e["span"][1])] = by_fact[fact]
    return found
