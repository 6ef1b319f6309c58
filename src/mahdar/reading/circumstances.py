"""The circumstances of a contact: its clause, whether it was held, when, where, how often, and on the sidelines of what."""

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from mahdar.grammar.alphabet import INSIDE
from mahdar.grammar.rules import Match
from mahdar.reading.dates import anchor
from mahdar.reading.spots import Kinds, among, where, within
from mahdar.reading.work import Date, Who, Work

MARKS: Final = Kinds("say", "comp", "relative")  # where a clause may begin or end
OVER: Final = {"مدار", "مدي"}  # over so many days
TIMES: Final = {"مرتين": 2, "مرتان": 2}
UNTIL: Final = {"حتي", "منذ", "قبل", "بعد"}  # a date behind these is not the contact's
PLACES: Final = ("capital", "city", "seat", "venue", "region")
BEGINNING: Final = set("تنطلق ينطلق تبدا يبدا ستبدا سيبدا بدات بدا انعقد انعقدت جرت جري تجري يجري استمرت".split())
RELATIVE: Final = {"الذي", "التي", "الذين"}
YEAR: Final = 4  # digits
COMING: Final = {"المقبل", "القادم", "المقبله", "القادمه", "الجاري", "الحالي"}
GOING: Final = set("التوجه توجهه توجهها السفر سفره سفرها المغادره مغادرته مغادرتها انتقاله انتقالها عودته عودتها العوده".split())
MATTERS: Final = {":", "ولاسيما", "لاسيما", "وخصوصا", "خصوصا", "وخاصه", "خلفيه"}  # behind these is what was talked of
LONG: Final = 10  # tokens before a date in which it is told of what it is
PLACED: Final = Kinds(*PLACES, "country")
SIDELINES: Final = Kinds("sidelines")
MECHANISM: Final = Kinds("mechanism", "contact.dialogue")
LARGER: Final = Kinds("contact.summit", "contact.conference", bare=True)
COMP: Final = Kinds("comp", bare=True)
TOPIC: Final = Kinds("contact.topic", bare=True)
DOING: Final = Kinds(*(f"contact.{tense}.do" for tense in ("past", "present", "future", "masdar", "participle")), bare=True)
MADE_BEFORE: Final = 24  # tokens before a visit in which the verb stands that makes it
NEAR_PLACE: Final = ("في", "ب", "الي", "العاصمه", "مدينه", "بالعاصمه", "ل", "هنا")
HERE: Final = {"هنا", "العاصمه", "بالعاصمه"}
HERE_OR_MATTERS: Final = HERE | MATTERS
OPEN: Final = 6  # tokens that a weekday, which may be past, may stand nearer than a day that lies ahead
VAGUE: Final = 5  # tokens that a month or year may stand nearer than a day and still tell less
PLACE_WORDS: Final = frozenset("العاصمه مدينه ، مقر قصر دوله شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي".split())
BEFORE_PLACES: Final = {"العاصمه", "مدينه", "،", "دوله"}
TO_PLACES: Final = {"في", "ب", "بالعاصمه", "الي", "ل", "من", "نحو", "وصل", "وصلت", "زار"}
WHERE: Final = 6  # tokens before a verb in which "where" stands
FAR: Final = 30  # tokens behind a word of contact in which its place is told
APART: Final = ("phone_call", "video_call", "letter")
OCCASION: Final = {"بمناسبه", "مناسبه", "ذكري", "الذكري"}
AHEAD: Final = ("planned", "cancelled")
TODAY: Final = "contacts.dateline"
Told = tuple[str, int | None, str | None]


class Clause:
    """The tokens around a trigger up to the verbs of saying; ``rivals`` are the other words of contact of the sentence, in order.

    What stands before ``after`` is of another verb ("announced today the visit of"), what stands behind ``upto`` is of the
    occasion ("on the anniversary of"). ``before`` is the first word of contact of the clause, or the trigger; ``next`` the next
    word of contact behind the trigger, or the end of the sentence.
    """

    __slots__ = ("after", "at", "before", "end", "first", "floor", "next", "rivals", "stop", "upto")

    def __init__(
        self, at: int, first: int, stop: int, floor: int, end: int, rivals: list[int], after: int = 0, upto: int | None = None
    ) -> None:
        self.at = at
        self.first = first
        self.stop = stop
        self.floor = floor
        self.end = end
        self.rivals = rivals
        self.after = after
        self.upto = stop if upto is None else upto
        self.before = at
        self.next = end
        for r in rivals:
            if first <= r < self.before:
                self.before = r
            if r > at:
                self.next = r
                break

    def until(self, stop: int) -> "Clause":
        """The same clause with another end."""
        return Clause(
            self.at, self.first, stop, self.floor, self.end, self.rivals, self.after, self.upto if self.upto < self.stop else None
        )

    def owns(self, i: int) -> bool:
        """Whether a date or place at a token is this contact's: no other word of contact stands nearer before it."""
        if i < self.after or not self.first <= i < self.stop or i > self.upto:
            return False
        return i <= (self.next if i > self.at else self.before)

    def last(self) -> int:
        """The trigger of the contact told just before in the clause, or -1."""
        last = -1
        for r in self.rivals:
            if self.floor <= r < self.at:
                last = r
        return last


def making(work: Work, clause: Clause) -> int | None:
    """The verb before a visit by which it is made, begun or ended (يؤدي الوزير غدا زيارة)."""
    found = within(where(work, DOING), max(clause.first, clause.at - MADE_BEFORE), clause.at)
    return found[-1] if found else None


def clause_of(work: Work, at: int, rivals: list[int]) -> Clause:
    """The clause around a trigger: what is said there is another clause."""
    c = work.chart
    floor, end = work.sentence(at)
    marks = where(work, MARKS)
    here = bisect_left(marks, at)
    first, relative = floor, 0
    for k in range(here - 1, -1, -1):
        i = marks[k]
        if i < floor:
            break
        if _opens(work, i, at):
            first = i + 1
            break
        if not relative and c.has(i, "relative") and c.form[i] != "ما":
            relative = i
    stop = end
    for k in range(here, len(marks)):
        i = marks[k]
        if i >= end:
            break
        if i > at and _closes(work, i, at):
            stop = i
            break
    while stop - 1 > at and c.form[stop - 1] in ("،", "و"):
        stop -= 1
    occasion = next((i for i in range(at, stop) if c.form[i] in OCCASION), None)
    return Clause(at, first, stop, floor, end, rivals, relative, occasion)


def _opens(work: Work, i: int, at: int) -> bool:
    """Whether the clause of a trigger begins behind a token before it: a verb of saying, "that", "where"."""
    c = work.chart
    return c.form[i] == "حيث" or i < at - 1 and c.has(i, "comp") or c.has(i, "say.past") and not c.has(i, "contact")


def _closes(work: Work, i: int, at: int) -> bool:
    """Whether the clause of a trigger ends before a token behind it."""
    c, kinds = work.chart, work.chart.kinds[i]
    if c.form[i] == "حيث":
        return i > at + 3
    if "comp" in kinds:
        return True
    said = "say.past" in kinds or "say.participle" in kinds
    if c.form[i] == "هنا" and work.printed(i, i + 1) == "هنا":
        return False  # here; not "he congratulated"
    return said and "contact" not in kinds and "country" not in kinds and c.form[i - 1] in ("،", "و", '"', ")")


def in_head(work: Work, at: int) -> bool:
    """Whether a token stands in the headline or in a caption, where the present tense tells what was held."""
    z, start = work.zones, work.chart.start[at]
    return any(a <= start < b for a, b in ([z.headline] if z.headline else []) + z.captions)


def of_another(work: Work, clause: Clause, date: Date) -> bool:
    """Whether a date tells when something else was: since or until when, "after the failure of April", in a relative clause."""
    c, i = work.chart, date.first
    if i and (c.form[i - 1] in UNTIL or c.form[i - 1] in OVER):
        return True
    verb = any(e.kind.startswith(("contact.past", "contact.present")) for e in c.entries[clause.at])
    comma = next((j for j in range(i - 1, clause.at, -1) if c.form[j] == "،"), clause.at)
    if comma == i - 1 and _told_by(work, comma):
        return True
    for j in range(max(comma, i - LONG, clause.floor) + 1, i):
        if (
            c.form[j] in ("منذ", "حتي")
            or c.has(j, "attribution")
            or c.form[j] in UNTIL
            and date.precision != "day"
            and c.form[j + 1] != "ذلك"
        ):
            return True
        if c.form[j] in UNTIL and c.form[j + 1] in GOING:
            return True
        if c.form[j] in RELATIVE and j > clause.at + 2 and (verb or not any(_takes_place(work, k) for k in range(j + 1, i))):
            return True
    return False


def _told_by(work: Work, comma: int) -> bool:
    """Whether a day behind a comma is that of the source told before it: according to what the palace said, on Saturday."""
    c = work.chart
    for j in range(comma - 1, max(comma - LONG, 0), -1):
        if c.form[j] == "،":
            return False
        if c.has(j, "attribution"):
            return any(c.has(k, "say.past") for k in range(j + 1, comma))
    return False


def _in_relative(work: Work, clause: Clause, i: int) -> bool:
    """Whether a place stands in a relative clause that tells of something else: his tour that began in Ruritania."""
    form = work.chart.form
    comma = next((j for j in range(i - 1, clause.at, -1) if form[j] == "،"), clause.at)
    verb = any(e.kind.startswith(("contact.past", "contact.present")) for e in work.chart.entries[clause.at])
    rel = next((j for j in range(i - 1, max(comma, i - LONG, clause.at + 2), -1) if form[j] in RELATIVE), None)
    return rel is not None and (verb or not any(_takes_place(work, k) for k in range(rel + 1, i)))


def _takes_place(work: Work, i: int) -> bool:
    """Whether a verb by which contacts are held, made or begun stands at a token: the day behind it is the contact's."""
    c = work.chart
    return (
        c.form[i] in BEGINNING
        or c.has(i, "contact")
        and any(e.kind.startswith("contact.") and e.kind.endswith((".hold", ".do", ".host")) for e in c.entries[i])
    )


def day_of(work: Work, clause: Clause, status: str) -> Date | None:
    """The nearest day told of the contact; the reading that looks ahead where it is planned."""
    wide = clause.until(min(clause.end, clause.at + 40)) if status in AHEAD else clause
    near = [d for i, d in work.dates.items() if wide.owns(i) and d.value and not of_another(work, clause, d)]
    if not near:
        return None
    late = _ahead(near, str(anchor(work)), clause.at) if status in AHEAD else []
    date, best = near[0], -1
    for d in late or near:
        far = abs(d.first - clause.at) + (VAGUE if d.precision != "day" else 0) + (OPEN if late and not d.future else 0)
        if best < 0 or far < best:
            date, best = d, far
    if status == "planned" and date.future_value and not date.future:
        return replace(date, value=date.future_value)
    return _last_year(work, date) if status == "held" and date.future else date


def _ahead(days: list[Date], today: str, at: int) -> list[Date]:
    """Those of some days that may lie ahead of a report of today; today itself where it is told behind the contact."""
    return [d for d in days if d.future or d.future_value or (d.value or "") > today or d.value == today and d.first > at]


def _last_year(work: Work, date: Date) -> Date:
    """The day a year before, where a date without a year was read as one to come but is told of what was."""
    told = work.chart.form[date.first : date.stop + 1]
    if not date.value or any(len(f) == YEAR and f.isdigit() or f in COMING for f in told):
        return date
    return replace(date, value=f"{int(date.value[:YEAR]) - 1}{date.value[YEAR:]}", end=None, future=False, future_value=None)


def is_news(work: Work, m: Match, clause: Clause) -> bool:
    """Whether a contact is what the report's first sentence tells (or its headline), so that it is the news of its dateline."""
    if in_head(work, clause.at):
        return True
    line, head, starts = work.zones.dateline_range, work.zones.headline, work.chart.start
    edge = max(line[1] if line else 0, head[1] if head else 0)
    start = bisect_left(starts, edge)
    if m.rule.values.get("noun") and m.rule.makes == "visit":
        return False
    if clause.floor <= start:
        return True  # in the first sentence
    first = start + (start + 1 < len(starts) and work.chart.form[start] == "\n")
    second = work.sentence(clause.floor - 1)[0] <= first
    return second and not among(where(work, COMP), clause.floor, clause.at)


def news_day(work: Work, at: int) -> Date | None:
    """The dateline's day."""
    line = work.zones.dateline
    if line is None or line.date is None:
        return None
    return Date(at, at + 1, line.date, "day", rule=TODAY)


def news_place(work: Work, form: str) -> Told | None:
    """The place of a dated dateline, for what was told in person."""
    line = work.zones.dateline
    if line is None or line.place is None or form in APART:
        return None
    return line.place.name, line.place.geonames, line.place.country


def same_day_place(work: Work, form: str, date: Date | None, who: list[Who]) -> Told | None:
    """The dateline's place for a contact of the dateline's day to which that country is a party."""
    line = work.zones.dateline
    if line is None or line.place is None or date is None or date.value != line.date or form in APART:
        return None
    return news_place(work, form) if any(w.of == line.place.country for w in who) else None


def place_of(work: Work, clause: Clause, form: str, who: list[Who]) -> Told | None:
    """The place told of the contact; a visit's is where it goes; a call has none."""
    if form in APART:
        return None
    c = work.chart
    hosts = {w.of for w in who[1:]} if form == "visit" else set()
    broad: Told | None = None
    topics = where(work, TOPIC)
    first, stop = (clause.at, clause.end) if form == "visit" else (clause.first, clause.stop)
    stop = min(stop, clause.at + FAR + 1)
    here: list[int] = []
    for i in range(first, stop):
        if c.form[i] in HERE_OR_MATTERS:
            if c.form[i] in HERE:
                here.append(i)
            elif i >= clause.at:
                stop = i
                break
    found = within(where(work, PLACED), first, stop)
    for i in sorted({*found, *here}) if here else found:
        if i in work.actors or c.line[i] == INSIDE or form != "visit" and not clause.owns(i):
            continue
        if among(topics, max(clause.first, i - 3), min(clause.stop, i)) or form != "visit" and _in_relative(work, clause, i):
            continue
        if c.form[i] == "هنا" and work.zones.dateline and work.zones.dateline.place:
            return news_place(work, form)
        if (
            c.form[i] in ("العاصمه", "بالعاصمه")
            and (seat := _capital(work, i, clause.end))
            and (seat[2] in hosts if form == "visit" else _placed(work, i + 1))
        ):
            return seat
        for e in c.entries[i]:
            country = e.id if e.kind == "country" else e.more.get("country")
            near = country in hosts and not (e.kind == "seat" and c.has(i - 1, "say")) if form == "visit" else _placed(work, i)
            if e.kind in PLACES and near:
                return shown(work, i), int(e.id) if e.id.isdigit() else None, country
            if e.kind == "country" and broad is None and (country in hosts if form == "visit" else _placed(work, i)):
                broad = shown(work, i), None, country
    return broad


def where_place(work: Work, clause: Clause) -> Told | None:
    """The place right before "where": he landed in London, where he met X."""
    c = work.chart
    at = next((i for i in range(clause.at - 1, max(clause.floor, clause.at - WHERE), -1) if c.form[i] == "حيث"), clause.floor)
    i = at - 2 if c.form[at - 1] == "،" else at - 1
    if i <= clause.floor or i in work.actors or c.line[i] == INSIDE:
        return None
    e = next((e for e in c.entries[i] if e.kind in PLACES or e.kind == "country"), None)
    j = i - 1
    while j > clause.floor and (c.form[j] in BEFORE_PLACES or c.has(j, "nationality")):
        j -= 1
    if e is None or c.form[j] not in TO_PLACES:
        return None
    return shown(work, i), int(e.id) if e.id.isdigit() else None, e.id if e.kind == "country" else e.more.get("country")


def shown(work: Work, i: int) -> str:
    """A name as the report prints it, with the article that a clitic lam swallowed (للولايات)."""
    name = work.printed(i, i + 1)
    return "ا" + name if name.startswith("ل") and work.chart.form[i].startswith("ال") else name


def _capital(work: Work, i: int, end: int) -> Told | None:
    """The capital that "the Algerian capital" means, where its name does not follow."""
    c = work.chart
    e = c.entry(i + 1, "nationality") if i + 1 < end else None
    if (
        e is None
        or e.id not in work.pack.capitals
        or any(x.kind in PLACES for j in range(i + 2, min(end, i + 4)) for x in c.entries[j])
    ):
        return None
    return work.printed(i, i + 2), work.pack.capitals[e.id][1], e.id


def _placed(work: Work, i: int) -> bool:
    """Whether a place stands behind في or ب (the capital, the city, an adjective or a comma may stand between)."""
    c, j = work.chart, i - 1
    while j > 0 and i - j < 5 and (c.form[j] in PLACE_WORDS or c.has(j, "nationality")):
        j -= 1
    if c.form[j] in ("في", "ب", "بالعاصمه"):
        return True
    return c.form[i - 1] in NEAR_PLACE and c.form[i - 1] not in ("الي", "ل")


def sidelines_of(work: Work, clause: Clause) -> str | None:
    """The words of the larger event that the contact was held on the sidelines of."""
    c = work.chart
    for i in within(where(work, SIDELINES), clause.floor, clause.end):
        if c.has(i, "sidelines") and clause.owns(i):
            stop = next(
                (
                    j
                    for j in range(i + 2, clause.end)
                    if c.form[j] in STOPS or c.has(j, "say") or j in work.dates and not c.form[j].isdigit()
                ),
                clause.end,
            )
            return work.printed(i + 1, stop) if stop > i + 1 else None
    return None


def event_before(work: Work, at: int) -> str | None:
    """The summit or conference named last before a token: what "on its sidelines" means."""
    c, named = work.chart, where(work, LARGER)
    k = bisect_left(named, at)
    if not k:
        return None
    i = named[k - 1]
    _, end = work.sentence(i)
    stop = next((j for j in range(i + 1, end) if c.form[j] in STOPS or c.has(j, "say")), end)
    return work.printed(i, stop)


STOPS: Final = {
    "،",
    "كان",
    "كانت",
    "حيث",
    "لبحث",
    "وذلك",
    "في",
    "التي",
    "الذي",
    "(",
    "المنعقده",
    "المنعقد",
    "ب",
    "المقامه",
    "المقام",
}


def count_of(work: Work, clause: Clause) -> int:
    """How often: "met twice" is 2."""
    c = work.chart
    for i in range(clause.at, min(clause.stop, clause.at + 8)):
        if c.form[i] in TIMES:
            return TIMES[c.form[i]]
        number = c.entry(i, "cardinal")
        if number is not None and i + 1 < clause.stop and c.form[i + 1] in ("مرات", "لقاءات", "اجتماعات"):
            return int(number.id)
    return 1


def mechanism_of(work: Work, clause: Clause) -> tuple[str, int | None] | None:
    """The named mechanism that the contact is a session of, with its round in words or figures."""
    c = work.chart
    for i in within(where(work, MECHANISM), clause.first, clause.stop):
        if not c.has(i, "mechanism") and not c.has(i, "contact.dialogue"):
            continue
        if i in work.actors or c.line[i] == INSIDE or i in clause.rivals and i != clause.at:
            continue
        last, number = i + 1, None
        for j in range(i + 1, min(clause.stop, i + 10)):
            ordinal = c.entry(j, "ordinal")
            if ordinal is not None and number is None:
                number = int(ordinal.id)
                last = max(last, j + 1)
            elif c.form[j].isdigit() and number is None and c.form[j - 1] in ("ال", "رقم"):
                number, last = int(c.form[j]), j + 1
            elif c.form[j] in ("بين", "في", "،", "مع") or j in work.actors or j in work.dates:
                break
            elif number is None:
                last = j + 1
        if number is not None or c.has(i, "mechanism.named"):
            return work.printed(i, last), number
    return None
