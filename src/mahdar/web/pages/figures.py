"""The map of contacts and the network of who met whom, by period."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from mahdar.archive import Answer, ask_glance
from mahdar.web.charts.network import Network, network
from mahdar.web.charts.world import world
from mahdar.web.render import page, words_of
from mahdar.web.site import Site, site_of
from mahdar.web.tongue import Tongue

router = APIRouter()
TIES = {"parties": 45, "people": 45}
Years = tuple[int, int] | None
Since = Annotated[str, Query(alias="from")]
Until = Annotated[str, Query(alias="to")]


@router.get("/map")
def map_(request: Request, since: Since = "", until: Until = "", whole: bool = False) -> Response:
    """Where contacts were held."""
    site = site_of(request)
    places, years = look_places(site, since or None, until or None)
    return page(
        request, "map.html", world=world(places, whole), places=places, years=years, since=since, until=until, whole=whole
    )


def look_places(site: Site, since: str | None = None, until: str | None = None) -> tuple[list[Answer], Years]:
    """The places of a period, and the years that there are."""

    def counted() -> tuple[list[Answer], Years]:
        with site.archive.view() as view:
            return ask_glance.by_place(view, since, until), ask_glance.years(view)

    return site.glance(("map", since, until), counted)


@router.get("/network")
def network_(request: Request, of: Literal["parties", "people"] = "parties", since: Since = "", until: Until = "") -> Response:
    """Who met whom, and how often."""
    site, t = site_of(request), words_of(request)
    figure, names, years = look_network(site, t, of, since or None, until or None)
    return page(request, "network.html", network=figure, names=names, of=of, years=years, since=since, until=until)


def look_network(
    site: Site, t: Tongue, of: str, since: str | None = None, until: str | None = None
) -> tuple[Network, dict[str, str], Years]:
    """The figure of a period, the names in it, and the years that there are."""
    return site.glance(("network", of, since, until, t.lang), lambda: _network(site, t, of, since, until))


def _network(site: Site, t: Tongue, of: str, since: str | None, until: str | None) -> tuple[Network, dict[str, str], Years]:
    names: dict[str, str] = {}
    with site.archive.view() as view:
        years = ask_glance.years(view)
        if of == "parties":
            ties = [(*p["parties"], p["contacts"]) for p in ask_glance.pairs(view, since, until, TIES[of])]
            names = {id: t.words.party(id) for a, b, _ in ties for id in (a, b)}
        else:
            met = ask_glance.people_pairs(view, since, until, TIES[of])
            names = {p["id"]: p["name"] for row in met for p in row["people"]}
            ties = [(row["people"][0]["id"], row["people"][1]["id"], row["contacts"]) for row in met]
    return network(ties, names), names, years
