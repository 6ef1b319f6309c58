"""Runs the commands of the README and of docs/: a page shows only what really happens.

    python tools/pages.py [PAGE…]    write the output of every command into the pages anew

A fence marked `sh` holds commands that must succeed; one marked `console` holds commands after `$ ` and what they print, to
the letter. All commands of a page run in its order in one empty folder where `examples` stands; `make demo` runs its recipe.
"""

import os
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>sh|console)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
COLUMNS = "110"


def pages() -> list[Path]:
    """The pages that hold commands."""
    candidates = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [page for page in candidates if page.exists() and FENCE.search(page.read_text(encoding="utf-8"))]


def run(command: str, folder: Path) -> str:
    """What a command prints, in a folder of its own. Raises CalledProcessError with the output where it fails."""
    if command.startswith("make "):
        command = made(command.split()[1])
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAHDAR_")}
    environment |= {"PATH": path, "COLUMNS": COLUMNS, "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True, timeout=300,
    )  # fmt: skip
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def made(target: str) -> str:
    """The command behind a target: `mahdar demo …` for demo; others are only looked up, since they run the tests that ask."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKE") and k != "ARGS"}
    listed = subprocess.run(["make", "-n", target], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    recipes = [line.removeprefix(".venv/bin/") for line in listed.splitlines()]
    return next(recipe for recipe in recipes if recipe.startswith("mahdar ")) if target == "demo" else "true"


def commands(fence: re.Match[str]) -> Iterator[str]:
    """The commands of a fence; lines that set up a checkout are left out."""
    for line in fence["body"].splitlines():
        mark, _, rest = line.strip().partition("$ ") if fence["kind"] == "console" else ("", "", line.strip())
        command = rest.split("  #")[0].strip()
        if not mark and command and not re.match(r"(#|git clone|cd |pip install)", command):
            yield command


def fresh(page: Path) -> str:
    """The page with the output of its commands made anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")

        def again(fence: re.Match[str]) -> str:
            shown = "".join(f"$ {command}\n{run(command, folder)}" for command in commands(fence))
            if fence["kind"] == "sh":
                return fence[0]
            return textwrap.indent(f"```console\n{shown}```", fence["indent"])

        return FENCE.sub(again, page.read_text(encoding="utf-8"))


def main() -> int:
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        try:
            page.write_text(fresh(page), encoding="utf-8")
        except subprocess.CalledProcessError as error:
            raise SystemExit(f"{page.name}: {error.cmd[-1]}: exit {error.returncode}\n{error.stdout}") from None
        print(page.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
