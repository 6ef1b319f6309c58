"""Fixed official phrases, found in a text whatever clitics and endings their words have, a word or two in between. Pure."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from mahdar.archive.parties import rows
from mahdar.archive.stems import TABLES, Word, stems
from mahdar.archive.words import fold
from mahdar.report import Span

_BETWEEN = 2  # words that may stand between two words of a phrase


class Phrase(NamedTuple):
    """A fixed phrase; ``forms`` are its variants as the press writes them."""

    id: str
    kind: str
    gloss: str
    forms: tuple[str, ...]


class Use(NamedTuple):
    """A phrase in a text, by one of its variants."""

    phrase: str
    form: str
    span: Span


class Finder:
    """Finds phrases by the stems of their words. Where one stands within another the longer counts."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        forms: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for phrase in phrases:
            for form in phrase.forms:
                forms.setdefault((phrase.id, tuple(stems(form))), []).append(form)
        self._starts: dict[str, list[tuple[tuple[str, ...], str, list[str]]]] = {}
        for (id, (first, *rest)), same in forms.items():
            self._starts.setdefault(first, []).append((tuple(rest), id, same))
        for found in self._starts.values():
            found.sort(key=lambda start: -len(start[0]))

    def find(self, words: Sequence[Word]) -> list[Use]:
        """The phrases among these words, in order."""
        found: list[Use] = []
        for n, word in enumerate(words):
            for rest, phrase, forms in self._starts.get(word.stem, ()):
                last = self._follow([w.stem for w in words[n + 1 : n + 1 + len(rest) * (_BETWEEN + 1)]], rest)
                if last is not None:
                    form = max(forms, key=lambda form: _likeness(form, words[n : n + last + 1]))
                    found.append(Use(phrase, form, Span(word.start, words[n + last].end)))
                    break
        return [use for use in found if not any(_inside(use, other) for other in found)]

    def named(self, stems: Sequence[str]) -> set[str]:
        """The ids of the phrases among words given by their stems, those within longer ones too."""
        found = set()
        for n, stem in enumerate(stems):
            for rest, phrase, _ in self._starts.get(stem, ()):
                if self._follow(list(stems[n + 1 : n + 1 + len(rest) * (_BETWEEN + 1)]), rest) is not None:
                    found.add(phrase)
        return found

    @staticmethod
    def _follow(words: list[str], rest: tuple[str, ...]) -> int | None:
        """How many words on the last of the rest stands; None where it does not follow."""
        at = 0
        for wanted in rest:
            try:
                at = words.index(wanted, at, at + _BETWEEN + 1) + 1
            except ValueError:
                return None
        return at


def _likeness(form: str, words: Sequence[Word]) -> int:
    """How many words of a variant stand there just so."""
    return len(set(fold(form).split()) & {word.form for word in words})


def _inside(a: Use, b: Use) -> bool:
    return a is not b and b.span.start <= a.span.start and a.span.end <= b.span.end and len(a.form) < len(b.form)


@lru_cache(maxsize=1)
def fixed() -> dict[str, Phrase]:
    """The phrases of the pack, by id."""
    found: dict[str, Phrase] = {}
    for row in rows(TABLES / "phrases.tsv"):
        before = found.get(row["id"])
        forms = (*(before.forms if before else ()), row["form"])
        found[row["id"]] = Phrase(row["id"], row["kind"], row["gloss"], forms)
    return found


@lru_cache(maxsize=2)
def finder(kind: str | None = None) -> Finder:
    """Finds the phrases of the pack: all, or those of a kind."""
    return Finder(phrase for phrase in fixed().values() if kind in (None, phrase.kind))
