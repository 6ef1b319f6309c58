"""The lexicon: what each word may be, its clitics parted, its typing errors forgiven. One look-up a word, remembered.

Names of several words are walked in a tree that hangs on their first word, so a text is read in one pass.
"""

import re
from functools import cached_property
from typing import Any, NamedTuple

from mahdar.grammar.alphabet import EDGE, Alphabet, char_class
from mahdar.grammar.shelf import Shelf

Tree = dict[str, Any]

# Words, numbers, runs of dots, line breaks, marks: what a piece of text without blanks is made of.
PARTS = re.compile(r"[ء-غف-ي]+|[^\W\d_ء-ي]+|\d+|\.+|\n+|.", re.DOTALL)
REMEMBER = 400_000  # words; beyond, the memory of analyses is emptied
CLITIC_KINDS = {"و": "and", "ف": "and", "ب": "prefix.b", "ل": "prefix.l", "ك": "prefix.k"}
PLAIN = ("word", "name", "name+word", "future", "future+word", "unknown", "unknown.al", "unknown.and", "unknown.with",
         "latin", "number", "number.day", "number.year")  # fmt: skip
LONG_FOR_TYPO = 24
JOINTS = frozenset(
    ("في", "من", "الي", "علي", "مع", "عن", "بعد", "قبل", "بين", "لن", "لم", "الذي", "التي", "حيث")
)  # little words that a glued word may begin or end with
ENDING = re.compile("ات..?.?|..ها|..ته|..نه")  # a suffix of its word rather than a word behind it
SHORT_FOR_GLUE, LONG_FOR_GLUE = 7, 24  # letters of a word that may be two
SHORT_FOR_TYPO = 6
SYMBOL, WEIGHT, ROWS = range(3)  # of a word on the shelf
HEAVY, FORGIVEN = 1, 2  # more than a closed word or a particle of names; its typing errors are forgiven
FUTURE = ("سي", "ست", "سن")  # how a verb in the future begins


class Entry(NamedTuple):
    """A row of the lexicon: its identity, its form as written there, its kind and whatever else its file tells."""

    id: str
    form: str
    kind: str
    more: dict[str, str]


class Morph(NamedTuple):
    """A word or a clitic of it: where it begins in the word, how long it is, its folded form, its symbol and its entries."""

    offset: int
    length: int
    form: str
    symbol: str
    entries: tuple[Entry, ...]
    tree: Tree | None


class Piece:
    """What stands between two blanks, ready to be laid on a chart: its morphs, whose places count from its beginning.

    ``count`` is how many; where it is one, ``symbol``, ``form``, ``entry``, ``length`` and ``tree`` are that one's, for the lists
    are slower to go through. ``trees`` are those of the names that begin in it, each with the number of its morph.
    """

    __slots__ = ("count", "ends", "entries", "entry", "form", "forms", "length", "starts", "symbol", "symbols", "tree", "trees")

    def __init__(self, morphs: list[Morph]) -> None:
        self.count = len(morphs)
        self.symbols = tuple([m.symbol for m in morphs])
        self.forms = tuple([m.form for m in morphs])
        self.entries = tuple([m.entries for m in morphs])
        self.starts = tuple([m.offset for m in morphs])
        self.ends = tuple([m.offset + m.length for m in morphs])
        self.trees = tuple([(n, m.tree) for n, m in enumerate(morphs) if m.tree is not None])
        self.symbol: str = self.symbols[0] if morphs else ""
        self.form: str = self.forms[0] if morphs else ""
        self.entry: tuple[Entry, ...] = self.entries[0] if morphs else ()
        self.length: int = self.ends[0] if morphs else 0
        self.tree: Tree = self.trees[0][1] if self.trees else {}


class Lexicon:
    """Words and names of a language pack. ``analyse`` gives the morphs of a folded word.

    ``shelves`` are, of folded words: ``single`` (symbol, weight, rows of entries), ``trees`` of the names that begin with a word,
    ``parts`` of such names, ``ordinary`` words, ``names`` of persons, ``typos`` (see ``grammar.binding``, which makes them).
    """

    def __init__(self, alphabet: Alphabet, shelves: dict[str, Shelf]) -> None:
        self.alphabet = alphabet
        self.shelves = shelves
        self.ordinary, self.names = shelves["ordinary"], shelves["names"]
        self._single, self._trees, self._parts, self._typos = (shelves[k] for k in ("single", "trees", "parts", "typos"))
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._grown: dict[str, Tree] = {}
        self._memo: dict[str, tuple[Morph, ...]] = {}
        self.pieces: dict[str, Piece] = {}  # by their text, each made when it is first met
        kinds = (*PUNCTUATION.values(), "mark", "and", "prefix.b", "prefix.l", "prefix.k", *PLAIN)
        self._of_kind = {kind: self.alphabet.char(frozenset(kind.split("+"))) for kind in kinds}
        self._clitic = {c: Morph(0, 1, c, self._of_kind[kind], (), None) for c, kind in CLITIC_KINDS.items()}

    @cached_property
    def stops(self) -> re.Pattern[str]:
        """Finds what may end a sentence on a line of symbols: full stops, quotation marks, edges."""
        return re.compile(char_class("".join(self.alphabet.having(k) for k in ("dot", "dots", "quote")) + EDGE))

    def piece(self, text: str) -> Piece:
        """The piece that a text without blanks is, remembered in ``pieces``."""
        if len(self.pieces) > REMEMBER:
            self.pieces.clear()
        morphs: list[Morph] = []
        at = 0
        for word in PARTS.findall(text):
            if word[0] == "\n":
                morphs.append(Morph(at, 0, "\n", EDGE, (), None))
            elif at:
                morphs += [m._replace(offset=m.offset + at) for m in self.analyse(word)]
            else:
                morphs += self.analyse(word)
            at += len(word)
        found = self.pieces[text] = Piece(morphs)
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
        found = self._entries.get(form)
        if found is None:
            row = self._single.get(form)
            if row is None:
                return ()
            found = self._entries[form] = tuple([Entry(*told) for told in row[ROWS]])
        return found

    def knows(self, form: str) -> bool:
        """Whether a folded word stands in the lexicon or in a list of words or names."""
        return form in self._single or form in self._parts or form in self.ordinary or form in self.names

    def forget(self) -> None:
        """Empty the memory of analyses (for measuring a cold start)."""
        self._memo.clear()
        self.pieces.clear()

    def stands_apart(self, word: str) -> bool:
        """Whether a word is a clitic and another word of the lexicon or of a name."""
        found = self._part(word)
        rest = found[-1].form if found else ""
        return len(rest) > 2 and (rest in self._single or rest in self._parts)

    def _tree(self, form: str) -> Tree | None:
        """The tree of the names of several words that begin with a word."""
        found = self._grown.get(form)
        if found is None:
            rows = self._trees.get(form)
            if rows is None:
                return None
            found = self._grown[form] = _grown(rows)
        return found

    def _weight(self, form: str) -> int:
        """What a form weighs in the lexicon: ``HEAVY`` and ``FORGIVEN``, or 0."""
        row = self._single.get(form)
        return 0 if row is None else int(row[WEIGHT])

    def _symbol(self, form: str) -> str:
        """The symbol of a form: from the lexicon, or by what lists and shape tell of it."""
        row = self._single.get(form)
        return self._of_kind[self._plain(form)] if row is None else str(row[SYMBOL])

    def _plain(self, form: str) -> str:
        if not "ء" <= form[0] <= "ي":
            return other_kind(form)
        word = form in self.ordinary
        if form in self.names:
            return "name+word" if word else "name"
        if len(form) > 4 and form[:2] in FUTURE:
            return "future+word" if word else "future"
        if word or form in self._parts:
            return "word"
        return "unknown.al" if form.startswith("ال") and len(form) > 3 else "unknown"

    def _whole(self, word: str, offset: int = 0, form: str | None = None) -> Morph:
        form = word if form is None else form
        return Morph(offset, len(word), form, self._symbol(form), self.entries(form), self._tree(form))

    def _analyse(self, word: str) -> tuple[Morph, ...]:
        first = word[0]
        if word in self._single or word in self._parts:
            return (self._whole(word),)
        if first in "وف" and word not in self.names and (self._of_weight(word[1:]) or len(word) > 4 and word[1:] in self._parts):
            return (*self._clitics(first), self._whole(word[1:], 1))
        if word in self.names:
            return (self._whole(word),)
        parted = self._part(word)
        if word in self.ordinary:  # the list holds some words with their clitics
            return parted if parted and self._better_parted(parted) else (self._whole(word),)
        if not "ء" <= first <= "ي":
            return (self._whole(word),)
        if parted:
            return parted
        near = self._near(word)
        if near:
            return (self._whole(word, form=near),)
        glued = self._glued(word)
        if glued:
            return glued
        for opening, clitic in (("بال", "ب"), ("وال", "و"), ("كال", "ك"), ("فال", "ف")):
            if len(word) > 6 and word.startswith(opening):
                return (*self._clitics(clitic), self._whole(word[1:], 1))
        if len(word) > 4 and first in "بو":
            return (Morph(0, len(word), word, self._of_kind["unknown.with" if first == "ب" else "unknown.and"], (), None),)
        return (self._whole(word),)

    def _glued(self, word: str) -> tuple[Morph, ...] | None:
        """An unknown word as two known ones that lost the space between them (where a link ended): the best-known pair."""
        if not SHORT_FOR_GLUE <= len(word) <= LONG_FOR_GLUE:
            return None
        best, top = None, 0
        for cut in range(2, len(word) - 1):
            left = self._known(word[:cut]) or (word.startswith("انال") and cut == 2 and (3, (self._whole("ان"),)) or None)
            right = self._known(word[cut:]) if left and not ENDING.fullmatch(word, cut) else None
            if left is None or right is None or left[0] + right[0] < (5 if word[:cut] in JOINTS or word[cut:] in JOINTS else 4):
                continue
            rank = 100 * (left[0] + right[0] + 2 * word.startswith("ال", cut)) + cut
            if rank > top:
                top, best = rank, (*left[1], *(m._replace(offset=m.offset + cut) for m in right[1]))
        return best

    def _known(self, word: str) -> tuple[int, tuple[Morph, ...]] | None:
        """How well a part of a glued word is known (1 a name or a short word, 2 a word, 3 one of the lexicon), and its morphs."""
        if word in JOINTS or len(word) > 3 and self._of_weight(word):
            return 3, (self._whole(word),)
        if len(word) < 4:
            return None
        if word in self.ordinary or word in self._parts:
            return (2 if len(word) > 4 else 1), (self._whole(word),)
        if word in self.names:
            return 1, (self._whole(word),)
        parted = self._part(word) if len(word) > 5 else None
        if parted and len(parted[-1].form) > 4 and (parted[-1].form in self.ordinary or self._of_weight(parted[-1].form)):
            return 2, parted
        return None

    def _of_weight(self, form: str) -> bool:
        """Whether the lexicon knows a form as more than a closed word or a particle of names."""
        return self._weight(form) & HEAVY > 0

    def _better_parted(self, morphs: tuple[Morph, ...]) -> bool:
        """Whether an ordinary word is rather a clitic and a word: the rest is in the lexicon, or is a long word itself."""
        rest = morphs[-1].form
        if len(rest) > 3 and self._of_weight(rest):
            return True
        return len(rest) > (3 if morphs[0].form in "بلك" else 4) and rest in self.ordinary

    def _part(self, word: str) -> tuple[Morph, ...] | None:
        """The reading of a word as clitics and a known rest; a rest in the lexicon beats one that is only a word."""
        if word[0] not in CLITIC_KINDS or len(word) < 3:
            return None
        fallback: tuple[int, str] | None = None
        for n in (1, 2) if word[0] in "وف" and word[1] in "بلك" and len(word) > 3 else (1,):
            rest = word[n:]
            for form in self._with_article(word[n - 1], rest):
                if form in self._single or form in self._parts:
                    return (*self._clitics(word[:n]), self._whole(rest, n, form))
                if fallback is None and (form in self.ordinary or form in self.names):
                    fallback = n, form
        return (*self._clitics(word[: fallback[0]]), self._whole(word[fallback[0] :], *fallback)) if fallback else None

    @staticmethod
    def _with_article(clitic: str, rest: str) -> tuple[str, ...]:
        """The forms that may stand behind a clitic: behind ل the article is written لل."""
        if clitic != "ل" or rest[0] != "ل" or len(rest) < 3:
            return (rest,)
        return ("ا" + rest if rest.startswith("لل") else "ال" + rest[1:]), rest

    def _clitics(self, clitics: str) -> tuple[Morph, ...]:
        first = self._clitic[clitics[0]]
        return (first,) if len(clitics) == 1 else (first, self._clitic[clitics[1]]._replace(offset=1))

    def _near(self, word: str) -> str | None:
        """The one lexicon word at optimal-string-alignment distance 1 of a long unknown word, or None."""
        if not SHORT_FOR_TYPO <= len(word) <= LONG_FOR_TYPO:
            return None
        found = {self._typos.get(word)}  # one letter lost
        for i in range(len(word)):
            less = word[:i] + word[i + 1 :]
            if self._weight(less) & FORGIVEN:
                found.add(less)  # one letter too many
            other = self._typos.get(less)
            if other is not None and len(other) == len(word) and _one_apart(word, other):
                found.add(other)
        found.discard(None)
        return found.pop() if len(found) == 1 else None


def _grown(rows: Tree) -> Tree:
    """A tree of names with its entries made of their rows."""
    tree: Tree = {}
    for form, below in rows.items():
        tree[form] = _grown(below) if form else (tuple([Entry(*told) for told in below[0]]), below[1])
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


PUNCTUATION = {
    "،": "comma", "؛": "comma", ":": "colon", '"': "quote", "(": "open", ")": "close", "[": "open", "]": "close", "-": "dash",
    "/": "slash", ".": "dot", "..": "dots", "...": "dots", "؟": "dot", "!": "dot", "'": "quote",
}  # fmt: skip
