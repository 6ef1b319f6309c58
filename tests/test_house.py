"""The rules of the house that a machine can check: sizes, no traces of a machine, whole packages, help with examples."""

import ast
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "reports"
BINARY = {".png", ".jpg", ".webp", ".gz", ".parquet", ".docx", ".xlsx", ".woff2", ".ico", ".db"}
ARABIC_WORD = re.compile(r"[\u0621-\u064A\u064B-\u0652]+")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts(*patterns: str) -> Iterator[tuple[str, str]]:
    for path in tracked(*patterns):
        if path.suffix not in BINARY:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="ignore")


def test_no_python_file_is_beyond_500_lines() -> None:
    assert not {name: lines for name, text in texts("*.py") if (lines := text.count("\n")) > 500}


def test_no_star_stands_in_a_set_that_is_searched() -> None:
    """``x in ("a", *B)`` is what mypyc cannot compile."""
    starred = [
        f"{name}:{node.lineno}"
        for name, text in texts("src/mahdar/reading/*.py", "src/mahdar/grammar/*.py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Compare)
        for among in node.comparators
        if isinstance(among, ast.Tuple | ast.List | ast.Set) and any(isinstance(e, ast.Starred) for e in among.elts)
    ]
    assert not starred


def test_no_function_scrolls() -> None:
    scrolls = {}
    for name, text in texts("src/*.py", "tools/*.py", "benchmarks/*.py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (length := node.end_lineno - node.lineno + 1) > 50:
                scrolls[f"{name}:{node.lineno} {node.name}"] = length
    assert not scrolls


def test_no_path_of_a_machine_is_committed() -> None:
    path = re.compile(r"(?<![\w.~/-])/(?:work|root|tmp|home)/\w")
    assert not {name: found.group() for name, text in texts() if (found := path.search(text))}


def test_no_registry_is_named() -> None:
    hosts = re.compile(
        "py" r"pi\.org|python" r"hosted\.org|npm" r"js\.(?:org|com)|yarn" r"pkg\.com|crates" r"\.io", re.IGNORECASE
    )
    assert not {name: found.group() for name, text in texts() if (found := hosts.search(text))}


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    locks = dict(texts("requirements/*.txt", "*package-lock.json", "*.lock"))
    assert {"requirements/base.txt", "requirements/dev.txt", "requirements/bench.txt"} <= set(locks)
    assert not [name for name, text in locks.items() if "://" in text]
    for name, text in locks.items():
        if name.startswith("requirements/"):
            for block in re.split(r"\n(?=\w)", text.strip()):
                assert "--hash=sha256:" in block, f"{name}: {block.splitlines()[0]} has no hash"


def twelves(text: str) -> Iterator[tuple[str, ...]]:
    words = ARABIC_WORD.findall(text)
    return zip(*(words[i:] for i in range(12)), strict=False)


def test_no_sentence_of_the_shared_reports_is_committed() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared is not there")
    known: set[int] = set()
    for path in SHARED.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            known.update(map(hash, twelves(json.loads(line).get("text", ""))))
    for path in SHARED.glob("seeds/*.txt"):
        known.update(map(hash, twelves(path.read_text(encoding="utf-8"))))
    assert known
    copied = {name: " ".join(run) for name, text in texts() for run in twelves(text) if hash(run) in known}
    assert not copied


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert not built.returncode, built.stderr
    (wheel,) = tmp_path.glob("mahdar-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    files = {str(path.relative_to(ROOT / "src")) for path in tracked("src/mahdar")}
    assert any(name.startswith("mahdar/pack/ar/") for name in files)
    assert not files - inside


def commands() -> dict[str, Any]:
    """Every command of the command line by its words, groups included."""
    cli = pytest.importorskip("mahdar.cli")
    import typer.main

    def walk(words: str, command: Any) -> Iterator[tuple[str, Any]]:
        yield words, command
        for name, sub in getattr(command, "commands", {}).items():
            yield from walk(f"{words} {name}", sub)

    return dict(walk("mahdar", typer.main.get_command(cli.app)))


def test_every_command_has_help_with_an_example() -> None:
    bare = [words for words, command in commands().items() if f"{words} " not in f"{command.help} {command.epilog} "]
    assert not bare, "help without an example: " + ", ".join(bare)


def test_every_option_is_explained() -> None:
    mute = [
        f"{words} {option.opts[0]}"
        for words, command in commands().items()
        for option in command.params
        if option.param_type_name == "option" and not option.help and not option.hidden
    ]
    assert not mute
