"""The circumstances of a contact: whether it was held, on which day, where, and on the sidelines of what."""

from mahdar.grammar.rules import Match
from mahdar.reading.work import Date, Who, Work

DENYING = ("نفي", "نفت", "ينفي")


def status_of(work: Work, m: Match) -> str:
    """held, planned, cancelled or denied, by the words of the clause."""
    c = work.chart
    floor, end = work.sentence(m.trigger)
    lead = range(max(floor, m.trigger - 8), m.trigger)
    if any(c.entry(i, "cancelled") for i in lead):
        return "cancelled"
    if any(c.form[i] in DENYING for i in range(floor, m.trigger)):
        return "denied"
    verb = next((e for e in c.entries[m.trigger] if e.kind.startswith("contact")), None)
    future = verb is not None and verb.kind.startswith("contact.future")
    near = range(max(floor, m.trigger - 6), min(end, m.trigger + 12))
    if future or any(c.entry(i, "planned") for i in near) or any(c.form[i] in ("قد", "سوف") and verb and "present" in verb.kind for i in lead):
        return "planned"
    if any(d.future for i, d in work.dates.items() if i in near):
        return "planned"
    return "held"


def day_of(work: Work, m: Match) -> Date | None:
    """The day told in the contact's clause: the nearest date of its sentence."""
    floor, end = work.sentence(m.trigger)
    near = [(abs(i - m.trigger), d) for i, d in work.dates.items() if floor <= i < end]
    return min(near, key=lambda p: p[0])[1] if near else None


LEDE = 2  # sentences of the text proper in which the news is told


def is_news(work: Work, m: Match) -> bool:
    """Whether a contact is told in the report's lede (after headline and captions), so that it is the news of its dateline."""
    if work.zones.dateline_range is None:
        return False
    after = [i for i, s in enumerate(work.chart.start) if s >= work.zones.dateline_range[1]]
    if not after:
        return False
    start, edges = after[0], 0
    for i in range(start, m.trigger):
        edges += work.chart.form[i] == "\n"
    return m.trigger < start or edges < LEDE


def news_day(work: Work, m: Match) -> Date | None:
    """The dateline's day."""
    line = work.zones.dateline
    if line is None or line.date is None:
        return None
    return Date(m.trigger, m.trigger + 1, line.date, "day", rule="contacts.dateline")


def news_place(work: Work, form: str) -> tuple[str, int | None, str | None] | None:
    """The dateline's place, for what was told in person."""
    line = work.zones.dateline
    if line is None or line.place is None or form in ("phone_call", "video_call", "letter"):
        return None
    return line.place.name, line.place.geonames, line.place.country


def place_of(work: Work, m: Match, form: str, who: list[Who]) -> tuple[str, int | None, str | None] | None:
    """The place told in the contact's clause; a visit's is where it goes; a call has none."""
    if form in ("phone_call", "video_call", "letter"):
        return None
    c = work.chart
    floor, end = work.sentence(m.trigger)
    for i in range(floor, end):
        if any(a.first <= i < a.stop for a in work.actors.values()):
            continue
        before = c.form[i - 1] if i else ""
        for e in c.entries[i]:
            if e.kind in ("capital", "city") and (before in ("في", "ب", "الي", "العاصمه", "مدينه") or form == "visit"):
                return c.form[i], int(e.id) if e.id.isdigit() else None, e.more.get("country")
            if e.kind == "country" and form == "visit" and any(w.of == e.id and w.human is None for w in who):
                return c.form[i], None, e.id
        if c.form[i] == "هنا" and work.zones.dateline and work.zones.dateline.place:
            place = work.zones.dateline.place
            return place.name, place.geonames, place.country
    return None


def sidelines_of(work: Work, m: Match) -> str | None:
    """The words of the larger event that the contact was held on the sidelines of."""
    c = work.chart
    floor, end = work.sentence(m.trigger)
    for i in range(floor, end):
        if c.entry(i, "sidelines") is not None:
            stop = next((j for j in range(i + 1, end) if c.form[j] in ("،", "في") and j > i + 1), end)
            return work.printed(i + 1, stop)
    return None
