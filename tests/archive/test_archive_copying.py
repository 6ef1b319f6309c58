"""An archive copied from one backend to another answers the same, judgements and all."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mahdar.archive import Added, Archive
from mahdar.archive.copying import copy
from mahdar.errors import ArchiveError, QuestionError

Keep = Callable[..., Archive]
QUESTIONS = ("contacts", "people", "tenures", "statements", "commitments", "positions", "labels", "agreements", "reports")


def everything(archive: Archive) -> dict[str, Any]:
    told = {question: getattr(archive, question)() for question in QUESTIONS}
    return {**told, "counts": archive.counts(), "judgements": archive.judgements(), "orphans": archive.orphans()}


def judged(archive: Archive) -> None:
    """Judgements of every kind on our own reports."""
    first, second = archive.statements()[:2]
    archive.judge("reject", first["id"], by="Lina")
    [undone] = archive.judge("confirm", second["id"], by="Lina")
    archive.judge("undo", undone["id"], by="Omar")
    contact = archive.contacts()[0]
    archive.judge("replace", contact["id"], by="Omar", value={"status": "planned"})
    a, b = archive.people()[:2]
    archive.judge("merge", a["id"], b["id"], by="Omar")


@pytest.mark.parametrize("back", [False, True], ids=["there", "and back"])
def test_a_copy_answers_what_the_archive_answers(kept: Keep, target: str, tmp_path: Path, back: bool) -> None:
    archive = kept()
    judged(archive)
    with Archive(tmp_path / "file.db") as file:
        assert sum(part.added for part in copy(archive, file, batch=3)) == archive.counts()["reports"]
        assert everything(file) == everything(archive)
        if back:
            with Archive(target + "2") as again:
                list(copy(file, again))
                assert everything(again) == everything(archive)


def test_copying_twice_changes_nothing_and_another_name_of_a_report_goes_along(kept: Keep, told: Any, tmp_path: Path) -> None:
    import msgspec

    archive = kept()
    report, record = told["a1"]
    archive.add([(msgspec.structs.replace(report, source="elsewhere.txt"), record)])
    with Archive(tmp_path / "file.db") as file:
        list(copy(archive, file))
        before = everything(file)
        assert [part.added for part in copy(archive, file)] == [0]
        assert everything(file) == before == everything(archive)
        assert any("elsewhere.txt" in contact["reports"] for contact in file.contacts())


def test_an_archive_is_not_copied_onto_itself(kept: Keep) -> None:
    archive = kept()
    with pytest.raises(QuestionError, match="is both archives"):
        list(copy(archive, archive))


def test_the_command_says_what_it_copied(kept: Keep, target: str, tmp_path: Path) -> None:
    archive = kept()
    reports = archive.counts()["reports"]
    command = [sys.executable, "-m", "mahdar.cli", "copy", archive.store.target, str(tmp_path / "new.db")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"added {reports}, updated 0, unchanged 0")


def test_a_judgement_in_the_ledger_can_be_neither_changed_nor_taken_out(kept: Keep) -> None:
    archive = kept()
    judged(archive)
    for sql in ("UPDATE judgement SET verdict = 'confirm'", "DELETE FROM judgement"):
        with pytest.raises(ArchiveError, match="only ever added"), archive.store.write() as connection:
            connection.exec_driver_sql(sql)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (
            "postgresql://u:secret@127.0.0.1:1/x",
            "postgresql://u:***@127.0.0.1:1/x: cannot be reached; check that PostgreSQL runs",
        ),
        ("mysql://u:secret@host/x", "mysql://u:***@host/x: no archive can be kept there"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_line_without_its_password(url: str, says: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ArchiveError) as error:
        Archive(url)
    assert says in str(error.value) and "secret" not in str(error.value) and "\n" not in str(error.value)


def test_a_database_that_is_none_is_told_how_to_be_made(postgres: Callable[[], str]) -> None:
    with pytest.raises(ArchiveError, match="make the database with createdb"):
        Archive(postgres().replace("/postgres?", "/nowhere?"))


def test_two_writers_wait_for_one_another(postgres: Callable[[], str], told: Any) -> None:
    """Each adds its half one by one at the same time; nothing is lost or doubled."""
    from concurrent.futures import ThreadPoolExecutor

    url = postgres()
    Archive(url).close()
    items = list(told.values())

    def half(part: list[Any]) -> Added:
        with Archive(url) as archive:
            return archive.add(part, batch=1)

    with ThreadPoolExecutor(2) as both:
        added = list(both.map(half, (items[::2], items[1::2])))
    with Archive(url) as archive:
        assert sum(part.added for part in added) == len(items) == archive.counts()["reports"]
        assert {row["source"] for row in archive.reports()} == {report.source for report, _ in items}
