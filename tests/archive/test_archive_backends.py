"""Every question is answered alike by a file and by PostgreSQL, over the example reports as they are read."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mahdar.archive import Archive, ask_glance
from mahdar.intake import Problem, reports
from mahdar.reading.reader import Reader

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples" / "reports"


@pytest.fixture(scope="module")
def both(postgres: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Archive]]:
    reader = Reader()
    read = [(report, reader.read(report)) for report in reports([str(EXAMPLES)]) if not isinstance(report, Problem)]
    with Archive(tmp_path_factory.mktemp("file") / "file.db") as file, Archive(postgres()) as server:
        for archive in (file, server):
            archive.add(read, pack=reader.pack.fingerprint)
        statement, other = file.statements()[:2]
        file.judge("reject", statement["id"], by="Lina")
        file.judge("replace", other["id"], by="Omar", value={"act": "warn"})
        server.import_judgements(file.export_judgements())
        yield file, server


def glance(question: str) -> Callable[[Archive], Any]:
    def ask(archive: Archive) -> Any:
        with archive.view() as view:
            return getattr(ask_glance, question)(view)

    return ask


QUESTIONS: dict[str, Callable[[Archive], Any]] = {
    **{
        name: (lambda a, name=name: getattr(a, name)())
        for name in "people tenures statements commitments positions labels".split()
    },
    **{
        name: (lambda a, name=name: getattr(a, name)()) for name in "contacts agreements reports suggestions counts fares".split()
    },
    "between": lambda a: a.contacts(between=("CN", "KZ"), since="2020", form="meeting"),
    "at a place": lambda a: a.contacts(place="كازاخستان"),
    "of a person": lambda a: a.statements(person="توكاييف", act="support"),
    "said in words": lambda a: a.statements(search="التجارة"),
    "the latest": lambda a: a.statements(limit=7),
    "on a day": lambda a: a.tenures(on="2023-05-17"),
    "silent": lambda a: a.commitments(silent_since="2024"),
    "calendar": lambda a: a.calendar(since="2020-01-01", until="2030-12-31"),
    "phrases": lambda a: a.phrases(between=("CN", "KZ")),
    "review": lambda a: [row["id"] for row in a.review()],
    "a word": lambda a: a.search("كازاخستان", limit=50),
    "a phrase": lambda a: a.search('"الطاقة الجديدة"'),
    "two words": lambda a: a.search("الصين توكاييف", since="2022", party="KZ"),
    "a record": lambda a: [a.report(row["id"]) for row in a.reports(limit=3)],
    "a fact": lambda a: [a.fact(row["id"]) for row in a.statements(limit=3)],
    "beginning of an id": lambda a: [a.fact(row["id"][:9]) for row in a.statements(limit=3)],
    **{name: glance(name) for name in "by_year pairs people_pairs by_place years totals newest waiting".split()},
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_answer_alike(both: tuple[Archive, Archive], question: str) -> None:
    file, server = (QUESTIONS[question](archive) for archive in both)
    assert file == server
    assert file or question in ("suggestions", "waiting")
