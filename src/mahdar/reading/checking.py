"""The examples of the rules, run: each must give what it says, and nothing where it says nothing."""

from collections.abc import Iterator
from typing import Any

from mahdar.grammar.folding import fold
from mahdar.grammar.rules import Rule
from mahdar.reading.explain import staged
from mahdar.reading.fold import MARKS
from mahdar.reading.reader import Reader
from mahdar.report import Report


def failures(reader: Reader) -> Iterator[str]:
    """One line, with file:line, for each example that does not hold."""
    for rule in reader.pack.grammar.rules.values():
        for example in rule.examples:
            problem = failure(reader, rule, example)
            if problem:
                yield f"{rule.where}: {rule.id}: {problem}"


def failure(reader: Reader, rule: Rule, example: dict[str, Any]) -> str | None:
    """Why an example of a rule does not hold, or None."""
    text, gives = str(example["text"]), example.get("gives")
    report = Report.of(text, "<example>", published=example.get("published"), publisher=example.get("publisher"))
    work, found = staged(reader, rule, report)
    chart = work.chart
    if gives == "nothing":
        return f"gives something, not nothing: {text}" if found else None
    if not found:
        return f"gives nothing: {text}"
    wanted = {k: _plain(v) for k, v in gives.items()} if isinstance(gives, dict) else {}
    for m in found:
        got = {k: _plain(chart.words(*r)) for k, r in m.captures.items()}
        if all(got.get(k, "").strip(" .") == v.strip(" .") for k, v in wanted.items()):
            return None
    return f"gives {[{k: chart.words(*r) for k, r in m.captures.items()} for m in found]}, not {gives}"


def _plain(value: object) -> str:
    return MARKS.sub("", fold(str(value)))
