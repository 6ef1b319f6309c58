"""Organisations: every organisation or framework of the vocabulary that the report names, once each."""

from collections.abc import Iterator

from mahdar.grammar.lexicon import Entry
from mahdar.reading.work import Work
from mahdar.record import Organisation

RULE = "organisations.name"
RUNS_ON = 3  # tokens behind a title into which the name of its organisation may run


def organisations(work: Work) -> list[Organisation]:
    """One fact an organisation, at its first name; a name that may mean several needs a full one elsewhere in the report."""
    sure: dict[str, int] = {}
    unsure: dict[str, int] = {}
    for at, e in _names(work):
        for ident in [e.id, *e.more.get("also", "").split()]:
            (unsure if e.more.get("note") == "ambiguous" else sure).setdefault(ident, at)
    first = {ident: min(at, unsure.get(ident, at)) for ident, at in sure.items()}
    return [_fact(work, ident, at) for ident, at in sorted(first.items(), key=lambda item: item[1])]


def _names(work: Work) -> Iterator[tuple[int, Entry]]:
    """Every name of an organisation with its token, also of one inside a longer name or the title of an office."""
    for at, entries in enumerate(work.chart.entries):
        found = [e for e in entries if _counts(e)]
        yield from ((at, e) for e in found)
        if entries and not found and " " in entries[0].form:
            yield from ((at, e) for e in _inside(work, at))


def _counts(entry: Entry) -> bool:
    return entry.kind == "organisation" and entry.more.get("vocabulary") != "own"


def _inside(work: Work, at: int) -> Iterator[Entry]:
    """The organisations whose names lie in several words, or run on behind a title (… للحزب الشيوعي الصيني)."""
    chart, analyse = work.chart, work.pack.lexicon.analyse
    words = chart.form[at].split()
    if chart.entry(at, "office") is not None:
        words += chart.form[at + 1 : at + 1 + RUNS_ON]
    for n, word in enumerate(words):
        morph = analyse(word)[-1]
        yield from (e for e in morph.entries if _counts(e))
        node = morph.tree
        for after in words[n + 1 :]:
            node = node.get(after) if node else None
            yield from (e for e in (node or {}).get("", ()) if _counts(e))


def _fact(work: Work, ident: str, at: int) -> Organisation:
    span = work.span(at, at + 1)
    return Organisation(id=ident, name=work.printed(at, at + 1), span=span, rule=RULE)
