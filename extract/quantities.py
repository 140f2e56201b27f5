"""Numbers, ranges and units as Indonesians write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import isfinite

from extract.document import TableError
from extract.finder import Finder, compile_finder, first_letters, fold
from extract.tables import load_table


@dataclass(frozen=True, slots=True)
class Quantity:
    """One stated number with its unit, at its place in the text.

    `value` is in base units (60170 for "60,17 ribu jiwa"); `unit` is one of percent,
    percentage_point, person, household, unit, idr, usd or None (a bare number: index, count);
    `noun` is the counted word as written in lower case ("jiwa", "kk", "rumah", "lansia"), if any.
    `decimals` are the stated decimals of the number as written; `step` the size of its last
    stated digit in base units (10 for "60,17 ribu"). A range gives two quantities that share a
    `group`, one per end; so do the members of an enumeration with a shared unit.
    `group_kind` is range, series or change ("dari 9,0 menjadi 8,1 persen"). A share in words
    ("separuh warga") is 50 percent with the word itself as `noun`.
    """

    start: int
    end: int
    value: float
    unit: str | None = None
    noun: str | None = None
    comparator: str = "="
    decimals: int = 0
    step: float = 1.0
    per: str | None = None
    group: int | None = None
    group_kind: str | None = None


@dataclass(frozen=True, slots=True)
class _Number:
    """A number before its neighbours are known.

    `digits` as written, or `words` already read as a number before `scale`.
    """

    start: int
    end: int
    digits: str | None
    words: float | None
    decimals: int
    scale: float
    unit: str | None
    noun: str | None
    money: bool
    fraction: bool
    more: bool
    about: bool
    per: str | None


@dataclass(frozen=True, slots=True)
class _Group:
    """A range, series or change, and the member whose unit and scale the others share."""

    number: int
    kind: str
    holder: _Number


_MONEY = {"": None, "RP": "idr", "IDR": "idr", "US$": "usd", "USD": "usd", "$": "usd"}
_PEOPLE = ("person", "household", "unit")
_PER_NAMES = {"hari": "day", "bulan": "month", "bln": "month", "tahun": "year", "thn": "year"}
# At most one line break inside an expression, and only where a hard-wrapped line goes on.
_GAP = r"[ \t]*(?:\n[ \t]*(?-i:(?=[a-z%]|KK|KPM)))?"


@cache
def _words() -> dict[str, tuple[str, float]]:
    return {row["word"]: (row["kind"], float(row["value"])) for row in load_table("number_words")}


@cache
def _scales() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in load_table("scales")}


@cache
def _units() -> tuple[re.Pattern[str], tuple[str | None, ...]]:
    """One pattern of all unit words, the longest first, and the unit of each of its groups."""
    rows = sorted(load_table("units"), key=lambda row: -len(row["pattern"]))
    parts = "|".join(f"(?P<u{number}>{row['pattern']})" for number, row in enumerate(rows))
    pattern = _compile("units", rf"{_GAP}(?:{parts})(?!(?!(?:nya|an)\b)\w|-(?!nya)[^\W\d])")
    return pattern, tuple(row["unit"] or None for row in rows)


_AFTER_GAP = re.compile(r"[ \t]*(?:\n[ \t]*)?")


@cache
def _unit_starts() -> frozenset[str] | None:
    """The first two letters of all unit words, a sign alone; None when a word may start anyhow."""
    heads = first_letters("|".join(row["pattern"] for row in load_table("units")), re.IGNORECASE)
    return frozenset(head[:2] for head in heads[0]) if heads else None


def _may_be_unit(text: str, end: int) -> bool:
    """Whether the first letters behind `end` are those of a unit word."""
    starts, gap = _unit_starts(), _AFTER_GAP.match(text, end)
    if starts is None or gap is None:
        return True
    two = fold(text[gap.end() : gap.end() + 2])
    return two in starts or two[:1] in starts


def _compile(table: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise TableError(f"{table}.csv: its patterns do not compile: {error}") from error


@cache
def _candidates() -> Finder:
    """Digits or number words, with a currency before and a scale after."""
    kinds = _words()
    first = [w for w, (kind, _) in kinds.items() if kind in ("digit", "number", "fraction")]
    more = rf"[ \t]+(?:{'|'.join(kinds)})\b"
    # "enam ratusan", "seratusan": a round number with the ending of what is about so much.
    round_first = "|".join(w for w, (kind, _) in kinds.items() if kind == "number")
    round_last = "|".join(w for w, (kind, _) in kinds.items() if kind in ("times", "scale"))
    words = (
        rf"(?:{round_first})(?=an\b)|(?:{'|'.join(first)})\b(?:{more}){{0,12}}"
        rf"(?:[ \t]+(?:{round_last}|{round_first})(?=an\b))?(?:[ \t]+koma(?:{more}){{1,8}})?"
    )
    scales = "|".join(word for word in _scales() if len(word) > 1)
    return compile_finder(
        rf"(?<!\w)(?:(?P<money>Rp\.?|IDR|US\$|USD|\$)[ \t]{{0,4}})?(?:(?<![\d.,])"
        rf"(?P<digits>\d+(?:[.,]\d+)*)(?:-an(?=[ \t]+(?:{scales})\b)|,[-–=]+"
        rf"|(?P<koma>[ \t]+koma[ \t]+\d+)"
        rf"|(?P<half>[ \t]+setengah)(?=[ \t]*(?:persen|%|juta|miliar|triliun|tahun)))?"
        rf"|(?P<words>{words}))"
        rf"(?P<scaled>{_GAP}(?P<scale>(?:{scales})(?=an\b|\b)|(?-i:[MT])\b(?!\.\w)))?"
        r"(?P<about>-?an\b)?",
        re.IGNORECASE,
    )


@cache
def _mask_rows() -> tuple[list[str], list[str]]:
    """The patterns of all that holds numbers and is no quantity, and those among them that do not
    describe addresses."""
    months = "|".join(sorted((r["word"] for r in load_table("months")), key=len, reverse=True))
    rows = [
        (row["kind"], row["pattern"].replace("{month}", f"(?:{months})"))
        for row in load_table("not_quantities")
    ]
    # A list number is one only at the start of a line, or as "(3)" inside.
    rows += [
        ("list", r"(?:(?<=^)|(?<=\n))\(?\d{1,3}(?:[.)]|[ \t]*\|)(?=\s)"),
        ("list", r"\((?:[1-9]\d?|0\d|(?:19|20)\d\d)\)"),
    ]
    return [row for _, row in rows], [row for kind, row in rows if kind != "code"]


@cache
def _masks() -> re.Pattern[str]:
    """One pattern of all that holds numbers and is no quantity: dates, laws, names, ages."""
    # The gate before the alternatives saves two thirds of the time.
    return _compile("not_quantities", rf"(?<![\w.,])(?=[\w(+])(?:{'|'.join(_mask_rows()[0])})")


@cache
def _mask_heads() -> Finder:
    """Where a mask that is no address may start."""
    return compile_finder(rf"(?<![\w.,])(?:{'|'.join(_mask_rows()[1])})", re.IGNORECASE)


# What an address holds, at most 64 characters from its start.
_ADDRESS = re.compile(
    r"[@:.Ww](?:(?<=@)|(?<=:)//|(?<=\.)(?i:com|co|go|id|net|org)\b|(?<=[Ww])(?i:ww\.))"
)


def _find_masks(text: str) -> Iterator[re.Match[str]]:
    """The masks of a text, as a search for `_masks()` gives them."""
    places = _mask_heads().places(text)
    if places is None:
        return _masks().finditer(text)
    marks = [mark.start() for mark in _ADDRESS.finditer(text)]
    if marks:
        near = (range(max(0, mark - 64), mark + 1) for mark in marks)
        places = sorted({*places, *(place for run in near for place in run)})
    return _matches_at(text, places)


def _matches_at(text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """The masks that start at one of these places, none inside another."""
    end = 0
    for place in places:
        if place >= end and (match := _masks().match(text, place)):
            yield match
            end = match.end()


_MORE = re.compile(
    r"[ \t]+(?:sekian(?=[ \t]+(?:persen|%))|lebih)\b(?!\s+(?:dari|daripada|tinggi|rendah|"
    r"besar|kecil|banyak|sedikit|baik|buruk|lanjut|cepat|lambat|jauh|kurang|dulu|dahulu|lama|maju|parah|luas|"
    r"kuat|mudah|sulit|murah|mahal))",
    re.IGNORECASE,
)
_EACH = r"(?:kapita|orang|jiwa|anggota|kk|keluarga|rumah tangga|kpm|unit|rumah)"
_PER = re.compile(
    rf"(?P<head>[ \t]*(?:PPP\b)?(?:[ \t]*(?:/|\bper)[ \t]*(?:(?P<kapita>kap(?:ita)?)|{_EACH})\b)?)"
    r"(?:[ \t]*(?:/|\bper|\btiap|\bsetiap|\bse)[ \t]*(?P<time>hari|bulan|bln|tahun|thn)(?:nya)?\b"
    r"(?!\s+(?:silam|lalu|yang|sebelumnya|terakhir|ke|kemudian|berikutnya|depan)\b))?",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(
    r"\b(?:per|tiap|setiap) ?(hari|bulan|tahun)(?:nya)?"
    r"(?: (?:sebesar|sekitar|rata-rata|hanya|sebanyak|mencapai|menerima|mendapat|turun|naik|"
    r"ter\w+|ber\w+))*\s$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"[ \t]*\((?P<inner>[A-Za-z% ]{3,90})\)")
_LISTED = (*"0123456789,;:|()%–\n", "")
_FIGURES = re.compile(r"[ \t]*\(\d{1,3}(?:[.,]\d{1,3}){0,4}\)")
_SHARE = re.compile(r"[ \t]+(?:dari|jumlah|total)\b", re.IGNORECASE)

# "setengah dari angka 2022 yang 1,5 persen" compares two numbers
_OF_NUMBER = re.compile(
    r"[ \t]+dari[ \t]+(?:angka|capaian|kondisi|posisi|besaran|nilai|tahun|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a repaired text, in order.

    >>> [(q.value, q.unit) for q in find_quantities("turun 0,4 poin menjadi 12,5 persen")]
    [(0.4, 'percentage_point'), (12.5, 'percent')]
    >>> [(q.value, q.group) for q in find_quantities("antara 7 hingga 8 persen")]
    [(7.0, 0), (8.0, 0)]
    >>> find_quantities("Instruksi Presiden Nomor 4 Tahun 2022, Senin (28/10) pukul 09.15 WIB")
    []
    """
    numbers = _compounds(text, _numbers(text))
    groups = _groups(text, numbers)
    found = (_finish(text, number, groups.get(index)) for index, number in enumerate(numbers))
    # hundreds of digits make no number that anything can be reckoned with
    known = _both_ends([q for q in found if q is not None and isfinite(q.value)])
    return _in_lists(text, known) if "(" in text else known


# "Penerima (orang): nelayan 412, buruh 96", "Miskin (ribu jiwa), urut: Ende 61,2, Sikka 40,3"
UNIT_AHEAD = re.compile(
    r"\((?:dalam |dlm )?(?P<scale>ribu|rb|juta|jt)? ?(?P<noun>orang|jiwa|KK|KPM|keluarga|"
    r"rumah tangga|unit|balita|anak|persen|%)\)[^.;:\n\d]{0,60}:"
    r"(?P<list>[^\n]+?)(?=\.(?:\s|$)|\n|$)"
)
LIST_ITEM = re.compile(r"[,;]? ?(?:(?:dan|serta) )?(?P<name>(?:[^\W\d][\w'’/.-]*\s+){1,6})")
ITEM_ENDS = re.compile(r"\s*(?:[,;.]|(?:dan|serta)\b|$)")


def _in_lists(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with the unit told in brackets before the list of names that they stand in;
    two bare numbers behind names make a list."""
    for head in UNIT_AHEAD.finditer(text):
        low, high = head.span("list")
        here = [i for i, q in enumerate(quantities) if low <= q.start and q.end <= high]
        starts = [low, *(quantities[i].end for i in here)]
        bare = all(
            quantities[i].unit is None
            and LIST_ITEM.fullmatch(text[start : quantities[i].start].lstrip())
            for i, start in zip(here, starts, strict=False)
        )
        if len(here) < 2 or not bare or not ITEM_ENDS.match(text, starts[-1], high):
            continue
        unit = _unit_after(text, head.start("noun"), None)[0]
        scale = _scales().get((head["scale"] or "").lower(), 1.0)
        for i in here:
            quantities[i] = _counted_in(quantities[i], unit, head["noun"].lower(), scale)
    return quantities


def _counted_in(quantity: Quantity, unit: str | None, noun: str, scale: float) -> Quantity:
    value = round(quantity.value * scale, 6)
    noun_of = noun if unit != "percent" else None
    return replace(quantity, value=value, unit=unit, noun=noun_of, step=quantity.step * scale)


def _both_ends(quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with "sekitar 3-4 ribu" said of either end of its range."""
    for index, (low, high) in enumerate(pairwise(quantities), start=1):
        alike = low.group is not None and low.group == high.group and low.group_kind == "range"
        if alike and low.comparator == "~" and high.comparator == "=":
            quantities[index] = replace(high, comparator="~")
    return quantities


def _numbers(text: str) -> Iterator[_Number]:
    """The numbers outside masks, each with its scale and unit."""
    masks = _find_masks(text)
    mask = next(masks, None)
    position = 0
    while match := _candidates().search(text, position):
        start = match.start("digits") if match["digits"] else match.start("words")
        while mask and mask.end() <= start:
            mask = next(masks, None)
        if mask and mask.start() <= start:
            position = max(mask.end(), match.start() + 1)
            continue
        number = _number(text, match, start)
        if number:
            yield number
        position = number.end if number else match.end()


def _number(text: str, match: re.Match[str], start: int) -> _Number | None:
    """One number with its scale, unit, repetition in words and "per"; None for a part of a word."""
    if _inside_word(text, start, match):
        return None
    unit = _MONEY[(match["money"] or "").upper().rstrip(".")]
    start = match.start() if unit else start
    number = _bare(match, start, unit)
    noun = None
    end, more = _skip(_MORE, text, number.end)
    if unit is None or unit == "usd":
        unit, noun, end = _unit_after(text, end, unit)
    end, later = _skip(_MORE, text, end)
    if (unit, noun, end, more or later) != (number.unit, None, number.end, False):
        number = replace(number, unit=unit, noun=noun, end=end, more=more or later)
    return _with_per(text, _with_words(text, number))


def _compounds(text: str, numbers: Iterable[_Number]) -> list[_Number]:
    """The numbers, of which those told scale by scale are one: "4 miliar 860 juta", "22 ribu enam
    ratus orang"."""
    read: list[_Number] = []
    for number in numbers:
        whole = _compound(text, read[-1], number) if read else None
        if whole:
            read[-1] = whole
        else:
            read.append(number)
    return read


_BLANK = re.compile(r"[ \t]+")


def _compound(text: str, first: _Number, rest: _Number) -> _Number | None:
    """Two numbers side by side as one, where the second counts on below the scale of the first."""
    beside = first.scale >= 1000 and _BLANK.fullmatch(text, first.end, rest.start)
    if not beside or first.noun or first.more or first.about or first.unit not in (None, "idr"):
        return None
    if first.unit and rest.unit not in (None, first.unit):
        return None
    high, low = _whole(first), _whole(rest)
    three = rest.words is not None or rest.scale > 1 or (len(rest.digits or "") == 3)
    if high is None or low is None or not three or not 0 < low * rest.scale < first.scale:
        return None
    if low >= 1000 or first.scale > 1000 * rest.scale:
        return None
    return replace(
        rest,
        start=first.start,
        digits=None,
        words=high + low * rest.scale / first.scale,
        decimals=3,
        scale=first.scale,
        unit=rest.unit or first.unit,
        money=first.money,
    )


def _whole(number: _Number) -> float | None:
    """A number without decimals before its scale, of at most three digits or in words."""
    if number.fraction or number.decimals:
        return None
    if number.digits is None:
        return number.words
    short = number.digits.isdigit() and len(number.digits) <= 3
    return float(number.digits) if short else None


def _inside_word(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the digits belong to a word or code: "ke-3", "Covid-19", "12A", "0812"."""
    digits = match["digits"]
    unsaid = _SOME.match(text, match.end()) and not _ABOUT_SO.match(text, match.start())
    if unsaid or _year_of(text, start, match):
        return True
    if not digits:
        near = (
            text[max(0, start - 6) : start].lower(),
            text[match.end("words") : match.end("words") + 1],
        )
        return near[0].endswith(("salah ", "-")) or near[1] == "-" or _loose(match["words"])
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return True
    if start > 1 and text[start - 1] in "-–/" and text[start - 2].isalpha() and not match["money"]:
        return True
    after = text[match.end() : match.end() + 1]
    return (
        (after.isalpha() or after == "_")
        and not match["scale"]
        and match.end() == match.end("digits")
    )


_SOME = re.compile(
    r"(?:[ \t]+koma)?[ \t]+sekian\b|[ \t]+koma[ \t]+\w+[ \t]+sekian\b", re.IGNORECASE
)
_ABOUT_SO = re.compile(r"\d+,\d+[ \t]+sekian[ \t]+(?:persen|%)", re.IGNORECASE)
_YEAR_WORD = re.compile(r"\b(?:tahun|thn|th)\b\.?[ \t]*$", re.IGNORECASE)


_YEAR = re.compile(r"(?:19[5-9]|20[0-6])\d")


def _year_of(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether digits behind "tahun" are a year, whatever noun follows: "tahun 2021 penduduk"."""
    digits = match["digits"] or ""
    named = _YEAR.fullmatch(digits) is not None and not match["scale"]
    return named and _YEAR_WORD.search(text, max(0, start - 8), start) is not None


_SIDE_BY_SIDE = re.compile(r"(?:digit|teen|ten) (?:digit|ten)")


def _loose(words: str) -> bool:
    """Whether number words stand side by side without making one: "dua tiga orang"."""
    whole, koma, _ = words.lower().partition("koma")
    if koma and _are_digits(whole.split()):
        return False  # "dua tiga koma empat" is 23,4
    kinds = ("ten" if w in ("sepuluh", "sebelas") else _words()[w][0] for w in whole.split())
    return bool(_SIDE_BY_SIDE.search(" ".join(kinds)))


def _are_digits(words: list[str]) -> bool:
    """Whether number words only name digits, as in a number that is spelled out."""
    return all(_words()[word][0] == "digit" for word in words)


def _digits(words: list[str]) -> str:
    return "".join(str(int(_words()[word][1])) for word in words)


def _skip(pattern: re.Pattern[str], text: str, end: int) -> tuple[int, bool]:
    """The end of an optional pattern at `end`, and whether it stands there."""
    match = pattern.match(text, end)
    return (match.end(), True) if match else (end, False)


def _bare(match: re.Match[str], start: int, unit: str | None) -> _Number:
    """The number of a match before anything that follows is read."""
    scale, end = 1.0, match.end()
    letter = match["scale"] and len(match["scale"]) == 1
    if letter and not unit and not _means_money(match):
        end = match.start("scaled")
    elif match["scale"]:
        scale = _scales()[fold(match["scale"])]
    digits, words, decimals, fraction = match["digits"], None, 0, False
    if digits and match["koma"]:
        digits = f"{digits},{match['koma'].split()[-1]}"
    elif digits and match["half"]:
        digits = f"{digits},5"
    if match["words"]:
        words, decimals, factor, fraction = _read_words(match["words"])
        scale *= factor
    return _Number(
        start, end, digits, words, decimals, scale, unit, None,
        bool(unit), fraction, False, bool(match["about"]) or _rounded(match), None,
    )  # fmt: skip


def _rounded(match: re.Match[str]) -> bool:
    """Whether digits before a scale have the ending of what is about so much: "70-an miliar"."""
    digits = match["digits"] is not None
    return digits and match.string.startswith("-an", match.end("digits"))


_MONEY_WORD = re.compile(
    r"\b(?:anggaran|dana|senilai|pagu|alokasi|biaya|belanja|bantuan|realisasi|sebesar|(?:di)?siapkan|"
    r"(?:meny|di|s)isihkan|(?:meng|di)alihkan|uang|duit)(?:nya)?\b[^.!?\n]*$",
    re.IGNORECASE,
)


def _means_money(match: re.Match[str]) -> bool:
    """Whether M or T after bare digits is miliar or triliun: "anggaran 12 M", "5,2 T"."""
    low = max(0, match.start() - 40)
    return "," in (match["digits"] or "") or bool(
        _MONEY_WORD.search(match.string, low, match.start())
    )


def _unit_after(text: str, end: int, unit: str | None) -> tuple[str | None, str | None, int]:
    """Unit, counted word and end of a unit word at `end`."""
    pattern, units = _units()
    if not _may_be_unit(text, end):
        return unit, None, end
    match = pattern.match(text, end)
    if match is None or (unit and units[int((match.lastgroup or "u0")[1:])] not in ("usd", None)):
        return unit, None, end
    name = match.lastgroup or "u0"
    if unit:
        return unit, None, end
    return units[int(name[1:])], " ".join(match[name].lower().split()), match.end()


def _with_words(text: str, number: _Number) -> _Number:
    """The number with its repetition in words: "0% (nol persen)", "12 (dua belas) unit"."""
    if number.digits is None:
        match = _FIGURES.match(text, number.end)
        unit, noun, end = _unit_after(text, match.end(), None) if match else (None, None, 0)
        return replace(number, unit=unit, noun=noun, end=end) if unit else number
    match = _AGAIN.match(text, number.end)
    if match is None:
        return number
    inner = _candidates().match(match["inner"].strip())
    if inner is None or not inner["words"]:
        return number
    value, _, factor, _ = _read_words(inner["words"])
    written = read_number(number.digits, number.unit != "percent", number.unit == "percent")
    stated = written[0] * number.scale if written else -1.0
    # The words may cut what the digits say: "Rp 8.450.000 (delapan juta rupiah lebih)".
    if not value * factor * 0.999 <= stated <= value * factor * 1.15:
        return number
    if number.unit:
        return replace(number, end=match.end())
    unit, noun, end = _unit_after(match["inner"].strip(), inner.end("words"), None)
    if unit:
        return replace(number, unit=unit, noun=noun, end=match.end())
    unit, noun, end = _unit_after(text, match.end(), None)
    return replace(number, unit=unit, noun=noun, end=end) if unit else number


def _with_per(text: str, number: _Number) -> _Number:
    """The number with the unit of time after it; an amount of money takes the words in its span."""
    match = _PER.match(text, number.end)
    if match is None or match.end() == number.end:
        return number
    per = _PER_NAMES[fold(match["time"])] if match["time"] else None
    if number.unit not in ("idr", "usd") or not (per or match["kapita"]):
        return replace(number, per=per)
    return replace(number, per=per, end=match.end())


def _read_words(words: str) -> tuple[float, int, float, bool]:
    """Value, stated decimals, scale of decimals, and whether it is a mere fraction.

    >>> _read_words("dua belas koma nol lima juta")
    (12.05, 2, 1000000.0, False)
    """
    whole, _, rest = words.lower().partition("koma")
    head, factor = _without_scale((rest or whole).split())
    if not rest:
        fraction = any(_words()[word][0] in ("fraction", "denominator") for word in head)
        return read_whole(head), int(fraction), factor, fraction
    digits = _digits(head) if _are_digits(head) else str(int(read_whole(head)))
    before = whole.split()
    value = _digits(before) if _are_digits(before) else str(int(read_whole(before)))
    return float(f"{value or 0}.{digits or 0}"), len(digits), factor, False


def _without_scale(words: list[str]) -> tuple[list[str], float]:
    """Number words without the scale words at their end, and the product of those."""
    factor = 1.0
    while len(words) > 1 and _words()[words[-1]][0] == "scale":
        factor *= _words()[words[-1]][1]
        words = words[:-1]
    return words, factor


def read_whole(words: list[str]) -> float:
    """The value of number words without a decimal part; KeyError for a word that is none.

    >>> read_whole("seratus dua puluh lima ribu tiga ratus".split())
    125300.0
    """
    total = part = 0.0
    for word in words:
        kind, value = _words()[word]
        if kind == "times":
            part += ((part % 10) or 1) * (value - 1) if part % 10 else value
        elif kind == "denominator":
            part /= value
        elif kind == "scale":
            total, part = total + (part or 1) * value, 0.0
        else:
            part += value
    return total + part


_MARKS = re.compile("[.,]")


def read_number(
    digits: str, counted: bool = False, share: bool = False
) -> tuple[float, int] | None:
    """Value and stated decimals of written digits; None when they are no number.

    `counted` says that the number counts people, houses or rupiah (three places after a comma are
    thousands); `share` that it is a percentage or a multiple of millions (no thousands). Otherwise
    the Indonesian rule holds: the dot groups thousands, the comma starts decimals; a dot before
    one, two or more than three places can only be a decimal point.

    >>> read_number("986.420.115.000,00")
    (986420115000.0, 2)
    >>> read_number("83,930", counted=True)
    (83930.0, 0)
    >>> read_number("2.68", share=True)
    (2.68, 2)
    >>> read_number("10.10.2024") is None
    True
    """
    marks = _MARKS.findall(digits)
    if not marks:
        return float(digits), 0
    groups = _MARKS.split(digits)
    last = marks[-1]
    thousands = _grouped(groups)
    if len(set(marks)) == 2:
        if marks.count(last) != 1 or not _grouped(groups[:-1]):
            return None
        return float("".join(groups[:-1]) + "." + groups[-1]), len(groups[-1])
    if len(marks) > 1:
        return (float("".join(groups)), 0) if thousands else None
    if thousands and not share and (last == "." or counted):
        return float("".join(groups)), 0
    return float(".".join(groups)), len(groups[1])


def _grouped(groups: list[str]) -> bool:
    """Whether groups of digits are thousands: three digits each after the first."""
    head = groups[0]
    return 0 < len(head) <= 3 and head[0] != "0" and all(len(g) == 3 for g in groups[1:])


_RANGE = re.compile(
    r"\s?(?:-|–|—)\s?|\s(?:s\.?\s?/?d\.?|sampai(?:\sdengan)?|hingga)(?:\s(?:di\s?bawah|sekitar))?\s"
    r"|\s(?P<loose>ke|atau)\s",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s?[,;]\s|,?\s(?:dan|serta|lalu|kemudian|&)\s", re.IGNORECASE)
_YEAR_OF = re.compile(r"[ \t]?\((?:19|20)\d\d\)")  # "9,8 (2021), 9,1 (2022) dan 8,7 persen"
_CHANGE = re.compile(r",?\s(?:menjadi|jadi|ke)\s", re.IGNORECASE)


def _groups(text: str, numbers: list[_Number]) -> dict[int, _Group]:
    """The group of each number that has one, by its index."""
    groups: dict[int, _Group] = {}
    count = index = 0
    while index < len(numbers):
        last, kind = _chain(text, numbers, index)
        holder = _holder(numbers[index : last + 1], kind)
        if last > index and holder:
            groups.update(dict.fromkeys(range(index, last + 1), _Group(count, kind, holder)))
            count += 1
        index = last + 1
    return groups


def _chain(text: str, numbers: list[_Number], index: int) -> tuple[int, str]:
    """The last member of the group that starts at `index`, and its kind."""
    last, kind = index, ""
    while last + 1 < len(numbers):
        link = _link(text, numbers[last], numbers[last + 1], kind)
        if not link:
            break
        kind, last = link, last + 1
    return last, kind


def _holder(members: list[_Number], kind: str) -> _Number | None:
    """The member that lends its unit: the last that has one, or the last of decimals alone; a range
    of decimals may end in a whole number ("2,5 sampai 3")."""
    for number in (members[-1], members[0]):
        if number.noun or number.unit or number.scale != 1.0:
            return number if number.unit else replace(number, unit=members[0].unit)
    decimals = ["," in (number.digits or "") for number in members]
    return members[-1] if all(decimals) or (kind == "range" and decimals[0]) else None


def _link(text: str, number: _Number, other: _Number, kind: str) -> str:
    """What joins two neighbours: range, series, change, or nothing."""
    between = _YEAR_OF.sub("", text[number.end : min(other.start, number.end + 60)])
    if len(between) > 26:
        return ""
    if not _open(number, other, kind):
        match = _RANGE.fullmatch(between)
        alike = number.unit == other.unit is not None and not kind
        return "range" if alike and match and not match["loose"] else ""
    if kind in ("", "change") and _CHANGE.fullmatch(between):
        return "change"
    if kind in ("", "range") and _RANGE.fullmatch(between):
        return "range" if not kind else ""
    if kind in ("", "series") and _COMMA.fullmatch(between):
        return "series"
    return ""


def _open(number: _Number, other: _Number, kind: str) -> bool:
    """Whether one of two neighbours waits for the unit of the other."""
    if (number.digits is None) != (other.digits is None):
        return False
    if number.money or other.money:
        whole = other.money and (other.scale == 1.0 or not _same_size(number, other))
        alike = other.unit in (None, number.unit)
        return number.money and alike and number.scale == 1.0 and not whole
    if number.unit is None and number.noun is None:
        return number.scale in (1.0, other.scale)
    later = other.unit is None and other.noun is None and other.scale == 1.0
    return later and number.unit == "percent" and "," in (other.digits or "")


def _finish(text: str, number: _Number, group: _Group | None) -> Quantity | None:
    """The quantity of a number, with what its group lends it."""
    full = _with_lent(number, group.holder) if group else number
    read = _value(full, group is not None or _stands_alone(text, number))
    if read is None:
        return None
    value, decimals = read
    unit, scale, end, noun = full.unit, full.scale, full.end, full.noun
    if full.fraction and scale == 1.0 and (full.words or 0) < 1 and unit in (None, *_PEOPLE):
        return _share(text, full)
    if unit == "basis_point":
        unit, scale = "percentage_point", scale / 100
    if unit is None and noun is None and scale >= 1e9:
        unit = "idr"  # nothing else in this field is counted in billions
    sign, start = -1 if _negative(text, number.start) else 1, number.start
    if _SIGN_WORD.search(text, max(0, start - 11), start):
        start -= 6  # the word is the sign of the number
    return Quantity(
        start, end, round(sign * value * scale, 6), unit, noun, _comparator(text, full),
        decimals, scale / 10.0 ** min(decimals, 300), full.per or _per_before(text, number.start),
        group.number if group else None, group.kind if group else None,
    )  # fmt: skip


def _with_lent(number: _Number, holder: _Number) -> _Number:
    """A member of a group with the unit, scale and time of the member that has them."""
    bare = not (number.unit or number.noun)
    unscaled = number.scale == 1.0 and (number.unit is None or number.money)
    unscaled = unscaled and _same_size(number, holder)
    return replace(
        number,
        unit=holder.unit if bare else number.unit,
        noun=holder.noun if bare else number.noun,
        scale=holder.scale if unscaled else number.scale,
        per=number.per or holder.per,
    )


def _same_size(number: _Number, holder: _Number) -> bool:
    """Whether numbers may share a scale: "5 sampai 6 ribu", but not "600 dan 1,2 juta"."""
    sizes = [_mantissa(number), _mantissa(holder)]
    return max(sizes) <= 20 * max(min(sizes), 0.05)


def _mantissa(number: _Number) -> float:
    """The number before its scale."""
    read = read_number(number.digits) if number.digits is not None else None
    return read[0] if read else number.words or 0.0


# What ends the phrase of a number: a mark, a small word, a verb; no noun that it would count.
_ENDS = re.compile(
    r"(?:[ \t]+(?:lebih|kurang))?(?:[ \t]*(?:$|[\n.,;!?)”\"])"
    r"|[ \t]+(?:saja|lagi|itu|ini|tadi|kalau|kan|pun|yang|dari|di|pada|dan|atau|tapi|tetapi|namun|"
    r"padahal|karena|sebab|sudah|baru|masih|untuk|jadi|menjadi|dalam|setelah|sebelum|sesuai|ya|kok|sih|lho|pak|bu|bapak|ibu|sampai|"
    r"hingga|di ?banding\w*|(?:di(?!strik|nas)|ter(?!minal)|ber)\w{4,}|me[mnr]\w{4,})\b)",
    re.IGNORECASE,
)
_COUNTS_NOTHING = re.compile(
    r"\b(?:pukul|jam|tanggal|tgl|usia|umur|ber(?:usia|umur)|nomor|nomer|ke|pasal|ayat|kelas|"
    r"angka|bab|edisi|halaman|abad|sekitar jam)[ \t]+$",
    re.IGNORECASE,
)
_ALONE_LEAST = 11  # "dua", "sepuluh" alone may be anything


def _stands_alone(text: str, number: _Number) -> bool:
    """Whether a number in words counts nothing that is named: "Tahun ini enam puluh." """
    large = (number.words or 0.0) * number.scale >= _ALONE_LEAST
    _, *more = text[number.start : number.end].split()
    named = any(not word.islower() for word in more)  # "Kecamatan Lima Puluh"
    spoken = number.digits is None and large and not named
    return spoken and counts_nothing(text, number.start, number.end)


def counts_nothing(text: str, start: int, end: int) -> bool:
    """Whether no noun that a bare number would count stands behind it, and none before it that it
    would only number.

    >>> counts_nothing("tinggal 286 lagi", 8, 11), counts_nothing("di 11 kampung", 3, 5)
    (True, False)
    """
    numbers = _COUNTS_NOTHING.search(text, max(0, start - 16), start)
    return numbers is None and _ENDS.match(text, end) is not None


def _value(number: _Number, grouped: bool) -> tuple[float, int] | None:
    """Value before the scale and stated decimals; None for what is no quantity after all."""
    if number.digits is None:
        stated = number.decimals and (not number.fraction or (number.words or 1) < 1)
        kept = number.unit or grouped or stated or number.words == 0 or number.scale >= 1e9
        return (number.words or 0.0, number.decimals) if kept else None
    bare = number.unit is None and number.noun is None and number.scale == 1.0
    if bare and _YEAR.fullmatch(number.digits):
        return None
    if bare and len(number.digits) > 8 and number.digits.isdigit():
        return None
    counted = number.scale == 1.0 and number.unit in (*_PEOPLE, "idr")
    share = number.unit in ("percent", "percentage_point") or (
        number.scale >= 1e6 and number.unit in _PEOPLE
    )
    return read_number(number.digits, counted, share)


def _share(text: str, number: _Number) -> Quantity | None:
    """A share in words: "separuh warga", "dua pertiga dari total"."""
    match = _candidates().match(text, number.start)
    if match is None or number.words is None:
        return None
    end = match.end("words")
    if number.unit is None and (not _SHARE.match(text, end) or _OF_NUMBER.match(text, end)):
        return None
    return Quantity(
        number.start, end, round(number.words * 100, 6), "percent", match["words"].lower(),
        _comparator(text, number), 0, 1.0,
    )  # fmt: skip


_SIGN_WORD = re.compile(r"(?<!plus )\bminus $", re.IGNORECASE)


def _negative(text: str, start: int) -> bool:
    """Whether a minus stands before the number, and no dash of a range, list or empty cell."""
    before = text[max(0, start - 8) : start]
    if not before.endswith("-"):
        return before.lower().endswith("minus ")
    outer = before[:-1].rstrip(" \t")
    return outer != before[:-1] and outer[-1:] not in ("", "\n") and not outer[-1:].isdigit()


@cache
def _comparators(place: str) -> tuple[Finder, dict[str, str]]:
    """The phrases on one side of a number, and what each of their groups means."""
    rows = [row for row in load_table("comparators") if row["place"] == place]
    rows.sort(key=lambda row: -len(row["phrase"]))
    parts = "|".join(f"(?P<c{i}>{row['phrase']})" for i, row in enumerate(rows))
    names = {f"c{i}": row["comparator"] for i, row in enumerate(rows)}
    if place == "after":
        return Finder(_compile("comparators", rf"[ \t]*(?:{parts})(?!\w)")), names
    glue = r"(?:\s+(?:angka|antara|sebesar|sebanyak|di|pada|dari|ada|hingga|ke|posisi|level))*"
    return Finder(_compile("comparators", rf"(?<!\w)(?:{parts}){glue}\s*$")), names


def _comparator(text: str, number: _Number) -> str:
    """How the stated number bounds the true one, by the words on either side."""
    pattern, names = _comparators("before")
    low = max(0, number.start - 48)
    # Cells of tables and members of lists need no search.
    before = text[low : number.start].rstrip(" \t")
    listed = before[-1:] in _LISTED and not (before[-1:] == "2" and before[-2:-1].isalpha())
    match = None if listed else pattern.search(text, low, number.start)
    if match is None:
        if number.more or number.about:
            return ">" if number.more else "~"
        pattern, names = _comparators("after")
        match = pattern.match(text, number.end)
    return names[match.lastgroup or ""] if match else "="


def _per_before(text: str, start: int) -> str | None:
    """The unit of time named before the number: "rata-rata per tahun 0,4 persen"."""
    before = text[max(0, start - 48) : start].lower()
    match = _PER_BEFORE.search(before) if "per" in before or "tiap" in before else None
    return _PER_NAMES[match[1]] if match else None
