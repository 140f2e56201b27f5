"""Plans, instructions and decrees with their number and years."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.instruments import InstrumentMention, find_instruments
from tests.sentences import facts, gaps, named

# text, its instruments as "kind [number] [first[-last]]"
BASICS = [
    ("RPJMD 2021-2026 menjadi pedoman.", "RPJMD 2021-2026"),
    ("RPJMD 2021–2026 menjadi pedoman.", "RPJMD 2021-2026"),
    ("RPJMN 2020-2024 menjadi pedoman.", "RPJMN 2020-2024"),
    ("RPJPD 2025-2045 disusun.", "RPJPD 2025-2045"),
    ("RPD 2024-2026 berlaku.", "RPD 2024-2026"),
    ("RKPD 2025 dibahas.", "RKPD 2025"),
    ("Inpres Nomor 4 Tahun 2022 berlaku.", "Inpres 4 2022"),
    ("Inpres No. 8 Tahun 2025 berlaku.", "Inpres 8 2025"),
    ("Perpres Nomor 96 Tahun 2015 berlaku.", "Perpres 96 2015"),
    ("Permendagri Nomor 53 Tahun 2020 berlaku.", "Permendagri 53 2020"),
    ("Instruksi Presiden Nomor 4 Tahun 2022 berlaku.", "Inpres 4 2022"),
    ("Perda Nomor 3 Tahun 2023 berlaku.", "Perda 3 2023"),
    ("Perbup Nomor 12 Tahun 2024 berlaku.", "Perkada 12 2024"),
    ("Renstra 2021-2026 disusun.", "Renstra 2021-2026"),
    ("RAT 2024 disusun.", "RAT 2024"),
    ("RPKD 2021-2026 disusun.", "RPKD 2021-2026"),
    ("Rencana Pembangunan Jangka Menengah Daerah 2021-2026 berlaku.", "RPJMD 2021-2026"),
    ("Peraturan Presiden Nomor 15 Tahun 2010 berlaku.", "Perpres 15 2010"),
]

HARD = [
    ("RPJMD Kabupaten Wonogiri 2021-2026 berlaku.", "RPJMD 2021-2026"),
    ("RPJMD Tahun 2021-2026 berlaku.", "RPJMD 2021-2026"),
    ("RPJMD periode 2021-2026 berlaku.", "RPJMD 2021-2026"),
    ("RPJMD (2021-2026) berlaku.", "RPJMD 2021-2026"),
    ("RPJMD 2021 sampai dengan 2026 berlaku.", "RPJMD 2021-2026"),
    ("RPJMD 2021 s.d. 2026 berlaku.", "RPJMD 2021-2026"),
    ("Inpres Nomor: 4 Tahun 2022 berlaku.", "Inpres 4 2022"),
    ("Inpres RI Nomor 4 Tahun 2022 berlaku.", "Inpres 4 2022"),
    ("Inpres itu berlaku.", "Inpres"),
    ("RPJMD kita ambisius.", "RPJMD"),
    ("Undang-Undang Nomor 13 Tahun 2011 berlaku.", "UU 13 2011"),
    ("UU Nomor 13 Tahun 2011 berlaku.", "UU 13 2011"),
    ("RPD Kabupaten Wonogiri Tahun 2024-2026 berlaku.", "RPD 2024-2026"),
    ("RKPD Tahun Anggaran 2025 dibahas.", "RKPD 2025"),
    ("Inpres 4/2022 berlaku.", "Inpres 4 2022"),
    ("Keputusan Bupati Nomor 400/120 Tahun 2024 berlaku.", "SK 400/120 2024"),
    ("Inpres 4/2022 dan Perpres Nomor 96 Tahun 2015 berlaku.", "Inpres 4 2022; Perpres 96 2015"),
    ("Peraturan Bupati Wonogiri Nomor 12 Tahun 2024 berlaku.", "Perkada 12 2024"),
    ("INPRES NOMOR 4 TAHUN 2022 BERLAKU", "Inpres 4 2022"),
    ("Inpres 8/2025 berlaku.", "Inpres 8 2025"),
    ("Perpres 72/2021 berlaku.", "Perpres 72 2021"),
]

NOTHING = [
    ("Rapat berlangsung pada 2024.", ""),
    ("Nomor 4 Tahun 2022 tidak ada.", ""),
    ("Rencana kami sederhana.", ""),
    ("Presiden memberi arahan.", ""),
    ("RATUSAN warga hadir.", ""),
    ("RADIO Wonogiri menyiarkan rapat.", ""),
    ("RPDku belum selesai.", ""),
    ("SK belum terbit.", ""),
    ("Peraturan lomba dibacakan.", ""),
    ("Keputusan rapat dibacakan.", ""),
    ("Perdana menteri berkunjung.", ""),
    ("Daerah membangun rencana bersama.", ""),
    ("Perbuatan itu tercela.", ""),
    ("UUD 1945 dibacakan.", ""),
    ("Strategis dan penting.", ""),
    ("Inpresif sekali.", ""),
    ("", ""),
    ("2021-2026", ""),
    ("Perdagangan antarwilayah 2024 naik.", ""),
]

SEEN = [
    ("inpres no 4 tahun 2022 berlaku", "Inpres 4 2022"),
    ("Inpres No.4 Tahun 2022 berlaku.", "Inpres 4 2022"),
    ("Inpres No 4/2022 berlaku.", "Inpres 4 2022"),
    ("RPJMD 2021/2026 berlaku.", "RPJMD 2021-2026"),
    ("Rencana Pembangunan Daerah (RPD) 2024-2026 berlaku.", "RPD 2024-2026"),
    ("Inpres No.4/2022 berlaku.", "Inpres 4 2022"),
    ("Perpres Nomor 72 Tahun 2021 tentang stunting berlaku.", "Perpres 72 2021"),
]

KNOWN_GAPS: list[tuple[str, str]] = []


def show(mention: InstrumentMention) -> str:
    years = f"{mention.first_year}" if mention.first_year else ""
    if mention.last_year and mention.last_year != mention.first_year:
        years += f"-{mention.last_year}"
    return " ".join(part for part in (mention.kind, mention.number, years) if part)


def got(text: str) -> str:
    return "; ".join(show(mention) for mention in find_instruments(text))


@pytest.mark.parametrize(
    ("text", "expected"), [*named(BASICS + HARD + NOTHING + SEEN), *gaps(KNOWN_GAPS)]
)
def test_instruments_of_a_text(text: str, expected: str) -> None:
    assert got(text) == expected


@given(st.text(alphabet="RPJMDInpresUSK 0123456789./-–(),ohunTaNr\n", max_size=80))
def test_any_text_gives_mentions_in_order_that_do_not_overlap(text: str) -> None:
    found = find_instruments(text)
    assert all(m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_commitment_names_its_instrument() -> None:
    text = (
        "Sesuai RPJMD 2021-2026, Pemkab Wonogiri menargetkan angka kemiskinan 8 persen pada 2026."
    )
    (commitment,) = facts(text).commitments
    assert commitment.instrument is not None
    assert commitment.instrument.startswith("RPJMD 2021-2026")
