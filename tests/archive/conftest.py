"""The archives that the tests are run against: every backend keeps the same contract."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from gold_records import gold_record

from mahdar.archive import Archive
from mahdar.record import Record
from mahdar.report import Report

BACKENDS = ["sqlite"]
Items = list[tuple[Report, Record]]


@pytest.fixture(params=BACKENDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive can be made."""
    return str(tmp_path / "archive.db")


@pytest.fixture
def archive(target: str) -> Iterator[Archive]:
    with Archive(target) as made:
        yield made


@pytest.fixture(scope="session")
def told() -> dict[str, tuple[Report, Record]]:
    """Our own reports by name."""
    golds = yaml.safe_load((Path(__file__).parent / "reports.yaml").read_text(encoding="utf-8"))
    found = {}
    for gold in golds:
        report = Report.of(gold["text"].rstrip("\n"), gold["source"], published=gold["published"])
        found[gold["source"]] = (report, gold_record(gold, report))
    return found


@pytest.fixture
def kept(archive: Archive, told: dict[str, tuple[Report, Record]]) -> Callable[..., Archive]:
    """The archive with some of our reports, in that order; all of them by default."""

    def keep(*names: str) -> Archive:
        archive.add([told[name] for name in names or told])
        return archive

    return keep
