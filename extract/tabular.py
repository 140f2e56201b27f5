"""Tables inside texts: lines whose cells are set apart by bars, tabs or runs of spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extract.binding import Place, find_places
from extract.indicators import LABEL, IndicatorMention, indicator_for, load_indicators
from extract.labels import RATES
from extract.periods import Period
from extract.quantities import Quantity
from extract.reading import Reading

SPLIT = re.compile(r"\s*\|\s*|\t+|[^\S\n]{2,}")
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


def split_cells(text: str, start: int, end: int) -> list[Cell]:
    """The cells of one line.

    >>> [(c.start, c.end) for c in split_cells("No | IPM | 70,1", 0, 15)]
    [(0, 2), (5, 8), (11, 15)]
    """
    cells, position = [], start
    for match in SPLIT.finditer(text, start, end):
        if match.start() > position:
            cells.append(Cell(position, match.start()))
        position = match.end()
    if position < end and text[position:end].strip():
        cells.append(Cell(position, end))
    return cells


def _rows(text: str) -> list[list[Cell]]:
    rows, start = [], 0
    for line in text.split("\n"):
        end = start + len(line.rstrip())
        rows.append(split_cells(text, start, end) if line.strip() else [])
        start += len(line) + 1
    return rows


def find_tables(text: str) -> list[list[list[Cell]]]:
    """Blocks of at least two lines with at least three cells each; a heading of fewer goes along."""
    tables: list[list[list[Cell]]] = []
    current: list[list[Cell]] = []
    for row in [*_rows(text), []]:
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
        m
        for m in reading.indicators
        if low <= m.start < high and not REACHED.match(reading.text, m.start)
    ]
    mention = max(mentions, key=lambda m: (m.strength, -m.start), default=None)
    periods = [p for p in reading.periods if low <= p.start < high and p.kind != "day"]
    periods = periods or _bare_year(text, low)
    named = [p for p in places if low <= p.start < high and p.kind in ("name", "office")]
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
        if re.search(r"/ ?(?:kap(?:ita)?\.? ?/ ?)?(?:bulan|bln)|per (?:bulan|bln)|sebulan", text, re.IGNORECASE)
        else None,
    )


# "Realisasi 2022" heads a column of whatever the rows measure; money is realised where it says so.
REACHED = re.compile(
    r"(?:ter)?realisasi\b(?!\s+(?:anggaran|belanja|dana|keuangan|pagu|apbd|apbn))", re.IGNORECASE
)


def _bare_year(text: str, low: int) -> list[Period]:
    """A year that stands alone in a cell: "2023", "2025*", "Target 2024"."""
    match = re.fullmatch(r"(?:[A-Za-z()]+\.?\s*)?((?:19|20)\d\d)\s*(?:\*+|\([^)]*\))?", text.strip())
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
    bracket = re.search(r"\(([^)]*)\)|\bdalam (\w+)", text)
    words = re.findall(r"\w+", (bracket[1] or bracket[2]).lower()) if bracket else []
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
        re.fullmatch(r"(?:Rp\.?\s*)?[-–]?\d[\d.,]*\s*(?:%|persen)?", text[cell.start : cell.end])
        is not None
    )


def _number(reading: Reading, cell: Cell) -> Quantity | None:
    if not _plain_number(reading.text, cell):
        return None
    return next(
        (q for q in reading.quantities if cell.start <= q.start and q.end <= cell.end), None
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
    quantity = _number(reading, cell)
    levels = [label for label in (column, side, caption) if label is not None]
    mention = next(
        (label.mention for label in (column, side, caption) if label and label.mention), None
    )
    if mention is None and not _measures_another(reading.text, row, cell):
        mention = _spoken_of(reading, row[0].start)
    if quantity is None or mention is None:
        return None
    unit = quantity.unit or next((label.unit for label in levels if label.unit), None)
    indicator = indicator_for(mention.topic, unit) if unit else None
    if indicator is None:
        unit = _own_unit(mention)
        indicator = mention.indicator
    factor = (
        next((label.factor for label in levels if label.factor != 1), 1.0)
        if unit not in ("percent", "index")
        else 1.0
    )
    period = next((label.period for label in levels if label.period), None)
    published = reading.published
    coming = bool(period and published and period.first > published)
    return TableValue(
        quantity=quantity,
        indicator=indicator,
        unit=unit,
        value=round(quantity.value * factor, 6),
        step=quantity.step * factor,
        region=next(
            (label.region for label in (side, column, caption) if label and label.region), None
        ),
        period=period,
        target=coming or any(label.target for label in (column, side) if label),
        forecast=any(label.forecast for label in (column, side) if label),
        per=next((label.per for label in levels if label.per), None) if unit == "idr" else None,
        row=(row[0].start, row[-1].end),
    )


MEASURE = re.compile(
    r"\b(?:indeks|tingkat|angka|rasio|nilai|persentase|prevalensi|cakupan|laju|skor|harapan|rata-rata)\b",
    re.IGNORECASE,
)


def _measures_another(text: str, row: list[Cell], cell: Cell) -> bool:
    """Whether a row names a measure of its own, one that is no indicator of ours."""
    return MEASURE.search(text[row[0].start : cell.start]) is not None


def _spoken_of(reading: Reading, start: int) -> IndicatorMention | None:
    """What the text above a table spoke of, for one that names no indicator itself."""
    above = [
        m
        for m in reading.indicators
        if start - 1500 <= m.end <= start and m.strength == LABEL and m.topic in RATES
    ]
    return above[-1] if above else None


def _own_unit(mention: IndicatorMention) -> str:
    return load_indicators()[mention.indicator].units[0]
