"""A page of a file of minutes as a picture, for people to look at."""

from __future__ import annotations

import base64
import io
import warnings
from typing import Any

from PIL import Image, UnidentifiedImageError

from extract.document import ReadError
from scraper.limits import run_apart
from scraper.minutes import find_format
from scraper.paper import open_pdf
from scraper.wordfiles import print_pdf

SCALE = 2.0  # dots for each point of paper: 144 dpi, small print is read without a glass
PIXELS_MOST = 3_000_000  # of the picture that is shown; an A4 page at SCALE has 2 million
OPENED_MOST = 60_000_000  # of a picture that was given; an A3 page at 400 dpi has 31 million
BYTES_MOST = 6 << 20  # of the PNG
COLOURS = 48  # of print, stamps and pens; the file is a quarter of one with all colours
SECONDS = 30.0


def page_picture(data: bytes, number: int, *, name: str) -> bytes:
    """One page, counted from 1, of a file of minutes as PNG, drawn in a child process.

    Raises ReadError: no such page, one that cannot be drawn, a Word file without LibreOffice.
    """
    entry = find_format(data, name)
    options: dict[str, int | str] = {"number": number}
    task = "draw_picture"
    if entry.media_types[0] == "application/pdf":
        task = "draw_pdf"
    elif not entry.media_types[0].startswith("image/"):
        task, options["suffix"] = "draw_word", entry.suffixes[0]
    drawn = run_apart(f"scraper.pictures:{task}", data, options, name=name, seconds=SECONDS)
    png = base64.b64decode(drawn)
    if len(png) > BYTES_MOST or not png.startswith(b"\x89PNG"):
        raise ReadError(f"{name}: page {number} gives no picture of at most {BYTES_MOST >> 20} MB")
    return png


# ---- in the child ------------------------------------------------------------------------------


def draw_pdf(data: bytes, number: int) -> str:
    """A page of a PDF as PNG in base 64. Raises ReadError."""
    document = open_pdf(data)
    if not 1 <= number <= len(document):
        raise ReadError(f"has no page {number}")
    page = document[number - 1]
    width, height = page.get_size()
    return _png(page.render(scale=_scale(width, height)).to_pil())


def draw_word(data: bytes, number: int, suffix: str) -> str:
    """A page of a Word file as LibreOffice prints it, as PNG in base 64. Raises ReadError."""
    return draw_pdf(print_pdf(data, suffix), number)


def draw_picture(data: bytes, number: int) -> str:
    """A frame of a PNG, JPEG or TIFF as PNG in base 64. Raises ReadError."""
    Image.MAX_IMAGE_PIXELS = OPENED_MOST
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as picture:
                picture.seek(number - 1)
                shown = picture.convert("RGB")
    except EOFError:
        raise ReadError(f"has no page {number}") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ReadError(f"unpacks to more than {OPENED_MOST} pixels; not opened") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ReadError(f"is damaged or cut short ({error}); fetch it again") from None
    most = (PIXELS_MOST / (shown.width * shown.height)) ** 0.5
    if most < 1:
        shown = shown.resize((int(shown.width * most), int(shown.height * most)))
    return _png(shown)


def _scale(width: float, height: float) -> float:
    """How many dots a point gets, so that the picture stays within PIXELS_MOST."""
    return float(min(SCALE, (PIXELS_MOST / max(1.0, width * height)) ** 0.5))


def _png(picture: Any) -> str:
    out = io.BytesIO()
    picture.convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()
