"""JSON Lines: the rows of every question as they are, the records, and the reports in the form that ``mahdar add`` takes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from mahdar.exchange.folder import writing
from mahdar.exchange.selection import Source
from mahdar.exchange.tables import QUESTIONS

_encode = msgspec.json.Encoder().encode


def write(source: Source, out: Path) -> Iterator[Path]:
    """A file a question; ``records.jsonl``; ``reports.jsonl`` with the texts: ``mahdar add reports.jsonl`` brings them back."""
    for question in QUESTIONS[1:]:
        yield write_lines(out / f"{question}.jsonl", getattr(source, question)())
    yield write_lines(out / "records.jsonl", (source.report(row["id"])[1] for row in source.reports()))
    yield write_lines(out / "reports.jsonl", (source.report(row["id"])[0] for row in source.reports()))
    yield write_lines(out / "judgements.jsonl", map(msgspec.Raw, source.export_judgements()))


def write_lines(path: Path, rows: Iterable[Any]) -> Path:
    """A row a line."""
    with writing(path, "wb") as file:
        for row in rows:
            file.write(_encode(row).rstrip(b"\n") + b"\n")
    return path
