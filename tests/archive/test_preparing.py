"""Reports prepared elsewhere make the archive that plain ones make; what is looked at for each does not grow with it."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import msgspec
import pytest
from made_records import Maker

from mahdar import record as r
from mahdar.archive import Archive, contacts, people, ways
from mahdar.archive.adding import Item
from mahdar.archive.merging import Account, Contact, Fit
from mahdar.archive.preparing import Prepared, digest, prepare
from mahdar.errors import ArchiveError
from mahdar.report import Report, Span

Told = dict[str, tuple[Report, r.Record]]
MARKS = "\u064b\u0640\u200f\ud800"  # tashkil, tatweel, a direction mark, half a character


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, those of the index of words included."""
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in tables if name != "words"}


def made(path: Path, items: Iterable[Item | Prepared]) -> dict[str, list[tuple[object, ...]]]:
    with Archive(path) as archive:
        archive.add(items, pack="p1", batch=50)
    return content(path)


def sent(items: Iterable[Item]) -> list[Prepared]:
    """Prepared as another process sends them."""
    data = msgspec.msgpack.encode([prepare(*item) for item in items])
    return msgspec.msgpack.decode(data, type=list[Prepared])


def editions(told: Told) -> list[Item]:
    """Reports, reprints of them, corrected versions, and texts with marks in them."""
    found = []
    for n, (report, record) in enumerate(told.values()):
        found.append((report, record))
        text = f"{report.text} {MARKS if n % 2 else '٭'}"
        source = report.source if n % 3 else f"again-{n}"
        again = Report.of(text, f"https://a.example/{source}", published=report.published, url=report.url)
        found.append((again, msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, id=again.id))))
    return found


def test_prepared_elsewhere_it_is_the_same_archive(told: Told, tmp_path: Path) -> None:
    items = [*editions(told), *Maker(3, statements=4, words=60).items(120)]
    plain, prepared = made(tmp_path / "plain.db", items), made(tmp_path / "prepared.db", sent(items))
    assert plain.keys() == prepared.keys() and len(plain["statement"]) > 400 and len(plain["clue"]) > 50
    assert [name for name in plain if plain[name] != prepared[name]] == []


def test_judged_reports_that_come_prepared_are_kept_as_judged(told: Told, tmp_path: Path) -> None:
    items = list(told.values())
    with Archive(tmp_path / "judged.db") as archive:
        archive.add(items, pack="p1")
        fact = archive.labels()[0]["evidence"][0]
        said = next(label for _, record in items for label in record.labels)
        archive.judge("reject", said.id, by="A. Reviewer")
        before, rejected = archive.labels(), [archive.report(report.id) for report, _ in items]
        again = [(msgspec.structs.replace(report, published="2026-01-02"), record) for report, record in items]
        assert archive.add(sent(again), pack="p2").updated == len(items) and fact
        assert archive.labels() == before
        assert [archive.report(report.id)[1] for report, _ in items] == [record for _, record in rejected]


def test_what_is_known_is_not_written_again_however_it_comes(told: Told, tmp_path: Path) -> None:
    items = list(told.values())
    with Archive(tmp_path / "twice.db") as archive:
        archive.add(items)
        elsewhere = [(msgspec.structs.replace(report, source=f"{report.source}-b"), record) for report, record in items]
        for again in (items, sent(items), elsewhere, sent(elsewhere)):
            assert archive.add(again) == (0, 0, len(items), 0)
        assert all(one.digest == digest(*item) for one, item in zip(sent(items), items, strict=True))


def test_a_report_comes_back_whole(told: Told) -> None:
    for report, record in editions(told):
        [one] = sent([(report, record)])
        assert one.report() == report
        assert one.found() == record


def test_a_record_that_is_not_the_reports_is_refused(told: Told) -> None:
    (first, record), (_, other) = list(told.values())[:2]
    with pytest.raises(ArchiveError, match="the record is of another report"):
        prepare(first, other)
    person = r.Person(id="0" * 15 + "x", name="اسم", country=None, spans=[Span(0, 3)], rule="made")
    with pytest.raises(ArchiveError, match="is no id of a fact"):
        prepare(first, msgspec.structs.replace(record, people=[person]))


def namesakes(parties: Sequence[str]) -> list[Item]:
    found = []
    for n, of in enumerate(parties):
        text = f"زار سالم الحربان البلاد {n}"
        report = Report.of(text, f"same-{n}", published="2024-01-01")
        span = Span(4, 16)
        person = r.Person(id=r.fact_id(report.id, "person", span), name="سالم الحربان", country=of, spans=[span], rule="made")
        document = r.Document(id=report.id, source=report.source, agency=None, headline=None, headline_span=None, dateline=None,
                              published=report.published, language="ar", body=[Span(0, len(text))])  # fmt: skip
        found.append((report, r.Record(document=document, people=[person])))
    return found


@pytest.mark.parametrize("batch", [1, 100])
def test_a_name_that_many_parties_know_is_suggested_a_few_times_only(batch: int, tmp_path: Path) -> None:
    parties = [f"P{n}" for n in range(60)]
    with Archive(tmp_path / "same.db") as archive:
        archive.add(namesakes(parties), batch=batch)
        assert len(archive.people()) == 60
        few = people._MANY
        assert len(archive.suggestions()) == few * (few - 1) // 2
        archive.add(namesakes(parties[::-1]), batch=batch)
        assert len(archive.people()) == 60


@pytest.mark.parametrize("batch", [7, 500])
def test_contacts_far_off_are_not_looked_at_and_would_not_be_joined(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = list(Maker(5, people=2, statements=1, words=40).items(150))
    dense = [(report, _within_a_month(record, n)) for n, (report, record) in enumerate(items)]
    found = []
    monkeypatch.setattr(contacts, "_NEAREST", 10_000)
    for reach in (contacts._REACH, 10_000):
        monkeypatch.setattr(contacts, "_REACH", reach)
        path = tmp_path / f"reach-{reach}.db"
        with Archive(path) as archive:
            archive.add(dense, batch=batch)
            found.append((archive.contacts(), archive.suggestions()))
    assert found[0] == found[1]
    assert any(len(contact["accounts"]) > 1 for contact in found[0][0]) and len(found[0][0]) > 30


def test_of_many_contacts_on_one_day_the_latest_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "_NEAREST", 5)
    looked: list[int] = []
    best = contacts.best

    def counted(account: Account, near: Sequence[Contact]) -> tuple[Contact, Fit] | None:
        looked.append(len(near))
        return best(account, near)

    monkeypatch.setattr(contacts, "best", counted)
    items = [(report, _on_one_day(record)) for report, record in Maker(5, people=40, statements=1, words=40).items(60)]
    again = [_again(report, record) for report, record in items[-3:]]
    with Archive(tmp_path / "day.db") as archive:
        archive.add([*items, *again], batch=9)
        assert len(archive.contacts()) < 60 + 3
        assert all(len(archive.contacts(id=id)[0]["accounts"]) > 1 for id in [record.contacts[0].id for _, record in items[-3:]])
    assert max(looked) == 5


def _on_one_day(record: r.Record) -> r.Record:
    sides = [r.Party(record.people[0].name, "CN"), r.Party(record.people[2].name, "KZ")]
    told = msgspec.structs.replace(
        record.contacts[0], date="2024-05-03", date_precision="day", form="meeting", participants=sides
    )
    return msgspec.structs.replace(record, contacts=[told], offices=[], statements=[])


def _again(report: Report, record: r.Record) -> Item:
    """The same contact in another report."""
    other = Report.of(f"{report.text[::-1]}", f"{report.source}-again", published=report.published)
    document = msgspec.structs.replace(record.document, id=other.id)
    told = [msgspec.structs.replace(record.contacts[0], id=r.fact_id(other.id, "contact", Span(0, 9)))]
    return other, msgspec.structs.replace(record, document=document, contacts=told)


def _within_a_month(record: r.Record, n: int) -> r.Record:
    """All contacts of one pair and month: on a day, in a month, from one day to another, or without any."""
    day = f"2024-05-{n * 5 % 28 + 1:02}"
    dates: list[tuple[str | None, str | None, str | None]] = [
        (day, "day", None),
        ("2024-05", "month", None),
        (day, "day", "2024-05-30"),
        (None, None, None),
    ]
    when, precision, end = dates[n % 4]
    made_ = [
        msgspec.structs.replace(
            contact,
            date=when,
            date_precision=precision,
            date_end=end if end and day <= end else None,
            participants=[r.Party(record.people[0].name if n % 3 else None, "CN"), r.Party(None, "KZ")],
        )
        for contact in record.contacts[:1]
    ]
    document = msgspec.structs.replace(record.document, published=day)
    return msgspec.structs.replace(record, document=document, contacts=made_, offices=[], statements=[])


def test_a_fact_is_found_by_its_id_in_every_part_of_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "LEAF", 4)
    items = list(Maker(2, statements=2, words=40).items(30))
    with Archive(tmp_path / "ways.db") as archive:
        archive.add(items, batch=3)
        ids = list(chain.from_iterable((fact.id for fact in record.contacts) for _, record in items))
        for id in ids:
            found = archive.fact(id[:12])
            assert found and found["id"] == id
        assert archive.fact("0" * 16) is None
