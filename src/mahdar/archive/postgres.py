"""What differs on PostgreSQL: how it is opened, how one writer is kept, how text sorts, and the full-text index.

A question sees one snapshot; a writer holds an advisory lock until its transaction ends. Text sorts by code points, as in a file,
whatever the order of the database is.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import DDL, Connection, Engine, Select, String, Table, column, create_engine, event, make_url, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateColumn

from mahdar.archive.words import forms, words
from mahdar.errors import ArchiveError

SCHEMES = ("postgresql", "postgres")
WRITER = 0x6D61686461720001  # the key of the writers' lock: "mahdar"
WAIT = 30  # seconds that a writer waits for another
READS, WRITES = "REPEATABLE READ", "READ COMMITTED"
_POSITIONS, _TIMES = 16_383, 255  # what a tsvector holds of one document, of one word
_WORDS = (
    "CREATE TABLE IF NOT EXISTS words (row integer PRIMARY KEY, text tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS words_text ON words USING gin (text)",
)


def open_(url: str) -> Engine:
    """The engine of a URL such as ``postgresql://team@host/mahdar``; the password may also come from ``~/.pgpass``.

    Raises:
        ArchiveError: the URL is of another kind of database, or the driver is not installed.
    """
    address = make_url(url)
    if address.get_backend_name() not in SCHEMES:
        raise ArchiveError(f"{safe(url)}: no archive can be kept there; give a file, or a URL that begins with postgresql://")
    try:
        engine = create_engine(address.set(drivername="postgresql+psycopg"), isolation_level=READS)
    except ImportError:
        raise ArchiveError(f'{safe(url)}: PostgreSQL needs psycopg; install it with: pip install "mahdar[postgres]"') from None

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")

    return engine


def safe(url: str) -> str:
    """The URL without its password."""
    return make_url(url).render_as_string(hide_password=True)


@compiles(CreateColumn, "postgresql")
def _by_code_points(element: Any, compiler: Any, **options: Any) -> str:
    """Text columns sort by code points."""
    made: str = compiler.visit_create_column(element, **options)
    return f'{made} COLLATE "C"' if isinstance(element.element.type, String) else made


def append_only(table: Table) -> None:
    """Lets nobody change or take out a row of a table once it is there."""
    name = f"{table.name}_stays"
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
    function += "$$ BEGIN RAISE EXCEPTION 'judgements are only ever added'; END $$"
    trigger = f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table.name} FOR EACH ROW EXECUTE FUNCTION {name}()"
    for statement in (function, trigger):
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]


# -- full text: words as the archive's own search parts them, with their places


def create_words(connection: Connection) -> None:
    """Makes the index where there is none."""
    for statement in _WORDS:
        connection.execute(text(statement))


def add_words(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Indexes reports: row, folded words."""
    sql = "INSERT INTO words (row, text) VALUES (%s, %s::tsvector) ON CONFLICT (row) DO UPDATE SET text = excluded.text"
    cursor = connection.connection.cursor()
    cursor.executemany(sql, [(row, _vector(body)) for row, body in rows])
    cursor.close()


def remove_words(connection: Connection, rows: Iterable[int]) -> None:
    """Takes reports out."""
    connection.execute(text("DELETE FROM words WHERE row = ANY(:rows)").bindparams(rows=list(rows)))


def matching(phrases: Iterable[Iterable[str]], most: int) -> Select[Any]:
    """The rows of the reports in which every phrase occurs, the last added first."""
    asked = " & ".join("(" + " | ".join(_phrase(s) for s in spellings) + ")" for spellings in phrases)
    sql = "SELECT row FROM words WHERE text @@ CAST(:asked AS tsquery) ORDER BY row DESC LIMIT :most"
    found = text(sql).bindparams(asked=asked, most=most if most >= 0 else None).columns(column("row")).subquery()
    return select(found.c.row)


def _vector(body: str) -> str:
    places: dict[str, list[int]] = {}
    for n, word in enumerate(words(body), 1):
        at = places.setdefault(word.lower(), [])
        if len(at) < _TIMES and n <= _POSITIONS:
            at.append(n)
    return " ".join(_quoted(word) + (":" + ",".join(map(str, at)) if at else "") for word, at in places.items())


def _phrase(spelling: str) -> str:
    first, *rest = spelling.split()
    return " | ".join("(" + " <-> ".join(map(_quoted, (form.lower(), *rest))) + ")" for form in forms(first))


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
