"""PDF with a text layer: the words of every page, where they stand, and the ruled lines."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from extract.document import ReadError

PAGES_MOST = 500
# A page with fewer characters than this and a picture on it is a scan with a stamp of text.
TEXT_LEAST = 25
UNMAPPED_MOST = 0.2  # share of characters without a Unicode value: above it, words are not words
RULE_THICK = 2.5  # points: what is thinner is a ruled line, what is thicker a surface
SIDES_LEAST = 8.0  # points: a drawn rectangle with shorter sides is a bullet, not a cell
TOKEN = re.compile(r"\w+(?:[.,:/'’-]\w+)*|[^\w\s]")


def read_pdf(data: bytes) -> dict[str, Any]:
    """The sheets of a PDF: `sheets`, and `scanned`, the numbers of pages that are pictures.

    Raises ReadError: encrypted, truncated, damaged, too many pages, fonts without Unicode maps.
    """
    document = open_pdf(data)
    sheets, scanned, characters, unmapped = [], [], 0, 0
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        text = page.get_textpage()
        width, height = page.get_size()
        words, lost = _words(text.raw, height)
        rules, pictures = _drawn(page, height)
        count = sum(len(word[0]) for word in words)
        characters, unmapped = characters + count, unmapped + lost
        if count < TEXT_LEAST and pictures:
            scanned.append(number)
        sheets.append(
            {"number": number, "width": width, "height": height, "words": words, "rules": rules}
        )
        text.close()
        page.close()
    if unmapped > UNMAPPED_MOST * max(1, characters + unmapped):
        raise ReadError(
            "the fonts of its text layer have no Unicode map, so its letters cannot be known; "
            "print it to pictures (PNG) and give those"
        )
    return {"sheets": sheets, "scanned": scanned}


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """An opened PDF of at most 500 pages. Scripts in it are not run. Raises ReadError."""
    if b"%%EOF" not in data[-4096:]:
        raise ReadError("is cut short (its end is missing); fetch it again")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise ReadError("is encrypted; ask its publisher for a copy without password") from None
        raise ReadError(f"is damaged ({error}); fetch it again or print it anew") from None
    if len(document) > PAGES_MOST:
        raise ReadError(
            f"has {len(document)} pages, and at most {PAGES_MOST} are read; "
            "give the part with the minutes"
        )
    if len(document) == 0:
        raise ReadError("has no pages; fetch it again")
    return document


# ---- words -------------------------------------------------------------------------------------


def _words(text: Any, height: float) -> tuple[list[list[Any]], int]:
    """The words of a page as [text, x0, y0, x1, y1, confidence, glued], and lost characters.

    A word is a run of letters and digits or one sign; `glued` says that no space stands before.
    """
    words: list[list[Any]] = []
    run: list[tuple[str, float, float, float, float]] = []
    lost = 0
    rect = pdf.FS_RECTF()  # the box of a letter as high as its font, the same all along a line
    for i in range(pdf.FPDFText_CountChars(text)):
        code = pdf.FPDFText_GetUnicode(text, i)
        letter = _letter(code)
        if letter is None or pdf.FPDFText_HasUnicodeMapError(text, i) > 0:
            lost += 1
            continue
        if letter.isspace():
            words += _split(run)
            run = []
            continue
        pdf.FPDFText_GetLooseCharBox(text, i, rect)
        box = (letter, rect.left, height - rect.top, rect.right, height - rect.bottom)
        if run and _apart(run[-1], box):
            words += _split(run)
            run = []
        run.append(box)
    return words + _split(run), lost


# What the library gives for a hyphen at the end of a line, and typographic letters.
LETTERS = {0x02: "-", 0xFFFE: "-", 0xAD: "\xad", 0xFB01: "fi", 0xFB02: "fl", 0xA0: " ", 0x2010: "-"}


def _letter(code: int) -> str | None:
    """A character; None for one without meaning: control, private use, replacement."""
    if code in LETTERS:
        return LETTERS[code]
    if code < 32:
        return " " if code in (9, 10, 13) else None
    if 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code)


def _apart(
    last: tuple[str, float, float, float, float], box: tuple[str, float, float, float, float]
) -> bool:
    """Whether a character stands elsewhere than right after the one before."""
    size = max(last[4] - last[2], box[4] - box[2], 4.0)
    return box[1] - last[3] > size or box[1] < last[1] - size or abs(box[4] - last[4]) > size


def _split(run: list[tuple[str, float, float, float, float]]) -> list[list[Any]]:
    """A run of characters without space, as words and signs with their boxes."""
    text, places = "", []
    for box in run:
        text += box[0]
        places += [box] * len(box[0])
    words: list[list[Any]] = []
    for match in TOKEN.finditer(text):
        part = places[match.start() : match.end()]
        x0, y0 = min(p[1] for p in part), min(p[2] for p in part)
        x1, y1 = max(p[3] for p in part), max(p[4] for p in part)
        glued = match.start() > 0
        words.append([match[0], *(round(v, 2) for v in (x0, y0, x1, y1)), 1.0, glued])
    return words


# ---- ruled lines -------------------------------------------------------------------------------


def _drawn(page: Any, height: float) -> tuple[list[list[float]], bool]:
    """Thin lines drawn on a page as [x0, y0, x1, y1], and whether pictures stand on it."""
    rules: list[list[float]] = []
    pictures = False
    for item in page.get_objects(filter=(pdf.FPDF_PAGEOBJ_PATH, pdf.FPDF_PAGEOBJ_IMAGE)):
        if item.type == pdf.FPDF_PAGEOBJ_IMAGE:
            pictures = True
            continue
        left, bottom, right, top = item.get_bounds()
        rules += _sides(left, height - top, right, height - bottom, item)
    return rules, pictures


def _sides(x0: float, y0: float, x1: float, y1: float, item: Any) -> list[list[float]]:
    """A thin path is one line; the outline of a drawn rectangle is four."""
    wide, high = x1 - x0, y1 - y0
    if wide <= RULE_THICK or high <= RULE_THICK:
        return [[x0, y0, x1, y1]] if max(wide, high) >= SIDES_LEAST else []
    if min(wide, high) < SIDES_LEAST or not _stroked(item):
        return []
    return [[x0, y0, x1, y0], [x0, y1, x1, y1], [x0, y0, x0, y1], [x1, y0, x1, y1]]


def _stroked(item: Any) -> bool:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(item.raw, filled, stroked)
    return bool(stroked.value)
