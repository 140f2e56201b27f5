"""Labels of minutes: the words at the head of a line that say who is given the word.

"2. ZM - garis kemiskinan ...", "RSB (Dinsos). DTKS ...", "[13.41] Sekda Nabire", "Dijawab Bp. X:
...": a number, a clock or a bullet, then who speaks, then a mark. Whom the label names is read
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.names import honorifics_end

MOST = 220  # characters of a label with a colon: offices and names are long
SHORT = 110  # characters of one with another mark


@dataclass(frozen=True, slots=True)
class Label:
    """A label text[start:end] of which the speech begins at `said`.

    `mark` is what stands between them: ":", "-", ";", or "" where a full stop closes the label.
    `body` is who speaks as written, where the words themselves can be nothing else.
    """

    start: int
    end: int
    said: int
    mark: str
    body: str | None = None


CLOCK = r"\[?[ ]?\d{1,2}[.:]\d{2}(?:[ ](?:WIB|WITA|WIT))?[ ]?\]?(?=\s)"
NUMBER = re.compile(
    rf"\W*(?:(?P<clock>{CLOCK})|\d{{1,2}}(?:\.\d{{1,2}})+[.)]?(?=\s)|\d{{1,2}}[.)/]|[A-Za-z][.)](?=\s)|"
    r"[IVX]{1,4}[.)](?=\s)|[•\-–*▪])?\s*"
)
ANSWERS = re.compile(
    r"(?:Di(?:jawab|tanggapi|jelaskan|tambahkan|sambung|lanjutkan)|Jawaban|Tanggapan|Pertanyaan|"
    r"Penjelasan|Masukan|Usul(?:an)?)(?:[ ](?:oleh|dari))?[ ]+(?=[A-Z]|dr)"
)
MARK = re.compile(
    r"\s?(?P<colon>:)(?=\s|$)|\s+(?P<dash>[-–—])\s+|\s*;\s+|(?<=\))(?P<stop>\.)(?=\s|$)"
)
POINT = re.compile(
    rf"[ \t*_(]*(?:(?P<clock>\[{CLOCK})|"
    r"(?P<count>\d{1,2}|[IVX]{1,4}|[A-Za-z])(?P<sign>[.)])(?=\s))"
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
FRACTION = re.compile(r"(?:(?:F-|Fraksi )[A-Z][\w-]*(?: [A-Z]\w+)?(?: dan |, )?){1,4}")
# Those who speak in minutes without an office that the tables know.
BODY = re.compile(
    r"(?:F-|Fraksi |BPD |LPM |PKK|PT |CV |Bank |LSM |KNPI|Forum |Babinsa|Bhabinkamtibmas|"
    r"Puskesmas |Kapus |UPTD? |Pendamping |Tokoh |Karang Taruna|Perwakilan |Dit(?:jen)?\. |"
    r"DP[A-Z0-9]{3,}|BP[A-Z]{2,})"
    r"[\w .,'&/-]{0,48}"
)


def label_start(text: str, start: int, end: int) -> int:
    """Where a line's words begin behind its number, clock or bullet."""
    number = NUMBER.match(text, start, end)
    return number.end() if number else start


def heads_body(text: str, start: int, end: int) -> str | None:
    """Who speaks below a line that is only a fraction of a council or, behind a clock or a number,
    a body: "F-PKS", "3. PKK"."""
    number = NUMBER.match(text, start, end)
    begin = number.end() if number else start
    line = text[begin:end].strip(" \t*_:")
    if FRACTION.fullmatch(line) or (begin > start and BODY.fullmatch(line)):
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


def find_labels(text: str, start: int, end: int) -> Iterator[Label]:
    """The labels that a sentence may begin with, the shortest first."""
    number = NUMBER.match(text, start, end)
    begin = number.end() if number else start
    answers = ANSWERS.match(text, begin, end)
    begin = honorifics_end(text, answers.end() if answers else begin)[0]
    for mark in MARK.finditer(text, begin, min(end, start + MOST)):
        if not mark["colon"] and mark.start() - begin > SHORT:
            return
        written = text[begin : mark.start()].strip()
        named = BODY.fullmatch(written) or (number and number["clock"] and len(written) <= 50)
        sign = ":" if mark["colon"] else "" if mark["stop"] else "-"
        known = written if named and sign and written[:1].isupper() else None
        yield Label(begin, mark.start(), mark.end(), sign, known)
        if mark["colon"]:
            return
