"""One region's dossier: official series, statements, findings and commitments, as HTML and XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

import xlsxwriter

from extract.facts import Extraction
from extract.regions import load_regions
from pipelines.audit import audit_documents, label_slips, readings_of
from pipelines.comparisons import Comparison, StatedValue, compare
from pipelines.findings import (
    VERDICTS,
    Finding,
    indicator_label,
    number,
    observed,
    period_label,
    quote,
    region_label,
)
from pipelines.ledger import Entry, build_ledger
from pipelines.reference import Reference, Series, values

SERIES = ("poverty_rate", "poor_population", "poverty_line", "extreme_poverty_rate",
          "unemployment_rate", "gini_ratio", "stunting_prevalence")  # fmt: skip
UNITS = {"percent": "persen", "person": "jiwa", "idr": "rupiah", "index": "indeks"}
WIDTH, HEIGHT = 640, 160
Cell = str | float
UNREVIEWED = (
    "Temuan dibuat otomatis dari teks dan tabel resmi; belum ditinjau orang. "
    "Periksa kutipan dan sumbernya sebelum dipakai."
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a dossier: its title, the names of its columns, its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of a region on a day."""

    region: str
    day: date
    series: Series
    tables: tuple[Table, ...]


class ReportError(Exception):
    """A dossier that cannot be made; the message says why and what to do."""


def make_dossier(
    region: str,
    extractions: Iterable[Extraction],
    reference: Reference,
    day: date,
    groups: Mapping[str, str] | None = None,
) -> Dossier:
    """A region's dossier from the documents that speak of it. ReportError for an unknown code.

    `groups` names, by document, the copies that count as one voice.
    """
    if region not in load_regions():
        raise ReportError(f"{region}: no such region; use a Kemendagri code such as 16 or 16.04")
    own = [x for x in extractions if _speaks_of(x, region)]
    comparisons = [c for c in compare(own, reference, groups) if c.region == region]
    refs = {spot for x in own for spot in _spots(x, region)}
    findings = [
        f for f in audit_documents(own, reference=reference)
        if f.check != "ledger"
        and any((r.document, r.start) in refs for r in (*f.figures, *f.claims, *f.passages))
    ]  # fmt: skip
    slips = label_slips(readings_of(own, reference))
    threads = build_ledger(own, reference, day, slips)
    entries = [e for thread in threads for e in thread if e.promise.region == region]
    tables = (
        _official_table(region, reference),
        _comparison_table(comparisons),
        _statement_table(own, region),
        _finding_table(findings),
        _ledger_table(entries),
        _source_table(own),
    )
    return Dossier(region, day, values(reference, region, "poverty_rate"), tables)


def _spots(x: Extraction, region: str) -> set[tuple[str, int]]:
    """Where a document's figures and claims about a region, and its dates, stand."""
    starts = [f.start for f in x.figures if f.region == region]
    starts += [c.start for c in x.claims if c.region == region]
    starts += [d.start for d in x.dates]
    return {(x.document.id, start) for start in starts}


def _speaks_of(x: Extraction, region: str) -> bool:
    codes = [f.region for f in x.figures] + [c.region for c in x.claims]
    return region in codes or region in [c.region for c in x.commitments]


# ---- tables ----------------------------------------------------------------------------------


def _official_table(region: str, reference: Reference) -> Table:
    rows = [
        (
            indicator_label(name).id,
            period_label(row.period).id,
            row.value,
            UNITS.get(row.unit, row.unit),
            row.definition,
            row.publisher,
            "sudah" if row.checked == "publisher" else "belum",
        )
        for name in SERIES
        for row in values(reference, region, name)
    ]
    columns = ("Indikator", "Periode", "Nilai", "Satuan", "Batasan", "Penerbit", "Dicocokkan")
    return Table("Angka resmi", columns, tuple(rows))


def _comparison_table(comparisons: Sequence[Comparison]) -> Table:
    rows = [
        (
            indicator_label(c.indicator).id,
            c.year,
            "; ".join(f"{period_label(r.period).id}: {observed(r).id}" for r in c.official) or "–",
            _listed(c.stated),
            _listed(c.targets),
            c.voices,
        )
        for c in comparisons
    ]
    columns = ("Indikator", "Tahun", "Resmi", "Dinyatakan", "Target", "Media yang mandiri")
    return Table("Perbandingan", columns, tuple(rows))


def _listed(said: Sequence[StatedValue]) -> str:
    return "; ".join(f"{number(s.value, s.unit).id} ({s.voices} media)" for s in said) or "–"


def _statement_table(documents: Sequence[Extraction], region: str) -> Table:
    rows = [
        (
            str(x.document.published or ""),
            indicator_label(f.indicator).id,
            period_label(f.period).id,
            quote(x, f),
            f.speaker or "",
            x.document.publisher or "",
            x.document.url or "",
        )
        for x in documents
        for f in x.figures
        if f.region == region
    ]
    columns = ("Terbit", "Indikator", "Periode", "Kutipan", "Pembicara", "Media", "Tautan")
    return Table("Pernyataan", columns, tuple(sorted(rows)))


def _finding_table(findings: Sequence[Finding]) -> Table:
    order = {"warning": 0, "notice": 1, "info": 2}
    kept = [f for f in findings if f.verdict != "no official figure"]
    kept.sort(key=lambda f: (order[f.severity], f.verdict))
    rows = tuple((VERDICTS[f.verdict][1], f.message_id, f.message_en) for f in kept)
    return Table("Temuan", ("Hasil", "Uraian", "In English"), rows)


RELATIONS = {
    "new": "baru", "repeated": "diulang", "moved": "tenggat mundur", "advanced": "tenggat maju",
    "softened": "dilonggarkan", "tightened": "diperketat",
}  # fmt: skip


def _ledger_table(entries: Sequence[Entry]) -> Table:
    rows = [_ledger_row(entry) for entry in entries]
    columns = ("Dinyatakan", "Pemilik", "Indikator", "Target", "Tenggat", "Saat dinyatakan",
               "Status", "Bukti", "Versi", "Asal")  # fmt: skip
    return Table("Komitmen", columns, tuple(rows))


def _ledger_row(entry: Entry) -> tuple[Cell, ...]:
    promise = entry.promise
    figure = promise.figure
    aim = number(figure.value, figure.unit, figure.decimals).id if figure else ""
    evidence = "; ".join(f"{period_label(r.period).id}: {observed(r).id}" for r in entry.evidence)
    return (
        str(promise.stated_on or ""),
        promise.owner or "",
        indicator_label(promise.indicator).id if promise.indicator else "",
        aim or promise.direction or "",
        period_label(promise.deadline).id,
        observed(entry.baseline).id if entry.baseline else "",
        VERDICTS[entry.verdict][1],
        f"{evidence} ({entry.evidence_date})" if entry.evidence_date else evidence,
        RELATIONS[entry.relation],
        f"nasional: {promise.inherited.title}" if promise.inherited else "daerah",
    )


def _source_table(documents: Sequence[Extraction]) -> Table:
    rows = {
        (
            str(x.document.published or ""),
            x.document.publisher or "",
            x.document.title or "",
            x.document.url or "",
        )
        for x in documents
    }
    return Table("Dokumen", ("Terbit", "Media", "Judul", "Tautan"), tuple(sorted(rows)))


# ---- HTML ------------------------------------------------------------------------------------

PAGE = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1b1b; background: #fff }}
table {{ border-collapse: collapse; width: 100%; font-size: .875rem }}
th, td {{ border-bottom: 1px solid #ccc; padding: .3rem .5rem; text-align: left;
  vertical-align: top }}
.scroll {{ overflow-x: auto }} svg {{ max-width: 100%; height: auto }}
.note {{ background: #fff6da; padding: .5rem 1rem }}
</style></head><body><main>
<h1>{title}</h1><p>Kode {code} · keadaan {day}</p><p class="note">{note}</p>
{chart}
{sections}
</main></body></html>
"""


def to_html(dossier: Dossier) -> str:
    """A dossier as one page that needs no other file."""
    return PAGE.format(
        title=escape(region_label(dossier.region)),
        code=escape(dossier.region),
        day=escape(period_label(dossier.day.isoformat()).id),
        note=escape(UNREVIEWED),
        chart=_chart(dossier.series),
        sections="\n".join(_section(table) for table in dossier.tables),
    )


def _section(table: Table) -> str:
    if not table.rows:
        return f"<h2>{escape(table.title)}</h2><p>Tidak ada.</p>"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{_shown(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return (
        f'<h2>{escape(table.title)}</h2><div class="scroll" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        words = f"{cell:,.3f}".rstrip("0").rstrip(".")
        return words.translate(str.maketrans(",.", ".,"))
    text = escape(str(cell))
    return f'<a href="{text}">{text}</a>' if text.startswith(("http://", "https://")) else text


def _chart(series: Series) -> str:
    """The poverty rate as a line, from zero; its numbers stand in the table below."""
    if len(series) < 2:
        return ""
    top = max(row.value for row in series) * 1.1
    step = (WIDTH - 40) / (len(series) - 1)
    points = [
        (20 + n * step, HEIGHT - 30 - row.value / top * (HEIGHT - 50))
        for n, row in enumerate(series)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    first, last = series[0], series[-1]
    label = (
        f"Tingkat kemiskinan resmi: {period_label(first.period).id} {observed(first).id}, "
        f"{period_label(last.period).id} {observed(last).id}"
    )
    start, end = (escape(period_label(row.period).id) for row in (first, last))
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1f5a99"/>' for x, y in points)
    return (
        f'<svg width="{WIDTH}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(label)}">'
        f'<line x1="20" y1="{HEIGHT - 30}" x2="{WIDTH - 20}" y2="{HEIGHT - 30}" stroke="#767676"/>'
        f'<polyline points="{line}" fill="none" stroke="#1f5a99" stroke-width="2"/>{dots}'
        f'<text x="20" y="{HEIGHT - 8}" font-size="14">{start}</text>'
        f'<text x="{WIDTH - 20}" y="{HEIGHT - 8}" font-size="14" text-anchor="end">'
        f"{end}</text></svg><p>{escape(label)}.</p>"
    )


# ---- files -----------------------------------------------------------------------------------


def write_report(dossier: Dossier, folder: Path) -> tuple[Path, Path]:
    """Write the dossier as CODE.html and CODE.xlsx into a folder; their paths.

    ReportError where the folder cannot be written to.
    """
    page, book = folder / f"{dossier.region}.html", folder / f"{dossier.region}.xlsx"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        page.write_text(to_html(dossier), encoding="utf-8")
        _write_book(dossier, book)
    except OSError as error:
        raise ReportError(f"{folder}: cannot be written to ({error.strerror})") from error
    return page, book


def _write_book(dossier: Dossier, path: Path) -> None:
    """Text cells stay text: a quote that begins with "=" is no formula, an address no link."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    for table in dossier.tables:
        sheet = book.add_worksheet(table.title)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, 40 if name in ("Uraian", "In English") else 20)
        for line, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                sheet.write(line, column, cell)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    about = book.add_worksheet("Tentang")
    lines = (region_label(dossier.region), f"Keadaan {dossier.day.isoformat()}", UNREVIEWED)
    for line, words in enumerate(lines):
        about.write_string(line, 0, words)
    book.close()
