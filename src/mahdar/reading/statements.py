"""Statements: one per reporting clause, with its speakers, its act and the range of what is said."""

import re

from mahdar.grammar.alphabet import EDGE
from mahdar.grammar.rules import Match
from mahdar.reading.acts import act_of
from mahdar.reading.discourse import both
from mahdar.reading.speakers import carried, first_actor, persons, subject_before, subject_in
from mahdar.reading.work import Said, Who, Work

ORDER = ("speech.that", "speech.participle_that", "speech.quote", "speech.pair", "speech.discuss", "speech.protocol", "speech.talks_about",
         "speech.will", "speech.to", "speech.about", "speech.with", "speech.from", "speech.on", "speech.object")  # fmt: skip
NEAR = 14  # tokens between a verb and its particle, beyond which they do not belong together


def best(matches: list[Match]) -> Match | None:
    """Of the rules that matched at one verb, the one whose particle stands nearest to it; bare objects come last."""
    def distance(m: Match) -> tuple[int, int]:
        inner = m.get("inner") or (m.trigger, m.trigger)
        rank = ORDER.index(m.rule.id) if m.rule.id in ORDER else len(ORDER)
        late = 0 if m.rule.id not in ("speech.object",) else 6
        return (inner[1] - inner[0] + late, rank)

    fits = [m for m in matches if (m.get("inner") or (0, 0))[1] - (m.get("inner") or (0, 0))[0] <= NEAR + _actor_lengths(m)]
    return min(fits, key=distance, default=None)


def _actor_lengths(m: Match) -> int:
    return 26 if m.rule.id in ("speech.that", "speech.quote") else 12


def negated(work: Work, at: int) -> bool:
    """Whether a verb of saying is negated: nothing was said."""
    c = work.chart
    return at > 0 and c.form[at - 1] in ("لم", "لن", "لا", "دون", "ما", "عدم")


def state(work: Work, m: Match, stop: int) -> Said | None:
    """The statement of a match, its content ending before the token ``stop``."""
    c = work.chart
    if negated(work, m.trigger):
        return None
    verb = next((e for e in c.entries[m.trigger] if e.kind.startswith("say")), None)
    number = verb.more.get("n", "ms") if verb else "ms"
    participle = verb is not None and verb.kind.startswith("say.participle")
    first, last = m.captures["content"]
    first, last = first, min(last, stop)
    inner = m.get("inner") or (m.trigger + 1, first)
    who, joint, found = None, False, None
    if m.rule.id in ("speech.object", "speech.pair", "speech.discuss", "speech.will", "speech.with", "speech.talks_about"):
        agreement = number if verb is not None and not participle else ""
        found = subject_in(work, m.trigger + 1, min(last, m.trigger + 30), agreement) if not participle or m.trigger + 1 in work.actors else None
        if found is not None and m.rule.id == "speech.pair" and found[1] < last and c.form[found[1]] == "علي":
            found = None  # thanked him for: the person behind the verb is its object
        if found is not None and _is_subject(work, m, found[1]):
            who, after = found
            if m.rule.id != "speech.with":
                first = max(first, after)
            elif first < after:
                again = next((i for i in range(after, last) if c.form[i] == "ب"), None)
                first = again if again is not None else first
    elif inner[1] > inner[0]:
        found = subject_in(work, *inner, "" if participle else number)
        who = found[0] if found else None
    if found is not None and not found[0]:
        return None
    if not who and not participle:
        who = subject_before(work, m.trigger)
    if not who:
        who = _carried(work, m, number, participle=participle)
    if m.rule.makes == "discussion" and len(who) < 2:
        sides = both(work, m.trigger)
        who = sides if len(sides) > 1 and (not who or any(w.same(s) for w in who for s in sides)) else who or sides
    if m.rule.makes == "will":
        who = persons(work, who, m.trigger)
    joint = len(who) > 1
    first, last = trim(work, first, last)
    if last <= first or not who or all(w.human is None and w.of is None for w in who):
        return None
    act, first = act_of(work, m, verb, first, last, who)
    return Said(m.first if m.rule.makes == "will" else m.trigger, last, (first, last), who, joint, act, [], m.rule.id, match=m)


def _is_subject(work: Work, m: Match, after: int) -> bool:
    """Whether an actor behind a verb of discussing is its subject, not its object (بحث مع فلان has its subject before)."""
    c = work.chart
    return not (c.form[m.trigger + 1] in ("مع", "ل", "ب") and m.rule.id == "speech.discuss")


def _carried(work: Work, m: Match, number: str, *, participle: bool) -> list[Who]:
    floor, _ = work.sentence(m.trigger)
    if participle:
        if not any(floor <= start < m.trigger for start, _ in work.scene.spoken):
            actor = first_actor(work, floor, m.trigger)
            if actor is not None and number not in ("mp", "md"):
                from mahdar.reading.discourse import resolve

                return resolve(work, actor)
        if number in ("mp", "md") and len(work.scene.speaker) < 2:
            return both(work, m.trigger)
        return work.scene.speaker or work.scene.main[:1]
    return carried(work, m.trigger, number)


OPENING = {"،", ":", "-", "ايضا", "كذلك", "علي", "الي", "عن", "و"}
CLOSING = {"،", "و", "كما", "ف", "حيث", "-", ":", "(", "فيما", "بينما", "في"}


def trim(work: Work, first: int, last: int) -> tuple[int, int]:
    """Take quotation marks, commas and stray connectives off the ends of a content range."""
    c = work.chart
    while first < last and (c.form[first] in OPENING or c.form[first] == '"' and _unpaired(c.form, first, last, first)):
        first += 1
    while last > first and (c.form[last - 1] in CLOSING or c.line[last - 1] == EDGE or c.form[last - 1] == '"' and _unpaired(c.form, first, last, last - 1)):
        last -= 1
    return first, last


def _unpaired(form: list[str], first: int, last: int, at: int) -> bool:
    inside = form[first:last].count('"')
    return inside % 2 == 1 or (inside == 2 and form[first] == '"' and form[last - 1] == '"')


SPACES = re.compile(r"\s+")
