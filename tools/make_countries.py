"""Write the Arabic names of countries and territories that CLDR knows (`countries_cldr.tsv`).

Source: Unicode CLDR through Babel, locale `ar` (Unicode License v3). Forms that a hand-kept row of
`countries.tsv` already gives, folded, are left out, so the two files never say the same twice.
Run: `python tools/make_countries.py [FOLDER]`, by default the folder of the Arabic lexicon.
"""

import re
import sys
from pathlib import Path

from gazetteer import LEXICON, fold, hand_kept, write_rows

HEADER = ("id", "form", "kind")
NOT_COUNTRIES = set("AC CP DG EA EU EZ IC QO TA UN XA XB ZZ".split())  # CLDR's own codes, not ISO 3166 ones
AMBIGUOUS_BARE = {fold("عمان")}  # Oman, but Amman just as often: only the long forms name the state


def rows(folder: Path) -> list[tuple[str, str, str]]:
    """The rows of the file: ISO 3166 alpha-2 code, form, kind, in the order of the codes."""
    from babel import Locale

    known = hand_kept(folder / "countries.tsv") | AMBIGUOUS_BARE
    found = []
    for code, name in sorted(Locale("ar").territories.items()):
        if not re.fullmatch("[A-Z]{2}", code) or code in NOT_COUNTRIES or re.search(r"[()]| - ", name):
            continue
        if fold(name) not in known:
            known.add(fold(name))
            found.append((code, name, "country"))
    return found


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else LEXICON
    write_rows(target / "countries_cldr.tsv", HEADER, rows(LEXICON))
