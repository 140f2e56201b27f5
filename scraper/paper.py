"""PDF with a text layer: the words of every page, where they stand, and the ruled lines."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
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

    A page whose fonts have no Unicode map is read as a picture too: its letters are only shapes.
    Raises ReadError: encrypted, truncated, damaged, too many pages.
    """
    document = open_pdf(data)
    sheets, scanned = [], []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        text = page.get_textpage()
        frame = _frame(page, text.raw)
        words, lost = _words(text.raw, frame)
        rules, pictures = _drawn(page, frame)
        count = sum(len(word[0]) for word in words)
        if (count < TEXT_LEAST and pictures) or lost > UNMAPPED_MOST * (count + lost):
            scanned.append(number)
        sheets.append({"number": number, **_place(page, frame), "words": words, "rules": rules})
        text.close()
        page.close()
    return {"sheets": sheets, "scanned": scanned}


@dataclass(frozen=True, slots=True)
class _Frame:
    """The size of a page as its content is written, and the degrees clockwise that set it upright.

    That is not always what the page says of itself: some are written on their side and turned,
    and some are turned though they are upright.
    """

    width: float
    height: float
    turn: int

    def shown(self, left: float, bottom: float, right: float, top: float) -> _Rectangle:
        """A rectangle of the content as it is shown, from the top left corner."""
        if self.turn == 90:
            return bottom, left, top, right
        if self.turn == 180:
            return self.width - right, bottom, self.width - left, top
        if self.turn == 270:
            return self.height - top, self.width - right, self.height - bottom, self.width - left
        return left, self.height - top, right, self.height - bottom


_Rectangle = tuple[float, float, float, float]


ANGLES_LEAST = 0.6  # share of the letters whose direction is the page's


def _frame(page: Any, text: Any) -> _Frame:
    width, height = page.get_size()
    if page.get_rotation() in (90, 270):
        width, height = height, width
    count = pdf.FPDFText_CountChars(text)
    step = max(1, count // 400)
    angles = [pdf.FPDFText_GetCharAngle(text, i) for i in range(0, count, step)]
    turns = Counter(-round(math.degrees(angle) / 90) * 90 % 360 for angle in angles if angle >= 0)
    for turn, letters in turns.most_common(1):
        if letters >= ANGLES_LEAST * len(angles):
            return _Frame(width, height, turn)
    return _Frame(width, height, page.get_rotation())


def _place(page: Any, frame: _Frame) -> dict[str, Any]:
    """The size of an upright page, and by how much it lies on its side when it is shown."""
    upright = frame.turn not in (90, 270)
    width, height = (frame.width, frame.height) if upright else (frame.height, frame.width)
    quarter = (frame.turn - page.get_rotation()) % 360
    return {"width": width, "height": height, "quarter": quarter}


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


def _words(text: Any, frame: _Frame) -> tuple[list[list[Any]], int]:
    """The words of a page as [text, x0, y0, x1, y1, confidence, glued], and lost characters.

    A word is a run of letters and digits or one sign; `glued` says that no space stands before.
    """
    words: list[list[Any]] = []
    run: list[_Letter] = []
    lost = 0
    rect = pdf.FS_RECTF()  # the box of a letter as high as its font, the same all along a line
    for i in range(pdf.FPDFText_CountChars(text)):
        code = pdf.FPDFText_GetUnicode(text, i)
        letter = _letter(code)
        unmapped = code not in BULLETS and pdf.FPDFText_HasUnicodeMapError(text, i) > 0
        if letter is None or unmapped:
            lost += 1
            continue
        if not letter.isspace():
            pdf.FPDFText_GetLooseCharBox(text, i, rect)
            box = (letter, *frame.shown(rect.left, rect.bottom, rect.right, rect.top))
            if not run or not _apart(run[-1], box):
                run.append(box)
                continue
        words += _split(run)
        lost += _symbols(run)
        run = [] if letter.isspace() else [box]
    return words + _split(run), lost + _symbols(run)


_Letter = tuple[str, float, float, float, float]


def _symbols(run: list[_Letter]) -> int:
    """How many letters of a word are of a symbol font; alone, such a sign is a bullet."""
    return sum(ord(box[0][0]) in BULLETS for box in run) if len(run) > 1 else 0


# What the library gives for a hyphen at the end of a line, and typographic letters.
BULLETS = range(0xF020, 0xF100)  # the signs of Word's symbol fonts: bullets, arrows, boxes
LETTERS = {0x02: "-", 0xFFFE: "-", 0xAD: "\xad", 0xFB01: "fi", 0xFB02: "fl", 0xA0: " ", 0x2010: "-"}


def _letter(code: int) -> str | None:
    """A character; None for one without meaning: control, private use, replacement."""
    if code in LETTERS:
        return LETTERS[code]
    if code < 32:
        return " " if code in (9, 10, 13) else None
    if code in BULLETS:
        return chr(code)
    if 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code)


def _apart(last: _Letter, box: _Letter) -> bool:
    """Whether a character stands elsewhere than right after the one before."""
    size = max(last[4] - last[2], box[4] - box[2], 4.0)
    return box[1] - last[3] > size or box[1] < last[1] - size or abs(box[4] - last[4]) > size


def _split(run: list[_Letter]) -> list[list[Any]]:
    """A run of characters without space, as words and signs with their boxes."""
    text, places = "", []
    if len(run) == 1 and ord(run[0][0][0]) in BULLETS:
        run = [("•", *run[0][1:])]
    for box in run:
        if ord(box[0][0]) in BULLETS:
            continue
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


def _drawn(page: Any, frame: _Frame) -> tuple[list[list[float]], bool]:
    """Thin lines drawn on a page as [x0, y0, x1, y1], and whether pictures stand on it."""
    rules: list[list[float]] = []
    pictures = False
    for item in page.get_objects(filter=(pdf.FPDF_PAGEOBJ_PATH, pdf.FPDF_PAGEOBJ_IMAGE)):
        if item.type == pdf.FPDF_PAGEOBJ_IMAGE:
            pictures = True
            continue
        left, bottom, right, top = item.get_bounds()
        rules += _sides(*frame.shown(left, bottom, right, top), item)
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
