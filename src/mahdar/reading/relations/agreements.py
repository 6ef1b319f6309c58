"""Agreements: documents that parties sign, issue or ratify in this report, or plan to."""

from collections.abc import Iterator
from typing import Final, Literal, cast

from mahdar.grammar.rules import Match
from mahdar.reading.discourse import parties_in
from mahdar.reading.relations.relation import has, named, said_at, sides
from mahdar.reading.spots import Kinds, among, where
from mahdar.reading.work import Work
from mahdar.record import Agreement, fact_id

Status = Literal["signed", "issued", "ratified", "planned"]
VERBS: Final = ("signs", "publishes", "ratifies")
PROSPECT: Final = Kinds("prospect", "future", "planned")
FURTHER: Final = 30  # tokens behind a document in which further ones of the same signing stand
BEFORE: Final = 8  # tokens before a verbal noun in which its witness or its prospect stands
AFTER: Final = 12  # tokens behind a document in which its parties stand
ONLY_TOLD: Final = ("discuss", "call", "hope", "invite", "deny")


def agreements(work: Work) -> list[Agreement]:
    """Each kind of document once a status and parties."""
    out: dict[tuple[str, str, tuple[str, ...]], Agreement] = {}
    for match in work.pack.grammar.matches("agreements", work.chart):
        status = _status(work, match)
        parties = _parties(work, match) if status else []
        if status is None or len(parties) < 2:
            continue
        work.trace.append(match)
        for kind, first, stop in _documents(work, match):
            key = (kind, status, tuple(sorted(parties)))
            if key not in out:
                span = work.span(min(match.first, first), max(stop, match.trigger + 1))
                out[key] = Agreement(
                    id=fact_id(work.report.id, "agreement", span, kind), kind=kind, status=status, parties=list(key[2]),
                    date=_date(work, match, status, parties), span=span, rule=match.rule.id,
                )  # fmt: skip
    return list(out.values())


def _verb(match: Match) -> int:
    """The token of the verb, or of the document where a verb is lacking."""
    first, stop = match.captures.get("by", (0, 0))
    return first if stop > first else match.trigger


def _status(work: Work, match: Match) -> Status | None:
    """What became of the document: done, planned, or (None) only wished, discussed or denied."""
    c, verb = work.chart, _verb(match)
    begin, _ = work.sentence(verb)
    low = max(begin, verb - BEFORE)
    below = {e.kind.partition(".")[2] for e in c.entries[verb] if e.kind.partition(".")[0] in VERBS}
    if has(work, max(begin, verb - 2), verb, "negation") or has(work, max(begin, verb - 4), verb, "jubilee"):
        return None
    if _doubtful(work, match, verb):
        return None
    if "future" in below or among(where(work, PROSPECT), low, verb):
        return "planned"
    if below == {"present"} and verb > begin and c.has(verb - 1, "comp"):
        return None  # a wish that it be signed
    if "masdar" in below:
        said = said_at(work, verb)
        if said is not None and said.act == "agree":
            return "planned"
        if (said is not None and said.act in ONLY_TOLD) or not has(work, low, verb, "witness"):
            return None
    return cast(Status, str(match.rule.values["status"]))


def _doubtful(work: Work, match: Match, verb: int) -> bool:
    """Whether a verb bears on something else: its object is told already (وقعه), or it is rather one of expecting (توقع)."""
    if match.trigger != verb or "doc" not in match.captures:
        return False
    far = match.captures["doc"][0] - verb > 3
    return far and (work.chart.has(verb, "say") or work.chart.form[verb].endswith("ه"))


def _documents(work: Work, match: Match) -> Iterator[tuple[str, int, int]]:
    """The kinds of document of one signing with their tokens: the first, and those told after it in the same sentence."""
    c = work.chart
    first = match.captures["doc"][0] if "doc" in match.captures else match.trigger
    _, end = work.sentence(first)
    stop = min(first + FURTHER, end) if match.trigger != first else first + 1
    for i in range(first, stop):
        if i > first and any(c.has(i, k) for k in ("say.past", "say.participle", "relative", *VERBS)):
            return
        e = c.entry(i, "document") or (c.entry(i, "announcement") if i == first else None)
        if e is not None and (i == first or _listed(work, first, i)):
            yield e.kind.partition(".")[2] or "declaration", match.first if i == first else i, i + 1


def _listed(work: Work, first: int, at: int) -> bool:
    """Whether a further document is told beside the first (… من بينها, فضلا عن, و), not as its matter."""
    c = work.chart
    return any(c.form[i] in JOINS for i in range(max(first, at - 3), at))


JOINS: Final = frozenset({"و", "،", "بينها", "عن", "الي", "منها", "ابرزها"})


def _parties(work: Work, match: Match) -> list[str]:
    """Who signs: the parties named with the document, the sides of the verb, or those in scope where none else is named."""
    if match.rule.id == "agreements.told_in":
        return _speakers(work, match.trigger)
    verb = _verb(match)
    begin, end = work.sentence(verb)
    doc = match.captures["doc"][0] if "doc" in match.captures else match.trigger
    between = _signers(work, min(verb, doc) + 1, max(verb, doc)) or named(work, min(verb, doc) + 1, max(verb, doc))
    before = _signers(work, begin, min(verb, doc))
    behind = next((i for i in range(doc + 1, min(doc + AFTER, end)) if work.chart.form[i] in ("بين", "مع")), None)
    after = named(work, behind + 1, min(behind + AFTER // 2, end)) if behind is not None else []
    if len(between) >= 2 and not set(after) - set(between):
        return between
    if len(after) >= 2:
        return after[:2]
    if after:
        one = [p for p in (between or before[-1:]) if p not in after]
        return [*one[:1], *after] if one else []
    if len(before) == 2 and not between:
        return before
    scope = _several(work) if has(work, min(verb, doc), max(verb, doc), "side.all") else sides(work, verb)
    told = not between or set(between) <= set(scope)
    return scope if told and match.rule.id != "agreements.signed_after" else []


def _several(work: Work) -> list[str]:
    """The parties of the contact of three or more that the report tells of (whom "the ministers" then means)."""
    told = (list(dict.fromkeys(w.of for w in m.who if w.of)) for m in work.met)
    return next((parties for parties in told if len(parties) > 2), [])


def _speakers(work: Work, at: int) -> list[str]:
    """The parties that speak together in a statement."""
    said = said_at(work, at)
    return list(dict.fromkeys(w.of for w in said.speakers if w.of)) if said is not None else []


def _signers(work: Work, first: int, stop: int) -> list[str]:
    """The parties named in a range, without those that only tell where (في القاهرة, لدى الأمم المتحدة)."""
    form = work.chart.form
    found = (p for i in range(first, stop) if i == 0 or form[i - 1] not in ("في", "لدي") for p in parties_in(work, i, i + 1))
    return list(dict.fromkeys(found))


def _date(work: Work, match: Match, status: Status, parties: list[str]) -> str | None:
    """The day: told in the sentence, or that of the contact at which the document was signed."""
    begin, end = work.sentence(match.trigger)
    for i, date in sorted(work.dates.items()):
        if begin <= i < end and date.value and date.future == (status == "planned"):
            return date.value
    if status == "planned":
        return None
    held = [m for m in work.met if m.status == "held" and m.date is not None and m.date.precision == "day"]
    return next((m.date.value for m in held if m.date and set(parties) <= {w.of for w in m.who}), None)
