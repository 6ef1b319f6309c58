"""Reports that are another one again: reprints, which are one account, and corrected versions, of which the newest stands.

Both are found by the sketches of ``mahdar.reprints``, looked up by a few of their keys; nothing is scanned. A report is a new
version of one with the same address and much the same words; a reprint has the words alone, and a day near. Which version is the
newer the days of publication tell, else the order in which they came. The facts of an older version are in no answer any more;
its record is kept, and comes back if the newer is taken out.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import BigInteger, Column, Connection, Index, Integer, LargeBinary, Table, delete, select, update

from mahdar.archive import days, marks, schema
from mahdar.archive.rows import unpack
from mahdar.archive.store import insert_rows
from mahdar.archive.symbols import fetch
from mahdar.record import Record
from mahdar.report import Report, Span
from mahdar.reprints import is_reprint, keys, signature

KEYS = 4  # of a sketch that are looked up; two texts that share nine tenths of their words share one of them nearly always
NEAR = 10  # days between a report and its reprint
_LATEST = 8  # reports under one key that are looked at: under more stands a formula of an agency
_LOOKED_AT = 3  # reports that a new one is compared with
_REMEMBERED = 5_000  # reports whose sketches stay in memory

likeness = Table(  # what was taken out since stays in here: who looks up compares the reports themselves
    "likeness", schema.METADATA, Column("key", BigInteger, primary_key=True), schema.number("report"), sqlite_with_rowid=False
)
reprint = Table("reprint", schema.METADATA, schema.report_key(), Column("first", Integer))  # ``first``: row of the first print
version = Table(  # older versions: the row of the ``newer``, and the machine's record of this one
    "version", schema.METADATA, schema.report_key(), Column("newer", Integer), Column("record", LargeBinary)
)
Index("reprint_first", reprint.c.first)
Index("version_newer", version.c.newer)


class Print(NamedTuple):
    """What of a report tells whether another is its reprint or its new version."""

    row: int
    source: str
    url: str | None
    published: str | None
    day: int | None
    first: int
    sketch: bytes

    def same_address(self, other: "Print") -> bool:
        """A bare word for a source, as of an agency, is no address."""
        address = any(sign in self.source for sign in "/.:")
        return bool(self.url and self.url == other.url) or (address and self.source == other.source)

    def near(self, other: "Print") -> bool:
        return self.day is None or other.day is None or abs(self.day - other.day) <= NEAR


class Editions:
    """Finds what new reports are to those that the archive has."""

    def __init__(self) -> None:
        self._prints: dict[int, Print] = {}
        self._reprints: list[tuple[int, int]] = []
        self._newer: dict[int, int] = {}

    def forget(self) -> None:
        """Drops what is in memory, when somebody else has written."""
        self._prints.clear()
        self._reprints.clear()
        self._newer.clear()

    def place(self, connection: Connection, fresh: Sequence[Print]) -> dict[int, int]:
        """Notes which of these new reports are reprints. Gives the newer of every report that is not the newest version."""
        own: dict[int, list[int]] = {}
        for one in fresh:
            for key in _keys(one.sketch):
                own.setdefault(key, []).append(one.row)
        kept = _under(connection, list(own))
        met = {one.row: self._alike(one, own, kept) for one in fresh}
        self._load(connection, {row for rows in met.values() for row in rows} - {one.row for one in fresh})
        self._draw(connection, {row for one in fresh for row in met[one.row] if row in self._prints and self._may(one, row)})
        old = superseded(connection, {row for rows in met.values() for row in rows})
        newer: dict[int, int] = {}
        for one in fresh:
            first = self._place(one, met[one.row], newer, old)
            if first != one.row:
                self._reprints.append((one.row, first))
        insert_rows(connection, likeness, [(key, one.row) for one in fresh for key in _keys(one.sketch)], replace=True)
        return newer

    def flush(self, connection: Connection) -> None:
        """Writes the reprints, once their reports are written."""
        rows = [(row, self._newer.get(first, first)) for row, first in self._reprints]
        insert_rows(connection, reprint, [(row, first) for row, first in rows if row != first], replace=True)
        self._reprints = []

    def _alike(self, one: Print, own: dict[int, list[int]], kept: dict[int, list[int]]) -> list[int]:
        """The reports that may be the same, the likeliest first."""
        count: Counter[int] = Counter()
        for key in _keys(one.sketch):
            if len(own[key]) > 1:
                count.update([row for row in own[key] if row < one.row][-_LATEST:])
            if key in kept:
                count.update(row for row in kept[key] if row < one.row)
        return sorted(count, key=lambda row: (-count[row], -row))[:_LOOKED_AT]

    def _place(self, one: Print, alike: Sequence[int], newer: dict[int, int], old: Iterable[int]) -> int:
        """The first print of a report, itself where it is none."""
        known = [self._prints[row] for row in alike if row in self._prints and self._may(one, row)]
        same = [other for other in known if is_reprint(one.sketch, other.sketch)]
        before = next((o for o in same if one.same_address(o) and o.row not in old and o.row not in newer), None)
        if before:
            stale = bool(one.published and before.published and one.published < before.published)
            newer |= {one.row: before.row} if stale else {before.row: one.row}
            self._newer |= newer
            first = one.row if before.first == before.row else self._first(before)
        else:
            first = min((self._first(other) for other in same if one.near(other)), default=one.row)
        self._prints[one.row] = one if first == one.row else one._replace(first=first)
        return first

    def _first(self, one: Print) -> int:
        """The first print, in its newest version."""
        row = one.first
        while row in self._newer:
            row = self._newer[row]
        return row

    def _load(self, connection: Connection, rows: set[int]) -> None:
        if len(self._prints) > _REMEMBERED:
            self._prints.clear()
        r, missing = schema.report.c, sorted(rows - self._prints.keys())
        for start in range(0, len(missing), 400):
            query = select(r.row, r.source, r.url, r.given, r.date, reprint.c.first)
            query = query.outerjoin(reprint, reprint.c.report == r.row).where(r.row.in_(missing[start : start + 400]))
            for row in connection.execute(query):
                found = (row.row, row.source, row.url, row.given, days.day((row.date or "")[:10]), row.first or row.row, b"")
                self._prints[row.row] = Print(*found)

    def _may(self, one: Print, row: int) -> bool:
        """Whether a report may be the same but for its words."""
        return one.near(self._prints[row]) or one.same_address(self._prints[row])

    def _draw(self, connection: Connection, rows: set[int]) -> None:
        """Draws the sketches that are missing, out of the texts."""
        r, missing = schema.report.c, sorted(row for row in rows if not self._prints[row].sketch)
        for start in range(0, len(missing), 400):
            query = select(r.row, r.spans, r.text).where(r.row.in_(missing[start : start + 400]))
            for row in connection.execute(query):
                found = drawn(zlib.decompress(row.text).decode("utf-8", "surrogatepass"), unpack(row.spans))
                self._prints[row.row] = self._prints[row.row]._replace(sketch=found)


def printed(row: int, report: Report, date: str | None, sketch: bytes) -> Print:
    """What tells whether a new report, of a day, is a reprint or a new version of another."""
    return Print(row, report.source, report.url, report.published, days.day((date or "")[:10]), row, sketch)


def drawn(text: str, body: Iterable[Span]) -> bytes:
    """The sketch of a report's body."""
    return signature("\n".join(text[start:end] for start, end in body) or text)


def _keys(sketch: bytes) -> list[int]:
    return keys(sketch)[:KEYS]


def _under(connection: Connection, wanted: Sequence[int]) -> dict[int, list[int]]:
    """The latest reports under each of these keys."""
    found: dict[int, list[int]] = {}
    one = f"SELECT * FROM (SELECT key, report FROM likeness WHERE key = %d ORDER BY report DESC LIMIT {_LATEST}) AS k%d"
    for start in range(0, len(wanted), 200):
        part = wanted[start : start + 200]
        sql = " UNION ALL ".join(one % (key, n) for n, key in enumerate(part))
        for key, report in fetch(connection, sql, ()):
            found.setdefault(key, []).append(report)
    return found


def superseded(connection: Connection, rows: Iterable[int]) -> dict[int, int]:
    """Of these reports those that are older versions, with the row of the newer."""
    every, found = sorted(rows), dict[int, int]()
    for start in range(0, len(every), 400):
        query = select(version.c.report, version.c.newer).where(version.c.report.in_(every[start : start + 400]))
        found |= {row.report: row.newer for row in connection.execute(query)}
    return found


def superseding(connection: Connection, row: int) -> int | None:
    """The version that a report is the next newer of."""
    v = version.c
    return connection.scalar(select(v.report).where(v.newer == row).order_by(v.report.desc()).limit(1))


def keep_old(connection: Connection, newer: dict[int, int], records: dict[int, Record]) -> None:
    """Keeps the records of older versions, whose facts are in the tables no more."""
    insert_rows(connection, version, [(row, by, packed(records[row])) for row, by in newer.items()], replace=True)
    for row, by in newer.items():
        connection.execute(update(reprint).where(reprint.c.first == row).values(first=by))
    for table in (marks.mark, marks.machine):
        connection.execute(delete(table).where(table.c.report.in_(list(newer))))


def packed(record: Record) -> bytes:
    """A record as it is kept of an older version."""
    return zlib.compress(msgspec.msgpack.encode(record), 1)


def old_record(connection: Connection, row: int) -> Record | None:
    """The record of an older version; None of a report that stands."""
    found = connection.scalar(select(version.c.record).where(version.c.report == row))
    return None if found is None else msgspec.msgpack.decode(zlib.decompress(found), type=Record)


def standing(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Reports by their ids, in place of older versions the newest of them."""
    r = schema.report.c
    rows = {row.row: row.id for row in connection.execute(select(r.row, r.id).where(r.id.in_(sorted(ids))))}
    while newer := superseded(connection, rows):
        found = connection.execute(select(r.row, r.id).where(r.row.in_(sorted(newer.values()))))
        rows = {row: id for row, id in rows.items() if row not in newer} | {row.row: row.id for row in found}
    return set(rows.values())


def taken_out(connection: Connection, row: int, by: int | None) -> None:
    """After a report was taken out (an older version: of ``by``) the version before it stands again, or has the newer of it.
    Reprints of it become reprints of the next.
    """
    v, p = version.c, reprint.c
    older = superseding(connection, row) if by is None else None
    connection.execute(delete(version).where(v.report == older))
    connection.execute(update(version).where(v.newer == row).values(newer=older if by is None else by))
    others = list(connection.scalars(select(p.report).where(p.first == row).order_by(p.report)))
    if others:
        first = others[0] if older is None else older
        connection.execute(delete(reprint).where(p.report == first))
        connection.execute(update(reprint).where(p.first == row).values(first=first))


def first_prints(connection: Connection, rows: Iterable[int]) -> dict[int, int]:
    """Of these reports those that are reprints, with the row of the first print."""
    every, found = sorted(rows), dict[int, int]()
    for start in range(0, len(every), 400):
        query = select(reprint.c.report, reprint.c.first).where(reprint.c.report.in_(every[start : start + 400]))
        found |= {row.report: row.first for row in connection.execute(query)}
    return found
