"""The words of a language: what a brief calls parties, offices and acts, and how it counts. All of it is data."""

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from mahdar.errors import QuestionError
from mahdar.exchange.brief.model import Run, Runs, Source

DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("ar", "en")
Part = str | Run | Runs


class Words:
    """One language. ``words("acts", id)`` is the word of an id; an id without one reads as it is written."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._data: dict[str, Any] = yaml.load((DATA / f"words.{lang}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        self._names = _table("parties.tsv", lang) | _table("organisations.tsv", lang)
        self._agencies = _table("agencies.tsv", lang)

    def __call__(self, table: str, id: str) -> str:
        found: Mapping[str, str] = self._data[table]
        return found.get(id) or id.replace("_", " ")

    def knows(self, table: str, id: str) -> bool:
        if table == "parties":
            return id in self._names
        return id in self._data[table]

    def text(self, key: str) -> str:
        """A word that stands alone: ``kicker``, ``comma``, ``undated``."""
        return str(self._data[key])

    def caption(self, section: str) -> str:
        return str(self._data["captions"].get(section, ""))

    def party(self, id: str | None) -> str:
        return self._names.get(id, id) if id else "?"

    def for_party(self, id: str) -> str:
        """The party after ``for``: in Arabic one word with it, which takes the article's first letter (للصين)."""
        name = self.party(id)
        if self.lang != "ar":
            return name
        return f"لل{name.removeprefix('ال')}" if name.startswith("ال") else f"ل{name}"

    def agency(self, id: str | None, publisher: str | None = None) -> str:
        """The name of an agency; where a report names none, who published it."""
        return self._agencies.get(id, id) if id else publisher or self.text("unknown_agency")

    def source(self, source: Source) -> Runs:
        """Who told it and when."""
        date = Run("date", source.date or self.text("undated"))
        return self.phrase("source", agency=self.agency(source.agency, source.publisher), date=date)

    def phrase(self, key: str, **parts: Part) -> Runs:
        """A phrase with its parts filled in, each of its own kind."""
        return self.fill(self._data["phrases"][key], **parts)

    def fill(self, template: str, **parts: Part) -> Runs:
        found: list[Run] = []
        for literal, name, _, _ in Formatter().parse(template):
            if literal:
                found.append(Run("text", literal))
            if name is not None:
                found += _runs(parts[name])
        return tuple(found)

    def listed(self, items: Sequence[Part], mark: str = "comma") -> Runs:
        """Items one after another; a last ``and`` where there are two or more and the mark is ``and``."""
        found: list[Run] = []
        for n, item in enumerate(items):
            if n:
                last = mark == "and" and n == len(items) - 1
                found.append(Run("text", self.text("and" if last else "comma" if mark == "and" else mark)))
            found += _runs(item)
        return tuple(found)

    def quote(self, text: str) -> Run:
        opening, closing = self._data["quotes"]
        return Run("quote", f"{opening}{text}{closing}")

    def count(self, noun: str, n: int) -> str:
        """So many of a thing, in the form of its number: ``لقاءان``, ``ثلاثة لقاءات``, ``2 meetings``."""
        forms: dict[str, str] = self._data["counts"][noun]
        category = _category(n) if self.lang == "ar" else ("one" if n == 1 else "other")
        return forms.get(category, forms["other"]).format(n=self._numeral(noun, n))

    def _numeral(self, noun: str, n: int) -> str:
        if "numerals" in self._data and 3 <= n <= 10:
            return str(self._data["numerals"]["f" if noun in self._data["feminine"] else "m"][n - 3])
        return f"{n:,}"

    def ordinal(self, n: int) -> str:
        forms: dict[str, str] = self._data["ordinals"]
        tens, unit = n // 10 % 10, n % 10
        category = {1: "one", 2: "two", 3: "few"}.get(unit, "other") if tens != 1 else "other"
        return forms.get(category, forms["other"]).format(n=n)

    def label(self, label: str) -> str:
        """The name of a relationship out of its components (``permanent comprehensive strategic partnership``)."""
        parts = set(label.split())
        order: list[str] = self._data["label_order"]
        said = [self("label_words", part) for part in order if part in parts]
        return " ".join([*said, *sorted(parts - set(order))])


def dates(first: str | None, last: str | None) -> Run:
    """A day, or two days with a dash between, always read from left to right."""
    if not first or not last or first == last:
        return Run("date", first or last or "–")
    return Run("date", f"{first} – {last}")


@lru_cache(maxsize=2)
def words(lang: str) -> Words:
    """The words of ``ar`` or ``en``.

    Raises:
        QuestionError: another language.
    """
    if lang not in LANGUAGES:
        raise QuestionError(f"{lang}: no brief in this language; one of: {', '.join(LANGUAGES)}")
    return Words(lang)


def _category(n: int) -> str:
    """The plural category of CLDR in Arabic."""
    if n in (0, 1, 2):
        return ("other", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


def _table(name: str, lang: str) -> dict[str, str]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row[lang] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _runs(part: Part) -> Runs:
    if isinstance(part, str):
        return (Run("text", part),) if part else ()
    return (part,) if isinstance(part, Run) else part
