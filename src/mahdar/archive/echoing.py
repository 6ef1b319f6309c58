"""Whether a later statement comes back to a promise: by words side by side that few statements have, and by topics. Pure.

Precision comes first. Words of every communiqué, the names of parties and fixed formulas tell no subject; what is left must stand
together in both: three words near one another, two and an area, or a topic's phrase.
"""

import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mahdar.archive.parties import rows
from mahdar.archive.phrasing import finder, fixed
from mahdar.archive.stems import TABLES, Words, stems
from mahdar.report import Span

KINDS = ("repeat", "progress", "completion")
_NEAR = 3  # words apart at most
_FEW = 3  # telling words without which a promise is read with the sentence before it
_POINTS_BACK = re.compile(r"\S{3,}(?:ها|هما|هم|ه)$")
_SENTENCE = re.compile(r"[.!؟\n]")
_CLAUSE = re.compile(r"[،؛.\n]")
_ENOUGH = 3  # signs that need no area besides
_WHOLE = 4.0  # signs at which the score is one


class Subject(NamedTuple):
    """What a statement is about: pairs of telling words, with where they stand; topics; numbers; and the keys of them all."""

    pairs: dict[tuple[str, str], Span]
    topics: dict[str, Span]
    numbers: frozenset[str]

    def marks(self) -> set[int]:
        """Pairs and topics as numbers, to look them up."""
        return {zlib.crc32(" ".join(pair).encode()) for pair in self.pairs} | {
            zlib.crc32(topic.encode()) for topic in self.topics
        }


class Echo(NamedTuple):
    """How a later statement comes back to a promise."""

    kind: str
    score: float
    reasons: list[str]


def subject(words: Words, start: int, end: int) -> Subject:
    """What the words between two offsets are about."""
    within = words.within(start, end)
    topics = {use.phrase: use.span for use in finder("topic").find(within)}
    told = [word for word in within if word.tells]
    pairs: dict[tuple[str, str], Span] = {}
    for n, first in enumerate(told):
        for second in told[n + 1 : n + 1 + _NEAR]:
            pair = (first.stem, second.stem)
            if second.place - first.place <= _NEAR and pair[0] != pair[1] and pair not in _formulaic():
                pairs.setdefault(pair, Span(first.start, second.end))
    return Subject(pairs, topics, frozenset(w.stem for w in told if w.stem[0].isdigit()))


@lru_cache(maxsize=1)
def _formulaic() -> frozenset[tuple[str, str]]:
    """Stems side by side in fixed phrases that are no topics."""
    forms = [stems(form) for phrase in fixed().values() if phrase.kind != "topic" for form in phrase.forms]
    return frozenset((a, b) for form in forms for n, a in enumerate(form) for b in form[n + 1 : n + 1 + _NEAR])


def promised(words: Words, start: int, end: int) -> Subject:
    """What a promise is about; one that only points back ("to bring it into force") is read with its sentence."""
    back = any(_POINTS_BACK.match(word) for word in words.text[start:end].split()[:2])
    if back and len(words.telling(start, end)) < _FEW:
        before = [m.end() for m in _SENTENCE.finditer(words.text, 0, start)]
        start = before[-1] if before else 0
    return subject(words, start, end)


def echo(promise: Subject, later: Subject, words: Words, span: Sequence[int], areas: Iterable[str] = ()) -> Echo | None:
    """How a later statement, at a span of a text, comes back to a promise; None where it does not.

    Args:
        promise: what was promised.
        later: what the statement is about.
        words: the report of the statement.
        span: its content.
        areas: areas that both name.
    """
    pairs = [pair for pair in later.pairs if pair in promise.pairs]
    topics = [topic for topic in later.topics if topic in promise.topics]
    if not pairs and not topics:
        return None
    places = [later.pairs[pair] for pair in pairs] + [later.topics[topic] for topic in topics]
    numbers = sorted(promise.numbers & later.numbers)
    reasons = [f"words: {told}" for told in _together(words.text, [later.pairs[pair] for pair in pairs])]
    reasons += [f"topic: {fixed()[topic].gloss}" for topic in topics]
    reasons += [f"number: {number}" for number in numbers] + [f"area: {area}" for area in areas]
    signs = len({word for pair in pairs for word in pair}) + 2 * len(topics) + len(numbers)
    if signs < _ENOUGH and not topics and not reasons[1:]:
        return None  # two words alone
    cue = movement(words, span, places)
    if cue:
        reasons.append(f"movement: {cue[1]}")
    return Echo(cue[0] if cue else "repeat", round(min(1.0, signs / _WHOLE), 2), reasons)


def _together(text: str, spans: Iterable[Span]) -> list[str]:
    """The words at these spans, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return [text[a:b] for a, b in joined]


@lru_cache(maxsize=1)
def _cues() -> dict[str, list[tuple[list[str], str]]]:
    found: dict[str, list[tuple[list[str], str]]] = {}
    for row in rows(TABLES / "movement.tsv"):
        first, *rest = stems(row["form"])
        found.setdefault(first, []).append((rest, row["kind"]))
    return found


def movement(words: Words, span: Sequence[int], places: Iterable[Span]) -> tuple[str, str] | None:
    """Whether the clauses that hold these places tell that it was done, or is on its way, and by which words."""
    edges = [span[0], *(m.end() for m in _CLAUSE.finditer(words.text, span[0], span[1])), span[1]]
    clauses = [(a, b) for a, b in pairwise(edges) if any(a <= place.start < b for place in places)]
    found = [cue for a, b in clauses for cue in _cued(words, a, b)]
    return min(found, key=lambda cue: cue[0]) if found else None  # completion before progress


def _cued(words: Words, start: int, end: int) -> Iterable[tuple[str, str]]:
    within = words.within(start, end)
    for n, word in enumerate(within):
        for rest, kind in _cues().get(word.stem, ()):
            last = n + len(rest)
            if [w.stem for w in within[n + 1 : last + 1]] == rest:
                yield kind, words.text[word.start : within[last].end]
                break
