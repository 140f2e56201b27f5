"""Where a review belongs after the text, the rules or the page's layout have changed.

A review keeps the quote and the characters around it. It is found again where the quote stands in
the newest text with the most similar surroundings, and belongs to the fact that covers that place.
Ids help, but do not decide: equal quotes change places when a paragraph is inserted above them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

AROUND = 60  # characters kept on either side of a quote
# Likeness of the surroundings, of 100. One side unchanged and the other new gives 80 and more;
# two unrelated stretches of Indonesian give about 40.
LEAST = 65.0
CLEAR = 8.0  # how much more alike the best of several equal quotes must be than the second
OVERLAP = 0.5  # of both spans together, for a fact whose words the rules now cut differently


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a review knows of its fact: id, quote, and the words before and after it.

    `sorts` are what the fact states (a claim's kind, else an indicator) as read and as corrected.
    """

    fact: str
    quote: str
    before: str
    after: str
    sorts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A fact of the present text: its id and span, and what it states."""

    fact: str
    start: int
    end: int
    sort: str | None = None


def make_anchor(fact: str, text: str, start: int, end: int) -> Anchor:
    """The anchor of a fact that stands at these offsets."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Anchor(fact, text[start:end], before, after)


def find_places(text: str, anchor: Anchor) -> list[tuple[int, int]]:
    """Where the anchor's quote stands in a text: one place, none where it is gone, more where
    equal quotes have surroundings that are about as alike.

    White space counts as one space: a layout breaks lines as it likes.

    >>> old = "Kemiskinan 9 persen pada 2023. Stunting turun menjadi 9 persen pada 2024."
    >>> anchor = make_anchor("a", old, 54, 62)
    >>> find_places("Pengangguran 9 persen. " + old, anchor)
    [(77, 85)]
    """
    found = [
        (likeness(text, match.start(), match.end(), anchor), match.span())
        for match in _pattern(anchor.quote).finditer(text)
    ]
    best = max((score for score, _ in found), default=0.0)
    return [span for score, span in found if score >= LEAST and best - score < CLEAR]


def _pattern(quote: str) -> re.Pattern[str]:
    """The words of a quote; a number is not looked for inside of a longer number."""
    words = r"\s+".join(map(re.escape, quote.split()))
    head = r"(?<![\d.,])" if quote[:1].isdigit() else ""
    tail = r"(?![.,]?\d)" if quote[-1:].isdigit() else ""
    return re.compile(head + words + tail if words else r"(?!)")


def likeness(text: str, start: int, end: int, anchor: Anchor) -> float:
    """How much the surroundings of a span are like the anchor's, of 100.

    The better side counts twice: a paragraph inserted above changes one side only.
    """
    left = _alike(anchor.before, text[max(0, start - AROUND) : start], at_end=True)
    right = _alike(anchor.after, text[end : end + AROUND], at_end=False)
    return (max(left, right) + (left + right) / 2) / 2


def _alike(one: str, other: str, *, at_end: bool) -> float:
    """Likeness of two stretches, cut to the shorter one on the side away from the quote."""
    first, second = (" ".join(part.split()) for part in (one, other))
    length = min(len(first), len(second))
    if length == 0:
        return 100.0 if not first and not second else 0.0
    if at_end:
        return float(fuzz.ratio(first[-length:], second[-length:]))
    return float(fuzz.ratio(first[:length], second[:length]))


def attach(text: str, anchor: Anchor, spots: Sequence[Spot]) -> str | None:
    """The id of the fact that an anchor belongs to now, or None where that cannot be told.

    `spots` are the facts of the anchor's kind in the text's document. Of several at one place the
    only one that states the same is it: ids change places there. The id decides only between
    places, or facts at one place, that nothing else tells apart.
    """
    found: dict[str, float] = {}
    for place in find_places(text, anchor):
        for spot in spots:
            score = _overlap(place, (spot.start, spot.end))
            if score >= OVERLAP:
                found[spot.fact] = max(score, found.get(spot.fact, 0.0))
    best = [fact for fact, score in found.items() if score == max(found.values())]
    alike = {spot.fact for spot in spots if spot.sort in anchor.sorts}.intersection(best)
    if len(best) > 1 and len(alike) == 1:
        return alike.pop()
    if len(best) > 1:
        return anchor.fact if anchor.fact in best else None
    return best[0] if best else None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The common part of two spans, 1 where one holds the other and is not much longer."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common <= 0:
        return 0.0
    shorter = min(one[1] - one[0], other[1] - other[0])
    if common == shorter and (one[1] - one[0]) + (other[1] - other[0]) - 2 * common <= AROUND:
        return 1.0
    return common / (max(one[1], other[1]) - min(one[0], other[0]))
