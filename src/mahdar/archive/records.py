"""A report and its record, out of the tables as they went in; and one fact by its id."""

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table, func, select

from mahdar import record as r
from mahdar.archive import editions, schema, ways
from mahdar.archive.rows import id_of, number_of, unpack
from mahdar.archive.view import Answer, View, dated
from mahdar.errors import QuestionError
from mahdar.report import Report, Span

_PART = 100  # reports that are told at once
_VERSIONS = 100  # of one report that are looked through for the newest
KINDS = {
    "person": schema.mention,
    "office": schema.office,
    "contact": schema.account,
    "statement": schema.statement,
    "position": schema.position,
    "label": schema.label,
    "agreement": schema.agreement,
    "anniversary": schema.anniversary,
}


def report(view: View, id: str) -> tuple[Report, r.Record]:
    """A report by its id, the beginning of its id (with or without ``sha256:``) or its source.

    Raises:
        QuestionError: there is none, or more than one.
    """
    row = find(view, id)
    text = zlib.decompress(row.text).decode("utf-8", "surrogatepass")
    found = Report(id=row.id, source=row.source, text=text, published=row.given, publisher=row.publisher, url=row.url)
    return found, editions.old_record(view.connection, row.row) or _record(view, row)


def find(view: View, id: str) -> Any:
    """The row of one report."""
    c = schema.report.c
    asked = id if id.startswith("sha256:") else f"sha256:{id}"
    exact = select(schema.report).where((c.id == asked) | (c.source == id)).limit(_VERSIONS)
    rows = view.rows(exact, "agency", "language", "pack")
    if len(rows) > 1:  # of the versions of one report the newest
        old = editions.superseded(view.connection, [row.row for row in rows])
        rows = [row for row in rows if row.row not in old]
    if not rows and len(asked) >= len("sha256:") + 6:
        rows = view.rows(select(schema.report).where(c.id.between(asked, asked + "g")).limit(2), "agency", "language", "pack")
    if len(rows) != 1:
        many = "more than one report" if rows else "no report"
        raise QuestionError(f"{id}: {many} of that id or source; mahdar search finds reports by their words")
    return rows[0]


def text(view: View, id: str) -> str:
    """The text of a report: found at once by its whole id, else as ``find`` does."""
    body = view.connection.scalar(select(schema.report.c.text).where(schema.report.c.id == id))
    return view.text(find(view, id).row) if body is None else zlib.decompress(body).decode("utf-8", "surrogatepass")


def fact(view: View, id: str, report_id: str | None = None) -> Answer | None:
    """One fact by its id, or the beginning of it."""
    number = _number(view, id)
    if number is None:
        return None
    id = id_of(number)
    rows = [find(view, report_id).row] if report_id else ways.reports(view.connection, number)
    for kind, table in KINDS.items():
        query = select(table.c.report, table.c.n, table.c.spans).where(table.c.report.in_(rows), table.c.fid == number)
        found = view.connection.execute(query).first()
        if found:
            whole = view.rows(select(schema.report).where(schema.report.c.row == found.report), "agency", "language")[0]
            struct = _SECTIONS[kind](view, found.report, _sides(view, found.report))[found.n]
            proof = view.evidence(found.report, found.spans)
            first = proof[0] if proof else {"span": None, "quote": None}
            return {"id": id, "kind": kind, "report": whole.id, "source": whole.source, "span": first["span"], "quote":
            first["quote"],
                    "fact": struct, "evidence": proof}  # fmt: skip
    return None


def _number(view: View, id: str) -> int | None:
    if re.fullmatch(r"[0-9a-f]{16}", id):
        return number_of(id)
    if not re.fullmatch(rf"[0-9a-f]{{{ways.DIGITS},15}}", id):
        raise QuestionError(f"{id}: is no id of a fact; give its 16 hex digits, or at least the first {ways.DIGITS}")
    found = ways.beginning(view.connection, id)
    if len(found) > 1:
        raise QuestionError(f"{id}: {len(found)} facts begin so; give more of the id")
    return found.pop() if found else None


def reports(
    view: View, since: str | None = None, until: str | None = None, limit: int | None = None, id: str | None = None
) -> list[Answer]:
    """What was added, oldest first; ``limit`` keeps the latest, ``id`` the one of that (whole) id."""
    c = schema.report.c
    query = select(c.row).where(c.id == id) if id is not None else select(c.row)
    query = query.where(*dated(c.date, since, until)).order_by(c.date.desc().nulls_last(), c.row.desc()).limit(limit)
    found = list(view.connection.scalars(query))[::-1]
    return [row for start in range(0, len(found), _PART) for row in _told(view, found[start : start + _PART])]


def _told(view: View, part: list[int]) -> list[Answer]:
    c = schema.report.c
    query = select(c.row, c.id, c.source, c.date, c.published, c.agency, c.publisher, c.url, c.headline, c.pack)
    rows = {row.row: row for row in view.rows(query.where(c.row.in_(part)), "agency", "pack")}
    first, newer = editions.first_prints(view.connection, part), editions.superseded(view.connection, part)
    ids = _ids(view, {*first.values(), *newer.values()})
    return [
        {
            "id": row.id,
            "report": row.id,
            "source": row.source,
            "date": row.date,
            "published": row.published,
            "agency": view.word(row.agency),
            "publisher": row.publisher,
            "url": row.url,
            "headline": row.headline,
            "pack": view.word(row.pack),
            "reprint_of": ids.get(first.get(row.row)),
            "superseded_by": ids.get(newer.get(row.row)),
            "evidence": [],
        }
        for row in (rows[number] for number in part if number in rows)
    ]


def each(view: View, since: str | None = None, until: str | None = None) -> Iterator[list[Answer]]:
    """All reports as ``reports`` tells them, part by part, those without a date first."""
    c = schema.report.c
    query = select(c.row).where(*dated(c.date, since, until)).order_by(c.date.is_not(None), c.date, c.row)
    rows = view.numbers(query)
    for start in range(0, len(rows), _PART):
        yield _told(view, rows[start : start + _PART].tolist())


def _ids(view: View, rows: set[int]) -> dict[int | None, str]:
    c, every = schema.report.c, sorted(rows)
    parts = [every[start : start + 500] for start in range(0, len(every), 500)]
    return {row.row: row.id for part in parts for row in view.connection.execute(select(c.row, c.id).where(c.row.in_(part)))}


def counts(view: View) -> dict[str, int]:
    """How much is kept: reports, people, contacts (each once), and the facts of every kind."""
    tables = {"reports": schema.report, "people": schema.person, "contacts": schema.contact, "accounts": schema.account}
    tables |= {t.name + "s": t for t in (schema.office, schema.statement, schema.position, schema.label, schema.agreement)}
    tables |= {"anniversaries": schema.anniversary, "organisations": schema.organisation, "suggestions": schema.suggestion}
    return {name: view.connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables.items()}


Sides = dict[tuple[str, int], list[tuple[bool, r.Party]]]


def _sides(view: View, row: int) -> Sides:
    """The parties of a report's accounts and statements."""
    found: Sides = {}
    for table, kind in ((schema.participant, "contact"), (schema.speaker, "statement")):
        query = select(table).where(table.c.report == row).order_by(table.c.n, table.c.k)
        for side in view.rows(query, "name", "of"):
            party = r.Party(view.word(side.name), view.word(side.of))
            found.setdefault((kind, side.n), []).append((bool(kind == "contact" and side.attends), party))
    return found


def _record(view: View, row: Any) -> r.Record:
    sides = _sides(view, row.row)
    sections = {kind: build(view, row.row, sides) for kind, build in _SECTIONS.items()}
    names = {"person": "people", "anniversary": "anniversaries"}
    named: dict[str, Any] = {names.get(kind, kind + "s"): facts for kind, facts in sections.items()}
    return r.Record(document=_document(view, row), **named)


def _document(view: View, row: Any) -> r.Document:
    line = None
    if row.dateline:
        line = r.Dateline(_place(view, row.dateline_place), row.dateline_date, unpack(row.dateline_span)[0])
    return r.Document(
        id=row.id,
        source=row.source,
        agency=view.word(row.agency),
        headline=row.headline,
        headline_span=unpack(row.headline_span)[0] if row.headline_span else None,
        dateline=line,
        published=row.published,
        language=view.word(row.language) or "ar",
        body=unpack(row.spans),
    )


def _place(view: View, number: int | None) -> r.Place | None:
    if number is None:
        return None
    p = schema.place
    row = view.rows(select(p).where(p.c.id == number), "name", "country")[0]
    return r.Place(view.word(row.name) or "", row.geonames, view.word(row.country))


def _rows(view: View, table: Table, row: int, *symbolic: str) -> list[tuple[Any, dict[str, Any]]]:
    found = view.rows(select(table).where(table.c.report == row).order_by(table.c.n), "rule", *symbolic)
    return [(f, {"id": id_of(f.fid or 0), "rule": view.word(f.rule) or ""}) for f in found]


def _span(fact: Any) -> Span:
    return unpack(fact.spans)[0]


def _people(view: View, row: int, _sides: Sides) -> list[r.Person]:
    return [
        r.Person(name=view.word(f.name) or "", country=view.word(f.country), spans=unpack(f.spans), **common)
        for f, common in _rows(view, schema.mention, row, "name", "country")
    ]


def _offices(view: View, row: int, _sides: Sides) -> list[r.Office]:
    w = view.word
    return [
        r.Office(
            person=w(f.name) or "", office=w(f.office) or "", of=w(f.of), title=w(f.title) or "", span=_span(f),
            portfolio=w(f.portfolio), former=f.former, **common,
        )
        for f, common in _rows(view, schema.office, row, "name", "office", "of", "title", "portfolio")
    ]  # fmt: skip


def _contacts(view: View, row: int, sides: Sides) -> list[r.Contact]:
    w: Callable[[int | None], Any] = view.word
    symbolic = ("form", "status", "precision", "level", "sidelines", "mechanism")
    return [
        r.Contact(
            form=w(f.form), status=w(f.status), date=f.date, date_precision=w(f.precision), date_end=f.date_end,
            place=_place(view, f.place), level=w(f.level), on_sidelines_of=w(f.sidelines), count=f.times, spans=unpack(f.spans),
            mechanism=r.Mechanism(w(f.mechanism), f.round) if f.mechanism else None,
            participants=[p for attends, p in sides.get(("contact", f.n), []) if not attends],
            attendees=[p for attends, p in sides.get(("contact", f.n), []) if attends],
            **common,
        )
        for f, common in _rows(view, schema.account, row, *symbolic)
    ]  # fmt: skip


def _statements(view: View, row: int, sides: Sides) -> list[r.Statement]:
    a = schema.account.c
    contacts = {told.n: told.fid for told in view.connection.execute(select(a.n, a.fid).where(a.report == row))}
    return [
        r.Statement(
            speakers=[p for _, p in sides.get(("statement", f.n), [])], joint=f.joint, act=view.word(f.act) or "",
            content=unpack(f.content)[0], areas=view.items(f.areas), span=_span(f), modality=view.word(f.modality), due=f.due,
            contact=id_of(contacts[f.account]) if f.account in contacts else None, **common,
        )
        for f, common in _rows(view, schema.statement, row, "act", "areas", "modality")
    ]  # fmt: skip


def _positions(view: View, row: int, _sides: Sides) -> list[r.Position]:
    w: Callable[[int | None], Any] = view.word
    return [
        r.Position(of=w(f.of), stance=w(f.stance), issue=w(f.issue), target=w(f.target), span=_span(f), **common)
        for f, common in _rows(view, schema.position, row, "of", "stance", "issue", "target")
    ]


def _labels(view: View, row: int, _sides: Sides) -> list[r.Label]:
    w: Callable[[int | None], Any] = view.word
    return [
        r.Label(parties=view.items(f.parties), label=w(f.label), change=w(f.change), date=f.date, span=_span(f), **common)
        for f, common in _rows(view, schema.label, row, "parties", "label", "change")
    ]


def _agreements(view: View, row: int, _sides: Sides) -> list[r.Agreement]:
    w: Callable[[int | None], Any] = view.word
    return [
        r.Agreement(kind=w(f.kind), status=w(f.status), parties=view.items(f.parties), date=f.date, span=_span(f), **common)
        for f, common in _rows(view, schema.agreement, row, "kind", "status", "parties")
    ]


def _anniversaries(view: View, row: int, _sides: Sides) -> list[r.Anniversary]:
    return [
        r.Anniversary(
            number=f.number, event=view.word(f.event) or "", parties=view.items(f.parties), year=f.year, span=_span(f), **common
        )
        for f, common in _rows(view, schema.anniversary, row, "event", "parties")
    ]


def _organisations(view: View, row: int, _sides: Sides) -> list[r.Organisation]:
    return [
        r.Organisation(id=view.word(f.org) or "", name=view.word(f.name) or "", span=_span(f), rule=common["rule"])
        for f, common in _rows(view, schema.organisation, row, "org", "name")
    ]


_SECTIONS: dict[str, Callable[[View, int, Sides], list[Any]]] = {
    "person": _people,
    "office": _offices,
    "contact": _contacts,
    "statement": _statements,
    "position": _positions,
    "label": _labels,
    "agreement": _agreements,
    "anniversary": _anniversaries,
    "organisation": _organisations,
}
