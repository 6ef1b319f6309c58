"""A language pack: its lexicon and its rules, loaded from files and known by a fingerprint."""

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mahdar.errors import PackError
from mahdar.grammar import binding
from mahdar.grammar import pattern as patterns
from mahdar.grammar import rules as rule_files
from mahdar.grammar.alphabet import EDGE, INSIDE, Alphabet
from mahdar.grammar.folding import fold
from mahdar.grammar.inflect import inflect
from mahdar.grammar.lexicon import Entry, Lexicon

CHUNKS = ("actor", "date")


@dataclass(frozen=True, slots=True)
class Pack:
    """``tables`` are the rows of files that are no lexicon (agencies, zones, areas, …), by file name without its ending.

    ``countries`` are the printed names of countries, ``capitals`` those of their capitals with GeoNames ids, by country.
    """

    fingerprint: str
    alphabet: Alphabet
    lexicon: Lexicon
    grammar: rule_files.Grammar
    tables: Mapping[str, list[dict[str, str]]]
    literals: Mapping[str, str]
    chunks: frozenset[str]
    countries: Mapping[str, str]
    capitals: Mapping[str, tuple[str, int]]


@cache
def arabic() -> Pack:
    """The Arabic pack that comes with mahdar; made of its files once, then of its image."""
    from mahdar.grammar import image

    folder = resources.files("mahdar") / "pack" / "ar"
    found = files(folder)
    if not isinstance(folder, Path):  # in an archive of modules
        return load(found)
    key, place = image.key(found), image.place(folder)
    pack = image.read(place, key)
    if pack is None:
        pack = load(found)
        image.write(place, key, pack)
    return pack


def files(folder: Traversable, prefix: str = "") -> dict[str, bytes]:
    """The files of a pack, by their names under its folder."""
    found: dict[str, bytes] = {}
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_dir():
            found |= files(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".tsv", ".txt", ".yaml")):
            found[prefix + item.name] = item.read_bytes()
    return found


def load(files: Mapping[str, bytes]) -> Pack:
    """Make a pack of named files: ``lexicon/*.tsv``, ``lexicon/words/*.txt``, ``tables/*.tsv``, ``rules/*.yaml``."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
    alphabet = Alphabet()
    rules = [r for name, data in sorted(files.items()) if name.startswith("rules/") for r in rule_files.load(name, data)]
    entries = [
        e
        for name, data in sorted(files.items())
        if name.startswith("lexicon/") and name.endswith(".tsv")
        for e in _entries(name, data)
    ]
    literal_kinds = {fold(w): f"={fold(w)}" for r in rules for node in r.nodes() for w in patterns.literals(node)}
    literal_kinds |= {fold(t[1:-1]): f"={fold(t[1:-1])}" for r in rules for t in r.trigger if t[0] == "'"}
    entries += [Entry("", word, kind, {"typos": "no"}) for word, kind in sorted(literal_kinds.items())]
    lexicon = binding.lexicon(alphabet, entries, _words(files, "ordinary"), _words(files, "names"))
    for kind in CHUNKS:
        alphabet.char(frozenset((kind,)))
    for kind in ("actor.person", "actor.party", "actor.both", "actor.title", "capital", "city", "region", "seat", "agency"):
        alphabet.char(frozenset((kind,)))
    _check_literals(rules)
    chunks = {k for k in alphabet.known() if k.split(".")[0] in CHUNKS}
    both = {w: k for w, k in literal_kinds.items()} | {w: literal_kinds[fold(w)] for w in _spelt(rules)}
    grammar = rule_files.Grammar(rules, alphabet, both, chunks)
    tables = {name[7:-4]: list(_rows(name, data)) for name, data in files.items() if name.startswith("tables/")}
    return Pack(digest.hexdigest()[:16], alphabet, lexicon, grammar, tables, both, frozenset(chunks), *_countries(files))


def _countries(files: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, tuple[str, int]]]:
    """Countries and capitals by the country's code; the first row of each is its usual name."""
    names: dict[str, str] = {}
    capitals: dict[str, tuple[str, int]] = {}
    for file in ("lexicon/countries_cldr.tsv", "lexicon/countries.tsv", "lexicon/places.tsv"):
        for row in _rows(file, files.get(file, b"")):
            if row.get("kind") == "country":
                names.setdefault(row["id"], row["form"])
            elif row.get("kind") == "capital" and row["id"].isdigit():
                capitals.setdefault(row["country"], (row["form"], int(row["id"])))
    return names, capitals


def _spelt(rules: Iterable[rule_files.Rule]) -> set[str]:
    words = {w for r in rules for node in r.nodes() for w in patterns.literals(node)}
    return words | {t[1:-1] for r in rules for t in r.trigger if t[0] == "'"}


def _check_literals(rules: Iterable[rule_files.Rule]) -> None:
    for rule in rules:
        for node in rule.nodes():
            for word in patterns.literals(node):
                if " " in word:
                    raise PackError(f"{rule.where}: {word!r} is several words; write each in its own quotes")


def _rows(name: str, data: bytes) -> Iterable[dict[str, str]]:
    lines = io.StringIO(data.decode("utf-8"))
    head = lines.readline().rstrip("\n").split("\t")
    for number, line in enumerate(lines, 2):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > len(head):
            raise PackError(f"{name}:{number}: {len(cells)} cells under {len(head)} columns")
        yield {k: v for k, v in zip(head, cells, strict=False) if v} | {"__line__": f"{name}:{number}"}


def _entries(name: str, data: bytes) -> Iterable[Entry]:
    for row in _rows(name, data):
        where = row.pop("__line__")
        if "form" not in row or "kind" not in row:
            raise PackError(f"{where}: a row of the lexicon needs a form and a kind")
        yield from inflect(row.pop("id", ""), row.pop("form"), row.pop("kind"), row)


def _words(files: Mapping[str, bytes], name: str) -> frozenset[str]:
    return frozenset(files.get(f"lexicon/words/{name}.txt", b"").decode("utf-8").split())


__all__ = ["EDGE", "INSIDE", "Pack", "arabic", "load"]
