"""``mahdar mcp`` as an assistant's client speaks to it: over standard input and output, with the official SDK."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mahdar.archive import Archive

mcp = pytest.importorskip("mcp")
WRITES = ("judge", "add", "remove")


def talk(archive: Archive, *asked: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The tools, and the answers to questions, of one session."""

    async def session() -> tuple[list[Any], list[Any]]:
        command = ["-m", "mahdar.cli", "mcp", "--archive", str(archive.store.source)]
        server = mcp.StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
        async with mcp.Client(server, read_timeout_seconds=60) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, arguments) for name, arguments in asked]

    return asyncio.run(session())


def quoted(archive: Archive, answer: Any) -> list[dict[str, Any]]:
    """The rows of an answer, each checked to be proven by the words of reports."""
    assert not answer.is_error, answer.content
    rows: list[dict[str, Any]] = answer.structured_content["rows"]
    assert rows
    for row in rows:
        assert row["evidence"]
        for proof in row["evidence"]:
            assert proof["source"] and archive.report(proof["report"])[0].text[slice(*proof["span"])].startswith(proof["quote"])
    return rows


def test_three_questions_get_answers_with_their_quotes(archive: Archive) -> None:
    tools, answers = talk(
        archive,
        ("contacts", {"party": "CN", "other_party": "كازاخستان", "form": "meeting", "limit": 2}),
        ("tenures", {"party": "KZ", "office": "head_of_state", "on": "2023-05-17"}),
        ("commitments", {"party": "CN", "other_party": "KZ"}),
    )
    meetings, presidents, promises = (quoted(archive, answer) for answer in answers)
    assert [row["date"] for row in meetings] == sorted((row["date"] for row in meetings), reverse=True) and len(meetings) == 2
    assert answers[0].structured_content["more"] is True
    assert {row["person"]["name"] for row in presidents} == {"قاسم جومارت توكاييف"}
    assert all({"CN", "KZ"} <= set(row["parties"]) for row in promises)
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    assert not [tool.name for tool in tools if any(word in tool.name for word in WRITES)]


def test_words_are_found_and_a_wrong_question_is_told_as_such(archive: Archive) -> None:
    _, (found, wrong, ids) = talk(
        archive, ("search", {"text": "كازاخستان", "limit": 3}), ("contacts", {"party": "Atlantis"}), ("vocabulary", {})
    )
    assert len(found.structured_content["rows"]) == 3 and all(row["evidence"] for row in found.structured_content["rows"])
    assert wrong.is_error and "Atlantis: no such party" in wrong.content[0].text
    assert "phone_call" in ids.structured_content["form"]


def test_an_archive_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mahdar.cli", "mcp", "--archive", "nowhere.db"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 1 and not done.stdout and done.stderr.startswith("mahdar: nowhere.db: there is no archive")
