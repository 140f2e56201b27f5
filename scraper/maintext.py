"""Main text of a web page: which of its blocks are the article.

Blocks that read like prose vote for the elements that hold them; the winner is widened to its
ancestors while these add prose and little else; inside it, everything that is furniture (pointers
to other articles, captions, credits, advertisements, tags, comments) is left out, by the names and
lines of furniture.toml, by the density of links and by the pictures beside it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from scraper.blocks import LINKED_MAX, PROSE_MIN, SENTENCE_END, Block, Element, same_words
from scraper.furniture import is_furniture, load_furniture

DATELINE = re.compile(r".{0,80}\w.{0,20}\s*[-–—]+$")
# "TALANG RIMBA – ", "Talang Rimba, Kabar – ", "Talang Rimba (Humas) - ", "Talang - "; other runs of
# capitalised words before a dash may be an office in the middle of the text.
DATELINE_START = re.compile(
    r"(?:[A-Z]{3}[\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?:, ?[\w. ]{2,40}| ?\([^()]{2,30}\))?"
    r"|[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?:, ?[A-Z][\w. ]{1,40}| ?\([^()]{2,30}\))"
    r"|[A-Z][\w.'-]+)\s[-–—|]{1,2}\s\S"
)
CREDITED = re.compile(
    r"\((foto|photo|dok|doc|ist|istimewa|ilustrasi)\b|\b((foto|photo)\s?[:/]|(dok|doc)\s?[.:/])\s?\S",
    re.IGNORECASE,
)
PARAGRAPHS = frozenset(("p", "li", "td", "blockquote"))

# Measured on 39 Indonesian news pages and 181 pages of other languages; F1 moves by less than
# 0.002 when any of these, or of the limits in blocks.py, is changed by a fifth.
ASIDE = 0.3  # weight of prose in furniture; what is left outweighs it on every page measured
TEASER = 0.05  # weight of the summary under the linked headline of another article
TEASER_MAX = 5  # blocks of a box that announces another article
FURNITURE_SHARE = 0.35  # furniture that holds more of the article's prose than this is none
CAPTION_MAX = 250  # characters of a caption beside a picture


# --- choosing the element that holds the article ----------------------------------------------


def _hint(element: Element) -> float:
    """What the names of an element say for or against it, as a factor."""
    if "articleBody" in (element.get("itemprop"), element.get("property")):
        return 1.6
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    if any(name in load_furniture().body_names for name in names):
        return 1.4
    return 0.5 if is_furniture(element) else 1.0


@dataclass(frozen=True, slots=True)
class Outline:
    """Sums over the blocks of a page, so that any element can be weighed at once."""

    blocks: Sequence[Block]
    spans: dict[Element, tuple[int, int]]
    prose: list[int]
    other: list[int]
    pointers: list[int]

    def within(self, sums: list[int], element: Element) -> int:
        """One of the sums over the blocks of an element."""
        first, last = self.spans[element]
        return sums[last] - sums[first]


def outline_of(blocks: Sequence[Block]) -> Outline:
    """Where each element's blocks begin and end, and what they amount to."""
    spans: dict[Element, tuple[int, int]] = {}
    for block in blocks:
        node: Element | None = block.owner
        while node is not None:
            first = spans[node][0] if node in spans else block.index
            spans[node] = (first, block.index + 1)
            node = node.getparent()
    line = load_furniture().line
    other = (0 if b.prose or line.match(b.text) else len(b.text) for b in blocks)
    pointers = (b.link_density > LINKED_MAX and not b.prose for b in blocks)
    return Outline(
        blocks,
        spans,
        [0, *accumulate(b.prose for b in blocks)],
        [0, *accumulate(other)],
        [0, *accumulate(pointers)],
    )


def choose(outline: Outline, headline: int | None) -> Element | None:
    """The element that holds the article; None for a page without prose."""
    votes = _votes(outline)

    def worth(element: Element) -> float:
        return votes[element] * _hint(element) * _place(outline.spans[element], headline)

    return _widen(_holder(max(votes, key=worth)), outline) if votes else None


def _holder(element: Element) -> Element:
    """The element that holds a paragraph and what stands beside it: tables, lists, labels."""
    parent = element.getparent()
    if element.tag in PARAGRAPHS and parent is not None and parent.tag not in ("body", "html"):
        return _holder(parent)
    return element


def _votes(outline: Outline) -> dict[Element, float]:
    """Prose under an element: of its own and its paragraphs in full, of what is deeper by half."""
    votes: dict[Element, float] = defaultdict(float)
    known: dict[Element | None, bool] = {None: False}
    for block in outline.blocks:
        if not block.prose:
            continue
        share = float(block.prose)
        if _is_teaser(block, outline):
            share *= TEASER
        elif _is_aside(block.owner, known):
            share *= ASIDE
        node: Element | None = block.owner
        for _ in range(3):
            if node is None:
                break
            votes[node] += share
            if node.tag not in PARAGRAPHS:
                share *= 0.5
            node = node.getparent()
    return votes


def _is_aside(element: Element, known: dict[Element | None, bool]) -> bool:
    """Whether the element stands in furniture; `known` remembers the answers of one page."""
    chain: list[Element] = []
    node: Element | None = element
    while node not in known and node is not None:
        chain.append(node)
        node = node.getparent()
    state = known[node]
    for inner in reversed(chain):
        state = known[inner] = state or is_furniture(inner)
    return state


def _is_teaser(block: Block, outline: Outline) -> bool:
    """Whether the block and a linked headline before it make up a small box of their own."""
    before = outline.blocks[block.index - 1] if block.index else block
    if before.link_density <= LINKED_MAX or before.prose:
        return False
    box: Element | None = block.owner
    while box is not None and outline.spans[box][0] >= block.index:
        box = box.getparent()
    return box is not None and outline.spans[box][1] - outline.spans[box][0] <= TEASER_MAX


def _place(span: tuple[int, int], headline: int | None) -> float:
    """Text under the headline is likelier the article; text above it hardly ever is."""
    if headline is None:
        return 1.0
    if span[1] <= headline:
        return 0.6
    return 1.0 + 0.2 * math.exp2(-max(0, span[0] - headline) / 40)


def _widen(seed: Element, outline: Outline) -> Element:
    """The highest ancestor that adds prose and little else."""
    best = node = seed
    while node.tag != "article" and (parent := node.getparent()) is not None:
        node = parent
        if node.tag in ("body", "html"):
            break
        held = outline.within(outline.prose, best)
        added, other, pointing = (
            outline.within(sums, node) - outline.within(sums, best)
            for sums in (outline.prose, outline.other, outline.pointers)
        )
        named = _hint(node) > 1
        enough = added > 0.1 * held or named or _has_own_prose(node, outline)
        if enough and 0 < added > (1 if named else 3) * other and pointing <= 1 + added // 400:
            best = node
    return best


def _has_own_prose(element: Element, outline: Outline) -> bool:
    """Whether prose stands directly in the element, beside its paragraphs."""
    first, last = outline.spans[element]
    return any(b.prose and b.owner is element for b in outline.blocks[first:last])


# --- cleaning inside it -----------------------------------------------------------------------


def find_lines(
    blocks: Sequence[Block], container: Element, title: str | None = None
) -> list[Block]:
    """The blocks of the article among those of its container."""
    tables = load_furniture()
    outside = _furniture_test(blocks, container)
    whole = sum(block.prose for block in blocks)
    kept: list[Block] = []
    read = 0
    for block in blocks:
        if read and tables.end.match(block.text):
            break
        if read > 0.6 * whole and tables.related.match(block.text):
            break
        if not (outside(block) or _is_furniture_line(block, title)):
            kept.append(block)
        read += block.prose
    return _trim(kept)


def _furniture_test(blocks: Sequence[Block], container: Element) -> Callable[[Block], bool]:
    """A function that says whether a block stands in furniture inside the container."""
    held: dict[Element, int] = defaultdict(int)
    count: dict[Element, int] = defaultdict(int)
    for block in blocks:
        for element in _inside(block.owner, container):
            held[element] += block.prose
            count[element] += 1
    limit = FURNITURE_SHARE * sum(block.prose for block in blocks)

    @cache
    def is_named(element: Element) -> bool:
        return held[element] <= limit and is_furniture(element)

    @cache
    def is_pictured(element: Element) -> bool:
        few = count[element] <= 2 and held[element] <= CAPTION_MAX
        return few and element.find(".//img") is not None

    def test(block: Block) -> bool:
        owner = block.owner
        if owner.tag == "figcaption" and len(block.text) <= CAPTION_MAX:
            return True
        frames = ("table", "figure") if owner.tag == "p" else ("table", "figure", "div", "center")
        return any(
            is_named(element) or (element.tag in frames and is_pictured(element))
            for element in _inside(owner, container)
        )

    return test


def _inside(element: Element, container: Element) -> Iterator[Element]:
    """The element and its ancestors, up to the container and without it."""
    node: Element | None = element
    while node is not None and node is not container:
        yield node
        node = node.getparent()


def _is_furniture_line(block: Block, title: str | None) -> bool:
    """Whether the line itself is a pointer, credit, caption, label or the headline again."""
    text = block.text
    if (block.link_density > 0.6 and not block.prose) or (title and same_words(text, title)):
        return True
    if len(text) > CAPTION_MAX:
        return False
    if load_furniture().line.match(text) or SIGNATURE.match(text) or CREDITED.search(text):
        return True
    return _is_plain_caption(block)


def _is_plain_caption(block: Block) -> bool:
    """Whether a line without further marks is a caption: in italics or centred, and no quotation.

    Right under a picture either look is enough; elsewhere it must be in italics and no sentence.
    """
    if QUOTATION.search(block.text):
        return False
    italic = block.emphasised > 0.9 * len(block.text)
    if not block.pictured:
        return italic and not SENTENCE_END.search(block.text)
    look = f"{block.owner.get('style') or ''} {block.owner.get('align') or ''}"
    return italic or "center" in look


QUOTATION = re.compile('["“”„‟«»]')
SIGNATURE = re.compile(r"\W*\([\w.*]{1,12}(?:[/\-,& ]+[\w.*]{1,12}){0,4}\)\W*$")


def _trim(blocks: list[Block]) -> list[Block]:
    """Without labels before the first and after the last sentence; list and table lines stay."""
    first, last = 0, len(blocks)
    while first < last and _is_label(blocks[first], 60) and not DATELINE.match(blocks[first].text):
        first += 1
    first += _above_dateline(blocks[first:last])
    while first < last and (_is_label(blocks[last - 1], 40) or blocks[last - 1].text.endswith(":")):
        last -= 1
    return blocks[first:last]


def _above_dateline(blocks: Sequence[Block]) -> int:
    """How many short lines stand above the one that begins with a dateline: captions, decks."""
    for number, block in enumerate(blocks[:4]):
        if block.owner.tag not in ("table", "li") and DATELINE_START.match(block.text):
            return number
        if len(block.text) > CAPTION_MAX:
            break
    return 0


def _is_label(block: Block, longest: int) -> bool:
    text = block.text
    if not re.search(r"\w\w", text):
        return True
    if len(text) >= longest or SENTENCE_END.search(text) or block.owner.tag in ("li", "table"):
        return False
    return load_furniture().minutes.match(text) is None


def join_lines(blocks: Sequence[Block]) -> list[str]:
    """The texts of blocks; a dateline that stands alone is joined to the paragraph after it."""
    lines = [block.text for block in blocks]
    if len(lines) > 1 and len(lines[0]) < PROSE_MIN and DATELINE.match(lines[0]):
        lines[:2] = [f"{lines[0]} {lines[1]}"]
    return lines
