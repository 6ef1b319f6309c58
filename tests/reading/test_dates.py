"""Dates: a table of texts and what they tell, the days of the calendars, and any text at all."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.grammar.pack import arabic
from mahdar.reading import calendars
from mahdar.reading.dates import iso_day, lay
from mahdar.reading.fold import Reading
from mahdar.reading.tokens import chart
from mahdar.reading.work import Date

TABLE = Path(__file__).with_name("dates.tsv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
WORDS = (
    "اليوم أمس غدا الخميس (الخميس) يوم 5 31 2020 99 مايو ماي شوال 1436 هـ الموافق "
    "العام الماضي المقبل الشهر من و في / - ( ) . ، قبل نفسه"
)
TEXTS = st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)


def told(found: Date) -> str:
    """A date as the table writes it: value or -, / and the last day, ? and what it is where the text looks ahead."""
    end = f"/{found.end}" if found.end else ""
    return (found.value or "-") + end + (f"?{found.future_value}" if found.future_value else "")


def read(text: str, today: date | None) -> list[Date]:
    pack = arabic()
    reading = Reading(text)
    return list(lay(chart(reading.text, [(0, len(reading.text))], pack.lexicon), pack, today).values())


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["text"])
def test_table(row: dict[str, str]) -> None:
    assert " & ".join(told(d) for d in read(row["text"], iso_day(row["today"]))) == (row["expected"] or "")


def test_the_table_is_large_and_has_no_row_twice() -> None:
    assert len(ROWS) >= 150
    assert len({(r["text"], r["today"]) for r in ROWS}) == len(ROWS)


def test_precision_and_future() -> None:
    today = date(2025, 7, 10)
    found = read("التقيا العام الماضي، ويلتقيان غدا ثم في نوفمبر المقبل.", today)
    assert [(d.precision, d.future) for d in found] == [("year", False), ("day", True), ("month", True)]


def test_chunks_lie_on_the_chart() -> None:
    pack = arabic()
    text = Reading("وصل يوم الخميس 10 يوليو 2025 إلى باريس.").text
    laid = chart(text, [(0, len(text))], pack.lexicon)
    (found,) = lay(laid, pack, None).values()
    assert laid.words(found.first, found.stop) == "يوم الخميس 10 يوليو 2025"
    assert laid.chunks[found.first] is found and laid.stop(found.first) == found.stop
    assert len(laid.line) == len(laid.symbols)


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)), st.integers(1, 7))
def test_weekdays_lie_within_a_week(anchor: date, weekday: int) -> None:
    before, after = calendars.weekday_before(weekday, anchor), calendars.weekday_after(weekday, anchor)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert 0 <= (anchor - before).days < 7 and 0 <= (after - anchor).days < 7


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_its_year_is_the_nearest(anchor: date, month: int, day: int) -> None:
    found = calendars.nearest_day(month, day, anchor)
    assert found is not None and (found.month, found.day) == (month, day) and abs((found - anchor).days) <= 184


def test_hijri_days() -> None:
    assert calendars.from_hijri(1442, 6, 8) == date(2021, 1, 21)
    assert calendars.from_hijri(1436, 13, 1) is None
    assert calendars.nearest_hijri(10, 25, date(2015, 8, 12)) == date(2015, 8, 10)


@given(
    TEXTS,
    st.none() | st.dates(date(1400, 1, 1), date(2100, 12, 31)),
)
def test_any_words_give_dates_that_do_not_meet(text: str, today: date | None) -> None:
    found = read(text, today)
    assert all(a.stop <= b.first for a, b in pairwise(found))
    for d in found:
        assert (d.value is None) == (d.precision is None)
        if d.precision == "day":
            assert iso_day(d.value) is not None
