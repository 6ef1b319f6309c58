"""Later mentions of the persons of a report: by surname, first name, another spelling, honorific or title alone."""

from bisect import bisect_left
from typing import Final

from mahdar.grammar.chart import Chart
from mahdar.reading.flags import AND, CLOSED, HARD, HONORIFIC, HONORIFIC_PRONOUN, NAME, PARTICLE, SYLLABLE, UNKNOWN, WORD
from mahdar.reading.humans import alike, holder, human_of, inside, opening, printed, put, same_name, words_of
from mahdar.reading.known import known_parties
from mahdar.reading.names import CHAIN, is_plain, name_end, skip_honorifics
from mahdar.reading.spots import Kinds, where
from mahdar.reading.titles import Title
from mahdar.reading.work import Actor, Human, Who, Work

HONORIFICS: Final = Kinds("honorific", people=True)
NAMES_OR_UNKNOWN: Final = Kinds("unknown", "name", people=True)
SPOKE: Final = Kinds("say.past", people=True)
NAMES: Final = Kinds("name", people=True)
HONORIFIC_PRONOUNS: Final = Kinds("honorific_pronoun", people=True)

FAMILY_FIRST: Final = {"CN", "KR", "KP", "VN", "TW", "HK", "SG"}
NO_KEY: Final = {"بن", "ال", "ابن", "ابو", "عبد", "الله", "بنت", "ولد", "ان"}
DOUBTFUL: Final = {"لي", "كي", "علي", "ان", "هي", "ولي", "وان", "من"}  # names that are words of grammar too
BEFORE_NAMES: Final = {"مع", "من", "ل", "ب", "قال", "بين", "و", "كان", "زياره", "وصول", "اقام"}


def honorific_names(work: Work) -> None:
    """Names behind an honorific; where the title is read already, the honorific joins it."""
    c, done = work.chart, 0
    for i in where(work, HONORIFICS):
        if i < done or not c.flags[i] & HONORIFIC or inside(work, i):
            continue
        start = skip_honorifics(c, i)
        stop = name_end(c, start)
        known = work.actors.get(start)
        if known is not None and known.kind == "person":  # the name is read with its title already
            done = known.stop
            put(work, i, done, "person", known.who, known.rule)
        elif stop > start > i and _begins(c, start) and not _of_an_institution(c, i):
            human = human_of(work, start, stop, None)
            put(work, i, stop, "person", [Who(human, human.of)], "people.honorific_name")
            done = stop


def _begins(c: Chart, i: int) -> bool:
    """Whether a name may begin at a token: a word of names, or an unknown one before such a word."""
    if c.flags[i] & (NAME | PARTICLE):
        return True
    return bool(c.flags[i] & UNKNOWN) and not c.flags[i] & AND and is_plain(c, i + 1) and bool(c.flags[i + 1] & NAME)


INSTITUTIONS: Final = frozenset(
    (
        "جامعه مطار مستشفي قصر قاعده شارع مدينه مركز جايزه موسسه ميناء معهد مدرسه مسجد جامع كليه ملعب استاد سد جسر برج "
        "قلاده وشاح كاس دار حي ميدان معرض متحف فيلم روايه كتاب مسلسل مكتبه وسام"
    ).split()
)


def _of_an_institution(c: Chart, i: int) -> bool:
    """Whether a name is that of a university, an airport, a prize: no person acts."""
    return i > 0 and c.form[i - 1] in INSTITUTIONS


def later_mentions(work: Work) -> None:
    """Mentions by a part of a known name: the surname, the family name of East Asians, the first name behind an honorific."""
    index = _index(work.humans)
    c = work.chart
    covered = bytearray(len(c.form) + 1)
    for a in work.actors.values():
        covered[a.first : a.stop] = b"\1" * (a.stop - a.first)
    done = 0
    for i in [i for i, form in enumerate(c.form) if form in index] if index else ():
        if i < done or covered[i]:
            continue
        stop, humans = _longest(c, i, index, covered)
        human = _meant(c, i, stop, humans)
        if human is not None and stop == i + 1 and c.flags[i] & (WORD | CLOSED) and not _spelt(work, i, human):
            continue  # أمام, whatever إمام is called
        if human is None or stop == i + 1 and i > done and not covered[i - 1] and _namesake(c, i, human):
            continue
        if stop == i + 1 and _of_the_family(c, i, human):
            continue
        stop = _in_full(work, i, stop, human)
        first = i
        while (
            first > done
            and (c.form[first - 1] in ("ابن", "بن", "ال") or c.flags[first - 1] & HONORIFIC)
            and not covered[first - 1]
        ):
            first -= 1
        human.mentions.append((first if c.form[first] in ("ابن", "بن") else i, stop))
        put(work, first, stop, "person", [Who(human, human.of)], "people.later_mention")
        done = stop


HAMZAS: Final = "أإآ"


def _spelt(work: Work, i: int, human: Human) -> bool:
    """Whether a word that means something too is spelt as the name is: with the same hamza, where both have one."""
    told = work.printed(i, i + 1)
    if work.chart.form[i] == "علي" and told != "علي":  # "on"
        return False
    mine = [w for w in human.name.split() if w[1:] == told[1:] and w[:1] in HAMZAS and told[:1] in HAMZAS]
    return not mine or any(w[0] == told[0] for w in mine)


def _index(humans: list[Human]) -> dict[str, list[Human]]:
    """Who is meant by a word: each word of a name, with the conjunction too where it cannot be parted."""
    index: dict[str, list[Human]] = {}
    for human in humans:
        for word in human.words:
            if len(word) > 1 and word not in NO_KEY:
                index.setdefault(word, []).append(human)
                if len(word) < 4 or word in (human.words[0], human.words[-1]):
                    index.setdefault("و" + word, []).append(human)
    return index


def _longest(c: Chart, i: int, index: dict[str, list[Human]], covered: bytearray) -> tuple[int, list[Human]]:
    """How far the words of known names go on, and the persons that have them all."""
    form, stop, n = c.form[i], i + 1, len(c.form)
    humans = [h for h in index[form] if form in h.words or form[1:] in h.words]
    while stop < n and not covered[stop] and (c.form[stop] in index or c.flags[stop] & PARTICLE):
        more = [h for h in humans if c.form[stop] in h.words]
        if not more or c.has(stop, "comp") and not any(_follows(h, c.form[stop - 1], c.form[stop]) for h in more):
            break
        humans, stop = more, stop + 1
    while c.flags[stop - 1] & PARTICLE and stop > i + 1:
        stop -= 1
    return stop, humans


def _follows(human: Human, before: str, word: str) -> bool:
    """Whether a word of a name stands right behind another in it: "Jae-in", where "in" alone is "that"."""
    return (before, word) in zip(human.words, human.words[1:], strict=False)


def _meant(c: Chart, i: int, stop: int, humans: list[Human]) -> Human | None:
    """The one person whom these words can mean, or None."""
    form = c.form[i]
    unknown = not c.flags[i] & WORD or bool(c.flags[i] & NAME)
    ranked = [(_rank(c, i, stop, h, unknown), h) for n, h in enumerate(humans) if not any(h is one for one in humans[:n])]
    top = max((rank for rank, _ in ranked), default=-1)
    if top < 0 or form in DOUBTFUL and not _subject_place(c, i) or stop == i + 1 and _adjective(c, i):
        return None
    best = [h for rank, h in ranked if rank == top]
    return best[0] if len(best) == 1 else None


def _adjective(c: Chart, i: int) -> bool:
    """Whether a surname with the article is the adjective of the noun before it: the Arab council."""
    if not i or not c.form[i].startswith("ال") or not c.flags[i] & WORD:
        return False
    bits = c.flags[i - 1]
    return bool(bits & WORD) and c.form[i - 1].startswith("ال") and not bits & (HARD | HONORIFIC | CLOSED | NAME)


def _namesake(c: Chart, i: int, human: Human) -> bool:
    """Whether a first name that is not his stands before a surname: another person of that family."""
    if not i or c.form[i] != human.words[-1] or len(human.words) < 2 or c.form[i - 1] in human.words:
        return False
    bits = c.flags[i - 1]
    return bool(bits & NAME) and not bits & (WORD | HARD | CLOSED | HONORIFIC | PARTICLE | AND)


def _of_the_family(c: Chart, i: int, human: Human) -> bool:
    """Whether somebody else is meant: other given names behind a family name of East Asia, another's name behind a given name."""
    words = human.words
    if len(words) < 2 or not is_plain(c, i + 1) or any(c.form[i + 1][:3] == word[:3] for word in words):
        return False
    if (human.of is None or human.of in FAMILY_FIRST) and c.flags[i + 1] & SYLLABLE:
        return True
    return c.form[i] == words[0] and bool(c.flags[i + 1] & NAME) and not c.flags[i + 1] & PARTICLE


def _in_full(work: Work, i: int, stop: int, human: Human) -> int:
    """Where a mention ends that tells more of a name than any before: the fullest form printed is the person's name."""
    end = name_end(work.chart, i)
    if end <= stop + 1:
        return stop
    words = words_of(work, i, end)
    if len(words) <= len(human.words) or words[0] != human.words[0] or not set(human.words) <= set(words):
        return stop
    if words[-1] != human.words[-1] and words[len(human.words)] not in CHAIN_OR_HOUSE:
        return stop
    human.words, human.name = words, printed(work, i, end)
    return end


def _rank(c: Chart, i: int, stop: int, human: Human, unknown: bool) -> int:
    """How well words mean a person: 2 surely, -1 not at all."""
    words, form = human.words, c.form[i]
    word = form if form in words else form[1:]
    if stop - i > 1:
        return 2
    if c.entry(i, "office") is not None and (word != words[-1] or not i or c.entry(i - 1, "say.past") is None):
        return -1  # a title, but for a surname that is also one where it speaks
    if word == words[-1] and (unknown or len(words) == 1):
        return 1 if len(words) > 1 else 2
    if word in words[1:-1] and c.flags[i] & NAME and not c.flags[i] & WORD and len(word) > 3:
        return 0
    if word == words[0] and (human.of in FAMILY_FIRST or len(words) > 1 and (unknown or i > 0 and c.flags[i - 1] & HONORIFIC)):
        return 1
    return -1


def _subject_place(c: Chart, i: int) -> bool:
    """Whether a word that may be a function word stands where a name would: after a verb or preposition, at a clause's end."""
    return i > 0 and (c.entry(i - 1, "say") is not None or c.form[i - 1] in BEFORE_NAMES)


def other_spellings(work: Work) -> None:
    """Mentions by another spelling of a surname (one long vowel more or less, g for j, one letter mistyped)."""
    c = work.chart
    known: dict[str, list[tuple[str, Human]]] = {}  # by the letter that their surnames begin with
    for h in work.humans:
        if len(h.words[-1]) > 3:
            known.setdefault(opening(h.words[-1]), []).append((h.words[-1], h))
    if not known:
        return
    for i in where(work, NAMES_OR_UNKNOWN):
        bits, form = c.flags[i], c.form[i]
        if len(form) < 5 or bits & (WORD | HARD | CLOSED | HONORIFIC):
            continue
        word = form[1:] if bits & AND else form
        near = known.get(opening(word))
        if near is None:
            continue
        meant = [h for surname, h in near if surname != word and alike(surname, word)]
        if len(meant) == 1 and not inside(work, i):
            meant[0].mentions.append((i, i + 1))
            put(work, i, i + 1, "person", [Who(meant[0], meant[0].of)], "people.other_spelling")


def speaking_names(work: Work) -> None:
    """A bare name that speaks: a verb of saying, a name, and that or a comma (وقال إدريسوف إن…)."""
    c = work.chart
    for i in where(work, SPOKE):
        if i + 2 >= len(c.form) or i + 1 in work.actors:
            continue
        bits = c.flags[i + 1]
        if bits & (WORD | HARD | CLOSED | HONORIFIC) or not bits & (NAME | UNKNOWN) or len(c.form[i + 1]) < 4:
            continue
        stop = name_end(c, i + 1)
        if stop > i + 1 and stop < len(c.form) and (c.entry(stop, "comp") is not None or c.form[stop] in ("،", ":", "الي", "عن")):
            human = human_of(work, i + 1, stop, None)
            put(work, i + 1, stop, "person", [Who(human, human.of)], "people.speaking_name")


CREDITS: Final = {"تصوير", "عدسه", "كتب", "كتبت", "كتبه", "اعداد", "ترجمه", "تحرير", "بقلم", "مراسل", "مراسله", "خاص"}


NO_NAME: Final = WORD | HARD | CLOSED | HONORIFIC | PARTICLE
NO_PERSON: Final = INSTITUTIONS | CREDITS | {"عبد", "-", "وكاله"}


NOT_ACTING: Final = frozenset("نظام عهد مقتل اغتيال قضيه رحيل وفاه سقوط ضد سلفه اسره عايله حكم انصار محامي".split())
LEADS: Final = frozenset(
    (
        "نظام زياره لقاء استقبال عهد حكومه اداره قوات محامي مقتل قضيه اغتيال مكتب سلفه اسره عايله رحيل انصار تصريحات خطاب "
        "سياسه ضد وفاه مع ابنه ابنته زوجته زوجها شقيقه شقيقته والده والدته نجله نجلته"
    ).split()
)


def _leads(c: Chart, i: int) -> bool:
    """Whether a lone name behind a token is a person's: the X government, the murder of X, X said."""
    return i >= 0 and (c.form[i] in LEADS or c.entry(i, "say.past") is not None)


def _adverb(work: Work, form: str) -> bool:
    """Whether a word is an ordinary one in the accusative."""
    return form.endswith("ا") and work.pack.lexicon.ordinary(form[:-1])


def _alone(work: Work, i: int) -> bool:
    """Whether one name alone is a person's: behind a word that leads to one, or of somebody well known."""
    c, form = work.chart, work.chart.form[i]
    if len(form) > 4 and not _adverb(work, form) and _leads(c, i - 1):
        return True
    return len(form) > 3 and not c.flags[i] & WORD and bool(known_parties(work.pack, (form,)))


def _introduced(work: Work, i: int) -> bool:
    """Whether a given name that is a word too begins a name, by what stands around: the Ruritanian writer Jamal X."""
    c, bits, form = work.chart, work.chart.flags[i], work.chart.form[i]
    if not i or not bits & NAME or bits & (HARD | HONORIFIC | PARTICLE) or form == "باسم":
        return False
    if form.startswith("ال"):
        return c.form[i - 1] in LEADS and bool(known_parties(work.pack, (form,)))  # Assad's departure
    noun = c.flags[i - 1] & WORD and not c.flags[i - 1] & (HARD | CLOSED | HONORIFIC) or c.has(i - 1, "nationality")
    if not noun or not c.form[i - 1].startswith("ال") or not is_plain(c, i + 1):
        return False
    return not bits & CLOSED or form == "علي" and work.printed(i, i + 1) == "علي" and ON in work.report.text


CHAIN_OR_HOUSE: Final = CHAIN | {"ال"}
ON: Final = " على "  # where a report writes it so, علي is a name


def _family_name(c: Chart, i: int, stop: int) -> int:
    """Up to where a name must be made of plain names: a people's name behind two of them, or a word, may be the family's."""
    bits, last = c.flags[stop - 1], c.form[stop - 1]
    family = last.startswith("ال") and c.has(stop - 1, "nationality") or bits & NAME and not bits & (HARD | CLOSED)
    return stop - 1 if stop - i > 2 and family else stop


def bare_names(work: Work) -> None:
    """Full names without a title or honorific: they are people of the report, though they do not act for anybody."""
    c, done = work.chart, 0
    for i in where(work, NAMES):
        if i < done or len(c.form[i]) < 3 or inside(work, i) or c.flags[i] & NO_NAME and not _introduced(work, i):
            continue
        done = i + 1
        before = c.flags[i - 1] if i else HARD
        if before & (NAME | UNKNOWN | PARTICLE) and not before & (WORD | HARD) or i and c.form[i - 1] in NO_PERSON:
            done = name_end(c, i)
            continue
        stop = max(name_end(c, i), i + 1)
        plain = range(i + 1, _family_name(c, i, stop))
        if (
            (stop > i + 1 and c.form[i] != "الله" or _alone(work, i))
            and all(c.flags[j] & (NAME | PARTICLE) and not c.flags[j] & (WORD | HARD) for j in plain)
            and not (c.form[i].endswith("ه") and c.form[i + 1].startswith("ال"))
        ):
            words = words_of(work, i, stop)
            known = [h for h in work.humans if same_name(words, h.words)]
            if not known or len(known) == 1 and len(known[0].words) == 1 < len(words):
                parties = known_parties(work.pack, words)
                human = human_of(work, i, stop, min(parties) if len(parties) == 1 else None)
                if human.of and c.form[i - 1] not in NOT_ACTING:
                    put(work, i, stop, "person", [Who(human, human.of)], "people.known_name")
        done = max(done, stop)


def honorific_pronouns(work: Work) -> None:
    """Lay "His Excellency", "His Highness": the last person so styled, one of the agency's own country before a guest."""
    c = work.chart
    found = [i for i in where(work, HONORIFIC_PRONOUNS) if c.flags[i] & HONORIFIC_PRONOUN and i not in work.actors]
    actors = sorted((a for a in work.actors.values() if a.kind in ("person", "title")), key=lambda a: a.first) if found else []
    styled = [(a, _styles(c, a)) for a in actors if len(a.who) == 1 and a.who[0].human]
    firsts = [a.first for a, _ in styled]
    for i in found:
        stem = c.form[i][:-2].rstrip("ت") if c.form[i].endswith(("ته", "تها")) else c.form[i][:-1]
        stop = bisect_left(firsts, i)
        meant = [a for a, styles in styled[max(0, stop - MANY) : stop] if any(stem in style for style in styles)]
        at_home = [a for a in meant if a.who[0].human and a.who[0].human.of == work.zones.home]
        meant = meant or [a for a, _ in styled[max(0, stop - MANY) : stop] if _fits(a, stem)]
        if meant:
            put(work, i, i + 1, "title", (at_home or meant)[-1].who, "people.honorific_pronoun")


def _fits(actor: Actor, stem: str) -> bool:
    """Whether a style is the one of an office that a person holds, where the report styles nobody so."""
    human = actor.who[0].human
    return human is not None and any(o.office in STYLED.get(stem, ()) for o in human.offices)


STYLED: Final = {
    "معالي": {"foreign_minister", "minister", "defence_minister", "deputy_foreign_minister", "secretary_general"},
    "سعاد": {"ambassador"},
    "جلال": {"head_of_state"},
    "فخام": {"head_of_state"},
}
MANY: Final = 200  # actors looked through for whom an honorific means


def _styles(c: Chart, actor: Actor) -> list[str]:
    """The honorifics before and inside an actor."""
    first = actor.first
    while first and c.flags[first - 1] & HONORIFIC:
        first -= 1
    return [c.form[j] for j in range(first, actor.stop) if c.flags[j] & HONORIFIC]


def title_actors(work: Work, titles: list[Title]) -> None:
    """Titles without a name: the person who holds that office in this report, or the party alone."""
    for title in titles:
        if inside(work, title.first):
            continue
        office = title.offices[0][0] if title.offices else "minister" if title.minister else None
        leads = title.needs_name and office == "head_of_state" and title.of and holder(work, office, title.of, title.first)
        leader = title.of and office == "head_of_state" and work.chart.has(title.first, "office.leader")
        if office is None or title.needs_name and not (leads or leader):
            continue
        if title.number != "s":
            put(work, title.first, title.stop, "title", [], "people.titles", office, title.of)
            continue
        human = holder(work, office, title.of, title.first)
        if human is None and leader:
            human = holder(work, "head_of_government", title.of, title.first)
        who = [Who(human, human.of)] if human else [Who(None, title.of)] if title.of else []
        put(work, title.first, title.stop, "title", who, "people.title", office, title.of)
