"""Write the adjectives of nationality with their inflections (`nationalities.tsv`).

The stems are kept by hand in `tools/data/nationality_stems.tsv`. Their column `shape` says what inflects:
`nisba` the word, `all_words` every word of a compound (كوري جنوبي), `last_word` the last of one, the article
going before the first (الجنوب أفريقي), `plural` nothing: a broken plural, bare and with the article,
`definite` one form with the article, `as_is` the form itself. Their column `note` may say `ambiguous` or
`bare ambiguous`. A form that folds to a name of a country is left out.
Run: `python tools/make_nationalities.py [FOLDER]`, by default the folder of the Arabic lexicon.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from gazetteer import LEXICON, TOOLS, fold, hand_kept, read_rows, write_rows

HEADER = ("id", "form", "kind", "inflection", "note")
ENDINGS = {  # added to a nisba in ـي; `oblique` is dual and plural alike, as unvowelled script writes them
    "masculine": "", "accusative": "ا", "feminine": "ة", "dual": "ان", "plural": "ون", "oblique": "ين",
    "feminine_dual": "تان", "feminine_dual_oblique": "تين", "feminine_plural": "ات",
}  # fmt: skip

OTHER_WORDS = {
    "مجريات", "المجريات",  # the course of events, not Hungarian women
    "الامريكيتان", "الامريكيتين", "الاميركيتان", "الاميركيتين", "الكوريتان", "الكوريتين",  # the Americas, the two Koreas
}  # fmt: skip


def inflected(stem: str, shape: str) -> Iterator[tuple[str, str]]:
    """Each form of a stem and the name of its inflection."""
    words = stem.split()
    if shape == "definite":
        yield "ال" + stem, "masculine"
    elif shape == "as_is":
        yield stem, "construct"
    elif shape == "plural":
        yield from ((stem, "plural"), ("ال" + stem, "plural"))
    else:
        for inflection, ending in ENDINGS.items():
            if shape == "all_words":
                bare = [word + ending for word in words]
                definite = ["ال" + word for word in bare]
            else:
                bare = [*words[:-1], words[-1] + ending]
                definite = ["ال" + bare[0], *bare[1:]]
            yield " ".join(bare), inflection
            if inflection != "accusative":
                yield " ".join(definite), inflection


def note(row: dict[str, str], form: str) -> str:
    """`ambiguous` on all forms of a stem so noted, or on its bare form alone (تركي is a name, التركي is not)."""
    return "ambiguous" if row["note"] == "ambiguous" or (row["note"] and form == row["stem"]) else ""


def rows(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """The rows of the file: ISO 3166 alpha-2 code, form, kind, inflection, note."""
    taken = hand_kept(folder / "countries.tsv") | hand_kept(folder / "countries_cldr.tsv") | OTHER_WORDS
    found = []
    for row in read_rows(TOOLS / "data" / "nationality_stems.tsv"):
        for form, inflection in inflected(row["stem"], row["shape"]):
            if fold(form) not in taken:
                taken.add(fold(form))
                found.append((row["id"], form, "nationality", inflection, note(row, form)))
    return found


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else LEXICON
    write_rows(target / "nationalities.tsv", HEADER, rows(LEXICON))
