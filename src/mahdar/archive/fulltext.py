"""The full-text index, and what differs about it from backend to backend: FTS5 on SQLite, a ``tsvector`` on PostgreSQL."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, Subquery, column, select, text

from mahdar.archive import postgres
from mahdar.archive.words import query

_CREATE = "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 0')"
Phrases = list[list[str]]  # each phrase by its spellings, folded


def create(connection: Connection) -> None:
    """Makes the index where there is none."""
    if _sqlite(connection):
        connection.execute(text(_CREATE))
    else:
        postgres.create_words(connection)


def add(connection: Connection, rows: list[tuple[int, str]]) -> None:
    """Indexes reports: row, folded words."""
    if _sqlite(connection):
        connection.connection.cursor().executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", rows)
    else:
        postgres.add_words(connection, rows)


def remove(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Takes reports out; FTS5 keeps no text, so the words that were added must be given again."""
    if _sqlite(connection):
        connection.connection.cursor().executemany("INSERT INTO words(words, rowid, text) VALUES ('delete', ?, ?)", list(rows))
    else:
        postgres.remove_words(connection, [row for row, _ in rows])


def matching(connection: Connection, phrases: Phrases, most: int = -1) -> Select[Any]:
    """The rows of the reports in which every phrase occurs; with ``most``, of those that were added last."""
    if not _sqlite(connection):
        return postgres.matching(phrases, most)
    found: Subquery = (
        text("SELECT rowid AS row FROM words WHERE words MATCH :phrases ORDER BY rowid DESC LIMIT :most")
        .bindparams(phrases=query(phrases), most=most)
        .columns(column("row"))
        .subquery()
    )
    return select(found.c.row)


def _sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
