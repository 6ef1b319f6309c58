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

REMEMBER: Final = 20_000  # words; beyond, the memory of them is emptied

_TENSES: Final[dict[str, int]] = {}  # of the kinds met so far


class Verb:
    """The verb of saying that a word is: its entries, and by the frames that they tell the first entry of each."""

    __slots__ = ("bears_object", "entries", "frames", "participle", "word")

    def __init__(self, word: tuple[Entry, ...], entries: list[Entry]) -> None:
        self.word = word
        self.entries = entries
        self.frames: dict[str, Entry] = {}
        for e in entries:
            for frame in e.kind.split(".")[2:]:
                self.frames.setdefault(frame, e)
        self.bears_object = bool(entries) and bears_object(entries[0])
        self.participle = bool(entries) and entries[0].kind.startswith("say.participle")


_VERBS: Final[dict[int, Verb]] = {}  # of the words met so far, by the identity of their entries


def verb_of(word: tuple[Entry, ...]) -> Verb:
    """The verb that a word with these entries of the lexicon is; without entries where it is none. Remembered."""
    found = _VERBS.get(id(word))
    if found is None or found.word is not word:
        if len(_VERBS) > REMEMBER:
            _VERBS.clear()
        found = _VERBS[id(word)] = Verb(word, lexeme(word))
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
