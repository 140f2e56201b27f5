"""Until when something is promised: which of the times of a sentence binds."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from extract.binding import usable_periods
from extract.finder import compile_finder
from extract.periods import Period
from extract.reading import Reading, within
from extract.tables import load_table
from extract.text import Sentence


@lru_cache(maxsize=4)
def usable_or_day(reading: Reading) -> list[Period]:
    """Periods that may be deadlines: also days; no years of laws."""
    usable = {id(p) for p in usable_periods(reading)}
    return [p for p in reading.periods if id(p) in usable or p.kind == "day"]


def deadline_of(
    reading: Reading, sentence: Sentence, anchor: int, target: str | None, measured: bool
) -> str | None:
    """The period until which something is promised at `anchor`; `target` is the period of the
    number that is aimed at, `measured` whether that is one of a measured rate.

    A rate is due when its number is; houses, aid and money by the nearer time that the promise
    itself names: "menyelesaikan 223 unit sebelum 15 Desember".
    """
    chosen = _chosen(reading, sentence, anchor)
    feast = (
        None
        if chosen and _is_firm(reading.text, chosen)
        else feast_in(reading, sentence.start, sentence.end)
    )
    more = _overrules(reading, sentence, chosen, anchor, target or "", measured)
    if target and "/" not in target and not more:
        return target if measured else feast or target
    if chosen is None or (feast and not chosen.deadline):
        return feast or target or _end_of_year(reading, sentence) or span_ahead(reading, sentence)
    return chosen.iso.split("/")[-1]


def _chosen(reading: Reading, sentence: Sentence, anchor: int) -> Period | None:
    """The time still to come that binds a promise: that behind a word like "paling lambat", else
    an end named as such, else the last one; of several the one next to the promise."""
    published, text = reading.published, reading.text
    here = within(usable_or_day(reading), sentence.start, sentence.end)
    coming = [p for p in here if published is None or p.last >= published]
    ends = [p for p in coming if p.deadline or p.kind != "interval"]
    firm = [p for p in ends if _is_firm(text, p)]
    if firm:
        return min(firm, key=lambda p: (p.start < anchor, abs(p.start - anchor)))
    after = [p for p in ends if p.start >= anchor]
    return max(after or ends or coming, key=lambda p: (p.deadline, p.last), default=None)


FIRM_LEAD = re.compile(
    r"\b(?:paling (?:lambat|lama|telat)|selambat-lambatnya|selambatnya|sebelum|sblm\.?|tenggat\w*|"
    r"batas (?:waktu|akhir)\w*|deadline|jatuh tempo)"
    r"(?:\s+(?:pada|di|hingga|sampai|tahun|bulan|tanggal|tgl\.?|hari|awal|akhir|pertengahan|"
    r"(?:minggu|pekan) \w+|senin|selasa|rabu|kamis|jumat|sabtu|adalah))*\s*:?\s*$",
    re.IGNORECASE,
)


def _is_firm(text: str, period: Period) -> bool:
    """Whether a word that sets a limit leads a period: "paling lambat 30 September"."""
    return FIRM_LEAD.search(text[max(0, period.start - 48) : period.start]) is not None


def _overrules(
    reading: Reading,
    sentence: Sentence,
    chosen: Period | None,
    anchor: int,
    target: str,
    measured: bool,
) -> bool:
    """Whether a time of the promise says more than the period of its number."""
    if chosen is None:
        return False
    if measured:
        named = within(usable_or_day(reading), anchor - 30, chosen.end)
        return chosen.deadline and chosen.kind == "day" and named[:1] == [chosen]
    here = within(reading.periods, sentence.start, sentence.end)
    told = any(target in (p.iso, p.iso[:4]) for p in here)
    return not told or chosen.iso.startswith(target) or _is_firm(reading.text, chosen)


# ---- feasts and the end of a year -----------------------------------------------------------

FEAST = compile_finder(
    r"\b(?:sebelum|jelang|menjelang|sampai|hingga|paling lambat)\s+(?:hari\s+)?(?:raya\s+)?"
    r"(?P<feast>natal|lebaran|idul\s?fitri|idul\s?adha)\b",
    re.IGNORECASE,
)
YEAR_END = compile_finder(
    r"\b(?:ganti|pergantian|tutup|akhir) tahun\b|\bsebelum (?:natal|lebaran|puasa|ramadan)",
    re.IGNORECASE,
)


@cache
def _feasts() -> dict[str, list[date]]:
    days: dict[str, list[date]] = {}
    for row in load_table("feasts"):
        days.setdefault(row["feast"], []).append(date.fromisoformat(row["day"]))
    return days


def feast_in(reading: Reading, start: int, end: int) -> str | None:
    """The day of the next feast before which something is to be done: "sebelum Natal"."""
    match = FEAST.search(reading.text, start, end)
    if match is None or reading.published is None:
        return None
    name = re.sub(r"\s", "", match["feast"].lower()).replace("idulfitri", "lebaran")
    coming = [day for day in _feasts()[name] if day >= reading.published]
    return coming[0].isoformat() if coming else None


SPAN = compile_finder(
    r"\b(?:dalam(?: waktu| tempo)?|tuntas|selesai|rampung|beres|kelar|waktu|paling lama|tenggat)\s+"
    r"(?P<span>\d{1,2}|se|satu|dua|tiga|empat|lima|enam)\s?(?P<unit>hari|minggu|pekan|bulan)\b"
    r"(?!\s(?:lalu|terakhir|sekali|pertama|sebelumnya|berturut))",
    re.IGNORECASE,
)
DAYS = {"hari": 1, "minggu": 7, "pekan": 7, "bulan": 30}
COUNTS = {"se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6}


def span_ahead(reading: Reading, sentence: Sentence) -> str | None:
    """The day or month so long after publication: "tuntas dua minggu", "dalam waktu 30 hari"."""
    match = SPAN.search(reading.text, sentence.start, sentence.end)
    if match is None or reading.published is None:
        return None
    written = match["span"].lower()
    count = COUNTS.get(written) or int(written)
    day = reading.published + timedelta(days=count * DAYS[match["unit"].lower()])
    return day.isoformat()[:7] if match["unit"].lower() == "bulan" else day.isoformat()


def _end_of_year(reading: Reading, sentence: Sentence) -> str | None:
    ends = YEAR_END.search(reading.text, sentence.start, sentence.end)
    return str(reading.published.year) if ends and reading.published else None
