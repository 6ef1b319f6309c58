"""Reviewing with the keyboard alone, end to end in a real browser; what was judged is looked up in the archive."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import SHUT, Page, Watched, odd
from conftest import ODD

from mahdar.archive import Archive

pytestmark = SHUT


def tab_to(page: Page, locator: Any, most: int = 400) -> None:
    """Presses Tab until this has the focus."""
    for _ in range(most):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("it is out of the keyboard's reach")


def asked(target: Path) -> Archive:
    return Archive(target, read_only=True, create=False)


def signed(open_: Callable[..., Watched], target: Path, lang: str = "en") -> Watched:
    watched = open_(target, lang)
    page = watched.to("/review")
    tab_to(page, page.locator("[name=name]"))
    page.keyboard.type("A. Reviewer")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return watched


def test_words_are_chosen_and_a_fact_added(copy: Path, open_: Callable[..., Watched]) -> None:
    watched = signed(open_, copy)
    page = watched.to(f"/review/add/{odd(copy)[0].rsplit('/', 1)[1]}?kind=contact")
    article = page.locator("#text")
    tab_to(page, article)
    for _ in range(3):
        page.keyboard.press("ArrowLeft")  # the first word, the second, the third
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    first = " ".join(ODD.split()[2:4])
    assert page.locator(".chosen").first.inner_text() == first
    tab_to(page, page.locator("#more"))
    page.keyboard.press("Enter")
    assert article.evaluate("element => element === document.activeElement")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    second = page.locator(".chosen").nth(1).inner_text()
    assert second and second in ODD and second != first
    tab_to(page, page.locator("[name='participants.of']").first)
    page.keyboard.type("QA")
    tab_to(page, page.locator("[name='participants.of']").nth(1))
    page.keyboard.type("OM")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    with asked(copy) as archive:
        [contact] = archive.contacts(between=("QA", "OM"))
        assert {e["quote"] for e in contact["evidence"]} == {first, second}
        assert [j["by"] for j in archive.judgements()] == ["A. Reviewer"]
    assert not watched.wrong


def test_a_fact_is_corrected_from_the_queue_and_taken_back(copy: Path, open_: Callable[..., Watched]) -> None:
    watched = signed(open_, copy)
    page = watched.to("/review?kind=contact")
    fact = page.locator(".card").first.get_attribute("data-fact")
    with page.expect_navigation():
        page.keyboard.press("e")
    tab_to(page, page.locator("[name=place]"))
    page.keyboard.press("Control+a")
    page.keyboard.type("مراكش")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/review")
    with asked(copy) as archive:
        assert archive.fact(fact)["fact"].place.geonames == 2542997  # type: ignore[index]
    page = watched.to("/review/done")
    tab_to(page, page.get_by_role("button", name="Undo"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("taken back").count() == 1
    with asked(copy) as archive:
        place = archive.fact(fact)["fact"].place  # type: ignore[index]
        assert place is None or place.geonames != 2542997


@pytest.mark.parametrize("key", ["c", "ؤ"], ids=["Latin keys", "Arabic keys"])
def test_keys_judge_on_any_keyboard(copy: Path, open_: Callable[..., Watched], key: str) -> None:
    watched = signed(open_, copy, "en")
    page = watched.page
    fact = page.locator(".card").first.get_attribute("data-fact")
    page.evaluate("key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code: 'KeyC', bubbles: true}))", key)
    page.locator("#told button").wait_for()
    with asked(copy) as archive:
        assert [(j["fact"], j["verdict"]) for j in archive.judgements()] == [(fact, "confirm")]


def test_people_are_merged_and_split(copy: Path, open_: Callable[..., Watched]) -> None:
    with asked(copy) as archive:
        one = next(p for p in archive.people(of="KZ") if p["reports"] > 2)
        other = next(p for p in archive.people(of="KZ") if p["id"] != one["id"])
    watched = signed(open_, copy)
    page = watched.to(f"/person/{one['id']}")
    tab_to(page, page.locator("details.naming summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[name=same]"))
    page.keyboard.type(other["name"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="One and the same").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with asked(copy) as archive:
        assert set(other["names"]) <= set(archive.people(id=one["id"])[0]["names"])
    page = watched.to("/review/done")
    tab_to(page, page.get_by_role("button", name="Undo"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with asked(copy) as archive:
        assert archive.people(id=other["id"])
        reports = archive.people(id=one["id"])[0]["reports"]
        said = archive.statements(person=one["id"], limit=1)[0]["report"]
    page = watched.to(f"/report/{said[7:23]}")
    summary = page.locator("#facts .person summary").filter(has_text=one["name"]).first
    tab_to(page, summary)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#facts .person details[open]").get_by_role("button", name="Another person"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with asked(copy) as archive:
        now = {p["id"]: p["reports"] for p in archive.people(name=one["name"])}
        assert now[one["id"]] == reports - 1 and len(now) == 2
    assert not watched.wrong


def test_contacts_are_split_and_merged(copy: Path, open_: Callable[..., Watched]) -> None:
    with asked(copy) as archive:
        [whole] = archive.contacts(between=("KW", "JO"))
    watched = signed(open_, copy)
    page = watched.to(f"/contact/{whole['id']}")
    for button, apart in (("Another contact", 2), ("The same contact", 1)):
        tab_to(page, page.get_by_role("button", name=button).first)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        with asked(copy) as archive:
            assert len(archive.contacts(between=("KW", "JO"))) == apart
    assert not watched.wrong


def test_a_second_coding_and_how_far_it_agrees(copy: Path, open_: Callable[..., Watched]) -> None:
    with Archive(copy) as archive:
        rows = archive.review(4, kind="statement")
        for n, row in enumerate(rows):
            archive.judge("confirm" if n else "reject", row["id"], by="B. Reviewer", report=row["report"])
    watched = signed(open_, copy)
    page = watched.to("/review?second=true")
    count = page.locator(".card").count()
    assert count == 3  # what was rejected is no fact any more
    for left in range(count, 0, -1):
        page.keyboard.press("x" if left == 1 else "c")
        page.locator(".card").nth(left - 1).wait_for(state="detached")
    page = watched.to("/review/done")
    row = page.locator("table.plain tbody tr")
    assert re.search(r"A\. Reviewer – B\. Reviewer\s+3\s+0\.\d\d", row.inner_text())
    assert not watched.wrong
