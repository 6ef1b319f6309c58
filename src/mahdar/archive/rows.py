"""A record as rows of the tables, and the spellings that rows use: fact ids as integers, spans as text.

What only the archive can tell of a row (the number of a string, of a person, of a contact) is a place in a list of the report's
own, so that rows can be made where reports are read.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from mahdar.archive import days, schema
from mahdar.archive.clues import Said
from mahdar.archive.parties import Mentions
from mahdar.archive.vocabulary import PROMISES
from mahdar.archive.words import fold
from mahdar.errors import ArchiveError
from mahdar.record import Agreement, Anniversary, Label, Party, Place, Position, Record
from mahdar.report import Span

Rows = dict[str, list[tuple[Any, ...]]]
Item = TypeVar("Item", bound=Hashable)


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


class Listed(Generic[Item]):
    """Things, each once, by their places in a list, counted from 1; 0 is nothing."""

    def __init__(self) -> None:
        self._places: dict[Item | None, int] = {None: 0}

    def __call__(self, item: Item | None) -> int:
        return self._places.setdefault(item, len(self._places))

    def all(self) -> list[Item]:
        return [item for item in self._places if item is not None]


class Sheet:
    """The rows of one report, without its number.

    Args:
        record: what was read.
        named: its text, as it is and folded.
        people: the place of every person whom it names, from 1.
        sketches: of the words of each of its contacts.
    """

    def __init__(self, record: Record, named: Mentions, people: dict[str, int], sketches: Sequence[bytes]) -> None:
        self.texts, self.lists, self.places = Listed[str](), Listed[tuple[str, ...]](), Listed[Place]()
        self.rows: Rows = {table.name: [] for table in (*schema.FACTS, *schema.CHILDREN)}
        self._people(record, people)
        self._contacts(record, people, sketches)
        sides = [_parties(c.participants) for c in record.contacts]
        self.said = self._statements(named, record, people, sides)
        self._relations(record)
        listed = [*(label.parties for label in record.labels), *(document.parties for document in record.agreements)]
        told = (tuple(sorted(of)) for of in listed)
        self.between = {self.group(of) for of in (*sides, *(one.between for one in self.said), *told) if len(of) > 1}

    def columns(self) -> dict[str, list[tuple[Any, ...]]]:
        """The rows table by table, each by its columns."""
        return {name: list(zip(*rows, strict=True)) for name, rows in self.rows.items() if rows}

    def group(self, items: Iterable[str | None]) -> int:
        """The place of a list of ids; that of nothing, of an empty one."""
        return self.lists(tuple(filter(None, items)) or None)

    def _people(self, record: Record, people: dict[str, int]) -> None:
        sym, add, told = self.texts, self.rows, report_date(record)
        for n, p in enumerate(record.people):
            own = (sym(p.name), sym(p.country), people.get(p.name, 0))
            add["mention"].append((n, number_of(p.id), sym(p.rule), pack(p.spans), *own))
        for n, o in enumerate(record.offices):
            what = (
                sym(o.person),
                sym(o.office),
                sym(o.of),
                sym(o.portfolio),
                sym(o.title),
                o.former,
                people.get(o.person, 0),
                told,
            )
            add["office"].append((n, number_of(o.id), sym(o.rule), f"{o.span[0]}:{o.span[1]}", *what))

    def _contacts(self, record: Record, people: dict[str, int], sketches: Sequence[bytes]) -> None:
        sym, add = self.texts, self.rows
        for n, (c, drawn) in enumerate(zip(record.contacts, sketches, strict=True)):
            mechanism, number = (c.mechanism.name, c.mechanism.round) if c.mechanism else (None, None)
            what = (sym(c.form), sym(c.status), c.date, sym(c.date_precision), c.date_end, self.places(c.place), sym(c.level))
            more = (sym(c.on_sidelines_of), sym(mechanism), number, c.count, drawn, n + 1)
            add["account"].append((n, number_of(c.id), sym(c.rule), pack(c.spans), *what, *more))
            both = [(False, p) for p in c.participants] + [(True, p) for p in c.attendees]
            for k, (attends, p) in enumerate(both):
                add["participant"].append((n, k, attends, sym(p.person), sym(p.of), people.get(p.person or "", 0)))

    def _statements(self, named: Mentions, record: Record, people: dict[str, int], sides: list[tuple[str, ...]]) -> list[Said]:
        sym, group, add, say = self.texts, self.group, self.rows["statement"], self.rows["speaker"]
        told, said = report_date(record), list[Said]()
        held = {c.id: (n, sides[n], c.date if days.span(c.date) else told) for n, c in enumerate(record.contacts)}
        for n, s in enumerate(record.statements):
            by = _parties(s.speakers)
            account, others, date = held.get(s.contact or "") or (None, _sides(by, sides), told)
            parties = by if by == others else tuple(sorted({*by, *others}))
            about = tuple(sorted(named.within(*s.content).union(parties).difference(by)))
            start, end = s.content
            what = (sym(s.act), s.joint, f"{start}:{end}", group(s.areas), account, sym(s.modality), s.due, date)
            lists = (group(by), group(parties), group(about), s.act in PROMISES)
            add.append((n, number_of(s.id), sym(s.rule), f"{s.span[0]}:{s.span[1]}", *what, *lists))
            said.append(Said(n, parties, lists[1], s.content, s.span, date, lists[3]))
            for k, p in enumerate(s.speakers):
                say.append((n, k, sym(p.person), sym(p.of), people.get(p.person or "", 0)))
        return said

    def _relations(self, record: Record) -> None:
        sym, group, common, add, told = self.texts, self.group, self._common, self.rows, report_date(record)
        for n, p in enumerate(record.positions):
            add["position"].append((n, *common(p), sym(p.of), sym(p.stance), sym(p.issue), sym(p.target), told))
        for n, f in enumerate(record.labels):
            add["label"].append((n, *common(f), group(f.parties), sym(f.label), sym(f.change), f.date, told))
        for n, a in enumerate(record.agreements):
            add["agreement"].append((n, *common(a), sym(a.kind), sym(a.status), group(a.parties), a.date, told))
        for n, v in enumerate(record.anniversaries):
            add["anniversary"].append((n, *common(v), v.number, sym(v.event), group(v.parties), v.year))
        for n, g in enumerate(record.organisations):
            add["organisation"].append((n, None, sym(g.rule), f"{g.span[0]}:{g.span[1]}", sym(g.id), sym(g.name)))

    def _common(self, fact: Position | Label | Agreement | Anniversary) -> tuple[int, int, str]:
        start, stop = fact.span
        return number_of(fact.id), self.texts(fact.rule), f"{start}:{stop}"


def _parties(sides: Iterable[Party]) -> tuple[str, ...]:
    found = {p.of for p in sides if p.of}
    return tuple(sorted(found)) if len(found) > 1 else tuple(found)


def _sides(by: tuple[str, ...], contacts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Before whom something was said that was said at no contact: the sides of the report's one contact that the speaker has."""
    own = {sides for sides in contacts if by and {*by} <= {*sides}}
    return own.pop() if len(own) == 1 else ()
