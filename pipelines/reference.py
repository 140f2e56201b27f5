"""Official observations: what statistics measured, by region, indicator and period."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from extract.document import TableError
from extract.indicators import load_indicators
from extract.tables import load_table
from pipelines.shipped import shipped

REQUIRED = ("indicator", "period", "value", "publisher")
OPTIONAL = (
    "region", "bps_code", "region_name", "resolution", "unit", "definition", "scope",
    "released_on", "released_assumed", "checked", "seen_in",
)  # fmt: skip
PERIOD = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])|-S[12]|-Q[1-4])?")
COUNTS = frozenset({"person", "household", "idr", "unit"})
SHOWN_ERRORS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One official value. `resolution` is the step that the publisher prints, in base units.

    `definition` tells vintages of one region, indicator and period apart. `released_assumed` is
    true where the release day is that of the publisher's usual calendar. `checked` says how sure
    the reading is ("one copy", "two copies agree", "publisher").
    """

    region: str
    indicator: str
    period: str
    value: float
    resolution: float
    unit: str
    definition: str = ""
    scope: str = "total"
    publisher: str = ""
    released_on: date | None = None
    released_assumed: bool = False
    checked: str = ""
    seen_in: str = ""


Series = tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Observations, indexed.

    `series` holds the values of one (region, indicator) by period, then release; `tables` those
    of one (indicator, year) by value; `breaks` the periods in which a region lost a part of its
    land to a new one, so that values on either side are not comparable.
    """

    observations: Series
    series: Mapping[tuple[str, str], Series]
    tables: Mapping[tuple[str, int], Series]
    breaks: Mapping[str, tuple[str, ...]]
    digest: str


def year_of(period: str) -> int:
    """The year in which a period begins.

    >>> year_of("2024-03")
    2024
    """
    return int(period[:4])


def month_of(period: str) -> int | None:
    """The month of a period of one month, else None.

    >>> month_of("2024-03"), month_of("2024")
    (3, None)
    """
    return int(period[5:7]) if re.fullmatch(r"\d{4}-\d{2}", period) else None


def load_reference(folder: Path | None = None) -> Reference:
    """The observations that ship with the program, or those of another folder."""
    return index(read_observations((folder or shipped("reference")) / "observations.csv"))


def index(observations: Iterable[Observation]) -> Reference:
    """Observations with their indexes."""
    rows = tuple(observations)
    series: dict[tuple[str, str], list[Observation]] = {}
    tables: dict[tuple[str, int], list[Observation]] = {}
    for row in rows:
        series.setdefault((row.region, row.indicator), []).append(row)
        tables.setdefault((row.indicator, year_of(row.period)), []).append(row)
    by_period = {key: tuple(sorted(group, key=_when)) for key, group in series.items()}
    by_value = {
        key: tuple(sorted(group, key=lambda row: row.value)) for key, group in tables.items()
    }
    return Reference(rows, by_period, by_value, _breaks(by_period), _digest(rows))


def released_by(reference: Reference, day: date) -> Reference:
    """Only what was published on or before a day; a row without a release day stays."""
    kept = [r for r in reference.observations if r.released_on is None or r.released_on <= day]
    return reference if len(kept) == len(reference.observations) else index(kept)


def values(reference: Reference, region: str, indicator: str) -> Series:
    """The whole-population values of a region's indicator, oldest first."""
    found = reference.series.get((region, indicator), ())
    return tuple(row for row in found if row.scope == "total")


def comparable(reference: Reference, one: Observation, other: Observation) -> bool:
    """Whether two observations of a region measure the same ground by the same line."""
    early, late = sorted((one.period, other.period))
    if any(early < cut <= late for cut in reference.breaks.get(one.region, ())):
        return False
    return one.definition == other.definition


def _when(row: Observation) -> tuple[str, date]:
    return row.period, row.released_on or date.min


def _digest(rows: Series) -> str:
    """A digest of everything that a finding may rest on."""
    text = "\n".join(
        f"{r.region}|{r.indicator}|{r.period}|{r.value}|{r.resolution}|{r.definition}|{r.scope}|"
        f"{r.released_on}|{r.checked}"
        for r in rows
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _breaks(series: Mapping[tuple[str, str], Series]) -> dict[str, tuple[str, ...]]:
    """For each region that was split: the first period measured without the part it lost.

    Until the new region has a survey of its own, the parent's values include it.
    """
    found: dict[str, set[str]] = {}
    for row in load_table("successions"):
        if row["event"] != "split":
            continue
        child = series.get((row["code"], "poverty_rate"), ())
        first = child[0].period if child else row["effective"]
        if first[:4] >= row["effective"][:4]:
            found.setdefault(row["predecessor_code"], set()).add(first)
    return {code: tuple(sorted(periods)) for code, periods in found.items()}


@cache
def bps_codes() -> dict[str, str]:
    """The Kemendagri code of every BPS code: the two systems differ for 199 regencies."""
    return {row["bps_code"]: row["code"] for row in load_table("regions")}


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in load_table("regions")) | {"ID"}


def read_observations(path: Path) -> list[Observation]:
    """The rows of a CSV file of observations, comma or semicolon between the cells.

    Columns: `region` (Kemendagri code, ID for the nation) or `bps_code`; `indicator`, `period`
    (2024, 2024-03, 2024-S1, 2024-Q1), `value` (decimal point or comma), `publisher`; and, where
    known, `unit`, `resolution`, `definition`, `scope`, `released_on` (ISO date), `checked`,
    `seen_in`. TableError lists every broken line.
    """
    text = _decode(path)
    first = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    _check_header(path, reader.fieldnames or ())
    rows, errors = [], []
    for cells in reader:
        try:
            rows.append(_observation(cells))
        except ValueError as error:
            errors.append(f"{path.name}, line {reader.line_num}: {error}")
    errors += _doubles(path, rows)
    if errors:
        more = len(errors) - SHOWN_ERRORS
        tail = [f"and {more} more"] if more > 0 else []
        raise TableError("\n".join([*errors[:SHOWN_ERRORS], *tail]))
    return rows


def _decode(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name}: not UTF-8; save it as CSV UTF-8") from error
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _check_header(path: Path, names: Iterable[str]) -> None:
    given = set(names)
    missing = [name for name in REQUIRED if name not in given]
    if not given & {"region", "bps_code"}:
        missing.insert(0, "region (or bps_code)")
    if missing:
        raise TableError(f"{path.name}, line 1: column missing: {', '.join(missing)}")
    unknown = given - set(REQUIRED) - set(OPTIONAL)
    if unknown:
        raise TableError(f"{path.name}, line 1: unknown column: {', '.join(sorted(unknown))}")


def _observation(cells: dict[str, str | None]) -> Observation:
    """One row, read strictly; ValueError says what is wrong with it."""
    if None in cells or None in cells.values():
        raise ValueError("too few or too many cells; quote a cell that holds the separator")
    row = {key: (cell or "").strip() for key, cell in cells.items()}
    known = load_indicators().get(row["indicator"])
    if known is None:
        raise ValueError(f"unknown indicator {row['indicator']!r}")
    unit = row.get("unit") or known.units[0]
    if unit not in known.units:
        raise ValueError(f"unit {unit!r} does not fit {known.id}; use {' or '.join(known.units)}")
    if not PERIOD.fullmatch(row["period"]):
        raise ValueError(f"period {row['period']!r}: write 2024, 2024-03, 2024-S1 or 2024-Q1")
    if not row["publisher"]:
        raise ValueError("publisher is empty: no figure without its source")
    value, step = read_number(row["value"], unit)
    return Observation(
        region=_region(row),
        indicator=known.id,
        period=row["period"],
        value=value,
        resolution=read_number(row["resolution"], unit)[0] if row.get("resolution") else step,
        unit=unit,
        definition=row.get("definition", ""),
        scope=row.get("scope") or "total",
        publisher=row["publisher"],
        released_on=_day(row["released_on"]) if row.get("released_on") else None,
        released_assumed=row.get("released_assumed") == "yes",
        checked=row.get("checked", ""),
        seen_in=row.get("seen_in", ""),
    )


def _region(row: dict[str, str]) -> str:
    """The Kemendagri code of a row; a BPS code counts only in its own column."""
    code, bps = row.get("region", ""), row.get("bps_code", "")
    if bps and bps not in bps_codes():
        raise ValueError(f"unknown BPS code {bps!r}")
    if code and code not in _codes():
        hint = "; BPS codes belong in the column bps_code" if code in bps_codes() else ""
        raise ValueError(f"unknown region {code!r}{hint}")
    if code and bps and bps_codes()[bps] != code:
        raise ValueError(f"region {code} and BPS code {bps} are not the same region")
    if not code and not bps:
        raise ValueError("region is empty")
    return code or bps_codes()[bps]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"released_on {text!r}: write it as 2024-07-15") from None


def read_number(text: str, unit: str) -> tuple[float, float]:
    """A number as an analyst's spreadsheet writes it, and the step of its last digit.

    A comma is the decimal sign. A point is one too in percent and index columns; in counts and
    money it stands between thousands. ValueError where that leaves a doubt.

    >>> read_number("14,14", "percent"), read_number("60.190", "person")
    ((14.14, 0.01), (60190.0, 1.0))
    """
    plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if unit in COUNTS and re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    if not re.fullmatch(r"-?\d+(?:[.,]\d+)?", plain):
        raise ValueError(f"value {text!r} is no number; write 14,14 or 14.14, counts 60190")
    plain = plain.replace(",", ".")
    return float(plain), float(f"1e-{len(plain.partition('.')[2])}")


def _doubles(path: Path, rows: Iterable[Observation]) -> Iterator[str]:
    """Rows that give one region, indicator, period, definition and scope twice."""
    keys = sorted((r.region, r.indicator, r.period, r.definition, r.scope) for r in rows)
    for one, other in pairwise(keys):
        if one == other:
            yield f"{path.name}: given twice: {' '.join(part for part in one if part)}"
