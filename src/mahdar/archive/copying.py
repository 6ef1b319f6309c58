"""From one archive to another, whatever keeps them: reports, what the machine found in them, and people's judgements.

Who is who, which contacts are one, and what echoes what is made anew there, out of the same reports in the same order.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import msgspec
from sqlalchemy import select

from mahdar.archive import marks, records, schema
from mahdar.archive.adding import BATCH, Added
from mahdar.archive.archive import Archive
from mahdar.errors import QuestionError
from mahdar.record import Record
from mahdar.report import Report


def copy(source: Archive, target: Archive, batch: int = BATCH) -> Iterator[Added]:
    """Adds everything of ``source`` to ``target``, telling after every batch what it kept; what ``target`` has stays.

    Raises:
        QuestionError: both are one archive.
    """
    if source.store.target == target.store.target:
        raise QuestionError(f"{source.store.source}: is both archives; give another one to copy to")
    r = schema.report.c
    with source.view() as view:
        packs = [(row.row, view.word(row.pack)) for row in view.rows(select(r.row, r.pack).order_by(r.row), "pack")]
    for pack, rows in groupby(packs, key=itemgetter(1)):
        yield from target.adding(_items(source, [row for row, _ in rows]), pack=pack, batch=batch)
    target.import_judgements(source.export_judgements(), source.store.source)


def _items(source: Archive, rows: list[int]) -> Iterator[tuple[Report, Record]]:
    """The reports of these rows with the machine's own records, each under every name that it came with."""
    c, r = schema.copy.c, schema.report.c
    for row in rows:
        with source.view() as view:
            id = view.connection.execute(select(r.id).where(r.row == row)).scalar_one()
            report, folded = records.report(view, id)
            record = marks.own(view.connection, row) or folded
            others = view.connection.scalars(select(c.source).where(c.report == row).order_by(c.source)).all()
        yield report, record
        for other in others:
            yield msgspec.structs.replace(report, source=other), record
