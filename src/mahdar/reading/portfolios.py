"""What ministers are charged with: the portfolio behind "minister" or "ministry", in English where the lexicon has it."""

from typing import Final

from mahdar.grammar.chart import Chart
from mahdar.reading.flags import HONORIFIC, NAME
from mahdar.reading.names import name_follows
from mahdar.reading.title_words import articled, known_word, ordinary

VERBAL_NOUNS: Final = ("الا", "الت")  # as most that ministries are charged with begin
LONGEST: Final = 12  # tokens


def portfolio_at(c: Chart, i: int) -> tuple[str | None, int]:
    """The portfolio told from a token on, and the token behind it; no name where the lexicon has none."""
    j, found, n = i, [], len(c.form)
    if j < n and c.form[j] == "ل":
        j += 1
    while j < n:
        e = c.entry(j, "portfolio")
        if e is not None:
            found.append(e.id)
            j += 1
        elif found and c.form[j] in ("و", "لشوون", "ل") and j + 1 < n and (c.entry(j + 1, "portfolio") or articled(c, j + 1)):
            j += 1
            if c.entry(j, "portfolio") is None:
                j += 1
        elif not found and (c.form[j] in ("شوون", "دوله", "الدوله") or articled(c, j)):
            return None, _unnamed(c, j)
        else:
            break
    while found and c.form[j - 1] in ("و", "ل"):
        j -= 1
    return (" and ".join(found), j) if found else (None, i)


def _unnamed(c: Chart, j: int) -> int:
    """The token behind a portfolio that the lexicon lacks."""
    reach = j + 1
    while reach < len(c.form) and reach < j + 6 and (c.form[reach] in ("و", "ل", "شوون") or articled(c, reach)):
        reach += 1
    while c.form[reach - 1] in ("و", "ل"):
        reach -= 1
    return reach


def past_more(c: Chart, j: int) -> int:
    """The token behind what a minister is charged with besides, as no list has it: of planning and reclamation of land X."""
    if j + 2 >= len(c.form) or c.form[j] != "و" or not _charge(c, j + 1):
        return j
    reach = j + 1
    while reach + 1 < len(c.form) and reach < j + LONGEST and (c.form[reach] in ("و", "ل", "ب") or _word(c, reach)):
        reach += 1
    while c.form[reach - 1] in ("و", "ل", "ب"):
        reach -= 1
    return reach if name_follows(c, reach) or c.entry(reach, "nationality") is not None else j


def _charge(c: Chart, j: int) -> bool:
    """Whether a verbal noun stands at a token, as most that ministries are charged with are."""
    if c.flags[j] & (NAME | HONORIFIC):
        return False
    if articled(c, j):
        return c.form[j].startswith(VERBAL_NOUNS)
    return c.form[j].startswith(("ا", "ت", "شوون")) and ordinary(c, j) and known_word(c, j) and articled(c, j + 1)


def _word(c: Chart, j: int) -> bool:
    if c.flags[j] & (NAME | HONORIFIC):
        return False
    if articled(c, j) or c.entry(j, "portfolio") is not None:
        return True
    if c.form[j - 1] == "و" and c.entry(j, "nationality") is not None:
        return c.form[j].endswith("ين")  # and of Ruritanians abroad
    return ordinary(c, j) and known_word(c, j) and articled(c, j + 1)
