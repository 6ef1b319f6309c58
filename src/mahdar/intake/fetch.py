"""Fetching from the web with manners: one request at a time and host, robots.txt, limits, no private addresses."""

import contextlib
import ipaddress
import socket
import time
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import msgspec
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from mahdar import __version__
from mahdar.intake.problem import Limits

CHUNK = 1 << 16
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
REDIRECTS = (301, 302, 303, 307, 308)
LONGEST_DELAY = 60.0  # of what a robots.txt may ask between two requests


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How to behave towards hosts. Times are in seconds.

    ``delay``: between two requests to one host, or what its robots.txt asks, where that is longer. ``connect``, ``read``:
    for a connection and for the next bytes. ``total``: for a whole answer, redirects included. ``backoff``: before a
    failed address is tried again, doubled with each failure up to ``longest_backoff``; what a host asks for
    (Retry-After) goes first. ``tries``: before a page is given up. ``pages``: in one round; the others
    wait for the next. ``allow_private``: whether loopback, private and
    link-local addresses may be fetched.
    """

    agent: str = f"mahdar/{__version__}"
    delay: float = 1.0
    connect: float = 10.0
    read: float = 30.0
    total: float = 120.0
    redirects: int = 5
    backoff: float = 60.0
    longest_backoff: float = 86_400.0
    tries: int = 5
    pages: int = 1_000
    allow_private: bool = False
    robots: bool = True


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: 200 with its body, or 304. ``url`` is where redirects led."""

    status: int
    url: str
    body: bytes = b""
    media: str = ""
    etag: str | None = None
    modified: str | None = None


class FetchError(Exception):
    """No answer to use. ``lasting``: trying again will not help. ``retry_after``: seconds that the host asks to wait."""

    def __init__(self, what: str, *, lasting: bool = False, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.what, self.lasting, self.retry_after = what, lasting, retry_after


class Postponed(Exception):
    """The host asked before to be left alone for so many more ``seconds``, and was not asked again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"left alone for {seconds:.0f} seconds more")
        self.seconds = seconds


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    meant = [found]
    if isinstance(found, ipaddress.IPv6Address):  # may carry an address of the older kind
        meant += filter(None, (found.ipv4_mapped, found.sixtofour))
        meant += [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)] if found in NAT64 else []
    return all(each.is_global and not each.is_multicast for each in meant)


def _looked_up(host: str, port: int) -> None:
    """Refuses a name that leads to no public address, before a private one is asked so much as whether it listens.

    A name that nobody knows is left to the connection to tell of.
    """
    with contextlib.suppress(socket.gaierror):
        for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if not is_public(str(address[0])):
                raise FetchError(f"leads to the private address {address[0]}", lasting=True)


def _checked(connection: socket.socket) -> socket.socket:
    """The connection, closed again where its other end is no public address: a name may resolve anew to anything."""
    address = connection.getpeername()[0]
    if not is_public(address):
        connection.close()
        raise FetchError(f"leads to the private address {address}", lasting=True)
    return connection


class _PublicHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        _looked_up(self.host, self.port)
        return _checked(super()._new_conn())


class _PublicHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        _looked_up(self.host, self.port)
        return _checked(super()._new_conn())


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


class Fetcher:
    """Fetches addresses one after the other. Not for several threads."""

    def __init__(self, manners: Manners, limits: Limits) -> None:
        self.manners, self.limits = manners, limits
        self._pool = urllib3.PoolManager(headers={"User-Agent": manners.agent, "Accept-Encoding": "gzip, deflate"})
        if not manners.allow_private:
            self._pool.pool_classes_by_scheme = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}
        self._robots: dict[str, RobotFileParser] = {}
        self._free: dict[str, float] = {}  # when a host may be asked again
        self._closed: dict[str, float] = {}  # until when a host asked to be left alone

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The answer of an address, 304 where it is unchanged since ``etag`` or ``modified``.

        Raises ``FetchError``, or ``Postponed`` while its host wants to be left alone.
        """
        deadline = time.monotonic() + self.manners.total
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        for _ in range(self.manners.redirects + 1):
            if self.manners.robots:
                self._ask_robots(url, deadline)
            answer = self._once(url, headers, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchError(f"more than {self.manners.redirects} redirects", lasting=True)

    def _once(self, url: str, headers: dict[str, str], deadline: float) -> Fetched | str:
        """One request: its answer, or where it is redirected to."""
        host = _host(url)
        self._wait(host)
        try:
            with self._request(url, headers) as response:
                if response.status in REDIRECTS and response.headers.get("Location"):
                    return urljoin(url, response.headers["Location"])
                self._refuse(host, response)
                body = self._body(response, deadline) if response.status == 200 else b""
                return Fetched(
                    status=response.status,
                    url=url,
                    body=body,
                    media=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                    etag=response.headers.get("ETag"),
                    modified=response.headers.get("Last-Modified"),
                )
        except (HTTPError, OSError, ValueError) as error:  # ValueError: an address that is none
            raise FetchError(f"cannot be fetched ({_reason(error)})") from None
        finally:
            self._free[host] = time.monotonic() + max(self.manners.delay, self._asked_delay(url))

    def _request(self, url: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
        timeout = urllib3.Timeout(connect=self.manners.connect, read=self.manners.read)
        own = {**self._pool.headers, **headers}
        return self._pool.request("GET", url, headers=own, redirect=False, retries=False, preload_content=False, timeout=timeout)

    def _refuse(self, host: str, response: urllib3.BaseHTTPResponse) -> None:
        """Raise what a status other than 200 and 304 means."""
        status = response.status
        if status in (200, 304):
            return
        name = f"the server answers {status} {HTTPStatus(status).phrase if status in set(HTTPStatus) else ''}".rstrip()
        if status == 429 or status >= 500:
            wait = _seconds(response.headers.get("Retry-After"))
            if wait is not None:
                self._closed[host] = time.monotonic() + wait
            raise FetchError(name, retry_after=wait)
        raise FetchError(name, lasting=status not in (408, 425))

    def _body(self, response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        chunks, size = [], 0
        while chunk := response.read1(CHUNK, decode_content=True):
            chunks.append(chunk)
            size += len(chunk)
            if size > self.limits.report_bytes:
                raise FetchError(f"larger than {self.limits.report_bytes:,} bytes", lasting=True)
            if time.monotonic() > deadline:
                raise FetchError(f"took longer than {self.manners.total:g} seconds")
        return b"".join(chunks)

    def _wait(self, host: str) -> None:
        now = time.monotonic()
        closed = self._closed.get(host, 0) - now
        if closed > 0:
            raise Postponed(closed)
        time.sleep(max(0.0, self._free.get(host, 0) - now))

    def _ask_robots(self, url: str, deadline: float) -> None:
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._fetch_robots(origin, deadline)
        if not self._robots[origin].can_fetch(self.manners.agent, url):
            raise FetchError("its robots.txt asks not to fetch it", lasting=True)

    def _fetch_robots(self, origin: str, deadline: float) -> RobotFileParser:
        """The rules of a site: none where it has no robots.txt. Where it fails, its pages wait too (``FetchError``)."""
        rules = RobotFileParser()
        url = f"{origin}/robots.txt"
        try:
            for _ in range(self.manners.redirects + 1):
                answer = self._once(url, {}, deadline)
                if isinstance(answer, Fetched):
                    rules.parse(answer.body.decode("utf-8", "replace").splitlines())
                    return rules
                url = answer
        except FetchError as error:
            if not error.lasting:
                raise
        rules.parse([])
        return rules

    def _asked_delay(self, url: str) -> float:
        rules = self._robots.get(_origin(url))
        asked = rules.crawl_delay(self.manners.agent) if rules else None
        return min(float(asked or 0), LONGEST_DELAY)


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise FetchError("is no web address", lasting=True) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError("is no web address (http or https)", lasting=True)
    return f"{parts.scheme}://{parts.netloc}"


def _host(url: str) -> str:
    return urlsplit(_origin(url)).hostname or ""


def _seconds(told: str | None) -> float | None:
    """Retry-After, in seconds or as a date."""
    if not told:
        return None
    try:
        return max(0.0, float(told) if told.strip().isdigit() else parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _reason(error: Exception) -> str:
    """The innermost cause in a few words, without the objects that urllib3 shows in its own."""
    text = str(error.args[-1] if error.args else error) or type(error).__name__
    return text.rpartition(">: ")[2].rpartition(": ")[2][:100].strip(" .")
