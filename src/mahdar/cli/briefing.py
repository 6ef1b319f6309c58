"""The commands that brief: ``brief`` on two parties, ``digest`` since a day, and ``demo``, a first look."""

import sys
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, Between, Where, asked
from mahdar.errors import InputError, QuestionError

if TYPE_CHECKING:
    from mahdar.exchange.brief import Brief

EXAMPLES = ("examples", "reports")  # in a clone; a wheel carries them as mahdar/_examples
NEXT = (
    ("the pages: timeline, map, review, in Arabic and English", "mahdar serve --archive {archive} --open"),
    ("what was promised, and whether it moved", "mahdar commitments --between CN KZ --archive {archive} --format table"),
    ("who held what office on a day", "mahdar tenures --of KZ --on 2023-05-17 --archive {archive} --format table"),
    ("your own reports, and a brief on them", "mahdar add REPORTS && mahdar brief CN KZ --lang ar --out brief.html"),
)


class Lang(StrEnum):
    """The language of a brief's structure."""

    ar = "ar"
    en = "en"


class Paper(StrEnum):
    """What a brief is written as."""

    md = "md"
    html = "html"
    docx = "docx"


@app.command()
def brief(
    a: Annotated[str, typer.Argument(metavar="A", help="A party: a code or a name; it is told first.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other party.")],
    lang: Annotated[Lang, typer.Option(help="The language of the structure; what was said stays in its Arabic.")] = Lang.en,
    format: Annotated[Paper | None, typer.Option(help="By default what --out is called, else Markdown.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; by default it is shown.")] = None,
    latest: Annotated[int, typer.Option(min=0, metavar="N", help="So many contacts, the latest; 0 for all.")] = 150,
    archive: Where = HERE,
) -> None:
    """The briefing on a relationship, last contact first, a source for every line.

    Example: mahdar brief CN KZ --lang ar --out brief.html
    """
    from mahdar.exchange.brief import brief as briefing

    chosen = format or _by_name(out)
    with asked(archive) as kept:
        told = briefing(kept, a, b, lang.value, latest=latest or None)
    if out is None and format is None and sys.stdout.isatty():
        _show(told)
    else:
        _write(told, chosen or Paper.md, out)


@app.command()
def digest(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From this day, month or year on.")],
    between: Between = None,
    lang: Annotated[Lang, typer.Option(help="The language of the structure; what was said stays in its Arabic.")] = Lang.en,
    format: Annotated[Paper | None, typer.Option(help="By default what --out is called, else Markdown.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; by default it is shown.")] = None,
    archive: Where = HERE,
) -> None:
    """What reports tell since a day: what is new, told for the first time, dropped, fallen silent. For a morning mail.

    Example: mahdar digest --since 2026-11-19 --lang ar --out digest.html
    """
    from mahdar.exchange.digest import digest as digested

    with asked(archive) as kept:
        told = digested(kept, since, lang.value, between)
    if out is None and format is None and sys.stdout.isatty():
        _show(told)
    else:
        _write(told, format or _by_name(out) or Paper.md, out)


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the archive and the pages go.")] = Path("out"),
) -> None:
    """A first look: reads the example reports, keeps them, and briefs on China and Kazakhstan.

    Example: mahdar demo --out out
    """
    from mahdar.archive import Archive
    from mahdar.cli.keeping import Reading
    from mahdar.engines.preparing import read
    from mahdar.exchange.brief import brief as briefing
    from mahdar.grammar.pack import arabic
    from mahdar.intake import reports

    folder, archive = _examples(), out / "demo.db"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(str(out), f"cannot make the folder ({error.strerror})", "give another with --out") from error
    reading, pack = Reading(), arabic().fingerprint
    with Archive(archive) as kept:
        for part in kept.adding(reading.records(read(reports([str(folder)]))), pack=pack):
            reading.add(part)
        briefs = {lang: briefing(kept, "CN", "KZ", lang.value) for lang in (Lang.en, Lang.ar)}
    print(f"{folder}: {reading.summary()}\n")
    _show(briefs[Lang.en])
    pages = {out / "brief-CN-KZ.html": briefs[Lang.en], out / "brief-CN-KZ.ar.html": briefs[Lang.ar]}
    for page, told in pages.items():
        _write(told, Paper.html, page)
    print(f"\nwritten: {', '.join(map(str, pages))}\n\nwhat to try next:")
    for why, command in NEXT:
        print(f"  # {why}\n  {command.format(archive=archive)}")


def _examples() -> Path:
    """The example reports: of the clone that is run, else those that the package carries."""
    package = Path(str(files("mahdar")))
    clone = package.parent.parent.joinpath(*EXAMPLES)
    here = Path(*EXAMPLES)
    found = here if here.is_dir() and here.resolve() == clone else clone if clone.is_dir() else package / "_examples"
    if not found.is_dir():
        raise InputError(str(found), "the example reports are not there", "run mahdar demo in a clone of the repository")
    return found


def _by_name(out: Path | None) -> Paper | None:
    """What the name of the file says."""
    if out is None:
        return None
    suffix = out.suffix.lower().removeprefix(".")
    known = {"md": Paper.md, "markdown": Paper.md, "html": Paper.html, "htm": Paper.html, "docx": Paper.docx}
    return known.get(suffix)


def _show(told: "Brief") -> None:
    from rich.console import Console

    from mahdar.exchange.brief.terminal import show

    show(told, Console(highlight=False))


def _write(told: "Brief", paper: Paper, out: Path | None) -> None:
    if paper is Paper.docx:
        if out is None:
            raise QuestionError("docx: is no text to print; give a file with --out brief.docx")
        from mahdar.exchange.brief.office import docx

        content = docx(told)
    else:
        from mahdar.exchange.brief import html, markdown

        content = (html if paper is Paper.html else markdown)(told).encode("utf-8")
    try:
        if out is not None:
            out.write_bytes(content)
            return
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        advice = "give another file with --out"
        raise InputError(str(out or "standard output"), f"cannot be written ({error.strerror})", advice) from error
