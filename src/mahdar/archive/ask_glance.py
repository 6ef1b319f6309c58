"""The archive at a glance: contacts counted by year and form, by pair of parties or of people, and by place."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, func, select

from mahdar.archive import marks, schema, ways
from mahdar.archive.rows import id_of, number_of, unpack
from mahdar.archive.view import Answer, View, window

HELD = "held"
_OPENING = 70  # code points of a report that stand for its headline
_MANY = 8  # parties of a gathering beyond which it tells nothing of any two of them


def generation(view: View) -> str:
    """Grows with everything that is kept or judged: what was computed for one generation holds for all of it."""
    c = schema.meta.c
    return str(view.connection.scalar(select(c.value).where(c.key == "generation")) or "0")


def by_year(view: View, between: Sequence[str] | None = None, since: str | None = None, until: str | None = None) -> list[Answer]:
    """Held contacts: ``{year, form, contacts}``, the oldest year first."""
    c = schema.contact.c
    year = func.substr(c.date, 1, 4).label("year")
    query = select(year, c.form, func.count().label("contacts")).where(c.date.is_not(None), *view.between(c.parties, between))
    query = query.where(*_held(view, since, until)).group_by(year, c.form).order_by(year)
    return [{"year": r.year, "form": view.word(r.form), "contacts": r.contacts} for r in view.rows(query, "form")]


def pairs(view: View, since: str | None = None, until: str | None = None, limit: int = 12, of: str | None = None) -> list[Answer]:
    """The parties that met most: ``{parties: [a, b], contacts, last}``, the most first; ``of``: of one party."""
    c = schema.contact.c
    query = select(c.parties, func.count().label("contacts"), func.max(c.date).label("last"))
    found: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], str] = {}
    query = query.where(*_held(view, since, until), *view.holds(c.parties, of))
    for row in view.rows(query.group_by(c.parties), "parties"):
        parties = sorted(set(view.items(row.parties)))
        for pair in combinations(parties, 2) if len(parties) <= _MANY else ():
            if of and of not in pair:
                continue
            found[pair] += row.contacts
            last[pair] = max(last.get(pair, ""), row.last or "")
    order = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [{"parties": list(pair), "contacts": n, "last": last[pair] or None} for pair, n in order[:limit]]


def people_pairs(view: View, since: str | None = None, until: str | None = None, limit: int = 60) -> list[Answer]:
    """The people who met most: ``{people: [{id, name, of}, …], contacts}``."""
    a, p, c = schema.account.c, schema.participant.c, schema.contact.c
    query = (
        select(a.contact, p.person, p.of)
        .join(schema.participant, (p.report == a.report) & (p.n == a.n))
        .join(schema.contact, c.id == a.contact)
        .where(p.person.is_not(None), p.attends.is_(False), *_held(view, since, until))
        .distinct()
    )
    present: dict[int, dict[int, str | None]] = {}
    for row in view.rows(query, "of"):
        present.setdefault(row.contact, {})[row.person] = view.word(row.of)
    found: Counter[tuple[int, int]] = Counter()
    of: dict[int, str | None] = {}
    for there in present.values():
        of |= there
        found.update(combinations(sorted(there), 2) if len(there) <= _MANY else ())
    order = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]
    view.people(person for pair, _ in order for person in pair)
    return [{"people": [{**(view.person(n) or {}), "of": of[n]} for n in pair], "contacts": times} for pair, times in order]


def by_place(view: View, since: str | None = None, until: str | None = None) -> list[Answer]:
    """Where contacts were held: ``{name, geonames, country, contacts, last}``, the most used place first."""
    a, p, c = schema.account.c, schema.place.c, schema.contact.c
    query = (
        select(a.contact, p.geonames, p.country, p.name, c.date)
        .join(schema.place, p.id == a.place)
        .join(schema.contact, c.id == a.contact)
        .where(*_held(view, since, until))
        .distinct()
    )
    places: dict[Any, dict[str, Any]] = {}
    for row in view.rows(query, "name", "country"):
        name, country = view.word(row.name), view.word(row.country)
        new = {"names": Counter(), "contacts": {}, "place": (row.geonames, country)}
        place = places.setdefault(row.geonames or (name, country), new)
        place["names"][name] += 1
        place["contacts"][row.contact] = row.date or ""
    found = [
        {
            "name": place["names"].most_common(1)[0][0],
            "geonames": place["place"][0],
            "country": place["place"][1],
            "contacts": len(place["contacts"]),
            "last": max(place["contacts"].values()) or None,
        }
        for place in places.values()
    ]
    return sorted(found, key=lambda row: (-row["contacts"], row["name"] or ""))


def years(view: View) -> tuple[int, int] | None:
    """The first and the last year of a dated contact."""
    c = schema.contact.c
    first, last = view.connection.execute(select(func.min(c.date), func.max(c.date)).where(c.date.is_not(None))).one()
    return (int(first[:4]), int(last[:4])) if first else None


def totals(view: View) -> Answer:
    """How many reports, contacts, people; and when the last report was written."""
    tables = {"reports": schema.report, "contacts": schema.contact, "people": schema.person}
    found = {name: view.connection.scalar(select(func.count()).select_from(t)) or 0 for name, t in tables.items()}
    return {**found, "last": view.connection.scalar(select(func.max(schema.report.c.date)))}


def newest(view: View, limit: int = 8) -> list[Answer]:
    """The reports that were added last: ``{id, source, date, agency, headline}``; the first words where there is no headline."""
    r = schema.report.c
    query = select(r.row, r.id, r.source, r.date, r.agency, r.headline, r.spans).order_by(r.row.desc()).limit(limit)
    found = []
    for row in view.rows(query, "agency"):
        told = {"id": row.id, "source": row.source, "date": row.date, "agency": view.word(row.agency)}
        found.append({**told, "headline": row.headline or _opening(view.text(row.row), row.spans)})
    return found


def waiting(view: View) -> int:
    """Facts that people judged and that are to be reviewed again."""
    m = marks.mark.c
    return view.connection.scalar(select(func.count()).select_from(marks.mark).where(m.again.is_(True))) or 0


def _opening(text: str, spans: str | None) -> str | None:
    """The first words of a report's body."""
    start, end = next(iter(unpack(spans)), (0, len(text)))
    words = text[start : min(end, start + 2 * _OPENING)].split()
    opening = ""
    while words and len(opening) < _OPENING:
        opening += (" " if opening else "") + words.pop(0)
    return opening + (" …" if words else "") if opening else None


def fact_of_contact(view: View, fact: str) -> str | None:
    """The id of the contact that this account, a fact of a report, tells of."""
    a, c, number = schema.account.c, schema.contact.c, number_of(fact)
    reports = ways.reports(view.connection, number)
    query = select(c.fid).join(schema.account, a.contact == c.id).where(a.fid == number, a.report.in_(reports))
    found = view.connection.scalar(query)
    return id_of(found) if found is not None else None


def _held(view: View, since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """Contacts that were held, in a window of days."""
    c, (low, high) = schema.contact.c, window(since, until)
    where = [c.status == view.symbol(HELD)]
    if low is not None or high is not None:
        where.append(c.date.is_not(None))
    if low is not None:
        where.append(c.high >= low)
    if high is not None:
        where.append(c.low <= high)
    return where
