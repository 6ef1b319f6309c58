"""The image of a language pack: all that is worked out of its files, as bytes, from which it is ready at once.

Kept beside the pack as Python keeps compiled modules (``__pycache__``, or under ``PYTHONPYCACHEPREFIX``): known by the digest of
the pack's files and of the code that reads them, written when there is none that fits, done without where it cannot be written.

    python -m mahdar.grammar.image    # write the Arabic pack's now, as setting up does
"""

import hashlib
import importlib.util
import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from mahdar.grammar import pattern as patterns
from mahdar.grammar.alphabet import Alphabet
from mahdar.grammar.lexicon import Lexicon
from mahdar.grammar.pack import Pack, files, load
from mahdar.grammar.rules import Grammar, Rule
from mahdar.grammar.shelf import Shelf


def dump(pack: Pack) -> bytes:
    """The image of a pack. Raises ValueError where a value of a rule or a table is nothing that ``marshal`` writes."""
    rules = [_told(rule) for rule in pack.grammar.rules.values()]
    shelves = {name: shelf.cases() for name, shelf in pack.lexicon.shelves.items()}
    tables = dict(pack.tables), dict(pack.literals), pack.chunks, dict(pack.countries), dict(pack.capitals)
    return marshal.dumps((pack.fingerprint, pack.alphabet.state(), shelves, rules, *tables))


def restore(data: bytes) -> Pack:
    """The pack of an image that ``dump`` made with the same Python."""
    fingerprint, sets, shelves, rules, tables, literals, chunks, countries, capitals = marshal.loads(data)
    alphabet = Alphabet()
    for kinds in sets:
        alphabet.char(kinds)
    lexicon = Lexicon(alphabet, {name: Shelf(cases) for name, cases in shelves.items()})
    grammar = Grammar.ready([_rule(told) for told in rules], alphabet, literals)
    return Pack(fingerprint, alphabet, lexicon, grammar, tables, literals, chunks, countries, capitals)


FIELDS = ("id", "doc", "stage", "makes", "trigger", "source", "values", "examples", "where", "sources")


def _told(rule: Rule) -> tuple[dict[str, Any], Any, Any]:
    return {name: getattr(rule, name) for name in FIELDS}, _parts(rule.left), _parts(rule.right)


def _rule(told: tuple[dict[str, Any], Any, Any]) -> Rule:
    return Rule(**told[0], left=_node(told[1]), right=_node(told[2]))


def _parts(node: patterns.Node) -> tuple[Any, ...]:
    return node.op, node.text, [_parts(part) for part in node.parts]


def _node(told: tuple[Any, ...]) -> patterns.Node:
    return patterns.Node(told[0], told[1], [_node(part) for part in told[2]])


def key(found: Mapping[str, bytes]) -> bytes:
    """What an image is known by: this Python, the files of the pack, and the code of the grammar."""
    code = {item.name: item.read_bytes() for item in Path(__file__).parent.iterdir() if item.name.endswith(".py")}
    state = hashlib.sha256(sys.version.encode())
    for name, data in sorted({**found, **code}.items()):
        state.update(name.encode() + b"\0")
        state.update(data)
    return state.digest()


def place(folder: Path) -> Path:
    """Where the image of the pack in a folder is kept."""
    return Path(importlib.util.cache_from_source(str(folder.with_suffix(".py")))).with_suffix(".image")


def read(path: Path, wanted: bytes) -> Pack | None:
    """The pack of a kept image, or None where there is none of this key."""
    with suppress(OSError):
        data = path.read_bytes()
        if data.startswith(wanted) and data.endswith(wanted):
            return restore(data[len(wanted) : -len(wanted)])
    return None


def write(path: Path, wanted: bytes, pack: Pack) -> None:
    """Keep the image of a pack, if that can be done; another process never sees a part of it."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(wanted + dump(pack) + wanted)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def main() -> None:
    """Write the image of the Arabic pack where there is none that fits."""
    folder = Path(__file__).parent.parent / "pack" / "ar"
    found = files(folder)
    if read(place(folder), key(found)) is None:
        write(place(folder), key(found), load(found))


if __name__ == "__main__":
    main()
