"""Corpora of any size, made from our own examples by varying parties, people, towns, dates and numbers, so that nothing repeats.

    python benchmarks/corpus.py COUNT OUT.jsonl [--seed N] [--start N]

Each report is made from its number and the seed alone: the same corpus comes out however it is cut into parts. Parties and their
officials come back from report to report, as in a real archive: 180 parties, those of the examples far more often than the rest,
each with its officials. One example keeps its parties, so that one pair is told of in some 3% of all reports: the hard case for
questions on a pair.
"""

import argparse
import csv
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import mahdar
from mahdar.reading.reader import Reader
from mahdar.report import Report

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "reports"
LEXICON = Path(mahdar.__file__).parent / "pack" / "ar" / "lexicon"
WORDS = re.compile(r"[\u0621-\u0652]+|\d+")
LONGEST = 4  # words of a country's name
CLITICS = ("", "و", "ف", "ب", "ك", "ل", "وب", "ول")
OFTEN = set("CN KZ EG SA RU US IR TR DZ QA JO AE KG TJ JP KR FR DE IQ MA".split())  # parties that come up most
OFFICIALS = 40  # people of one party


class Slot(NamedTuple):
    """A place in a text that is filled anew: ``key`` is the party, name or number that stood there, ``form`` how it stood."""

    kind: str  # country, nationality, capital, person, year, number
    key: str
    form: str = ""
    clitic: str = ""


class Template(NamedTuple):
    """An example: its own words, with slots in between; and the party of each of its people."""

    name: str
    pieces: list[str | Slot]
    people: dict[str, str | None]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of the lexicon."""
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


class Parties(NamedTuple):
    """What parties are called: ``forms`` by (kind, id, form), for those that have every form."""

    ids: list[str]
    forms: dict[tuple[str, str, str], str]
    known: dict[str, Slot]  # a word or words as they may stand in a text


@cache
def parties() -> Parties:
    """The names, nationalities and capitals of the lexicon, and every way in which a clitic may be written onto them."""
    forms: dict[tuple[str, str, str], str] = {}
    known: dict[str, Slot] = {}

    def keep(kind: str, id: str, form: str, word: str) -> None:
        forms.setdefault((kind, id, form), word)
        for clitic in CLITICS:
            known.setdefault(joined(clitic, word), Slot(kind, id, form, clitic))

    for row in (*table("countries_cldr.tsv"), *table("countries.tsv")):
        keep("country", row["id"], "", row["form"])
    for row in table("nationalities.tsv"):
        if not row["note"]:
            keep("nationality", row["id"], row["inflection"] + "." * row["form"].startswith("ال"), row["form"])
    for row in table("places.tsv"):
        if row["kind"] == "capital" and not row["valid_to"]:
            keep("capital", row["country"], "", row["form"])
    needed = (("country", ""), ("capital", ""), ("nationality", "masculine."), ("nationality", "feminine"))
    ids = {id for _, id, _ in forms}
    whole = sorted(id for id in ids if all((kind, id, form) in forms for kind, form in needed))
    return Parties(sorted(whole, key=lambda id: id not in OFTEN), forms, known)


def joined(clitic: str, word: str) -> str:
    """A word with what is written onto it: ``ل`` and the article become one (للصين)."""
    return clitic + "ل" + word[2:] if clitic.endswith("ل") and word.startswith("ال") else clitic + word


def template(report: Report, reader: Reader) -> Template:
    """An example cut at everything that can be varied."""
    text, found = report.text, dict[int, tuple[int, Slot]]()
    record = reader.read(report)
    for person in record.people:
        for start, end in (s for s in person.spans if set(text[slice(*s)].split()) <= set(person.name.split())):
            found.setdefault(start, (end, Slot("person", person.name, "whole" if " " in text[start:end] else "last")))
    taken = {n for start, (end, _) in found.items() for n in range(start, end)}
    words = [m for m in WORDS.finditer(text) if m.start() not in taken]
    done = 0
    for n, word in enumerate(words):
        if word.start() < done:
            continue
        for last in reversed(words[n : n + LONGEST]):
            if slot := _slot(text[word.start() : last.end()]):
                found[word.start()], done = (last.end(), slot), last.end()
                break
    pieces: list[str | Slot] = []
    at = 0
    for start, (end, slot) in sorted(found.items()):
        if start >= at:
            pieces += [text[at:start], slot]
            at = end
    offices = {office.person: office.of for office in record.offices}
    return Template(report.source, [*pieces, text[at:]], {p.name: p.country or offices.get(p.name) for p in record.people})


def _slot(words: str) -> Slot | None:
    if words.isdecimal():
        number = int(words)
        return Slot("year", words) if 1950 < number < 2100 else Slot("number", words) if number > 31 else None
    return parties().known.get(words) or parties().known.get(words.replace("ى", "ي"))


@cache
def templates() -> list[Template]:
    """All examples, cut."""
    reader = Reader()
    return [template(Report.of(p.read_text(encoding="utf-8"), p.stem), reader) for p in sorted(EXAMPLES.glob("*.txt"))]


@cache
def names() -> list[str]:
    """Words that are names."""
    listed = (LEXICON / "words" / "names.txt").read_text(encoding="utf-8").split()
    return [word for word in listed if 4 <= len(word) <= 8 and not word.startswith("ال")]


@cache
def official(party: str | None, number: int, seed: int) -> str:
    """The name of an official of a party: always the same."""
    rng = random.Random(f"{seed} {party} {number}")
    return f"{rng.choice(names())} {rng.choice(names())}"


def reports(count: int, seed: int = 1, start: int = 0) -> Iterator[Report]:
    """So many reports, from number ``start`` on."""
    return (report(number, seed) for number in range(start, start + count))


def report(number: int, seed: int = 1) -> Report:
    """The report of a number."""
    rng = random.Random(f"{seed} {number}")
    base = rng.choice(templates())
    filling = Filling(base, rng, seed)
    text = "".join(piece if isinstance(piece, str) else filling(piece) for piece in base.pieces)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    return Report.of(text, f"made-{seed}-{number}-{base.name}", published=f"{filling.year}-{month:02}-{day:02}")


class Filling:
    """What stands in the slots of one report: one party for another, one official for a person, the same all through."""

    def __init__(self, base: Template, rng: random.Random, seed: int) -> None:
        self.base, self.rng, self.seed = base, rng, seed
        told = [int(p.key) for p in base.pieces if isinstance(p, Slot) and p.kind == "year"]
        self.year = rng.randint(2001, 2026)
        self.later = self.year - max((year for year in told if year < 2030), default=self.year)
        self.swapped: dict[str | None, str] = {}
        self.people: dict[str, str] = {}

    def party(self, id: str | None) -> str:
        """The party in the place of another; the first of the list are drawn far more often than the last."""
        while id not in self.swapped:
            ids = parties().ids
            new = ids[int(len(ids) * self.rng.random() ** 2)]
            if new not in self.swapped.values():
                self.swapped[id] = new
        return self.swapped[id]

    def person(self, name: str) -> str:
        """The official in the place of a person, of the party that is in the place of the person's."""
        if name not in self.people:
            of = self.base.people.get(name)
            self.people[name] = official(self.party(of), self.rng.randrange(OFFICIALS), self.seed)
        return self.people[name]

    def __call__(self, slot: Slot) -> str:
        if slot.kind == "person":
            name = self.person(slot.key)
            return name if slot.form == "whole" else name.split()[-1]
        if slot.kind == "year":
            return str(int(slot.key) + self.later)
        if slot.kind == "number":
            return str(self.rng.randrange(10 ** (len(slot.key) - 1), 10 ** len(slot.key)))
        forms, new = parties().forms, self.party(slot.key)
        word = forms.get((slot.kind, new, slot.form)) or forms[slot.kind, slot.key, slot.form]
        return joined(slot.clitic, word)


def lines(made: Iterable[Report]) -> Iterator[str]:
    """JSON Lines as ``mahdar read`` takes them."""
    for one in made:
        row = {"source": one.source, "published": one.published, "text": one.text}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as file:
        file.writelines(lines(reports(options.count, options.seed, options.start)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
