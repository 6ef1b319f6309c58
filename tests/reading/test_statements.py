"""Statements: who says what, in which act and together with whom, from a table of our own sentences."""

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.reading.reader import Reader
from mahdar.record import Record, Statement
from mahdar.report import Report

HERE = Path(__file__).parent
FRAME = "بكين 10 مايو 2024 (شينخوا) استقبل وزير الخارجية الصيني وانغ يي اليوم (الجمعة) نظيره المصري سامح شكري.\n"
SHORT = {"W": ["وانغ يي"], "S": ["سامح شكري"], "WS": ["وانغ يي", "سامح شكري"]}
WORDS = """قال وانغ شكري إن أن أكد مضيفا الجانبان اتفق على ، . " : جرى بحث دعا إلى وقالت الوزارة بلاده ستدعم وسيعمل معربا
عن أمله في البيان المصدر الذي كما لم و ( ) تناولت المباحثات من جانبه هنا مدينة خلال"""


def rows() -> list[tuple[str, str]]:
    lines = (HERE / "statements.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text, told) for text, told in pairs]


@cache
def reader() -> Reader:
    return Reader()


def read(text: str) -> tuple[str, Record]:
    whole = FRAME + text
    return whole, reader().read(Report.of(whole, published="2024-05-10"))


def speakers(told: str) -> list[str]:
    return sorted(name for one in told.split(" ") for name in SHORT.get(one, [one]))


def shown(text: str, s: Statement) -> tuple[list[str], str, str, bool]:
    return sorted(p.person or str(p.of) for p in s.speakers), s.act, text[s.content.start : s.content.end], s.joint


@pytest.mark.parametrize(("text", "told"), rows(), ids=[text for text, _ in rows()])
def test_statements_are_read(text: str, told: str) -> None:
    whole, record = read(text)
    want = []
    for one in told.split(" | ") if told else []:
        who, act, content = one.split(" · ")
        want.append((speakers(who), act, content, len(speakers(who)) > 1))
    assert [shown(whole, s) for s in record.statements] == want


def test_there_are_enough_sentences() -> None:
    assert len(rows()) >= 120


def test_a_statement_names_the_contact_that_it_was_made_at() -> None:
    _, record = read("وقال وانغ إن الميناء جاهز.")
    assert record.statements[0].contact == record.contacts[0].id


def test_a_promise_tells_when_it_is_due() -> None:
    _, record = read("وقال شكري إن بلاده ستفتح المكتب في 3 يونيو 2024.")
    assert record.statements[0].due == "2024-06-03"
    _, record = read("وقال شكري إن المكتب قديم.")
    assert record.statements[0].due is None


def test_a_statement_is_made_at_the_meeting_told_before_it() -> None:
    _, record = read(
        "وقال وانغ إن العمل بدأ.\nوخلال اجتماعه مع وزير الخارجية الأردني أيمن الصفدي، قال وانغ إن الطريق سالك."
        " وأكد الجانبان أهمية الحوار."
    )
    met = {c.id: {p.person for p in c.participants} for c in record.contacts}
    first, second = {"وانغ يي", "سامح شكري"}, {"وانغ يي", "أيمن الصفدي"}
    assert {p.person for p in record.statements[-1].speakers} == second
    assert [met[s.contact or ""] for s in record.statements] == [first, second, second]


@given(st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join))
def test_any_words_give_whole_statements(text: str) -> None:
    whole, record = read(text)
    for s in record.statements:
        assert 0 <= s.span.start <= s.content.start < s.content.end <= s.span.end <= len(whole)
        assert s.speakers
        assert s.joint == (len(s.speakers) > 1)
        assert all(p.person or p.of for p in s.speakers)
        content = whole[s.content.start : s.content.end]
        assert content == content.strip(" ،\n")
    assert len({s.id for s in record.statements}) == len(record.statements)


@given(st.lists(st.sampled_from([text for text, _ in rows()]), max_size=5))
def test_contents_follow_the_text(texts: list[str]) -> None:
    _, record = read("\n".join(texts))
    ends = [s.content.start for s in record.statements]
    assert ends == sorted(ends)


def test_long_sentences_are_read_in_linear_time() -> None:
    def seconds(times: int) -> float:
        report = Report.of(FRAME + "وقال وانغ إن بلاده مستعدة للعمل، مضيفا أن الطريق طويل، " * times)
        work = reader().lay(report)
        stages = dict(reader().stages)
        for name in ("dates", "people"):
            stages[name](work)
        start = time.perf_counter()
        stages["statements"](work)
        return time.perf_counter() - start

    seconds(50)
    one, sixteen = min(seconds(100) for _ in range(3)), min(seconds(1600) for _ in range(3))
    assert sixteen < 80 * max(one, 0.001)  # a square would be 256 times


@pytest.mark.parametrize(
    "text",
    [
        "قال الدكتور لطفي سالم، رئيس المشروع البحثي، إن الدواء الجديد آمن. وأضاف أن التجارب مستمرة.",
        "قالت المتحدثة باسم المؤسسة، ليلى سالم، إن الدهون تضر بالخلايا.",
        "قال رئيس الاتحاد الدولي لكرة القدم ماركو بلانش إن البطولة ستبدأ في موعدها.",
    ],
)
def test_heads_of_companies_and_clubs_are_no_officials(text: str) -> None:
    assert reader().read(Report.of(text)).statements == []


def test_a_king_is_no_president() -> None:
    text = "وقال ملك الأردن فؤاد بن حسن إن الطريق طويل. وقال الرئيس التركي عمر أيدن إن الجسر جاهز. وأكد الملك أن الزيارة ناجحة."
    _, record = read(text)
    assert [s.speakers[0].person for s in record.statements] == ["فؤاد بن حسن", "عمر أيدن", "فؤاد بن حسن"]


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("واستعرض شكري مع نظيره اليوناني سير العمل في الجسر.", "GR"),
        ("ووصل شكري إلى أثينا حيث بحث مع المسؤولين اليونانيين أسعار القمح.", "GR"),
        ("واتفق الجانبان المصري واليوناني على موعد الزيارة.", "GR"),
    ],
)
def test_partners_without_a_name_are_their_state(text: str, partner: str) -> None:
    _, record = read(text)
    assert [(p.person, p.of) for s in record.statements for p in s.speakers] == [("سامح شكري", "EG"), (None, partner)]
