"""News pages: headline, main text, date and publisher; menus and other stories stay out."""

from pathlib import Path

import pytest

from mahdar.intake import Problem, reports
from mahdar.intake.dates import iso_date
from mahdar.report import Report

HEADLINE = "الوزير القمري يستقبل نظيره المريخي"
BODY = [
    "القمر 3 مايو 2024 (فضاء) استقبل وزير الخارجية القمري سالم النجمي اليوم (الجمعة) نظيره المريخي رائد الفضائي.",
    "وقال النجمي إن بلاده مستعدة للعمل مع المريخ من أجل السلام والاستقرار في المنطقة كلها.",
    "وأضاف أن الجانبين اتفقا على توسيع التعاون في مجالات التجارة والنقل.",
]
SCHEMA = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "%s",
"datePublished": "2024-05-03T10:20:00+03:00", "publisher": {"@type": "Organization", "name": "وكالة فضاء"}}</script>"""
GRAPH = """<meta property="og:title" content="%s"><meta property="og:site_name" content="وكالة فضاء">
<meta property="article:published_time" content="2024-05-03T10:20:00+03:00"><meta property="og:url" content="https://news.example/7">"""


def page(metadata: str, charset: str = "utf-8", declared: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    html = (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="{declared}"><title>{HEADLINE} - وكالة فضاء</title>'
        f"{metadata}</head><body><nav><a href='/'>الرئيسية</a> <a href='/s'>سياسة</a></nav><h1>{HEADLINE}</h1>"
        f"<article>{paragraphs}</article><aside><h3>صور ساخنة</h3><a href='/x'>خبر عن الطقس</a></aside>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )
    return html.encode(charset)


@pytest.mark.parametrize("metadata", [SCHEMA % HEADLINE, GRAPH % HEADLINE], ids=["schema.org", "OpenGraph"])
@pytest.mark.parametrize(
    ("charset", "declared"), [("utf-8", "utf-8"), ("cp1256", "windows-1256"), ("cp1256", "utf-8"), ("utf-8", "iso-8859-1")]
)
def test_news_page(tmp_path: Path, metadata: str, charset: str, declared: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(metadata, charset, declared))
    (report,) = reports([str(path)])
    assert isinstance(report, Report)
    assert report.text == HEADLINE + "\n\n" + "\n".join(BODY)
    assert (report.published, report.publisher) == ("2024-05-03", "وكالة فضاء")
    assert report.url == ("https://news.example/7" if "og:url" in metadata else None)
    assert report.id == Report.of("", raw=path.read_bytes()).id


@pytest.mark.parametrize("told", ["https://news.example/", "https://news.example", "/7", "http://[broken"])
def test_address_of_a_whole_site_is_not_the_page_s(tmp_path: Path, told: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(f'<meta property="og:url" content="{told}"><link rel="canonical" href="{told}">'))
    (report,) = reports([str(path)])
    assert isinstance(report, Report) and report.url is None


def test_page_that_tells_nothing_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(""))
    (report,) = reports([str(path)])
    assert isinstance(report, Report)
    assert report.text.endswith("\n".join(BODY)) and report.published is None


def test_page_with_a_menu_only(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><nav><a href='/'>x</a></nav></body></html>", encoding="utf-8")
    (problem,) = reports([str(path)])
    assert isinstance(problem, Problem) and problem.kind == "skipped" and "no article text" in problem.what


def test_two_readings_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(SCHEMA % HEADLINE))
    assert list(reports([str(path)] * 3)) == [next(iter(reports([str(path)])))] * 3


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T10:20:00Z", "2024-05-03T10:20:00+00:00"),
        ("2024-05-03 10:20:00", "2024-05-03T10:20:00"),
        ("2024/5/3", "2024-05-03"),
        ("Fri, 03 May 2024 10:20:00 +0300", "2024-05-03T10:20:00+03:00"),
        ("2024-13-45", None),
        ("0001-01-01", None),
        ("٢٠٢٤", None),
        ("غدا", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(told: str | None, iso: str | None) -> None:
    assert iso_date(told) == iso
