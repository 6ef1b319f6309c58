"""The question ``phrases``: official wordings, fixed and recurrent: by whom, since when, in what variants, new or dropped."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from mahdar.archive import fulltext, schema
from mahdar.archive.ask_contacts import contacts
from mahdar.archive.keys import key
from mahdar.archive.phrasing import Finder, Phrase, finder, fixed
from mahdar.archive.rows import unpack
from mahdar.archive.sequences import recurrent
from mahdar.archive.stems import Words, stems
from mahdar.archive.view import Answer, View, dated
from mahdar.archive.words import words
from mahdar.errors import QuestionError
from mahdar.report import Span

_SHOWN = 20  # pieces of evidence, the first and the last
_MOST = 2000  # reports that a question reads, the latest
_LOOKED_AT = 20_000  # reports that hold the words of a phrase, those that were added last


class Used(NamedTuple):
    """A phrase in a report: where, when, and by whose mouth (empty: the outlet's own words)."""

    phrase: str
    form: str
    report: int
    span: Span
    date: str | None
    by: tuple[str, ...]


class Told(NamedTuple):
    """A statement, as far as wording goes."""

    span: Span
    content: Span
    by: tuple[str, ...]


def phrases(
    view: View,
    text: str | None = None,
    between: Sequence[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> list[Answer]:
    """Phrases in order of their first use: the fixed ones of the pack, or what ``text`` says, and between two parties also
    sequences of words that recur in what they say. ``status`` tells which are ``new`` since the last contact, and which of the
    contact before were ``dropped``. Where many reports may hold them, the latest are read.
    """
    wanted = _wanted(text) if text is not None else fixed()
    reports = _reports(view, [p.forms for p in wanted.values()] if text is not None else None, between, since, until)
    find = Finder(wanted.values()) if text is not None else finder()
    used: list[Used] = []
    said: list[tuple[Words, int, str | None, Told]] = []
    told = _told(view, [row.row for row in reports])
    for row in reports:
        read, statements = Words(view.text(row.row)), told.get(row.row, [])
        for part in unpack(row.spans):
            for use in find.find(read.within(*part)):
                used.append(Used(use.phrase, use.form, row.row, use.span, row.date, _speaker(statements, use.span)))
        said += [(read, row.row, row.date, one) for one in statements if one.by]
    known: dict[str, tuple[str, str | None, str]] = {id: (p.kind, p.gloss, p.forms[0]) for id, p in wanted.items()}
    if between is not None and text is None:
        found = _discovered(view, said, used)
        known |= {new.phrase: ("discovered", None, new.form) for new in found}
        used += found
    last = _last_contacts(view, between) if between is not None else []
    by_phrase: dict[str, list[Used]] = {}
    for one in used:
        by_phrase.setdefault(one.phrase, []).append(one)
    rows = [_row(view, id, *known[id], uses, between, last) for id, uses in by_phrase.items()]
    return sorted(rows, key=lambda row: (row["first_seen"] or "~", -row["count"], row["id"]))[:limit]


def _wanted(text: str) -> dict[str, Phrase]:
    """The fixed phrase that a text is a variant of, else the text itself."""
    asked = stems(text)
    if not asked:
        raise QuestionError(f"{text!r}: holds no word; give a phrase, for example: مجتمع المصير المشترك")
    same = {p.id: p for p in fixed().values() if p.id == text or any(stems(form) == asked for form in p.forms)}
    return same or {"text": Phrase("text", "asked", "", (text,))}


def _reports(
    view: View, forms: list[tuple[str, ...]] | None, between: Sequence[str] | None, since: str | None, until: str | None
) -> list[Any]:
    """The reports to read, the latest, oldest first."""
    r, c = schema.report.c, schema.concern.c
    query = select(r.row, r.date, r.spans).where(*dated(r.date, since, until))
    if between is not None:
        query = query.where(r.row.in_(select(c.report).where(*view.between(c.parties, between))))
    elif forms is not None:
        spelled = [[[word] for word in words(form)] for some in forms for form in some]
        every = [fulltext.matching(view.connection, one, max(_MOST, _LOOKED_AT // len(spelled))) for one in spelled]
        query = query.where(r.row.in_({row for one in every for row in view.connection.scalars(one)}))
    newest = query.order_by(r.date.is_(None).asc(), r.date.desc(), r.row.desc())
    found = view.rows(newest.limit(_MOST))
    view.heads(row.row for row in found)
    return found[::-1]


def _told(view: View, reports: list[int]) -> dict[int, list[Told]]:
    s = schema.statement.c
    found: dict[int, list[Told]] = {}
    for start in range(0, len(reports), 400):
        query = select(s.report, s.spans, s.content, s.by).where(s.report.in_(reports[start : start + 400]))
        for row in view.rows(query.order_by(s.report, s.n), "by"):
            [content] = unpack(row.content)
            found.setdefault(row.report, []).append(Told(unpack(row.spans)[0], content, tuple(view.items(row.by))))
    return found


def _speaker(statements: Iterable[Told], span: Span) -> tuple[str, ...]:
    """The parties in whose words it stands: those of the narrowest statement around it."""
    around = [one for one in statements if one.span.start <= span.start and span.end <= one.span.end]
    return min(around, key=lambda one: one.span.end - one.span.start).by if around else ()


def _discovered(view: View, said: list[tuple[Words, int, str | None, Told]], used: list[Used]) -> list[Used]:
    """Sequences of words that recur in statements, outside of fixed phrases, names and titles."""
    taken = _people(view, sorted({report for _, report, _, _ in said}))
    for use in used:
        taken.setdefault(use.report, []).append(use.span)
    told = [(read.within(*one.content), report, taken.get(report, [])) for read, report, _, one in said]
    found = []
    for form, places in recurrent(told, lambda n: said[n][2] or str(said[n][1])):
        for n, span in places:
            read, report, date, one = said[n]
            found.append(Used(" ".join(form), read.text[span.start : span.end], report, span, date, one.by))
    return found


def _people(view: View, reports: list[int]) -> dict[int, list[Span]]:
    """Where people and organisations are named, and offices told, in these reports."""
    found: dict[int, list[Span]] = {}
    for table in (schema.mention, schema.office, schema.organisation):
        for start in range(0, len(reports), 400):
            query = select(table.c.report, table.c.spans).where(table.c.report.in_(reports[start : start + 400]))
            for row in view.rows(query):
                found.setdefault(row.report, []).extend(unpack(row.spans))
    return found


def _last_contacts(view: View, between: Sequence[str]) -> list[str]:
    """The days of the last two contacts that were held."""
    held = contacts(view, between=between, status="held", limit=50)
    return sorted({row["date"] for row in held if row["date"]})[-2:]


def _row(
    view: View, id: str, kind: str, gloss: str | None, form: str, uses: list[Used], between: Sequence[str] | None, last: list[str]
) -> Answer:
    uses = sorted(uses, key=lambda use: (use.date or "~", use.report, use.span))
    dates = [use.date for use in uses if use.date]
    seen = {"first_seen": min(dates, default=None), "last_seen": max(dates, default=None)}
    shown = uses if len(uses) <= _SHOWN else uses[: _SHOWN // 2] + uses[-_SHOWN // 2 :]
    return {
        "id": key(f"phrase {id} {sorted(between or ())}"),
        "phrase": form,
        "name": id if kind not in ("discovered", "asked") else None,
        "kind": kind,
        "gloss": gloss or None,
        "count": len(uses),
        "reports": len({use.report for use in uses}),
        **seen,
        "by": [{"of": of, **_span(own)} for of, own in _groups(uses, lambda use: use.by or (None,))],
        "variants": [{"form": own_form, **_span(own)} for own_form, own in _groups(uses, lambda use: (use.form,))],
        "status": _status(dates, last),
        "evidence": [e for use in shown for e in view.evidence(use.report, [use.span])],
    }


def _groups(uses: list[Used], of: Any) -> list[tuple[Any, list[Used]]]:
    counts = Counter(value for use in uses for value in of(use))
    return [(value, [use for use in uses if value in of(use)]) for value, _ in counts.most_common()]


def _span(uses: list[Used]) -> Answer:
    dates = [use.date for use in uses if use.date]
    return {"count": len(uses), "first_seen": min(dates, default=None), "last_seen": max(dates, default=None)}


def _status(dates: list[str], last: list[str]) -> str | None:
    """``new`` at the last contact, ``dropped`` since the one before it, ``kept`` at both times, or ``past``."""
    if len(last) < 2 or not dates:
        return None
    before, latest = last
    if max(dates) >= latest:
        return "new" if min(dates) >= latest else "kept"
    return "dropped" if max(dates) >= before else "past"
