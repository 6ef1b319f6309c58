"""The engine for one machine: a pool of processes, made anew when one of them is killed."""

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from mahdar.engines.bulk import Task
from mahdar.engines.shard import Done, read_shard
from mahdar.errors import MahdarError

log = logging.getLogger(__name__)
TRIES = 4  # how often a shard is begun before the run gives it up


def run(tasks: Iterable[Task], jobs: int) -> Iterator[Done]:
    """Read the shards in ``jobs`` processes; a shard whose process died is read again by a new one."""
    left = {task[0].number: task for task in tasks}
    begun = dict.fromkeys(left, 0)
    while left:
        with ProcessPoolExecutor(jobs) as pool:
            yield from _round(pool, left, begun)


def _round(pool: ProcessPoolExecutor, left: dict[int, Task], begun: dict[int, int]) -> Iterator[Done]:
    running: dict[Future[Done], int] = {}
    for number, task in left.items():
        running[pool.submit(read_shard, *task)] = number
    try:
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                number = running.pop(future)
                yield future.result()
                del left[number]
    except BrokenProcessPool as e:
        log.warning("a process was killed; its shards are read again")
        for number in left:
            begun[number] += 1
            if begun[number] >= TRIES:
                path = left[number][0].paths[0]
                raise MahdarError(
                    f"{path}: the process that reads it was killed {TRIES} times; give it more memory or take it out"
                ) from e
