"""Our own example reports, read with the pack as it is and with one that was changed; each once for all tests."""

import re
from functools import cache
from importlib import resources
from pathlib import Path

from mahdar.grammar import pack
from mahdar.intake import reports
from mahdar.reading.reader import Reader
from mahdar.record import Record
from mahdar.report import Report

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
Items = list[tuple[Report, Record]]


@cache
def read() -> Items:
    """The examples as the pack reads them."""
    reader = Reader()
    return [(r, reader.read(r)) for r in reports([str(EXAMPLES)]) if isinstance(r, Report)]


@cache
def read_otherwise() -> Items:
    """The examples read with a pack in which calling is hoping, and nobody backs anything."""
    files = pack.files(resources.files("mahdar") / "pack" / "ar")
    verbs = files["lexicon/verbs.tsv"].decode()
    assert "\tcall\t" in verbs
    files["lexicon/verbs.tsv"] = verbs.replace("\tcall\t", "\thope\t").encode()
    rules = files["rules/positions.yaml"].decode()
    fewer = re.sub(r"(?ms)^- id: positions\.backs$.*?(?=^- id: )", "", rules)
    assert fewer != rules
    files["rules/positions.yaml"] = fewer.encode()
    reader = Reader(pack.load(files))
    return [(r, reader.read(r)) for r, _ in read()]


def named(*names: str) -> Items:
    """The examples of these names."""
    return [item for item in read() if Path(item[0].source).name.partition(".")[0] in names]
