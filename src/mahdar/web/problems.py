"""What goes wrong, told: problem+json (RFC 9457) to programs, a page to people; bad input is never the server's fault."""

import logging
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mahdar.errors import ArchiveError, InputError, MahdarError, QuestionError
from mahdar.web.render import page

API = "/api/"
log = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[MahdarError], int], ...] = (
    (QuestionError, 400),
    (InputError, 422),
    (ArchiveError, 503),
    (MahdarError, 500),
)


class SignInNeeded(Exception):
    """Only somebody who has signed in, in this role, may ask that."""

    def __init__(self, known: bool) -> None:
        super().__init__("sign in needed")
        self.known = known  # signed in, but in too small a role


def problem(request: Request, status: int, detail: str) -> Response:
    """The answer to a request that fails."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(body, status, media_type="application/problem+json")
    return page(request, "problem.html", status, code=status, detail=detail)


def install(app: FastAPI) -> None:
    """Answers for every error."""

    @app.exception_handler(MahdarError)
    def told(request: Request, error: MahdarError) -> Response:
        status = next(s for kind, s in _STATUS if isinstance(error, kind))
        missing = isinstance(error, QuestionError) and (": no report" in str(error) or ": no such fact" in str(error))
        return problem(request, 404 if missing else status, str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return problem(request, 400, told)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return problem(request, error.status_code, error.detail)

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        log.error("%s %s", request.method, request.url.path, exc_info=error)
        return problem(request, 500, f"an error in mahdar ({type(error).__name__}); please report it")
