"""The tables, one for each kind of fact, the same on every backend.

A fact's key is ``(report, n)``: the report's number and its place in its section of the record. ``fid`` is the record's fact
id as a
signed 64-bit integer; ``spans`` holds its evidence as ``start:stop`` pairs, code points of the report's text: quotes are
never stored.
Integer columns made by ``sym`` point into ``symbol``; those made by ``group`` point to a symbol that stands for a list
(``CN|KZ``), whose
items are in ``member``. Names of tables and columns are what a reader of the file sees, so they are plain words.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

VERSION = 3
METADATA = MetaData()


def sym(name: str) -> Column[int]:
    """A repeated string, kept once in ``symbol``."""
    return Column(name, Integer, info={"of": "text"})


def group(name: str) -> Column[int]:
    """A list of such strings, kept once likewise."""
    return Column(name, Integer, info={"of": "list"})


def given(name: str, of: str) -> Column[int]:
    """What only the archive can tell of a fact: the number of its ``place``, ``person`` or ``contact``."""
    return Column(name, Integer, info={"of": of})


def report_key() -> Column[int]:
    """The number of the report: a fact goes when its report goes."""
    return Column("report", Integer, ForeignKey("report.row", ondelete="CASCADE"), primary_key=True, autoincrement=False)


def number(name: str) -> Column[int]:
    """A number that is part of a key."""
    return Column(name, Integer, primary_key=True, autoincrement=False)


def told() -> Column[str]:
    """The report's date, so that the first and the last report of what many tell are found in an index."""
    return Column("told", String)


def fact(name: str, *columns: Column[Any]) -> Table:
    """A table of facts of one kind: the common columns, then its own."""
    common = (report_key(), number("n"), Column("fid", BigInteger), sym("rule"), Column("spans", Text))
    return Table(name, METADATA, *common, *columns, sqlite_with_rowid=False)


meta = Table("meta", METADATA, Column("key", String, primary_key=True), Column("value", String))
symbol = Table("symbol", METADATA, Column("id", Integer, primary_key=True), Column("text", Text, unique=True, nullable=False))
member = Table("member", METADATA, number("list"), number("item"), sqlite_with_rowid=False)
place = Table(
    "place",
    METADATA,
    Column("id", Integer, primary_key=True),
    sym("name"),
    Column("geonames", Integer),
    sym("country"),
    sym("key"),
)

report = Table(
    "report",
    METADATA,
    Column("row", Integer, primary_key=True),
    Column("id", String, unique=True, nullable=False),
    Column("source", Text, index=True),
    Column("published", String),  # as the record has it
    Column("given", String),  # as it came with the report
    Column("publisher", Text),
    Column("url", Text),
    Column("date", String, index=True),  # of the dateline, else published
    sym("agency"),
    Column("headline", Text),
    Column("headline_span", String),
    Column("dateline", Boolean),
    Column("dateline_place", Integer),
    Column("dateline_date", String),
    Column("dateline_span", String),
    sym("language"),
    Column("spans", Text),  # the body
    sym("pack"),
    Column("digest", LargeBinary),  # of the record, to tell a re-read that changes nothing
    Column("text", LargeBinary),  # zlib of UTF-8
)

copy = Table(  # the same text under other names
    "copy",
    METADATA,
    report_key(),
    Column("source", String, primary_key=True),
    sqlite_with_rowid=False,
)

mention = fact("mention", sym("name"), sym("country"), given("person", "person"))
office = fact(
    "office",
    sym("name"),
    sym("office"),
    sym("of"),
    sym("portfolio"),
    sym("title"),
    Column("former", Boolean),
    given("person", "person"),
    told(),
)
account = fact(
    "account",
    sym("form"),
    sym("status"),
    Column("date", String),
    sym("precision"),
    Column("date_end", String),
    given("place", "place"),
    sym("level"),
    sym("sidelines"),
    sym("mechanism"),
    Column("round", Integer),
    Column("times", Integer),
    Column("sketch", LargeBinary),  # of its words, see sketch
    given("contact", "contact"),
)
participant = Table(
    "participant",
    METADATA,
    report_key(),
    number("n"),
    number("k"),
    Column("attends", Boolean),  # an attendee, not a principal
    sym("name"),
    sym("of"),
    given("person", "person"),
    sqlite_with_rowid=False,
)
statement = fact(
    "statement",
    sym("act"),
    Column("joint", Boolean),
    Column("content", String),
    group("areas"),
    Column("account", Integer),  # n of the report's account
    sym("modality"),
    Column("due", String),
    Column("date", String),
    group("by"),
    group("parties"),  # the speakers' and those of their contact
    group("about"),  # parties that the content names, and the other side of the contact
    Column("promise", Boolean),  # act commit or agree
)
speaker = Table(
    "speaker",
    METADATA,
    report_key(),
    number("n"),
    number("k"),
    sym("name"),
    sym("of"),
    given("person", "person"),
    sqlite_with_rowid=False,
)
position = fact("position", sym("of"), sym("stance"), sym("issue"), sym("target"), told())
label = fact("label", group("parties"), sym("label"), sym("change"), Column("date", String), told())
agreement = fact("agreement", sym("kind"), sym("status"), group("parties"), Column("date", String), told())
anniversary = fact("anniversary", Column("number", Integer), sym("event"), group("parties"), Column("year", Integer))
organisation = fact("organisation", sym("org"), sym("name"))  # no fact id: the record names each organisation once

contact = Table(
    "contact",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fid", BigInteger),  # of the account that it began with: the id that people see
    group("parties"),
    sym("form"),
    sym("status"),
    Column("date", String),
    Column(
        "low", Integer
    ),  # the first and the last day that it can have been, as ordinals; of a contact with no date, the report's
    Column("high", Integer),
    Column("accounts", Integer),
)
person = Table(
    "person",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fid", BigInteger),
    sym("name"),
    sym("of"),
)
name = Table(  # every spelling of a person, rolled up over the reports
    "name",
    METADATA,
    number("person"),
    number("name"),
    Column("reports", Integer),
    Column("first", String),
    Column("last", String),
    Column("report", Integer),  # the first that was added
    sqlite_with_rowid=False,
)
presence = Table("presence", METADATA, number("person"), number("report"), sqlite_with_rowid=False)  # who is named in what report
concern = Table(  # which parties speak, or are spoken to, in what report: the lists of its statements
    "concern",
    METADATA,
    number("parties"),
    Column("date", String, primary_key=True),
    number("report"),
    sqlite_with_rowid=False,
)
held = Table(  # every office that a person is attested in, rolled up over the reports; 0 stands for null
    "held",
    METADATA,
    number("person"),
    number("office"),
    number("of"),
    number("portfolio"),
    Column("first", String),
    Column("last", String),
    Column("reports", Integer),
    sqlite_with_rowid=False,
)
way = Table(  # from fact ids to reports, see ways
    "way",
    METADATA,
    number("bucket"),
    number("batch"),
    Column("entries", LargeBinary),
    sqlite_with_rowid=False,
)
name_key = Table(  # see names.entries
    "name_key", METADATA, Column("key", BigInteger, primary_key=True), number("person"), sqlite_with_rowid=False
)
suggestion = Table(
    "suggestion",
    METADATA,
    number("a"),
    number("b"),
    Column("rule", String),
    Column("score", Float),
    Column("reasons", Text),  # JSON list
)

Index("member_item", member.c.item, member.c.list)
Index("place_geonames", place.c.geonames)
Index("place_key", place.c.key)
Index("held_of", held.c.of, held.c.office)
Index("office_person", office.c.person, office.c.office, office.c.of, office.c.portfolio, office.c.former, office.c.told)
Index("statement_due", statement.c.due, sqlite_where=statement.c.due.is_not(None), postgresql_where=statement.c.due.is_not(None))
Index("account_contact", account.c.contact)
Index("account_place", account.c.place)
Index("position_of", position.c.of, position.c.issue, position.c.stance, position.c.target, position.c.told)
Index("position_issue", position.c.issue, position.c.of, position.c.stance, position.c.target, position.c.told)
Index("label_parties", label.c.parties, label.c.label, label.c.told)
Index("agreement_parties", agreement.c.parties, agreement.c.kind, agreement.c.date, agreement.c.status, agreement.c.told)
Index("anniversary_parties", anniversary.c.parties)
Index("contact_parties", contact.c.parties, contact.c.low)
Index("contact_low", contact.c.low)
Index("contact_fid", contact.c.fid)
Index("person_fid", person.c.fid)
Index("name_name", name.c.name)
Index("name_key_person", name_key.c.person)

FACTS = (mention, office, account, statement, position, label, agreement, anniversary, organisation)
CHILDREN = (participant, speaker)
WAYS = (presence, concern)  # ways to the reports of a person, and of parties
