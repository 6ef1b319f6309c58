"""Event and visit rows: the mapping covers the vocabulary, each row leads to its fact, guests and hosts are told apart."""

from pathlib import Path
from typing import Any

import pytest

from mahdar.archive import Archive
from mahdar.archive.vocabulary import ACTS, AREAS, FORMS, OFFICES
from mahdar.exchange.codes import codes, is_state
from mahdar.exchange.events import Coder, events, mapping
from mahdar.exchange.export import export
from mahdar.exchange.offices import Offices
from mahdar.exchange.visits import visits

PROOF = [{"report": "sha256:0", "source": "s", "date": "2024-05-02", "span": [0, 4], "quote": "قال"}]
ALI = {"id": "a" * 16, "name": "علي"}
OMAR = {"id": "b" * 16, "name": "عمر"}


def contact(form: str = "meeting", country: str | None = "OM", status: str = "held") -> dict[str, Any]:
    sides = [{"person": ALI, "of": "OM"}, {"person": OMAR, "of": "IQ"}]
    place = {"name": "مكان", "geonames": None, "country": country} if country else None
    told = {"id": "c" * 16, "form": form, "status": status, "date": "2024-05-01", "participants": sides, "evidence": PROOF}
    return {**told, "place": place, "attendees": []}


def coder() -> Coder:
    held = {"office": "defence_minister", "of": "OM", "first_seen": "2024-01-01", "last_seen": "2024-03-01", "reports": 2}
    return Coder(
        Offices(
            [
                {**held, "person": ALI},
                {**held, "person": OMAR, "of": "IQ", "last_seen": "2024-01-02", "office": "foreign_minister"},
            ]
        )
    )


def test_the_mapping_knows_every_act_form_and_nothing_else() -> None:
    told = mapping()
    assert set(told["acts"]) == set(ACTS) and set(told["contacts"]) == set(FORMS)
    assert set(told["sectors"]) <= set(OFFICES) and set(told["contexts"]) <= set(AREAS) and set(told["areas"]) <= set(AREAS)
    coded = [code for part in ("contacts", "acts", "agreements", "labels", "places") for code in told[part].values() if code]
    assert {code["plover"] for code in coded if code.get("plover")} <= set(told["quads"])
    assert all(isinstance(code["cameo"], str) and code["cameo"].isdigit() for code in coded)
    assert "CC BY-SA 4.0" in told["attribution"]


@pytest.mark.parametrize(
    ("form", "country", "status", "expected"),
    [
        ("meeting", "OM", "held", {("IQ", "OM", "CONSULT", "visit", "042"), ("OM", "IQ", None, None, "043")}),
        ("meeting", "CH", "held", {("IQ", "OM", "CONSULT", "third-party", "044"), ("OM", "IQ", "CONSULT", "third-party", "044")}),
        ("meeting", None, "held", {("IQ", "OM", "CONSULT", None, "040"), ("OM", "IQ", "CONSULT", None, "040")}),
        ("phone_call", None, "held", {("IQ", "OM", "CONSULT", "phone", "041"), ("OM", "IQ", "CONSULT", "phone", "041")}),
        ("summons", "OM", "held", {("OM", "IQ", "ACCUSE", "disapprove", "114")}),
        ("meeting", "OM", "planned", {("IQ", "OM", "AGREE", None, "036"), ("OM", "IQ", "AGREE", None, "036")}),
        ("meeting", "OM", "denied", set()),
        ("meeting", "OM", "cancelled", set()),
    ],
)
def test_a_contact_becomes(form: str, country: str | None, status: str, expected: set[Any]) -> None:
    rows = list(coder().contact(contact(form, country, status)))
    assert {(r["source"], r["target"], r["plover"], r["mode"], r["cameo"]) for r in rows} == expected
    assert all("future" in r["contexts"] for r in rows if status == "planned")


def test_a_sector_follows_the_office_of_the_day() -> None:
    [row] = [r for r in coder().contact(contact()) if r["source"] == "OM"]
    assert (row["source_sector"], row["target_sector"]) == ("MIL", "GOV")
    assert (row["source_iso3"], row["source_cow"], row["target_cow"]) == ("OMN", 698, 645)


def test_an_organisation_is_an_igo_and_a_movement_is_left_to_the_user() -> None:
    statement = {
        "id": "d" * 16,
        "act": "oppose",
        "date": "2024-05",
        "areas": [],
        "evidence": PROOF,
        "about": ["HAMAS", "UN", "BRI"],
    }
    rows = list(coder().statement({**statement, "speakers": [{"person": ALI, "of": "OM"}]}))
    assert {(r["target"], r["target_sector"], r["plover"], r["quad"]) for r in rows} == {
        ("HAMAS", None, "ACCUSE", 3),
        ("UN", "IGO", "ACCUSE", 3),
    }


def test_promised_areas_give_finer_codes() -> None:
    statement = {"id": "d" * 16, "act": "commit", "date": None, "areas": ["trade"], "evidence": PROOF, "about": ["IQ"]}
    [row] = coder().statement({**statement, "speakers": [{"person": None, "of": "OM"}]})
    assert (row["cameo"], row["contexts"], row["plover"]) == ("0311", ["diplomatic", "economic"], "AGREE")


def test_every_event_leads_to_its_fact_and_its_words(archive: Archive) -> None:
    rows = list(events(archive).rows)
    assert len(rows) > 200 and len({r["event"] for r in rows}) == len(rows)
    asked = {
        "contact": archive.contacts(),
        "statement": archive.statements(),
        "agreement": archive.agreements(),
        "label": archive.labels(),
    }
    ids = {kind: {row["id"] for row in found} for kind, found in asked.items()}
    for row in rows:
        assert row["fact"] in ids[row["fact_kind"]]
        assert archive.report(row["report"])[0].text[row["start"] : row["end"]] == row["quote"]
        assert row["source"] != row["target"] and (row["plover"] is None) == (row["quad"] is None)


def test_the_mapping_goes_out_beside_the_rows(archive: Archive, tmp_path: Path) -> None:
    names = {path.name for path in export(archive, "plover", tmp_path)}
    assert names == {"events.csv", "events.jsonl", "codebook.csv", "plover.yaml"}
    assert "CC BY-SA 4.0" in (tmp_path / "plover.yaml").read_text(encoding="utf-8")


def test_visits_name_guest_host_and_office(archive: Archive) -> None:
    rows = visits(archive)
    astana = [r for r in rows if r["start"] == "2017-06-07" and r["host"] == "KZ"]
    assert [(r["visitor"]["name"], r["visitor_of"], r["office"], r["kind"]) for r in astana] == [
        ("شي جين بينغ", "CN", "head_of_state", "visit")
    ]
    assert all(r["visitor_of"] != r["host"] and is_state(r["host"]) for r in rows)
    told = {
        (r["visitor"] and r["visitor"]["id"], r["visitor_of"], r["host"], r["start"])
        for r in rows
        if r["kind"] == "visit" and r["start"]
    }
    assert not [
        r
        for r in rows
        if r["kind"] == "trip" and (r["visitor"] and r["visitor"]["id"], r["visitor_of"], r["host"], r["start"]) in told
    ]


@pytest.mark.parametrize(
    ("party", "iso3", "cow"), [("CN", "CHN", 710), ("KZ", "KAZ", 705), ("PS", "PSE", None), ("GB", "GBR", 200)]
)
def test_codes_of_states(party: str, iso3: str, cow: int | None) -> None:
    assert codes(party) == (iso3, cow)


def test_an_organisation_has_no_code_of_a_state() -> None:
    assert codes("SCO") == (None, None) and codes(None) == (None, None) and not is_state("UN")
