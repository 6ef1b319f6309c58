"""Areas: which matters of government the words of a statement name (``ids.yaml#areas``)."""

from collections.abc import Iterator
from typing import Final

from mahdar.grammar.lexicon import Entry
from mahdar.reading.relations.symbols import finder
from mahdar.reading.work import Work

NO_FORUM: Final = frozenset({"BRI", "CPC", "HAMAS", "HEZBOLLAH", "TALIBAN", "HOUTHIS", "ISIS", "PLO", "UNRWA"})
LIST: Final = 3  # tokens to the next word of a list
JOINS: Final = ("و", "،")
NEAR: Final = 6  # tokens between "within the framework" and the body that is named


def areas(work: Work, first: int, stop: int) -> list[str]:
    """The areas that the tokens ``[first, stop)`` name, in the order of their first words.

    A weak word (الجيش) counts only where nothing else is named, a listed one (الاتصالات) only in a list of areas;
    words inside the title of an office do not count.
    """
    chart, strong, weak = work.chart, dict[str, None](), dict[str, None]()
    for found in finder(work.alphabet, "area", "frame", "issue", "actor.both").finditer(chart.line, first, stop):
        at = found.start()
        for e in _entries(work, at):
            if e.kind.startswith("area."):
                how = e.more.get("weak")
                if how != "listed" or _beside(work, at, first, stop):
                    (weak if how == "yes" else strong)[e.kind[5:]] = None
            elif e.kind == "frame" and _forum(work, at + 1, min(at + 1 + NEAR, stop)):
                strong["multilateral"] = None
    return list(strong or weak)


def _beside(work: Work, at: int, first: int, stop: int) -> bool:
    """Whether the word is one of a list: joined to a word before or behind it that names an area."""
    line, form, area = work.chart.line, work.chart.form, finder(work.alphabet, "area")
    before = at - 1 > first and form[at - 1] in JOINS and area.search(line, max(first, at - LIST), at)
    return bool(before) or (
        at + 1 < stop and form[at + 1] in JOINS and area.search(line, at + 2, min(stop, at + 1 + LIST)) is not None
    )


def _entries(work: Work, at: int) -> Iterator[Entry]:
    """The entries of a token; of an issue told in several words that names no area itself, those of its words."""
    entries = work.chart.entries[at]
    yield from entries
    form = work.chart.form[at]
    if " " in form and all(e.kind.startswith("issue.") for e in entries):
        for word in form.split():
            yield from work.pack.lexicon.entries(word)


def _forum(work: Work, first: int, stop: int) -> bool:
    """Whether a body in which states meet is named in a token range."""
    told = (e for i in range(first, stop) for e in work.chart.entries[i] if e.kind == "organisation")
    return any(e.id not in NO_FORUM and e.more.get("vocabulary") != "own" for e in told)
