"""The section on what each side said, by area: the newest and most telling of each, and how to see the rest."""

from mahdar.archive import Answer
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Group, Runs
from mahdar.exchange.brief.saying import worth

SHOWN = 2  # sayings of each side in an area
AREAS = 8  # areas at most
_GENERAL = "general"


def said(desk: Desk) -> tuple[Runs, list[Group]]:
    """Sayings that no other section tells, each in one area, by area and side."""
    pair, words = desk.pair, desk.words
    spared = [rows for rows in pair.statements if not {row["id"] for row in rows} & (pair.used | pair.promises.keys())]
    caption = words.fill(words.caption("said"), statements=words.count("statement", len(spared)))
    areas: dict[str, list[list[Answer]]] = {}
    sizes = _sizes(spared)
    for rows in spared:
        # The rarer area of a saying tells more of it than one that every saying names.
        area = min(rows[0]["areas"], key=lambda a: sizes[a], default=_GENERAL)
        areas.setdefault(area, []).append(rows)
    order = sorted(areas.keys() - {_GENERAL}, key=lambda a: (-_weight(desk, areas[a]), a))
    shown = [*order[:AREAS], *(areas.keys() & {_GENERAL})]
    groups = [_area(desk, area, areas[area]) for area in shown]
    if hidden := sum(len(areas[area]) for area in order[AREAS:]):
        rest = words.count("statement_more", hidden)
        groups.append(Group(words("heads", "elsewhere"), (), rest, f"mahdar statements --between {pair.a} {pair.b}"))
    return caption, groups


def _area(desk: Desk, area: str, sayings: list[list[Answer]]) -> Group:
    best: list[list[Answer]] = []
    for of in ("a", "b", ""):
        mine = [rows for rows in sayings if _side(desk, rows[0]) == of]
        best += sorted(mine, key=lambda rows: -worth(rows[0], desk.pair.today))[:SHOWN]
    best.sort(key=lambda rows: rows[0]["date"] or "", reverse=True)
    hidden = len(sayings) - len(best)
    about = "" if area == _GENERAL else f" --area {area}"
    command = f"mahdar statements --between {desk.pair.a} {desk.pair.b}{about}"
    rest = desk.words.count("statement_more", hidden) if hidden else None
    return Group(desk.words("areas", area), tuple(desk.statement(rows) for rows in best), rest, command if hidden else None)


def _side(desk: Desk, row: Answer) -> str:
    of = {s["of"] for s in row["speakers"]}
    return desk.pair.side(next(iter(of))) if len(of) == 1 else ""


def _weight(desk: Desk, sayings: list[list[Answer]]) -> float:
    return sum(sorted((worth(rows[0], desk.pair.today) for rows in sayings), reverse=True)[:4])


def _sizes(sayings: list[list[Answer]]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for rows in sayings:
        for area in rows[0]["areas"]:
            sizes[area] = sizes.get(area, 0) + 1
    return sizes
