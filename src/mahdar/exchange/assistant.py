"""A Model Context Protocol server: questions to the archive for assistants, each row with the words that prove it.

It only reads. Answers are cut to what an assistant can carry: the latest rows, a few quotes a row, and how many rows there are
beyond, so that it asks more narrowly rather than guess.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from mahdar import __version__
from mahdar.archive import Answer, Archive
from mahdar.archive.vocabulary import ACTS, AREAS, FORMS, ISSUES, OFFICES, STATUSES
from mahdar.errors import MahdarError

ROWS = 20
MOST = 200
QUOTES = 3
WORDS = 600  # code points of one quote
INSTRUCTIONS = """\
A standing record of diplomatic contacts, read out of Arabic news reports. Every row carries `evidence`: the report (source, date)
and the words in it that prove the row. Cite them: quote the Arabic words and name the source and date. What no row says is not
known here; official readouts say what each side says, not what is proven. Parties are ISO 3166 alpha-2 codes (CN, KZ),
organisation ids (SCO, UN) or names in Arabic or English. Dates are 2024, 2024-05 or 2024-05-20, both ends included."""
_LEFT_OUT = ("accounts", "attestations", "content", "copies", "judged", "marks", "review_again", "snippet")
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def serve(archive: Archive) -> None:
    """Speaks with one client over standard input and output until it hangs up."""
    server(archive).run("stdio")


def server(archive: Archive) -> MCPServer:
    """The server on an archive."""
    made = MCPServer("mahdar", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR")
    questions = Questions(archive)
    for question in questions.all:
        made.add_tool(_plain(question), annotations=_READS)
    return made


def _plain(question: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The question, whose errors the assistant is told in their own words."""

    @wraps(question)
    def asked(*values: Any, **named: Any) -> dict[str, Any]:
        try:
            return question(*values, **named)
        except MahdarError as error:
            raise ToolError(str(error)) from error

    return asked


class Questions:
    """The questions; the docstrings and parameters are what an assistant is told of them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @property
    def all(self) -> list[Callable[..., dict[str, Any]]]:
        return [
            self.contacts, self.people, self.tenures, self.statements, self.commitments, self.positions, self.labels,
            self.agreements, self.calendar, self.search, self.vocabulary,
        ]  # fmt: skip

    def contacts(
        self,
        party: str | None = None,
        other_party: str | None = None,
        person: str | None = None,
        since: str | None = None,
        until: str | None = None,
        form: str | None = None,
        status: str | None = None,
        place: str | None = None,
        limit: int = ROWS,
    ) -> dict[str, Any]:
        """Who met, called or visited whom, when and where: the latest contacts, each once however many reports tell it."""
        between, of = _pair(party, other_party)
        return _told(
            self._archive.contacts(between, of, person, since, until, form, status, place, None, _most(limit) + 1), limit
        )

    def people(self, name: str | None = None, party: str | None = None, limit: int = ROWS) -> dict[str, Any]:
        """People by any spelling of their names, with their party and the offices in which reports attest them."""
        return _told(self._archive.people(name, party, None, _most(limit) + 1), limit, newest=False)

    def tenures(
        self,
        party: str | None = None,
        office: str | None = None,
        person: str | None = None,
        on: str | None = None,
        limit: int = ROWS,
    ) -> dict[str, Any]:
        """Who is attested in what office, from the first to the last report; `on` is a day (2024-05-20) that it spans."""
        return _told(self._archive.tenures(party, office, person, on, _most(limit) + 1), limit)

    def statements(
        self,
        by: str | None = None,
        about: str | None = None,
        person: str | None = None,
        act: str | None = None,
        area: str | None = None,
        since: str | None = None,
        until: str | None = None,
        words: str | None = None,
        limit: int = ROWS,
    ) -> dict[str, Any]:
        """Who said what: `by` and `about` are parties, `act` and `area` from the vocabulary, `words` Arabic words said."""
        question = (by, person, about, None, act, area, since, until, words, None, None, _most(limit) + 1)
        return _told(self._archive.statements(*question), limit)

    def commitments(
        self,
        party: str | None = None,
        other_party: str | None = None,
        by: str | None = None,
        area: str | None = None,
        silent_since: str | None = None,
        limit: int = ROWS,
    ) -> dict[str, Any]:
        """What was promised or agreed, what later reports say of it (echoes), and the last sign of movement."""
        between, of = _pair(party, other_party)
        return _told(self._archive.commitments(between, by or of, area, silent_since, None, None, _most(limit) + 1), limit)

    def positions(
        self, party: str | None = None, issue: str | None = None, target: str | None = None, limit: int = ROWS
    ) -> dict[str, Any]:
        """Who supports or opposes what; `target` is the party backed or blamed."""
        return _told(self._archive.positions(party, issue, target, _most(limit) + 1), limit)

    def labels(self, party: str, other_party: str, limit: int = ROWS) -> dict[str, Any]:
        """The names that reports give the relationship of two parties, with its rises."""
        return _told(self._archive.labels(party, other_party), limit)

    def agreements(self, party: str | None = None, other_party: str | None = None, limit: int = ROWS) -> dict[str, Any]:
        """Documents that were signed, issued, ratified or planned."""
        between, of = _pair(party, other_party)
        return _told(self._archive.agreements(between, of, _most(limit) + 1), limit)

    def calendar(
        self,
        party: str | None = None,
        other_party: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = ROWS,
    ) -> dict[str, Any]:
        """Anniversaries that fall due and contacts that were planned; by default in the year that begins today."""
        between, of = _pair(party, other_party)
        return _told(self._archive.calendar(between, since, until, of), limit, newest=False)

    def search(
        self,
        text: str,
        since: str | None = None,
        until: str | None = None,
        party: str | None = None,
        limit: int = ROWS,
    ) -> dict[str, Any]:
        """Reports by their Arabic words, tolerant of spelling, the newest first; a phrase in quotation marks."""
        rows = self._archive.search(text, since, until, party, _most(limit) + 1)
        return _told(rows, limit, newest=False)

    def vocabulary(self) -> dict[str, Any]:
        """The ids that questions take: forms and statuses of contacts, offices, acts, areas and issues."""
        lists = {"form": FORMS, "status": STATUSES, "office": OFFICES, "act": ACTS, "area": AREAS, "issue": ISSUES}
        return {name: sorted(ids) for name, ids in lists.items()}


def _pair(party: str | None, other: str | None) -> tuple[tuple[str, str] | None, str | None]:
    return ((party, other), None) if party and other else (None, party or other)


def _told(rows: list[Answer], limit: int, *, newest: bool = True) -> dict[str, Any]:
    """The rows that are shown, and whether there are more."""
    most = _most(limit)
    shown = rows[-most:][::-1] if newest else rows[:most]
    return {"rows": [_short(row) for row in shown], "shown": len(shown), "more": len(rows) > most}


def _most(limit: int) -> int:
    return max(1, min(limit, MOST))


def _short(row: Answer) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in _LEFT_OUT and value not in (None, [], "")}
    if row.get("judged"):
        kept["judged_by"] = row["judged"]["by"]
    kept["evidence"] = [{**e, "quote": e["quote"][:WORDS]} for e in row["evidence"][:QUOTES]]
    return kept
