"""The rules for dates and datelines: each example gives what it says."""

import pytest

from mahdar.grammar.rules import Rule
from mahdar.reading.checking import failure
from mahdar.reading.reader import Reader

READER = Reader()
RULES = [r for r in READER.pack.grammar.rules.values() if r.stage in ("dates", "dateline")]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_examples_hold(rule: Rule) -> None:
    assert [f for e in rule.examples if (f := failure(READER, rule, e))] == []
