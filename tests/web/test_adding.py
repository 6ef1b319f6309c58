"""Reports added on the page: kept once, refused with the reason, whatever is sent."""

from conftest import EXAMPLES, archive_of
from fastapi.testclient import TestClient
from test_review import token

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
