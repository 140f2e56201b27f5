"""The gate holds back no document that has a figure, a claim or a commitment of its topics."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extract.document import Document
from extract.gate import extract_gated, may_hold_facts, names_indicator
from extract.indicators import find_indicators
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
]
HELD = [
    "",
    "\n",
    "Harga cabai di Pasar Contoh turun.",
    "Timnas akan menjamu lawannya pada 12 Mei 2024 di stadion berkapasitas 40.000 orang.",
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
    assert not extract(document).figures
    assert not extract(document).claims


def test_minutes_always_pass() -> None:
    assert may_hold_facts(Document(id="d", text="Daftar hadir.", kind="minutes"))


def test_gate_and_reader_agree_on_any_words() -> None:
    """The gate names an indicator exactly where the reader finds one."""
    draw = random.Random(7)
    for _ in range(2_000):
        text = draw.choice(["", " "]).join(draw.choices(WORDS, k=draw.randrange(1, 12)))
        repaired = repair(text).text
        found = bool(find_indicators(repaired))
        assert names_indicator(repaired) == found, text
        assert may_hold_facts(Document(id="d", text=text)) >= found, text


def test_facts_of_the_gold_set_are_the_same() -> None:
    folder = Path(__file__).parent.parent / "data" / "gold" / "practice"
    documents = [Document(id=f.stem, text=f.read_text("utf-8")) for f in folder.glob("*.txt")]
    for document, gated in zip(documents, extract_gated(documents), strict=True):
        whole = extract(document)
        assert gated.figures == whole.figures
        assert gated.claims == whole.claims
        if gated.figures or gated.claims:
            assert gated.commitments == whole.commitments
