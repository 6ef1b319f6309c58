"""Organisations: every organisation or framework of the vocabulary that the report names, once each."""

from collections.abc import Iterator
from functools import lru_cache

from mahdar.grammar.lexicon import Entry, Lexicon
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
    chart = work.chart
    for at, entries in enumerate(chart.entries):
        if not entries:
            continue
        found = [e for e in entries if _counts(e)]
        form = chart.form[at]
        if not found and " " in form:
            titled = any(e.kind == "office.full" for e in entries)
            found = _inside(work.pack.lexicon, form, tuple(chart.form[at + 1 : at + 1 + RUNS_ON]) if titled else ())
        for e in found:
            yield at, e


def _counts(entry: Entry) -> bool:
    return entry.kind == "organisation" and entry.more.get("vocabulary") != "own"


@lru_cache(maxsize=20_000)
def _inside(lexicon: Lexicon, form: str, behind: tuple[str, ...]) -> list[Entry]:
    """The organisations whose names lie in several words, or run on behind a title (… للحزب الشيوعي الصيني)."""
    words = [*form.split(), *behind]
    found: list[Entry] = []
    for n in range(len(form.split())):
        morph = lexicon.analyse(words[n])[-1]
        found += (e for e in morph.entries if _counts(e))
        node = morph.tree
        for after in words[n + 1 :]:
            node = node.get(after) if node else None
            found += (e for e in (node or {}).get("", ()) if _counts(e))
    return found


def _fact(work: Work, ident: str, at: int) -> Organisation:
    span = work.span(at, at + 1)
    return Organisation(id=ident, name=work.printed(at, at + 1), span=span, rule=RULE)
