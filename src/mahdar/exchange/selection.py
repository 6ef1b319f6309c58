"""What of an archive goes out: all of it, or what falls in a time, between two parties, or was told by an agency.

Rows come one after the other: contacts, statements and reports, of which there are as many as the archive is large, are
fetched in parts, and nothing of a part is kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from mahdar.archive import Answer, Archive, days
from mahdar.archive.view import window
from mahdar.errors import QuestionError
from mahdar.record import Record
from mahdar.report import Report

Pair = tuple[str, str]


class Filters(NamedTuple):
    """What to take. ``since`` and ``until`` are days, months or years, both included; ``agency`` is an agency's id."""

    between: Pair | None = None
    since: str | None = None
    until: str | None = None
    agency: str | None = None


ALL = Filters()
_SHOWN = 10  # agencies that a message names


class Selection:
    """The questions of an archive that exports ask, answered part by part, and filtered.

    Contacts, statements, promises and documents are taken by their own date, reports by theirs; people, tenures, positions and
    labels where a report in that time attests them. What has no date is left out where a time is given.

    Raises:
        QuestionError: an unknown party or agency, or a date that no calendar has.
    """

    def __init__(self, archive: Archive, filters: Filters = ALL) -> None:
        self.archive, self.filters = archive, filters
        self.pair = {archive.party(name) for name in filters.between} if filters.between else None
        self.low, self.high = window(filters.since, filters.until)
        self._tellers: set[str] = set()
        if filters.agency is not None:
            told = Counter(row["agency"] for row in archive.each_report() if row["agency"])
            if filters.agency not in told:
                known = ", ".join(name for name, _ in told.most_common(_SHOWN)) or "none"
                raise QuestionError(f"{filters.agency}: no report of the archive is of this agency; it has those of {known}")
            self._tellers = {row["id"] for row in archive.each_report() if row["agency"] == filters.agency}

    # -- the questions

    def contacts(self) -> Iterator[Answer]:
        f = self.filters
        return self._told(self.archive.each_contact(between=f.between, since=f.since, until=f.until))

    def statements(self) -> Iterator[Answer]:
        f = self.filters
        return self._told(self.archive.each_statement(between=f.between, since=f.since, until=f.until))

    def commitments(self) -> Iterator[Answer]:
        f = self.filters
        return self._told(self.archive.each_commitment(between=f.between, since=f.since, until=f.until))

    def people(self) -> Iterator[Answer]:
        return self._told(row for row in self.archive.people() if self._of(row["of"]) and self._seen(row))

    def tenures(self) -> Iterator[Answer]:
        return self._told(row for row in self.archive.tenures() if self._of(row["of"]) and self._seen(row))

    def positions(self) -> Iterator[Answer]:
        return self._told(row for row in self.archive.positions() if self._of(row["of"]) and self._seen(row))

    def labels(self) -> Iterator[Answer]:
        a, b = self.filters.between or (None, None)
        return self._told(row for row in self.archive.labels(a, b) if self._seen(row))

    def agreements(self) -> Iterator[Answer]:
        return self._told(
            row for row in self.archive.agreements(self.filters.between) if self._on(row["date"] or row["first_seen"])
        )

    def reports(self) -> Iterator[Answer]:
        """Reports of the time and agency; with two parties those that tell of them."""
        told = None
        if self.pair:
            rows = (row for ask in (self.contacts, self.statements, self.labels, self.agreements) for row in ask())
            told = {e["report"] for row in rows for e in row["evidence"]}
        for row in self.archive.each_report(self.filters.since, self.filters.until):
            if (told is None or row["id"] in told) and self.filters.agency in (None, row["agency"]):
                yield row

    def text(self, id: str) -> str:
        """The text of a report."""
        return self.archive.text(id)

    def report(self, id: str) -> tuple[Report, Record]:
        """A report and its record."""
        return self.archive.report(id)

    def export_judgements(self) -> list[bytes]:
        """The ledger, whole."""
        return self.archive.export_judgements()

    # -- the filters

    def _told(self, rows: Iterable[Answer]) -> Iterator[Answer]:
        """Rows that the agency tells, and of their evidence what it tells."""
        agency = self.filters.agency
        for row in rows:
            if agency is None:
                yield row
            elif kept := [e for e in row["evidence"] if e["report"] in self._tellers]:
                yield {**row, "evidence": kept}

    def _of(self, party: str | None) -> bool:
        return self.pair is None or party in self.pair

    def _on(self, date: str | None) -> bool:
        """A date in the time."""
        return self._seen({"first_seen": date, "last_seen": date})

    def _seen(self, row: dict[str, Any]) -> bool:
        """A row that is attested in the time."""
        if self.low is None and self.high is None:
            return True
        first, last = days.span(row["first_seen"]), days.span(row["last_seen"])
        if not first or not last:
            return False
        return (self.high is None or first[0] <= self.high) and (self.low is None or last[1] >= self.low)


Source = Archive | Selection  # what exports ask
