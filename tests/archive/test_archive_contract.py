"""What every archive does, whatever keeps it."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from made_records import Maker

from mahdar.archive import Added, Archive
from mahdar.errors import ArchiveError, QuestionError
from mahdar.record import Record
from mahdar.report import Report, Span

Told = dict[str, tuple[Report, Record]]
Keep = Callable[..., Archive]


def test_a_report_and_its_record_come_back_as_they_went_in(kept: Keep, told: Told) -> None:
    archive = kept()
    for report, record in told.values():
        assert archive.report(report.id) == (report, record)
        assert archive.report(report.source) == (report, record)
        assert archive.report(report.id.removeprefix("sha256:")[:12]) == (report, record)


def test_made_records_come_back(archive: Archive) -> None:
    items = list(Maker().items(30))
    assert archive.add(items).added == 30
    assert [archive.report(report.id) for report, _ in items] == items


def test_the_same_report_twice_changes_nothing(archive: Archive, told: Told) -> None:
    items = list(told.values())
    assert archive.add(items).added == len(items)
    before = everything(archive)
    assert archive.add(items * 2) == Added(unchanged=2 * len(items))
    assert everything(archive) == before


def test_a_batch_of_one_and_a_batch_of_all_keep_the_same(target: str, told: Told) -> None:
    with Archive(target) as one, Archive(target + "2") as all_:
        one.add(told.values(), batch=1)
        all_.add(told.values())
        assert everything(one) == everything(all_)


def test_every_row_has_an_id_and_the_words_that_prove_it(kept: Keep) -> None:
    archive = kept()
    for question, rows in everything(archive).items():
        assert rows, question
        for row in rows:
            assert row["id"] and row["evidence"], question
            for proof in row["evidence"]:
                report, _ = archive.report(proof["report"])
                assert proof["quote"] == report.text[slice(*proof["span"])] != ""
                assert proof["source"] == report.source
        assert len({row["id"] for row in rows}) == len(rows), question


def test_rows_are_json(kept: Keep) -> None:
    assert msgspec.json.encode(everything(kept()))


def test_a_reread_replaces_findings_and_keeps_ids(kept: Keep, told: Told) -> None:
    archive = kept()
    report, record = told["a1"]
    before = {s["id"]: s["act"] for s in archive.statements() if s["source"] == "a1"}
    changed = msgspec.structs.replace(record.statements[0], act="announce")
    better = msgspec.structs.replace(record, statements=[changed, *record.statements[1:]], labels=told["b2"][1].labels[:0])
    assert archive.add([(report, better)], pack="new") == Added(updated=1, facts=count_facts(better))
    after = {s["id"]: s["act"] for s in archive.statements() if s["source"] == "a1"}
    assert after == before | {record.statements[0].id: "announce"}
    assert archive.report(report.id) == (report, better)
    [contact] = archive.contacts(person="الكيالي", form="meeting")
    assert contact["reports"] == ["a1", "a2"]


def test_a_reread_without_findings_leaves_nothing_behind(archive: Archive, told: Told) -> None:
    items = list(told.values())
    archive.add(items)
    archive.add([(report, Record(document=record.document)) for report, record in items])
    counts = archive.counts()
    assert counts.pop("reports") == len(items)
    assert not any(counts.values()), counts
    assert len(archive.search("السفير")) == 1


def test_a_removed_report_is_gone(kept: Keep, told: Told) -> None:
    archive = kept("a1", "a2")
    assert archive.remove(told["a2"][0].id)
    assert not archive.remove(told["a2"][0].id)
    assert [c["reports"] for c in archive.contacts()] == [["a1"]]
    assert [p["names"] for p in archive.people("الكيالي")] == [["سامر الكيالي"]]
    assert archive.search("الطاقة") == []
    with pytest.raises(QuestionError, match="no report"):
        archive.report("a2")
    assert archive.add([told["a2"]]).added == 1
    assert [c["reports"] for c in archive.contacts()] == [["a1", "a2"]]


def test_a_fact_is_found_by_its_id(kept: Keep, told: Told) -> None:
    archive = kept()
    report, record = told["b2"]
    facts = {"person": record.people, "office": record.offices, "contact": record.contacts, "statement": record.statements}
    facts |= {"label": record.labels, "agreement": record.agreements, "anniversary": record.anniversaries}
    for kind, structs in facts.items():
        for struct in structs:
            found = archive.fact(struct.id)
            assert found and (found["kind"], found["fact"], found["source"]) == (kind, struct, "b2")
            assert archive.fact(struct.id, report.id) == found
    assert archive.fact("0" * 16) is None
    assert archive.fact("0" * 9) is None
    some = record.statements[0].id
    assert archive.fact(some[:10]) == archive.fact(some)


def test_two_open_archives_see_each_other(target: str, told: Told) -> None:
    with Archive(target) as first, Archive(target) as second:
        first.add([told["a1"]])
        second.add([told["a2"]])
        first.add([told["a3"]])
        assert [c["reports"] for c in second.contacts(form="meeting", person="الكيالي")] == [["a1", "a2"]]
        assert len(first.people("الشربيني")) == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda a: a.contacts(between=("CN", "Atlantis")),
        lambda a: a.contacts(form="dinner"),
        lambda a: a.contacts(status="perhaps"),
        lambda a: a.contacts(since="yesterday"),
        lambda a: a.contacts(until="2024-02-31"),
        lambda a: a.tenures(office="boss"),
        lambda a: a.tenures(on="2024"),
        lambda a: a.statements(act="shout"),
        lambda a: a.statements(area="fun"),
        lambda a: a.commitments(silent_since="soon"),
        lambda a: a.positions(issue="weather"),
        lambda a: a.labels("CN", "nowhere"),
        lambda a: a.people("…"),
        lambda a: a.search("؟!"),
        lambda a: a.report("none"),
        lambda a: a.fact("0f"),
        lambda a: a.fact("not an id"),
        lambda a: a.contacts(id="x"),
        lambda a: a.statements(contact="x"),
        lambda a: a.suggestions("city"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_one_line(kept: Keep, ask: Callable[[Archive], Any]) -> None:
    with pytest.raises(QuestionError) as refused:
        ask(kept("a1"))
    assert "\n" not in str(refused.value) and ";" in str(refused.value)


def test_a_record_of_another_report_is_refused(archive: Archive, told: Told) -> None:
    with pytest.raises(ArchiveError, match="another report"):
        archive.add([(told["a1"][0], told["a2"][1])])
    assert archive.counts()["reports"] == 0


def test_a_record_that_does_not_fit_stops_its_batch_only(archive: Archive, told: Told) -> None:
    report, record = told["a2"]
    statement = msgspec.structs.replace(record.statements[0], id="no id")
    with pytest.raises(ArchiveError, match="no id"):
        archive.add([told["a1"], (report, msgspec.structs.replace(record, statements=[statement])), told["a3"]], batch=1)
    assert [row["source"] for row in archive.reports()] == ["a1"]
    assert archive.add(told.values()).added == len(told) - 1


def test_texts_with_anything_in_them_are_kept(archive: Archive) -> None:
    texts = ["نص\ud800 مكسور", "كلمة\x00صفر", "🙂 كلمة", "", "كَلِمَة ـــ\u200f"]
    for number, text in enumerate(texts):
        report = Report.of(text, f"odd-{number}")
        document = msgspec.structs.replace(
            next(Maker().items(1))[1].document, id=report.id, source=report.source, body=[Span(0, len(text))]
        )
        archive.add([(report, Record(document=document))])
        assert archive.report(report.id)[0] == report
    assert {row["source"] for row in archive.search("كلمة")} >= {"odd-1", "odd-2", "odd-4"}


def count_facts(record: Record) -> int:
    sections = msgspec.structs.asdict(record)
    return sum(len(section) for section in sections.values() if isinstance(section, list))


def everything(archive: Archive) -> dict[str, list[dict[str, Any]]]:
    return {
        "contacts": archive.contacts(),
        "people": archive.people(),
        "tenures": archive.tenures(),
        "statements": archive.statements(),
        "commitments": archive.commitments(),
        "positions": archive.positions(),
        "labels": archive.labels(),
        "agreements": archive.agreements(),
        "calendar": archive.calendar(since="2024-01-01", until="2030-12-31"),
        "search": archive.search("وزير"),
    }
