"""The formats of the web and of the office, made by the libraries that people make them with."""

import csv
import gzip
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mahdar.intake import Limits, Problem, reports
from mahdar.report import Report

from .conftest import TEXT
from .test_pages import BODY, GRAPH, HEADLINE, page

HTTP_HTML = [("Content-Type", "text/html; charset=utf-8")]
PAGE = page(GRAPH % HEADLINE)


def read(path: Path, data: bytes, **limits: int) -> list[Report | Problem]:
    path.write_bytes(data)
    return list(reports([str(path)], limits=Limits(**limits)))


def whats(items: list[Report | Problem]) -> list[str]:
    return [item.what if isinstance(item, Problem) else "report" for item in items]


# --- crawls


def crawl(pages: list[tuple[str, bytes]], *, packed: bool, status: str = "200 OK", kind: str = "response") -> bytes:
    """A crawl as Common Crawl writes it: a warcinfo record, requests and responses, each record gzipped by itself."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, body in pages:
        if kind == "conversion":
            record = writer.create_warc_record(url, kind, payload=io.BytesIO(body), warc_content_type="text/plain")
        else:
            http = StatusAndHeaders(status, HTTP_HTML, protocol="HTTP/1.1")
            record = writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http)
        writer.write_record(record)
    return out.getvalue()


PAGES = [(f"https://news.example/{number}", PAGE + b" " * number) for number in range(3)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_warc(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, crawl(PAGES, packed=name.endswith("gz")))
    assert [(item.source, getattr(item, "url", None)) for item in found] == [(url, url) for url, _ in PAGES]
    assert isinstance(found[0], Report)
    assert found[0].text == HEADLINE + "\n\n" + "\n".join(BODY) and found[0].published == "2024-05-03"
    assert found[0].id == Report.of("", raw=PAGES[0][1]).id


@pytest.mark.parametrize("name", ["a.warc.wet", "CC-MAIN-1.warc.wet.gz"])
def test_wet(tmp_path: Path, name: str) -> None:
    pages = [("https://news.example/1", (TEXT * 3).encode()), ("https://news.example/2", b"The talks were held")]
    report, skipped = read(tmp_path / name, crawl(pages, packed=name.endswith("gz"), kind="conversion"))
    assert isinstance(report, Report) and (report.text, report.url) == (TEXT * 3, "https://news.example/1")
    assert isinstance(skipped, Problem) and skipped.kind == "skipped" and skipped.source == "https://news.example/2"


def test_warc_gzipped_as_a_whole(tmp_path: Path) -> None:
    assert whats(read(tmp_path / "a.warc.gz", gzip.compress(crawl(PAGES, packed=False)))) == ["report"] * 3


def test_what_the_server_refused_is_no_report(tmp_path: Path) -> None:
    assert read(tmp_path / "a.warc", crawl(PAGES, packed=False, status="404 Not Found")) == []


def test_truncated_warc(tmp_path: Path) -> None:
    plain = read(tmp_path / "a.warc", crawl(PAGES, packed=False)[:-500])
    assert whats(plain)[:2] == ["report"] * 2 and whats(plain)[-1] == "the file ends inside a record"
    packed = read(tmp_path / "a.warc.gz", crawl(PAGES, packed=True)[:-300])
    assert whats(packed) == ["report", "report", "the gzip file ends too early"]


def test_damage_between_records(tmp_path: Path) -> None:
    data = crawl(PAGES, packed=False)
    found = read(tmp_path / "a.warc", data + b"rubbish\r\n" * 40 + data)
    assert whats(found).count("report") == 6 and whats(found).count("damage between two records") == 1


def test_damaged_headers_cost_one_record(tmp_path: Path) -> None:
    data = crawl(PAGES, packed=False)
    damaged = data.replace(b"HTTP/1.1 200 OK", b"XTTP/1.1 200 OK", 1)
    assert whats(read(tmp_path / "a.warc", damaged)) == ["the page's HTTP headers are damaged", "report", "report"]
    damaged = data.replace(b"WARC-Target-URI: https://news.example/0", b"WARC-Target-URI  https://news.example/0", 1)
    assert whats(read(tmp_path / "a.warc", damaged)).count("report") == 3


def test_pages_without_text_and_too_large(tmp_path: Path) -> None:
    pages = [("https://a.example/", b""), ("https://b.example/", b"<html>menu</html>"), ("https://c.example/", PAGE * 20), *PAGES]
    found = read(tmp_path / "a.warc", crawl(pages, packed=False), report_bytes=10_000)
    assert whats(found)[:2] == ["the page is empty", "next to no Arabic in the page"]
    assert whats(found)[2].startswith("larger than one report") and whats(found)[3:] == ["report"] * 3


def test_no_warc(tmp_path: Path) -> None:
    assert whats(read(tmp_path / "a.warc", b"hello\n" * 10)) == ["no WARC file"]


# --- tables


def table(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


ROW = {"Title": "قمة في القمر", "Content": TEXT, "Date": "2024-05-03", "Link": "https://news.example/1", "Publisher": "فضاء"}


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, charset: str, delimiter: str) -> None:
    (report,) = read(tmp_path / "a.csv", table([ROW], delimiter).encode(charset))
    assert isinstance(report, Report)
    assert (report.text, report.url, report.published) == (f"قمة في القمر\n\n{TEXT}", ROW["Link"], "2024-05-03")
    assert (report.source, report.publisher) == (ROW["Link"], "فضاء")


def test_broken_rows_of_a_table(tmp_path: Path) -> None:
    text = table([{"text": TEXT, "date": "2024-05-03"}])
    found = read(tmp_path / "a.csv", (text + "a,b,c\n" + f'"{TEXT}",31 فبراير\n' + ",2024-01-01\n").encode())
    assert whats(found)[0] == "report" and whats(found)[3] == "report"
    assert whats(found)[1] == "3 cells under 2 columns"
    assert whats(found)[2].startswith("its date of publication is no date")
    assert whats(found)[4] == "its `text` is empty"


def test_ten_thousand_columns(tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(10_000)) + ",text\n"
    assert whats(read(tmp_path / "a.csv", header.encode())) == ["10,001 columns, more than a table may have (1,000)"]
    assert whats(read(tmp_path / "a.csv", b"title,date\nx,y\n")) == ["no column for the text among title, date"]


def test_quotation_that_never_ends(tmp_path: Path) -> None:
    data, usual = f'text\n"{TEXT * 20}\n'.encode(), csv.field_size_limit()
    (problem,) = read(tmp_path / "a.csv", data, report_bytes=2_000)
    assert isinstance(problem, Problem) and problem.what.startswith("broken row")
    assert csv.field_size_limit() == usual  # other tables of the process are read as ever


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    urls = ["https://a.example/1", None, "https://a.example/3"]
    pq.write_table(pa.table({"text": [TEXT, None, TEXT], "url": urls, "n": [1, 2, 3]}), path)
    found = list(reports([str(path)]))
    assert whats(found) == ["report", "no `text` in it", "report"]
    data = path.read_bytes()
    assert "the Parquet file is damaged" in whats(read(path, data[: len(data) // 2]))[0]
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(data))
    assert whats(list(reports([str(tmp_path / "b.parquet.gz")]))) == whats(found)
    assert whats(list(reports(["-"], stdin=io.BytesIO(data)))) == whats(found)


# --- office


def document() -> bytes:
    out = io.BytesIO()
    made = docx.Document()
    made.add_heading(HEADLINE, 0)
    for line in BODY:
        made.add_paragraph(line)
    made.add_table(1, 1).cell(0, 0).text = "المكان: القمر"
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, body: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def test_docx(tmp_path: Path) -> None:
    (report,) = read(tmp_path / "a.docx", document())
    assert isinstance(report, Report) and report.text == "\n".join([HEADLINE, *BODY, "المكان: القمر"])


def test_docx_that_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    assert whats(read(path, with_part(document(), "word/vbaProject.bin", b"x"))) == ["the document carries macros"]
    assert whats(read(path, with_part(document(), "word/x.xml", b" " * 20_000_000)))[0].startswith("unpacks to more than")
    assert whats(read(path, document()[:-300]))[0].startswith("no DOCX file")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    assert whats(read(path, out.getvalue())) == ["a ZIP archive without a Word document in it"]


def test_docx_with_an_entity_bomb(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY b0 "ha">{levels}]><w:document xmlns:w="w"><w:body>&b9;</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "word/document.xml" else old.read(name))
    (problem,) = read(tmp_path / "a.docx", out.getvalue())
    assert isinstance(problem, Problem) and problem.what == "declares XML entities, as entity bombs do"


def test_mail(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = HEADLINE, "وكالة فضاء <desk@news.example>"
    message["Date"] = "Fri, 03 May 2024 10:20:00 +0300"
    message.set_content("\n".join(BODY))
    message.add_alternative(PAGE.decode(), subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="note.pdf")
    note, report = read(tmp_path / "a.eml", message.as_bytes())
    assert isinstance(note, Problem) and note.kind == "noted" and "note.pdf" in note.what
    assert isinstance(report, Report)
    assert report.text.startswith(HEADLINE + "\n\n" + BODY[0])
    assert (report.published, report.publisher) == ("2024-05-03T10:20:00+03:00", "وكالة فضاء")


def test_mail_in_html_with_a_wrong_date_and_charset(tmp_path: Path) -> None:
    head = f"Subject: {HEADLINE}\nDate: soon\nContent-Type: text/html; charset=us-ascii\n\n".encode()
    note, report = read(tmp_path / "a.eml", head + page("", "cp1256"))
    assert isinstance(note, Problem) and "no date" in note.what
    assert isinstance(report, Report) and report.text.endswith("\n".join(BODY))


def test_mail_with_a_subject_that_no_store_holds(tmp_path: Path) -> None:
    (report,) = read(tmp_path / "a.eml", b"Subject: a\0b \xff\nFrom: \0\xfe <a@b>\n\n" + TEXT.encode())
    assert isinstance(report, Report) and "\0" not in report.text + str(report.publisher)
    f"{report.text}{report.publisher}".encode()


def test_mail_that_is_none(tmp_path: Path) -> None:
    assert whats(read(tmp_path / "a.eml", TEXT.encode()))[0].startswith("no mail message")
    assert whats(read(tmp_path / "a.eml", b"Subject: x\n\n")) == ["no text in the message"]


def test_two_texts_under_one_address(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "url": "https://a.example/1"}, {"text": TEXT + "زيادة", "url": "https://a.example/1"}]
    first, note, second = read(tmp_path / "a.csv", table(rows).encode())
    assert isinstance(first, Report) and isinstance(second, Report)
    assert isinstance(note, Problem) and note.kind == "noted" and "newer version" in note.advice
