"""Adding with several processes: the same archive as with one, problems in their places, and a killed process told."""

import multiprocessing
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from mahdar.archive import Archive
from mahdar.engines import bulk, preparing
from mahdar.errors import MahdarError
from mahdar.intake import Problem, reports
from mahdar.report import Report

Found = TypeVar("Found")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "reports"


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if name != "words"]
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


def mahdar(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mahdar.cli", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, kept by one process."""
    path = tmp_path_factory.mktemp("alone") / "alone.db"
    assert mahdar("add", EXAMPLES, "--archive", path).returncode == 0
    return path


def test_several_processes_make_the_same_archive(alone: Path, tmp_path: Path) -> None:
    done = mahdar("add", EXAMPLES, "--archive", tmp_path / "several.db", "--jobs", 2)
    assert done.returncode == 0 and done.stdout.startswith("added 37, updated 0, unchanged 0, skipped 0, refused 0"), done
    assert rows(tmp_path / "several.db") == rows(alone)
    again = mahdar("add", EXAMPLES, "--archive", tmp_path / "several.db", "--jobs", 2)
    assert again.stdout.startswith("added 0, updated 0, unchanged 37"), again


def test_what_bulk_has_read_is_taken_by_several(alone: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="bulk writes Parquet: pip install 'mahdar[arrow]'")
    out = tmp_path / "out"
    for _ in bulk.bulk(str(EXAMPLES), str(out)):
        pass
    for jobs in (1, 2):
        assert mahdar("add", out, "--archive", tmp_path / f"{jobs}.db", "--jobs", jobs).returncode == 0
    assert rows(tmp_path / "1.db") == rows(tmp_path / "2.db") == rows(alone)


def test_problems_come_in_their_places() -> None:
    [first, *_] = [item for item in reports([str(EXAMPLES)]) if isinstance(item, Report)]
    wrong = [Problem(source=f"s{n}", what="is no text", advice="give another") for n in range(3)]
    found = list(preparing.read([wrong[0], first, wrong[1], first, wrong[2]], 2))
    assert [one for one in found if isinstance(one, Problem)] == wrong
    assert [isinstance(one, Problem) for one in found] == [True, False, True, False, True]


def test_a_killed_process_is_told_and_what_was_added_is_kept(tmp_path: Path) -> None:
    made = [
        Report.of(f"بكين 3 مايو 2016 (شينخوا) التقى وزير الخارجية الصيني نظيره الروسي رقم {n}.", f"r{n}") for n in range(2_000)
    ]

    def killing() -> Iterator[Report]:
        for n, one in enumerate(made):
            if n == 1_500:
                for process in multiprocessing.active_children():
                    process.kill()
            yield one

    with Archive(tmp_path / "killed.db") as archive:
        with pytest.raises(MahdarError, match=r"was killed.*run the command again"):
            archive.add(preparing.read(killing(), 2), batch=100)  # type: ignore[arg-type]
        kept = archive.counts()["reports"]
        assert 100 <= kept < 2_000 and kept % 100 == 0
        assert archive.add(preparing.read(made, 2), batch=100).added == 2_000 - kept  # type: ignore[arg-type]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_processes_end_with_the_one_that_they_work_for(tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for n in range(3_000):
        (many / f"{n}.txt").write_text(
            f"بكين 3 مايو 2016 (شينخوا) التقى وزير الخارجية الصيني نظيره الروسي رقم {n}.", encoding="utf-8"
        )
    command = [sys.executable, "-m", "mahdar.cli", "add", str(many), "--archive", str(tmp_path / "a.db"), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as adding:
        workers = _within(60, lambda: _children(adding.pid))
        adding.kill()
        adding.wait()
    assert len(workers) >= 2
    assert _within(60, lambda: not any(map(_lives, workers)))


def _children(process: int) -> list[int]:
    """The workers of a process: those that it started and that have begun to work."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    working = [int(child) for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return working if len(working) >= 2 else []


def _lives(process: int) -> bool:
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())  # of one that has ended there is none
    except OSError:
        return False


def _within(seconds: float, found: Callable[[], Found]) -> Found:
    """What is found, waited for so long."""
    end = time.monotonic() + seconds
    while not (result := found()) and time.monotonic() < end:
        time.sleep(0.1)
    return result
