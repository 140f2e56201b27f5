"""What is stated of an indicator, with and without a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from extract.binding import (
    Bound,
    Place,
    Span,
    assign_periods,
    bind_region,
    bind_scope,
    bind_source,
    find_places,
    is_hedged,
    is_survey,
    iso_for,
    parent_of,
    source_of_block,
    usable_periods,
    words,
)
from extract.finder import compile_finder
from extract.followups import Followup, find_followups
from extract.indicators import LABEL, indicator_for
from extract.labels import (
    COUNTS,
    RATES,
    UNITLESS,
    Label,
    Labelled,
    Topic,
    coming,
    counted,
    find_label,
    headline_topics,
    is_list_line,
    unit_kind,
)
from extract.modality import clause_before, direction, is_origin, measure_of, modality_of
from extract.periods import Period
from extract.quantities import Quantity
from extract.quotes import Speaker, Utterance, speaker_at
from extract.reading import Reading, within
from extract.tabular import TableValue, bare_cells, find_table_values, titled
from extract.text import Sentence

T = TypeVar("T", Place, Period)


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


# ---- from numbers to figures ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What all sentences of a document are read against."""

    reading: Reading
    utterances: list[Utterance]
    places: list[Place]
    periods: list[Period]
    agreed: list[Followup]


@dataclass(frozen=True, slots=True)
class _Stated:
    """The number before, and the time that was found for it."""

    end: int
    sentence: int
    family: str
    period: Period | None
    rule: str
    origin: bool


@dataclass(slots=True)
class _Context:
    """What is carried on while a document is read from top to bottom."""

    paragraph: int = -1
    region: str | None = None
    periods: dict[str, tuple[Period, int]] = field(default_factory=dict)
    origins: dict[str, Period] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    head: Sentence | None = None
    heading: str | None = None
    goal: tuple[Period, int] | None = None
    before: _Stated | None = None


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The labelled numbers of one sentence with what was found for them together."""

    sentence: Sentence
    items: list[Labelled]
    measures: dict[int, tuple[str, int]]
    periods: dict[Span, Period]
    places: dict[int, str]


def find_figures(
    reading: Reading, utterances: list[Utterance]
) -> tuple[list[Figure], list[Quantity]]:
    """The figures of a document and the quantities that no indicator could be bound to.

    Offsets are into the repaired text; `extract.pipeline` carries them back to the raw one.
    """
    evidence = _Evidence(
        reading,
        utterances,
        find_places(reading),
        usable_periods(reading),
        find_followups(reading),
    )
    cells = find_table_values(reading)
    figures = [_from_cell(evidence, cell) for cell in cells]
    read = {cell.quantity.start for cell in cells}
    bare = bare_cells(reading) - read
    by_sentence = _by_sentence(reading, read | bare)
    context = _Context(topics=_of_title(reading))
    unbound = [q for q in reading.quantities if q.start in bare and not _bare_year(q)]
    for index, sentence in enumerate(reading.sentences):
        if not sentence.boilerplate:
            found, left = _read_sentence(evidence, context, index, by_sentence.get(index, []))
            figures += found
            unbound += left
    unbound.sort(key=lambda q: q.start)
    return _inherit_periods(sorted(figures, key=lambda f: f.start)), unbound


def _by_sentence(reading: Reading, in_tables: set[int]) -> dict[int, list[Quantity]]:
    grouped: dict[int, list[Quantity]] = {}
    for quantity in reading.quantities:
        around = within(reading.periods, quantity.start - 90, quantity.start + 1)
        in_date = quantity.unit is None and any(quantity.start < p.end for p in around)
        in_date = in_date or _bare_year(quantity)
        if quantity.start not in in_tables and not in_date:
            grouped.setdefault(reading.sentence_index(quantity.start), []).append(quantity)
    return grouped


def _of_title(reading: Reading) -> list[Topic]:
    """What the title speaks of, before the text has named anything."""
    mention = titled(reading)
    if mention is None:
        return []
    return [Topic(Label(mention.indicator, mention.topic, 0, "label", mention), 0)]


def _bare_year(quantity: Quantity) -> bool:
    """Whether a bare number can only be a year."""
    whole = quantity.unit is None and not quantity.decimals and not quantity.noun
    return whole and 1990 <= quantity.value <= 2045 and quantity.end - quantity.start == 4


def _from_cell(evidence: _Evidence, cell: TableValue) -> Figure:
    """A number of a table as a figure: row, column and caption say what it is."""
    utterance = speaker_at(evidence.utterances, cell.quantity.start)
    if utterance and utterance.rule in ("section", "carried on", "goes on"):
        utterance = None  # a table is nobody's speech unless somebody is said to show it
    modality = "forecast" if cell.forecast else "target" if cell.target else "reported"
    return Figure(
        start=cell.quantity.start,
        end=cell.quantity.end,
        indicator=cell.indicator,
        value=cell.value,
        unit=cell.unit,
        decimals=cell.quantity.decimals,
        step=cell.step,
        modality=modality,
        region=cell.region or evidence.reading.subject,
        period=iso_for(cell.period, modality == "target") if cell.period else None,
        speaker=utterance.speaker.name if utterance else None,
        per=cell.per,
        cited_source=source_of_block(evidence.reading, cell.row[1]),
        scope=cell.scope,
        sentence_start=cell.row[0],
        sentence_end=cell.row[1],
        rule="table",
    )


def _read_sentence(
    evidence: _Evidence, context: _Context, index: int, quantities: list[Quantity]
) -> tuple[list[Figure], list[Quantity]]:
    reading = evidence.reading
    sentence = reading.sentences[index]
    _open_sentence(context, reading, sentence)
    items, left = _labelled(evidence, context, index, quantities)
    _remember_topics(context, reading, sentence, items)
    if not items:
        _remember_time(evidence, context, sentence)
    numbers = _together(evidence, sentence, items)
    figures: list[Figure] = []
    for item in items:
        figures.append(_figure(evidence, context, numbers, item))
    return _ranges_alike(items, figures), left


def _labelled(
    evidence: _Evidence, context: _Context, index: int, quantities: list[Quantity]
) -> tuple[list[Labelled], list[Quantity]]:
    """The numbers of a sentence for which a label was found, and those without."""
    reading = evidence.reading
    items: list[Labelled] = []
    left: list[Quantity] = []
    for quantity in quantities:
        quantity = counted(reading, quantity, items)
        beside = _beside(reading.text, quantity)
        label = None if beside else find_label(reading, index, quantity, items, context.topics)
        count = left[-1] if left and label else None
        pair = (
            _counterpart(reading.text, count, Labelled(quantity, label))
            if count and label
            else None
        )
        if label is None and items:
            behind = _counted_behind(reading.text, items[-1], quantity)
            quantity, label = behind or (quantity, None)
        if pair:
            left.pop()
            items.append(pair)
        if label is None:
            left.append(quantity)
        else:
            items.append(Labelled(quantity, label))
    return items, left


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


def _remember_time(evidence: _Evidence, context: _Context, sentence: Sentence) -> None:
    """A sentence that only names a time ("hasil SSGI 2022") gives it to the next ones."""
    here = [
        p
        for p in within(evidence.periods, sentence.start, sentence.end)
        if p.kind in ("year", "month")
    ]
    if here and not coming(here[-1], evidence.reading):
        context.periods["named"] = (here[-1], sentence.paragraph)


def _open_sentence(context: _Context, reading: Reading, sentence: Sentence) -> None:
    """A new paragraph forgets its region; a line that ends in a colon heads the list below it."""
    if sentence.paragraph != context.paragraph:
        context.paragraph = sentence.paragraph
        context.region = _opened_with(reading, sentence)
    _open_heading(context, reading, sentence)
    if is_list_line(reading, sentence):
        return
    if _heads_list(reading.text, sentence):
        context.head = sentence
    elif not (context.head and _is_row(reading, sentence)) or _is_field(reading, sentence):
        context.head = None


# The name of a meeting ("... DATA SASARAN") is no head of the points below its header block.
FIELD = re.compile(
    r"\W*(?:hari|tempat|lokasi|pimpinan|pemimpin)(?: ?[/,&] ?| dan | )?\w*\s*[:|\t]", re.IGNORECASE
)


def _is_field(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line is a field of the header block of minutes: "Tempat : Aula"."""
    return FIELD.match(reading.text, sentence.start, sentence.end) is not None


CAPITALS = re.compile(r"\W*(?:[A-Z]{3,}\W+){2}(?!.*[a-z])")
ANNOUNCED = re.compile(
    r"\b(?:data|rincian|angka)\b[^.:]{0,40}\bberikut(?: ini)?\W*$|\b(?:berikut(?: ini)?(?: "
    r"adalah)? (?:rincian|data|daftar|perincian|sebaran|angka|besaran)\w*|"
    r"sebagai berikut|rincian(?:nya)? (?:sebagai )?berikut)\b",
    re.IGNORECASE,
)


def _heads_list(text: str, sentence: Sentence) -> bool:
    """Whether a sentence announces the lines below it: by its colon or in so many words."""
    words = text[sentence.start : sentence.end].rstrip()
    if words.endswith(":") or ANNOUNCED.search(words):
        return True
    titled = CAPITALS.match(words) is not None and len(words) <= ROW_MAX and not words.endswith(".")
    return titled and text[sentence.end : sentence.end + 1] == "\n"


def _is_row(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line is one of a list without marks: short, a paragraph of its own, no full
    stop."""
    text = reading.text[sentence.start : sentence.end].rstrip()
    alone = "\n" in reading.text[max(0, sentence.start - 2) : sentence.start]
    return alone and len(text) <= ROW_MAX and text[-1:] not in (".", "”", '"')


ROW_MAX = 110  # characters


OPENS = re.compile(
    r"\W*(?:(?:sementara|adapun|sedangkan)(?: itu)?,? )?(?:di|untuk|dari)\s+(?:kabupaten |kota |"
    r"provinsi )?",
    re.IGNORECASE,
)


def _opened_with(reading: Reading, sentence: Sentence) -> str | None:
    """The region that a paragraph turns to with its first words: "Di Purbalingga, Bupati X ..."."""
    here = within(reading.regions.mentions, sentence.start, sentence.start + 60)
    if not here or not OPENS.fullmatch(reading.text, sentence.start, here[0].start):
        return None
    comma = reading.text[here[0].end : here[0].end + 1] == ","
    return here[0].code if comma and len(here[0].code) <= 5 else None


HEADING = re.compile(
    r"\W*(?:\d{1,2}[.)/]?\s*|[A-Za-z][.)]\s*)?(?:kabupaten|kab\.?|kota|provinsi)?\s*$",
    re.IGNORECASE,
)
SENTENCE_MIN = 90  # characters; a shorter line is an item under its heading


def _open_heading(context: _Context, reading: Reading, sentence: Sentence) -> None:
    """A line that holds nothing but a region's name heads the short lines below it."""
    here = within(reading.regions.mentions, sentence.start, sentence.end)
    lead = reading.text[sentence.start : here[0].start] if here else ""
    tail = reading.text[here[0].end : sentence.end] if here else ""
    if len(here) == 1 and HEADING.fullmatch(lead) and re.fullmatch(r"[\s:*_]*", tail):
        context.heading = here[0].code
    elif sentence.end - sentence.start > SENTENCE_MIN:
        context.heading = None


def _together(evidence: _Evidence, sentence: Sentence, items: list[Labelled]) -> _Numbers:
    """What the numbers of a sentence say only together: changes, periods and regions in turn."""
    text = evidence.reading.text
    measures: dict[int, tuple[str, int]] = {}
    for i, item in enumerate(items):
        measure = measure_of(text, sentence, item.quantity, item.label)
        if measure[0] == "level" and _is_difference(items[:i], measures, item, text):
            clause = text[sentence.start : item.quantity.start]
            measure = ("change", direction(clause) or -1)
        if measure[0] == "change" and _too_large(items[:i], measures, item):
            measure = ("level", 0)
        measures[item.quantity.start] = measure
    _levels_after_all(text, items, measures)
    spans = [(i.quantity.start, i.quantity.end) for i in items]
    changes = {s for s in spans if measures[s[0]][0] == "change"}
    periods = assign_periods(text, sentence, evidence.periods, spans, changes)
    places: dict[int, str] = {}
    for run in _runs(text, [i.quantity for i in items]):
        _in_turn(evidence, sentence, run, periods, places)
    return _Numbers(sentence, items, measures, periods, places)


STOOD_AT = re.compile(
    r"\bdari\s+(?:kondisi|posisi|realisasi|capaian|angka|keadaan|baseline)\b[^,.;]{0,40}$",
    re.IGNORECASE,
)


def _levels_after_all(
    text: str, items: list[Labelled], measures: dict[int, tuple[str, int]]
) -> None:
    """ "target penurunan angka kemiskinan 5,0 % dari kondisi Maret 2024 sebesar 5,61 %": what it
    comes from is a level, and so is an aim of nearly its size."""
    for i, item in enumerate(items):
        start = item.quantity.start
        if item.label.topic not in RATES or not STOOD_AT.search(text[max(0, start - 80) : start]):
            continue
        measures[start] = ("level", 0)
        for other in items[:i]:
            same = other.label.indicator == item.label.indicator
            if same and other.quantity.value > item.quantity.value / 2:
                measures[other.quantity.start] = ("level", 0)


def _too_large(
    before: list[Labelled], measures: dict[int, tuple[str, int]], item: Labelled
) -> bool:
    """ "target 27 persen, 2023 turun 22": a bare number of the size of the level before it is the
    next level and no fall by so much."""
    levels = [
        b.quantity.value
        for b in before
        if b.label.indicator == item.label.indicator and measures[b.quantity.start][0] == "level"
    ]
    bare = item.quantity.unit is None and item.label.topic in RATES
    return bare and bool(levels) and item.quantity.value > levels[-1] / 2


def _in_turn(
    evidence: _Evidence,
    sentence: Sentence,
    run: list[Quantity],
    periods: dict[Span, Period],
    places: dict[int, str],
) -> None:
    """Numbers "masing-masing" or "berturut-turut": the n-th belongs to the n-th period or
    region."""
    text = evidence.reading.text
    near = list(within(evidence.periods, sentence.start, sentence.end))
    listed = _listed(text, near, len(run))
    if listed:
        periods.update({(q.start, q.end): p for q, p in zip(run, listed, strict=True)})
        return
    here = list(within(evidence.places, sentence.start, run[0].start))
    named = _listed(text, here, len(run))
    if named and IN_TURN.search(text, sentence.start, run[0].start):
        places.update({q.start: p.code for q, p in zip(run, named, strict=True)})


IN_TURN = re.compile(
    r"\b(?:masing-masing|berturut-turut|berturut turut|secara berurutan)\b", re.IGNORECASE
)
LIST_GLUE = re.compile(
    r"\s*(?:,|;|dan|serta|/|&|, dan|; dan|, serta)\s*(?:(?:pada|tahun|Kabupaten|Kota|Provinsi)\s+)*"
)
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
    r"\s*(?:penduduk|warga|orang|masyarakat|keluarga) miskin (?:\w+ )?(?:ada|berada|"
    r"tinggal|terkonsentrasi)\b",
    re.IGNORECASE,
)


THEME = re.compile(
    r"\b(?:ber)?tema(?:kan)?\b[^“\"\n]{0,24}[“\"][^”\"\n]*$|\bbertajuk\b[^”\n]*$", re.I
)
# "87 KK belum punya listrik" counts what somebody lacks, nothing of ours.
LACKS = re.compile(
    r"\s+(?:yang\s+)?(?:belum|tidak|tak)\s+(?:punya|memiliki|mempunyai|teraliri|terjangkau|"
    r"ber(?:listrik|KTP|jamban))\b"
    r"(?!\s+(?:rumah|pekerjaan))",
    re.IGNORECASE,
)
RATIO = re.compile(
    r"\b(?:\d{1,2}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan) dari\s+$", re.I
)
TOLERANCE = re.compile(r"\d\S*\s*(?:persen|%)?\s*(?:plus minus|±|\+/-)\s*$")


def _beside(text: str, quantity: Quantity) -> bool:
    """Whether a number is a gap between two places or a share of a whole: no figure of ours."""
    after = text[quantity.end : quantity.end + 60]
    if quantity.unit in COUNTS and RATIO.search(text[max(0, quantity.start - 12) : quantity.start]):
        return True
    if quantity.unit in COUNTS and LACKS.match(text, quantity.end):
        return True
    if THEME.search(text[max(0, quantity.start - 160) : quantity.start]):
        return True
    if TOLERANCE.search(text[max(0, quantity.start - 24) : quantity.start]):
        return True
    if quantity.unit == "percentage_point":
        return BESIDE.match(after) is not None or BESIDE_PLACE.match(after) is not None
    if quantity.unit != "percent":
        return False
    return SHARE_AFTER.match(after) is not None or PART_OF_ALL.match(after) is not None


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
    r"[\w ]{0,24}(?:miskin|stunting|menganggur|garis kemiskinan)))",
    re.IGNORECASE,
)


def _runs(text: str, quantities: list[Quantity]) -> list[list[Quantity]]:
    """Numbers that stand in one enumeration ("0,337, 0,343, dan 0,342")."""
    runs: list[list[Quantity]] = []
    for quantity in quantities:
        if runs and LIST_GLUE.fullmatch(text[runs[-1][-1].end : quantity.start]):
            runs[-1].append(quantity)
        else:
            runs.append([quantity])
    return [run for run in runs if len(run) > 1]


def _listed(text: str, items: Sequence[T], count: int) -> list[T] | None:
    """`count` items that stand in one enumeration, if there are exactly so many."""
    run: list[T] = []
    for item in items:
        if run and not LIST_GLUE.fullmatch(text[run[-1].end : item.start]):
            if len(run) == count:
                return run
            run = []
        run.append(item)
    return run if len(run) == count else None


def _is_difference(
    before: list[Labelled], measures: dict[int, tuple[str, int]], item: Labelled, text: str
) -> bool:
    """ "dari A menjadi B atau C": C is what lies between A and B, in their own unit."""
    levels = [
        b.quantity
        for b in before
        if b.label.indicator == item.label.indicator and measures[b.quantity.start][0] == "level"
    ]
    if len(levels) < 2:
        return False
    between = text[levels[-1].end : item.quantity.start]
    if not re.search(r"\b(?:atau|sebesar|sebanyak|selisih\w*)\b[^,.;]*$", between):
        return False
    gap = abs(levels[-1].value - levels[-2].value)
    return abs(gap - item.quantity.value) <= levels[-1].step + levels[-2].step


def _figure(evidence: _Evidence, context: _Context, numbers: _Numbers, item: Labelled) -> Figure:
    reading, sentence = evidence.reading, numbers.sentence
    quantity, label = item.quantity, item.label
    utterance = speaker_at(evidence.utterances, quantity.start)
    speaker = utterance.speaker if utterance else None
    measure, sign = numbers.measures[quantity.start]
    period, period_rule = _period(evidence, context, numbers, item)
    region = _region(evidence, context, numbers, item, speaker.region if speaker else None)
    if (
        period
        and period_rule == "period carried on"
        and not _measured_then(region.value, period, label)
    ):
        period = whole_year(period)
    if (
        period
        and label.topic in ADMINISTRATIVE
        and _of_the_year(reading, period, sentence, quantity)
    ):
        period = whole_year(period)
    agreed = any(f.start <= quantity.start < f.end for f in evidence.agreed)
    modality = modality_of(reading, sentence, quantity, label, period, context.head, agreed)
    if modality == "target" and label.topic not in ADMINISTRATIVE:
        clause = reading.text[sentence.start : quantity.start]
        period, period_rule = _goal(context, sentence, clause, period, period_rule)
    came_from = is_origin(clause_before(reading.text, sentence, quantity.start))
    context.before = _Stated(
        quantity.end, sentence.start, family_of(label), period, period_rule, came_from
    )
    _remember(context, label, period, sentence, modality, reading)
    _remember_region(context, region, reading, sentence)
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
        cited_source=_source(reading, context, sentence, quantity),
        scope=_scope(reading, sentence, quantity, region, speaker),
        per=quantity.per,
        hedged=is_hedged(reading, sentence, quantity.start, quantity.end),
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        rule="; ".join(rule for rule in rules if rule),
    )


PLANNED_ALL = re.compile(
    r"\bdari\s+(?:\w+\s+)?(?:pagu|total|rencana|target|alokasi|kuota|plafon|"
    r"anggaran)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
PLANNED_BEHIND = re.compile(
    r"\s+(?:yang\s+)?(?:direncanakan|ditargetkan|dianggarkan|dialokasikan)", re.IGNORECASE
)


def _of_the_year(reading: Reading, period: Period, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a month is not the number's own: when houses, money or aid are to arrive, or how
    far what is planned for the year had got."""
    ends = period.deadline and "akhir" in period.text.lower()
    before = reading.text[max(sentence.start, quantity.start - 60) : quantity.start]
    planned = PLANNED_ALL.search(before) or (
        before.rstrip().endswith("dari") and PLANNED_BEHIND.match(reading.text, quantity.end)
    )
    short = period.kind in ("month", "day")
    return short and bool(ends or coming(period, reading) or planned)


def _source(
    reading: Reading, context: _Context, sentence: Sentence, quantity: Quantity
) -> str | None:
    """Whose data a number is: said in its sentence, or over or under the list that it stands in."""
    own = bind_source(reading, sentence, quantity.start) or _source_before(reading, sentence)
    if own or not (
        is_list_line(reading, sentence) or (context.head and _is_row(reading, sentence))
    ):
        return own
    head = context.head
    over = bind_source(reading, head, head.end) if head else None
    return over or source_of_block(reading, sentence.end)


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
    only = words(reading.text[before.start : before.end]) <= 8  # it says nothing else
    return named if named and (only or is_survey(named)) else None


END_OF_TERM = re.compile(
    r"\b(?:akhir|ujung|penghujung)\s+(?:\w+\s+)?(?:masa (?:jabatan|bakti)|RPJMD|periode|"
    r"kepemimpinan)\b",
    re.IGNORECASE,
)


def _goal(
    context: _Context, sentence: Sentence, text: str, period: Period | None, rule: str
) -> tuple[Period | None, str]:
    """The period of a target: what is reported of one year is not aimed at for it, but an aim
    goes on with the time of the aim before it."""
    if rule in ("period in sentence", "period of list head") and period:
        context.goal = (period, sentence.paragraph)
    elif context.goal and sentence.paragraph - context.goal[1] <= 1:
        return context.goal[0], "period of the aim before"
    if rule == "period carried on" and END_OF_TERM.search(text):
        return None, ""  # what is reported of a year is not aimed at for it
    return period, rule


def _signed(text: str, quantity: Quantity, label: Label, measure: str, sign: int) -> float:
    """A fall is negative, and so is a level of deflation or contraction."""
    before = text[max(0, quantity.start - 30) : quantity.start]
    shrinks = label.topic in ("growth", "inflation") and SHRINKS.search(before)
    negative = (measure == "change" and sign < 0) or (measure == "level" and shrinks)
    return -abs(quantity.value) if negative else quantity.value


SHRINKS = re.compile(
    r"\b(?:deflasi|kontraksi|terkontraksi|berkontraksi|minus)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


# Months of the rounds of BPS's surveys: Susenas for poverty, Sakernas for work.
ROUNDS = {"survey": (3, 9), "unemployment": (2, 8)}


def _measured_then(code: str | None, period: Period, label: Label) -> bool:
    """Whether a region can have a figure for a month: surveys have their rounds, and regencies
    are in that of March only."""
    if period.kind != "month":
        return True
    rounds = ROUNDS.get(family_of(label))
    if rounds and period.first.month not in rounds:
        return False
    regency = code is not None and len(code) == 5
    return not (regency and period.first.month == 9)


def _scope(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    region: Bound,
    speaker: Speaker | None,
) -> str:
    area = bind_scope(reading, sentence, quantity.start, quantity.end)
    return area or region.scope or _own_district(reading, region, speaker) or "total"


SMALL_OFFICES = ("camat", "lurah", "kepala desa")


def _own_district(reading: Reading, region: Bound, speaker: Speaker | None) -> str | None:
    """The district of which its head speaks, when nothing in the sentence names a place: never
    the whole regency."""
    if speaker is None or speaker.official is None or region.rule.endswith("in sentence"):
        return None
    official = reading.officials.officials[speaker.official]
    return official.institution if official.position in SMALL_OFFICES else None


def _region(
    evidence: _Evidence,
    context: _Context,
    numbers: _Numbers,
    item: Labelled,
    speaker_region: str | None,
) -> Bound:
    quantity = item.quantity
    in_turn = numbers.places.get(quantity.start)
    if in_turn:
        return Bound(in_turn, "region in turn")
    return bind_region(
        evidence.reading,
        evidence.places,
        numbers.sentence,
        quantity.start,
        quantity.end,
        context.region or context.heading,
        speaker_region,
        of_nation=item.label.topic in (*RATES, *UNITLESS),
        given=item.label.topic in ADMINISTRATIVE,
    )


def _period(
    evidence: _Evidence, context: _Context, numbers: _Numbers, item: Labelled
) -> tuple[Period | None, str]:
    """The period of a number: of its sentence, of the head of its list, or carried on."""
    own = numbers.periods.get((item.quantity.start, item.quantity.end))
    measure = numbers.measures[item.quantity.start][0]
    back = _back_from_current(evidence.reading, context, numbers, item)
    if back:
        return back, "period before the one spoken of"
    later = _after_stated(evidence.reading, context, numbers, item)
    if later:
        return later, "period in sentence"
    equal = _said_again(evidence.reading.text, context, item.quantity, measure)
    if equal:
        return equal, "period of its equal"
    clause = clause_before(evidence.reading.text, numbers.sentence, item.quantity.start)
    family = family_of(item.label)
    came_from = is_origin(clause) and (family not in ADMINISTRATIVE or MOVED_FROM.search(clause))
    if own and came_from and not _stands_at(evidence.reading.text, own, item.quantity):
        own = None
    if own and not (measure == "change" and _is_before(own, context, item.label)):
        return _same_time(evidence.reading, context, item.label, own), "period in sentence"
    listed = is_list_line(evidence.reading, numbers.sentence)
    if context.head and (listed or _is_row(evidence.reading, numbers.sentence)):
        head = within(evidence.periods, context.head.start, context.head.end)
        if head:
            return head[-1], "period of list head"
    if came_from:
        origin = context.origins.get(family)
        return origin, "period of comparison" if origin else ""
    stated = context.before
    fits = stated is not None and _goes_with(stated, numbers.sentence, family)
    if (
        stated
        and stated.period
        and fits
        and (measure == "level" or not _is_before(stated.period, context, item.label))
    ):
        return stated.period, stated.rule
    planned = _plan_year(evidence.reading, numbers.sentence)
    if (
        planned
        and measure == "level"
        and family in (*ADMINISTRATIVE, "unemployment", "hdi", "growth")
    ):
        return planned, "year of the plan"
    return _carried_period(evidence.reading, context, numbers.sentence, item.label)


MOVED_FROM = re.compile(
    r"\b(?:naik|turun|meningkat|menurun|bertambah|berkurang|susut|menyusut|melonjak|merosot)\w*\s+"
    r"(?:\w+\s+){0,2}dari\b",
    re.IGNORECASE,
)


def _stands_at(text: str, period: Period, quantity: Quantity) -> bool:
    """Whether a period stands with the number that something came from: "dari 9,1 persen pada
    2022", "dari tahun 2022 sebesar 9,1 persen"."""
    if period.start >= quantity.end:
        return words(text[quantity.end : period.start]) <= 3
    return re.search(r"\bdari\b", text[max(0, period.start - 30) : period.start]) is not None


def _goes_with(stated: _Stated, sentence: Sentence, family: str) -> bool:
    """Whether the time stated for the number before is that of the next one of its sentence."""
    alike = stated.family == family or {stated.family, family} <= set(ADMINISTRATIVE)
    same = stated.sentence == sentence.start and alike and not stated.origin
    if not same or stated.period is None or stated.rule != "period in sentence":
        return False
    # One behind a number is of that number alone, but for what the same money pays for.
    return stated.period.start < stated.end or stated.family != family


AGAIN = re.compile(
    r",?\s*\(?\s*(?:atau|setara|sama dengan|alias)\s+(?:dengan\s+|sekitar\s+|sebanyak\s+)*"
)


def _said_again(text: str, context: _Context, quantity: Quantity, measure: str) -> Period | None:
    """ "setahun sebelumnya 6,71 persen atau 353 ribu jiwa": one state of things, in two units."""
    stated = context.before
    if stated is None or measure != "level" or stated.end > quantity.start:
        return None
    return stated.period if AGAIN.fullmatch(text[stated.end : quantity.start]) else None


BACK = re.compile(
    r"\b(?:(?P<years>setahun|satu tahun|dua tahun|tiga tahun|lima tahun)|(?P<half>enam bulan|"
    r"setengah tahun|"
    r"semester)|(?P<quarter>tiga bulan|triwulan|kuartal))\s+(?:sebelumnya|silam|lalu|yang lalu)"
    r"(?:\s+(?:\w+\s+){0,4})?[(,]?\s*$",
    re.IGNORECASE,
)
YEARS = {"setahun": 1, "satu tahun": 1, "dua tahun": 2, "tiga tahun": 3, "lima tahun": 5}


def _back_from_current(
    reading: Reading, context: _Context, numbers: _Numbers, item: Labelled
) -> Period | None:
    """ "setahun sebelumnya 9,1 persen": as long before the period that the text speaks of."""
    low = max(
        [numbers.sentence.start]
        + [i.quantity.end for i in numbers.items if i.quantity.end <= item.quantity.start]
    )
    match = BACK.search(reading.text[low : item.quantity.start])
    current = context.periods.get(family_of(item.label)) or context.periods.get("any")
    if match is None or current is None:
        return None
    months = 12 * YEARS[match["years"].lower()] if match["years"] else 6 if match["half"] else 3
    return months_before(current[0], months)


LATER = re.compile(
    r"\b(?P<years>setahun|satu tahun|dua tahun|tiga tahun|lima tahun)\s+"
    r"(?:kemudian|berikutnya|sesudahnya|setelahnya|setelah itu)\b[^.;]{0,40}$|"
    r"\btahun (?P<next>berikutnya|setelahnya|sesudahnya)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def _after_stated(
    reading: Reading, context: _Context, numbers: _Numbers, item: Labelled
) -> Period | None:
    """ "pada 2021 masih 9,1 persen, setahun kemudian 8,7": as long after the number before."""
    stated = context.before
    if stated is None or stated.period is None or stated.end > item.quantity.start:
        return None
    match = LATER.search(reading.text[stated.end : item.quantity.start])
    if match is None or stated.family != family_of(item.label):
        return None
    years = 1 if match["next"] else YEARS[match["years"].lower()]
    return months_before(stated.period, -12 * years)


def months_before(period: Period, months: int) -> Period:
    """A period of the same kind, so many months earlier; a year steps by whole years."""
    if period.kind in ("month", "quarter"):
        count = period.first.year * 12 + period.first.month - 1 - months
        year, month = divmod(count, 12)
        first = date(year, month + 1, 1)
        iso = f"{year}-Q{month // 3 + 1}" if period.kind == "quarter" else f"{year}-{month + 1:02}"
        return replace(period, iso=iso, first=first, last=first, kind=period.kind)
    return year_period(period.first.year - (months // 12 or 1))


def _is_before(period: Period, context: _Context, label: Label) -> bool:
    """Whether a period lies before the one that the text speaks of: a change ends at the latter."""
    current = context.periods.get(family_of(label))
    return current is not None and period.last < current[0].first


def _same_time(reading: Reading, context: _Context, label: Label, period: Period) -> Period:
    """ "periode yang sama tahun sebelumnya": the month of the period spoken of, in that year."""
    current = context.periods.get(family_of(label))
    before = reading.text[max(0, period.start - 40) : period.end]
    if period.kind != "year" or current is None or current[0].kind != "month":
        return period
    if not SAME_TIME.search(before):
        return period
    first, last = (
        day.replace(year=period.first.year) for day in (current[0].first, current[0].last)
    )
    return replace(period, iso=first.isoformat()[:7], first=first, last=last, kind="month")


SURVEY = ("poverty", "poverty_line", "poverty_gap", "poverty_severity", "gini")


def family_of(label: Label) -> str:
    """What is measured together: one round of the social and economic survey gives the rate, the
    count, the line, gap and severity of poverty and the inequality."""
    if label.indicator.endswith("_households"):
        return "register"  # families are counted in registers, never by the survey
    return "survey" if label.topic in SURVEY else label.topic


SAME_TIME = re.compile(
    r"\b(?:periode|tahun|bulan|waktu|kurun waktu|saat) (?:yang |yg )?sama\b", re.IGNORECASE
)


def _carried_period(
    reading: Reading, context: _Context, sentence: Sentence, label: Label
) -> tuple[Period | None, str]:
    """The latest period stated for what is measured together with a number: of the survey, all
    through the text; else while the paragraph or the list goes on; of anything else only for a
    rate of the same paragraph."""
    family = family_of(label)
    reach = 20 if is_list_line(reading, sentence) else 1
    if family == "survey":
        reach = 99
    elif SAME_TIME.search(reading.text, sentence.start, sentence.end):
        reach = 8
    others = 1 if label.topic in (*RATES, *UNITLESS) else 0  # rates of one release go together
    for topic, paragraphs in (("named", 0), (family, reach), ("any", others)):
        period, paragraph = context.periods.get(topic, (None, -199))
        if period and sentence.paragraph - paragraph <= paragraphs:
            return _as_known(reading, topic, period), "period carried on"
    return _administrative(reading, context, label)


def _as_known(reading: Reading, topic: str, period: Period) -> Period:
    """Of a figure measured otherwise in a regency only the year is known."""
    regency = reading.subject is not None and len(reading.subject) == 5
    return whole_year(period) if topic == "any" and period.kind == "month" and regency else period


ADMINISTRATIVE = ("budget", "incentive", "housing", "beneficiaries")
ACCOUNT = compile_finder(
    r"\b(?:LKPJ|pertanggungjawaban|laporan keterangan)\b[^.\n]{0,90}?\b((?:19|20)\d\d)\b",
    re.IGNORECASE,
)


PLANNED = re.compile(
    r"\b(?:RKPD|RKP|Musrenbang\w*|KUA[- ]?PPAS|RAPBD|APBD|Renja)\b[^.\n]{0,50}?\b(20\d\d)\b",
    re.IGNORECASE,
)
PLANS = re.compile(
    r"\b(?:indikatif|usul\w*|akomod\w+|rencana\w*|direncanakan|ditetapkan|akan|ditarget\w*|"
    r"target\w*|"
    r"diproyeksi\w*|diperkirakan|diharapkan|dialokasikan)\b",
    re.IGNORECASE,
)


def _plan_year(reading: Reading, sentence: Sentence) -> Period | None:
    """The coming year that a meeting plans, for what is planned in it: "Musrenbang RKPD 2026"."""
    year = _planned_year(f"{reading.document.title or ''}\n{reading.text[:900]}")
    if year is None or not reading.published or year <= reading.published.year:
        return None
    planned = PLANS.search(reading.text, sentence.start, sentence.end)
    return year_period(year) if planned else None


@lru_cache(maxsize=4)
def _planned_year(head: str) -> int | None:
    """The year that the head of a document plans; kept, because each number of it asks."""
    match = PLANNED.search(head)
    return int(match[1]) if match else None


def _administrative(reading: Reading, context: _Context, label: Label) -> tuple[Period | None, str]:
    """Money, houses and aid told without a time are those of the year: of the account that a
    meeting treats, else of the publication."""
    account = ACCOUNT.search(reading.text[:3000])
    if account:
        return year_period(int(account[1])), "year of account"
    if label.topic in ADMINISTRATIVE and reading.published:
        return year_period(reading.published.year), "year of publication"
    return None, ""


def year_period(year: int) -> Period:
    """A whole year that stands nowhere in the text."""
    return Period(0, 0, "", str(year), date(year, 1, 1), date(year, 12, 31), "year")


def whole_year(period: Period) -> Period:
    """The year of a period: what is known when a figure is of another survey or another level."""
    year = period.last.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    return replace(period, iso=str(year), first=first, last=last, kind="year")


def _remember(
    context: _Context,
    label: Label,
    period: Period | None,
    sentence: Sentence,
    modality: str,
    reading: Reading,
) -> None:
    """Keep the latest reported period of a family and the one that it is compared with."""
    if coming(period, reading):
        return
    if period and modality == "reported" and period.kind not in ("day", "interval"):
        family = family_of(label)
        for topic in (family, "any"):
            _keep_latest(context, topic, period, sentence.paragraph)
        current = context.periods[family][0]
        if period.last < current.first:
            context.origins[family] = period


def _remember_region(
    context: _Context, region: Bound, reading: Reading, sentence: Sentence
) -> None:
    """A paragraph speaks of the region that it opens with; another one is only compared with."""
    subject = reading.subject
    named = region.rule == "region name in sentence"
    if not named or region.value in ("ID", parent_of(subject)) or context.region is not None:
        return
    index = reading.sentence_index(sentence.start)
    opens = index == 0 or reading.sentences[index - 1].paragraph != sentence.paragraph
    if region.value == subject or opens:
        context.region = region.value


def _keep_latest(context: _Context, topic: str, period: Period, paragraph: int) -> None:
    old, at = context.periods.get(topic, (None, -199))
    far = paragraph - at > (99 if topic == "survey" else 2)
    within = old is not None and old.kind == "year" and old.first.year == period.last.year
    vague = old is not None and old.relative and not period.relative and period.kind == "month"
    if old is None or far or within or vague or period.last >= old.last:
        context.periods[topic] = (period, paragraph)
    else:
        context.periods[topic] = (old, paragraph)


def _remember_topics(
    context: _Context, reading: Reading, sentence: Sentence, items: list[Labelled]
) -> None:
    """Keep what a sentence speaks of: the labels that it names, then those of its numbers."""
    for mention in headline_topics(reading, sentence):
        if items and mention.strength < LABEL:
            continue
        label = Label(mention.indicator, mention.topic, 0, "label", mention)
        context.topics.append(Topic(label, sentence.paragraph))
    for item in items:
        quantity = item.quantity
        context.topics.append(Topic(item.label, sentence.paragraph, quantity.unit, quantity.value))
    del context.topics[:-60]


def _unit(quantity: Quantity, label: Label, measure: str) -> str:
    """The unit as stated; what was left out is the topic's own."""
    if label.topic in UNITLESS:
        return "percent" if quantity.unit == "percent" and measure == "change" else "index"
    if quantity.unit is None:
        return "percent"
    if quantity.unit in COUNTS:
        return unit_kind(quantity, label.topic) or quantity.unit
    return quantity.unit


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
        if "period in sentence" not in figure.rule and figure.value and key in known:
            figure = replace(figure, period=known[key], rule=f"{figure.rule}; period of its equal")
        inherited.append(figure)
    return inherited
