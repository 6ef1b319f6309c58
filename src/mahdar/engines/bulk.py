"""A corpus read shard by shard with an engine, resumed where it stopped; the same bytes whatever the engine."""

import importlib
import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from mahdar.engines.shard import Done
from mahdar.engines.shards import Shard, cut
from mahdar.errors import MahdarError
from mahdar.grammar.pack import arabic
from mahdar.record import Record
from mahdar.report import Report

log = logging.getLogger(__name__)
MANIFEST = "manifest.json"
ENGINES = {"inline": "mahdar.engines.inline", "pool": "mahdar.engines.pool", "ray": "mahdar.engines.ray"}

Task = tuple[Shard, str, str, float]  # shard, folder, key, seconds a report
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
    """Read ``source`` into the folder ``out``; each finished shard with the number of all. What is finished is left."""
    run = engine(name)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise MahdarError(f"{out}: cannot make this folder ({e.strerror}); name one that you may write to") from e
    for stale in folder.glob("*.part"):
        stale.unlink()
    done = {d.key: d for d in manifest(folder)}
    shards = list(cut(source))
    keys = {shard.number: shard.key(arabic().fingerprint) for shard in shards}
    finished = [
        d
        for shard in shards
        if (d := done.get(keys[shard.number])) is not None and d.name == shard.name and (folder / d.name).exists()
    ]
    yield from ((d, len(shards)) for d in finished)
    left = [shard for shard in shards if shard.number not in {d.number for d in finished}]
    for one in run([(shard, out, keys[shard.number], seconds) for shard in left], jobs):
        finished.append(one)
        _write(folder, finished)
        yield one, len(shards)
    _write(folder, finished)


def manifest(folder: Path) -> list[Done]:
    """The finished shards of a folder."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=list[Done])
    except FileNotFoundError:
        return []
    except (OSError, msgspec.MsgspecError) as e:
        raise MahdarError(f"{folder / MANIFEST}: cannot be read ({e}); delete it to read all shards again") from e


def _write(folder: Path, rows: list[Done]) -> None:
    text = json.dumps([msgspec.to_builtins(r) for r in sorted(rows, key=lambda r: r.number)], indent=1)
    part = folder / (MANIFEST + ".part")
    try:
        part.write_text(text + "\n", encoding="utf-8")
        os.replace(part, folder / MANIFEST)
    except OSError as e:
        raise MahdarError(
            f"{folder}: cannot write the manifest ({e.strerror}); finished shards are there, run it again to go on"
        ) from e


def records(folder: str) -> Iterator[tuple[Report, Record]]:
    """The reports and records of a finished folder, in order, for an archive to take."""
    import pyarrow.parquet as pq

    for done in manifest(Path(folder)):
        for batch in pq.ParquetFile(Path(folder) / done.name).iter_batches(200):
            for row in batch.to_pylist():
                if row["record"] is not None:
                    report = Report(**{name: row[name] for name in ("id", "source", "text", "published", "publisher", "url")})
                    yield report, msgspec.json.decode(row["record"], type=Record)


def is_bulk(path: str) -> bool:
    """Whether a path is a folder that ``bulk`` has written."""
    return (Path(path) / MANIFEST).is_file()
