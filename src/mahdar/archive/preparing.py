"""What adding a report needs that needs nothing of the archive: folding, parties, names, passages, sketches, rows.

It is more than half of the work, and the same wherever it is done: where reports are read, in as many processes as there are, or
by the one writer itself.
"""

import hashlib
import zlib
from typing import Any, NamedTuple

import msgspec

from mahdar.archive.clues import Noted, noted
from mahdar.archive.editions import drawn
from mahdar.archive.names import bearers, lookups, parse
from mahdar.archive.parties import Mentions
from mahdar.archive.people import Office
from mahdar.archive.rows import Sheet, body_words, number_of, report_date
from mahdar.archive.sketch import sketch
from mahdar.archive.words import fold
from mahdar.errors import ArchiveError
from mahdar.record import Contact, Document, Place, Record, fact_id
from mahdar.report import Report, Span


class Named(NamedTuple):
    """A person whom a report names: the party, the offices held, the keys under which the archive may know the name, and that of
    the same name in other parties.
    """

    name: str
    of: str | None
    offices: list[Office]
    fid: int
    keys: tuple[int, ...]
    same: int | None


class Told(NamedTuple):
    """A contact that a report tells: ``sides`` are the party, the place among the named (0: nobody) and the name of each
    principal.
    """

    fid: int
    form: str
    status: str
    sides: list[tuple[str | None, int, str | None]]
    date: str | None
    date_end: str | None
    sketch: bytes


class Prepared(msgspec.Struct, frozen=True, array_like=True):
    """A report and its record, ready to be kept.

    ``head`` is the report without its text, which is zipped in ``text``, with the ``words`` to search; ``record`` is the record
    but for where it was found, as MessagePack; ``digest`` is that of all that the report brings. ``columns`` are the rows of each
    table, column by column. Strings, lists and places stand in them as places in ``texts``, ``lists`` and ``near``; people and
    contacts as places in ``named`` and ``told``; all counted from 1, and 0 is nothing.
    """

    head: Report
    document: Document
    record: bytes
    digest: bytes
    text: bytes
    words: str
    date: str | None
    sketch: bytes
    named: list[Named]
    told: list[Told]
    texts: list[str]
    lists: list[tuple[str, ...]]
    near: list[Place]
    columns: dict[str, list[tuple[Any, ...]]]
    concern: list[int]
    clues: list[Noted]

    def under(self, source: str) -> "Prepared":
        """The same, found elsewhere."""
        return msgspec.structs.replace(self, head=msgspec.structs.replace(self.head, source=source))

    def report(self) -> Report:
        """The report, whole."""
        text = zlib.decompress(self.text).decode("utf-8", "surrogatepass")
        return msgspec.structs.replace(self.head, text=text)

    def found(self) -> Record:
        """The record."""
        record = msgspec.msgpack.decode(self.record, type=Record)
        return msgspec.structs.replace(record, document=self.document)


def prepare(report: Report, record: Record) -> Prepared:
    """Works out what the archive will need of a report.

    Raises:
        ArchiveError: the record is of another report, or does not fit its text.
    """
    packed, digest = _known_by(report, record)
    head = msgspec.structs.replace(report, text="")
    try:
        folded = fold(report.text)
        named = _named(record)
        places = {one.name: n for n, one in enumerate(named, 1)}
        told = [_told(contact, places, folded) for contact in record.contacts]
        mentions = Mentions(report.text, folded)
        sheet = Sheet(record, mentions, places, [one.sketch for one in told])
        document, date = record.document, report_date(record)
        names = [person.name for person in record.people]
        clues = noted(mentions, document.body, sheet.said, sheet.between, date, names)
        concern = sorted({one.parties for one in sheet.said} - {0})
        words = body_words(report.text, folded, document.body)
    except (TypeError, IndexError, UnicodeError) as error:
        raise ArchiveError(f"{report.source}: the record does not fit its report ({error}); read the report again") from error
    return Prepared(
        head=head,
        document=document,
        record=packed,
        digest=digest,
        text=zlib.compress(report.text.encode("utf-8", "surrogatepass"), 1),
        words=words,
        date=date,
        sketch=drawn(report.text, document.body),
        named=named,
        told=told,
        texts=sheet.texts.all(),
        lists=sheet.lists.all(),
        near=sheet.places.all(),
        columns=sheet.columns(),
        concern=concern,
        clues=clues,
    )


def digest(report: Report, record: Record) -> bytes:
    """What tells whether a report brings anything new: of all that it brings, but for where it was found."""
    return _known_by(report, record)[1]


def _known_by(report: Report, record: Record) -> tuple[bytes, bytes]:
    if record.document.id != report.id:
        what = f"the record is of another report ({record.document.id})"
        raise ArchiveError(f"{report.source}: {what}; read the report again")
    nowhere = msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, source=""))
    try:
        packed = msgspec.msgpack.encode(nowhere)
        msgspec.msgpack.encode((report.source, report.publisher, report.url))
    except UnicodeError as error:
        raise ArchiveError(f"{report.source!a}: the record holds half a character ({error}); read the report again") from error
    found = hashlib.blake2b(packed, digest_size=12)
    found.update(msgspec.msgpack.encode(report.published))
    found.update(report.text.encode("utf-8", "surrogatepass"))
    return packed, found.digest()


def _named(record: Record) -> list[Named]:
    """Every name in a record, with what it says of the person."""
    offices: dict[str, set[Office]] = {}
    of: dict[str, str | None] = {}
    for o in record.offices:
        if not o.former:
            offices.setdefault(o.person, set()).add((o.office, o.of, o.portfolio))
        of[o.person] = of.get(o.person) or o.of
    sides = [p for c in record.contacts for p in (*c.participants, *c.attendees)]
    for p in (*sides, *(s for statement in record.statements for s in statement.speakers)):
        if p.person:
            of[p.person] = of.get(p.person) or p.of
    for person in record.people:
        of[person.name] = person.country or of.get(person.name)
    ids = {person.name: person.id for person in record.people}
    found = []
    for name, party in of.items():
        fid = ids.get(name) or fact_id(record.document.id, "person", Span(0, 0), name)
        held = sorted(offices.get(name, ()), key=str)
        parsed = parse(name)
        found.append(Named(name, party, held, number_of(fid), lookups(parsed, party), bearers(parsed)))
    return found


def _told(contact: Contact, places: dict[str, int], folded: str) -> Told:
    sides = [(p.of, places.get(p.person or "", 0), p.person) for p in contact.participants]
    drawn_ = sketch(folded, *contact.spans[0]) if contact.spans else b""
    return Told(number_of(contact.id), contact.form, contact.status, sides, contact.date, contact.date_end, drawn_)
