"""JSON Lines: the rows of every question as they are, the records, and the reports in the form that ``mahdar add`` takes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from mahdar.archive import Archive
from mahdar.exchange.folder import writing
from mahdar.exchange.tables import QUESTIONS

_encode = msgspec.json.Encoder().encode


def write(archive: Archive, out: Path) -> Iterator[Path]:
    """A file a question; ``records.jsonl``; ``reports.jsonl`` with the texts: ``mahdar add reports.jsonl`` brings them back."""
    for question in QUESTIONS[1:]:
        yield write_lines(out / f"{question}.jsonl", getattr(archive, question)())
    ids = [row["id"] for row in archive.reports()]
    yield write_lines(out / "records.jsonl", (archive.report(id)[1] for id in ids))
    yield write_lines(out / "reports.jsonl", (archive.report(id)[0] for id in ids))
    yield write_lines(out / "judgements.jsonl", map(msgspec.Raw, archive.export_judgements()))


def write_lines(path: Path, rows: Iterable[Any]) -> Path:
    """A row a line."""
    with writing(path, "wb") as file:
        for row in rows:
            file.write(_encode(row).rstrip(b"\n") + b"\n")
    return path
