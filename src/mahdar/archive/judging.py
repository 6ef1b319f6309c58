"""Judging: where the ledger meets the archive. Reports are folded with it when they are written, and again when people judge."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, select

from mahdar.archive import echoes, editions, joining, ledger, marks, records, schema
from mahdar.archive.anchoring import Judgeable, anchored, facts_of, identity_of, judgeable, place, valid
from mahdar.archive.folding import KINDS, Mark, fields, fold, locate, untold
from mahdar.archive.ledger import IDENTITY, Anchor, Judgement, Value
from mahdar.archive.view import View
from mahdar.errors import QuestionError
from mahdar.record import Record, fact_id
from mahdar.report import Report

if TYPE_CHECKING:
    from mahdar.archive.adding import Adder

_ENOUGH = ledger.AROUND // 2  # code points of context that must fit where another report has a quote's words


class Folding:
    """What people judged of the reports of one batch."""

    def __init__(self, connection: Connection, reports: Sequence[Report]) -> None:
        self.connection, self.entries = connection, dict[str, list[Judgement]]()
        self.idle = ledger.empty(connection)
        if self.idle or not reports:
            return
        ids = [report.id for report in reports]
        undone = ledger.read(connection, verdicts=["undo"])
        for entry in ledger.standing(ledger.read(connection, ids), undone):
            if entry.verdict not in IDENTITY and entry.anchor:
                self.entries.setdefault(entry.anchor.report, []).append(entry)
        self._home(undone, reports)

    def _home(self, undone: list[Judgement], reports: Sequence[Report]) -> None:
        """Judgements on reports that are gone, whose words stand in one of these: each goes to one report."""
        j, r, m = ledger.judgement.c, schema.report.c, marks.mark.c
        here = {report.id for report in reports}
        old = select(editions.version.c.report)
        gone = [
            id
            for id in self.connection.scalars(
                select(j.report).where(j.report.not_in(select(r.id).where(r.row.not_in(old)))).distinct()
            )
            if id not in here
        ]
        if not gone:
            return
        own = select(r.row).where(r.id.in_(sorted(here)))
        bound = set(self.connection.scalars(select(j.id).join(marks.mark, m.seq == j.seq).where(m.report.not_in(own))))
        for entry in ledger.standing(ledger.read(self.connection, gone), undone):
            anchor = entry.anchor
            if anchor and entry.id not in bound and entry.verdict not in IDENTITY:
                home = next((report.id for report in reports if _stands(anchor, report)), None)
                if home:
                    self.entries.setdefault(home, []).append(entry)

    def of(self, report: Report, record: Record) -> tuple[Record, list[Mark]]:
        """A report's record as judged, and what became of the judgements."""
        entries = self.entries.get(report.id)
        if not entries:
            return record, []
        return fold(report.text, record, sorted(entries, key=lambda e: e.at))


def _stands(anchor: Anchor, report: Report) -> bool:
    """A report has an anchor's words: another edition of its report, or the same passage."""
    at = locate(report.text, anchor)
    if at is None:
        return False
    before, after = report.text[max(0, at - _ENOUGH) : at], report.text[at + len(anchor.quote) :]
    same = anchor.before.endswith(before) and after.startswith(anchor.after[:_ENOUGH])
    return same or anchor.source == report.source


class Judging:
    """Makes judgements on an archive: one transaction enters them and folds the reports that they are about."""

    def __init__(self, adder: "Adder") -> None:
        self.store, self.adder = adder.store, adder

    def judge(
        self, verdict: str, fact: str, by: str, value: Value | None, note: str | None, report: str | None
    ) -> list[Judgement]:
        """``confirm``, ``replace`` or ``reject`` a fact, or the facts of a row."""
        who = _named(by)
        if verdict == "replace" and not value:
            raise QuestionError(f"{fact}: nothing to replace; give the fields and their values")
        with self.store.write() as connection:
            view = View(connection, self.store.symbols)
            entries = [self._entry(judgeable(view, id, report), verdict, who, value, note) for id in facts_of(view, fact, report)]
            return self._enter(connection, entries)

    def _entry(self, fact: Judgeable, verdict: str, by: str, value: Value | None, note: str | None) -> Judgement:
        said, shown = fact.said and fields(fact.said), fields(fact.shown or fact.said)
        if verdict == "replace":
            valid(fact.kind, fact.id, {**shown, **(value or {})}, fact.report)
        else:
            value = shown if verdict == "confirm" and shown != said else None
        rule = f"{fact.said.rule}@{fact.pack}" if fact.said else None
        made = {"anchor": anchored(fact.report, fact.kind, fact.shown or fact.said), "value": value, "said": said, "rule": rule}
        return _judgement(verdict, by, note, **made)

    def link(self, verdict: str, promise: str, echo: str, by: str, value: Value | None, note: str | None) -> list[Judgement]:
        """``confirm``, ``replace`` (its kind) or ``reject`` what links one echo to a promise."""
        echoes.valid((value or {}) if verdict == "replace" else None)
        with self.store.write() as connection:
            view = View(connection, self.store.symbols)
            own, later, told = echoes.anchors(view, promise, echo)
            said = {name: told[name] for name in ("kind", "score", "reason", "date")}
            more = {"anchor": own, "other": later, "value": value, "said": said, "rule": told["rule"]}
            return self._enter(connection, [_judgement(verdict, by, note, **more)])

    def add(self, kind: str, report: str, span: Sequence[int], value: Value, by: str, note: str | None) -> list[Judgement]:
        """Asserts a fact that the machine did not find, on words of a report."""
        if kind not in KINDS:
            raise QuestionError(f"{kind}: is no kind of fact; one of: {', '.join(KINDS)}")
        with self.store.write() as connection:
            view = View(connection, self.store.symbols)
            found, _ = records.report(view, report)
            where = place(found, span)
            many = "spans" in KINDS[kind][1].__struct_fields__
            whole = {**untold(kind), **({"content": list(where)} if kind == "statement" else {}), **value}
            whole["spans" if many else "span"] = [list(where), *whole.get("spans", [])[1:]] if many else list(where)
            id = fact_id(found.id, kind, where, "asserted " + msgspec.json.encode(value, order="sorted").decode())
            fact = valid(kind, id, whole, found)
            entry = _judgement("assert", by, note, anchor=anchored(found, kind, fact), value=fields(fact))
            return self._enter(connection, [entry])

    def relate(self, verdict: str, a: str, b: str, by: str, note: str | None) -> list[Judgement]:
        """``merge`` or ``split`` two identities: people, or contacts."""
        with self.store.write() as connection:
            view = View(connection, self.store.symbols)
            first, second = identity_of(view, a), identity_of(view, b)
            if first.kind != second.kind:
                raise QuestionError(f"{a} is a {first.kind}, {b} a {second.kind}; give two of one kind")
            if first.fact == second.fact:
                raise QuestionError(f"{a}: is one and the same; give two")
            return self._enter(connection, [_judgement(verdict, by, note, anchor=first, other=second)])

    def undo(self, id: str, by: str, note: str | None) -> list[Judgement]:
        """Takes a judgement back, by a new entry."""
        with self.store.write() as connection:
            found = ledger.read(connection, ids=[id])
            if not found:
                raise QuestionError(f"{id}: there is no judgement of this id; mahdar judge list shows them")
            back = {"anchor": found[0].anchor, "other": found[0].other, "undoes": id}
            return self._enter(connection, [_judgement("undo", by, note, **back)])

    def take(self, entries: Sequence[Judgement]) -> list[Judgement]:
        """Enters judgements made elsewhere; those that the ledger has change nothing."""
        with self.store.write() as connection:
            return self._enter(connection, entries)

    def _enter(self, connection: Connection, entries: Sequence[Judgement]) -> list[Judgement]:
        fresh = ledger.append(connection, entries)
        touched = {a.report for e in fresh for a in (e.anchor, e.other) if a}
        sources = {e.anchor.source for e in fresh if e.anchor}
        r = schema.report.c
        known = set(connection.scalars(select(r.id).where(r.id.in_(touched))))
        if touched - known:
            known |= set(connection.scalars(select(r.id).where(r.source.in_(sources))))
        self.adder.refold(connection, known, joining.loosened(connection, fresh))
        return fresh


def _named(by: str) -> str:
    if not by or not by.strip():
        raise QuestionError("nobody judges; say who you are with --by NAME or MAHDAR_REVIEWER")
    if by.startswith("machine:"):
        raise QuestionError(f"{by}: is a machine's signature; judgements are people's")
    return by.strip()


def _judgement(verdict: str, by: str, note: str | None, **more: Any) -> Judgement:
    make: Any = Judgement
    made: Judgement = make(at=ledger.now(), by=_named(by), verdict=verdict, note=note, **more)
    return made
