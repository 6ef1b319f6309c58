"""What the archive tells of two parties, gathered once for all sections."""

from bisect import insort
from collections import Counter
from dataclasses import dataclass, field

from mahdar.archive import Answer, Archive
from mahdar.errors import QuestionError
from mahdar.exchange.brief.saying import fullness, same

_NEAR = ("meeting", "conference", "video_call", "phone_call", "ceremony", "summons", "letter", "visit")
_PAIRS = 5
_LOOK = 40  # sayings back that another telling of one may stand


@dataclass(slots=True)
class Pair:
    """The rows of the archive between ``a`` and ``b``, the latest; ``used`` are the ids of statements that a section has told;
    ``latest`` is the date of the last report of the two: after it nobody could have come back to a promise."""

    archive: Archive
    a: str
    b: str
    today: str
    contacts: list[Answer] = field(default_factory=list)
    statements: list[list[Answer]] = field(default_factory=list)
    promises: dict[str, Answer] = field(default_factory=dict)
    agreements: list[Answer] = field(default_factory=list)
    told: Answer = field(default_factory=dict)  # how many contacts and documents there are, whatever was fetched
    reports: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    latest: str = ""

    @property
    def last(self) -> Answer | None:
        """The last held contact that says most: a talk rather than the visit in which it was. One without a day counts from
        the first report of it, and only where both sides are quoted from it: it may be told long after, or be no contact.
        """
        quoted: dict[str | None, set[str]] = {}
        for row in (row for rows in self.statements for row in rows):
            quoted.setdefault(row["contact"], set()).update(s["of"] for s in row["speakers"])
        sure = {contact for contact, sides in quoted.items() if {self.a, self.b} <= sides}
        held = [c for c in self.contacts if c["status"] == "held" and (c["date"] or c["id"] in sure)]
        past = [c for c in held if (day(c) or "~") <= self.today]
        return max(past, key=lambda c: (day(c), -_NEAR.index(c["form"]), len(c["accounts"])), default=None)

    @property
    def people(self) -> list[str]:
        """Those who took part in contacts of the two, or spoke; who did so most often first."""
        sides = [side for c in self.contacts for side in (*c["participants"], *c["attendees"])]
        sides += [side for rows in self.statements for side in rows[0]["speakers"]]
        counted = Counter(side["person"]["id"] for side in sides if side["person"])
        return [person for person, _ in counted.most_common()]

    @property
    def followed(self) -> bool:
        """The archive has found echoes of promises of the two: only then does it mean anything that one has none."""
        return any(row["echoes"] for row in self.promises.values())

    def side(self, of: str | None) -> str:
        return "a" if of == self.a else "b" if of == self.b else ""


def day(contact: Answer) -> str | None:
    """The date of a contact, else that of the first report that tells of it."""
    return contact["date"] or min((a["told"] for a in contact["accounts"] if a["told"]), default=None)


def gather(archive: Archive, a: str, b: str, today: str, latest: int | None = None) -> Pair:
    """Asks the archive, for no more than the ``latest`` contacts and documents and four times as many statements.

    Raises:
        QuestionError: no such party, one party twice, or nothing told of the two.
    """
    a, b = archive.party(a), archive.party(b)
    if a == b:
        raise QuestionError(f"{a}: a brief is on two parties; give two that differ")
    most = None if latest is None else 4 * latest
    pair = Pair(archive, a, b, today, archive.contacts(between=(a, b), limit=latest))
    told = archive.statements(between=(a, b), limit=most)
    labels, pair.agreements = archive.labels(a, b), archive.agreements((a, b), limit=latest and latest // 4)
    if not (pair.contacts or told or labels or pair.agreements):
        raise QuestionError(_nothing(archive, a, b))
    since = told[0]["date"] if len(told) == most else None  # what was said before is in no section
    pair.promises = {row["id"]: row for row in archive.commitments(between=(a, b), since=since, limit=most)}
    pair.statements = _once(told)
    pair.told = archive.told((a, b))
    for rows in (pair.contacts, told, labels, pair.agreements):
        pair.reports |= {e["report"] for row in rows for e in row["evidence"]}
        pair.latest = max([pair.latest, *(e["date"] or "" for row in rows for e in row["evidence"])])
    return pair


def _once(statements: list[Answer]) -> list[list[Answer]]:
    """Statements, those that tell one saying put together, the fullest first; the oldest saying first."""
    found: list[list[Answer]] = []
    recent: dict[str, list[list[Answer]]] = {}
    for row in statements:
        keys = {row["report"], *(s["of"] or "" for s in row["speakers"])}
        kin = [group for key in keys for group in recent.get(key, [])[-_LOOK:]]
        group = next((g for g in reversed(kin) if any(same(r, row) for r in g)), None)
        if group is None:
            group = []
            found.append(group)
            for key in keys:
                recent.setdefault(key, []).append(group)
        insort(group, row, key=fullness)
    return found


def _nothing(archive: Archive, a: str, b: str) -> str:
    """What to say where nothing is told, with the pairs that something is told of."""
    near = Counter(p for of in (a, b) for p in _partners(archive, of))
    if near:
        known = ", ".join(name for name, _ in near.most_common(_PAIRS))
        return f"{a} {b}: the archive tells nothing of the two; it does of {known}"
    every = Counter(" ".join(c["parties"]) for c in archive.contacts(limit=2000) if len(c["parties"]) == 2)
    known = ", ".join(name for name, _ in every.most_common(_PAIRS)) or "nobody: add reports with mahdar add"
    return f"{a} {b}: the archive tells nothing of the two; it does of {known}"


def _partners(archive: Archive, of: str) -> list[str]:
    return [f"{of} {other}" for c in archive.contacts(of=of, limit=2000) for other in c["parties"] if other != of]
