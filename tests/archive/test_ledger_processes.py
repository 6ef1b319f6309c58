"""Killed while adding and judging, and both at once: every finished report and every judgement is there, none half-written.

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
from typing import Any

from made_records import Maker
from test_archive_processes import KILLS, SECONDS, hand, kept_by

from mahdar.archive import Archive

HERE = Path(__file__).parent


def person(path: Path, seed: int) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, sys.path)])}
    command = [sys.executable, str(HERE / "judging_hands.py"), str(path), str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def said(told: str) -> list[str]:
    """The judgements that a person was told were entered. The last line may be cut off."""
    return [line.strip() for line in told.splitlines(keepends=True) if line.endswith("\n") and len(line.strip()) == 16]


def whole(path: Path) -> list[dict[str, Any]]:
    """The judgements of an archive, after looking whether all of it is there and says what they say."""
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sqlite3.connect(path).execute("PRAGMA foreign_key_check").fetchall() == []
    with Archive(path) as archive:
        judged = archive.judgements()
        assert all(row["state"] == "bound" for row in judged), "each is folded in, or none of it is there"
        shown = {row["id"]: row for row in archive.statements()}
        for fact in {row["fact"] for row in judged}:
            own = [row for row in judged if row["fact"] == fact]
            if own[-1]["verdict"] == "reject":
                assert fact not in shown
            else:
                act = own[-1]["value"]["act"] if own[-1]["value"] else own[-1]["said"]["act"]
                assert shown[fact]["act"] == act and shown[fact]["judged"]["at"] == own[-1]["at"]
    return judged


def test_killed_while_adding_and_judging(tmp_path: Path) -> None:
    path, rng = tmp_path / "killed.db", random.Random(11)
    with Archive(path) as archive:
        archive.add(Maker(1, statements=5, words=60).items(30))
    entered: list[str] = []
    for kill in range(KILLS):
        writer = hand("write", path, 2, 400) if kill % 2 else person(path, kill)
        beside = person(path, 1000 + kill) if kill % 2 else None
        assert writer.stdout and writer.stdout.readline() == "open\n", writer.stderr and writer.stderr.read()
        told = [] if kill % 2 else [writer.stdout.readline()]
        time.sleep(rng.random() * 0.6)
        for process in (writer, beside):
            if process is not None:
                process.send_signal(signal.SIGKILL)
                told.append(process.communicate()[0])
        entered += [id for text in told for id in said(text)]
        judged = whole(path)
        assert set(entered) <= {row["id"] for row in judged}
        assert len(judged) <= len(entered) + kill + 2, "one may have been entered that nobody was told of"
        with Archive(path) as archive:
            assert archive.counts()["reports"] >= 30 + (kept_by(told[0]) if kill % 2 else 0)
    assert len(entered) >= KILLS // 2


def test_one_adds_two_judge_and_three_ask_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    with Archive(path) as archive:
        archive.add(Maker(1, statements=5, words=60).items(30))
    writer = hand("write", path, 3, 100_000)
    people = [person(path, seed) for seed in (1, 2)]
    readers = [hand("read", path, SECONDS) for _ in range(3)]
    answers = [reader.communicate() for reader in readers]
    for process in (writer, *people):
        process.terminate()
    told = [process.communicate() for process in (writer, *people)]
    assert not any(complaint for _, complaint in (*answers, *told)), told
    assert all(float(text.split()[1]) < 5 for text, _ in answers)
    entered = [id for text, _ in told[1:] for id in said(text)]
    judged = {row["id"] for row in whole(path)}
    assert set(entered) <= judged and len(judged) <= len(entered) + 2
    with Archive(path) as archive:
        assert archive.counts()["reports"] >= 30 + kept_by(told[0][0])
