"""What the numbers of one sentence say only together: changes, and periods and places in turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from extract.binding import Place, Span, assign_periods
from extract.cues import cue
from extract.figure_context import Context, Evidence, Numbers
from extract.figure_periods import year_period
from extract.finder import compile_finder
from extract.labels import RATES, UNITLESS, Labelled
from extract.modality import direction, measure_of
from extract.periods import Period
from extract.quantities import Quantity
from extract.reading import within
from extract.text import Sentence

T = TypeVar("T", Place, Period)


def together(evidence: Evidence, sentence: Sentence, items: list[Labelled]) -> Numbers:
    """What the numbers of a sentence say only together: changes, periods and regions in turn."""
    if not items:
        return Numbers(sentence, [], {}, {}, {})
    text = evidence.reading.text
    measures: dict[int, tuple[str, int]] = {}
    for i, item in enumerate(items):
        measure = measure_of(text, sentence, item.quantity, item.label)
        if measure[0] == "level" and _is_difference(items[:i], measures, item, text):
            clause = text[sentence.start : item.quantity.start]
            measure = ("change", direction(clause) or -1)
        if measure[0] == "level" and i and _changes_too(text, items[i - 1], measures, item):
            measure = measures[items[i - 1].quantity.start]
            items[i] = replace(item, quantity=replace(item.quantity, unit="percentage_point"))
        if measure[0] == "change" and _too_large(items[:i], measures, item):
            measure = ("level", 0)
        measures[item.quantity.start] = measure
    _levels_after_all(text, items, measures)
    _from_one_to_the_other(text, items, measures)
    spans = [(i.quantity.start, i.quantity.end) for i in items]
    changes = {s for s in spans if measures[s[0]][0] == "change"}
    periods = assign_periods(text, sentence, evidence.periods, spans, changes)
    places: dict[int, str] = {}
    for run in _runs(text, [i.quantity for i in items]):
        _in_turn(evidence, sentence, run, periods, places)
    return Numbers(sentence, items, measures, periods, places)


# "Sragen berkurang 0,56 poin, Wonogiri cuma 0,21"
ALSO_BY = re.compile(
    r"(?:\s*(?:setahun|sebulan|per (?:tahun|bulan)))?,?\s*(?:(?:dan|sedangkan|sementara|tapi|lawan|"
    r"berbanding)\s+)?(?:(?-i:[A-Z])[\w'’-]+\s+){0,3}"
    r"(?:(?:cuma|hanya|ini|itu|malah|justru|baru|sekitar|juga|di|kota|desa|perkotaan|"
    r"perdesaan|provinsi|nasional|kabupaten)\s+){0,3}",
    re.IGNORECASE,
)
STEPS = 4  # how many times over the change before a bare number may be, to be one itself


def _changes_too(
    text: str, before: Labelled, measures: dict[int, tuple[str, int]], item: Labelled
) -> bool:
    """Whether a bare number goes on with changes in points: another place, another time."""
    one, two = before.quantity, item.quantity
    if measures[one.start][0] != "change" or one.unit != "percentage_point" or two.unit:
        return False
    same = before.label.topic == item.label.topic and two.value <= STEPS * abs(one.value)
    return same and ALSO_BY.fullmatch(text, one.end, two.start) is not None


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


# "malah turun, 2,71 ke 2,66", "naik, 0,33 dari 0,29"
TO_OR_FROM = re.compile(r"\s*(?:persen|%)?,?\s+(?:ke|menjadi|jadi|dari)\s+(?:Rp\.?\s*)?")


def _from_one_to_the_other(
    text: str, items: list[Labelled], measures: dict[int, tuple[str, int]]
) -> None:
    """A bare number behind "turun" is a level when it is about as large as the one that it came
    from or went to."""
    for one, two in pairwise(items):
        here, there = one.quantity, two.quantity
        if measures[here.start][0] != "change" or here.unit == "percentage_point":
            continue
        same = one.label.indicator == two.label.indicator and one.label.topic in UNITLESS
        alike = there.value / 2 < here.value < there.value * 2
        if same and alike and TO_OR_FROM.fullmatch(text, here.end, there.start):
            measures[here.start] = ("level", 0)


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
    evidence: Evidence,
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
    listed = listed or _years_of(near, run, text)
    if listed:
        periods.update({(q.start, q.end): p for q, p in zip(run, listed, strict=True)})
        return
    here = list(within(evidence.places, sentence.start, run[0].start))
    named = _listed(text, here, len(run)) or _listed_before(evidence, sentence, len(run))
    if named and IN_TURN.search(text, sentence.start, run[0].start):
        places.update({q.start: p.code for q, p in zip(run, named, strict=True)})


def _listed_before(evidence: Evidence, sentence: Sentence, count: int) -> list[Place] | None:
    """The regions that the paragraph listed last before a sentence that names none: "Dua lagi,
    Sragen dan Demak, ... . RTLH masing-masing 120 dan 95 unit"."""
    if within(evidence.places, sentence.start, sentence.end):
        return None
    index = evidence.reading.sentence_index(sentence.start)
    low = sentence.start
    while index and evidence.reading.sentences[index - 1].paragraph == sentence.paragraph:
        index -= 1
        low = evidence.reading.sentences[index].start
    before = [p for p in within(evidence.places, low, sentence.start) if p.kind == "name"]
    last = {p.code: p for p in reversed(before) if p.start >= _last_start(evidence, before)}
    each = sorted(last.values(), key=lambda p: p.start)
    return _listed(evidence.reading.text, before, count) or (each if len(each) == count else None)


def _last_start(evidence: Evidence, places: list[Place]) -> int:
    """Where the sentence of the last of some places begins."""
    reading = evidence.reading
    return reading.sentences[reading.sentence_index(places[-1].start)].start if places else 0


def _years_of(near: list[Period], run: list[Quantity], text: str) -> list[Period] | None:
    """ "tahun 2019 s.d. 2021 berturut-turut 9,3, 9,9 dan 9,8 persen": a year for each number."""
    spans = [p for p in near if p.kind == "interval" and p.end <= run[0].start]
    if len(spans) != 1 or not IN_TURN.search(text, spans[0].start, run[0].start):
        return None
    first, last = spans[0].first.year, spans[0].last.year
    if last - first + 1 != len(run):
        return None
    start, end = spans[0].start, spans[0].end
    return [replace(year_period(y), start=start, end=end) for y in range(first, last + 1)]


IN_TURN = compile_finder(
    r"\b(?:masing-masing|berturut-turut|berturut turut|secara berurutan|keduanya|ketiganya|"
    r"keempatnya|kelimanya|dua-duanya)\b",
    re.IGNORECASE,
)


LIST_GLUE = re.compile(
    r"\s*(?:,|;|dan|serta|/|&|, dan|; dan|, serta)\s*(?:(?:pada|tahun|Kabupaten|Kota|Provinsi)\s+)*"
)


# "3,35 berbanding 6,52", "7.560 orang lawan 6.040 orang"
SET_BESIDE = re.compile(r"\s*(?:dan|berbanding|lawan|versus|vs\.?|banding)\s+")


def places_of_two(
    evidence: Evidence, context: Context, sentence: Sentence, items: list[Labelled]
) -> dict[int, str]:
    """The regions of a pair of numbers beside which none is named, in a text that has told of two
    regions only: "Setahun sebelumnya 3,35 berbanding 6,52"."""
    told = [code for code in context.told_of if len(code) == 5]
    text = evidence.reading.text
    if len(items) < 2 or len(told) != 2:
        return {}
    places: dict[int, str] = {}
    for one, two in pairwise(items):
        group = one.quantity.group
        alike = [i for i in items if group is not None and i.quantity.group == group]
        same = one.label.indicator == two.label.indicator and one.quantity.group_kind != "range"
        same = same and len(alike) <= 2  # no series of three
        beside = SET_BESIDE.fullmatch(text, one.quantity.end, two.quantity.start)
        if same and beside and not _told_apart(evidence, sentence, two.quantity.end):
            places |= {one.quantity.start: told[0], two.quantity.start: told[1]}
    return places


def _told_apart(evidence: Evidence, sentence: Sentence, end: int) -> bool:
    """Whether a place, a part of one or two times stand before the end of a pair."""
    text = evidence.reading.text
    named = any(p.kind != "frame" for p in within(evidence.places, sentence.start, end))
    parts = (cue(kind).search(text, sentence.start, end) for kind in ("urban", "rural"))
    times = within(evidence.periods, sentence.start, sentence.end)
    return named or any(parts) or len(times) > 1


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
    if len(levels) < 2 or levels[-1].end < item.label.mention.start < item.quantity.start:
        return False
    between = text[levels[-1].end : item.quantity.start]
    if not re.search(r"\b(?:atau|sebesar|sebanyak|selisih\w*)\b[^,.;]*$", between):
        return False
    gap = abs(levels[-1].value - levels[-2].value)
    return abs(gap - item.quantity.value) <= levels[-1].step + levels[-2].step
