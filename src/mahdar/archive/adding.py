"""Adding reports: one transaction a batch, the same report once, a re-read in place of the earlier one."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select, update

from mahdar.archive import days, fulltext, schema
from mahdar.archive import people as identity
from mahdar.archive.contacts import Contacts, account, refresh
from mahdar.archive.parties import Mentions
from mahdar.archive.people import Mention, Office, People
from mahdar.archive.rows import Places, Writer, body_words, number_of, pack, report_date, unpack
from mahdar.archive.store import Store, insert_rows
from mahdar.archive.words import fold
from mahdar.errors import ArchiveError
from mahdar.record import Record, fact_id
from mahdar.report import Report, Span

BATCH = 2000  # reports a transaction
Item = tuple[Report, Record]
Old = tuple[int, bytes]  # row, digest


class Added(NamedTuple):
    """How many reports were new, re-read with other findings, or known already; and the facts that were written."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    facts: int = 0

    def plus(self, other: "Added") -> "Added":
        return Added(*(a + b for a, b in zip(self, other, strict=True)))


class Adder:
    """Writes reports and their records. Holds what it has seen of people and contacts, until somebody else writes."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.people, self.contacts, self.places = People(store), Contacts(store), Places()
        self.generation = -1

    def add(self, items: Iterable[Item], fingerprint: str | None = None, batch: int = BATCH) -> Iterator[Added]:
        """Adds batch after batch; each that was yielded is kept, whatever happens next."""
        stream = iter(items)
        while part := list(islice(stream, batch)):
            try:
                with self.store.write() as connection:
                    done = self._batch(connection, part, fingerprint)
            except BaseException:
                self._forget()
                raise
            yield done

    def remove(self, report_id: str) -> bool:
        """Takes a report and its findings out."""
        try:
            with self.store.write() as connection:
                self._start(connection)
                row = connection.scalar(select(schema.report.c.row).where(schema.report.c.id == report_id))
                if row is None:
                    return False
                self._clear(connection, [row])
                connection.execute(delete(schema.report).where(schema.report.c.row == row))
                self._end(connection)
        finally:
            self._forget()
        return True

    def _forget(self) -> None:
        self.people.forget()
        self.contacts.forget()
        self.generation = -1

    def _start(self, connection: Connection) -> None:
        value = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "generation"))
        if int(value or 0) != self.generation:
            self._forget()
            self.generation = int(value or 0)
        self.store.symbols.start(connection)
        self.people.start(connection)
        self.contacts.start(connection)
        self.places.start(connection)

    def _end(self, connection: Connection) -> None:
        """Everybody else learns that the archive has changed."""
        self.generation += 1
        meta = schema.meta
        connection.execute(update(meta).where(meta.c.key == "generation").values(value=str(self.generation)))

    def _batch(self, connection: Connection, items: list[Item], fingerprint: str | None) -> Added:
        self._start(connection)
        unique = {report.id: (report, record) for report, record in items}
        for report, record in unique.values():
            if record.document.id != report.id:
                raise ArchiveError(
                    f"{report.source}: the record is of another report ({record.document.id}); read the report again"
                )
        old = self._old(connection, list(unique))
        fresh: list[tuple[int | None, Report, Record, bytes]] = []
        for report, record in unique.values():
            digest = _digest(report, record)
            known = old.get(report.id)
            if known is None or known[1] != digest:
                fresh.append((known[0] if known else None, report, record, digest))
        changed = [row for row, *_ in fresh if row is not None]
        if changed:
            self._clear(connection, changed)
        if fresh:
            facts = self._write(connection, fresh, fingerprint)
            self._end(connection)
        added = len(fresh) - len(changed)
        return Added(added, len(changed), len(items) - len(fresh), facts if fresh else 0)

    def _old(self, connection: Connection, ids: list[str]) -> dict[str, Old]:
        found: dict[str, Old] = {}
        c = schema.report.c
        for start in range(0, len(ids), 500):
            rows = connection.execute(select(c.id, c.row, c.digest).where(c.id.in_(ids[start : start + 500])))
            found |= {row.id: (row.row, row.digest) for row in rows}
        return found

    def _clear(self, connection: Connection, rows: list[int]) -> None:
        """Takes the findings of reports out; people and contacts that others attest stay as these tell them."""
        people: set[int] = set()
        contacts: set[int] = set()
        for start in range(0, len(rows), 400):
            part = rows[start : start + 400]
            for table in (schema.mention, schema.office, schema.participant, schema.speaker):
                query = select(table.c.person).where(table.c.report.in_(part), table.c.person.is_not(None))
                people |= set(connection.scalars(query))
            contacts |= set(connection.scalars(select(schema.account.c.contact).where(schema.account.c.report.in_(part))))
            for table in (*schema.FACTS, *schema.CHILDREN):
                connection.execute(delete(table).where(table.c.report.in_(part)))
            echo = schema.echo.c
            connection.execute(delete(schema.echo).where(echo.report.in_(part) | echo.by_report.in_(part)))
            self._unsearch(connection, part)
        identity.rebuild(connection, people)
        refresh(connection, self.store.symbols, contacts)
        self.people.forget()
        self.contacts.forget()
        self.people.start(connection)
        self.contacts.start(connection)

    def _unsearch(self, connection: Connection, rows: list[int]) -> None:
        c = schema.report.c
        found = connection.execute(select(c.row, c.text, c.spans).where(c.row.in_(rows))).all()
        texts = ((row.row, zlib.decompress(row.text).decode("utf-8", "surrogatepass"), unpack(row.spans)) for row in found)
        fulltext.remove(connection, [(row, body_words(text, fold(text), spans)) for row, text, spans in texts])

    def _write(
        self, connection: Connection, fresh: list[tuple[int | None, Report, Record, bytes]], fingerprint: str | None
    ) -> int:
        top = self._top(connection)
        self.people.prefetch(connection, {(p.name, p.country) for _, _, record, _ in fresh for p in record.people})
        self.contacts.prefetch(connection, _looks(record for _, _, record, _ in fresh))
        writer = Writer(connection, self.store.symbols, self.places)
        reports, searched = [], []
        for row, report, record, digest in fresh:
            if row is None:
                top, row = top + 1, top + 1
            try:
                people = self._people(connection, record)
                folded = fold(report.text)
                writer.add(row, Mentions(report.text, folded), record, people, self._contacts(connection, row, record, people))
                reports.append(self._report(connection, writer, row, report, record, digest, fingerprint))
            except (TypeError, IndexError, UnicodeError) as error:
                raise ArchiveError(
                    f"{report.source}: the record does not fit its report ({error}); read the report again"
                ) from error
            searched.append((row, body_words(report.text, folded, record.document.body)))
        self.people.flush(connection)
        self.contacts.flush(connection)
        self.places.flush(connection)
        self.store.symbols.flush(connection)
        insert_rows(connection, schema.report, reports, replace=True)
        fulltext.add(connection, searched)
        return writer.flush()

    def _top(self, connection: Connection) -> int:
        return connection.scalar(select(schema.report.c.row).order_by(schema.report.c.row.desc()).limit(1)) or 0

    def _people(self, connection: Connection, record: Record) -> dict[str, int]:
        """The person of every name in a record."""
        date = report_date(record)
        offices: dict[str, set[Office]] = {}
        of: dict[str, str | None] = {}
        for o in record.offices:
            if not o.former:
                offices.setdefault(o.person, set()).add((o.office, o.of, o.portfolio))
            of[o.person] = of.get(o.person) or o.of
        sides = [p for c in record.contacts for p in (*c.participants, *c.attendees)]
        for p in (*sides, *(s for statement in record.statements for s in statement.speakers)):
            if p.person:
                of[p.person] = of.get(p.person) or p.of
        found: dict[str, int] = {}
        for person in record.people:
            of[person.name] = person.country or of.get(person.name)
        ids = {person.name: person.id for person in record.people}
        for name, party in of.items():
            fid = ids.get(name) or fact_id(record.document.id, "person", Span(0, 0), name)
            mention = Mention(name, party, frozenset(offices.get(name, ())), date, number_of(fid))
            found[name] = self.people.assign(connection, mention)
        return found

    def _contacts(self, connection: Connection, row: int, record: Record, people: dict[str, int]) -> list[int]:
        """The contact of every account in a record."""
        told = days.day(report_date(record))
        found = []
        for n, c in enumerate(record.contacts):
            sides = [(p.of, people.get(p.person or ""), p.person) for p in c.participants]
            one = account(row, n, number_of(c.id), c.form, c.status, sides, c.date, c.date_end, told)
            number, alike = self.contacts.assign(connection, one)
            self.people.suggest_alike(alike)
            found.append(number)
        return found

    def _report(
        self,
        connection: Connection,
        writer: Writer,
        row: int,
        report: Report,
        record: Record,
        digest: bytes,
        fingerprint: str | None,
    ) -> tuple[Any, ...]:
        d, sym = record.document, writer.sym
        line = d.dateline
        place = self.places.id(connection, self.store.symbols, line.place if line else None)
        where = (line is not None, place, line.date if line else None, pack([line.span]) if line else None)
        head = (d.headline, pack([d.headline_span]) if d.headline_span else None)
        packed = zlib.compress(report.text.encode("utf-8", "surrogatepass"), 1)
        meta = (report.id, report.source, d.published, report.published, report.publisher, report.url, report_date(record))
        return row, *meta, sym(d.agency), *head, *where, sym(d.language), pack(d.body), sym(fingerprint), digest, packed


def _digest(report: Report, record: Record) -> bytes:
    """Of all that a report brings, but for where it was found."""
    nowhere = msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, source=""))
    try:
        found = hashlib.blake2b(msgspec.msgpack.encode((nowhere, report.published)), digest_size=12)
        report.source.encode()
    except UnicodeError as error:
        raise ArchiveError(f"{report.source!a}: the record holds half a character ({error}); read the report again") from error
    found.update(report.text.encode("utf-8", "surrogatepass"))
    return found.digest()


def _looks(records: Iterable[Record]) -> Iterator[tuple[tuple[str, ...], str | None, int | None]]:
    for record in records:
        told = days.day(report_date(record))
        for c in record.contacts:
            yield tuple(sorted({p.of for p in c.participants if p.of})), c.date, told
