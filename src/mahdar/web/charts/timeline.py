"""The timeline of contacts: a lane for each form, a mark for each contact; its shape tells the status, its size the level."""

from collections.abc import Sequence
from dataclasses import dataclass

from mahdar.archive import Answer
from mahdar.web.charts.scale import middle, years

WIDTH, LANE, TOP, GAP = 960, 50, 26, 15
FORMS = ("meeting", "visit", "conference", "ceremony", "summons", "video_call", "phone_call", "letter")
_SIZES = {"head_of_state": 7.5, "head_of_government": 6.5, "foreign_minister": 5.5, "minister": 5.0}


@dataclass(frozen=True, slots=True)
class Mark:
    """One contact: where it is drawn, how large, and the row."""

    x: float
    y: float
    size: float
    contact: Answer


@dataclass(frozen=True, slots=True)
class Lane:
    """A form and the line on which its contacts stand."""

    form: str
    y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The figure, in units of its view box."""

    height: float
    lanes: list[Lane]
    ticks: list[tuple[str, float]]
    marks: list[Mark]
    width: int = WIDTH


def timeline(contacts: Sequence[Answer], mirrored: bool) -> Timeline | None:
    """The contacts with a date; None where none has one."""
    dated = sorted((c for c in contacts if c["date"]), key=lambda c: c["date"])
    scale = years([c["date"] for c in dated], 130 if not mirrored else 16, WIDTH - (16 if not mirrored else 130), mirrored)
    if scale is None:
        return None
    lanes = [Lane(form, TOP + LANE * (n + 0.5)) for n, form in enumerate(f for f in FORMS if any(c["form"] == f for c in dated))]
    height = {lane.form: lane.y for lane in lanes}
    taken: dict[str, list[tuple[float, float]]] = {}
    marks = []
    for contact in dated:
        x, y = scale.at(middle(contact["date"])), height[contact["form"]]
        y += _free(taken.setdefault(contact["form"], []), x)
        marks.append(Mark(x, y, _SIZES.get(contact["level"] or "", 4.5), contact))
    return Timeline(TOP + LANE * len(lanes) + 8, lanes, scale.ticks(), marks)


def _free(taken: list[tuple[float, float]], x: float) -> float:
    """How far above or below its line a mark finds room."""
    for step in (0, -1, 1):
        y = step * 15.0
        if all(abs(x - a) > GAP or abs(y - b) > 12 for a, b in taken):
            break
    taken.append((x, y))
    return y
