"""Reports added on the page: kept once, refused with the reason, whatever is sent."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, archive_of
from fastapi.testclient import TestClient
from test_review import token

from mahdar.intake.fetch import Manners
from mahdar.web.app import create_app

TEXT = "الدوحة 7 مايو 2024 (قنا) -- التقى وزير الخارجية القطري محمد بن عبدالرحمن آل ثاني وزير الخارجية العماني بدر البوسعيدي."
ASKS = {"accept": "application/json"}


def test_files_are_kept_once(desk: TestClient) -> None:
    csrf, count = token(desk, "/add"), len(archive_of(desk).reports())
    files = [
        ("files", ("new.txt", TEXT.encode(), "text/plain")),
        ("files", ("known.txt", (EXAMPLES / "cnkz-2019-beijing.txt").read_bytes(), "text/plain")),
        ("files", ("english.txt", b"The two ministers met in Doha on Tuesday and spoke of trade and energy.", "text/plain")),
        ("files", ("../../picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png")),
    ]
    told = desk.post("/add", data={"csrf": csrf}, files=files, headers=ASKS).json()
    assert (told["added"], len(told["refused"])) == (1, 2)
    assert any(line.startswith("english.txt:") for line in told["refused"]) and any(
        line.startswith("picture.png:") for line in told["refused"]
    )
    assert [r["source"] for r in archive_of(desk).reports() if r["source"] == "new.txt"] == ["new.txt"]
    assert len(archive_of(desk).reports()) == count + 1
    again = desk.post("/add", data={"csrf": csrf}, files=files[:1], headers=ASKS).json()
    assert (again["added"], again["unchanged"]) == (0, 1)
    assert desk.get(f"/report/{told['reports'][0]['id']}").status_code == 200


def test_a_pasted_text_is_read(desk: TestClient) -> None:
    data = {
        "csrf": token(desk, "/add"),
        "text": TEXT + "\r\n\r\nوتناول اللقاء التعاون.\r\n",
        "source": "desk note",
        "published": "2024-05-07",
    }
    page = desk.post("/add", data=data)
    assert page.status_code == 200 and "desk note" in page.text
    report, record = archive_of(desk).report("desk note")
    assert "\r" not in report.text and record.document.published == "2024-05-07"


def test_what_is_too_large_is_refused(desk: TestClient) -> None:
    csrf = token(desk, "/add")
    answer = desk.post("/add", data={"csrf": csrf}, files=[("files", ("big.txt", b"x" * 20_000_001, "text/plain"))])
    assert answer.status_code == 413
    assert desk.post(
        "/add", content=(b"x" * 1_000_000 for _ in range(21)), headers={"content-type": "multipart/form-data; boundary=x"}
    ).status_code in (400, 403, 413)


def test_nothing_sent_changes_nothing(desk: TestClient) -> None:
    told = desk.post("/add", data={"csrf": token(desk, "/add"), "text": "  "}, headers=ASKS).json()
    assert told == {"added": 0, "updated": 0, "unchanged": 0, "reports": [], "refused": []}
    assert desk.post("/add", data={"text": TEXT}).status_code == 403


BODY = "".join(f"<p>{TEXT} وبحث الجانبان التعاون في مجال رقم {n}.</p>" for n in range(3))
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/report": (
        200,
        {},
        f"<html><head><title>لقاء في الدوحة</title></head><body><article>{BODY}</article></body></html>".encode(),
    ),
    "/moved": (302, {"Location": "/report"}, b""),
    "/inside": (302, {"Location": "http://169.254.169.254/latest"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/picture": (200, {"Content-Type": "image/png"}, b"PNG"),
    "/long": (200, {}, b" " * 5_000_001),
    "/none": (404, {}, b""),
}
QUICK = Manners(delay=0, connect=2, read=2, total=5, robots=False, allow_private=True)


class Web(BaseHTTPRequestHandler):
    """A site of our own."""

    asked: list[str] = []  # noqa: RUF012 -- emptied by each test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, headers, body = PAGES[self.path]
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    Web.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def give(archive: Path, address: str, manners: Manners | None) -> Any:
    with TestClient(create_app(archive, manners=manners), base_url="http://localhost") as client:
        return client.post("/add", data={"csrf": token(client, "/add"), "address": address}, headers=ASKS).json()


def test_an_address_is_fetched_and_kept(copy: Path, site: str) -> None:
    told = give(copy, f" {site}/moved ", QUICK)
    assert (told["added"], told["refused"]) == (1, [])
    assert told["reports"][0]["title"] == "لقاء في الدوحة"
    assert give(copy, f"{site}/report", QUICK)["unchanged"] == 1


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/picture", "is image/png, no page"),
        ("/long", "larger than 5,000,000 bytes"),
        ("/none", "answers 404"),
        ("/file", "is no web address"),
    ],
)
def test_what_is_no_page_is_told(copy: Path, site: str, path: str, why: str) -> None:
    told = give(copy, site + path, QUICK)
    assert (told["added"], len(told["refused"])) == (0, 1) and why in told["refused"][0]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:{port}/report",
        "http://127.0.0.1:{port}/report",
        "http://127.1:{port}/report",
        "http://2130706433:{port}/report",
        "http://0.0.0.0:{port}/report",
        "http://[::1]:{port}/report",
        "http://[::ffff:127.0.0.1]:{port}/report",
        "http://169.254.169.254/latest",
        "http://user@10.0.0.1/",
    ],
)
def test_nothing_within_is_asked(copy: Path, site: str, address: str) -> None:
    told = give(copy, address.format(port=site.rpartition(":")[2]), Manners(delay=0, connect=2, total=5))
    assert told["added"] == 0 and "leads to the private address" in told["refused"][0]
    assert not Web.asked


def test_no_redirect_leads_within(copy: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from mahdar.intake import fetch

    public = fetch.is_public  # this machine stands for the open internet, and nothing else does
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1" or public(address))
    told = give(copy, f"{site}/inside", Manners(delay=0, connect=2, total=5, robots=False))
    assert "leads to the private address 169.254.169.254" in told["refused"][0] and Web.asked == ["/inside"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "gopher://localhost/", "//localhost/", "http://", "http://[", "x"])
def test_what_is_no_address_is_told(copy: Path, address: str) -> None:
    assert "is no web address" in give(copy, address, QUICK)["refused"][0]


def test_nothing_is_fetched_where_it_is_off(copy: Path, site: str, desk: TestClient) -> None:
    assert "not fetched here" in give(copy, f"{site}/report", None)["refused"][0] and not Web.asked
    page = desk.get("/add").text
    assert 'name="address"' not in page and "no network" in page
