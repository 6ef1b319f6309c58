"""WARC and WET, plain or gzip, as Common Crawl lays them out: one report a page.

Records are framed here and parsed by warcio (Apache-2.0): a truncated or damaged record is told, and the next one read.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from mahdar.errors import InputError
from mahdar.intake.extras import brief, need
from mahdar.intake.pages import page_report
from mahdar.intake.plain import text_of
from mahdar.intake.problem import Limits, Problem
from mahdar.report import Report

LINE = 1 << 16
ARABIC = re.compile("[\u0621-\u064a]{3}")
FEW_WORDS = 20
GO_ON = "the records after it are read"


def read_warc(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """The pages of a crawl (responses and resources in HTML) and its plain texts (WET conversions).

    A report's source and address are the page's; its id is over the page's bytes. What the server refused (a status
    other than 200) is passed over, as are pictures and the like.
    """
    loader = need("warcio.recordloader", source).ArcWarcRecordLoader()
    seen = damaged = False
    while line := stream.readline(LINE):
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            if not seen:
                raise InputError(source, "no WARC file", "give a .warc or .wet file, plain or gzip")
            if not damaged:
                yield Problem(source=source, what="damage between two records", advice=GO_ON)
            damaged = True
            continue
        seen, damaged = True, False
        try:
            record = loader.parse_record_stream(stream, line.decode("latin-1"), no_record_parse=True)
            yield from _record(source, record, loader, limits)
            _pass_over(source, record)
        except InputError:
            raise
        except Exception as error:  # whatever warcio makes of damaged headers
            yield Problem(source=source, what=f"a damaged record ({brief(error)})", advice=GO_ON)
    if not seen:
        raise InputError(source, "the file is empty", "give a .warc or .wet file, plain or gzip")


def _record(source: str, record: Any, loader: Any, limits: Limits) -> Iterator[Report | Problem]:
    kind, headers = record.rec_type, record.rec_headers
    if kind not in ("response", "resource", "conversion"):
        return
    url = (headers.get_header("WARC-Target-URI") or "").strip("<> ") or None
    place = url or f"{source}#{headers.get_header('WARC-Record-ID')}"
    http = None
    if kind == "response":
        try:
            http = record.http_headers = loader.http_parser.parse(record.raw_stream)
        except InputError:
            raise
        except Exception:  # the record's own end is known all the same
            yield Problem(source=place, what="the page's HTTP headers are damaged", advice=GO_ON)
            return
        if http.get_statuscode() != "200":
            return
    media = ((http or headers).get_header("Content-Type") or "").lower()
    page = "html" in media
    if not page and not media.startswith("text/plain"):
        return
    data = record.content_stream().read(limits.report_bytes + 1)
    try:
        yield _page(place, data, url, page, limits)
    except InputError as error:
        yield Problem.of(error)


def _page(place: str, data: bytes, url: str | None, page: bool, limits: Limits) -> Report | Problem:
    if len(data) > limits.report_bytes:
        what = f"larger than one report may be ({limits.report_bytes:,} bytes)"
        raise InputError(place, what, "raise the limit with --max-bytes")
    if not data.strip():
        return Problem(source=place, what="the page is empty", advice="nothing is read of it", kind="skipped")
    text = text_of(place, data)
    if len(ARABIC.findall(text[: limits.report_chars])) < FEW_WORDS:
        return Problem(source=place, what="next to no Arabic in the page", advice="nothing is read of it", kind="skipped")
    return page_report(place, data, url=url, text=text) if page else Report.of(text, place, raw=data, url=url)


def _pass_over(source: str, record: Any) -> None:
    """Read to the record's end. Raises ``InputError`` where the file ends before."""
    raw = record.raw_stream
    while getattr(raw, "limit", 0) > 0:
        if not raw.read(min(raw.limit, LINE)):
            raise InputError(source, "the file ends inside a record", "fetch it again; what came before is read")
