"""Where the tables live: opening, checking, one writer's transaction at a time, and errors in plain words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Column, Connection, Engine, Table, create_engine, event, inspect, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from mahdar.archive import fulltext, postgres, schema
from mahdar.archive.symbols import Symbols
from mahdar.errors import ArchiveError

BUSY = 30  # seconds that a writer waits for another
_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=NORMAL",
    "temp_store=MEMORY",
    "cache_size=-16384",
    "secure_delete=FAST",
    "wal_autocheckpoint=8000",  # pages: what several batches write goes into the file once
)

_PLAIN = (  # what a driver's message says -> what is the matter, what to do
    ("not a database", "is no mahdar archive", "give another --archive, or move the file away"),
    ("malformed", "is damaged", "restore a copy, or add the reports to a new archive"),
    ("readonly", "cannot be written", "check the rights of the file and its folder, or copy it to a disk that can be written"),
    ("read-only", "cannot be written", "check the rights of the file and its folder, or copy it to a disk that can be written"),
    ("disk is full", "the disk is full", "make room and run the command again: what was added before is kept"),
    ("disk i/o", "the disk cannot be read or written", "check the disk and run the command again: what was added before is kept"),
    ("locked", "another process has been writing for a long time", "wait until it is done and run the command again"),
    ("unable to open", "cannot be opened", "check that the folder exists and can be read"),
    ("no such table", "is no mahdar archive", "give another --archive, or move the file away"),
    ("lock timeout", "another process has been writing for a long time", "wait until it is done and run the command again"),
    ("does not exist", "cannot be opened", "make the database with createdb, and check user and address"),
    ("connection", "cannot be reached", "check that PostgreSQL runs there, and user, address and password"),
    ("permission denied", "cannot be written", "ask for the rights to make tables there"),
)


def plainly(source: str, error: BaseException) -> ArchiveError:
    """The one line for an error of the database."""
    message = str(getattr(error, "orig", None) or error)
    for sign, what, advice in _PLAIN:
        if sign in message.lower():
            return ArchiveError(f"{source}: {what}; {advice}")
    return ArchiveError(f"{source}: the database says: {message.splitlines()[0]}; check the archive or give another")


@contextmanager
def speaking(source: str) -> Iterator[None]:
    """Turns errors of the database into ``ArchiveError``."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise plainly(source, error) from error


class Store:
    """An archive's database. ``read()`` and ``write()`` give connections; many read while one writes."""

    def __init__(self, target: str | Path, *, create: bool = True, read_only: bool = False) -> None:
        self.target = str(target)
        self.source = postgres.safe(self.target) if "://" in self.target else self.target  # as messages name it
        self.read_only = read_only
        self.symbols = Symbols()
        with speaking(self.source):
            self.engine = self._engine(create)
            try:
                self._check(create)
            except BaseException:
                self.engine.dispose()
                raise

    @property
    def sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def _engine(self, create: bool) -> Engine:
        if "://" in self.target:
            return postgres.open_(self.target)
        path = Path(self.target)
        if path.is_dir():
            raise ArchiveError(f"{path}: is a folder, no archive; name a file in it")
        if not path.exists() and (self.read_only or not create):
            raise ArchiveError(f"{path}: there is no archive; make one with: mahdar add PATH… --archive {path}")
        mode = "ro" if self.read_only else "rwc" if create else "rw"
        return _sqlite(path, mode)

    def _check(self, create: bool) -> None:
        try:
            tables = set(inspect(self.engine).get_table_names())
        except OperationalError as error:
            if not self.read_only or "unable to open" not in str(error):
                raise
            self.engine.dispose()  # a disk that takes no write-ahead log: nobody can be writing there
            self.engine = _sqlite(Path(self.target), "ro&immutable=1")
            tables = set(inspect(self.engine).get_table_names())
        if tables and "meta" not in tables:
            raise ArchiveError(f"{self.source}: is a database, but no mahdar archive; give another --archive")
        version = self._version() if tables else None
        if version is None:
            if self.read_only or not create:
                raise ArchiveError(
                    f"{self.source}: is empty, no archive yet; make one with: mahdar add PATH… --archive {self.source}"
                )
            self._create()
        elif version != schema.VERSION:
            raise ArchiveError(
                f"{self.source}: was made by {'a newer' if version > schema.VERSION else 'an older'} version of mahdar "
                f"(schema {version}, not {schema.VERSION}); "
                + ("install that one" if version > schema.VERSION else f"bring it up to date: mahdar copy {self.source} NEW")
            )
        elif set(schema.METADATA.tables) - tables:  # made before a part of mahdar that keeps tables of its own
            if self.read_only:
                Store(self.target, create=False).close()
            else:
                self._create()

    def _version(self) -> int | None:
        with self.read() as connection:
            value = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "schema"))
        return int(value) if value else None

    def _create(self) -> None:
        if self.sqlite:
            with self.engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
        with self.write() as connection:
            schema.METADATA.create_all(connection)
            fulltext.create(connection)
            if connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "schema")) is None:
                connection.execute(schema.meta.insert(), [{"key": "schema", "value": str(schema.VERSION)}])
                connection.execute(schema.meta.insert(), [{"key": "generation", "value": "0"}])

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the archive."""
        with speaking(self.source), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The one writer's transaction: all of it is kept, or none."""
        if self.read_only:
            raise ArchiveError(f"{self.source}: was opened for reading only; open it for writing")
        with speaking(self.source), self.engine.connect() as plain:
            level = {} if self.sqlite else {"isolation_level": postgres.WRITES}
            connection = plain.execution_options(writes=True, **level)
            try:
                with connection.begin():
                    yield connection
            except BaseException:
                self.symbols.forget()  # some may never have been kept
                raise

    def checkpoint(self) -> None:
        """Brings the write-ahead log back into the file, where nobody is reading it."""
        if self.sqlite and not self.read_only:
            with speaking(self.source), self.engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    def close(self) -> None:
        self.engine.dispose()


def _sqlite(path: Path, mode: str) -> Engine:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=BUSY, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def insert_rows(connection: Connection, table: Table, rows: list[tuple[Any, ...]], *, replace: bool = False) -> None:
    """Many rows, in the order of the table's columns, at the speed of the driver; ``replace`` overwrites those of the same
    key.
    """
    if not rows:
        return
    columns = list(table.columns)
    if columns[0].primary_key and all(row[0] is None for row in rows):  # the database counts
        columns, rows = columns[1:], [row[1:] for row in rows]
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    sql = f"INSERT INTO {table.name} ({', '.join(map(_name, columns))}) VALUES ({', '.join([mark] * len(columns))})"
    if replace:
        keys = ", ".join(_name(c) for c in table.primary_key)
        rest = ", ".join(f"{_name(c)} = excluded.{_name(c)}" for c in table.columns if not c.primary_key)
        sql += f" ON CONFLICT ({keys}) " + (f"DO UPDATE SET {rest}" if rest else "DO NOTHING")
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(sql, rows)
    finally:
        cursor.close()


def _name(column: Column[Any]) -> str:
    return f'"{column.name}"'
