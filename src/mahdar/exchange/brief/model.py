"""A brief as a pure structure: sections of groups of lines, each line with the notes that lead to a report and its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "lead", "date", "name", "arabic", "quote", "party", "faint", "dash"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind. ``name``, ``arabic`` and ``quote`` are Arabic in every edition, ``date`` reads left to right.

    ``side`` of a ``party`` is ``a``, ``b`` or ``both``: the parties of the brief; empty for others.
    """

    kind: Kind
    text: str
    side: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A report that a note leads to; ``number`` counts the reports of the brief from 1. ``publisher`` as it was given."""

    number: int
    report: str
    source: str
    agency: str | None
    publisher: str | None
    date: str | None
    headline: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """The words that prove a line: ``quote`` is ``span`` (code points) of the text of the source."""

    number: int
    source: Source
    span: tuple[int, int]
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told, under a label (a date, a name, an issue). No line without a note."""

    label: Runs
    runs: Runs
    notes: tuple[Note, ...]

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError(f"a line without a source: {plain(self.runs)}")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; ``rest`` tells how many more there are and ``command`` how to see them."""

    title: str | None
    lines: tuple[Line, ...]
    rest: str | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One question that a brief answers."""

    id: str
    title: str
    caption: Runs
    groups: tuple[Group, ...]

    @property
    def lines(self) -> Iterator[Line]:
        for group in self.groups:
            yield from group.lines


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief on ``a`` and ``b`` in one language (``ar`` or ``en``), as of ``today`` (ISO date)."""

    lang: str
    direction: str
    a: str
    b: str
    today: str
    kicker: str
    title: str
    subtitle: Runs
    caution: str
    nothing: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    sources_title: str
    sources_caption: str

    @property
    def lines(self) -> Iterator[Line]:
        for section in self.sections:
            yield from section.lines


def plain(runs: Runs) -> str:
    """The bare words."""
    return "".join(run.text for run in runs)
