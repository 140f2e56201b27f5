"""Plans and regulations by name: which there are, and where a text's number or years slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.commitments import Commitment
from extract.document import TableError
from extract.facts import Extraction
from extract.tables import load_table
from pipelines.findings import Finding, Ref, quote

_NAMES = {
    "inpres": r"inpres|instruksi presiden(?: \(inpres\))?",
    "perpres": r"perpres|peraturan presiden(?: \(perpres\))?",
    "permendagri": r"permendagri|peraturan menteri dalam negeri",
    "uu": r"uu|undang[- ]undang",
}
_REGULATIONS = tuple(
    (
        kind,
        re.compile(
            rf"\b(?:{names})(?: (?:RI|republik indonesia))?,?\s+(?:(?:no(?:mor)?)\b\.?\s*)?"
            rf"(\d{{1,3}})\s*(?:tahun\s*|/\s*)((?:19|20)\d\d)",
            re.IGNORECASE,
        ),
    )
    for kind, names in _NAMES.items()
)
_ABOUT = re.compile(r"[\s,()]*(?:tentang|perihal|mengenai)\s+([^.;]{5,140})", re.IGNORECASE)
_YEARS = (
    r"\D{0,30}?((?:19|20)\d\d)\s*(?:[-–—/]|s\.?d\.?|sampai(?: dengan)?|hingga)\s*((?:19|20)\d\d)"
)
_PLANS = tuple(
    (kind, re.compile(rf"(?:{names}){_YEARS}", re.IGNORECASE))
    for kind, names in (
        ("rpjmn", r"\bRPJMN\b|rencana pembangunan jangka menengah nasional"),
        (
            "rpjmn",
            r"(?:pemerintah pusat|nasional)\b[^.]{0,80}"
            r"rencana pembangunan jangka menengah(?= tahun)",
        ),
        ("rpjpn", r"\bRPJPN\b|rencana pembangunan jangka panjang nasional"),
        ("rpjmd", r"\bRPJMD\b|rencana pembangunan jangka menengah daerah"),
        ("rpjpd", r"\bRPJPD\b|rencana pembangunan jangka panjang daerah"),
    )
)
# Last year less first year of regional plans: five years or what a term of office left of them.
SPANS = {"rpjmd": (3, 6), "rpjpd": (19, 21)}
NEAR_YEARS = 3


@dataclass(frozen=True, slots=True)
class Instrument:
    """One row of `tables/instruments.csv`."""

    id: str
    kind: str
    number: int | None
    year: int | None
    first_year: int | None
    last_year: int | None
    subject: str
    indicator: str | None
    target: float | None
    unit: str | None
    target_year: int | None
    title: str


@cache
def load_instruments() -> tuple[Instrument, ...]:
    """Every instrument and national aim. TableError names a cell that is no number."""
    return tuple(_instrument(row) for row in load_table("instruments"))


def _instrument(row: dict[str, str]) -> Instrument:
    def whole(name: str) -> int | None:
        return int(row[name]) if row[name] else None

    try:
        return Instrument(
            row["id"],
            row["kind"],
            whole("number"),
            whole("year"),
            whole("first_year"),
            whole("last_year"),
            row["subject"],
            row["indicator"] or None,
            float(row["target"]) if row["target"] else None,
            row["unit"] or None,
            whole("target_year"),
            row["title"],
        )
    except ValueError as error:
        raise TableError(f"instruments.csv, row {row['id']}: {error}") from error


def national_target(
    indicator: str | None, value: float | None, unit: str | None, year: int | None
) -> Instrument | None:
    """The national aim that a target repeats, if it does."""
    for row in load_instruments():
        same = (row.indicator, row.unit, row.target_year) == (indicator, unit, year)
        if row.indicator and same and row.target is not None and value == row.target:
            return row
    return None


def slips(extraction: Extraction) -> Iterator[Finding]:
    """Regulations with another's number or year, plans with years that are none of theirs."""
    text = extraction.document.text
    for kind, pattern in _REGULATIONS:
        for match in pattern.finditer(text):
            yield from _regulation(extraction, kind, match)
    for kind, pattern in _PLANS:
        for match in pattern.finditer(text):
            yield from _plan(extraction, kind, match)
    for commitment in extraction.commitments:
        yield from _outside(extraction, commitment)


def _regulation(x: Extraction, kind: str, match: re.Match[str]) -> Iterator[Finding]:
    """The subject is one instrument's, and number or year is not."""
    about = _ABOUT.match(x.document.text, match.end())
    if about is None:
        return
    number, year = int(match[1]), int(match[2])
    meant = [r for r in load_instruments() if r.kind == kind and r.subject]
    meant = [r for r in meant if re.search(r.subject, about[1], re.IGNORECASE)]
    if not meant or any((r.number, r.year) == (number, year) for r in meant):
        return
    close = [r for r in meant if _one_slip(r, number, year)]
    if close:
        right = close[0]
        name = f"{kind.capitalize() if kind != 'uu' else 'UU'} {right.number}/{right.year}"
        yield _finding(x, match.start(), match.end(), f"{name} ({right.title})")


def _one_slip(row: Instrument, number: int, year: int) -> bool:
    if row.number is None or row.year is None:
        return False
    return (row.number == number and abs(row.year - year) <= NEAR_YEARS) or row.year == year


def _plan(x: Extraction, kind: str, match: re.Match[str]) -> Iterator[Finding]:
    first, last = int(match[1]), int(match[2])
    if kind in SPANS:
        low, high = SPANS[kind]
        if low <= last - first <= high:
            return
        length = "lima" if kind == "rpjmd" else "dua puluh"
        yield _finding(
            x, match.start(), match.end(), f"{kind.upper()} yang biasanya berjangka {length} tahun"
        )
        return
    rows = [r for r in load_instruments() if r.kind == kind]
    if any((r.first_year, r.last_year) == (first, last) for r in rows):
        return
    close = min(
        rows, key=lambda r: abs((r.first_year or 0) - first) + abs((r.last_year or 0) - last)
    )
    yield _finding(x, match.start(), match.end(), close.title)


def _finding(x: Extraction, start: int, end: int, right: str) -> Finding:
    place = Ref(x.document.id, start, end)
    words = quote(x, place)
    return Finding(
        check="instrument",
        verdict="instrument slip",
        message_id=f"Tertulis “{words}”; yang dikenal adalah {right}.",
        message_en=f"Stated: “{words}”; the instrument known is {right}.",
        passages=(place,),
    )


def _outside(x: Extraction, commitment: Commitment) -> Iterator[Finding]:
    """A deadline that lies outside the years of the plan that it is said to stand in."""
    years = re.search(r"((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)\d\d)", commitment.instrument or "")
    due = re.findall(r"(?:19|20)\d\d", commitment.deadline or "")
    if years is None or not due:
        return
    first, last, year = int(years[1]), int(years[2]), int(due[-1])
    # A plan is drafted before its first year; only what it promises must lie inside.
    early = year < first and commitment.indicator is not None and commitment.figure is not None
    if not early and year <= last + 1:
        return
    ref = Ref(x.document.id, commitment.start, commitment.end)
    yield Finding(
        check="instrument",
        verdict="instrument slip",
        message_id=f"Tenggat {year} di luar masa berlaku {commitment.instrument}.",
        message_en=f"The deadline {year} lies outside the years of {commitment.instrument}.",
        commitments=(ref,),
    )
