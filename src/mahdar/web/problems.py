"""What goes wrong, told: problem+json (RFC 9457) to programs, a page to people; bad input is never the server's fault."""

import logging
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from mahdar.errors import ArchiveError, InputError, MahdarError, QuestionError
from mahdar.web.access import SignInNeeded, Unchanged
from mahdar.web.render import here, page

API = "/api/"
log = logging.getLogger(__name__)
_STATUS: dict[type[MahdarError], int] = {QuestionError: 400, InputError: 422, ArchiveError: 503, MahdarError: 500}


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
        status = next(s for kind, s in _STATUS.items() if isinstance(error, kind))
        missing = isinstance(error, QuestionError) and (": no report" in str(error) or ": no such fact" in str(error))
        return problem(request, 404 if missing else status, str(error))

    @app.exception_handler(SignInNeeded)
    def stranger(request: Request, error: SignInNeeded) -> Response:
        if request.url.path.startswith(API) or request.method != "GET":
            return problem(request, 401, "sign in first, at /sign-in")
        return RedirectResponse("/sign-in?" + urlencode({"next": here(request)}), 303)

    @app.exception_handler(Unchanged)
    def known(request: Request, tag: Unchanged) -> Response:
        return Response(status_code=304, headers={"etag": str(tag), "cache-control": "private, no-cache"})

    @app.exception_handler(ClientDisconnect)
    def broken(request: Request, error: ClientDisconnect) -> Response:
        return problem(
            request, 413, "the request ended early, or was larger than it may be; send less at once, or use mahdar add"
        )

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return problem(request, 400, told)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        answer = problem(request, error.status_code, error.detail)
        answer.headers.update(error.headers or {})  # of a method that is not allowed: those that are
        return answer

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        log.error("%s %s", request.method, request.url.path, exc_info=error)
        told = f"an error in mahdar ({type(error).__name__}); please report it"
        return problem(request, 500, told) if request.url.path.startswith(API) else PlainTextResponse(told, 500)
