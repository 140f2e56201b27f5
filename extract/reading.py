"""One document read by the part readers: what the binding rules look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Protocol, TypeVar

from extract.document import Document
from extract.indicators import IndicatorMention, find_indicators
from extract.officials import NameReader, OfficialReading, find_officials
from extract.periods import Period, find_first_day, find_periods
from extract.quantities import Quantity, find_quantities
from extract.regions import RegionReading, find_regions
from extract.text import RepairedText, Sentence, find_sentences, repair


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What stands where in one document. All offsets are into `text`, the repaired text."""

    document: Document
    repaired: RepairedText
    text: str
    sentences: list[Sentence]
    quantities: list[Quantity]
    periods: list[Period]
    regions: RegionReading
    officials: OfficialReading
    indicators: list[IndicatorMention]
    starts: list[int] = field(default_factory=list)

    @property
    def subject(self) -> str | None:
        """The region that the document is mainly about, else the home of its source."""
        return self.regions.subject or self.document.region

    @property
    def published(self) -> date | None:
        """The day of publication, by which relative words are resolved."""
        return self.document.published

    def sentence_index(self, position: int) -> int:
        """The index of the sentence that holds a position, or the last one before it."""
        return max(0, bisect_right(self.starts, position) - 1)


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...


S = TypeVar("S", bound=_Spanned)


_start = attrgetter("start")


def within(items: Sequence[S], low: int, high: int) -> Sequence[S]:
    """The items that start in a span; `items` are in the order of their starts.

    A document is searched by halving, so reading it sentence by sentence stays linear.
    """
    first = bisect_left(items, low, key=_start)
    return items[first : bisect_left(items, high, lo=first, key=_start)]


@lru_cache(maxsize=1)
def split(raw: str) -> tuple[RepairedText, list[Sentence]]:
    """The repaired text and its sentences; kept for the next reader of the same text."""
    repaired = repair(raw)
    return repaired, find_sentences(repaired.text)


HEAD = 3_000  # characters in which a text without a publication date names its day


def read(document: Document, reader: NameReader | None = None) -> Reading:
    """Run every part reader once over a document; `reader` names persons beside the rules."""
    repaired, sentences = split(document.text)
    text = repaired.text
    regions = find_regions(
        text, title=document.title, publisher=document.publisher, home=document.region
    )
    if document.published is None:
        # Minutes name their own day.
        document = replace(document, published=find_first_day(text, HEAD))
    return Reading(
        document=document,
        repaired=repaired,
        text=text,
        sentences=sentences,
        quantities=find_quantities(text),
        periods=find_periods(text, document.published),
        regions=regions,
        officials=find_officials(text, regions, home=document.region, reader=reader),
        indicators=find_indicators(text),
        starts=[s.start for s in sentences],
    )
