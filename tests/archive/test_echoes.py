"""Promises and what came of them: which later statements come back to a promise, and how; linked as reports come in."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml
from later_report import water
from own_reports import named, read

from mahdar.archive import Archive
from mahdar.archive.echoing import echo, marks, promised, subject, telling
from mahdar.archive.echoing import named as named_stems
from mahdar.archive.stems import Words, stem
from mahdar.archive.words import fold
from mahdar.errors import QuestionError

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
        told = again["echoes"][0]
        assert (told["fact"], told["report"]) == (None, gone["report"]), "no statement any more, but words of the report"
        assert [e["fact"] for e in again["echoes"][1:]] == [e["fact"] for e in promise["echoes"][1:]]
        archive.remove(promise["echoes"][0]["report"])
        left = next(row for row in archive.commitments() if row["id"] == promise["id"])
        assert [e["fact"] for e in left["echoes"]] == [e["fact"] for e in promise["echoes"][1:]]
        archive.remove(promise["report"])
        assert not [row for row in archive.commitments() if row["id"] == promise["id"]]


@pytest.mark.parametrize("text", [report.text for report, _ in read()], ids=[Path(report.source).stem for report, _ in read()])
def test_marks_are_those_of_the_subject(text: str) -> None:
    """What is noted of a passage, many times faster than its subject is found, is just what is looked up of it."""
    names = ["أحمد الكيالي", text.split()[5]]
    for line in text.split("\n"):
        words = Words(line, names)
        about = subject(words, 0, len(line))
        noted = marks(fold(line), named_stems(names))
        assert about.marks() <= noted
        assert len(noted - about.marks()) <= 2 * len(about.topics), "but for topics within topics"
        assert telling(fold(line), named_stems(names)) == len(words.telling(0, len(line)))


def promised_by(archive: Archive) -> dict[str, Any]:
    [promise] = archive.commitments(between=("KG", "KZ"))
    return promise


def test_a_report_that_states_nothing_comes_back_to_a_promise_too(archive: Archive, told: dict[str, Any]) -> None:
    archive.add([told["b2"], water()], pack="first")
    [echo] = promised_by(archive)["echoes"]
    assert (echo["source"], echo["kind"], echo["fact"], echo["rule"]) == ("water", "progress", None, "machine:echoes@first")
    assert echo["reason"] == ["topic: joint committee", "movement: وبدأت"]
    archive.add([water()], pack="second")
    archive.remove(water()[0].id)
    assert promised_by(archive)["echoes"] == []


def test_single_echoes_are_confirmed_corrected_and_refused(archive: Archive, told: dict[str, Any], tmp_path: Path) -> None:
    archive.add([told["b2"], water()], pack="first")
    promise = promised_by(archive)
    [echo] = promise["echoes"]
    assert (echo["judged"], echo["review_again"]) == (None, False)
    [entry] = archive.judge("reject", promise["id"], echo["id"], by="Amal", note="another committee")
    assert (entry["kind"], entry["fact"], entry["state"], entry["rule"]) == ("echo", echo["id"], "bound", "machine:echoes@first")
    assert promised_by(archive)["echoes"] == [] and promised_by(archive)["last_movement"] == "2024-05-09"
    archive.judge("undo", entry["id"], by="Amal")
    assert promised_by(archive) == promise
    archive.judge("replace", promise["id"], echo["id"], by="Amal", value={"kind": "completion"})
    [corrected] = promised_by(archive)["echoes"]
    assert corrected["kind"] == "completion" and corrected["judged"]["by"] == "Amal" and not corrected["review_again"]
    assert archive.orphans() == []
    with Archive(tmp_path / "other.db") as other:
        other.add([water(), told["b2"]], pack="first")
        assert other.import_judgements(archive.export_judgements()) == 3
        assert [e["kind"] for e in promised_by(other)["echoes"]] == ["completion"]
    archive.remove(told["b2"][0].id)
    assert [row["fact"] for row in archive.orphans()] == [echo["id"]]
    archive.add([told["b2"]], pack="second")
    assert [e["kind"] for e in promised_by(archive)["echoes"]] == ["completion"] and archive.orphans() == []


def test_a_confirmed_echo_stays_when_its_report_is_gone(archive: Archive, told: dict[str, Any]) -> None:
    archive.add([told["b2"], water()], pack="first")
    promise = promised_by(archive)
    archive.judge("confirm", promise["id"], promise["echoes"][0]["id"], by="Amal")
    archive.remove(water()[0].id)
    [kept_one] = promised_by(archive)["echoes"]
    assert kept_one["review_again"] and kept_one["quote"] == promise["echoes"][0]["quote"]


@pytest.mark.parametrize("value", [{"kind": "rumour"}, {"date": "2024"}, {}], ids=str)
def test_what_an_echo_cannot_be_is_refused(archive: Archive, told: dict[str, Any], value: dict[str, str]) -> None:
    archive.add([told["b2"], water()])
    promise = promised_by(archive)
    with pytest.raises(QuestionError, match="the kind can be replaced"):
        archive.judge("replace", promise["id"], promise["echoes"][0]["id"], by="Amal", value=value)
    with pytest.raises(QuestionError, match="no promise with such an echo"):
        archive.judge("reject", promise["id"], promise["id"], by="Amal")


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
