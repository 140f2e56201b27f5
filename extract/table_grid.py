"""The tables of a text as rows of as many cells each, under as many lines of head as there are."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.table_lines import (
    YEAR,
    Block,
    Cell,
    find_blocks,
    find_lines,
    is_number,
    kept_cells,
    split_cells,
)

Row = list[Cell]


class Table(NamedTuple):
    """A table of a text. `heads` of its rows name its columns, one cell a column: the same cell
    over all the columns that it spans, an empty one where it has none. 0 says that the rows are as
    they stand in the text, of as many cells as each happens to have."""

    rows: list[Row]
    heads: int = 0


@lru_cache(maxsize=2)
def find_tables(text: str) -> list[Table]:
    """The tables of a text; kept for the next reader of the same text, who must not change them."""
    lines = find_lines(text)
    return [_squared(text, lines, block) for block in find_blocks(text, lines)]


def _squared(text: str, lines: list[Cell], block: Block) -> Table:
    """A block with its cells in columns, when its lines show which cell stands in which."""
    kept = [kept_cells(text, lines[i]) for i in block.numbers]
    if block.numbers and all(kept):
        return _kept(text, [row for row in kept if row]) or Table(block.rows)
    if block.numbers and not any(kept):
        return _aligned(text, lines, block) or Table(block.rows)
    return Table(block.rows)


# ---- bars and tabs ---------------------------------------------------------------------------


def _kept(text: str, rows: list[Row]) -> Table | None:
    """A table of bars or tabs, with its empty cells; None when it has none that matter."""
    width = max(map(len, rows))
    rows = [[*[Cell(r[0].start, r[0].start)] * (width - len(r)), *r] for r in rows]
    heads = _heads(text, rows)
    if not heads or not any(_is_empty(cell) for row in rows for cell in row):
        return None
    named = [row for row in rows[:heads] if not _counts_columns(text, row)]
    for above, below in pairwise(named):
        for column in range(1, width):
            if _is_empty(above[column]) and not _is_empty(below[column]):
                above[column] = above[column - 1]
    return Table([*named, *rows[heads:]], len(named))


def _heads(text: str, rows: list[Row]) -> int:
    """How many of the first rows hold names of columns and no numbers but years."""
    for index, row in enumerate(rows):
        filled = [cell for cell in row if not _is_empty(cell)]
        numbers = [cell for cell in filled if is_number(text, cell)]
        over_rows = len(filled) == 1 and not _is_empty(row[0]) and index
        if over_rows or any(YEAR.fullmatch(text, c.start, c.end) is None for c in numbers):
            return index
    return 0


COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)")


def _counts_columns(text: str, row: Row) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)"."""
    filled = [cell for cell in row if not _is_empty(cell)]
    return all(COLUMN_NUMBER.fullmatch(text, c.start, c.end) for c in filled)


def _is_empty(cell: Cell) -> bool:
    return cell.start == cell.end


# ---- runs of spaces --------------------------------------------------------------------------

HEAD_LINES = 6  # a head has no more
SPAN_MAX = 6  # characters between a head that spans columns and one that it does not reach


class _Span(NamedTuple):
    """A column, a cell or a ruling of a line: from where to where in the line."""

    low: int
    high: int

    def gap(self, other: _Span) -> int:
        """How many characters lie between two of them; less than 1 when one stands over the
        other."""
        return max(self.low - other.high, other.low - self.high)


def _aligned(text: str, lines: list[Cell], block: Block) -> Table | None:
    """A table of runs of spaces whose cells stand under each other, when its head has several
    lines or some of its cells hold two numbers; None for any other."""
    rows = [_halved(text, row) for row in block.rows]
    first = _heads(text, rows)
    head_lines = _head_lines(text, lines, block.numbers[first])
    plain = len({len(row) for row in rows}) == 1 and rows == block.rows
    known = block.numbers[:first] == head_lines  # a head that stands in the block already
    if len(rows) - first < 2 or not head_lines or (len(head_lines) < 2 and plain and known):
        return None
    body = [
        _spans(lines[n], row) for n, row in zip(block.numbers[first:], rows[first:], strict=True)
    ]
    columns = _columns(body)
    heads = _spread(text, lines, head_lines, columns)
    if heads is None or len(columns) < 2:
        return None
    placed = [_placed(row, spans, columns) for row, spans in zip(rows[first:], body, strict=True)]
    return Table([*heads, *placed], len(heads))


HALVES = re.compile(r"(?P<one>\S+)\s*/\s*(?P<two>\S+)")


def _halved(text: str, row: Row, names: int = 1) -> Row:
    """A row whose cells of two numbers ("5,4 / 4,9") are two cells; its first ones are names."""
    cells = row[:names]
    for cell in row[names:]:
        match = HALVES.fullmatch(text, cell.start, cell.end)
        halves = [Cell(*match.span("one")), Cell(*match.span("two"))] if match else []
        both = len(halves) == 2 and all(is_number(text, half) for half in halves)
        cells += halves if both else [cell]
    return cells


def _head_lines(text: str, lines: list[Cell], body: int) -> list[int]:
    """The lines right above the first row of numbers that name its columns, from the top."""
    found: list[int] = []
    indent = _indent(text, lines[body])
    for number in range(body - 1, max(-1, body - 2 * HEAD_LINES), -1):
        line = lines[number]
        cells = split_cells(text, line.start, line.end)
        if RULING.fullmatch(text, line.start, line.end) and cells:
            continue
        inside = len(cells) == 1 and cells[0].start - line.start > indent
        if not (len(cells) > 1 or inside) or len(found) == HEAD_LINES:
            break
        found.append(number)
    return found[::-1]


RULING = re.compile(r"[-=_+\s|]+")


def _indent(text: str, line: Cell) -> int:
    """Where the second cell of a row begins, less a little."""
    cells = split_cells(text, line.start, line.end)
    return (cells[1].start if len(cells) > 1 else line.end) - line.start - SPAN_MAX


def _spans(line: Cell, row: Row) -> list[_Span]:
    return [_Span(cell.start - line.start, cell.end - line.start) for cell in row]


def _columns(body: list[list[_Span]]) -> list[_Span]:
    """From where to where each column reaches, by the rows of the usual number of cells."""
    width, _ = Counter(len(row) for row in body).most_common(1)[0]
    full = [row for row in body if len(row) == width]
    return [
        _Span(min(row[i].low for row in full), max(row[i].high for row in full))
        for i in range(width)
    ]


def _placed(row: Row, spans: list[_Span], columns: list[_Span]) -> Row:
    """A row with each cell in its column, empty cells where it has none."""
    if len(row) in (1, len(columns)):
        return row
    placed = [Cell(row[0].start, row[0].start)] * len(columns)
    for cell, span in zip(row, spans, strict=True):
        placed[min(range(len(columns)), key=lambda i: columns[i].gap(span))] = cell
    return placed


def _spread(
    text: str, lines: list[Cell], numbers: list[int], columns: list[_Span]
) -> list[Row] | None:
    """The lines of a head with a cell over each column: the one above it, or one that spans it."""
    heads: list[Row] = []
    under = [False] * len(columns)  # the columns that the line below names itself
    for number in reversed(numbers):
        line = lines[number]
        cells = _halved(text, _head_cells(text, line), names=0)
        if not cells or _counts_columns(text, cells):
            continue
        if any(is_number(text, c) and not YEAR.fullmatch(text, c.start, c.end) for c in cells):
            break
        spans = [_reach(text, lines, number, span) for span in _spans(line, cells)]
        chosen: list[int | None] = list(range(len(cells)))
        if len(cells) != len(columns):
            chosen = [_over(columns[i], spans, under[i]) for i in range(len(columns))]
        empty = Cell(line.start, line.start)
        heads.append([empty if i is None else cells[i] for i in chosen])
        under = [any(span.gap(column) < 1 for span in spans) for column in columns]
    return heads[::-1] or None


def _head_cells(text: str, line: Cell) -> Row:
    cells = split_cells(text, line.start, line.end)
    return [cell for cell in cells if not RULING.fullmatch(text, cell.start, cell.end)]


def _reach(text: str, lines: list[Cell], number: int, span: _Span) -> _Span:
    """From where to where a head reaches: as far as the ruling right under it."""
    below = lines[number + 1]
    for match in re.finditer(r"[-=_]{3,}", text[below.start : below.end]):
        ruling = _Span(*match.span())
        whole = match.end() - match.start() == below.end - below.start
        if ruling.gap(span) < 1 and not whole:
            return _Span(min(span.low, ruling.low), max(span.high, ruling.high))
    return span


def _over(column: _Span, spans: list[_Span], named_below: bool) -> int | None:
    """Which cell of a line of a head stands over a column; the nearest of those that span columns
    when the line below names it."""
    nearest = min(range(len(spans)), key=lambda i: spans[i].gap(column))
    gap = spans[nearest].gap(column)
    return nearest if gap < 1 or (named_below and gap <= SPAN_MAX) else None
