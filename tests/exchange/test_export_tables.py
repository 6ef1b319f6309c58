"""CSV, XLSX, Parquet and JSON Lines: read back by those who will read them, row for row what the archive answers."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mahdar.archive import Archive
from mahdar.cli.exporting import Target
from mahdar.errors import InputError, QuestionError
from mahdar.exchange.delimited import write_tables
from mahdar.exchange.export import FORMATS, export
from mahdar.exchange.selection import Filters
from mahdar.exchange.tables import QUESTIONS, TABLES, codebook, table, tables
from mahdar.intake import Problem, reports
from mahdar.reading.reader import Reader
from mahdar.record import Record
from mahdar.report import Report


@pytest.fixture(scope="module")
def told(archive: Archive) -> dict[str, list[dict[str, Any]]]:
    return {t.name: list(t.rows) for t in tables(archive)}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_column_of_the_codebook_is_filled_somewhere_or_known_to_be_rare(told: dict[str, list[dict[str, Any]]]) -> None:
    assert set(told) == set(TABLES) and not [name for name, rows in told.items() if not rows]
    rare = "judged_by url published publisher left portfolio mechanism mechanism_round contradictions on_sidelines_of change due "
    rare += "echo_dates echo_sources date_end modality date reprints reprint_of superseded_by"
    empty = {f"{name}.{c.name}" for name, rows in told.items() for c in codebook()[name] if not any(r[c.name] for r in rows)}
    assert not {name for name in empty if name.partition(".")[2] not in rare.split()}


def test_every_column_has_a_type_and_a_meaning() -> None:
    for name, columns in codebook().items():
        assert len({c.name for c in columns}) == len(columns), name
        assert all(c.meaning.endswith(".") and c.type in ("text", "date", "integer", "boolean", "list") for c in columns), name


def test_every_piece_of_evidence_is_the_words_of_its_report(archive: Archive, told: dict[str, list[dict[str, Any]]]) -> None:
    ids = {row["id"] for question in QUESTIONS[1:] for row in getattr(archive, question)()}
    assert {row["id"] for row in told["evidence"]} == ids
    texts = {row["id"]: archive.report(row["id"])[0].text for row in told["reports"]}
    assert all(texts[e["report"]][e["start"] : e["end"]] == e["quote"] for e in told["evidence"])
    assert all(texts[s["report"]][s["start"] : s["end"]] == s["text"] for s in told["statements"])


def test_csv_comes_back_row_for_row(archive: Archive, told: dict[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    written = list(export(archive, "csv", tmp_path / "csv"))
    assert {path.stem for path in written} == {*TABLES, "codebook"}
    for name, rows in told.items():
        back = read_csv(tmp_path / "csv" / f"{name}.csv")
        assert len(back) == len(rows), name
        for row, again in zip(rows, back, strict=True):
            for c in codebook()[name]:
                value = "; ".join(row[c.name]) if c.type == "list" else row[c.name]
                assert again[c.name] == ("" if value is None else str(value).lower() if c.type == "boolean" else str(value))
    assert len(read_csv(tmp_path / "csv" / "codebook.csv")) == sum(len(codebook()[name]) for name in TABLES)


@pytest.mark.parametrize("format", FORMATS)
def test_an_archive_with_nothing_in_it_goes_out_in_every_format(format: str, tmp_path: Path) -> None:
    for library in {"xlsx": ["openpyxl"], "parquet": ["pyarrow"]}.get(format, []):
        pytest.importorskip(library)
    with Archive(tmp_path / "empty.db") as archive:
        paths = list(export(archive, format, tmp_path / "new" / "folder"))
    assert paths and all(path.exists() for path in paths)
    assert not list((tmp_path / "new" / "folder").glob("*.part"))


def test_judgements_are_folded_in(archive: Archive, tmp_path: Path) -> None:
    report, record = archive.report("examples/reports/cnkz-2025-tianjin.txt")
    with Archive(tmp_path / "judged.db") as kept:
        kept.add([(report, record)])
        first, second = [row["id"] for row in kept.statements()][:2]
        kept.judge("reject", first, by="Lina")
        kept.judge("replace", second, by="Omar", value={"act": "warn"})
        list(export(kept, "csv", tmp_path))
        list(export(kept, "plover", tmp_path))
    rows = {row["id"]: row for row in read_csv(tmp_path / "statements.csv")}
    assert first not in rows and (rows[second]["act"], rows[second]["judged_by"]) == ("warn", "Omar")
    events = read_csv(tmp_path / "events.csv")
    assert {e["cameo"] for e in events if e["fact"] == second} == {"012"} and first not in {e["fact"] for e in events}


def test_filters_take_what_they_say(archive: Archive, tmp_path: Path) -> None:
    def took(name: str, **filters: Any) -> dict[str, list[dict[str, str]]]:
        list(export(archive, "csv", tmp_path / name, Filters(**filters)))
        return {table: read_csv(tmp_path / name / f"{table}.csv") for table in TABLES}

    pair = took("pair", between=("CN", "كازاخستان"))
    assert pair["contacts"] and len(pair["contacts"]) == len(archive.contacts(between=("CN", "KZ")))
    assert {row["of"] for row in pair["people"]} == {"CN", "KZ"} == {row["of"] for row in pair["positions"]}
    assert 0 < len(pair["reports"]) < len(archive.reports())
    assert {row["report"] for row in pair["accounts"]} <= {row["id"] for row in pair["reports"]}
    year = took("year", since="2023", until="2023")
    assert year["contacts"] and {row["date"][:4] for name in ("contacts", "statements", "reports") for row in year[name]} == {
        "2023"
    }
    assert len(year["statements"]) == len(archive.statements(since="2023", until="2023"))
    assert len(year["commitments"]) == len(archive.commitments(since="2023", until="2023"))
    agency = took("agency", agency="anadolu")
    assert {row["agency"] for row in agency["reports"]} == {"anadolu"}
    assert {row["report"] for row in agency["evidence"]} <= {row["id"] for row in agency["reports"]}
    with pytest.raises(QuestionError, match="no report of the archive is of this agency; it has those of"):
        took("none", agency="nobody")
    for format in set(FORMATS) - {"xlsx", "parquet"}:
        assert list(export(archive, format, tmp_path / format, Filters(("CN", "KZ"), "2022", "2024", "xinhua")))


def test_answers_part_by_part_are_the_answers(archive: Archive) -> None:
    def ordered(rows: Any) -> list[dict[str, Any]]:
        return sorted(rows, key=lambda row: row["id"])

    assert ordered(archive.each_contact()) == ordered(archive.contacts())
    assert ordered(archive.each_statement()) == ordered(archive.statements())
    assert ordered(archive.each_commitment(("CN", "KZ"))) == ordered(archive.commitments(between=("CN", "KZ")))
    assert ordered(archive.each_report("2023", "2024")) == ordered(archive.reports("2023", "2024"))


def test_what_cannot_be_written_is_one_line(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"file/out: cannot make the folder .*; give another with --out"):
        list(export(archive, "csv", tmp_path / "file" / "out"))
    (tmp_path / "reports.csv").mkdir()
    with pytest.raises(InputError, match=r"reports\.csv: cannot be written"):
        list(export(archive, "csv", tmp_path))


def test_the_command_offers_every_format(archive: Archive, tmp_path: Path) -> None:
    assert {target.value for target in Target} == set(FORMATS)
    command = [sys.executable, "-m", "mahdar.cli", "export", "--archive", str(archive.store.source), "--out", "o", "--format"]
    done = subprocess.run([*command, "visits"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "o/visits.csv\no/codebook.csv\n", "")
    assert subprocess.run([*command, "pdf"], cwd=tmp_path, capture_output=True).returncode == 2


def test_csv_of_odd_words_comes_back(tmp_path: Path) -> None:
    odd = 'سطر أول\nسطر "ثان"؛ =1+1, \t\ud800'
    list(write_tables([table("positions", [{"id": odd, "of": None}])], tmp_path))
    [row] = read_csv(tmp_path / "positions.csv")
    assert row["id"] == odd.replace("\ud800", "?") and row["of"] == ""


def test_a_workbook_opens_with_a_sheet_a_table_and_arabic_from_the_right(
    archive: Archive, told: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    [path] = export(archive, "xlsx", tmp_path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [*TABLES, "codebook"]
    for name, rows in told.items():
        sheet = book[name]
        assert [cell.value for cell in sheet[1]] == [c.name for c in codebook()[name]]
        assert sheet.max_row == len(rows) + 1
    assert book["statements"].sheet_view.rightToLeft and not book["codebook"].sheet_view.rightToLeft
    column = [c.name for c in codebook()["statements"]].index("text")
    assert book["statements"][2][column].value == told["statements"][0]["text"]
    assert book["statements"][2][column].alignment.readingOrder == 2


def test_a_headline_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    text = "=HYPERLINK(1) قال الوزير أحمد السالمي إن بلاده مستعدة.\x0b"
    with Archive(tmp_path / "odd.db") as archive:
        report = Report.of(text, "odd")
        record = Reader().read(report)
        archive.add([(report, msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, headline=text)))])
        [path] = export(archive, "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(path)["reports"]
    [cell] = [cell for cell in sheet[2] if isinstance(cell.value, str) and cell.value.startswith("=HYP")]
    assert cell.data_type == "s" and "\x0b" not in cell.value


def test_parquet_is_read_by_arrow_and_by_whoever_is_there(
    archive: Archive, told: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    list(export(archive, "parquet", tmp_path))
    for name, rows in told.items():
        back = parquet.read_table(tmp_path / f"{name}.parquet")
        assert back.to_pylist() == rows
        assert all(back.schema.field(c.name).metadata[b"description"].decode() == c.meaning for c in codebook()[name])


def test_duckdb_asks_the_parquet(archive: Archive, told: dict[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    list(export(archive, "parquet", tmp_path))
    question = f"SELECT count(*) FROM '{tmp_path / 'statements.parquet'}' WHERE list_contains(\"of\", 'CN')"
    assert duckdb.connect().execute(question).fetchone() == (sum("CN" in row["of"] for row in told["statements"]),)


def test_pandas_reads_the_parquet_and_the_csv(archive: Archive, told: dict[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    list(export(archive, "parquet", tmp_path))
    list(export(archive, "csv", tmp_path))
    assert list(pandas.read_parquet(tmp_path / "contacts.parquet")["id"]) == [row["id"] for row in told["contacts"]]
    frame = pandas.read_csv(tmp_path / "contacts.csv")
    assert list(frame.columns) == [c.name for c in codebook()["contacts"]] and len(frame) == len(told["contacts"])


def test_json_lines_hold_the_rows_the_records_and_reports_that_can_be_added_again(archive: Archive, tmp_path: Path) -> None:
    list(export(archive, "jsonl", tmp_path))
    for question in QUESTIONS[1:]:
        lines = (tmp_path / f"{question}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == json.loads(msgspec.json.encode(getattr(archive, question)()))
    records = [msgspec.json.decode(line, type=Record) for line in (tmp_path / "records.jsonl").read_bytes().splitlines()]
    assert records == [archive.report(row["id"])[1] for row in archive.reports()]
    again = list(reports([str(tmp_path / "reports.jsonl")]))
    assert not [item for item in again if isinstance(item, Problem)]
    reader = Reader()
    with Archive(tmp_path / "again.db") as copy:
        copy.add([(r, reader.read(r)) for r in again if isinstance(r, Report)], pack=reader.pack.fingerprint)
        assert copy.counts() == archive.counts()
        assert sorted(map(_told, copy.contacts())) == sorted(map(_told, archive.contacts()))


def _told(contact: dict[str, Any]) -> str:
    """What a contact is, but for its id: a page's report has another id than its text."""
    return json.dumps([contact[name] for name in ("form", "status", "date", "parties", "place", "reports")], ensure_ascii=False)
