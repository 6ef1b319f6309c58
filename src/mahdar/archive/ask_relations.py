"""The questions ``positions`` and their ``matrix``, and ``labels``: what parties stand for, what they are to each other."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from mahdar.archive import ranks, schema
from mahdar.archive.keys import key
from mahdar.archive.parties import resolve
from mahdar.archive.proof import ends, quoted, seen, shown, summed
from mahdar.archive.view import Answer, View, one_of
from mahdar.archive.vocabulary import ISSUES

_CHANGES = ("upgraded", "established", "downgraded")
_POSITION = ("of", "stance", "issue", "target")
_PART = 500  # reports that are asked for at once


def positions(
    view: View,
    of: str | None = None,
    issue: str | None = None,
    target: str | None = None,
    limit: int | None = None,
    id: str | None = None,
) -> list[Answer]:
    """Who supports or opposes what, and since when it is attested, first what was first told; ``limit`` keeps what was first
    told last, ``id`` the one of this id.
    """
    one_of("issue", issue, ISSUES)
    p = schema.position.c
    where = [view.party(column, name) for column, name in ((p.of, of), (p.target, target)) if name is not None]
    where += [p.issue == view.symbol(issue)] if issue is not None else []
    columns = [p[name] for name in _POSITION]
    rows = view.rows(summed(schema.position, columns).where(*where), *_POSITION)
    rows.sort(key=lambda row: (row.first_seen or "~", [view.word(row._mapping[name]) or "" for name in _POSITION]))
    found = []
    for row in rows if limit is None else rows[-limit:]:
        told = _position(view, row)
        if id in (None, told["id"]):
            same = [column == number for column, number in zip(columns, row, strict=False)]
            found.append({**told, **seen(row), "evidence": quoted(view, ends(view, schema.position, same))})
    return found


def positions_told(view: View, parties: Sequence[str], reports: Iterable[str]) -> list[Answer]:
    """What these parties support and oppose in these reports, as ``positions`` tells it."""
    p, r, every, rows = schema.position, schema.report.c, sorted(reports), list[Any]()
    wanted = {view.symbol(of) for of in parties}
    for start in range(0, len(every), _PART):
        told = list(view.connection.scalars(select(r.row).where(r.id.in_(every[start : start + _PART]))))
        rows += [row for row in view.rows(select(p).where(p.c.report.in_(told)), *_POSITION) if row.of in wanted]
    facts_of = _groups(_ordered(rows), lambda row: tuple(getattr(row, name) for name in _POSITION))
    return [{**_position(view, facts[0]), **_seen(facts), "evidence": _proof(view, facts)} for _, facts in facts_of]


def _position(view: View, row: Any) -> Answer:
    told = {name: view.word(getattr(row, name)) for name in _POSITION}
    return {"id": key(f"position {told}"), **told}


def matrix(view: View, parties: Sequence[str] | None = None, issue: str | None = None, target: str | None = None) -> list[Answer]:
    """Positions as a matrix: a row for each issue (and the party that it is about), a place in ``positions`` for each party.

    ``stance`` there is ``backs``, ``opposes``, or ``blames`` where somebody is named; a party that turned has several.
    ``divided`` tells that parties stand on both sides. ``parties`` keeps their places only. Rows with most parties come first.
    """
    wanted = [resolve(party) for party in parties or ()]
    found: dict[tuple[str, str | None], list[Answer]] = {}
    for row in (row for of in wanted or (None,) for row in positions(view, of, issue, target)):
        found.setdefault((row["issue"], row["target"]), []).append(row)
    rows = [_line(issue_, target_, held) for (issue_, target_), held in found.items()]
    return sorted(rows, key=lambda row: (-len(row["positions"]), row["issue"], row["target"] or ""))


def shared(view: View, a: str, b: str, limit: int) -> list[Answer]:
    """The issues, and whom they are about, on which both parties have positions, those told of most first: a place in
    ``positions`` for each party as in ``matrix``, with the words of its last report.
    """
    p, sides = schema.position.c, [view.symbol(a), view.symbol(b)]
    query = summed(schema.position, [p[name] for name in _POSITION]).where(p.of.in_(sides))
    found: dict[tuple[int, int | None], list[Any]] = {}
    for row in view.rows(query, *_POSITION):
        found.setdefault((row.issue, row.target), []).append(row)
    both = [held for held in found.values() if {row.of for row in held} >= set(sides)]
    both.sort(key=lambda held: (-sum(row.many for row in held), view.word(held[0].issue), view.word(held[0].target) or ""))
    return [_both(view, held) for held in both[:limit]]


def _both(view: View, held: list[Any]) -> Answer:
    p, rows = schema.position.c, []
    for row in held:
        same = [p[name] == getattr(row, name) for name in _POSITION]
        rows.append({**_position(view, row), **seen(row), "evidence": quoted(view, ends(view, schema.position, same, 2)[-1:])})
    line = _line(rows[0]["issue"], rows[0]["target"], rows)
    proof = {row["id"]: row["evidence"] for row in rows}
    for places in line["positions"].values():
        for place in places:
            place["evidence"] = proof[place["position"]]
    return line


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


def labels(
    view: View, a: str | None = None, b: str | None = None, rank: str | None = None, id: str | None = None
) -> list[Answer]:
    """The history of a relationship's names, in order of their first report. ``changes`` keeps each telling of a rise or a
    beginning. ``rank``, a table's name, gives every name its rank, and puts them in its order: lowest first, unranked before.
    """
    if rank is not None:
        ranks.rank("", rank)  # refuses a table that there is not, though there be no label
    t = schema.label
    query = select(t).where(*view.holds(t.c.parties, *(resolve(p) for p in (a, b) if p)))
    rows = _ordered(view.rows(query, "parties", "label", "change"))
    found = []
    for (parties, label), facts in _groups(rows, lambda row: (tuple(sorted(view.items(row.parties))), row.label)):
        name = key(f"label {parties} {view.word(label)}")
        if id not in (None, name):
            continue
        changes = _changes(view, facts)
        first = min(changes, key=lambda c: _CHANGES.index(c["change"]), default={"change": None, "date": None})
        date = first["date"] or next((f.date for f in facts if f.date), None)
        told = {"parties": list(parties), "label": view.word(label), "change": first["change"], "date": date}
        found.append({"id": name, **told, **_seen(facts), "changes": changes, "evidence": _proof(view, facts)})
    if rank is not None:
        found = [{**row, "rank": ranks.rank(row["label"], rank)} for row in found]
        found.sort(key=lambda row: row["rank"] or 0)
    return found


def _ordered(rows: list[Any]) -> list[Any]:
    """Facts in order of their reports' dates."""
    return sorted(rows, key=lambda row: (row.told or "~", row.report, row.n))


def _changes(view: View, facts: list[Any]) -> list[Answer]:
    found: dict[tuple[str | None, str | None], Answer] = {}
    for fact in facts:
        if fact.change:
            change = (view.word(fact.change), fact.date)
            told = found.setdefault(change, {"change": change[0], "date": change[1], "reports": []})
            told["reports"].append(fact.report)
    named = view.sources(report for told in found.values() for report in told["reports"])
    for told in found.values():
        told["sources"] = [named[report] for report in told.pop("reports")]
    return list(found.values())


def _groups(rows: Iterable[Any], of: Callable[[Any], Any]) -> Iterable[tuple[Any, list[Any]]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(of(row), []).append(row)
    return found.items()


def _seen(facts: list[Any]) -> Answer:
    dates = sorted(f.told for f in facts if f.told)
    return {"first_seen": dates[0] if dates else None, "last_seen": dates[-1] if dates else None, "count": len(facts)}


def _proof(view: View, facts: list[Any]) -> list[Answer]:
    return quoted(view, shown(facts))
