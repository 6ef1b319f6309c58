"""Discourse: who is the other side, whom "both sides", "the ministers", "his country" and a side without a name mean.

The state is small and lives in ``Work.scene``: the groups that met, where each is told, and who spoke last.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from mahdar.reading.people import holder
from mahdar.reading.work import Actor, Who, Work

NEAR: Final = 8  # how many groups are looked at on either side of a token
MINISTERS: Final = {
    "foreign_minister",
    "defence_minister",
    "minister",
    "deputy_foreign_minister",
    "deputy_minister",
    "deputy_head_of_government",
}
LEADERS: Final = {"head_of_state", "head_of_government", "crown_prince", "vice_president"}
CHAIRS: Final = LEADERS | {"speaker_of_parliament"}
FAMILIES: Final[tuple[tuple[tuple[str, ...], set[str]], ...]] = (
    (("رييسا الوزرا", "رييسي الوزرا", "رييسا حكوم", "رييسي حكوم"), {"head_of_government"}),
    (("وزير", "الوزير", "وزرا", "الوزرا"), MINISTERS),
    (("رييس", "الرييس"), CHAIRS),
    (("الروسا", "روسا", "زعيم", "الزعيم", "الزعما", "قايد", "القايد", "القاده", "العاهل", "الملك"), LEADERS),
    (("السفير",), {"ambassador"}),
)


def actors_in(work: Work, first: int, stop: int) -> Iterator[Actor]:
    """The actors that begin in a token range, in order."""
    for i in range(first, stop):
        actor = work.actors.get(i)
        if actor is not None:
            yield actor


def resolve(work: Work, actor: Actor) -> list[Who]:
    """Who an actor is, as persons where this report names the holder of the title; not to be changed."""
    if actor.rule == STYLED:
        styled = _styled(work, actor)
        return [styled] if styled is not None else _resolved(work, actor)
    found = work.scene.resolved.get(actor.first)
    if found is None:
        found = work.scene.resolved[actor.first] = _resolved(work, actor)
    return found


def _resolved(work: Work, actor: Actor) -> list[Who]:
    """Who an actor is, whoever speaks; the same all over a report."""
    home = _at_home(work, actor)
    if home is not None:
        return [home]
    out = []
    for who in actor.who:
        if _of_another(actor, who):
            who = Who(None, actor.of)  # whose party was not known when the title was laid
        if who.human is None and actor.office and who.of:
            human = holder(work, actor.office, who.of, actor.first)
            told = actor.office if actor.rule == "people.counterpart" else None
            out.append(Who(human, who.of) if human else Who(None, who.of, told))
        else:
            out.append(Who(who.human, who.human.of or who.of) if who.human else who)
    return out


STYLED: Final = "people.honorific_pronoun"


def _of_another(actor: Actor, who: Who) -> bool:
    """Whether a title of a party was given to somebody who turned out to be of another."""
    told = actor.kind == "title" and actor.rule == "people.title" and len(actor.who) == 1 and actor.of
    return bool(told) and who.human is not None and who.human.of not in (None, actor.of)


BARE: Final = ("الوزير", "الرييس", "السفير", "المبعوث", "الامين")  # titles of whoever was named last


def _at_home(work: Work, actor: Actor) -> Who | None:
    """The holder at home of an office told without a country ("the minister of foreign affairs" in a home agency)."""
    home = work.zones.home
    if (
        home is None
        or actor.rule != "people.title"
        or actor.of is not None
        or not actor.office
        or work.chart.form[actor.first] in BARE
    ):
        return None
    ones = [h for h in work.humans if h.of == home and any(o.office == actor.office and not o.former for o in h.offices)]
    return Who(ones[0], home) if len(ones) == 1 else None


def _styled(work: Work, actor: Actor) -> Who | None:
    """Whom "His Excellency" means: the one who spoke last, where he was styled so."""
    speaker = work.scene.speaker
    if len(speaker) != 1 or (human := speaker[0].human) is None:
        return None
    form, c = work.chart.form[actor.first], work.chart.form
    stem = form[:-2].rstrip("ت") if form.endswith(("ته", "تها")) else form[:-1]
    named = any(c[j].startswith(stem) for first, _ in human.mentions for j in range(max(0, first - 3), first))
    return speaker[0] if named else None


def party_at(work: Work, i: int) -> str | None:
    """The party that a token names: a country, a capital that stands for its state, an organisation, a seat of power."""
    c = work.chart
    for e in c.entries[i]:
        if e.kind in ("country", "organisation"):
            return e.id
        if e.kind in ("capital", "seat"):
            return e.more.get("country")
        if e.kind == "nationality" and i > 0 and c.form[i - 1] in SIDE_NOUNS:
            return e.id
    return None


SIDE_NOUNS: Final = {
    "الجانب",
    "الطرف",
    "الحكومه",
    "القياده",
    "الدوله",
    "الرياسه",
    "الخارجيه",
    "السلطات",
    "الجمهوريه",
    "وزاره",
    "الوفد",
}


def main_sides(work: Work) -> list[Who]:
    """The two sides that the report is about: the first persons with offices of two parties, headline and lede first."""
    out: list[Who] = []
    for first in sorted(work.actors):
        for who in resolve(work, work.actors[first]):
            if who.human is None or any(w.same(who) for w in out):
                continue
            if who.of is not None and any(w.of == who.of for w in out):
                continue
            out.append(who)
            if len(out) == 2:
                return out
    return out


def group_behind(told: list[tuple[int, list[Who], bool, int]], at: int) -> int:
    """How many of the groups that met, in order, are told up to a token."""
    low, high = 0, len(told)
    while low < high:
        mid = (low + high) // 2
        if told[mid][0] <= at:
            low = mid + 1
        else:
            high = mid
    return low


def groups(work: Work, at: int) -> list[list[Who]]:
    """The groups that met, the likeliest first: before a token, then after it; remembered and planned ones last."""
    scene = work.scene
    if not scene.groups:
        near = [who for start, who in reversed(scene.told[-NEAR:]) if start <= at]
        return [*near, *([scene.sides] if scene.sides else []), scene.main]
    k = group_behind(scene.groups, at)
    near_ones = [*reversed(scene.groups[max(0, k - NEAR) : k]), *scene.groups[k : k + NEAR]]
    return [*(g[1] for g in near_ones if g[2]), scene.main, *(g[1] for g in near_ones if not g[2])]


def both(work: Work, at: int, noun: str = "") -> list[Who]:
    """Whom "the two sides" (or the noun of office, folded: الوزيران) means at a token: persons wherever the report knows them."""
    offices = next((offices for stems, offices in FAMILIES if noun.startswith(stems)), None)
    found = [distinct(who) for who in groups(work, at)]
    known = [who for who in found if len(who) > 1 and all(w.human is not None for w in who) and len({w.of for w in who}) > 1]
    for who in sorted(known, key=lambda who: len(who) > 2) if noun else known:
        if offices is None or all(_holds(w, offices) for w in who):
            return who
    if offices is not None and len(holders := _holders(work, offices)) == 2:
        return holders
    told = next((who for who in found if len(who) > 1), None) or next((who for who in found if who), [])
    if known and not any(w.human for w in told):
        return known[0]
    return [_named(work, w, at) for w in told]


def _holders(work: Work, offices: set[str]) -> list[Who]:
    """The report's only holders of some offices, one of each party; empty where a party has two."""
    ones = [Who(h, h.of) for h in work.humans if h.of and _holds(Who(h, h.of), offices)]
    return ones if len({w.of for w in ones}) == len(ones) else []


def many(work: Work, at: int, noun: str = "") -> list[Who]:
    """Whom "the ministers", "the three leaders", "those who met" means: three or more, or all of the report's sides."""
    offices = next((offices for stems, offices in FAMILIES if noun.startswith(stems)), None)
    found = [distinct(who) for who in groups(work, at)]
    for who in found:
        if len(who) > 2 and all(w.human is not None for w in who) and (offices is None or all(_holds(w, offices) for w in who)):
            return who
    every = distinct([w for who in found for w in who if w.human is not None and (offices is None or _holds(w, offices))])
    return every if len(every) > 1 else [] if offices is not None and found else both(work, at, noun)


def _holds(who: Who, offices: set[str]) -> bool:
    return who.human is not None and any(o.office in offices for o in who.human.offices if not o.former)


def _named(work: Work, who: Who, at: int) -> Who:
    return who if who.human is not None or who.of is None else voice(work, who.of, at) or who


def voice(work: Work, party: str, at: int) -> Who | None:
    """The person who speaks for a party at a token: its one among those who met."""
    for found in groups(work, at):
        ones = [w for w in found if w.human is not None and w.of == party]
        if len(ones) == 1:
            return ones[0]
    return None


def distinct(who: list[Who]) -> list[Who]:
    """Each person once, and no party beside its own person."""
    out: list[Who] = []
    for w in who:
        if any(w.same(x) for x in out) or w.human is None and any(x.of == w.of for x in who if x.human is not None):
            continue
        out.append(w)
    return out


def other(work: Work, at: int) -> list[Who]:
    """The side that did not speak last."""
    scene, sides = work.scene, both(work, at)
    if not scene.speaker:
        return sides[:1]
    rest = [w for w in sides if not any(w.same(s) or (w.of and w.of == s.of) for s in scene.speaker)]
    return rest[:1]


def own(work: Work, at: int) -> str | None:
    """The party of who speaks at a token."""
    spoken = work.scene.spoken
    k = bisect_right(spoken, at, key=lambda s: s[0])
    speaker = spoken[k - 1][1] if k else work.scene.speaker
    return next((w.of for w in speaker if w.of), None)


def parties_in(work: Work, first: int, stop: int) -> list[str]:
    """The parties that a token range names, in order: countries, capitals as states, "his country", "the two countries"."""
    c, out = work.chart, []
    for i in range(first, stop):
        found: list[str | None] = []
        actor = work.actors.get(i)
        if actor is not None:
            found = [w.of for w in resolve(work, actor)]
        elif c.has(i, "side.own"):
            found = [own(work, i)]
        elif c.has(i, "side.both"):
            found = [w.of for w in both(work, i, c.form[i])]
        else:
            found = [party_at(work, i)]
        out += [p for p in found if p and p not in out]
    return out
