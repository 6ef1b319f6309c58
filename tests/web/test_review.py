"""Judgements made on the pages stand in the ledger under the reviewer's name, and can be taken back."""

import re
from typing import Any

import pytest
from conftest import archive_of
from fastapi.testclient import TestClient

from mahdar.archive import Answer


def token(client: TestClient, address: str = "/review") -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{32})"', client.get(address).text)
    assert found
    return found[1]


def send(client: TestClient, address: str, **data: Any) -> Any:
    """A form, as its page sends it."""
    return client.post(address, data={"csrf": token(client), **data})


@pytest.fixture
def named(desk: TestClient) -> TestClient:
    assert send(desk, "/review/name", name="A. Reviewer").status_code == 303
    return desk


def last(client: TestClient) -> Answer:
    return archive_of(client).judgements()[-1]


def test_confirm_reject_undo(named: TestClient) -> None:
    first, second = archive_of(named).review(2)
    site = named.app.state.site  # type: ignore[attr-defined]
    before = site.generation()
    for row, verdict in ((first, "confirm"), (second, "reject")):
        answer = send(named, "/review/judge", verdict=verdict, fact=row["id"], report=row["report"])
        assert (answer.status_code, answer.headers["location"]) == (303, "/review")
        judged = last(named)
        assert (judged["fact"], judged["verdict"], judged["by"]) == (row["id"], verdict, "A. Reviewer")
    assert archive_of(named).fact(second["id"], second["report"]) is None
    assert site.generation() != before  # what was computed before holds no more
    assert not {first["id"], second["id"]} & {row["id"] for row in archive_of(named).review(50)}
    assert f'data-fact="{first["id"]}"' not in named.get("/review").text
    send(named, "/review/judge", verdict="undo", fact=last(named)["id"], next="/review/done")
    assert archive_of(named).fact(second["id"], second["report"]) is not None


def test_correct_a_contact(named: TestClient) -> None:
    row = next(c for c in archive_of(named).contacts(between=("CN", "KZ")) if c["form"] == "meeting" and len(c["accounts"]) == 1)
    account = row["accounts"][0]
    start, end = archive_of(named).fact(account["fact"])["span"]  # type: ignore[index]
    sides = [(s["person"]["as"] if s["person"] else "", s["of"] or "") for s in account["participants"]]
    form = {
        "form": "visit",
        "status": account["status"],
        "date": "2031-02-03",
        "start": start,
        "end": end,
        "note": "as the ministry says",
    }
    people = {"participants.person": [p for p, _ in sides], "participants.of": [of for _, of in sides]}
    page = f"/review/fact/{account['fact']}"
    assert 'value="visit"' in named.get(page).text
    answer = send(named, page, report=account["report"], **form, **people)
    assert answer.status_code == 303, answer.text[-600:]
    judged = last(named)
    assert judged["value"] == {"form": "visit", "date": "2031-02-03"} or judged["value"].keys() == {
        "form",
        "date",
        "date_precision",
    }
    told = archive_of(named).fact(account["fact"])["fact"]  # type: ignore[index]
    assert (told.form, told.date, told.date_precision, len(told.participants)) == ("visit", "2031-02-03", "day", len(sides))


def test_nothing_changed_is_a_confirmation(named: TestClient) -> None:
    fact = archive_of(named).positions(issue="one_china")[0]
    id = next(f["id"] for f in archive_of(named).review(200, kind="position") if f["report"] == fact["evidence"][0]["report"])
    found = archive_of(named).fact(id)
    assert found
    value = found["fact"]
    start, end = found["span"]
    form = {
        "of": value.of,
        "stance": value.stance,
        "issue": value.issue,
        "target": value.target or "",
        "start": start,
        "end": end,
    }
    assert send(named, f"/review/fact/{id}", **form).status_code == 303
    assert (last(named)["verdict"], last(named)["fact"]) == ("confirm", id)


def test_move_the_words_of_a_statement(named: TestClient) -> None:
    said = archive_of(named).statements(by="CN", act="commit")[0]
    found = archive_of(named).fact(said["id"])
    assert found
    start, end = found["span"]
    sides = {
        "speakers.person": [s.person or "" for s in found["fact"].speakers],
        "speakers.of": [s.of for s in found["fact"].speakers],
    }
    form = {"act": "commit", "areas": list(found["fact"].areas), "start": start, "end": end - 4}
    assert send(named, f"/review/fact/{said['id']}", **form, **sides).status_code == 303
    moved = archive_of(named).fact(said["id"])
    assert moved and moved["span"] == [start, end - 4] or list(moved["span"]) == [start, end - 4]  # type: ignore[index]
    assert moved["fact"].content.end == end - 4


def test_add_a_missed_fact(named: TestClient) -> None:
    report = next(r for r in archive_of(named).reports() if r["source"] == "odd.txt")
    text = archive_of(named).report(report["id"])[0].text
    start = text.index("التعاون")
    form = {"kind": "statement", "act": "praise", "start": start, "end": start + 7, "speakers.person": "", "speakers.of": "QA"}
    answer = send(named, f"/review/add/{report['id'][7:23]}", **form)
    assert answer.status_code == 303, answer.text[-600:]
    rows = [s for s in archive_of(named).statements(by="QA", act="praise") if s["report"] == report["id"]]
    assert [r["text"] for r in rows] == ["التعاون"]
    assert answer.headers["location"].endswith(rows[0]["id"])


@pytest.mark.parametrize(
    "form",
    [
        {"start": "9", "end": "3"},
        {"start": "", "end": ""},
        {"start": "0", "end": "99999999"},
        {"start": "0", "end": "4", "act": "sing"},
        {"start": "0", "end": "4", "kind": "ship"},
        {"start": "0", "end": "4", "speakers.of": "Atlantis", "speakers.person": ""},
        {"start": "0", "end": "4", "kind": "contact", "form": "meeting", "status": "held", "date": "soon"},
        {"start": "0", "end": "4", "kind": "anniversary", "number": "many", "event": "other"},
    ],
)
def test_what_makes_no_fact_is_told(named: TestClient, form: dict[str, str]) -> None:
    report = archive_of(named).reports()[-1]["id"]
    before = len(archive_of(named).judgements())
    answer = send(named, f"/review/add/{report[7:23]}", **{"kind": "statement", "act": "state"} | form)
    assert answer.status_code == 400, answer.text[-600:]
    assert len(archive_of(named).judgements()) == before


def test_merge_and_split_people(named: TestClient) -> None:
    a, b = archive_of(named).people(of="KZ")[:2]
    send(named, "/review/judge", verdict="merge", fact=a["id"], other=b["id"], next="/review/identities")
    assert set(b["names"]) <= set(archive_of(named).people(id=a["id"])[0]["names"])
    assert last(named)["verdict"] == "merge"
    send(named, "/review/judge", verdict="undo", fact=last(named)["id"])
    assert not set(b["names"]) <= set(archive_of(named).people(id=a["id"])[0]["names"])


def test_nobody_judges_without_a_name(desk: TestClient) -> None:
    row = archive_of(desk).review(1)[0]
    answer = send(desk, "/review/judge", verdict="confirm", fact=row["id"])
    assert answer.status_code == 400 and not archive_of(desk).judgements()


def test_no_other_page_can_judge(named: TestClient) -> None:
    row, good = archive_of(named).review(1)[0], token(named)
    data = {"verdict": "confirm", "fact": row["id"], "csrf": good}
    assert named.post("/review/judge", data={**data, "csrf": ""}).status_code == 403
    assert named.post("/review/judge", data={**data, "csrf": "0" * 32}).status_code == 403
    assert named.post("/review/judge", data=data, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert named.post("/review/judge", data=data, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not archive_of(named).judgements()


def test_second_coding_hides_what_the_first_said_and_agreement_is_told(named: TestClient) -> None:
    rows = archive_of(named).review(4, kind="statement")
    for n, row in enumerate(rows):
        archive_of(named).judge("confirm" if n else "reject", row["id"], by="B. Reviewer", report=row["report"])
    shown = named.get("/review?second=true").text
    assert all(f'data-fact="{row["id"]}"' in shown for row in rows[1:])
    for row in rows[1:]:
        send(named, "/review/judge", verdict="confirm", fact=row["id"], report=row["report"])
    assert not any(f'data-fact="{row["id"]}"' in named.get("/review?second=true").text for row in rows[1:])
    assert "A. Reviewer</bdi> – <bdi>B. Reviewer" in named.get("/review/done").text


def test_what_is_to_be_reviewed_again_comes_first(named: TestClient) -> None:
    from msgspec.structs import replace

    archive = archive_of(named)
    row = archive.review(5, kind="contact")[-1]
    archive.judge("replace", row["id"], by="B. Reviewer", report=row["report"], value={"status": "denied"})
    report, _ = archive.report(row["report"])
    record = named.app.state.site.reader.read(report)  # type: ignore[attr-defined]
    changed = [replace(c, status="cancelled") if c.id == row["id"] else c for c in record.contacts]
    archive.add([(report, replace(record, contacts=changed))], pack="another")
    page = named.get("/review").text
    assert page.index(f'data-fact="{row["id"]}"') == page.index("data-fact=")
    assert "to be reviewed again" in named.get("/").text


def test_merge_and_split_contacts(named: TestClient) -> None:
    archive = archive_of(named)
    [whole] = archive.contacts(between=("KW", "JO"))
    other = whole["accounts"][1]["fact"]
    assert "Another contact" in named.get(f"/contact/{whole['id']}").text
    answer = send(named, "/review/judge", verdict="split", fact=whole["id"], other=other, next=f"/contact/{whole['id']}")
    assert answer.headers["location"] == f"/contact/{whole['id']}"
    apart = archive.contacts(between=("KW", "JO"))
    assert len(apart) == 2
    assert "The same contact" in named.get(f"/contact/{whole['id']}").text
    send(named, "/review/judge", verdict="merge", fact=apart[0]["id"], other=apart[1]["id"])
    assert len(archive.contacts(between=("KW", "JO"))) == 1
