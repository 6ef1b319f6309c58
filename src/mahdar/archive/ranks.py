"""How high the name of a relationship stands. There is no one true order: tables of it are data, and whoever asks picks one."""

import csv
from functools import lru_cache
from pathlib import Path

from mahdar.errors import QuestionError

FILE = Path(__file__).parent / "reference" / "ranks.tsv"


@lru_cache(maxsize=1)
def tables() -> dict[str, list[tuple[frozenset[str], int]]]:
    """The tables by name: what a label must be made of for each rank; the highest rank first."""
    found: dict[str, list[tuple[frozenset[str], int]]] = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["table"], []).append((frozenset(row["components"].split()), int(row["rank"])))
    return {name: sorted(rows, key=lambda row: -row[1]) for name, rows in found.items()}


def rank(label: str, table: str = "default") -> int | None:
    """The rank of a label: the highest whose components it all has; None where it has those of none.

    >>> rank("permanent comprehensive strategic partnership") > rank("strategic partnership")
    True

    Raises:
        QuestionError: no such table.
    """
    if table not in tables():
        raise QuestionError(f"{table}: no such table of ranks; one of: {', '.join(sorted(tables()))}")
    components = frozenset(label.split())
    return next((step for wanted, step in tables()[table] if wanted <= components), None)
