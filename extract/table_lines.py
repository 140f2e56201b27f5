"""Where the tables of a text stand: lines whose cells are set apart by bars, tabs, runs of spaces,
or that hold one cell each."""

from __future__ import annotations

import re
from typing import NamedTuple

SPLIT = re.compile(r"\s*\|\s*|\t+|[^\S\n]{2,}|[^\S\n]*(?:\.{3,}|…+)[^\S\n]*")
PARTS = ("|", "\t", "…", "...", "  ", "\xa0")  # without one of these a line is one cell
LOOSE_MAX = 240  # characters; a longer line without bars or gaps is prose
LOOSE_SPLITS = (
    (";", re.compile(r"\s*;\s*")),
    ("/", re.compile(r"\s+/\s+")),
    ("–", re.compile(r"\s+–\s+")),
    ("—", re.compile(r"\s*—\s*")),
    (" - ", re.compile(r"\s+-\s+")),
    (", ", re.compile(r",\s+")),
    (":", re.compile(r"\s*:\s+|\s*;\s*|\s+[/–—-]\s+")),  # "Nias: 15,86 / 22,81"
)


class Cell(NamedTuple):
    """One cell of a line: its offsets in the text, white space left out."""

    start: int
    end: int


def split_cells(text: str, start: int, end: int, split: re.Pattern[str] = SPLIT) -> list[Cell]:
    """The cells of one line.

    >>> [(c.start, c.end) for c in split_cells("No | IPM | 70,1", 0, 15)]
    [(0, 2), (5, 8), (11, 15)]
    """
    if split is SPLIT and all(text.find(part, start, end) < 0 for part in PARTS):
        return [Cell(start, end)] if text[start:end].strip() else []
    cells, position = [], start
    for match in split.finditer(text, start, end):
        if match.start() > position:
            cells.append(Cell(position, match.start()))
        position = match.end()
    if position < end and text[position:end].strip():
        cells.append(Cell(position, end))
    return cells


def find_lines(text: str) -> list[Cell]:
    """The lines of a text, white space at their ends left out."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Cell(start, start + len(line.rstrip())))
        start += len(line) + 1
    return lines


def _rows(text: str, lines: list[Cell]) -> list[list[Cell]]:
    """The cells of each line; semicolons, slashes and single spaces part cells only between
    numbers."""
    rows = [split_cells(text, c.start, c.end) if c.end > c.start else [] for c in lines]
    short = _loose_lines(text, lines)
    for mark, split in LOOSE_SPLITS:
        if mark not in text:
            continue
        loose = [
            split_cells(text, c.start, c.end, split) if text.find(mark, c.start, c.end) >= 0 else []
            for c in short
        ]
        for index, cells in enumerate(loose):
            if len(rows[index]) > 2 or len(cells) < 3:
                continue
            cells = _name_apart(text, cells)
            below = loose[index + 1] if index + 1 < len(loose) else []
            heads = len(below) == len(cells) and _mostly_numbers(text, below)
            if heads or _mostly_numbers(text, cells):
                rows[index] = cells
    _split_narrow(text, lines, rows)
    return rows


NAME_AND_NUMBER = re.compile(r"\W*(?P<name>[A-Z][^\d:;(/]{2,40}?)[ ]+(?P<number>[-–]?\d[\d.,]*%?)")


def _name_apart(text: str, cells: list[Cell]) -> list[Cell]:
    """The cells of "Ende 24,1 / 23,8 / 23,2" with the name apart from the first number."""
    match = NAME_AND_NUMBER.fullmatch(text, *cells[0])
    if match is None or not all(is_number(text, cell) for cell in cells[1:]):
        return cells
    return [Cell(*match.span("name")), Cell(*match.span("number")), *cells[1:]]


TWO_NUMBERS = re.compile(r"\d\D+\d")


def _loose_lines(text: str, lines: list[Cell]) -> list[Cell]:
    """The lines whose cells a single mark may part: those that hold two numbers, and the heads
    above them; the others empty."""
    counted = [
        c.end - c.start <= LOOSE_MAX and TWO_NUMBERS.search(text, c.start, c.end) is not None
        for c in lines
    ]
    return [
        line
        if line.end - line.start <= LOOSE_MAX and (here or below)
        else Cell(line.start, line.start)
        for line, here, below in zip(lines, counted, [*counted[1:], False], strict=True)
    ]


NARROW = re.compile(
    r"(?:\d{1,2}\.? )?(?P<name>[A-Z][A-Za-z.' -]{2,40}?)"
    r"(?P<numbers>(?: (?:[-–]?\d[\d.,]*%?|[-–…]|n/a)){2,8})"
)
HEADING = re.compile(r"[^()\n]+\([^)\n]*\)|\S+")
_COLUMN = (
    r"(?:% ?\w+|Jiwa|Orang|KK|Jumlah|(?<!Jumlah )(?<!Persentase )(?<!Garis )Penduduk|"
    r"Persentase|Persen|Tingkat|Angka|"
    r"Garis|Indeks|Rasio|Gini|GK|P[012]|IPM|TPT|Target|"
    r"Realisasi|Capaian)\b"
)
# A column's name runs to the next word that begins one, or to the end of its bracket.
NAMED_HEADING = re.compile(
    rf"(?:{_COLUMN}|(?<=\)) ?[A-Z])(?:(?!\s{_COLUMN})[^()\n])*(?:\([^)\n]*\))?"
)

# "Daerah Maret 2023 Maret 2024"
DATED_HEADING = re.compile(r"(?:(?<=\s)[A-Z][a-z]{2,8}\.?[ -])?(?:19|20)\d\d\*{0,2}(?!\S)")


def _split_narrow(text: str, lines: list[Cell], rows: list[list[Cell]]) -> None:
    """Cells of lines in which a single space parts a name from its numbers, two lines at least;
    the line above names the columns where it has as many bracketed units."""
    narrow = [NARROW.fullmatch(text, c.start, c.end) for c in lines]
    for index, match in enumerate(narrow):
        beside = [m for m in narrow[max(0, index - 1) : index + 2] if m is not None]
        if match is None or len(rows[index]) > 2 or len(beside) < 2:
            continue
        first = match.start("numbers") + 1
        numbers = split_cells(text, first, match.end(), re.compile(" "))
        rows[index] = [Cell(match.start("name"), match.end("name")), *numbers]
        above = lines[index - 1] if index else None
        if above and narrow[index - 1] is None and len(rows[index - 1]) <= 2:
            rows[index - 1] = _narrow_heads(text, above, len(numbers)) or rows[index - 1]


def _narrow_heads(text: str, line: Cell, columns: int) -> list[Cell]:
    """The names of so many columns (or one more) in a line of single spaces, if it has them."""
    if text[line.end - 1] in ".!?":
        return []  # a sentence of as many words
    for pattern in (HEADING, NAMED_HEADING, DATED_HEADING):
        heads = [Cell(m.start(), m.end()) for m in pattern.finditer(text, line.start, line.end)]
        if len(heads) in (columns, columns + 1) and len(heads) > 1:
            names = [Cell(line.start, heads[0].start)] if len(heads) == columns else []
            return [*names, *heads]
    return []


def _mostly_numbers(text: str, cells: list[Cell]) -> bool:
    return sum(is_number(text, c) for c in cells) >= max(2, len(cells) - 2)


COLUMN_MAX = 7  # columns of a table whose cells stand one below the other
CELL_MAX = 60  # characters; a longer line is a sentence


def _stacked(text: str, lines: list[Cell]) -> list[list[list[Cell]]]:
    """Tables whose cells stand one a line: the names of k columns, then rows of a name and k - 1
    numbers, at least two of them. So a copied table looks."""
    kinds = "".join(_line_kind(text, c) for c in lines)
    numbered = kinds.replace("y", "n")
    tables, position = [], 0
    for match in re.finditer(r"(?<!w)w{2,}n+w", numbered):
        if match.start() < position:
            continue
        numbers = match[0].count("n")
        low = match.start() + match[0].index("n") - 1
        rows = re.compile(rf"(?:wn{{{numbers}}})+(?!n)").match(numbered, low)
        columns = numbers + 1
        if rows is None or low - match.start() < numbers or columns > COLUMN_MAX:
            continue
        if rows.end() - low < 2 * columns:
            continue
        head = lines[low - columns : low] if low - match.start() >= columns else None
        body = [lines[i : i + columns] for i in range(low, rows.end(), columns)]
        tables.append(
            [head or [Cell(lines[low].start, lines[low].start), *lines[low - numbers : low]], *body]
        )
        position = rows.end()
    return [
        *_stacked_numbered(text, lines, numbered),
        *tables,
        *_stacked_years(lines, kinds),
        *_stacked_pairs(lines, kinds),
    ]


# The names of a number's column and of k others, then rows of a number, a name and k - 1 numbers.
COUNTED = re.compile(
    r"(?<!w)(?P<names>w{3,})(?P<rows>nw(?P<one>n+?)(?:nw(?P=one))+)(?P<sum>w(?P=one))?"
)


def _stacked_numbered(text: str, lines: list[Cell], kinds: str) -> list[list[list[Cell]]]:
    """Tables of one cell a line whose rows are numbered 1, 2, 3; a sum below them has no number."""
    tables = []
    for match in COUNTED.finditer(kinds):
        columns, low = len(match["one"]) + 1, match.start("rows")
        starts = range(low, match.end("rows"), columns + 1)
        counted = [text[lines[i].start : lines[i].end].strip(" .)") for i in starts]
        if counted != [str(n) for n in range(1, len(counted) + 1)]:
            continue
        if not columns < len(match["names"]) or columns > COLUMN_MAX:
            continue
        body = [lines[i : i + 1 + columns] for i in starts]
        if match["sum"]:
            first, last = match.span("sum")
            body.append([Cell(lines[first].start, lines[first].start), *lines[first:last]])
        tables.append([lines[low - columns - 1 : low], *body])
    return tables


# A number in a line of its own, what it says under it: so posters look.
PAIRS = re.compile(r"(?<![wny])(?:nw\.?){2,}(?![ny])")


def _stacked_pairs(lines: list[Cell], kinds: str) -> list[list[list[Cell]]]:
    """Numbers that stand over their names, two at least: rows of a name and a number."""
    return [
        [
            [lines[i + 1], lines[i]]
            for i in range(match.start(), match.end() - 1)
            if kinds[i : i + 2] == "nw"
        ]
        for match in PAIRS.finditer(kinds)
    ]


# Names of columns, then rows of a year and as many numbers each.
YEARLY = re.compile(r"(?<!w)(?P<names>w{2,})(?P<rows>y(?P<one>n+)(?:y(?P=one))+)(?![ny])")


def _stacked_years(lines: list[Cell], kinds: str) -> list[list[list[Cell]]]:
    """Tables of one cell a line whose rows are years."""
    tables = []
    for match in YEARLY.finditer(kinds):
        columns, low = len(match["one"]) + 1, match.start("rows")
        if len(match["names"]) >= columns <= COLUMN_MAX:
            starts = range(low - columns, match.end("rows"), columns)
            tables.append([lines[i : i + columns] for i in starts])
    return tables


def _line_kind(text: str, line: Cell) -> str:
    """n for a number alone or a blank for one, y for a year, w for a few words, "." for anything
    else."""
    if YEAR.fullmatch(text, line.start, line.end):
        return "y"
    if is_number(text, line) or BLANK.fullmatch(text, line.start, line.end):
        return "n"
    words = text[line.start : line.end].strip()
    return "w" if words and len(words) <= CELL_MAX and words[-1] not in ".:;,?!" else "."


class Block(NamedTuple):
    """The lines of one table, by their numbers, and the cells of each."""

    numbers: list[int]
    rows: list[list[Cell]]


def find_blocks(text: str, lines: list[Cell]) -> list[Block]:
    """Blocks of at least two lines with at least three cells each; a heading of fewer goes along.
    A table whose cells stand one a line has the numbers of no lines."""
    blocks = [Block([], table) for table in _stacked(text, lines)]
    current = Block([], [])
    rows = [*_rows(text, lines), []]
    for index, row in enumerate(rows):
        if not (current.rows and heads_rows(text, row, rows[index + 1 : index + 2])):
            if row and not any(WORD_SIGN.search(text, c.start, c.end) for c in row):
                continue  # the ruling between head and body
            if not _is_row(text, lines, index, row, current.rows):
                if len(current.rows) >= 2:
                    blocks.append(current)
                current = Block([], [])
                continue
        current.numbers.append(index)
        current.rows.append(row)
    return blocks


def _is_row(
    text: str, lines: list[Cell], index: int, row: list[Cell], current: list[list[Cell]]
) -> bool:
    """Whether a line is one of a table, as far as the table has been read."""
    if len(row) < 2:
        return False
    if len(row) >= 3 or _two_columns(text, row, current):
        return True
    return len(kept_cells(text, lines[index]) or ()) >= 3


def kept_cells(text: str, line: Cell) -> list[Cell] | None:
    """The cells of a line parted by bars or tabs, those without anything in them too; None for a
    line of other kinds.

    >>> [(c.start, c.end) for c in kept_cells("| a | | b |", Cell(0, 11))]
    [(2, 3), (5, 5), (8, 9)]
    """
    bars = text.count("|", line.start, line.end)
    if bars < 2 and text.find("\t", line.start, line.end) < 0:
        return None
    mark = "|" if bars >= 2 else "\t"
    stop = text.find("\n", line.end)
    stop = line.end if mark == "|" else len(text) if stop < 0 else stop
    cells, start = [], line.start
    while start <= stop:
        end = text.find(mark, start, stop)
        end = stop if end < 0 else end
        cells.append(_stripped(text, start, end))
        start = end + 1
    if mark == "|":
        framed = text[line.start : line.end].lstrip().startswith("|")
        cells = cells[1 : -1 if text[line.end - 1] == "|" else None] if framed else cells
    return cells


def _stripped(text: str, start: int, end: int) -> Cell:
    piece = text[start:end]
    low = start + len(piece) - len(piece.lstrip()) if piece.strip() else start
    return Cell(low, low + len(piece.strip()))


WORD_SIGN = re.compile(r"\w")
GROUP = re.compile(r"[^\W\d_][^\d|:;!?]{2,50}")


def heads_rows(text: str, row: list[Cell], after: list[list[Cell]]) -> bool:
    """Whether a line of one cell heads the rows below it: "Perkotaan", "Kabupaten Ende"."""
    if len(row) != 1 or not after or len(after[0]) < 3:
        return False
    words = text[row[0].start : row[0].end].strip()
    return GROUP.fullmatch(words) is not None and _mostly_numbers(text, after[0][1:] * 2)


def _two_columns(text: str, row: list[Cell], current: list[list[Cell]]) -> bool:
    """A line of a label and a number set apart from it goes on a table of two columns."""
    gap = text[row[0].end : row[1].start]
    barred = "|" in gap or "\t" in gap
    number = re.match(
        r"[-–]?\d[\d.,]*\s*%?(?:\s*/\s*\d[\d.,]*\s*%?)?$", text[row[1].start : row[1].end]
    )
    label = re.search(r"[A-Za-z]{3}", text[row[0].start : row[0].end])
    return (number is not None and label is not None) or (barred and not current)


def is_number(text: str, cell: Cell) -> bool:
    """Whether a cell holds a number alone, with its unit or without."""
    return PLAIN.fullmatch(text, cell.start, cell.end) is not None


PLAIN = re.compile(
    # +: a long gap is parted in one way only
    r"(?:Rp\.?\s*)?[-–+]?\d[\d.,]*(?:(?<=\d[.,]\d)\d*\s?[-–—]\s?\d+[.,]\d+)?"
    r"\s*+(?:ribu|rb|juta|jt|miliar)?\s*+"
    r"(?:%|persen|jiwa|orang|KK|KPM|unit|poin)?\s*+\*{0,2}|"
    r"\(\d{1,3}(?:[.,]\d+)+\)|\(\d{3}\)",  # less by so much, as accountants write
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d\*{0,3}")
# What stands in a cell instead of a number.
BLANK = re.compile(r"[-–—…]+|\.{2,}|n/?a|tad|t\.a\.d\.?|belum ada", re.IGNORECASE)
