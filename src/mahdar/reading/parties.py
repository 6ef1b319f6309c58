"""Of which party a person is, where the title does not say: what a careful reader infers from the rest of the report.

The agency's own country for a bare title in a home agency; the country that no other holder of that office takes; not the one that is
visited or met. Nothing is settled where two countries fit alike.
"""

from collections import Counter

from mahdar.reading.work import Human, Work

UNIQUE = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "crown_prince"}
HOME_BONUS = 1.2
AT_HOME = 6.0  # "the minister of foreign affairs", of no country told, is the minister of the agency's own
CLEAR = 1.25  # how much better the best country must fit than the next


def settle(work: Work) -> None:
    """Give a party to the persons that have none, the surest first."""
    named = _countries(work) + [(first, h.of) for h in work.humans if h.of for first, _ in h.mentions]
    if not named:
        return
    for human in work.humans:
        if human.of is None and len(human.words) > 1:
            human.of = _by_syllables(work, human, {p for _, p in named})
    for _ in range(2):
        for human in sorted((h for h in work.humans if h.of is None and h.mentions), key=lambda h: not h.offices):
            human.of = _likely(work, human, named)
    for human in work.humans:
        for held in human.offices:
            held.of = held.of or human.of


def _by_syllables(work: Work, human: Human, named: set[str]) -> str | None:
    """The one country of the report whose syllables make up the whole name."""
    fits = [{e.id for e in work.pack.lexicon.entries(w) if e.kind == "syllable"} for w in human.words]
    every = set.intersection(*fits) & named
    return every.pop() if len(every) == 1 else None


def _countries(work: Work) -> list[tuple[int, str]]:
    c, out = work.chart, []
    for i, entries in enumerate(c.entries):
        for e in entries:
            if e.kind in ("country", "nationality"):
                out.append((i, e.id))
                break
            if e.kind in ("capital", "seat") and e.more.get("country"):
                out.append((i, e.more["country"]))
                break
    return out


def _likely(work: Work, human: Human, named: list[tuple[int, str]]) -> str | None:
    offices = {o.office for o in human.offices}
    out = {h.of for h in work.humans for o in h.offices if h is not human and o.office in offices & UNIQUE and h.of} | _met_or_visited(work, human)
    weights: Counter[str] = Counter()
    for i, party in named:
        if party not in out:
            near = min(abs(i - first) for first, _ in human.mentions)
            weights[party] += 1.0 / (1.0 + (near / 12.0) ** 2)
    home = work.zones.home if work.zones.agency or any(p == work.zones.home for _, p in named) else None
    if home and home not in out and human.offices:
        bare = any(o.of is None and work.chart.form[o.first] not in ("الرييس", "الرييسه") for o in human.offices)
        weights[home] += AT_HOME if bare else HOME_BONUS
    best = weights.most_common(2)
    if not best or len(best) > 1 and best[0][1] < CLEAR * best[1][1]:
        return None
    return best[0][0] if best[0][1] > 0.1 else None


def _met_or_visited(work: Work, human: Human) -> set[str]:
    """Countries that this person visits, or whose people the person meets."""
    c, found = work.chart, set()
    for first, stop in human.mentions:
        floor, end = work.sentence(first)
        for i in range(stop, min(end, stop + 8)):
            if c.form[i] in ("الي", "ل") and i + 1 < end:
                found |= {e.id if e.kind == "country" else e.more.get("country", "") for e in c.entries[i + 1] if e.kind in ("country", "capital")}
        for actor in (work.actors[i] for i in range(floor, end) if i in work.actors):
            others = {w.human.of for w in actor.who if w.human is not None and w.human is not human and w.human.of}
            gap = range(min(stop, actor.stop), max(first, actor.first))
            if others and len(gap) < 6 and any(c.form[i] in ("مع", "ب", "بين", "نظيره") or c.entry(i, "contact") for i in gap):
                found |= others
    return found - {""}
