"""A record as rows of the tables, and the spellings that rows use: fact ids as integers, spans as text."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from mahdar.archive import days, schema, ways
from mahdar.archive.clues import Clues, Said
from mahdar.archive.echoing import marks, named
from mahdar.archive.parties import Mentions
from mahdar.archive.store import insert_rows
from mahdar.archive.symbols import Grouped, Interned, Symbols, fetch
from mahdar.archive.vocabulary import PROMISES
from mahdar.archive.words import fold
from mahdar.errors import ArchiveError
from mahdar.record import Agreement, Anniversary, Label, Party, Place, Position, Record
from mahdar.report import Span

Rows = dict[str, list[tuple[Any, ...]]]
Told = list[tuple[int, bytes]]


def number_of(fact_id: str) -> int:
    """A record's fact id (16 hex digits) as the signed integer that is stored."""
    try:
        number = int(fact_id, 16) if len(fact_id) == 16 else -1
    except ValueError:
        number = -1
    if number < 0:
        raise ArchiveError(f"{fact_id!r}: is no id of a fact; make it with mahdar.record.fact_id")
    return number - (1 << 64) if number >= 1 << 63 else number


def id_of(number: int) -> str:
    """The fact id that ``number_of`` took."""
    return f"{number & 0xFFFFFFFFFFFFFFFF:016x}"


def pack(spans: Iterable[Sequence[int]]) -> str:
    """Spans as text: ``3:9 20:31``."""
    return " ".join(f"{start}:{stop}" for start, stop in spans)


def unpack(text: str | None) -> list[Span]:
    """The spans that ``pack`` took."""
    pairs = (pair.split(":") for pair in (text or "").split())
    return [Span(int(start), int(stop)) for start, stop in pairs]


def report_date(record: Record) -> str | None:
    """The day of the report: of its dateline, else of its publication."""
    dateline, published = record.document.dateline, record.document.published
    return (dateline.date if dateline else None) or (published[:10] if published else None)


def body_words(text: str, folded: str, spans: Iterable[Sequence[int]]) -> str:
    """What of a report is searched: its body, folded."""
    if len(folded) == len(text):
        return "\n".join(folded[start:stop] for start, stop in spans) or folded
    return fold("\n".join(text[start:stop] for start, stop in spans) or text)


def ready() -> None:
    """Loads the tables of words that writing needs: before the writer's transaction, since others wait for its end."""
    Mentions("", "").within(0, 0)
    marks("اللجنة المشتركة", named([""]))


class Places:
    """Places by name, GeoNames id and country, each kept once."""

    def __init__(self) -> None:
        self._ids: dict[Place, int] = {}
        self._new: list[tuple[Any, ...]] = []
        self._next = 0

    def start(self, connection: Connection) -> None:
        self._ids.clear()
        self._next = (connection.scalar(select(func.max(schema.place.c.id))) or 0) + 1

    def id(self, connection: Connection, symbols: Symbols, place: Place | None) -> int | None:
        if place is None:
            return None
        found = self._ids.get(place)
        if found is None:
            name, country = symbols.id(connection, place.name), symbols.id(connection, place.country)
            key, own = symbols.id(connection, "place " + fold(place.name)), (name, place.geonames, country)
            alike = fetch(connection, "SELECT id, name, geonames, country FROM place WHERE key = ?", (key,))
            found = next((id for id, *other in alike if tuple(other) == own), None)
            if found is None:
                found, self._next = self._next, self._next + 1
                self._new.append((found, *own, key))
            self._ids[place] = found
        return found

    def flush(self, connection: Connection) -> None:
        insert_rows(connection, schema.place, self._new)
        self._new = []


class Writer:
    """Gathers the rows of many reports; ``people`` and ``contacts`` of a report are told by whoever resolves them."""

    def __init__(self, connection: Connection, symbols: Symbols, places: Places) -> None:
        self.connection, self.symbols, self.places = connection, symbols, places
        self.sym = Interned(symbols, connection).__getitem__
        self.group = Grouped(symbols, connection).__getitem__
        self.rows: Rows = {table.name: [] for table in (*schema.FACTS, *schema.CHILDREN, *schema.WAYS)}
        self.clues = Clues()

    def add(self, row: int, named: Mentions, record: Record, people: dict[str, int], contacts: Told) -> None:
        """The rows of one report: ``people`` gives the person of a name, ``contacts`` the contact and sketch of each account."""
        self._people(row, record, people)
        self._contacts(row, record, people, contacts)
        sides = [_parties(c.participants) for c in record.contacts]
        said = self._statements(row, named, record, people, sides)
        self._relations(row, record)
        self.rows["presence"] += [(person, row) for person in {*people.values()}]
        listed = [*(label.parties for label in record.labels), *(document.parties for document in record.agreements)]
        told = (tuple(sorted(of)) for of in listed)
        lists = {self.group(of) for of in (*sides, *(one.between for one in said), *told) if len(of) > 1}
        names = [person.name for person in record.people]
        self.clues.add(row, named, record.document.body, said, lists, report_date(record), names)

    def _people(self, row: int, record: Record, people: dict[str, int]) -> None:
        sym, add, told = self.sym, self.rows, report_date(record)
        for n, p in enumerate(record.people):
            add["mention"].append(
                (row, n, number_of(p.id), sym(p.rule), pack(p.spans), sym(p.name), sym(p.country), people.get(p.name))
            )
        for n, o in enumerate(record.offices):
            own = (sym(o.person), sym(o.office), sym(o.of), sym(o.portfolio), sym(o.title), o.former, people.get(o.person))
            add["office"].append((row, n, number_of(o.id), sym(o.rule), f"{o.span[0]}:{o.span[1]}", *own, told))

    def _contacts(self, row: int, record: Record, people: dict[str, int], contacts: Told) -> None:
        sym, add = self.sym, self.rows
        for n, c in enumerate(record.contacts):
            mechanism, number = (c.mechanism.name, c.mechanism.round) if c.mechanism else (None, None)
            place = self.places.id(self.connection, self.symbols, c.place)
            contact, drawn = contacts[n]
            what = (sym(c.form), sym(c.status), c.date, sym(c.date_precision), c.date_end, place, sym(c.level))
            more = (sym(c.on_sidelines_of), sym(mechanism), number, c.count, drawn, contact)
            add["account"].append((row, n, number_of(c.id), sym(c.rule), pack(c.spans), *what, *more))
            both = [(False, p) for p in c.participants] + [(True, p) for p in c.attendees]
            for k, (attends, p) in enumerate(both):
                add["participant"].append((row, n, k, attends, sym(p.person), sym(p.of), people.get(p.person or "")))

    def _statements(
        self, row: int, named: Mentions, record: Record, people: dict[str, int], sides: list[tuple[str, ...]]
    ) -> list[Said]:
        sym, group, add, say = self.sym, self.group, self.rows["statement"], self.rows["speaker"]
        told, said = report_date(record), list[Said]()
        held = {c.id: (n, sides[n], c.date if days.span(c.date) else told) for n, c in enumerate(record.contacts)}
        concern: set[int | None] = set()
        for n, s in enumerate(record.statements):
            by = _parties(s.speakers)
            account, others, date = held.get(s.contact or "") or (None, _sides(by, sides), told)
            parties = by if by == others else tuple(sorted({*by, *others}))
            about = tuple(sorted(named.within(*s.content).union(parties).difference(by)))
            what = (
                sym(s.act),
                s.joint,
                f"{s.content[0]}:{s.content[1]}",
                group(tuple(s.areas)),
                account,
                sym(s.modality),
                s.due,
                date,
            )
            lists = (group(by), group(parties), group(about), s.act in PROMISES)
            add.append((row, n, number_of(s.id), sym(s.rule), f"{s.span[0]}:{s.span[1]}", *what, *lists))
            concern.add(lists[1])
            said.append(Said(n, parties, lists[1], s.content, s.span, date, lists[3]))
            for k, p in enumerate(s.speakers):
                say.append((row, n, k, sym(p.person), sym(p.of), people.get(p.person or "")))
        self.rows["concern"] += [(parties, told or "", row) for parties in concern if parties is not None]
        return said

    def _relations(self, row: int, record: Record) -> None:
        sym, group, common, add, told = self.sym, self.group, self._common, self.rows, report_date(record)
        for n, p in enumerate(record.positions):
            add["position"].append((row, n, *common(p), sym(p.of), sym(p.stance), sym(p.issue), sym(p.target), told))
        for n, f in enumerate(record.labels):
            add["label"].append((row, n, *common(f), group(tuple(f.parties)), sym(f.label), sym(f.change), f.date, told))
        for n, a in enumerate(record.agreements):
            add["agreement"].append((row, n, *common(a), sym(a.kind), sym(a.status), group(tuple(a.parties)), a.date, told))
        for n, v in enumerate(record.anniversaries):
            add["anniversary"].append((row, n, *common(v), v.number, sym(v.event), group(tuple(v.parties)), v.year))
        for n, g in enumerate(record.organisations):
            add["organisation"].append((row, n, None, sym(g.rule), f"{g.span[0]}:{g.span[1]}", sym(g.id), sym(g.name)))

    def _common(self, fact: Position | Label | Agreement | Anniversary) -> tuple[int, int | None, str]:
        start, stop = fact.span
        return number_of(fact.id), self.sym(fact.rule), f"{start}:{stop}"

    def flush(self) -> int:
        """Writes what was gathered, and says how many facts it was."""
        self.places.flush(self.connection)
        self.symbols.flush(self.connection)
        for table in (*schema.FACTS, *schema.CHILDREN):
            insert_rows(self.connection, table, self.rows[table.name])
        for table in schema.WAYS:
            insert_rows(self.connection, table, sorted(self.rows[table.name]))
        self.clues.flush(self.connection)
        facts = [fact for table in schema.FACTS for fact in self.rows[table.name]]
        ways.add(self.connection, ((fact[2], fact[0]) for fact in facts if fact[2] is not None))
        return len(facts)


def _parties(sides: Iterable[Party]) -> tuple[str, ...]:
    found = {p.of for p in sides if p.of}
    return tuple(sorted(found)) if len(found) > 1 else tuple(found)


def _sides(by: tuple[str, ...], contacts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Before whom something was said that was said at no contact: the sides of the report's one contact that the speaker has."""
    own = {sides for sides in contacts if by and {*by} <= {*sides}}
    return own.pop() if len(own) == 1 else ()
