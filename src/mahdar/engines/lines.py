"""Records as JSON Lines, in the order of the input: in this process, or in several."""

import logging
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from mahdar.cycles import uncollected
from mahdar.errors import MahdarError
from mahdar.intake import Limits, Problem, reports
from mahdar.reading.reader import Reader
from mahdar.record import Record
from mahdar.report import Report

BATCH = 64  # reports a process reads at a time
log = logging.getLogger(__name__)


def write(paths: list[str], out: Path | None, jobs: int, limits: Limits) -> int:
    """Read reports and write their records; how many sources were refused. Problems go to stderr, one line each."""
    refused = 0
    try:
        stream = out.open("wb") if out else sys.stdout.buffer
    except OSError as e:
        raise MahdarError(f"{out}: cannot write there ({e.strerror}); give --out a folder that you may write to") from e
    try:
        for item in records(reports(paths, limits=limits), jobs):
            if isinstance(item, Problem):
                refused += item.kind == "refused"
                print(item, file=sys.stderr)
            else:
                stream.write(item + b"\n")
        stream.flush()
    except OSError as e:
        if isinstance(e, BrokenPipeError):
            raise
        raise MahdarError(
            f"{out or 'standard output'}: cannot write ({e.strerror}); what was written before is whole lines"
        ) from e
    finally:
        if out:
            stream.close()
    return refused


def records(items: Iterable[Report | Problem], jobs: int) -> Iterator[bytes | Problem]:
    """The record of each report as JSON, or its problem, in order."""
    if jobs == 1:
        for item in items:
            yield one(item)
        return
    with ProcessPoolExecutor(jobs) as pool:
        rest = iter(items)
        waiting = [pool.submit(batch, some) for some in _batches(rest, 2 * jobs)]
        while waiting:
            yield from waiting.pop(0).result()
            waiting += [pool.submit(batch, some) for some in _batches(rest, 1)]


def _batches(rest: Iterator[Report | Problem], count: int) -> Iterator[list[Report | Problem]]:
    for _ in range(count):
        some = list(islice(rest, BATCH))
        if some:
            yield some


def batch(items: list[Report | Problem]) -> list[bytes | Problem]:
    """Read a batch (what a process is sent)."""
    return [one(item) for item in items]


@cache
def _reader() -> Reader:
    return Reader()


def one(item: Report | Problem) -> bytes | Problem:
    """Read one report into the line of its record."""
    found = item if isinstance(item, Problem) else read(item)
    return found if isinstance(found, Problem) else msgspec.json.encode(found)


def read(report: Report) -> Record | Problem:
    """Read one report; one that no rule foresaw becomes a problem, and the rest goes on."""
    try:
        with uncollected():
            return _reader().read(report)
    except Exception as error:
        log.debug("%s", report.source, exc_info=True)
        what = f"reading failed ({type(error).__name__}: {error})"
        return Problem(source=report.source, what=what, advice="please send in the report")
