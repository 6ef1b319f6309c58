"""A shared archive: nobody sees anything without signing in, and does only what the role allows."""

import re
from pathlib import Path

import pytest
from conftest import PASSWORD, addresses, archive_of
from fastapi.testclient import TestClient
from sqlalchemy import text
from test_review import token
from typer.testing import CliRunner

from mahdar.archive import Archive
from mahdar.archive.users import Users
from mahdar.cli import app as commands
from mahdar.errors import QuestionError


def sign_in(client: TestClient, role: str, password: str = PASSWORD) -> int:
    data = {"csrf": token(client, "/sign-in"), "name": f"A {role}", "password": password, "next": "/people"}
    return client.post("/sign-in", data=data).status_code


def test_nothing_without_signing_in(team: TestClient) -> None:
    for name, address in addresses(archive_of(team)).items():
        answer = team.get(address)
        assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next=%2F"), name
    for address in ("/api/v1/contacts", "/api/v1/search?q=في"):
        assert (team.get(address).status_code, team.get(address).headers["content-type"]) == (401, "application/problem+json")
    for address in ("/review/judge", "/add", "/users", "/review/name"):
        assert team.post(address, data={"csrf": token(team, "/sign-in")}).status_code == 401
    assert not archive_of(team).judgements()


@pytest.mark.parametrize(
    ("role", "reads", "judges", "manages"), [("reader", 200, 403, 403), ("reviewer", 200, 200, 403), ("admin", 200, 200, 200)]
)
def test_roles(team: TestClient, role: str, reads: int, judges: int, manages: int) -> None:
    assert sign_in(team, role) == 303
    asked = {
        "/relation/CN/KZ": reads,
        "/api/v1/people": reads,
        "/review": judges,
        "/review/done": judges,
        "/users": manages,
        "/add": judges,
    }
    assert {a: team.get(a).status_code for a in asked} == asked
    row = archive_of(team).review(1)[0]
    data = {"csrf": token(team, "/people"), "verdict": "confirm", "fact": row["id"]}
    assert team.post("/review/judge", data=data).status_code == (303 if judges == 200 else 403)
    assert [j["by"] for j in archive_of(team).judgements()] == ([f"A {role}"] if judges == 200 else [])


def test_sign_out_ends_the_session(team: TestClient) -> None:
    sign_in(team, "admin")
    session = team.cookies["session"]
    team.post("/sign-out", data={"csrf": token(team, "/people")})
    assert team.get("/people", headers={"cookie": f"session={session}"}).status_code == 303


def test_a_form_of_before_signing_in_is_no_form_of_after(team: TestClient) -> None:
    before = token(team, "/sign-in")
    sign_in(team, "admin")
    assert team.post("/users", data={"csrf": before, "name": "A reader", "remove": "true"}).status_code == 403


def test_guessing_is_slowed(team: TestClient) -> None:
    assert [sign_in(team, "admin", f"wrong guess {n}") for n in range(6)] == [401] * 5 + [429]
    assert sign_in(team, "admin") == 429  # the right one, too, while it lasts


def test_next_leads_nowhere_else(team: TestClient) -> None:
    data = {"csrf": token(team, "/sign-in"), "name": "A reader", "password": PASSWORD, "next": "//elsewhere.example/"}
    assert team.post("/sign-in", data=data).headers["location"] == "/"


def test_the_session_cookie_is_out_of_reach(team: TestClient) -> None:
    data = {"csrf": token(team, "/sign-in"), "name": "A reader", "password": PASSWORD}
    cookie = team.post("/sign-in", data=data).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


def test_admins_manage_users(team: TestClient) -> None:
    sign_in(team, "admin")
    csrf = token(team, "/users")
    assert team.post("/users", data={"csrf": csrf, "name": "New", "role": "reader", "password": "short"}).status_code == 400
    assert team.post("/users", data={"csrf": csrf, "name": "New", "role": "reviewer", "password": PASSWORD}).status_code == 303
    assert "New" in team.get("/users").text
    team.post("/users", data={"csrf": csrf, "name": "New", "remove": "true"})
    assert "New</bdi>" not in team.get("/users").text


def test_neither_passwords_nor_tokens_are_kept(copy: Path) -> None:
    with Archive(copy) as archive:
        users = Users(archive.store)
        users.add("Somebody", PASSWORD, "reader")
        signed = users.sign_in("Somebody", PASSWORD)
        assert signed and users.of(signed) == ("Somebody", "reader")
        assert (
            users.sign_in("Somebody", PASSWORD + "x") is None
            and users.sign_in("Nobody", PASSWORD) is None
            and users.of("x") is None
        )
        with archive.store.read() as connection:
            rows = [*connection.execute(text("select * from login")), *connection.execute(text("select * from session"))]
        assert PASSWORD not in str(rows) and signed not in str(rows)
        users.add("Somebody", PASSWORD + " anew", "admin")
        assert users.of(signed) is None  # a new password ends old sessions
        for name, password, role in (("X", "short", "reader"), ("X", PASSWORD, "king"), (" ", PASSWORD, "reader")):
            with pytest.raises(QuestionError):
                users.add(name, password, role)


def test_users_by_command(tmp_path: Path) -> None:
    run, archive = CliRunner().invoke, str(tmp_path / "new.db")
    assert (
        run(commands, ["users", "add", "A. Desk", "--role", "admin", "--archive", archive], input=PASSWORD + "\n").exit_code == 0
    )
    assert run(commands, ["users", "list", "--archive", archive]).stdout == "A. Desk\tadmin\n"
    assert run(commands, ["users", "remove", "A. Desk", "--archive", archive]).exit_code == 0
    assert run(commands, ["users", "list", "--archive", archive]).stdout == ""
    refused = run(commands, ["serve", "--host", "0.0.0.0", "--archive", archive, "--port", "0"])
    assert isinstance(refused.exception, QuestionError) and "mahdar users add" in str(refused.exception)


def test_only_names_that_are_served(client: TestClient) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 421
    assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 200


def test_every_answer_has_its_headers(client: TestClient) -> None:
    for address in ("/", "/nothing", "/api/v1/contacts", "/static/mahdar.css", "/api/v1/contacts?limit=x"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff", address
        assert not re.search("unsafe|\\*|https?:", headers["content-security-policy"]), address
