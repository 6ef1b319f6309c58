"""Rule files that do not hold are refused with file:line; patterns match both ways from their trigger."""

import pytest

from mahdar.errors import PackError
from mahdar.grammar import pack, rules
from mahdar.grammar.chart import Chart
from mahdar.reading.checking import failures
from mahdar.reading.explain import why_not
from mahdar.reading.reader import Reader
from mahdar.reading.tokens import chart

LEXICON = b"id\tform\tkind\nsay\t\xd9\x82\xd8\xa7\xd9\x84\tverb\nhe\t\xd8\xa7\xd9\x84\xd9\x88\xd8\xb2\xd9\x8a\xd8\xb1\tperson\n"
RULE = """stage: try
rules:
- id: try.said
  doc: A test.
  makes: thing
  trigger: verb
  pattern: "{pattern}"
  examples:
  - {{text: "قال", gives: {{x: "y"}}}}
  - {{text: "لا", gives: nothing}}
"""


def made(pattern: str) -> tuple[pack.Pack, Chart]:
    small = pack.load({"lexicon/a.tsv": LEXICON, "rules/a.yaml": RULE.format(pattern=pattern).encode()})
    text = "الوزير قال ان الجو جميل."
    return small, chart(text, [(0, len(text))], small.lexicon)


@pytest.mark.parametrize(
    ("pattern", "captured"),
    [
        ("@trigger 'ان' what:.+", {"what": "الجو جميل"}),
        ("who:person @trigger", {"who": "الوزير"}),
        ("who:person @trigger word:. what:.+?", {"who": "الوزير", "word": "ان", "what": "الجو"}),
        ("^ who:. @trigger (~person)* $", {"who": "الوزير"}),
        ("@trigger (what:'لا' | how:'ان')", {"how": "ان"}),
        ("@trigger what:(~verb){2} .", {"what": "ان الجو"}),
    ],
)
def test_patterns_match_from_their_trigger(pattern: str, captured: dict[str, str]) -> None:
    small, tokens = made(pattern)
    (found,) = small.grammar.matches("try", tokens)
    assert {name: tokens.words(*where) for name, where in found.captures.items()} == captured


@pytest.mark.parametrize("pattern", ["@trigger person", "person person @trigger", "@trigger 'لا'"])
def test_patterns_that_do_not_fit_give_nothing(pattern: str) -> None:
    small, tokens = made(pattern)
    assert list(small.grammar.matches("try", tokens)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RULE.format(pattern="@trigger").replace("doc: A test.", "dock: A test."), "unknown key 'dock'"),
        (RULE.format(pattern="@trigger").replace("  makes: thing\n", ""), "no 'makes'"),
        (RULE.format(pattern="@trigger").replace('  - {text: "لا", gives: nothing}\n', ""), "gives nothing"),
        (RULE.format(pattern="@trigger (verb"), "not closed"),
        (RULE.format(pattern="@trigger ]"), "cannot read the pattern"),
        ("rules: [", "not YAML"),
    ],
)
def test_a_bad_rule_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(PackError, match=message) as error:
        rules.load("rules/a.yaml", text.encode())
    assert str(error.value).startswith("rules/a.yaml")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(PackError, match=r"rules/a\.yaml:3: no word or chunk is of the kind 'nothing_such'"):
        made("@trigger nothing_such")


def test_every_example_of_every_rule_holds() -> None:
    assert list(failures(Reader())) == []


def test_why_not_tells_where_matching_stopped() -> None:
    reader = Reader()
    (step,) = why_not(reader, "speech.that", "قال الوزير كلمة قصيرة.")
    assert step.what == "it starts and stops"
    assert step.inputs
    (none,) = why_not(reader, "speech.that", "كلمة قصيرة.")
    assert none.what.startswith("no trigger")
