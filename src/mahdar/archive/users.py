"""Who may use a shared archive: names, roles, hashed passwords, and who is signed in. No password and no token is kept."""

import hashlib
import hmac
import secrets
import threading
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Column, String, Table, Text, delete, select, update

from mahdar.archive import schema
from mahdar.archive.store import Store
from mahdar.errors import QuestionError

ROLES = ("reader", "reviewer", "admin")  # each may do what the one before it may
SHORTEST = 10  # letters of a password
STAYS = timedelta(hours=12)
_COST = {"n": 2**15, "r": 8, "p": 3, "maxmem": 2**26}  # as OWASP advises for scrypt

login = Table(
    "login", schema.METADATA, Column("name", Text, primary_key=True), Column("role", String, nullable=False),
    Column("salt", String, nullable=False), Column("hash", String, nullable=False), Column("since", String, nullable=False),
)  # fmt: skip
session = Table(
    "session", schema.METADATA, Column("token", String, primary_key=True), Column("name", Text, nullable=False),
    Column("until", String, nullable=False),
)  # fmt: skip


class User(NamedTuple):
    """Somebody who may use the archive."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether the role includes another."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Users:
    """The users of an archive. Hashing takes time and memory on purpose; one password is looked at at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._one = threading.Lock()

    def add(self, name: str, password: str, role: str) -> User:
        """Adds a user, or gives a known one another password and role; whoever was signed in under the name is no more.

        Raises:
            QuestionError: no such role, no name, or too short a password.
        """
        name = " ".join(name.split())
        if role not in ROLES:
            raise QuestionError(f"{role}: is no role; one of: {', '.join(ROLES)}")
        if not name or len(name) > 100:
            raise QuestionError("a user needs a name of at most 100 letters; give one")
        if len(password) < SHORTEST:
            raise QuestionError(f"{name}: the password is too short; give one of {SHORTEST} letters or more")
        salt = secrets.token_hex(16)
        values = {"role": role, "salt": salt, "hash": self._hash(password, salt), "since": _now().isoformat(timespec="seconds")}
        with self.store.write() as connection:
            if not connection.execute(update(login).where(login.c.name == name).values(**values)).rowcount:
                connection.execute(login.insert().values(name=name, **values))
            connection.execute(delete(session).where(session.c.name == name))
        return User(name, role)

    def remove(self, name: str) -> bool:
        """Takes a user out; False where there is none of that name."""
        with self.store.write() as connection:
            connection.execute(delete(session).where(session.c.name == name))
            return connection.execute(delete(login).where(login.c.name == name)).rowcount > 0

    def all(self) -> list[User]:
        """Everybody, by name."""
        with self.store.read() as connection:
            return [User(row.name, row.role) for row in connection.execute(select(login).order_by(login.c.name))]

    def sign_in(self, name: str, password: str) -> str | None:
        """The token of a new session; None where name and password do not belong together."""
        name = " ".join(name.split())
        with self.store.read() as connection:
            known = connection.execute(select(login).where(login.c.name == name)).first()
        found = self._hash(password, known.salt if known else "00")  # as much work for a name that nobody has
        if known is None or not hmac.compare_digest(found, known.hash):
            return None
        token = secrets.token_urlsafe(32)
        with self.store.write() as connection:
            connection.execute(delete(session).where(session.c.until < _now().isoformat()))
            connection.execute(session.insert().values(token=_kept(token), name=name, until=(_now() + STAYS).isoformat()))
        return token

    def sign_out(self, token: str) -> None:
        """Ends a session."""
        with self.store.write() as connection:
            connection.execute(delete(session).where(session.c.token == _kept(token)))

    def of(self, token: str) -> User | None:
        """Whose session it is; None where it is nobody's or has ended."""
        query = select(login.c.name, login.c.role).join(session, session.c.name == login.c.name)
        with self.store.read() as connection:
            row = connection.execute(query.where(session.c.token == _kept(token), session.c.until > _now().isoformat())).first()
        return User(row.name, row.role) if row else None

    def _hash(self, password: str, salt: str) -> str:
        with self._one:
            return hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), **_COST).hex()


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
