"""Which numbers are figures, and what they are worth in base units."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.figures import Figure
from tests.sentences import facts, figures, gaps, named

# text, its figures as "indicator value unit"
BASICS = [
    ("Angka kemiskinan Wonogiri 9,85 persen.", "poverty_rate 9.85 percent"),
    ("Angka kemiskinan Wonogiri 9,85%.", "poverty_rate 9.85 percent"),
    ("Angka kemiskinan Wonogiri 10 persen.", "poverty_rate 10 percent"),
    ("Jumlah penduduk miskin Wonogiri 98.240 jiwa.", "poor_population 98240 person"),
    ("Jumlah penduduk miskin Wonogiri 98,24 ribu jiwa.", "poor_population 98240 person"),
    ("Jumlah penduduk miskin Wonogiri 98 ribu orang.", "poor_population 98000 person"),
    ("Penduduk miskin di Jawa Tengah 3,4 juta orang.", "poor_population 3400000 person"),
    ("Ada 5.698 KK miskin di Wonogiri.", "poor_households 5698 household"),
    ("Ada 5.698 keluarga miskin di Wonogiri.", "poor_households 5698 household"),
    ("Angka kemiskinan ekstrem Wonogiri 0,72 persen.", "extreme_poverty_rate 0.72 percent"),
    ("Angka kemiskinan ekstrem Wonogiri nol persen.", "extreme_poverty_rate 0 percent"),
    (
        "Kemiskinan ekstrem menimpa 1.204 jiwa warga miskin ekstrem.",
        "extreme_poor_population 1204 person",
    ),
    ("Prevalensi stunting Wonogiri 12,4 persen.", "stunting_prevalence 12.4 percent"),
    ("Sebanyak 1.310 balita stunting tercatat di Wonogiri.", "stunted_children 1310 person"),
    ("Garis kemiskinan Wonogiri Rp412.350 per kapita per bulan.", "poverty_line 412350 idr"),
    ("Indeks kedalaman kemiskinan (P1) Wonogiri 1,38.", "poverty_gap_index 1.38 index"),
    ("Indeks keparahan kemiskinan (P2) Wonogiri 0,31.", "poverty_severity_index 0.31 index"),
    ("Rasio gini Wonogiri 0,352.", "gini_ratio 0.352 index"),
    ("IPM Wonogiri 71,97.", "human_development_index 71.97 index"),
    ("Tingkat pengangguran terbuka Wonogiri 2,34 persen.", "unemployment_rate 2.34 percent"),
    ("Pertumbuhan ekonomi Wonogiri 4,98 persen.", "economic_growth 4.98 percent"),
    ("Inflasi Wonogiri 2,15 persen.", "inflation_rate 2.15 percent"),
    (
        "Pemkab menyiapkan anggaran Rp5,8 miliar untuk penanganan kemiskinan.",
        "budget 5800000000 idr",
    ),
    ("Wonogiri menerima insentif fiskal Rp6,1 miliar.", "fiscal_incentive 6100000000 idr"),
    ("Bedah rumah menyasar 214 unit rumah tidak layak huni.", "housing_units 214 unit"),
    ("Bantuan itu menjangkau 2.145 keluarga penerima manfaat.", "beneficiaries 2145 household"),
]

HARD = [
    # a range of decimals may end in a whole number
    (
        "Pertumbuhan ekonomi Wonogiri tahun lalu 2,1 persen. Tahun depan 2,5 sampai 3.",
        "economic_growth 2.1 percent; economic_growth 2.5 percent; economic_growth 3 percent",
    ),
    # what was counted the year before
    (
        "BLT Dana Desa di Wonogiri hanya 19 KPM, setahun sebelumnya 43.",
        "beneficiaries 19 household; beneficiaries 43 household",
    ),
    (
        "Miskinnya kota saya 5,6, dulu lebih. Orang miskinnya 5.120 KK.",
        "poverty_rate 5.6 percent; poor_households 5120 household",
    ),
    # of a whole so many are poor
    ("Di Wonogiri cuma 54 KK, yang miskin 19.", "poor_households 19 household"),
    ("Ada 86 keluarga; yg tergolong miskin hanya 31.", "poor_households 31 household"),
    ("Dari 2.014 balita yang ditimbang, 417 terhitung stunting.", "stunted_children 417 person"),
    ("Dari 310 balita yang diukur, 41 tergolong stunting.", "stunted_children 41 person"),
    # a range is two figures
    (
        "Pertumbuhan ekonomi Wonogiri 4-5 persen.",
        "economic_growth 4 percent; economic_growth 5 percent",
    ),
    (
        "Inflasi Wonogiri antara 2,1 hingga 2,5 persen.",
        "inflation_rate 2.1 percent; inflation_rate 2.5 percent",
    ),
    # lists
    (
        "Angka kemiskinan berturut-turut 10,9 persen, 10,4 persen, dan 9,85 persen pada 2022, "
        "2023, dan 2024.",
        "poverty_rate 10.9 percent; poverty_rate 10.4 percent; poverty_rate 9.85 percent",
    ),
    (
        "Angka kemiskinan pada 2022, 2023, dan 2024 masing-masing 10,9, 10,4 dan 9,85 persen.",
        "poverty_rate 10.9 percent; poverty_rate 10.4 percent; poverty_rate 9.85 percent",
    ),
    (
        "Angka kemiskinan turun dari 10,4 persen menjadi 9,85 persen.",
        "poverty_rate 10.4 percent; poverty_rate 9.85 percent",
    ),
    (
        "Angka kemiskinan turun 0,55 persen dari 10,4 persen menjadi 9,85 persen.",
        "poverty_rate -0.55 percent; poverty_rate 10.4 percent; poverty_rate 9.85 percent",
    ),
    (
        "Angka kemiskinan turun dari 10,4 persen menjadi 9,85 persen atau turun 0,55 persen poin.",
        "poverty_rate 10.4 percent; poverty_rate 9.85 percent; poverty_rate -0.55 percentage_point",
    ),
    ("Angka kemiskinan naik 0,2 persen poin.", "poverty_rate 0.2 percentage_point"),
    ("Jumlah penduduk miskin berkurang 2.150 jiwa.", "poor_population -2150 person"),
    ("Jumlah penduduk miskin bertambah 2,15 ribu jiwa.", "poor_population 2150 person"),
    # two units of one statement
    (
        "Angka kemiskinan 9,85 persen atau 98.240 jiwa.",
        "poverty_rate 9.85 percent; poor_population 98240 person",
    ),
    (
        "Jumlah penduduk miskin 98.240 jiwa (9,85 persen).",
        "poor_population 98240 person; poverty_rate 9.85 percent",
    ),
    (
        "Kemiskinan ekstrem 0,72 persen atau 7.180 jiwa.",
        "extreme_poverty_rate 0.72 percent; extreme_poor_population 7180 person",
    ),
    # a contraction and a deflation are negative levels
    ("Ekonomi Wonogiri terkontraksi 1,2 persen pada 2020.", "economic_growth -1.2 percent"),
    ("Wonogiri mengalami deflasi 0,12 persen.", "inflation_rate -0.12 percent"),
    # one number for two things is one figure
    (
        "Kabupaten Wonogiri dan Sragen menganggarkan masing-masing Rp1,1 miliar untuk stunting.",
        "budget 1100000000 idr",
    ),
    # a number stated twice is two records
    (
        "Angka kemiskinan 9,85 persen. Sekali lagi, angka kemiskinan 9,85 persen.",
        "poverty_rate 9.85 percent; poverty_rate 9.85 percent",
    ),
    # two indicators in one sentence
    (
        "Angka kemiskinan 9,85 persen dan angka pengangguran 2,34 persen.",
        "poverty_rate 9.85 percent; unemployment_rate 2.34 percent",
    ),
    (
        "IPM Wonogiri 71,97, rasio gini 0,352, dan pertumbuhan ekonomi 4,98 persen.",
        "human_development_index 71.97 index; gini_ratio 0.352 index; economic_growth 4.98 percent",
    ),
    # the number in words
    ("Angka kemiskinan Wonogiri sembilan koma delapan persen.", "poverty_rate 9.8 percent"),
    # the indicator of the sentence before
    (
        "Angka kemiskinan Wonogiri terus turun. Pada 2024 tinggal 9,85 persen.",
        "poverty_rate 9.85 percent",
    ),
    (
        "Bagaimana dengan stunting? Prevalensinya masih 12,4 persen.",
        "stunting_prevalence 12.4 percent",
    ),
    ("Garis kemiskinan ekstrem USD 1,9 PPP per hari.", "extreme_poverty_line 1.9 usd"),
    ("Batas miskin ekstrem Rp11.941 per hari.", "extreme_poverty_line 11941 idr"),
    (
        "Realisasi anggaran Rp4,2 miliar dari pagu Rp5 miliar.",
        "budget 4200000000 idr; budget 5000000000 idr",
    ),
    (
        "Angka kemiskinan Sragen 12,4 persen, Wonogiri 9,85.",
        "poverty_rate 12.4 percent; poverty_rate 9.85 percent",
    ),
    ("Penduduk Miskin Wonogiri Berkurang 2,15 Ribu", "poor_population -2150 person"),
    (
        "Jumlah penduduk miskin naik dari 96 ribu menjadi 98 ribu jiwa.",
        "poor_population 96000 person; poor_population 98000 person",
    ),
    ("Setiap KPM PKH menerima Rp600 ribu, total 2.145 KPM.", "beneficiaries 2145 household"),
    (
        "Pemkab membedah 214 rumah dengan anggaran Rp4,28 miliar.",
        "housing_units 214 unit; budget 4280000000 idr",
    ),
    (
        "Hasil timbang: 4.812 balita stunting dari 31.077 balita diukur (15,5%).",
        "stunted_children 4812 person; stunting_prevalence 15.5 percent",
    ),
    (
        "Tercatat 4.812 balita stunting dari 31.077 balita yang diukur.",
        "stunted_children 4812 person",
    ),
    (
        "Dari 18.220 balita yang ditimbang, 2.104 anak di antaranya stunting.",
        "stunted_children 2104 person",
    ),
    ("Angka kemiskinan turun. Sebanyak 17 persen warga belum punya KTP.", ""),
    ("Angka stunting turun. Sebanyak 88 persen desa sudah memiliki posyandu.", ""),
    (
        "Ada 52.110 jiwa warga miskin, 3.870 jiwa di antaranya miskin ekstrem.",
        "poor_population 52110 person; extreme_poor_population 3870 person",
    ),
    (
        "Dari 98.240 penduduk miskin, 7.180 di antaranya miskin ekstrem.",
        "poor_population 98240 person; extreme_poor_population 7180 person",
    ),
    # an amount with a space in its decimals, a promise in a title, the line a day
    ("Anggaran kemiskinan Rp16, 2 miliar.", "budget 16200000000 idr"),
    ("Wamen janji kucurkan Rp30 miliar.", "budget 30000000000 idr"),
    (
        "Untuk kemiskinan ekstrem, pemerintah memakai garis Rp10.739 per orang per hari.",
        "extreme_poverty_line 10739 idr",
    ),
    ("Wonogiri bisa nol persen kemiskinan ekstrimnya.", "extreme_poverty_rate 0 percent"),
    (
        "Sisa keluarga miskin ekstrem 315 KK dari 980 KK tahun lalu.",
        "extreme_poor_households 315 household; extreme_poor_households 980 household",
    ),
    (
        "Jumlah balita stunting 910 anak dari 9.405 balita yang ditimbang, atau 9,7 persen.",
        "stunted_children 910 person; stunting_prevalence 9.7 percent",
    ),
    (
        "Jumlah balita stunting 1.486 anak. Kasus paling banyak di Kecamatan Eromoko yakni 298 "
        "anak, lalu Baturetno 241 anak.",
        "stunted_children 1486 person; stunted_children 298 person; stunted_children 241 person",
    ),
    # a series of levels behind a word of rise or fall
    (
        "Angka kemiskinan ekstrem terus menurun, yaitu 1,9 persen pada 2022, 1,2 persen pada 2023 "
        "dan 0,7 persen pada 2024.",
        "extreme_poverty_rate 1.9 percent; extreme_poverty_rate 1.2 percent; "
        "extreme_poverty_rate 0.7 percent",
    ),
    (
        "Angka kemiskinan menunjukkan tren menurun, yakni 10,9 persen tahun 2022 dan 10,4 persen "
        "tahun 2023.",
        "poverty_rate 10.9 percent; poverty_rate 10.4 percent",
    ),
    (
        "Prevalensi stunting konsisten turun: 18,1 persen (2021), 15,2 persen (2022).",
        "stunting_prevalence 18.1 percent; stunting_prevalence 15.2 percent",
    ),
    (
        "Angka kemiskinan terus menurun, yakni 0,5 persen per tahun.",
        "poverty_rate -0.5 percent",
    ),
    (
        "Angka kemiskinan terus turun, yaitu 0,55 persen pada 2024.",
        "poverty_rate -0.55 percent",
    ),
    # by how much something is less or more than it was
    (
        "Jumlah penduduk miskin lebih sedikit 5.400 jiwa dibanding tahun 2023.",
        "poor_population -5400 person",
    ),
    (
        "Jumlah penganggur lebih banyak sekitar 620 orang daripada setahun sebelumnya.",
        "unemployed_population 620 person",
    ),
    (
        "Angka kemiskinan lebih rendah 0,55 poin ketimbang Maret 2023.",
        "poverty_rate -0.55 percentage_point",
    ),
    ("Angka kemiskinan lebih rendah dari 10,4 persen pada 2023.", "poverty_rate 10.4 percent"),
    ("Angka kemiskinan desa lebih tinggi 1,6 poin dibanding Jawa Tengah.", ""),
    (
        "Indeks kedalaman kemiskinan justru menanjak, yaitu 1,62 pada 2024 dari semula 1,40.",
        "poverty_gap_index 1.62 index; poverty_gap_index 1.4 index",
    ),
]

# no number of these is a figure
NOTHING = [
    ("Rapat berlangsung Selasa (5/11/2024).", ""),
    ("Rapat koordinasi ketiga itu diikuti 25 camat.", ""),
    ("Inpres Nomor 4 Tahun 2022 menjadi dasar penanganan kemiskinan ekstrem.", ""),
    ("Wonogiri menempati peringkat 12 angka kemiskinan di Jawa Tengah.", ""),
    ("Program kemiskinan itu dikerjakan 14 OPD.", ""),
    ("Ada 5 strategi menurunkan angka kemiskinan.", ""),
    ("Kemiskinan tersebar di 25 kecamatan.", ""),
    ("Kemiskinan ekstrem ditemukan di 12 desa.", ""),
    ("Harga cabai: Rp28.000/kg, bantuan ditunda.", ""),
    ("Banjir merendam 85 rumah di dua desa, dan jembatan diperbaiki.", ""),
    ("Sepertiga warga miskin Jawa Tengah, yaitu 31 persen, menetap di pesisir.", ""),
    ("Separuh warga miskin Jawa Tengah tinggal di pegunungan.", ""),
    ("Sewa kamar di kota saja Rp900 ribu, jauh di atas garis kemiskinan.", ""),
    ("Harga beras naik menjadi Rp14.500 per kilogram.", ""),
    ("Pasal 34 UUD 1945 mengatur fakir miskin.", ""),
    ("Pukul 09.30 WIB rapat kemiskinan dimulai.", ""),
    ("Pendapatan asli daerah Wonogiri Rp320 miliar.", ""),
    ("Sebanyak 52 persen penduduk miskin Indonesia ada di Jawa.", ""),
    ("Upah minimum Wonogiri Rp2.180.000.", ""),
    ("Jalan sepanjang 12 kilometer diperbaiki.", ""),
    ("Penyaluran bantuan tahap 2 dimulai pekan ini.", ""),
    ("Usia warga itu 72 tahun.", ""),
    ("Hubungi 0812 3456 7890 untuk data kemiskinan.", ""),
    ("Wonogiri terdiri atas 25 kecamatan dan 294 desa.", ""),
    ("Suratno meraih 51,2 persen suara.", ""),
    ("Luas sawah Wonogiri 32.000 hektare.", ""),
    ("Baca juga: Angka Kemiskinan Turun 5 Persen", ""),
    ("Dokumen RPJMD 2021-2026 memuat target kemiskinan.", ""),
    ("Kerugian akibat banjir Rp2,1 miliar.", ""),
    ("Rapat itu membahas 3 hal.", ""),
    ("Penduduk Wonogiri 1.050.000 jiwa.", ""),
    ("", ""),
    ("Angka kemiskinan Wonogiri terus turun.", ""),
    # a share of something else, after an indicator
    ("Anggaran stunting tahun ini disiapkan. Realisasinya baru 21 persen.", ""),
    ("Angka kemiskinan turun. Serapan belanja 62 persen.", ""),
    ("Kemiskinan Wonogiri 1,2 poin di atas provinsi.", ""),
    # the size of a family, a share of a whole, what is only counted beside it
    ("Kemiskinan ekstrem dibahas. Satu KK rata-rata 4 orang.", ""),
    ("Soal kemiskinan ekstrem, Kecamatan Slogohimo menyumbang terbanyak dengan 14 persen.", ""),
    ("Pertumbuhan ekonomi Wonogiri dibahas, realisasinya 99,4 persen.", ""),
    ("Angka kemiskinan dibahas; 98 persen warga hadir.", ""),
    ("Tingkat kehadiran peserta rapat kemiskinan 90 persen.", ""),
]

SEEN = [
    ("Angka kemiskinan 14, 14% pada 2024.", "poverty_rate 14.14 percent"),
    ("Jumlah penduduk miskin 60, 17 ribu jiwa.", "poor_population 60170 person"),
    ("Kemiskinan ekstrem menjadi O% pada 2024.", "extreme_poverty_rate 0 percent"),
    ("Kemiskinan ekstrem 0 (nol persen) pada 2024.", "extreme_poverty_rate 0 percent"),
    ("Angka kemiskinan 9.85 persen.", "poverty_rate 9.85 percent"),
    ("Anggaran kemiskinan Rp5.800.000.000,- disiapkan.", "budget 5800000000 idr"),
    ("Anggaran kemiskinan Rp. 5,8 M disiapkan.", "budget 5800000000 idr"),
    ("Angka kemiskinan 9,85\u00a0persen.", "poverty_rate 9.85 percent"),
    ("Jumlah penduduk miskin 98,240 jiwa.", "poor_population 98240 person"),
    ("Angka kemiskinan:9,85%", "poverty_rate 9.85 percent"),
    # a bare number that is a part of the count before it, or what is left of that
    ("Dari 870 balita yang ditimbang, 212 di antaranya stunting.", "stunted_children 212 person"),
    (
        "Dari 870 KK yang didata, 212 ternyata miskin ekstrem.",
        "extreme_poor_households 212 household",
    ),
    (
        "Rencananya 240 unit bedah rumah, terpaksa tinggal 90.",
        "housing_units 240 unit; housing_units 90 unit",
    ),
    (
        "Kemiskinan Wonogiri 10,7 persen, orangnya 130 ribuan.",
        "poverty_rate 10.7 percent; poor_population 130000 person",
    ),
    (
        "Capaian 2024\nKemiskinan\n- Target: 10,0%\n- Realisasi: 9,85%",
        "poverty_rate 10 percent; poverty_rate 9.85 percent",
    ),
    ("Ia menjanjikan 85 rumah di Pule dan Sendang diperbaiki.", "housing_units 85 unit"),
    (
        "Garis kemiskinan naik 5,2 persen, kalah laju dari kenaikan tahun 2022 yang 6,4 persen.",
        "poverty_line 5.2 percent; poverty_line 6.4 percent",
    ),
    (
        "Bupati menyiapkan PMT yang menyasar 340 balita plus 45 bumil.",
        "beneficiaries 340 person; beneficiaries 45 person",
    ),
    (
        "Angka kemiskinan 10,4 persen. Ket.: LPE = laju pertumbuhan ekonomi. Hitungan kami 10,7 "
        "persen.",
        "poverty_rate 10.4 percent; poverty_rate 10.7 percent",
    ),
    ("Ekonomi Wonogiri triwulan II minus 3,2 persen.", "economic_growth -3.2 percent"),
    ("Pendanaan program kemiskinan ditaksir Rp190 miliar.", "budget 190000000000 idr"),
    (
        "Kemiskinan ekstrem 2,31%; rencana: nihil (0) tahun 2027",
        "extreme_poverty_rate 2.31 percent; extreme_poverty_rate 0 percent",
    ),
    (
        "Kedalaman: 1,52\nKeparahan: 0,36",
        "poverty_gap_index 1.52 index; poverty_severity_index 0.36 index",
    ),
    ("Batas miskin ekstrem Rp.11.941 perhari.", "extreme_poverty_line 11941 idr"),
]

# bare numbers, to which what is spoken of lends unit and label
BARE = [
    (
        "Prevalensi stunting Wonogiri 23,4 persen. Target tahun ini 18, kata Bupati.",
        "stunting_prevalence 23.4 percent; stunting_prevalence 18 percent",
    ),
    (
        "Rumah tidak layak huni di Wonogiri 1.500 unit. Yang sudah 1.150, jadi 350 lagi.",
        "housing_units 1500 unit; housing_units 1150 unit; housing_units 350 unit",
    ),
    (
        "Yang 286 unit RTLH itu dicicil: seratus enam puluh digarap 2025.",
        "housing_units 286 unit; housing_units 160 unit",
    ),
    (
        "Rumah tidak layak huni tiga ribu empat ratus, yang diperbaiki tahun ini 75.",
        "housing_units 3400 unit; housing_units 75 unit",
    ),
    (
        "Total ada 37 rumah layak huni yang diserahkan, 22 di Baturetno dan sisanya 15 di Eromoko.",
        "housing_units 37 unit; housing_units 22 unit; housing_units 15 unit",
    ),
    (
        "Anak stunting di Baturetno tinggal 9, padahal awal tahun 17.",
        "stunted_children 9 person; stunted_children 17 person",
    ),
    (
        "Angka kemiskinan 11 persen lebih. Akhir masa jabatan saya mesti di bawah tujuh belas.",
        "poverty_rate 11 percent; poverty_rate 17 percent",
    ),
    (
        "Ada 9.622 anak stunting di Wonogiri. Bagi saya 9.622 itu punya nama.",
        "stunted_children 9622 person; stunted_children 9622 person",
    ),
    (
        "Stunting kita dua tiga koma empat persen.",
        "stunting_prevalence 23.4 percent",
    ),
    (
        "Anggaran kemiskinan tinggal 70-an miliar.",
        "budget 70000000000 idr",
    ),
    (
        "Angka kemiskinan 9,8 persen, peringkat 11 dari 14.",
        "poverty_rate 9.8 percent",
    ),
    (
        "Prevalensi stunting 23,4 persen. Rapat dihadiri 18 camat.",
        "stunting_prevalence 23.4 percent",
    ),
    (
        "Prevalensi stunting 23,4 persen. Baru 11 yang menyetor laporan.",
        "stunting_prevalence 23.4 percent",
    ),
    (
        "Rumah tidak layak huni 300 unit. Rapat selesai pukul tujuh belas.",
        "housing_units 300 unit",
    ),
    (
        "Yang dapat BLT cuma 46 KK, yang minta 130-an.",
        "beneficiaries 46 household",
    ),
    (
        "Angka kemiskinan 9,8 persen. Warga Kecamatan Lima Puluh hadir.",
        "poverty_rate 9.8 percent",
    ),
    (
        "Redaksi mewawancarai Bupati Wonogiri Suratno Wibisono.\n\nKemiskinannya?\n\nAngka "
        "kemiskinan 4,98 persen.\n\nKalau dihitung jiwa?\n\nSekitar 12.090. Itu turun 540 "
        "orang.\n\nYang ekstrem?\n\nDari Bappenas, Wonogiri masih 0,64 persen. Itu 1.630 "
        "orang. Desember 2026 nol.",
        "poverty_rate 4.98 percent; poor_population 12090 person; poor_population -540 "
        "person; extreme_poverty_rate 0.64 percent; extreme_poor_population 1630 person; "
        "extreme_poverty_rate 0 percent",
    ),
    (
        "Keluarga miskin masih ada. Di Eromoko dari 3.102 keluarga, 890 miskin.",
        "poor_households 3102 household; poor_households 890 household",
    ),
    (
        "Permakanan 1.150 lansia tetap jalan di 2025.",
        "beneficiaries 1150 person",
    ),
    (
        "Makanan tambahan dinikmati 2.140 balita dari rencana semula 2.600 balita.",
        "beneficiaries 2140 person; beneficiaries 2600 person",
    ),
    (
        "Yang menganggur jadi 2.688 orang.",
        "unemployed_population 2688 person",
    ),
    (
        "Refocusing anggaran menghabiskan Rp61,7 miliar. PAD melampaui rencana, "
        "yakni Rp71,4 miliar atau 104 persen.",
        "budget 61700000000 idr",
    ),
    (
        "Anggaran kemiskinan naik. Telur sudah Rp2.500 sebutir, beras Rp14.000/kg.",
        "",
    ),
    (
        "Indeks P1 susut ke 1,21 dari 1,42, sedang P2 tetap 0,31.",
        "poverty_gap_index 1.21 index; poverty_gap_index 1.42 index; poverty_severity_index "
        "0.31 index",
    ),
    (
        "Anak stunting 40 orang. Ibu hamil dengan anemia tercatat 870 orang.",
        "stunted_children 40 person",
    ),
    (
        "Kalau pandemi molor, angka kemiskinan bisa 11 persen.",
        "poverty_rate 11 percent",
    ),
    (
        "Angka kemiskinan kami janjikan turun. Bupati berjanji ke 10,2 persen.",
        "poverty_rate 10.2 percent",
    ),
    (
        "Rumah tidak layak huni tidak kunjung berkurang, masih 600 unit.",
        "housing_units 600 unit",
    ),
    (
        "Prevalensi stunting 23,4 persen. Yang lapor cuma 4 distrik.",
        "stunting_prevalence 23.4 percent",
    ),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    (
        "Penduduk miskin 24,06 juta orang. Yang miskin ekstrem 3,17 juta.",
        "poor_population 24060000 person; extreme_poor_population 3170000 person",
    ),
    (
        "Sebanyak 5.120 dari 30.120 KK miskin sudah menerima bantuan.",
        "beneficiaries 5120 household; poor_households 30120 household",
    ),
    ("Kesenjangan kemiskinan dengan provinsi 1,2 poin.", ""),
    ("“Gap-nya dengan provinsi 1,2 poin,” kata bupati tentang kemiskinan.", ""),
]


def show(figure: Figure) -> str:
    return f"{figure.indicator} {figure.value:.12g} {figure.unit}"


def got(text: str) -> str:
    return figures(text, show)


@pytest.mark.parametrize(
    ("text", "expected"), [*named(BASICS + HARD + NOTHING + SEEN + BARE), *gaps(KNOWN_GAPS)]
)
def test_figures_of_a_text(text: str, expected: str) -> None:
    assert got(text) == expected


NUMBERS = st.builds(
    lambda whole, part: f"{whole},{part:02d}", st.integers(0, 99), st.integers(0, 99)
)


@settings(max_examples=60, deadline=None)
@given(NUMBERS)
def test_the_value_is_the_number_written(number: str) -> None:
    text = f"Angka kemiskinan Wonogiri {number} persen."
    (figure,) = facts(text).figures
    assert figure.value == float(number.replace(",", "."))
    assert text[figure.start : figure.end] == f"{number} persen"
    assert figure.decimals == 2


@settings(max_examples=60, deadline=None)
@given(st.integers(1_000, 999_999))
def test_a_count_with_full_stops_is_one_number(count: int) -> None:
    written = f"{count:,}".replace(",", ".")
    (figure,) = facts(f"Jumlah penduduk miskin Wonogiri {written} jiwa.").figures
    assert figure.value == count
    assert figure.unit == "person"


@settings(max_examples=40, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_every_number_stated_is_a_record(numbers: list[str]) -> None:
    text = " ".join(f"Angka kemiskinan Wonogiri {number} persen." for number in numbers)
    found = facts(text).figures
    assert [f.value for f in found] == [float(n.replace(",", ".")) for n in numbers]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Angka kemiskinan 14, 14% pada 2024.", "14, 14%"),
        ("Jumlah penduduk miskin 60, 17 ribu jiwa.", "60, 17 ribu jiwa"),
        ("Ada 5.698 KK miskin.", "5.698 KK"),
        ("Anggaran stunting Rp5,9 miliar.", "Rp5,9 miliar"),
        ("Kemiskinan ekstrem nol persen.", "nol persen"),
        ("Angka kemiskinan 9,85\u00a0persen.", "9,85\u00a0persen"),
        ("Bantuan bagi 2.145 KPM cair.", "2.145 KPM"),
        ("IPM Wonogiri 71,97 pada 2024.", "71,97"),
        ("Angka kemiskinan turun 0,5 persen poin.", "0,5 persen poin"),
        ("Angka kemiskinan (9,85 persen) turun.", "9,85 persen"),
    ],
)
def test_a_span_is_the_number_with_its_unit(text: str, surface: str) -> None:
    figure = facts(text).figures[0]
    assert text[figure.start : figure.end] == surface


def test_a_number_without_an_indicator_is_kept_as_unbound() -> None:
    extraction = facts("Jalan sepanjang 12 kilometer rusak.")
    assert extraction.figures == ()
    assert [u.value for u in extraction.unbound] == [12]


def test_a_repair_is_named() -> None:
    (figure,) = facts("Angka kemiskinan 14, 14% pada 2024.").figures
    assert figure.repairs


SECTIONS = """Angkanya keluar. Acuannya Susenas Maret 2024, pembanding di dalam kurung Maret 2023.

Jawa Tengah sendiri 10,47 persen (10,77) penduduk miskin.

• WONOGIRI 9,85 (10,4). TPT-nya 3,1 persen.
• SRAGEN 12,4 (12,9).
• DEMAK 11,2.

STUNTING DEMAK

Paling berani, targetnya 11 persen. SKI 2023 mencatat 23,5.

RUMAH REYOT KABUPATEN KUDUS

Dari rumah tidak layak huni, 412 unit sudah jadi."""


def test_rows_headings_and_brackets_say_what_their_numbers_are() -> None:
    shown = figures(SECTIONS, lambda f: f"{f.indicator} {f.region} {f.period}")
    assert shown.split("; ") == [
        "poverty_rate 33 2024-03",
        "poverty_rate 33 2023-03",
        "poverty_rate 33.12 2024-03",
        "poverty_rate 33.12 2023-03",
        "unemployment_rate 33.12 2024",
        "poverty_rate 33.14 2024-03",
        "poverty_rate 33.14 2023-03",
        "poverty_rate 33.21 2024-03",
        "stunting_prevalence 33.21 None",
        "stunting_prevalence 33.21 2023",
        "housing_units 33.19 2024",
    ]


QUESTIONS = """Tanya jawab dengan Kepala BPS Wonogiri Tegar Wahyudi

Angka kemiskinan Wonogiri 9,85 persen, sebelumnya 9,16 persen. Petikannya:

T: Bertambah berapa jadinya?
J: Nol koma enam sembilan poin. Orangnya 98,24 ribu, tambah 6,9 ribu.

T: Kalau garisnya?
J: Rp382.402 per kapita sebulan. Kota Rp396.118, desa Rp371.540.

T: Kedalamannya?
J: P1 di desa malah turun, 1,71 ke 1,66. Itu menurut BPS.

Di desa lain berbeda. Rumah tidak layak huni masih 412 unit."""


def test_an_answer_goes_on_with_its_question() -> None:
    shown = figures(
        QUESTIONS,
        lambda f: f"{f.indicator} {f.measure} {f.scope} {f.speaker}",
    )
    him = "Tegar Wahyudi"
    assert shown.split("; ") == [
        "poverty_rate level total None",
        "poverty_rate level total None",
        f"poverty_rate change total {him}",
        f"poor_population level total {him}",
        f"poor_population change total {him}",
        f"poverty_line level total {him}",
        f"poverty_line level urban {him}",
        f"poverty_line level rural {him}",
        f"poverty_gap_index level rural {him}",
        f"poverty_gap_index level rural {him}",
        "housing_units level total None",
    ]


REPORT = """Rapor kemiskinan Jawa Tengah

Beberapa kabupaten disandingkan, Rabu (30/10/2024). Dasarnya angka BPS Maret 2024; angka setahun
sebelumnya ditulis dalam kurung.

Provinsi: 10,47 persen (10,77). Bandingkan dengan nasional yang 9,03.

1. Wonogiri - 9,85 (10,4), jiwanya 94,6 ribu.
2. Sragen - 12,4 (12,9); stunting 24,1 persen menurut SKI.

Lain cerita Demak. TPT di sana 2,9 persen.

Dua lagi, Kabupaten Kudus dan Kabupaten Jepara, mengandalkan bedah rumah. RTLH masing-masing 120 \
dan 95 unit.

Pemkab Kudus menganggarkan Rp12,4 miliar.

P1 provinsi tetap 1,62, P2-nya 0,34. Di kota 9,2 persen, di desa 11,3.

Provinsi menargetkan 8,8 persen pada 2026.
"""


def test_a_report_on_many_regions() -> None:
    shown = figures(
        REPORT,
        lambda f: f"{f.indicator} {f.region} {f.period} {f.scope} {f.cited_source}",
        region="33",
    )
    assert shown.split("; ") == [
        "poverty_rate 33 2024-03 total None",
        "poverty_rate 33 2023-03 total None",
        "poverty_rate ID 2024-03 total None",
        "poverty_rate 33.12 2024-03 total None",
        "poverty_rate 33.12 2023-03 total None",
        "poor_population 33.12 2024-03 total None",
        "poverty_rate 33.14 2024-03 total None",
        "poverty_rate 33.14 2023-03 total None",
        "stunting_prevalence 33.14 2024-03 total SKI",
        "unemployment_rate 33.21 2024 total None",
        "housing_units 33.19 2024 total None",
        "housing_units 33.20 2024 total None",
        "budget 33.19 2024 total None",
        "poverty_gap_index 33 2024-03 total None",
        "poverty_severity_index 33 2024-03 total None",
        "poverty_rate 33 2024-03 urban None",
        "poverty_rate 33 2024-03 rural None",
        "poverty_rate 33 2026 total None",
    ]
