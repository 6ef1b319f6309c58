"""Reviewing: the queue, one fact's form, identities, and what was judged; every judgement goes into the ledger with a name."""

from itertools import combinations
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from mahdar.archive import Answer, ask_people, ledger, records
from mahdar.archive.agreement import agreement
from mahdar.archive.view import View
from mahdar.errors import QuestionError
from mahdar.web.access import REVIEWER, form, needs, remember, signature
from mahdar.web.editing import FIELDS, SPARE, changed, placed, sent, shown, spans
from mahdar.web.pages.report import _hex, printed
from mahdar.web.render import page, short, words_of
from mahdar.web.site import Site, site_of
from mahdar.web.telling import desk, fact_told
from mahdar.web.tongue import Tongue

QUEUE, JUDGED = 10, 100
PROMISES = 80  # promises whose echoes are looked for
AROUND = 160  # code points of context of a fact in the queue
router = APIRouter(dependencies=[Depends(needs("reviewer"))])
Checked = Depends(form)


@router.get("/review")
def queue(request: Request, kind: str = "", rule: str = "", second: bool = False) -> Response:
    """What to look at next; ``second``: what others judged and the reader has not."""
    site, t = site_of(request), words_of(request)
    me = signature(request)
    asked = site.archive.review(QUEUE, rule or None, kind or None) if not second else _second(site, me)
    with site.archive.view() as view:
        cards = [card for row in asked if (card := _card(view, t, row))]
    known: dict[str, Any] = {"kinds": list(FIELDS), "kind": kind, "rule": rule, "second": second, "me": me}
    return page(request, "review.html", stamped=True, cards=cards, **known)


def _second(site: Site, me: str) -> list[Answer]:
    """Facts that others judged and this reviewer has not: judged again without a look at what the others said."""
    rows = [r for r in site.archive.judgements() if r["stands"] and r["kind"] in FIELDS and r["evidence"]]
    mine = {r["fact"] for r in rows if r["by"] == me}
    found = {
        r["fact"]: {"id": r["fact"], "kind": r["kind"], "report": r["evidence"][0]["report"], "rule": r["rule"] or ""}
        for r in rows
    }
    return [{**row, "certainty": None, "review_again": False} for id, row in found.items() if id not in mine][:QUEUE]


def _card(view: View, t: Tongue, row: Answer) -> dict[str, Any] | None:
    """A fact of the queue with its words and those around them."""
    found = records.fact(view, row["id"], row["report"])
    if found is None or found["span"] is None:
        return None
    text = view.text(records.find(view, row["report"]).row)
    start, end = found["span"]
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    words = (text[low:start], text[start:end], text[end:high])
    return {**row, "said": fact_told(found["kind"], found["fact"], t.words), "words": words, "date": found["evidence"][0]["date"]}


@router.post("/review/name", dependencies=[Checked])
def name(request: Request, name: Annotated[str, Form(max_length=100)]) -> Response:
    """Who reviews, where nobody signs in."""
    answer = RedirectResponse("/review", 303)
    remember(request, answer, REVIEWER, " ".join(name.split()), stays=60 * 60 * 24 * 365)
    return answer


@router.post("/review/judge", dependencies=[Checked])
def judge(
    request: Request,
    verdict: Annotated[Literal["confirm", "reject", "undo", "merge", "split"], Form()],
    fact: Annotated[str, Form()],
    other: Annotated[str, Form()] = "",
    report: Annotated[str, Form()] = "",
    note: Annotated[str, Form(max_length=1000)] = "",
    next: Annotated[str, Form()] = "/review",
) -> Response:
    """One judgement; a script is told what was entered, a form's sender goes on to ``next``."""
    site = site_of(request)
    with site.writing:
        made = site.archive.judge(
            verdict, _hex(fact), _hex(other) if other else None, by=_name(request), report=report or None, note=note or None
        )
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"judgements": [m["id"] for m in made]})
    return RedirectResponse(next if next.startswith(("/review", "/contact/", "/person/", "/report/")) else "/review", 303)


@router.get("/review/fact/{id}")
def edit(request: Request, id: str, report: str = "", next: str = "") -> Response:
    """The form of one fact, beside its report."""
    site, t = site_of(request), words_of(request)
    found = site.archive.fact(_hex(id), report or None)
    if found is None:
        raise QuestionError(f"{id}: no such fact; mahdar search finds facts by their words")
    return _form(request, site, t, found["kind"], found["report"], found, next)


@router.get("/review/add/{report}")
def missed(request: Request, report: str, kind: str = "contact") -> Response:
    """The form of a fact that the machine missed."""
    if kind not in FIELDS:
        raise QuestionError(f"{kind}: is no kind to add; one of: {', '.join(FIELDS)}")
    return _form(request, site_of(request), words_of(request), kind, report, None)


def _form(request: Request, site: Site, t: Tongue, kind: str, report: str, found: Answer | None, following: str = "") -> Response:
    text, record = site.archive.report(report)
    known: dict[str, Any] = {"kinds": list(FIELDS), "fields": FIELDS.get(kind, ()), "spare": SPARE, "me": signature(request)}
    return page(
        request,
        "edit.html",
        stamped=True,
        kind=kind,
        found=found,
        values=shown(kind, found["fact"] if found else None),
        said=fact_told(kind, found["fact"], t.words) if found else (),
        report=text,
        document=record.document,
        text=printed(text.text),
        people=sorted({p.name for p in record.people}),
        following=following,
        **known,
    )


@router.post("/review/fact/{id}", dependencies=[Checked])
async def correct(request: Request, id: str) -> Response:
    """Fields of a fact are other than the machine says."""
    return await run_in_threadpool(_correct, request, id, await request.form())


def _correct(request: Request, id: str, data: FormData) -> Response:
    site = site_of(request)
    report = str(data.get("report", ""))
    found = site.archive.fact(_hex(id), report or None)
    if found is None:
        raise QuestionError(f"{id}: no such fact; mahdar search finds facts by their words")
    before, several = shown(found["kind"], found["fact"]), _several(data)
    after = {**sent(found["kind"], data, several), **placed(found["kind"], before, spans(several))}
    value = changed(before, after)
    with site.writing:
        note = str(data.get("note", ""))[:1000] or None
        verdict = "replace" if value else "confirm"
        site.archive.judge(verdict, id, by=_name(request), value=value or None, report=report or None, note=note)
    following = str(data.get("next", ""))
    return RedirectResponse(following if following.startswith("/review") else f"/report/{short(found['report'])}#{id}", 303)


@router.post("/review/add/{report}", dependencies=[Checked])
async def add(request: Request, report: str) -> Response:
    """A fact that the machine did not find."""
    return await run_in_threadpool(_add, request, report, await request.form())


def _add(request: Request, report: str, data: FormData) -> Response:
    site = site_of(request)
    kind = str(data.get("kind", ""))
    several = _several(data)
    value = {k: v for k, v in sent(kind, data, several).items() if v not in (None, [])}
    chosen = spans(several)
    if len(chosen) > 1 and kind == "contact":
        value["spans"] = [list(span) for span in chosen]
    whole, _ = site.archive.report(report)
    with site.writing:
        note = str(data.get("note", ""))[:1000] or None
        made = site.archive.judge("assert", kind, by=_name(request), value=value, report=whole.id, span=chosen[0], note=note)
    return RedirectResponse(f"/report/{short(whole.id)}#{made[0]['fact']}", 303)


@router.get("/review/identities")
def identities(request: Request) -> Response:
    """Pairs that may be one person, with the reasons."""
    with site_of(request).archive.view() as view:
        rows = ask_people.suggestions(view, limit=QUEUE)
    return page(request, "identities.html", stamped=True, rows=rows, me=signature(request))


@router.get("/review/echoes")
def echoes(request: Request, a: str = "", b: str = "") -> Response:
    """Promises, the latest of all or of two parties, with what later reports may say of them: to confirm or to refuse."""
    site, t = site_of(request), words_of(request)
    rows = site.archive.commitments((a, b) if a and b else None, limit=PROMISES)
    told = [row for row in rows[::-1] if any(e["judged"] is None for e in row["echoes"])][:QUEUE]
    known: dict[str, Any] = {"a": a, "b": b, "me": signature(request), "tell": desk(site.archive, t.words)}
    return page(request, "echoes.html", stamped=True, rows=told, **known)


@router.get("/review/done")
def done(request: Request) -> Response:
    """What was judged, the latest first; and how far those who judged the same agree."""
    site = site_of(request)
    rows = site.archive.judgements()[::-1][:JUDGED]
    return page(
        request,
        "judged.html",
        stamped=True,
        rows=rows,
        pairs=site.once("agreement", lambda: _agreement(site)),
        me=signature(request),
    )


def _agreement(site: Site) -> list[dict[str, Any]]:
    """For each two reviewers who judged facts of the same reports: how many, and how far they agree."""
    with site.archive.view() as view:
        entries = ledger.read(view.connection)
    by: dict[str, list[ledger.Judgement]] = {}
    for entry in entries:
        by.setdefault(entry.by, []).append(entry)
    found = [(a, b, agreement(by[a], by[b])) for a, b in combinations(sorted(by), 2)]
    return [{"a": a, "b": b, **rows[-1]} for a, b, rows in found if rows]


def _several(data: FormData) -> dict[str, list[str]]:
    return {name: [str(value) for value in data.getlist(name)] for name in data}


def _name(request: Request) -> str:
    name = signature(request)
    if not name:
        raise QuestionError("nobody judges; say who you are on the page Review first")
    return name
