"""Reading one shard: the one function that every engine calls. Its Parquet file gets its name when it is whole."""

import io
import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec

from mahdar.engines.shards import Shard
from mahdar.intake import Limits, Problem, reports
from mahdar.reading.reader import Reader
from mahdar.report import Report

log = logging.getLogger(__name__)
COLUMNS = ("id", "source", "text", "published", "publisher", "url", "record", "problem")


class Done(msgspec.Struct, frozen=True):
    """A row of the manifest: a finished shard, its key and its counts."""

    number: int
    name: str
    key: str
    reports: int
    problems: int


class _TooLong(Exception):
    pass


@cache
def _reader() -> Reader:
    return Reader()


def read_shard(shard: Shard, out: str, key: str, seconds: float) -> Done:
    """Read a shard into ``out``; a report that takes longer than ``seconds`` becomes a problem row, and the rest goes on."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [_row(item, seconds) for item in _items(shard)]
    table = pa.table(
        {name: pa.array([r[name] for r in rows], pa.binary() if name == "record" else pa.string()) for name in COLUMNS}
    )
    target = Path(out) / shard.name
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        pq.write_table(table, part, compression="zstd")
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    failed = sum(r["problem"] is not None for r in rows)
    return Done(shard.number, shard.name, key, len(rows) - failed, failed)


def _items(shard: Shard) -> Iterator[Report | Problem]:
    if shard.stop < 0:
        yield from reports(shard.paths, limits=Limits())
        return
    with open(shard.paths[0], "rb") as file:
        file.seek(shard.start)
        yield from reports(["-"], stdin=io.BytesIO(file.read(shard.stop - shard.start)), limits=Limits())


def _row(item: Report | Problem, seconds: float) -> dict[str, Any]:
    empty = dict.fromkeys(COLUMNS)
    if isinstance(item, Problem):
        return {**empty, "source": item.source, "problem": f"{item.kind}: {item.what}; {item.advice}"}
    row = {**empty, **{name: getattr(item, name) for name in COLUMNS[:6]}}
    try:
        with limit(seconds):
            row["record"] = msgspec.json.encode(_reader().read(item))
    except _TooLong:
        row["problem"] = f"refused: reading took more than {seconds:g} s; raise --seconds or look at the text"
    except Exception as error:
        log.debug("%s", item.source, exc_info=True)
        row["problem"] = f"refused: reading failed ({type(error).__name__}: {error}); please send in the report"
    return row


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Stop what runs inside after so many seconds (in a process's main thread, where alarms reach it)."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLong

    try:
        before = signal.signal(signal.SIGALRM, stop)
    except ValueError:  # not the main thread: no alarm can reach it
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
