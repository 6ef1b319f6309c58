"""The engines on one corpus: one process that only reads, each engine with its shards and files, the pool at several widths; and
how long a command takes to start.

    python benchmarks/engines.py [--count 2000] [--jobs 1,2]

The corpus is made from our examples (``corpus.py``). The floor is the same reading in one process with nothing around it, no
shards, no files: what an engine costs beside it is its overhead. Processor time is that of all processes together, what free
cores would take; the clock is the machine as it is.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import corpus

from mahdar.engines.bulk import bulk
from mahdar.reading.reader import Reader

STARTS = {  # what starts, and the command that does only that
    "python alone": ["-c", "pass"],
    "import mahdar": ["-c", "import mahdar"],
    "mahdar --help": ["-m", "mahdar.cli", "--help"],
    "mahdar read, one report": ["-m", "mahdar.cli", "read", "-"],
}
ROUNDS = 5


class Cost(NamedTuple):
    """Seconds by the clock, and of the processors."""

    clock: float
    processor: float


def cost(work: Callable[[], object]) -> Cost:
    clock, processor = time.perf_counter(), sum(os.times()[:4])
    work()
    return Cost(time.perf_counter() - clock, sum(os.times()[:4]) - processor)


def alone(count: int) -> Cost:
    """The cost of reading alone, once the reader is warm."""
    reader, reports = Reader(), list(corpus.reports(count))
    for report in corpus.reports(50, start=count):
        reader.read(report)
    return cost(lambda: [reader.read(report) for report in reports])


def shards(made: Path, name: str, jobs: int) -> Cost:
    """The cost of a run of an engine from the corpus to its shards."""
    with tempfile.TemporaryDirectory() as out:
        return cost(lambda: list(bulk(str(made), out, name, jobs)))


def start(arguments: list[str], text: str) -> float:
    """The least milliseconds of the processor of several starts."""

    def run() -> object:
        return subprocess.run([sys.executable, *arguments], input=text.encode(), capture_output=True, check=True)

    return min(cost(run).processor for _ in range(ROUNDS)) * 1e3


def told(name: str, count: int, taken: Cost, least: Cost) -> str:
    rates = f"{count / taken.processor:7,.0f} reports/s of processor time, {count / taken.clock:,.0f} by the clock"
    return f"  {name:38} {rates}; {taken.processor / least.processor:.2f} of the floor's processor time"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000, help="reports")
    parser.add_argument("--jobs", default="1,2", help="widths of the pool")
    options = parser.parse_args()
    count, widths = options.count, [int(jobs) for jobs in options.jobs.split(",")]
    runs = [("inline", 1), *(("pool", jobs) for jobs in widths)]
    if importlib.util.find_spec("ray"):
        runs.append(("ray", widths[-1]))
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "corpus.jsonl"
        with made.open("w", encoding="utf-8") as file:
            file.writelines(corpus.lines(corpus.reports(count)))
        least = alone(count)
        print(f"{count:,} made reports, {os.path.getsize(made) / 1e6:.1f} MB of lines, {os.cpu_count()} processors")
        print(told("reading alone, one process (the floor)", count, least, least))
        for name, jobs in runs:
            taken = shards(made, name, jobs)
            print(told(f"{name}, {jobs} process{'es' * (jobs > 1)}", count, taken, least), flush=True)
    text = next(corpus.reports(1)).text
    print(f"start, of processor time (the least of {ROUNDS})")
    for name, arguments in STARTS.items():
        print(f"  {name:38}   {start(arguments, text):7,.0f} ms", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
