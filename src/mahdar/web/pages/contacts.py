"""Contacts: the list of them, and the page of one with its accounts side by side."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mahdar.archive import Answer, ask_glance
from mahdar.archive.vocabulary import FORMS, STATUSES
from mahdar.errors import QuestionError
from mahdar.web.pages.report import _hex
from mahdar.web.render import page, words_of
from mahdar.web.site import Site, site_of
from mahdar.web.telling import desk, newest

router = APIRouter()
SHOWN = 100
FIELDS = ("date", "form", "status", "place", "level", "participants")


@router.get("/contacts")
def contacts(
    request: Request,
    of: str = "",
    with_: Annotated[str, Query(alias="with")] = "",
    form: str = "",
    status: str = "",
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
    place: str = "",
) -> Response:
    """The latest contacts that fit."""
    site, t = site_of(request), words_of(request)
    between = (of, with_) if of and with_ else None
    one = None if between else (of or with_ or None)
    asked = (since or None, until or None, form or None, status or None, place or None, None, SHOWN)
    rows = site.archive.contacts(between, one, None, *asked)
    chosen = {"of": of, "with": with_, "form": form, "status": status, "from": since, "to": until, "place": place}
    known: dict[str, Any] = {"forms": FORMS, "statuses": STATUSES, "most": SHOWN}
    return page(
        request, "contacts.html", stamped=True, rows=newest(rows), chosen=chosen, tell=desk(site.archive, t.words), **known
    )


def cell(row: Answer, report: str) -> Answer | None:
    """What one account has of a statement: ``pieces`` of its text, those that the first account words otherwise marked."""
    told = next((a for a in row["accounts"] if a["report"] == report), None)
    if told is None:
        return None
    differing = next((d["parts"] for d in row["differences"] if d["source"] == told["source"]), None)
    pieces = [(op != "equal", after) for op, _, after in differing if after] if differing else [(False, told["text"])]
    return {**told, "pieces": pieces}


def _near(site: Site, row: Answer) -> list[Answer]:
    """Contacts of the same parties in the same month, which may be this one."""
    if len(row["parties"]) != 2 or not row["date"]:
        return []
    month = row["date"][:7]
    rows = site.archive.contacts(between=row["parties"], since=month, until=month, limit=12)
    return [other for other in rows if other["id"] != row["id"]]


@router.get("/contact/{id}")
def contact(request: Request, id: str) -> Response:
    """One contact: what is told by all, and what by each account."""
    site, t = site_of(request), words_of(request)
    rows = site.archive.contacts(id=_hex(id))
    if not rows:
        with site.archive.view() as view:
            found = ask_glance.fact_of_contact(view, id)
        if found is None or found == id:
            raise QuestionError(f"{id}: no such fact; mahdar contacts lists contacts with their ids")
        return RedirectResponse(f"/contact/{found}", 303)
    row = rows[0]
    compared = [r for r in site.archive.compare(id) if r["kind"] == "statement"]
    reports = [a["report"] for a in row["accounts"]]
    words = {a["report"]: [e for e in row["evidence"] if e["report"] == a["report"]] for a in row["accounts"]}
    differing = {c["field"] for c in row["contradictions"]}
    return page(
        request,
        "contact.html",
        stamped=True,
        row=row,
        compared=[(r, [cell(r, report) for report in reports]) for r in compared],
        proof=words,
        tell=desk(site.archive, t.words),
        fields=FIELDS,
        differing=differing,
        near=_near(site, row) if site.menu(request.state.user) else [],
    )
