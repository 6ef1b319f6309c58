"""Visit rows, as data sets of leaders' travel have them: who went where in what office, from when to when."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mahdar.archive import Answer, days
from mahdar.exchange.codes import codes, is_state
from mahdar.exchange.delimited import write_tables
from mahdar.exchange.offices import Offices
from mahdar.exchange.selection import Source
from mahdar.exchange.tables import codebook_table, table

_IN_PERSON = ("meeting", "conference", "ceremony")


def write(source: Source, out: Path) -> Iterator[Path]:
    """``visits.csv`` and its codebook."""
    yield from write_tables((table("visits", visits(source)), codebook_table(["visits"])), out)


def visits(source: Source) -> list[dict[str, Any]]:
    """A row a visitor: of visits that are told as such, and of meetings abroad in whose days no such visit falls."""
    offices = Offices(source.tenures())
    told: list[dict[str, Any]] = []
    trips: list[dict[str, Any]] = []
    for contact in source.contacts():
        if contact["form"] == "visit":
            told += _rows(contact, "visit", offices)
        elif contact["form"] in _IN_PERSON:
            trips += _rows(contact, "trip", offices)
    seen: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for visit in told:
        seen.setdefault(_journey(visit), []).append(visit)
    rows = told + [trip for trip in trips if not any(_covers(visit, trip) for visit in seen.get(_journey(trip), ()))]
    return sorted(rows, key=lambda row: (row["start"] or "~", row["contact"], row["visitor_of"] or ""))


def sides(contact: Answer) -> tuple[str | None, list[Answer]]:
    """The host party of a contact, and its guests: by the place's country; of a visit also the party without a person."""
    country = contact["place"] and contact["place"]["country"]
    parties = {s["of"] for s in contact["participants"]}
    if country in parties:
        host = country
    elif contact["form"] == "visit" and not country:
        bare = parties - {s["of"] for s in contact["participants"] if s["person"]}
        host = bare.pop() if len(bare) == 1 else None
    else:
        host = country if contact["form"] == "visit" else None
    return host, [s for s in contact["participants"] if s["of"] != host] if host else []


def _rows(contact: Answer, kind: str, offices: Offices) -> Iterator[dict[str, Any]]:
    host, guests = sides(contact)
    if not is_state(host):
        return
    received = [s["person"]["name"] for s in contact["participants"] if s["of"] == host and s["person"]]
    for guest in guests:
        visitor, home = codes(guest["of"]), codes(host)
        yield {
            "contact": contact["id"],
            "visitor": guest["person"],
            "visitor_of": guest["of"],
            "visitor_iso3": visitor.iso3,
            "visitor_cow": visitor.cow,
            "office": offices.on(guest["person"], contact["date"], guest["of"]),
            "host": host,
            "host_iso3": home.iso3,
            "host_cow": home.cow,
            "received_by": received,
            "kind": kind,
            "status": contact["status"],
            "start": contact["date"],
            "end": contact["date_end"],
            "date_precision": contact["date_precision"],
            "place": contact["place"] and contact["place"]["name"],
            "reports": contact["reports"],
            "quote": contact["evidence"][0]["quote"] if contact["evidence"] else None,
        }


def _journey(row: dict[str, Any]) -> tuple[str, str]:
    return row["visitor_of"] or "", row["host"]


def _covers(visit: dict[str, Any], trip: dict[str, Any]) -> bool:
    """The trip falls within the visit of the same person to the same host."""
    same = all(visit[field] == trip[field] for field in ("visitor", "visitor_of", "host", "status"))
    first, last, day = days.span(visit["start"]), days.span(visit["end"] or visit["start"]), days.span(trip["start"])
    return same and bool(first and last and day and first[0] <= day[1] and day[0] <= last[1])
