"""Bytes become the text that was meant, whatever charset they are in, and nothing moves an offset."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mahdar.intake.decode import Binary, decode, storable

from .conftest import TEXT

CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859-6", "cp720")


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("length", [20, 60, None])
def test_arabic_charsets(charset: str, length: int | None) -> None:
    data = TEXT[:length].encode(charset, "ignore")
    assert decode(data) == data.decode(charset)


@pytest.mark.parametrize("inside", ["\r\n", "\u200f", "\u202bقال\u202c", "\u2067", "ـ", "قَدِمًا", "\ufeff", "\x0c"])
def test_text_stays_as_it_is(inside: str) -> None:
    text = TEXT[:40] + inside + TEXT[40:]
    assert decode(text.encode()) == text


def test_what_no_store_holds_is_replaced_one_by_one() -> None:
    assert storable("قال\0إن\ud800ه") == "قال\ufffdإن\ufffdه"
    assert decode(TEXT.encode() + b"\0" + TEXT.encode()) == TEXT + "\ufffd" + TEXT


def test_page_that_begins_with_much_script() -> None:
    text = "<script>" + "x = 1;\n" * 20_000 + "</script><p>" + TEXT
    assert decode(text.encode("cp1256")) == text


def test_broken_utf8_stays_utf8() -> None:
    data = TEXT.encode()
    assert decode(data[:101] + data[102:]).count("\ufffd") <= 2
    assert decode(data[:101] + data[102:]).startswith(TEXT[:50])


def test_latin_bytes_do_not_become_arabic() -> None:
    assert decode("Le ministre a été reçu à l'Élysée".encode("cp1252")) == "Le ministre a été reçu à l'Élysée"


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\x00\x01")
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_give_storable_text_or_are_binary(data: bytes) -> None:
    try:
        text = decode(data)
    except Binary:
        return
    assert "\0" not in text
    text.encode("utf-8")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_survives_exactly(text: str) -> None:
    marked = "وزير " + text  # so that it is neither a mark nor magic
    assert decode(marked.encode()) == marked
