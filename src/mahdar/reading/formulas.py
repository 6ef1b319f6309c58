"""Clauses of fixed shape: protocol without an agent, what talks dealt with, the joint will, verbs that only carry a noun."""

from typing import Final

from mahdar.grammar.rules import Match
from mahdar.reading.adverbials import ADVERBIAL, PARENTHESIS, PARTICLES, SINGLE, past, past_phrase
from mahdar.reading.clauses import Clause, Scan, said_by
from mahdar.reading.saying import bears_object, lexeme
from mahdar.reading.speakers import RELATIVES, sides_at
from mahdar.reading.work import Work

SAW: Final = {"شهد", "شهدت"}
APART: Final = {"الاتفاق": "agree", "التوافق": "agree", "التشديد": "state"}  # nouns that "on" may stand apart from; their acts
CARRIED: Final = {"thank", "congratulate", "condole", "praise"}  # acts that the noun only names: what is said follows it


def clause_at(work: Work, at: int, rules: dict[str, Match]) -> Clause | None:
    """The clause of the verb at a token, by the rules that start there; None where no content follows."""
    for name in SHAPES:
        if name in rules and (name != "talks_about" or _of_talks(work, at)):
            return FORMULAS[name](work, rules[name])
    return said_by(work, at, rules)


def _of_talks(work: Work, at: int) -> bool:
    """Whether talks, not persons, are the subject of a verb of dealing with."""
    c = work.chart
    near = [i for i in (at + 1, at + 2, at - 1, at - 2, at - 3) if 0 <= i < len(c.form)]
    feminine = any(e.kind.startswith("say.past") and e.more.get("n") == "fs" for e in c.entries[at])
    if feminine or c.form[at - 1] == "،" and not c.form[at].endswith("ا"):
        floor, _ = work.sentence(at)
        near += range(max(floor, at - 30), at)
    return " " in c.form[at] or any(c.has(i, "contact") and not c.has(i, "say") for i in near)


def _talks(work: Work, m: Match) -> Clause | None:
    """What talks dealt with: behind the noun of the talks and a particle."""
    c, at = work.chart, m.trigger
    _, end = work.sentence(at)
    if c.form[at - 1] in RELATIVES and not any(c.has(i, "contact") for i in range(max(0, at - 5), at)):
        return None
    i = at + 1
    while i < min(end, at + 30):
        form = c.form[i]
        if c.has(i, "contact"):
            i = past_phrase(work, i - 1, end)
        elif form in ("علي", "حول", '"'):
            i += 1
        elif form in SINGLE or form == "،" or form in ADVERBIAL:
            i = past(work, i, end)
        elif form in RELATIVES:
            i = next((k + 1 for k in range(i, min(end, i + PARENTHESIS)) if c.form[k] in ("،", "علي", "حول")), end)
        else:
            break
    if c.form[at] in SAW:
        i = i + 1 if i < end and c.has(i, "review") else end  # talks saw an exchange of views on …
    return Clause(m, None, "talks", i) if i < end else None


def _protocol(work: Work, m: Match) -> Clause | None:
    i, (_, end) = m.captures["content"][0], work.sentence(m.trigger)
    if _done(work, m):
        return None
    if work.chart.form[i - 1] in APART:
        on = _on(work, i, end)
        return Clause(m, None, "protocol", on) if on is not None else None
    while i < end and (work.chart.form[i] in SINGLE or work.chart.form[i] == "علي" or work.chart.form[i] == "خلال"):
        i = past_phrase(work, i, end) if work.chart.form[i] == "خلال" else i + 1
    return Clause(m, None, "protocol", i)


def _on(work: Work, i: int, end: int) -> int | None:
    """The token behind "on", phrases of time, place and partner passed (تم الاتفاق بين الجانبين على…), or None."""
    form = work.chart.form
    while i < end and form[i] != "علي":
        if not (form[i] in ADVERBIAL or form[i] in SINGLE or form[i] == "،" or i in work.dates):
            return None
        i = i + 1 if form[i] == "،" else past(work, i, end)
    return i + 1 if i + 1 < end else None


def _done(work: Work, m: Match) -> bool:
    """Whether something else than talking was done (تم استدعاء السفير للتشاور حول…)."""
    c, i = work.chart, m.trigger + 1
    talked = m.captures["noun"][0] == i or c.form[i] in ADVERBIAL or c.form[i] in PARTICLES or c.form[i] in SINGLE
    return not (talked or c.form[i] == "،" or i in work.dates or c.has(i, "switch"))


def _will(work: Work, m: Match) -> Clause | None:
    """The joint will: two sides right behind the verb."""
    c = work.chart
    _, end = work.sentence(m.trigger)
    at = m.trigger + (2 if c.form[m.trigger] == "سوف" else 1)
    found = sides_at(work, at, end) if at < end else None
    if found is None or len(found[0]) < 2:
        return None
    i = found[1]
    while i < end and (c.form[i] in ("ايضا", "كذلك", "علي") or c.form[i] == "،" and i == found[1]):
        i += 1
    verb = next((e for e in c.entries[m.trigger] if e.kind.startswith("say")), None)
    return Clause(m, verb, "will", i, found[0], m.trigger + 1)


def _light(work: Work, m: Match) -> Clause | None:
    """A verb that only carries its noun (وجه الدعوة، قدم الشكر، توجه بالشكر)."""
    c = work.chart
    _, end = work.sentence(m.trigger)
    out = Clause(m, next((e for e in lexeme(c.entries[m.trigger]) if e.kind.endswith(".light")), None), "light")
    if out.verb is None or bears_object(out.verb):
        return None
    noun = m.captures["thing"][0]
    scan = Scan(work, out, {}, end)
    i = m.trigger + 1
    while i < noun:
        if c.form[i] == "ب" and i + 1 == noun:
            break
        if c.form[i] == "عن" and out.name == "نقل" and (whom := sides_at(work, i + 1, end)) is not None:
            out.subject, out.found_at, i = whom[0], i + 1, whom[1]
            continue
        i = scan.pass_name(i) or past(work, i, end)
    e = c.entry(noun, "attitude")
    out.first = m.trigger + 1 if c.form[m.trigger + 1] == "ل" else noun
    if e is not None and e.id in CARRIED and out.name != "نقل" and noun + 1 < end and i <= noun:
        out.first = noun + 2 if c.form[noun + 1] == "الي" else noun + 1
    return out if out.first < end else None


def _relayed(work: Work, m: Match) -> Clause | None:
    """What a report has from somebody through another (نقلا عن السفير فلان، أن…)."""
    c, (floor, end) = work.chart, work.sentence(m.trigger)
    if c.form[m.trigger].startswith("كما ") and m.trigger == floor:
        return _also(work, m, end)
    found = sides_at(work, m.trigger + 1, end) if c.form[m.trigger].startswith("نقلا") and m.trigger + 1 < end else None
    return Clause(m, None, "that", m.captures["content"][0], found[0], m.trigger + 1, relayed=True) if found else None


def _also(work: Work, m: Match, end: int) -> Clause:
    """What somebody said too (كما ذكرت الوزارة أن…): "as mentioned" does not open a sentence."""
    c, i = work.chart, m.trigger + 1
    found = sides_at(work, i, end)
    source = found is None and (c.has(i, "source_role") or c.has(i, "agency") or c.has(i, "outlet"))
    out = Clause(m, None, "that", m.captures["content"][0], found[0] if found else [] if source else None, i)
    out.number = "fs"
    return out


def _behind(work: Work, m: Match) -> Clause | None:
    """A whole sentence with who says it behind the words (… حسبما أكد الوزير)."""
    c, (floor, end) = work.chart, work.sentence(m.trigger)
    verb = m.captures["verb"][0]
    found = sides_at(work, verb + 1, end) if verb + 1 < end else None
    if found is None or not found[0] or found[0][0].human is None or m.trigger - floor < 4:
        return None
    return Clause(m, next((e for e in lexeme(c.entries[verb])), None), "behind", floor, found[0], verb + 1)


FORMULAS: Final = {
    "relayed": _relayed,
    "behind": _behind,
    "protocol": _protocol,
    "talks_about": _talks,
    "will": _will,
    "light": _light,
}
SHAPES: Final = tuple(FORMULAS)
