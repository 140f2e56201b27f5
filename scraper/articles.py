"""HTML becomes a Document: the text, the whole text, nothing but the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import BeautifulSoup

from extract.document import Document, Issue, ReadError, digest
from scraper.addresses import absolute, canonical_url
from scraper.blocks import Block, find_blocks, parse, tidy
from scraper.content import decode
from scraper.maintext import choose, find_lines, join_lines, outline_of
from scraper.metadata import (
    Head,
    find_author,
    find_headline,
    is_sponsored,
    nearest_heading,
    read_head,
    stated_address,
    stated_title,
)
from scraper.sources import Layout, Source
from scraper.times import Times, read_times, zone_of


@dataclass(frozen=True, slots=True)
class _Reading:
    """The parts of a page: all its blocks, the headline's, and those of the article in order."""

    blocks: Sequence[Block]
    headline: Block | None
    first: int
    last: int
    kept: Sequence[Block]


def read_article(
    body: bytes | str,
    *,
    url: str,
    source: Source | None = None,
    charset: str | None = None,
    fetched_at: datetime | None = None,
) -> Document:
    """The article of a page.

    `charset` is what the response's header declared. A layout of the source is used where one
    fits by date; its selectors that find nothing leave the general reader's result.
    Raises ReadError for a page on which no article text is found.
    """
    page = decode(body, charset) if isinstance(body, bytes) else body
    root = parse(page)
    if root is None:
        raise _no_text(url, "the page is empty")
    head = read_head(root)
    publisher = source.name if source else None
    reading = _read(find_blocks(root), head, publisher)
    nearby = _lines_around(reading)
    times, picked = _times_and_layout(page, head, nearby, url, source, fetched_at)
    lines = picked.lines or join_lines(reading.kept) or head.body
    if not lines:
        raise _no_text(url, "no article text found")
    title = picked.title or (reading.headline.text if reading.headline else stated_title(head))
    key = canonical_url(stated_address(head, url) or url)
    return Document(
        id=digest(key),
        url=key,
        source=source.id if source else None,
        publisher=publisher,
        title=title,
        text="\n".join(lines),
        published=times.published,
        published_at=times.published_at,
        updated_at=times.updated_at,
        author=picked.author or find_author(root, head, nearby, publisher),
        kind=source.kind if source else "news",
        region=source.region if source else None,
        language=language_of("\n".join(lines)),
        sponsored=_is_sponsored(reading, head, title, url),
    )


def _times_and_layout(
    page: str,
    head: Head,
    nearby: Sequence[str],
    url: str,
    source: Source | None,
    fetched_at: datetime | None,
) -> tuple[Times, _Picked]:
    """When the page was published, and what the layout of that time picks out of it."""
    zone = zone_of(source.region if source else None)
    times = read_times(head, nearby, url, zone, fetched_at)
    layout = _layout_of(source, times.published or (fetched_at.date() if fetched_at else None))
    if layout is None:
        return times, _Picked()
    picked = _pick(page, layout)
    if picked.date:
        times = read_times(head, [picked.date, *nearby], url, zone, fetched_at)
    return times, picked


def _no_text(url: str, why: str) -> ReadError:
    return ReadError(
        f"{url}: {why}; open it in a browser, and if an article is there, "
        "give its source a layout with a body selector in scraper/sources.toml"
    )


def _read(blocks: Sequence[Block], head: Head, publisher: str | None) -> _Reading:
    """The article by the general reader."""
    headline = find_headline(blocks, head, publisher)
    outline = outline_of(blocks)
    container = choose(outline, headline.index if headline else None)
    if container is None:
        return _Reading(blocks, headline, len(blocks), len(blocks), ())
    first, last = outline.spans[container]
    kept = find_lines(blocks[first:last], container, headline.text if headline else None)
    if kept and (headline is None or headline.index > kept[-1].index):
        headline = nearest_heading(blocks, kept[0].index + 1) or headline
        kept = [block for block in kept if block is not headline]
    return _Reading(blocks, headline, first, last, kept)


def _lines_around(reading: _Reading) -> list[str]:
    """Short lines near the headline, the nearest first, then those below the text."""
    end = reading.kept[-1].index + 1 if reading.kept else reading.last
    after = reading.blocks[end : end + 10]
    return [*_lines_by_headline(reading), *_short(after)]


def _lines_by_headline(reading: _Reading) -> list[str]:
    start = reading.kept[0].index if reading.kept else reading.first
    head = reading.headline.index if reading.headline else start
    below = reading.blocks[head + 1 : start][:25]
    above = reading.blocks[max(0, min(head, start) - 5) : min(head, start)]
    return [*_short(below), *_short(above[::-1])]


def _short(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if not block.prose and len(block.text) < 200]


def _is_sponsored(reading: _Reading, head: Head, title: str | None, url: str) -> bool:
    end = reading.kept[-1].index if reading.kept else 0
    ending = [block.text for block in reading.blocks[max(0, end - 1) : end + 5]]
    return is_sponsored(title, head, _lines_by_headline(reading), ending, url)


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of a text."""
    from py3langid import classify  # loads its model of 10 MB when it is first needed

    return str(classify(text[:2000])[0])


# --- layouts of the source table --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Picked:
    """What the selectors of a layout found; nothing where they found nothing."""

    lines: Sequence[str] = ()
    title: str | None = None
    date: str | None = None
    author: str | None = None


def _layout_of(source: Source | None, day: date | None) -> Layout | None:
    """The layout that was in use on a day; the last one when the day is not known."""
    layouts = source.layouts if source else ()
    for layout in layouts:
        if layout.until is None or (day is not None and day <= layout.until):
            return layout
    return layouts[-1] if layouts else None


def _pick(page: str, layout: Layout) -> _Picked:
    """The parts of a page by selectors. Furniture lines are left out of the body here too."""
    soup = _soup(page)
    title, author = _selected(soup, layout.title), _selected(soup, layout.author)
    shown = _selected(soup, layout.date)
    for element in soup.select(layout.remove) if layout.remove else ():
        element.decompose()
    bodies = [body for body in soup.select(layout.body)]
    outer = [body for body in bodies if not any(other in body.parents for other in bodies)]
    lines: list[str] = []
    for body in outer:
        root = parse(f"<html><body>{body}</body></html>")
        blocks = find_blocks(root) if root is not None else []
        if root is not None and blocks:
            lines += join_lines(find_lines(blocks, root, title))
    return _Picked(lines, title, shown, author)


def find_layout_issues(
    body: bytes | str,
    *,
    url: str,
    source: Source,
    published: date | None = None,
    charset: str | None = None,
) -> list[Issue]:
    """The selectors of the source's layout of that day that find nothing on a page.

    `read_article` falls back on the general reader then; these say that the site has changed.
    """
    layout = _layout_of(source, published)
    if layout is None:
        return []
    soup = _soup(decode(body, charset) if isinstance(body, bytes) else body)
    selectors = {"body": layout.body, "title": layout.title, "date": layout.date}
    selectors["author"] = layout.author
    return [
        Issue(
            stage="read",
            level="warning",
            message=f"layout: the {name} selector {selector!r} finds nothing on the page; "
            "close this layout with an until and add one for the new pages",
            source=source.id,
            url=url,
        )
        for name, selector in selectors.items()
        if selector and soup.select_one(selector) is None
    ]


def _soup(page: str) -> BeautifulSoup:
    """The page for selectors. The comment keeps the parser from warning of XHTML declarations."""
    return BeautifulSoup(f"<!-- -->{page}", "lxml")


def _selected(soup: BeautifulSoup, selector: str | None) -> str | None:
    """The text of the first match; of a meta or time element, the value of its attribute."""
    found = soup.select_one(selector) if selector else None
    if found is None:
        return None
    value = found.get("content") or found.get_text(" ") or found.get("datetime") or ""
    return tidy(str(value)) or None


# --- articles on several pages ----------------------------------------------------------------

PAGE_KEYS = ("page", "halaman", "hal", "pg", "laman")
PAGE_PATH = re.compile(r"/(?:(?:page|halaman|hal)/)?(\d{1,2})/?$")
SLUG = re.compile(r"\w[-.]\w+[-.]\w")
REPEATED_MIN = 40  # characters from which a line that stands on two pages counts as repeated


def next_page(body: bytes | str, url: str) -> str | None:
    """The address of the next page of a multi-page article, or None.

    It is a link to the same address with the next page number: "?page=2", "/2", "/halaman/2".
    """
    root = parse(decode(body) if isinstance(body, bytes) else body)
    if root is None:
        return None
    base, number = _own_page(url)
    hrefs = [(element.get("href") or "").strip() for element in root.iter("a", "link")]
    links = (link for href in hrefs if href and (link := absolute(url, href)))
    wanted = (base, str(number + 1))
    return next((link for link in links if wanted in _page_readings(link)), None)


def _own_page(url: str) -> tuple[tuple[str, ...], int]:
    """The address without its page number, and the number; 1 where it names none.

    A number at the end of a path is a page only after a slug: "/berita/73" is an article.
    """
    for base, page in _page_readings(url):
        if re.fullmatch("[0-9]{1,6}", page) and (
            base[1] == urlsplit(url).path.rstrip("/") or SLUG.search(base[1])
        ):
            return base, int(page)
    parts = urlsplit(url)
    return (parts.netloc, parts.path.rstrip("/"), parts.query), 1


def _page_readings(url: str) -> list[tuple[tuple[str, ...], str]]:
    """How an address may be read as a page of something: the address of that, the page."""
    parts = urlsplit(url)
    path, items = parts.path.rstrip("/"), parse_qsl(parts.query)
    readings: list[tuple[tuple[str, ...], str]] = []
    for key, value in items:
        if key.lower() in PAGE_KEYS:
            rest = urlencode([item for item in items if item[0] != key])
            readings.append(((parts.netloc, path, rest), value))
    if found := PAGE_PATH.search(path):
        readings.append(((parts.netloc, path[: found.start()], parts.query), found[1]))
    return readings


def join_pages(documents: Sequence[Document]) -> Document:
    """One document of the pages of one article, in the order given; id and address of the first.

    Lines that an earlier page has already are left out (repeated leads, for one), and so is a
    whole page that shows the article again. Raises ValueError for no documents.
    """
    if not documents:
        raise ValueError("join_pages: no pages were given")
    seen: set[str] = set()
    texts: list[str] = []
    for document in documents:
        lines = document.text.split("\n")
        fresh = [line for line in lines if len(line) < REPEATED_MIN or line not in seen]
        if any(len(line) >= REPEATED_MIN for line in fresh) or not texts:
            texts += fresh
        seen.update(lines)
    updates = [d.updated_at for d in documents if d.updated_at is not None]
    return replace(
        documents[0],
        text="\n".join(texts),
        author=next((d.author for d in documents if d.author), None),
        updated_at=max(updates, default=None),
        sponsored=any(d.sponsored for d in documents),
    )
