"""Reprints of one account are told from other accounts, whatever is put around or left out."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.reprints import KEYS, SIZE, is_reprint, keys, signature, similar

NOUNS = "السفير الوفد المدير القائد الطبيب المهندس المعلم الكاتب الحارس الطيار البحار الفلاح".split()
VERBS = "زار شاهد حضر أنهى بدأ راجع افتتح ترك انتظر وصف أعاد كتب".split()
PLACES = "المحطة القبة المصنع الميناء الحديقة المكتبة السوق الجسر المدرسة القصر الساحة البرج".split()
TIMES = "صباحا مساء ظهرا فجرا أمس اليوم غدا لاحقا باكرا سريعا هناك هنا".split()
STABLE = "fdc95d7ff0bdad09b6a072763c63aa0e"


def account(seed: int, sentences: int = 25) -> list[str]:
    """An account of the moon's daily life, another one for each seed."""
    chance = random.Random(seed)
    return [" ".join(chance.choice(words) for words in (NOUNS, VERBS, PLACES, TIMES)) + "." for _ in range(sentences)]


@pytest.mark.parametrize("seed", range(20))
def test_reprint_with_another_frame_and_without_its_end(seed: int) -> None:
    told = account(seed)
    reprint = ["خاص بالصحيفة المحلية", *told[:22], "اقرأ أيضا في موقعنا"]
    one, other = signature(" ".join(told)), signature("\n".join(reprint))
    assert is_reprint(one, other)
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize("seed", range(20))
def test_other_accounts_are_none(seed: int) -> None:
    assert not is_reprint(signature(" ".join(account(seed))), signature(" ".join(account(seed + 100))))


def test_spelling_makes_no_difference() -> None:
    assert signature("زار المديرُ  المدرسة، إلى أن أُغلقت") == signature("زار المدير المدرسه الي ان اغلقت")


def test_it_is_the_same_everywhere() -> None:
    assert signature("قال الوزير الزائر اليوم").hex() == STABLE


def test_short_texts() -> None:
    assert signature("كلمتان فقط") == b"" and similar(b"", b"") == 0.0 and keys(b"") == []


@given(st.text(), st.text())
def test_similarity_is_a_symmetric_share(one: str, other: str) -> None:
    first, second = signature(one), signature(other)
    assert len(first) <= 8 * SIZE and len(keys(first)) <= KEYS
    assert 0.0 <= similar(first, second) == similar(second, first) <= 1.0
    assert not first or similar(first, first) == 1.0
