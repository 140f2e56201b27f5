"""Comparison tables: what is official, stated and aimed at, by region, indicator and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.facts import Extraction
from extract.figures import Figure
from extract.regions import load_regions
from pipelines.findings import Ref, place
from pipelines.reference import Reference, Series, values, year_of


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One value with everywhere that it is stated and the number of independent voices."""

    value: float
    unit: str
    places: tuple[Ref, ...]
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One region, indicator and year: official values, stated ones, targets, voices."""

    region: str
    indicator: str
    year: int
    official: Series
    stated: tuple[StatedValue, ...]
    targets: tuple[StatedValue, ...]
    voices: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Regencies and cities of which anything is stated or promised, and those that are silent."""

    heard: tuple[str, ...]
    silent: tuple[str, ...]


def voice(extraction: Extraction, groups: Mapping[str, str] | None = None) -> str:
    """Whose voice a document is: its group of copies or owners, else its outlet, else itself."""
    document = extraction.document
    if groups and document.id in groups:
        return groups[document.id]
    return document.source or document.publisher or document.id


def compare(
    extractions: Iterable[Extraction],
    reference: Reference,
    groups: Mapping[str, str] | None = None,
) -> list[Comparison]:
    """Every region, indicator and year of which a level is stated or aimed at.

    `groups` names, by document, the copies or the network that count as one voice.
    """
    cells: dict[tuple[str, str, int], list[tuple[Extraction, Figure]]] = {}
    for x in extractions:
        for figure in x.figures:
            year = _year(x, figure)
            if _belongs(figure) and year is not None:
                key = (figure.region or "", figure.indicator, year)
                cells.setdefault(key, []).append((x, figure))
    return [_comparison(key, cells[key], reference, groups) for key in sorted(cells)]


def _belongs(figure: Figure) -> bool:
    return figure.region is not None and figure.measure == "level" and figure.scope == "total"


def _year(x: Extraction, figure: Figure) -> int | None:
    """The year that a figure describes: the last of an interval, else that of the document."""
    last = (figure.period or "").rpartition("/")[2][:4]
    if last.isdigit():
        return int(last)
    return x.document.published.year if x.document.published else None


def _comparison(
    key: tuple[str, str, int],
    said: list[tuple[Extraction, Figure]],
    reference: Reference,
    groups: Mapping[str, str] | None,
) -> Comparison:
    region, indicator, year = key
    series = values(reference, region, indicator)
    return Comparison(
        region=region,
        indicator=indicator,
        year=year,
        official=tuple(row for row in series if year_of(row.period) == year),
        stated=_values(said, "reported", groups),
        targets=_values(said, "target", groups),
        voices=len({voice(x, groups) for x, _ in said}),
    )


def _values(
    said: list[tuple[Extraction, Figure]], modality: str, groups: Mapping[str, str] | None
) -> tuple[StatedValue, ...]:
    found: dict[tuple[float, str], list[tuple[Extraction, Figure]]] = {}
    for x, figure in said:
        if figure.modality == modality:
            found.setdefault((figure.value, figure.unit), []).append((x, figure))
    return tuple(
        StatedValue(
            value,
            unit,
            tuple(place(x, figure) for x, figure in group),
            len({voice(x, groups) for x, _ in group}),
        )
        for (value, unit), group in sorted(found.items())
    )


def coverage(extractions: Iterable[Extraction]) -> Coverage:
    """Which of the regencies and cities have said anything, in a figure or a commitment."""
    said: set[str | None] = set()
    for x in extractions:
        said.update(figure.region for figure in x.figures)
        said.update(commitment.region for commitment in x.commitments)
    all_codes = [r.code for r in load_regions().values() if r.level in ("regency", "city")]
    heard = tuple(code for code in all_codes if code in said)
    return Coverage(heard, tuple(code for code in all_codes if code not in said))
