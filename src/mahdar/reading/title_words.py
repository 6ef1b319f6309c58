"""Which plain words may stand inside a title: places, articled words, adjectives, what somebody is in charge of."""

from collections.abc import Iterable
from typing import Final

from mahdar.grammar.chart import Chart
from mahdar.reading.flags import CLOSED, HAMZA, HARD, HONORIFIC, NAME, VERBAL, WORD

TROOPS: Final = frozenset(
    (
        "القوات قوات الجيش جيش الحرس المنطقه اللواء القياده قياده البحريه الاسطول فيلق الفيلق العمليات قوه القوه سلاح فرقه الفرقه"
    ).split()
)
STATES: Final = ("دوله", "جمهوريه", "مملكه", "منطقه", "سلطنه")
HOME: Final = {"المملكه", "الدوله", "السلطنه", "الجمهوريه"}  # by which an agency calls its own country
STOP_WORDS: Final = {
    "في",
    "من",
    "الي",
    "علي",
    "عن",
    "مع",
    "خلال",
    "امس",
    "اليوم",
    "ان",
    "الذي",
    "التي",
    "بعد",
    "قبل",
    "هنا",
    "عقب",
    "حيث",
    "كما",
    "وذلك",
}
EMBASSY: Final = {"سفاره", "السفاره", "بعثه", "قنصليه"}
OF_STATE: Final = {"دوله", "جمهوريه", "مملكه", "حكومه", "الحكومه"} | EMBASSY


def of_troops(c: Chart, j: int) -> bool:
    """Whether a commander is one of troops, or of a people; not of a team."""
    return j < len(c.form) and (c.form[j] in TROOPS or c.entry(j, "nationality") is not None or c.entry(j, "country") is not None)


def names_people(c: Chart, j: int) -> bool:
    """Whether a token is a people's adjective."""
    return j < len(c.form) and c.entry(j, "nationality") is not None


def foreign_affairs(c: Chart, j: int) -> bool:
    """Whether "for foreign affairs" stands at a token."""
    e = c.entry(j + 1, "portfolio") if j + 1 < len(c.form) and c.form[j] in ("ل", "لشوون") else None
    return e is not None and e.id == "foreign affairs"


def place(c: Chart, j: int) -> bool:
    """Whether a token names a place, a people or an organisation."""
    return any(c.entry(j, kind) for kind in ("country", "region", "capital", "city", "organisation", "nationality", "seat"))


def articled(c: Chart, j: int) -> bool:
    """Whether a token is a plain word with the article (one that is a noun of meeting or saying too, as "the opposition")."""
    bits = c.flags[j]
    plain = not bits & HARD or bool(bits & VERBAL)
    return plain and c.form[j].startswith("ال") and c.form[j] not in STOP_WORDS and not bits & HAMZA


def charge(c: Chart, j: int) -> bool:
    """Whether a token may tell what somebody is in charge of."""
    if c.entry(j, "body") or c.entry(j, "portfolio") or place(c, j):
        return True
    return articled(c, j) or ordinary(c, j) and known_word(c, j)


def past_quoted(c: Chart, j: int) -> int:
    """The token behind a short name of a body in quotation marks or brackets (… «مدن»); the token itself where none stands."""
    if j + 3 >= len(c.form) or c.form[j] not in ('"', "("):
        return j
    return next((k + 1 for k in (j + 2, j + 3) if c.form[k] in ('"', ")")), j)


def ordinary(c: Chart, j: int) -> bool:
    """Whether a token is a plain word: no name, nationality, country, verb of saying or the like."""
    return not c.flags[j] & HARD and len(c.form[j]) > 1 and c.form[j] not in STOP_WORDS


def known_word(c: Chart, j: int) -> bool:
    """Whether a token is an ordinary word and nobody's name."""
    return bool(c.flags[j] & WORD) and not c.flags[j] & NAME


def nisba(c: Chart, j: int) -> bool:
    """Whether a token goes on with the title before as its adjective: military, economic, popular."""
    bits, form = c.flags[j], c.form[j]
    if not bits & WORD or bits & HARD and not bits & VERBAL or bits & (CLOSED | HONORIFIC):
        return False
    if not form.startswith("ال") or not form.endswith(("ي", "يه")) or len(form) < 6:
        return False
    return j + 1 < len(c.form) and (c.form[j + 1] == "،" or bool(c.flags[j + 1] & (HONORIFIC | NAME)) or place(c, j + 1))


FURTHER: Final = set(
    (
        "special_envoy ambassador other_official deputy_foreign_minister "
        "deputy_minister spokesperson royal_court secretary_general"
    ).split()
)
HOUSES: Final = frozenset(
    ("البرلمان الكونغرس مجلس الكنيست وزاره الوزاره حزب الحزب حركه الحركه الحكومه حكومه الجمعيه الاتحاد رياسه الرياسه").split()
)
CHARGED: Final = {"الخاص", "الخاصه", "المكلف", "المكلفه", "المعني", "المعنيه", "المختص", "المسوول", "المسووله"}
LEADING_ON: Final = {"ل", "لشوون", "ب", "عن", *CHARGED}
LINKS: Final = {"ل", "لشوون", "ب", "عن", "و", "في", "لدي", *CHARGED}


def beyond(c: Chart, offices: Iterable[str], stop: int) -> int:
    """The token behind what a title is charged with ("… for affairs of the Horn of Africa X"); else the title's end."""
    if FURTHER.isdisjoint(offices):
        return stop
    j, n = stop, len(c.form)
    if j + 1 >= n or c.form[j] not in LEADING_ON and not (c.form[j] == "في" and c.form[j + 1].partition(" ")[0] in HOUSES):
        return stop
    while j < n and j < stop + 10 and (c.form[j] in LINKS or charge(c, j)):
        j += 1
    return past_quoted(c, j)
