"""Which reader reads which file, by its suffix, and by its first bytes where it has none."""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from mahdar.intake.crawls import read_warc
from mahdar.intake.jsonl import read_json_lines
from mahdar.intake.mail import read_mail
from mahdar.intake.office import read_docx
from mahdar.intake.pages import read_page
from mahdar.intake.plain import read_text
from mahdar.intake.problem import Limits, Problem
from mahdar.intake.tables import read_csv, read_parquet
from mahdar.report import Report

Reader = Callable[[str, BinaryIO, Limits], Iterator[Report | Problem]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".warc": read_warc,
    ".wet": read_warc,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".docx": read_docx,
    ".docm": read_docx,  # to say why it is refused
    ".eml": read_mail,
}
STARTS: tuple[tuple[bytes, Reader], ...] = (
    (b"{", read_json_lines),
    (b"<!doctype html", read_page),
    (b"<html", read_page),
    (b"<?xml", read_page),
    (b"warc/", read_warc),
    (b"par1", read_parquet),
    (b"pk\x03\x04", read_docx),
)
GZIP = b"\x1f\x8b"
KNOWN = ".txt .html .jsonl .csv .parquet .warc .wet .docx .eml, each also with .gz"


def reader_of(path: str) -> tuple[Reader | None, bool]:
    """The reader of a path's suffix, None where it has none or an unknown one, and whether the file is packed."""
    name = PurePath(path.lower())
    packed = name.suffix == ".gz"
    return READERS.get(PurePath(name.stem).suffix if packed else name.suffix), packed


def sniff(head: bytes) -> Reader:
    """The reader of a stream without a name, by its first bytes; text where they tell nothing else."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    return next((reader for mark, reader in STARTS if start.startswith(mark)), read_text)
