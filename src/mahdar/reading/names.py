"""Personal names: where one ends, and who is meant by a shorter form of it."""

from typing import Final

from mahdar.grammar.chart import Chart
from mahdar.reading.flags import AND, CLOSED, EULOGY, HARD, HONORIFIC, NAME, PARTICLE, SYLLABLE, UNKNOWN, VERBAL, WORD

GLUED: Final = 10  # letters of a word that may be two
HEADS: Final = ("الرييس", "الملك")
LONGEST: Final = 7
STRONG: Final = {"بن", "ابن", "بنت", "ال", "ولد", "ابو"}  # particles that are nothing but particles inside a name
STYLES: Final = {"الشيخ", "الشيخه", "الامير", "الاميره", "السيد", "السيده", "الدكتور", "الدكتوره", "الملك"}
CHAIN: Final = {"بن", "ابن", "بنت"}
REGNAL: Final = {"الابن", "الثانيه", "الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن"}
STOPS: Final = {"،", "\n", ".", ")"}
# Closed-class words that no name holds, whatever follows them.
NEVER: Final = {
    "فور",
    "في",
    "من",
    "الي",
    "مع",
    "ان",
    "عن",
    "قد",
    "ما",
    "لم",
    "لن",
    "كل",
    "كان",
    "هنا",
    "منذ",
    "خلال",
    "بعد",
    "قبل",
    "بين",
    "حول",
    "امس",
    "اليوم",
    "صباح",
    "مساء",
}


def name_end(c: Chart, i: int) -> int:
    """The token after the name that begins at ``i``; ``i`` itself where none does."""
    n, j, taken = len(c.form), i, 0
    flags, form = c.flags, c.form
    while j < n and taken < LONGEST:
        bits = flags[j]
        if (form[j] in REGNAL or form[j].endswith(" عشر") and c.entry(j, "ordinal")) and 0 < taken < 5 and not _namey(c, j + 1):
            return j + 1
        if form[j] == "عبد" and j + 1 < n and _served(flags[j + 1]) and "ء" <= form[j + 1][0] <= "ي":
            j += 2
            taken += 1
            continue
        if not taken and form[j] in ("بن", "ابن"):
            break  # a chain begins with a name
        if form[j] in STRONG or bits & PARTICLE and not bits & (WORD | NAME):
            if not _after_particle(c, j + 1, form[j] in STRONG):
                break
            j += 1
            taken += 1
            continue
        if (
            form[j] == "-"
            and taken
            and j + 1 < n
            and (_namey(c, j + 1) or flags[j + 1] & NAME)
            and (c.start[j + 1] == c.end[j] == c.start[j] + 1 == c.end[j - 1] + 1 or form[j - 1] == "جان")
        ):
            j += 1 if _namey(c, j + 1) else 2
            continue
        if not _takes(c, j, taken, i):
            break
        j += 1
        taken += 1
    while j > i and (form[j - 1] in STRONG or flags[j - 1] & PARTICLE and not flags[j - 1] & NAME):
        j -= 1
    return j


def _served(bits: int) -> bool:
    """Whether a token may stand behind "servant of": one of names, though it means something too (السلام)."""
    return not bits & (HARD | CLOSED) or bool(bits & NAME and bits & VERBAL)


def _takes(c: Chart, j: int, taken: int, start: int) -> bool:
    """Whether a token goes on with a name of which ``taken`` words are read, from ``start`` on."""
    bits, form = c.flags[j], c.form[j]
    if bits & EULOGY:
        return False
    before = c.flags[j - 1] if taken else 0
    if taken and c.form[j - 1] in STRONG and bits & (NAME | HONORIFIC):
        return True
    if taken and c.form[j - 1] in ("ابو", "ابي") and form.startswith("ال") and not bits & (HARD | CLOSED | HONORIFIC):
        return True  # Abu of whatever it is
    if bits & SYLLABLE and (before & SYLLABLE and taken < 3 or not taken and j + 1 < len(c.form) and c.flags[j + 1] & SYLLABLE):
        return True
    if taken and c.form[j - 1] == "دي" and c.entry(j, "month") is not None:
        return True  # Di Maio
    if bits & NAME and not bits & (HARD | CLOSED) and j + 1 < len(c.form) and c.form[j + 1] in CHAIN:
        return True
    if bits & HONORIFIC and not taken:
        return j + 1 < len(c.form) and c.form[j + 1] in CHAIN
    if bits & HONORIFIC:
        return (
            bool(bits & NAME) and form == "الحاج" or bool(taken and bits & NAME) and (form.startswith("ال") != _namey(c, j + 1))
        )
    if form == "كي" and taken and not _verb_follows(c, j + 1):
        return True  # John Key
    if form == "لو" and taken and j + 1 < len(c.form) and c.flags[j + 1] & NAME and not c.flags[j + 1] & (WORD | HARD | CLOSED):
        return True  # Le Drian; not "if"
    if bits & CLOSED:
        return bool(bits & NAME) and form not in NEVER and _closed(c, j, taken)
    if bits & HARD:
        return bool(bits & NAME) and _hard(c, j, taken, start)
    if bits & NAME and not bits & WORD:
        return True
    if bits & NAME and not taken and j and c.form[j - 1] in STYLES:
        return True
    if bits & NAME:
        return (
            taken == 1
            or _goes_on(c, j + 1, closed=False)
            or taken > 1
            and (form.startswith("ال") or bool(before & PARTICLE) or _ends(c, j + 1))
        )
    if bits & WORD and taken > 2 and form.startswith("ال") and c.form[j - 2] in STRONG and _ends(c, j + 1) and _family(c, j):
        return True  # the family name behind a son-of chain, though it is a word too
    if bits & UNKNOWN and not bits & WORD:
        if form.startswith("لل") or len(form) > GLUED and "ال" in form[2:-2]:
            return False  # "for the …", two words that lost their blank
        joined = bits & AND and not form.startswith("وو")  # "and Blinken", but Wallström
        return not joined if taken else not form.startswith("ال") or len(form) > 4
    return False


def _closed(c: Chart, j: int, taken: int) -> bool:
    """Whether a little word is of a name here: Ali before a stop, where "on" stands before none, or the name goes on."""
    if taken and c.form[j] == "علي" and (j + 1 == len(c.form) or c.form[j + 1] in STOPS):
        return True
    return taken < 2 and _goes_on(c, j + 1, closed=not taken)


def _verb_follows(c: Chart, j: int) -> bool:
    """Whether a verb in the present, or "not", stands at a token: what "in order to" stands before."""
    return j < len(c.form) and (c.form[j] == "لا" or c.form[j][0] in "يتنا" and not c.flags[j] & HARD)


def _family(c: Chart, j: int) -> bool:
    """Whether an ordinary word behind a son-of chain may be the family's name: by its ending, or in a list."""
    form = c.form[j]
    return form.endswith("ي") or c.form[j + 1] in ("،", "و") and not form.endswith(("ين", "ون", "ات", "ه"))


def _hard(c: Chart, j: int, taken: int, start: int) -> bool:
    """Whether a word that means something of its own (a people, a city, a title) is a name here."""
    form = c.form[j]
    if not taken:
        known = (c.entry(j, "capital") or c.entry(j, "city") or c.entry(j, "office.head")) is not None
        if start and c.form[start - 1] in STYLES and is_plain(c, j + 1):
            return True  # Dr Musaid X
        if start > 0 and c.flags[start - 1] & (HARD | HONORIFIC):  # behind a title: Turki, Izzat
            known = known or bool(c.flags[j] & VERBAL) or not form.startswith("ال") and c.entry(j, "nationality") is not None
        return j + 1 < len(c.form) and (c.form[j + 1] in STRONG or known and is_plain(c, j + 1))
    if form.startswith("ال") and c.entry(j, "nationality") is not None:
        title = start - 2 if start > 1 and c.form[start - 1] == "،" else start - 1
        if taken == 1 or start > 0 and any(c.entry(title, kind) is not None for kind in ("nationality", "office")):
            return True
        return " " not in form and all(is_plain(c, k) for k in range(start, j)) and _ends(c, j + 1)
    if form == "رييسي":  # "the two presidents of" too
        return _ends(c, j + 1)
    if c.flags[j] & VERBAL:
        acts = c.entry(j, "say.past") is not None  # شكر is "he thanked" too
        return not c.flags[j] & WORD or taken == 1 and not acts and _ends(c, j + 1) or is_plain(c, j + 1)
    return taken == 1 and form.startswith("ال") or is_plain(c, j + 1)


def is_plain(c: Chart, j: int) -> bool:
    """Whether a token is nothing but a name or a particle of names."""
    return _namey(c, j) and bool(not c.flags[j] & WORD or c.flags[j] & PARTICLE)


def _goes_on(c: Chart, j: int, *, closed: bool) -> bool:
    """Whether a name goes on behind a word that may be none; ``closed`` lets a further doubtful word follow ("Imam Ali")."""
    if j >= len(c.form):
        return False
    if c.form[j] == "-":
        return _namey(c, j + 1)
    bits = c.flags[j]
    if closed and bits & NAME and bits & CLOSED:
        return _namey(c, j + 1)
    return (
        _namey(c, j)
        and (not closed or bool(bits & (NAME | PARTICLE) or not bits & WORD))
        or bool(bits & HONORIFIC and bits & NAME and _namey(c, j + 1))
    )


def _ends(c: Chart, j: int) -> bool:
    """Whether a name may end before a token: a stop, a closed word, or one that means something of its own."""
    return j >= len(c.form) or bool(c.flags[j] & (HARD | CLOSED)) or c.form[j] == "\n"


def _after_particle(c: Chart, j: int, strong: bool) -> bool:
    if _namey(c, j):
        return True
    if j >= len(c.form) or not strong:
        return False
    return (
        bool(c.flags[j] & (NAME | PARTICLE))
        or c.form[j - 1] in ("ابو", "ابي")
        and c.form[j].startswith("ال")
        and not c.flags[j] & HARD
    )


def _namey(c: Chart, j: int) -> bool:
    """Whether a token may stand inside a name."""
    if j >= len(c.form):
        return False
    bits = c.flags[j]
    if bits & (CLOSED | AND | HONORIFIC):
        return False
    return bool(bits & NAME and (not bits & HARD or bits & VERBAL) or bits & (UNKNOWN | PARTICLE) and not bits & (WORD | HARD))


def skip_honorifics(c: Chart, i: int) -> int:
    """The token after the honorifics that begin at ``i``."""
    j, n = i, len(c.form)
    while j < n and (c.flags[j] & HONORIFIC or c.form[j] == "." and j > i and c.form[j - 1] == "د"):
        if j + 1 < n and c.form[j + 1] in CHAIN and not c.form[j].startswith("ال"):
            break  # a given name: Sheikha bint X
        j += 1
    return j


def name_follows(c: Chart, i: int) -> bool:
    """Whether a name stands at a token, honorifics before it passed."""
    start = skip_honorifics(c, i)
    return name_end(c, start) > start


def head_named(c: Chart, j: int) -> bool:
    """Whether "the president" stands at a token with his name right behind, which is not that of whoever serves him."""
    if j + 1 >= len(c.form) or c.form[j] not in HEADS:
        return False
    start = skip_honorifics(c, j + 1)
    return name_end(c, start) > start
