"""The numbers of tables inside texts, by what row, column and caption say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from extract.binding import Place, find_places, named_source
from extract.cues import cue
from extract.figure_context import SURVEY
from extract.figure_periods import months_before
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
from extract.table_grid import Table, find_tables
from extract.table_lines import BLANK, YEAR, Cell, heads_rows, is_number

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
    measure: str = "level"
    source: str | None = None
    bracketed: bool = False  # "(11.250)": less by so much


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
    reached: bool = False
    whole: bool = False
    compares: bool = False
    month: Period | None = None  # one named without a year
    source: str | None = None

    def fitting(self, unit: str | None) -> IndicatorMention | None:
        """The first indicator named that can be stated in a unit; without one, the plainest."""
        if unit is None:
            return self.mention
        return next((m for m in self.others if _stated_in(m.topic, unit)), None)


NOTHING_SAID = _Label(None, None, 1.0, None, None, target=False, forecast=False, per=None)


def _stated_in(topic: str, unit: str) -> str | None:
    """The indicator of a topic in a unit; money in a table of poverty is its line."""
    return indicator_for("poverty_line" if unit == "idr" and topic == "poverty" else topic, unit)


def _read_label(reading: Reading, places: list[Place], low: int, high: int) -> _Label:
    """What a stretch of the text says: a cell, the cells that name a row, a caption."""
    text = reading.text[low:high]
    mentions = [replace(m, start=m.start - low) for m in within(reading.indicators, low, high)]
    named = [p for p in within(places, low, high) if p.kind in ("name", "office")]
    return _label(text, mentions, _periods_in(reading, low, high), named)


def _as_of(text: str, day: Period) -> bool:
    """Whether a day is that as of which data stand: "keadaan per 30 Juni"."""
    return text[max(0, day.start - 4) : day.start].lower() == "per "


def _periods_in(reading: Reading, low: int, high: int) -> list[Period]:
    """The periods that a cell names whole: not "2022 / 2023" over two columns."""
    here = within(reading.periods, low, high)
    whole = [p for p in here if p.end <= high]
    periods = [p for p in whole if p.kind != "day" or _as_of(reading.text, p)]
    return periods or _bare_year(reading.text[low:high], low)


def _read_column(reading: Reading, places: list[Place], cells: list[Cell]) -> _Label:
    """What the cells say together that stand over one column, from the top: "Penduduk miskin" over
    "Jumlah" over "(ribu jiwa)"."""
    told = [c for i, c in enumerate(cells) if c.start < c.end and c not in cells[:i]]
    if len(told) == 1:
        return _read_label(reading, places, *told[0])
    text = " ".join(reading.text[c.start : c.end] for c in told)
    periods: list[Period] = []
    named: list[Place] = []
    for low, high in told:
        periods += _periods_in(reading, low, high)
        named += [p for p in within(places, low, high) if p.kind in ("name", "office")]
    return _label(text, find_indicators(text), periods, named)


def _label(
    text: str, found: list[IndicatorMention], periods: list[Period], named: list[Place]
) -> _Label:
    mentions = [m for m in found if not REACHED.match(text, m.start)]
    mention = max(mentions, key=lambda m: (m.strength, -m.start), default=None)
    return _Label(
        mention=mention,
        unit=_unit_of(text),
        factor=_factor_of(text),
        region=named[-1].code if named else None,
        period=_in_month(periods),
        target=AIMED.search(text) is not None,
        forecast=FORESEEN.search(text) is not None,
        per="month" if MONTHLY.search(text) else None,
        others=tuple(sorted(mentions, key=lambda m: (-m.strength, m.start))),
        scope=_area_of(text),
        whole=ALL_AREAS.fullmatch(text) is not None,
        reached=ATTAINED.search(text) is not None,
        month=next((p for p in periods if _without_year(p)), None),
        source=named_source(text),
    )


AIMED = re.compile(r"\btarget|sasaran|rencana\b|\busul(?:an)?\b", re.IGNORECASE)
ALL_AREAS = re.compile(
    r"\W*(?:total|gabungan|(?:per)?kota(?:an)? ?(?:\+|dan|&|/) ?(?:per)?desa(?:an)?)\W*",
    re.IGNORECASE,
)
ATTAINED = re.compile(
    r"\b(?:realisasi|capaian|kondisi|hasil|sisa|tersisa|belum|sudah|selesai|rampung|tersalur\w*|"
    r"terserap)\b",
    re.IGNORECASE,
)
FORESEEN = re.compile(r"\b(?:proyeksi|prediksi|perkiraan|estimasi)", re.IGNORECASE)
MONTHLY = re.compile(
    r"/ ?(?:kap(?:ita)?\.? ?/ ?)?(?:bulan|bln)|per (?:bulan|bln)|sebulan", re.IGNORECASE
)


def _in_month(periods: list[Period]) -> Period | None:
    """The last of the periods that a label names; of a year and a month without one, that month of
    the year: "Agustus" over "2023"."""
    years = [p for p in periods if p.kind == "year"]
    months = [p for p in periods if _without_year(p)]
    if years and months:
        return _month_of_year(years[-1], months[-1])
    return periods[-1] if periods else None


def _without_year(period: Period) -> bool:
    return period.kind == "month" and period.relative and not re.search(r"\d", period.text)


def _month_of_year(year: Period, month: Period) -> Period:
    """A month of another year than the one that it was read for."""
    back = 12 * (month.first.year - year.first.year)
    return months_before(month, back) if back else month


def _area_of(text: str) -> str | None:
    """urban or rural, when a cell names one of them and not both together."""
    areas = [kind for kind in ("urban", "rural") if cue(kind).search(text)]
    return areas[0] if len(areas) == 1 else None


# "Realisasi 2022" heads a column of whatever the rows measure; money is realised where it says so.
REACHED = re.compile(
    r"(?:ter)?realisasi\b(?!\s+(?:anggaran|belanja|dana|keuangan|pagu|apbd|apbn))", re.IGNORECASE
)


def _bare_year(text: str, low: int) -> list[Period]:
    """A year that stands alone in a cell, or is cut short at its end: "2023", "2025*",
    "Target 2024", "P0 '24"."""
    match = YEAR_ALONE.fullmatch(text.strip()) or YEAR_CUT.search(text.strip())
    if match is None:
        return []
    year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
    first, last = date(year, 1, 1), date(year, 12, 31)
    start = low + text.rindex(match[1])
    return [Period(start, start + len(match[1]), match[1], str(year), first, last, "year")]


YEAR_ALONE = re.compile(r"(?:[A-Za-z()]+\.?\s*)?((?:19|20)\d\d)\s*(?:\*+|\([^)]*\))?")
YEAR_CUT = re.compile(r"(?:^|\s)['’]([0-4]\d)\*?$")


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
        values += _read_table(reading, places, table)
    return values


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is known of a table before its rows are read: the cells that head its columns and what
    they say, what stands over and under it, and whether its rows are places."""

    reading: Reading
    places: list[Place]
    head: list[Cell]
    columns: list[_Label]
    caption: _Label
    years: list[Period]
    month: Period | None
    planned: bool
    placed: bool
    listed: bool
    shared: bool  # whether the rows share out what the line above counts


def _read_table(reading: Reading, places: list[Place], table: Table) -> list[TableValue]:
    head, columns, body = _columns(reading, places, table)
    if not body or (not head and len(body) < 3 and not _bear_units(reading, body)):
        return []
    columns = _beside(reading.text, head, columns)
    low, high = min(table.rows[0]).start, max(table.rows[-1]).end
    caption = _caption(reading, places, low)
    sheet = _Sheet(
        reading, places, head, columns, caption,
        years=_years_over(reading, head, low),
        month=_month_beside(reading, caption, low, high),
        planned=_goes_beyond(reading, columns),
        placed=_rows_are_places(reading, places, body),
        listed=_rows_are_indicators(reading, body),
        shared=not head and caption.unit in COUNTS and _shares_out(reading, places, body, low),
    )  # fmt: skip
    values = []
    group: _Label | None = None
    for row in body:
        filled = [cell for cell in row if cell.start < cell.end]
        if len(filled) == 1:
            group = _read_label(reading, places, *filled[0])
        elif filled:
            values += _read_row(sheet, row, group)
    return values


def _columns(
    reading: Reading, places: list[Place], table: Table
) -> tuple[list[Cell], list[_Label], list[list[Cell]]]:
    """The cells that head the columns, what they say, and the rows below."""
    rows = list(table.rows)
    if table.heads:
        over = [list(cells) for cells in zip(*rows[: table.heads], strict=True)]
        last = [next((c for c in cells[::-1] if c.start < c.end), cells[0]) for cells in over]
        return last, [_read_column(reading, places, c) for c in over], rows[table.heads :]
    head, body = _head(reading.text, rows)
    columns = [_read_label(reading, places, c.start, c.end) for c in head]
    if len(body) > 1 and len(body[0]) > len(head) - 1 and _only_words(reading.text, body[0]):
        head, columns, body = _below(reading, places, head, columns, body)
    while len(body) > 1 and len(body[0]) <= len(head) and _only_words(reading.text, body[0]):
        if heads_rows(reading.text, body[0], body[1:2]):
            break
        columns = _joined(reading, places, head, columns, body.pop(0))
    return head, columns, body


NOTE = re.compile(r"\W*(?:catatan|keterangan|ket|cat|angka|data|kondisi|\d\)|\*+\)?)\b", re.I)
NOTE_LINES = 4  # under a table


def _month_beside(reading: Reading, caption: _Label, low: int, high: int) -> Period | None:
    """The month that all years of a table are told in: by its caption, or by a note under it."""
    above = reading.text[: reading.text.rfind("\n", 0, low) + 1].rstrip()
    if caption.month and above[-1:] not in (*".!?”", '"'):
        return caption.month
    start = reading.text.find("\n", high) + 1
    for _ in range(NOTE_LINES if start else 0):
        stop = reading.text.find("\n", start)
        stop = len(reading.text) if stop < 0 else stop
        if NOTE.match(reading.text, start, stop):
            months = (p for p in within(reading.periods, start, stop) if _without_year(p))
            if month := next(months, None):
                return month
        if stop == len(reading.text) or not reading.text[start:stop].strip():
            return None
        start = stop + 1
    return None


YEARS_OVER = re.compile(r"(?:19|20)\d\d(?:\s*[/|–&,-]\s*(?:dan\s+)?(?:19|20)\d\d)+\W*$")


def _years_over(reading: Reading, head: list[Cell], low: int) -> list[Period]:
    """The years of the columns of a table without a head, as the line over it names them:
    "Capaian 2023 / 2024"."""
    if head:
        return []
    end = len(reading.text[: reading.text.rfind("\n", 0, low) + 1].rstrip())
    start = reading.text.rfind("\n", 0, end) + 1
    match = YEARS_OVER.search(reading.text, start, end)
    years = re.finditer(r"\d{4}", match[0]) if match else ()
    return [p for year in years for p in _bare_year(year[0], low)]


def _read_row(sheet: _Sheet, row: list[Cell], group: _Label | None) -> list[TableValue]:
    """The numbers of one row."""
    reading, head = sheet.reading, sheet.head
    offset = len(head) - len(row) if head else 0
    numbers = [i for i, cell in enumerate(row) if _numbers(reading, cell)]
    labels = [c for i, c in enumerate(row) if i not in numbers and _is_name(reading.text, c)]
    if not labels or not numbers:
        return []
    side = _under(group, _read_label(reading, sheet.places, labels[0].start, labels[-1].end))
    side = replace(side, scope=_part_of(sheet, row, offset) or side.scope)
    if sheet.shared and not SUM.match(reading.text, *labels[0]):
        side = replace(side, scope=side.scope or _words(reading.text, labels).strip(" *†.)"))
    if SUM.fullmatch(reading.text, *labels[0]):
        side = replace(side, unit=None)  # what it sums up is told elsewhere
    nowhere = sheet.placed and side.region is None and not side.scope
    if nowhere and not WHOLE.search(_words(reading.text, labels)):
        return []  # a place that is not known: never the subject of the document instead
    values: list[TableValue] = []
    for i in numbers:
        if _numbering(reading.text, head, i + offset, row, i):
            continue
        known = 0 <= i + offset < len(head)
        if known and _compared(reading.text, head, i + offset):
            values += _difference(sheet, row[i], values)
            continue
        column = sheet.columns[i + offset] if known else None
        if column and column.compares:
            continue
        if column is None and len(sheet.years) == len(numbers):
            column = replace(NOTHING_SAID, period=sheet.years[numbers.index(i)])
        values += _values(sheet, row, row[i], column, side)
    return values


def _is_name(text: str, cell: Cell) -> bool:
    """Whether a cell of a row holds words or a year, neither a number nor a blank for one."""
    if cell.start == cell.end or text[cell.start] == "(":
        return False
    return BLANK.fullmatch(text, *cell) is None


SUM = re.compile(r"\W*(?:(?:jumlah|total|grand total)\W*)+", re.IGNORECASE)
# A column of these names the parts of a regency.
PARTS = re.compile(
    r"\W*(?:nama\s+)?(?:kecamatan|distrik|desa|kelurahan|kampung|gampong|nagari|pekon|kalurahan|"
    r"kapanewon|kemantren|puskesmas|dusun|kel|kec)\b",
    re.IGNORECASE,
)


def _part_of(sheet: _Sheet, row: list[Cell], offset: int) -> str | None:
    """The district or village whose row it is, as its cell names it."""
    text = sheet.reading.text
    for i, cell in enumerate(row):
        column = i + offset
        if not 0 <= column < len(sheet.head) or cell.start == cell.end:
            continue
        if PARTS.match(text, *sheet.head[column]) and not is_number(text, cell):
            name = text[cell.start : cell.end].strip(" *†.)")
            return None if WHOLE.match(name) else name
    return None


def _difference(sheet: _Sheet, cell: Cell, before: list[TableValue]) -> list[TableValue]:
    """A column that says by how much two columns before it differ: a change, when both are levels
    of the same and it is just what lies between them; else it only compares."""
    quantities = _numbers(sheet.reading, cell)
    if len(before) < 2 or len(quantities) != 1 or any(v.target for v in before[-2:]):
        return []
    old, new = before[-2:]
    moved = round(new.value - old.value, 6)
    alike = (old.indicator, old.unit, old.scope) == (new.indicator, new.unit, new.scope)
    factor = new.step / new.quantity.step if new.quantity.step else 1.0
    stated = abs(quantities[0].value) * factor
    if not alike or old.measure != "level" or abs(abs(moved) - stated) > new.step:
        return []
    if old.period and new.period and old.period.first > new.period.first:
        old, new, moved = new, old, -moved
    value = stated if moved > 0 else -stated
    step = quantities[0].step * factor
    return [
        replace(
            new, quantity=quantities[0], value=value, step=step, measure="change",
            bracketed=sheet.reading.text[cell.start] == "(",
        )
    ]  # fmt: skip


SHARE = re.compile(r"\W*(?:%|persen|persentase|prosentase)?\W*", re.IGNORECASE)


def _beside(text: str, head: list[Cell], columns: list[_Label]) -> list[_Label]:
    """A column that is headed "%" alone is the share of what the column before it counts."""
    known = list(columns)
    for i in range(1, min(len(head), len(known))):
        before = known[i - 1]
        bare = SHARE.fullmatch(text, head[i].start, head[i].end) is not None
        if bare and before.unit == "idr":
            known[i] = replace(known[i], compares=True)  # of a sum so much is spent
        elif bare and known[i].mention is None and before.mention and before.unit != "percent":
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


SHARED = re.compile(
    r"\b(?:rincian|sebaran|perincian|pembagian|per (?:kecamatan|desa|distrik)|"
    r"menurut (?:kecamatan|desa|kelompok|jenis))",
    re.IGNORECASE,
)


def _shares_out(reading: Reading, places: list[Place], body: list[list[Cell]], low: int) -> bool:
    """Whether the rows of a table without a head are parts of what its caption counts: it says so,
    and no row is a regency."""
    line = reading.text.rfind("\n", 0, reading.text.rfind("\n", 0, low)) + 1
    if SHARED.search(reading.text, line, low) is None:
        return False
    return not any(
        p.kind == "name" and p.code.count(".") == 1 and p.code != reading.subject
        for p in within(places, body[0][0].start, body[-1][-1].end)
    )


def _rows_are_indicators(reading: Reading, body: list[list[Cell]]) -> bool:
    """Whether the rows of a table are named by what they measure: two of them at least."""
    named = [
        any(m.topic for m in within(reading.indicators, row[0].start, row[-1].end))
        for row in body
        if len(row) > 1
    ]
    return sum(named) >= 2


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
    numbers = [
        q for row in body for cell in row if (q := next(iter(_numbers(reading, cell)), None))
    ]
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
    r"\W*(?:(?:selisih|perubahan|kenaikan|penurunan|(?:ber)?tambah|(?:ber)?kurang|naik|turun|gap|"
    r"deviasi|kinerja|rasio capaian|(?:persen(?:tase)?|%) (?:capaian|realisasi|serapan|progres)|"
    r"serapan|bobot|peringkat|rank|ranking)\b|\+/-|±|(?:capaian|realisasi|serapan|progres) ?"
    r"(?:\(?%|persen))",
    re.IGNORECASE,
)
REVISED = re.compile(r"\W*(?:setelah |sesudah |pasca)?perubahan\b", re.IGNORECASE)
UNREVISED = re.compile(
    r"\W*(?:apbd )?(?:murni|induk|semula|awal|sebelum|penetapan)\b", re.IGNORECASE
)


def _compared(text: str, head: list[Cell], column: int) -> bool:
    """Whether a column only compares other columns: no level stands in it. "Perubahan" beside
    "Murni" is a budget as it was revised."""
    if COMPARED.match(text, *head[column]) is None:
        return False
    before = head[column - 1] if column else None
    revised = before is not None and REVISED.match(text, *head[column]) is not None
    return not (revised and before and UNREVISED.match(text, *before))


def _head(text: str, table: list[list[Cell]]) -> tuple[list[Cell], list[list[Cell]]]:
    """The line of column names and the lines of values."""
    for i, row in enumerate(table):
        numbers = [c for c in row if is_number(text, c)]
        if all(YEAR.fullmatch(text, *c) for c in numbers):
            return row, table[i + 1 :]
    return [], table


def _numbers(reading: Reading, cell: Cell) -> list[Quantity]:
    """The number of a cell that holds nothing else, or the two of a range."""
    if not is_number(reading.text, cell):
        return []
    found = [q for q in within(reading.quantities, cell.start, cell.end) if q.end <= cell.end]
    if not found and reading.text[cell.start] == "(":  # taken for the number of a list
        value = float(reading.text[cell.start + 1 : cell.end - 1])
        return [Quantity(cell.start + 1, cell.end - 1, value)]
    return found if len({q.group for q in found} - {None}) == 1 else found[:1]


def _caption(reading: Reading, places: list[Place], start: int) -> _Label:
    """What stands in the line above a table, and in the one above that if none is left between."""
    text = reading.text
    start = text.rfind("\n", 0, start) + 1
    end = len(text[:start].rstrip())
    low = text.rfind("\n", 0, end) + 1
    above = text.rfind("\n", 0, max(0, low - 1)) + 1
    if text[above:low].strip():
        low = above
    return _read_label(reading, places, low, start)


def _values(
    sheet: _Sheet, row: list[Cell], cell: Cell, column: _Label | None, side: _Label
) -> list[TableValue]:
    """The numbers of a cell, by the first of column, row and caption that says each thing."""
    read = (_value(sheet, row, cell, q, column, side) for q in _numbers(sheet.reading, cell))
    return [value for value in read if value]


def _value(
    sheet: _Sheet,
    row: list[Cell],
    cell: Cell,
    quantity: Quantity,
    column: _Label | None,
    side: _Label,
) -> TableValue | None:
    reading, caption = sheet.reading, sheet.caption
    levels = [label for label in (column, side, caption) if label is not None]
    own = _told(reading.text, quantity)
    mention = _mention(sheet, row, cell, levels, own)
    told = own or side.mention or (column and _says_something(column)) or _is_of_money(caption)
    if not told and sum(is_number(reading.text, c) for c in row) > 1:
        return None  # one of several columns without a name
    measured = _in_units(reading.text, cell, quantity, mention, levels) if mention else None
    if measured is None:
        return None
    period = _period_of(sheet, levels, measured.indicator)
    regions = [label.region for label in (side, column, caption) if label and label.region]
    near = [label for label in (column, side) if label]
    monthly = next((label.per for label in levels if label.per), None)
    due = sheet.planned and _of_this_year(reading, period) and not any(n.reached for n in near)
    return TableValue(
        quantity=quantity,
        indicator=measured.indicator,
        unit=measured.unit,
        value=measured.value,
        step=quantity.step * measured.factor,
        region=regions[0] if regions else None,
        period=period,
        target=due or _is_coming(period, reading) or any(label.target for label in near),
        forecast=any(label.forecast for label in near),
        per=monthly if measured.unit == "idr" else None,
        row=(min(row).start, max(row).end),
        scope=next((label.scope for label in near if label.scope), "total"),
        source=next((label.source for label in near if label.source), None),
    )


MEASURED_BY_MONTH = (*SURVEY, "unemployment", "stunting")


def _period_of(sheet: _Sheet, levels: list[_Label], indicator: str) -> Period | None:
    """The first period that a column, a row or the caption names; a year in the month of the
    table."""
    period = next((label.period for label in levels if label.period), None)
    measured = load_indicators()[indicator].topic in MEASURED_BY_MONTH
    if period is None or period.kind != "year" or not measured:
        return period
    months = [label.month for label in levels[:-1] if label.month]
    month = months[0] if months else sheet.month
    return _month_of_year(period, month) if month else period


def _is_of_money(caption: _Label) -> bool:
    """Whether a caption says that all numbers are rupiah: "Belanja program (Rp juta)"."""
    return caption.unit == "idr" and caption.mention is not None


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
    sheet: _Sheet, row: list[Cell], cell: Cell, levels: list[_Label], unit: str | None
) -> IndicatorMention | None:
    """The indicator of a cell: the first that column, row or caption names and that can be stated
    in its unit; a caption may name several."""
    stated = unit or next((label.unit for label in levels if label.unit), None)
    mention = _of_money(levels) if stated == "idr" else None
    for label in levels:
        unit = unit or label.unit
        mention = mention or label.fitting(unit)
    another = sheet.listed or _measures_another(sheet.reading.text, row, cell)
    if mention is None and not another:
        spoken = _spoken_of(sheet.reading, row[0].start)
        return spoken if spoken and (unit is None or _stated_in(spoken.topic, unit)) else None
    return mention


def _of_money(levels: list[_Label]) -> IndicatorMention | None:
    """The first indicator named that is always money; a line of poverty is no sum of millions."""
    named = [m for label in levels for m in label.others]
    return next((m for m in named if load_indicators()[m.indicator].units[0] == "idr"), None)


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
    named = (label.mention, label.unit, label.region, label.period, label.scope)
    stands = label.target or label.reached or label.forecast or label.whole
    return any(named) or label.factor != 1 or stands


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
        for row in table.rows:
            numbers = [q for c in row for q in _numbers(reading, c)]
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
