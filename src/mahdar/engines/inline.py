"""The engine for one process: one shard after the other."""

from collections.abc import Iterable, Iterator

from mahdar.engines.bulk import Task
from mahdar.engines.shard import Done, read_shard


def run(tasks: Iterable[Task], jobs: int) -> Iterator[Done]:
    """Read the shards here; ``jobs`` does not matter."""
    for task in tasks:
        yield read_shard(*task)
