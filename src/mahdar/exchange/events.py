"""PLOVER and CAMEO event rows: who did what to whom, when; each row names the fact that it comes from.

What becomes which event is told in ``data/plover.yaml``, a file of its own licence (CC BY-SA 4.0). A contact, a joint statement
and a document are events from each side towards each other; of a visit the guest acts.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from heapq import merge
from itertools import permutations
from pathlib import Path
from typing import Any

import yaml

from mahdar.archive import Answer, days
from mahdar.exchange.codes import codes, is_state
from mahdar.exchange.delimited import write_tables
from mahdar.exchange.folder import writing
from mahdar.exchange.lines import write_lines
from mahdar.exchange.offices import Offices
from mahdar.exchange.selection import Source
from mahdar.exchange.tables import DATA, Table, codebook_table, table
from mahdar.exchange.visits import sides

Side = tuple[str | None, list[Answer]]  # a party, and its people
MANY = 8  # parties of a gathering beyond which it tells nothing of any two of them


@cache
def mapping() -> dict[str, Any]:
    """What becomes which event."""
    found: dict[str, Any] = yaml.load((DATA / "plover.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


def write(source: Source, out: Path) -> Iterator[Path]:
    """``events.csv``, the same as ``events.jsonl``, its codebook, and the mapping with its attribution."""
    yield from write_tables((events(source), codebook_table(["events"])), out)
    yield write_lines(out / "events.jsonl", events(source).rows)
    with writing(out / "plover.yaml") as file:
        file.write((DATA / "plover.yaml").read_text(encoding="utf-8"))
    yield out / "plover.yaml"


def events(source: Source) -> Table:
    """Every event, as its reports and contacts come: in order of date, but for those without one."""
    coder = Coder(Offices(source.tenures()))
    labels = sorted(source.labels(), key=_day)
    streams = (
        (row for c in source.contacts() for row in coder.contact(c)),
        (row for s in source.statements() for row in coder.statement(s)),
        (row for a in source.agreements() for row in coder.shared("agreement", a, a["status"])),
        (row for label in labels for row in coder.shared("label", label, label["change"])),
    )
    return table("events", merge(*streams, key=_day))


def _day(row: Answer) -> str:
    return row["date"] or ""


class Coder:
    """Facts as events; ``offices`` tell the sector of those who act."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices

    def contact(self, contact: Answer) -> Iterator[dict[str, Any]]:
        """A contact that was held or is planned."""
        code = _held(contact) if contact["status"] == "held" else _planned(contact)
        parties = _by_party(contact["participants"])
        if code is None or len(parties) > MANY:
            return
        host, _ = sides(contact)
        for source, target in permutations(parties.items(), 2):
            if contact["form"] == "summons" and source[0] != _summoner(contact):
                continue
            told = {**code, **_by_place(code, contact, host, source[0], target[0])}
            yield self._row("contact", contact, told, (source, target), [], contact["place"])

    def statement(self, statement: Answer) -> Iterator[dict[str, Any]]:
        """What was said, to each party that it is about; together, from each side to each other."""
        code = mapping()["acts"].get(statement["act"])
        speakers = _by_party(statement["speakers"])
        if code is None or len(speakers) > MANY:
            return
        finer = [mapping()["areas"][area] for area in statement["areas"] if area in mapping()["areas"]]
        told = {**code, **({"cameo": finer[0]} if finer and code.get("areas") else {})}
        for source in speakers.items():
            others: list[Side] = [other for other in speakers.items() if other != source]
            others += [(about, []) for about in statement["about"] if about not in (*speakers, *mapping()["things"])]
            for target in others or [(None, [])]:
                yield self._row("statement", statement, told, (source, target), statement["areas"], None)

    def shared(self, kind: str, fact: Answer, how: str | None) -> Iterator[dict[str, Any]]:
        """A document, or a relationship that got its name: from each side to each other."""
        code = mapping()[f"{kind}s"].get(how)
        if code is None or len(fact["parties"]) > MANY:
            return
        both: list[Side] = [(party, []) for party in fact["parties"]]
        for source, target in permutations(both, 2):
            yield self._row(kind, fact, code, (source, target), [], None)

    def _row(
        self, kind: str, fact: Answer, code: dict[str, Any], pair: tuple[Side, Side], areas: Sequence[str], place: Answer | None
    ) -> dict[str, Any]:
        map_, proof = mapping(), fact["evidence"][0]
        contexts = [map_["context"], *(map_["contexts"][a] for a in areas if a in map_["contexts"]), *code.get("contexts", ())]
        row = {
            "event": f"{fact['id']}:{pair[0][0]}:{pair[1][0] or ''}",
            "fact_kind": kind,
            "fact": fact["id"],
            "date": fact["date"],
            "date_precision": days.precision(fact["date"]),
            "plover": code.get("plover"),
            "mode": code.get("mode"),
            "contexts": list(dict.fromkeys(contexts)),
            "cameo": code["cameo"],
            "quad": map_["quads"].get(code.get("plover")),
            "place": place and place["name"],
            "place_geonames": place and place["geonames"],
            "place_country": place and place["country"],
            "report": proof["report"],
            "report_source": proof["source"],
            "start": proof["span"][0],
            "end": proof["span"][1],
            "quote": proof["quote"],
        }
        for role, side in zip(("source", "target"), pair, strict=True):
            row |= self._actor(role, side, fact["date"])
        return row

    def _actor(self, role: str, side: Side, day: str | None) -> dict[str, Any]:
        party, people = side
        offices = [self.offices.on(person, day, party) for person in people]
        iso3, cow = codes(party)
        return {
            role: party,
            f"{role}_iso3": iso3,
            f"{role}_cow": cow,
            f"{role}_sector": _sector(party, offices),
            f"{role}_people": [person["name"] for person in people],
        }


def _sector(party: str | None, offices: Sequence[str | None]) -> str | None:
    map_ = mapping()
    if party is None or party in map_["others"]:
        return None
    if not is_state(party):
        return str(map_["organisation"])
    return next((str(map_["sectors"][office]) for office in offices[:1] if office in map_["sectors"]), str(map_["sector"]))


def _by_party(listed: Sequence[Answer]) -> dict[str | None, list[Answer]]:
    found: dict[str | None, list[Answer]] = {}
    for side in listed:
        if side["of"] is not None:
            found.setdefault(side["of"], []).extend([side["person"]] if side["person"] else [])
    return found


def _held(contact: Answer) -> dict[str, Any] | None:
    code: dict[str, Any] | None = mapping()["contacts"].get(contact["form"])
    return code


def _planned(contact: Answer) -> dict[str, Any] | None:
    code: dict[str, Any] = mapping()["planned"]
    return code if contact["status"] == "planned" and contact["form"] != "summons" else None


def _summoner(contact: Answer) -> str | None:
    """Who summons: the host, else the party of the first account's first side."""
    host, _ = sides(contact)
    return host or next((str(s["of"]) for s in contact["participants"] if s["of"]), None)


def _by_place(code: dict[str, Any], contact: Answer, host: str | None, source: str | None, target: str | None) -> dict[str, Any]:
    """The mode that the place makes: the guest visits, the host receives; where no side is at home, a third party's ground."""
    places: dict[str, dict[str, Any]] = mapping()["places"]
    if not code.get("place") or code.get("plover") != "CONSULT":
        return {}
    if host in (source, target):
        if source == host:
            return {"plover": None, **places["host"]}
        return places["guest"]
    country = contact["place"] and contact["place"]["country"]
    return places["third"] if country else {}
