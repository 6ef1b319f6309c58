"""What people judge: the fact, the facts of a row, or the identity that an id means, with all that a judgement keeps of it."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import select

from mahdar.archive import ask_agreements, ask_people, ask_relations, ledger, marks, records, schema
from mahdar.archive.folding import KINDS, build
from mahdar.archive.ledger import Anchor, Value
from mahdar.archive.rows import id_of, number_of, unpack
from mahdar.archive.view import Answer, View
from mahdar.errors import QuestionError
from mahdar.record import Record
from mahdar.report import Report, Span

_ROWS: dict[str, Callable[[View, str], list[Answer]]] = {  # questions whose rows stand for many facts
    "position": lambda view, id: ask_relations.positions(view, id=id),
    "label": lambda view, id: ask_relations.labels(view, id=id),
    "agreement": lambda view, id: ask_agreements.agreements(view, id=id),
    "office": lambda view, id: ask_people.tenures(view, id=id),
}


class Judgeable(NamedTuple):
    """A fact to judge: as the machine ``said`` it and as it is ``shown`` now, None where it does not or is not."""

    id: str
    kind: str
    report: Report
    pack: str | None
    said: Any
    shown: Any


def place(report: Report, span: Sequence[int]) -> Span:
    """A span that lies in a report."""
    if len(span) != 2 or not 0 <= span[0] < span[1] <= len(report.text):
        raise QuestionError(f"{report.source}: {list(span)} is no place in its text; it has {len(report.text)} characters")
    return Span(*span)


def anchored(report: Report, kind: str, fact: Any) -> Anchor:
    """The anchor of a fact."""
    return ledger.anchor(fact.id, kind, (report.id, report.source, report.text), _spans(fact))


def _spans(fact: Any) -> list[Span]:
    return [Span(*span) for span in getattr(fact, "spans", None) or [fact.span]]


def valid(kind: str, id: str, value: Value, report: Report) -> Any:
    """The fact that these fields make.

    Raises:
        QuestionError: they make none, or one off the report's text.
    """
    known = set(KINDS[kind][1].__struct_fields__) - {"id", "rule"}
    if unknown := sorted(set(value) - known):
        raise QuestionError(f"{', '.join(unknown)}: no field of a {kind}; it has: {', '.join(sorted(known))}")
    try:
        fact = build(kind, id, "judgement", value)
    except msgspec.ValidationError as error:
        raise QuestionError(f"{report.source}: this makes no {kind} ({error}); docs/contract.md tells what one has") from error
    for span in [*_spans(fact), *([fact.content] if kind == "statement" else [])]:
        place(report, span)
    return fact


def judgeable(view: View, id: str, report: str | None) -> Judgeable:
    """A fact by its id, also one that people rejected."""
    home = _home(view, id, report)
    kept, folded = records.report(view, home)
    row = records.find(view, home)
    machine = marks.own(view.connection, row.row) or folded
    kind, shown = _in(folded, id)
    spoken, said = _in(machine, id)
    if (kind := kind or spoken) is None:
        raise QuestionError(f"{id}: {kept.source} holds no such fact any more; mahdar judge orphans tells of lost ones")
    return Judgeable(id, kind, kept, view.word(row.pack), said, shown)


def _home(view: View, id: str, report: str | None) -> str:
    """The report of a fact."""
    number = number_of(id)
    if report is not None:
        return report
    if found := records.fact(view, id):
        return str(found["report"])
    j, r, m = ledger.judgement.c, schema.report.c, marks.mark.c
    bound = select(r.id).join(marks.mark, m.report == r.row).where(m.fact == number)
    entered = select(j.report).where(j.fact == id, j.report.in_(select(r.id)))
    home = view.connection.scalar(bound) or view.connection.scalar(entered)
    if home is None:
        raise QuestionError(f"{id}: the archive holds no fact of this id; the --format json of a question shows ids")
    return str(home)


def _in(record: Record, id: str) -> tuple[str | None, Any]:
    for kind, (section, _) in KINDS.items():
        for fact in getattr(record, section):
            if fact.id == id:
                return kind, fact
    return None, None


def facts_of(view: View, id: str, report: str | None) -> list[str]:
    """The facts that an id means: itself, or those of a row that stands for many (a position, label, agreement or tenure)."""
    number_of(id)
    j = ledger.judgement.c
    if report is not None or records.fact(view, id) or view.connection.scalar(select(j.seq).where(j.fact == id)):
        return [id]
    for kind, ask in _ROWS.items():
        for row in ask(view, id):
            return _on(view, kind, row["evidence"])
    return [id]


def _on(view: View, kind: str, evidence: list[Answer]) -> list[str]:
    table, found = schema.METADATA.tables[kind], []
    for e in evidence:
        row = records.find(view, e["report"]).row
        for fid, spans in view.connection.execute(select(table.c.fid, table.c.spans).where(table.c.report == row)):
            if list(unpack(spans)[0]) == e["span"]:
                found.append(id_of(fid))
    return list(dict.fromkeys(found))


def identity_of(view: View, id: str) -> Anchor:
    """The anchor of a person or contact: the fact that it began with, or one that it holds."""
    number = number_of(id)
    if not records.fact(view, id):  # a person whose first mention is gone: any of those that stay
        m, p, w = schema.mention.c, schema.person.c, schema.presence.c
        person = view.connection.scalar(select(p.id).where(p.fid == number))
        held = select(w.report).where(w.person == person)
        fid = view.connection.scalar(select(m.fid).where(m.report.in_(held), m.person == person).limit(1))
        if fid is None:
            raise QuestionError(f"{id}: is no person or contact that a report tells of; mahdar people and contacts show ids")
        id = id_of(fid)
    fact = judgeable(view, id, None)
    if fact.kind not in ("person", "contact"):
        raise QuestionError(f"{id}: is a {fact.kind}; people and contacts are merged and split")
    return anchored(fact.report, fact.kind, fact.shown or fact.said)
