"""People and their offices: a title and the name beside it; then lists and later mentions. Every mention becomes an actor."""

from functools import lru_cache
from typing import Final

from mahdar.grammar.chart import Chart
from mahdar.grammar.lexicon import Entry, Lexicon
from mahdar.reading import mentions
from mahdar.reading.counterparts import counterparts, hold_offices
from mahdar.reading.flags import AND, CLOSED, EULOGY, HAMZA, HARD, HONORIFIC, NAME, PARTICLE, UNKNOWN, WORD
from mahdar.reading.humans import hold, holder, human_of, inside, is_rank, put, words_of
from mahdar.reading.known import known_abroad, known_parties, leads
from mahdar.reading.lists import also, both_named, listed
from mahdar.reading.names import CHAIN, name_end, name_follows, skip_honorifics
from mahdar.reading.own_titles import body_before, party_before, settle_own
from mahdar.reading.parties import settle
from mahdar.reading.private import unseat
from mahdar.reading.spots import Kinds, where
from mahdar.reading.title_words import beyond, past_quoted
from mahdar.reading.titles import OF_HEADS, Title, title_at
from mahdar.reading.variants import one_holder
from mahdar.reading.work import Actor, Human, Who, Work

ARTICLED_OR_NAMES: Final = Kinds("unknown.al", "name", people=True)
COMPLEMENTISERS: Final = Kinds("comp", people=True)
ARTICLED: Final = Kinds("unknown.al", people=True)
PEOPLES: Final = Kinds("nationality", people=True)
OFFICES: Final = Kinds("office", people=True)

__all__ = ["holder", "people"]


def people(work: Work) -> None:
    """Find the people of a report with their offices, then every later mention, then titles without a name."""
    _respell(work)
    found = counterparts(work)
    titles = _titles(work)
    both_named(work)
    mentions.honorific_names(work)
    mentions.later_mentions(work)
    mentions.other_spellings(work)
    mentions.speaking_names(work)
    settle_own(work, titles)
    _drop_ranks(work)
    mentions.title_actors(work, titles)
    apart = hold_offices(work, found)
    _drop_ranks(work)
    unseat(work, titles)
    settle(work, titles, apart)
    one_holder(work)
    mentions.honorific_pronouns(work)
    mentions.bare_names(work)
    work.chart.write()


def _respell(work: Work) -> None:
    """Mark words that only look as if they had the article (أليسا), and names mended into a people by mistake (كازوكي)."""
    c, source, origin = work.chart, work.report.text, work.reading.origin
    for i in where(work, ARTICLED_OR_NAMES):
        if c.form[i].startswith("ال"):
            if source[origin(c.start[i])] in "أإآ":
                c.flags[i] |= HAMZA
        elif c.form[i].startswith("با") and source[origin(c.start[i]) + 1] in "أإ":
            c.flags[i] = CLOSED | WORD  # "with any", "that", not the Bey nor Mr Ban
    for i in where(work, COMPLEMENTISERS):
        if c.form[i] == "ان" and source[origin(c.start[i])] == "آ":  # the name, not "that"
            c.become(i, c.form[i], "name", work.alphabet)
            c.flags[i] = NAME
    for i in where(work, ARTICLED):
        if i and (c.has(i - 1, "office") or c.has(i - 1, "counterpart")) and (e := _mistyped(work.pack.lexicon, c.form[i])):
            c.become(i, c.form[i], "nationality", work.alphabet, (e,))
            c.flags[i] = HARD
        elif _begins_with_people(work.pack.lexicon, c.form[i]):
            c.flags[i] |= HARD  # a word that lost the space behind it
    for i in where(work, PEOPLES):
        if c.form[i].startswith("ال"):
            continue
        word = c.text[c.start[i] : c.end[i]]
        if " " not in word and word != c.form[i] and word != "و" + c.form[i]:
            c.become(i, word, "unknown", work.alphabet)
            c.flags[i] = UNKNOWN


@lru_cache(maxsize=20_000)
def _begins_with_people(lexicon: Lexicon, form: str) -> bool:
    for cut in range(6, min(len(form), 16)):
        for e in lexicon.entries(form[:cut]):
            if e.kind == "nationality":
                return True
    return False


@lru_cache(maxsize=5_000)
def _mistyped(lexicon: Lexicon, form: str) -> Entry | None:
    """The people that an adjective means which has a long vowel too few or a letter too many (الروسيى)."""
    if not form.endswith(("ي", "يه")):
        return None
    less = (form[:i] + form[i + 1 :] for i in range(2, len(form)))
    more = (form[:i] + vowel + form[i:] for i in range(3, len(form)) for vowel in "اوي")
    return next((e for word in (*less, *more) for e in lexicon.entries(word) if e.kind == "nationality"), None)


def _titles(work: Work) -> list[Title]:
    c = work.chart
    out: list[Title] = []
    done = 0
    for i in where(work, OFFICES):
        title = title_at(c, i) if i >= done else None
        if title is None or i and c.form[i - 1] in mentions.INSTITUTIONS and c.flags[i] & HONORIFIC:
            continue  # nothing, or King Saud University
        if title.of is None and (title.home or title.own):
            title.of = work.zones.home if title.home else party_before(work, i)
            if title.own and len(title.of or "") > 2 and title.offices[0][0] == "head_of_state":
                title.offices[0] = ("party_leader", *title.offices[0][1:])  # of a movement
        title.of = title.of or body_before(work, title)
        out.append(title)
        done = _named(work, title) if title.number == "s" else listed(work, title)
        done = max(done, title.stop)
    return out


KINGS: Final = ("الملك", "الملكه", "السلطان", "العاهل")
PRESIDENT: Final = ("الرييس", "رييس")
ROYAL: Final = ("الامير", "الاميره", "الملك", "الملكه", "السلطان", "العاهل")
HEADS: Final = ("head_of_state", "head_of_government")
SERVING: Final = OF_HEADS | {"royal_court"}
FAMILY: Final = frozenset("جده زوجه زوج والده ارمله عقيله حرم".split())


def _named(work: Work, title: Title) -> int:
    """Give a title to the name behind it, or else to the name before it; the token to go on from."""
    if (head := _head_served(work, title)) is not None:
        title.stop, title.head = head.first, None
        return _named(work, head)
    start, stop = (_speaker_for if _speaks_for(work.chart, title) else _name_behind)(work.chart, title)
    if stop > start and not _others(work, title, start, stop):
        if title.joint and (before := _before_joint(work, title, title.joint[0])) is not None:
            _name_office(work, title.joint[0], before)
            title = title.joint[1]
        return _office_name(work, title, start, stop)
    appointed = _appointed(work, title.first)
    before = appointed or _name_before(work, title)
    if before is not None and not title.minister and not _taken(work, before, title):
        _name_office(work, title, before, title.stop if not appointed else before[1])
    return title.stop


def _before_joint(work: Work, title: Title, first: Title) -> tuple[int, int] | None:
    """Whose the first of two joint titles is: X, minister of A, and the minister of B Y; X minister of A, the minister of B Y."""
    before = _name_before(work, title)
    return None if before is not None and work.chart.form[first.stop] == "،" and before[1] != title.first else before


def _name_office(work: Work, title: Title, name: tuple[int, int], end: int | None = None) -> None:
    """A name with the title behind it."""
    first, stop = name
    human = human_of(work, first, stop, title.of)
    hold(work, human, title, "people.name_office")
    put(work, first, title.stop if end is None else end, "person", [Who(human, human.of)], "people.name_office")


def _name_behind(c: Chart, title: Title) -> tuple[int, int]:
    """The name behind a title: at once, behind a comma, behind an adjective that no list has, or behind a complement."""
    quoted = past_quoted(c, title.stop)
    if quoted > title.stop and not title.needs_name and name_end(c, title.stop + 1) > title.stop + 1:
        quoted = title.stop
    i = quoted
    while i < len(c.form) and c.form[i] in ("،", "هو", "-", '"', "(") and i - quoted < 2:
        i += 1
    tried = -1
    for at in (i, title.stop, _past_cabinet(c, title.stop)):
        if at == tried:
            continue
        tried, start = at, skip_honorifics(c, at)
        stop = name_end(c, start)
        if stop == start + 1 and stop < len(c.form) and c.form[start].startswith("ال") and c.flags[stop] & HONORIFIC:
            again = skip_honorifics(c, stop)  # "the Hashemite court, Dr X"
            if name_end(c, again) > again:
                return again, name_end(c, again)
        if stop > start:
            return _less_adjective(c, start, stop), stop
    if c.entry(title.stop - 1, "nationality") is None and _adjective(c, title.stop):
        start = skip_honorifics(c, title.stop + 1)  # the Ruritanian president
        return start, name_end(c, start)
    reach = beyond(c, [o[0] for o in title.offices], title.stop)
    if reach > title.stop:
        reach += c.form[reach - 1] in ('"', ")") and c.form[reach : reach + 1] == ["،"]
        start = skip_honorifics(c, reach + 1 if c.form[reach : reach + 1] == ["،"] else reach)
        stop = name_end(c, start)
        if stop > start and (start > reach and c.form[reach] != "،" or stop - start > 1):
            title.of = title.of or next((e.id for i in range(title.stop, reach) if (e := c.entry(i, "nationality"))), None)
            title.stop = reach
            title.offices = [
                (office, portfolio, first, reach if last == title.offices[-1][3] else last)
                for office, portfolio, first, last in title.offices
            ]
            return start, stop
    return start, start


def _head_served(work: Work, title: Title) -> Title | None:
    """The title of the head whom one serves, where the name behind is the head's: "spokesman of the Ruritanian president, X"."""
    c = work.chart
    if not title.offices or title.offices[0][0] not in SERVING or title.joint:
        return None
    for i in range(title.first + 1, title.stop):
        head = title_at(c, i) if c.entry(i, "office") is not None else None
        if head is not None and head.number == "s" and head.offices and head.offices[0][0] in HEADS:
            start, stop = _name_behind(c, head)
            return head if stop > start and leads(work.pack, words_of(work, start, stop)) else None
    return None


def _speaks_for(c: Chart, title: Title) -> bool:
    """Whether a title is "the spokesman of" somebody who is told by name."""
    return c.form[title.first].endswith("باسم") and title.stop == title.first + 1 and name_follows(c, title.stop)


def _speaker_for(c: Chart, title: Title) -> tuple[int, int]:
    """Who speaks for a person: the name behind the comma behind that one's ("the spokesman of X, Y"); none where none follows."""
    stop = name_end(c, skip_honorifics(c, title.stop))
    start = skip_honorifics(c, stop + 1)
    if c.form[stop : stop + 1] != ["،"] or name_end(c, start) < start + 2:
        return stop, stop
    title.stop = stop
    return start, name_end(c, start)


def _past_cabinet(c: Chart, at: int) -> int:
    """The token behind "in the cabinet of X," after a title; the token itself where that does not stand there."""
    if at + 1 >= len(c.form) or c.form[at] != "في" or c.form[at + 1] not in ("حكومه", "الحكومه"):
        return at
    return next((i + 1 for i in range(at + 2, min(at + 8, len(c.form))) if c.form[i] == "،"), at)


def _less_adjective(c: Chart, start: int, stop: int) -> int:
    """Where a name begins that an adjective is taken into: the Conservative John Smith."""
    if (
        stop - start > 2
        and c.form[start].startswith("ال")
        and c.flags[start] & (WORD | UNKNOWN)
        and not c.flags[start + 1] & (WORD | HARD | PARTICLE)
    ):
        return start + 1 if c.flags[start + 1] & NAME and not c.form[start + 1].startswith("ال") else start
    return start


def _others(work: Work, title: Title, start: int, stop: int) -> bool:
    """Whether the name behind a title is somebody else's ("the Ruritanian minister thanked X")."""
    c = work.chart
    if (
        title.first
        and c.form[title.first - 1] in FAMILY
        and (c.form[start - 1] == "،" or not title.of and start == title.first + 1)
    ):
        return True  # the premier's husband, X
    if stop - start == 1 and c.form[title.stop - 1].startswith(("مستشار", "مساعد")) and not title.of:
        return True  # the adviser of President X
    crowned = any(office == "head_of_state" for office, *_ in title.offices)
    president = crowned and c.form[title.first].startswith(PRESIDENT)
    if c.form[start - 1] in (ROYAL if president else () if crowned else KINGS):
        return True  # the Ruritanian president congratulated Prince X, the minister met King Y
    if start > 1 and c.flags[start - 1] & HONORIFIC and c.form[start - 2] in mentions.INSTITUTIONS:
        return True  # the rector of King Saud University
    if c.form[title.first] == "الملكه" and not known_parties(work.pack, words_of(work, start, stop)):
        return True  # a king's wife
    if stop - start == 1 and known_abroad(work.pack, words_of(work, start, stop), title.of):
        return True  # the Ruritanian minister thanked Lavrov
    lone = stop - start == 1 and start == title.stop > title.first + 1 and c.form[start].startswith("ال")
    if _served(work, title, start, stop):
        return True
    if lone and title.needs_name and not title.of:
        return True  # the Persian Gulf
    if stop - start > 1 or not title.of:
        return False
    if c.form[title.stop] == "،" and title.offices and holder(work, title.offices[0][0], title.of, title.first) is not None:
        known = holder(work, title.offices[0][0], title.of, title.first)
        return known is not None and c.form[start] not in known.words
    mine = [h for h in work.humans if len(h.words) > 1 and c.form[start] == h.words[-1]]
    return bool(mine) and all(h.of not in (None, title.of) for h in mine)


def _served(work: Work, title: Title, start: int, stop: int) -> bool:
    """Whether a name behind "… of the president" is the president's: known as such, or whoever serves him is told before."""
    form, at = work.chart.form, title.stop - 1
    behind = form[at] == "ل" and form[start - 1] == "الرييس"  # the name stands behind all that the title tells
    own = title.stop == title.first + 1 and " " not in form[at]
    if not behind and (own or start != title.stop or not form[at].endswith(("الرييس", "للرييس"))):
        return False
    return bool(known_parties(work.pack, words_of(work, start, stop))) or _name_before(work, title) is not None


def _office_name(work: Work, title: Title, start: int, stop: int) -> int:
    """A title with its name, with a second title behind it, and with further names that share the title."""
    c = work.chart
    if title.minister and not title.offices:
        title.offices.append(("minister", None, title.first, title.stop))
    if len(title.offices) > 1 and title.offices[0][0] == "crown_prince" and not _royal(c, start, stop):
        title.offices = title.offices[1:]  # "of the delegation with the crown prince: the minister X"
    stop += _family_word(work, start, stop)
    human = human_of(work, start, stop, title.of)
    end = stop
    at = stop + 1 if stop + 1 < len(c.form) and c.form[stop] == "،" else stop
    again = title_at(c, at) if at < len(c.form) and c.entry(at, "office") is not None else None
    if again is not None and _joins(work, title, again) and not _taken(work, (start, stop), again):
        hold(work, human, again, "people.name_office")
        end = again.stop
    if title.head is None or not any(o.office == title.head for o in human.offices):
        hold(work, human, title, "people.office_name")
    put(work, title.first, end, "person", [Who(human, human.of)], "people.office_name")
    for first, last, of in also(c, stop) if title.of and end == stop else ():
        other = human_of(work, first, last, of)
        hold(work, other, Title(title.first, title.stop, title.offices, of), "people.offices_names")
        put(work, first, last, "person", [Who(other, of)], "people.offices_names")
        end = last
    return end


def _family_word(work: Work, start: int, stop: int) -> bool:
    """Whether an ordinary word goes on with a given name that another of the report has too: the minister Mohammed al-Ayesh."""
    c = work.chart
    if stop - start > 1 or stop + 1 >= len(c.form) or not c.form[stop].startswith("ال") or not c.flags[stop] & WORD:
        return False
    if c.flags[stop] & (HARD | CLOSED | HONORIFIC):
        return False
    return any(h.words[0] == c.form[start] and len(h.words) > 1 for h in work.humans)


def _royal(c: Chart, start: int, stop: int) -> bool:
    """Whether a name is a prince's: behind such an honorific, or with his fathers' or his house's name."""
    return c.form[start - 1] in ("الامير", "الشيخ", "الملكي", "السلطان") or not {"بن", "ال"}.isdisjoint(c.form[start:stop])


def _adjective(c: Chart, i: int) -> bool:
    return (
        i + 1 < len(c.form)
        and c.form[i].startswith("ال")
        and c.form[i].endswith(("ي", "يه"))
        and not c.flags[i] & (HARD | CLOSED | HONORIFIC)
        and bool(c.flags[i + 1] & NAME)
    )


def _taken(work: Work, before: tuple[int, int], title: Title) -> bool:
    """Whether a title behind a name is another person's: of another party, or held by somebody else of this report."""
    if known_abroad(work.pack, words_of(work, *before), title.of):
        return True
    words = set(work.chart.form[before[0] : before[1]])
    mine = [h for h in work.humans if words <= set(h.words)]
    if title.of and any(h.of and h.of != title.of for h in mine):
        return True
    held = {o[0] for o in title.offices} - SHARED
    return bool(title.of) and any(
        o.office in held and (o.of or h.of) == title.of for h in work.humans if h not in mine for o in h.offices
    )


SHARED: Final = {
    "governor",
    "royal_court",
    "other_official",
    "member_of_parliament",
    "special_envoy",
    "minister",
    "deputy_minister",
}


APPOINTING: Final = {"تعيينه", "تعيينها", "انتخابه", "انتخابها", "توليه", "توليها", "تنصيبه", "تكليفه", "تقلده", "منصبه", "منصب"}


def _appointed(work: Work, at: int) -> tuple[int, int] | None:
    """The name of whom a title was given to ("… on his appointment as …"): the last name before those words."""
    c = work.chart
    if at < 2 or not any(c.form[i] in APPOINTING for i in range(max(0, at - 3), at)):
        return None
    floor = max(work.sentence(at)[0], at - 60)
    for first in range(at - 2, floor - 1, -1):
        if c.flags[first] & NAME and not c.flags[first] & CLOSED and (stop := name_end(c, first)) > first + 1:
            while (
                first > floor
                and c.flags[first - 1] & NAME
                and not c.flags[first - 1] & (HARD | CLOSED)
                and name_end(c, first - 1) == stop
            ):
                first -= 1
            while first - 2 > floor and c.form[first - 1] in CHAIN and name_end(c, first - 2) == stop:
                first -= 2  # his fathers' names
            return first, stop
    return None


def _joins(work: Work, title: Title, again: Title) -> bool:
    """Whether a second title behind the name belongs to it too: no other name follows, and its party does not differ."""
    c = work.chart
    if (
        again.number != "s"
        or again.minister
        or again.needs_name
        and (again.former or again.stop - again.first < 2)
        or not again.offices
        or (again.of and (title.home and not title.of or title.of and again.of != title.of))
    ):
        return False
    i = again.stop
    if i < len(c.form) and c.form[i] == "،":
        i += 1
    start = skip_honorifics(c, i)
    return name_end(c, start) == start


def _name_before(work: Work, title: Title) -> tuple[int, int] | None:
    """The name that ends just before a title (a comma and "who is also" may stand between)."""
    c = work.chart
    at = j = title.first
    if title.needs_name and (title.stop < at + 2 or title.former) or _indefinite(work, title):
        return None
    while j > 0 and (c.form[j - 1] in ("،", "و", "هو", "ايضا", "وهو", "-", "(") or c.flags[j - 1] & EULOGY) and at - j < 4:
        j -= 1
    if "و" in c.form[j:at] and "هو" not in c.form[j:at]:
        return None
    for first in range(max(0, j - 7), j):
        known = work.actors.get(first)
        if known is not None and known.stop == j and known.kind == "person":
            return None if known.who[0].human is None else _name_range(known, known.who[0].human)
        if (
            c.flags[first] & (NAME | UNKNOWN | PARTICLE)
            and not c.flags[first] & HONORIFIC
            and not inside(work, first)
            and name_end(c, first) == j
            and _starts_name(c, first)
        ):
            full = j - first > 1 and c.flags[first] & NAME and not c.flags[first] & (CLOSED | AND)
            return (first, j) if full or not title.needs_name else None
    return None


def _name_range(actor: Actor, human: Human) -> tuple[int, int] | None:
    return next(((a, b) for a, b in human.mentions if actor.first <= a and b <= actor.stop), None)


APPOINTS: Final = frozenset("سمي سمت عين عينت انتخب انتخبت اختار اختارت كلف كلفت رشح ليكون بصفته بصفتها".split())


def _indefinite(work: Work, title: Title) -> bool:
    """Whether a title is a bare accusative ("… met an envoy") that no verb of appointing gives to a name."""
    c = work.chart
    form = c.form[title.first]
    if title.of or not form.endswith("ا") or form.startswith("ال") or " " in form:
        return False
    if c.form[title.first + 1 : title.first + 2] == ["ل"]:
        return False
    floor = max(work.sentence(title.first)[0], title.first - 40)
    return not any(c.form[i] in APPOINTS for i in range(floor, title.first))


def _starts_name(c: Chart, first: int) -> bool:
    """Whether no name goes on from the token before."""
    before = c.flags[first - 1] if first else HARD
    if before & HONORIFIC:
        return True
    return not (before & (NAME | UNKNOWN | PARTICLE) and not before & WORD and not before & HARD)


def _drop_ranks(work: Work) -> None:
    """A mere rank is no office where the report tells the office too."""
    for human in work.humans:
        real = [o for o in human.offices if not is_rank(work, o)]
        if real:
            human.offices = real
