"""Titles told by whose they are: "his minister", "her ambassador"; and "his deputy", "his adviser", by his office."""

from typing import Final

from mahdar.reading.titles import DEPUTY, MOVEMENTS, Title
from mahdar.reading.work import Held, Work

REACH: Final = 60  # tokens before a title in which he is told
FAR: Final = 1_000  # tokens before a title in which the organisation is told
HIS: Final = {"his_deputy", "his_adviser", "his_predecessor"}
COURTS: Final = {"head_of_state", "crown_prince", "vice_president"}


def party_before(work: Work, at: int) -> str | None:
    """The party of the person, or the country, told last before "his" or "her" minister, within the sentence."""
    c = work.chart
    for i in range(at - 1, _floor(work, at) - 1, -1):
        actor = work.actors.get(i)
        if actor is not None and actor.who:
            return actor.who[0].human.of if actor.who[0].human else actor.who[0].of
        e = c.entry(i, "nationality") or c.entry(i, "country") or c.entry(i, "organisation")
        if e is not None:
            return e.id
    return None


BODIES: Final = {
    "الحركه": "حركه",
    "الجامعه": "جامعه",
    "المنظمه": "منظمه",
    "الوكاله": "وكاله",
    "الحلف": "حلف",
    "المفوضيه": "مفوضيه",
}
OFFICIALS: Final = {"spokesperson", "secretary_general", "party_leader", "party_official", "other_official"}


def body_before(work: Work, title: Title) -> str | None:
    """The organisation told last before a title "of the movement", "of the league", named by such a word."""
    c = work.chart
    if not title.offices or title.offices[0][0] not in OFFICIALS:
        return None
    told = next((BODIES[w] for i in range(title.first, title.stop) for w in c.form[i].split() if w in BODIES), None)
    if told is None:
        return None
    for i in range(title.first - 1, max(-1, title.first - FAR), -1):
        e = c.entry(i, "organisation")
        if e is not None and (e.form.startswith(told) or told == "حركه" and e.id in MOVEMENTS):
            return e.id if e.id in MOVEMENTS else e.more.get("country") or e.id
    return None


def settle_own(work: Work, titles: list[Title]) -> None:
    """Whose "his minister" is who is told by a later mention: of his party. "His deputy" holds what his office has."""
    for title in titles:
        if not title.own:
            continue
        if not title.of and (party := party_before(work, title.first)) is not None:
            title.of = party
            for human in work.humans:
                if any(title.first <= o.first < title.stop for o in human.offices):
                    human.of = human.of or party
        if title.offices and title.offices[0][0] in HIS:
            _settle_his(work, title, titles)


def _settle_his(work: Work, title: Title, titles: list[Title]) -> None:
    """The office of whoever is told as his deputy, adviser or predecessor; none where nobody with an office is told before."""
    kind = title.offices[0][0]
    feminine = work.printed(title.first, title.first + 1).endswith("ة")  # "an adviser", not "his"
    base = None if feminine else _office_before(work, title.first, titles)
    office = base and {"his_deputy": DEPUTY.get(base, "other_official"), "his_predecessor": base}.get(
        kind, "royal_court" if base in COURTS else "other_official"
    )
    title.offices = [(office, None, title.first, title.stop)] if office else []
    for human in work.humans:
        mine = [o for o in human.offices if o.office == kind and o.first == title.first]
        for o in mine:
            human.offices.remove(o)
            if office:
                former = o.former or kind == "his_predecessor"
                human.offices.append(Held(office, None, o.of or title.of, o.first, o.stop, o.rule, former))


def _office_before(work: Work, at: int, titles: list[Title]) -> str | None:
    """The office of the person told last before a token, by name or by title, within the sentence."""
    unnamed = {t.first: t for t in titles if t.offices and not t.own}
    beside = at - 2 if work.chart.form[at - 1] == "و" else 0  # "X and his deputy": X's
    for i in range(at - 1, _floor(work, at) - 1, -1):
        actor, title = work.actors.get(i), unnamed.get(i)
        stop = actor.stop if actor is not None else title.stop if title is not None else at
        if stop < beside:
            return None
        human = actor.who[0].human if actor is not None and actor.who else None
        held = [o.office for o in human.offices if o.office not in HIS] if human is not None else []
        if not held and human is None:
            held = [actor.office] if actor is not None and actor.office else [title.offices[0][0]] if title is not None else []
        if held:
            return held[0]
    return None


def _floor(work: Work, at: int) -> int:
    return max(work.sentence(at)[0], at - REACH)
