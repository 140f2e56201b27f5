"""How much of a document may be shown: excerpts around quotes, and masked private numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

AROUND = 300  # characters shown around a quote, at most
SHARE = 0.30  # of a document's text, at most
MASKED = "[…]"

# NIK has 16 digits, NIP 18 (in groups 8 6 1 3); telephone numbers begin with 08, 62 or an area
# code in brackets; bank numbers follow the word rekening.
_PRIVATE = re.compile(
    r"""
    (?<![\d.,])\d{16}(?![\d.,]*\d)                                 # NIK
    | (?<!\d)\d{8}[ ]?\d{6}[ ]?\d[ ]?\d{3}(?!\d)                   # NIP
    | (?<![\d.,])(?:\+62|62|0)[ -]?8\d{1,3}(?:[ .-]?\d{3,4}){2,3}(?!\d)  # mobile telephone
    | \(0\d{2,3}\)[ ]?\d{5,8}(?!\d)                                # fixed telephone
    | (?<=rekening[ ])(?:no(?:mor|\.)?[ ])?\d[\d-]{7,}             # bank number
    | [\w.+-]+@[\w-]+\.[\w.]+                                      # mail address
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands: table and id, its quote and its sentence as offsets into the text."""

    table: str
    id: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The stretch of the text that is shown with a fact."""

    start: int
    end: int


def mask(text: str) -> str:
    """The text with NIK, NIP, telephone, bank numbers and mail addresses as […].

    >>> mask("Hubungi 0812-3456-7890 untuk 1.250 KPM")
    'Hubungi […] untuk 1.250 KPM'
    """
    return _PRIVATE.sub(MASKED, text)


def choose_excerpts(text: str, places: Sequence[Place]) -> dict[Place, Excerpt]:
    """An excerpt for each fact, so that together they show at most SHARE of the text.

    Room is given to the quotes first, in the order of `places`; a fact whose quote finds none has
    no excerpt. What is left is spent on the words around, the same number on each side of each.
    """
    room = int(len(text) * SHARE)
    kept: list[Place] = []
    for place in places:
        if covered((p.start, p.end) for p in [*kept, place]) <= room:
            kept.append(place)
    radius = _widest(text, kept, room)
    return {place: _excerpt(text, place, radius) for place in kept}


def _widest(text: str, places: Sequence[Place], room: int) -> int:
    """The largest number of characters on each side with which all excerpts find room."""
    low, high = 0, AROUND
    while low < high:
        middle = (low + high + 1) // 2
        spans = (_window(place, middle) for place in places)
        low, high = (middle, high) if covered(spans) <= room else (low, middle - 1)
    return low


def _window(place: Place, radius: int) -> tuple[int, int]:
    """The quote with `radius` characters on each side, inside its sentence and within AROUND.

    What one side does not need, because the sentence ends there, the other side may have.
    """
    before = max(0, place.start - place.sentence_start)
    after = max(0, place.sentence_end - place.end)
    left, right = min(before, radius), min(after, radius)
    if left + right > AROUND:
        half = AROUND // 2
        left, right = (
            (left, AROUND - left)
            if left < half
            else (AROUND - right, right)
            if right < half
            else (half, AROUND - half)
        )
    return place.start - left, place.end + right


def _excerpt(text: str, place: Place, radius: int) -> Excerpt:
    """The window, cut back to whole words."""
    start, end = _window(place, radius)
    while start < place.start and start > 0 and not text[start - 1].isspace():
        start += 1
    while end > place.end and end < len(text) and not text[end].isspace():
        end -= 1
    while start < place.start and text[start].isspace():
        start += 1
    while end > place.end and text[end - 1].isspace():
        end -= 1
    return Excerpt(start, end)


def covered(spans: Iterable[tuple[int, int]]) -> int:
    """How many characters the spans cover together."""
    total, reach = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reach))
        reach = max(reach, end)
    return total


def shown_share(text: str, places: Sequence[Place]) -> str | None:
    """What is wrong with the excerpts of a document, or None when they keep the limits.

    The sentences of `places` are the excerpts as published.
    """
    for place in places:
        around = place.sentence_end - place.sentence_start - (place.end - place.start)
        if around > AROUND:
            return f"{around} characters around a quote, more than {AROUND}"
    spans = [(p.sentence_start, p.sentence_end) for p in places]
    spans += [(p.start, p.end) for p in places]
    share = covered(spans) / max(1, len(text))
    return f"{share:.0%} of the text is shown, more than {SHARE:.0%}" if share > SHARE else None
