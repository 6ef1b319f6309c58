"""Judgements made on the pages stand in the ledger under the reviewer's name, and can be taken back."""

import re
from html.parser import HTMLParser
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


class Filled(HTMLParser):
    """The fields of the form of a fact, as its page has filled them in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside, self._select = False, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._inside |= tag == "form" and told.get("id") == "edit"
        if not self._inside:
            return
        name, value = told.get("name"), told.get("value") or ""
        if tag == "select":
            self._select = name or ""
        elif tag == "option" and self._select and ("selected" in told or self._select not in self.fields):
            self.fields[self._select] = [value]
        elif tag == "input" and name and (told.get("type") != "checkbox" or "checked" in told):
            self.fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "form"


def filled(client: TestClient, address: str) -> dict[str, list[str]]:
    return Filled(client.get(address).text).fields


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


def one_account(client: TestClient) -> tuple[str, str]:
    """A fact that is the only account of a meeting, and its page."""
    rows = archive_of(client).contacts(between=("CN", "KZ"))
    row = next(c for c in rows if c["form"] == "meeting" and len(c["accounts"]) == 1)
    return row["accounts"][0]["fact"], f"/review/fact/{row['accounts'][0]['fact']}"


def test_correct_a_contact(named: TestClient) -> None:
    fact, page = one_account(named)
    form = filled(named, page)
    sides = [(p, of) for p, of in zip(form["participants.person"], form["participants.of"], strict=True) if p or of]
    changes = {"form": "visit", "date": "2031-02-03", "note": "as the ministry says", "next": "/review"}
    answer = send(named, page, **{**form, **changes})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review"), answer.text[-600:]
    judged = last(named)
    assert judged["value"].keys() - {"date_precision"} == {"form", "date"} and judged["note"] == "as the ministry says"
    told = archive_of(named).fact(fact)["fact"]  # type: ignore[index]
    assert (told.form, told.date, told.date_precision, len(told.participants)) == ("visit", "2031-02-03", "day", len(sides))


def test_where_and_who_else_and_which_words(named: TestClient) -> None:
    fact, page = one_account(named)
    form = filled(named, page)
    spans = [*zip(form["start"], form["end"], strict=True), ("3", "9")]
    changes: dict[str, Any] = {
        "place": "مراكش",
        "level": "minister",
        "attendees.person": [*form["attendees.person"][1:], "سالم النجمي"],
        "attendees.of": [*form["attendees.of"][1:], "المغرب"],
        "start": [a for a, _ in spans],
        "end": [b for _, b in spans],
    }
    answer = send(named, page, **{**form, **changes})
    assert answer.status_code == 303, answer.text[-600:]
    told = archive_of(named).fact(fact)["fact"]  # type: ignore[index]
    assert (told.place.name, told.place.country, told.level) == ("مراكش", "MA", "minister") and told.place.geonames
    assert ("سالم النجمي", "MA") in [(p.person, p.of) for p in told.attendees]
    assert [(str(a), str(b)) for a, b in told.spans] == spans
    again = filled(named, page)
    assert (again["place"], again["start"]) == (["مراكش"], [a for a, _ in spans])
    send(named, page, **{**again, "place": "", "level": ""})
    told = archive_of(named).fact(fact)["fact"]  # type: ignore[index]
    assert told.place is None and told.level is None


def test_a_form_that_is_sent_as_it_was_changes_nothing(named: TestClient) -> None:
    for kind in ("contact", "statement", "office", "position", "label", "agreement", "anniversary"):
        for row in archive_of(named).review(200, kind=kind)[:3]:
            page = f"/review/fact/{row['id']}?report={row['report']}"
            send(named, page, **filled(named, page))
            assert (last(named)["verdict"], last(named)["fact"]) == ("confirm", row["id"]), kind


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


def test_add_a_contact_of_several_stretches(named: TestClient) -> None:
    report = next(r for r in archive_of(named).reports() if r["source"] == "odd.txt")
    page = f"/review/add/{report['id'][7:23]}"
    form = filled(named, f"{page}?kind=contact") | {
        "form": ["phone_call"], "start": ["0", "20"], "end": ["6", "30"], "place": ["الدوحة"],
        "participants.of": ["QA", "KW"], "participants.person": ["", ""],
    }  # fmt: skip
    assert send(named, page, **form).status_code == 303
    [row] = archive_of(named).contacts(between=("QA", "KW"), form="phone_call")
    assert [e["span"] for e in row["evidence"]] == [[0, 6], [20, 30]] and row["place"]["country"] == "QA"


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


def test_echoes_are_confirmed_and_refused(named: TestClient) -> None:
    archive = archive_of(named)
    found = [(row["id"], e["id"]) for row in archive.commitments() for e in row["echoes"]]
    assert len(found) >= 2
    (promise, kept), (other, refused) = found[0], found[-1]
    assert named.get("/review/echoes").text.count('class="card"') >= 1
    for verdict, fact, echo in (("confirm", promise, kept), ("reject", other, refused)):
        answer = send(named, "/review/judge", verdict=verdict, fact=fact, other=echo, next="/review/echoes")
        assert (answer.status_code, answer.headers["location"]) == (303, "/review/echoes"), answer.text[-500:]
    told = {e["id"]: e["judged"] for row in archive.commitments() for e in row["echoes"]}
    assert told[kept]["verdict"] == "confirm" and told[kept]["by"] == "A. Reviewer" and refused not in told
    page = named.get("/review/echoes").text
    assert kept not in page and refused not in page
    send(named, "/review/judge", verdict="undo", fact=last(named)["id"])
    assert refused in {e["id"] for row in archive.commitments() for e in row["echoes"]}
