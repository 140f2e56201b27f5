"""Sentences made up from our own tables of offices, bodies, names and regions.

The corpora are general news; what this project reads speaks of regents and heads of agencies with
their degrees. The frames stand in `tables/training_sentences.csv`, names are put together from
`tables/name_pieces.csv` and from words of names in the corpora.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from extract.corpora import Sentence, words_of
from extract.gazetteer import load_regions, region_name
from extract.tables import load_table

_INDICATORS = (
    "angka kemiskinan", "kemiskinan ekstrem", "prevalensi stunting", "tingkat pengangguran",
    "jumlah penduduk miskin", "garis kemiskinan", "rasio gini", "Indeks Pembangunan Manusia",
)  # fmt: skip
_UNITS = ("persen", "%", "jiwa", "keluarga", "KK", "ribu orang", "miliar rupiah", "unit")
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = ("Januari", "Maret", "Mei", "Juli", "September", "November", "Desember")
_DOMAINS = (
    "Sosial", "Kesehatan", "Pendidikan", "Pertanian", "Ketahanan Pangan", "Perhubungan",
    "Perumahan Rakyat dan Kawasan Permukiman", "Pemberdayaan Masyarakat dan Desa", "Tenaga Kerja",
    "Koperasi dan Usaha Mikro", "Kependudukan dan Pencatatan Sipil", "Pekerjaan Umum",
)  # fmt: skip
_AGENCIES = (
    "Bappeda", "Bapperida", "BPS", "Badan Pusat Statistik", "BPKAD", "Dinsos", "Dinkes", "BKKBN",
    "DPRD", "Baznas", "Badan Perencanaan Pembangunan Daerah", "TKPK", "Kementerian Sosial",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a sentence, of which those of `names` are labelled: (first, behind, label)."""

    text: str
    name: str | None = None
    label: str | None = None


def invent(count: int, *, seed: int, name_words: Sequence[str] = ()) -> list[Sentence]:
    """`count` sentences, the same for the same seed; half the names are of `name_words`."""
    rng = Random(seed)
    frames = [row["sentence"] for row in load_table("training_sentences")]
    makers = _makers(rng, name_words)
    return [_filled(rng.choice(frames), makers) for _ in range(count)]


def _filled(frame: str, makers: dict[str, Callable[[], _Piece]]) -> Sentence:
    words: list[str] = []
    names: list[tuple[int, int, str]] = []
    for slot in frame.split():
        piece = makers[slot]() if slot in makers else _Piece(slot)
        start = len(words)
        words += [piece.text[a:b] for a, b in words_of(piece.text)]
        if piece.name and piece.label:
            ahead = len(words_of(piece.text[: piece.text.index(piece.name)]))
            length = len(words_of(piece.name))
            names.append((start + ahead, start + ahead + length, piece.label))
    if words[0].islower():
        words[0] = words[0].capitalize()
    return Sentence(tuple(words), tuple(names))


def _makers(rng: Random, name_words: Sequence[str]) -> dict[str, Callable[[], _Piece]]:
    """By slot: what fills it."""

    def label(make: Callable[[], str], kind: str) -> Callable[[], _Piece]:
        def piece() -> _Piece:
            text = make()
            return _Piece(text, text, kind)

        return piece

    return {
        "PERSON": lambda: _person(rng, name_words),
        "SHORT": label(lambda: _name_word(rng, name_words), "PERSON"),
        "BODY": label(lambda: _body(rng), "ORG"),
        "REGION": label(lambda: _region(rng), "LOC"),
        "OFFICE": lambda: _office(rng),
        "INDICATOR": lambda: _Piece(rng.choice(_INDICATORS)),
        "NUMBER": lambda: _Piece(f"{rng.randint(1, 99)},{rng.randint(1, 99)} {rng.choice(_UNITS)}"),
        "DAY": lambda: _Piece(_day(rng)),
    }


def _day(rng: Random) -> str:
    long = f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {rng.randint(2015, 2026)}"
    short = f"{rng.choice(_DAYS)} ({rng.randint(1, 28)}/{rng.randint(1, 12)})"
    return rng.choice((long, short, rng.choice(_DAYS)))


@cache
def _pieces() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in load_table("name_pieces"):
        found.setdefault(row["place"], []).append(row["piece"])
    return found


def _name_word(rng: Random, name_words: Sequence[str]) -> str:
    if name_words and rng.random() < 0.5:
        return rng.choice(name_words)
    pieces = _pieces()
    middle = rng.choice(pieces["middle"]) if rng.random() < 0.6 else ""
    return rng.choice(pieces["first"]) + middle + rng.choice(pieces["end"])


@cache
def _titles() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Honorifics and degrees as they are written."""
    ahead = tuple(r["form"] for r in load_table("honorifics") if r["kind"] == "title")
    return ahead, tuple(r["form"] for r in load_table("degrees"))


def _person(rng: Random, name_words: Sequence[str]) -> _Piece:
    """A name of one to four words, with honorifics and degrees now and then."""
    count = rng.choice((1, 2, 2, 2, 3, 3, 4))
    name = " ".join(_name_word(rng, name_words) for _ in range(count))
    ahead, degrees = _titles()
    before = f"{rng.choice(ahead)}. " if rng.random() < 0.25 else ""
    behind = (
        f", {', '.join(rng.sample(degrees, rng.choice((1, 2))))}" if rng.random() < 0.25 else ""
    )
    return _Piece(f"{before}{name}{behind}", name, "PERSON")


@cache
def _region_names() -> tuple[str, ...]:
    return tuple(r.name for r in load_regions().values() if r.level != "nation")


@cache
def _full_names() -> tuple[str, ...]:
    return tuple(region_name(code) for code in load_regions() if code != "ID")


def _region(rng: Random) -> str:
    return rng.choice(_region_names())


def _body(rng: Random) -> str:
    dinas = f"Dinas {rng.choice(_DOMAINS)}"
    return rng.choice((dinas, rng.choice(_AGENCIES)))


@cache
def _heads() -> tuple[str, ...]:
    """Offices that only a region follows."""
    rows = load_table("positions")
    return tuple(
        row["form"].title() for row in rows if row["tail"] == "plain" and row["level"] != "nation"
    )


def _office(rng: Random) -> _Piece:
    """An office; as in the fine corpus its agency is a body, while its region is no place."""
    if rng.random() < 0.4:
        return _Piece(f"{rng.choice(_heads())} {rng.choice(_full_names())}")
    body = _body(rng)
    head = rng.choice(("Kepala", "Sekretaris", "Plt Kepala"))
    region = f" {_region(rng)}" if rng.random() < 0.3 else ""
    return _Piece(f"{head} {body}{region}", body, "ORG")
