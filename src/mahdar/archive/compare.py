"""The question ``compare``: the accounts of one contact side by side: told by all, by some, by one, and worded differently."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from sqlalchemy import select

from mahdar.archive import schema
from mahdar.archive.ask_contacts import contacts
from mahdar.archive.ask_statements import of_report
from mahdar.archive.keys import key
from mahdar.archive.stems import stem
from mahdar.archive.view import Answer, View
from mahdar.archive.words import fold
from mahdar.errors import QuestionError

_ALIKE = 0.4  # of the words of the shorter statement, for two to tell the same
_SHORT = 3  # letters of a stem that is no particle
_FIELDS = ("form", "status", "date", "place", "level", "on_sidelines_of")


class Line(NamedTuple):
    """A statement of one account."""

    account: int
    row: Answer
    words: frozenset[str]


def compare(view: View, contact: str) -> list[Answer]:
    """The accounts of a contact, aligned: first the fields of the contact, then its statements in order.

    Each row: ``kind`` (``field``, ``statement``), ``told`` (``all``, ``some``, ``one``), ``wording`` (``same``, ``different``;
    None where one tells it), ``accounts`` (``[{source, agency, report, …}]``) and ``differences``, word by word, against the
    first account that tells it: ``[{source, parts: [[op, before, after]]}]``, op ``equal``, ``replace``, ``delete``, ``insert``.

    Raises:
        QuestionError: there is no such contact.
    """
    found = contacts(view, id=contact)
    if not found:
        raise QuestionError(f"{contact}: is no contact; mahdar contacts --format json shows their ids")
    [whole] = found
    accounts = whole["accounts"]
    lines = [line for n, account in enumerate(accounts) for line in _lines(view, n, account, whole)]
    fields = [_field(name, accounts) for name in (*_FIELDS, "participants")]
    return [*(f for f in fields if f), *(_statement(group, accounts) for group in _aligned(lines))]


def _lines(view: View, number: int, account: Answer, contact: Answer) -> list[Line]:
    """What an account's report tells was said at the contact; what it tells at none, where its speakers had no other."""
    parties, others = set(contact["parties"]), _others(view, account["report"], contact)
    own = []
    for row in of_report(view, account["report"]):
        by = {side["of"] for side in row["speakers"]}
        loose = row["contact"] is None and by and by <= parties and not any(by <= other for other in others)
        if row["contact"] == contact["id"] or loose:
            own.append(Line(number, row, _words(row["text"])))
    return own


def _others(view: View, report: str, contact: Answer) -> list[set[str]]:
    """The parties of other contacts that a report tells of, where they are not the same."""
    a, c, r = schema.account.c, schema.contact.c, schema.report.c
    query = select(c.parties).join(schema.account, a.contact == c.id).join(schema.report, r.row == a.report).where(r.id == report)
    found = [set(view.items(row.parties)) for row in view.rows(query, "parties")]
    return [parties for parties in found if parties != set(contact["parties"])]


def _words(text: str) -> frozenset[str]:
    return frozenset(root for root in map(stem, fold(text).split()) if len(root) >= _SHORT)


def _aligned(lines: list[Line]) -> list[list[Line]]:
    """Statements that tell the same, one of each account; the best fit first."""
    every = [(_likeness(a, b), i, j) for i, a in enumerate(lines) for j, b in enumerate(lines[:i])]
    pairs = [pair for pair in every if pair[0] >= _ALIKE]
    group = {n: [n] for n in range(len(lines))}
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        a, b = group[i], group[j]
        if a is not b and not {lines[n].account for n in a} & {lines[n].account for n in b}:
            a += b
            group |= {n: a for n in b}
    groups = {id(listed): sorted(listed) for listed in group.values()}
    return [[lines[n] for n in listed] for listed in sorted(groups.values())]


def _likeness(a: Line, b: Line) -> float:
    """How much of the shorter statement the longer tells, if the same side speaks in another account."""
    if a.account == b.account or not _parties(a) & _parties(b) or not a.words or not b.words:
        return 0
    shared = len(a.words & b.words) / min(len(a.words), len(b.words))
    return shared + (0.1 if a.row["act"] == b.row["act"] else 0) if shared else 0


def _parties(line: Line) -> set[str | None]:
    return {side["of"] for side in line.row["speakers"]}


def _told(count: int, accounts: Sequence[Answer]) -> str:
    return "all" if count == len(accounts) and count > 1 else "some" if count > 1 else "one"


def _source(account: Answer) -> Answer:
    return {name: account[name] for name in ("source", "agency", "report")}


def _statement(group: list[Line], accounts: list[Answer]) -> Answer:
    first, *others = group
    told = [
        {**_source(accounts[line.account]), **{k: line.row[k] for k in ("id", "speakers", "act", "areas", "text", "content")}}
        for line in group
    ]
    parts = [(line, differences(first.row["text"], line.row["text"])) for line in others]
    changed = any(op != "equal" for _, listed in parts for op, _, _ in listed)
    return {
        "id": key("compare " + " ".join(line.row["id"] for line in group)),
        "kind": "statement",
        "told": _told(len(group), accounts),
        "wording": ("different" if changed else "same") if others else None,
        "accounts": told,
        "differences": [{"source": accounts[line.account]["source"], "parts": listed} for line, listed in parts],
        "evidence": [e for line in group for e in line.row["evidence"]],
    }


def _field(name: str, accounts: list[Answer]) -> Answer | None:
    """A field of the contact as each account tells it."""
    told = [({**_source(a), "value": _shown(name, a[name])}, str(_same(name, a[name]))) for a in accounts if a[name]]
    if not told:
        return None
    return {
        "id": key(f"compare {name} " + " ".join(a["fact"] for a in accounts)),
        "kind": "field",
        "field": name,
        "told": _told(len(told), accounts),
        "wording": ("same" if len({same for _, same in told}) == 1 else "different") if len(told) > 1 else None,
        "accounts": [shown for shown, _ in told],
        "differences": [],
        "evidence": [],
    }


def _shown(name: str, value: Any) -> Any:
    if name == "place":
        return value["name"]
    if name == "participants":
        sides = sorted(value, key=lambda side: side["of"] or "")
        return "؛ ".join(f"{side['person']['as'] if side['person'] else '—'} ({side['of'] or '?'})" for side in sides)
    return value


def _same(name: str, value: Any) -> Any:
    """What two accounts must have in common to tell the same: the town, the people, whatever they call them."""
    if name == "place":
        return value["geonames"] or fold(value["name"])
    if name == "participants":
        return sorted((side["of"] or "", side["person"]["id"] if side["person"] else "") for side in value)
    return value


def differences(before: str, after: str) -> list[list[str]]:
    """Two wordings word by word: ``[op, words before, words after]``. Spelling variants are equal."""
    a, b = before.split(), after.split()
    match = SequenceMatcher(None, [fold(word) for word in a], [fold(word) for word in b], autojunk=False)
    return [[op, " ".join(a[i:j]), " ".join(b[k:n])] for op, i, j, k, n in match.get_opcodes()]
