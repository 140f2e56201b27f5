"""What a page says of itself: headline, writer, times, address, whether it was paid for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from scraper.addresses import absolute
from scraper.blocks import HEADINGS, Block, Element, same_words, text_of, tidy
from scraper.content import load_json
from scraper.furniture import load_sponsored

# Names of meta elements that state a time, the most trustworthy first.
PUBLISHED_NAMES = (
    "article:published_time", "datepublished", "publishdate", "pubdate", "publish_date",
    "content_publisheddate", "og:published_time", "dc.date.issued", "dc.date", "date",
)  # fmt: skip
UPDATED_NAMES = ("article:modified_time", "datemodified", "og:updated_time")
ARTICLE_TYPES = ("article", "newsarticle", "blogposting", "reportagenewsarticle", "report")

SITE_SUFFIX = re.compile(r"\s+(?:[-–—|»•·]|::)\s+(?=\S)|(?<=\S)\s*\|\s*(?=\S)")
TITLE_NAMES = re.compile(r"(title|judul|headline)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page and its JSON-LD state, unchecked: several values, the best first.

    `body` are the paragraphs of an articleBody.
    """

    titles: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    authors: tuple[str, ...]
    sections: tuple[str, ...]
    canonical: str | None
    site: str | None
    body: tuple[str, ...] = ()


# --- head and JSON-LD -------------------------------------------------------------------------


def read_head(root: Element) -> Head:
    """Everything that meta, link, title and JSON-LD elements of a page state."""
    metas = _metas(root)
    linked = [item for text in _scripts(root) for item in _articles(text)]

    def stated(*names: str) -> list[str]:
        return [value for name in names for value in metas.get(name, ())]

    title = root.find(".//title")
    canonical = root.find(".//link[@rel='canonical']")
    return Head(
        titles=_titles(
            stated("og:title")
            + _texts(linked, "headline")
            + stated("twitter:title", "title", "originaltitle")
            + ([text_of(title)] if title is not None else [])
        ),
        published=_distinct(_texts(linked, "datePublished") + stated(*PUBLISHED_NAMES)),
        updated=_distinct(_texts(linked, "dateModified") + stated(*UPDATED_NAMES)),
        authors=_distinct(_names(linked) + stated("author", "article:author", "dc.creator")),
        sections=_distinct(_texts(linked, "articleSection") + stated("article:section")),
        canonical=(canonical.get("href") or "").strip() or None if canonical is not None else None,
        site=next(iter(stated("og:site_name", "application-name")), None),
        body=_body(linked),
    )


def _metas(root: Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta", "time"):
        content = tidy(element.get("content") or element.get("datetime") or "")
        for key in ("property", "name", "itemprop"):
            if content and (name := element.get(key)):
                metas.setdefault(name.lower(), []).append(content)
    return metas


def _scripts(root: Element) -> Iterator[str]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            yield script.text


def _articles(text: str) -> Iterator[dict[str, Any]]:
    """The articles that a JSON-LD text describes; of a broken text, the fields that stand in it."""
    try:
        found = load_json(text.strip().removesuffix(";"), strict=False)
    except ValueError:
        pairs = re.findall(r'"(headline|datePublished|dateModified)"\s*:\s*"([^"]+)"', text)
        found = {"@type": "Article", **dict(pairs)} if re.search(r"Article\"", text) else {}
    for item in _objects(found):
        kinds = item.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(str(kind).lower() in ARTICLE_TYPES for kind in kinds):
            yield item


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    """Every object of lists and graphs, however deep, in its order."""
    waiting = [found]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            yield item
            waiting.append(item.get("@graph", []))


def _texts(items: Iterable[dict[str, Any]], key: str) -> list[str]:
    values = [item.get(key) for item in items]
    flat = [v for value in values for v in (value if isinstance(value, list) else [value])]
    return [tidy(unescape(value)) for value in flat if isinstance(value, str)]


def _body(items: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The paragraphs of the longest articleBody, for pages that build their text in the browser."""
    bodies = [body for item in items if isinstance(body := item.get("articleBody"), str)]
    text = re.sub(r"<[^<>]*>", "\n", unescape(max(bodies, key=len, default="")))
    return tuple(line for raw in text.splitlines() if (line := tidy(raw)))


def _names(items: Iterable[dict[str, Any]]) -> list[str]:
    names: list[str] = []
    for item in items:
        author = item.get("author")
        for one in author if isinstance(author, list) else [author]:
            name = one.get("name") if isinstance(one, dict) else one
            names += [tidy(unescape(name))] if isinstance(name, str) else []
    return names


# Each title is compared with each block, in as many forms as it has parts: a page of thousands of
# titles, or of one with thousands of parts, is made to stall its reader.
TITLES_MOST, TITLE_LONGEST = 20, 400


def _titles(values: Iterable[str]) -> tuple[str, ...]:
    return _distinct(value[:TITLE_LONGEST] for value in values)[:TITLES_MOST]


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


# --- headline ---------------------------------------------------------------------------------


def find_headline(blocks: Sequence[Block], head: Head, publisher: str | None) -> Block | None:
    """The block that shows the headline: a heading like the titles that the head states."""
    sites = [site for site in (head.site, publisher) if site]
    forms = [form for title in head.titles for form in _title_forms(title, sites)]
    wanted = list(dict.fromkeys((_words(text), weight) for text, weight in forms))
    best, best_score = None, 0.0
    for block in blocks:
        if len(block.text) > 300 or (score := _headline_score(block, wanted)) <= best_score:
            continue
        if not _leads_home(block):
            best, best_score = block, score
    return best


def _title_forms(title: str, sites: Sequence[str]) -> Iterator[tuple[str, float]]:
    """A stated title without what sites add before and after it, and, less likely, as it is."""
    parts = [part for part in SITE_SUFFIX.split(title) if part]
    forms = [title, *(" ".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)), *parts[1:]]
    for form in forms:
        if len(form.split()) >= 3 and not any(same_words(form, site) for site in sites):
            yield form, 0.9 if form is title and len(parts) > 1 else 1.0


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _headline_score(block: Block, wanted: Sequence[tuple[frozenset[str], float]]) -> float:
    """Likeness to the stated titles, 0 to 1, with a little for headings and telling names."""
    words = _words(block.text)
    like = max(
        (w * len(words & form) / len(words | form) for form, w in wanted if words & form),
        default=0.0,
    )
    tag = block.owner.tag
    if like < (0.5 if tag in HEADINGS else 0.8):
        return 0.0
    names = f"{block.owner.get('class') or ''} {block.owner.get('id') or ''}"
    like += 0.1 if TITLE_NAMES.search(names) else 0.0
    return like + (0.2 if tag in HEADINGS else 0.0) + (0.05 if tag == "h1" else 0.0)


def _leads_home(block: Block) -> bool:
    """Whether the block is a link to the home page: the site's name, not a headline."""
    if not block.linked:
        return False
    links = [*block.owner.iter("a"), *block.owner.iterancestors("a")]
    paths = [_path(link.get("href") or "#") for link in links]
    return any(re.fullmatch(r"/?((index|home)(\.\w+)?/?)?", path) for path in paths if path) or any(
        re.fullmatch(r"https?://[^/]+", link.get("href") or "") for link in links
    )


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:  # "http://[" is no address, and leads nowhere
        return ""


def nearest_heading(blocks: Sequence[Block], first: int) -> Block | None:
    """The heading above the text, for pages whose head names only the site: h1 before h2."""
    above = [b for b in blocks[max(0, first - 25) : first] if b.owner.tag in HEADINGS]
    above = [b for b in above if 15 <= len(b.text) <= 300 and not _leads_home(b)]
    return min(above, key=lambda b: (b.owner.tag, -b.index), default=None)


def stated_title(head: Head) -> str | None:
    """The title that the head states, without the name of the site at its end."""
    for title in head.titles:
        parts = SITE_SUFFIX.split(title)
        rest = title[: title.rfind(parts[-1])].rstrip(" -–—|»•·:")
        is_site = head.site is not None and same_words(parts[-1], head.site)
        if len(parts) > 1 and (is_site or len(parts[-1].split()) <= 4) and len(rest.split()) >= 3:
            return rest
        if not is_site:
            return title
    return None


# --- writer -----------------------------------------------------------------------------------

BYLINE = re.compile(
    r"\W*(?:penulis|(?:di ?tulis )?oleh|pewarta|reporter|wartawan|jurnalis|laporan|kontributor"
    r"|writer|by)(?:\s*[:/]\s*|\s+)(?P<name>[^|:/]+)",
    re.IGNORECASE,
)
BYLINE_NAMES = re.compile(r"author|byline|penulis|reporter", re.IGNORECASE)
NAME_END = re.compile(
    r"\s*(?:[|•·–—]|\s-\s|,?\s*\b(?:editor|tayang|terbit|diperbarui|senin|selasa|rabu|kamis|jum'?at"
    r"|sabtu|minggu|pada|on)\b|(?<=[a-z])(?-i:Editor|Source|Reporter)\b|\d).*",
    re.IGNORECASE | re.DOTALL,
)
NO_PERSON = re.compile(
    r"\b(?:(?:super ?)?admin(?:istrator)?|author|penulis|oleh|by|liputan|redaksi|PT|CV|media)\b",
    re.IGNORECASE,
)
ROLE_AFTER = re.compile(r"[\s,-]+(?:jurnalis|reporter|wartawan|kontributor|editor)$", re.IGNORECASE)


def find_author(
    root: Element, head: Head, lines: Iterable[str], publisher: str | None = None
) -> str | None:
    """Who wrote the article: by the head, by a line that says so, by an element named for it."""
    sites = [site for site in (head.site, publisher) if site]
    for value in _author_values(root, head, lines):
        name = _person(value)
        if name and not any(same_words(name, site) for site in sites):
            return name
    return None


def _author_values(root: Element, head: Head, lines: Iterable[str]) -> Iterator[str]:
    yield from head.authors
    yield from (found["name"] for line in lines if (found := BYLINE.match(line)))
    for element in root.iter("a", "span", "div", "p", "b", "strong", "small", "h4", "h5", "h6"):
        names = f"{element.get('class')} {element.get('rel')} {element.get('itemprop')}"
        if BYLINE_NAMES.search(names):
            yield text_of(element)


def _person(value: str) -> str | None:
    """The value as a name; None for an address, a label or a whole sentence."""
    label = BYLINE.match(value)
    name = NAME_END.sub("", label["name"] if label else value).strip(" -,.:()")
    name = ROLE_AFTER.sub("", name)
    if not 3 <= len(name) <= 60 or len(name.split()) > 6 or re.search(r"[@/\\_<>{}]|www", name):
        return None
    return None if name.islower() or NO_PERSON.search(name) else name


# --- address ----------------------------------------------------------------------------------


def stated_address(head: Head, url: str) -> str | None:
    """The canonical address that the head states, where it can be believed; else None.

    Not believed: an empty one, one of another host, the home page, and one of another article.
    Tracking text that is glued to the slug and doubled slashes are taken out.
    """
    if not head.canonical or head.canonical.startswith(("#", "javascript:")):
        return None
    address = absolute(url, head.canonical)
    if address is None:
        return None
    stated = re.split(r"utm_[a-z]+=", address)[0].rstrip("?&")
    parts, own = urlsplit(stated), urlsplit(url)
    path = re.sub(r"/{2,}", "/", parts.path)
    if parts.scheme not in ("http", "https") or _host(parts.netloc) != _host(own.netloc):
        return None
    last, own_last = (p.rstrip("/").rpartition("/")[2] for p in (path, own.path))
    opaque = not re.search(r"[a-z]{3,}-[a-z]{2,}", own_last)
    if not last or not (opaque or last in own.path or own_last in path):
        return None
    return parts._replace(path=path, fragment="").geturl()


def _host(netloc: str) -> str:
    """The host without the prefixes by which one site serves phones."""
    return re.sub(r"^(?:(?:www|m|amp|mobile)\.)+", "", netloc.lower())


# --- paid for ---------------------------------------------------------------------------------


def is_sponsored(
    title: str | None, head: Head, labels: Iterable[str], ending: Iterable[str], url: str
) -> bool:
    """Whether the page says that somebody else paid for or wrote the article.

    `labels` are the short lines around the headline (categories among them), `ending` the last
    lines of the text and those after it, where "(adv)" stands.
    """
    patterns = load_sponsored()
    return (
        patterns["title"].match(title or "") is not None
        or patterns["path"].search(urlsplit(url).path) is not None
        or any(patterns["label"].match(text) for text in (*head.sections, *labels))
        or any(patterns["end"].search(x) or patterns["note"].search(x) for x in ending)
    )
