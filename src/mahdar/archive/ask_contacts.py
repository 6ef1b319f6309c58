"""The question ``contacts``: each contact once, with every account of it and where the accounts differ."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Select, or_, select

from mahdar.archive import days, editions, schema
from mahdar.archive.parties import resolve
from mahdar.archive.rows import id_of
from mahdar.archive.view import Answer, View, asked_id, one_of, window
from mahdar.archive.vocabulary import FORMS, STATUSES
from mahdar.errors import QuestionError

LONGEST = 400  # days that a contact can have lasted, or may lie within: of many only the year is told
_PART = 400
_FEW = 100  # contacts that go out at once
_PLAIN = ("date_precision", "date_end", "level", "on_sidelines_of", "mechanism", "count")


def contacts(
    view: View,
    between: Sequence[str] | None = None,
    of: str | None = None,
    person: str | None = None,
    since: str | None = None,
    until: str | None = None,
    form: str | None = None,
    status: str | None = None,
    place: str | None = None,
    id: str | None = None,
    limit: int | None = None,
) -> list[Answer]:
    """Contacts in order of date, those without one last; ``limit`` keeps the latest."""
    query = _asked(view, between, of, person, since, until, form, status, place, id)
    c = schema.contact.c
    query = query.order_by(c.low.desc().nulls_last(), c.id.desc())
    found = view.rows(query.limit(limit), "form", "status", "parties")
    return _present(
        view, found[::-1] if all(r.date for r in found) else sorted(found, key=lambda r: (r.date is None, r.low or 0, r.id))
    )


def each(
    view: View,
    between: Sequence[str] | None = None,
    of: str | None = None,
    person: str | None = None,
    since: str | None = None,
    until: str | None = None,
    form: str | None = None,
    status: str | None = None,
    place: str | None = None,
) -> Iterator[list[Answer]]:
    """All contacts, part by part in order of date, those without one last; of a part nothing is kept when the next is asked."""
    query, c = _asked(view, between, of, person, since, until, form, status, place), schema.contact.c
    order = query.with_only_columns(c.id).order_by(c.date.is_(None), c.low, c.id)
    ids = view.numbers(order)
    for start in range(0, len(ids), _FEW):
        view.forget()
        part = ids[start : start + _FEW].tolist()
        rows = {row.id: row for row in view.rows(select(schema.contact).where(c.id.in_(part)), "form", "status", "parties")}
        yield _present(view, [rows[id] for id in part if id in rows])


def _asked(
    view: View,
    between: Sequence[str] | None,
    of: str | None,
    person: str | None,
    since: str | None,
    until: str | None,
    form: str | None = None,
    status: str | None = None,
    place: str | None = None,
    id: str | None = None,
) -> Select[Any]:
    one_of("form", form, FORMS)
    one_of("status", status, STATUSES)
    c = schema.contact.c
    query: Select[Any] = select(c.id, c.fid, c.form, c.status, c.date, c.low, c.parties)
    query = query.where(*view.between(c.parties, between), *view.holds(c.parties, of and resolve(of)))
    low, high = window(since, until)
    if low is not None or high is not None:
        query = query.where(c.date.is_not(None))
    if low is not None:
        query = query.where(c.high >= low, c.low >= low - LONGEST)
    if high is not None:
        query = query.where(c.low <= high)
    if form:
        query = query.where(c.form == view.symbol(form))
    if status:
        query = query.where(c.status == view.symbol(status))
    if id is not None:
        query = query.where(c.fid == asked_id(id))
    return _of_person(view, _at_place(view, query, place), person)


def _of_person(view: View, query: Select[Any], person: str | None) -> Select[Any]:
    if person is None:
        return query
    a, p, w = schema.account.c, schema.participant.c, schema.presence.c
    accounts = (
        select(a.contact)
        .join(schema.participant, (p.report == a.report) & (p.n == a.n))
        .join(schema.presence, (w.report == p.report) & (w.person == p.person))
        .where(w.person.in_(view.people_like(person)), p.attends.is_(False))
    )
    return query.where(schema.contact.c.id.in_(accounts))


def _at_place(view: View, query: Select[Any], place: str | None) -> Select[Any]:
    if place is None:
        return query
    a, p = schema.account.c, schema.place.c
    where = [a.place.in_(view.places_like(place))]
    with suppress(QuestionError):  # a town, no country
        where.append(a.place.in_(select(p.id).where(p.country == view.symbol(resolve(place)))))
    return query.where(schema.contact.c.id.in_(select(a.contact).where(or_(*where))))


def _present(view: View, found: Sequence[Any]) -> list[Answer]:
    answers: list[Answer] = []
    for start in range(0, len(found), _PART):
        part = found[start : start + _PART]
        accounts = _accounts(view, [row.id for row in part])
        answers += [_answer(view, row, accounts.get(row.id, [])) for row in part]
    return answers


def _accounts(view: View, ids: list[int]) -> dict[int, list[Answer]]:
    """Every account of these contacts, in order of the reports' dates."""
    a, r, p = schema.account.c, schema.report.c, schema.participant.c
    query = select(schema.account, r.date.label("told")).join(schema.report, r.row == a.report).where(a.contact.in_(ids))
    rows = view.rows(
        query.order_by(r.date, a.report, a.n), "rule", "form", "status", "precision", "level", "sidelines", "mechanism"
    )
    sides = select(p.report, p.n, p.k, p.attends, p.of, p.name, p.person)
    sides = sides.join(schema.account, (a.report == p.report) & (a.n == p.n)).where(a.contact.in_(ids))
    told: dict[tuple[int, int], list[Any]] = {}
    for side in view.rows(sides.order_by(p.report, p.n, p.k), "of", "name"):
        told.setdefault((side.report, side.n), []).append(side)
    view.people(side.person for listed in told.values() for side in listed)
    view.heads(row.report for row in rows)
    first = editions.first_prints(view.connection, {row.report for row in rows})
    places = _places(view, {row.place for row in rows if row.place})
    found: dict[int, list[Answer]] = {}
    for row in rows:
        account = _account(view, row, told.get((row.report, row.n), []), places)
        found.setdefault(row.contact, []).append({**account, "print": first.get(row.report, row.report)})
    return found


def _places(view: View, ids: set[int]) -> dict[int, Answer]:
    p = schema.place
    return {
        row.id: {"name": view.word(row.name), "geonames": row.geonames, "country": view.word(row.country)}
        for row in view.rows(select(p).where(p.c.id.in_(ids)), "name", "country")
    }


def _account(view: View, row: Any, sides: list[Any], places: dict[int, Answer]) -> Answer:
    head = view.head(row.report)
    people = [(s.attends, {"person": _person(view, s), "of": view.word(s.of)}) for s in sides]
    return {
        "report": head.id,
        "source": head.source,
        "copies": list(head.copies),
        "agency": head.agency,
        "told": head.date,
        "fact": id_of(row.fid),
        "rule": view.word(row.rule),
        "form": view.word(row.form),
        "status": view.word(row.status),
        "date": row.date,
        "date_precision": view.word(row.precision),
        "date_end": row.date_end,
        "place": places.get(row.place),
        "level": view.word(row.level),
        "on_sidelines_of": view.word(row.sidelines),
        "mechanism": {"name": view.word(row.mechanism), "round": row.round} if row.mechanism else None,
        "count": row.times,
        "participants": [side for attends, side in people if not attends],
        "attendees": [side for attends, side in people if attends],
        "evidence": view.evidence(row.report, row.spans),
    }


def _person(view: View, side: Any) -> Answer | None:
    known = view.person(side.person)
    return {**known, "as": view.word(side.name)} if known else None


def _once(accounts: list[Answer]) -> list[Answer]:
    """Accounts, of one that was reprinted the first print; the others stand in its ``reprints``."""
    found: dict[tuple[int, int], Answer] = {}
    for n, a in enumerate(accounts):
        first = found.get((a["print"], 0))
        if first is None or any(a["report"] == other["report"] for other in (first, *first["reprints"])):
            found[a["print"], n if first else 0] = {**a, "reprints": []}  # two of one report are two
        else:
            first["reprints"].append({name: a[name] for name in ("report", "source", "agency", "told", "fact")})
    return list(found.values())


def _answer(view: View, row: Any, printed: list[Answer]) -> Answer:
    accounts = _once(printed)
    form, status = view.word(row.form), view.word(row.status)
    chosen = {name: _most([a[name] for a in accounts]) for name in _PLAIN}
    chosen["date_precision"] = days.precision(row.date)
    chosen["count"] = max((a["count"] for a in accounts), default=1)
    place = _most([a["place"] for a in accounts if a["place"] and a["place"]["geonames"]]) or _most(
        [a["place"] for a in accounts]
    )
    return {
        "id": id_of(row.fid),
        "form": form,
        "status": status,
        "date": row.date,
        **chosen,
        "place": place,
        "participants": _sides(accounts, "participants"),
        "attendees": _sides(accounts, "attendees"),
        "parties": view.items(row.parties),
        "reports": list(dict.fromkeys(s for a in printed for s in (a["source"], *a["copies"]))),
        "accounts": [{k: v for k, v in a.items() if k not in ("evidence", "print")} for a in accounts],
        "contradictions": _contradictions(row.date, printed),
        "evidence": [e for a in printed for e in a["evidence"]],
    }


def _most(values: list[Any]) -> Any:
    """The value told most often, the first of equals; None where nobody tells one."""
    if len(values) == 1:
        return values[0]
    told = [v for v in values if v is not None]
    counts = Counter(repr(v) for v in told)
    return max(told, key=lambda v: counts[repr(v)], default=None)


def _sides(accounts: list[Answer], field: str) -> list[Answer]:
    """Every person of every party, once; a party alone only where nobody names its person. Where accounts name one person each
    and differ, the one named most often stands.
    """
    named: dict[str | None, list[list[Answer]]] = {}
    for a in accounts:
        by_party: dict[str | None, list[Answer]] = {}
        for side in a[field]:
            by_party.setdefault(side["of"], []).append(side)
        for of, sides in by_party.items():
            named.setdefault(of, []).append([s["person"] for s in sides if s["person"]])
    found = []
    for of, lists in named.items():
        if of is None and 2 * len(lists) < len(accounts):
            continue  # somebody whose party most accounts do not tell of
        people = _side_people([people for people in lists if people])
        found += [{"person": {"id": p["id"], "name": p["name"]}, "of": of} for p in people] or [{"person": None, "of": of}]
    return found


def _side_people(lists: list[list[Answer]]) -> list[Answer]:
    if lists and all(len(people) == 1 for people in lists):
        counts = Counter(people[0]["id"] for people in lists)
        return [max((people[0] for people in lists), key=lambda p: counts[p["id"]])]
    return list({p["id"]: p for people in lists for p in people}.values())


def _contradictions(date: str | None, accounts: list[Answer]) -> list[Answer]:
    """The fields in which accounts cannot all be right, each with who said what."""
    if len(accounts) < 2:
        return []
    found = []
    if not _together([a["date"] for a in accounts if a["date"]]):
        found.append(_told("date", accounts, lambda a: a["date"]))
    countries = {a["place"]["country"] for a in accounts if a["place"] and a["place"]["country"]}
    towns = {a["place"]["geonames"] for a in accounts if a["place"] and a["place"]["geonames"]}
    if len(countries) > 1 or len(towns) > 1:
        found.append(_told("place", accounts, lambda a: a["place"]))
    if len(statuses := {a["status"] for a in accounts}) > 1 and statuses & {"cancelled", "denied"}:
        found.append(_told("status", accounts, lambda a: a["status"]))
    for field in ("form", "level"):
        if len({a[field] for a in accounts if a[field]}) > 1:
            found.append(_told(field, accounts, lambda a, field=field: a[field]))
    for of in {s["of"] for a in accounts for s in a["participants"] if s["person"]}:
        sets = [{s["person"]["id"] for s in a["participants"] if s["of"] == of and s["person"]} for a in accounts]
        if any(not (x & y) for x in sets if x for y in sets if y):
            found.append(_told("participants", accounts, lambda a, of=of: _names(a, of)))
    return found


def _names(account: Answer, of: str | None) -> str | None:
    return "، ".join(s["person"]["as"] for s in account["participants"] if s["of"] == of and s["person"]) or None


def _together(dates: list[str]) -> bool:
    spans = [s for s in map(days.span, dates) if s]
    return all(x[0] <= y[1] and y[0] <= x[1] for x in spans for y in spans)


def _told(field: str, accounts: list[Answer], value: Any) -> Answer:
    values: dict[str, Answer] = {}
    for a in accounts:
        if (told := value(a)) is not None:
            values.setdefault(repr(told), {"value": told, "sources": []})["sources"].append(a["source"])
    return {"field": field, "values": list(values.values())}
