"""What comes out: the record of one report (the contract ``mahdar/record/1``), one type a section, no logic.

Every fact carries ``id`` (stable over better rules: report, kind and place), ``span`` or ``spans`` (its evidence, code points
of the report's text) and ``rule`` (the rule that found it). A field that the report does not settle is ``None``.
"""

import hashlib
from typing import Literal

import msgspec

from mahdar.report import Span

SCHEMA = "mahdar/record/1"
SECTIONS = (
    "people", "offices", "contacts", "statements", "positions", "labels", "agreements", "anniversaries", "organisations",
)  # fmt: skip


class Place(msgspec.Struct, frozen=True):
    """The words, the GeoNames id and the ISO 3166 alpha-2 code (None where unknown)."""

    name: str
    geonames: int | None
    country: str | None


class Dateline(msgspec.Struct, frozen=True):
    place: Place | None
    date: str | None
    span: Span


class Document(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    source: str
    agency: str | None
    headline: str | None
    headline_span: Span | None
    dateline: Dateline | None
    published: str | None
    language: str
    body: list[Span]


class Party(msgspec.Struct, frozen=True):
    """Who takes part or speaks: ``person`` is None where only the party is named; ``of`` a country or organisation id."""

    person: str | None
    of: str | None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    country: str | None
    spans: list[Span]
    rule: str


class Office(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    person: str
    office: str
    of: str | None
    title: str
    span: Span
    rule: str
    portfolio: str | None = None
    former: bool = False


class Mechanism(msgspec.Struct, frozen=True):
    name: str
    round: int | None


class Contact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    form: str
    status: Literal["held", "planned", "cancelled", "denied"]
    date: str | None
    date_precision: Literal["day", "month", "year"] | None
    place: Place | None
    participants: list[Party]
    level: str | None
    spans: list[Span]
    rule: str
    on_sidelines_of: str | None = None
    mechanism: Mechanism | None = None
    count: int = 1
    attendees: list[Party] = []
    date_end: str | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``content`` is what is said; ``span`` the whole clause; ``contact`` the id of the contact it was made at."""

    id: str
    speakers: list[Party]
    joint: bool
    act: str
    content: Span
    areas: list[str]
    span: Span
    rule: str
    contact: str | None = None
    modality: str | None = None
    due: str | None = None


class Position(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    of: str
    stance: Literal["supports", "opposes"]
    issue: str
    target: str | None
    span: Span
    rule: str


class Label(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    parties: list[str]
    label: str
    change: Literal["upgraded", "established", "downgraded"] | None
    date: str | None
    span: Span
    rule: str


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    status: Literal["signed", "issued", "ratified", "planned"]
    parties: list[str]
    date: str | None
    span: Span
    rule: str


class Anniversary(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    number: int
    event: str
    parties: list[str]
    year: int | None
    span: Span
    rule: str


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    span: Span
    rule: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    schema: str = SCHEMA
    document: Document
    people: list[Person] = []
    offices: list[Office] = []
    contacts: list[Contact] = []
    statements: list[Statement] = []
    positions: list[Position] = []
    labels: list[Label] = []
    agreements: list[Agreement] = []
    anniversaries: list[Anniversary] = []
    organisations: list[Organisation] = []


def fact_id(report_id: str, kind: str, anchor: Span, also: str = "") -> str:
    """The stable id of a fact: which report, what kind, where; ``also`` parts facts of one kind at one place."""
    key = f"{report_id} {kind} {anchor[0]} {anchor[1]} {also}"
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
