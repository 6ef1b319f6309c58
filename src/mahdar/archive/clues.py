"""What statements and reports are about, noted by their parties, so that what comes back to a promise is found without reading.

A row of ``clue`` holds what some hundred reports tell of the same parties: passages, and the marks of their subjects (see
``echoing``). A passage is what a statement says, or a sentence that is in no statement. Nothing is linked here: echoes are
looked for when somebody asks, so that they are the same in whatever order reports came, and adding costs the same however many
there are.
"""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import partial
from heapq import nlargest
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, LargeBinary, Table, delete, select

from mahdar.archive import schema
from mahdar.archive.echoing import SENTENCE, marks, named, reach, telling
from mahdar.archive.parties import Mentions
from mahdar.archive.store import insert_rows
from mahdar.archive.words import fold
from mahdar.report import Span

LEAF = 1000  # numbers of reports that one row is for
COMMON = 40  # promises of two parties with one mark: more, and it tells nothing of them
MOST = 200  # passages that are looked at for one promise
_SHORT = 15  # code points of a sentence that tells nothing
_NONE = 0xFFFFFFFF  # in the place of the statement's number: a sentence that is in no statement
_FIELDS = 6  # report, statement and whether it promises, start, end, day, how many marks

clue = Table(
    "clue",
    schema.METADATA,
    schema.number("parties"),
    schema.number("leaf"),
    Column("passages", LargeBinary),
    Column("marks", LargeBinary),
)


class Passage(NamedTuple):
    """Words of a report; ``n`` is the statement that they are the content of, None where they are in none."""

    report: int
    n: int | None
    span: Span
    date: int  # see ``day``


def day(date: str | None) -> int:
    """A date as a number: of two dates the earlier is less, and a month comes before its days; 0 of none."""
    year, month, last = (*(date or "").split("-"), "", "")[:3]
    return int(year or 0) * 10000 + int(month or 0) * 100 + int(last or 0)


class Said(NamedTuple):
    """A statement: its number, its parties and the place of their list, its content and all its words, its date, whether it
    promises.
    """

    n: int
    between: tuple[str, ...]
    parties: int
    content: Span
    span: Span
    date: str | None
    promise: bool


class Noted(NamedTuple):
    """What one report tells of the same parties: its passages, without its number, and their marks."""

    parties: int
    passages: bytes
    marks: bytes


def noted(
    texts: Mentions, body: Iterable[Span], said: Sequence[Said], lists: Iterable[int], date: str | None, names: Iterable[str]
) -> list[Noted]:
    """What a report tells.

    Args:
        texts: its text, as it is and folded.
        body: where its body stands.
        said: its statements.
        lists: the parties of its contacts and statements, each list of two or more.
        date: its day.
        names: the people whom it names.
    """
    found = {parties: (array("I"), array("I")) for parties in sorted(lists)}
    if not found:
        return []
    text, folded, same, people = texts.text, texts.folded, texts.kept, named(names)

    def words(start: int, end: int) -> str:
        return folded[start:end] if same else fold(text[start:end])

    def note(lists: Iterable[int], head: tuple[int, ...], own: set[int]) -> None:
        for parties in lists if own else ():
            passages, marks_ = found[parties]
            passages.extend((0, *head, len(own)))
            marks_.extend(own)

    for one in said:
        if one.parties in found and one.date:
            start, end = one.content
            own = words(start, end)
            if one.promise and (begin := reach(text, start, end, partial(telling, own, people))) < start:
                own = words(begin, end)
            note((one.parties,), (one.n << 1 | one.promise, start, end, day(one.date)), marks(own, people))
    for start, end in _between(text, body, [one.span for one in said]) if date else ():
        note(found, (_NONE, start, end, day(date)), marks(words(start, end), people))
    return [Noted(parties, p.tobytes(), m.tobytes()) for parties, (p, m) in found.items() if p]


class Clues:
    """Gathers what a batch of reports tells."""

    def __init__(self) -> None:
        self._passages: dict[tuple[int, int], array[int]] = {}
        self._marks: dict[tuple[int, int], array[int]] = {}

    def add(self, row: int, parties: int, told: Noted) -> None:
        """Takes what a report tells of parties, by the numbers that both have in the archive."""
        key, passages = (parties, row // LEAF), _array(told.passages)
        passages[::_FIELDS] = array("I", [row]) * (len(passages) // _FIELDS)
        self._passages.setdefault(key, array("I")).extend(passages)
        self._marks.setdefault(key, array("I")).frombytes(told.marks)

    def flush(self, connection: Connection) -> None:
        """Writes what was gathered, after what earlier batches noted."""
        rows: list[tuple[Any, ...]] = []
        before = {(row.parties, row.leaf): row for row in _read(connection, self._passages)}
        for key in sorted(self._passages):
            known = before.get(key)
            passages, marks_ = self._passages[key].tobytes(), self._marks[key].tobytes()
            rows.append((*key, (known.passages if known else b"") + passages, (known.marks if known else b"") + marks_))
        insert_rows(connection, clue, rows, replace=True)
        self._passages, self._marks = {}, {}


def _between(text: str, body: Iterable[Span], said: Sequence[Span]) -> Iterator[Span]:
    """The sentences of a body that are in no statement, or what is left of them."""
    taken = sorted(said)
    for start, end in body:
        at = start
        for span in [*(s for s in taken if s.end > start and s.start < end), Span(end, end)]:
            if span.start - at >= _SHORT:
                for found in SENTENCE.finditer(text, at, span.start):
                    if found.end() - at >= _SHORT:
                        yield Span(at, found.end())
                    at = found.end()
                if span.start - at >= _SHORT:
                    yield Span(at, span.start)
            at = max(at, span.end)


def _read(connection: Connection, keys: Iterable[tuple[int, int]]) -> list[Any]:
    found: list[Any] = []
    leaves: dict[int, list[int]] = {}
    for parties, leaf in keys:
        leaves.setdefault(leaf, []).append(parties)
    for leaf, lists in leaves.items():
        for part in (lists[start : start + 400] for start in range(0, len(lists), 400)):
            query = select(clue).where(clue.c.leaf == leaf, clue.c.parties.in_(part))
            found += connection.execute(query).all()
    return found


def remove(connection: Connection, rows: Iterable[int], lists: Iterable[int]) -> None:
    """Takes out what these reports told of these parties."""
    gone = set(rows)
    keys = {(parties, row // LEAF) for row in gone for parties in lists}
    for row in _read(connection, keys):
        passages, marks_ = array("I"), array("I")
        for head, own in _each(row):
            if head[0] not in gone:
                passages.extend(head)
                marks_.extend(own)
        where = (clue.c.parties == row.parties) & (clue.c.leaf == row.leaf)
        if passages:
            kept = {"passages": passages.tobytes(), "marks": marks_.tobytes()}
            connection.execute(clue.update().where(where).values(**kept))
        else:
            connection.execute(delete(clue).where(where))


def _array(data: bytes) -> "array[int]":
    made = array("I")
    made.frombytes(data)
    return made


def _each(row: Any) -> Iterator[tuple["array[int]", "array[int]"]]:
    passages, marks_, at = _array(row.passages), _array(row.marks), 0
    for start in range(0, len(passages), _FIELDS):
        head = passages[start : start + _FIELDS]
        yield head, marks_[at : at + head[-1]]
        at += head[-1]


def candidates(connection: Connection, parties: int, wanted: dict[int, list[int]], after: Sequence[int]) -> list[list[Passage]]:
    """What may come back to promises of these parties: for each promise the passages that share most marks with it.

    ``wanted`` gives the promises (by their place in ``after``) that have each mark, ``after`` the day of each: only later
    passages come back to it.
    """
    met: list[Counter[Passage]] = [Counter() for _ in after]
    found: list[tuple[int, array[int]]] = []
    query = select(clue.c.passages, clue.c.marks).where(clue.c.parties == parties)
    for row in connection.execute(query):
        found += _hits(row, wanted)
    promised = Counter(mark for mark, head in found if head[1] != _NONE and head[1] & 1)
    for mark, head in found:
        if promised[mark] <= COMMON:
            passage = _passage(head)
            for n in wanted[mark]:
                if passage.date > after[n]:
                    met[n][passage] += 1
    return [_most(shared) for shared in met]


def _most(shared: "Counter[Passage]") -> list[Passage]:
    return nlargest(MOST, shared, key=lambda p: (shared[p], p.date, p.report, p.span))


def _hits(row: Any, wanted: Container[int]) -> Iterator[tuple[int, "array[int]"]]:
    """The wanted marks of a row, each with the head of its passage."""
    every = _array(row.marks)
    places = [n for n, mark in enumerate(every) if mark in wanted]
    if places:
        passages = _array(row.passages)
        ends = list(accumulate(passages[_FIELDS - 1 :: _FIELDS]))
        for place in places:
            at = bisect_right(ends, place) * _FIELDS
            yield every[place], passages[at : at + _FIELDS]


def _passage(head: "array[int]") -> Passage:
    report, n, start, end, date, _ = head
    return Passage(report, None if n == _NONE else n >> 1, Span(start, end), date)
