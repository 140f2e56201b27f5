"""Listing pages: which links of a page are its articles, with title, date and summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag

from extract.periods import read_timestamp
from scraper.addresses import absolute
from scraper.content import check_text_size, decode

HOME = ZoneInfo("Asia/Jakarta")
# Characters of a summary that are looked at and kept.
SUMMARY = 1000


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a listing names: `published` as the listing says, `summary` as plain text."""

    url: str
    title: str | None = None
    published: datetime | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What one page of a listing gives.

    `next` is the address of its next page; `maps` are further sitemaps that a sitemap index names,
    newest first, with the moment of their last change.
    """

    links: list[Link]
    next: str | None = None
    maps: tuple[Link, ...] = ()


def plain_text(text: Any) -> str | None:
    """Text without markup, white space collapsed; None when nothing is left."""
    if not isinstance(text, str):
        return None
    if "<" in text:
        text = BeautifulSoup(f"<p>{text}</p>", "lxml").get_text(" ")
    return " ".join(unescape(text).split())[:SUMMARY] or None


def read_html(body: bytes) -> BeautifulSoup:
    """A page as a tree; an XML declaration, which pages may have, makes it no XML."""
    page = re.sub(r"(?i)<\?xml", "<!xml", decode(body))
    return BeautifulSoup(f"<!-- -->{page}", "lxml")  # the comment: an address alone is no markup


def read_moment(text: Any) -> datetime | None:
    """The moment of a listing's date, None where there is none."""
    return read_timestamp(text) if isinstance(text, str) and text.strip() else None


def slug_words(url: str) -> str:
    """The words of the last part of an address that has any."""
    for part in reversed(urlsplit(url).path.split("/")):
        words = re.findall(r"[^\W\d_]{2,}", unquote(part).rsplit(".", 1)[0])
        if len(words) > 1:
            return " ".join(words)
    return ""


def read_page(body: bytes, base_url: str, link: str | None, next: str | None) -> Found:
    """The articles of a listing page: those of selector `link`, else what a general rule finds.

    Raises ReadError for a page that is too large.
    """
    check_text_size(body, base_url)
    soup = read_html(body)
    base_url = _base(soup, base_url)
    anchors = _selected(soup, link) if link else _same_site(soup, base_url)
    mentions: dict[str, list[Tag]] = {}
    for anchor in anchors:
        url = _resolved(anchor, base_url)
        if url is not None:
            mentions.setdefault(url, []).append(anchor)
    titled = {url: _title(group) for url, group in mentions.items()}
    chosen = [url for url in mentions if link or _is_article(url, titled[url], base_url)]
    holders = _holders({url: mentions[url] for url in chosen})
    links = [_item_link(url, titled[url], mentions[url], holders) for url in chosen]
    return Found(links, _next_page(soup, base_url, next))


def _base(soup: BeautifulSoup, url: str) -> str:
    base = soup.find("base", href=True)
    return (isinstance(base, Tag) and absolute(url, str(base["href"]))) or url


def _selected(soup: BeautifulSoup, selector: str) -> list[Tag]:
    anchors: list[Tag] = []
    for element in soup.select(selector):
        anchors += [element] if element.name == "a" else element.find_all("a", href=True)
    return anchors


def _same_site(soup: BeautifulSoup, base_url: str) -> list[Tag]:
    site = _site(base_url)
    anchors = soup.find_all("a", href=True)
    return [a for a in anchors if _site(_resolved(a, base_url) or "") == site]


# Second-level names under which Indonesian sites are registered.
REGISTRIES = frozenset(
    ("co", "go", "or", "ac", "web", "my", "sch", "desa", "net", "biz", "ponpes", "mil")
)


def _site(url: str) -> str:
    """The registered name of a host: desks and bureaux of one outlet share it."""
    labels = (urlsplit(url).hostname or "").split(".")
    registry = len(labels) > 2 and labels[-1] == "id" and labels[-2] in REGISTRIES
    hosted = labels[-2:] == ["github", "io"]
    return ".".join(labels[-3:] if registry or hosted else labels[-2:])


def _resolved(anchor: Tag, base_url: str) -> str | None:
    href = str(anchor.get("href") or "").strip()
    return absolute(base_url, href) if href and not href.startswith("#") else None


# Path segments of pages that list or explain, never of articles.
NAVIGATION = frozenset(
    word
    for line in (
        "category kategori tag tags topik topic author penulis page halaman search cari indeks",
        "login register redaksi tentang about kontak contact privacy disclaimer pedoman feed rss",
        "wp-content wp-admin galeri gallery album agenda pengumuman download unduh profil",
    )
    for word in line.split()
)


def _is_article(url: str, title: str | None, base_url: str) -> bool:
    """Whether an address and the words that link to it are those of an article.

    The last part of the path is a slug of three words, or the path holds a date or a number of
    three digits; and the title has three words (four where only a number speaks for the address).
    """
    parts = urlsplit(url)
    segments = [x for x in parts.path.lower().split("/") if x and not x.startswith("index.")]
    if url.rstrip("/") == base_url.rstrip("/") or NAVIGATION.intersection(segments):
        return False
    last = unquote(segments[-1]) if segments else ""
    slug = len(re.findall(r"[^\W\d_]{2,}", last.rsplit(".html", 1)[0]))
    words = len((title or "").split())
    if slug >= 3 or re.search(r"/(?:19|20)\d\d/\d{1,2}/", parts.path):
        return words >= 3
    return words >= 4 and bool(re.search(r"\d{3,}", parts.path + "?" + parts.query))


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TITLE_CLASS = re.compile(r"title|judul|headline", re.IGNORECASE)
# What themes write before a title in the title attribute, and links that carry no title at all.
BEFORE_TITLE = re.compile(r"^(?:tautan ke|permalink(?: to)?|link to)\s*:?\s*", re.IGNORECASE)
NO_TITLE = re.compile(
    r"\W*(?:baca |read |lihat |continue |view )?(?:selengkapnya|more|reading|detail|lanjut\w*"
    r"|article|artikel)\W*|\d+(?: komentar| comments?| pembaca)?",
    re.IGNORECASE,
)


def _title(anchors: Sequence[Tag]) -> str | None:
    """The title that some mention of an address shows: a heading first, a picture's text last."""
    best: tuple[int, int, str] | None = None
    for anchor in anchors:
        for rank, text in _title_candidates(anchor):
            text = BEFORE_TITLE.sub("", " ".join(text.split()))
            if not text or NO_TITLE.fullmatch(text):
                continue
            cut = text.endswith(("...", "…"))
            candidate = (rank + 10 * cut, -len(text), text)
            if len(text.split()) >= 2 and (best is None or candidate < best):
                best = candidate
    return best[2] if best else None


def _title_candidates(anchor: Tag) -> Iterator[tuple[int, str]]:
    inside = anchor.find(HEADINGS) or anchor.find(class_=TITLE_CLASS)
    if isinstance(inside, Tag):
        yield 0, inside.get_text(" ")
    elif anchor.find_parent(HEADINGS) is not None:
        yield 0, anchor.get_text(" ")
    else:
        yield 1, anchor.get_text(" ")
    yield 2, str(anchor.get("title") or "")
    for image in anchor.find_all("img", alt=True):
        yield 3, str(image["alt"])


def _item_link(
    url: str, title: str | None, anchors: Sequence[Tag], holders: Mapping[int, str]
) -> Link:
    published, summary = None, None
    for card in {id(card): card for a in anchors if (card := _card(a, url, holders))}.values():
        published = published or _card_moment(card, title)
        summary = summary or _card_summary(card, title)
    return Link(url, title, published or _address_moment(url), summary)


SEVERAL = ""  # in place of an address: the part of a page links to more than one article


def _holders(mentions: Mapping[str, Sequence[Tag]]) -> dict[int, str]:
    """For every part of the page that links to articles, by its id(): the one, or SEVERAL.

    What holds a part with several articles holds several too, so no part is looked at twice.
    """
    holders: dict[int, str] = {}
    for url, anchors in mentions.items():
        for anchor in anchors:
            for part in (anchor, *anchor.parents):
                if holders.setdefault(id(part), url) == SEVERAL:
                    break
                if holders[id(part)] != url:
                    holders[id(part)] = SEVERAL
    return holders


def _card(anchor: Tag, url: str, holders: Mapping[int, str]) -> Tag:
    """The largest part of the page that links to this article and to no other."""
    card = anchor
    for parent in anchor.parents:
        if holders[id(parent)] != url or parent.name in ("body", "html", "[document]"):
            break
        card = parent
    return card


YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _card_moment(card: Tag, title: str | None) -> datetime | None:
    for element in card.find_all(["time", "span", "abbr", "div"]):
        for name in ("datetime", "title", "content"):
            text = str(element.get(name) or "")
            if YEAR.search(text) and (moment := read_moment(text)) is not None:
                return moment
    for text in card.stripped_strings:
        if len(text) <= 80 and text != title and YEAR.search(text):
            moment = read_moment(text)
            if moment is not None:
                return moment
    return None


def _card_summary(card: Tag, title: str | None) -> str | None:
    texts = [" ".join(p.get_text(" ").split()) for p in card.find_all("p")]
    texts += [
        " ".join(x.get_text(" ").split()) for x in card.find_all(class_=re.compile("summary"))
    ]
    texts = [text for text in texts if text != title]
    return (max(texts, key=len)[:SUMMARY] or None) if texts else None


def _address_moment(url: str) -> datetime | None:
    """The day that an address names (/2024/10/25/), at its first moment in Jakarta."""
    found = re.search(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/", urlsplit(url).path)
    try:
        return datetime(*map(int, found.groups()), tzinfo=HOME) if found else None  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def _next_page(soup: BeautifulSoup, base_url: str, selector: str | None) -> str | None:
    chosen = selector or 'a[rel~="next"], link[rel~="next"], a.next'
    found = soup.select_one(chosen)
    anchor = found if found is None or found.name in ("a", "link") else found.find("a", href=True)
    return _resolved(anchor, base_url) if isinstance(anchor, Tag) else None
