"""What a stated figure is found to be: agreeing, another observation's, different, not comparable.

A judgement says least where it knows least. Approximate, hedged and narrowed numbers are never
said to differ; a difference is named as such only when the period is certain and no single change
(unit, indicator, period, region, release) explains it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from extract.facts import Extraction
from extract.figures import Figure
from extract.tables import load_table
from pipelines.findings import NOTHING, Message, indicator_label, number, quote
from pipelines.matching import (
    FAMILIES,
    Candidates,
    Match,
    Question,
    agreement,
    candidates,
    direct,
    far_region,
    near,
    precise,
    region_rows,
    single_change,
    stated_day,
    stated_number,
    years_around,
)
from pipelines.reference import (
    Observation,
    Reference,
    Series,
    comparable,
    month_of,
    values,
    year_of,
)

STATISTICS = frozenset(name for family in FAMILIES.values() for name in family) | {
    "poor_households",
    "extreme_poor_households",
}
# Counted in registers of ministries, not measured by the surveys that observations come from.
REGISTERS = re.compile(
    r"P3KE|DTKS|DTSEN|Regsosek|BDT|PBI|BKKBN|PK-?\d\d|e-?PPGBM|register|data terpadu|desil",
    re.IGNORECASE,
)
ABOUT = 0.05  # relative: what "about" may mean
PART = 0.2  # a count below this share of the official one is of a part
REACH = 120  # characters looked at where the sentence of a figure is not known
SAME_PASSAGE = 250  # characters between the parts of one statement
CHANGE_YEARS = 5  # how far back a change is looked for
AGREES = ("consistent", "rounding", "truncated")
POINTS = ("percent", "percentage_point")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a figure was found to be: the verdict, what it rests on, how it agrees."""

    verdict: str
    rows: Series = ()
    agreement: str | None = None
    indicator: str | None = None
    note: Message = NOTHING


# ---- a figure against observations -----------------------------------------------------------


def judge(extraction: Extraction, reference: Reference) -> dict[int, Judgement]:
    """What is found of each reported figure, the slips of one carried over to its kin."""
    judged = {}
    for position, figure in enumerate(extraction.figures):
        found = judge_figure(extraction, figure, reference)
        if found is not None:
            judged[position] = found
    return judged | _relabelled(extraction, judged, reference)


def judge_figure(
    extraction: Extraction, figure: Figure, reference: Reference, indicator: str | None = None
) -> Judgement | None:
    """A reported figure against the observations of its indicator, or of another one's."""
    if figure.modality != "reported" or figure.region is None:
        return None
    if figure.indicator not in STATISTICS or is_year(extraction, figure):
        return None
    if figure.measure == "change":
        return _judge_change(extraction, figure, reference, indicator or figure.indicator)
    return _judge_level(extraction, figure, reference, indicator or figure.indicator)


def is_year(extraction: Extraction, figure: Figure) -> bool:
    """A bare year is no number, whatever it was read as."""
    return re.fullmatch(r"(?:19|20)\d\d", quote(extraction, figure)) is not None


def _judge_level(
    extraction: Extraction, figure: Figure, reference: Reference, indicator: str
) -> Judgement:
    series = values(reference, figure.region or "", indicator)
    found = candidates(extraction, figure, series)
    part = figure.scope if figure.scope != "total" else _part_named(extraction, figure)
    if part is not None:
        return _apart(found, part)
    value = stated_number(figure)
    same_unit = bool(series) and figure.unit == series[0].unit and same_span(figure)
    if same_unit:
        match = direct(value, found.rows, stated_day(extraction, figure))
        if match is not None and figure.comparator in ("=", "~", "<=", ">="):
            return _matched(match)
    if figure.comparator != "=":
        return _compared(figure, found)
    return _explained(Question(extraction, figure, value, found.rows, reference), found, same_unit)


def _part_named(extraction: Extraction, figure: Figure) -> str | None:
    """Town or country, named in the sentence of a number that stands in it alone."""
    low, high = figure.sentence_start, figure.sentence_end
    alone = sum(low <= other.start < high for other in extraction.figures) == 1
    found = _PARTS.search(extraction.document.text, low, high) if alone else None
    return found[0].lower() if found else None


_PARTS = re.compile(r"\b(?:perkotaan|perdesaan|pedesaan)\b", re.IGNORECASE)


def narrowed(extraction: Extraction, figure: Figure) -> bool:
    """Whether words about a figure narrow it to some group or place, whatever its scope says.

    Looked for from the number before it, or the beginning of its sentence, to the number behind
    it, or the end; a figure with words on neither side stays as it is.
    """
    low, high = figure.sentence_start, figure.sentence_end
    if not low <= figure.start < high:
        low, high = max(0, figure.start - REACH), figure.end + REACH
    others = [f for f in extraction.figures if f is not figure and low <= f.start < high]
    low = max([low, *(f.end for f in others if f.end <= figure.start)])
    high = min([high, *(f.start for f in others if f.start >= figure.end)])
    return _subgroups().search(extraction.document.text, low, high) is not None


def region_named(extraction: Extraction, region: str) -> bool:
    """Whether a document names a region, or comes from a source that is at home there."""
    document = extraction.document
    if not document.text or region == document.region:
        return True
    return _region_words(region).search(f"{document.title or ''}\n{document.text}") is not None


@cache
def _region_words(region: str) -> re.Pattern[str]:
    """The names of a region in `tables/regions.csv`; the nation's are common words."""
    if region == "ID":
        return re.compile(r"indonesia|nasional|tanah air|pemerintah pusat", re.IGNORECASE)
    row = region_rows().get(region, {"name": "", "aliases": ""})
    names = [name for name in (row["name"], *row["aliases"].split("|")) if name]
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names) or r"(?!)"
    return re.compile(words, re.IGNORECASE)


@cache
def _subgroups() -> re.Pattern[str]:
    parts = "|".join(row["pattern"] for row in load_table("subgroups"))
    return re.compile(rf"(?<![\w-])(?:{parts})(?!\w)", re.IGNORECASE)


def same_span(figure: Figure) -> bool:
    """Money is measured a month; other levels have no span of time."""
    return figure.per is None or (figure.per == "month" and figure.unit == "idr")


def _matched(match: Match) -> Judgement:
    return Judgement(match.verdict, (match.row,), match.agreement)


def _apart(found: Candidates, scope: str) -> Judgement:
    """A sub-group's number stands beside the total, and is not compared with it."""
    return Judgement(
        "not comparable" if found.rows else "no official figure",
        found.rows[-1:],
        note=Message(
            f"Angka ini tentang sebagian saja ({scope}); angka resmi mencakup seluruh penduduk.",
            f"This number covers a part only ({scope}); the official one the whole population.",
        ),
    )


def _compared(figure: Figure, found: Candidates) -> Judgement:
    """A bound ("less than") or an approximation, which agrees or is left alone."""
    tests: dict[str, Callable[[Observation], bool]] = {
        "<": lambda row: row.value < figure.value,
        "<=": lambda row: row.value <= figure.value,
        ">": lambda row: row.value > figure.value,
        ">=": lambda row: row.value >= figure.value,
        "~": lambda row: abs(row.value - figure.value) <= ABOUT * row.value,
    }
    same = [row for row in found.rows if row.unit == figure.unit]
    for row in same:
        if tests[figure.comparator](row):
            return Judgement("near" if figure.comparator == "~" else "consistent", (row,))
    if not same:
        return Judgement("no official figure")
    return Judgement("not comparable", tuple(same[-1:]), note=_APPROXIMATE)


_APPROXIMATE = Message(
    "Angkanya disebut sebagai batas atau perkiraan.", "The number is given as a bound or estimate."
)
_HEDGED = Message("Pembicara sendiri meragukan angkanya.", "The speaker doubts the number.")
_NARROWED = Message(
    "Kalimatnya menyebut sebagian penduduk atau wilayah; angka resmi mencakup semuanya.",
    "The sentence names a part of the people or of the land; the official figure covers all.",
)
_REGISTER = Message(
    "Sumber yang disebut adalah data administrasi, bukan survei.",
    "The source named is a register, not a survey.",
)
_NO_PERIOD = Message(
    "Periode angkanya tidak disebut dengan pasti.", "The period of the number is not certain."
)
_NO_REGION = Message(
    "Wilayah angkanya tidak disebut dengan pasti.", "The region of the number is not certain."
)
_INFERRED = Message(
    "Wilayah, periode, atau cakupan angkanya disimpulkan dari kalimat lain.",
    "The region, period or scope of the number is inferred from other sentences.",
)
_LINE = Message(
    "Garis kemiskinan resmi dihitung per kapita per bulan; yang tertulis mungkin per rumah tangga.",
    "The official line is per head and month; the stated one may be per household.",
)


def _explained(question: Question, found: Candidates, same_unit: bool) -> Judgement:
    """What is left when a number is none of the observations that its words mean."""
    figure, value = question.figure, question.number
    change = single_change(question)
    close = [row for row in found.rows if same_unit and near(value, row.value)]
    plain = change is not None and change.agreement == "consistent"
    if close and not (plain and change and change.verdict in ("other period", "other indicator")):
        return Judgement("near", (min(close, key=lambda row: abs(row.value - value.value)),))
    if REGISTERS.search(figure.cited_source or "") and not plain:
        return _set_aside(found, _REGISTER)
    if change is not None and (found.rows or plain):
        return _changed(change, found.rows)
    if not found.rows:
        return Judgement("no official figure")
    return _unexplained(question, found, same_unit)


def _changed(change: Match, rows: Series) -> Judgement:
    own = [row for row in rows if row != change.row][-1:]
    other = change.row.indicator if change.verdict == "other indicator" else None
    return Judgement(change.verdict, (change.row, *own), change.agreement, other)


def _set_aside(found: Candidates, note: Message) -> Judgement:
    if not found.rows:
        return Judgement("no official figure")
    return Judgement("not comparable", found.rows[-1:], note=note)


def _unexplained(question: Question, found: Candidates, same_unit: bool) -> Judgement:
    figure = question.figure
    if figure.hedged:
        return _set_aside(found, _HEDGED)
    if narrowed(question.extraction, figure):
        return _set_aside(found, _NARROWED)
    if not region_named(question.extraction, figure.region or ""):
        return _set_aside(found, _NO_REGION)
    timed = found.strict or len(set(years_around(question.extraction, figure))) == 1
    far = far_region(question) if same_unit and timed else None
    if far is not None:
        return _changed(far, found.rows)
    if figure.indicator == "poverty_line" and _per_household(figure, found.rows):
        return _set_aside(found, _LINE)
    if not found.strict or not same_unit:
        return _set_aside(found, _NO_PERIOD)
    inferred = not surely_bound(figure) or _a_part(figure, found.rows)
    if inferred or _doubled(question.extraction, figure):
        return _set_aside(found, _INFERRED)
    closest = min(found.rows, key=lambda row: abs(row.value - figure.value))
    return Judgement("differs", (closest,), note=_gap(figure, closest))


SURE_REGION = frozenset(
    {"region name in sentence", "region office in sentence", "region in turn", "table"}
)


def surely_bound(figure: Figure) -> bool:
    """Whether a figure's own sentence says what it is about: enough to hold it against anyone.

    `Figure.rule` names the evidence for label, region and period. On annotated articles a quarter
    of the numbers that differed did so by a wrong binding; where the sentence names the region, or
    both label and period, it was one in eight.
    """
    parts = figure.rule.split("; ")
    if not figure.rule or SURE_REGION & set(parts):
        return True
    return parts[0] == "label" and "period in sentence" in parts


def _doubled(extraction: Extraction, figure: Figure) -> bool:
    """Whether a sentence gives two values of one thing and time, so that one is of another time.

    The first is taken at its word, unless "from" stands before it.
    """
    key = (figure.indicator, figure.region, figure.period, figure.scope, figure.measure)
    twins = [
        f
        for f in extraction.figures
        if (f.indicator, f.region, f.period, f.scope, f.measure) == key
        and f.sentence_start == figure.sentence_start
        and f.value != figure.value
        and f.modality == figure.modality
    ]
    words = extraction.document.text[max(0, figure.start - 12) : figure.start]
    origin = re.search(r"\b(?:dari|semula|sebelumnya)\b", words, re.IGNORECASE)
    return any(f.start < figure.start for f in twins) or (bool(twins) and origin is not None)


def _a_part(figure: Figure, rows: Series) -> bool:
    """A count so much smaller than the official one that it must be of something else."""
    counted = figure.unit in ("person", "household")
    return counted and all(figure.value < row.value * PART for row in rows)


def _per_household(figure: Figure, rows: Series) -> bool:
    return any(3 <= figure.value / row.value <= 8 for row in rows)


def _gap(figure: Figure, row: Observation) -> Message:
    unit = "percentage_point" if row.unit == "percent" else row.unit
    gap = number(abs(figure.value - row.value), unit)
    return Message(f"Selisih {gap.id}.", f"A difference of {gap.en}.")


def _relabelled(
    extraction: Extraction, judged: Mapping[int, Judgement], reference: Reference
) -> dict[int, Judgement]:
    """Numbers of a series whose label slipped, held against the indicator that it slipped from.

    One number of the series shows it ("extreme poverty 14.14 %" is the general rate); the others
    of the same passage are then compared with the same indicator.
    """
    figures, found = extraction.figures, {}
    for position, slip in judged.items():
        if slip.verdict != "other indicator" or slip.indicator is None:
            continue
        for other, figure in enumerate(figures):
            known = judged.get(other)
            if known is None or known.verdict in (*AGREES, "near", "other indicator"):
                continue
            if not _same_series(figures[position], figure):
                continue
            again = judge_figure(extraction, figure, reference, slip.indicator)
            if again is not None and again.verdict in (*AGREES, "near"):
                found[other] = _as_other(again, slip.indicator)
    return found


def _same_series(one: Figure, other: Figure) -> bool:
    gap = max(one.start, other.start) - min(one.end, other.end)
    return (
        (one.indicator, one.region, one.speaker) == (other.indicator, other.region, other.speaker)
        and gap < 2 * SAME_PASSAGE
    )  # fmt: skip


def _as_other(found: Judgement, indicator: str) -> Judgement:
    name = indicator_label(indicator)
    note = Message(
        f"Dibandingkan dengan {name.id}, karena angka lain dalam pernyataan ini sama dengannya.",
        f"Compared with the {name.en}, which another number of this statement equals.",
    )
    return Judgement(found.verdict, found.rows, found.agreement, indicator, found.note + note)


# ---- a change against observations -----------------------------------------------------------


def _judge_change(
    extraction: Extraction, figure: Figure, reference: Reference, indicator: str
) -> Judgement:
    """A stated rise or fall against the differences of the official series."""
    series = values(reference, figure.region or "", indicator)
    ends = candidates(extraction, figure, series)
    if figure.scope != "total":
        return _apart(ends, figure.scope)
    usual = _usual_pairs(series, ends.rows, figure.period)
    usual = list(dict.fromkeys([*_told_pairs(extraction, figure, series), *usual]))
    others = _other_pairs(series, ends.rows) if precise(stated_number(figure)) else []
    for pairs, verdict in ((usual, None), (others, "other period")):
        found = _match_change(figure, pairs, reference)
        if found is not None:
            how, pair = found
            return Judgement(verdict or how, pair, how, note=_difference(*pair))
    level = _level_in_points(extraction, figure, ends)
    if level is not None:
        return level
    if not usual:
        return Judgement("no official figure")
    pair = usual[0]
    return Judgement("not comparable", pair, note=_difference(*pair) + _BASE)


def _level_in_points(extraction: Extraction, figure: Figure, ends: Candidates) -> Judgement | None:
    """A level written with the word for points ("a rate of 14.14 points")."""
    value = stated_number(figure)
    if figure.unit != "percentage_point" or figure.value <= 0 or not precise(value):
        return None
    match = direct(value, ends.rows, stated_day(extraction, figure))
    return Judgement("other unit", (match.row,), match.agreement) if match else None


_BASE = Message(
    "Pembanding yang dimaksud tidak pasti.", "What the change is measured against is not certain."
)
Pair = tuple[Observation, Observation]


def _told_pairs(extraction: Extraction, change: Figure, series: Series) -> list[Pair]:
    """The periods of the two numbers that a change stands between ("from A in 2022 to B now")."""
    levels = [f for f in extraction.figures if stands_beside(f, change)]
    starts = {(f.period or "")[:4] for f in levels}
    years = sorted(int(start) for start in starts if start.isdigit())
    if len(years) != 2:
        return []
    first, last = ([row for row in series if year_of(row.period) == year] for year in years)
    same = [(a, b) for a in first for b in last if month_of(a.period) == month_of(b.period)]
    return same or [(a, b) for a in first for b in last]


def _usual_pairs(series: Series, ends: Series, period: str | None) -> list[Pair]:
    """What a change is usually measured against: a year before, the last survey, the interval."""
    first = int(period[:4]) if period and "/" in period and period[:4].isdigit() else None
    pairs = []
    for end in ends:
        before = [row for row in series if row.period < end.period]
        if first is not None:
            pairs += [(row, end) for row in before if year_of(row.period) == first]
            continue
        year = year_of(end.period) - 1
        same = [row for row in before if year_of(row.period) == year]
        same.sort(key=lambda row: month_of(row.period) != month_of(end.period))
        pairs += [(row, end) for row in dict.fromkeys([*same, *before[-1:]])]
    return sorted(pairs, key=lambda pair: pair[1].period, reverse=True)


def _other_pairs(series: Series, ends: Series) -> list[Pair]:
    """Changes up to the stated time over some years, then those of a year at other times."""
    pairs = [(one, two) for one, two in combinations(series, 2) if one.period < two.period]
    gaps = {pair: year_of(pair[1].period) - year_of(pair[0].period) for pair in pairs}
    kept = [p for p in pairs if gaps[p] <= (CHANGE_YEARS if p[1] in ends else 1)]
    return sorted(kept, key=lambda pair: pair[1] not in ends)


def _match_change(
    figure: Figure, pairs: list[Pair], reference: Reference
) -> tuple[str, Pair] | None:
    value = stated_number(figure)
    for how in AGREES:
        for start, end in pairs:
            if not comparable(reference, start, end):
                continue
            for expected, resolution in _expected(figure, start, end):
                if agreement(value, expected, resolution) == how:
                    return how, (start, end)
    return None


def _expected(
    figure: Figure, start: Observation, end: Observation
) -> Iterator[tuple[float, float]]:
    """The difference of two observations in points or persons, and in percent of the first."""
    years = max(1, year_of(end.period) - year_of(start.period)) if figure.per == "year" else 1
    difference = (end.value - start.value) / years
    if figure.unit == start.unit or (figure.unit in POINTS and start.unit == "percent"):
        yield difference, end.resolution if years == 1 else figure.step / 10
    if figure.unit == "percent" and start.value:
        relative = difference / start.value * 100
        yield round(relative, figure.decimals), 10.0**-figure.decimals
        yield relative, 10.0**-figure.decimals / 10


def _difference(start: Observation, end: Observation) -> Message:
    unit = "percentage_point" if end.unit == "percent" else end.unit
    gap = number(end.value - start.value, unit)
    return Message(f"Perubahan resmi {gap.id}.", f"The official change is {gap.en}.")


def stands_beside(level: Figure, change: Figure) -> bool:
    """A level of the same series in the sentence of a change."""
    return (
        level.measure == "level"
        and level.modality == "reported"
        and (level.indicator, level.region, level.scope, level.sentence_start)
        == (change.indicator, change.region, change.scope, change.sentence_start)
        and abs(level.start - change.start) < SAME_PASSAGE
        and (level.unit == change.unit or change.unit in POINTS)
    )
