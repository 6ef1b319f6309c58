"""How far two people agree who coded the same reports apart: Krippendorff's alpha and F1, section by section.

A unit is a fact that either of them judged or asserted: the same fact, or facts of one kind on the same words. What a person
holds of it is one nominal value, all its fields together; a rejected fact, or one that only the other asserted, is ``absent``.
What a person left unjudged of the machine's findings is missing. Only reports that both coded count.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from mahdar.archive.folding import KINDS
from mahdar.archive.ledger import IDENTITY, Anchor, Judgement, Value, standing
from mahdar.report import Span

ABSENT = "absent"
_OVERLAP = 0.5
_PLACES = ("span", "spans", "content", "contact")  # where it stands is what makes two codes one unit


def alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for nominal values, any number of coders, None for a missing value.

    The coincidence matrix of Krippendorff, K. (2011), "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania
    (repository.upenn.edu/asc_papers/43): each unit of m values counts its m(m-1) ordered pairs, 1/(m-1) each; alpha is
    1 - (n-1) * disagreeing pairs / sum over values of n_c * (n - n_c). None where no two values differ: nothing is shown then.
    """
    same, totals = 0.0, Counter[Hashable]()
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        m = values.total()
        if m > 1:
            totals += values
            same += sum(n * (n - 1) for n in values.values()) / (m - 1)
    n = totals.total()
    expected = sum(c * (n - c) for c in totals.values())
    return 1 - (n - 1) * (n - same) / expected if expected else None


class Code(NamedTuple):
    """What one person holds of a fact; None where it was rejected."""

    anchor: Anchor
    value: Value | None
    asserted: bool


Pair = tuple[Code | None, Code | None]


def agreement(a: Iterable[Judgement], b: Iterable[Judgement]) -> list[dict[str, Any]]:
    """Agreement of two people's judgements, a row for each section that both coded, and one for all.

    Each row: ``section``, ``units``, ``alpha``, ``f1``, and ``fields``: alpha over each field of the facts that both hold.
    """
    ours, theirs = codes(a), codes(b)
    reports = {c.anchor.report for c in ours} & {c.anchor.report for c in theirs}
    pairs = _units([c for c in ours if c.anchor.report in reports], [c for c in theirs if c.anchor.report in reports])
    found = []
    for kind in KINDS:
        if own := [p for p in pairs if _kind(p) == kind]:
            found.append({"section": KINDS[kind][0], **_figures(own), "fields": _fields(own)})
    return [*found, {"section": "all", **_figures(pairs), "fields": {}}] if pairs else []


def codes(entries: Iterable[Judgement]) -> list[Code]:
    """What a person's judgements come to, fact by fact, the later over the earlier."""
    listed = sorted(entries, key=lambda e: e.at)
    found: dict[str, Code] = {}
    for entry in standing(listed, [e for e in listed if e.verdict == "undo"]):
        if entry.anchor is None or entry.verdict in IDENTITY or entry.anchor.kind not in KINDS:
            continue
        before = found.get(entry.anchor.fact)
        value: Value | None = None
        if entry.verdict != "reject":
            base = (before.value if before else None) or entry.said or {}
            value = {**(base if entry.verdict == "replace" else entry.said or {}), **(entry.value or {})}
        asserted = entry.verdict == "assert" or bool(before and before.asserted)
        found[entry.anchor.fact] = Code(entry.anchor, value, asserted)
    return list(found.values())


def _units(ours: list[Code], theirs: list[Code]) -> list[Pair]:
    left = {c.anchor.fact: c for c in theirs}
    pairs: list[Pair] = [(c, left.pop(c.anchor.fact)) for c in ours if c.anchor.fact in left]
    matched = {id(c) for c, _ in pairs}
    for code in ours:
        if id(code) not in matched:
            near = max(left.values(), key=lambda other: _overlap(code.anchor, other.anchor), default=None)
            if near is not None and _overlap(code.anchor, near.anchor) < _OVERLAP:
                near = None
            pairs.append((code, left.pop(near.anchor.fact) if near else None))
    return pairs + [(None, code) for code in left.values()]


def _overlap(a: Anchor, b: Anchor) -> float:
    if (a.report, a.kind) != (b.report, b.kind):
        return 0
    x, y = Span(*a.spans[0]), Span(*b.spans[0])
    return max(0, min(x.end, y.end) - max(x.start, y.start)) / (max(x.end, y.end) - min(x.start, y.start))


def _kind(pair: Pair) -> str:
    return next(code.anchor.kind for code in pair if code)


def _values(pair: Pair) -> tuple[str | None, str | None]:
    """The two nominal values of a unit."""
    a, b = (_value(code, other) for code, other in (pair, pair[::-1]))
    return a, b


def _value(code: Code | None, other: Code | None) -> str | None:
    if code is None:
        return ABSENT if other and other.asserted else None
    if code.value is None:
        return ABSENT
    return _text({name: part for name, part in code.value.items() if name not in _PLACES})


def _text(value: Any) -> str:
    """A value as text: the order of people and areas says nothing."""
    if isinstance(value, list):
        return "[" + ", ".join(sorted(map(_text, value))) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_text(value[name])}" for name in sorted(value)) + "}"
    return msgspec.json.encode(value).decode()


def _figures(pairs: list[Pair]) -> dict[str, Any]:
    units = [v for v in map(_values, pairs) if None not in v]
    held = sum(value != ABSENT for unit in units for value in unit)
    both = sum(a == b != ABSENT for a, b in units)
    reliability = alpha(units)
    return {
        "units": len(units),
        "alpha": None if reliability is None else round(reliability, 3),
        "f1": round(2 * both / held, 3) if held else None,
    }


def _fields(pairs: list[Pair]) -> dict[str, float | None]:
    """Alpha over each field of the facts that both hold."""
    both = [(a.value, b.value) for a, b in pairs if a and b and a.value is not None and b.value is not None]
    names = dict.fromkeys(name for unit in both for value in unit for name in value if name not in _PLACES)
    found = {}
    for name in names:
        reliability = alpha([(_text(a.get(name)), _text(b.get(name))) for a, b in both])
        found[name] = None if reliability is None else round(reliability, 3)
    return found
