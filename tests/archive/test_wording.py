"""Official phrases, fixed and found, and the accounts of one contact side by side."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from own_reports import read

from mahdar.archive import Archive
from mahdar.archive.compare import differences
from mahdar.archive.phrasing import finder, fixed
from mahdar.archive.stems import Words
from mahdar.errors import QuestionError
from mahdar.reading.reader import Reader
from mahdar.report import Report

with (Path(__file__).parent / "phrases.tsv").open(encoding="utf-8") as file:
    FOUND = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

PETRA = """عمان 3 مارس 2024 (بترا) -- التقى وزير الخارجية كمال الرفاعي اليوم الأحد نظيره المصري نادر الجندي في عمان.
وأكد الرفاعي أن الأردن سيواصل دعم جهود وقف إطلاق النار في غزة. وأضاف أن البلدين سيعقدان اللجنة العليا المشتركة في حزيران المقبل.
وقال الجندي إن بلاده ستزيد صادرات الغاز إلى الأردن هذا العام.
"""
MENA = """القاهرة فى 3 مارس /أ ش أ/ التقى نادر الجندى وزير الخارجية مع نظيره الأردنى كمال الرفاعى اليوم فى العاصمة الأردنية عمان.
وقال الجندي إن مصر ستزيد صادرات الغاز الطبيعي إلى الأردن العام المقبل. وشدد على رفض تهجير الفلسطينيين من أرضهم.
وأكد الرفاعي أن الأردن سيواصل دعم جهود وقف إطلاق النار في غزة.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Any:
    reader = Reader()
    two = [Report.of(text, source, published="2024-03-03") for source, text in (("petra", PETRA), ("mena", MENA))]
    with Archive(tmp_path_factory.mktemp("wording") / "archive.db") as made:
        made.add([*read(), *((report, reader.read(report)) for report in two)], pack="first")
        yield made


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case["text"])
def test_fixed_phrases_are_found_whatever_stands_on_and_between_their_words(case: dict[str, str]) -> None:
    text = case["text"]
    uses = [(use.phrase, text[use.span.start : use.span.end]) for use in finder().find(Words(text).all)]
    assert uses == ([] if case["phrase"] == "none" else [(case["phrase"], case["quote"])])


def test_the_list_is_long_enough_and_no_two_phrases_have_one_form() -> None:
    assert len(fixed()) >= 60
    assert min(Counter(form for phrase in fixed().values() for form in phrase.forms).values()) == 1
    for phrase in fixed().values():
        for form in phrase.forms:
            assert phrase.id in {use.phrase for use in finder().find(Words(form).all)}, form


def test_phrases_between_two_parties(archive: Archive) -> None:
    rows = {row["name"]: row for row in archive.phrases(between=("CN", "KZ")) if row["name"]}
    principle, policy = rows["one_china_principle"], rows["one_china_policy"]
    assert (policy["first_seen"], policy["last_seen"], policy["count"]) == ("2016-09-02", "2023-05-17", 3)
    assert [by["of"] for by in policy["by"]] == ["KZ"] and principle["first_seen"] == "2019-09-11"
    assert {v["form"] for v in principle["variants"]} == {"مبدأ صين واحدة", "مبدأ الصين الواحدة"}
    assert rows["good_neighbourliness"]["status"] == "dropped" and rows["new_energy"]["status"] == "kept"
    assert rows["golden_thirty"]["status"] == "past" and rows["consensus"]["status"] == "new"
    assert all(row["evidence"] and row["evidence"][0]["quote"] for row in rows.values())


def test_a_phrase_is_asked_for_by_any_variant_or_by_words(archive: Archive) -> None:
    [policy] = archive.phrases("وسياسة الصين الواحدة")
    assert policy["name"] == "one_china_policy" and policy["count"] >= 3
    [workshop] = archive.phrases("ورشة لوبان")
    assert (workshop["kind"], workshop["count"], workshop["status"]) == ("asked", 4, None)
    assert {by["of"]: by["count"] for by in workshop["by"]} == {"CN": 3, "KZ": 1}
    assert archive.phrases("زقزقة العصافير") == []
    with pytest.raises(QuestionError, match="holds no word"):
        archive.phrases("؟!")


def test_recurrent_wordings_are_discovered(tmp_path: Path) -> None:
    reader, items = Reader(), []
    for day, rest in ((3, "في الميناء"), (9, "على الحدود"), (21, "في العاصمة")):
        text = f"عمان {day} مارس 2024 (بترا) -- التقى وزير الخارجية كمال الرفاعي نظيره المصري نادر الجندي في عمان.\n"
        text += f"وأكد الرفاعي أن القمح العابر للجبال العالية يصل سريعا {rest}.\n"
        report = Report.of(text, f"day {day}")
        items.append((report, reader.read(report)))
    with Archive(tmp_path / "wheat.db") as archive:
        archive.add(items[:2])
        assert not [row for row in archive.phrases(between=("JO", "EG")) if row["kind"] == "discovered"]
        archive.add(items)
        [found] = [row for row in archive.phrases(between=("JO", "EG")) if row["kind"] == "discovered"]
    assert found["phrase"] == "القمح العابر للجبال العالية يصل سريعا" and found["count"] == 3
    assert [by["of"] for by in found["by"]] == ["JO"] and found["status"] == "kept"


def test_two_accounts_of_one_contact(archive: Archive) -> None:
    [contact] = archive.contacts(between=("JO", "EG"), since="2024")
    rows = archive.compare(contact["id"])
    fields = {row["field"]: (row["told"], row["wording"]) for row in rows if row["kind"] == "field"}
    assert fields["participants"] == ("all", "same"), "the order and the spelling of names are no difference"
    assert fields["date"] == ("all", "same")
    said = [row for row in rows if row["kind"] == "statement"]
    told = {(row["accounts"][0]["text"].split()[0], len(row["accounts"])): row for row in said}
    assert {key: (row["told"], row["wording"]) for key, row in told.items()} == {
        ("الأردن", 2): ("all", "same"),
        ("البلدين", 1): ("one", None),
        ("بلاده", 2): ("all", "different"),
        ("رفض", 1): ("one", None),
    }
    gas = told["بلاده", 2]
    assert [a["agency"] for a in gas["accounts"]] == ["petra", "mena"]
    [difference] = gas["differences"]
    changed = [part for part in difference["parts"] if part[0] != "equal"]
    assert changed == [["replace", "بلاده", "مصر"], ["insert", "", "الطبيعي"], ["delete", "هذا", ""], ["insert", "", "المقبل"]]
    assert all(row["evidence"] for row in said)


def test_spelling_is_no_difference() -> None:
    assert differences("إلى القاهرةِ", "الى القاهره") == [["equal", "إلى القاهرةِ", "الى القاهره"]]


def test_no_contact_is_told_plainly(archive: Archive) -> None:
    with pytest.raises(QuestionError, match="is no contact"):
        archive.compare("0000000000000000")
