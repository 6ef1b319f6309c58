"""Verbs are inflected as the press writes them, folded: weak roots, hamzas, assimilated letters, passives."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "arabic_verbs.py"

FINITE = {
    ("كتب", 1): "كتب كتبت كتبوا كتبنا يكتب تكتب سيكتب يكتبون كتبه يكتبها",
    ("قول", 1): "قال قالت قالا قالوا قلنا يقول يقولون ستقول قيل يقال يقل",
    ("نال", 1): "نال نالت ينال سينال ينالون",
    ("دعو", 1): "دعا دعت دعوا دعوت يدعو يدعون يدعوان دعاه دعي يدع",
    ("رمي", 1): "رمي رمت رموا يرمي يرمون رماه يرميه",
    ("بدء", 1): "بدا بدات بداوا بدووا يبدا يبداون يبدوون",
    ("وصل", 1): "وصل وصلت يصل تصل سيصل يصلون وصلوا",
    ("وصف", 1): "وصفه يصف يوصف",
    ("مدد", 1): "مد مدت مددنا يمد يمدون",
    ("جيء", 1): "جاء جاءت يجيء",
    ("ءخذ", 1): "اخذ ياخذ ياخذون",
    ("ءكد", 2): "اكد اكدت يوكد سيوكد اكدوا اوكد",
    ("هنء", 2): "هنا يهني هناه يهنيه",
    ("نقش", 3): "ناقش ناقشا يناقشان سيناقش نوقش نوقشت",
    ("رود", 4): "اراد ارادت اردنا يريد يريدون يراد",
    ("عطو", 4): "اعطي اعطت يعطي يعطون اعطاه يعط",
    ("سءل", 6): "تساءل يتساءل تساءلوا",
    ("وصل", 8): "اتصل يتصل سيتصل اتصلوا",
    ("ءخذ", 8): "اتخذ يتخذ اتخذت",
    ("زيد", 8): "ازداد يزداد ازدادت",
    ("طلع", 8): "اطلع يطلع اطلعت",
    ("ضرر", 8): "اضطر يضطر اضطررنا",
    ("لقي", 8): "التقي التقت التقيا التقوا يلتقي يلتقيان سيلتقيان التقاه يلتق",
    ("دعو", 10): "استدعي استدعت يستدعي استدعاه",
    ("عود", 10): "استعاد استعادت يستعيد استعيد يستعاد",
    ("ترجم", 1): "ترجم يترجم ترجمت",
}
NOUNS = {
    ("ءكد", 2): "تاكيد", ("هنء", 2): "تهنية", ("سمي", 2): "تسمية", ("نقش", 3): "مناقشة", ("وصل", 4): "ايصال",
    ("عطو", 4): "اعطاء", ("لقي", 5): "تلقي", ("وصل", 8): "اتصال", ("ورد", 10): "استيراد", ("عود", 10): "استعادة",
}  # fmt: skip
PARTICIPLES = {
    ("ءكد", 2): "موكد موكدا موكدة موكدون موكدين", ("قول", 1): "قايل قايلا", ("سءل", 1): "مسوول مسيول مسوولين",
    ("دعو", 1): "داعيا داعية مدعو", ("عطو", 4): "معطيا معطون معط", ("زور", 1): "زاير زايرة زايرين",
}  # fmt: skip


@pytest.fixture(scope="module")
def verbs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("arabic_verbs", TOOL)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("verb", FINITE)
def test_finite_forms(verbs: ModuleType, verb: tuple[str, int]) -> None:
    assert set(FINITE[verb].split()) <= verbs.finite_forms(*verb, transitive=True)


@pytest.mark.parametrize("verb", NOUNS)
def test_verbal_nouns(verbs: ModuleType, verb: tuple[str, int]) -> None:
    assert verbs.verbal_nouns(*verb) == {NOUNS[verb]}


@pytest.mark.parametrize("verb", PARTICIPLES)
def test_participles(verbs: ModuleType, verb: tuple[str, int]) -> None:
    assert set(PARTICIPLES[verb].split()) <= verbs.participles(*verb, transitive=True)


def test_a_verb_without_object_has_no_passive_and_no_pronouns(verbs: ModuleType) -> None:
    found = verbs.finite_forms("وصل", 1, transitive=False)
    assert "وصله" not in found and "يوصل" not in found


def test_a_form_that_is_not_there_is_told(verbs: ModuleType) -> None:
    with pytest.raises(KeyError):
        verbs.finite_forms("ترجم", 7, transitive=True)
