"""Records made of the gold of contacts told by several reports: what a reader would give, with the noise that readers meet."""

import json
import random
from pathlib import Path
from typing import Any

import yaml
from gold_records import locate

from mahdar import record as r
from mahdar.report import Report, Span


def load(gold: Path, reports: Path, seed: int = 1) -> tuple[list[dict[str, Any]], list[tuple[Report, r.Record]]]:
    """The gold's items, and a record for each report: dates are the gold's, or none, or the day of a late reprint's "today"."""
    rng = random.Random(seed)
    items = yaml.safe_load(gold.read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines()]
    found = []
    for line in lines:
        source = line["source"]
        report = Report.of(line["text"], source, raw=source.encode(), published=line.get("published"))
        told = [i for i in items if i.get("form") and source in i["reports"]]
        found.append((report, _record(report, told, rng)))
    return items, found


def _record(report: Report, told: list[dict[str, Any]], rng: random.Random) -> r.Record:
    people: dict[str, r.Person] = {}
    contacts = []
    for number, item in enumerate(told):
        sides = []
        for of, name in zip(item["parties"], [*item["people"], *[None] * len(item["parties"])], strict=False):
            if name:
                span = locate(report.text, name) or locate(report.text, name.split()[-1]) or Span(0, 1)
                id = r.fact_id(report.id, "person", span, name)
                people.setdefault(name, r.Person(id=id, name=name, country=of, spans=[span], rule="gold"))
            sides.append(r.Party(name, of))
        date = _date(item, report.published, rng)
        at = people[sides[0].person].spans[0] if sides[0].person else Span(0, 1)
        contact = r.Contact(
            id=r.fact_id(report.id, "contact", at, str(number)),
            form=item["form"],
            status=item.get("status") or "held",
            date=date,
            date_precision="day" if date else None,
            place=None,
            participants=sides,
            level=None,
            spans=[at],
            rule="gold",
        )
        contacts.append(contact)
    document = r.Document(
        id=report.id, source=report.source, agency=None, headline=None, headline_span=None, dateline=None,
        published=report.published, language="ar", body=[Span(0, len(report.text))],
    )  # fmt: skip
    return r.Record(document=document, people=list(people.values()), contacts=contacts)


def _date(item: dict[str, Any], published: str | None, rng: random.Random) -> str | None:
    """The gold's day; one time in five none, one time in ten the day of the reprint where it follows at once."""
    date, luck = item.get("date"), rng.random()
    if not date or luck < 0.2:
        return None
    near = published and abs(int(published[8:10]) - int(str(date)[8:10])) == 1 and published > str(date)
    return published if near and luck < 0.3 else str(date)
