"""XLSX: one workbook, a sheet a table and the codebook. Sheets whose words are Arabic run from right to left.

Every text is written as text: a headline that begins with ``=`` is no formula.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mahdar.archive import Archive
from mahdar.exchange.delimited import cell
from mahdar.exchange.folder import need, writing
from mahdar.exchange.tables import TABLES, Table, codebook_table, tables

NAME = "mahdar.xlsx"
ROWS = 1_048_575  # of a sheet, beside its header
LETTERS = 32_767  # of a cell
_ARABIC = re.compile("[\u0621-\u064a]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(archive: Archive, out: Path) -> Iterator[Path]:
    """The whole archive. A table that is longer than a sheet goes on in the next one."""
    xl = need("openpyxl", "xlsx", "office")
    book = xl.Workbook(write_only=True)
    for table in (*tables(archive), codebook_table(TABLES)):
        for start in range(0, max(len(table.rows), 1), ROWS):
            name = table.name if not start else f"{table.name} {start // ROWS + 1}"
            _sheet(xl, book, name, table, table.rows[start : start + ROWS])
    with writing(out / NAME, "wb") as file:
        book.save(file)
    yield out / NAME


def _sheet(xl: Any, book: Any, name: str, table: Table, rows: list[dict[str, Any]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    shown = [[cell(row[c.name]) for c in table.columns] for row in rows]
    sheet.sheet_view.rightToLeft = any(_arabic(value) for row in shown[:50] for value in row)
    for n, column in enumerate(table.columns):
        widest = max((len(str(row[n])) for row in shown[:200]), default=0)
        sheet.column_dimensions[xl.utils.get_column_letter(n + 1)].width = min(max(widest, len(column.name)) + 2, 60)
    sheet.append([_cell(xl, sheet, c.name, bold=True) for c in table.columns])
    for row in shown:
        sheet.append([_cell(xl, sheet, value) for value in row])


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
