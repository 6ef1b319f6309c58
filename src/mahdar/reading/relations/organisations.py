"""Organisations: every organisation or framework of the vocabulary that the report names, once each."""

from functools import lru_cache
from typing import Final

from mahdar.grammar.lexicon import Entry, Lexicon
from mahdar.reading.spots import Kinds, where
from mahdar.reading.work import Work
from mahdar.record import Organisation

ORGANISATION: Final = Kinds("organisation", bare=True)
RULE: Final = "organisations.name"
RUNS_ON: Final = 3  # tokens behind a title into which the name of its organisation may run


def organisations(work: Work) -> list[Organisation]:
    """One fact an organisation, at its first name; a name that may mean several needs a full one elsewhere in the report."""
    told: dict[str, tuple[int, Entry]] = {}
    sure: set[str] = set()
    for at, e in _names(work):
        also = e.more.get("also")
        for ident in [e.id, *also.split()] if also else [e.id]:
            told.setdefault(ident, (at, e))
            if e.more.get("note") != "ambiguous":
                sure.add(ident)
    return [_fact(work, ident, *place) for ident, place in told.items() if ident in sure]


def _names(work: Work) -> list[tuple[int, Entry]]:
    """Every name of an organisation with its token, also of one inside a longer name or the title of an office."""
    chart, lexicon = work.chart, work.pack.lexicon
    named, several = where(work, ORGANISATION), chart.several
    out: list[tuple[int, Entry]] = []
    for at in sorted({*named, *several}) if several else named:
        entries, form = chart.entries[at], chart.form[at]
        found = [e for e in entries if _counts(e)]
        if not found and entries and " " in form:
            titled = chart.has(at, "office.full")
            found = _inside(lexicon, form, tuple(chart.form[at + 1 : at + 1 + RUNS_ON]) if titled else ())
        for e in found:
            out.append((at, e))
    return out


def _counts(entry: Entry) -> bool:
    return entry.kind == "organisation" and entry.more.get("vocabulary") != "own"


@lru_cache(maxsize=20_000)
def _inside(lexicon: Lexicon, form: str, behind: tuple[str, ...]) -> list[Entry]:
    """The organisations whose names end several words, or run on behind a title (… للحزب الشيوعي الصيني).

    A name that only begins others is none of its own (مجلس الأمن القومي, الاتحاد الأوروبي لكرة القدم).
    """
    words = form.split()
    whole = len(words)
    words += behind
    found: list[Entry] = []
    for n in range(whole):
        morph = lexicon.analyse(words[n])[-1]
        if n == whole - 1:
            found += [e for e in morph.entries if _counts(e)]
        node = morph.tree
        for stop in range(n + 1, len(words)):
            node = node.get(words[stop]) if node else None
            if node is None:
                break
            told = node.get("") if stop >= whole - 1 else None
            if told is not None:
                found += [e for e in told.entries if _counts(e)]
    return found


def _fact(work: Work, ident: str, at: int, entry: Entry) -> Organisation:
    """The fact, with the words of the name alone where a longer token holds them, and the alef that a clitic took."""
    chart = work.chart
    inside = chart.text.find(entry.form, chart.start[at]) if entry.form != chart.form[at] else -1
    if chart.start[at] <= inside <= chart.end[at]:
        span = work.reading.span(inside, inside + len(entry.form))
    else:
        span = work.span(at, at + 1)
    name = work.report.text[span.start : span.end]
    if chart.form[at].startswith("ال") and name.startswith("ل"):
        name = "ا" + name
    return Organisation(id=ident, name=name, span=span, rule=RULE)
