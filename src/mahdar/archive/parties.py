"""Parties: what people call them, resolved to the ids of the record; the spellings of one name; the parties that words
mention.
"""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import mahdar
from mahdar.archive.words import fold, words
from mahdar.errors import QuestionError

LEXICON = Path(mahdar.__file__).parent / "pack" / "ar" / "lexicon"
_ENGLISH = Path(__file__).parent / "data" / "countries_en.tsv"
_NAMES = ("countries_cldr.tsv", "countries.tsv", "organisations.tsv")
_PUNCTUATION = "،؛.:!؟?\"'()[]«»“”/-–,"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table of the language pack; none where there is no such table."""
    if path.exists():
        with path.open(encoding="utf-8") as file:
            yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)


Opening = tuple[tuple[str, ...], tuple[str, ...], list[tuple[str, str]]]


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Folded name -> id, and id -> folded Arabic names."""
    ids: dict[str, str] = {}
    spellings: dict[str, list[str]] = {}
    for file in (*(LEXICON / name for name in _NAMES), _ENGLISH):
        for row in rows(file):
            name = " ".join(words(row["form"]))
            if name:
                ids.setdefault(name, row["id"])
                ids.setdefault(row["id"].lower(), row["id"])
                if file != _ENGLISH:
                    spellings.setdefault(row["id"], []).append(name)
    return ids, spellings


def resolve(text: str) -> str:
    """The id of a party given as ISO code, organisation id, or name in Arabic or English.

    Raises:
        QuestionError: nobody is known by that name.
    """
    ids, _ = _names()
    found = ids.get(" ".join(words(text))) or ids.get(text.lower()) or ids.get("ال" + fold(text).strip())
    if found:
        return found
    if re.fullmatch(r"[A-Z][A-Z0-9_]{2,15}", text):
        return text  # an organisation that the record names and the lexicon does not
    raise QuestionError(
        f"{text}: no such party; give an ISO 3166 code (KZ), an organisation's id (SCO) or a name (كازاخستان, Kazakhstan)"
    )


def spellings(name: str) -> list[str]:
    """Every spelling of the party that a folded name stands for; the name alone where it stands for none."""
    ids, known = _names()
    found = ids.get(name)
    return list(dict.fromkeys([name, *known.get(found, [])])) if found else [name]


@lru_cache(maxsize=1)
def _openings() -> dict[str, Opening]:
    """The first word of every name or nationality as it may stand in a text -> the parties of the word alone, what may follow it,
    and the parties of that.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    names = [(" ".join(words(row["form"])), row["id"]) for file in _NAMES for row in rows(LEXICON / file)]
    for row in rows(LEXICON / "nationalities.tsv"):
        if not row.get("note"):
            names.append((" ".join(words(row["form"])), row["id"]))
    for name, party in names:
        if len(name) < 3:
            continue
        first, _, rest = name.partition(" ")
        variants = {first, *(clitic + first for clitic in ("و", "ب", "ل", "ك", "ف"))}
        if first.startswith("ال"):
            variants |= {"لل" + first[2:], "ولل" + first[2:], "وبال" + first[2:]}
        for variant in variants:
            found.setdefault(variant, set()).add((rest, party))
    return {first: _opening(list(rest)) for first, rest in found.items()}


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(_openings())


def _opening(names: list[tuple[str, str]]) -> Opening:
    long = sorted((f" {rest} ", party) for rest, party in names if rest)
    return tuple(party for rest, party in names if not rest), tuple(rest for rest, _ in long), long


class Mentions:
    """Where a text names parties, by name or nationality."""

    def __init__(self, text: str, folded: str) -> None:
        self.text, self.folded = text, folded
        self.kept = len(folded) == len(text)  # no marks were taken out: offsets are the text's own
        self._places = _found(folded) if self.kept else []

    def within(self, start: int, end: int) -> set[str]:
        """The parties named between two offsets."""
        if not self.kept:
            return {party for _, _, party in _found(fold(self.text[start:end]))}
        return {party for first, last, party in self._places if start <= first and last <= end}


def _found(folded: str) -> list[tuple[int, int, str]]:
    openings = _openings()
    plain = folded
    for sign in _PUNCTUATION:  # many times faster than str.translate
        if sign in plain:
            plain = plain.replace(sign, " ")
    spaced = f" {plain} ".replace("\n", " ").replace("\t", " ").replace("\r", " ")
    found = []
    for word in _first_words().intersection(spaced.split(" ")):
        alone, rests, long = openings[word]
        at = spaced.find(f" {word} ")
        while at >= 0:
            end = at + 1 + len(word)
            found += [(at, end - 1, party) for party in alone]
            if rests and spaced.startswith(rests, end):
                found += [(at, end + len(rest) - 3, party) for rest, party in long if spaced.startswith(rest, end)]
            at = spaced.find(f" {word} ", end)
    return found
