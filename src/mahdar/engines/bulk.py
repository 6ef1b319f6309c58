"""A corpus read shard by shard with an engine, resumed where it stopped; the same bytes whatever the engine."""

import importlib
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from mahdar.engines.shard import Done, finished
from mahdar.engines.shards import Shard, cut
from mahdar.errors import MahdarError
from mahdar.grammar.pack import arabic
from mahdar.intake import storage
from mahdar.record import Record
from mahdar.report import Report

MANIFEST = "manifest.json"
ENGINES = {"inline": "mahdar.engines.inline", "pool": "mahdar.engines.pool", "ray": "mahdar.engines.ray"}

Task = tuple[Shard, str, str, float]  # shard, folder, key, seconds a report
Group = tuple[str, int]  # a shard's file, and the part of it
Engine = Callable[[Iterable[Task], int], Iterator[Done]]


def engine(name: str) -> Engine:
    """An engine by name. Raises MahdarError where it is not known or not installed."""
    if name not in ENGINES:
        raise MahdarError(f"--engine {name}: there is no such engine; known are {', '.join(ENGINES)}")
    try:
        run: Engine = importlib.import_module(ENGINES[name]).run
    except ImportError as e:
        raise MahdarError(f"--engine {name}: {e.name} is not installed; pip install 'mahdar[{e.name}]'") from e
    return run


def bulk(source: str, out: str, name: str = "inline", jobs: int = 1, seconds: float = 20.0) -> Iterator[tuple[Done, int]]:
    """Read ``source`` into the folder ``out``; each finished shard with the number of all. What is finished is left.

    Both may lie in object storage (see `mahdar.intake.storage`). Raises MahdarError where one cannot be read or written.
    """
    run = engine(name)
    with told(out):
        storage.make_folder(out)
        _clean(out)
        before = {done.name: done for done in manifest(out)}
        shards = list(cut(source))
        fingerprint = arabic().fingerprint
        keys = {shard.number: shard.key(fingerprint) for shard in shards}
        ready = [done for shard in shards if (done := before.get(shard.name)) is not None and done.key == keys[shard.number]]
        yield from ((done, len(shards)) for done in ready)
        numbers = {done.number for done in ready}
        for done in run([(shard, out, keys[shard.number], seconds) for shard in shards if shard.number not in numbers], jobs):
            ready.append(done)
            yield done, len(shards)
        _write(out, ready)
        _clean(out)


@contextmanager
def told(out: str) -> Iterator[None]:
    """What an operating system or an object store refuses, as one clear line."""
    try:
        yield
    except OSError as e:
        what = re.sub(r".*\[errno \d+\] |\.$", "", e.strerror or str(e))
        raise MahdarError(f"{out}: cannot go on here ({what}); finished shards are kept, mend that and run it again") from e


def manifest(out: str) -> list[Done]:
    """The finished shards of a folder, in order, by what their files tell: no file is trusted that is not whole."""
    names = [name for name in storage.walk(out) if name.endswith(".parquet")]
    return sorted((done for name in names if (done := finished(name)) is not None), key=lambda done: done.number)


def _clean(out: str) -> None:
    """Take away what a run, or a killed process of it, left half-written."""
    if not storage.remote(out):
        for stale in Path(out).glob("*.part"):
            stale.unlink()


def _write(out: str, rows: list[Done]) -> None:
    """The manifest, for people and other tools; `manifest` reads the shards themselves."""
    text = json.dumps([msgspec.to_builtins(row) for row in sorted(rows, key=lambda row: row.number)], indent=1)
    with tempfile.TemporaryDirectory(dir=None if storage.remote(out) else out, prefix=".") as folder:
        part = Path(folder) / MANIFEST
        part.write_text(text + "\n", encoding="utf-8")
        storage.put(str(part), storage.below(out, MANIFEST))


def records(out: str) -> Iterator[tuple[Report, Record]]:
    """The reports and records of a finished folder, in order, for an archive to take."""
    for one in groups(out):
        yield from group(one)


def groups(out: str) -> Iterator[Group]:
    """The parts in which a finished folder can be taken, in order."""
    import pyarrow.parquet as pq

    for done in manifest(out):
        path = storage.below(out, done.name)
        with storage.open_file(path) as file:
            count = pq.read_metadata(file).num_row_groups
        yield from ((path, number) for number in range(count))


def group(part: Group) -> Iterator[tuple[Report, Record]]:
    """The reports and records of one such part."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pa.set_memory_pool(pa.system_memory_pool())  # gives back what it took: others keep tens of megabytes
    path, number = part
    with storage.open_file(path) as file:
        for batch in pq.ParquetFile(file).iter_batches(64, row_groups=[number]):
            for row in batch.to_pylist():
                if row["record"] is not None:
                    report = Report(**{name: row[name] for name in ("id", "source", "text", "published", "publisher", "url")})
                    yield report, msgspec.json.decode(row["record"], type=Record)


def is_bulk(path: str) -> bool:
    """Whether a path is a folder that ``bulk`` has written, to its end or not."""
    return storage.exists(storage.below(path, MANIFEST)) or storage.exists(storage.below(path, "part-000000.parquet"))
