"""Echoes in the archive: a batch's statements are looked up among the promises of the same parties; its promises are noted.

``clue`` holds the keys of what was promised. Links are suggestions, signed ``machine:echoes@`` and the pack that read the report.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Index, Integer, Table, delete, func, select

from mahdar.archive import schema
from mahdar.archive.echoing import Echo, Subject, echo, promised, subject
from mahdar.archive.rows import unpack
from mahdar.archive.stems import Words
from mahdar.archive.store import insert_rows
from mahdar.archive.symbols import Symbols, fetch
from mahdar.archive.view import View
from mahdar.report import Span

RULE = "machine:echoes"
_COMMON = 40  # promises of two parties with one key: more, and it tells nothing of them
_LATEST = 5  # promises that one statement may echo, the last ones
_BACK = 2000  # later reports that a batch of earlier ones is looked up in

clue = Table(
    "clue",
    schema.METADATA,
    schema.number("parties"),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Integer, ForeignKey("report.row", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    schema.number("n"),
    sqlite_with_rowid=False,
)
Index("clue_report", clue.c.report)
Key = tuple[int, int]  # report, n


class Said(NamedTuple):
    """A statement between parties."""

    key: Key
    parties: int
    date: str
    content: Span
    areas: frozenset[str]
    promise: bool
    contact: int | None


class Echoes:
    """Links one batch of reports, inside its transaction."""

    def __init__(self, connection: Connection, symbols: Symbols, fingerprint: str | None) -> None:
        self.connection, self.view, self.rule = connection, View(connection, symbols), f"{RULE}@{fingerprint}"
        self._texts: dict[int, str] = {}
        self._words: dict[int, Words] = {}
        self._promises: dict[Key, Subject] = {}
        self._subjects: dict[Key, Subject] = {}

    def link(self, texts: dict[int, str]) -> None:
        """Looks up what these reports (row -> text), just written, come back to; and what came back to them before."""
        self._texts = texts
        rows = sorted(texts)
        for part in _parts(rows):
            self.connection.execute(delete(clue).where(clue.c.report.in_(part)))
        said = self._said(rows)
        self._note([one for one in said if one.promise])
        self._look_up(said)
        self._look_ahead([one for one in said if one.promise], set(rows))

    def _said(self, reports: Sequence[int], parties: Iterable[int] = ()) -> list[Said]:
        """The statements of reports that two parties or more are told of in."""
        s, a = schema.statement.c, schema.account.c
        wanted, found = set(parties), []
        for part in _parts(reports):
            query = (
                select(s.report, s.n, s.parties, s.date, s.content, s.areas, s.promise, a.contact)
                .outerjoin(schema.account, (a.report == s.report) & (a.n == s.account))
                .where(s.report.in_(part), s.parties.is_not(None), s.date.is_not(None))
            )
            for row in self.view.rows(query, "parties", "areas"):
                if (not wanted or row.parties in wanted) and len(self.view.items(row.parties)) > 1:
                    [content] = unpack(row.content)
                    areas = frozenset(self.view.items(row.areas))
                    found.append(Said((row.report, row.n), row.parties, row.date, content, areas, row.promise, row.contact))
        return found

    def _note(self, promises: list[Said]) -> None:
        rows = [(one.parties, key, *one.key) for one in promises for key in sorted(self._promised(one).marks())]
        insert_rows(self.connection, clue, rows, replace=True)

    def _read(self, one: Said) -> Words:
        """The report of a statement; few are remembered besides those of the batch."""
        report = one.key[0]
        if report not in self._words:
            text = self._texts[report] if report in self._texts else self.view.text(report)
            m = schema.mention.c
            names = self.view.rows(select(m.name).where(m.report == report), "name")
            self._words[report] = Words(text, [self.view.word(row.name) or "" for row in names])
        return self._words[report]

    def _promised(self, one: Said) -> Subject:
        if one.key not in self._promises:
            self._promises[one.key] = promised(self._read(one), *one.content)
        return self._promises[one.key]

    def _subject(self, one: Said) -> Subject:
        if one.key not in self._subjects:
            self._subjects[one.key] = subject(self._read(one), *one.content)
        return self._subjects[one.key]

    def _look_up(self, said: list[Said]) -> None:
        """The promises that these statements come back to."""
        by_key: dict[int, dict[int, list[Said]]] = {}
        for one in said:
            for key in self._subject(one).marks():
                by_key.setdefault(one.parties, {}).setdefault(key, []).append(one)
        noted = {(parties, key): listed for parties, keys in by_key.items() for key, listed in self._noted(parties, list(keys))}
        reports = sorted({report for listed in noted.values() for report, _ in listed})
        known = {one.key: one for one in self._said(reports, by_key) if one.promise}
        met: dict[Said, dict[Key, Said]] = {}
        for (parties, key), listed in noted.items():
            for later in by_key[parties][key]:
                met.setdefault(later, {}).update((k, known[k]) for k in listed if k in known)
        self._write({later: list(promises.values()) for later, promises in met.items()})

    def _noted(self, parties: int, keys: list[int]) -> Iterable[tuple[int, list[Key]]]:
        """The promises under each of these keys; none where there are too many."""
        found: dict[int, list[Key]] = {}
        for part in _parts(keys):
            sql = f"SELECT key, report, n FROM clue WHERE parties = ? AND key IN ({', '.join(map(str, part))})"
            for key, report, n in fetch(self.connection, sql, (parties,)):
                found.setdefault(key, []).append((report, n))
        return ((key, listed) for key, listed in found.items() if len(listed) <= _COMMON)

    def _write(self, met: dict[Said, list[Said]]) -> None:
        rows: list[tuple[Any, ...]] = []
        for later, promises in met.items():
            earlier = [p for p in promises if p.date < later.date and (p.contact is None or p.contact != later.contact)]
            linked = [(p, found) for p in sorted(earlier, key=lambda p: p.date) if (found := self._echo(p, later))]
            for promise, found in linked[-_LATEST:]:
                reasons = msgspec.json.encode(found.reasons).decode()
                rows.append((*promise.key, *later.key, found.kind, self.rule, found.score, reasons, 0))
        insert_rows(self.connection, schema.echo, rows, replace=True)

    def _echo(self, promise: Said, later: Said) -> Echo | None:
        areas = sorted(promise.areas & later.areas)
        return echo(self._promised(promise), self._subject(later), self._read(later), later.content, areas)

    def _look_ahead(self, promises: list[Said], batch: set[int]) -> None:
        """What reports that were added before these, of later days, said of these promises."""
        first: dict[int, str] = {}
        for one in promises:
            first[one.parties] = min(one.date, first.get(one.parties, one.date))
        c, later = schema.concern.c, dict[int, set[int]]()
        most = max(20, _BACK // max(1, len(first)))
        for parties, date in first.items():
            query = select(c.report).where(c.parties == parties, c.date > date).order_by(c.date).limit(most)
            for report in self.connection.scalars(query):
                if report not in batch:
                    later.setdefault(report, set()).add(parties)
        if later:
            self._look_up(self._said(sorted(later), first))


def _parts(rows: Sequence[int], size: int = 400) -> Iterable[Sequence[int]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def silence(view: View, rows: list[dict[str, Any]]) -> None:
    """Tells of each commitment how many days its last movement lies before the last report of the archive."""
    from mahdar.archive import days

    last = days.day(view.connection.scalar(select(func.max(schema.report.c.date))))
    for row in rows:
        moved = days.span(row["last_movement"])
        row["silent_days"] = max(0, last - moved[1]) if last and moved else None
