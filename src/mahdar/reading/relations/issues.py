"""Issues: where a report names one, by a phrase of its own, by a topic that a place settles, or by words parted by others."""

from typing import Final, NamedTuple

from mahdar.grammar.alphabet import INSIDE
from mahdar.grammar.pack import Pack
from mahdar.reading.spots import Kinds, where
from mahdar.reading.work import Work

NAMED: Final = Kinds("issue", "topic", "interference", "fire", "actor")
AHEAD: Final = 8  # tokens behind a topic in which it looks for its place
BACK: Final = 60  # likewise, tokens before it
MEDDLES: Final = 6  # tokens that may stand inside "the meddling of X in its affairs"
FIRES: Final = 9  # tokens that may stand inside "a lasting end to the firing"
OF: Final = 3  # tokens behind "the unity of" in which the state stands
PRONOUNS: Final = ("ها", "ته", "هم", "يه", "هما")
HALTS: Final = frozenset({"وقف", "الوقف", "وقفا", "ايقاف"})


class Issue(NamedTuple):
    """What the table tells of an issue: its side, the party that it is of, the specific issue that it yields to."""

    id: str
    side: str
    target: str | None
    under: str | None


class Mention(NamedTuple):
    """An issue named in the tokens ``[first, stop)``; ``against`` where the words name harm to it; ``place`` of its topic."""

    first: int
    stop: int
    issue: str
    against: bool = False
    place: str | None = None
    two_states: bool = False


class Tables(NamedTuple):
    """The tables of a pack on issues: by id, and which issue a topic is where it is told of a place."""

    issues: dict[str, Issue]
    topics: dict[tuple[str, str], str]


_read: dict[str, Tables] = {}


def tables(pack: Pack) -> Tables:
    """The tables of a pack, read once."""
    found = _read.get(pack.fingerprint)
    if found is None:
        issues = {r["issue"]: Issue(r["issue"], r["side"], r.get("target"), r.get("under")) for r in pack.tables["issues"]}
        found = _read[pack.fingerprint] = Tables(issues, {(r["topic"], r["place"]): r["issue"] for r in pack.tables["topics"]})
    return found


def mentions(work: Work) -> list[Mention]:
    """Every issue that the body names, in the order of the text."""
    chart = work.chart
    out: list[Mention] = []
    for at in where(work, NAMED):
        for e in chart.entries[at]:
            head, _, rest = e.kind.partition(".")
            told: Mention | None = None
            if head == "issue":
                if rest == "jerusalem" and not _in_jerusalem(work, at):
                    continue
                told = Mention(at, chart.stop(at), rest, bool(e.more.get("against")), two_states=e.id == "two_states")
            elif head == "topic":
                told = _topic(work, at, at + 1, rest.partition(".")[0])
            elif head == "interference":
                told = _meddling(work, at)
            elif head == "fire":
                told = _firing(work, at)
            if told is not None:
                out.append(told)
            if head == "interference":
                break
    return sorted(out)


def _in_jerusalem(work: Work, at: int) -> bool:
    """Whether the city is named in the sentence: an embassy or a standing order of things may be elsewhere."""
    begin, end = work.sentence(at)
    return any("القدس" in form or "المقدسات" in form for form in work.chart.form[begin:end])


def _topic(work: Work, first: int, stop: int, topic: str) -> Mention | None:
    """The issue of a topic by the place that it is told of."""
    if topic == "unity":
        return _unity(work, first, stop)
    topics = tables(work.pack).topics
    begin, end = work.sentence(first)
    floor = begin if topic == "settlement" else max(0, first - BACK)
    for i in (*range(stop, min(stop + AHEAD, end)), *range(first - 1, floor - 1, -1)):
        place = _place(work, i)
        issue = topics.get((topic, place)) if place else None
        if issue is not None:
            return Mention(first, max(stop, i + 1) if i >= stop else stop, issue, place=place)
    return None


def _unity(work: Work, first: int, stop: int) -> Mention | None:
    """A state's unity or sovereignty: of a state named behind it, of the one before where a pronoun tells so, or of any."""
    topics, form = tables(work.pack).topics, work.chart.form
    begin, end = work.sentence(first)
    whole = work.chart.has(first, "topic.unity.whole")
    behind = [p for i in range(stop, min(stop + OF, end)) if (p := _place(work, i))]
    pronoun = any(word.endswith(PRONOUNS) for word in form[first].split())
    before = [p for i in range(first - 1, begin - 1, -1) if (p := _place(work, i))] if pronoun else []
    place = next(iter([*before, *behind] if pronoun else behind), None)
    if not place and not whole:
        return None
    return Mention(first, stop, topics.get(("unity", place or "*")) or topics["unity", "*"], place=place)


def _place(work: Work, at: int) -> str | None:
    """The theatre that a token names: a strip, a state, its people or its adjective; the names of persons are none."""
    if work.chart.symbols[at] == INSIDE or (at in work.actors and work.actors[at].kind == "person"):
        return None
    for e in work.chart.entries[at]:
        if e.kind in ("theatre", "country", "nationality"):
            return e.id
    return None


def _meddling(work: Work, at: int) -> Mention | None:
    """Meddling in internal affairs, whoever meddles between the words (تدخل القوى الخارجية في شؤونها الداخلية)."""
    chart = work.chart
    for i in range(at + 1, min(at + 1 + MEDDLES, len(chart.form))):
        if chart.has(i, "affairs") and chart.form[i - 1] == "في":
            negated = at > 0 and chart.form[at - 1] in ("عدم", "دون")
            stop = i + 2 if i + 1 < len(chart.form) and chart.has(i + 1, "internal") else i + 1
            return Mention(at, stop, "non_interference" if negated else "external_interference")
        if i == at + 1 and chart.has(i, "foreign"):
            return Mention(at, i + 1, "external_interference")
    return None


def _firing(work: Work, at: int) -> Mention | None:
    """An end to the firing, with qualities between the words (وقف فوري وغير مشروط لإطلاق النار)."""
    form = work.chart.form
    for i in range(at - 1, max(-1, at - 1 - FIRES), -1):
        if form[i] in HALTS:
            return _topic(work, i, at + 1, "ceasefire")
    return None
