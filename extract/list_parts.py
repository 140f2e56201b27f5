"""Counts that are taken apart: "Penerima: 718 KPM" over "Baturetno 440" and "Eromoko 278", or
"480 unit (desa 300, kota 180)". What the shares count is said of their sum alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from extract.quantities import LIST_ITEM, UNIT_AHEAD, Quantity
from extract.reading import Reading, within
from extract.table_lines import Cell, find_lines

COUNTS = ("person", "household", "unit")


class Part(NamedTuple):
    """A share of what the number at `whole` counts; `scope` is the name of it."""

    whole: int
    scope: str


MARKED = re.compile(
    r"(?P<indent>[^\S\n]*)(?P<mark>[-–—•*▪◦○·>+]|\d{1,2}[.)]|[a-z][.)])?\s*(?P<words>.*)"
)
NAME = r"[^\W\d_][^\W\d_'’./ -]{0,12}(?:[-'’./ ]{1,2}[^\W\d_]{1,14}){0,4}\.?"
ONE = re.compile(
    rf"(?P<name>{NAME})\s*(?:\([^)\d]{{0,30}}\)\s*)?(?::|=|–|-|sebanyak|ada)?\s*(?P<digits>\d[\d.]*)\b"
)
IN_TURN = re.compile(
    rf"(?P<names>{NAME}(?:\s*,\s*{NAME}){{0,6}}\s*,?\s*(?:dan|serta|&)\s*{NAME})\s*:?,?\s*"
    r"(?:berturut-turut|masing-masing|berurutan)\s*(?::|sebanyak|adalah)?\s*"
    r"(?P<digits>\d[\d.]*(?:\s*,\s*(?:(?:dan|serta)\s+)?\d[\d.]*|\s+(?:dan|serta)\s+\d[\d.]*)+)"
)
GLUE = re.compile(r"\s*,\s*(?:(?:dan|serta|&)\s+)?|\s+(?:dan|serta|&)\s+")
BRACKET = re.compile(r"(?:\s+[^\W\d_][\w.-]*){0,4}\s{0,3}[(\[](?P<inside>[^)\]\n]{6,160})[)\]]")
APART = re.compile(r"\s*[|;/]\s*|\s*,\s*(?:dan\s+)?|\s+(?:dan|serta|plus|\+)\s+")


def find_parts(reading: Reading) -> dict[int, Part]:
    """The parts of all counts of a text, by where their numbers start."""
    parts = _in_headed_lists(reading)
    wholes = [q for q in reading.quantities if q.unit in COUNTS and q.value >= 2]
    if not wholes:
        return parts
    lines = find_lines(reading.text)
    starts = [line.start for line in lines]
    for whole in wholes:
        parts.update(_in_brackets(reading, whole))
        index = bisect_left(starts, whole.end) - 1
        if index + 2 < len(lines):
            parts.update(_below(reading, whole, lines, index))
    return parts


def _in_headed_lists(reading: Reading) -> dict[int, Part]:
    """The groups of "Penerima (orang): nelayan 412, buruh 96": parts of a sum that is not told."""
    parts: dict[int, Part] = {}
    for head in UNIT_AHEAD.finditer(reading.text) if "(" in reading.text else ():
        start, end = head.span("list")
        for quantity in within(reading.quantities, start, end):
            item = LIST_ITEM.fullmatch(reading.text[start : quantity.start].lstrip())
            named = any(within(reading.regions.mentions, start, quantity.start))
            start = quantity.end
            if item and not named and quantity.unit in COUNTS:
                parts[quantity.start] = Part(-1, item["name"].strip())
    return parts


def _in_brackets(reading: Reading, whole: Quantity) -> dict[int, Part]:
    """ "480 unit (daratan 300, kepulauan 180)": shares that make up the number before them."""
    match = BRACKET.match(reading.text, whole.end)
    if match is None:
        return {}
    shares: list[tuple[str, Quantity]] = []
    start = match.start("inside")
    for piece in [*APART.finditer(reading.text, start, match.end("inside")), None]:
        end = piece.start() if piece else match.end("inside")
        shares += _shares(reading, start, end)
        start = piece.end() if piece else end
    return _parts(whole, shares)


def _below(reading: Reading, whole: Quantity, lines: list[Cell], index: int) -> dict[int, Part]:
    """The lines under an item of a list that stand deeper than it or have another mark."""
    text = reading.text
    own = _marked(text, lines[index])
    shares: list[tuple[str, Quantity]] = []
    inner: tuple[int, str] | None = None
    for line in lines[index + 1 :]:
        marked = _marked(text, line)
        deeper = marked[0] > own[0] or (marked[1] != "" and marked[1] != own[1])
        if line.start == line.end or not deeper or (inner and marked[:2] != inner):
            break
        inner = marked[:2]
        here = _shares(reading, line.end - marked[2], line.end)
        if not here:
            break
        shares += here
    return _parts(whole, shares)


def _marked(text: str, line: Cell) -> tuple[int, str, int]:
    """How deep a line stands, the kind of its mark, and how long what it says is."""
    match = MARKED.match(text, line.start, line.end)
    if match is None:
        return 0, "", line.end - line.start
    mark = match["mark"] or ""
    kind = "1" if mark[:1].isdigit() else "a" if mark[:1].isalpha() else mark
    return len(match["indent"]), kind, len(match["words"])


def _shares(reading: Reading, low: int, high: int) -> list[tuple[str, Quantity]]:
    """The names and numbers of a stretch that holds nothing else."""
    text = reading.text
    high -= len(text[low:high]) - len(text[low:high].rstrip())
    low += len(text[low:high]) - len(text[low:high].lstrip())
    one = ONE.fullmatch(text, low, high)
    if one:
        number = _number(reading, one.start("digits"), one.end("digits"))
        return [(one["name"].strip(), number)] if number else []
    turn = IN_TURN.fullmatch(text, low, high)
    if turn is None:
        return []
    names = GLUE.split(turn["names"])
    numbers = within(reading.quantities, turn.start("digits"), turn.end("digits"))
    return list(zip(names, numbers, strict=True)) if len(names) == len(numbers) else []


def _number(reading: Reading, start: int, end: int) -> Quantity | None:
    here = within(reading.quantities, start, end)
    return here[0] if len(here) == 1 and here[0].end <= end else None


def _parts(whole: Quantity, shares: list[tuple[str, Quantity]]) -> dict[int, Part]:
    """The shares of a number, when they make it up."""
    bare = all(q.unit in (None, whole.unit) for _, q in shares)
    if len(shares) < 2 or not bare or sum(q.value for _, q in shares) != whole.value:
        return {}
    return {q.start: Part(whole.start, name) for name, q in shares}
