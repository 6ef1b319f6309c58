"""Against hand-made gold, where it is present: the questions of the seed reports, and contacts told by several reports."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gold_records import load
from told_contacts import load as load_told

from mahdar.archive import Archive

SHARED = Path(os.environ.get("MAHDAR_SHARED", Path(__file__).parents[3] / "shared"))
pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the shared gold is not beside the project")


def tool(name: str, *arguments: object) -> str:
    command = [sys.executable, str(SHARED / "tools" / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True).stdout


def test_the_questions_of_the_seeds_are_answered(tmp_path: Path) -> None:
    with Archive(tmp_path / "seeds.db") as archive:
        archive.add(load(SHARED / "gold" / "seeds", SHARED / "reports" / "seeds"))
    mahdar = f"{sys.executable} -m mahdar.cli"
    told = tool("ask.py", SHARED / "questions" / "seeds.yaml", "--archive", tmp_path / "seeds.db", "--mahdar", mahdar)
    assert told.splitlines()[-1] == "15 passed, 0 failed", told


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_contacts_told_by_several_reports_are_merged(tmp_path: Path, seed: int) -> None:
    _, items = load_told(SHARED / "gold" / "contacts.yaml", SHARED / "reports" / "contact_groups.jsonl", seed)
    with Archive(tmp_path / "told.db") as archive:
        archive.add(items)
        (tmp_path / "contacts.json").write_text(json.dumps(archive.contacts()), encoding="utf-8")
    told = tool("score_contacts.py", "--gold", SHARED / "gold" / "contacts.yaml", tmp_path / "contacts.json").split()
    assert float(told[told.index("F1") + 1]) >= 0.98, told
    assert told[-3:] == ["0", "of", "23"]


@pytest.mark.parametrize("folder", ["real", "written"])
def test_the_gold_of_single_reports_is_kept_whole(tmp_path: Path, folder: str) -> None:
    items = load(SHARED / "gold" / folder, SHARED / "reports" / f"{folder}.jsonl")
    with Archive(tmp_path / "gold.db") as archive:
        assert archive.add(items).added == len(items)
        for report, record in items:
            assert archive.report(report.id) == (report, record)
