"""The contacts of the archive while reports are being added: found by parties and month, joined or begun, and written."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, func, select

from mahdar.archive import days, schema
from mahdar.archive.merging import LOOK, Account, Contact, best
from mahdar.archive.store import Store, insert_rows
from mahdar.archive.symbols import Symbols, fetch

_MOST = 5_000  # buckets held in memory
_STAY = 60  # days that one contact can last
Bucket = tuple[str, int]  # the parties, the month


class Contacts:
    """Assigns accounts to contacts, inside one writer's transaction (``start`` … ``flush``)."""

    def __init__(self, store: Store) -> None:
        self.symbols = store.symbols
        self.forget()

    def forget(self) -> None:
        """Drops what is in memory, when somebody else has written."""
        self._buckets: dict[Bucket, list[Contact]] = {}
        self._touched: dict[int, Contact] = {}
        self._next = 0

    def start(self, connection: Connection) -> None:
        if len(self._buckets) > _MOST:
            self.forget()
        self._next = (connection.scalar(select(func.max(schema.contact.c.id))) or 0) + 1

    def prefetch(self, connection: Connection, accounts: Iterable[tuple[tuple[str, ...], str | None, int | None]]) -> None:
        """Loads the buckets that a batch of accounts (parties, date, day of the report) will look in."""
        wanted: set[Bucket] = set()
        for parties, told_date, told in accounts:
            found = days.span(told_date)
            low, high = found or (told, told)
            if low is not None and high is not None:
                wanted |= {("|".join(parties), m) for m in _months(low, high)}
        self._fetch(connection, wanted)

    def assign(self, connection: Connection, account: Account) -> tuple[int, tuple[tuple[int, int], ...]]:
        """The contact that an account tells, a new one where it is the first to; and the people taken for one another."""
        key = "|".join(account.parties)
        anchor = account.anchor
        months = _months(account.low, account.high) if account.low and account.high else _months(anchor, anchor) if anchor else []
        buckets = {(key, month) for month in months}
        self._fetch(connection, buckets)
        near = {contact.id: contact for bucket in sorted(buckets) for contact in self._buckets[bucket]}
        found = best(account, near.values())
        if found:
            contact, alike = found[0], found[1].alike
        else:
            contact, alike = Contact(self._next, account.fid), ()
            self._next += 1
            if anchor is not None:
                self._buckets.setdefault((key, days.month(anchor)), []).append(contact)
        contact.accounts.append(account)
        self._touched[contact.id] = contact
        return contact.id, alike

    def _fetch(self, connection: Connection, buckets: set[Bucket]) -> None:
        missing = sorted(bucket for bucket in buckets if bucket not in self._buckets)
        ids: dict[int, Bucket] = {}
        for parties, month in missing:
            self._buckets[parties, month] = []
            listed = self.symbols.known(connection, "|" + parties)
            if listed is not None:
                low, high = days.month_days(month)
                rows = fetch(connection, "SELECT id FROM contact WHERE parties = ? AND low BETWEEN ? AND ?", (listed, low, high))
                ids |= {row[0]: (parties, month) for row in rows}
        for contact in load(connection, self.symbols, ids):
            self._buckets[ids[contact.id]].append(contact)

    def flush(self, connection: Connection) -> None:
        """Writes what has changed."""
        rows = [_row(connection, self.symbols, contact) for contact in self._touched.values()]
        insert_rows(connection, schema.contact, rows, replace=True)
        self._touched.clear()


def _months(low: int, high: int) -> list[int]:
    if high - low > 31:  # a year: only accounts of the same year tell the same
        return [days.month(low)]
    return list(range(days.month(low - LOOK), days.month(high + LOOK) + 1))


def load(connection: Connection, symbols: Symbols, ids: Iterable[int]) -> list[Contact]:
    """Contacts with all their accounts, from the tables."""
    wanted = sorted(ids)
    found: dict[int, Contact] = {}
    a, r, p = schema.account.c, schema.report.c, schema.participant.c
    for start in range(0, len(wanted), 400):
        part = wanted[start : start + 400]
        begun = select(schema.contact.c.id, schema.contact.c.fid).where(schema.contact.c.id.in_(part))
        found |= {row.id: Contact(row.id, row.fid) for row in connection.execute(begun)}
        accounts = connection.execute(
            select(
                a.report, a.n, a.fid, a.form, a.status, a.date, a.precision, a.date_end, a.sketch, a.contact, r.date.label("told")
            )
            .join(schema.report, r.row == a.report)
            .where(a.contact.in_(part))
            .order_by(a.report, a.n)
        ).all()
        people = connection.execute(
            select(p.report, p.n, p.name, p.of, p.person)
            .join(schema.account, (a.report == p.report) & (a.n == p.n))
            .where(a.contact.in_(part), p.attends.is_(False))
        ).all()
        symbols.load(connection, [n for row in people for n in (row.name, row.of)])
        sides: dict[tuple[int, int], list[Any]] = {}
        for row in people:
            sides.setdefault((row.report, row.n), []).append(row)
        for told in accounts:
            named = [
                (symbols.text(connection, s.of), s.person, symbols.text(connection, s.name))
                for s in sides.get((told.report, told.n), ())
            ]
            what = (symbols.text(connection, told.form) or "", symbols.text(connection, told.status) or "")
            dates = (told.date, told.date_end, days.day((told.told or "")[:10]))
            one = account((told.report, told.n, told.fid), what, named, dates, told.sketch or b"")
            found[told.contact].accounts.append(one)
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
    low, high = days.span(when) or (None, None)
    last = days.span(end)
    if low is not None and high is not None and last and 0 <= last[1] - low <= _STAY:
        high = max(high, last[1])
    parties = tuple(sorted(p for p in people if p))
    precision = days.precision(when)
    return Account(*key, *what, parties, people, when if precision else None, precision, low, high, told, drawn)


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
