"""Opening what is no archive, or may not be written: one clear line each."""

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from made_records import Maker

from mahdar.archive import Archive
from mahdar.errors import ArchiveError


def text_file(path: Path) -> None:
    path.write_text("no archive at all, but a text that is long enough to be looked at\n" * 20)


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title)")


def newer_archive(path: Path) -> None:
    Archive(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [text_file, other_database, newer_archive, folder])
@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_no_archive_is_refused_and_left_alone(tmp_path: Path, make: Callable[[Path], None], read_only: bool) -> None:
    path = tmp_path / "thing"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(ArchiveError) as told:
        Archive(path, read_only=read_only)
    assert str(path) in str(told.value) and ";" in str(told.value) and "\n" not in str(told.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("how", [{"create": False}, {"read_only": True}, {"create": False, "read_only": True}])
def test_a_missing_archive_is_only_made_when_that_is_wanted(tmp_path: Path, how: dict[str, bool]) -> None:
    with pytest.raises(ArchiveError, match="no archive; make one with: mahdar add"):
        Archive(tmp_path / "none.db", **how)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty.db").touch()
    with pytest.raises(ArchiveError, match="is empty"):
        Archive(tmp_path / "empty.db", **how)
    with Archive(tmp_path / "empty.db") as archive:
        assert archive.counts()["reports"] == 0


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be opened; check that the folder exists"):
        Archive(tmp_path / "no" / "such" / "a.db")


def test_a_file_name_with_anything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "محضر ?#% &.db"
    with Archive(path) as archive:
        archive.add(Maker().items(2))
    with Archive(path, read_only=True) as archive:
        assert archive.counts()["reports"] == 2
    assert path.exists()


def test_reading_only_never_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        archive.add(Maker().items(2))
    with Archive(path, read_only=True) as archive, pytest.raises(ArchiveError, match="for reading only"):
        archive.add(Maker(2).items(1))


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """An archive on a disk that is mounted read-only."""
    path = tmp_path / "disk"
    path.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(path)], capture_output=True).returncode:
        pytest.skip("this user may mount no disk")
    try:
        with Archive(path / "a.db") as archive:
            archive.add(Maker().items(3))
        subprocess.run(["mount", "-o", "remount,ro", str(path)], check=True, capture_output=True)
        yield path / "a.db"
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def test_an_archive_on_a_read_only_disk_can_be_asked_and_not_written(frozen: Path) -> None:
    with Archive(frozen, read_only=True) as archive:
        assert archive.counts()["reports"] == 3
        assert archive.search("التعاون")
    with pytest.raises(ArchiveError, match="cannot be") as told, Archive(frozen) as archive:
        archive.add(Maker(2).items(1))
    assert str(frozen) in str(told.value)


def test_an_archive_made_before_a_table_was_thought_of_gets_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Archive(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE clue")
    with Archive(path, read_only=True) as archive:
        assert archive.commitments() == []
