"""Areas: which matters of government the words of a statement name (``ids.yaml#areas``)."""

from typing import Final

from mahdar.grammar.lexicon import Entry
from mahdar.reading.spots import Kinds, among, where, within
from mahdar.reading.work import Work

NAMED: Final = Kinds("area", "frame", "issue", "actor.both")
AREA: Final = Kinds("area")
NO_FORUM: Final = frozenset({"BRI", "CPC", "HAMAS", "HEZBOLLAH", "TALIBAN", "HOUTHIS", "ISIS", "PLO", "UNRWA"})
LIST: Final = 3  # tokens to the next word of a list
JOINS: Final = ("و", "،")
NEAR: Final = 6  # tokens between "within the framework" and the body that is named


def areas(work: Work, first: int, stop: int) -> list[str]:
    """The areas that the tokens ``[first, stop)`` name, in the order of their first words.

    A weak word (الجيش) counts only where nothing else is named, a listed one (الاتصالات) only in a list of areas;
    words inside the title of an office do not count.
    """
    strong, weak = dict[str, None](), dict[str, None]()
    for at in within(where(work, NAMED), first, stop):
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
    form, named = work.chart.form, where(work, AREA)
    if at - 1 > first and form[at - 1] in JOINS and among(named, max(first, at - LIST), at):
        return True
    return at + 1 < stop and form[at + 1] in JOINS and among(named, at + 2, min(stop, at + 1 + LIST))


def _entries(work: Work, at: int) -> list[Entry]:
    """The entries of a token; of an issue told in several words that names no area itself, those of its words."""
    entries, form = work.chart.entries[at], work.chart.form[at]
    out = list(entries)
    if " " in form and all(e.kind.startswith("issue.") for e in entries):
        for word in form.split():
            out += work.pack.lexicon.entries(word)
    return out


def _forum(work: Work, first: int, stop: int) -> bool:
    """Whether a body in which states meet is named in a token range."""
    told = (e for i in range(first, stop) for e in work.chart.entries[i] if e.kind == "organisation")
    return any(e.id not in NO_FORUM and e.more.get("vocabulary") != "own" for e in told)
