"""Parquet: a file a table, lists as lists. The columns carry their meaning in the field's metadata (``description``)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mahdar.archive import Archive
from mahdar.exchange.folder import need, writing
from mahdar.exchange.tables import TABLES, Table, codebook_table, tables

_TYPES = {"text": "string", "date": "string", "integer": "int64", "boolean": "bool_"}  # a date may be a month or a year


def write(archive: Archive, out: Path) -> Iterator[Path]:
    """The whole archive."""
    pa, parquet = need("pyarrow", "parquet", "arrow"), need("pyarrow.parquet", "parquet", "arrow")
    for table in (*tables(archive), codebook_table(TABLES)):
        path = out / f"{table.name}.parquet"
        with writing(path, "wb") as file:
            parquet.write_table(arrow(pa, table), file, compression="zstd")
        yield path


def arrow(pa: Any, table: Table) -> Any:
    """A table as an Arrow table; ``pa`` is the module pyarrow."""
    fields = [
        pa.field(
            c.name,
            pa.list_(pa.string()) if c.type == "list" else getattr(pa, _TYPES[c.type])(),
            metadata={"description": c.meaning},
        )
        for c in table.columns
    ]
    return pa.Table.from_pylist([_storable(row) for row in table.rows], schema=pa.schema(fields))


def _storable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for name, v in row.items()}
