"""Which region, period, source and group a number belongs to: the nearest evidence, named."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from extract.antecedents import COMPARES, find_pointers
from extract.cues import cue
from extract.finder import Finder, compile_finder
from extract.periods import Period
from extract.quantities import Quantity
from extract.reading import Reading, within
from extract.regions import RegionMention, load_regions
from extract.tables import load_table
from extract.text import Sentence

COMMA, CONTRAST, OFFICE, CLOSE = 3, 14, 12, 60


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the text that says which region is spoken of; `scope` when only a part of it."""

    start: int
    end: int
    code: str
    kind: str
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A value with the rule that found it."""

    value: str | None
    rule: str
    scope: str | None = None


def words(gap: str) -> int:
    """How many words stand in a gap."""
    return len(gap.split())


def distance(text: str, low: int, high: int) -> int:
    """How far apart two places of a text are: words, commas and changes of subject between them.

    The text is asked as a whole, since what finds changes of subject has read it already.

    >>> distance("kemiskinan pada 2023 sebesar 9", 10, 29)
    3
    """
    contrasts = sum(1 for _ in cue("contrast").finditer(text, low, high))
    breaks = contrasts + text.count(";", low, high)
    return words(text[low:high]) + COMMA * text.count(",", low, high) + CONTRAST * breaks


# ---- regions ---------------------------------------------------------------------------------


def regency_of(code: str) -> str:
    """The regency or province of a code: districts and villages give their regency."""
    return code[:5]


def parent_of(code: str | None) -> str | None:
    """The province of a regency, the nation of a province."""
    if code is None or code == "ID":
        return None
    region = load_regions().get(code)
    return (region.parent or "ID") if region else None


def province_of(code: str | None) -> str | None:
    """The province that a region lies in or is."""
    return None if code in (None, "ID") else str(code)[:2]


FORMER = re.compile(r"\b(?:camat|lurah|kades|kepala desa|kapolsek|danramil)\s+$", re.IGNORECASE)
SUB_WORD = r"(?:Kecamatan|Kec\.|Distrik|Desa|Kelurahan|Kampung|Gampong|Nagari|Pekon)"
SUB_PLACE = re.compile(rf"{SUB_WORD}\s*$", re.IGNORECASE)


def _named(reading: Reading, mention: RegionMention) -> Place:
    """The place of a region's name; inside an office or the name of a body it is weak evidence."""
    held = any(
        mention.start < p.end
        for p in within(reading.officials.positions, mention.start - 300, mention.start + 1)
    )
    if len(mention.code) > 5 and (
        held or FORMER.search(reading.text[max(0, mention.start - 30) : mention.start])
    ):
        return Place(mention.start, mention.end, regency_of(mention.code), "frame")
    if len(mention.code) > 5:
        lead = SUB_PLACE.search(reading.text[max(0, mention.start - 14) : mention.start])
        start = mention.start - len(lead[0]) if lead else mention.start
        return Place(
            mention.start,
            mention.end,
            regency_of(mention.code),
            "part",
            reading.text[start : mention.end],
        )
    office = any(
        mention.start < p.end
        for p in within(reading.officials.positions, mention.start - 300, mention.start + 1)
    )
    before = reading.text[max(0, mention.start - 40) : mention.start]
    body = BODY_BEFORE.search(before)
    return Place(mention.start, mention.end, mention.code, "office" if office or body else "name")


BODY_BEFORE = re.compile(
    r"(?:Bupati|Wali ?Kota|Gubernur|Sekda|Pem(?:kab|kot|prov|da)|Pemerintah(?: (?:Kabupaten|Kota|"
    r"Provinsi|Daerah))?|BPS|Bappe\w+|DPRD|Dinas \w+|Kantor|Gedung|Aula|Hotel|Pendopo|Jalan|Jl\.|"
    r"Polres|Kodim|Universitas)(?: (?:Kabupaten|Kab\.|Kota|Provinsi))?\s*$"
)
NOT_NATION = re.compile(
    r"(?:Bank|Republik|Bhayangkara|Universitas|Ikatan|Persatuan|Survei Sosial "
    r"Ekonomi|Sosial Ekonomi|Status Gizi|Kesehatan|Program Strategis|strategis|"
    r"Rakor|rapat|program|target|prioritas|strategi)\s*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def find_places(reading: Reading) -> list[Place]:
    """Every word of a text that says which region is spoken of, in order."""
    text, subject = reading.text, reading.subject
    places = [_named(reading, m) for m in reading.regions.mentions]
    places = _joined(text, [_weakened(text, places, i) for i in range(len(places))])
    taken = {m.start for m in reading.regions.mentions}
    for match in cue("nation").finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        if match.start() not in taken and not NOT_NATION.search(before):
            ranked = AMONG_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
            kind = "frame" if ranked else "name"
            places.append(Place(match.start(), match.end(), "ID", kind))
    pointers = find_pointers(reading)
    inside = {m.start for p in pointers for m in within(places, p.start, p.end)}
    places = [replace(p, kind="frame") if p.start in inside else p for p in places]
    places += [Place(p.start, p.end, p.code, "name") for p in pointers]
    taken |= {p.start for p in pointers}
    places += [Place(m.start(), m.end(), "ID", "name") for m in NATION_AIMS.finditer(text)]
    province = province_of(subject)
    for match in cue("province_word").finditer(text):
        named = bool(within(reading.regions.mentions, match.end(), match.end() + 3))
        if COUNTED.search(text[max(0, match.start() - 14) : match.start()]):
            continue
        wide = subject is not None and (
            len(subject) == 5
            or SE_PROVINCE.search(text[max(0, match.start() - 30) : match.start()])
        )
        if province and wide and not named and match.start() not in taken:
            places.append(Place(match.start(), match.end(), province, "name"))
    return sorted(places, key=lambda p: p.start)


SMALL_GLUE = re.compile(
    r"(?:\s*,)?\s+(?P<last>(?:dan|serta|&)\s+)?"
    rf"(?:(?:di\s+)?{SUB_WORD}\s+)?",
    re.IGNORECASE,
)
OPENS_LIST = re.compile(rf"{SUB_WORD}\s", re.IGNORECASE)
EACH_ITS_OWN = re.compile(
    r"\W*(?:masing-masing|berturut-turut|\d[\d.,]*\s*(?:\w+\s+)?(?:dan|serta)\s+\d)", re.IGNORECASE
)


def _joined(text: str, places: list[Place]) -> list[Place]:
    """The districts or villages of one list are one scope: "di Kecamatan Haharu, Pandawai, dan
    Umalulu"; those of which each has its number are not."""
    joined = list(places)
    first = 0
    while first < len(places):
        last, closed = first, first
        while last + 1 < len(places) and (
            glue := _glued(text, places[first], places[last], places[last + 1])
        ):
            last += 1
            closed = last if glue["last"] else closed
        if closed > first and not EACH_ITS_OWN.match(text, places[closed].end):
            low = places[first].end - len(places[first].scope or "")
            scope = text[low : places[closed].end]
            joined[first : closed + 1] = [
                replace(place, scope=scope) for place in places[first : closed + 1]
            ]
        first = last + 1
    return joined


def _glued(text: str, first: Place, one: Place, two: Place) -> re.Match[str] | None:
    """What joins two districts of a list that begins with their word."""
    if {one.kind, two.kind} != {"part"} or not OPENS_LIST.match(first.scope or ""):
        return None
    return SMALL_GLUE.fullmatch(text, one.end, two.start)


# "Presiden minta kemiskinan ekstrem nol persen": what the head of state aims at is the nation's.
NATION_AIMS = compile_finder(
    r"\b(?:(?:target|arahan|perintah|instruksi|permintaan) (?:Bapak |Pak )?Presiden|"
    r"Presiden(?: RI)?(?: [A-Z][\w.'’]+){0,3} (?:(?:sudah|telah|juga|jelas|bahkan) )*"
    r"(?:me)?(?:minta|nargetkan|ngingin\w*|nginstruksikan|merintahkan|nghendaki|negaskan|"
    r"targetkan|ingin|mau|instruksikan|perintahkan))\b"
)
# "se-provinsi", "lebih baik dari provinsi": in a text of the province too, all of it
SE_PROVINCE = re.compile(
    r"\b(?:se[- ]?|(?:lebih|masih|berada|jauh) (?:\w+ )?(?:dari(?:pada)?|"
    r"dibanding(?:kan)?|atas|bawah) )$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"(?:(?<!\b(?:19|20)\d)\d|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|belas|puluh|para|antar)\s*$",
    re.IGNORECASE,
)
PARTED = re.compile(
    r"\b(?:bagian|pemekaran|pecahan|mekar|dimekarkan|memisahkan diri|berbatasan|bertetangga)\s+"
    r"(?:langsung\s+)?(?:dari|dengan)\s+(?:Kabupaten\s+|Kota\s+|Provinsi\s+)?$",
    re.IGNORECASE,
)
# Whoever takes a place ("tertinggi ditempati Papua") is no region among which one is ranked, nor
# is where something is found ("tercatat ada di Papua").
AMONG_BEFORE = re.compile(
    r"(?:\bse\s?-?\s?|(?:ter(?!catat|data|dapat|sebar|masuk|golong|lihat|ukur|letak)\w+|paling \w+|"
    r"peringkat \S+|nomor \d+|urutan \S+|kabupaten/kota)"
    r"(?: (?!di[a-z]|oleh\b|ada\b|berada\b|yakni\b|yaitu\b|adalah\b)\w+)?\s+"
    r"(?:(?:di|dari|untuk|secara|tingkat)\s+)?(?:(?!di[a-z]|oleh\b|ada\b|yakni\b)\w+\s)?)$",
    re.IGNORECASE,
)


def _weakened(text: str, places: list[Place], index: int) -> Place:
    """A place that only says where another one lies ("Alor, NTT") or among which it is ranked
    ("terendah di Papua Tengah") is no evidence for a number."""
    place = places[index]
    before = text[max(0, place.start - 40) : place.start]
    previous = places[index - 1] if index else None
    lies_in = (
        previous is not None
        and place.start - previous.end <= 12
        and parent_of(previous.code) == place.code
        and re.fullmatch(r"[\s,(]*(?:Provinsi|Prov\.)?\s*", text[previous.end : place.start])
    )
    if PARTED.search(before):
        return replace(place, kind="frame")
    wide = len(place.code) == 2 and not re.match(r"\s*\(\d", text[place.end : place.end + 4])
    if lies_in or (wide and AMONG_BEFORE.search(before)):
        return replace(place, kind="frame")
    return place


GAP_MAX = 1000  # characters between a place and a number of which it may say the region


def _place_cost(text: str, place: Place, start: int, end: int) -> int | None:
    if place.kind == "frame":
        return None
    extra = OFFICE if place.kind == "office" else 0
    if place.end <= start - GAP_MAX:
        return None
    if place.end <= start:
        if _outranks(text, place, start):
            return None
        return (
            distance(text, place.end, start)
            + extra
            + (50 if _left_behind(text, place, start) else 0)
        )
    if place.start >= end:
        gap = text[end : place.start]
        if (place.kind == "part" and OF_WHOM.fullmatch(gap)) or LIVE_IN.fullmatch(gap):
            return 0
        if HEADS_NEXT.fullmatch(gap) and NEXT_NUMBER.match(text, place.end):
            return None  # "di Jambi 9,5 persen dan nasional 8,5": each is of the place before it
        if MEASURED_BY.search(gap):
            return None  # "9,2 persen, di atas Sragen"
        near = words(gap) <= 5 and not OTHER_CLAUSE.search(gap)
        return words(gap) + 3 + extra if near else None
    return 0


MEASURED_BY = re.compile(
    r"\b(?:di ?atas|di ?bawah|lebih (?:tinggi|rendah|besar|kecil|banyak|sedikit) (?:dari(?:pada)?|"
    r"ketimbang))\s",
    re.IGNORECASE,
)
# "4,5 juta penduduk miskin di Jawa Tengah, 4,6 juta di Jawa Timur": who is counted lives there.
LIVE_IN = re.compile(
    r"(?:\s+(?:penduduk|warga|orang|jiwa|masyarakat|keluarga|kepala|rumah|tangga|KK|RTM|KPM|balita|anak|"
    r"penganggur|miskin|ekstrem|stunting|yang|tercatat|terdata|tergolong|terdapat|berada|ada|tinggal|"
    r"tersebar|itu|sebagai)){0,8}\s+di\s+(?:(?:Provinsi|Kabupaten|Kab\.|Kota)\s+)?",
    re.IGNORECASE,
)
# "214 di antaranya di Kecamatan Baturetno"
OF_WHOM = re.compile(
    rf"\s+di ?antaranya\s+(?:(?:ada|berada|tinggal|tersebar|terdapat)\s+)?di\s+(?:{SUB_WORD}\s+)?",
    re.IGNORECASE,
)
# "tercatat 8,47 persen sehingga Wonogiri sudah di bawahnya": the place has a clause of its own.
OTHER_CLAUSE = re.compile(
    r"[,;:()]|\s[–—]\s|menjadi|dari|dibanding|\b(?:sehingga|hingga|maka|karena(?: itu)?|"
    r"karenanya|jadi|artinya|berarti|padahal|namun|tetapi|tapi|sedangkan|sementara|meski(?:pun)?|walau(?:pun)?|"
    r"agar|supaya|sebab|saat|ketika)\b",
    re.IGNORECASE,
)
RANKED_AFTER = re.compile(
    r"\b(?:terendah|ter(?:tinggi|banyak|besar|sedikit|kecil|parah)|paling \w+|"
    r"peringkat|urutan|nomor)\b[^.;\d]{0,60}\b(?:setelah|sesudah|di ?bawah|di ?belakang|menyusul|"
    r"membuntuti)\s+(?-i:[A-Z][\w'’-]+(?:,|\s+dan)?\s+|dan\s+)*$",
    re.IGNORECASE,
)
TELLS = re.compile(
    r"(?:\s+(?:dan\s+)?[A-Z][\w'’-]+){0,4},?\s+(?:yaitu|yakni|dengan|sebesar|sebanyak|mencapai|ialah|"
    r"adalah)\s"
)


def _outranks(text: str, place: Place, start: int) -> bool:
    """Whether a place only stands higher than the one that a number is of: "tertinggi kedua
    sesudah Kota Jayapura, yakni 7,3 persen"."""
    before = text[max(0, place.start - 120) : place.start]
    return TELLS.match(text, place.end, start) is not None and bool(RANKED_AFTER.search(before))


HEADS_NEXT = re.compile(r"[^,;:()]{0,12}\b(?:dan|serta|lalu)\s+(?:\w+\s+){0,2}", re.IGNORECASE)
NEXT_NUMBER = re.compile(
    r"\s+(?:(?:yang|sudah|masih|sebesar|mencapai|hanya|tercatat|di angka|sekitar)\s+)*\d"
)


def _left_behind(text: str, place: Place, start: int) -> bool:
    """Whether a place that was only compared with stands before a change of subject."""
    if place.kind != "name" or place.end >= start:
        return False
    turns = text.find(";", place.end, start) >= 0
    turns = turns or cue("contrast").search(text, place.end, start) is not None
    low = max(0, place.start - 60)
    return turns and COMPARES.search(text[low : place.start]) is not None


def bind_region(
    reading: Reading,
    places: list[Place],
    sentence: Sentence,
    start: int,
    end: int,
    carried: str | None = None,
    speaker_region: str | None = None,
    of_nation: bool = True,
    given: bool = False,
    known: Collection[str] = (),
) -> Bound:
    """The region that a span speaks of: nearest evidence of its sentence, then what was carried
    on in the paragraph, then the subject, then the speaker's region, then the source's home.

    `known` are the regions whose figures the text has told already.
    """
    here = list(within(places, sentence.start, sentence.end))
    if given and not ALL_OVER.search(reading.text, sentence.start, sentence.end):
        here = [p for p in here if not _gives(reading, p)]
    here = [p for p in here if not _measured_by(reading, here, p, sentence, start, known)]
    costs = [
        (cost, p.start, p)
        for p in here
        if (cost := _place_cost(reading.text, p, start, end)) is not None and cost < CLOSE
    ]
    own = _own_word(reading, here, sentence, start)
    if costs:
        cost, _, place = min(costs, key=lambda c: (c[0], -c[1]))
        if own is None or cost < own:
            return Bound(place.code, f"region {place.kind} in sentence", place.scope)
    if own is not None and (reading.subject or speaker_region):
        code = _own_region(reading, speaker_region)
        parts = [p for p in here if p.kind == "part" and p.end <= start and p.code == code]
        return Bound(code, "region by kita", parts[-1].scope if parts else None)
    if carried:
        return Bound(carried, "region carried on")
    if speaker_region == "ID" and of_nation:
        return _spoken_of(reading, places, sentence)
    return _around(reading, speaker_region)


def _around(reading: Reading, speaker_region: str | None) -> Bound:
    """The region of a span that nothing around it places: of the speaker or of the document."""
    narrower = _own_region(reading, speaker_region)
    if narrower != reading.subject:
        return Bound(narrower, "region of speaker")
    if reading.subject:
        return Bound(reading.subject, "region of document")
    if speaker_region:
        return Bound(speaker_region, "region of speaker")
    return Bound("ID", "nation for want of a region")


# What stands between a place that something is compared with and the number that is compared.
COMPARED_SO = re.compile(r"\s*[,:]\s*(?:(?:tepatnya|persisnya|hanya|cuma|tinggal|masih|baru)\s+)?")


def _measured_by(
    reading: Reading,
    here: list[Place],
    place: Place,
    sentence: Sentence,
    start: int,
    known: Collection[str],
) -> bool:
    """Whether a place is only what another one, which has no number yet, is measured by: "Orangnya
    lebih banyak dari Sragen: 42,3 ribu"; or, when its own is known, "Sragen sudah di bawah
    nasional, 8,7"."""
    gap = COMPARED_SO.fullmatch(reading.text, place.end, start) if place.end <= start else None
    low = max(sentence.start, place.start - 40)
    if gap is None or not COMPARES.search(reading.text[low : place.start]):
        return False
    if within(reading.quantities, sentence.start, place.start):
        return False
    named = any(p.kind == "name" and p.end <= place.start for p in here)
    return ":" in gap[0] or (named and place.code in known)


def _spoken_of(reading: Reading, places: list[Place], sentence: Sentence) -> Bound:
    """Of what somebody of the nation speaks: of the subject of the text when the last sentence
    before that names a region names it and no other."""
    index = reading.sentence_index(sentence.start)
    for before in reversed(reading.sentences[max(0, index - SPOKEN_MAX) : index]):
        named = {p.code for p in within(places, before.start, before.end) if p.kind == "name"}
        if reading.subject and named == {reading.subject}:
            return Bound(reading.subject, "region of the sentence before")
        if named:
            break
    return Bound("ID", "region of speaker")


SPOKEN_MAX = 3  # sentences over which a region is still spoken of


ALL_OVER = compile_finder(
    r"\bse[- ]?(?-i:[A-Z])|\d+ kabupaten|kabupaten/kota|(?:seluruh|semua|tiap) (?:kabupaten|"
    r"provinsi)",
    re.IGNORECASE,
)
GIVER = re.compile(
    r"(?:pemprov|pemda|pemerintah(?: (?:provinsi|pusat|daerah))?|gubernur|bantuan(?: "
    r"keuangan)?(?: khusus)?|"
    r"bankeu|apbd|apbn|dana|hibah|bappe\w+|dinas \w+|kementerian "
    r"\w+)\s+(?:dari\s+)?(?:provinsi\s+)?$",
    re.IGNORECASE,
)


def _gives(reading: Reading, place: Place) -> bool:
    """Whether a place is the province that pays for what a regency gets: "Pemprov Jabar
    menambah"."""
    if place.code != parent_of(reading.subject) or place.code == "ID":
        return False
    before = reading.text[max(0, place.start - 40) : place.start]
    own = reading.text[place.start : place.end].lower()
    return place.kind == "office" or own.startswith("pem") or GIVER.search(before) is not None


def _own_region(reading: Reading, speaker_region: str | None) -> str | None:
    """Where "kita" governs: the speaker's region when it lies in the subject or neither lies in
    the other, else the subject."""
    subject = reading.subject
    if not subject or not speaker_region or speaker_region == "ID":
        return subject or speaker_region
    around = subject.startswith(speaker_region)  # the governor speaks of the regency visited
    return subject if around else speaker_region[:5]


NEIGHBOUR = re.compile(r"\b(?:tetangga|sebelah|saudara|sesama)\s+$", re.IGNORECASE)


def _own_word(reading: Reading, here: list[Place], sentence: Sentence, start: int) -> int | None:
    """How far before a number "kita", "kami", "daerah ini" stands, if it does; "tetangga kita" and
    "provinsi kita" are others, and so is what "daerah ini" points at."""
    nearest = None
    for match in cue("own_region").finditer(reading.text, sentence.start, start):
        before = reading.text[max(0, match.start() - 40) : match.start()]
        if COMPARES.search(before) or NEIGHBOUR.search(before):
            continue
        if any(p.start <= match.start() < p.end for p in here):
            continue
        if match[0].lower().startswith("pem") and within(here, match.end(), match.end() + 3):
            continue  # "Pemkab Ngada" names its region
        nearest = distance(reading.text, match.end(), start)
    return nearest


# ---- periods ---------------------------------------------------------------------------------

LAW = re.compile(r"\b(?:nomor|no\b\.?)\s*:?\s*[\w./-]*\d[\w./-]*\s*(?:tahun\s*)?$", re.IGNORECASE)
# "Nomor 07/01/Th.XXV tanggal 17 Januari": when a letter or a release was signed
NUMBERED = re.compile(r"\b(?:nomor|no\b\.?)\s*:?\s*\S*\d\S*\s+(?:ter)?tanggal\s*$", re.IGNORECASE)
AS_OF = re.compile(
    r"(?:per|sampai(?: dengan)?|hingga|s\.?/?d\.?|posisi|kondisi|tanggal|tgl)\s*$", re.IGNORECASE
)
GLUE = re.compile(
    r"(?:,(?=\s*pada\b)|\)(?=\s+(?:pada|per|di|tahun)\b))?"
    r"(?:\s*(?:\(|pada|di|tahun|per|periode|bulan|untuk|dalam|sejak|hingga|sampai|miskin|ekstrem|"
    r"ekstrim|sd|s\.d\.|s/d|akhir|awal|penduduk|warga|keluarga|rumah|hasil|capaian|posisi|selama|"
    r"yaitu|yakni|,(?=\s+(?:yaitu|yakni)\b)|ini|tadi|itu|angka|data|ujung|penghujung|pertengahan|"
    r"mulai|\([yqmc][\w -]{1,14}\)|yoy|year on year|year-on-year|anggaran|masa|"
    r"bakti|SSGB?I|SKI|Susenas|Sakernas|(?:jabatan|kepemimpinan)(?:nya)?,?|RPJM[DN]|keadaan|"
    r"kondisi))*\s*",
    re.IGNORECASE,
)
COMPARED = compile_finder(
    r"(?:terhadap|di ?banding(?:kan)?(?: dengan)?|daripada|ketimbang|dari(?: tahun| bulan| "
    r"posisi)?|"
    r"sejak|lebih (?:rendah|tinggi|kecil|besar) dari(?:pada)?)\s+(?:(?:tahun|bulan|periode|posisi|"
    r"kondisi|capaian|angka|data)\s+)*$",
    re.IGNORECASE,
)
SPANS = re.compile(r"(?:sejak|dari)\b", re.IGNORECASE)
FAR = 12  # what it costs to take the only period of a sentence from further on


@lru_cache(maxsize=4)
def usable_periods(reading: Reading) -> list[Period]:
    """The periods that a number may describe: no years of laws, no days of meetings; with years
    that stand bare before their number: "(2023: 0,93 %)"."""
    found = [p for p in reading.periods if _usable(reading, p)]
    for match in BARE_YEAR.finditer(reading.text):
        near = within(reading.periods, match.start() - 200, match.end())
        free = not any(match.start() < period.end for period in near)
        if free and not LAW.search(reading.text[max(0, match.start() - 40) : match.start()]):
            year = int(match[0])
            days = date(year, 1, 1), date(year, 12, 31)
            found.append(Period(match.start(), match.end(), match[0], match[0], *days, "year"))
    return _same_month(reading.text, sorted(found, key=lambda p: p.start))


LISTED_YEAR = re.compile(r"\s*(?:,|,?\s*(?:dan|serta|&))\s*")
EACH = re.compile(
    r"(?:(?:,\s*|,?\s*dan\s+)(?:19|20)\d\d)*[^.;\d]{0,60}?\b(?:berturut-turut|masing-masing|"
    r"berurutan)\b",
    re.IGNORECASE,
)


IN_TURN_BEFORE = re.compile(
    r"\b(?:berturut-turut|masing-masing|berurutan)\b[^.;\n]*\d\D{0,40}$", re.IGNORECASE
)


def _same_month(text: str, periods: list[Period]) -> list[Period]:
    """ "Maret 2021, 2022, dan 2023 berturut-turut ...": March of each year."""
    read: list[Period] = []
    for period in periods:
        head = read[-1] if read else None
        if head and head.kind == "month" and period.kind == "year" and period.text.isdigit():
            listed = LISTED_YEAR.fullmatch(text, head.end, period.start)
            behind = IN_TURN_BEFORE.search(text, max(0, head.start - 120), head.start)
            if listed and (behind or EACH.match(text, period.end, period.end + 120)):
                period = _in_year(period, head.first.month)
        read.append(period)
    return read


def _in_year(year: Period, month: int) -> Period:
    """The month of a year: where "2022" stands for March 2022."""
    first = year.first.replace(month=month)
    last = first.replace(day=monthrange(first.year, month)[1])
    return replace(year, iso=f"{first:%Y-%m}", first=first, last=last, kind="month")


BARE_YEAR = compile_finder(r"(?<![\d.,/-])(?:199\d|20[0-4]\d)(?=\s*[:=)]|\s+\d{1,3}[.,]\d)")


# When figures came out is not the time that they describe: "rilis BPS awal tahun ini".
RELEASED = re.compile(
    r"\b(?:rilis\w*|dirilis|merilis|diumumkan|mengumumkan|dipublikasikan|publikasi\w*|diterbitkan|"
    r"terbitan|"
    r"dilantik|menjabat|terpilih)(?:\s+(?:oleh|resmi|terbaru|terakhir|BPS|Badan Pusat Statistik|"
    r"pada|sejak|di))*\s+$",
    re.IGNORECASE,
)


PRICES = re.compile(r"\b(?:harga|PPP)\s+(?:konstan\s+|dasar\s+)?(?:tahun\s+)?$", re.IGNORECASE)


def _usable(reading: Reading, period: Period) -> bool:
    before = reading.text[max(0, period.start - 40) : period.start]
    if LAW.search(before) or PRICES.search(before):
        return False
    if period.relative and RELEASED.search(before):
        return False
    if period.kind == "day":
        if period.relative or (reading.published and period.last > reading.published):
            return False
        weekday = re.match(
            r"\s*(?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu|Ahad)", period.text, re.IGNORECASE
        )
        dated = AS_OF.search(before) is not None and NUMBERED.search(before) is None
        return not weekday and dated
    return True


Span = tuple[int, int]


def assign_periods(
    text: str, sentence: Sentence, periods: list[Period], numbers: list[Span], changes: set[Span]
) -> dict[Span, Period]:
    """The period of each number of a sentence, where its own sentence says one.

    `numbers` are the spans of the sentence's figures in order, `changes` those that are changes:
    the period of a change is its end, never the one it is compared with.
    """
    here = list(within(periods, sentence.start, sentence.end))
    if not here or not numbers:
        return {}
    parted = parted_by_brackets(text, [p for p in here if p.end <= numbers[0][0]])
    if parted and here[-1].end <= numbers[0][0]:
        times = {n: parted[stands_in_brackets(text, sentence.start, n[0])] for n in numbers}
        return {number: period for number, period in times.items() if period}
    blocks = _said_twice(text, numbers, changes)
    spans = list(dict.fromkeys(blocks.values()))
    chosen = _alternating(text, here, spans)
    if not chosen:
        moved = {blocks[n] for n in changes}
        for span in spans:
            others = [n for n in spans if n != span]
            period = _nearest_period(text, here, span, others, span in moved)
            if period:
                chosen[span] = period
    return {number: chosen[block] for number, block in blocks.items() if block in chosen}


BRACKETS_BEFORE = re.compile(
    r"\b(?:dalam|dlm|tanda|isi|di) (?:tanda )?kurung(?:nya)?\b[^,;:.()]{0,30}$", re.IGNORECASE
)
BRACKETS_BEHIND = re.compile(
    r"\s*(?:\(|ada |berada |ditulis |di ?|yang )*(?:dalam |dlm )?(?:tanda )?kurung\b", re.IGNORECASE
)


def parted_by_brackets(
    text: str, periods: list[Period]
) -> tuple[Period | None, Period | None] | None:
    """The period of numbers outside and that of numbers inside brackets, where a head says so:
    "pada Maret 2024, dalam kurung Maret 2023", "Maret 2024 (Maret 2023)"."""
    if not periods:
        return None
    last, first = periods[-1], periods[-2] if len(periods) > 1 else None
    named = BRACKETS_BEFORE.search(text, max(0, last.start - 60), last.start)
    if named or BRACKETS_BEHIND.match(text, last.end, last.end + 40):
        return first, last
    if first is None or text[last.end : last.end + 1] != ")":
        return None
    if first.first <= last.first <= last.last <= first.last:
        return None  # "tahun 2024 (Maret 2024)" is one time, told more closely
    beside = re.fullmatch(r"\s*\(", text[first.end : last.start])
    return (first, last) if beside else None


def stands_in_brackets(text: str, low: int, start: int) -> bool:
    """Whether a bracket that opened behind `low` is still open at a place."""
    return text.rfind("(", low, start) > text.rfind(")", low, start)


# "5,1 persen (43.100 jiwa)", "5,1 persen atau 43.100 jiwa": one state of things in two units.
TWICE = re.compile(
    r"(?:,(?=\s+(?:atau|setara|alias)\b))?\s*(?P<open>\()?\s*"
    r"(?:(?:atau|setara|alias|sekitar|sebanyak|dengan|kira-kira)\s+)*"
)
CLOSED = re.compile(r"[^()\d]{0,16}\)")


def _said_twice(text: str, numbers: list[Span], changes: set[Span]) -> dict[Span, Span]:
    """Each number with the stretch that says the same in other units, brackets and all."""
    blocks: dict[Span, Span] = {}
    for number in numbers:
        before = next(reversed(blocks), None)
        blocks[number] = number
        if before is None or (before in changes) != (number in changes):
            continue
        if _unit_words(text, before) == _unit_words(text, number) != "":
            continue  # two numbers in one unit are two states of things
        gap = text[before[1] : number[0]]
        link = TWICE.fullmatch(gap)
        closing = CLOSED.match(text, number[1]) if link and link["open"] else None
        if link and (closing or re.search(r"\b(?:atau|setara|alias)\b", gap)):
            whole = (blocks[before][0], closing.end() if closing else number[1])
            blocks[before] = blocks[number] = whole
    return blocks


NO_UNIT = re.compile(r"[\d.,\s]")


def _unit_words(text: str, span: Span) -> str:
    """What a number is written with: "persen", "ribujiwa"."""
    return NO_UNIT.sub("", text[span[0] : span[1]]).lower()


def _alternating(text: str, periods: list[Period], numbers: list[Span]) -> dict[Span, Period]:
    """ "tahun 2023 9,41 persen, tahun 2022 9,77 persen": period and number in turn, all the
    way."""
    if len(periods) != len(numbers) or len(numbers) < 2:
        return {}
    pairs = list(zip(sorted(periods, key=lambda p: p.start), sorted(numbers), strict=True))
    leading = all(p.end <= n[0] for p, n in pairs) and all(
        n[1] <= q.start for (_, n), (q, _) in itertools.pairwise(pairs)
    )
    trailing = all(n[1] <= p.start for p, n in pairs) and all(
        p.end <= m[0] for (p, _), (_, m) in itertools.pairwise(pairs)
    )
    near = all(words(text[min(p.end, n[1]) : max(p.start, n[0])]) <= 12 for p, n in pairs)
    if not near or any(is_compared(text, p) for p, _ in pairs):
        return {}
    if leading and _closes_each(text, pairs):
        return {}
    return {n: p for p, n in pairs} if leading or trailing else {}


def _closes_each(text: str, pairs: list[tuple[Period, Span]]) -> bool:
    """Whether a period stands right behind a number and not before the next one: "RPD 2024-2026 ...
    10,9 persen di 2024 dan 9,7 persen"."""
    for (_, span), (period, following) in itertools.pairwise(pairs):
        gap, ahead = text[span[1] : period.start], text[period.end : following[0]]
        if re.search(r"\w", gap) and GLUE.fullmatch(gap) and NEXT_CLAUSE.match(ahead):
            return True
    return False


def is_compared(text: str, period: Period) -> bool:
    """Whether a period is only what something is compared with: "dari tahun sebelumnya"; not the
    span of "sejak 2021 hingga 2024"."""
    compared = COMPARED.search(text, max(0, period.start - 50), period.start)
    spans = period.kind == "interval" and SPANS.match(text, compared.start()) if compared else None
    return compared is not None and not spans


PERIOD_MAX = 600  # characters between a number and a period of its sentence that may be its own


def _nearest_period(
    text: str, periods: list[Period], span: Span, others: list[Span], change: bool
) -> Period | None:
    costs = []
    for period in periods:
        if period.start > span[1] + PERIOD_MAX or period.end < span[0] - PERIOD_MAX:
            continue
        compared = is_compared(text, period)
        if compared and (change or period.start >= span[1]):
            continue
        if compared and _crosses(period.end, span[0], others):
            continue  # of the number right behind it
        if compared and SET_BESIDE.search(text, period.end, span[0]):
            continue
        heads = _heads_another(text, period, [span])
        if period.start < span[0] and not heads and _belongs_behind(text, period, others):
            continue
        cost = _period_cost(text, period, span, others, alone=len(periods) == 1)
        if cost is not None and cost < CLOSE:
            costs.append((cost, -period.start, period))
    return min(costs, key=lambda c: c[:2])[2] if costs else None


# "naik 0,2 poin dari Agustus 2023, tetapi masih di bawah nasional yang 4,9 persen": another place
# is of the time spoken of.
SET_BESIDE = compile_finder(
    r"\b(?:tetapi|tapi|namun|meski\w*|walau\w*|sedangkan|sementara|di ?atas|di ?bawah|nasional|"
    r"provinsi|rata-rata)\b",
    re.IGNORECASE,
)


def _period_cost(
    text: str, period: Period, span: Span, others: list[Span], *, alone: bool
) -> float | None:
    start, end = span
    if period.end <= start:
        gap = text[period.end : start]
        closed = 20 * (gap.count(")") > gap.count("("))
        return (
            2 + distance(text, period.end, start) + 6 * _crosses(period.end, start, others) + closed
        )
    if period.start < end:
        return 0
    gap = text[end : period.start]
    if _heads_another(text, period, others):
        return None
    if GLUE.fullmatch(gap):
        return 1 + words(gap) * 0.5
    crossed = _crosses(end, period.start, others)
    if words(gap) <= 6 and not re.search(r"[,;:()]", gap) and not crossed:
        return None if NEXT_CLAUSE.match(gap) else 8 + words(gap)
    shared = alone and crossed and re.search(r"\bdan\b", gap) and not COMES_FROM.search(gap)
    return FAR + words(gap) if shared else None


# "10,4 persen dan pada 2024 tinggal 9,85": the year opens what is said next.
NEXT_CLAUSE = re.compile(r"\s+(?:dan|serta|lalu|kemudian|namun|tetapi|tapi)\b", re.IGNORECASE)


COMES_FROM = re.compile(
    r"\bdari\b|\bdibanding|\bterhadap\b|;|\(|\b(?:dan|lalu|kemudian|serta)\s+(?:akan|bakal)\b",
    re.IGNORECASE,
)


HEADS = re.compile(r"\s*[:=]\s*(?:Rp\.?\s*)?[-–±]?\s*\d")


STATED_WITH = re.compile(r"\s*(?:sebesar\s*)?")


def _heads_another(text: str, period: Period, others: list[Span]) -> bool:
    """Whether a period behind a number stands with the next one: "0,365 (Maret 2023: 0,371)"."""
    if HEADS.match(text[period.end : period.end + 12]):
        return True
    gap = STATED_WITH.match(text, period.end)
    start = gap.end() if gap else period.end
    index = bisect_left(others, (start, 0))
    return index < len(others) and others[index][0] == start


def _crosses(low: int, high: int, blocks: list[Span]) -> int:
    """How many numbers lie whole between two places; `blocks` are in order and never overlap."""
    first = bisect_left(blocks, low, key=itemgetter(0))
    return max(0, bisect_right(blocks, high, key=itemgetter(1)) - first)


GLUE_MAX = 60  # characters
NEAR_NUMBERS = 40  # more cannot stand in so many characters before a period


def _belongs_behind(text: str, period: Period, others: list[Span]) -> bool:
    """Whether a period closes another number: "17,87 persen pada 2022"."""
    if _heads_another(text, period, others):
        return False
    before = bisect_right(others, period.start, key=itemgetter(1))
    for _, end in reversed(others[max(0, before - NEAR_NUMBERS) : before]):
        gap = text[end : period.start]
        if len(gap) < GLUE_MAX and GLUE.fullmatch(gap):
            return True
    return False


def iso_for(period: Period, target: bool) -> str:
    """The period of a figure: a target inside a plan's years is due at their end."""
    if target and period.kind == "interval" and "/" in period.iso:
        return period.iso.split("/")[-1]
    return period.iso


# ---- sources, groups, hedges -----------------------------------------------------------------


@cache
def _sources(kind: str | None = None) -> Finder:
    rows = [row for row in load_table("sources") if kind in (None, row["kind"])]
    names = sorted((row["pattern"] for row in rows), key=len, reverse=True)
    spaced = [name.replace(" ", r"\s+") for name in names]
    return compile_finder(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")


def bind_source(reading: Reading, sentence: Sentence, start: int) -> str | None:
    """The body or survey whose data a number is said to be: the nearest one named so before it in
    its sentence, else one behind it that is named as the source."""
    text = reading.text
    best: tuple[int, str] | None = None
    for match in _sources().finditer(text, sentence.start, sentence.end):
        before = text[max(sentence.start, match.start() - 60) : match.start()]
        after = text[match.end() : match.end() + 70]
        lead = _lead().search(before)
        states = _states().match(after)
        spoken = any(
            match.start() < p.end
            for p in within(reading.officials.positions, match.start() - 300, match.start() + 1)
        )
        behind = match.start() > start
        beside = behind and _set_behind(text, start, match)
        gathered = beside or (
            not behind
            and (_is_survey(text, match, start) or _in_brackets(text, match, sentence.start))
        )
        if lead and _gives_aid(lead[0], before, match[0]):
            lead = None  # "85 unit dari Kemensos": who gives, not whose data
        if states and SERVICE.match(match[0]) and SPEAKS_ITSELF.match(after):
            states = None  # "Dinas Sosial melaporkan 38 KK": who speaks, not whose data
        if spoken or not (lead or gathered or (states and not behind)):
            continue
        gap = text[start : match.start()] if behind else text[match.end() : start]
        if behind and OF_BOTH.search(before):
            return match[0]
        if not behind and OTHER_RECORD.search(text, match.end(), start):
            continue  # "sedangkan catatan puskesmas menemukan 214 balita": another record
        if behind and (";" in gap or cue("contrast").search(gap)):
            continue  # the source of what is set against this number
        if (
            behind
            and lead
            and not VERSION.search(before)
            and _opens_clause(reading, sentence, before[: lead.start()], match.end())
        ):
            continue
        cost = words(gap) + (12 if behind else 0)
        if best is None or cost < best[0]:
            best = (cost, match[0])
    return best[1] if best else None


# ", versi DTSEN," behind a number is of that number.
VERSION = re.compile(r",\s*versi\s+(?:data\s+)?$", re.IGNORECASE)
# "10,4 persen atau 99 ribu jiwa (BPS, dirilis kemarin)", "14,2 persen (SSGI 2023)"
SET_BEHIND = re.compile(
    r"[\d.,]*(?:(?!\b(?:dan|serta|sedangkan|sementara|tapi|tetapi|menjadi|dari)\b)[^();,]|"
    r",(?=\d)){1,50}\((?:(?:data|sumber|hasil|versi|rilis|menurut)\s*:?\s*)?"
)
CLOSES_SOURCE = re.compile(
    r"[^()\d]{0,24}(?:(?:19|20)\d\d|\d{1,2} [A-Z][a-z]+(?: \d{4})?)?[^()\d]{0,12}\)"
)


def _set_behind(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a source alone stands in brackets right behind a number."""
    sure = match[0].startswith(("BPS", "Badan Pusat")) or is_survey(match[0])
    return (
        sure
        and SET_BEHIND.fullmatch(text, start, match.start()) is not None
        and CLOSES_SOURCE.match(text, match.end()) is not None
    )


# "A menyebut 1,9 persen, B 2,3 persen, padahal keduanya memakai data P3KE".
OF_BOTH = re.compile(
    r"\b(?:dua-duanya|dua duanya|keduanya|kedua (?:angka|instansi|dinas|pihak)|sama-sama|semuanya|"
    r"ketiganya|masing-masing)\b[^,.;]{0,24}?\b(?:(?:memakai|menggunakan|pakai|mengambil|mengutip)"
    r"|(?:bersumber|berasal|diambil|berangkat) dari|berdasarkan|merujuk|mengacu)\s+"
    r"(?:(?:pada|ke|dari|data|angka|hasil|basis)\s+)*$",
    re.IGNORECASE,
)
# What sets another record against the one named before: whose own number follows.
OTHER_RECORD = compile_finder(
    r"\b(?:sedangkan|sementara(?: itu)?|namun|tetapi|tapi|adapun|padahal|beda dengan)\s+"
    r"(?:menurut |berdasarkan |dari |versi |kalau |untuk )*"
    r"(?:catatan|hasil|data|pendataan|laporan|hitungan|verifikasi|musyawarah|pengukuran|"
    r"penimbangan|register|daftar|sensus|versi|temuan|pemutakhiran)\s+"
    r"(?!(?:kemiskinan|stunting|pengangguran|jumlah|angka|prevalensi|tersebut|itu|ini|yang sama|"
    r"terakhir|terbaru|nasional|provinsi|kabupaten|kota|tahun|bulan|Maret|September|semester|pada|"
    r"per|menunjukkan|\d)\b)\w+",
    re.IGNORECASE,
)
SERVICE = re.compile(r"Dinas |Dinsos|Dukcapil|Disdukcapil")
SPEAKS_ITSELF = re.compile(
    r"[^,.;]{0,40}?\b(?:melaporkan|menyebut(?:kan)?|menyampaikan|mengungkap(?:kan)?|mengumumkan|"
    r"memperkirakan)\b",
    re.IGNORECASE,
)
DATA_OF = re.compile(
    r"\b(?:data|angka|hasil|rilis|laporan|catatan|survei|informasi|publikasi|keterangan)\w*\s+"
    r"(?:\w+\s+){0,6}dari\s+$",
    re.IGNORECASE,
)


def _gives_aid(lead: str, before: str, name: str) -> bool:
    """Whether a ministry or a service only stands behind a bare "dari"."""
    bare = lead.strip().casefold() == "dari" and DATA_OF.search(before) is None
    return bare and not name.startswith(("BPS", "Badan Pusat")) and not is_survey(name)


def _opens_clause(reading: Reading, sentence: Sentence, before: str, end: int) -> bool:
    """Whether a source opens a clause with a number of its own: "..., dan menurut BPS 9,1"."""
    numbers = within(reading.quantities, end, sentence.end)
    return bool(numbers) and re.search(r"(?:\bdan|[,;:])\s*$", before) is not None


# "Sumber: BPS, diolah", "Catatan: angka sementara. Sumber data: Dinsos", "Sumber realisasi: BPS"
UNDER = re.compile(
    r"(?:^\W*|[.;)]\s+)Sumber(?P<of>(?: \w+){0,2})\s*:\s*(?P<source>.{2,60})", re.IGNORECASE
)
NAMED_SOURCE = re.compile(r"(?:[A-Z][\w.&-]*(?:\s+|/|$|(?=[,;(]))){1,6}")
REACHED_ONLY = re.compile(r"realisasi|capaian", re.IGNORECASE)
BLOCK_MAX = 40  # lines between a row and the line that names the source of its table


def source_of_block(reading: Reading, end: int, modality: str = "reported") -> str | None:
    """The body named in "Sumber: BPS" under the table or list whose line ends at `end`; a note
    under it may stand apart."""
    text = reading.text
    start, open_lines = text.find("\n", end) + 1, True
    if not start or SOURCE_WORD.search(text, start) is None:
        return None
    for _ in range(BLOCK_MAX):
        stop = text.find("\n", start)
        line = text[start : stop if stop >= 0 else None] if start else ""
        if not line.strip():
            if not open_lines or not start:
                return None
            open_lines = False
        elif match := UNDER.search(line):
            reached = REACHED_ONLY.search(match["of"]) is not None
            return _named_in(match["source"]) if modality == "reported" or not reached else None
        elif not open_lines:
            return None
        start = stop + 1
    return None


SOURCE_WORD = compile_finder(r"sumber", re.IGNORECASE)


def source_in_brackets(reading: Reading, sentence: Sentence) -> str | None:
    """The source that the head of a list names in brackets: "Data kemiskinan (BPS, Maret 2024)"."""
    text = reading.text
    for match in BRACKETS.finditer(text, sentence.start, sentence.end):
        named = _sources().search(match[0])
        if named and OF_DATA.fullmatch(match[0][: named.start()]):
            return named[0]
    return None


BRACKETS = re.compile(r"\([^()\n]{3,60}\)")
OF_DATA = re.compile(r"\((?:(?:data|sumber|versi|menurut|rilis|hasil|dari)\b:?\s*)*", re.IGNORECASE)


# "P0 dan KE: BPS, stunting: SSGI" under a table; "BPS (1, 3), SSGI (2)" by the rows.
ROWS_OF = re.compile(r"\s*\((?P<rows>\d{1,2}(?:\s*(?:,|dan|&)\s*\d{1,2})*)\)")
SOURCE_LINE = re.compile(r"\W*(?:sumber|ket(?:erangan)?|catatan)\b", re.IGNORECASE)


class Apart(NamedTuple):
    """The source of one row of a table, None where the note names none that is known."""

    source: str | None


def source_told_apart(reading: Reading, row: tuple[int, int], topic: str) -> Apart | None:
    """What a note under a table says of the source of one row, where it gives its topics or its
    rows different ones; None where it does not."""
    text = reading.text
    start = text.find("\n", row[1]) + 1
    for _ in range(BLOCK_MAX if start else 0):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if not text[start:stop].strip():
            return None
        if SOURCE_LINE.match(text, start, stop):
            return _by_rows(text, row, start, stop) or _by_topics(reading, topic, start, stop)
        start = stop + 1
    return None


def _by_rows(text: str, row: tuple[int, int], start: int, stop: int) -> Apart | None:
    """The source behind which the number of a row stands in brackets."""
    named = list(ROWS_OF.finditer(text, start, stop))
    if len(named) < 2:
        return None
    number = str(_row_number(text, row[0]))
    for before, rows in zip([start, *(m.end() for m in named)], named, strict=False):
        if number in re.findall(r"\d+", rows["rows"]):
            return Apart(_named_in(text[before : rows.start()].lstrip(" ,;")))
    return None


def _row_number(text: str, start: int) -> int:
    """How many lines of numbers stand in a table up to the one at `start`."""
    count, end = 1, text.rfind("\n", 0, start)
    while end > 0:
        low = text.rfind("\n", 0, end) + 1
        if not text[low:end].strip():
            break
        count += re.search(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d", text[low:end]) is not None
        end = low - 1
    return count


def _by_topics(reading: Reading, topic: str, start: int, stop: int) -> Apart | None:
    """The source behind the colon of the indicators that a note names."""
    text, told, low = reading.text, {}, start
    for match in _sources().finditer(text, start, stop):
        lead = text[low : match.start()]
        if lead.rstrip().endswith(":"):
            for mention in within(reading.indicators, low, match.start()):
                told[mention.topic] = match[0]
        low = match.end()
    return Apart(told[topic]) if len(set(told.values())) > 1 and topic in told else None


def named_source(words: str) -> str | None:
    """The known source that the head of a column or the name of a row names."""
    match = _sources().search(words)
    return match[0] if match else None


def _named_in(line: str) -> str | None:
    """The source that a line names: a known one, else the name that it begins with."""
    known = _sources().search(line)
    if known:
        return known[0]
    named = NAMED_SOURCE.match(line)
    return named[0].strip(" /") if named else None


def is_survey(name: str) -> bool:
    """Whether a source is a survey or a register, and no body that publishes many."""
    return _sources("survey").fullmatch(name) is not None


SURVEYED = re.compile(
    r"\s*(?:tahun\s*)?(?:(?:19|20)\d\d)?\s*[:=]?\s*[^.;()|]{0,60}(?:\)[^.;()|]{0,40})?"
)


def _is_survey(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a survey's or register's name stands right before a number: "(SKI 2023: 9,2 %)"."""
    if not is_survey(match[0]):
        return False
    gap = text[match.end() : start]
    return SURVEYED.fullmatch(gap) is not None and not re.search(r"\d[.,]\d", gap)


def _in_brackets(text: str, match: re.Match[str], low: int) -> bool:
    """Whether a body stands in brackets behind the name that heads a line: "Penduduk miskin (BPS):
    17,8%"."""
    before, after = text[low : match.start()], text[match.end() : match.end() + 30]
    return HEADED.fullmatch(before) is not None and HEADS_ON.match(after) is not None


HEADED = re.compile(r"[^:;.()\d]{3,60}\((?:(?:data|sumber|versi|menurut|rilis|hasil):?\s+)?", re.I)
HEADS_ON = re.compile(r"[^():;]{0,24}\)\s*[:=]\s*")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"{cue('source_lead').pattern}\s*(?:\w+\s+)?[(\"“]?$", re.IGNORECASE)


@cache
def _states() -> re.Pattern[str]:
    return re.compile(rf"[^,.;]{{0,40}}?{cue('source_after').pattern}", re.IGNORECASE)


def is_hedged(reading: Reading, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the speaker doubts the number: a doubt in the same clause, before or right behind."""
    text = reading.text
    for match in cue("hedge").finditer(text, sentence.start, sentence.end):
        gap = text[match.end() : start] if match.end() <= start else text[end : match.start()]
        behind = match.start() >= end
        if behind and any(q.unit for q in within(reading.quantities, match.end(), sentence.end)):
            continue  # a doubt before another number is of that one
        if behind and _parted(reading, start, end, match.start()):
            continue  # and so is one right behind another number
        if words(gap) <= 14 and ";" not in gap:
            return True
    return False


# "13,7 persen (perkotaan 14,0 persen)": what opens a bracket is of the number inside it.
SCOPE_APART = re.compile(r"[,;:.][^,;:.]*\w|\b(?:dan|sedang\w*)\s|\((?![^()]*\)$)", re.IGNORECASE)


def _parted(reading: Reading, start: int, end: int, place: int) -> bool:
    """Whether another number, no member of the same range, stands between a number and a place."""
    own = within(reading.quantities, start, start + 1)
    group = own[0].group if own else None
    return any(q.group is None or q.group != group for q in within(reading.quantities, end, place))


def bind_scope(reading: Reading, sentence: Sentence, start: int, end: int) -> str | None:
    """urban or rural, when the nearest such word before a number (or right behind it) says so."""
    text = reading.text
    best: tuple[int, str] | None = None
    for kind in ("urban", "rural"):
        for match in cue(kind).finditer(text, sentence.start, sentence.end):
            if match.end() <= start:
                cost = distance(text, match.end(), start)
            elif words(text[end : match.start()]) <= 3 and not SCOPE_APART.search(
                text[end : match.end() + 1]
            ):
                cost = words(text[end : match.start()])
            else:
                continue
            if best is None or cost < best[0]:
                best = (cost, kind)
    if best and best[0] < 30:
        return best[1]
    pair = _town_and_country(reading, start)
    if pair:
        return pair
    return (
        _group(reading, sentence, start, end)
        or _small_place(reading, sentence, start)
        or _village(reading, sentence, start, end)
        or _part_there(reading, end)
    )


# "desa masih 13,9 persen, kota 8,8": the two only beside each other mean no one place.
TOWN_AND_COUNTRY = re.compile(
    r"\b(?P<one>desa|kota)\b(?![ ](?-i:[A-Z]|itu|ini|kita|kami|yang|dan))[^.;:\d]{0,40}?"
    r"(?P<first>\d{1,2},\d+)(?: persen|%)?[.,;]?\s+"
    r"(?:(?:sedangkan|sementara|kalau|dan|di|tapi|yang)\s+){0,2}"
    r"(?P<two>desa|kota)\b(?![ ](?-i:[A-Z]))[^.;:\d]{0,30}?(?P<second>\d{1,2},\d+)",
    re.IGNORECASE,
)
SIDES = {"desa": "rural", "kota": "urban"}


def _town_and_country(reading: Reading, start: int) -> str | None:
    """urban or rural for a rate told of "desa" or "kota" when the other is told beside it."""
    text, low = reading.text, max(0, start - 110)
    if "desa" not in text[low : start + 60].lower():
        return None
    for pair in TOWN_AND_COUNTRY.finditer(text, low, start + 90):
        if pair["one"].lower() != pair["two"].lower():
            for side, rate in (("one", "first"), ("two", "second")):
                if pair.start(rate) == start:
                    return SIDES[pair[side].lower()]
    return None


# "412 unit, 38 di antaranya di Kalmas"
SOME_THERE = re.compile(
    r"\s+di ?antaranya\s+(?:(?:ada|berada|tinggal|tersebar|terdapat)\s+)?di\s+"
    r"(?P<place>[A-Z][a-z'’]+(?:[ -][A-Z][a-z'’]+){0,3})"
)


def _part_there(reading: Reading, end: int) -> str | None:
    """The place, no region of ours, in which a part of what was counted is said to lie."""
    there = SOME_THERE.match(reading.text, end)
    if there is None or within(reading.regions.mentions, there.start("place"), there.end()):
        return None
    return there["place"]


VILLAGE = compile_finder(
    r"\b(?:Desa|Kelurahan|Kampung|Gampong|Nagari|Pekon|Dusun|Negeri|Ohoi|Tiyuh|Lurah|Kades|Camat|"
    r"Kecamatan|Kec\.|Distrik)\s+"
    r"(?P<name>[A-Z][a-z'’]+(?:[ -][A-Z][a-z'’]+){0,2})\b"
)


@lru_cache(maxsize=4)
def _in_village(reading: Reading) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What finds the villages of a text right behind and before a number, by their bare names."""
    whole = [m for m in reading.regions.mentions if len(m.code) <= 5]
    known = {m.start for m in whole}
    names = {m["name"] for m in VILLAGE.finditer(reading.text) if m.start("name") not in known}
    names -= {reading.text[m.start : m.end] for m in whole}
    if not names:
        return None
    place = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    named = rf"(?:{SUB_WORD}\s+)?(?P<name>{place})\b"
    place = rf"\b(?:[Dd]i|untuk|lokus)\s+{named}"
    led = r"(?:\s+(?:miskin|ekstrem|stunting|RTLH)){0,2}(?:,?\s+(?:di|untuk|lokus))?"
    alone = r"(?!,? (?:dan )?[A-Z])"  # of several places none is the one
    return re.compile(rf"{led}\s+{named}{alone}"), re.compile(
        rf"{place}(?:\s+(?!dan\b|di\b)[a-z]+){{0,4}}\s+$"
    )


def _village(reading: Reading, sentence: Sentence, start: int, end: int) -> str | None:
    """The village that a number is of, of which the text said before that it is one."""
    finders = _in_village(reading)
    if finders is None:
        return None
    behind, before = finders
    low = max(sentence.start, start - BEFORE_MAX)
    found = behind.match(reading.text, end) or before.search(reading.text, low, start)
    return found["name"] if found else None


# Parts of the people for whom a rate or a count is no longer that of the region; children and
# families are none, for what is counted in them is theirs alone.
PARTS = ("sex", "old age", "disability", "household", "school")


@cache
def _groups() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = [row["pattern"] for row in load_table("subgroups") if row["part"] in PARTS]
    group = (
        rf"(?P<group>(?:{'|'.join(rows)})(?:\s+(?:kepala keluarga|disabilitas|tunggal|miskin))?)"
    )
    behind = (
        rf"(?:\s+(?:orang|jiwa|keluarga|KK|merupakan|adalah|dengan|kaum|penduduk))*\s+{group}\b"
    )
    lead = (
        rf"\b{group}(?:\s+yang (?:kami|kita) \w+(?: (?:lewat|melalui) \w+)?)?"
        r"(?:,?\s+(?:kita|miskin|menganggur|yang|masih|sebesar|sebanyak|mencapai|ada|itu|malah|"
        r"justru|bahkan|lebih (?:tinggi|rendah)|paling (?:tinggi|rendah|banyak)|tertinggi|terendah|"
        r"yaitu|yakni|hanya|sudah|tercatat|baru))*,?"
    )
    return re.compile(behind, re.IGNORECASE), re.compile(rf"{lead}\s*[(:]?\s*$", re.IGNORECASE)


def _group(reading: Reading, sentence: Sentence, start: int, end: int) -> str | None:
    """The part of the people that a number covers: "97 orang penyandang disabilitas",
    "penganggur perempuan (6,62 persen)"."""
    behind, before = _groups()
    after = behind.match(reading.text, end, min(sentence.end, end + 80))
    if after:
        return after["group"]
    lead = before.search(reading.text, max(sentence.start, start - 80), start)
    return lead["group"] if lead else None


SIDE = r"(?:utara|selatan|barat(?: laut| daya)?|timur(?: laut)?|tengah|tenggara)"
AREA = (
    rf"(?P<area>(?:(?:wilayah|bagian|kawasan|daerah|zona|sisi)\s+(?:{SIDE}|pesisir|pantai|"
    rf"pegunungan|perbatasan|pedalaman|lereng|bantaran|dataran (?:tinggi|rendah))|"
    rf"pesisir|pedalaman)(?:\s+{SIDE})?)\b"
)
AREA_BEHIND = re.compile(
    rf"\s+(?:(?:miskin|ekstrem|stunting|yang|berada|ada|tinggal|tersebar|terdapat|penduduk|"
    rf"warga|orang|di ?antaranya)\s+)*(?:di|dari|untuk)\s+{AREA}",
    re.IGNORECASE,
)
AREA_BEFORE = compile_finder(
    rf"\b(?:di|untuk)\s+{AREA}(?=(?:[^.;:\d]|20\d\d){{0,60}}$)|\b{AREA.replace('area', 'bare')}"
    rf"(?=\s+(?:(?:sebanyak|ada|masih|sudah|tercatat|hanya|sekitar|mencapai|sebesar|tinggal|"
    rf"justru|malah)\s+)*$)",
    re.IGNORECASE,
)
BEFORE_MAX = 140  # characters between a part of a region and its number


def bind_area(reading: Reading, sentence: Sentence, quantity: Quantity) -> str | None:
    """The part of a region that a number covers: "9.220 KK di wilayah selatan", "Di kawasan
    pesisir, prevalensinya 14 persen"."""
    if quantity.unit == "idr":
        return None
    text, start = reading.text, quantity.start
    behind = AREA_BEHIND.match(text, quantity.end, sentence.end)
    if behind:
        return behind["area"]
    named = list(AREA_BEFORE.finditer(text, max(sentence.start, start - BEFORE_MAX), start))
    if not named or cue("contrast").search(text, named[-1].end(), start):
        return None
    gap = text[named[-1].end() : start]
    free = gap.count(",") <= 1 and words(gap) <= 8
    return (named[-1]["area"] or named[-1]["bare"]) if free else None


SMALL = r"(?:kecamatan|kec|desa|kelurahan|distrik|kampung|gampong|nagari|pekon|dusun)"
COUNT = r"(?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)"
OWN_SMALL = compile_finder(
    rf"(?<!dana\s)\b(?:(?:di|dari|se)\s+(?:wilayah\s+)?)?"
    rf"(?P<place>(?:{COUNT}\s+)?{SMALL}(?:nya|\s+(?:kami|"
    rf"kita|saya|ini|itu|"
    rf"tersebut)))\b",
    re.IGNORECASE,
)
BY_SMALL = compile_finder(
    rf"\b(?:per|menurut|tiap|setiap|sebaran\w*|tersebar|masing-masing|sejumlah|beberapa|antar|"
    rf"{COUNT}(?:\s+dari\s+\d+)?)\s+"
    rf"(?:\w+\s+){{0,2}}?{SMALL}\b",
    re.IGNORECASE,
)
LISTED_NAME = re.compile(
    r"(?:[:,;(]|\bdan|\bserta|\byakni|\byaitu|\bdi)\s+"
    r"(?P<place>[A-Z][a-z'’]+(?:[ -](?:[A-Z][a-z'’]+|[IVX]+)){0,3})\s*"
    r"[(:=]?\s*(?:sebanyak |ada |sebesar |dengan |tercatat )?$"
)
# "terbanyak di Ampana, 212 anak, lalu Ulubongka 187 anak": each is of the place before it.
MOST_IN = compile_finder(
    r"\b(?:ter(?:banyak|tinggi|besar|parah|sedikit)|paling (?:banyak|tinggi|besar|parah))\s+"
    r"(?:(?:ada|berada|terdapat|tercatat)\s+)?di\s+",
    re.IGNORECASE,
)
NAMED_THERE = re.compile(
    r"(?:\bdi|[,;]\s*(?:lalu|disusul|menyusul|kemudian|dan)|\bdan)\s+"
    r"(?P<place>[A-Z][a-z'’]+(?:[ -](?:dan (?=[A-Z])|[A-Z][a-z'’]+)){0,4})[,:]?\s*"
    r"(?:(?:yakni|yaitu|sekitar|dengan|sebanyak|sejumlah|ada)\s+){0,2}$"
)
LIES_IN = compile_finder(
    r"\byang (?:berada|ada|tinggal|tersebar|terdapat) di\s+"
    r"(?P<place>[A-Z][\w'’-]+(?:[ -](?:dan (?=[A-Z])|[A-Z][\w'’-]+)){0,6})\s*$"
)
TOTALLED = re.compile(r"^(?:Total|Jumlah|Totalnya|Kabupaten|Kota|Provinsi)\b")


THERE = compile_finder(r"\bdi (?:sana|situ|tempat itu)\b", re.IGNORECASE)


def _part_before(reading: Reading, sentence: Sentence) -> str | None:
    """The district or village that the sentence right before names, where "di sana" stands."""
    index = reading.sentence_index(sentence.start)
    before = reading.sentences[index - 1] if index else None
    if before is None or before.paragraph != sentence.paragraph:
        return None
    parts = [p for p in within(find_places(reading), before.start, before.end) if p.kind == "part"]
    return parts[-1].scope if parts else None


SMALL_MAX = 500  # characters before a number in which a district or a village may be named


def _small_place(reading: Reading, sentence: Sentence, start: int) -> str | None:
    """The district or village that a number covers, as written: "di kecamatannya", or a name of
    a list by districts ("sebaran per kecamatan: Tilamuta 812 KK")."""
    text, low = reading.text, max(sentence.start, start - SMALL_MAX)
    own = list(OWN_SMALL.finditer(text, low, start))
    if own and words(text[own[-1].end() : start]) <= 30:
        return own[-1]["place"]
    if THERE.search(reading.text, sentence.start, sentence.end):
        there = _part_before(reading, sentence)
        if there:
            return there
    name = LISTED_NAME.search(text, low, start) if BY_SMALL.search(text, low, start) else None
    if name is None and MOST_IN.search(text, low, start):
        name = NAMED_THERE.search(text, low, start)
    name = name or LIES_IN.search(text, low, start)
    if name is None or TOTALLED.match(name["place"]):
        return None
    known = within(reading.regions.mentions, name.start("place"), start)
    return None if any(len(m.code) <= 5 for m in known) else name["place"]
