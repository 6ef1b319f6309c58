"""People: the list of them, and the page of one."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mahdar.archive import ask_mentions
from mahdar.errors import QuestionError
from mahdar.web.pages.report import _hex
from mahdar.web.render import page, words_of
from mahdar.web.site import site_of
from mahdar.web.telling import desk, newest

router = APIRouter()
LISTED, SHOWN, ALIKE = 100, 40, 12


@router.get("/people")
def people(request: Request, name: str = "", of: str = "") -> Response:
    """People by a part of their names, in any spelling."""
    rows = site_of(request).archive.people(name or None, of or None, None, LISTED)
    return page(request, "people.html", stamped=True, rows=rows, name=name, of=of, most=LISTED)


@router.get("/person/{id}")
def person(request: Request, id: str, same: str = "") -> Response:
    """One person: spellings, offices, contacts, what he or she said; ``same``: people of this name, who may be the same."""
    site, t = site_of(request), words_of(request)
    found = site.archive.people(id=_hex(id))
    if not found:
        with site.archive.view() as view:
            now = ask_mentions.person_of(view, id)
        if now is not None:
            return RedirectResponse(f"/person/{now}", 303)
        raise QuestionError(f"{id}: no such fact; mahdar people lists people with their ids")
    return page(
        request,
        "person.html",
        stamped=True,
        who=found[0],
        tenures=site.archive.tenures(person=id),
        contacts_rows=newest(site.archive.contacts(person=id, limit=SHOWN)),
        sayings=newest(site.archive.statements(person=id, limit=SHOWN)),
        tell=desk(site.archive, t.words),
        same=same,
        alike=[p for p in site.archive.people(name=same, limit=ALIKE) if p["id"] != id] if same else [],
    )
