"""Adding reports: files, pasted texts and web addresses, kept at once; and what was refused, with the reason."""

import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, File, Form, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mahdar.intake import Limits, Problem, check, reports
from mahdar.record import Record
from mahdar.report import Report
from mahdar.web.access import form, needs
from mahdar.web.render import page, short, words_of
from mahdar.web.site import Site, site_of

log = logging.getLogger(__name__)
router = APIRouter(dependencies=[Depends(needs("reviewer"))])
PAGE = Limits(report_bytes=5_000_000)
LONGEST = 2000  # letters of an address


class Outcome(msgspec.Struct):
    """What became of what was sent: counts, the reports, and a line for whatever gave none."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    reports: list[dict[str, str]] = []
    refused: list[str] = []


@router.get("/add")
def ask(request: Request) -> Response:
    """Where files are dropped, texts pasted and addresses given."""
    return _page(request, None)


@router.post("/add", dependencies=[Depends(form)])
def add(
    request: Request,
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Annotated[str, Form()] = "",
    source: Annotated[str, Form(max_length=1000)] = "",
    published: Annotated[str, Form(max_length=40)] = "",
    address: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:
    """Reads and keeps what was sent. The same report twice changes nothing."""
    site, outcome = site_of(request), Outcome()
    fetched = [_fetched(site, address.strip())] if address.strip() else []  # before anything waits for the archive
    with tempfile.TemporaryDirectory(prefix="mahdar-") as folder:
        found = chain(fetched, _sent(Path(folder), files or [], text, source, published))
        with site.writing:
            for part in site.archive.adding(_records(site, found, outcome), pack=site.reader.pack.fingerprint):
                outcome.added += part.added
                outcome.updated += part.updated
                outcome.unchanged += part.unchanged
    outcome.refused = [words_of(request).message(line) for line in outcome.refused]
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(msgspec.to_builtins(outcome))
    return _page(request, outcome)


def _page(request: Request, outcome: Outcome | None) -> Response:
    site = site_of(request)
    return page(request, "add.html", outcome=outcome, fetches=site.manners is not None and _online())


def _online() -> bool:
    from mahdar.intake.visit import online

    return online()


def _fetched(site: Site, address: str) -> Report | Problem:
    """The report at an address of the web."""
    if site.manners is None:
        advice = "save the page and add the file; mahdar serve fetches where --offline is not given and mahdar[intake] is there"
        return Problem(source=address, what="addresses are not fetched here", advice=advice)
    if not site.fetching.acquire(blocking=False):
        return Problem(source=address, what="others are being fetched", advice="give it again in a moment")
    from mahdar.intake.visit import visit

    try:
        found = visit(address, site.manners, PAGE)
    finally:
        site.fetching.release()
    return check(found) if isinstance(found, Report) else found


def _sent(folder: Path, files: list[UploadFile], text: str, source: str, published: str) -> Iterator[Report | Problem]:
    """The reports in files and in the text; sources are the names that people know, not those of the folder."""
    for number, sent in enumerate(files):
        name = PurePosixPath((sent.filename or "").replace("\\", "/")).name.strip(". ")[:150]
        if not name:
            continue
        place = folder / str(number)
        place.mkdir()
        with (place / name).open("wb") as out:
            shutil.copyfileobj(sent.file, out)
        for item in reports([str(place / name)]):
            yield msgspec.structs.replace(item, source=item.source.replace(f"{place}/", ""))
    if text.strip():
        whole = text.replace("\r\n", "\n")  # browsers send lines so, whatever was pasted
        pasted = Report.of(whole, source.strip() or "<pasted>", published=published.strip() or None)
        yield check(pasted if source.strip() else msgspec.structs.replace(pasted, source=f"pasted:{short(pasted.id)}"))


def _records(site: Site, found: Iterable[Report | Problem], outcome: Outcome) -> Iterator[tuple[Report, Record]]:
    for item in found:
        if isinstance(item, Problem):
            outcome.refused.append(str(item))
            continue
        try:
            record = site.reader.read(item)
        except Exception as error:  # one report that no rule foresaw must not stop the rest
            log.debug("%s", item.source, exc_info=True)
            outcome.refused.append(f"{item.source}: reading failed ({type(error).__name__}); please send in the report")
            continue
        outcome.reports.append({"id": short(item.id), "title": record.document.headline or item.source})
        yield item, record
