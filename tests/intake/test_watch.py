"""Following feeds against a real server: nothing twice, nothing lost, manners kept."""

import contextlib
import gzip
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from mahdar.errors import InputError
from mahdar.intake import Limits, Problem
from mahdar.intake.feeds import parse_feed
from mahdar.intake.fetch import Manners, is_public
from mahdar.intake.state import State
from mahdar.intake.watch import Watcher
from mahdar.report import Report

from .test_pages import GRAPH, HEADLINE, page
from .web import Answer, Site, serving

QUICK = Manners(delay=0, connect=2, read=2, total=2, backoff=0.001, longest_backoff=0.01, allow_private=True)
Found = list[Report | Problem]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def watch(site: Site, tmp_path: Path) -> Callable[..., Found]:
    """One round over these feeds of the site, each with a fresh watcher, as cron does."""

    def look(*paths: str, manners: Manners = QUICK, limits: Limits = Limits(), rounds: int = 1) -> Found:  # noqa: B008
        with State(str(tmp_path / "state.db")) as state:
            watcher = Watcher([site.address + path for path in paths], state, manners=manners, limits=limits)
            return [item for found in watcher.rounds(0.02, rounds) for item in found]

    return look


def article(number: int) -> bytes:
    return page("").replace("نظيره المريخي رائد".encode(), f"نظيره المريخي رقم {number} رائد".encode())


def whats(items: Found) -> list[str]:
    return [item.what if isinstance(item, Problem) else item.source.rpartition("/")[2] for item in items]


def fill(site: Site, *names: str) -> None:
    site.routes["/feed"] = Answer(body=site.feed(*names))
    site.routes.update({f"/{name}": Answer(body=article(int(name))) for name in names})


def test_each_page_once(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2")
    first = watch("/feed")
    assert whats(first) == ["1", "2"]
    assert isinstance(first[0], Report)
    assert (first[0].url, first[0].published) == (f"{site.address}/1", "2024-05-03T10:20:00+03:00")
    assert watch("/feed") == []
    fill(site, "3", "1", "2")
    assert whats(watch("/feed")) == ["3"]
    assert site.asked["/1"] == 1 and site.asked["/robots.txt"] == 3


def test_unchanged_feed_is_not_read_again(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1")
    body = site.feed("1")
    conditions = []

    def feed(_: Site, request: BaseHTTPRequestHandler) -> Answer:
        conditions.append((request.headers["If-None-Match"], request.headers["If-Modified-Since"]))
        known = request.headers["If-None-Match"] == '"v1"'
        return Answer(
            304 if known else 200, b"" if known else body, {"ETag": '"v1"', "Last-Modified": "Fri, 03 May 2024 10:20:00 GMT"}
        )

    site.routes["/feed"] = feed
    assert whats(watch("/feed", rounds=3)) == ["1"]
    assert conditions == [(None, None)] + [('"v1"', "Fri, 03 May 2024 10:20:00 GMT")] * 2


def test_correction_is_read_again_and_the_same_text_is_not(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2")
    assert len(watch("/feed")) == 2
    changed = {"1": "Sat, 04 May 2024 08:00:00 +0300", "2": "Sat, 04 May 2024 08:00:00 +0300"}
    site.routes["/feed"] = Answer(body=site.feed("1", "2", stamps=changed))
    site.routes["/1"] = Answer(body=article(9))
    (report,) = watch("/feed")
    assert isinstance(report, Report) and report.source == f"{site.address}/1" and "رقم 9" in report.text


@pytest.mark.parametrize("status", [429, 500, 503])
def test_failing_page_comes_later(site: Site, watch: Callable[..., Found], status: int) -> None:
    fill(site, "1", "2")
    answers = [Answer(status), Answer(status), Answer(body=article(1))]
    site.routes["/1"] = lambda *_: answers.pop(0)
    found = watch("/feed", rounds=5)
    assert sorted(what for what in whats(found) if len(what) == 1) == ["1", "2"]
    assert sum(what.startswith(f"the server answers {status}") for what in whats(found)) == 2


def test_page_that_never_comes_is_given_up(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2")
    site.routes["/1"] = Answer(500)
    del site.routes["/2"]
    found = watch("/feed", rounds=12)
    assert whats(found).count("the server answers 500 Internal Server Error") == site.asked["/1"] == 5
    assert whats(found).count("the server answers 404 Not Found") == site.asked["/2"] == 1
    assert sum("given up" in item.advice for item in found if isinstance(item, Problem)) == 2


def test_retry_after_is_kept(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2", "3")
    site.routes["/1"] = Answer(429, headers={"Retry-After": "100"})
    found = watch("/feed", manners=Manners(delay=0, allow_private=True))
    assert whats(found)[0] == "the server answers 429 Too Many Requests" and "in 100 seconds" in str(found[0])
    assert len(found) == 1  # the others wait too, and it is no fault of theirs
    assert site.asked["/2"] == site.asked["/3"] == 0
    assert watch("/feed") == [] and site.asked["/2"] == 0


def test_failing_feed_backs_off_and_recovers(site: Site, watch: Callable[..., Found]) -> None:
    site.routes["/feed"] = Answer(500)
    slow = Manners(delay=0, backoff=0.2, allow_private=True)
    assert "500" in whats(watch("/feed", manners=slow))[0]
    assert watch("/feed", manners=slow) == [] and site.asked["/feed"] == 1
    fill(site, "1")
    time.sleep(0.25)
    assert whats(watch("/feed", manners=slow)) == ["1"]


def test_stopped_run_goes_on_where_it_was(site: Site, watch: Callable[..., Found], tmp_path: Path) -> None:
    fill(site, "1", "2", "3")
    state = State(str(tmp_path / "state.db"))
    run = Watcher([f"{site.address}/feed"], state, manners=QUICK).round()
    next(run), next(run)
    run.close()  # the second report was given and not kept
    state.close()
    assert whats(watch("/feed")) == ["2", "3"]


def test_slow_and_endless_answers(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2")
    site.routes["/slow"] = Answer(body=b" " * 1000, pause=0.05)
    site.routes["/endless"] = Answer(body=site.feed("1") + b" " * 300_000)
    bomb = gzip.compress(b" " * 3_000_000)
    site.routes["/bomb"] = Answer(body=bomb, headers={"Content-Encoding": "gzip"})
    short = Manners(delay=0, total=0.3, allow_private=True)
    found = watch("/slow", "/endless", "/bomb", "/feed", manners=short, limits=Limits(report_bytes=100_000))
    assert whats(found) == ["took longer than 0.3 seconds", "larger than 100,000 bytes", "larger than 100,000 bytes", "1", "2"]


def test_broken_feeds(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2")
    site.routes["/cut"] = Answer(body=site.feed("1", "2")[:-60])
    site.routes["/page"] = Answer(body=article(1))
    site.routes["/picture"] = Answer(body=b"\x89PNG\r\n")
    entity = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    site.routes["/entities"] = Answer(body=site.feed("1").replace(b"?>", b"?>" + entity))
    found = whats(watch("/cut", "/page", "/picture", "/entities"))
    assert found[0].startswith("the feed is broken")
    assert found[1:] == [
        "neither RSS, Atom nor a sitemap",
        "no feed but a PNG picture",
        "declares XML entities, as entity bombs do",
        "1",
        "2",
    ]


def test_pages_that_are_no_reports(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2", "3")
    site.routes["/1"] = Answer(body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    site.routes["/2"] = Answer(body=b"<html><body><p>menu</p></body></html>")
    found = watch("/feed", rounds=2)
    assert whats(found) == ["is application/pdf, no page", "no article text in the page", "3"]


def test_redirects(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2", "3")
    site.routes["/1"] = Answer(302, headers={"Location": "/moved"})
    site.routes["/moved"] = Answer(body=page(GRAPH % HEADLINE))
    site.routes["/2"] = Answer(302, headers={"Location": "/2"})
    site.routes["/3"] = Answer(301, headers={"Location": "file:///etc/passwd"})
    report, loop, file = watch("/feed")
    assert isinstance(report, Report) and (report.url, report.source) == (f"{site.address}/moved", f"{site.address}/1")
    assert whats([loop, file]) == ["more than 5 redirects", "is no web address (http or https)"]


def test_private_addresses_are_refused(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1")
    assert whats(watch("/feed", manners=Manners(delay=0))) == ["leads to the private address 127.0.0.1"]
    assert not site.asked


def test_redirects_to_private_addresses_are_refused(
    site: Site, watch: Callable[..., Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One address of this machine stands for the open internet, another for the network behind it."""
    monkeypatch.setattr("mahdar.intake.fetch.is_public", lambda address: address == "127.0.0.1")
    try:
        inside = serving("127.0.0.2")
        inner = inside.__enter__()
    except OSError:
        pytest.skip("this machine has no second address of its own")
    with contextlib.closing(contextlib.ExitStack()) as stack:
        stack.push(inside)
        fill(site, "1", "2")
        fill(inner, "1")
        site.routes["/1"] = Answer(302, headers={"Location": f"{inner.address}/1"})
        assert whats(watch("/feed", manners=Manners(delay=0))) == ["leads to the private address 127.0.0.2", "2"]
        assert not inner.asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.0.1",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "0.0.0.0",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_public(address: str) -> None:
    assert is_public(address)


def test_robots(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2")
    site.routes["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /1\nCrawl-delay: 0.1\n")
    assert whats(watch("/feed")) == ["its robots.txt asks not to fetch it", "2"]
    assert site.asked["/1"] == 0
    site.routes["/robots.txt"] = Answer(500)
    assert whats(watch("/feed")) == ["the server answers 500 Internal Server Error"]


def test_delay_between_two_requests_to_a_host(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2")
    watch("/feed", manners=Manners(delay=0.1, allow_private=True))
    gaps = [later - earlier for earlier, later in zip(site.times, site.times[1:], strict=False)]
    assert len(gaps) == 3 and min(gaps) >= 0.1


def test_sitemaps(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2")
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    urls = "".join(
        f"<url><loc>{site.address}/{name}</loc><news:news><news:publication_date>2024-05-0{name}</news:publication_date>"
        f"</news:news></url>"
        for name in "12"
    )
    site.routes["/sitemap.xml"] = Answer(
        body=f"<sitemapindex {space}><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>".encode()
    )
    site.routes["/s1.xml"] = Answer(body=f"<urlset {space} {news}>{urls}</urlset>".encode())
    first, second = watch("/sitemap.xml")
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.published, second.published) == ("2024-05-01", "2024-05-02")
    assert watch("/sitemap.xml") == []
    site.routes["/sitemap.xml"] = Answer(
        body=f"<sitemapindex {space}><sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>".encode()
    )
    assert "sitemaps in sitemaps" in whats(watch("/sitemap.xml"))[0]


def test_most_pages_of_a_round(site: Site, watch: Callable[..., Found]) -> None:
    fill(site, "1", "2", "3")
    few = Manners(delay=0, pages=2, allow_private=True)
    assert [whats(watch("/feed", manners=few)) for _ in range(3)] == [["1", "2"], ["3"], []]


def test_no_server_and_no_address(site: Site, watch: Callable[..., Found], tmp_path: Path) -> None:
    state = State(str(tmp_path / "other.db"))
    feeds = ["http://127.0.0.1:9/feed", "feed.xml", "http://[broken", "ftp://a.example/feed"]
    found = list(Watcher(feeds, state, manners=QUICK).round())
    assert whats(found)[0].startswith("cannot be fetched") and "object at" not in whats(found)[0]
    assert all(what.startswith("is no web address") for what in whats(found)[1:])
    state.close()


def test_state_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"plain text, no state of feeds at all\n" * 100)
    with pytest.raises(InputError, match="cannot be used as state"):
        State(str(path))


def test_atom() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>فضاء</title><entry><title>قمة</title><link href="/1#top"/>'
        "<published>2024-05-03T10:20:00Z</published><updated>2024-05-04T00:00:00Z</updated></entry></feed>"
    )
    for charset in ("utf-8", "cp1256", "utf-16"):
        feed = parse_feed("https://news.example/atom", text.encode(charset))
        (item,) = feed.items
        assert (feed.title, item.url) == ("فضاء", "https://news.example/1")
        assert (item.published, item.stamp) == ("2024-05-03T10:20:00+00:00", "2024-05-04T00:00:00Z")
