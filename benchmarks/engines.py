"""The engines on one corpus: one process that only reads, each engine with its shards and files, the pool at several widths; and
how long a command takes to start.

    python benchmarks/engines.py [--count 2000] [--jobs 1,2]

The corpus is made from our examples (``corpus.py``). The floor is the same reading in one process with nothing around it, no
shards, no files: what an engine costs beside it is its overhead. All by the clock, on the machine as it is.
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


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alone(count: int) -> float:
    """Seconds of reading alone, once the reader is warm."""
    reader, reports = Reader(), list(corpus.reports(count))
    for report in corpus.reports(50, start=count):
        reader.read(report)
    return seconds(lambda: [reader.read(report) for report in reports])


def shards(made: Path, name: str, jobs: int) -> float:
    """Seconds of a run of an engine from the corpus to its shards."""
    with tempfile.TemporaryDirectory() as out:
        return seconds(lambda: list(bulk(str(made), out, name, jobs)))


def start(arguments: list[str], text: str) -> float:
    """The least milliseconds of several starts."""

    def run() -> object:
        return subprocess.run([sys.executable, *arguments], input=text.encode(), capture_output=True, check=True)

    return min(seconds(run) for _ in range(ROUNDS)) * 1e3


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
        print(f"  reading alone, one process (the floor)   {count / least:7,.0f} reports/s")
        for name, jobs in runs:
            taken = shards(made, name, jobs)
            many = f", {jobs} process{'es' * (jobs > 1)}"
            print(f"  {name + many:38}   {count / taken:7,.0f} reports/s   {taken / least:5.2f} of the floor's time", flush=True)
    text = next(corpus.reports(1)).text
    print(f"start (the least of {ROUNDS})")
    for name, arguments in STARTS.items():
        print(f"  {name:38}   {start(arguments, text):7,.0f} ms", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
