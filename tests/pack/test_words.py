"""The words that bound a name: the lists are in form, tell names from words, and part the names of a table of sentences."""

import subprocess
import sys
from pathlib import Path

import pytest

from mahdar.grammar.folding import fold

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "src" / "mahdar" / "pack" / "ar" / "lexicon" / "words"
LETTERS = set("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي")
KINDS = {"name_particle", "name_suffix", "honorific", "honorific_pronoun", "eulogy"}
PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")

ORDINARY = """
    التقى استقبلت وأكد يعرب سيلتقيان تتطلع عقدا اتفقتا أعلنوا قالت مشيرا مؤكدة المتحدثون الزائر زائر أمس اليوم غدا حيث خلال
    نظيره مباحثاتهما علاقاتها البلدين الوزيران استعداده بقيمة لمناقشة والتعاون ينوي تهنئة قراءته مبادئ أنشأ يستأنف اتخذ ازداد
    الكازاخستاني أيلول المسؤولين مسئول سيجريها يرافقه دعته يدعو سعيها لقاءات مستعدان سواء
""".split()
NAMES = """
    محمد عبدالعزيز سعيدوف بختيور توكاييف نورتلو جين بينغ جينبينغ لافروف لودريان والستروم شتاينماير غوتيريش بزشكيان عراقجي
    اللهيان أفورقي بوتفليقة الجهيناوي الدبيبة آل الغيط فونغ كيشيدا جايشانكار رودريغيز أوبرادور تينوبو السيسي ميرضيائيف
""".split()
BOTH = "علي في أن إلا ما لي وي يي هي هو لا حسن صالح كريم سعيد نور جميل أمين المصري الآن ماي مايو اليمني تركي الملك عبد".split()


def words(name: str) -> list[str]:
    return (WORDS / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


LISTS = {name: words(name) for name in ("ordinary", "names", "both")}
SETS = {name: frozenset(found) for name, found in LISTS.items()}


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[1:-1]]


def without_proclitics(word: str) -> list[str]:
    bare = [word, *(word[len(p) :] for p in PROCLITICS if word.startswith(p))]
    return [*bare, "ال" + word[2:]] if word.startswith("لل") else bare


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_and_folded(name: str) -> None:
    found = LISTS[name]
    assert found == sorted(set(found))
    assert not [word for word in found if len(word) < 2 or set(word) - LETTERS or fold(word) != word]


def test_only_the_ambiguous_words_are_in_two_lists() -> None:
    assert SETS["ordinary"] & SETS["names"] == SETS["both"]


def test_the_lists_are_of_use() -> None:
    assert len(SETS["ordinary"]) > 100_000
    assert len(SETS["names"]) > 10_000
    assert 700 < len(SETS["both"]) < 1_300


@pytest.mark.parametrize("table", ["countries", "nationalities", "calendar"])
def test_what_means_a_country_or_a_month_is_never_only_a_name(table: str) -> None:
    forms = {fold(line.split("\t")[1]) for line in (WORDS.parent / f"{table}.tsv").read_text(encoding="utf-8").split("\n")[1:-1]}
    assert not forms & (SETS["names"] - SETS["both"])


@pytest.mark.parametrize("word", ORDINARY)
def test_a_word_of_the_press_is_ordinary(word: str) -> None:
    assert any(bare in SETS["ordinary"] for bare in without_proclitics(fold(word)))
    assert fold(word) not in SETS["names"] - SETS["both"]


@pytest.mark.parametrize("word", NAMES)
def test_a_name_is_a_name(word: str) -> None:
    assert fold(word) in SETS["names"]


@pytest.mark.parametrize("word", BOTH)
def test_a_word_may_be_both(word: str) -> None:
    assert fold(word) in SETS["both"]


def test_the_particles_are_in_form() -> None:
    found = rows(WORDS / "particles.tsv")
    assert all(len(row) == 3 and all(row) for row in found)
    assert {row[1] for row in found} == KINDS
    assert len({tuple(row[:2]) for row in found}) == len(found)


def test_the_list_is_what_the_lemmas_give() -> None:
    made = subprocess.run([sys.executable, "tools/make_ordinary.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert not made.returncode, made.stderr or "run tools/make_ordinary.py"


def test_names_of_the_table_hold_no_plain_word() -> None:
    plain = SETS["ordinary"] - SETS["both"]
    particles = {fold(word) for row in rows(WORDS / "particles.tsv") for word in row[0].split()}
    found = {word for _, name in boundaries() for word in fold(name).replace("-", " ").split()}
    assert not (found & plain) - particles


def boundaries() -> list[list[str]]:
    return rows(Path(__file__).with_name("name_boundaries.tsv"))


def test_after_a_name_of_the_table_no_name_begins() -> None:
    sure = SETS["names"] - SETS["both"]
    after = {text: text.split(name)[1].split(" ") for text, name in boundaries()}
    nexts = {text: fold(rest[1].strip(".،")) for text, rest in after.items() if len(rest) > 1 and not rest[0]}
    assert not {text: word for text, word in nexts.items() if word in sure}


def test_the_table_is_rich() -> None:
    found = boundaries()
    assert len(found) >= 150
    assert not [text for text, name in found if text.count(name) != 1]
