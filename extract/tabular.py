"""Tables inside texts: lines whose cells are set apart by bars, tabs or runs of spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extract.binding import Place, find_places
from extract.indicators import LABEL, IndicatorMention, can_be, indicator_for, load_indicators
from extract.labels import RATES
from extract.periods import Period
from extract.quantities import Quantity
from extract.reading import Reading, within

SPLIT = re.compile(r"\s*\|\s*|\t+|[^\S\n]{2,}|[^\S\n]*(?:\.{3,}|…+)[^\S\n]*")
LOOSE_SPLITS = ((";", re.compile(r"\s*;\s*")), ("/", re.compile(r"\s+/\s+")))
MULTIPLIERS = {
    "ribu": 1e3,
    "000": 1e3,
    "rb": 1e3,
    "juta": 1e6,
    "jt": 1e6,
    "miliar": 1e9,
    "milyar": 1e9,
}
UNIT_WORDS = (
    (
        "percent",
        re.compile(
            r"%|\bpersen\b|\bprosen\b|\bp[er]+[so]+entase\b|\btingkat\b|\bprevalensi\b|\blaju\b",
            re.IGNORECASE,
        ),
    ),
    ("idr", re.compile(r"\bRp\b|\brupiah\b", re.IGNORECASE)),
    ("household", re.compile(r"\b(?:KK|keluarga|rumah tangga|KPM|ruta|RTM)\b", re.IGNORECASE)),
    ("person", re.compile(r"\b(?:orang|jiwa|anak|balita)\b", re.IGNORECASE)),
    ("unit", re.compile(r"\bunit\b", re.IGNORECASE)),
    ("person", re.compile(r"^\s*jumlah\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a line: its offsets in the text, white space left out."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableValue:
    """A number of a table with what its row, its column and its caption say of it."""

    quantity: Quantity
    indicator: str
    unit: str
    value: float
    step: float
    region: str | None
    period: Period | None
    target: bool
    forecast: bool
    per: str | None
    row: tuple[int, int]


def split_cells(text: str, start: int, end: int, split: re.Pattern[str] = SPLIT) -> list[Cell]:
    """The cells of one line.

    >>> [(c.start, c.end) for c in split_cells("No | IPM | 70,1", 0, 15)]
    [(0, 2), (5, 8), (11, 15)]
    """
    cells, position = [], start
    for match in split.finditer(text, start, end):
        if match.start() > position:
            cells.append(Cell(position, match.start()))
        position = match.end()
    if position < end and text[position:end].strip():
        cells.append(Cell(position, end))
    return cells


def _lines(text: str) -> list[Cell]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Cell(start, start + len(line.rstrip())))
        start += len(line) + 1
    return lines


def _rows(text: str, lines: list[Cell]) -> list[list[Cell]]:
    """The cells of each line; semicolons, slashes and single spaces part cells only between
    numbers."""
    rows = [split_cells(text, c.start, c.end) if c.end > c.start else [] for c in lines]
    for mark, split in LOOSE_SPLITS:
        loose = [
            split_cells(text, c.start, c.end, split) if text.find(mark, c.start, c.end) >= 0 else []
            for c in lines
        ]
        for index, cells in enumerate(loose):
            if len(rows[index]) > 2 or len(cells) < 3:
                continue
            below = loose[index + 1] if index + 1 < len(loose) else []
            heads = len(below) == len(cells) and _mostly_numbers(text, below)
            if heads or _mostly_numbers(text, cells):
                rows[index] = cells
    _split_narrow(text, lines, rows)
    return rows


NARROW = re.compile(
    r"(?:\d{1,2}\.? )?(?P<name>[A-Z][A-Za-z.' -]{2,40}?)(?P<numbers>(?: [-–]?\d[\d.,]*%?){2,8})"
)
HEADING = re.compile(r"[^()\n]+\([^)\n]*\)|\S+")


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
            heads = [
                Cell(m.start(), m.end()) for m in HEADING.finditer(text, above.start, above.end)
            ]
            if len(heads) in (len(numbers), len(numbers) + 1) and len(heads) > 1:
                rows[index - 1] = heads


def _mostly_numbers(text: str, cells: list[Cell]) -> bool:
    return sum(_plain_number(text, c) for c in cells) >= max(2, len(cells) - 2)


COLUMN_MAX = 7  # columns of a table whose cells stand one below the other
CELL_MAX = 60  # characters; a longer line is a sentence


def _stacked(text: str, lines: list[Cell]) -> list[list[list[Cell]]]:
    """Tables whose cells stand one a line: the names of k columns, then rows of a name and k - 1
    numbers, at least two of them. So a copied table looks."""
    kinds = "".join(_line_kind(text, c) for c in lines)
    tables, position = [], 0
    for match in re.finditer(r"(?<!w)w{2,}n+w", kinds):
        if match.start() < position:
            continue
        numbers = match[0].count("n")
        low = match.start() + match[0].index("n") - 1
        rows = re.compile(rf"(?:wn{{{numbers}}})+(?!n)").match(kinds, low)
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
    return tables


def _line_kind(text: str, line: Cell) -> str:
    """n for a number alone, w for a few words, "." for anything else."""
    if _plain_number(text, line):
        return "n"
    words = text[line.start : line.end].strip()
    return "w" if words and len(words) <= CELL_MAX and words[-1] not in ".:;,?!" else "."


def find_tables(text: str) -> list[list[list[Cell]]]:
    """Blocks of at least two lines with at least three cells each; a heading of fewer goes
    along."""
    lines = _lines(text)
    tables: list[list[list[Cell]]] = _stacked(text, lines)
    current: list[list[Cell]] = []
    for row in [*_rows(text, lines), []]:
        if row and all(not re.search(r"\w", text[c.start : c.end]) for c in row):
            continue  # the ruling between head and body
        if len(row) >= 3 or (len(row) == 2 and _two_columns(text, row, current)):
            current.append(row)
        else:
            if len(current) >= 2:
                tables.append(current)
            current = []
    return tables


def _two_columns(text: str, row: list[Cell], current: list[list[Cell]]) -> bool:
    """A line of a label and a number set apart from it goes on a table of two columns."""
    gap = text[row[0].end : row[1].start]
    barred = "|" in gap or "\t" in gap
    number = re.match(r"[-–]?\d[\d.,]*\s*%?$", text[row[1].start : row[1].end])
    label = re.search(r"[A-Za-z]{3}", text[row[0].start : row[0].end])
    return (number is not None and label is not None) or (barred and not current)


@dataclass(frozen=True, slots=True)
class _Label:
    """What the words of one cell (or of a caption) say."""

    mention: IndicatorMention | None
    unit: str | None
    factor: float
    region: str | None
    period: Period | None
    target: bool
    forecast: bool
    per: str | None


def _read_label(reading: Reading, places: list[Place], low: int, high: int) -> _Label:
    text = reading.text[low:high]
    mentions = [
        m for m in within(reading.indicators, low, high) if not REACHED.match(reading.text, m.start)
    ]
    mention = max(mentions, key=lambda m: (m.strength, -m.start), default=None)
    periods = [p for p in within(reading.periods, low, high) if p.kind != "day"]
    periods = periods or _bare_year(text, low)
    named = [p for p in within(places, low, high) if p.kind in ("name", "office")]
    return _Label(
        mention=mention,
        unit=_unit_of(text),
        factor=_factor_of(text),
        region=named[-1].code if named else None,
        period=periods[-1] if periods else None,
        target=re.search(r"\btarget|sasaran|rencana\b", text, re.IGNORECASE) is not None,
        forecast=re.search(r"\b(?:proyeksi|prediksi|perkiraan|estimasi)", text, re.IGNORECASE)
        is not None,
        per="month"
        if re.search(
            r"/ ?(?:kap(?:ita)?\.? ?/ ?)?(?:bulan|bln)|per (?:bulan|bln)|sebulan",
            text,
            re.IGNORECASE,
        )
        else None,
    )


# "Realisasi 2022" heads a column of whatever the rows measure; money is realised where it says so.
REACHED = re.compile(
    r"(?:ter)?realisasi\b(?!\s+(?:anggaran|belanja|dana|keuangan|pagu|apbd|apbn))", re.IGNORECASE
)


def _bare_year(text: str, low: int) -> list[Period]:
    """A year that stands alone in a cell: "2023", "2025*", "Target 2024"."""
    match = re.fullmatch(
        r"(?:[A-Za-z()]+\.?\s*)?((?:19|20)\d\d)\s*(?:\*+|\([^)]*\))?", text.strip()
    )
    if match is None:
        return []
    year = int(match[1])
    first, last = date(year, 1, 1), date(year, 12, 31)
    start = low + text.index(match[1])
    return [Period(start, start + 4, match[1], match[1], first, last, "year")]


def _unit_of(text: str) -> str | None:
    bracket = re.search(r"\(([^)]*)\)", text)
    for part in ([bracket[1]] if bracket else []) + [text]:
        for unit, pattern in UNIT_WORDS:
            if pattern.search(part):
                return unit
    return None


def _factor_of(text: str) -> float:
    bracket = re.search(r"\(([^)]*)\)|\bdalam (\w+)|^\s*(ribu|juta)\b", text, re.IGNORECASE)
    words = (
        re.findall(r"\w+", next(filter(None, bracket.groups())).lower())
        if bracket and any(bracket.groups())
        else []
    )
    return next((MULTIPLIERS[w] for w in words if w in MULTIPLIERS), 1.0)


def find_table_values(reading: Reading) -> list[TableValue]:
    """The numbers of all tables of a text that a row, a column or a caption gives an indicator."""
    places = find_places(reading)
    values: list[TableValue] = []
    for table in find_tables(reading.text):
        values += _read_table(reading, places, table)
    return values


def _read_table(reading: Reading, places: list[Place], table: list[list[Cell]]) -> list[TableValue]:
    head, body = _head(reading.text, table)
    if not body or (not head and len(body) < 3):
        return []
    columns = [_read_label(reading, places, c.start, c.end) for c in head]
    while len(body) > 1 and len(body[0]) <= len(head) and _only_words(reading.text, body[0]):
        columns = _joined(reading, places, head, columns, body.pop(0))
    caption = _caption(reading, places, table[0][0].start)
    values = []
    for row in body:
        offset = len(head) - len(row) if head else 0
        numbers = [i for i, cell in enumerate(row) if _number(reading, cell)]
        labels = [row[i] for i in range(len(row)) if i not in numbers]
        if not labels or not numbers:
            continue
        side = _read_label(reading, places, labels[0].start, labels[-1].end)
        for i in numbers:
            column = columns[i + offset] if 0 <= i + offset < len(columns) else None
            if _numbering(reading.text, head, i + offset, row, i):
                continue
            value = _value(reading, row, row[i], column, side, caption)
            if value:
                values.append(value)
    return values


def _only_words(text: str, row: list[Cell]) -> bool:
    return not any(
        _plain_number(text, c) or re.search(r"\d[.,]\d", text[c.start : c.end]) for c in row
    )


def _joined(
    reading: Reading, places: list[Place], head: list[Cell], columns: list[_Label], row: list[Cell]
) -> list[_Label]:
    """The labels of a head that goes on in the next line: "Jumlah" over "(ribu jiwa)"."""
    shift = len(head) - len(row)
    joined = list(columns)
    for index, cell in enumerate(row, start=shift):
        more, old = _read_label(reading, places, cell.start, cell.end), columns[index]
        mention = old.mention or more.mention
        unit = more.unit or old.unit
        if old.mention and unit:
            other = indicator_for(old.mention.topic, unit)
            mention = old.mention if other is None else replace(old.mention, indicator=other)
        joined[index] = replace(
            old,
            mention=mention,
            unit=unit,
            factor=more.factor if more.factor != 1 else old.factor,
            region=old.region or more.region,
            period=old.period or more.period,
            target=old.target or more.target,
            forecast=old.forecast or more.forecast,
            per=old.per or more.per,
        )
    return joined


def _numbering(text: str, head: list[Cell], column: int, row: list[Cell], index: int) -> bool:
    """Whether a cell only counts the rows."""
    title = text[head[column].start : head[column].end].lower() if 0 <= column < len(head) else ""
    first = index == 0 and re.fullmatch(r"\d{1,3}\.?", text[row[0].start : row[0].end]) is not None
    return title.strip(". ") in ("no", "nomor", "rank", "peringkat") or (first and len(row) > 2)


def _head(text: str, table: list[list[Cell]]) -> tuple[list[Cell], list[list[Cell]]]:
    """The line of column names and the lines of values."""
    for i, row in enumerate(table):
        numeric = sum(1 for c in row if _plain_number(text, c))
        years = sum(1 for c in row if re.search(r"\b(?:19|20)\d\d\b", text[c.start : c.end]))
        if numeric == 0 or (years and numeric - years <= 0):
            return row, table[i + 1 :]
    return [], table


def _plain_number(text: str, cell: Cell) -> bool:
    return (
        re.fullmatch(
            r"(?:Rp\.?\s*)?[-–]?\d[\d.,]*\s*(?:ribu|rb|juta|jt|miliar)?\s*"
            r"(?:%|persen|jiwa|orang|KK|KPM|unit|poin)?\s*\*{0,2}",
            text[cell.start : cell.end],
            re.IGNORECASE,
        )
        is not None
    )


def _number(reading: Reading, cell: Cell) -> Quantity | None:
    if not _plain_number(reading.text, cell):
        return None
    return next(
        (q for q in within(reading.quantities, cell.start, cell.end) if q.end <= cell.end), None
    )


def _caption(reading: Reading, places: list[Place], start: int) -> _Label:
    """What stands in the one or two lines above a table."""
    text = reading.text
    low = start
    for _ in range(3):
        low = text.rfind("\n", 0, max(0, low - 1)) + 1
        if low == 0 or text[low:start].strip().count("\n") >= 1:
            break
    return _read_label(reading, places, low, start)


def _value(
    reading: Reading,
    row: list[Cell],
    cell: Cell,
    column: _Label | None,
    side: _Label,
    caption: _Label,
) -> TableValue | None:
    """A cell as a value, by the first of column, row and caption that says each thing."""
    quantity = _number(reading, cell)
    levels = [label for label in (column, side, caption) if label is not None]
    mention = _mention(reading, row, cell, levels)
    if quantity is None or mention is None:
        return None
    told = quantity.unit or side.mention or (column and _says_something(column))
    if not told and sum(_plain_number(reading.text, c) for c in row) > 1:
        return None  # one of several columns without a name
    indicator, unit = _measured(mention, quantity, levels)
    factor = 1.0
    if unit not in ("percent", "index") and not SCALED.search(reading.text, cell.start, cell.end):
        factor = next((label.factor for label in levels if label.factor != 1), 1.0)
    value = round(quantity.value * factor, 6)
    if not can_be(indicator, value):
        return None
    period = next((label.period for label in levels if label.period), None)
    regions = [label.region for label in (side, column, caption) if label and label.region]
    near = [label for label in (column, side) if label]
    return TableValue(
        quantity=quantity,
        indicator=indicator,
        unit=unit,
        value=value,
        step=quantity.step * factor,
        region=regions[0] if regions else None,
        period=period,
        target=_is_coming(period, reading) or any(label.target for label in near),
        forecast=any(label.forecast for label in near),
        per=next((label.per for label in levels if label.per), None) if unit == "idr" else None,
        row=(row[0].start, row[-1].end),
    )


def _mention(
    reading: Reading, row: list[Cell], cell: Cell, levels: list[_Label]
) -> IndicatorMention | None:
    mention = next((label.mention for label in levels if label.mention), None)
    if mention is None and not _measures_another(reading.text, row, cell):
        mention = _spoken_of(reading, row[0].start)
    return mention


def _measured(
    mention: IndicatorMention, quantity: Quantity, levels: list[_Label]
) -> tuple[str, str]:
    """The indicator of a cell and its unit: as stated in it or beside it, else the topic's own."""
    unit = quantity.unit or next((label.unit for label in levels if label.unit), None)
    indicator = indicator_for(mention.topic, unit) if unit else None
    if unit is None or indicator is None:
        return mention.indicator, _own_unit(mention)
    return indicator, unit


def _is_coming(period: Period | None, reading: Reading) -> bool:
    return bool(period and reading.published and period.first > reading.published)


SCALED = re.compile(r"ribu|rb|juta|jt|mil[iy]ar", re.IGNORECASE)
MEASURE = re.compile(
    r"\b(?:indeks|tingkat|angka|rasio|nilai|persentase|prevalensi|cakupan|laju|skor|harapan|rata-rata)\b",
    re.IGNORECASE,
)


def _measures_another(text: str, row: list[Cell], cell: Cell) -> bool:
    """Whether a row names a measure of its own, one that is no indicator of ours."""
    return MEASURE.search(text[row[0].start : cell.start]) is not None


def _says_something(label: _Label) -> bool:
    return any((label.mention, label.unit, label.region, label.period, label.factor != 1))


def _spoken_of(reading: Reading, start: int) -> IndicatorMention | None:
    """What the text above a table spoke of, for one that names no indicator itself."""
    above = [
        m
        for m in within(reading.indicators, start - 1600, start)
        if start - 1500 <= m.end <= start and m.strength == LABEL and m.topic in RATES
    ]
    return above[-1] if above else None


def _own_unit(mention: IndicatorMention) -> str:
    return load_indicators()[mention.indicator].units[0]
