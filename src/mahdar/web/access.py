"""Who asks, and whether they may: sessions where an archive is shared, a name of one's own where it is not; tokens of forms."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mahdar.archive.users import User
from mahdar.web.render import stamp
from mahdar.web.site import site_of

SESSION, FORM, REVIEWER = "session", "form", "reviewer"  # cookies
OPEN = ("/sign-in",)  # what anybody may ask


class SignInNeeded(Exception):
    """Only somebody who has signed in may ask that."""


class Unchanged(Exception):
    """The browser has the page of this state, with this tag."""


def known(request: Request) -> None:
    """Finds out who asks, and whether for something that is known already.

    Raises:
        SignInNeeded: the archive is shared, and nobody is signed in.
        Unchanged: nothing has changed since the browser was sent the page.
    """
    site = site_of(request)
    base = request.cookies.get(SESSION if site.shared else FORM, "")
    request.state.fresh = None
    if site.shared:
        request.state.user = site.users.of(base) if base else None
        if request.state.user is None and request.url.path not in OPEN:
            raise SignInNeeded
    else:
        request.state.user = None
    if not base or (site.shared and request.state.user is None):
        base = request.cookies.get(FORM, "")
        if not base:
            base = request.state.fresh = secrets.token_urlsafe(24)
    request.state.csrf = hashlib.sha256(f"form {base}".encode()).hexdigest()[:32]
    known_tag = request.headers.get("if-none-match", "")
    if request.method == "GET" and known_tag.startswith('W/"') and known_tag == stamp(request):
        raise Unchanged(known_tag)


def form(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    """The form was made for who sends it.

    Raises:
        HTTPException: it was not.
    """
    if not secrets.compare_digest(csrf.encode(), request.state.csrf.encode()) or request.state.fresh:
        raise HTTPException(403, "the form is out of date; open its page again and send it from there")


def needs(role: str) -> Callable[[Request], None]:
    """Only this role, or one that includes it, may ask; where nothing is shared, everybody may."""

    def check(request: Request) -> None:
        user: User | None = request.state.user
        if site_of(request).shared and (user is None or not user.may(role)):
            raise HTTPException(403, f"this needs the role {role}; an admin can give it: mahdar users add NAME --role {role}")
        if not site_of(request).writable:
            raise HTTPException(403, "the archive is open for reading only; serve it from where it can be written")

    return check


def signature(request: Request) -> str:
    """The name that judgements are signed with; empty where nobody has said it yet."""
    if request.state.user:
        return str(request.state.user.name)
    return unquote(request.cookies.get(REVIEWER, ""))[:100]


def remember(request: Request, response: Response, cookie: str, value: str, *, stays: int | None = None) -> None:
    """Keeps a value in the browser, where no script and no other site can get at it."""
    secure = request.url.scheme == "https"
    response.set_cookie(cookie, quote(value), max_age=stays, httponly=True, samesite="strict", secure=secure)
