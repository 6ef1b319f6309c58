"""An archive of an older layout: refused with what to do, and brought up to date by a copy that loses nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from own_reports import read
from sqlalchemy import Column, Connection, MetaData, Table, text

from mahdar.archive import Archive, schema
from mahdar.archive.users import Users
from mahdar.errors import ArchiveError

LASTING = {
    "meta": ("key", "value"),
    "report": ("row", "id", "source", "text", "given", "publisher", "url"),
    "copy": ("report", "source"),
    "judgement": ("seq", "entry"),
    "login": ("name", "role", "salt", "hash", "since"),
}


@pytest.fixture
def old(target: str) -> str:
    """An archive with judgements and a user, cut down to what every version has."""
    with Archive(target) as archive:
        archive.add(read()[:8])
        archive.judge("reject", archive.statements()[0]["id"], by="Lina")
        archive.judge("replace", archive.contacts()[0]["id"], by="Omar", value={"status": "planned"})
        Users(archive.store).add("Lina", "a long password", "reviewer")
        with archive.store.engine.connect() as connection:
            _cut(connection)
    return target


def _cut(connection: Connection) -> None:
    """Leave the tables and columns that every version has, of the version before."""
    lasting = {
        name: connection.execute(text(f"SELECT {', '.join(columns)} FROM {name}")).all() for name, columns in LASTING.items()
    }
    schema.METADATA.drop_all(connection)
    for name, columns in LASTING.items():
        kinds = {column.name: column.type for column in schema.METADATA.tables[name].columns}
        table = Table(name, MetaData(), *(Column(column, kinds[column]) for column in columns))
        table.create(connection)
        if lasting[name]:
            connection.execute(table.insert(), [dict(row._mapping) for row in lasting[name]])
    connection.execute(text("UPDATE meta SET value = :old WHERE key = 'schema'"), {"old": str(schema.VERSION - 1)})
    connection.commit()


def _mahdar(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mahdar.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_older_archive_is_refused_with_what_to_do(old: str) -> None:
    with pytest.raises(ArchiveError, match=r"older version of mahdar .* mahdar copy"):
        Archive(old)


def test_its_copy_is_up_to_date_and_loses_nothing(old: str, tmp_path: Path) -> None:
    new = str(tmp_path / "new.db")
    done = _mahdar("copy", old, new)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("added 8, updated 0, unchanged 0, skipped 0, refused 0")
    with Archive(new) as archive, Archive(str(tmp_path / "fresh.db")) as fresh:
        fresh.add(read()[:8])
        assert [j["by"] for j in archive.judgements()] == ["Lina", "Omar"]
        assert not archive.orphans()
        assert archive.counts()["reports"] == 8
        assert {p["id"] for p in archive.people()} == {p["id"] for p in fresh.people()}
        assert len(archive.statements()) == len(fresh.statements()) - 1
        assert Users(archive.store).sign_in("Lina", "a long password")
    again = _mahdar("copy", old, new)
    assert again.stdout.startswith("added 0, updated 0, unchanged 8")
