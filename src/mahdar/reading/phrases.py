"""The sides that a clause names: who stands together, and which preposition governs them."""

from typing import Final

from mahdar.grammar.alphabet import INSIDE
from mahdar.reading.discourse import both, many, party_at, resolve
from mahdar.reading.flags import CLOSED, HARD, HONORIFIC, WORD
from mahdar.reading.people import holder
from mahdar.reading.speakers import HEADS
from mahdar.reading.spots import Kinds, among, where, within
from mahdar.reading.work import Who, Work

LINKS: Final = set(
    "مع ب الي ل من بين عن في علي لدي عند ك ضد تجاه حول بعد عقب منذ خلال اثناء حتي قبيل عشيه غداه رغم وسط دون سوي خلف امام"
    " بشان باستثناء".split()
)
PLACING: Final = {"في", "ب", "الي", "ل", "من", "علي"}  # before a capital these tell a place, not its state
SKIPPED: Final = {
    "كل",
    "كلا",
    "كلتا",
    "السيد",
    "السيده",
    "الساده",
    "ضيفه",
    "ضيفها",
    "كبار",
    "دوله",
    '"',
    "معالي",
    "سعاده",
    "الي جانب",
}
OFFICES: Final = {
    "الوزير": "minister",
    "الرييس": "head_of_state",
    "القايد": "head_of_state",
    "الزعيم": "head_of_state",
    "الملك": "head_of_state",
}
TWO_MEN: Final = ("الرجلان", "الرجلين")
LEADING: Final = {"head_of_state", "head_of_government"}
LEADERS: Final = {"قاده", "القيادات", "قيادات"}
OFFICIALS_REACH: Final = 7
MANY: Final = {"متعدد", "المتعدد", "متعدده", "المتعدده", "ثنايي", "ثلاثي"}
EACH: Final = {"كل", "كلا"}
JOINING: Final = {"كل", "من", "كلا", "الي", "السيد", "العاصمه", "ضيفه", "ضيفها"}
BEGINNING: Final = Kinds(
    "actor", "side", "contact.officials", "body", "ministry", "country", "organisation", "capital", "seat", "nationality",
    "office.leader",
)  # fmt: skip
WARMLY: Final = {"حراره", "حفاوه", "ترحاب"}
BEFORE: Final = "before"
OF: Final = "of"  # governed by a noun right before it
ATTENDING: Final = "attending"
CHAIRING: Final = "chairing"
TAKING_PART: Final = {"رياسه": CHAIRING, "برياسه": CHAIRING, "حضور": ATTENDING, "مشاركه": ATTENDING, "بمشاركه": ATTENDING}
LINKING: Final = {link: {form for form, what in TAKING_PART.items() if what == link} for link in (ATTENDING, CHAIRING)}
PRESENT: Final = Kinds("attending", bare=True)
HIS: Final = ("ه", "ها", "هم", "هما")
FEMININE: Final = {
    "زياره",
    "محادثه",
    "مكالمه",
    "رساله",
    "برقيه",
    "قمه",
    "جوله",
    "جلسه",
}  # nouns that end in tā' marbūṭa, no pronoun


class Phrase:
    """Tokens ``[first, stop)`` that name one side or several together; ``link`` is the preposition before them, "" for none.

    ``each`` where they are told apart ("each of"), ``seat`` where a capital or seat stands for its state.
    """

    __slots__ = ("each", "first", "link", "seat", "stop", "who")

    def __init__(self, first: int, stop: int, who: list[Who], link: str, each: bool, seat: bool) -> None:
        self.first = first
        self.stop = stop
        self.who = who
        self.link = link
        self.each = each
        self.seat = seat


def phrases(work: Work, first: int, stop: int) -> list[Phrase]:
    """The sides named in a token range, in order."""
    out: list[Phrase] = []
    done = first
    for i in within(where(work, BEGINNING), first, stop):
        found = _unit(work, i, stop) if i >= done else None
        if found is None:
            continue
        who, j = list(found[0]), found[1]
        each = _each(work, i)
        while (k := _joined(work, j, stop)) is not None and (more := _unit(work, k, stop)) is not None:
            if work.chart.form[j] == "،" and more[1] < stop and _acts(work, more[1]):
                break  # a clause of its own
            each = each or _each(work, k)
            who += [w for w in more[0] if not any(w.same(x) for x in who)]
            j = more[1]
        if who:
            seat = i not in work.actors and not work.chart.has(i, "country") and bool(_seat(work, i))
            out.append(Phrase(i, j, who, _link(work, i), each, seat))
        done = j
    return out


def taking_part(work: Work, link: str, first: int, stop: int) -> bool:
    """Whether any side in a token range can be told as attending, or as in the chair: where not, its phrases need not be read."""
    if link == ATTENDING and among(where(work, PRESENT), first, stop):
        return True
    return not LINKING[link].isdisjoint(work.chart.form[first:stop])


def _acts(work: Work, i: int) -> bool:
    """Whether a verb in the present or future stands at a token, whose subject is told before it."""
    c = work.chart
    return c.has(i, "say.present") or c.has(i, "say.future") or c.has(i, "contact.present") or c.has(i, "contact.future")


def _seat(work: Work, i: int) -> bool:
    return work.chart.has(i, "capital") or work.chart.has(i, "seat")


def _each(work: Work, i: int) -> bool:
    form = work.chart.form
    return any(form[j] in EACH for j in range(max(0, i - 3), i))


def _joined(work: Work, j: int, stop: int) -> int | None:
    """The token after an "and" (a comma and "each of" may stand about it), or None."""
    c = work.chart
    if j < stop and c.form[j] in ("،", ")", '"'):
        j += 1
    if j >= stop or c.form[j] != "و" and c.form[j] != "اضافه":
        return None
    j += 1
    while j < stop and (c.form[j] in JOINING or c.flags[j] & HONORIFIC and j not in work.actors):
        j += 1
    if j < stop and j not in work.actors and c.has(j, "office"):
        return next((k for k in range(j + 1, min(stop, j + 5)) if k in work.actors), None)  # his defence minister, X
    if j + 1 < stop and (c.form[j - 1] == "العاصمه" or _in_turn(work, j + 1)) and c.has(j, "nationality"):
        j += 1
    return j


def _in_turn(work: Work, i: int) -> bool:
    """Whether a name shares the title of the one before it: the Ruritanian minister X and the Freedonian Y."""
    actor = work.actors.get(i)
    return actor is not None and actor.rule == "people.offices_names"


def _link(work: Work, i: int) -> str:
    c = work.chart
    j = i - 1
    while j >= 0 and (
        c.form[j] in SKIPPED
        or c.form[j] == "من"
        and j
        and c.form[j - 1] in ("كل", "كلا")
        or c.flags[j] & HONORIFIC
        and not c.flags[j] & HARD
    ):
        j -= 1
    if j < 0:
        return ""
    form = c.form[j]
    if form == "قبل":
        return form if j and c.form[j - 1] == "من" else BEFORE
    if form in LINKS:
        return form
    if c.has(j, "attending"):
        return ATTENDING
    if form in TAKING_PART:
        return TAKING_PART[form]
    return OF if _governs(work, j) else ""


def _governs(work: Work, j: int) -> bool:
    """Whether a token is a noun that what follows belongs to: an indefinite word that is no verb and no adverb."""
    c = work.chart
    if j in work.actors or c.symbols[j] == INSIDE:
        return False  # the end of another side's name, whatever that word may be elsewhere
    for e in c.entries[j]:
        head, _, rest = e.kind.partition(".")
        if rest == "wished" and c.form[j - 1] not in LINKS:
            continue  # rather a verb: he urged
        if head == "contact":
            return not rest.startswith(("past", "present", "future")) and not is_his(work, j)
        if head == "say" or rest == "verb":
            return False
        if head in ("venue", "seat"):
            return " ال" not in c.form[j] and not c.form[j].startswith("ال")  # a palace of somebody, not one that has a name
    flags, form = c.flags[j], c.form[j]
    if not flags & WORD or flags & (HARD | CLOSED) or form in WARMLY and c.form[j - 1] == "ب":
        return False
    if form.endswith("ه") and not work.printed(j, j + 1).endswith("ة"):
        return False  # his office
    return not form.startswith(("ال", "بال")) and not form.endswith("ا")


def is_his(work: Work, at: int) -> bool:
    """Whether a noun ends in a pronoun: his meeting, their talks."""
    form = work.chart.form[at]
    return form.endswith(HIS) and form not in FEMININE


def _unit(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    """Who is named from a token on, and the token after it; an empty list where the words name nobody known."""
    c = work.chart
    actor = work.actors.get(i)
    if actor is not None and not (actor.kind == "title" and not actor.who and c.has(i, "side.both")):
        who = [w for w in resolve(work, actor) if w.human is not None or w.of is not None]
        if not who and actor.kind == "title" and actor.office is not None and not actor.of:
            return _plural(work, actor.stop, stop, actor.office)
        return who, actor.stop
    kinds = c.kinds[i]
    if "side.both" in kinds or "side.all" in kinds:
        return _both(work, i, stop)
    if "contact.officials" in kinds:
        return _officials(work, i, stop)
    if "side" in kinds or "body" in kinds or "ministry" in kinds:
        return _body(work, i, stop)
    if c.form[i] == "الزعيم":
        return _leader(work, i, stop)
    party = party_at(work, i)
    if party is None or _is_place(work, i):
        return None
    return [Who(None, party)], c.stop(i)


def _is_place(work: Work, i: int) -> bool:
    """Whether a country or a capital is where something is, rather than a state that acts."""
    c, j = work.chart, i - 1
    if c.has(i, "country") or c.has(i, "organisation"):
        if c.form[j] == "و" and j > 0 and c.has(j - 1, "country"):
            return _is_place(work, j - 1)  # in Ruritania and Freedonia
        return i > 0 and c.form[j] in ("في", "ب")
    while j > 0 and i - j < 4 and (c.form[j] in ("العاصمه", "مدينه", "،") or c.has(j, "nationality")):
        j -= 1
    return j >= 0 and (c.form[j] in PLACING or c.form[i - 1] in ("العاصمه", "مدينه"))


def _plural(work: Work, i: int, stop: int, office: str) -> tuple[list[Who], int]:
    """Behind a title in the dual or plural: the holders of that office of the parties told, as adjectives or together."""
    c = work.chart
    who: list[Who] = []
    if (group := _group(work, i, stop)) is not None:
        return group
    while i < stop and (
        (e := c.entry(i, "nationality")) is not None
        or who
        and c.form[i] in ("و", "،")
        and i + 1 < stop
        and c.has(i + 1, "nationality")
    ):
        if e is not None:
            who.append(Who(holder(work, office, e.id, i), e.id))
        i += 1
    return who, i


def _group(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    """Whom "of the three states", "of the states of the league" tells behind leaders or ministers."""
    c = work.chart
    if i < stop and c.entry(i, "side.all") is not None:
        return many(work, i), i + 1
    k = i + 1 if i < stop and c.form[i] in ("دول", "الدول", "بلدان") else i
    e = c.entry(k, "organisation") if k < stop else None
    return ([Who(None, e.id)], k + 1) if e is not None else None


def _both(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    c = work.chart
    if i + 1 < stop and i + 1 in work.actors and c.form[i + 1] != "،":
        return None  # the names follow
    form = c.form[i]
    if form == "البلدان" and i + 1 < stop and c.form[i + 1].endswith("يه"):
        return None  # the African countries
    if i and c.form[i - 1] in MANY:
        return None  # multilateral
    if form in TWO_MEN and len(near := _two_before(work, i)) == 2:
        return near, i + 1
    office = next((o for word, o in OFFICES.items() if form.startswith(word)), None)
    if office and i + 1 < stop and c.has(i + 1, "nationality"):
        return _plural(work, i + 1, stop, office)
    if form.split()[0] in HEADS and " " in form:
        return [Who(holder(work, "head_of_state", w.of, i), w.of) for w in both(work, i) if w.of], i + 1
    if office:
        return [Who(w.human or holder(work, office, w.of, i), w.of) for w in both(work, i)], i + 1
    return both(work, i), i + 1


def _two_before(work: Work, i: int) -> list[Who]:
    """The persons of two parties that a sentence tells before a token."""
    out: list[Who] = []
    for j in range(work.sentence(i)[0], i):
        actor = work.actors.get(j)
        for w in resolve(work, actor) if actor is not None else []:
            if w.human is not None and w.of and not any(w.of == x.of for x in out):
                out.append(w)
    return out


def _officials(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    """Officials or a delegation of a party told by an adjective or by من and a state; named ones among them are meant."""
    c = work.chart
    if c.form[i] in LEADERS and (group := _group(work, i + 1, stop)) is not None:
        return group
    for j in range(i + 1, min(stop, i + OFFICIALS_REACH + 1)):
        e = c.entry(j, "nationality")
        if j in work.actors or c.form[j] == "،":
            return None
        of = e.id if e is not None else party_at(work, j) if c.form[j - 1] in ("من", "في", "ب", "عن") or j == i + 1 else None
        if of is not None:
            named = work.actors.get(j + 2) if j + 2 < stop and c.form[j + 1] in ("بينهم", "من بينهم", "بينهما") else None
            named = named or (
                work.actors.get(j + 3) if j + 3 < stop and c.form[j + 1] == "من" and c.form[j + 2] == "بينهم" else None
            )
            who = [w for w in resolve(work, named) if w.human is not None] if named else []
            office = None if c.form[i].endswith("وفد") or c.form[i] in LEADERS else "other_official"
            return (who, named.stop) if named and who else ([Who(None, of, office)], j + 1)
    return None


def _leader(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    """Whom "the Ruritanian leader" means: the only one whom the report names among those who lead that state."""
    e = work.chart.entry(i + 1, "nationality") if i + 1 < stop else None
    if e is None:
        return None
    ones = [h for h in work.humans if h.of == e.id and any(o.office in LEADING and not o.former for o in h.offices)]
    return [Who(ones[0] if len(ones) == 1 else None, e.id)], i + 2


def _ministry_before(work: Work, i: int) -> str | None:
    """Whose ministry "the ministry" is: the one that its sentence tells last before."""
    c = work.chart
    for j in range(i - 1, work.sentence(i)[0] - 1, -1):
        if c.has(j, "ministry") or c.has(j, "body"):
            e = next((e for k in (j + 1, j + 2) if k < i and (e := c.entry(k, "nationality") or c.entry(k, "country"))), None)
            if e is not None:
                return e.id
    return None


def _body(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    c = work.chart
    for j in range(i + 1, min(stop, i + 4)):
        if j in work.actors or c.form[j] == "،":
            break
        e = c.entry(j, "nationality") or c.entry(j, "country")
        if e is not None:
            return [Who(None, e.id)], j + 1
    if c.form[i] == "الوزاره" and (of := _ministry_before(work, i)) is not None:
        return [Who(None, of)], i + 1
    if c.has(i, "ministry") and work.zones.home:
        return [Who(None, work.zones.home)], min(i + 2, stop)
    return None
