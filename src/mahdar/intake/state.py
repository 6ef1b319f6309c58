"""What following feeds remembers between runs, in one small SQLite file beside the archive."""

import sqlite3
import time
from collections.abc import Iterable
from typing import NamedTuple

from mahdar.errors import InputError
from mahdar.intake.feeds import Item

SCHEMA = """
CREATE TABLE IF NOT EXISTS feed (
  url TEXT PRIMARY KEY, etag TEXT, modified TEXT, failures INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS page (
  url TEXT PRIMARY KEY, feed TEXT NOT NULL, publisher TEXT, published TEXT, stamp TEXT, done INTEGER NOT NULL DEFAULT 0,
  digest TEXT, failures INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS page_open ON page (not_before) WHERE NOT done;
"""


class FeedState(NamedTuple):
    """What is known of a feed: the conditions of the next request, and when it is due."""

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    not_before: float = 0.0


class Page(NamedTuple):
    """A page that is still to be fetched. ``digest`` is of its text when it was read before."""

    url: str
    feed: str
    publisher: str | None
    published: str | None
    digest: str | None
    failures: int


class State:
    """The state file. A page is open from when a feed lists it until its report has been taken."""

    def __init__(self, path: str) -> None:
        """Open or make the file. Raises ``InputError`` where it is no state file or cannot be written."""
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(SCHEMA)
        except sqlite3.Error as error:
            raise InputError(path, f"cannot be used as state of feeds ({error})", "name another file with --state") from None

    def __enter__(self) -> "State":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def feed(self, url: str) -> FeedState:
        row = self._db.execute("SELECT etag, modified, failures, not_before FROM feed WHERE url = ?", (url,)).fetchone()
        return FeedState(*row) if row else FeedState()

    def feed_read(self, url: str, etag: str | None, modified: str | None, items: Iterable[Item], publisher: str | None) -> int:
        """Keep what a feed lists and the conditions of its next request, both or neither; how many pages are new or changed."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            before = self._db.total_changes
            self._db.executemany(
                """INSERT INTO page (url, feed, publisher, published, stamp) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT (url) DO UPDATE SET stamp = excluded.stamp, done = 0, failures = 0, not_before = 0
                   WHERE feed = excluded.feed AND stamp IS NOT excluded.stamp AND excluded.stamp IS NOT NULL""",
                [(item.url, url, publisher, item.published, item.stamp) for item in items],
            )
            changed = self._db.total_changes - before
            self._db.execute("INSERT OR REPLACE INTO feed (url, etag, modified) VALUES (?, ?, ?)", (url, etag, modified))
        return changed

    def feed_unchanged(self, url: str) -> None:
        self._db.execute("UPDATE feed SET failures = 0, not_before = 0 WHERE url = ?", (url,))

    def feed_failed(self, url: str, not_before: float) -> None:
        self._db.execute(
            """INSERT INTO feed (url, failures, not_before) VALUES (?, 1, ?)
               ON CONFLICT (url) DO UPDATE SET failures = failures + 1, not_before = excluded.not_before""",
            (url, not_before),
        )

    def open_pages(self, most: int) -> list[Page]:
        """The pages that are due, so many at most, those listed first before the others."""
        return [
            Page(*row)
            for row in self._db.execute(
                """SELECT url, feed, publisher, published, digest, failures FROM page
                   WHERE NOT done AND not_before <= ? ORDER BY rowid LIMIT ?""",
                (time.time(), most),
            )
        ]

    def page_done(self, url: str, digest: str | None = None) -> None:
        self._db.execute("UPDATE page SET done = 1, failures = 0, digest = coalesce(?, digest) WHERE url = ?", (digest, url))

    def page_failed(self, url: str, not_before: float) -> None:
        self._db.execute("UPDATE page SET failures = failures + 1, not_before = ? WHERE url = ?", (not_before, url))

    def page_postponed(self, url: str, not_before: float) -> None:
        self._db.execute("UPDATE page SET not_before = ? WHERE url = ?", (not_before, url))

    def counts(self) -> tuple[int, int]:
        """How many pages are done and how many are open."""
        done, open_ = self._db.execute("SELECT total(done), count(*) - total(done) FROM page").fetchone()
        return int(done), int(open_)
