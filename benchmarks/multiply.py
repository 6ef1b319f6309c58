"""An archive of many times as many reports, without reading and adding them: to ask questions at sizes that take hours to make.

    python benchmarks/multiply.py ARCHIVE OUT [--times 10]

Each copy of the rows has report numbers, ids and contacts of its own; people, parties and days stay, so that every pair, person
and day has that many times as much. What is looked up by a fact's id alone is found of the first copy only. SQLite only.
"""

import argparse
import shutil
import sqlite3
import sys
import zlib
from array import array
from pathlib import Path

from mahdar.archive import schema
from mahdar.archive.clues import _FIELDS as FIELDS
from mahdar.archive.clues import LEAF
from mahdar.archive.words import words

MARKS = "ghijklmnopqrstuv"  # no digits of an id: one for each copy
BY_REPORT = (
    "report", "copy", "mention", "office", "account", "participant", "statement", "speaker", "position", "label", "agreement",
    "anniversary", "organisation", "presence", "concern", "likeness", "reprint",
)  # fmt: skip


def shifted(table: str, column: str, copy: int, step: int, contacts: int) -> str:
    """What a column of a table has in a copy."""
    name = f'"{column}"'
    if column in ("report", "first") and table != "name" or (table, column) == ("report", "row"):
        return f"{name} + {step * copy}"
    if (table, column) in (("account", "contact"), ("contact", "id")):
        return f"{name} + {contacts * copy}"
    if (table, column) == ("report", "id"):
        return f"substr({name}, 1, 8) || '{MARKS[copy]}' || substr({name}, 10)"
    if (table, column) == ("report", "source"):
        return f"{name} || '-{copy}'"
    return f"{name} + {copy * 7919}" if column == "fid" else name


def multiply(base: sqlite3.Connection, times: int) -> None:
    """Copies the rows within a file."""
    step, contacts = _above(base, "report", "row"), _above(base, "contact", "id")
    for table in (*BY_REPORT, "contact"):
        key, limit = {"report": ("row", step), "contact": ("id", contacts)}.get(table, ("report", step))
        columns = [column.name for column in schema.METADATA.tables[table].columns]
        for copy in range(1, times):
            told = ", ".join(shifted(table, column, copy, step, contacts) for column in columns)
            names = ", ".join(f'"{column}"' for column in columns)
            base.execute(f"INSERT INTO {table} ({names}) SELECT {told} FROM {table} WHERE {key} < {limit}")
        print(table, flush=True)
    rows = base.execute("SELECT parties, leaf, passages, marks FROM clue").fetchall()
    for copy in range(1, times):
        base.executemany("INSERT INTO clue VALUES (?, ?, ?, ?)", (_clue(row, copy * step) for row in rows))
    base.execute("UPDATE name SET reports = reports * ?", (times,))
    base.execute("UPDATE held SET reports = reports * ?", (times,))
    bodies = base.execute(f"SELECT row, text FROM report WHERE row < {step}").fetchall()
    texts = [(row, " ".join(words(zlib.decompress(body).decode("utf-8", "surrogatepass")))) for row, body in bodies]
    for copy in range(1, times):
        base.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", ((row + step * copy, text) for row, text in texts))


def _above(base: sqlite3.Connection, table: str, column: str) -> int:
    """A round number beyond every key, a multiple of a leaf's."""
    most = base.execute(f"SELECT max({column}) FROM {table}").fetchone()[0]
    return int((most // LEAF + 1) * LEAF)


def _clue(row: tuple[int, int, bytes, bytes], shift: int) -> tuple[int, int, bytes, bytes]:
    parties, leaf, kept, marks = row
    passages = array("I")
    passages.frombytes(kept)
    for at in range(0, len(passages), FIELDS):
        passages[at] += shift
    return parties, leaf + shift // LEAF, passages.tobytes(), marks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--times", type=int, default=10, help=f"at most {len(MARKS)}")
    options = parser.parse_args()
    shutil.copy(options.archive, options.out)
    base = sqlite3.connect(options.out)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
        base.execute(f"PRAGMA {pragma}")
    multiply(base, options.times)
    base.commit()
    base.execute("PRAGMA journal_mode=WAL")
    base.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
