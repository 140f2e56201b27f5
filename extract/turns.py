"""Labels of minutes: the words at the head of a line that say who is given the word.

"2. JS - angka kemiskinan ...", "RK (Dinsos). PKH ...", "[09.15] Sekda Wonogiri", "Dijawab Bp. X:
...": a number, a clock or a bullet, then who speaks, then a mark. Whom the label names is read
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.names import given_names, honorifics_end, name_at, office_words

MOST = 220  # characters of a label with a colon: offices and names are long
SHORT = 110  # characters of one with another mark


@dataclass(frozen=True, slots=True)
class Label:
    """A label text[start:end] of which the speech begins at `said`.

    `mark` is what stands between them: ":", "-", ";", or "" where a full stop closes the label.
    `person` is somebody whom the label names beside a role or a body ("Koordinator PKH, Suminah");
    `body` is who speaks as written, where the words themselves can be nothing else.
    """

    start: int
    end: int
    said: int
    mark: str
    body: str | None = None
    person: str | None = None


CLOCK = r"\[?[ ]?\d{1,2}[.:]\d{2}(?:[ ](?:WIB|WITA|WIT))?[ ]?\]?(?=\s)"
NUMBER = re.compile(
    rf"\W*(?:(?P<clock>{CLOCK})|\d{{1,2}}(?:\.\d{{1,2}})+[.)]?(?=\s)|\d{{1,2}}[.)/]|[A-Za-z][.)](?=\s)|"
    r"[IVX]{1,4}[.)](?=\s)|[•\-–*▪])?\s*"
)
# Words before whoever has the word: "Dijawab Bp. X", "Selanjutnya dari Dinas PMD".
ANSWERS = re.compile(
    r"(?:(?:Selanjutnya|Kemudian|Lalu|Berikutnya|Terakhir|Giliran|Setelah itu)[, ]+)?"
    r"(?:(?:[Dd]i(?:jawab|tanggapi|jelaskan|tambahkan|sambung|lanjutkan)|[Jj]awaban|[Tt]anggapan|"
    r"[Pp]ertanyaan|[Pp]enjelasan|[Mm]asukan|[Uu]sul(?:an)?|[Gg]iliran|[Pp]ihak|[Pp]erwakilan|"
    r"[Pp]aparan|[Pp]enyampaian)[ ]+)?(?:(?:oleh|dari|[Dd]ari(?: pihak)?)[ ]+)?(?=[A-Z]|dr)"
)
MARK = re.compile(
    r"\s?(?P<colon>::?)(?=\s|$)|\s+(?P<dash>[-–—])\s+|\s*;\s+|\s*(?:[=-]+>|>>|»|→)\s*|"
    r"(?<=\))(?P<stop>\.)(?=\s|$)"
)
POINT = re.compile(
    rf"[ \t*_(]*(?:(?P<clock>\[{CLOCK})|"
    r"(?P<count>\d{1,2}|[IVX]{1,4}|[A-Za-z])(?P<sign>[.)])(?=\s))"
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SHORT_BODY = re.compile(r"(?=[A-Z])(?:(?:[A-Z][\w/&-]*|dan)[ ]?){1,5}")
FRACTION = re.compile(r"(?:(?:F-|Fraksi )[A-Z][\w-]*(?: [A-Z]\w+)?(?: dan |, )?){1,4}")
# Those who speak in minutes without an office that the tables know.
BODY = re.compile(
    r"(?:F-|Fraksi |BPD |LPM |PKK|PT |CV |Bank |LSM |KNPI|Forum |Babinsa|Bhabinkamtibmas|"
    r"Puskesmas |Kapus |UPTD? |Pendamping |Tokoh |Karang Taruna|Perwakilan |Dit(?:jen)?\. |"
    r"DP[A-Z0-9]{3,}|BP[A-Z]{2,}|Dukcapil|Dikes|DPMDes|PUPR|DPU|DLH|DKPP?|Kesbang|Kesra|RSUD|"
    r"Satpol PP|Polres|Polsek|Kodim|Koramil|Kejari|Kemenag|Perkim|Panitia)\b"
    r"[\w .,'&/-]{0,48}"
)


def label_start(text: str, start: int, end: int) -> int:
    """Where a line's words begin behind its number, clock or bullet."""
    number = NUMBER.match(text, start, end)
    return number.end() if number else start


BRACKET_END = re.compile(r"[ ]*\([^()]*\)$")


def person_in(label: str) -> str | None:
    """Who is named in brackets or behind a comma beside a role or a body: with a title, degrees or
    a name that many bear; a label that counts something names nobody.

    >>> person_in("KUPT Puskesmas (dr. Andi Mulawarman)")
    'Andi Mulawarman'
    >>> person_in("Angka Stunting (Hasil Timbang)")
    """
    if YEAR.search(label):
        return None
    for part in PARTED.finditer(label):
        name = name_at(label, part.end())
        if name is None or not ENDS.match(label, name.stop):
            continue
        words = name.text.lower().split()
        if name.marked or (not _of_office(words) and given_names().intersection(words)):
            return name.text
    return None


YEAR = re.compile(r"\d{4}|\d[.,]\d|%")
PARTED = re.compile(r"[,(][ ]*")
ENDS = re.compile(r"[ .]*(?:[,)(]|$)")


def _of_office(words: list[str]) -> bool:
    return any(word in office_words() for word in words)


THERE = re.compile(
    r"(?im)^[ \t*_#]*(?:yang hadir|hadir|daftar hadir|peserta(?: rapat)?|undangan|"
    r"dihadiri(?: oleh)?)"
    r"\b[^\n:]{0,40}:?[ \t*_]*\n"
)
LISTED = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-•*–])[ \t]*(?P<who>[^\n]{3,120})(?:\n|$)")
HIS_BODY = re.compile(r"[ ]*(?:[(,–-]|[ ]{2,}|\t)[ ]*(?=[A-Z])")


@lru_cache(maxsize=4)
def find_cast(text: str) -> dict[str, str]:
    """Those whom a list of who was there names with their office or body, by each small word of
    their name that nobody else of them has: "4. Sunoto (Dinsos)"."""
    names: list[str] = []
    for head in THERE.finditer(text):
        at = head.end()
        while line := LISTED.match(text, at):
            name = name_at(text, line.start("who"))
            if name and (name.marked or HIS_BODY.match(text, name.stop)):
                names.append(name.text)
            at = line.end()
    words = [word for name in names for word in {w.lower() for w in name.split()}]
    return {
        word: name
        for name in names
        for word in name.lower().split()
        if words.count(word) == 1 and len(word) > 2 and word not in office_words()
    }


def heads_body(text: str, start: int, end: int) -> str | None:
    """Who speaks below a line that is only a fraction of a council or, behind a clock or a number,
    a body: "F-PKS", "3. PKK"."""
    number = NUMBER.match(text, start, end)
    begin = number.end() if number else start
    line = text[begin:end].strip(" \t*_:")
    if FRACTION.fullmatch(line) or (
        begin > start and BODY.fullmatch(line) and SHORT_BODY.fullmatch(line)
    ):
        return line
    return None


def point_of(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The kind of a line's number and how far it counts: "3." is ("1.", 3), "b)" ("a)", 2); a clock
    is ("clock", 0). None where the line has none.

    >>> point_of("IV. TANGGAPAN", 0, 13)
    ('I.', 4)
    """
    found = POINT.match(text, start, end)
    if found is None:
        return None
    written, sign = found["count"], found["sign"]
    if found["clock"]:
        return "clock", 0
    if written.isdigit():
        return f"1{sign}", int(written)
    if written in ROMAN:
        return f"I{sign}", ROMAN.index(written) + 1
    return ("A" if written.isupper() else "a") + sign, ord(written.lower()) - ord("a") + 1


def words_start(text: str, start: int, end: int) -> int:
    """Where a line's words begin behind its number, an adverb of order and forms of address."""
    begin = label_start(text, start, end)
    answers = ANSWERS.match(text, begin, end)
    return honorifics_end(text, answers.end() if answers else begin)[0]


def find_labels(text: str, start: int, end: int) -> Iterator[Label]:
    """The labels that a sentence may begin with, the shortest first."""
    number = NUMBER.match(text, start, end)
    begin = words_start(text, start, end)
    for mark in MARK.finditer(text, begin, min(end, start + MOST)):
        if not mark["colon"] and mark.start() - begin > SHORT:
            return
        written = text[begin : mark.start()].strip()
        bare = BRACKET_END.sub("", written)
        named = BODY.fullmatch(bare) or (number and number["clock"] and len(written) <= 50)
        sign = ":" if mark["colon"] else "" if mark["stop"] else "-"
        known = bare if named and sign and written[:1].isupper() else None
        yield Label(begin, mark.start(), mark.end(), sign, known, person_in(written))
        if mark["colon"]:
            return
