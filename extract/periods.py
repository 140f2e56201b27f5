"""Partial dates, intervals, deadlines, relative words."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from extract.document import TableError
from extract.finder import Finder, compile_finder, fold
from extract.quantities import read_whole
from extract.tables import load_table


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time named in the text, at the precision in which it is named.

    `iso` is 2024, 2024-S1, 2024-Q3, 2024-03, 2024-03-05 or an interval 2024/2026; `first` and
    `last` are its first and last day. `kind` is day, month, quarter, semester, year, interval.
    `relative` is true for words that were resolved by the publication date ("tahun ini");
    `deadline` for expressions that name an end ("hingga 2026", "paling lambat 30 Juni",
    "akhir tahun"); `conflict` says what does not fit ("weekday"), else None.
    """

    start: int
    end: int
    text: str
    iso: str
    first: date
    last: date
    kind: str
    relative: bool = False
    deadline: bool = False
    conflict: str | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    """What fills the gaps of a partial date: publication, the last year named, the first day, the
    period before."""

    published: date | None
    year: int | None = None
    day: date | None = None
    before: Period | None = None

    @property
    def anchor(self) -> date | None:
        """The day near which a date without a year must lie."""
        return self.published or self.day


_Reader = Callable[["re.Match[str]", _Context], "tuple[Period, ...]"]

_WEEKDAYS = {
    "senin": 0, "senen": 0, "selasa": 1, "rabu": 2, "rebo": 2, "kamis": 3, "kemis": 3,
    "jumat": 4, "sabtu": 5, "minggu": 6, "ahad": 6,
}  # fmt: skip
_ORDINALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4,
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4,
}  # fmt: skip
_SHIFTS = {"ini": 0, "berjalan": 0, "nanti": 0, "sama": 0, "lalu": -1, "kemarin": -1, "kmrn": -1,
           "silam": -1, "sebelumnya": -1, "sblmnya": -1, "depan": 1, "dpn": 1,
           "lalunya": -1, "mendatang": 1, "berikutnya": 1}  # fmt: skip


@cache
def _months() -> dict[str, int]:
    return {row["word"]: int(row["month"]) for row in load_table("months")}


@cache
def _month_pattern() -> str:
    """Names of months whole; abbreviations with or without their dot."""
    names = sorted(_months(), key=len, reverse=True)
    whole = "|".join(name for name in names if len(name) > 4 or name in ("mei", "juni", "juli"))
    short = "|".join(name for name in names if len(name) <= 5)
    return rf"(?:(?:{whole})(?:\b|(?=nya\b))|(?:{short})\b\.?)"


def _number_words() -> str:
    kinds = ("digit", "number", "teen", "times", "scale")
    words = "|".join(row["word"] for row in load_table("number_words") if row["kind"] in kinds)
    return rf"(?:{words})\b(?:[ \t]+(?:{words})\b){{0,10}}"


@cache
def _pieces() -> dict[str, str]:
    pieces = {row["name"]: row["pattern"] for row in load_table("period_pieces")}
    return {**pieces, "any_month": _month_pattern(), "words": _number_words()}


def _expand(pattern: str) -> str:
    """A pattern with the pieces of tables/period_pieces.csv put in; KeyError for an unknown one."""
    pieces = _pieces()
    while (full := re.sub(r"\{([a-z_]+2?)\}", lambda m: pieces[m[1]], pattern)) != pattern:
        pattern = full
    return full


@cache
def _rules() -> tuple[tuple[Finder, _Reader], ...]:
    """Pattern and reader of each rule, in the order in which they are tried at one place."""
    rules = []
    for line, row in enumerate(load_table("period_rules"), start=2):
        try:
            pattern = rf"(?<!\w)(?:{_expand(row['pattern'])})"
            rules.append((compile_finder(pattern, re.IGNORECASE), _READERS[row["name"]]))
        except (re.error, KeyError) as error:
            raise TableError(f"period_rules.csv, line {line}: {row['name']}: {error}") from error
    return tuple(rules)


@cache
def _opened_by_day() -> frozenset[int]:
    """The numbers of the rules whose match begins with a weekday or a day of the month."""
    rows = enumerate(load_table("period_rules"))
    return frozenset(
        number for number, row in rows if re.search(r"\{(?:weekdays?|tanggal)\}", row["pattern"])
    )


@lru_cache(maxsize=2)
def _attempts(text: str) -> list[tuple[int, int]]:
    """Where a rule may match, and the rule's number; at one place in the order of the rules."""
    amounts = {place for m in _AMOUNT.finditer(text) for place in range(*m.span())}
    no_day = amounts.union(match.start() for match in _NO_DAY.finditer(text))
    day_first = _opened_by_day()
    return sorted(
        (place, number)
        for number, (finder, _) in enumerate(_rules())
        for place in finder.starts(text)
        if place not in (no_day if number in day_first else amounts)
    )


# No day begins with a year, nor with "kemis" (Thursday) inside "kemiskinan".
_NO_DAY = re.compile(r"\d{3}|[kK](?i:emisk)")
# "14,14 persen": no date begins in it.
_AMOUNT = re.compile(r"\d+(?:\.\d{3})*,\d+\s?(?:persen|%|poin|ribu|juta|miliar|triliun)")


def find_periods(text: str, published: date | None = None) -> list[Period]:
    """The periods of a repaired text, in order, never overlapping.

    A day without a year takes the year that brings it nearest to `published` (or, when that is
    unknown, to the first complete date before it), with the weekday as a check. Relative words
    need `published`; without it they give nothing. A law's year and a letter's number are none.

    >>> [p.iso for p in find_periods("per Maret 2024 dan semester I 2025")]
    ['2024-03', '2025-S1']
    >>> [p.iso for p in find_periods("pada tahun lalu", date(2025, 3, 1))]
    ['2024']
    >>> [(p.text, p.iso) for p in find_periods("hadir Senin (28/10).", date(2024, 10, 30))]
    [('Senin (28/10)', '2024-10-28')]
    >>> find_periods("Instruksi Presiden Nomor 4 Tahun 2022 dan 31 November 2024")
    []
    """
    return list(_each_period(text, published))


def find_first_day(text: str, end: int) -> date | None:
    """The day that a text names first, before a place.

    >>> find_first_day("Rapat tahun 2024 pada 5 Maret 2024, lanjutan 12 Maret 2024", 60)
    datetime.date(2024, 3, 5)
    """
    early = takewhile(lambda period: period.start < end, _each_period(text, None))
    return next((period.first for period in early if period.kind == "day"), None)


def _each_period(text: str, published: date | None) -> Iterator[Period]:
    """The periods one after the other; the next is read when it is asked for."""
    context = _Context(published)
    before: Period | None = None
    position = 0
    for place, number in _attempts(text):
        finder, reader = _rules()[number]
        match = finder.match(text, place) if place >= position else None
        if match is None:
            continue
        position = max(match.end(), place + 1)
        for found in reader(match, context):
            period = _tidy(text, found, published)
            if not _said_again(before, period):
                yield period
                before, context = period, _next_context(context, period)


@cache
def _full_date() -> Finder:
    """A day, month and year as they are written in full, whether or not there is such a day."""
    number = r"(?<![\w.,/-])\d{1,2}"
    words = rf"{number}[ \t]+{_month_pattern()}[ \t]+"
    full = rf"(?:{words}|{number}/\d{{1,2}}/)(?:19|20)\d\d(?![\w/])"
    return compile_finder(full, re.IGNORECASE)


def find_impossible_days(text: str, periods: Sequence[Period]) -> list[tuple[int, int]]:
    """Spans of full dates that no calendar has; `periods` are those found in the text.

    >>> text = "rapat 31 November 2024 dan 30/11/2024"
    >>> [text[start:end] for start, end in find_impossible_days(text, find_periods(text))]
    ['31 November 2024']
    """
    days = [(p.start, p.end) for p in periods if p.kind in ("day", "interval")]
    spans = [match.span() for match in _full_date().finditer(text)]
    return [span for span in spans if not _overlaps(days, span)]


def _overlaps(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether one of the spans, which are in order and apart, overlaps another one."""
    index = bisect_left(spans, span[1], key=lambda known: known[0]) - 1
    return index >= 0 and spans[index][1] > span[0]


def _said_again(before: Period | None, period: Period) -> bool:
    """Whether a relative day only colours the period before it: "Maret 2024 kemarin"."""
    near = before is not None and period.start - before.end <= 1
    return near and period.relative and period.kind == "day"


def _next_context(context: _Context, period: Period) -> _Context:
    """The context after a period: the year named last, the first complete day."""
    day = context.day
    if day is None and period.kind == "day" and not period.relative:
        day = period.first
    return _Context(context.published, period.last.year, day, period)


# ---- days --------------------------------------------------------------------------------------


def _read_day(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A day, with the year of the day that it runs to ("18 September sampai 18 Oktober 2023")."""
    parts = match.groupdict()
    day, month, year = int(parts["day"]), _month_of(parts["month"]), _whole(parts.get("year"))
    if year is None:
        year = _year_ahead(match, month, r"{tanggal}?{d}[ \t]+")
    return _day(match, day, month, year, parts.get("weekday"), context)


def _day(
    match: re.Match[str],
    day: int,
    month: int,
    year: int | None,
    weekday: str | None,
    context: _Context,
) -> tuple[Period, ...]:
    """A day period; nothing when there is no such day or its year cannot be known."""
    wanted = _WEEKDAYS[re.sub(r"[^a-z]", "", weekday.lower())] if weekday else None
    found = _resolve(day, month, year, wanted, context)
    if found is None and month > 12 and wanted is not None:  # month first, and the weekday agrees
        found = _resolve(month, day, year, wanted, context)
        found = found if found and found.weekday() == wanted else None
    if found is None:
        return ()
    conflict = "weekday" if wanted is not None and found.weekday() != wanted else None
    return (replace(_period(match, found.isoformat(), found, found, "day"), conflict=conflict),)


def _resolve(
    day: int, month: int, year: int | None, weekday: int | None, context: _Context
) -> date | None:
    """The day, in the stated year or in the one that fits weekday and anchor best."""
    if year is not None:
        return _date(year + 2000 if year < 100 else year, month, day)
    anchor = context.anchor
    if anchor is None:
        return None
    years = {anchor.year - 1, anchor.year, anchor.year + 1}
    if weekday is not None and context.day:
        years.add(context.day.year)
    days = [found for y in years if (found := _date(y, month, day))]
    fitting = [d for d in days if d.weekday() == weekday and _near(d, context)]
    return min(fitting or days, key=lambda d: abs((d - anchor).days), default=None)


def _near(day: date, context: _Context) -> bool:
    """Whether a day lies within ten months of publication or of the first full date."""
    return any(abs((day - d).days) < 300 for d in (context.published, context.day) if d)


def _date(year: int, month: int, day: int) -> date | None:
    """The day, or None for one that no calendar has."""
    valid = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if valid else None


def _year_ahead(match: re.Match[str], month: int, day: str) -> int | None:
    """The year that the next date of a run states: "(18 September) sampai 18 Oktober 2023"."""
    ahead = _ahead(day).match(match.string, match.end())
    if ahead is None:
        return None
    year = int(ahead["year"])
    if month <= _month_of(ahead["month"]):
        return year
    return year - 1 if ahead["to"] else None


@cache
def _ahead(day: str) -> re.Pattern[str]:
    """The next date of a run, with a day of the month or without."""
    return re.compile(
        _expand(rf"(?:(?P<to>{{to}})|{{and}}){day}{{month}}[ \t]+(?P<year>{{y}})"), re.IGNORECASE
    )


def _read_days(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A run of days in one month: "26 s.d. 28 Maret 2024"."""
    month, year = _month_of(match["month"]), _whole(match["year"])
    if year is None and match["month"].isdigit() and not (match["weekday"] or match[0][0] == "("):
        return ()
    last = _resolve(int(match["day2"]), month, year, None, context)
    first = _date(last.year, month, int(match["day"])) if last else None
    if last is None or first is None or first >= last:
        return ()
    return (_period(match, f"{first}/{last}", first, last, "interval"),)


def _read_two_days(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """Two days of one month: "3 dan 4 Juli 2024"."""
    month, year = _month_of(match["month"]), _whole(match["year"])
    first = _resolve(int(match["day"]), month, year, None, context)
    last = _resolve(int(match["day2"]), month, year, None, context)
    if last is None or first is None or first >= last:
        return ()
    one = _period(match, first.isoformat(), first, first, "day")
    two = _period(match, last.isoformat(), last, last, "day")
    return replace(one, end=match.end("day")), replace(two, start=match.start("day2"))


def _read_words(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A date in words, as in the head of minutes."""
    day = int(read_whole(match["day"].lower().split()))
    year = int(read_whole(match["year"].lower().split())) if match["year"] else None
    if year is not None and not 1900 < year < 2100:
        return ()
    return _day(match, day, _month_of(match["month"]), year, match["weekday"], context)


# ---- months, parts of years ----------------------------------------------------------------------


def _read_month(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A month; one without a year must look like a month and takes the year that fits."""
    month, year = _month_of(match["month"]), _whole(match["year"])
    if year is None:
        year = _year_ahead(match, month, r"")
    relative = year is None
    if year is None:
        if context.anchor is None or not _looks_like_month(match):
            return ()
        year = _year_of_month(match, month, context.anchor)
    period = _month(match, year, month)
    kept = re.search(
        r"\b(?:bulan|awal|akhir|pertengahan|medio|penghujung|ujung)\b",
        match["lead"] or "",
        re.IGNORECASE,
    )
    start = match.start("lead") + kept.start() if kept else match.start("month")
    last = bool(kept and kept[0].lower() in ("akhir", "penghujung", "ujung"))
    return (replace(period, start=start, relative=relative, deadline=last),)


_TITLE = re.compile(r"\b(?:ibu|bu|bapak|pak|sdr|sdri|saudar[ai]|mbak|mas|ny|nyonya)\.?\s$", re.I)
_SURNAME = re.compile(r"[ \t][A-Z][a-z]")


def _looks_like_month(match: re.Match[str]) -> bool:
    """Whether a bare month is one: a whole word, capital or after a word that shows it.

    "Ibu Mei" and "April Susanti" are people.
    """
    word, text = match["month"], match.string
    if match["lead"]:
        return len(word) > 4 or word.lower() in ("mei", "juni", "juli")
    whole = len(word) > 4 or word in ("Mei", "Juni", "Juli")
    if (
        not whole
        or not word[0].isupper()
        or _TITLE.search(text, max(0, match.start() - 12), match.start())
    ):
        return False
    return word not in ("April", "Mei", "Juni", "Juli") or not _SURNAME.match(text, match.end())


_AHEAD_WORDS = re.compile(
    r"\b(?:mulai|akan|paling lambat|selambat-lambatnya|sebelum|nanti|ditargetkan|menargetkan|target"
    r"|direncanakan|dijadwalkan|wajib|harus)\b[^.!?\n]*$",
    re.IGNORECASE,
)


_PAST_WORDS = re.compile(
    r"\s+(?:sudah|telah|tercatat|naik|turun|meningkat|menurun|masih|kita di)\b", re.IGNORECASE
)


_AS_OF = re.compile(r"\bper\s+(?:bulan\s+)?$", re.IGNORECASE)
# "kondisi Maret" told in February is of the March before.
_STOOD = re.compile(
    r"\b(?:kondisi|keadaan|posisi|situasi|data|rilis|hasil|survei|susenas|sakernas|angka)\s+"
    r"(?:(?:per|pada|bulan)\s+){0,2}$",
    re.IGNORECASE,
)


# Work that is done in a month that the year has left behind is done in the next one's.
_TO_DO = re.compile(
    r"\b(?:dikerjakan|dilanjutkan|diselesaikan|dibangun|disalurkan|dibagikan|dimulai|cair|mulai)\s+"
    r"(?:lagi\s+|pada\s+|di\s+|bulan\s+){0,2}$",
    re.IGNORECASE,
)


def _year_of_month(match: re.Match[str], month: int, anchor: date) -> int:
    """The year of a month without one: that of publication, but for the turn of the year."""
    after = match.string[match.end() : match.end() + 20]
    before = match.string[max(0, match.start() - 80) : match.start("month")]
    if match["shift"]:
        return anchor.year + _SHIFTS[fold(match["shift"])]
    if re.match(r"\s+(?:mendatang|depan|yang akan datang)\b", after):
        return anchor.year + (month < anchor.month)
    if re.match(r"\s+(?:lalu|kemarin|silam)\b", after):
        return anchor.year - (month > anchor.month)
    coming = bool(_AHEAD_WORDS.search(before) or re.match(r"\s+nanti\b", after))
    stated = _AS_OF.search(before) and month - anchor.month >= 3  # sooner it may be a limit
    stood = stated or _STOOD.search(before)
    if (_PAST_WORDS.match(after) or stood) and not coming:
        return anchor.year - (month > anchor.month)
    done = _TO_DO.search(before) is not None and _PAST_WORDS.match(after) is None
    if (coming or done) and month < anchor.month and anchor.month - month >= 6:
        return anchor.year + 1
    return anchor.year - (not coming and month - anchor.month >= 7)


def _month(match: re.Match[str], year: int, month: int) -> Period:
    last = date(year, month, monthrange(year, month)[1])
    return _period(match, f"{year}-{month:02}", date(year, month, 1), last, "month")


def _read_short_month(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A month with the last two digits of its year, as heads of columns have it: "Mrt-24"."""
    year = int(match["year"])
    return (_month(match, year if year > 99 else 2000 + year, _month_of(match["month"])),)


def _read_months(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A run of months: "Januari-Juni 2023"."""
    first, last = _month_of(match["month"]), _month_of(match["month2"])
    year = _whole(match["year2"]) or (context.anchor.year if context.anchor else None)
    if year is None:
        return ()
    start = _whole(match["year"]) or (year if first <= last else year - 1)
    if (start, first) >= (year, last):
        return ()
    end = date(year, last, monthrange(year, last)[1])
    iso = f"{start}-{first:02}/{year}-{last:02}"
    return (_period(match, iso, date(start, first, 1), end, "interval"),)


NEAR = 80  # characters within which a second quarter or semester is of the year of the first


def _read_part(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A quarter or semester, in the stated year, that of the part before, or of publication."""
    kind, size = _part_kind(match["part"])
    which = _ordinal(match["which"])
    year = _whole(match["year"]) or _year_of_part(match, context, kind, which)
    if which is None or year is None or (len(match["part"]) < 3 and match["year"] is None):
        return ()
    period = _part(match, kind, year, which) if which <= 12 // size else None
    return (replace(period, relative=match["year"] is None),) if period else ()


def _part_kind(word: str) -> tuple[str, int]:
    """Quarter or semester, and how many months it has."""
    return ("semester", 6) if word.lower().startswith(("s", "p")) else ("quarter", 3)


def _ordinal(word: str) -> int | None:
    """ "III" and "ketiga" are 3; "İII", which matches whatever its case, is in no table."""
    return int(word) if word.isdigit() else _ORDINALS.get(word.lower())


def _year_of_part(
    match: re.Match[str], context: _Context, kind: str, which: int | None
) -> int | None:
    """ "semester I 2023 ... semester II": of the year of the part before, else of publication."""
    before = context.before
    if before and before.kind == kind and match["shift"] is None and which is not None:
        later = which > int(before.iso[-1])
        if later and match.start() - before.end < NEAR:
            return before.first.year
    if context.anchor is None:
        return None
    return context.anchor.year + _SHIFTS[fold(match["shift"] or "ini")]


def _part(match: re.Match[str], kind: str, year: int, which: int) -> Period:
    """The n-th quarter or semester of a year."""
    size = 6 if kind == "semester" else 3
    last = which * size
    end = date(year, last, monthrange(year, last)[1])
    iso = f"{year}-{'S' if kind == 'semester' else 'Q'}{which}"
    return _period(match, iso, date(year, last - size + 1, 1), end, kind)


def _read_parts(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """Several parts of one year: "kuartal I, II dan III 2024", "triwulan I hingga III 2024"."""
    kind, size = _part_kind(match["part"])
    words = list(re.finditer(_expand(r"{ordinal}"), match["list"], re.IGNORECASE))
    numbers = [_ordinal(word[0]) for word in words]
    year = _whole(match["year"])
    if year is None and context.anchor:
        year = context.anchor.year + _SHIFTS[fold(match["shift"])]
    if year is None or any(number is None or number > 12 // size for number in numbers):
        return ()
    parts = [_part(match, kind, year, number) for number in numbers if number]
    if re.fullmatch(_expand(r"{to}"), match["link"], re.IGNORECASE):
        return _run_of_parts(match, parts)
    at = match.start("list")
    starts = [match.start(), *(at + word.start() for word in words[1:])]
    ends = [*(at + word.end() for word in words[:-1]), match.end()]
    return tuple(
        replace(part, start=start, end=end)
        for part, start, end in zip(parts, starts, ends, strict=True)
    )


def _run_of_parts(match: re.Match[str], parts: list[Period]) -> tuple[Period, ...]:
    first, last = parts[0].first, parts[-1].last
    if len(parts) != 2 or first >= parts[-1].first:
        return ()
    return (_period(match, f"{first:%Y-%m}/{last:%Y-%m}", first, last, "interval"),)


# ---- years ---------------------------------------------------------------------------------------


def _read_interval(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """Years from and to; a short second year stands in the century of the first."""
    first, text = int(match["year"]), match["year2"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    if not first < last <= first + 40:
        return ()
    return (_period(match, f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), "interval"),)


def _read_year(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    return (_year(match, int(match["year"])),)


_YEAR_BEFORE = re.compile(
    r"\b(?:pada|sejak|per|akhir|awal|selama|sepanjang|pertengahan|medio|hingga akhir)\s$",
    re.IGNORECASE,
)


# "Untuk 2026 provinsi mematok ...": who acts, not what is counted.
_GOVERNS = re.compile(
    r"[ \t]+(?:provinsi|kabupaten|kota|desa|dinas|pemerintah)[ \t]+(?:me\w{3,}|akan|harus|wajib|"
    r"bisa|pasang|patok|tidak|belum|sudah|kami|kita)\b",
    re.IGNORECASE,
)


def _read_worded(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A year spelled out, as speech is taken down: "dua ribu dua puluh tujuh"."""
    year = 2000 + int(read_whole(match["words"].lower().split()))
    return (_year(match, year),)


@cache
def _counted() -> re.Pattern[str]:
    """What makes four digits a count: a unit word or a scale after them."""
    words = [row["pattern"] for row in load_table("units")]
    words += [row["word"] for row in load_table("scales") if len(row["word"]) > 1]
    return re.compile(rf"[ \t]?(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _read_bare_year(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """Four digits that nothing counts, in the span of years that this field speaks of."""
    year, text = int(match["year"]), match.string
    named = _YEAR_BEFORE.search(text, max(0, match.start() - 16), match.start())
    named = named or _GOVERNS.match(text, match.end())
    if not 1990 <= year <= 2045 or (not named and _counted().match(text, match.end())):
        return ()
    return (_year(match, year),)


def _year(match: re.Match[str], year: int, relative: bool = False) -> Period:
    period = _period(match, str(year), date(year, 1, 1), date(year, 12, 31), "year")
    return replace(period, relative=relative)


def _read_end(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """The end of a year is its December: "akhir 2025", "akhir tahun ini"."""
    year = _whole(match["year"])
    if year is None:
        if context.published is None:
            return ()
        year = context.published.year + _SHIFTS[fold(match["shift"] or "ini")]
    period = _month(match, year, 12)
    return (replace(period, relative=match["year"] is None, deadline=True),)


def _read_relative(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """A year by words; the one before or after, and the same, are told from the year named last."""
    if context.published is None:
        return ()
    word = match["shift"].lower()
    base = context.published.year
    if word in ("sebelumnya", "sblmnya", "berikutnya", "sama") and context.year is not None:
        base = context.year
    return (_year(match, base + _SHIFTS[word], relative=True),)


def _read_ago(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """Years ago or ahead: "dua tahun lalu", "setahun yang lalu"."""
    if context.published is None:
        return ()
    count = match["count"].lower()
    number = (
        1 if count == "se" else int(count) if count.isdigit() else int(read_whole(count.split()))
    )
    year = context.published.year + number * _SHIFTS[fold(match["shift"])]
    return (_year(match, year, relative=True),) if 1900 < year < 2100 else ()


def _read_now(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    if context.published is None:
        return ()
    return (_year(match, context.published.year, relative=True),)


def _read_relative_month(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    if context.published is None:
        return ()
    number = context.published.year * 12 + context.published.month - 1
    number += _SHIFTS[fold(match["shift"])]
    return (replace(_month(match, number // 12, number % 12 + 1), relative=True),)


def _read_relative_day(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    if context.published is None:
        return ()
    shift = {"kemarin": -1, "besok": 1, "lusa": 2}.get(match.lastgroup or "", 0)
    day = context.published + timedelta(days=shift)
    return (replace(_period(match, day.isoformat(), day, day, "day"), relative=True),)


def _nothing(match: re.Match[str], context: _Context) -> tuple[Period, ...]:
    """What looks like a period and is none: a law, the number of a letter."""
    return ()


_READERS: dict[str, _Reader] = {
    "law": _nothing,
    "letter": _nothing,
    "words": _read_words,
    "days": _read_days,
    "numeric_days": _read_days,
    "two_days": _read_two_days,
    "day": _read_day,
    "numeric": _read_day,
    "iso": _read_day,
    "english": _read_day,
    "short": _read_day,
    "months": _read_months,
    "short_month": _read_short_month,
    "month": _read_month,
    "parts": _read_parts,
    "part": _read_part,
    "interval": _read_interval,
    "end": _read_end,
    "worded": _read_worded,
    "year": _read_year,
    "relative": _read_relative,
    "ago": _read_ago,
    "now": _read_now,
    "relative_month": _read_relative_month,
    "relative_day": _read_relative_day,
    "bare": _read_bare_year,
}


# ---- spans -------------------------------------------------------------------------------------


def _period(match: re.Match[str], iso: str, first: date, last: date, kind: str) -> Period:
    return Period(match.start(), match.end(), match[0], iso, first, last, kind)


def _month_of(word: str) -> int:
    return int(word) if word.isdigit() else _months()[word.lower().rstrip(".")]


def _whole(text: str | None) -> int | None:
    return int(text) if text else None


_LIMIT = re.compile(
    r"\b(?:hingga|sampai(?:\s+dengan)?|s\.?/?d\.?|paling\s+(?:lambat|lama|akhir)|selambat-lambatnya"
    r"|selambatnya|sebelum|sblm\.?|menjelang|jatuh\s+tempo|batas\s+(?:waktu|akhir)|tenggat\w*|deadline)"
    r"(?:\s+(?:pada|di|tahun|bulan|tanggal|tgl\.?|hari|minggu\s+\w+|adalah))*\s*:?\s*$",
    re.IGNORECASE,
)


_NOW = re.compile(r"(?:saat|sekarang|skr|kini|hari|dewasa|kemarin)\b", re.IGNORECASE)


_PER = re.compile(r"\bper\s+$", re.IGNORECASE)
_LEAD = re.compile(r"[\s,(]*(?:(?:tanggal|tgl\.?)\s+)?", re.IGNORECASE)


def _tidy(text: str, period: Period, published: date | None) -> Period:
    """The period with its span trimmed, and its part as an end named."""
    start, end = _trim(text, period.start, period.end)
    before = text[max(0, start - 40) : start]
    limit = period.deadline or bool(_LIMIT.search(before))
    if _PER.search(before):
        limit = published is not None and period.last > published + timedelta(days=31)
    # What is over, or lasts "hingga saat ini", is no deadline.
    over = published is not None and period.last < published
    limit = limit and not over and not _NOW.match(text, start)
    return replace(period, start=start, end=end, text=text[start:end], deadline=limit)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without "tanggal" before it, white space, or a parenthesis that stands alone."""
    piece = text[start:end]
    if piece.startswith("(") and piece.endswith(")"):
        start, end = start + 1, end - 1
    head = _LEAD.match(text, start, end)
    start = head.end() if head else start
    while end > start and text[end - 1] in " \t\n,":
        end -= 1
    piece = text[start:end]
    if piece.endswith(")") and "(" not in piece:
        end -= 1
    elif "(" in piece and ")" not in piece and text[end : end + 1] == ")":
        end += 1
    return start, end


# ---- timestamps --------------------------------------------------------------------------------

_ZONES = {"wib": 7, "wita": 8, "wit": 9, "z": 0, "utc": 0, "gmt": 0}
_CLOCK = re.compile(
    r"(?<![\d/.-])(?P<hour>2[0-3]|[01]?\d)[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?!\d)\s*(?P<half>[ap]m\b)?\s*(?P<zone>wib|wita|wit|utc|gmt|z|[+-]\d\d:?\d\d)?(?![A-Za-z])",
    re.IGNORECASE,
)
_STAMP_DAYS = (
    r"(?P<year>{y})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)",
    r"(?<!\d)(?P<day>{d})[ .,/-]*{month}[ ,./-]*(?P<year>{y})(?!\d)",
    r"{month} (?P<day>{d})(?:st|nd|rd|th)?,? (?P<year>{y})(?!\d)",
    r"(?<!\d)(?P<day>{d})[/.-](?P<month>0?[1-9]|1[0-2])[/.-](?P<year>{y}|\d\d)(?!\d)",
)


def read_timestamp(text: str, zone: str = "Asia/Jakarta") -> datetime | None:
    """The moment that a page states ("Kamis, 5 November 2015 14:56 WIB", ISO 8601), with its zone.

    `zone` (a name of the time zone database) is that of a text that names none; a text without
    a clock time is midnight there. None when no complete date stands in the text.

    >>> read_timestamp("Jum'at, 17 Februari 2017 - 13:30 wib").isoformat()
    '2017-02-17T13:30:00+07:00'
    >>> read_timestamp("2 jam lalu") is None
    True
    """
    plain = " ".join(re.sub("[\u200b-\u200f\ufeff]", "", text[:400]).split())
    found = _stamp_day(plain)
    if found is None:
        return None
    day, start, end = found
    rest = f"{plain[:start]} {re.sub(r'^ ?T ?(?=[0-9])', ' ', plain[end:])}"
    clock = _CLOCK.search(rest)
    if clock is None:
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "pm" else 0)
    second = int(clock["second"] or 0)
    place = _zone(clock["zone"]) or ZoneInfo(zone)
    return datetime(day.year, day.month, day.day, hour, int(clock["minute"]), second, tzinfo=place)


def _zone(name: str | None) -> tzinfo | None:
    """The zone of WIB, WITA, WIT, Z or +07:00; None when unnamed or impossible."""
    if not name:
        return None
    if name.lower() in _ZONES:
        return timezone(timedelta(hours=_ZONES[fold(name)]))
    hours, minutes = int(name[1:3]), int(name[-2:])
    if hours > 14 or minutes > 59:
        return None
    return timezone((-1 if name[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _stamp_day(text: str) -> tuple[date, int, int] | None:
    """The first complete date in a text, and where it stands."""
    for pattern in _STAMP_DAYS:
        match = re.search(_expand(pattern), text, re.IGNORECASE)
        if match is None:
            continue
        year = int(match["year"])
        day = _date(
            year + 2000 if year < 100 else year, _month_of(match["month"]), int(match["day"])
        )
        if day:
            return day, match.start(), match.end()
    return None
