"""What is stated of an indicator, with and without a number."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.antecedents import region_before
from extract.bare import told_bare
from extract.binding import (
    Bound,
    bind_area,
    bind_region,
    bind_scope,
    bind_source,
    find_places,
    is_hedged,
    is_survey,
    iso_for,
    source_in_brackets,
    source_of_block,
    source_told_apart,
    usable_periods,
    words,
)
from extract.figure_context import (
    ADMINISTRATIVE,
    CellTold,
    Cited,
    Context,
    Evidence,
    Numbers,
    Stated,
    family_of,
    is_row,
    open_sentence,
    remember_period,
    remember_region,
    remember_time,
    remember_topics,
)
from extract.figure_groups import places_of_two, together
from extract.figure_periods import (
    Timed,
    measured_then,
    of_the_year,
    period_of,
    period_of_aim,
    whole_year,
)
from extract.finder import compile_finder
from extract.followups import find_followups
from extract.indicators import LABEL, IndicatorMention, indicator_for, load_indicators
from extract.labels import (
    COUNTS,
    RATES,
    UNITLESS,
    Label,
    Labelled,
    Topic,
    counted,
    find_label,
    is_list_line,
    unit_kind,
)
from extract.list_parts import find_parts
from extract.local_scope import bind_district, place_of_head, tells_of_whole
from extract.modality import clause_before, is_origin, modality_of
from extract.quantities import Quantity
from extract.quotes import Speaker, Utterance, speaker_at
from extract.reading import Reading, within
from extract.tabular import TableValue, bare_cells, find_table_values, titled
from extract.text import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A stated number of an indicator. Field values are those of the gold set's guide."""

    start: int
    end: int
    indicator: str
    value: float
    unit: str
    decimals: int = 0
    step: float = 1.0
    measure: str = "level"
    modality: str = "reported"
    comparator: str = "="
    region: str | None = None
    period: str | None = None
    speaker: str | None = None
    on_behalf_of: str | None = None
    cited_source: str | None = None
    scope: str = "total"
    per: str | None = None
    hedged: bool = False
    stated_on: str | None = None
    programme: str | None = None
    sentence_start: int = 0
    sentence_end: int = 0
    rule: str = ""
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is said of an indicator without a number of its own."""

    start: int
    end: int
    kind: str
    indicator: str
    region: str | None = None
    among: str | None = None
    rank: int | None = None
    period: str | None = None
    speaker: str | None = None
    rule: str = ""


def find_figures(
    reading: Reading, utterances: list[Utterance]
) -> tuple[list[Figure], list[Quantity]]:
    """The figures of a document and the quantities that no indicator could be bound to.

    Offsets are into the repaired text; `extract.pipeline` carries them back to the raw one.
    """
    evidence = Evidence(
        reading,
        utterances,
        find_places(reading),
        usable_periods(reading),
        find_followups(reading),
        find_parts(reading),
    )
    cells = find_table_values(reading)
    figures = [_from_cell(evidence, cell) for cell in cells]
    read = {cell.quantity.start for cell in cells}
    bare = bare_cells(reading) - read
    evidence.cells.update(_by_value(cells))
    by_sentence = _by_sentence(reading, read | bare)
    context = Context(topics=_of_title(reading))
    unbound = [q for q in reading.quantities if q.start in bare and not _bare_year(q)]
    for index, sentence in enumerate(reading.sentences):
        if not sentence.boilerplate:
            found, left = _read_sentence(evidence, context, index, by_sentence.get(index, []))
            figures += found
            unbound += left
    unbound.sort(key=lambda q: q.start)
    ordered = _lines_alike(sorted(figures, key=lambda f: f.start))
    return _inherit_periods(ordered), unbound


def _by_value(cells: list[TableValue]) -> dict[float, CellTold]:
    """The cells of all tables by their values, but for whole numbers and for values that stand
    twice: what the text repeats of a table is known by its decimals."""
    values = Counter(cell.value for cell in cells)
    once = (c for c in cells if values[c.value] == 1 and c.quantity.decimals)
    return {c.value: CellTold(c.indicator, c.unit, c.region, c.row, c.target) for c in once}


def _by_sentence(reading: Reading, in_tables: set[int]) -> dict[int, list[Quantity]]:
    grouped: dict[int, list[Quantity]] = {}
    for quantity in reading.quantities:
        around = within(reading.periods, quantity.start - 90, quantity.start + 1)
        in_date = quantity.unit is None and any(quantity.start < p.end for p in around)
        in_date = in_date or _bare_year(quantity) or _numbers_heading(reading.text, quantity)
        if quantity.start not in in_tables and not in_date:
            grouped.setdefault(reading.sentence_index(quantity.start), []).append(quantity)
    return grouped


def _of_title(reading: Reading) -> list[Topic]:
    """What the title speaks of, before the text has named anything."""
    mention = titled(reading)
    if mention is None:
        return []
    return [Topic(Label(mention.indicator, mention.topic, 0, "label", mention), 0)]


# "2.1 Kepala Dinas Kesehatan": the number of a heading.
STEP = re.compile(r"\d{1,2}\.\d{1,2}[.)]?[ \t]+(?=[A-Z][a-z])")


def _numbers_heading(text: str, quantity: Quantity) -> bool:
    """Whether a bare number opens a line that goes on in a capital, as numbered headings do."""
    opens = quantity.unit is None and text[max(0, quantity.start - 1) : quantity.start] in (
        "",
        "\n",
    )
    return opens and STEP.match(text, quantity.start) is not None


def _bare_year(quantity: Quantity) -> bool:
    """Whether a bare number can only be a year."""
    whole = quantity.unit is None and not quantity.decimals and not quantity.noun
    return whole and 1990 <= quantity.value <= 2045 and quantity.end - quantity.start == 4


def _from_cell(evidence: Evidence, cell: TableValue) -> Figure:
    """A number of a table as a figure: row, column and caption say what it is."""
    utterance = speaker_at(evidence.utterances, cell.quantity.start)
    if utterance and utterance.rule in ("section", "carried on", "goes on"):
        utterance = None  # a table is nobody's speech unless somebody is said to show it
    modality = "forecast" if cell.forecast else "target" if cell.target else "reported"
    return Figure(
        start=cell.quantity.start - cell.bracketed,
        end=cell.quantity.end + cell.bracketed,
        indicator=cell.indicator,
        value=cell.value,
        unit=cell.unit,
        decimals=cell.quantity.decimals,
        step=cell.step,
        measure=cell.measure,
        modality=modality,
        region=cell.region or evidence.reading.subject,
        period=_period_of_cell(evidence.reading, cell, modality),
        speaker=utterance.speaker.name if utterance else None,
        per=cell.per,
        cited_source=cell.source or _source_of_cell(evidence.reading, cell, modality),
        scope=cell.scope,
        sentence_start=cell.row[0],
        sentence_end=cell.row[1],
        rule="table",
    )


def _source_of_cell(reading: Reading, cell: TableValue, modality: str) -> str | None:
    """Whose data a number of a table is, as the note under the table tells it."""
    topic = load_indicators()[cell.indicator].topic
    apart = source_told_apart(reading, cell.row, topic)
    return apart.source if apart else source_of_block(reading, cell.row[1], modality)


def _period_of_cell(reading: Reading, cell: TableValue, modality: str) -> str | None:
    """The period that a table gives a number; money, houses and aid without one are of the year."""
    if cell.period:
        return iso_for(cell.period, modality == "target")
    given = load_indicators()[cell.indicator].topic in ADMINISTRATIVE
    return str(reading.published.year) if given and reading.published else None


def _read_sentence(
    evidence: Evidence, context: Context, index: int, quantities: list[Quantity]
) -> tuple[list[Figure], list[Quantity]]:
    reading = evidence.reading
    sentence = reading.sentences[index]
    open_sentence(context, reading, sentence)
    items, left = _labelled(evidence, context, index, quantities)
    context.counts.update((item.quantity.start, item) for item in items)
    remember_topics(context, reading, sentence, items)
    if not items:
        remember_time(evidence, context, sentence)
    numbers = together(evidence, sentence, items)
    numbers.places.update(places_of_two(evidence, context, sentence, items))
    figures = [_figure(evidence, context, numbers, item) for item in items]
    return _ranges_alike(items, figures), left


def _labelled(
    evidence: Evidence, context: Context, index: int, quantities: list[Quantity]
) -> tuple[list[Labelled], list[Quantity]]:
    """The numbers of a sentence for which a label was found, and those without."""
    reading = evidence.reading
    items: list[Labelled] = []
    left: list[Quantity] = []
    for quantity in quantities:
        part = _part_of_count(evidence, context, quantity, items)
        if part:
            items.append(part)
            continue
        quantity = _in_rupiah(evidence, context, index, quantity)
        quantity = counted(reading, quantity, items)
        beside = _beside(reading.text, quantity)
        label = None if beside else find_label(reading, index, quantity, items, context.topics)
        label = _of_table(evidence, reading.sentences[index], quantity, label)
        count = left[-1] if left and label else None
        pair = (
            _counterpart(reading.text, count, Labelled(quantity, label))
            or _in_families(reading.text, count, Labelled(quantity, label))
            if count and label
            else None
        )
        if label is None and items and _ends_range(items[-1].quantity, quantity):
            label = replace(items[-1].label, rule="other end of a range")
        if label is None and items:
            behind = _counted_behind(reading.text, items[-1], quantity)
            quantity, label = behind or (quantity, None)
        if label is None and not beside:
            lent = told_bare(reading, reading.sentences[index], quantity, items, context.topics)
            quantity, label = (lent.quantity, lent.label) if lent else (quantity, None)
        if pair:
            left.pop()
            items.append(pair)
        if label is None:
            left.append(quantity)
        else:
            items.append(Labelled(_as_index(quantity, label), label))
    return items, left


def _ends_range(one: Quantity, two: Quantity) -> bool:
    """Whether a number is the other end of the range that the one before opens."""
    return one.group is not None and (one.group, one.group_kind) == (two.group, "range")


RUPIAH = re.compile(r"\b(?:rupiah|Rp)\b", re.IGNORECASE)
A_MONTH = re.compile(r"(?:\bper|/)\s*(?:bulan|bln)\b", re.IGNORECASE)
LINE_LEAST, LINE_MOST = 1e5, 2e6  # rupiah a head and month


def _in_rupiah(evidence: Evidence, context: Context, index: int, quantity: Quantity) -> Quantity:
    """A bare number of a list whose head is of the poverty line, in rupiah: "Garis kemiskinan
    (rupiah per kapita per bulan):" over "1. Wonogiri 387.350"."""
    reading, head = evidence.reading, context.head
    bare = quantity.unit is None and not quantity.noun and not quantity.decimals
    if head is None or not bare or not LINE_LEAST <= quantity.value <= LINE_MOST:
        return quantity
    named = within(reading.indicators, head.start, head.end)
    of_line = bool(named) and all(m.topic == "poverty_line" for m in named)
    listed = is_list_line(reading, reading.sentences[index])
    if not of_line or not listed or not RUPIAH.search(reading.text, head.start, head.end):
        return quantity
    monthly = A_MONTH.search(reading.text, head.start, head.end) is not None
    return replace(quantity, unit="idr", per="month" if monthly else quantity.per)


WEAK = ("label left out", "label cut short")


def _of_table(
    evidence: Evidence, sentence: Sentence, quantity: Quantity, label: Label | None
) -> Label | None:
    """The label of a number that a table states, when its own sentence names none: the text speaks
    of the cell."""
    cell = evidence.cells.get(quantity.value)
    if cell is None or (label and label.rule not in WEAK) or not quantity.decimals:
        return label
    if quantity.unit not in (None, cell.unit) or cell.unit not in ("percent", "index"):
        return label
    here = within(evidence.reading.indicators, sentence.start, sentence.end)
    if any(m.strength == LABEL for m in here):
        return label
    topic = load_indicators()[cell.indicator].topic
    mention = IndicatorMention(*cell.row, topic, cell.indicator, LABEL)
    return Label(cell.indicator, topic, 0, OF_TABLE, mention)


OF_TABLE = "label of its equal in a table"


def _part_of_count(
    evidence: Evidence, context: Context, quantity: Quantity, items: list[Labelled]
) -> Labelled | None:
    """A share of a count, under the label of the count: of its sentence, or of a line above."""
    context.counts.update((item.quantity.start, item) for item in items)
    part = evidence.parts.get(quantity.start)
    whole = context.counts.get(part.whole) if part else None
    if whole is None:
        return None
    label = replace(whole.label, rule="part of a count")
    return Labelled(replace(quantity, unit=whole.quantity.unit, noun=whole.quantity.noun), label)


POINTS_MIN = 20  # no index of human development ever moved by so many points


def _as_index(quantity: Quantity, label: Label) -> Quantity:
    """An index told in points is no change: "IPM 71,97 poin"."""
    points = quantity.unit == "percentage_point" and label.topic == "hdi"
    return replace(quantity, unit=None) if points and quantity.value > POINTS_MIN else quantity


PAIR = re.compile(
    r"\s*(?:[(;,/|]|\(?(?:atau|setara|alias)|[-–—])\s*(?:dengan\s+|sekitar\s+|sebesar\s+)*",
    re.IGNORECASE,
)


COUNTED_POOR = ("poverty", "extreme_poverty")


def _counterpart(text: str, count: Quantity, rate: Labelled) -> Labelled | None:
    """A count of people or families that stands right before the rate that it makes: "21,5 ribu
    jiwa (14,81 persen)" of a line that names only the place."""
    scaled = re.search(r"\b(?:ribu|rb|juta|jt)$", text[count.start : count.end]) is not None
    unit = count.unit or ("person" if scaled else None)
    label = _counterpart_of(rate, unit) if unit in ("person", "household") else None
    if label is None or not PAIR.fullmatch(text[count.end : rate.quantity.start]):
        return None
    return Labelled(replace(count, unit=unit), label)


# "912 KK atau 3.104 jiwa tergolong miskin", "38 KK yang terdiri dari 129 jiwa"
AND_HEADS = re.compile(
    r",?\s*(?:\(?(?:atau|setara|alias|dengan|berisi|mencakup|meliputi|"
    r"(?:yang )?terdiri (?:dari|atas))|[(/])\s*(?:(?:dengan|jumlah|total|sekitar|sebanyak)\s+)*",
    re.IGNORECASE,
)
FAMILY_MAX = 12  # people to a family, at most


def _in_families(text: str, count: Quantity, other: Labelled) -> Labelled | None:
    """The families (or people) right before the people (or families) in whom they are told once
    more, of both of whom the label speaks that stands behind."""
    units = {count.unit, other.quantity.unit}
    if units != {"household", "person"} or other.label.mention.end <= count.start:
        return None
    low, high = sorted((count.value, other.quantity.value))
    families = count if count.unit == "household" else other.quantity
    if families.value != low or high > FAMILY_MAX * low:
        return None
    indicator = indicator_for(other.label.topic, count.unit or "")
    if indicator is None or not AND_HEADS.fullmatch(text, count.end, other.quantity.start):
        return None
    return Labelled(count, replace(other.label, indicator=indicator, rule="told in two units"))


def _counted_behind(text: str, rate: Labelled, count: Quantity) -> tuple[Quantity, Label] | None:
    """The same with the count behind and no noun: "12,91% (21,8 rb)"."""
    scaled = re.search(r"\b(?:ribu|rb|juta|jt)$", text[count.start : count.end]) is not None
    pair = _counterpart_of(rate, "person") if scaled and count.unit is None else None
    if pair is None or not re.fullmatch(r"\s*[(/;,]\s*", text[rate.quantity.end : count.start]):
        return None
    return replace(count, unit="person"), pair


def _counterpart_of(rate: Labelled, unit: str) -> Label | None:
    """The label of the count that a rate of poverty makes."""
    if rate.label.topic not in COUNTED_POOR or rate.quantity.unit not in (None, "percent"):
        return None
    indicator = indicator_for(rate.label.topic, unit)
    return (
        replace(rate.label, indicator=indicator, rule="count beside its rate")
        if indicator
        else None
    )


def _ranges_alike(items: list[Labelled], figures: list[Figure]) -> list[Figure]:
    """Both ends of a range have one modality and one period: what either end shows."""
    alike = list(figures)
    for i, (one, two) in enumerate(pairwise(items)):
        range_of_two = one.quantity.group is not None and one.quantity.group == two.quantity.group
        if not range_of_two or one.quantity.group_kind != "range":
            continue
        low, high = alike[i], alike[i + 1]
        modality = high.modality if high.modality != "reported" else low.modality
        period = high.period if "period in sentence" in high.rule else low.period
        alike[i] = replace(low, modality=modality, period=period)
        alike[i + 1] = replace(high, modality=modality, period=period)
    return alike


BESIDE = re.compile(
    r"\s*(?:poin\s+)?(?:di ?atas|di ?bawah|lebih (?:tinggi|rendah|besar|kecil)|dari "
    r"(?:pagu|total|target|seluruh|jumlah)|desa|kecamatan|kabupaten|kampung|nagari)\b",
    re.IGNORECASE,
)


BESIDE_PLACE = re.compile(
    r"\s*(?:di ?banding(?:kan)?|daripada|ketimbang)\s+(?:rata-rata |angka |capaian "
    r")?(?:nasional|provinsi|"
    r"Jawa|Sumatera|Sulawesi|Kalimantan|Kabupaten|Kota|Indonesia)",
    re.IGNORECASE,
)


SHARE_AFTER = re.compile(
    r"\s*(?:dari (?:total |seluruh |jumlah )?(?:penduduk miskin|warga miskin|"
    r"kemiskinan|pagu|anggaran|APB[DN]\w*|belanja|target|keluarga))|"
    r"\s*(?:penduduk|warga|orang|masyarakat|keluarga) miskin (?:[\w.]+ ){0,4}(?:ada|berada|"
    r"tinggal|bermukim|menetap|terkonsentrasi)\b|\s*,?\s*(?:tinggal|bermukim|menetap|berada) di\b",
    re.IGNORECASE,
)


THEME = compile_finder(
    r"\b(?:ber)?tema(?:kan)?\b[^“\"\n]{0,24}[“\"][^”\"\n]*$|\bbertajuk\b[^”\n]*$", re.I
)


# "87 KK belum punya listrik" counts what somebody lacks, nothing of ours.
LACKS = re.compile(
    r"\s+(?:yang\s+)?(?:belum|tidak|tak)\s+(?:punya|memiliki|mempunyai|teraliri|terjangkau|"
    r"ber(?:listrik|KTP|jamban))\b"
    r"(?!\s+(?:rumah|pekerjaan))",
    re.IGNORECASE,
)


RATIO_MAX = 20  # "satu dari 85 unit" is one of a full count
RATIO = compile_finder(
    r"\b(?:\d{1,2}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan) dari\s+$", re.I
)


# "dari sepuluh balita dua yang stunting", "dari setiap seratus warga" is a share
PER_ROUND = re.compile(
    r"\bdari (?:(?:se)?tiap (?:sepuluh|seratus|seribu)|sepuluh)\b", re.IGNORECASE
)


# "Rp2.500 sebutir", "Rp14 ribu/kg": what something costs.
PRICE = re.compile(
    r"\s*(?:se(?:butir|kilo\w*|liter|ekor|ikat|karung|sak|bungkus|buah|porsi|lembar|potong|tabung)|"
    r"(?:per|/)\s?(?:kilo\w*|kg|liter|butir|ekor|ikat|karung|sak|bungkus|porsi|lembar|tabung))\b",
    re.IGNORECASE,
)
GAP_OF = compile_finder(
    r"\b(?:selisih(?:nya)?|beda(?:nya)?|terpaut)\s+(?:(?:hanya|cuma|sekitar|tipis|dua|tiga|atau|satu)\s+)*$",
    re.IGNORECASE,
)


# The end of a number in whose thousands a blank stands, or what stands behind a row's number.
PARTED = re.compile(r"(?:^|.*?(?<![\d.,]))\d{1,3} \d{3}\b(?![.,]\d)")


TOLERANCE = compile_finder(r"\d\S*\s*(?:persen|%)?\s*(?:plus minus|±|\+/-)\s*$")


def _beside(text: str, quantity: Quantity) -> bool:
    """Whether a number is a gap between two places or a share of a whole: no figure of ours."""
    after = text[quantity.end : quantity.end + 60]
    start = quantity.start
    few = quantity.unit in COUNTS and quantity.value <= RATIO_MAX
    if quantity.unit == "idr" and (
        PRICE.match(text, quantity.end) or GAP_OF.search(text, max(0, start - 40), start)
    ):
        return True
    if few and RATIO.search(text, max(0, start - 12), start):
        return True
    if quantity.unit in COUNTS and PER_ROUND.search(text, max(0, start - 14), start + 7):
        return True
    if quantity.unit in COUNTS and LACKS.match(text, quantity.end):
        return True
    if quantity.unit in COUNTS and PARTED.match(text, max(0, start - 4), quantity.end):
        return True
    if THEME.search(text, max(0, start - 160), start):
        return True
    if TOLERANCE.search(text, max(0, start - 24), start):
        return True
    if quantity.unit == "percentage_point":
        return BESIDE.match(after) is not None or BESIDE_PLACE.match(after) is not None
    if quantity.unit != "percent":
        return False
    if quantity.noun in FRACTIONS and OF_POOR.match(text, quantity.end):
        return True
    if FRACTION_TOLD.search(text, max(0, start - 80), start):
        return True
    return SHARE_AFTER.match(after) is not None or PART_OF_ALL.match(after) is not None


FRACTIONS = ("seperempat", "sepertiga", "separuh", "setengah", "seperlima", "separo")
OF_POOR = re.compile(
    r"\s+(?:dari\s+)?(?:jumlah\s+|total\s+|seluruh\s+)?(?:penduduk|warga|orang|keluarga|kaum)\s+miskin\b",
    re.IGNORECASE,
)
# "seperempat penduduk miskin provinsi, atau 26 persen": the same share in a number.
FRACTION_TOLD = compile_finder(
    rf"\b(?:{'|'.join(FRACTIONS)})\b[^.;]{{0,50}}\b(?:atau|alias)\s+(?:sekitar\s+)?$", re.IGNORECASE
)
# "17 persen warga belum punya KTP": a share of somebody that is no rate of ours.
PART_OF_ALL = re.compile(
    r"\s+(?:dana|anggaran|APBD\w*|APBN|DAU|DBH|DAK|pagu|belanja|alokasi|warga|penduduk|desa|"
    r"kelurahan|keluarga|rumah|balita|anak|siswa|sekolah|kecamatan|"
    r"responden|"
    r"masyarakat|wilayah|peserta|petani|nelayan|puskesmas|program|kegiatan)\b(?!\s+(?:miskin|"
    r"hidup|di ?bawah|"
    r"masih (?:hidup|miskin|di ?bawah)|tergolong miskin|yang (?:masih )?(?:hidup|miskin)|"
    r"stunting|pendek|"
    r"kita (?:masih )?(?:hidup|miskin)|masuk kategori miskin|ekstre?im|"
    r"[\w ]{0,24}(?:miskin|stunting|menganggur|garis kemiskinan)|"
    r"[\w ]{0,60}\bdi ?bawah garis kemiskinan))",
    re.IGNORECASE,
)


def _figure(evidence: Evidence, context: Context, numbers: Numbers, item: Labelled) -> Figure:
    """One number with all that is bound to it; what it tells the next ones is remembered."""
    reading, sentence = evidence.reading, numbers.sentence
    quantity, label = item.quantity, item.label
    measure, sign = numbers.measures[quantity.start]
    utterance = speaker_at(evidence.utterances, quantity.start)
    speaker = utterance.speaker if utterance else None
    region = _region(evidence, context, numbers, item, speaker.region if speaker else None)
    modality, (period, period_rule) = _modality_and_time(evidence, context, numbers, item, region)
    _carry_on(context, reading, numbers, item, region, modality, (period, period_rule))
    rules = (label.rule, region.rule, period_rule, utterance.rule if utterance else "")
    return Figure(
        start=quantity.start,
        end=quantity.end,
        indicator=label.indicator,
        value=_signed(reading.text, quantity, label, measure, sign),
        unit=_unit(quantity, label, measure),
        decimals=quantity.decimals,
        step=quantity.step,
        measure=measure,
        modality=modality,
        comparator=quantity.comparator,
        region=region.value,
        period=iso_for(period, modality == "target") if period else None,
        speaker=speaker.name if speaker else None,
        on_behalf_of=speaker.on_behalf_of if speaker else None,
        cited_source=_source(reading, context, numbers, item, region.value, modality),
        scope=_of_line(reading, item)
        or _scope(evidence, context, sentence, quantity, region, speaker),
        per=quantity.per,
        hedged=is_hedged(reading, sentence, quantity.start, quantity.end),
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        rule="; ".join(rule for rule in rules if rule),
    )


def _modality_and_time(
    evidence: Evidence, context: Context, numbers: Numbers, item: Labelled, region: Bound
) -> tuple[str, Timed]:
    """Whether a number is reported or aimed at, and for when: each helps to tell the other."""
    reading, sentence = evidence.reading, numbers.sentence
    quantity, label = item.quantity, item.label
    period, rule = period_of(evidence, context, numbers, item)
    unknown = (
        rule == "period carried on" and period and not measured_then(region.value, period, label)
    )
    given = label.topic in ADMINISTRATIVE
    if period and (unknown or (given and of_the_year(reading, period, sentence, quantity))):
        period = whole_year(period)
    agreed = any(f.start <= quantity.start < f.end for f in evidence.agreed)
    due = None if rule == "period of the sum before" else period  # what a sum holds is set aside
    goal = context.goal[0] if context.goal and not quantity.value else None
    if goal and sentence.start <= goal.start < quantity.start and "carried" in rule:
        due = goal  # "6,5 persen pada 2024, yang ekstrem nol"
    modality = modality_of(reading, sentence, quantity, label, due, context.head, agreed)
    cell = evidence.cells.get(quantity.value)
    if cell and cell.target and cell.indicator == label.indicator and rule != "period in sentence":
        return "target", (period, rule)  # an aim of the table above, told once more
    if modality == "target" and not given:
        clause = reading.text[sentence.start : quantity.start]
        period, rule = period_of_aim(reading, context, sentence, clause, period, rule)
    return modality, (period, rule)


def _carry_on(
    context: Context,
    reading: Reading,
    numbers: Numbers,
    item: Labelled,
    region: Bound,
    modality: str,
    timed: Timed,
) -> None:
    """Remember what a number tells those behind it: its time and its place."""
    sentence, quantity, label = numbers.sentence, item.quantity, item.label
    came_from = is_origin(clause_before(reading.text, sentence, quantity.start))
    family = family_of(label)
    context.before = Stated(quantity.end, sentence.start, family, *timed, came_from, region.value)
    if region.value:
        context.known.setdefault(family, set()).add(region.value)
        context.told_of.setdefault(region.value)
    remember_period(context, label, timed[0], sentence, modality, reading)
    remember_region(context, region, reading, sentence)


def _source(
    reading: Reading,
    context: Context,
    numbers: Numbers,
    item: Labelled,
    region: str | None,
    modality: str,
) -> str | None:
    """Whose data a number is: said in its sentence, over or under the list that it stands in, or
    right before, for what the next sentence says of the same data."""
    sentence, quantity = numbers.sentence, item.quantity
    if modality == "target" and not quantity.value:
        return None  # what is to be zero is nobody's data
    own = bind_source(reading, sentence, quantity.start) or _source_before(reading, sentence)
    index = reading.sentence_index(sentence.start)
    if own:
        whole = SOURCE_NAMED.search(reading.text, sentence.start, quantity.start) is not None
        context.cited = Cited(own, item.label, region, sentence.paragraph, index, whole=whole)
        return own
    cited = context.cited
    if is_list_line(reading, sentence) or is_row(reading, sentence):
        elsewhere = cited is not None and cited.region != region
        if elsewhere and modality == "reported" and _of_same_row(cited, item, index):
            return cited.source if cited else None
        over = _source_of_list(reading, context.head, item)
        return over or source_of_block(reading, sentence.end, modality)
    if cited and modality == "reported" and _of_all(cited, reading, item, sentence, index):
        return cited.source
    if cited is None or modality != "reported" or not _goes_on(cited, reading, sentence, index):
        return None
    alike = cited.label.indicator == item.label.indicator
    alike = alike or SAME_DATA.match(reading.text, sentence.start) is not None
    together = family_of(cited.label) == family_of(item.label) and cited.region == region
    if item.label.indicator == "stunted_children" and not _counts_alike(cited, item):
        return None  # a survey of a sample counts no children
    own_sum = RECKONED.search(reading.text, sentence.start, quantity.start)
    if own_sum or not (alike and together):
        return None
    context.cited = replace(cited, sentence=index, carried=True)
    return cited.source


def _source_of_list(reading: Reading, head: Sentence | None, item: Labelled) -> str | None:
    """Whose data a list is by its head, or by what stands over the head."""
    if head is None:
        return None
    over = bind_source(reading, head, head.end)
    if over is None and item.label.topic not in ADMINISTRATIVE:
        over = source_in_brackets(reading, head) or _source_above(reading, head)
    return over


SOURCE_NAMED = compile_finder(r"\bsumber(?:nya)?\s?:", re.IGNORECASE)
# "SSGI 24,0 persen, timbangan posyandu 9,8": the second is of another count.
OTHER_DATA = compile_finder(
    r"\b(?:posyandu|timbang\w*|musyawarah|hasil|verifikasi|versi|data|catatan|hitungan|menurut|perkiraan|laporan)\b",
    re.IGNORECASE,
)


def _of_all(cited: Cited, reading: Reading, item: Labelled, sentence: Sentence, index: int) -> bool:
    """Whether a source is that of other places, too: the one named over a whole paragraph
    ("sumber: BPS"), or the survey of one sentence."""
    if cited.paragraph != sentence.paragraph or family_of(cited.label) != family_of(item.label):
        return False
    if cited.whole:
        return True
    same = cited.sentence == index and cited.label.indicator == item.label.indicator
    low = sentence.start if same else item.quantity.start
    other = OTHER_DATA.search(reading.text, cited.label.mention.end, item.quantity.start)
    return same and low < item.quantity.start and is_survey(cited.source) and other is None


def _of_same_row(cited: Cited | None, item: Labelled, index: int) -> bool:
    """Whether a row goes on with other places of what it has named the source of: "Stunting (SSGI
    2023) 16,4% / Jateng 20,7% / nasional 21,5%"."""
    return (
        cited is not None
        and cited.sentence == index
        and not cited.carried
        and cited.label.mention == item.label.mention
    )


# "artinya hanya turun 0,3%": reckoned by whoever speaks.
RECKONED = compile_finder(r"\b(?:artinya|berarti|jadi|maka)\b[^.;]{0,40}$", re.IGNORECASE)
SAME_DATA = re.compile(
    r"\W*(?:(?:Angka|Jumlah|Persentase|Capaian|Kondisi|Besaran|Data|Tingkat)(?:nya)?"
    r"(?: (?:itu|ini|tersebut))?|Itu|Ini)\b"
)


SAMPLED = re.compile(r"SSGB?I|SKI|Riskesdas")


def _counts_alike(cited: Cited, item: Labelled) -> bool:
    """Whether a number of children may be of the source cited: another count is of it, or it is
    no survey of a sample."""
    same = cited.label.indicator == item.label.indicator
    return same or SAMPLED.fullmatch(cited.source) is None


DETAILS = re.compile(
    r"\b(?:rincian\w*|rinciannya|(?:sebagai )?berikut(?: ini)?|yaitu|yakni|antara lain|meliputi|"
    r"per (?:kecamatan|kabupaten|kota|daerah|wilayah)|(?:peng)?urut\w*)\b[^.\n]*:\W*$",
    re.IGNORECASE,
)


def _source_above(reading: Reading, head: Sentence) -> str | None:
    """The source that the sentence right before a list's head names: "Data BPS menunjukkan ... .
    Rinciannya sebagai berikut:"."""
    if not DETAILS.search(reading.text, head.start, head.end):
        return None
    index = reading.sentence_index(head.start)
    before = reading.sentences[index - 1] if index else None
    if before is None or before.paragraph + 1 < head.paragraph:
        return None
    return bind_source(reading, before, before.end)


def _goes_on(cited: Cited, reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether a sentence goes on with the figures of the one before: "Angka itu bertambah 0,2
    poin dibanding ..."."""
    if cited.paragraph != sentence.paragraph:
        return False
    return cited.sentence == index - 1 or (cited.carried and cited.sentence == index)


def _source_before(reading: Reading, sentence: Sentence) -> str | None:
    """The source that the sentence right before names when it states no number itself: "menyoroti
    hasil SSGI 2022. Prevalensi stunting melompat menjadi ..."."""
    index = reading.sentence_index(sentence.start)
    before = reading.sentences[index - 1] if index else None
    if before is None or before.paragraph != sentence.paragraph:
        return None
    if any(q.unit for q in within(reading.quantities, before.start, before.end)):
        return None
    named = bind_source(reading, before, before.end)
    said = reading.text[before.start : before.end]
    only = words(said) <= 8 or SHOWS_DATA.search(said)  # it says nothing else
    return named if named and (only or is_survey(named)) else None


SHOWS_DATA = re.compile(
    r"\b(?:memaparkan|menyampaikan|mengutip|merujuk|membacakan|menampilkan|menyajikan|mengacu)\s+"
    r"(?:\w+\s+){0,2}(?:data|angka|rilis|hasil|publikasi)\b[^.,;]{0,50}[.:]?\W*$",
    re.IGNORECASE,
)


def _signed(text: str, quantity: Quantity, label: Label, measure: str, sign: int) -> float:
    """A fall is negative, and so is a level of deflation or contraction."""
    before = text[max(0, quantity.start - 30) : quantity.start]
    shrinks = label.topic in ("growth", "inflation") and SHRINKS.search(before)
    negative = (measure == "change" and sign < 0) or (measure == "level" and shrinks)
    return -abs(quantity.value) if negative else quantity.value


SHRINKS = re.compile(
    r"\b(?:deflasi|kontraksi|terkontraksi|berkontraksi|minus)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


# "garis kemiskinan makanan", "garis kemiskinan per rumah tangga": a part of the line, or the line
# of somebody else than a head, never the line itself.
PART_OF_LINE = re.compile(
    r"\s+(?P<part>(?:bukan |non[- ]?)?makanan|per (?:rumah tangga|keluarga)(?: miskin)?)\b",
    re.IGNORECASE,
)


def _of_line(reading: Reading, item: Labelled) -> str | None:
    """Of which part of the poverty line a number is, as written."""
    if item.label.topic != "poverty_line":
        return None
    part = PART_OF_LINE.match(reading.text, item.label.mention.end)
    return part["part"].lower() if part else None


# "Jumlah KK miskin menurut kecamatan:" heads rows of parts of the region.
BY_PARTS = re.compile(
    r"\b(?:per|menurut|tiap|setiap|masing-masing|antar)[- ](?:kecamatan|desa|kelurahan|distrik|"
    r"kampung|gampong|nagari|kalurahan|kapanewon|dusun|puskesmas)\b",
    re.IGNORECASE,
)
ROW_NAME = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*|[a-z][.)]\s*)?(?:(?:kecamatan|kec\.?|desa|kelurahan|distrik)\s+)?"
    r"(?P<name>(?-i:[A-Z])[\w'’.-]*(?:\s+[\w'’.-]+){0,3}?)\s*[:=(–—-]?\s*",
    re.IGNORECASE,
)


def _part_of_row(
    reading: Reading, head: Sentence | None, sentence: Sentence, quantity: Quantity
) -> str | None:
    """The part of a region that opens a row of a list headed by parts."""
    if head is None or not (is_list_line(reading, sentence) or is_row(reading, sentence)):
        return None
    if not BY_PARTS.search(reading.text, head.start, head.end):
        return None
    match = ROW_NAME.fullmatch(reading.text, sentence.start, quantity.start)
    whole = match is None or WHOLE_ROW.match(match["name"]) is not None
    return None if whole or match is None else match["name"]


WHOLE_ROW = re.compile(
    r"(?:jumlah|total|rata-rata|kabupaten|kota|provinsi|target|realisasi)\b", re.I
)


def _scope(
    evidence: Evidence,
    context: Context,
    sentence: Sentence,
    quantity: Quantity,
    region: Bound,
    speaker: Speaker | None,
) -> str:
    part, reading = evidence.parts.get(quantity.start), evidence.reading
    if part and part.scope:
        return part.scope
    if part_row := _part_of_row(reading, context.head, sentence, quantity):
        return part_row
    named = bind_scope(reading, sentence, quantity.start, quantity.end) or region.scope
    area = named or bind_area(reading, sentence, quantity)
    area = area or bind_district(reading, sentence, quantity.start, quantity.end)
    if area or tells_of_whole(reading, sentence, quantity.start):
        return area or "total"
    return _own_district(reading, region, speaker) or "total"


def _own_district(reading: Reading, region: Bound, speaker: Speaker | None) -> str | None:
    """The district of which its head speaks, when nothing in the sentence names a place: never
    the whole regency."""
    if speaker is None or region.rule.endswith("in sentence"):
        return None
    return place_of_head(reading, speaker)


def _region(
    evidence: Evidence,
    context: Context,
    numbers: Numbers,
    item: Labelled,
    speaker_region: str | None,
) -> Bound:
    quantity = item.quantity
    in_turn = numbers.places.get(quantity.start)
    if in_turn:
        return Bound(in_turn, "region in turn")
    cell = evidence.cells.get(quantity.value)
    if cell and item.label.rule == OF_TABLE:
        return Bound(cell.region or evidence.reading.subject, "region of its equal")
    moved = numbers.measures[quantity.start][0] == "change"
    same = _place_of_same(evidence.reading, context, numbers.sentence, item, moved)
    return bind_region(
        evidence.reading,
        evidence.places,
        numbers.sentence,
        quantity.start,
        quantity.end,
        same
        or region_before(evidence.reading, numbers.sentence)
        or context.region
        or context.heading,
        speaker_region,
        of_nation=item.label.topic in (*RATES, *UNITLESS),
        given=item.label.topic in ADMINISTRATIVE,
        known=context.known.get(family_of(item.label), ()),
    )


ITS = re.compile(
    r"\W*(?:(?:Secara |Dari sisi )?(?:Jumlah|Persentase|Angka|Nilai|Besaran)(?:nya\b| (?:itu|ini|"
    r"tersebut)\b)|(?:Kalau|Sedangkan|Adapun|Untuk)?\s*(?:yang )?(?:di )?(?:perkotaan|per?desaan|"
    r"kota|desa)\b)",
    re.IGNORECASE,
)


# A sentence that begins by saying how what was stated last has moved, and names nobody.
MOVES = re.compile(
    r"\W*(?:(?:artinya|berarti|jadi|itu|ini|dalam|selama|hanya|tempo|kurun|waktu|setahun|"
    r"setahunnya|dua tahun|satu tahun|terakhir|ada|terjadi|sudah|telah|terus|kembali|lagi|ter\w+|"
    r"dibanding\w*|dari|tahun|bulan|lalu|sebelumnya)\W+)*"
    r"(?:turun|naik|berkurang|bertambah|menurun|meningkat|menyusut|penurunan|kenaikan|"
    r"pengurangan|penambahan|peningkatan)(?:nya)?\W+(?:(?:sekitar|hampir|sebesar|sebanyak|hanya|"
    r"cuma|mencapai|lebih|kurang|dari|tipis|tajam|signifikan)\W+)*",
    re.IGNORECASE,
)


def _place_of_same(
    reading: Reading, context: Context, sentence: Sentence, item: Labelled, moved: bool
) -> str | None:
    """The place of the number in the sentence before, while the text goes on with the same:
    "Jumlahnya kini 3,9 juta jiwa", "Kalau di desa 36 persen", "Setahun turun 1,8 persen poin"."""
    stated, index = context.before, reading.sentence_index(sentence.start)
    if stated is None or index == 0 or stated.family != family_of(item.label):
        return None
    adjoins = stated.sentence in (reading.sentences[index - 1].start, sentence.start)
    goes_on = ITS.match(reading.text, sentence.start) or (
        moved and MOVES.fullmatch(reading.text, sentence.start, item.quantity.start)
    )
    return stated.region if adjoins and goes_on else None


def _unit(quantity: Quantity, label: Label, measure: str) -> str:
    """The unit as stated; what was left out is the topic's own."""
    if label.topic in UNITLESS:
        return "percent" if quantity.unit == "percent" and measure == "change" else "index"
    if quantity.unit is None:
        return "percent"
    if quantity.unit in COUNTS:
        return unit_kind(quantity, label.topic) or quantity.unit
    return quantity.unit


LINES_APART = 160  # characters from one line of poverty to the next that is told the same way


def _lines_alike(figures: list[Figure]) -> list[Figure]:
    """A poverty line without a time is of a month or a day as the one told right before:
    "Rp573.000 sebulan. Di desa Rp517.000"."""
    alike: list[Figure] = []
    lines: dict[str, Figure] = {}
    for figure in figures:
        if figure.unit == "idr" and figure.indicator.endswith("poverty_line"):
            before = lines.get(figure.indicator)
            near = before and figure.start - before.end <= LINES_APART
            if before and near and figure.per is None and figure.measure == before.measure:
                figure = replace(figure, per=before.per)
            lines[figure.indicator] = figure
        alike.append(figure)
    return alike


def _inherit_periods(figures: list[Figure]) -> list[Figure]:
    """A number stated again without a period takes that of its equal: a headline, a repeated
    claim."""
    known = {
        (f.indicator, f.value, f.region, f.measure): f.period
        for f in figures
        if f.period and ("period in sentence" in f.rule or f.rule == "table")
    }
    inherited = []
    for figure in figures:
        key = (figure.indicator, figure.value, figure.region, figure.measure)
        own = "period in sentence" in figure.rule or figure.rule == "table"
        if not own and figure.value and key in known:
            figure = replace(figure, period=known[key], rule=f"{figure.rule}; period of its equal")
        inherited.append(figure)
    return inherited
