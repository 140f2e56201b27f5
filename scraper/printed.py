"""Where the words of a Word file stand on its pages, as LibreOffice prints them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from extract.document import Box, ReadError
from scraper.limits import run_apart
from scraper.paper import TOKEN
from scraper.sheets import Composed, compose, find_pages, load_sheet
from scraper.wordfiles import OFFICE

WORDS_MOST = 60_000  # 200 pages; more takes longer to lay side by side than to read


def printed(text: str, data: bytes, suffix: str, name: str) -> Composed:
    """A text with the pages and boxes of its print; without any where there is no print of it.

    The text stays as it is: whether LibreOffice is installed changes no fact, only what is shown
    beside it. A word that the print does not have, or has elsewhere, has no box.
    """
    if shutil.which(OFFICE) is None:
        return Composed(text, (), ())
    try:
        raws = run_apart("scraper.wordfiles:print_sheets", data, {"suffix": suffix}, name=name)
    except ReadError:  # the text was read; a file that cannot be printed is as good without boxes
        return Composed(text, (), ())
    sheets = [load_sheet(raw) for raw in raws]
    boxes = tuple(_boxes(text, compose(sheets)))
    return Composed(text, find_pages(sheets, boxes, len(text)) if boxes else (), boxes)


def _boxes(text: str, print_of_it: Composed) -> Iterator[Box]:
    """The boxes of the words that text and print share, in the order of the text."""
    words = [match.span() for match in TOKEN.finditer(text)]
    groups = list(_whole_words(print_of_it.boxes))
    if max(len(words), len(groups)) > WORDS_MOST:
        return
    mine = [text[start:end] for start, end in words]
    others = [print_of_it.text[group[0].start : group[-1].end] for group in groups]
    for block in SequenceMatcher(None, mine, others).get_matching_blocks():
        for n in range(block.size):
            shift = words[block.a + n][0] - groups[block.b + n][0].start
            for box in groups[block.b + n]:
                yield _moved(box, shift)


def _moved(box: Box, shift: int) -> Box:
    return Box(box.start + shift, box.end + shift, box.page, box.x0, box.y0, box.x1, box.y1)


def _whole_words(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes, those of a word together that a line's end has broken."""
    group: list[Box] = []
    for box in boxes:
        broken = group and group[-1].end == box.start and box.y0 > group[-1].y0 + 2
        if broken:
            group.append(box)
            continue
        if group:
            yield group
        group = [box]
    if group:
        yield group
