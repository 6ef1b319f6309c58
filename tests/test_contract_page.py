"""Every object that docs/contract.md shows is found in the record of the report that it names."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mahdar.reading.reader import Reader
from mahdar.report import Report

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
SHOWN = [json.loads(fence) for fence in re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
SOURCE = "examples/reports/cnkz-2020-call.txt"


def holds(whole: Any, part: Any) -> bool:
    """Whether a JSON value holds another: objects by their keys, lists of objects in any order, everything else to the letter."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list) and part and isinstance(part[0], dict):
        return isinstance(whole, list) and all(any(holds(item, one) for item in whole) for one in part)
    return bool(whole == part)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    raw = (ROOT / SOURCE).read_bytes()
    read = Reader().read(Report.of(raw.decode("utf-8"), SOURCE, raw=raw))
    return dict(msgspec.json.decode(msgspec.json.encode(read)))


def test_the_page_shows_something() -> None:
    assert {section for shown in SHOWN for section in shown} >= {"document", "people", "offices", "contacts", "statements"}


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: "+".join(shown))
def test_the_record_holds_what_the_page_shows(shown: dict[str, Any], record: dict[str, Any]) -> None:
    for section, value in shown.items():
        assert holds(record[section], value), f"{section}: {json.dumps(record[section], ensure_ascii=False, indent=1)}"
