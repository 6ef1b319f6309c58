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

_LEXICON = Path(mahdar.__file__).parent / "pack" / "ar" / "lexicon"
_ENGLISH = Path(__file__).parent / "data" / "countries_en.tsv"
_NAMES = ("countries_cldr.tsv", "countries.tsv", "organisations.tsv")
_PUNCTUATION = "،؛.:!؟?\"'()[]«»“”/-–,"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Folded name -> id, and id -> folded Arabic names."""
    ids: dict[str, str] = {}
    spellings: dict[str, list[str]] = {}
    for file in (*(_LEXICON / name for name in _NAMES), _ENGLISH):
        for row in _rows(file):
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
def _openings() -> dict[str, list[tuple[str, str]]]:
    """The first word of every name or nationality as it may stand in a text -> what follows it, and the party."""
    found: dict[str, set[tuple[str, str]]] = {}
    rows = [(" ".join(words(row["form"])), row["id"]) for file in _NAMES for row in _rows(_LEXICON / file)]
    for row in _rows(_LEXICON / "nationalities.tsv"):
        if not row.get("note"):
            rows.append((" ".join(words(row["form"])), row["id"]))
    for name, party in rows:
        if len(name) < 3:
            continue
        first, _, rest = name.partition(" ")
        variants = {first, *(clitic + first for clitic in ("و", "ب", "ل", "ك", "ف"))}
        if first.startswith("ال"):
            variants |= {"لل" + first[2:], "ولل" + first[2:], "وبال" + first[2:]}
        for variant in variants:
            found.setdefault(variant, set()).add((rest, party))
    return {first: sorted(rest) for first, rest in found.items()}


def mentioned(text: str) -> set[str]:
    """The parties that a text names, by name or nationality."""
    openings = _openings()
    plain = fold(text)
    for sign in _PUNCTUATION:  # many times faster than str.translate
        if sign in plain:
            plain = plain.replace(sign, " ")
    every = plain.split()
    parties: set[str] = set()
    for word in openings.keys() & set(every):
        spaced = " ".join(every) + " " if any(rest for rest, _ in openings[word]) else ""
        parties |= {party for rest, party in openings[word] if not rest or f"{word} {rest} " in spaced}
    return parties
