"""LibreOffice opens the workbook and the brief, keeps their cells and footnotes, and lays Arabic out from the right."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mahdar.archive import Archive
from mahdar.exchange.brief import brief
from mahdar.exchange.export import export

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (soffice)")
TABLE, STYLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def converted(path: Path, to: str) -> Path:
    """The file as LibreOffice writes it after opening it, in a profile of its own."""
    out = path.parent / "office"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", to, "--outdir", str(out), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    made = out / f"{path.stem}.{to.partition(':')[0]}"
    if not made.exists() and "no export filter" in (done.stdout + done.stderr).lower():
        pytest.skip("LibreOffice is here without the part that opens this")
    assert made.exists(), done.stdout + done.stderr
    return made


def opened(path: Path) -> ElementTree.Element:
    with zipfile.ZipFile(path) as file:
        return ElementTree.fromstring(file.read("content.xml"))


def test_the_workbook(archive: Archive, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    [path] = export(archive, "xlsx", tmp_path)
    found = opened(converted(path, "ods"))
    modes = {s.get(STYLE + "name"): s.find(f"{STYLE}table-properties") for s in found.iter(STYLE + "style")}
    sheets = {sheet.get(TABLE + "name"): sheet for sheet in found.iter(TABLE + "table")}
    run = {name: modes[sheet.get(TABLE + "style-name")].get(STYLE + "writing-mode") for name, sheet in sheets.items()}  # type: ignore[union-attr]
    assert run["statements"] == run["people"] == "rl-tb" and run["codebook"] == "lr-tb"
    plain = archive.statements()
    texts = {"".join(cell.itertext()) for cell in sheets["statements"].iter(TABLE + "table-cell")}
    assert {" ".join(row["text"].split()) for row in plain} <= {" ".join(text.split()) for text in texts}
    rows = list(csv.reader(io.StringIO(converted(path, "csv").read_text(encoding="utf-8"))))
    assert len(rows) == 1 + len(archive.reports())  # the first sheet


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_brief(archive: Archive, tmp_path: Path, lang: str) -> None:
    pytest.importorskip("docx")
    from mahdar.exchange.brief.office import docx

    told, path = brief(archive, "CN", "KZ", lang, "2026-11-20"), tmp_path / f"brief-{lang}.docx"
    path.write_bytes(docx(told))
    found = opened(converted(path, "odt"))
    notes = [note for note in found.iter(TEXT + "note") if note.get(TEXT + "note-class") == "footnote"]
    assert len(notes) >= len(told.notes)
    words = re.sub(r"\s+", " ", " ".join(found.itertext()))
    assert told.title in words and all(section.title in words for section in told.sections)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed (poppler-utils)")
def test_arabic_is_laid_out_from_the_right(archive: Archive, tmp_path: Path) -> None:
    """On the page as it is drawn the Arabic headings begin at the right margin, the English ones at the left."""
    pytest.importorskip("docx")
    from mahdar.exchange.brief.office import docx

    edges = {}
    for lang in ("ar", "en"):
        told, path = brief(archive, "CN", "KZ", lang, "2026-11-20"), tmp_path / f"drawn-{lang}.docx"
        path.write_bytes(docx(told))
        pdf = converted(path, "pdf")
        boxes = subprocess.run(
            ["pdftotext", "-bbox-layout", "-l", "1", str(pdf), "-"], capture_output=True, text=True, check=True
        )
        page = float(re.search(r'page width="([\d.]+)"', boxes.stdout)[1])  # type: ignore[index]
        first = re.search(r'<line xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', boxes.stdout)
        assert first is not None
        edges[lang] = (float(first[1]) / page, float(first[2]) / page)
    assert edges["en"][0] < 0.2 and edges["ar"][1] > 0.8 and edges["ar"][0] > edges["en"][0]
