"""Visits: who goes where. A journey to several countries is a visit to each."""

from typing import Final

from mahdar.grammar.rules import Match
from mahdar.reading.circumstances import Clause, making
from mahdar.reading.flags import CLOSED, HARD, NAME, WORD
from mahdar.reading.parties import is_local
from mahdar.reading.phrases import OF, is_his, phrases
from mahdar.reading.statuses import SENDING
from mahdar.reading.subjects import before, carried, dropped
from mahdar.reading.work import Who, Work

REACH: Final = 30  # tokens behind the word of visiting in which the destination stands
PLACES: Final = ("country", "capital", "city", "region", "seat")
TO: Final = {"الي", "ل", "في", "ب", "علي", "نحو"}
TOLD: Final = {"الشكر", "شكر", "التحيه", "التهنيه", "التهاني", "كلمه", "نداء", "سوال", "رساله"}  # what one turns to somebody with
BETWEEN: Final = {
    "العاصمه",
    "مدينه",
    "دوله",
    "جمهوريه",
    "مملكه",
    "سلطنه",
    "كل",
    "من",
    '"',
    "كلا",
    "منطقه",
    "محافظه",
    "جيب",
    "منتجع",
    "جزيره",
    "بلده",
    "ولايه",
}
HERE: Final = {"المملكه", "البلاد", "الدوله", "السلطنه", "الجمهوريه"}  # the agency's own country, behind a preposition
HIS_OWN: Final = 6  # tokens behind a visit in which "of his" stands
THAT_HE: Final = ("انه", "انها", "بانه", "بانها")
ADJECTIVES: Final = 3  # adjectives between a visit and whose it is
DELEGATION: Final = ("وفد", "وفدا", "الوفد")
COMING: Final = {"تاتي", "جاءت", "اتت", "تجيء"}  # a visit comes when something was done: where it leads is told before
WHEN: Final = {"بعد", "عقب", "وسط", "غداه", "عشيه"}
TOURING: Final = ("شملت", "تشمل", "ستشمل", "تقود", "تقوده", "ستقوده", "قادته", "تقودها")
SPOTS: Final = {"مدينه", "جيب", "منتجع", "جزيره", "اقليم", "بلده", "ولايه", "محافظه", "قاعده", "ميناء"}
KINGDOMS: Final = {"المملكه": ("SA", "JO", "BH", "MA"), "السلطنه": ("OM",)}


def visit_sides(work: Work, m: Match, clause: Clause) -> tuple[list[Who], list[Who]] | None:
    """The guest, and the country or countries that the guest goes to."""
    if work.chart.has(clause.at, "contact.arrival") and work.chart.form[clause.at].startswith("ال"):
        return None  # reaching something
    hosts = _hosts(work, m, clause) or _visited(work, m, clause)
    here = not hosts and _inside(work, m, clause)
    if here and work.zones.home:
        hosts = [work.zones.home]
    if not hosts:
        return None
    guest = _guest(work, m, clause, hosts)
    if here and guest and not _comes_here(work, guest[0]):
        return None
    if not guest:
        return None
    away = [h for h in hosts if all(h != w.of for w in guest)]
    guests = guest if len({w.of for w in guest}) == len(guest) else guest[:1]  # of one country they go together
    return (guests, [Who(None, h) for h in away]) if away else None


def _guest(work: Work, m: Match, clause: Clause, hosts: list[str]) -> list[Who] | None:
    noun = m.rule.values.get("noun")
    at = clause.at
    leading = _maker(work, clause) if noun else before(work, clause)
    if "takes" in m.captures:
        leading = leading or _on_tour(work, clause)
    if leading and (leading[0].human is not None or _titled(work, clause, leading)):
        return leading
    for p in phrases(work, at + 1, min(clause.stop, at + REACH, clause.next)):
        actor = work.actors.get(p.first)
        if m.rule.values.get("road") and p.first == at + 1 and work.chart.has(p.first, "country"):
            return None  # a state that turned to another
        titled = actor is not None and actor.kind == "title" and actor.office is not None
        persons = any(w.human is not None for w in p.who) or work.chart.has(p.first, "contact.officials") or titled
        his = noun and p.link == "ل" and actor is not None and _adjectives(work, at + 1, p.first - 1)  # a visit of his
        if (p.link in ("", OF) or his) and persons and (his or not noun or p.first <= at + 3 or _done_by(work, at, p.first)):
            return p.who
        if p.link not in ("", OF) or p.first > at + 8:
            break
    if noun and (sent := _sent(work, clause)) is not None:
        return sent
    if noun and _of_a_stranger(work, clause):
        return None
    if not noun and work.chart.has(at - 1, "relative") and work.chart.form[at - 1] != "حيث":
        return None  # of somebody whom nobody names
    if noun and any(form in ("له", "لها") for form in work.chart.form[at + 1 : at + HIS_OWN]):
        return _last_person(work, clause, hosts)
    if not noun and not dropped(work, clause) or noun and not is_his(work, at) and not _done(work, clause):
        return None
    guest = carried(work, clause, [Who(None, h) for h in hosts])
    if guest and guest[0].human is not None:
        return guest
    return _last_person(work, clause, hosts) if work.chart.form[at - 1] in THAT_HE else None


def _of_a_stranger(work: Work, clause: Clause) -> bool:
    """Whether a visit is told to be of somebody whom nobody knows (زيارة رسمية لفلان إلى كينيا)."""
    c, i = work.chart, clause.at + 1
    while i < clause.stop and i <= clause.at + ADJECTIVES and c.form[i].endswith("ه") and c.flags[i] & WORD:
        i += 1
    if i + 1 >= clause.stop or c.form[i] != "ل" or i + 1 in work.actors or country_at(work, i + 1) is not None:
        return False
    return bool(c.flags[i + 1] & NAME) and "الي" in c.form[i + 2 : i + 5]


def _adjectives(work: Work, first: int, stop: int) -> bool:
    """Whether nothing, or but an adjective or two of the visit, stands in a token range (زيارة رسمية قريبة للرئيس)."""
    form, flags = work.chart.form, work.chart.flags
    return stop - first <= ADJECTIVES and all(form[i].endswith("ه") and flags[i] & WORD for i in range(first, stop))


def _last_person(work: Work, clause: Clause, hosts: list[str]) -> list[Who] | None:
    """Whom "a visit of his" means: the person named last before, from elsewhere."""
    told = (w for p in reversed(phrases(work, clause.floor, clause.at)) for w in p.who if w.human is not None)
    return next(([w] for w in told if w.of not in hosts), None)


def _sent(work: Work, clause: Clause) -> list[Who] | None:
    """Who is sent on a visit: told right before it, behind the verb of sending (وجه وزيره لزيارة كينيا)."""
    form = work.chart.form
    if form[clause.at - 1] not in ("ل", "ب", "في") or SENDING.isdisjoint(form[clause.floor : clause.at]):
        return None
    told = [p for p in phrases(work, clause.floor, clause.at) if p.link == "" and p.stop == clause.at - 1]
    return told[0].who if told and told[0].who[0].human is not None else None


def _on_tour(work: Work, clause: Clause) -> list[Who] | None:
    """Who is on a tour: named right before "on a tour", or the guest of the visit that the sentence tells."""
    beside = next((p.who for p in phrases(work, clause.floor, clause.at) if p.stop == clause.at - 1 and p.who[0].human), None)
    visit = next((met for met in reversed(work.met) if met.form == "visit" and met.ranges[-1][0] >= clause.floor), None)
    return beside or (visit.who[:1] if visit is not None else None)


def _titled(work: Work, clause: Clause, who: list[Who]) -> bool:
    """Whether the sides before a verb are told by a title without a name, or as a delegation: the minister of Ruritania."""
    actors = (work.actors.get(i) for i in range(clause.floor, clause.at))
    if any(work.chart.form[i] in DELEGATION for i in range(max(clause.floor, clause.at - 8), clause.at)):
        return True
    return any(a is not None and a.kind == "title" and a.office and a.of == who[0].of for a in actors)


def _done_by(work: Work, at: int, first: int) -> bool:
    """Whether a verb of making stands between a visit and who made it (الزيارة التي قام بها الرئيس)."""
    form = work.chart.form
    made = ("بها", "يوديها", "اجراها", "اجرتها", "يجريها", *TOURING)
    return any(_does(work, i) or form[i] in made for i in range(at, first))


def _maker(work: Work, clause: Clause) -> list[Who] | None:
    """Who makes, begins or ends a visit: the subject of the verb before it."""
    verb = next((i for i in range(clause.at - 1, max(clause.floor, clause.at - 24) - 1, -1) if _does(work, i)), None)
    if verb is None:
        return None
    found = before(work, Clause(verb, clause.first, clause.stop, clause.floor, clause.end, []))
    return found or next((p.who for p in phrases(work, verb + 1, clause.at) if p.link == ""), None)


def _does(work: Work, i: int) -> bool:
    c = work.chart
    return c.has(i, "contact") and any(e.kind.startswith("contact.") and e.kind.endswith(".do") for e in c.entries[i])


def _done(work: Work, clause: Clause) -> bool:
    """Whether a visit is made, begun or ended by somebody named before: قام بزيارة، بدأ زيارة، في زيارة."""
    c = work.chart
    lead = range(max(clause.floor, clause.at - 4), clause.at)
    return any(_does(work, i) or c.form[i] in ("في", "ضمن", "خلال") for i in lead)


def _hosts(work: Work, m: Match, clause: Clause) -> list[str]:
    """The countries told as destinations: behind إلى, ل or في, or as the object of the verb; and those joined to it."""
    c, out = work.chart, list[str]()
    if clause.at + 1 < clause.end and c.form[clause.at + 1] in ("اليها", "اليه"):
        return [of for i in range(clause.at - 1, max(clause.floor, clause.at - 5) - 1, -1) if (of := country_at(work, i))][:1]
    direct = bool(m.rule.values.get("direct"))
    arriving = any(e.kind.endswith(".arrive") for e in c.entries[clause.at])
    i, past = clause.at + 1, False
    coming = c.form[clause.at - 1] in COMING
    noun = bool(m.rule.values.get("noun")) and "takes" not in m.captures
    if "takes" in m.captures:
        i, direct = m.captures["takes"][1], True
    if m.rule.values.get("road") and any(form in TOLD for form in c.form[i : i + 10]):
        return []  # turned with thanks to somebody
    while i < min(clause.end, clause.at + REACH):
        actor = work.actors.get(i)
        if actor is not None:
            i = actor.stop
            continue
        if coming and c.form[i] in WHEN:
            break
        if out and i in work.dates:
            i = work.dates[i].stop  # Ruritania on Friday, and Freedonia on Saturday
            continue
        if i > clause.at + 1 and (
            c.has(i, "say")
            and not c.has(i, "country")
            and c.form[i - 1] != "غير"
            or i in clause.rivals
            and not out
            and not c.has(i, "contact.visit")
        ):
            break
        past = past or i in clause.rivals and is_his(work, i)  # where the guest was before
        country = (
            country_at(work, i) if not (m.rule.values.get("road") and not arriving and c.has(i, "seat")) else None
        )  # there one goes from town
        if country and any(c.has(k, "contact.topic") for k in range(max(i - 3, clause.at), i)):
            country = None
        if country and past and _is_destination(work, i, False, False):
            past, country = False, None
        straight = country is not None and (direct or arriving and _alone(work, clause, i) or _visit_of(work, clause, i, m))
        if country and _is_destination(work, i, straight, bool(out), noun):
            out += [country] if country not in out else []
        elif (
            out and c.form[i] not in ("و", "،", "كل", "من", '"', "العاصمه", "ثم") and not c.has(i, "nationality") and not country
        ):
            break
        i = max(i + 1, c.stop(i))
    return out


def _visited(work: Work, m: Match, clause: Clause) -> list[str]:
    """The country of a person who is visited: right behind the verb, or behind who visits."""
    if m.rule.id != "contacts.visited":
        return []
    told = [p for p in phrases(work, clause.at + 1, clause.stop) if p.link == "" and p.first in work.actors]
    first = clause.at + 1
    if told and before(work, clause) is None and told[0].first == first:
        first = told.pop(0).stop
    return [told[0].who[0].of] if told and told[0].first == first and told[0].who[0].of else []


def _inside(work: Work, m: Match, clause: Clause) -> bool:
    """Whether somewhere without a country is visited: a museum, a centre, a factory (زار السفير مصنعا، قام بزيارة لمركز)."""
    c, at = work.chart, clause.at
    if m.rule.id == "contacts.visited":
        told = [p for p in phrases(work, at + 1, clause.stop) if p.link == ""]
        i = told[0].stop if told and told[0].first <= at + 1 and before(work, clause) is None else at + 1
    else:
        made = m.rule.id == "contacts.visit_to" and making(work, clause) is not None
        i = at + 2 if made and c.form[at + 1 : at + 2] in (["ل"], ["الي"]) else clause.stop
    while i in work.dates or c.form[i : i + 1] == ["،"]:
        i = work.dates[i].stop if i in work.dates else i + 1
    return i < clause.stop and bool(c.flags[i] & WORD) and not c.flags[i] & (CLOSED | HARD) and i not in work.actors


def _comes_here(work: Work, guest: Who) -> bool:
    """Whether a guest of the agency's country is told: its ambassador, or one of the two whom the report is about."""
    home = work.zones.home
    if guest.human is None or guest.of == home or not (work.zones.agency or is_local(work)):
        return False
    main = work.scene.main
    beside = any(w.human is guest.human for w in main) and any(w.of == home for w in main)
    return beside or any(o.office == "ambassador" and not o.former for o in guest.human.offices)


def _visit_of(work: Work, clause: Clause, i: int, m: Match) -> bool:
    """Whether a country stands right behind the noun of a visit that is made: on a visit of Ruritania, his visit of it."""
    form, at = work.chart.form, clause.at
    made = form[at - 1] in ("ب", "في", "ل", "خلال", "بعد", "عقب", "اثناء") or is_his(work, at)
    if m.rule.values.get("noun") and any(a.stop == i for k in (at + 1, at + 2) if (a := work.actors.get(k)) is not None):
        return True  # the visit of the president to Ruritania, told as its object
    return bool(m.rule.values.get("noun")) and made and (i == at + 1 or i == at + 2 and form[at + 1] in BETWEEN - {"دوله"})


def _alone(work: Work, clause: Clause, i: int) -> bool:
    """Whether a place is the object of "arrived": right behind the verb, its subject or a day."""
    j = i - 1
    if i + 1 < clause.end and work.chart.form[i + 1] == "ب":
        return False  # that joins two countries
    if j == clause.at or work.chart.form[j] in ("العاصمه", "مدينه", "مطار") and j - 1 == clause.at:
        return True
    return any(a.stop == i for k in range(max(clause.at, i - 12), i) if (a := work.actors.get(k)) is not None) or any(
        d.stop == i for k in range(clause.at, i) if (d := work.dates.get(k)) is not None
    )


def country_at(work: Work, i: int) -> str | None:
    """The country of a place named at a token; the agency's own for "the Kingdom" and the like."""
    c = work.chart
    if c.form[i] in SPOTS and country_at(work, min(i + 1, len(c.form) - 1)) is None:
        told = next((e for j in range(i + 2, min(len(c.form), i + 4)) if (e := c.entry(j, "nationality")) is not None), None)
        if told is not None:
            return told.id  # the island of X, that belongs to Ruritania
    if c.form[i] == "العاصمه" and i + 1 < len(c.form) and (e := c.entry(i + 1, "nationality")) is not None:
        return e.id
    for e in c.entries[i]:
        if e.kind == "country":
            return e.id
        if e.kind in PLACES and e.more.get("country"):
            return e.more["country"]
    if c.form[i] in KINGDOMS and work.zones.home not in KINGDOMS[c.form[i]]:
        return None
    return work.zones.home if c.form[i] in HERE else None


def _is_destination(work: Work, i: int, direct: bool, more: bool, noun: bool = False) -> bool:
    c, j = work.chart, i - 1
    while j > 0 and (
        c.form[j] in BETWEEN and not (c.form[j] == "من" and c.form[j - 1] not in ("كل", "كلا")) or c.has(j, "nationality")
    ):
        j -= 1
    if c.form[j] in TO:
        return not noun or c.form[j] in ("الي", "ل")
    if c.form[j] in ("و", "ثم", "،") and more:
        return True
    return direct and c.form[j] not in ("من", "مع", "عن", "و", "بين", "رييس", "قبل")
