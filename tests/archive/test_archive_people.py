"""One person out of many names: what is joined, what is kept apart, what is suggested."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar import record as r
from mahdar.archive import Archive
from mahdar.archive.names import Likeness, compare, entries, lookups, parse
from mahdar.report import Report, Span

TABLE: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))
Keep = Callable[..., Archive]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['a']} {row['b']}")
def test_names_compared(row: dict[str, Any]) -> None:
    a, b = parse(row["a"]), parse(row["b"])
    assert compare(a, b, row["of"]).likeness.name == row["is"].upper()
    assert compare(b, a, row["of"]).likeness.name == row["is"].upper()


@pytest.mark.parametrize("row", [row for row in TABLE if row["is"] in ("same", "bare")], ids=lambda row: f"{row['a']} {row['b']}")
def test_names_that_may_be_one_are_found_by_their_keys(row: dict[str, Any]) -> None:
    a, b = parse(row["a"]), parse(row["b"])
    assert {*lookups(a, row["of"])} & {*entries(b, row["of"])}
    assert {*lookups(b, row["of"])} & {*entries(a, row["of"])}


NAMES = st.text(st.sampled_from("ابتثجحخدسشعغفقكلمنهويأإآىةءؤئ ًّـ"), min_size=1, max_size=25)


@settings(deadline=None)
@given(NAMES, NAMES)
def test_comparing_has_no_direction_and_knows_itself(a: str, b: str) -> None:
    assert compare(parse(a), parse(b), "SA").likeness == compare(parse(b), parse(a), "SA").likeness
    name = parse(a)
    assert not name.words or compare(name, name, "SA").likeness is not Likeness.NONE


def attest(name: str, of: str | None, office: str | None = None, day: str = "2024-01-01") -> tuple[Report, r.Record]:
    """A report that names one person, in an office of the party."""
    report = Report.of(f"قال {name} في {day} {of} {office}", f"{name} {day}", published=day)
    span = Span(4, 4 + len(name))
    offices = [
        r.Office(id=r.fact_id(report.id, "office", span), person=name, office=office, of=of, title="x", span=span, rule="t")
        for office in [office]
        if office
    ]
    document = r.Document(
        id=report.id, source=report.source, agency=None, headline=None, headline_span=None, dateline=None, published=day,
        language="ar", body=[Span(0, len(report.text))],
    )  # fmt: skip
    person = r.Person(id=r.fact_id(report.id, "person", span), name=name, country=of, spans=[span], rule="t")
    return report, r.Record(document=document, people=[person], offices=offices)


HEAD, FOREIGN, ENERGY = "head_of_state", "foreign_minister", "minister"
CASES: dict[str, tuple[list[tuple[Any, ...]], int, int]] = {  # what is attested -> how many people, how many suggestions
    "spellings and lengths": ([("عادل الجبير", "SA"), ("عادل بن أحمد الجبير", "SA"), ("عادل جبير", "SA")], 1, 0),
    "one name in two parties": ([("سالم البلوشي", "OM"), ("سالم البلوشي", "QA")], 2, 1),
    "a surname with its office": ([("قاسم جومارت توكاييف", "KZ", HEAD), ("توكاييف", "KZ", HEAD)], 1, 0),
    "a surname first": ([("توكاييف", "KZ", HEAD), ("قاسم جومارت توكاييف", "KZ", HEAD)], 1, 0),
    "an uncommon surname alone": ([("قاسم جومارت توكاييف", "KZ"), ("توكاييف", "KZ")], 1, 0),
    "a common surname alone": ([("وانغ يي", "CN"), ("وانغ", "CN")], 2, 1),
    "a common surname with its office": ([("وانغ يي", "CN", FOREIGN), ("وانغ", "CN", FOREIGN)], 1, 0),
    "a surname that two have": ([("سالم البلوشي", "OM"), ("راشد البلوشي", "OM"), ("البلوشي", "OM")], 3, 2),
    "a surname in another office": ([("مراد نورتلو", "KZ", FOREIGN), ("نورتلو", "KZ", ENERGY)], 2, 1),
    "a misprint in one office": ([("محمود عباس", "PS", HEAD), ("محمد عباس", "PS", HEAD)], 1, 0),
    "a near name without an office": ([("كيم جونغ أون", "KP"), ("كيم يونغ أون", "KP")], 2, 1),
    "a near name twenty years later": (
        [("كيم جونغ إيل", "KP", HEAD, "2001-01-01"), ("كيم يونغ أيل", "KP", HEAD, "2024-01-01")], 2, 1
    ),
    "a ruler by the given name": ([("سلمان بن عبدالعزيز", "SA", HEAD), ("الملك سلمان", "SA", HEAD)], 1, 0),
    "a given name that says nothing": ([("سلمان بن عبدالعزيز", "SA", HEAD), ("سلمان", "SA")], 2, 1),
    "father and son": ([("سلمان بن عبدالعزيز", "SA", HEAD), ("محمد بن سلمان", "SA", "crown_prince")], 2, 0),
    "a party that is not told": ([("جون كيري", "US"), ("جون كيري", None)], 1, 0),
    "a party that is told later": ([("جون كيري", None), ("جون كيري", "US")], 1, 0),
    "a short form that fits two": (
        [("محمد بن راشد آل مكتوم", "AE"), ("محمد بن راشد الشامسي", "AE"), ("محمد بن راشد", "AE")], 3, 2
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("batch", [1, 100])
def test_who_is_joined(archive: Archive, case: str, batch: int) -> None:
    attested, people, suggested = CASES[case]
    archive.add([attest(*one) for one in attested], batch=batch)
    found = archive.people()
    assert len(found) == people, [p["names"] for p in found]
    assert len(archive.suggestions()) == suggested
    assert all(s["reasons"] and s["rule"].startswith("machine:") and s["evidence"] for s in archive.suggestions())


def test_an_identity_has_every_spelling_and_its_offices(kept: Keep) -> None:
    [found] = kept().people("الشربيني")
    assert found["name"] == "وائل الشربيني"
    assert set(found["names"]) == {"وائل الشربيني", "وائل الشربينى"}
    assert (found["of"], found["reports"], found["first_seen"], found["last_seen"]) == ("EG", 3, "2024-03-11", "2024-03-12")
    office = {"office": "foreign_minister", "portfolio": None, "of": "EG", "first_seen": "2024-03-11", "last_seen": "2024-03-12"}
    assert found["offices"] == [office]
    assert kept().people(id=found["id"]) == [found]


def test_the_id_of_an_identity_outlives_its_first_report(kept: Keep, told: dict[str, tuple[Report, r.Record]]) -> None:
    archive = kept("a1", "a2")
    before = archive.people("وائل الشربيني")[0]["id"]
    archive.add([(told["a1"][0], r.Record(document=told["a1"][1].document))])
    archive.add([told["a1"]])
    assert archive.people("وائل الشربيني")[0]["id"] == before


def test_tenures_are_intervals_of_what_is_attested(kept: Keep) -> None:
    archive = kept()
    [held] = archive.tenures(of="KG", office="head_of_state", person="إيساكوف")
    assert (held["first_seen"], held["last_seen"], held["left"]) == ("2024-05-02", "2024-05-09", "2025-01-20")
    assert [a["source"] for a in held["attestations"]] == ["b1", "b2"]
    assert [t["person"]["name"] for t in archive.tenures(of="قرغيزستان", on="2024-05-05")] == ["تالانت إيساكوف"]
    assert archive.tenures(of="KG", on="2024-12-01") == []
    assert [t["portfolio"] for t in archive.tenures(of="Oman", office="minister")] == ["energy", "transport"]


def test_gaps_and_contradictions_of_tenures_are_shown(archive: Archive) -> None:
    days = ["2010-01-01", "2010-06-01", "2016-01-01"]
    archive.add([attest("مراد نورتلو", "KZ", FOREIGN, day) for day in days])
    archive.add([attest("إيرلان إدريسوف", "KZ", FOREIGN, day) for day in ("2012-01-01", "2014-01-01")])
    first, second = archive.tenures(of="KZ", office=FOREIGN)
    assert first["gaps"] == [["2010-06-01", "2016-01-01"]] and second["gaps"] == [["2012-01-01", "2014-01-01"]]
    assert [c["person"]["name"] for c in first["contradictions"]] == ["إيرلان إدريسوف"]
    assert [c["person"]["name"] for c in second["contradictions"]] == ["مراد نورتلو"]
