"""The sections on contacts: the last one with what was said at it, and the table of all."""

from collections import Counter
from datetime import date

from mahdar.archive import Answer
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Group, Line, Run, Runs
from mahdar.exchange.brief.pair import day
from mahdar.exchange.brief.promises import standing
from mahdar.exchange.brief.saying import telling
from mahdar.exchange.brief.words import dates

SHOWN = 60  # contacts of the table
SAID = 6  # statements of one side at the last contact
_OCCASION = 3  # days within which two contacts belong to one stay
_AGREED = ("agree", "commit")


def last(desk: Desk) -> tuple[Runs, list[Group]]:
    """The last contact: who, in what office, where, on what occasion, what was agreed and said."""
    contact = desk.pair.last
    if contact is None:
        return (), []
    lines = [Line(_day(desk, contact), _bold(desk.form(contact)), desk.notes.of(contact))]
    lines += [_participant(desk, contact, side) for side in contact["participants"] if side["person"]]
    if bare := [side for side in contact["participants"] if side["person"] is None]:
        took_part = desk.words.phrase("took_part", people=desk.people(bare))
        lines.append(Line((), took_part, desk.notes.of(contact)))
    if contact["attendees"]:
        present = desk.words.phrase("attended", people=desk.people(contact["attendees"]))
        lines.append(Line((), present, desk.notes.of(contact)))
    lines += [_besides(desk, other) for other in desk.pair.contacts if _one_stay(contact, other)]
    lines += _differences(desk, contact)
    return (), [Group(None, tuple(lines)), *_said(desk, contact)]


def table(desk: Desk) -> tuple[Runs, list[Group]]:
    """Every contact, the newest first."""
    rows = sorted(desk.pair.contacts, key=lambda c: day(c) or "", reverse=True)
    lines = [_row(desk, contact) for contact in rows[:SHOWN]]
    held = Counter(c["form"] for c in rows if c["status"] == "held")
    counts = desk.words.listed([desk.words.count(form, n) for form, n in held.most_common()])
    hidden = max(desk.pair.told["contacts"], len(rows)) - len(lines)
    rest = desk.words.count("line_more", hidden) if hidden else None
    command = f"mahdar contacts --between {desk.pair.a} {desk.pair.b}"
    return counts, [Group(None, tuple(lines), rest, command if rest else None)] if lines else []


def _bold(runs: Runs) -> Runs:
    return (Run("lead", runs[0].text), *runs[1:])


def _row(desk: Desk, contact: Answer) -> Line:
    return Line(_day(desk, contact), _told(desk, contact), desk.notes.of(contact))


def _day(desk: Desk, contact: Answer) -> Runs:
    """When it was; where nobody says, when it was first told."""
    told = day(contact)
    return desk.words.phrase("told", date=Run("date", told)) if told and not contact["date"] else desk.day(told)


def _told(desk: Desk, contact: Answer) -> Runs:
    return (*desk.form(contact), Run("text", desk.words.text("semicolon")), *desk.who(contact))


def _participant(desk: Desk, contact: Answer, side: Answer) -> Line:
    """Somebody who took part, in the offices that the reports of the contact give; else those that span its day."""
    words, held = desk.words, desk.offices(side["person"]["id"], side["of"])
    there = [t for t in held if {a["source"] for a in t["attestations"]} & set(contact["reports"])]
    then = [t for t in held if t["first_seen"] and t["first_seen"] <= (day(contact) or "") <= t["last_seen"]]
    offices = there or then
    named = words.listed([desk.office(t) for t in offices]) if offices else ()
    who = (*desk.person(side["person"]),)
    runs = (*named, Run("text", words.text("comma") if named else ""), desk.party(side["of"]))
    reports = {e["report"] for e in contact["evidence"]}
    proof = [{"evidence": [e for e in t["evidence"] if e["report"] in reports] or t["evidence"][-1:]} for t in offices]
    return Line(who, tuple(r for r in runs if r.text), desk.notes.of(*(proof or [contact])))


def _besides(desk: Desk, other: Answer) -> Line:
    return Line(desk.day(other["date"]), desk.words.phrase("besides", what=_told(desk, other)), desk.notes.of(other))


def _one_stay(contact: Answer, other: Answer) -> bool:
    days = [day(contact) or "", other["date"] or ""]
    if other is contact or other["status"] != "held" or any(len(d) != 10 for d in days):
        return False
    return abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) <= _OCCASION


def _differences(desk: Desk, contact: Answer) -> list[Line]:
    """Where the accounts cannot all be right."""
    found = []
    for differing in contact["contradictions"]:
        if differing["field"] == "level":
            continue  # it only follows from the offices that an account gives
        values = []
        for value in differing["values"]:
            prints = [a for first in contact["accounts"] for a in (first, *first["reprints"])]
            tellers = {desk.words.agency(a["agency"], a["source"]) for a in prints if a["source"] in value["sources"]}
            by = desk.words.listed(sorted(tellers))
            values.append(desk.words.phrase("value", value=_value(desk, differing["field"], value["value"]), sources=by))
        field = desk.words("fields", differing["field"])
        told = desk.words.phrase("differ", field=field, values=desk.words.listed(values, "semicolon"))
        found.append(Line((), told, desk.notes.of(contact)))
    return found


def _value(desk: Desk, field: str, value: object) -> Runs:
    if isinstance(value, dict):
        return desk.place(value)
    table = {"form": "forms", "status": "contact_status", "level": "levels"}.get(field)
    if table:
        return (Run("text", desk.words(table, str(value))),)
    return (dates(str(value), None) if field == "date" else Run("arabic", str(value)),)


def _said(desk: Desk, contact: Answer) -> list[Group]:
    """What was agreed, and what each side said, at this contact."""
    stay = {other["id"] for other in desk.pair.contacts if _one_stay(contact, other)}
    sayings = [rows for rows in desk.pair.statements if any(_said_at(contact, stay, row) for row in rows)]
    return [_part(desk, title, rows, contact) for title, _, rows in desk.by_side(sayings)]


def _part(desk: Desk, title: str, sayings: list[list[Answer]], contact: Answer) -> Group:
    best = sorted(sayings, key=lambda rows: -telling(rows[0]) - 2 * (rows[0]["act"] in _AGREED))[:SAID]
    desk.pair.used |= {row["id"] for rows in sayings for row in rows}
    lines = tuple(_saying(desk, rows) for rows in best)
    hidden = len(sayings) - len(best)
    command = f"mahdar statements --between {desk.pair.a} {desk.pair.b} --from {day(contact)} --to {day(contact)}"
    return Group(title, lines, desk.words.count("statement_more", hidden) if hidden else None, command if hidden else None)


def _saying(desk: Desk, rows: list[Answer]) -> Line:
    """What was done in saying it, and the words: the day and the speaker stand above."""
    after, proof = standing(desk, rows)
    label = (Run("text", desk.words("acts", rows[0]["act"])),)
    return Line(label, (*desk.quoted(rows[0]), *after), desk.notes.of(*rows, *proof))


def _said_at(contact: Answer, stay: set[str], row: Answer) -> bool:
    """The statement was made at the contact: as the archive tells; or on the same stay, or in its report, by who took part."""
    if row["contact"] == contact["id"]:
        return True
    if row["contact"] not in stay if row["contact"] else row["report"] not in {e["report"] for e in contact["evidence"]}:
        return False
    there = {s["person"]["id"] for s in contact["participants"] if s["person"]}
    named = {s["person"]["id"] for s in row["speakers"] if s["person"]}
    return named <= there if named else {s["of"] for s in row["speakers"]} <= {s["of"] for s in contact["participants"]}
