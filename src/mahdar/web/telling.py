"""Facts and rows told in a line: what the brief says with, for the rows of any page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mahdar import record as r
from mahdar.archive import Answer, Archive
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Run, Runs
from mahdar.exchange.brief.notes import Notes
from mahdar.exchange.brief.pair import Pair
from mahdar.exchange.brief.words import Words, dates
from mahdar.report import Span

SECTIONS = {
    "contacts": "contact",
    "statements": "statement",
    "positions": "position",
    "labels": "label",
    "agreements": "agreement",
    "anniversaries": "anniversary",
    "offices": "office",
    "people": "person",
    "organisations": "organisation",
}


def desk(archive: Archive, words: Words) -> Desk:
    """The brief's desk with no pair on it: it tells rows of any parties."""
    return Desk(Pair(archive, "", "", date.today().isoformat()), words, Notes(archive), {}, [])


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a report as its page shows it; ``spans`` are code points of the text, ``said`` the line, ``by`` who speaks."""

    kind: str
    id: str
    spans: list[Span]
    quote: str
    rule: str
    said: Runs
    by: str
    fact: Any

    @property
    def words(self) -> str:
        """What is said, of a statement; else the words that prove it."""
        told = getattr(self.fact, "content", None)
        return self.quote[told[0] - self.spans[0][0] : told[1] - self.spans[0][0]] if told else self.quote

    @property
    def places(self) -> str:
        return " ".join(f"{start}:{end}" for start, end in self.spans)


def facts(text: str, record: r.Record, words: Words) -> list[tuple[str, list[Fact]]]:
    """The facts of a report by kind, each kind in the order of the text."""
    found = []
    for section, kind in SECTIONS.items():
        told = [_fact(text, kind, fact, words) for fact in getattr(record, section)]
        if told:
            found.append((kind, sorted(told, key=lambda f: f.spans[0])))
    return found


def fact_told(kind: str, fact: Any, words: Words) -> Runs:
    """One fact of a record in a line."""
    return tuple(_said(kind, fact, words))


def newest(rows: Sequence[Answer]) -> list[Answer]:
    """Rows that come oldest first turned, those without a date last."""
    turned = rows[::-1]
    return sorted(turned, key=lambda row: row.get("date", "") is None)


def _fact(text: str, kind: str, fact: Any, words: Words) -> Fact:
    spans = [Span(*s) for s in (fact.spans if hasattr(fact, "spans") else [fact.span])]
    start, end = spans[0]
    by = words.listed([p.person or words.party(p.of) for p in fact.speakers], "and") if kind == "statement" else ()
    said = tuple(_said(kind, fact, words))
    return Fact(kind, fact.id, spans, text[start:end], fact.rule, said, "".join(run.text for run in by), fact)


def sides(parties: Sequence[r.Party], words: Words) -> Runs:
    """Who takes part or speaks, as the report names them."""
    return words.listed([_side(party, words) for party in parties], "and")


def _side(party: r.Party, words: Words) -> Runs:
    of = Run("party", words.party(party.of))
    if not party.person:
        return (of,)
    name = Run("name", party.person)
    return (name, Run("text", " ("), of, Run("text", ")")) if party.of else (name,)


def _said(kind: str, fact: Any, words: Words) -> Iterator[Run]:
    match fact:
        case r.Contact():
            yield Run("lead", words("forms", fact.form))
            if fact.status != "held":
                yield Run("faint", f" ({words('contact_status', fact.status)})")
            yield Run("text", words.text("semicolon"))
            yield from sides(fact.participants, words)
            if fact.date:
                yield from (Run("text", words.text("comma")), Run("date", fact.date))
        case r.Statement():
            yield Run("lead", words("acts", fact.act))
            yield Run("text", words.text("semicolon"))
            yield from sides(fact.speakers, words)
        case r.Position():
            key = f"{fact.stance}_target" if fact.target else fact.stance
            yield from (Run("lead", words("issues", fact.issue)), Run("text", words.text("semicolon")))
            parts = {"who": Run("party", words.party(fact.of))} | ({"target": words.party(fact.target)} if fact.target else {})
            yield from words.phrase(key, **parts)
        case r.Label():
            yield Run("lead", words.label(fact.label))
            yield from (Run("text", words.text("semicolon")), Run("text", _parties(fact.parties, words)))
        case r.Agreement():
            yield Run("lead", words("agreements", fact.kind))
            yield Run("faint", f" ({words('agreement_status', fact.status)})")
            yield from (Run("text", words.text("semicolon")), Run("text", _parties(fact.parties, words)))
        case r.Anniversary():
            year = dates(str(fact.year) if fact.year else None, None)
            event, number = words("anniversary_events", fact.event), words.ordinal(fact.number)
            yield from words.phrase("anniversary", number=number, event=event, year=year)
        case r.Office():
            yield Run("name", fact.person)
            yield Run("text", words.text("semicolon") + words("offices", fact.office))
            if fact.of:
                yield Run("text", f" ({words.party(fact.of)})")
        case r.Person():
            yield Run("name", fact.name)
            if fact.country:
                yield Run("text", f" ({words.party(fact.country)})")
        case _:
            yield Run("text", words.party(fact.id))


def _parties(parties: Sequence[str], words: Words) -> str:
    return "".join(run.text for run in words.listed([words.party(p) for p in parties], "and"))
