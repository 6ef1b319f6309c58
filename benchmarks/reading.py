"""Speed of the whole reading on one core, beside spaCy's blank Arabic tokeniser alone on the same texts in the same run.

    python benchmarks/reading.py [--rounds N] [--json FILE]

Each round times mahdar and spaCy one after the other over all texts; the figures are medians over rounds. Cold is the first
pass of a fresh process, with no word seen before; warm are the rounds after it. Peak memory is read before spaCy is imported.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mahdar.reading.reader import Reader
from mahdar.report import Report

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "reports"


def corpora() -> dict[str, list[Report]]:
    """The reports by set: our examples, and those of ../shared where it is there."""
    sets = {"examples": [file_report(path) for path in sorted((ROOT / "examples" / "reports").glob("*.txt"))]}
    if SHARED.is_dir():
        sets["shared, gold"] = [file_report(path) for path in sorted(SHARED.glob("seeds/*.txt"))]
        sets["shared, gold"] += [*line_reports(SHARED / "real.jsonl"), *line_reports(SHARED / "written.jsonl")]
        sets["shared, all"] = sets["shared, gold"] + list(line_reports(SHARED / "unlabelled.jsonl"))
    return sets


def file_report(path: Path) -> Report:
    return Report.of(path.read_text(encoding="utf-8"), path.name)


def line_reports(path: Path) -> Iterable[Report]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Report.of(row["text"], row["source"], published=row.get("published"))


def seconds(work: Callable[[Any], object], items: Iterable[Any]) -> float:
    """Wall time of the work over all items."""
    start = time.perf_counter()
    for item in items:
        work(item)
    return time.perf_counter() - start


def peak_megabytes() -> float:
    """Peak resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def stage_seconds(reader: Reader, reports: list[Report]) -> Counter[str]:
    """Seconds in each stage over all reports, of a reader that is warm."""
    total: Counter[str] = Counter()
    for report in reports:
        total.update(reader.timed(report))
    return total


def alternate(reader: Reader, tokenise: Callable[[str], object], reports: list[Report], rounds: int) -> tuple[float, float]:
    """Median seconds of the reading and of spaCy's tokeniser over the same reports, turn by turn."""
    texts = [report.text for report in reports]
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(seconds(reader.read, reports))
        theirs.append(seconds(tokenise, texts))
    return statistics.median(ours), statistics.median(theirs)


def line(name: str, time_taken: float, reports: list[Report]) -> dict[str, float]:
    """Print one measured figure, and give it."""
    size = sum(len(report.text.encode("utf-8", "surrogatepass")) for report in reports) / 1e6
    rates = {"reports_per_second": len(reports) / time_taken, "megabytes_per_second": size / time_taken}
    print(f"  {name:34} {rates['reports_per_second']:8.0f} reports/s {rates['megabytes_per_second']:7.2f} MB/s")
    return rates


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    sets = corpora()
    start = time.perf_counter()
    reader = Reader()
    print(f"language pack loaded in {time.perf_counter() - start:.2f} s")
    widest = list(sets)[-1]
    cold = seconds(reader.read, sets[widest])
    memory = peak_megabytes()

    import spacy

    tokenise = spacy.blank("ar").make_doc
    cold_spacy = seconds(tokenise, [report.text for report in sets[widest]])
    figures: dict[str, Any] = {"peak_megabytes": memory, "python": sys.version.split()[0], "spacy": spacy.__version__}
    print(f"\n{widest}: {len(sets[widest])} reports, first pass (cold)")
    figures["cold"] = {
        "mahdar": line("mahdar, whole reading", cold, sets[widest]),
        "spacy": line('spaCy blank("ar"), tokenising only', cold_spacy, sets[widest]),
    }
    for name, reports in sets.items():
        ours, theirs = alternate(reader, tokenise, reports, options.rounds)
        print(f"\n{name}: {len(reports)} reports, median of {options.rounds} rounds (warm)")
        figures[name] = {
            "mahdar": line("mahdar, whole reading", ours, reports),
            "spacy": line('spaCy blank("ar"), tokenising only', theirs, reports),
            "ratio": theirs / ours,
        }
        print(f"  mahdar reads {theirs / ours:.2f} times as fast as spaCy tokenises")
    stages = stage_seconds(reader, sets[widest])
    print(f"\ntime per stage ({widest}, warm)")
    for stage, taken in stages.items():
        print(f"  {stage:34} {taken / len(sets[widest]) * 1e6:8.0f} µs a report {taken / stages.total():7.1%}")
    figures["stages"] = dict(stages)
    print(f"\npeak memory {memory:.0f} MB (the pack, the reports and {len(sets[widest])} readings; before spaCy is imported)")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
