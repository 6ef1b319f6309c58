"""Relations: positions, labels, agreements, anniversaries, organisations and areas, from tables of our own sentences."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.reading.reader import Reader
from mahdar.reading.relations import areas, relations
from mahdar.record import Record
from mahdar.report import Report

HERE = Path(__file__).parent
FRAME = "بكين 10 مايو 2024 (شينخوا) التقى وزير الخارجية الصيني وانغ يي اليوم (الجمعة) وزير الخارجية المصري سامح شكري.\n"
WORDS = """شراكة استراتيجية شاملة بين الصين ومصر وقع مذكرة تفاهم تدعم ترفض مبدأ صين واحدة الذكرى الـ70
لإقامة العلاقات في إلى و ، . " ( ) 30"""


def rows(name: str) -> list[tuple[str, str]]:
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text, told) for text, told in pairs]


@cache
def reader() -> Reader:
    return Reader()


def read(text: str) -> Record:
    return reader().read(Report.of(FRAME + text, published="2024-05-10"))


def positions(record: Record) -> list[str]:
    return [" ".join([p.of, p.stance, p.issue, *([p.target] if p.target else [])]) for p in record.positions]


def labels(record: Record) -> list[str]:
    return [
        " ".join([*x.parties, x.label, *([x.change] if x.change else []), *([x.date] if x.date else [])]) for x in record.labels
    ]


def agreements(record: Record) -> list[str]:
    return [" ".join([a.kind, a.status, *a.parties, *([a.date] if a.date else [])]) for a in record.agreements]


def anniversaries(record: Record) -> list[str]:
    return [" ".join([str(a.number), a.event, *a.parties, *([str(a.year)] if a.year else [])]) for a in record.anniversaries]


def organisations(record: Record) -> list[str]:
    return [o.id for o in record.organisations]


SECTIONS: dict[str, Callable[[Record], list[str]]] = {
    f.__name__: f for f in (positions, labels, agreements, anniversaries, organisations)
}


@pytest.mark.parametrize(("section", "text", "told"), [(name, *row) for name in SECTIONS for row in rows(name)])
def test_section(section: str, text: str, told: str) -> None:
    assert sorted(SECTIONS[section](read(text))) == sorted(filter(None, told.split("; ")))


@pytest.mark.parametrize(("text", "told"), rows("areas"))
def test_areas(text: str, told: str) -> None:
    work = reader().work(Report.of(text))
    assert sorted(areas(work, 0, len(work.chart.form))) == sorted(told.split())


@given(st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join))
def test_any_words_read_without_error_and_evidence_is_theirs(text: str) -> None:
    report = Report.of(FRAME + text, published="2024-05-10")
    found = relations(reader().work(report))
    for fact in (*found.positions, *found.labels, *found.agreements, *found.anniversaries, *found.organisations):
        assert 0 <= fact.span.start < fact.span.end <= len(report.text)
    assert len({(p.of, p.stance, p.issue) for p in found.positions}) == len(found.positions)


@given(st.text(max_size=200))
def test_garbage_reads_without_error(text: str) -> None:
    relations(reader().work(Report.of(text)))
