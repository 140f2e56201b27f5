"""The region, the period and the part of the region that a number describes."""

from __future__ import annotations

from datetime import date

import pytest

from extract.figures import Figure
from tests.sentences import facts, figures, gaps, named

# text, "region period scope" of each figure; the scope only when it is a part
BASICS = [
    ("Angka kemiskinan Kabupaten Wonogiri pada 2024 sebesar 9,85 persen.", "33.12 2024"),
    ("Angka kemiskinan Kabupaten Sintang pada 2024 sebesar 9,85 persen.", "61.05 2024"),
    ("Pada 2023 angka kemiskinan Jawa Tengah 10,77 persen.", "33 2023"),
    ("Angka kemiskinan nasional pada Maret 2024 sebesar 9,03 persen.", "ID 2024-03"),
    ("Angka kemiskinan Indonesia pada 2023 sebesar 9,36 persen.", "ID 2023"),
    ("Angka kemiskinan Wonogiri tahun ini 9,85 persen.", "33.12 2024"),
    ("Angka kemiskinan Wonogiri tahun lalu 10,4 persen.", "33.12 2023"),
    ("Angka kemiskinan Wonogiri saat ini 9,85 persen.", "33.12 2024"),
    ("Angka kemiskinan Wonogiri pada semester I 2024 sebesar 9,85 persen.", "33.12 2024-S1"),
    ("Pertumbuhan ekonomi Wonogiri triwulan III 2024 sebesar 4,98 persen.", "33.12 2024-Q3"),
    ("Inflasi Wonogiri pada Oktober 2024 sebesar 2,15 persen.", "33.12 2024-10"),
    ("Per 25 Oktober 2024, jumlah KK miskin Wonogiri 5.698 KK.", "33.12 2024-10-25"),
    ("Angka kemiskinan Wonogiri 9,85 persen.", "33.12 null"),
    ("Angka kemiskinan Kota Parepare 5,1 persen pada 2023.", "73.72 2023"),
    ("Angka kemiskinan di Provinsi Jambi 7,1 persen pada 2024.", "15 2024"),
    ("Pemkab Sintang mencatat angka kemiskinan 8,3 persen pada 2024.", "61.05 2024"),
    ("Angka kemiskinan kita 9,85 persen pada 2024.", "33.12 2024"),
    ("Angka kemiskinan perkotaan Jawa Tengah 2023 sebesar 9,78 persen.", "33 2023 urban"),
    ("Angka kemiskinan perdesaan Jawa Tengah 2023 sebesar 11,87 persen.", "33 2023 rural"),
]

HARD = [
    # who is counted in a place lives there
    (
        "Maret 2024 tercatat 3,7 juta penduduk miskin di Jawa Tengah, 3,9 juta penduduk miskin di "
        "Jawa Timur, dan 840 ribu orang di Banten.",
        "33 2024-03; 35 2024-03; 36 2024-03",
    ),
    # one state of things behind a comma, in two units
    (
        "Kemiskinan Wonogiri ada di 9,85 persen, atau 98,24 ribu jiwa per Maret 2024.",
        "33.12 2024-03; 33.12 2024-03",
    ),
    # when a release was signed is no time of what it tells
    (
        "Rilis BPS Nomor 11/07/Th.XXV tanggal 15 Juli 2024, kemiskinan Wonogiri 9,85 persen.",
        "33.12 null",
    ),
    # parts of the poverty line
    (
        "Garis kemiskinan Wonogiri Rp412.350, terdiri dari garis kemiskinan makanan Rp310.100.",
        "33.12 null; 33.12 null makanan",
    ),
    # who takes a place is no region that is ranked among
    (
        "Kemiskinan terendah diduduki Kota Parepare dengan 5,1 persen, tertinggi ditempati Sintang "
        "dengan 8,3 persen.",
        "73.72 null; 61.05 null",
    ),
    # several years
    (
        "Angka kemiskinan Wonogiri turun dari 10,4 persen pada 2023 menjadi 9,85 persen pada 2024.",
        "33.12 2023; 33.12 2024",
    ),
    (
        "Pada 2022 angka kemiskinan Wonogiri 10,9 persen dan pada 2023 menjadi 10,4 persen.",
        "33.12 2022; 33.12 2023",
    ),
    (
        "Angka kemiskinan Wonogiri berturut-turut 10,9 persen, 10,4 persen, dan 9,85 persen "
        "pada 2022, 2023, dan 2024.",
        "33.12 2022; 33.12 2023; 33.12 2024",
    ),
    (
        "Angka kemiskinan Wonogiri 10,9 persen (2022), 10,4 persen (2023), dan 9,85 persen (2024).",
        "33.12 2022; 33.12 2023; 33.12 2024",
    ),
    ("Angka kemiskinan Wonogiri 2022: 10,9 persen; 2023: 10,4 persen.", "33.12 2022; 33.12 2023"),
    (
        "Angka kemiskinan Wonogiri tahun lalu 10,4 persen, kini 9,85 persen.",
        "33.12 2023; 33.12 2024",
    ),
    # the period of a change is its end
    ("Angka kemiskinan Wonogiri turun 0,55 persen poin dari 2023 ke 2024.", "33.12 2024"),
    (
        "Angka kemiskinan Wonogiri turun dari 10,4 persen pada 2023 menjadi 9,85 persen pada "
        "2024 atau 0,55 poin.",
        "33.12 2023; 33.12 2024; 33.12 2024",
    ),
    # several regions
    (
        "Angka kemiskinan Wonogiri 9,85 persen, Jawa Tengah 10,47 persen, dan nasional 9,03 "
        "persen.",
        "33.12 null; 33 null; ID null",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen, lebih rendah dari provinsi yang 10,47 persen.",
        "33.12 null; 33 null",
    ),
    ("Angka kemiskinan Wonogiri 9,85 persen. Angka nasional 9,03 persen.", "33.12 null; ID null"),
    (
        "Secara nasional angka kemiskinan 9,03 persen. Di Wonogiri 9,85 persen.",
        "ID null; 33.12 null",
    ),
    (
        "Angka kemiskinan Kabupaten Sintang, Belu, dan Dairi masing-masing 8,3, 14,1, dan 7,2 "
        "persen.",
        "61.05 null; 53.04 null; 12.11 null",
    ),
    # the office of the speaker
    (
        "Bupati Sintang Yohanes Lambung mengatakan angka kemiskinan 8,3 persen pada 2024.",
        "61.05 2024",
    ),
    ("“Angka kemiskinan kita 8,3 persen,” kata Bupati Sintang Yohanes Lambung.", "61.05 null"),
    # a part is never read as the whole
    ("Kecamatan Baturetno mencatat 1.120 KK miskin pada 2024.", "33.12 2024 Kecamatan Baturetno"),
    (
        "Angka kemiskinan perkotaan Jawa Tengah 9,78 persen dan perdesaan 11,87 persen pada 2023.",
        "33 2023 urban; 33 2023 rural",
    ),
    # deadlines and intervals
    ("Pemkab Wonogiri menargetkan angka kemiskinan 8 persen pada akhir 2026.", "33.12 2026-12"),
    ("Pemkab Wonogiri menargetkan angka kemiskinan 8 persen tahun depan.", "33.12 2025"),
    ("Selama 2021-2024 jumlah penduduk miskin Wonogiri berkurang 4.150 jiwa.", "33.12 2021/2024"),
    # a law's year and a meeting's day are no period of a number
    (
        "Sesuai Inpres Nomor 4 Tahun 2022, angka kemiskinan ekstrem Wonogiri 0,72 persen.",
        "33.12 null",
    ),
    ("Rapat digelar Selasa (5/11/2024). Angka kemiskinan Wonogiri 9,85 persen.", "33.12 null"),
    # the sentence before gives the year
    ("Pada 2023 Wonogiri bergerak maju. Angka kemiskinan 10,4 persen.", "33.12 2023"),
    ("Data BPS Wonogiri tahun 2023 menunjukkan angka kemiskinan 10,4 persen.", "33.12 2023"),
    (
        "Angka kemiskinan Maret 2023 Wonogiri 10,4 persen, Maret 2024 9,85 persen.",
        "33.12 2023-03; 33.12 2024-03",
    ),
    # what a head of region says is of that region, also in the next sentence
    (
        "Kemiskinan di Jawa Tengah dibahas. Bupati Sintang Yohanes Lambung hadir. “Angka "
        "kemiskinan kami 8,3 persen,” ucapnya.",
        "61.05 null",
    ),
    # an unrelated month does not carry over to another speaker
    ("Angka kemiskinan Wonogiri 9,85 persen. Sragen 12,4 persen.", "33.12 null; 33.14 null"),
    (
        "Kota Parepare mencatat angka kemiskinan 5,1 persen. Di tingkat provinsi 8,1 persen.",
        "73.72 null; 73 null",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen, sementara Jateng 10,47 persen.",
        "33.12 null; 33 null",
    ),
    ("Kelurahan Giriwono memiliki 41 balita stunting pada 2024.", "33.12 2024 Kelurahan Giriwono"),
    ("Secara yoy inflasi Kota Parepare Oktober 2024 sebesar 1,8 persen.", "73.72 2024-10"),
    ("Pada kuartal II-2024 ekonomi Jambi tumbuh 4,2 persen.", "15 2024-Q2"),
    ("Angka kemiskinan Kabupaten Dairi 7,2 persen (Maret 2024).", "12.11 2024-03"),
    ("Kota Ternate, 2023: angka kemiskinan 3,2 persen.", "82.71 2023"),
    ("Pada tahun 2023, angka kemiskinan di kabupaten itu 10,4 persen.", "33.12 2023"),
    ("Dua tahun lalu angka kemiskinan Wonogiri 10,9 persen.", "33.12 2022"),
    ("Bulan lalu inflasi Wonogiri 0,2 persen.", "33.12 2024-10"),
    ("Hingga akhir Oktober 2024 bantuan diterima 2.145 KPM di Wonogiri.", "33.12 2024-10"),
    # among whom something is ranked is not what the number describes
    ("TPT Wonogiri 2,34 persen atau terendah keempat nasional.", "33.12 null"),
    ("Angka pengangguran di Jambi 4,6 persen. TPT itu tertinggi ketiga nasional.", "15 null"),
    ("IPM Wonogiri 71,97, tertinggi kedua di Jawa Tengah.", "33.12 null"),
    ("Angka kemiskinan Wonogiri 9,85 persen dan masuk 5 besar nasional.", "33.12 null"),
    ("TPT kita 2,34 persen, masih tertinggi ketiga di Indonesia.", "33.12 null"),
    (
        "Jumlah penganggur 14.300 orang. TPT 2,34 persen atau terendah keempat nasional.",
        "33.12 null; 33.12 null",
    ),
    (
        "Keluarga miskin per kecamatan di Wonogiri pada 2024: Pracimantoro 812 KK, Baturetno 655 "
        "KK, dan Jatisrono 377 KK. Totalnya 1.844 KK.",
        "33.12 2024 Pracimantoro; 33.12 2024 Baturetno; 33.12 2024 Jatisrono; 33.12 2024",
    ),
    (
        "Camat Baturetno Joko Lelono menyebut pada 2024 masih ada 640 KK miskin.",
        "33.12 2024 Kecamatan Baturetno",
    ),
    ("Pada 2024 keluarga miskin di tiga kecamatan itu 640 KK.", "33.12 2024 tiga kecamatan itu"),
    (
        "Anak stunting pada 2024 terbanyak di Baturetno, 212 anak, lalu Jatisrono 187 anak.",
        "33.12 2024 Baturetno; 33.12 2024 Jatisrono",
    ),
    (
        "Jumlah pengangguran 2024 tercatat 6.900 orang. Pengangguran perempuan (6,62 persen) "
        "lebih tinggi.",
        "33.12 2024; 33.12 2024 perempuan",
    ),
    (
        "Dari 862 jiwa miskin ekstrem pada 2024, 97 orang penyandang disabilitas.",
        "33.12 2024; 33.12 2024 penyandang disabilitas",
    ),
    (
        "Angka kemiskinan Wonogiri pada 2021 masih 10,9 persen, setahun kemudian 10,7 persen.",
        "33.12 2021; 33.12 2022",
    ),
    ("Pada tahun dua ribu dua puluh tiga angka kemiskinan Wonogiri 10,4 persen.", "33.12 2023"),
    (
        "Pemkab Wonogiri menganggarkan Rp8 miliar tahun depan guna membangun 320 rumah tidak "
        "layak huni.",
        "33.12 2025; 33.12 2025",
    ),
    # one state of things in two units, and the time behind both
    (
        "Angka kemiskinan turun dari 10,9 persen (108.400 jiwa) pada 2022, ke 10,4 persen "
        "(103.700 jiwa) pada 2023 dan tinggal 9,85 persen (98.200 jiwa) tahun ini.",
        "33.12 2022; 33.12 2022; 33.12 2023; 33.12 2023; 33.12 2024; 33.12 2024",
    ),
    (
        "Angka kemiskinan tahun 2022 s.d. 2024 berturut-turut 10,9 persen, 10,4 persen dan "
        "9,85 persen.",
        "33.12 2022; 33.12 2023; 33.12 2024",
    ),
    (
        "Pada 2014 angka kemiskinan Wonogiri 14,02 persen. Waktu itu Jawa Tengah 13,58 persen.",
        "33.12 2014; 33 2014",
    ),
    (
        "Angka kemiskinan Wonogiri pada Maret 2024 sebesar 9,85 persen. Setahun sebelumnya 10,4 "
        "persen, jumlahnya 103.700 jiwa.",
        "33.12 2024-03; 33.12 2023-03; 33.12 2023-03",
    ),
    # a place behind a number that heads the next one
    (
        "Di Jawa Tengah angka kemiskinan Maret 2024 tercatat 10,47 persen dan nasional 9,03 "
        "persen.",
        "33 2024-03; ID 2024-03",
    ),
    (
        "Angka kemiskinan Jawa Tengah Maret 2024 sebesar 10,47 persen. Jumlahnya 3,7 juta jiwa.",
        "33 2024-03; 33 2024-03",
    ),
    (
        "Angka kemiskinan Jawa Tengah Maret 2024 sebesar 10,47 persen. Kalau di desa masih 11,34 "
        "persen, di kota hanya 9,71 persen.",
        "33 2024-03; 33 2024-03 rural; 33 2024-03 urban",
    ),
    # districts of the subject, one with the name of a far regency
    (
        "Wonogiri punya 25 kecamatan. Kecamatan Pracimantoro mencatat 1.310 KK miskin, disusul "
        "Baturetno 1.120 KK miskin.",
        "33.12 null Kecamatan Pracimantoro; 33.12 null Baturetno",
    ),
    # what something came from is of the time compared with, what it became is of now
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen. Dibanding Maret 2023, "
        "kemiskinan turun dari 10,4 persen.",
        "33.12 2024-03; 33.12 2023-03",
    ),
    (
        "Angka kemiskinan pada September 2024 sebesar 9,2 persen. Kemiskinan yang pada Maret 2024 "
        "masih 9,85 persen turun menjadi 9,2 persen.",
        "33.12 2024-09; 33.12 2024-03; 33.12 2024-09",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen. Angka ini turun 0,55 persen "
        "dibanding Maret 2023 yang 10,4 persen, namun masih di atas rata-rata Jawa Tengah yakni "
        "9,2 persen.",
        "33.12 2024-03; 33.12 2024-03; 33.12 2023-03; 33 2024-03",
    ),
    (
        "Angka kemiskinan turun dari 10,4 persen pada Desember menjadi 9,85 persen.",
        "33.12 2023-12; 33.12 null",
    ),
    (
        "Angka kemiskinan Wonogiri 10,4 persen pada Maret 2023 atau turun dari 10,9 persen "
        "pada periode yang sama tahun sebelumnya.",
        "33.12 2023-03; 33.12 2022-03",
    ),
    # words behind a number that say how long ago it was
    (
        "TPT Wonogiri Agustus 2024 tercatat 3,1 persen, naik tipis dari 2,8 persen setahun "
        "sebelumnya.",
        "33.12 2024-08; 33.12 2023-08",
    ),
    (
        "Ekonomi Jambi kuartal III 2024 tumbuh 4,9 persen, melambat dari 5,2 persen pada kuartal "
        "sebelumnya.",
        "15 2024-Q3; 15 2024-Q2",
    ),
    (
        "Gini ratio Jambi 2023 sebesar 0,335, membaik dari 0,341 di tahun sebelumnya dan 0,352 "
        "dua tahun sebelumnya.",
        "15 2023; 15 2022; 15 2021",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen. Setahun sebelumnya angka itu "
        "masih 10,4 persen.",
        "33.12 2024-03; 33.12 2023-03",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen, turun 0,55 persen dari setahun "
        "sebelumnya.",
        "33.12 2024-03; 33.12 2024-03",
    ),
    # a time in brackets before its number
    ("BLT desa 1.830 KPM (tahun lalu 2.204 KPM).", "33.12 2024; 33.12 2023"),
    (
        "Keluarga miskin Wonogiri pada 2024 tinggal 1.844 KK (2022 sebanyak 2.310 KK).",
        "33.12 2024; 33.12 2022",
    ),
    # a head with a time for the numbers in brackets
    (
        "Berikut angka kemiskinan per kabupaten pada Maret 2024, dalam kurung angka Maret 2023:\n"
        "- Wonogiri: 9,85 persen (10,4)\n- Sragen: 12,4 persen (12,9)\n",
        "33.12 2024-03; 33.12 2023-03; 33.14 2024-03; 33.14 2023-03",
    ),
    (
        "Angka kemiskinan Maret 2024 (Maret 2023):\n- Wonogiri: 9,85 persen (10,4 persen)\n",
        "33.12 2024-03; 33.12 2023-03",
    ),
    (
        "Rincian angka kemiskinan 2024 (angka dalam kurung tahun 2023) sebagai berikut:\n"
        "1. Sragen 12,4% (12,9%)\n",
        "33.14 2024; 33.14 2023",
    ),
    (
        "Angka kemiskinan pada 2024 (2023 di dalam kurung) ialah Wonogiri 9,85 persen (10,4 "
        "persen) dan Sragen 12,4 persen (12,9 persen).",
        "33.12 2024; 33.12 2023; 33.14 2024; 33.14 2023",
    ),
    (
        "Angka kemiskinan kabupaten pada Maret 2024:\n- Sragen: 12,4 persen (110 ribu jiwa)\n",
        "33.14 2024-03; 33.14 2024-03",
    ),
    (
        "Perbandingan angka kemiskinan 2023 dan 2024:\n- Wonogiri: 10,4 persen dan 9,85 persen\n",
        "33.12 2023; 33.12 2024",
    ),
    (
        "Persentase penduduk miskin 2022/2023/2024:\n* Wonogiri 11,1/10,9/10,7\n",
        "33.12 2022; 33.12 2023; 33.12 2024",
    ),
    # a province that acts, and one compared with in a text of its own
    ("Wonogiri hadir. Untuk 2026 provinsi mematok kemiskinan 8,6 persen.", "33 2026"),
    (
        "Rakor Jawa Tengah. Jawa Tengah luas. Kata Sekda Sragen Danu Prakoso TPT 2,8 persen, lebih "
        "rendah dari provinsi 3,7.",
        "33.14 null; 33 null",
    ),
    # a month of the year before, named after its own year
    (
        "Kemiskinan Jawa Tengah Maret 2024 10,47 persen. September tahun lalunya 10,77.",
        "33 2024-03; 33 2023-09",
    ),
    # the country and the town, told beside each other
    (
        "Kemiskinan Jawa Tengah 10,4 persen. Anehnya desa di bawah itu, 9,35. Kota 11,21.",
        "33 null; 33 null rural; 33 null urban",
    ),
    (
        "Kemiskinan Jawa Tengah 2023: kota cuma 9,21 persen, sedangkan desa 11,35 persen.",
        "33 2023 urban; 33 2023 rural",
    ),
    # a head in rupiah makes its bare numbers lines
    (
        "Garis kemiskinan 2023, rupiah per kapita per bulan:\n1. Wonogiri 387.350\n2. Sragen "
        "447.216\n",
        "33.12 2023; 33.14 2023",
    ),
    (
        "Garis kemiskinan (Rp/kapita/bulan) 2023:\n- Wonogiri: 387.350\nBeras Rp6 ribu.\n",
        "33.12 2023",
    ),
    # who acts in a year is nothing counted
    ("Kemiskinan Wonogiri: untuk 2026 kabupaten mematok 8,6 persen.", "33.12 2026"),
    (
        "Ekonomi Wonogiri 2023 tumbuh 4,9 persen, naik dari 4,2 tahun lalu.",
        "33.12 2023; 33.12 2022",
    ),
    # a small place that the text knew by its head or its kind
    (
        "Lurah Giripurwo, Wonogiri, hadir. Di Giripurwo saja ada 83 KK miskin.",
        "33.12 null Giripurwo",
    ),
    ("Camat Manyaran, Wonogiri, hadir. Pemadanan 83 KK miskin di Manyaran.", "33.12 null Manyaran"),
    # more words between a number and its own time
    (
        "Pemkab Wonogiri menargetkan angka kemiskinan 8,9 persen pada 2026 dan antara 7,1 "
        "hingga 7,6 persen di ujung masa RPJMD, yakni tahun 2029.",
        "33.12 2026; 33.12 2029; 33.12 2029",
    ),
    (
        "Pemkab Wonogiri menargetkan angka kemiskinan 7 persen pada akhir masa jabatan, "
        "yaitu 2030.",
        "33.12 2030",
    ),
    (
        "Angka kemiskinan 9,85 persen dan pada TA 2025 disiapkan anggaran Rp12 miliar untuk "
        "bedah rumah.",
        "33.12 null; 33.12 2025",
    ),
    (
        "“Bantuan keuangan Rp2 miliar akan kami arahkan dulu ke Pracimantoro dan Eromoko mulai "
        "tahun anggaran 2026,” katanya.",
        "33.12 2026",
    ),
    (
        "Bantuan Rp2 miliar bagi nelayan miskin kami usulkan lebih dulu lewat RAPBD 2025.",
        "33.12 2025",
    ),
    # another place beside the one whose earlier time is compared with
    (
        "TPT Wonogiri Agustus 2024 sebesar 3,1 persen, naik 0,2 poin dari Agustus 2023, tetapi "
        "masih di bawah nasional yang 4,91 persen.",
        "33.12 2024-08; 33.12 2024-08; ID 2024-08",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen, turun dibanding Maret 2023 dan "
        "lebih rendah dari rata-rata Jawa Tengah 10,47 persen.",
        "33.12 2024-03; 33 2024-03",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen, turun dibanding Maret 2023 "
        "yang sebesar 10,4 persen, sementara Jawa Tengah 10,47 persen.",
        "33.12 2024-03; 33.12 2023-03; 33 2024-03",
    ),
    # what a sum holds is of its year
    (
        "Tahun 2025 Pemkab Wonogiri mengalokasikan Rp38 miliar, naik dari Rp31 miliar pada "
        "2024. Dari jumlah itu, anggaran stunting Rp12 miliar.",
        "33.12 2025; 33.12 2024; 33.12 2025",
    ),
    (
        "Belanja daerah tahun depan dirancang Rp2,1 triliun. Di dalamnya terdapat Rp96 miliar "
        "untuk menekan kemiskinan, termasuk perbaikan 240 rumah tidak layak huni.",
        "33.12 2025; 33.12 2025; 33.12 2025",
    ),
    (
        "Pagu program kemiskinan 2025 Rp40 miliar. Dari pagu tersebut, Rp12 miliar untuk bedah "
        "rumah.",
        "33.12 2025; 33.12 2025",
    ),
    (
        "Anggaran kemiskinan 2022 Rp40 miliar. Dari anggaran itu terserap Rp38 miliar.",
        "33.12 2022; 33.12 2022",
    ),
    (
        "Belanja daerah tahun depan dirancang Rp2,1 triliun. Dari jumlah penduduk itu, 2.145 KPM "
        "menerima bantuan.",
        "33.12 2025; 33.12 2024",
    ),
    # a ranking goes on in the time of the sentence before
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen. Pada Maret 2023 angka "
        "kemiskinan Sragen 12,4 persen dan Dairi 8,1 persen. Terendah ditempati Kota Parepare "
        "dengan 5,1 persen.",
        "33.12 2024-03; 33.14 2023-03; 12.11 2023-03; 73.72 2023-03",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen. Menurut data Maret 2023, angka "
        "kemiskinan Sragen 12,4 persen. Disusul Kabupaten Dairi dengan 8,1 persen.",
        "33.12 2024-03; 33.14 2023-03; 12.11 2023-03",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen. Pada Maret 2023 angka "
        "kemiskinan Sragen 12,4 persen dan pada 2022 Dairi 8,1 persen. Terendah ditempati Kota "
        "Parepare dengan 5,1 persen.",
        "33.12 2024-03; 33.14 2023-03; 12.11 2022; 73.72 2024-03",
    ),
    # the month of a survey is not lent to what it does not measure
    (
        "TPT Wonogiri per Agustus 2024 tercatat 3,1 persen dan IPM 72,6.",
        "33.12 2024-08; 33.12 2024",
    ),
    (
        "TPT Wonogiri Agustus 2024 sebesar 3,1 persen, sedangkan gini ratio 0,335.",
        "33.12 2024-08; 33.12 2024",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen dan gini ratio 0,335.",
        "33.12 2024-03; 33.12 2024-03",
    ),
    ("IPM Wonogiri per Desember 2023 tercatat 72,6.", "33.12 2023-12"),
    # registers, money and aid of a later sentence
    (
        "Pada triwulan III 2024 bantuan pangan menjangkau 2.145 KPM. Dinas juga menyalurkan Rp3 "
        "miliar untuk 525 pelaku usaha kecil.",
        "33.12 2024-Q3; 33.12 2024; 33.12 2024",
    ),
    (
        "Angka kemiskinan Maret 2024 sebesar 9,85 persen. Jumlah keluarga miskin ekstrem menurut "
        "P3KE 3.284 KK.",
        "33.12 2024-03; 33.12 2024",
    ),
    (
        "Angka kemiskinan ekstrem Wonogiri tahun 2022 sebesar 0,7 persen. Hasil verifikasi DTSEN "
        "mencatat 4.377 jiwa miskin ekstrem.",
        "33.12 2022; 33.12 null",
    ),
    (
        "Angka kemiskinan ekstrem Wonogiri tahun 2022 sebesar 0,7 persen. Jumlahnya 7.120 jiwa "
        "miskin ekstrem.",
        "33.12 2022; 33.12 2022",
    ),
    # what it came from when several earlier times are told
    (
        "Angka kemiskinan Maret 2024 sebesar 9,85 persen, turun dari Maret 2023 yang 10,4 persen. "
        "Pada 2021 bahkan 11,5 persen. Jumlah penduduk miskin menyusut dari 103,7 ribu jiwa "
        "menjadi 98,2 ribu jiwa.",
        "33.12 2024-03; 33.12 2023-03; 33.12 2021; 33.12 2023-03; 33.12 2024-03",
    ),
    (
        "Penduduk miskin Maret 2023 sebanyak 103,7 ribu jiwa. Jumlahnya terus susut sejak 2021, "
        "tetapi indeks kedalaman kemiskinan naik dari 1,40 menjadi 1,62.",
        "33.12 2023-03; 33.12 null; 33.12 2023-03",
    ),
    (
        "Dibanding Maret 2023, angka kemiskinan Wonogiri turun dari 10,4 persen menjadi 9,85 "
        "persen.",
        "33.12 2023-03; 33.12 null",
    ),
    # a change is of the time of the level that it ends at, a level at the end of a span of its end
    (
        "Kemiskinan Wonogiri turun 1,05 poin dalam dua tahun, dari 10,9 persen pada 2022 ke 9,85 "
        "persen pada 2024.",
        "33.12 2024; 33.12 2022; 33.12 2024",
    ),
    (
        "Garis kemiskinan naik 5,1 persen dari Rp480.000 per bulan pada Maret 2023 menjadi "
        "Rp505.000 per bulan pada Maret 2024.",
        "33.12 2024-03; 33.12 2023-03; 33.12 2024-03",
    ),
    (
        "Selama periode 2021-2024 angka kemiskinan ekstrem Wonogiri turun dari 2,1 persen menjadi "
        "0,7 persen.",
        "33.12 null; 33.12 2024",
    ),
    # years that share a month
    (
        "Angka kemiskinan pada Maret 2021, 2022, dan 2023 berturut-turut 11,5 persen, 10,9 "
        "persen, dan 10,4 persen.",
        "33.12 2021-03; 33.12 2022-03; 33.12 2023-03",
    ),
    (
        "TPT Wonogiri Agustus 2022 dan 2023 masing-masing 3,8 persen dan 3,4 persen.",
        "33.12 2022-08; 33.12 2023-08",
    ),
    (
        "Angka kemiskinan pada Maret 2023 dan 2024 ditargetkan turun, kini 9,85 persen.",
        "33.12 2024",
    ),
    (
        "Pada kuartal pertama, kedua, dan ketiga 2024 ekonomi Jambi tumbuh masing-masing 4,1 "
        "persen, 4,3 persen, dan 4,2 persen.",
        "15 2024-Q1; 15 2024-Q2; 15 2024-Q3",
    ),
    (
        "Sejak 2021 hingga 2024 jumlah penduduk miskin Wonogiri berkurang 4.150 jiwa.",
        "33.12 2021/2024",
    ),
    # the same times again
    (
        "Angka kemiskinan Wonogiri 10,9 persen pada 2022, 10,4 persen pada 2023, dan 9,85 persen "
        "pada 2024. Pada tiga tahun yang sama jumlah penduduk miskin masing-masing 108,4 ribu, "
        "103,7 ribu, dan 98,2 ribu orang.",
        "33.12 2022; 33.12 2023; 33.12 2024; 33.12 2022; 33.12 2023; 33.12 2024",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2023 dan Maret 2024 masing-masing 10,4 persen dan 9,85 "
        "persen. Pada periode yang sama gini ratio berturut-turut 0,341 dan 0,335.",
        "33.12 2023-03; 33.12 2024-03; 33.12 2023-03; 33.12 2024-03",
    ),
    (
        "Angka kemiskinan Wonogiri 10,4 persen pada 2023 dan 9,85 persen pada 2024. Pada tahun "
        "yang sama angka kemiskinan Sragen 12,4 persen.",
        "33.12 2023; 33.12 2024; 33.14 2024",
    ),
    (
        "Ekonomi Jambi triwulan I 2024 tumbuh 4,7 persen, di atas periode yang sama tahun "
        "sebelumnya, 4,2 persen.",
        "15 2024-Q1; 15 2023-Q1",
    ),
    # half a year later, year on year
    (
        "Pada September 2023 angka kemiskinan Jambi 7,4 persen; enam bulan kemudian 7,1 persen.",
        "15 2023-09; 15 2024-03",
    ),
    (
        "Ekonomi Jambi tumbuh 4,9 persen (yoy) pada triwulan III 2024.",
        "15 2024-Q3",
    ),
    # what a change ends at, what is lost each year, what money came from
    (
        "Prevalensi stunting Wonogiri turun 1,3 poin menjadi 18,1 persen pada 2023.",
        "33.12 2023; 33.12 2023",
    ),
    (
        "Angka kemiskinan Wonogiri Maret 2024 sebesar 9,85 persen. Rata-rata kita turun 0,4 poin "
        "per tahun.",
        "33.12 2024-03; 33.12 2024",
    ),
    (
        "Tahun depan anggaran pelatihan kerja kami naikkan jadi Rp7 miliar dari sebelumnya Rp5 "
        "miliar.",
        "33.12 2025; 33.12 null",
    ),
    # a plan's years head no number that has its own year behind it
    (
        "RPD 2024-2026 menargetkan angka kemiskinan Wonogiri 9,5 persen di 2024 dan 8,2 persen "
        "pada akhir periode.",
        "33.12 2024; 33.12 2026",
    ),
    (
        "Dinas Sosial sudah membagikan bantuan Rp3 miliar kepada nelayan miskin dan akan "
        "mengusulkannya lagi dalam APBD 2025.",
        "33.12 2024",
    ),
    (
        "Angka kemiskinan tahun 2024 (Maret 2024) sebesar 9,85 persen (98,2 ribu jiwa).",
        "33.12 2024; 33.12 2024",
    ),
    # a month is kept when only its year can be told of a number between
    (
        "Gini ratio Wonogiri September 2023 sebesar 0,321. Angka ini turun 0,004 poin dibanding "
        "Maret 2023 yang 0,325 dan naik 0,002 poin dibanding September 2022.",
        "33.12 2023-09; 33.12 2023; 33.12 2023-03; 33.12 2023",
    ),
    # what is left of an earlier number is not of that one's time
    ("Dari 40.100 KK miskin pada 2022, tersisa 31.200 KK.", "33.12 2022; 33.12 null"),
    (
        "Dari 40.100 KK miskin pada 2022, tersisa 31.200 KK pada 2024.",
        "33.12 2022; 33.12 2024",
    ),
    (
        "Angka kemiskinan Jambi September 2023 sebesar 7,4 persen.\n\nKemiskinan ekstrem tinggal "
        "0,9 persen.",
        "15 2023-09; 15 2023",
    ),
]

# regions that are pointed at, turned to, or only compared with
POINTED_AT = [
    (
        "Angka kemiskinan Jawa Tengah 10,47 persen. Sragen masih tinggi. Daerah ini mencatat 12,4 "
        "persen pada 2024.",
        "33 null; 33.14 2024",
    ),
    (
        "Rapat digelar di Wonogiri. Rombongan lalu singgah di Kota Surakarta. Kota itu menekan "
        "kemiskinan ekstrem sampai 0,3 persen pada 2023.",
        "33.72 2023",
    ),
    (
        "Kemiskinan Jawa Tengah turun. Brebes paling lincah. Dari 15,8 persen pada 2023, kabupaten "
        "penghasil bawang itu kini di angka 14,9 persen.",
        "33.29 2023; 33.29 2024",
    ),
    (
        "Kemiskinan Wonogiri dibahas. Pada 2024 kabupaten di ujung tenggara Jawa Tengah itu punya "
        "98.240 warga miskin.",
        "33.12 2024",
    ),
    (
        "Bupati Wonogiri Joko Lelono memuji Sukoharjo. “Di kabupaten itu stunting tinggal 7 "
        "persen, kita masih 14,2 persen,” katanya.",
        "33.11 null; 33.12 null",
    ),
    # a list is no single region
    (
        "Karanganyar, Sragen, dan Klaten hadir. Kemiskinan daerah itu di Wonogiri dibahas, 9,85 "
        "persen.",
        "33.12 null",
    ),
    # "ini" in speech is the speaker's own, and what others are compared with is not meant
    (
        "Bupati Wonogiri Joko Lelono menengok Sragen. “Daerah ini kemiskinannya 9,85 persen,” "
        "katanya sekembali ke kantor.",
        "33.12 null",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen, masih di atas Sukoharjo. Kabupaten ini menargetkan "
        "8 persen pada 2026.",
        "33.12 null; 33.12 2026",
    ),
    (
        "Rapat diikuti Sragen dan Klaten. Angka kemiskinan kedua kabupaten itu dibahas. Di "
        "Wonogiri 9,85 persen.",
        "33.12 null",
    ),
    (
        "SRAGEN (Warta Lawu) - Pemprov Jateng menyusun strategi setelah angka kemiskinan di daerah "
        "itu naik menjadi 10,47 persen.",
        "33 null",
    ),
    # a paragraph that opens with a region speaks of it
    (
        "Kemiskinan dibahas di Wonogiri.\n\nKlaten menjadi contoh lain. Ekonominya tumbuh 5,1 "
        "persen, sedangkan kemiskinannya 11,7 persen.",
        "33.10 null; 33.10 null",
    ),
    (
        "Kemiskinan dibahas di Wonogiri.\n\nLain lagi Karanganyar. Angkanya 9,5 persen pada 2023 "
        "dan 9,2 persen pada 2024.",
        "33.13 2023; 33.13 2024",
    ),
    (
        "Kemiskinan dibahas di Wonogiri. Sragen justru memburuk. Kemiskinannya 12,4 persen pada "
        "2024.",
        "33.14 2024",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen pada 2024. Bagaimana dengan Sragen? 12,4 persen.",
        "33.12 2024; 33.14 2024",
    ),
    # what a region did in passing tells nothing of the figures that follow
    (
        "Kemiskinan dibahas di Wonogiri.\n\nSragen mengirim lima pejabat untuk belajar. Jumlah KK "
        "miskin ekstrem 5.317 KK pada 2024.",
        "33.12 2024",
    ),
    (
        "Kemiskinan dibahas di Wonogiri.\n\nKaranganyar dan Klaten ikut hadir. Angka kemiskinan "
        "9,85 persen pada 2024.",
        "33.12 2024",
    ),
    # neighbours and the province of "kita"
    (
        "Kemiskinan Wonogiri turun. “Sragen tetangga kita 12,4 persen, Kota Surakarta 8,3 persen,” "
        "katanya.",
        "33.14 null; 33.72 null",
    ),
    (
        "Kemiskinan Wonogiri 9,85 persen. “Provinsi kita sudah 10,47 persen,” kata Bupati Wonogiri "
        "Joko Lelono.",
        "33.12 null; 33 null",
    ),
    # a clause that follows has a region of its own, and who stands higher is not meant
    (
        "Secara nasional, angka kemiskinan per Maret 2024 tercatat 9,03 persen sehingga Wonogiri "
        "masih di atasnya.",
        "ID 2024-03",
    ),
    (
        "Di Jawa Tengah angka kemiskinan Maret 2024 sebesar 10,47 persen, karena itu Wonogiri "
        "boleh lega.",
        "33 2024-03",
    ),
    ("Secara nasional angka kemiskinan 9,03 persen di Maret 2024.", "ID 2024-03"),
    (
        "TPT Wonogiri tertinggi kedua di Jawa Tengah sesudah Kabupaten Brebes, yakni 8,1 persen "
        "pada 2023.",
        "33.12 2023",
    ),
    (
        "Kemiskinan Wonogiri pada 2023 terendah ketiga setelah Kota Semarang dan Kota Salatiga, "
        "yaitu 9,85 persen.",
        "33.12 2023",
    ),
    (
        "Kemiskinan Wonogiri masih di atas rata-rata Jawa Tengah, yakni 10,47 persen pada 2024.",
        "33 2024",
    ),
    # the aims of the head of state, and falls behind the figures of a regency
    (
        "“Presiden minta kemiskinan ekstrem jadi nol persen pada 2026,” kata Bupati Wonogiri Joko "
        "Lelono.",
        "ID 2026",
    ),
    (
        "Kemiskinan Wonogiri dibahas. “Sesuai arahan Presiden, kemiskinan ekstrem harus nol persen "
        "pada 2026,” ucap Bupati Wonogiri Joko Lelono.",
        "ID 2026",
    ),
    (
        "“Presiden meminta kami serius, kemiskinan ekstrem Wonogiri harus nol persen pada 2026,” "
        "ucap Bupati Wonogiri Joko Lelono.",
        "33.12 2026",
    ),
    (
        "Deputi Kemenko PMK Hasan Mulyadi menyebut kemiskinan ekstrem Wonogiri 3,1 persen pada "
        "2022, lalu 2,2 persen pada 2023.\n\n“Setahun berkurang 0,9 persen poin,” ujarnya.",
        "33.12 2022; 33.12 2023; 33.12 2023",
    ),
]

# lists of districts and sides of a region
PARTS = [
    (
        "Pada 2024 ada 68 rumah tidak layak huni di Kecamatan Baturetno dan Eromoko.",
        "33.12 2024 Kecamatan Baturetno dan Eromoko",
    ),
    (
        "Bedah rumah 2024 menyasar 120 unit di Kecamatan Baturetno, Eromoko, dan Jatisrono.",
        "33.12 2024 Kecamatan Baturetno, Eromoko, dan Jatisrono",
    ),
    (
        "Keluarga miskin di Kecamatan Baturetno serta Kecamatan Eromoko 812 KK pada 2024.",
        "33.12 2024 Kecamatan Baturetno serta Kecamatan Eromoko",
    ),
    (
        "Pada 2024 Kecamatan Baturetno mencatat 300 KK miskin, Eromoko 250 KK, dan Jatisrono 120 "
        "KK.",
        "33.12 2024 Kecamatan Baturetno; 33.12 2024 Eromoko; 33.12 2024 Jatisrono",
    ),
    (
        "Keluarga miskin 2024 sebanyak 11.640 KK, terdiri atas 7.310 KK di wilayah selatan dan "
        "4.330 KK di wilayah utara.",
        "33.12 2024; 33.12 2024 wilayah selatan; 33.12 2024 wilayah utara",
    ),
    (
        "Pada 2024 angka stunting di bagian utara Wonogiri 14 persen, sedangkan bagian selatan 11 "
        "persen.",
        "33.12 2024 bagian utara; 33.12 2024 bagian selatan",
    ),
    (
        "Di kawasan pesisir, keluarga miskin pada 2024 ada 1.220 KK.",
        "33.12 2024 kawasan pesisir",
    ),
    (
        "Pada 2024 ada 1.912 anak stunting, 214 di antaranya di Kecamatan Baturetno.",
        "33.12 2024; 33.12 2024 Kecamatan Baturetno",
    ),
    (
        "Pada 2024 ada 3.105 unit rumah tidak layak huni, 1.200 unit di antaranya di wilayah "
        "pegunungan selatan.",
        "33.12 2024; 33.12 2024 wilayah pegunungan selatan",
    ),
    (
        "Pada 2023 TPT kita 2,34 persen. Untuk lulusan SMA malah 6,1 persen.",
        "33.12 2023; 33.12 2023 lulusan SMA",
    ),
    (
        "Pada 2023 TPT laki-laki 2,1 persen, perempuan lebih tinggi yaitu 3,03 persen.",
        "33.12 2023 laki-laki; 33.12 2023 perempuan",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen pada 2024, terutama di wilayah selatan.",
        "33.12 2024",
    ),
    (
        "Bupati meninjau wilayah selatan, sementara angka kemiskinan 2024 masih 9,85 persen.",
        "33.12 2024",
    ),
]

# no figure, so nothing to bind: a region and a year are not enough
NOTHING = [
    ("Kabupaten Wonogiri pada 2024 menggelar 12 rapat.", ""),
    ("Pada 2023 Kabupaten Sintang memiliki 14 kecamatan.", ""),
    ("Wonogiri 2024.", ""),
    ("Jawa Tengah memiliki 35 kabupaten/kota pada 2024.", ""),
    ("Pada 2024 angka kemiskinan Wonogiri turun.", ""),
    ("Kemiskinan di Wonogiri pada 2024 tersebar di 25 kecamatan.", ""),
    ("Selasa (5/11/2024) Bupati Wonogiri membuka rapat kemiskinan.", ""),
    ("Inpres 4/2022 berlaku di Wonogiri.", ""),
    ("Tahun 2024 ada 3 rapat kemiskinan di Jambi.", ""),
    ("Sintang peringkat 5 kemiskinan Kalimantan Barat 2023.", ""),
    ("Wonogiri berpenduduk 1.050.000 jiwa pada 2024.", ""),
    ("RPJMD Wonogiri 2021-2026 ditetapkan.", ""),
    ("Parepare berulang tahun ke-64 pada 2024.", ""),
    ("Pada 2024, 18 OPD Wonogiri menangani kemiskinan.", ""),
    ("Jambi mengekspor 300 ton karet pada 2024.", ""),
    ("Warga Wonogiri, 45 tahun, hidup miskin sejak 2019.", ""),
    ("Bantuan untuk Wonogiri cair 12 November 2024.", ""),
    ("Kecamatan Baturetno berjarak 30 kilometer dari Wonogiri.", ""),
    ("Stunting di Wonogiri dibahas pukul 10.00 pada 2024.", ""),
    ("Anggaran 2024 Wonogiri dibahas 3 kali.", ""),
    ("Dairi membangun 2 puskesmas untuk stunting pada 2024.", ""),
    ("Pemkab Belu meraih 4 penghargaan inflasi pada 2024.", ""),
    ("Ada 2 forum kemiskinan di Ternate tahun ini.", ""),
    ("Halaman 12 laporan kemiskinan Jambi 2023.", ""),
    ("Ada 12 titik banjir di Wonogiri pada 2024.", ""),
    ("Kabupaten Dairi berusia 77 tahun pada 2024.", ""),
    ("Jalan Wonogiri-Pacitan sepanjang 60 kilometer diperbaiki pada 2023.", ""),
    ("Kota Parepare menerima 120 tamu pada 2024.", ""),
    ("Jambi meraih opini WTP ke-12 pada 2024.", ""),
    ("Pada 2024 Kota Ternate memiliki 8 kecamatan.", ""),
    ("Nomor telepon Dinas Sosial Wonogiri 0273321002.", ""),
    ("Sidang pada 2024 di Sintang dihadiri 35 anggota dewan.", ""),
    ("Wonogiri, 5 November 2024.", ""),
    ("Kasus kecelakaan di Belu naik 12 persen pada 2024.", ""),
    ("Realisasi pajak Wonogiri 2024 mencapai 91 persen.", ""),
    ("Elektabilitas calon bupati Wonogiri 41 persen pada 2024.", ""),
]

SEEN = [
    ("Angka kemiskinan Kab.Sintang thn 2024 8,3%", "61.05 2024"),
    ("Angka kemiskinan Wonogiri per Maret 2024 sebesar 9,85 persen.", "33.12 2024-03"),
    ("Angka kemiskinan Wonogiri (2024) 9,85 persen.", "33.12 2024"),
    ("Angka kemiskinan Wonogiri di tahun 2024 ini 9,85 persen.", "33.12 2024"),
    ("Angka kemiskinan Wonogiri September 2024 di angka 9,85 persen.", "33.12 2024-09"),
    ("Angka kemiskinan kabupaten ini 9,85 persen pada 2024.", "33.12 2024"),
    # who speaks for another region speaks of it; whoever is above the region visited, of that one
    ("Bupati Sragen Untung Wiyana mengatakan angka kemiskinan 12,4 persen.", "33.14 null"),
    ("“Rumah tidak layak huni 615 unit,” kata Wali Kota Magelang Sri Wahyana.", "33.71 2024"),
    (
        "Gubernur Jawa Tengah Wiryo Sudarmo hadir di Wonogiri. Ia menyebut prevalensi stunting "
        "12,4 persen.",
        "33.12 null",
    ),
    (
        "Bupati Sintang Yohanes Lambung hadir di Wonogiri. Tahun ini ia optimistis angka "
        "kemiskinan 8 persen.",
        "61.05 2024",
    ),
    ("Bupati Wonogiri Wiratmo mengatakan angka kemiskinan 9,85 persen.", "33.12 null"),
    # measured by another place, of which the number is not
    (
        "Kemiskinan Wonogiri 9,85 persen. Jumlah penduduk miskin lebih banyak dari Sragen: "
        "98.240 jiwa.",
        "33.12 null; 33.12 null",
    ),
    (
        "Kemiskinan nasional 9,03 persen. Kemiskinan Sragen memang sudah di bawah nasional, 8,7 "
        "persen.",
        "ID null; 33.14 null",
    ),
    ("Kemiskinan Sragen masih di bawah rerata nasional, 9,03 persen.", "ID null"),
    (
        "Kemiskinan Wonogiri 9,85 persen, di bawah Sragen, yakni 12,4 persen.",
        "33.12 null; 33.14 null",
    ),
    # of each in turn, as they were told; a time only compared with is not the text's
    (
        "TPT Kabupaten Sragen 3,9 persen, Kabupaten Demak 4,1 persen, Kabupaten Kudus 3,1 persen. "
        "Rasio gini ketiganya 0,333; 0,302; 0,342.",
        "33.14 null; 33.21 null; 33.19 null; 33.14 null; 33.21 null; 33.19 null",
    ),
    (
        "Kemiskinan Sragen naik dari tahun sebelumnya yang 12,1 persen. Jawa Tengah 10,47 persen.",
        "33.14 2023; 33 null",
    ),
    ("Stunting sekarang 17,8 persen (SSGI 2021).", "33.12 2021"),
    (
        "Bupati menargetkan kemiskinan 8 persen di akhir masa jabatannya, 2026.",
        "33.12 2026",
    ),
    # the time that the next sentence only adds, not one that opens it
    ("“Kemiskinan kita 9,85 persen, Pak. Maret 2024,” sahut Kepala BPS Wonogiri.", "33.12 2024-03"),
    ("Kemiskinan kita 9,85 persen. Itu Maret 2024.", "33.12 2024-03"),
    ("Kemiskinan kita 9,85 persen. Maret 2020 ada pandemi.", "33.12 null"),
    ("Kemiskinan Sragen naik. Dari 11,8 persen jadi 12,9 persen.", "33.14 null; 33.14 null"),
    (
        "Kabupaten Sragen naik, Ibu Bapa. Dari 11,8 persen jadi 12,9 persen kemiskinannya.",
        "33.14 null; 33.14 null",
    ),
    (
        "Persentase penduduk miskin 2022/2023/2024:\n\n* Sragen 12,9/12,6/12,4\n"
        "* Demak 11,9/11,5/11,2",
        "33.14 2022; 33.14 2023; 33.14 2024; 33.21 2022; 33.21 2023; 33.21 2024",
    ),
]

# lists, brackets and dashes
LISTED = [
    (
        "Angka kemiskinan 9,8 persen; desa 11,2, kota 5,7.",
        "33.12 null; 33.12 null rural; 33.12 null urban",
    ),
    (
        "Angka kemiskinan 9,8 persen: kota 5,7 dan desa 11,2.",
        "33.12 null; 33.12 null urban; 33.12 null rural",
    ),
    (
        "Data kami\n\nPenerima PKH 2024: 718 KPM\n  - Baturetno 440\n  - Eromoko 278",
        "33.12 2024; 33.12 2024 Baturetno; 33.12 2024 Eromoko",
    ),
    (
        "Data kami\n\n- Penerima PKH 2024: 718 KPM\n  * Baturetno: 340\n"
        "  * Eromoko dan Pule masing-masing 278 dan 100",
        "33.12 2024; 33.12 2024 Baturetno; 33.12 2024 Eromoko; 33.12 2024 Pule",
    ),
    (
        "Pada 2024 ada 612 KK miskin (Baturetno 400, Eromoko 212).",
        "33.12 2024; 33.12 2024 Baturetno; 33.12 2024 Eromoko",
    ),
    (
        "RTLH ditangani 2024: 480 unit [ daratan 300 | pulau 180 ]",
        "33.12 2024; 33.12 2024 daratan; 33.12 2024 pulau",
    ),
    # they do not make up the count
    ("Data kami\n\nPenerima PKH 2024: 718 KPM\n  - Desa 12\n  - Petugas 30", "33.12 2024"),
    (
        "Kemiskinan Wonogiri\n\nGAMBAR 1. WONOGIRI, MARET 2024\nOrang miskin: 98,24 ribu\n"
        "Persentase: 9,85\nSetahun lalu: 10,4 persen / 103,5 ribu orang\nKedalaman: 0,563",
        "33.12 2024-03; 33.12 2024-03; 33.12 2023-03; 33.12 2023-03; 33.12 2024-03",
    ),
    (
        "Persentase penduduk miskin 2024 di Jambi 7,1 persen (perkotaan 9,2 persen; perdesaan "
        "6,1 persen).",
        "15 2024; 15 2024 urban; 15 2024 rural",
    ),
    (
        "Rasio gini perkotaan Wonogiri pada 2024 sebesar 0,372, di desa cuma 0,284.",
        "33.12 2024 urban; 33.12 2024 rural",
    ),
    (
        "Bupati Wonogiri hadir.\n\n- Stunting 2023: 18,1% — Jateng 20,7%, nasional 21,5%",
        "33.12 2023; 33 2023; ID 2023",
    ),
    # a line that names a measure and a time heads the rows below it
    (
        "Angka kemiskinan per kabupaten Maret 2024\n1. Wonogiri 9,85%\n2. Sragen 12,4%\n"
        "Jawa Tengah 10,47%",
        "33.12 2024-03; 33.14 2024-03; 33 2024-03",
    ),
    (
        "Perbandingan angka kemiskinan 2023 vs 2024\nWonogiri : 10,40% → 9,85%",
        "33.12 2023; 33.12 2024",
    ),
    (
        "Posternya:\n[9,85%] penduduk miskin Wonogiri, Maret 2024\n[98,24 ribu] orang miskin",
        "33.12 2024-03; 33.12 2024-03",
    ),
    (
        "Jumlah KK miskin 2024 menurut kecamatan:\nBaturetno (112 KK)\n2. Eromoko: 98 KK\n"
        "Jumlah (210 KK)",
        "33.12 2024 Baturetno; 33.12 2024 Eromoko; 33.12 2024",
    ),
    # the text speaks of a cell of its table
    (
        "Ralat angka\n\nKabupaten | P0 2023 | TPT 2023\nSintang | 8,45 | 2,31\n"
        "Melawi | 7,30 | 1,95\n\nStunting membaik. Yang betul 7,30 persen. Mohon maaf.",
        "61.05 2023; 61.05 2023; 61.10 2023; 61.10 2023; 61.10 2023",
    ),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    (
        "Desa Sukamaju di Kabupaten Wonogiri mencatat 120 KK miskin pada 2024.",
        "33.12 2024 Desa Sukamaju",
    ),
    ("Jumlah pengangguran perempuan Wonogiri 5.100 orang pada 2024.", "33.12 2024 perempuan"),
    (
        "Jakarta - Menteri Sosial Hasan Mulyadi mengatakan pemerintah menargetkan angka "
        "kemiskinan 5 persen pada 2029.",
        "ID 2029",
    ),
    (
        "Realisasi anggaran hingga April tercatat. Kepala BPS Wonogiri Tegar Wahyudi menyebut "
        "angka kemiskinan 9,85 persen.",
        "33.12 null",
    ),
    (
        "Angka kemiskinan Wonogiri pada 2022 hingga 2024 yaitu 10,9 persen, 10,4 persen, 9,85 "
        "persen.",
        "33.12 2022; 33.12 2023; 33.12 2024",
    ),
    (
        "Angka stunting lansia tidak dihitung; angka kemiskinan lansia Wonogiri 11 persen pada "
        "2024.",
        "33.12 2024 lansia",
    ),
    (
        "Di Kecamatan Eromoko, Kabupaten Wonogiri, ada 387 KK miskin ekstrem.",
        "33.12 null Kecamatan Eromoko",
    ),
    (
        "Menurut data BPS, penduduk miskin Wonogiri Maret 2024 sebanyak 98,24 ribu jiwa. "
        "Sementara prevalensi stunting 12,4 persen menurut SKI.",
        "33.12 2024-03; 33.12 null",
    ),
]

# districts and villages by their bare names, and by who speaks for them
LOCAL = [
    ("Ada 300 KK miskin di Baturetno dan Giriwoyo.", "33.12 null Baturetno dan Giriwoyo"),
    ("RTLH 75 unit seluruhnya di Eromoko karena banjir.", "33.12 2024 Eromoko"),
    ("Di Eromoko prevalensi stunting 12,4 persen.", "33.12 null Eromoko"),
    ("Dari 300 KK miskin, 12 KK di Selogiri.", "33.12 null; 33.12 null Selogiri"),
    ("Rapat di Baturetno membahas 449 KK miskin.", "33.12 null"),
    ("Di Baturetno, Bupati Suratno Wibisono menyebut kemiskinan 9,85 persen.", "33.12 null"),
    ("Di Eromoko turun, sedangkan Wonogiri masih 300 KK miskin.", "33.12 null"),
    ("Kades Sukamaju, Budi Santoso, mengatakan ada 40 KK miskin.", "33.12 null Sukamaju"),
    ("NOTULEN\n\nBPD Sukamaju - BLT DD 31 KPM.", "33.12 2024 Sukamaju"),
    (
        "NOTULEN\n\nCamat Eromoko : ada 15 KK miskin. Di kabupaten 300 KK miskin.",
        "33.12 null Kecamatan Eromoko; 33.12 null",
    ),
]


def bound(figure: Figure) -> str:
    scope = "" if figure.scope == "total" else f" {figure.scope}"
    return f"{figure.region} {figure.period or 'null'}{scope}"


def got(text: str) -> str:
    return figures(text, bound)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *named(BASICS + HARD + POINTED_AT + PARTS + LISTED + NOTHING + SEEN + LOCAL),
        *gaps(KNOWN_GAPS),
    ],
)
def test_region_period_and_scope(text: str, expected: str) -> None:
    assert got(text) == expected


TWO = "Kemiskinan Sragen 12,4 persen. Wonogiri 9,85, masih di bawah provinsi yang 10,47.\n\n"


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("IPM 74,1 dan 71,9.", "33.14 33.12"),
        ("Jumlahnya 110.200 orang lawan 98.240 orang.", "33.14 33.12"),
        ("Rasio gini 0,352 berbanding 0,331.", "33.14 33.12"),
        ("Rasio gini 0,352 dan 0,331, yang satu di atas Jawa Tengah (0,341).", "33.14 33.12 33"),
        ("IPM pada 2022 dan 2023 sebesar 71,2 dan 71,9.", "33.12 33.12"),
        ("IPM Kabupaten Demak 73,4 dan Kabupaten Kudus 76,1.", "33.21 33.19"),
        ("IPM 71,2, 71,5, dan 71,9.", "33.12 33.12 33.12"),
    ],
)
def test_a_pair_without_names_is_of_the_two_regions_told_of(pair: str, expected: str) -> None:
    regions = figures(f"{TWO}{pair}", lambda f: f"{f.region}").split("; ")
    assert regions[3:] == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kemiskinan Jawa Tengah 9,85 persen. September itu 10,1 persen.", "33 null; 33 2023-09"),
        (
            "Kemiskinan Jawa Tengah Maret 2024 10,47 persen, Septembernya 10,77.",
            "33 2024-03; 33 2023-09",
        ),
        ("Rasio gini Jawa Tengah September 0,369, Maret 0,367.", "33 2023-09; 33 2024-03"),
        ("TPT Jawa Tengah Februari 4,39 persen, tahun lalunya 5,24.", "33 2024-02; 33 2023-02"),
        ("TPT Wonogiri Agustus 2,58 persen.", "33.12 2023-08"),  # in its first days
        ("Kami menargetkan kemiskinan Jawa Tengah September 10,1 persen.", "33 2024-09"),
        ("Kemiskinan Jawa Tengah September nanti 10,1 persen.", "33 2024-09"),
        ("Kemiskinan Jawa Tengah September bisa 10,1 persen.", "33 2024-09"),
    ],
)
def test_a_survey_of_a_month_without_a_year_is_no_coming_one(text: str, expected: str) -> None:
    assert figures(text, bound, published=date(2024, 8, 7)) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Berdasarkan data BPS, angka kemiskinan Wonogiri 9,85 persen.", "BPS"),
        ("Menurut data P3KE, jumlah KK miskin ekstrem 412 KK.", "P3KE"),
        ("Hasil SSGI menunjukkan prevalensi stunting 12,4 persen.", "SSGI"),
        ("BPS mencatat angka kemiskinan Wonogiri 9,85 persen.", "BPS"),
        ("Angka kemiskinan Wonogiri 9,85 persen (DTSEN).", "DTSEN"),
        ("Kemiskinan Wonogiri 9,85 persen (BPS, dirilis kemarin), masih tinggi.", "BPS"),
        ("Stunting Wonogiri 12,4 persen (SSGI 2023), tapi dana belum cair.", "SSGI"),
        ("TNP2K kasih tahu miskin ekstremnya 1,4 persen.", "TNP2K"),
        ("BPS bilang kemiskinan Wonogiri 9,85 persen.", "BPS"),
        ("Kemiskinan ekstrem 0,7 persen, versi DTSEN, dari 1,5 persen pada 2022.", "DTSEN"),
        ("Kemiskinan 9,85 persen dan stuntingnya 12,4 persen (SSGI 2023).", None),
        ("Bedah rumah 85 unit rumah tidak layak huni (Kemensos).", None),
        ("Angka kemiskinan Wonogiri 9,85 persen.", None),
        ("Rapat dihadiri BPS. Angka kemiskinan Wonogiri 9,85 persen.", None),
        ("Bedah rumah 85 unit rumah tidak layak huni dari Kemensos.", None),
        ("Bupati memaparkan data BPS. Angka kemiskinan Wonogiri 9,85 persen.", "BPS"),
        ("Angka kemiskinan 10,4 persen, dan menurut BPS penduduk miskin 98.240 jiwa.", None),
        ("Menurut DTSEN, kemiskinan ekstrem harus nol persen pada 2026.", None),
        ("Layar (sumber: BPS, Maret 2024) memuat kemiskinan Sragen 12,4 persen.", "BPS"),
        ("SSGI 2023 memberi Sragen 12,4 persen.", "SSGI"),
        ("Timbangan posyandu (e-PPGBM, Agustus) bilang stunting 12,4 persen.", "e-PPGBM"),
    ],
)
def test_the_body_whose_data_it_is(text: str, source: str | None) -> None:
    assert facts(text).figures[0].cited_source == source


@pytest.mark.parametrize(
    ("text", "sources"),
    named(
        [
            ("Menurut tabel BPS, angka kemiskinan 9,85 persen.", "BPS"),
            # a note under a table gives each row or each column its own
            (
                "Indikator | 2022 | 2023\nTPT (%) | 3,9 | 3,6\nStunting (%) | 14,1 | 12,4\n"
                "Miskin ekstrem (%) | 1,4 | 1,2\nSumber: BPS (1), SSGI (2), P3KE (3)",
                "BPS; BPS; SSGI; SSGI; P3KE; P3KE",
            ),
            (
                "Kecamatan | TPT 2023 | Stunting 2023\nBaturetno | 3,6 | 12,4\n"
                "Eromoko | 3,9 | 14,1\n"
                "Ket: TPT: BPS, stunting: SSGI",
                "BPS; SSGI; BPS; SSGI",
            ),
            ("Hitungan kami atas grafik BPS memperlihatkan angka kemiskinan 9,85 persen.", "BPS"),
            ("“BPS baru saja keluarkan datanya, angka kemiskinan kita 9,85 persen.”", "BPS"),
            ("“BPS belum mau bicara. Angka kemiskinan kita 9,85 persen.”", "-"),
            # of a whole paragraph, of one sentence
            (
                "Layar (sumber: BPS) memuat kemiskinan Sragen 12,4 persen. Di Jawa Tengah "
                "kemiskinan 10,47 persen.",
                "BPS; BPS",
            ),
            ("SSGI mencatat stunting Sragen 12,4 persen, Demak 14,1.", "SSGI; SSGI"),
            # of both numbers, or of the one before a change of record only
            (
                "Bappeda menyebut miskin ekstrem 1,2 persen, dinas lain 1,7 persen, "
                "padahal keduanya memakai data P3KE.",
                "P3KE; P3KE",
            ),
            (
                "Angka miskin ekstrem 1,2 persen di satu dinas dan 1,7 persen di dinas lain, "
                "sama-sama bersumber dari DTSEN.",
                "DTSEN; DTSEN",
            ),
            (
                "SSGI mencatat prevalensi stunting 12,4 persen, sedangkan catatan posyandu "
                "menemukan 214 balita stunting.",
                "SSGI; -",
            ),
            (
                "Dalam DTKS ada 5.120 KK miskin, sementara hasil musyawarah desa hanya 4.900 KK "
                "miskin.",
                "DTKS; -",
            ),
            (
                "BPS mencatat angka kemiskinan 9,85 persen, sedangkan kemiskinan ekstrem 1,2 "
                "persen.",
                "BPS; BPS",
            ),
            # a service that speaks for itself
            ("Dinas Sosial Wonogiri melaporkan 38 KK miskin ekstrem.", "-"),
            ("Dinsos menyebut ada 38 KK miskin ekstrem.", "-"),
            ("Menurut data Dinsos ada 38 KK miskin ekstrem.", "Dinsos"),
            # a survey of a sample counts no children
            (
                "Prevalensi stunting SKI 2023 12,4 persen. Jumlah anak stunting 2.315 anak.",
                "SKI; -",
            ),
            (
                "Prevalensi stunting menurut e-PPGBM 12,4 persen. Jumlah anak stunting 2.315 anak.",
                "e-PPGBM; e-PPGBM",
            ),
            # a list takes the source of the sentence before its head
            (
                "Data BPS menunjukkan kemiskinan di Jawa Tengah beragam. Rinciannya sebagai "
                "berikut:\n- Wonogiri: 9,85 persen\n- Sragen: 12,2 persen",
                "BPS; BPS",
            ),
            (
                "Data BPS menunjukkan kemiskinan beragam. Bantuannya sebagai berikut:\n"
                "- PKH 300 KPM\n- BPNT 500 KPM",
                "-; -",
            ),
            (
                "Sekilas kemiskinan (BPS, Maret 2024)\nPersentase: 9,85 persen\n"
                "Jumlah: 98.240 jiwa",
                "BPS; BPS",
            ),
            # in brackets behind the name of what it measures
            ("Penduduk miskin (BPS): 10,4% (2023) → 9,85% (2024)", "BPS; BPS"),
            ("Angka kemiskinan (data BPS 2024) : 9,85 persen", "BPS"),
            (
                "Data kami\n\n- Stunting SSGI 2023: 18,1% — Jateng 20,7%, nasional 21,5%",
                "SSGI; SSGI; SSGI",
            ),
            ("Angka kemiskinan (kata Kepala BPS): 9,85 persen", "-"),
            # under a table or lines, wherever the word stands
            (
                "Kabupaten | P0 2024\nSintang | 8,30\nMelawi | 7,41\n"
                "Catatan: angka sementara. Sumber: BPS, diolah.",
                "BPS; BPS",
            ),
            (
                "Kabupaten | P0 2024\nSintang | 8,30\nMelawi | 7,41\n\n"
                "Ket.: P0 = persentase penduduk miskin; sumber data: Susenas",
                "Susenas; Susenas",
            ),
            (
                "Angka kemiskinan (%)\nKabupaten | 2023 | Target 2026\nSintang | 8,30 | 7,2\n"
                "Melawi | 7,41 | 6,9\nSumber realisasi: BPS",
                "BPS; -; BPS; -",
            ),
            (
                "Anggaran kemiskinan (juta rupiah)\nProgram | 2023 | 2024\n"
                "Bedah rumah | 4.280 | 3.100\nBLT | 610 | 700\nSumber: BPKAD Wonogiri, 2024",
                "BPKAD Wonogiri; BPKAD Wonogiri; BPKAD Wonogiri; BPKAD Wonogiri",
            ),
            (
                "Data kami\n\nAngka kemiskinan: 9,85 persen\nPenerima PKH: 5.120 KPM\n"
                "sumber: Dinsos Wonogiri",
                "Dinsos; Dinsos",
            ),
            (
                "Angka kemiskinan: 9,85 persen\n\nBupati berterima kasih.\nSumber: Prokopim",
                "-",
            ),
        ]
    ),
)
def test_whose_data_each_number_is(text: str, sources: str) -> None:
    assert figures(text, lambda figure: figure.cited_source or "-") == sources


def test_a_source_goes_on_while_the_text_speaks_of_the_same_data() -> None:
    text = (
        "Menurut data BPS, angka kemiskinan Wonogiri 2024 sebesar 9,85 persen. Angka itu lebih "
        "rendah dari tahun 2023 sebesar 10,4 persen. Artinya turun 0,55 persen."
    )
    assert [f.cited_source for f in facts(text).figures] == ["BPS", "BPS", None]


def test_a_title_names_the_region() -> None:
    text = "Angka kemiskinan tercatat 8,3 persen pada 2024."
    (figure,) = facts(text, title="Kemiskinan Sintang Turun", region=None).figures
    assert figure.region == "61.05"


def test_without_any_evidence_no_single_region_is_guessed() -> None:
    (figure,) = facts("Angka kemiskinan tercatat 8,3 persen.", region=None).figures
    assert figure.region in (None, "ID")


def test_the_home_of_the_source_is_the_last_evidence() -> None:
    text = "Angka kemiskinan daerah itu tercatat 8,3 persen."
    (figure,) = facts(text, region="61.05").figures
    assert figure.region == "61.05"


def test_relative_words_need_a_day_of_publication() -> None:
    (figure,) = facts("Angka kemiskinan Wonogiri tahun lalu 10,4 persen.", published=None).figures
    assert figure.period is None


def test_every_figure_says_by_which_rule_it_was_bound() -> None:
    text = "Angka kemiskinan Kabupaten Sintang pada 2024 sebesar 8,3 persen."
    assert all(figure.rule for figure in facts(text).figures)
