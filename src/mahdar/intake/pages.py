"""A web page is one report: its headline and main text, with the date, publisher and address that the page tells.

The extraction is trafilatura's (Apache-2.0), which reads schema.org and OpenGraph data too. Offsets are into the
extracted text, which is what the report keeps; the id is over the page's bytes.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from mahdar.intake.dates import iso_date
from mahdar.intake.decode import storable
from mahdar.intake.extras import need, parsing
from mahdar.intake.plain import text_of, whole, with_headline
from mahdar.intake.problem import Limits, Problem
from mahdar.report import Report

DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}  # told by the page, not searched for
SHORTEST = 40  # code points; less is what is left of a menu, not an article


def read_page(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """The report of an HTML file."""
    data = whole(source, stream, limits)
    yield page_report(source, data)


def page_report(source: str, data: bytes, *, url: str | None = None, text: str | None = None) -> Report | Problem:
    """The report of a page's bytes; ``url`` is where it was fetched from. A page without main text is skipped."""
    found = _extract(source, text_of(source, data) if text is None else text, url)
    body = (found.text or "").strip() if found else ""
    if len(body) < SHORTEST:
        return Problem(source=source, what="no article text in the page", advice="give the page of one report", kind="skipped")
    return Report.of(
        storable(with_headline(found.title, body)),
        source,
        raw=data,
        published=iso_date(found.date),
        publisher=storable(found.sitename) if found.sitename else None,
        url=url or _own(found.url),
    )


def _extract(source: str, html: str, url: str | None) -> Any:
    """Trafilatura's document, or None where it finds none."""
    trafilatura = need("trafilatura", source)
    with parsing(source, "the page cannot be parsed", "save the page again, or give its text"):
        return trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=DATES
        )


def _own(address: str | None) -> str | None:
    """The address that a page gives itself, unless it is that of the whole site, as careless templates have it."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.netloc and (parts.path.strip("/") or parts.query) else None
