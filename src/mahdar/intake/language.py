"""Which language a text is in, by its script, its letters and its commonest words: enough to tell Arabic from the rest."""

import csv
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

SAMPLE = 20_000
OWN_SHARE = 0.25
SURE_SAMPLE = 3_000
SURE_SHARE = 0.12  # of words with the article: Arabic news has twice that, no other language comes near
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0640\u200c])*")
ARTICLE = re.compile("[وفبك]?ال..|لل..")
ARTICLES = re.compile(r"(?:^|(?<=\s))[وفبك]?ال\w\w")


class Language(NamedTuple):
    """A language's name, the letters that set it apart in its script, and its commonest words."""

    code: str
    name: str
    script: str
    letters: str
    words: frozenset[str]


def _load() -> dict[str, Language]:
    table = files("mahdar.intake").joinpath("languages.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {r["code"]: Language(r["code"], r["name"], r["script"], r["letters"], frozenset(r["words"].split())) for r in rows}


LANGUAGES = _load()


def identify(text: str) -> str | None:
    """The BCP 47 code of a text's language; ``und-<script>`` where only the script is known; None where it has no words.

    A text is Arabic-script where a quarter of its words are, so that a page's Latin menus do not outweigh its article.
    """
    head = text[:SURE_SAMPLE]
    if len(ARTICLES.findall(head)) > SURE_SHARE * len(head.split()):
        return "ar"
    words = WORD.findall(text[:SAMPLE])
    scripts = Counter(_script(word[0]) for word in words)
    if not scripts:
        return None
    script = "arabic" if scripts["arabic"] >= OWN_SHARE * len(words) else scripts.most_common(1)[0][0]
    own = [word.casefold() for word in words if _script(word[0]) == script]
    scores = {language.code: _score(own, language) for language in LANGUAGES.values() if language.script == script}
    best = max(scores, key=scores.__getitem__, default=None)
    if script == "arabic" and (best is None or scores[best] < 0.02):
        return "ar"
    return best if best and scores[best] >= 0.05 else f"und-{script}"


def describe(code: str) -> str:
    """A language in words: ``Persian``, ``in Cyrillic letters``."""
    return LANGUAGES[code].name if code in LANGUAGES else f"in {code.removeprefix('und-').title()} letters"


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    if letter.isascii():
        return "latin"
    return unicodedata.name(letter, "unknown").split()[0].lower()


def _score(words: list[str], language: Language) -> float:
    """The share of words that speak for a language: its commonest words, its own letters, and the article for Arabic."""
    hits = sum(word in language.words for word in words)
    hits += sum(any(letter in word for letter in language.letters) for word in words)
    if language.code == "ar":
        hits += sum(bool(ARTICLE.match(word)) for word in words)
    return hits / len(words)
