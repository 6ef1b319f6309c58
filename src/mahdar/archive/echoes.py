"""Echoes: what later statements and reports of the same parties say of a promise, looked for when somebody asks.

Links are suggestions, signed ``machine:echoes@`` and the pack that read the later report. People confirm, correct and refuse them
one by one; what they said of a link stands in the ledger, under the link's own id.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select

from mahdar.archive import clues, days, ledger, marks, records, schema, ways
from mahdar.archive.clues import Passage
from mahdar.archive.echoing import KINDS, SENTENCE, Echo, Subject, echo, promised, subject
from mahdar.archive.folding import ECHO
from mahdar.archive.ledger import Anchor, Judgement, anchor
from mahdar.archive.rows import id_of, unpack
from mahdar.archive.stems import Words
from mahdar.archive.view import Answer, View, asked_id
from mahdar.errors import QuestionError
from mahdar.record import fact_id
from mahdar.report import Span

RULE = "machine:echoes"
Key = tuple[int, int]  # report, n
_PART = 400


class Promise(NamedTuple):
    """A promise, as far as echoes go; ``contact`` is the one that it was made at."""

    row: Any
    date: int
    subject: Subject
    areas: frozenset[str]
    contact: int | None


class Later(NamedTuple):
    """A passage that may come back to promises. ``contacts``: those that it, or its report, tells of."""

    fid: int | None
    subject: Subject
    words: Words
    areas: frozenset[str]
    contacts: frozenset[int]


def echoes(view: View, rows: Sequence[Any]) -> dict[Key, list[Answer]]:
    """What came back to these promises (rows of ``statement``), oldest first, as people judged it."""
    found: dict[Key, list[Answer]] = {}
    by_parties: dict[int, list[Any]] = {}
    for row in rows:
        if row.parties is not None and row.date and len(view.items(row.parties)) > 1:
            by_parties.setdefault(row.parties, []).append(row)
    reading = _Reading(view, {row.report for row in rows})
    for parties, listed in by_parties.items():
        found |= _between(view, reading, parties, listed)
    _judge(view, rows, found)
    return {key: sorted(told, key=lambda e: (e["date"] or "", e["source"], e["span"])) for key, told in found.items()}


def _between(view: View, reading: "_Reading", parties: int, rows: list[Any]) -> dict[Key, list[Answer]]:
    promises = [reading.promise(row) for row in rows]
    wanted: dict[int, list[int]] = {}
    for n, promise in enumerate(promises):
        for mark in promise.subject.marks():
            wanted.setdefault(mark, []).append(n)
    met = clues.candidates(view.connection, parties, wanted, [promise.date for promise in promises])
    reading.fetch({passage for passages in met for passage in passages})
    found: dict[Key, list[Answer]] = {}
    for promise, passages in zip(promises, met, strict=True):
        for passage in passages:
            if link := _link(promise, reading.later(passage)):
                told = _answer(view, promise.row, passage, reading.later(passage), link)
                found.setdefault((promise.row.report, promise.row.n), []).append(told)
    return found


def _link(promise: Promise, later: Later) -> Echo | None:
    if promise.contact is not None and promise.contact in later.contacts:
        return None  # another account of the same contact
    span = (0, len(later.words.text))
    return echo(promise.subject, later.subject, later.words, span, sorted(promise.areas & later.areas))


def _answer(view: View, row: Any, passage: Passage, later: Later, link: Echo) -> Answer:
    [proof] = view.evidence(passage.report, [passage.span])
    return {
        "id": echo_id(proof["report"], passage.span, row.fid),
        "date": _text(passage.date),
        **{name: proof[name] for name in ("source", "report", "span", "quote")},
        "kind": link.kind,
        "fact": None if later.fid is None else id_of(later.fid),
        "rule": f"{RULE}@{view.head(passage.report).pack}",
        "score": link.score,
        "reason": link.reasons,
        "judged": None,
        "review_again": False,
    }


def echo_id(report: str, span: Span, promise: int) -> str:
    """The id of the link of a passage of a report to a promise."""
    return fact_id(report, ECHO, span, id_of(promise))


def _text(date: int) -> str:
    """The date that ``clues.day`` took."""
    year, month, day = date // 10000, date // 100 % 100, date % 100
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


class _Reading:
    """Reads promises and passages, each once; what they need of the tables is fetched at once."""

    def __init__(self, view: View, reports: Iterable[int]) -> None:
        self.view = view
        self._names: dict[int, list[str]] = {}
        self._contacts: dict[int, dict[int, int]] = {}  # report -> n of the account -> contact
        self._statements: dict[Key, Any] = {}
        self._later: dict[Passage, Later] = {}
        self._fetch(set(reports))

    def _fetch(self, reports: set[int]) -> None:
        m, a, view = schema.mention.c, schema.account.c, self.view
        new = sorted(reports - self._names.keys())
        view.heads(new)
        for report in new:
            self._names[report], self._contacts[report] = [], {}
        for part in (new[start : start + _PART] for start in range(0, len(new), _PART)):
            for row in view.rows(select(m.report, m.name).where(m.report.in_(part)), "name"):
                self._names[row.report].append(view.word(row.name) or "")
            for row in view.connection.execute(select(a.report, a.n, a.contact).where(a.report.in_(part))):
                self._contacts[row.report][row.n] = row.contact

    def fetch(self, passages: set[Passage]) -> None:
        """Fetches what these passages need."""
        self._fetch({passage.report for passage in passages})
        s, wanted = schema.statement.c, {(p.report, p.n) for p in passages if p.n is not None}
        reports = sorted({report for report, _ in wanted})
        for part in (reports[start : start + _PART] for start in range(0, len(reports), _PART)):
            query = select(s.report, s.n, s.fid, s.areas, s.account).where(s.report.in_(part))
            for row in self.view.rows(query, "areas"):
                if (row.report, row.n) in wanted:
                    self._statements[row.report, row.n] = row

    def promise(self, row: Any) -> Promise:
        [content], areas = unpack(row.content), frozenset(self.view.items(row.areas))
        text = self.view.text(row.report)
        start = max((m.end() for m in SENTENCE.finditer(text, 0, content.start)), default=0)
        words = Words(text[start : content.end], self._names[row.report])
        about = promised(words, content.start - start, content.end - start)
        return Promise(row, clues.day(row.date), about, areas, self._contacts[row.report].get(row.account))

    def later(self, passage: Passage) -> Later:
        if passage not in self._later:
            self._later[passage] = self._read(passage)
        return self._later[passage]

    def _read(self, passage: Passage) -> Later:
        text, contacts = self.view.text(passage.report)[slice(*passage.span)], self._contacts[passage.report]
        words = Words(text, self._names[passage.report])
        about = subject(words, 0, len(text))
        if passage.n is None:
            return Later(None, about, words, frozenset(), frozenset(contacts.values()))
        row = self._statements[passage.report, passage.n]
        own = [contacts[row.account]] if row.account in contacts else []
        return Later(row.fid, about, words, frozenset(self.view.items(row.areas)), frozenset(own))


# -- what people say of single links


def _judge(view: View, rows: Sequence[Any], found: dict[Key, list[Answer]]) -> None:
    """Folds the ledger in: what was refused goes, what was confirmed stays though the machine no longer finds it."""
    for row, entry in _judged(view, rows):
        echoes_, id = found.setdefault((row.report, row.n), []), entry.anchor.fact if entry.anchor else ""
        known = next((e for e in echoes_ if e["id"] == id), None)
        said, value = entry.said or {}, entry.value or {}
        if entry.verdict == "reject":
            found[row.report, row.n] = [e for e in echoes_ if e["id"] != id]
        elif known is None and entry.other is not None:
            echoes_.append(known := _kept(entry))
        if known is not None:
            known["judged"] = {"by": entry.by, "at": entry.at, "verdict": entry.verdict}
            known["review_again"] = known["review_again"] or known["kind"] not in (said.get("kind"), value.get("kind"))
            known["kind"] = value.get("kind") or said.get("kind") or known["kind"]


def _kept(entry: Judgement) -> Answer:
    """A link that people told, where the machine has none."""
    assert entry.anchor and entry.other
    other, said = entry.other, entry.said or {}
    place = {"source": other.source, "report": other.report, "span": list(other.spans[0]), "quote": other.quote}
    told = {"kind": said.get("kind"), "score": said.get("score"), "reason": said.get("reason", [])}
    fact = other.fact if other.kind == "statement" else None
    return {"id": entry.anchor.fact, "date": said.get("date"), **place, "fact": fact, "rule": entry.rule, **told,
            "judged": None, "review_again": True}  # fmt: skip


def _judged(view: View, rows: Sequence[Any]) -> list[tuple[Any, Judgement]]:
    """The last judgement on each link of these promises, each with its promise."""
    m, j = marks.mark.c, ledger.judgement.c
    if not rows or view.connection.scalar(select(m.seq).where(m.kind == ECHO).limit(1)) is None:
        return []
    found: dict[str, tuple[Any, Judgement]] = {}
    by_report: dict[int, list[Any]] = {}
    for row in rows:
        by_report.setdefault(row.report, []).append(row)
    query = select(m.report, j.entry).join(ledger.judgement, j.seq == m.seq).where(m.kind == ECHO).order_by(j.at, j.seq)
    for kept in view.connection.execute(query):
        entry = ledger.load(kept.entry)
        if entry.anchor is None:
            continue
        start, end = entry.anchor.spans[0]
        for row in by_report.get(kept.report, ()):
            if any(span.start < end and start < span.end for span in unpack(row.spans)):
                found[entry.anchor.fact] = (row, entry)
    return list(found.values())


def anchors(view: View, promise: str, link: str) -> tuple[Anchor, Anchor, Answer]:
    """What a judgement on one link of a promise keeps: the link, on the words of the promise; the later passage; and the echo.

    ``link`` is the id of the echo, or of the statement that echoes.

    Raises:
        QuestionError: there is no such link now.
    """
    s, number = schema.statement, asked_id(promise)
    reports = ways.reports(view.connection, number)
    rows = view.rows(select(s).where(s.c.report.in_(reports), s.c.fid == number, s.c.promise.is_(True)))
    came = [(row, e) for row in rows for e in echoes(view, rows).get((row.report, row.n), ()) if link in (e["id"], e["fact"])]
    if not came:
        raise QuestionError(f"{promise} {link}: is no promise with such an echo; mahdar commitments --format json shows both ids")
    row, told = came[0]
    head, later = view.head(row.report), records.report(view, told["report"])[0]
    own = anchor(told["id"], ECHO, (head.id, head.source, view.text(row.report)), unpack(row.spans))
    kind = "statement" if told["fact"] else "report"
    place = (later.id, later.source, later.text)
    return own, anchor(told["fact"] or told["id"], kind, place, [Span(*told["span"])]), told


def valid(value: Mapping[str, Any] | None) -> None:
    """Refuses what an echo cannot be.

    Raises:
        QuestionError: another field than its kind, or a kind that there is not.
    """
    if value is not None and (set(value) != {"kind"} or value["kind"] not in KINDS):
        raise QuestionError(f"{value}: of an echo the kind can be replaced: kind={'|'.join(KINDS)}")


def silence(view: View, rows: list[dict[str, Any]]) -> None:
    """Tells of each commitment how many days its last movement lies before the last report of the archive."""
    last = days.day(view.connection.scalar(select(func.max(schema.report.c.date))))
    for row in rows:
        moved = days.span(row["last_movement"])
        row["silent_days"] = max(0, last - moved[1]) if last and moved else None
