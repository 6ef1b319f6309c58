"""How much is taken in, and the command that follows feeds."""

from typing import TYPE_CHECKING, Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, Where

if TYPE_CHECKING:
    from mahdar.intake import Limits

MaxBytes = Annotated[int, typer.Option("--max-bytes", min=1, metavar="N", help="Bytes of one document, line or page at most.")]
MaxChars = Annotated[int, typer.Option("--max-chars", min=1, metavar="N", help="Characters of one report at most.")]
MaxExpansion = Annotated[int, typer.Option("--max-expansion", min=1, metavar="N", help="How many times a file may unpack to.")]
MaxColumns = Annotated[int, typer.Option("--max-columns", min=1, metavar="N", help="Columns of a table at most.")]


def limits(bytes: int, chars: int, expansion: int = 200, columns: int = 1_000) -> "Limits":
    """The limits of the options."""
    from mahdar.intake import Limits

    return Limits(report_bytes=bytes, report_chars=chars, expansion=expansion, columns=columns)


@app.command()
def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED…", help="Addresses of RSS or Atom feeds, or of sitemaps.")],
    archive: Where = HERE,
    once: Annotated[bool, typer.Option("--once", help="One round, then end: for cron.")] = False,
    every: Annotated[float, typer.Option("--every", min=0.01, metavar="MINUTES", help="From one round to the next.")] = 15,
    state: Annotated[str | None, typer.Option("--state", metavar="FILE", help="What was seen; beside the archive.")] = None,
    delay: Annotated[float, typer.Option("--delay", min=0, metavar="SECONDS", help="Between two requests to a host.")] = 1,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="For a whole answer.")] = 120,
    pages: Annotated[int, typer.Option("--pages", min=1, metavar="N", help="Pages of one round at most.")] = 1_000,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Also addresses of this machine and network.")] = False,
    max_bytes: MaxBytes = 10_000_000,
    max_chars: MaxChars = 1_000_000,
) -> None:
    """Follow feeds and sitemaps, and keep the reports that they list, each once and again when it is corrected.

    Heeds robots.txt, waits between requests, backs off where a host asks for it, and goes on where it was stopped.

    Example: mahdar watch https://news.example/rss.xml --once
    """
    from mahdar.archive import Archive
    from mahdar.cli.keeping import Reading
    from mahdar.engines.preparing import read
    from mahdar.grammar.pack import arabic
    from mahdar.intake.extras import need

    for module in ("urllib3", "feedparser", "trafilatura"):
        need(module, "mahdar watch")
    from mahdar.intake.fetch import Manners
    from mahdar.intake.state import State
    from mahdar.intake.watch import Watcher

    reading, pack = Reading(), arabic().fingerprint
    manners = Manners(delay=delay, total=timeout, pages=pages, allow_private=allow_private)
    with Archive(archive) as kept, State(state or _beside(archive)) as seen:
        watcher = Watcher(feeds, seen, manners=manners, limits=limits(max_bytes, max_chars))
        for found in watcher.rounds(every * 60, 1 if once else None):
            # One report a transaction: it counts as seen only once it is kept.
            for part in kept.adding(reading.records(read(found)), pack=pack, batch=1):
                reading.add(part)
            print(reading.summary(), flush=True)
            if once and reading.refused:
                raise typer.Exit(1)
            reading = Reading()


def _beside(archive: str) -> str:
    return "mahdar.watch" if "://" in archive else f"{archive}.watch"
