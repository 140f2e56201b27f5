"""When a page was published and changed: what it shows, what its head states, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import dateparser

from extract.periods import read_timestamp
from scraper.metadata import Head

# Time zones by the province's part of a Kemendagri code. Keppres 41/1987 on the three zones, and
# the laws that founded provinces since; WIB wherever none is named.
WITA_PROVINCES = ("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76")
WIT_PROVINCES = ("81", "82", "91", "92", "93", "94", "95", "96")

MONTH = (
    "(?:jan(?:uari|uary)?|[fp]eb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?"
    "|a(?:gustus|gust|gu|gs|gt|ugust|ug)|sept?(?:ember)?|o[kc]t(?:ober)?|no[vp](?:ember)?"
    "|de[sc](?:ember)?)"
)
DAY = (
    rf"(?:\b\d{{1,2}}[\s\-./]+{MONTH}\b[\s\-.,/']*\d{{4}}\b"
    rf"|\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b"
    r"|\b\d{4}-\d{2}-\d{2}(?!\d)|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}\b)"
)
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?!\d)(?:\s*[ap]\.?m\b)?"
ZONE = r"\s*\(?(?P<zone>WIB|WITA|WIT)?\b"
SHOWN = re.compile(
    rf"(?:(?P<before>{CLOCK}){ZONE.replace('zone', 'zone2')}[\s,|/\-–]+)?(?P<day>{DAY})"
    rf"(?:T|[\s,|•·@/\-–]*(?:pukul|jam|at|pkl)?\.?\s*)?(?:(?P<after>{CLOCK}){ZONE})?",
    re.IGNORECASE,
)
AGO = re.compile(
    r"\d{1,3}\s*(?:detik|menit|jam|hari|minggu|bulan|seconds?|min(?:ute)?s?|hours?|days?|weeks?)"
    r"\s*(?:yang\s+)?(?:lalu|ago)\b",
    re.IGNORECASE,
)
# Themes translated by halves say "6 hari ago".
INDONESIAN_AGO = re.compile(r"\b(detik|menit|jam|hari|minggu|bulan)\s+ago\b", re.IGNORECASE)
UPDATED = re.compile(r"(di)?(perbarui|perbaharui|ubah|update)|\b(updated?|modified|revisi)\b", re.I)
STAMP = re.compile(
    r"(?P<day>\d{4}[-/]\d{2}[-/]\d{2})(?:\s*T?\s*(?P<h>\d{2})[:.\-](?P<m>\d{2})(?:[:.\-](?P<s>\d{2}))?)?"
    r"(?:\.\d+)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?(?P<rest>.*)"
)
PATH_DAY = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})(?:/|$)")


@dataclass(frozen=True, slots=True)
class Times:
    """When a page was published and changed; the day can be known without the time."""

    published: date | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None


def zone_of(region: str | None) -> str:
    """The time zone of a region's province; WIB where none is known.

    >>> zone_of("73.71"), zone_of("94"), zone_of("16.04"), zone_of(None)
    ('Asia/Makassar', 'Asia/Jayapura', 'Asia/Jakarta', 'Asia/Jakarta')
    """
    province = (region or "")[:2]
    if province in WITA_PROVINCES:
        return "Asia/Makassar"
    return "Asia/Jayapura" if province in WIT_PROVINCES else "Asia/Jakarta"


def read_times(
    head: Head, shown: Sequence[str], url: str, zone: str, fetched_at: datetime | None = None
) -> Times:
    """Times from the lines around the headline, the head, the address, in this order of trust.

    `shown` are those lines, the nearest first. A time in the head refines what is shown (seconds)
    or stands in for it; a Z that contradicts the shown time is local time wrongly marked.
    """
    visible = _shown_time(shown, zone)
    if visible is not None and _is_contradicted(visible, shown, url, zone):
        visible = None
    stated = [found for value in head.published if (found := _read_stamp(value, zone))]
    published, moment = _reconcile(visible, stated)
    if published is None:
        published, moment = _fallback(shown, url, zone, fetched_at)
    updated = next((s.marked for v in head.updated if (s := _read_stamp(v, zone))), None)
    return Times(published, moment, updated)


def _is_contradicted(visible: Stamp, shown: Sequence[str], url: str, zone: str) -> bool:
    """Whether a shown date is today's in the page's head rather than the article's.

    So it is when the address names another day, or when a relative time stands nearer to the
    headline.
    """
    day, _ = _fallback((), url, zone, None)
    if day is not None:
        return abs(day - visible.day) > timedelta(days=1)
    first = next((line for line in shown if AGO.search(line) or SHOWN.search(line)), "")
    return AGO.search(first) is not None and not SHOWN.search(first)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stated time: its day, the moment as its zone mark says, and as if it were local."""

    day: date
    marked: datetime | None = None
    local: datetime | None = None


def _read_stamp(value: str, zone: str) -> Stamp | None:
    """The time in a machine-readable field, which sites fill with all sorts of things.

    A zone mark is not believed in a value that is otherwise no ISO 8601 ("T10-08-58Z",
    "+07:00Z").
    """
    found = STAMP.match(value)
    if found is None:
        return _shown_time([value], zone)
    day = found["day"].replace("/", "-")
    if found["h"] is None:
        moment = read_timestamp(f"{day} 00:00", zone)
        return Stamp(moment.date()) if moment else None
    clock = f"{found['h']}:{found['m']}:{found['s'] or '00'}"
    local = read_timestamp(f"{day}T{clock}", zone)
    if local is None:
        return None
    broken = found["rest"].strip() or not re.match(r"[\d-]+T\d\d:\d\d", value)
    marked = read_timestamp(f"{day}T{clock}{found['zone'] or ''}", zone)
    if broken or marked is None:
        marked = local
    marked = marked.astimezone(ZoneInfo(zone))
    return Stamp(marked.date(), marked, local)


def _shown_time(lines: Iterable[str], zone: str) -> Stamp | None:
    """The first time that people are shown; one that is said to be of a change does not count."""
    for line in lines:
        for found in SHOWN.finditer(line):
            label = line[: found.start()]
            if UPDATED.search(label[label.rfind("|") + 1 :]):
                continue
            clock = _clock(found["after"] or found["before"])
            mark = found["zone"] or found["zone2"] or ""
            moment = read_timestamp(f"{found['day']} {clock or '00:00'} {mark}".strip(), zone)
            if moment is not None and clock:
                return Stamp(moment.date(), moment, moment)
            if moment is not None:
                return Stamp(moment.date())
    return None


def _clock(text: str | None) -> str | None:
    """A clock time of 24 hours: "9:46pm" is "21:46", "17.20" is "17:20"."""
    found = re.match(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap])?", text or "", re.IGNORECASE)
    if found is None:
        return None
    hour, half = int(found[1]), (found[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or int(found[2]) > 59:
        return None
    return f"{hour:02}:{found[2]}:{found[3] or '00'}"


def _reconcile(shown: Stamp | None, stated: Sequence[Stamp]) -> tuple[date | None, datetime | None]:
    """Day and moment out of what is shown and what the head states."""
    if shown is None:
        best = next((s for s in stated if s.marked), stated[0] if stated else None)
        return (best.day, best.marked) if best else (None, None)
    readings = [m for s in stated for m in (s.marked, s.local) if m is not None]
    if shown.marked is None:
        same_day = (m for m in readings if m.date() == shown.day)
        return shown.day, next(same_day, None)
    exact = (m for m in readings if timedelta(0) <= m - shown.marked < timedelta(minutes=1))
    close = (m for m in readings if abs(m - shown.marked) <= timedelta(minutes=15))
    moment = next(exact, None) or next(close, shown.marked)
    return shown.day, moment


def _fallback(
    shown: Iterable[str], url: str, zone: str, fetched_at: datetime | None
) -> tuple[date | None, datetime | None]:
    """The day in the address, or counted back from the fetch for "2 jam lalu"."""
    if found := PATH_DAY.search(urlsplit(url).path):
        moment = read_timestamp(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02} 00:00", zone)
        return (moment.date() if moment else None), None
    ago = next((m for line in shown if (m := AGO.search(line))), None)
    if ago is None or fetched_at is None:
        return None, None
    now = fetched_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    settings = {"RELATIVE_BASE": now, "RETURN_AS_TIMEZONE_AWARE": False}
    # Only what AGO has recognised is given to it: left alone it takes decimals for dates.
    words = INDONESIAN_AGO.sub(r"\1 lalu", ago[0])
    moment = dateparser.parse(words, languages=["id", "en"], settings=settings)
    return (moment.date() if moment else None), None
