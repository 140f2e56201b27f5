"""Where a text names an indicator, and how strongly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.cues import cue, spaced
from extract.document import TableError
from extract.finder import Finder, compile_finder
from extract.tables import load_table

LABEL, WORD, PROGRAMME = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of `tables/indicators.csv`: an indicator, its topic and the units it comes in.

    A level lies between `least` and `most` by definition, and no region of the country ever came
    near `usual` (BPS's releases since 2010); None where nothing bounds it.
    """

    id: str
    topic: str
    units: tuple[str, ...]
    least: float | None
    most: float | None
    usual: float | None
    name_id: str
    name_en: str


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """A place that names a topic: `strength` 3 is a measure's name ("angka kemiskinan"), 2 a bare
    word ("kemiskinan"), 1 a programme or body that only carries the word ("penanggulangan
    kemiskinan"). `indicator` is the row whose words stood there; another unit of the same topic
    leads to a sibling row.
    """

    start: int
    end: int
    topic: str
    indicator: str
    strength: int


@cache
def load_indicators() -> dict[str, Indicator]:
    """Every indicator by id, in the order of the table."""
    rows = load_table("indicators")
    return {
        row["id"]: Indicator(
            row["id"],
            row["topic"],
            tuple(row["unit"].split("|")),
            float(row["least"]) if row["least"] else None,
            float(row["most"]) if row["most"] else None,
            float(row["usual"]) if row["usual"] else None,
            row["name_id"],
            row["name_en"],
        )
        for row in rows
    }


@cache
def _siblings() -> dict[tuple[str, str], str]:
    return {(row.topic, unit): row.id for row in load_indicators().values() for unit in row.units}


def indicator_for(topic: str, unit: str) -> str | None:
    """The indicator of a topic in a unit: poverty in persons is `poor_population`."""
    return _siblings().get((topic, unit))


def can_be(indicator: str, value: float) -> bool:
    """Whether a level can have a value at all: no Gini ratio lies above 1, no rate above 100."""
    row = load_indicators()[indicator]
    return (row.least is None or row.least <= value) and (row.most is None or value <= row.most)


def is_usual(indicator: str, value: float) -> bool:
    """Whether a region may well have a value: 90 percent is more often a share of something than a
    rate of poverty."""
    most = load_indicators()[indicator].usual
    return most is None or abs(value) <= most


def _alternatives(cell: str) -> list[str]:
    return [spaced(part.strip()) for part in cell.split(" ; ") if part.strip()]


@cache
def _patterns() -> tuple[tuple[str, str, int, Finder], ...]:
    compiled = []
    for number, row in enumerate(load_table("indicators"), start=2):
        for column, strength in (("labels", LABEL), ("words", WORD)):
            parts = _alternatives(row[column])
            if not parts:
                continue
            try:
                pattern = compile_finder(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
            except re.error as error:
                raise TableError(
                    f"indicators.csv line {number}, column {column}: {error}"
                ) from error
            compiled.append((row["topic"], row["id"], strength, pattern))
    return tuple(compiled)


def load_patterns() -> tuple[tuple[str, int, Finder], ...]:
    """The patterns of all indicators' names and words, each with its topic and strength."""
    return tuple((topic, strength, pattern) for topic, _, strength, pattern in _patterns())


def _strength(text: str, start: int, strength: int) -> int:
    """A bare word after "penanggulangan", "kantong" and the like names a programme."""
    before = text[max(0, start - 40) : start]
    programme = strength == WORD and cue("programme_before").search(before)
    return PROGRAMME if programme else strength


def _in_paragraph(pattern: Finder, text: str, match: re.Match[str]) -> re.Match[str] | None:
    """A match as far as it lies in one paragraph: the heading "BELANJA" above "IPM 72" is no
    expenditure on it."""
    end = text.find("\n\n", match.start(), match.end())
    return match if end < 0 else pattern.match(text, match.start(), end)


def find_indicators(text: str) -> list[IndicatorMention]:
    """The places that name an indicator, longest first where two overlap, in order."""
    found = [
        IndicatorMention(m.start(), m.end(), topic, row, _strength(text, m.start(), strength))
        for topic, row, strength, pattern in _patterns()
        for whole in pattern.finditer(text)
        if (m := _in_paragraph(pattern, text, whole))
    ]
    found.sort(key=lambda m: (m.start - m.end, -m.strength, m.start))
    kept: list[IndicatorMention] = []
    taken = bytearray(len(text) + 1)
    for mention in found:
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
