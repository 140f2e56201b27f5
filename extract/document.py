"""What every reader fills and every extractor reads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["news", "government", "minutes"]
Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a stretch of the text stands on its page, in points from the top left corner.

    `start` and `end` are offsets into the document's text; `confidence` is 0 to 1 for
    recognised characters and 1 for a text layer.
    """

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged document: offsets of its text, its size in points."""

    number: int
    start: int
    end: int
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of an article or of minutes, as text.

    Offsets of every fact point into `text`, in Unicode code points. `region` is the home region
    of the source (a Kemendagri code): where an unnamed "bupati" governs.
    """

    id: str
    text: str
    url: str | None = None
    source: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    author: str | None = None
    kind: Kind = "news"
    region: str | None = None
    language: str | None = None
    sponsored: bool = False
    pages: tuple[Page, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that was not understood or did not work: never a silent default."""

    stage: str
    level: Level
    message: str
    source: str | None = None
    url: str | None = None


class ReadError(Exception):
    """A file or page that no document could be made of; the message says why and what to do."""


class TableError(Exception):
    """A table that ships with the program or belongs to the user is broken; names file and line."""


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stay the same for the same parts.

    >>> digest("https://contoh.example/a")
    '6f1a5d74e7e16799'
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def fact_id(document_id: str, kind: str, quote: str, ordinal: int) -> str:
    """The id of a fact: of its words, never of its value, rule, offset or version.

    `ordinal` counts equal quotes of one kind in one document, from 0 in the order of the text.
    """
    return digest(document_id, kind, quote, str(ordinal))
