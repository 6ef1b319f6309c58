"""Signing in and out, and who may use a shared archive."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mahdar.archive.users import ROLES
from mahdar.errors import QuestionError
from mahdar.web.access import SESSION, form, needs, remember
from mahdar.web.render import page
from mahdar.web.site import site_of

router = APIRouter()


@router.get("/sign-in")
def ask(request: Request, next: str = "/") -> Response:
    """The form."""
    return (
        page(request, "sign-in.html", next=_inside(next), failed=None) if site_of(request).shared else RedirectResponse("/", 303)
    )


@router.post("/sign-in", dependencies=[Depends(form)])
def sign_in(
    request: Request, name: Annotated[str, Form(max_length=100)], password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form()] = "/",
) -> Response:  # fmt: skip
    """Begins a session. Who fails often waits."""
    site = site_of(request)
    who = (f"name {name.casefold()}", f"address {request.client.host if request.client else ''}")
    if wait := site.door.waits(*who):
        found = page(request, "sign-in.html", 429, next=_inside(next), failed="sign.wait")
        found.headers["retry-after"] = str(wait)
        return found
    token = site.users.sign_in(name, password) if site.shared else None
    if token is None:
        site.door.failed(*who)
        return page(request, "sign-in.html", 401, next=_inside(next), failed="sign.failed")
    found = RedirectResponse(_inside(next), 303)
    remember(request, found, SESSION, token)
    return found


@router.post("/sign-out", dependencies=[Depends(form)])
def sign_out(request: Request) -> Response:
    """Ends the session."""
    site_of(request).users.sign_out(request.cookies.get(SESSION, ""))
    found = RedirectResponse("/sign-in", 303)
    found.delete_cookie(SESSION)
    return found


@router.get("/users", dependencies=[Depends(needs("admin"))])
def users(request: Request) -> Response:
    """Everybody, and a form to add one."""
    return page(request, "users.html", users=site_of(request).users.all(), roles=ROLES, failed=None)


@router.post("/users", dependencies=[Depends(form), Depends(needs("admin"))])
def change(
    request: Request, name: Annotated[str, Form(max_length=100)], role: Annotated[str, Form()] = "reader",
    password: Annotated[str, Form(max_length=1000)] = "", remove: Annotated[bool, Form()] = False,
) -> Response:  # fmt: skip
    """Adds, changes or removes a user."""
    site = site_of(request)
    try:
        if remove:
            site.users.remove(name)
        else:
            site.users.add(name, password, role)
    except QuestionError as error:
        return page(request, "users.html", 400, users=site.users.all(), roles=ROLES, failed=str(error))
    return RedirectResponse("/users", 303)


def _inside(address: str) -> str:
    """An address of this site, whatever was asked for."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if plain and "\\" not in address else "/"
