"""Compiles grammar and reading with mypyc into a copy of the package, where there is a C compiler: the same code, faster.

    python tools/compile.py [OUT] [--only PART/MODULE.py …]     # default out/compiled, and all modules of the hot path
    PYTHONPATH=out/compiled mahdar read …

What is compiled is left alone until a source file changes. Nothing is installed and nothing beside the sources is written;
`MAHDAR_COMPILE=1 pip install .` puts the same into the installed package (`hatch_build.py`).
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("grammar", "reading")
LEFT = {"explain.py", "checking.py", "lines.py", "image.py"}  # not on the hot path, or run with -m
SETUP = """
import os
from concurrent.futures import ThreadPoolExecutor
from mypyc.build import mypycify
from setuptools import setup
from distutils.ccompiler import CCompiler

def compile(self, sources, output_dir=None, macros=None, include_dirs=None, debug=0, extra_preargs=None, extra_postargs=None,
            depends=None):
    _, objects, extra, options, build = self._setup_compile(output_dir, macros, include_dirs, sources, depends, extra_postargs)
    args = self._get_cc_args(options, debug, extra_preargs)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda made: self._compile(made, *build[made], args, extra, options), objects))
    return objects

if os.name == "posix":
    CCompiler.compile = compile  # several files at a time
setup(name="mahdar-compiled", packages=[], ext_modules=mypycify(MODULES, opt_level="2", multi_file=True))
"""


def digest(modules: list[str]) -> str:
    """What the compiled copy is known by: its modules, their sources and the Python that made it."""
    state = hashlib.sha256(repr((sys.version, modules, SETUP)).encode())
    for path in sorted((ROOT / "src").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            state.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return state.hexdigest()


def hot() -> list[str]:
    """The modules that are compiled: all of reading's way from a text to its record."""
    folder = ROOT / "src" / "mahdar"
    return [str(p.relative_to(folder)) for part in PARTS for p in sorted((folder / part).rglob("*.py")) if p.name not in LEFT]


def compiled(out: Path, modules: list[str]) -> str | None:
    """Copy the package to a folder with these modules compiled; what went wrong, or None."""
    stamp = out / "digest"
    if stamp.exists() and stamp.read_text() == digest(modules):
        return None
    if not (shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")):
        return "no C compiler (cc, gcc or clang): mahdar runs as it is, only slower"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(ROOT / "src" / "mahdar", out / "mahdar", ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    arguments = ["--follow-imports=silent", *(str(Path("mahdar", module)) for module in modules)]
    (out / "setup.py").write_text(SETUP.replace("MODULES", repr(arguments)), encoding="utf-8")
    command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    paths = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p and not Path(p, "mahdar").exists()]
    environment = {**os.environ, "MYPYPATH": ".", "PYTHONPATH": os.pathsep.join(paths)}  # the copy, not what is installed
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return done.stdout[-3000:] + done.stderr[-3000:]
    for path in (out / "build", out / ".mypy_cache"):
        shutil.rmtree(path, ignore_errors=True)
    stamp.write_text(digest(modules))
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", type=Path, default=ROOT / "out" / "compiled")
    parser.add_argument("--only", nargs="+", metavar="MODULE", help="only these, as grammar/lexicon.py")
    options = parser.parse_args()
    wrong = compiled(options.out.resolve(), options.only or hot())
    if wrong:
        print(wrong, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
