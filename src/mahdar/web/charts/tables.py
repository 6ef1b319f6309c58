"""Small figures that are tables or rows of bars: areas by year, contacts by year, the history of a relationship's name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mahdar.archive import Answer, days
from mahdar.web.charts.scale import years

LEVELS = 5  # shades of the heat map
WIDTH = 960
_MOST_YEARS = 16


@dataclass(frozen=True, slots=True)
class Heat:
    """Areas by year: ``rows`` are ``(area, [(year, statements, shade)], all)``, the most spoken of first."""

    years: list[str]
    rows: list[tuple[str, list[tuple[str, int, int]], int]]


def heat(found: Counter[tuple[str, str]]) -> Heat | None:
    """How often each area was spoken of in each year (by area and year); None of no statements."""
    if not found:
        return None
    told = sorted({year for _, year in found})
    span = [str(y) for y in range(max(int(told[0]), int(told[-1]) - _MOST_YEARS + 1), int(told[-1]) + 1)]
    most = max(found.values())
    totals: Counter[str] = Counter()
    for (area, _), n in found.items():
        totals[area] += n
    shade = {n: min(LEVELS, 1 + (n - 1) * LEVELS // most) for n in set(found.values())}
    rows = [
        (area, [(y, found[area, y], shade.get(found[area, y], 0)) for y in span], total)
        for area, total in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Heat(span, rows)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year and its contacts; ``share`` of the tallest, from 0 to 100."""

    year: str
    total: int
    share: float
    forms: list[tuple[str, int]]


def bars(rows: Sequence[Answer]) -> list[Bar]:
    """Contacts by year, years without any between the first and the last included."""
    totals: dict[str, Counter[str]] = {}
    for row in rows:
        totals.setdefault(row["year"], Counter())[row["form"]] += row["contacts"]
    if not totals:
        return []
    most = max(c.total() for c in totals.values())
    span = [str(year) for year in range(int(min(totals)), int(max(totals)) + 1)][-60:]
    counts = [(year, totals.get(year, Counter())) for year in span]
    return [Bar(year, c.total(), round(100 * c.total() / most, 1), c.most_common()) for year, c in counts]


@dataclass(frozen=True, slots=True)
class Rung:
    """A name of the relationship: drawn from ``x`` over ``width``; ``turns`` are where it was established or changed."""

    label: Answer
    x: float
    width: float
    turns: list[tuple[float, str, str]]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The names in the order in which they came, with the years above."""

    ticks: list[tuple[str, float]]
    rungs: list[Rung]
    width: int = WIDTH


def ladder(labels: Sequence[Answer], mirrored: bool) -> Ladder | None:
    """The history of the name; None where no report gives one with a date."""
    dated = [(row, told) for row in labels if (told := _dates(row))]
    scale = years([d for _, told in dated for d in told], 12, WIDTH - 12, mirrored)
    if scale is None:
        return None
    rungs = []
    for row, told in sorted(dated, key=lambda item: (item[1][0], item[1][-1])):
        spans = [span for span in map(days.span, told) if span]
        ends = (scale.at(min(s[0] for s in spans)), scale.at(max(s[1] for s in spans)))
        turns = [(scale.at(s[0]), c["change"], c["date"]) for c in row["changes"] if (s := days.span(c["date"]))]
        rungs.append(Rung(row, min(ends), max(abs(ends[1] - ends[0]), 4.0), turns))
    return Ladder(scale.ticks(), rungs)


def _dates(row: Answer) -> list[str]:
    changed = [c["date"] for c in row["changes"] if c["date"]]
    return sorted(d for d in (row["first_seen"], row["last_seen"], *changed) if d)
