"""Write the number words from 1 to 100 (`numbers.tsv`): cardinals, and ordinals with and without the article.

Both genders and both cases; the common slips of the press (الثالثة عشر، الواحد والعشرين) stand beside the rule.
Run: `python tools/make_numbers.py [FOLDER]`, by default the folder of the Arabic lexicon.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from gazetteer import LEXICON, fold, write_rows

HEADER = ("id", "form", "kind", "note")
CARDINALS = {
    1: "واحد واحدة", 2: "اثنان اثنين اثنتان اثنتين", 3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس",
    6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر",
}  # fmt: skip
ORDINALS = {
    1: "أول أولى", 2: "ثاني ثانية", 3: "ثالث ثالثة", 4: "رابع رابعة", 5: "خامس خامسة",
    6: "سادس سادسة", 7: "سابع سابعة", 8: "ثامن ثامنة", 9: "تاسع تاسعة", 10: "عاشر عاشرة",
}  # fmt: skip
TENS = dict(zip(range(20, 100, 10), "عشر ثلاث أربع خمس ست سبع ثمان تسع".split(), strict=True))
FIRST_OF_COMPOUND = {1: "حادي حادية واحد واحدة", **{unit: words for unit, words in ORDINALS.items() if unit > 1}}
TEENS = {1: "أحد إحدى احدى", 2: "اثنا اثني اثنتا اثنتي"}
TWENTIES = {1: "واحد واحدة إحدى أحد", 2: CARDINALS[2]}
HUNDRED = ("مئة", "مائة")


def cardinals() -> Iterator[tuple[int, str]]:
    """Each cardinal and one of its forms."""
    for unit, words in CARDINALS.items():
        yield from ((unit, word) for word in words.split())
    for unit in range(1, 10):
        for word in TEENS.get(unit, CARDINALS[unit]).split():
            yield from ((10 + unit, f"{word} {ten}") for ten in ("عشر", "عشرة"))
    for ten, stem in TENS.items():
        for case in ("ون", "ين"):
            yield ten, stem + case
            for unit in range(1, 10):
                yield from ((ten + unit, f"{word} و{stem}{case}") for word in TWENTIES.get(unit, CARDINALS[unit]).split())
    yield from ((100, word) for word in HUNDRED)


def ordinals() -> Iterator[tuple[int, str, str]]:
    """Each ordinal, one of its forms, and `indefinite` where it lacks the article."""
    for unit, words in ORDINALS.items():
        yield from ((unit, "ال" + word, "") for word in words.split())
        yield from ((unit, word, "indefinite") for word in words.split())
    for unit in range(1, 10):
        for word in FIRST_OF_COMPOUND[unit].split():
            for teen in ("عشر", "عشرة"):
                yield 10 + unit, f"ال{word} {teen}", ""
                yield 10 + unit, f"{word} {teen}", "indefinite"
    for ten, stem in TENS.items():
        for case in ("ون", "ين"):
            yield ten, f"ال{stem}{case}", ""
            for unit in range(1, 10):
                for word in FIRST_OF_COMPOUND[unit].split():
                    yield ten + unit, f"ال{word} وال{stem}{case}", ""
    yield from ((100, "ال" + word, "") for word in (*HUNDRED, "مئوية"))


def rows() -> list[tuple[str, str, str, str]]:
    """The rows of the file; a form stands once a kind, under the smallest number that it may mean."""
    found: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for number, form in cardinals():
        found.setdefault((fold(form), "cardinal"), (str(number), form, "cardinal", ""))
    for number, form, note in ordinals():
        found.setdefault((fold(form), "ordinal"), (str(number), form, "ordinal", note))
    return list(found.values())


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else LEXICON
    write_rows(target / "numbers.tsv", HEADER, rows())
