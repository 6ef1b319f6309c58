"""The persons of a report: whose printed name it is, which spellings are one name, which offices are held, by whom."""

import itertools
from functools import lru_cache
from typing import Final

from mahdar.grammar.alphabet import INSIDE
from mahdar.reading.titles import Title
from mahdar.reading.work import Actor, Held, Human, Who, Work

PARTICLES: Final = {"بن", "ابن", "بنت", "ال", "ولد", "ابو", "ابي", "ابا", "-"}
SOUND: Final = {"غ": "ج", "ق": "ج", "گ": "ج", "ه": "ا"}  # letters that are written for another
SOUNDS: Final = str.maketrans(SOUND)
LONG: Final = "اوي"
SHORTEST: Final = 4  # letters of a word that may be another spelling
TYPED: Final = 6  # letters of a word that one wrong letter leaves the same


REMEMBER: Final = 50_000  # names; beyond, the memory of them is emptied


class Spelt:
    """What is compared of a name: ``bare`` its words without particles, "servant of" joined to the word behind it; ``openings``
    with which letters they begin, as bits: two names that share none are not the same.
    """

    __slots__ = ("bare", "openings")

    def __init__(self, words: tuple[str, ...]) -> None:
        self.bare = _bare(words)
        self.openings = 0
        for word in self.bare:
            self.openings |= 1 << (ord(opening(word) or " ") & 63)


_SPELT: Final[dict[tuple[str, ...], Spelt]] = {}  # the names met so far


def spelt(words: tuple[str, ...]) -> Spelt:
    """What is compared of a name; remembered."""
    found = _SPELT.get(words)
    if found is None:
        if len(_SPELT) > REMEMBER:
            _SPELT.clear()
        found = _SPELT[words] = Spelt(words)
    return found


def bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without its particles, "servant of" joined to the word behind it."""
    return spelt(words).bare


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for word in words:
        if word in PARTICLES:
            continue
        if out and out[-1] == "عبد":
            out[-1] += word
        else:
            out.append(word)
    return tuple(out) or words


def opening(word: str) -> str:
    """The letter with which a word and all that are ``alike`` begin, less the article."""
    first = word[2] if len(word) > 2 and word.startswith("ال") else word[:1]
    return SOUND.get(first, first)


@lru_cache(maxsize=50_000)
def alike(a: str, b: str) -> bool:
    """Whether two words are spellings of one name: a long vowel more or less, g for j, one letter of a long word mistyped."""
    if a == b:
        return True
    if opening(a) != opening(b):
        return False
    a, b = a.removeprefix("ال"), b.removeprefix("ال")
    if min(len(a), len(b)) < SHORTEST or not -1 <= len(a) - len(b) <= 1:
        return False
    a, b = a.translate(SOUNDS), b.translate(SOUNDS)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < len(long):
        return any(long[:i] + long[i + 1 :] == short and (long[i] in LONG or len(short) >= TYPED) for i in range(1, len(long)))
    return len(a) >= TYPED and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one name is a shorter form or another spelling of the other; a father's name (behind "son of") is not the son's."""
    one, two = spelt(a), spelt(b)
    if not one.openings & two.openings:
        return False
    short, long, words, all_words = a, b, one.bare, two.bare
    if len(words) > len(all_words):
        short, long, words, all_words = b, a, two.bare, one.bare
    if len(words) == 1 or short[0] in PARTICLES:
        return _part_of(short, long)
    if len(words) == len(all_words) > 2 and sorted(words) == sorted(all_words):
        return True  # the family's name first, or last
    if words[0] != all_words[0] and not alike(words[0], all_words[0]):
        return len(words) > 1 and _ends_with(short, long)
    at = 0
    for word in words:
        while at < len(all_words) and not (word == all_words[at] or len(word) > SHORTEST and alike(word, all_words[at])):
            at += 1
        if at == len(all_words):
            return False
        at += 1
    return True


FATHERS: Final = ("بن", "ابن", "بنت")


def _part_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether one word, or one behind a particle (ولد إبراهيم), is the first, the last, or a family's part of a name."""
    word, words = bare(short)[-1], bare(long)
    if len(short) == 1 and len(long) > 2 and word != words[0] and long[1] in FATHERS and _father(word, long):
        return False  # King Salman is not Muhammad bin Salman; Ahmad Obaid bin Daghr's family is
    if short == long or word in (words[0], words[-1]) or len(words) > 1 and alike(word, words[-1]):
        return True
    return len(words) > 2 and word in words and not _father(word, long)


def _ends_with(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name ends with all words of another, which is not his father's."""
    words, all_words = bare(short), bare(long)
    return len(words) < len(all_words) and all_words[-len(words) :] == words and not _father(words[0], long)


def _father(word: str, words: tuple[str, ...]) -> bool:
    return any(a in FATHERS and b == word for a, b in itertools.pairwise(words))


def human_of(work: Work, first: int, stop: int, of: str | None) -> Human:
    """The person of a printed name: one already met under a longer or shorter form, or a new one."""
    words = words_of(work, first, stop)
    human = met_before(work, words, of)
    if human is None:
        human = Human(printed(work, first, stop), words, of, [(first, stop)])
        work.humans.append(human)
        return human
    if len(words) > len(human.words):
        human.words, human.name = words, printed(work, first, stop)
    human.of = human.of or of
    human.mentions.append((first, stop))
    return human


def words_of(work: Work, first: int, stop: int) -> tuple[str, ...]:
    """The folded words of a name, those that are one token parted."""
    words = work.chart.form[first:stop]
    if any(w == "-" or " " in w for w in words):
        words = " ".join([w for w in words if w != "-"]).split()
    return tuple(words)


def met_before(work: Work, words: tuple[str, ...], of: str | None) -> Human | None:
    """The person met before whom a name can mean: under the very name first, then a shorter, longer or other spelling."""
    fits = [h for h in work.humans if not (of and h.of and of != h.of)]
    for h in fits:
        if h.words == words:
            return h
    for h in fits:
        if same_name(words, h.words):
            return h
    return None


def printed(work: Work, first: int, stop: int) -> str:
    """A name as the report prints it, blanks made single."""
    return " ".join(work.printed(first, stop).replace("_", " ").replace("#", " ").split())


def hold(work: Work, human: Human, title: Title, rule: str) -> None:
    """Write down the offices of a title for a person, once each."""
    human.of = human.of or title.of
    for office, portfolio, first, stop in title.offices:
        if not any(h.office == office and h.of in (title.of or human.of, None) for h in human.offices):
            human.offices.append(Held(office, portfolio, title.of, first, stop, rule, title.former))


def holder(work: Work, office: str, of: str | None, at: int) -> Human | None:
    """Who holds an office in this report: of the party told, or the last one told before a token."""
    ministers = office == "minister"
    fits = [
        h
        for h in work.humans
        if (of is None or h.of in (of, None))
        and any((o.office == office or ministers and o.office.endswith("minister")) and not o.former for o in h.offices)
    ]
    if office == "head_of_state":
        fits = [h for h in fits if _of_throne(work, h, work.chart.form[at])]
    sure = [h for h in fits if h.of == of] if of is not None and len(fits) > 1 else fits
    if len(sure) == 1:
        return sure[0]
    before = [(m[0], h) for h in fits for m in h.mentions if m[0] < at]
    return max(before, key=lambda p: p[0])[1] if before and of is None else None


ROYAL: Final = {"الملك", "ملك", "العاهل", "عاهل", "السلطان", "سلطان", "خادم الحرمين الشريفين", "خادم الحرمين"}
GUIDES: Final = {  # above presidents
    "المرشد الاعلي",
    "المرشد الايراني",
    "قايد الثوره الاسلاميه",
    "قايد الثوره والجمهوريه الاسلاميه",
}
ELECTED: Final = {"الرييس", "الرييسه", "رييس", "رييسه"}


def _of_throne(work: Work, human: Human, form: str) -> bool:
    """Whether a person can be meant by a word for a king or a president, by the titles that the report gives him."""
    mine = {work.chart.form[o.first] for o in human.offices if o.office == "head_of_state"}
    return not (form in ROYAL and mine and mine <= ELECTED or form in ELECTED and mine and mine <= ROYAL | GUIDES)


RANKS: Final = {"الزعيم", "السفير", "السفيره", "الوزير", "الوزيره"}


def is_rank(work: Work, held: Held) -> bool:
    """Whether an office is told by a mere rank: "Ambassador X", "the minister X"."""
    return held.stop - held.first == 1 and work.chart.form[held.first] in RANKS


def inside(work: Work, at: int) -> bool:
    """Whether a token lies inside an actor (or inside another chunk)."""
    return at in work.actors or work.chart.symbols[at] == INSIDE


ACTORS: Final = {kind: frozenset((f"actor.{kind}",)) for kind in ("person", "party", "both", "title")}


def put(
    work: Work, first: int, stop: int, kind: str, who: list[Who], rule: str, office: str | None = None, of: str | None = None
) -> None:
    """Lay an actor on the chart; actors inside it give way."""
    actors = work.actors
    for i in range(first, stop):
        if i in actors:
            del actors[i]
    actor = Actor(first, stop, kind, who, office, of, rule)  # type: ignore[arg-type]
    actors[first] = actor
    work.chart.put(first, stop, work.alphabet.char(ACTORS[kind]), actor)
