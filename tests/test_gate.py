"""The gate holds back no document that has a figure, a claim or a commitment of its topics."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extract.document import Document
from extract.field import _finders, names_field
from extract.gate import extract_gated, may_hold_facts
from extract.pipeline import extract
from extract.text import repair

PASSES = [
    "Angka kemiskinan Kabupaten Wonogiri turun.",
    "Angka kemis-\nkinan Kabupaten Wonogiri turun menjadi 10,1 persen.",
    "Angka ke\u00admiskinan turun menjadi 10,1 persen.",
    "Prevalensi <b>stun</b>ting 14 persen.",
    "PREVALENSI STUNTING MASIH TINGGI",
    "Tahun 2024kemiskinan turun menjadi 10 persen.",
    "Garis\u00a0kemiskinan naik.",
    "Inflasi Juni 0,4 persen.",
    "Sebanyak 12.400 KPM menerima bansos.",
    "Pemkab membedah 40 rumah lewat BSPS.",
]
HELD = [
    "",
    "\n",
    "Harga cabai di Pasar Contoh turun.",
    "Timnas akan menjamu lawannya pada 12 Mei 2024 di stadion berkapasitas 40.000 orang.",
    # other fields have their money, houses, promises and extremes
    "Terdakwa wajib membayar denda Rp9 miliar, dan jaksa akan menuntut pekan depan.",
    "Pengembang akan membangun 400 rumah dengan anggaran Rp90 miliar.",
    "Cuaca ekstrem naik ke 40 derajat; pertumbuhan pelanggan 60 persen, kata operator.",
    "Gubernur akan menghadiri final dan menyiapkan hadiah Rp500 juta.",
    "Pelatih Persiwon akan menurunkan pemain muda pada laga Sabtu.",
    "Film itu tayang di 300 layar dan ditonton 1,2 juta penonton.",
]
LINE = """
kemiskinan angka stunting turun naik persen 12,4 2024 bupati menjadi IPM gini per kapita jumlah
penduduk miskin anggaran Rp5 miliar akan rumah cabai pasar film layar - , . KE P0
"""
WORDS = [*LINE.split(), "\n"]


@pytest.mark.parametrize("text", PASSES)
def test_what_passes(text: str) -> None:
    assert may_hold_facts(Document(id="d", text=text))


@pytest.mark.parametrize("text", HELD)
def test_what_is_held_back(text: str) -> None:
    document = Document(id="d", text=text)
    assert not may_hold_facts(document)
    whole = extract(document)
    assert (whole.figures, whole.claims, whole.commitments, whole.unbound) == ((), (), (), ())


def test_minutes_always_pass() -> None:
    assert may_hold_facts(Document(id="d", text="Daftar hadir.", kind="minutes"))


def test_gate_and_reader_agree_on_any_words() -> None:
    """The gate names the field exactly where one of its patterns stands."""
    draw = random.Random(7)
    for _ in range(2_000):
        text = draw.choice(["", " "]).join(draw.choices(WORDS, k=draw.randrange(1, 12)))
        repaired = repair(text).text
        found = any(finder.compiled.search(repaired) for finder in _finders())
        assert names_field(repaired) == found, text
        assert may_hold_facts(Document(id="d", text=text)) >= found, text


def test_facts_of_the_gold_set_are_the_same() -> None:
    folder = Path(__file__).parent.parent / "data" / "gold" / "practice"
    documents = [Document(id=f.stem, text=f.read_text("utf-8")) for f in folder.glob("*.txt")]
    for document, gated in zip(documents, extract_gated(documents), strict=True):
        whole = extract(document)
        assert gated.figures == whole.figures
        assert gated.claims == whole.claims
        assert gated.commitments == whole.commitments


COURT = """Jaksa menuntut terdakwa membayar denda Rp9 miliar di Pengadilan Contoh.

Terdakwa disebut memakai anggaran proyek stadion Rp4 miliar. Jaksa akan menghadirkan lima saksi.

Penasihat hukum akan mengajukan keberatan dan menyiapkan bukti baru pada sidang berikutnya.
""" + "\n".join(
    "Sidang berlangsung tertib, dan para saksi menjawab semua pertanyaan majelis hakim itu."
    for _ in range(40)
)
ASIDE = """
Di luar sidang, Bupati Lahat menyebut angka kemiskinan 14,2 persen pada 2024.

Ia berjanji akan membangun 200 rumah tidak layak huni dengan anggaran Rp4 miliar tahun depan.
"""


def test_what_only_touches_on_the_field_is_read_where_it_does() -> None:
    """A passing word of poverty makes no promise of what a court or a firm will do elsewhere."""
    alone = Document(id="d", text=COURT, published=date(2025, 5, 5))
    assert not may_hold_facts(alone)
    found = extract(replace(alone, text=COURT + ASIDE))
    aside = len(COURT)
    assert {f.indicator for f in found.figures} == {"poverty_rate", "housing_units", "budget"}
    assert all(f.start >= aside for f in found.figures)
    assert found.commitments
    assert all(c.start >= aside for c in found.commitments)
