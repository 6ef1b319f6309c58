"""The act of a statement: the verb of saying decides first; with a neutral verb the content does."""

from mahdar.grammar.lexicon import Entry
from mahdar.grammar.rules import Match
from mahdar.reading.discourse import own, party_at
from mahdar.reading.work import Who, Work

LOOK = 14  # how many tokens of a content are looked at
AFTER = {"hope"}  # attitudes whose content is what follows their particle


def act_of(work: Work, m: Match, verb: Entry | None, first: int, last: int, who: list[Who]) -> tuple[str, int]:
    """The act, and where the content begins once an attitude word that only carries the act is passed."""
    c = work.chart
    if m.rule.makes == "discussion":
        noun = m.get("noun")
        e = c.entry(noun[0], "review") if noun else None
        return (e.more.get("note") or "discuss") if e else "discuss", first
    if m.rule.makes == "will":
        return "commit", first
    attitude = _attitude(work, first, last) if m.rule.id in ("speech.about", "speech.object", "speech.on", "speech.to") else None
    if attitude is not None:
        at, entry = attitude
        if entry.id == "hope":
            first = _past_hope(work, at, last, first)
        if verb is None or verb.more.get("plain") or verb.more.get("act") == "state":
            return entry.id, first
    act = verb.more.get("act", "state") if verb else "state"
    if verb is None or verb.more.get("plain"):
        act = content_act(work, first, last, act, who)
    return act, first


def _attitude(work: Work, first: int, last: int) -> tuple[int, Entry] | None:
    for i in range(first, min(last, first + 3)):
        e = work.chart.entry(i, "attitude")
        if e is not None:
            return i, e
    return None


def _past_hope(work: Work, at: int, last: int, first: int) -> int:
    """Behind "his hope that", the hope itself begins after the particle."""
    c = work.chart
    for i in range(at + 1, min(last, at + 5)):
        if c.entry(i, "comp") is not None and i + 1 < last:
            return i + 1
        if c.form[i] == "في" and i == at + 1 and i + 1 < last and c.entry(i + 1, "comp") is None and c.entry(at, "attitude").form.startswith("امل"):  # type: ignore[union-attr]
            return i + 1
    return first


def content_act(work: Work, first: int, last: int, act: str, who: list[Who]) -> str:
    """The act that the content of a neutral verb tells: duty, will, support, rejection, hope, or a plain assertion."""
    c = work.chart
    stop = min(last, first + LOOK)
    for i in range(first, stop):
        for e in c.entries[i]:
            if e.kind == "cue":
                if e.id == "commit" and not _own_side(work, first, i, who):
                    continue
                return e.id
        if i < first + 6 and c.form[i][:2] in ("سي", "ست", "سن") and "future" in _kinds(work, i) and _own_side(work, first, i, who):
            return "commit"
    return "state" if act in ("state", "announce") and act != "announce" else act


def _kinds(work: Work, i: int) -> frozenset[str]:
    return work.alphabet.kinds(work.chart.symbols[i])


def _own_side(work: Work, first: int, at: int, who: list[Who]) -> bool:
    """Whether the subject of a content before its verb is the speaker's own side, or both sides."""
    c = work.chart
    parties = {w.of for w in who if w.of}
    for i in range(first, at):
        if c.entry(i, "side.own") is not None or c.entry(i, "side.both") is not None:
            return True
        actor = work.actors.get(i)
        if actor is not None:
            return any(w.of in parties for w in actor.who)
        party = party_at(work, i)
        if party is not None:
            return party in parties
        if c.entry(i, "nationality") is not None and c.entry(i, "nationality").id in parties:  # type: ignore[union-attr]
            return True
    before = c.form[first - 1] if first else ""
    return before in ("انها", "بانها", "انه", "بانه", "انهما", "اننا", "انهم") or own(work, at) is None
