"""Paths to reports: what is read, in what order, and the one clear line about what is not."""

import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.intake import Limits, Problem, reports
from mahdar.intake.formats import READERS
from mahdar.report import Report

from .conftest import TEXT

BAD = yaml.safe_load(Path(__file__).with_name("bad_files.yaml").read_text(encoding="utf-8"))


def bytes_of(escaped: str) -> bytes:
    return escaped.encode("latin-1", "backslashreplace").decode("unicode_escape").encode("latin-1")


def one(path: Path | str, limits: Limits | None = None) -> Report | Problem:
    (item,) = reports([str(path)], limits=limits or Limits())
    return item


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_one_clear_line(case: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / case["name"]
    path.write_bytes(bytes_of(case["bytes"]))
    problem = one(path)
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.source.startswith(str(path))) == (case["kind"], True)
    assert case["says"] in problem.what
    assert problem.advice and "\n" not in str(problem)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "cp1256"])
def test_text_file(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(charset))
    report = one(path)
    assert isinstance(report, Report)
    assert report.text == TEXT and report.source == str(path)
    assert report.id == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        json.dumps({"source": "s1", "text": TEXT, "published": "2024-05-03", "publisher": "فضاء", "url": "https://e.example/1"}),
        '{"text": "broken',
        json.dumps({"text": TEXT, "published": "yesterday", "url": "https://e.example/2"}),
        "",
        json.dumps({"text": "قال الوزير \ud800 إن الوفد وصل"}),
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    first, broken, note, second, third = reports([str(path)])
    assert isinstance(first, Report) and isinstance(second, Report) and isinstance(third, Report)
    assert isinstance(broken, Problem) and broken.source == f"{path}:2"
    assert isinstance(note, Problem) and note.kind == "noted" and "yesterday" in note.what
    assert (first.source, first.published, first.publisher, first.url) == ("s1", "2024-05-03", "فضاء", "https://e.example/1")
    assert first.id == "sha256:" + hashlib.sha256(TEXT.encode()).hexdigest()
    assert (second.source, second.published) == ("https://e.example/2", None)
    assert (third.source, third.text[11]) == (f"{path}:5", "\ufffd")


def test_truncated_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    row = json.dumps({"text": TEXT}).encode() + b"\n"
    noise = [json.dumps({"text": TEXT, "url": os.urandom(30_000).hex()}).encode() + b"\n" for _ in range(20)]
    path.write_bytes(gzip.compress(row + b"".join(noise))[:-100_000])
    *read, problem = reports([str(path)])
    assert len(read) > 2 and all(isinstance(item, Report) for item in read)
    assert isinstance(problem, Problem) and problem.what == "the gzip file ends too early"


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz"])
def test_gzip_bomb(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"a" * 30_000_000))
    problem = one(path, Limits(report_bytes=20_000_000))
    assert isinstance(problem, Problem) and "like a gzip bomb" in problem.what


def test_one_enormous_word(tmp_path: Path) -> None:
    path = tmp_path / "word.txt"
    path.write_bytes("ا".encode() * 25_000_000)
    problem = one(path)
    assert isinstance(problem, Problem) and "larger than one report may be" in problem.what and "--max-bytes" in problem.advice
    path.write_bytes("ا".encode() * 1_500_000)
    problem = one(path)
    assert isinstance(problem, Problem) and "longer than one report may be" in problem.what and "--max-chars" in problem.advice
    problem = one(path, Limits(report_chars=2_000_000))
    assert isinstance(problem, Problem) and problem.what.startswith("a word of 1,500,000 letters")
    path.write_text(TEXT + "https://news.example/" + "a" * 50_000, encoding="utf-8")
    assert isinstance(one(path), Report)


def test_long_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "ا" * 5_000}) + "\n" + json.dumps({"text": TEXT}), encoding="utf-8")
    problem, report = reports([str(path)], limits=Limits(report_bytes=4_000))
    assert isinstance(problem, Problem) and problem.source == f"{path}:1" and "longer than" in problem.what
    assert isinstance(report, Report)


def test_folder_is_sorted_recursive_and_known_suffixes_only(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "picture.png", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [Path(item.source).name for item in reports([str(tmp_path)])] == ["a.txt", "b.txt", "c.txt"]


def test_order_of_paths_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("missing.txt", "empty", "a.txt", "nul\0.txt")]
    missing, empty, report, nul = reports(paths)
    assert isinstance(missing, Problem) and missing.what == "no such file or folder"
    assert isinstance(empty, Problem) and empty.what == "no reports in this folder" and empty.source == paths[1]
    assert isinstance(report, Report) and isinstance(nul, Problem)


def test_a_problem_is_one_line_whatever_its_source_is_called() -> None:
    problem = Problem(source="a\n\x1b[31mb", what="x\ty", advice="z\u2028")
    assert str(problem) == "a [31mb: x y; z "


def test_json_lines_that_are_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"text": TEXT}, ensure_ascii=False).encode("cp1256") + b'\n{"text": "\xff\xfe')
    report, problem = reports([str(path)])
    assert isinstance(report, Report) and report.text == TEXT
    assert isinstance(problem, Problem) and "broken JSON" in problem.what


def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # root reads everything
        os.seteuid(65534)
    try:
        problem = one(path)
    finally:
        os.seteuid(user)
    assert isinstance(problem, Problem) and problem.what == "no permission to read it"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input_by_its_first_bytes(pack: type[bytes]) -> None:
    row = json.dumps({"text": TEXT}).encode()
    for data, count in ((TEXT.encode(), 1), (row + b"\n" + row, 2)):
        read = list(reports(["-"], stdin=io.BytesIO(pack(data))))
        assert len(read) == count and all(isinstance(item, Report) for item in read)
    (problem,) = reports(["-"], stdin=io.BytesIO(b""))
    assert isinstance(problem, Problem) and problem.source == "<stdin>"


@pytest.mark.parametrize("suffix", sorted(READERS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), packed=st.booleans(), cut=st.integers(0, 20))
def test_any_bytes_never_raise(tmp_path: Path, suffix: str, data: bytes, packed: bool, cut: int) -> None:
    path = tmp_path / f"any{suffix}{'.gz' if packed else ''}"
    body = gzip.compress(data, mtime=0) if packed else data
    path.write_bytes(body[: len(body) - cut] if packed else body)
    items = list(reports([str(path)]))
    assert items and all(isinstance(item, Report | Problem) for item in items)
