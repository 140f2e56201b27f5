"""The page that a fact was read from: as a picture, and where on it the fact's words stand.

Files with pages (PDF, scans, pictures) keep a box for each word. The picture is drawn from the
bytes in the archive when somebody asks for it, and kept beside the database for the next time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from extract.document import Box, Document, ReadError
from pipelines import store
from scraper.archive import read_kept
from scraper.pictures import page_picture

CACHE = "page-images"
CACHE_MOST = 200 << 20  # bytes of pictures that are kept; the oldest go first
PAGES_MOST = 3  # pages shown beside one fact: an official may be named on every one

Span = tuple[int, int]
Rectangle = tuple[float, float, float, float]  # x, y, width, height in points, from the top left


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page with the places of a fact's words on it; sizes in points."""

    number: int
    width: float
    height: float
    marks: tuple[Rectangle, ...]


def marked_pages(document: Document, spans: Iterable[Span]) -> tuple[MarkedPage, ...]:
    """The pages on which these stretches of a document's text stand, three at most.

    None for files without pages, and for stretches that no box belongs to.
    """
    asked = list(spans)
    found: dict[int, list[Box]] = {}
    for box in document.boxes:
        if any(start < box.end and box.start < end for start, end in asked):
            found.setdefault(box.page, []).append(box)
    pages = (page for page in document.pages if page.number in found)
    shown = [
        MarkedPage(page.number, page.width, page.height, _lines(found[page.number]))
        for page in pages
        if page.width > 0 and page.height > 0
    ]
    return tuple(shown[:PAGES_MOST])


def _lines(boxes: Sequence[Box]) -> tuple[Rectangle, ...]:
    """One rectangle around the words that stand side by side on a line."""
    lines: list[list[float]] = []
    for box in boxes:
        if lines and _on_line(lines[-1], box):
            last = lines[-1]
            last[:] = [last[0], min(last[1], box.y0), max(last[2], box.x1), max(last[3], box.y1)]
        else:
            lines.append([box.x0, box.y0, box.x1, box.y1])
    return tuple(
        (round(x0, 1), round(y0, 1), round(x1 - x0, 1), round(y1 - y0, 1))
        for x0, y0, x1, y1 in lines
    )


def _on_line(line: Sequence[float], box: Box) -> bool:
    """Whether a word goes on to the right of a line, not further off than two of its heights."""
    high = max(line[3] - line[1], 1.0)
    middle = (box.y0 + box.y1) / 2
    return line[1] <= middle <= line[3] and -1.0 <= box.x0 - line[2] <= 2 * high


# ---- pictures ----------------------------------------------------------------------------------


def load_picture(data: Path, db: Database, document: str, number: int) -> bytes:
    """A page of the newest version of a document as PNG, drawn once and then kept.

    Raises ReadError: an unknown document or page, no bytes in the archive, nothing to draw.
    """
    found = store.rows(
        db,
        "SELECT s.warc, s.offset, s.url, s.sha256 FROM documents d "
        "JOIN versions v ON v.document = d.id AND v.n = d.version "
        "JOIN snapshots s ON s.id = v.snapshot WHERE d.id = ? AND v.pages <> '[]'",
        document,
    )
    if not found or found[0]["warc"] is None or not 1 <= number <= 9999:
        raise ReadError(f"document {document} has no page {number} in the archive")
    row = found[0]
    kept = data / CACHE / f"{row['sha256'][:32]}-{number}.png"
    if kept.is_file():
        os.utime(kept)
        return kept.read_bytes()
    body = read_kept(data / "archive", row["warc"], row["offset"]).body
    picture = page_picture(body, number, name=row["url"])
    _keep(kept, picture)
    return picture


def _keep(path: Path, picture: bytes) -> None:
    """Keep a picture for its owner only, and let the ones go that nobody asked for longest."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_bytes(picture)
    os.replace(beside, path)
    room = CACHE_MOST
    for kept in sorted(path.parent.glob("*.png"), key=lambda p: p.stat().st_mtime, reverse=True):
        room -= kept.stat().st_size
        if room < 0:
            kept.unlink(missing_ok=True)
