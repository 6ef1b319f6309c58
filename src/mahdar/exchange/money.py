"""FollowTheMoney entities: people, positions, occupancies and contacts as events, each with the reports that prove it.

An occupancy has the days on which reports attest it (``date``), no beginning and no end: nobody told those.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mahdar.archive import Answer
from mahdar.exchange.brief.words import words
from mahdar.exchange.codes import is_state
from mahdar.exchange.lines import write_lines
from mahdar.exchange.selection import Source

NAME = "entities.ftm.json"
MANY = 50  # attestations of one occupancy that are told
Entity = dict[str, Any]


def write(source: Source, out: Path) -> Iterator[Path]:
    """One file, an entity a line."""
    yield write_lines(out / NAME, entities(source))


def entities(source: Source) -> Iterator[Entity]:
    """Everything that FollowTheMoney has a schema for."""
    people, tenures = list(source.people()), list(source.tenures())
    bodies = {side["of"] for contact in source.contacts() for side in contact["participants"]}
    bodies |= {row["of"] for row in (*people, *tenures)}
    yield from map(_article, source.reports())
    yield from (_body(id) for id in sorted(b for b in bodies if b and not is_state(b)))
    yield from map(_person, people)
    yield from {entity["id"]: entity for entity in map(_position, tenures)}.values()
    yield from (_occupancy(tenure) for tenure in tenures if tenure["person"])
    yield from map(_event, source.contacts())


def _entity(schema: str, id: str, **properties: Any) -> Entity:
    """An entity; a property is a list of texts, and empty ones are left out."""
    found: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list | tuple) else [value]
        if told := list(dict.fromkeys(str(v) for v in values if v)):
            found[name] = told
    return {"id": f"mahdar-{id}", "schema": schema, "properties": found}


def _article(report: Answer) -> Entity:
    url = report["url"] if (report["url"] or "").startswith(("http://", "https://")) else None
    return _entity(
        "Article",
        _report(report["id"]),
        title=report["headline"],
        publishedAt=report["date"],
        publisher=report["publisher"] or (words("en").agency(report["agency"]) if report["agency"] else None),
        sourceUrl=url,
        fileName=None if url else report["source"],
        language="ara",
    )


def _body(id: str) -> Entity:
    return _entity("Organization", _party(id), name=[words("en").party(id), words("ar").party(id)])


def _person(person: Answer) -> Entity:
    return _entity(
        "Person",
        f"person-{person['id']}",
        name=person["name"],
        alias=[person["latin"], *(name for name in person["names"] if name != person["name"])],
        wikidataId=person["wikidata"],
        country=_countries([person["of"]]),
        proof=_proof(person),
    )


def _position(tenure: Answer) -> Entity:
    tongue, of = words("en"), tenure["of"]
    name = tongue("offices", tenure["office"]) + (f" ({tenure['portfolio']})" if tenure["portfolio"] else "")
    whose = f", {tongue.party(of)}" if of else ""
    body = f"mahdar-{_party(of)}" if of and not is_state(of) else None
    return _entity("Position", _post(tenure), name=name + whose, country=_countries([of]), organization=body)


def _occupancy(tenure: Answer) -> Entity:
    return _entity(
        "Occupancy",
        f"occupancy-{tenure['id']}",
        holder=f"mahdar-person-{tenure['person']['id']}",
        post=f"mahdar-{_post(tenure)}",
        date=[a["date"] for a in tenure["attestations"][:MANY]],
        status="ended" if tenure["left"] else "unknown",
        description=_quote(tenure),
        recordId=tenure["id"],
        proof=_proof(tenure),
    )


def _event(contact: Answer) -> Entity:
    sides = [*contact["participants"], *contact["attendees"]]
    tongue = words("ar")
    named = [s["person"]["name"] if s["person"] else tongue.party(s["of"]) for s in contact["participants"]]
    people = [f"mahdar-person-{s['person']['id']}" for s in sides if s["person"]]
    bodies = [f"mahdar-{_party(s['of'])}" for s in contact["participants"] if s["of"] and not is_state(s["of"])]
    return _entity(
        "Event",
        f"contact-{contact['id']}",
        name=f"{tongue('forms', contact['form'])}: {tongue.text('comma').join(named)}",
        date=contact["date"],
        endDate=contact["date_end"],
        location=contact["place"] and contact["place"]["name"],
        country=_countries(contact["parties"]),
        involved=[*people, *bodies],
        keywords=[contact["form"], contact["status"]],
        summary=contact["on_sidelines_of"],
        description=_quote(contact),
        recordId=contact["id"],
        proof=_proof(contact),
    )


def _countries(parties: Iterable[str | None]) -> list[str]:
    return [party.lower() for party in parties if party and is_state(party)]


def _post(tenure: Answer) -> str:
    parts = (tenure["of"] or "unknown", tenure["office"], tenure["portfolio"])
    return re.sub("[^A-Za-z0-9]+", "-", "-".join(("position", *filter(None, parts))))  # an id has no other signs


def _party(id: str) -> str:
    return "party-" + id.replace("_", "-")


def _report(id: str) -> str:
    return "report-" + id.removeprefix("sha256:")


def _proof(row: Answer) -> list[str]:
    return list(dict.fromkeys(f"mahdar-{_report(e['report'])}" for e in row["evidence"]))


def _quote(row: Answer) -> str | None:
    return row["evidence"][0]["quote"] if row["evidence"] else None
