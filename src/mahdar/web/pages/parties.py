"""Countries and organisations, and places."""

from typing import Any
from unicodedata import normalize

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mahdar.archive import ask_glance, ask_overview
from mahdar.web.charts.tables import bars
from mahdar.web.render import page, words_of
from mahdar.web.site import Site, site_of
from mahdar.web.telling import desk, newest

router = APIRouter()
SHOWN = 20
PARTNERS = 12
LATEST = 100  # contacts of a place


@router.get("/party/{id}")
def party(request: Request, id: str) -> Response:
    """A country or an organisation: whom it met, who speaks for it, what it backs and opposes."""
    site, t = site_of(request), words_of(request)
    known = site.archive.party(id)
    if known != id:
        return RedirectResponse(f"/party/{known}", 303)
    return page(
        request,
        "party.html",
        stamped=True,
        id=id,
        tell=desk(site.archive, t.words),
        **site.once(("party", id), lambda: _party(site, id)),
    )


def _party(site: Site, id: str) -> dict[str, Any]:
    archive = site.archive
    with archive.view() as view:
        partners = ask_glance.pairs(view, limit=PARTNERS, of=id)
        years = bars(ask_glance.by_year(view, between=(id,)))
        officials = ask_overview.officials(view, id, SHOWN)
        positions = ask_overview.positions(view, id, SHOWN)
    return {
        "pairs": partners,
        "partners": [({*p["parties"]} - {id}).pop() for p in partners],
        "years": years,
        "tenures": officials,
        "positions": positions,
        "contacts_rows": newest(archive.contacts(of=id, limit=SHOWN)),
    }


@router.get("/place/{name}")
def place(request: Request, name: str) -> Response:
    """A town, whatever it was called then, or a country: the contacts there."""
    site, t = site_of(request), words_of(request)
    rows = site.archive.contacts(place=name, limit=LATEST)
    names = sorted({normalize("NFC", c["place"]["name"]) for c in rows if c["place"]})
    return page(
        request,
        "place.html",
        stamped=True,
        name=name,
        names=names,
        rows=newest(rows),
        tell=desk(site.archive, t.words),
        most=LATEST,
    )
