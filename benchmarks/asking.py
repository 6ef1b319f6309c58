"""What questions of an archive take: of the two parties and the people that are told of most, the hardest that there are.

    python benchmarks/asking.py ARCHIVE [--only NAME]

First: asked for the first time after opening, the least of two openings; then: the least of ten more. By processor time, as a
free machine takes; ``>`` marks what is over what is asked of it. ``multiply.py`` makes archives that are many times as large.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mahdar.archive import Archive
from mahdar.archive.ask_glance import pairs
from mahdar.cli.output import ROWS
from mahdar.exchange.brief import brief, markdown

OPENINGS, ROUNDS = 2, 5
LONG = 1000.0  # ms beyond which one more round is enough
ASKED = {"dossier": 100, "contacts": 100, "search": 300, "brief": 1000}  # ms, by what the name holds first
Question = Callable[[], object]


def questions(archive: Archive) -> dict[str, Question]:
    """The questions by name."""
    with archive.view() as view:
        [most] = pairs(view, limit=1)
    pair = most["parties"]
    contact = archive.contacts(pair, limit=1)[0]["id"]
    person = next(side["person"] for c in archive.contacts(pair, limit=50) for side in c["participants"] if side["person"])
    [known] = archive.people(limit=1)
    return {
        "dossier of a contact": lambda: [archive.contacts(id=contact), archive.compare(contact)],
        "dossier of a person": lambda: _dossier(archive, person["id"]),
        "dossier of the person told of most": lambda: _dossier(archive, known["id"]),
        "statements of that person, latest 50": lambda: archive.statements(person=known["id"], limit=50),
        "contacts of a pair, latest 50": lambda: archive.contacts(pair, limit=50),
        "contacts of a pair, as commanded": lambda: archive.contacts(pair, limit=ROWS),
        "all contacts of a pair, in parts": lambda: sum(1 for _ in archive.each_contact(pair)),
        "statements of a pair, latest 50": lambda: archive.statements(between=pair, limit=50),
        "statements of a pair, as commanded": lambda: archive.statements(between=pair, limit=ROWS),
        "commitments of a pair, latest 50": lambda: archive.commitments(pair, limit=50),
        "commitments of a pair, as commanded": lambda: archive.commitments(pair, limit=ROWS),
        "documents of a pair, latest 50": lambda: archive.agreements(pair, limit=50),
        "positions of a party, latest 50": lambda: archive.positions(pair[0], limit=50),
        "labels of a pair": lambda: archive.labels(*pair),
        "phrases of a pair": lambda: archive.phrases(between=pair, limit=100),
        "calendar of a pair": lambda: archive.calendar(pair, "2027", "2027"),
        "search: a rare word": lambda: archive.search(person["name"]),
        "search: a common word": lambda: archive.search("التعاون"),
        "search: a phrase": lambda: archive.search('"الحزام والطريق"'),
        "brief on a pair": lambda: markdown(brief(archive, *pair, "en", "2026-11-20")),
    }


def _dossier(archive: Archive, person: str) -> list[object]:
    return [archive.people(id=person), archive.tenures(person=person)]


def asked(path: Path, name: str) -> tuple[float, float]:
    """Milliseconds of processor time that a question takes: the first time, and later."""
    runs = []
    for _ in range(OPENINGS):
        with Archive(path, read_only=True) as archive:
            question = questions(archive)[name]
            first = _milliseconds(question)
            runs.append([first, *(_milliseconds(question) for _ in range(ROUNDS if first < LONG else 1))])
    return min(run[0] for run in runs), min(taken for run in runs for taken in run[1:])


def _milliseconds(question: Question) -> float:
    start = time.process_time()
    question()
    return (time.process_time() - start) * 1000


def answers(path: Path, only: str = "") -> None:
    """Prints what questions take."""
    with Archive(path, read_only=True) as archive:
        names = [name for name in questions(archive) if only in name]
    print("  question                                first       then")
    for name in names:
        first, then = asked(path, name)
        mark = ">" if first > ASKED.get(name.split()[0].strip(":"), first) else " "
        print(f"  {name:36} {mark}{first:8.1f}   {then:8.1f} ms", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--only", default="", help="questions whose names hold this")
    options = parser.parse_args()
    with Archive(options.archive, read_only=True) as archive:
        counts = archive.counts()
    print(", ".join(f"{counts[name]:,} {name}" for name in ("reports", "contacts", "people")))
    answers(options.archive, options.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
