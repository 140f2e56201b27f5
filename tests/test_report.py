"""A region's dossier as HTML and XLSX."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from extract.commitments import Commitment
from extract.document import Document
from extract.figures import Figure
from extract.pipeline import Extraction
from pipelines.reference import load_reference
from pipelines.report import Dossier, ReportError, make_dossier, to_html, write_report

TEXT = "Kemiskinan <ekstrem> Lahat 2024 yaitu 14,14% dan ditargetkan 0% pada 2024."


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    at, aim = TEXT.index("14,14%"), TEXT.index("0%")
    figures = (
        Figure(start=at, end=at + 6, indicator="extreme_poverty_rate", value=14.14, unit="percent",
               decimals=2, region="16.04", period="2024", speaker="=Budi"),
        Figure(start=aim, end=aim + 2, indicator="extreme_poverty_rate", value=0, unit="percent",
               region="16.04", period="2024", modality="target"),
    )  # fmt: skip
    commitment = Commitment(
        start=0, end=len(TEXT), owner="Pemkab", region="16.04", deadline="2024", figure=1,
        indicator="extreme_poverty_rate", direction="zero",
    )  # fmt: skip
    document = Document(
        id="a", text=TEXT, published=date(2025, 2, 3), publisher="Kabar & Warta",
        title="<b>Judul</b>", url="https://kabar.example/1",
    )  # fmt: skip
    documents = [Extraction(document=document, figures=figures, commitments=(commitment,))]
    return make_dossier("16.04", documents, load_reference(), date(2025, 6, 1))


def test_every_table_has_what_there_is(dossier: Dossier) -> None:
    rows = {table.title: len(table.rows) for table in dossier.tables}
    assert rows.pop("Angka resmi") > 40
    assert rows == {"Perbandingan": 1, "Pernyataan": 2, "Temuan": 1, "Komitmen": 1, "Dokumen": 1}
    for table in dossier.tables:
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_page_stands_alone_and_escapes_what_others_wrote(dossier: Dossier) -> None:
    page = to_html(dossier)
    tree = html.fromstring(page)
    assert tree.findtext(".//h1") == "Kabupaten Lahat"
    assert not tree.xpath("//script | //link | //img | //b")
    assert "angka indikator lain" in page
    assert "belum ditinjau" in page
    assert tree.xpath("//a/@href") == ["https://kabar.example/1"] * 3


def test_both_files_are_written(dossier: Dossier, tmp_path: Path) -> None:
    page, book = write_report(dossier, tmp_path / "laporan")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    with zipfile.ZipFile(book) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        cells = "".join(parts.read(name).decode() for name in sheets)
    assert len(sheets) == len(dossier.tables) + 1
    assert "<f>" not in cells


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(ReportError, match="no such region"):
        make_dossier("1604", [], load_reference(), date(2025, 6, 1))


def test_a_folder_that_cannot_be_written(dossier: Dossier, tmp_path: Path) -> None:
    blocked = tmp_path / "laporan"
    blocked.write_text("")
    with pytest.raises(ReportError, match="cannot be written"):
        write_report(dossier, blocked)
