"""Identity of people over reports: which of the persons that the archive knows does a name in a report mean?

Nobody is joined across parties, or on a bare common surname. One name in two spellings or lengths is one person; a misprint
or a far
transcription needs an office in common besides; a surname alone needs an office, or to be uncommon and claimed by one person
only. Whatever is
less than that is kept apart and written down as a suggestion with its reasons. Only people found by the same keys (see ``names``)
are looked at, so the cost does not grow with the archive.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, select

from mahdar.archive import schema
from mahdar.archive.names import Likeness, Name, Verdict, bearers, compare, entries, is_common, parse
from mahdar.archive.store import Store, insert_rows
from mahdar.archive.symbols import Symbols, fetch

RULE = "machine:identity"
EXCLUSIVE = frozenset(
    "head_of_state crown_prince head_of_government foreign_minister defence_minister minister secretary_general "
    "speaker_of_parliament intelligence_chief national_security_adviser vice_president deputy_head_of_government".split()
)
_NEAR = 2  # years within which one office counts as the same tenure
_MOST = 10_000  # people held in memory
_MANY = 8  # people of one full name: as many, and it tells nothing of them

Office = tuple[str, str | None, str | None]  # office, of, portfolio
Seen = tuple[str | None, str | None, int]  # first, last, how often
Held = dict[Office, Seen]


class Mention(NamedTuple):
    """What a report says of one person; ``keys`` are the name's, see ``names.lookups``."""

    name: str
    of: str | None
    offices: frozenset[Office]
    date: str | None
    fid: int
    report: int
    keys: Sequence[int]


class Person:
    """One identity, as far as matching needs it."""

    __slots__ = ("at", "display", "fid", "held", "id", "names", "of")

    def __init__(self, id: int, fid: int, of: str | None) -> None:
        self.id, self.fid, self.of = id, fid, of
        self.names: dict[str, Seen] = {}
        self.at: dict[str, int] = {}  # the report that each name was first read in
        self.held: Held = {}
        self.display: str | None = None

    def likeness(self, name: Name) -> Verdict:
        """The best verdict over this person's names; a short form that a longer name contradicts is only likely."""
        parsed = [parse(n) for n in self.names]
        best = max((compare(name, other, self.of) for other in parsed), default=Verdict(Likeness.NONE, ""))
        if best.likeness is Likeness.SAME and best.reason == "short form":
            longest = max(parsed, key=lambda n: len(n.words))
            if compare(name, longest, self.of).likeness is Likeness.NONE:
                return Verdict(Likeness.LIKELY, "a longer form differs")
        return best

    def shares_office(self, mention: Mention, *, exclusive: bool) -> bool:
        """An office in common; ``exclusive``: one that few hold at a time, in the same years."""
        for office in mention.offices & self.held.keys():
            if not exclusive or (_is_exclusive(office) and _near(mention.date, self.held[office])):
                return True
        return False

    def best_name(self) -> str:
        """The name to show: the most frequent of more than one word."""
        return max(self.names, key=lambda n: (len(parse(n).words) > 1, self.names[n][2], len(n), n))


class People:
    """Assigns mentions to people, inside one writer's transaction (``start`` … ``flush``)."""

    def __init__(self, store: Store) -> None:
        self.symbols: Symbols = store.symbols
        self.rule = RULE  # the signature of suggestions: the rule @ the pack that read the reports
        self.forget()

    def forget(self) -> None:
        """Drops what is in memory, when somebody else has written."""
        self._people: dict[int, Person] = {}
        self._by_key: dict[int, list[int]] = {}
        self._sure: dict[tuple[str, str | None], int] = {}
        self._touched: set[tuple[int, str]] = set()
        self._held: set[tuple[int, Office]] = set()
        self._fresh: set[int] = set()
        self._moved: set[int] = set()
        self._new_keys: set[tuple[int, int]] = set()
        self._unread: dict[int, list[int]] = {}  # people of this transaction under keys that nobody has looked up yet
        self._suggestions: dict[tuple[int, int], tuple[float, list[str]]] = {}
        self._next = 0

    def start(self, connection: Connection) -> None:
        if len(self._people) > _MOST or len(self._by_key) > 5 * _MOST or len(self._sure) > 5 * _MOST:
            self.forget()
        self._unread.clear()  # what was written is found by reading
        self._next = (connection.scalar(select(func.max(schema.person.c.id))) or 0) + 1

    def prefetch(self, connection: Connection, named: Iterable[tuple[Sequence[int], int | None]]) -> None:
        """Loads at once everybody whom the names of a batch may mean, by their keys (see ``names.lookups`` and ``bearers``)."""
        every = list(named)
        self._fetch(connection, {key for keys, _ in every for key in keys})
        self._fetch(connection, {same for keys, same in every if same is not None and not self._by_key[keys[0]]})

    def _fetch(self, connection: Connection, keys: Iterable[int]) -> None:
        missing = {key for key in keys if key not in self._by_key}
        if not missing:
            return
        for key in missing:
            self._by_key[key] = self._unread.pop(key, [])
        found: list[tuple[int, int]] = []
        for part in _parts(missing):
            marks = ", ".join("?" * len(part))
            found += fetch(connection, f"SELECT key, person FROM name_key WHERE key IN ({marks})", tuple(part))
        self._load(connection, {person for _, person in found})
        for key, person in found:
            if person not in (listed := self._by_key[key]):
                listed.append(person)

    def _load(self, connection: Connection, ids: Iterable[int]) -> None:
        for part in _parts({n for n in ids if n not in self._people}):
            of_these = f"IN ({', '.join('?' * len(part))})"
            people = fetch(connection, f"SELECT id, fid, name, of FROM person WHERE id {of_these}", tuple(part))
            named = f"SELECT person, name, reports, first, last, report FROM name WHERE person {of_these}"
            names = fetch(connection, named, tuple(part))
            offices = f"SELECT person, office, of, portfolio, first, last, reports FROM held WHERE person {of_these}"
            held = fetch(connection, offices, tuple(part))
            self.symbols.load(connection, [n for row in people for n in row[2:]] + [row[1] for row in names])
            self.symbols.load(connection, [n or None for row in held for n in row[1:4]])
            text = self.symbols.text
            for id, fid, display, of in people:
                person = self._people[id] = Person(id, fid, text(connection, of))
                person.display = text(connection, display)
            for id, spelled, reports, first, last, report in names:
                told = text(connection, spelled) or ""
                self._people[id].names[told] = (first, last, reports)
                self._people[id].at[told] = report
            for id, what, of, portfolio, first, last, reports in held:
                office = (text(connection, what) or "", text(connection, of or None), text(connection, portfolio or None))
                self._people[id].held[office] = (first, last, reports)

    def assign(self, connection: Connection, mention: Mention) -> int:
        """The person that a mention means; a new one where it means none that is known."""
        name = parse(mention.name)
        sure = (name.whole, mention.of)
        number = self._sure.get(sure)
        if number is None:
            self._fetch(connection, mention.keys)
            person, certain = self._choose(connection, mention, name)
            number = person.id
            if certain:
                self._sure[sure] = number
        self._note(connection, number, mention, name)
        return number

    def _choose(self, connection: Connection, mention: Mention, name: Name) -> tuple[Person, bool]:
        found = dict.fromkeys(n for key in mention.keys for n in self._by_key.get(key, ()))
        people = [self._people[n] for n in found]
        judged = [(p.likeness(name), p) for p in people if p.of == mention.of]
        same = [p for verdict, p in judged if verdict.likeness is Likeness.SAME]
        if len(same) == 1:
            return same[0], True
        if same:
            sharing = [p for p in same if p.shares_office(mention, exclusive=False)]
            exact = [p for p in same if any(parse(n).whole == name.whole for n in p.names)]
            for few in (exact, sharing):
                if len(few) == 1:
                    return few[0], False
        else:
            likely = [p for v, p in judged if v.likeness is Likeness.LIKELY and p.shares_office(mention, exclusive=True)]
            chosen = likely or self._bare([(v, p) for v, p in judged if v.likeness is Likeness.BARE], mention, name)
            if len(chosen) == 1:
                return chosen[0], False
        others = self._bearers(connection, mention, name)
        person = self._adopted(others, mention, name) or self._new(mention, name)
        judged += [(Verdict(Likeness.LIKELY, "the same name, another party"), p) for p in others]
        for verdict, other in judged:
            if verdict.likeness is not Likeness.NONE and other is not person:
                self._suggest(person, other, verdict)
        return person, len(name.words) > 1 and not same

    def _bearers(self, connection: Connection, mention: Mention, name: Name) -> list[Person]:
        """Those of other parties who bear the same full name; nobody where that are many: it tells nothing then."""
        key = bearers(name)
        if key is None:
            return []
        self._fetch(connection, [key])
        listed = self._by_key[key]
        people = [self._people[n] for n in listed] if len(listed) < _MANY else []
        return [p for p in people if p.of != mention.of and any(parse(n).whole == name.whole for n in p.names)]

    def _bare(self, judged: list[tuple[Verdict, Person]], mention: Mention, name: Name) -> list[Person]:
        """Whom a surname alone means (or a ruler's given name), or which surname a full name fills in."""
        if mention.of is None:
            return []
        sharing = [p for v, p in judged if p.shares_office(mention, exclusive=v.reason != "surname" or _common(name, p))]
        if sharing or len(judged) != 1:
            return sharing
        verdict, person = judged[0]
        known = verdict.reason == "surname" and not (mention.offices and person.held) and not _common(name, person)
        return [person] if known else []

    def _adopted(self, others: list[Person], mention: Mention, name: Name) -> Person | None:
        """The one person of this full name whose party, or the mention's, is not told."""
        if len(others) != 1 or (mention.of is not None and others[0].of is not None):
            return None
        person = others[0]
        if person.of is None:
            person.of = mention.of
            self._moved.add(person.id)
        return person

    def _new(self, mention: Mention, name: Name) -> Person:
        person = self._people[self._next] = Person(self._next, mention.fid, mention.of)
        self._next += 1
        self._fresh.add(person.id)
        return person

    def _add_keys(self, connection: Connection, person: Person, name: Name) -> None:
        for key in entries(name, person.of):
            listed = self._by_key[key] if key in self._by_key else self._unread.setdefault(key, [])
            if person.id not in listed:
                listed.append(person.id)
                self._new_keys.add((key, person.id))
        same = bearers(name)
        if same is not None:
            self._fetch(connection, [same])
            listed = self._by_key[same]
            if person.id not in listed and len(listed) < _MANY:
                listed.append(person.id)
                self._new_keys.add((same, person.id))

    def _note(self, connection: Connection, number: int, mention: Mention, name: Name) -> None:
        person = self._people[number]
        if mention.name not in person.names or number in self._moved:
            self._add_keys(connection, person, name)
        person.names[mention.name] = _once_more(person.names.get(mention.name), mention.date)
        person.at.setdefault(mention.name, mention.report)
        self._touched.add((number, mention.name))
        for office in mention.offices:
            person.held[office] = _once_more(person.held.get(office), mention.date)
            self._held.add((number, office))

    def _suggest(self, a: Person, b: Person, verdict: Verdict) -> None:
        reasons = [verdict.reason]
        if a.held.keys() & b.held.keys():
            reasons.append("an office in common")
        pair = (min(a.id, b.id), max(a.id, b.id))
        self._suggestions[pair] = (round(verdict.likeness / 4 + (0.2 if len(reasons) > 1 else 0), 2), reasons)

    def suggest_alike(self, pairs: Iterable[tuple[int, int]]) -> None:
        """People whom accounts of one contact name on the same side, by names that are near."""
        for a, b in pairs:
            self._suggestions[min(a, b), max(a, b)] = (0.8, ["named on the same side of one contact", "near spelling"])

    def flush(self, connection: Connection) -> None:
        """Writes what has changed."""
        symbol = self.symbols.id
        named = {number for number, _ in self._touched}
        people: list[tuple[Any, ...]] = []
        for number in sorted(named | self._fresh | self._moved):
            person = self._people[number]
            if len(person.names) == 1 and person.display in person.names and number not in self._moved:
                continue
            best = person.best_name()
            if number in self._fresh or number in self._moved or best != person.display:
                person.display = best
                people.append((number, person.fid, symbol(connection, best), symbol(connection, person.of)))
        insert_rows(connection, schema.person, people, replace=True)
        rows: list[tuple[Any, ...]] = []
        for n, t in sorted(self._touched):
            first, last, count = self._people[n].names[t]
            rows.append((n, symbol(connection, t), count, first, last, self._people[n].at[t]))
        insert_rows(connection, schema.name, rows, replace=True)
        rows = [
            (n, symbol(connection, o[0]), symbol(connection, o[1]) or 0, symbol(connection, o[2]) or 0, *self._people[n].held[o])
            for n, o in self._held
        ]
        insert_rows(connection, schema.held, rows, replace=True)
        insert_rows(connection, schema.name_key, sorted(self._new_keys), replace=True)
        rows = [(a, b, self.rule, score, msgspec.json.encode(why).decode()) for (a, b), (score, why) in self._suggestions.items()]
        insert_rows(connection, schema.suggestion, rows, replace=True)
        for kept in (self._touched, self._held, self._fresh, self._moved, self._new_keys, self._suggestions):
            kept.clear()


def _once_more(seen: Seen | None, date: str | None) -> Seen:
    first, last, count = seen or (None, None, 0)
    dates = [d for d in (first, last, date) if d]
    return min(dates, default=None), max(dates, default=None), count + 1


def _near(date: str | None, held: Seen) -> bool:
    """The date lies in the years of a tenure, or not far from them; unknown dates do not part."""
    first, last, _ = held
    if not (date and first and last):
        return True
    return int(first[:4]) - _NEAR <= int(date[:4]) <= int(last[:4]) + _NEAR


def _is_exclusive(office: Office) -> bool:
    return office[0] in EXCLUSIVE and (office[0] != "minister" or office[2] is not None)


def _common(name: Name, person: Person) -> bool:
    """The shorter of a name and a person's names is a word that many people are called by."""
    return is_common(min((name, *(parse(n) for n in person.names)), key=lambda n: len(n.words)).words[0])


def _parts(numbers: Iterable[int], size: int = 500) -> Iterable[list[int]]:
    every = sorted(numbers)
    return (every[start : start + size] for start in range(0, len(every), size))


def rebuild(connection: Connection, ids: set[int]) -> None:
    """After findings were taken out: counts the names and offices of these people anew; those whom no report names go."""
    m, o, p, r = schema.mention.c, schema.office.c, schema.presence.c, schema.report.c
    seen = (func.min(r.date), func.max(r.date))
    for part in _parts(ids):
        for table in (schema.name, schema.held):
            connection.execute(delete(table).where(table.c.person.in_(part)))
        names = (
            select(m.person, m.name, func.count(), *seen, func.min(m.report))
            .join(schema.presence, (p.report == m.report) & (p.person == m.person))
            .join(schema.report, r.row == m.report)
            .where(p.person.in_(part))
            .group_by(m.person, m.name)
        )
        rows = [tuple(row) for row in connection.execute(names)]
        insert_rows(connection, schema.name, rows)
        key = (o.person, o.office, func.coalesce(o.of, 0), func.coalesce(o.portfolio, 0))
        offices = (
            select(*key, *seen, func.count())
            .join(schema.presence, (p.report == o.report) & (p.person == o.person))
            .join(schema.report, r.row == o.report)
            .where(p.person.in_(part), o.former.is_(False))
            .group_by(*key)
        )
        insert_rows(connection, schema.held, [tuple(row) for row in connection.execute(offices)])
        _implied(connection, set(part) - {row[0] for row in rows})
        present = set(connection.scalars(select(p.person).where(p.person.in_(part)).distinct()))
        for few in _parts(set(part) - present):
            connection.execute(delete(schema.person).where(schema.person.c.id.in_(few)))
            connection.execute(delete(schema.name_key).where(schema.name_key.c.person.in_(few)))
            connection.execute(delete(schema.suggestion).where(schema.suggestion.c.a.in_(few) | schema.suggestion.c.b.in_(few)))


def _implied(connection: Connection, ids: set[int]) -> None:
    """People whom reports name only as participants or speakers keep the name that they have."""
    p, w, r = schema.person.c, schema.presence.c, schema.report.c
    for part in _parts(ids):
        query = (
            select(p.id, p.name, func.count(), func.min(r.date), func.max(r.date), func.min(w.report))
            .join(schema.presence, w.person == p.id)
            .join(schema.report, r.row == w.report)
            .where(p.id.in_(part))
            .group_by(p.id, p.name)
        )
        insert_rows(connection, schema.name, [tuple(row) for row in connection.execute(query)])
