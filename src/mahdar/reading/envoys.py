"""Letters, summons and credentials: who writes to whom, whose ambassador is called in, or comes."""

from typing import Final

from mahdar.grammar.rules import Match
from mahdar.reading.arguments import Sides, behind, split
from mahdar.reading.circumstances import Clause
from mahdar.reading.phrases import ATTENDING, OF, Phrase, phrases
from mahdar.reading.subjects import before, carried, dropped
from mahdar.reading.work import Who, Work

TO: Final = ("الي", "ل")
OWN_AMBASSADOR: Final = {"سفيره", "سفيرها", "سفيرهم", "سفراءه", "سفراءها"}
CONSULTING: Final = {"التشاور", "لتشاور", "المشاورات", "لمشاورات", "الاستشارات"}
BEHIND: Final = 7  # tokens behind a letter in which the verb of it stands


def letter(work: Work, m: Match, clause: Clause) -> Sides:
    """Writer and reader of a letter: من and إلى, or the subject of the verb that sends, gets, hands over or exchanges it."""
    c = work.chart
    ahead = behind(work, clause, clause.at + 1)
    writer = next((p.who[:1] for p in ahead if p.link == "من" and p.first < clause.at + 8), None)
    reader = next((p.who[:1] for p in ahead if p.link in TO and p.first < clause.at + 24), None)
    verb = next(
        (i for i in range(clause.at - 1, clause.first - 1, -1) if any(e.kind.startswith(SENDING) for e in c.entries[i])), -1
    )
    if verb < 0:
        return (writer, reader) if writer and reader else _sent(work, clause, writer, reader)
    kinds = [e.kind for e in c.entries[verb] if e.kind.startswith(SENDING)]
    kind = next((k for k in kinds if writer and k.endswith("got")), kinds[0]).rpartition(".")[2]
    inner = Clause(verb, clause.first, clause.stop, clause.floor, clause.end, [])
    told = phrases(work, verb + 1, clause.at)
    named = [p.who for p in told if p.link == ""]
    subject = before(work, inner) or (named.pop(0) if named else None)
    if kind == "exchange" or subject and len(subject) > 1 and not reader and not writer:
        return split(subject) if subject else None
    addressee = next((p.who for p in told if p.link in TO), None)
    if kind == "got":
        reader = reader or subject or _dropped(work, inner, writer)
    elif kind == "send" or reader and not writer:
        writer, reader = writer or subject or _dropped(work, inner, reader), reader or addressee
    else:  # the bearer hands it to the reader
        reader = reader or (named[-1] if named else addressee or subject)
    return (writer[:1], reader[:1]) if writer and reader else None


def _sent(work: Work, clause: Clause, writer: list[Who] | None, reader: list[Who] | None) -> Sides:
    """Writer and reader of a letter whose verb stands behind it (رسالة بعثها الوزير إلى نظيره، رسالة تلقاها من نظيره)."""
    c, near = work.chart, range(clause.at + 1, min(clause.stop, clause.at + BEHIND))
    verb = next((i for i in near if any(e.kind.startswith(SENDING) for e in c.entries[i])), None)
    if verb is None:
        return None
    named = next((p.who for p in phrases(work, verb + 1, clause.stop) if p.link == "" and p.first <= verb + 2), None)
    got = any(e.kind.endswith(".got") for e in c.entries[verb])
    other = writer if got else reader
    one = named or (carried(work, clause, other) if other else None)
    if not one or not other:
        return None
    return (other[:1], one[:1]) if got else (one[:1], other[:1])


def _dropped(work: Work, clause: Clause, others: list[Who] | None) -> list[Who] | None:
    return carried(work, clause, others or []) if dropped(work, clause) else None


SENDING: Final = tuple(
    f"contact.{tense}.{verb}"
    for tense in ("past", "present", "future", "masdar", "participle")
    for verb in ("send", "got", "hand", "exchange")
)


def summons(work: Work, m: Match, clause: Clause) -> Sides:
    """The party that summons, and the ambassador of the other."""
    leading = before(work, clause)
    ahead = behind(work, clause, clause.at + 1)
    guests = [
        p
        for p in ahead
        if work.chart.form[p.first] not in OWN_AMBASSADOR  # who is called home
        and any(work.actors[i].office == "ambassador" or _is_ambassador(p) for i in range(p.first, p.stop) if i in work.actors)
    ]
    if not guests:
        return None
    if any(form in CONSULTING for form in work.chart.form[clause.at : clause.stop]) or _to_town(work, guests[0], clause):
        return None  # recalled for talks at home
    ones = (
        _summoned_to(work, clause, guests[0])
        or leading
        or next((p.who for p in ahead if p is not guests[0] and (p.link in ("", "قبل") or p.first == clause.at + 1)), None)
    )
    ones = ones or next((p.who for p in reversed(phrases(work, clause.floor, clause.at)) if p.link in ("", OF)), None)
    ones = ones or ([Who(None, work.zones.home)] if work.zones.home else None)
    guest = guests[0].who[0]
    if ones and ones[0].of == guest.of:  # as told before
        ones = next((met.who[:1] for met in work.met if met.form == "summons" and met.who[1].of == guest.of), None)
    return ([Who(None, ones[0].of)], guests[0].who[:1]) if ones else None


def _summoned_to(work: Work, clause: Clause, guest: Phrase) -> list[Who] | None:
    """Where an ambassador was summoned, told in the passive (استدعي السفير إلى الوزارة): whose ministry, or where he serves."""
    c = work.chart
    if not work.printed(clause.at, clause.at + 1).endswith("ي") or before(work, clause) is not None:
        return None
    to = next((p.who[:1] for p in behind(work, clause, guest.stop) if p.link in TO or p.link == "قبل"), None)
    town = (
        e.more.get("country")
        for i in range(guest.first, min(clause.stop, guest.stop + 3))
        for e in c.entries[i]
        if e.kind == "capital"
    )
    of = next(town, None)
    return to or ([Who(None, of)] if of else None)


def _to_town(work: Work, guest: Phrase, clause: Clause) -> bool:
    """Whether an ambassador is called to a town: one is summoned to a ministry."""
    c = work.chart
    return any(c.form[i - 1] == "الي" and c.has(i, "capital") for i in range(guest.first + 2, clause.stop))


def _called_ambassador(work: Work, p: Phrase) -> bool:
    """Whether a phrase tells an ambassador without a name."""
    return any(work.actors[i].office == "ambassador" for i in range(p.first, p.stop) if i in work.actors)


def _is_ambassador(p: Phrase) -> bool:
    return any(w.human is not None and any(o.office == "ambassador" for o in w.human.offices) for w in p.who)


def credentials(work: Work, m: Match, clause: Clause) -> Sides:
    """Who receives an ambassador's credentials, and the ambassador."""
    told = [p for p in phrases(work, clause.floor, clause.end) if p.link not in ("عن", "لدي", ATTENDING)]
    guest = next((w for p in told for w in p.who if _is_ambassador(p) or _called_ambassador(work, p)), None)
    host = next((w for p in told for w in p.who if w.human is not None and guest is not None and w.of != guest.of), None)
    return ([host], [guest]) if host is not None and guest is not None else None
