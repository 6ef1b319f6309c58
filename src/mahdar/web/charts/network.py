"""The network of who met whom: Fruchterman and Reingold's layout (1991), from a fixed beginning, so that it stays the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

WIDTH, HEIGHT = 960.0, 620.0
ROUNDS = 220
_EDGE = 56.0
_LETTER = 7.4  # width of a letter of a name


@dataclass(frozen=True, slots=True)
class Node:
    """Who: ``size`` is the radius; its area tells how many contacts."""

    id: str
    x: float
    y: float
    size: float
    contacts: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two who met: ``width`` of the line tells how often."""

    a: Node
    b: Node
    contacts: int
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """The figure, in units of its view box."""

    nodes: list[Node]
    ties: list[Tie]
    width: float = WIDTH
    height: float = HEIGHT


def network(pairs: Sequence[tuple[str, str, int]], names: Mapping[str, str]) -> Network:
    """The figure of these pairs and how often they met; ``names`` need room under the circles."""
    ids = sorted({id for a, b, _ in pairs for id in (a, b)}, key=lambda id: (-sum(n for a, b, n in pairs if id in (a, b)), id))
    total = {id: sum(n for a, b, n in pairs if id in (a, b)) for id in ids}
    most = max(total.values(), default=1)
    size = {id: round(6 + 16 * sqrt(total[id] / most), 1) for id in ids}
    boxes = [(max(2 * size[id], _LETTER * len(names.get(id, id))) + 10, 2 * size[id] + 24) for id in ids]
    spots = _parted(_spread(len(ids), [(ids.index(a), ids.index(b), n) for a, b, n in pairs]), boxes)
    nodes = {id: Node(id, round(x, 1), round(y, 1), size[id], total[id]) for id, (x, y) in zip(ids, spots, strict=True)}
    strongest = max((n for _, _, n in pairs), default=1)
    ties = [Tie(nodes[a], nodes[b], n, round(1 + 6 * n / strongest, 1)) for a, b, n in pairs]
    return Network(list(nodes.values()), ties)


def _spread(count: int, ties: list[tuple[int, int, int]]) -> list[tuple[float, float]]:
    """Places for all: ties pull together, all push apart, the middle pulls a little."""
    x = [cos(2 * pi * n / max(1, count)) * (0.2 + 0.8 * n / max(1, count)) for n in range(count)]
    y = [sin(2 * pi * n / max(1, count)) * (0.2 + 0.8 * n / max(1, count)) for n in range(count)]
    rest = sqrt(4 / max(1, count)) * 0.62
    for step in range(ROUNDS):
        dx, dy = [-2.2 * rest * a for a in x], [-3.4 * rest * b for b in y]
        for a in range(count):
            for b in range(a + 1, count):
                vx, vy = x[a] - x[b], y[a] - y[b]
                far = max(hypot(vx, vy), 0.01)
                push = rest * rest / far / far
                dx[a] += vx * push
                dy[a] += vy * push
                dx[b] -= vx * push
                dy[b] -= vy * push
        for a, b, n in ties:
            vx, vy = x[a] - x[b], y[a] - y[b]
            pull = hypot(vx, vy) / rest * (1 + 0.15 * min(n, 8)) * 0.5
            dx[a] -= vx * pull
            dy[a] -= vy * pull
            dx[b] += vx * pull
            dy[b] += vy * pull
        heat = 0.12 * (1 - step / ROUNDS)
        for n in range(count):
            far = max(hypot(dx[n], dy[n]), 1e-9)
            x[n] += dx[n] / far * min(far, heat)
            y[n] += dy[n] / far * min(far, heat)
    return _fitted(x, y)


def _parted(spots: list[tuple[float, float]], boxes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places moved apart until no name lies on another, as far as there is room."""
    at = [list(spot) for spot in spots]
    for _ in range(ROUNDS):
        moved = False
        for a in range(len(at)):
            for b in range(a + 1, len(at)):
                across = (boxes[a][0] + boxes[b][0]) / 2 - abs(at[a][0] - at[b][0])
                down = (boxes[a][1] + boxes[b][1]) / 2 - abs(at[a][1] - at[b][1])
                if across > 0 and down > 0:
                    moved = True
                    axis, by = (0, across / 2) if across < down else (1, down / 2)
                    sign = 1 if at[a][axis] >= at[b][axis] else -1
                    at[a][axis] += sign * by
                    at[b][axis] -= sign * by
        for (x, y), box, spot in zip(list(map(tuple, at)), boxes, at, strict=True):
            spot[0] = min(max(x, box[0] / 2), WIDTH - box[0] / 2)
            spot[1] = min(max(y, box[1] / 2), HEIGHT - box[1] / 2 - 8)
        if not moved:
            break
    return [(x, y) for x, y in at]


def _fitted(x: list[float], y: list[float]) -> list[tuple[float, float]]:
    """The places stretched to fill the figure."""
    if not x:
        return []
    across, down = max(max(x) - min(x), 1e-6), max(max(y) - min(y), 1e-6)
    left, top, wide, high = min(x), min(y), WIDTH - 2 * _EDGE, HEIGHT - 2 * _EDGE
    if len(x) == 1:
        return [(WIDTH / 2, HEIGHT / 2)]
    return [(_EDGE + (a - left) / across * wide, _EDGE + (b - top) / down * high) for a, b in zip(x, y, strict=True)]
