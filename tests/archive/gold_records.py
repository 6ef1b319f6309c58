"""Records made of hand-made gold: its YAML and the report's text, quotes resolved to spans."""

import re
from pathlib import Path
from typing import Any

import yaml

from mahdar import record as r
from mahdar.report import Report, Span

RULE = "gold"


def locate(text: str, quote: str | None) -> Span | None:
    """The span of a quote; ``A … B`` runs from A to the first B after it."""
    if not quote:
        return None
    start = position = None
    for part in quote.split("…"):
        pattern = r"\s+".join(re.escape(word) for word in part.split())
        match = re.compile(pattern).search(text, position or 0)
        if not match:
            return None
        start = match.start() if start is None else start
        position = match.end()
    return Span(start or 0, position or 0)


class GoldRecord:
    """One report's gold on its way to a record."""

    def __init__(self, gold: dict[str, Any], report: Report) -> None:
        self.gold, self.report, self.text = gold, report, report.text
        self.of = {p["name"]: p.get("country") for p in gold.get("people") or []}

    def span(self, item: dict[str, Any]) -> Span:
        if "at" in item:
            return Span(*item["at"])
        return locate(self.text, item.get("q")) or locate(self.text, item.get("q_alt")) or Span(0, min(20, len(self.text)))

    def id(self, kind: str, span: Span, also: object) -> str:
        return r.fact_id(self.report.id, kind, span, str(also))

    def facts(self, section: str) -> list[tuple[dict[str, Any], Span]]:
        return [(item, self.span(item)) for item in self.gold.get(section) or []]

    def record(self) -> r.Record:
        return r.Record(
            document=self.document(),
            people=self.people(),
            offices=[
                r.Office(id=self.id("office", s, o), person=o["person"], office=o["office"], of=o.get("of"), span=s, rule=RULE,
                         title=self.text[s.start : s.end], portfolio=o.get("portfolio"), former=o.get("former", False))
                for o, s in self.facts("offices")
            ],
            contacts=(contacts := [self.contact(c, s) for c, s in self.facts("contacts")]),
            statements=[self.statement(st, s, contacts) for st, s in self.facts("statements")],
            positions=[
                r.Position(id=self.id("position", s, p), of=p["of"], stance=p["stance"], issue=p["issue"], target=p.get("target"),
                           span=s, rule=RULE)
                for p, s in self.facts("positions")
            ],
            labels=[
                r.Label(id=self.id("label", s, x), parties=x["parties"], label=x["label"], change=x.get("change"),
                        date=_text(x.get("date")), span=s, rule=RULE)
                for x, s in self.facts("labels")
            ],
            agreements=[
                r.Agreement(id=self.id("agreement", s, a), kind=a["kind"], status=a["status"], parties=a["parties"],
                            date=_text(a.get("date")), span=s, rule=RULE)
                for a, s in self.facts("agreements")
            ],
            anniversaries=[
                r.Anniversary(id=self.id("anniversary", s, a), number=a["number"], event=a["event"], parties=a["parties"],
                              year=a.get("year"), span=s, rule=RULE)
                for a, s in self.facts("anniversaries")
            ],
        )  # fmt: skip

    def document(self) -> r.Document:
        d = self.gold["document"]
        line = d.get("dateline")
        dateline = None
        if line:
            place = line.get("place")
            where = r.Place(place.get("name") or "", place.get("geonames"), place.get("country")) if place else None
            dateline = r.Dateline(where, _text(line.get("date")), self.span(line))
        return r.Document(
            id=self.report.id, source=self.report.source, agency=d.get("agency"), headline=d.get("headline"), headline_span=None,
            dateline=dateline, published=_text(d.get("published")) or self.report.published, language="ar",
            body=[Span(0, len(self.text))],
        )  # fmt: skip

    def people(self) -> list[r.Person]:
        found = []
        for p in self.gold.get("people") or []:
            span = locate(self.text, p["name"]) or locate(self.text, p["name"].split()[-1]) or Span(0, 1)
            id = self.id("person", span, p["name"])
            found.append(r.Person(id=id, name=p["name"], country=p.get("country"), spans=[span], rule=RULE))
        return found

    def contact(self, c: dict[str, Any], span: Span) -> r.Contact:
        place = c.get("place")
        mechanism = c.get("mechanism")
        date = _text(c.get("date"))
        return r.Contact(
            id=self.id("contact", span, c),
            form=c["form"],
            status=c.get("status", "held"),
            date=date,
            date_precision={4: "year", 7: "month", 10: "day"}[len(date)] if date else None,  # type: ignore[arg-type]
            place=r.Place(place.get("name") or "", place.get("geonames"), place.get("country")) if place else None,
            participants=[r.Party(p.get("person"), p.get("of")) for p in c["participants"]],
            level=c.get("level"),
            on_sidelines_of=c.get("on_sidelines_of"),
            mechanism=r.Mechanism(mechanism.get("name", "?"), mechanism.get("round")) if mechanism else None,
            count=c.get("count", 1),
            spans=[span],
            rule=RULE,
        )

    def statement(self, st: dict[str, Any], span: Span, contacts: list[r.Contact]) -> r.Statement:
        speakers = [
            r.Party(s, self.of.get(s)) if isinstance(s, str) else r.Party(s.get("person"), s.get("of")) for s in st["speakers"]
        ]
        held = [c for c in contacts if c.status == "held"]
        return r.Statement(
            id=self.id("statement", span, st), speakers=speakers, joint=st.get("joint", False), act=st["act"], content=span,
            areas=st.get("areas") or [], span=span, rule=RULE, contact=held[0].id if len(held) == 1 else None,
        )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def gold_record(gold: dict[str, Any], report: Report) -> r.Record:
    """The record that a gold file tells of its report."""
    return GoldRecord(gold, report).record()


def load(folder: Path, reports: Path) -> list[tuple[Report, r.Record]]:
    """The gold of a folder with its reports: a folder of texts, or JSON Lines."""
    import json

    golds = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]
    if reports.suffix == ".jsonl":
        lines = [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines()]
        known = {d["source"]: Report.of(d["text"], d["source"], published=d.get("published")) for d in lines}
    else:
        known = {}
        for g in golds:
            raw = (reports / g["report"]).read_bytes()
            known[g["report"]] = Report.of(raw.decode("utf-8"), g["report"], raw=raw)
    return [(known[g["report"]], gold_record(g, known[g["report"]])) for g in golds]
