"""A page becomes blocks: its lines in order, each with the element that it is of.

A block is a paragraph, a line between two breaks, an item of a list or a row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

Element = etree._Element

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCK_TAGS = HEADINGS | {
    *("html", "body", "main", "article", "section", "div", "header", "footer", "aside", "form"),
    *("p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "center", "address", "hr"),
    *("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "figure", "figcaption"),
    *("fieldset", "details", "summary"),
}
# Never text of an article. `form`, `aside`, `header` and `footer` are not here: whole pages stand
# in forms, and leads in headers; they are judged by what they hold.
DROPPED_TAGS = (
    *("title", "script", "style", "noscript", "iframe", "nav", "button", "select", "option"),
    *("textarea", "svg", "canvas", "video", "audio", "object", "embed", "template", "input"),
    *("label", "dialog", "ins", "amp-ad", "amp-iframe", "amp-embed"),
)

# Marks in the running text of a block: a link begins and ends, a line breaks, emphasis begins and
# ends. Private-use characters, taken out of the page's own text before the walk.
LINK, END_LINK, BREAK = "\ue000", "\ue001", "\ue002"
EMPHASIS, END_EMPHASIS, PICTURE = "\ue003", "\ue004", "\ue005"
START_MARKS = {"a": LINK, "em": EMPHASIS, "i": EMPHASIS, "br": BREAK, "img": PICTURE}
END_MARKS = {"a": END_LINK, "em": END_EMPHASIS, "i": END_EMPHASIS}
MARKS = re.compile("[\ue000-\ue005]")
LINKED = re.compile(f"{LINK}[^{END_LINK}]*{END_LINK}?")
EMPHASISED = re.compile(f"{EMPHASIS}[^{END_EMPHASIS}]*{END_EMPHASIS}?")
NOTHING = " \t\r\n\u00a0\ue000\ue001\ue002\ue003\ue004\ue005"
SPACES = re.compile(r"[\s\u00a0\u200b\u200e\u200f\ufeff\u00ad]+")
SENTENCE_END = re.compile(r"[.!?…:;。！？][\"”'’»)\]]*$")
# "Baca juga: …" in the middle of a paragraph; elsewhere it is a line of its own.
INLINE_POINTER = re.compile(
    rf"\(?(?:baca|lihat|simak) juga\s*:?\s*{LINK}[^{END_LINK}]*{END_LINK}\)?", re.IGNORECASE
)

PROSE_MIN = 45  # characters; shorter blocks are labels, dates, names, items of a list
SENTENCE_MIN = 80  # characters from which a block without a full stop still counts as prose
PROSE_CAP = 1500  # characters of one block that vote; a huge one is often a policy text
LINKED_MAX = 0.5  # share of linked characters above which a block points elsewhere
CELL_MAX = 400  # characters; a cell that holds more makes the table a layout
WRAP_MIN, WRAP_MAX, WRAP_EVEN = 50, 110, 0.75  # widths of lines broken by hand; least to most


@dataclass(slots=True)
class Block:
    """One line of the page: its text, what of it is link or emphasis, the element it is of.

    `pictured` says that a picture stands right before it, `prose` is its weight as prose.
    """

    text: str
    linked: int
    emphasised: int
    owner: Element
    index: int
    pictured: bool = False
    prose: int = 0

    @property
    def link_density(self) -> float:
        """Share of the characters that stand in links."""
        return self.linked / max(1, len(self.text))


def parse(page: str) -> Element | None:
    """The element tree of a page, without comments; None for an empty one."""
    text = MARKS.sub("", page).replace("\x00", "")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # libxml2's word for a page without any element
        return None


def find_blocks(root: Element) -> list[Block]:
    """The lines of a tree, in order. Scripts and controls are taken out of the tree."""
    etree.strip_elements(root, *DROPPED_TAGS, with_tail=False)
    blocks: list[Block] = []
    pieces: list[str] = []
    owners: list[Element] = [root]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        is_block = tag in BLOCK_TAGS or element.get("itemprop") == "articleBody"
        if is_block:
            _flush(pieces, owners[-1], blocks)
        if event == "start":
            if is_block:
                owners.append(element)
            if tag == "table" and (rows := _rows(element)):
                for row in rows:
                    _add(row, element, blocks)
                walk.skip_subtree()
                continue
            _put(pieces, START_MARKS.get(tag), element.text)
        else:
            if is_block:
                owners.pop()
            _put(pieces, END_MARKS.get(tag), element.tail)
    _flush(pieces, root, blocks)
    return blocks


def _put(pieces: list[str], mark: str | None, text: str | None) -> None:
    if mark:
        pieces.append(mark)
    if text:
        pieces.append(text)


def _flush(pieces: list[str], owner: Element, blocks: list[Block]) -> None:
    """Make blocks of the text collected for one element."""
    if pieces:
        raw = "".join(pieces)
        pieces.clear()
        if not raw.strip(NOTHING):
            if PICTURE in raw:
                pieces.append(PICTURE)  # it stands before whatever text comes next
            return
        for line in _lines(raw) if BREAK in raw else (raw,):
            _add(line, owner, blocks)


def _add(line: str, owner: Element, blocks: list[Block]) -> None:
    if LINK in line:
        line = INLINE_POINTER.sub(" ", line)
    text = tidy(MARKS.sub("", line))
    if not text:
        return
    linked = sum(len(m) - 2 for m in LINKED.findall(line)) if LINK in line else 0
    emphasised = sum(len(m) - 2 for m in EMPHASISED.findall(line)) if EMPHASIS in line else 0
    pictured = PICTURE in line[: line.find(text[:1])]
    block = Block(text, linked, emphasised, owner, len(blocks), pictured)
    block.prose = _prose(block)
    blocks.append(block)


def tidy(text: str) -> str:
    """The text with every run of white space and invisible characters as one space."""
    return SPACES.sub(" ", text).strip()


def text_of(element: Element) -> str:
    """All text under an element, in one line."""
    return tidy("".join(str(text) for text in element.itertext()))


def _lines(raw: str) -> Iterator[str]:
    """The lines between breaks; sentences that were broken by hand are joined again."""
    stretch: list[str] = []
    picture = ""
    for line in (*raw.split(BREAK), ""):
        if MARKS.sub("", line).strip():
            stretch.append(picture + line)
            picture = ""
            continue
        picture = PICTURE if PICTURE in line else picture
        if stretch:
            yield from _unwrap(stretch)
            stretch = []


def _unwrap(lines: list[str]) -> Iterator[str]:
    """Join lines of one width, as typewriters make them, and those that go on in lower case."""
    widths = [len(tidy(MARKS.sub("", line))) for line in lines]
    even = min(widths[:-1], default=0) >= WRAP_EVEN * max(widths)
    if even and WRAP_MIN <= max(widths) <= WRAP_MAX and not all(map(_ends, lines[:-1])):
        yield " ".join(lines)
        return
    held = lines[0]
    for line in lines[1:]:
        if MARKS.sub("", line).strip()[:1].islower() and not _ends(held):
            held += " " + line
        else:
            yield held
            held = line
    yield held


def _ends(line: str) -> bool:
    return SENTENCE_END.search(MARKS.sub("", line).strip()) is not None


def _rows(table: Element) -> list[str] | None:
    """The rows of a table of data, cells parted by " | "; None for a table that is mere layout."""
    if table.find(".//table") is not None or table.find(".//img") is not None:
        return None
    rows = [[text_of(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    wide = [row for row in rows if sum(bool(cell) for cell in row) >= 2]
    if len(wide) < 2 or len(wide) < 0.6 * len(rows):
        return None
    linked = sum(len(text_of(a)) for a in table.iter("a"))
    total = sum(len(cell) for row in rows for cell in row)
    longest = max(len(cell) for row in rows for cell in row)
    if linked > LINKED_MAX * total or longest > CELL_MAX:
        return None
    return [" | ".join(row) for row in rows if any(row)]


def _prose(block: Block) -> int:
    """The weight of a block as prose: unlinked characters, 0 for labels and pointers."""
    length = len(block.text) - block.linked
    if length < PROSE_MIN or block.link_density > LINKED_MAX + 0.2:
        return 0
    if length < SENTENCE_MIN and not SENTENCE_END.search(block.text):
        return 0
    return min(length, PROSE_CAP)


def same_words(one: str, other: str) -> bool:
    """Whether two lines have the same words in the same order, whatever stands between them."""
    return re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())
