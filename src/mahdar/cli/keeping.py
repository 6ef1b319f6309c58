"""The commands that keep reports."""

import logging
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, Where

if TYPE_CHECKING:
    from mahdar.record import Record
    from mahdar.report import Report

log = logging.getLogger(__name__)


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input.")],
    archive: Where = HERE,
) -> None:
    """Read reports and keep them. The same report twice changes nothing.

    Example: mahdar add reports/ news.jsonl
    """
    from mahdar.archive import Added, Archive
    from mahdar.reading.reader import Reader

    reader, reading = Reader(), Reading(paths)
    with Archive(archive) as kept:
        done = Added()
        for part in kept.adding(reading.records(reader), pack=reader.pack.fingerprint):
            done = done.plus(part)
            if sys.stderr.isatty():
                print(f"\r{done.added + done.updated + done.unchanged} reports", end="\r", file=sys.stderr)
    print(
        f"added {done.added}, updated {done.updated}, unchanged {done.unchanged}, "
        f"skipped {reading.skipped}, refused {reading.refused} ({done.facts} facts)"
    )
    if reading.refused:
        raise typer.Exit(1)


class Reading:
    """The records of the reports of some paths; what gives none is told on stderr and counted."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths
        self.skipped = self.refused = 0

    def records(self, reader: "object") -> "Iterator[tuple[Report, Record]]":
        from mahdar.intake import Problem, reports

        for item in reports(self.paths):
            if isinstance(item, Problem):
                self._told(str(item), item.kind)
                continue
            try:
                yield item, reader.read(item)  # type: ignore[attr-defined]
            except Exception as error:  # one report that no rule foresaw must not stop the rest
                log.debug("%s", item.source, exc_info=True)
                self._told(
                    f"{item.source}: reading failed ({type(error).__name__}: {error}); please send in the report", "refused"
                )

    def _told(self, line: str, kind: str) -> None:
        print(line, file=sys.stderr)
        self.skipped += kind == "skipped"
        self.refused += kind == "refused"
