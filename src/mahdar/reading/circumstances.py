"""The circumstances of a contact: its clause, whether it was held, on which day, where, how often, and on the sidelines of what."""

from mahdar.grammar.rules import Match
from mahdar.reading.work import Date, Who, Work

DENYING = ("نفي", "نفت", "ينفي", "تنفي")
SOON = ("قد", "سوف")
TIMES = {"مرتين": 2, "مرتان": 2}
UNTIL = {"حتي", "منذ", "قبل", "بعد"}  # a date behind these is not the contact's
LEDE = 2  # sentences of the text proper in which the news is told
PLACES = ("capital", "city", "seat", "venue", "region")
NEAR_PLACE = ("في", "ب", "الي", "العاصمه", "مدينه", "بالعاصمه", "ل", "من")
APART = ("phone_call", "video_call", "letter")


def clause(work: Work, at: int) -> tuple[int, int]:
    """The tokens around a trigger up to the verbs of saying on either side: what is said there is another clause."""
    c = work.chart
    floor, end = work.sentence(at)
    first, stop = floor, end
    for i in range(at - 1, floor - 1, -1):
        if c.entry(i, "say.past") is not None or c.entry(i, "comp") is not None and i < at - 1 or c.form[i] == "حيث":
            first = i + 1
            break
    for i in range(at + 1, end):
        if c.form[i] == "حيث" and i > at + 3:
            stop = i
            break
        if (c.entry(i, "say.past") is not None or c.entry(i, "say.participle") is not None) and c.form[i - 1] in ("،", "و", '"', ")") or c.entry(i, "comp") is not None:
            stop = i
            break
    while stop - 1 > at and c.form[stop - 1] in ("،", "و"):
        stop -= 1
    return first, stop


def status_of(work: Work, m: Match) -> str:
    """held, planned, cancelled or denied, by the words of the clause."""
    c = work.chart
    first, stop = clause(work, m.trigger)
    floor, _ = work.sentence(m.trigger)
    lead = range(max(floor, m.trigger - 8), m.trigger)
    if any(c.entry(i, "cancelled") for i in lead) or any(c.entry(i, "cancelled") for i in range(m.trigger, min(stop, m.trigger + 3))):
        return "cancelled"
    if any(c.form[i] in DENYING for i in range(floor, m.trigger)):
        return "denied"
    verb = next((e for e in c.entries[m.trigger] if e.kind.startswith("contact")), None)
    kind = verb.kind if verb else ""
    if kind.startswith("contact.past"):
        return "held"
    if kind.startswith("contact.future") or any(c.entry(i, "planned") for i in range(max(first, m.trigger - 6), min(stop, m.trigger + 16))):
        return "planned"
    if any(c.form[i] in SOON or "contact.future" in " ".join(e.kind for e in c.entries[i]) for i in lead):
        return "planned"
    if any(d.future for i, d in work.dates.items() if first <= i < stop):
        return "planned"
    return "held"


def day_of(work: Work, m: Match) -> Date | None:
    """The day told in the contact's clause: the nearest date of it; on the planned side of the text where the contact is planned."""
    first, stop = clause(work, m.trigger)
    form = work.chart.form
    near = [(abs(i - m.trigger), d) for i, d in work.dates.items() if first <= i < stop and d.value and (not i or form[i - 1] not in UNTIL)]
    return min(near, key=lambda p: p[0])[1] if near else None


def is_news(work: Work, m: Match) -> bool:
    """Whether a contact is told in the report's lede (after headline and captions), so that it is the news of its dateline."""
    line = work.zones.dateline_range
    if line is None:
        return False
    starts = work.chart.start
    start = next((i for i in range(len(starts)) if starts[i] >= line[1]), len(starts))
    return m.trigger < start or work.chart.form[start : m.trigger].count("\n") < LEDE


def news_day(work: Work, m: Match) -> Date | None:
    """The dateline's day."""
    line = work.zones.dateline
    if line is None or line.date is None:
        return None
    return Date(m.trigger, m.trigger + 1, line.date, "day", rule="contacts.dateline")


def news_place(work: Work, form: str) -> tuple[str, int | None, str | None] | None:
    """The dateline's place, for what was told in person."""
    line = work.zones.dateline
    if line is None or line.place is None or form in APART:
        return None
    return line.place.name, line.place.geonames, line.place.country


def same_day_place(work: Work, form: str, date: Date | None, who: list[Who]) -> tuple[str, int | None, str | None] | None:
    """The dateline's place for a contact of the dateline's day to which that country is a party."""
    line = work.zones.dateline
    if line is None or line.place is None or date is None or date.value != line.date or form in APART:
        return None
    return news_place(work, form) if any(w.of == line.place.country for w in who) else None


def place_of(work: Work, m: Match, form: str, who: list[Who]) -> tuple[str, int | None, str | None] | None:
    """The place told in the contact's clause; a visit's is where it goes; a call has none."""
    if form in APART:
        return None
    c = work.chart
    first, stop = clause(work, m.trigger)
    if form == "visit":
        first = m.trigger
    inside = {i for a in work.actors.values() if a.first < stop for i in range(a.first, a.stop)}
    for i in range(first, stop):
        if c.form[i] == "هنا" and work.zones.dateline and work.zones.dateline.place:
            return news_place(work, form)
        if i in inside:
            continue
        for e in c.entries[i]:
            if e.kind in PLACES and (i and c.form[i - 1] in NEAR_PLACE or form == "visit"):
                return work.printed(i, i + 1), int(e.id) if e.id.isdigit() else None, e.more.get("country")
            if e.kind == "country" and (any(w.of == e.id and w.human is None for w in who) if form == "visit" else i and c.form[i - 1] in ("في", "ب")):
                return work.printed(i, i + 1), None, e.id
    return None


def sidelines_of(work: Work, m: Match) -> str | None:
    """The words of the larger event that the contact was held on the sidelines of."""
    c = work.chart
    floor, end = work.sentence(m.trigger)
    for i in range(floor, end):
        if c.entry(i, "sidelines") is not None:
            stop = next((j for j in range(i + 2, end) if c.form[j] in ("،", "في", "التي", "الذي", "(", "المنعقده", "المنعقد") or c.entry(j, "say")), end)
            return work.printed(i + 1, stop) if stop > i + 1 else None
    return None


def count_of(work: Work, m: Match) -> int:
    """How often: "met twice" is 2."""
    c = work.chart
    first, stop = clause(work, m.trigger)
    for i in range(m.trigger, min(stop, m.trigger + 8)):
        if c.form[i] in TIMES:
            return TIMES[c.form[i]]
        number = c.entry(i, "cardinal")
        if number is not None and i + 1 < stop and c.form[i + 1] in ("مرات", "لقاءات", "اجتماعات"):
            return int(number.id)
    return 1


def mechanism_of(work: Work, m: Match) -> tuple[str, int | None] | None:
    """The named mechanism that the contact is a session of, with its round in words or figures."""
    c = work.chart
    first, stop = clause(work, m.trigger)
    for i in range(first, stop):
        if c.entry(i, "mechanism") is None and c.entry(i, "contact.dialogue") is None:
            continue
        if any(a.first <= i < a.stop for a in work.actors.values()):
            continue
        last, number = i + 1, None
        for j in range(i + 1, min(stop, i + 10)):
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
        if number is not None or c.entry(i, "mechanism.named") is not None:
            return work.printed(i, last), number
    return None
