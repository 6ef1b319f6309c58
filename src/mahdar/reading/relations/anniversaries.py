"""Anniversaries: the 30th of diplomatic relations, of independence, of a founding, and the year that it counts from."""

from typing import Final

from mahdar.grammar.rules import Match
from mahdar.reading.dates import anchor
from mahdar.reading.discourse import parties_in
from mahdar.reading.relations.relation import has, named, pair, states_before
from mahdar.reading.work import Work
from mahdar.record import Anniversary, fact_id

REACH: Final = 8  # tokens behind the event in which its parties stand
OF_ONE: Final = ("independence", "founding", "other")


def anniversaries(work: Work) -> list[Anniversary]:
    """Each anniversary once: number, event and parties."""
    out: dict[tuple[int, str, tuple[str, ...]], Anniversary] = {}
    for match in work.pack.grammar.matches("anniversaries", work.chart):
        fact = _fact(work, match)
        if fact is not None:
            key = (fact.number, fact.event, tuple(fact.parties))
            if key not in out or (out[key].year is None and fact.year is not None):
                out[key] = fact
            work.trace.append(match)
    return list(out.values())


def _fact(work: Work, match: Match) -> Anniversary | None:
    number, event = _number(work, match), _event(work, match)
    if not number or event is None:
        return None
    parties = _parties(work, match, event)
    if not parties:
        return None
    span = work.span(match.first, match.stop)
    return Anniversary(
        id=fact_id(work.report.id, "anniversary", span, event), number=number, event=event, parties=sorted(parties),
        year=_year(work, match, number), span=span, rule=match.rule.id,
    )  # fmt: skip


def _what(match: Match) -> tuple[int, int]:
    """The words of the event: what was captured, or the trigger (يوم الاستقلال الخمسين)."""
    return match.captures.get("what") or (match.trigger, match.stop)


def _number(work: Work, match: Match) -> int | None:
    at = match.get("n")
    entry = work.chart.entry(match.trigger, "jubilee") if at is None else None
    if entry is not None:
        return int(entry.id) if entry.id.isdigit() else None
    if at is None:
        return None
    told = work.chart.entry(at[0], "ordinal") or work.chart.entry(at[0], "cardinal")
    shown = told.id if told else work.chart.form[at[0]]
    return int(shown) if shown.isdigit() and len(shown) < 4 else None


def _event(work: Work, match: Match) -> str | None:
    """What is remembered; founding relations is no founding of a state."""
    first, stop = _what(match)
    stop = min(stop + 2, len(work.chart.form))
    events = [e.kind[8:] for i in range(first, stop) for e in work.chart.entries[i] if e.kind.startswith("founded.")]
    if "diplomatic_relations" in events:
        return "diplomatic_relations"
    return events[0] if events else None


def _parties(work: Work, match: Match, event: str) -> list[str]:
    """Whose anniversary it is: named behind the event, meant by a pronoun or "his country", or the two sides in scope."""
    first, stop = _what(match)
    begin, end = work.sentence(match.trigger)
    until = min(stop + REACH, end)
    comma = work.chart.form[stop:until]
    until = stop + comma.index("،") if "،" in comma else until
    told = named if event not in OF_ONE else parties_in
    after = told(work, stop, until) if not has(work, stop, until, "side.both") else []
    if event not in OF_ONE:
        return after[:2] if len(after) >= 2 else states_before(work, match.trigger) or pair(work, match.trigger)
    if work.chart.form[first].endswith(("ها", "هم", "ه")) and not work.chart.form[first].endswith("نشاه"):
        return parties_in(work, begin, first)[-1:]
    return after[:1] or (parties_in(work, begin, first)[-1:] if "what" not in match.captures else [])


def _year(work: Work, match: Match, number: int) -> int | None:
    """The year counted from, where the report tells in which year the anniversary falls: by words, or by celebrating it now."""
    begin, end = work.sentence(match.trigger)
    near = [d for i, d in work.dates.items() if match.first - REACH <= i < match.stop + REACH and begin <= i < end and d.value]
    if near and near[-1].value and near[-1].precision == "year":
        return int(near[-1].value[:4]) - number
    today = anchor(work)
    if today is None or not has(work, max(begin, match.first - 12), match.first, "celebrates"):
        return None
    return today.year - number
