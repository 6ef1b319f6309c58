"""The question ``agreements``: documents, each once however many reports tell it; counted in an index, read where shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, select

from mahdar.archive import days, schema
from mahdar.archive.keys import key
from mahdar.archive.parties import resolve
from mahdar.archive.proof import ends, quoted, shown, summed
from mahdar.archive.view import Answer, View

_STATUS = ("ratified", "signed", "issued", "planned")
_NEAR = 4  # days between reports that tell one document without a date
_SAME = ("parties", "kind", "date", "status")
Whose = tuple[int | None, tuple[str, ...]]  # kind, parties


@dataclass(slots=True)
class Document:
    """Facts that tell one document: all of this ``date``, and the ``loose`` ones without any that stand near them."""

    kind: int | None
    parties: tuple[str, ...]
    date: str | None
    lists: set[int | None] = field(default_factory=set)
    statuses: set[int | None] = field(default_factory=set)
    told: list[str] = field(default_factory=list)  # the dates of the first and the last report, more than once
    count: int = 0
    loose: list[Any] = field(default_factory=list)

    @property
    def first(self) -> str | None:
        return min(self.told, default=None)

    def add(self, row: Any, many: int, dates: Iterable[str | None]) -> None:
        self.lists.add(row.parties)
        self.statuses.add(row.status)
        self.told += [date for date in dates if date]
        self.count += many


def agreements(
    view: View, between: Sequence[str] | None = None, of: str | None = None, limit: int | None = None, id: str | None = None
) -> list[Answer]:
    """Documents in order of date; ``limit`` keeps the latest, ``id`` the one of this id."""
    found = [(d, _id(view, d)) for d in documents(view, between, of)]
    found.sort(key=lambda one: (one[0].date or one[0].first or "", one[1]))
    kept = [one for one in found if id in (None, one[1])]
    return [_answer(view, *one) for one in (kept if limit is None else kept[-limit:])]


def documents(view: View, between: Sequence[str] | None = None, of: str | None = None) -> list[Document]:
    """Every document that is told of, without the words that prove it."""
    t = schema.agreement.c
    where = [*view.between(t.parties, between), *view.holds(t.parties, of and resolve(of))]
    rows = view.rows(summed(schema.agreement, [t[name] for name in _SAME]).where(*where), "kind", "parties", "status")
    found: dict[Whose, dict[str, Document]] = {}
    loose: set[Whose] = set()
    for row in rows:
        whose = (row.kind, tuple(sorted(view.items(row.parties))))
        if row.date is None:
            loose.add(whose)
        else:
            one = found.setdefault(whose, {}).setdefault(row.date, Document(*whose, row.date))
            one.add(row, row.many, (row.first_seen, row.last_seen))
    every = [one for listed in found.values() for one in listed.values()]
    return every + (_undated(view, where, loose, found) if loose else [])


def _undated(
    view: View, where: list[ColumnElement[bool]], loose: set[Whose], found: dict[Whose, dict[str, Document]]
) -> list[Document]:
    """Puts facts without a date to the document of the same report, or of nearly the same day; gives the new ones they make."""
    t = schema.agreement.c
    query = select(t.report, t.n, t.spans, t.told, t.kind, t.parties, t.date, t.status).where(*where)
    facts: dict[Whose, list[Any]] = {whose: [] for whose in loose}
    for row in view.rows(query.where(t.kind.in_({kind for kind, _ in loose})), "parties"):
        whose = (row.kind, tuple(sorted(view.items(row.parties))))
        if whose in facts:
            facts[whose].append(row)
    made: list[Document] = []
    for whose, listed in facts.items():
        listed.sort(key=lambda row: (row.told or "~", row.report, row.n))
        made += _Near(whose, found.get(whose, {})).take(listed)
    return made


class _Near:
    """The documents of one kind and the same parties by the reports and the days that tell of them."""

    def __init__(self, whose: Whose, dated: dict[str, Document]) -> None:
        self.whose, self.dated = whose, dated
        self.order: list[Document] = []  # the first that is told of is the first
        self._dates: dict[str, int] = {}
        self._reports: dict[int, int] = {}
        self._days: dict[int, int] = {}

    def take(self, facts: list[Any]) -> list[Document]:
        """Takes facts in order of their reports; gives the documents that are new."""
        for fact in (f for f in facts if f.date):
            if fact.date not in self._dates:
                self._dates[fact.date] = len(self.order)
                self.order.append(self.dated[fact.date])
            self._note(fact, self._dates[fact.date])
        known = len(self.order)
        for fact in (f for f in facts if not f.date):
            at = self._near(fact)
            if at is None:
                at = len(self.order)
                self.order.append(Document(*self.whose, None))
            self._note(fact, at)
            self.order[at].add(fact, 1, [fact.told])
            self.order[at].loose.append(fact)
        return self.order[known:]

    def _note(self, fact: Any, at: int) -> None:
        self._reports.setdefault(fact.report, at)
        day = days.day(fact.date) or days.day(fact.told)
        if day is not None:
            self._days.setdefault(day, at)

    def _near(self, fact: Any) -> int | None:
        told = days.day(fact.told)
        near = [self._days.get(told + n) for n in range(-_NEAR, _NEAR + 1)] if told is not None else []
        return min((at for at in (self._reports.get(fact.report), *near) if at is not None), default=None)


def _id(view: View, one: Document) -> str:
    return key(f"agreement {view.word(one.kind)} {one.parties} {one.date or one.first}")


def _answer(view: View, one: Document, id: str) -> Answer:
    t = schema.agreement.c
    whose = t.parties.in_(one.lists) if one.parties else t.parties.is_(None)
    same = [whose, t.kind == one.kind, t.date == one.date]
    facts = [*(ends(view, schema.agreement, same) if one.date else ()), *one.loose]
    if one.loose:
        facts.sort(key=lambda row: (row.told or "~", row.report, row.n))
    facts = list(shown(facts))
    evidence = quoted(view, facts)
    statuses = {view.word(status) for status in one.statuses}
    return {
        "id": id,
        "kind": view.word(one.kind),
        "status": next((s for s in _STATUS if s in statuses), None),
        "parties": list(one.parties),
        "date": one.date,
        "first_seen": one.first,
        "last_seen": max(one.told, default=None),
        "count": one.count,
        "reports": list(dict.fromkeys(view.head(f.report).source for f in facts)),
        "evidence": evidence,
    }
