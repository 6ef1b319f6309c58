"""Adding reports: one transaction a batch, the same report once, a re-read in place of the earlier one."""

import gc
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from mahdar.archive import clues, days, editions, fulltext, joining, ledger, marks, records, schema
from mahdar.archive import people as identity
from mahdar.archive.contacts import Contacts, account, refresh
from mahdar.archive.judging import Folding
from mahdar.archive.parties import Mentions
from mahdar.archive.people import Mention, Office, People
from mahdar.archive.rows import Places, Writer, body_words, number_of, pack, ready, report_date, unpack
from mahdar.archive.sketch import sketch
from mahdar.archive.store import Store, insert_rows
from mahdar.archive.symbols import BAR
from mahdar.archive.view import View
from mahdar.archive.words import fold
from mahdar.errors import ArchiveError
from mahdar.record import Record, fact_id
from mahdar.report import Report, Span

BATCH = 500  # reports a transaction
Item = tuple[Report, Record]


class Old(NamedTuple):
    """A report that the archive has."""

    row: int
    source: str
    digest: bytes


class Fresh(NamedTuple):
    """A report to write."""

    row: int
    report: Report
    record: Record
    digest: bytes


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
        self.editions = editions.Editions()
        self.generation = -1

    def add(self, items: Iterable[Item], fingerprint: str | None = None, batch: int = BATCH) -> Iterator[Added]:
        """Adds batch after batch; each that was yielded is kept, whatever happens next."""
        stream = iter(items)
        ready()
        while part := list(islice(stream, batch)):
            try:
                with _no_collection(), self.store.write() as connection:
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
                by = editions.superseded(connection, [row]).get(row)
                if by is None:  # an older version has no findings any more
                    self._clear(connection, [row])
                again = self._older(connection, row, by)
                connection.execute(delete(schema.report).where(schema.report.c.row == row))
                for pack_of, fresh in again:
                    self._keep(connection, [fresh], [], pack_of)
                if not ledger.empty(connection):
                    self._join(connection)
                self._end(connection)
        finally:
            self._forget()
        return True

    def _older(self, connection: Connection, row: int, by: int | None) -> list[tuple[str | None, Fresh]]:
        """The version of a report that stands again when this one is taken out, with its pack."""
        view, older = View(connection, self.store.symbols), editions.superseding(connection, row)
        kept = editions.old_record(connection, older) if older is not None and by is None else None
        editions.taken_out(connection, row, by)
        if older is None or kept is None:
            return []
        one = records.find(view, kept.document.id)
        return [(view.word(one.pack), Fresh(older, records.report(view, one.id)[0], kept, one.digest))]

    def _forget(self) -> None:
        self.people.forget()
        self.contacts.forget()
        self.editions.forget()
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
        old = self._old(connection, {report.id for report, _ in items})
        fresh: list[Fresh] = []
        copies: list[tuple[int, str]] = []
        top = self._top(connection)
        for report, record, sources in _unique(items):
            known, digest = old.get(report.id), _digest(report, record)
            row = known.row if known else (top := top + 1)
            source = known.source if known else sources[0]
            copies += [(row, other) for other in sources if other != source]
            if known is None or known.digest != digest:
                fresh.append(Fresh(row, msgspec.structs.replace(report, source=source), record, digest))
        changed = [one.row for one in fresh if one.report.id in old]
        facts, corrected = self._edited(connection, fresh, changed, fingerprint) if fresh else (0, 0)
        insert_rows(connection, schema.copy, copies, replace=True)
        if fresh or copies:
            self._end(connection)
        updated = len(changed) + corrected
        return Added(len(fresh) - updated, updated, len(items) - len(fresh), facts)

    def _edited(self, connection: Connection, fresh: list[Fresh], changed: list[int], fingerprint: str | None) -> tuple[int, int]:
        """Writes reports, of several versions of one the newest. How many facts, and how many reports are new versions."""
        had, gone = set(changed), editions.superseded(connection, changed)
        newer = self.editions.place(connection, [(one.row, one.report, one.record) for one in fresh if one.row not in had])
        for one in (one for one in fresh if one.row in gone):  # an older version, read anew
            editions.keep_old(connection, {one.row: gone[one.row]}, {one.row: one.record})
            values = {"digest": one.digest, "pack": self.store.symbols.id(connection, fingerprint)}
            connection.execute(update(schema.report).where(schema.report.c.row == one.row).values(**values))
        stale = [one for one in fresh if one.row in newer]
        facts = self._keep(connection, stale, [one.row for one in stale if one.row in had], fingerprint) if stale else 0
        self._retire(connection, newer, {one.row: one.record for one in stale})
        rest = [one for one in fresh if one.row not in newer and one.row not in gone]
        again = [one.row for one in rest if one.row in had]
        facts += self._keep(connection, rest, again, fingerprint)
        self.editions.flush(connection)
        return facts, len(newer)

    def _retire(self, connection: Connection, newer: dict[int, int], own: dict[int, Record]) -> None:
        """Takes the findings of reports of which there is a newer version out of the answers, and keeps them."""
        if not newer:
            return
        view = View(connection, self.store.symbols)
        found = {row: own.get(row) or marks.own(connection, row) or records.report(view, view.head(row).id)[1] for row in newer}
        self._clear(connection, list(newer))
        editions.keep_old(connection, newer, found)

    def _keep(self, connection: Connection, fresh: list[Fresh], changed: list[int], fingerprint: str | None) -> int:
        """Writes reports as people judged them; ``changed`` are the rows of those that the archive had."""
        folding = Folding(connection, [one.report for one in fresh])
        judged = {one.row: folding.of(one.report, one.record) for one in fresh}
        if changed:
            self._clear(connection, changed)
        facts = self._write(connection, [one._replace(record=judged[one.row][0]) for one in fresh], fingerprint)
        if not folding.idle:
            for one in fresh:
                marks.keep(connection, one.row, one.record, judged[one.row][1])
            self._join(connection)
        return facts

    def _join(self, connection: Connection) -> None:
        """People's merges and splits, over what was made of people and contacts here."""
        if joining.apply(connection, self.store.symbols):
            self.people.forget()
            self.contacts.forget()
            self.people.start(connection)
            self.contacts.start(connection)

    def refold(self, connection: Connection, reports: Iterable[str], wholly: Iterable[str] = ()) -> None:
        """Folds reports of the archive with the ledger anew, in a writer's transaction. Those to be told apart ``wholly`` are
        written again, though their facts be the same: who is who in them may be another now.
        """
        self._start(connection)
        view, again = View(connection, self.store.symbols), set(wholly)
        packs: dict[str | None, list[Fresh]] = {}
        for id in sorted(editions.standing(connection, {*reports, *again})):
            row = records.find(view, id)
            report, kept = records.report(view, id)
            one = Fresh(row.row, report, marks.own(connection, row.row) or kept, row.digest)
            record, told = Folding(connection, [report]).of(report, one.record)
            if id in again or record != kept:
                packs.setdefault(view.word(row.pack), []).append(one)
            else:
                marks.keep(connection, row.row, one.record, told)
        self._clear(connection, [one.row for fresh in packs.values() for one in fresh])
        for pack_of, fresh in packs.items():
            self._keep(connection, sorted(fresh, key=lambda one: one.row), [], pack_of)
        self._join(connection)
        self._end(connection)

    def _old(self, connection: Connection, ids: Iterable[str]) -> dict[str, Old]:
        found: dict[str, Old] = {}
        c, every = schema.report.c, sorted(ids)
        for start in range(0, len(every), 500):
            rows = connection.execute(select(c.id, c.row, c.source, c.digest).where(c.id.in_(every[start : start + 500])))
            found |= {row.id: Old(row.row, row.source, row.digest) for row in rows}
        return found

    def _top(self, connection: Connection) -> int:
        return connection.scalar(select(func.max(schema.report.c.row))) or 0

    def _clear(self, connection: Connection, rows: list[int]) -> None:
        """Takes the findings of reports out; people and contacts that others attest stay as these tell them."""
        people: set[int] = set()
        contacts: set[int] = set()
        for start in range(0, len(rows), 400):
            part = rows[start : start + 400]
            named = set[int]()
            for table in (schema.mention, schema.office, schema.participant, schema.speaker):
                query = select(table.c.person).where(table.c.report.in_(part), table.c.person.is_not(None))
                named |= set(connection.scalars(query))
            people |= named
            lists = connection.scalars(
                select(schema.statement.c.parties).where(schema.statement.c.report.in_(part)).distinct()
            ).all()
            for way, column, ids in ((schema.presence, "person", sorted(named)), (schema.concern, "parties", lists)):
                for few in (ids[n : n + 400] for n in range(0, len(ids), 400)):
                    connection.execute(delete(way).where(way.c[column].in_(few), way.c.report.in_(part)))
            clues.remove(connection, part, {*lists, *self._sides(connection, part)})
            contacts |= set(connection.scalars(select(schema.account.c.contact).where(schema.account.c.report.in_(part))))
            for table in (*schema.FACTS, *schema.CHILDREN):
                connection.execute(delete(table).where(table.c.report.in_(part)))
            self._unsearch(connection, part)
        identity.rebuild(connection, people)
        refresh(connection, self.store.symbols, contacts)
        self.people.forget()
        self.contacts.forget()
        self.people.start(connection)
        self.contacts.start(connection)

    def _sides(self, connection: Connection, rows: list[int]) -> set[int]:
        """The parties of each account in these reports, as lists."""
        p, sides = schema.participant.c, dict[tuple[int, int], set[int]]()
        for row in connection.execute(select(p.report, p.n, p.of).where(p.report.in_(rows), p.attends.is_(False))):
            sides.setdefault((row.report, row.n), set()).add(row.of)
        symbols = self.store.symbols
        texts = [sorted(filter(None, (symbols.text(connection, of) for of in some))) for some in sides.values()]
        known = (symbols.known(connection, BAR + BAR.join(parties)) for parties in texts)
        return {found for found in known if found is not None}

    def _unsearch(self, connection: Connection, rows: list[int]) -> None:
        c = schema.report.c
        found = connection.execute(select(c.row, c.text, c.spans).where(c.row.in_(rows))).all()
        texts = ((row.row, zlib.decompress(row.text).decode("utf-8", "surrogatepass"), unpack(row.spans)) for row in found)
        fulltext.remove(connection, [(row, body_words(text, fold(text), spans)) for row, text, spans in texts])

    def _write(self, connection: Connection, fresh: list[Fresh], fingerprint: str | None) -> int:
        self.people.prefetch(connection, {(p.name, p.country) for one in fresh for p in one.record.people})
        self.contacts.prefetch(connection, _looks(one.record for one in fresh))
        self.people.rule = f"{identity.RULE}@{fingerprint}"
        writer = Writer(connection, self.store.symbols, self.places)
        reports, searched = [], []
        for one in fresh:
            try:
                folded = fold(one.report.text)
                people = self._people(connection, one.row, one.record)
                contacts = self._contacts(connection, one.row, one.record, people, folded)
                writer.add(one.row, Mentions(one.report.text, folded), one.record, people, contacts)
                reports.append(self._report(connection, writer, one, fingerprint))
            except (TypeError, IndexError, UnicodeError) as error:
                what = f"the record does not fit its report ({error})"
                raise ArchiveError(f"{one.report.source}: {what}; read the report again") from error
            searched.append((one.row, body_words(one.report.text, folded, one.record.document.body)))
        self.people.flush(connection)
        self.contacts.flush(connection)
        self.places.flush(connection)
        self.store.symbols.flush(connection)
        insert_rows(connection, schema.report, reports, replace=True)
        fulltext.add(connection, searched)
        return writer.flush()

    def _people(self, connection: Connection, row: int, record: Record) -> dict[str, int]:
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
            mention = Mention(name, party, frozenset(offices.get(name, ())), date, number_of(fid), row)
            found[name] = self.people.assign(connection, mention)
        return found

    def _contacts(
        self, connection: Connection, row: int, record: Record, people: dict[str, int], folded: str
    ) -> list[tuple[int, bytes]]:
        """The contact of every account in a record, and the sketch of its words."""
        told = days.day(report_date(record))
        found = []
        for n, c in enumerate(record.contacts):
            sides = [(p.of, people.get(p.person or ""), p.person) for p in c.participants]
            drawn = sketch(folded, *c.spans[0]) if c.spans else b""
            one = account((row, n, number_of(c.id)), (c.form, c.status), sides, (c.date, c.date_end, told), drawn)
            number, alike = self.contacts.assign(connection, one)
            self.people.suggest_alike(alike)
            found.append((number, drawn))
        return found

    def _report(self, connection: Connection, writer: Writer, one: Fresh, fingerprint: str | None) -> tuple[Any, ...]:
        report, record = one.report, one.record
        d, sym = record.document, writer.sym
        line = d.dateline
        place = self.places.id(connection, self.store.symbols, line.place if line else None)
        where = (line is not None, place, line.date if line else None, pack([line.span]) if line else None)
        head = (d.headline, pack([d.headline_span]) if d.headline_span else None)
        packed = zlib.compress(report.text.encode("utf-8", "surrogatepass"), 1)
        meta = (report.id, report.source, d.published, report.published, report.publisher, report.url, report_date(record))
        return one.row, *meta, sym(d.agency), *head, *where, sym(d.language), pack(d.body), sym(fingerprint), one.digest, packed


@contextmanager
def _no_collection() -> Iterator[None]:
    """A batch makes hundreds of thousands of rows and no cycles: looking for cycles among them would take a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _unique(items: list[Item]) -> list[tuple[Report, Record, list[str]]]:
    """Every report of a batch once, as it was read last, with all the names that it came under."""
    found: dict[str, tuple[Report, Record, list[str]]] = {}
    for report, record in items:
        if record.document.id != report.id:
            what = f"the record is of another report ({record.document.id})"
            raise ArchiveError(f"{report.source}: {what}; read the report again")
        sources = found[report.id][2] if report.id in found else []
        found[report.id] = (report, record, [*sources, report.source])
    return list(found.values())


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
