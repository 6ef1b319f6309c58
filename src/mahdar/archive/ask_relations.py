"""The questions ``positions`` and their ``matrix``, ``labels``, ``agreements``: what parties stand for, what binds them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select

from mahdar.archive import days, ranks, schema
from mahdar.archive.keys import key
from mahdar.archive.parties import resolve
from mahdar.archive.view import Answer, View, one_of
from mahdar.archive.vocabulary import ISSUES

_SHOWN = 40  # pieces of evidence of one row, the first and the last
_CHANGES = ("upgraded", "established", "downgraded")
_STATUS = ("ratified", "signed", "issued", "planned")
_NEAR = 4  # days between reports that tell one document without a date


def positions(view: View, of: str | None = None, issue: str | None = None, target: str | None = None) -> list[Answer]:
    """Who supports or opposes what, and since when it is attested."""
    one_of("issue", issue, ISSUES)
    p = schema.position
    query = select(p)
    if of is not None:
        query = query.where(view.party(p.c.of, of))
    if issue is not None:
        query = query.where(p.c.issue == view.symbol(issue))
    if target is not None:
        query = query.where(view.party(p.c.target, target))
    rows = _told(view, query, "of", "stance", "issue", "target")
    found = []
    for (of_, stance, issue_, target_), facts in _groups(rows, lambda row: (row.of, row.stance, row.issue, row.target)):
        told = {"of": view.word(of_), "stance": view.word(stance), "issue": view.word(issue_), "target": view.word(target_)}
        found.append({"id": key(f"position {told}"), **told, **_seen(facts), "evidence": _proof(view, facts)})
    return found


def matrix(view: View, parties: Sequence[str] | None = None, issue: str | None = None, target: str | None = None) -> list[Answer]:
    """Positions as a matrix: a row for each issue (and the party that it is about), a place in ``positions`` for each party.

    ``stance`` there is ``backs``, ``opposes``, or ``blames`` where somebody is named; a party that turned has several.
    ``divided`` tells that parties stand on both sides. ``parties`` keeps their places only. Rows with most parties come first.
    """
    wanted = [resolve(party) for party in parties or ()]
    found: dict[tuple[str, str | None], list[Answer]] = {}
    for row in positions(view, None, issue, target):
        if not wanted or row["of"] in wanted:
            found.setdefault((row["issue"], row["target"]), []).append(row)
    rows = [_line(issue_, target_, held) for (issue_, target_), held in found.items()]
    return sorted(rows, key=lambda row: (-len(row["positions"]), row["issue"], row["target"] or ""))


def _line(issue: str, target: str | None, held: list[Answer]) -> Answer:
    places: dict[str, list[Answer]] = {}
    for row in held:
        stance = "backs" if row["stance"] == "supports" else "blames" if target else "opposes"
        place = {"stance": stance, **{name: row[name] for name in ("first_seen", "last_seen", "count")}}
        places.setdefault(row["of"], []).append({**place, "position": row["id"]})
    return {
        "id": key(f"matrix {issue} {target}"),
        "issue": issue,
        "target": target,
        "positions": {of: sorted(listed, key=lambda p: p["first_seen"] or "") for of, listed in sorted(places.items())},
        "divided": len({row["stance"] for row in held}) > 1,
        "evidence": [e for row in held for e in row["evidence"]],
    }


def labels(view: View, a: str | None = None, b: str | None = None, rank: str | None = None) -> list[Answer]:
    """The history of a relationship's names, in order of their first report. ``changes`` keeps each telling of a rise or a
    beginning. ``rank``, a table's name, gives every name its rank, and puts them in its order: lowest first, unranked before.
    """
    if rank is not None:
        ranks.rank("", rank)  # refuses a table that there is not, though there be no label
    t = schema.label
    query = select(t).where(*view.holds(t.c.parties, *(resolve(p) for p in (a, b) if p)))
    rows = _told(view, query, "parties", "label", "change")
    found = []
    for (parties, label), facts in _groups(rows, lambda row: (tuple(sorted(view.items(row.parties))), row.label)):
        changes = _changes(view, facts)
        first = min(changes, key=lambda c: _CHANGES.index(c["change"]), default={"change": None, "date": None})
        date = first["date"] or next((f.date for f in facts if f.date), None)
        told = {"parties": list(parties), "label": view.word(label), "change": first["change"], "date": date}
        name = key(f"label {parties} {told['label']}")
        found.append({"id": name, **told, **_seen(facts), "changes": changes, "evidence": _proof(view, facts)})
    if rank is not None:
        found = [{**row, "rank": ranks.rank(row["label"], rank)} for row in found]
        found.sort(key=lambda row: row["rank"] or 0)
    return found


def _told(view: View, query: Select[Any], *symbolic: str) -> list[Any]:
    """Facts in order of their reports' dates. Sorted here: sorted in SQL, the whole archive would be walked in that order."""
    return sorted(view.rows(query, *symbolic), key=lambda row: (row.told or "~", row.report, row.n))


def _changes(view: View, facts: list[Any]) -> list[Answer]:
    found: dict[tuple[str | None, str | None], Answer] = {}
    for fact in facts:
        if fact.change:
            change = (view.word(fact.change), fact.date)
            told = found.setdefault(change, {"change": change[0], "date": change[1], "sources": []})
            told["sources"].append(view.head(fact.report).source)
    return list(found.values())


def agreements(view: View, between: Sequence[str] | None = None, of: str | None = None) -> list[Answer]:
    """Documents, each once however many reports tell it, in order of date."""
    t = schema.agreement
    query = select(t).where(*view.between(t.c.parties, between), *view.holds(t.c.parties, of and resolve(of)))
    rows = _told(view, query, "kind", "status", "parties")
    view.heads(row.report for row in rows)
    found = []
    for (kind, parties), facts in _groups(rows, lambda row: (row.kind, tuple(sorted(view.items(row.parties))))):
        found += [_document(view, view.word(kind), parties, one) for one in _documents(facts)]
    return sorted(found, key=lambda row: (row["date"] or row["first_seen"] or "", row["id"]))


class _Told:
    """The facts of one document, and what another fact of it is known by."""

    def __init__(self) -> None:
        self.facts: list[Any] = []
        self.reports: set[int] = set()
        self.days: set[int] = set()

    def near(self, fact: Any) -> bool:
        """A fact without a date tells this document: in the same report, or one of nearly the same day."""
        told = days.day(fact.told)
        return fact.report in self.reports or (told is not None and any(told + n in self.days for n in range(-_NEAR, _NEAR + 1)))

    def add(self, fact: Any) -> None:
        self.facts.append(fact)
        self.reports.add(fact.report)
        day = days.day(fact.date) or days.day(fact.told)
        if day is not None:
            self.days.add(day)


def _documents(facts: list[Any]) -> list[list[Any]]:
    """Facts of one kind and the same parties, parted into documents by date, or by report where none is told."""
    dated: dict[str, _Told] = {}
    for fact in (f for f in facts if f.date):
        dated.setdefault(fact.date, _Told()).add(fact)
    found = list(dated.values())
    for fact in (f for f in facts if not f.date):
        same = next((one for one in found if one.near(fact)), None)
        if same is None:
            found.append(same := _Told())
        same.add(fact)
    return [one.facts for one in found]


def _document(view: View, kind: str | None, parties: tuple[str, ...], facts: list[Any]) -> Answer:
    statuses = {view.word(f.status) for f in facts}
    date = next((f.date for f in facts if f.date), None)
    seen = _seen(facts)
    return {
        "id": key(f"agreement {kind} {parties} {date or seen['first_seen']}"),
        "kind": kind,
        "status": next((s for s in _STATUS if s in statuses), None),
        "parties": list(parties),
        "date": date,
        **seen,
        "reports": list(dict.fromkeys(view.head(f.report).source for f in facts)),
        "evidence": _proof(view, facts),
    }


def _groups(rows: Iterable[Any], of: Callable[[Any], Any]) -> Iterable[tuple[Any, list[Any]]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(of(row), []).append(row)
    return found.items()


def _seen(facts: list[Any]) -> Answer:
    dates = sorted(f.told for f in facts if f.told)
    return {"first_seen": dates[0] if dates else None, "last_seen": dates[-1] if dates else None, "count": len(facts)}


def _proof(view: View, facts: list[Any]) -> list[Answer]:
    shown = facts if len(facts) <= _SHOWN else facts[: _SHOWN // 2] + facts[-_SHOWN // 2 :]
    view.heads(f.report for f in shown)
    return [e for f in shown for e in view.evidence(f.report, f.spans)]
