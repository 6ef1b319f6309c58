"""Time as a way across a figure: from left to right, mirrored in right-to-left pages."""

from dataclasses import dataclass
from datetime import date

from mahdar.archive import days

MANY = 14  # ticks beyond which not every year has one


@dataclass(frozen=True, slots=True)
class Scale:
    """Days (ordinals) to places between ``left`` and ``right``."""

    first: int
    last: int
    left: float
    right: float
    mirrored: bool

    def at(self, day: float) -> float:
        """Where a day lies."""
        share = (day - self.first) / max(1, self.last - self.first)
        share = 1 - share if self.mirrored else share
        return round(self.left + share * (self.right - self.left), 1)

    def ticks(self) -> list[tuple[str, float]]:
        """Years and where they begin."""
        first, last = date.fromordinal(self.first).year, date.fromordinal(self.last).year
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / s <= MANY)
        begun = [(year, date(year, 1, 1).toordinal()) for year in range(first, last + 1) if year % step == 0]
        return [(str(year), self.at(day)) for year, day in begun if day >= self.first]


def years(dates: list[str], left: float, right: float, mirrored: bool) -> Scale | None:
    """A scale of whole years that holds these dates; None where there are none."""
    spans = [span for span in map(days.span, dates) if span]
    if not spans:
        return None
    first = date.fromordinal(min(s[0] for s in spans)).year
    last = date.fromordinal(max(s[1] for s in spans)).year
    return Scale(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal(), left, right, mirrored)


def middle(text: str) -> float:
    """The middle of the days that a date leaves open."""
    span = days.span(text)
    return (span[0] + span[1]) / 2 if span else 0.0
