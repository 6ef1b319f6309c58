"""The question ``search``: reports by their words, tolerant of spelling and clitics, with the facts that the words stand in."""

import re
from typing import Any

from sqlalchemy import Select, exists, select

from mahdar.archive import fulltext, schema
from mahdar.archive.names import is_common, parse, same_word, word_key
from mahdar.archive.parties import spellings
from mahdar.archive.rows import id_of, unpack
from mahdar.archive.view import Answer, View, dated
from mahdar.archive.words import Finder, words
from mahdar.errors import QuestionError
from mahdar.report import Span

_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”')
MOST = 10_000
_AROUND = 90  # code points of a snippet to either side
_VARIANTS = 12


def search(
    view: View, text: str, since: str | None = None, until: str | None = None, party: str | None = None, limit: int | None = 20
) -> list[Answer]:
    """Reports that hold every word, or phrase in quotation marks, the newest first.

    Where many reports do and nothing else narrows the question, the ``MOST`` that were added last are looked at.
    """
    wanted = finder(view, text)
    most = -1 if since or until or party or limit is None else MOST
    r, p = schema.report.c, schema.participant.c
    query = select(r.row, r.headline, r.spans).where(r.row.in_(matching(view, text, most)), *dated(r.date, since, until))
    if party is not None:
        query = query.where(exists(select(p.k).where(p.report == r.row, view.party(p.of, party))))
    rows = view.rows(query.order_by(r.date.desc().nulls_last(), r.row.desc()).limit(limit))
    view.heads(row.row for row in rows)
    return [_answer(view, row.row, row.headline, unpack(row.spans), wanted) for row in rows]


def matching(view: View, text: str, most: int = -1) -> Select[Any]:
    """The rows of the reports that hold the words."""
    return fulltext.matching(view.connection, _phrases(view, text), most)


def finder(view: View, text: str) -> Finder:
    """Finds the words in untouched texts."""
    return Finder(_phrases(view, text))


def _phrases(view: View, text: str) -> fulltext.Phrases:
    quoted = [" ".join(words("".join(groups))) for groups in _QUOTED.findall(text)]
    plain = words(_QUOTED.sub(" ", text))
    whole = " ".join(plain)
    if len(plain) > 1 and len(spellings(whole)) > 1:
        plain = [whole]
    found = [[phrase] for phrase in quoted if phrase] + [_spelled(view, word) for word in plain]
    if not found:
        raise QuestionError(f"{text!r}: holds no word to search for; give one, or a phrase in quotation marks")
    return found


def _spelled(view: View, word: str) -> list[str]:
    """A word with the other spellings of the party or the person that it names."""
    found = spellings(word)
    if len(found) > 1 or " " in word or is_common(word) or len(word) < 4:
        return found
    key = schema.name_key.c.key == word_key(word)
    ids = list(view.connection.scalars(select(schema.name_key.c.person).where(key).limit(200)))
    others = {w for _, names, _ in view.names(ids) for name in names for w in parse(name).words if same_word(w, word)}
    return [word, *sorted(others - {word})[:_VARIANTS]]


def _answer(view: View, row: int, headline: str | None, body: list[Span], wanted: Finder) -> Answer:
    head, text = view.head(row), view.text(row)
    marks = [Span(*found) for part in body or [Span(0, len(text))] for found in wanted.find(text, *part)]
    shown = _snippet(text, marks[0]) if marks else Span(0, min(len(text), 2 * _AROUND))
    return {
        "id": head.id,
        "report": head.id,
        "source": head.source,
        "date": head.date,
        "agency": head.agency,
        "headline": headline,
        "snippet": text[shown.start : shown.end],
        "marks": [list(m) for m in marks],
        "facts": _facts(view, row, text, marks),
        "evidence": view.evidence(row, [shown]),
    }


def _snippet(text: str, mark: Span) -> Span:
    """Words around a mark, inside its paragraph."""
    start = max(text.rfind("\n", 0, mark.start) + 1, mark.start - _AROUND)
    line = text.find("\n", mark.end)
    end = min(line if line >= 0 else len(text), mark.end + _AROUND)
    if start and not text[start - 1].isspace():
        start = text.find(" ", start, mark.start) + 1 or start
    if end < len(text) and not text[end].isspace():
        end = max(text.rfind(" ", mark.end, end), mark.end)
    return Span(start, end)


def _facts(view: View, row: int, text: str, marks: list[Span]) -> list[Answer]:
    found: list[Answer] = []
    for table, kind in ((schema.account, "contact"), (schema.statement, "statement"), (schema.position, "position")):
        for fact in view.connection.execute(select(table.c.fid, table.c.spans).where(table.c.report == row).order_by(table.c.n)):
            for span in unpack(fact.spans):
                if any(span.start <= m.start and m.end <= span.end for m in marks):
                    found.append({"kind": kind, "id": id_of(fact.fid), "span": list(span), "quote": text[span.start : span.end]})
                    break
    return found
