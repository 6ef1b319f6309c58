"""A brief on a terminal: short, the newest of each section, the number of the source behind every line."""

from collections.abc import Iterator

from rich.console import Console
from rich.console import Group as Stack
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from mahdar.exchange.brief.model import Brief, Group, Line, Run, Runs, Section
from mahdar.exchange.brief.words import words

_MOST = {"last": 4, "said": 2, "promised": 3, "positions": 8, "documents": 5, "contacts": 6, "people": 4}  # lines of a group
_GROUPS = {"said": 4}
_STYLES = {"lead": "bold", "date": "cyan", "name": "bold", "party": "magenta", "faint": "dim", "dash": "dim"}
_SIDES = {"a": "red", "b": "blue", "both": "magenta"}
_LABEL = 20  # columns
_QUOTE = 150  # letters of a quotation


def show(brief: Brief, console: Console) -> None:
    """Prints the brief, each section cut to its first lines; ``--out`` writes all of it."""
    console.print(Text(brief.title, style="bold underline"))
    console.print(_text(brief.subtitle))
    console.print(Text(brief.caution, style="dim"))
    for section in brief.sections:
        console.print()
        console.print(Rule(Text(section.title, style="bold"), align="left", style="dim"))
        if not section.groups:
            console.print(Text(brief.nothing, style="dim"))
        for part in _section(section):
            console.print(part)
    console.print()
    console.print(Rule(Text(brief.sources_title, style="bold"), align="left", style="dim"))
    console.print(_sources(brief))


def _section(section: Section) -> Iterator[Stack | Table | Padding]:
    for group in section.groups[: _GROUPS.get(section.id)]:
        if not group.lines:
            continue
        if group.title:
            yield Padding(Text(group.title, style="italic"), (0, 0, 0, 1))
        whole = section.id == "last" and not group.title  # who met is not cut
        most = len(group.lines) if whole else _MOST.get(section.id, len(group.lines))
        yield _lines(group, most)


def _lines(group: Group, most: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 1), expand=True)
    table.add_column(width=_LABEL, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", style="dim", min_width=3)
    for line in group.lines[:most]:
        table.add_row(_text(line.label), _text(line.runs), _refs(line))
    hidden = len(group.lines) - most
    if hidden > 0:
        table.add_row("", Text(f"… +{hidden}", style="dim"), "")
    return table


def _refs(line: Line) -> str:
    return ",".join(str(n) for n in dict.fromkeys(note.source.number for note in line.notes))


def _sources(brief: Brief) -> Table:
    table = Table.grid(padding=(0, 2, 0, 1))
    for source in brief.sources:
        table.add_row(
            Text(str(source.number), style="dim"), _text(words(brief.lang).source(source)), Text(source.headline or source.source)
        )
    return table


def _text(runs: Runs) -> Text:
    text = Text()
    for run in runs:
        text.append(_short(run), style=_SIDES.get(run.side) or _STYLES.get(run.kind, ""))
    return text


def _short(run: Run) -> str:
    """The words, a long quotation cut after a word."""
    if run.kind != "quote" or len(run.text) <= _QUOTE:
        return run.text
    return run.text[:_QUOTE].rsplit(" ", 1)[0] + " …" + run.text[-1]
