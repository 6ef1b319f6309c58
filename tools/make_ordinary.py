"""Make the word list `ordinary.txt` of the Arabic pack from a hand-kept list of lemmas.

The list must know words that no report at hand shows, so it is inflected, not collected: verbs from root and form,
nouns and adjectives from lemma and plural. `data/lemmas.tsv` holds `class <TAB> lemma <TAB> forms or plurals`:

| class | lemma | third column |
|---|---|---|
| `verb` | root, hamza as ء | Arabic verb forms 1 to 10 (`1 4 10`), 4 letters: 1 to 4; `-` after a number: no object |
| `noun` | singular | broken plurals; `ات` or `ون` for the sound ones |
| `adjective` | masculine singular | broken plurals |
| `pronominal` | stem | takes pronouns only (preposition, particle) |
| `word` | as it stands | |
| `drop` | a form that is nearly always a proclitic and another word (وفي) | |

Run `python tools/make_ordinary.py` after a change of the lemmas, `names.txt` or `both.txt`; `--check` only compares.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from arabic_verbs import finite_forms, participles, verbal_nouns
from gazetteer import LEXICON, fold

LEMMAS = Path(__file__).parent / "data" / "lemmas.tsv"
WORDS = LEXICON / "words"
PRONOUNS = ("ه", "ها", "هم", "هما", "نا")


def with_pronouns(stem: str) -> Iterator[str]:
    """The noun with the possessive pronouns of the third person and the first plural."""
    if stem.endswith("ة"):
        stem = stem[:-1] + "ت"
    seats = (stem[:-1] + seat for seat in "ءؤئ") if stem.endswith("اء") else iter((stem,))
    for base in seats:
        base = base[:-1] + "ا" if base.endswith("ى") else base
        yield from (base + pronoun for pronoun in PRONOUNS)


def with_article(word: str) -> tuple[str, str]:
    """The word as it stands and with the article."""
    return word, "ال" + word


def singular(lemma: str) -> Iterator[str]:
    """A singular noun: bare, with article, accusative, dual, with pronouns."""
    yield from with_article(lemma)
    yield from with_pronouns(lemma)
    stem = lemma[:-1] + "ت" if lemma.endswith("ة") else lemma
    stem = stem[:-1] + "ي" if stem.endswith("ى") else stem
    if not lemma.endswith(("ة", "ى", "اء")):
        yield lemma + "ا"
    for ending in ("ان", "ين"):
        yield from with_article(stem + ending)
    yield from (stem + "ا", stem + "ي")


def sound_plural(stem: str, ending: str) -> Iterator[str]:
    """The sound plural of a stem: feminine `ات`, masculine `ون`, with the construct forms."""
    if ending == "ات":
        yield from with_article(stem + "ات")
        yield from with_pronouns(stem + "ات")
        return
    for case in ("ون", "ين"):
        yield from with_article(stem + case)
    yield from (stem + "و", stem + "ي")
    yield from with_pronouns(stem + "ي")


def verbal_noun(noun: str) -> Iterator[str]:
    """A verbal noun: no dual, and its plural with few pronouns."""
    yield from with_article(noun)
    yield from with_pronouns(noun)
    stem = noun[:-1] if noun.endswith("ة") else noun
    yield from (*with_article(stem + "ات"), stem + "اته", stem + "اتها")
    if stem == noun and not noun.endswith("اء"):
        yield noun + "ا"


def noun_forms(lemma: str, plurals: list[str]) -> Iterator[str]:
    """A noun with its plurals; a noun of persons (`ون`) has the feminine too."""
    yield from singular(lemma)
    stem = lemma[:-1] if lemma.endswith("ة") else lemma
    for plural in plurals:
        if plural == "ون":
            yield from sound_plural(stem, "ون")
            yield from singular(stem + "ة")
            yield from sound_plural(stem, "ات")
        elif plural == "ات":
            yield from sound_plural(stem[:-1] + "ي" if stem.endswith("ى") else stem, "ات")
        else:
            yield from with_article(plural)
            yield from with_pronouns(plural)
            if not plural.endswith(("ة", "اء", "ى")):
                yield plural + "ا"


def adjective_forms(lemma: str, plurals: list[str]) -> Iterator[str]:
    """An adjective in both genders and all numbers, without pronouns."""
    yield lemma + "ا"
    endings = ("", "ة", "ون", "ين", "ات", "ان", "تان", "تين")
    for form in (*(lemma + ending for ending in endings), *plurals):
        yield from with_article(form)


def pronominal_forms(stem: str) -> Iterator[str]:
    """A preposition or particle with every pronoun."""
    yield stem
    yield from (stem + pronoun for pronoun in (*PRONOUNS, "ي", "ك", "كم", "كما", "هن"))


def verb_forms(root: str, form: int, transitive: bool) -> Iterator[str]:
    """The finite forms of a verb and the inflected nouns and adjectives that its form gives."""
    yield from (word for word in finite_forms(root, form, transitive) if len(word) > 2)
    for noun in verbal_nouns(root, form):
        yield from verbal_noun(noun)
    for participle in participles(root, form, transitive):
        yield from (participle,) if participle.endswith("ا") else with_article(participle)


def forms_of(kind: str, lemma: str, rest: list[str]) -> Iterator[str]:
    """Every folded form of one line of the lemma list.

    Errors: ValueError for a class or a verb form that is not known."""
    if kind == "verb":
        for form in rest:
            yield from map(fold, verb_forms(lemma, int(form.rstrip("-")), not form.endswith("-")))
    elif kind == "noun":
        yield from map(fold, noun_forms(lemma, rest))
    elif kind == "adjective":
        yield from map(fold, adjective_forms(lemma, rest))
    elif kind == "pronominal":
        yield from map(fold, pronominal_forms(lemma))
    elif kind == "word":
        yield fold(lemma)
    else:
        raise ValueError(f"{LEMMAS.name}: unknown class {kind!r} of {lemma!r}")


def ordinary(lemmas: str, names: frozenset[str], both: frozenset[str]) -> list[str]:
    """The sorted word list: all forms of the lemmas less the names, and the words that are a name as well."""
    words: set[str] = set()
    dropped: set[str] = set()
    for line in lemmas.splitlines():
        kind, lemma, *rest = line.split("\t")
        if kind == "drop":
            dropped.add(lemma)
        else:
            words.update(forms_of(kind, lemma, rest[0].split() if rest else []))
    return sorted(word for word in words - names - dropped | both if len(word) > 1)


def main() -> int:
    """Write the list, or with `--check` tell whether it is the one that the lemmas give."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 where the file is stale")
    check = parser.parse_args().check
    names, both = (frozenset((WORDS / name).read_text("utf-8").split()) for name in ("names.txt", "both.txt"))
    made = "\n".join(ordinary(LEMMAS.read_text("utf-8"), names, both)) + "\n"
    target = WORDS / "ordinary.txt"
    if check:
        return int(made != target.read_text("utf-8"))
    target.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
