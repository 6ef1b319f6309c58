"""Judgements: folded into every answer, kept over re-reading and new packs, marked where the machine moved, never lost."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_reports import named, read, read_otherwise
from sqlalchemy import text
from test_archive_people import attest

from mahdar.archive import Archive
from mahdar.archive.folding import KINDS, fields, fold
from mahdar.archive.ledger import Anchor, Judgement, anchor, standing
from mahdar.errors import ArchiveError, InputError, QuestionError
from mahdar.record import Record
from mahdar.report import Report

AMAL = "Amal"


@pytest.fixture
def archive(target: str) -> Any:
    with Archive(target) as made:
        made.add(read(), pack="first")
        yield made


def facts(record: Record) -> dict[str, tuple[str, Any]]:
    return {fact.id: (kind, fact) for kind, (section, _) in KINDS.items() for fact in getattr(record, section)}


def one(rows: list[dict[str, Any]]) -> dict[str, Any]:
    [row] = rows
    return row


# -- folding


def test_a_rejected_fact_vanishes_and_comes_back_when_it_is_undone(archive: Archive) -> None:
    rows = archive.statements(between=("CN", "KZ"))
    gone = rows[3]["id"]
    judgement = one(archive.judge("reject", gone, by=AMAL, note="said by nobody"))
    assert archive.statements(id=gone) == []
    assert len(archive.statements(between=("CN", "KZ"))) == len(rows) - 1
    archive.judge("undo", judgement["id"], by="Badr")
    assert archive.statements(between=("CN", "KZ")) == rows
    assert [(row["verdict"], row["by"], row["stands"]) for row in archive.judgements()] == [
        ("reject", AMAL, False),
        ("undo", "Badr", False),
    ]


def test_replaced_fields_show_and_are_asked_for(archive: Archive) -> None:
    contact = one(archive.contacts(between=("CN", "KZ"), since="2020", until="2020"))
    fact = contact["accounts"][0]["fact"]
    archive.judge("replace", fact, by=AMAL, value={"date": "2021-03-04", "date_precision": "day", "form": "video_call"})
    moved = one(archive.contacts(between=("CN", "KZ"), since="2021-03-04", until="2021-03-04"))
    assert (moved["id"], moved["form"], moved["judged"]["verdict"]) == (contact["id"], "video_call", "replace")
    assert archive.contacts(between=("CN", "KZ"), since="2020", until="2020") == []
    archive.judge("replace", fact, by="Badr", value={"form": "letter"})
    assert one(archive.contacts(id=contact["id"]))["form"] == "letter"
    assert one(archive.contacts(id=contact["id"]))["date"] == "2021-03-04", "what the first replaced stays replaced"


def test_an_asserted_fact_appears_with_its_words(archive: Archive) -> None:
    report, _ = named("cnkz-2023-xian")[0]
    start = report.text.index("ستبني محطة شحن")
    value = {"speakers": [{"person": None, "of": "KZ"}], "act": "commit", "areas": ["transport"]}
    made = one(archive.judge("assert", "statement", by=AMAL, report=report.id, span=(start, start + 14), value=value))
    row = one(archive.statements(id=made["fact"]))
    assert (row["text"], row["act"], row["judged"]["by"], row["rule"]) == ("ستبني محطة شحن", "commit", AMAL, "judgement")
    assert row["evidence"][0]["quote"] == "ستبني محطة شحن"
    assert archive.report(report.id)[1] != dict((r.id, rec) for r, rec in read())[report.id]


def test_rejecting_a_row_rejects_all_its_facts(archive: Archive) -> None:
    row = max(archive.positions(), key=lambda r: r["count"])
    assert row["count"] > 1
    assert len(archive.judge("reject", row["id"], by=AMAL)) == row["count"]
    assert row["id"] not in {r["id"] for r in archive.positions()}
    assert len(archive.positions()) > 1


def test_a_person_who_is_none_takes_part_in_nothing(archive: Archive) -> None:
    person = one(archive.people("إدريسوف") or archive.people("نورتليو"))
    for _, record in read():
        for p in record.people:
            if p.name in person["names"]:
                archive.judge("reject", p.id, by=AMAL)
    assert archive.people(id=person["id"]) == [] and archive.contacts(person=person["name"]) == []


# -- reading again


def test_read_again_with_another_pack(archive: Archive) -> None:
    """Ids are kept, judgements are kept, what moved is marked, what is gone is listed and stays as judged."""
    before = {r.id: facts(record) for r, record in read()}
    after = {r.id: facts(record) for r, record in read_otherwise()}
    calls = [f for known in before.values() for k, f in known.values() if k == "statement" and f.act == "call"]
    moved = [f for f in calls if any(f.id in a and a[f.id][1].act == "hope" for a in after.values())]
    gone = [f for r, known in before.items() for k, f in known.values() if k == "position" and f.id not in after[r]]
    still = [f for r, known in before.items() for id, (k, f) in known.items() if k == "statement" and after[r].get(id) == (k, f)]
    assert len(moved) >= 4 and len(gone) >= 3 and still
    confirmed, replaced, agreed, rejected = moved[:4]
    kept, settled, undone = gone[:3]
    archive.judge("confirm", confirmed.id, by=AMAL)
    archive.judge("replace", replaced.id, by=AMAL, value={"act": "warn"})
    archive.judge("replace", agreed.id, by=AMAL, value={"act": "hope"})
    archive.judge("reject", rejected.id, by=AMAL)
    archive.judge("confirm", kept.id, by=AMAL)
    archive.judge("reject", settled.id, by=AMAL)
    archive.judge("undo", one(archive.judge("confirm", undone.id, by=AMAL))["id"], by=AMAL)
    archive.judge("confirm", still[0].id, by=AMAL)
    ledger = archive.export_judgements()

    assert archive.add(read_otherwise(), pack="second").updated > 0

    assert archive.export_judgements() == ledger, "the ledger is as it was"
    shown = {row["id"]: (row["act"], row["review_again"]) for row in archive.statements()}
    assert shown[confirmed.id] == ("call", True)
    assert shown[replaced.id] == ("warn", True)
    assert shown[agreed.id] == ("hope", False), "the machine has come to say the same"
    assert rejected.id not in shown
    assert shown[still[0].id][1] is False
    orphans = {row["fact"]: (row["state"], row["review_again"]) for row in archive.orphans()}
    assert orphans == {kept.id: ("kept", True), settled.id: ("settled", False)}
    assert archive.fact(kept.id) is not None and archive.fact(settled.id) is None and archive.fact(undone.id) is None
    again = [row["id"] for row in archive.review(limit=100) if row["review_again"]]
    assert {confirmed.id, replaced.id, kept.id} <= set(again)
    assert all(row["review_again"] for row in archive.review(limit=len(again))), "what moved comes first"

    assert archive.add(read(), pack="first").updated > 0
    assert {row["id"]: row["act"] for row in archive.statements()}[replaced.id] == "warn"
    assert archive.orphans() == [] and not [row for row in archive.review(limit=100) if row["review_again"]]


def test_reading_again_unchanged_changes_nothing(archive: Archive) -> None:
    archive.judge("reject", archive.statements()[0]["id"], by=AMAL)
    rows = archive.statements()
    assert archive.add(read(), pack="first").updated == 0
    assert archive.statements() == rows


def test_a_corrected_report_takes_its_judgements_along(archive: Archive) -> None:
    from mahdar.reading.reader import Reader

    report, record = named("cnkz-2020-call")[0]
    statement = record.statements[0]
    archive.judge("replace", statement.id, by=AMAL, value={"act": "warn"})
    archive.remove(report.id)
    assert [row["why"] for row in archive.orphans()] == ["the archive has no report with these words"]
    edition = Report.of("تصحيح سابق\n\n" + report.text, report.source, published=report.published)
    archive.add([(edition, Reader().read(edition))], pack="first")
    assert archive.orphans() == []
    [mark] = archive.judgements()
    assert mark["state"] == "rebound" and mark["fact"] != statement.id
    row = one(archive.statements(id=mark["fact"]))
    quote = report.text[statement.content.start : statement.content.end]
    assert (row["act"], row["text"]) == ("warn", quote)


def test_an_asserted_fact_that_the_machine_finds_by_now_is_not_told_twice() -> None:
    report, record = named("cnkz-2019-beijing")[0]
    label = record.labels[0]
    less = msgspec.structs.replace(record, labels=record.labels[1:])
    own = anchor("00000000000000aa", "label", (report.id, report.source, report.text), [label.span])
    entry = Judgement(at="2026-01-01", by=AMAL, verdict="assert", anchor=own, value=fields(label)).sealed()
    assert [f.id for f in fold(report.text, less, [entry]).record.labels if f.span == label.span] == ["00000000000000aa"]
    now = fold(report.text, record, [entry])
    assert now.record == record and now.marks[0].state == "rebound" and not now.marks[0].review_again


VERDICTS = st.lists(
    st.tuples(st.sampled_from(("confirm", "replace", "reject")), st.integers(0, 5), st.sampled_from(("call", "hope")))
)


@settings(max_examples=60, deadline=None)
@given(VERDICTS)
def test_the_latest_verdict_wins(steps: list[tuple[str, int, str]]) -> None:
    report, record = named("cnkz-2023-xian")[0]
    machine = record.statements[:6]
    entries = []
    for n, (verdict, which, act) in enumerate(steps):
        fact = machine[which % len(machine)]
        place = anchor(fact.id, "statement", (report.id, report.source, report.text), [fact.span])
        value = {"act": act} if verdict == "replace" else None
        entries.append(
            Judgement(at=f"{n:04}", by=AMAL, verdict=verdict, anchor=place, value=value, said=fields(fact)).sealed()  # type: ignore[arg-type]
        )
    folded = fold(report.text, record, entries)
    assert folded == fold(report.text, record, entries)
    assert sorted(m.judgement.id for m in folded.marks) == sorted(e.id for e in entries)
    assert not any(m.review_again for m in folded.marks), "the machine has not moved"
    shown = {s.id: s for s in folded.record.statements}
    for fact in machine:
        own = [e for e in entries if e.anchor and e.anchor.fact == fact.id]
        if own and own[-1].verdict == "reject":
            assert fact.id not in shown
        elif own and own[-1].verdict == "confirm":
            assert shown[fact.id] == fact
        elif own:
            assert shown[fact.id].act == (own[-1].value or {})["act"]
        else:
            assert shown[fact.id] == fact


def test_undoing_may_be_undone() -> None:
    first = Judgement(
        at="1", by=AMAL, verdict="confirm", anchor=Anchor(fact="a", kind="label", report="r", source="s", spans=[], quote="q")
    )
    first = first.sealed()
    undo = Judgement(at="2", by=AMAL, verdict="undo", undoes=first.id).sealed()
    redo = Judgement(at="3", by=AMAL, verdict="undo", undoes=undo.id).sealed()
    assert standing([first, undo], [undo]) == []
    assert standing([first, undo, redo], [undo, redo]) == [first]


# -- identities


def test_people_merge_and_split(archive: Archive) -> None:
    rows = archive.people()
    first, second = rows[0], rows[3]
    merge = one(archive.judge("merge", first["id"], second["id"], by=AMAL))
    both = one(archive.people(id=first["id"]))
    assert set(both["names"]) == {*first["names"], *second["names"]} and both["judged"]["verdict"] == "merge"
    assert archive.people(id=second["id"]) == []
    archive.add(read_otherwise(), pack="second")
    assert set(one(archive.people(id=first["id"]))["names"]) == {*first["names"], *second["names"]}, "reading again parts nobody"
    archive.add(read(), pack="first")
    archive.judge("undo", merge["id"], by=AMAL)
    assert {r["id"]: r["names"] for r in archive.people()} == {r["id"]: r["names"] for r in rows}


def test_one_name_of_two_people_is_split(archive: Archive) -> None:
    person = next(p for p in archive.people() if p["reports"] >= 3)
    mentions = [p for _, record in read() for p in record.people if p.name in person["names"]]
    founder, other = next(p for p in mentions if p.id == person["id"]), next(p for p in mentions if p.id != person["id"])
    archive.judge("split", other.id, founder.id, by=AMAL)
    assert one(archive.people(id=person["id"]))["reports"] == person["reports"] - 1
    assert one(archive.people(id=other.id))["reports"] == 1
    archive.add(read_otherwise(), pack="second")
    assert one(archive.people(id=other.id))["reports"] == 1


def test_contacts_merge_and_split(archive: Archive) -> None:
    a, b = archive.contacts(between=("CN", "KZ"))[:2]
    archive.judge("merge", a["id"], b["id"], by=AMAL)
    both = one(archive.contacts(id=a["id"]))
    assert set(both["reports"]) == {*a["reports"], *b["reports"]} and archive.contacts(id=b["id"]) == []
    archive.judge("split", a["id"], b["id"], by="Badr")
    apart = [{**row, "judged": None} for row in archive.contacts(between=("CN", "KZ"))[:2]]
    assert apart == [a, b]
    assert archive.orphans() == []


def test_refused_suggestions_are_not_made_again(tmp_path: Path) -> None:
    items = [attest(name, "AE") for name in ("محمد بن راشد آل مكتوم", "محمد بن راشد الشامسي", "محمد بن راشد")]
    with Archive(tmp_path / "people.db") as archive:
        archive.add(items, pack="first")
        first, second = archive.suggestions()
        assert first["rule"] == "machine:identity@first"
        archive.judge("split", first["a"]["id"], first["b"]["id"], by=AMAL)
        assert [row["id"] for row in archive.suggestions()] == [second["id"]]
        archive.judge("merge", second["a"]["id"], second["b"]["id"], by=AMAL)
        assert archive.suggestions() == [] and len(archive.people()) == 2


def test_a_merge_outlives_the_report_that_it_named(tmp_path: Path) -> None:
    first = attest("محمد بن راشد آل مكتوم", "AE")
    again, other = attest("محمد بن راشد آل مكتوم", "AE", day="2024-02-02"), attest("سيف بن أحمد الشامسي", "AE")
    with Archive(tmp_path / "people.db") as archive:
        archive.add([first, again, other], pack="first")
        a, b = (one(archive.people(name))["id"] for name in ("محمد بن راشد آل مكتوم", "سيف بن أحمد الشامسي"))
        archive.judge("merge", a, b, by=AMAL)
        assert archive.remove(first[0].id) and archive.orphans() == []
        archive.add([again, other], pack="second")
        archive.add([(other[0], Record(document=other[1].document))], pack="third")
        archive.add([other], pack="fourth")
        assert set(one(archive.people())["names"]) == {"محمد بن راشد آل مكتوم", "سيف بن أحمد الشامسي"}
        assert archive.remove(other[0].id)
        orphan = one(archive.orphans())
        assert orphan["verdict"] == "merge" and orphan["why"].startswith("one of the two") and orphan["id"] in orphan["do"]
        archive.judge("undo", orphan["id"], by=AMAL)
        assert archive.orphans() == []


# -- the ledger


def test_the_ledger_moves_between_archives_as_json_lines(archive: Archive, tmp_path: Path) -> None:
    rows = archive.statements()
    archive.judge("reject", rows[0]["id"], by=AMAL)
    archive.judge("replace", rows[1]["id"], by="Badr", value={"act": "warn"})
    lines = archive.export_judgements()
    with Archive(tmp_path / "other.db") as other:
        assert other.import_judgements(lines) == 2 and other.import_judgements(lines) == 0
        assert len(other.orphans()) == 2, "their reports are not here yet"
        other.add(read(), pack="first")
        assert other.orphans() == []
        assert other.statements() == archive.statements()
        assert other.export_judgements(by="Badr") == lines[1:]


def test_a_changed_line_is_refused(archive: Archive) -> None:
    archive.judge("reject", archive.statements()[0]["id"], by=AMAL)
    [line] = archive.export_judgements()
    with pytest.raises(InputError, match="was changed"):
        archive.import_judgements([line.replace(b"Amal", b"Omar")])
    with pytest.raises(InputError, match=":1: is no judgement"):
        archive.import_judgements([b"{}"])


def test_nothing_is_ever_taken_out_of_the_ledger(archive: Archive) -> None:
    archive.judge("reject", archive.statements()[0]["id"], by=AMAL)
    for change in ("DELETE FROM judgement", "UPDATE judgement SET at = ''"):
        with pytest.raises(ArchiveError, match="only ever added"), archive.store.write() as connection:
            connection.execute(text(change))
    assert len(archive.judgements()) == 1


WRONG: list[tuple[tuple[Any, ...], dict[str, Any], str]] = [
    (("confirm", "0000000000000000"), {}, "no fact of this id"),
    (("confirm", "no id"), {}, "is no id"),
    (("reject", "STATEMENT"), {"by": " "}, "nobody judges"),
    (("reject", "STATEMENT"), {"by": "machine:merging@1"}, "judgements are people's"),
    (("replace", "STATEMENT"), {}, "nothing to replace"),
    (("replace", "STATEMENT"), {"value": {"colour": "red"}}, "no field of a statement"),
    (("replace", "STATEMENT"), {"value": {"content": [0, 10**6]}}, "is no place"),
    (("replace", "STATEMENT"), {"value": {"joint": "perhaps"}}, "makes no statement"),
    (("merge", "STATEMENT", "STATEMENT"), {}, "people and contacts are merged"),
    (("merge", "STATEMENT"), {}, "two ids"),
    (("assert", "thought"), {"report": "REPORT", "span": (0, 3)}, "no kind of fact"),
    (("undo", "0000000000000000"), {}, "no judgement of this id"),
    (("praise", "STATEMENT"), {}, "confirm, replace"),
]


@pytest.mark.parametrize(("asked", "more", "message"), WRONG, ids=lambda w: str(w)[:30])
def test_what_cannot_be_judged(archive: Archive, asked: tuple[Any, ...], more: dict[str, Any], message: str) -> None:
    row = archive.statements()[0]
    words = {"STATEMENT": row["id"], "REPORT": row["report"]}
    fill = {key: words.get(value, value) if isinstance(value, str) else value for key, value in more.items()}
    with pytest.raises((QuestionError, InputError, Exception), match=message) as told:
        archive.judge(*(words.get(a, a) for a in asked), **{"by": AMAL, **fill})
    assert type(told.value).__module__ == "mahdar.errors"
    assert archive.judgements() == []


def test_rules_fare_as_people_judge(archive: Archive) -> None:
    rows = [row for row in archive.statements() if row["rule"] == "speech.that"][:3]
    for row, verdict in zip(rows, ("confirm", "reject", "reject"), strict=True):
        archive.judge(verdict, row["id"], by=AMAL)
    assert archive.fares()["speech.that"] == {"confirm": 1, "replace": 0, "reject": 2}
    queue = archive.review(limit=10, rule="speech.that")
    assert {row["rule"] for row in queue} == {"speech.that"} and not {r["id"] for r in rows} & {r["id"] for r in queue}
    assert [row["certainty"] for row in queue] == sorted(row["certainty"] for row in queue) and queue[0]["certainty"] <= 0.4
