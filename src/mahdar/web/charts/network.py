"""The network of who met whom: Fruchterman and Reingold's layout (1991), from a fixed beginning, so that it looks the same again."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

WIDTH, HEIGHT = 960.0, 620.0
ROUNDS = 220
_EDGE = 56.0


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


def network(pairs: Sequence[tuple[str, str, int]]) -> Network:
    """The figure of these pairs and how often they met."""
    ids = sorted({id for a, b, _ in pairs for id in (a, b)}, key=lambda id: (-sum(n for a, b, n in pairs if id in (a, b)), id))
    spots = _spread(len(ids), [(ids.index(a), ids.index(b), n) for a, b, n in pairs])
    total = {id: sum(n for a, b, n in pairs if id in (a, b)) for id in ids}
    most = max(total.values(), default=1)
    nodes = {
        id: Node(id, round(x, 1), round(y, 1), round(7 + 17 * sqrt(total[id] / most), 1), total[id])
        for id, (x, y) in zip(ids, spots, strict=True)
    }
    strongest = max((n for _, _, n in pairs), default=1)
    ties = [Tie(nodes[a], nodes[b], n, round(1 + 6 * n / strongest, 1)) for a, b, n in pairs]
    return Network(list(nodes.values()), ties)


def _spread(count: int, ties: list[tuple[int, int, int]]) -> list[tuple[float, float]]:
    """Places for all: ties pull together, all push apart, the middle pulls a little."""
    x = [cos(2 * pi * n / max(1, count)) * (0.2 + 0.8 * n / max(1, count)) for n in range(count)]
    y = [sin(2 * pi * n / max(1, count)) * (0.2 + 0.8 * n / max(1, count)) for n in range(count)]
    rest = sqrt(4 / max(1, count)) * 0.62
    for step in range(ROUNDS):
        dx, dy = [-0.35 * rest * a for a in x], [-0.6 * rest * b for b in y]
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


def _fitted(x: list[float], y: list[float]) -> list[tuple[float, float]]:
    """The places stretched to fill the figure."""
    if not x:
        return []
    across, down = max(max(x) - min(x), 1e-6), max(max(y) - min(y), 1e-6)
    left, top, wide, high = min(x), min(y), WIDTH - 2 * _EDGE, HEIGHT - 2 * _EDGE
    if len(x) == 1:
        return [(WIDTH / 2, HEIGHT / 2)]
    return [(_EDGE + (a - left) / across * wide, _EDGE + (b - top) / down * high) for a, b in zip(x, y, strict=True)]
