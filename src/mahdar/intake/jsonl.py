"""JSON Lines: one report a line, ``{source, text, published?, publisher?, url?}``; offsets are into ``text``."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from mahdar.errors import InputError
from mahdar.intake.decode import Binary, decode
from mahdar.intake.problem import Limits, Problem
from mahdar.intake.rows import ADVICE, row_report
from mahdar.report import Report


def read_json_lines(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """A report a line; a broken line is one problem with its number, and the rest goes on.

    A row's id is over the UTF-8 bytes of its text; its source is what the row says, else its address, else ``file:line``.
    """
    seen = False
    for number, line in enumerate(_lines(stream, limits.report_bytes), 1):
        if line == b"":
            continue
        seen = True
        place = f"{source}:{number}"
        if line is None:
            what = f"the line is longer than one report may be ({limits.report_bytes:,} bytes)"
            yield Problem(source=place, what=what, advice="split it, or raise the limit with --max-bytes")
            continue
        if number == 1:
            _check(source, line)
        try:
            yield from row_report(place, _object(line, place))
        except InputError as error:
            yield Problem.of(error)
    if not seen:
        raise InputError(source, "the file is empty", "give a file with a report in it")


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Stripped lines; None for one that is longer than the limit, which is passed over."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line.strip()
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None


def _check(source: str, line: bytes) -> None:
    """Refuse a whole file that is no JSON Lines at all, rather than each of its lines."""
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(source, "JSON Lines in UTF-16", "save it as UTF-8")
    try:
        decode(line)
    except Binary as error:
        raise InputError(source, f"not JSON Lines but {error}", "give one JSON object a line") from None


def _object(line: bytes, place: str) -> dict[str, Any]:
    """The line's object; the standard library reads what the faster parser refuses (lone surrogates)."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        try:
            value = json.loads(decode(line))
        except (ValueError, RecursionError) as error:
            raise InputError(place, f"broken JSON ({error})", ADVICE) from None
    if not isinstance(value, dict):
        raise InputError(place, "no JSON object", ADVICE)
    return value
