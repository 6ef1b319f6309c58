"""Following feeds: each page that they list is fetched once, and again when the feed says that it changed.

What has been taken is kept in a state file, so that a stopped run goes on where it was. A page counts as taken when the
next item is asked for: a report that is yielded and not kept comes again. No report is given twice.
"""

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence

import msgspec

from mahdar.errors import InputError
from mahdar.intake import DEFAULTS, check
from mahdar.intake.feeds import Feed, parse_feed
from mahdar.intake.fetch import Fetcher, FetchError, Manners, Postponed
from mahdar.intake.problem import Limits, Problem
from mahdar.intake.state import Page, State
from mahdar.intake.visit import report_of
from mahdar.report import Report

log = logging.getLogger(__name__)
POLITE = Manners()
DEPTH = 3  # of sitemaps in sitemaps
AGAIN = "it is tried again"


class Watcher:
    """Follows feeds and sitemaps, one request at a time."""

    def __init__(self, feeds: Sequence[str], state: State, *, manners: Manners = POLITE, limits: Limits = DEFAULTS) -> None:
        self.feeds, self.state, self.manners, self.limits = feeds, state, manners, limits
        self.fetcher = Fetcher(manners, limits)

    def rounds(self, every: float, most: int | None = None) -> Iterator[Iterator[Report | Problem]]:
        """Rounds without end (or so many at most), one ``every`` so many seconds; each is to be taken before the next."""
        done = 0
        while most is None or done < most:
            started = time.monotonic()
            yield self.round()
            done += 1
            if done != most:
                time.sleep(max(0.0, started + every - time.monotonic()))

    def round(self) -> Iterator[Report | Problem]:
        """One look at every feed that is due, then the pages that are open and due, ``manners.pages`` at most."""
        for feed in self.feeds:
            yield from self._look(feed, DEPTH)
        for page in self.state.open_pages(self.manners.pages):
            yield from self._take(page)

    def _look(self, url: str, depth: int) -> Iterator[Problem]:
        known = self.state.feed(url)
        if known.not_before > time.time():
            log.info("%s: not due yet", url)
            return
        try:
            answer = self.fetcher.get(url, etag=known.etag, modified=known.modified)
            if answer.status == 304:
                self.state.feed_unchanged(url)
                return
            feed = parse_feed(answer.url, answer.body)
        except Postponed as wait:
            log.info("%s: %s", url, wait)
            return
        except FetchError as error:
            yield self._feed_failed(url, error, known.failures)
            return
        except InputError as error:
            self.state.feed_failed(url, time.time() + self._pause(known.failures, None))
            yield Problem.of(error)
            return
        yield from self._sitemaps(url, feed, depth)
        # In full next time: an index, for its sitemaps have conditions of their own; a broken feed, for it may have lost pages.
        etag, modified = (None, None) if feed.sitemaps or feed.fault else (answer.etag, answer.modified)
        changed = self.state.feed_read(url, etag, modified, feed.items, feed.title)
        log.info("%s: %d new or changed of %d", url, changed, len(feed.items))
        if feed.fault:
            what = f"the feed is broken ({feed.fault}); {len(feed.items)} pages were read of it"
            yield Problem(source=url, what=what, advice="tell its publisher", kind="noted")

    def _sitemaps(self, url: str, feed: Feed, depth: int) -> Iterator[Problem]:
        if feed.sitemaps and depth == 0:
            yield Problem(source=url, what=f"sitemaps in sitemaps beyond {DEPTH}", advice="give their addresses themselves")
            return
        for place in feed.sitemaps:
            yield from self._look(place, depth - 1)

    def _feed_failed(self, url: str, error: FetchError, failures: int) -> Problem:
        pause = self._pause(failures, error.retry_after)
        self.state.feed_failed(url, time.time() + pause)
        return Problem(source=url, what=error.what, advice=f"{AGAIN} in {_duration(pause)}; look at the address if it stays so")

    def _take(self, page: Page) -> Iterator[Report | Problem]:
        try:
            found = self._read(page)
        except Postponed as wait:
            self.state.page_postponed(page.url, time.time() + wait.seconds)
            return
        except FetchError as error:
            yield self._page_failed(page, error)
            return
        digest = hashlib.sha256(found.text.encode()).hexdigest() if isinstance(found, Report) else None
        if digest is None or digest != page.digest:
            yield found
        self.state.page_done(page.url, digest)

    def _read(self, page: Page) -> Report | Problem:
        found = report_of(page.url, self.fetcher.get(page.url))
        if isinstance(found, Problem):
            return found
        told = {"published": found.published or page.published, "publisher": found.publisher or page.publisher}
        return check(msgspec.structs.replace(found, **told), self.limits)

    def _page_failed(self, page: Page, error: FetchError) -> Problem:
        if error.lasting or page.failures + 1 >= self.manners.tries:
            self.state.page_done(page.url)
            return Problem(source=page.url, what=error.what, advice="it is given up; fetch it by hand if it matters")
        pause = self._pause(page.failures, error.retry_after)
        self.state.page_failed(page.url, time.time() + pause)
        return Problem(source=page.url, what=error.what, advice=f"{AGAIN} in {_duration(pause)}")

    def _pause(self, failures: int, asked: float | None) -> float:
        """Seconds until an address is tried again: what its host asks, at least, and twice as long after each failure."""
        own = self.manners.backoff * 2.0 ** min(failures, 30)
        return min(max(own, asked or 0.0), self.manners.longest_backoff)


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
