"""What a running site holds: the archive, the reader of reports, and how it is shared."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from starlette.requests import Request

from mahdar.archive import Archive, ask_glance
from mahdar.archive.users import User, Users
from mahdar.reading.reader import Reader
from mahdar.web.door import Doorkeeper

if TYPE_CHECKING:
    from mahdar.intake.fetch import Manners

log = logging.getLogger(__name__)
T = TypeVar("T")
_KEPT = 64  # computed answers that are held
_COSTLY = 0.05  # seconds of processor time beyond which nobody waits for a new state of the whole
_FETCHED = 2  # addresses that are fetched at a time


class Glance(NamedTuple):
    """An answer on the whole archive, the state that it is of, and the seconds of processor time that it took."""

    generation: str
    answer: Any
    cost: float


@dataclass
class Site:
    """One archive that is served. ``shared``: others than this machine may come, so that every reader signs in.

    ``hosts`` are the names under which it may be asked; a page elsewhere cannot ask it under a name of its own.
    """

    archive: Archive
    shared: bool = False
    hosts: frozenset[str] = frozenset()
    upload: int = 20_000_000  # bytes of one request at most
    manners: "Manners | None" = None  # towards the hosts of addresses that people add; None where nothing is fetched
    door: Doorkeeper = field(default_factory=Doorkeeper)
    writing: threading.Lock = field(default_factory=threading.Lock)
    fetching: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_FETCHED))
    _answers: "OrderedDict[Hashable, Any]" = field(default_factory=OrderedDict)
    glances: dict[Hashable, Glance] = field(default_factory=dict)
    _looking: set[Hashable] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def reader(self) -> Reader:
        """Reads what is added, and explains what was read; loaded when it is first needed."""
        return Reader()

    @property
    def writable(self) -> bool:
        return not self.archive.store.read_only

    @cached_property
    def users(self) -> Users:
        """Who may use the archive, where it is shared."""
        return Users(self.archive.store)

    def menu(self, user: User | None) -> list[tuple[str, str]]:
        """Pages that only some may use: addresses and keys of their names."""
        pages = {"add": "reviewer", "review": "reviewer", "users": "admin"} if self.shared else {"add": "", "review": ""}
        return [(f"/{key}", key) for key, role in pages.items() if self.writable and (not role or (user and user.may(role)))]

    def generation(self) -> str:
        """Changes with whatever is kept."""
        with self.archive.view() as view:
            return ask_glance.generation(view)

    def once(self, key: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a costly question, asked once for each state of the archive."""
        whole = (self.generation(), key)
        with self._lock:
            if whole in self._answers:
                self._answers.move_to_end(whole)
                found: T = self._answers[whole]
                return found
        found = ask()
        with self._lock:
            self._answers[whole] = found
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return found

    def glance(self, key: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a question on the whole archive. Where it is costly and the archive has changed, the answer of before,
        once more, while the new one is worked out beside.
        """
        now = self.generation()
        with self._lock:
            known = self.glances.get(key)
            late = known is not None and known.generation != now
            begun = late and key not in self._looking and known is not None and known.cost > _COSTLY
            if begun:
                self._looking.add(key)
        if known is None or (late and known.cost <= _COSTLY):
            return self._look(key, ask, now)
        if begun:
            self.beside(lambda: self._look(key, ask, now))
        found: T = known.answer
        return found

    def beside(self, work: Callable[[], object]) -> None:
        """Does something while nobody waits for it; where it fails, whoever needs it does it anew and is told."""

        def done() -> None:
            try:
                work()
            except Exception:
                log.info("an overview was not finished", exc_info=True)

        threading.Thread(target=done, daemon=True).start()

    def _look(self, key: Hashable, ask: Callable[[], T], now: str) -> T:
        start = time.thread_time()
        try:
            found = ask()
            with self._lock:
                self.glances[key] = Glance(now, found, time.thread_time() - start)
                while len(self.glances) > _KEPT:
                    self.glances.pop(next(iter(self.glances)))
        finally:
            with self._lock:
                self._looking.discard(key)
        return found


def site_of(request: Request) -> Site:
    """The site that is asked."""
    site: Site = request.app.state.site
    return site
