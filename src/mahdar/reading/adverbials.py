"""What stands between a verb of saying and its words: adverbs, phrases of time and place, parentheses; all are passed over."""

from typing import Final

from mahdar.grammar.alphabet import INSIDE
from mahdar.reading.speakers import PREPOSITIONS, sides_at
from mahdar.reading.work import Work

PARENTHESIS: Final = 26  # tokens between two commas that are passed over
PARTICLES: Final = {
    "الي": "to",
    "علي": "on",
    "عن": "about",
    "ب": "with",
    "بما": "with",
    "باي": "with",
    "من": "from",
}  # and their frames
ADVERBIAL: Final = PREPOSITIONS - PARTICLES.keys() | set(
    "اثر اثناء عبر امام عند ضمن وسط منذ بمناسبه قبيل بعيد خارج داخل بحضور فور بينهم بينها لدي وفق بحسب حسب وفقا"
    " مطلع اواخر اوايل منتصف".split()
)
SINGLE: Final = set(
    "ايضا كذلك هنا هناك هاتفيا مجددا رسميا علنا اليوم امس معه معها معهم معهما له لها لهم خلاله خلالها فيه فيها به انذاك سابقا"
    " لاحقا معا بدوره حينها اخيرا عقبه عقبها بعده بعدها منه منها عليه اليه قايلا قايله ذاته نفسه نفسها ذاتها"
    " القاها القاه اجراها عقدها عقده جمعه جمعها جمعهما بشده بقوه بوضوح بحزم مرارا تكرارا مطولا صراحه ضمنا"
    " تويتر فيسبوك فايسبوك انستغرام".split()
)
MANNER: Final = set("المناسبه القول مناسبه شده قوه وضوح حزم مقر مكتبه صفته شكل اسم حضور دوره دورها التالي صوره قصر".split())
NO_NOUN: Final = set("قد كان كانت هو هي انه لا لم ما الذي التي حيث لكن بينما فيما اذ ثم و ف ل ك".split())
DEMONSTRATIVES: Final = set("هذا هذه ذلك تلك ختام مستهل بدايه كل من ب لسان".split())
ADJECTIVES: Final = set("المشترك المشتركه الموسع الموسعه المغلق المغلقه الاخير الاخيره الخاص الخاصه الجاري المطول".split())
PUBLISHED: Final = set(
    "صدر صدرت نقلته نشرته بثته اوردته وزعته تناقلته نقلتها نشرتها بثتها اوردتها".split()
)  # words that a source passed on
ABOUT_SOURCES: Final = set("الانباء الرسميه للانباء ل ( ) رسمي مطلع مسوول رفيع دبلوماسي حكومي امني رسميه مطلعه".split())
ISSUED_AS: Final = set("منفصل مقتضب رسمي مكتوب صحفي صحافي لاحق سابق اخر مشترك متلفز".split())  # a communiqué, a statement
PASSED_OVER: Final = frozenset((*SINGLE, *ADVERBIAL, *PARTICLES, *NO_NOUN, *PUBLISHED))  # what is no noun
HIS_MEETING: Final = {"لقايه", "لقايها", "استقباله", "استقبالها", "اجتماعه", "اجتماعها"}
NAMING: Final = {"ل", "في", "مع", "منصه", "موقع", "تطبيق"}  # before a name in quotation marks
ALL: Final = {"كل", "جميع", "كافه"}
NOT_SAID: Final = set(
    "القول لسان هامش متن حد حسابه حسابها حساب صفحته صفحتها موقع موقعه منصه شاشه قناه شبكه".split()
)  # nouns with which على tells how it was said, not what
POSSESSED: Final = ("ته", "تكم", "يكم", "ايه", "اته", "ها", "هما", "هم", "اعه")


def past(work: Work, i: int, stop: int) -> int:
    """The token after an adverb, a phrase of time or place, or a parenthesis at a token; else the next token."""
    c, form = work.chart, work.chart.form[i]
    if i in work.dates:
        return work.dates[i].stop
    if form == "(":
        return next((j + 1 for j in range(i, min(stop, i + 14)) if c.form[j] == ")"), i + 1)
    if form == '"' and names_source(work, i):
        close = next((j + 1 for j in range(i + 1, min(stop, i + 6)) if c.form[j] == '"'), i + 1)
        return close + 1 if close < stop and c.has(close, "nationality") else close
    if form == "،":
        return past_comma(work, i, stop)
    if c.has(i, "attribution"):
        if (after := _past_attribution(work, i + 1, stop)) is not None:
            return after
        return next((k for k in range(i + 1, min(stop, i + PARENTHESIS)) if comma(work, k) or c.has(k, "comp")), i + 1)
    if c.has(i, "sidelines"):
        return past_phrase(work, i, stop)
    if form in PUBLISHED:
        return past_source(work, i + 1, stop)
    if form in ADVERBIAL or form in PARTICLES:
        return past_phrase(work, i, stop)
    return i + 1


def _past_attribution(work: Work, i: int, stop: int) -> int | None:
    """The token behind the agency or newspaper that "according to" names, where no comma parts it from what is said."""
    c = work.chart
    i = i + 1 if i < stop and c.form[i] in ("ل", "ما") else i
    if i >= stop or not any(c.has(i, k) for k in ("source_role", "agency", "outlet")):
        return None
    after = past_source(work, i, stop)
    return after if after < stop and not comma(work, after) else None


def names_source(work: Work, i: int) -> bool:
    """Whether quotation marks at a token hold the name of an agency or a newspaper."""
    c = work.chart
    return any(c.has(j, k) for j in range(max(0, i - 4), i) for k in ("source_role", "agency", "outlet"))


def past_source(work: Work, i: int, stop: int) -> int:
    """The token after an agency, a newspaper or another source, with its name and nation."""
    c = work.chart
    while i < stop and (
        c.form[i] in ABOUT_SOURCES or any(c.has(i, k) for k in ("source_role", "agency", "outlet", "signature", "nationality"))
    ):
        i += 1
    return i


def past_comma(work: Work, i: int, stop: int) -> int:
    """Behind a comma: a parenthesis of time, place or apposition is passed up to its second comma."""
    c = work.chart
    j = i + 1
    if j >= stop:
        return j
    form = c.form[j]
    opens = form in ADVERBIAL or form in ("الذي", "التي", "علي") or j in work.dates or c.has(j, "sidelines")
    if not opens and not (form == "و" and j + 1 < stop and c.form[j + 1] in ("هو", "هي", "ذلك")):
        return j
    for k in range(j + 1, min(stop, j + PARENTHESIS)):
        if comma(work, k):
            return k + 1
        if c.has(k, "comp") or c.form[k] in (":", '"'):
            break
    return j


def comma(work: Work, i: int) -> bool:
    """Whether a comma stands at a token, and not inside a name with its titles."""
    return work.chart.form[i] == "،" and work.chart.line[i] != INSIDE


def past_phrase(work: Work, i: int, stop: int) -> int:
    """The token after a preposition and its noun with what belongs to it."""
    c = work.chart
    j = i + 1
    while j < stop and (c.form[j] in DEMONSTRATIVES or c.form[j] in ADVERBIAL):
        j += 1
    if j >= stop:
        return j
    found = sides_at(work, j, stop)
    if found is not None:
        after = max(found[1], j + 1)
        return after + 1 if after < stop and c.form[after] in ISSUED_AS else after
    if j in work.dates:
        return work.dates[j].stop
    if c.has(j, "source_role") or c.has(j, "agency"):
        return past_source(work, j, stop)
    capital = c.form[j] in ("العاصمه", "مدينه")
    definite = c.form[j].startswith("ال")
    j = _past_noun(work, j, stop)
    if not definite and j < stop and c.form[j] not in SINGLE and (found := sides_at(work, j, stop)) is not None:
        return max(found[1], j + 1)  # the noun governs a name: about the envoy's resignation
    if capital and j < stop and any(c.has(j, k) for k in ("capital", "city")):
        return j + 1
    if j < stop and c.form[j] in ("الذي", "التي"):
        return next((k for k in range(j, min(stop, j + PARENTHESIS)) if comma(work, k) or _that_at(work, k)), j)
    return j


def _that_at(work: Work, k: int) -> bool:
    """Whether "that" stands at a token, with its particle or without: what is said begins there."""
    c = work.chart
    return c.has(k, "comp") or c.form[k] in PARTICLES and k + 1 < len(c.form) and c.has(k + 1, "comp")


def _past_noun(work: Work, j: int, stop: int) -> int:
    """The token after a noun, its adjectives and the nouns that it governs."""
    c = work.chart
    if c.has(j, "contact.call"):
        return j + 1  # a noun with its adjective: nothing is governed by it
    definite = is_definite(c.form[j])
    most = 2 if c.has(j, "contact") else 3
    taken, j = 1, j + 1
    while j < stop and j not in work.actors and j not in work.dates and "ء" <= c.form[j][0] <= "ي":
        form = c.form[j]
        if form in PASSED_OVER:
            break
        if c.has(j, "comp") or c.has(j, "say") or c.has(j, "attitude"):
            break
        if definite and not (form.startswith("ال") and " " not in form and (form.endswith(("ي", "يه")) or form in ADJECTIVES)):
            break
        if not definite and taken > most:
            break
        definite = definite or is_definite(form)
        taken, j = taken + 1, j + 1
    return j


def is_definite(form: str) -> bool:
    """Whether a folded noun is definite by its article or by a pronoun that it bears."""
    return form.startswith("ال") or len(form) > 4 and form.endswith(POSSESSED)


def is_circumstance(work: Work, i: int) -> bool:
    """Whether what follows a preposition is a place, a time or a manner, not what is said."""
    c = work.chart
    if i >= len(c.form):
        return False
    return (
        c.form[i] in MANNER
        or c.form[i] in ("مدينه", "العاصمه")
        or i in work.dates
        or any(c.has(i, k) for k in ("city", "venue", "switch", "capital"))
    )
