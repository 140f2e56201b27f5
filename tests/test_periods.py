"""Periods: what is found in a text, what is not, and the moments that pages state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.periods import find_periods, read_timestamp
from extract.text import repair

steady = settings(deadline=None)  # the first call compiles the patterns

# Published on Wednesday 30 October 2024 unless an example says otherwise.
PUBLISHED = date(2024, 10, 30)

BASICS = [
    ("Rapat digelar Selasa, 29 Oktober 2024.", [("Selasa, 29 Oktober 2024", "2024-10-29")]),
    ("hadir pada Rabu (30/10/2024) pagi", [("Rabu (30/10/2024)", "2024-10-30")]),
    ("hadir Senin (28/10).", [("Senin (28/10)", "2024-10-28")]),
    ("bertempat di aula, kamis (17/okt/2024)", [("kamis (17/okt/2024)", "2024-10-17")]),
    ("dilaporkan 6 Mei 2024", [("6 Mei 2024", "2024-05-06")]),
    ("Jum'at, 25-10-2024", [("Jum'at, 25-10-2024", "2024-10-25")]),
    ("Data per Maret 2024", [("Maret 2024", "2024-03")]),
    ("Data permaret 2024", [("maret 2024", "2024-03")]),
    ("pada bulan Agustus 2023", [("bulan Agustus 2023", "2023-08")]),
    ("pada tahun 2023 naik", [("tahun 2023", "2023")]),
    ("angka (2022) turun", [("2022", "2022")]),
    ("sejak 2021", [("2021", "2021")]),
    ("RPJMD 2021-2026", [("2021-2026", "2021/2026")]),
    ("dari tahun 2024 sampai 2026", [("tahun 2024 sampai 2026", "2024/2026")]),
    ("Semester I 2024", [("Semester I 2024", "2024-S1")]),
    ("triwulan III 2025", [("triwulan III 2025", "2025-Q3")]),
    ("tahun ini", [("tahun ini", "2024")]),
    ("tahun lalu", [("tahun lalu", "2023")]),
    ("tahun depan", [("tahun depan", "2025")]),
    ("saat ini", [("saat ini", "2024")]),
    ("kemarin", [("kemarin", "2024-10-29")]),
    ("bulan lalu", [("bulan lalu", "2024-09")]),
    ("pada akhir tahun", [("akhir tahun", "2024-12")]),
    ("pada akhir 2025", [("akhir 2025", "2025-12")]),
    ("2024-10-29", [("2024-10-29", "2024-10-29")]),
]

HARD = [
    (
        "Rabu tanggal dua bulan Oktober tahun dua ribu dua puluh empat (02-10-2024) di aula",
        [
            (
                "Rabu tanggal dua bulan Oktober tahun dua ribu dua puluh empat (02-10-2024)",
                "2024-10-02",
            )
        ],
    ),
    (
        "mulai 18 September sampai 18 Oktober 2023",
        [("18 September", "2023-09-18"), ("18 Oktober 2023", "2023-10-18")],
    ),
    (
        "libur 28 Desember - 3 Januari 2024",
        [("28 Desember", "2023-12-28"), ("3 Januari 2024", "2024-01-03")],
    ),
    ("26 s.d. 28 Maret 2024", [("26 s.d. 28 Maret 2024", "2024-03-26/2024-03-28")]),
    ("5-7 November", [("5-7 November", "2024-11-05/2024-11-07")]),
    (
        "Senin-Selasa (28-29/10/2024)",
        [("Senin-Selasa (28-29/10/2024)", "2024-10-28/2024-10-29")],
    ),
    (
        "Sabtu-Minggu, 26-27 Oktober 2024",
        [("Sabtu-Minggu, 26-27 Oktober 2024", "2024-10-26/2024-10-27")],
    ),
    ("3 dan 4 Juli 2024", [("3", "2024-07-03"), ("4 Juli 2024", "2024-07-04")]),
    (
        "tahun 2022, 2023 dan 2024",
        [("tahun 2022", "2022"), ("2023", "2023"), ("2024", "2024")],
    ),
    ("Maret dan September 2023", [("Maret", "2023-03"), ("September 2023", "2023-09")]),
    ("Januari-Juni 2023", [("Januari-Juni 2023", "2023-01/2023-06")]),
    ("Oktober 2023 hingga Maret 2024", [("Oktober 2023 hingga Maret 2024", "2023-10/2024-03")]),
    ("Desember mendatang", [("Desember", "2024-12")]),
    ("Januari tahun depan", [("Januari tahun depan", "2025-01")]),
    ("September tahun lalu", [("September tahun lalu", "2023-09")]),
    ("akan dimulai pada Februari", [("Februari", "2025-02")]),
    ("pada Februari lalu", [("Februari", "2024-02")]),
    ("naik pada Maret dibanding sebelumnya", [("Maret", "2024-03")]),
    (
        "pada 2020 dan tahun sebelumnya",
        [("2020", "2020"), ("tahun sebelumnya", "2019")],
    ),
    ("dua tahun lalu", [("dua tahun lalu", "2022")]),
    ("setahun lalu", [("setahun lalu", "2023")]),
    ("kuartal pertama tahun ini", [("kuartal pertama tahun ini", "2024-Q1")]),
    ("TW II-2024", [("TW II-2024", "2024-Q2")]),
    ("semester kedua 2023", [("semester kedua 2023", "2023-S2")]),
    ("akhir tahun depan", [("akhir tahun depan", "2025-12")]),
    ("September 19, 2024", [("September 19, 2024", "2024-09-19")]),
    ("Jumat malam (25/10)", [("Jumat malam (25/10)", "2024-10-25")]),
    ("pada 2024 penduduk miskin turun", [("2024", "2024")]),
    ("tahun 2024/2025", [("tahun 2024/2025", "2024/2025")]),
    ("periode 2019–24", [("periode 2019–24", "2019/2024")]),
    ("pada 12\nMaret 2024 di aula", [("12\nMaret 2024", "2024-03-12")]),
    ("Maret 2024 kemarin", [("Maret 2024", "2024-03")]),
    ("Kamis (10/17/2024)", [("Kamis (10/17/2024)", "2024-10-17")]),
    ("hari Minggu tanggal 3 November 2024", [("Minggu tanggal 3 November 2024", "2024-11-03")]),
    ("surat Nomor 005/12/Umum/2024 tanggal 3 Oktober 2024", [("3 Oktober 2024", "2024-10-03")]),
    ("surat nomor 005/12/2024 tanggal 3/10/2024", [("3/10/2024", "2024-10-03")]),
    ("instruksi presiden menargetkan nol 0 tahun 2024", [("tahun 2024", "2024")]),
    ("Selasa pekan lalu (22/10/2024)", [("Selasa pekan lalu (22/10/2024)", "2024-10-22")]),
    ("semester satu 2024", [("semester satu 2024", "2024-S1")]),
    ("Triwulan IV TA 2024", [("Triwulan IV TA 2024", "2024-Q4")]),
    ("12 (dua belas) Mei 2024", [("12 (dua belas) Mei 2024", "2024-05-12")]),
    ("2024/05/12", [("2024/05/12", "2024-05-12")]),
    ("Senen (28/10)", [("Senen (28/10)", "2024-10-28")]),
    ("10 Nopember", [("10 Nopember", "2024-11-10")]),
    ("24 Pebruari 2024", [("24 Pebruari 2024", "2024-02-24")]),
    ("15/5/24", [("15/5/24", "2024-05-15")]),
    ("Kepri kita patok dua ribu dua puluh tujuh", [("dua ribu dua puluh tujuh", "2027")]),
    ("pada tahun dua ribu sembilan belas", [("tahun dua ribu sembilan belas", "2019")]),
    ("semester I dan II 2023", [("semester I", "2023-S1"), ("II 2023", "2023-S2")]),
    (
        "kuartal pertama, kedua, dan ketiga 2024",
        [("kuartal pertama", "2024-Q1"), ("kedua", "2024-Q2"), ("ketiga 2024", "2024-Q3")],
    ),
    ("TW I s.d. TW III tahun 2024", [("TW I s.d. TW III tahun 2024", "2024-01/2024-09")]),
    ("triwulan I dan 2 kecamatan", [("triwulan I", "2024-Q1")]),
    (
        "semester I 2023 10,4 persen dan semester II 10,1 persen",
        [("semester I 2023", "2023-S1"), ("semester II", "2023-S2")],
    ),
    (
        "semester II 2023 10,1 persen, semester I 9,9 persen",
        [("semester II 2023", "2023-S2"), ("semester I", "2024-S1")],
    ),
    ("paruh pertama 2024", [("paruh pertama 2024", "2024-S1")]),
    ("medio Juni", [("medio Juni", "2024-06")]),
    ("di penghujung Desember", [("penghujung Desember", "2024-12")]),
    ("rampung sebelum pertengahan Desember", [("pertengahan Desember", "2024-12")]),
    ("paling lambat awal Januari", [("awal Januari", "2025-01")]),
    ("pada pertengahan bulan Juli", [("pertengahan bulan Juli", "2024-07")]),
    ("hingga akhir thn", [("akhir thn", "2024-12")]),
    ("angka skrg 9,9", [("skrg", "2024")]),
    ("thn kmrn 10,4 dan thn dpn 9,5", [("thn kmrn", "2023"), ("thn dpn", "2025")]),
    ("10,4 pada 2022, thn sblmnya 10,9", [("2022", "2022"), ("thn sblmnya", "2021")]),
]

NOTHING = [
    "Instruksi Presiden Nomor 4 Tahun 2022",
    "UU No 13 Tahun 2011",
    "Perpres 72/2021",
    "Inpres 8 tahun 2025",
    "Perda Nomor 5 tahun 2019",
    "UU Cipta Kerja 11/2020",
    "Instruksi Presiden Republik Indonesia Nomor 8 Tahun 2025",
    "Nomor: 050/54/Bappeda dan Litbang/2024",
    "Peraturan Bupati Nomor 12 Tahun 2023",
    "31 November 2024",
    "29 Februari 2023",
    "30/02/2024",
    "13/13/2024",
    "pukul 09.15 WIB",
    "14,14%",
    "sebanyak 2024 jiwa",
    "Rp 2024",
    "sebesar 2.024 orang",
    "2024 persen",
    "nomor 12/10/2024",
    "telepon 0812-10-2024",
    "usia 60 tahun",
    "tiga tahun terakhir",
    "dari tahun ke tahun",
    "tahun-tahun sebelumnya",
    "5 tahun ke depan",
    "Saudari Mei hadir",
    "kata April Susanti",
    "mei",
    "RT 03/04",
    "Januari-Januari",
    "tahun 1.250 orang",
    "setiap triwulan",
    "semester V",
    "hari Senin",
    "Rp12.10.2024",
    "",
    "minggu depan",
    "Covid-19 pada P0",
    "16.04.12.2024",
    "2024,5 persen",
    "nilai 2019,25",
    "besok-besok",
    "sebanyak dua ribu dua puluh tujuh orang",
    "dua ribu dua puluh rupiah",
]

# Shapes met on real pages, with words of our own.
SEEN = [
    ("Senin / 16 September 2024", [("Senin / 16 September 2024", "2024-09-16")]),
    ("selasa (02/12/2025)", [("selasa (02/12/2025)", "2025-12-02")]),
    ("Jum’at (25/10)", [("Jum’at (25/10)", "2024-10-25")]),
    ("Sabtu(26/10)", [("Sabtu(26/10)", "2024-10-26")]),
    ("hari ini juga (29/10)", [("hari ini", "2024-10-30"), ("29/10", "2024-10-29")]),
    ("Hari/tgl : Rabu, tgl 30 Oktober 2024", [("Rabu, tgl 30 Oktober 2024", "2024-10-30")]),
    ("minggu ke-2 bulan Desember", [("bulan Desember", "2024-12")]),
    ("P2\nMaret 2023       14,04     288,46", [("Maret 2023", "2023-03")]),
    ("2021: 9,31%; 2022 (8,9%)", [("2021", "2021"), ("2022", "2022")]),
]


def found(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(p.text, p.iso) for p in find_periods(repair(text).text, published)]


@pytest.mark.parametrize(("text", "expected"), BASICS + HARD + SEEN, ids=lambda v: str(v)[:40])
def test_periods_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_period_where_none_is_named(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("published", "text", "iso"),
    [
        (date(2025, 1, 5), "Senin (30/12)", "2024-12-30"),
        (date(2025, 1, 5), "31 Desember", "2024-12-31"),
        (date(2025, 1, 5), "pada Desember", "2024-12"),
        (date(2024, 12, 20), "paling lambat Januari", "2025-01"),
        (date(2024, 2, 10), "kondisi Maret", "2023-03"),
        (date(2024, 6, 10), "posisi bulan September", "2023-09"),
        (date(2024, 2, 10), "selesai Maret", "2024-03"),
        (date(2024, 12, 20), "sampai 15 Januari", "2025-01-15"),
        (date(2023, 1, 3), "Kamis (29/12)", "2022-12-29"),
        (date(2024, 3, 1), "29 Februari", "2024-02-29"),
    ],
)
def test_a_year_left_out_is_the_one_that_fits(published: date, text: str, iso: str) -> None:
    assert [p.iso for p in find_periods(text, published)] == [iso]


@pytest.mark.parametrize(
    "text", ["tahun ini", "saat ini", "kemarin", "bulan depan", "5 Mei", "Maret", "akhir tahun"]
)
def test_without_publication_relative_words_give_nothing(text: str) -> None:
    assert find_periods(text) == []


def test_without_publication_the_first_full_date_fills_years() -> None:
    text = "Jumat, 8 November 2024. Laporan sudah masuk Senin depan (11/11)."
    assert [p.iso for p in find_periods(text)] == ["2024-11-08", "2024-11-11"]


@pytest.mark.parametrize(
    "text",
    [
        "paling lambat 30 Juni 2025",
        "hingga 2026",
        "sebelum 15 November",
        "akhir tahun ini",
        "pada akhir 2025",
        "sampai dengan Desember 2024",
        "tenggatnya 1 November",
        "s.d. 30 November 2024",
        "akhir November",
        "per Desember",
    ],
)
def test_deadlines_are_marked(text: str) -> None:
    assert [p.deadline for p in find_periods(text, PUBLISHED)] == [True]


@pytest.mark.parametrize(
    "text",
    ["pada 2024", "per Maret 2024", "30 Juni 2025", "sejak 2019", "hingga saat ini", "hingga 2020"],
)
def test_other_periods_are_no_deadlines(text: str) -> None:
    assert [p.deadline for p in find_periods(text, PUBLISHED)] == [False]


def test_a_wrong_weekday_is_kept_and_marked() -> None:
    (period,) = find_periods("Senin (29/10/2024)", PUBLISHED)
    assert (period.iso, period.conflict) == ("2024-10-29", "weekday")


def test_kinds_and_days() -> None:
    text = "6 Mei 2024; Mei 2024; triwulan II 2024; semester II 2024; tahun 2024; 2024-2026"
    rows = [(p.kind, p.first, p.last) for p in find_periods(text)]
    assert rows == [
        ("day", date(2024, 5, 6), date(2024, 5, 6)),
        ("month", date(2024, 5, 1), date(2024, 5, 31)),
        ("quarter", date(2024, 4, 1), date(2024, 6, 30)),
        ("semester", date(2024, 7, 1), date(2024, 12, 31)),
        ("year", date(2024, 1, 1), date(2024, 12, 31)),
        ("interval", date(2024, 1, 1), date(2026, 12, 31)),
    ]


TIMESTAMPS = [
    ("Kamis, 5 November 2015 14:56 WIB", "2015-11-05T14:56:00+07:00"),
    ("Rabu, 4 November 2015 | 21:04 WIB", "2015-11-04T21:04:00+07:00"),
    ("Senin, 15 Februari 2016, 16:15 WITA", "2016-02-15T16:15:00+08:00"),
    ("Jum'at, 17 Februari 2017 - 13:30 wit", "2017-02-17T13:30:00+09:00"),
    ("Selasa 16 Jun 2015, 14:05 WIB", "2015-06-16T14:05:00+07:00"),
    ("Sabtu, 10 Des 2022 13:19 WIB", "2022-12-10T13:19:00+07:00"),
    ("Kamis, 05/11/2015 10:08 WIB", "2015-11-05T10:08:00+07:00"),
    ("Media - 02/11/2023, 21:34 WIB", "2023-11-02T21:34:00+07:00"),
    ("20/1/2026 18:30", "2026-01-20T18:30:00+07:00"),
    ("on 18 Jun 2015 at 06:25 WIB", "2015-06-18T06:25:00+07:00"),
    ("Jumat , 17 February 2017, 13:16 WIB", "2017-02-17T13:16:00+07:00"),
    ("22:00:26, 08 Agu 2024", "2024-08-08T22:00:26+07:00"),
    ("2024-08-25 07:30:54", "2024-08-25T07:30:54+07:00"),
    ("25 Maret 2024 • 9:46pm", "2024-03-25T21:46:00+07:00"),
    ("12:05 am, 3 Pebruari 2024", "2024-02-03T00:05:00+07:00"),
    ("24-Aug-2022", "2022-08-24T00:00:00+07:00"),
    ("2 May 2019", "2019-05-02T00:00:00+07:00"),
    ("Tanggal Publish : 16 Oktober 2021", "2021-10-16T00:00:00+07:00"),
    ("28 Okt 2024, 17.20 WIB", "2024-10-28T17:20:00+07:00"),
    ("Wed, 02 Oct 2024 05:00:00 +0000", "2024-10-02T05:00:00+00:00"),
    ("Wed, 02 Oct 2024 05:00:00 GMT", "2024-10-02T05:00:00+00:00"),
    ("2024-10-10T08:00:00+07:00", "2024-10-10T08:00:00+07:00"),
    ("2024-10-10T08:00:00.123Z", "2024-10-10T08:00:00+00:00"),
    ("September 19, 2024", "2024-09-19T00:00:00+07:00"),
    ("\u200e5 Mei 2024\u00a0pukul 08.15", "2024-05-05T08:15:00+07:00"),
]


@pytest.mark.parametrize(("text", "moment"), TIMESTAMPS, ids=[t for t, _ in TIMESTAMPS])
def test_timestamps(text: str, moment: str) -> None:
    stamp = read_timestamp(text)
    assert stamp is not None
    assert stamp.isoformat() == moment


def test_the_zone_of_the_region_holds_where_none_is_named() -> None:
    stamp = read_timestamp("5 Mei 2024 08:00", "Asia/Jayapura")
    assert stamp is not None
    assert stamp.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    "text",
    ["2 jam lalu", "Maret 2024", "31 November 2024", "pukul 10.00 WIB", "", "14,14%", "2024"],
)
def test_no_timestamp(text: str) -> None:
    assert read_timestamp(text) is None


@steady
@given(st.text(max_size=200), st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2060, 1, 1))))
def test_any_text_gives_ordered_exact_spans(text: str, published: date | None) -> None:
    end = 0
    for period in find_periods(text, published):
        assert end <= period.start < period.end
        assert period.text == text[period.start : period.end]
        assert period.first <= period.last
        end = period.end


_PARTS = [
    "Senin",
    "(28/10)",
    "2024",
    "Maret",
    "s.d.",
    "-",
    "tanggal",
    "dua",
    "puluh",
    "tahun",
    "ini",
    "31",
    ",",
]


@steady
@given(
    st.lists(
        st.sampled_from([*_PARTS, "bulan", "semester", "II", "hingga", "akhir", "\n"]), max_size=14
    )
)
def test_words_of_dates_in_any_order_do_no_harm(parts: list[str]) -> None:
    text = " ".join(parts)
    for period in find_periods(text, PUBLISHED):
        assert period.text == text[period.start : period.end]


@steady
@given(st.text(max_size=120))
def test_any_stamp_is_read_or_refused(text: str) -> None:
    stamp = read_timestamp(text)
    assert stamp is None or stamp.tzinfo is not None


MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@steady
@given(st.dates(date(1995, 1, 1), date(2044, 12, 31)))
def test_dates_written_out_are_read_back(day: date) -> None:
    long = f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"
    short = f"{WEEKDAYS[day.weekday()]} ({day.day:02}/{day.month:02}/{day.year})"
    for text in (long, short):
        (period,) = find_periods(f"Rapat {text} di aula")
        assert (period.text, period.iso, period.conflict) == (text, day.isoformat(), None)
