"""How much of a document may be shown: excerpts around quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

AROUND = 300  # characters shown around a quote, at most
SHARE = 0.30  # of a document's text, at most


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


def choose_excerpts(
    text: str, places: Sequence[Place], share: float = SHARE
) -> dict[Place, Excerpt]:
    """An excerpt for each fact, so that together they show at most `share` of the text.

    Room is given to the quotes first, in the order of `places`; a fact whose quote finds none has
    no excerpt. What is left is spent on the words around, the same number on each side of each.
    """
    room = int(len(text) * share)
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
