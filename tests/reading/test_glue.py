"""Words that lost the space between them where a link ended."""

import pytest

from mahdar.grammar.pack import arabic
from mahdar.reading.reader import Reader
from mahdar.report import Report


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("نظراءهفي", ["نظراءه", "في"]),
        ("العراقيمع", ["العراقي", "مع"]),
        ("انالاجتماع", ["ان", "الاجتماع"]),
        ("الايرانيحسين", ["الايراني", "حسين"]),
        ("وزيرالخارجيه", ["وزير", "الخارجيه"]),
        ("خلالزياره", ["خلال", "زياره"]),
        ("للتعاونفي", ["ل", "التعاون", "في"]),
        ("البلدينواعاده", ["البلدين", "و", "اعاده"]),
        ("الخارجيهفي", ["الخارجيه", "في"]),
        ("معنظيره", ["مع", "نظيره"]),
    ],
)
def test_glued_words_are_read_apart(word: str, parts: list[str]) -> None:
    morphs = arabic().lexicon.analyse(word)
    assert [m.form for m in morphs] == parts
    assert sum(m.length for m in morphs) == len(word)
    assert [m.offset for m in morphs] == [sum(n.length for n in morphs[:i]) for i in range(len(morphs))]


@pytest.mark.parametrize("word", ["احتياجاتهم", "ابداعاتهم", "طالباتنا", "يوغوسلافيا", "كلاشينكوف", "هوليوود", "اكواريوس"])
def test_whole_words_stay_whole(word: str) -> None:
    assert len(arabic().lexicon.analyse(word)) == 1


def test_spans_of_glued_words_are_those_of_the_report() -> None:
    text = "أكد وزير الخارجية العراقيفؤاد ساتباييف أن التعاون مستمر."
    record = Reader().read(Report.of(text))
    assert [(p.name, p.country) for p in record.people] == [("فؤاد ساتباييف", "IQ")]
    assert [text[a:b] for a, b in record.people[0].spans] == ["فؤاد ساتباييف"]
