"""The way from a fact's id to its report, cheap to write: ids are spread over the file, and an index of them would be, too.

Every batch that is added leaves one row for each bucket of ids, with the ids and reports that fall into it. The buckets of some
thousand reports lie together, so that a batch writes into a small part of the file however large that is. A question reads one
bucket of each such part. What was taken out since stays in there; the facts themselves are asked, too.
"""

import struct
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from mahdar.archive import schema
from mahdar.archive.store import insert_rows

DIGITS = 3  # hex digits of an id that name its bucket
LEAF = 8_192  # numbers of reports whose buckets lie together
_BUCKETS = 1 << 4 * DIGITS
_ALL = (1 << 64) - 1
_ENTRY = struct.Struct("<qI")


def add(connection: Connection, facts: Iterable[tuple[int, int]]) -> None:
    """Writes one batch's ids with the rows of their reports."""
    buckets: defaultdict[int, bytearray] = defaultdict(bytearray)
    pack, shift = _ENTRY.pack, 64 - 4 * DIGITS
    for fid, report in facts:
        buckets[report // LEAF * _BUCKETS + (fid >> shift & _BUCKETS - 1)] += pack(fid, report)
    batch = (connection.scalar(select(func.max(schema.way.c.batch)).where(schema.way.c.bucket == -1)) or 0) + 1
    rows = [(-1, batch, b""), *((bucket, batch, bytes(entries)) for bucket, entries in sorted(buckets.items()))]
    insert_rows(connection, schema.way, rows)


def reports(connection: Connection, fid: int) -> list[int]:
    """The rows of the reports that had this fact when they were added."""
    return sorted({report for other, report in _entries(connection, _bucket(fid)) if other == fid})


def beginning(connection: Connection, digits: str) -> set[int]:
    """The ids that begin with these hex digits, ``DIGITS`` of them at least."""
    low = int(digits.ljust(16, "0"), 16)
    high = int(digits.ljust(16, "f"), 16)
    return {fid for fid, _ in _entries(connection, low >> 64 - 4 * DIGITS) if low <= fid & _ALL <= high}


def _entries(connection: Connection, bucket: int) -> Iterable[tuple[int, int]]:
    w, top = schema.way.c, connection.scalar(select(func.max(schema.report.c.row))) or 0
    every = range(bucket, (top // LEAF + 1) * _BUCKETS, _BUCKETS)
    for part in (every[start : start + 500] for start in range(0, len(every), 500)):
        for entries in connection.scalars(select(w.entries).where(w.bucket.in_(part))):
            yield from _ENTRY.iter_unpack(entries)


def _bucket(fid: int) -> int:
    return (fid & _ALL) >> 64 - 4 * DIGITS
