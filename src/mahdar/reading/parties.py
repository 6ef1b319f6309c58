"""Of which party a person is, where the title does not say: what a careful reader infers from the rest of the report.

Each clue is a weight for a party: the side that a list is told of, the next in a list, the ministry of the sentence, a shared
family name, the agency's own country for a bare title, whose will is told in the person's words, and the countries named nearby.
What cannot be is left out: a second holder of an office that one has, a president of a kingdom, the country visited or met.
"""

from collections.abc import Sequence
from typing import Final

from mahdar.reading.humans import bare
from mahdar.reading.known import is_state, known_parties
from mahdar.reading.spots import Kinds, where
from mahdar.reading.titles import Title
from mahdar.reading.work import Actor, Human, Who, Work

PARTIES: Final = Kinds("country", "nationality", "capital", "seat", "organisation", people=True)

OF_ORGANISATIONS: Final = frozenset(
    "secretary_general special_envoy spokesperson other_official ambassador party_leader party_official politburo_member".split()
)
UNIQUE: Final = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
SIDE: Final = 20.0
NEXT: Final = 8.0
BEFORE_NEXT: Final = 3.0
UNNAMED: Final = 3.0
BODY: Final = 6.0
FAMILY: Final = 6.0
WILL: Final = 3.0
SAYS: Final = 1.0
OFTEN: Final = 0.1
AGENCY: Final = 8.0
LOCAL: Final = 6.0
OTHER: Final = 1.2  # the country of an agency, of a local paper for a bare title; of either for any other
CLOSE_BY: Final = 12  # tokens before a person in which a ministry is told that he is of
THERE: Final = 12.0  # the country of the army that he commands, or where somebody met him
ALSO: Final = 4.0  # of whoever else is told in a ministry's sentence
CLEAR: Final = 1.5  # how much better the best party must fit than the next
LEAST: Final = 0.4
SOUTH: Final = "KR"
NORTH: Final = {"KP"}  # of one language
FORCES: Final = {"military_commander", "intelligence_chief", "speaker_of_parliament", "spokesperson", "member_of_parliament"}
MANY: Final = 6  # mentions looked at
NEAR: Final = 12.0  # tokens at which a country named nearby weighs half
CHAIN: Final = frozenset(("بن", "ال"))  # before a family's name
NO_MEETING: Final = (".letter", ".hand", ".send", ".got", ".wished")
Named = list[tuple[int, str]]
Weights = dict[str, float]  # of parties


def settle(work: Work, titles: Sequence[Title], apart: Sequence[tuple[Who, Human]]) -> None:
    """Give a party to the persons that have none, the surest first. Those of a pair in ``apart`` are of two parties."""
    named = _named(work)
    clues = _Clues(work, named, apart)
    for human in work.humans:
        if human.of is None:
            human.of = clues.known(human)
    people: Named = [(first, h.of) for h in work.humans if h.of for first, _ in h.mentions]
    if not named and not people and not (work.zones.home and (work.zones.agency or is_local(work))):
        return
    told = {p for _, p in named + people}
    for human in work.humans:
        if human.of is None and len(human.words) > 1:
            fits = _by_syllables(work, human, told)
            if len(fits) == 1:
                human.of = fits.pop()
            elif fits:
                clues.tongues[id(human)] = fits
    left = sorted((h for h in work.humans if h.of is None and h.mentions), key=lambda h: not h.offices)
    if left:
        clues.look(titles)
    for least in (NEXT, LEAST, LEAST):
        before = len(left)
        for human in left:
            human.of = clues.best(human, least)
        left = [h for h in left if h.of is None]
        if not left or least == LEAST and len(left) == before:
            break
    for human in work.humans:
        for held in human.offices:
            held.of = held.of or human.of


def _by_syllables(work: Work, human: Human, named: set[str]) -> set[str]:
    """The countries of the report whose syllables make up the whole name."""
    fits = [{e.id for e in work.pack.lexicon.entries(w) if e.kind == "syllable"} for w in human.words]
    every = set.intersection(*fits)
    return (every | NORTH if SOUTH in every else every) & named


def _named(work: Work) -> Named:
    """Every country, people, capital, seat of power and organisation that the report names, with its token."""
    c, out = work.chart, []
    for i in where(work, PARTIES):
        e = c.entry(i, "country") or c.entry(i, "nationality") or c.entry(i, "organisation")
        party = e.id if e else next((e.more.get("country") for e in c.entries[i] if e.kind in ("capital", "seat")), None)
        if party:
            out.append((i, party))
    return out


_GOVERNMENTS: dict[str, dict[str, dict[str, str]]] = {}  # of each pack, by country


def _governments(work: Work) -> dict[str, dict[str, str]]:
    return {row["country"]: row for row in work.pack.tables.get("governments", [])}


class _Clues:
    """The clues of one report."""

    def __init__(self, work: Work, named: Named, apart: Sequence[tuple[Who, Human]]) -> None:
        self.work = work
        self.named = named
        self.parties = dict(named)
        self.tongues: dict[int, set[str]] = {}  # the countries of whose language a person's name is, where there are several
        self._pairs: list[tuple[Human, Human]] | None = None
        self.actors: list[Actor] = []
        self.sides: Named = []
        self.home = work.zones.home
        self.titles: list[Title] = []
        self.apart = apart
        self.governments = _GOVERNMENTS.get(work.pack.fingerprint) or _GOVERNMENTS.setdefault(
            work.pack.fingerprint, _governments(work)
        )

    def look(self, titles: Sequence[Title]) -> None:
        """Look for what only persons without a party need: who stands where, which sides are told, titles without a name."""
        work = self.work
        self.actors = [a for first in sorted(work.actors) if (a := work.actors[first]).kind == "person"]
        self.sides = self._sides()
        self.titles = [t for t in titles if t.of and t.offices and t.number == "s" and _unnamed(work, t.first)]

    def known(self, human: Human) -> str | None:
        """The one party that the news knows a person of, and that has such an office."""
        fits = [party for party in known_parties(self.work.pack, human.words) if self._may_hold(human, party)]
        return fits[0] if len(fits) == 1 else None

    def best(self, human: Human, least: float) -> str | None:
        """The one party that fits a person clearly best, of at least a weight; where that is high, by the sure clues."""
        weights: Weights = {}
        self._side(human, weights)
        self._next(human, weights)
        self._unnamed(human, weights)
        self._body(human, weights)
        self._family(human, weights)
        self._will(human, weights)
        if least < NEXT:
            self._at_home(human, weights)
            self._near(human, weights)
        if not weights or max(weights.values()) < least:
            return None
        out = self._impossible(human)
        if tongue := self.tongues.get(id(human)):
            weights = {p: w for p, w in weights.items() if p in tongue}
        fits = sorted(((w, p) for p, w in weights.items() if p not in out and self._may_hold(human, p)), reverse=True)
        if not fits or fits[0][0] < least or len(fits) > 1 and fits[0][0] < CLEAR * fits[1][0]:
            return None
        return fits[0][1]

    def _may_hold(self, human: Human, party: str) -> bool:
        """Whether a party has such an office: no president of a kingdom, no king of a republic."""
        offices = {o.office for o in human.offices}
        if not is_state(party):
            return not offices or bool(offices & OF_ORGANISATIONS)
        if offices == {"secretary_general"}:
            return party == "AU"  # Australia, or the African Union
        row = self.governments.get(party, {})
        throne = row.get("throne")
        if "crown_prince" in offices and not throne:
            return False
        if "head_of_government" in offices and row.get("premier") == "no":
            return False
        return all(self._fits_throne(self.work.chart.form[o.first], throne) for o in human.offices if o.office == "head_of_state")

    def _fits_throne(self, form: str, throne: str | None) -> bool:
        if form in ("الرييس", "الرييسه", "رييس", "رييسه", "رييس الجمهوريه"):
            return not throne
        return throne == "king" if form in ("الملك", "ملك", "العاهل") else True

    def _impossible(self, human: Human) -> set[str]:
        """Parties that another has that office of, and those that this person visits or meets."""
        offices = {o.office for o in human.offices if not o.former}
        held = {
            h.of
            for h in self.work.humans
            for o in h.offices
            if h is not human and o.office in offices & UNIQUE and not o.former and h.of
        }
        abroad = {party for o in human.offices if o.of is None for i, party in self.named if o.first <= i < o.stop}
        others = [w.human.of if w.human else w.of for w, h in self.apart if h is human]
        others += [h.of for w, h in self.apart if w.human is human]
        return held | {of for of in others if of} | abroad | _visited(self.work, human) | self._met(human)

    def _sides(self) -> Named:
        """From which token on a sentence tells of which side: "on the Ruritanian side were present …"."""
        c, out = self.work.chart, []
        for at in self.parties:
            if at > 0 and c.form[at - 1] in SIDES and c.form[at - 2] in ("من", "عن", "في"):
                out.append((at - 1, self.parties[at]))
        return out

    def _side(self, human: Human, weights: Weights) -> None:
        for first, _ in human.mentions[:MANY] if self.sides else ():
            floor, _ = self.work.sentence(first)
            told = [party for i, party in self.sides if floor <= i < first]
            if told:
                _add(weights, told[-1], SIDE)

    def _neighbours(self) -> list[tuple[Human, Human]]:
        """Every two persons who stand next to each other in a list."""
        if self._pairs is None:
            self._pairs = []
            for before, actor in zip(self.actors, self.actors[1:], strict=False):
                if _joined(self.work, before, actor):
                    one, other = before.who[-1].human, actor.who[0].human
                    if not (one is None or other is None or one is other or "counterpart" in actor.rule):
                        self._pairs.append((one, other))
        return self._pairs

    def _next(self, human: Human, weights: Weights) -> None:
        """The party of the one before in a list, and of the one behind."""
        offices = {o.office for o in human.offices}
        for one, other in self._neighbours():
            if other is human and one.of and not offices & {o.office for o in one.offices}:
                _add(weights, one.of, NEXT)
            elif one is human and other.of and not offices & {o.office for o in other.offices}:
                _add(weights, other.of, BEFORE_NEXT)

    def _unnamed(self, human: Human, weights: Weights) -> None:
        """The party of the same title told without a name: "the Ruritanian ambassador … Ambassador X"."""
        offices = {o.office for o in human.offices if o.of is None}
        for party in {t.of for t in self.titles if t.offices[0][0] in offices}:
            _add(weights, party or "", UNNAMED)

    def _body(self, human: Human, weights: Weights) -> None:
        """The ministry, presidency or government of the sentence, for those who speak or act for it."""
        if not human.offices:
            return
        weight = BODY if {o.office for o in human.offices} & SPEAKS_FOR else ALSO
        c = self.work.chart
        parties = self.parties
        floor, _ = self.work.sentence(human.mentions[0][0])
        first = human.mentions[0][0]
        theirs = {w for o in human.offices if o.office in FORCES for i in range(o.first, o.stop) for w in c.form[i].split()}
        for i in range(floor if weight == BODY or theirs else max(floor, first - CLOSE_BY), first):
            if i + 1 not in parties:
                continue
            if c.form[i] in theirs:
                _add(weights, parties[i + 1], THERE)  # the Ruritanian army … the commander of the army
            elif (c.entry(i, "body") or c.entry(i, "ministry")) and (weight == BODY or i >= first - CLOSE_BY):
                _add(weights, parties[i + 1], weight)
            elif c.form[i + 2 : i + 4] in WHERE and any(_meets(self.work, j) for j in range(i + 3, first)):
                _add(weights, parties[i + 1], THERE)  # in Paris, where he met X

    def _family(self, human: Human, weights: Weights) -> None:
        """Another of the same family name."""
        words = bare(human.words)
        if len(words) < 2:
            return
        chained = not CHAIN.isdisjoint(human.words)
        for other in self.work.humans:
            if other is not human and other.of and len(other.words) > 1:
                theirs = bare(other.words)
                if words[-1] == theirs[-1] or chained and words[-1] in theirs[1:]:
                    _add(weights, other.of, FAMILY)

    def _will(self, human: Human, weights: Weights) -> None:
        """Whose will or deed a person tells: "X stressed the readiness of Ruritania", "X said that Ruritania …"."""
        c = self.work.chart
        parties = self.parties
        for _, stop in human.mentions[:MANY]:
            if stop + 1 < len(c.form) and stop + 1 in parties and (c.form[stop] in WILL_OF or c.entry(stop, "comp") is not None):
                _add(weights, parties[stop + 1], WILL if c.form[stop] in WILL_OF else SAYS)

    def _at_home(self, human: Human, weights: Weights) -> None:
        if not self.home or not human.offices:
            return
        form = self.work.chart.form
        told = [o for o in human.offices if o.rule != "people.counterpart"]
        if not told:
            return  # the counterpart of somebody at home is from abroad
        bare_title = any(o.of is None and form[o.first] not in ("الرييس", "الرييسه", "السفير") for o in told)
        if self.work.zones.agency or is_local(self.work):
            _add(weights, self.home, (AGENCY if self.work.zones.agency else LOCAL) if bare_title else OTHER)

    def _near(self, human: Human, weights: Weights) -> None:
        """The parties named nearby, and those of the persons nearby."""
        firsts = [first for first, _ in human.mentions[:MANY]]
        for i, party in self.named:
            _add(weights, party, OFTEN + _weight(_nearest(i, firsts)))
        for other in self.work.humans:
            if other.of and other is not human and other.mentions:
                _add(weights, other.of, _weight(min([_nearest(i, firsts) for i, _ in other.mentions[:MANY]])))

    def _met(self, human: Human) -> set[str]:
        """The parties of those whom a person meets."""
        c, found = self.work.chart, set()
        for first, stop in human.mentions[:MANY]:
            floor, end = self.work.sentence(first)
            for actor in self.actors:
                if not floor <= actor.first < end:
                    continue
                others = {w.human.of for w in actor.who if w.human is not None and w.human is not human and w.human.of}
                gap = range(min(stop, actor.stop), max(first, actor.first))
                if (
                    others
                    and len(gap) < 6
                    and not any(c.has(i, "comp") for i in gap)
                    and any(c.form[i] in ("مع", "ب", "بين", "نظيره") or _meets(self.work, i) for i in gap)
                ):
                    found |= others
        return found


def _add(weights: Weights, party: str, weight: float) -> None:
    weights[party] = weights.get(party, 0.0) + weight


def _nearest(at: int, firsts: list[int]) -> int:
    """How many tokens lie between a token and the nearest of some others."""
    least = -1
    for first in firsts:
        tokens = at - first if at > first else first - at
        if least < 0 or tokens < least:
            least = tokens
    return least


def _meets(work: Work, i: int) -> bool:
    """Whether a token is a word of contact, but for those of wishes, and of letters, which come from one's own side too."""
    return any(e.kind.startswith("contact.") and not e.kind.endswith(NO_MEETING) for e in work.chart.entries[i])


def is_local(work: Work) -> bool:
    """Whether the publisher is one of its own country's news, not of the whole world's."""
    name = (work.report.publisher or "").lower().strip()
    keys = {name, name.split(" /")[0].strip(), name.split(" (")[0].strip()}
    return any(row["name"].lower() in keys and row.get("scope") != "world" for row in work.pack.tables.get("publishers", []))


WHERE: Final = (["،", "حيث"], ["حيث", "التقي"], ["حيث", "اجتمع"], ["حيث", "استقبله"])
SPEAKS_FOR: Final = {"spokesperson", "foreign_minister", "deputy_foreign_minister", "ambassador"}
SIDES: Final = {"الجانب", "جانب", "الوفد"}
WILL_OF: Final = {"حرص", "استعداد", "رغبه", "تطلع", "التزام", "دعم", "تقدير", "ترحيب", "موقف", "اهتمام", "عزم", "تضامن"}


def _unnamed(work: Work, at: int) -> bool:
    actor = work.actors.get(at)
    return actor is not None and actor.kind == "title"


def _weight(tokens: int) -> float:
    return 1.0 / (1.0 + (tokens / NEAR) ** 2)


def _joined(work: Work, before: Actor, actor: Actor) -> bool:
    """Whether two actors stand next to each other in a list."""
    gap = range(before.stop, actor.first)
    return 0 < len(gap) <= 3 and all(work.chart.form[i] in ("،", "و", "كذلك", "وكذلك", "(", ")") for i in gap)


def _visited(work: Work, human: Human) -> set[str]:
    """Countries that this person goes to."""
    c, found = work.chart, set()
    for first, stop in human.mentions[:MANY]:
        floor, end = work.sentence(first)
        visits = any(
            c.entry(i, "contact.past.visit") or c.form[i] in ("زار", "يزور") for i in range(max(floor, first - 8), first)
        )
        for i in range(stop - 1, min(end - 1, stop + 8)):
            if c.form[i] in ("الي", "ل") or visits and i == stop - 1:
                found |= {
                    e.id if e.kind == "country" else e.more.get("country", "")
                    for e in c.entries[i + 1]
                    if e.kind in ("country", "capital")
                }
    return found - {""}
