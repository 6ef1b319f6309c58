"""Two archives to brief from: of the gold of some examples, whatever is read in them, and of all examples as they are read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from gold_records import gold_record
from msgspec.structs import replace

from mahdar.archive import Archive
from mahdar.intake import Problem, reports
from mahdar.reading.reader import Reader
from mahdar.record import Place, Record
from mahdar.report import Report

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "reports"
TOWNS = {1816670: "بكين", 1790630: "شيآن", 1526384: "ألماتي", 1792947: "تيانجين"}
SMALL = ("cnkz-2019-beijing", "cnkz-2022-letters", "cnkz-2023-xian", "cnkz-2025-almaty-anadolu", "cnkz-2025-tianjin")


@pytest.fixture(scope="session")
def gold_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    pairs = []
    for name in SMALL:
        gold = yaml.safe_load((EXAMPLES / f"{name}.gold.yaml").read_text(encoding="utf-8"))
        raw = (EXAMPLES / gold["report"]).read_bytes()
        report = Report.of(raw.decode("utf-8"), gold["report"], raw=raw)
        pairs.append((report, _whole(gold_record(gold, report))))
    with Archive(tmp_path_factory.mktemp("gold") / "gold.db") as archive:
        archive.add(pairs, pack="gold")
        yield archive


def _whole(record: Record) -> Record:
    """A gold record with what gold leaves out: the names of places, and the contact at which a statement was made."""
    contacts = [replace(c, place=_named(c.place), mechanism=None) for c in record.contacts]
    held = [c for c in contacts if c.status == "held" and c.date]
    statements = [
        replace(s, contact=s.contact or next((c.id for c in held if set(s.speakers) <= set(c.participants)), None))
        for s in record.statements
    ]
    return replace(record, contacts=contacts, statements=statements)


def _named(place: Place | None) -> Place | None:
    return replace(place, name=TOWNS.get(place.geonames or 0, place.name)) if place else None


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    reader = Reader()
    before = Path.cwd()
    os.chdir(ROOT)
    found = [item for item in reports(["examples/reports"]) if not isinstance(item, Problem)]
    os.chdir(before)
    with Archive(tmp_path_factory.mktemp("read") / "examples.db") as archive:
        archive.add([(report, reader.read(report)) for report in found], pack=reader.pack.fingerprint)
        yield archive
