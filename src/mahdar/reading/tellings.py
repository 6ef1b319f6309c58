"""Tellings: several passages of a report that tell of one contact are one contact."""

from dataclasses import replace
from typing import Final

from mahdar.grammar.rules import Match
from mahdar.reading.circumstances import Clause, Told, day_of, in_head, news_day, news_place, place_of, same_day_place, shown
from mahdar.reading.dates import anchor, iso_day
from mahdar.reading.spots import Kinds, where
from mahdar.reading.statuses import is_now, is_purpose
from mahdar.reading.work import Date, Met, Who, Work

ABOUT: Final = 3  # days about a report's day in which its news was
COUNTRY: Final = Kinds("country")
APART: Final = {"قبل", "بعد", "عقب", "منذ", "حتي", "غداه", "عشيه", "قبيل"}  # a visit behind these is of another time
CALLS: Final = {"phone_call", "video_call"}
OPEN: Final = {"held", "planned"}
FORMS: Final = {
    "contact.meeting": ("meeting", "conference"), "contact.talks": ("meeting", "conference"),
    "contact.reception": ("meeting",), "contact.summit": ("conference", "meeting"),
    "contact.call": ("phone_call",), "contact.link": ("phone_call",), "contact.visit": ("visit",), "contact.letter": ("letter",),
}  # fmt: skip


def merge(work: Work, met: Met) -> None:
    """Join a telling to the contact it tells again, or keep it as a new one."""
    for old in reversed(work.met):
        if (
            old.form == met.form
            and _same_sides(old, met)
            and (_one_stay(old, met) or _same_status(work, old, met) and _same_day(work, old, met))
            and old.count == met.count
            and not _beside(work, old, met)
        ):
            _join(work, old, met)
            return
    work.met.append(met)


def _beside(work: Work, old: Met, met: Met) -> bool:
    """Whether a contact with a day of its own is told beside another of the same sentence (كما اجتمعا في مارس)."""
    m = met.match
    if m is None or met.date is None or met.date.first < m.trigger or work.chart.form[m.trigger - 1] != "كما":
        return False
    return any(first >= work.sentence(m.trigger)[0] for first, _ in old.ranges)


def _one_stay(a: Met, b: Met) -> bool:
    """Whether two passages tell of one visit, on days near each other."""
    days = [iso_day(m.date.value) for m in (a, b) if m.date is not None and m.date.precision == "day"]
    told = {a.status, b.status} == OPEN or {a.status, b.status} == {"held"} and (a.news or b.news)
    if a.form != "visit" or not told or len(days) < 2 or days[0] is None or days[1] is None:
        return False
    return abs((days[0] - days[1]).days) <= ABOUT


def reconcile(work: Work) -> None:
    """Join contacts that were told apart before a later passage told their day or their persons."""
    for met in list(work.met):
        for old in work.met[: work.met.index(met)]:
            if old.form == met.form and old.count == met.count and _same_sides(old, met) and _meet(work, old, met):
                _join(work, old, met)
                work.met.remove(met)
                break
    for met in work.met:
        met.status = "held" if _made(work, met) else met.status


def _made(work: Work, visit: Met) -> bool:
    """Whether a visit of the headline that was planned is made: the news is whom the guest met of that country."""
    if visit.form != "visit" or visit.status != "planned" or not visit.news or visit.date is not None:
        return False
    of = visit.who[1].of
    return any(
        old.form == "meeting" and old.status == "held" and old.news and not old.open and any(w.of == of for w in old.who)
        for old in work.met
        if any(w.same(visit.who[0]) for w in old.who)
    )


def _meet(work: Work, old: Met, met: Met) -> bool:
    """Whether two contacts of one pair are on one day, one told before and one after it was held."""
    days = [m.date.value for m in (old, met) if m.date is not None and m.date.precision == "day"]
    return {old.status, met.status} == OPEN and len(days) > 1 and days[0] == days[1]


def add(work: Work, met: Met) -> bool:
    """Whether the sides of a telling are told to have met, called or written already; the one meeting of theirs takes it up."""
    known = [old for old in work.met if old.form != "visit" and _same_sides(old, met)]
    alike = [old for old in known if old.form == met.form]
    if len(alike) == 1 and _same_status(work, alike[0], met) and _same_day(work, alike[0], met):
        _join(work, alike[0], met)
    return any(old.status == met.status or not met.news for old in known)


def calls(work: Work) -> None:
    """Take what two "discussed", without a place, for the call that the report tells of them."""
    for met in [m for m in work.met if m.form == "meeting" and m.place is None and _talked(work, m)]:
        told = [o for o in work.met if o.form in CALLS and o.status == met.status and _same_day(work, o, met)]
        call = next((o for o in told if _same_sides(o, met)), None)
        if call is not None:
            _join(work, call, met)
        elif len(met.who) > 2 and {w.of for w in met.who} == {w.of for o in told for w in o.who if o.who[0].of == met.who[0].of}:
            told[0].ranges += met.ranges  # "he discussed it with A and B", in two calls
        else:
            continue
        work.met.remove(met)


def _talked(work: Work, met: Met) -> bool:
    """Whether a contact is told by words of talking alone, which may be had by telephone."""
    m = met.match
    if m is None or met.rule == "contacts.discussed_with":
        return m is not None
    what = m.captures["what"][0] if "what" in m.captures else m.trigger
    return met.rule in ("contacts.held_talks", "contacts.meeting_with") and work.chart.entry(what, "contact.talks") is not None


def _join(work: Work, old: Met, met: Met) -> None:
    old.ranges += [r for r in met.ranges if r not in old.ranges]
    old.who = (
        old.who[:1] + [_fuller(w, met.who) for w in old.who[1:]]
        if old.form == "summons"
        else [_fuller(w, met.who) for w in old.who]
    )
    if _hosting(met) and not _hosting(old):
        old.match, old.who = met.match, [_fuller(w, old.who) for w in met.who]
    if _one_stay(old, met):
        old.date = min(old.date, met.date, key=lambda d: d.value or "") if old.date and met.date else old.date
        old.status = "held" if any(m.status == "held" and not m.open for m in (old, met)) else "planned"
    elif old.status != met.status:
        _settle(work, old, met)
    else:
        old.date = _better(old.date, met.date)
    old.place = _nearer(work, old, met)
    old.sidelines = max(old.sidelines or "", met.sidelines or "", key=len) or None
    old.mechanism = old.mechanism or met.mechanism
    old.heads = old.heads and met.heads
    old.news = old.news or met.news
    old.open = old.open and met.open
    old.attendees += [w for w in met.attendees if not any(w.same(x) for x in old.attendees)]


def _nearer(work: Work, old: Met, met: Met) -> Told | None:
    """The place that tells more: a town before a country, but of a visit only the capital."""
    one, two = old.place, met.place
    if one is None or two is None or one[1] or not two[1]:
        return one or two
    capital = work.pack.capitals.get(two[2] or "")
    land = old.form == "visit" and one[0] in work.pack.countries.values()
    return one if land and (capital is None or capital[1] != two[1]) else two


def _settle(work: Work, old: Met, met: Met) -> None:
    """Whether a contact told both as planned and as held lies ahead, and on which day it is then."""
    planned, held = (old, met) if old.status == "planned" else (met, old)
    came = _came_for(work, planned, held) and not _present(work, held)
    ahead = held.open and not came or _points_back(work, held)
    old.status = "planned" if ahead else "held"
    old.date = planned.date or _looking_ahead(held.date) if ahead else _better(held.date, planned.date)


def _looking_ahead(date: Date | None) -> Date | None:
    return replace(date, value=date.future_value) if date is not None and date.future_value else date


def _hosting(met: Met) -> bool:
    return met.match is not None and bool(met.match.rule.values.get("host"))


def _better(a: Date | None, b: Date | None) -> Date | None:
    """The date that tells more: a day before a month."""
    if a is None or b is None:
        return a or b
    if a.value is not None and b.value is not None and len(a.value) == len(b.value):
        return b  # the body's day rather than the headline's
    return b if len(b.value or "") > len(a.value or "") else a


def _fuller(w: Who, others: list[Who]) -> Who:
    if w.human is not None:
        return w
    return next((x for x in others if x.of == w.of and x.human is not None), w)


def _same_status(work: Work, a: Met, b: Met) -> bool:
    """Whether two tellings may be of one contact: planned and held are where the held one is left open, or the day is one."""
    if a.status == b.status:
        return True
    if {a.status, b.status} != OPEN:
        return False
    planned, held = (a, b) if a.status == "planned" else (b, a)
    if planned.date is None and planned.news and held.news and not held.open:
        return True  # the news, with the plans for it
    if held.date is None or planned.date is None:
        if held.form == "visit" and (
            held.news if planned.date is None else not held.open and planned.date.value == str(anchor(work))
        ):
            return True  # one stay
        if (
            held.news
            and held.date is None
            and not held.open
            and planned.date is not None
            and planned.date.value == str(anchor(work))
        ):
            return True  # the news, that lay ahead in the morning
        if held.date is not None and not held.date.future_value and (held.date.value or "") < str(anchor(work)):
            return False
        return held.open or _points_back(work, held) or _came_for(work, planned, held)
    return planned.date.value in (held.date.value, held.date.future_value if held.open else None)


def _present(work: Work, met: Met) -> bool:
    """Whether a verb in the present, without a day, tells of a contact: it leaves open when that is."""
    if met.date is not None or met.match is None:
        return False
    return any(e.kind.startswith("contact.present") for e in work.chart.entries[met.match.trigger])


def _points_back(work: Work, met: Met) -> bool:
    """Whether a contact is told by a definite noun alone, with no day or place: the talks, that lie where they were told to."""
    m = met.match
    if m is None or met.date is not None or met.place is not None or m.rule.values["how"] != "noun":
        return False
    return work.chart.form[m.trigger].startswith("ال")


def _came_for(work: Work, met: Met, held: Met) -> bool:
    """Whether a meeting without a day is what somebody came for, and the report tells that it was held."""
    if met.date is not None or not held.news and (held.open or held.date is not None):
        return False
    m = met.match
    if met.form != "meeting" or m is None or m.rule.values["how"] != "noun":
        return False
    return is_purpose(work, m.trigger) or work.chart.form[m.trigger - 1] in ("قبل", "قبيل")


def _same_sides(a: Met, b: Met) -> bool:
    if not _same_parties(a.who, b.who):
        return False
    if a.form in ("visit", "letter") and a.who[0].of != b.who[0].of:
        return False
    if _of_officials(a) and _named(b) or _of_officials(b) and _named(a):
        return False
    if a.heads != b.heads and any(w.human is not None and not _head(w) for w in (*a.who, *b.who)):
        return False
    for w in a.who:
        fits = [x for x in b.who if x.of == w.of]
        if w.human is not None and not any(x.human is None or x.human is w.human for x in fits):
            return False
    return True


def _of_officials(met: Met) -> bool:
    """Whether both sides are told as officials and no more: not those whom the report names."""
    return all(w.human is None and w.office == "other_official" for w in met.who)


def _named(met: Met) -> bool:
    return met.heads or all(w.human is not None for w in met.who)


def _same_parties(a: list[Who], b: list[Who]) -> bool:
    """Whether two groups are of the same parties, each as often."""
    if len(a) != len(b):
        return False
    if len(a) == 2:
        one, two = b[0].of, b[1].of
        return a[0].of == one and a[1].of == two or a[0].of == two and a[1].of == one
    return sorted([str(w.of) for w in a]) == sorted([str(w.of) for w in b])


def _head(w: Who) -> bool:
    return w.human is not None and any(o.office == "head_of_state" for o in w.human.offices)


def _same_day(work: Work, a: Met, b: Met) -> bool:
    """Whether the dates of two tellings go together; the news of a report is of its day or the days about it."""
    if a.status != b.status and a.open | b.open:
        return True  # looked at with the status
    one, two = (m.date.value if m.date is not None else None for m in (a, b))
    if one is not None and two is not None:
        short, long = sorted((one, two), key=len)
        return long.startswith(short) or a.news and b.news and in_head(work, a.ranges[0][0]) and _next_day(one, two)
    if a.news and b.news:
        return True  # a headline and its report, however late that was published
    news = any(m.news and m.date is None and m.status == "held" and not _points_back(work, m) for m in (a, b))
    day, today = iso_day(one or two), anchor(work)
    if not news or today is None or (one or two) is None:
        return True
    return day is not None and abs((day - today).days) <= ABOUT


def _next_day(one: str, two: str) -> bool:
    """Whether two days differ by one: a headline's "today" is mostly that of its publication."""
    a, b = iso_day(one), iso_day(two)
    return a is not None and b is not None and abs((a - b).days) == 1


def again(work: Work, m: Match, clause: Clause) -> None:
    """Let a noun that points back (اللقاء الذي تم أمس) tell the day or the place of the contact told last."""
    c = work.chart
    what = m.captures["what"][0] if "what" in m.captures else clause.at
    if (
        clause.at + 1 >= clause.end
        or what == clause.at
        and not c.has(clause.at + 1, "relative")
        or not c.form[what].startswith("ال")
    ):
        return
    kinds = [k for e in c.entries[what] for k in FORMS if e.kind.startswith(k)]
    old = next((met for met in reversed(work.met) if any(met.form in FORMS[k] for k in kinds)), None)
    if old is None:
        return
    date = day_of(work, clause, old.status)
    if date is not None and old.date is None:
        old.date = date
    old.place = old.place or place_of(work, clause, old.form, old.who)


def look_ahead(work: Work) -> None:
    """Take what the present tells of somebody, with no day, for what he means to do where the report tells his plans."""
    for met in work.met:
        m = met.match
        if not met.open or m is None or any(in_head(work, first) for first, _ in met.ranges) or not _present(work, met):
            continue
        if work.chart.has(m.trigger - 1, "relative") or is_now(work, m.trigger):
            continue  # who is on a visit
        his = [
            old for old in work.met if old is not met and any(w.human is not None and w.same(x) for w in old.who for x in met.who)
        ]
        if any(old.status == "planned" for old in his) and not any(old.news and old.status == "held" for old in his):
            met.status = "planned"


def finish(work: Work, met: Met) -> None:
    """Give the news of a dateline its day and place, a reception the host's country, a visit the host who received the guest."""
    if met.status == "held":
        if met.news and met.date is None:
            met.date = news_day(work, met.ranges[0][0])
            met.place = met.place or (news_place(work, met.form) if met.date is not None else None)
        met.place = met.place or same_day_place(work, met.form, met.date, met.who)
    if met.form == "meeting" and _hosting(met) and not _away(work, met):
        met.place = met.place or _land(work, met.who[0].of)
    if met.form == "meeting" and met.place is None:
        stays = (v for v in work.met if v.form == "visit" and v.status in (met.status, "held"))
        met.place = next((v.place for v in stays if _within(work, met, v)), None)
    if met.form == "visit" and met.date is None and met.status == "held" and not _now(work, met):
        told = (old for old in work.met if old.news and old.form == "meeting" and _together(work, old, met))
        met.date = next((old.date for old in told), None)
    if met.form == "visit" and met.place is None:
        met.place = _land(work, met.who[1].of)
    if met.form == "visit" and met.who[1].human is None:
        host = next(
            (old.who[0] for old in work.met if _hosting(old) and old.form == "meeting" and _together(work, old, met)), None
        )
        met.who = [met.who[0], host] if host is not None else met.who


def _now(work: Work, met: Met) -> bool:
    """Whether somebody is told to be on a visit now, since when nobody says."""
    return met.match is not None and is_now(work, met.match.trigger)


def _away(work: Work, met: Met) -> bool:
    """Whether a host receives abroad: the report tells that he received others there."""
    host = met.who[0]
    told = (old.place for old in work.met if _hosting(old) and old.form == "meeting" and old.who[0].same(host))
    return any(place is not None and place[2] not in (None, host.of) for place in told)


def _together(work: Work, old: Met, visit: Met) -> bool:
    """Whether a contact of a visitor with the country visited is told in one sentence with the visit."""
    if old.who[0].of != visit.who[1].of or not any(w.same(visit.who[0]) for w in old.who[1:]):
        return False
    edges = {work.sentence(first)[0] for first, _ in visit.ranges}
    return any(work.sentence(first)[0] in edges for first, _ in old.ranges)


def _within(work: Work, met: Met, visit: Met) -> bool:
    """Whether a meeting is told in one sentence with the visit of one of the two to the other, not as before or after it."""
    if {w.of for w in met.who} != {w.of for w in visit.who}:
        return False
    one = visit.who[0]
    if not any(w.same(one) or w.human is None and w.of == one.of for w in met.who):
        return False  # somebody else of the guest's country
    told = {work.sentence(first)[0] for first, _ in met.ranges}
    trigger = met.match.trigger if met.match is not None else 0
    for first, stop in visit.ranges:
        if work.sentence(first)[0] in told:
            at = next((i for i in range(first, stop) if work.chart.has(i, "contact.visit")), first)
            return trigger > at or APART.isdisjoint(work.chart.form[max(0, at - 3) : at])
    return False


def _land(work: Work, of: str | None) -> tuple[str, int | None, str | None] | None:
    """A country as a place, under the name that the report prints, or else its usual one."""
    c = work.chart
    told = (shown(work, i) for i in where(work, COUNTRY) if any(e.kind == "country" and e.id == of for e in c.entries[i]))
    name = next(told, None) or work.pack.countries.get(of or "")
    return (name, None, of) if name else None
