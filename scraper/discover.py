"""Listings of a source: feeds, sitemaps, WordPress REST and listing pages become links."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import feedparser
from bs4 import BeautifulSoup, Tag
from lxml import etree

from extract.document import ReadError
from scraper.addresses import absolute
from scraper.content import TooLarge, decode_body, load_json
from scraper.fetch import FetchError
from scraper.listings import (
    HOME,
    Found,
    Link,
    plain_text,
    read_html,
    read_moment,
    read_page,
    slug_words,
)
from scraper.sources import DEFAULT_WORDS, Listing, Source

__all__ = [
    "Found",
    "Link",
    "Trial",
    "draft_source",
    "find_links",
    "listing_url",
    "read_listing",
    "try_source",
    "wanted",
]

# Late and back-dated items: a listing is read again this far back, whatever was seen before.
RESCAN = timedelta(days=35)


def find_links(
    kind: str, body: bytes, base_url: str, link: str | None = None, next: str | None = None
) -> Found:
    """The links of a listing of one kind (a key of READERS), each address once, in its order.

    `link` and `next` are CSS selectors for kind "page"; without `link` a general rule finds the
    articles. Raises ReadError when the body is no such listing.
    """
    if kind not in READERS:
        raise ReadError(f"{base_url}: unknown kind of listing {kind!r}")
    found = READERS[kind](body, base_url, link, next)
    return replace(found, links=_once(found.links))


def _once(links: list[Link]) -> list[Link]:
    """Each address once, with what any of its mentions says."""
    known: dict[str, Link] = {}
    for link in links:
        first = known.get(link.url)
        if first is None:
            known[link.url] = link
            continue
        known[link.url] = Link(
            link.url,
            max(first.title or "", link.title or "", key=len) or None,
            first.published or link.published,
            first.summary or link.summary,
        )
    return list(known.values())


# --- feeds ---------------------------------------------------------------------------------


# Entities of a feed's own are not read: they name files, or grow without end.
ENTITY = re.compile(rb"<!ENTITY[^>]*>?", re.IGNORECASE)
# A number that is no character ends the library's reading of the whole feed.
REFERENCE = re.compile(rb"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)


def _cleaned(body: bytes) -> bytes:
    body = ENTITY.sub(b"", body.lstrip(b"\xef\xbb\xbf \t\r\n"))
    return REFERENCE.sub(lambda found: found[0] if _is_character(found) else b"&#xfffd;", body)


def _is_character(found: re.Match[bytes]) -> bool:
    digits, base = (found[1], 16) if found[1] else (found[2], 10)
    code = int(digits, base) if len(digits) <= 12 else -1
    return 0 <= code < 0xD800 or 0xDFFF < code < 0x110000


def _feed(body: bytes, base_url: str, link: str | None, next: str | None) -> Found:
    headers = {"content-location": base_url}
    # as a stream: bytes that are the name of a file would be opened as that file
    stream = io.BytesIO(_cleaned(body))
    try:
        parsed = feedparser.parse(stream, response_headers=headers)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # the library lets errors of its own out: wrong bytes in the declaration, odd names
        raise ReadError(f"{base_url}: the feed cannot be read: {error}") from error
    if not parsed.get("version"):
        raise ReadError(f"{base_url}: is no feed (no RSS or Atom in it); correct the listing's url")
    links = [_feed_link(entry, base_url) for entry in parsed.entries]
    following = [x.get("href") for x in parsed.feed.get("links", []) if x.get("rel") == "next"]
    return Found([x for x in links if x is not None], following[0] if following else None)


def _feed_link(entry: Any, base_url: str) -> Link | None:
    address = _feed_address(entry, base_url)
    if address is None:
        return None
    changed = entry.get("updated") if "updated" in entry else None
    published = entry.get("published") or changed or entry.get("dc_date")
    contents = [part.get("value", "") for part in entry.get("content", [])]
    return Link(
        address,
        plain_text(entry.get("title")),
        read_moment(published),
        plain_text(max([entry.get("summary") or "", *contents], key=len)),
    )


def _feed_address(entry: Any, base_url: str) -> str | None:
    """The article's own address: of a redirector's link the original, where the feed gives it."""
    original = entry.get("feedburner_origlink") or entry.get("pheedo_origlink")
    identity, link = str(entry.get("id") or ""), str(entry.get("link") or "")
    identity = identity if identity.startswith(("http://", "https://")) else ""
    if identity and _is_redirector(link):
        link = identity
    chosen = original or link or identity
    return absolute(base_url, str(chosen)) if chosen else None


REDIRECTORS = (
    "feedproxy.google.com",
    "feedsportal.com",
    "feeds.feedburner.com",
    "rss.feedsportal.com",
)


def _is_redirector(url: str) -> bool:
    host = urlsplit(absolute(url, "") or "").hostname or ""
    return any(host == name or host.endswith("." + name) for name in REDIRECTORS)


# --- sitemaps ------------------------------------------------------------------------------


def _sitemap(body: bytes, base_url: str, link: str | None, next: str | None) -> Found:
    root = _xml_root(_unzipped(body, base_url), base_url)
    name = _local(root)
    if name == "sitemapindex":
        return Found([], None, tuple(_newest_first(_sitemap_links(root, "sitemap", base_url))))
    if name == "urlset":
        return Found(list(_sitemap_links(root, "url", base_url)))
    raise ReadError(f"{base_url}: is no sitemap but <{name}>; correct the listing's url")


def _unzipped(body: bytes, base_url: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return decode_body(body, "gzip")
    except (ReadError, TooLarge, zlib.error) as error:
        raise ReadError(f"{base_url}: the gzip of the sitemap cannot be read: {error}") from error


def _xml_root(body: bytes, base_url: str) -> etree._Element:
    """The root of a sitemap, whatever stands before it (an HTML doctype, blank lines)."""
    start = re.search(rb"<\?xml|<(?:[\w-]+:)?(?:urlset|sitemapindex)\b", body)
    if start is None:
        raise ReadError(f"{base_url}: is no sitemap (no <urlset> in it); correct the listing's url")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body[start.start() :], parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{base_url}: the sitemap cannot be read: {error}") from error
    if root is None:
        raise ReadError(f"{base_url}: the sitemap is empty")
    return root


def _local(element: etree._Element) -> str:
    # not etree.QName, which refuses the name of an undeclared prefix ("news:title")
    tag = element.tag if isinstance(element.tag, str) else ""
    return re.split("[}:]", tag)[-1].lower()


def _sitemap_links(root: etree._Element, name: str, base_url: str) -> Iterator[Link]:
    """Names are compared without namespace: wrong ones are common."""
    for element in root:
        if _local(element) != name:
            continue
        values: dict[str, str] = {}
        for child in element.iter():
            text = (child.text or "").strip()
            if text:
                values.setdefault(_local(child), text)
        address = absolute(base_url, values["loc"]) if "loc" in values else None
        if address is not None:
            published = values.get("publication_date") or values.get("lastmod")
            yield Link(
                address,
                plain_text(values.get("title")),
                read_moment(published),
                plain_text(values.get("keywords")),
            )


def _newest_first(links: Iterator[Link]) -> list[Link]:
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(links, key=lambda link: link.published or oldest, reverse=True)


# --- WordPress -----------------------------------------------------------------------------


def _wordpress(body: bytes, base_url: str, link: str | None, next: str | None) -> Found:
    try:
        data = load_json(body.lstrip(b"\xef\xbb\xbf \t\r\n"))
    except ValueError as error:
        raise ReadError(f"{base_url}: is no JSON of WordPress: {error}") from error
    if isinstance(data, dict):
        return _wordpress_object(data, base_url)
    if not isinstance(data, list):
        raise ReadError(f"{base_url}: is no list of WordPress posts")
    links = [_post(item, base_url) for item in data if isinstance(item, dict)]
    good = [x for x in links if x is not None]
    if data and not good:
        raise ReadError(f"{base_url}: is a JSON list without posts (no link in its items)")
    return Found(good, _next_wordpress(base_url, len(data)))


def _wordpress_object(data: dict[str, Any], base_url: str) -> Found:
    """A single post, the root of the interface or a category: where its posts are listed."""
    post = _post(data, base_url) if "date" in data else None
    if post is not None:
        return Found([post])
    match data:
        case {"_links": {"wp:post_type": [{"href": str(address)}, *_]}}:
            return Found([], absolute(base_url, address))
        case {"namespaces": [*names]} if "wp/v2" in names:
            return Found([], absolute(base_url.rstrip("/") + "/", "wp/v2/posts"))
    reason = data.get("message") or "no post in it"
    raise ReadError(f"{base_url}: is no list of WordPress posts: {reason}")


def _post(item: dict[str, Any], base_url: str) -> Link | None:
    given = item.get("link")
    address = absolute(base_url, given) if isinstance(given, str) and given else None
    if address is None:
        return None
    texts = [_rendered(item, name) for name in ("excerpt", "content")]
    return Link(address, _rendered(item, "title"), _post_moment(item), max(texts, key=_length))


def _length(text: str | None) -> int:
    return len(text or "")


def _rendered(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    return plain_text(str(value.get("rendered") or "") if isinstance(value, dict) else value)


def _post_moment(item: dict[str, Any]) -> datetime | None:
    """`date` is local and `date_gmt` is UTC, both without offset; their difference is the offset.

    Where both are equal the site was left on UTC; its moment is right, its readers are at home.
    """
    local, gmt = _naive(item.get("date")), _naive(item.get("date_gmt"))
    if gmt is None:
        return None if local is None else local.replace(tzinfo=HOME)
    moment = gmt.replace(tzinfo=UTC)
    if local is None or local == gmt:
        return moment.astimezone(HOME)
    return moment.astimezone(_zone(local - gmt))


def _zone(offset: timedelta) -> ZoneInfo:
    """WIB, WITA or WIT by its offset; anything else is read as WIB."""
    names = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}
    return ZoneInfo(names.get(round(offset.total_seconds() / 3600), "Asia/Jakarta"))


def _naive(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=None)
    except ValueError:
        return None


def _next_wordpress(url: str, count: int) -> str | None:
    """The next page while a page is full: WordPress gives 10 where per_page does not say."""
    values = dict(parse_qsl(urlsplit(url).query))
    size, page = _whole(values.get("per_page"), 10), _whole(values.get("page"), 1)
    return None if count < size else with_query(url, page=str(page + 1))


def _whole(text: str | None, default: int) -> int:
    """A number of an address, which whoever wrote the address may have made absurdly long."""
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else default


def with_query(url: str, **values: str) -> str:
    """An address with some parameters set, the others kept."""
    parts = urlsplit(url)
    query = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in values
    ]
    return urlunsplit(parts._replace(query=urlencode(query + list(values.items()), safe=",:")))


def listing_url(
    listing: Listing, since: datetime | None = None, until: datetime | None = None
) -> str:
    """The address to ask for a listing, within a window of dates where its kind knows one.

    WordPress takes `after` and `before` in the site's local time. Without a window the address is
    asked for as the table has it.
    """
    if listing.kind != "wordpress" or (since is None and until is None):
        return listing.url
    values = {} if "per_page=" in listing.url else {"per_page": "100"}
    for name, moment in (("after", since), ("before", until)):
        if moment is not None:
            values[name] = moment.astimezone(HOME).strftime("%Y-%m-%dT%H:%M:%S")
    return with_query(listing.url, **values)


READERS: dict[str, Callable[[bytes, str, str | None, str | None], Found]] = {
    "feed": _feed,
    "sitemap": _sitemap,
    "wordpress": _wordpress,
    "page": read_page,
}


# --- what is wanted ------------------------------------------------------------------------


def wanted(link: Link, words: Sequence[str] | None = None) -> str | None:
    """None when a link is to be fetched, else why it was left.

    The words of interest are looked for in title and summary and in the words of the address; a
    link that says nothing at all ("/berita/8073") is wanted. An empty list wants everything.
    """
    words = DEFAULT_WORDS if words is None else words
    slug = slug_words(link.url)
    text = " ".join(filter(None, (link.title, link.summary, slug)))
    if not words or not text or _pattern(tuple(words)).search(text):
        return None
    if not link.title and not link.summary and len(slug.split()) < 3:
        return None
    return "no word of interest in title, summary or address"


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    inner = "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<!\w)(?:{inner})(?:nya)?(?!\w)", re.IGNORECASE)


# --- reading a listing to its end ----------------------------------------------------------

Get = Callable[[str], Awaitable[bytes]]
# What sites answer to a page behind the last one: WordPress 400, others 404.
NO_SUCH_PAGE = (400, 404, 410)


async def read_listing(
    listing: Listing, get: Get, *, since: datetime | None = None, most: int = 50
) -> AsyncIterator[Found]:
    """The pages of a listing, one after the other.

    `get` gives the bytes of an address; its FetchError is passed on, but where a further page does
    not exist. Ends at the last page, at a page whose dated links are all older than `since`, at a
    page that brings nothing new (an endless calendar), or after `most` pages.
    """
    queue: list[str] = [listing_url(listing, since)]
    asked: set[str] = set()
    known: set[str] = set()
    while queue and len(asked) < most:
        url = queue.pop(0)
        if url in asked:
            continue
        asked.add(url)
        try:
            body = await get(url)
        except FetchError as error:
            if len(asked) > 1 and error.status in NO_SUCH_PAGE:
                continue
            raise
        found = find_links(listing.kind, body, url, listing.link, listing.next)
        fresh = [link for link in found.links if link.url not in known]
        known.update(link.url for link in fresh)
        yield replace(found, links=fresh)
        queue += [m.url for m in found.maps if not _older(m.published, since)]
        if found.next and (fresh or not found.links) and not _all_older(found.links, since):
            queue.append(found.next)


def _older(moment: datetime | None, since: datetime | None) -> bool:
    return moment is not None and since is not None and moment < since


def _all_older(links: Sequence[Link], since: datetime | None) -> bool:
    dated = [link for link in links if link.published is not None]
    return bool(dated) and all(_older(link.published, since) for link in dated)


# --- first contact with a source -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """What the first page of a listing gave: how many links, dated, wanted; or why nothing."""

    listing: Listing
    links: int = 0
    dated: int = 0
    wanted: int = 0
    maps: int = 0
    error: str | None = None


async def try_source(source: Source, get: Get) -> list[Trial]:
    """Reads the first page of each listing of a source. Only ReadError is caught, and told."""
    trials = []
    for listing in source.listings:
        body = await get(listing.url)
        try:
            found = find_links(listing.kind, body, listing.url, listing.link, listing.next)
        except ReadError as error:
            trials.append(Trial(listing, error=str(error)))
            continue
        links = found.links
        dated = sum(link.published is not None for link in links)
        good = sum(wanted(link, source.words) is None for link in links)
        trials.append(Trial(listing, len(links), dated, good, len(found.maps)))
    return trials


def draft_source(url: str, body: bytes) -> str:
    """A TOML entry for the site of a page, feed or sitemap, to be completed by hand.

    Listings are what the page names in its head (feeds, the REST interface of WordPress), else the
    page itself. Region and what else a page does not say is left to fill in.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    home = f"{parts.scheme}://{parts.netloc}/"
    soup = read_html(body)
    listings = _draft_listings(url, body, soup) or [Listing("page", url)]
    lines = [
        "[[source]]",
        f"id = {_toml(re.sub(r'[^a-z0-9]+', '-', host.removeprefix('www.').lower()).strip('-'))}",
        f"name = {_toml(_site_name(soup) or host)}",
        f"kind = {_toml('government' if host.endswith('.go.id') else 'news')}",
        f"homepage = {_toml(home)}",
        'region = ""  # its home: a code of extract/tables/regions.csv, or "ID" for the nation',
        'state = "untried"',
        "expect = 0  # fewest documents in 30 days",
    ]
    for listing in listings:
        lines += ["", "[[source.listing]]", f"kind = {_toml(listing.kind)}"]
        lines.append(f"url = {_toml(listing.url)}")
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    """A TOML string; JSON writes strings as TOML's basic strings are written."""
    return json.dumps(text, ensure_ascii=False)


def _site_name(soup: BeautifulSoup) -> str | None:
    tag = soup.select_one('meta[property="og:site_name"], meta[name="application-name"]')
    if isinstance(tag, Tag) and tag.get("content"):
        return plain_text(str(tag["content"]))
    title = plain_text(soup.title.get_text()) if soup.title else None
    return re.split(r"\s[-–|»]\s", title)[-1] if title else None


# What is asked of WordPress: posts that a word occurs in, and no more of them than is read.
POSTS = {
    "search": "kemiskinan",
    "per_page": "50",
    "_fields": "link,date,date_gmt,title,excerpt",
}


def _draft_listings(url: str, body: bytes, soup: BeautifulSoup) -> list[Listing]:
    for kind in ("feed", "sitemap", "wordpress"):
        if _reads_as(kind, url, body):
            return [Listing(kind, url)]
    listings = []
    for tag in soup.select('link[rel~="alternate"][href]'):
        if "rss" in str(tag.get("type")) or "atom" in str(tag.get("type")):
            address = absolute(url, str(tag["href"]))
            if address is not None and not re.search("comment|komentar", address):
                listings.append(Listing("feed", address))
    interface = soup.select_one('link[rel="https://api.w.org/"][href]')
    if isinstance(interface, Tag):
        root = absolute(url, str(interface["href"])) or url
        listings.append(Listing("wordpress", with_query(urljoin(root, "wp/v2/posts"), **POSTS)))
    return list(dict.fromkeys(listings))


def _reads_as(kind: str, url: str, body: bytes) -> bool:
    try:
        found = find_links(kind, body, url)
    except ReadError:
        return False
    return bool(found.links or found.maps or found.next)
