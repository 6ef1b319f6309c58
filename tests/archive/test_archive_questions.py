"""The questions on our own reports: one contact out of many accounts, promises, labels, dates to come, search."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from later_report import water

from mahdar.archive import Archive
from mahdar.archive.words import Finder, fold, forms, words
from mahdar.record import Record
from mahdar.report import Report

Keep = Callable[..., Archive]


def people(contact: dict[str, Any]) -> list[tuple[str | None, str]]:
    return [(p["person"] and p["person"]["name"], p["of"]) for p in contact["participants"]]


@pytest.mark.parametrize("order", list(permutations(["a1", "a2", "a3"])), ids="-".join)
def test_one_contact_out_of_two_capitals_accounts_and_never_two_in_one(kept: Keep, order: tuple[str, ...]) -> None:
    archive = kept(*order)
    found = {(c["form"], frozenset(people(c))): c for c in archive.contacts(between=("JO", "EG"))}
    ministers = frozenset({("سامر الكيالي", "JO"), ("وائل الشربيني", "EG")})
    assert set(found) == {
        ("meeting", ministers),
        ("phone_call", ministers),
        ("meeting", frozenset({("نزار العجلوني", "JO"), ("وائل الشربيني", "EG")})),
    }
    meeting = found["meeting", ministers]
    assert sorted(meeting["reports"]) == ["a1", "a2"]
    assert (meeting["date"], meeting["date_precision"], meeting["level"]) == ("2024-03-11", "day", "foreign_minister")
    assert meeting["place"]["geonames"] == 250441
    told = {a["source"]: (a["date"], a["agency"], a["place"] and a["place"]["name"]) for a in meeting["accounts"]}
    assert told == {"a1": ("2024-03-11", "petra", "عمّان"), "a2": ("2024-03-12", "mena", None)}
    [contradiction] = meeting["contradictions"]
    assert contradiction["field"] == "date"
    assert {v["value"]: v["sources"] for v in contradiction["values"]} == {"2024-03-11": ["a1"], "2024-03-12": ["a2"]}


def test_what_was_planned_and_held_is_one_contact(kept: Keep) -> None:
    archive = kept()
    visit, meeting = archive.contacts(between=("KG", "KZ"))
    assert (visit["form"], visit["status"], visit["reports"]) == ("visit", "held", ["b1", "b2"])
    assert people(visit) == [("تالانت إيساكوف", "KG"), (None, "KZ")]
    assert people(meeting) == [("تالانت إيساكوف", "KG"), ("ييرلان دوسانوف", "KZ")]
    assert visit["contradictions"] == meeting["contradictions"] == []


FILTERS: list[tuple[dict[str, Any], int]] = [
    ({}, 5),
    ({"between": ("مصر", "Jordan")}, 3),
    ({"of": "KZ"}, 2),
    ({"form": "phone_call"}, 1),
    ({"status": "planned"}, 0),
    ({"person": "الكيالي"}, 2),
    ({"person": "سامر كيالى"}, 2),
    ({"person": "nobody"}, 0),
    ({"since": "2024-05"}, 2),
    ({"until": "2024-03-11"}, 3),
    ({"since": "2024", "until": "2024"}, 5),
    ({"since": "2024-03-12", "until": "2024-05-07"}, 0),
    ({"place": "أستانا"}, 2),
    ({"place": "نور سلطان"}, 2),
    ({"place": "كازاخستان"}, 2),
    ({"place": "Astana"}, 2),
    ({"place": "nur sultan"}, 2),
    ({"place": "Amman"}, 1),
    ({"place": "Paris"}, 0),
    ({"place": "عمان"}, 1),
    ({"place": "باريس"}, 0),
    ({"limit": 2}, 2),
]


@pytest.mark.parametrize("asked", FILTERS, ids=lambda asked: str(asked[0]))
def test_contacts_are_found_by(kept: Keep, asked: tuple[dict[str, Any], int]) -> None:
    assert len(kept().contacts(**asked[0])) == asked[1]


SAID: list[tuple[dict[str, Any], int]] = [
    ({}, 6),
    ({"by": "EG"}, 3),
    ({"by": "EG", "act": "support"}, 1),
    ({"person": "الشربيني"}, 3),
    ({"about": "EG", "by": "JO", "act": "commit"}, 1),
    ({"about": "UZ"}, 0),
    ({"about": "KZ"}, 1),
    ({"between": ("EG", "JO")}, 4),
    ({"act": "discuss"}, 2),
    ({"area": "energy"}, 2),
    ({"area": "digital"}, 0),
    ({"since": "2024-05-08"}, 2),
    ({"until": "2024-04"}, 4),
    ({"search": "لجنه"}, 1),
    ({"search": '"لجنة للمياه"'}, 1),
    ({"search": "وزير"}, 0),
    ({"search": "طاقة", "limit": 5}, 1),
    ({"limit": 3}, 3),
]


@pytest.mark.parametrize("asked", SAID, ids=lambda asked: str(asked[0]))
def test_statements_are_found_by(kept: Keep, asked: tuple[dict[str, Any], int]) -> None:
    assert len(kept().statements(**asked[0])) == asked[1]


def test_statements_name_their_contact(kept: Keep) -> None:
    archive = kept()
    [meeting] = archive.contacts(person="الكيالي", form="meeting")
    said = archive.statements(contact=meeting["id"])
    assert [s["source"] for s in said] == ["a1", "a1", "a1", "a2"]
    assert {s["contact"] for s in said} == {meeting["id"]}
    assert archive.statements(id=said[0]["id"]) == [said[0]]
    assert said[0]["text"] == "الأردن مستعد لتوسيع الربط الكهربائي مع مصر"


def test_promises_move_with_their_echoes(kept: Keep) -> None:
    archive = kept()
    [promise] = archive.commitments(between=("KG", "KZ"))
    assert (promise["date"], promise["echoes"], promise["last_movement"]) == ("2024-05-09", [], "2024-05-09")
    assert archive.commitments(silent_since="2024-05-09", by="KG") == []
    archive.add([water()])
    [promise] = archive.commitments(by="KG")
    assert [(e["date"], e["source"], e["kind"], e["quote"]) for e in promise["echoes"]] == [
        ("2025-01-20", "water", "progress", "وبدأت لجنة المياه المشتركة عملها في بشكيك.")
    ]
    assert promise["last_movement"] == "2025-01-20"
    assert archive.commitments(silent_since="2025", by="KG") == []
    assert [c["date"] for c in archive.commitments(silent_since="2025-02")] == ["2024-03-11", "2024-05-09"]


def test_the_name_of_a_relationship_has_a_history(kept: Keep) -> None:
    [label] = kept().labels("كازاخستان", "KG")
    assert (label["parties"], label["label"]) == (["KG", "KZ"], "comprehensive strategic partnership")
    assert (label["change"], label["date"], label["first_seen"], label["last_seen"]) == (
        "upgraded",
        "2021",
        "2024-05-09",
        "2025-01-20",
    )
    assert [e["source"] for e in label["evidence"]] == ["b2", "b3"]


def test_positions_and_agreements(kept: Keep) -> None:
    archive = kept()
    [position] = archive.positions(of="EG", issue="two_state_solution")
    assert (position["stance"], position["target"], position["first_seen"]) == ("supports", None, "2024-03-11")
    assert archive.positions(of="JO") == []
    [agreement] = archive.agreements(between=("KZ", "KG"))
    assert (agreement["kind"], agreement["status"], agreement["date"]) == ("memorandum", "signed", "2024-05-08")
    assert archive.agreements(of="EG") == []


def test_anniversaries_are_counted_from_facts(kept: Keep) -> None:
    archive = kept("b2")
    due = [
        (row["date"], row["number"], row["event"]) for row in archive.calendar(between=("KG", "KZ"), since="2022", until="2034")
    ]
    assert due == [
        ("2024", 30, "diplomatic_relations"),
        ("2029", 35, "diplomatic_relations"),
        ("2034", 40, "diplomatic_relations"),
    ]
    assert archive.calendar(between=("KG", "KZ"), since="2025", until="2028") == []


def test_planned_contacts_show_whether_they_were_held(kept: Keep) -> None:
    window = {"since": "2024-05-01", "until": "2024-05-31"}
    before = [(row["what"], row["held"]) for row in kept("b1").calendar(**window) if row["kind"] == "planned_contact"]
    after = [(row["what"], row["held"]) for row in kept("b2").calendar(**window) if row["kind"] == "planned_contact"]
    assert before == [("visit", False), ("meeting", False)] or before == [("meeting", False), ("visit", False)]
    assert sorted(after) == [("meeting", True), ("visit", True)]


def test_planned_contacts_carry_what_people_judged(kept: Keep) -> None:
    archive, window = kept("b1"), {"since": "2024", "until": "2024"}
    [first, *_] = [row for row in archive.calendar(**window) if row["kind"] == "planned_contact"]
    assert first["judged"] is None
    archive.judge("confirm", first["contact"], by="Lina")
    again = {row["id"]: row["judged"] for row in archive.calendar(**window)}
    assert again.pop(first["id"])["by"] == "Lina" and not any(again.values())


FOUND: list[tuple[str, list[str]]] = [
    ("الشربيني", ["a2", "a1", "a3"]),
    ("شربينى", ["a2", "a1", "a3"]),
    ("كازاخستان", ["b3"]),
    ("قازاقستان", ["b3"]),
    ("شراكة استراتيجية", ["b3", "b2"]),
    ('"شراكة استراتيجية"', ["b2"]),
    ("للوزير", ["a2", "a1", "a3", "c1"]),
    ("وَزِير", ["a2", "a1", "a3", "c1"]),
    ("طاقة", ["a2", "c1"]),
    ("مسقط سفير", ["c2"]),
    ("قطارات", []),
]


@pytest.mark.parametrize("asked", FOUND, ids=lambda asked: asked[0])
def test_search_forgives_spelling_and_clitics(kept: Keep, asked: tuple[str, list[str]]) -> None:
    found = kept().search(asked[0])
    assert {row["source"] for row in found} == set(asked[1])
    dates = [row["date"] for row in found]
    assert dates == sorted(dates, reverse=True)
    for row in found:
        assert row["marks"] and row["snippet"] == row["evidence"][0]["quote"]


def test_search_shows_the_facts_that_the_words_stand_in(kept: Keep) -> None:
    [row] = kept().search("كهربائي")
    assert [(f["kind"], f["quote"]) for f in row["facts"]] == [("statement", "الأردن مستعد لتوسيع الربط الكهربائي مع مصر")]


def test_search_can_be_narrowed(kept: Keep) -> None:
    archive = kept()
    assert {row["source"] for row in archive.search("وزير", until="2023")} == {"c1"}
    assert {row["source"] for row in archive.search("وزير", party="EG")} == {"a1", "a2", "a3"}
    assert [row["source"] for row in archive.search("وزير", limit=1)] == ["a2"]


def test_one_text_under_two_names_is_one_report(archive: Archive, told: dict[str, tuple[Report, Record]]) -> None:
    import msgspec

    report, record = told["a1"]
    archive.add([(report, record)])
    assert archive.add([(msgspec.structs.replace(report, source="elsewhere"), record)]).unchanged == 1
    [contact] = archive.contacts()
    assert contact["reports"] == ["a1", "elsewhere"]
    assert archive.counts()["reports"] == 1


ARABIC = st.text(st.sampled_from("ابتجحدرسشصطعغفقكلمنهويأإآىةءؤئ ًّـ\u200f"), min_size=1, max_size=30)


@settings(deadline=None)
@given(ARABIC)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(ARABIC, ARABIC)
def test_a_word_is_found_where_it_stands_with_marks_and_clitics(text: str, before: str) -> None:
    for word in words(text)[:1]:
        assert word in forms(word)
        for written in (text, f"{before} و{word} "):
            spans = Finder([[word]]).find(written)
            assert spans and all(word in fold(written[slice(*span)]) for span in spans)
