"""Killed while writing, full disks, several processes at once: nothing that was kept is lost, nothing is half written.

``MAHDAR_KILLS`` and ``MAHDAR_SECONDS`` make these tests as long as one likes.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_records import Maker

from mahdar.archive import Archive

HERE = Path(__file__).parent
KILLS = int(os.environ.get("MAHDAR_KILLS", "6"))
SECONDS = float(os.environ.get("MAHDAR_SECONDS", "4"))


def hand(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, str(HERE / "hands.py"), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, sys.path)])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def kept_by(told: str) -> int:
    """What a writer said it had kept. Its last line may be cut off."""
    return max(
        (int(line.split()[0]) for line in told.splitlines(keepends=True) if " " in line and line.endswith("\n")), default=0
    )


def test_killed_at_any_moment_it_keeps_what_it_said_it_kept(tmp_path: Path) -> None:
    path, rng = tmp_path / "killed.db", random.Random(7)
    made = {report.id: (report, record) for report, record in Maker(1, statements=5, words=60).items(400)}
    order = list(made)
    for _ in range(KILLS):
        writer = hand("write", path, 1, 400)
        assert writer.stdout and writer.stdout.readline() == "open\n", writer.stderr and writer.stderr.read()
        time.sleep(rng.random() * 0.5)
        writer.send_signal(signal.SIGKILL)
        told, _ = writer.communicate()
        said = kept_by(told)
        with Archive(path) as archive:
            kept = {row["id"] for row in archive.reports()}
            assert set(order[:said]) <= kept <= set(order)
            assert len(kept) % 3 == 0 or len(kept) == len(order)  # whole batches
            for id in rng.sample(sorted(kept), min(20, len(kept))):
                assert archive.report(id) == made[id]
        assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sqlite3.connect(path).execute("PRAGMA foreign_key_check").fetchall() == []


def test_two_write_and_three_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    Archive(path).close()
    writers = [hand("write", path, seed, 100_000) for seed in (1, 2)]
    assert all(writer.stdout and writer.stdout.readline() == "open\n" for writer in writers)
    readers = [hand("read", path, SECONDS) for _ in range(3)]
    answers = [reader.communicate() for reader in readers]
    for writer in writers:
        writer.terminate()
    said = [writer.communicate() for writer in writers]
    for told, complaint in answers:
        assert not complaint
        asked, longest = told.split()
        assert int(asked) > 5 and float(longest) < 5
    assert not any(complaint for _, complaint in said), said
    waits = [float(line.split()[1]) for told, _ in said for line in told.splitlines() if " " in line]
    assert max(waits) < 5
    kept = sum(kept_by(told) for told, _ in said)
    with Archive(path) as archive:
        counts = archive.counts()
        assert kept <= counts["reports"] <= kept + 6
        assert counts["accounts"] == 3 * counts["reports"]


def test_a_disk_that_fills_up_loses_nothing_and_goes_on_later(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    with Archive(path) as archive:
        archive.add(Maker(1, statements=5, words=60).items(30))
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size + 300_000},) * 2); import hands; "
    code += f"hands.write({str(path)!r}, 2, 3000, 100)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, sys.path)])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "ArchiveError" in last and "what was added before is kept" in last
    kept = kept_by(done.stdout)
    with Archive(path) as archive:
        assert archive.counts()["reports"] == 30 + kept
        assert archive.add(Maker(2, statements=5, words=60).items(300)).added == 300 - min(kept, 300)


@pytest.mark.parametrize("spoiled", [slice(0, 16), slice(30_000, 60_000)])
def test_a_damaged_file_is_told_in_one_line(tmp_path: Path, spoiled: slice) -> None:
    from mahdar.errors import ArchiveError

    path = tmp_path / "damaged.db"
    with Archive(path) as archive:
        archive.add(Maker().items(20))
        archive.store.checkpoint()
    data = bytearray(path.read_bytes())
    data[spoiled] = os.urandom(len(data[spoiled]))
    path.write_bytes(data)
    with pytest.raises(ArchiveError) as told, Archive(path) as archive:
        archive.contacts()
        archive.statements()
        archive.search("التعاون")
        archive.people()
    assert str(path) in str(told.value) and "\n" not in str(told.value)
