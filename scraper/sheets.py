"""Sheets of paper, with words and ruled lines on them, become text in reading order.

Printed and scanned pages come here alike. Out come paragraphs as lines, rows of tables as cells
between bars, and a box for every word; what repeats at the head and foot of pages is left out.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from statistics import median
from typing import Any

from extract.document import Box, Page
from scraper.grids import Grid, Rule, find_grids


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, or one sign; `glued`: no space stands before it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    glued: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its words and ruled lines, in points from the top left corner.

    `turned` degrees were taken out of a skewed picture, and `quarter` degrees clockwise (90, 180,
    270) set it upright before: boxes are turned back by them. Width and height are the upright's.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    turned: float = 0.0
    quarter: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it was given."""
        return (self.height, self.width) if self.quarter in (90, 270) else (self.width, self.height)


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a file with its pages and boxes."""

    text: str
    pages: tuple[Page, ...]
    boxes: tuple[Box, ...]


def load_sheet(raw: dict[str, Any]) -> Sheet:
    """A sheet from the JSON of the child that read it, with sizes that can be reckoned with.

    A file may well give a page no height and a letter no place.
    """
    return Sheet(
        number=raw["number"],
        width=max(_finite(raw["width"]), 1.0),
        height=max(_finite(raw["height"]), 1.0),
        words=tuple(_word(*word) for word in raw["words"]),
        rules=tuple(Rule(*map(_finite, rule)) for rule in raw["rules"]),
        turned=raw.get("turned", 0.0),
        quarter=raw.get("quarter", 0),
    )


LEAST = 0.1  # points: no letter is smaller


def _word(
    text: str, x0: float, y0: float, x1: float, y1: float, confidence: float, glued: bool
) -> Word:
    left, right = sorted((_finite(x0), _finite(x1)))
    top, bottom = sorted((_finite(y0), _finite(y1)))
    right, bottom = max(right, left + LEAST), max(bottom, top + LEAST)
    return Word(text, left, top, right, bottom, confidence, glued)


def _finite(value: float) -> float:
    return min(max(value, -1e6), 1e6) if value == value else 0.0


def compose(sheets: Sequence[Sheet]) -> Composed:
    """The text of sheets: paragraphs and table rows, one a line, in reading order."""
    rows = {sheet.number: _rows(_atoms(sheet.words)) for sheet in sheets}
    furniture = _furniture(sheets, rows)
    passages: list[_Passage] = []
    hyphenated = _hyphenated(sheets)
    for sheet in sheets:
        kept = [a for row in rows[sheet.number] if id(row) not in furniture for a in row]
        for passage in _passages(sheet, kept):
            _append(passages, passage)
    return _write(sheets, passages, hyphenated)


# ---- words to rows -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Atom:
    """Words that no space parts: what a line may not break, save at a hyphen."""

    words: tuple[Word, ...]
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


Row = list[Atom]


def _atoms(words: Iterable[Word]) -> list[Atom]:
    groups: list[list[Word]] = []
    for word in words:
        if word.glued and groups:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [
        Atom(
            tuple(group),
            min(w.x0 for w in group),
            min(w.y0 for w in group),
            max(w.x1 for w in group),
            max(w.y1 for w in group),
        )
        for group in groups
    ]


def _rows(atoms: Sequence[Atom]) -> list[Row]:
    """Atoms that stand beside each other on a page, from left to right, the rows from the top."""
    rows: list[Row] = []
    bands: list[tuple[float, float]] = []
    for atom in sorted(atoms, key=lambda a: (a.y0 + a.y1) / 2):
        centre = (atom.y0 + atom.y1) / 2
        if bands and bands[-1][0] <= centre <= bands[-1][1] and _beside(rows[-1], atom):
            rows[-1].append(atom)
            continue
        rows.append([atom])
        # The middle half of a letter's height: superscripts go along, the next line does not.
        slack = (atom.y1 - atom.y0) / 4
        bands.append((atom.y0 + slack, atom.y1 - slack))
    return [sorted(row, key=lambda a: a.x0) for row in rows]


def _beside(row: Row, atom: Atom) -> bool:
    """Whether an atom does not stand on top of another of the row."""
    half = (atom.x1 - atom.x0) / 2
    return not any(min(a.x1, atom.x1) - max(a.x0, atom.x0) > half for a in row)


def _row_text(row: Row) -> str:
    return " ".join(atom.text for atom in row)


# ---- heads, feet, page numbers -----------------------------------------------------------------

MARGIN = 0.12  # of the height: running heads and feet stand in it
ALIKE = 0.85  # recognised characters differ a little from page to page
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:halaman|hal|page|hlm)\W*)?\d{1,3}(?:\s*(?:/|dari|of)\s*\d{1,3})?\W*$",
    re.IGNORECASE,
)


def _furniture(sheets: Sequence[Sheet], rows: dict[int, list[Row]]) -> set[int]:
    """The rows (by id) that repeat at the same height of half of the pages, and page numbers."""
    edges: list[tuple[Sheet, Row, str, float]] = []
    for sheet in sheets:
        for row in rows[sheet.number]:
            middle = (row[0].y0 + row[0].y1) / 2 / sheet.height
            if middle < MARGIN or middle > 1 - MARGIN:
                edges.append((sheet, row, re.sub(r"\d+", "#", _row_text(row)), middle))
    found = {id(row) for _, row, _, _ in edges if PAGE_NUMBER.match(_row_text(row))}
    needed = max(2, len(sheets) / 2)
    kinds: list[tuple[str, float, list[tuple[Sheet, Row, str, float]]]] = []
    for edge in edges:
        kind = next((k for k in kinds if _same_edge(k[0], k[1], edge[2], edge[3])), None)
        if kind is None:
            kinds.append((edge[2], edge[3], [edge]))
        else:
            kind[2].append(edge)
    for _, _, members in kinds:
        if len({sheet.number for sheet, _, _, _ in members}) >= needed:
            found |= {id(row) for _, row, _, _ in members}
    return found


def _same_edge(text: str, place: float, other: str, at: float) -> bool:
    if abs(place - at) > 0.02:
        return False
    return text == other or (
        abs(len(text) - len(other)) <= 4 and SequenceMatcher(None, text, other).ratio() >= ALIKE
    )


# ---- passages of a page ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a column; `left` and `right` are the margins of its column."""

    atoms: tuple[Atom, ...]
    left: float
    right: float
    bars: frozenset[int] = frozenset()  # before which atoms a bar parts cells

    @property
    def text(self) -> str:
        return " ".join(atom.text for atom in self.atoms)

    @property
    def height(self) -> float:
        return median(atom.y1 - atom.y0 for atom in self.atoms)


@dataclass(slots=True)
class _Passage:
    """A paragraph (lines that are joined) or a row of a table (cells of lines)."""

    page: int
    lines: list[Line]
    cells: list[list[Line]] | None = None


def _passages(sheet: Sheet, atoms: list[Atom]) -> Iterator[_Passage]:
    """The paragraphs and table rows of a page, from the top."""
    scanned = any(atom.words[0].confidence < 1 for atom in atoms)
    grids = find_grids(sheet.rules, worn=scanned)
    free: list[Atom] = []
    inside: dict[int, list[Atom]] = {}
    for atom in atoms:
        grid = next((i for i, g in enumerate(grids) if g.holds(atom)), None)
        (free if grid is None else inside.setdefault(grid, [])).append(atom)
    rows = _rows(free)
    margins = _margins(_rows(atoms))
    for i in sorted(inside, key=lambda i: grids[i].y0):
        above = [row for row in rows if row[0].y1 <= grids[i].y0 + 3]
        rows = [row for row in rows if row[0].y1 > grids[i].y0 + 3]
        yield from _paragraphs(sheet, above, margins)
        yield from _table(sheet, grids[i], inside[i])
    yield from _paragraphs(sheet, rows, margins)


def _table(sheet: Sheet, grid: Grid, atoms: list[Atom]) -> Iterator[_Passage]:
    cells: dict[tuple[int, int], list[Atom]] = {}
    for atom in atoms:
        cells.setdefault(grid.cell_of(atom), []).append(atom)
    for row in range(grid.rows):
        columns = grid.columns(row)
        found = [cells.get((row, column), []) for column in columns]
        if any(found):
            yield _Passage(sheet.number, [], [_cell_lines(atoms) for atoms in found])


def _cell_lines(atoms: list[Atom]) -> list[Line]:
    if not atoms:
        return []
    left, right = min(a.x0 for a in atoms), max(a.x1 for a in atoms)
    return [Line(tuple(row), left, right) for row in _rows(atoms)]


# ---- columns -----------------------------------------------------------------------------------

GUTTER = 9.0  # points: the least white between two columns
ROWS_LEAST = 5  # rows beside each other that make two columns of them
FILLED = 0.6  # of its width: what a column of prose fills, and a list of labels does not


Margins = tuple[float, float]


def _paragraphs(sheet: Sheet, rows: list[Row], margins: Margins) -> Iterator[_Passage]:
    """The paragraphs of rows; where they run in two columns, the left one first."""
    band = _columns(sheet, rows)
    if band is None:
        yield from _join(sheet.number, _lines(rows, margins))
        return
    first, last, x = band
    yield from _paragraphs(sheet, rows[:first], margins)
    left = [[a for a in row if a.x1 <= x] for row in rows[first:last]]
    right = [[a for a in row if a.x0 >= x] for row in rows[first:last]]
    for column in ([row for row in left if row], [row for row in right if row]):
        yield from _join(sheet.number, _lines(column, _margins(column)))
    yield from _paragraphs(sheet, rows[last:], margins)


def _columns(sheet: Sheet, rows: list[Row]) -> tuple[int, int, float] | None:
    """First row, row after the last and middle of the best white band between two columns."""
    best: tuple[int, int, int, float] | None = None
    for x in _gutters(sheet, rows):
        for first, end in _runs(rows, x):
            last = _without_tail(rows, first, end, x)
            both = [row for row in rows[first:last] if row[0].x1 <= x <= row[-1].x0]
            if len(both) < ROWS_LEAST or not (_prose(both, x, 0) and _prose(both, x, 1)):
                continue
            if best is None or len(both) > best[0]:
                best = (len(both), first, last, x)
    return best[1:] if best else None


def _without_tail(rows: list[Row], first: int, end: int, x: float) -> int:
    """Where a run of columns ends when lines under the left one, set off by white, are another
    passage: they come after the right column, not before it."""
    both = [i for i in range(first, end) if rows[i][0].x1 <= x <= rows[i][-1].x0]
    if not both:
        return end
    white = _usual_white(rows, first, end)
    for i in range(both[-1] + 1, end):
        apart = rows[i][0].y0 - rows[i - 1][0].y1 > white
        if apart and rows[i][0].x1 <= x and not _fills_column(rows[i:end], rows, both, x, white):
            return i
    return end


def _usual_white(rows: list[Row], first: int, end: int) -> float:
    """The white between rows above which passages are set off: half a letter more than usual."""
    gaps = [max(0.0, b[0].y0 - a[0].y1) for a, b in itertools.pairwise(rows[first:end])]
    high = median(row[0].y1 - row[0].y0 for row in rows[first:end])
    return 0.5 * high + (median(gaps) if gaps else 0.0)


def _fills_column(
    tail: list[Row], rows: list[Row], both: list[int], x: float, white: float
) -> bool:
    """Whether the passage that begins the tail is broken into lines as wide as the left column:
    a paragraph of a column that is longer than the one beside it."""
    steps = itertools.pairwise(tail)
    last = next((n for n, (a, b) in enumerate(steps) if b[0].y0 - a[0].y1 > white), len(tail) - 1)
    column = max(max(a.x1 for a in rows[i] if a.x1 <= x) - rows[i][0].x0 for i in both)
    full = [row[-1].x1 - row[0].x0 >= 0.75 * column for row in tail[:last]]
    return bool(full) and all(full)


def _gutters(sheet: Sheet, rows: list[Row]) -> list[float]:
    """Where gaps of rows lie in the middle of the page, once for every 4 points."""
    low, high = sheet.width * 0.3, sheet.width * 0.7
    found = set()
    for row in rows:
        for a, b in itertools.pairwise(row):
            middle = (a.x1 + b.x0) / 2
            if b.x0 - a.x1 >= GUTTER and low < middle < high:
                found.add(round(middle / 4) * 4.0)
    return sorted(found)


def _runs(rows: list[Row], x: float) -> Iterator[tuple[int, int]]:
    """Runs of rows that leave white at x."""
    start: int | None = None
    for i, row in enumerate([*rows, None]):
        clear = (
            row is not None
            and not any(a.x0 < x + GUTTER / 2 and a.x1 > x - GUTTER / 2 for a in row)
            and not _bridged(row, x)
        )
        if clear and start is None:
            start = i
        elif not clear and start is not None:
            yield start, i
            start = None


def _bridged(row: Row, x: float) -> bool:
    """Whether only a space of a line lies at x."""
    left = max((a.x1 for a in row if a.x1 <= x), default=None)
    right = min((a.x0 for a in row if a.x0 >= x), default=None)
    return left is not None and right is not None and right - left < GUTTER


def _prose(rows: list[Row], x: float, side: int) -> bool:
    """Whether the lines of one side fill their column."""
    parts = [[a for a in row if (a.x1 <= x) == (side == 0)] for row in rows]
    widths = [part[-1].x1 - part[0].x0 for part in parts if part]
    labels = sum(part[-1].text.endswith(":") or part[0].text == ":" for part in parts if part)
    if not widths or max(widths) < 90 or labels > len(widths) / 3:
        return False
    return median(widths) >= FILLED * max(widths)


# ---- lines to paragraphs -----------------------------------------------------------------------

BAR = 1.5  # times the height of a line: a wider gap parts cells, if the rows beside have it too
MARKER = re.compile(r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|[•▪●◦–\-*])$")
LABEL = re.compile(r"[A-Z][\w/ .,()&'-]{1,40}\s*:(?:\s|$)")
TITLE = re.compile(r"(?:NOTULEN|NOTULA|NOTULENSI|RISALAH|BERITA ACARA|LAPORAN|RINGKASAN)\b")
ENDED = re.compile(r"[.:;!?]\W*$")


def _lines(rows: list[Row], margins: Margins) -> list[Line]:
    """Rows as lines with the margins of their column, and bars where cells are set apart."""
    left, right = margins
    gaps = [_gaps(row) for row in rows]
    lines = []
    for i, row in enumerate(rows):
        near = [g for j in (i - 1, i + 1) if 0 <= j < len(rows) for g in gaps[j].values()]
        bars = frozenset(n for n, g in gaps[i].items() if any(_same_gap(g, o) for o in near))
        lines.append(Line(tuple(row), left, right, bars))
    return lines


def _margins(rows: list[Row]) -> Margins:
    """The margins of rows: where the first letter stands, and where the longest rows end."""
    ends = sorted(row[-1].x1 for row in rows)
    left = min((row[0].x0 for row in rows), default=0.0)
    return left, ends[-max(1, len(ends) // 10)] if ends else 0.0


def _gaps(row: Row) -> dict[int, tuple[float, float]]:
    """Wide gaps of a row by the number of the atom after; none at markers and colons."""
    found = {}
    for i, (a, b) in enumerate(itertools.pairwise(row), 1):
        wide = b.x0 - a.x1 > BAR * max(a.y1 - a.y0, 8.0)
        colon = b.text.startswith(":") or a.text.endswith(":")
        if wide and not colon and not (i == 1 and MARKER.match(a.text)):
            found[i] = (a.x1, b.x0)
    return found


def _same_gap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > 6.0


def _join(page: int, lines: list[Line]) -> Iterator[_Passage]:
    """Lines of a column as paragraphs."""
    pitch = _pitch(lines)
    current: list[Line] = []
    for line in lines:
        if current and _begins(current, line, pitch):
            yield _Passage(page, current)
            current = []
        current.append(line)
    if current:
        yield _Passage(page, current)


def _pitch(lines: list[Line]) -> float:
    """The usual distance from one line to the next."""
    steps = [b.atoms[0].y0 - a.atoms[0].y0 for a, b in itertools.pairwise(lines)]
    usual = sorted(step for step in steps if step > 2)
    return usual[len(usual) // 3] if usual else 14.0


def _begins(current: list[Line], line: Line, pitch: float) -> bool:
    """Whether a line begins a paragraph of its own."""
    last = current[-1]
    if line.bars or last.bars or _marked(line) or TITLE.match(line.text):
        return True
    if _capitals(last) and len(_letters(last.text)) >= 12 and not _capitals(line):
        return True
    if LABEL.match(line.text) and not _near(_hang(current[0]), line.atoms[0].x0):
        return True
    if _hang(line) is not None and _near(_hang(line), _hang(current[0])):
        return True
    if _top(line) - _top(last) > max(1.45 * pitch, 1.2 * last.height):
        return True
    if not 0.8 < line.height / last.height < 1.25 and not _same_size(line, last):
        return True
    return _would_have_fitted(last, line) or _indented(current, line)


def _capitals(line: Line) -> bool:
    """Whether a line is set in capitals; recognised ones are not all alike."""
    letters = _letters(line.text)
    return sum(c.isupper() for c in letters) > 0.9 * len(letters)


def _letters(text: str) -> list[str]:
    return [c for c in text if c.isalpha()]


def _top(line: Line) -> float:
    return median(atom.y0 for atom in line.atoms)


def _same_size(line: Line, last: Line) -> bool:
    """Heights of recognised words vary with their letters; only a clear step is another size."""
    return 0.6 < line.height / last.height < 1.6 and line.atoms[0].words[0].confidence < 1


def _marked(line: Line) -> bool:
    return len(line.atoms) > 1 and MARKER.match(line.atoms[0].text) is not None


def _hang(line: Line) -> float | None:
    """Where the text of an item begins, by its gap after something short: a misread number too."""
    if len(line.atoms) < 2 or len(line.atoms[0].text) > 3:
        return None
    gap = line.atoms[1].x0 - line.atoms[0].x1
    return line.atoms[1].x0 if gap > 0.8 * line.height else None


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) < 4


def _would_have_fitted(last: Line, line: Line) -> bool:
    """Whether the first word would have had room on the line above: then the break is meant."""
    first = line.atoms[0]
    before, after = last.atoms[0].x0 - last.left, last.right - last.atoms[-1].x1
    # A centred line has half of its room on each side, and begins where no other does.
    wide = last.right - last.left
    apart = abs(last.atoms[0].x0 - first.x0) > 2 and min(before, after) > 0.05 * wide
    centred = apart and abs(before - after) < 0.1 * wide
    room = before + after if centred else after
    return room > (first.x1 - first.x0) + 0.8 * last.height


def _indented(current: list[Line], line: Line) -> bool:
    """Whether a line is set in, not as the hanging part of an item or of a field."""
    last = current[-1]
    step = line.atoms[0].x0 - last.atoms[0].x0
    if abs(line.atoms[0].x0 + line.atoms[-1].x1 - last.atoms[0].x0 - last.atoms[-1].x1) < 8:
        return False  # a heading that is centred over two lines
    if len(current) == 1:
        hanging = _marked(current[0]) or LABEL.match(current[0].text) is not None
        return step > 10 and not hanging and not _near(_hang(current[0]), line.atoms[0].x0)
    return step > 10 or (step < -10 and len(current) > 1)


def _append(passages: list[_Passage], new: _Passage) -> None:
    """Add a passage; one that goes on from the page or column before is joined to it, and the
    head of a table that is printed again is left out."""
    last = passages[-1] if passages else None
    if last is None:
        passages.append(new)
    elif new.cells is not None:
        head = _head_above(passages) if last.page != new.page else None
        if head is not None and _cells_text(head) == _cells_text(new):
            return
        # A row that a page break has cut: only its first half has a number.
        cut = head is not None and not new.cells[0]
        if cut and last.cells is not None and len(last.cells) == len(new.cells):
            for cell, rest in zip(last.cells, new.cells, strict=True):
                cell.extend(rest)
        else:
            passages.append(new)
    elif last.cells is None and _goes_on(last, new):
        last.lines.extend(new.lines)
    else:
        passages.append(new)


def _head_above(passages: list[_Passage]) -> _Passage | None:
    """The first row of the table that ends the passages."""
    first = None
    for passage in reversed(passages):
        if passage.cells is None:
            break
        first = passage
    return first


def _cells_text(passage: _Passage) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in passage.cells or []]


def _goes_on(last: _Passage, new: _Passage) -> bool:
    """Whether a paragraph goes on over a page or column break."""
    before, after = last.lines[-1], new.lines[0]
    moved = last.page != new.page or _top(after) < _top(before)
    open_ended = not ENDED.search(before.text) and not before.bars
    return moved and open_ended and after.text[:1].islower() and not _marked(after)


# ---- writing -----------------------------------------------------------------------------------


def _hyphenated(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Words that are written with a hyphen somewhere within a line."""
    return frozenset(
        word.text.lower() for sheet in sheets for word in sheet.words if "-" in word.text[1:-1]
    )


@dataclass(slots=True)
class _Text:
    """The text as it grows, with its boxes."""

    parts: list[str]
    boxes: list[Box]
    length: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _write(
    sheets: Sequence[Sheet], passages: list[_Passage], hyphenated: frozenset[str]
) -> Composed:
    by_number = {sheet.number: sheet for sheet in sheets}
    pages_of = {id(a): s.number for s in sheets for a in s.words}
    out = _Text([], [])
    for passage in passages:
        if out.length:
            out.add("\n")
        cells = passage.cells if passage.cells is not None else [passage.lines]
        for i, lines in enumerate(cells):
            if i:
                out.add(_between(cells, i))
            _write_lines(out, lines, by_number, pages_of, hyphenated)
    text = "".join(out.parts)
    return Composed(text, find_pages(sheets, out.boxes, len(text)), tuple(out.boxes))


def _between(cells: list[list[Line]], i: int) -> str:
    """A bar; where a field's colon has a cell of its own or opens one, a space."""
    here = cells[i][0].text if cells[i] else ""
    before = cells[i - 1][-1].text if cells[i - 1] else ""
    colon = here.startswith(":") or before.endswith(":")
    return " " if colon and len(cells) <= 3 else " | "


def _write_lines(
    out: _Text,
    lines: list[Line],
    sheets: dict[int, Sheet],
    pages_of: dict[int, int],
    hyphenated: frozenset[str],
) -> None:
    """Write the lines of a paragraph or cell as one line, every word with its box."""
    atoms = [(i, n, atom) for i, line in enumerate(lines) for n, atom in enumerate(line.atoms)]
    for (line, _, atom), following in zip_longest(atoms, atoms[1:]):
        words, between = list(atom.words), ""
        if following is not None and following[0] != line:
            words, between = _at_break(words, following[2], hyphenated)
        elif following is not None:
            between = " | " if following[1] in lines[line].bars else " "
        for word in words:
            out.boxes.append(_box(sheets[pages_of[id(word)]], word, out.length))
            out.add(word.text)
        out.add(between)


def _at_break(words: list[Word], after: Atom, hyphenated: frozenset[str]) -> tuple[list[Word], str]:
    """The words at the end of a line and what joins them to the next: a hyphen that only breaks
    a word is left out, one that belongs to it is kept."""
    if len(words) < 2 or words[-1].text not in ("-", "\xad", "‐"):
        return words, " "
    stem, rest = words[-2].text, after.words[0].text
    if not (stem[-1:].isalnum() and rest[:1].isalnum()):
        return words, " "
    if words[-1].text == "-" and _real_hyphen(stem, rest, hyphenated):
        return words, ""
    return words[:-1], ""


def _real_hyphen(stem: str, rest: str, hyphenated: frozenset[str]) -> bool:
    """Whether a hyphen at a line's end belongs to the word.

    It does in doubled words (orang-orang, sebaik-baiknya, sayur-mayur), before a capital or after
    one or a figure (se-Indonesia, KTP-el, ke-3), and where it stands within a line elsewhere.
    """
    if rest[0].isupper() or rest[0].isdigit() or stem[-1].isupper() or stem[-1].isdigit():
        return True
    one, other = stem.lower(), rest.lower()
    if f"{one}-{other}" in hyphenated:
        return True
    last = one.rsplit("-", 1)[-1]
    size = min(3, len(last), len(other))
    doubled = other.startswith(last[-max(4, size) :]) or last.startswith(other[:4])
    return size >= 3 and (doubled or last[:3] == other[:3] or (last[1:] == other[1 : len(last)]))


def _box(sheet: Sheet, word: Word, start: int) -> Box:
    x0, y0, x1, y1 = (round(v, 2) for v in _laid_down(sheet, *_turned_back(sheet, word)))
    end = start + len(word.text)
    return Box(start, end, sheet.number, x0, y0, x1, y1, round(word.confidence, 3))


def _turned_back(sheet: Sheet, word: Word) -> tuple[float, float, float, float]:
    """The box of a word on the page as it was before its skew was taken out."""
    if not sheet.turned:
        return word.x0, word.y0, word.x1, word.y1
    angle = math.radians(sheet.turned)
    cx, cy = sheet.width / 2, sheet.height / 2
    x, y = (word.x0 + word.x1) / 2 - cx, (word.y0 + word.y1) / 2 - cy
    mx = cx + x * math.cos(angle) - y * math.sin(angle)
    my = cy + x * math.sin(angle) + y * math.cos(angle)
    wide, high = (word.x1 - word.x0) / 2, (word.y1 - word.y0) / 2
    return mx - wide, my - high, mx + wide, my + high


def _laid_down(
    sheet: Sheet, x0: float, y0: float, x1: float, y1: float
) -> tuple[float, float, float, float]:
    """A box of an upright page on the page as it was given, turned by quarters."""
    if sheet.quarter == 90:
        return y0, sheet.width - x1, y1, sheet.width - x0
    if sheet.quarter == 180:
        return sheet.width - x1, sheet.height - y1, sheet.width - x0, sheet.height - y0
    if sheet.quarter == 270:
        return sheet.height - y1, x0, sheet.height - y0, x1
    return x0, y0, x1, y1


def find_pages(sheets: Sequence[Sheet], boxes: Sequence[Box], length: int) -> tuple[Page, ...]:
    """The pages with the offsets at which the text of each begins and ends."""
    starts: dict[int, int] = {}
    for box in boxes:
        starts.setdefault(box.page, box.start)
    pages: list[Page] = []
    begin = length
    for sheet in reversed(sheets):
        end, begin = begin, starts.get(sheet.number, begin)
        begin = 0 if sheet is sheets[0] else begin
        pages.append(Page(sheet.number, begin, max(begin, end), *sheet.size))
    return tuple(reversed(pages))
