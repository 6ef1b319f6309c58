"""Areas: which matters of government the words of a statement name (``ids.yaml#areas``)."""

from collections.abc import Iterator

from mahdar.grammar.lexicon import Entry
from mahdar.reading.relations.symbols import finder
from mahdar.reading.work import Work

NO_FORUM = frozenset({"BRI", "CPC", "HAMAS", "HEZBOLLAH", "TALIBAN", "HOUTHIS", "ISIS", "PLO", "UNRWA"})
LIST = 2  # tokens to the next word of a list
NEAR = 6  # tokens between "within the framework" and the body that is named


def areas(work: Work, first: int, stop: int) -> list[str]:
    """The areas that the tokens ``[first, stop)`` name, in the order of their first words.

    A weak word (الجيش, المساعدات) counts only where nothing else is named, a listed one (الاتصالات, الأمن) only beside another area;
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
    """Whether an area of another word stands close by, as in a list."""
    line, area = work.chart.line, finder(work.alphabet, "area")
    return any(area.search(line, max(first, low), min(stop, high)) for low, high in ((at - LIST, at), (at + 1, at + 1 + LIST)))


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
