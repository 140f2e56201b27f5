"""Reported, aimed at or predicted; a level or a change; exactly, at most, about."""

from __future__ import annotations

import pytest

from extract.figures import Figure
from tests.sentences import facts, figures, gaps, named

# text, "modality measure comparator" of each figure; what is usual (reported, level, =) is left out
BASICS = [
    ("Pemkab menargetkan angka kemiskinan 8 persen pada 2026.", "target"),
    ("Target angka kemiskinan 8 persen pada 2026.", "target"),
    ("Angka kemiskinan ditargetkan turun menjadi 8 persen pada 2026.", "target"),
    ("Angka stunting harus 10 persen pada 2025.", "target"),
    ("Sasaran angka kemiskinan dalam RPJMD 8 persen pada 2026.", "target"),
    ("Kemiskinan ekstrem harus nol persen pada 2024.", "target"),
    ("Pemkab membidik angka pengangguran 2 persen pada 2026.", "target"),
    ("Angka kemiskinan diperkirakan 9,1 persen pada 2025.", "forecast"),
    ("Pertumbuhan ekonomi diproyeksikan 5,1 persen pada 2025.", "forecast"),
    ("Ia memprakirakan pertumbuhan ekonomi 2025 berada di 5,1 persen.", "forecast"),
    ("Bank Indonesia memprediksi inflasi 2,4 persen pada 2025.", "forecast"),
    ("Sampai akhir tahun depan angka kemiskinan mungkin tinggal 8 persen.", "forecast"),
    ("Kemiskinan tahun depan mungkin 8 – 9 persen.", "forecast; forecast"),
    ("Angka kemiskinan mungkin turun, sekarang 9,85 persen.", "plain"),
    ("Angka kemiskinan turun 0,5 persen.", "change"),
    ("Angka kemiskinan naik 0,5 persen poin.", "change"),
    ("Jumlah penduduk miskin berkurang 2.150 jiwa.", "change"),
    ("Terjadi penurunan angka stunting sebesar 1,7 persen.", "change"),
    ("Penurunan angka kemiskinan mencapai 0,5 persen.", "change"),
    ("Angka kemiskinan di bawah 9 persen.", "<"),
    ("Angka kemiskinan kurang dari 9 persen.", "<"),
    ("Inflasi maksimal 3 persen.", "<="),
    ("Jumlah penduduk miskin lebih dari 98.000 jiwa.", ">"),
    ("Angka kemiskinan masih di atas 9 persen.", ">"),
    ("Anggaran kemiskinan minimal Rp5 miliar.", ">="),
    ("Angka kemiskinan sekitar 9,8 persen.", "~"),
    ("Angka kemiskinan hampir 10 persen.", "~"),
    ("Jumlah penduduk miskin mendekati 100 ribu jiwa.", "~"),
]

HARD = [
    # two levels and one change
    (
        "Angka kemiskinan turun dari 10,4 persen menjadi 9,85 persen atau 0,55 persen.",
        "plain; plain; change",
    ),
    ("Angka kemiskinan turun 0,55 persen menjadi 9,85 persen.", "change; plain"),
    ("Angka kemiskinan turun menjadi 9,85 persen.", "plain"),
    ("Angka kemiskinan turun ke angka 9,85 persen.", "plain"),
    ("Angka kemiskinan naik dari 9,85 persen ke 10,1 persen.", "plain; plain"),
    ("Angka kemiskinan tahun lalu 10,4 persen, turun 0,55 persen poin.", "plain; change"),
    # an aim beside what is so
    ("Angka kemiskinan saat ini 9,85 persen, targetnya 8 persen pada 2026.", "plain; target"),
    ("Target angka kemiskinan 8 persen, realisasinya 9,85 persen.", "target; plain"),
    ("Angka kemiskinan 9,85 persen, melampaui target 10 persen.", "plain; target"),
    ("Angka kemiskinan 9,85 persen. Pada 2026 ditargetkan 8 persen.", "plain; target"),
    # both aimed at and bounded
    ("Pemkab menargetkan angka kemiskinan di bawah 8 persen pada 2026.", "target <"),
    ("Target stunting maksimal 10 persen pada 2025.", "target <="),
    ("Pertumbuhan ekonomi diperkirakan sekitar 5,1 persen pada 2025.", "forecast ~"),
    ("Pertumbuhan ekonomi 2025 ditargetkan minimal 5 persen.", "target >="),
    ("Angka kemiskinan diprediksi turun 0,5 persen pada 2025.", "forecast change"),
    ("Angka kemiskinan turun rata-rata 0,5 persen per tahun.", "change ~"),
    ("Kami ingin angka kemiskinan menjadi 8 persen pada 2026.", "target"),
    ("Angka kemiskinan akan diturunkan menjadi 8 persen pada 2026.", "target"),
    ("Stunting wajib turun menjadi 10 persen pada 2025.", "target"),
    ("Angka kemiskinan tidak lebih dari 9 persen.", "<="),
    ("Jumlah penduduk miskin setidaknya 98.000 jiwa.", ">="),
    ("Jumlah penduduk miskin kurang lebih 98.000 jiwa.", "~"),
    ("Jumlah penduduk miskin 98.000-an jiwa.", "~"),
    ("Sedikitnya 98.000 jiwa penduduk miskin tercatat.", ">="),
    ("Angka kemiskinan ditekan hingga 9,85 persen pada 2023.", "plain"),
    ("Pemkab mampu menurunkan angka kemiskinan menjadi 9,85 persen pada 2023.", "plain"),
    ("Pemkab bertekad menurunkan angka kemiskinan menjadi 8 persen pada 2026.", "target"),
    ("Pemkab optimistis angka kemiskinan menjadi 8 persen pada 2026.", "target"),
    ("Dalam RPJMD, angka kemiskinan 2026 dipatok 8 persen.", "target"),
    ("Kita berharap angka kemiskinan bisa 8 persen pada 2026.", "target"),
    ("Kalau begini, nanti angka kemiskinan bisa 12 sampai 13 persen.", "forecast; forecast"),
    ("Bupati menjanjikan 85 rumah tidak layak huni.", "target"),
    ("Angka kemiskinan belum mencapai target 8 persen.", "target"),
    ("Angka kemiskinan 9,85 persen sesuai target.", "plain"),
    ("Pertumbuhan ekonomi diperkirakan antara 4,8 dan 5,2 persen pada 2025.", "forecast; forecast"),
    ("Stunting turun 1,7 persen, dari 14,1 ke 12,4 persen.", "change; plain; plain"),
    ("Angka kemiskinan naik tipis 0,1 poin menjadi 9,95 persen.", "change; plain"),
    ("Anggaran stunting naik dari Rp5 miliar menjadi Rp5,8 miliar.", "plain; plain"),
    ("Anggaran stunting naik Rp800 juta.", "change"),
    ("Angka kemiskinan paling tinggi 9 persen.", "<="),
    ("Angka kemiskinan tak sampai 9 persen.", "<"),
    ("Angka kemiskinan berkisar 9 persen.", "~"),
    ("Lebih kurang 98.000 jiwa penduduk miskin.", "~"),
    ("Angka kemiskinan 9 persen lebih.", ">"),
    ("Angka kemiskinan mencapai 9,85 persen.", "plain"),
    ("Angka kemiskinan harus turun 1 persen tiap tahun.", "target change"),
    ("Angka kemiskinan berhasil ditekan menjadi 9,85 persen.", "plain"),
    ("Angka kemiskinan berhasil diturunkan menjadi 9,85 persen.", "plain"),
    ("Pemkab sukses menekan stunting menjadi 12,4 persen.", "plain"),
    ("Ia memasang target. Tahun ini angka kemiskinan 9,5 persen.", "target"),
    ("Program rumah layak huni 2025 ditujukan bagi 400 keluarga.", "target"),
    # houses and money that are to come
    ("Sebanyak 310 unit rumah tidak layak huni akan dibedah.", "target"),
    ("Tahun ini Wonogiri dijanjikan 110 unit bedah rumah.", "target"),
    ("Kuota bedah rumah menyusut, dari 480 unit tinggal 300 unit.", "plain; plain"),
    ("Pemprov akan mengucurkan anggaran kemiskinan Rp30 miliar.", "target"),
    ("Pemprov mengalokasikan anggaran kemiskinan Rp30 miliar.", "plain"),
    # the plan behind the number, in an order before it, as the means of a promise
    ("Ada 52 rumah tidak layak huni di Desa Karanganyar yang akan kami bedah.", "target"),
    ("Sebanyak 52 rumah tidak layak huni di Giriwoyo dan Baturetno akan kita rehab.", "target"),
    ("Bulan ini 40 rumah tidak layak huni harus selesai dibedah.", "target"),
    ("Sisanya, 12 unit rumah layak huni, wajib rampung sebelum Natal.", "target"),
    ("Sisa 30 unit bedah rumah kami targetkan jadi pada Desember.", "target"),
    ("Bupati memerintahkan Dinas Perkim membangun 35 unit rumah layak huni.", "target"),
    ("Dinas Perkim diminta segera menuntaskan 35 unit bedah rumah.", "target"),
    ("Pemkab berjanji mempercepat programnya, termasuk lewat bedah rumah 75 unit.", "target"),
    ("Tahun depan kami usulkan anggaran kemiskinan minimal Rp16 miliar.", "target >="),
    ("Tahun 2025 Pemkab merencanakan anggaran stunting Rp6 miliar.", "target"),
    # what is done behind the number
    ("Dari 90 unit bedah rumah yang dianggarkan, 55 unit sudah berdiri.", "plain; plain"),
    ("Dari kuota bedah rumah 90 unit, 55 unit telah selesai dikerjakan.", "target; plain"),
    ("Stunting ditargetkan 14 persen dan tercapai 13,8 persen.", "target; plain"),
    ("Angka kemiskinan harus tercapai 9 persen.", "target"),
    ("Bedah rumah yang 55 unit sudah kami serahkan kepada pemiliknya.", "plain"),
    ("Pemkab akan membangun 60 rumah layak huni yang sudah disurvei.", "target"),
    ("Penerima BPNT 75 KPM harus didatangi ulang.", "plain"),
    ("Ia meminta laporan bedah rumah yang sudah menjangkau 45 unit.", "plain"),
    ("Insya Allah angka kemiskinan tahun ini 9,5 persen.", "target"),
    ("Kalau tren begini, angka kemiskinan 2026 sebesar 8 persen.", "forecast"),
]

# plainly reported levels: words nearby must not make them anything else
NOTHING = [
    ("Angka kemiskinan Wonogiri 9,85 persen.", "plain"),
    ("Angka kemiskinan Wonogiri tercatat 9,85 persen pada 2023.", "plain"),
    ("Angka kemiskinan Wonogiri sebesar 9,85 persen.", "plain"),
    ("Angka kemiskinan kini 9,85 persen.", "plain"),
    ("Angka kemiskinan yang 9,85 persen itu akan dibahas besok.", "plain"),
    ("Angka kemiskinan masih 9,85 persen.", "plain"),
    ("Angka kemiskinan sudah 9,85 persen.", "plain"),
    ("Angka kemiskinan 9,85 persen, lebih rendah dari tahun lalu.", "plain"),
    ("Angka kemiskinan 9,85 persen, kata bupati yang menargetkan penurunan.", "plain"),
    ("Angka kemiskinan naik menjadi 10,1 persen.", "plain"),
    ("Pertumbuhan ekonomi 4,98 persen.", "plain"),
    ("Ekonomi tumbuh 4,98 persen.", "plain"),
    ("Ekonomi terkontraksi 1,2 persen.", "plain"),
    ("Inflasi tahunan 2,15 persen.", "plain"),
    ("Realisasi penurunan stunting: angka stunting kini 12,4 persen.", "plain"),
    ("Angka kemiskinan turun tipis, kini 9,85 persen.", "plain"),
    ("Angka kemiskinan terus turun hingga 9,85 persen pada 2024.", "plain"),
    ("Angka stunting Wonogiri 12,4 persen berdasarkan SSGI.", "plain"),
    ("Jumlah penduduk miskin 98.240 jiwa.", "plain"),
    ("Pemkab menggelontorkan anggaran Rp5,8 miliar.", "plain"),
    ("Bantuan sudah diterima 2.145 KPM.", "plain"),
    ("Sebanyak 214 rumah tidak layak huni telah diperbaiki.", "plain"),
    ("Angka kemiskinan pada 2022 adalah 10,9 persen.", "plain"),
    ("Kenaikan harga tidak mengubah angka kemiskinan 9,85 persen.", "plain"),
    ("Tim koordinasi penurunan stunting mencatat stunting 12,4 persen.", "plain"),
    ("Angka kemiskinan 9,85 persen dipaparkan dalam rapat target tahunan.", "plain"),
    ("Capaian angka kemiskinan 9,85 persen.", "plain"),
    ("Realisasi angka stunting 12,4 persen.", "plain"),
    ("Angka kemiskinan yang semula 10,4 persen kini 9,85 persen.", "plain; plain"),
    ("Angka kemiskinan tinggal 9,85 persen.", "plain"),
    ("Angka kemiskinan tersisa 9,85 persen.", "plain"),
    ("Angka pengangguran bertahan di 2,34 persen.", "plain"),
    ("Angka kemiskinan pada 2019 tercatat 10,25 persen.", "plain"),
    ("Bappeda menyebut angka kemiskinan 9,85 persen.", "plain"),
    ("Ia memasang target. Tahun lalu angka kemiskinan 10,4 persen.", "plain"),
    ("Keluarga sasaran, yakni keluarga miskin, pada 2023 berjumlah 1.534 KK.", "plain"),
]

SEEN = [
    ("Kalau pandemi molor, angka kemiskinan bisa 11 persen.", "forecast"),
    ("Bupati berjanji ke angka kemiskinan 10,2 persen.", "target"),
    ("Angka kemiskinan nanti mesti di bawah 9 persen.", "target <"),
    ("Angka kemiskinan barangkali 9,2 persen.", "forecast"),
    ("Rumah tidak layak huni tidak kunjung berkurang, masih 600 unit.", "plain"),
    ("Target stunting thn 2025: 10%", "target"),
    ("Angka kemiskinan hrs 8 persen pada 2026.", "target"),
    ("Kemiskinan ekstrem ditarget nol persen.", "target"),
    ("angka kemiskinan di kisaran 9 persen", "~"),
    ("Stunting nasional dipatok 14 persen pada 2024.", "target"),
    ("Angka kemiskinan ±9,8 persen.", "~"),
    ("Dari 9,85 persen, angka kemiskinan ditargetkan menjadi 8 persen pada 2026.", "plain; target"),
    # promises, prophecies, and what is to be nil
    ("Wonogiri berjanji menurunkan kemiskinan ke 9,2.", "target"),
    ("Kedua kota janji barengan: TPT turun satu poin.", "target change"),
    ("Bupati menjanjikan kemiskinan 9,2 persen pada 2026.", "target"),
    ("Di Sragen, yang tidak janji apa-apa, kemiskinan 12,4 persen.", "plain"),
    ("Kemiskinan ekstrem nol tahun ini juga, sesuai arahan.", "target"),
    ("Bunyinya: kemiskinan ekstrem nol persen pada Desember 2024.", "target"),
    ("Kemiskinan ekstrem di desa itu sudah nol persen tahun ini.", "plain"),
    ("Kemiskinan ekstrem kini nol persen.", "plain"),
    (
        "Target kemiskinan 8 sampai 8,5 persen pada 2026, yang ekstrem nol.",
        "target; target; target",
    ),
    ("Kalau bansos berhenti, kemiskinan bisa tembus 13 persen.", "forecast"),
    ("Ia meramal kemiskinan tahun depan paling bagus 9,3 persen.", "forecast"),
    ("Biasanya program desa cuma mengurangi kemiskinan 0,3 poin per tahun.", "change"),
    ("Program itu hanya menurunkan kemiskinan 0,2 poin.", "change"),
    # what goes on with changes in points
    ("Kemiskinan Sragen turun 0,6 poin, Wonogiri cuma 0,2.", "change; change"),
    ("Pertumbuhan biasanya mengurangi kemiskinan 0,25 poin setahun, ini 0,4.", "change; change"),
    ("Kemiskinan turun 0,6 poin, kini 9,2.", "change; plain"),
    ("Penduduk miskin 98.240 jiwa, tambah 1.200 jiwa.", "plain; change"),
    ("Angka kemiskinan telah diturunkan dari 10,4 persen menjadi 9,85 persen.", "plain; plain"),
    ("Kalau pandemi molor, kemiskinan bisa 11 sampai 12 persen.", "forecast; forecast"),
    ("Kemiskinan sampai akhir tahun mungkin 9,6 persen.", "forecast"),
    ("Kami yakin bisa 9 persen angka kemiskinannya pada 2026.", "target"),
    ("Kemiskinan ekstrem bisa nol persen pada 2026.", "target"),
    ("Kemiskinan dibahas. Dewan minta belanja bansos ditambah jadi Rp100 miliar.", "target"),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    ("Pemkab menargetkan penurunan angka kemiskinan 0,5 persen pada 2025.", "target change"),
    ("Pertumbuhan ekonomi diyakini mencapai 5,1 persen pada 2025.", "forecast"),
    ("Saya minta angka kemiskinan turun minimal 1 persen per tahun.", "target change >="),
]


def kind(figure: Figure) -> str:
    parts = [figure.modality, figure.measure, figure.comparator]
    return " ".join(p for p in parts if p not in ("reported", "level", "=")) or "plain"


def got(text: str) -> str:
    return figures(text, kind)


@pytest.mark.parametrize(
    ("text", "expected"), [*named(BASICS + HARD + NOTHING + SEEN), *gaps(KNOWN_GAPS)]
)
def test_kind_of_statement(text: str, expected: str) -> None:
    assert got(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Pemkab menurunkan angka pengangguran dan kemiskinan sebesar 0,5 persen.", -0.5),
        ("Pemkab berhasil memangkas jumlah penduduk miskin sebanyak 2.150 jiwa.", -2150),
        ("Angka kemiskinan turun 0,5 persen.", -0.5),
        ("Angka kemiskinan naik 0,5 persen.", 0.5),
        ("Penurunan angka kemiskinan 0,5 persen poin.", -0.5),
        ("Kenaikan angka kemiskinan 0,5 persen poin.", 0.5),
        ("Jumlah penduduk miskin berkurang sebanyak 2.150 jiwa.", -2150),
        ("Jumlah penduduk miskin bertambah 2.150 jiwa.", 2150),
        ("Angka stunting menurun sebesar 1,7 persen.", -1.7),
        ("Angka pengangguran menyusut 0,3 persen.", -0.3),
    ],
)
def test_a_fall_is_negative(text: str, value: float) -> None:
    (figure,) = facts(text).figures
    assert (figure.measure, figure.value) == ("change", value)


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Kalau tidak salah angka kemiskinan 9,85 persen.", True),
        ("Angka kemiskinan, kalau saya tidak keliru, 9,85 persen.", True),
        ("Konon angka kemiskinan 9,85 persen.", True),
        ("Infonya angka kemiskinan 9,85 persen.", True),
        ("Angka kemiskinan di pulau mungkin 20-an persen.", True),
        ("Angka kemiskinan sekitar 9,85 persen.", False),
        ("Angka kemiskinan 9,85 persen.", False),
        ("Kalau angka kemiskinan 9,85 persen, kita harus bekerja.", False),
    ],
)
def test_a_hedge_is_doubt_of_the_number(text: str, hedged: bool) -> None:
    (figure,) = facts(text).figures
    assert figure.hedged is hedged


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Batas miskin ekstrem Rp11.941 per hari.", "day"),
        ("Garis kemiskinan Rp412.350 per kapita per bulan.", "month"),
        ("Angka kemiskinan turun 0,5 persen per tahun.", "year"),
        ("Bantuan Rp200 ribu sebulan diterima 2.145 KPM.", "month"),
        ("Angka kemiskinan 9,85 persen.", None),
        ("Anggaran stunting Rp5,8 miliar.", None),
    ],
)
def test_a_rate_per_time(text: str, per: str | None) -> None:
    assert facts(text).figures[0].per == per


MINUTES = """NOTULEN RAPAT EVALUASI TARGET RPJMD

{header}

Pembahasan

1. Kepala Dinas Sosial Waluyo Prasetyo menyampaikan bahwa masih ada alamat yang salah.

2. Kepala Bappeda Sartono Wibisono melaporkan jumlah penduduk miskin ekstrem tahun 2023 \
sebanyak 4.120 jiwa.
"""


@pytest.mark.parametrize(
    "header",
    [
        "Hari/Tanggal : Selasa, 7 November 2023\nTempat : Aula Bappeda",
        "Hari/Tanggal: Selasa, 7 November 2023",
        "Hari, Tanggal | Selasa, 7 November 2023\nTempat | Aula Bappeda",
        "Hari dan tanggal\tSelasa, 7 November 2023",
        "Pimpinan Rapat : Waluyo Prasetyo",
    ],
    ids=["colon", "one", "table", "tab", "chair"],
)
def test_the_name_of_a_meeting_heads_no_list(header: str) -> None:
    assert got(MINUTES.format(header=header)) == "plain"
