"""Sequences of words that recur: wording that nobody listed. Pure."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise

from mahdar.archive.stems import Word
from mahdar.report import Span

_LENGTHS = range(3, 9)  # words
_TIMES = 3  # occasions at least
_LONG = 3  # letters of a stem that is no particle
_WORDS = 3  # that are no particles, in a sequence

Form = tuple[str, ...]
Place = tuple[int, Span]  # which text, where


def recurrent(
    texts: Sequence[tuple[Sequence[Word], int, Sequence[Span]]], occasion: Callable[[int], Hashable]
) -> Iterator[tuple[Form, list[Place]]]:
    """Sequences that stand in texts of several occasions, none inside a longer one that stands as often.

    Args:
        texts: the words of each text, its report, and places that do not count.
        occasion: of the text of a number; three different ones make a sequence recurrent.
    """
    found: dict[Form, list[Place]] = {}
    for number, (words, _, taken) in enumerate(texts):
        free = [word for word in words if not word.named and not any(s.start < word.end and word.start < s.end for s in taken)]
        for sequence in _sequences(free):
            span = Span(sequence[0].start, sequence[-1].end)
            found.setdefault(tuple(word.stem for word in sequence), []).append((number, span))
    often = {form: places for form, places in found.items() if len({occasion(n) for n, _ in places}) >= _TIMES}
    inner = {part for form, places in often.items() for part in _parts(form) if len(often.get(part, ())) <= len(places)}
    return ((form, places) for form, places in often.items() if form not in inner)


def _sequences(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    for length in _LENGTHS:
        for start in range(len(words) - length + 1):
            sequence = words[start : start + length]
            together = all(b.start - a.end <= 1 for a, b in pairwise(sequence))
            full = [word for word in sequence if len(word.stem) >= _LONG]
            if together and len(full) >= _WORDS and all(len(end.stem) >= _LONG for end in (sequence[0], sequence[-1])):
                yield sequence


def _parts(form: Form) -> Iterator[Form]:
    for length in range(_LENGTHS.start, len(form)):
        for start in range(len(form) - length + 1):
            yield form[start : start + length]
