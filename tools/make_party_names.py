"""Write what briefs and exports call the parties in Arabic and in English (`exchange/data/parties.tsv`).

Source: Unicode CLDR through Babel, locales `ar` and `en` (Unicode License v3), and the shorter names of everyday below.
Run: `python tools/make_party_names.py`.
"""

import re
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "mahdar" / "exchange" / "data" / "parties.tsv"
NOT_COUNTRIES = set("AC CP DG EA EU EZ IC QO TA UN XA XB ZZ".split())
EVERYDAY = {
    "AE": ("الإمارات", "United Arab Emirates"),
    "BA": ("البوسنة والهرسك", "Bosnia and Herzegovina"),
    "CD": ("الكونغو الديمقراطية", "DR Congo"),
    "CG": ("الكونغو", "Congo"),
    "CI": ("كوت ديفوار", "Côte d’Ivoire"),
    "HK": ("هونغ كونغ", "Hong Kong"),
    "MM": ("ميانمار", "Myanmar"),
    "MO": ("ماكاو", "Macao"),
    "PS": ("فلسطين", "Palestine"),
    "XK": ("كوسوفو", "Kosovo"),
}


def rows() -> list[tuple[str, str, str]]:
    """ISO 3166 alpha-2 code, Arabic and English name, in the order of the codes."""
    from babel import Locale

    arabic, english = Locale("ar").territories, Locale("en").territories
    codes = sorted(code for code in set(english) & set(arabic) if re.fullmatch("[A-Z]{2}", code) and code not in NOT_COUNTRIES)
    return [(code, *EVERYDAY.get(code, (arabic[code], english[code]))) for code in codes]


if __name__ == "__main__":
    TARGET.write_text("id\tar\ten\n" + "".join("\t".join(row) + "\n" for row in rows()), encoding="utf-8")
