"""One text file is one report."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from mahdar.errors import InputError
from mahdar.intake.decode import Binary, decode
from mahdar.intake.problem import Limits, Problem
from mahdar.report import Report

SPACE = re.compile(r"\s+")


def read_text(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """The report of a text file; its id is over the file's bytes."""
    data = whole(source, stream, limits)
    yield Report.of(text_of(source, data), source, raw=data)


def whole(source: str, stream: BinaryIO, limits: Limits) -> bytes:
    """All bytes of a document. Raises ``InputError`` where there are none or more than ``limits.report_bytes``."""
    data = stream.read(limits.report_bytes + 1)
    if not data.strip():
        raise InputError(source, "the file is empty" if not data else "only white space in it", "give a file with a report in it")
    if len(data) > limits.report_bytes:
        what = f"larger than one report may be ({limits.report_bytes:,} bytes)"
        raise InputError(source, what, "split it, or raise the limit with --max-bytes")
    return data


def text_of(source: str, data: bytes) -> str:
    """The bytes decoded. Raises ``InputError`` where they are no text."""
    try:
        return decode(data)
    except Binary as error:
        raise InputError(source, f"not text but {error}", "give a text, HTML or JSON Lines file, or convert it to one") from None


def with_headline(title: str | None, body: str) -> str:
    """Headline, empty line, text; the headline only where the text does not begin with it."""
    headline = SPACE.sub(" ", title or "").strip()
    if not headline or SPACE.sub(" ", body[: 2 * len(headline)]).lstrip().startswith(headline):
        return body
    return f"{headline}\n\n{body}"
