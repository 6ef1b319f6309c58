"""The page of a report: its text as printed, the facts in it, and why each was found."""

from typing import Any

from fastapi import APIRouter
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from mahdar.archive import ask_mentions
from mahdar.errors import QuestionError
from mahdar.reading.explain import Because, why
from mahdar.report import Report
from mahdar.web.access import signature
from mahdar.web.render import page, short, words_of
from mahdar.web.site import site_of
from mahdar.web.telling import facts

router = APIRouter()


@router.get("/report/{id}")
def report(request: Request, id: str) -> Response:
    """The report and its facts."""
    site, t = site_of(request), words_of(request)
    found, record = site.archive.report(id)
    told = facts(found.text, record, t.words)
    with site.archive.view() as view:
        people = ask_mentions.mentioned(view, found.id)
    return page(
        request,
        "report.html",
        stamped=True,
        report=found,
        document=record.document,
        text=printed(found.text),
        facts=told,
        people=people,
        me=signature(request) if site.menu(request.state.user) else None,
    )


@router.get("/fact/{id}")
def fact(request: Request, id: str) -> Response:
    """The report of a fact, at the fact."""
    found = site_of(request).archive.fact(_hex(id))
    if found is None:
        raise QuestionError(f"{id}: no such fact; mahdar search finds facts by their words")
    return RedirectResponse(f"/report/{short(found['report'])}#{found['id']}", 303)


@router.get("/report/{id}/why/{fact}")
def because(request: Request, id: str, fact: str) -> Response:
    """The derivation of a fact, for the report's page."""
    site = site_of(request)
    found, _ = site.archive.report(id)
    return JSONResponse(derivation(site.reader, found, _hex(fact)))


def derivation(reader: Any, report: Report, fact: str) -> dict[str, Any]:
    """How a fact was found, as steps in steps."""
    return _step(why(reader, report, fact))


def _step(because: Because) -> dict[str, Any]:
    steps = [_step(i) for i in because.inputs]
    return {"what": because.what, "rule": because.rule, "words": because.words, "steps": steps}


def _hex(id: str) -> str:
    if len(id) != 16 or not set(id) <= set("0123456789abcdef"):
        raise QuestionError(f"{id}: no such fact; an id is 16 hex digits")
    return id


def printed(text: str) -> Markup:
    """A text so that a browser holds it code point for code point: a carriage return is one, a lone surrogate its sign."""
    whole = (
        "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
        if any("\ud800" <= c <= "\udfff" for c in text)
        else text
    )
    return Markup(str(escape(whole)).replace("\r", "&#13;").replace("\0", "\ufffd"))
