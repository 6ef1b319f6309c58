"""The command for corpora."""

import sys
import time
from typing import Annotated

import typer

from mahdar.cli import app


@app.command()
def bulk(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A file or a folder of reports, or its address in object storage (s3://…).")
    ],
    out: Annotated[str, typer.Argument(metavar="OUT", help="A folder for the Parquet files and the manifest, or an address.")],
    engine: Annotated[str, typer.Option("--engine", metavar="ENGINE", help="inline, pool or ray.")] = "pool",
    jobs: Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="How many processes read.")] = 2,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.1, metavar="S", help="The longest that one report may take.")
    ] = 20.0,
) -> None:
    """Read a corpus in shards, and go on where an earlier run stopped. `mahdar add OUT` keeps the result.

    Example: mahdar bulk corpus/ out/ --engine pool --jobs 8
    """
    from mahdar.engines.bulk import bulk as run

    start = time.monotonic()
    reports = problems = shards = 0
    for done, total in run(source, out, engine, jobs, seconds):
        reports, problems, shards = reports + done.reports, problems + done.problems, shards + 1
        spent = time.monotonic() - start
        if sys.stderr.isatty():
            left = spent / shards * (total - shards)
            print(
                f"\r{shards} of {total} shards, {reports} reports, {reports / max(spent, 0.001):.0f}/s, {left:.0f} s left ",
                end="",
                file=sys.stderr,
            )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{shards} shards, {reports} reports read, {problems} problems; keep them with: mahdar add {out}")
    if problems:
        raise typer.Exit(1)
