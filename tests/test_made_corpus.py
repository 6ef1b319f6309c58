"""The generator of corpora: any size, nothing twice, the same for the same numbers, and as full of facts as our examples."""

import sys
from pathlib import Path

from mahdar.reading.reader import Reader
from mahdar.record import Record
from mahdar.report import Report

sys.path.append(str(Path(__file__).resolve().parent.parent / "benchmarks"))
import corpus


def test_nothing_repeats() -> None:
    made = list(corpus.reports(2000))
    assert len({report.text for report in made}) == len({report.source for report in made}) == 2000


def test_a_report_depends_on_its_number_alone() -> None:
    assert list(corpus.reports(20, start=7))[:5] == [corpus.report(n) for n in range(7, 12)]
    assert corpus.report(7, seed=2) != corpus.report(7)


def test_it_reads_like_the_examples() -> None:
    reader = Reader()
    own = [reader.read(Report.of(p.read_text(encoding="utf-8"), p.name)) for p in sorted(corpus.EXAMPLES.glob("*.txt"))]
    made = [reader.read(report) for report in corpus.reports(100)]
    for section in ("people", "contacts", "statements"):
        assert _each(made, section) > 0.8 * _each(own, section), section
    assert len({side.of for record in made for contact in record.contacts for side in contact.participants}) > 50


def _each(records: list[Record], section: str) -> float:
    return sum(len(getattr(record, section)) for record in records) / len(records)
