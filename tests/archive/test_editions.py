"""Reprints are one account, corrections are new versions: whatever the order, on every backend."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from mahdar.archive import Archive
from mahdar.reading.reader import Reader
from mahdar.record import Record
from mahdar.report import Report

AGENCY = "https://ona.example/1"
STORY = """مسقط 12 مايو 2024 (العمانية) - التقى وزير الخارجية العماني بدر البوسعيدي اليوم وزير الخارجية العراقي فؤاد حسين.
وقال البوسعيدي إن بلاده ستدعم الحوار بين الجانبين وستفتح قنصلية جديدة في البصرة خلال العام المقبل.
وأضاف أن التعاون في مجالات النقل والطاقة يسير سيرا حسنا وأن اللجنة المشتركة ستجتمع في الخريف."""
CORRECTED = STORY.replace("في الخريف", "في الشتاء")
AGAIN = CORRECTED.replace("في البصرة", "في أربيل")
PAPER = "صحيفة الصباح تنشر\n" + STORY
OTHER = """بغداد 12 مايو 2024 (واع) - استقبل نائب رئيس الوزراء وزير الخارجية العراقي فؤاد حسين نظيره العماني بدر البوسعيدي.
وأكد حسين أن العراق يرحب بالاستثمارات العمانية، مشيرا إلى مشروع لربط الموانئ في البلدين."""
Item = tuple[Report, Record]
READER = Reader()


def read(text: str, source: str, published: str = "2024-05-12") -> Item:
    report = Report.of(text, source, published=published, url=source if source.startswith("http") else None)
    return report, READER.read(report)


def words(archive: Archive) -> set[str]:
    """The last words of every statement."""
    return {row["text"].split()[-1] for row in archive.statements()}


def test_reprint_is_one_account(archive: Archive) -> None:
    archive.add([read(STORY, AGENCY), read(OTHER, "https://ina.example/5"), read(PAPER, "https://sabah.example/7", "2024-05-13")])
    [contact] = archive.contacts()
    assert contact["reports"] == [AGENCY, "https://ina.example/5", "https://sabah.example/7"]
    assert [a["source"] for a in contact["accounts"]] == [AGENCY, "https://ina.example/5"]
    assert [a["source"] for a in contact["accounts"][0]["reprints"]] == ["https://sabah.example/7"]
    told = [row for row in archive.compare(contact["id"]) if row["kind"] == "statement"]
    assert {len(row["accounts"]) for row in told} == {1}  # what is told in print twice is told by one
    first, _, paper = archive.reports()
    assert (first["reprint_of"], paper["reprint_of"]) == (None, first["id"])


@pytest.mark.parametrize("batch", [1, 10])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_makes_no_difference(tmp_path: Path, order: Sequence[int], batch: int) -> None:
    items = [read(STORY, AGENCY), read(PAPER, "https://sabah.example/7"), read(CORRECTED, AGENCY, "2024-05-13")]
    with Archive(tmp_path / "a.db") as archive:
        archive.add([items[n] for n in order], batch=batch)
        [contact] = archive.contacts()
        assert len(contact["accounts"]) == 1 and set(contact["reports"]) == {AGENCY, "https://sabah.example/7"}
        old = {row["source"] for row in archive.reports() if row["superseded_by"]}
        assert old == {AGENCY} and "الشتاء" in words(archive)
        assert len(archive.search("الخريف")) == len(archive.search("الشتاء")) == 1  # the paper's; the correction


def test_correction_is_a_new_version(archive: Archive) -> None:
    report, record = read(STORY, AGENCY)
    archive.add([(report, record)], pack="one")
    done = archive.add([read(CORRECTED, AGENCY)], pack="one")
    assert (done.added, done.updated) == (0, 1)
    assert "الخريف" not in words(archive) and "الشتاء" in words(archive) and not archive.search("الخريف")
    assert archive.report(report.id) == (report, record)  # nothing is lost of it
    assert archive.report(AGENCY)[0].text == CORRECTED
    assert archive.add([(report, record)], pack="one").unchanged == 1 and "الخريف" not in words(archive)
    assert archive.add([read(AGAIN, AGENCY)], pack="two").updated == 1
    assert sum(row["superseded_by"] is None for row in archive.reports()) == 1


def test_judgements_go_over_to_the_correction(archive: Archive) -> None:
    archive.add([read(STORY, AGENCY)])
    [contact] = archive.contacts()
    archive.judge("confirm", contact["id"], by="Lina")
    gone = next(row for row in archive.statements() if row["text"].endswith("الخريف"))
    archive.judge("confirm", gone["id"], by="Lina")
    archive.add([read(CORRECTED, AGENCY)])
    [contact] = archive.contacts()
    assert contact["judged"]["by"] == "Lina"
    assert [row["evidence"][0]["quote"][-6:] for row in archive.orphans()] == ["الخريف"]


def test_taken_out_the_older_version_stands_again(archive: Archive) -> None:
    archive.add([read(STORY, AGENCY), read(PAPER, "https://sabah.example/7")])
    archive.add([read(CORRECTED, AGENCY)])
    archive.add([read(AGAIN, AGENCY)])
    first, paper, second, third = (row["id"] for row in archive.reports())
    assert archive.remove(second) and "البصرة" not in " ".join(row["text"] for row in archive.statements(by="OM"))[-200:]
    assert [row["superseded_by"] for row in archive.reports()] == [third, None, None]
    assert archive.remove(third)
    assert [row["superseded_by"] for row in archive.reports()] == [None, None]
    assert len(archive.contacts()[0]["accounts"]) == 1 and len(archive.search("الخريف")) == 2
    assert archive.remove(first) and archive.remove(paper) and archive.contacts() == []


def test_other_text_at_one_address_stays(archive: Archive) -> None:
    archive.add([read(STORY, AGENCY), read(OTHER, AGENCY), read(STORY, "ona"), read(CORRECTED, "ona")])
    assert [row["superseded_by"] for row in archive.reports()] == [None, None, None]  # "ona" is a name, no address
    archive.add([read(CORRECTED.replace("2024", "2023"), "elsewhere.txt", "2023-05-12")])
    assert archive.reports()[0]["reprint_of"] is None  # a year apart


def test_copied_and_read_anew(tmp_path: Path) -> None:
    from mahdar.archive.copying import copy

    items = [read(STORY, AGENCY), read(PAPER, "https://sabah.example/7"), read(CORRECTED, AGENCY)]
    with Archive(tmp_path / "a.db") as one, Archive(tmp_path / "b.db") as two:
        one.add(items, pack="one")
        list(copy(one, two))
        assert one.contacts() == two.contacts() and one.reports() == two.reports()
        emptied = [(report, Record(document=record.document)) for report, record in items]
        assert one.add(emptied, pack="two").updated == 3
        assert one.contacts() == [] and [one.report(report.id)[1] for report, _ in items] == [record for _, record in emptied]
