"""The engine for one machine: a pool of processes, made anew when one of them is killed."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from mahdar.engines.bulk import Task
from mahdar.engines.shard import Done, read_shard
from mahdar.errors import MahdarError

log = logging.getLogger(__name__)
TRIES = 3  # how often a shard is begun alone in a pool before the run gives it up
AHEAD = 2  # shards that wait for each process, so that none stands idle


def run(tasks: Iterable[Task], jobs: int) -> Iterator[Done]:
    """Read the shards in ``jobs`` processes; a shard whose process died is read again by a new one.

    Raises MahdarError, after all others are read, for shards whose process died time and again.
    """
    waiting, suspects = deque(tasks), list[Task]()
    while waiting:  # a broken pool does not tell whose process died: all that it held are suspects, to be read one by one
        yield from _round(waiting, jobs, suspects)
    lost = list[Task]()
    for task in suspects:
        yield from _alone(task, lost)
    if lost:
        path = lost[0][0].paths[0]
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        raise MahdarError(f"{path}{more}: the process that reads it was killed {TRIES} times; give it more memory or take it out")


def _round(waiting: deque[Task], jobs: int, suspects: list[Task]) -> Iterator[Done]:
    """Read until nothing waits, or until a process dies."""
    running: dict[Future[Done], Task] = {}
    with ProcessPoolExecutor(jobs) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < jobs * AHEAD:
                    running[pool.submit(read_shard, *waiting[0])] = waiting[0]
                    waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    done = future.result()
                    del running[future]
                    yield done
        except BrokenProcessPool:
            log.warning("a process was killed; its shards are read again")
            suspects += running.values()


def _alone(task: Task, lost: list[Task]) -> Iterator[Done]:
    """Read one shard in a process of its own, ``TRIES`` times; in vain, it is ``lost``."""
    for _ in range(TRIES):
        try:
            with ProcessPoolExecutor(1) as pool:
                done = pool.submit(read_shard, *task).result()
        except BrokenProcessPool:
            log.warning("%s: the process that read it was killed", task[0].paths[0])
            continue
        yield done
        return
    lost.append(task)
