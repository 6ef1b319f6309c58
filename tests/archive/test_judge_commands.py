"""``mahdar judge``, ``phrases`` and ``compare`` on the command line: what they print, exit codes, errors in one line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from own_reports import named, read

from mahdar.archive import Archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "archive.db"
    with Archive(found) as archive:
        archive.add(read(), pack="first")
    return found


def mahdar(path: Path, *words: object, by: str | None = "Amal") -> "subprocess.CompletedProcess[str]":
    import os

    environment = {**os.environ, "MAHDAR_ARCHIVE": str(path)} | ({"MAHDAR_REVIEWER": by} if by else {})
    environment = environment if by else {k: v for k, v in environment.items() if k != "MAHDAR_REVIEWER"}
    command = [sys.executable, "-m", "mahdar.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def rows(done: "subprocess.CompletedProcess[str]") -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_reviewers_day(path: Path, tmp_path: Path) -> None:
    first, second, third = rows(mahdar(path, "statements", "--between", "CN", "KZ", "--limit", 3))
    assert rows(mahdar(path, "judge", "confirm", first["id"]))[0]["by"] == "Amal"
    [made] = rows(mahdar(path, "judge", "reject", second["id"], "--by", "Badr", "--note", "nobody said so"))
    assert (made["by"], made["note"], made["state"]) == ("Badr", "nobody said so", "bound")
    [made] = rows(mahdar(path, "judge", "replace", third["id"], "act=warn", 'areas=["trade", "energy"]', "due=2026"))
    assert made["value"] == {"act": "warn", "areas": ["trade", "energy"], "due": "2026"}
    report, _ = named("cnkz-2023-xian")[0]
    asserted = ("act=commit", 'speakers=[{"person": null, "of": "KZ"}]', "--quote", "ستبني محطة شحن")
    assert rows(mahdar(path, "judge", "assert", "statement", report.source, *asserted))[0]["state"] == "asserted"
    shown = {row["id"]: row for row in rows(mahdar(path, "statements", "--between", "CN", "KZ"))}
    assert second["id"] not in shown and shown[third["id"]]["act"] == "warn"
    assert shown[first["id"]]["judged"]["verdict"] == "confirm" and shown[first["id"]]["review_again"] is False
    assert [row["verdict"] for row in rows(mahdar(path, "judge", "list", "--by", "Amal"))] == ["confirm", "replace", "assert"]
    assert rows(mahdar(path, "judge", "orphans")) == []
    fares = {row["id"]: row for row in rows(mahdar(path, "rules", "--judged", path))}
    assert sum(row["confirmed"] + row["replaced"] + row["rejected"] for row in fares.values()) == 3
    assert len(rows(mahdar(path, "judge", "review", "--limit", 4, "--kind", "contact"))) == 4
    assert rows(mahdar(path, "judge", "undo", made["id"]))[0]["verdict"] == "undo"

    out = tmp_path / "judgements.jsonl"
    assert mahdar(path, "judge", "export", "--out", out).returncode == 0
    with Archive(tmp_path / "other.db") as other:
        other.add(read(), pack="first")
    assert mahdar(tmp_path / "other.db", "judge", "import", out).stdout == "entered 5 of 5\n"
    assert mahdar(tmp_path / "other.db", "judge", "import", out).stdout == "entered 0 of 5\n"
    assert mahdar(tmp_path / "other.db", "judge", "export").stdout == out.read_text(encoding="utf-8")


def test_suggested_identities_are_confirmed_and_refused(path: Path, tmp_path: Path) -> None:
    """As docs/judge.md tells it."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for n, name in enumerate(("سعيد بن علي المنصوري", "سعيد بن علي الشامسي", "سعيد بن علي")):
        text = f"أبوظبي 5 مايو {2020 + n} (وام) - بحث {name} مع المسؤولين شؤون النقل، وقال إن بلاده ستدعم المشروع."
        (reports / f"{n}.txt").write_text(f"{text}\nوكان {name}، وزير الطاقة الإماراتي، قد وصل أمس.", encoding="utf-8")
    desk = tmp_path / "desk.db"
    assert mahdar(desk, "add", reports).returncode == 0
    found = rows(mahdar(desk, "judge", "suggestions"))
    assert found and all(row["reasons"] and row["evidence"] for row in found)
    people = [row["id"] for row in rows(mahdar(desk, "people"))]
    assert rows(mahdar(desk, "judge", "split", found[0]["a"]["id"], found[0]["b"]["id"], "--note", "two ministers"))
    left = rows(mahdar(desk, "judge", "suggestions"))
    assert [row["id"] for row in left] == [row["id"] for row in found[1:]]
    assert [row["id"] for row in rows(mahdar(desk, "people"))] == people
    assert rows(mahdar(desk, "judge", "merge", left[0]["a"]["id"], left[0]["b"]["id"]))
    [one] = [row for row in rows(mahdar(desk, "people")) if row["id"] == left[0]["a"]["id"]]
    assert {left[0]["a"]["name"], left[0]["b"]["name"]} <= set(one["names"])
    assert mahdar(desk, "judge", "suggestions", "--format", "table").stderr == "nobody may be two\n"


def test_two_people_code_apart(path: Path, tmp_path: Path) -> None:
    told = rows(mahdar(path, "statements", "--between", "CN", "KZ", "--limit", 6))
    files = []
    for name, wrong in (("Amal", 1), ("Badr", 2)):
        with Archive(path) as archive:
            for n, row in enumerate(told):
                archive.judge("reject" if n < wrong else "confirm", row["id"], by=name)
        files.append(tmp_path / f"{name}.jsonl")
        assert mahdar(path, "judge", "export", "--by", name, "--out", files[-1]).returncode == 0
    by_file = rows(mahdar(path, "judge", "agreement", *files))
    assert by_file == rows(mahdar(path, "judge", "agreement", "Amal", "Badr"))
    [statements, whole] = by_file
    assert (statements["section"], statements["units"], whole["section"]) == ("statements", 6, "all")
    assert statements["f1"] == round(2 * 4 / 9, 3) and 0 < statements["alpha"] < 1


def test_wording_on_the_command_line(path: Path) -> None:
    names = {row["name"] for row in rows(mahdar(path, "phrases", "--between", "CN", "KZ"))}
    assert {"one_china_principle", "one_china_policy", "visa_free"} <= names
    assert "position" in mahdar(path, "phrases", "one_china_policy", "--format", "table").stdout
    [contact] = rows(mahdar(path, "contacts", "--between", "CN", "KZ", "--form", "phone_call"))
    assert {row["kind"] for row in rows(mahdar(path, "compare", contact["id"]))} == {"field", "statement"}
    assert mahdar(path, "compare", contact["id"], "--format", "table").stdout.count("\n") > 3


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["judge", "confirm", "0000000000000000"], 1, "no fact of this id"),
        (["judge", "replace", "0000000000000000", "act"], 1, "FIELD=VALUE"),
        (["judge", "replace", "0000000000000000"], 2, "FIELD"),
        (["judge", "assert", "label", "none.txt", "label=x", "--quote", "y"], 1, "no report"),
        (["judge", "import", "none.jsonl"], 1, "cannot be read"),
        (["judge", "agreement", "Nobody", "Noone"], 1, "nobody of that name"),
        (["judge", "list", "--verdict", "praise"], 1, "is no verdict"),
        (["compare", "0000000000000000"], 1, "is no contact"),
        (["phrases", "؟"], 1, "holds no word"),
    ],
)
def test_errors_in_one_line(path: Path, words: list[str], code: int, message: str) -> None:
    done = mahdar(path, *words)
    assert done.returncode == code and message in done.stderr and not done.stdout
    assert code == 2 or done.stderr.count("\n") == 1


def test_somebody_must_judge(path: Path) -> None:
    [row] = rows(mahdar(path, "statements", "--limit", 1))
    done = mahdar(path, "judge", "confirm", row["id"], by=None)
    assert done.returncode == 1 and "MAHDAR_REVIEWER" in done.stderr
