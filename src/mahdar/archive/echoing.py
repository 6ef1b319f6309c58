"""Whether a later statement comes back to a promise: by words side by side that few statements have, and by topics. Pure.

Precision comes first. Words of every communiqué, the names of parties and fixed formulas tell no subject; what is left must stand
together in both: three words near one another, two and an area, or a topic's phrase.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mahdar.archive.parties import rows
from mahdar.archive.phrasing import finder, fixed
from mahdar.archive.stems import TABLES, Words, kind, stem, stems, tokens
from mahdar.report import Span

KINDS = ("repeat", "progress", "completion")
_NEAR = 3  # words apart at most
_FEW = 3  # telling words without which a promise is read with the sentence before it
_POINTS_BACK = re.compile(r"\S{3,}(?:ها|هما|هم|ه)$")
SENTENCE = re.compile(r"[.!؟\n]")
_CLAUSE = re.compile(r"[،؛.\n]")
_ENOUGH = 3  # signs that need no area besides
_WHOLE = 4.0  # signs at which the score is one
_ALL = 0xFFFFFFFF
_REMEMBERED = 50_000  # words


class Subject(NamedTuple):
    """What a statement is about: pairs of telling words, with where they stand; topics; numbers; and the keys of them all."""

    pairs: dict[tuple[str, str], Span]
    topics: dict[str, Span]
    numbers: frozenset[str]

    def marks(self) -> set[int]:
        """Pairs and topics as numbers, to look them up."""
        return {_mark(_number(a), _number(b)) for a, b in self.pairs} | {_number(topic) for topic in self.topics}


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


def marks(folded: str, people: frozenset[int]) -> set[int]:
    """The marks of a subject, straight from folded words, many times faster than ``subject(…).marks()``: all of those, and of
    topics also such as stand within longer ones.

    Args:
        folded: the words.
        people: the stems of the names of people in the report, as ``named`` gives them.
    """
    found: set[int] = set()
    codes = list(map(_codes.__getitem__, tokens(folded)))
    place, a, b, c = 0, 0, 0, 0  # the last three telling words, the last first, and where they stand
    at_a = at_b = at_c = -_NEAR - 1
    for code in codes:
        if not code or code in people:
            continue
        place += 1
        if code > 0:
            if place - at_a <= _NEAR and a != code:
                found.add(a * 31 + code & _ALL)
            if place - at_b <= _NEAR and b != code:
                found.add(b * 31 + code & _ALL)
            if place - at_c <= _NEAR and c != code:
                found.add(c * 31 + code & _ALL)
            a, b, c, at_a, at_b, at_c = code, a, b, place, at_a, at_b
    found -= _formulaic_marks()
    if not _openings().isdisjoint(codes):
        found.update(map(_number, finder("topic").named(list(map(stem, tokens(folded))))))
    return found


def named(names: Iterable[str]) -> frozenset[int]:
    """The stems of the names of people, as ``marks`` wants them."""
    numbers = {number for name in names for number in _of_name(name)}
    return frozenset(numbers | {-number for number in numbers})


@lru_cache(maxsize=20_000)
def _of_name(name: str) -> tuple[int, ...]:
    return tuple(map(_number, stems(name)))


def telling(folded: str, people: frozenset[int]) -> int:
    """How many of these words tell a subject."""
    return sum(_codes[word] > 0 and _codes[word] not in people for word in tokens(folded))


class _Codes(dict[str, int]):
    """Of a folded word: the number of its stem, negative where it tells no subject; 0 of a name of a party."""

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        root, is_name, tells = kind(word)
        code = self[word] = 0 if is_name else _number(root) if tells else -_number(root)
        return code


_codes = _Codes()


def _mark(first: int, second: int) -> int:
    return first * 31 + second & _ALL


@lru_cache(maxsize=50_000)
def _number(text: str) -> int:
    return zlib.crc32(text.encode()) or 1


@lru_cache(maxsize=1)
def _openings() -> frozenset[int]:
    """Words that a topic begins with, telling or not."""
    first = {_number(stems(form)[0]) for phrase in fixed().values() if phrase.kind == "topic" for form in phrase.forms}
    return frozenset(first | {-number for number in first})


@lru_cache(maxsize=1)
def _formulaic_marks() -> frozenset[int]:
    """Of pairs that tell nothing."""
    return frozenset(_mark(_number(a), _number(b)) for a, b in _formulaic())


@lru_cache(maxsize=1)
def _formulaic() -> frozenset[tuple[str, str]]:
    """Stems side by side in fixed phrases that are no topics."""
    forms = [stems(form) for phrase in fixed().values() if phrase.kind != "topic" for form in phrase.forms]
    return frozenset((a, b) for form in forms for n, a in enumerate(form) for b in form[n + 1 : n + 1 + _NEAR])


def promised(words: Words, start: int, end: int) -> Subject:
    """What a promise is about; one that only points back ("to bring it into force") is read with its sentence."""
    return subject(words, reach(words.text, start, end, lambda: len(words.telling(start, end))), end)


def reach(text: str, start: int, end: int, count: Callable[[], int]) -> int:
    """Where the words begin that tell what a promise is about; ``count`` says how many of its own tell a subject."""
    back = any(_POINTS_BACK.match(word) for word in text[start:end].split()[:2])
    if not back or count() >= _FEW:
        return start
    return max((m.end() for m in SENTENCE.finditer(text, 0, start)), default=0)


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
        for rest, what in _cues().get(word.stem, ()):
            last = n + len(rest)
            if [w.stem for w in within[n + 1 : last + 1]] == rest:
                yield what, words.text[word.start : within[last].end]
                break
