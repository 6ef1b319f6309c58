"""Popolo: people, organisations, posts and memberships. A membership carries the first and last day on which it is attested."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from mahdar.archive import Answer
from mahdar.exchange.brief.words import words
from mahdar.exchange.codes import is_state
from mahdar.exchange.folder import writing
from mahdar.exchange.selection import Source

NAME = "popolo.json"
MANY = 20  # sources that one row names


def write(source: Source, out: Path) -> Iterator[Path]:
    """One file."""
    with writing(out / NAME, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(popolo(source))) + b"\n")
    yield out / NAME


def popolo(source: Source) -> dict[str, list[dict[str, Any]]]:
    """The collections by their names."""
    people, tenures = list(source.people()), [t for t in source.tenures() if t["person"]]
    named = {e["report"] for row in (*people, *tenures) for e in row["evidence"][:MANY]}
    urls = {report["id"]: report["url"] for report in source.reports() if report["id"] in named}
    parties = sorted({row["of"] for row in (*people, *tenures) if row["of"]})
    posts = {_post(t): t for t in tenures}
    return {
        "persons": [_person(person, urls) for person in people],
        "organizations": [_organization(party) for party in parties],
        "posts": [_told_post(id, t) for id, t in posts.items()],
        "memberships": [_membership(t, urls) for t in tenures],
    }


def _person(person: Answer, urls: dict[str, str | None]) -> dict[str, Any]:
    others = [{"name": name} for name in person["names"] if name != person["name"]]
    if person["latin"]:
        others.append({"name": person["latin"], "note": "en"})
    ids = [{"scheme": "wikidata", "identifier": person["wikidata"]}] if person["wikidata"] else []
    names = {"name": person["name"], "other_names": others, "identifiers": ids}
    return {"id": person["id"], **names, "sources": _sources(person, urls)}


def _organization(party: str) -> dict[str, Any]:
    kind = "country" if is_state(party) else "organization"
    other = [{"name": words("ar").party(party), "note": "ar"}]
    return {"id": party, "name": words("en").party(party), "other_names": other, "classification": kind}


def _told_post(id: str, tenure: Answer) -> dict[str, Any]:
    label = words("en")("offices", tenure["office"]) + (f" ({tenure['portfolio']})" if tenure["portfolio"] else "")
    return {"id": id, "label": label, "role": tenure["office"], "organization_id": tenure["of"]}


def _membership(tenure: Answer, urls: dict[str, str | None]) -> dict[str, Any]:
    return {
        "id": tenure["id"],
        "person_id": tenure["person"]["id"],
        "organization_id": tenure["of"],
        "post_id": _post(tenure),
        "role": tenure["office"],
        "start_date": None,  # when it began and ended nobody told: only when it is attested
        "end_date": None,
        "first_seen": tenure["first_seen"],
        "last_seen": tenure["last_seen"],
        "left": tenure["left"],
        "sources": _sources(tenure, urls),
    }


def _post(tenure: Answer) -> str:
    return "/".join(filter(None, (tenure["of"], tenure["office"], tenure["portfolio"])))


def _sources(row: Answer, urls: dict[str, str | None]) -> list[dict[str, Any]]:
    return [{"url": urls.get(e["report"]), "note": e["quote"], "report": e["report"]} for e in row["evidence"][:MANY]]
