"""How often somebody may fail to sign in."""

import time

TRIES, WINDOW = 5, 900.0  # failed sign-ins in so many seconds


class Doorkeeper:
    """Counts failed sign-ins, by name and by address."""

    def __init__(self) -> None:
        self._failed: dict[str, list[float]] = {}

    def waits(self, *who: str) -> int:
        """Seconds until one of these may try again; 0 for now."""
        now = time.monotonic()
        self._failed = {k: [t for t in v if now - t < WINDOW] for k, v in self._failed.items() if now - v[-1] < WINDOW}
        full = [self._failed[w] for w in who if len(self._failed.get(w, ())) >= TRIES]
        return max((int(WINDOW - (now - tries[-TRIES])) + 1 for tries in full), default=0)

    def failed(self, *who: str) -> None:
        """A sign-in failed."""
        for name in who:
            self._failed.setdefault(name, []).append(time.monotonic())
