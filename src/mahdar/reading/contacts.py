"""Contacts: who met whom, in what form, when and where; several tellings of one contact in a report are one."""

from mahdar.grammar.rules import Match
from mahdar.reading.circumstances import day_of, is_news, news_day, news_place, place_of, sidelines_of, status_of
from mahdar.reading.discourse import both, main_sides, party_at, resolve
from mahdar.reading.speakers import subject_before, subject_in
from mahdar.reading.work import Met, Who, Work

REACH = 40  # tokens of a clause behind its trigger


def contacts(work: Work) -> None:
    """Find every contact of a report, in the order of the text."""
    work.scene.main = main_sides(work)
    for m in work.pack.grammar.matches("contacts", work.chart):
        work.trace.append(m)
        for met in _read(work, m):
            _merge(work, met)


def _side(work: Work, first: int, stop: int) -> tuple[list[Who], int] | None:
    found = subject_in(work, first, stop)
    return found if found and found[0] else None


def _read(work: Work, m: Match) -> list[Met]:
    sides = _sides(work, m)
    if sides is None:
        return []
    ones, others = sides
    out = []
    form = _form(work, m)
    if form == "visit":
        groups = [[*ones, o] for o in others]
    elif len(others) > 1 and _apart(work, m, others):
        groups = [[*ones, o] for o in others]
    else:
        groups = [[*ones, *others]]
    for who in groups:
        who = _distinct(who)
        parties = {w.of for w in who if w.of}
        if len(who) < 2 or len(parties) < 2:
            continue
        first, stop = _range(work, m)
        met = Met(form, status_of(work, m), who, [(first, stop)], m.rule.id, match=m)
        met.date = day_of(work, m)
        met.place = place_of(work, m, form, who)
        if met.status == "held" and is_news(work, m):
            met.date = met.date or news_day(work, m)
            met.place = met.place or news_place(work, form)
        met.sidelines = sidelines_of(work, m)
        if form == "meeting" and len(parties) > 2 and _summit(work, m):
            met.form = "conference"
        out.append(met)
        work.scene.meet(m.trigger, who)
    return out


def _range(work: Work, m: Match) -> tuple[int, int]:
    floor, end = work.sentence(m.trigger)
    return floor, min(end, m.trigger + REACH)


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


def _apart(work: Work, m: Match, others: list[Who]) -> bool:
    """Whether several others were met one after the other, not together."""
    floor, end = work.sentence(m.trigger)
    words = " ".join(work.chart.form[floor:end])
    return "علي التوالي" in words or "منفصل" in words or "كل علي حده" in words or "كلا علي حده" in words


def _sides(work: Work, m: Match) -> tuple[list[Who], list[Who]] | None:
    """The side that acts and the side that it meets."""
    c = work.chart
    rest = m.get("rest") or (m.trigger + 1, m.trigger + 1)
    _, end = work.sentence(m.trigger)
    made = m.rule.id
    if made in ("contacts.met", "contacts.received", "contacts.hosted"):
        return _verb_sides(work, m, end)
    if made in ("contacts.held_talks", "contacts.discussed_with"):
        subject = _side(work, *(m.get("subject") or (m.trigger + 1, m.trigger + 1)))
        ones = subject[0] if subject else subject_before(work, m.trigger) or _last_subject(work, m.trigger)
        if made == "contacts.held_talks":
            return _with(work, ones, (m.get("what") or rest)[1], end)
        found = _side(work, rest[0], end)
        return (ones, found[0]) if found and ones else None
    if made == "contacts.meeting_with":
        return _noun_sides(work, m, end)
    if made == "contacts.joined":
        found = _side(work, rest[0], end)
        if not found:
            return None
        who, after = found
        if len(who) > 1:
            return who[:1], who[1:]
        return _with(work, who, after, end)
    if made in ("contacts.phoned", "contacts.video"):
        return _adverb_sides(work, m, end)
    if made in ("contacts.visited", "contacts.visit_to", "contacts.arrived"):
        return _visit_sides(work, m, end)
    if made == "contacts.letter":
        return _letter_sides(work, m, end)
    if made == "contacts.summoned":
        return _summons_sides(work, m, end)
    if made == "contacts.credentials":
        return _adverb_sides(work, m, end)
    _ = c
    return None


def _verb_sides(work: Work, m: Match, end: int) -> tuple[list[Who], list[Who]] | None:
    verb = next((e for e in work.chart.entries[m.trigger] if e.kind.startswith("contact")), None)
    number = verb.more.get("n", "ms") if verb else "ms"
    before = subject_before(work, m.trigger)
    behind = _side(work, m.trigger + 1, min(end, m.trigger + REACH))
    if before and behind:
        return before, behind[0]
    if behind:
        who, after = behind
        if len(who) > 1 and number in ("md", "fd", "mp"):
            return who[:1], who[1:]
        nxt = _object(work, after, end)
        if nxt:
            return who, nxt
        if len(who) > 1:
            return who[:1], who[1:]
        subject = _last_subject(work, m.trigger)
        return (subject, who) if subject and not subject[0].same(who[0]) else None
    if before and len(before) > 1:
        return before[:1], before[1:]
    return None


def _object(work: Work, at: int, end: int) -> list[Who]:
    """The next side behind a subject: an object, or one behind مع or ب."""
    i = at
    while i < min(end, at + REACH):
        actor = work.actors.get(i)
        if actor is not None:
            found = _side(work, i, end)
            return found[0] if found else []
        if work.chart.entry(i, "say") is not None and i > at + 1:
            return []
        i = work.chart.stop(i)
    return []


def _with(work: Work, ones: list[Who], at: int, end: int) -> tuple[list[Who], list[Who]] | None:
    """The other side behind a noun of meeting: after مع, ب or بين … و."""
    c = work.chart
    for i in range(at, min(end, at + 24)):
        if c.form[i] == "بين":
            found = _side(work, i + 1, end)
            if found and len(found[0]) > 1:
                return found[0][:1], found[0][1:]
        if c.form[i] in ("مع", "ب", "من") and i + 1 < end:
            found = _side(work, i + 1, min(end, i + 12))
            if found and ones:
                return ones, found[0]
    return None


def _noun_sides(work: Work, m: Match, end: int) -> tuple[list[Who], list[Who]] | None:
    c = work.chart
    at = (m.get("rest") or (m.trigger + 1, end))[0]
    link = c.form[at - 1]
    found = _side(work, at, min(end, at + 14))
    if not found:
        return None
    if link == "بين":
        return (found[0][:1], found[0][1:]) if len(found[0]) > 1 else None
    inner = m.get("between")
    owner = _side(work, *inner) if inner and inner[1] > inner[0] else None
    ones = owner[0] if owner else None
    if ones is None:
        floor, _ = work.sentence(m.trigger)
        ones = _main_subject(work, floor, m.trigger) or _last_subject(work, m.trigger)
    if not ones or any(o.same(f) for o in ones for f in found[0]):
        sides = both(work, m.trigger)
        ones = [w for w in sides if not any(w.same(f) for f in found[0])][:1]
    return (ones, found[0]) if ones else None


def _main_subject(work: Work, floor: int, at: int) -> list[Who] | None:
    for i in range(floor, at):
        actor = work.actors.get(i)
        if actor is not None:
            who = resolve(work, actor)
            if who:
                return who[:1]
    return None


def _last_subject(work: Work, at: int) -> list[Who]:
    """Who acted last before a token: the first actor of the sentence before that has one."""
    floor, _ = work.sentence(at)
    found = _main_subject(work, floor, at)
    if found:
        return found
    told = [a for i, a in sorted(work.actors.items()) if i < at and a.who and a.kind != "both"]
    while told:
        start, stop = work.sentence(told[-1].first)
        first = _main_subject(work, start, stop)
        if first:
            return first
        told.pop()
    return []


def _adverb_sides(work: Work, m: Match, end: int) -> tuple[list[Who], list[Who]] | None:
    floor, _ = work.sentence(m.trigger)
    who: list[Who] = []
    for i in range(floor, end):
        actor = work.actors.get(i)
        if actor is not None:
            who += [w for w in resolve(work, actor) if not any(w.same(x) for x in who)]
    parties: list[Who] = []
    for w in who:
        if w.of is None or not any(p.of == w.of for p in parties):
            parties.append(w)
    return (parties[:1], parties[1:2]) if len(parties) > 1 else None


def _visit_sides(work: Work, m: Match, end: int) -> tuple[list[Who], list[Who]] | None:
    c = work.chart
    if m.rule.id == "contacts.visit_to":
        behind = _side(work, m.trigger + 1, min(end, m.trigger + 10))
        guest = behind[0] if behind and (behind[0][0].human or c.form[m.trigger].startswith("زيار") and m.trigger + 1 in work.actors) else None
        if guest is None:
            floor, _ = work.sentence(m.trigger)
            guest = _main_subject(work, floor, m.trigger) or _last_subject(work, m.trigger)
    else:
        behind = _side(work, m.trigger + 1, min(end, m.trigger + 12))
        guest = subject_before(work, m.trigger) or (behind[0] if behind and (behind[0][0].human or m.trigger + 1 in work.actors) else None)
    if not guest:
        guest = _last_subject(work, m.trigger)
    if not guest:
        return None
    for i in range(m.trigger + 1, min(end, m.trigger + 30)):
        if any(a.first < i < a.stop for a in work.actors.values()) or i in work.actors:
            continue
        for e in c.entries[i]:
            host = e.id if e.kind == "country" else e.more.get("country") if e.kind in ("capital", "city", "region") else None
            if host and host != guest[0].of:
                return guest[:1], [Who(None, host)]
    return None


def _letter_sides(work: Work, m: Match, end: int) -> tuple[list[Who], list[Who]] | None:
    c = work.chart
    writer = reader = None
    for i in range(m.trigger + 1, min(end, m.trigger + 30)):
        if c.form[i] == "من" and writer is None:
            found = _side(work, i + 1, end)
            writer = found[0][:1] if found else None
        if c.form[i] in ("الي", "ل") and reader is None:
            found = _side(work, i + 1, end)
            reader = found[0][:1] if found else None
    floor, _ = work.sentence(m.trigger)
    subject = _main_subject(work, floor, m.trigger)
    if writer and not reader:
        reader = subject or (work.scene.speaker[:1] or None)
    if reader and not writer:
        writer = subject
    if not writer or not reader or writer[0].same(reader[0]):
        return None
    return writer, reader


def _summons_sides(work: Work, m: Match, end: int) -> tuple[list[Who], list[Who]] | None:
    before = subject_before(work, m.trigger)
    behind = _side(work, m.trigger + 1, end)
    if before and behind:
        return before[:1], behind[0][:1]
    if behind:
        other = _object(work, behind[1], end)
        return (behind[0][:1], other[:1]) if other else None
    return None


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


__all__ = ["contacts", "party_at"]
