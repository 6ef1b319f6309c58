"""What the tests run in processes of their own: writers that may be killed, readers beside them.

hands.py write ARCHIVE SEED COUNT [BATCH]   adds made reports, printing how many are kept and how long the batch took
hands.py read ARCHIVE SECONDS               asks, and prints the longest wait in seconds
"""

import sys
import time
from itertools import chain

from made_records import Maker

from mahdar.archive import Archive
from mahdar.archive.preparing import prepare


def write(path: str, seed: int, count: int, batch: int = 3) -> None:
    items = Maker(seed, statements=5, words=60).items(count)
    first = next(items)
    with Archive(path) as archive:
        prepare(*first)  # reads the tables of words, once a process: what is timed is how long a batch waits and takes
        print("open", flush=True)
        done, start = 0, time.monotonic()
        for added in archive.adding(chain([first], items), batch=batch):
            done += added.added + added.unchanged
            print(done, f"{time.monotonic() - start:.3f}", flush=True)
            start = time.monotonic()


def read(path: str, seconds: float) -> None:
    longest, end, asked = 0.0, time.monotonic() + seconds, 0
    with Archive(path, read_only=True) as archive:
        while time.monotonic() < end:
            for ask in (
                archive.counts,
                lambda: archive.contacts(between=("CN", "KZ"), limit=20),
                lambda: archive.search("التعاون"),
            ):
                start = time.monotonic()
                ask()
                asked += 1
                longest = max(longest, time.monotonic() - start)
    print(asked, longest, flush=True)


if __name__ == "__main__":
    kind, path, *rest = sys.argv[1:]
    if kind == "write":
        write(path, *map(int, rest))
    else:
        read(path, float(rest[0]))
