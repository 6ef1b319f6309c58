"""A brief as one self-contained HTML page: right to left in Arabic, left to right in English, what was said in its Arabic."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from mahdar.exchange.brief.model import Brief, Line, Note, Run, Runs
from mahdar.exchange.brief.words import words

_ARABIC = ("name", "arabic", "quote")
_TEMPLATES = Path(__file__).parent / "templates"
SHORT = 12  # hex digits of a report's id that are shown


def html(brief: Brief) -> str:
    """The page; nothing in it is fetched from anywhere."""
    tongue = words(brief.lang)
    refs: dict[int, list[str]] = {}
    for n, line in enumerate(brief.lines):
        for note in line.notes:
            refs.setdefault(note.number, []).append(f"l{n}-{note.number}")
    numbers = {id(line): n for n, line in enumerate(brief.lines)}
    page: str = _template().render(
        brief=brief,
        words=tongue,
        notes_title=tongue("sections", "notes"),
        runs=_runs,
        ref=lambda line, note: f"l{numbers[id(line)]}-{note.number}",
        refs=refs,
        source=lambda source: _runs(tongue.source(source)),
        quote=lambda note: _run(Run("quote", plain_quote(brief, note))),
        parts=_parts,
        style=Markup((_TEMPLATES / "brief.css").read_text(encoding="utf-8")),
        short=SHORT,
    )
    return page


def plain_quote(brief: Brief, note: Note) -> str:
    """The words of a note between quotation marks, on one line."""
    return words(brief.lang).quote(" ".join(note.quote.split())).text


def _parts(line: Line) -> list[tuple[str, Markup]]:
    """The words of a line, parted so that what was said may stand as a block of its own."""
    found: list[tuple[str, Markup]] = []
    rest: list[Run] = []
    for run in line.runs:
        if run.kind == "quote":
            found += [("words", _runs(tuple(rest))), ("quote", _run(run))]
            rest = []
        else:
            rest.append(run)
    return [(kind, text) for kind, text in [*found, ("words", _runs(tuple(rest)))] if text.strip()]


def _runs(runs: Runs) -> Markup:
    return Markup("").join(_run(run) for run in runs)


def _run(run: Run) -> Markup:
    text = escape(run.text)
    if run.kind == "date":
        return Markup('<bdi dir="ltr">{}</bdi>').format(text)
    if run.kind in _ARABIC:
        return Markup('<bdi class="{}" lang="ar" dir="rtl">{}</bdi>').format(run.kind, text)
    if run.kind == "party":
        return Markup('<span class="party {}">{}</span>').format(run.side, text)
    if run.kind == "lead":
        return Markup("<strong>{}</strong>").format(text)
    if run.kind in ("faint", "dash"):
        return Markup('<span class="{}">{}</span>').format(run.kind, text)
    return text


@lru_cache(maxsize=1)
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("brief.html.j2")
