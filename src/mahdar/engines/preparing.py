"""What an archive keeps, prepared in several processes, in the order of the input: less than half is left to the writer."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

import msgspec

from mahdar.archive.adding import Item
from mahdar.archive.preparing import Prepared, prepare
from mahdar.engines import bulk, lines
from mahdar.errors import MahdarError
from mahdar.intake import Problem
from mahdar.report import Report

AHEAD = 1  # parts more than processes, so that none stands idle
Part = list[bytes | Problem]


def read(items: Iterable[Report | Problem], jobs: int = 1) -> Iterator[Item | Prepared | Problem]:
    """Reports read, and with several ``jobs`` prepared by as many processes; what could not be read is a problem in its place."""
    if jobs == 1:
        for item in items:
            if isinstance(item, Problem):
                yield item
                continue
            record = lines.read(item)
            yield record if isinstance(record, Problem) else (item, record)
        return
    rest = iter(items)
    yield from _prepared(_read, iter(lambda: list(islice(rest, lines.BATCH)), []), jobs)


def taken(out: str, jobs: int) -> Iterator[Item | Prepared]:
    """The reports of a folder that ``bulk`` has written, with several ``jobs`` prepared by as many processes."""
    if jobs == 1:
        yield from bulk.records(out)
        return
    for one in _prepared(_taken, _groups(out), jobs):
        assert isinstance(one, Prepared)
        yield one


def _groups(out: str) -> list[bulk.Group]:
    """The parts of a folder, listed in a process that ends: what opens the files takes much memory."""
    with _pool(1) as pool:
        return pool.submit(_listed, out).result()


def _listed(out: str) -> list[bulk.Group]:
    return list(bulk.groups(out))


def _read(items: list[Report | Problem]) -> Part:
    found: Part = []
    for item in items:
        if isinstance(item, Problem):
            found.append(item)
            continue
        record = lines.read(item)
        found.append(record if isinstance(record, Problem) else msgspec.msgpack.encode(prepare(item, record)))
    return found


def _taken(group: bulk.Group) -> Part:
    gc.disable()  # no cycles are made here, and looking for some takes time
    return [msgspec.msgpack.encode(prepare(report, record)) for report, record in bulk.group(group)]


def _with_parent() -> None:
    """Lets a process end with the one that it works for, should that be killed."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _pool(jobs: int) -> ProcessPoolExecutor:
    """New processes, not copies of this one: it may hold a database open."""
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_with_parent)


def _prepared(work: Callable[[Any], Part], parts: Iterable[Any], jobs: int) -> Iterator[Prepared | Problem]:
    decode = msgspec.msgpack.Decoder(Prepared).decode
    rest = iter(parts)
    with _pool(jobs) as pool:
        try:
            waiting = deque(pool.submit(work, part) for part in islice(rest, jobs + AHEAD))
            while waiting:
                done = waiting.popleft().result()
                waiting.extend(pool.submit(work, part) for part in islice(rest, 1))
                yield from (decode(one) if isinstance(one, bytes) else one for one in done)
        except BrokenProcessPool as error:
            what = "a process that prepares reports was killed"
            raise MahdarError(f"{what}; give it more memory and run the command again: what was added before is kept") from error
        finally:
            pool.shutdown(cancel_futures=True)
