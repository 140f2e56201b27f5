"""Quantities: numbers and units as they are written, and numbers that are none."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.quantities import Quantity, find_quantities, read_number, read_whole
from extract.text import repair

steady = settings(deadline=None)  # the first call compiles the patterns

BASICS = [
    ("sebesar 12,5 persen", "12,5 persen", 12.5, "percent"),
    ("sebesar 12,5%", "12,5%", 12.5, "percent"),
    ("sebesar 12,5 %", "12,5 %", 12.5, "percent"),
    ("sebesar 12,5 prosen", "12,5 prosen", 12.5, "percent"),
    ("naik 0,7 poin", "0,7 poin", 0.7, "percentage_point"),
    ("turun 0,7 persen poin", "0,7 persen poin", 0.7, "percentage_point"),
    ("turun 0,7 poin persentase", "0,7 poin persentase", 0.7, "percentage_point"),
    ("naik 25 basis poin", "25 basis poin", 0.25, "percentage_point"),
    ("sebanyak 6.043 KK", "6.043 KK", 6043, "household"),
    ("sebanyak 6.043 kepala keluarga (KK)", "6.043 kepala keluarga (KK)", 6043, "household"),
    ("kepada 12.340 KPM", "12.340 KPM", 12340, "household"),
    ("ada 215 rumah tangga", "215 rumah tangga", 215, "household"),
    ("sebanyak 60,17 ribu jiwa", "60,17 ribu jiwa", 60170, "person"),
    ("sebanyak 1.204 balita", "1.204 balita", 1204, "person"),
    ("ada 45 ibu hamil", "45 ibu hamil", 45, "person"),
    ("sebanyak 350 unit", "350 unit", 350, "unit"),
    ("sebanyak 350 rumah", "350 rumah", 350, "unit"),
    ("senilai Rp5,9 miliar", "Rp5,9 miliar", 5.9e9, "idr"),
    ("senilai Rp 2 M", "Rp 2 M", 2e9, "idr"),
    ("senilai Rp2,3 T", "Rp2,3 T", 2.3e12, "idr"),
    ("senilai Rp5.800.000.000,-", "Rp5.800.000.000,-", 5.8e9, "idr"),
    ("senilai Rp 986.420.115.000,00", "Rp 986.420.115.000,00", 986420115000, "idr"),
    ("sebesar 250 ribu rupiah", "250 ribu rupiah", 250000, "idr"),
    ("sebesar US$ 2,15", "US$ 2,15", 2.15, "usd"),
    ("sebesar 2,15 dolar AS", "2,15 dolar AS", 2.15, "usd"),
    ("rasio gini 0,301", "0,301", 0.301, None),
    ("IPM 70,12", "70,12", 70.12, None),
    ("sebanyak 12 kecamatan", "12 kecamatan", 12, None),
]

HARD = [
    ("tercatat 2.68 persen", "2.68 persen", 2.68, "percent"),
    ("tercatat 83,930 jiwa", "83,930 jiwa", 83930, "person"),
    ("tercatat 1,125 juta jiwa", "1,125 juta jiwa", 1125000, "person"),
    ("garis kemiskinan Rp 446,915", "Rp 446,915", 446915, "idr"),
    ("dua belas koma lima persen", "dua belas koma lima persen", 12.5, "percent"),
    ("nol persen", "nol persen", 0, "percent"),
    ("enam koma nol enam poin", "enam koma nol enam poin", 6.06, "percentage_point"),
    ("tiga koma dua puluh lima persen", "tiga koma dua puluh lima persen", 3.25, "percent"),
    ("seratus dua puluh lima ribu jiwa", "seratus dua puluh lima ribu jiwa", 125000, "person"),
    ("setengah juta orang", "setengah juta orang", 500000, "person"),
    ("dua setengah juta warga", "dua setengah juta warga", 2500000, "person"),
    ("setengah persen", "setengah persen", 0.5, "percent"),
    ("sepertiga penduduk miskin", "sepertiga", 33.333333, "percent"),
    ("separuh dari anggaran", "separuh", 50, "percent"),
    ("dua pertiga warga", "dua pertiga", 66.666667, "percent"),
    ("menjadi 0% (nol persen) di sini", "0% (nol persen)", 0, "percent"),
    ("sebanyak 12 (dua belas) unit", "12 (dua belas) unit", 12, "unit"),
    ("Rp5.000.000 (lima juta rupiah)", "Rp5.000.000 (lima juta rupiah)", 5e6, "idr"),
    ("anggaran 12 M untuk itu", "12 M", 1.2e10, "idr"),
    ("hanya 5,2 T saja", "5,2 T", 5.2e12, "idr"),
    ("tiga belas miliar", "tiga belas miliar", 1.3e10, "idr"),
    ("sebanyak 1.500 lebih warga", "1.500 lebih warga", 1500, "person"),
    ("sekitar 2 ribuan warga", "2 ribuan warga", 2000, "person"),
    ("2000 orang pada 2024", "2000 orang", 2000, "person"),
    ("desil 1-4 mencapai 40 persen terbawah", "40 persen", 40, "percent"),
    ("kelompok 40 persen terbawah", "40 persen", 40, "percent"),
    ("deflasi -0,15 persen", "0,15 persen", -0.15, "percent"),
    ("minus 0,3 persen", "minus 0,3 persen", -0.3, "percent"),
    ("14 koma 5 persen", "14 koma 5 persen", 14.5, "percent"),
    ("1,234,567 jiwa", "1,234,567 jiwa", 1234567, "person"),
    ("sejuta rumah", "sejuta rumah", 1e6, "unit"),
    ("nol (0) persen", "nol (0) persen", 0, "percent"),
    ("5 persennya", "5 persen", 5, "percent"),
    ("masih seribu seratusan unit", "seribu seratusan unit", 1100, "unit"),
    ("malah 11 setengah persen", "11 setengah persen", 11.5, "percent"),
    ("ada 45,3rb org", "45,3rb org", 45300, "person"),
]

# Slips and shapes met on real pages, with words of our own.
SEEN = [
    ("ada 22 ribu enam ratus orang", "22 ribu enam ratus orang", 22600, "person"),
    ("ada 22 ribu 600 jiwa", "22 ribu 600 jiwa", 22600, "person"),
    ("totalnya 4 miliar 860 juta", "4 miliar 860 juta", 4860000000, "idr"),
    ("Rp 2 triliun 100 miliar", "Rp 2 triliun 100 miliar", 2100000000000, "idr"),
    ("angka 14, 14% itu", "14, 14%", 14.14, "percent"),
    ("ada 60, 17 ribu jiwa", "60, 17 ribu jiwa", 60170, "person"),
    ("menjadi O% pada", "O%", 0, "percent"),
    ("tinggal 1O,3O persen", "1O,3O persen", 10.3, "percent"),
    ("di bawah Rp.11.941 perhari", "Rp.11.941 perhari", 11941, "idr"),
    ("turun 13,6%adanya", "13,6%", 13.6, "percent"),
    ("Rp 1.250.000,-/bulan", "Rp 1.250.000,-/bulan", 1250000, "idr"),
    ("Rp446.915 per kapita per bulan", "Rp446.915 per kapita per bulan", 446915, "idr"),
    ("ada 286 ribu jiwa lebih", "286 ribu jiwa lebih", 286000, "person"),
    ("hanya 7%-nya", "7%", 7, "percent"),
    ("ada 6.043\nKK miskin", "6.043\nKK", 6043, "household"),
    ("ada 12\nRumah Sakit", "12", 12, None),
    ("Rp. 3,8 M di APBD", "Rp. 3,8 M", 3.8e9, "idr"),
    ("tinggal 70-an miliar.", "70-an miliar", 70e9, "idr"),
    ("dua tiga koma empat persen", "dua tiga koma empat persen", 23.4, "percent"),
    ("tahun ini enam puluh.", "enam puluh", 60, None),
    ("jadi dua ribu delapan ratus, pak", "dua ribu delapan ratus", 2800, None),
    ("kira-kira dua belas ribuan", "dua belas ribuan", 12000, None),
]

NOTHING = [
    "setengah dari angka 2022",
    "separuh dari capaian itu",
    "pukul tujuh belas, selesai",
    "berusia dua puluh lima, warga Eromoko",
    "dua puluh lima menit",
    "dua tiga orang",
    "tujuh belas Agustus",
    "Instruksi Presiden Nomor 4 Tahun 2022",
    "UU Nomor 13 Tahun 2011 dan PP 21/1994",
    "Surat 050/54/Bappeda/2024",
    "Pasal 5 ayat (2) huruf b",
    "Senin (28/10) dan kamis (10/10/2024)",
    "26 s.d. 28 Maret 2024",
    "tanggal 3 Mei 2024 pukul 09.15 WIB",
    "pukul 09.00 s/d 12.00",
    "jam 10.30",
    "08.00 s.d. 10.00",
    "2024-10-25",
    "12 (dua belas) Mei 2024",
    "tahun 2022, 2023 dan 2024",
    "RPJMD 2025-2029",
    "pada 2024",
    "periode 2019-2024",
    "semester 1 dan triwulan 3",
    "0812-3456-7890",
    "+62 812-3333-4444",
    "(0711) 355123",
    "NIK 1604012345670001",
    "Covid-19",
    "P0, P1 dan P2",
    "KM 5 Desa Suka",
    "RT 03/RW 02",
    "peringkat ke-3",
    "peringkat 5",
    "usia 78 tahun",
    "anak usia 0-59 bulan",
    "selama 3 bulan",
    "24 jam",
    "1. Dinas Sosial\n2. Bappeda",
    "(3) penyaluran",
    "salah satu desa",
    "satu per satu",
    "satu-satunya",
    "kemiskinan satu digit",
    "kedua, ketiga",
    "dua tiga orang",
    "lantai 2 gedung 5",
    "G20, P3KE dan B3",
    "1.2.3",
    "https://contoh.example/2024/12/berita-5",
    "warga@contoh12.example",
    "",
    "persen",
    "juta",
    "koma lima",
    "Tanjung Lima Puluh",
    "tiap tanggal 5",
    "desil 1",
    "sudah nol koma sekian persen",
    "tinggal nol koma nol sekian",
    "Menurutnya,tahun 2021 penduduk miskin",
    "dipatok dua ribu dua puluh tujuh",
]


def found(text: str) -> list[tuple[str, Quantity]]:
    """Quantities with the raw slices that they stand on."""
    repaired = repair(text)
    pairs = []
    for quantity in find_quantities(repaired.text):
        start, end = repaired.raw_span(quantity.start, quantity.end)
        pairs.append((text[start:end], quantity))
    return pairs


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    BASICS + HARD + SEEN,
    ids=[e[0] for e in BASICS + HARD + SEEN],
)
def test_one_quantity(text: str, span: str, value: float, unit: str | None) -> None:
    ((surface, quantity),) = found(text)
    assert surface == span
    assert (quantity.value, quantity.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize("text", NOTHING)
def test_no_quantity(text: str) -> None:
    assert found(text) == []


GROUPS = [
    ("antara 7 hingga 8 persen", ["7", "8 persen"], [7, 8], "range"),
    ("2,71–2,90 persen", ["2,71", "2,90 persen"], [2.71, 2.9], "range"),
    ("5,6 s.d. 6,0 persen", ["5,6", "6,0 persen"], [5.6, 6], "range"),
    ("3-4 persen", ["3", "4 persen"], [3, 4], "range"),
    ("12,5%–13%", ["12,5%", "13%"], [12.5, 13], "range"),
    ("4,2%-4,5%", ["4,2%", "4,5%"], [4.2, 4.5], "range"),
    (
        "9,8 (2021), 9,1 (2022) dan 8,7 persen",
        ["9,8", "9,1", "8,7 persen"],
        [9.8, 9.1, 8.7],
        "series",
    ),
    ("Rp3 miliar hingga Rp5 miliar", ["Rp3 miliar", "Rp5 miliar"], [3e9, 5e9], "range"),
    ("Rp 100-200 ribu", ["Rp 100", "200 ribu"], [1e5, 2e5], "range"),
    ("5 sampai 6 ribu keluarga", ["5", "6 ribu keluarga"], [5000, 6000], "range"),
    (
        "dua belas, tiga belas miliar",
        ["dua belas", "tiga belas miliar"],
        [1.2e10, 1.3e10],
        "series",
    ),
    ("12,1, 11,8 dan 11,3 persen", ["12,1", "11,8", "11,3 persen"], [12.1, 11.8, 11.3], "series"),
    ("12,3 persen, 11,9, dan 11,2", ["12,3 persen", "11,9", "11,2"], [12.3, 11.9, 11.2], "series"),
    ("0,337, 0,343, dan 0,342", ["0,337", "0,343", "0,342"], [0.337, 0.343, 0.342], "series"),
    ("dari 9,0 menjadi 8,1 persen", ["9,0", "8,1 persen"], [9, 8.1], "change"),
]


@pytest.mark.parametrize(("text", "spans", "values", "kind"), GROUPS, ids=[e[0] for e in GROUPS])
def test_groups_share_their_unit(
    text: str, spans: list[str], values: list[float], kind: str
) -> None:
    pairs = found(text)
    assert [surface for surface, _ in pairs] == spans
    assert [q.value for _, q in pairs] == pytest.approx(values)
    assert {(q.unit, q.group, q.group_kind) for _, q in pairs} == {(pairs[-1][1].unit, 0, kind)}


@pytest.mark.parametrize(
    "text",
    [
        "turun 345 KK menjadi 5.698 KK",
        "3 desa, 12 orang",
        "1,09% dan 60 ribu jiwa",
        "dari Rp421.000 ke Rp443.000",
        "nol, dan 350 rumah",
        "600 jiwa dan 1,2 juta jiwa",
        "12,5 dan tiga orang",
    ],
)
def test_neighbours_that_form_no_group(text: str) -> None:
    assert {q.group for _, q in found(text)} == {None}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("600 dan 1,2 juta jiwa", [600, 1.2e6]),
        ("4.800 dan 11,5 ribu jiwa", [4800, 11500]),
        ("Rp 500.000 dan Rp 500 ribu", [500000, 500000]),
        ("Rp 3 dan Rp 5 miliar", [3e9, 5e9]),
        ("Rp1,1, 1,2 dan 1,3 triliun", [1.1e12, 1.2e12, 1.3e12]),
    ],
)
def test_a_scale_is_shared_by_numbers_of_one_size(text: str, values: list[float]) -> None:
    assert [q.value for _, q in found(text)] == pytest.approx(values)


COMPARATORS = [
    ("maks. 6,9 persen", "<="),
    ("kira2 6,9 persen", "~"),
    ("jadi --> 6,9 persen", "="),
    ("jadi => 6,9 persen", "="),
    ("ndak sampai tujuh ribu orang", "<"),
    ("paling banter 1 persen", "<="),
    ("di bawah 10 persen", "<"),
    ("dibawah 10 persen", "<"),
    ("kurang dari 5 persen", "<"),
    ("di atas 7 persen", ">"),
    ("lebih dari 100 ribu jiwa", ">"),
    ("melebihi angka 5 persen", ">"),
    ("maksimal 6,9%", "<="),
    ("paling tinggi 8 persen", "<="),
    ("tidak lebih dari 8,0 persen", "<="),
    ("sebanyak-banyaknya 5 persen", "<="),
    ("minimal 2 poin", ">="),
    ("paling sedikit 10 rumah", ">="),
    ("setidaknya 7 persen", ">="),
    ("tak kurang dari 8.000 KK", ">="),
    ("sekitar 25 ribu KK", "~"),
    ("mendekati 0%", "~"),
    ("hampir nol persen", "~"),
    ("rata-rata 0,4 persen", "~"),
    ("kurang lebih 600 jiwa", "~"),
    ("100-an orang", "~"),
    ("1.200 lebih warga", ">"),
    ("14 persen ke bawah", "<="),
    ("14 persen ke atas", ">="),
    ("Sudah di bawah. 10 persen", "="),
    ("14 persen lebih rendah", "="),
    ("sebesar 10 persen", "="),
    (">10 persen", ">"),
    ("≤ 3%", "<="),
]


@pytest.mark.parametrize(("text", "comparator"), COMPARATORS, ids=[e[0] for e in COMPARATORS])
def test_comparators(text: str, comparator: str) -> None:
    assert [q.comparator for _, q in found(text)] == [comparator]


PERS = [
    ("Rp50.000 per hari", "day"),
    ("Rp50.000 sehari", "day"),
    ("Rp1,5 juta sebulan", "month"),
    ("Rp446.915/kapita/bulan", "month"),
    ("Rp595.906 per kapita sebulan", "month"),
    ("USD 3,2 PPP per kapita per hari", "day"),
    ("0,40% per tahun", "year"),
    ("rata-rata per tahun 0,4 persen", "year"),
    ("Rp18 juta setahun", "year"),
    ("Rp50.000 per unit", None),
    ("Rp50.000 perorangan", None),
    ("12 persen", None),
]


@pytest.mark.parametrize(("text", "per"), PERS, ids=[e[0] for e in PERS])
def test_per(text: str, per: str | None) -> None:
    assert [q.per for _, q in found(text)] == [per]


def test_about_is_said_of_both_ends_of_a_range() -> None:
    assert [q.comparator for _, q in found("sekitar 3-4 ribu jiwa")] == ["~", "~"]


def test_a_share_of_time_belongs_to_money_and_not_to_a_percentage() -> None:
    assert [s for s, _ in found("0,40% per tahun")] == ["0,40%"]
    assert [s for s, _ in found("Rp50.000 per unit")] == ["Rp50.000"]


@pytest.mark.parametrize(
    ("text", "decimals", "step"),
    [
        ("60,17 ribu jiwa", 2, 10),
        ("25 ribu KK", 0, 1000),
        ("5.698 KK", 0, 1),
        ("14,14%", 2, 0.01),
        ("Rp5,9 miliar", 1, 1e8),
        ("dua ratus ribu jiwa", 0, 1000),
        ("nol koma lima persen", 1, 0.1),
        ("25 basis poin", 0, 0.01),
    ],
)
def test_stated_decimals_are_kept(text: str, decimals: int, step: float) -> None:
    ((_, quantity),) = found(text)
    assert (quantity.decimals, quantity.step) == (decimals, pytest.approx(step))


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@steady
@given(st.integers(0, 10**13))
def test_thousands_are_read_back(number: int) -> None:
    assert read_number(grouped(number)) == (number, 0)


@steady
@given(st.integers(0, 10**7), st.integers(0, 99))
def test_amounts_are_read_back(whole: int, cents: int) -> None:
    text = f"Rp{grouped(whole)},{cents:02}"
    ((surface, quantity),) = found(f"sebesar {text} saja")
    assert surface == text
    assert math.isclose(quantity.value, whole + cents / 100, abs_tol=1e-6)


@steady
@given(st.integers(0, 100), st.integers(0, 99), st.sampled_from([",", ", ", "."]))
def test_percentages_are_read_back(whole: int, decimals: int, mark: str) -> None:
    text = f"{whole}{mark}{decimals:02}%"
    ((surface, quantity),) = found(f"angka kemiskinan {text} itu")
    assert surface == text
    assert math.isclose(quantity.value, whole + decimals / 100, abs_tol=1e-9)


ONES = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)


def spelled(number: int) -> str:
    """Indonesian number words below a million."""
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    if number < 100:
        return f"{ONES[number // 10]} puluh" + (f" {ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        head = "seratus" if number < 200 else f"{ONES[number // 100]} ratus"
        return head + (f" {spelled(number % 100)}" if number % 100 else "")
    head = "seribu" if number < 2000 else f"{spelled(number // 1000)} ribu"
    return head + (f" {spelled(number % 1000)}" if number % 1000 else "")


@steady
@given(st.integers(0, 999_999))
def test_number_words_are_read_back(number: int) -> None:
    assert read_whole(spelled(number).split()) == number
    ((surface, quantity),) = found(f"sebanyak {spelled(number)} jiwa hadir")
    assert surface == f"{spelled(number)} jiwa"
    assert (quantity.value, quantity.unit) == (number, "person")


@steady
@given(st.text(max_size=200))
def test_any_text_gives_ordered_spans(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert math.isfinite(quantity.value)
        end = quantity.end


PARTS = [
    "12",
    "3,4",
    "%",
    "persen",
    "Rp",
    ",",
    "-",
    "dan",
    "ribu",
    "KK",
    "nol",
    "koma",
    "(",
    ")",
    "dua",
]


@steady
@given(
    st.lists(st.sampled_from([*PARTS, "per", "bulan", "belas", "2024", "lebih", "\n"]), max_size=14)
)
def test_words_of_numbers_in_any_order_do_no_harm(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = [(q.start, q.end) for q in find_quantities(text)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
