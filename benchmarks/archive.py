"""The archive at several sizes: adding, memory, bytes a report, questions; the bare insert of the same rows as the floor beside.

    python benchmarks/archive.py [--sizes 1000,10000] [--jobs 2] [--folder DIR]

The corpus is made from our examples (``corpus.py``) and read with ``mahdar bulk``. Adding is ``mahdar add --jobs N``: as many
processes prepare what was read, one writer keeps it. Told are the processor time of the writer, which is what limits adding
where there are cores for the others, that of all together, and the clock, on the machine as it is. Sizes build upon one another:
the last 1,000 reports of each tell whether adding grows dearer. Questions are asked as ``asking.py`` does. Reading and adding
each have a process of their own, so that the memory told is that of the writer.
"""

import argparse
import os
import resource
import sqlite3
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

import corpus
from asking import answers

from mahdar.archive import Archive
from mahdar.archive.preparing import Prepared
from mahdar.engines import preparing
from mahdar.engines.bulk import bulk, records
from mahdar.record import Record
from mahdar.report import Report

TAIL = 1000  # reports
Item = tuple[Report, Record]
Result = TypeVar("Result")


class Cost(NamedTuple):
    """What adding took: seconds by the clock and of the writer's processor, and what was added."""

    clock: float = 0.0
    processor: float = 0.0
    reports: int = 0
    facts: int = 0

    def plus(self, other: "Cost") -> "Cost":
        return Cost(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def rate(self) -> str:
        return f"{self.reports / self.processor:6,.0f} reports/s of processor time, {self.reports / self.clock:,.0f} by the clock"


class Kept(NamedTuple):
    """What keeping a corpus took: all of it, its last 1,000 reports, the processes that prepared (seconds), memory (MB)."""

    every: Cost
    last: Cost
    prepared: float
    memory: float


def added(archive: Archive, items: Iterable[Item | Prepared]) -> Cost:
    """The cost of adding."""
    clock, processor = time.perf_counter(), time.process_time()
    done = archive.add(items, pack="bench")
    return Cost(time.perf_counter() - clock, time.process_time() - processor, done.added, done.facts)


def keep(path: Path, folder: Path, count: int, jobs: int) -> Kept:
    """Adds what was read."""
    stream = preparing.taken(str(folder), jobs)
    items = islice(stream, count)
    with Archive(path) as archive, closing(stream):
        first = added(archive, islice(items, count - TAIL))
        last = added(archive, items)
        archive.store.checkpoint()
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Kept(first.plus(last), last, others.ru_utime + others.ru_stime, own.ru_maxrss / 1024)


def apart(work: Callable[..., Result], *arguments: object) -> Result:
    """Runs something in a fresh process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def read(folder: Path, start: int, stop: int, jobs: int) -> float:
    """Makes and reads the reports of these numbers; how many a second all ``jobs`` read together. What was read before stays."""
    made = folder / f"corpus-{start}.jsonl"
    if not made.exists():
        with made.open("w", encoding="utf-8") as file:
            file.writelines(corpus.lines(corpus.reports(stop - start, start=start)))
    begun = time.perf_counter()
    for _ in bulk(str(made), str(folder / f"read-{start}"), "pool", jobs):
        pass
    return (stop - start) / (time.perf_counter() - begun)


def floor(items: list[Item], path: Path) -> float:
    """Reports a second of the bare insert: zipped texts, and a row of five numbers and a text for every fact."""
    rows = [(n, zlib.compress(report.text.encode(), 1)) for n, (report, _) in enumerate(items)]
    sections = [name for name in Record.__struct_fields__ if name != "document"]
    facts = [(n, k, 1, 2, 3, "1:2") for n, (_, r) in enumerate(items) for k in range(sum(len(getattr(r, s)) for s in sections))]
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE report (row INTEGER PRIMARY KEY, text BLOB)")
        database.execute("CREATE TABLE fact (report, n, a, b, c, spans, PRIMARY KEY (report, n)) WITHOUT ROWID")
        start = time.process_time()
        database.executemany("INSERT INTO report VALUES (?, ?)", rows)
        database.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", facts)
        database.commit()
    return len(items) / (time.process_time() - start)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="reports, smallest first")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read, and that prepare")
    parser.add_argument("--folder", help="where to make archives; by default a folder that is gone afterwards")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.folder or scratch)
        path, have = folder / "archive.db", 0
        for size in map(int, options.sizes.split(",")):
            grow(folder, path, have, size, options.jobs)
            have = size
    return 0


def grow(folder: Path, path: Path, have: int, size: int, jobs: int) -> None:
    """Takes the archive from one size to the next, and tells what it cost."""
    out = folder / f"read-{have}"
    before = out.exists()
    rate = apart(read, folder, have, size, jobs)
    kept = apart(keep, path, out, size - have, jobs)
    count, some = kept.every.reports, list(islice(records(str(out)), TAIL))
    characters = sum(len(report.text) for report, _ in some) // len(some)
    print(f"\n{have + count:,} reports of {characters:,} characters and {kept.every.facts / count:.1f} facts")
    print("  read before" if before else f"  read by {jobs} processes       {rate:6,.0f} reports/s by the clock")
    print(f"  kept by the writer        {kept.every.rate}")
    print(f"  the last {TAIL:,}            {kept.last.rate}")
    prepared, together = count / (kept.prepared or 1e9), count / (kept.every.processor + kept.prepared)
    print(f"  {jobs} that prepare; all      {prepared:6,.0f}; {together:,.0f} reports/s of processor time")
    print(f"  floor: bare insert        {floor(some, folder / f'floor-{size}.db'):6,.0f} reports/s of processor time")
    print(f"  peak memory of the writer {kept.memory:6,.0f} MB")
    print(f"  size                      {os.path.getsize(path) / (have + count):6,.0f} bytes a report")
    answers(path)


if __name__ == "__main__":
    sys.exit(main())
