"""Parquet: a file a table, lists as lists. The columns carry their meaning in the field's metadata (``description``)."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from mahdar.exchange.folder import need, writing
from mahdar.exchange.selection import Source
from mahdar.exchange.tables import TABLES, Table, codebook_table, tables

_PART = 10_000  # rows that are held at once: a row group
_TYPES = {"text": "string", "date": "string", "integer": "int64", "boolean": "bool_"}  # a date may be a month or a year


def write(source: Source, out: Path) -> Iterator[Path]:
    """The whole archive."""
    pa, parquet = need("pyarrow", "parquet", "arrow"), need("pyarrow.parquet", "parquet", "arrow")
    for table in (*tables(source), codebook_table(TABLES)):
        path = out / f"{table.name}.parquet"
        with writing(path, "wb") as file:
            fields, rows = schema(pa, table), iter(table.rows)
            with parquet.ParquetWriter(file, fields, compression="zstd") as writer:
                while part := [_storable(row) for row in islice(rows, _PART)]:
                    writer.write_table(pa.Table.from_pylist(part, schema=fields))
        yield path


def schema(pa: Any, table: Table) -> Any:
    """The Arrow schema of a table; ``pa`` is the module pyarrow."""
    fields = [
        pa.field(
            c.name,
            pa.list_(pa.string()) if c.type == "list" else getattr(pa, _TYPES[c.type])(),
            metadata={"description": c.meaning},
        )
        for c in table.columns
    ]
    return pa.schema(fields)


def _storable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for name, v in row.items()}
