"""``create_app``: the whole site as one ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

import mahdar
from mahdar.archive import Archive, ask_glance
from mahdar.errors import ArchiveError
from mahdar.exchange.brief.words import LANGUAGES
from mahdar.web import api, problems
from mahdar.web.access import known
from mahdar.web.guard import Guard
from mahdar.web.pages import ROUTERS, figures, home, searching
from mahdar.web.render import environment
from mahdar.web.site import Site
from mahdar.web.tongue import tongue

if TYPE_CHECKING:
    from mahdar.intake.fetch import Manners

LARGE = 2000  # reports of an archive that is looked over before anybody asks
STATIC = Path(__file__).parent / "static"
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


class Files(StaticFiles):
    """Static files; an address that names their version holds for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        found = await super().get_response(path, scope)
        known = b"v=" in scope.get("query_string", b"")
        found.headers["cache-control"] = "public, max-age=31536000, immutable" if known else "no-cache"
        return found


def create_app(
    target: str | Path,
    *,
    shared: bool = False,
    hosts: frozenset[str] = LOOPBACK,
    upload: int = 20_000_000,
    manners: "Manners | None" = None,
) -> FastAPI:
    """The site of an archive.

    Args:
        target: path of the archive's file (made where there is none), or URL of a database.
        shared: people sign in; without, only this machine is served.
        hosts: the names under which it may be asked; empty for any.
        upload: bytes of one request at most.
        manners: how addresses that people add are fetched; nothing is fetched without.

    Raises:
        ArchiveError: the archive cannot be opened.
    """
    site = Site(_opened(target), shared, hosts, upload, manners)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if _large(site):
            site.beside(lambda: look_over(site))
        yield

    app = FastAPI(
        lifespan=lifespan,
        title="mahdar",
        version=mahdar.__version__,
        description="The record of diplomatic contacts: every answer with the words that prove it.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(known)],
    )
    app.state.site = site
    problems.install(app)
    app.include_router(api.router)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", Files(directory=STATIC))
    app.add_middleware(Guard, hosts=hosts, most=upload)
    return app


def look_over(site: Site) -> None:
    """Works out what pages show of the whole archive, and readies their templates, so that nobody waits for it."""
    for name in environment().list_templates():
        environment().get_template(name)
    home.look(site)
    figures.look_places(site)
    searching.look_phrases(site)
    for lang in LANGUAGES:
        for of in figures.TIES:
            figures.look_network(site, tongue(lang), of)


def _large(site: Site) -> bool:
    with site.archive.view() as view:
        return bool(ask_glance.totals(view)["reports"] > LARGE)


def _opened(target: str | Path) -> Archive:
    """The archive, for reading and writing where it can be written."""
    try:
        return Archive(target)
    except ArchiveError:
        return Archive(target, create=False, read_only=True)
