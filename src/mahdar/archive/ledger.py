"""The ledger of people's judgements: append-only, apart from what the machine finds, and never emptied by reading again.

A judgement says who judged, when, which anchor (the fact's id, its report, kind and place, and the words there with those around
them, to find it again), what the verdict is, and what the machine had said by then. ``confirm``, ``replace``, ``reject`` and
``assert`` are about one fact; ``merge`` and ``split`` about two identities (people or contacts), each told by a fact that it
holds; ``undo`` takes another judgement back, and is itself an entry. Which facts follow from it is told in ``folding``.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import DDL, Column, Connection, Index, Integer, String, Table, Text, event, insert, select

from mahdar.archive import postgres, schema
from mahdar.errors import InputError
from mahdar.report import Span

AROUND = 40  # code points of context to either side of a quote
Verdict = Literal["confirm", "replace", "reject", "assert", "merge", "split", "undo"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
IDENTITY = ("merge", "split")
Value = dict[str, Any]

judgement = Table(
    "judgement",
    schema.METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", String, unique=True, nullable=False),
    Column("report", String),  # of the anchor; the judgement stays when the report goes
    Column("fact", String),
    Column("verdict", String),
    Column("by", Text),
    Column("at", String),
    Column("entry", Text, nullable=False),  # JSON of the whole
)
Index("judgement_report", judgement.c.report)
Index("judgement_fact", judgement.c.fact)
for _verb in ("UPDATE", "DELETE"):
    _rule = f"CREATE TRIGGER IF NOT EXISTS judgement_no_{_verb.lower()} BEFORE {_verb} ON judgement BEGIN "
    _rule += "SELECT RAISE(ABORT, 'judgements are only ever added'); END"
    event.listen(judgement, "after_create", DDL(_rule).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
postgres.append_only(judgement)


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fact stands: ``spans`` are code points of the report's text; ``quote`` the words of the first of them."""

    fact: str
    kind: str
    report: str
    source: str
    spans: list[Span]
    quote: str
    before: str = ""
    after: str = ""


class Judgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry. ``value`` holds fields of the fact; ``said`` those of the machine's fact, None where it had found none."""

    id: str = ""
    at: str
    by: str
    verdict: Verdict
    anchor: Anchor | None = None
    other: Anchor | None = None  # the second identity of merge and split
    undoes: str | None = None
    value: Value | None = None
    said: Value | None = None
    rule: str | None = None  # rule@pack
    note: str | None = None

    def sealed(self) -> "Judgement":
        """The entry with its id: the hash of all the rest, so that an import twice adds nothing."""
        data = msgspec.json.encode(msgspec.structs.replace(self, id=""))
        return msgspec.structs.replace(self, id=hashlib.blake2b(data, digest_size=8).hexdigest())


def now() -> str:
    """The time in UTC, as judgements tell it."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def anchor(fact: str, kind: str, report: tuple[str, str, str], spans: Sequence[Span]) -> Anchor:
    """The anchor of a fact; ``report`` is the report's id, source and text."""
    id, source, text = report
    start, end = spans[0]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    whole = [Span(*span) for span in spans]
    return Anchor(fact=fact, kind=kind, report=id, source=source, spans=whole, quote=text[start:end], before=before, after=after)


def append(connection: Connection, entries: Iterable[Judgement]) -> list[Judgement]:
    """Writes entries that the ledger does not have yet, and says which they were."""
    sealed = {entry.id: entry for entry in (e.sealed() for e in entries)}
    known = {j.id for j in read(connection, ids=list(sealed))} if sealed else set()
    fresh = [entry for entry in sealed.values() if entry.id not in known]
    if fresh:
        connection.execute(insert(judgement), [_row(entry) for entry in fresh])
    return fresh


def _row(e: Judgement) -> Value:
    report, fact = (e.anchor.report, e.anchor.fact) if e.anchor else (None, None)
    told = {"id": e.id, "report": report, "fact": fact, "verdict": e.verdict, "by": e.by, "at": e.at}
    return {**told, "entry": msgspec.json.encode(e).decode()}


def read(
    connection: Connection,
    reports: Sequence[str] | None = None,
    ids: Sequence[str] | None = None,
    verdicts: Sequence[str] | None = None,
) -> list[Judgement]:
    """Entries in the order in which they were judged: all, or those of some reports, ids or verdicts."""
    c = judgement.c
    found: list[tuple[str, int, Judgement]] = []
    query = select(c.at, c.seq, c.entry)
    if verdicts is not None:
        query = query.where(c.verdict.in_(verdicts))
    for column, wanted in ((c.report, reports), (c.id, ids)):
        if wanted is not None:
            parts = [wanted[n : n + 500] for n in range(0, len(wanted), 500)]
            rows = [row for part in parts for row in connection.execute(query.where(column.in_(part)))]
            break
    else:
        rows = list(connection.execute(query))
    found = [(row.at, row.seq, load(row.entry)) for row in rows]
    return [entry for _, _, entry in sorted(found, key=lambda f: f[:2])]


def standing(entries: Iterable[Judgement], undone: Iterable[Judgement]) -> list[Judgement]:
    """The entries that nobody took back. ``undone`` are the ledger's entries of undoing, which may be undone in turn."""
    void: set[str] = set()
    for entry in sorted(undone, key=lambda e: e.at, reverse=True):
        if entry.id not in void and entry.undoes:
            void.add(entry.undoes)
    return [entry for entry in entries if entry.id not in void and entry.verdict != "undo"]


def in_force(
    connection: Connection, reports: Sequence[str] | None = None, verdicts: Sequence[str] | None = None
) -> list[Judgement]:
    """What stands of the ledger, in the order in which it was judged."""
    return standing(read(connection, reports, None, verdicts), read(connection, verdicts=["undo"]))


def empty(connection: Connection) -> bool:
    """Whether nobody has judged anything."""
    return connection.scalar(select(judgement.c.seq).limit(1)) is None


def load(entry: str) -> Judgement:
    """One entry as the table keeps it."""
    return msgspec.json.decode(entry, type=Judgement)


def dumps(entries: Iterable[Judgement]) -> Iterable[bytes]:
    """Entries as JSON Lines."""
    return (msgspec.json.encode(entry) + b"\n" for entry in entries)


def loads(lines: Iterable[bytes], source: str) -> list[Judgement]:
    """Entries out of JSON Lines.

    Raises:
        InputError: a line is no judgement, or was changed after it was written.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = msgspec.json.decode(line, type=Judgement)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            advice = "give a file that mahdar judge export wrote"
            raise InputError(f"{source}:{number}", f"is no judgement ({error})", advice) from error
        if entry.id and entry.id != entry.sealed().id:
            what = f"judgement {entry.id} was changed after it was written"
            raise InputError(f"{source}:{number}", what, "export it anew, or leave its id out to enter it as a new one")
        found.append(entry.sealed())
    return found
