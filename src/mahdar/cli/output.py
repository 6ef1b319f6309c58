"""Rows printed: tables for people, JSON and CSV for programs."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

from mahdar.cli.options import Format

Row = dict[str, Any]
Column = tuple[str, Callable[[Row], object]]
TABLE_ROWS = 200


def chosen(format: Format | None) -> Format:
    """What was asked for; else a table on a terminal, and JSON in a pipe."""
    return format or (Format.table if sys.stdout.isatty() else Format.json)


def limited(limit: int | None, format: Format | None) -> int | None:
    """The limit to ask with: a table that nobody limited shows the latest rows."""
    return TABLE_ROWS if limit is None and chosen(format) is Format.table else limit


def show(rows: Sequence[Row], columns: Sequence[Column], format: Format | None, *, none: str = "nothing found") -> None:
    """Prints rows; ``columns`` are those of the table, CSV and JSON have every field."""
    how = chosen(format)
    if how is Format.json:
        _json(rows)
    elif how is Format.csv:
        _csv(rows)
    elif rows:
        _table(rows, columns)
    else:
        print(none, file=sys.stderr)


def _json(rows: Sequence[Row]) -> None:
    import msgspec

    encode = msgspec.json.Encoder().encode
    out = sys.stdout.buffer
    out.write(b"[")
    for number, row in enumerate(rows):
        out.write(b",\n" if number else b"\n")
        out.write(encode(row))
    out.write(b"\n]\n")
    out.flush()


def _csv(rows: Sequence[Row]) -> None:
    import csv

    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([flat(row.get(name)) for name in names] for row in rows)


def _table(rows: Sequence[Row], columns: Sequence[Column]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*(header for header, _ in columns), box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(flat(value(row)) for _, value in columns))
    Console(soft_wrap=False).print(table, markup=False)
    if len(rows) == TABLE_ROWS:
        print(f"the latest {TABLE_ROWS}; --limit N shows more, --format json all", file=sys.stderr)


def flat(value: object) -> str:
    """A value in one cell: people by name, lists with semicolons between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _flat_dict(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(flat, value)))
    return str(value)


def _flat_dict(value: dict[str, Any]) -> str:
    if "quote" in value:
        return f"{value['quote']} [{value.get('source')}]"
    if "person" in value:
        return " ".join(filter(None, [flat(value["person"]), f"({value['of']})" if value.get("of") else ""]))
    if "name" in value:
        return str(value["name"])
    return ", ".join(f"{k}: {flat(v)}" for k, v in value.items() if v is not None)
