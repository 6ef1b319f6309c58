"""Exports hold a part of the archive at a time: four times the reports take no more memory."""

import tracemalloc
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_records import Maker

from mahdar.archive import Archive
from mahdar.exchange.selection import Selection

FEW = 200  # reports: two parts, for while one is let go of the next is there


def peak(path: Path, count: int, question: str) -> int:
    """The most memory that is held while all rows of a question go by."""
    with Archive(path) as archive:
        archive.add(Maker(1, people=2, statements=4, words=80).items(count))
    with Archive(path, read_only=True) as archive:
        deque(getattr(Selection(archive), question)(), maxlen=0)  # what is loaded once
        tracemalloc.start()
        try:
            deque(getattr(Selection(archive), question)(), maxlen=0)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.fixture(params=["contacts", "statements"])
def question(request: pytest.FixtureRequest) -> Iterator[str]:
    yield request.param


def test_memory_does_not_grow_with_the_archive(tmp_path: Path, question: str) -> None:
    small, large = peak(tmp_path / "s.db", FEW, question), peak(tmp_path / "l.db", 4 * FEW, question)
    assert large < 1.5 * small + 100_000, (question, small, large)
