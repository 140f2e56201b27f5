"""Measures the audit: statements made from official values, and the time it takes.

    python benchmarks/audit.py statements [--text] [--seed N] [--count N] [--show]
    python benchmarks/audit.py time [--figures N]
    python benchmarks/audit.py night [--figures N]

`statements` makes statements, half of them true, half changed in exactly one way, and counts how
often the audit says so. With `--text` they pass through extraction as article text, else the
facts are given as records. A verdict other than `consistent` that is not the right one counts
against precision, a change that is not named against recall.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

from extract.document import Document
from extract.figures import Figure
from extract.indicators import load_indicators
from extract.pipeline import Extraction, RegionFact, extract_many
from extract.regions import load_regions, region_name
from pipelines import store
from pipelines.audit import audit_documents
from pipelines.audit_store import run_audit
from pipelines.findings import MONTHS_ID
from pipelines.matching import Stated, agreement, kin
from pipelines.reference import Observation, Reference, load_reference, month_of, values, year_of

CHANGES = ("year", "indicator", "region", "unit", "rounded", "cut", "urban", "vintage")
EXPECTED = {
    "true": {"consistent"},
    "year": {"other period"},
    "indicator": {"other indicator"},
    "region": {"other region"},
    "unit": {"other unit"},
    "rounded": {"rounding"},
    "cut": {"truncated"},
    "urban": {"not comparable"},
    "vintage": {"other vintage"},
}
NAMES = {
    "poverty_rate": ("angka kemiskinan", "persentase penduduk miskin", "tingkat kemiskinan"),
    "extreme_poverty_rate": ("angka kemiskinan ekstrem", "tingkat kemiskinan ekstrem"),
    "poor_population": ("jumlah penduduk miskin", "jumlah warga miskin"),
    "poor_households": ("jumlah keluarga miskin",),
    "poverty_line": ("garis kemiskinan",),
    "unemployment_rate": ("tingkat pengangguran terbuka",),
    "stunting_prevalence": ("prevalensi stunting",),
    "gini_ratio": ("rasio gini",),
}
TEMPLATES = (
    "{place} - Berdasarkan data BPS, {name} di {region}{urban} pada {when} tercatat sebesar "
    "{number}. Hal itu disampaikan dalam rapat koordinasi penanggulangan kemiskinan daerah.",
    "{place} - Pemerintah daerah menggelar rapat koordinasi pengentasan kemiskinan, Senin. "
    "Dalam paparannya, Kepala Bappeda menyebut {name} {region}{urban} pada {when} mencapai "
    "{number}.",
    "{place} - “Pada {when}, {name} {region}{urban} berada di angka {number},” kata Sekretaris "
    "Daerah dalam rapat evaluasi.",
    "{place} - Rapat koordinasi TKPK digelar di aula Bappeda dan dihadiri 42 peserta dari 17 "
    "perangkat daerah.\n\nDisebutkan, {name} {region}{urban} {when} sebesar {number}. Angka itu "
    "menjadi dasar penyusunan rencana aksi dengan tiga strategi utama.",
    "{place} - Wakil kepala daerah membuka rembuk penanggulangan kemiskinan di ruang rapat "
    "utama.\n\n“Kalau kita lihat data BPS, {name} {region}{urban} itu {number} pada {when}. Ini "
    "pekerjaan rumah kita bersama,” ujarnya.\n\nIa meminta dukungan anggaran Rp2,5 miliar.",
    "{place} - {name_first} {region}{urban} pada {when} adalah {number}, demikian disampaikan "
    "Kepala BPS setempat, Rabu.\n\nPemerintah daerah menyalurkan bantuan kepada 1.250 keluarga "
    "penerima manfaat.",
    "{place} - Kepala Bappeda melaporkan capaian pembangunan dalam rapat paripurna. Salah satunya "
    "{name} {region}{urban} yang pada {when} tercatat {number}. Capaian lain adalah perbaikan 215 "
    "unit rumah tidak layak huni.",
    "{place} - Angka kemiskinan menjadi bahasan utama rapat kerja pemerintah daerah bersama DPRD, "
    "Selasa.\n\nKepala Badan Perencanaan Pembangunan Daerah menjelaskan bahwa menurut data Badan "
    "Pusat Statistik, {name} {region}{urban} {when} mencapai {number}.\n\n“Kita perlu kerja keras "
    "semua pihak,” katanya.",
    "{place} - Penanggulangan kemiskinan memerlukan kerja lintas sektor. Hal itu mengemuka dalam "
    "musrenbang yang dibuka Sekda. Berdasarkan rilis BPS, {when} {name} {region}{urban} sebesar "
    "{number}.",
    "{place} - Menurut BPS, {number} merupakan {name} {region}{urban} pada {when}. Data tersebut "
    "dibahas dalam forum perangkat daerah.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, how it was changed, and its figure as a record."""

    change: str
    extraction: Extraction
    figure: Figure


def write_number(value: float, decimals: int) -> str:
    """A number as Indonesian newspapers write it."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def surface(row: Observation, choice: random.Random) -> tuple[str, int, float]:
    """How a value is written: words, decimals, step of the last digit in base units."""
    if row.unit == "percent":
        sign = choice.choice(("%", " persen"))
        decimals = 1 if row.resolution > 0.05 else 2
        return write_number(row.value, decimals) + sign, decimals, 10.0**-decimals
    if row.unit == "index":
        return write_number(row.value, 3), 3, 0.001
    if row.unit == "idr":
        return "Rp" + write_number(row.value, 0), 0, 1.0
    if choice.random() < 0.5:
        decimals = 2 if row.resolution < 100 else 1
        return write_number(row.value / 1000, decimals) + " ribu jiwa", decimals, row.resolution
    return write_number(row.value, 0) + " jiwa", 0, 1.0


def when(period: str) -> str:
    """A survey's period in words."""
    month = month_of(period)
    return f"{MONTHS_ID[month - 1]} {period[:4]}" if month else f"tahun {period[:4]}"


def case(
    row: Observation, choice: random.Random, change: str, words: tuple[str, int, float],
    *, indicator: str | None = None, region: str | None = None, period: str | None = None,
    value: float | None = None, unit: str | None = None, per: str | None = None,
    published: date | None = None,
) -> Case:  # fmt: skip
    """One document that states one number."""
    where, about = region or row.region, indicator or row.indicator
    stated = period or (row.period if choice.random() < 0.5 else row.period[:4])
    number, decimals, step = words
    name = choice.choice(NAMES[about])
    full = region_name(where)
    region_words = full.replace("Kabupaten ", "Kab. ") if choice.random() < 0.2 else full
    text = choice.choice(TEMPLATES).format(
        place=full.upper(), name=name, region=region_words, when=when(stated),
        name_first=name[0].upper() + name[1:], number=number,
        urban=" perkotaan" if change == "urban" else "",
    )  # fmt: skip
    start = text.index(number)
    figure = Figure(
        start=start, end=start + len(number), indicator=about, decimals=decimals, step=step,
        value=row.value if value is None else value, unit=unit or row.unit, region=where,
        period=stated, per=per, scope="urban" if change == "urban" else "total",
        sentence_start=text.index(" - ") + 3, sentence_end=len(text),
    )  # fmt: skip
    day = published or date(year_of(row.period) + 2, 3, 4)
    key = f"{change}-{choice.getrandbits(40):x}"
    document = Document(id=key, text=text, published=day, title=None)
    facts = (RegionFact(code=where, subject=True, mentions=()),)
    return Case(change, Extraction(document=document, figures=(figure,), regions=facts), figure)


def changed(row: Observation, change: str, choice: random.Random, ref: Reference) -> Case | None:
    """A statement changed in one way, or None where the value does not allow it."""
    makers = {
        "year": _year, "indicator": _indicator, "region": _region, "unit": _unit,
        "rounded": _rounded, "cut": _cut, "vintage": _vintage,
    }  # fmt: skip
    if change == "urban":
        return case(row, choice, change, surface(row, choice))
    return makers[change](row, choice, ref)


def _number(row: Observation, words: tuple[str, int, float]) -> Stated:
    digits = len(str(round(row.value / words[2])))
    return Stated(row.value, words[2], digits)


def _agrees(row: Observation, words: tuple[str, int, float], rows: Iterator[Observation]) -> bool:
    return any(agreement(_number(row, words), o.value, o.resolution) for o in rows)


def _year(row: Observation, choice: random.Random, ref: Reference) -> Case | None:
    other = choice.choice(values(ref, row.region, row.indicator))
    words = surface(row, choice)
    own = (o for o in values(ref, row.region, row.indicator) if o.period[:4] == other.period[:4])
    if other.period[:4] == row.period[:4] or _agrees(row, words, own):
        return None
    day = date(max(year_of(row.period), year_of(other.period)) + 2, 3, 4)
    return case(row, choice, "year", words, period=other.period[:4], published=day)


def _indicator(row: Observation, choice: random.Random, ref: Reference) -> Case | None:
    if row.unit != "percent":
        return None
    others = ("extreme_poverty_rate", "unemployment_rate", "poverty_rate", "stunting_prevalence")
    about = choice.choice([name for name in others if name != row.indicator])
    words = surface(row, choice)
    own = (o for o in values(ref, row.region, about) if o.period[:4] == row.period[:4])
    if _agrees(row, words, own):
        return None
    return case(row, choice, "indicator", words, indicator=about, period=row.period[:4])


def _region(row: Observation, choice: random.Random, ref: Reference) -> Case | None:
    if row.region == "ID":
        return None
    near = [code for code in kin(row.region) if code != row.region]
    level = load_regions()[row.region].level
    far = [r.code for r in load_regions().values() if r.level == level and r.code != row.region]
    code = choice.choice(near if choice.random() < 0.5 else far) if near else choice.choice(far)
    words = surface(row, choice)
    own = [o for o in values(ref, code, row.indicator) if o.period == row.period]
    if not own or _agrees(row, words, iter(own)):
        return None
    return case(row, choice, "region", words, region=code, period=row.period[:4])


def _unit(row: Observation, choice: random.Random, ref: Reference) -> Case | None:
    if row.indicator == "poor_population" and choice.random() < 0.5:
        words = (write_number(row.value, 0) + " KK", 0, 1.0)
        return case(row, choice, "unit", words, indicator="poor_households", unit="household")
    if row.indicator == "poor_population":
        words = (write_number(row.value / 1000, 2) + " juta jiwa", 2, 10_000.0)
        return case(row, choice, "unit", words, value=row.value * 1000)
    if row.indicator == "poverty_line":
        span, word = choice.choice((("day", "hari"), ("year", "tahun")))
        words = (f"Rp{write_number(row.value, 0)} per {word}", 0, 1.0)
        return case(row, choice, "unit", words, per=span)
    return None


def _coarse(row: Observation, how: str) -> tuple[tuple[str, int, float], float] | None:
    """A value with one decimal less, rounded or cut, where the two differ."""
    if row.unit == "percent":
        scale, decimals, word = 1.0, 1, "%"
    elif row.unit == "person" and row.value >= 10000:
        scale, decimals, word = 1000.0, 1, " ribu jiwa"
    else:
        return None
    exact, step = Decimal(str(round(row.value / scale, 3))), Decimal(1).scaleb(-decimals)
    half, down = (exact.quantize(step, mode) for mode in (ROUND_HALF_UP, ROUND_DOWN))
    wanted = half if how == "rounded" else down
    if wanted == exact or (how == "cut" and half == down):
        return None
    text = write_number(float(wanted), decimals) + word
    return (text, decimals, float(step) * scale), float(wanted) * scale


def _rounded(row: Observation, choice: random.Random, ref: Reference) -> Case | None:
    made = _coarse(row, "rounded")
    return case(row, choice, "rounded", made[0], value=made[1]) if made else None


def _cut(row: Observation, choice: random.Random, ref: Reference) -> Case | None:
    made = _coarse(row, "cut")
    return case(row, choice, "cut", made[0], value=made[1]) if made else None


def _vintage(row: Observation, choice: random.Random, ref: Reference) -> Case | None:
    return case(
        row, choice, "vintage", surface(row, choice), period=row.period, published=date(2026, 3, 4)
    )


def superseded(ref: Reference) -> list[Observation]:
    """Values that a later release of the same period replaced."""
    found = []
    for rows in ref.series.values():
        newest = {row.period: row for row in rows}
        found += [row for row in rows if newest[row.period] is not row]
    return found


def make_cases(count: int, seed: int, ref: Reference) -> list[Case]:
    """Half true, half changed, each kind of change about as often as the data allow."""
    choice = random.Random(seed)
    old = superseded(ref)
    current = [row for row in ref.observations if row not in old]
    cases = [
        case(row, choice, "true", surface(row, choice))
        for row in (choice.choice(current) for _ in range(count // 2))
    ]
    kinds = [k for k in CHANGES if k != "vintage"]
    while len(cases) < count:
        kind = kinds[len(cases) % len(kinds)]
        if old and len(cases) % 97 == 0:
            kind = "vintage"
        row = choice.choice(old if kind == "vintage" else current)
        made = changed(row, kind, choice, ref)
        if made is not None:
            cases.append(made)
    return cases


def run_statements(count: int, seed: int, *, text: bool, show: bool) -> None:
    """Print precision and recall, and what went wrong by kind of change."""
    ref = load_reference()
    cases = make_cases(count, seed, ref)
    extractions = [c.extraction for c in cases]
    if text:
        extractions = list(extract_many(c.extraction.document for c in cases))
    by_document: dict[str, list[str]] = {}
    for finding in audit_documents(extractions, reference=ref):
        spots = [*finding.figures, *finding.claims, *finding.commitments, *finding.passages]
        by_document.setdefault(spots[0].document, []).append(finding.verdict)
    score(cases, by_document, show=show)


QUIET = {"consistent", "no official figure"}


def score(cases: list[Case], verdicts: dict[str, list[str]], *, show: bool) -> None:
    """Count verdicts against what was changed."""
    right, said, accused = Counter[str](), 0, 0
    total = Counter(c.change for c in cases)
    for c in cases:
        found = verdicts.get(c.extraction.document.id, [])
        loud = [v for v in found if v not in QUIET]
        hit = bool(EXPECTED[c.change] & set(found)) and (c.change != "true" or not loud)
        right[c.change] += hit
        said += bool(loud)
        mild = c.change in ("true", "rounded", "cut", "urban")
        accused += mild and bool({"differs", "contradicts"} & set(found))
        if show and not hit:
            f = c.figure
            print(c.change, found, c.extraction.document.text, f.region, f.period, sep=" | ")
    hits = sum(n for change, n in right.items() if change != "true")
    wanted = sum(n for change, n in total.items() if change != "true")
    for change in total:
        print(f"{change:10} {right[change]:5} of {total[change]}")
    print(f"precision {hits / max(said, 1):.4f}  recall {hits / wanted:.4f}  accused {accused}")


def run_time(figures: int) -> None:
    """Seconds for a tenth, a half and all of some figures, ten to a document."""
    ref = load_reference()
    choice = random.Random(7)
    pool = [c.extraction for c in make_cases(2000, 7, ref)]
    for share in (0.1, 0.5, 1.0):
        wanted = int(figures * share)
        documents = [_many(choice, pool, n) for n in range(wanted // 10)]
        started, cpu = time.perf_counter(), time.process_time()
        findings = audit_documents(documents, reference=ref)
        spent, cpu = time.perf_counter() - started, time.process_time() - cpu
        print(f"{wanted:7} figures {spent:6.1f} s ({cpu:.1f} s CPU)  {len(findings)} findings")


def run_night(figures: int) -> None:
    """Seconds for a first night over some figures, an unchanged one, and one with a change."""
    choice = random.Random(7)
    pool = [c.extraction for c in make_cases(2000, 7, load_reference())]
    with tempfile.TemporaryDirectory() as folder:
        db = store.open_store(Path(folder))
        with store.transaction(db):
            for n in range(figures // 10):
                one = _many(choice, pool, n)
                store.save_document(db, one.document)
                store.replace_facts(db, one, rules="1")
        for night in ("first", "unchanged", "one figure changed"):
            if night == "one figure changed":
                with store.transaction(db):
                    db.conn.execute("UPDATE figures SET value = value + 1 WHERE document = 'd5'")
            started = time.perf_counter()
            done = run_audit(db)
            spent = time.perf_counter() - started
            print(f"{night:20} {spent:6.1f} s  {done.documents} documents, {done.total} findings")
        db.close()


def _many(choice: random.Random, pool: list[Extraction], n: int) -> Extraction:
    parts = choice.sample(pool, 10)
    document = replace(parts[0].document, id=f"d{n}")
    return Extraction(document=document, figures=tuple(f for p in parts for f in p.figures))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("statements", "time", "night"))
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--figures", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    assert set(NAMES) <= set(load_indicators())
    if given.what == "night":
        run_night(given.figures)
    elif given.what == "time":
        run_time(given.figures)
    else:
        run_statements(given.count, given.seed, text=given.text, show=given.show)


if __name__ == "__main__":
    sys.exit(main())
