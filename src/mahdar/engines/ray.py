"""The engine for a cluster: Ray core tasks, one shard a task, begun again where a worker dies."""

from collections.abc import Iterable, Iterator

import ray

from mahdar.engines.bulk import Task
from mahdar.engines.shard import Done, read_shard

RETRIES = 3


def run(tasks: Iterable[Task], jobs: int) -> Iterator[Done]:
    """Read the shards on the cluster that ``RAY_ADDRESS`` names, or on this machine with ``jobs`` workers."""
    if not ray.is_initialized():
        ray.init(num_cpus=None if _cluster() else jobs, include_dashboard=False, log_to_driver=False)
    task = ray.remote(max_retries=RETRIES)(read_shard)
    waiting = [task.remote(*arguments) for arguments in tasks]
    while waiting:
        ready, waiting = ray.wait(waiting, num_returns=1)
        yield from ray.get(ready)


def _cluster() -> bool:
    import os

    return bool(os.environ.get("RAY_ADDRESS"))
