"""The question ``calendar``: anniversaries that fall due, and contacts that were planned."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, select

from mahdar.archive import days, schema
from mahdar.archive.ask_contacts import LONGEST, contacts
from mahdar.archive.keys import key
from mahdar.archive.parties import resolve
from mahdar.archive.rows import id_of
from mahdar.archive.view import Answer, View, window

ROUND = 5  # anniversaries that are kept: its multiples
_AWAIT = 120  # days after a report within which a contact that it plans without a day may be held


def calendar(
    view: View, between: Sequence[str] | None = None, since: str | None = None, until: str | None = None, of: str | None = None
) -> list[Answer]:
    """What falls due in a window, by default the year that begins today."""
    low, high = window(since, until)
    low = date.today().toordinal() if low is None else low
    high = (date.fromordinal(low) + timedelta(days=365)).toordinal() if high is None else high
    parties = [resolve(p) for p in (*(between or ()), *([of] if of else ()))]
    found = [*_anniversaries(view, parties, low, high), *_planned(view, parties, low, high)]
    return sorted(found, key=lambda row: (row["date"] or "~", row["kind"], row["id"]))


def _anniversaries(view: View, parties: list[str], low: int, high: int) -> Iterator[Answer]:
    """Every fifth year of what began in a known year, and the years that reports themselves name."""
    t, r = schema.anniversary, schema.report.c
    query = select(t, r.date.label("told")).join(schema.report, r.row == t.c.report)
    rows = view.rows(query.where(*view.holds(t.c.parties, *parties)).order_by(t.c.report, t.c.n), "event", "parties")
    begun: dict[tuple[str, tuple[str, ...], int], list[Any]] = {}
    for row in rows:
        if row.year:
            beginning = (view.word(row.event) or "", tuple(sorted(view.items(row.parties))), row.year)
            begun.setdefault(beginning, []).append(row)
    first, last = date.fromordinal(low).year, date.fromordinal(high).year
    for (event, whose, year), facts in begun.items():
        told = {f.number for f in facts}
        for due in range(max(first, year + 1), last + 1):
            number = due - year
            if number % ROUND == 0 or number in told:
                yield {
                    "id": key(f"anniversary {event} {whose} {year} {number}"),
                    "kind": "anniversary",
                    "date": str(due),
                    "parties": list(whose),
                    "what": event,
                    "number": number,
                    "event": event,
                    "year": year,
                    "evidence": [e for f in facts[:20] for e in view.evidence(f.report, f.spans)],
                }


def _planned(view: View, parties: list[str], low: int, high: int) -> Iterator[Answer]:
    """Contacts that some report plans for the window, and whether another shows that they were held."""
    c, a = schema.contact.c, schema.account.c
    told = exists(select(a.n).where(a.contact == c.id, a.status == view.symbol("planned")))
    query = select(c.fid).where(*view.holds(c.parties, *parties), c.low <= high, c.low >= low - LONGEST, c.high >= low, told)
    for fid in view.connection.scalars(query.order_by(c.low, c.id)).all():
        [contact] = contacts(view, id=id_of(fid))
        held = contact if contact["status"] == "held" else _held_later(view, contact)
        yield {
            "id": key(f"planned {contact['id']}"),
            "kind": "planned_contact",
            "date": contact["date"],
            "parties": contact["parties"],
            "what": contact["form"],
            "contact": contact["id"],
            "status": contact["status"],
            "participants": contact["participants"],
            "accounts": contact["accounts"],
            "held": held is not None,
            "held_by": held and held["id"],
            "evidence": contact["evidence"],
        }


def _held_later(view: View, planned: Answer) -> Answer | None:
    """A contact of the same form and people, held when the planned one may have been."""
    told = min((a["told"] for a in planned["accounts"] if a["told"]), default=None)
    span = days.span(planned["date"]) or days.span(told)
    if not span or planned["status"] in ("cancelled", "denied") or len(planned["parties"]) < 2:
        return None
    last = span[1] if planned["date"] else span[0] + _AWAIT
    since, until = date.fromordinal(span[0]).isoformat(), date.fromordinal(last).isoformat()
    later = contacts(view, between=planned["parties"], since=since, until=until, form=planned["form"], status="held")
    return next((c for c in later if c["parties"] == planned["parties"] and _same_people(planned, c)), None)


def _same_people(a: Answer, b: Answer) -> bool:
    """Somebody takes part in both, and no side is another person's."""
    ours, theirs = _named(a), _named(b)
    both = ours.keys() & theirs.keys()
    return bool(both) and all(ours[of] & theirs[of] for of in both)


def _named(contact: Answer) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for side in contact["participants"]:
        if side["person"]:
            found.setdefault(side["of"], set()).add(side["person"]["id"])
    return found
