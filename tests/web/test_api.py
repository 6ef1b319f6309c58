"""The HTTP API answers what the archive answers, in pages; bad questions are told as problems, never as the server's fault."""

import pytest
from conftest import archive_of
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

API = "/api/v1"


def test_rows_are_those_of_the_archive(client: TestClient) -> None:
    archive = archive_of(client)
    asked = {
        "contacts?a=CN&b=KZ&limit=500": archive.contacts(between=("CN", "KZ")),
        "statements?by=CN&act=commit&limit=500": archive.statements(by="CN", act="commit"),
        "commitments?a=CN&b=KZ&limit=500": archive.commitments(between=("CN", "KZ")),
        "people?of=KZ&limit=500": archive.people(of="KZ"),
        "tenures?of=KZ&limit=500": archive.tenures(of="KZ"),
        "positions?issue=one_china&limit=500": archive.positions(issue="one_china"),
        "labels?a=CN&b=KZ&limit=500": archive.labels("CN", "KZ"),
        "agreements?a=CN&b=KZ&limit=500": archive.agreements(("CN", "KZ")),
        "calendar?from=2027&to=2027": archive.calendar(since="2027", until="2027"),
        "search?q=الصين&limit=500": archive.search("الصين", limit=500),
        "reports?limit=500": archive.reports(),
    }
    for question, rows in asked.items():
        answer = client.get(f"{API}/{question}").json()
        assert sorted(r["id"] for r in answer["items"]) == sorted(r["id"] for r in rows), question
        assert rows and answer["next"] is None, question
        assert all("evidence" in r for r in answer["items"])


@pytest.mark.parametrize("question", ["contacts", "statements?by=CN", "people", "search?q=في", "reports", "positions"])
def test_pages_hold_every_row_once(client: TestClient, question: str) -> None:
    whole = client.get(f"{API}/{question}{'&' if '?' in question else '?'}limit=500").json()["items"]
    found, following = [], f"{API}/{question}{'&' if '?' in question else '?'}limit=7"
    while following:
        page = client.get(following).json()
        assert len(page["items"]) <= 7
        found += page["items"]
        following = page["next"]
    assert sorted(r["id"] for r in found) == sorted(r["id"] for r in whole)
    dates = [r["date"] for r in found if r.get("date")]
    assert question not in ("contacts", "statements", "reports") or dates == sorted(dates, reverse=True)


def test_one_thing_by_its_id(client: TestClient) -> None:
    archive = archive_of(client)
    said = archive.statements(by="CN", limit=1)[0]
    assert client.get(f"{API}/facts/{said['id']}").json()["quote"] == said["evidence"][0]["quote"]
    assert client.get(f"{API}/facts/{said['id']}/why").json()["rule"] == said["rule"]
    whole = client.get(f"{API}/reports/{said['report']}").json()
    start, end = said["content"]
    assert whole["report"]["text"][start:end] == said["text"]
    assert client.get(f"{API}/people/{archive.people()[0]['id']}").json()["name"]
    assert client.get(f"{API}/contacts/{archive.contacts()[0]['id']}").json()["accounts"]
    assert client.get(f"{API}/pairs?of=CN").json()["items"][0]["parties"] == ["CN", "KZ"]


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{API}/contacts")
    assert client.get(f"{API}/contacts", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert client.get(f"{API}/contacts?limit=3", headers={"if-none-match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("contacts?a=Atlantis", 400),
        ("contacts?from=soon", 400),
        ("contacts?limit=0", 400),
        ("contacts?limit=many", 400),
        ("contacts?offset=-1", 400),
        ("contacts?form=duel", 400),
        ("contacts/0123456789abcdef", 404),
        ("contacts/no", 400),
        ("facts/0123456789abcdef/why", 404),
        ("reports/ffffffffffff", 404),
        ("search", 400),
        ("nothing", 404),
    ],
)
def test_problems_are_told(client: TestClient, question: str, status: int) -> None:
    answer = client.get(f"{API}/{question}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status and answer.json()["detail"]


def test_the_schema_tells_every_question(client: TestClient) -> None:
    schema = client.get(f"{API}/openapi.json").json()
    assert {f"{API}/{q}" for q in ("contacts", "people", "tenures", "statements", "commitments", "positions", "labels")} <= set(
        schema["paths"]
    )
    assert all(path.startswith(API) for path in schema["paths"])


def questions() -> list[tuple[str, list[str]]]:
    from mahdar.web import api

    return [(r.path, [p.alias for p in r.dependant.query_params]) for r in api.router.routes]  # type: ignore[attr-defined]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_question_breaks_the_server(client: TestClient, data: st.DataObject) -> None:
    path, names = data.draw(st.sampled_from(questions()))
    value = st.one_of(
        st.text(max_size=12), st.sampled_from(["CN", "2024", "2024-02-30", "0", "-1", "9" * 30, "\x00", "meeting", "\ud800"])
    )
    asked = data.draw(st.dictionaries(st.sampled_from([*names, "x"]), value, max_size=4))
    id = data.draw(st.one_of(st.text("0123456789abcdef", min_size=16, max_size=16), st.text(min_size=1, max_size=8)))
    from urllib.parse import quote, urlencode

    where = path.replace("{id}", quote(id.encode("utf-8", "surrogatepass"), safe=""))
    query = urlencode({k: v.encode("utf-8", "surrogatepass") for k, v in asked.items()})
    answer = client.get(f"{where}?{query}")
    assert answer.status_code < 500, (where, asked, answer.text)
