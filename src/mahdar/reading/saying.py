"""Verbs of saying: which entries of a word are its verb, and in which tense."""

from functools import cache
from typing import Final

from mahdar.grammar.folding import fold
from mahdar.grammar.lexicon import Entry

OBJECTS: Final = ("ه", "ها", "هم", "هما")
TENSES: Final = ("past", "participle", "present", "future")
PARTICIPLE: Final = 1  # its place among them
OTHER: Final = 4  # behind the last of them
TAKES_PRONOUN: Final = set("دعا حث طالب ناشد نصح شكر هنأ عزى واسى وعد حذر اتهم وصف اعتبر أبلغ أخبر".split())

_PARTS: Final[dict[str, tuple[str, ...]]] = {}  # of the kinds met so far
_TENSES: Final[dict[str, int]] = {}  # likewise


def parts_of(kind: str) -> tuple[str, ...]:
    """The parts of a dotted kind."""
    found = _PARTS.get(kind)
    if found is None:
        found = _PARTS[kind] = tuple(kind.split("."))
    return found


def tense_of(kind: str) -> int:
    """The place of a verb of saying among the tenses; ``OTHER`` for what is none."""
    found = _TENSES.get(kind)
    if found is None:
        parts = kind.split(".")
        told = parts[0] == "say" and len(parts) > 1 and parts[1] in TENSES
        found = _TENSES[kind] = TENSES.index(parts[1]) if told else OTHER
    return found


@cache
def _stem(verb: str) -> str:
    return fold(verb)


def lexeme(entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries of the one verb that a word is: a past before a participle (طالب) and a participle before a present."""
    best, found = OTHER, list[Entry]()
    for e in entries:
        rank = tense_of(e.kind)
        if rank == OTHER or rank > best or _nominative(e):
            continue
        if rank < best:
            best, found = rank, [e]
        elif e.id == found[0].id:
            found.append(e)
    return found


def _nominative(e: Entry) -> bool:
    """Whether a form of a participle is not the one in which it reports: مضيف is a host, مصر Egypt, but مضيفا is "adding"."""
    return e.kind.startswith("say.participle") and not e.form.endswith(("ا", "ه", "ين"))


def bears_object(verb: Entry) -> bool:
    """Whether a verb carries a pronoun that is what was said (أكده، رفضها): nothing is said behind it."""
    if not verb.form.endswith(OBJECTS) or not verb.kind.startswith("say.past"):
        return False
    stem = _stem(verb.id)
    rest = verb.form.removeprefix(stem).removeprefix("ت")
    return verb.form.startswith(stem) and rest in OBJECTS and verb.id not in TAKES_PRONOUN
