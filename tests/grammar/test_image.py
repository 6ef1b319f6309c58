"""A pack made of its image reads as the pack made of its files; an image that does not fit is left alone."""

from pathlib import Path

import msgspec
import pytest

from mahdar.grammar import image, pack
from mahdar.grammar.shelf import Shelf
from mahdar.reading.reader import Reader
from mahdar.report import Report

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "reports").glob("*.txt"))
FOLDER = Path(pack.__file__).parents[1] / "pack" / "ar"


@pytest.fixture(scope="module")
def made() -> pack.Pack:
    return pack.load(pack.files(FOLDER))


def test_the_same_records_are_read(made: pack.Pack) -> None:
    of_files, of_image = Reader(made), Reader(image.restore(image.dump(made)))
    for path in EXAMPLES:
        report = Report.of(path.read_text(encoding="utf-8"), path.name)
        assert msgspec.json.encode(of_files.read(report)) == msgspec.json.encode(of_image.read(report))


def test_an_image_makes_the_same_image(made: pack.Pack) -> None:
    restored = image.restore(image.dump(made))
    assert restored.fingerprint == made.fingerprint
    assert image.dump(restored) == image.dump(image.restore(image.dump(restored)))
    assert {r.id: (r.sources, r.examples) for r in restored.grammar.rules.values()} == {
        r.id: (r.sources, r.examples) for r in made.grammar.rules.values()
    }


def test_an_image_is_kept_and_read(made: pack.Pack, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "ar.image"
    image.write(path, b"key", made)
    found = image.read(path, b"key")
    assert found is not None
    assert found.fingerprint == made.fingerprint
    assert [p.name for p in path.parent.iterdir()] == ["ar.image"]


@pytest.mark.parametrize("change", [lambda data: b"other" + data[3:], lambda data: data[:-10], lambda data: b""])
def test_an_image_that_does_not_fit_is_none(made: pack.Pack, tmp_path: Path, change: object) -> None:
    path = tmp_path / "ar.image"
    image.write(path, b"key", made)
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    assert image.read(path, b"key") is None


def test_where_no_image_can_be_written_all_goes_on(made: pack.Pack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    image.write(tmp_path / "file" / "ar.image", b"key", made)
    assert image.read(tmp_path / "file" / "ar.image", b"key") is None


def test_the_key_tells_files_apart() -> None:
    assert image.key({"lexicon/a.tsv": b"x"}) != image.key({"lexicon/a.tsv": b"y"})
    assert image.key({"lexicon/a.tsv": b"x"}) == image.key({"lexicon/a.tsv": b"x"})


def test_a_shelf_opens_its_boxes_as_they_were() -> None:
    words = {"كتاب": ("a", 1), "مكتب": ("b", 2), "و": ("c", 0)}
    closed = Shelf(Shelf.of(words).cases())
    assert {w: closed.get(w) for w in words} == words
    assert "كتب" not in closed
    assert list(Shelf(Shelf.of(words).cases())) == sorted(words)
    assert Shelf(closed.cases()).get("مكتب") == ("b", 2)
