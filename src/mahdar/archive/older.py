"""An archive that an older mahdar made: what no version may lose, read without the tables of facts that versions change.

Texts, judgements and users have lain in the same columns since the first version. What the machine found is found anew, by
reading the texts again; facts keep their ids, so that judgements find them.
"""

import zlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import column, inspect, select, table

from mahdar.archive import ledger, schema, users
from mahdar.archive.archive import Archive
from mahdar.archive.store import Store
from mahdar.errors import ArchiveError
from mahdar.report import Report

STABLE = ("row", "id", "source", "text", "given", "publisher", "url")
PAGE = 500


class Older(Store):
    """The lasting part of an archive, whatever its version; it is only read."""

    def __init__(self, target: str) -> None:
        super().__init__(target, create=False, read_only="://" not in target)

    def _check(self, create: bool) -> None:
        """Any version will do."""

    def reports(self) -> Iterator[Report]:
        """The reports in the order in which they were added, each under every name that it came with."""
        report, other = table("report", *map(column, STABLE)), table("copy", column("report"), column("source"))
        last = -1
        while True:
            page = select(report).where(report.c.row > last).order_by(report.c.row).limit(PAGE)
            with self.read() as connection:
                rows = connection.execute(page).all()
                wanted = select(other).where(other.c.report > last, other.c.report <= rows[-1].row) if rows else None
                names = connection.execute(wanted.order_by(other.c.source)).all() if wanted is not None else []
            for row in rows:
                text = zlib.decompress(row.text).decode("utf-8", "surrogatepass")
                told = Report(id=row.id, source=row.source, text=text, published=row.given, publisher=row.publisher, url=row.url)
                yield told
                yield from (msgspec.structs.replace(told, source=name.source) for name in names if name.report == row.row)
            if not rows:
                return
            last = rows[-1].row

    def people(self, target: Archive) -> None:
        """Enters the judgements and the users into another archive; who is a user there stays as he is."""
        with self.read() as connection:
            entries = [ledger.load(entry) for entry in connection.scalars(select(ledger.judgement.c.entry))]
            known = connection.execute(select(users.login)).all() if inspect(connection).has_table("login") else []
        target.ledger.take(entries)
        with target.store.write() as connection:
            there = set(connection.scalars(select(users.login.c.name)))
            for user in known:
                if user.name not in there:
                    connection.execute(users.login.insert().values(**user._mapping))


def older(target: str) -> Older | None:
    """The archive, if an older version made it; None for one of this version. Raises ArchiveError where there is none."""
    found = Older(target)
    try:
        version = found._version()
    except ArchiveError:
        version = None
    if version is not None and version < schema.VERSION:
        return found
    found.close()
    return None
