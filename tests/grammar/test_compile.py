"""The compiled modules read the same bytes: a few of them are compiled here, all of them by ``make compiled``."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FEW = ["grammar/alphabet.py", "grammar/folding.py", "grammar/pattern.py", "grammar/shelf.py"]
READ = """
import sys
from pathlib import Path
import msgspec
from mahdar.grammar import shelf
from mahdar.reading.reader import Reader
from mahdar.report import Report
print(Path(shelf.__file__).suffix, file=sys.stderr)
reader = Reader()
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    sys.stdout.buffer.write(msgspec.json.encode(reader.read(Report.of(path.read_text("utf-8"), path.name))) + b"\\n")
"""

pytestmark = pytest.mark.skipif(
    not (shutil.which("cc") or shutil.which("gcc"))
    or not importlib.util.find_spec("mypyc")
    or not importlib.util.find_spec("setuptools"),
    reason="needs a C compiler, mypy and setuptools",
)


def read(package: Path) -> tuple[bytes, str]:
    command = [sys.executable, "-c", READ, str(ROOT / "examples" / "reports")]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONPATH": str(package)}, check=True)
    return done.stdout, done.stderr.decode().strip()


def test_what_is_compiled_reads_the_same_bytes(tmp_path: Path) -> None:
    out = tmp_path / "compiled"
    command = [sys.executable, str(ROOT / "tools" / "compile.py"), str(out), "--only", *FEW]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    plain, suffix = read(ROOT / "src")
    assert suffix == ".py"
    compiled, suffix = read(out)
    assert suffix in (".so", ".pyd")
    assert compiled == plain
    before = (out / "digest").stat().st_mtime_ns
    assert subprocess.run(command, check=False).returncode == 0
    assert (out / "digest").stat().st_mtime_ns == before  # nothing changed, nothing is compiled again
