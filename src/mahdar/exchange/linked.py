"""JSON-LD: every piece of evidence as a W3C Web Annotation, and PROV for who or what found the fact.

The body of an annotation is the fact's row, its target the words in the report: by position (code points) and by quote with
what stands around it. The context is in the file: nothing is fetched to read it.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from mahdar import __version__
from mahdar.archive import Answer
from mahdar.exchange.folder import writing
from mahdar.exchange.selection import Source
from mahdar.exchange.tables import QUESTIONS

NAME = "mahdar.jsonld"
AROUND = 32  # code points before and after a quote
READER = f"urn:mahdar:software:{__version__}"
OA, PROV, RDF = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OA = {"body": "hasBody", "target": "hasTarget", "source": "hasSource", "selector": "hasSelector", "motivation": "motivatedBy"}
_INTEGER = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
CONTEXT: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "fact": "urn:mahdar:kind:",
    "prov": PROV,
    **{name: OA + name for name in ("Annotation", "TextPositionSelector", "TextQuoteSelector", "exact", "prefix", "suffix")},
    **{name: {"@id": OA + oa, "@type": "@id"} for name, oa in _OA.items()},
    **{name: {"@id": OA + name, "@type": _INTEGER} for name in ("start", "end")},
    "identifying": OA + "identifying",
    "value": {"@id": RDF + "value", "@type": "@json"},
    "title": "http://purl.org/dc/terms/title",
    "date": "http://purl.org/dc/terms/date",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "generated": {"@id": PROV + "wasGeneratedBy", "@type": "@id"},
    "derived": {"@id": PROV + "wasDerivedFrom", "@type": "@id"},
    "attributed": {"@id": PROV + "wasAttributedTo", "@type": "@id"},
    "associated": {"@id": PROV + "wasAssociatedWith", "@type": "@id"},
    "used": {"@id": PROV + "used", "@type": "@id"},
}


def write(source: Source, out: Path) -> Iterator[Path]:
    """One document with the whole archive."""
    with writing(out / NAME, "wb") as file:
        file.write(b'{"@context": ' + msgspec.json.encode(CONTEXT) + b',\n"@graph": [\n')
        for n, node in enumerate(nodes(source)):
            file.write((b",\n" if n else b"") + msgspec.json.encode(node))
        file.write(b"\n]}\n")
    yield out / NAME


def nodes(source: Source) -> Iterator[dict[str, Any]]:
    """Agents, reports, readings, facts and annotations."""
    yield {"id": READER, "type": "prov:SoftwareAgent", "label": f"mahdar {__version__}"}
    packs = _Packs()
    for report in source.reports():
        packs.add(report["id"], report["pack"])
        node = {"id": _report(report["id"]), "type": "prov:Entity", "title": report["headline"], "date": report["date"]}
        yield {name: value for name, value in node.items() if value is not None}
    for pack in sorted(packs.known):
        yield {"id": f"urn:mahdar:pack:{pack}", "type": "prov:Entity", "label": "language pack"}
        yield {"id": _reading(pack), "type": "prov:Activity", "associated": READER, "used": f"urn:mahdar:pack:{pack}"}
    text = lru_cache(maxsize=1024)(source.text)
    people: set[str] = set()
    for kind in QUESTIONS[1:]:
        if kind == "commitments":  # statements, told already
            continue
        for row in getattr(source, kind)():
            if row["judged"] and row["judged"]["by"] not in people:
                people.add(row["judged"]["by"])
                yield {"id": _person(row), "type": "prov:Agent", "label": row["judged"]["by"]}
            yield _fact(kind, row, packs)
            for n, proof in enumerate(row["evidence"]):
                yield _annotation(kind, row, n, proof, text(proof["report"]))


class _Packs:
    """The pack of every report. Nearly all have one and the same, so that only the others are held."""

    def __init__(self) -> None:
        self.usual: str | None = None
        self.known: set[str] = set()
        self._others: dict[str, str | None] = {}

    def add(self, report: str, pack: str | None) -> None:
        if pack and not self.known:
            self.usual = pack
        self.known |= {pack} if pack else set()
        if pack != self.usual:
            self._others[report] = pack

    def get(self, report: str) -> str | None:
        return self._others.get(report, self.usual)


def _fact(kind: str, row: Answer, packs: "_Packs") -> dict[str, Any]:
    reports = list(dict.fromkeys(e["report"] for e in row["evidence"]))
    readings = list(dict.fromkeys(_reading(pack) for id in reports if (pack := packs.get(id))))
    node: dict[str, Any] = {"id": _id(kind, row), "type": ["prov:Entity", f"fact:{kind}"]}
    node["value"] = {name: value for name, value in row.items() if name != "evidence"}
    node["generated"], node["derived"] = readings, [_report(id) for id in reports]
    node["attributed"] = [READER, *([_person(row)] if row["judged"] else [])]
    return node


def _annotation(kind: str, row: Answer, n: int, proof: Answer, text: str) -> dict[str, Any]:
    start, end = proof["span"]
    words = {"exact": proof["quote"], "prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    place = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "id": f"{_id(kind, row)}:evidence:{n}",
        "type": "Annotation",
        "motivation": OA + "identifying",
        "body": _id(kind, row),
        "target": {"source": _report(proof["report"]), "selector": [place, {"type": "TextQuoteSelector", **words}]},
    }


def _id(kind: str, row: Answer) -> str:
    return f"urn:mahdar:{kind}:{row['id']}"


def _report(id: str) -> str:
    return f"urn:{id}"


def _reading(pack: str) -> str:
    return f"urn:mahdar:reading:{pack}"


def _person(row: Answer) -> str:
    return "urn:mahdar:reviewer:" + quote(row["judged"]["by"], safe="")
