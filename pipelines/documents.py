"""Files, pages and JSON Lines become Documents: one reader for each format, in READERS."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

from extract.document import Document, Kind, ReadError, digest
from extract.regions import load_regions
from scraper.content import check_text_size, load_json
from scraper.minutes import MEDIA_TYPES
from scraper.minutes import SUFFIXES as MINUTES_SUFFIXES
from scraper.sources import Source

# Goes up when a reader finds another text on the same bytes; a version says by which it was read.
READER_VERSION = "2"

Reader = Callable[[bytes, str, Source | None, str | None, datetime | None], Document]


def _article(
    body: bytes, url: str, source: Source | None, charset: str | None, at: datetime | None
) -> Document:
    from scraper.articles import read_article

    check_text_size(body, url)
    return read_article(body, url=url, source=source, charset=charset, fetched_at=at)


def _plain_text(
    body: bytes, url: str, source: Source | None, charset: str | None, at: datetime | None
) -> Document:
    from scraper.fetch import canonical_url, decode

    check_text_size(body, url)
    text = decode(body, charset)
    if not text.strip():
        raise ReadError(f"{url}: no text in it")
    key = canonical_url(url)
    about: dict[str, Any] = {}
    if source is not None:
        about = {"source": source.id, "publisher": source.name, "kind": source.kind}
        about["region"] = source.region
    return Document(id=digest(key), url=key, text=text, **about)


def _minutes(
    body: bytes, url: str, source: Source | None, charset: str | None, at: datetime | None
) -> Document:
    from scraper.minutes import read_minutes

    stated = None if url.startswith("file:") else url
    return read_minutes(body, name=url, url=stated, source=source)


# By media type. A new format is one reader and one line here.
READERS: dict[str, Reader] = {
    "text/html": _article,
    "application/xhtml+xml": _article,
    "text/plain": _plain_text,
    **dict.fromkeys(MEDIA_TYPES, _minutes),
}

SUFFIXES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    **MINUTES_SUFFIXES,
}


def read_page(
    body: bytes,
    media_type: str,
    *,
    url: str,
    source: Source | None = None,
    charset: str | None = None,
    fetched_at: datetime | None = None,
) -> Document:
    """The document of an answer. Raises ReadError: no reader for its type, or no text in it."""
    reader = READERS.get(media_type)
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReadError(f"{url}: documents of type {media_type} are not read; known are {known}")
    return reader(body, url, source, charset, fetched_at)


# ---- files -------------------------------------------------------------------------------------


def file_id(body: bytes) -> str:
    """The id of a document that is a file: of its bytes, wherever it lies."""
    return digest(hashlib.sha256(body).hexdigest())


def read_file(path: Path) -> Document:
    """The document in a file, by its suffix. Raises ReadError; OSError becomes one."""
    media_type = SUFFIXES.get(path.suffix.lower())
    if media_type is None or media_type not in READERS:
        known = ", ".join(s for s, kind in SUFFIXES.items() if kind in READERS)
        raise ReadError(f"{path}: files {path.suffix or 'without suffix'} are not read ({known})")
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    return file_document(body, media_type, str(path))


def file_document(body: bytes, media_type: str, name: str) -> Document:
    """The document of a file's bytes; `name` stands in messages and for a missing title."""
    try:
        document = read_page(body, media_type, url=f"file:{name}")
    except ReadError as error:
        raise ReadError(str(error).removeprefix("file:")) from error
    stated = None if (document.url or "file:").startswith("file:") else document.url
    title = document.title or Path(unquote(name)).stem
    return replace(document, id=file_id(body), url=stated, title=title)


# ---- JSON Lines --------------------------------------------------------------------------------


def read_line(line: str) -> Document:
    """The document of one JSON line: `id`, `text` and, where known, `url`, `publisher`, `title`,
    `published`, `region`, `kind`. Raises ReadError that says what is wrong with it."""
    try:
        values = load_json(line, mend=False)
    except ValueError as error:
        raise ReadError(f"is no JSON: {error}; write one object a line") from error
    if not isinstance(values, dict):
        raise ReadError('is no JSON object; write {"id": …, "text": …}')
    for name in ("id", "text"):
        if name not in values:
            raise ReadError(f"has no {name!r}; every line needs id and text")
    return Document(
        id=_needed(values, "id"),
        text=_needed(values, "text"),
        url=_string(values, "url"),
        publisher=_string(values, "publisher"),
        title=_string(values, "title"),
        published=_published(values),
        region=_region(values),
        kind=_kind(values),
    )


def _needed(values: dict[str, Any], name: str) -> str:
    value = values[name]
    if isinstance(value, int) and name == "id":
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise ReadError(f"{name!r} is {'empty' if isinstance(value, str) else 'no text'}")
    return _whole(name, value)


def _whole(name: str, value: str) -> str:
    """A text that can be written as UTF-8: JSON may hold one half of a surrogate pair."""
    half = re.search("[\ud800-\udfff]", value)
    if half:
        raise ReadError(f"{name!r} holds half a character (\\u{ord(half[0]):x}); write it anew")
    return value


def _string(values: dict[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is not None and not isinstance(value, str):
        raise ReadError(f"{name!r} is no text: {value!r}")
    return _whole(name, value) if value else None


def _published(values: dict[str, Any]) -> date | None:
    value = _string(values, "published")
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError as error:
        raise ReadError(f"'published' is no ISO date: {value!r}; write 2024-10-28") from error


def _region(values: dict[str, Any]) -> str | None:
    code = _string(values, "region")
    if code is not None and code not in load_regions():
        raise ReadError(f"'region' is no known code: {code!r}; write 16 or 16.04")
    return code


def _kind(values: dict[str, Any]) -> Kind:
    kind = _string(values, "kind") or "news"
    if kind not in get_args(Kind):
        raise ReadError(f"'kind' is {kind!r}, and must be one of {', '.join(get_args(Kind))}")
    return kind  # type: ignore[return-value]


def read_lines(
    lines: Iterable[bytes], name: str, on_error: Callable[[str], None]
) -> Iterator[Document]:
    """The documents of JSON Lines; a line that is none is told to `on_error` and left out."""
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = read_line(line.decode("utf-8-sig"))
            if document.id in seen:
                raise ReadError(f"id {document.id!r} stood in line {seen[document.id]} already")
        except UnicodeDecodeError as error:
            on_error(f"{name}, line {number}: is no UTF-8 ({error.reason}); convert the file")
            continue
        except ReadError as error:
            on_error(f"{name}, line {number}: {error}")
            continue
        seen[document.id] = number
        yield document
