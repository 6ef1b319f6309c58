"""The map of contacts: outlines of countries (Natural Earth, Equal Earth projection) and a circle for every place."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path

from mahdar.archive import Answer

DATA = Path(__file__).parent.parent / "data"
WIDTH, HEIGHT = 1000, 500
SMALLEST, LARGEST = 4.0, 22.0
_EDGE = 28.0  # units of the picture around the outermost circle


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: ``size`` is the radius; its area tells how many contacts."""

    x: float
    y: float
    size: float
    place: Answer


@dataclass(frozen=True, slots=True)
class World:
    """The outlines by country, the spots (largest first), the places that lie nowhere, and what to show of it all."""

    outlines: dict[str, str]
    spots: list[Spot]
    nowhere: list[Answer]
    box: tuple[float, float, float, float]


def world(places: Sequence[Answer], whole: bool) -> World:
    """The map of these places: the whole world, or the part of it where contacts were."""
    known = points()
    most = max((p["contacts"] for p in places), default=1)
    spots, nowhere = [], []
    for place in places:
        at = known.get(str(place["geonames"])) or known.get(place["country"] or "")
        if at is None:
            nowhere.append(place)
            continue
        size = SMALLEST + (LARGEST - SMALLEST) * sqrt((place["contacts"] - 1) / max(1, most - 1)) if most > 1 else SMALLEST + 2
        spots.append(Spot(at[0], at[1], round(size, 1), place))
    spots.sort(key=lambda s: -s.size)
    box = (0.0, 0.0, float(WIDTH), float(HEIGHT)) if whole or not spots else _around(spots)
    scale = box[2] / WIDTH
    return World(outlines(), [Spot(s.x, s.y, round(s.size * scale, 2), s.place) for s in spots], nowhere, box)


def _around(spots: list[Spot]) -> tuple[float, float, float, float]:
    """The part of the picture, two wide by one high, that holds all spots."""
    left, right = min(s.x for s in spots) - _EDGE, max(s.x for s in spots) + _EDGE
    top, bottom = min(s.y for s in spots) - _EDGE, max(s.y for s in spots) + _EDGE
    width = min(max(right - left, 2 * (bottom - top), 240.0), float(WIDTH))
    x = min(max((left + right - width) / 2, 0.0), WIDTH - width)
    y = min(max((top + bottom - width / 2) / 2, 0.0), HEIGHT - width / 2)
    return round(x, 1), round(y, 1), round(width, 1), round(width / 2, 1)


@lru_cache(maxsize=1)
def outlines() -> dict[str, str]:
    """Country code -> path."""
    found: dict[str, str] = {}
    for row in _rows("outlines.tsv"):
        found[row["country"]] = found.get(row["country"], "") + row["path"]
    return found


@lru_cache(maxsize=1)
def points() -> dict[str, tuple[float, float]]:
    """GeoNames number or country code -> where it lies in the picture."""
    return {row["id"]: (float(row["x"]), float(row["y"])) for row in _rows("points.tsv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))
