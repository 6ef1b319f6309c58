"""A report after those of reports.yaml: it tells between its statements, of which it has none, what became of a promise."""

from typing import Any

from gold_records import gold_record

from mahdar.record import Record
from mahdar.report import Report

_TEXT = """أجرى وزير الخارجية القرغيزي مباحثات مع نظيره الكازاخستاني في بشكيك.
وبدأت لجنة المياه المشتركة عملها في بشكيك. وحضر السفيران المباحثات."""
_GOLD: dict[str, Any] = {
    "source": "water",
    "document": {"agency": None},
    "contacts": [
        {"form": "meeting", "date": "2025-01-20", "participants": [{"person": None, "of": "KG"}, {"person": None, "of": "KZ"}],
         "q": "أجرى وزير الخارجية القرغيزي مباحثات"}
    ],
}  # fmt: skip


def water() -> tuple[Report, Record]:
    """The report and its record."""
    report = Report.of(_TEXT, "water", published="2025-01-20")
    return report, gold_record(_GOLD, report)
