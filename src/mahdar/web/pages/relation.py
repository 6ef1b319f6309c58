"""The page of a relationship: the brief, live, with its figures; and what can be taken away of it."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from mahdar.archive import Answer, ask_overview, ask_relations
from mahdar.archive.vocabulary import FORMS, LEVELS
from mahdar.exchange.brief import Brief, brief, html, markdown
from mahdar.exchange.brief.compose import LATEST, SECTIONS
from mahdar.web.charts.tables import heat, ladder
from mahdar.web.charts.timeline import timeline
from mahdar.web.render import page, words_of
from mahdar.web.site import Site, site_of
from mahdar.web.telling import desk
from mahdar.web.tongue import Tongue

router = APIRouter()
FEW = 60  # contacts of two parties up to which the page has all of the brief at once
_PIECE = 200  # rows of a table that go out at once
STANDS = 16  # issues of the matrix of positions
MARKS = 120  # contacts on the timeline, the latest
_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}


@router.get("/relation")
def choose(a: str, b: str) -> Response:
    """The address of the page on two parties, given by any name."""
    from mahdar.archive import Archive

    return RedirectResponse(f"/relation/{Archive.party(a)}/{Archive.party(b)}", 303)


@router.get("/relation/{a}/{b}")
def relation(
    request: Request,
    a: str,
    b: str,
    form: Annotated[list[str] | None, Query()] = None,
    level: Annotated[list[str] | None, Query()] = None,
) -> Response:
    """The page; ``form`` and ``level`` choose what the timeline shows. Where much is told of the two, the sections of the
    brief follow on their own.
    """
    site, t = site_of(request), words_of(request)
    a, b = site.archive.party(a), site.archive.party(b)
    with site.archive.view() as view:
        told = ask_overview.between(view, (a, b))
    few = max(told["contacts"], told["statements"] / 4) <= FEW
    found = _brief(site, t, a, b) if few or a == b else None
    rows = [c for f in form or ("",) for c in site.archive.contacts((a, b), form=f or None, limit=MARKS)]
    shown = sorted((c for c in rows if not level or c["level"] in level), key=lambda c: c["date"] or "")[-MARKS:]
    choices = rows if not form else site.archive.contacts((a, b), limit=MARKS)
    sections = [s.id for s in found.sections if s.groups] if found else [id for id, _ in SECTIONS]
    return page(
        request,
        "relation.html",
        stamped=True,
        a=a,
        b=b,
        brief=found,
        told=told,
        sections=[*sections, "sources"],
        tell=desk(site.archive, t.words),
        timeline=timeline(shown, t.dir == "rtl"),
        forms=[f for f in FORMS if f in {c["form"] for c in choices}],
        levels=[x for x in LEVELS if x in {c["level"] for c in choices}],
        form=form or [],
        level=level or [],
        shown=len(shown),
        most=MARKS,
        latest=None,
        **(_figures(site, t, a, b) if found else {}),
    )


@router.get("/relation/{a}/{b}/sections")
def sections(request: Request, a: str, b: str) -> Response:
    """The sections of the brief with their figures, for the page to take in."""
    site, t = site_of(request), words_of(request)
    found = _brief(site, t, a, b)
    with site.archive.view() as view:
        many = ask_overview.between(view, (found.a, found.b))["contacts"] > LATEST
    figures = _figures(site, t, found.a, found.b)
    return page(request, "relation-sections.html", stamped=True, latest=LATEST if many else None, brief=found, **figures)


@router.get("/relation/{a}/{b}/brief.{kind}")
def export(request: Request, a: str, b: str, kind: Literal["md", "html", "docx"]) -> Response:
    """The brief as a file."""
    site, t = site_of(request), words_of(request)
    told = _brief(site, t, a, b)
    if kind == "docx":
        from mahdar.exchange.brief.office import docx

        content = docx(told)
    else:
        content = (html if kind == "html" else markdown)(told).encode("utf-8")
    return _file(content, f"brief-{told.a}-{told.b}.{t.lang}.{kind}", kind)


@router.get("/relation/{a}/{b}/{what}.csv")
def table(request: Request, a: str, b: str, what: Literal["contacts", "statements", "commitments", "labels"]) -> Response:
    """Rows as a table that any spreadsheet opens."""
    archive = site_of(request).archive
    a, b = archive.party(a), archive.party(b)
    ask: dict[str, Callable[..., Iterator[Answer]]] = {
        "contacts": archive.each_contact,
        "statements": archive.each_statement,
        "commitments": archive.each_commitment,
    }
    rows = ask[what](between=(a, b)) if what in ask else iter(archive.labels(a, b))
    headers = {"content-disposition": f'attachment; filename="{what}-{a}-{b}.csv"'}
    return StreamingResponse(_csv(rows), media_type=_TYPES["csv"], headers=headers)


def _brief(site: Site, t: Tongue, a: str, b: str) -> Brief:
    """The brief; of the latest contacts where there are many."""
    today = date.today().isoformat()
    return site.once(("brief", a, b, t.lang, today), lambda: brief(site.archive, a, b, t.lang, today))


def _figures(site: Site, t: Tongue, a: str, b: str) -> dict[str, Any]:
    """The history of the relationship's name, what was spoken of by area and year, and where the two stand on one issue."""
    labels = [row for row in site.archive.labels(a, b) if len(row["parties"]) == 2]
    with site.archive.view() as view:
        areas = ask_overview.areas(view, (a, b))
        stands = ask_relations.shared(view, a, b, STANDS)
    return {"ladder": ladder(labels, t.dir == "rtl"), "heat": heat(areas), "stands": stands}


def _file(content: bytes, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_TYPES[kind], headers=headers)


def _csv(rows: Iterator[Answer]) -> Iterator[bytes]:
    """The table piece by piece; nothing of a piece is kept."""
    out = io.StringIO("\ufeff")
    out.seek(1)
    writer, names = csv.writer(out), list[str]()
    while part := list(islice(rows, _PIECE)):
        if not names:
            names = list(part[0])
            writer.writerow(names)
        writer.writerows([_cell(row.get(name)) for name in names] for row in part)
        yield out.getvalue().encode("utf-8")
        out.seek(0)
        out.truncate()


def _cell(value: Any) -> str:
    """A value in one cell; a text that a spreadsheet would take for a formula is kept a text."""
    if isinstance(value, dict):
        return str(
            value.get("quote") or value.get("name") or "; ".join(f"{k}: {_cell(v)}" for k, v in value.items() if v is not None)
        )
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(_cell, value)))
    text = "" if value is None else str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not text[1:].isdigit() else text
