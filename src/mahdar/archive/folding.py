"""Facts folded with the ledger. Pure: the same record and the same judgements give the same record.

The latest judgement wins, field by field, whatever rules and packs come later. ``said`` is what the machine had said when it was
judged: where it now says something that is neither that nor the judgement, the fact is to be reviewed again. A judgement
whose fact the machine no longer finds is bound to the fact that now stands on its words; else it is an orphan, and what people
confirmed, replaced or asserted stays.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from mahdar import record as r
from mahdar.archive.ledger import Anchor, Judgement, Value
from mahdar.record import Party, Record
from mahdar.report import Span

KINDS: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "person": ("people", r.Person),
    "office": ("offices", r.Office),
    "contact": ("contacts", r.Contact),
    "statement": ("statements", r.Statement),
    "position": ("positions", r.Position),
    "label": ("labels", r.Label),
    "agreement": ("agreements", r.Agreement),
    "anniversary": ("anniversaries", r.Anniversary),
}
ECHO = "echo"  # the kind of what links a later passage to a promise: no fact of a record
RULE = "judgement"  # the rule of a fact that only people tell
_PLACES = ("span", "spans", "content")
_APART = frozenset(("id", "rule", "span", "spans"))  # fields in which a machine may change and still say the same
_OVERLAP = 0.5
ORPHANS = ("kept", "settled", "lost")


class Mark(NamedTuple):
    """What became of a judgement in a report: the fact that it is bound to, and how.

    ``bound`` to its own fact, ``rebound`` to another on the same words, ``asserted``, ``kept`` though the machine finds nothing
    there any more, ``settled`` where the machine no longer finds what was rejected, ``lost`` where it fits no fact.
    """

    judgement: Judgement
    fact: str
    state: str
    review_again: bool


class Folded(NamedTuple):
    """A record as people and machine tell it together."""

    record: Record
    marks: list[Mark]


def fields(fact: Any) -> Value:
    """All fields of a fact but its id and rule, as JSON has them."""
    told = {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in ("id", "rule")}
    value: Value = msgspec.json.decode(msgspec.json.encode(told))  # as the ledger keeps it: lists, no tuples
    return value


def untold(kind: str) -> Value:
    """The fields of a fact that may be left open, as they are where nothing is told of them."""
    empty: Value = {}
    for field in msgspec.structs.fields(KINDS[kind][1]):
        if field.required and type(None) in get_args(field.type):
            empty[field.name] = None
        elif field.required and get_origin(field.type) is list:
            empty[field.name] = []
        elif field.required and field.type is bool:
            empty[field.name] = False
    return empty


def build(kind: str, id: str, rule: str, value: Value) -> Any:
    """The fact of these fields.

    Raises:
        msgspec.ValidationError: they do not make one.
    """
    return msgspec.convert({**value, "id": id, "rule": rule}, type=KINDS[kind][1])


def fold(text: str, record: Record, judgements: Sequence[Judgement]) -> Folded:
    """The record of a report with the judgements on its facts, oldest first; ``text`` is the report's."""
    found = {kind: {fact.id: fact for fact in getattr(record, section)} for kind, (section, _) in KINDS.items()}
    changed = {kind: dict(facts) for kind, facts in found.items()}
    marks: list[Mark] = []
    names: dict[str, str | None] = {}
    for (kind, id), entries in _bound(text, record, found, judgements).items():
        machine = found[kind].get(id)
        state = _Standing(kind, id, machine, [_moved(entry, text, record) for entry in entries])
        fact, how = state.fact()
        changed[kind].pop(id, None) if fact is None else changed[kind].update({id: fact})
        if kind == "person" and machine is not None:
            names[machine.name] = fact.name if fact else None
        for entry in entries:
            own = how != "bound" or (entry.anchor is not None and entry.anchor.fact == id)
            marks.append(Mark(entry, id, how if own else "rebound", state.again))
    marks += [_linked(entry, found["statement"]) for entry in judgements if entry.anchor and entry.anchor.kind == ECHO]
    sections = {KINDS[kind][0]: _ordered(facts, found[kind]) for kind, facts in changed.items()}
    return Folded(_renamed(msgspec.structs.replace(record, **sections), names), marks)


def _linked(entry: Judgement, statements: dict[str, Any]) -> Mark:
    """A judgement on an echo: it stands while a statement does on the words of its promise; the fact is the echo's own id."""
    assert entry.anchor is not None
    start, end = entry.anchor.spans[0]
    here = any(first_span(fact).start < end and start < first_span(fact).end for fact in statements.values())
    return Mark(entry, entry.anchor.fact, "bound" if here else "lost", False)


class _Standing:
    """What the judgements on one fact come to."""

    def __init__(self, kind: str, id: str, machine: Any, entries: list[Judgement]) -> None:
        self.kind, self.id, self.machine = kind, id, machine
        self.gone = False
        self.base: Value | None = None  # the fact where the machine has none
        self.judged: Value = {}
        self.said: Value = {}
        for entry in entries:
            self._take(entry)
        self.last = entries[-1]
        now = fields(machine) if machine is not None else None
        self.again = self._differs(now)

    def _take(self, entry: Judgement) -> None:
        said, value = entry.said or {}, entry.value or {}
        self.gone = entry.verdict == "reject"
        if entry.verdict == "replace":
            self.judged |= value
            self.said |= {name: said.get(name) for name in value}
        else:
            self.judged = {name: part for name, part in (value or said).items() if name not in _APART}
            self.said = {name: said.get(name) for name in self.judged}
        if not self.gone:
            self.base = {**(self.base or {}), **said, **value}

    def _differs(self, now: Value | None) -> bool:
        """The machine differs from what it had said and from the judgement."""
        if now is None:
            return not self.gone and self.last.said is not None
        judged = {} if self.gone else self.judged
        return any(
            now.get(name) != said and (name not in judged or now.get(name) != judged[name])
            for name, said in self.said.items()
            if name not in _APART
        )

    def fact(self) -> tuple[Any, str]:
        """The fact as judged, None where there is none; and the state of the judgement."""
        if self.gone:
            return None, "settled" if self.machine is None else "bound"
        try:
            if self.machine is not None:
                return build(self.kind, self.id, self.machine.rule, {**fields(self.machine), **self.judged}), "bound"
            fact = build(self.kind, self.id, RULE, self.base or {})
        except msgspec.ValidationError:  # the record's types have moved on
            return self.machine, "lost"
        return fact, "asserted" if self.last.said is None else "kept"


Key = tuple[str, str]


def _bound(
    text: str, record: Record, found: dict[str, dict[str, Any]], judgements: Iterable[Judgement]
) -> dict[Key, list[Judgement]]:
    """Judgements by the fact that they are about."""
    bound: dict[Key, list[Judgement]] = {}
    moved: list[Judgement] = []
    for entry in judgements:
        if (anchor := entry.anchor) is None or anchor.kind not in KINDS:
            continue
        known = anchor.fact in found[anchor.kind] or (anchor.kind, anchor.fact) in bound
        if known or entry.verdict == "assert":
            id = anchor.fact if known else _found_since(text, record, found[anchor.kind], entry)
            bound.setdefault((anchor.kind, id), []).append(entry)
        else:
            moved.append(entry)
    taken = set(bound)
    for entry in moved:
        assert entry.anchor is not None
        kind = entry.anchor.kind
        near = _nearest(text, record, [f for f in found[kind].values() if (kind, f.id) not in taken], entry.anchor)
        bound.setdefault((kind, near or entry.anchor.fact), []).append(entry)
    return {key: sorted(entries, key=lambda e: e.at) for key, entries in bound.items()}


def _found_since(text: str, record: Record, facts: dict[str, Any], entry: Judgement) -> str:
    """The machine's fact that tells what a person had to assert, where it finds it by now; else the asserted one."""
    assert entry.anchor is not None
    open_ones = (*_PLACES, "areas", "level", "contact")
    told = {name: part for name, part in (entry.value or {}).items() if part and name not in open_ones}
    same = [fact for fact in facts.values() if all(fields(fact).get(name) == part for name, part in told.items())]
    return _nearest(text, record, same, entry.anchor) or entry.anchor.fact


def _nearest(text: str, record: Record, facts: list[Any], anchor: Anchor) -> str | None:
    """The fact on most of an anchor's words."""
    start = locate(text, anchor, same=anchor.report == record.document.id)
    if start is None:
        return None
    place = Span(start, start + len(anchor.quote))
    shares = [(_overlap(place, first_span(fact)), fact.id) for fact in facts]
    best = max(shares, default=(0.0, ""))
    return best[1] if best[0] >= _OVERLAP else None


def first_span(fact: Any) -> Span:
    """The first piece of a fact's evidence."""
    return Span(*(fact.spans[0] if hasattr(fact, "spans") else fact.span))


def _overlap(a: Span, b: Span) -> float:
    return max(0, min(a.end, b.end) - max(a.start, b.start)) / max(1, max(a.end, b.end) - min(a.start, b.start))


def locate(text: str, anchor: Anchor, *, same: bool = False) -> int | None:
    """Where an anchor's quote begins in a text: at its own place in the same report, else where its context fits best."""
    begin = anchor.spans[0].start
    if same:
        return begin
    places, at = [], text.find(anchor.quote) if anchor.quote else -1
    while at >= 0:
        after = at + len(anchor.quote)
        around = _alike(anchor.before[::-1], text[:at][::-1]) + _alike(anchor.after, text[after : after + len(anchor.after)])
        places.append((around, -abs(at - begin), at))
        at = text.find(anchor.quote, at + 1)
    return max(places)[2] if places else None


def _alike(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _moved(entry: Judgement, text: str, record: Record) -> Judgement:
    """A judgement on another edition of the report, with its places where they are in this one."""
    anchor = entry.anchor
    if anchor is None or anchor.report == record.document.id:
        return entry
    start = locate(text, anchor)
    by = (start if start is not None else anchor.spans[0].start) - anchor.spans[0].start

    def move(value: Value | None) -> Value | None:
        return value and {name: _shifted(name, part, by) for name, part in value.items()}

    return msgspec.structs.replace(entry, value=move(entry.value), said=move(entry.said))


def _shifted(name: str, value: Any, by: int) -> Any:
    if name not in _PLACES or not value:
        return value
    return [[a + by, b + by] for a, b in value[:1]] if name == "spans" else [value[0] + by, value[1] + by]


def _ordered(facts: dict[str, Any], before: dict[str, Any]) -> list[Any]:
    listed = list(facts.values())
    return listed if facts.keys() <= before.keys() else sorted(listed, key=first_span)


def _renamed(record: Record, names: dict[str, str | None]) -> Record:
    """Everybody who was renamed, in all that names him; a person who is none takes part in nothing, his party still does."""
    if all(old == new for old, new in names.items()):
        return record

    def side(p: Party) -> Party:
        return Party(names.get(p.person, p.person), p.of) if p.person else p

    change: Callable[..., Any] = msgspec.structs.replace
    renamed: Record = change(
        record,
        offices=[change(o, person=names.get(o.person, o.person)) for o in record.offices if names.get(o.person, o.person)],
        contacts=[
            change(c, participants=[side(p) for p in c.participants], attendees=[side(p) for p in c.attendees])
            for c in record.contacts
        ],
        statements=[change(s, speakers=[side(p) for p in s.speakers]) for s in record.statements],
    )
    return renamed
