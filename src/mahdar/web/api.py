"""The HTTP API: the questions of the archive as JSON, in pages, the newest first. What its schema says is what it answers."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from mahdar.archive import Answer, ask_glance
from mahdar.archive.vocabulary import ACTS, AREAS, FORMS, ISSUES, OFFICES, STATUSES
from mahdar.errors import QuestionError
from mahdar.web.pages.report import derivation
from mahdar.web.render import here, unchanged
from mahdar.web.site import site_of
from mahdar.web.telling import newest

MOST = 500
DEEPEST = 1_000_000  # rows that may lie before a page
_PARTY = "A country or an organisation: ISO 3166 code, id, or Arabic or English name."
_DATE = "2024, 2024-05 or 2024-05-20, included."
Fact = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="An id: 16 hex digits.")]
Report = Annotated[str, Path(pattern="^(sha256:)?[0-9a-f]{6,64}$", description="A report's id, or its beginning.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")]
Offset = Annotated[int, Query(ge=0, le=DEEPEST, description="Rows before the page.")]
Text = Annotated[str | None, Query(max_length=500)]
A = Annotated[str | None, Query(max_length=500, description=_PARTY, examples=["CN"])]
B = Annotated[str | None, Query(max_length=500, description=_PARTY, examples=["KZ"])]
Of = Annotated[str | None, Query(max_length=500, description=_PARTY, examples=["KZ"])]
Day = Annotated[str | None, Query(max_length=10, description=_DATE, examples=["2024-05-20"])]
Since = Annotated[str | None, Query(alias="from", max_length=10, description=_DATE, examples=["2015"])]
Until = Annotated[str | None, Query(alias="to", max_length=10, description=_DATE, examples=["2026-11"])]
Form = Annotated[str | None, Query(max_length=40, json_schema_extra={"enum": list(FORMS)})]
Status = Annotated[str | None, Query(max_length=40, json_schema_extra={"enum": list(STATUSES)})]
Act = Annotated[str | None, Query(max_length=40, json_schema_extra={"enum": list(ACTS)})]
Area = Annotated[str | None, Query(max_length=40, json_schema_extra={"enum": list(AREAS)})]
Issue = Annotated[str | None, Query(max_length=40, json_schema_extra={"enum": list(ISSUES)})]
Office = Annotated[str | None, Query(max_length=40, json_schema_extra={"enum": list(OFFICES)})]


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class Row(BaseModel):
    """A row of an answer, with the words that prove it; its other fields are those of the command of the same name."""

    model_config = ConfigDict(extra="allow")
    id: str
    evidence: list[dict[str, Any]]


class Rows(BaseModel):
    """One page: ``next`` is the address of the following one."""

    items: list[Row]
    next: str | None


class Anything(BaseModel):
    """An object, as the record's contract describes it."""

    model_config = ConfigDict(extra="allow")


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": what, "content": {"application/problem+json": {}}}
    for status, what in ((400, "A question that cannot be asked"), (404, "There is none"), (401, "Sign in first"))
}
router = APIRouter(prefix="/api/v1", responses=_PROBLEMS, tags=["archive"])


@router.get("/contacts", response_model=Rows)
def contacts(
    request: Request, a: A = None, b: B = None, of: Of = None, person: Text = None, since: Since = None,
    until: Until = None, form: Form = None, status: Status = None, place: Text = None, limit: Limit = 50, offset: Offset = 0,
) -> Response:  # fmt: skip
    """Contacts, each once however many reports tell it. ``a`` and ``b``: between the two."""
    ask = site_of(request).archive.contacts
    asked = (_pair(a, b), of, person, since, until, form, status, place, None)
    return _page(request, lambda n: ask(*asked, n), limit, offset)


@router.get("/contacts/{id}", response_model=Anything)
def contact(request: Request, id: Fact) -> Response:
    """One contact with its accounts."""
    return _one(request, id, site_of(request).archive.contacts(id=id))


@router.get("/people", response_model=Rows)
def people(request: Request, name: Text = None, of: Of = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Identities with every spelling, party and office."""
    ask = site_of(request).archive.people
    return _page(request, lambda n: ask(name, of, None, n), limit, offset, latest=False)


@router.get("/people/{id}", response_model=Anything)
def person(request: Request, id: Fact) -> Response:
    """One person."""
    return _one(request, id, site_of(request).archive.people(id=id))


@router.get("/tenures", response_model=Rows)
def tenures(
    request: Request,
    of: Of = None,
    office: Office = None,
    person: Text = None,
    on: Day = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Who is attested in what office, when; who was seen last first."""
    ask = site_of(request).archive.tenures
    return _page(request, lambda n: ask(of, office, person, on, n), limit, offset)


@router.get("/statements", response_model=Rows)
def statements(
    request: Request, by: Of = None, person: Text = None, about: Of = None, a: A = None, b: B = None, act: Act = None,
    area: Area = None, since: Since = None, until: Until = None, search: Text = None, limit: Limit = 50, offset: Offset = 0,
) -> Response:  # fmt: skip
    """Who said what."""
    ask = site_of(request).archive.statements
    asked = (by, person, about, _pair(a, b), act, area, since, until, search, None, None)
    return _page(request, lambda n: ask(*asked, n), limit, offset)


@router.get("/commitments", response_model=Rows)
def commitments(
    request: Request, a: A = None, b: B = None, by: Of = None, area: Area = None, silent_since: Day = None,
    since: Since = None, until: Until = None, limit: Limit = 50, offset: Offset = 0,
) -> Response:  # fmt: skip
    """What was promised or agreed, its echoes, the last sign of movement."""
    ask = site_of(request).archive.commitments
    asked = (_pair(a, b), by, area, silent_since, since, until)
    return _page(request, lambda n: ask(*asked, n), limit, offset)


@router.get("/positions", response_model=Rows)
def positions(
    request: Request, of: Of = None, issue: Issue = None, target: Of = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Who supports or opposes what; what was first told last first."""
    ask = site_of(request).archive.positions
    return _page(request, lambda n: ask(of, issue, target, n), limit, offset)


@router.get("/labels", response_model=Rows)
def labels(request: Request, a: A = None, b: B = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """The history of a relationship's name."""
    ask = site_of(request).archive.labels
    return _page(request, lambda _: ask(a, b), limit, offset, latest=False)


@router.get("/phrases", response_model=Rows)
def phrases(
    request: Request, text: Text = None, a: A = None, b: B = None, since: Since = None, until: Until = None,
    limit: Limit = 50, offset: Offset = 0,
) -> Response:  # fmt: skip
    """Fixed phrases: variants, first and last use, by whom."""
    ask = site_of(request).archive.phrases
    return _page(request, lambda n: ask(text, _pair(a, b), since, until, n), limit, offset, latest=False)


@router.get("/contacts/{id}/compare", response_model=Rows)
def compare(request: Request, id: Fact, limit: Limit = 500, offset: Offset = 0) -> Response:
    """The accounts of one contact side by side."""
    ask = site_of(request).archive.compare
    return _page(request, lambda _: ask(id), limit, offset, latest=False)


@router.get("/agreements", response_model=Rows)
def agreements(request: Request, a: A = None, b: B = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Documents."""
    ask = site_of(request).archive.agreements
    return _page(request, lambda n: ask(_pair(a, b), None, n), limit, offset)


@router.get("/calendar", response_model=Rows)
def calendar(
    request: Request,
    a: A = None,
    b: B = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Anniversaries that fall due and planned contacts, the next first; by default in the year that begins today."""
    ask = site_of(request).archive.calendar
    return _page(request, lambda _: ask(_pair(a, b), since, until), limit, offset, latest=False)


@router.get("/search", response_model=Rows)
def search(
    request: Request, q: Annotated[str, Query(min_length=1, max_length=500)], party: Of = None, since: Since = None,
    until: Until = None, limit: Limit = 20, offset: Offset = 0,
) -> Response:  # fmt: skip
    """Reports by their words, tolerant of Arabic spelling."""
    ask = site_of(request).archive.search
    return _page(request, lambda n: ask(q, since, until, party, n), limit, offset, latest=False)


@router.get("/reports", response_model=Rows)
def reports(request: Request, since: Since = None, until: Until = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """What was added."""
    ask = site_of(request).archive.reports
    return _page(request, lambda n: ask(since, until, n), limit, offset)


@router.get("/reports/{id}", response_model=Anything)
def report(request: Request, id: Report) -> Response:
    """A report and its record: ``{report, record}``."""
    found, record = site_of(request).archive.report(id)
    return _json(request, {"report": found, "record": record})


@router.get("/facts/{id}", response_model=Anything)
def fact(request: Request, id: Fact) -> Response:
    """One fact with its evidence."""
    found = site_of(request).archive.fact(id)
    return _one(request, id, [found] if found else [])


@router.get("/facts/{id}/why", response_model=Anything)
def why(request: Request, id: Fact) -> Response:
    """How a fact was found: steps in steps."""
    site = site_of(request)
    found = site.archive.fact(id)
    if found is None:
        raise QuestionError(f"{id}: no such fact; ask for another")
    return _json(request, derivation(site.reader, site.archive.report(found["report"])[0], id))


@router.get("/pairs", response_model=Anything)
def pairs(request: Request, of: Of = None, since: Since = None, until: Until = None, limit: Limit = 50) -> Response:
    """The parties that met most."""
    archive = site_of(request).archive
    with archive.view() as view:
        party = archive.party(of) if of else None
        return _json(request, {"items": ask_glance.pairs(view, since, until, limit, party), "next": None})


def _pair(a: str | None, b: str | None) -> tuple[str, ...] | None:
    return tuple(name for name in (a, b) if name) or None


def _page(request: Request, ask: Callable[[int], Sequence[Answer]], limit: int, offset: int, *, latest: bool = True) -> Response:
    """One page of rows; ``latest``: asked for n rows, the archive gives the latest n, the oldest first."""
    found = list(ask(offset + limit))
    more = offset + limit <= DEEPEST and len(found) >= offset + limit
    if latest:
        before = {row["id"] for row in ask(offset)} if offset else set()
        rows = [row for row in newest(found) if row["id"] not in before]
    else:
        rows = found[offset:]
    return _json(request, {"items": rows[:limit], "next": here(request, offset=offset + limit) if more else None})


def _one(request: Request, id: str, found: Sequence[Answer]) -> Response:
    if not found:
        raise QuestionError(f"{id}: no such fact; ask for another")
    return _json(request, found[0])


def _json(request: Request, value: object) -> Response:
    return unchanged(request, Response(msgspec.json.encode(value), media_type="application/json"))
