"""How the site writes numbers, days, offices and verdicts in Indonesian."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from typing import Any

from pipelines.findings import MONTHS_ID, VERDICTS, number, period_label

ACTING = {"pj": "Penjabat", "plt": "Pelaksana Tugas", "plh": "Pelaksana Harian", "pjs": "Pjs."}
ACRONYMS = {"bps": "BPS", "dprd": "DPRD", "dpr": "DPR", "ri": "RI"}
COMPARATORS = {"<": "di bawah ", "<=": "paling tinggi ", ">": "di atas ", ">=": "paling sedikit ",
               "~": "sekitar "}  # fmt: skip
QUOTES = '“"”'
MODALITIES = {"reported": "dinyatakan", "target": "target", "forecast": "prakiraan"}
REVIEWS = {
    "unreviewed": "dibaca mesin, belum diperiksa orang",
    "accepted": "sudah diperiksa orang",
    "corrected": "sudah diperbaiki orang",
}
CLAIMS = {
    "rank": "peringkat", "highest": "tertinggi", "lowest": "terendah", "above": "di atas",
    "below": "di bawah", "rising": "naik", "falling": "turun", "stable": "tetap",
}  # fmt: skip
SOURCES = {"news": "media", "government": "pemerintah", "minutes": "notulen"}
STATES = {
    "untried": "belum dicoba", "active": "dibaca tiap malam", "paused": "dihentikan sementara",
    "broken": "tidak dapat dibaca",
}  # fmt: skip
# Datasette's ways to filter a column, in the words of the table pages.
LOOKUPS = {
    "exact": "sama dengan", "not": "bukan", "contains": "memuat", "notcontains": "tidak memuat",
    "endswith": "berakhir dengan", "startswith": "diawali", "gt": "lebih dari",
    "gte": "paling sedikit", "lt": "kurang dari", "lte": "paling banyak", "like": "seperti (LIKE)",
    "notlike": "tidak seperti", "glob": "seperti (GLOB)", "in": "salah satu dari",
    "notin": "bukan salah satu dari", "arraycontains": "daftarnya memuat",
    "arraynotcontains": "daftarnya tidak memuat", "date": "tanggal", "isnull": "kosong",
    "notnull": "tidak kosong", "isblank": "kosong atau tanpa isi", "notblank": "berisi",
}  # fmt: skip
LEVELS = {"province": "provinsi", "regency": "kabupaten", "city": "kota"}


def amount(value: float | None, unit: str, decimals: int | None = None, sign: str = "=") -> str:
    """A number as Indonesians write it, with its unit and what is said of its exactness.

    >>> amount(14.14, "percent"), amount(60190.0, "person"), amount(-0.4, "percentage_point")
    ('14,14 persen', '60.190 jiwa', '−0,4 poin persen')
    >>> amount(18.6e9, "idr"), amount(5.0, "percent", sign="<=")
    ('Rp18,6 miliar', 'paling tinggi 5 persen')
    """
    if value is None:
        return "–"
    if unit in ("idr", "usd") and abs(value) >= 1e6:
        text = _large(value, unit)
    else:
        text = number(value, unit, _places(value) if decimals is None else decimals).id
    return COMPARATORS.get(sign, "") + text.replace("-", "−", 1)


# Units as the readable tables write them.
_UNITS = {
    "persen": "percent", "poin persen": "percentage_point", "jiwa": "person", "KK": "household",
    "unit": "unit", "Rp": "idr", "US$": "usd", "indeks": "index",
}  # fmt: skip


def readable(row: Mapping[str, Any]) -> str:
    """The value of a row of `pernyataan`.

    >>> readable({"nilai": 14.5, "satuan": "persen", "pembanding": "<"})
    'di bawah 14,5 persen'
    """
    return amount(row["nilai"], _UNITS.get(row["satuan"], row["satuan"]), sign=row["pembanding"])


def official(row: Mapping[str, Any]) -> str:
    """An observation's value with the decimals that its publisher prints.

    >>> official({"value": 15.0, "unit": "percent", "resolution": 0.01})
    '15,00 persen'
    """
    step = f"{row['resolution'] or 1:.4f}".rstrip("0").partition(".")[2]
    return amount(row["value"], row["unit"], len(step))


def stated(row: Mapping[str, Any]) -> str:
    """A figure's value with the decimals that were stated, and what was said of its exactness.

    >>> stated({"value": 14.5, "unit": "percent", "decimals": 1, "comparator": "<"})
    'di bawah 14,5 persen'
    """
    return amount(row["value"], row["unit"], row["decimals"], row["comparator"])


def quoted(text: str) -> str:
    """Words in quotation marks, once.

    >>> quoted("Turun"), quoted("“Turun”, katanya"), quoted('"Turun'), quoted("… turun,”")
    ('“Turun”', '“Turun”, katanya', '“Turun”', '“… turun,”')
    """
    if text[:1] in QUOTES:
        inner = text[1:]
        return f"“{inner}" if any(mark in inner for mark in QUOTES) else f"“{inner}”"
    ends = text[-1:] in '”"' and not any(mark in text[:-1] for mark in QUOTES)
    return f"“{text}" if ends else f"“{text}”"


def meeting(kind: str) -> str:
    """A kind of meeting; "rapat" for what is none of the known kinds."""
    return "rapat" if kind == "other" else kind


def _places(value: float) -> int:
    """The decimals that a value has, two at most."""
    return len(f"{value:.2f}".rstrip("0").partition(".")[2])


def _large(value: float, unit: str) -> str:
    sizes = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))
    size, name = next(pair for pair in sizes if abs(value) >= pair[0])
    text = number(value / size, "usd", _places(value / size)).id
    return f"{text.replace('US$', 'Rp') if unit == 'idr' else text} {name}"


def period(iso: str | None) -> str:
    """A period in words; a dash where nothing is said.

    >>> period("2024-03"), period(None)
    ('Maret 2024', 'tidak disebut')
    """
    return period_label(iso).id if iso else "tidak disebut"


def day(iso: str | None) -> str:
    """A day, or the day of a moment, in words.

    >>> day("2024-07-18T09:05:33+07:00"), day(None)
    ('18 Juli 2024', 'tanpa tanggal')
    """
    if not iso:
        return "tanpa tanggal"
    year, month, number_of_day = iso[:10].split("-")
    return f"{int(number_of_day)} {MONTHS_ID[int(month) - 1]} {year}"


def office(position: str | None, acting: str | None = None) -> str:
    """An office as it is written before a name.

    >>> office("kepala bps"), office("bupati", "pj"), office(None)
    ('Kepala BPS', 'Penjabat Bupati', '')
    """
    if not position or position == "other":
        return ""
    words = [ACRONYMS.get(word, word.capitalize()) for word in position.split()]
    return " ".join([ACTING[acting], *words] if acting in ACTING else words)


def verdict(name: str) -> str:
    """A verdict in neutral Indonesian words."""
    return VERDICTS[name][1] if name in VERDICTS else name


def status_of(promise: Mapping[str, Any], day: str) -> str:
    """How a commitment stands, in neutral words.

    >>> status_of({"hasil": None, "jatuh_tempo": "2024-12-31"}, "2026-01-01")
    'lewat tenggat'
    >>> status_of({"hasil": "target met", "jatuh_tempo": "2024-12-31"}, "2026-01-01")
    'tercapai'
    """
    if promise["hasil"]:
        return verdict(promise["hasil"])
    if not promise["jatuh_tempo"]:
        return "tanpa tenggat"
    return "lewat tenggat" if promise["jatuh_tempo"] < day else "belum jatuh tempo"


def excerpt(sentence: str) -> str:
    """A shown stretch of a sentence, with dots where it was cut.

    >>> excerpt("angka itu turun"), excerpt("Angka itu turun.")
    ('… angka itu turun …', 'Angka itu turun.')
    """
    start = "" if sentence[:1].isupper() or sentence[:1] in "“\"‘'”(" else "… "
    end = "" if sentence[-1:] in ".!?”\"’'):;," else " …"
    return f"{start}{sentence}{end}"


def thousands(value: int) -> str:
    """A count with the dots that Indonesians write.

    >>> thousands(27686)
    '27.686'
    """
    return f"{value:,}".replace(",", ".")


def listed(text: str) -> str:
    """A JSON list of words as words.

    >>> listed('["space in number", "letter O"]')
    'space in number, letter O'
    """
    return ", ".join(json.loads(text))


# Marks that turn the direction of all text after them (Unicode UAX 9).
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:[eE][-+]?\d+)?%?")


def plain(text: str | None, most: int = 160) -> str:
    """A text for places that hold no markup: one line, no marks of direction, not too long.

    >>> plain("Angka  kemiskinan\\nturun"), plain("a" * 10, 6), plain(None)
    ('Angka kemiskinan turun', 'aaaaa…', '')
    """
    line = " ".join(_TURNS.sub("", text or "").split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def lines(text: str, width: int) -> list[str]:
    """A text in lines of at most so many characters.

    >>> lines("satu dua tiga", 8)
    ['satu dua', 'tiga']
    """
    return textwrap.wrap(text, width)


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def for_xml(text: str) -> str:
    """A text without the characters that XML 1.0 cannot hold.

    >>> for_xml("a\\x07b")
    'ab'
    """
    return _UNPRINTABLE.sub("", text)


def web_address(url: str | None) -> str | None:
    """An address that a link may lead to, or None: documents name what they like.

    >>> web_address("https://kabar.example/a"), web_address("javascript:alert(1)")
    ('https://kabar.example/a', None)
    """
    return url if url and url.lower().startswith(("http://", "https://")) else None


def harmless(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula; numbers stay as they are.

    >>> harmless("=1+1"), harmless("-0.4"), harmless("-SUM(A1)"), harmless("@x")
    ("'=1+1", '-0.4', "'-SUM(A1)", "'@x")
    """
    risky = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky else text


# What Datasette says in English of a wrong address, and what a reader here can do about it.
_TOLD = (
    (r"Table not found.*", "Tidak ada tabel itu (table not found). Semua tabel ada di /public."),
    (r"Database not found.*", "Alamat itu tidak ada (database not found). Datanya ada di /public."),
    (r"Record not found: (.*)", r"Tidak ada baris \1 (record not found); mungkin ditarik."),
    (
        r"Cannot sort table by (.*)",
        r"Tabel ini tidak dapat diurutkan menurut \1; tidak ada kolom "
        "itu.",
    ),
    (r"_size must be <= (\d+)", r"_size paling banyak \1."),
    (r"_size must be a positive integer", "_size harus bilangan bulat positif."),
    (r"Cannot use _sort and _sort_desc.*", "Pakai salah satu: _sort atau _sort_desc."),
    (r"_col=(.*) - invalid columns", r"Tidak ada kolom \1 di tabel ini."),
    (r"Statement must be a SELECT", "Hanya kueri SELECT yang dijalankan di sini."),
)


def told(message: str) -> str:
    """An error of Datasette in Indonesian; others as they are.

    >>> told("Cannot sort table by x"), told("no such table: x")
    ('Tabel ini tidak dapat diurutkan menurut x; tidak ada kolom itu.', 'no such table: x')
    """
    for pattern, answer in _TOLD:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return found.expand(answer)
    return message
