"""Which reader reads which file, by its suffix, and by its first bytes where it has none."""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from mahdar.intake.jsonl import read_json_lines
from mahdar.intake.pages import read_page
from mahdar.intake.plain import read_text
from mahdar.intake.problem import Limits, Problem
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
}
GZIP = b"\x1f\x8b"
KNOWN = ".txt .html .jsonl, each also with .gz"


def reader_of(path: str) -> tuple[Reader | None, bool]:
    """The reader of a path's suffix, None where it has none or an unknown one, and whether the file is packed."""
    name = PurePath(path.lower())
    packed = name.suffix == ".gz"
    return READERS.get(PurePath(name.stem).suffix if packed else name.suffix), packed


def sniff(head: bytes) -> Reader:
    """The reader of a stream without a name: JSON Lines, a page or text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith(b"{"):
        return read_json_lines
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return read_page
    return read_text
