"""Scores `mahdar read` on hand-made gold records and sets the figures beside the floors of tests/floors.yaml.

    python tools/score.py            a table: each section of each set, its F1 and its floor
    python tools/score.py --raise    pin every gain as the new floor; floors are never lowered
    python tools/score.py --misses SET    what was missed or invented in a set, with the words

The figures are those of the founders' own scoring tool, ../shared/tools/score.py; without that folder nothing can be scored.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mahdar import intake
from mahdar.report import Report

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TOOL = SHARED / "tools" / "score.py"
FLOORS = ROOT / "tests" / "floors.yaml"
HEAD = """# Accuracy that may only rise: F1 of each section and the rates of the scoring tool, by set; `gold` is the digest
# of the set's gold records. `make score ARGS=--raise` pins gains, and a set anew whose gold has changed.
"""


class GoldSet(NamedTuple):
    """A set of reports with its gold records, which may lie in folders below the one named."""

    reports: Path
    gold: Path

    def records(self) -> list[Path]:
        """The files of the gold records, sorted."""
        return sorted(self.gold.rglob("*.yaml"))


SETS = {
    "seeds": GoldSet(SHARED / "reports" / "seeds", SHARED / "gold" / "seeds"),
    "real": GoldSet(SHARED / "reports" / "real.jsonl", SHARED / "gold" / "real"),
    "written": GoldSet(SHARED / "reports" / "written.jsonl", SHARED / "gold" / "written"),
    "examples": GoldSet(ROOT / "examples" / "reports", ROOT / "examples" / "reports"),
}


def absent(name: str) -> str | None:
    """Why a set cannot be scored here, or None."""
    if not TOOL.exists():
        return "no scoring tool: ../shared is not there"
    if not SETS[name].records():
        return f"no gold records for {name}"
    return None


def digest(name: str) -> str:
    """Tells one state of a set's gold records from another: names and bytes, 16 hex digits."""
    h = hashlib.sha256()
    for path in SETS[name].records():
        h.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return h.hexdigest()[:16]


def score(name: str, *options: str) -> str:
    """Read a set's reports with the installed `mahdar` and give what the scoring tool prints of them."""
    one = SETS[name]
    mahdar = Path(sys.executable).with_name("mahdar")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        records = folder / "records.jsonl"
        subprocess.run([mahdar, "read", one.reports, "--out", records], check=True, cwd=ROOT)
        reports, gold = gathered(one, folder) if one.reports == one.gold else one
        command: list[str | Path] = [sys.executable, TOOL, "--gold", gold, "--reports", reports, records, *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def gathered(one: GoldSet, folder: Path) -> GoldSet:
    """A set of files of many kinds in the form that the scoring tool takes: one folder of gold, the texts as JSON Lines.

    The texts are those that offsets count in (of a page its visible text), by the names that the gold records use.
    """
    for path in one.records():
        shutil.copy(path, folder)
    texts = folder / "texts.jsonl"
    with texts.open("w", encoding="utf-8") as lines:
        for report in intake.reports([str(one.reports)]):
            if isinstance(report, Report):
                lines.write(json.dumps({"source": report.source.rpartition("/")[2], "text": report.text}) + "\n")
    return GoldSet(texts, folder)


def figures(name: str) -> dict[str, float]:
    """A set's figures: `overall`, F1 by section, rates such as `evidence` and `speaker`."""
    result: dict[str, Any] = json.loads(score(name, "--json"))
    if result["missing_reports"]:
        raise SystemExit(f"{name}: no record for {', '.join(result['missing_reports'])}")
    by_section = {section: row["f1"] for section, row in result["sets"].items()}
    return {"overall": result["overall"], **by_section, **result["rates"]}


def floors(name: str) -> dict[str, float | str]:
    """A set's pinned figures with its `gold` digest; empty where nothing is pinned."""
    pinned: dict[str, dict[str, float | str]] = yaml.safe_load(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return pinned.get(name, {})


def raised(name: str, now: dict[str, float]) -> dict[str, float | str]:
    """The floors of a set after a gain; all anew where the gold has changed."""
    old = floors(name)
    if old.get("gold") != digest(name):
        old = {}
    return {"gold": digest(name)} | {k: max(v, float(old.get(k, 0))) for k, v in now.items()}


def table(results: dict[str, dict[str, float]]) -> str:
    """The figures of all sets, a line a section, with the floor after the slash."""
    keys = list(dict.fromkeys(key for now in results.values() for key in now))
    lines = [f"{'':18}" + "".join(f"{name:>16}" for name in results)]
    for key in keys:
        cells = [cell(now.get(key), floors(name).get(key)) for name, now in results.items()]
        lines.append(f"{key:18}" + "".join(f"{c:>16}" for c in cells))
    return "\n".join(lines)


def cell(now: float | None, floor: float | str | None) -> str:
    """A figure and its floor."""
    return ("–" if now is None else f"{now:.3f}") + (" /  –  " if floor is None else f" /{float(floor):.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="pin", action="store_true", help="pin gains as the new floors")
    parser.add_argument("--misses", metavar="SET", choices=SETS, help="list what was missed or invented in a set")
    options = parser.parse_args()
    if options.misses:
        print(score(options.misses, "--misses"))
        return 0
    results = {}
    for name in SETS:
        if reason := absent(name):
            print(f"{name}: not scored, {reason}", file=sys.stderr)
        else:
            results[name] = figures(name)
    print(table(results))
    if options.pin:
        kept = {name: raised(name, results[name]) if name in results else floors(name) for name in SETS}
        body = yaml.safe_dump({k: v for k, v in kept.items() if v}, sort_keys=False)
        FLOORS.write_text(HEAD + body, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
