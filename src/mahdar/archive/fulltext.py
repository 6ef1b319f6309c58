"""The full-text index, and what differs about it from backend to backend: FTS5 on SQLite."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, Subquery, column, select, text

from mahdar.archive.words import query
from mahdar.errors import ArchiveError

_CREATE = "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 0')"
Phrases = list[list[str]]  # each phrase by its spellings, folded


def create(connection: Connection) -> None:
    """Makes the index where there is none."""
    _sqlite(connection)
    connection.execute(text(_CREATE))


def add(connection: Connection, rows: list[tuple[int, str]]) -> None:
    """Indexes reports: row, folded words."""
    _sqlite(connection)
    connection.connection.cursor().executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", rows)


def remove(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Takes reports out; the index keeps no text, so the words that were added must be given again."""
    _sqlite(connection)
    connection.connection.cursor().executemany("INSERT INTO words(words, rowid, text) VALUES ('delete', ?, ?)", list(rows))


def matching(connection: Connection, phrases: Phrases, most: int = -1) -> Select[Any]:
    """The rows of the reports in which every phrase occurs; with ``most``, of those that were added last."""
    _sqlite(connection)
    found: Subquery = (
        text("SELECT rowid AS row FROM words WHERE words MATCH :phrases ORDER BY rowid DESC LIMIT :most")
        .bindparams(phrases=query(phrases), most=most)
        .columns(column("row"))
        .subquery()
    )
    return select(found.c.row)


def _sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        raise ArchiveError(f"{connection.dialect.name}: full-text search is kept on SQLite only; use a file for the archive")
