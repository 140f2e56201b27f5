"""The numbers of tables inside texts, by what row, column and caption say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from extract.binding import Place, find_places
from extract.cues import cue
from extract.indicators import (
    LABEL,
    PROGRAMME,
    IndicatorMention,
    can_be,
    find_indicators,
    indicator_for,
    load_indicators,
)
from extract.labels import COUNTS, RATES
from extract.periods import Period
from extract.quantities import Quantity
from extract.reading import Reading, within
from extract.table_lines import Cell, find_tables, heads_rows, is_number

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
    scope: str = "total"


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
    others: tuple[IndicatorMention, ...] = ()
    scope: str | None = None

    def fitting(self, unit: str | None) -> IndicatorMention | None:
        """The first indicator named that can be stated in a unit; without one, the plainest."""
        if unit is None:
            return self.mention
        return next((m for m in self.others if _stated_in(m.topic, unit)), None)


def _stated_in(topic: str, unit: str) -> str | None:
    """The indicator of a topic in a unit; money in a table of poverty is its line."""
    return indicator_for("poverty_line" if unit == "idr" and topic == "poverty" else topic, unit)


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
        others=tuple(sorted(mentions, key=lambda m: (-m.strength, m.start))),
        scope=_area_of(text),
    )


def _area_of(text: str) -> str | None:
    """urban or rural, when a cell names one of them and not both together."""
    areas = [kind for kind in ("urban", "rural") if cue(kind).search(text)]
    return areas[0] if len(areas) == 1 else None


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
    bracket = re.search(
        # "(ribu jiwa)", "dalam ribuan", or a cell of its own: "Penduduk miskin | ribu jiwa"
        r"\(([^)]*)\)|\bdalam (\w+)|(?:^|[|\t;:/–—]|\s{2})\s*(ribu|juta)\b",
        text,
        re.IGNORECASE,
    )
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
        values += _read_table(reading, places, list(table))
    return values


def _read_table(reading: Reading, places: list[Place], table: list[list[Cell]]) -> list[TableValue]:
    head, body = _head(reading.text, table)
    if not body or (not head and len(body) < 3 and not _bear_units(reading, body)):
        return []
    columns = [_read_label(reading, places, c.start, c.end) for c in head]
    if len(body) > 1 and len(body[0]) > len(head) - 1 and _only_words(reading.text, body[0]):
        head, columns, body = _below(reading, places, head, columns, body)
    while len(body) > 1 and len(body[0]) <= len(head) and _only_words(reading.text, body[0]):
        if heads_rows(reading.text, body[0], body[1:2]):
            break
        columns = _joined(reading, places, head, columns, body.pop(0))
    columns = _beside(reading.text, head, columns)
    caption = _caption(reading, places, table[0][0].start)
    values = []
    planned = _goes_beyond(reading, columns)
    placed = _rows_are_places(reading, places, body)
    group: _Label | None = None
    for row in body:
        if len(row) == 1:
            group = _read_label(reading, places, row[0].start, row[0].end)
            continue
        offset = len(head) - len(row) if head else 0
        numbers = [i for i, cell in enumerate(row) if _number(reading, cell)]
        labels = [row[i] for i in range(len(row)) if i not in numbers]
        if not labels or not numbers:
            continue
        side = _under(group, _read_label(reading, places, labels[0].start, labels[-1].end))
        if placed and side.region is None and not WHOLE.search(_words(reading.text, labels)):
            continue  # a place that is not known: never the subject of the document instead
        for i in numbers:
            column = columns[i + offset] if 0 <= i + offset < len(columns) else None
            if _numbering(reading.text, head, i + offset, row, i):
                continue
            if 0 <= i + offset < len(head) and _compared(reading.text, head[i + offset]):
                continue
            value = _value(reading, row, row[i], column, side, caption)
            if value and planned and _of_this_year(reading, value.period):
                value = replace(value, target=True)
            if value:
                values.append(value)
    return values


SHARE = re.compile(r"\W*(?:%|persen|persentase|prosentase)?\W*", re.IGNORECASE)


def _beside(text: str, head: list[Cell], columns: list[_Label]) -> list[_Label]:
    """A column that is headed "%" alone is the share of what the column before it counts."""
    known = list(columns)
    for i in range(1, min(len(head), len(known))):
        before = known[i - 1]
        bare = SHARE.fullmatch(text, head[i].start, head[i].end) is not None
        if bare and known[i].mention is None and before.mention and before.unit != "percent":
            share = replace(before, unit="percent", factor=1.0, per=None)
            known[i] = replace(share, period=known[i].period or before.period)
    return known


WHOLE = re.compile(r"\b(?:jumlah|total|rata-rata|rerata|keseluruhan|kabupaten|provinsi)\b", re.I)


def _words(text: str, cells: list[Cell]) -> str:
    return text[cells[0].start : cells[-1].end]


def _goes_beyond(reading: Reading, columns: list[_Label]) -> bool:
    """Whether a table runs over two years to come at least: then the year of publication, too, is
    one of its plan, unless its column says that it was reached."""
    coming = {c.period.iso for c in columns if c.period and _is_coming(c.period, reading)}
    return len(coming) >= 2


def _of_this_year(reading: Reading, period: Period | None) -> bool:
    published = reading.published
    return bool(period and published and period.iso == str(published.year))


def _rows_are_places(reading: Reading, places: list[Place], body: list[list[Cell]]) -> bool:
    """Whether the rows of a table are named by places: two of them at least, and half."""
    named = [
        any(p.kind != "frame" for p in within(places, row[0].start, row[min(1, len(row) - 1)].end))
        for row in body
        if len(row) > 1
    ]
    return sum(named) >= 2 and 2 * sum(named) >= len(named)


def _under(group: _Label | None, side: _Label) -> _Label:
    """The label of a row with what the line that heads its group says."""
    if group is None:
        return side
    return replace(
        side,
        mention=side.mention or group.mention,
        others=side.others or group.others,
        region=side.region or group.region,
        period=side.period or group.period,
        scope=side.scope or group.scope,
    )


def _bear_units(reading: Reading, body: list[list[Cell]]) -> bool:
    """Whether every number of a table without column names says its own unit."""
    numbers = [q for row in body for cell in row if (q := _number(reading, cell))]
    return len(numbers) > 2 and all(_told(reading.text, q) for q in numbers)


def _told(text: str, quantity: Quantity) -> str | None:
    """The unit that a number bears itself; thousands without a noun count people."""
    scaled = SCALED.search(text, quantity.start, quantity.end)
    return quantity.unit or ("person" if scaled else None)


def _only_words(text: str, row: list[Cell]) -> bool:
    return not any(is_number(text, c) or re.search(r"\d[.,]\d", text[c.start : c.end]) for c in row)


def _below(
    reading: Reading,
    places: list[Place],
    head: list[Cell],
    columns: list[_Label],
    body: list[list[Cell]],
) -> tuple[list[Cell], list[_Label], list[list[Cell]]]:
    """A head of two levels: each year of the first line spans as many columns of the second."""
    over = [c for c in columns if c.period or c.mention]
    under, rest = body[0], body[1:]
    width = len(rest[0])
    if not over or len(under) not in (width, width - 1) or len(under) == len(head):
        return head, columns, body
    values = under[-(len(under) - len(under) % len(over)) :]
    if not values or len(values) % len(over) or len(values) == len(over):
        return head, columns, body
    each = len(values) // len(over)
    labels = [_read_label(reading, places, c.start, c.end) for c in under]
    for place, index in enumerate(range(len(under) - len(values), len(under))):
        above, own = over[place // each], labels[index]
        labels[index] = replace(
            own, period=own.period or above.period, mention=own.mention or above.mention,
            others=own.others + above.others, target=own.target or above.target,
        )  # fmt: skip
    return under, labels, rest


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


COMPARED = re.compile(
    r"\W*(?:selisih|perubahan|kenaikan|penurunan|naik|turun|gap|deviasi|\+/-|±|kinerja|rasio "
    r"capaian|"
    r"(?:%|persen(?:tase)?) (?:capaian|realisasi|serapan|progres)|capaian \(?%|serapan|bobot)\b",
    re.IGNORECASE,
)


def _compared(text: str, head: Cell) -> bool:
    """Whether a column only compares other columns: no level stands in it."""
    return COMPARED.match(text, head.start, head.end) is not None


def _head(text: str, table: list[list[Cell]]) -> tuple[list[Cell], list[list[Cell]]]:
    """The line of column names and the lines of values."""
    for i, row in enumerate(table):
        numeric = sum(1 for c in row if is_number(text, c))
        years = sum(1 for c in row if re.search(r"\b(?:19|20)\d\d\b", text[c.start : c.end]))
        if numeric == 0 or (years and numeric - years <= 0):
            return row, table[i + 1 :]
    return [], table


def _number(reading: Reading, cell: Cell) -> Quantity | None:
    if not is_number(reading.text, cell):
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
    if quantity is None:
        return None
    own = _told(reading.text, quantity)
    mention = _mention(reading, row, cell, levels, own)
    told = own or side.mention or (column and _says_something(column))
    if not told and sum(is_number(reading.text, c) for c in row) > 1:
        return None  # one of several columns without a name
    measured = _in_units(reading.text, cell, quantity, mention, levels) if mention else None
    if measured is None:
        return None
    period = next((label.period for label in levels if label.period), None)
    regions = [label.region for label in (side, column, caption) if label and label.region]
    near = [label for label in (column, side) if label]
    monthly = next((label.per for label in levels if label.per), None)
    return TableValue(
        quantity=quantity,
        indicator=measured.indicator,
        unit=measured.unit,
        value=measured.value,
        step=quantity.step * measured.factor,
        region=regions[0] if regions else None,
        period=period,
        target=_is_coming(period, reading) or any(label.target for label in near),
        forecast=any(label.forecast for label in near),
        per=monthly if measured.unit == "idr" else None,
        row=(row[0].start, row[-1].end),
        scope=next((label.scope for label in near if label.scope), "total"),
    )


@dataclass(frozen=True, slots=True)
class _InUnits:
    """A cell's number in the unit of an indicator."""

    indicator: str
    unit: str
    factor: float
    value: float


def _in_units(
    text: str, cell: Cell, quantity: Quantity, mention: IndicatorMention, levels: list[_Label]
) -> _InUnits | None:
    """The first reading of a number that its indicator can have; people come in whole numbers."""
    scaled = SCALED.search(text, cell.start, cell.end) is not None
    scale = next((label.factor for label in levels if label.factor != 1), 1.0)
    for indicator, unit in _measured(mention, _told(text, quantity), levels):
        factor = 1.0 if scaled or unit in ("percent", "index") else scale
        value = round(quantity.value * factor, 6)
        if can_be(indicator, value) and (unit not in COUNTS or value == int(value)):
            return _InUnits(indicator, unit, factor, value)
    return None


def _mention(
    reading: Reading, row: list[Cell], cell: Cell, levels: list[_Label], unit: str | None
) -> IndicatorMention | None:
    """The indicator of a cell: the first that column, row or caption names and that can be stated
    in its unit; a caption may name several."""
    mention = None
    for label in levels:
        unit = unit or label.unit
        mention = mention or label.fitting(unit)
    if mention is None and not _measures_another(reading.text, row, cell):
        spoken = _spoken_of(reading, row[0].start)
        return spoken if spoken and (unit is None or _stated_in(spoken.topic, unit)) else None
    return mention


def _measured(
    mention: IndicatorMention, own: str | None, levels: list[_Label]
) -> Iterator[tuple[str, str]]:
    """The indicator of a cell and its unit: as stated in it or beside it, else the topic's own,
    unless the cell bears a unit itself. A caption may name the unit of another column."""
    unit = own or next((label.unit for label in levels if label.unit), None)
    indicator = _stated_in(mention.topic, unit) if unit else None
    if unit is not None and indicator is not None:
        yield indicator, unit
    if own is None and (indicator is None or not any(label.unit for label in levels[:-1])):
        yield mention.indicator, _own_unit(mention)


def _is_coming(period: Period | None, reading: Reading) -> bool:
    return bool(period and reading.published and period.first > reading.published)


SCALED = re.compile(r"ribu|rb|juta|jt|mil[iy]ar", re.IGNORECASE)
MEASURE = re.compile(
    r"\b(?:indeks|tingkat|angka|rasio|nilai|persentase|prevalensi|cakupan|laju|skor|harapan|"
    r"rata-rata)\b",
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
    return above[-1] if above else titled(reading)


def bare_cells(reading: Reading) -> set[int]:
    """Where the numbers without a unit stand that share a line of a table: only the names of its
    rows and columns can say what they are, never the sentence before."""
    bare: set[int] = set()
    for table in find_tables(reading.text):
        for row in table:
            numbers = [q for c in row if (q := _number(reading, c))]
            if len(numbers) > 1:
                bare.update(q.start for q in numbers if _told(reading.text, q) is None)
    return bare


def titled(reading: Reading) -> IndicatorMention | None:
    """The rate that the title names, when it names one alone; it stands nowhere in the text."""
    named = [m for m in find_indicators(reading.document.title or "") if m.topic in RATES]
    topics = {m.topic for m in named if m.strength > PROGRAMME}
    return replace(named[0], start=-1, end=-1) if len(topics) == 1 else None


def _own_unit(mention: IndicatorMention) -> str:
    return load_indicators()[mention.indicator].units[0]
