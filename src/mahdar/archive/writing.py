"""The rows of prepared reports, with the numbers that the archive has for strings, places, people and contacts, and written."""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Connection, func, select

from mahdar.archive import fulltext, schema, ways
from mahdar.archive.clues import Clues
from mahdar.archive.preparing import Prepared
from mahdar.archive.rows import Rows, pack
from mahdar.archive.store import insert_rows
from mahdar.archive.symbols import Grouped, Symbols, fetch
from mahdar.archive.words import fold
from mahdar.record import Place

Ids = Sequence[int | None]
_NUMBERED = {  # of each table what its columns, but for the report, are numbers of
    table.name: [column.info.get("of") for column in list(table.columns)[1:]] for table in (*schema.FACTS, *schema.CHILDREN)
}


class Places:
    """Places by name, GeoNames id and country, each kept once."""

    def __init__(self) -> None:
        self._ids: dict[Place | None, int | None] = {None: None}
        self._new: list[tuple[Any, ...]] = []
        self._next = 0

    def start(self, connection: Connection) -> None:
        self.__init__()  # type: ignore[misc]
        self._next = (connection.scalar(select(func.max(schema.place.c.id))) or 0) + 1

    def id(self, connection: Connection, symbols: Symbols, place: Place | None) -> int | None:
        found = self._ids.get(place)
        if found is None and place is not None:
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
    """Gathers the rows of many reports, and writes them; ``texts`` are all the strings in them."""

    def __init__(
        self, connection: Connection, symbols: Symbols, places: Places, texts: Iterable[str], fingerprint: str | None
    ) -> None:
        self.connection, self.symbols, self.places = connection, symbols, places
        self.sym = symbols.ids(connection, texts)
        self.group = Grouped(symbols, connection).__getitem__
        self.pack = symbols.id(connection, fingerprint)
        self.rows: Rows = {table.name: [] for table in (schema.report, *schema.FACTS, *schema.CHILDREN, *schema.WAYS)}
        self.searched: list[tuple[int, str]] = []
        self.clues = Clues()

    def add(self, row: int, one: Prepared, people: Sequence[int], contacts: Sequence[int]) -> None:
        """Takes a report: ``people`` and ``contacts`` are the numbers of those that it names and tells."""
        lists = [None, *map(self.group, one.lists)]
        near = (self.places.id(self.connection, self.symbols, place) for place in one.near)
        ids: dict[str, Callable[[int], int | None]] = {
            "text": [None, *map(self.sym.__getitem__, one.texts)].__getitem__,
            "list": lists.__getitem__,
            "place": [None, *near].__getitem__,
            "person": [None, *people].__getitem__,
            "contact": [None, *contacts].__getitem__,
        }
        for name, columns in one.columns.items():
            numbered = [map(ids[of], column) if of else column for column, of in zip(columns, _NUMBERED[name], strict=True)]
            self.rows[name].extend(zip(repeat(row), *numbered))
        self.rows["presence"] += [(person, row) for person in {*people}]
        self.rows["concern"] += [(lists[parties], one.date or "", row) for parties in one.concern]
        for told in one.clues:
            self.clues.add(row, lists[told.parties] or 0, told)
        self.searched.append((row, one.words))
        self._report(row, one)

    def _report(self, row: int, one: Prepared) -> None:
        report, d, symbol = one.head, one.document, self.symbols.id
        line = d.dateline
        place = self.places.id(self.connection, self.symbols, line.place if line else None)
        where = (line is not None, place, line.date if line else None, pack([line.span]) if line else None)
        head = (d.headline, pack([d.headline_span]) if d.headline_span else None)
        meta = (report.id, report.source, d.published, report.published, report.publisher, report.url, one.date)
        last = (symbol(self.connection, d.language), pack(d.body), self.pack, one.digest, one.text)
        self.rows["report"].append((row, *meta, symbol(self.connection, d.agency), *head, *where, *last))

    def flush(self) -> int:
        """Writes what was gathered, and says how many facts it was."""
        self.places.flush(self.connection)
        self.symbols.flush(self.connection)
        insert_rows(self.connection, schema.report, self.rows["report"], replace=True)
        fulltext.add(self.connection, self.searched)
        for table in (*schema.FACTS, *schema.CHILDREN):
            insert_rows(self.connection, table, self.rows[table.name])
        for table in schema.WAYS:
            insert_rows(self.connection, table, sorted(self.rows[table.name]))
        self.clues.flush(self.connection)
        facts = [fact for table in schema.FACTS for fact in self.rows[table.name]]
        ways.add(self.connection, ((fact[2], fact[0]) for fact in facts if fact[2] is not None))
        return len(facts)
