"""Why a fact was found, and where a rule stopped: the derivation as a small tree of words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mahdar.errors import QuestionError
from mahdar.grammar import pattern as patterns
from mahdar.grammar.pack import Pack
from mahdar.grammar.rules import Match, Rule
from mahdar.reading.assemble import assemble
from mahdar.reading.dates import lay
from mahdar.reading.reader import Reader
from mahdar.reading.tokens import chart
from mahdar.reading.work import Human, Who, Work
from mahdar.report import Report

SECTIONS = ("people", "offices", "contacts", "statements", "positions", "labels", "agreements", "anniversaries", "organisations")


@dataclass(slots=True)
class Because:
    """A step of a derivation: what was found, by which rule, from which words, and from which steps before it."""

    what: str
    rule: str | None = None
    words: str | None = None
    inputs: list["Because"] = field(default_factory=list)


def why(reader: Reader, report: Report, ident: str) -> Because:
    """The derivation of one fact of a report, by its id (or its beginning). Raises QuestionError where no such fact is read."""
    work = reader.work(report)
    record = assemble(work)
    for section in SECTIONS:
        for fact in getattr(record, section):
            if section != "organisations" and fact.id.startswith(ident):
                span = fact.span if hasattr(fact, "span") else fact.spans[0]
                words = report.text[span[0] : span[1]]
                inputs = [_doc(reader.pack, fact.rule), *_inputs(work, section, span, fact)]
                return Because(section.removesuffix("s"), fact.rule, words, inputs)
    raise QuestionError(f"{ident}: {report.source} gives no such fact when it is read now; see `mahdar read` for what it gives")


def _doc(pack: Pack, name: str) -> Because:
    rule = pack.grammar.rules.get(name)
    return Because(f"rule {name}: {rule.doc} ({rule.where})" if rule else f"rule {name} (in the code of mahdar.reading)")


def _inputs(work: Work, section: str, span: object, fact: object) -> Iterator[Because]:
    if section == "statements":
        for said in work.said:
            if work.span(*said.content) == fact.content:  # type: ignore[attr-defined]
                yield from _match(work, said.match)
                yield from (_who(work, w, said.first, "speaker") for w in said.speakers)
    elif section == "contacts":
        for met in work.met:
            if any(work.span(a, b) == span for a, b in met.ranges) and met.form == fact.form:  # type: ignore[attr-defined]
                yield from _match(work, met.match)
                yield from (_who(work, w, met.ranges[0][0], "participant") for w in met.who)
                if met.date is not None:
                    words = work.printed(met.date.first, met.date.stop) if met.date.rule != "contacts.dateline" else None
                    yield Because(f"date {met.date.value}", met.date.rule, words)
    elif section in ("people", "offices"):
        name = fact.name if section == "people" else fact.person  # type: ignore[attr-defined]
        for human in work.humans:
            if human.name == name:
                yield from (Because(f"office {o.office} of {o.of}", o.rule, work.printed(o.first, o.stop)) for o in human.offices)
                yield from (Because("mention", None, work.printed(a, b)) for a, b in human.mentions)


def _match(work: Work, m: Match | None) -> Iterator[Because]:
    if m is None:
        return
    yield Because("trigger", None, work.printed(m.trigger, work.chart.stop(m.trigger)))
    for name, (a, b) in m.captures.items():
        if b > a:
            yield Because(name, None, work.printed(a, b))


def _who(work: Work, who: Who, at: int, role: str) -> Because:
    human = who.human
    if human is None:
        return Because(f"{role}: {who.of} (the party alone is named)")
    near = _nearest(work, human, at)
    return Because(f"{role}: {human.name} ({human.of})", near[0], near[1])


def _nearest(work: Work, human: Human, at: int) -> tuple[str, str | None]:
    floor, end = work.sentence(at)
    actors = [a for _, a in sorted(work.actors.items()) if any(w.human is human for w in a.who)]
    here = [a for a in actors if floor <= a.first < end]
    before = [a for a in actors if a.first < at]
    actor = here[0] if here else before[-1] if before else None
    if actor is None:
        return "discourse.sides", None
    return (actor.rule if here else "discourse.carried_over"), work.printed(actor.first, actor.stop)


def why_not(reader: Reader, rule_id: str, text: str) -> Iterator[Because]:
    """How far a rule gets in a text: no trigger, or the longest part of its pattern that matches at each trigger."""
    rule = reader.pack.grammar.rules.get(rule_id)
    if rule is None:
        near = sorted(r for r in reader.pack.grammar.rules if r.split(".")[0] == rule_id.split(".")[0])
        raise QuestionError(f"{rule_id}: there is no such rule; {', '.join(near) or 'see `mahdar rules`'}")
    work, done = staged(reader, rule, Report.of(text, "<text>"))
    triggers = [i for i, char in enumerate(work.chart.line) if char in _chars(reader.pack, rule)]
    if not triggers:
        yield Because(f"no trigger: nothing in the text is of the kind {' or '.join(rule.trigger)}")
    for at in triggers:
        word = work.printed(at, work.chart.stop(at))
        if any(m.trigger == at for m in done):
            yield Because("it matches", rule_id, word, [i for m in done if m.trigger == at for i in _match(work, m)])
        else:
            yield Because("it starts and stops", rule_id, word, list(_stops(work, reader.pack, rule, at)))


def staged(reader: Reader, rule: Rule, report: Report) -> tuple[Work, list[Match]]:
    """The desk as a rule's stage sees it, and the rule's matches: datelines and dates are read before other chunks are laid."""
    if rule.stage in ("dateline", "dates"):
        work = reader.lay(report)
        text = work.reading.text
        work.chart = chart(text, [(0, len(text))], reader.pack.lexicon)
        if rule.stage == "dateline":
            lay(work.chart, reader.pack, None)
            work.chart.write()
        found = []
    else:
        work = reader.work(report)
        found = [m for m in work.trace if m.rule is rule]
    return work, found or [m for m in reader.pack.grammar.matches(rule.stage, work.chart) if m.rule is rule]


def _chars(pack: Pack, rule: Rule) -> str:
    return "".join(pack.alphabet.having(pack.literals.get(t[1:-1], "") if t[0] == "'" else t) for t in rule.trigger)


def _stops(work: Work, pack: Pack, rule: Rule, at: int) -> Iterator[Because]:
    line, n = work.chart.line, len(work.chart.line)
    for node, text, start, back in ((rule.right, line, work.chart.stop(at), False), (rule.left, line[::-1], n - at, True)):
        parts = list(reversed(node.parts)) if back else node.parts
        for count in range(len(parts), -1, -1):
            some = patterns.Node("seq", parts=list(reversed(parts[:count])) if back else parts[:count])
            found = re.compile(patterns.regex(some, pack.alphabet, pack.literals, pack.chunks, back=back)).match(text, start)
            if found:
                if count < len(parts):
                    reached = n - found.end() if back else found.end()
                    nxt = work.printed(reached, reached + 1) if 0 <= reached < n else ""
                    side = "before" if back else "behind"
                    what = f"{side} the trigger {count} of {len(parts)} parts match; the next part does not fit"
                    yield Because(what, None, nxt)
                break


def lines(because: Because, depth: int = 0) -> Iterator[str]:
    """The tree as indented lines."""
    rule = f"  [{because.rule}]" if because.rule else ""
    words = f"  «{' '.join(because.words.split())}»" if because.words else ""
    yield "  " * depth + because.what + rule + words
    for step in because.inputs:
        yield from lines(step, depth + 1)
