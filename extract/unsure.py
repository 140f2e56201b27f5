"""Facts whose words were recognised with little confidence: held back or told, never silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from extract.document import Box, Document, Issue

HELD_BACK = 0.5  # below, a digit is a guess as often as a reading
TOLD = 0.7  # below, somebody should look; digits of clear print have 0.9 and more


class Placed(Protocol):
    """A stretch of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def sureness(document: Document, start: int, end: int) -> float:
    """The least confidence, 0 to 1, of the words with digits in a stretch, else of all its words.

    1 for a text layer and for documents without boxes.
    """
    boxes = [box for box in document.boxes if box.start < end and start < box.end]
    digits = [b for b in boxes if any(c.isdigit() for c in document.text[b.start : b.end])]
    return min((box.confidence for box in digits or boxes), default=1.0)


def is_doubtful(document: Document) -> bool:
    """Whether any word of a document was recognised with doubt."""
    return any(box.confidence < TOLD for box in document.boxes)


def find_illegible(document: Document, figures: Sequence[Placed]) -> frozenset[int]:
    """The numbers (places in the sequence) of the figures whose digits were hardly legible."""
    if not is_doubtful(document):
        return frozenset()
    sure = (sureness(document, figure.start, figure.end) for figure in figures)
    return frozenset(n for n, confidence in enumerate(sure) if confidence < HELD_BACK)


def find_unsure(
    document: Document, figures: Sequence[Placed], others: Iterable[Placed]
) -> Iterator[Issue]:
    """An issue for each fact that was read with doubt: its confidence, page and words."""
    illegible = {figures[n] for n in find_illegible(document, figures)}
    for fact in [*figures, *others] if is_doubtful(document) else ():
        confidence = sureness(document, fact.start, fact.end)
        if confidence >= TOLD:
            continue
        what = "unsure reading, held back" if fact in illegible else "unsure reading"
        quote = " ".join(document.text[fact.start : fact.end].split())[:80]
        page = _page(document.boxes, fact)
        yield Issue(
            stage="extract",
            level="warning",
            message=f"{what} ({confidence:.0%}, page {page}): {quote}",
            source=document.source,
            url=document.url,
        )


def _page(boxes: Sequence[Box], fact: Placed) -> int:
    return next(box.page for box in boxes if box.start < fact.end and fact.start < box.end)
