"""Rows printed: tables for people, JSON and CSV for programs."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mahdar.cli.options import Format

Row = dict[str, Any]
Column = tuple[str, Callable[[Row], object]]
ROWS, TABLE_ROWS = 500, 200  # where nobody says how many


def chosen(format: Format | None) -> Format:
    """What was asked for; else a table on a terminal, and JSON in a pipe."""
    return format or (Format.table if sys.stdout.isatty() else Format.json)


def limited(limit: int | None, format: Format | None) -> int | None:
    """The limit to ask with: what nobody limited is the latest rows; None for all."""
    return (TABLE_ROWS if chosen(format) is Format.table else ROWS) if limit is None else limit or None


def streamed(limit: int | None, format: Format | None) -> bool:
    """All rows for a program: they go out one after the other."""
    return limit == 0 and chosen(format) is not Format.table


def show(
    rows: Iterable[Row],
    columns: Sequence[Column],
    format: Format | None,
    limit: int | None = 0,
    *,
    none: str = "nothing found",
) -> None:
    """Prints rows; ``columns`` are those of the table, CSV and JSON have every field. ``limit`` is what was asked for: where
    that is nothing, and there may be more, it is told.
    """
    how = chosen(format)
    if how is Format.json:
        _json(rows)
    elif how is Format.csv:
        _csv(rows)
    elif rows:
        _table(list(rows), columns)
    else:
        print(none, file=sys.stderr)
    most = limited(limit, format)
    if limit is None and isinstance(rows, Sequence) and len(rows) == most:
        print(f"the latest {most:,}; --limit N gives as many, --limit 0 all", file=sys.stderr)


def _json(rows: Iterable[Row]) -> None:
    import msgspec

    encode = msgspec.json.Encoder().encode
    out = sys.stdout.buffer
    out.write(b"[")
    for number, row in enumerate(rows):
        out.write(b",\n" if number else b"\n")
        out.write(encode(row))
    out.write(b"\n]\n")
    out.flush()


def _csv(rows: Iterable[Row]) -> None:
    import csv
    from itertools import chain, islice

    every = iter(rows)
    first = list(islice(every, ROWS))  # rows of one question have the same fields, or all of them early
    names = list(dict.fromkeys(name for row in first for name in row))
    rows = chain(first, every)
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
