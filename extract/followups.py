"""Follow-up lists of minutes: what is to be done, by whom, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from extract.cues import cue
from extract.deadlines import feast_in, usable_or_day
from extract.periods import Period
from extract.quotes import looks_like_minutes
from extract.reading import Reading, within
from extract.tables import load_table


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
            if _goes_on_counting(line, below):
                continue
            if ITEM.match(below) or _table_head(below.split("\n", 1)[0]):
                ends.append(match.end())
    return ends


def _goes_on_counting(line: str, below: str) -> bool:
    """Whether a line is but one of the points of an agenda: "2. Tindak lanjut", then "3. ..."."""
    here, then = re.match(r"(\d{1,2})[.)]", line), re.match(r"(\d{1,2})[.)]", below)
    return bool(here and then and int(then[1]) == int(here[1]) + 1)


ITEM_OF_LIST = re.compile(r"[•\-–*▪>]|\d{1,2}[.)]\s+[A-Z][a-z]+ \w+ \w+ \w+ \w+ \w+")


ITEM = re.compile(
    r"^[^\S\n]*(?:\((?:\d{1,2}|[a-z])\)|\d{1,2}[.)/]|[a-z][.)]|[•\-–*▪>✅➡→☑✔◾]\ufe0f?|"
    r"\d{1,2}\s*\||(?:KE[A-Z]+|PERTAMA|"
    r"Pertama|Ke(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh))[^\S\n]*:)\s*",
    re.MULTILINE,
)
PIC = re.compile(
    r"(?:\b(?:PJ|PIC|P\.J|penanggung ?jawab|pelaksana|OPD (?:pelaksana|pengampu|penanggung "
    r"jawab))\b"
    r"\s*[:=]?\s*|\(\s*(?=[A-Z]))([A-Z][^—|;\n()]*?)(?=\s*(?:—|\||;|\(|\)|\n|$|\.(?:\s|$)|"
    r",\s*(?:batas|tenggat|"
    r"paling|tgl|tanggal|deadline|\d)))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def find_followups(reading: Reading) -> list[Followup]:
    """The items of follow-up lists and tables, in the order of the text.

    A table is one by its column names; a list stands under a heading of minutes, or names for each
    item who is responsible ("PJ: Dinas Sosial").
    """
    items = _table_items(reading) + _stacked_items(reading) + _marked_items(reading)
    if looks_like_minutes(reading.text):
        for end in _heads(reading.text):
            items += _items_after(reading, end)
    kept: list[Followup] = []
    for item in items:
        if not any(k.start < item.end and item.start < k.end for k in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)


# ---- tables ------------------------------------------------------------------------------------

COLUMNS = {
    "owner": re.compile(
        r"penanggung|\bPIC\b|\bPJ\b|pelaksana|pengampu|\bOPD\b|leading|perangkat daerah",
        re.IGNORECASE,
    ),
    "deadline": re.compile(
        r"batas|tenggat|waktu|deadline|jadwal|target (?:selesai|waktu)|tanggal|selesai",
        re.IGNORECASE,
    ),
    "what": re.compile(
        r"uraian|kegiatan|tindak|rencana|langkah|rekomendasi|aksi|hal|tugas|kesepakatan|butir",
        re.IGNORECASE,
    ),
}


def _table_items(reading: Reading) -> list[Followup]:
    """The rows of every table whose head names a body responsible and a time."""
    items: list[Followup] = []
    lines = _all_lines(reading.text)
    for i, (start, end) in enumerate(lines):
        columns = _named_columns(reading.text[start:end])
        if {"owner", "deadline"} <= columns.keys():
            items += _rows_below(reading, lines[i + 1 :], columns, _cells(reading.text[start:end]))
    return items


def _all_lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


BARS = re.compile(r"[|│]")
APART = re.compile(r"\S+(?:[ \xa0]\S+)*")


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a line with the column at which each begins; empty ones between bars are
    kept."""
    if "|" in line or "│" in line:
        parts = BARS.split(line)
        cells, at = [], 0
        for part in parts:
            cells.append((at + len(part) - len(part.lstrip()), part.strip()))
            at += len(part) + 1
        inner = cells[1:] if cells and not cells[0][1] else cells
        return inner[:-1] if inner and not inner[-1][1] else inner
    return [(m.start(), m[0]) for m in APART.finditer(line)]


def _named_columns(line: str) -> dict[str, int]:
    """Which column of a head line holds what."""
    cells = [] if ":" in line else _cells(line)
    if len(cells) < 3:
        return {}
    columns: dict[str, int] = {}
    for number, (_, title) in enumerate(cells):
        if len(title) > 48:
            return {}
        kind = next((k for k, pattern in COLUMNS.items() if pattern.search(title)), None)
        if kind and kind not in columns:
            columns[kind] = number
    return columns


def _rows_below(
    reading: Reading,
    lines: list[tuple[int, int]],
    columns: dict[str, int],
    head: list[tuple[int, str]],
) -> list[Followup]:
    """The rows under a head, until a line with fewer than two cells; a line without a number and
    without an owner goes on with the row before."""
    items: list[Followup] = []
    for start, end in lines:
        line = reading.text[start:end]
        if not re.search(r"\w", line):
            if line.strip() or not items:
                continue
            break
        row = _align(_cells(line), head)
        if len(row) < 2:
            break
        owner = row.get(columns["owner"], "")
        if items and not owner:
            last = items.pop()
            items.append(replace(last, end=start + len(line.rstrip())))
            continue
        deadline = _cell_deadline(reading, start, row.get(columns["deadline"], ""), line)
        lead = re.match(r"[\s|│]*(?:\d{1,2}[.)]?\s*[|│\t ]\s*)?", line)
        begin = start + (lead.end() if lead else 0)
        items.append(Followup(begin, start + len(line.rstrip()), owner.strip() or None, deadline))
    return items


def _align(cells: list[tuple[int, str]], head: list[tuple[int, str]]) -> dict[int, str]:
    """Cells under the columns of the head: in order when there are as many (the number of a row
    need have no column), else by their place."""
    if len(cells) == len(head) + 1 and re.fullmatch(r"\d{1,2}[.)]?", cells[0][1]):
        cells = cells[1:]
    if len(cells) == len(head):
        return {number: text for number, (_, text) in enumerate(cells)}
    row: dict[int, str] = {}
    for at, text in cells:
        number = max((n for n, (column, _) in enumerate(head) if column <= at + 2), default=0)
        row[number] = f"{row[number]} {text}" if number in row else text
    return row


def _cell_deadline(reading: Reading, start: int, cell: str, line: str) -> str | None:
    at = line.find(cell) if cell else -1
    if at < 0:
        return None
    return _followup_deadline(reading, start + at, start + at + len(cell))


# ---- tables of which every cell is a line ------------------------------------------------------

MOST_COLUMNS = 6
A_COLUMN = 40  # characters of the name of a column
NUMBER_COLUMN = re.compile(r"No(?:mor)?\.?", re.IGNORECASE)


def _stacked_items(reading: Reading) -> list[Followup]:
    """The rows of tables of which every cell stands on a line of its own, as copied from a page:
    the names of the columns, "No" the first, then the cells of one row after another."""
    lines = [s for s in _all_lines(reading.text) if reading.text[s[0] : s[1]].strip()]
    words = [reading.text[low:high].strip() for low, high in lines]
    items: list[Followup] = []
    for i, word in enumerate(words):
        if NUMBER_COLUMN.fullmatch(word):
            columns = _stacked_columns(words[i + 1 : i + MOST_COLUMNS])
            if {"owner", "deadline"} <= columns.keys():
                first = i + 1 + len(columns)
                items += _stacked_rows(reading, lines[first:], words[first:], columns)
    return items


def _stacked_columns(words: list[str]) -> dict[str, int]:
    """Which line of a stacked head names what; it ends where the number of the first row stands."""
    columns: dict[str, int] = {}
    for number, word in enumerate(words):
        if word == "1":
            return columns if len(columns) == number else {}
        kind = next((k for k, pattern in COLUMNS.items() if pattern.search(word)), None)
        if kind is None or len(word) > A_COLUMN:
            return {}
        columns.setdefault(kind, number)
    return {}


def _stacked_rows(
    reading: Reading, lines: list[tuple[int, int]], words: list[str], columns: dict[str, int]
) -> list[Followup]:
    """The rows 1, 2, 3 ... of a stacked table, until the count breaks or cells are missing."""
    rows: list[Followup] = []
    at = 0
    while at < len(words) and words[at] == str(len(rows) + 1):
        cells = lines[at + 1 : at + 1 + len(columns)]
        if len(cells) < len(columns):
            break
        low, high = cells[columns["owner"]]
        deadline = _followup_deadline(reading, *cells[columns["deadline"]])
        owner = reading.text[low:high].strip()
        rows.append(Followup(cells[0][0], cells[-1][1], owner or None, deadline))
        at += 1 + len(columns)
    return rows


MARKED = re.compile(
    r"\b(?:PJ|PIC|[Pp]enanggung ?[Jj]awab)\s*[:=]\s*(?P<owner>[A-Z][^.;\n→—|]{1,60}?)"
    r"(?=\s*(?:[.;→—|\n]|,\s*(?:\d|[A-Z][a-z]{2}\w*\s*\d|tgl|paling|Okt|Nov|Des|Jan|Feb|Mar|Apr|"
    r"Mei|Jun|Jul|"
    r"Agu|Sep)|$))"
)


def _marked_items(reading: Reading) -> list[Followup]:
    """List items that name their owner: "– Verval KPM. PJ: Dinas Sosial. Tenggat: 14/07/2025"."""
    items = []
    for start, end in _all_lines(reading.text):
        line = reading.text[start:end]
        match = MARKED.search(line)
        lead = ITEM.match(line)
        if match and lead:
            deadline = _followup_deadline(reading, start, end)
            owner = match["owner"].strip(" .,")
            items.append(Followup(start + lead.end(), start + len(line.rstrip()), owner, deadline))
    return items


# ---- lists under a heading ---------------------------------------------------------------------


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
    """Whether a line names the columns of a list, or leads it in with a colon."""
    return len(_named_columns(line)) >= 2 or line.rstrip().endswith(":")


def _lines(text: str, position: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = text.find("\n", position)
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
    if body := _parted_body(text.strip()):
        return body
    match = re.search(
        r"\b(?:PJ|PIC|[Pp]enanggung ?[Jj]awab|[Pp]elaksana)\b\s*[:=]?\s*([A-Z][^—;\n]*?)"
        r"(?=\s*(?:—|–|;|\n|$|\.(?:\s|$)|\)|,?\s*(?:[Bb]atas|[Tt]enggat|paling|tgl|tanggal|"
        r"target waktu|waktu|\d)))",
        text,
    )
    if match:
        return match[1].strip(" .,")
    if first := BODIES_FIRST.match(text):
        return first["who"]
    opened = TIME_FIRST.match(text)
    return (
        _leading_body(text[opened.end() :] if opened else text) or _agent(text) or _set_apart(text)
    )


# "Paling lambat 30 September, Dinas Sosial menuntaskan ..."
TIME_FIRST = re.compile(
    r"(?:paling lambat|selambat-lambatnya|sebelum|sampai|hingga|pada|mulai)\s[^,;:\n]{3,40},\s*",
    re.IGNORECASE,
)
# "Verifikasi ulang (Dinas Sosial, 30 September)", "... oleh Bappeda", "... -> Dinas Perkim"
SET_APART = re.compile(
    r"(?:\(|\boleh\s+|(?:-+>|=>|→)\s*)(?P<body>(?:Dinas|Badan|Kantor|Bagian|Sekretariat|Inspektorat|"
    r"Kementerian|Kecamatan|Bapp\w+|Bap[ae]\w+|BP[A-Z]+|DP[A-Z0-9]+|D[Ii][Nn]\w+|Dis\w+|TKPK\w*|BPS|Perkim\w*|"
    r"Satpol PP|Puskesmas|Baznas|Pemdes|Camat|camat)(?:\s+(?:[A-Z&][\w/-]*|dan(?= [A-Z])))*)"
    r"(?=\s*(?:[,;:()./-]|paling|sebelum|sampai|hingga|pada|s\.?d|tgl|tanggal|dengan|$))"
)


def _set_apart(text: str) -> str | None:
    """The body in brackets, behind an arrow or behind "oleh"; the last one of an item."""
    found = [match["body"] for match in SET_APART.finditer(text)]
    return found[-1].strip() if found else None


PARTED = re.compile(r"\s+(=>|->|=|—|–|→|//|\\\\|/|-)\s+")
A_BODY = re.compile(r"[A-Z]\S*(?: \S+){0,5}$")
A_TIME = re.compile(
    r"(?:tgl\.?|tanggal|paling lambat|sebelum|sampai|s\.?/?d\.?|hingga|akhir|awal|pertengahan|"
    r"minggu|pekan|bulan|triwulan|semester|tahun|tiap|setiap|segera|rutin|mulai|hari|\d+|"
    r"Jan(?:uari)?|Feb(?:ruari)?|Mar(?:et)?|Apr(?:il)?|Mei|Jun[ie]?|Jul[iy]?|Agu\w*|Sept?(?:ember)?|"
    r"Okt(?:ober)?|Nov(?:ember)?|Des(?:ember)?)(?!\w)",
    re.IGNORECASE,
)


def _parted_body(text: str) -> str | None:
    """The body of a row whose cells are parted by one and the same sign: "Verifikasi ulang /
    Dinsos, camat / 13 Juni 2025". What is parted by what also joins words, a slash or a hyphen,
    must end in a time."""
    marks = [mark[1] for mark in PARTED.finditer(text)]
    parts = PARTED.split(text)[::2]
    if len(parts) < 3 or not A_BODY.match(parts[-2]):
        return None
    if marks[-1] in "/-" and (marks[-2] != marks[-1] or not A_TIME.match(parts[-1])):
        return None
    return None if A_TIME.match(parts[-2]) else parts[-2].strip(" .,")


A_KNOWN_BODY = (
    r"(?:(?:Dinas|Badan|Bagian|Kementerian|Komisi|Tim|Sekretariat|Pansus|Fraksi)(?: [A-Z][\w/-]*)+|"
    r"Bap[pe]\w+|BP[A-Z]+|DP[A-Z0-9]+[a-z]*|D[Ii][Nn][A-Za-z]+|Dis[a-z]{3,}|"
    r"Kemen[a-z]+(?: [A-Z]{2,5})?|"
    r"TKPK|TPPS|BKKBN|Inspektorat|Perkim\w*|Satpol PP|Baznas|Puskesmas(?: [A-Z]\w+)*)"
    r"(?: (?:Provinsi|Prov\.|Kabupaten|Kab\.|Kota|[A-Z][A-Za-z0-9]*))*"
)
# "Dinsos + Dinkes samakan ...", "Komisi D turun ke ...": whoever stands first acts, in any verb.
BODIES_FIRST = re.compile(
    rf"(?P<who>{A_KNOWN_BODY}(?:(?:\s*(?:\+|&|,|/)\s*|\s(?:dan|bersama|serta)\s){A_KNOWN_BODY})*)"
    r"\s+(?=[a-z]{4,})(?!dan\b|yang\b|untuk\b)"
)


def _leading_body(text: str) -> str | None:
    """The body that an item opens with: "Dinas Sosial menuntaskan ...", "Dinsos: bayar ..."."""
    colon = re.match(r"([A-Z][\w/&., ]{2,60}?)\s*:\s", text)
    if colon and not re.search(r"\d", colon[1]):
        return colon[1].strip()
    match = re.match(
        r"((?:(?:Dinas|Badan|Kantor|Bagian|Sekretariat|Kementerian|Inspektorat|Tim|Para|Seluruh|"
        r"Semua|Setiap)\s+(?:[A-Z&][\w/-]*,?\s*)+|(?:Para|Seluruh|Semua|Setiap|Masing-masing)\s+"
        r"(?:camat|lurah|kepala desa|kades|perangkat daerah|puskesmas|pendamping|operator)|"
        r"(?!(?:Ra(?:pat|kor)|Forum|Verifikasi|Validasi|Monitoring|Evaluasi|Laporan|Usulan|Data|"
        r"Daftar|Hasil|Kegiatan|Anggaran|Program|Bantuan|Pe(?!rusahaan|merintah)\w+an)\b)"
        r"[A-Z][A-Za-z0-9/-]{2,}(?:\s+[A-Z][\w/-]+)*?))"
        r"(?:\s+(?:dan|bersama|serta)\s+(?:[A-Z]\w+\s*)+)?\s+(?:akan|agar|me\w+|di\w+|"
        r"ber\w{4,}|wajib|harus|"
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
    here = [
        p
        for p in within(usable_or_day(reading), start, end)
        if not re.search(
            r"(?:tiap|setiap)\s*(?:tgl|tanggal)?\s*$",
            reading.text[max(0, p.start - 16) : p.start],
            re.IGNORECASE,
        )
    ]
    chosen = max(
        here, key=lambda p: (p.deadline or p.kind in ("day", "month"), p.start), default=None
    )
    if chosen is None:
        return _short_deadline(reading, start, end) or feast_in(reading, start, end)
    return _next_one(reading, chosen) or chosen.iso.split("/")[-1]


def _next_one(reading: Reading, period: Period) -> str | None:
    """The month of next year when a month without a year is over: what is to be done in "Juni" is
    done in the June that comes."""
    published = reading.published
    if not (published and period.relative and period.kind == "month" and period.last < published):
        return None
    named = re.search(r"\b(?:tahun|lalu|kemarin|\d{4})\b", period.text, re.IGNORECASE)
    return None if named else _coming_month(published, period.first.month)


def _coming_month(published: date, month: int) -> str:
    year = published.year + (month < published.month)
    return f"{year}-{month:02}"


# What ends a row and is too short to be a time elsewhere: "Dinkes, 24/11", "= Dinsos = akhir Nov".
SHORT_TIME = re.compile(
    r"(?:^|[,;:=>/|—–→-]|\b(?:tgl|s\.?/?d)\.?|"
    r"\b(?:selesai|tuntas|rampung|beres|sebelum|sblm|sampai|lambat|hingga))\s*(?:(?P<day>\d{1,2})\s?/\s?(?P<number>\d{1,2})|"
    r"(?:(?:awal|akhir|pertengahan|bulan)\s+)?(?P<month>[A-Z][a-z]{2,8})\.?)\s*[.;|]?\s*$"
)


@cache
def _month_numbers() -> dict[str, int]:
    return {row["word"]: int(row["month"]) for row in load_table("months")}


def _short_deadline(reading: Reading, start: int, end: int) -> str | None:
    """The day or month that ends a row in short."""
    match, published = SHORT_TIME.search(reading.text[start:end]), reading.published
    if match is None or published is None:
        return None
    if match["month"]:
        month = _month_numbers().get(match["month"].lower())
        return _coming_month(published, month) if month else None
    return _short_day(published, int(match["day"]), int(match["number"]))


def _short_day(published: date, day: int, month: int) -> str | None:
    """The next day of this number and month, None when there is none."""
    if not 1 <= month <= 12:
        return None
    try:
        found = date(published.year, month, day)
        return (found if found >= published else found.replace(year=found.year + 1)).isoformat()
    except ValueError:
        return None
