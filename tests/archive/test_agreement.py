"""Agreement of two coders: alpha against the values that Krippendorff published, and both figures on judgements of our own."""

from typing import Any

import pytest

from mahdar.archive.agreement import agreement, alpha
from mahdar.archive.ledger import Anchor, Judgement
from mahdar.report import Span

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": its examples A, B and C, nominal.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(rows: tuple[str, ...]) -> list[list[str | None]]:
    return [[None if value == "." else value for value in unit] for unit in zip(*rows, strict=True)]


@pytest.mark.parametrize(("rows", "value"), [(BINARY, 0.095), (NOMINAL, 0.692), (FOUR, 0.743)])
def test_alpha_is_as_published(rows: tuple[str, ...], value: float) -> None:
    found = alpha(units(rows))
    assert found is not None and round(found, 3) == value


def test_alpha_of_no_variation_is_none_and_of_full_agreement_one() -> None:
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([("a", "a"), ("b", "b")]) == 1
    assert alpha([("a", None), (None, "b")]) is None


def judged(by: str, verdict: str, fact: str, start: int, said: Any = None, value: Any = None) -> Judgement:
    at = Anchor(fact=fact, kind="statement", report="sha256:1", source="s", spans=[Span(start, start + 10)], quote="0123456789")
    make: Any = Judgement
    return make(at=f"2026-01-01T00:00:{start:02}Z", by=by, verdict=verdict, anchor=at, said=said, value=value).sealed()


SAID = {"act": "commit", "areas": ["trade", "energy"], "span": [0, 10]}


def test_agreement_of_two_people() -> None:
    amal = [
        judged("Amal", "confirm", "a", 0, SAID),
        judged("Amal", "reject", "b", 10, SAID),
        judged("Amal", "replace", "c", 20, SAID, {"act": "call"}),
        judged("Amal", "assert", "d", 30, None, SAID),
        judged("Amal", "confirm", "e", 45, SAID),
    ]
    badr = [
        judged("Badr", "confirm", "a", 0, {**SAID, "areas": ["energy", "trade"]}),
        judged("Badr", "reject", "b", 10, SAID),
        judged("Badr", "confirm", "c", 20, SAID),
        judged("Badr", "assert", "other id", 32, None, {**SAID, "span": [32, 42]}),
    ]
    sections = {row["section"]: row for row in agreement(amal, badr)}
    row = sections["statements"]
    assert row["units"] == 4  # what Badr left unjudged is missing
    assert row["f1"] == round(2 * 2 / 6, 3)
    expected = alpha([("x", "x"), ("-", "-"), ("y", "x"), ("x", "x")])
    assert expected is not None and row["alpha"] == round(expected, 3)
    assert row["fields"]["areas"] is None and row["fields"]["act"] == round(alpha([("c", "c"), ("l", "c"), ("c", "c")]) or 0, 3)
    assert sections["all"]["units"] == 4


def test_nothing_in_common_is_nothing() -> None:
    assert agreement([judged("Amal", "confirm", "a", 0, SAID)], []) == []
