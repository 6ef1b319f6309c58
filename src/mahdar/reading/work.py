"""What the stages of reading hand on: one report on the desk, with all that has been annotated so far.

Stages only add; none reaches back. Token ranges are ``[first, stop)`` indexes of the chart.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from mahdar.grammar.alphabet import EDGE, Alphabet
from mahdar.grammar.chart import Chart
from mahdar.grammar.pack import Pack
from mahdar.grammar.rules import Match
from mahdar.reading.fold import Reading
from mahdar.record import Dateline
from mahdar.report import Report, Span

if TYPE_CHECKING:
    from mahdar.reading.relations.relation import Relations


EDGES: Final = re.compile(EDGE)
LONGEST: Final = 600  # tokens of a sentence; of 9,000 sentences of news the longest had 353


@dataclass(slots=True)
class Zones:
    """The parts of a report, as ranges of the reading text. ``body`` is in reading order, headline and captions included."""

    headline: tuple[int, int] | None = None
    body: list[tuple[int, int]] = field(default_factory=list)
    captions: list[tuple[int, int]] = field(default_factory=list)
    agency: str | None = None
    home: str | None = None  # the country that the agency or publisher writes from
    dateline: Dateline | None = None
    dateline_range: tuple[int, int] | None = None
    published: str | None = None


class Human:
    """One person of this report: the fullest printed name, its folded words, party, mentions and offices."""

    __slots__ = ("mentions", "name", "of", "offices", "words")

    def __init__(self, name: str, words: tuple[str, ...], of: str | None, mentions: list[tuple[int, int]]) -> None:
        self.name = name
        self.words = words
        self.of = of
        self.mentions = mentions
        self.offices: list[Held] = []


class Held:
    """An office that the report gives to a person, with the tokens of its title."""

    __slots__ = ("first", "former", "of", "office", "portfolio", "rule", "stop")

    def __init__(
        self, office: str, portfolio: str | None, of: str | None, first: int, stop: int, rule: str, former: bool = False
    ) -> None:
        self.office = office
        self.portfolio = portfolio
        self.of = of
        self.first = first
        self.stop = stop
        self.rule = rule
        self.former = former


class Who:
    """A side: a person, or a party alone (a country's government, an organisation)."""

    __slots__ = ("human", "of", "office")

    def __init__(self, human: Human | None, of: str | None, office: str | None = None) -> None:
        self.human = human
        self.of = of
        self.office = office  # by which a counterpart is told whom the report does not name

    def same(self, other: "Who") -> bool:
        """Whether both are one person, or one party where neither has a person."""
        if self.human is not None or other.human is not None:
            return self.human is other.human
        return self.of == other.of


class Actor:
    """A chunk of the chart that names who acts: a person with offices, a party, both sides, a title, a counterpart."""

    __slots__ = ("first", "kind", "of", "office", "rule", "stop", "who")

    def __init__(
        self,
        first: int,
        stop: int,
        kind: Literal["person", "party", "both", "title"],
        who: list[Who],
        office: str | None = None,
        of: str | None = None,
        rule: str = "",
    ) -> None:
        self.first = first
        self.stop = stop
        self.kind = kind
        self.who = who
        self.office = office
        self.of = of
        self.rule = rule


@dataclass(slots=True)
class Date:
    """A chunk of the chart that tells a day, a month or a year; ``value`` is ISO 8601 at its ``precision``, None where unsettled.

    ``future`` where the value lies after the day of the report. ``future_value`` is set where the words leave past or future open
    (الجمعة, في مايو): ``value`` is then the past or nearest reading, ``future_value`` the one for a sentence that looks ahead.
    """

    first: int
    stop: int
    value: str | None
    precision: Literal["day", "month", "year"] | None
    end: str | None = None
    future: bool = False
    rule: str = ""
    future_value: str | None = None


class Said:
    """A statement before it becomes a fact of the record."""

    __slots__ = ("act", "areas", "contact", "content", "first", "joint", "match", "modality", "rule", "speakers", "stop")

    def __init__(
        self, first: int, stop: int, content: tuple[int, int], speakers: list[Who], act: str, match: Match, modality: str | None
    ) -> None:
        self.first = first
        self.stop = stop
        self.content = content
        self.speakers = speakers
        self.joint = len(speakers) > 1
        self.act = act
        self.areas: list[str] = []
        self.rule = match.rule.id
        self.contact: int | None = None
        self.match = match
        self.modality = modality


class Met:
    """A contact before it becomes a fact of the record; ``ranges`` are all passages that tell of it.

    ``heads`` where it is told of "the heads of the two states", whoever they are; ``news`` where the first sentence of the report
    tells it; ``open`` where it is taken as held, but the words leave that open (a present tense, a noun).
    """

    __slots__ = (
        "attendees", "count", "date", "form", "heads", "match", "mechanism", "news", "open", "place", "ranges", "rule",
        "sidelines", "status", "who",
    )  # fmt: skip

    def __init__(self, form: str, status: str, who: list[Who], told: tuple[int, int], match: Match) -> None:
        self.form = form
        self.status = status
        self.who = who
        self.ranges = [told]
        self.rule = match.rule.id
        self.date: Date | None = None
        self.place: tuple[str, int | None, str | None] | None = None
        self.sidelines: str | None = None
        self.mechanism: tuple[str, int | None] | None = None
        self.count = 1
        self.heads = False
        self.news = False
        self.open = False
        self.attendees: list[Who] = []
        self.match: Match | None = match


class Scene:
    """Where the walk stands: the sides of the contact told last, who spoke last, and the main sides of the whole report."""

    __slots__ = ("ends", "genders", "groups", "joint", "main", "resolved", "sides", "speaker", "spoken", "told")

    def __init__(self) -> None:
        self.sides: list[Who] = []
        self.speaker: list[Who] = []
        self.main: list[Who] = []
        self.spoken: list[tuple[int, list[Who]]] = []  # from which token on who speaks
        self.told: list[tuple[int, list[Who]]] = []  # from which token on which sides
        # who met, from which token on; whether it is the news; which contact
        self.groups: list[tuple[int, list[Who], bool, int]] = []
        self.joint: list[Who] = []  # those who spoke together last
        self.ends: dict[int, Actor] = {}  # the actors by the token after them
        self.resolved: dict[int, list[Who]] = {}  # who the actors are, by their first tokens, as asked so far
        self.genders: list[str] = []  # beside ``spoken``: m or f where the verb told it

    def say(self, at: int, who: list[Who]) -> None:
        if who:
            self.speaker = who
            self.spoken.append((at, who))

    def meet(self, at: int, who: list[Who]) -> None:
        if len(who) > 1:
            self.sides = who
            self.told.append((at, who))


class Work:
    """The desk: the report, its chart, and each stage's findings."""

    __slots__ = (
        "actors", "chart", "dates", "edges", "humans", "met", "pack", "reading", "report", "said", "scene", "sentences", "told",
        "trace", "zones",
    )  # fmt: skip

    def __init__(self, report: Report, pack: Pack, reading: Reading, zones: Zones, chart: Chart) -> None:
        self.report = report
        self.pack = pack
        self.reading = reading
        self.zones = zones
        self.chart = chart
        self.dates: dict[int, Date] = {}
        self.humans: list[Human] = []
        self.actors: dict[int, Actor] = {}
        self.said: list[Said] = []
        self.met: list[Met] = []
        self.scene = Scene()
        self.told: Relations | None = None
        self.sentences: list[tuple[int, int]] = []
        self.trace: list[Match] = []
        self.edges: list[int] = []  # the tokens between sentences, found when first asked for

    @property
    def alphabet(self) -> Alphabet:
        return self.pack.alphabet

    def span(self, first: int, stop: int) -> Span:
        """The report's span of a token range."""
        return self.reading.span(self.chart.start[first], self.chart.end[stop - 1])

    def printed(self, first: int, stop: int) -> str:
        """The words of a token range as the report prints them."""
        origin = self.reading.origin
        return self.report.text[origin(self.chart.start[first]) : origin(self.chart.end[stop - 1])]

    def sentence(self, at: int) -> tuple[int, int]:
        """The token range of the sentence around a token (without its edges); of an edge, the sentence before it.

        A text without full stops is taken in parts: what is asked of every sentence is asked of all its tokens.
        """
        if not self.sentences:
            self.sentences = _sentences(self.chart)
        return self.sentences[at]


def _sentences(chart: Chart) -> list[tuple[int, int]]:
    """For each token of a chart, the range of its sentence; edges never move, so this is found once."""
    line, form = chart.line, chart.form
    out: list[tuple[int, int]] = []
    first, n = 0, len(line)
    while first <= n:
        stop = line.find(EDGE, first)
        stop = n if stop < 0 else stop
        while stop - first > LONGEST:
            part = next((i + 1 for i in range(first + LONGEST, first + LONGEST // 2, -1) if form[i] == "،"), first + LONGEST)
            out += [(first, part)] * (part - first)
            first = part
        out += [(first, stop)] * (stop + 1 - first)
        first = stop + 1
    return out
