"""The first page: the archive at a glance."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mahdar.archive import ask_glance, ask_people
from mahdar.web.charts.tables import bars
from mahdar.web.render import page
from mahdar.web.site import Site, site_of

router = APIRouter()
PAIRS, NEWEST = 12, 8


@router.get("/")
def home(request: Request) -> Response:
    """Contacts over time, the most active pairs, what was added last."""
    site = site_of(request)
    return page(request, "home.html", **site.once("home", lambda: _glance(site)))


@router.get("/api")
def api(request: Request) -> Response:
    """What programs may ask."""
    schema = request.app.openapi()
    questions = [(path, asked["get"]) for path, asked in schema["paths"].items() if "get" in asked]
    return page(request, "api.html", questions=questions)


def _glance(site: Site) -> dict[str, Any]:
    with site.archive.view() as view:
        return {
            "totals": ask_glance.totals(view),
            "years": bars(ask_glance.by_year(view)),
            "pairs": ask_glance.pairs(view, limit=PAIRS),
            "waiting": ask_glance.waiting(view),
            "alike": len(ask_people.suggestions(view)),
            "newest": ask_glance.newest(view, NEWEST),
        }
