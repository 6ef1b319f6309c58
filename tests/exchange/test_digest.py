"""The digest: what is in the window and nothing else, every line with its words, written like a brief."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mahdar.archive import Archive
from mahdar.errors import QuestionError
from mahdar.exchange.brief import Brief, html, markdown
from mahdar.exchange.brief.model import plain
from mahdar.exchange.brief.words import LANGUAGES
from mahdar.exchange.digest import digest
from mahdar.reading.reader import Reader
from mahdar.report import Report

OLD = "بغداد 3 مارس 2023 (واع) - التقى وزير الخارجية العراقي فؤاد حسين وزير الخارجية الأردني أيمن الصفدي في بغداد. "
OLD += "وقال حسين إن العراق سيفتح معبرا جديدا قبل نهاية عام 2024."
PLAN = "بغداد 10 مايو 2024 (واع) - يزور وزير الخارجية العماني بدر البوسعيدي بغداد في 20 مايو 2024."
NEW = "مسقط 2 يونيو 2024 (العمانية) - التقى وزير الخارجية العماني بدر البوسعيدي اليوم وزير الخارجية العراقي فؤاد حسين في مسقط. "
NEW += "وأكد البوسعيدي أن بلاده تدعم حل الدولتين."


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Brief]:
    reader = Reader()
    reports = [Report.of(text, name) for name, text in (("old", OLD), ("plan", PLAN), ("new", NEW))]
    archive = Archive(tmp_path / "digest.db")
    archive.add([(r, reader.read(r)) for r in reports])
    return lambda since, lang="en", **more: digest(archive, since, lang, **more)


def section(brief: Brief, id: str) -> list[str]:
    return [plain(line.label) + " " + plain(line.runs) for s in brief.sections if s.id == id for line in s.lines]


def test_what_is_new_is_what_was_first_told_in_the_window(told: Callable[..., Brief]) -> None:
    brief = told("2024-06-01", today="2024-06-05")
    assert section(brief, "fresh")[0].startswith("2024-06-02 Meeting")
    assert {source.source for source in brief.sources} == {"new"}
    assert not section(told("2024-06-03", today="2024-06-05"), "fresh")


def test_what_is_told_for_the_first_time(told: Callable[..., Brief]) -> None:
    first = "\n".join(section(told("2024-06", today="2024-06-05"), "first"))
    assert "first contact of Iraq and Oman" in first or "first contact of Oman and Iraq" in first
    assert "Oman: in support" in first and "فؤاد حسين" not in first
    assert not section(told("2020", today="2024-06-05"), "first"), "without older reports everything would be new"


def test_a_planned_visit_whose_day_has_passed_was_dropped_until_told(told: Callable[..., Brief]) -> None:
    assert ["2024-05-20" in line for line in section(told("2024-05", today="2024-06-05"), "dropped")] == [True]
    assert not section(told("2024-05", today="2024-05-15"), "dropped")


def test_a_promise_whose_day_came_with_nothing_told_of_it(told: Callable[..., Brief]) -> None:
    [silent] = section(told("2024-12-01", today="2025-01-05"), "silent")
    assert "معبرا جديدا" in silent and "due 2024" in silent
    assert not section(told("2025-02", today="2025-02-05"), "silent")


def test_between_leaves_others_out(told: Callable[..., Brief]) -> None:
    brief = told("2023", between=("IQ", "الأردن"), today="2024-06-05")
    assert {source.source for source in brief.sources} == {"old"} and brief.title.startswith("Iraq and Jordan")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_leads_to_the_words_of_a_report(archive: Archive, lang: str) -> None:
    brief = digest(archive, "2023", lang, today="2025-12-01")
    assert len(list(brief.lines)) > 40
    for note in brief.notes:
        assert archive.report(note.source.report)[0].text[slice(*note.span)] == note.quote
    assert {note for line in brief.lines for note in line.notes} == set(brief.notes)
    assert [note.number for note in brief.notes] == list(range(1, len(brief.notes) + 1))
    assert f'lang="{lang}"' in html(brief) and markdown(brief).count("## ") >= 5


@pytest.mark.parametrize("since", ["yesterday", "2024-13", "20240101", "2024-02-30"])
def test_no_date_is_refused(told: Callable[..., Brief], since: str) -> None:
    with pytest.raises(QuestionError, match="is no date"):
        told(since)


def test_the_command_writes_what_it_is_asked_for(archive: Archive, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mahdar.cli", "digest", "--since", "2025", "--archive", str(archive.store.source)]
    done = subprocess.run([*command, "--lang", "ar", "--out", "d.html"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr
    assert 'dir="rtl"' in (tmp_path / "d.html").read_text(encoding="utf-8")
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert piped.stdout.startswith("# What is new since 2025-01-01\n")
