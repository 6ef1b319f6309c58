"""The clause behind a verb of saying, read word by word: its subject, whom it addresses, and where what is said begins.

A verb has the frames that its rules tell (with إن, with إلى, with an object, …). Which one it has here is told by what stands
first behind it, once its subject and the time and place of speaking are passed.
"""

from dataclasses import dataclass, field

from mahdar.grammar.alphabet import EDGE, INSIDE
from mahdar.grammar.folding import fold
from mahdar.grammar.lexicon import Entry
from mahdar.grammar.rules import Match
from mahdar.reading.discourse import resolve
from mahdar.reading.speakers import JOINT, MASCULINE, PREPOSITIONS, sides_at
from mahdar.reading.work import Who, Work

REACH = 70  # tokens behind a verb in which its content begins
PARENTHESIS = 26  # tokens between two commas that are passed over
PARTICLES = {"الي": "to", "علي": "on", "عن": "about", "ب": "with", "بما": "with", "من": "from"}
ADVERBIAL = PREPOSITIONS - {"علي", "الي", "عن", "ب", "من"} | {
    "اثر",
    "اثناء",
    "عبر",
    "امام",
    "عند",
    "ضمن",
    "وسط",
    "منذ",
    "بمناسبه",
    "قبيل",
    "بعيد",
    "خارج",
    "داخل",
    "بحضور",
    "فور",
    "بينهم",
    "بينها",
    "لدي",
    "وفق",
    "بحسب",
    "حسب",
}
SINGLE = {
    "ايضا",
    "كذلك",
    "هنا",
    "هناك",
    "هاتفيا",
    "مجددا",
    "رسميا",
    "علنا",
    "اليوم",
    "امس",
    "معه",
    "معها",
    "معهم",
    "معهما",
    "له",
    "لها",
    "لهم",
    "خلاله",
    "خلالها",
    "فيه",
    "فيها",
    "به",
    "انذاك",
    "سابقا",
    "لاحقا",
    "معا",
    "بدوره",
    "حينها",
    "اخيرا",
    "عقبه",
    "عقبها",
    "بعده",
    "بعدها",
    "منه",
    "منها",
    "عليه",
    "اليه",
    "قايلا",
    "قايله",
}
PLACE_BY_B = {
    "المناسبه",
    "القول",
    "مناسبه",
    "شده",
    "قوه",
    "وضوح",
    "حزم",
    "مقر",
    "مكتبه",
    "صفته",
    "شكل",
    "اسم",
    "حضور",
    "دوره",
    "دورها",
    "التالي",
    "صوره",
    "قصر",
}
ADDRESSING = {"أبلغ", "أخبر", "وعد", "طلب", "نصح"}  # verbs whose second noun is the one told
TAKES_PRONOUN = {
    "دعا",
    "حث",
    "طالب",
    "ناشد",
    "نصح",
    "شكر",
    "هنأ",
    "عزى",
    "واسى",
    "وعد",
    "حذر",
    "اتهم",
    "وصف",
    "اعتبر",
    "أبلغ",
    "أخبر",
}
STARTS = {"و", "ف", "،", '"', "\n", ":", "كان", "كانت", "حيث", "بينما", "فيما", "اذ", "لكن", "قد", "ثم", "اما"}
VIEWS = {"وجهات", "وجهات النظر", "وجهتي", "الاراء", "الراي", "الاحاديث", "الحديث", "المعلومات", "النظر", "اراء"}
MATTERS = {"حول", "بشان", "ازاء", "في", "عن", "تجاه"}
NO_NOUN = {
    "قد",
    "كان",
    "كانت",
    "هو",
    "هي",
    "انه",
    "لا",
    "لم",
    "ما",
    "الذي",
    "التي",
    "حيث",
    "لكن",
    "بينما",
    "فيما",
    "اذ",
    "ثم",
    "و",
    "ف",
    "ل",
    "ك",
}
OBJECTS = ("ه", "ها", "هم", "هما")
TENSES = ("past", "participle", "present", "future")
NEEDS_NOUN = {"جدد", "كرر", "أبدى"}  # what they have as object is an attitude: support, stress, invitation
NEEDS_SUBJECT = {"أبرز", "قرر"}  # without a subject these are other words (the most prominent)
ADJECTIVES = {
    "المشترك",
    "المشتركه",
    "الموسع",
    "الموسعه",
    "المغلق",
    "المغلقه",
    "الاخير",
    "الاخيره",
    "الخاص",
    "الخاصه",
    "الجاري",
    "المطول",
}


@dataclass(slots=True)
class Clause:
    """A reporting clause: the rule that starts it, its verb, the frame it has here and the first token of its content."""

    match: Match
    verb: Entry | None
    frame: str = ""
    first: int = 0
    subject: list[Who] | None = None  # None where it is dropped, empty where it is no side (an agency, a newspaper)
    found_at: int = 0  # where the subject stands
    addressee: list[Who] = field(default_factory=list)

    @property
    def at(self) -> int:
        return self.match.trigger

    @property
    def number(self) -> str:
        return self.verb.more.get("n", "ms") if self.verb is not None else "ms"

    @property
    def tense(self) -> str:
        return self.verb.kind.split(".")[1] if self.verb is not None and self.verb.kind.startswith("say.") else ""

    @property
    def participle(self) -> bool:
        return self.tense == "participle"


def clause_at(work: Work, at: int, rules: dict[str, Match]) -> Clause | None:
    """The clause of the verb at a token, by the rules that start there; None where no content follows."""
    c = work.chart
    for special in ("protocol", "talks_about", "will", "light"):
        if special in rules and (special != "talks_about" or _of_talks(work, at)):
            return SPECIAL[special](work, rules[special])
    frames = {name.removeprefix("participle_"): m for name, m in rules.items() if name not in SPECIAL}
    verbs = _lexeme(c.entries[at])
    frames = {f: m for f, m in frames.items() if any(f in e.kind.split(".") for e in verbs)}
    if not frames or not verbs or _bears_object(verbs[0]):
        return None
    out = Clause(next(iter(frames.values())), verbs[0])
    _, end = work.sentence(at)
    if not _scan(work, out, frames, min(end, at + REACH)):
        return None
    out.match = frames.get(out.frame, out.match)
    out.verb = next((e for e in verbs if out.frame in e.kind.split(".")), out.verb)
    return out


def _lexeme(entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries of the one verb that a word is: a past before a participle (طالب) and a participle before a present."""
    verbs = [e for e in entries if e.kind.startswith("say.") and e.kind.split(".")[1] in TENSES and not _nominative(e)]
    first = min(verbs, key=lambda e: TENSES.index(e.kind.split(".")[1]), default=None)
    return [e for e in verbs if first is not None and e.id == first.id and e.kind.split(".")[1] == first.kind.split(".")[1]]


def _nominative(e: Entry) -> bool:
    """Whether a form of a participle is not the one in which it reports: مضيف is a host, مصر Egypt, but مضيفا is "adding"."""
    return e.kind.startswith("say.participle") and not e.form.endswith(("ا", "ه", "ين"))


def _bears_object(verb: Entry) -> bool:
    """Whether a verb carries a pronoun that is what was said (أكده، رفضها): nothing is said behind it."""
    stem = fold(verb.id)
    rest = verb.form.removeprefix(stem).removeprefix("ت")
    return verb.kind.startswith("say.past") and verb.form.startswith(stem) and rest in OBJECTS and verb.id not in TAKES_PRONOUN


def _scan(work: Work, out: Clause, frames: dict[str, Match], stop: int) -> bool:
    i = out.at + 1
    if out.tense == "past" and out.number not in JOINT and (ahead := adjacent(work, out.at)) is not None:
        out.subject, out.found_at = ahead, out.at
    while i < stop:
        if i > out.at + 1 and _another(work, i):
            return False
        frame, first = _opening(work, out, i, frames, stop)
        if frame:
            out.frame, out.first = frame, first
            return first < stop
        i = _named(work, out, i, stop, frames) or past(work, i, stop)
    return False


def _another(work: Work, i: int) -> bool:
    """Whether another clause's verb stands at a token."""
    c = work.chart
    if c.form[i] in SINGLE or c.entry(i, "attitude") is not None or c.entry(i, "say.masdar") is not None:
        return False
    return (c.entry(i, "say.past") is not None or c.entry(i, "contact.past") is not None) and c.form[i - 1] in (
        "و",
        "،",
        "كما",
        "ف",
    )


def adjacent(work: Work, at: int) -> list[Who] | None:
    """Who stands right before his verb (الوزير قال، تركيا أعلنت): its subject, unless a preposition governs it."""
    c = work.chart
    actor = next((a for i in range(max(0, at - 24), at) if (a := work.actors.get(i)) is not None and a.stop == at), None)
    first = actor.first if actor is not None else at - 1
    if first < 0 or first and c.form[first - 1] not in STARTS and c.entry(first - 1, "comp") is None:
        return None
    if actor is not None:
        return resolve(work, actor) or None
    found = sides_at(work, at - 1, at) if c.entry(at - 1, "country") is not None else None
    return found[0] if found else None


def _opening(work: Work, out: Clause, i: int, frames: dict[str, Match], stop: int) -> tuple[str, int]:
    """The frame whose content begins at a token, and its first token; ("", 0) where none does."""
    c, form = work.chart, work.chart.form[i]
    comp = c.entry(i, "comp") is not None
    if comp and "that" in frames:
        return "that", i + 1
    if form == ":" and "quote" in frames:
        return "quote", i + 1
    if form == '"':
        return _quotation(work, out.at, i, frames, stop)
    if form in PARTICLES and i + 1 < stop:
        if "that" in frames and c.entry(i + 1, "comp") is not None:
            return "that", i + 2
        key = PARTICLES[form]
        if key in frames and not (form == "ب" and _place(work, i + 1)):
            return key, i if key == "with" else i + 1
    if "on" in frames and form in ("حول", "بشان") and out.number in JOINT:
        return "on", i + 1
    if (
        "discuss" in frames
        and form in MATTERS
        and not _place(work, i + 1)
        and (form != "في" or out.verb is not None and out.verb.id in ("تشاور", "تباحث", "تبادل"))
    ):
        return "discuss", i + 1
    bare = next((f for f in ("object", "pair", "discuss") if f in frames), "")
    if (
        bare
        and _is_object(work, out, i, frames, stop)
        and not (bare == "discuss" and out.verb is not None and out.verb.id in ("تبادل", "تشاور", "تباحث"))
    ):
        return bare, i
    return "", 0


def _quotation(work: Work, at: int, i: int, frames: dict[str, Match], stop: int) -> tuple[str, int]:
    """A quotation opens the content, unless only a name or a noun stands in the marks and a particle follows."""
    form = work.chart.form
    if work.chart.entry(i - 1, "source_role") is not None or work.chart.form[at:i].count('"') % 2:
        return "", 0  # an agency's name, or the end of a quotation
    close = next((j for j in range(i + 1, min(stop, i + 8)) if form[j] == '"'), None)
    if close is not None and any(work.chart.entry(j, "side") or j in work.actors for j in range(i + 1, close)):
        return "", 0
    if (
        close is not None
        and "that" in frames
        and any(work.chart.entry(j, "comp") for j in range(close + 1, min(stop, close + 14)))
    ):
        return "", 0
    for frame in ("quote", "object", "discuss"):
        if frame in frames and form[i - 1] not in ("ل", "في", "مع"):
            return frame, i + 1 if frame == "quote" else i
    return "", 0


def _place(work: Work, i: int) -> bool:
    """Whether what follows a preposition is a place, a time or a manner, not what is said."""
    c = work.chart
    if i >= len(c.form):
        return False
    return (
        c.form[i] in PLACE_BY_B
        or i in work.dates
        or any(c.entry(i, k) for k in ("city", "venue", "switch"))
        or c.entry(i, "capital") is not None
        or c.form[i] in ("مدينه", "العاصمه")
    )


def _is_object(work: Work, out: Clause, i: int, frames: dict[str, Match], stop: int) -> bool:
    """Whether a token begins the object of the verb, which is what is said."""
    c, form = work.chart, work.chart.form[i]
    if (
        not ("ء" <= form[0] <= "ي")
        or form in SINGLE
        or form in ADVERBIAL
        or form in PARTICLES
        or form in NO_NOUN
        or i in work.dates
    ):
        return False
    if any(
        c.entry(i, k)
        for k in (
            "honorific",
            "switch",
            "comp",
            "sidelines",
            "attribution",
            "planned",
            "weekday",
            "contact.call",
            "contact.by_video",
            "contact.by_phone",
        )
    ):
        return False
    verb = out.verb.id if out.verb is not None else ""
    if verb in NEEDS_NOUN and not any(c.entry(j, "attitude") or c.entry(j, "review") for j in range(i, min(stop, i + 3))):
        return False
    if verb in NEEDS_SUBJECT and not out.subject and out.tense == "past":
        return False
    if c.line[i] in (EDGE,) or out.verb is not None and out.verb.id in ADDRESSING and sides_at(work, i, stop):
        return False
    found = sides_at(work, i, stop)
    if found is not None:
        known = [*(out.subject or []), *out.addressee]
        if any(w.human is not None and ("discuss" in frames or any(w.same(k) for k in known)) for w in found[0]):
            return False
        return not _may_be_subject(work, out, i, stop, frames)
    if c.entry(i, "source_role") is not None and out.subject is None and i - out.at < 3:
        return False
    if "that" not in frames or out.participle:
        return True
    apposition = out.subject is not None and c.form[i - 1] == "،" and form.startswith("ال")
    return not ((out.subject is None and i == out.at + 1 or apposition) and _unknown_subject(work, i, stop, apposition))


def _unknown_subject(work: Work, i: int, stop: int, apposition: bool) -> bool:
    """Whether the noun behind a verb is a subject that no list knows: a definite one, a particle before the next comma."""
    c = work.chart
    if c.entry(i, "attitude") is not None or c.entry(i, "cue") is not None:
        return False
    for j in range(i + 1, min(stop, i + 12)):
        if c.entry(j, "comp") is not None:
            return c.form[j - 1] not in ("التاكيد", "ضروره", "اهميه") and not any(c.entry(k, "attitude") for k in range(i, j))
        if c.form[j] == "،" and not apposition:
            return False
    return False


def _may_be_subject(work: Work, out: Clause, i: int, stop: int, frames: dict[str, Match]) -> bool:
    """Whether a side at a token can be the verb's subject: it agrees with it, and nothing was the subject before."""
    c, form = work.chart, work.chart.form[i]
    if out.subject is not None or out.number in JOINT or out.number == "1s":
        return False
    if form.endswith("ين") and c.entry(i, "side") is not None:
        return False
    if out.participle:
        plain = out.verb is not None and bool(out.verb.more.get("plain")) and out.verb.id not in TAKES_PRONOUN
        return plain and i == out.at + 1 and i in work.actors and work.actors[i].kind != "party"
    if out.number == "ms" and i not in work.actors and c.entry(i, "country") is not None and form not in MASCULINE:
        return False
    if "pair" in frames or frames.keys() & {"to", "on"} and out.verb is not None and out.verb.id in ("دعا", "حث"):
        found = sides_at(work, i, stop)
        return not (found is not None and "pair" in frames and found[1] < stop and c.form[found[1]] in ("علي", "ب"))
    return True


def _named(work: Work, out: Clause, i: int, stop: int, frames: dict[str, Match]) -> int | None:
    """Pass a side that is named at a token, as subject or as whom the words are addressed to."""
    c = work.chart
    if out.subject is None and i - out.at < 4 and i not in work.actors and c.entry(i, "source_role") is not None:
        out.subject, out.found_at = [], i
        return i + 1
    found = sides_at(work, i, stop)
    if found is None:
        return None
    who, after = found
    if _may_be_subject(work, out, i, stop, frames):
        out.subject, out.found_at = who, i
    elif who:
        out.addressee = out.addressee or who
    return max(after, i + 1)


def past(work: Work, i: int, stop: int) -> int:
    """The token after an adverb, a phrase of time or place, or a parenthesis at a token; else the next token."""
    c, form = work.chart, work.chart.form[i]
    if i in work.dates:
        return work.dates[i].stop
    if form == "(":
        return next((j + 1 for j in range(i, min(stop, i + 14)) if c.form[j] == ")"), i + 1)
    if form == '"' and c.entry(i - 1, "source_role") is not None:
        close = next((j + 1 for j in range(i + 1, min(stop, i + 6)) if c.form[j] == '"'), i + 1)
        return close + 1 if close < stop and c.entry(close, "nationality") is not None else close
    if form == "،":
        return _past_comma(work, i, stop)
    if form in ADVERBIAL or form in PARTICLES:
        return _past_phrase(work, i, stop)
    return i + 1


def _past_comma(work: Work, i: int, stop: int) -> int:
    """Behind a comma: a parenthesis of time, place or apposition is passed up to its second comma."""
    c = work.chart
    j = i + 1
    if j >= stop:
        return j
    opens = (
        c.form[j] in ADVERBIAL
        or c.form[j] in ("و", "الذي", "التي", "علي")
        or j in work.dates
        or c.entry(j, "sidelines") is not None
    )
    if not opens or c.form[j] == "و" and (j + 1 >= stop or c.form[j + 1] not in ("هو", "هي", "ذلك")):
        return j
    for k in range(j + 1, min(stop, j + PARENTHESIS)):
        if c.form[k] == "،" and c.line[k] != INSIDE:
            return k + 1
        if c.entry(k, "comp") is not None or c.form[k] in (":", '"'):
            break
    return j


def _past_phrase(work: Work, i: int, stop: int) -> int:
    """The token after a preposition and its noun with what belongs to it."""
    c = work.chart
    j = i + 1
    while j < stop and (
        c.form[j] in ("هذا", "هذه", "ذلك", "تلك", "ختام", "مستهل", "بدايه", "كل", "من", "ب") or c.form[j] in ADVERBIAL
    ):
        j += 1
    if j >= stop:
        return j
    found = sides_at(work, j, stop)
    if found is not None:
        return max(found[1], j + 1)
    if j in work.dates:
        return work.dates[j].stop
    capital = c.form[j] in ("العاصمه", "مدينه")
    definite = _definite(c.form[j])
    contact = c.entry(j, "contact") is not None
    taken, j = 1, j + 1
    while j < stop and j not in work.actors and j not in work.dates and "ء" <= c.form[j][0] <= "ي":
        form = c.form[j]
        if (
            form in ADVERBIAL
            or form in PARTICLES
            or form in NO_NOUN
            or form in SINGLE
            or c.entry(j, "comp")
            or c.entry(j, "say")
            or c.entry(j, "attitude")
        ):
            break
        if not definite and taken > (2 if contact else 3):
            break
        if definite and not (form.startswith("ال") and " " not in form and (form.endswith(("ي", "يه")) or form in ADJECTIVES)):
            break
        definite = definite or form.startswith("ال") or _definite(form)
        taken, j = taken + 1, j + 1
    if capital and j < stop and any(c.entry(j, k) for k in ("capital", "city")):
        return j + 1
    if j < stop and c.form[j] in ("الذي", "التي"):
        return next((k for k in range(j, min(stop, j + PARENTHESIS)) if c.form[k] == "،" and c.line[k] != INSIDE), j)
    return j


def _definite(form: str) -> bool:
    return form.startswith("ال") or len(form) > 4 and form.endswith(("ته", "ايه", "اته", "ها", "هما", "هم", "اعه"))


def _of_talks(work: Work, at: int) -> bool:
    """Whether talks, not persons, are the subject of a verb of dealing with."""
    c = work.chart
    near = [i for i in (at, at + 1, at - 1, at - 2, at - 3) if 0 <= i < len(c.form)]
    return (
        any(c.entry(i, "contact") is not None and c.entry(i, "say") is None for i in near)
        or " " in c.form[at]
        or not any(e.kind.startswith("say.") for e in c.entries[at])
    )


def _talks(work: Work, m: Match) -> Clause | None:
    """What talks dealt with: behind the noun of the talks and a particle."""
    c = work.chart
    _, end = work.sentence(m.trigger)
    i = m.trigger + 1
    while i < min(end, m.trigger + 30):
        if c.entry(i, "contact") is not None:
            i = _past_phrase(work, i - 1, end)
        elif c.form[i] in SINGLE or c.form[i] in ("،", "علي", "حول", '"') or c.form[i] in ADVERBIAL:
            i = i + 1 if c.form[i] in ("علي", "حول", '"') else past(work, i, end)
        elif c.form[i] in ("التي", "الذي"):
            i = next((k + 1 for k in range(i, min(end, i + PARENTHESIS)) if c.form[k] in ("،", "علي", "حول")), end)
        else:
            break
    return Clause(m, None, "talks", i) if i < end else None


def _protocol(work: Work, m: Match) -> Clause | None:
    i, (_, end) = m.captures["content"][0], work.sentence(m.trigger)
    while i < end and (work.chart.form[i] in SINGLE or work.chart.form[i] == "علي"):
        i += 1
    return Clause(m, None, "protocol", i)


def _will(work: Work, m: Match) -> Clause | None:
    """The joint will: two sides right behind the verb."""
    c = work.chart
    _, end = work.sentence(m.trigger)
    at = m.trigger + (2 if c.form[m.trigger] == "سوف" else 1)
    found = sides_at(work, at, end) if at < end else None
    if found is None or len(found[0]) < 2:
        return None
    i = found[1]
    while i < end and (c.form[i] in ("ايضا", "كذلك", "علي") or c.form[i] == "،" and i == found[1]):
        i += 1
    return Clause(
        m, next((e for e in c.entries[m.trigger] if e.kind.startswith("say")), None), "will", i, found[0], m.trigger + 1
    )


def _light(work: Work, m: Match) -> Clause | None:
    """A verb that only carries its noun (وجه الدعوة، قدم الشكر، توجه بالشكر)."""
    c = work.chart
    _, end = work.sentence(m.trigger)
    out = Clause(m, next((e for e in _lexeme(c.entries[m.trigger]) if e.kind.endswith(".light")), None), "light")
    if out.verb is None:
        return None
    noun = m.captures["thing"][0]
    i = m.trigger + 1
    while i < noun:
        i = _named(work, out, i, end, {"object": m}) or past(work, i, end) if not (c.form[i] == "ب" and i + 1 == noun) else noun
    e = c.entry(noun, "attitude")
    carries = e is not None and e.id in ("thank", "congratulate", "condole", "greet", "praise")
    out.first = m.trigger + 1 if c.form[m.trigger + 1] == "ل" else noun
    if carries and noun + 1 < end and i <= noun:
        out.first = noun + 2 if c.form[noun + 1] == "الي" else noun + 1
    return out if out.first < end else None


SPECIAL = {"protocol": _protocol, "talks_about": _talks, "will": _will, "light": _light}
