"""Regions side by side: `/banding`, as page, SVG, CSV, XLSX and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import xlsxwriter
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from pipelines.site import words
from pipelines.site.chart import Chart, draw
from pipelines.site.documents import same_words, told_once
from pipelines.site.pages import (
    MAIN_INDICATOR,
    PROMISES,
    Row,
    address_of,
    indicators_of,
    observations,
    official_points,
    one,
    page,
    rows,
    stated_points,
    statements,
    today,
)

MOST_REGIONS = 6  # compared at once: more lines cannot be told apart
MOST_INDICATORS = 4
MOST_PROMISES = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the address asks for, as far as it is known; `wrong` says what is not.

    `names` and `labels` are the words for codes and indicators, in the order asked for; `choices`
    all indicators that these regions have; `start` and `end` years or "".
    """

    names: Mapping[str, str]
    labels: Mapping[str, str]
    choices: Sequence[Row]
    start: str
    end: str
    wrong: tuple[str, ...]

    @property
    def address(self) -> str:
        """The query that asks for the same again."""
        asked = {
            "wilayah": list(self.names), "indikator": list(self.labels), "dari": self.start,
            "sampai": self.end,
        }  # fmt: skip
        return urlencode({name: value for name, value in asked.items() if value}, doseq=True)

    def holds(self, period: str | None) -> bool:
        """Whether a period ends within the chosen years; what has none is left out by no year."""
        if not period:
            return not (self.start or self.end)
        year = period.rpartition("/")[2][:4]
        return (self.start or year) <= year <= (self.end or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One indicator in all regions: official series by region, statements, and their chart."""

    indicator: str
    label: str
    official: Mapping[str, Sequence[Row]]
    stated: Sequence[Row]
    chart: Chart | None

    @property
    def table(self) -> list[tuple[str, list[Row | None]]]:
        """Periods, newest first, each with the last released value of every region."""
        cells: dict[str, dict[str, Row]] = {}
        for code, found in self.official.items():
            for row in found:
                cells.setdefault(row["period"], {})[code] = row
        return [
            (period, [cells[period].get(code) for code in self.official])
            for period in sorted(cells, reverse=True)
        ]


async def comparison(datasette: Datasette, request: Request) -> Response:
    """Regions side by side: official series, stated figures, commitments.

    What the address asks for and is not there is said, with status 400.
    """
    choice = await chosen(datasette, request)
    kind = request.url_vars.get("format")
    if kind and (choice.wrong or not choice.names):
        reasons = choice.wrong or ("Sebutkan wilayahnya, misalnya ?wilayah=16.04&wilayah=33.07.",)
        return Response.json({"ok": False, "error": " ".join(reasons)}, status=400)
    parts = [await compared(datasette, choice, indicator) for indicator in choice.labels]
    promises = await promised(datasette, choice)
    if kind:
        line = await source_line(datasette, request, choice)
        return await export(datasette, request, choice, parts, promises, line)
    everything = await rows(
        datasette, "SELECT code, name FROM regions WHERE level IN ('province', 'regency', 'city') "
        "ORDER BY code",
    )  # fmt: skip
    answer = await page(
        datasette, request, "banding.html", choice=choice, parts=parts, everything=everything,
        promises=side_by_side(choice, promises), promised=len(promises), today=today(),
        kanonik=f"/banding?{choice.address}" if choice.names else "/banding",
        most=MOST_REGIONS,
    )  # fmt: skip
    if choice.wrong:
        answer.status = 400
    return answer


# ---- what is asked for --------------------------------------------------------------------------


async def chosen(datasette: Datasette, request: Request) -> Choice:
    """The choice that the address holds."""
    asked = [part for value in request.args.getlist("wilayah") for part in value.split(",")]
    codes = list(dict.fromkeys(code.strip().partition(" ")[0] for code in asked if code.strip()))
    known = await rows(
        datasette, "SELECT code, name FROM regions WHERE code IN (SELECT value FROM json_each(:c))",
        c=json.dumps(codes),
    )  # fmt: skip
    all_names = {row["code"]: row["name"] for row in known}
    names = {code: all_names[code] for code in codes if code in all_names}
    shown = dict(list(names.items())[:MOST_REGIONS])
    choices = await indicators_of(datasette, shown or ["ID"])
    labels, wrong_indicators = await _indicators(datasette, request, choices)
    years = {name: (request.args.get(name) or "").strip() for name in ("dari", "sampai")}
    wrong = [
        *_wrong_regions(codes, names), *wrong_indicators,
        *(
            f"“{year[:20]}” bukan tahun; tulis empat angka, misalnya {name}=2018."
            for name, year in years.items() if year and not _is_year(year)
        ),
    ]  # fmt: skip
    start, end = (year if _is_year(year) else "" for year in years.values())
    if start and end and start > end:
        wrong.append(f"Tahun awal {start} sesudah tahun akhir {end}.")
    return Choice(
        names=shown, labels=labels, choices=choices, start=start, end=end, wrong=tuple(wrong)
    )


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal()


def _wrong_regions(codes: Sequence[str], names: Mapping[str, str]) -> Iterable[str]:
    unknown = [code[:20] for code in codes if code not in names]
    if unknown:
        yield (
            f"Tidak ada wilayah dengan kode {', '.join(unknown[:5])}. Kode Kemendagri ditulis "
            "dengan titik, misalnya 16.04; pilih dari daftar yang muncul saat mengetik, atau lihat "
            "/wilayah."
        )
    if len(names) > MOST_REGIONS:
        yield f"Paling banyak {MOST_REGIONS} wilayah sekaligus; yang ditampilkan yang pertama."


async def _indicators(
    datasette: Datasette, request: Request, choices: Sequence[Row]
) -> tuple[dict[str, str], list[str]]:
    """The indicators that are asked for with their names, and what is wrong with others."""
    asked = list(dict.fromkeys(part for part in request.args.getlist("indikator") if part))
    found = await rows(datasette, "SELECT id, name_id FROM indicators")
    all_labels = {row["id"]: row["name_id"] for row in found}
    wrong = []
    unknown = [part[:30] for part in asked if part not in all_labels]
    if unknown:
        wrong.append(
            f"Tidak ada indikator {', '.join(unknown[:5])}. Yang ada: {', '.join(all_labels)}."
        )
    known = [part for part in asked if part in all_labels]
    if len(known) > MOST_INDICATORS:
        wrong.append(f"Paling banyak {MOST_INDICATORS} indikator sekaligus.")
    if not known:
        first = next((row["id"] for row in choices), MAIN_INDICATOR)
        known = [MAIN_INDICATOR if any(c["id"] == MAIN_INDICATOR for c in choices) else first]
    return {part: all_labels[part] for part in known[:MOST_INDICATORS]}, wrong


# ---- what is found ------------------------------------------------------------------------------


async def compared(datasette: Datasette, choice: Choice, indicator: str) -> Part:
    """The official series and statements of one indicator, with a chart of both."""
    official = {
        code: [
            row for row in await observations(datasette, code, indicator)
            if choice.holds(row["period"])
        ]
        for code in choice.names
    }  # fmt: skip
    stated = [
        row for row in await statements(datasette, choice.names, indicator)
        if choice.holds(row["period"])
    ]  # fmt: skip
    points = [
        point
        for code, name in choice.names.items()
        for point in (
            *official_points(official[code], name),
            *stated_points([row for row in stated if row["region"] == code], name),
        )
    ]
    return Part(
        indicator=indicator, label=choice.labels[indicator], official=official, stated=stated,
        chart=draw(points),
    )  # fmt: skip


async def promised(datasette: Datasette, choice: Choice) -> list[Row]:
    """Commitments of the regions about the indicators, or about none, with what became of them.

    `hasil` is the ledger's verdict where it is public; `resmi` the newest official value.
    """
    found = await rows(
        datasette,
        f"{PROMISES} "
        "WHERE j.kode_wilayah IN (SELECT value FROM json_each(:codes)) "
        "AND (j.kode_indikator IS NULL OR j.kode_indikator IN (SELECT value FROM json_each(:i))) "
        f"ORDER BY coalesce(j.jatuh_tempo, '9999'), j.terbit LIMIT {MOST_PROMISES}",
        codes=json.dumps(list(choice.names)), i=json.dumps(list(choice.labels)),
    )  # fmt: skip
    held = [row for row in found if choice.holds(row["tenggat"]) or not row["tenggat"]]
    kept = told_once(held, lambda row: (row["kode_wilayah"], *same_words(row)))
    for row in kept:
        row["status"] = words.status_of(row, today())
        row["resmi"] = await one(
            datasette,
            "SELECT * FROM observations WHERE region = :r AND indicator = :i "
            "AND scope = 'total' ORDER BY period DESC, released_on DESC LIMIT 1",
            r=row["kode_wilayah"], i=row["kode_indikator"],
        ) if row["kode_indikator"] else None  # fmt: skip
    return kept


def side_by_side(
    choice: Choice, promises: Sequence[Row]
) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """Commitments by indicator, each with every region and what it promised; actions last."""
    groups = [*choice.labels.items(), (None, "tindakan lain")]
    return [
        (
            label,
            [
                (
                    name,
                    [
                        row for row in promises
                        if row["kode_wilayah"] == code and row["kode_indikator"] == indicator
                    ],
                )
                for code, name in choice.names.items()
            ],
        )
        for indicator, label in groups
        if any(row["kode_indikator"] == indicator for row in promises)
    ]  # fmt: skip


# ---- downloads ----------------------------------------------------------------------------------

COLUMNS = ("kode_wilayah", "wilayah", "indikator", "periode", "nilai", "satuan", "sumber")
STATED = (*COLUMNS[:6], "sifat", "pembicara", "jabatan", "kutipan", "sumber", "alamat",
          "review_state")  # fmt: skip
PROMISED = ("kode_wilayah", "wilayah", "indikator", "janji", "pemilik", "target", "satuan",
            "tenggat", "dokumen_rencana", "status", "sumber", "alamat", "review_state")  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Table = tuple[str, Sequence[str], Sequence[Sequence[Any]]]


async def source_line(datasette: Datasette, request: Request, choice: Choice) -> str:
    """The line that says where a download comes from, and whether it holds samples."""
    sample = await one(datasette, "SELECT nilai FROM tentang WHERE nama = 'contoh'")
    return (
        ("DATA CONTOH. " if sample and sample["nilai"] == "1" else "")
        + "Angka resmi: BPS menurut salinan yang beredar, belum dicocokkan ke penerbit. "
        f"Pernyataan dan janji: Rakor, dibaca mesin. {address_of(request)}/banding?"
        f"{choice.address} (diakses {words.day(today())}). CC BY 4.0."
    )


def tables(
    address: str, choice: Choice, parts: Sequence[Part], promises: Sequence[Row]
) -> dict[str, Table]:
    """The compared values as three tables: official, stated, promised; each row with its source."""
    official = [
        (
            code, choice.names[code], part.indicator, row["period"], row["value"], row["unit"],
            f"{row['publisher']}, {row['checked']}",
        )
        for part in parts for code in choice.names for row in part.official[code]
    ]  # fmt: skip
    stated = [
        (
            row["region"], row["wilayah"], part.indicator, row["period"], row["value"],
            row["unit"], row["modality"], row["speaker"], row["jabatan"], row["quote"],
            f"{row['media']}, {row['terbit']}: {row['judul']}",
            f"{address}/pernyataan/{row['id']}", row["review_state"],
        )
        for part in parts for row in part.stated
    ]  # fmt: skip
    promised = [
        (
            row["kode_wilayah"], row["wilayah"], row["kode_indikator"], row["janji"],
            row["pemilik"], row["nilai_target"], row["satuan"], row["tenggat"],
            row["dokumen_rencana"], row["status"],
            f"{row['media']}, {row['terbit']}: {row['judul']}",
            f"{address}/pernyataan/{row['id']}", row["review_state"],
        )
        for row in promises
    ]  # fmt: skip
    return {
        "resmi": ("Angka resmi", COLUMNS, official),
        "dinyatakan": ("Dinyatakan", STATED, stated),
        "janji": ("Janji", PROMISED, promised),
    }


async def export(
    datasette: Datasette, request: Request, choice: Choice, parts: Sequence[Part],
    promises: Sequence[Row], line: str,
) -> Response:  # fmt: skip
    """The comparison as SVG, CSV (`bagian` resmi, dinyatakan or janji), XLSX or JSON."""
    kind = request.url_vars["format"]
    headers = {"content-disposition": f'attachment; filename="rakor-banding.{kind}"'}
    if kind == "svg":
        context = {"choice": choice, "parts": parts, "line": line}
        body = await datasette.render_template("banding.svg", context, request=request)
        body = words.for_xml(body)
        return Response(body, content_type="image/svg+xml; charset=utf-8", headers=headers)
    found = tables(address_of(request), choice, parts, promises)
    if kind == "json":
        named = {
            name: [dict(zip(columns, row, strict=True)) for row in lines]
            for name, (_, columns, lines) in found.items()
        }
        return Response.json({"sumber": line, **named})
    if kind == "xlsx":
        body_bytes = workbook(found.values(), line)
        return Response(body_bytes, content_type=XLSX, headers=headers)
    wanted = request.args.get("bagian") or "resmi"
    if wanted not in found:
        reason = f"Tidak ada bagian {wanted[:20]}; yang ada: {', '.join(found)}."
        return Response.json({"ok": False, "error": reason}, status=400)
    _, columns, lines = found[wanted]
    text = spreadsheet(columns, lines, semicolon=request.args.get("pemisah") == "titik-koma")
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


def workbook(found: Iterable[Table], line: str) -> bytes:
    """Tables as an Excel workbook with a sheet each, and the source line on a sheet of its own.

    Words stay words, whatever they begin with.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    bold = book.add_format({"bold": True})
    for title, columns, lines in found:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 18)
        sheet.write_row(0, 0, columns, bold)
        for number, cells in enumerate(lines, 1):
            sheet.write_row(number, 0, cells)
    book.add_worksheet("Sumber").write_string(0, 0, line)
    book.close()
    return stream.getvalue()


def spreadsheet(columns: Sequence[str], lines: Iterable[Sequence[Any]], *, semicolon: bool) -> str:
    """CSV; with `semicolon` as Indonesian spreadsheets expect it, decimal comma included."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if semicolon else ",")
    writer.writerow(columns)
    for line in lines:
        writer.writerow([cell(value, semicolon) for value in line])
    return text.getvalue()


def cell(value: Any, semicolon: bool) -> str:
    """A value as a cell that no spreadsheet takes for a formula.

    >>> cell("=1+1", False), cell(14.5, True), cell(-0.4, False)
    ("'=1+1", '14,5', '-0.4')
    """
    if isinstance(value, float):
        text = f"{value:.10g}"
        return text.replace(".", ",") if semicolon else text
    return words.harmless("" if value is None else str(value))
