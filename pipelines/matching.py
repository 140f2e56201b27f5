"""How a stated number is held against official observations: intervals, periods, single changes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.facts import Extraction
from extract.figures import Figure
from extract.tables import load_table
from pipelines.reference import Observation, Reference, Series, month_of, values, year_of

NEAR = 0.005  # relative: below this a difference is not worth a reader's attention
SURVEY_MONTHS = {2, 3, 8, 9}  # Susenas March and September, Sakernas February and August
HALF_YEARS = {"S1": (2, 3), "S2": (8, 9)}
# What can be mistaken for each other because it is written with the same unit.
FAMILIES = {
    "percent": ("poverty_rate", "extreme_poverty_rate", "unemployment_rate", "stunting_prevalence"),
    "index": ("gini_ratio", "poverty_gap_index", "poverty_severity_index"),
    "person": ("poor_population", "extreme_poor_population", "unemployed_population"),
    "idr": ("poverty_line", "extreme_poverty_line"),
}
HOUSEHOLD_TWIN = {"poor_households": "poor_population"}
# The rate whose digits may be written down as a count.
RATES = {"poor_population": "poverty_rate", "unemployed_population": "unemployment_rate"}
WEAK_YEARS = 3  # a coarse number is looked for this many years around its own


@dataclass(frozen=True, slots=True)
class Stated:
    """A number held against observations: its value and the step of its last stated digit."""

    value: float
    step: float
    digits: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The observations that a stated period may mean; `strict` when it means no others."""

    rows: Series
    strict: bool


@dataclass(frozen=True, slots=True)
class Match:
    """An observation that a stated number agrees with, and how."""

    verdict: str
    agreement: str
    row: Observation


def stated_number(figure: Figure) -> Stated:
    """A figure's number with its precision; percentages and indexes step by their decimals."""
    plain = figure.unit in ("percent", "percentage_point", "index", "usd")
    step = 10.0**-figure.decimals if plain else figure.step
    digits = len(str(round(abs(figure.value) / step))) if figure.value else 1
    return Stated(figure.value, step, digits)


def precise(number: Stated) -> bool:
    """Whether a chance agreement with a foreign value is unlikely."""
    return number.digits >= 3 or number.step <= 0.01


def telling(number: Stated, row: Observation) -> bool:
    """Whether an agreement says something: many digits, or as many as the publisher prints."""
    return precise(number) or number.step <= row.resolution * 1.001


def equal(number: Stated, row: Observation) -> bool:
    """The very same number, not one within the publisher's own rounding."""
    return abs(number.value - row.value) <= min(number.step, row.resolution) * 1e-4


def agreement(number: Stated, official: float, resolution: float) -> str | None:
    """How a stated number agrees with a value: consistent, rounding, truncated, or None.

    A stated number is an interval by its decimals: all values that round half up to it, and all
    that it is the cut of. One stated more finely than the publisher prints agrees within half a
    step of the publisher.

    >>> agreement(Stated(13.6, 0.1, 3), 13.69, 0.01), agreement(Stated(13.7, 0.1, 3), 13.69, 0.01)
    ('truncated', 'rounding')
    """
    step, slack = number.step, min(number.step, resolution) * 1e-4
    if abs(number.value - official) <= slack:
        return "consistent"
    if number.value * official < 0:
        return None
    size, target = abs(number.value), abs(official)
    if step < resolution * 0.999:
        return "consistent" if abs(size - target) <= resolution / 2 + slack else None
    if step <= resolution * 1.001:
        return None
    if size - step / 2 - slack <= target < size + step / 2 - slack:
        return "rounding"
    return "truncated" if size - slack <= target < size + step - slack else None


def interval(number: Stated) -> tuple[float, float]:
    """The lowest and highest value that may have been rounded or cut to a stated number."""
    low, high = abs(number.value) - number.step / 2, abs(number.value) + number.step
    return (low, high) if number.value >= 0 else (-high, -low)


def near(number: Stated, official: float) -> bool:
    """Within half a percent."""
    return abs(number.value - official) <= NEAR * abs(official)


def stated_day(extraction: Extraction, figure: Figure) -> date | None:
    """When a figure was stated: its own day, else the document's."""
    if figure.stated_on and re.fullmatch(r"\d{4}-\d{2}-\d{2}", figure.stated_on):
        return date.fromisoformat(figure.stated_on)
    return extraction.document.published


def names_year(extraction: Extraction, figure: Figure) -> bool:
    """Whether the year of a figure stands in the text, and is not resolved from "this year"."""
    if not extraction.document.text or figure.period is None:
        return True
    return figure.period[:4] in _around(extraction, figure)


def _around(extraction: Extraction, figure: Figure) -> str:
    """The sentence of a figure, or some words on either side where it is not known."""
    low, high = figure.sentence_start, figure.sentence_end
    if not low <= figure.start < high:
        low, high = max(0, figure.start - 200), figure.end + 100
    return extraction.document.text[low:high]


def years_around(extraction: Extraction, figure: Figure) -> list[int]:
    """Years in the sentence of a figure that has no period of its own."""
    return [int(year) for year in re.findall(r"\b20[0-3]\d\b", _around(extraction, figure))]


def candidates(extraction: Extraction, figure: Figure, series: Series) -> Candidates:
    """The observations of a series that a figure's period may mean."""
    day = stated_day(extraction, figure)
    if figure.period is None:
        named = _years(series, *years_around(extraction, figure))
        return Candidates(tuple(dict.fromkeys([*named, *_recent(series, day)])), False)
    if re.fullmatch(r"\d{4}", figure.period):
        return _of_year(series, figure, day, names_year(extraction, figure))
    if month_of(figure.period) is not None:
        return _of_month(series, figure.period)
    return _of_other(series, figure.period)


def _years(series: Series, *years: int) -> Series:
    return tuple(row for row in series if year_of(row.period) in years)


def _recent(series: Series, day: date | None) -> Series:
    """What "now" may mean: the year of the statement, the year before, the newest release."""
    if day is None:
        return ()
    out = [row for row in series if row.released_on is None or row.released_on <= day]
    newest = out[-1:] if out else []
    return tuple(dict.fromkeys([*_years(series, day.year, day.year - 1), *newest]))


def _of_year(series: Series, figure: Figure, day: date | None, named: bool) -> Candidates:
    """A year means the surveys of that year, unless it stands for "now"."""
    year = year_of(figure.period or "")
    own = _years(series, year)
    if named or day is None or year < day.year:
        return Candidates(own, True)
    return Candidates(tuple(dict.fromkeys([*own, *_recent(series, day)])), False)


def _of_month(series: Series, period: str) -> Candidates:
    """A survey month means that survey; any other month what was known about then."""
    exact = tuple(row for row in series if row.period == period)
    if exact:
        return Candidates(exact, True)
    year, month = year_of(period), month_of(period)
    if month in SURVEY_MONTHS:
        return Candidates(tuple(row for row in series if row.period == period[:4]), False)
    return Candidates(_years(series, year, year - 1), False)


def _of_other(series: Series, period: str) -> Candidates:
    """Half-years mean their survey; days, quarters and intervals are no survey's period."""
    half = HALF_YEARS.get(period[5:])
    if half:
        rows = _years(series, year_of(period))
        own = tuple(row for row in rows if month_of(row.period) in half)
        return Candidates(own or rows, bool(own))
    ends = [int(part[:4]) for part in period.split("/") if part[:4].isdigit()]
    return Candidates(_years(series, *ends, *[year - 1 for year in ends]), False)


def direct(number: Stated, rows: Series, day: date | None) -> Match | None:
    """The observation that a number agrees with, the closest agreement first.

    An agreement with a release that another had replaced when the statement was made, or that
    came only later, is one with another vintage.
    """
    best: Match | None = None
    for row in rows:
        how = agreement(number, row.value, row.resolution)
        if how is None:
            continue
        verdict = how if row == _current(row, rows, day) else "other vintage"
        found = Match(verdict, how, row)
        if best is None or _order(found) < _order(best):
            best = found
    return best


ORDER = ("consistent", "rounding", "truncated", "other vintage")


def _order(match: Match) -> tuple[bool, bool, int]:
    """Exact agreements first, then those with the survey that a year stands for."""
    main_survey = month_of(match.row.period) in (3, 8, None)
    return match.verdict != "consistent", not main_survey, ORDER.index(match.verdict)


def _current(row: Observation, rows: Series, day: date | None) -> Observation:
    """The newest release of a row's period that a statement of that day could know."""
    same = [other for other in rows if other.period == row.period]
    known = [o for o in same if day is None or o.released_on is None or o.released_on <= day]
    return max(known or same, key=lambda other: other.released_on or date.min)


@dataclass(frozen=True, slots=True)
class Question:
    """What the single changes are tried on: one figure with what it was compared with."""

    extraction: Extraction
    figure: Figure
    number: Stated
    rows: Series
    reference: Reference


def single_change(question: Question) -> Match | None:
    """The one thing that, were it otherwise, would make the number agree with an observation.

    Exact agreements are looked for before rounded ones, and a coarse number may only agree with
    something close by.
    """
    for exact in (True, False):
        for search in (_other_unit, _other_indicator, _other_period, _other_region):
            for verdict, row, number in search(question):
                how = agreement(number, row.value, row.resolution)
                if how is None or (how == "consistent") != exact:
                    continue
                if not exact or equal(number, row):
                    return Match(verdict, how, row)
    return None


Tried = Iterator[tuple[str, Observation, Stated]]


def _scaled(number: Stated, factor: float) -> Stated:
    return Stated(number.value * factor, number.step * factor, number.digits)


def _other_unit(q: Question) -> Tried:
    """The same digits in another unit: thousands, persons for households, percent for persons."""
    figure, number = q.figure, q.number
    if not precise(number):
        return
    for row in q.rows:
        if figure.unit != row.unit or figure.per not in (None, "month"):
            yield "other unit", row, number
        factors = (100.0, 0.01) if figure.unit == "index" else (1000.0, 0.001, 1e6, 1e-6)
        for factor in factors if figure.unit != "percent" else ():
            yield "other unit", row, _scaled(number, factor)
    twin = HOUSEHOLD_TWIN.get(figure.indicator)
    if twin:
        yield from _same_time(q, twin, number, "other unit")
    if figure.indicator == "poverty_rate":
        yield from _same_time(q, "poor_population", _scaled(number, 1000.0), "other unit")
    rate = RATES.get(figure.indicator)
    for factor in (1.0, 0.001, 1e-6) if rate else ():
        yield from _same_time(q, rate or "", _scaled(number, factor), "other unit")


def _same_time(q: Question, indicator: str, number: Stated, verdict: str) -> Tried:
    """The same region and period in another indicator."""
    series = values(q.reference, q.figure.region or "", indicator)
    for row in candidates(q.extraction, q.figure, series).rows:
        yield verdict, row, number


def _other_indicator(q: Question) -> Tried:
    if not precise(q.number):
        return
    for indicator in FAMILIES.get(q.figure.unit, ()):
        if indicator != q.figure.indicator:
            yield from _same_time(q, indicator, q.number, "other indicator")


def _other_period(q: Question) -> Tried:
    """The same series at another time, the nearest first."""
    if not q.rows:
        return
    home = sum(year_of(row.period) for row in q.rows) / len(q.rows)
    series = values(q.reference, q.figure.region or "", q.figure.indicator)
    for row in sorted(series, key=lambda row: abs(year_of(row.period) - home)):
        reach = 99 if telling(q.number, row) else WEAK_YEARS
        if row not in q.rows and abs(year_of(row.period) - home) <= reach:
            yield "other period", row, q.number


def _other_region(q: Question) -> Tried:
    """The same indicator and period in a region named in the text or of the same family."""
    named = [fact.code for fact in q.extraction.regions]
    for code in dict.fromkeys([*named, *kin(q.figure.region or "")]):
        if code != q.figure.region:
            series = values(q.reference, code, q.figure.indicator)
            for row in candidates(q.extraction, q.figure, series).rows:
                if telling(q.number, row):
                    yield "other region", row, q.number


def far_region(q: Question) -> Match | None:
    """A region anywhere whose value is the stated one, one of the same level before others."""
    found = []
    for year in dict.fromkeys(year_of(row.period) for row in q.rows):
        table = q.reference.tables.get((q.figure.indicator, year), ())
        at = bisect_left(table, q.number.value - q.number.step / 10, key=lambda row: row.value)
        same = [r for r in table[at : at + 8] if equal(q.number, r) and telling(q.number, r)]
        found += [row for row in same if row.region != q.figure.region]
    found.sort(key=lambda row: len(row.region) != len(q.figure.region or ""))
    return Match("other region", "consistent", found[0]) if found else None


@cache
def region_rows() -> dict[str, dict[str, str]]:
    """The rows of `tables/regions.csv` by code."""
    return {row["code"]: row for row in load_table("regions")}


@cache
def kin(code: str) -> tuple[str, ...]:
    """The nation, the province, the namesake, the neighbours and the parts of a region."""
    rows = region_rows()
    if code not in rows:
        return ()
    own, parent = rows[code], rows[code]["parent_code"]
    twins = [c for c, r in rows.items() if c != code and r["name"] == own["name"]]
    same = [c for c, r in rows.items() if r["parent_code"] == parent and c != code]
    parts = [c for c, r in rows.items() if r["parent_code"] == code]
    return tuple(dict.fromkeys(["ID", *([parent] if parent else []), *twins, *same, *parts]))
