"""Pages out of templates: in the reader's language and theme, with the address of the page in the other language."""

import hashlib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mahdar.exchange.brief.words import LANGUAGES
from mahdar.web.site import site_of
from mahdar.web.tongue import Tongue, arabic, day, run, runs, tongue

HERE = Path(__file__).parent
THEMES = ("auto", "light", "dark")
_YEAR = 60 * 60 * 24 * 365
SHORT = 16  # hex digits of a report's id in an address


def language(request: Request) -> str:
    """What the reader chose; else what the browser asks for; else English."""
    for chosen in (request.query_params.get("lang"), request.cookies.get("lang")):
        if chosen in LANGUAGES:
            return str(chosen)
    return "ar" if request.headers.get("accept-language", "").strip().lower().startswith("ar") else "en"


def theme(request: Request) -> str:
    """``auto``, ``light`` or ``dark``."""
    chosen = [request.query_params.get("theme"), request.cookies.get("theme")]
    return next((str(c) for c in chosen if c in THEMES), "auto")


def words_of(request: Request) -> Tongue:
    """The words of the reader's language."""
    return tongue(language(request))


def page(request: Request, template: str, status: int = 200, *, stamped: bool = False, **context: Any) -> Response:
    """A page; nothing is sent again that the reader's browser has.

    ``stamped``: it shows nothing but the present state of the archive, so that it need not be made to know that it is the same.
    """
    site, t = site_of(request), words_of(request)
    known = {
        "t": t,
        "request": request,
        "site": site,
        "theme": theme(request),
        "here": lambda **changes: here(request, **changes),
        "version": version(),
        "user": getattr(request.state, "user", None),
        "csrf": getattr(request.state, "csrf", ""),
    }
    body = environment().get_template(template).render(**known, **context)
    response = HTMLResponse(body, status)
    if getattr(request.state, "fresh", None):
        response.set_cookie("form", request.state.fresh, samesite="strict", httponly=True)
    for name in ("lang", "theme"):
        if request.query_params.get(name) in (*LANGUAGES, *THEMES):
            response.set_cookie(name, request.query_params[name], max_age=_YEAR, samesite="lax", httponly=True)
    response.headers["vary"] = "Cookie, Accept-Language"
    if stamped and status == 200:
        response.headers["etag"] = stamp(request)
        response.headers["cache-control"] = "private, no-cache"
        return response
    return unchanged(request, response)


def stamp(request: Request) -> str:
    """What a page follows from: the archive's state, who asks for what in which language, the day. The same gives the same."""
    state, asked = request.state, request.headers
    user = getattr(state, "user", None)
    seen = [request.cookies.get(name, "") for name in ("lang", "theme", "reviewer")]
    parts = [
        site_of(request).generation(),
        version(),
        date.today().isoformat(),
        str(request.url),
        asked.get("accept-language", ""),
    ]
    told = "\n".join([*parts, *seen, str(user), getattr(state, "csrf", "")])
    return f'W/"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'


def unchanged(request: Request, response: Response) -> Response:
    """Marks an answer with what it holds; a reader who has it gets 304."""
    tag = f'"{hashlib.blake2b(bytes(response.body), digest_size=12).hexdigest()}"'
    response.headers["etag"] = tag
    response.headers.setdefault("cache-control", "private, no-cache")
    if response.status_code == 200 and tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        kept = [(n, v) for n, v in response.raw_headers if n not in (b"content-length", b"content-type")]
        response = Response(status_code=304)
        response.raw_headers[:] = kept
    return response


def here(request: Request, **changes: object) -> str:
    """The address of this page with other values of its query; None takes one away."""
    query = {k: v for k, v in request.query_params.items() if k not in changes}
    query |= {k: str(v) for k, v in changes.items() if v is not None}
    return request.url.path + ("?" + urlencode(query) if query else "")


def short(report: str) -> str:
    """A report's id as addresses have it."""
    return report.removeprefix("sha256:")[:SHORT]


@lru_cache(maxsize=1)
def version() -> str:
    """Changes with any of the files that pages are made of."""
    digest = hashlib.blake2b(digest_size=5)
    for file in sorted(f for part in ("static", "templates", "data") for f in (HERE / part).rglob("*")):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates with their filters."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"day": day, "run": run, "runs": runs, "arabic": arabic, "short": short}
    return found
