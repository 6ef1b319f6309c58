"""Zones: a table of reports in the manner of some forty agencies and papers, and any text at all. ⏎ stands for a line break."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.grammar.pack import arabic
from mahdar.reading.fold import Reading
from mahdar.reading.work import Zones
from mahdar.reading.zones import zones
from mahdar.report import Report

TABLE = Path(__file__).with_name("zones.tsv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
TEXT = "بكين 3 مارس 2021 (شينخوا) قال الوزير إن بلاده مستعدة للعمل مع الجميع في كل المجالات.|وأكد الجانبان أهمية الحوار."
FURNITURE = (
    "| |// انتهى //|(النهاية)|مشاركة :|صور ساخنة|اقرأ أيضا|2021-03-05 20:33|15:22 ت م|(شينخوا/تشن لي)|عين اليوم – جدة|سمات الوزير"
    "|(|الصفحة الرئيسية >> أخبار|الوزيران يبحثان التعاون|--(بترا)|\u200fمَرحبًا."
)
LINES = st.sampled_from(f"{TEXT}|{FURNITURE}".split("|"))


def read(text: str, published: str | None = None, publisher: str | None = None) -> tuple[Report, Reading, Zones]:
    report = Report.of(text, published=published, publisher=publisher)
    reading = Reading(text)
    return report, reading, zones(report, reading, arabic())


def printed(report: Report, reading: Reading, where: tuple[int, int] | None) -> str:
    span = reading.span(*where) if where else None
    return report.text[span.start : span.end] if span else ""


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["text"][:60])
def test_table(row: dict[str, str]) -> None:
    report, reading, found = read(row["text"].replace("⏎", "\n"), row["published"] or None, row["publisher"] or None)
    place = found.dateline.place if found.dateline else None
    told = {
        "headline": printed(report, reading, found.headline),
        "place": place.name if place else "",
        "country": (place.country if place else None) or "",
        "date": (found.dateline.date if found.dateline else None) or "",
        "agency": found.agency or "",
        "home": found.home or "",
        "at": found.published or "",
        "captions": "|".join(printed(report, reading, c) for c in found.captions),
    }
    assert told == {k: row[k] or "" for k in told}
    body = "\n".join(printed(report, reading, part) for part in found.body)
    for words in filter(None, (row["out"] or "").split("|")):
        assert words not in body
    assert (row["inside"] or "") in body


def test_the_table_is_large_and_of_many_agencies() -> None:
    assert len(ROWS) >= 40
    assert len({r["agency"] for r in ROWS}) > 30


def test_a_paragraph_is_read_once() -> None:
    lede = "الوزيران يجتمعان في العاصمة لبحث ملفات التعاون."
    report, reading, found = read(f"الوزيران يجتمعان\n{lede}\nوصل الوزير صباحا إلى المطار.\n{lede}\n")
    assert [printed(report, reading, b) for b in found.body].count(lede) == 1


def test_the_dateline_lies_in_the_body_and_the_text_after_it() -> None:
    report, reading, found = read("موسكو 20 آب (بترا)- بحث الوزيران التعاون.", "2025-08-21")
    assert found.dateline and report.text[slice(*found.dateline.span)] == "موسكو 20 آب (بترا)"
    assert found.dateline_range and printed(report, reading, found.dateline_range) == "موسكو 20 آب (بترا)-"
    assert found.body[0][0] == found.dateline_range[0] and found.dateline.date == "2025-08-20"


@given(st.lists(LINES, max_size=15).map("\n".join) | st.text(max_size=200))
def test_ranges_of_any_text_are_in_order(text: str) -> None:
    _, reading, found = read(text, "2021-03-05")
    assert all(0 <= a < b <= len(reading.text) for a, b in found.body)
    assert all(a[1] <= b[0] for a, b in pairwise(found.body))
    for part in (found.headline, found.dateline_range, *found.captions):
        assert part is None or 0 <= part[0] < part[1] <= len(reading.text)
    if found.headline:
        assert any(a <= found.headline[0] and found.headline[1] <= b for a, b in found.body)
