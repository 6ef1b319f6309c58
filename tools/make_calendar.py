"""Write the names of months and weekdays that CLDR knows (`calendar_cldr.tsv`).

Source: Unicode CLDR through Babel (Unicode License v3), the locales below, each for the spelling of its region.
Forms that a hand-kept row of `calendar.tsv` already gives, folded, are left out.
Run: `python tools/make_calendar.py [FOLDER]`, by default the folder of the Arabic lexicon.
"""

import sys
from pathlib import Path

from gazetteer import LEXICON, fold, hand_kept, write_rows

HEADER = ("id", "form", "kind", "note")
LOCALES = {"ar": "", "ar_SY": "levantine", "ar_DZ": "maghrebi", "ar_MA": "moroccan", "ar_MR": "mauritanian"}


def rows(folder: Path) -> list[tuple[str, str, str, str]]:
    """The rows of the file: months 1 to 12, weekdays 1 (Monday) to 7 as ISO 8601 numbers them."""
    from babel import Locale

    known = hand_kept(folder / "calendar.tsv")
    found = []
    for locale, note in LOCALES.items():
        names = Locale.parse(locale)
        numbered = [(number, name, "month") for number, name in names.months["format"]["wide"].items()]
        numbered += [(number + 1, name, "weekday") for number, name in names.days["format"]["wide"].items()]
        for number, name, kind in sorted(numbered, key=lambda row: (row[2], row[0])):
            if fold(name) not in known:
                known.add(fold(name))
                found.append((str(number), name, kind, note))
    return found


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else LEXICON
    write_rows(target / "calendar_cldr.tsv", HEADER, rows(LEXICON))
