"""Contacts: who met, called, visited or wrote to whom, from a table of our own sentences."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.reading.reader import Reader
from mahdar.record import Contact, Party
from mahdar.report import Report

TABLE = Path(__file__).parent / "contacts.tsv"
WORDS = """التقى استقبل زار وصل أجرى محادثات لقاء زيارة اتصال هاتفيا رسالة استدعت السفير الرئيس الكيني جوزيف موانغي وزير الخارجية
النرويجي يوناس هولم مع إلى في بين من أوسلو نيروبي أمس غدا على هامش قمة الذي حيث خلالها و ، . قد لم"""


def rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [(text, told) for line in lines if line and not line.startswith("#") for text, told in [line.split("\t")]]


@cache
def reader() -> Reader:
    return Reader()


def contacts(text: str) -> list[Contact]:
    return reader().read(Report.of(text.replace("\\n", "\n"), published="2024-05-10")).contacts


def sides(who: list[Party]) -> str:
    return " + ".join(f"{p.of}:{p.person}" if p.person else str(p.of) for p in who)


def shown(c: Contact) -> str:
    more = [
        f"@{c.place.name}" if c.place else "",
        f"^{c.level}" if c.level else "",
        f"x{c.count}" if c.count != 1 else "",
        f"#{c.mechanism.round}" if c.mechanism else "",
        f"~{c.on_sidelines_of}" if c.on_sidelines_of else "",
        f"& {sides(c.attendees)}" if c.attendees else "",
    ]
    return " | ".join([f"{c.form} {c.status} {c.date or '-'}", sides(c.participants), *filter(None, more)])


@pytest.mark.parametrize(("text", "told"), rows())
def test_table(text: str, told: str) -> None:
    assert (" ; ".join(map(shown, contacts(text))) or "-") == told


def test_table_is_large() -> None:
    assert len(rows()) >= 80


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=30))
def test_contacts_have_two_sides_and_evidence(words: list[str]) -> None:
    text = " ".join(words)
    for contact in contacts(text):
        assert len({p.of for p in contact.participants}) > 1
        assert all(0 <= span.start < span.end <= len(text) for span in contact.spans)
        assert contact.place is None or contact.place.name


@pytest.mark.parametrize(
    ("text", "publisher", "told"),
    [
        ("زار السفير الفرنسي لدى المملكة جان دوبوا أمس متحف الحرف.", "Al-Riyadh", "FR:جان دوبوا + SA"),
        ("زار السفير الفرنسي لدى المملكة جان دوبوا أمس متحف الحرف.", "BBC", ""),
        ("زار الرئيس الفرنسي جان دوبوا متحف الحرف.", "Al-Riyadh", ""),
        ("قام السفير الفرنسي جان دوبوا أمس بزيارة لمركز الإغاثة.", "Al-Riyadh", "FR:جان دوبوا + SA"),
    ],
)
def test_what_is_visited_without_a_country_is_at_home(text: str, publisher: str, told: str) -> None:
    found = reader().read(Report.of(text, published="2024-05-10", publisher=publisher)).contacts
    assert " ; ".join(sides(c.participants) for c in found) == told
