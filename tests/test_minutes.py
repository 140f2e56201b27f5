"""Files of minutes: the sample files with their facts, reading order, and files that do harm."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from docx import Document as new_docx
from PIL import Image

from extract.document import Document, Issue, ReadError
from scraper.grids import Rule, find_grids
from scraper.limits import run_apart
from scraper.minutes import READERS, read_folder, read_minutes
from scraper.paper import TOKEN
from scraper.sheets import Sheet, Word, compose

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples" / "minutes"
Tool = Callable[[str], str]
NEEDS = {".doc": "soffice", ".odt": "soffice", ".png": "tesseract"}
FILES = sorted(path.name.removesuffix(".json") for path in SAMPLES.glob("*.json"))
PRINTED = [name for name in FILES if name.endswith(".pdf") and not name.startswith("pindaian")]
SCANNED = ["foto-rakor-bone.png", "pindaian-pemadanan-lombok-tengah.pdf"]


def load_facts(name: str) -> dict[str, Any]:
    """The facts that stand beside a sample file."""
    facts: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return facts


def read_sample(name: str) -> Document:
    """A sample file as a document."""
    return read_minutes((SAMPLES / name).read_bytes(), name=name)


# ---- the sample files --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in FILES if not load_facts(name)["scan"]])
def test_text_of_sample(name: str, tool: Tool) -> None:
    """Every figure and every row of follow-ups stands in the text, whole and in one line."""
    if needed := NEEDS.get(Path(name).suffix):
        tool(needed)
    document, facts = read_sample(name), load_facts(name)
    lines = document.text.split("\n")
    assert document.kind == "minutes"
    assert document.title in facts["title"] if document.title else False
    for fact in [*facts["figures"], *facts["commitments"]]:
        assert any(fact["quote"] in line for line in lines), fact["quote"]
    assert not re.search(r"^Halaman \d", document.text, re.MULTILINE)


@pytest.mark.parametrize("name", SCANNED)
def test_text_of_scan(name: str, tool: Tool) -> None:
    """Nine in ten figures and follow-ups of a scan stand in its text to the letter."""
    tool("tesseract")
    document, facts = read_sample(name), load_facts(name)
    text = re.sub(r"\s+", " ", document.text)
    quotes = [fact["quote"] for fact in [*facts["figures"], *facts["commitments"]]]
    assert sum(quote in text for quote in quotes) >= 0.9 * len(quotes)
    assert all(0 < box.confidence < 1 for box in document.boxes)


@pytest.mark.parametrize("name", PRINTED)
def test_print_under_boxes(name: str) -> None:
    """The letters that the PDF has under each box are those of the text."""
    document = read_sample(name)
    paper = pdfium.PdfDocument((SAMPLES / name).read_bytes())
    wrong = []
    for box in document.boxes:
        height = paper[box.page - 1].get_size()[1]
        page = paper[box.page - 1].get_textpage()
        area = (box.x0 + 0.3, height - box.y1 + 1, box.x1 - 0.3, height - box.y0 - 1)
        under = re.sub(r"[\s\x02\ufffe\xad-]", "", page.get_text_bounded(*area))
        if under != document.text[box.start : box.end].replace("-", ""):
            wrong.append((document.text[box.start : box.end], under))
    assert len(wrong) <= 0.02 * len(document.boxes), wrong[:5]


@pytest.mark.parametrize("name", PRINTED)
def test_boxes_and_pages_cover_the_text(name: str) -> None:
    """Boxes stand in order, cover all but white space and bars, and lie on their pages."""
    document = read_sample(name)
    covered = [False] * len(document.text)
    for before, box in zip(document.boxes, document.boxes[1:], strict=False):
        assert before.end <= box.start
    for box in document.boxes:
        covered[box.start : box.end] = [True] * (box.end - box.start)
        page = document.pages[box.page - 1]
        assert 0 <= box.x0 < box.x1 <= page.width
        assert 0 <= box.y0 < box.y1 <= page.height
    rest = {c for c, is_covered in zip(document.text, covered, strict=True) if not is_covered}
    assert rest <= set(" |\n")
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)


def test_facts_of_samples() -> None:
    """Header, figures and follow-ups of printed samples come out of the pipeline."""
    from extract.pipeline import extract

    found = asked = 0
    for name in PRINTED:
        facts, extraction = load_facts(name), extract(read_sample(name))
        text = extraction.document.text
        assert extraction.meeting is not None
        assert extraction.meeting.date == facts["meeting"]["date"]
        given = {(text[f.start : f.end], f.value) for f in extraction.figures}
        wanted = {(f["quote"], f["value"]) for f in facts["figures"]}
        commitments = {(c.owner, c.deadline) for c in extraction.commitments}
        dated = {(c["owner"], c["deadline"]) for c in facts["commitments"] if c["followup"]}
        found += len(wanted & given) + len(dated & commitments)
        asked += len(wanted) + len(dated)
    assert found >= 0.9 * asked


# ---- pages on their side, fonts without letters ------------------------------------------------


def turned_pdf(turn: int) -> bytes:
    """The printed sample with all its pages turned, though they are written upright."""
    document = pdfium.PdfDocument(GOOD_PDF)
    for page in document:
        page.set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(turn: int) -> None:
    """Pages that are shown on their side read as upright ones; boxes lie where they are shown."""
    upright, lying = (
        read_sample("notulen-rakor-lahat.pdf"),
        read_minutes(turned_pdf(turn), name="a.pdf"),
    )
    assert lying.text == upright.text
    page = upright.pages[0]
    size = (page.height, page.width) if turn != 180 else (page.width, page.height)
    assert (lying.pages[0].width, lying.pages[0].height) == pytest.approx(size)
    one, other = upright.boxes[20], lying.boxes[20]
    corner = {
        90: (page.height - one.y1, one.x0),
        180: (page.width - one.x1, page.height - one.y1),
        270: (one.y0, page.width - one.x1),
    }[turn]
    assert (other.x0, other.y0) == pytest.approx(corner, abs=0.05)


# The matrices of text that runs up, upside down, and down; the page is turned to show it upright.
SIDEWAYS = {90: b"0 1 -1 0 300 20", 180: b"-1 0 0 -1 380 300", 270: b"0 -1 1 0 100 380"}


@pytest.mark.parametrize("turn", SIDEWAYS)
def test_pages_written_on_their_side(turn: int) -> None:
    matrix = SIDEWAYS[turn]
    body = b"BT /F 12 Tf " + matrix + b" Tm (NOTULEN RAPAT) Tj 0 -20 Td (Tempat : Aula) Tj ET"
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R"
        b"/Rotate " + str(turn).encode() + b"/Resources<</Font<</F"
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        b"4 0 obj<</Length " + str(len(body)).encode() + b">>stream\n" + body + b"\nendstream "
        b"endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"
    )
    document = read_minutes(data, name="a.pdf")
    assert document.text == "NOTULEN RAPAT\nTempat : Aula"
    assert document.boxes[0].x1 - document.boxes[0].x0 > 30


def test_picture_on_its_side(tool: Tool) -> None:
    """A photo that was taken sideways is set upright; its boxes lie on it as it was given."""
    tool("tesseract")
    with Image.open(SAMPLES / "foto-rakor-bone.png") as picture:
        part = picture.convert("RGB").crop((0, 0, picture.width, picture.height * 2 // 5))
        lying = part.rotate(-90, expand=True)
    out = io.BytesIO()
    lying.save(out, "PNG", dpi=(200, 200))
    document = read_minutes(out.getvalue(), name="a.png")
    assert "Rosmini Tahir menyampaikan" in document.text
    box = next(b for b in document.boxes if document.text[b.start : b.end] == "Watampone")
    assert box.y1 - box.y0 > box.x1 - box.x0
    assert document.pages[0].width == pytest.approx(lying.width * 72 / 200, abs=0.1)


def test_fonts_without_unicode_maps_are_read_as_pictures(tool: Tool) -> None:
    """Letters that are only shapes are recognised from the page; the facts say so."""
    tool("tesseract")
    document = read_minutes(GOOD_PDF.replace(b"/ToUnicode", b"/ToUnicodX"), name="a.pdf")
    assert "sebanyak 6.812 jiwa" in document.text
    assert all(0 < box.confidence < 1 for box in document.boxes)


# ---- reading order -----------------------------------------------------------------------------


def words_of(line: str, x: float, y: float, *, advance: float = 5.0) -> list[Word]:
    """The words of a printed line, every letter `advance` wide and 10 points high."""
    words = []
    for match in TOKEN.finditer(line):
        glued = match.start() > 0 and line[match.start() - 1] != " "
        x0, x1 = x + advance * match.start(), x + advance * match.end()
        words.append(Word(match[0], x0, y, x1, y + 10, 1.0, glued))
    return words


def sheet_of(*lines: tuple[str, float, float], number: int = 1) -> Sheet:
    """A page of printed lines, each with its place."""
    words = [word for line, x, y in lines for word in words_of(line, x, y)]
    return Sheet(number, 600, 800, tuple(words))


FULL = "x" * 80  # a line that shows where the right margin is

# Two lines of a paragraph, and what they are joined to.
BROKEN = [
    ("angka kemis-", "kinan turun", "angka kemiskinan turun"),
    ("bagi orang-", "orang tua", "bagi orang-orang tua"),
    ("dengan sebaik-", "baiknya", "dengan sebaik-baiknya"),
    ("sayur-", "mayur", "sayur-mayur"),
    ("rapat se-", "Indonesia", "rapat se-Indonesia"),
    ("memiliki KTP-", "el", "memiliki KTP-el"),
    ("tahun 2023-", "2024", "tahun 2023-2024"),
    ("pada tahun", "2024 turun", "pada tahun 2024 turun"),
]


@pytest.mark.parametrize(("first", "second", "joined"), BROKEN, ids=[row[2] for row in BROKEN])
def test_hyphens_at_line_ends(first: str, second: str, joined: str) -> None:
    """A hyphen that only breaks a word goes; one that belongs to it stays."""
    filled = f"{'y' * (79 - len(first))} {first}"
    text = compose([sheet_of((FULL, 50, 300), (filled, 50, 314), (second, 50, 328))]).text
    assert joined in text


def test_two_columns_left_first() -> None:
    """The left column is read to its end before the right one; what follows comes last."""
    left = [(f"kiri {n} {'a' * 35}", 50.0, 300.0 + 14 * n) for n in range(8)]
    right = [(f"kanan {n} {'b' * 34}", 320.0, 300.0 + 14 * n) for n in range(8)]
    text = compose([sheet_of(("Judul di atas", 200, 260), *left, *right, ("Akhir", 50, 440))]).text
    places = [text.index(word) for word in ("Judul", "kiri 0", "kiri 7", "kanan 0", "Akhir")]
    assert places == sorted(places)
    assert text.index("kiri 7") < text.index("kanan 0")


def test_a_column_longer_than_the_one_beside_it_comes_before_it() -> None:
    """A paragraph at the foot of the left column goes on at the top of the right one."""
    left = [(f"kiri {n} {'a' * 35}", 50.0, 300.0 + 14 * n) for n in range(8)]
    foot = [("Kepala Dinas Sosial " + "a" * 22, 50.0, 422.0), ("menyampaikan bahwa", 50.0, 436.0)]
    right = [(f"kanan {n} {'b' * 34}", 320.0, 300.0 + 14 * n) for n in range(8)]
    text = compose([sheet_of(*left, *foot, *right, ("Kesimpulan " + "c" * 80, 50, 470))]).text
    places = [text.index(word) for word in ("kiri 7", "Kepala", "kanan 0", "Kesimpulan")]
    assert places == sorted(places)


def test_running_heads_and_page_numbers_are_left_out() -> None:
    """What repeats at the edge of pages goes; a heading in the text that repeats stays."""
    pages = [
        sheet_of(
            (f"Arsip rapat halaman {n}", 50, 30),
            ("Pembahasan", 50, 300),
            (f"butir {'c' * 70}", 50, 330),
            (f"- {n} -", 290, 770),
            number=n,
        )
        for n in (1, 2, 3)
    ]
    text = compose(pages).text
    assert "Arsip" not in text
    assert text.count("Pembahasan") == 3
    assert "- 2 -" not in text


def test_fields_and_items_begin_lines() -> None:
    """Labels and numbers begin lines of their own even after a full line."""
    lines = ("Tempat : " + "a" * 70, "Acara : rapat", "1. " + "b" * 76, "2. satu", "lanjut")
    text = compose([sheet_of(*((line, 50, 300 + 14 * n) for n, line in enumerate(lines)))]).text
    assert [line[:4] for line in text.split("\n")] == ["Temp", "Acar", "1. b", "2. s", "lanj"]


def test_grid_with_merged_cells() -> None:
    """A missing wall merges two cells of a row; the others keep theirs."""
    flat = [Rule(0, y, 300, y) for y in (0, 20, 40)]
    outer = [Rule(x, 0, x, 40) for x in (0, 300)]
    inner = [Rule(100, 0, 100, 40), Rule(200, 20, 200, 40)]
    (grid,) = find_grids([*flat, *outer, *inner])
    assert [grid.columns(row) for row in range(grid.rows)] == [[0, 1], [0, 1, 2]]
    assert grid.cell_of(Rule(220, 8, 230, 12)) == (0, 1)


# ---- Word --------------------------------------------------------------------------------------


def docx_bytes(document: Any) -> bytes:
    """A document of python-docx as bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx_numbers_tables_and_order() -> None:
    """Numbers of lists are written out, tables stand where they stood."""
    document = new_docx()
    document.add_paragraph("NOTULEN RAPAT")
    document.add_paragraph("Tempat\t: Aula Bappeda")
    for word in ("satu", "dua"):
        document.add_paragraph(word, style="List Number")
    table = document.add_table(rows=1, cols=3)
    for cell, word in zip(table.rows[0].cells, ("No", "", "PIC"), strict=True):
        cell.text = word
    document.add_paragraph("selesai")
    text = read_minutes(docx_bytes(document), name="a.docx").text
    assert text.split("\n") == [
        "NOTULEN RAPAT",
        "Tempat : Aula Bappeda",
        "1. satu",
        "2. dua",
        "No |  | PIC",
        "selesai",
    ]


WORDS = [name for name in FILES if name.endswith((".docx", ".doc", ".odt"))]


@pytest.mark.parametrize("name", WORDS)
def test_word_files_have_boxes_of_their_print(name: str, tool: Tool) -> None:
    """Nine in ten words have a box, and the letters of the print under it are the word's."""
    tool("soffice")
    document = read_sample(name)
    letters = [m.start() for m in re.finditer(r"\w+", document.text)]
    boxed = {box.start: box for box in document.boxes}
    assert sum(start in boxed for start in letters) >= 0.9 * len(letters)
    for before, box in zip(document.boxes, document.boxes[1:], strict=False):
        assert before.end <= box.start
    assert document.pages[-1].end == len(document.text)


def test_without_libreoffice_a_word_file_has_the_same_text_and_no_boxes(
    tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool("soffice")
    name = "notulen-rakor-bone.docx"
    boxed = read_sample(name)
    monkeypatch.setenv("PATH", "/nowhere")
    bare = read_sample(name)
    assert (bare.text, bare.id) == (boxed.text, boxed.id)
    assert boxed.boxes
    assert bare.boxes == bare.pages == ()


# ---- bad files ---------------------------------------------------------------------------------


def pdf_of(pages: int) -> bytes:
    """A PDF of empty pages."""
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_of(files: dict[str, bytes]) -> bytes:
    """A ZIP with the given files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def word_with(extra: dict[str, bytes]) -> bytes:
    """A good DOCX with further files in its ZIP."""
    data = io.BytesIO(docx_bytes(new_docx()))
    with zipfile.ZipFile(data, "a") as archive:
        for name, body in extra.items():
            archive.writestr(name, body)
    return data.getvalue()


ENCRYPTED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<"
    + b"ab" * 32
    + b">/U<"
    + b"cd" * 32
    + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF\n"
)
GOOD_PDF = (SAMPLES / "notulen-rakor-lahat.pdf").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

# What the file is, its name, its bytes, a word of the reason.
BAD: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("zero bytes", "a.pdf", lambda: b"", "is empty"),
    ("truncated PDF", "a.pdf", lambda: GOOD_PDF[:-9000], "cut short"),
    ("damaged PDF", "a.pdf", lambda: b"%PDF-1.4\n" + b"x" * 500 + b"%%EOF", "damaged"),
    ("2,000 pages", "a.pdf", lambda: pdf_of(2000), "has 2000 pages"),
    ("encrypted PDF", "a.pdf", lambda: ENCRYPTED_PDF, "encrypted"),
    ("web page called PDF", "a.pdf", lambda: b"<!DOCTYPE html><p>masuk", "holds a web page"),
    ("picture called PDF", "a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 90, "name it .png"),
    ("ZIP called DOCX", "a.docx", lambda: zip_of({"foto.jpg": b"1"}), "no Word document"),
    ("truncated DOCX", "a.docx", lambda: docx_bytes(new_docx())[:-300], "cut short or damaged"),
    ("bomb", "a.docx", lambda: zip_of({"word/document.xml": b"0" * (90 << 20)}), "bomb"),
    ("macros", "a.docx", lambda: word_with({"word/vbaProject.bin": b"1"}), "holds macros"),
    (
        "encrypted DOCX",
        "a.docx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    ("macros in DOC", "a.doc", lambda: OLE + "_VBA_PROJECT".encode("utf-16-le"), "holds macros"),
    ("PDF called DOC", "a.doc", lambda: GOOD_PDF, "name it .pdf"),
    (
        "entities in DOCX",
        "a.docx",
        lambda: word_with({"word/catatan.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        "defines entities",
    ),
    (
        "entities in ODT",
        "a.odt",
        lambda: zip_of({"content.xml": '<!DOCTYPE a SYSTEM "file:///a"><a/>'.encode("utf-16")}),
        "defines entities",
    ),
    ("macros in ODT", "a.odt", lambda: zip_of({"content.xml": b"<a/>", "Basic/x": b"1"}), "macros"),
    ("unknown", "a.xyz", lambda: b"\x00\x01\x02", "no file of minutes"),
]


@pytest.mark.parametrize(
    ("name", "make", "reason"), [row[1:] for row in BAD], ids=[r[0] for r in BAD]
)
def test_bad_files(name: str, make: Callable[[], bytes], reason: str) -> None:
    """Every bad file ends with its name, the reason, and what to do."""
    with pytest.raises(ReadError, match=re.escape(reason)) as caught:
        read_minutes(make(), name=name)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_picture_bomb(tool: Tool) -> None:
    """A small picture that unpacks to billions of pixels is not opened."""
    tool("tesseract")
    out = io.BytesIO()
    Image.new("1", (30_000, 12_000)).save(out, "PNG")
    with pytest.raises(ReadError, match="decompression bomb"):
        read_minutes(out.getvalue(), name="a.png")


def test_time_limit() -> None:
    """A child that takes too long is ended, with what it has started."""
    with pytest.raises(ReadError, match="takes more than 0 seconds"):
        run_apart("scraper.paper:read_pdf", GOOD_PDF, name="a.pdf", seconds=0.01)


def test_memory_limit() -> None:
    """A child may not take more memory than it is given."""
    with pytest.raises(ReadError, match=r"broke down|needs more than"):
        run_apart("scraper.paper:read_pdf", GOOD_PDF, name="a.pdf", memory=32 << 20)


def test_missing_tool_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice or Tesseract one line names the packages."""
    monkeypatch.setenv("PATH", "/nowhere")
    assert shutil.which("soffice") is None
    for name in ("notulen-forum-kebumen.doc", "foto-rakor-bone.png"):
        with pytest.raises(ReadError, match="apt-get install --no-install-recommends") as caught:
            read_sample(name)
        assert "\n" not in str(caught.value)


# ---- folders -----------------------------------------------------------------------------------


def test_folder_gives_documents_and_issues(tmp_path: Path) -> None:
    """One bad file does not end the reading of the others."""
    (tmp_path / "dalam").mkdir()
    shutil.copy(SAMPLES / "notulen-rakor-lahat.pdf", tmp_path / "dalam" / "b.pdf")
    (tmp_path / "a.pdf").write_bytes(b"")
    (tmp_path / "catatan.xlsx").write_bytes(b"x")
    first, second = read_folder(tmp_path)
    assert isinstance(first, Issue)
    assert "a.pdf: is empty" in first.message
    assert isinstance(second, Document)
    assert second.title == "NOTULEN RAPAT KOORDINASI PENANGGULANGAN KEMISKINAN EKSTREM"


def test_id_is_of_the_bytes_or_of_the_address() -> None:
    """The same file has one id wherever it lies; a fetched one that of its address."""
    data = (SAMPLES / "notulen-rakor-lahat.pdf").read_bytes()
    assert read_minutes(data, name="a.pdf").id == read_minutes(data, name="b.pdf").id
    url = "https://dprd-bone.example/unduh.php?id=7"
    fetched = read_minutes(data, name=url, url=url)
    assert fetched.url == url
    assert fetched.id != read_minutes(data, name="a.pdf").id


def test_suffixes_are_of_one_format() -> None:
    """No suffix and no media type stands for two formats."""
    for part in ("suffixes", "media_types"):
        named = [value for entry in READERS for value in getattr(entry, part)]
        assert len(named) == len(set(named))
