"""What is private and never leaves: numbers, addresses, names of people without office."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document
from extract.pipeline import extract_many
from pipelines import masking, store
from pipelines.masking import MASKED, known, mask, mask_names, privacy_of, speaker_shown
from pipelines.publish import current_folder, publish
from pipelines.serve import open_datasette
from scraper.sources import Source

NUMBERS = [
    ("NIK 1604012345678901", "NIK […]"),
    ("NIK 1604 0123 4567 8901", "NIK […]"),
    ("NIK 160401-120580-0003", "NIK […]"),
    ("NIP 19700512 199503 1 002", "NIP […]"),
    ("NIP. 197005121995031002", "NIP. […]"),
    ("NPWP 12.345.678.9-012.000", "NPWP […]"),
    ("hubungi 081234567890", "hubungi […]"),
    ("WA +62 812-3456-7890", "WA […]"),
    ("telepon (0731) 321456", "telepon […]"),
    ("surel budi@contoh.example", "surel […]"),
    ("rekening nomor 1234567890", "rekening […]"),
    ("rekening BRI 1234 5678 90", "rekening […]"),
    # one right behind the other
    ("NIK 1604012345678901,1604012345678902", "NIK […],[…]"),
    ("NIP 19700512 199503 1 002,1604012345678901", "NIP […],[…]"),
    ("1,1604014501800001,Suminah", "1,[…],Suminah"),
]
ADDRESSES = [
    ("di Jl. Melati Putih No. 12, Lahat", "di […], Lahat"),
    ("di Jalan Kenanga Nomor 5A", "di […]"),
    ("warga RT 03/RW 02", "warga […]"),
    ("RT.004 RW.001 Desa Karang", "[…] Desa Karang"),
]
NOTHING = [
    "Rp18.600.000.000",
    "1.250 KPM",
    "14,14 persen",
    "Inpres Nomor 4 Tahun 2022",
    "tahun 2019-2024",
    "60.190 jiwa",
    "garis kemiskinan Rp582.041 per kapita",
    "2022, 2023, 2024",
    "050/54/Bappeda/2024",
    "perbaikan Jalan Lintas Sumatera tahun 2024",
    "pembangunan jalan desa 12 kilometer",
    "Jalan Sudirman ditutup",
    "25.000 rekening penerima",
    "rata-rata 0,3333333333333333",
    "sebesar 14.1399999999999999",
]


@pytest.mark.parametrize(("text", "masked"), NUMBERS + ADDRESSES, ids=lambda t: t[:30])
def test_numbers_and_addresses(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert mask(masked) == masked


@pytest.mark.parametrize("text", NOTHING)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="0123456789 .,-()+/RTWab", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.integers(10**15, 10**16 - 1))
def test_no_nik_stays(nik: int) -> None:
    assert str(nik) not in mask(f"atas nama warga dengan NIK {nik}, Lahat")


HOLDERS = ("Surya Wirawan", "Rudi Hartono")
NAMES = [
    ("Suminah (45), warga Desa Karang, mengaku terbantu.", "Suminah"),
    ("“Beras habis,” kata Ngatinah.", "Ngatinah"),
    ("Rumah milik Pak Darto rusak.", "Darto"),
    ("Seorang warga bernama Siti Maryam menangis.", "Siti Maryam"),
    ("Seorang petani, Wagimin, belum terdaftar.", "Wagimin"),
    ("salah seorang penerima manfaat, Yanti Lestari, bersyukur.", "Yanti Lestari"),
    ("ujar Dr. Ambar Kusuma, M.Si, pengamat.", "Ambar Kusuma"),
    ("Reporter: Joko Susanto", "Joko Susanto"),
    ("bantuan atas nama Mulyadi diterima.", "Mulyadi"),
]


@pytest.mark.parametrize(("text", "name"), NAMES, ids=[n for _, n in NAMES])
def test_people_without_office_are_masked(text: str, name: str) -> None:
    shown = privacy_of(text, None, HOLDERS).shown(text)
    assert name not in shown
    assert MASKED in shown


IN_OFFICE = [
    "Bupati Surya Wirawan menyebut angka itu.",
    "kata Surya Wirawan kepada wartawan, Senin.",
    "ujar Pak Surya di Lahat.",
    "jelas Kepala Dinas Sosial Rudi Hartono.",
    "ujar Bupati Lahat. Kata Kementerian Sosial.",
    "warga miskin di Kecamatan Gumay Talang, petani kopi, dan warga Desa Karang Baru,",
    "Program Keluarga Harapan dan Bantuan Pangan Non Tunai.",
    "pasien RSUD Dr. Soetomo",
    "sebut BPS. Menurut Badan Pusat Statistik, angka turun.",
]


@pytest.mark.parametrize("text", IN_OFFICE)
def test_offices_places_and_programmes_stay(text: str) -> None:
    assert privacy_of(text, None, HOLDERS).shown(text) == text


def test_a_name_found_once_is_masked_everywhere() -> None:
    text = "Siti Maryam (50), ibu tiga anak, tersenyum. Kini Maryam punya rumah. Rumah Siti Maryam."
    shown = privacy_of(text, None, ()).shown(text)
    assert "Maryam" not in shown
    assert "Siti" not in shown


def test_a_word_shared_with_a_holder_stays_where_the_holder_is_meant() -> None:
    text = "Surya Budi (40), warga, mengeluh. Bupati Surya Wirawan menjawab. Surya berjanji."
    shown = privacy_of(text, None, HOLDERS).shown(text)
    assert "Surya Budi" not in shown
    assert "Bupati Surya Wirawan" in shown
    assert shown.endswith("Surya berjanji.")


def test_degrees_go_with_the_name() -> None:
    assert mask_names("Ambar Kusuma, M.Si, hadir", ["Ambar Kusuma"], known([])) == "[…], hadir"


SPEAKERS = [
    ("Surya Wirawan", "Surya Wirawan"),
    ("Surya", "Surya"),
    ("Suryo Wirawan", "Suryo Wirawan"),  # one holder, spelled twice
    ("Pemkab Lahat", "Pemkab Lahat"),
    ("BPS", "BPS"),
    ("Bupati Lahat", "Bupati Lahat"),
    ("Bank Dunia", "Bank Dunia"),
    ("Kementerian Sosial", "Kementerian Sosial"),
    ("Suminah", "[…]"),
    ("Joko Susanto", "[…]"),
]


@pytest.mark.parametrize(("speaker", "shown"), SPEAKERS, ids=[s for s, _ in SPEAKERS])
def test_speakers(speaker: str, shown: str) -> None:
    assert speaker_shown(speaker, known(HOLDERS)) == shown


# ---- through the whole house ---------------------------------------------------------------------

STORY = (
    "LAHAT – Bupati Surya Wirawan menyebut angka kemiskinan Kabupaten Lahat 14,14 persen pada "
    "2024. Suminah (45), warga Desa Karang RT 03/RW 02, NIK 1604012345678901, mengaku baru sekali "
    "menerima bantuan. “Penduduk miskin di kampung kami 120 jiwa,” kata Suminah, yang dapat "
    "dihubungi di 0812-3456-7890. Kepala Dinas Sosial Lahat Rudi Hartono, NIP 197005121995031002, "
    "berjanji akan menurunkan angka kemiskinan menjadi 12 persen pada 2026.\n"
    + "Rapat itu juga membahas jalan desa, air bersih, dan pelatihan kerja bagi pemuda. "
    * 20
)
SECRETS = ("Suminah", "1604012345678901", "0812-3456-7890", "197005121995031002", "RT 03")


def test_nothing_private_is_in_the_public_file_or_its_feeds(tmp_path: Path) -> None:
    document = Document(
        id="0" * 16, text=STORY, url="https://kabar.example/a", source="kabar", publisher="Kabar",
        title="Suminah Menanti Bantuan", published=date(2024, 7, 18), region="16.04",
    )  # fmt: skip
    outlet = Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04", state="active")
    with closing(store.open_store(tmp_path)) as db, store.transaction(db):
        store.save_sources(db, [outlet])
        store.save_document(db, document)
        for found in extract_many([document]):
            assert found.figures
            store.replace_facts(db, found, rules="1")
    publish(tmp_path)
    folder = current_folder(tmp_path / "public")
    assert folder is not None
    raw = (folder / "public.db").read_bytes()
    assert b"Surya Wirawan" in raw
    site = open_datasette(folder / "public.db")
    pages = ("/umpan.atom", "/public/pernyataan.json", "/public/figures.csv", "/cari?q=Suminah")
    for secret in SECRETS:
        assert secret.encode() not in raw
        for page in pages[:3]:
            assert secret not in asyncio.run(site.client.get(page)).text
    assert "kampung kami" not in asyncio.run(site.client.get(pages[3])).text


ID = "0812345678901234"  # a digest may look like a telephone number, or like a NIK


@pytest.mark.parametrize("column", ["id", "pernyataan", "origin", "former", "document"])
def test_an_id_is_no_private_number(column: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE TABLE janji ({column} TEXT, kutipan TEXT)")
    db.execute("INSERT INTO janji VALUES (?, 'Hubungi 0812-3456-7890.')", [ID])
    [told] = masking._bare_numbers(db, "janji")
    assert told.startswith("janji.kutipan, row 1")
    db.close()
