"""The first page: the archive at a glance."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mahdar.archive import ask_glance, ask_overview
from mahdar.web.charts.tables import bars
from mahdar.web.render import page
from mahdar.web.site import Site, site_of

router = APIRouter()
PAIRS, NEWEST = 12, 8


@router.get("/")
def home(request: Request) -> Response:
    """Contacts over time, the most active pairs, what was added last, what awaits review."""
    site = site_of(request)
    with site.archive.view() as view:
        known: dict[str, Any] = {
            "totals": ask_glance.totals(view),
            "waiting": ask_glance.waiting(view),
            "alike": ask_overview.alike(view),
            "newest": ask_glance.newest(view, NEWEST),
        }
    return page(request, "home.html", **known, **look(site))


@router.get("/api")
def api(request: Request) -> Response:
    """What programs may ask."""
    schema = request.app.openapi()
    questions = [(path, asked["get"]) for path, asked in schema["paths"].items() if "get" in asked]
    return page(request, "api.html", questions=questions)


def look(site: Site) -> dict[str, Any]:
    """What is counted over the whole archive."""

    def counted() -> dict[str, Any]:
        with site.archive.view() as view:
            return {"years": bars(ask_glance.by_year(view)), "pairs": ask_glance.pairs(view, limit=PAIRS)}

    return site.glance("home", counted)
