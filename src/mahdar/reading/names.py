"""Personal names: where one ends, and who is meant by a shorter form of it."""

from mahdar.grammar.chart import Chart
from mahdar.reading.flags import AND, CLOSED, HARD, HONORIFIC, NAME, PARTICLE, UNKNOWN, WORD

LONGEST = 7
STRONG = {"بن", "ابن", "بنت", "ال", "ولد", "ابو"}  # particles that are nothing but particles inside a name
REGNAL = {"الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن"}
# Closed-class words that no name holds, whatever follows them.
NEVER = {"في", "من", "الي", "مع", "ان", "عن", "قد", "ما", "لم", "لن", "كل", "كان", "هنا", "منذ", "خلال", "بعد", "قبل", "بين", "حول", "امس", "اليوم", "صباح", "مساء"}


def name_end(c: Chart, i: int) -> int:
    """The token after the name that begins at ``i``; ``i`` itself where none does."""
    n, j, taken = len(c.form), i, 0
    flags, form = c.flags, c.form
    while j < n and taken < LONGEST:
        bits = flags[j]
        if form[j] in STRONG or bits & PARTICLE and not bits & (WORD | NAME):
            if not _after_particle(c, j + 1, form[j] in STRONG):
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
    """Whether a token goes on with a name of which ``taken`` words are read."""
    bits, form = c.flags[j], c.form[j]
    if form in REGNAL:
        return 0 < taken < 4 and not _namey(c, j + 1)
    if taken and c.form[j - 1] in STRONG and bits & (NAME | HONORIFIC):
        return True
    if bits & HONORIFIC:
        return bool(taken and bits & NAME) and form.startswith("ال") and not _namey(c, j + 1)
    if bits & CLOSED:
        if not bits & NAME or form in NEVER or taken > 1:
            return False
        nxt = c.flags[j + 1] if j + 1 < len(c.form) else 0
        return _namey(c, j + 1) and not nxt & WORD or not taken and bool(nxt & NAME) and bool(nxt & CLOSED) and _namey(c, j + 2)
    if bits & HARD:
        if not bits & NAME:
            return False
        if not taken:
            return j + 1 < len(c.form) and (c.form[j + 1] in STRONG or _namey(c, j + 1) and not c.flags[j + 1] & WORD and (c.entry(j, "capital") or c.entry(j, "city")) is not None)
        return taken == 1 and form.startswith("ال") or _namey(c, j + 1) and not c.flags[j + 1] & WORD
    if bits & NAME and not bits & WORD:
        return True
    if bits & NAME:
        return taken == 1 or _namey(c, j + 1) or taken > 1 and (form.startswith("ال") or bool(c.flags[j - 1] & PARTICLE))
    if bits & UNKNOWN and not bits & WORD:
        if bits & AND and taken:
            return False
        return taken > 0 or not form.startswith("ال") or len(form) > 4
    return False


def _after_particle(c: Chart, j: int, strong: bool) -> bool:
    if _namey(c, j):
        return True
    return j < len(c.form) and strong and bool(c.flags[j] & (NAME | PARTICLE))


def _namey(c: Chart, j: int) -> bool:
    """Whether a token may stand inside a name."""
    if j >= len(c.form):
        return False
    bits = c.flags[j]
    if bits & (CLOSED | AND | HONORIFIC):
        return False
    return bool(bits & NAME and not bits & HARD or bits & (UNKNOWN | PARTICLE) and not bits & (WORD | HARD))


def skip_honorifics(c: Chart, i: int) -> int:
    """The token after the honorifics that begin at ``i``."""
    j, n = i, len(c.form)
    while j < n and c.flags[j] & HONORIFIC:
        j += 1
    return j
