"""Speed of the whole reading on one core, beside spaCy's blank Arabic tokeniser alone on the same texts in the same run.

The floor under both, printed once, is a bare Aho-Corasick pass: the text folded and searched for all words of the lexicon.

    python benchmarks/reading.py [--rounds N] [--json FILE]

Times are of the processor, so that other work on the machine does little to them. ``make bench`` measures the package as it is,
``make compiled`` the same with grammar and reading compiled.

Both remember words that they have seen, so each set is timed in three ways: **first**, with nothing remembered; **next**, after
other reports of the set, as a feed or a corpus is read (each of four parts after the other three); **again**, the same reports
a second time. In every round mahdar and spaCy take turns; the figures are medians over rounds.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import daachorse

from mahdar.cycles import uncollected
from mahdar.grammar.folding import fold
from mahdar.reading import reader as reading
from mahdar.reading.reader import Reader
from mahdar.report import Report

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "reports"
PARTS = 4
LONG = (2400, 3600)  # characters, about the 3,000 that targets are told in

Work = Callable[[Report], object]


class Contestant(NamedTuple):
    """``fresh`` gives its work on a report, with nothing remembered."""

    name: str
    fresh: Callable[[], Work]


def corpora() -> dict[str, list[Report]]:
    """The reports by set: our examples, and those of ../shared where it is there."""
    sets = {"examples": [file_report(path) for path in sorted((ROOT / "examples" / "reports").glob("*.txt"))]}
    if SHARED.is_dir():
        gold = [file_report(path) for path in sorted(SHARED.glob("seeds/*.txt"))]
        gold += [*line_reports(SHARED / "real.jsonl"), *line_reports(SHARED / "written.jsonl")]
        sets["../shared/reports"] = gold + list(line_reports(SHARED / "unlabelled.jsonl"))
        sets["../shared/reports, the long ones"] = [r for r in sets["../shared/reports"] if LONG[0] <= len(r.text) <= LONG[1]]
    return sets


def file_report(path: Path) -> Report:
    return Report.of(path.read_text(encoding="utf-8"), path.name)


def line_reports(path: Path) -> Iterator[Report]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Report.of(row["text"], row["source"], published=row.get("published"))


def seconds(work: Work, reports: Iterable[Report]) -> float:
    """Processor time of the work over all reports, cycles not looked for: `mahdar read` and `bulk` do not (nor does `timeit`)."""
    with uncollected():
        start = time.process_time()
        for report in reports:
            work(report)
        return time.process_time() - start


def first(contestant: Contestant, reports: list[Report]) -> float:
    """Seconds over all reports with nothing remembered."""
    return seconds(contestant.fresh(), reports)


def after_others(contestant: Contestant, reports: list[Report]) -> float:
    """Seconds over all reports, each part of them after the other parts."""
    total = 0.0
    for part in range(PARTS):
        work = contestant.fresh()
        seconds(work, (report for n, report in enumerate(reports) if n % PARTS != part))
        total += seconds(work, reports[part::PARTS])
    return total


def again(contestant: Contestant, reports: list[Report]) -> float:
    """Seconds over all reports the second time."""
    work = contestant.fresh()
    seconds(work, reports)
    return seconds(work, reports)


WAYS = {"first": first, "next": after_others, "again": again}


def compare(contestants: list[Contestant], reports: list[Report], rounds: int) -> dict[str, dict[str, float]]:
    """Median seconds by way and contestant, turn by turn; printed as they come."""
    megabytes = sum(len(report.text.encode("utf-8", "surrogatepass")) for report in reports) / 1e6
    medians: dict[str, dict[str, float]] = {}
    for way, measure in WAYS.items():
        turns = [[measure(contestant, reports) for contestant in contestants] for _ in range(rounds)]
        medians[way] = {c.name: statistics.median(turn[n] for turn in turns) for n, c in enumerate(contestants)}
        cells = (f"{name} {len(reports) / s:6.0f} reports/s {megabytes / s:6.2f} MB/s" for name, s in medians[way].items())
        ours, theirs = medians[way].values()
        print(f"  {way:6}  " + "   ".join(cells) + f"   {theirs / ours:5.2f} times as fast", flush=True)
    return medians


def bare_pass(reader: Reader, reports: list[Report]) -> tuple[int, float]:
    """How many words the lexicon knows, and the seconds of one Aho-Corasick pass for them over all folded reports."""
    words = [w for w in reader.pack.lexicon.shelves["words"] if len(w) > 1]
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(words, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    return len(words), seconds(lambda report: automaton.find(fold(report.text)), reports)


def stage_seconds(reader: Reader, reports: list[Report]) -> Counter[str]:
    """Seconds in each stage over all reports, words remembered."""
    total: Counter[str] = Counter()
    with uncollected():
        for report in reports:
            total.update(reader.timed(report))
    return total


def start_seconds(rounds: int) -> float:
    """The least processor time of `mahdar read` on one example, a new process each time."""
    command = [sys.executable, "-m", "mahdar.cli", "read", str(min((ROOT / "examples" / "reports").glob("*.txt")))]
    taken: list[float] = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(taken)


def peak_megabytes() -> float:
    """Peak resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    sets = corpora()
    start = time.process_time()
    reader = Reader()
    loaded = time.process_time() - start
    widest = max(sets.values(), key=len)
    seconds(reader.read, widest)
    memory = peak_megabytes()

    import spacy  # after the memory is taken, so that it is mahdar's own; as the automaton is made after it

    def forgetful() -> Work:
        reader.pack.lexicon.forget()
        return reader.read

    def blank() -> Work:
        tokenise = spacy.blank("ar").make_doc
        return lambda report: tokenise(report.text)

    contestants = [Contestant("mahdar, all of reading:", forgetful), Contestant('spaCy blank("ar"), tokens only:', blank)]
    build = "pure Python" if reading.__file__.endswith(".py") else "compiled"
    print(f"mahdar {build}, Python {sys.version.split()[0]}, spaCy {spacy.__version__}")
    print(f"one core, processor time, medians of {options.rounds} rounds")
    figures: dict[str, Any] = {"loaded_seconds": loaded, "peak_megabytes": memory}
    for name, reports in sets.items():
        print(f"\n{name}: {len(reports)} reports of {sum(len(r.text) for r in reports) // len(reports)} characters")
        figures[name] = compare(contestants, reports, options.rounds)
    words, taken = bare_pass(reader, widest)
    print(f"\nfloor: a bare Aho-Corasick pass for {words:,} words {len(widest) / taken:6.0f} reports/s, on the largest set")
    stages = stage_seconds(reader, widest)
    print("\ntime per stage, words remembered")
    for stage, taken in stages.items():
        print(f"  {stage:24} {taken / len(widest) * 1e6:6.0f} µs a report {taken / stages.total():6.1%}")
    started = figures["started_seconds"] = start_seconds(options.rounds)
    print(f"\n`mahdar read` of one report, from start to end: {started:.2f} s, of which the language pack {loaded:.2f} s")
    print(f"peak memory {memory:.0f} MB before spaCy is imported")
    if options.json:
        options.json.write_text(json.dumps(figures | {"stages": stages}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
