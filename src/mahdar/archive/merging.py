"""One contact out of many reports: which accounts tell the same meeting, call or visit?

Accounts are compared only when their parties are the same and their days near. People who are named on both sides must agree,
whatever else does; with the day equal that is enough. A slip of one day, a month with a day inside it, and a date that is not
told need the same people named besides, or the same words. Two contacts told apart by one report stay apart.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mahdar.archive.names import Likeness, compare, parse
from mahdar.archive.sketch import alike

LOOK = 4  # days around an account in which another may tell the same
STAY = 3  # days that the accounts of one visit may lie apart
_FORMS = tuple(frozenset(pair) for pair in (("meeting", "conference"), ("meeting", "ceremony"), ("phone_call", "video_call")))
_STATUS = ("held", "cancelled", "denied", "planned")
_WEIGHT = {"equal": 4, "slip": 2, "inside": 2, "near": 1}


class Account(NamedTuple):
    """What one report tells of a contact, as far as merging needs it. Days are ordinals; ``told`` the report's own."""

    report: int
    n: int
    fid: int
    form: str
    status: str
    parties: tuple[str, ...]
    people: dict[str, dict[int, str]]  # party -> person -> the name written
    date: str | None
    precision: str | None
    low: int | None
    high: int | None
    told: int | None
    sketch: bytes = b""

    @property
    def anchor(self) -> int | None:
        """The day under which it is looked for."""
        return self.told if self.low is None else self.low


class Contact:
    """One contact of the archive with its accounts."""

    __slots__ = ("accounts", "fid", "id")

    def __init__(self, id: int, fid: int) -> None:
        self.id, self.fid = id, fid
        self.accounts: list[Account] = []

    def date(self) -> tuple[str | None, int | None, int | None]:
        """The most exact date, of those the one told most often, of those the earliest (late reprints print the later)."""
        dated = [a for a in self.accounts if a.low is not None and a.high is not None]
        if not dated:
            told = min((a.told for a in self.accounts if a.told is not None), default=None)
            return None, told, told
        exact = [a for a in dated if a.precision == "day"] or [a for a in dated if a.precision == "month"] or dated
        count = Counter(a.date for a in exact)
        best = min(exact, key=lambda a: (-count[a.date], a.low))
        high = max(a.high or 0 for a in exact if a.date == best.date)
        return best.date, best.low, high

    def status(self) -> str:
        return next(s for s in (*_STATUS, self.accounts[0].status) if any(a.status == s for a in self.accounts))

    def form(self) -> str:
        return Counter(a.form for a in self.accounts).most_common(1)[0][0]


class Fit(NamedTuple):
    """How well an account fits a contact; ``alike`` are people taken for one another because their names are near."""

    score: float
    alike: tuple[tuple[int, int], ...]


def best(account: Account, contacts: Iterable[Contact]) -> tuple[Contact, Fit] | None:
    """The contact that an account tells; None where there is none, or two that it fits equally and names nobody of."""
    found = [(fit, contact) for contact in contacts if (fit := fits(account, contact))]
    if not found:
        return None
    found.sort(key=lambda f: (-f[0].score, f[1].id))
    if len(found) > 1 and found[0][0].score == found[1][0].score and not any(account.people.values()):
        return None
    return found[0][1], found[0][0]


def fits(account: Account, contact: Contact) -> Fit | None:
    """Whether an account tells a contact: it contradicts no account of it, and goes with one."""
    if any(other.report == account.report for other in contact.accounts):
        return None
    if any(_days_apart(account, other) for other in contact.accounts):
        return None
    if not any(_when(account, other) for other in contact.accounts):  # cheaper to ask than who was there
        return None
    top: float = 0
    alike: set[tuple[int, int]] = set()
    for other in contact.accounts:
        agreed = _people(account, other)
        if agreed is None:
            return None
        named, near = agreed
        score = _score(account, other, named)
        if score:
            top = max(top, score - 0.5 * len(near))
            alike |= set(near)
    return Fit(top, tuple(sorted(alike))) if top else None


def _score(a: Account, b: Account, named: int) -> float:
    when = _when(a, b)
    if when is None:
        return 0
    strong = _strong(a, b, named)
    if a.form != b.form and not (frozenset((a.form, b.form)) in _FORMS and strong and when in ("equal", "slip")):
        return 0
    if not strong and (when != "equal" or len(a.parties) < 2):
        return 0
    near = -abs((a.anchor or 0) - (b.anchor or 0)) / 10 if when == "near" else 0
    return _WEIGHT[when] + named + (a.form == b.form) + near


def _people(a: Account, b: Account) -> tuple[int, list[tuple[int, int]]] | None:
    """On how many sides both name the same person, and who is taken for whom; None where they name different ones."""
    named, near = 0, []
    for party, ours in a.people.items():
        theirs = b.people.get(party)
        if not ours or not theirs:
            continue
        if not ours.keys() & theirs.keys():
            pair = next(((x, y) for x in ours for y in theirs if _alike(ours[x], theirs[y], party)), None)
            if pair is None:
                return None
            near.append(pair)
        named += 1
    return named, near


@lru_cache(maxsize=10_000)
def _alike(a: str, b: str, party: str) -> bool:
    likeness = compare(parse(a), parse(b), party).likeness
    return likeness is not Likeness.NONE


def _strong(a: Account, b: Account, named: int) -> bool:
    if named >= 2 or (named and a.form in ("visit", "letter")):
        return True
    if len(a.parties) > 1 and alike(a.sketch, b.sketch):
        return True
    return bool(named) and all(len(p) > 2 for p in a.parties if not (a.people.get(p) and b.people.get(p)))  # organisations


def _days_apart(a: Account, b: Account) -> bool:
    """Both tell their day, and the days are too far from one another for any third account to join them."""
    if a.precision != "day" or b.precision != "day" or a.low is None or b.low is None or a.high is None or b.high is None:
        return False
    return max(a.low, b.low) - min(a.high, b.high) > (STAY if a.form == b.form == "visit" else 1)


def _when(a: Account, b: Account) -> str | None:
    """How the days of two accounts go together."""
    if a.low is None or b.low is None or a.high is None or b.high is None:
        return _undated(a, b)
    if a.precision == "day" and b.precision == "day":
        if a.low <= b.high and b.low <= a.high:
            return "equal"
        early, late = sorted((a, b), key=lambda x: x.low or 0)
        if (late.low or 0) - (early.high or 0) == 1 and (late.low == late.told or "planned" in (a.status, b.status)):
            return "slip"  # a reprint of the next day still says "today", or another capital's clock
        return None
    if "year" in (a.precision, b.precision):
        return "inside" if a.precision == b.precision and a.low == b.low else None
    return "inside" if a.low <= b.high and b.low <= a.high else None


def _undated(a: Account, b: Account) -> str | None:
    if (a.low is not None and a.precision != "day") or (b.low is not None and b.precision != "day"):
        return None
    first, second = a.anchor, b.anchor
    return "near" if first is not None and second is not None and abs(first - second) <= LOOK else None
