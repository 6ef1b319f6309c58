"""Subjects that stand right before their verb: a side (الوزير قال), or a source that is none (وسائل إعلام قالت)."""

from typing import Final

from mahdar.reading.discourse import resolve
from mahdar.reading.flags import WORD
from mahdar.reading.speakers import JOINT, ending, sides_at
from mahdar.reading.strangers import strange_before
from mahdar.reading.work import Who, Work

STARTS: Final = set('و ف ، " : كان كانت حيث بينما فيما اذ لكن قد ثم اما'.split()) | {"\n"}
NATIONAL: Final = frozenset(("body", "side"))
FEW: Final = 5  # tokens of a source with its adjectives
OPENS: Final = {"و", "كان", "كانت", "،", "لكن", "فيما", "بينما", "\n"}


def adjacent(work: Work, at: int, number: str) -> list[Who] | None:
    """Who stands right before his verb (الوزير قال، تركيا أعلنت): its subject, unless a preposition or a noun governs it."""
    c = work.chart
    if source_before(work, at) or number not in JOINT and strange_before(work, at):
        return []
    if number in JOINT:
        return None
    while at > 1 and (c.has(at - 1, "switch") or c.form[at - 1] == "،" and c.has(at - 2, "switch")):
        at -= 1  # the minister, for his part, urged
    if at > 1 and c.form[at - 1] == "،" and ending(work, at - 1) is not None and c.has(at, "switch"):
        at -= 1
    at = at - 1 if c.form[at - 1] == "قد" and ending(work, at) is None else at
    actor = ending(work, at)
    first = actor.first if actor is not None else at - 1
    if actor is None and first and c.has(first, "nationality") and c.has_any(first - 1, NATIONAL):
        first -= 1  # the Ruritanian ministry, the Ruritanian side
    if first < 0 or first and c.form[first - 1] not in STARTS and not c.has(first - 1, "comp"):
        return None
    if actor is not None:
        return resolve(work, actor) or None
    found = sides_at(work, first, at) if first < at - 1 or c.has(first, "country") else None
    return found[0] if found else None


def source_before(work: Work, at: int) -> bool:
    """Whether a source stands before its verb as the subject (وكانت وسائل إعلام محلية قد قالت)."""
    c = work.chart
    floor, _ = work.sentence(at)
    i = at - 1
    while i > floor and at - i < FEW and (c.form[i] == "قد" or c.entry(i, "nationality") is not None or c.flags[i] & WORD):
        if c.entry(i, "source_role") is not None:
            break
        i -= 1
    return i >= floor and c.entry(i, "source_role") is not None and (i == floor or c.form[i - 1] in OPENS)
