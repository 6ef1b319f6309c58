"""Which statements tell most, and which tell one saying."""

from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from mahdar.archive import Answer

# A refusal or a warning tells a desk more than a courtesy.
_ACTS = {
    "oppose": 4.0, "warn": 4.0, "deny": 4.0, "concern": 3.5, "announce": 3.0, "support": 3.0, "call": 2.5, "commit": 2.5,
    "agree": 2.5, "invite": 2.0, "state": 1.5, "hope": 1.0, "discuss": 0.5, "welcome": 0.5, "praise": 0.5,
    "congratulate": -1.0, "thank": -1.0, "condole": -1.0, "greet": -2.0,
}  # fmt: skip
_LIKE = 86  # of 100: words in common, whatever their order
_DAYS = 3
_MONTH = 31  # days within which the same words of the same speaker, told anew, are one saying
_FADES = 0.4  # a year


def telling(row: Answer) -> float:
    """How much a statement tells: what was done in saying it, and how definite its words are."""
    text, words = row["text"], len(row["text"].split())
    definite = 0.5 * min(len(row["areas"]), 2) + 0.5 * bool(row["about"]) + 1.0 * any(c.isdigit() for c in text)
    return _ACTS.get(row["act"], 1.0) + definite - (3.0 if words < 4 else 1.0 if words < 6 else 0.0) - (words > 60)


def worth(row: Answer, today: str) -> float:
    """``telling``, less for what was said long ago."""
    return telling(row) - _FADES * years(row["date"], today)


def years(since: str | None, until: str) -> float:
    """Years between two dates (a month or a year counts from its first day); 20 where the first is unknown."""
    return months(since, until) / 12 if since else 20.0


def months(since: str, until: str) -> int:
    """Whole months between two dates."""
    first, last = _day(since), _day(until)
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def same(a: Answer, b: Answer) -> bool:
    """Two rows tell one saying: a part of it in one report; else speakers who may be the same, near dates, and like words."""
    x, y = a["text"], b["text"]
    short = min(len(x), len(y))
    if a["report"] == b["report"]:
        if _overlap(a["content"], b["content"]):
            return True
        if short >= 12 and (x in y or y in x):
            return True  # a headline and the sentence that it shortens
    if not _near(a["date"], b["date"], _MONTH) or not _speakers(a) & _speakers(b):
        return False
    whole = short >= 40 and fuzz.token_set_ratio(x, y) >= 95
    return whole or (_near(a["date"], b["date"], _DAYS) and fuzz.token_sort_ratio(x, y) >= _LIKE)


def fullness(row: Answer) -> tuple[bool, bool, float]:
    """For sorting the tellings of one saying: named speakers first, both sides before one, then what tells most."""
    return (not any(s["person"] for s in row["speakers"]), not row["joint"], -telling(row) - len(row["text"]) / 100)


def _speakers(row: Answer) -> set[str]:
    """The parties that speak, with their persons where persons are named."""
    named = {s["person"]["id"] for s in row["speakers"] if s["person"]}
    return named or {s["of"] or "" for s in row["speakers"]}


def _overlap(a: list[int], b: list[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1] and (min(a[1], b[1]) - max(a[0], b[0])) * 2 > min(a[1] - a[0], b[1] - b[0])


def _near(a: str | None, b: str | None, most: int) -> bool:
    if not a or not b or len(a) < 10 or len(b) < 10:
        return a == b
    return abs((_day(a) - _day(b)).days) <= most


@lru_cache(maxsize=20_000)
def _day(text: str) -> date:
    year, month, day = (*map(int, text[:10].split("-")), 1, 1)[:3]
    return date(year, month, day)
