"""RSS, Atom and sitemaps to the addresses that they list."""

import re
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree

import msgspec

from mahdar.errors import InputError
from mahdar.intake.dates import iso_date
from mahdar.intake.decode import Binary, decode
from mahdar.intake.extras import need, parsing

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ROOT = re.compile(r"<(?![?!])(?:\w+:)?(\w+)")
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
KINDS = "RSS, Atom or a sitemap"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A page that a feed lists. ``stamp`` changes when the page does, as far as the feed tells."""

    url: str
    published: str | None = None
    stamp: str | None = None


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed lists: pages, and further sitemaps where it is an index of them. ``fault``: what is broken in it."""

    title: str | None = None
    items: tuple[Item, ...] = ()
    sitemaps: tuple[str, ...] = ()
    fault: str | None = None


def parse_feed(url: str, data: bytes) -> Feed:
    """The feed or sitemap in these bytes. Raises ``InputError`` where it is neither, or declares XML entities of its own."""
    try:
        text = DECLARATION.sub("", decode(data), count=1)
    except Binary as error:
        raise InputError(url, f"no feed but {error}", f"give the address of {KINDS}") from None
    if ENTITY.search(text):
        raise InputError(url, "declares XML entities, as entity bombs do", "ask its publisher for a plain feed")
    root = ROOT.search(text)
    if root and root[1] in ("urlset", "sitemapindex"):
        return _sitemap(url, text)
    return _syndication(url, text)


def _syndication(url: str, text: str) -> Feed:
    feedparser = need("feedparser", url)
    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    with parsing(url, "the feed cannot be parsed", "wait until its publisher repairs it"):
        found = feedparser.parse(text.encode(), response_headers=headers, sanitize_html=False)
    items = [
        Item(
            url=urldefrag(entry["link"]).url,
            published=iso_date(entry.get("published")),
            stamp=entry.get("updated") or entry.get("published"),
        )
        for entry in map(dict, found.entries)  # a plain dict, for feedparser's own takes one date for the other
        if entry.get("link")
    ]
    if not items and not found.get("version"):
        raise InputError(url, "neither RSS, Atom nor a sitemap", "give the address of a feed, not of a page")
    fault = str(found.bozo_exception).partition("\n")[0][:100] if found.bozo else None
    return Feed(title=found.feed.get("title"), items=_once_each(items), fault=fault)


def _sitemap(url: str, text: str) -> Feed:
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise InputError(url, f"a broken sitemap ({error})", "wait until its publisher repairs it") from None
    entries = [{_local(part.tag): (part.text or "").strip() for part in entry.iter()} for entry in root]
    located = [(urljoin(url, entry["loc"]), entry) for entry in entries if entry.get("loc")]
    if _local(root.tag) == "sitemapindex":
        return Feed(sitemaps=tuple(dict.fromkeys(place for place, _ in located)))
    items = [
        Item(
            url=urldefrag(place).url,
            published=iso_date(entry.get("publication_date")),
            stamp=entry.get("lastmod") or entry.get("publication_date"),
        )
        for place, entry in located
    ]
    return Feed(items=_once_each(items))


def _once_each(items: list[Item]) -> tuple[Item, ...]:
    return tuple({item.url: item for item in reversed(items)}.values())[::-1]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
