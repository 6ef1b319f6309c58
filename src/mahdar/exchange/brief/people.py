"""The section on people: who is attested in what office, side by side."""

from mahdar.archive import Answer
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Group, Line, Run, Runs
from mahdar.exchange.brief.words import dates

SHOWN = 8  # people of one side


def people(desk: Desk) -> tuple[Runs, list[Group]]:
    """Those who met, spoke or were named in office in reports of the two; last seen first."""
    caption: Runs = (Run("text", desk.words.caption("people")),)
    return caption, [group for of in (desk.pair.a, desk.pair.b) if (group := _side(desk, of)).lines]


def _side(desk: Desk, of: str) -> Group:
    known: dict[str, list[Answer]] = {}
    for tenure in desk.tenures:
        if tenure["of"] == of and tenure["person"] and _concerns(desk, tenure):
            known.setdefault(tenure["person"]["id"], []).append(tenure)
    order = sorted(known.values(), key=_last_seen, reverse=True)
    took_part = desk.pair.people
    kept = sorted(order, key=lambda tenures: tenures[0]["person"]["id"] not in took_part)[:SHOWN]
    lines = tuple(_line(desk, tenures) for tenures in sorted(kept, key=_last_seen, reverse=True))
    hidden = len(known) - len(lines)
    rest = desk.words.count("person_more", hidden) if hidden else None
    return Group(desk.words.party(of), lines, rest, f"mahdar tenures --of {of}" if hidden else None)


def _last_seen(tenures: list[Answer]) -> tuple[str, int]:
    return max(t["last_seen"] or "" for t in tenures), max(t["reports"] for t in tenures)


def _line(desk: Desk, tenures: list[Answer]) -> Line:
    newest = sorted(tenures, key=lambda t: (t["last_seen"] or "", t["reports"]), reverse=True)
    told = desk.words.listed([_office(desk, t) for t in newest], "semicolon")
    ends = [{"evidence": [t["evidence"][0], t["evidence"][-1]]} for t in newest if t["evidence"]]
    return Line(desk.person(tenures[0]["person"]), told, desk.notes.of(*ends))


def _office(desk: Desk, tenure: Answer) -> Runs:
    told = desk.words.count("report", tenure["reports"])
    office, seen = desk.office(tenure), dates(tenure["first_seen"], tenure["last_seen"])
    if left := tenure["left"]:
        return desk.words.phrase("office_left", office=office, dates=seen, reports=told, left=Run("date", left))
    return desk.words.phrase("office", office=office, dates=seen, reports=told)


def _concerns(desk: Desk, tenure: Answer) -> bool:
    return any(e["report"] in desk.pair.reports for e in tenure["evidence"])
