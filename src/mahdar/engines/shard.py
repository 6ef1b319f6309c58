"""Reading one shard: the one function that every engine calls. Its Parquet file gets its name when it is whole."""

import io
import logging
import os
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec

from mahdar.cycles import uncollected
from mahdar.engines.shards import Shard
from mahdar.intake import Limits, Problem, reports, storage
from mahdar.reading.reader import Reader
from mahdar.report import Report

log = logging.getLogger(__name__)
COLUMNS = ("id", "source", "text", "published", "publisher", "url", "record", "problem")
GROUP = 1_000  # reports written, and so held in memory, at a time
DONE = "mahdar"  # what the file's metadata keeps its row of the manifest under


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
    target = storage.below(out, shard.name)
    part = _part(out, shard.name)
    try:
        done = _written(part, shard, key, seconds)
        storage.put(part, target)
    finally:
        Path(part).unlink(missing_ok=True)
    return done


def finished(path: str) -> Done | None:
    """The row that a shard's file carries in itself, None where it is none or not whole."""
    import pyarrow.parquet as pq

    try:
        with storage.open_file(path) as file:
            metadata = pq.read_metadata(file).metadata or {}
        return msgspec.json.decode(metadata[DONE.encode()], type=Done)
    except (OSError, ValueError, KeyError):  # Arrow's and msgspec's errors are ValueErrors
        return None


def _part(out: str, name: str) -> str:
    """Where a shard is written before it is whole: beside its place, or among this machine's temporary files."""
    folder = tempfile.gettempdir() if storage.remote(out) else out
    return os.path.join(folder, f"{Path(name).stem}.{socket.gethostname()}.{os.getpid()}.part")


def _written(part: str, shard: Shard, key: str, seconds: float) -> Done:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.binary() if name == "record" else pa.string()) for name in COLUMNS])
    rows, total, failed = (_row(item, seconds) for item in _items(shard)), 0, 0
    with pq.ParquetWriter(part, schema, compression="zstd") as writer:
        while some := list(islice(rows, GROUP)):
            writer.write_table(pa.Table.from_pylist(some, schema))
            total += len(some)
            failed += sum(row["problem"] is not None for row in some)
        done = Done(shard.number, shard.name, key, total - failed, failed)
        writer.add_key_value_metadata({DONE: msgspec.json.encode(done).decode()})
    return done


def _items(shard: Shard) -> Iterator[Report | Problem]:
    if shard.stop < 0:
        yield from reports(shard.paths, limits=Limits())
        return
    with storage.open_file(shard.paths[0]) as file:
        file.seek(shard.start)
        yield from reports(["-"], stdin=io.BytesIO(file.read(shard.stop - shard.start)), limits=Limits())


def _row(item: Report | Problem, seconds: float) -> dict[str, Any]:
    empty = dict.fromkeys(COLUMNS)
    if isinstance(item, Problem):
        return {**empty, "source": item.source, "problem": f"{item.kind}: {item.what}; {item.advice}"}
    row = {**empty, **{name: getattr(item, name) for name in COLUMNS[:6]}}
    try:
        with limit(seconds), uncollected():
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
