"""Other news: sport, culture, business and crime hold no contact of states, and heads of private bodies speak for none."""

from functools import cache
from pathlib import Path

import pytest

from mahdar.reading.reader import Reader
from mahdar.report import Report

HERE = Path(__file__).parent
STATE = "استقبل وزير الخارجية المصري سامح شكري في القاهرة نظيره الفرنسي جان مورو.\n"


@cache
def reader() -> Reader:
    return Reader()


def pieces() -> list[str]:
    lines = (HERE / "other_news.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")).strip().split("\n\n")


@pytest.mark.parametrize("text", pieces(), ids=[p.split("\n")[0] for p in pieces()])
def test_other_news_tells_of_no_contact_and_no_official(text: str) -> None:
    record = reader().read(Report.of(text, published="2024-05-10"))
    assert record.contacts == []
    assert record.statements == []
    assert not [o for o in record.offices if o.office == "head_of_state"]


def test_there_are_enough_pieces() -> None:
    assert len(pieces()) >= 15


def test_heads_of_private_bodies_stay_private_where_states_meet() -> None:
    text = STATE + "وقال رئيس اتحاد الناشرين عمر الكيلاني إن المعرض ناجح، مضيفا أن الرئيس الكيلاني سيحضره."
    record = reader().read(Report.of(text, published="2024-05-10"))
    assert len(record.contacts) == 1
    assert not [s for s in record.statements if s.speakers[0].person == "عمر الكيلاني"]
    assert not [o for o in record.offices if o.office == "head_of_state"]


def test_a_president_told_bare_is_head_of_state_where_states_are_told() -> None:
    text = STATE + "وقال الرئيس طارق سليم إن بلاده ترحب بالضيف."
    record = reader().read(Report.of(text, published="2024-05-10"))
    assert ("طارق سليم", "head_of_state") in [(o.person, o.office) for o in record.offices]
    assert [s.speakers[0].person for s in record.statements] == ["طارق سليم"]


def test_a_central_bank_is_no_private_body() -> None:
    text = STATE + "وقال محافظ البنك المركزي المصري هاني فوزي إن الدين العام انخفض."
    record = reader().read(Report.of(text, published="2024-05-10"))
    assert [s.speakers[0].person for s in record.statements] == ["هاني فوزي"]
