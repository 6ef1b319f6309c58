"""The two sides of a contact: who acts, and whom that side meets, calls, summons or writes to."""

from collections.abc import Callable
from typing import Final

from mahdar.grammar.rules import Match
from mahdar.reading.arguments import WITH, WITH_OR_BARE, Sides, behind, split
from mahdar.reading.circumstances import Clause, making
from mahdar.reading.discourse import both, resolve
from mahdar.reading.envoys import credentials, letter, summons
from mahdar.reading.flags import NAME, WORD
from mahdar.reading.phrases import ATTENDING, CHAIRING, OF, Phrase, is_his, phrases, taking_part
from mahdar.reading.spots import Kinds, where, within
from mahdar.reading.statuses import SENDING
from mahdar.reading.subjects import before, carried, dropped
from mahdar.reading.visits import visit_sides
from mahdar.reading.work import Who, Work

MEETINGS: Final = Kinds("contact.meeting", "contact.summit")
WITH_OR_BETWEEN: Final = (*WITH, "بين")
LEDE: Final = 3  # sentences, the headline among them, in which a signing is a report's news
TIED: Final = 6  # tokens before a party in which the noun stands that "with" belongs to
TIES: Final = set(
    "اتفاق الاتفاق اتفاقيه الاتفاقيه العلاقات علاقات العلاقه علاقه الحدود حدود الحرب حرب الازمه الخلاف الخلافات التوتر".split()
)
LOOSE: Final = 9  # tokens behind a verb of meeting in which a party behind ب is whom it is with
BETWEEN_THEM: Final = 5  # tokens behind a noun of meeting in which "between them" tells its sides
FOR: Final = 4  # tokens behind a noun of meeting in which those are told whom it was held for
NEAR: Final = 6  # tokens behind a noun of meeting in which who held it is told
MATTER: Final = ("حول", "بشان", "عن", ATTENDING)
EVENTS: Final = Kinds("contact.summit", "contact.conference", "contact.meeting", "contact.talks", "contact.visit")
PAIRS: Final = ("md", "fd", "mp", "1p")
HIS: Final = ("ه", "ها", "هم", "هما")
PEOPLE: Final = set("اعضاء عددا مجموعه افراد ممثلي رجال اهالي ابناء ذوي اسر عايلات طلاب صحفيين صحافيين نوابا نواب وفدا".split())
WAS_AT: Final = [["كان", "ب"], ["كانت", "ب"], ["كانوا", "ب"]]
BETWEEN_HIM: Final = [["بينه", "و"], ["بينها", "و"]]
HAD: Final = {"بعد", "عقب", "اثر", "خلال", "ختام"}
DURING: Final = {"خلال", "في", "بعد", "قبل", "عقب", "قبيل", "اثناء", "هامش", "("}  # a meeting behind these is another one
JOINED_HIM: Final = {"جمعه", "جمعها", "جمعته", "جمعتها", "يجمعه", "يجمعها", "سيجمعه", "تجمعه"}
WITH_HIM: Final = {"معه", "معها", "معهم", "معهما", "به", "بها", "بهم"}


def sides(work: Work, m: Match, clause: Clause) -> Sides:
    """The side that acts and the side that it meets, or None where the clause does not name two."""
    return FINDERS[m.rule.values["how"]](work, m, clause)


def _verb(work: Work, m: Match, clause: Clause) -> Sides:
    """A verb with its subject and its object, or with whom the subject meets behind مع or ب."""
    leading = before(work, clause)
    if m.rule.values.get("host") and (host := _by(work, clause)) is not None:
        guest = leading or next((p.who for p in phrases(work, clause.at + 1, host.first) if p.link == ""), None)
        return (host.who, guest) if guest else None
    bare, withs = _arguments(work, clause, leading)
    if work.chart.form[clause.at].endswith(HIS):
        subject = leading or (bare[0] if bare else None)
        guest = _antecedent(work, clause.at, subject) if subject and not m.rule.values.get("event") else None
        return (subject, guest) if subject and guest else None
    if leading is None and len(bare) == 1:
        if not withs and _met_others(work, clause):
            return None
        if not withs and len(bare[0]) > 1 and _by_name(work, clause):
            return split(bare[0]) if len({w.of for w in bare[0]}) > 1 else None
        if _his_counterpart(work, clause):
            bare, withs = [], [*bare, *withs]
    if m.rule.values.get("with") == "only":
        if not withs:
            return split(leading or (bare[0] if bare else []))
        bare = bare[:1] if leading is None else []
    if m.rule.values.get("event") and not bare[leading is None :] and not withs:
        return None  # whose guests are not told
    number = next((e.more.get("n") for e in work.chart.entries[clause.at] if e.kind.startswith("contact")), None)
    return _paired(work, clause, leading, bare, withs, number in PAIRS)


def _by_name(work: Work, clause: Clause) -> bool:
    """Whether those right behind a verb are told by their names alone: the two met (والتقى فلان وفلان)."""
    actor = work.actors.get(clause.at + 1)
    return actor is not None and actor.rule == "people.later_mention"


def _met_others(work: Work, clause: Clause) -> bool:
    """Whether the side behind a verb is its subject, that met people of no party (التقى الرئيس أمس أعضاء في جمعية)."""
    c = work.chart
    told = next((p for p in phrases(work, clause.at + 1, clause.stop) if p.link == ""), None)
    i = told.stop if told is not None else clause.stop
    while i in work.dates or c.form[i : i + 1] == ["،"]:
        i = work.dates[i].stop if i in work.dates else i + 1
    return i < clause.stop and c.form[i] in PEOPLE


def _his_counterpart(work: Work, clause: Clause) -> bool:
    """Whether the first side behind a verb is somebody's counterpart: not its subject, whose counterpart that is."""
    told = next((p for p in phrases(work, clause.at + 1, clause.stop) if p.link == ""), None)
    actor = work.actors.get(told.first) if told is not None else None
    return actor is not None and actor.rule == "people.counterpart"


def _by(work: Work, clause: Clause) -> Phrase | None:
    """By whom a guest was received (استقبل من قبل)."""
    return next((p for p in behind(work, clause, clause.at + 1) if p.link == "قبل"), None)


def _spoke(work: Work, m: Match, clause: Clause) -> Sides:
    """Two persons who spoke with each other; "I" is who is told before the words quoted."""
    form, at = work.chart.form, clause.at
    first = at - 1 if form[at - 1] in ("لقد", "قد") else at
    found = _verb(work, m, clause) if form[first - 1] != '"' else _i_spoke(work, clause, first)
    return found if found is not None and all(w.human is not None for who in found for w in who) else None


def _i_spoke(work: Work, clause: Clause, first: int) -> Sides:
    """Who told "I spoke with": named last before the words quoted, with a colon behind."""
    other = next((p.who for p in behind(work, clause, clause.at + 1) if p.link == "مع"), None)
    told = [p for p in phrases(work, clause.floor, first) if p.link == "" and p.who[0].human is not None]
    if not other or not told or ":" not in work.chart.form[told[-1].stop : first]:
        return None
    return told[-1].who[:1], other


def _arguments(work: Work, clause: Clause, leading: list[Who] | None) -> tuple[list[list[Who]], list[list[Who]]]:
    """The sides behind a verb: those that no preposition governs (before the first that one does), and those behind مع or ب."""
    ahead = [p for p in behind(work, clause, clause.at + 1) if p.link != "ب" or not _somewhere(work, p)]
    withs = [p.who for p in ahead if p.link in WITH and not p.seat and not _of_a_noun(work, clause, p)]
    first = next((n for n, p in enumerate(ahead) if p.link in WITH), len(ahead))
    told = [p for p in ahead[:first] if p.link == ""]
    bare = [p.who for n, p in enumerate(told) if not p.seat or n == 0 and leading is None]  # a capital acts, but is not met
    subject = bare[: leading is None]
    objects = sorted(bare[len(subject) :], key=lambda who: all(w.human is None for w in who))  # a name before a government
    return [*subject, *objects], withs


def _somewhere(work: Work, p: Phrase) -> bool:
    """Whether a phrase names a body or a state: behind "in" that is where something is (استقبل بقصر الحكومة)."""
    kinds = ("body", "ministry", "country", "organisation")
    return p.first not in work.actors and any(work.chart.has(p.first, kind) for kind in kinds)


def _of_a_noun(work: Work, clause: Clause, p: Phrase) -> bool:
    """Whether "with" belongs to a noun before it, not to the verb: the agreement with Ruritania, the war with it."""
    if any(w.human is not None for w in p.who):
        return False
    if p.link == "ب" and p.first > clause.at + LOOSE:
        return True
    return any(form in TIES for form in work.chart.form[max(clause.at + 1, p.first - TIED) : p.first])


def _paired(
    work: Work, clause: Clause, leading: list[Who] | None, bare: list[list[Who]], withs: list[list[Who]], pair: bool
) -> Sides:
    """The two sides among a verb's arguments; several who act together met each other."""
    subjects = [leading] if leading is not None else bare[:1]
    objects = bare[len(subjects) - (leading is not None) :] or withs
    if subjects and objects and not (pair and leading is not None and len(leading) > 1 and not withs):
        return subjects[0], objects[0]
    own = leading is None and not pair and len({w.of for w in subjects[0]}) == 1 if subjects else False
    if subjects and not own and (leading is not None or pair or len(subjects[0]) > 1):
        return split(subjects[0])
    if pair and not withs:
        return split(_two(work, clause))
    told = next(iter(bare or withs), None)
    subject = carried(work, clause, told or []) if dropped(work, clause) else None
    other = told or _him(work, clause, subject)
    return (subject, other) if subject and other else None


def _him(work: Work, clause: Clause, subject: list[Who] | None) -> list[Who] | None:
    c = work.chart
    at = next((i for i in range(clause.at + 1, min(clause.stop, clause.at + 8)) if c.form[i] in WITH_HIM), None)
    return _antecedent(work, at, subject) if at is not None and subject else None


def _antecedent(work: Work, at: int, ones: list[Who]) -> list[Who] | None:
    """Whom "him" means: the last person named before, of another party than those who act."""
    for i in range(at - 1, -1, -1):
        actor = work.actors.get(i)
        for who in resolve(work, actor) if actor is not None else []:
            if who.human is not None and not any(who.same(o) or who.of == o.of for o in ones):
                return [who]
    return None


def _talks(work: Work, m: Match, clause: Clause) -> Sides:
    """Talks, a meeting or a call that somebody held: the subject before the verb, or on either side of the noun."""
    what = m.captures["what"][0]
    if work.chart.form[what - 1] in DURING and not m.rule.values.get("attending"):
        return None
    leading = before(work, clause)
    ahead = [p for p in behind(work, clause, clause.at + 1) if p.link != ATTENDING]
    bare = [p for p in ahead if p.first <= what + NEAR and (p.link == "" or p.link == OF and p.first > what + 1)]
    others = [p for p in behind(work, clause, what + 1) if p.link in WITH_OR_BETWEEN]
    event = next(iter(within(where(work, MEETINGS), what + 2, clause.stop)), clause.stop)
    pair = next((p.who for p in others if p.link == "بين" and len({w.of for w in p.who}) > 1 and p.first < event), None)
    others = [p for p in others if p.link != "بين"]
    subject = leading or (bare[0].who if bare else None)
    if m.rule.values.get("attending") and not others:
        return None
    if pair is not None and not others:
        return split(subject if subject and len({w.of for w in subject}) > 1 else pair)
    if others:
        subject = subject or (carried(work, clause, others[0].who) if dropped(work, clause) else None)
        return (subject, others[0].who) if subject else None
    if subject and len(subject) > 1:
        return split(subject)
    if subject is None and work.chart.has(clause.at, "passive"):
        return None
    subject = subject or carried(work, clause, [])
    other = _him(work, clause, subject)
    return (subject, other) if subject and other else None


def _session(work: Work, m: Match, clause: Clause) -> Sides:
    """A session that a body held, under somebody's chair and with others present."""
    if not taking_part(work, CHAIRING, clause.floor, clause.end):
        return _attended(work, clause)
    what = m.captures["what"][0]
    found = phrases(work, clause.at + 1, clause.end)
    if any(p.link in WITH_OR_BARE and any(w.human is not None for w in p.who) for p in found if p.first < what + 3):
        return None
    who: list[Who] = []
    for w in (w for p in found if p.link in (CHAIRING, ATTENDING) for w in p.who):
        if not any(w.of == x.of for x in who):
            who.append(w)
    return split(who) if any(p.link == CHAIRING for p in found) else None


def _attended(work: Work, clause: Clause) -> Sides:
    """Those with whose participation a meeting was held that nobody else is told to have held."""
    if not taking_part(work, ATTENDING, clause.at, clause.end):
        return None
    found = phrases(work, clause.at + 1, clause.end)
    if before(work, clause) or any(p.link in WITH_OR_BARE or p.link == "بين" for p in found[:1]):
        return None
    who = next((p.who for p in found if p.link == ATTENDING), [])
    return split([w for n, w in enumerate(who) if not any(w.of == x.of for x in who[:n])])


def _noun(work: Work, m: Match, clause: Clause) -> Sides:
    """A noun of meeting: its owner, and the other side behind مع, ب, بين or من, or as its object (لقاؤه الوزير)."""
    c = work.chart
    if c.has(clause.at, "contact.reception") and (c.form[clause.at - 1] == "في" or c.form[clause.at - 2 : clause.at] in WAS_AT):
        return _received_there(work, clause)
    link = c.entry(clause.at, "contact.link")
    if link is not None and link.more.get("n") == "p":
        return None  # contacts, or lines, at large
    if "بينهما" in c.form[clause.at + 1 : clause.at + BETWEEN_THEM]:
        return split(_two(work, clause))
    if _theirs(work, clause):
        return split(_persons(work, clause))
    other = next(iter(within(where(work, EVENTS), clause.at + NEAR, clause.stop)), clause.stop)
    ahead = [p for p in behind(work, clause, clause.at + 1) if p.first < min(clause.next, other)]
    if not ahead or ahead[0].first > clause.at + 12:
        return None
    summit = c.entry(clause.at, "contact.summit") is not None
    if ahead[0].seat and len(ahead) > 1 and ahead[1].link in ("بين", "مع" if summit else "بين"):
        del ahead[0]  # the meeting of Moscow between A and B: where it was
    first = ahead[0]
    if first.seat and first.first == clause.at + 1 and len(first.who) == 1:
        return _owned(work, clause, None, ahead[1:])  # the meeting of Doha
    if first.link == "بين":
        one = carried(work, clause, first.who) if c.form[first.first - 3 : first.first - 1] in BETWEEN_HIM else None
        return (one, first.who) if one else None if _vague(work, clause.at, first) else split(first.who)
    if first.link == "ل" and first.first <= clause.at + FOR and len({w.of for w in first.who}) > 1:
        return split(first.who)  # the meeting of the leaders of A and B
    if first.link == "ل" and first.first <= clause.at + FOR and len(ahead) > 1 and ahead[1].link in WITH:
        return _owned(work, clause, first, ahead[1:])  # the meeting for A with B
    if is_his(work, clause.at):
        return _owned(work, clause, None, ahead)
    if _stranger(work, clause.at + 1):
        return None
    if first.link in (OF, "") and first.first <= clause.at + 2 and not c.form[clause.at].startswith("ال"):
        if len({w.of for w in first.who}) > 1:
            return split(first.who)
        return _owned(work, clause, first, ahead[1:])
    return _owned(work, clause, None, [p for p in ahead if p.link])


def _received_there(work: Work, clause: Clause) -> Sides:
    """Who was there to receive a guest: his host where he visited a place; who greets at an airport is none."""
    c = work.chart
    if any("مطار" in form for form in c.form[clause.floor : clause.end]):
        return None
    visits = (met for met in reversed(work.met) if met.rule == "contacts.visited" and met.ranges[-1][0] >= clause.floor)
    guest = next((met.who[:1] for met in visits if met.match is not None and met.match.trigger < clause.at), None)
    host = next((p.who[:1] for p in behind(work, clause, clause.at + 1) if p.link == "" and p.who[0].human is not None), None)
    return (host, guest) if host and guest and host[0].of != guest[0].of else None


def _theirs(work: Work, clause: Clause) -> bool:
    """Whether a noun of meeting is of two told before: their meeting, his call with him."""
    form, at = work.chart.form, clause.at
    return form[at].endswith("هما") or is_his(work, at) and any(f in WITH_HIM for f in form[at + 1 : min(clause.stop, at + 4)])


def _vague(work: Work, at: int, phrase: Phrase) -> bool:
    """Whether meetings in the plural between "the sides" are told at large."""
    noun = work.chart.entry(at, "contact.meeting")
    return noun is not None and noun.more.get("n") == "p" and work.chart.has(phrase.first, "side.both")


def _stranger(work: Work, i: int) -> bool:
    """Whether a name stands here that the report does not introduce."""
    flags = work.chart.flags[i]
    return bool(flags & NAME) and not flags & WORD and i not in work.actors


def _owned(work: Work, clause: Clause, owner: Phrase | None, ahead: list[Phrase]) -> Sides:
    """The owner of a meeting (else whoever acts) and the other side; behind من قبل stands the host."""
    c, ones = work.chart, owner.who if owner is not None else None
    link = c.has(clause.at, "contact.link")
    links = (*WITH_OR_BARE, "من") if link or c.has(clause.at, "contact.call") else WITH_OR_BARE
    if c.has(clause.at, "contact.reception"):
        links = (*links, "ل")  # the reception of one by another
    host = next((p.who for p in ahead if p.link == "قبل"), None)
    other = host or next((p.who for p in ahead if p.link in links), None)
    if other is None:
        return _guested(work, clause, owner) if owner is not None else None
    if link and all(w.human is None for w in other):
        return None  # the contacts of the sides at large
    ones = ones or carried(work, clause, other)
    if not ones:
        return None
    return (host, ones) if host else (ones, other)


def _guested(work: Work, clause: Clause, owner: Phrase) -> Sides:
    """A reception of "him", or a meeting that somebody came for or means to hold with officials: the other side stands before."""
    c = work.chart
    told = c.form[owner.stop : min(clause.stop, owner.stop + NEAR)]
    his = c.entry(clause.at, "contact.reception") is not None and any(f in ("له", "لها", "لهم", "لهما") for f in told)
    purpose = c.form[clause.at - 1] == "ل" and owner.first == clause.at + 1  # came to meet
    if not his and not purpose and not _past(work, clause, owner) and c.entry(owner.first, "contact.officials") is None:
        return None
    sent = any(form in SENDING for form in c.form[clause.floor : clause.at])
    guest = carried(work, clause, owner.who) if not sent else _antecedent(work, clause.at, owner.who)
    return None if not guest else (owner.who, guest) if his else (guest, owner.who)


def _past(work: Work, clause: Clause, owner: Phrase) -> bool:
    """Whether a meeting of a person is one that somebody had or began with: after the meeting of X, he began by meeting X."""
    c, at = work.chart, clause.at
    if c.form[at] != "لقاء" or owner.first != at + 1 or any(w.human is None for w in owner.who):
        return False
    return c.form[at - 1] in HAD or c.form[at - 1] == "ب" and making(work, clause) is not None


def _two(work: Work, clause: Clause) -> list[Who]:
    """Whom "between them" means: the first two persons of the clause, else both sides."""
    persons = _persons(work, clause)
    if len(persons) == 1:  # and somebody whom the report does not make known
        return next((who for _, who in reversed(work.scene.told) if len(who) == 2 and any(w.same(persons[0]) for w in who)), [])
    return persons or both(work, clause.at)


def _persons(work: Work, clause: Clause) -> list[Who]:
    """The first two persons, of two parties, that the sentence tells before."""
    persons: list[Who] = []
    for w in (w for p in phrases(work, clause.floor, clause.at) if p.link not in MATTER for w in p.who):
        if w.human is not None and not any(w.of == x.of for x in persons):
            persons.append(w)
    return persons[:2]


def _together(work: Work, m: Match, clause: Clause) -> Sides:
    """Two persons told together who discussed or agreed something."""
    found = phrases(work, clause.at + 1, clause.stop)
    if not found or found[0].first != clause.at + 1 or any(w.human is None for w in found[0].who) or found[0].who[1:] == []:
        return None
    return split(found[0].who) if not any(p.link == "مع" for p in found) else None


def _pair(work: Work, m: Match, clause: Clause) -> Sides:
    """Two persons told together right before their verb."""
    found = before(work, clause)
    if not found or len(found) != 2 or any(w.human is None for w in found):
        return None
    return split(found) if not any(p.link == "مع" for p in phrases(work, clause.at + 1, clause.stop)) else None


def _aside(work: Work, m: Match, clause: Clause) -> Sides:
    """Who told or handed another something, before a meeting told by the way."""
    told = [p for p in phrases(work, clause.first, clause.at) if p.who[0].human is not None and p.who[0].human.offices]
    if len(told) != 2 or told[0].link != "" or told[1].link not in ("", "الي", "ل", "مع"):
        return None
    return told[0].who[:1], told[1].who[:1]


def _purpose(work: Work, m: Match, clause: Clause) -> Sides:
    """Whom somebody means to discuss something with."""
    other = next((p.who for p in phrases(work, m.captures["rest"][0], clause.stop) if p.link == "مع"), None)
    one = carried(work, clause, other) if other else None
    return (one, other) if one and other and all(w.human is not None for w in (*one, *other)) else None


def _adverb(work: Work, m: Match, clause: Clause) -> Sides:
    """A contact told by the way (هاتفيا، في اتصال هاتفي): the first two sides of its sentence."""
    c = work.chart
    if clause.at + 1 < clause.end and c.form[clause.at + 1] in ("مع", "ب", "من", "بين") and m.rule.values.get("alone"):
        return None
    found = phrases(work, clause.first, clause.stop)
    if len({w.of for p in found for w in p.who}) < 2:
        found = phrases(work, clause.floor, clause.end)
    who = [w for p in found if p.link not in ("عن", "حول", "في", OF, ATTENDING) for w in p.who]
    persons = [w for w in who if w.human is not None]
    chosen: list[Who] = []
    for w in persons if len({w.of for w in persons}) > 1 else who:
        if not any(w.of == x.of for x in chosen):
            chosen.append(w)
    return split(chosen[:2])


def _signed(work: Work, m: Match, clause: Clause) -> Sides:
    """Two officials of different parties who are told, near the head of a report, to have signed something."""
    found = [p for p in phrases(work, clause.at + 1, clause.end) if p.link == ""]
    if not found or found[0].first != clause.at + 1 or work.chart.form[: clause.at].count("\n") > LEDE:
        return None
    chosen: list[Who] = []
    for w in (w for p in found for w in p.who):
        if w.human is not None and w.human.offices and not any(w.of == x.of for x in chosen):
            chosen.append(w)
    return split(chosen) if len(chosen) == 2 else None


def _adjectives(work: Work, m: Match, clause: Clause) -> Sides:
    """The parties that two adjectives tell: the Saudi–African summit."""
    return split(
        [Who(None, e.id) for i in range(*m.captures["parties"]) if (e := work.chart.entry(i, "nationality")) is not None]
    )


def _mechanism(work: Work, m: Match, clause: Clause) -> Sides:
    """A session of a mechanism between the two sides (الدورة العاشرة للجنة المشتركة): their states, told or not."""
    told = [w for p in phrases(work, clause.at, clause.stop) if p.link in WITH_OR_BETWEEN for w in p.who]
    told = told or [Who(None, e.id) for i in range(*m.captures["name"]) if (e := work.chart.entry(i, "nationality")) is not None]
    return split([Who(None, w.of) for w in told or both(work, clause.at) if w.of])


def _joined(work: Work, m: Match, clause: Clause) -> Sides:
    """A meeting that brought sides together (him with another: جمعه بنظيره), or that they held."""
    verb = m.captures["rest"][0] - 1
    ahead = behind(work, clause, verb + 1)
    ahead = [p for p in ahead if p.link == "" or p.link in WITH_OR_BETWEEN]
    both_held = work.printed(verb, verb + 1).endswith("ياها")  # talks that the two held
    if work.printed(verb, verb + 1).endswith("ناها"):  # that we held: who writes, and to whom
        return split(next((met.who for met in reversed(work.met) if met.form == "letter"), []))
    if ahead and _vague(work, clause.at, ahead[0]) or not (ahead or both_held):
        return None
    if both_held:
        return split(_two(work, clause))
    if work.chart.form[verb] in JOINED_HIM or ahead[0].link in WITH and is_his(work, verb):
        other = next((p.who for p in ahead if p.link in WITH), None)
        one = carried(work, clause, other) if other else None
        return (one, other) if one and len(one) == 1 and other else None
    return split(ahead[0].who) or ((ahead[0].who, ahead[1].who) if len(ahead) > 1 and ahead[1].link in WITH else None)


FINDERS: Final[dict[str, Callable[[Work, Match, Clause], Sides]]] = {
    "verb": _verb,
    "spoke": _spoke,
    "pair": _pair,
    "aside": _aside,
    "purpose": _purpose,
    "talks": _talks,
    "noun": _noun,
    "session": _session,
    "adverb": _adverb,
    "letter": letter,
    "summons": summons,
    "credentials": credentials,
    "adjectives": _adjectives,
    "joined": _joined,
    "mechanism": _mechanism,
    "visit": visit_sides,
    "together": _together,
    "signed": _signed,
}
