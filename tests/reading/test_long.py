"""Texts without a full stop: the work that they make grows with their length, not with its square."""

import re
import sys
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest

from mahdar.reading import contacts as module
from mahdar.reading.reader import Reader
from mahdar.reading.work import LONGEST
from mahdar.report import Report

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
STOPS = re.compile(r"[.؟!:\n]+")
OFFSETS = (40_000, 80_000)  # characters


def _endless(length: int) -> str:
    """The bodies of the example reports, one behind the other again and again, as one sentence."""
    once = " ".join(STOPS.sub(" ", p.read_text(encoding="utf-8")) for p in sorted(EXAMPLES.glob("*.txt")))
    return (once * (length // len(once) + 1))[:length]


def _calls(reader: Reader, text: str, stages: set[str]) -> int:
    """How many functions some stages call on a text."""
    work, calls = reader.lay(Report.of(text)), 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    for name, stage in reader.stages:
        sys.setprofile(count if name in stages else None)
        try:
            stage(work)
        finally:
            sys.setprofile(None)
    return calls


@pytest.mark.skipif(not module.__file__.endswith(".py"), reason="compiled functions are not counted")
@pytest.mark.parametrize("stage", ["contacts", "statements", "relations"])
def test_work_grows_with_the_length(stage: str) -> None:
    reader = Reader()
    short, long = (_calls(reader, _endless(length), {stage}) for length in OFFSETS)
    assert long < 2.6 * short


def test_no_part_of_a_sentence_is_longer_than_the_longest() -> None:
    work = Reader().work(Report.of(_endless(OFFSETS[0])))
    ranges = {work.sentence(i) for i in range(len(work.chart.form))}
    assert len(ranges) > 1
    assert all(0 <= first < stop and stop - first <= LONGEST for first, stop in ranges)
    told = sorted(ranges)
    assert all(after[0] - before[1] in (0, 1) for before, after in pairwise(told))  # at most an edge between
