"""``mahdar brief`` and ``mahdar demo`` as they are typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from mahdar.archive import Archive


def mahdar(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "mahdar.cli", *words], cwd=cwd, capture_output=True, text=True, timeout=120)


@pytest.fixture
def kept(archive: Archive) -> str:
    return str(archive.store.source)


def test_a_pipe_gets_markdown(kept: str, tmp_path: Path) -> None:
    done = mahdar("brief", "CN", "KZ", "--archive", kept, cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.startswith("# China and Kazakhstan\n") and not done.stderr


@pytest.mark.parametrize(
    ("name", "begins"), [("b.html", b"<!doctype html>"), ("b.md", b"# China"), ("b.docx", b"PK"), ("b.txt", b"# China")]
)
def test_the_name_of_the_file_says_what_is_written(kept: str, tmp_path: Path, name: str, begins: bytes) -> None:
    if name.endswith("docx"):
        pytest.importorskip("docx")
    done = mahdar("brief", "CN", "KZ", "--archive", kept, "--out", name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("brief", "CN", "Atlantis"), "Atlantis: no such party"),
        (("brief", "CN", "CN"), "two parties"),
        (("brief", "CN", "PE"), "it does of CN KZ"),
        (("brief", "CN", "KZ", "--out", "no/such/folder/b.html"), "no/such/folder/b.html: cannot be written"),
        (("brief", "CN", "KZ", "--out", "."), "cannot be written"),
        (("brief", "CN", "KZ", "--format", "docx"), "give a file with --out"),
    ],
)
def test_what_goes_wrong_is_one_line(kept: str, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    done = mahdar(*words, "--archive", kept, cwd=tmp_path)
    assert done.returncode == 1 and not done.stdout
    assert says in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said(kept: str, tmp_path: Path) -> None:
    for options in (["--out", "/dev/full"], []):
        with open("/dev/full", "w") as full:
            command = [sys.executable, "-m", "mahdar.cli", "brief", "CN", "KZ", "--archive", kept, *options]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
        assert done.returncode == 1 and "cannot be written (No space left on device)" in done.stderr, done.stderr
        assert done.stderr.count("\n") == 1, done.stderr


def test_wrong_usage_is_2(kept: str, tmp_path: Path) -> None:
    assert mahdar("brief", "CN", "KZ", "--lang", "fr", "--archive", kept, cwd=tmp_path).returncode == 2
    assert mahdar("brief", "CN", cwd=tmp_path).returncode == 2


def test_the_demo_tells_its_story_and_can_be_run_again(tmp_path: Path) -> None:
    done = mahdar("demo", "--out", "look", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "China and Kazakhstan" in done.stdout and "what to try next" in done.stdout
    assert (tmp_path / "look" / "brief-CN-KZ.html").stat().st_size > 20_000
    assert 'dir="rtl"' in (tmp_path / "look" / "brief-CN-KZ.ar.html").read_text(encoding="utf-8")
    again = mahdar("demo", "--out", "look", cwd=tmp_path)
    assert again.returncode == 0 and "added 0" in again.stdout


def test_the_demo_says_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = mahdar("demo", "--out", "file/out", cwd=tmp_path)
    assert done.returncode == 1 and done.stderr.startswith("mahdar: file/out: cannot make the folder")
