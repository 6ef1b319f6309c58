"""Two names are compared only where words of theirs begin with one letter: no spelling of a name may be lost to that."""

from hypothesis import given
from hypothesis import strategies as st

from mahdar.reading.humans import alike, opening, same_name, spelt

words = st.text("بتجحدرسشصعغقكلمنهي", min_size=5, max_size=9)


@given(words, st.integers(1, 9), st.sampled_from("اوي"), st.booleans())
def test_a_long_vowel_more_and_the_article_leave_a_name_the_same(word: str, at: int, vowel: str, article: bool) -> None:
    one, other = "ال" * article + word, word[:at] + vowel + word[at:]
    assert alike(one, other)
    assert opening(one) == opening(other)
    assert same_name((one,), ("نبيل", other))
    assert spelt(("سعيد", one)).openings & spelt((other, "نبيل")).openings


@given(words)
def test_a_letter_for_another_leaves_a_name_the_same(word: str) -> None:
    other = word.replace("غ", "ج").replace("ق", "ج")
    assert alike(word, other)
    assert same_name(("نبيل", word), ("نبيل", other))
