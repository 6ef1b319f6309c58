"""Discourse: who is speaking, who is the other side, whom "both sides", "his country" and a bare title mean.

One walk through the matches of the contact and speech rules, in the order of the text. The state is small: the sides of the contact
now told, and who spoke last.
"""

from collections.abc import Iterator

from mahdar.reading.people import holder
from mahdar.reading.work import Actor, Who, Work


def actors_in(work: Work, first: int, stop: int) -> Iterator[Actor]:
    """The actors that begin in a token range, in order."""
    for i in range(first, stop):
        actor = work.actors.get(i)
        if actor is not None:
            yield actor


def resolve(work: Work, actor: Actor) -> list[Who]:
    """Who an actor is, as persons where this report names the holder of the title."""
    out = []
    for who in actor.who:
        if who.human is None and actor.office and who.of:
            human = holder(work, actor.office, who.of, actor.first)
            out.append(Who(human, who.of) if human else who)
        else:
            out.append(Who(who.human, who.human.of or who.of) if who.human else who)
    return out


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


SIDE_NOUNS = {"الجانب", "الطرف", "الحكومه", "القياده", "الدوله", "الرياسه", "الخارجيه", "السلطات", "الجمهوريه", "وزاره", "الوفد"}


def main_sides(work: Work) -> list[Who]:
    """The two sides that the report is about: the first persons with offices of two parties, headline and lede first."""
    out: list[Who] = []
    for _, actor in sorted(work.actors.items()):
        for who in resolve(work, actor):
            if who.of is None and who.human is None:
                continue
            if any(w.same(who) for w in out):
                continue
            if who.human is None:
                continue
            if who.of is not None and any(w.of == who.of for w in out):
                continue
            out.append(who)
            if len(out) == 2:
                return out
    return out


def both(work: Work, at: int) -> list[Who]:
    """Whom "the two sides" means at a token."""
    scene = work.scene
    sides = next((who for start, who in reversed(scene.told) if start <= at), None) or scene.sides or scene.main
    distinct: list[Who] = []
    for who in sides:
        if not any(who.same(w) for w in distinct):
            distinct.append(who)
    return distinct


def other(work: Work, at: int) -> list[Who]:
    """The side that did not speak last."""
    scene, sides = work.scene, both(work, at)
    if not scene.speaker:
        return sides[:1]
    rest = [w for w in sides if not any(w.same(s) or (w.of and w.of == s.of) for s in scene.speaker)]
    return rest[:1]


def own(work: Work, at: int) -> str | None:
    """The party of who speaks at a token."""
    speaker = next((who for start, who in reversed(work.scene.spoken) if start <= at), work.scene.speaker)
    return next((w.of for w in speaker if w.of), None)


def parties_in(work: Work, first: int, stop: int) -> list[str]:
    """The parties that a token range names, in order: countries, capitals as states, "his country", "the two countries"."""
    c, out = work.chart, []
    for i in range(first, stop):
        found: list[str | None] = []
        actor = work.actors.get(i)
        if actor is not None:
            found = [w.of for w in resolve(work, actor)]
        elif c.entry(i, "side.own") is not None:
            found = [own(work, i)]
        elif c.entry(i, "side.both") is not None:
            found = [w.of for w in both(work, i)]
        else:
            found = [party_at(work, i)]
        out += [p for p in found if p and p not in out]
    return out
