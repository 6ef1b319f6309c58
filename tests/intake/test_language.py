"""The table of sentences and their languages."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.intake.language import describe, identify

TABLE = Path(__file__).with_name("languages.tsv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:20])
def test_table(row: dict[str, str]) -> None:
    assert (identify(row["text"]) or "none") == row["language"]


def test_words_for_a_reader() -> None:
    assert describe("fa") == "Persian"
    assert describe("und-cyrillic") == "in Cyrillic letters"


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    code = identify(text)
    assert code is None or describe(code)
