"""The questions ``statements`` and ``commitments``: who said what, and what was promised."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, exists, func, select

from mahdar.archive import latest, schema, ways
from mahdar.archive.echoes import echoes, silence
from mahdar.archive.parties import resolve
from mahdar.archive.rows import id_of, unpack
from mahdar.archive.search import MOST, finder, matching
from mahdar.archive.view import Answer, View, asked_id, dated, one_of
from mahdar.archive.vocabulary import ACTS, AREAS
from mahdar.archive.words import Finder

_CHUNK = 500
_PART = 100  # reports whose statements go out at once


def statements(
    view: View,
    by: str | None = None,
    person: str | None = None,
    about: str | None = None,
    between: Sequence[str] | None = None,
    act: str | None = None,
    area: str | None = None,
    since: str | None = None,
    until: str | None = None,
    search: str | None = None,
    contact: str | None = None,
    id: str | None = None,
    limit: int | None = None,
) -> list[Answer]:
    """Statements in order of date; ``limit`` keeps the latest. ``about`` is a party that the words name, or before whom they
    were said.
    """
    query, lists = _asked(view, by, person, about, between, act, area, since, until)
    s = schema.statement.c
    if id is not None:
        query = query.where(s.fid == asked_id(id), s.report.in_(ways.reports(view.connection, asked_id(id))))
    if contact is not None:
        a = schema.account.c
        whole = select(schema.contact.c.id).where(schema.contact.c.fid == asked_id(contact))
        told = select(a.report).where(a.contact.in_(whole))
        query = query.where(s.report.in_(told), exists(told.where(a.report == s.report, a.n == s.account)))
    few = person is not None or contact is not None or id is not None  # lead to few reports by themselves
    return _present(view, _found(view, query, lists, search, since, limit, few=few))


def of_report(view: View, report: str) -> list[Answer]:
    """The statements of one report, in the order of its text."""
    s, r = schema.statement.c, schema.report.c
    query = select(schema.statement).join(schema.report, r.row == s.report).where(r.id == report)
    return sorted(_present(view, view.rows(query)), key=lambda row: row["content"])


def commitments(
    view: View,
    between: Sequence[str] | None = None,
    by: str | None = None,
    area: str | None = None,
    silent_since: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> list[Answer]:
    """What was promised or agreed, with its echoes in later reports. ``silent_since`` keeps what nobody has come back to
    since that date.
    """
    dated(schema.statement.c.date, silent_since, None)
    s = schema.statement.c
    query, lists = _asked(view, by, None, None, between, None, area, since, until)
    query = query.where(s.promise.is_(True))
    if silent_since is None:
        return _moved(view, _found(view, query, lists, None, since, limit, few=False))
    rows = _found(view, query.where(s.date.is_(None) | (s.date < silent_since)), lists, None, since, None, few=False)
    found: list[Answer] = []
    while rows and (limit is None or len(found) < limit):
        part, rows = rows[-_CHUNK:], rows[:-_CHUNK]
        found[:0] = [answer for answer in _moved(view, part) if (answer["last_movement"] or "") < silent_since]
    return found if limit is None else found[-limit:]


def due(view: View, between: Sequence[str], since: str, until: str) -> list[Answer]:
    """What was promised between two parties to be done by a day in a window, the first due first."""
    s = schema.statement.c
    query = select(schema.statement).where(s.due >= since, s.due <= until, s.promise.is_(True), *view.between(s.parties, between))
    return _present(view, view.rows(query.order_by(s.due, s.report, s.n)))


def _moved(view: View, rows: list[Any]) -> list[Answer]:
    """What was promised, with its echoes and the last sign of movement."""
    came, found = echoes(view, rows), _present(view, rows)
    for row, answer in zip(rows, found, strict=True):
        answer["echoes"] = came.get((row.report, row.n), [])
        answer["last_movement"] = max((d for d in (answer["date"], *(e["date"] for e in answer["echoes"])) if d), default=None)
    silence(view, found)
    return found


def each(
    view: View,
    promises: bool = False,
    by: str | None = None,
    person: str | None = None,
    about: str | None = None,
    between: Sequence[str] | None = None,
    act: str | None = None,
    area: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Iterator[list[Answer]]:
    """All statements (or what was promised, as ``commitments`` tells it), part by part in order of the reports' dates."""
    query, lists = _asked(view, by, person, about, between, act, area, since, until)
    s, r, c = schema.statement.c, schema.report.c, schema.concern.c
    query = query.where(s.promise.is_(True)) if promises else query
    whole = select(r.row).order_by(r.date.is_not(None), r.date, r.row)
    if lists is not None:
        whole = select(c.report).where(c.parties.in_(lists)).group_by(c.report).order_by(func.min(c.date), c.report)
    reports = view.numbers(whole)
    for start in range(0, len(reports), _PART):
        view.forget()
        part = reports[start : start + _PART].tolist()
        rows = sorted(view.rows(query.where(s.report.in_(part))), key=lambda row: (row.date or "", row.report, row.n))
        yield _moved(view, rows) if promises else _present(view, rows)


def _asked(
    view: View,
    by: str | None,
    person: str | None,
    about: str | None,
    between: Sequence[str] | None,
    act: str | None,
    area: str | None,
    since: str | None,
    until: str | None,
) -> tuple[Select[Any], Select[Any] | None]:
    """What is asked, and the lists of parties in whose reports it stands, None where no party is asked for."""
    one_of("act", act, ACTS)
    one_of("area", area, AREAS)
    s, w, lists = schema.statement, schema.presence.c, None
    parties = [resolve(party) for party in (*(between or ()), *([by] if by else ()))]
    query = select(s).where(*view.holds(s.c.by, by and resolve(by)), *view.holds(s.c.about, about and resolve(about)))
    query = query.where(*view.holds(s.c.areas, area), *dated(s.c.date, since, until))
    query = query if act is None else query.where(s.c.act == view.symbol(act))
    if parties:
        lists = view.lists(*parties)
        query = query.where(s.c.parties.in_(lists))
    if person is not None:
        people, p = view.people_like(person), schema.speaker.c
        query = query.where(s.c.report.in_(select(w.report).where(w.person.in_(people))))
        query = query.where(exists(select(p.k).where(p.report == s.c.report, p.n == s.c.n, p.person.in_(people))))
    return query, lists


def _found(
    view: View,
    query: Select[Any],
    lists: Select[Any] | None,
    search: str | None,
    since: str | None,
    limit: int | None,
    *,
    few: bool,
) -> list[Any]:
    """The rows, oldest first; with ``search`` those whose words hold what is searched. ``few``: the question leads to few
    reports.
    """
    s, c = schema.statement.c, schema.concern.c
    whole = query if lists is None else query.where(s.report.in_(select(c.report).where(c.parties.in_(lists))))
    newest = whole.order_by(s.date.desc().nulls_last(), s.report.desc(), s.n.desc())
    if search is not None:
        most = MOST if limit and lists is None and not few else -1
        found = _searched(view, newest.where(s.report.in_(matching(view, search, most))), finder(view, search), limit)
    elif limit is None or few:
        found = list(view.rows(newest.limit(limit)))
    else:
        found = _latest(view, query, lists, since or "", limit)
    return sorted(found, key=_when)


def _when(row: Any) -> tuple[str, int, int]:
    return row.date or "", row.report, row.n


def _latest(view: View, query: Select[Any], lists: Select[Any] | None, since: str, limit: int) -> list[Any]:
    """The latest rows, from the newest report back to where none can be later."""
    found: list[Any] = []
    for part in latest.every(view) if lists is None else latest.concerning(view, lists):
        for start in range(0, len(part), _CHUNK):
            reports = [report for _, report in part[start : start + _CHUNK]]
            found += view.rows(query.where(schema.statement.c.report.in_(reports)))
        found = sorted(found, key=_when, reverse=True)[:limit]
        reached = part[-1][0] if lists is None else latest.ahead(part[-1][0])
        if reached < since or (len(found) == limit and (found[-1].date or "") > reached):
            break
    return found


def _searched(view: View, newest: Select[Any], wanted: Finder, limit: int | None) -> list[Any]:
    found: list[Any] = []
    for start in range(0, 1 << 40, _CHUNK):
        rows = view.rows(newest.limit(_CHUNK).offset(start))
        view.heads(row.report for row in rows)
        for row in rows:
            [span] = unpack(row.content)
            if wanted.find(view.text(row.report), *span):
                found.append(row)
        if len(rows) < _CHUNK or (limit is not None and len(found) >= limit):
            break
    return found[:limit]


def _present(view: View, rows: list[Any]) -> list[Answer]:
    numbers = [n for row in rows for n in (row.act, row.areas, row.modality, row.by, row.parties, row.about, row.rule)]
    view.symbols.load(view.connection, (n for n in numbers if n))
    view.heads(row.report for row in rows)
    speakers, contacts = _speakers(view, rows), _contacts(view, rows)
    return [_answer(view, row, speakers.get((row.report, row.n), []), contacts.get((row.report, row.account))) for row in rows]


def _answer(view: View, row: Any, speakers: list[Answer], contact: str | None) -> Answer:
    head, [content] = view.head(row.report), unpack(row.content)
    return {
        "id": id_of(row.fid),
        "speakers": speakers,
        "joint": row.joint,
        "act": view.word(row.act),
        "text": view.text(row.report)[content.start : content.end],
        "areas": view.items(row.areas),
        "date": row.date,
        "contact": contact,
        "modality": view.word(row.modality),
        "due": row.due,
        "parties": view.items(row.parties),
        "about": view.items(row.about),
        "source": head.source,
        "report": head.id,
        "agency": head.agency,
        "content": list(content),
        "rule": view.word(row.rule),
        "evidence": view.evidence(row.report, row.spans),
    }


def _reports(rows: list[Any]) -> list[list[int]]:
    every = sorted({row.report for row in rows})
    return [every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK)]


def _speakers(view: View, rows: list[Any]) -> dict[tuple[int, int], list[Answer]]:
    p = schema.speaker
    wanted = {(row.report, row.n) for row in rows}
    sides = [
        side
        for part in _reports(rows)
        for side in view.rows(select(p).where(p.c.report.in_(part)).order_by(p.c.report, p.c.n, p.c.k), "of")
        if (side.report, side.n) in wanted
    ]
    view.people(side.person for side in sides)
    found: dict[tuple[int, int], list[Answer]] = {}
    for side in sides:
        found.setdefault((side.report, side.n), []).append({"person": view.person(side.person), "of": view.word(side.of)})
    return found


def _contacts(view: View, rows: list[Any]) -> dict[tuple[int, int], str]:
    """The contact that a statement was made at."""
    a, c = schema.account.c, schema.contact.c
    found: dict[tuple[int, int], str] = {}
    for part in _reports([row for row in rows if row.account is not None]):
        query = select(a.report, a.n, c.fid).join(schema.contact, c.id == a.contact).where(a.report.in_(part))
        found |= {(row.report, row.n): id_of(row.fid) for row in view.connection.execute(query)}
    return found
