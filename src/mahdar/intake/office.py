"""DOCX: one document is one report, read by python-docx (MIT)."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from mahdar.errors import InputError
from mahdar.intake.decode import storable
from mahdar.intake.extras import need, parsing
from mahdar.intake.packed import seekable
from mahdar.intake.plain import whole
from mahdar.intake.problem import Limits, Problem
from mahdar.report import Report

_HEAD = 4096  # bytes of a part in which a document type would stand


def read_docx(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """The report of a DOCX file: its paragraphs and table cells, a line each, in their order. Macros are refused."""
    docx = need("docx", source)
    with seekable(stream) as file:
        _check(source, file, limits)
        file.seek(0)
        data = whole(source, file, limits)
        file.seek(0)
        with parsing(source, "no DOCX document", "save it again, or give its text"):
            text = "\n".join(_lines(docx.Document(file)))
    if not text.strip():
        yield Problem(source=source, what="no text in the document", advice="give a document with a report in it", kind="skipped")
    else:
        yield Report.of(storable(text), source, raw=data)


def _check(source: str, file: BinaryIO, limits: Limits) -> None:
    """Refuse what is no DOCX, carries macros, or unpacks to more than one report may be."""
    with parsing(source, "no DOCX file", "save it as .docx, without a password, or give its text"):
        archive = zipfile.ZipFile(file)
        parts = archive.infolist()
        written = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
        declared = any(b"<!DOCTYPE" in archive.open(part).read(_HEAD) for part in written)
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise InputError(source, "the document carries macros", "save it as .docx without macros")
    if "word/document.xml" not in names:
        raise InputError(source, "a ZIP archive without a Word document in it", "unpack it and give the files")
    if declared:
        raise InputError(source, "declares XML entities, as entity bombs do", "save it again as .docx, or give its text")
    if sum(part.file_size for part in written) > limits.report_bytes:
        what = f"unpacks to more than one report may be ({limits.report_bytes:,} bytes)"
        raise InputError(source, what, "split it, or raise the limit with --max-bytes")


def _lines(part: Any) -> Iterator[str]:
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):  # a merged cell comes once
                    yield from _lines(cell)
        else:
            yield block.text
