"""The pages of an archive on PostgreSQL are those of the same archive in a file."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import addresses, archive_of
from fastapi.testclient import TestClient
from postgres_server import server, why_not
from test_review import send

from mahdar.archive import Archive
from mahdar.archive.copying import copy as copied
from mahdar.web.app import create_app


@pytest.fixture(scope="module")
def database() -> Iterator[Callable[[str], str]]:
    if reason := why_not():
        pytest.skip(reason)
    import psycopg

    with server() as url:

        def schema(name: str) -> str:
            with psycopg.connect(f"{url}public", autocommit=True) as connection:
                connection.execute(f"CREATE SCHEMA {name}")
            return url + name

        yield schema


@pytest.fixture(scope="module")
def shelf(made: Path, database: Callable[[str], str]) -> Iterator[TestClient]:
    """The pages of the archive, copied to PostgreSQL."""
    target = database("shelf")
    with Archive(made, read_only=True, create=False) as file, Archive(target) as archive:
        for _ in copied(file, archive):
            pass
    with TestClient(create_app(target), base_url="http://localhost", follow_redirects=False) as found:
        yield found


def shown(client: TestClient, address: str, lang: str) -> str:
    answer = client.get(address, headers={"cookie": f"lang={lang}; form=x"})
    assert answer.status_code == 200, (address, answer.text[-500:])
    return re.sub(r'name="csrf" value="\w+"|data-csrf="\w+"', "", answer.text)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_page_is_the_same(client: TestClient, shelf: TestClient, lang: str) -> None:
    for name, address in addresses(archive_of(client)).items():
        assert shown(shelf, address, lang) == shown(client, address, lang), name


def test_review_add_and_undo(shelf: TestClient) -> None:
    archive = archive_of(shelf)
    assert send(shelf, "/review/name", name="A. Reviewer").status_code == 303
    row = archive.review(1)[0]
    send(shelf, "/review/judge", verdict="reject", fact=row["id"], report=row["report"])
    [judged] = archive.judgements()
    assert (judged["fact"], judged["verdict"], judged["by"]) == (row["id"], "reject", "A. Reviewer")
    assert archive.fact(row["id"], row["report"]) is None
    send(shelf, "/review/judge", verdict="undo", fact=judged["id"])
    assert archive.fact(row["id"], row["report"]) is not None
    text = "الدوحة 7 مايو 2024 (قنا) -- التقى وزير الخارجية القطري محمد بن عبدالرحمن آل ثاني وزير الخارجية العماني بدر البوسعيدي."
    assert send(shelf, "/add", text=text, source="desk").status_code == 200
    assert archive.contacts(between=("QA", "OM"))
