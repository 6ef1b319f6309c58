"""CSV: a file a table, and the codebook. UTF-8 with its mark, so that spreadsheets show Arabic; lists with semicolons."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mahdar.exchange.folder import writing
from mahdar.exchange.selection import Source
from mahdar.exchange.tables import TABLES, Table, codebook_table, tables

BOM = "\ufeff"


def write(source: Source, out: Path) -> Iterator[Path]:
    """The whole archive."""
    yield from write_tables((*tables(source), codebook_table(TABLES)), out)


def write_tables(found: Iterable[Table], out: Path) -> Iterator[Path]:
    """A file a table, named for it."""
    for table in found:
        path = out / f"{table.name}.csv"
        with writing(path) as file:
            file.write(BOM)
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([c.name for c in table.columns])
            writer.writerows([cell(row[c.name]) for c in table.columns] for row in table.rows)
        yield path


def cell(value: Any) -> str | int:
    """A value in one cell; nothing is an empty cell."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value
