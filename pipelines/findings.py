"""What the audit and the ledger say: findings, and the words and numbers of their messages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from extract.facts import Extraction
from extract.figures import Figure
from extract.indicators import load_indicators
from extract.regions import region_name
from pipelines.reference import Observation, Series

Severity = Literal["info", "notice", "warning"]

# Each verdict with its weight and what a reader sees of it. A warning accuses: it is public only
# after a reviewer accepted it.
VERDICTS: dict[str, tuple[Severity, str, str]] = {
    "consistent": ("info", "sesuai", "consistent"),
    "rounding": ("info", "sesuai setelah dibulatkan", "agrees after rounding"),
    "truncated": ("info", "dipotong, tidak dibulatkan", "cut, not rounded"),
    "near": ("info", "mendekati", "near"),
    "other period": ("notice", "angka periode lain", "value of another period"),
    "other vintage": ("notice", "angka rilis lain", "value of another release"),
    "other indicator": ("notice", "angka indikator lain", "value of another indicator"),
    "other region": ("notice", "angka wilayah lain", "value of another region"),
    "other unit": ("notice", "satuan lain", "another unit"),
    "differs": ("warning", "berbeda", "differs"),
    "contradicts": ("warning", "berbeda dari pernyataan lain", "contradicts another statement"),
    "sum does not hold": ("warning", "hitungan tidak cocok", "sum does not hold"),
    "implausible": ("warning", "perlu diperiksa", "implausible"),
    "rank holds": ("info", "perbandingan sesuai", "comparison holds"),
    "rank differs": ("warning", "perbandingan berbeda", "comparison differs"),
    "not comparable": ("info", "tidak dapat dibandingkan", "not comparable"),
    "date slip": ("notice", "hari dan tanggal tidak cocok", "weekday and date do not fit"),
    "instrument slip": ("notice", "dokumen rujukan tidak cocok", "instrument does not fit"),
    "no official figure": ("info", "belum ada angka resmi", "no official figure"),
    "target not due": ("info", "belum jatuh tempo", "not due"),
    "target met": ("info", "tercapai", "met"),
    "target not met": ("warning", "belum tercapai", "not met"),
    "stated met": ("info", "dinyatakan tercapai", "stated as met"),
    "stated not met": ("warning", "dinyatakan belum tercapai", "stated as not met"),
    "not measurable": ("info", "tidak terukur", "not measurable"),
}
MONTHS_ID = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
UNITS_ID = {
    "percent": "{} persen", "percentage_point": "{} poin persen", "person": "{} jiwa",
    "household": "{} keluarga", "unit": "{} unit", "idr": "Rp{}", "usd": "US${}", "index": "{}",
}  # fmt: skip
UNITS_EN = {
    "percent": "{} percent", "percentage_point": "{} percentage points", "person": "{} persons",
    "household": "{} households", "unit": "{} units", "idr": "Rp{}", "usd": "US${}", "index": "{}",
}  # fmt: skip
DEFINITIONS = {
    "per capita per month": "per kapita per bulan",
    "boundary before the 2022 split": "batas sebelum pemekaran 2022",
}
QUOTE_LENGTH = 80


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A place in a document that a finding rests on."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check says of the facts and observations it rests on.

    `passages` are places that are no figure, claim or commitment: a date, an instrument's name.
    """

    check: str
    verdict: str
    message_id: str
    message_en: str
    figures: tuple[Ref, ...] = ()
    claims: tuple[Ref, ...] = ()
    commitments: tuple[Ref, ...] = ()
    passages: tuple[Ref, ...] = ()
    observations: Series = ()

    @property
    def severity(self) -> Severity:
        """How much the verdict weighs: info, notice or warning."""
        return VERDICTS[self.verdict][0]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages."""

    id: str
    en: str

    def __add__(self, other: Message) -> Message:
        return Message(f"{self.id} {other.id}".strip(), f"{self.en} {other.en}".strip())


NOTHING = Message("", "")


def place(extraction: Extraction, fact: Any) -> Ref:
    """Where a figure, claim, commitment or date stands."""
    return Ref(extraction.document.id, fact.start, fact.end)


def to_json(finding: Finding) -> dict[str, Any]:
    """A finding as one object of the command's JSON Lines."""
    refs = {
        name: [
            {"document": ref.document, "start": ref.start, "end": ref.end}
            for ref in getattr(finding, name)
        ]
        for name in ("figures", "claims", "commitments", "passages")
    }
    return {
        "check": finding.check,
        "verdict": finding.verdict,
        "severity": finding.severity,
        **refs,
        "observations": [_observation_json(row) for row in finding.observations],
        "message_id": finding.message_id,
        "message_en": finding.message_en,
    }


def _observation_json(row: Observation) -> dict[str, Any]:
    return {
        "region": row.region,
        "indicator": row.indicator,
        "period": row.period,
        "value": row.value,
        "unit": row.unit,
        "definition": row.definition,
        "publisher": row.publisher,
        "released_on": row.released_on.isoformat() if row.released_on else None,
        "checked": row.checked,
    }


def quote(extraction: Extraction, fact: Any) -> str:
    """The words of a fact on one line, cut where they are long."""
    words = " ".join(extraction.document.text[fact.start : fact.end].split())
    if not words and isinstance(fact, Figure):
        return number(fact.value, fact.unit, fact.decimals).id
    return words if len(words) <= QUOTE_LENGTH else words[: QUOTE_LENGTH - 1] + "…"


def number(value: float, unit: str, decimals: int = 2) -> Message:
    """A number with its unit, as each language writes it.

    >>> number(60190, "person").id, number(14.1, "percent").id, number(1234.5, "usd").en
    ('60.190 jiwa', '14,10 persen', 'US$1,234.50')
    """
    places = decimals if unit in ("percent", "percentage_point", "usd") else _places(value, unit)
    english = f"{value:,.{places}f}"
    indonesian = english.translate(str.maketrans(",.", ".,"))
    return Message(UNITS_ID[unit].format(indonesian), UNITS_EN[unit].format(english))


def _places(value: float, unit: str) -> int:
    return 3 if unit == "index" and abs(value) < 10 else 2 if value != int(value) else 0


def observed(row: Observation) -> Message:
    """An observation's value."""
    return number(row.value, row.unit, _decimals(row.resolution))


def _decimals(resolution: float) -> int:
    return max(0, len(f"{resolution:.6f}".rstrip("0").partition(".")[2]))


def period_label(period: str | None) -> Message:
    """A period in words; nothing for none.

    >>> period_label("2024-03").id, period_label("2024/2026").en, period_label("2024-S1").id
    ('Maret 2024', '2024–2026', 'semester I 2024')
    """
    if period is None:
        return NOTHING
    if "/" in period:
        first, last = (period_label(part) for part in period.split("/", 1))
        return Message(f"{first.id}–{last.id}", f"{first.en}–{last.en}")
    year, _, rest = period.partition("-")
    if rest[:1] == "S":
        half = "I" * int(rest[1])
        return Message(f"semester {half} {year}", f"half-year {half} of {year}")
    if rest[:1] == "Q":
        return Message(f"triwulan {rest[1]} {year}", f"quarter {rest[1]} of {year}")
    return _calendar_label(year, rest)


def _calendar_label(year: str, rest: str) -> Message:
    if not re.fullmatch(r"(?:0[1-9]|1[0-2])(?:-\d{2})?", rest):
        return Message(year, year)
    month = int(rest[:2]) - 1
    day = f"{int(rest[3:])} " if len(rest) > 2 else ""
    return Message(f"{day}{MONTHS_ID[month]} {year}", f"{day}{MONTHS_EN[month]} {year}")


def indicator_label(indicator: str) -> Message:
    """An indicator's name."""
    row = load_indicators().get(indicator)
    return Message(row.name_id, row.name_en) if row else Message(indicator, indicator)


def region_label(code: str | None) -> str:
    """A region's full name."""
    return region_name(code) if code else "?"


def source(rows: Iterable[Observation]) -> Message:
    """Where official values come from, and that nobody compared them with the publisher's page."""
    rows = tuple(rows)
    if not rows:
        return NOTHING
    publishers = ", ".join(dict.fromkeys(row.publisher for row in rows))
    if any(row.checked != "publisher" for row in rows):
        return Message(
            f"Sumber: {publishers}, belum dicocokkan ke penerbit.",
            f"Source: {publishers}, not yet compared with the publisher.",
        )
    return Message(f"Sumber: {publishers}.", f"Source: {publishers}.")


def official(row: Observation, *, region: bool = False, indicator: bool = False) -> Message:
    """ "Maret 2024: 14,14 persen", with region and indicator where they are not the stated ones."""
    when, what = period_label(row.period), observed(row)
    name = indicator_label(row.indicator) if indicator else NOTHING
    where = region_label(row.region) if region else ""
    line = f" ({row.definition})" if row.definition else ""
    local = line
    for english, indonesian in DEFINITIONS.items():
        local = local.replace(english, indonesian)
    return Message(
        _join(name.id, where, when.id) + f": {what.id}{local}",
        _join(name.en, where, when.en) + f": {what.en}{line}",
    )


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def stated(extraction: Extraction, figure: Figure) -> Message:
    """The opening of a message about a figure: the words, and what they are stated to be."""
    name, when = indicator_label(figure.indicator), period_label(figure.period)
    where, words = region_label(figure.region), quote(extraction, figure)
    change = figure.measure == "change"
    return Message(
        _join("Tertulis", f"“{words}”", "sebagai", "perubahan" if change else "", name.id)
        + " "
        + _join(where, when.id)
        + ".",
        _join("Stated:", f"“{words}”", "as", "the change of the" if change else "the", name.en)
        + " of "
        + _join(where, when.en)
        + ".",
    )
