"""Subjects that no list knows: who stands behind a verb of saying, and is no official whom the report makes known."""

from typing import Final

from mahdar.reading.adverbials import ADVERBIAL, PARTICLES, PASSED_OVER, past_phrase
from mahdar.reading.flags import CLOSED, HARD, HONORIFIC, NAME, PARTICLE, UNKNOWN, WORD
from mahdar.reading.speakers import BARE
from mahdar.reading.work import Work

SOUND: Final = 4  # letters, beyond which a word in ون is several people
SHORT: Final = 2  # letters of a word that is hardly a name
NAMED: Final = 8  # tokens within which quotation marks around a name close
SOMEBODY: Final = set("متحدث متحدثه ناطق ناطقه قيادي ضابط ناشط شاهد باحث باحثه محام كاتب طبيب استاذ مستشار نايب عضو".split())
UNOFFICIAL: Final = set("الدول حكومات منظمه منظمات جمعيه جماعه جماعات حركه مجموعه عايله اسره".split())
NOUNS: Final = 3  # words of a subject that nobody could read, before its verb
BUT: Final = {"لكن", "اما", "بينما", "فيما"}
TEXTS: Final = set("البيان الاعلان التقرير الاتفاق الوثيقه القرار الرساله المسوده".split())
TIMES: Final = set("العام الاسبوع الشهر اليوم السنه المره الان الليله الجاري".split())
TALKS: Final = tuple(f"contact.{kind}" for kind in ("meeting", "talks", "call", "link", "dialogue", "summit"))
KNOWN: Final = tuple("switch comp side body ministry country capital organisation seat weekday contact say".split())
NOT_NOUNS: Final = tuple("source_role agency outlet office switch comp sidelines attribution planned weekday".split())


def strange(work: Work, i: int, stop: int) -> bool:
    """Whether a plain noun or a name that nobody could read stands at a token: the institute, the mother, X."""
    c, form = work.chart, work.chart.form[i]
    if i in work.actors or i in work.dates or _adverb(work, i) or form in BARE or any(c.entry(i, k) is not None for k in KNOWN):
        return False
    if c.flags[i] & HONORIFIC and any(j in work.actors for j in range(i + 1, min(i + 4, stop))):
        return False
    if form in SOMEBODY:
        return True
    governs = i + 1 < stop and c.form[i + 1].startswith("ال")
    return form.startswith("ال") or governs or bool(c.flags[i] & (NAME | UNKNOWN | HONORIFIC))


def unofficial(work: Work, i: int) -> bool:
    """Whether a body of no state, or several people whom nobody knows (مشرعون), is the subject at a token by its word or case."""
    form = work.chart.form[i]
    several = form.endswith("ون") and len(form) > SOUND and bool(work.chart.flags[i] & WORD)
    return form in UNOFFICIAL or several and not work.chart.flags[i] & NAME


def unread(work: Work, i: int) -> bool:
    """Whether one name stands at a token, in quotation marks or not, that nobody of the report is known by (واستعرض لوند…)."""
    c = work.chart
    if c.form[i] == '"':
        return i + 2 < len(c.form) and c.form[i + 2] == '"' and unread(work, i + 1)
    plain = c.flags[i] & (NAME | UNKNOWN) and not c.flags[i] & (WORD | HARD | CLOSED | HONORIFIC | PARTICLE)
    return bool(plain) and i not in work.actors and not c.form[i].startswith("ال") and len(c.form[i]) > SHORT


def strange_before(work: Work, at: int) -> bool:
    """Whether a definite noun or two that nobody could read stand between "that" or "but" and their verb (كما أن الفيفا أعلن)."""
    c = work.chart
    floor, _ = work.sentence(at)
    i = at - 1
    while i > floor and at - i <= NOUNS and c.form[i].startswith("ال") and strange(work, i, at):
        i -= 1
    if i == at - 1 or not (c.form[i] in BUT or c.has(i, "comp")):
        return False
    return not any(c.form[j] in TEXTS for j in range(i + 1, at))


def no_noun(work: Work, i: int) -> bool:
    """Whether a token is no plain noun: an adverb, a source, a title, an honorific."""
    c = work.chart
    return _adverb(work, i) or bool(c.flags[i] & HONORIFIC) or any(c.entry(i, k) is not None for k in NOT_NOUNS)


def _adverb(work: Work, i: int) -> bool:
    """Whether a token is a particle, a mark or an adverb."""
    c, form = work.chart, work.chart.form[i]
    if form in PASSED_OVER or form in TIMES:
        return True
    return not ("ء" <= form[0] <= "ي") or bool(c.flags[i] & WORD) and form.endswith("ا") and not form.startswith("ال")


def past_talks(work: Work, i: int, stop: int) -> int | None:
    """The token behind talks that are a verb's subject (تطرق الحديث إلى…), or None."""
    c, form = work.chart, work.chart.form
    if i >= stop or not form[i].startswith("ال") or form[i] != "الحديث" and not any(c.entry(i, k) for k in TALKS):
        return None
    return past_phrase(work, i - 1, stop)


def talks_before(work: Work, at: int) -> bool:
    """Whether talks stand right before a verb, as its subject, with an adjective or two (المباحثات الثنائية تطرقت…)."""
    c = work.chart
    for i in range(at - 1, max(-1, at - 1 - NOUNS), -1):
        if not c.form[i].startswith("ال"):
            return False
        if any(c.entry(i, k) is not None for k in TALKS):
            return i == 0 or c.form[i - 1] not in PARTICLES and c.form[i - 1] not in ADVERBIAL
    return False


def past_quoted_name(work: Work, i: int, stop: int) -> int | None:
    """The token behind a name in quotation marks that no list knows, where a particle follows; or None."""
    c = work.chart
    close = next((j for j in range(i + 2, min(stop, i + NAMED)) if c.form[j] == '"'), None)
    if close is None or any(j in work.actors for j in range(i, close)):
        return None
    return close + 1 if any(c.entry(j, "comp") is not None for j in range(close + 1, min(stop, close + 3))) else None
