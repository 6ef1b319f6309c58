"""The archives that the tests are run against: every backend keeps the same contract."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import postgres_server
import pytest
import yaml
from gold_records import gold_record

from mahdar.archive import Archive
from mahdar.record import Record
from mahdar.report import Report

BACKENDS = ["sqlite", "postgres"]
Items = list[tuple[Report, Record]]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes empty schemas on a server of the tests' own: to each a second one, whose URL ends in 2."""
    if reason := postgres_server.why_not():
        pytest.skip(reason)
    import psycopg

    with postgres_server.server() as url, psycopg.connect(f"{url}public", autocommit=True) as connection:
        numbers = count(1)

        def make() -> str:
            name = f"t{next(numbers)}_"
            connection.execute(f"CREATE SCHEMA {name}")
            connection.execute(f"CREATE SCHEMA {name}2")
            return f"{url}{name}"

        yield make


@pytest.fixture(params=BACKENDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive can be made."""
    return str(tmp_path / "archive.db") if request.param == "sqlite" else str(request.getfixturevalue("postgres")())


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
