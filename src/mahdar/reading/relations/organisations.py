"""Organisations: every organisation or framework of the vocabulary that the report names, once each."""

from mahdar.grammar.lexicon import Entry
from mahdar.reading.work import Work
from mahdar.record import Organisation

RULE = "organisations.name"


def organisations(work: Work) -> list[Organisation]:
    """One fact an organisation, at its first name; a name that may mean several needs a full one elsewhere in the report."""
    sure: dict[str, int] = {}
    unsure: dict[str, int] = {}
    for at, entries in enumerate(work.chart.entries):
        for e in entries:
            if e.kind == "organisation" and e.more.get("vocabulary") != "own":
                for ident in _ids(e):
                    (unsure if e.more.get("note") == "ambiguous" else sure).setdefault(ident, at)
    first = {ident: min(at, unsure.get(ident, at)) for ident, at in sure.items()}
    return [_fact(work, ident, at) for ident, at in sorted(first.items(), key=lambda item: item[1])]


def _ids(entry: Entry) -> list[str]:
    return [entry.id, *entry.more.get("also", "").split()]


def _fact(work: Work, ident: str, at: int) -> Organisation:
    span = work.span(at, at + 1)
    return Organisation(id=ident, name=work.printed(at, at + 1), span=span, rule=RULE)
