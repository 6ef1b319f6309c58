"""Words without clitics, article and endings, so that two texts of one thing meet; and the words that tell of a thing.

The clitics are parted by the pack's list of ordinary words, else by the article alone; endings are those of the light stemmer of
Larkey, Ballesteros and Connell (2007, "Light Stemming for Arabic Information Retrieval", light10).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mahdar.archive.parties import LEXICON, rows
from mahdar.archive.words import aligned, fold

TABLES = LEXICON.parent / "tables"
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "لل", "وب", "ول", "وس", "فال", "كال", "ولل", "وبال", "فس")
_ARTICLES = ("وبال", "ولل", "وكال", "فلل", "فال", "بال", "كال", "وال", "لل", "ال")
_ENDINGS = ("هما", "ها", "هم", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا")
_SHORT = 3  # letters that a stem keeps


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset((LEXICON / "words" / "ordinary.txt").read_text(encoding="utf-8").split("\n"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    known = _known()
    if word not in known:
        parts = (word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= _SHORT + (p == "و"))
        word = next((rest for rest in parts if rest in known or "ال" + rest in known), word)
    article = next((a for a in _ARTICLES if word.startswith(a) and len(word) - len(a) >= _SHORT), "")
    word = word[len(article) :]
    for _ in range(2):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORT), "")
        word = word[: len(word) - len(ending)]
    return word


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Stems of the words of every communiqué."""
    return frozenset(stem(fold(row["form"])) for row in rows(TABLES / "everyday.tsv"))


class Word(NamedTuple):
    """A word of a text: folded, its stem, where it stands, its place among the words; whether it may tell a subject, or names."""

    form: str
    stem: str
    start: int
    end: int
    place: int
    tells: bool
    named: bool


class Words:
    """The words of a text, in order. Those of every communiqué, and names of parties, capitals and people (``names``), tell no
    subject; names have no place either: words on both sides of one stand side by side.
    """

    def __init__(self, text: str, names: Iterable[str] = ()) -> None:
        self.text = text
        people = {root for name in names for root in stems(name)}
        folded, at = aligned(text)
        self.all: list[Word] = []
        self._starts: list[int] = []
        place, whole = 0, len(folded) == len(text)
        for match in _WORD.finditer(folded):
            start, end = match.span()
            root, named, tells = kind(match[0])
            named, tells = named or root in people, tells and root not in people
            place += not named
            if not whole:
                start, end = at[start], at[end - 1] + 1
            self.all.append(Word(match[0], root, start, end, place, tells, named))
            self._starts.append(start)

    def within(self, start: int, end: int) -> list[Word]:
        """The words between two offsets."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def telling(self, start: int, end: int) -> list[Word]:
        """Those of them that may tell a subject."""
        return [word for word in self.within(start, end) if word.tells]


@lru_cache(maxsize=50_000)
def kind(word: str) -> tuple[str, bool, bool]:
    """The stem of a folded word, whether it names a party, and whether it may tell a subject."""
    root = stem(word)
    named = root in _names()
    return root, named, not named and root not in everyday() and len(root) > 1


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Stems of the names of countries, nationalities and capitals, and of what stands before and in the names of people."""
    files = ("countries_cldr.tsv", "countries.tsv", "nationalities.tsv")
    forms = [row["form"] for file in files for row in rows(LEXICON / file)]
    forms += [row["form"] for row in rows(LEXICON / "places.tsv") if row.get("kind") == "capital"]
    forms += [row["form"] for row in rows(LEXICON / "words" / "particles.tsv")]
    return frozenset(root for form in forms for root in stems(form) if len(root) >= _SHORT)


def tokens(folded: str) -> list[str]:
    """The words of a folded text."""
    return _WORD.findall(folded)


def stems(text: str) -> list[str]:
    """The stems of a text's words."""
    return [stem(word) for word in _WORD.findall(fold(text))]
