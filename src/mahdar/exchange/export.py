"""Every format that the record goes out in, by its name."""

import importlib
from collections.abc import Iterator
from pathlib import Path

from mahdar.archive import Archive
from mahdar.exchange.folder import folder
from mahdar.exchange.selection import ALL, Filters, Selection

FORMATS = {  # name: (module, what it is for)
    "csv": ("delimited", "a file a table, with a codebook"),
    "xlsx": ("workbook", "a workbook, a sheet a table, with a codebook"),
    "parquet": ("parquet", "a file a table, for pandas, Polars, DuckDB, R"),
    "jsonl": ("lines", "rows as they are, the records, and the reports with their texts"),
    "jsonld": ("linked", "W3C Web Annotations and PROV"),
    "ftm": ("money", "FollowTheMoney entities"),
    "popolo": ("popolo", "people, posts and memberships"),
    "plover": ("events", "PLOVER and CAMEO events"),
    "visits": ("visits", "who travelled where in what office"),
}


def export(archive: Archive, format: str, out: Path | str, filters: Filters = ALL) -> Iterator[Path]:
    """Writes the archive, or what ``filters`` take of it, into the folder ``out`` and yields each file as it is done.

    Raises:
        InputError: the folder cannot be written, or the format's library is not installed.
        QuestionError: filters with an unknown party, or a date that no calendar has.
        KeyError: no such format.
    """
    module = importlib.import_module(f"mahdar.exchange.{FORMATS[format][0]}")
    yield from module.write(Selection(archive, filters), folder(Path(out)))
