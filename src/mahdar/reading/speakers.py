"""Who says it: the subject inside a reporting clause, before it, or carried over from the sentence before."""

from mahdar.reading.discourse import both, other, party_at, resolve
from mahdar.reading.people import holder
from mahdar.reading.work import Actor, Who, Work

PREPOSITIONS = {"مع", "من", "في", "ل", "ب", "علي", "الي", "عن", "بين", "ك", "لدي", "خلال", "عقب", "بعد", "قبل", "حول", "ازاء", "بشان"}
HEADS = {"رييسا", "رييسي", "قايدا", "قايدي", "زعيما", "زعيمي"}  # the heads of the two states
TRANSPARENT = {"كل", "من", "كلا"}


MASCULINE = {"العراق", "الاردن", "لبنان", "المغرب", "السودان", "اليمن"}  # states that take a masculine verb; the rest are feminine


def subject_in(work: Work, first: int, stop: int, number: str = "") -> tuple[list[Who], int] | None:
    """The subject in the tokens behind a verb, and the token after it: persons joined by و, a party, both sides, or None.

    An empty list is a subject that is no side (an agency, a newspaper, a source). ``number`` is the verb's person and gender: a
    state that does not agree with it is its object.
    """
    c = work.chart
    i = first
    while i < stop:
        if i - first < 2 and c.entry(i, "source_role") is not None and i not in work.actors:
            return [], i + 1
        if number == "ms" and i not in work.actors and c.entry(i, "country") is not None and c.form[i] not in MASCULINE:
            return None
        if c.form[i] in ("،", "ايضا", "كذلك", '"', "و", "كل", "من") and not (c.form[i] == "من" and i > first and c.form[i - 1] != "كل"):
            i += 1
            continue
        found = _one(work, i, stop)
        if found is not None:
            who, j = found
            while j < stop and c.form[j] in ("و", "،") and j + 1 < stop:
                k = j + 1
                while k < stop and c.form[k] in ("و", "كل", "من"):
                    k += 1
                more = _one(work, k, stop) if k < stop and c.form[j] == "و" else None
                if more is None:
                    break
                who, j = [*who, *more[0]], more[1]
            return who, j
        if c.form[i] in PREPOSITIONS:
            i = _past_phrase(work, i, stop)
            continue
        if i - first > 0 and c.entry(i, "say") is not None:
            return None
        i += 1
        if i - first > 12:
            return None
    return None


def _past_phrase(work: Work, i: int, stop: int) -> int:
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


def _one(work: Work, i: int, stop: int) -> tuple[list[Who], int] | None:
    c = work.chart
    actor = work.actors.get(i)
    if actor is not None:
        who = resolve(work, actor)
        return (who, actor.stop) if who else (both(work, i), actor.stop) if actor.kind == "title" else None
    if c.form[i] in ("الاول", "الاخير", "الثاني") and len(sides := both(work, i)) == 2:
        return [sides[0] if c.form[i] == "الاول" else sides[1]], i + 1
    if c.entry(i, "side.both") is not None and c.form[i].split()[0] in HEADS and " " in c.form[i]:
        heads = [Who(holder(work, "head_of_state", w.of, i), w.of) for w in both(work, i) if w.of]
        return (heads, i + 1) if heads else None
    if c.entry(i, "side.both") is not None or c.entry(i, "side.all") is not None:
        return both(work, i), i + 1
    if c.entry(i, "side.own") is not None:
        return list(work.scene.speaker), i + 1
    party = party_at(work, i)
    if party is not None:
        return [Who(None, party)], i + 1
    if c.entry(i, "side") is not None and i + 1 < stop:
        e = c.entry(i + 1, "nationality")
        if e is not None:
            return [Who(None, e.id)], i + 2
    if (c.entry(i, "body") is not None or c.entry(i, "ministry") is not None) and i + 1 < stop:
        for j in range(i + 1, min(stop, i + 4)):
            e = c.entry(j, "nationality") or c.entry(j, "country")
            if e is not None:
                return [Who(None, e.id)], j + 1
        if c.entry(i, "body") is not None and work.scene.speaker:
            return [Who(None, work.scene.speaker[0].of)], i + 1
    return None


def subject_before(work: Work, at: int) -> list[Who] | None:
    """The subject that stands before its verb: an actor or a party that ends right there (a comma or وهو may stand between)."""
    c = work.chart
    floor, _ = work.sentence(at)
    j = at
    while j > floor and c.form[j - 1] in ("،", "و", "قد", "كان", '"') and at - j < 3:
        j -= 1
    for first in range(max(floor, j - 24), j):
        actor = work.actors.get(first)
        if actor is not None and actor.stop == j:
            if first > floor and c.form[first - 1] in PREPOSITIONS and c.form[first - 1] != "بين":
                return None
            who = resolve(work, actor)
            while first > floor and c.form[first - 1] in ("و", "،") and (left := _ending(work, floor, first - 1)) is not None:
                who, first = [*resolve(work, left), *who], left.first
            return who or None
    if j - 1 >= floor:
        if c.entry(j - 1, "side.both") is not None:
            found = _one(work, j - 1, j)
            return found[0] if found else None
        party = party_at(work, j - 1)
        if party is not None and (j - 1 == floor or c.form[j - 2] not in PREPOSITIONS):
            return [Who(None, party)]
    return None


def _ending(work: Work, floor: int, at: int) -> Actor | None:
    """The actor that ends at a token."""
    return next((a for i in range(max(floor, at - 24), at) if (a := work.actors.get(i)) is not None and a.stop == at), None)


def first_actor(work: Work, first: int, stop: int) -> Actor | None:
    """The first actor of a range that no preposition governs: the subject of its main clause."""
    c = work.chart
    for i in range(first, stop):
        actor = work.actors.get(i)
        if actor is not None and resolve(work, actor) and (i == first or c.form[i - 1] not in PREPOSITIONS):
            return actor
    return None


def carried(work: Work, at: int, number: str) -> list[Who]:
    """The speaker of a verb whose subject is dropped: the sides for a dual or plural, else who spoke last."""
    scene = work.scene
    floor, _ = work.sentence(at)
    c = work.chart
    if any(c.entry(i, "switch") is not None for i in range(floor, at)) and not any(start >= floor for start, _ in scene.spoken):
        switched = other(work, at)
        if switched:
            return switched
    if number in ("md", "fd", "mp", "1p") and len(scene.speaker) < 2:
        sides = both(work, at)
        return sides if len(sides) > 1 else scene.speaker or sides
    return scene.speaker or scene.main[:1]


def persons(work: Work, who: list[Who], at: int) -> list[Who]:
    """The sides' persons for parties told together ("China and Kazakhstan will…" is said by their ministers)."""
    sides = both(work, at)
    out = []
    for w in who:
        match = next((s for s in sides if s.human is not None and s.of == w.of), None) if w.human is None else None
        out.append(match or w)
    return out
