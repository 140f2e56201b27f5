"""Repairs with a ledger, sentences, boilerplate lines, and the loader of tables."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extract.tables
from extract.document import TableError
from extract.tables import load_table
from extract.text import find_sentences, repair

steady = settings(deadline=None)  # the first call compiles the patterns

BASICS = [
    ("angka 14, 14% di sini", "angka 14,14% di sini", "space in number"),
    ("ada 60, 17 ribu jiwa", "ada 60,17 ribu jiwa", "space in number"),
    ("sudah 1, 09% hal ini", "sudah 1,09% hal ini", "space in number"),
    ("sebesar 7 ,5 persen", "sebesar 7,5 persen", "space in number"),
    ("nasional 0, 89 saja", "nasional 0,89 saja", "space in number"),
    ("sebanyak 98 240 jiwa", "sebanyak 98240 jiwa", "space in number"),
    ("mencapai 98. 240 KK", "mencapai 98.240 KK", "space in number"),
    ("83, 930 jiwa", "83,930 jiwa", "space in number"),
    ("Rp 5. 800. 000 lagi", "Rp 5.800.000 lagi", "space in number"),
    ("menjadi O% pada", "menjadi 0% pada", "letter for zero"),
    ("menjadi O persen", "menjadi 0 persen", "letter for zero"),
    ("tinggal 1O persen", "tinggal 10 persen", "letter for zero"),
    ("pada 2O24 lalu", "pada 2024 lalu", "letter for zero"),
    ("sebesar O,4 poin", "sebesar 0,4 poin", "letter for zero"),
    ("data permaret 2024", "data per maret 2024", "glued per"),
    ("data perMaret 2024", "data per Maret 2024", "glued per"),
    ("Rp50.000 perhari", "Rp50.000 per hari", "glued per"),
    ("Rp50.000 perkapita", "Rp50.000 per kapita", "glued per"),
    ("turun 13,6%adanya", "turun 13,6% adanya", "glued sign"),
    ("sebesar 13,6persen", "sebesar 13,6 persen", "glued unit"),
    ("sebanyak 120jiwa", "sebanyak 120 jiwa", "glued unit"),
    ("tahun 2024sebesar", "tahun 2024 sebesar", "glued year"),
    ("tahun2024", "tahun 2024", "glued year"),
    ("sebesar14,2 persen", "sebesar 14,2 persen", "glued number"),
    ('"Tahun 2024,"ungkapnya', '"Tahun 2024," ungkapnya', "glued quote mark"),
    ("“Tahun 2024,”ungkapnya", "“Tahun 2024,” ungkapnya", "glued quote mark"),
    ('Ia berkata,"Kami siap', 'Ia berkata, "Kami siap', "glued quote mark"),
    ("di bawah Rp.11.941", "di bawah Rp11.941", "dot after Rp"),
    ("sebesar Rp. 3,8 M", "sebesar Rp 3,8 M", "dot after Rp"),
    ("di Suka.Bertempat di aula", "di Suka. Bertempat di aula", "glued full stop"),
    ("di Suka.menyampaikan hal", "di Suka. menyampaikan hal", "glued full stop"),
    ("tahun 2024 .setidaknya", "tahun 2024 . setidaknya", "glued full stop"),
    ("sebesar 5%.Angka itu", "sebesar 5%. Angka itu", "glued full stop"),
    ("pada 2024.Hal itu", "pada 2024. Hal itu", "glued full stop"),
]

SEEN = [
    ("rapat\u00a0daerah", "rapat daerah", "odd space"),
    ("rapat\u200b daerah", "rapat daerah", "invisible character"),
    ("\u200erapat", "rapat", "invisible character"),
    ("\ufeffrapat", "rapat", "invisible character"),
    ("satu\r\ndua", "satu\ndua", "carriage return"),
    ("satu\rdua", "satu\ndua", "odd line end"),
    ("„Siap”", "“Siap”", "odd mark"),
    ("«Siap»", "“Siap”", "odd mark"),
    ("''Siap", '"Siap', "two single quotes"),
    ("14,1％", "14,1%", "odd mark"),
    ("１２ persen", "12 persen", "full-width digit"),
    ("3\u201140 persen", "3-40 persen", "odd mark"),
    ("rapat&nbsp;daerah", "rapat daerah", "HTML entity"),
    ("kata &quot;siap&quot;", 'kata "siap"', "HTML entity"),
    ("kemis-\nkinan turun", "kemiskinan turun", "cut word"),
    ("rata-\nrata turun", "rata-rata turun", "cut word"),
    ("angka <b>5</b>", "angka 5", "HTML tag"),
]

NOTHING = [
    "butir 14, 14 orang hadir",
    "tahun 2022, 2023 dan 2024",
    "ada 12, 14 dan 16 desa",
    "sebesar 12, 14 dan 16 persen",
    "masing-masing 9,1, 8,7 dan 8,2 persen",
    "pasal 3, 14 persen",
    "RT 5, 17 rumah",
    "1, 2, 3 persen",
    "S.Sos dan M.Si hadir",
    "Drs.H. Budi",
    "Kab.Suka",
    "dr.Sari",
    "contoh.example/berita.html",
    "www.sukamaju.desa.id",
    "warga.suka@surat.example",
    "pukul 09.15 WIB",
    "sebanyak 6.043 KK",
    "Rp5.800.000.000,-",
    "Kantor.com memuat berita",
    "laporan.pdf terlampir",
    "OPD dan OKU",
    "O2 dan CO2",
    "KTP-el",
    "perempuan dan perhatian",
    "pertahanan perbulanan",
    "persen",
    "“Siap,” katanya.",
    '"Siap," katanya.',
    "Jum'at (25/10)",
    "P0 dan P1",
    "14,14%",
    "0% (nol persen)",
    "<5 persen dan >3 persen",
    "a & b",
    "Yang ke-2, 14 desa",
    "Ny. S. Ana",
    "",
]


@pytest.mark.parametrize(
    ("raw", "text", "rule"), BASICS + SEEN, ids=[repr(e[0]) for e in BASICS + SEEN]
)
def test_repairs_name_their_rule(raw: str, text: str, rule: str) -> None:
    repaired = repair(raw)
    assert repaired.text == text
    assert {r.rule for r in repaired.repairs} == {rule}


@pytest.mark.parametrize("raw", NOTHING)
def test_nothing_is_repaired_without_evidence(raw: str) -> None:
    assert repair(raw).text == raw
    assert repair(raw).repairs == ()


@pytest.mark.parametrize(
    ("raw", "piece", "slice_"),
    [
        ("angka 14, 14% itu", "14,14%", "14, 14%"),
        ("angka\u00a0O%adanya", "0%", "O%"),
        ("di bawah Rp.11.941 perhari.", "Rp11.941 per hari", "Rp.11.941 perhari"),
        ("Rp\u200b5 miliar", "Rp5 miliar", "Rp\u200b5 miliar"),
        ("5 miliar\u200b saja", "5 miliar", "5 miliar"),
        ("permaret 2024", "maret 2024", "maret 2024"),
        ("permaret 2024", "per", "per"),
        ("Suka.Rapat", "Suka.", "Suka."),
        ("Suka.Rapat", "Rapat", "Rapat"),
        ("<b>5</b> persen", "5", "5"),
        ("&quot;Siap&quot;", '"Siap"', "&quot;Siap&quot;"),
    ],
)
def test_spans_lead_back_to_exact_raw_slices(raw: str, piece: str, slice_: str) -> None:
    repaired = repair(raw)
    start = repaired.text.index(piece)
    low, high = repaired.raw_span(start, start + len(piece))
    assert raw[low:high] == slice_


def test_repairs_of_a_span() -> None:
    repaired = repair("angka 14, 14% dan O%")
    start = repaired.text.index("14,14%")
    assert [r.rule for r in repaired.repairs_in(start, start + 6)] == ["space in number"]
    assert repaired.repairs_in(0, 5) == ()


ODD = "O0 1,2.%\u00a0\u200b“'\"\r\nRp per maret Aabcdefgh<b>&nbsp;"


@steady
@given(st.one_of(st.text(max_size=200), st.text(alphabet=ODD, max_size=80)))
def test_the_way_back_is_exact_and_monotone(raw: str) -> None:
    repaired = repair(raw)
    assert len(repaired.offsets) == len(repaired.text) + 1
    assert len(repaired.ends) == len(repaired.text)
    assert list(repaired.offsets) == sorted(repaired.offsets)
    assert list(repaired.ends) == sorted(repaired.ends)
    for fix in repaired.repairs:
        assert raw[fix.start : fix.end] == fix.before
    assert repaired.raw_span(0, 0)[0] <= len(raw)
    assert repaired.raw_span(len(repaired.text), len(repaired.text)) == (len(raw), len(raw))


@steady
@given(st.text(alphabet=ODD, max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_repairs_of_a_span_are_those_that_share_a_place_with_it(
    raw: str, start: int, length: int
) -> None:
    repaired = repair(raw)
    start = min(start, len(repaired.text))
    end = min(start + length, len(repaired.text))
    low, high = repaired.raw_span(start, end)
    shared = [r for r in repaired.repairs if r.start < high and low < r.end]
    assert list(repaired.repairs_in(start, end)) == shared


@steady
@given(st.text(alphabet="O0 1,2.%abcdefghR\u00a0\u200b", max_size=80))
def test_what_no_repair_touches_is_the_raw_character(raw: str) -> None:
    repaired = repair(raw)
    touched = {place for r in repaired.repairs for place in range(r.start, r.end)}
    for place, letter in enumerate(repaired.text):
        start, end = repaired.raw_span(place, place + 1)
        if end > start and start not in touched:
            assert raw[start:end] == letter


SENTENCES = [
    ["Rapat digelar di Kab. Suka.", "Bupati hadir."],
    ["Ia menyebut Kec. Maju, Prov. Jaya.", "Semua setuju."],
    ["Budi Raya, S.Sos., M.Si., memimpin rapat.", "Rapat selesai."],
    ["Instruksi Presiden No. 4 Tahun 2022 dibahas.", "Targetnya nol persen."],
    ["Acara dimulai pukul 09.30 WIB.", "Peserta hadir."],
    ["Dr. Ir. H. M. Nur Rahman memimpin.", "Ia puas."],
    ["Bantuan sebesar Rp. 5 miliar cair.", "Warga senang."],
    ["Ada beras, telur, dsb.", "Semua dibagi."],
    ["“Kami siap.", "Target kami lima persen.”", "Rapat lalu ditutup."],
    ["“Kami siap,” kata Budi.", "Ia pergi."],
    ['"Kami siap." kata Budi lirih.', "Ia pergi."],
    ["Berapa targetnya?", "Lima persen!", "Baik."],
    ["1. Dinas Sosial mendata warga.", "2. Bappeda menyusun rencana."],
    ["a. Mendata warga;", "b. Menyusun rencana."],
    ["Surat No. 09/11/Th. IX sudah terbit.", "Isinya jelas."],
    ["Rapat di Lt. IV gedung itu.", "Selesai."],
    ["Tabel 1. Angka kemiskinan"],
    ["Pengurus: Ny. Sari dan Tn. Budi hadir.", "Selesai."],
    ["Angkanya 6.043 KK.", "Turun 3,5 persen."],
    ["Ia hadir (di aula).", "Rapat usai."],
    ["Situs www.suka.example memuat data.", "Warga membaca."],
    ["Budi Raya, S.E., M.M. hadir dengan camat."],
    ["Ketua Tim, Sari Dewi, S.H.", "Ia memimpin rapat."],
    ["Hadir Budi Raya, S.E., M.M.", "Rapat ditutup doa."],
    ["Anggaran itu Rp 5,2 M.", "Dana itu cair."],
    ["Rapat usai.", "dr. Sari, Sp.A. menjelaskan."],
    ["PT. Maju hadir.", "Semua senang."],
    ["Agenda: 1. Evaluasi capaian"],
]


@pytest.mark.parametrize("sentences", SENTENCES, ids=[s[0] for s in SENTENCES])
def test_sentences(sentences: list[str]) -> None:
    lines = sentences[0].startswith(("1.", "a."))
    text = ("\n" if lines else " ").join(sentences)
    assert [text[s.start : s.end] for s in find_sentences(text)] == sentences


def test_lines_end_sentences_and_wrapped_lines_do_not() -> None:
    text = (
        "Rapat Koordinasi Daerah\n"
        "Kepala badan itu menyampaikan bahwa angka kemiskinan pada tahun lalu turun\n"
        "menjadi 12,5 persen. Pemerintah daerah akan melanjutkan program itu di\n"
        "Kabupaten Suka sampai tuntas.\n"
        "\n"
        "No | Uraian | 2023\n"
        "1 | Kemiskinan | 12,5\n"
    )
    found = [(s.paragraph, text[s.start : s.end][:14]) for s in find_sentences(text)]
    assert found == [
        (0, "Rapat Koordina"),
        (1, "Kepala badan i"),
        (1, "Pemerintah dae"),
        (2, "No | Uraian | "),
        (3, "1 | Kemiskinan"),
    ]


BOILERPLATE = [
    "Baca juga: Jalan desa rusak",
    "Baca Juga :",
    "Sebarkan artikel ini",
    "Scroll untuk baca artikel",
    "SCROLL TO RESUME CONTENT",
    "116",
    "×",
    "Facebook Twitter WhatsApp",
    "Pasang iklan Anda di sini",
    "- Advertisement -",
    "RELATED ARTICLES MORE FROM AUTHOR",
    "Tag: kemiskinan, rapat",
    "Simak berita lainnya di Kanal Kami",
    "Previous article",
    "Tinggalkan Balasan",
    "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *",
    "Nama *",
    "Dibaca 1.204 kali",
    "Beranda / Pemerintahan / Daerah",
    "COPYRIGHT © MEDIA 2024",
    "Discussion about this post",
    "Example 325x300",
    "Leave a Reply",
]
CONTENT = [
    "Baca doa dipimpin oleh seorang ulama desa.",
    "Rapat dihadiri 116 orang.",
    "Bupati meminta warga membaca data itu.",
    "Tag line rapat itu ialah maju bersama.",
    "Komentar warga didengar oleh bupati.",
    "Kategori keluarga miskin ekstrem bertambah.",
    "12,5 persen",
    "Beranda rumah warga itu rusak.",
    "Iklan layanan masyarakat dibiayai APBD sebesar Rp 20 juta pada tahun ini dan tahun depan.",
    "Cetak sawah baru seluas 20 hektare.",
    "Simak!",
]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_boilerplate_lines_are_marked(line: str) -> None:
    assert all(s.boilerplate for s in find_sentences(f"Rapat selesai.\n{line}\n")[1:])
    assert len(find_sentences(f"Rapat selesai.\n{line}\n")) > 1


@pytest.mark.parametrize("line", CONTENT)
def test_content_lines_are_not_marked(line: str) -> None:
    assert not any(s.boilerplate for s in find_sentences(line))


@steady
@given(st.text(max_size=300))
def test_sentences_are_ordered_and_lose_nothing(text: str) -> None:
    end = 0
    for sentence in find_sentences(text):
        assert text[end : sentence.start].strip() == ""
        assert sentence.start < sentence.end
        end = sentence.end
    assert text[end:].strip() == ""


LONG = [
    "Angka kemiskinan 14, 14% pada Maret 2024 di Kab. Suka. " * 9000,
    "a" * 500_000,
    "1" * 500_000,
    " " * 500_000,
    "12, " * 120_000,
    "dua " * 120_000,
    '"' * 500_000,
    "\n" * 500_000,
    "rapat " * 80_000,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_long_texts_take_linear_time(text: str) -> None:
    begin = time.process_time()
    find_sentences(repair(text).text)
    assert time.process_time() - begin < 20


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in the place of the tables."""
    monkeypatch.setattr(extract.tables, "FOLDER", tmp_path)
    return tmp_path


def test_tables_are_read_with_comments_and_quotes(table: Path) -> None:
    (table / "a.csv").write_text('# made by hand\nword,comment\nsatu,"a, b"\n\n# end\n dua ,\n')
    rows = [{"word": "satu", "comment": "a, b"}, {"word": "dua", "comment": ""}]
    assert load_table("a") == rows
    (table / "b.csv.gz").write_bytes(gzip.compress(b"word\nsatu\n"))
    assert load_table("b.csv.gz") == [{"word": "satu"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.csv, line 1: the table has no header"),
        (b"word,word\n", "a.csv, line 1: a column name"),
        (b"word,\n", "a.csv, line 1: a column name"),
        (b"word,comment\nsatu\n", "a.csv, line 2: 1 cells under 2 columns"),
        (b"word\nsatu\ndua,tiga\n", "a.csv, line 3: 2 cells under 1 columns"),
        (b"word\nsatu\n\xff\n", "a.csv, line 3: not UTF-8"),
        (b'word\n"satu\n', "a.csv, line"),
    ],
)
def test_a_broken_table_is_named_with_its_line(table: Path, content: bytes, message: str) -> None:
    (table / "a.csv").write_bytes(content)
    with pytest.raises(TableError, match=message):
        load_table("a")


def test_a_table_that_does_not_exist_is_named(table: Path) -> None:
    with pytest.raises(TableError, match=r"none\.csv"):
        load_table("none")


def test_a_broken_gzip_file_is_named(table: Path) -> None:
    (table / "c.csv.gz").write_bytes(b"word\n")
    with pytest.raises(TableError, match=r"c\.csv\.gz"):
        load_table("c.csv.gz")


@pytest.mark.parametrize(
    "name",
    ["abbreviations", "boilerplate", "comparators", "months", "not_quantities", "number_words",
     "period_pieces", "period_rules", "scales", "units"],
)  # fmt: skip
def test_the_tables_of_the_readers_hold_no_row_twice(name: str) -> None:
    rows = [tuple(row.values())[:2] for row in load_table(name)]
    assert len(rows) == len(set(rows)) > 5
