"""Accuracy on hand-made gold records may only rise: no figure below its floor in tests/floors.yaml."""

import pytest
import score


@pytest.mark.parametrize("name", score.SETS)
def test_no_figure_is_below_its_floor(name: str) -> None:
    if reason := score.absent(name):
        pytest.skip(reason)
    floors = score.floors(name)
    assert floors, f"{name} has no floors; pin them: make score ARGS=--raise"
    assert floors.pop("gold") == score.digest(name), "the gold has changed; pin its floors anew: make score ARGS=--raise"
    now = score.figures(name)
    lower = {key: f"{now.get(key)} < {floor}" for key, floor in floors.items() if now.get(key, 0.0) < float(floor)}
    assert not lower


@pytest.mark.parametrize("name", score.SETS)
def test_every_fact_rests_on_words_of_the_body(name: str) -> None:
    """The floor of `evidence` is one and stays one, whatever is pinned."""
    floors = score.floors(name)
    if not floors:
        pytest.skip(f"{name} has no floors yet")
    assert floors["evidence"] == 1.0


def test_raising_never_lowers_a_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = {"gold": "now", "people": 0.9, "offices": 0.8}
    monkeypatch.setattr(score, "floors", lambda name: dict(pinned))
    monkeypatch.setattr(score, "digest", lambda name: "now")
    assert score.raised("seeds", {"people": 0.95, "offices": 0.7}) == {"gold": "now", "people": 0.95, "offices": 0.8}
    monkeypatch.setattr(score, "digest", lambda name: "another gold")
    assert score.raised("seeds", {"people": 0.5}) == {"gold": "another gold", "people": 0.5}
