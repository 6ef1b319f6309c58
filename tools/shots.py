"""Draws the pictures of the pages in docs/img/pages/: every page in both languages and both themes, as chromium shows it.

    python tools/shots.py [--only NAME,…] [--looks ar-light,en-dark,…] [--width 1200] [--out DIR]

The archive is that of the example reports, with two accounts of one meeting and with judgements of two reviewers; a second site
is a shared one, for signing in and users. A width of a phone's (390) shows whole pages.
"""

import argparse
import base64
import os
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from mahdar.archive import Archive
from mahdar.archive.users import Users
from mahdar.intake import Problem, reports
from mahdar.intake.fetch import Manners
from mahdar.reading.reader import Reader
from mahdar.report import Report
from mahdar.web.app import create_app

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "img" / "pages"
LOOKS = ("ar-light", "ar-dark", "en-light", "en-dark")
OPTIONS = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-sync force-color-profile=srgb"
PASSWORD = "shown nowhere"
ACCOUNTS = ROOT / "tests" / "web" / "accounts"  # of one meeting; one is a reprint


def filled(path: Path) -> None:
    """An archive of the examples, and of what two reviewers judged."""
    reader = Reader()
    found = [report for report in reports(["examples/reports"]) if not isinstance(report, Problem)]
    found += [Report.of(path.read_text(encoding="utf-8"), path.name) for path in sorted(ACCOUNTS.glob("*.txt"))]
    with Archive(path) as archive:
        archive.add(((report, reader.read(report)) for report in found), pack=reader.pack.fingerprint)
        said = archive.review(7, kind="statement")
        for n, row in enumerate(said):
            archive.judge("reject" if n == 2 else "confirm", row["id"], by="Lina Haddad", report=row["report"])
            if n < 5:
                archive.judge("reject" if n == 4 else "confirm", row["id"], by="Omar Karim", report=row["report"])
        met = archive.review(1, kind="contact")[0]
        archive.judge("replace", met["id"], by="Lina Haddad", report=met["report"], value={"form": "visit"}, note="a state visit")
        Users(archive.store).add("Lina Haddad", PASSWORD, "admin")
        Users(archive.store).add("Omar Karim", PASSWORD, "reviewer")
        Users(archive.store).add("Desk", PASSWORD, "reader")


def served(app: FastAPI) -> str:
    """The address of a site that runs as long as this does."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def pages(archive: Archive) -> dict[str, str]:
    """Every page, by the name of its picture."""
    contact = max(archive.contacts(between=("KW", "JO")), key=lambda c: len(c["accounts"]))
    report = next(r["id"][7:23] for r in archive.reports() if "tianjin" in r["source"])
    person = archive.people(name="توكاييف")[0]["id"]
    met = next(c["accounts"][0] for c in archive.contacts(between=("CN", "KZ")) if c["place"] and len(c["accounts"]) == 1)
    return {
        "home": "/",
        "relation": "/relation/CN/KZ",
        "relation-timeline": "/relation/CN/KZ#timeline",
        "relation-said": "/relation/CN/KZ#said",
        "report": f"/report/{report}",
        "contacts": "/contacts",
        "contact": f"/contact/{contact['id']}",
        "people": "/people",
        "person": f"/person/{person}",
        "party": "/party/CN",
        "organisation": "/party/SCO",
        "place": "/place/أستانا",
        "statements": "/statements",
        "search": "/search?q=الشراكة",
        "phrases": "/phrases",
        "phrase": "/phrase?text=الشراكة الاستراتيجية",
        "map": "/map",
        "network": "/network",
        "review": "/review",
        "second-coding": "/review?second=true",
        "identities": "/review/identities",
        "echoes": "/review/echoes",
        "judged": "/review/done",
        "correct": f"/review/fact/{met['fact']}?report={met['report']}",
        "missed": f"/review/add/{report}?kind=statement",
        "add": "/add",
        "api": "/api",
        "problem": "/relation/CN/Atlantis",
    }


def draw(page: Page, target: Path, whole: bool) -> None:
    """What the page shows, as WebP."""
    session = page.context.new_cdp_session(page)
    options: dict[str, Any] = {"format": "webp", "quality": 72, "captureBeyondViewport": whole}
    if whole:
        size = session.send("Page.getLayoutMetrics")["cssContentSize"]
        options["clip"] = {**size, "scale": 1, "height": min(size["height"], 4000)}
    target.write_bytes(base64.b64decode(session.send("Page.captureScreenshot", options)["data"]))


def look(browser: Browser, site: str, name: str, width: int) -> Page:
    """A page in the language and theme of a look."""
    lang, theme = name.split("-")
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    cookies = (("lang", lang), ("theme", theme), ("reviewer", "Sami Nasser"))
    context.add_cookies([{"name": n, "value": v.replace(" ", "%20"), "url": site} for n, v in cookies])
    return context.new_page()


def shown(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(150)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="names of pages, with commas")
    parser.add_argument("--looks", default=",".join(LOOKS))
    parser.add_argument("--width", type=int, default=1200)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    out, whole = options.out.resolve(), options.width < 600
    out.mkdir(parents=True, exist_ok=True)
    wanted = set(options.only.split(",")) - {""}
    os.chdir(ROOT)  # so that sources are named as in a clone
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        path = Path(folder) / "pages.db"
        filled(path)
        app = create_app(path, manners=Manners())
        site, shared = served(app), served(create_app(path, shared=True, hosts=frozenset()))
        every = {name: address for name, address in pages(app.state.site.archive).items() if not wanted or name in wanted}
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=[f"--{o}" for o in OPTIONS.split()])
        for name in options.looks.split(","):
            page = look(browser, site, name, options.width)
            for title, address in every.items():
                shown(page, site + address)
                draw(page, out / f"{title}-{name}.webp", whole)
            if not wanted or wanted & {"sign-in", "users"}:
                page = look(browser, shared, name, options.width)
                shown(page, shared + "/users")
                draw(page, out / f"sign-in-{name}.webp", whole)
                page.locator("[name=name]").fill("Lina Haddad")
                page.locator("[name=password]").fill(PASSWORD)
                page.keyboard.press("Enter")
                page.wait_for_url("**/users")
                draw(page, out / f"users-{name}.webp", whole)
            page.context.close()


if __name__ == "__main__":
    main()
