"""Every command that the README and the docs show runs, and prints what they show; every link leads somewhere."""

import re
import subprocess
from pathlib import Path

import pages
import pytest

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def settled(page: str) -> str:
    """The page without the line numbers of rules, which move with every rule above them."""
    return re.sub(r"\.yaml:\d+", ".yaml:N", page)


@pytest.mark.parametrize("page", pages.pages(), ids=lambda page: page.name)
def test_the_page_shows_what_its_commands_print(page: Path) -> None:
    try:
        fresh = pages.fresh(page)
    except subprocess.CalledProcessError as error:
        pytest.fail(f"{page.name}: `{error.cmd[-1]}` exits {error.returncode}:\n{error.stdout}")
    assert settled(fresh) == settled(page.read_text(encoding="utf-8")), "write it anew: make pages"


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda page: page.name)
def test_every_link_of_the_page_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert not [link for link in links if not (page.parent / link).exists()]
