"""What a page shows at first sight of a party, or of two: counted and cut in the database, without the words that prove it."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from mahdar.archive import schema
from mahdar.archive.ask_agreements import documents
from mahdar.archive.parties import resolve
from mahdar.archive.search import matching
from mahdar.archive.view import Answer, View


def officials(view: View, of: str, limit: int) -> list[Answer]:
    """Who is attested in an office of a party, the last seen first: ``person``, ``office``, ``first_seen``, ``last_seen``."""
    h = schema.held.c
    query = select(schema.held).where(view.party(h.of, of)).order_by(h.last.desc(), h.person, h.office).limit(limit)
    rows = view.rows(query, "office", "of", "portfolio")
    view.people(row.person for row in rows)
    return [
        {
            "person": view.person(row.person),
            "office": view.word(row.office),
            "portfolio": view.word(row.portfolio),
            "of": view.word(row.of),
            "first_seen": row.first,
            "last_seen": row.last,
        }
        for row in rows
    ]


def between(view: View, pair: Sequence[str]) -> Answer:
    """How much is told of two parties: ``{contacts, statements, first, last}``, the last two dates of contacts."""
    c = schema.contact.c
    met = select(func.count(), func.min(c.date), func.max(c.date)).where(*view.between(c.parties, pair))
    contacts, first, last = view.connection.execute(met).one()
    said = select(func.count()).select_from(schema.statement).where(*_said(view, pair))
    return {"contacts": contacts, "first": first, "last": last, "statements": view.connection.scalar(said) or 0}


def told(view: View, pair: Sequence[str]) -> Answer:
    """How much there is of two parties: numbers of ``contacts`` and ``documents``."""
    met = select(func.count()).select_from(schema.contact).where(*view.between(schema.contact.c.parties, pair))
    return {"contacts": view.connection.scalar(met) or 0, "documents": len(documents(view, pair))}


def areas(view: View, pair: Sequence[str]) -> Counter[tuple[str, str]]:
    """How many statements between two parties speak of each area in each year: by area and year."""
    s = schema.statement.c
    year = func.substr(s.date, 1, 4).label("year")
    query = select(s.areas, year, func.count().label("said")).where(*_said(view, pair))
    found: Counter[tuple[str, str]] = Counter()
    for row in view.rows(query.where(s.date.is_not(None), s.areas != 0).group_by(s.areas, year), "areas"):
        for area in view.items(row.areas):
            found[area, row.year] += row.said
    return found


def _said(view: View, pair: Sequence[str]) -> list[ColumnElement[bool]]:
    """The statements between two parties, found by the reports that concern both."""
    s, c, lists = schema.statement.c, schema.concern.c, view.lists(*(resolve(party) for party in pair))
    return [s.parties.in_(lists), s.report.in_(select(c.report).where(c.parties.in_(lists)))]


def positions(view: View, of: str, limit: int) -> list[Answer]:
    """What a party supports and opposes, the last added first: ``issue``, ``stance``, ``target``, ``last_seen``, its words."""
    p = schema.position.c
    query = select(p.stance, p.issue, p.target, p.report, p.spans).where(view.party(p.of, of)).order_by(p.report, p.n)
    last = {(row.stance, row.issue, row.target): row for row in view.connection.execute(query)}
    shown = sorted(last.values(), key=lambda row: row.report, reverse=True)[:limit]
    view.heads(row.report for row in shown)
    return [
        {
            "stance": view.word(row.stance),
            "issue": view.word(row.issue),
            "target": view.word(row.target),
            "last_seen": view.head(row.report).date,
            "evidence": view.evidence(row.report, row.spans),
        }
        for row in shown
    ]


def used(view: View, text: str) -> tuple[dict[str, int], tuple[str, str] | None]:
    """In how many reports words stand, by year; and the first and the last date of them."""
    r = schema.report.c
    year = func.substr(r.date, 1, 4).label("year")
    query = select(year, func.count().label("reports"), func.min(r.date).label("first"), func.max(r.date).label("last"))
    rows = view.rows(query.where(r.date.is_not(None), r.row.in_(matching(view, text))).group_by(year).order_by(year))
    return {row.year: row.reports for row in rows}, (rows[0].first, rows[-1].last) if rows else None


def alike(view: View) -> int:
    """How many pairs of people may be one person."""
    return view.connection.scalar(select(func.count()).select_from(schema.suggestion)) or 0
