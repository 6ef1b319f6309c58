"""The options that commands share."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.archive import Archive


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


Where = Annotated[
    str, typer.Option("--archive", envvar="MAHDAR_ARCHIVE", metavar="FILE", help="The archive: a file, or a PostgreSQL URL.")
]
HERE = "mahdar.db"
As = Annotated[Format | None, typer.Option("--format", help="table where a person reads, json in a pipe; or csv.")]
Between = Annotated[tuple[str, str] | None, typer.Option("--between", metavar="A B", help="Both parties: codes or names.")]
Of = Annotated[str | None, typer.Option("--of", metavar="PARTY", help="A party: CN, SCO, الصين, China.")]
By = Annotated[str | None, typer.Option("--by", metavar="PARTY", help="The party that speaks.")]
PersonName = Annotated[str | None, typer.Option("--person", metavar="NAME", help="A person, by any spelling.")]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="From this day, month or year on: 2024-05-20, 2024-05, 2024.")
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="To this day, month or year, included.")]
Area = Annotated[str | None, typer.Option("--area", metavar="AREA", help="An area: trade, energy, digital …")]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=0, metavar="N", help="The latest N rows, 0 for all. By default 500; in a table 200."),
]


def asked(path: str) -> "Archive":
    """The archive to ask."""
    from mahdar.archive import Archive

    return Archive(path, create=False, read_only="://" not in path)
