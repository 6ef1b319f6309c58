"""The words of the pages in one language: those of the brief, and the pages' own."""

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from markupsafe import Markup, escape

from mahdar.archive import Answer
from mahdar.exchange.brief.model import Run, Runs
from mahdar.exchange.brief.words import LANGUAGES, Words, words

DATA = Path(__file__).parent / "data"
RIGHT_TO_LEFT = "\u200f"  # before an Arabic line that begins with a Latin name, so that it is laid out as Arabic
_ARABIC = ("name", "arabic", "quote")


class Tongue:
    """``tongue("home.title")`` is the words of a key, safe to print; parts are escaped, dates and names keep their direction."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.dir = "rtl" if lang == "ar" else "ltr"
        self.other = "en" if lang == "ar" else "ar"
        self.words: Words = words(lang)
        self._said: dict[str, Any] = yaml.load((DATA / f"ui.{lang}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)

    def raw(self, key: str) -> str:
        """The words of ``section.key``; the key itself where there are none."""
        section, _, name = key.partition(".")
        return str(self._said.get(section, {}).get(name, key))

    def __call__(self, key: str, **parts: object) -> Markup:
        found = Markup()
        for literal, name, _, _ in Formatter().parse(self.raw(key)):
            found += escape(literal)
            if name is not None:
                found += escape(parts[name])
        return found

    def message(self, line: str) -> str:
        """What went wrong, in this language where its words are known, else as it was told."""
        for pattern, said in messages(self.lang):
            if found := pattern.fullmatch(line):
                return RIGHT_TO_LEFT + found.expand(said)
        return line

    def count(self, noun: str, n: int) -> str:
        return self.words.count(noun, n)

    def party(self, of: str | None) -> Markup:
        return Markup('<span class="party-name">{}</span>').format(self.words.party(of))

    def arabic_party(self, of: str) -> str:
        """A party as reports name it."""
        return words("ar").party(of)

    def place(self, place: Answer) -> Markup:
        """A place as it was written, and its country."""
        country, name = place.get("country"), arabic(place["name"])
        return Markup("{} <span class=soft>({})</span>").format(name, self.words.party(country)) if country else name

    def offices(self, held: Sequence[Answer]) -> Markup:
        """The first two of several offices, each once."""
        told = list(dict.fromkeys(self.office(one) for one in held))
        return Markup(self.words.text("comma")).join(told[:2])

    def office(self, held: Answer) -> Markup:
        """An office with its portfolio."""
        name, portfolio = self.words("offices", held["office"]), held.get("portfolio")
        if not portfolio:
            return escape(name)
        known = self.words.knows("portfolios", portfolio)
        what: str | Run = self.words("portfolios", portfolio) if known else Run("arabic", portfolio)
        return runs(self.words.phrase("portfolio", office=name, portfolio=what))


def runs(told: Runs) -> Markup:
    """Words of a brief, each of its kind."""
    return Markup("").join(map(run, told))


def run(told: Run) -> Markup:
    """One piece of a brief's words."""
    if told.kind == "date":
        return day(told.text)
    if told.kind in _ARABIC:
        return Markup('<bdi class="{}" lang="ar" dir="rtl">{}</bdi>').format(told.kind, told.text)
    if told.kind == "party":
        return Markup('<span class="party {}">{}</span>').format(told.side, told.text)
    if told.kind == "lead":
        return Markup("<strong>{}</strong>").format(told.text)
    return (
        Markup('<span class="{}">{}</span>').format(told.kind, told.text) if told.kind in ("faint", "dash") else escape(told.text)
    )


def day(text: object) -> Markup:
    """A date or a range of dates, read from left to right in every page."""
    return Markup('<bdi class="day" dir="ltr">{}</bdi>').format(text if text is not None else "–")


def arabic(text: object) -> Markup:
    """Words that are Arabic in every page."""
    return Markup('<bdi lang="ar" dir="rtl">{}</bdi>').format(text)


@lru_cache(maxsize=len(LANGUAGES))
def messages(lang: str) -> list[tuple[re.Pattern[str], str]]:
    """The messages of archive and intake, which are English, and what is said in their place."""
    file = DATA / f"messages.{lang}.tsv"
    if not file.exists():
        return []
    with file.open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(re.compile(row["message"]), row["arabic"]) for row in rows]


@lru_cache(maxsize=len(LANGUAGES))
def tongue(lang: str) -> Tongue:
    """The words of ``ar`` or ``en``."""
    return Tongue(lang)
