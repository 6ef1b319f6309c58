"""People whom the reference file knows: the Latin name and Wikidata id of an identity that reports attest, never a fact."""

import csv
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from mahdar.archive.names import Name, compare, parse

FILE = Path(__file__).parent / "reference" / "people.tsv"
_SPELLED = ("exact", "spelling", "surname")  # verdicts that say that all of a name is there, not a part of it


class Known(NamedTuple):
    """A row of the reference: ``parties`` are all for which the person held office, ``names`` the Arabic spellings."""

    latin: str
    parties: tuple[str, ...]
    wikidata: str | None
    names: tuple[str, ...]


def rows() -> list[Known]:
    """The whole reference, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Known(row["latin"], tuple(row["party"].split("|")), row["wikidata"] or None, tuple(row["arabic"].split("|")))
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@lru_cache(maxsize=1)
def _index() -> dict[tuple[str, str], list[tuple[Name, Known]]]:
    """By party and skeleton of the whole name, so that a letter that is transcribed otherwise is found too."""
    found: dict[tuple[str, str], list[tuple[Name, Known]]] = {}
    for known in rows():
        for name in map(parse, known.names):
            for party in known.parties:
                found.setdefault((party, name.bones), []).append((name, known))
    return found


def find(names: Iterable[str], of: str | None) -> Known | None:
    """Who of the reference is called by one of these names in this party; None where that is nobody, or not one person only."""
    if of is None:
        return None
    found = {known for name in names for known in _called(parse(name), of)}
    return found.pop() if len(found) == 1 else None


def _called(name: Name, of: str) -> list[Known]:
    alike = [(compare(name, other, of), known) for other, known in _index().get((of, name.bones), ())]
    exact = [known for verdict, known in alike if verdict.reason == "exact"]
    return exact or [known for verdict, known in alike if verdict.likeness and verdict.reason in _SPELLED]
