"""People's merges and splits of identities, laid over what the machine made of people and contacts.

Each says of two facts that they tell one person (or contact), or two. They are applied in their order whenever reports were
written; what is as they say already is left alone, so that doing it again changes nothing.
"""

import zlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from mahdar.archive import editions, ledger, marks, schema
from mahdar.archive import people as identity
from mahdar.archive.contacts import refresh
from mahdar.archive.folding import locate
from mahdar.archive.ledger import IDENTITY, Anchor, Judgement
from mahdar.archive.names import bearers, entries, parse
from mahdar.archive.rows import number_of, unpack
from mahdar.archive.store import insert_rows
from mahdar.archive.symbols import Symbols

_TABLES = {"person": schema.mention, "contact": schema.account}
_PERSONAL = (schema.mention, schema.office, schema.participant, schema.speaker)


def apply(connection: Connection, symbols: Symbols) -> bool:
    """Merges and splits as the ledger says; whether that changed anything."""
    changed = False
    for entry in latest(connection).values():
        assert entry.anchor and entry.other
        a, b = (_find(connection, anchor, merged=entry.verdict == "merge") for anchor in (entry.anchor, entry.other))
        if a is None or b is None:
            _unmark(connection, entry)
            continue
        if (_holder(entry, a) == _holder(entry, b)) != (entry.verdict == "merge"):
            _CHANGE[entry.anchor.kind, entry.verdict](connection, symbols, a, b)
            changed = True
        if entry.anchor.kind == "person":
            s = schema.suggestion.c
            settled = (s.a.in_((a.person, b.person))) & (s.b.in_((a.person, b.person)))
            connection.execute(delete(schema.suggestion).where(settled))
        _mark(connection, entry, a, b)
    return changed


def latest(connection: Connection) -> dict[frozenset[str], Judgement]:
    """The last judgement on each two."""
    found: dict[frozenset[str], Judgement] = {}
    for entry in ledger.in_force(connection, verdicts=IDENTITY):
        found.pop(_pair(entry), None)
        found[_pair(entry)] = entry
    return found


def _pair(entry: Judgement) -> frozenset[str]:
    return frozenset(a.fact for a in (entry.anchor, entry.other) if a)


def loosened(connection: Connection, entries: Iterable[Judgement]) -> set[str]:
    """The reports in which who is who must be found anew: an earlier merge or split of the same two no longer holds."""
    merged = {_pair(e) for e in ledger.read(connection, verdicts=["merge"])}
    loose = [e for e in entries if e.verdict == "undo" or (e.verdict == "split" and _pair(e) in merged)]
    a, p, r, found = schema.account.c, schema.presence.c, schema.report.c, set[str]()
    loose = [e for e in loose if e.anchor and e.anchor.kind in _TABLES]
    for anchor in (anchor for e in loose if e.other for anchor in (e.anchor, e.other)):
        if anchor is not None and (row := _find(connection, anchor)) is not None:
            person = anchor.kind == "person"
            own = select(p.report).where(p.person == row.person) if person else select(a.report).where(a.contact == row.contact)
            found |= set(connection.scalars(select(r.id).where(r.row.in_(own))))
    return found


def _find(connection: Connection, anchor: Anchor, *, merged: bool = False) -> Any:
    """The row of a fact now: its own, else the one that holds its words, in the newest version of its report; of somebody who was
    ``merged``, where the report is gone, the one person of that spelling.
    """
    table, r = _TABLES[anchor.kind], schema.report.c
    ids = editions.standing(connection, [anchor.report])
    report = connection.execute(select(r.row, r.text).where(r.id.in_(ids))).first()
    rows = connection.execute(select(table).where(table.c.report == report.row)).all() if report else []
    exact = [row for row in rows if row.fid == number_of(anchor.fact)]
    start, end = anchor.spans[0]
    if report and anchor.report not in ids:
        at = locate(zlib.decompress(report.text).decode("utf-8", "surrogatepass"), anchor)
        start, end = (at, at + len(anchor.quote)) if at is not None else (0, 0)
    held = (row for row in exact or rows if exact or any(s.start < end and start < s.end for s in unpack(row.spans)))
    return next(held, None) or (_of_that_name(connection, anchor) if merged and anchor.kind == "person" else None)


def _of_that_name(connection: Connection, anchor: Anchor) -> Any:
    """A mention of the person whose name the anchor quotes; None where nobody or several are called so."""
    n, s, m, w = schema.name.c, schema.symbol.c, schema.mention.c, schema.presence.c
    query = select(n.person).join(schema.symbol, s.id == n.name).where(s.text == anchor.quote).distinct()
    people = connection.scalars(query.limit(2)).all()
    if len(people) != 1:
        return None
    told = select(schema.mention).join(schema.presence, (w.report == m.report) & (w.person == m.person))
    return connection.execute(told.where(w.person == people[0]).order_by(m.report, m.n).limit(1)).first()


def _holder(entry: Judgement, row: Any) -> int | None:
    holder: int | None = row.person if entry.anchor and entry.anchor.kind == "person" else row.contact
    return holder


def _unmark(connection: Connection, entry: Judgement) -> None:
    """One of the two is gone: the judgement is an orphan."""
    seq = select(ledger.judgement.c.seq).where(ledger.judgement.c.id == entry.id).scalar_subquery()
    connection.execute(delete(marks.mark).where(marks.mark.c.seq == seq))


def _mark(connection: Connection, entry: Judgement, a: Any, b: Any) -> None:
    """The identities that were judged, as the people and contacts that they are now."""
    seq = connection.scalar(select(ledger.judgement.c.seq).where(ledger.judgement.c.id == entry.id))
    assert entry.anchor is not None
    kind = entry.anchor.kind
    table, holders = _TABLES[kind], schema.person if kind == "person" else schema.contact
    for row in {a.report: a, b.report: b}.values():
        now = connection.execute(select(table).where(table.c.report == row.report, table.c.n == row.n)).one()
        fid = connection.scalar(select(holders.c.fid).where(holders.c.id == _holder(entry, now)))
        connection.execute(delete(marks.mark).where(marks.mark.c.report == row.report, marks.mark.c.seq == seq))
        insert_rows(connection, marks.mark, [(row.report, seq, fid, kind, "bound", False)])


def _merge_people(connection: Connection, symbols: Symbols, a: Any, b: Any) -> None:
    keep, gone = a.person, b.person
    p, k, s = schema.presence.c, schema.name_key.c, schema.suggestion.c
    reports = list(connection.scalars(select(p.report).where(p.person == gone)))
    for start in range(0, len(reports), 400):
        part = reports[start : start + 400]
        for table in _PERSONAL:
            connection.execute(update(table).where(table.c.person == gone, table.c.report.in_(part)).values(person=keep))
    insert_rows(connection, schema.presence, [(keep, report) for report in reports], replace=True)
    keys = list(connection.scalars(select(k.key).where(k.person == gone)))
    insert_rows(connection, schema.name_key, [(key, keep) for key in keys], replace=True)
    connection.execute(delete(schema.presence).where(p.person == gone))
    connection.execute(delete(schema.suggestion).where((s.a == gone) | (s.b == gone)))
    of = select(schema.person.c.of).where(schema.person.c.id == gone).scalar_subquery()
    connection.execute(update(schema.person).where(schema.person.c.id == keep, schema.person.c.of.is_(None)).values(of=of))
    identity.rebuild(connection, {keep, gone})


def _split_people(connection: Connection, symbols: Symbols, a: Any, b: Any) -> None:
    """The first mention becomes a person of its own; where the identity began with it, the second does."""
    old = connection.execute(select(schema.person).where(schema.person.c.id == a.person)).one()
    mention = b if old.fid == a.fid else a
    number = (connection.scalar(select(func.max(schema.person.c.id))) or 0) + 1
    connection.execute(insert(schema.person), [{"id": number, "fid": mention.fid, "name": mention.name, "of": old.of}])
    for table in _PERSONAL:
        own = (table.c.report == mention.report, table.c.person == old.id, table.c.name == mention.name)
        connection.execute(update(table).where(*own).values(person=number))
    here = [select(t.c.n).where(t.c.report == mention.report, t.c.person == old.id).limit(1) for t in _PERSONAL]
    stays = any(connection.scalar(query) is not None for query in here)
    p = schema.presence.c
    if not stays:
        connection.execute(delete(schema.presence).where(p.person == old.id, p.report == mention.report))
    insert_rows(connection, schema.presence, [(number, mention.report)], replace=True)
    name, of = symbols.text(connection, mention.name) or "", symbols.text(connection, old.of)
    same = bearers(parse(name))
    keys = [(key, number) for key in (*entries(parse(name), of), same) if key is not None]
    insert_rows(connection, schema.name_key, keys, replace=True)
    identity.rebuild(connection, {old.id, number})


def _merge_contacts(connection: Connection, symbols: Symbols, a: Any, b: Any) -> None:
    account = schema.account.c
    connection.execute(update(schema.account).where(account.contact == b.contact).values(contact=a.contact))
    refresh(connection, symbols, {a.contact, b.contact})


def _split_contacts(connection: Connection, symbols: Symbols, a: Any, b: Any) -> None:
    """The first account becomes a contact of its own; where the contact began with it, the second does."""
    c, account = schema.contact.c, schema.account.c
    old = connection.execute(select(c.id, c.fid).where(c.id == a.contact)).one()
    alone = b if old.fid == a.fid else a
    number = (connection.scalar(select(func.max(c.id))) or 0) + 1
    connection.execute(insert(schema.contact), [{"id": number, "fid": alone.fid}])
    connection.execute(update(schema.account).where(account.report == alone.report, account.n == alone.n).values(contact=number))
    refresh(connection, symbols, {old.id, number})


_CHANGE = {
    ("person", "merge"): _merge_people,
    ("person", "split"): _split_people,
    ("contact", "merge"): _merge_contacts,
    ("contact", "split"): _split_contacts,
}
