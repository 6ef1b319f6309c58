"""The archive at several sizes: adding, memory, bytes a report, questions; the bare insert of the same rows as the floor beside.

    python benchmarks/archive.py [--sizes 1000,10000] [--jobs 2] [--folder DIR]

The corpus is made from our examples (``corpus.py``) and read with ``mahdar bulk``; what is timed as *adding* leaves out reading,
and the decoding of what was read. Adding is given by processor time, which is what one core free for it would take, and by the
clock, on the machine as it is. Sizes build upon one another: the last 1,000 reports of each tell whether adding grows dearer.
Questions are asked of the two parties that are told of most. First: asked for the first time after opening; then: the median of
five more, by the clock. Reading and adding each have a process of their own, so that the memory told is that of adding.
"""

import argparse
import os
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

import corpus

from mahdar.archive import Archive
from mahdar.archive.ask_glance import pairs
from mahdar.engines.bulk import bulk, records
from mahdar.exchange.brief import brief, markdown
from mahdar.record import Record
from mahdar.report import Report

TAIL = 1000  # reports
Item = tuple[Report, Record]
Result = TypeVar("Result")


class Watched:
    """Counts the seconds (clock, processor) that its items took to come, to be taken from the time of whoever takes them."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items, self.clock, self.processor, self.characters = iter(items), 0.0, 0.0, 0

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        clock, processor = time.perf_counter(), time.process_time()
        try:
            item = next(self.items)
        finally:
            self.clock += time.perf_counter() - clock
            self.processor += time.process_time() - processor
        self.characters += len(item[0].text)
        return item


class Cost(NamedTuple):
    """What adding took: seconds by the clock and of the processor, and what was added."""

    clock: float = 0.0
    processor: float = 0.0
    reports: int = 0
    facts: int = 0
    characters: int = 0

    def plus(self, other: "Cost") -> "Cost":
        return Cost(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def rate(self) -> str:
        return f"{self.reports / self.processor:6,.0f} reports/s of processor time, {self.reports / self.clock:,.0f} by the clock"


def added(archive: Archive, items: Iterable[Item]) -> Cost:
    """The cost of adding alone."""
    watched = Watched(items)
    clock, processor = time.perf_counter(), time.process_time()
    done = archive.add(watched, pack="bench")
    taken = time.perf_counter() - clock - watched.clock, time.process_time() - processor - watched.processor
    return Cost(*taken, done.added, done.facts, watched.characters)


def keep(path: Path, folder: Path, count: int) -> tuple[Cost, Cost, float]:
    """Adds what was read: the cost of all, that of the last 1,000, and the peak memory in MB."""
    items = islice(records(str(folder)), count)
    with Archive(path) as archive:
        first = added(archive, islice(items, count - TAIL))
        last = added(archive, items)
        archive.store.checkpoint()
    return first.plus(last), last, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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


def questions(archive: Archive) -> dict[str, Callable[[], object]]:
    with archive.view() as view:
        [most] = pairs(view, limit=1)
    pair = most["parties"]
    person = next(side["person"] for c in archive.contacts(pair, limit=50) for side in c["participants"] if side["person"])
    return {
        "one contact's dossier": lambda: archive.contacts(id=archive.contacts(pair, limit=1)[0]["id"]),
        "one person's dossier": lambda: [archive.people(id=person["id"]), archive.tenures(person=person["id"])],
        "contacts of a pair, latest 50": lambda: archive.contacts(pair, limit=50),
        "contacts of a pair, all": lambda: archive.contacts(pair),
        "statements of a pair, latest 50": lambda: archive.statements(between=pair, limit=50),
        "commitments of a pair, latest 50": lambda: archive.commitments(pair, limit=50),
        "commitments of a pair, all": lambda: archive.commitments(pair),
        "agreements of a pair": lambda: archive.agreements(pair),
        "labels of a pair": lambda: archive.labels(*pair),
        "search: a rare word": lambda: archive.search(person["name"]),
        "search: a common word": lambda: archive.search("التعاون"),
        "search: a phrase": lambda: archive.search('"الحزام والطريق"'),
        "calendar of a pair": lambda: archive.calendar(pair, "2027", "2027"),
        "brief on a pair": lambda: markdown(brief(archive, *pair, "en", "2026-11-20")),
    }


def asked(path: Path) -> dict[str, tuple[float, float]]:
    """Milliseconds of each question: the first time, and the median of five more."""
    times: dict[str, tuple[float, float]] = {}
    with Archive(path, read_only=True) as archive:
        names = list(questions(archive))
    for name in names:
        with Archive(path, read_only=True) as archive:
            question = questions(archive)[name]
            taken = [_milliseconds(question) for _ in range(6)]
            times[name] = (taken[0], statistics.median(taken[1:]))
    return times


def _milliseconds(question: Callable[[], object]) -> float:
    start = time.perf_counter()
    question()
    return (time.perf_counter() - start) * 1000


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
    parser.add_argument("--jobs", type=int, default=2, help="processes that read")
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
    every, last, memory = apart(keep, path, out, size - have)
    count = every.reports
    print(f"\n{have + count:,} reports of {every.characters // count:,} characters and {every.facts / count:.1f} facts")
    print("  read before" if before else f"  read by {jobs} processes       {rate:6,.0f} reports/s by the clock")
    print(f"  added                     {every.rate}")
    print(f"  the last {TAIL:,}            {last.rate}")
    bare = floor(list(islice(records(str(out)), TAIL)), folder / f"floor-{size}.db")
    print(f"  floor: bare insert        {bare:6,.0f} reports/s of processor time")
    print(f"  peak memory               {memory:6,.0f} MB")
    print(f"  size                      {os.path.getsize(path) / (have + count):6,.0f} bytes a report")
    print("  question                              first       then")
    for name, (first, then) in asked(path).items():
        print(f"  {name:34} {first:8.1f}   {then:8.1f} ms", flush=True)


if __name__ == "__main__":
    sys.exit(main())
