"""Follow-up lists of minutes: what is to be done, by whom, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.binding import usable_periods
from extract.cues import cue
from extract.periods import Period
from extract.quotes import looks_like_minutes
from extract.reading import Reading

def usable_or_day(reading: Reading) -> list[Period]:
    """Periods that may be deadlines: also days; no years of laws."""
    usable = {id(p) for p in usable_periods(reading)}
    return [p for p in reading.periods if id(p) in usable or p.kind == "day"]




@dataclass(frozen=True, slots=True)
class Followup:
    """One item or row of a follow-up list: its words, who is responsible, until when."""

    start: int
    end: int
    owner: str | None
    deadline: str | None


HEAD_LINE = re.compile(r"^(?=[^\n]{4,110}$)[^\n]*$", re.MULTILINE)


def _heads(text: str) -> list[int]:
    """Where lines that head a follow-up list end: they name one, and a list stands right below."""
    ends = []
    for match in HEAD_LINE.finditer(text):
        line = match[0].strip(" \t*_")
        heading = line.endswith(":") or line.isupper() or not re.search(r"[.;,]$", line)
        if heading and cue("followup_head").search(line) and not ITEM_OF_LIST.match(line):
            below = text[match.end() :].lstrip("\n ")
            if ITEM.match(below) or _table_head(below.split("\n", 1)[0]):
                ends.append(match.end())
    return ends


ITEM_OF_LIST = re.compile(r"[•\-–*▪>]|\d{1,2}[.)]\s+[A-Z][a-z]+ \w+ \w+ \w+ \w+ \w+")


ITEM = re.compile(
    r"^[^\S\n]*(?:\((?:\d{1,2}|[a-z])\)|\d{1,2}[.)/]|[a-z][.)]|[•\-–*▪>✅➡→☑✔◾]\ufe0f?|\d{1,2}\s*\||KE[A-Z]+\s*:)\s*", re.MULTILINE
)
PIC = re.compile(
    r"(?:\b(?:PJ|PIC|P\.J|penanggung ?jawab|pelaksana|OPD (?:pelaksana|pengampu|penanggung jawab))\b"
    r"\s*[:=]?\s*|\(\s*(?=[A-Z]))([A-Z][^—|;\n()]*?)(?=\s*(?:—|\||;|\(|\)|\n|$|\.(?:\s|$)|,\s*(?:batas|tenggat|"
    r"paling|tgl|tanggal|deadline|\d)))",
    re.IGNORECASE,
)


def find_followups(reading: Reading) -> list[Followup]:
    """The items of the follow-up lists of minutes, in order."""
    if not looks_like_minutes(reading.text):
        return []
    items: list[Followup] = []
    for end in _heads(reading.text):
        items += _items_after(reading, end)
    return [item for i, item in enumerate(items) if item not in items[:i]]


def _items_after(reading: Reading, position: int) -> list[Followup]:
    """List items directly under a heading, until a line that is neither item nor continuation."""
    text, items = reading.text, []
    lines = _lines(text, position)
    current: tuple[int, int] | None = None
    for start, end in lines:
        line = text[start:end]
        if not line.strip():
            if current and items_done(text, end):
                break
            continue
        if ITEM.match(line):
            if current:
                items.append(current)
            current = (start, end)
        elif current and (line.startswith((" ", "\t")) or line[:1].islower()):
            current = (current[0], end)
        elif current:
            break
        elif _table_head(line):
            continue
        else:
            break
    if current:
        items.append(current)
    return [_followup(reading, low, high) for low, high in items]


def items_done(text: str, position: int) -> bool:
    """Whether the next line that is not empty is no list item."""
    rest = text[position:].lstrip("\n ")
    return ITEM.match(rest) is None


def _table_head(line: str) -> bool:
    return (
        "|" in line
        or re.search(r"penanggung|batas waktu|uraian|kegiatan|pic\b", line, re.IGNORECASE)
        is not None
        or line.rstrip().endswith(":")
    )


def _lines(text: str, position: int) -> list[tuple[int, int]]:
    spans, start = [], text.find("\n", position)
    while 0 <= start < len(text) and len(spans) < 80:
        end = text.find("\n", start + 1)
        end = len(text) if end < 0 else end
        spans.append((start + 1, end))
        start = end if end < len(text) else -1
    return spans


def _followup(reading: Reading, start: int, end: int) -> Followup:
    text = reading.text[start:end]
    lead = ITEM.match(text)
    begin = start + (lead.end() if lead else 0)
    return Followup(
        begin,
        start + len(text.rstrip()),
        _responsible(reading, begin, end),
        _followup_deadline(reading, begin, end),
    )


def _responsible(reading: Reading, start: int, end: int) -> str | None:
    text = reading.text[start:end]
    if "|" in text:
        cells = [c.strip() for c in text.strip().strip("|").split("|")]
        bodies = [c for c in cells[1:] if c and not re.search(r"\d{4}", c)]
        return bodies[0] if bodies else None
    match = re.search(
        r"\b(?:PJ|PIC|[Pp]enanggung ?[Jj]awab|[Pp]elaksana)\b\s*[:=]?\s*([A-Z][^—;\n]*?)"
        r"(?=\s*(?:—|–|;|\n|$|\.(?:\s|$)|\)|,?\s*(?:[Bb]atas|[Tt]enggat|paling|tgl|tanggal|target waktu|waktu)))",
        text,
    )
    if match:
        return match[1].strip(" .,")
    return _leading_body(text) or _agent(text)


def _leading_body(text: str) -> str | None:
    """The body that an item opens with: "Dinas Sosial menuntaskan ...", "Dinsos: bayar ..."."""
    colon = re.match(r"([A-Z][\w/&., ]{2,60}?)\s*:\s", text)
    if colon and not re.search(r"\d", colon[1]):
        return colon[1].strip()
    match = re.match(
        r"((?:(?:Dinas|Badan|Kantor|Bagian|Sekretariat|Kementerian|Inspektorat|Tim|Para|Seluruh|"
        r"Semua|Setiap)\s+(?:[A-Z&][\w/-]*,?\s*)+|[A-Z][A-Za-z0-9/-]{2,}(?:\s+[A-Z][\w/-]+)*?))"
        r"(?:\s+(?:dan|bersama|serta)\s+(?:[A-Z]\w+\s*)+)?\s+(?:akan|agar|me\w+|di\w+|ber\w+|wajib|harus|"
        r"segera|diminta|bertanggung|mulai|paling)\b",
        text,
    )
    return match[1].strip(" ,") if match else None


def _agent(text: str) -> str | None:
    """The body behind a passive verb: "diserahkan Bappeda Litbang ke DSP3A"."""
    match = re.search(
        r"\bdi\w+(?:kan|i)?(?:\s+oleh)?\s+((?:[A-Z][\w/]+\s*){1,4})(?=\s|$|,|\.)", text
    )
    return match[1].strip() if match else None


def _followup_deadline(reading: Reading, start: int, end: int) -> str | None:
    here = [p for p in usable_or_day(reading) if start <= p.start < end]
    here = [
        p
        for p in here
        if not re.search(
            r"(?:tiap|setiap)\s*(?:tgl|tanggal)?\s*$",
            reading.text[max(0, p.start - 16) : p.start],
            re.IGNORECASE,
        )
    ]
    chosen = max(
        here, key=lambda p: (p.deadline or p.kind in ("day", "month"), p.start), default=None
    )
    return chosen.iso.split("/")[-1] if chosen else None


