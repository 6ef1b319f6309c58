"""Files that were whole and are damaged: reports and problems come out, never an exception."""

import io
import json
from email.message import EmailMessage
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.errors import InputError
from mahdar.intake import Problem, reports
from mahdar.intake.feeds import parse_feed
from mahdar.report import Report

from .conftest import TEXT
from .test_formats import PAGES, ROW, crawl, document, table
from .test_pages import HEADLINE, SCHEMA, page


def parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT] * 5, "url": ["https://news.example/"] * 5}), out)
    return out.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["Date"] = "x", "Fri, 03 May 2024 10:20:00 +0300"
    message.set_content(TEXT)
    message.add_alternative(page("").decode(), subtype="html")
    return message.as_bytes()


WHOLE = {
    ".txt": TEXT.encode(),
    ".html": page(SCHEMA % HEADLINE),
    ".jsonl": b"\n".join([json.dumps({"text": TEXT, "url": "u"}, ensure_ascii=False).encode()] * 3),
    ".csv": table([ROW] * 3).encode(),
    ".parquet": parquet(),
    ".warc": crawl(PAGES, packed=False),
    ".warc.gz": crawl(PAGES, packed=True),
    ".docx": document(),
    ".eml": mail(),
}
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>a</title><link>https://news.example/1</link>'
    b"<pubDate>Fri, 03 May 2024 10:20:00 +0300</pubDate></item><item><link>/2</link></item></channel></rss>"
)
EDIT = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 60), st.binary(max_size=12))
EDITS = st.lists(EDIT, min_size=1, max_size=12)


def damaged(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The data with some stretches replaced: (where, as a share of the length; how many bytes; by what)."""
    for share, length, put in edits:
        start = int(share * len(data))
        data = data[:start] + put + data[start + length :]
    return data


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(suffix=st.sampled_from(sorted(WHOLE)), edits=EDITS)
def test_damaged_files(tmp_path: Path, suffix: str, edits: list[tuple[float, int, bytes]]) -> None:
    path = tmp_path / f"damaged{suffix}"
    path.write_bytes(damaged(WHOLE[suffix], edits))
    for item in reports([str(path)]):
        if isinstance(item, Report):
            assert "\0" not in item.text
            item.text.encode()
        else:
            assert isinstance(item, Problem) and item.what and item.advice and "\n" not in str(item)


@settings(max_examples=150, deadline=None)
@given(edits=EDITS)
def test_damaged_feeds(edits: list[tuple[float, int, bytes]]) -> None:
    try:
        feed = parse_feed("https://news.example/feed", damaged(FEED, edits))
    except InputError as error:
        assert error.advice
    else:
        assert len(feed.items) <= 3
