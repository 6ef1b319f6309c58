"""Statements: one per reporting clause, with its speakers, its act and the range of what is said."""

from typing import Final

from mahdar.grammar.alphabet import EDGE
from mahdar.reading.acts import act_of, modality_of
from mahdar.reading.clauses import MEN, Clause
from mahdar.reading.discourse import both, distinct, resolve
from mahdar.reading.indirect import charging, indirect, never
from mahdar.reading.private import names_body, private
from mahdar.reading.speakers import (
    JOINT,
    PREPOSITIONS,
    RELATIVES,
    acting,
    carried,
    first_actor,
    persons,
    sides_at,
    subject_before,
)
from mahdar.reading.spots import Kinds, where, within
from mahdar.reading.strangers import talks_before
from mahdar.reading.work import Actor, Held, Said, Who, Work

NEGATIONS: Final = ("لم", "لن", "لا", "دون", "ما", "عدم", "غير")
VAGUE: Final = {"other_official", "spokesperson"}  # offices that companies, clubs and societies have too
PUBLIC: Final = ("country", "nationality", "ministry", "body", "organisation", "seat", "capital", "portfolio")
STATELY: Final = set(
    "هييه لجنه مجلس ديوان برلمان جيش قوات محكمه دايره بلديه محافظه منطقه اقليم معارضه حزب حركه كتله ممثليه".split()
)
NEAR: Final = 3  # tokens behind an invitation or a greeting within which it is told to whom
ISSUES: Final = {"اصدر", "اصدرت", "نشر", "نشرت", "وزع", "وزعت"}  # a statement, in which something is said
WITHIN: Final = {"خلاله", "خلالها", "فيه", "فيها", "عقبه", "عقبها"}
ALONE: Final = {"تطرق", "استعرض", "تناول", "تحدث"}  # one who reviews matters may do so alone


def negated(work: Work, at: int) -> bool:
    """Whether a verb of saying is negated: nothing was said."""
    return at > 0 and (work.chart.form[at - 1] in NEGATIONS or never(work, at))


def state(work: Work, clause: Clause, stop: int, before: Said | None) -> Said | None:
    """The statement of a clause whose content ends before the token ``stop``; ``before`` is the last one of its sentence."""
    if clause.subject is not None and not clause.subject:
        return None  # an agency, a newspaper, a source
    if clause.subject and clause.found_at > clause.at:  # who "the official" or "the statement" is depends on who spoke last
        again = sides_at(work, clause.found_at, clause.first)
        clause.subject = again[0] if again and again[0] else clause.subject
    if clause.frame == "discuss" and not clause.addressee and clause.number not in JOINT:
        stop = _partner(work, clause, stop)
    first, last = trim(work, clause.first, _end(work, clause, stop))
    if clause.frame != "that" and first + 1 < last and work.chart.form[first - 1] == '"' and work.chart.form[first] == "ان":
        first += 1  # "that" inside the quotation marks
    who = [w for w in speakers_of(work, clause, before) if w.human is not None or w.of is not None]
    if last <= first or not who:
        return None
    if not any(_official(work, w, bool(work.met)) for w in who):
        clause.subject = [] if clause.subject else clause.subject  # as a source, whose words may go on
        return None
    act, first = act_of(work, clause, first, last, who)
    at = clause.match.first if clause.match.rule.makes == "will" else clause.at
    modality = modality_of(work, first, last, relayed=clause.relayed)
    return Said(at, last, (first, last), who, act, clause.match, modality)


def _partner(work: Work, clause: Clause, stop: int) -> int:
    """Take the person with whom matters are discussed from behind them (بحث الأزمة مع الوزير); where what is discussed ends."""
    c = work.chart
    for i in range(clause.first + 1, min(stop, clause.first + 40) - 1):
        actor = work.actors.get(i + 1) if c.form[i] == "مع" else None
        if actor is not None and any(w.human is not None for w in resolve(work, actor)):
            found = sides_at(work, i + 1, stop)
            clause.addressee = found[0] if found is not None else resolve(work, actor)
            return i
    return stop


def _official(work: Work, who: Who, diplomatic: bool) -> bool:
    """Whether a side speaks for a party: the party, an office's holder, or, where a contact is told, who belongs to one."""
    if who.human is None:
        return who.of is not None
    if any(_public(work, held) for held in who.human.offices):
        return True
    if any(private(work, held) for held in who.human.offices):
        return False
    return diplomatic and (bool(who.human.offices) or (who.human.of or who.of) is not None)


def _public(work: Work, held: Held) -> bool:
    """Whether an office is one of a state or organisation: a vague one ("head", "spokesman") says so by its words."""
    c = work.chart
    if held.office not in VAGUE:
        return True
    title = range(held.first, held.stop)
    words = {c.form[i].removeprefix("ل").removeprefix("ال") for i in title}
    if private(work, held):
        return False
    return bool(words & STATELY) or any(c.has(i, kind) for i in title for kind in PUBLIC)


def speakers_of(work: Work, clause: Clause, before: Said | None) -> list[Who]:
    """Who says it: the subject of the clause, the one before its verb, or the one carried over; both sides of talks."""
    who = charging(work, clause) or [w for w in clause.subject or [] if w.human is not None or w.of is not None]
    if not who and (not clause.participle or before is None and clause.name == "قال"):
        who = subject_before(work, clause.at) or _caller(work, clause)
        if clause.participle and not any(w.human is not None for w in who):
            who = []  # "…, saying" behind what happens to name a state
    if clause.match.rule.makes == "discussion" or clause.name == "تطرق" and talks_before(work, clause.at):
        return _of_talks(work, clause, who, before)
    if not who:
        who = indirect(work, clause) or _dropped(work, clause, before)
        who = _other_than_thanked(work, clause, who)
    elif clause.frame == "light":
        who = _other_than_thanked(work, clause, who)  # the minister, to his counterpart
    return distinct(persons(work, who, clause.at) if len(who) > 1 else who)


def _other_than_thanked(work: Work, clause: Clause, who: list[Who]) -> list[Who]:
    """Of two sides the other one, where the speaker would thank or greet himself."""
    at = _thanked_at(work, clause) if len(who) == 1 else None
    thanked = sides_at(work, at, len(work.chart.form)) if at is not None else None
    if thanked is None or not any(w.same(who[0]) for w in thanked[0]):
        return who
    rest = [w for w in both(work, clause.at) if not w.same(who[0]) and w.of != who[0].of]
    return rest if len(rest) == 1 else who


def _thanked_at(work: Work, clause: Clause) -> int | None:
    """Where it is told whom somebody thanks (عن شكره ل…) or to whom he conveys something (ونقل ل…), or None."""
    c, first = work.chart, clause.first
    if clause.frame == "light":
        told = range(clause.at + 1, min(first + NEAR, len(c.form) - 1))
        return next((i + 1 for i in told if c.form[i] in ("ل", "الي") and i + 1 in work.actors), None)
    e = c.entry(first, "attitude") if clause.frame == "about" else None
    if e is None or e.id != "thank" or first + 2 >= len(c.form) or c.form[first + 1] != "ل":
        return None
    return first + 2


def _of_talks(work: Work, clause: Clause, who: list[Who], before: Said | None) -> list[Who]:
    """Those who discuss: the subject with whom he does so; both sides where none is told."""
    c = work.chart
    sides = _callers(work, clause) or both(work, clause.at)
    if not who and talks_before(work, clause.at):
        return sides
    if not who and clause.verb is not None and clause.number not in JOINT:
        alone = before is not None and before.rule in ("speech.protocol", "speech.talks_about")
        who = before.speakers if alone and before is not None else _dropped(work, clause, before)
    if not who:
        return sides
    if len(who) > 1:
        return distinct(persons(work, who, clause.at))
    partner = clause.addressee
    if partner and any(w.same(who[0]) for w in partner):
        return sides if any(w.same(who[0]) for w in sides) else who
    if not partner and any(c.form[i] in ("معه", "معها") for i in range(clause.at + 1, min(clause.first, clause.at + 8))):
        partner = [w for w in sides if not w.same(who[0]) and w.of != who[0].of][:1]
    told = range(clause.at + 1, clause.first)
    if not partner and any(c.form[i] == "مع" and names_body(work, i + 1, i + 2) for i in told):
        return who  # with a company
    if partner:
        return distinct(persons(work, [*who, *partner], clause.at))
    if clause.verb is not None and clause.verb.id in ALONE:
        return who
    return sides if len(sides) > 1 and any(w.same(s) or w.of == s.of for w in who for s in sides) else who


def _callers(work: Work, clause: Clause) -> list[Who]:
    """Those whose call it is in which matters were discussed (جرى خلال الاتصال بحث…), or an empty list."""
    c = work.chart
    told = range(clause.at + 1, min(clause.first, clause.at + BETWEEN))
    if not any(c.has(i, "contact.link") or c.has(i, "contact.call") for i in told):
        return []
    calls = [(first, m) for m in work.met if m.form == "phone_call" for first, _ in m.ranges if first <= clause.at]
    return distinct(max(calls, key=lambda call: call[0])[1].who) if calls else []


def _caller(work: Work, clause: Clause) -> list[Who]:
    """Who spoke in a call or letter received "from" him, in which he said it."""
    c = work.chart
    if not any(form in WITHIN for form in c.form[clause.at + 1 : clause.at + 4]):
        return []
    actor = next(
        (a for i in range(max(0, clause.at - 24), clause.at) if (a := work.actors.get(i)) is not None and a.stop == clause.at),
        None,
    )
    if actor is None or actor.first == 0 or c.form[actor.first - 1] != "من":
        return _sender(work, clause.at)
    return resolve(work, actor)


def _sender(work: Work, at: int) -> list[Who]:
    """From whom a call or a letter came of which the sentence tells before "in it" (تلقى برقية من نظيره …، أكد خلالها)."""
    c = work.chart
    floor, _ = work.sentence(at)
    issued = next((i + 1 for i in range(floor, at) if c.form[i] in ISSUES and i + 1 not in work.dates), None)
    if issued is not None and (found := sides_at(work, issued, at)) is not None:
        return found[0]
    if not any(c.has(i, "contact.past.got") for i in range(floor, at)):
        return []
    senders = (a for i in range(at - 1, floor, -1) if c.form[i - 1] == "من" and (a := work.actors.get(i)) is not None)
    return next((resolve(work, a) for a in senders), [])


def _dropped(work: Work, clause: Clause, before: Said | None) -> list[Who]:
    """The speaker of a clause without a subject."""
    c, at = work.chart, clause.at
    floor, _ = work.sentence(at)
    if clause.number in JOINT:
        return before.speakers if before is not None and len(before.speakers) > 1 else carried(work, at, clause.number)
    if before is not None:
        if before.rule == "speech.talks_about" and clause.number == "fs":
            return before.speakers  # the talks dealt with this, and with that
        if before.act == "discuss" and before.rule == "speech.discuss" and len(before.speakers) == 2 and clause.number == "ms":
            return _who_discussed(work, clause, before)
        return before.speakers if len(before.speakers) == 1 or clause.participle else carried(work, at, clause.number)
    actor = first_actor(work, floor, at)
    if actor is not None and not clause.participle and (host := _who_met(work, floor, at, actor)) is not None:
        return [host]
    if clause.participle:
        state = acting(work, floor, at) if clause.number == "fs" and actor is None else None
        if state is not None:
            return [state]
        return resolve(work, actor) if actor is not None else carried(work, at, clause.number)
    if (
        actor is not None
        and at > floor
        and not (clause.number == "fs" and c.form[actor.first].startswith(MEN))
        and not _told_apart(work, floor, actor.first)
        and any(c.has(i, "contact") for i in range(floor, at))
    ):
        return resolve(work, actor)
    return carried(work, at, clause.number)


def _who_discussed(work: Work, clause: Clause, before: Said) -> list[Who]:
    """Of two who discuss something, him who goes on alone: the one who did so with the other, or spoke last."""
    if clause.participle:
        return before.speakers[:1]
    who = carried(work, clause.at, clause.number)
    return who if any(w.same(b) for w in who for b in before.speakers) else before.speakers[:1]


def _who_met(work: Work, floor: int, at: int, actor: Actor) -> Who | None:
    """Who met the first person that a sentence names, where it leaves that one's own name out (التقى خلالها الوزير، وأكد)."""
    verbs = range(max(floor, actor.first - BETWEEN), actor.first)
    if not any(work.chart.has(i, "contact.past.meet") for i in verbs):
        return None
    met = next((m for m in work.met if len(m.who) == 2 and any(floor <= first < at for first, _ in m.ranges)), None)
    one = resolve(work, actor)
    if met is None or len(one) != 1 or not met.who[1].same(one[0]) or met.who[0].human is None:
        return None
    return met.who[0]


BETWEEN: Final = 6  # tokens between a verb of meeting and whom it takes


def _told_apart(work: Work, floor: int, at: int) -> bool:
    """Whether an actor stands in a phrase of time or place that opens the sentence (وخلال لقائه مع الوزير، قال)."""
    c = work.chart
    return (
        any(c.form[i] in PREPOSITIONS or c.form[i] == "ولدي" for i in range(floor, min(at, floor + 3)))
        or c.form[at - 1] in RELATIVES
    )


CALLS: Final = frozenset(("contact.call", "contact.by_video", "contact.by_phone"))
MEETINGS: Final = CALLS | {"contact.meeting", "contact.talks"}
OPENING: Final = {"،", ":", "-", "ايضا", "كذلك", "و"}
CLOSING: Final = set("من ، و ل بل عندما حين حينما كما ف حيث - : ( فيما بينما في قد ثم ايضا".split())
EDITORIAL: Final = {"تجدر", "يذكر", "الجدير", "جدير", "علما", "يشار"}
ADDED: Final = {"خلال", "في", "عقب", "علي", "علي هامش", "ضمن", "بحضور", "اثناء", "قبيل", "اثر", "عبر"}
ENDS: Final = {".", "!", "؟", "…", "..."}
LACKING: Final = {"ذكر", "تقديم", "الكشف", "تحديد", "توضيح", "الخوض", "اعطاء", "الافصاح", "مزيد"}


MARKS: Final = {'"', "و", "،", "في", "خلال", "عبر", "دون"}  # at which what is said may end
ATTRIBUTION: Final = Kinds("attribution", bare=True)


def _end(work: Work, clause: Clause, stop: int) -> int:
    """Where what is said ends: before an attribution behind the words, what the report adds (وذلك…), or a new act (ووقعا…)."""
    c = work.chart
    noun = clause.frame not in ("that", "quote")
    first = clause.first
    inside = False
    first += 1 if clause.frame == "discuss" else 2
    attributions = within(where(work, ATTRIBUTION), first, stop)
    for i in range(first, stop):
        form = c.form[i]
        if attributions and i in attributions and _attributes(work, i, stop):
            return i
        if form not in MARKS:
            continue
        if form == '"':
            inside = not inside
            if clause.frame == "quote" and c.form[i - 1] in ENDS:
                return i + 1  # the quotation ends with its last sentence
        if form in ("و", "،") and _adds(work, i, stop, noun):
            return i
        if form in ("في", "خلال", "عبر") and clause.frame == "discuss" and i + 1 < stop:
            if c.has_any(i + 1, CALLS if form == "في" else MEETINGS):
                return i  # in which call or meeting they discussed it
        if form == "دون" and i + 1 < stop and c.form[i + 1] in LACKING:
            return i
        if (
            noun
            and form == "و"
            and i + 1 < stop
            and not inside
            and _acts(work, i + 1, c.form[i - 1] == "،" and not clause.subject)
        ):
            return i
    return stop


def _adds(work: Work, i: int, stop: int, noun: bool) -> bool:
    """Whether the report adds something of its own behind the words (، وذلك خلال…، وجاء ذلك في…، وهو ما…، في اتصال هاتفي)."""
    c, form = work.chart, work.chart.form
    one = form[i + 1] if i + 1 < stop else ""
    if form[i] == "،":
        return noun and one in ("في", "خلال", "عبر") and i + 2 < stop and c.has_any(i + 2, MEETINGS)
    if form[i - 1] not in ("،", '"', ")"):
        return False
    two = form[i + 2] if i + 2 < stop else ""
    if one == "ذلك" and two in ADDED or one in EDITORIAL:
        return True
    return one == "جاء" and two in ("ذلك", "هذا") or one in ("هو", "هي") and two in ("ما", "الامر")


def _acts(work: Work, i: int, apart: bool) -> bool:
    """Whether a verb tells what the sides did next: a dual or plural one, or any behind a comma where nobody speaks."""
    verbs = [e for e in work.chart.entries[i] if e.kind.startswith(("signs.past", "contact.past"))]
    return any(e.more.get("n") in ("md", "mp") or apart and e.kind.startswith("contact.past") for e in verbs)


def _attributes(work: Work, i: int, stop: int) -> bool:
    """Whether "according to" tells a source here, not a ground that what is said itself names (وفقا لقرارات الأمم المتحدة)."""
    c = work.chart
    if c.form[i].startswith(("كما", "علي حد", "نقلا")):
        return c.form[i] != "كما" and (
            c.form[i].startswith("علي") or c.form[i - 1] in ("،", '"', ")") or not c.form[i].startswith("كما")
        )
    if c.form[i] == "حسبما":
        return True
    for j in range(i + 1, min(stop, i + 4)):
        if (
            j in work.actors
            or c.form[j] in ("ما", "المصدر", "قوله", "قولها", "تعبيره")
            or any(c.has(j, k) for k in ("body", "source_role", "agency", "say", "ministry"))
        ):
            return True
    return False


def trim(work: Work, first: int, last: int) -> tuple[int, int]:
    """Take quotation marks, commas and stray connectives off the ends of a content range."""
    form, line = work.chart.form, work.chart.line
    while first < last:
        if form[first] in OPENING:
            first += 1
        elif form[last - 1] in CLOSING or line[last - 1] == EDGE:
            last -= 1
        elif form[first] == '"' and form[last - 1] == '"' and last - first > 1 and form[first:last].count('"') == 2:
            first, last = first + 1, last - 1
        elif form[first] == '"' and form[first:last].count('"') % 2:
            first += 1
        elif form[last - 1] == '"' and form[first:last].count('"') % 2:
            last -= 1
        else:
            break
    return first, last
