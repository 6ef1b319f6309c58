"""Words as the lexicon reads them: clitics parted, long words mended, names left alone."""

from pathlib import Path

import pytest

from mahdar.grammar.folding import fold
from mahdar.grammar.pack import arabic

ROWS = [line.split("\t") for line in (Path(__file__).parent / "lexicon.tsv").read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("word", "morphs", "why"), ROWS, ids=[r[0] for r in ROWS])
def test_morphs(word: str, morphs: str, why: str) -> None:
    found = arabic().lexicon.analyse(fold(word))
    assert "+".join(m.form for m in found) == fold(morphs), why
    assert found[0].offset == 0
    assert found[-1].offset + found[-1].length == len(word)


def test_a_name_of_several_words_is_one_token() -> None:
    from mahdar.reading.tokens import chart

    text = fold("زار وزير الخارجية منظمة شانغهاي للتعاون")
    forms = chart(text, [(0, len(text))], arabic().lexicon).form
    assert fold("وزير الخارجية") in forms
    assert any(form.startswith(fold("منظمة شانغهاي")) for form in forms)
