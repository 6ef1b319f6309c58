"""Binds the rows of a language pack into a lexicon: single words, trees of names, words that typing errors may hide."""

from collections.abc import Iterable

from mahdar.grammar.alphabet import Alphabet
from mahdar.grammar.lexicon import FIRST, FORGIVEN, HEAVY, NAME, ORDINARY, PART, SINGLE, Entry, Lexicon, Tree, other_kind
from mahdar.grammar.shelf import Shelf

LIGHT = {"closed", "name_particle", "syllable"}  # kinds that do not make a clitic be parted from a word that is itself known
FORGIVING = {"country", "nationality", "office", "say", "contact", "label", "month"}  # kinds whose typing errors are forgiven
SHORTEST = 6  # letters of a word whose typing errors are forgiven


def lexicon(alphabet: Alphabet, entries: Iterable[Entry], ordinary: frozenset[str], names: frozenset[str]) -> Lexicon:
    """The lexicon of these entries, ordinary words and names of persons."""
    single: dict[str, list[Entry]] = {}
    several: list[Entry] = []
    for e in entries:
        if " " in e.form:
            several.append(e)
        else:
            single.setdefault(e.form, []).append(e)
    shelves = {"rows": Shelf.of({f: (_symbol(alphabet, f, es, ordinary, names), _rows(es)) for f, es in single.items()})}
    words = dict.fromkeys(ordinary, ORDINARY)
    for form in names:
        words[form] = words.get(form, 0) | NAME
    for form, es in single.items():
        words[form] = words.get(form, 0) | SINGLE | _weight(form, es)
    shelves["typos"] = Shelf.of(_deletions([form for form, bits in words.items() if bits & FORGIVEN]))
    shelves["trees"] = Shelf.of(())
    parts = {w for e in several for w in e.form.split()}
    shelves["words"] = Shelf.of(_with(words, {w for w in parts if w[0] not in "وفبلك"}, PART))
    shelves["words"] = Shelf.of(_with(words, _bare(parts, Lexicon(alphabet, shelves)), PART))
    trees = _trees(alphabet, several, Lexicon(alphabet, shelves), names)
    return Lexicon(alphabet, shelves | {"trees": Shelf.of(trees), "words": Shelf.of(_with(words, trees, FIRST))})


def _with(words: dict[str, int], more: Iterable[str], bit: int) -> dict[str, int]:
    """Words with a bit set of some of them."""
    for word in more:
        words[word] = words.get(word, 0) | bit
    return words


def _symbol(alphabet: Alphabet, form: str, entries: list[Entry], ordinary: frozenset[str], names: frozenset[str]) -> str:
    kinds = {e.kind for e in entries}
    if not "ء" <= form[0] <= "ي":
        kinds.add(other_kind(form))  # also where a name of several words has the number or the dot in it
    if form in names:
        kinds.add("name")
    if form in ordinary:
        kinds.add("word")
    return alphabet.char(frozenset(kinds))


def _weight(form: str, entries: list[Entry]) -> int:
    heavy = any(e.kind[0] != "=" and e.kind not in LIGHT for e in entries)
    forgiven = len(form) >= SHORTEST and any(e.kind.split(".")[0] in FORGIVING for e in entries)
    return HEAVY * heavy | FORGIVEN * forgiven


def _rows(entries: Iterable[Entry]) -> tuple[tuple[str, str, str, dict[str, str]], ...]:
    return tuple((e.id, e.form, e.kind, e.more) for e in entries)


def _deletions(forms: Iterable[str]) -> dict[str, str]:
    """Words that typing errors may hide, each under itself less one letter; not where two words share that."""
    out: dict[str, str | None] = {}
    for form in forms:
        for i in range(len(form)):
            key = form[:i] + form[i + 1 :]
            out[key] = form if out.get(key, form) == form else None
    return {key: form for key, form in out.items() if form is not None}


def _bare(parts: set[str], known: Lexicon) -> set[str]:
    """The words of names less those that are a clitic and another word of the lexicon (والتجارة), which are read apart."""
    return {w for w in parts if w[0] not in "وفبلك" or known.entries(w) or not known.stands_apart(w)}


def _trees(alphabet: Alphabet, entries: list[Entry], known: Lexicon, names: frozenset[str]) -> Tree:
    """The names of several words by their words, with the rows and the symbol of those that end at a word under ""."""
    trees: Tree = {}
    for e in entries:
        node = trees
        for form in [m.form for w in e.form.split() for m in known.analyse(w)]:
            node = node.setdefault(form, {})
        rows = (*(node[""][0] if "" in node else ()), *_rows([e]))
        node[""] = (rows, _joined(alphabet, rows, names))
    return trees


def _joined(alphabet: Alphabet, rows: tuple[tuple[str, str, str, dict[str, str]], ...], names: frozenset[str]) -> str:
    """The symbol of a name of several words; "Nur Sultan" may also be a person's, as each of its words may."""
    kinds = {kind for _, _, kind, _ in rows}
    if all(word in names for _, form, _, _ in rows for word in form.split()):
        kinds.add("name")
    return alphabet.char(frozenset(kinds))
