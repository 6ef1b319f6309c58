"""The section on people: who is attested in what office, side by side."""

from mahdar.archive import Answer
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Group, Line, Run, Runs
from mahdar.exchange.brief.words import dates

SHOWN = 8  # people of one side


def people(desk: Desk) -> tuple[Runs, list[Group]]:
    """Those who met or spoke, last seen first, each on the side that most reports give; of each side who did so most often."""
    caption: Runs = (Run("text", desk.words.caption("people")),)
    sides: dict[str, list[list[Answer]]] = {desk.pair.a: [], desk.pair.b: []}
    for person in desk.pair.people:
        held = {of: desk.offices(person, of) for of in sides}
        of = max(sides, key=lambda side: sum(t["reports"] for t in held[side]))
        if held[of]:
            sides[of].append(held[of])
    return caption, [_side(desk, of, known) for of, known in sides.items() if known]


def _side(desk: Desk, of: str, known: list[list[Answer]]) -> Group:
    kept = sorted(known[:SHOWN], key=_last_seen, reverse=True)
    hidden = len(known) - len(kept)
    rest = desk.words.count("person_more", hidden) if hidden else None
    lines = tuple(_line(desk, tenures) for tenures in kept)
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
