"""The reference of people: Latin names and ids for identities that reports attest, and nothing more."""

import re
from collections import defaultdict

import pytest
from test_archive_people import attest

from mahdar.archive import Archive, known
from mahdar.archive.names import parse
from mahdar.archive.parties import resolve

ROWS = known.rows()


def test_many_office_holders_of_every_region() -> None:
    assert len(ROWS) >= 300
    parties = {party for row in ROWS for party in row.parties}
    assert parties >= set("CN KZ UZ KG TJ TM RU SA EG IR TR US FR ZA IN UN LAS GCC SCO".split())


def test_rows_are_whole() -> None:
    assert len({row.latin for row in ROWS}) == len(ROWS)
    ids = [row.wikidata for row in ROWS if row.wikidata]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"Q[1-9]\d*", id) for id in ids)
    for row in ROWS:
        assert row.latin and row.names and not re.search("[\u0600-\u06ff]", row.latin)
        assert all(re.fullmatch("[\u0600-\u06ff -]+", name) for name in row.names), row
        assert all(resolve(party) == party for party in row.parties), row


def test_no_spelling_is_two_peoples() -> None:
    whose: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ROWS:
        for name in row.names:
            for party in row.parties:
                whose[parse(name).whole, party].add(row.latin)
    assert {key: names for key, names in whose.items() if len(names) > 1} == {}


def test_everybody_is_found_by_every_spelling() -> None:
    missed = [(name, of) for row in ROWS for name in row.names for of in row.parties if known.find([name], of) != row]
    assert missed == []


@pytest.mark.parametrize(
    ("names", "of", "latin"),
    [
        (["سيرجى لافروف"], "RU", "Sergey Lavrov"),
        (["سيرغي لافروف", "سيرجي لافروف"], "RU", "Sergey Lavrov"),
        (["شي جينبينغ"], "CN", "Xi Jinping"),
        (["أنطونيو غوتيريش"], "UN", "António Guterres"),
        (["أنطونيو غوتيريش"], "RU", None),
        (["سيرغي لافروف"], None, None),
        (["لافروف"], "RU", None),
        (["سيرغي لافروف", "فلاديمير بوتين"], "RU", None),
        (["سالم بن ناصر الحداد"], "SA", None),
    ],
)
def test_who_is_meant(names: list[str], of: str | None, latin: str | None) -> None:
    found = known.find(names, of)
    assert (found and found.latin) == latin


def test_the_archive_names_whom_reports_attest(archive: Archive) -> None:
    archive.add([attest("فلاديمير بوتن", "RU", "head_of_state"), attest("حميد بن سالم الطويل", "OM")])
    people = {row["of"]: row for row in archive.people()}
    assert (people["RU"]["latin"], people["RU"]["wikidata"]) == ("Vladimir Putin", "Q7747")
    assert (people["OM"]["latin"], people["OM"]["wikidata"]) == (None, None)
    assert archive.latin([row["id"] for row in people.values()]) == {people["RU"]["id"]: "Vladimir Putin"}
    assert len(people) == 2
