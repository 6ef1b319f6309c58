"""Questions that stop early, and rows that are counted in an index, give what asking for everything gives."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_records import PARTIES, Maker
from typer.testing import CliRunner

from mahdar.archive import Archive, ask_agreements, ask_relations, ask_statements, latest, proof
from mahdar.cli import app
from mahdar.cli import output as printed
from mahdar.exchange.brief import brief, markdown

COUNT = 400
PAIRS = [(a, b) for a in PARTIES[:3] for b in PARTIES[3:7]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Reports of few parties, so that every pair is told of often."""
    target = tmp_path_factory.mktemp("bounded") / "made.db"
    maker = Maker(people=4, statements=6, words=60)
    with Archive(target) as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr("made_records.PARTIES", PARTIES[:7])
        archive.add(maker.items(COUNT), pack="made")
        yield archive


@pytest.fixture
def stepwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small parts, so that many are needed."""
    monkeypatch.setattr(latest, "_PART", 3)
    monkeypatch.setattr(latest, "_MOST", 7)


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


@pytest.mark.parametrize("few", [0, 100], ids=["lists at once", "lists one by one"])
@pytest.mark.parametrize("limit", [1, 4, 50, 10_000])
def test_the_latest_are_those_of_all(
    made: Archive, stepwise: None, monkeypatch: pytest.MonkeyPatch, limit: int, few: int
) -> None:
    monkeypatch.setattr(latest, "_FEW", few)
    for asked in [{"between": PAIRS[0]}, {"by": "CN"}, {"between": PAIRS[1], "since": "2010", "until": "2015-06"}]:
        every, promised = made.statements(**asked), made.commitments(**asked)
        assert every and ids(made.statements(**asked, limit=limit)) == ids(every)[-limit:]
        assert ids(made.commitments(**asked, limit=limit)) == ids(promised)[-limit:]
    assert ids(made.statements(limit=limit)) == ids(made.statements())[-limit:]


def test_every_report_once_the_newest_first(made: Archive, stepwise: None) -> None:
    with made.view() as view:
        found = [told for part in latest.every(view) for told in part]
        assert found == sorted(set(found), reverse=True) and len(found) == COUNT
        two = [told for part in latest.concerning(view, view.lists("CN", "SA")) for told in part]
        assert two == sorted(set(two), reverse=True) and set(two) < set(found)
        assert list(latest.concerning(view, view.lists("CN", "nobody"))) == []


def test_documents_and_positions_are_limited_to_the_latest(made: Archive) -> None:
    documents, positions = made.agreements(("CN", "SA")), made.positions("CN")
    assert len(documents) > 3 and made.agreements(("CN", "SA"), limit=3) == documents[-3:]
    assert len(positions) > 3 and made.positions("CN", limit=3) == positions[-3:]
    with made.view() as view:
        assert ask_agreements.agreements(view, id=documents[1]["id"])[0]["count"] >= documents[1]["count"]
        assert [row["id"] for row in ask_relations.positions(view, id=positions[1]["id"])] == [positions[1]["id"]]


def test_what_many_tell_is_proved_by_its_ends(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made.positions("CN")
    row = max(before, key=lambda row: row["count"])
    monkeypatch.setattr(proof, "SHOWN", most := 4)
    monkeypatch.setattr(proof.ends, "__defaults__", (most,))
    [after] = [other for other in made.positions("CN") if other["id"] == row["id"]]
    assert row["count"] == after["count"] == len(row["evidence"]) > most
    assert after["evidence"] == [*row["evidence"][:2], *row["evidence"][-2:]]


def test_silent_promises_are_looked_for_until_there_are_enough(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask_statements, "_CHUNK", 5)
    every = made.commitments(("CN", "SA"), silent_since="2020")
    assert len(every) > 3 and ids(made.commitments(("CN", "SA"), silent_since="2020", limit=3)) == ids(every)[-3:]


def test_all_of_two_one_after_the_other(made: Archive) -> None:
    pair = PAIRS[0]
    assert ids(list(made.each_contact(pair, form="meeting"))) == ids(made.contacts(pair, form="meeting"))
    assert set(ids(list(made.each_statement(between=pair, act="commit")))) == set(
        ids(made.statements(between=pair, act="commit"))
    )
    assert set(ids(list(made.each_commitment(pair)))) == set(ids(made.commitments(pair)))


def test_a_brief_says_how_many_more_there_are(made: Archive) -> None:
    told = made.told(PAIRS[0])
    whole = brief(made, *PAIRS[0], "en", "2026-11-20", latest=None)
    some = brief(made, *PAIRS[0], "en", "2026-11-20", latest=8)
    [contacts] = [section for section in some.sections if section.id == "contacts"]
    assert told["contacts"] > 8 and f"{told['contacts'] - 8} more" in (contacts.groups[0].rest or "")
    assert len(markdown(some)) < len(markdown(whole))


@pytest.mark.parametrize("command", ["contacts", "statements", "commitments", "agreements", "positions", "tenures", "people"])
@pytest.mark.parametrize("format", ["json", "csv"])
def test_commands_give_the_latest_and_say_so(made: Archive, monkeypatch: pytest.MonkeyPatch, command: str, format: str) -> None:
    monkeypatch.setattr(printed, "ROWS", 5)
    asked = [command, "--archive", str(Path(made.store.target)), "--format", format]
    few, limited, every = (CliRunner().invoke(app, [*asked, *more]) for more in ([], ["--limit", "5"], ["--limit", "0"]))
    assert few.exit_code == limited.exit_code == every.exit_code == 0, few.output
    assert few.stdout == limited.stdout and "--limit 0 all" in few.stderr and not limited.stderr and not every.stderr
    rows = [len(json.loads(a.stdout)) if format == "json" else a.stdout.count("\n") - 1 for a in (few, every)]
    assert rows[0] == 5 < rows[1]
