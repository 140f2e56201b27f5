"""Regions side by side: `/banding`, as page, CSV, XLSX and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import xlsxwriter
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from pipelines.site.chart import draw
from pipelines.site.pages import (
    Row,
    chosen_indicator,
    indicators_of,
    observations,
    official_points,
    page,
    rows,
    statements,
    today,
)

MOST_REGIONS = 6  # compared at once: more lines cannot be told apart


async def comparison(datasette: Datasette, request: Request) -> Response:
    """Regions side by side: official series, stated figures, commitments."""
    chosen = await compared(datasette, request)
    if request.url_vars.get("format"):
        return export(request, chosen)
    points = [
        point
        for code in chosen["codes"]
        for point in official_points(chosen["official"][code], chosen["names"][code])
    ]
    promises = await rows(
        datasette,
        "SELECT * FROM janji WHERE kode_wilayah IN (SELECT value FROM json_each(:codes)) "
        "AND (kode_indikator = :indicator OR kode_indikator IS NULL) "
        "ORDER BY coalesce(jatuh_tempo, '9999') LIMIT 120",
        codes=json.dumps(chosen["codes"]), indicator=chosen["indicator"],
    )  # fmt: skip
    everything = await rows(
        datasette, "SELECT code, name FROM regions WHERE level IN ('province', 'regency', 'city') "
        "ORDER BY code",
    )  # fmt: skip
    stated = await statements(datasette, chosen["codes"], chosen["indicator"])
    return await page(
        datasette, request, "banding.html", chart=draw(points), promises=promises,
        everything=everything, stated=stated, table=side_by_side(chosen), today=today(),
        address=urlencode(chosen["choice"], doseq=True), **chosen,
    )  # fmt: skip


async def compared(datasette: Datasette, request: Request) -> dict[str, Any]:
    """The choice that the address holds, and the official series it asks for."""
    asked = [part for value in request.args.getlist("wilayah") for part in value.split(",")]
    codes = list(dict.fromkeys(code.partition(" ")[0].strip() for code in asked if code.strip()))
    known = await rows(
        datasette, "SELECT code, name FROM regions WHERE code IN (SELECT value FROM json_each(:c))",
        c=json.dumps(codes),
    )  # fmt: skip
    names = {row["code"]: row["name"] for row in known}
    unknown = [code for code in codes if code not in names]
    codes = [code for code in codes if code in names][:MOST_REGIONS]
    choices = await indicators_of(datasette, codes or ["ID"])
    indicator = chosen_indicator(request, choices)
    start = (request.args.get("dari") or "")[:4]
    official = {code: await observations(datasette, code, indicator) for code in codes}
    if start.isdecimal():
        official = {c: [r for r in found if r["period"] >= start] for c, found in official.items()}
    query = {"indikator": indicator, "wilayah": codes, "dari": start or None}
    return {
        "codes": codes, "names": names, "unknown": unknown, "choices": choices, "dari": start,
        "indicator": indicator, "official": official,
        "choice": {name: value for name, value in query.items() if value},
    }  # fmt: skip


def side_by_side(chosen: Mapping[str, Any]) -> list[tuple[str, list[Row | None]]]:
    """Periods, newest first, each with the last released value of every region."""
    cells: dict[str, dict[str, Row]] = {}
    for code, found in chosen["official"].items():
        for row in found:
            cells.setdefault(row["period"], {})[code] = row
    return [
        (period, [cells[period].get(code) for code in chosen["codes"]])
        for period in sorted(cells, reverse=True)
    ]


COLUMNS = ("kode_wilayah", "wilayah", "indikator", "periode", "nilai", "satuan", "sumber")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(request: Request, chosen: Mapping[str, Any]) -> Response:
    """The compared official values as CSV, XLSX or JSON, each row with its source."""
    lines = [
        (
            code, chosen["names"][code], chosen["indicator"], row["period"], row["value"],
            row["unit"], f"{row['publisher']}, {row['checked']}",
        )
        for code in chosen["codes"]
        for row in chosen["official"][code]
    ]  # fmt: skip
    kind = request.url_vars["format"]
    if kind == "json":
        return Response.json([dict(zip(COLUMNS, line, strict=True)) for line in lines])
    headers = {"content-disposition": f'attachment; filename="rakor-banding.{kind}"'}
    if kind == "xlsx":
        return Response(workbook(lines), content_type=XLSX, headers=headers)
    text = spreadsheet(lines, semicolon=request.args.get("pemisah") == "titik-koma")
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


def workbook(lines: Iterable[Sequence[Any]]) -> bytes:
    """The rows as an Excel workbook; words stay words, whatever they begin with."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    sheet = book.add_worksheet("banding")
    for number, line in enumerate([COLUMNS, *lines]):
        sheet.write_row(number, 0, line)
    book.close()
    return stream.getvalue()


def spreadsheet(lines: Iterable[Sequence[Any]], *, semicolon: bool) -> str:
    """CSV; with `semicolon` as Indonesian spreadsheets expect it, decimal comma included."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if semicolon else ",")
    writer.writerow(COLUMNS)
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
    text = str(value if value is not None else "")
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
