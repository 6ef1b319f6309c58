"""The clause behind a verb of saying, read word by word: its subject, whom it addresses, and where what is said begins.

A verb has the frames that its rules tell (with إن, with إلى, with an object, …). Which one it has here is told by what stands
first behind it, once its subject and the time and place of speaking are passed.
"""

from typing import Final

from mahdar.grammar.lexicon import Entry
from mahdar.grammar.rules import Match
from mahdar.reading.adverbials import (
    ADVERBIAL,
    ALL,
    HIS_MEETING,
    NAMING,
    NOT_SAID,
    PARTICLES,
    PASSED_OVER,
    SINGLE,
    comma,
    is_circumstance,
    names_source,
    past,
    past_comma,
    past_source,
)
from mahdar.reading.discourse import both, resolve, voice
from mahdar.reading.flags import EULOGY, NAME, UNKNOWN, WORD
from mahdar.reading.preceding import adjacent
from mahdar.reading.private import names_body
from mahdar.reading.saying import OTHER, PARTICIPLE, TAKES_PRONOUN, TENSES, tense_of, verb_of
from mahdar.reading.speakers import JOINT, MASCULINE, PREPOSITIONS, RELATIVES, ROLES, partner_at, sides_at
from mahdar.reading.strangers import SOMEBODY, no_noun, past_quoted_name, past_talks, strange, unofficial, unread
from mahdar.reading.work import Actor, Who, Work

REACH: Final = 70  # tokens behind a verb in which its content begins
ADDRESSING: Final = {"أبلغ", "أخبر", "وعد", "طلب", "نصح"}  # verbs whose second noun is the one told
SEVERAL: Final = {"عدد", "بعض", "احد", "احدي", "مجموعه", "عشرات", "مييات", "الاف", "كثيرون", "بعضهم", "احدهم", "غالبيه"}
THINKING: Final = {"اعتبر", "حذر"}  # with "that", the noun behind them is their subject
TELLING: Final = {"أبلغ", "أخبر"}
TOLD: Final = 5  # tokens of those who are told
NEEDS_NOUN: Final = {"جدد", "كرر", "أبدى"}  # what they have as object is an attitude: support, stress, invitation
NEEDS_SUBJECT: Final = {"أبرز", "قرر"}  # without a subject these are other words (the most prominent)
EXCHANGES: Final = {"تبادل", "تشاور", "تباحث"}  # what is discussed may stand behind "in"
PARTED: Final = {"تبادل", "تشاور", "تحدث"}  # what is discussed stands behind a particle
WORDS_OF: Final = {"تصريحات", "تصريح", "اقوال", "كلام", "حديث"}  # "the words of", which a source passes on
HIS_WORDS: Final = {"عنه", "عنها", "قوله", "قولها"}  # of who spoke last
NO_VERBS: Final = {"ردا", "علما"}  # nouns in the accusative that look like duals
MEALS: Final = {"العشاء", "الغداء", "الافطار", "الطعام", "طعام", "وجبه", "القهوه"}  # what is taken (تناول), not dealt with
BACK: Final = set("اليها اليه عنها عنه عليها عليه بها".split())  # with these a relative clause points back to what was told
VIEWS: Final = set("الاراء اراء الراي وجهات وجهه النظر الافكار الحديث الاحاديث المعلومات الرسايل".split())
MEN: Final = tuple("وزير الوزير رييس الرييس سفير السفير الملك الامير المسوول نظيره نايب".split())  # titles of a man
MATTERS: Final = {"حول", "بشان", "ازاء", "في", "عن", "تجاه"}
AFFAIRS: Final = set("اخر مستجدات تطورات العلاقات سبل قضايا القضايا ملف ملفات اوضاع الاوضاع موضوع تعزيز افاق".split())
SOURCES: Final = frozenset(("source_role", "agency", "outlet"))
MEANT: Final = frozenset(("attitude", "planned.for"))  # what is said, though it tells what is planned too
NO_OBJECT: Final = frozenset(
    "switch comp sidelines attribution planned weekday contact.call contact.by_video contact.by_phone".split()
)


class Clause:
    """A reporting clause: the rule that starts it, its verb, the frame it has here and the first token of its content.

    ``subject`` stands at ``found_at``; it is None where it is dropped, empty where it is no side (an agency, a newspaper).
    ``relayed`` where a source that is no side passes the words on, ``source`` the gender of that one's verb. ``name`` is the verb
    as the lexicon names it, ``number`` its person, number and gender; ``opened`` the quotation marks inside which it stands,
    ``outer`` the clause that only passes it on.
    """

    __slots__ = (
        "addressee",
        "at",
        "first",
        "found_at",
        "frame",
        "match",
        "name",
        "number",
        "opened",
        "outer",
        "participle",
        "relayed",
        "source",
        "subject",
        "tense",
        "verb",
    )

    def __init__(
        self,
        match: Match,
        verb: Entry | None,
        frame: str = "",
        first: int = 0,
        subject: list[Who] | None = None,
        found_at: int = 0,
        relayed: bool = False,
    ) -> None:
        self.at = match.trigger
        self.frame = frame
        self.first = first
        self.subject = subject
        self.found_at = found_at
        self.addressee: list[Who] = []
        self.relayed = relayed
        self.source = ""
        self.opened: int | None = None
        self.outer: Clause | None = None
        self.take(match, verb)

    def take(self, match: Match, verb: Entry | None) -> None:
        """Take a rule and a verb of the same token."""
        self.match = match
        self.verb = verb
        rank = tense_of(verb.kind) if verb is not None else OTHER
        self.name = verb.id if verb is not None else ""
        self.number = verb.more.get("n", "ms") if verb is not None else "ms"
        self.tense = TENSES[rank] if rank < OTHER else ""
        self.participle = rank == PARTICIPLE


def said_by(work: Work, at: int, rules: dict[str, Match]) -> Clause | None:
    """The clause of the verb at a token that may have some frames; None where no content follows."""
    verb = verb_of(work.chart.entries[at])
    form = work.chart.form
    if not verb.entries or verb.bears_object or form[at] in NO_VERBS or at + 1 < len(form) and form[at + 1] in BACK:
        return None
    found: dict[str, Match] = {}
    for frame in verb.frames:
        m = rules.get("participle_" + frame) if verb.participle else None
        m = m or rules.get(frame)
        if m is not None:
            found[frame] = m
    if not found:
        return None
    out = Clause(next(iter(found.values())), verb.entries[0])
    _, end = work.sentence(at)
    scan = Scan(work, out, found, min(end, at + REACH))
    if not scan.run():
        return None
    out.take(found.get(out.frame, out.match), verb.frames.get(out.frame, out.verb))
    out.number = scan.whose or out.number
    return out


class Scan:
    """One pass over the tokens behind a verb, up to where its content begins."""

    __slots__ = ("bare", "frames", "governed", "out", "relative", "stop", "whom", "whose", "work")

    def __init__(self, work: Work, out: Clause, frames: dict[str, Match], stop: int) -> None:
        self.work, self.out, self.frames, self.stop = work, out, frames, stop
        self.bare = ""  # the frame of what stands behind the verb without a particle
        for frame in ("object", "pair", "discuss"):
            if frame in frames:
                self.bare = frame
                break
        self.whom = False  # whether a meeting of his was passed last: a side behind it is whom he met
        self.whose = ""  # the person and gender of whose words are passed on (قوله)
        self.relative = False  # whether a relative clause is open: only a particle ends it
        self.governed = False  # whether a prepositional phrase was passed last: a name behind its comma is in apposition to it

    def run(self) -> bool:
        """Fill in the clause; whether content was found."""
        work, out, c = self.work, self.out, self.work.chart
        i = out.at + 1
        if out.tense in ("past", "present") and (ahead := adjacent(work, out.at, out.number)) is not None:
            out.subject, out.found_at = ahead, out.at
        if "discuss" in self.frames and out.subject is None and out.number not in JOINT:
            talks = past_talks(work, i, self.stop)
            if talks is not None:
                out.subject, out.found_at, i = both(work, i), i, talks
        while i < self.stop:
            if i > out.at + 1 and self._another(i):
                return False
            found = sides_at(work, i, self.stop)
            if i == out.at + 1 and out.subject is None and found is None and out.tense == "past" and unofficial(work, i):
                out.subject, i = [], i + 1
                continue
            self.relative = self.relative or self._apposed(i)
            frame, first = self._opening(i, found)
            if frame:
                out.frame, out.first = frame, first
                if out.subject is None and frame not in ("object", "pair", "discuss") and self._of_stranger():
                    out.subject, out.found_at = [], out.at + 1
                return first < self.stop
            form = c.form[i]
            if i == out.at + 1 and out.subject is None and found is None and (after := self._past_subject(i)) is not None:
                i = after
                continue
            if form == '"' and "that" in self.frames and (after := past_quoted_name(work, i, self.stop)) is not None:
                out.subject, i = ([] if out.subject is None and i == out.at + 1 else out.subject), after
                continue
            self.relative = form in RELATIVES or self.relative and not comma(work, i)
            if out.name == "نقل" and (after := self._from_whom(i, form)) is not None:
                i = after
                continue
            if form == "مع" and "discuss" in self.frames and (whom := partner_at(work, i + 1, self.stop)) is not None:
                out.addressee, i = out.addressee or whom[0], whom[1]
                continue
            if form == "كل" and i + 1 < self.stop and c.form[i + 1] == "من":
                i += 2
                continue
            if (nxt := self._named(i, found)) is not None:
                i = nxt
                continue
            i = self._past(i, form)
        return False

    def _from_whom(self, i: int, form: str) -> int | None:
        """The token behind him whose words a source passes on (عن الوزير، قوله); None where nobody is told by name."""
        out = self.out
        whom = sides_at(self.work, i + 1, self.stop) if form == "عن" or form in WORDS_OF else None
        if whom is not None:
            out.subject, out.found_at, out.relayed = whom[0], i + 1, True
            return whom[1]
        if form in HIS_WORDS and not out.relayed and "عن" not in self.work.chart.form[out.at : i]:
            out.subject, out.relayed = None, True
            self.whose = "fs" if form.endswith("ها") else "ms"
        return None

    def _past(self, i: int, form: str) -> int:
        """Pass a word or a phrase; a side behind a meeting of his (خلال لقائه الوزير) is whom he met."""
        his = form in ADVERBIAL and i + 1 < self.stop and self.work.chart.form[i + 1] in HIS_MEETING
        self.whom = his or self.whom and form not in ("مع", "،")
        self.governed = form in ADVERBIAL or form in PARTICLES or self.governed and comma(self.work, i)
        return past(self.work, i, self.stop)

    def _apposed(self, i: int) -> bool:
        """Whether another title of the subject begins at a token, up to the next comma (كشف فلان، مساعد المدير، عن…)."""
        c, out = self.work.chart, self.out
        if not out.subject or not comma(self.work, i - 1) or out.name in TAKES_PRONOUN:
            return False
        return c.has(i, "office") or c.form[i] in SOMEBODY

    def _of_stranger(self) -> bool:
        """Whether a noun right behind the verb is its subject, and nobody known as an official."""
        out = self.out
        if out.tense not in ("past", "present") or out.number not in ("ms", "fs"):
            return False
        if self.work.chart.form[out.at + 1] in SEVERAL:
            return True
        governed = out.name in TAKES_PRONOUN and not (out.frame == "that" and out.name in THINKING)
        if governed or out.name in ADDRESSING or out.name == "نقل":
            return False  # whom he asks, tells, calls on
        return strange(self.work, out.at + 1, self.stop)

    def _another(self, i: int) -> bool:
        """Whether another clause's verb stands at a token."""
        c = self.work.chart
        if comma(self.work, i - 1) and c.form[i].endswith("ا") and c.has(i, "say.participle"):
            return True
        if c.form[i - 1] not in ("و", "،", "كما", "ف") or c.form[i] in SINGLE or c.has(i, "attitude"):
            return False
        if self.out.tense == "present" and c.has(i, "contact.present"):
            return True
        return not c.has(i, "say.masdar") and (c.has(i, "say.past") or c.has(i, "contact.past"))

    def _opening(self, i: int, found: tuple[list[Who], int] | None) -> tuple[str, int]:
        """The frame whose content begins at a token, and its first token; ("", 0) where none does."""
        c, frames, form = self.work.chart, self.frames, self.work.chart.form[i]
        if "that" in frames and c.has(i, "comp"):
            return "that", i + 1
        if form == ":" and "quote" in frames:
            return "quote", i + 2 if i + 2 < self.stop and c.has(i + 1, "comp") else i + 1
        if form == '"':
            return self._quotation(i)
        if i + 1 < self.stop and (opened := self._particle(i, form)) is not None:
            return opened
        if self.relative:
            return "", 0
        bare = self.bare
        if bare and c.form[i - 1] != "و" and not (bare == "discuss" and self.out.name in PARTED) and self._is_object(i, found):
            return bare, i
        return "", 0

    def _particle(self, i: int, form: str) -> tuple[str, int] | None:
        """The frame that a preposition opens."""
        c, frames = self.work.chart, self.frames
        if form in PARTICLES:
            if "that" in frames and c.has(i + 1, "comp"):
                return "that", i + 2
            key = PARTICLES[form]
            if key in frames and not (form == "ب" and is_circumstance(self.work, i + 1)) and c.form[i + 1] not in NOT_SAID:
                return key, i if key == "with" else i + 1
        if form == "علي" and self.out.name == "ركز":
            return "discuss", i + 1
        if form == "ل" and "to" in frames and self.out.name == "دعا" and sides_at(self.work, i + 1, self.stop) is None:
            return "to", i + 1
        if form in ("حول", "بشان") and "on" in frames and self.out.number in JOINT:
            return "on", i + 1
        if form in MATTERS and "discuss" in frames and not is_circumstance(self.work, i + 1) and not self._goods(i):
            matter = form != "في" or self.out.name in EXCHANGES or c.form[i + 1] in AFFAIRS
            return ("discuss", i + 1) if matter else None
        return None

    def _goods(self, i: int) -> bool:
        """Whether what is exchanged before a token is neither views nor words (تبادل السلع)."""
        between = self.work.chart.form[self.out.at + 1 : i]
        return self.out.name == "تبادل" and bool(between) and not any(VIEWS.intersection(f.split()) for f in between)

    def _quotation(self, i: int) -> tuple[str, int]:
        """A quotation opens the content, unless only a name or a noun stands in the marks and a particle follows."""
        c, form, stop = self.work.chart, self.work.chart.form, self.stop
        if names_source(self.work, i) or form[self.out.at : i].count('"') % 2 or form[i - 1] in NAMING:
            return "", 0  # an agency's name, or the end of a quotation
        if self.out.name in NEEDS_NOUN or self.out.name in PARTED:
            return "", 0
        close = next((j for j in range(i + 1, min(stop, i + 8)) if form[j] == '"'), None)
        if close is not None:
            if any(j in self.work.actors or c.has(j, "side") or c.has_any(j, SOURCES) for j in range(i + 1, close)):
                return "", 0
            if "that" in self.frames and any(c.has(j, "comp") for j in range(close + 1, min(stop, close + 14))):
                return "", 0
        frame = next((f for f in ("quote", "object", "discuss") if f in self.frames), "")
        return frame, i + 1 if frame == "quote" else i

    def _is_object(self, i: int, found: tuple[list[Who], int] | None) -> bool:
        """Whether a token begins the object of the verb, which is what is said."""
        c, out, form = self.work.chart, self.out, self.work.chart.form[i]
        if not ("ء" <= form[0] <= "ي") or form in PASSED_OVER:
            return False
        if self._titled(i) is not None:
            return False
        unsaid = c.has_any(i, NO_OBJECT) and not c.has_any(i, MEANT)
        if i in self.work.dates or unsaid or out.name in ADDRESSING and found:
            return False
        if (
            out.name in TELLING
            and "that" in self.frames
            and any(c.has(j, "comp") for j in range(i + 1, min(i + TOLD, self.stop)))
        ):
            return False  # whom he tells it
        if out.name in NEEDS_NOUN and not any(
            c.has(j, "attitude") or c.has(j, "review") for j in range(i, min(self.stop, i + 3))
        ):
            return False
        if out.name in NEEDS_SUBJECT and not out.subject and out.tense == "past":
            return False
        if form in MEALS or c.flags[i] & EULOGY or c.has(i, "honorific") and i + 1 in self.work.actors:
            return False
        if form == "كل" and c.form[min(i + 1, self.stop - 1)] == "من":
            return False
        if found is not None:
            known = [*(out.subject or []), *out.addressee]
            if any(w.human is not None and ("discuss" in self.frames or any(w.same(k) for k in known)) for w in found[0]):
                return False
            return not self._may_be_subject(i, found) and not self._in_apposition(i)
        spoken = out.subject is None and i - out.at < 4 or "that" in self.frames or "quote" in self.frames
        if spoken and c.has_any(i, SOURCES) or self._nameless(i):
            return False
        return "that" not in self.frames or out.participle or not self._of_subject(i)

    def _past_subject(self, i: int) -> int | None:
        """The comma or particle behind a noun that is the subject, which is whoever it names, or nobody known; or None."""
        c, out = self.work.chart, self.out
        if (whose := self._titled(i)) is not None:
            out.subject, out.found_at = resolve(self.work, whose), i
            return whose.stop
        if (
            out.tense != "past"
            or "that" not in self.frames
            or self.bare != "object"
            or out.name in TAKES_PRONOUN
            or no_noun(self.work, i)
        ):
            return None
        if not self._of_subject(i):
            return None
        end = next(j for j in range(i + 1, self.stop) if c.entry(j, "comp") is not None or comma(self.work, j))
        noun = next(
            (j for j in range(i + 1, end) if j not in self.work.actors and no_noun(self.work, j) and c.form[j] != '"'), end
        )
        heads = (j for j in range(i + 1, noun) if '"' not in c.form[i:j] or c.entry(j, "body") is not None)
        named = (found for j in heads if (found := sides_at(self.work, j, end)) is not None)
        out.subject, out.found_at = next(named, ([], i))[0], i
        return end - 1 if c.form[end - 1] in PARTICLES else end

    def _of_subject(self, i: int) -> bool:
        """Whether a noun is, or is in apposition to, a subject that no list knows: a particle follows (أكد المكتب أن…)."""
        c, out = self.work.chart, self.out
        apposed = comma(self.work, i - 1)
        if not apposed and (out.subject is not None or i > out.at + 1) or c.has(i, "attitude") or c.has(i, "cue"):
            return False
        for j in range(i + 1, min(self.stop, i + 12)):
            if c.has(j, "comp"):
                if apposed:
                    return comma(self.work, j - 1) or c.form[j - 1] in PARTICLES and comma(self.work, j - 2)
                return c.form[j - 1] not in ("التاكيد", "ضروره", "اهميه") and not any(c.has(k, "attitude") for k in range(i, j))
            if comma(self.work, j) and not apposed:
                return self._that_behind(j) or self._named_before_comma(i, j)
        return False

    def _that_behind(self, j: int) -> bool:
        """Whether a particle follows a comma, or the parenthesis that a comma opens (أعلنت سلطات المدينة، أمس، أن…)."""
        c, k = self.work.chart, past_comma(self.work, j, self.stop)
        return k < self.stop and c.entry(k, "comp") is not None

    def _named_before_comma(self, i: int, j: int) -> bool:
        """Whether a name that no list knows stands before a parenthesis behind which a particle follows (أكد صالح، أمس، أن…)."""
        c = self.work.chart
        if j - i > 3 or not all(c.flags[k] & (NAME | UNKNOWN) for k in range(i, j)):
            return False
        k = next((k for k in range(j + 1, min(self.stop, j + 12)) if c.has(k, "comp")), None)
        return k is not None and (comma(self.work, k - 1) or c.form[k - 1] in PARTICLES and comma(self.work, k - 2))

    def _nameless(self, i: int) -> bool:
        """Whether an official whose name the report does not give, or nobody could read, is the subject right behind the verb."""
        c, out = self.work.chart, self.out
        if out.subject is not None or out.participle or i != out.at + 1 or i in self.work.actors:
            return False
        if c.form[i] in SEVERAL or unread(self.work, i):
            return True
        strange = all(
            k not in self.work.actors and c.flags[k] & UNKNOWN and not c.flags[k] & WORD for k in (i, min(i + 1, self.stop - 1))
        )
        return bool(strange) or c.has(i, "office") and c.form[i] not in ROLES and self._name_behind(i) is None

    def _titled(self, i: int) -> Actor | None:
        """The head of a private body who is the subject right behind the verb, with a title that was not read as his."""
        c, out = self.work.chart, self.out
        first = out.subject is None and i == out.at + 1 and c.has(i, "office") and names_body(self.work, i, i + 1)
        says = out.tense == "past" and c.has(out.at, "say.past.that") and out.name not in TAKES_PRONOUN
        return self._name_behind(i) if first and says else None

    def _name_behind(self, i: int) -> Actor | None:
        """The person whose name stands behind a title that was not read as his, before what is said."""
        c = self.work.chart
        for j in range(i + 1, min(self.stop, i + 8)):
            if c.has(j, "comp") or comma(self.work, j):
                return None
            actor = self.work.actors.get(j)
            if actor is not None and actor.kind == "person":
                return actor if c.form[j - 1] not in PREPOSITIONS else None
        return None

    def _in_apposition(self, i: int) -> bool:
        """Whether a name behind a comma only names again what a preposition governs."""
        return self.governed and comma(self.work, i - 1) and i - 1 > self.out.at + 1

    def _may_be_subject(self, i: int, found: tuple[list[Who], int]) -> bool:
        """Whether a side at a token can be the verb's subject: it agrees with it, and nothing was the subject before."""
        c, out, form = self.work.chart, self.out, self.work.chart.form[i]
        if out.subject is not None or out.number in JOINT or out.number == "1s" or self._in_apposition(i):
            return False
        if c.form[i - 1] in ALL and out.name in TAKES_PRONOUN:
            return False  # whom he calls on: all sides
        if form.endswith("ين") and (c.has(i, "side") or c.has(i, "organisation") and form.endswith("يين")):
            return False
        actor = self.work.actors.get(i)
        if out.number == "fs" and actor is not None and form.startswith(MEN) and not form.split()[0].endswith("ه"):
            if actor.kind != "person" or out.name in TAKES_PRONOUN:  # else a woman's title in its masculine form
                return False
        if out.participle:
            plain = out.verb is not None and bool(out.verb.more.get("plain")) and out.name not in TAKES_PRONOUN
            return plain and i == out.at + 1 and i in self.work.actors and self.work.actors[i].kind != "party"
        if out.number == "ms" and i not in self.work.actors and c.has(i, "country") and form not in MASCULINE:
            return False
        if out.number == "ms" and c.has(i, "body") and form.startswith("ال") and form.endswith("ه"):
            return False  # whom he calls on: the government
        return not ("pair" in self.frames and found[1] < self.stop and c.form[found[1]] in ("علي", "ب"))

    def pass_name(self, i: int) -> int | None:
        """The token after a side that is named at a token, or None."""
        return self._named(i, sides_at(self.work, i, self.stop))

    def _named(self, i: int, found: tuple[list[Who], int] | None) -> int | None:
        """Pass a side that is named at a token, as subject or as whom the words are addressed to."""
        c, out = self.work.chart, self.out
        if out.subject is None and i - out.at < 4 and i not in self.work.actors:
            if c.has_any(i, SOURCES):
                out.subject, out.found_at = [], i
                return past_source(self.work, i + 1, self.stop)
            if self._nameless(i):
                named = (c.entry(j, "nationality") or c.entry(j, "country") for j in range(i + 1, min(i + 4, self.stop)))
                party = next((entry.id for entry in named if entry), None)
                if c.form[i] in SEVERAL or unread(self.work, i) or names_body(self.work, i, i + 1):
                    party = None  # some of a people, somebody who is told to act on it, or the head of a private body
                out.subject = [voice(self.work, party, i) or Who(None, party)] if party else []
                return i + 1
        if found is None:
            return None
        who, after = found
        self.governed = self.governed or self.whom
        if not self.whom and self._may_be_subject(i, found):
            out.subject, out.found_at = who, i
        elif who and not self._in_apposition(i):
            out.addressee = out.addressee or who
        return max(after, i + 1)


__all__ = ["PREPOSITIONS", "Clause", "Scan", "adjacent", "said_by"]
