"""Positions: which party supports or opposes an issue, whom it backs or blames, and in which words."""

from typing import Final, Literal, NamedTuple, cast

from mahdar.grammar.rules import Match
from mahdar.reading.discourse import parties_in
from mahdar.reading.relations.issues import Issue, Mention, mentions, tables
from mahdar.reading.relations.relation import has, pair, said_at
from mahdar.reading.work import Said, Work
from mahdar.record import Position, fact_id

Stance = Literal["supports", "opposes"]
HALT: Final = 6  # tokens before an issue in which "an end to" it stands
OBJECT: Final = 4  # tokens between a verb and what it bears on directly
FAR: Final = 6  # likewise, with the party that is backed between them
FLIP: Final[dict[Stance, Stance]] = {"supports": "opposes", "opposes": "supports"}
SILENT: Final = ("hope", "invite", "greet", "condole", "deny", "warn")  # acts that take no stance
GRATEFUL: Final = ("thank", "praise", "congratulate", "welcome")  # acts that tell of the other side's stance
TALKS: Final = frozenset({"بحث", "لبحث", "البحث", "مناقشه", "لمناقشه"})  # what is urged is only to talk of it
BARS: Final = frozenset({"و", "،", '"', "ان"})  # what a subject before its verb does not stand beyond
GOVERN: Final = frozenset(
    {"في", "من", "مع", "ل", "ب", "الي", "علي", "عن", "ضد", "تجاه", "نحو"}
)  # before a party that is no subject
FINITE: Final = ("past", "present", "future", "participle")


class Held(NamedTuple):
    """A stance before it becomes a fact."""

    of: str
    stance: Stance
    mention: Mention
    match: Match


def positions(work: Work) -> list[Position]:
    """Each position once a party, stance and issue; the specific issue takes the place of the general one."""
    matches = work.pack.grammar.matches("positions", work.chart)
    named = mentions(work) if matches else []
    if not named:
        return []
    out: dict[tuple[str, str, str], Position] = {}
    holders: list[str] = []
    before: Match | None = None
    for match in matches:
        said = _told(work, match.trigger)
        holders = _holders(work, match, said, holders if _goes_on(work, before, match) else [])
        before = match
        taken = _stances(work, match, said, named)
        speaks = _of_speakers(said, holders) or not _finite(work, match)
        near = [(stance, m) for stance, m in taken if speaks or not _apart(work, match.trigger, m.first)]
        held = [Held(of, stance, m, match) for stance, m in near for of in holders if not _of_itself(work, match, of)]
        for h in _specific(work, held):
            fact = _fact(work, h)
            key = (fact.of, fact.stance, fact.issue)
            if key not in out or (out[key].target is None and fact.target is not None):
                out[key] = fact
        if held:
            work.trace.append(match)
    return list(out.values())


def _of_speakers(said: Said | None, holders: list[str]) -> bool:
    """Whether a position is one of who speaks; what he tells of another's reaches no further than that one's verb."""
    return said is None or any(w.of in holders for w in said.speakers)


def _apart(work: Work, at: int, issue: int) -> bool:
    """Whether a comma and more stand between a verb and an issue."""
    return issue - at > FAR and "،" in work.chart.form[at:issue]


def _of_itself(work: Work, match: Match, of: str) -> bool:
    """Whether a party would be blaming itself."""
    return match.rule.values["stance"] == "blames" and of in parties_in(work, match.trigger + 1, match.stop)


def _told(work: Work, at: int) -> Said | None:
    """The statement at a token, or the last one before it in its sentence, which may have been cut short."""
    begin, _ = work.sentence(at)
    last = said_at(work, at)
    if last is None:
        for s in work.said:
            if begin <= s.first <= at and (last is None or s.first > last.first):
                last = s
    return last


def _stances(work: Work, match: Match, said: Said | None, named: list[Mention]) -> list[tuple[Stance, Mention]]:
    """The stance that a match takes on each issue in its reach."""
    out: list[tuple[Stance, Mention]] = []
    low, high = match.captures.get("reach") or match.captures["about"]
    stance = match.rule.values["stance"]
    if said is not None:
        if said.act in SILENT or (said.act == "discuss" and stance != "urges"):
            return out
        high = min([high, *[s.first for s in work.said if s.first > low + 1]])
    if stance == "blames":
        return [("opposes", Mention(match.trigger, high, str(match.rule.values["issue"])))]
    for m in named:
        if low <= m.first < high and m.first != match.trigger:
            taken = _stance(work, match, str(stance), m)
            if taken is not None:
                out.append((taken, m))
    return out


def _stance(work: Work, match: Match, stance: str, m: Mention) -> Stance | None:
    """What backing, rejecting or urging means for an issue of its kind, with "an end to" before it or harm to it named."""
    row = tables(work.pack).issues[m.issue]
    low = max(match.trigger + 1, m.first - HALT)
    halted = has(work, low, m.first, "halts") or work.chart.has(match.trigger, "halts")
    near = m.first - match.trigger <= OBJECT
    if stance == "urges" and (
        has(work, match.trigger + 1, m.first, "rejects") or TALKS & set(work.chart.form[match.trigger : m.first])
    ):
        return None
    if row.side == "both":
        against = stance == "opposes" or has(work, max(low, m.first - 2), m.first, "halts")
        taken: Stance | None = "opposes" if against else "supports" if stance == "supports" or m.against else None
        taken = taken if near else None
        return FLIP[taken] if taken and m.against else taken
    if m.against or row.side == "ill":
        over = stance == "opposes" or (halted and (stance == "supports" or (stance == "urges" and not _weak(work, match))))
        return ("supports" if m.against else "opposes") if over else None
    if has(work, match.trigger, m.first, "mutual") or row.side == "none":
        return None
    if row.side == "told":
        direct = m.first - match.trigger <= FAR and stance != "urges" and not _weak(work, match)
        return cast(Stance, stance) if direct else None
    if stance == "opposes":
        if m.issue == "international_law":
            return None
        return "supports" if row.side == "held" else "opposes" if near else None
    return "supports"


def _weak(work: Work, match: Match) -> bool:
    """Whether a word of backing rather keeps to or carries out something, or one of urging only calls it important."""
    return any(e.id in ("keep", "weak") for e in work.chart.entries[match.trigger])


def _goes_on(work: Work, before: Match | None, match: Match) -> bool:
    """Whether a verb is joined to the one before it in the same statement (تدعم … وترفض …), or strengthens it (تلتزم التزاما)."""
    if before is None or work.sentence(before.trigger) != work.sentence(match.trigger):
        return False
    if match.trigger - before.trigger == 1:
        return True
    return work.chart.form[match.trigger - 1] == "و" and said_at(work, before.trigger) is said_at(work, match.trigger)


def _holders(work: Work, match: Match, said: Said | None, going_on: list[str]) -> list[str]:
    """Whose position it is: the party named as the word's subject, the one thanked, or who speaks."""
    speakers = list(dict.fromkeys(w.of for w in said.speakers if w.of)) if said is not None else []
    urged = match.rule.values["stance"] == "urges"
    subject = [] if urged else _subject(work, match, speakers)
    if subject:
        return subject
    if going_on:
        return going_on
    if said is not None and said.act in GRATEFUL and not urged and not _finite(work, match):
        others = [p for p in parties_in(work, said.content[0], match.trigger) if p not in speakers]
        return others[:1]
    return speakers


def _finite(work: Work, match: Match) -> bool:
    """Whether a stance is told by a verb in the present or future, whose subject is the speaker's own side."""
    return any(e.kind.endswith((".present", ".future")) for e in work.chart.entries[match.trigger])


def _subject(work: Work, match: Match, speakers: list[str]) -> list[str]:
    """The party just before a verb or participle, or just behind a verbal noun (رفض الأردن تهجير…)."""
    chart, at = work.chart, match.trigger
    kinds = [
        e.kind.partition(".")[2] for e in chart.entries[at] if e.kind.partition(".")[0] in ("backs", "rejects", "interference")
    ]
    if "masdar" in kinds and _pronoun(chart.form[at]):
        return []
    if "masdar" in kinds:
        behind = parties_in(work, at + 1, at + 2)
        rejects = match.rule.values["stance"] == "opposes"
        if behind and (rejects or behind[0] in speakers or chart.form[min(at + 2, len(chart.form) - 1)] in ("ل", "ب")):
            return behind
    if match.rule.values["stance"] == "blames" or not any(k in FINITE for k in kinds):
        return []
    begin, _ = work.sentence(at)
    for i in range(at - 1, max(begin, at - OBJECT) - 1, -1):
        if chart.form[i] in BARS or chart.has(i, "say.past"):
            return []
        found = parties_in(work, i, i + 1)
        if found:
            return [] if i > begin and chart.form[i - 1] in GOVERN else found
    return []


def _pronoun(form: str) -> bool:
    return form.endswith(("ها", "هم", "هما", "نا")) or (form.endswith("ه") and not form.endswith(("انده", "انه")))


def _specific(work: Work, held: list[Held]) -> list[Held]:
    """What remains once a specific issue has taken the place of a general one in the same words."""
    told = {(h.of, h.mention.issue) for h in held}
    issues = tables(work.pack).issues
    return [h for h in held if (under := issues[h.mention.issue].under) is None or (h.of, under) not in told]


def _fact(work: Work, h: Held) -> Position:
    row = tables(work.pack).issues[h.mention.issue]
    span = work.span(min(h.match.trigger, h.mention.first), max(h.mention.stop, h.match.trigger + 1))
    return Position(
        id=fact_id(work.report.id, "position", span, f"{h.of} {row.id}"), of=h.of, stance=h.stance, issue=row.id,
        target=_target(work, h, row), span=span, rule=h.match.rule.id,
    )  # fmt: skip


def _before_blame(work: Work, match: Match) -> list[str]:
    """The parties named in the statement before the verb of meddling; none where it is the noun that somebody rejects."""
    if any(work.chart.has(i, "rejects") for i in range(max(0, match.trigger - 4), match.trigger)):
        return []
    said = said_at(work, match.trigger)
    return parties_in(work, said.content[0] if said is not None else work.sentence(match.trigger)[0], match.trigger)


def _target(work: Work, h: Held, row: Issue) -> str | None:
    """The party that is backed or blamed: of the issue itself, named with the words, or none."""
    if row.id == "external_interference":
        words = work.chart.form[h.mention.first : h.mention.stop]
        inside = parties_in(work, h.mention.first, h.mention.first + words.index("في")) if "في" in words else []
        blamed = inside or (_before_blame(work, h.match) if h.match.rule.values["stance"] == "blames" else [])
        return next((p for p in blamed if p != h.of), None)
    if row.target is None or h.mention.two_states:
        return None
    if row.target != "whom":
        return row.target if row.target != h.of else None
    if row.id == "sovereignty_territorial_integrity" or (h.mention.place and h.mention.place != h.of):
        return h.mention.place if h.mention.place != h.of else None
    _, end = work.sentence(h.mention.first)
    named = parties_in(work, h.match.trigger, min(h.mention.stop + OBJECT, end))
    return next((p for p in named if p != h.of), None) or next((p for p in pair(work, h.match.trigger) if p != h.of), None)
