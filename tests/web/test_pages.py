"""Every page in both languages, and what every answer has."""

import re
import time
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from conftest import TITLE, addresses, archive_of
from fastapi.testclient import TestClient

from mahdar.web.tongue import DATA

LANGUAGES = {"ar": "rtl", "en": "ltr"}


def spoken(lang: str) -> dict[str, dict[str, str]]:
    return yaml.safe_load((DATA / f"ui.{lang}.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_both_languages_say_the_same_things() -> None:
    arabic, english = spoken("ar"), spoken("en")
    assert {s: sorted(words) for s, words in arabic.items()} == {s: sorted(words) for s, words in english.items()}
    for section, words in english.items():
        for key, text in words.items():
            parts = [{name for _, name, _, _ in Formatter().parse(str(t)) if name} for t in (text, arabic[section][key])]
            assert parts[0] == parts[1], f"{section}.{key}"


def test_a_reprint_stands_with_its_account(client: TestClient) -> None:
    contact = next(c for c in archive_of(client).contacts(("KW", "JO")) if len(c["accounts"]) == 2)
    answer = client.get(f"/contact/{contact['id']}", headers={"cookie": "lang=en"}).text
    [printed] = [again for account in contact["accounts"] for again in account["reprints"]]
    assert printed["source"] == "sabah.txt"
    assert re.search(rf'Reprinted: <a href="/report/{printed["report"].removeprefix("sha256:")[:16]}#{printed["fact"]}">', answer)


def test_where_two_stand_on_one_issue(client: TestClient) -> None:
    archive = archive_of(client)
    answer = client.get("/relation/CN/KZ", headers={"cookie": "lang=en"}).text
    table = answer[answer.index('<table class="stands">') :].partition("</table>")[0]
    both = [row for row in archive.matrix(("CN", "KZ")) if row["positions"].keys() >= {"CN", "KZ"}]
    assert both and table.count("<tr>") == 1 + len(both)
    for place in (place for row in both for held in row["positions"].values() for place in held):
        assert f">{place['stance']}</a>" in table and place["first_seen"] in table


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page(client: TestClient, lang: str) -> None:
    keys = re.compile(r"\b(" + "|".join(spoken(lang)) + r")\.[a-z_]+\b")
    for name, address in addresses(archive_of(client)).items():
        answer = client.get(address, headers={"cookie": f"lang={lang}"})
        assert answer.status_code == 200, (name, answer.text[:300])
        assert f'<html lang="{lang}" dir="{LANGUAGES[lang]}"' in answer.text, name
        words = re.sub(r"<[^>]*>|contacts\.\w+|statements?\.\w+", " ", answer.text)
        assert not keys.findall(words), name
        tags = "".join(re.findall(r"<[a-z][^>]*>", answer.text))
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|(?:src|href|action)=.https?:", tags), name
        assert "script-src 'self'" in answer.headers["content-security-policy"], name


def test_language_and_theme_are_chosen_and_kept(made_client: TestClient) -> None:
    assert 'lang="en"' in made_client.get("/").text
    assert 'lang="ar"' in made_client.get("/", headers={"accept-language": "ar-EG,en"}).text
    assert 'lang="ar"' in made_client.get("/?lang=ar").text
    assert 'lang="ar"' in made_client.get("/people").text
    assert 'data-theme="dark"' in made_client.get("/?theme=dark").text
    assert 'data-theme="dark"' in made_client.get("/map").text
    assert 'lang="ar"' in made_client.get("/?lang=xx").text


@pytest.fixture
def made_client(client: TestClient) -> TestClient:
    """A browser of one's own, with its cookies."""
    return TestClient(client.app, base_url="http://localhost")


def test_what_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/relation/CN/KZ", headers={"cookie": "form=x"})
    again = client.get("/relation/CN/KZ", headers={"cookie": "form=x", "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_text_is_printed_as_it_is(client: TestClient) -> None:
    odd = next(r for r in archive_of(client).reports() if r["source"].startswith(TITLE))
    page = client.get(f"/report/{odd['id'][7:23]}").text
    assert "<b onmouseover" not in page and "<img src=x" not in page and "<script>document" not in page
    assert "&#13;\n" in page  # a carriage return comes through as one


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing", 404),
        ("/report/zz", 404),
        ("/contact/zz", 404),
        ("/person/0123456789abcdef", 404),
        ("/fact/0123456789abcdef", 404),
        ("/relation/CN/Atlantis", 400),
        ("/relation/CN/CN", 400),
        ("/contacts?from=yesterday", 400),
        ("/contacts?of=Atlantis", 400),
        ("/statements?act=sing", 400),
        ("/network?of=ships", 400),
        ("/map?from=2024-13-40", 400),
        ("/review?kind=ship", 400),
        ("/relation/CN/KZ/brief.exe", 400),
    ],
)
def test_bad_addresses_are_told(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[-900:]
    assert "<h1>" in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize("q", ['"', "'", "(", "*", "NEAR(", "\x00", "😀", "a" * 400, "ـ", "و", '" OR 1', "%", "الصين" * 60])
def test_any_search_is_answered(client: TestClient, q: str) -> None:
    assert client.get("/search", params={"q": q}).status_code == 200
    assert client.get("/phrase", params={"text": q}).status_code in (200, 303, 400)


def test_what_can_be_taken_away(client: TestClient) -> None:
    document = client.get("/relation/CN/KZ/brief.docx")
    assert document.content.startswith(b"PK") and 'filename="brief-CN-KZ' in document.headers["content-disposition"]
    assert client.get("/relation/CN/KZ/brief.md").text.count("\n## ") >= 5
    assert "<html" in client.get("/relation/CN/KZ/brief.html").text
    rows = client.get("/relation/CN/KZ/contacts.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("id,form,status,date")
    assert len(rows) >= len(archive_of(client).contacts(between=("CN", "KZ")))


def test_relations_are_found_by_any_name(client: TestClient) -> None:
    found = client.get("/relation", params={"a": "الصين", "b": "Kazakhstan"})
    assert (found.status_code, found.headers["location"]) == (303, "/relation/CN/KZ")


def test_the_timeline_is_filtered(client: TestClient) -> None:
    whole, letters = (client.get("/relation/CN/KZ" + q).text for q in ("", "?form=letter"))
    marks = [len(re.findall(r'<a href="/contact/[0-9a-f]{16}" aria-label', page)) for page in (whole, letters)]
    told = archive_of(client).contacts(between=("CN", "KZ"))
    assert marks == [sum(bool(c["date"]) for c in told), sum(bool(c["date"]) and c["form"] == "letter" for c in told)]
    assert marks[1] > 0


def test_an_empty_archive_has_pages_too(tmp_path: object) -> None:
    from mahdar.web.app import create_app

    with TestClient(create_app(f"{tmp_path}/new.db"), base_url="http://localhost") as new:
        for address in (
            "/",
            "/contacts",
            "/people",
            "/map",
            "/network",
            "/review",
            "/review/done",
            "/search?q=سلام",
            "/party/CN",
        ):
            assert new.get(address).status_code == 200, address


def test_accounts_stand_side_by_side(client: TestClient) -> None:
    [contact] = archive_of(client).contacts(between=("KW", "JO"))
    assert len(contact["accounts"]) == 2
    page = client.get(f"/contact/{contact['id']}").text
    assert page.count('class="account"') == 2
    assert "told by one" in page and "≠ worded differently" in page
    assert re.search(r"<mark>[^<]*توسيع", page) or re.search(r"<mark>[^<]*تعزيز", page)


def test_what_went_wrong_is_told_in_arabic(client: TestClient) -> None:
    asked = {
        "/relation/CN/Atlantis": "لا يُعرف طرف بهذا الاسم",
        "/contacts?from=yesterday": "ليس تاريخًا",
        "/person/0123456789abcdef": "لا واقعة بهذا الرقم",
        "/relation/CN/CN": "طرفين مختلفين",
        "/report/ffffffffffff": "لا تقرير بهذا الرقم",
        "/contacts?form=duel": "ليست من الكلمات المعروفة",
        "/nothing": "لا صفحة بهذا العنوان",
        "/relation/QA/CN": "لا تقرير محفوظ عن الطرفين معًا",
    }
    for address, words in asked.items():
        answer = client.get(address, headers={"cookie": "lang=ar"})
        assert words in answer.text and answer.status_code >= 400, (address, re.findall('<p class="basis">.*', answer.text))


def test_every_message_can_be_told() -> None:
    from mahdar.web.tongue import messages

    assert len(messages("ar")) > 40 and not messages("en")
    for pattern, said in messages("ar"):
        assert max((int(n) for n in re.findall(r"\\(\d)", said)), default=0) <= pattern.groups, said


def test_a_page_that_is_known_is_not_made_again(made_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made_client.get("/people")  # brings the cookie of forms
    first = made_client.get("/people")
    monkeypatch.setattr("mahdar.web.pages.people.page", lambda *_, **__: pytest.fail("made again"))
    again = made_client.get("/people", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_of_two_of_whom_much_is_told_the_sections_follow(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get("/relation/CN/KZ").text
    monkeypatch.setattr("mahdar.web.pages.relation.FEW", 0)
    shell, part = (client.get("/relation/CN/KZ" + more).text for more in ("", "/sections"))
    assert 'data-later="/relation/CN/KZ/sections"' in shell and "data-later" not in whole
    assert '<section id="said">' in whole and '<section id="said">' not in shell and '<section id="said">' in part
    assert "<html" not in part


def test_overviews_are_of_the_present_state(desk: TestClient) -> None:
    before, archive = desk.get("/").text, archive_of(desk)
    contact = archive.contacts(between=("KW", "JO"))[0]
    for told in (one for account in contact["accounts"] for one in (account, *account["reprints"])):
        archive.judge("reject", told["fact"], by="A. Reviewer", report=told["report"])
    assert desk.get("/").text != before


def soon(holds: Any) -> bool:
    return any(holds() or time.sleep(0.05) for _ in range(200))


def test_nobody_waits_for_a_costly_overview(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    site = desk.app.state.site  # type: ignore[attr-defined]
    counted = iter(range(9))
    assert [site.glance("n", lambda: next(counted)) for _ in range(2)] == [0, 0]
    row = archive_of(desk).review(1)[0]
    archive_of(desk).judge("confirm", row["id"], by="A. Reviewer", report=row["report"])
    assert site.glance("n", lambda: next(counted)) == 1  # quick enough to wait for
    monkeypatch.setattr("mahdar.web.site._COSTLY", -1.0)
    archive_of(desk).judge("reject", row["id"], by="A. Reviewer", report=row["report"])
    assert site.glance("n", lambda: next(counted)) == 1
    assert soon(lambda: site.glance("n", lambda: pytest.fail("known already")) == 2)


def test_a_large_archive_is_looked_over_when_it_is_opened(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mahdar.web import app

    monkeypatch.setattr(app, "LARGE", 0)
    with TestClient(app.create_app(copy), base_url="http://localhost") as opened:
        site = opened.app.state.site  # type: ignore[attr-defined]
        assert soon(lambda: len(site.glances) == 7)
