"""Places by name: the GeoNames ids that the language pack knows for a spelling, old names of a town included."""

from functools import lru_cache

from mahdar.archive.parties import LEXICON, rows
from mahdar.archive.words import words

_FILES = ("places.tsv", "places_geonames.tsv")


@lru_cache(maxsize=1)
def _ids() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for file in _FILES:
        for row in rows(LEXICON / file):
            if row["id"].isdecimal():
                found.setdefault(" ".join(words(row["form"])), set()).add(int(row["id"]))
    return found


def geonames(name: str) -> set[int]:
    """The GeoNames ids of the places that are called so; empty where the pack knows none."""
    return _ids().get(" ".join(words(name)), set())
