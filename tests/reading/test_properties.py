"""What holds for every text: offsets slice to the words, the same bytes twice, nothing crashes, folding keeps length."""

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mahdar.grammar.folding import fold, fold_word
from mahdar.reading.fold import MARKS, Reading
from mahdar.reading.reader import Reader
from mahdar.record import SECTIONS, Record
from mahdar.report import Report

WORDS = (
    "قال", "وأضاف", "مؤكدا", "إن", "أن", "وزير", "الخارجية", "الصيني", "وانغ", "يي", "الرئيس", "التقى", "استقبل", "نظيره",
    "مع", "الروسي", "سيرغي", "لافروف", "اليوم", "(الخميس)", "في", "بكين", "الجانبان", "وسيعمل", "على", "الصين", "تدعم",
    "مبدأ", "صين", "واحدة", "الذكرى", "الثلاثين", "لإقامة", "العلاقات", "الدبلوماسية", "الشراكة", "الاستراتيجية", "الشاملة",
    "بين", "وكازاخستان", "وقع", "مذكرة", "تفاهم", "،", ".", "\n", '"', ":", "25", "أبريل", "2025", "(شينخوا)", "زيارة",
    "إلى", "من", "جهته", "هاتفيا", "اتصال", "هاتفي", "رسالة", "السفير", "أوراق", "اعتماد", "بلاده", "رفض", "جرى", "بحث",
    "ولي", "العهد", "الأمير", "محمد", "بن", "سلمان", "قمّةً", "ووزيرًا", "شـراكة", "😀", "\u200f", "\x00", '\ufefb',
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=200)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def spans(record: Record) -> list[tuple[str, tuple[int, int]]]:
    """Every span of a record, with its section."""
    out = []
    for section in SECTIONS:
        for fact in getattr(record, section):
            told = list(fact.spans) if hasattr(fact, "spans") else [fact.span]
            out += [(section, tuple(s)) for s in told + ([fact.content] if section == "statements" else [])]
    return out


def ids(record: Record) -> list[str]:
    """Every fact's id."""
    return [fact.id for section in SECTIONS for fact in getattr(record, section)]


@given(TEXTS)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold_word(text) == fold(text)


@given(TEXTS, st.data())
def test_a_reading_leads_home(text: str, data: st.DataObject) -> None:
    reading = Reading(text)
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    span = reading.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert MARKS.sub("", fold(text[span.start : span.end])) == reading.text[start:end]


@given(TEXTS.filter(len), st.data())
def test_lost_spaces_leave_offsets_true(text: str, data: st.DataObject) -> None:
    reading = Reading(text)
    cuts = data.draw(st.lists(st.integers(1, max(1, len(reading.text) - 1)), max_size=4, unique=True))
    before = reading.text
    reading.put_spaces([c for c in cuts if c < len(before)])
    for place in range(len(reading.text)):
        origin = reading.origin(place)
        if reading.text[place] != " " and origin < len(text):
            assert fold(text[origin]) == reading.text[place]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("قال. " * 50)
@example('"' * 99)
@example("وزير " * 40)
def test_any_text_gives_a_record_whose_spans_hold(text: str) -> None:
    report = Report.of(text, "x", published="2024-05-20")
    record = READER.read(report)
    body = record.document.body
    for section, (start, end) in spans(record):
        assert 0 <= start < end <= len(text), section
        assert any(a <= start and end <= b for a, b in body), section
    assert len(ids(record)) == len(set(ids(record)))
    assert msgspec.json.encode(record) == msgspec.json.encode(READER.read(report))
    assert msgspec.json.decode(msgspec.json.encode(record), type=Record) == record


READER = Reader()


def test_two_visits_of_one_sentence_are_two_facts(reader: Reader) -> None:
    text = "بكين 3 مايو 2022 (شينخوا) - زار الملك السعودي سلمان بن عبدالعزيز روسيا عام 2017 ثم زار روسيا عام 2019."
    record = reader.read(Report.of(text, "x"))
    assert [c.date for c in record.contacts] == ["2017", "2019"]
    assert len(ids(record)) == len(set(ids(record)))


def test_a_fresh_reader_gives_the_same_bytes(reader: Reader) -> None:
    report = Report.of(
        "بكين 21 مايو 2016 (شينخوا) التقى وزير الخارجية الصيني وانغ يي نظيره الروسي سيرغي لافروف وقال إن بلاده مستعدة.", "x"
    )
    first = msgspec.json.encode(reader.read(report))
    for word in WORDS:
        reader.read(Report.of(word + " " + report.text, "y"))
    assert msgspec.json.encode(reader.read(report)) == first
    assert msgspec.json.encode(Reader(reader.pack).read(report)) == first
