"""Make the sample minutes: files of every format from texts.toml, and the facts in them.

    python data/samples/minutes/make.py [FOLDER]

Needs LibreOffice. The scans are printed pages made worse in a fixed way: the same seed gives the
same speckles. FOLDER is where the files go, the folder of this script by default.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image, ImageChops, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent
FONT = "DejaVu Serif"

# Which file is made of which text, and how.
FILES = {
    "notulen-rakor-lahat.pdf": "rakor-lahat",
    "risalah-wonosobo.pdf": "risalah-wonosobo",
    "berita-acara-musrenbang-pesawaran.docx": "musrenbang-pesawaran",
    "notula-rembuk-sambas.odt": "rembuk-sambas",
    "laporan-evaluasi-gowa.pdf": "evaluasi-gowa",
    "notulen-forum-kebumen.doc": "forum-kebumen",
    "notulen-pemadanan-lombok-tengah.pdf": "pemadanan-lombok-tengah",
    "notulen-rakor-bone.docx": "sosialisasi-bone",
    "notulen-fgd-cilacap.pdf": "fgd-cilacap",
    "notulen-rakor-landak.docx": "rakor-landak",
    "pindaian-pemadanan-lombok-tengah.pdf": "pemadanan-lombok-tengah",
    "pindaian-rakor-lahat.pdf": "rakor-lahat",
    "foto-rakor-bone.png": "sosialisasi-bone",
}
SCANS = {
    "pindaian-pemadanan-lombok-tengah.pdf": {"skew": 1.4, "noise": 9, "seed": 7},
    "pindaian-rakor-lahat.pdf": {"skew": -0.9, "noise": 12, "seed": 11},
    "foto-rakor-bone.png": {"skew": -2.2, "noise": 6, "seed": 5},
}


def load_texts(name: str = "texts.toml") -> dict[str, dict[str, Any]]:
    """The texts by their id."""
    with (HERE / name).open("rb") as file:
        return {text["id"]: text for text in tomllib.load(file)["minutes"]}


# ---- Word --------------------------------------------------------------------------------------


def write_docx(text: dict[str, Any]) -> bytes:
    """The minutes as DOCX: letterhead, header block, numbered points, follow-ups, attendance."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = text.get("font", FONT), Pt(text.get("size", 11))
    style.paragraph_format.space_after = Pt(4)
    _page(document, text)
    for line in text["letterhead"]:
        _centred(document, line, bold=True)
    _centred(document, text["title"], bold=True)
    _header_block(document, text)
    columns = text.get("layout") == "columns"
    if columns:
        _columns(document.add_section(WD_SECTION.CONTINUOUS), 2)
    for section in text["sections"]:
        _heading(document, section["head"])
        if "columns" in section:
            _ruled_table(document, section["columns"], section["rows"], [1.2, 5.4, 10])
        for n, point in enumerate(section.get("points", ())):
            _point(document, section["numbering"], n, _soft(point) if columns else point)
    if columns:
        _columns(document.add_section(WD_SECTION.CONTINUOUS), 1)
    _followups(document, text["followups"])
    _ending(document, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any, text: dict[str, Any]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if text.get("layout") == "long":
        section.page_height = Cm(21)  # shorter pages, so that paragraphs and a table are broken
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].text = f"{text['letterhead'][0]} - arsip rapat"
    foot = section.footer.paragraphs[0]
    foot.add_run("Halaman ")
    for kind, inner in (("begin", None), (None, "PAGE"), ("end", None)):
        run = foot.add_run()
        element = OxmlElement("w:instrText" if inner else "w:fldChar")
        if inner:
            element.text = inner
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _columns(section: Any, count: int) -> None:
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section._sectPr.append(columns)
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), "500")


def _centred(document: Any, line: str, *, bold: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = 1
    paragraph.add_run(line).bold = bold


def _heading(document: Any, line: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(line).bold = True


def _header_block(document: Any, text: dict[str, Any]) -> None:
    if text["header_style"] == "tab":
        for label, value in text["header"]:
            paragraph = document.add_paragraph(f"{label}\t: {value}")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(4))
            paragraph.paragraph_format.left_indent = Cm(4.3)
            paragraph.paragraph_format.first_line_indent = Cm(-4.3)
        return
    if text["header_style"] == "prose":
        document.add_paragraph(text["header"][0][1]).alignment = 3
        return
    if text["header_style"] == "table4":
        pairs = [label for field in text["header"] for label in field]
        rows = [pairs[i : i + 4] for i in range(0, len(pairs), 4)]
        _ruled_table(document, [], rows, [2.6, 5.2, 3.4, 5.4])
        return
    count = int(text["header_style"][-1])
    table = document.add_table(rows=0, cols=count)
    if count == 2:
        table.style = "Table Grid"
    for label, value in text["header"]:
        cells = table.add_row().cells
        for cell, content in zip(
            cells,
            [label, ":", value][3 - count if count == 3 else 0 :][:count]
            if count == 3
            else [label, value],
            strict=True,
        ):
            cell.text = content
    _widths(table, [4, 0.6, 12] if count == 3 else [4, 12.6])


def _widths(table: Any, widths: list[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _point(document: Any, numbering: str, n: int, point: str) -> None:
    """A point with a real list number of Word where the sample's lists have one."""
    style = {"1.": "List Number", "-": "List Bullet"}.get(numbering)
    if (style == "List Number" and n > 0) or style == "List Bullet":
        document.add_paragraph(point, style=style)
    elif style == "List Number":
        paragraph = document.add_paragraph(point, style=style)
        _restart(document, paragraph)
    elif numbering:
        mark = f"{chr(97 + n)}." if numbering == "a." else f"{n + 1})"
        paragraph = document.add_paragraph(f"{mark}\t{point}")
        paragraph.paragraph_format.left_indent = Cm(0.9)
        paragraph.paragraph_format.first_line_indent = Cm(-0.9)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    else:
        paragraph = document.add_paragraph(point)
        paragraph.alignment = 3
        paragraph.paragraph_format.first_line_indent = Cm(0.8)


def _restart(document: Any, paragraph: Any) -> None:
    """Number a list from 1, on its own counter that its style then goes on with."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    old = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    base = next(n for n in numbering.num_lst if str(n.numId) == old.get(qn("w:val")))
    number = numbering.add_num(base.abstractNumId.val)
    number.add_lvlOverride(0).add_startOverride(1)
    old.set(qn("w:val"), str(number.numId))


def _soft(text: str) -> str:
    """Long words with soft hyphens between syllables, so that they are broken in columns."""

    def split(match: re.Match[str]) -> str:
        return re.sub(r"(?<=[a-z]{2}[aiueo])(?=[bcdfgjklmnprst][aiueo]\w)", "\xad", match[0])

    return re.sub(r"\b[a-z]{8,}\b", split, text)


def _followups(document: Any, followups: dict[str, Any]) -> None:
    _heading(document, followups["head"])
    if followups["style"] == "list":
        for n, (row,) in enumerate(followups["rows"]):
            _point(document, followups["numbering"], n, row)
        return
    widths = [1.2, 4.2, 7.6, 3.6] if followups.get("what") == 2 else [1.2, 7.6, 4.2, 3.6]
    _ruled_table(document, followups["columns"], followups["rows"], widths)


def _ruled_table(
    document: Any, names: list[str], rows: list[list[str]], widths: list[float]
) -> None:
    """A table with lines around its cells and a bold head that is printed again on every page."""
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    if names:
        head = table.add_row()
        for cell, name in zip(head.cells, names, strict=True):
            cell.paragraphs[0].add_run(name).bold = True
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, content in zip(table.add_row().cells, row, strict=True):
            cell.text = content
    _widths(table, widths)


def _ending(document: Any, text: dict[str, Any]) -> None:
    if text.get("attendance"):
        _heading(document, "Daftar Hadir")
        table = document.add_table(rows=1, cols=4)
        table.style = "Table Grid"
        for cell, name in zip(table.rows[0].cells, ["No", "Nama", "Unsur", "No. HP"], strict=True):
            cell.text = name
        for n, row in enumerate(text["attendance"], 1):
            for cell, content in zip(table.add_row().cells, [str(n), *row], strict=True):
                cell.text = content
        _widths(table, [1.2, 5.6, 5.6, 4.2])
    document.add_paragraph()
    _centred(document, "Notulis,", bold=False)
    _centred(document, "Subbagian Persidangan", bold=False)


def convert(data: bytes, target: str, source: str = "docx") -> bytes:
    """A file converted by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"in.{source}"
        path.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder]
        subprocess.run([*command, str(path)], check=True, capture_output=True)
        return (Path(folder) / f"in.{target}").read_bytes()


# ---- scans -------------------------------------------------------------------------------------


def degrade(pdf: bytes, *, skew: float, noise: int, seed: int) -> list[Image.Image]:
    """The pages of a PDF as a bad scanner gives them: skewed, blurred, speckled, stamped."""
    document = pdfium.PdfDocument(pdf)
    return [
        _degrade_page(document[n].render(scale=200 / 72).to_pil(), skew, noise, seed + n)
        for n in range(len(document))
    ]


def _degrade_page(page: Image.Image, skew: float, noise: int, seed: int) -> Image.Image:
    random = np.random.default_rng(seed)
    page = _stamp(page.convert("RGB"), random)
    page = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=(247, 246, 242))
    page = page.filter(ImageFilter.GaussianBlur(0.7))
    pixels = np.asarray(page).astype(np.float32)
    shade = np.linspace(0, -18, pixels.shape[1], dtype=np.float32)[None, :, None]
    grain = random.normal(0, noise, pixels.shape[:2]).astype(np.float32)[:, :, None]
    pixels = pixels * 0.9 + 14 + shade + grain
    spots = random.random(pixels.shape[:2]) < 0.0006
    pixels[spots] = 60
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _stamp(page: Image.Image, random: Any) -> Image.Image:
    """A round violet stamp over the lower part of the page, its ink upon the print."""
    layer = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(layer)
    x = int(page.width * random.uniform(0.45, 0.65))
    y = int(page.height * random.uniform(0.6, 0.75))
    ink = (112, 70, 190)
    for radius in (150, 142, 100):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=ink, width=4)
    draw.text((x - 62, y - 10), "SEKRETARIAT", fill=ink, font_size=22)
    return ImageChops.multiply(page, layer)


def picture_pdf(pages: list[Image.Image]) -> bytes:
    """Pictures as a PDF without a text layer."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200, quality=70)
    return out.getvalue()


def picture_png(page: Image.Image) -> bytes:
    """A page as a PNG of 16 colours."""
    out = io.BytesIO()
    few = page.quantize(16, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True, dpi=(200, 200))
    return out.getvalue()


# ---- what is to be found -----------------------------------------------------------------------

FIELDS = ("quote", "indicator", "value", "unit", "region", "period", "modality", "speaker")


def expected(text: dict[str, Any], name: str) -> dict[str, Any]:
    """The facts of a text, as the samples of pages write them."""
    rows = text["followups"]["rows"]
    what = text["followups"].get("what", 1)
    quotes = [row[what] if len(row) > 1 else row[0] for row in rows]
    commitments = [
        {"quote": quote, "owner": owner, "deadline": deadline, "followup": True}
        for quote, owner, deadline in zip(quotes, text["owners"], text["deadlines"], strict=True)
    ]
    commitments += [
        {"quote": quote, "owner": owner, "deadline": deadline, "followup": False}
        for quote, owner, deadline in text.get("more_commitments", [])
    ]
    return {
        "file": name,
        "text": text["id"],
        "title": text["title"],
        "region": text["region"],
        "scan": SCANS.get(name),
        "meeting": text["meeting"],
        "figures": [dict(zip(FIELDS, row, strict=True)) for row in text["figures"]],
        "commitments": commitments,
        "private": [value for row in text.get("attendance", []) for value in (row[0], row[2])],
    }


def make(name: str, text: dict[str, Any]) -> bytes:
    """The bytes of one sample file."""
    word = write_docx(text)
    suffix = Path(name).suffix
    if name not in SCANS:
        return word if suffix == ".docx" else convert(word, suffix[1:])
    pages = degrade(convert(word, "pdf"), **SCANS[name])
    return picture_pdf(pages) if suffix == ".pdf" else picture_png(pages[0])


def main(folder: Path) -> None:
    """Write all files and beside each NAME the facts in NAME.json."""
    texts = load_texts()
    for name, identity in FILES.items():
        (folder / name).write_bytes(make(name, texts[identity]))
        facts = json.dumps(expected(texts[identity], name), ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(facts + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
