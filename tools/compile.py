"""Compiles grammar and reading with mypyc into a copy of the package, where there is a C compiler: the same code, twice as fast.

    python tools/compile.py [OUT]     # default out/compiled
    PYTHONPATH=out/compiled mahdar read …

What is compiled is left alone until a source file changes. Nothing is installed and nothing beside the sources is written.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("grammar", "reading")
LEFT = {"explain.py", "checking.py", "lines.py"}  # not on the hot path
SETUP = """
from mypyc.build import mypycify
from setuptools import setup
setup(name="mahdar-compiled", packages=[], ext_modules=mypycify(MODULES, opt_level="3"))
"""


def digest() -> str:
    """What the compiled copy is known by: its sources and the Python that made it."""
    state = hashlib.sha256(sys.version.encode())
    for path in sorted((ROOT / "src").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            state.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return state.hexdigest()


def main() -> int:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "out" / "compiled").resolve()
    stamp = out / "digest"
    if stamp.exists() and stamp.read_text() == digest():
        return 0
    if not (shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")):
        print("no C compiler (cc, gcc or clang): mahdar runs as it is, only slower", file=sys.stderr)
        return 1
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(ROOT / "src" / "mahdar", out / "mahdar", ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    modules = [
        str(p.relative_to(out)) for part in PARTS for p in sorted((out / "mahdar" / part).rglob("*.py")) if p.name not in LEFT
    ]
    (out / "setup.py").write_text(SETUP.replace("MODULES", repr(["--follow-imports=silent", *modules])), encoding="utf-8")
    command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    done = subprocess.run(
        command, cwd=out, capture_output=True, text=True, env={**os.environ, "MYPYPATH": ".", "PYTHONPATH": ""}, check=False
    )
    if done.returncode:
        print(done.stdout[-3000:] + done.stderr[-3000:], file=sys.stderr)
        return done.returncode
    shutil.rmtree(out / "build", ignore_errors=True)
    stamp.write_text(digest())
    return 0


if __name__ == "__main__":
    sys.exit(main())
