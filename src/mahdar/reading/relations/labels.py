"""Labels: the name that the report gives the relationship of two parties, by the labels grammar of ``ids.yaml``."""

from typing import Final, Literal, cast

from mahdar.grammar.rules import Match
from mahdar.reading.dates import anchor
from mahdar.reading.discourse import own
from mahdar.reading.relations.relation import has, named, pair, said_at, states_before
from mahdar.reading.work import Work
from mahdar.record import Label, fact_id

Change = Literal["upgraded", "established", "downgraded"] | None

BEFORE: Final = ("permanent", "all_weather", "ironclad", "comprehensive", "innovative", "friendly")
AFTER: Final = ("of_coordination", "new_era")
WISHED: Final = 4  # tokens before a partnership in which a wish for it stands
MEANT: Final = ("commit", "hope", "call", "discuss")  # acts whose content has not come about
NEWS: Final = ("agree", "announce")  # acts whose content is of the report's own day


def labels(work: Work) -> list[Label]:
    """Each name once a pair, with its change where one is told; a partnership that is only wished for is none."""
    changes: dict[int, Match] = {}
    names: list[Match] = []
    for match in work.pack.grammar.matches("labels", work.chart):
        if match.rule.makes == "change":
            changes[match.captures["to"][0]] = match
        else:
            names.append(match)
    read = (_label(work, match, changes.get(match.trigger)) for match in names)
    found = [label for label in read if label is not None]
    told = {label.label for label, sure in found if sure}
    out: dict[tuple[tuple[str, ...], str, Change], Label] = {}
    for label, sure in found:
        if sure or label.label not in told:
            out.setdefault((tuple(label.parties), label.label, label.change), label)
    return list(out.values())


def _label(work: Work, match: Match, change: Match | None) -> tuple[Label, bool] | None:
    """The label of a match, and whether its own sentence tells the parties."""
    name = _name(work, match)
    first = change.first if change else match.first
    if name is None or _wished(work, first) or (change is not None and _intended(work, match)):
        return None
    parties = _parties(work, match)
    sure = len(parties) == 2
    if not sure:
        parties = _scope(work, match)
    if len(parties) != 2:
        return None
    told, date = _change(work, match, change)
    work.trace.append(match)
    span = work.span(first if told else match.first, match.stop)
    label = Label(
        id=fact_id(work.report.id, "label", span, name), parties=sorted(parties), label=name, change=told, date=date, span=span,
        rule=(change if told and change else match).rule.id,
    )  # fmt: skip
    return label, sure


def _name(work: Work, match: Match) -> str | None:
    """The label of the contract, its qualities in the contract's order; None where the words are no label."""
    if match.rule.id == "labels.alliance":
        return "alliance"
    entries = work.chart.entries
    is_ = {e.kind[9:] for i in range(match.trigger, match.stop) for e in entries[i] if e.kind.startswith("label.is.")}
    noun = work.chart.entry(match.trigger, "label")
    partner = noun is not None and noun.kind == "label.partner"
    if "strategic" not in is_ and not is_ & {"comprehensive", "cooperative"}:
        return None
    if partner and not {"strategic", "comprehensive"} <= is_:
        return None
    if noun is not None and noun.kind.endswith("dual") and "strategic" not in is_:
        return None
    middle = ("strategic",) if "strategic" in is_ else ()
    words = [*(q for q in BEFORE if q in is_), *middle, *(("cooperative",) if "cooperative" in is_ else ()), "partnership"]
    return " ".join([*words, *(q for q in AFTER if q in is_)])


def _wished(work: Work, first: int) -> bool:
    """Whether a partnership is only called for, wished or planned."""
    begin, _ = work.sentence(first)
    low = max(begin, first - WISHED)
    return any(has(work, low, first, kind) for kind in ("wish", "urges", "negation"))


def _intended(work: Work, match: Match) -> bool:
    """Whether a change of the relationship is only what the sides mean or ask for."""
    said = said_at(work, match.trigger)
    return said is not None and said.act in MEANT


def _parties(work: Work, match: Match) -> list[str]:
    """The two parties named with the label or before it (two countries are partners); others where the sentence tells no two."""
    found = _named(work, match)
    if len(found) == 2:
        return found
    begin, _ = work.sentence(match.first)
    with_ = match.get("with")
    if with_ is not None and len(found) == 1:
        mine = own(work, match.trigger)
        return [mine, *found] if mine and mine not in found else []
    noun = work.chart.entry(match.trigger, "label")
    if noun is not None and noun.kind != "label.partnership":
        before = named(work, begin, match.first)[-2:]
        if len(before) == 2:
            return before
    return found or states_before(work, match.first)


def _named(work: Work, match: Match) -> list[str]:
    """The parties among the words of the label; "between the two countries" names none."""
    return [] if has(work, match.trigger, match.stop, "side.both") else named(work, match.trigger + 1, match.stop)


def _scope(work: Work, match: Match) -> list[str]:
    """The two sides in scope, unless the label names another party."""
    scope = pair(work, match.trigger)
    return scope if set(_named(work, match)) <= set(scope) else []


def _change(work: Work, match: Match, change: Match | None) -> tuple[Change, str | None]:
    """Whether the relationship was raised or founded here, and the year."""
    if change is None:
        return None, None
    begin, stop = work.sentence(match.first)
    told = sorted(
        (abs(i - change.trigger), d.value[:4]) for i, d in work.dates.items() if begin <= i < stop and d.value and not d.future
    )
    past = [year for _, year in told]
    said = said_at(work, match.trigger)
    kind = cast(Change, change.rule.values["change"])
    if kind == "established" and work.chart.entry(change.trigger, "founds.masdar") and (said is None or said.act not in NEWS):
        return None, None
    if not past and (said is None or said.act in NEWS):
        today = anchor(work)
        past = [str(today.year)] if today else []
    year = past[0] if past else None
    return (None, None) if kind == "established" and year is None else (kind, year)
