"""Finding: reports by their words, phrases through the years, and statements by who, what and when."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mahdar.archive import Answer, ask_overview
from mahdar.archive.vocabulary import ACTS, AREAS
from mahdar.errors import QuestionError
from mahdar.web.charts.tables import bars
from mahdar.web.render import page, words_of
from mahdar.web.site import Site, site_of
from mahdar.web.telling import desk, newest

router = APIRouter()
FOUND, PHRASES, SAID = 40, 100, 100
BY_WORDS = 30  # statements that are looked for by their words
Since = Annotated[str, Query(alias="from")]
Until = Annotated[str, Query(alias="to")]


@router.get("/search")
def search(request: Request, q: str = "", since: Since = "", until: Until = "") -> Response:
    """Reports that hold the words, people and parties of that name."""
    archive = site_of(request).archive
    rows: list[Answer] = []
    people: list[Answer] = []
    party = said = None
    if q.strip():
        try:
            party = archive.party(q)
        except QuestionError:
            party = None
        try:
            people = archive.people(q, None, None, 8)
            rows = archive.search(q, since or None, until or None, None, FOUND)
        except QuestionError as error:
            said = str(error)
    found = [(row, pieces(row)) for row in rows]
    return page(
        request,
        "search.html",
        stamped=True,
        q=q,
        rows=found,
        people=people,
        party=party,
        since=since,
        until=until,
        said=said,
        most=FOUND,
    )


def pieces(row: Answer) -> list[tuple[bool, str]]:
    """The snippet in pieces, each a found word or what stands between."""
    start, end = row["evidence"][0]["span"]
    snippet, at, told = row["snippet"], start, []
    for a, b in sorted(row["marks"]):
        if a >= at and b <= end:
            told += [(False, snippet[at - start : a - start]), (True, snippet[a - start : b - start])]
            at = b
    return [(found, text) for found, text in [*told, (False, snippet[at - start :])] if text]


@router.get("/phrases")
def phrases(request: Request, a: str = "", b: str = "") -> Response:
    """The fixed phrases of the archive, or of two parties: variants, first and last use, by whom; what is new or dropped."""
    site = site_of(request)
    between = (site.archive.party(a), site.archive.party(b)) if a and b else None
    rows = look_phrases(site) if between is None else None
    return page(request, "phrases.html", rows=rows, a=a, b=b, between=between, most=PHRASES)


@router.get("/phrases/{a}/{b}")
def phrases_of_two(request: Request, a: str, b: str) -> Response:
    """The phrases of two parties, for the page to take in."""
    return page(request, "phrases-rows.html", rows=look_phrases(site_of(request), (a, b)), most=PHRASES)


def look_phrases(site: Site, between: tuple[str, str] | None = None) -> list[Answer]:
    """The fixed phrases of the archive, or of two parties."""
    return site.glance(("phrases", between), lambda: site.archive.phrases(None, between, limit=PHRASES))


@router.get("/phrase")
def phrase(request: Request, text: str = "") -> Response:
    """A fixed phrase: how often it was used in each year, first and last, and by whom."""
    site, t = site_of(request), words_of(request)
    words = " ".join(text.replace('"', " ").split())
    if not words:
        return RedirectResponse("/search", 303)
    quoted = f'"{words}"'
    with site.archive.view() as view:
        yearly, dates = ask_overview.used(view, quoted)
    ends = [row for day in dict.fromkeys(dates or ()) for row in site.archive.search(quoted, since=day, until=day, limit=1)]
    said = site.archive.statements(search=quoted, limit=BY_WORDS)
    by = Counter(s["of"] for row in said for s in row["speakers"] if s["of"])
    figures: dict[str, Any] = {
        "years": bars([{"year": year, "form": "report", "contacts": n} for year, n in yearly.items()]),
        "ends": [(r, pieces(r)) for r in ends],
        "by": by.most_common(12),
        "found": sum(yearly.values()),
    }
    return page(
        request, "phrase.html", stamped=True, phrase=words, rows=newest(said), tell=desk(site.archive, t.words), **figures
    )


@router.get("/phrase/wordings")
def wordings(request: Request, text: str = "") -> Response:
    """The wordings of a phrase, for its page to take in."""
    site = site_of(request)
    fixed = site.once(("wordings", text), lambda: site.archive.phrases(text, limit=1))
    return page(request, "phrase-wordings.html", stamped=True, fixed=fixed)


@router.get("/statements")
def statements(
    request: Request,
    a: str = "",
    b: str = "",
    by: str = "",
    act: str = "",
    area: str = "",
    since: Since = "",
    until: Until = "",
    search: str = "",
) -> Response:
    """Who said what."""
    site, t = site_of(request), words_of(request)
    between = (a, b) if a and b else None
    asked = (
        by or None,
        None,
        None,
        between,
        act or None,
        area or None,
        since or None,
        until or None,
        search or None,
        None,
        None,
        most := BY_WORDS if search else SAID,
    )
    rows = site.archive.statements(*asked)
    chosen = {"a": a, "b": b, "by": by, "act": act, "area": area, "from": since, "to": until, "search": search}
    known: dict[str, Any] = {"acts": ACTS, "areas": AREAS, "most": most}
    return page(
        request, "statements.html", stamped=True, rows=newest(rows), chosen=chosen, tell=desk(site.archive, t.words), **known
    )
