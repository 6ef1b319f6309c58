"""Words for searching: text folded so that spellings meet, and a query's words with the clitics that Arabic writes onto them."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "گ": "ك",
    "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز",
}  # fmt: skip
_LETTERS |= {chr(0x660 + n): str(n) for n in range(10)}
_CAPITALS = re.compile(r"[A-Z\u00c0-\u00de\u0391-\u042f]")
_WORD = re.compile(r"[^\W_]+")
_FRONT = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ك", "ل", "س")
_ARTICLES = ("ال", "وال", "فال", "بال", "كال", "لل", "وبال", "ولل", "وكال", "فبال", "فلل")


def fold(text: str) -> str:
    """The text without tashkil, tatweel and direction marks, letters that are written for one another made one, Latin in
    lower case.
    """
    if _MARKS.search(text):
        text = _MARKS.sub("", text)
    for letter, plain in _LETTERS.items():
        if letter in text:
            text = text.replace(letter, plain)
    if _CAPITALS.search(text):
        small = text.lower()
        text = small if len(small) == len(text) else text  # offsets must stay
    return text


def aligned(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and where in the text each of its characters stands."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    at: list[int] = []
    start = 0
    for mark in _MARKS.finditer(text):
        at += range(start, mark.start())
        start = mark.end()
    return folded, [*at, *range(start, len(text))]


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def forms(word: str) -> list[str]:
    """A folded word as it may stand in a text: with conjunctions, prepositions and the article, or without its own.

    The bare word is first.
    """
    stem = word
    for article in sorted(_ARTICLES, key=len, reverse=True):
        if word.startswith(article) and len(word) - len(article) >= 3:
            stem = word[len(article) :]
            break
    if not ("\u0600" <= stem[0] <= "\u06ff"):
        return [word]
    made = [front + preposition + stem for front in _FRONT for preposition in _PREPOSITIONS]
    return list(dict.fromkeys([word, *made, *(article + stem for article in _ARTICLES)]))


def query(phrases: Iterable[Iterable[str]]) -> str:
    """An FTS5 query: every phrase must occur; a phrase is given by its spellings, each a string of folded words."""
    return " AND ".join("(" + " OR ".join(_phrase(spelling) for spelling in spellings) + ")" for spellings in phrases)


def _phrase(spelling: str) -> str:
    first, *rest = spelling.split()
    tail = " ".join(rest)
    return " OR ".join(f'"{f"{form} {tail}".strip()}"' for form in forms(first))


class Finder:
    """Finds phrases in an untouched text, spelling, tashkil and clitics forgiven."""

    def __init__(self, phrases: Iterable[Iterable[str]]) -> None:
        self._after: dict[str, list[tuple[str, ...]]] = {}  # a form of the first word -> what may follow it
        for first, *rest in (spelling.split() for spelling in chain(*phrases)):
            for form in forms(first):
                self._after.setdefault(form, []).append(tuple(rest))

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Where they stand between two offsets of a text, in its order."""
        part = text[start:end]
        folded, at = aligned(part)
        found = [(m[0], m.start(), m.end()) for m in _WORD.finditer(folded)]
        spans = []
        for n, (word, first, _) in enumerate(found):
            for rest in self._after.get(word, ()):
                if tuple(f[0] for f in found[n + 1 : n + 1 + len(rest)]) == rest:
                    spans.append((start + at[first], start + at[found[n + len(rest)][2] - 1] + 1))
                    break
        return spans
