"""Write the English names of countries by which the archive may be asked (`archive/data/countries_en.tsv`).

Source: Unicode CLDR through Babel, locale `en` (Unicode License v3), and the short names of everyday below.
Run: `python tools/make_english_names.py`.
"""

import re
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "mahdar" / "archive" / "data" / "countries_en.tsv"
NOT_COUNTRIES = set("AC CP DG EA EU EZ IC QO TA UN XA XB ZZ".split())
EVERYDAY = {
    "AE": "UAE, Emirates", "BA": "Bosnia", "CD": "DR Congo, DRC", "CI": "Ivory Coast", "CZ": "Czech Republic",
    "GB": "UK, Britain", "HK": "Hong Kong", "KP": "North Korea", "KR": "South Korea",
    "MM": "Burma, Myanmar", "MO": "Macao", "PS": "Palestine",
    "RU": "Russian Federation", "SZ": "Swaziland", "TR": "Turkey", "US": "USA, America, United States of America",
    "VA": "Holy See",
}  # fmt: skip


def rows() -> list[tuple[str, str]]:
    """ISO 3166 alpha-2 code and name, in the order of the codes."""
    from babel import Locale

    found = []
    for code, name in sorted(Locale("en").territories.items()):
        if re.fullmatch("[A-Z]{2}", code) and code not in NOT_COUNTRIES:
            found += [(code, form) for form in dict.fromkeys([name, *filter(None, EVERYDAY.get(code, "").split(", "))])]
    return found


if __name__ == "__main__":
    TARGET.write_text("id\tform\n" + "".join(f"{code}\t{form}\n" for code, form in rows()), encoding="utf-8")
