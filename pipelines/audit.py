"""What is stated, held against what was measured and against other statements.

Each check is one function over a `Reading`: a document's facts with what was found of its figures
so far. A check says least where it knows least: a hedged number, an approximate one ("about",
"less than") or one of a sub-group is never said to differ, and a difference is named as such only
when no single change (period, indicator, region, unit, release) explains it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from extract.document import Document
from extract.facts import Extraction
from extract.figures import Figure
from extract.finder import fold
from extract.pipeline import extract_many
from pipelines import instruments, ranks
from pipelines.findings import (
    NOTHING,
    Finding,
    Message,
    Ref,
    indicator_label,
    number,
    official,
    period_label,
    place,
    quote,
    region_label,
    source,
    stated,
    to_json,
)
from pipelines.judgement import (
    POINTS,
    REGISTERS,
    SAME_PASSAGE,
    Judgement,
    is_year,
    judge,
    narrowed,
    same_span,
    stands_beside,
    surely_bound,
)
from pipelines.ledger import ledger_findings
from pipelines.matching import (
    Stated,
    agreement,
    interval,
    near,
    stated_day,
    stated_number,
)
from pipelines.reference import (
    Observation,
    Reference,
    Series,
    load_reference,
    released_by,
    values,
    year_of,
)

# Kinds of which a region has many at once, so that two numbers never contradict each other.
MANY = frozenset({"beneficiaries", "budget", "fiscal_incentive", "housing_units"})
POPULATION_SLACK = 0.2  # registers, mid-year and census populations differ by less
FAR = 4.0  # a value this many times outside a region's own series needs a second look


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may use: observations released by a day, and that day."""

    reference: Reference
    as_of: date


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's facts and, by index, what was found of its figures."""

    extraction: Extraction
    judged: Mapping[int, Judgement] = field(default_factory=dict)


# ---- checks of one document ------------------------------------------------------------------


def check_figures(reading: Reading, context: Context) -> Iterator[Finding]:
    """Each reported figure against the observation that it should be."""
    for position, found in reading.judged.items():
        figure = reading.extraction.figures[position]
        words = _verdict_words(found)
        message = stated(reading.extraction, figure) + words + found.note + source(found.rows)
        yield Finding(
            check="figure",
            verdict=found.verdict,
            message_id=message.id,
            message_en=message.en,
            figures=(place(reading.extraction, figure),),
            observations=found.rows,
        )


def _verdict_words(found: Judgement) -> Message:
    """The sentence that sets the official value beside the stated one."""
    if not found.rows:
        return Message(
            "Belum ada angka resmi untuk dibandingkan.", "There is no official figure to compare."
        )
    if len(found.rows) == 2 and found.rows[0].period < found.rows[1].period and found.note.id:
        pair = [official(row) for row in found.rows]
        return Message(
            f"Angka resmi: {pair[0].id}; {pair[1].id}.", f"Official: {pair[0].en}; {pair[1].en}."
        )
    first = official(
        found.rows[0],
        region=found.verdict == "other region",
        indicator=found.verdict in ("other indicator", "other unit") or bool(found.indicator),
    )
    own = "".join(f"; {official(row).id}" for row in found.rows[1:])
    own_en = "".join(f"; {official(row).en}" for row in found.rows[1:])
    opening = OPENINGS.get(found.verdict, OPENINGS[""])
    return Message(f"{opening.id} {first.id}{own}.", f"{opening.en} {first.en}{own_en}.")


OPENINGS = {
    "": Message("Angka resmi:", "Official:"),
    "consistent": Message("Sama dengan angka resmi,", "The same as the official figure,"),
    "rounding": Message("Pembulatan dari angka resmi,", "The official figure rounded,"),
    "truncated": Message(
        "Angka resmi dipotong, tidak dibulatkan,", "The official figure cut, not rounded,"
    ),
    "near": Message("Mendekati angka resmi,", "Near the official figure,"),
    "other period": Message(
        "Sama dengan angka resmi periode lain,",
        "The same as the official figure of another period,",
    ),
    "other vintage": Message(
        "Sama dengan angka resmi dari rilis atau batasan lain,",
        "The same as the official figure of another release or definition,",
    ),
    "other indicator": Message(
        "Sama dengan angka resmi indikator lain,",
        "The same as the official figure of another indicator,",
    ),
    "other region": Message(
        "Sama dengan angka resmi wilayah lain (mungkin kebetulan),",
        "The same as the official figure of another region (perhaps by chance),",
    ),
    "other unit": Message(
        "Sama dengan angka resmi dalam satuan lain,",
        "The same as the official figure in another unit,",
    ),
    "differs": Message("Angka resmi berbeda:", "The official figure differs:"),
}


def check_sums(reading: Reading, context: Context) -> Iterator[Finding]:
    """From A to B, or C less: whether any numbers inside the stated intervals fit together."""
    figures = reading.extraction.figures
    for change in figures:
        if change.measure != "change" or change.modality != "reported" or change.per:
            continue
        levels = [f for f in figures if stands_beside(f, change)]
        if len(levels) == 2 and all(_firm(f) for f in (*levels, change)):
            yield _sum_finding(reading.extraction, *_in_time(*levels), change)


def _firm(figure: Figure) -> bool:
    return figure.comparator == "=" and not figure.hedged


def _in_time(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Earlier and later: by period where both have one, else in the order of the words."""
    if one.period and other.period and one.period != other.period:
        return (one, other) if one.period < other.period else (other, one)
    return (one, other) if one.start < other.start else (other, one)


def sum_holds(first: Figure, last: Figure, change: Figure) -> bool:
    """Whether a choice inside the three intervals makes last − first the stated change.

    In percent, the change may also be one relative to the first number. Only its size counts:
    the direction is in the words.
    """
    (a_low, a_high), (b_low, b_high) = (interval(stated_number(f)) for f in (first, last))
    low, high = interval(Stated(abs(change.value), stated_number(change).step, 1))
    spans = []
    if change.unit == first.unit or (change.unit in POINTS and first.unit == "percent"):
        spans.append((b_low - a_high, b_high - a_low))
    if change.unit == "percent" and a_low > 0:
        spans.append(((b_low / a_high - 1) * 100, (b_high / a_low - 1) * 100))
    slack = 1e-6 * max(1.0, abs(a_high))
    return any(
        start <= high + slack and end >= low - slack
        for bottom, top in spans
        for start, end in ((bottom, top), (-top, -bottom))
    )


def _sum_finding(x: Extraction, first: Figure, last: Figure, change: Figure) -> Finding:
    holds = sum_holds(first, last, change)
    names = [quote(x, figure) for figure in (first, last, change)]
    unit = "percentage_point" if first.unit == "percent" else first.unit
    gap = number(last.value - first.value, unit)
    line = Message(
        f"“{names[0]}” menjadi “{names[1]}” adalah perubahan {gap.id}; tertulis “{names[2]}”.",
        f"“{names[0]}” to “{names[1]}” is a change of {gap.en}; stated “{names[2]}”.",
    )
    end = (
        Message("Hitungannya cocok.", "The sum holds.")
        if holds
        else Message(
            "Tidak ada pembulatan yang membuatnya cocok.", "No rounding makes the sum hold."
        )
    )
    message = line + end
    return Finding(
        check="sum",
        verdict="consistent" if holds else "sum does not hold",
        message_id=message.id,
        message_en=message.en,
        figures=tuple(place(x, figure) for figure in (first, last, change)),
    )


PAIRS = {"poverty_rate": "poor_population", "extreme_poverty_rate": "extreme_poor_population"}


def check_population(reading: Reading, context: Context) -> Iterator[Finding]:
    """A rate and a count of one statement: the population that they imply, against the series."""
    x = reading.extraction
    for rate in x.figures:
        for count in x.figures:
            if not _are_pair(rate, count):
                continue
            people = population(context.reference, rate.region or "", rate.period)
            if people is not None:
                yield from _population_finding(reading, rate, count, people)


def _are_pair(rate: Figure, count: Figure) -> bool:
    return (
        PAIRS.get(rate.indicator) == count.indicator
        and rate.measure == count.measure == "level"
        and rate.modality == count.modality == "reported"
        and (rate.region, rate.period, rate.scope) == (count.region, count.period, "total")
        and rate.unit == "percent"
        and rate.value > 0
        and count.unit == "person"
        and abs(rate.start - count.start) < SAME_PASSAGE
        and _firm(rate)
        and _firm(count)
    )


def population(
    reference: Reference, region: str, period: str | None
) -> tuple[Observation, Observation] | None:
    """The official count and rate, nearest in time, whose quotient is a region's population."""
    rates = {row.period: row for row in values(reference, region, "poverty_rate") if row.value}
    counts = values(reference, region, "poor_population")
    both = [(row, rates[row.period]) for row in counts if row.period in rates]
    if not both:
        return None
    year = int(period[:4]) if period and period[:4].isdigit() else year_of(both[-1][0].period)
    return min(both, key=lambda pair: abs(year_of(pair[0].period) - year))


def _population_finding(
    reading: Reading, rate: Figure, count: Figure, people: tuple[Observation, Observation]
) -> Iterator[Finding]:
    x = reading.extraction
    (r_low, r_high), (c_low, c_high) = (interval(stated_number(f)) for f in (rate, count))
    known = people[0].value / people[1].value * 100
    low, high = c_low / r_high * 100, c_high / max(r_low, 1e-9) * 100
    fits = low <= known * (1 + POPULATION_SLACK) and high >= known * (1 - POPULATION_SLACK)
    if not fits and (_explained_already(reading, rate, count) or not _one_source(x, rate, count)):
        return
    implied = number(round(count.value / rate.value * 100), "person")
    have = number(round(known), "person")
    message = Message(
        f"“{quote(x, count)}” dan “{quote(x, rate)}” berarti penduduk sekitar {implied.id}; "
        f"menurut angka resmi {region_label(rate.region)} sekitar {have.id}.",
        f"“{quote(x, count)}” and “{quote(x, rate)}” imply a population of about {implied.en}; "
        f"by the official figures {region_label(rate.region)} has about {have.en}.",
    ) + source(people)
    yield Finding(
        check="population",
        verdict="consistent" if fits else "implausible",
        message_id=message.id,
        message_en=message.en,
        figures=(place(x, rate), place(x, count)),
        observations=people,
    )


def _one_source(x: Extraction, rate: Figure, count: Figure) -> bool:
    """Whether rate and count stand in one sentence that names no register."""
    low = min(rate.sentence_start, rate.start)
    words = x.document.text[low : max(rate.end, count.end)]
    same = rate.sentence_start == count.sentence_start
    return same and rate.cited_source == count.cited_source and not REGISTERS.search(words)


def _explained_already(reading: Reading, *figures: Figure) -> bool:
    """Whether the comparison with observations has named what is amiss."""
    known = {id(reading.extraction.figures[n]): found for n, found in reading.judged.items()}
    verdicts = [known[id(f)].verdict for f in figures if id(f) in known]
    return any(v.startswith("other") or v in ("differs", "not comparable") for v in verdicts)


def check_points(reading: Reading, context: Context) -> Iterator[Finding]:
    """A change given in percent that is one in percentage points."""
    x = reading.extraction
    for position, found in reading.judged.items():
        figure = x.figures[position]
        if not (figure.measure == "change" and figure.unit == "percent" and len(found.rows) == 2):
            continue
        start, end = found.rows
        if start.unit != "percent" or not re.search(r"%|persen", quote(x, figure)):
            continue
        if not _firm(figure):
            continue
        value, points = stated_number(figure), end.value - start.value
        relative = points / start.value * 100
        if agreement(value, points, 0.01) and not agreement(value, relative, value.step / 10):
            yield _points_finding(x, figure, (start, end), points, relative)


def _points_finding(
    x: Extraction, figure: Figure, rows: Series, points: float, relative: float
) -> Finding:
    in_points, in_percent = number(points, "percentage_point"), number(relative, "percent")
    message = (
        stated(x, figure)
        + Message(
            f"Perubahan resminya {in_points.id}, atau {in_percent.id} dari nilai awal.",
            f"The official change is {in_points.en}, or {in_percent.en} of the first value.",
        )
        + source(rows)
    )
    return Finding(
        check="points",
        verdict="other unit",
        message_id=message.id,
        message_en=message.en,
        figures=(place(x, figure),),
        observations=rows,
    )


LIMITS = {
    "percent": (0.0, 100.0),
    "person": (0.0, float("inf")),
    "household": (0.0, float("inf")),
    "idr": (0.0, float("inf")),
}
INDEX_LIMITS = {"gini_ratio": (0.0, 1.0), "human_development_index": (0.0, 100.0)}
SIGNED = frozenset({"economic_growth", "inflation_rate"})


def check_plausible(reading: Reading, context: Context) -> Iterator[Finding]:
    """What cannot be, and what lies far outside a region's own series."""
    x = reading.extraction
    for position, figure in enumerate(x.figures):
        found = reading.judged.get(position)
        if figure.measure != "level" or figure.hedged or is_year(x, figure):
            continue
        if not surely_bound(figure):
            continue
        words = _impossible(figure)
        rows: Series = ()
        if words is NOTHING and found is not None and _open(figure, found):
            words, rows = _out_of_bounds(figure, context.reference)
        if words is not NOTHING:
            message = stated(x, figure) + words + source(rows)
            yield Finding(
                check="plausible",
                verdict="implausible",
                message_id=message.id,
                message_en=message.en,
                figures=(place(x, figure),),
                observations=rows,
            )


def _open(figure: Figure, found: Judgement) -> bool:
    """A plain figure that nothing official was found for or against."""
    return (
        found.verdict == "no official figure"
        and figure.comparator == "="
        and figure.scope == "total"
        and same_span(figure)
        and not REGISTERS.search(figure.cited_source or "")
    )


def _impossible(figure: Figure) -> Message:
    limits = LIMITS.get(figure.unit)
    if figure.unit == "index":
        limits = INDEX_LIMITS.get(figure.indicator)
    if limits is None or figure.indicator in SIGNED or limits[0] <= figure.value <= limits[1]:
        return NOTHING
    low, high = (f"{limit:g}" for limit in limits)
    if limits[1] == float("inf"):
        return Message("Jumlahnya tidak mungkin negatif.", "The number cannot be negative.")
    return Message(
        f"Nilainya di luar {low} sampai {high}.", f"The value is outside {low} to {high}."
    )


def _out_of_bounds(figure: Figure, reference: Reference) -> tuple[Message, Series]:
    """A part larger than its whole, or a value far from everything measured before and after."""
    region = figure.region or ""
    if figure.indicator == "extreme_poverty_rate":
        whole = _nearest(values(reference, region, "poverty_rate"), figure.period)
        if whole is not None and interval(stated_number(figure))[0] > whole.value * 1.2:
            return _LARGER_PART + official(whole, indicator=True), (whole,)
        return NOTHING, ()
    series = values(reference, region, figure.indicator)
    if len(series) < 3 or series[0].unit != figure.unit:
        return NOTHING, ()
    low, high = (pick(row.value for row in series) for pick in (min, max))
    if low / FAR <= figure.value <= high * FAR:
        return NOTHING, ()
    return _FAR_OUT + official(series[-1]), (series[-1],)


def _nearest(series: Series, period: str | None) -> Observation | None:
    if not series:
        return None
    year = int(period[:4]) if period and period[:4].isdigit() else year_of(series[-1].period)
    return min(series, key=lambda row: abs(year_of(row.period) - year))


_LARGER_PART = Message(
    "Kemiskinan ekstrem adalah bagian dari kemiskinan, tetapi angkanya lebih besar. Resmi:",
    "Extreme poverty is a part of poverty, but the number is larger. Official:",
)
_FAR_OUT = Message(
    "Jauh di luar seluruh deret resmi wilayah ini; yang terbaru",
    "Far outside the region's whole official series; the newest is",
)
WEEKDAYS = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jum’at": 4,
    "sabtu": 5, "minggu": 6, "ahad": 6,
}  # fmt: skip
WEEKDAY_NAMES = (
    ("Senin", "Monday"), ("Selasa", "Tuesday"), ("Rabu", "Wednesday"), ("Kamis", "Thursday"),
    ("Jumat", "Friday"), ("Sabtu", "Saturday"), ("Minggu", "Sunday"),
)  # fmt: skip
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)


def check_dates(reading: Reading, context: Context) -> Iterator[Finding]:
    """A weekday and a date that do not belong together."""
    x = reading.extraction
    for fact in x.dates:
        words = x.document.text[fact.start : fact.end]
        named = _WEEKDAY.search(words)
        if named is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", fact.value):
            continue
        day = date.fromisoformat(fact.value)
        if WEEKDAYS[fold(named[1])] == day.weekday() or not _sure_of_year(words, day, x):
            continue
        right = WEEKDAY_NAMES[day.weekday()]
        when = period_label(fact.value)
        yield Finding(
            check="date",
            verdict="date slip",
            message_id=f"Tertulis “{quote(x, fact)}”; {when.id} adalah hari {right[0]}.",
            message_en=f"Stated: “{quote(x, fact)}”; {when.en} is a {right[1]}.",
            passages=(place(x, fact),),
        )


def _sure_of_year(words: str, day: date, x: Extraction) -> bool:
    """The year is written, or the day lies within a week of publication."""
    if re.search(r"(?:19|20)\d\d", words):
        return True
    published = x.document.published
    return published is not None and abs(day - published) <= timedelta(days=7)


def check_instruments(reading: Reading, context: Context) -> Iterator[Finding]:
    """Plans and regulations named with a number or years that are not theirs."""
    yield from instruments.slips(reading.extraction)


def check_claims(reading: Reading, context: Context) -> Iterator[Finding]:
    """Ranks, comparisons and trends where the official table is complete."""
    for claim in reading.extraction.claims:
        found = ranks.claim_finding(reading.extraction, claim, context.reference)
        if found is not None:
            yield found


# ---- checks across statements ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure with the reading that it stands in."""

    reading: Reading
    position: int

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.reading.extraction.figures[self.position]


def check_contradictions(readings: Iterable[Reading], context: Context) -> Iterator[Finding]:
    """Two statements of one region, indicator and period that no rounding reconciles.

    Only where no official figure exists: else each is held against that, and not against the
    other.
    """
    groups: dict[tuple[str | None, ...], list[Statement]] = {}
    for reading in readings:
        for position, found in reading.judged.items():
            figure = reading.extraction.figures[position]
            plain = _can_contradict(figure) and not narrowed(reading.extraction, figure)
            if found.verdict == "no official figure" and plain:
                key = (figure.region, figure.indicator, figure.period, figure.unit)
                groups.setdefault((*key, figure.cited_source), []).append(
                    Statement(reading, position)
                )
    for statements in groups.values():
        yield from _contradictions(statements)


def _can_contradict(figure: Figure) -> bool:
    return (
        figure.measure == "level"
        and figure.period is not None
        and "/" not in figure.period
        and figure.indicator not in MANY
        and figure.scope == "total"
        and figure.programme is None
        and figure.per is None
        and _firm(figure)
    )


def _contradictions(statements: list[Statement]) -> Iterator[Finding]:
    """Each value that differs from the one stated most often, once."""
    by_value: dict[float, list[Statement]] = {}
    for statement in statements:
        by_value.setdefault(statement.figure.value, []).append(statement)
    if len(by_value) < 2:
        return
    usual = max(by_value.values(), key=lambda group: (len(_documents(group)), -group[0].position))
    for group in by_value.values():
        if group is not usual and _contradict(usual, group):
            yield _contradiction(usual, group)


def _documents(group: list[Statement]) -> set[str]:
    return {statement.reading.extraction.document.id for statement in group}


COUNTED = frozenset({"household", "person", "unit"})
SAME_COUNT_DAYS = 45


def _contradict(one: list[Statement], other: list[Statement]) -> bool:
    """Values apart, by different voices, and no count that may have moved in between."""
    a, b = one[0].figure, other[0].figure
    (a_low, a_high), (b_low, b_high) = interval(stated_number(a)), interval(stated_number(b))
    if a_low <= b_high and b_low <= a_high:
        return False
    if near(stated_number(a), b.value):
        return False
    if _documents(one) & _documents(other) and a.speaker == b.speaker:
        return False
    return a.unit not in COUNTED or _close_in_time(one, other)


def _close_in_time(one: list[Statement], other: list[Statement]) -> bool:
    days = [stated_day(s.reading.extraction, s.figure) for group in (one, other) for s in group[:1]]
    if days[0] is None or days[1] is None:
        return False
    return abs((days[0] - days[1]).days) <= SAME_COUNT_DAYS


def _contradiction(one: list[Statement], other: list[Statement]) -> Finding:
    first, second = one[0], other[0]
    figure = first.figure
    name, when = indicator_label(figure.indicator), period_label(figure.period)
    words = [quote(s.reading.extraction, s.figure) for s in (first, second)]
    where = region_label(figure.region)
    return Finding(
        check="contradiction",
        verdict="contradicts",
        message_id=f"Dua pernyataan tentang {name.id} {where} {when.id} berbeda: “{words[0]}” "
        f"dan “{words[1]}”. Belum ada angka resmi untuk membandingkannya.",
        message_en=f"Two statements of the {name.en} of {where} {when.en} differ: “{words[0]}” "
        f"and “{words[1]}”. There is no official figure to compare them with.",
        figures=tuple(sorted(place(s.reading.extraction, s.figure) for s in (*one, *other))),
    )


# ---- all of it -------------------------------------------------------------------------------

CHECKS: dict[str, Callable[[Reading, Context], Iterator[Finding]]] = {
    "figure": check_figures,
    "sum": check_sums,
    "population": check_population,
    "points": check_points,
    "plausible": check_plausible,
    "date": check_dates,
    "instrument": check_instruments,
    "claim": check_claims,
}
CROSS_CHECKS: dict[str, Callable[[Iterable[Reading], Context], Iterator[Finding]]] = {
    "contradiction": check_contradictions,
}


def audit_document(extraction: Extraction, context: Context) -> tuple[Reading, list[Finding]]:
    """A document read against the observations, and what its own checks find."""
    reading = Reading(extraction, judge(extraction, context.reference))
    return reading, [f for check in CHECKS.values() for f in check(reading, context)]


def readings_of(extractions: Iterable[Extraction], reference: Reference) -> list[Reading]:
    """Documents with what is found of their figures, before any check."""
    return [Reading(x, judge(x, reference)) for x in extractions]


def audit_documents(
    extractions: Iterable[Extraction],
    as_of: date | None = None,
    reference: Reference | None = None,
) -> list[Finding]:
    """Every finding on some documents: each by itself, all together, and their commitments.

    `as_of` leaves out what was published later, observations and documents alike.
    """
    day = as_of or date.today()
    known = reference or load_reference()
    context = Context(released_by(known, day) if as_of else known, day)
    kept = [x for x in extractions if as_of is None or not _later(x, day)]
    readings, findings = [], []
    for extraction in kept:
        reading, found = audit_document(extraction, context)
        readings.append(reading)
        findings += found
    for check in CROSS_CHECKS.values():
        findings += check(readings, context)
    return findings + ledger_findings(kept, context.reference, day, label_slips(readings))


def label_slips(readings: Iterable[Reading]) -> frozenset[Ref]:
    """Figures that turned out to be another indicator's: evidence for neither."""
    return frozenset(
        place(reading.extraction, reading.extraction.figures[position])
        for reading in readings
        for position, found in reading.judged.items()
        if found.indicator is not None
    )


def audit_texts(
    documents: Iterable[Document], as_of: date | None = None
) -> Iterator[dict[str, Any]]:
    """What `rakor audit --documents` writes: one object a finding, of documents just read.

    Keys: check, verdict, severity, figures, claims, commitments, passages (lists of document,
    start, end), observations, message_id, message_en.
    """
    for finding in audit_documents(extract_many(documents), as_of):
        yield to_json(finding)


def _later(extraction: Extraction, day: date) -> bool:
    published = extraction.document.published
    return published is not None and published > day
