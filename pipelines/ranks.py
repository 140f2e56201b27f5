"""Ranks, comparisons and trends, held against official tables that are complete."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.facts import Extraction
from extract.figures import Claim
from extract.indicators import WORD, find_indicators, load_indicators
from extract.regions import load_regions
from pipelines.findings import (
    Finding,
    Message,
    indicator_label,
    number,
    official,
    place,
    quote,
    region_label,
    source,
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

SIBLING = {"poverty_rate": "poor_population", "poor_population": "poverty_rate"}
COVERED = frozenset(
    {"poverty_rate", "extreme_poverty_rate", "poor_population", "poverty_line", "gini_ratio",
     "unemployment_rate", "stunting_prevalence"}
)  # fmt: skip
STEADY = {"percent": 0.3, "index": 0.005}  # what may still be called stable
SOFT = re.compile(
    r"\b(?:salah satu|termasuk|masuk|di antara|\w+ besar|bukan|tidak|tak|belum|jangan|hampir|"
    r"nyaris|pernah|sempat|dulu|mungkin|apakah|kenapa|mengapa|kalau|jika|bila|agar|supaya)\b",
    re.IGNORECASE,
)
BEHIND = 40  # characters behind a claim in which its true subject may follow
TRENDS = ("rising", "falling", "stable")


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a claim holds, what it rests on, and how to say it."""

    holds: bool
    rows: Series
    words: Message


def claim_finding(x: Extraction, claim: Claim, reference: Reference) -> Finding | None:
    """What the official tables say of a claim; None where they say nothing about its kind."""
    if claim.region is None or claim.indicator not in COVERED or not _complete(claim):
        return None
    rulings = _rulings(x, claim, claim.indicator, reference)
    verdict, best = "no official figure", None
    if rulings:
        best = next((r for r in rulings if r.holds), rulings[0])
        verdict = "rank holds" if best.holds else "rank differs"
    if best is not None and not best.holds and claim.kind not in TRENDS:
        twin = _rulings(x, claim, SIBLING.get(claim.indicator, ""), reference)
        held = next((r for r in twin if r.holds), None)
        verdict, best = ("other indicator", held) if held else (verdict, best)
    sure = _names_indicator(x, claim) and not _names_other(x, claim) and not _softened(x, claim)
    if verdict == "rank differs" and not sure:
        verdict = "not comparable"
    return _finding(x, claim, verdict, best)


def _names_indicator(x: Extraction, claim: Claim) -> bool:
    """Whether the clause of a claim itself names what it is about.

    "The budget is the largest of the province" stands beside a poverty rate often enough; where
    the clause does not say so, a claim is set beside the table and not against it.
    """
    text = x.document.text
    cuts = [m.end() for m in re.finditer(r"[.;:,?!\n]\s", text[: claim.start])]
    clause = text[cuts[-1] if cuts else 0 : claim.end]
    topic = load_indicators()[claim.indicator].topic
    mentions = [m for m in find_indicators(clause) if m.strength >= WORD]
    return not text or any(mention.topic == topic for mention in mentions[-1:])


def _softened(x: Extraction, claim: Claim) -> bool:
    """Whether words before or inside a claim take something off it ("one of the poorest")."""
    return SOFT.search(x.document.text[max(0, claim.start - 40) : claim.end]) is not None


def _names_other(x: Extraction, claim: Claim) -> bool:
    """Whether the words of a claim, or those right behind, name a third region.

    "The highest of the province is B" is no claim about A.
    """
    meant = {claim.region, claim.among, "ID"}
    return any(
        claim.start <= start < claim.end + BEHIND
        for fact in x.regions
        if fact.code not in meant
        for start, _ in fact.mentions
    )


def _complete(claim: Claim) -> bool:
    """Whether the claim says enough: among whom, and which rank."""
    if claim.kind in TRENDS:
        return True
    return claim.among is not None and (claim.kind != "rank" or claim.rank is not None)


def _rulings(x: Extraction, claim: Claim, indicator: str, reference: Reference) -> list[Ruling]:
    years = _claim_years(x, claim)
    if claim.kind in TRENDS:
        return _trends(claim, indicator, years, reference)
    if claim.kind in ("above", "below"):
        return _comparisons(claim, indicator, years, reference)
    return _ranks(claim, indicator, years, reference)


def _claim_years(x: Extraction, claim: Claim) -> list[int]:
    """The years that a claim may be about, the likeliest first."""
    day = x.document.published
    named = [int(part[:4]) for part in (claim.period or "").split("/") if part[:4].isdigit()]
    if named and (day is None or named[-1] < day.year or "-" in (claim.period or "")):
        return named[-1:]
    if named:
        return [named[-1], named[-1] - 1]
    return [day.year, day.year - 1] if day is not None else []


# ---- ranks -----------------------------------------------------------------------------------


def _ranks(claim: Claim, indicator: str, years: list[int], reference: Reference) -> list[Ruling]:
    rulings = []
    for year in years:
        for members in _circles(claim):
            table = _table(members, indicator, year, reference)
            if table is not None:
                rulings.append(_rank(claim, table))
    return rulings


def _circles(claim: Claim) -> list[list[str]]:
    """Whom a rank may be counted among: all of the place, or those of the same kind."""
    regions = load_regions()
    own = regions.get(claim.region or "")
    if own is None or claim.among is None:
        return []
    provinces = own.level == "province"
    inside = [
        r
        for r in regions.values()
        if r.level != "nation"
        and (r.level == "province") == provinces
        and (claim.among == "ID" or r.parent == claim.among)
    ]
    if own.code not in {r.code for r in inside}:
        return []
    alike = [r.code for r in inside if r.level == own.level]
    return [[r.code for r in inside], alike]


def _table(
    members: list[str], indicator: str, year: int, reference: Reference
) -> dict[str, Observation] | None:
    """The newest value of a year for every member, or None while one is missing.

    A region that did not exist in that year does not make the table incomplete.
    """
    regions = load_regions()
    found: dict[str, Observation] = {}
    for code in members:
        rows = [r for r in values(reference, code, indicator) if year_of(r.period) == year]
        born = regions[code].valid_from
        if not rows and born is not None and born.year >= year - 2:
            continue
        if not rows:
            return None
        found[code] = rows[0]
    months = {month_of(row.period) for row in found.values()}
    return found if len(found) > 1 and len(months) == 1 else None


def _rank(claim: Claim, table: dict[str, Observation]) -> Ruling:
    """From the top or from the bottom, ties sharing their ranks.

    "Number two" does not say from which end, so either end makes it hold.
    """
    own = table.get(claim.region or "")
    if own is None:
        return Ruling(False, (), Message("", ""))
    above = sum(row.value > own.value for row in table.values())
    same = sum(row.value == own.value for row in table.values())
    below = len(table) - above - same
    wanted = claim.rank or 1
    top = above < wanted <= above + same
    bottom = below < wanted <= below + same
    holds = {"highest": top, "lowest": bottom}.get(claim.kind, top or bottom)
    words = Message(
        f"Menurut tabel resmi: tertinggi ke-{above + 1} dari {len(table)} "
        f"(terendah ke-{below + 1});",
        f"By the official table: {above + 1} from the top and {below + 1} from the bottom of "
        f"{len(table)};",
    )
    return Ruling(holds, (own,), words)


# ---- comparisons and trends ------------------------------------------------------------------


def _comparisons(
    claim: Claim, indicator: str, years: list[int], reference: Reference
) -> list[Ruling]:
    rulings: list[Ruling] = []
    others = values(reference, claim.among or "", indicator)
    if indicator == "poor_population" and len(claim.region or "") != len(claim.among or ""):
        return rulings  # a whole always counts more people than its part
    for year in years:
        for own in values(reference, claim.region or "", indicator):
            for other in others:
                if year_of(own.period) == year and own.period == other.period:
                    higher = own.value > other.value
                    holds = higher if claim.kind == "above" else own.value < other.value
                    rulings.append(Ruling(holds, (own, other), Message("Resmi:", "Official:")))
    return rulings


def _trends(claim: Claim, indicator: str, years: list[int], reference: Reference) -> list[Ruling]:
    series = values(reference, claim.region or "", indicator)
    first = claim.period[:4] if claim.period and "/" in claim.period else None
    rulings = []
    for year in years:
        for end in series:
            if year_of(end.period) != year:
                continue
            for start in _starts(series, end, int(first) if first else None):
                if comparable(reference, start, end):
                    rulings += _trend(claim.kind, start, end)
    return rulings


def _starts(series: Series, end: Observation, first: int | None) -> list[Observation]:
    before = [row for row in series if row.period < end.period]
    if first is not None:
        return [row for row in before if year_of(row.period) == first]
    year = [row for row in before if year_of(row.period) == year_of(end.period) - 1]
    return list(dict.fromkeys([*year, *before[-1:]]))


def _trend(kind: str, start: Observation, end: Observation) -> list[Ruling]:
    change = end.value - start.value
    steady = abs(change) <= STEADY.get(end.unit, 0.02 * start.value)
    if kind == "stable" and not steady:
        return []
    holds = {"rising": change > 0, "falling": change < 0, "stable": steady}[kind]
    unit = "percentage_point" if end.unit == "percent" else end.unit
    gap = number(change, unit)
    words = Message(f"Perubahan resmi {gap.id}:", f"Official change {gap.en}:")
    return [Ruling(holds, (start, end), words)]


def _finding(x: Extraction, claim: Claim, verdict: str, best: Ruling | None) -> Finding:
    name, where = indicator_label(claim.indicator), region_label(claim.region)
    words = quote(x, claim)
    message = Message(
        f"Tertulis “{words}” tentang {name.id} {where}.",
        f"Stated: “{words}” about the {name.en} of {where}.",
    )
    rows = best.rows if best else ()
    if best is None:
        message += Message("Belum ada tabel resmi yang lengkap.", "No complete official table.")
    else:
        shown = [official(row, region=True, indicator=verdict == "other indicator") for row in rows]
        message += best.words
        message += Message(
            "; ".join(line.id for line in shown) + ".", "; ".join(line.en for line in shown) + "."
        )
    message += source(rows)
    return Finding(
        check="claim",
        verdict=verdict,
        message_id=message.id,
        message_en=message.en,
        claims=(place(x, claim),),
        observations=rows,
    )
