"""The contacts of the archive while reports are being added: found by parties and month, joined or begun, and written."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import Any

from sqlalchemy import Connection, delete, func, select

from mahdar.archive import days, schema
from mahdar.archive.merging import LOOK, Account, Contact, best
from mahdar.archive.store import Store, insert_rows
from mahdar.archive.symbols import Symbols, fetch

_MOST = 10_000  # contacts, and buckets of them, held in memory
_STAY = 60  # days that one contact can last
_REACH = 2 * LOOK  # days beyond its own in which accounts of a contact may lie
_FEW = 20  # lists of parties that are looked up one by one
_NEAREST = 40  # contacts that one account is compared with
Bucket = tuple[str, int]  # the parties, the month
Days = tuple[int, int]  # the first and the last
Look = tuple[tuple[str, ...], Days]


class Contacts:
    """Assigns accounts to contacts, inside one writer's transaction (``start`` … ``flush``).

    Contacts are found by parties and month; of those only such as can have been on the days of an account are looked at, so that
    a pair of whom much is told costs little more than others.
    """

    def __init__(self, store: Store) -> None:
        self.symbols = store.symbols
        self.forget()

    def forget(self) -> None:
        """Drops what is in memory, when somebody else has written."""
        self._buckets: dict[Bucket, dict[int, Days]] = {}
        self._at: dict[int, Bucket] = {}
        self._contacts: dict[int, Contact] = {}
        self._touched: dict[int, Contact] = {}
        self._next = 0

    def start(self, connection: Connection) -> None:
        if max(len(self._buckets), len(self._contacts)) > _MOST:
            self.forget()
        self._next = (connection.scalar(select(func.max(schema.contact.c.id))) or 0) + 1

    def prefetch(self, connection: Connection, accounts: Iterable[Look]) -> None:
        """Loads the contacts that the accounts of a batch may tell, see ``look``."""
        looks = [("|".join(parties), around) for parties, around in accounts]
        self._fetch(connection, ((key, month) for key, around in looks for month in _months(*around)))
        self._load(connection, {id for key, around in looks for id in self._near(connection, key, around)})

    def assign(self, connection: Connection, account: Account) -> tuple[int, tuple[tuple[int, int], ...]]:
        """The contact that an account tells, a new one where it is the first to; and the people taken for one another."""
        key, around = "|".join(account.parties), _around(account.low, account.high, account.told)
        near = self._near(connection, key, around) if around else set()
        self._load(connection, near)
        found = best(account, [self._contacts[id] for id in near])
        if found:
            contact, alike = found[0], found[1].alike
        else:
            contact, alike = Contact(self._next, account.fid), ()
            self._contacts[contact.id] = contact
            self._next += 1
        contact.accounts.append(account)
        self._touched[contact.id] = contact
        self._place(connection, key, contact)
        return contact.id, alike

    def _near(self, connection: Connection, key: str, around: Days) -> set[int]:
        """The contacts of these parties that can have been on these days, or not far from them; of many the nearest, the latest
        added first.
        """
        first, last = around[0] - _REACH, around[1] + _REACH
        buckets = [(key, month) for month in _months(*around)]
        self._fetch(connection, buckets)
        every = ((id, days_) for bucket in buckets for id, days_ in self._buckets[bucket].items())
        found = {id: max(low - around[1], around[0] - high, 0) for id, (low, high) in every if low <= last and first <= high}
        if len(found) <= _NEAREST:
            return set(found)
        return set(nsmallest(_NEAREST, found, key=lambda id: (found[id], -id)))

    def _place(self, connection: Connection, key: str, contact: Contact) -> None:
        """Lets a contact be found by the days that its accounts tell."""
        _, low, high = contact.date()
        if low is None or high is None:
            return
        bucket = (key, days.month(low))
        self._fetch(connection, [bucket])
        if (before := self._at.get(contact.id)) is not None and before != bucket:
            self._buckets[before].pop(contact.id, None)
        self._buckets[bucket][contact.id] = (low, high)
        self._at[contact.id] = bucket

    def _fetch(self, connection: Connection, buckets: Iterable[Bucket]) -> None:
        missing = [bucket for bucket in dict.fromkeys(buckets) if bucket not in self._buckets]
        if len(missing) > _FEW:
            self.symbols.look_up(connection, {f"|{parties}" for parties, _ in missing})
        asked: list[str] = []
        for n, (parties, month) in enumerate(missing):
            self._buckets[parties, month] = {}
            if (listed := self.symbols.known(connection, f"|{parties}")) is not None:
                low, high = days.month_days(month)
                asked.append(f"SELECT {n}, id, low, high FROM contact WHERE parties = {listed} AND low BETWEEN {low} AND {high}")
        for start in range(0, len(asked), 200):
            for n, id, low, high in fetch(connection, " UNION ALL ".join(asked[start : start + 200]), ()):
                self._buckets[missing[n]][id] = (low, high)
                self._at[id] = missing[n]

    def _load(self, connection: Connection, ids: Iterable[int]) -> None:
        missing = [id for id in ids if id not in self._contacts]
        for contact in load(connection, self.symbols, missing) if missing else ():
            self._contacts[contact.id] = contact

    def flush(self, connection: Connection) -> None:
        """Writes what has changed."""
        rows = [_row(connection, self.symbols, contact) for contact in self._touched.values()]
        insert_rows(connection, schema.contact, rows, replace=True)
        self._touched.clear()


def _months(low: int, high: int) -> list[int]:
    if high - low > 31:  # a year: only accounts of the same year tell the same
        return [days.month(low)]
    return list(range(days.month(low - LOOK), days.month(high + LOOK) + 1))


_ACCOUNTS = (
    "SELECT a.contact, a.report, a.n, a.fid, a.form, a.status, a.date, a.date_end, a.sketch, r.date "
    "FROM account AS a JOIN report AS r ON r.row = a.report WHERE a.contact"
)
_PRINCIPALS = (
    "SELECT p.report, p.n, p.name, p.of, p.person FROM account AS a "
    "JOIN participant AS p ON p.report = a.report AND p.n = a.n WHERE NOT p.attends AND a.contact"
)


def load(connection: Connection, symbols: Symbols, ids: Iterable[int]) -> list[Contact]:
    """Contacts with all their accounts, from the tables."""
    wanted = sorted(ids)
    found: dict[int, Contact] = {}
    text = symbols.text
    for start in range(0, len(wanted), 400):
        part = tuple(wanted[start : start + 400])
        of_these = f"IN ({', '.join('?' * len(part))})"
        begun = fetch(connection, f"SELECT id, fid FROM contact WHERE id {of_these}", part)
        found |= {id: Contact(id, fid) for id, fid in begun}
        accounts = fetch(connection, f"{_ACCOUNTS} {of_these} ORDER BY a.report, a.n", part)
        people = fetch(connection, f"{_PRINCIPALS} {of_these}", part)
        symbols.load(connection, [n for row in people for n in row[2:4]] + [n for row in accounts for n in row[4:6]])
        sides: dict[tuple[int, int], list[tuple[str | None, int | None, str | None]]] = {}
        for report, n, name, of, person in people:
            sides.setdefault((report, n), []).append((text(connection, of), person, text(connection, name)))
        for contact, report, n, fid, form, status, date, end, sketch, told in accounts:
            what = (text(connection, form) or "", text(connection, status) or "")
            dates = (date, end, days.day((told or "")[:10]))
            one = account((report, n, fid), what, sides.get((report, n), ()), dates, sketch or b"")
            found[contact].accounts.append(one)
    return list(found.values())


def account(
    key: tuple[int, int, int],
    what: tuple[str, str],
    sides: Iterable[tuple[str | None, int | None, str | None]],
    dates: tuple[str | None, str | None, int | None],
    drawn: bytes,
) -> Account:
    """An account for merging.

    Args:
        key: report, n and fact id.
        what: form and status.
        sides: party, person and name of each principal.
        dates: first and last date as told, and the day of the report.
        drawn: the sketch of its words.
    """
    people: dict[str, dict[int, str]] = {}
    for of, person, name in sides:
        named = people.setdefault(of or "", {})
        if person is not None and name:
            named[person] = name
    when, end, told = dates
    low, high = told_days(when, end) or (None, None)
    parties = tuple(sorted(p for p in people if p))
    precision = days.precision(when)
    return Account(*key, *what, parties, people, when if precision else None, precision, low, high, told, drawn)


def told_days(when: str | None, end: str | None) -> Days | None:
    """The days that dates leave open: of a stay of some weeks all of it."""
    found, last = days.span(when), days.span(end)
    if found and last and 0 <= last[1] - found[0] <= _STAY:
        return found[0], max(found[1], last[1])
    return found


def look(parties: Iterable[str], when: str | None, end: str | None, told: int | None) -> Look | None:
    """Under what parties and days an account is looked for; None of one without any day."""
    low, high = told_days(when, end) or (None, None)
    around = _around(low, high, told)
    return around and (tuple(sorted(parties)), around)


def _around(low: int | None, high: int | None, told: int | None) -> Days | None:
    """The days that an account tells, else the day of its report."""
    if low and high:
        return low, high
    return (told, told) if low is None and told else None


def refresh(connection: Connection, symbols: Symbols, ids: set[int]) -> None:
    """After findings were taken out: contacts that lost an account are summed up again; those that lost all go."""
    kept = [contact for contact in load(connection, symbols, ids) if contact.accounts]
    for part in (sorted(ids)[start : start + 400] for start in range(0, len(ids), 400)):
        connection.execute(delete(schema.contact).where(schema.contact.c.id.in_(part)))
    insert_rows(connection, schema.contact, [_row(connection, symbols, contact) for contact in kept])


def _row(connection: Connection, symbols: Symbols, contact: Contact) -> tuple[Any, ...]:
    told, low, high = contact.date()
    parties = symbols.group(connection, contact.accounts[0].parties)
    form, status = symbols.id(connection, contact.form()), symbols.id(connection, contact.status())
    return contact.id, contact.fid, parties, form, status, told, low, high, len(contact.accounts)
