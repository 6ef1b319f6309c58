"""The digest: what is new since a day, what was never told before, what was dropped, what has fallen silent.

It is a brief in its structure: the same writers make Markdown and HTML of it, and every line leads to a report and its words.
"New" goes by the day of the report that first tells of something, not by the day on which it was added.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mahdar.archive import Answer, Archive, days
from mahdar.errors import QuestionError
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Brief, Group, Line, Run, Runs, Section, plain
from mahdar.exchange.brief.notes import Notes
from mahdar.exchange.brief.pair import Pair, day
from mahdar.exchange.brief.promises import standing
from mahdar.exchange.brief.saying import worth
from mahdar.exchange.brief.words import Words, words

SILENCE = 365  # days without an echo after which a promise counts as silent
TOLD_LATE = 90  # days after which a contact that is first told is no longer news
SAYINGS = 12
LINES = 40  # of one group
_COMMANDS = {
    "contacts": "mahdar contacts --from {since}",
    "statements": "mahdar statements --from {since}",
    "documents": "mahdar agreements",
    "people": "mahdar tenures",
    "labels": "mahdar labels A B",
    "positions": "mahdar positions",
    "not_told": "mahdar calendar --from {since}",
    "cancelled": "mahdar contacts --status cancelled --from {since}",
    "promises": "mahdar commitments",
}


@dataclass(slots=True)
class Look:
    """The window of a digest: from ``since`` to ``today``; ``pair`` where it is on two parties only."""

    archive: Archive
    desk: Desk
    pair: tuple[str, str] | None
    since: str
    today: str

    @property
    def before(self) -> str:
        """The day before the window."""
        return (date.fromisoformat(self.since) - timedelta(days=1)).isoformat()

    def fresh(self, day: str | None) -> bool:
        return day is not None and self.since <= day <= self.today


def digest(
    archive: Archive, since: str, lang: str = "en", between: tuple[str, str] | None = None, today: str | None = None
) -> Brief:
    """What reports tell since a day that they did not tell before.

    Args:
        archive: the standing record.
        since: the first day (ISO; a month or a year counts from its first day).
        lang: ``ar`` or ``en``: the language of the structure.
        between: two parties, to leave out what concerns others.
        today: the day as of which dates and silence are reckoned; by default the real one.

    Raises:
        QuestionError: an unknown party or language, or no date.
    """
    span, now = days.span(since), today or date.today().isoformat()
    if span is None or len(since) not in (4, 7, 10):
        raise QuestionError(f"{since}: is no date; write 2024, 2024-05 or 2024-05-20")
    tongue, start = words(lang), date.fromordinal(span[0]).isoformat()
    pair = (archive.party(between[0]), archive.party(between[1])) if between else None
    frame = Pair(archive, *(pair or ("", "")), now)
    frame.promises = {row["id"]: row for row in archive.commitments(between=pair)}
    look = Look(archive, Desk(frame, tongue, Notes(archive), {}, []), pair, start, now)
    parts = (("fresh", _fresh), ("first", _first), ("dropped", _dropped), ("silent", _silent))
    told = [(id, tuple(group for group in tell(look) if group.lines)) for id, tell in parts]
    sections = tuple(Section(id, tongue("digest", id), _caption(look, id), groups) for id, groups in told)
    return _whole(look, tongue, sections)


def _whole(look: Look, tongue: Words, sections: tuple[Section, ...]) -> Brief:
    notes, since = look.desk.notes, Run("date", look.since)
    a, b = look.pair or ("", "")
    title = tongue("digest", "title_pair" if look.pair else "title")
    reports = tongue.fill(tongue("digest", "basis"), reports=tongue.count("report", len(notes.sources)))
    as_of = tongue.fill(tongue.text("as_of"), date=Run("date", look.today))
    return Brief(
        lang=tongue.lang,
        direction=tongue.text("direction"),
        a=a,
        b=b,
        today=look.today,
        kicker=tongue("digest", "kicker"),
        title=plain(tongue.fill(title, a=tongue.party(a), b=tongue.party(b), date=since)),
        subtitle=(*reports, Run("text", tongue.text("semicolon")), *as_of),
        caution=tongue.text("caution"),
        nothing=tongue.text("nothing"),
        sections=sections,
        notes=notes.notes,
        sources=notes.sources,
        sources_title=tongue("sections", "sources"),
        sources_caption=tongue.caption("sources"),
    )


def _caption(look: Look, id: str) -> Runs:
    tongue = look.desk.words
    caption = tongue("digest", f"{id}_caption")
    return tongue.fill(caption, date=Run("date", look.since), time=tongue.count("month", SILENCE // 30))


def _group(look: Look, title: str, rows: Sequence[Answer], line: Callable[[Desk, Answer], Line]) -> Group:
    """The first rows as lines; how to see the rest."""
    tongue, hidden = look.desk.words, len(rows) - LINES
    rest = tongue.count("line_more", hidden) if hidden > 0 else None
    lines = tuple(line(look.desk, row) for row in rows[:LINES])
    return Group(tongue("digest", title), lines, rest, _COMMANDS[title].format(since=look.since) if rest else None)


# -- what is new


def _fresh(look: Look) -> list[Group]:
    said = look.archive.statements(between=look.pair, since=look.since, until=look.today)
    best = sorted(said, key=lambda s: -worth(s, look.today))[:SAYINGS]
    best.sort(key=lambda s: s["date"] or "", reverse=True)
    documents = [row for row in look.archive.agreements(look.pair) if look.fresh(row["first_seen"])]
    return [
        _group(look, "contacts", _contacts(look), _contact),
        _group(look, "statements", best, _saying),
        _group(look, "documents", documents[::-1], _document),
    ]


def _contacts(look: Look) -> list[Answer]:
    """Contacts that were first told in the window, the newest first."""
    long_ago = (date.fromisoformat(look.since) - timedelta(days=TOLD_LATE)).isoformat()
    found = look.archive.contacts(between=look.pair, since=long_ago)
    return [c for c in found if look.fresh(min((a["told"] for a in c["accounts"] if a["told"]), default=None))][::-1]


def _contact(desk: Desk, contact: Answer) -> Line:
    told = (*desk.form(contact), _semicolon(desk), *desk.who(contact))
    return Line(desk.day(day(contact)), told, desk.notes.of(contact))


def _saying(desk: Desk, row: Answer) -> Line:
    after, proof = standing(desk, [row])
    return desk.statement([row], after, proof)


def _document(desk: Desk, row: Answer) -> Line:
    tongue = desk.words
    kind, status = tongue("agreements", row["kind"]), tongue("agreement_status", row["status"] or "signed")
    told = tongue.phrase("document", kind=kind, status=status)
    parties = tongue.listed([desk.party(of) for of in row["parties"]], "and")
    return Line(desk.day(row["date"] or row["first_seen"]), (*told, _semicolon(desk), *parties), desk.notes.of(row))


# -- what was never told before


def _first(look: Look) -> list[Group]:
    """Nothing where no report is older than the window: there, all would be new."""
    archive = look.archive
    if not archive.reports(until=look.before, limit=1):
        return []
    people = [t for t in archive.tenures() if look.fresh(t["first_seen"]) and t["person"] and _concerns(look, t["of"])]
    people.sort(key=lambda t: t["first_seen"], reverse=True)
    labels = [row for row in archive.labels(*(look.pair or ())) if look.fresh(row["first_seen"])]
    positions = [row for row in archive.positions() if look.fresh(row["first_seen"]) and _concerns(look, row["of"])]
    return [
        _group(look, "contacts", _first_contacts(look), _first_contact),
        _group(look, "people", people, _in_office),
        _group(look, "labels", labels, _label),
        _group(look, "positions", positions, _position),
    ]


def _first_contacts(look: Look) -> list[Answer]:
    """The contacts of two parties of whom no older contact is told, the newest first."""
    found: dict[tuple[str, ...], Answer] = {}
    for contact in reversed(_contacts(look)):
        if len(contact["parties"]) == 2 and contact["status"] == "held":
            found.setdefault(tuple(sorted(contact["parties"])), contact)
    older = look.archive.contacts
    return [c for pair, c in found.items() if not older(between=pair, until=look.before, status="held", limit=1)][::-1]


def _first_contact(desk: Desk, contact: Answer) -> Line:
    who = desk.words.listed([desk.party(of) for of in contact["parties"]], "and")
    told = desk.words.fill(desk.words("digest", "first_contact"), who=who)
    return Line(desk.day(day(contact)), told, desk.notes.of(contact))


def _in_office(desk: Desk, tenure: Answer) -> Line:
    of = (Run("text", " ("), desk.party(tenure["of"]), Run("text", ")")) if tenure["of"] else ()
    told = (*desk.person(tenure["person"]), _comma(desk), *desk.office(tenure), *of)
    return Line(desk.day(tenure["first_seen"]), told, desk.notes.of(tenure))


def _label(desk: Desk, row: Answer) -> Line:
    tongue = desk.words
    parties = tongue.listed([desk.party(of) for of in row["parties"]], "and")
    told = tongue.fill(tongue("digest", "label"), label=tongue.label(row["label"]), parties=parties)
    return Line(desk.day(row["first_seen"]), told, desk.notes.of(row))


def _position(desk: Desk, row: Answer) -> Line:
    tongue, who = desk.words, (desk.party(row["of"]),)
    target = desk.party(row["target"])
    for_target = Run("party", tongue.for_party(row["target"]), target.side) if row["target"] else target
    stance = tongue.phrase(row["stance"] + ("_target" if row["target"] else ""), who=who, target=target, for_target=for_target)
    return Line((Run("text", tongue("issues", row["issue"])),), stance, desk.notes.of(row))


# -- what was dropped


def _dropped(look: Look) -> list[Group]:
    planned = [
        row
        for row in look.archive.calendar(between=look.pair, since=look.since, until=look.today)
        if row["kind"] == "planned_contact" and not row["held"] and _past(row["date"], look.today)
    ]
    cancelled = [c for c in _contacts(look) if c["status"] == "cancelled"]
    left = [t for t in look.archive.tenures() if look.fresh(t["left"]) and t["person"] and _concerns(look, t["of"])]
    return [
        _group(look, "not_told", planned, _not_held),
        _group(look, "cancelled", cancelled, _contact),
        _group(look, "people", left, _former),
    ]


def _not_held(desk: Desk, row: Answer) -> Line:
    who = desk.people(row["participants"])
    told = desk.words.fill(desk.words("digest", "not_held"), form=desk.words("forms", row["what"]), who=who)
    return Line(desk.day(row["date"]), told, desk.notes.of(row))


def _former(desk: Desk, tenure: Answer) -> Line:
    told = desk.words.fill(desk.words("digest", "former"), office=desk.office(tenure), party=desk.party(tenure["of"]))
    return Line(desk.day(tenure["left"]), (*desk.person(tenure["person"]), _comma(desk), *told), desk.notes.of(tenure))


def _past(told: str | None, today: str) -> bool:
    span = days.span(told)
    return span is not None and span[1] < date.fromisoformat(today).toordinal()


# -- what has fallen silent


def _silent(look: Look) -> list[Group]:
    """Promises whose day came in the window with nothing told of them, and those whose silence became long in it."""
    pair = look.desk.pair
    rows = [row for row in pair.promises.values() if _due(look, row) or (pair.followed and _still(look, row))]
    rows.sort(key=lambda row: row["last_movement"] or "", reverse=True)
    return [_group(look, "promises", rows, _saying)]


def _due(look: Look, row: Answer) -> bool:
    span = days.span(row["due"])
    return span is not None and look.fresh(date.fromordinal(span[1]).isoformat()) and not row["echoes"]


def _still(look: Look, row: Answer) -> bool:
    last = days.span(row["last_movement"])
    return last is not None and look.fresh(date.fromordinal(last[1] + SILENCE).isoformat())


def _concerns(look: Look, party: str | None) -> bool:
    return look.pair is None or party in look.pair


def _comma(desk: Desk) -> Run:
    return Run("text", desk.words.text("comma"))


def _semicolon(desk: Desk) -> Run:
    return Run("text", desk.words.text("semicolon"))
