"""The meeting that a text reports on."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from extract.finder import Finder, compile_finder, know_part
from extract.gazetteer import is_region_name
from extract.periods import Period
from extract.quotes import ACCOMPANIED, looks_like_minutes
from extract.reading import Reading, within
from extract.regions import load_regions
from extract.tables import load_table
from extract.text import Sentence


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part, by office: `part` is chair, speaker or attendee."""

    name: str | None
    position: str | None
    part: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: type, theme and venue as the guide lists them, ISO date, chair by name."""

    type: str
    theme: str | None
    date: str | None
    venue: str | None
    region: str | None
    chair: str | None
    participants: tuple[Participant, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """A place of the text that names a meeting."""

    start: int
    end: int
    type: str
    sentence: Sentence


LEAD_SENTENCES = 14  # a report names its meeting early
HELD = re.compile(
    r"\b(?:menggelar|mengelar|digelar|di gelar|gelar|melaksanakan|dilaksanakan|diadakan|mengadakan|"
    r"diselenggarakan|menyelenggarakan|telah diselenggarakan|berlangsung|memimpin|pimpin|dipimpin|"
    r"membuka|buka|dibuka|menghadiri|hadiri|dihadiri|mengikuti|diikuti|bertempat|dalam|pada|saat|usai|"
    r"melalui|mengumpulkan|kumpulkan|rapat|ikuti|jadi narasumber|mengagendakan|rakor)\b",
    re.IGNORECASE,
)


@cache
def _types() -> tuple[tuple[str, Finder], ...]:
    return tuple(
        (row["type"], compile_finder(rf"(?<!\w)(?:{row['pattern']})(?!\w)", re.IGNORECASE))
        for row in load_table("meetings")
    )


def _named(reading: Reading) -> list[_Named]:
    """The places that name a kind of meeting, the more specific kind first, in order."""
    found: list[_Named] = []
    for kind, pattern in _types():
        for match in pattern.finditer(reading.text):
            sentence = reading.sentences[reading.sentence_index(match.start())]
            # those found are in order and apart, so only the one that begins last can reach here
            index = bisect_left(found, match.end(), key=attrgetter("start"))
            taken = index > 0 and found[index - 1].end > match.start()
            if not sentence.boilerplate and not taken:
                found.insert(index, _Named(match.start(), match.end(), kind, sentence))
    return found


def find_meeting(reading: Reading) -> Meeting | None:
    """The one meeting that a document reports on; None when meetings are only mentioned.

    A report names its meeting near its head together with a day, a venue or whoever leads it;
    minutes carry a header block.
    """
    if not reading.sentences:
        return None
    if looks_like_minutes(reading.text):
        return _of_minutes(reading)
    named = _named(reading)
    told = [s for s in reading.sentences if not s.boilerplate]
    lead_end = told[LEAD_SENTENCES].start if len(told) > LEAD_SENTENCES else len(reading.text)
    leading = (n for n in within(named, 0, lead_end) if _reported(reading, n))
    first = next(leading, None)
    return _build(reading, first, named) if first else None


NOT_THIS = re.compile(
    r"\b(?:rapat terbatas|ratas|hasil rapat|setiap|rutin|triwulanan|berkala|sebelumnya|"
    r"tahun lalu|bulan lalu|berikutnya|mendatang|akan (?:menggelar|mengadakan|melaksanakan|"
    r"digelar)|"
    r"batal|ditunda|undangan|(?:be)?rencana\w*|konferensi pers|jumpa pers|rilis)\b",
    re.IGNORECASE,
)


def _reported(reading: Reading, named: _Named) -> bool:
    """Whether the sentence of a meeting's name reports it as held: with a day, a place or a
    leader."""
    sentence = named.sentence
    text = reading.text[sentence.start : sentence.end]
    if NOT_THIS.search(text[max(0, named.start - sentence.start - 40) :][:80]):
        return False
    day = _day_in(reading, sentence.start, min(len(reading.text), sentence.end + 300))
    if HELD.search(text) is None:
        return False
    return day is not None or LEADS_IT.search(text) is not None


LEADS_IT = re.compile(
    r"\b(?:memimpin|pimpin|dipimpin|membuka|buka|dibuka|menggelar|digelar|gelar|"
    r"bertempat|menghadiri|dilaksanakan|mengumpulkan|melaksanakan)\b",
    re.IGNORECASE,
)


def _build(reading: Reading, named: _Named, all_named: list[_Named]) -> Meeting:
    start, end = named.sentence.start, _lead_end(reading, named)
    lead = know_part(reading.text[start:end], reading.text, start)
    specific = next((n.type for n in all_named if n.start < end and n.type != "other"), named.type)
    return Meeting(
        type=specific,
        theme=find_theme(lead) or find_theme(reading.text),
        date=_date(reading, named, all_named),
        venue=find_venue(lead) or _venue_elsewhere(reading, all_named),
        region=_region(reading),
        chair=_chair(reading),
        participants=_participants(reading),
        start=named.start,
        end=named.end,
    )


def _lead_end(reading: Reading, named: _Named) -> int:
    index = reading.sentence_index(named.start)
    following = reading.sentences[index : index + 3]
    return following[-1].end


def _day_in(reading: Reading, start: int, end: int) -> Period | None:
    return next((p for p in within(reading.periods, start, end) if p.kind == "day"), None)


DATELINE_END = re.compile(r"\)?\s*(?:–|—|--?)\s")


def _date(reading: Reading, named: _Named, all_named: list[_Named]) -> str | None:
    """The day in the sentence of the meeting, else in those around it, else the first in the
    body."""
    sentence = named.sentence
    again = [n for n in all_named if n.start > named.start and n.type in (named.type, "other")]
    for other in (named, *again[:4]):
        day = _nearest_day(reading, other, other.sentence.start, other.sentence.end)
        if day is not None:
            return day.iso
    if day is None:
        day = _nearest_day(
            reading, named, sentence.start, min(len(reading.text), sentence.end + 600)
        )
    if day is None:
        day = _nearest_day(reading, named, max(0, sentence.start - 400), sentence.start)
    if day is not None:
        return day.iso
    weekday = _bare_weekday(reading, sentence)
    dateline = _day_in(reading, sentence.start, sentence.start + 60)
    return weekday or (dateline.iso if dateline else None)


def _nearest_day(reading: Reading, named: _Named, start: int, end: int) -> Period | None:
    days = [
        p
        for p in reading.periods
        if p.kind == "day"
        and start <= p.start < end
        and not _page_date(reading, p)
        and not p.deadline
        and not re.search(
            r"(?:paling lambat|hingga|sampai|sebelum|tahun \d+ tanggal|SK)\W*$",
            reading.text[max(0, p.start - 18) : p.start],
            re.IGNORECASE,
        )
    ]
    return min(days, key=lambda p: abs(p.start - named.start), default=None)


def _page_date(reading: Reading, period: Period) -> bool:
    """Whether a day stands in a short line of its own: when the page was put up."""
    line_start = reading.text.rfind("\n", 0, period.start) + 1
    line_end = reading.text.find("\n", period.end)
    line = reading.text[line_start : line_end if line_end >= 0 else len(reading.text)]
    rest = line.replace(period.text, "")
    if period.start - line_start < 60 and DATELINE_END.match(reading.text, period.end):
        return True
    return len(rest.split()) <= 5 and "tanggal" not in rest.lower()


WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def _bare_weekday(reading: Reading, sentence: Sentence) -> str | None:
    """ "Rabu" alone, near the meeting: the last such day up to the publication."""
    if reading.published is None:
        return None
    match = re.search(
        r"\b(Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu|Ahad)\b",
        reading.text[sentence.start : sentence.end + 200],
    )
    if match is None:
        return None
    name = match[1].lower().replace("'", "").replace("ahad", "minggu")
    back = (reading.published.weekday() - WEEKDAYS.index(name)) % 7
    return reading.published.fromordinal(reading.published.toordinal() - back).isoformat()


def _region(reading: Reading) -> str | None:
    return reading.subject or "ID"


THEME = compile_finder(
    r"\b(?:dengan tema|bertema(?:kan)?|bertajuk|mengusung tema|tema(?:nya)?|mengangkat tema)"
    r"\s*:?\s*[“\"”']\s*([^“”\"\n]{5,240}?)\s*[“\"”']",
    re.IGNORECASE,
)
THEME_OPEN = compile_finder(
    r"\b(?:dengan tema|bertema(?:kan)?|bertajuk|mengusung tema)\s*:?\s*[“\"”]\s*"
    r"([^“”\"\n]{5,240}?)[.\n]",
    re.IGNORECASE,
)


def find_theme(text: str) -> str | None:
    """The theme of a meeting as written between its quote marks.

    >>> find_theme('Rakor bertema “Data Akurat” digelar')
    'Data Akurat'
    """
    match = THEME.search(text) or THEME_OPEN.search(text)
    return match[1].strip() if match else None


PLACE_WORD = (
    r"(?:Aula|Ruang|Gedung|Pendopo|Ballroom|Hotel|Kantor|Balai|Auditorium|Bangsal|Grand|"
    r"Convention|Graha|Paseban|Lapangan|Rumah (?:Dinas|Jabatan)|Wisma|Swiss-?Belhotel|Aston|"
    r"Islamic Center|Sasana|Lantai|Pusat|Griya|Taman|Kampus|Universitas|Baruga|Lamin|Bale|Op ?Room|"
    r"Command Center|Halaman|Mess|Resto|Sanggar|Istana|Gelanggang|Dalem|Bapperida|Setda)"
)
VENUE = compile_finder(
    rf"\b(?:bertempat di|bertempat|berlangsung di|digelar (?:tepat )?di|di gelar (?:tepat )?di|"
    rf"di(?: dalam)?)"
    rf"\s+(?=(?:\w+\s+){{0,2}}{PLACE_WORD})([^.;\n(]*?)(?=\s*(?:,\s*(?:pada |hari |(?:Senin|"
    rf"Selasa|Rabu|"
    r"Kamis|Jum|Sabtu|Minggu|Ahad))|\s(?:pada|hari)\s|\s?(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\b|"
    r"[,;.(\n]|,?\s(?:yang|dan(?! (?:Litbang|Penelitian|Pengembangan|Pembangunan))|dengan|untuk|"
    r"guna|serta|telah|dihadiri|dipimpin|dibuka|selama|"
    r"setelah)\s|$))",
    re.IGNORECASE,
)


def find_venue(text: str) -> str | None:
    """Where a meeting was held, as written.

    >>> find_venue("Rakor digelar di Aula Bappeda, Senin (6/5/2024).")
    'Aula Bappeda'
    """
    for match in VENUE.finditer(text):
        venue = match[1].strip(" ,")
        if venue:
            return _with_building(text, match, venue)
    return None


# "bertempat di Rumah Betang Nanga, Kamis 6-3-2024": a house by its own name, then the day.
NAMED_HOUSE = re.compile(
    r"\b(?:dilaksanakan|dilakukan|diadakan|diselenggarakan|digelar|berlangsung|bertempat) di\s+"
    r"(?P<venue>[A-Z][\w'’]*(?: [A-Z][\w'’.]*){1,5}),?\s+(?:pada |hari )*"
    r"(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\b"
)
NO_HOUSE = re.compile(r"(?:Kab|Kota|Kec|Desa|Kel|Prov|Kampung|Nagari)\w*\.? ")


def _named_house(text: str) -> str | None:
    match = NAMED_HOUSE.search(text)
    if match is None or NO_HOUSE.match(match["venue"]) or is_region_name(match["venue"]):
        return None
    return match["venue"]


def _with_building(text: str, match: re.Match[str], venue: str) -> str:
    """A room keeps the building that follows its comma: "Ruang Melati, Gedung DPRD"."""
    tail = re.match(rf",\s*((?:Lantai [\w]+ )?{PLACE_WORD}[^,.;()\n]*)", text[match.end() :])
    if tail is None:
        return venue
    cut = re.split(r"\s(?:pada|hari|Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\b", tail[1])[0]
    return f"{venue}, {cut.strip()}"


def _venue_elsewhere(reading: Reading, named: list[_Named]) -> str | None:
    for other in named[:6]:
        venue = find_venue(reading.text[other.sentence.start : other.sentence.end])
        if venue:
            return venue
    return find_venue(know_part(reading.text[:1800], reading.text, 0))


# ---- who leads ---------------------------------------------------------------------------------

LEADS = compile_finder(
    r"\bmenget[uo]k palu\b|"
    r"\b(?:memimpin|pimpin|membuka|buka)(?: (?:langsung|secara resmi|resmi|jalannya|"
    r"kegiatan|acara|rapat|rakor|pertemuan|sekaligus))*\b|\bsekaligus membuka\b",
    re.IGNORECASE,
)
LED_BY = compile_finder(
    r"\b(?:dipimpin|dibuka|di pimpin|di buka|dipandu)(?: (?:langsung|secara resmi|resmi|oleh))*\s*|"
    r"\bpimpinan (?:rapat|sidang), (?=[A-Z])|\bhost (?=[A-Z])",
    re.IGNORECASE,
)


AFTER_LEADING = re.compile(
    r"\b(?:usai|setelah|saat|ketika|seusai|sebelum) (?:memimpin|"
    r"membuka)\b[^.;\n]{0,90}?,\s*(?=[A-Z])"
)


def _chair(reading: Reading) -> str | None:
    """Who leads or opens the meeting: by an active or a passive verb near the name."""
    text = reading.text
    for match in LED_BY.finditer(text):
        name = _official_near(reading, match.end(), match.end() + 160, first=True)
        if name:
            return name
    after = AFTER_LEADING.search(text)
    if after:
        name = _official_near(reading, after.end(), after.end() + 120, first=True)
        if name:
            return name
    for match in LEADS.finditer(text):
        sentence = reading.sentences[reading.sentence_index(match.start())]
        if sentence.boilerplate:
            continue
        name = _official_near(
            reading, max(sentence.start, match.start() - 200), match.start(), first=False
        )
        if name:
            return name
    return None


def _official_near(reading: Reading, start: int, end: int, *, first: bool) -> str | None:
    named = [(m.start, m.official) for m in within(reading.officials.names, start, end)]
    for office in within(reading.officials.positions, start, end):
        if office.official is not None:
            named.append((office.start, office.official))
    found = sorted(
        (at, official)
        for at, official in named
        if first or not ACCOMPANIED.search(reading.text[max(0, at - 40) : at])
    )
    if not found:
        return None
    stop = re.search(r"[.;]\s", reading.text[start : found[0][0]]) if first else None
    if stop:
        return None
    return reading.officials.officials[found[0 if first else -1][1]].name


# ---- minutes -----------------------------------------------------------------------------------

# A field begins its line or, in a table with two fields in a row, its third cell; the head of a
# table that begins with "No" names columns and no fields.
FIELD = (
    r"^(?!No\b)(?:[^|\n]+\|[^|\n]+\|)??[^\w\n]*(?:\d{{1,2}}[.)][^\S\n]*)?"
    r"{}[^\S\n]*(?:/[^\S\n]*\w+[^\S\n]*)?"
    r"(?:[^\S\n]*\n[^\S\n]*:[^\S\n]*\n|[:=|]|\t|[^\S\n]{{2}})[^\S\n:|]*([^|\n]+)"
)
HEADER = {
    "date": re.compile(
        FIELD.format(
            r"(?:Hari ?(?:[/,&]|dan)? ?(?:Tanggal|tgl\.?|tanggal)?|Tanggal|Tgl\.?|"
            r"Waktu|Pelaksanaan)"
        ),
        re.IGNORECASE | re.MULTILINE,
    ),
    "venue": re.compile(
        FIELD.format(r"(?:Tempat|Lokasi|Ruang(?:an)?|Bertempat(?: di)?)"),
        re.IGNORECASE | re.MULTILINE,
    ),
    "chair": re.compile(
        FIELD.format(
            r"(?:Pimpinan|Pemimpin|Ketua|Pimpinan/?Ketua|Dipimpin(?: oleh)?|"
            r"Pemimpin/?Ketua|Ketua)(?: (?:rapat|sidang|musrenbang|rakor|acara))?"
        ),
        re.IGNORECASE | re.MULTILINE,
    ),
    "theme": re.compile(FIELD.format(r"(?:Tema)"), re.IGNORECASE | re.MULTILINE),
}


def _of_minutes(reading: Reading) -> Meeting:
    text = reading.text
    named = _named(reading)
    kind = _field_type(text) or next(
        (n.type for n in named if n.start < 1200 and n.type != "other"), "other"
    )
    return Meeting(
        type=kind,
        theme=_theme_field(text) or find_theme(know_part(text[:1500], text, 0)),
        date=_minutes_date(reading),
        venue=_venue_field(text)
        or find_venue(know_part(text[:1800], text, 0))
        or _named_house(text[:1800]),
        region=_region(reading),
        chair=_minutes_chair(reading) or _chair(reading),
        participants=_participants(reading),
        start=named[0].start if named else 0,
        end=named[0].end if named else min(len(text), 40),
    )


def _field_type(text: str) -> str | None:
    """The kind of meeting that a header field "Rapat : Koordinasi ..." names."""
    field = re.search(
        r"^[^\S\n]*(?:Jenis )?(?:Rapat|Acara|Kegiatan)[^\S\n]*:[^\S\n]*(.+)$",
        text[:2000],
        re.IGNORECASE | re.MULTILINE,
    )
    if field is None:
        return None
    named = f"rapat {field[1]}" if not field[1].lower().startswith("rapat") else field[1]
    return next(
        (kind for kind, pattern in _types() if kind != "other" and pattern.match(named)), None
    )


def _theme_field(text: str) -> str | None:
    match = HEADER["theme"].search(text)
    return match[1].strip(' “”"') if match else None


VENUE_IN_HEAD = re.compile(
    rf"(?:📍[^\S\n]*|(?:\b(?:Wib|Wita|Wit|WIB|WITA|WIT)|\d),[^\S\n]+|\|[^\S\n]*)"
    rf"((?:{PLACE_WORD})\b[^\n;|]*)"
)


def _venue_field(text: str) -> str | None:
    match = HEADER["venue"].search(text[:3000]) or VENUE_IN_HEAD.search(text[:1500])
    return match[1].strip(" .;*_") if match else None


def _minutes_date(reading: Reading) -> str | None:
    days = [p for p in within(reading.periods, 0, 2500) if p.kind == "day"]
    told = [p for p in days if TOOK_PLACE.search(reading.text[max(0, p.start - 60) : p.start])]
    match = HEADER["date"].search(reading.text[:3000])
    if match and not told:
        day = _day_in(reading, match.start(), match.end())
        if day:
            return day.iso
    held = [p for p in days if HELD_ON.search(reading.text[max(0, p.start - 60) : p.start])]
    return next((p.iso for p in [*told, *held, *days]), None)


TOOK_PLACE = re.compile(
    r"\brapat\b[^.\n]{0,30}(?:dilaksanakan|diselenggarakan|diadakan|digelar|berlangsung)[^.\n]{0,20}$",
    re.IGNORECASE,
)
HELD_ON = re.compile(
    r"\b(?:dilaksanakan|diselenggarakan|diadakan|digelar|berlangsung|rapat:?|pada hari|"
    r"hari)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)


def _minutes_chair(reading: Reading) -> str | None:
    match = HEADER["chair"].search(reading.text[:3000])
    if match:
        name = _official_near(reading, match.start(1), match.end(1) + 1, first=True)
        if name:
            return name
    sign = re.search(
        r"(?:^|\n)[^\n]{0,40}(?:Pimpinan|Pemimpin|Ketua) (?:rapat|musrenbang|sidang)[^\n]{0,60}\n",
        reading.text,
        re.IGNORECASE,
    )
    if sign:
        return _official_near(reading, sign.start(), sign.end() + 200, first=True)
    return None


def _participants(reading: Reading) -> tuple[Participant, ...]:
    """Officials named in the text, by office; the others at the table stay without a name."""
    return tuple(
        Participant(official.name, official.position, "attendee")
        for official in reading.officials.officials
    )


def region_level(code: str | None) -> str:
    """regency, city, province or nation."""
    region = load_regions().get(code or "")
    return region.level if region else "nation"
