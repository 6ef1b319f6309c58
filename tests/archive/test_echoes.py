"""Promises and what came of them: which later statements come back to a promise, and how; linked as reports come in."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml
from own_reports import named, read

from mahdar.archive import Archive
from mahdar.archive.echoing import echo, promised, subject
from mahdar.archive.stems import Words, stem
from mahdar.archive.words import fold

CASES = yaml.safe_load((Path(__file__).parent / "echoes.yaml").read_text(encoding="utf-8"))
TOLD = ("cnkz-2023-xian", "cnkz-2023-beijing", "cnkz-2024-astana", "cnkz-2025-almaty-anadolu", "cnkz-2025-tianjin")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["later"])
def test_what_comes_back_to_a_promise(case: dict[str, Any]) -> None:
    first, later = Words(case["promise"]), Words(case["later"])
    span = (0, len(case["later"]))
    found = echo(promised(first, 0, len(case["promise"])), subject(later, *span), later, span, case.get("areas", ()))
    assert (found and found.kind) == case["kind"], found
    assert found is None or found.reasons


def kept(archive: Archive) -> dict[tuple[str, str], dict[str, str]]:
    """Promise -> source of each echo -> its kind."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in archive.commitments():
        if row["echoes"]:
            found[row["date"], row["text"]] = {Path(e["source"]).stem: e["kind"] for e in row["echoes"]}
    return found


def subjects(found: dict[tuple[str, str], dict[str, str]], words: str) -> dict[str, str]:
    [echoes] = [echoes for (_, text), echoes in found.items() if words in text]
    return echoes


def test_our_examples_tell_what_became_of_their_promises(target: str) -> None:
    """What examples/README.md promises: the visa exemption, the workshop, the terminal, the volume of trade, new energy."""
    with Archive(target) as archive:
        archive.add(read(), pack="first")
        found = kept(archive)
        rows = {row["text"]: row for row in archive.commitments()}
    beijing, astana, almaty, tianjin = TOLD[1:]
    assert subjects(found, "حيز التنفيذ") == {beijing: "progress", astana: "completion", tianjin: "completion"}
    assert subjects(found, "ورشة لوبان في") == {beijing: "completion", astana: "completion", tianjin: "repeat"}
    assert subjects(found, "محطة شحن") == {beijing: "repeat", astana: "completion", tianjin: "completion"}
    assert subjects(found, "حجم التبادل التجاري") == {astana: "repeat", almaty: "progress", tianjin: "progress"}
    assert subjects(found, "الطاقة الجديدة") == {tianjin: "repeat"}
    assert len(found) == 5, "and nothing else is taken for an echo"
    row = next(row for text, row in rows.items() if "محطة شحن" in text)
    assert (row["last_movement"], row["silent_days"]) == ("2025-08-30", 0)
    assert all(e["rule"] == "machine:echoes@first" and e["reason"] and e["quote"] for e in row["echoes"])


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_echoes_are_found_in_whatever_order_reports_come(tmp_path: Path, order: tuple[int, ...]) -> None:
    items = named("cnkz-2023-xian", "cnkz-2024-astana", "cnkz-2025-tianjin")
    with Archive(tmp_path / "whole.db") as archive:
        archive.add(items, pack="first")
        whole = kept(archive)
    with Archive(tmp_path / "parts.db") as archive:
        for n in order:
            archive.add([items[n]], pack="first")
        assert kept(archive) == whole
        archive.add(items, pack="first")
        assert kept(archive) == whole


def test_echoes_follow_judgements_and_removals(tmp_path: Path) -> None:
    with Archive(tmp_path / "judged.db") as archive:
        archive.add(read(), pack="first")
        promise = next(row for row in archive.commitments() if "محطة شحن" in row["text"])
        gone = promise["echoes"][0]
        archive.judge("reject", gone["fact"], by="Amal")
        again = next(row for row in archive.commitments() if row["id"] == promise["id"])
        assert [e["fact"] for e in again["echoes"]] == [e["fact"] for e in promise["echoes"][1:]]
        archive.remove(promise["echoes"][1]["report"])
        left = next(row for row in archive.commitments() if row["id"] == promise["id"])
        assert [e["fact"] for e in left["echoes"]] == [e["fact"] for e in promise["echoes"][2:]]
        archive.remove(promise["report"])
        assert not [row for row in archive.commitments() if row["id"] == promise["id"]]


@pytest.mark.parametrize(
    "same",
    [
        "ورشة الورشة والورشة بورشة لورشة ورشات الورشات",
        "تأشيرة التأشيرات تأشيرات وتأشيراتهم للتأشيرة",
        "قطار القطار بالقطار والقطارات",
    ],
    ids=lambda same: same.split()[0],
)
def test_words_meet_whatever_stands_on_them(same: str) -> None:
    assert len({stem(fold(word)) for word in same.split()}) == 1
