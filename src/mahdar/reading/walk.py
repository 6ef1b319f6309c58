"""The walk through a report's clauses: who speaks, sentence by sentence, and what each clause says."""

from itertools import groupby

from mahdar.grammar.rules import Match
from mahdar.reading.discourse import resolve
from mahdar.reading.speakers import first_actor, subject_before, subject_in
from mahdar.reading.statements import best, negated, state
from mahdar.reading.work import Work


def walk(work: Work) -> None:
    """Read every reporting clause, in order; each ends where the next one of its sentence begins."""
    matches = list(work.pack.grammar.matches("speech", work.chart))
    work.trace += matches
    heads = [m for _, group in groupby(matches, key=lambda m: m.trigger) if (m := best(list(group))) is not None]
    quoted = _quoted(work)
    heads = [m for m in heads if not quoted[m.trigger] and not negated(work, m.trigger) and _reports(work, m)]
    heads = _outermost(work, heads)
    for n, m in enumerate(heads):
        floor, end = work.sentence(m.trigger)
        following = next((k for k in heads[n + 1 :] if k.trigger < end and k.trigger >= m.captures["content"][0] and _breaks(work, m, k)), None)
        stop = _before(work, following) if following is not None else end
        stop = _attribution(work, m.captures["content"][0], stop)
        _scene(work, floor, m.trigger)
        said = state(work, m, stop)
        if said is None:
            continue
        work.said.append(said)
        if len(said.speakers) == 1 and (said.speakers[0].human is not None or not work.scene.speaker or not work.scene.speaker[0].human):
            work.scene.say(m.trigger, said.speakers)


def _outermost(work: Work, heads: list[Match]) -> list[Match]:
    """Drop verbs that stand inside what another says, unless a person says them (the innermost person is the speaker)."""
    out: list[Match] = []
    for m in heads:
        over = next((k for k in reversed(out) if k.trigger >= work.sentence(m.trigger)[0]), None)
        if over is not None and over.captures["content"][0] <= m.trigger and not _breaks(work, over, m):
            who = subject_before(work, m.trigger)
            if not who or who[0].human is None or _kind(work, m).startswith("say.present"):
                continue
        out.append(m)
    return out


def _kind(work: Work, m: Match) -> str:
    return next((e.kind for e in work.chart.entries[m.trigger] if e.kind.startswith("say")), "")


def _scene(work: Work, floor: int, at: int) -> None:
    """Bring the sides up to a token: the contact told last before it."""
    for met in work.met:
        if met.form == "visit" or sum(w.human is not None for w in met.who) < 2:
            continue
        for first, _ in met.ranges:
            if first <= at and not any(t == first for t, _ in work.scene.told):
                work.scene.meet(first, met.who)
    if work.scene.told:
        work.scene.told.sort(key=lambda t: t[0])
        work.scene.sides = next((w for t, w in reversed(work.scene.told) if t <= at), work.scene.sides)


def _quoted(work: Work) -> list[bool]:
    """For each token, whether it stands inside quotation marks of its sentence."""
    out, inside = [], False
    for form in work.chart.form:
        if form == "\n":
            inside = False
        if form == '"':
            inside = not inside
            out.append(False)
            continue
        out.append(inside)
    return out


def _reports(work: Work, m: Match) -> bool:
    """Whether a verb is one of reporting here: a finite verb or a participle that no noun governs; present tense only with a subject."""
    c = work.chart
    verb = next((e for e in c.entries[m.trigger] if e.kind.startswith("say")), None)
    if verb is None:
        return True
    if verb.kind.startswith("say.present"):
        floor, _ = work.sentence(m.trigger)
        lead = c.form[floor : m.trigger]
        if subject_before(work, m.trigger) is not None:
            return True
        return len([f for f in lead if f not in ("و", "كما", "ايضا", "،")]) == 0 and subject_in(work, m.trigger + 1, min(m.trigger + 3, len(c.form))) is not None
    if verb.kind.startswith("say.participle"):
        before = c.form[m.trigger - 1] if m.trigger else "\n"
        return before in ("،", "و", "\n", '"', ".", ")") or m.rule.id == "speech.participle_that" or first_actor(work, work.sentence(m.trigger)[0], m.trigger) is not None
    return True


def _breaks(work: Work, m: Match, nxt: Match) -> bool:
    """Whether a later verb of the sentence begins a clause of its own rather than standing inside what is said."""
    c = work.chart
    verb = next((e for e in c.entries[nxt.trigger] if e.kind.startswith("say")), None)
    if nxt.rule.makes in ("will",):
        return False
    before = c.form[nxt.trigger - 1]
    if verb is not None and verb.kind.startswith("say.participle"):
        return before in ("،", "و", '"', ")") or nxt.rule.id == "speech.participle_that"
    return before in ("و", "،", '"', "كما", "ف", "حيث")


def _before(work: Work, m: Match) -> int:
    c = work.chart
    stop = m.trigger
    while stop > 0 and c.form[stop - 1] in ("و", "،", "كما", "ف", "حيث", "قد", "اذ"):
        stop -= 1
    return stop


def _attribution(work: Work, first: int, stop: int) -> int:
    """Where an attribution behind the words begins (، بحسب البيان), or ``stop``."""
    c = work.chart
    for i in range(first + 2, stop):
        if c.entry(i, "attribution") is not None and (c.form[i - 1] in ("،", '"', "كما", "و") or c.form[i] in ("حسبما", "وفقا", "بحسب")):
            j = i
            while j > first and c.form[j - 1] in ("،", "كما", "و"):
                j -= 1
            return j
    return stop


__all__ = ["resolve", "walk"]
