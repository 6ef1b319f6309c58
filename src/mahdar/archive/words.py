"""Words for searching: text folded so that spellings meet, and a query's words with the clitics that Arabic writes onto them."""

import re
from collections.abc import Iterable
from itertools import chain

_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "گ": "ك",
    "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز",
}  # fmt: skip
_LETTERS |= {chr(0x660 + n): str(n) for n in range(10)}
_GAP = _MARKS.pattern + "*"
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
    return text.lower() if _CAPITALS.search(text) else text


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


def pattern(phrases: Iterable[Iterable[str]]) -> re.Pattern[str]:
    """Where the phrases stand in an untouched text, tashkil and spelling forgiven."""
    spellings = {form.split()[0] + " " + rest for s in chain(*phrases) for form, rest in _with_forms(s)}
    parts = sorted({r"[\s\W]+".join(_loose(w) for w in s.split()) for s in spellings}, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_]){_GAP}(?:" + "|".join(parts) + r")(?![^\W_])", re.IGNORECASE)


def _with_forms(spelling: str) -> list[tuple[str, str]]:
    first, *rest = spelling.split()
    return [(form, " ".join(rest)) for form in forms(first)]


_SAME: dict[str, str] = {}
for _letter, _plain in _LETTERS.items():
    _SAME[_plain] = _SAME.get(_plain, _plain) + _letter


def _loose(word: str) -> str:
    return _GAP.join(f"[{_SAME[c]}]" if c in _SAME else re.escape(c) for c in word) + _GAP
