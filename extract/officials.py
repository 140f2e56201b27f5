"""Who holds which office, acting or not.

Offices are found first: a head ("Kepala Dinas", "Plt Kadis", "Wabup") with what belongs to it, the
institution and the region. A name counts only where it stands at an office: directly after it,
before it as an apposition, in its brackets, or under it as a signature. Later short forms and
misspellings are then resolved to the persons found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from extract.finder import compile_finder
from extract.gazetteer import is_region_name
from extract.names import Name, may_end_at, name_at, office_words, shortened
from extract.offices import (
    Head,
    Office,
    Places,
    find_by_rank,
    find_members,
    find_metonyms,
    find_offices,
    find_places,
    is_institution,
    jurisdiction,
    proxy_of,
    region_before,
    voice_of,
)
from extract.regions import RegionReading
from extract.tables import load_table


@dataclass(frozen=True, slots=True)
class PositionMention:
    """A place of the text that names an office, with or without its holder.

    `position` is an id of `tables/positions.csv`; `acting` is pj, plt, plh, pjs or None;
    `institution` as written ("Dinas Sosial"); `region` a code or None; `official` the index of the
    holder in `OfficialReading.officials`, when the text names one here or elsewhere.
    """

    start: int
    end: int
    text: str
    position: str
    acting: str | None = None
    institution: str | None = None
    region: str | None = None
    official: int | None = None


@dataclass(frozen=True, slots=True)
class NameMention:
    """A place of the text that names an official: full, short or misspelt."""

    start: int
    end: int
    official: int


@dataclass(frozen=True, slots=True)
class Official:
    """A named holder of a public office. `name` is without degrees, honorifics and office."""

    name: str
    position: str | None
    acting: str | None = None
    institution: str | None = None
    region: str | None = None
    roles: tuple[str, ...] = ()
    degrees: str | None = None
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialReading:
    """The officials of a text, every mention of their names and of offices."""

    officials: tuple[Official, ...]
    names: tuple[NameMention, ...]
    positions: tuple[PositionMention, ...]


# ---- binding names to offices ----------------------------------------------------------------

_STORY = 20_000  # code points in which a headline's or a bracket's name must come again
_LONG_LINE = 300  # longer lines are no headlines
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*")


@dataclass(frozen=True, slots=True)
class _Holding:
    """A name and the office it stands at; an official without an office has None."""

    name: Name
    office: Office | None


_AWAY = (  # words by which the name behind a clause may be another's
    r"\w*(?:wakil|damping|ganti|sampai|baca|utus|kalah|oleh|sama|dengan|lewat|istri|suami|ibu|ayah|"
    r"anak|bernama|kepala|kad[ei]s|kabid|camat|lurah|sekda|sekretaris|ketua|anggota|bupati|wali|"
    r"gubernur|warga|tokoh|nya\b)\w*|me(?:n|m|l|r)\w+"
)
_OF_ONESELF = (  # a holder's own doing: "yang baru,", "yang ditemui Senin (1/7),"
    r"baru|hadir|turut|ikut|sudah|telah|akan|kini|saat|sedang|masih|tampil|terpilih|ber(?:asal|bicara|"
    r"tindak|tugas)|di(?:temui|hubungi|konfirmasi|wawancarai?|mintai|jumpai|tanya|lantik|tunjuk|percaya)|"
    r"me(?:njabat|mimpin|mbuka|ngikuti|nghadiri|mbidangi|mbawahi)"
)
_CLAUSE = (
    rf"[ \t]+(?:yang[ \t]+(?:{_OF_ONESELF})(?:[ \t]+(?!{_AWAY})[a-z][a-z-]*){{0,6}}"
    r"(?:[ \t]+(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu))?(?:[ \t]*\([\d/ -]+\))?"
    r"|(?:(?:satu|dua|tiga|\d) periode|perempuan pertama|kelahiran [A-Z]\w+)(?: itu| ini)?"
    rf"|sekaligus(?: (?!{_AWAY})[\w-]+){{1,5}})(?=[ \t]*,)"
)
_ADJECTIVE = (  # "baru", "kita", "periode 2021-2026", "setempat", "(kiri)"
    r"(?:[ \t]+(?:baru|yang baru|definitif|kita|kami|anyar)(?=[, ]))?"
    r"(?:[ \t]+(?:periode|masa jabatan|masa bakti)[ \t]+\d{4}[ \t]*[-–/][ \t]*\d{4})?"
    r"(?:[ \t]+(?:setempat|tersebut|ini|itu|sendiri)(?=[, ]))?"
)
_IN_PICTURE = r"[ \t]*\((?:(?:paling |dua dari )?(?:kiri|kanan|tengah)|berdiri|berpeci|berbatik)\)"
_MARK = (
    r"[ \t*_]*(?:[,:|–—-]|\()[ \t]*|,?[ \t]*(?:yakni|yaitu|bernama|atas nama|a\.n\.|ialah|adalah|"
    r"(?:yang (?:saat ini|kini|sekarang) )?dijabat(?: oleh)?)[ \t]+"
)
_GAP = re.compile(
    rf"(?:-?nya)?(?:(?P<clause>{_CLAUSE})|{_ADJECTIVE})(?:{_IN_PICTURE})?(?P<mark>{_MARK})?[ \t]*"
)
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_CLOSES = re.compile(r"[ \t]*(?:[,(:;.]|\n|$)")
_SIGNATURE = re.compile(
    r"[ \t]*,?[ \t]*\n(?:[ \t]*(?:ttd\.?|TTD\.?|dto\.?|d\.t\.o\.?)?[ \t]*\n){0,6}[ \t]*\(?[ \t]*"
)
_LINE_REST = re.compile(r"[ \t).,]*(?=\n|$)")
_VERB = re.compile(
    r"(?:di\w{3,}(?:kan|i)|me(?:ng|ny|m|n)\w{4,}|ber\w{5,}|ter\w{5,}|pe(?:ng|ny|m|n|r)\w{3,}an|"
    r"ke\w{4,}an|\w{4,}kan|\w{3,}nya)",
    re.I,
)


def _name_after(text: str, office: Office, places: Places) -> Name | None:
    """The holder named straight behind the office, in brackets, or as a signature under it."""
    if voice_of().search(text, max(0, office.start - 40), office.start):
        return None
    gap = _GAP.match(text, office.end)
    mark = (gap["mark"] or "").strip(" \t*_") if gap else ""
    if mark == "," and proxy_of().search(text, max(0, office.start - 40), office.start):
        return None
    if gap and gap.end() > office.end:
        name = _behind_gap(text, gap, mark, office, places)
        if name:
            return name
    return _signature(text, office, places)


_OF_DUTY = ("kepala bidang", "kepala bagian")  # "Kabid Pemsosbud, Nama Nama": the word is a duty
_BRANCH = re.compile(r"\b(?:Desa|Kelurahan|Kecamatan|Puskesmas|UPTD?|Nagari|Kampung|Wilayah)$")


def _behind_gap(
    text: str, gap: re.Match[str], mark: str, office: Office, places: Places
) -> Name | None:
    """The believed name behind what stands after an office; behind a clause a full one alone."""
    name = name_at(text, gap.end())
    if name is None or (not _is_full(name) and is_region_name(name.text)):
        return None  # "Kepala Bappeda Toba" is no person of that name
    if gap["clause"] and not (_is_full(name) and _CLOSES.match(text, name.stop)):
        return None
    branch = (office.head.id == "other" and office.head.institution) or _BRANCH.search(
        text, office.start, office.end
    )
    of_duty = office.head.id in _OF_DUTY and not name.marked
    behind = _behind_place(text, name) if (branch or of_duty) and not mark else None
    return _believed(text, behind or name, "," if behind else mark, office.head, places)


def _is_full(name: Name) -> bool:
    return name.marked or " " in name.text


def _behind_place(text: str, name: Name) -> Name | None:
    """The holder behind one unknown word: in "Kepala UPT Balige, Nama Nama," it is the place."""
    if name.marked or " " in name.text or text[name.stop : name.stop + 2] != ", ":
        return None
    holder = name_at(text, name.stop + 2)
    return holder if holder and (holder.titled or " " in holder.text) else None


def _has_verb(name: Name) -> bool:
    """Whether a word has the shape of a verb or a derived noun, as in headlines."""
    return any(_VERB.fullmatch(word) for word in name.text.split())


def _signature(text: str, office: Office, places: Places) -> Name | None:
    """The name under an office that ends its line; of two columns the one in the same column."""
    column = _same_column(text, office)
    if column is not None:
        return column
    gap = _SIGNATURE.match(text, office.end)
    name = name_at(text, gap.end()) if gap else None
    if not gap or not name or places.at(name.start) or not _LINE_REST.match(text, name.stop):
        return None
    signed = name.marked or "(" in gap[0] or text.count("\n", office.end, gap.end()) > 1
    return name if not _has_verb(name) and (name.marked or (signed and " " in name.text)) else None


_COLUMN_GAP = re.compile(r"[ ]{3,}|\t+")
_SIGNED = re.compile(r"(?:ttd\.?|dto\.?|[ \t])*", re.I)


def _same_column(text: str, office: Office) -> Name | None:
    """The name below an office in a row of signatures: as many names as offices, in order."""
    start, end = _line(text, office.start)
    cells = _COLUMN_GAP.split(text[start:end].strip())
    if len(cells) < 2 or not _COLUMN_GAP.search(text[office.start : end + 3] + "   "):
        return None
    rank = len(_COLUMN_GAP.split(text[start : office.start].strip() + "   ")) - 1
    if not text[start : office.start].strip():
        rank = 0
    at = end
    for _ in range(7):
        line = text[at + 1 : _line(text, at + 1)[1]]
        if _SIGNED.fullmatch(line):
            at += len(line) + 1
            continue
        names = [(m.start(), m[0]) for m in re.finditer(r"\S+(?:[ ]{1,2}\S+)*", line)]
        if len(names) != len(cells) or rank >= len(names):
            return None
        first = at + 1 + names[rank][0] + (names[rank][1][0] == "(")
        name = name_at(text, first)
        whole = name is not None and name.stop - first >= len(names[rank][1].strip("().,"))
        return name if name and whole and " " in name.text and not _has_verb(name) else None
    return None


_CLOSED = re.compile(r"\)[ \t]*(?:[:.,;]|\n|$)")


def _is_bracketed_person(text: str, name: Name) -> bool:
    """Whether one word in brackets behind an office is its holder, not an abbreviation."""
    if _CLOSED.match(text, name.end):
        return True
    around = slice(max(0, name.start - _STORY), name.end + _STORY)
    return text[around].count(text[name.start : name.end]) > 1


@cache
def _capitals() -> frozenset[str]:
    return frozenset(row["capital"] for row in load_table("regions") if row["capital"])


def _without_capital(text: str, name: Name) -> Name:
    """ "Kajari Lhoksukon Teuku …": the seat of an office belongs to the office."""
    words = text[name.start : name.end].split()
    if name.titled or len(words) < 3 or words[0] not in _capitals():
        return name
    return name_at(text, text.index(words[1], name.start + len(words[0]))) or name


def _starts_with_acronym(text: str, name: Name) -> bool:
    """ "IPM Garut" is no name; in a line of capitals every word looks like that."""
    first, *rest = text[name.start : name.end].split()
    acronym = len(first) > 2 and first.isupper() and "." not in first
    return acronym and any(not w.isupper() for w in rest)


def _believed(text: str, name: Name | None, mark: str, head: Head, places: Places) -> Name | None:
    """A name behind an office, unless the words are a headline's, a place or a body."""
    if name is None or (places.at(name.start) and not name.marked):
        return None
    name = name if mark else _without_capital(text, name)
    if head.id == "direktur" and head.tail == "place" and not mark:
        return None  # a hospital bears a doctor's name
    if name.marked:
        return name
    words = name.text.split()
    if is_institution(words[0]) or _starts_with_acronym(text, name):
        return None
    if len(words) > 1 and mark == "(" and text[name.stop : name.stop + 1] == ")":
        return name
    if len(words) == 1 and head.tail == "metonym":
        return None  # "BPS (Susenas)"
    if len(words) == 1 and (mark == "(" or (head.tail == "place" and not mark)):
        return name if mark == "(" and _is_bracketed_person(text, name) else None
    if head.id == "direktur" and head.tail == "place" and not mark:
        return None  # a hospital bears a doctor's name
    if len(words) == 1 and words[0].isupper() and len(words[0]) < 9 and mark != "(":
        return None
    if mark == ":":
        whole = len(words) > 1 and re.match(r"[ \t]*(?:[(,|]|\n|$)", text[name.stop :][:9])
        return name if whole and not _in_headline(text, name) and _is_clean(words) else None
    in_cell = mark == "|" or text[name.stop : name.stop + 2].strip(" ") in ("|", "\t")
    sure = len(words) > 1 and mark and (in_cell or _ends_line(text, name))
    if not sure and _in_headline(text, name):
        return _as_elsewhere(text, name)
    return name


def _ends_line(text: str, name: Name) -> bool:
    return _LINE_REST.match(text, name.stop) is not None


def _is_clean(words: list[str]) -> bool:
    return not any(_VERB.fullmatch(w) and w[0].isupper() and len(w) > 6 for w in words[1:])


def _line(text: str, at: int) -> tuple[int, int]:
    """Start and end of the line around `at`; of a very long line only the part near it."""
    floor, roof = max(0, at - _LONG_LINE), min(len(text), at + _LONG_LINE)
    start, end = text.rfind("\n", floor, at), text.find("\n", at, roof)
    return (start + 1 if start >= 0 else floor), (end if end >= 0 else roof)


_NUMBERED = re.compile(
    r"[ \t]*(?:\[\d{1,2}[.:]\d\d\]|[-–•*▪][ \t]|"
    r"\(?(?:\d{1,2}|[a-z]|[A-F]|I[IVX]{1,3}|VI{0,3})[ \t]*[.)|\t])"
)
# "Arahan Wakil Bupati Nama Nama": a heading of minutes that ends in the name is no headline.
_HEADS_POINTS = re.compile(
    r"[ \t]*(?:(?:Arahan|Pengarahan|Sambutan|Paparan|Pemaparan|Tanggapan|Penjelasan|Penyampaian)\b|"
    r"(?:Pimpinan|Pemimpin|Ketua|Dipimpin|Narasumber|Moderator|Notulis)\b[^:\n]{0,20}:)"
)


def _in_headline(text: str, name: Name) -> bool:
    """Whether a name stands in a line of capitalised words, where case tells no names."""
    start, end = _line(text, name.start)
    if end - start > 200 or text[start:end].rstrip().endswith((".", ";", ":", "(", ")")):
        return False
    if _NUMBERED.match(text, start):
        return False
    if _HEADS_POINTS.match(text, start) and _ends_line(text, name) and _is_clean(name.text.split()):
        return False
    words = _WORD.findall(text, start, end)
    small = sum(w[0].islower() and len(w) > 3 for w in words)
    return len(words) > 4 and small * 4 < len(words)


def _as_elsewhere(text: str, name: Name) -> Name | None:
    """The longest beginning of a headline's name that another line has as well."""
    end = _line(text, name.start)[1]
    count = len(text[name.start : name.end].split())
    for words in range(count, 0, -1):
        cut = shortened(text, name, words)
        written = text[cut.start : cut.end]
        again = re.search(rf"(?<!\w){re.escape(written)}(?!\w)", text[end : end + _STORY])
        if again and written.lower() not in office_words():
            return cut
    return None


_FROM = re.compile(r"[ \t]+dari[ \t]+$")
_NAME_START = re.compile(r"(?<![\w.])(?:[A-Z]|dr|apt|pak|bapak|bu|ibu)")
_BACK = re.compile(
    r"(?:[ \t*_]*(?:[,:;(|/–—]| - |\n[ \t]*)|\t[ \t]*|[ ]{2,}|,?[ \t]*(?:selaku|sebagai|adalah|"
    r"yang (?:juga )?(?:menjabat|merupakan|bertindak)(?: (?:sebagai|selaku))?|"
    r"yang juga|sekaligus|juga))[ \t]*$"
)


def _name_before(text: str, office: Office, places: Places) -> Name | None:
    """The name to which an office is an apposition: "Nama, S.E., Kepala Dinas Sosial"."""
    back = _BACK.search(text, max(0, office.start - 40), office.start)
    if office.head.form == "fraksi" and back is None:
        back = _FROM.search(text, max(0, office.start - 8), office.start)
    end = back.start() if back else office.start
    if not may_end_at(text, end):
        return None
    floor = max(_line(text, end)[0], end - 130)
    for word in _NAME_START.finditer(text[floor:end]):
        name = name_at(text, floor + word.start())
        if name and not text[name.stop : end].strip(" \t.,"):
            believed = _is_apposition(text, name, office, back[0] if back else "")
            return name if believed and not places.at(name.start) else None
    return None


_HEADING_END = re.compile(r"[^()\n]{0,40}\)[ \t*_]*:")
_NUMERAL = re.compile(r"[ \t*_]*[IVX]{1,4}\.[ \t]")
_ITEM = re.compile(r"[ \t]*(?:\d{1,2}[.)|\t]|[-•*–])[ \t|]*")
_BYLINE = re.compile(
    r"\s*(?:(?:ditulis )?oleh|penulis)?\s*:?\s*", re.I
)  # over the office of its writer


def _is_apposition(text: str, name: Name, office: Office, mark: str) -> bool:
    """Whether a name before an office is its holder's; the looser the mark, the surer the name.

    Without a mark it needs degrees; over a line break or a dash too, unless it stands alone on its
    line or as an item of a list; in brackets two words are enough.
    """
    several = " " in name.text
    if is_institution(name.text.split()[0]) or any(c.isdigit() for c in name.text):
        return False
    start, end = _line(text, name.first)
    if not mark:
        return name.degrees is not None
    if "\n" in mark:
        byline = _BYLINE.fullmatch(text, start, name.first)
        alone = byline is not None and not text[name.stop : end].strip(" \t.,")
        apart = alone and several and _LINE_REST.match(text, office.end) is not None
        return name.degrees is not None or (apart and not _has_verb(name))
    if "(" in mark and _NUMERAL.match(text, start, name.stop):
        return False  # "I. PEMBUKAAN (Sekda)" is a heading
    item = _ITEM.fullmatch(text, start, name.first) is not None
    if set("–—-") & set(mark):
        return name.degrees is not None or (item and several)
    heading = start == name.first and _HEADING_END.match(text, office.end)
    if heading and "(" in mark and office.head.form == "fraksi":
        return True  # "Nurhayati (Fraksi X):"
    plain = item or "(" in mark or mark.isspace() or not _in_headline(text, name)
    return name.marked or (several and plain)


_TEAM = compile_finder(
    r"TKPK|TAPD|TPPS|TP2KS|koordinasi|penanggulangan|percepatan|pengentasan|penghapusan|stunting|daerah|"
    r"kemiskinan|anggaran|statistik|kerja|satgas|satuan tugas|pansus|rapat|pengendali|pembina|"
    r"teknis|\bBPS\b|\bBap+[ae]|\bDin(?:as|sos|kes)",
    re.I,
)


def _is_public(text: str, group: list[_Holding]) -> bool:
    """A chair alone holds an office only of a government's team, or with an official's degrees."""
    for holding in group:
        office = holding.office
        if office is None or office.head.id != "ketua tim" or holding.name.degrees:
            return True
        if _TEAM.search(text, office.start, office.end + 40):
            return True
    return False


_CHAINED = re.compile(
    r"[ \t]*(?:,?[ \t]*(?:yang juga|yang sekaligus|sekaligus|selaku|sebagai|juga|merangkap|\(|/)"
    r"[ \t]*)$"
)


def _is_chained(text: str, office: Office, following: Office) -> bool:
    """Whether two offices in a row are one person's: "Ketua Tim selaku Kepala Bappeda"."""
    between = text[office.end : following.start]
    if "metonym" in (office.head.tail, following.head.tail):
        return False
    if len(between) > 30 or "\n" in between:
        return False
    return bool(_CHAINED.fullmatch(between)) or (
        not between.strip() and office.head.id == "ketua tim"
    )


def _holder(text: str, office: Office, places: Places, taken: Name | None) -> Name | None:
    """The name behind the office, else the one before; a doubtful word yields to a sure name.

    `taken` is the name of the office before: in "Sekda Aji Saka, Kepala Bappeda, Camat" it goes
    on only behind a word ("selaku") or in brackets, never behind a comma alone.
    """
    if office.head.tail == "metonym":
        return _name_after(text, office, places)
    before_office = text[max(0, office.start - 5) : office.start]
    behind_name = office.head.form == "fraksi" and before_office.endswith(("(", "dari "))
    after = None if behind_name else _name_after(text, office, places)
    if after and (after.marked or " " in after.text):
        return after
    before = _name_before(text, office, places)
    if before and taken and before.start == taken.start and _is_bare_comma(text, taken, office):
        before = None
    return before if after is None or (before and before.marked) else after


def _is_bare_comma(text: str, taken: Name, office: Office) -> bool:
    return taken.degrees is None and text[taken.stop : office.start].strip() == ","


_PAIR = re.compile(r"[ \t]*(?:dan|-|–|/|&)[ \t]*")
_AND = re.compile(r"[ \t]*,?[ \t]*(?:dan|-|–|&|bersama)[ \t]*")


def _second_name(text: str, first: Office, second: Office, name: Name | None) -> Name | None:
    """The second name of "Bupati dan Wakil Bupati Ende, A dan B"."""
    if (
        name is None
        or name.start < second.end
        or not _PAIR.fullmatch(text[first.end : second.start])
    ):
        return None
    gap = _AND.match(text, name.stop)
    return name_at(text, gap.end()) if gap else None


_FOR = re.compile(r"[ \t]*,?[ \t]*(?:yang |untuk )?mewakili[ \t]+(?:(?:Bapak|Ibu|Pak|Bu)[ \t]+)?")


def _deputised(text: str, first: Office, second: Office) -> Name | None:
    """The holder of the first office in "Kabid Sosial mewakili Kepala Dinas, Nama, …"."""
    if first.head.tail == "metonym" or not _FOR.fullmatch(text, first.end, second.start):
        return None
    comma = _COMMA.match(text, second.end)
    name = name_at(text, comma.end()) if comma else None
    return name if name and _is_full(name) and _CLOSES.match(text, name.stop) else None


def _holdings(text: str, offices: list[Office], places: Places) -> list[_Holding]:
    """Every office with the name at it."""
    names: list[Name | None] = []
    for i, office in enumerate(offices):
        apart = i == 0 or offices[i - 1].head.tail == "metonym"
        names.append(_holder(text, office, places, None if apart else names[-1]))
    for i in range(len(offices) - 1):
        second = _second_name(text, offices[i], offices[i + 1], names[i + 1])
        if second and names[i] is None:
            names[i], names[i + 1] = names[i + 1], second
        if names[i] is None and names[i + 1] is None:
            names[i] = _deputised(text, offices[i], offices[i + 1])
        if _is_chained(text, offices[i], offices[i + 1]):
            names[i] = names[i + 1] = names[i] or names[i + 1]
    pairs = [(n, o) for n, o in zip(names, offices, strict=True) if n is not None]
    pairs += [(m, o) for n, o in pairs if (m := _fellow(text, n, o)) is not None]
    return [_Holding(n, _sent_from(text, n, o, places)) for n, o in pairs]


def _fellow(text: str, name: Name, office: Office) -> Name | None:
    """The second of two members: "anggota DPRD Ibu A dan Bapak B"."""
    gap = _AND.match(text, name.stop) if office.head.id in _OF_MANY and name.titled else None
    fellow = name_at(text, gap.end()) if gap and name.start > office.start else None
    return fellow if fellow and fellow.titled and _is_full(fellow) else None


def _sent_from(text: str, name: Name, office: Office, places: Places) -> Office:
    """The office with the region told before the name: "dari BPS Sulteng, Nama (Ketua Tim)"."""
    if office.region is not None or name.start > office.start or office.head.level == "nation":
        return office
    return replace(office, region=region_before(text, name.first, places))


_REPORTED_BY = compile_finder(
    r"(?:^|[\n.:“”\"][ \t]*|[ \t])(?:(?:Dalam )?[Ll]aporan|[Ss]ambutan|[Pp]aparan|[Pp]engantar)"
    r"(?: [a-z]+){0,4}[ \t]+(?:(?:oleh|dari|yang disampaikan)[ \t]+)?(?=[A-Z])"
)
_SPEAKS = re.compile(
    r"[ \t,.]*(?:menyampaikan|mengatakan|menjelaskan|melaporkan|menyebut|memaparkan)"
)


def _unplaced(text: str, places: Places) -> list[_Holding]:
    """Speakers of reports with degrees whose office the text leaves out, and those whom a list of
    who was there gives initials."""
    found = _in_legend(text)
    for report in _REPORTED_BY.finditer(text):
        name = name_at(text, report.end())
        if name and name.degrees and _SPEAKS.match(text, name.stop):
            found.append(_Holding(name, None))
    return found


_LEGEND = re.compile(
    r"(?m)^[ \t]*(?:\d{1,2}[.)]?[ \t]+)?[A-Z]{2,4}(?:[ ]{2,}|[ \t]*[=:|\t][ \t]*)(?=[A-Z])"
)


def _in_legend(text: str) -> list[_Holding]:
    """The persons of lines "RY    Ratna Yuliani, A.Md    staf Dinkes"."""
    names = (name_at(text, line.end()) for line in _LEGEND.finditer(text))
    return [_Holding(n, None) for n in names if n and _is_full(n) and _initials(text, n)]


# ---- persons by the trained reader -----------------------------------------------------------

People = Callable[[Sequence[str]], list[list[tuple[int, int]]]]


@dataclass(frozen=True, slots=True)
class NameReader:
    """A reader of persons, and where it is asked.

    `people` gives the spans of the persons of each text (`extract.reader.find_people`). It is asked
    only around offices that no name stands at; `everywhere` asks it in every line, and believes it
    also where a person speaks.
    """

    people: People
    everywhere: bool = False


_NEAR = 120  # characters around an office in which its holder may stand
_BESIDE = re.compile(r"[ \t]*,?[ \t]*\(?")
_SAYS = re.compile(
    r"\b(?:kata|ujar|ungkap|jelas|tutur|sebut|tegas|terang|papar|imbuh|tambah|lanjut)(?:nya)?,? $"
)


def _by_reader(text: str, offices: list[Office], reader: NameReader) -> list[_Holding]:
    """Persons of the trained reader beside an office of `offices`, and those who speak."""
    spans = _asked(text, offices, reader.everywhere)
    read = reader.people([text[low:high] for low, high in spans])
    persons = sorted(
        {(low + s, low + e) for (low, _), ps in zip(spans, read, strict=True) for s, e in ps}
    )
    found = []
    for start, end in persons:
        name = name_at(text, start)
        if name is None or name.end != end or not _is_full(name):
            continue
        office = next((o for o in offices if _stands_beside(text, name, o)), None)
        if office or (reader.everywhere and _speaks(text, name)):
            found.append(_Holding(name, office))
    return found


def _asked(text: str, offices: list[Office], everywhere: bool) -> list[tuple[int, int]]:
    """The spans of a text that the reader sees."""
    if everywhere:
        return [match.span() for match in re.finditer(r"[^\n]+", text)]
    around = []
    for office in offices:
        if not _may_have_holder(text, office):
            continue
        low = text.rfind("\n", 0, office.start) + 1
        high = text.find("\n", office.end)
        high = len(text) if high < 0 else high
        around.append((max(low, office.start - _NEAR), min(high, office.end + _NEAR)))
    return around


def _may_have_holder(text: str, office: Office) -> bool:
    """Whether a capital letter stands right behind an office, or a comma right before it."""
    behind = _BESIDE.match(text, office.end)
    capital = behind is not None and text[behind.end() : behind.end() + 1].isupper()
    return capital or text[: office.start].rstrip(" ")[-1:] == ","


def _stands_beside(text: str, name: Name, office: Office) -> bool:
    if name.start >= office.end:
        return _BESIDE.fullmatch(text, office.end, name.first) is not None
    return text[name.stop : office.start].strip() == ","


def _speaks(text: str, name: Name) -> bool:
    before = _SAYS.search(text, max(0, name.first - 14), name.first)
    return before is not None or _SPEAKS.match(text, name.stop) is not None


# ---- persons ---------------------------------------------------------------------------------

_WEAK = ("ketua tim", "other")


def _tokens(name: str) -> list[str]:
    return name.lower().replace(".", " ").replace(",", " ").split()


def _same_office(a: Office | None, b: Office | None) -> bool:
    """Whether one person may hold both: the same office, or one is a role in a team."""
    if a is None or b is None or a.head.id == b.head.id:
        return True
    return a.head.id in _WEAK or b.head.id in _WEAK


def _is_one_person(a: _Holding, b: _Holding) -> bool:
    """Equal names; a short form or a slip of letters only with a compatible office."""
    wa, wb = _tokens(a.name.text), _tokens(b.name.text)
    if wa == wb:
        return len(wa) > 1 or _same_office(a.office, b.office)
    if not _same_office(a.office, b.office):
        return False
    if set(wa) <= set(wb) or set(wb) <= set(wa):
        return True
    if _is_byname(a, b) or _is_byname(b, a):
        return True
    if len(wa) == len(wb):
        close = all(fuzz.ratio(x, y) >= 70 for x, y in zip(wa, wb, strict=True))
        return close and fuzz.ratio(" ".join(wa), " ".join(wb)) >= 85
    short, long = (wa, wb) if len(wa) < len(wb) else (wb, wa)
    return all(any(len(x) > 4 and fuzz.ratio(x, y) >= 85 for y in long) for x in short)


# Offices that one person holds in a region.
_SINGLE = ("bupati", "wakil bupati", "wali kota", "wakil wali kota", "gubernur", "wakil gubernur")
_BYNAME = 4  # letters of a byname, at least


def _is_byname(short: _Holding, whole: _Holding) -> bool:
    """Whether a head of region is called by the end of a name: "Bupati Mas Dhito", "Bupati Kediri
    Hanindhito H. P."."""
    word, a, b = short.name.text.lower(), short.office, whole.office
    if a is None or b is None or a.head.id != b.head.id or a.head.id not in _SINGLE:
        return False
    if a.region and b.region and a.region != b.region:
        return False
    ends = any(w.endswith(word) for w in _tokens(whole.name.text))
    return " " not in word and len(word) >= _BYNAME and ends


def _groups(holdings: list[_Holding]) -> list[list[_Holding]]:
    """The holdings of one person each, in the order of their first mention.

    Names are compared only with names that share the first two letters of a word, so that a text
    of many people stays quick.
    """
    groups: list[list[_Holding]] = []
    different: list[list[_Holding]] = []
    by_letters: dict[str, set[int]] = {}
    seen: dict[tuple[str, str | None], int] = {}
    for holding in holdings:
        key = (holding.name.text, holding.office.head.id if holding.office else None)
        if key not in seen:
            letters = {word[:2] for word in _tokens(holding.name.text)}
            if holding.office and holding.office.head.id in _SINGLE:
                letters.add(holding.office.head.id)
            near = sorted(set().union(*(by_letters.get(two, ()) for two in letters)))
            seen[key] = _group_of(holding, different, near)
            if seen[key] == len(groups):
                groups.append([])
                different.append([])
            different[seen[key]].append(holding)
            for two in letters:
                by_letters.setdefault(two, set()).add(seen[key])
        groups[seen[key]].append(holding)
    return groups


def _group_of(holding: _Holding, different: list[list[_Holding]], near: list[int]) -> int:
    """The index of the same person's group, or of a new one."""
    for i in near:
        if any(_is_one_person(holding, other) for other in different[i]):
            return i
    return len(different)


def _official(group: list[_Holding], text: str, places: Places) -> Official:
    """One person: the fullest name, the first office that is no mere role, what else is said."""
    names = [h.name for h in group]
    fullest = max(names, key=lambda n: (len(n.text.split()), -n.first))
    offices = [h.office for h in group if h.office]
    variants = tuple(dict.fromkeys(n.text for n in names if n.text != fullest.text))
    degrees = next((n.degrees for n in names if n.degrees), None)
    if not offices:
        return Official(fullest.text, None, degrees=degrees, variants=variants)
    main = min(offices, key=_rank_of)
    same = [o for o in offices if o.head.id == main.head.id]
    others = [o for o in offices if o.head.id != main.head.id]
    return Official(
        name=fullest.text,
        position=main.head.id,
        acting=next((o.acting for o in same if o.acting), None),
        institution=_of_which(same, offices),
        region=jurisdiction(main.head, next((o.region for o in same if o.region), None), places),
        roles=tuple(dict.fromkeys(" ".join(text[o.start : o.end].split()) for o in others)),
        degrees=degrees,
        variants=variants,
    )


def _rank_of(office: Office) -> tuple[bool, bool, bool, int]:
    """The order in which a person's offices tell who they are: a role in a team, and an agency that
    only stands for its head, come last."""
    metonym = office.head.tail == "metonym"
    return office.head.id == "ketua tim", metonym, office.head.id == "other", office.start


def _of_which(same: list[Office], offices: list[Office]) -> str | None:
    """The institution told with an office, else the one whose line names the person: "Bappeda
    (Nama, Kabid Sosbud)"."""
    told = next((o.institution for o in same if o.institution), None)
    if told or same[0].head.id not in ("kepala bidang", "sekretaris dinas"):
        return told
    return next((o.institution for o in offices if o.head.tail == "metonym"), None)


# ---- later mentions --------------------------------------------------------------------------

_MENTION = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*\.?")
_FOLLOWING = re.compile(rf"\.? ({_MENTION.pattern})")
# The same where a capital begins it, and no word before goes on with it.
_CAPITAL_WORD = re.compile(
    r"[^\W\d_a-z](?<!\w.)(?<!\w['’].)(?<![^\W\d_]-.)[\w'’]*(?:-[^\W\d_][\w'’]*)*\.?", re.DOTALL
)


_ALIAS = re.compile(
    r"[ \t,(]*(?:alias|a\.k\.a\.|(?:yang )?(?:akrab|biasa|kerap|karib) (?:disapa|dipanggil)|"
    r"sapaan akrab\w*)"
    r"[ \t]+(?P<words>[A-Z][\w'’]+(?: [A-Z][\w'’]+)?)"
)


def _alias(text: str, name: Name) -> list[str]:
    """The words of a byname told right behind a name: "alias Antok", "akrab disapa Mas Tok"."""
    found = _ALIAS.match(text, name.stop)
    return found["words"].split() if found else []


_SHORT_OF = re.compile(
    r"(?<![\w.])(?P<short>[A-Z]{2,4})(?:[ \t]*[=:|][ \t]*|[ ]{2,}|[ \t]*\t[ \t]*)$"
)
_IN_BRACKETS = re.compile(r"[ \t]*\((?:selanjutnya |disingkat )?(?P<short>[A-Z]{2,4})\)")


def _initials(text: str, name: Name) -> list[str]:
    """The letters by which minutes call somebody, told beside the whole name: "ZM   Zainal Munir",
    "Zainal Munir (ZM)". They are the first letters of its words, honorifics counted or not."""
    start = max(_line(text, name.first)[0], name.first - 12)
    found = _SHORT_OF.search(text, start, name.first) or _IN_BRACKETS.match(text, name.stop)
    if found is None:
        return []
    first = iter(re.sub(r"[^A-Z]", "", text[name.first : name.end]))
    in_order = all(letter in first for letter in found["short"])
    return [found["short"]] if in_order else []


# "Rasyid Ali, Kepala Bappeda Banggai [BAP];" once, and "BAP: ..." wherever they speak.
_TAG_BEHIND = re.compile(
    r"[^\n;\[\]{}]{0,110}?(?:[\[({]|\bdi(?:singkat|sebut|tulis|tandai)[ ])[ ]?[\"“']?"
    r"(?P<tag>[A-Z][A-Z0-9.]{0,9})[\"”']?[ ]?[\])}]"
)
_TAG_BEFORE = re.compile(
    r"(?:^|[\n;(])[ \t*•-]*[\[({]?(?P<tag>[A-Z][A-Z0-9.]{0,9})[\])}]?[ \t]*"
    r"(?:[=:|–-]|adalah|ialah)[ \t]*$"
)
_TAG_HEADS = re.compile(
    r"^[ \t*_>]*[\[(]?(?P<tag>[A-Z][A-Z0-9.]{0,9})[\])]?[ \t*_]*:", re.MULTILINE
)


def _tag_of(text: str, name: Name, turns: Mapping[str, list[int]]) -> str | None:
    """The tag that stands for somebody in the turns of a text, told once beside the name."""
    behind = _TAG_BEHIND.match(text, name.stop)
    if behind and behind["tag"] in turns:
        return behind["tag"]
    start = max(_line(text, name.first)[0] - 1, name.first - 16, 0)
    before = _TAG_BEFORE.search(text, start, name.first)
    tag = before["tag"] if before else None
    return tag if tag and len(turns.get(tag, ())) > 1 else None


def _tagged(text: str, groups: list[list[_Holding]]) -> list[NameMention]:
    """The tags at the heads of lines that stand for the people of a text: each is a mention."""
    turns: dict[str, list[int]] = {}
    for head in _TAG_HEADS.finditer(text):
        turns.setdefault(head["tag"], []).append(head.start("tag"))
    owners: dict[str, set[int]] = {}
    for i, group in enumerate(groups if turns else ()):
        for holding in group:
            if tag := _tag_of(text, holding.name, turns):
                owners.setdefault(tag, set()).add(i)
    return [
        NameMention(at, at + len(tag), next(iter(who)))
        for tag, who in owners.items()
        if len(who) == 1
        for at in turns[tag]
    ]


def _name_words(text: str, groups: list[list[_Holding]]) -> dict[str, int]:
    """The words by which a later mention can be told, each of one person only.

    Forms of address told as a byname ("Mas") are no words of a name; initials keep their capitals.
    """
    owners: dict[str, set[int]] = {}
    for i, group in enumerate(groups):
        for holding in group:
            for word in (*holding.name.text.split(), *_alias(text, holding.name)):
                if len(word.strip(".")) > 2 and word.lower() not in office_words():
                    owners.setdefault(word.strip(".").lower(), set()).add(i)
            for word in _initials(text, holding.name):
                owners.setdefault(word, set()).add(i)
    return {word: next(iter(who)) for word, who in owners.items() if len(who) == 1}


def _owner_of(known: dict[str, int]) -> Callable[[str], int | None]:
    """A look-up of a written word: the person's index, also for a slip of letters."""
    seen: dict[str, int | None] = {}
    long_words = [w for w in known if len(w) > 5]

    def owner(word: str) -> int | None:
        if word not in seen:
            close: set[int] = set()
            if word not in known and len(word) > 4:
                close = {known[w] for w in long_words if _is_form_of(word, w)}
            seen[word] = known.get(word, close.pop() if len(close) == 1 else None)
        return seen[word]

    return owner


def _is_form_of(word: str, whole: str) -> bool:
    """A slip of letters ("muhrim", "muchrim") or the first half of a long word ("taufik")."""
    if whole.startswith(word) and len(whole) >= len(word) + 3:
        return True
    return len(word) > 5 and fuzz.ratio(whole, word) >= 86


def _later_names(text: str, groups: list[list[_Holding]]) -> list[NameMention]:
    """Every place where a known person's name, or a distinctive word of it, stands."""
    spans = sorted({(h.name.start, h.name.end, i) for i, g in enumerate(groups) for h in g})
    found = [NameMention(*span) for span in spans] + _tagged(text, groups)
    starts = [span[0] for span in spans]
    words = _name_words(text, groups)
    owner, initials = _owner_of(words), {word for word in words if word.isupper()}
    at = 0
    for word in _CAPITAL_WORD.finditer(text) if spans else ():
        start = word.start()
        written = word[0].strip(".")
        known_as = written if written in initials else written.lower()
        who = owner(known_as) if start >= at and text[start].isupper() else None
        if who is None:
            continue
        i = bisect_right(starts, start) - 1
        if i >= 0 and start < spans[i][1]:
            continue
        if written in initials:
            found.append(NameMention(start, start + len(written), who))
            continue
        run = _run_end(text, word, who, owner)
        if run and not _is_in_longer_name(text, word.start(), run, groups[who]):
            found.append(NameMention(word.start(), run, who))
            at = run
    return sorted(set(found), key=lambda n: (n.start, n.end))


def _run_end(text: str, word: re.Match[str], who: int, owner: Callable[[str], int | None]) -> int:
    """The end of the words of one person's name that follow each other."""
    end = word.end() - word[0].endswith(".")
    while following := _FOLLOWING.match(text, end):
        if owner(following[1].strip(".").lower()) != who or not following[1][0].isupper():
            return end
        end = following.end() - following[1].endswith(".")
    return end


def _is_in_longer_name(text: str, start: int, end: int, group: list[_Holding]) -> bool:
    """Whether other capitalised words adjoin: a street, a body, another person of that name."""
    whole = name_at(text, start)
    known = {w.strip(".").lower() for h in group for w in h.name.text.split()}
    if whole and whole.end > end:
        rest = _tokens(text[end : whole.end])
        if any(w not in known and len(w) > 1 for w in rest):
            return True
    before = re.search(r"([A-Z][\w'’]+) $", text[max(0, start - 25) : start])
    if not before or before[1].lower() in known:
        return False
    names_on = name_at(text, start - len(before[0]))
    if names_on is None or names_on.start == start:
        return False
    return names_on.end >= end and not _is_first_word(text, start - len(before[0]))


def _is_first_word(text: str, at: int) -> bool:
    before = text[max(0, at - 200) : at].rstrip()
    return not before or before[-1] in '.!?\n“”"' or text[at - 1] == "\n"


# ---- all together ----------------------------------------------------------------------------


def _merged(sure: list[Office], more: list[Office]) -> list[Office]:
    """Offices in the order of the text; of those that overlap the ones found first."""
    starts = [o.start for o in sure]
    kept = list(sure)
    for office in more:
        i = bisect_right(starts, office.start) - 1
        inside = i >= 0 and sure[i].end > office.start
        if not inside and not (i + 1 < len(sure) and sure[i + 1].start < office.end):
            kept.append(office)
    return sorted(kept, key=lambda o: o.start)


def find_officials(
    text: str,
    regions: RegionReading,
    *,
    home: str | None = None,
    reader: NameReader | None = None,
) -> OfficialReading:
    """The officials that a repaired text names.

    `regions` is what `find_regions` read of the same text, `home` the region of the source, where
    an unnamed "bupati" governs. Mentions of names and of offices come in the order of the text.
    `reader` names persons whom the rules do not see; without it the rules alone read.
    """
    places = find_places(regions, home)
    offices = _merged(
        find_offices(text, places),
        [*find_metonyms(text, places), *find_by_rank(text, places), *find_members(text)],
    )
    holdings = _holdings(text, offices, places)
    held = {h.office.start for h in holdings if h.office}
    offices = [o for o in offices if o.head.tail != "metonym" or o.start in held]
    roles = find_roles(text, offices)
    holdings += _by_role(text, roles, {h.office.start for h in holdings if h.office})
    named = [*holdings, *_unplaced(text, places)]
    groups = _groups(named)
    if reader:
        known = _known_offices(groups, places)
        free = [o for o in offices if o.start not in held]
        free = [o for o in free if _holder_elsewhere(o, known, places) is None]
        groups = _groups([*named, *_by_reader(text, free, reader)])
    groups = [group for group in groups if _is_public(text, group)]
    officials = tuple(_official(group, text, places) for group in groups)
    holder = {h.office.start: i for i, g in enumerate(groups) for h in g if h.office}
    known = _known_offices(groups, places)
    positions = []
    for office in offices:
        owner = holder.get(office.start)
        if owner is None:
            owner = _holder_elsewhere(office, known, places)
        positions.append(_position(text, office, owner, places))
    taken = {p.start for p in positions}
    bare = [p for p in _bare_chairs(text, groups, places) if p.start not in taken]
    bare += _led_by(text, roles, positions)
    positions = sorted([*positions, *bare], key=lambda p: p.start)
    return OfficialReading(officials, tuple(_later_names(text, groups)), tuple(positions))


def _position(text: str, office: Office, owner: int | None, places: Places) -> PositionMention:
    return PositionMention(
        office.start,
        office.end,
        text[office.start : office.end],
        office.head.id,
        office.acting,
        office.institution,
        jurisdiction(office.head, office.region, places),
        owner,
    )


_Known = dict[tuple[str, str | None], dict[tuple[str, int], None]]
_OF_MANY = ("anggota dprd", "anggota dpr")  # a member without a name may be anyone


def _leads(office: Office) -> bool:
    """Whether a member of a council is told as the head of a part of it: "Ketua Komisi B"."""
    return office.head.form.startswith(("ketua", "wakil ketua"))


def _office_key(office: Office, places: Places) -> tuple[str, str | None]:
    """What makes two offices one post: the position, for roles in teams the very words; region."""
    kind = office.head.id
    if kind in _WEAK or (kind in _OF_MANY and _leads(office)):
        kind = office.head.form.replace("sekertaris", "sekretaris")
    return kind, jurisdiction(office.head, office.region, places)


def _known_offices(groups: list[list[_Holding]], places: Places) -> _Known:
    """By post and region: the duties as written with the index of their holder."""
    known: _Known = {}
    for i, group in enumerate(groups):
        for office in (h.office for h in group if h.office):
            known.setdefault(_office_key(office, places), {})[office.duty, i] = None
    return known


def _holder_elsewhere(office: Office, known: _Known, places: Places) -> int | None:
    """The one person of the text who holds the same office in the same region."""
    if office.head.id in _OF_MANY and not _leads(office):
        return None
    duties = known.get(_office_key(office, places), ())
    same = {i for duty, i in duties if duty in office.duty or office.duty in duty}
    return same.pop() if len(same) == 1 else None


# ---- who led, by that role -------------------------------------------------------------------

_ROLE = (
    r"(?P<role>[Pp]impinan(?: [Rr]apat| [Ss]idang)?|[Pp]emimpin(?: [Rr]apat| [Ss]idang)?|"
    r"[Kk]etua (?:[Rr]apat|[Ss]idang)|[Hh]ost|[Mm]oderator)"
)
_ROLE_FIELD = re.compile(
    rf"(?m)(?:^[ \t*]*|[|;] ?){_ROLE}(?:\s*[:=|]\s*|[ ]*\t[ ]*|[ ]{{2,}}|[ ](?=[A-Z]))"
    r"(?=[A-Z]|dr)"
)
_ROLE_NAMED = re.compile(rf"(?<![\w-]){_ROLE}[ ]?[,(][ ]?(?=[A-Z]|dr)")
_ROLE_ALONE = re.compile(
    rf"(?<![\w-]){_ROLE}(?![\w-])(?![ ]*[:=|(\t]|[ ]{{2,}}|,? [A-Z]|"
    r" (?:dan |daerah|instansi|perangkat|tinggi|lembaga|partai|fraksi|cabang|wilayah))"
)
_NOT_IN_PERSON = re.compile(
    r"\b(?:para|seluruh|segenap|semua|unsur|setiap|tiap|catatan|arahan|kepada|jajaran|ke|dari|"
    r"untuk|kata|bersama)[ ]$",
    re.IGNORECASE,
)


def find_roles(text: str, offices: list[Office]) -> dict[str, list[Office]]:
    """The offices that a field of minutes tells of who led: "Pimpinan rapat : Asisten I", "host
    Asdep Bidang Kemiskinan"; by the first word of the role."""
    told: dict[str, list[Office]] = {}
    for field in _ROLE_FIELD.finditer(text, 0, _HEAD):
        here = [o for o in offices if field.end() <= o.start < _line(text, field.end())[1]]
        if here:
            told.setdefault(field["role"].split()[0].lower(), here)
    return told


_HEAD = 1_500  # code points in which minutes tell who led


def _by_role(text: str, roles: dict[str, list[Office]], held: set[int]) -> list[_Holding]:
    """The names told with a role alone, whose office the field tells: "Host, Nama Nama, ..."."""
    found = []
    for match in _ROLE_NAMED.finditer(text) if roles else ():
        told = roles.get(match["role"].split()[0].lower(), [])
        name = name_at(text, match.end())
        if told and told[0].start not in held and name and _is_full(name):
            closed = _CLOSES.match(text, name.stop) or text[name.stop : name.stop + 1] == ")"
            if closed:
                found.append(_Holding(name, told[0]))
    return found


def _led_by(
    text: str,
    roles: dict[str, list[Office]],
    positions: list[PositionMention],
) -> list[PositionMention]:
    """ "pimpinan mengutip BPS": the role alone means whom the field names."""
    owner = {p.start: p for p in positions if p.official is not None}
    led = {role: owner[o.start] for role, told in roles.items() for o in told if o.start in owner}
    found = []
    for match in _ROLE_ALONE.finditer(text) if led else ():
        told = led.get(match["role"].split()[0].lower())
        start, end = match.span("role")
        if told and not _NOT_IN_PERSON.search(text, max(0, start - 10), start):
            found.append(replace(told, start=start, end=end, text=match["role"]))
    return found


_BARE_CHAIR = compile_finder(
    r"\b(?P<form>[Ss]ek(?:re|er)taris|[Kk]etua)"
    r"(?= (?:juga |kembali |pun |kemudian |terus )?me[mnlr]\w+)|"
    r"\b(?:kata|ujar|ucap|tutur|jelas|tegas|ungkap|papar|kata Pak|kata Ibu) "
    r"(?P<said>[Ss]ek(?:re|er)taris|[Kk]etua)(?= [a-z]|[.,])"
)


def _chairs(groups: list[list[_Holding]], places: Places) -> dict[str, dict[int, Office]]:
    """The persons who are called "ketua" or "sekretaris", with the office by which they are."""
    called: dict[str, dict[int, Office]] = {"ketua": {}, "sekretaris": {}}
    for i, group in enumerate(groups):
        for office in (h.office for h in group if h.office):
            word = _office_key(office, places)[0].split()[0]
            if word in called:
                called[word].setdefault(i, office)
    return called


def _bare_chairs(text: str, groups: list[list[_Holding]], places: Places) -> list[PositionMention]:
    """ "Ketua" or "Sekretaris" alone, where one person of the text is called so."""
    called = _chairs(groups, places)
    found = []
    for match in _BARE_CHAIR.finditer(text):
        group = "form" if match["form"] else "said"
        who = called[match[group].lower().replace("sekertaris", "sekretaris")]
        if len(who) == 1:
            owner, office = next(iter(who.items()))
            mention = _position(text, office, owner, places)
            start, end = match.span(group)
            found.append(replace(mention, start=start, end=end, text=match[group]))
    return found
