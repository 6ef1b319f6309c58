"""Visits: who goes where. A journey to several countries is a visit to each."""

from mahdar.grammar.rules import Match
from mahdar.reading.circumstances import Clause
from mahdar.reading.phrases import OF, is_his, phrases
from mahdar.reading.subjects import before, carried, dropped
from mahdar.reading.work import Who, Work

REACH = 30  # tokens behind the word of visiting in which the destination stands
PLACES = ("country", "capital", "city", "region")
TO = {"الي", "ل", "في", "ب", "علي", "نحو"}
TOLD = {"الشكر", "شكر", "التحيه", "التهنيه", "التهاني", "كلمه", "نداء", "سوال", "رساله"}  # what one turns to somebody with
BETWEEN = {"العاصمه", "مدينه", "دوله", "جمهوريه", "مملكه", "سلطنه", "كل", "من", '"', "كلا", "منطقه", "محافظه"}
HERE = {"المملكه", "البلاد", "الدوله", "السلطنه", "الجمهوريه"}  # the agency's own country, behind a preposition


def visit_sides(work: Work, m: Match, clause: Clause) -> tuple[list[Who], list[Who]] | None:
    """The guest, and the country or countries that the guest goes to."""
    hosts = _hosts(work, m, clause)
    if not hosts:
        return None
    guest = _guest(work, m, clause, hosts)
    if not guest:
        return None
    away = [h for h in hosts if h != guest[0].of]
    return (guest[:1], [Who(None, h) for h in away]) if away else None


def _guest(work: Work, m: Match, clause: Clause, hosts: list[str]) -> list[Who] | None:
    noun = m.rule.values.get("noun")
    at = clause.at
    leading = _maker(work, clause) if noun else before(work, clause)
    if leading and (leading[0].human is not None):
        return leading
    for p in phrases(work, at + 1, min(clause.stop, at + REACH, clause.next)):
        persons = any(w.human is not None for w in p.who) or work.chart.entry(p.first, "contact.officials") is not None
        if p.link in ("", OF) and persons and (not noun or p.first <= at + 3 or _done_by(work, at, p.first)):
            return p.who
        if p.link not in ("", OF) or p.first > at + 8:
            break
    if not noun and not dropped(work, clause) or noun and not is_his(work, at) and not _done(work, clause):
        return None
    guest = carried(work, clause, [Who(None, h) for h in hosts])
    return guest if guest and guest[0].human is not None else None


def _done_by(work: Work, at: int, first: int) -> bool:
    """Whether a verb of making stands between a visit and who made it (الزيارة التي قام بها الرئيس)."""
    return any(_does(work, i) or work.chart.form[i] in ("بها", "يوديها") for i in range(at, first))


def _maker(work: Work, clause: Clause) -> list[Who] | None:
    """Who makes, begins or ends a visit: the subject of the verb before it."""
    verb = next((i for i in range(clause.at - 1, max(clause.floor, clause.at - 24) - 1, -1) if _does(work, i)), None)
    if verb is None:
        return None
    found = before(work, Clause(verb, clause.first, clause.stop, clause.floor, clause.end))
    return found or next((p.who for p in phrases(work, verb + 1, clause.at) if p.link == ""), None)


def _does(work: Work, i: int) -> bool:
    return any(e.kind.startswith("contact.") and e.kind.endswith(".do") for e in work.chart.entries[i])


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
    direct = m.rule.values.get("direct")
    i, past = clause.at + 1, False
    if m.rule.values.get("road") and any(form in TOLD for form in c.form[i : i + 10]):
        return []  # turned with thanks to somebody
    while i < min(clause.end, clause.at + REACH):
        actor = work.actors.get(i)
        if actor is not None:
            i = actor.stop
            continue
        if i > clause.at + 1 and (
            c.entry(i, "say") is not None
            and c.entry(i, "country") is None
            or i in clause.rivals
            and not out
            and c.entry(i, "contact.visit") is None
        ):
            break
        past = past or i in clause.rivals and is_his(work, i)  # where the guest was before
        country = country_at(work, i)
        if country and any(c.entry(k, "contact.topic") is not None for k in range(max(i - 3, clause.at), i)):
            country = None
        if country and past and _is_destination(work, i, False, False):
            past, country = False, None
        if country and _is_destination(work, i, bool(direct), bool(out), bool(m.rule.values.get("noun"))):
            out += [country] if country not in out else []
        elif (
            out
            and c.form[i] not in ("و", "،", "كل", "من", '"', "العاصمه", "ثم")
            and c.entry(i, "nationality") is None
            and not country
        ):
            break
        i = max(i + 1, c.stop(i))
    return out


def country_at(work: Work, i: int) -> str | None:
    """The country of a place named at a token; the agency's own for "the Kingdom" and the like."""
    for e in work.chart.entries[i]:
        if e.kind == "country":
            return e.id
        if e.kind in PLACES and e.more.get("country"):
            return e.more["country"]
    return work.zones.home if work.chart.form[i] in HERE else None


def _is_destination(work: Work, i: int, direct: bool, more: bool, noun: bool = False) -> bool:
    c, j = work.chart, i - 1
    while j > 0 and (
        c.form[j] in BETWEEN
        and not (c.form[j] == "من" and c.form[j - 1] not in ("كل", "كلا"))
        or c.entry(j, "nationality") is not None
    ):
        j -= 1
    if c.form[j] in TO:
        return not noun or c.form[j] in ("الي", "ل")
    if c.form[j] in ("و", "ثم", "،") and more:
        return True
    return direct and c.form[j] not in ("من", "مع", "عن", "و", "بين", "رييس", "قبل")
