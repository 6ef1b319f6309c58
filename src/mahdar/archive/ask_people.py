"""The questions ``people`` and ``tenures``: who is known under which names, and attested in what office, when."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import func, select

from mahdar.archive import days, known, schema
from mahdar.archive.keys import key
from mahdar.archive.people import EXCLUSIVE, Seen
from mahdar.archive.proof import ends, quoted
from mahdar.archive.rows import id_of, number_of
from mahdar.archive.view import Answer, View, one_of
from mahdar.archive.vocabulary import OFFICES
from mahdar.errors import QuestionError

GAP = 730  # days without a report after which a tenure shows a gap
_SHOWN = 100  # attestations of one tenure that are told, the first and the last
_ONE_HOLDER = EXCLUSIVE - {"minister", "deputy_head_of_government", "vice_president"}


def people(
    view: View, name: str | None = None, of: str | None = None, id: str | None = None, limit: int | None = None
) -> list[Answer]:
    """Identities, those that most reports mention first."""
    p, n = schema.person.c, schema.name.c
    reports = select(n.person, func.sum(n.reports).label("reports")).group_by(n.person).subquery()
    query = select(p.id, p.fid, p.name, p.of, reports.c.reports).join(reports, reports.c.person == p.id)
    if name is not None or id is not None:
        asked = id if id is not None else str(name)
        query = query.where(p.id.in_(view.people_like(asked)))
    if of is not None:
        query = query.where(view.party(p.of, of))
    rows = view.rows(query.order_by(reports.c.reports.desc(), p.id).limit(limit), "name", "of")
    ids = [row.id for row in rows]
    names = {person: spellings for person, spellings, _ in view.names(ids)}
    offices = _held(view, ids)
    seen, evidence = _spellings(view, ids)
    reference = {row.id: known.find(names.get(row.id, ()), view.word(row.of)) for row in rows}
    return [
        {
            "id": id_of(row.fid),
            "name": view.word(row.name),
            "names": names.get(row.id, []),
            "of": view.word(row.of),
            "latin": who.latin if (who := reference[row.id]) else None,
            "wikidata": who.wikidata if who else None,
            "reports": seen[row.id][2],
            "first_seen": seen[row.id][0],
            "last_seen": seen[row.id][1],
            "offices": offices.get(row.id, []),
            "evidence": evidence.get(row.id, []),
        }
        for row in rows
    ]


def latin(view: View, ids: Iterable[str]) -> dict[str, str]:
    """The Latin names of those people, by id, whom the reference knows."""
    p, found = schema.person.c, {}
    for part in _parts(dict.fromkeys(number_of(id) for id in ids)):
        fids = {row.id: row.fid for row in view.connection.execute(select(p.id, p.fid).where(p.fid.in_(part)))}
        for person, names, of in view.names(list(fids)):
            if who := known.find(names, of):
                found[id_of(fids[person])] = who.latin
    return found


def _held(view: View, ids: list[int]) -> dict[int, list[Answer]]:
    h = schema.held
    found: dict[int, list[Answer]] = {}
    for part in _parts(ids):
        query = select(h).where(h.c.person.in_(part)).order_by(h.c.first, h.c.office, h.c.of, h.c.portfolio)
        for row in view.rows(query, "office", "of", "portfolio"):
            office = {"office": view.word(row.office), "portfolio": view.word(row.portfolio), "of": view.word(row.of)}
            found.setdefault(row.person, []).append({**office, "first_seen": row.first, "last_seen": row.last})
    return found


def _spellings(view: View, ids: list[int]) -> tuple[dict[int, Seen], dict[int, list[Answer]]]:
    """When people were first and last named, in how many reports, and where each of their spellings was first read."""
    n, m = schema.name, schema.mention.c
    seen: dict[int, Seen] = {}
    proof: dict[int, list[Answer]] = {}
    for part in _parts(ids):
        rows = view.rows(select(n).where(n.c.person.in_(part)).order_by(n.c.person, n.c.reports.desc(), n.c.name))
        view.heads(row.report for row in rows)
        at = view.rows(select(m.report, m.person, m.name, m.spans).where(m.report.in_({row.report for row in rows})))
        spans = {(row.report, row.person, row.name): row.spans for row in at}
        for row in rows:
            first, last, reports = seen.get(row.person, (None, None, 0))
            dates = [d for d in (first, last, row.first, row.last) if d]
            seen[row.person] = (min(dates, default=None), max(dates, default=None), reports + row.reports)
            found = spans.get((row.report, row.person, row.name))
            proof.setdefault(row.person, []).extend(view.evidence(row.report, found)[:1])
    return seen, proof


def tenures(
    view: View,
    of: str | None = None,
    office: str | None = None,
    person: str | None = None,
    on: str | None = None,
    limit: int | None = None,
    id: str | None = None,
) -> list[Answer]:
    """Offices as attested: from the first report that calls the person by the office to the last. ``on`` keeps those that
    span the day.

    Offices that a report calls former are not held; ``left`` is the first date on which one does. ``limit`` keeps those
    that were seen last, ``id`` the one of this id.
    """
    one_of("office", office, OFFICES)
    h = schema.held.c
    query = select(schema.held)
    if of is not None:
        query = query.where(view.party(h.of, of))
    if office is not None:
        query = query.where(h.office == view.symbol(office))
    if person is not None:
        query = query.where(h.person.in_(view.people_like(person)))
    if on is not None:
        if len(on) != 10 or days.span(on) is None:
            raise QuestionError(f"{on}: is no day; write 2024-05-20")
        query = query.where(h.first <= on, h.last >= on)
    order = (h.person, h.office, h.of, h.portfolio)
    query = query.order_by(h.first, *order) if limit is None else query.order_by(h.last.desc(), *order).limit(limit)
    rows = view.rows(query, "office", "of", "portfolio")
    rows.sort(key=lambda row: (row.first or "", *(row._mapping[column] for column in order)))
    view.people(row.person for row in rows)
    answers = [_tenure(view, row) for row in rows if id is None or _tenure_id(view, row) == id]
    _contradict(answers)
    return answers


def _tenure(view: View, row: Any) -> Answer:
    told, left = _attested(view, row, former=False), _attested(view, row, former=True)
    view.heads(f.report for f in told)
    dates = sorted({f.told for f in told if f.told})
    office = {"office": view.word(row.office), "portfolio": view.word(row.portfolio), "of": view.word(row.of)}
    return {
        "id": _tenure_id(view, row),
        "person": view.person(row.person),
        **office,
        "first_seen": row.first,
        "last_seen": row.last,
        "left": min((f.told for f in left if f.told), default=None),
        "reports": row.reports,
        "attestations": [{"date": f.told, "source": view.head(f.report).source, "title": view.word(f.title)} for f in told],
        "gaps": [[a, b] for a, b in pairwise(dates) if _apart(a, b) > GAP],
        "contradictions": [],
        "evidence": quoted(view, told),
    }


def _tenure_id(view: View, row: Any) -> str:
    person = view.person(row.person)
    return key(f"{person and person['id']} {view.word(row.office)} {view.word(row.portfolio)} {view.word(row.of)}")


def _attested(view: View, row: Any, *, former: bool) -> list[Any]:
    """The facts of one office of a person: all, or the first and the last."""
    o = schema.office.c
    same = [o.person == row.person, o.office == row.office, o.of == (row.of or None), o.portfolio == (row.portfolio or None)]
    return ends(view, schema.office, [*same, o.former.is_(former)], _SHOWN, o.title)


def _contradict(answers: list[Answer]) -> None:
    """Two people in one office that has one holder, at one time: each row names the other."""
    by_office: dict[tuple[str, str], list[Answer]] = {}
    for a in answers:
        if a["office"] in _ONE_HOLDER and a["of"] and a["first_seen"] and not a["portfolio"]:
            by_office.setdefault((a["office"], a["of"]), []).append(a)
    for rows in by_office.values():
        for a in rows:
            a["contradictions"] = [
                {"person": b["person"], "first_seen": b["first_seen"], "last_seen": b["last_seen"]}
                for b in rows
                if b is not a and a["first_seen"] < b["last_seen"] and b["first_seen"] < a["last_seen"]
            ]


def suggestions(view: View, kind: str = "person", limit: int | None = None) -> list[Answer]:
    """Pairs that may be one person, the likeliest first, each with its reasons."""
    one_of("kind of suggestion", kind, ("person",))
    s = schema.suggestion
    rows = view.rows(select(s).order_by(s.c.score.desc(), s.c.a, s.c.b).limit(limit))
    view.people(n for row in rows for n in (row.a, row.b))
    found = []
    for row in rows:
        a, b = view.person(row.a), view.person(row.b)
        if a and b:
            proof = [e for n in (row.a, row.b) for e in _spellings(view, [n])[1].get(n, [])]
            pair = {"a": a, "b": b, "reasons": msgspec.json.decode(row.reasons), "rule": row.rule, "score": row.score}
            found.append({"id": key(f"{a['id']} {b['id']}"), "kind": "person", **pair, "evidence": proof})
    return found


def _apart(a: str, b: str) -> int:
    first, second = days.span(a), days.span(b)
    return second[0] - first[1] if first and second else 0


def _parts(ids: Iterable[int], size: int = 500) -> Iterable[list[int]]:
    every = list(ids)
    return (every[start : start + size] for start in range(0, len(every), size))
