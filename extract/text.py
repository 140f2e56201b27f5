"""Repair with a ledger, paragraphs, sentences, boilerplate lines."""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import attrgetter

from extract.document import TableError
from extract.tables import load_table


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made to the raw text: offsets are into the raw text."""

    rule: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A text in which slips are repaired, and the way back to the raw characters.

    `offsets[i]` is where character `i` of `text` starts in `raw`, `ends[i]` where it ends; an
    inserted character starts and ends at one place. `offsets` has one entry more than `text`.
    `repairs` are in the order of their starts; `reach[i]` is how far the first i + 1 of them go.
    """

    raw: str
    text: str
    repairs: tuple[Repair, ...]
    offsets: Sequence[int]
    ends: Sequence[int]
    reach: Sequence[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of a span of the repaired text, without what is deleted at its edges."""
        first = self.offsets[start]
        return first, self.ends[end - 1] if end > start else first

    def repairs_in(self, start: int, end: int) -> tuple[Repair, ...]:
        """The repairs inside a span of the repaired text."""
        low, high = self.raw_span(start, end)
        first = bisect_right(self.reach, low)
        last = bisect_left(self.repairs, high, lo=first, key=attrgetter("start"))
        return tuple(r for r in self.repairs[first:last] if r.end > low)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a table cell or a list item; `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int
    boilerplate: bool = False


# An edit replaces text[start:end] by `after`; a rule finds its edits in a text.
_Edit = tuple[int, int, str]
_Rule = Callable[[str], Iterable[_Edit]]

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc"
_MARKS = {
    "„": "“",
    "‟": "“",
    "❝": "“",
    "«": "“",
    "❞": "”",
    "»": "”",
    "″": '"',
    "〝": '"',
    "〞": '"',
    "＂": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "％": "%",
    "٪": "%",
    "﹪": "%",
    "´": "'",
    "`": "'",
    "ʼ": "'",
}
_MONTH_WORDS = (
    "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november"
    "|nopember|desember"
)
_PER_WORDS = "hari|bulan|tahun|kapita|minggu|orang|jiwa|kk|keluarga"
_BEFORE_NUMBERS = ("sebesar", "sebanyak", "menjadi", "mencapai", "sekitar", "hingga")
_UNIT_WORDS = (
    "persen|prosen|poin|ribu|juta|miliar|milyar|triliun|trilyun|jiwa|orang|warga|keluarga|unit|rumah"
    "|balita|anak|rupiah|desa|kecamatan|kabupaten|kelurahan"
)


def _each(pattern: str, after: str, flags: int = 0) -> _Rule:
    """A rule that replaces every match of a pattern by a fixed text."""
    compiled = re.compile(pattern, flags)

    def find(text: str) -> Iterator[_Edit]:
        for match in compiled.finditer(text):
            yield match.start(), match.end(), after

    return find


def _before(pattern: str, after: str, flags: int = 0) -> _Rule:
    """A rule that inserts a text behind every match of a pattern."""
    compiled = re.compile(pattern, flags)

    def find(text: str) -> Iterator[_Edit]:
        for match in compiled.finditer(text):
            yield match.end(), match.end(), after

    return find


_MARK = re.compile(f"[{re.escape(''.join(_MARKS))}]")


def _marks(text: str) -> Iterator[_Edit]:
    for match in _MARK.finditer(text):
        yield match.start(), match.end(), _MARKS[match[0]]


def _digits(text: str) -> Iterator[_Edit]:
    """Full-width digits and letters of East Asian keyboards."""
    for match in re.finditer(r"[\uff10-\uff19]", text):
        yield match.start(), match.end(), chr(ord(match[0]) - 0xFF10 + ord("0"))


# It begins with the few characters that it may start with, since the engine finds those fastest.
_ZERO = re.compile(
    r"[oO\d](?<![\w.,/-].)(?:(?<=[oO])(?=[.,]\d|\s?(?:%|(?i:persen|prosen)\b))"
    r"|(?<=\d)[\doO.,/]*[oO][\doO.,/]*)(?![A-Za-z])"
)


def _letter_zero(text: str) -> Iterator[_Edit]:
    """The letter O among digits: "O%", "1O persen", "2O24"."""
    for match in _ZERO.finditer(text):
        for place in range(match.start(), match.end()):
            if text[place] in "Oo":
                yield place, place + 1, "0"


# "14, 14%": the leading part has at most three digits, and a sign or word after the decimals
# shows that the two are one number; a list ("12, 14 dan 16 desa") has neither.
_SPLIT = re.compile(
    r"(?P<head>\d(?:(?<![\w.,]\d)|(?<=\bRp\d)|(?<=\bRp\.\d))(?<!\d,\s\d)(?<!\d\s,\s\d)\d{0,2})"
    r"(?P<gap>\s?,[ \t]+|[ \t],|\.[ \t]+(?=\d\d\s?%))"
    r"(?P<tail>\d{1,3})(?![\d.]|,\s?\d|\s?(?:-|–|s/d|dan|atau|serta|hingga|sampai)\s?\d)"
    r"(?=(?P<unit>\s?(?:%|persen\b|prosen\b|pct\b|poin\b|ribu\b|juta\b|mil[iy]ar\b|tril[iy]un\b))?"
    r"(?P<people>\s?(?:jiwa|orang|KK|warga)\b)?)",
    re.IGNORECASE,
)
_SPLIT_MARK = re.compile(r"\d(?=\s?,[ \t]|[ \t],|\.[ \t])")
_NUMBERED = re.compile(r"(?:pasal|ayat|butir|nomor|no\.?|huruf)\s$", re.I)


def _split_number(text: str) -> Iterator[_Edit]:
    """White space inside a decimal number."""
    if not _SPLIT_MARK.search(text):
        return
    for match in _SPLIT.finditer(text):
        head, tail = match["head"], match["tail"]
        index = head == "0" and len(tail) > 1
        count = match["people"] and len(tail) == 3 and head != "0"
        if not (match["unit"] or index or count):
            continue
        if _NUMBERED.search(text, max(0, match.start() - 12), match.start()):
            continue
        for place in range(match.start("gap"), match.end("gap")):
            if text[place].isspace():
                yield place, place + 1, ""


# The full stop comes first, since the engine finds a fixed character fastest.
_FULL_STOP = re.compile(
    r"\.(?:(?=[A-Z][a-z])(?:(?<=[a-z]{3}\.)|(?<=\d\.)|(?<=[%)\"”]\.))"
    r"|(?=[a-z]{4})(?:(?<=[a-z]{3}\.)|(?<=[\s\"”]\.)))"
)
_HOST = re.compile(
    r"https?:|www\.|@|[/\\_=]|\.(?:com|net|org|info|news|online|site|blogspot|wordpress|website|asia|media"
    r"|press|today|html?|aspx?|docx?|xlsx?|jpe?g|json|store|space|tech|live|link|page|shop)\b|\.(?:id|co|go|tv|my)\b",
    re.IGNORECASE,
)


def _full_stop(text: str) -> Iterator[_Edit]:
    """A full stop glued to the next sentence; never in addresses, degrees and abbreviations."""
    known = _abbreviations()
    for match in _FULL_STOP.finditer(text):
        place = match.start()
        low = max(text.rfind(" ", max(0, place - 60), place), place - 60) + 1
        low = max(low, text.rfind("\n", low, place) + 1)
        high = text.find(" ", place, place + 60)
        token = text[low : high if high > 0 else place + 60].split("\n")[0]
        left = text[low:place].rsplit(".", 1)[-1].strip('("“').lower()
        if _HOST.search(token) or known.get(left) == "before":
            continue
        yield place + 1, place + 1, " "


_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")


def _entities(text: str) -> Iterator[_Edit]:
    """HTML entities that were left in, one character each."""
    for match in _ENTITY.finditer(text):
        after = html.unescape(match[0]).replace("\u00a0", " ")
        if len(after) == 1:
            yield match.start(), match.end(), after


_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>p|br|div|li|ul|ol|h[1-6]|tr|table|td|th|b|strong|em|i|u|span|a|font)"
    r"\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_INLINE = ("b", "strong", "em", "i", "u", "span", "a", "font")


def _tags(text: str) -> Iterator[_Edit]:
    """HTML tags that were left in: those of blocks end a line."""
    for match in _TAG.finditer(text):
        yield match.start(), match.end(), "" if match["name"].lower() in _INLINE else "\n"


_CUT_WORD = re.compile(
    r"(?<![\w-])(?P<head>[a-zA-Z][a-z]+)(?P<gap>-[ \t]?\n[ \t]*)(?P<tail>[a-z]{2,})"
)

_CUT = re.compile(r"-[ \t]?\n")


def _cut_words(text: str) -> Iterator[_Edit]:
    """A word cut at the end of a line; a doubled word ("rata-rata") keeps its hyphen."""
    if not _CUT.search(text):
        return
    for match in _CUT_WORD.finditer(text):
        doubled = match["tail"].startswith(match["head"].lower())
        yield match.start("gap") + doubled, match.end("gap"), ""


def _quote_marks(text: str) -> Iterator[_Edit]:
    """A quote mark glued to the words around the quote: `2024,"ungkapnya`, `berkata,"Kami`.

    Straight marks open and close by turns within a line.
    """
    opened = False
    for match in re.finditer(r"[\"”\n]", text):
        place, mark = match.start(), match[0]
        opened = not opened if mark == '"' else opened and mark != "\n"
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        if mark == "\n" or before not in tuple(",.!?:") or not after.isalpha():
            continue
        if mark == '"' and opened:
            yield place, place, " "
        elif before != ":":
            yield place + 1, place + 1, " "


_SPLIT_MONEY = re.compile(r"[Rr](?<=\b[Rr])[Pp]\.?\s?\d{1,3}(?:[.,] ?\d{3})+(?![\d.,]*\d)")


def _split_money(text: str) -> Iterator[_Edit]:
    """White space between the thousands of an amount: "Rp 5. 800. 000"."""
    for match in _SPLIT_MONEY.finditer(text):
        for space in re.finditer(r"(?<=[.,]) (?=\d)", match[0]):
            yield match.start() + space.start(), match.start() + space.end(), ""


_THOUSANDS = re.compile(
    r"\d\.? (?=\d{3}\s?(?:jiwa|orang|warga|penduduk|KK|keluarga|rumah|unit|KPM|anak|balita)\b)"
)
_HOW_MANY = re.compile(
    r"\b(?:sebesar|sebanyak|menjadi|mencapai|sekitar|hingga|tercatat|berjumlah|total|tinggal|masih|"
    r"yakni|yaitu|ada|dari)\s+\d{1,3}$",
    re.IGNORECASE,
)


def _split_thousands(text: str) -> Iterator[_Edit]:
    """White space before the last three digits of a count: "sebanyak 98 240 jiwa", "98. 240"."""
    for match in _THOUSANDS.finditer(text):
        start = match.start() + 1
        if _HOW_MANY.search(text, max(0, start - 20), start):
            yield match.end() - 1, match.end(), ""


# Each of these begins with its rarest character, since the engine looks for one first.
_GLUED_YEAR = r"[12t](?:(?:(?<=\b1)9|(?<=\b2)0)\d\d(?=[a-z]{3})|(?<=\bt)ahun(?=(?:19|20)\d\d\b))"
_GLUED_NUMBER = re.compile(
    r"\d(?<=[^\W\d]\d)(?:" + "|".join(rf"(?<=\b{w}\d)" for w in _BEFORE_NUMBERS) + ")",
    re.IGNORECASE,
)


def _glued_number(text: str) -> Iterator[_Edit]:
    """A number glued to the word before it: "sebesar12"."""
    for match in _GLUED_NUMBER.finditer(text):
        yield match.start(), match.start(), " "


_RULES: tuple[tuple[str, _Rule], ...] = (
    ("HTML entity", _each("&amp;(?=#?[a-zA-Z0-9]{2,8};)", "&")),
    ("HTML entity", _entities),
    ("HTML tag", _tags),
    ("invisible character", _each(f"[{_INVISIBLE}]", "")),
    ("carriage return", _each(r"\r(?=\n)", "")),
    ("odd line end", _each("[\r\u0085\u2028\u2029\x0b\x0c]", "\n")),
    ("odd space", _each(f"[{_SPACES}]", " ")),
    ("cut word", _cut_words),
    ("odd mark", _marks),
    ("two single quotes", _each("''|‘‘|’’|,,(?=[A-Z])", '"')),
    ("full-width digit", _digits),
    ("letter for zero", _letter_zero),
    ("space in number", _split_number),
    ("space in number", _split_money),
    ("space in number", _split_thousands),
    ("dot after Rp", _each(r"\.(?=\s?\d)(?<=\bRp\.)", "", re.IGNORECASE)),
    ("glued per", _before(rf"[Pp](?<=\b[Pp])(?i:er(?=(?:{_MONTH_WORDS}|{_PER_WORDS})\b))", " ")),
    ("glued sign", _before(r"%(?=[A-Za-z])(?:(?<=\d%)|(?<=\d %))", " ")),
    ("glued unit", _before(rf"\d(?=[^\W\d])(?=(?:{_UNIT_WORDS})\b)", " ", re.IGNORECASE)),
    ("glued year", _before(_GLUED_YEAR, " ")),
    ("glued number", _glued_number),
    ("glued quote mark", _quote_marks),
    ("glued full stop", _full_stop),
    ("underscore", _each(r"_(?<=[a-z]_)(?=[A-Z][A-Za-z]+\b(?!\.\w))", " ")),
)  # fmt: skip


def repair(raw: str) -> RepairedText:
    """The text with its slips repaired; nothing is repaired without a named rule."""
    text = raw
    offsets: Sequence[int] = range(len(raw) + 1)
    ends: Sequence[int] = range(1, len(raw) + 1)
    repairs: list[Repair] = []
    for rule, find in _RULES:
        edits = list(find(text))
        if not edits:
            continue
        repairs += [_ledger(rule, raw, offsets, ends, edit) for edit in edits]
        text, offsets, ends = _apply(text, offsets, ends, edits)
    repairs.sort(key=lambda r: (r.start, r.end))
    reach = tuple(accumulate((r.end for r in repairs), max))
    return RepairedText(raw, text, tuple(repairs), offsets, ends, reach)


def _ledger(
    rule: str, raw: str, offsets: Sequence[int], ends: Sequence[int], edit: _Edit
) -> Repair:
    """The record of one edit, in raw offsets."""
    low, high, after = edit
    start = offsets[low]
    end = ends[high - 1] if high > low else start
    return Repair(rule, start, end, raw[start:end], after)


def _apply(
    text: str, offsets: Sequence[int], ends: Sequence[int], edits: Iterable[_Edit]
) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text after edits in order, and both ways back to the raw text."""
    pieces: list[str] = []
    starts, stops = array("Q"), array("Q")
    done = 0
    for low, high, after in edits:
        pieces += (text[done:low], after)
        starts.extend(offsets[done:low])
        stops.extend(ends[done:low])
        if after:
            start = offsets[low]
            stop = ends[high - 1] if high > low else start
            starts.extend([start, *[stop] * (len(after) - 1)])
            stops.extend([stop] * len(after))
        done = high
    pieces.append(text[done:])
    starts.extend(offsets[done:])
    stops.extend(ends[done:])
    return "".join(pieces), starts, stops


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviations in lower case without their last dot, and what follows them.

    `before` stands before its word and never ends a sentence, `number` only before a number,
    `after` may end one.
    """
    return {row["form"]: row["kind"] for row in load_table("abbreviations")}


@cache
def _boilerplate() -> re.Pattern[str]:
    """One pattern that a whole line of boilerplate fits."""
    for line, row in enumerate(load_table("boilerplate"), start=2):
        try:
            re.compile(row["pattern"])
        except re.error as error:
            raise TableError(f"boilerplate.csv, line {line}: {error}") from error
    parts = "|".join(row["pattern"] for row in load_table("boilerplate"))
    return re.compile(rf"\W{{0,4}}(?:{parts})\s*", re.IGNORECASE)


def find_sentences(text: str) -> list[Sentence]:
    """The sentences of a repaired text, in order; boilerplate lines are marked, not dropped."""
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        plain = text[start : min(end, start + 400)]
        boilerplate = end - start <= 400 and bool(_boilerplate().fullmatch(plain))
        for low, high in _cut(text, start, end):
            for first, last in _shortened(text, low, high):
                sentences.append(Sentence(first, last, number, boilerplate))
    return sentences


SENTENCE_MAX = 2_500  # characters; the longest of real run-on speech has some 1,800


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, cut behind a comma or a space where no sentence can be so long."""
    while end - start > SENTENCE_MAX:
        limit = start + SENTENCE_MAX
        cut = text.rfind(", ", start + SENTENCE_MAX // 2, limit)
        cut = text.rfind(" ", start + SENTENCE_MAX // 2, limit) if cut < 0 else cut + 1
        cut = limit if cut < 0 else cut
        yield start, cut
        start = cut + (text[cut : cut + 1] == " ")
    if start < end:
        yield start, end


_ITEM = re.compile(
    r"\s*(?:[-–•*▪●·✓>]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|[IVX]{1,4}\.|\[\d{1,2}[.:]\d\d\]|"
    r"\d{1,2}[.:]\d\d(?=\s[A-Z][^\n:]{1,50}:\s))\s"
)
_CLOCK_HEAD = re.compile(r"\s*\[\d{1,2}[.:]\d\d\]\s[^.!?;]{1,50}")
_END_MARK = re.compile(r"[.!?:;…][\"”’')\]]*\s*$")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of lines, with hard-wrapped lines joined, without white space at the ends."""
    start = end = -1
    wrapped = 0
    for low, high in _lines(text):
        if start >= 0 and _continues(text, start, end, low, high, wrapped):
            end, wrapped = high, wrapped + 1
            continue
        if start >= 0:
            yield start, end
        start, end, wrapped = low, high, 0
    if start >= 0:
        yield start, end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines that hold something, without white space at their ends."""
    start = 0
    for line in text.split("\n"):
        plain = line.strip()
        if plain:
            low = start + line.index(plain[0])
            yield low, low + len(plain)
        start += len(line) + 1


def _continues(text: str, start: int, end: int, low: int, high: int, wrapped: int) -> bool:
    """Whether the line text[low:high] goes on with the sentence that stands before it."""
    if text.count("\n", end, low) != 1 or _END_MARK.search(text, max(start, end - 6), end):
        return False
    if _ITEM.match(text, low, high) or "|" in text[low:high] or "\t" in text[low:high]:
        return False
    if _CLOCK_HEAD.fullmatch(text, start, end):
        return False  # "[09.15] Sekda Wonogiri": what is said begins below
    width = end - max(start, text.rfind("\n", start, end) + 1)
    if text[low].islower() or _HANGING.search(text, max(start, end - 16), end):
        return width >= 30 or bool(_ITEM.match(text, start, end))
    if width < 40 or not (wrapped or (width >= 55 and text[low].isdigit())):
        return False
    return text[end - 1].islower() or text[end - 1] in ",-" or wrapped > 0


# Words after which no line ends but a wrapped one.
_HANGING = re.compile(
    r"\b(?:di|ke|dari|dan|yang|untuk|pada|dengan|sebesar|sebanyak|menjadi|oleh|dalam|atau|serta"
    r"|kabupaten|provinsi|kota|kecamatan|bapak|ibu|per|mencapai|sekitar|adalah)$",
    re.IGNORECASE,
)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*(?=\s)")
_BEFORE = re.compile(r"[\w./-]+$")
_OPENING = "\"“‘'(["


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph."""
    low = start
    for match in _STOP.finditer(text, start, end):
        if not _ends_sentence(text, low, match.start(), match.end(), end):
            continue
        yield low, match.end()
        low, _ = _strip(text, match.end(), end)
    if low < end:
        yield low, end


def _ends_sentence(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """Whether the mark at text[stop:after] ends the sentence that starts at `start`."""
    place = after
    while place < end and (text[place].isspace() or text[place] in _OPENING):
        place += 1
    if place >= end or (text[place].islower() and not _PHYSICIAN.match(text, place)):
        return False
    if text[stop] != "." or after - stop > 1:
        return True
    word = _BEFORE.search(text, max(start, stop - 24), stop)
    if word is None:
        return stop > start
    return not _belongs(text, start, word[0], word.start(), text[place : min(end, place + 6)])


_PHYSICIAN = re.compile(r"dr\. ?[A-Z]")  # a title in small letters may start a sentence
_LIST_NUMBER = re.compile(r"\d{1,2}|[a-zA-Z]|[IVX]{1,4}")
_INITIALS = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]|Ch|Th|Moh|Muh|Mohd|Abd|St|Md|Fr|Yoh")
_DEGREE = re.compile(r"(?:[SMADE]|Dr)\.[A-Z][A-Za-z]{0,5}(?:\.[A-Z][A-Za-z]{0,5})?")
_NEXT_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,3}\.|[A-Z]{2,4}[,\s]")
_LABEL = re.compile(r"(?:tabel|gambar|grafik|diagram|lampiran|bab|pasal|:|;)\s*$", re.IGNORECASE)


def _belongs(text: str, start: int, word: str, at: int, following: str) -> bool:
    """Whether the dot after `word` belongs to the word: "Kab.", "H.", a list number."""
    kind = _abbreviations().get(word.lower().rsplit("/", 1)[-1])
    degree = _DEGREE.fullmatch(word) and text[max(start, at - 2) : at] == ", "
    if kind == "number":
        return bool(re.match(r"\d|[IVXLC]+\b", following))
    if word in ("M", "T") and re.search(r"\d\s?$", text[max(start, at - 2) : at]):
        return False  # miliar, triliun
    if kind == "before" or (_INITIALS.fullmatch(word) and not degree):
        return True
    if _LIST_NUMBER.fullmatch(word):
        return at == start or bool(_LABEL.search(text, max(start, at - 12), at))
    if kind == "after" or _DEGREE.fullmatch(word):
        return bool(_NEXT_DEGREE.match(following))
    return False
