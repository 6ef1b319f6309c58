"""Runs a benchmark and writes what it prints into ``RESULTS.md``, with the day, the machine and the versions.

    python benchmarks/results.py NAME [--note TEXT] -- COMMAND…

NAME is the section; an earlier one of that name is replaced.
"""

import argparse
import datetime
import os
import platform
import re
import shlex
import sqlite3
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FILE = Path(__file__).resolve().with_name("RESULTS.md")
HEAD = "# Results\n\nWritten by `python benchmarks/results.py`, a section a benchmark. Nothing here is typed in but the notes.\n"
PACKAGES = ("mahdar", "msgspec", "SQLAlchemy", "rapidfuzz", "pyarrow", "spacy")


def machine() -> str:
    """Processor, cores, memory, load, and versions."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.exists() and (found := re.search(r"model name\s*: (.+)", cpus.read_text())):
        model = found[1]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    known = [f"{name} {told}" for name in PACKAGES if (told := _version(name))]
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    load = f"load {os.getloadavg()[0]:.1f} when it began"
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}; {load}; {python}, {', '.join(known)}"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def write(name: str, command: str, printed: str, where: str, note: str) -> None:
    """Puts a section in its place."""
    text = FILE.read_text(encoding="utf-8") if FILE.exists() else HEAD
    parts = re.split(r"(?m)^(?=## )", text)
    told = f"{note}\n\n" if note else ""
    section = f"## {name}\n\n{datetime.date.today()}, {where}\n\n{told}```\n$ {command}\n{printed.strip()}\n```\n"
    kept = [part.rstrip() + "\n\n" for part in parts if not part.startswith(f"## {name}\n")]
    FILE.write_text("".join(kept) + section, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("--note", default="")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    where = machine()
    with subprocess.Popen(options.command, stdout=subprocess.PIPE, text=True) as running:
        lines = []
        for line in running.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    if running.returncode == 0:
        shown = [Path(options.command[0]).name, *(part.replace(f"{FILE.parent}/", "benchmarks/") for part in options.command[1:])]
        write(options.name, shlex.join(shown), "".join(lines), where, options.note)
    return running.returncode


if __name__ == "__main__":
    sys.exit(main())
