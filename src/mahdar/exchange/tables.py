"""The archive as flat tables. ``data/codebook.tsv`` says which columns there are, of what type, and where they come from."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mahdar.archive import Answer
from mahdar.exchange.selection import Source

DATA = Path(__file__).parent / "data"
QUESTIONS = ("reports", "people", "tenures", "contacts", "statements", "commitments", "positions", "labels", "agreements")
TABLES = ("reports", "people", "tenures", "contacts", "participants", "accounts", *QUESTIONS[4:], "evidence")
Row = dict[str, Any]


class Column(NamedTuple):
    """A column: ``type`` is text, date, integer, boolean or list (of text); ``path`` its place in a row of an answer."""

    name: str
    type: str
    path: tuple[str, ...]
    meaning: str


class Table(NamedTuple):
    """Flat rows of one kind."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]


@cache
def codebook() -> Mapping[str, tuple[Column, ...]]:
    """The columns of every table."""
    found: dict[str, tuple[Column, ...]] = {}
    with (DATA / "codebook.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            column = Column(row["column"], row["type"], tuple(row["from"].split(".")), row["meaning"])
            found[row["table"]] = (*found.get(row["table"], ()), column)
    return found


def tables(source: Source) -> Iterator[Table]:
    """Every table of the archive, with people's judgements folded in; rows are asked for as they are taken."""
    nested = {"participants": _participants, "accounts": _accounts, "evidence": _evidence}
    for name in TABLES:
        yield table(name, nested[name](source) if name in nested else getattr(source, name)())


def table(name: str, answers: Iterable[Answer]) -> Table:
    """Answers as the flat rows that the codebook describes."""
    columns = codebook()[name]
    return Table(name, columns, ({c.name: _value(answer, c) for c in columns} for answer in answers))


def codebook_table(names: Iterable[str]) -> Table:
    """The codebook of these tables, itself a table."""
    columns = tuple(Column(name, "text", (name,), "") for name in ("table", "column", "type", "meaning"))
    rows = [{"table": name, "column": c.name, "type": c.type, "meaning": c.meaning} for name in names for c in codebook()[name]]
    return Table("codebook", columns, rows)


def _participants(source: Source) -> Iterator[Answer]:
    for contact in source.contacts():
        for role in ("participant", "attendee"):
            for side in contact[f"{role}s"]:
                yield {"contact": contact["id"], "role": role, **side}


def _accounts(source: Source) -> Iterator[Answer]:
    return ({"contact": contact["id"], **account} for contact in source.contacts() for account in contact["accounts"])


def _evidence(source: Source) -> Iterator[Answer]:
    for kind in QUESTIONS[1:]:
        for answer in getattr(source, kind)():
            for proof in answer["evidence"]:
                yield {"kind": kind, "id": answer["id"], **proof}


def _value(answer: Answer, column: Column) -> Any:
    found = _walk(answer, column.path)
    if column.type != "list":
        return found
    return [str(item) for item in found or () if item is not None]


def _walk(value: Any, path: Sequence[str]) -> Any:
    """What lies at a path: names, places in a list, or ``*`` for every item. None where there is nothing."""
    for n, step in enumerate(path):
        if value is None:
            return None
        if step == "*":
            return [_walk(item, path[n + 1 :]) for item in value]
        value = next(iter(value[int(step) :]), None) if step.isdigit() else value.get(step)
    return value
