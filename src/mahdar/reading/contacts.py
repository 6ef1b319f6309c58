"""Contacts: who met whom, in what form, when and where; several tellings of one contact in a report are one."""

from mahdar.grammar.rules import Match
from mahdar.reading.circumstances import clause, count_of, day_of, is_news, mechanism_of, news_day, news_place, place_of, same_day_place, sidelines_of, status_of
from mahdar.reading.discourse import main_sides
from mahdar.reading.sides import sides
from mahdar.reading.speakers import HEADS
from mahdar.reading.work import Met, Who, Work


def contacts(work: Work) -> None:
    """Find every contact of a report, in the order of the text."""
    work.scene.main = main_sides(work)
    for m in work.pack.grammar.matches("contacts", work.chart):
        work.trace.append(m)
        for met in _read(work, m):
            _merge(work, met)
            work.scene.meet(m.trigger, met.who)


def _read(work: Work, m: Match) -> list[Met]:
    found = sides(work, m)
    if found is None:
        return []
    ones, others = found
    form = _form(work, m)
    apart = form == "visit" or len(others) > 1 and _apart(work, m)
    out = []
    for who in ([[*ones, o] for o in others] if apart else [[*ones, *others]]):
        who = _distinct(who)
        parties = {w.of for w in who if w.of}
        if len(who) < 2 or len(parties) < 2:
            continue
        out.append(_met(work, m, form, who))
    return out


def _met(work: Work, m: Match, form: str, who: list[Who]) -> Met:
    if form == "meeting" and len({w.of for w in who}) > 2 and _summit(work, m):
        form = "conference"
    met = Met(form, status_of(work, m), who, [clause(work, m.trigger)], m.rule.id, match=m)
    met.date = day_of(work, m)
    met.place = place_of(work, m, form, who)
    met.sidelines = sidelines_of(work, m)
    met.mechanism = mechanism_of(work, m)
    met.count = count_of(work, m)
    first, stop = met.ranges[0]
    met.heads = any(work.chart.form[i].split()[0] in HEADS for i in range(first, stop) if work.chart.entry(i, "side.both") and all(w.human is None for w in who))
    if met.status == "held" and is_news(work, m):
        met.date = met.date or news_day(work, m)
        met.place = met.place or news_place(work, form)
    if met.status == "held":
        met.place = met.place or same_day_place(work, form, met.date, who)
    return met


def _form(work: Work, m: Match) -> str:
    made = m.rule.makes
    floor, end = work.sentence(m.trigger)
    if made == "meeting":
        near = range(max(floor, m.trigger - 8), min(end, m.trigger + 14))
        c = work.chart
        what = m.get("what")
        if what is not None and (c.entry(what[0], "contact.call") or c.entry(what[0], "contact.link")):
            return "phone_call"
        if c.entry(m.trigger, "contact.call") or c.entry(m.trigger, "contact.link"):
            return "phone_call"
        if any(c.entry(i, "contact.by_phone") for i in near):
            return "phone_call"
        if any(c.entry(i, "contact.by_video") for i in near):
            return "video_call"
    return made


def _summit(work: Work, m: Match) -> bool:
    floor, end = work.sentence(m.trigger)
    c = work.chart
    return any(c.entry(i, "contact.summit") or c.entry(i, "contact.conference") for i in range(floor, end))


def _apart(work: Work, m: Match) -> bool:
    """Whether several others were met one after the other, not together."""
    floor, end = work.sentence(m.trigger)
    words = " ".join(work.chart.form[floor:end])
    return "علي التوالي" in words or "منفصل" in words or "كل علي حده" in words or "كلا علي حده" in words


def _distinct(who: list[Who]) -> list[Who]:
    out: list[Who] = []
    for w in who:
        if not any(w.same(x) or (w.human is None and x.of == w.of) for x in out):
            out.append(w)
    return out


def _merge(work: Work, met: Met) -> None:
    """Join a telling to the contact it tells again, or keep it as a new one."""
    for old in work.met:
        if old.form != met.form or not _same_sides(old, met) or not _same_day(old, met):
            continue
        if old.status != met.status and {old.status, met.status} != {"held", "planned"}:
            continue
        if old.status != met.status and (old.date is None) == (met.date is None) and old.date is not None:
            continue
        if old.status != met.status:
            continue
        old.ranges += [r for r in met.ranges if r not in old.ranges]
        old.who = [_fuller(w, met.who) for w in old.who]
        old.date = old.date or met.date
        old.place = old.place if old.place and (old.place[1] or not met.place) else met.place
        old.sidelines = old.sidelines or met.sidelines
        old.mechanism = old.mechanism or met.mechanism
        old.count = max(old.count, met.count)
        return
    work.met.append(met)


def _fuller(w: Who, others: list[Who]) -> Who:
    if w.human is not None:
        return w
    return next((x for x in others if x.of == w.of and x.human is not None), w)


def _same_sides(a: Met, b: Met) -> bool:
    if sorted(str(w.of) for w in a.who) != sorted(str(w.of) for w in b.who):
        return False
    for w in a.who:
        fits = [x for x in b.who if x.of == w.of]
        if w.human is not None and not any(x.human is None or x.human is w.human for x in fits):
            return False
    return True


def _same_day(a: Met, b: Met) -> bool:
    if a.date is None or b.date is None or a.date.value is None or b.date.value is None:
        return True
    one, two = sorted((a.date.value, b.date.value), key=len)
    return two.startswith(one)
