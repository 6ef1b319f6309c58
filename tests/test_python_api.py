"""The Python API: its page runs, and importing the package loads nothing heavy."""

import doctest
import json
import subprocess
import sys
from pathlib import Path

import pytest

import mahdar

PAGE = Path(__file__).resolve().parent.parent / "docs" / "python-api.md"


def test_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a whole where every extra is there; else without the sections on extras that are missing."""
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    for extra, sign in (("polars", "to_polars("), ("pandas", "to_pandas("), ("spacy", "spacy.blank(")):
        try:
            __import__(extra)
        except ImportError:
            page = "\n\n".join(block for block in page.split("\n\n") if sign not in block)
    test = doctest.DocTestParser().get_doctest(page, {}, PAGE.name, str(PAGE), 0)
    told: list[str] = []
    done = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.REPORT_NDIFF).run(test, out=told.append)
    assert done.attempted > 15 and not done.failed, "".join(told)


def test_importing_the_package_loads_no_more_than_itself() -> None:
    code = "import sys, mahdar; print([m for m in sys.modules if m.startswith('mahdar.')], 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[] False\n"


@pytest.mark.parametrize("name", mahdar.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(mahdar, name) is not None and name in dir(mahdar)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        mahdar.raed  # noqa: B018


def test_the_notebook_draws_three_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    pytest.importorskip("pandas")
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    monkeypatch.chdir(PAGE.parent)
    plt.close("all")
    names: dict[str, object] = {}
    notebook = json.loads((PAGE.parent / "three-figures.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    figures = [plt.figure(number) for number in plt.get_fignums()]
    assert len(figures) == 3
    assert all(axes.patches or axes.collections for figure in figures for axes in figure.axes)
    for n, figure in enumerate(figures):
        figure.savefig(tmp_path / f"{n}.png")
