"""XLSX: one workbook, a sheet a table and the codebook. Sheets whose words are Arabic run from right to left.

Every text is written as text: a headline that begins with ``=`` is no formula.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from mahdar.exchange.delimited import cell
from mahdar.exchange.folder import need, writing
from mahdar.exchange.selection import Source
from mahdar.exchange.tables import TABLES, Table, codebook_table, tables

NAME = "mahdar.xlsx"
ROWS = 1_048_575  # of a sheet, beside its header
LETTERS = 32_767  # of a cell
_SHOWN = 200  # rows by which a sheet is laid out
_ARABIC = re.compile("[\u0621-\u064a]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(source: Source, out: Path) -> Iterator[Path]:
    """The whole archive. A table that is longer than a sheet goes on in the next one."""
    xl = need("openpyxl", "xlsx", "office")
    book = xl.Workbook(write_only=True)
    for table in (*tables(source), codebook_table(TABLES)):
        rows, number = iter(table.rows), 1
        while (part := list(islice(rows, _SHOWN))) or number == 1:
            name = table.name if number == 1 else f"{table.name} {number}"
            _sheet(xl, book, name, table, part, islice(rows, ROWS - _SHOWN))
            number += 1
    with writing(out / NAME, "wb") as file:
        book.save(file)
    yield out / NAME


def _sheet(xl: Any, book: Any, name: str, table: Table, first: list[dict[str, Any]], rest: Iterable[dict[str, Any]]) -> None:
    """One sheet; its ``first`` rows tell how wide the columns are, and from which side it runs."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    shown = [[cell(row[c.name]) for c in table.columns] for row in first]
    sheet.sheet_view.rightToLeft = any(_arabic(value) for row in shown for value in row)
    for n, column in enumerate(table.columns):
        widest = max((len(str(row[n])) for row in shown), default=0)
        sheet.column_dimensions[xl.utils.get_column_letter(n + 1)].width = min(max(widest, len(column.name)) + 2, 60)
    sheet.append([_cell(xl, sheet, c.name, bold=True) for c in table.columns])
    for row in chain(first, rest):
        sheet.append([_cell(xl, sheet, cell(row[c.name])) for c in table.columns])


def _cell(xl: Any, sheet: Any, value: str | int, *, bold: bool = False) -> Any:
    if isinstance(value, str):
        value = _NO_XML.sub("\ufffd", value)[:LETTERS]
    made = xl.cell.WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        made.data_type = "s"
    if bold:
        made.font = xl.styles.Font(bold=True)
    elif _arabic(value):
        made.alignment = xl.styles.Alignment(readingOrder=2, horizontal="right")
    return made


def _arabic(value: str | int) -> bool:
    return isinstance(value, str) and bool(_ARABIC.search(value))
