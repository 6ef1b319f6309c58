"""A headless Chromium for the tests of pages, and a watch over what goes wrong in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mahdar.archive import Archive

CHROMIUM = (
    os.environ.get("MAHDAR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
)
SHUT = [
    pytest.mark.skipif(
        not Path(CHROMIUM).exists(), reason="there is no chromium: apt-get install chromium, or set MAHDAR_CHROMIUM"
    )
]
OPTIONS = ["no-sandbox", "disable-gpu", "disable-quic", "no-first-run"]
OPTIONS += ["disable-background-networking", "disable-component-update", "disable-sync"]
Page = Any


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=CHROMIUM, args=[f"--{option}" for option in OPTIONS])
        yield found
        found.close()


class Watched:
    """A page, and what went wrong on it."""

    def __init__(self, context: Any, site: str) -> None:
        self.site, self.wrong = site, list[str]()
        self.page = context.new_page()
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda r: None if r.url.startswith((site, "data:", "blob:")) else self.wrong.append(r.url))

    def to(self, address: str) -> Page:
        self.page.goto(self.site + address)
        self.page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame)).then(() => true)")
        return self.page


@pytest.fixture
def open_(browser: Any, serve: Callable[..., str]) -> Iterator[Callable[..., Watched]]:
    """Opens an archive's pages in a browser of its own."""
    contexts = []

    def opened(target: Path, lang: str = "en", theme: str = "light", width: int = 1280, **options: object) -> Watched:
        site = serve(target, **options)
        context = browser.new_context(viewport={"width": width, "height": 860}, permissions=["clipboard-read", "clipboard-write"])
        context.add_cookies([{"name": n, "value": v, "url": site} for n, v in (("lang", lang), ("theme", theme))])
        contexts.append(context)
        return Watched(context, site)

    yield opened
    for context in contexts:
        context.close()


def sign(page: Page) -> None:
    """Gives the reviewer's name."""
    page.get_by_label("Your name").fill("A. Reviewer")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def odd(target: Path) -> tuple[str, list[Any]]:
    """The address of the odd report, and its facts' spans."""
    with Archive(target, read_only=True, create=False) as archive:
        id = next(r["id"] for r in archive.reports() if r["source"] == "odd.txt")
        _, record = archive.report(id)
    return f"/report/{id[7:23]}", [*record.contacts, *record.statements, *record.people]
