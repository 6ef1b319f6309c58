"""One archive of the example reports and of two of our own, its pages behind a test client, and a real server for browsers."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from browsing import browser, open_
from fastapi.testclient import TestClient

from mahdar.archive import Archive
from mahdar.archive.users import Users
from mahdar.intake import Problem, reports
from mahdar.reading.reader import Reader
from mahdar.report import Report
from mahdar.web.app import create_app

__all__ = ["browser", "open_"]  # fixtures
ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "reports"
PASSWORD = "a long enough one"
# Emoji before and between the facts, tashkil in the words, a carriage return, and what would be script were it let.
ODD = (
    "🇶🇦🤝🇰🇼 لِقَاءٌ في الدوحة\r\n\r\nالدوحة 5 مايو 2024 (قنا) -- التقى وزيرُ الخارجيةِ القطريُّ محمد بن عبدالرحمن آل ثاني "
    "😀 اليوم وزيرَ الخارجية الكويتي عبدالله اليحيا.\n\nوأكّدَ الوزيرُ 👍🏽 أنّ التعاون بين البلدين مستمرّ.\n"
    "<script>document.title = 'broken in'</script><img src=x onerror=\"document.title='broken in'\">\n"
)
# Two accounts of one meeting, which word one thing differently; only one tells of the visas, and is reprinted.
ACCOUNTS = Path(__file__).parent / "accounts"
TITLE = "<b onmouseover=alert(1)>\"'&amp;"


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """The archive's file, made once; only read from."""
    target = tmp_path_factory.mktemp("web") / "web.db"
    found = [report for report in reports([str(EXAMPLES)]) if not isinstance(report, Problem)]
    found += [
        Report.of(ODD, "odd.txt"),
        *(Report.of(path.read_text(encoding="utf-8"), path.name) for path in sorted(ACCOUNTS.glob("*.txt"))),
        Report.of(f"{TITLE}\n\n{ODD}", TITLE + ".txt"),
    ]
    with Archive(target) as archive:
        archive.add(((report, reader.read(report)) for report in found), pack=reader.pack.fingerprint)
    return target


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """An archive of one's own to write to."""
    return Path(shutil.copy(made, tmp_path / "own.db"))


@pytest.fixture(scope="session")
def client(made: Path) -> Iterator[TestClient]:
    """The pages for reading."""
    with TestClient(create_app(made), base_url="http://localhost", follow_redirects=False) as found:
        yield found


@pytest.fixture
def desk(copy: Path) -> Iterator[TestClient]:
    """The pages of an archive of one's own."""
    with TestClient(create_app(copy), base_url="http://localhost", follow_redirects=False) as found:
        yield found


@pytest.fixture
def team(copy: Path) -> Iterator[TestClient]:
    """The pages of a shared archive with a user in each role, nobody signed in."""
    app = create_app(copy, shared=True, hosts=frozenset())
    users: Users = app.state.site.users
    for role in ("reader", "reviewer", "admin"):
        users.add(f"A {role}", PASSWORD, role)
    with TestClient(app, base_url="http://archive.example", follow_redirects=False) as found:
        yield found


def archive_of(client: TestClient) -> Archive:
    found: Archive = client.app.state.site.archive  # type: ignore[attr-defined]
    return found


def addresses(archive: Archive) -> dict[str, str]:
    """Every page, by name, with ids that the archive has."""
    contact = max(archive.contacts(), key=lambda c: len(c["accounts"]))
    person, odd = archive.people()[0], next(r for r in archive.reports() if r["source"] == "odd.txt")
    fact = archive.statements(between=("CN", "KZ"), limit=1)[0]
    return {
        "home": "/",
        "relation": "/relation/CN/KZ",
        "report": f"/report/{fact['report'][7:23]}",
        "odd report": f"/report/{odd['id'][7:23]}",
        "contacts": "/contacts?of=CN&with=KZ&form=meeting",
        "contact": f"/contact/{contact['id']}",
        "people": "/people?name=توكاييف",
        "person": f"/person/{person['id']}",
        "party": "/party/CN",
        "organisation": "/party/SCO",
        "place": "/place/أستانا",
        "statements": "/statements?a=CN&b=KZ",
        "search": "/search?q=الشراكة",
        "phrase": "/phrase?text=الشراكة الاستراتيجية",
        "phrases": "/phrases",
        "phrases of two": "/phrases?a=CN&b=KZ",
        "map": "/map",
        "network": "/network",
        "people network": "/network?of=people",
        "api": "/api",
        "add": "/add",
        "review": "/review",
        "second coding": "/review?second=true",
        "identities": "/review/identities",
        "echoes": "/review/echoes",
        "judged": "/review/done",
        "correct": f"/review/fact/{fact['id']}?report={fact['report']}",
        "missed": f"/review/add/{fact['report'][7:23]}?kind=statement",
    }


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Serves archives for real; gives the address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(target: Path, **options: object) -> str:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(target, **options), log_level="error"))  # type: ignore[arg-type]
        thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        running.append((server, thread))
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(5)
