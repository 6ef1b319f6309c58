"""What people ask of the ledger: the judgements, those whose facts are gone, what to review next, and how rules fared."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, or_, select

from mahdar.archive import joining, ledger, marks, records, schema
from mahdar.archive.folding import ORPHANS
from mahdar.archive.ledger import IDENTITY, Judgement
from mahdar.archive.records import KINDS
from mahdar.archive.rows import id_of
from mahdar.archive.view import Answer, View
from mahdar.errors import QuestionError

_LATEST = 5_000  # reports
_LESS = 0.8  # a fact is this much less certain for each field that it leaves open
_OPEN: dict[str, tuple[str, ...]] = {  # fields that a settled fact has
    "office": ("of",),
    "contact": ("date", "level"),
    "statement": ("by",),
    "position": (),
    "label": (),
    "agreement": ("date",),
    "anniversary": ("year",),
}
_WHY = {
    "kept": "the machine finds no such fact any more; what was judged stays",
    "settled": "the machine no longer finds what was rejected",
    "lost": "the judgement fits no fact of this version",
    None: "the archive has no report with these words",
}
_APART = "one of the two is told by no report of the archive any more"
_DO = {  # what to do with an orphan
    "kept": "nothing, if it is to stay; else take it back: mahdar judge undo {id}",
    "settled": "nothing",
    "lost": "judge the fact as it is told now, or take this back: mahdar judge undo {id}",
    None: "add its report again, or take it back: mahdar judge undo {id}",
    "merge": "merge them as mahdar people or contacts shows them now, or take it back: mahdar judge undo {id}",
    "split": "nothing, unless the two are one again: then split them anew",
}


def judgements(view: View, by: str | None = None, verdict: str | None = None, fact: str | None = None) -> list[Answer]:
    """The whole ledger in the order in which it was judged, what was undone and what undid it included."""
    if verdict is not None and verdict not in ledger.VERDICTS:
        raise QuestionError(f"{verdict}: is no verdict; one of: {', '.join(ledger.VERDICTS)}")
    entries = ledger.read(view.connection, verdicts=None if verdict is None else [verdict])
    entries = [e for e in entries if (by is None or e.by == by) and (fact is None or (e.anchor and e.anchor.fact == fact))]
    return told(view, entries)


def orphans(view: View) -> list[Answer]:
    """Standing judgements whose fact the machine does not find any more, each with the reason; nothing of them is lost."""
    pairs = {entry.id for entry in joining.latest(view.connection).values()}
    standing = [e for e in ledger.in_force(view.connection) if e.verdict not in IDENTITY or e.id in pairs]
    rows = [row for row in told(view, standing) if row["state"] in (*ORPHANS, None)]
    return [{**row, **_advice(row)} for row in rows]


def _advice(row: Answer) -> Answer:
    """Why a judgement is an orphan, and what to do."""
    pair = row["verdict"] in IDENTITY and row["state"] is None
    do = _DO[row["verdict"] if pair else row["state"]]
    return {"why": _APART if pair else _WHY[row["state"]], "do": do.format(id=row["id"])}


def told(view: View, entries: list[Judgement]) -> list[Answer]:
    """Judgements as rows, with what became of each."""
    j, m = ledger.judgement.c, marks.mark.c
    ids, state = [entry.id for entry in entries], dict[str, Any]()
    for start in range(0, len(ids), 500):
        query = select(j.id, m.fact, m.state, m.again).join(marks.mark, m.seq == j.seq).where(j.id.in_(ids[start : start + 500]))
        state |= {row.id: row for row in view.connection.execute(query)}
    standing = {entry.id for entry in ledger.standing(entries, ledger.read(view.connection, verdicts=["undo"]))}
    return [_row(entry, state.get(entry.id), entry.id in standing) for entry in entries]


def _row(entry: Judgement, mark: Any, stands: bool) -> Answer:
    anchor = entry.anchor
    proof = anchor and {"report": anchor.report, "source": anchor.source, "span": list(anchor.spans[0]), "quote": anchor.quote}
    return {
        "id": entry.id,
        "at": entry.at,
        "by": entry.by,
        "verdict": entry.verdict,
        "kind": anchor and anchor.kind,
        "fact": id_of(mark.fact) if mark else anchor and anchor.fact,
        "other": entry.other and entry.other.fact,
        "undoes": entry.undoes,
        "value": entry.value,
        "said": entry.said,
        "rule": entry.rule,
        "note": entry.note,
        "stands": stands,
        "state": mark.state if mark and stands else None,
        "review_again": bool(mark and stands and mark.again),
        "evidence": [proof] if proof else [],
    }


def fares(view: View) -> dict[str, dict[str, int]]:
    """How often people confirmed, replaced and rejected what each rule found, by the latest judgement on each fact."""
    latest = {e.anchor.fact: e for e in ledger.in_force(view.connection) if e.anchor and e.rule}
    found: dict[str, dict[str, int]] = {}
    for entry in latest.values():
        counts = found.setdefault((entry.rule or "").partition("@")[0], {"confirm": 0, "replace": 0, "reject": 0})
        counts[entry.verdict] = counts.get(entry.verdict, 0) + 1
    return found


def review(view: View, limit: int = 20, rule: str | None = None, kind: str | None = None) -> list[Answer]:
    """What to look at next: facts to review again first, then the least certain that nobody judged, in the 5,000 reports that
    were added last; in all where those do not give enough.

    ``certainty`` is how the fact's rule fared, by Laplace's rule of succession (confirmed + 1) / (judged + 2), times 0.8 for
    each field that it leaves open; a rule that nobody judged stands at one half.
    """
    kinds = [k for k in _OPEN if kind is None or k == kind]
    if not kinds:
        raise QuestionError(f"{kind}: is no kind to review; one of: {', '.join(_OPEN)}")
    found = _again(view, kinds, rule)[:limit]
    if len(found) < limit:
        rates = {name: (c["confirm"] + 1) / (sum(c.values()) + 2) for name, c in fares(view).items()}
        added = view.connection.scalar(select(func.max(schema.report.c.row))) or 0
        for after in (added - _LATEST, 0):
            rest = [row for k in kinds for row in _unjudged(view, k, rule, limit, rates, after)]
            if len(rest) >= limit or added <= _LATEST:
                break
        found += sorted(rest, key=lambda row: (row["certainty"], row["rule"], row["id"]))[: limit - len(found)]
    for row in found:
        told = records.fact(view, row["id"], row["report"])
        row["evidence"] = told["evidence"] if told else []
    return found


def _again(view: View, kinds: list[str], rule: str | None) -> list[Answer]:
    j, m, r = ledger.judgement.c, marks.mark.c, schema.report.c
    query = select(m.fact, m.kind, r.id, j.entry).join(ledger.judgement, j.seq == m.seq).join(schema.report, r.row == m.report)
    found: dict[int, Answer] = {}
    for row in view.connection.execute(query.where(m.again.is_(True), m.kind.in_(kinds)).order_by(j.at.desc())):
        entry = ledger.load(row.entry)
        named = (entry.rule or "").partition("@")[0]
        if row.fact not in found and rule in (None, named):
            told = {"judged": {"by": entry.by, "at": entry.at, "verdict": entry.verdict}, "review_again": True}
            found[row.fact] = {"id": id_of(row.fact), "kind": row.kind, "rule": named, "certainty": 0.0, "report": row.id, **told}
    return list(found.values())


def _unjudged(view: View, kind: str, rule: str | None, limit: int, rates: dict[str, float], after: int) -> list[Answer]:
    t, r = KINDS[kind].c, schema.report.c
    fared = {view.symbol(name): rate for name, rate in rates.items()}
    score: ColumnElement[float] = case(fared, value=t.rule, else_=0.5) if fared else literal(0.5)
    for name in _OPEN[kind]:
        score = score * case((t[name].is_(None), _LESS), else_=1.0)
    touched, own = select(marks.mark.c.report), select(marks.mark.c.fact).where(marks.mark.c.report == t.report)
    first = select(t.fid, t.rule, t.report, t.n, score.label("score"))
    first = first.where(t.report > after, or_(t.report.not_in(touched), t.fid.not_in(own)))
    if rule is not None:
        first = first.where(t.rule == view.symbol(rule))
    least = first.order_by(score, t.report, t.n).limit(limit).subquery().c  # before anything is looked up besides
    query = select(least.fid, least.rule, r.id, least.score).where(r.row == least.report)
    rows = view.rows(query.order_by(least.score, least.report, least.n), "rule")
    return [
        {"id": id_of(row.fid), "kind": kind, "rule": view.word(row.rule), "certainty": round(row.score, 3), "report": row.id,
         "judged": None, "review_again": False}
        for row in rows
    ]  # fmt: skip
