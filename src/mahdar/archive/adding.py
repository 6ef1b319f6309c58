"""Adding reports: one transaction a batch, the same report once, a re-read in place of the earlier one."""

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from mahdar.archive import clues, days, editions, fulltext, joining, ledger, marks, records, schema
from mahdar.archive import people as identity
from mahdar.archive.contacts import Contacts, Look, account, look, refresh
from mahdar.archive.folding import Mark
from mahdar.archive.judging import Folding
from mahdar.archive.people import Mention, People
from mahdar.archive.preparing import Prepared, digest, prepare
from mahdar.archive.rows import body_words, unpack
from mahdar.archive.store import Store, insert_rows
from mahdar.archive.symbols import BAR
from mahdar.archive.view import View
from mahdar.archive.words import fold
from mahdar.archive.writing import Places, Writer
from mahdar.cycles import uncollected
from mahdar.record import Record
from mahdar.report import Report

BATCH = 1000  # reports a transaction
Item = tuple[Report, Record]


class Old(NamedTuple):
    """A report that the archive has."""

    row: int
    source: str
    digest: bytes


class Come(NamedTuple):
    """A report that comes in, once, with all the names that it came under."""

    id: str
    item: Item | Prepared
    sources: list[str]

    def ready(self) -> Prepared:
        return self.item if isinstance(self.item, Prepared) else prepare(*self.item)

    def digest(self) -> bytes:
        return self.item.digest if isinstance(self.item, Prepared) else digest(*self.item)


class Fresh(NamedTuple):
    """A report to write."""

    row: int
    report: Prepared


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

    def add(self, items: Iterable[Item | Prepared], fingerprint: str | None = None, batch: int = BATCH) -> Iterator[Added]:
        """Adds batch after batch; each that was yielded is kept, whatever happens next."""
        stream = iter(items)
        while True:
            try:
                with uncollected():
                    part = self._prepared(islice(stream, batch))  # before the writer's transaction: others wait for its end
                    if not part:
                        return
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
        return [(view.word(one.pack), Fresh(older, _prepare(records.report(view, one.id)[0], kept, one.digest)))]

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

    def _prepared(self, items: Iterable[Item | Prepared]) -> list[Come]:
        """Prepares what is not prepared yet and not known as it is."""
        come = _unique(items)
        plain = {one.id for one in come if not isinstance(one.item, Prepared)}
        if not plain:
            return come
        with self.store.read() as connection:
            old = self._old(connection, plain)
        return [one if one.id not in plain or _same(old.get(one.id), one) else one._replace(item=one.ready()) for one in come]

    def _batch(self, connection: Connection, items: list[Come], fingerprint: str | None) -> Added:
        self._start(connection)
        old = self._old(connection, {one.id for one in items})
        fresh: list[Fresh] = []
        copies: list[tuple[int, str]] = []
        top = self._top(connection)
        for one in items:
            known = old.get(one.id)
            row = known.row if known else (top := top + 1)
            source = known.source if known else one.sources[0]
            copies += [(row, other) for other in one.sources if other != source]
            if not _same(known, one):
                fresh.append(Fresh(row, one.ready().under(source)))
        changed = [one.row for one in fresh if one.report.head.id in old]
        facts, corrected = self._edited(connection, fresh, changed, fingerprint) if fresh else (0, 0)
        insert_rows(connection, schema.copy, copies, replace=True)
        if fresh or copies:
            self._end(connection)
        updated = len(changed) + corrected
        return Added(len(fresh) - updated, updated, sum(len(one.sources) for one in items) - len(fresh), facts)

    def _edited(self, connection: Connection, fresh: list[Fresh], changed: list[int], fingerprint: str | None) -> tuple[int, int]:
        """Writes reports, of several versions of one the newest. How many facts, and how many reports are new versions."""
        had, gone = set(changed), editions.superseded(connection, changed)
        newer = self.editions.place(connection, [_printed(one) for one in fresh if one.row not in had])
        for one in (one for one in fresh if one.row in gone):  # an older version, read anew
            editions.keep_old(connection, {one.row: gone[one.row]}, {one.row: one.report.found()})
            values = {"digest": one.report.digest, "pack": self.store.symbols.id(connection, fingerprint)}
            connection.execute(update(schema.report).where(schema.report.c.row == one.row).values(**values))
        stale = [one for one in fresh if one.row in newer]
        facts = self._keep(connection, stale, [one.row for one in stale if one.row in had], fingerprint) if stale else 0
        self._retire(connection, newer, {one.row: one.report.found() for one in stale})
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
        idle = ledger.empty(connection)
        judged = [] if idle else self._judged(connection, fresh)
        if changed:
            self._clear(connection, changed)
        facts = self._write(connection, fresh if idle else [one for one, _, _ in judged], fingerprint)
        for one, record, told in judged:
            marks.keep(connection, one.row, record, told)
        if not idle:
            self._join(connection)
        return facts

    def _judged(self, connection: Connection, fresh: list[Fresh]) -> list[tuple[Fresh, Record, list[Mark]]]:
        """Reports as people judged them, with the machine's own records and what became of the judgements."""
        reports = [one.report.report() for one in fresh]
        folding, found = Folding(connection, reports), []
        for one, report in zip(fresh, reports, strict=True):
            record = one.report.found()
            judged, told = folding.of(report, record)
            as_told = one if judged is record else Fresh(one.row, _prepare(report, judged, one.report.digest))
            found.append((as_told, record, told))
        return found

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
            own = marks.own(connection, row.row) or kept
            record, told = Folding(connection, [report]).of(report, own)
            if id in again or record != kept:
                packs.setdefault(view.word(row.pack), []).append(Fresh(row.row, _prepare(report, own, row.digest)))
            else:
                marks.keep(connection, row.row, own, told)
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
        self.people.prefetch(connection, {(named.keys, named.same) for one in fresh for named in one.report.named})
        self.contacts.prefetch(connection, (found for one in fresh for found in _looks(one.report)))
        self.people.rule = f"{identity.RULE}@{fingerprint}"
        texts = chain.from_iterable(one.report.texts for one in fresh)
        writer = Writer(connection, self.store.symbols, self.places, texts, fingerprint)
        for one in fresh:
            people = [
                self.people.assign(
                    connection, Mention(n.name, n.of, frozenset(n.offices), one.report.date, n.fid, one.row, n.keys)
                )
                for n in one.report.named
            ]
            writer.add(one.row, one.report, people, self._contacts(connection, one, people))
        self.people.flush(connection)
        self.contacts.flush(connection)
        return writer.flush()

    def _contacts(self, connection: Connection, one: Fresh, people: list[int]) -> list[int]:
        """The contact of every account in a report."""
        told, found = days.day(one.report.date), []
        for n, c in enumerate(one.report.told):
            sides = [(of, people[place - 1] if place else None, name) for of, place, name in c.sides]
            own = account((one.row, n, c.fid), (c.form, c.status), sides, (c.date, c.date_end, told), c.sketch)
            number, alike = self.contacts.assign(connection, own)
            self.people.suggest_alike(alike)
            found.append(number)
        return found


def _unique(items: Iterable[Item | Prepared]) -> list[Come]:
    """Every report of a batch once, as it was read last, with all the names that it came under."""
    found: dict[str, Come] = {}
    for item in items:
        report = item.head if isinstance(item, Prepared) else item[0]
        sources = found[report.id].sources if report.id in found else []
        found[report.id] = Come(report.id, item, [*sources, report.source])
    return list(found.values())


def _same(known: Old | None, one: Come) -> bool:
    """The archive has a report as it is."""
    return known is not None and known.digest == one.digest()


def _prepare(report: Report, record: Record, digest: bytes) -> Prepared:
    """A report that is kept already under a digest, to be written anew."""
    return msgspec.structs.replace(prepare(report, record), digest=digest)


def _printed(one: Fresh) -> editions.Print:
    return editions.printed(one.row, one.report.head, one.report.date, one.report.sketch)


def _looks(report: Prepared) -> Iterator[Look]:
    told = days.day(report.date)
    for c in report.told:
        if found := look({of for of, _, _ in c.sides if of}, c.date, c.date_end, told):
            yield found
