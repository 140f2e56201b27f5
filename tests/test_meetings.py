"""Which meeting a document reports on: kind, day, chair, venue; and when it reports on none."""

from __future__ import annotations

import pytest

from extract.meetings import HEADER, Meeting
from tests.sentences import facts, gaps, named

# text, its meeting as "type | date | chair | venue", "" for none
BASICS = [
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat koordinasi penanggulangan kemiskinan "
        "di Aula Bappeda, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Suratno Wibisono | Aula Bappeda",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono memimpin rapat evaluasi kemiskinan di Pendopo "
        "Kabupaten, Selasa (5/11/2024).",
        "rapat evaluasi | 2024-11-05 | Suratno Wibisono | Pendopo Kabupaten",
    ),
    (
        "Rakor TKPK digelar di Ruang Data Setda, Senin (4/11/2024), dipimpin Sekda Wonogiri "
        "Lukman Hariadi.",
        "rapat koordinasi | 2024-11-04 | Lukman Hariadi | Ruang Data Setda",
    ),
    (
        "Rembuk stunting Kabupaten Wonogiri digelar di Aula Bappeda, Senin (4/11/2024).",
        "rembuk stunting | 2024-11-04 | - | Aula Bappeda",
    ),
    (
        "Musrenbang RKPD dibuka Bupati Wonogiri Suratno Wibisono di Gedung DPRD, Kamis "
        "(28/3/2024).",
        "musrenbang | 2024-03-28 | Suratno Wibisono | Gedung DPRD",
    ),
    (
        "DPRD Wonogiri menggelar rapat paripurna di Gedung DPRD, Senin (4/11/2024).",
        "rapat paripurna | 2024-11-04 | - | Gedung DPRD",
    ),
    (
        "Bappeda menggelar FGD kemiskinan ekstrem di Hotel Diafan, Senin (4/11/2024).",
        "fgd | 2024-11-04 | - | Hotel Diafan",
    ),
    (
        "Dinas Sosial mengadakan sosialisasi DTSEN di Aula Kecamatan, Senin (4/11/2024).",
        "sosialisasi | 2024-11-04 | - | Aula Kecamatan",
    ),
    (
        "Bappeda menyelenggarakan lokakarya data kemiskinan di Hotel Diafan, Senin (4/11/2024).",
        "lokakarya | 2024-11-04 | - | Hotel Diafan",
    ),
    (
        "Dinas Sosial menggelar rapat pemadanan data kemiskinan di Aula Dinas Sosial, Senin "
        "(4/11/2024).",
        "rapat pemadanan data | 2024-11-04 | - | Aula Dinas Sosial",
    ),
    (
        "Forum perangkat daerah digelar di Aula Bappeda, Senin (4/3/2024).",
        "forum perangkat daerah | 2024-03-04 | - | Aula Bappeda",
    ),
    (
        "Komisi D DPRD menggelar rapat kerja di Ruang Banggar, Senin (4/11/2024).",
        "rapat kerja | 2024-11-04 | - | Ruang Banggar",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono memimpin rapat kemiskinan di Pendopo, 4 November 2024.",
        "other | 2024-11-04 | Suratno Wibisono | Pendopo",
    ),
    (
        "Rapat evaluasi penurunan stunting digelar di Aula Dinas Kesehatan, Kamis (31/10/2024).",
        "rapat evaluasi | 2024-10-31 | - | Aula Dinas Kesehatan",
    ),
    (
        "Gubernur Jawa Tengah Bagus Hartono membuka rakorda kemiskinan di Hotel Grasia, Rabu "
        "(30/10/2024).",
        "rapat koordinasi | 2024-10-30 | Bagus Hartono | Hotel Grasia",
    ),
]

HARD = [
    (
        "Wakil Bupati Wonogiri Endah Palupi memimpin rapat koordinasi stunting, Rabu.",
        "rapat koordinasi | 2024-11-06 | Endah Palupi | -",
    ),
    (
        "Rapat koordinasi itu dibuka Sekda Wonogiri Lukman Hariadi mewakili bupati, Selasa (5/11).",
        "rapat koordinasi | 2024-11-05 | Lukman Hariadi | -",
    ),
    (
        "Pemkab Wonogiri menggelar rapat koordinasi kemiskinan. Kegiatan berlangsung di Aula "
        "Bappeda, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | - | Aula Bappeda",
    ),
    (
        "Rapat koordinasi digelar di Ruang Giri Manik, Gedung Setda Wonogiri, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | - | Ruang Giri Manik, Gedung Setda Wonogiri",
    ),
    (
        "Rapat koordinasi penanggulangan kemiskinan digelar Selasa (5/11/2024) dan akan "
        "dilanjutkan 12 November 2024.",
        "rapat koordinasi | 2024-11-05 | - | -",
    ),
    (
        "Rapat dihadiri 25 camat. Rapat koordinasi dipimpin Bupati Wonogiri Suratno Wibisono, "
        "Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Suratno Wibisono | -",
    ),
    (
        "Rapat kerja Komisi D dipimpin Ketua DPRD Wonogiri Sri Wahyuningsih, Senin (4/11/2024).",
        "rapat kerja | 2024-11-04 | Sri Wahyuningsih | -",
    ),
    (
        "Pj Bupati Wonogiri Suratno Wibisono membuka rakor TPPS di Hotel Diafan, Kamis "
        "(31/10/2024).",
        "rapat koordinasi | 2024-10-31 | Suratno Wibisono | Hotel Diafan",
    ),
    (
        "Gubernur Jawa Tengah Bagus Hartono memimpin rakornas kemiskinan di Hotel Grasia, "
        "Kamis (31/10/2024).",
        "rapat koordinasi | 2024-10-31 | Bagus Hartono | Hotel Grasia",
    ),
    (
        "Sosialisasi dan rapat koordinasi data dibuka Camat Baturetno Wiji Rahayu di Aula "
        "Kecamatan, Senin (4/11/2024).",
        "sosialisasi | 2024-11-04 | Wiji Rahayu | Aula Kecamatan",
    ),
    (
        "Rapat koordinasi dipimpin langsung oleh Bupati Wonogiri Suratno Wibisono, Selasa "
        "(5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Suratno Wibisono | -",
    ),
    (
        "Wakil Bupati Wonogiri Endah Palupi selaku Ketua TKPK memimpin rakor TKPK, Selasa "
        "(5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Endah Palupi | -",
    ),
    (
        "Rapat paripurna DPRD Wonogiri dengan agenda penyampaian RAPBD dipimpin Ketua DPRD "
        "Wonogiri Sri Wahyuningsih, Senin (4/11/2024).",
        "rapat paripurna | 2024-11-04 | Sri Wahyuningsih | -",
    ),
    (
        "Selasa (5/11/2024), rapat koordinasi kemiskinan berlangsung. Data terakhir per 31 "
        "Oktober 2024 dipaparkan.",
        "rapat koordinasi | 2024-11-05 | - | -",
    ),
    (
        "Rapat koordinasi digelar secara daring, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | - | -",
    ),
    (
        "Bappeda menggelar rapat koordinasi, Selasa (5/11/2024). Rapat sebelumnya digelar 1 "
        "Oktober 2024.",
        "rapat koordinasi | 2024-11-05 | - | -",
    ),
    (
        "Rakor dibuka secara resmi oleh Wakil Bupati Wonogiri Endah Palupi di Pendopo, Selasa "
        "(5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Endah Palupi | Pendopo",
    ),
    (
        "Bertempat di Aula Bappeda, Selasa (5/11/2024), digelar rapat koordinasi stunting.",
        "rapat koordinasi | 2024-11-05 | - | Aula Bappeda",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir dalam rapat koordinasi yang dipimpin Gubernur "
        "Jawa Tengah Bagus Hartono, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Bagus Hartono | -",
    ),
    # a second official beside the verb does not lead
    (
        "Rakor kemiskinan, Selasa (5/11/2024), dipimpin Sekda Wonogiri Lukman Hariadi "
        "didampingi Kepala Bappeda Jarwo Santosa.",
        "rapat koordinasi | 2024-11-05 | Lukman Hariadi | -",
    ),
    (
        "Asisten Setda Wonogiri Yohan Wibawa menyampaikan data kemiskinan dalam forum "
        "perangkat daerah di Aula Bappeda, Senin (4/11/2024).",
        "forum perangkat daerah | 2024-11-04 | - | Aula Bappeda",
    ),
    (
        "“Data itu lengkap,” jelasnya dalam forum perangkat daerah, Senin (4/11/2024).",
        "forum perangkat daerah | 2024-11-04 | - | -",
    ),
    ("Pemkab berencana menggelar rapat koordinasi stunting.", ""),
    (
        "BERITA ACARA MUSRENBANG KECAMATAN BATURETNO\n"
        "Pada hari Selasa tanggal 5 November 2024 bertempat di Aula Kecamatan Baturetno telah "
        "diselenggarakan musrenbang kecamatan.",
        "musrenbang | 2024-11-05 | - | Aula Kecamatan Baturetno",
    ),
    ("Rapat koordinasi itu batal digelar.", ""),
    ("Undangan rapat koordinasi disebar untuk 20 November 2024.", ""),
]

# meetings only mentioned, or no meeting at all
NOTHING = [
    ("Angka kemiskinan Wonogiri 9,85 persen.", ""),
    ("Bupati Wonogiri Suratno Wibisono meninjau warga miskin, Selasa (5/11/2024).", ""),
    ("Bupati Wonogiri Suratno Wibisono menyerahkan bantuan di Pendopo, Selasa (5/11/2024).", ""),
    ("Pemkab akan menggelar rapat koordinasi kemiskinan bulan depan.", ""),
    ("Rapat koordinasi tahun lalu membahas data kemiskinan.", ""),
    ("Setiap bulan TKPK menggelar rapat koordinasi.", ""),
    ("BPS menggelar konferensi pers, Jumat (1/11/2024).", ""),
    ("Kepala BPS Wonogiri Tegar Wahyudi merilis data kemiskinan, Jumat (1/11/2024).", ""),
    ("Warga berkumpul di balai desa, Senin (4/11/2024).", ""),
    ("Bantuan cair Senin (4/11/2024).", ""),
    ("Jadwal rapat belum ditentukan.", ""),
    ("Rapat koordinasi berikutnya membahas stunting.", ""),
    ("Tim koordinasi penanggulangan kemiskinan dibentuk, Senin (4/11/2024).", ""),
    ("Kunjungan kerja bupati ke Baturetno, Senin (4/11/2024).", ""),
    ("Bupati menandatangani perjanjian kerja sama di Pendopo, Senin (4/11/2024).", ""),
    ("Jumpa pers di Kantor BPS, Senin (4/11/2024).", ""),
    ("Upacara bendera di halaman Setda, Senin (4/11/2024).", ""),
    ("Hal itu disepakati sebelumnya dalam rapat koordinasi sebelumnya.", ""),
    ("Lomba masak menu stunting di Pendopo, Senin (4/11/2024).", ""),
    ("Pelantikan pejabat di Pendopo, Senin (4/11/2024).", ""),
    ("", ""),
    ("Anggota tim rapat hampir setiap hari.", ""),
    ("Bupati rapat di rumahnya, kata warga.", ""),
]

MINUTES = """NOTULEN RAPAT KOORDINASI
Hari/Tanggal : Selasa, 5 November 2024
Tempat : Aula Bappeda Wonogiri
Pimpinan Rapat : Lukman Hariadi (Sekda Wonogiri)
Acara : Penanggulangan kemiskinan ekstrem

1. Sekda membuka rapat.
2. Bappeda memaparkan angka kemiskinan 9,85 persen.
"""

SEEN = [
    (MINUTES, "rapat koordinasi | 2024-11-05 | Lukman Hariadi | Aula Bappeda Wonogiri"),
    (
        MINUTES.replace("KOORDINASI", "EVALUASI").replace(
            "Selasa, 5 November 2024", "Selasa / 5-11-2024"
        ),
        "rapat evaluasi | 2024-11-05 | Lukman Hariadi | Aula Bappeda Wonogiri",
    ),
    (
        "WONOGIRI – Rakor kemiskinan digelar di aula Bappeda, Selasa (05/11/24).",
        "rapat koordinasi | 2024-11-05 | - | aula Bappeda",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono buka Rakor kemiskinan di Pendopo, selasa (5/11/2024)",
        "rapat koordinasi | 2024-11-05 | Suratno Wibisono | Pendopo",
    ),
    (
        "Rapat koordinasi di gelar di Aula Bappeda pada Selasa 5 November 2024.",
        "rapat koordinasi | 2024-11-05 | - | Aula Bappeda",
    ),
    (
        "BERITA ACARA RAPAT EVALUASI\n"
        "Hari : Selasa\n"
        "Tanggal : 5 November 2024\n"
        "Tempat : Ruang Data\n"
        "Pemimpin Rapat : Endah Palupi (Wakil Bupati Wonogiri)\n",
        "rapat evaluasi | 2024-11-05 | Endah Palupi | Ruang Data",
    ),
    (  # who leads by that word, or by the gavel
        "Rapat paripurna DPRD Wonogiri digelar di Gedung DPRD, Selasa (5/11/2024). Bupati Suratno "
        "Wibisono hadir. Pimpinan rapat, Ketua DPRD Danu Prakoso, menskors rapat.",
        "rapat paripurna | 2024-11-05 | Danu Prakoso | Gedung DPRD",
    ),
    (
        "Rapat paripurna DPRD Wonogiri digelar di Gedung DPRD, Selasa (5/11/2024). Ketua DPRD Danu "
        "Prakoso mengetuk palu pukul 10.00.",
        "rapat paripurna | 2024-11-05 | Danu Prakoso | Gedung DPRD",
    ),
    (  # forms of which every cell is a line, or whose fields a bar parts
        "NOTULA\nRAPAT KOORDINASI TKPK\nTanggal\n:\n5 November 2024\nTempat\n:\nRuang Rapat Setda, "
        "Wonogiri\nPimpinan rapat\n:\nSekda Lukman Hariadi",
        "rapat koordinasi | 2024-11-05 | Lukman Hariadi | Ruang Rapat Setda, Wonogiri",
    ),
    (
        "NOTULA RAPAT EVALUASI\nselasa 5/11/24 | Ruang Rapat Bappeda | host Sekda Lukman Hariadi",
        "rapat evaluasi | 2024-11-05 | Lukman Hariadi | Ruang Rapat Bappeda",
    ),
    (  # a house by its own name
        "RISALAH MUSRENBANG\nMusrenbang dilaksanakan di Balirejo Mukti Wibawa, Rabu 6-11-2024.",
        "musrenbang | 2024-11-06 | - | Balirejo Mukti Wibawa",
    ),
    (
        "RISALAH MUSRENBANG\nMusrenbang dilaksanakan di Kecamatan Baturetno, Rabu 6-11-2024.",
        "musrenbang | 2024-11-06 | - | -",
    ),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    (
        "Suasana Aula Bappeda ramai. Selasa (5/11/2024), Bupati Wonogiri Suratno Wibisono "
        "memimpin rapat koordinasi di sana.",
        "rapat koordinasi | 2024-11-05 | Suratno Wibisono | Aula Bappeda",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono didampingi Sekda Lukman Hariadi membuka rapat "
        "koordinasi, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Suratno Wibisono | -",
    ),
    ("Hasil rapat terbatas Presiden menyebut kemiskinan ekstrem.", ""),
    (
        "Sekda Wonogiri Lukman Hariadi mewakili Bupati Suratno Wibisono membuka rapat "
        "koordinasi, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Lukman Hariadi | -",
    ),
    ("Berdasarkan hasil rapat koordinasi bulan lalu, bantuan dicairkan.", ""),
    (
        "RISALAH RAPAT DENGAR PENDAPAT\n"
        "Hari/Tanggal: Senin, 4 November 2024\n"
        "Pukul: 09.00 WIB\n"
        "Tempat: Ruang Banggar DPRD Wonogiri\n"
        "Ketua Rapat: Sri Wahyuningsih, Ketua DPRD Wonogiri\n",
        "rapat kerja | 2024-11-04 | Sri Wahyuningsih | Ruang Banggar DPRD Wonogiri",
    ),
    (
        "Pemkab Wonogiri menggelar workshop data kemiskinan selama dua hari, 4-5 November 2024.",
        "lokakarya | 2024-11-04 | - | -",
    ),
    (
        "Usai memimpin rapat evaluasi, Bupati Wonogiri Suratno Wibisono mengatakan angka "
        "kemiskinan turun, Selasa (5/11/2024).",
        "rapat evaluasi | 2024-11-05 | Suratno Wibisono | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono bersama Wakil Bupati Endah Palupi memimpin rakor "
        "kemiskinan, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Suratno Wibisono | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono yang didampingi Sekda Lukman Hariadi memimpin rakor "
        "kemiskinan, Selasa (5/11/2024).",
        "rapat koordinasi | 2024-11-05 | Suratno Wibisono | -",
    ),
]


def show(meeting: Meeting | None) -> str:
    if meeting is None:
        return ""
    parts = (meeting.type, meeting.date, meeting.chair, meeting.venue)
    return " | ".join(part or "-" for part in parts)


def got(text: str) -> str:
    return show(facts(text).meeting)


@pytest.mark.parametrize(
    ("text", "expected"), [*named(BASICS + HARD + NOTHING + SEEN), *gaps(KNOWN_GAPS)]
)
def test_the_meeting_of_a_text(text: str, expected: str) -> None:
    assert got(text) == expected


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        (
            "Rakor bertema “Data Akurat untuk Semua” digelar Senin (4/11/2024).",
            "Data Akurat untuk Semua",
        ),
        ("Rakor digelar Senin (4/11/2024) dengan tema “Bersama Tuntas”.", "Bersama Tuntas"),
        ('Rakor bertajuk "Gotong Royong" digelar Senin (4/11/2024).', "Gotong Royong"),
        ("Rakor kemiskinan digelar Senin (4/11/2024).", None),
    ],
)
def test_the_theme_stands_in_quote_marks(text: str, theme: str | None) -> None:
    meeting = facts(text).meeting
    assert meeting is not None
    assert meeting.theme == theme


def test_a_meeting_is_held_in_the_subject_region() -> None:
    meeting = facts("Bupati Sintang Yohanes Lambung membuka rakor, Senin (4/11/2024).").meeting
    assert meeting is not None
    assert meeting.region == "61.05"


def test_officials_of_the_text_are_participants() -> None:
    text = (
        "Bupati Wonogiri Suratno Wibisono memimpin rakor, Senin (4/11/2024). "
        "Hadir Sekda Wonogiri Lukman Hariadi."
    )
    meeting = facts(text).meeting
    assert meeting is not None
    assert {p.name for p in meeting.participants} == {"Suratno Wibisono", "Lukman Hariadi"}


# Heads of minutes as tables without colons, and a list of columns that is none.
CELLS = [
    ("Tempat | Aula Bappeda\nPimpinan | Bupati", "venue", "Aula Bappeda"),
    (
        "Hari/ Tanggal | Selasa, 3 Oktober 2023 | Tempat | Ruang Rapat Dinas",
        "venue",
        "Ruang Rapat Dinas",
    ),
    (
        "Tempat | Ruang Rapat | Pimpinan Rapat | Kepala Dinas, Contoh",
        "chair",
        "Kepala Dinas, Contoh",
    ),
    ("No | Waktu | Tempat | Kegiatan", "venue", None),
    ("Ruang       R. Komisi D", "venue", "R. Komisi D"),
    ("Tempat\n:\nAula Setda\nAcara", "venue", "Aula Setda"),
    ("No | Kegiatan | Waktu | Pelaksana", "date", None),
]


@pytest.mark.parametrize(("text", "field", "value"), CELLS, ids=[row[0][:24] for row in CELLS])
def test_header_fields_in_cells(text: str, field: str, value: str | None) -> None:
    match = HEADER[field].search(text)
    assert (match[1].strip() if match else None) == value
