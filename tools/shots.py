"""Draws the pictures of the pages in docs/img/: an archive of the example reports, served, and seen in chromium.

python tools/shots.py
"""

import os
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from mahdar.archive import Archive
from mahdar.intake import Problem, reports
from mahdar.reading.reader import Reader
from mahdar.web.app import create_app

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "img"
SIZE = {"width": 1200, "height": 800}
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]


def served(archive: Path) -> tuple[str, Archive]:
    """The address of the served archive."""
    reader, listening = Reader(), socket.socket()
    found = [report for report in reports(["examples/reports"]) if not isinstance(report, Problem)]
    with Archive(archive) as kept:
        kept.add(((report, reader.read(report)) for report in found), pack=reader.pack.fingerprint)
    app = create_app(archive)
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return f"http://127.0.0.1:{listening.getsockname()[1]}", app.state.site.archive


def main() -> None:
    os.chdir(ROOT)  # so that sources are named as in a clone
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        site, archive = served(Path(folder) / "pages.db")
        report = next(r["id"][7:23] for r in archive.reports() if "tianjin" in r["source"])
        shots = {  # name: address, language, theme
            "web-home-ar": ("/", "ar", "light"),
            "web-home-en-dark": ("/", "en", "dark"),
            "web-relation-en": ("/relation/CN/KZ", "en", "light"),
            "web-relation-ar-dark": ("/relation/CN/KZ", "ar", "dark"),
            "web-report-ar": (f"/report/{report}", "ar", "light"),
            "web-report-en-dark": (f"/report/{report}", "en", "dark"),
            "web-review-en": ("/review?kind=contact", "en", "light"),
            "web-map-ar-dark": ("/map", "ar", "dark"),
            "web-network-en": ("/network", "en", "light"),
        }
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        for name, (address, lang, theme) in shots.items():
            context = browser.new_context(viewport=SIZE)
            context.add_cookies([{"name": n, "value": v, "url": site} for n, v in (("lang", lang), ("theme", theme))])
            page = context.new_page()
            page.goto(site + address)
            page.wait_for_timeout(300)
            page.screenshot(path=OUT / f"{name}.png")
            context.close()


if __name__ == "__main__":
    main()
