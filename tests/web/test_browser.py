"""The pages in a real browser: nothing fails or comes from elsewhere, text is exact, keys are enough, all can use them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import SHUT, Watched, odd, sign
from conftest import ODD, PASSWORD, addresses

from mahdar.archive import Archive
from mahdar.archive.users import Users

pytestmark = SHUT
DARK = ("home", "relation", "report", "contact", "statements", "map", "network", "review", "correct")


def pages(target: Path) -> dict[str, str]:
    with Archive(target, read_only=True, create=False) as archive:
        return addresses(archive)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_page_fails_or_fetches_from_elsewhere(made: Path, open_: Callable[..., Watched], lang: str) -> None:
    watched = open_(made, lang)
    for name, address in pages(made).items():
        page = watched.to(address)
        assert not watched.wrong, (name, watched.wrong)
        assert page.title() and page.locator("h1").count() == 1, name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.parametrize(("lang", "theme"), [("ar", "light"), ("en", "dark")])
def test_everybody_can_use_them(made: Path, open_: Callable[..., Watched], lang: str, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    watched = open_(made, lang, theme)
    serious = []
    every = pages(made)
    chosen = every if theme == "light" else {name: every[name] for name in DARK}  # one look; what differs is the colours
    for name, address in chosen.items():
        page = watched.to(address)
        page.evaluate("scrollTo(0, 0)")  # it may have gone to its words: what lies under the head then is no small target
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        found = axe.run(page, options=options).response["violations"]
        grave = [v for v in found if v["impact"] in ("serious", "critical")]
        serious += [(name, v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in grave]
    assert not serious


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_phone_is_wide_enough(made: Path, open_: Callable[..., Watched], lang: str) -> None:
    watched = open_(made, lang, width=360)
    wide = {name: watched.to(address).evaluate("document.documentElement.scrollWidth") for name, address in pages(made).items()}
    assert not {name: width for name, width in wide.items() if width > 360}


def test_copied_text_is_the_reports_text(made: Path, open_: Callable[..., Watched]) -> None:
    watched = open_(made)
    address, _ = odd(made)
    for where in (address, pages(made)["report"]):
        page = watched.to(where)
        page.evaluate("getSelection().selectAllChildren(document.getElementById('text'))")
        page.keyboard.press("Control+c")
        with Archive(made, read_only=True, create=False) as archive:
            text = archive.report(where.rsplit("/", 1)[1])[0].text
        # A browser's clipboard has its own sign for the end of a line.
        assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text.replace("\r\n", "\n")
        assert page.evaluate("document.getElementById('text').textContent") == text
        assert page.evaluate("document.getElementById('text').childElementCount") == 0


def test_highlights_are_at_the_right_code_points(made: Path, open_: Callable[..., Watched]) -> None:
    address, facts = odd(made)
    page = open_(made).to(address)
    page.get_by_role("checkbox").evaluate_all("boxes => boxes.forEach((box) => box.checked || box.click())")
    words = "[...CSS.highlights].filter(([name]) => name !== 'active').flatMap(([, all]) => [...all].map(String))"
    shown = sorted(page.evaluate(words))
    spans = [span for fact in facts for span in (fact.spans if hasattr(fact, "spans") else [fact.span])]
    assert spans
    for start, end in spans:
        assert ODD[start:end] in shown, ODD[start:end]


def test_script_in_a_report_never_runs(made: Path, open_: Callable[..., Watched]) -> None:
    with Archive(made, read_only=True, create=False) as archive:
        ids = [r["id"][7:23] for r in archive.reports() if r["source"] == "odd.txt" or "onmouseover" in r["source"]]
    watched = open_(made)
    for address in ["/", "/search?q=الدوحة", "/search?q=<script>alert(1)</script>", *(f"/report/{id}" for id in ids)]:
        page = watched.to(address)
        assert "broken in" not in page.title() and not watched.wrong, (address, watched.wrong)
    assert len(ids) == 2


def test_a_fact_shows_how_it_was_found(made: Path, open_: Callable[..., Watched]) -> None:
    page = open_(made).to(pages(made)["report"])
    first = page.locator("#facts .statement summary").first
    first.focus()
    assert page.evaluate("CSS.highlights.get('active').size") >= 1
    page.keyboard.press("Enter")
    page.locator("#facts .because code").first.wait_for()
    assert "trigger" in page.locator("#facts .because").first.inner_text()
    assert page.locator(".margin span").count() > 0


def test_pointing_at_words_finds_their_fact(made: Path, open_: Callable[..., Watched]) -> None:
    page = open_(made).to(pages(made)["report"])
    box = page.evaluate(
        """(() => { const box = [...CSS.highlights.get('statement')][0].getClientRects()[0];
        return [box.x + box.width / 2, box.y + box.height / 2]; })()"""
    )
    page.mouse.move(*box)
    assert page.locator("#facts details.on").count() == 1


def test_review_end_to_end_by_keyboard(copy: Path, open_: Callable[..., Watched]) -> None:
    watched = open_(copy)
    page = watched.to("/review")
    sign(page)
    first = page.locator(".card").first.get_attribute("data-fact")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("c")
    page.locator("#told button").wait_for()
    with Archive(copy, read_only=True, create=False) as archive:
        judged = [(j["fact"], j["verdict"], j["by"]) for j in archive.judgements()]
    assert judged == [(first, "confirm", "A. Reviewer")]
    page.keyboard.press("u")
    page.locator(f'.card[data-fact="{first}"]').wait_for()
    with Archive(copy, read_only=True, create=False) as archive:
        assert [j["stands"] for j in archive.judgements() if j["verdict"] == "confirm"] == [False]
    assert not watched.wrong


def test_words_are_chosen_by_selecting_them(copy: Path, open_: Callable[..., Watched]) -> None:
    address, _ = odd(copy)
    watched = open_(copy)
    watched.to("/review")
    sign(watched.page)
    page = watched.to(f"/review/add/{address.rsplit('/', 1)[1]}?kind=statement")
    words = "التعاون بين البلدين"
    page.evaluate(
        """(words) => {
            const text = document.getElementById('text').firstChild, at = text.data.indexOf(words), range = new Range();
            range.setStart(text, at);
            range.setEnd(text, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        words,
    )
    page.get_by_role("button", name="Take the selected words").click()
    assert page.locator(".chosen").inner_text() == words
    start = ODD.index(words)
    assert [page.locator(f"[name={n}]").input_value() for n in ("start", "end")] == [str(start), str(start + len(words))]
    page.locator("[name=end]").focus()
    page.keyboard.press("Alt+ArrowRight")  # back by a word
    assert page.locator(".chosen").inner_text() == "التعاون بين"
    page.locator("[name='speakers.of']").first.fill("QA")
    page.get_by_role("button", name="Enter in the ledger").click()
    page.wait_for_url("**/report/**")
    with Archive(copy, read_only=True, create=False) as archive:
        assert "التعاون بين" in [s["text"] for s in archive.statements(by="QA")]


def test_keys_are_enough(made: Path, open_: Callable[..., Watched]) -> None:
    page = open_(made).to("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("توكاييف")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search**")
    page.locator(".found a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    assert page.evaluate("CSS.highlights.get('active')?.size") >= 1


def test_files_are_added_with_a_bar(copy: Path, open_: Callable[..., Watched], tmp_path: Path) -> None:
    report, english = tmp_path / "new.txt", tmp_path / "english.txt"
    report.write_text(
        "الدوحة 7 مايو 2024 (قنا) -- التقى وزير الخارجية القطري وزير الخارجية العماني بدر البوسعيدي.", encoding="utf-8"
    )
    english.write_text("The ministers met in Doha and spoke of trade, of energy and of the roads between them.", encoding="utf-8")
    watched = open_(copy)
    page = watched.to("/add")
    page.locator("[name=files]").set_input_files([report, english])
    page.get_by_role("button", name="Add").click()
    page.locator("#outcome .refused li").wait_for()
    assert "english.txt" in page.locator("#outcome .refused").inner_text()
    page.locator("#outcome .rows a").click()
    page.wait_for_url("**/report/**")
    assert not watched.wrong


def test_sections_follow_where_much_is_told(made: Path, open_: Callable[..., Watched], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mahdar.web.pages.relation.FEW", 0)
    watched = open_(made, "ar")
    page = watched.to("/relation/CN/KZ")
    page.locator("section#said").wait_for()
    assert page.locator("[data-later]").count() == 0 and page.locator(".heat").count() == 1
    page = watched.to("/phrases?a=CN&b=KZ")
    page.locator(".rows .what").first.wait_for()
    assert not watched.wrong


def test_signing_in(copy: Path, open_: Callable[..., Watched]) -> None:
    with Archive(copy) as archive:
        Users(archive.store).add("A. Desk", PASSWORD, "reader")
    watched = open_(copy, shared=True)
    page = watched.to("/people")
    assert "/sign-in" in page.url
    page.get_by_label("Name").fill("A. Desk")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/people")
    assert page.locator(".rows.people li").count() > 10
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in**")
    assert not watched.wrong
