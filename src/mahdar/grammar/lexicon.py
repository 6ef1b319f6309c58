"""The lexicon: what each word may be, its clitics parted, its typing errors forgiven. One look-up a word, remembered.

Names of several words are walked in a tree that hangs on their first word, so a text is read in one pass.
"""

import re
from functools import cache
from typing import Any, Final

from mahdar.grammar.alphabet import EDGE, Alphabet, Sort
from mahdar.grammar.shelf import Shelf

Tree = dict[str, Any]

# Words, numbers, runs of dots, line breaks, marks: what a piece of text without blanks is made of. Most are one Arabic word.
PARTS: Final = re.compile(r"[ء-غف-ي]+|[^\W\d_ء-ي]+|\d+|\.+|\n+|.", re.DOTALL)
WORD: Final = re.compile(r"[ء-غف-ي]+")
STOPS: Final = ("dot", "dots", "quote")  # kinds of what may end a sentence, or keep a full stop from ending it
REMEMBER: Final = 150_000  # words, some 80 MB; beyond, the memory of analyses is emptied
CLITIC_KINDS: Final = {"و": "and", "ف": "and", "ب": "prefix.b", "ل": "prefix.l", "ك": "prefix.k"}
PLAIN: Final = ("word", "name", "name+word", "future", "future+word", "unknown", "unknown.al", "unknown.and", "unknown.with",
         "latin", "number", "number.day", "number.year")  # fmt: skip
LONG_FOR_TYPO: Final = 24
JOINTS: Final = frozenset(
    ("في", "من", "الي", "علي", "مع", "عن", "بعد", "قبل", "بين", "لن", "لم", "الذي", "التي", "حيث")
)  # little words that a glued word may begin or end with
ENDING: Final = re.compile("ات..?.?|..ها|..ته|..نه")  # a suffix of its word rather than a word behind it
SHORT_FOR_GLUE: Final = 7  # letters of a word that may be two
LONG_FOR_GLUE: Final = 24
SHORT_FOR_TYPO: Final = 6
# What is known of a word, as bits: it has entries, is a part of a name of several words, begins one; stands in the list of
# ordinary words, of names; is more than a closed word or a particle of names; its typing errors are forgiven.
SINGLE: Final = 1 << 0
PART: Final = 1 << 1
FIRST: Final = 1 << 2
ORDINARY: Final = 1 << 3
NAME: Final = 1 << 4
HEAVY: Final = 1 << 5
FORGIVEN: Final = 1 << 6
FUTURE: Final = ("سي", "ست", "سن")  # how a verb in the future begins


class Entry:
    """A row of the lexicon: its identity, its form as written there, its kind and whatever else its file tells.

    ``above`` is the kind with every kind above it: say.past.that → say, say.past, say.past.that.
    """

    __slots__ = ("above", "form", "id", "kind", "more")

    def __init__(self, id: str, form: str, kind: str, more: dict[str, str]) -> None:
        self.id = id
        self.form = form
        self.kind = kind
        self.more = more
        self.above = above(kind)


@cache
def above(kind: str) -> frozenset[str]:
    """A kind and every kind above it."""
    parts = kind.split(".")
    return frozenset([".".join(parts[: n + 1]) for n in range(len(parts))])


class Morph:
    """A word or a clitic of it: where it begins in the word, how long it is, its folded form, what its symbol stands for, its
    entries, the names of several words that begin with it; ``stop`` where it may end a sentence.
    """

    __slots__ = ("entries", "form", "kinds", "length", "offset", "sort", "stop", "symbol", "tree")

    def __init__(
        self, offset: int, length: int, form: str, sort: Sort, entries: tuple[Entry, ...], tree: Tree | None, stop: bool
    ) -> None:
        self.offset = offset
        self.length = length
        self.form = form
        self.sort = sort
        self.symbol = sort.char
        self.kinds = sort.above
        self.entries = entries
        self.tree = tree
        self.stop = stop

    def moved(self, by: int) -> "Morph":
        """The same so many letters further on."""
        return Morph(self.offset + by, self.length, self.form, self.sort, self.entries, self.tree, self.stop)


class Lexicon:
    """Words and names of a language pack. ``analyse`` gives the morphs of a folded word.

    ``shelves`` are, of folded words: ``words`` (what is known of it, as bits), ``rows`` (its symbol and the rows of its entries),
    ``trees`` of the names that begin with it, ``typos`` (which word it may be, mistyped); ``grammar.binding`` makes them.
    """

    def __init__(self, alphabet: Alphabet, shelves: dict[str, Shelf]) -> None:
        self.alphabet = alphabet
        self.shelves = shelves
        self._words, self._rows, self._trees, self._typos = (shelves[k] for k in ("words", "rows", "trees", "typos"))
        self._singles: dict[str, tuple[str, tuple[Entry, ...]]] = {}
        self._grown: dict[str, Tree] = {}
        self._memo: dict[str, tuple[Morph, ...]] = {}
        self.pieces: dict[str, tuple[Morph, ...]] = {}  # by their text, each made when it is first met
        kinds = (*PUNCTUATION.values(), "mark", "and", "prefix.b", "prefix.l", "prefix.k", *PLAIN)
        self._of_kind = {kind: self.alphabet.char(frozenset(kind.split("+"))) for kind in kinds}
        self._stops = frozenset([EDGE, *[char for kind in STOPS for char in alphabet.having(kind)]])
        self.edge = self._morph(0, 0, "\n", EDGE)  # of a sentence
        self._clitic = {c: self._morph(0, 1, c, self._of_kind[kind]) for c, kind in CLITIC_KINDS.items()}

    def piece(self, text: str) -> tuple[Morph, ...]:
        """The morphs of a text without blanks, whose places count from its beginning, remembered in ``pieces``."""
        if len(self.pieces) > REMEMBER:
            self.pieces.clear()
        if WORD.fullmatch(text) is not None:
            found = self._analyse(text)
        else:
            morphs: list[Morph] = []
            at = 0
            for word in PARTS.findall(text):
                if word[0] == "\n":
                    morphs.append(self.edge.moved(at))
                elif at:
                    for m in self.analyse(word):
                        morphs.append(m.moved(at))
                else:
                    morphs += self.analyse(word)
                at += len(word)
            found = tuple(morphs)
        self.pieces[text] = found
        return found

    def analyse(self, word: str) -> tuple[Morph, ...]:
        """The morphs of a word, remembered."""
        found = self._memo.get(word)
        if found is None:
            if len(self._memo) > REMEMBER:
                self._memo.clear()
            found = self._memo[word] = self._analyse(word)
        return found

    def entries(self, form: str) -> tuple[Entry, ...]:
        """The entries of a single folded word, without clitics."""
        single = self._single(form)
        return () if single is None else single[1]

    def ordinary(self, form: str) -> bool:
        """Whether a folded word stands in the list of ordinary words."""
        return self._known(form) & ORDINARY > 0

    def forget(self) -> None:
        """Empty the memory of analyses (for measuring a cold start)."""
        self._memo.clear()
        self.pieces.clear()

    def stands_apart(self, word: str) -> bool:
        """Whether a word is a clitic and another word of the lexicon or of a name."""
        found = self._part(word)
        rest = found[-1].form if found else ""
        return len(rest) > 2 and self._known(rest) & (SINGLE | PART) > 0

    def _tree(self, form: str) -> Tree | None:
        """The tree of the names of several words that begin with a word."""
        found = self._grown.get(form)
        if found is None:
            rows = self._trees.get(form)
            if rows is None:
                return None
            found = self._grown[form] = _grown(rows, self.alphabet)
        return found

    def _single(self, form: str) -> tuple[str, tuple[Entry, ...]] | None:
        """The symbol and the entries of a word of the lexicon."""
        found = self._singles.get(form)
        if found is None:
            row = self._rows.get(form)
            if row is None:
                return None
            found = self._singles[form] = str(row[0]), tuple([Entry(*told) for told in row[1]])
        return found

    def _known(self, form: str) -> int:
        """What is known of a form, as bits; 0 where nothing is."""
        bits: int | None = self._words.get(form)
        return 0 if bits is None else bits

    def _plain(self, form: str, bits: int) -> str:
        """The kinds of a form without entries, by what lists and shape tell of it."""
        if not "ء" <= form[0] <= "ي":
            return other_kind(form)
        if bits & NAME:
            return "name+word" if bits & ORDINARY else "name"
        if len(form) > 4 and form[:2] in FUTURE:
            return "future+word" if bits & ORDINARY else "future"
        if bits & (ORDINARY | PART):
            return "word"
        return "unknown.al" if form.startswith("ال") and len(form) > 3 else "unknown"

    def _morph(
        self, offset: int, length: int, form: str, symbol: str, entries: tuple[Entry, ...] = (), tree: Tree | None = None
    ) -> Morph:
        return Morph(offset, length, form, self.alphabet.sorts[symbol], entries, tree, symbol in self._stops)

    def _whole(self, word: str, offset: int, form: str, bits: int) -> Morph:
        """A word, or what of it is behind its clitics, as one morph of a form."""
        tree = self._tree(form) if bits & FIRST else None
        if bits & SINGLE:
            single = self._single(form)
            if single is not None:
                return self._morph(offset, len(word), form, single[0], single[1], tree)
        return self._morph(offset, len(word), form, self._of_kind[self._plain(form, bits)], (), tree)

    def _analyse(self, word: str) -> tuple[Morph, ...]:
        first, bits = word[0], self._known(word)
        if bits & (SINGLE | PART):
            return (self._whole(word, 0, word, bits),)
        if first in "وف" and not bits & NAME:
            rest = self._known(word[1:])
            if rest & HEAVY or len(word) > 4 and rest & PART:
                return (*self._clitics(first), self._whole(word[1:], 1, word[1:], rest))
        if bits & NAME:
            return (self._whole(word, 0, word, bits),)
        parted = self._part(word)
        if bits & ORDINARY:  # the list holds some words with their clitics
            return parted if parted and self._better_parted(parted) else (self._whole(word, 0, word, bits),)
        if not "ء" <= first <= "ي":
            return (self._whole(word, 0, word, bits),)
        if parted:
            return parted
        near = self._near(word)
        if near:
            return (self._whole(word, 0, near, self._known(near)),)
        glued = self._glued(word)
        if glued:
            return glued
        for opening, clitic in (("بال", "ب"), ("وال", "و"), ("كال", "ك"), ("فال", "ف")):
            if len(word) > 6 and word.startswith(opening):
                return (*self._clitics(clitic), self._whole(word[1:], 1, word[1:], self._known(word[1:])))
        if len(word) > 4 and first in "بو":
            return (self._morph(0, len(word), word, self._of_kind["unknown.with" if first == "ب" else "unknown.and"]),)
        return (self._whole(word, 0, word, bits),)

    def _glued(self, word: str) -> tuple[Morph, ...] | None:
        """An unknown word as two known ones that lost the space between them (where a link ended): the best-known pair."""
        if not SHORT_FOR_GLUE <= len(word) <= LONG_FOR_GLUE:
            return None
        best, top = None, 0
        for cut in range(2, len(word) - 1):
            left = self._half(word[:cut]) or (word.startswith("انال") and cut == 2 and (3, self._analyse("ان")) or None)
            right = self._half(word[cut:]) if left and not ENDING.fullmatch(word, cut) else None
            if left is None or right is None or left[0] + right[0] < (5 if word[:cut] in JOINTS or word[cut:] in JOINTS else 4):
                continue
            rank = 100 * (left[0] + right[0] + 2 * word.startswith("ال", cut)) + cut
            if rank > top:
                top, best = rank, (*left[1], *[m.moved(cut) for m in right[1]])
        return best

    def _half(self, word: str) -> tuple[int, tuple[Morph, ...]] | None:
        """How well a part of a glued word is known (1 a name or a short word, 2 a word, 3 one of the lexicon), and its morphs."""
        bits = self._known(word)
        if word in JOINTS or len(word) > 3 and bits & HEAVY:
            return 3, (self._whole(word, 0, word, bits),)
        if len(word) < 4:
            return None
        if bits & (ORDINARY | PART):
            return (2 if len(word) > 4 else 1), (self._whole(word, 0, word, bits),)
        if bits & NAME:
            return 1, (self._whole(word, 0, word, bits),)
        parted = self._part(word) if len(word) > 5 else None
        if parted and len(parted[-1].form) > 4 and self._known(parted[-1].form) & (ORDINARY | HEAVY):
            return 2, parted
        return None

    def _better_parted(self, morphs: tuple[Morph, ...]) -> bool:
        """Whether an ordinary word is rather a clitic and a word: the rest is in the lexicon, or is a long word itself."""
        rest = morphs[-1].form
        bits = self._known(rest)
        if len(rest) > 3 and bits & HEAVY:
            return True
        return len(rest) > (3 if morphs[0].form in "بلك" else 4) and bits & ORDINARY > 0

    def _part(self, word: str) -> tuple[Morph, ...] | None:
        """The reading of a word as clitics and a known rest; a rest in the lexicon beats one that is only a word."""
        if word[0] not in CLITIC_KINDS or len(word) < 3:
            return None
        fallback: tuple[int, str, int] | None = None
        for n in (1, 2) if word[0] in "وف" and word[1] in "بلك" and len(word) > 3 else (1,):
            rest = word[n:]
            for form in self._with_article(word[n - 1], rest):
                bits = self._known(form)
                if bits & (SINGLE | PART):
                    return (*self._clitics(word[:n]), self._whole(rest, n, form, bits))
                if fallback is None and bits & (ORDINARY | NAME):
                    fallback = n, form, bits
        if fallback is None:
            return None
        n, form, bits = fallback
        return (*self._clitics(word[:n]), self._whole(word[n:], n, form, bits))

    @staticmethod
    def _with_article(clitic: str, rest: str) -> tuple[str, ...]:
        """The forms that may stand behind a clitic: behind ل the article is written لل."""
        if clitic != "ل" or rest[0] != "ل" or len(rest) < 3:
            return (rest,)
        return ("ا" + rest if rest.startswith("لل") else "ال" + rest[1:]), rest

    def _clitics(self, clitics: str) -> tuple[Morph, ...]:
        first = self._clitic[clitics[0]]
        return (first,) if len(clitics) == 1 else (first, self._clitic[clitics[1]].moved(1))

    def _near(self, word: str) -> str | None:
        """The one lexicon word at optimal-string-alignment distance 1 of a long unknown word, or None."""
        if not SHORT_FOR_TYPO <= len(word) <= LONG_FOR_TYPO:
            return None
        found: set[str | None] = {self._typos.get(word)}  # one letter lost
        for i in range(len(word)):
            less = word[:i] + word[i + 1 :]
            if self._known(less) & FORGIVEN:
                found.add(less)  # one letter too many
            other = self._typos.get(less)
            if other is not None and len(other) == len(word) and _one_apart(word, other):
                found.add(other)
        found.discard(None)
        return found.pop() if len(found) == 1 else None


def _grown(rows: Tree, alphabet: Alphabet) -> Tree:
    """A tree of names with the tokens that they become made of their rows; what a word ends stands under ""."""
    tree: Tree = {}
    for form, below in rows.items():
        if form:
            tree[form] = _grown(below, alphabet)
        else:
            entries = tuple([Entry(*told) for told in below[0]])
            tree[form] = Morph(0, 0, entries[0].form, alphabet.sorts[below[1]], entries, None, False)
    return tree


def other_kind(word: str) -> str:
    """The kind of what is no Arabic word."""
    if word in PUNCTUATION:
        return PUNCTUATION[word]
    if not word.isdecimal():
        return "number" if word[0].isdigit() else "latin" if word[0].isalpha() else "mark"
    if len(word) == 4 and word < "2101":
        return "number.year"
    return "number.day" if len(word) < 3 and 0 < int(word) < 32 else "number"


def _one_apart(a: str, b: str) -> bool:
    """Whether two words of one length differ in one letter, or by two neighbours that changed places."""
    differ = [i for i in range(len(a)) if a[i] != b[i]]
    if len(differ) == 1:
        return differ[0] > 0  # a first letter that differs is another word
    return len(differ) == 2 and differ[1] == differ[0] + 1 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]]


PUNCTUATION: Final = {
    "،": "comma", "؛": "comma", ":": "colon", '"': "quote", "(": "open", ")": "close", "[": "open", "]": "close", "-": "dash",
    "/": "slash", ".": "dot", "..": "dots", "...": "dots", "؟": "dot", "!": "dot", "'": "quote",
}  # fmt: skip
