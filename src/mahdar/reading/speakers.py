"""Who says it: sides as a clause names them, the subject before a verb, and the speaker carried over from before."""

from typing import Final

from mahdar.grammar.alphabet import INSIDE
from mahdar.reading.discourse import both, groups, many, other, party_at, resolve, voice
from mahdar.reading.flags import WORD
from mahdar.reading.people import holder
from mahdar.reading.saying import verb_of
from mahdar.reading.spots import Kinds, where, within
from mahdar.reading.work import Actor, Who, Work

PREPOSITIONS: Final = {
    "مع",
    "من",
    "في",
    "ل",
    "ب",
    "علي",
    "الي",
    "عن",
    "بين",
    "ك",
    "لدي",
    "خلال",
    "عقب",
    "بعد",
    "قبل",
    "حول",
    "ازاء",
    "بشان",
}
HEADS: Final = {"رييسا", "رييسي", "قايدا", "قايدي", "زعيما", "زعيمي"}  # the heads of the two states
MASCULINE: Final = {
    "العراق",
    "الاردن",
    "لبنان",
    "المغرب",
    "السودان",
    "اليمن",
}  # states that take a masculine verb; the rest are feminine
RELATIVES: Final = {"الذي", "التي", "اللذان", "اللذين", "الذين"}
PASSED: Final = {"،", "قد", "كان", '"', "ف", "عاد", "عادت", *RELATIVES}  # between a subject and its verb
VERB: Final = 3  # letters, beyond which a word in t is a verb in the feminine
REACH: Final = 24  # how many tokens a title with its name is long


def subject_in(work: Work, first: int, stop: int, number: str = "") -> tuple[list[Who], int] | None:
    """The subject in the tokens behind a verb, and the token after it: persons joined by و, a party, both sides, or None.

    An empty list is a subject that is no side (an agency, a newspaper, a source). ``number`` is the verb's person and gender: a
    state that does not agree with it is its object.
    """
    c = work.chart
    i = first
    while i < stop:
        if i - first < 2 and c.has(i, "source_role") and i not in work.actors:
            return [], i + 1
        if number == "ms" and i not in work.actors and c.has(i, "country") and c.form[i] not in MASCULINE:
            return None
        if c.form[i] in ("،", "ايضا", "كذلك", '"', "و", "كل", "من") and not (
            c.form[i] == "من" and i > first and c.form[i - 1] != "كل"
        ):
            i += 1
            continue
        found = sides_at(work, i, stop)
        if found is not None:
            return found
        if c.form[i] in PREPOSITIONS:
            i = past_phrase(work, i, stop)
            continue
        if i - first > 0 and c.has(i, "say"):
            return None
        i += 1
        if i - first > 12:
            return None
    return None


def sides_at(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    """The sides that begin at a token, those joined to it by و with it, and the token after them."""
    c = work.chart
    found = side_at(work, i, stop)
    if found is None:
        return None
    who, j = found
    while j + 1 < stop and c.form[j] == "و":
        k = j + 1
        while k < stop and c.form[k] in ("كل", "من"):
            k += 1
        more = side_at(work, k, stop) if k < stop else None
        if more is None:
            break
        who, j = [*who, *more[0]], more[1]
    return who, j


OFFICIALLY: Final = {"المسوولين", "القاده", "نظرايه"}


def partner_at(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    """With whom matters are discussed: the sides at a token, or the state of officials without a name."""
    c = work.chart
    at = i + 1 if i + 1 < stop and c.form[i] == "كبار" else i
    if at + 1 < stop and c.form[at] in OFFICIALLY and (e := c.entry(at + 1, "nationality")) is not None:
        return [Who(None, e.id, "other_official")], at + 2
    return sides_at(work, i, stop)


def past_phrase(work: Work, i: int, stop: int) -> int:
    """The token after a prepositional phrase: its noun and what belongs to it, up to the next comma or actor's end."""
    c = work.chart
    j = i + 1
    while j < stop:
        if j in work.actors:
            return work.actors[j].stop
        if c.form[j] == "،":
            return j
        if party_at(work, j) is not None or j in work.dates:
            return max(j + 1, c.stop(j))
        if j - i > 1 and c.form[j] in PREPOSITIONS:
            return j
        j += 1
        if j - i > 4:
            return j
    return j


def side_at(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    """The side that is named at a token, and the token after it; an empty list where it is settled that no side is meant."""
    c = work.chart
    actor = work.actors.get(i)
    if actor is not None:
        who = resolve(work, actor)
        if not who and actor.office == "spokesperson" and actor.of is None and not _of_state(c.form[i : actor.stop]):
            return [], actor.stop  # a spokesman of the police
        if not who and actor.kind == "title":
            plural = actor.rule == "people.titles"
            who = both(work, i, c.form[i]) if plural else [Who(None, actor.of)]
        return (who, actor.stop) if who else None
    form = c.form[i]
    if not c.has_any(i, SIDES) and form not in BARE:
        return None
    if form in ("الاول", "الاخير", "الثاني") and (i + 1 >= stop or c.entry(i + 1, "month") is None):
        if i and c.form[i - 1].startswith("ال") and c.line[i - 1] != INSIDE and i - 1 not in work.actors:
            return None  # the last count
        two = _last_two(work, i)
        return ([two[0] if form == "الاول" else two[1]], i + 1) if two else None
    if form in ROLES:
        return ([], i + 1) if "الذي" in c.form[i + 1 : i + 4] else _role(work, i)
    if c.has(i, "side.both"):
        if form.split()[0] in HEADS and " " in form:
            return _heads(work, i)
        those, peoples = both(work, i, form), _two_told(work, i + 1)
        if not peoples:
            return those, i + 1
        office = "minister" if form.startswith("الوزير") else None
        return (those if {w.of for w in those} == set(peoples) else [Who(None, of, office) for of in peoples]), i + 4
    if c.has(i, "side.all"):
        if i and c.form[i - 1] in ("بعض", "جميع", "كافه", "مختلف", "من"):
            return None
        if i and form in PRESENT and c.form[i - 1].startswith("ال") and c.flags[i - 1] & WORD:
            return [], i + 1  # the poets who took part
        return many(work, i, form), i + 1
    if c.has(i, "side.own"):
        return list(work.scene.speaker), i + 1
    party = party_at(work, i)
    if party is not None:
        return [Who(None, party)], i + 1
    if c.has(i, "side") and i + 1 < stop and (e := c.entry(i + 1, "nationality")) is not None:
        return [not _in_document(work) and voice(work, e.id, i) or Who(None, e.id)], i + 2
    if form in BUREAUS and (led := work.actors.get(i + 1)) is not None and len(who := resolve(work, led)) == 1 and who[0].of:
        return [Who(None, who[0].of)], led.stop
    if form in STAFFS and i + 1 < stop and (e := c.entry(i + 1, "nationality")) is not None:
        return [Who(None, e.id)], i + 2
    if c.has(i, "body") or c.has(i, "ministry"):
        return body_at(work, i, stop)
    return None


# kinds of words that may name a side
SIDES: Final = frozenset(("side", "country", "organisation", "capital", "seat", "nationality", "body", "ministry"))


def _two_told(work: Work, i: int) -> list[str]:
    """The two peoples that tell which two sides are meant (الجانبان المصري واليمني), or an empty list."""
    c = work.chart
    if i + 2 >= len(c.form) or c.form[i + 1] != "و":
        return []
    one, other = c.entry(i, "nationality"), c.entry(i + 2, "nationality")
    return [one.id, other.id] if one is not None and other is not None and one.id != other.id else []


def _of_state(title: list[str]) -> bool:
    """Whether a spokesman's title without a country may still be that of a state told before."""
    return title[0].startswith("ال") or not STATELY.isdisjoint(title)


STATELY: Final = {"الوزاره", "الخارجيه", "وزاره الخارجيه", "الحكومه", "الرياسه", "السفاره", "الجيش", "البيت الابيض"}
SPOKESMEN: Final = dict.fromkeys(("المتحدث", "المتحدثه", "الناطق", "الناطقه"), "spokesperson")
OFFICIALS: Final = dict.fromkeys(("المسوول", "المسووله", "الدبلوماسي", "الدبلوماسيه"), "")
ROLES: Final = SPOKESMEN | OFFICIALS | {"المبعوث": "special_envoy", "السفير": "ambassador", "السفيره": "ambassador"}
STAFFS: Final = set(
    (
        "الجيش الوفد البرلمان القضاء النيابه المسوولون السلطات القياده المكتب الديوان السفاره الاداره القوات البحريه "
        "الاستخبارات المخابرات الدبلوماسيه الدفاع الداخليه"
    ).split()
)  # with an adjective, those who act for a state
PRESENT: Final = {"المشاركون", "المجتمعون", "الحاضرون"}
BUREAUS: Final = {"اداره", "حكومه", "مكتب", "ديوان"}  # with whoever leads them, those who act for his state
BARE: Final = {"الاول", "الاخير", "الثاني", *ROLES, *STAFFS, *BUREAUS}  # sides that may stand in no list


def _role(work: Work, i: int) -> tuple[list[Who], int] | None:
    """Who "the official", "the spokeswoman" is: who spoke last, or the one of that office or state named last."""
    c, office = work.chart, ROLES[work.chart.form[i]]
    e = c.entry(i + 1, "nationality") if i + 1 < len(c.form) else None
    after = i + 2 if e is not None else i + 1
    fits = [h for h in work.humans if (e is None or h.of == e.id) and (not office or any(o.office == office for o in h.offices))]
    speaker = work.scene.speaker[0].human if work.scene.speaker else None
    if speaker is not None and speaker in fits:
        return [Who(speaker, speaker.of)], after
    told = [(m[0], n) for n, h in enumerate(fits) for m in h.mentions if m[0] < i]
    if not told:
        return None
    human = fits[max(told)[1]]
    return [Who(human, human.of)], after


def _last_two(work: Work, at: int) -> list[Who]:
    """The two persons named last before a token, in the order of the text: the former and the latter."""
    out: list[Who] = []
    for i in range(at - 1, max(-1, at - 60), -1):
        actor = work.actors.get(i)
        for who in resolve(work, actor) if actor is not None else []:
            if who.human is not None and not any(who.same(w) for w in out):
                out.append(who)
        if len(out) > 1:
            return [out[1], out[0]]
    return []


def _in_document(work: Work) -> bool:
    """Whether the report gives the words of a joint statement, in which the sides are the parties themselves."""
    first, last = work.zones.headline or (0, 0)
    headline = work.reading.text[first:last]
    return "بيان" in headline and "مشترك" in headline


def _heads(work: Work, i: int) -> tuple[list[Who], int] | None:
    """The heads of the two states, whoever of the report they are."""
    heads = [Who(holder(work, "head_of_state", w.of, i), w.of) for w in both(work, i) if w.of]
    return (heads, i + 1) if heads else None


BODIES: Final = Kinds("body", "ministry", bare=True)
FARTHEST: Final = 150  # tokens
DOCUMENTS: Final = {"البيان", "بيان"}
ISSUED: Final = {"صادر", "صادره", "عن", "ل", "باسم", "نشرته", "اصدرته", "من", "مشترك", "لها", "له"}


def body_at(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    """A ministry, a government or a communiqué as the party that it speaks for; without a name, the one that spoke last."""
    c = work.chart
    j = i + 1
    while j < min(stop, i + 7) and not c.has(j, "attitude"):
        e = c.entry(j, "nationality") or c.entry(j, "country")
        if e is not None:
            return [Who(None, e.id)], j + 1
        seat = c.entry(j, "seat")
        if seat is not None and seat.more.get("country"):
            return [Who(None, seat.more["country"])], j + 1
        if j - i > 3 and c.form[j] not in ISSUED and not c.has(j, "body") and not c.has(j, "ministry"):
            break
        if c.form[j] in ("،", "علي", "الي", ":") or c.form[j] == '"' and c.form[j - 1] != "ل" or c.has(j, "comp"):
            break
        if c.form[j] == "عن" and not c.form[j - 1].startswith("صادر"):
            break
        j += 1
    if not c.has(i, "body"):
        return None
    if "المشترك" in c.form[i] or "الختامي" in c.form[i]:
        return many(work, i) if "الختامي" in c.form[i] else both(work, i), i + 1
    if c.form[i] == "بيان" and c.form[i + 1 : i + 3] == ["ل", "السفاره"] and (told := _embassy_before(work, i)) is not None:
        return [told], i + 3
    if c.form[i] in MINISTRIES and (told := _ministry_before(work, i)) is not None:
        return [told], i + 1
    issuer = next((who for _, who in reversed(work.scene.spoken[-6:]) if who and all(w.human is None for w in who)), None)
    if issuer is not None:
        return issuer, i + 1
    return [Who(None, work.scene.speaker[0].of if work.scene.speaker else None)], i + 1


MINISTRIES: Final = {"الوزاره", "الخارجيه", "وزاره الخارجيه", "الحكومه", "الرياسه"}


def _ministry_before(work: Work, i: int) -> Who | None:
    """The state whose ministry was named last before a token: "the ministry" is that one."""
    c = work.chart
    for j in reversed(within(where(work, BODIES), max(0, i - FARTHEST), i)):
        e = c.entry(j + 1, "nationality") or c.entry(j + 1, "country")
        if e is not None and c.form[j] not in DOCUMENTS:
            return Who(None, e.id)
    return None


def _embassy_before(work: Work, i: int) -> Who | None:
    """The state whose embassy was named last before a token."""
    c = work.chart
    named = (c.entry(j + 1, "nationality") for j in range(i - 1, max(0, i - FARTHEST), -1) if c.form[j] == "السفاره")
    return next((Who(None, e.id) for e in named if e is not None), None)


def subject_before(work: Work, at: int) -> list[Who] | None:
    """The subject that stands before its verb: an actor or a party that ends right there (a comma or وهو may stand between)."""
    c = work.chart
    floor, _ = work.sentence(at)
    j = at
    while j > floor and (c.form[j - 1] in PASSED and at - j < 3 or at - j < 5 and c.has(j - 1, "switch")):
        j -= 1
    k = j
    while k > floor and k - 1 not in work.actors and j - k < 3 and (d := _date_ending(work, k)) is not None:
        k = d  # "the president on Tuesday condemned …"
    actor = _ending(work, floor, k) or _ending(work, floor, j)
    if actor is not None:
        first = actor.first
        if first > floor and c.form[first - 1] in PREPOSITIONS and c.form[first - 1] != "بين" and c.form[at - 1] not in RELATIVES:
            return None
        who = resolve(work, actor)
        while first > floor and c.form[first - 1] in ("و", "،") and (left := _ending(work, floor, first - 1)) is not None:
            who, first = [*resolve(work, left), *who], left.first
        return who or None
    if j - 1 >= floor:
        if c.has(j - 1, "side.both") or c.has(j - 1, "side.all"):
            apart = j - 2 < floor or c.form[j - 2] in ("و", "،", '"') or c.has(j - 2, "comp")
            if c.form[j - 1].endswith("ين") and not apart:
                return None  # officials of the two countries
            found = side_at(work, j - 1, j)
            return found[0] if found else None
        party = party_at(work, j - 1)
        if party is not None and (j - 1 == floor or c.form[j - 2] not in PREPOSITIONS):
            return [Who(None, party)]
    return None


def _date_ending(work: Work, at: int) -> int | None:
    return next((d.first for i in range(max(0, at - 6), at) if (d := work.dates.get(i)) is not None and d.stop == at), None)


def _ending(work: Work, floor: int, at: int) -> Actor | None:
    """The actor that ends at a token."""
    actor = ending(work, at)
    return actor if actor is not None and actor.first >= floor else None


def ending(work: Work, at: int) -> Actor | None:
    """The actor that ends at a token, looked up in a map that the first call draws."""
    ends = work.scene.ends
    if not ends:
        ends.update({a.stop: a for a in work.actors.values()})
    return ends.get(at)


def first_actor(work: Work, first: int, stop: int) -> Actor | None:
    """The first actor of a range that no preposition governs: the subject of its main clause."""
    c = work.chart
    for i in range(first, min(stop, first + 80)):
        actor = work.actors.get(i)
        if actor is not None and resolve(work, actor) and (i == first or c.form[i - 1] not in PREPOSITIONS):
            return actor
    return None


JOINT: Final = {"md", "fd", "mp", "1p"}


def carried(work: Work, at: int, number: str) -> list[Who]:
    """The speaker of a verb whose subject is dropped: the sides for a dual or plural, the other one behind a switch, or the last.

    A speaker whose own verb had another gender is passed over (وأضافت after a ministry and a minister is the ministry).
    """
    scene, c = work.scene, work.chart
    floor, _ = work.sentence(at)
    fresh = not scene.spoken or scene.spoken[-1][0] < floor
    if number in JOINT:
        if len(scene.joint) > 1 and not fresh:
            return scene.joint
        named = _named_together(work, floor, at)
        if named:
            return named
        sides = both(work, at)
        if number == "mp":
            met = (who for who in groups(work, at) if len(who) > 2 and all(w.human is not None for w in who))
            return next(met, None) or _several(work)
        return sides if len(sides) > 1 else scene.speaker or sides
    if fresh and any(c.has(i, "switch") for i in range(max(floor, at - 12), at)):
        switched = other(work, at)
        if switched:
            return switched
    gender = {"ms": "m", "fs": "f"}.get(number, "")
    if gender and scene.genders and scene.genders[-1] not in ("", gender):
        for told, (_, who) in zip(reversed(scene.genders[-6:]), reversed(scene.spoken[-6:]), strict=True):
            if told == gender:
                return who
        if gender == "f":
            return []  # a woman or a body that the report has not let speak before
    agent = _agent(work, floor, number)
    if agent is not None:
        return [agent]
    if gender == "f" and not scene.speaker and (state := _state_before(work, floor, at)) is not None:
        return [state]
    return scene.speaker or scene.main[:1]


def _several(work: Work) -> list[Who]:
    """Who spoke last, where a verb in the plural told it: the leaders of an organisation."""
    last = work.said[-1] if work.said else None
    verb = verb_of(work.chart.entries[last.match.trigger]).entries if last is not None else []
    return last.speakers if last is not None and verb and verb[0].more.get("n") == "mp" else []


def _agent(work: Work, floor: int, number: str) -> Who | None:
    """Who acts in the sentence right before, in the same paragraph, where nobody has spoken since (X went there. He praised …)"""
    scene, c = work.scene, work.chart
    if number != "ms" or floor < 2 or "\n" in c.text[c.end[floor - 2] : c.start[floor]]:
        return None
    first, stop = work.sentence(floor - 2)
    if not scene.spoken or scene.spoken[-1][0] >= first:
        return None
    head = next((i for i in range(first, min(first + 3, stop)) if i in work.actors), None)
    if head is None or head == first or c.form[head - 1] in PREPOSITIONS or c.form[first] in PREPOSITIONS:
        return None
    who = resolve(work, work.actors[head])
    return who[0] if len(who) == 1 and who[0].human is not None and who[0].human.offices else None


def _state_before(work: Work, floor: int, at: int) -> Who | None:
    """The state that a sentence names last before a verb in the feminine, where nobody has spoken yet."""
    form = work.chart.form
    named = (i for i in range(at - 1, floor - 1, -1) if i not in work.actors and (i == 0 or form[i - 1] not in PREPOSITIONS))
    parties = (party_at(work, i) for i in named)
    return next((Who(None, party) for party in parties if party), None)


def acting(work: Work, floor: int, at: int) -> Who | None:
    """The state that did something last before a token: right behind a verb in the feminine (أغلقت ليبيا الحدود، متهمة…)."""
    form = work.chart.form
    for i in range(at - 1, floor, -1):
        verb = form[i - 1].endswith("ت") and not form[i - 1].endswith("ات") and not form[i - 1].startswith("ال")
        if verb and len(form[i - 1]) > VERB and i not in work.actors and form[i] not in MASCULINE:
            party = party_at(work, i)
            if party is not None:
                return Who(None, party)
    return None


def _named_together(work: Work, floor: int, at: int) -> list[Who]:
    """Those whom the sentence names together before a verb (أصدر الوزراء بيانا دعوا فيه)."""
    c = work.chart
    for i in range(at - 1, max(floor, at - 30) - 1, -1):
        if c.has(i, "side.both") or c.has(i, "side.all"):
            if c.form[i].endswith("ين") and c.has(i, "side.both"):
                continue
            found = side_at(work, i, at)
            return found[0] if found else []
    return []


def persons(work: Work, who: list[Who], at: int) -> list[Who]:
    """The persons for parties told together ("China and Kazakhstan agreed" is said by those who met, in that sentence first)."""
    parties = {w.of for w in who if w.human is None}
    if len(parties) > 1:
        floor, end = work.sentence(at)
        for start, group, _, _ in work.scene.groups:
            if floor <= start < end and all(w.human is not None for w in group) and parties <= {w.of for w in group}:
                return [next((g for g in group if w.human is None and g.of == w.of), w) for w in who]
    return [(voice(work, w.of, at) or w) if w.human is None and w.of and w.office is None else w for w in who]
