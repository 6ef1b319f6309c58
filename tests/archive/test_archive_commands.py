"""The commands that ask: formats, exit codes, errors in one line."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mahdar.archive import Archive
from mahdar.record import Record
from mahdar.report import Report

ASKED = {
    "contacts": ["--between", "JO", "EG", "--form", "meeting", "--from", "2024", "--to", "2024-12-31", "--place", "عمان"],
    "people": ["الشربيني"],
    "tenures": ["--of", "KG", "--office", "head_of_state", "--on", "2024-05-05"],
    "statements": ["--by", "JO", "--about", "EG", "--act", "commit", "--area", "energy", "--search", "كهربائي"],
    "commitments": ["--between", "KG", "KZ", "--silent-since", "2025"],
    "positions": ["--issue", "two_state_solution"],
    "labels": ["KG", "كازاخستان"],
    "agreements": ["--between", "KG", "KZ"],
    "calendar": ["--between", "KG", "KZ", "--from", "2029", "--to", "2029"],
    "search": ["كهربائي"],
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, told: dict[str, tuple[Report, Record]]) -> Path:
    found = tmp_path_factory.mktemp("commands") / "archive.db"
    with Archive(found) as archive:
        archive.add(told.values())
    return found


def mahdar(*words: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "mahdar.cli", *map(str, words)], capture_output=True, text=True)


@pytest.mark.parametrize("command", ASKED)
def test_every_question_is_answered_in_every_format(path: Path, command: str) -> None:
    asked = [command, *ASKED[command], "--archive", path]
    piped, as_json = mahdar(*asked), mahdar(*asked, "--format", "json")
    assert piped.returncode == as_json.returncode == 0, as_json.stderr
    assert piped.stdout == as_json.stdout and not as_json.stderr
    rows = json.loads(as_json.stdout)
    assert len(rows) == 1 and rows[0]["evidence"][0]["quote"]
    as_csv = mahdar(*asked, "--format", "csv")
    assert [row["id"] for row in csv.DictReader(io.StringIO(as_csv.stdout))] == [rows[0]["id"]]
    as_table = mahdar(*asked, "--format", "table")
    assert as_table.returncode == 0 and len(as_table.stdout.splitlines()) >= 2


def test_positions_as_a_matrix(path: Path) -> None:
    found = json.loads(mahdar("positions", "--matrix", "--archive", path).stdout)
    plain = json.loads(mahdar("positions", "--archive", path).stdout)
    held = {
        (row["issue"], row["target"], of, p["position"])
        for row in found
        for of, places in row["positions"].items()
        for p in places
    }
    assert held == {(row["issue"], row["target"], row["of"], row["id"]) for row in plain} and held
    assert all(row["evidence"] for row in found)
    parties = {of for _, _, of, _ in held}
    [first, *_] = csv.DictReader(io.StringIO(mahdar("positions", "--matrix", "--archive", path, "--format", "csv").stdout))
    assert set(first) == {"issue", "target", *parties} and any(
        first[of].startswith(("backs", "opposes", "blames")) for of in parties
    )
    of = sorted(parties)[0]
    one = json.loads(mahdar("positions", "--matrix", "--of", of, "--archive", path).stdout)
    assert {party for row in one for party in row["positions"]} == {of}


def test_no_answer_is_an_empty_list_and_no_error(path: Path) -> None:
    done = mahdar("contacts", "--of", "BR", "--archive", path, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert mahdar("contacts", "--of", "BR", "--archive", path, "--format", "table").stderr == "nothing found\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["contacts", "--between", "KG", "Atlantis"], 1),
        (["contacts", "--from", "soon"], 1),
        (["search", "؟"], 1),
        (["contacts", "--archive", "none.db"], 1),
        (["contacts", "--between", "KG"], 2),
        (["labels", "KG"], 2),
        (["contacts", "--format", "xml"], 2),
        (["no-such-command"], 2),
    ],
)
def test_errors_and_their_codes(path: Path, words: list[str], code: int) -> None:
    done = mahdar(*words, *([] if "--archive" in words else ["--archive", path]))
    assert done.returncode == code
    assert not done.stdout and done.stderr
    if code == 1:
        assert done.stderr.count("\n") == 1 and done.stderr.startswith("mahdar: ")


def test_the_archive_can_be_named_in_the_environment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAHDAR_ARCHIVE", str(path))
    assert len(json.loads(mahdar("contacts").stdout)) == 5
