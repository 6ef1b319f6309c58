"""What every question needs: the filters that questions share, symbols back to words, and the words that prove a row."""

import zlib
from array import array
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select

from mahdar.archive import days, schema
from mahdar.archive.names import Likeness, compare, parse, word_key
from mahdar.archive.parties import resolve
from mahdar.archive.places import geonames
from mahdar.archive.rows import id_of, number_of, unpack
from mahdar.archive.symbols import Symbols
from mahdar.archive.words import fold
from mahdar.errors import QuestionError
from mahdar.report import Span

Answer = dict[str, Any]
_HEADS = 5_000  # reports that are held in memory
_HEX = frozenset("0123456789abcdef")


class Head(NamedTuple):
    """A report as evidence names it."""

    id: str
    source: str
    date: str | None
    agency: str | None
    body: bytes
    copies: tuple[str, ...] = ()  # other sources of the same text
    pack: str | None = None  # that read it

    @property
    def text(self) -> str:
        return zlib.decompress(self.body).decode("utf-8", "surrogatepass")


class View:
    """One question's look at the archive: one connection, and what was fetched for it."""

    def __init__(self, connection: Connection, symbols: Symbols) -> None:
        self.connection, self.symbols = connection, symbols
        self._heads: dict[int, Head] = {}
        self._texts: dict[int, str] = {}
        self._people: dict[int, Answer] = {}

    def rows(self, query: Any, *symbolic: str) -> list[Any]:
        """The rows of a query; the words of its ``symbolic`` columns are fetched at once."""
        found: list[Any] = list(self.connection.execute(query).all())
        self.symbols.load(self.connection, (getattr(row, name) or None for row in found for name in symbolic))
        return found

    def numbers(self, query: Any) -> "array[int]":
        """A column of numbers, in eight bytes each."""
        return array("q", self.connection.scalars(query.execution_options(yield_per=_HEADS)))

    def word(self, number: int | None) -> str | None:
        return self.symbols.text(self.connection, number or None)

    def items(self, number: int | None) -> list[str]:
        return self.symbols.items(self.connection, number)

    def symbol(self, text: str) -> int:
        """The symbol of a text; -1, which no row has, where there is none."""
        return self.symbols.known(self.connection, text) or -1

    # -- filters

    def party(self, column: Any, name: str) -> ColumnElement[bool]:
        """The column is this party."""
        return column == self.symbol(resolve(name))  # type: ignore[no-any-return]

    def holds(self, column: Any, *names: str | None) -> list[ColumnElement[bool]]:
        """The list in the column holds every one of these parties (or other ids)."""
        m = schema.member.c
        return [column.in_(select(m.list).where(m.item == self.symbol(name))) for name in names if name]

    def lists(self, *names: str) -> Select[Any]:
        """The lists that hold every one of these ids."""
        m = schema.member.c
        query = select(m.list).where(m.item == self.symbol(names[0]))
        return query.where(*self.holds(m.list, *names[1:]))

    def between(self, column: Any, pair: Sequence[str] | None) -> list[ColumnElement[bool]]:
        return self.holds(column, *(resolve(name) for name in pair or ()))

    def people_like(self, name: str) -> list[int]:
        """The people whom a name, or the id of an identity, means: of this very name, else of names that it is part of."""
        p = schema.person.c
        if len(name) == 16 and _HEX.issuperset(name):
            return list(self.connection.scalars(select(p.id).where(p.fid == number_of(name))))
        asked = parse(name)
        if not asked.words:
            raise QuestionError(f"{name!r}: is no name; give a name, or a part of one")
        found: set[int] | None = None
        for word in asked.words:
            keys = select(schema.name_key.c.person).where(schema.name_key.c.key == word_key(word))
            ids = set(self.connection.scalars(keys))
            found = ids if found is None else found & ids
        return self._same_or_like(name, sorted(found or ()))

    def _same_or_like(self, name: str, ids: list[int]) -> list[int]:
        asked, words, same, like = parse(name), set(fold(name).split()), [], []
        for person, names, of in self.names(ids):
            verdicts = [compare(asked, parse(n), of).likeness for n in names]
            if any(v is Likeness.SAME for v in verdicts):
                same.append(person)
            elif any(v is Likeness.BARE for v in verdicts) or any(words <= set(fold(n).split()) for n in names):
                like.append(person)
        return same or like

    def names(self, ids: list[int]) -> list[tuple[int, list[str], str | None]]:
        """People with all their spellings, the most frequent first, and their parties."""
        found: dict[int, list[str]] = {}
        of: dict[int, str | None] = {}
        n, p = schema.name.c, schema.person.c
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            query = select(n.person, n.name, p.of).join(schema.person, p.id == n.person).where(n.person.in_(part))
            for row in self.rows(query.order_by(n.reports.desc(), n.name), "name", "of"):
                found.setdefault(row.person, []).append(self.word(row.name) or "")
                of[row.person] = self.word(row.of)
        return [(person, names, of[person]) for person, names in found.items()]

    def places_like(self, name: str) -> list[int]:
        """The places of a name, under all the names that they had."""
        p = schema.place.c
        key = self.symbol("place " + fold(name))
        found = self.connection.execute(select(p.id, p.geonames).where(p.key == key)).all()
        known = {row.geonames for row in found if row.geonames} | geonames(name)
        same = set(self.connection.scalars(select(p.id).where(p.geonames.in_(known)))) if known else set()
        return sorted({row.id for row in found} | same)

    def forget(self) -> None:
        """Lets go of what was fetched, where answers go out part by part."""
        self._heads.clear()
        self._texts.clear()
        self._people.clear()

    # -- answers

    def people(self, ids: Iterable[int | None]) -> None:
        """Fetches people at once, for ``person`` to find."""
        missing = sorted({n for n in ids if n is not None and n not in self._people})
        p = schema.person.c
        for start in range(0, len(missing), 500):
            query = select(p.id, p.fid, p.name).where(p.id.in_(missing[start : start + 500]))
            for row in self.rows(query, "name"):
                self._people[row.id] = {"id": id_of(row.fid), "name": self.word(row.name)}

    def person(self, number: int | None) -> Answer | None:
        if number is None:
            return None
        if number not in self._people:
            self.people([number])
        return self._people.get(number)

    def heads(self, reports: Iterable[int]) -> None:
        """Fetches reports at once, for ``head`` and ``evidence`` to find. Of a question on all of them only the latest stay."""
        if len(self._heads) > _HEADS:
            self._heads.clear()
        missing = sorted({n for n in reports if n not in self._heads})
        r = schema.report.c
        for start in range(0, len(missing), 500):
            part = missing[start : start + 500]
            copies: dict[int, list[str]] = {}
            for row in self.rows(select(schema.copy).where(schema.copy.c.report.in_(part)).order_by(schema.copy.c.source)):
                copies.setdefault(row.report, []).append(row.source)
            query = select(r.row, r.id, r.source, r.date, r.agency, r.text, r.pack).where(r.row.in_(part))
            for row in self.rows(query, "agency", "pack"):
                told = (row.id, row.source, row.date, self.word(row.agency), row.text)
                self._heads[row.row] = Head(*told, tuple(copies.get(row.row, ())), self.word(row.pack))

    def sources(self, reports: Iterable[int]) -> dict[int, str]:
        """Where these reports came from, without the reports."""
        r, every, found = schema.report.c, sorted(set(reports)), dict[int, str]()
        for start in range(0, len(every), 500):
            query = select(r.row, r.source).where(r.row.in_(every[start : start + 500]))
            found |= {row.row: row.source for row in self.connection.execute(query)}
        return found

    def head(self, report: int) -> Head:
        if report not in self._heads:
            self.heads([report])
        return self._heads[report]

    def text(self, report: int) -> str:
        if report not in self._texts:
            if len(self._texts) > 200:
                self._texts.clear()
            self._texts[report] = self.head(report).text
        return self._texts[report]

    def evidence(self, report: int, spans: str | Sequence[Span] | None) -> list[Answer]:
        """The words at these spans of a report."""
        head, text = self.head(report), self.text(report)
        pairs = unpack(spans) if isinstance(spans, str) or spans is None else spans
        return [
            {"report": head.id, "source": head.source, "date": head.date, "span": list(s), "quote": text[s[0] : s[1]]}
            for s in pairs
        ]


def dated(column: Any, since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """The date in a text column lies in a window of days, months or years, both ends included."""
    low, high = window(since, until)
    found: list[ColumnElement[bool]] = []
    if low is not None:
        found.append(column >= str(since))
    if high is not None:
        found.append(column <= f"{until}~")  # 2024-05~ comes after every day of May
    return found


def window(since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """The first and the last day of a window.

    Raises:
        QuestionError: a date that no calendar has.
    """
    for text in (since, until):
        if text and (days.span(text) is None or len(text) not in (4, 7, 10)):
            raise QuestionError(f"{text}: is no date; write 2024, 2024-05 or 2024-05-20")
    first, last = days.span(since), days.span(until)
    return (first[0] if first else None), (last[1] if last else None)


def one_of(kind: str, value: str | None, known: Iterable[str]) -> None:
    """Refuses a value that is none of the vocabulary's."""
    if value is not None and value not in set(known):
        raise QuestionError(f"{value}: is no {kind}; one of: {', '.join(sorted(known))}")


def asked_id(text: str) -> int:
    """The number of an id that somebody asks for.

    Raises:
        QuestionError: it is none.
    """
    if len(text) != 16 or not _HEX.issuperset(text):
        raise QuestionError(f"{text}: is no id; an id has 16 hex digits, as the rows of answers show")
    return number_of(text)
