"""Commitments over time: baseline, deadline, status as the days pass, and earlier versions.

A status never says that a promise was kept: it says what statistics, or later statements of the
same place, show for the time that the promise named.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.commitments import Commitment
from extract.facts import Extraction
from extract.figures import Figure
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
    region_label,
    source,
)
from pipelines.instruments import Instrument, national_target
from pipelines.reference import Observation, Reference, Series, comparable, values, year_of

# Where more is better; of everything else that is measured, less is.
HIGHER = frozenset({"human_development_index", "economic_growth", "beneficiaries", "budget",
                    "fiscal_incentive", "housing_units"})  # fmt: skip
RATES = frozenset({"percent", "index"})
WORDS_DIRECTIONS = ("up", "down", "zero", "keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One aim for one time: what is promised of which indicator, by whom, where it is said.

    `figure` is the target as stated, None where only a direction was; `deadline` the period that
    names the end; `stated_on` the day on which it was said, as far as known.
    """

    document: str
    places: tuple[Ref, ...]
    figures: tuple[Ref, ...]
    owner: str | None
    region: str | None
    indicator: str | None
    direction: str | None
    figure: Figure | None
    deadline: str | None
    stated_on: date | None
    instrument: str | None
    inherited: Instrument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A promise as it stands on a day.

    `baseline` is the newest value known when it was made; `evidence` what the status rests on,
    `shown_by` the statement that does so where no official value exists; `earlier` the place of
    the entry that this one repeats, moves or softens, and `relation` which of these.
    """

    promise: Promise
    verdict: str
    baseline: Observation | None = None
    evidence: Series = ()
    shown_by: Ref | None = None
    evidence_date: date | None = None
    relation: str = "new"
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A later statement of a level, which may stand in where no official value exists."""

    place: Ref
    figure: Figure
    day: date


# ---- promises of a document ------------------------------------------------------------------


def promises(x: Extraction) -> Iterator[Promise]:
    """Each commitment with its targets, and each target that no commitment holds."""
    taken: set[int] = set()
    held = [_targets(x, commitment) for commitment in x.commitments]
    inside = {n for targets in held for n in targets}
    for commitment, own in zip(x.commitments, held, strict=True):
        found = own or [n for n in _behind(x, commitment) if n not in inside]
        targets = [n for n in found if n not in taken]
        taken.update(targets)
        if not targets:
            yield _promise(x, commitment, ())
        for group in _ranges(x, targets):
            yield _promise(x, commitment, group)
    for n, figure in enumerate(x.figures):
        if n not in taken and figure.modality == "target":
            yield _promise(x, None, (n,))


def _targets(x: Extraction, commitment: Commitment) -> list[int]:
    """The target figures that stand in a commitment, or that it points to."""
    found = [
        n
        for n, figure in enumerate(x.figures)
        if figure.modality == "target"
        and commitment.start <= figure.start
        and figure.end <= commitment.end
    ]
    pointed = commitment.figure
    if pointed is not None and 0 <= pointed < len(x.figures) and pointed not in found:
        found.append(pointed)
    return sorted(found)


def _behind(x: Extraction, commitment: Commitment) -> list[int]:
    """The targets of the same thing that follow a commitment in its sentence."""
    return [
        n
        for n, figure in enumerate(x.figures)
        if figure.modality == "target"
        and figure.sentence_start <= commitment.start <= figure.start <= figure.sentence_end
        and (figure.indicator, figure.region) == (commitment.indicator, commitment.region)
    ]


def _ranges(x: Extraction, targets: Sequence[int]) -> list[tuple[int, ...]]:
    """Targets for one thing and time ("6.5–7.5 percent") belong together."""
    groups: dict[tuple[str | None, ...], list[int]] = {}
    for n in targets:
        f = x.figures[n]
        groups.setdefault((f.indicator, f.region, f.period, f.measure, f.unit), []).append(n)
    return [tuple(group) for group in groups.values()]


def _promise(x: Extraction, commitment: Commitment | None, targets: tuple[int, ...]) -> Promise:
    figures = [x.figures[n] for n in targets]
    figure = _easiest(figures)
    indicator = figure.indicator if figure else commitment.indicator if commitment else None
    region = (figure.region if figure else None) or (commitment.region if commitment else None)
    deadline = _deadline(figure, commitment)
    promise = Promise(
        document=x.document.id,
        places=(place(x, commitment),) if commitment else (),
        figures=tuple(place(x, f) for f in figures),
        owner=commitment.owner if commitment else None,
        region=region,
        indicator=indicator,
        direction=commitment.direction if commitment else None,
        figure=figure,
        deadline=deadline,
        stated_on=_stated_on(x, figure or commitment),
        instrument=commitment.instrument if commitment else None,
        inherited=None,
    )
    return replace(promise, inherited=_inherited(promise))


def _easiest(figures: Sequence[Figure]) -> Figure | None:
    """Of the two ends of a range, the one that is reached first."""
    if not figures:
        return None
    pick = min if figures[0].indicator in HIGHER else max
    return pick(figures, key=lambda figure: figure.value)


def _deadline(figure: Figure | None, commitment: Commitment | None) -> str | None:
    own = figure.period if figure else None
    said = commitment.deadline if commitment else None
    return own or said


def _stated_on(x: Extraction, fact: Figure | Commitment | None) -> date | None:
    said = fact.stated_on if fact else None
    if said and re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        return date.fromisoformat(said)
    return x.document.published


def _inherited(promise: Promise) -> Instrument | None:
    """The national aim that a region's target repeats."""
    end = deadline_end(promise.deadline)
    value, unit = _aim(promise)
    if promise.region in (None, "ID") or end is None or value is None:
        return None
    return national_target(promise.indicator, value, unit, end.year)


def _aim(promise: Promise) -> tuple[float | None, str | None]:
    """The level aimed at and its unit; "to nothing" is a level without a figure."""
    figure = promise.figure
    if figure is not None:
        return (figure.value, figure.unit) if figure.measure == "level" else (None, None)
    rate = (promise.indicator or "").endswith(("_rate", "_prevalence"))
    return (0.0, "percent") if promise.direction == "zero" and rate else (None, None)


def deadline_end(period: str | None) -> date | None:
    """The last day of a period.

    >>> deadline_end("2024"), deadline_end("2024/2026"), deadline_end("2024-Q1")
    (datetime.date(2024, 12, 31), datetime.date(2026, 12, 31), datetime.date(2024, 3, 31))
    """
    text = (period or "").rpartition("/")[2]
    found = re.fullmatch(r"(\d{4})(?:-(S[12]|Q[1-4]|\d{2}))?(?:-(\d{2}))?", text)
    if found is None:
        return None
    year, part, day = int(found[1]), found[2], found[3]
    if part is None:
        return date(year, 12, 31)
    if part[0] in "SQ":
        part = str(int(part[1]) * (6 if part[0] == "S" else 3))
    month = int(part)
    if not 1 <= month <= 12:
        return None
    return date(year, month, int(day) if day else calendar.monthrange(year, month)[1])


# ---- status on a day -------------------------------------------------------------------------


def status(promise: Promise, reference: Reference, said: Sequence[Said], day: date) -> Entry:
    """How a promise stands on a day, by what was released and said until then."""
    series = values(reference, promise.region or "", promise.indicator or "")
    baseline = _baseline(series, promise.stated_on)
    end = deadline_end(promise.deadline)
    if end is None or not _measurable(promise):
        return Entry(promise=promise, verdict="not measurable", baseline=baseline)
    if day <= end:
        return Entry(promise=promise, verdict="target not due", baseline=baseline)
    due = [r for r in series if year_of(r.period) == end.year and r.period[5:7] <= f"{end:%m}"]
    tests = [(row, _reached(promise, row, series, reference, baseline)) for row in due]
    known = [(row, met) for row, met in tests if met is not None]
    if known and (any(met for _, met in known) or not _survey_pending(promise, due, end, day)):
        return _measured(promise, baseline, known)
    entry = _as_said(promise, baseline, said, end)
    untold = bool(due) and not known and entry.verdict == "no official figure"
    return replace(entry, verdict="not measurable") if untold else entry


def _survey_pending(promise: Promise, due: Sequence[Observation], end: date, day: date) -> bool:
    """Whether the year's September survey of a province or the nation may still come out.

    It is released in the middle of January.
    """
    autumn = any(row.period[5:7] == "09" for row in due)
    regency = "." in (promise.region or "")
    return not regency and not autumn and end.month >= 9 and day < date(end.year + 1, 2, 1)


def _measurable(promise: Promise) -> bool:
    if promise.indicator is None or promise.region is None:
        return False
    figure = promise.figure
    if figure is None:
        return promise.direction in WORDS_DIRECTIONS
    average = figure.measure == "change" and figure.per == "year"
    firm = figure.comparator != "~" or average  # "on average 0.4 a year" is what is tested
    return firm and not figure.hedged and figure.scope == "total"


def _baseline(series: Series, day: date | None) -> Observation | None:
    if day is None:
        return None
    out = [r for r in series if r.released_on is None or r.released_on <= day]
    return out[-1] if out else None


def _measured(
    promise: Promise, baseline: Observation | None, known: Sequence[tuple[Observation, bool]]
) -> Entry:
    """Met when any survey of the year shows it: the kinder reading where there are two."""
    row, met = next((pair for pair in known if pair[1]), known[-1])
    return Entry(
        promise=promise,
        verdict="target met" if met else "target not met",
        baseline=baseline,
        evidence=(row,),
        evidence_date=row.released_on,
    )


def _reached(
    promise: Promise,
    row: Observation,
    series: Series,
    reference: Reference,
    baseline: Observation | None,
) -> bool | None:
    """Whether an observation reaches the aim; None where it cannot tell."""
    figure = promise.figure
    if figure is not None and figure.measure == "change":
        return _fell_enough(promise, figure, row, series, reference)
    if figure is not None:
        return meets(figure, row.value) if figure.unit == row.unit else None
    if promise.direction == "zero":
        return row.value < 0.5 if row.unit == "percent" else row.value == 0
    if baseline is None or baseline.period >= row.period:
        return None
    if not comparable(reference, baseline, row):
        return None
    moves = {
        "up": row.value > baseline.value,
        "down": row.value < baseline.value,
        "keep": abs(row.value - baseline.value) <= 0.02 * abs(baseline.value),
    }
    return moves.get(promise.direction or "")


def meets(figure: Figure, value: float) -> bool:
    """Whether a value reaches a target, as far as the target's own decimals tell.

    A bound ("below 8 percent") is taken at its word.
    """
    bounds = {
        "<": value < figure.value,
        "<=": value <= figure.value,
        ">": value > figure.value,
        ">=": value >= figure.value,
    }
    if figure.comparator in bounds:
        return bounds[figure.comparator]
    plain = figure.unit in ("percent", "percentage_point", "index")
    slack = (10.0**-figure.decimals if plain else figure.step) / 2
    if figure.indicator in HIGHER:
        return value >= figure.value - slack
    return value < figure.value + slack


def _fell_enough(
    promise: Promise, figure: Figure, row: Observation, series: Series, reference: Reference
) -> bool | None:
    """A promised change, from the year before or the first year of its interval, to its end."""
    if figure.unit not in (row.unit, "percentage_point") or not figure.value:
        return None
    first = int((figure.period or row.period)[:4])
    starts = [
        s for s in series if first - 1 <= year_of(s.period) <= first and s.period < row.period
    ]
    starts = [s for s in starts if comparable(reference, s, row)]
    if not starts:
        return None
    sign = 1 if figure.value > 0 else -1
    slack = 10.0**-figure.decimals / 2 if row.unit == "percent" else figure.step / 2
    changes = [
        (row.value - s.value)
        / (max(1, year_of(row.period) - year_of(s.period)) if figure.per == "year" else 1)
        for s in starts
    ]
    return any(change * sign >= abs(figure.value) - slack for change in changes)


def _as_said(
    promise: Promise, baseline: Observation | None, said: Sequence[Said], end: date
) -> Entry:
    """Where statistics are silent: the newest later statement of the same place and time.

    A statement about a month before the deadline may show that the aim was reached, never that
    it was missed.
    """
    fits = [s for s in said if _about(promise, s, end)]
    for later in sorted(fits, key=lambda s: s.day, reverse=True):
        met = _met_by_statement(promise, later.figure)
        whole = deadline_end(later.figure.period) == end
        if met is None or (not met and not whole):
            continue
        return Entry(
            promise=promise,
            verdict="stated met" if met else "stated not met",
            baseline=baseline,
            shown_by=later.place,
            evidence_date=later.day,
        )
    return Entry(promise=promise, verdict="no official figure", baseline=baseline)


def _about(promise: Promise, later: Said, end: date) -> bool:
    figure = later.figure
    return (
        later.place.document != promise.document
        and promise.stated_on is not None
        and later.day > promise.stated_on
        and (figure.region, figure.indicator) == (promise.region, promise.indicator)
        and (figure.period or "")[:4] == str(end.year)
    )


def _met_by_statement(promise: Promise, figure: Figure) -> bool | None:
    target = promise.figure
    if target is not None:
        if target.measure != "level" or target.unit != figure.unit:
            return None
        return meets(target, figure.value)
    if promise.direction != "zero":
        return None
    return figure.value < 0.5 if figure.unit == "percent" else figure.value == 0


# ---- versions --------------------------------------------------------------------------------


def relate(entries: Sequence[Entry]) -> list[Entry]:
    """Entries of one region and indicator in the order of time, each linked to what it changes."""
    found: list[Entry] = []
    for entry in entries:
        for position in range(len(found) - 1, -1, -1):
            relation = _relation(found[position].promise, entry.promise)
            if relation:
                entry = replace(entry, relation=relation, earlier=position)
                break
        found.append(entry)
    return found


def _relation(before: Promise, now: Promise) -> str | None:
    """How a promise continues an earlier one: repeated, moved, advanced, softened, tightened."""
    ends = deadline_end(before.deadline), deadline_end(now.deadline)
    if None in ends or now.indicator is None:
        return None
    if (before.indicator, before.region) != (now.indicator, now.region):
        return None
    kinds = [p.figure.measure if p.figure else "level" for p in (before, now)]
    (old, old_unit), (new, new_unit) = _aim_or_change(before), _aim_or_change(now)
    if kinds[0] != kinds[1] or old_unit != new_unit:
        return None
    old_end, new_end = ends
    assert old_end is not None
    assert new_end is not None
    if old == new:
        if old is None and before.direction != now.direction:
            return None
        if old_end == new_end:
            return "repeated"
        return "moved" if new_end > old_end else "advanced"
    if old_end == new_end and old is not None and new is not None:
        higher = new > old
        return "softened" if higher != (now.indicator in HIGHER) else "tightened"
    return None


def _aim_or_change(promise: Promise) -> tuple[float | None, str | None]:
    figure = promise.figure
    return (figure.value, figure.unit) if figure else _aim(promise)


def build_ledger(
    extractions: Iterable[Extraction],
    reference: Reference,
    day: date,
    slips: frozenset[Ref] = frozenset(),
) -> list[list[Entry]]:
    """Every promise as it stands on a day, in threads of one region and indicator.

    `slips` are figures whose label is known to be another's: they are no evidence.
    """
    kept = list(extractions)
    said = _statements(kept, slips)
    threads: dict[tuple[str, str], list[Promise]] = {}
    for x in kept:
        for promise in promises(x):
            key = (promise.region or "", promise.indicator or "")
            threads.setdefault(key, []).append(promise)
    ledger = []
    for key, thread in threads.items():
        ordered = sorted(thread, key=_order)
        heard = said.get(key, [])
        ledger.append(relate([status(p, reference, heard, day) for p in ordered]))
    return ledger


def _order(promise: Promise) -> tuple[date, str, int]:
    spots = (*promise.places, *promise.figures)
    return promise.stated_on or date.min, promise.document, spots[0].start if spots else 0


def _statements(
    extractions: Iterable[Extraction], slips: frozenset[Ref]
) -> dict[tuple[str, str], list[Said]]:
    """Reported levels with a period, by region and indicator."""
    found: dict[tuple[str, str], list[Said]] = {}
    for x in extractions:
        for figure in x.figures:
            day, spot = _stated_on(x, figure), place(x, figure)
            plain = figure.modality == "reported" and figure.measure == "level"
            firm = figure.comparator == "=" and not figure.hedged and figure.scope == "total"
            if plain and firm and figure.period and day is not None and spot not in slips:
                key = (figure.region or "", figure.indicator)
                found.setdefault(key, []).append(Said(spot, figure, day))
    return found


# ---- findings --------------------------------------------------------------------------------


def ledger_findings(
    extractions: Iterable[Extraction],
    reference: Reference,
    day: date,
    slips: frozenset[Ref] = frozenset(),
    series: Container[tuple[str, str]] | None = None,
) -> list[Finding]:
    """One finding for each promise, its repetitions counted as one.

    `series` limits them to some pairs of region and indicator.
    """
    found = []
    for thread in build_ledger(extractions, reference, day, slips):
        promise = thread[0].promise
        if series is not None and (promise.region or "", promise.indicator or "") not in series:
            continue
        for first, group in _repetitions(thread).items():
            found.append(_finding([thread[n] for n in group], thread, first))
    return found


def _repetitions(thread: Sequence[Entry]) -> dict[int, list[int]]:
    """By the first entry of its kind, the entries that say the same."""
    groups: dict[int, list[int]] = {}
    root: dict[int, int] = {}
    for n, entry in enumerate(thread):
        same = entry.relation == "repeated" and entry.earlier is not None
        root[n] = root[entry.earlier] if same and entry.earlier is not None else n
        groups.setdefault(root[n], []).append(n)
    return groups


def _finding(group: Sequence[Entry], thread: Sequence[Entry], first: int) -> Finding:
    entry = max(group, key=lambda e: _STRENGTH.get(e.verdict, 0))
    promise = entry.promise
    message = _aim_words(promise) + _status_words(entry)
    message += _baseline_words(entry) + _version_words(group, thread, first)
    message += _inherited_words(promise)
    rows = (*entry.evidence, *([entry.baseline] if entry.baseline else []))
    message += source(rows)
    refs = dict.fromkeys(ref for e in group for ref in e.promise.places)
    figures = dict.fromkeys(ref for e in group for ref in e.promise.figures)
    shown = [entry.shown_by] if entry.shown_by else []
    return Finding(
        check="ledger",
        verdict=entry.verdict,
        message_id=message.id,
        message_en=message.en,
        figures=tuple(dict.fromkeys([*figures, *shown])),
        commitments=tuple(refs),
        observations=tuple(dict.fromkeys(rows)),
    )


_STRENGTH = {"stated met": 1, "stated not met": 1, "target met": 2, "target not met": 2}


def _aim_words(promise: Promise) -> Message:
    name = indicator_label(promise.indicator) if promise.indicator else Message("", "")
    where, when = region_label(promise.region), period_label(promise.deadline)
    figure = promise.figure
    if promise.indicator is None:
        return Message(
            f"Komitmen {where} tanpa indikator.", f"A commitment of {where}, no indicator."
        )
    aim = Message(*_DIRECTIONS.get(promise.direction or "", ("", "")))
    if figure is not None:
        value = number(figure.value, figure.unit, figure.decimals)
        bound = _BOUNDS.get(figure.comparator, ("menjadi", "to be"))
        aim = Message(f"{bound[0]} {value.id}", f"{bound[1]} {value.en}")
        if figure.measure == "change":
            per = Message(" per tahun", " a year") if figure.per == "year" else NOTHING
            aim = Message(f"berubah {value.id}{per.id}", f"to change by {value.en}{per.en}")
    by = Message(f" pada {when.id}", f" in {when.en}") if when.id else NOTHING
    return Message(
        f"Target {name.id} {where} {aim.id}".rstrip() + f"{by.id}.",
        f"Target of the {name.en} of {where} {aim.en}".rstrip() + f"{by.en}.",
    )


_BOUNDS = {
    "<": ("di bawah", "to be below"),
    "<=": ("paling tinggi", "to be at most"),
    ">": ("di atas", "to be above"),
    ">=": ("paling rendah", "to be at least"),
    "~": ("sekitar", "to be about"),
}
_DIRECTIONS = {
    "down": ("turun", "to fall"),
    "up": ("naik", "to rise"),
    "zero": ("menjadi nol", "to become zero"),
    "keep": ("dipertahankan", "to be kept"),
}
_STATUS = {
    "target not due": ("Belum jatuh tempo.", "Not yet due."),
    "target met": ("Angka resmi memenuhinya:", "The official figure meets it:"),
    "target not met": ("Angka resmi belum memenuhinya:", "The official figure does not meet it:"),
    "stated met": (
        "Menurut pernyataan kemudian, tercapai; angka resmi tidak ada.",
        "By a later statement it was met; there is no official figure.",
    ),
    "stated not met": (
        "Menurut pernyataan kemudian, belum tercapai; angka resmi tidak ada.",
        "By a later statement it was not met; there is no official figure.",
    ),
    "no official figure": (
        "Sudah jatuh tempo; belum ada angka resmi.", "Due; there is no official figure yet."
    ),
    "not measurable": (
        "Tidak dapat diukur: tanpa angka, indikator, atau tenggat yang pasti.",
        "Not measurable: no certain number, indicator or deadline.",
    ),
}  # fmt: skip


def _status_words(entry: Entry) -> Message:
    words = Message(*_STATUS[entry.verdict])
    for row in entry.evidence:
        line = official(row)
        words += Message(f"{line.id}.", f"{line.en}.")
    if entry.evidence_date:
        when = period_label(entry.evidence_date.isoformat())
        words += _dated(entry, when)
    return words


def _dated(entry: Entry, when: Message) -> Message:
    """When the evidence came out; a release day may be that of the usual calendar only."""
    if entry.shown_by:
        return Message(f"(Dinyatakan {when.id}.)", f"(Stated {when.en}.)")
    if any(row.released_assumed for row in entry.evidence):
        return Message(f"(Terbit sekitar {when.id}.)", f"(Released about {when.en}.)")
    return Message(f"(Terbit {when.id}.)", f"(Released {when.en}.)")


def _baseline_words(entry: Entry) -> Message:
    if entry.baseline is None:
        return NOTHING
    line = official(entry.baseline)
    return Message(f"Saat dinyatakan: {line.id}.", f"When stated: {line.en}.")


_RELATIONS = {
    "moved": ("Tenggatnya mundur dari", "Its deadline was moved from"),
    "advanced": ("Tenggatnya maju dari", "Its deadline was brought forward from"),
    "softened": ("Targetnya dilonggarkan dari", "The target was softened from"),
    "tightened": ("Targetnya diperketat dari", "The target was tightened from"),
}


def _version_words(group: Sequence[Entry], thread: Sequence[Entry], first: int) -> Message:
    entry, words = thread[first], NOTHING
    if entry.relation in _RELATIONS and entry.earlier is not None:
        before = thread[entry.earlier].promise
        was = period_label(before.deadline)
        if entry.relation in ("softened", "tightened") and before.figure is not None:
            was = number(before.figure.value, before.figure.unit, before.figure.decimals)
        text = _RELATIONS[entry.relation]
        words += Message(f"{text[0]} {was.id}.", f"{text[1]} {was.en}.")
    if len(group) > 1:
        words += Message(f"Dinyatakan {len(group)} kali.", f"Stated {len(group)} times.")
    return words


def _inherited_words(promise: Promise) -> Message:
    if promise.inherited is None:
        return NOTHING
    title = promise.inherited.title
    return Message(
        f"Sama dengan target nasional ({title}).", f"The same as the national aim ({title})."
    )
