"""Two places of one spelling: عمان is Amman, or Oman where the report says so.

The vowel signs that part them are seldom printed, and reading takes them out: the word before and the rest of the report tell.
"""

from typing import Final

from mahdar.grammar.lexicon import Entry
from mahdar.reading.spots import spots
from mahdar.reading.work import Work

WORD: Final = "عمان"
OMAN: Final = "OM"
JORDAN: Final = "JO"
RULERS: Final = {"سلطان", "حكومه", "وساطه"}  # of a country, not of a town
CAPITAL: Final = {"العاصمه", "مدينه", "بالعاصمه"}
DAMMA: Final = "\u064f"
FATHA: Final = "\u064e"
SHADDA: Final = "\u0651"


def homonyms(work: Work) -> None:
    """Make the word Oman's where it means the country; the chart is written anew."""
    if WORD not in work.reading.text:
        return
    c = work.chart
    found = [i for i in spots(work, "capital") if c.form[i] == WORD]
    if not found:
        return
    entry = Entry(OMAN, WORD, "country", {})
    told = [_party(work, i) for i in spots(work, "country", "nationality", "capital") if i not in found]
    likely = OMAN in told and JORDAN not in told
    for i in found:
        if _is_oman(work, i, likely):
            c.become(i, WORD, "country", work.alphabet, (entry,))
    c.write()


def _party(work: Work, i: int) -> str | None:
    return next((e.more.get("country", e.id) for e in work.chart.entries[i]), None)


def _is_oman(work: Work, i: int, likely: bool) -> bool:
    form, printed = work.chart.form, work.printed(i, i + 1)
    if DAMMA in printed[:3]:
        return True
    if FATHA in printed[:3] or SHADDA in printed or form[i - 1] in CAPITAL:
        return False
    return form[i - 1] in RULERS or likely
