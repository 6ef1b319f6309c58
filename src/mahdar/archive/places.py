"""Places by name: the GeoNames ids that the language pack knows for a spelling, old names of a town included."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from unicodedata import combining, normalize

from mahdar.archive.parties import LEXICON, resolve, rows
from mahdar.archive.words import words
from mahdar.errors import QuestionError
from mahdar.record import Place

_FILES = ("places.tsv", "places_geonames.tsv")
_COUNTRY = 2  # letters of a country's code


def _places() -> Iterator[tuple[str, int, str]]:
    """Spelling, GeoNames id and country of every place of the pack."""
    for file in _FILES:
        for row in rows(LEXICON / file):
            if row["id"].isdecimal():
                yield " ".join(words(row["form"])), int(row["id"]), row["country"]


@lru_cache(maxsize=1)
def _ids() -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for form, id, country in _places():
        found.setdefault(form, {})[id] = country
    return found


@lru_cache(maxsize=1)
def _english() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for row in rows(Path(__file__).parent / "data" / "places_en.tsv"):
        found.setdefault(_plain(row["form"]), set()).add(int(row["id"]))
    return found


def _plain(name: str) -> str:
    """Latin letters without accents, apostrophes and hyphens."""
    letters = (letter for letter in normalize("NFKD", name) if not combining(letter) and letter not in "'’ʻʼ`")
    return " ".join("".join(letters).replace("-", " ").casefold().split())


def geonames(name: str) -> set[int]:
    """The GeoNames ids of the places that are called so, in Arabic or in English; empty where none is known."""
    return set(_ids().get(" ".join(words(name)), ())) | _english().get(_plain(name), set())


def place(name: str) -> Place:
    """A place as a record has it: with its number and its country where the pack knows them and the name leaves no choice."""
    known = _ids().get(" ".join(words(name)), {})
    countries = set(known.values()) - {""} or _country(name)
    return Place(name, min(known) if len(known) == 1 else None, min(countries) if len(countries) == 1 else None)


def _country(name: str) -> set[str]:
    """The country of that name."""
    try:
        party = resolve(name)
    except QuestionError:
        return set()
    return {party} if len(party) == _COUNTRY else set()
