"""Two spellings of one holder: a state has one president at a time, so two of nearly one name are the same person.

Letters of a name are compared without blanks and long vowels (إيسياس، إيسايس; بو حبيب، بوحبيب); a name to which the next word is
glued begins with the name itself (تبونرفض).
"""

from typing import Final

from mahdar.reading.humans import LONG, SOUNDS
from mahdar.reading.parties import UNIQUE
from mahdar.reading.work import Human, Work

LETTERS: Final = 8  # of a name that another word is glued to
NO_VOWELS: Final = str.maketrans("", "", LONG)


def one_holder(work: Work) -> None:
    """Join those persons who hold one office of one state at once, under two spellings of one name."""
    held: dict[tuple[str, str], list[Human]] = {}
    for human in work.humans:
        for o in human.offices:
            of = o.of or human.of
            if o.office in UNIQUE and of and not o.former:
                held.setdefault((o.office, of), []).append(human)
    for first, *others in held.values():
        for other in others:
            if other is not first and other in work.humans and first in work.humans and _alike(first, other):
                _join(work, first, other)


def _alike(a: Human, b: Human) -> bool:
    """Whether two names are spellings of one."""
    one, two = _letters(a), _letters(b)
    short, long = sorted((one, two), key=len)
    if len(short) >= LETTERS and long.startswith(short):
        return True
    return one[0] == two[0] and len(a.words) > 1 and len(b.words) > 1 and one.translate(NO_VOWELS) == two.translate(NO_VOWELS)


def _letters(human: Human) -> str:
    return "".join(human.words).replace("-", "").translate(SOUNDS)


def _join(work: Work, one: Human, other: Human) -> None:
    """Make all that is told of a person another's."""
    one.mentions += other.mentions
    one.offices += [o for o in other.offices if not any(o.office == mine.office for mine in one.offices)]
    if len(_letters(other)) < len(_letters(one)) and _letters(one).startswith(_letters(other)):
        one.name, one.words = other.name, other.words  # without the word that is glued to it
    for actor in work.actors.values():
        for who in actor.who:
            if who.human is other:
                who.human = one
    work.humans.remove(other)
