"""The commands that take the record out."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, Between, From, To, Where, asked

if TYPE_CHECKING:
    from mahdar.archive.older import Older


class Target(StrEnum):
    """What to export as; told in ``mahdar.exchange.export``."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    jsonl = "jsonl"
    jsonld = "jsonld"
    plover = "plover"
    ftm = "ftm"
    popolo = "popolo"
    visits = "visits"


@app.command()
def export(
    format: Annotated[Target, typer.Option("--format", help="The format.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")],
    between: Between = None,
    since: From = None,
    until: To = None,
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="AGENCY", help="What this agency tells: xinhua, ona …")
    ] = None,
    archive: Where = HERE,
) -> None:
    """The record for other tools, with people's judgements folded in: all of it, or what is asked for. Says which files it wrote.

    csv, parquet and xlsx: a table a kind, with a codebook. jsonl: rows, records and reports. jsonld: Web Annotations and PROV.
    plover: PLOVER and CAMEO events. ftm: FollowTheMoney entities. popolo: memberships. visits: who travelled where.

    Example: mahdar export --format xlsx --out out --between CN KZ --from 2022
    """
    from mahdar.exchange.export import export as exported
    from mahdar.exchange.selection import Filters

    with asked(archive) as kept:
        for path in exported(kept, format.value, out, Filters(between, since, until, agency)):
            print(path)


@app.command()
def mcp(archive: Where = HERE) -> None:
    r"""A Model Context Protocol server on standard input and output: questions for assistants, each answer with its quotes.

    Give this command to an assistant's client. It only reads. Needs: pip install "mahdar\[mcp]".

    Example: mahdar mcp --archive mahdar.db
    """
    from mahdar.exchange.folder import need

    need("mcp.server", "mahdar mcp", "mcp")
    from mahdar.exchange.assistant import serve

    with asked(archive) as kept:
        serve(kept)


@app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The archive to copy: a file, or a PostgreSQL URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The archive to copy to; made where there is none.")],
) -> None:
    """Copy an archive, reports and judgements: from a file to PostgreSQL, or back. What is there already stays.

    An archive of an older version of mahdar is brought up to date in its copy: its reports are read again.

    Example: mahdar copy mahdar.db postgresql://team@host/mahdar
    """
    from functools import reduce

    from mahdar.archive import Added, Archive
    from mahdar.archive.copying import copy as copied
    from mahdar.archive.older import older

    if (outdated := older(source)) is not None:
        _brought_up(outdated, target)
        return
    with asked(source) as old, Archive(target) as new:
        done = reduce(Added.plus, copied(old, new), Added())
    print(f"added {done.added}, updated {done.updated}, unchanged {done.unchanged} ({done.facts} facts)")


def _brought_up(outdated: "Older", target: str) -> None:
    from mahdar.archive import Archive
    from mahdar.cli.keeping import Reading
    from mahdar.engines.preparing import read
    from mahdar.grammar.pack import arabic

    reading, pack = Reading(), arabic().fingerprint
    with Archive(target) as new:
        for part in new.adding(reading.records(read(outdated.reports())), pack=pack):
            reading.add(part)
        outdated.people(new)
    print(reading.summary())
    if reading.refused:
        raise typer.Exit(1)
