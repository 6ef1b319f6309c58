"""The commands that keep reports."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from mahdar.cli import app
from mahdar.cli.intake import MaxBytes, MaxChars, MaxColumns, MaxExpansion, limits
from mahdar.cli.options import HERE, Where

if TYPE_CHECKING:
    from mahdar.archive import Added
    from mahdar.archive.adding import Item
    from mahdar.archive.preparing import Prepared
    from mahdar.intake import Problem


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input.")],
    archive: Where = HERE,
    jobs: Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="How many processes read and prepare.")] = 1,
    max_bytes: MaxBytes = 10_000_000,
    max_chars: MaxChars = 1_000_000,
    max_expansion: MaxExpansion = 200,
    max_columns: MaxColumns = 1_000,
) -> None:
    """Read reports and keep them. The same report twice changes nothing.

    Example: mahdar add reports/ news.jsonl --jobs 4
    """
    from mahdar.archive import Archive
    from mahdar.engines import preparing
    from mahdar.engines.bulk import is_bulk
    from mahdar.grammar.pack import arabic
    from mahdar.intake import reports

    reading, pack = Reading(), arabic().fingerprint
    read, plain = [p for p in paths if is_bulk(p)], [p for p in paths if not is_bulk(p)]
    found = reports(plain, limits=limits(max_bytes, max_chars, max_expansion, max_columns))
    with Archive(archive) as kept:
        for folder in read:  # what `mahdar bulk` has read already
            for part in kept.adding(preparing.taken(folder, jobs), pack=pack):
                reading.add(part)
        for part in kept.adding(reading.records(preparing.read(found, jobs)), pack=pack):
            reading.add(part)
            if sys.stderr.isatty():
                print(f"\r{reading.kept} reports", end="\r", file=sys.stderr)
    print(reading.summary())
    if reading.refused:
        raise typer.Exit(1)


class Reading:
    """The records of what came in; what gives none is told on stderr and counted."""

    def __init__(self) -> None:
        self.skipped = self.refused = 0
        self.done: Added | None = None

    @property
    def kept(self) -> int:
        """How many reports the archive has taken or knew."""
        return self.done.added + self.done.updated + self.done.unchanged if self.done else 0

    def add(self, part: "Added") -> None:
        """Counts a batch that was kept."""
        self.done = self.done.plus(part) if self.done else part

    def summary(self) -> str:
        """What was added, updated, skipped and refused, in one line."""
        added, updated, unchanged, facts = self.done or (0, 0, 0, 0)
        return (
            f"added {added}, updated {updated}, unchanged {unchanged}, "
            f"skipped {self.skipped}, refused {self.refused} ({facts} facts)"
        )

    def records(self, found: "Iterable[Item | Prepared | Problem]") -> "Iterator[Item | Prepared]":
        """Each report with its record."""
        from mahdar.intake import Problem

        for item in found:
            if isinstance(item, Problem):
                self._told(str(item), item.kind)
            else:
                yield item

    def _told(self, line: str, kind: str) -> None:
        print(line, file=sys.stderr)
        self.skipped += kind == "skipped"
        self.refused += kind == "refused"
