"""``Archive``: the one door to the standing record. Every method is a question; what it does is in the module of that
question.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import Any

from mahdar.archive import (
    ask_agreements,
    ask_calendar,
    ask_contacts,
    ask_overview,
    ask_people,
    ask_phrases,
    ask_relations,
    ask_statements,
    compare,
    ledger,
    parties,
    records,
    reviewing,
    search,
)
from mahdar.archive.adding import BATCH, Added, Adder, Item
from mahdar.archive.judging import Judging
from mahdar.archive.marks import marked
from mahdar.archive.preparing import Prepared
from mahdar.archive.store import Store
from mahdar.archive.view import Answer, View
from mahdar.errors import QuestionError
from mahdar.record import Record
from mahdar.report import Report

Pair = Sequence[str]


class Archive:
    """The standing record in a file (or, later, a PostgreSQL database).

    Args:
        target: path of the file, or URL of a database.
        create: make the archive where there is none.
        read_only: never write; several may read while one writes.

    Raises:
        ArchiveError: the archive cannot be opened; the message says why and what to do.
    """

    def __init__(self, target: str | Path, *, create: bool = True, read_only: bool = False) -> None:
        self.store = Store(target, create=create, read_only=read_only)
        self._adder = Adder(self.store)
        self.ledger = Judging(self._adder)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self.store.close()

    @contextmanager
    def view(self) -> Iterator[View]:
        """One state of the archive to ask several questions of: ``ask_contacts.contacts(view, …)``."""
        with self.store.read() as connection:
            yield View(connection, self.store.symbols)

    # -- keeping

    def add(self, items: Iterable[Item | Prepared], *, pack: str | None = None, batch: int = BATCH) -> Added:
        """Keeps reports with their records. Known reports change only where their findings did; fact ids stay.

        Args:
            items: reports and what was read in them; or both ``prepared``, elsewhere, by ``archive.preparing``.
            pack: fingerprint of the language pack that read them.
            batch: reports a transaction; what was committed stays, whatever happens later.
        """
        return reduce(Added.plus, self.adding(items, pack=pack, batch=batch), Added())

    def adding(self, items: Iterable[Item | Prepared], *, pack: str | None = None, batch: int = BATCH) -> Iterator[Added]:
        """``add``, telling after every batch what it kept (for progress)."""
        return self._adder.add(items, pack, batch)

    def remove(self, report: str) -> bool:
        """Takes a report and its findings out; False where there is none of that id."""
        return self._adder.remove(report)

    # -- asking

    def contacts(
        self,
        between: Pair | None = None,
        of: str | None = None,
        person: str | None = None,
        since: str | None = None,
        until: str | None = None,
        form: str | None = None,
        status: str | None = None,
        place: str | None = None,
        id: str | None = None,
        limit: int | None = None,
    ) -> list[Answer]:
        """Contacts, each once however many reports tell it."""
        with self.view() as view:
            asked = (between, of, person, since, until, form, status, place, id, limit)
            return marked(view, "contact", ask_contacts.contacts(view, *asked))

    def people(
        self, name: str | None = None, of: str | None = None, id: str | None = None, limit: int | None = None
    ) -> list[Answer]:
        """Identities with every spelling, party, offices."""
        with self.view() as view:
            return marked(view, "person", ask_people.people(view, name, of, id, limit))

    def latin(self, people: Iterable[str]) -> dict[str, str]:
        """The Latin names of identities by their ids, of those whom the reference file knows."""
        with self.view() as view:
            return ask_people.latin(view, people)

    def tenures(
        self,
        of: str | None = None,
        office: str | None = None,
        person: str | None = None,
        on: str | None = None,
        limit: int | None = None,
    ) -> list[Answer]:
        """Who is attested in what office, when; ``limit`` keeps those who were seen last."""
        with self.view() as view:
            return marked(view, "office", ask_people.tenures(view, of, office, person, on, limit))

    def statements(
        self,
        by: str | None = None,
        person: str | None = None,
        about: str | None = None,
        between: Pair | None = None,
        act: str | None = None,
        area: str | None = None,
        since: str | None = None,
        until: str | None = None,
        search: str | None = None,
        contact: str | None = None,
        id: str | None = None,
        limit: int | None = None,
    ) -> list[Answer]:
        """Who said what."""
        with self.view() as view:
            asked = (by, person, about, between, act, area, since, until, search, contact, id, limit)
            return marked(view, "statement", ask_statements.statements(view, *asked))

    def commitments(
        self,
        between: Pair | None = None,
        by: str | None = None,
        area: str | None = None,
        silent_since: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> list[Answer]:
        """What was promised or agreed, its echoes, the last sign of movement."""
        with self.view() as view:
            asked = (between, by, area, silent_since, since, until, limit)
            return marked(view, "statement", ask_statements.commitments(view, *asked))

    def due(self, between: Pair, since: str, until: str) -> list[Answer]:
        """What was promised to be done by a day between two, as ``statements`` tells it."""
        with self.view() as view:
            return marked(view, "statement", ask_statements.due(view, between, since, until))

    def positions(
        self, of: str | None = None, issue: str | None = None, target: str | None = None, limit: int | None = None
    ) -> list[Answer]:
        """Who supports or opposes what; ``limit`` keeps what was first told last."""
        with self.view() as view:
            return marked(view, "position", ask_relations.positions(view, of, issue, target, limit))

    def positions_told(self, parties: Sequence[str], reports: Iterable[str]) -> list[Answer]:
        """What parties support and oppose in these reports alone."""
        with self.view() as view:
            return marked(view, "position", ask_relations.positions_told(view, parties, reports))

    def matrix(self, parties: Sequence[str] | None = None, issue: str | None = None, target: str | None = None) -> list[Answer]:
        """Positions as a matrix: issues, and whom they are about, by parties."""
        with self.view() as view:
            return ask_relations.matrix(view, parties, issue, target)

    def labels(self, a: str | None = None, b: str | None = None, rank: str | None = None) -> list[Answer]:
        """The history of a relationship's name; with ``rank``, a table of ``reference/ranks.tsv``, in the order of its ranks."""
        with self.view() as view:
            return marked(view, "label", ask_relations.labels(view, a, b, rank))

    def agreements(self, between: Pair | None = None, of: str | None = None, limit: int | None = None) -> list[Answer]:
        """Documents signed, issued, ratified or planned; ``limit`` keeps the latest."""
        with self.view() as view:
            return marked(view, "agreement", ask_agreements.agreements(view, between, of, limit))

    def told(self, between: Pair) -> Answer:
        """How much is told of two parties: numbers of ``contacts`` and ``documents``."""
        with self.view() as view:
            return ask_overview.told(view, between)

    def phrases(
        self,
        text: str | None = None,
        between: Pair | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> list[Answer]:
        """Official wordings: who uses them, first and last, in what variants; new or dropped since the last contact."""
        with self.view() as view:
            return ask_phrases.phrases(view, text, between, since, until, limit)

    def compare(self, contact: str) -> list[Answer]:
        """The accounts of one contact side by side."""
        with self.view() as view:
            return compare.compare(view, contact)

    def calendar(
        self, between: Pair | None = None, since: str | None = None, until: str | None = None, of: str | None = None
    ) -> list[Answer]:
        """Anniversaries that fall due, planned contacts and whether they were held."""
        with self.view() as view:
            rows = ask_calendar.calendar(view, between, since, until, of)
            for row in rows:
                marked(view, "anniversary" if row["kind"] == "anniversary" else "contact", [row])
            return rows

    def judge(
        self,
        verdict: str,
        fact: str,
        other: str | None = None,
        *,
        by: str,
        value: dict[str, Any] | None = None,
        report: str | None = None,
        span: Sequence[int] | None = None,
        note: str | None = None,
    ) -> list[Answer]:
        """Enters a person's judgement in the ledger and folds it in, in one transaction.

        ``confirm``, ``replace`` (``value``: fields) and ``reject`` take a fact's id, or that of a row of several facts; with a
        promise's id and, as ``other``, that of one of its echoes they are about this echo alone;
        ``assert`` takes a kind in its place, with ``report``, ``span`` and ``value``; ``merge`` and ``split`` the ids of two
        people or contacts; ``undo`` the id of a judgement. Says what was entered.

        Raises:
            QuestionError: there is no such fact, or the fields do not make one.
        """
        if verdict in ("confirm", "replace", "reject") and other is not None:
            made = self.ledger.link(verdict, fact, other, by, value, note)
        elif verdict in ("confirm", "replace", "reject"):
            made = self.ledger.judge(verdict, fact, by, value, note, report)
        elif verdict in ("merge", "split") and other is not None:
            made = self.ledger.relate(verdict, fact, other, by, note)
        elif verdict == "undo":
            made = self.ledger.undo(fact, by, note)
        elif verdict == "assert" and report is not None and span is not None:
            made = self.ledger.add(fact, report, span, value or {}, by, note)
        else:
            needs = {"merge": "two ids", "split": "two ids", "assert": "a kind, a report, a span and a value"}
            raise QuestionError(f"{verdict}: needs {needs.get(verdict, 'to be one of ' + ', '.join(ledger.VERDICTS))}")
        with self.view() as view:
            return reviewing.told(view, made)

    def judgements(self, by: str | None = None, verdict: str | None = None, fact: str | None = None) -> list[Answer]:
        """The ledger, in the order in which it was judged."""
        with self.view() as view:
            return reviewing.judgements(view, by, verdict, fact)

    def orphans(self) -> list[Answer]:
        """Standing judgements whose facts are gone, with the reason."""
        with self.view() as view:
            return reviewing.orphans(view)

    def review(self, limit: int = 20, rule: str | None = None, kind: str | None = None) -> list[Answer]:
        """What people should look at next: to be reviewed again, then the least certain."""
        with self.view() as view:
            return reviewing.review(view, limit, rule, kind)

    def fares(self) -> dict[str, dict[str, int]]:
        """How often people confirmed, replaced and rejected what each rule found."""
        with self.view() as view:
            return reviewing.fares(view)

    def export_judgements(self, by: str | None = None) -> list[bytes]:
        """The ledger as JSON Lines, all or one person's."""
        with self.view() as view:
            return list(ledger.dumps(e for e in ledger.read(view.connection) if by is None or e.by == by))

    def import_judgements(self, lines: Iterable[bytes], source: str = "<judgements>") -> int:
        """Enters judgements out of JSON Lines, and says how many were new."""
        return len(self.ledger.take(ledger.loads(lines, source)))

    def search(
        self, text: str, since: str | None = None, until: str | None = None, party: str | None = None, limit: int | None = 20
    ) -> list[Answer]:
        """Reports by their words, tolerant of Arabic spelling, the newest first."""
        with self.view() as view:
            return search.search(view, text, since, until, party, limit)

    def reports(
        self, since: str | None = None, until: str | None = None, limit: int | None = None, id: str | None = None
    ) -> list[Answer]:
        """What was added."""
        with self.view() as view:
            return records.reports(view, since, until, limit, id)

    # -- asking for all, part by part

    def each_contact(
        self,
        between: Pair | None = None,
        of: str | None = None,
        person: str | None = None,
        since: str | None = None,
        until: str | None = None,
        form: str | None = None,
        status: str | None = None,
        place: str | None = None,
    ) -> Iterator[Answer]:
        """All contacts one after the other, in order of date; only a few are held in memory."""
        with self.view() as view:
            for part in ask_contacts.each(view, between, of, person, since, until, form, status, place):
                yield from marked(view, "contact", part)

    def each_statement(
        self,
        by: str | None = None,
        person: str | None = None,
        about: str | None = None,
        between: Pair | None = None,
        act: str | None = None,
        area: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[Answer]:
        """All statements one after the other, in order of the reports' dates."""
        with self.view() as view:
            for part in ask_statements.each(view, False, by, person, about, between, act, area, since, until):
                yield from marked(view, "statement", part)

    def each_commitment(
        self,
        between: Pair | None = None,
        by: str | None = None,
        area: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[Answer]:
        """All that was promised or agreed, one after the other."""
        with self.view() as view:
            for part in ask_statements.each(view, True, by, None, None, between, None, area, since, until):
                yield from marked(view, "statement", part)

    def each_report(self, since: str | None = None, until: str | None = None) -> Iterator[Answer]:
        """All reports one after the other, without their texts."""
        with self.view() as view:
            for part in records.each(view, since, until):
                yield from part

    def text(self, id: str) -> str:
        """The text of a report, without its record."""
        with self.view() as view:
            return records.text(view, id)

    def report(self, id: str) -> tuple[Report, Record]:
        """A report and its record, as they were added."""
        with self.view() as view:
            return records.report(view, id)

    def fact(self, id: str, report: str | None = None) -> Answer | None:
        """One fact by its id; None where there is none. Say its report where it is known: it is found at once then."""
        with self.view() as view:
            found = records.fact(view, id, report)
            return marked(view, found["kind"], [found])[0] if found else None

    def suggestions(self, kind: str = "person") -> list[Answer]:
        """Pairs that may be one person, with reasons, to confirm or refuse."""
        with self.view() as view:
            return ask_people.suggestions(view, kind)

    def counts(self) -> dict[str, Any]:
        """How much is kept."""
        with self.view() as view:
            return records.counts(view)

    @staticmethod
    def party(text: str) -> str:
        """The id of a party given as ISO code, organisation id, or Arabic or English name."""
        return parties.resolve(text)
