"""Server time of every page and of every question of the HTTP API, on an archive of any size.

    python benchmarks/web.py [--reports 100000] [--archive FILE] [--jobs 2] [--rounds 7]

The archive is made from our examples (``corpus.py``), read with ``mahdar bulk``; ``--archive`` takes one that is there. Pages are
asked in-process, of the parties, people and places that are told of most: the hardest that there are. First: of a site that has
just been opened, has looked the archive over, as ``mahdar serve`` does when it starts, and has shown only its page of errors;
the least of three such sites. Then: the median of further times, with what the site keeps. Unchanged: asked again by a browser
that has the page. By processor time, as a free machine takes; ``>`` marks what is over 100 ms. Parts are what a page fetches once
it is there; files are taken away by a link.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import corpus
from fastapi import FastAPI

from mahdar.archive import Archive, ask_glance
from mahdar.engines.bulk import bulk, records
from mahdar.web.app import create_app, look_over
from mahdar.web.site import Site

MARK = 100.0  # ms
SITES = 3  # that are opened to be asked for a page the first time
COOKIES = "lang=ar; theme=light; form=bench; reviewer=bench"


def make(folder: Path, count: int, jobs: int) -> Path:
    """An archive of so many reports."""
    made, read, target = folder / "corpus.jsonl", folder / "read", folder / "archive.db"
    with made.open("w", encoding="utf-8") as file:
        file.writelines(corpus.lines(corpus.reports(count)))
    for _ in bulk(str(made), str(read), "pool", jobs):
        pass
    with Archive(target) as archive:
        archive.add(records(str(read)), pack="bench")
        archive.store.checkpoint()
    return target


def pages(archive: Archive) -> dict[str, str]:
    """Every page by name, and questions of the API."""
    with archive.view() as view:
        [most] = ask_glance.pairs(view, limit=1)
        places = ask_glance.by_place(view)
    a, b = most["parties"]
    contacts = archive.contacts((a, b), limit=200)
    contact = max(contacts, key=lambda c: len(c["accounts"]))
    met = (s["person"] for c in contacts for s in c["participants"] if s["person"])
    person = next(met)
    fact = archive.statements(between=(a, b), limit=1)[0]
    report, place = fact["report"][7:23], quote(places[0]["name"])
    return {
        "home": "/",
        "relationship": f"/relation/{a}/{b}",
        "part: sections of a brief": f"/relation/{a}/{b}/sections",
        "file: brief for Word": f"/relation/{a}/{b}/brief.docx",
        "file: contacts as CSV": f"/relation/{a}/{b}/contacts.csv",
        "report": f"/report/{report}",
        "contacts": "/contacts",
        "contacts of two": f"/contacts?of={a}&with={b}&form=meeting",
        "contact": f"/contact/{contact['id']}",
        "people": "/people",
        "people by name": f"/people?name={quote(person['name'].split()[0])}",
        "person": f"/person/{person['id']}",
        "party": f"/party/{a}",
        "place": f"/place/{place}",
        "statements": "/statements",
        "statements of two": f"/statements?a={a}&b={b}",
        "statements by words": f"/statements?search={quote('التعاون')}",
        "search: a rare word": f"/search?q={quote(person['name'])}",
        "search: a common word": f"/search?q={quote('التعاون')}",
        "phrases": "/phrases",
        "phrases of two": f"/phrases?a={a}&b={b}",
        "part: phrases of two": f"/phrases/{a}/{b}",
        "phrase": f"/phrase?text={quote('الحزام والطريق')}",
        "part: wordings": f"/phrase/wordings?text={quote('الحزام والطريق')}",
        "map": "/map",
        "network": "/network",
        "network of people": "/network?of=people",
        "review": "/review",
        "second coding": "/review?second=true",
        "identities": "/review/identities",
        "judged": "/review/done",
        "correct a fact": f"/review/fact/{fact['id']}?report={fact['report']}",
        "add a fact": f"/review/add/{report}?kind=contact",
        "add": "/add",
        **questions(a, b, report),
    }


def questions(a: str, b: str, report: str) -> dict[str, str]:
    """What is asked of the API."""
    return {
        "API contacts": f"/api/v1/contacts?a={a}&b={b}",
        "API statements": f"/api/v1/statements?a={a}&b={b}",
        "API commitments": f"/api/v1/commitments?a={a}&b={b}",
        "API search": f"/api/v1/search?q={quote('التعاون')}",
        "API report": f"/api/v1/reports/{report}",
    }


class Asked:
    """One site, asked in-process."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    async def __call__(self, address: str, tag: str | None = None) -> tuple[int, str | None, int]:
        """Status, ETag and bytes of an answer."""
        told: list[dict[str, Any]] = []
        parts = urlsplit(address)
        headers = [(b"host", b"localhost"), (b"cookie", COOKIES.encode())] + ([(b"if-none-match", tag.encode())] if tag else [])
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": parts.path, "raw_path": parts.path.encode(), "query_string": parts.query.encode(), "root_path": "",
            "headers": headers, "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            told.append(message)

        await self.app(scope, receive, send)  # type: ignore[arg-type]
        found = dict(told[0]["headers"]).get(b"etag")
        return told[0]["status"], found.decode() if found else None, sum(len(m.get("body", b"")) for m in told)


@contextmanager
def opened(target: Path, looked: Site) -> Iterator[Asked]:
    """A site that has shown nothing yet but its page of errors, and knows what another saw when it looked the archive over."""
    app = create_app(target)
    asked = Asked(app)
    app.state.site.glances |= looked.glances
    assert asyncio.run(asked("/nothing"))[0] == 404
    yield asked
    app.state.site.archive.close()


def timed(asked: Asked, address: str, tag: str | None = None) -> tuple[float, tuple[int, str | None, int]]:
    start = time.process_time()
    answer = asyncio.run(asked(address, tag))
    return (time.process_time() - start) * 1000, answer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--archive", type=Path, help="an archive that is there; by default one is made, and gone afterwards")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", help="pages whose names hold this")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = options.archive or make(Path(folder), options.reports, options.jobs)
        return show(target, options.rounds, options.only or "")


def show(target: Path, rounds: int, only: str) -> int:
    with Archive(target, read_only=True, create=False) as archive:
        asked_for = {name: address for name, address in pages(archive).items() if only in name}
        with archive.view() as view:
            totals = ask_glance.totals(view)
    print(f"{totals['reports']:,} reports, {totals['contacts']:,} contacts, {totals['people']:,} people; ms of processor time")
    start = time.process_time()
    looked: Site = create_app(target).state.site
    look_over(looked)
    print(f"the archive is looked over in {time.process_time() - start:.1f} s")
    within: list[str] = []
    print(f"{'page':26} {'first':>9} {'then':>9} {'unchanged':>10} {'KB':>6}")
    for name, address in asked_for.items():
        firsts = []
        for _ in range(SITES):
            with opened(target, looked) as asked:
                firsts.append(timed(asked, address)[0])
        first = min(firsts)
        with opened(target, looked) as asked:
            _, (status, tag, size) = timed(asked, address)
            then = statistics.median(timed(asked, address)[0] for _ in range(rounds))
            unchanged = f"{min(timed(asked, address, tag)[0] for _ in range(3)):8.1f}" if tag else "       –"
        assert status == 200, (address, status)
        within += [name] if first <= MARK else []
        mark = " >" if first > MARK else "  "
        print(f"{name:26}{mark}{first:8.1f} {then:9.1f}   {unchanged} {size / 1000:6.0f}", flush=True)
    pages_ = [name for name in asked_for if ":" not in name or name.startswith("search")]
    print(f"{len(set(within) & set(pages_))} of {len(pages_)} pages in under {MARK:.0f} ms the first time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
