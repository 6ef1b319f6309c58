"""CSV and Parquet: one report a row."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from mahdar.errors import InputError
from mahdar.intake.decode import SAMPLE, Binary, charset_of
from mahdar.intake.extras import need
from mahdar.intake.packed import peekable, seekable
from mahdar.intake.problem import Limits, Problem
from mahdar.intake.rows import columns, table_row
from mahdar.report import Report

DELIMITERS = ",;\t|"
BATCH = 256


def read_csv(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """A report a row of a CSV or TSV file with a header, in any charset that ``decode`` knows."""
    lines = _text_lines(source, stream, limits)
    header = next(lines, "")
    if not header.strip():
        raise InputError(source, "the file is empty", "give a table with a header and a column `text`")
    delimiter = max(DELIMITERS, key=header.count)
    names = next(csv.reader([header], delimiter=delimiter))
    mapping = columns(source, names, limits)
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        usual = csv.field_size_limit(limits.report_bytes)  # it holds for the whole process
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            advice = "close its quotation mark; the rows before it are read"
            raise InputError(f"{source}:{rows.line_num + 1}", f"broken row ({error})", advice) from None
        finally:
            csv.field_size_limit(usual)
        place = f"{source}:{rows.line_num + 1}"
        try:
            if len(cells) > len(names):
                raise InputError(place, f"{len(cells)} cells under {len(names)} columns", "quote the cells that hold a delimiter")
            if cells:
                yield from table_row(place, dict(zip(names, cells, strict=False)), mapping)
        except InputError as error:
            yield Problem.of(error)


def _text_lines(source: str, stream: BinaryIO, limits: Limits) -> Iterator[str]:
    """Lines as they are, ends included. Raises ``InputError`` for what is no text or a line beyond the limit."""
    buffered = peekable(stream)
    try:
        charset, mark = charset_of(buffered.peek(SAMPLE)[:SAMPLE])
    except Binary as error:
        raise InputError(source, f"not text but {error}", "give a CSV file") from None
    buffered.read(mark)
    text = io.TextIOWrapper(buffered, charset, "replace", newline="")
    while line := text.readline(limits.report_bytes):
        if len(line) >= limits.report_bytes:
            raise InputError(source, f"a line longer than {limits.report_bytes:,} bytes", "raise the limit with --max-bytes")
        yield line


def read_parquet(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """A report a row of a Parquet file, streamed in small batches; only the columns that are needed are read."""
    parquet = need("pyarrow.parquet", source, "arrow")
    arrow = need("pyarrow", source, "arrow")
    try:
        with seekable(stream) as file:
            table = parquet.ParquetFile(file)
            mapping = columns(source, table.schema_arrow.names, limits)
            yield from _batches(source, table, mapping, limits)
    except (arrow.ArrowException, OSError, ValueError) as error:
        what = str(error).partition("\n")[0][:100]
        raise InputError(source, f"the Parquet file is damaged ({what})", "write it again; what came before is read") from None


def _batches(source: str, table: Any, mapping: dict[str, str], limits: Limits) -> Iterator[Report | Problem]:
    number = 0
    for batch in table.iter_batches(BATCH, columns=list(mapping.values())):
        for row in batch.to_pylist():
            number += 1
            try:
                yield from table_row(f"{source}:{number}", row, mapping)
            except InputError as error:
                yield Problem.of(error)
