"""Repeated strings as integers: names, ids, offices, and lists of ids (``CN|KZ``), each kept once."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from mahdar.archive import schema

BAR = "|"  # parts the items of a list; no id has one
_MOST = 30_000  # strings held in memory before the cache begins anew


def fetch(connection: Connection, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    """A small question in plain SQL, with ``?`` for values, by the driver's own cursor."""
    cursor = connection.connection.cursor()
    cursor.execute(sql if connection.dialect.name == "sqlite" else sql.replace("?", "%s"), values)
    return list(cursor.fetchall())


class Symbols:
    """A cache over the table ``symbol``: both ways, filled as it is asked. A symbol never changes, so that a cache cannot be
    wrong.
    """

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._texts: dict[int, str] = {}
        self._new: list[tuple[int, str]] = []
        self._members: list[tuple[int, int]] = []
        self._absent: set[str] = set()  # texts that have no symbol, in this writer's transaction
        self._next = 0

    def forget(self) -> None:
        """After a transaction that was not kept."""
        self.__init__()  # type: ignore[misc]

    def start(self, connection: Connection) -> None:
        """At the beginning of a writer's transaction: others may have written since."""
        if len(self._ids) > _MOST:
            self.forget()
        self._absent.clear()
        self._next = (connection.scalar(select(func.max(schema.symbol.c.id))) or 0) + 1

    def id(self, connection: Connection, text: str | None) -> int | None:
        """The symbol of a text, made where there is none (writers only; ``flush`` keeps it)."""
        if text is None:
            return None
        found = self._ids.get(text)
        if found is None:
            found = self.known(connection, text)
        if found is None:
            found, self._next = self._next, self._next + 1
            self._ids[text], self._texts[found] = found, text
            self._absent.discard(text)
            self._new.append((found, text))
        return found

    def group(self, connection: Connection, items: Iterable[str | None]) -> int | None:
        """The symbol of a list of ids, in their order; None of an empty one."""
        kept = [item for item in items if item]
        if not kept:
            return None
        text = BAR.join(kept)
        if (found := self._ids.get(BAR + text)) is not None:
            return found
        before = self._next
        # a list's text begins with a bar, so that the list of one item is not the item
        whole = self.id(connection, BAR + text)
        assert whole is not None
        if whole >= before:
            self._members += [(whole, item) for item in {self.id(connection, i) for i in kept} if item is not None]
        return whole

    def flush(self, connection: Connection) -> None:
        """Writes what is new."""
        from mahdar.archive.store import insert_rows

        insert_rows(connection, schema.symbol, list(self._new))
        self._absent.clear()
        insert_rows(connection, schema.member, list(self._members))
        self._new.clear()
        self._members.clear()

    def known(self, connection: Connection, text: str) -> int | None:
        """The symbol of a text, None where the archive has none."""
        found = self._ids.get(text)
        if found is None and text not in self._absent:
            # asked for every new string: the driver's own cursor is ten times faster here
            rows = fetch(connection, "SELECT id FROM symbol WHERE text = ?", (text,))
            if rows:
                found = self._ids[text] = int(rows[0][0])
        return found

    def ids(self, connection: Connection, texts: Iterable[str]) -> dict[str, int]:
        """The symbols of many texts at once, made where there are none, in the order of the texts (writers only).

        Answers order what is alike by symbols: so numbers must not hang on how many reports make a batch.
        """
        every = dict.fromkeys(texts)
        self.look_up(connection, every)
        known = self._ids
        for text in every:
            if text in known:
                continue
            known[text] = self._next
            self._texts[self._next] = text
            self._absent.discard(text)
            self._new.append((self._next, text))
            self._next += 1
        return {text: known[text] for text in every}

    def look_up(self, connection: Connection, texts: Iterable[str]) -> None:
        """Fetches the symbols of many texts at once, for ``id`` and ``known`` to find (writers only)."""
        missing = [text for text in texts if text not in self._ids and text not in self._absent]
        for start in range(0, len(missing), 500):
            part = missing[start : start + 500]
            marks = ", ".join("?" * len(part))
            self._ids.update(fetch(connection, f"SELECT text, id FROM symbol WHERE text IN ({marks})", tuple(part)))
            self._absent.update(text for text in part if text not in self._ids)

    def text(self, connection: Connection, number: int | None) -> str | None:
        """The text of a symbol."""
        if number is None:
            return None
        found = self._texts.get(number)
        if found is None:
            if len(self._texts) > _MOST:
                self._texts.clear()
            found = connection.scalar(select(schema.symbol.c.text).where(schema.symbol.c.id == number))
            assert found is not None
            self._texts[number] = found
        return found

    def items(self, connection: Connection, number: int | None) -> list[str]:
        """The items of a list."""
        text = self.text(connection, number)
        return text[1:].split(BAR) if text else []

    def load(self, connection: Connection, numbers: Iterable[int | None]) -> None:
        """Fetches many texts at once, for ``text`` to find."""
        missing = list({n for n in numbers if n is not None and n not in self._texts})
        for start in range(0, len(missing), 500):
            rows = connection.execute(select(schema.symbol).where(schema.symbol.c.id.in_(missing[start : start + 500])))
            self._texts.update((row.id, row.text) for row in rows)

    def lists_with(self, connection: Connection, parties: Sequence[str]) -> list[int]:
        """The lists that hold every one of ``parties``."""
        lists: set[int] | None = None
        for party in parties:
            found = self.known(connection, party)
            rows = connection.scalars(select(schema.member.c.list).where(schema.member.c.item == found)) if found else ()
            lists = set(rows) if lists is None else lists & set(rows)
        return sorted(lists or ())


class Grouped(dict[tuple[str, ...], int | None]):
    """The symbols of lists of ids in one writer's transaction."""

    def __init__(self, symbols: Symbols, connection: Connection) -> None:
        super().__init__({(): None})
        self._symbols, self._connection = symbols, connection

    def __missing__(self, items: tuple[str, ...]) -> int | None:
        found = self[items] = self._symbols.group(self._connection, items)
        return found
