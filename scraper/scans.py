"""Scanned pages and pictures: straightened, cleaned, and their characters recognised."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import warnings
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, UnidentifiedImageError

from extract.document import ReadError
from scraper.paper import TOKEN, open_pdf

Gray = NDArray[np.uint8]
Dark = NDArray[np.bool_]

PROGRAM = "tesseract"
# `ind` alone knows no percent sign.
LANGUAGES = "ind+eng"
DPI = 250  # dots per inch at which pages are recognised
PIXELS_MOST = 60_000_000  # an A3 page at 400 dpi has 31 million
PICTURE_PAGES_MOST = 50
SURE = 20.0  # percent: what is recognised with less is a spot


def read_scanned_pdf(data: bytes, pages: list[int]) -> list[dict[str, Any]]:
    """The sheets of the given pages of a PDF, recognised. Raises ReadError."""
    check_tools()
    document = open_pdf(data)
    sheets = []
    for number in pages:
        page = document[number - 1]
        width, height = page.get_size()
        if width * height * (DPI / 72) ** 2 > PIXELS_MOST:
            raise ReadError(f"page {number} is larger than A3; print it anew on A4")
        picture = page.render(scale=DPI / 72).to_pil()
        sheets.append(_sheet(picture, number, width, height))
        page.close()
    return sheets


def read_picture(data: bytes) -> list[dict[str, Any]]:
    """The sheets of a PNG, JPEG or TIFF, recognised. Raises ReadError."""
    check_tools()
    Image.MAX_IMAGE_PIXELS = PIXELS_MOST
    sheets = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as picture:
                for n in range(min(getattr(picture, "n_frames", 1), PICTURE_PAGES_MOST + 1)):
                    if n == PICTURE_PAGES_MOST:
                        raise ReadError(f"has more than {PICTURE_PAGES_MOST} pages; split it")
                    picture.seek(n)
                    sheets.append(_picture_sheet(picture, n + 1))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ReadError(
            f"unpacks to more than {PIXELS_MOST} pixels, as a decompression bomb does; not opened"
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ReadError(f"is damaged or cut short ({error}); fetch it again") from None
    return sheets


def check_tools() -> None:
    """Raise ReadError with what to install where Tesseract or its Indonesian model is missing."""
    install = "apt-get install --no-install-recommends tesseract-ocr tesseract-ocr-ind"
    program = shutil.which(PROGRAM)
    if program is None:
        raise ReadError(f"Tesseract is missing, which reads scanned pages; {install}")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    known = set(listed.stdout.split() + listed.stderr.split())
    if not set(LANGUAGES.split("+")) <= known:
        raise ReadError(f"Tesseract's model for {LANGUAGES} is missing; {install}")


def _picture_sheet(picture: Image.Image, number: int) -> dict[str, Any]:
    """The sheet of one picture, its size in points by its own dots per inch, else as A4."""
    shown = picture.convert("RGB")
    stated = picture.info.get("dpi", (0, 0))[0]
    dpi = float(stated) if 70 <= float(stated) <= 1200 else shown.width / (210 / 25.4)
    width, height = shown.width * 72 / dpi, shown.height * 72 / dpi
    size = (round(width * DPI / 72), round(height * DPI / 72))
    if size[0] * size[1] > PIXELS_MOST:
        raise ReadError(f"page {number} is larger than A3; scan it anew on A4")
    if not 0.8 < size[0] / shown.width < 1.25:
        shown = shown.resize(size, Image.Resampling.LANCZOS)
    return _sheet(shown, number, width, height)


def _sheet(picture: Image.Image, number: int, width: float, height: float) -> dict[str, Any]:
    """The words and lines of a page; one that reads badly is looked at for lying on its side."""
    sheet = _upright_sheet(picture, number, width, height)
    quarter = _quarter(picture) if _unread(sheet["words"]) else 0
    if not quarter:
        return sheet
    size = (height, width) if quarter in (90, 270) else (width, height)
    stood = picture.rotate(-quarter, expand=True)
    again = _upright_sheet(stood, number, *size)
    return again | {"quarter": quarter} if _read(again["words"]) > _read(sheet["words"]) else sheet


WELL_READ = 0.75  # the middle confidence of the words of an upright page is above 0.9


def _unread(words: list[list[Any]]) -> bool:
    """Whether words are few, doubtful, or stand on end: Tesseract reads lines that run upwards."""
    if not words or median(float(word[5]) for word in words) < WELL_READ:
        return True
    upright = [word[4] - word[2] > word[3] - word[1] for word in words if len(word[0]) >= 4]
    return upright.count(True) > len(upright) / 2


def _read(words: list[list[Any]]) -> float:
    """Letters that were recognised well in words that lie flat, each by its confidence."""
    return float(
        sum(
            len(word[0]) * word[5]
            for word in words
            if word[5] > WELL_READ and word[3] - word[1] > word[4] - word[2]
        )
    )


ORIENTED = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)


def _quarter(picture: Image.Image) -> int:
    """The degrees clockwise that set a page upright, as Tesseract sees it; 0 if it cannot say."""
    clean(picture).save("page.png", dpi=(DPI, DPI), compress_level=1)
    command = [PROGRAM, "page.png", "stdout", "--dpi", str(DPI), "--psm", "0"]
    done = subprocess.run(command, capture_output=True, check=False)
    match = ORIENTED.search(done.stdout.decode(errors="replace"))
    return int(match[1]) if match else 0


def _upright_sheet(
    picture: Image.Image, number: int, width: float, height: float
) -> dict[str, Any]:
    gray = clean(picture)
    turned = find_skew(gray)
    if turned:
        gray = gray.rotate(turned, Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(gray)
    scale = width / gray.width
    rules, drawn = find_rules(pixels, int(RULE_LEAST * DPI / 72))
    page = pixels.copy()
    page[drawn] = 255
    table = recognise(Image.fromarray(page), "3")
    words = _words(table + find_missed(page, table), scale)
    lines = [[round(v * scale, 2) for v in rule] for rule in rules]
    about = {"number": number, "width": width, "height": height, "turned": turned}
    return {**about, "words": words, "rules": lines}


# ---- cleaning ----------------------------------------------------------------------------------

COLOURFUL = 38  # difference of the channels from which ink is a stamp's or a pen's
LIGHT = 105  # a pixel with a channel brighter than this is not printed black
PAPER = 60  # pixels either way from which the brightness of the paper is taken
SPECK = 6  # dark pixels in a square of 9: fewer are dust, the dot of an i has more


def clean(picture: Image.Image) -> Image.Image:
    """A grey page on white paper without coloured stamps, shades and speckles."""
    rgb = np.asarray(picture.convert("RGB")).astype(np.int16)
    most, least = rgb.max(axis=2), rgb.min(axis=2)
    tint = Image.fromarray((most - least).clip(0, 255).astype(np.uint8))
    # Pictures store colour coarsely: it shows a little beside the ink that bears it.
    colourful = np.asarray(tint.filter(ImageFilter.BoxBlur(1)).filter(ImageFilter.MaxFilter(5)))
    gray = _whitened(np.asarray(picture.convert("L")))
    gray = np.where((colourful > COLOURFUL) & (most > LIGHT), np.uint8(255), gray)
    image = Image.fromarray(gray)
    image = image.filter(ImageFilter.MedianFilter(3)) if _speckled(gray) else image
    return Image.fromarray(_dusted(np.asarray(image)))


def _whitened(gray: Gray) -> Gray:
    """A page with its paper brought to white wherever the light of the scanner faded."""
    small = Image.fromarray(gray).reduce(8)
    # The brightest of the surroundings is paper, however much ink stands there.
    paper = small.filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.MaxFilter(15))
    paper = paper.filter(ImageFilter.BoxBlur(PAPER // 8))
    shade = np.asarray(paper.resize(gray.shape[::-1], Image.Resampling.BILINEAR))
    level = gray.astype(np.float32) / np.maximum(shade, 120).astype(np.float32)
    return np.asarray(level.clip(0, 1) * 255, dtype=np.uint8)


def _dusted(gray: Gray) -> Gray:
    """A page without lone dark spots smaller than any sign of the print."""
    dark = dark_of(gray)
    counted = np.asarray(Image.fromarray(dark.astype(np.uint8) * 81).filter(ImageFilter.BoxBlur(4)))
    return np.where(dark & (counted <= SPECK), np.uint8(255), gray)


def _speckled(gray: Gray) -> bool:
    """Whether the page is noisy: the white differs much from one pixel to the next."""
    small = gray[::2, ::2].astype(np.int16)
    steps = np.abs(np.diff(small, axis=1))
    white = small[:, 1:] > 170
    return bool(white.any() and steps[white].mean() > 6)


def dark_of(gray: Gray) -> Dark:
    """The pixels of ink: darker than midway between paper and ink, and clearly not paper.

    On a page with next to nothing on it the darkest hundredth is grain of the paper.
    """
    paper, ink = np.percentile(gray, 80), np.percentile(gray, 1)
    return np.asarray(gray < min((paper + ink) / 2, paper - 50))


SKEW_MOST = 6.0  # degrees


def find_skew(gray: Image.Image) -> float:
    """The degrees by which a page must be turned so that its lines lie flat; 0 when they do.

    The sum of ink along every row changes most from row to row when the lines are flat.
    """
    small = gray.resize((700, max(1, round(700 * gray.height / gray.width))))
    ink = Image.fromarray(dark_of(np.asarray(small)).astype(np.uint8) * 255)
    best = max(np.arange(-SKEW_MOST, SKEW_MOST + 0.1, 0.5), key=lambda a: _flatness(ink, a))
    fine = max(np.arange(best - 0.5, best + 0.51, 0.1), key=lambda a: _flatness(ink, a))
    return 0.0 if abs(fine) < 0.15 else round(float(fine), 2)


def _flatness(ink: Image.Image, angle: float) -> float:
    rows = np.asarray(ink.rotate(float(angle))).astype(np.float32).sum(axis=1)
    return float((np.diff(rows) ** 2).sum())


# ---- ruled lines -------------------------------------------------------------------------------

RULE_LEAST = 18.0  # points: longer than any stroke of a letter, shorter than a row is high
THICK = 9  # pixels: a thicker dark band is a surface, no ruled line


def find_rules(gray: Gray, length: int) -> tuple[list[list[float]], Dark]:
    """Ruled lines of at least `length` pixels as [x0, y0, x1, y1], and the pixels they cover."""
    dark = dark_of(gray)
    # Ink next to a pixel above and below counts: a line may still lean by a fraction of a degree.
    flat = dark.copy()
    flat[1:] |= dark[:-1]
    flat[:-1] |= dark[1:]
    upright = dark.copy()
    upright[:, 1:] |= dark[:, :-1]
    upright[:, :-1] |= dark[:, 1:]
    lines = [[float(v) for v in run] for run in _long_runs(flat, length)]
    stands = [
        [float(y0), float(x0), float(y1), float(x1)]
        for x0, y0, x1, y1 in _long_runs(upright.T, length)
    ]
    drawn = np.zeros_like(dark)
    for x0, y0, x1, y1 in [*lines, *stands]:
        drawn[max(0, int(y0) - 2) : int(y1) + 3, max(0, int(x0) - 2) : int(x1) + 3] = True
    return lines + stands, drawn


def _long_runs(dark: Dark, length: int) -> list[tuple[int, int, int, int]]:
    """Nearly unbroken runs along the rows of a picture, those of neighbouring rows joined."""
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = (sums[:, length:] - sums[:, :-length]) >= 0.93 * length
    found: list[list[int]] = []
    for y in np.flatnonzero(full.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.pad(full[y].astype(np.int8), 1)))
        for x0, x1 in zip(edges[::2], edges[1::2], strict=True):
            _add_run(found, int(x0), int(y), int(x1) + length)
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in found if y1 - y0 <= THICK + (x1 - x0) // 150]


def _add_run(found: list[list[int]], x0: int, y: int, x1: int) -> None:
    for run in found[::-1]:
        if run[3] < y - 3:
            continue
        if x0 <= run[2] + 20 and run[0] <= x1 + 20:
            run[0], run[2], run[3] = min(run[0], x0), max(run[2], x1), y
            return
    found.append([x0, y, x1, y])


# ---- characters --------------------------------------------------------------------------------


def recognise(page: Image.Image, mode: str) -> list[dict[str, str]]:
    """Tesseract's table of words of a page, in the present folder. Raises ReadError.

    `mode` is its page segmentation: 3 finds blocks by itself, 6 takes the page as one block.
    """
    Path("page.png").unlink(missing_ok=True)
    page.save("page.png", dpi=(DPI, DPI), compress_level=1)
    command = [PROGRAM, "page.png", "stdout", "-l", LANGUAGES, "--dpi", str(DPI), "--psm", mode]
    done = subprocess.run([*command, "tsv"], capture_output=True, check=False)
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().split("\n")[-1]
        raise ReadError(f"Tesseract makes nothing of it ({told[:160]}); scan it anew")
    table = io.StringIO(done.stdout.decode("utf-8", "replace"))
    return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


MISSED_MOST = 80  # pieces of a page
PIECE_WIDTH = 320  # pixels: what is wider is a drawing, not a number or a short word


def find_missed(page: Gray, table: list[dict[str, str]]) -> list[dict[str, str]]:
    """What the first look has left out beside its lines: the lone numbers of lists and tables.

    The pieces of ink that no word covers are set below one another and recognised at once; what
    is no letter and no figure there is dust.
    """
    words = [row for row in table if row["level"] == "5" and _is_word(row)]
    pieces = _loose_pieces(page, words)[:MISSED_MOST]
    if not pieces:
        return []
    tall = max(y1 - y0 for _, y0, _, y1 in pieces) + 40
    sheet = np.full((tall * len(pieces), PIECE_WIDTH + 80), 255, dtype=np.uint8)
    for n, (x0, y0, x1, y1) in enumerate(pieces):
        sheet[n * tall + 20 : n * tall + 20 + y1 - y0, 40 : 40 + x1 - x0] = page[y0:y1, x0:x1]
    found = []
    bullets = {n: piece for n, piece in enumerate(pieces) if _is_bullet(page, piece)}
    for row in recognise(Image.fromarray(sheet), "6"):
        sure = _is_word(row) and float(row["conf"]) >= PIECE_SURE
        if row["level"] != "5" or not sure or not re.search(r"\w", row["text"]):
            continue
        n = min((int(row["top"]) + int(row["height"]) // 2) // tall, len(pieces) - 1)
        x0, y0, _, y1 = pieces[n]
        bullets.pop(n, None)
        place = {"left": str(int(row["left"]) - 40 + x0), "top": str(y0), "height": str(y1 - y0)}
        found.append({**row, **place, "block_num": f"missed {n}"})
    return found + [_bullet(n, *piece) for n, piece in bullets.items()]


def _is_bullet(page: Gray, piece: tuple[int, int, int, int]) -> bool:
    """Whether a piece is a round spot about as high as wide, in the middle of its line."""
    x0, y0, x1, y1 = piece
    dark = dark_of(page[y0:y1, x0:x1])
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return False
    high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    round_enough = 6 <= wide <= 22 and 0.6 < high / wide < 1.6
    return bool(round_enough and dark.sum() > 0.55 * high * wide and x1 - x0 <= 34)


def _bullet(n: int, x0: int, y0: int, x1: int, y1: int) -> dict[str, str]:
    place = {"left": str(x0), "top": str(y0), "width": str(x1 - x0), "height": str(y1 - y0)}
    keys = {"level": "5", "page_num": "1", "block_num": f"spot {n}", "par_num": "1"}
    return {**keys, **place, "line_num": "1", "conf": "70", "text": "•"}


PIECE_SURE = 40.0  # percent: a lone sign is more often a speck than a word of a line is
INK_LEAST = 12  # pixels of ink
LETTER_GAP = 4  # pixels: what is nearer to a word belongs to it


def _loose_pieces(page: Gray, words: list[dict[str, str]]) -> list[tuple[int, int, int, int]]:
    """Places of ink beside the lines of words that no word covers: x0, y0, x1, y1."""
    dark = dark_of(page).copy()
    bands: dict[tuple[str, ...], list[tuple[int, int, int, int]]] = {}
    for row in words:
        x, y = int(row["left"]), int(row["top"])
        wide, high = int(row["width"]), int(row["height"])
        dark[max(0, y - 6) : y + high + 6, max(0, x - 5) : x + wide + 5] = False
        key = (row["block_num"], row["par_num"], row["line_num"])
        bands.setdefault(key, []).append((y, y + high, x, x + wide))
    pieces: list[tuple[int, int, int, int]] = []
    for places in bands.values():
        y0 = int(median(place[0] for place in places)) - 5
        y1 = int(median(place[1] for place in places)) + 5
        y1 = min(y1, page.shape[0])
        for x0, x1 in _ink_runs(dark[max(0, y0) : y1]):
            if any(
                x0 < right + 5 + LETTER_GAP and left - 5 - LETTER_GAP < x1
                for _, _, left, right in places
            ):
                continue  # a stroke of the word beside it, whose box was drawn too narrow
            pieces.append((max(0, x0 - 4), max(0, y0), min(x1 + 4, page.shape[1]), y1))
        dark[max(0, y0) : y1] = False
    return pieces


def _ink_runs(band: Dark) -> list[tuple[int, int]]:
    """Runs of columns with ink, those of one word joined; specks and drawings left out."""
    columns = np.flatnonzero(band.sum(axis=0) >= 2)
    if not len(columns):
        return []
    breaks = np.flatnonzero(np.diff(columns) > 16)
    starts, ends = columns[np.r_[0, breaks + 1]], columns[np.r_[breaks, len(columns) - 1]] + 1
    return [
        (int(x0), int(x1))
        for x0, x1 in zip(starts, ends, strict=True)
        if 3 <= x1 - x0 <= PIECE_WIDTH and band[:, x0:x1].sum() >= INK_LEAST
    ]


SPOT = re.compile(r"[|_~^`\\—=<>«»°*'\"“”‘’.,;-]+$")


def _words(table: list[dict[str, str]], scale: float) -> list[list[Any]]:
    """The words of Tesseract's table as those of `scraper.paper`, split at signs.

    All words of a line get its height: "per" alone would seem to stand lower than "Kepala".
    """
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in table:
        if row["level"] == "5" and _is_word(row):
            key = (row["page_num"], row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append(row)
    words: list[list[Any]] = []
    for rows in lines.values():
        top = median(int(row["top"]) for row in rows) * scale
        bottom = median(int(row["top"]) + int(row["height"]) for row in rows) * scale
        first = min(rows, key=lambda row: int(row["left"]))
        # The dot of a list's number is often taken for another sign.
        if NUMBER.fullmatch(first["text"].strip()):
            first["text"] = first["text"].strip()[:-1] + "."
        if first["text"].strip() in SPOTS and _set_apart(first, rows):
            first["text"] = "•"
        for row in rows:
            words += _split_word(row, top, bottom, scale)
    return words


NUMBER = re.compile(r"\d{1,2}[:;,]")
SPOTS = frozenset("e¢o*°«»@©®&+¤")  # what a bullet is taken for


def _set_apart(first: dict[str, str], rows: list[dict[str, str]]) -> bool:
    """Whether a sign stands before its line by more than a space, as the mark of an item does."""
    edge = int(first["left"]) + int(first["width"])
    gap = min((int(row["left"]) - edge for row in rows if row is not first), default=0)
    return gap > 0.8 * median(int(row["height"]) for row in rows)


def _is_word(row: dict[str, str]) -> bool:
    text, sure = (row["text"] or "").strip(), float(row["conf"])
    if not text.strip("|") or sure < SURE:
        return False
    return not SPOT.match(text) or sure >= 70 or text in "-–"


def _split_word(row: dict[str, str], top: float, bottom: float, scale: float) -> list[list[Any]]:
    text, sure = row["text"].strip(), float(row["conf"])
    x0, wide = int(row["left"]) * scale, int(row["width"]) * scale
    words = []
    for match in TOKEN.finditer(text):
        a, b = x0 + wide * match.start() / len(text), x0 + wide * match.end() / len(text)
        box = [round(v, 2) for v in (a, top, b, bottom)]
        words.append([match[0], *box, sure / 100, match.start() > 0])
    return words
