"""Personal names: where one ends, and who is meant by a shorter form of it."""

from mahdar.grammar.chart import Chart
from mahdar.reading.flags import AND, HARD, HONORIFIC, NAME, PARTICLE, UNKNOWN, WORD

LONGEST = 7
# Folded function words that are also names: علي (على), ان, لي, هي …; a name only where the next word goes on as one.
WEAK = {"علي", "ان", "لي", "هي", "هو", "من", "في", "الي", "ما", "لا", "او", "بن", "كان", "يا", "عن", "هنا", "كل", "ام", "اي", "ذي", "بها", "به", "له", "لها"}


def name_end(c: Chart, i: int) -> int:
    """The token after the name that begins at ``i``; ``i`` itself where none does."""
    n, j, taken = len(c.form), i, 0
    flags, form = c.flags, c.form
    while j < n and taken < LONGEST:
        bits = flags[j]
        if bits & PARTICLE and not (bits & WORD and not _namey(c, j + 1)):
            if not _namey(c, j + 1) and not (j + 1 < n and flags[j + 1] & PARTICLE):
                break
            j += 1
            taken += 1
            continue
        if form[j] == "-" and taken and j + 1 < n and c.start[j + 1] == c.end[j] == c.start[j] + 1 and _namey(c, j + 1) and c.start[j] == c.end[j - 1]:
            j += 1
            continue
        if not _takes(c, j, taken):
            break
        j += 1
        taken += 1
    while j > i and flags[j - 1] & PARTICLE and not flags[j - 1] & NAME:
        j -= 1
    return j


def _takes(c: Chart, j: int, taken: int) -> bool:
    bits, form = c.flags[j], c.form[j]
    if bits & HARD and not (bits & NAME and (taken or _namey(c, j + 1))):
        return False
    if bits & NAME:
        if not bits & WORD and form not in WEAK:
            return True
        if form in WEAK:
            return _namey(c, j + 1) and (taken > 0 or not bits & HARD) and not _al(c, j + 1) if taken else _namey(c, j + 1)
        return taken > 0 or _namey(c, j + 1)
    if bits & UNKNOWN and not bits & WORD:
        if bits & AND and taken:
            return False
        return taken > 0 or not form.startswith("ال") or len(form) > 4
    return False


def _al(c: Chart, j: int) -> bool:
    return c.form[j].startswith("ال") and not c.flags[j] & NAME


def _namey(c: Chart, j: int) -> bool:
    """Whether a token may stand inside a name."""
    if j >= len(c.form):
        return False
    bits = c.flags[j]
    return bool(bits & NAME and c.form[j] not in WEAK or (bits & (UNKNOWN | PARTICLE)) and not bits & (WORD | HARD | AND))


def skip_honorifics(c: Chart, i: int) -> int:
    """The token after honorifics, commas and the like between a title and a name."""
    j, n = i, len(c.form)
    while j < n and (c.flags[j] & HONORIFIC and not c.flags[j] & NAME or c.flags[j] & HONORIFIC and _namey(c, j + 1)):
        j += 1
    return j
