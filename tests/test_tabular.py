"""Tables of numbers inside texts: bars, tabs, runs of spaces."""

from __future__ import annotations

import pytest

from extract.figures import Figure
from extract.table_lines import split_cells
from tests.sentences import figures, gaps, named

# text, its figures as "indicator value region period"
BASICS = [
    (
        "No | Kabupaten | Persentase penduduk miskin 2024\n1 | Wonogiri | 9,85\n2 | Sintang | 8,30",
        "poverty_rate 9.85 33.12 2024; poverty_rate 8.3 61.05 2024",
    ),
    (
        "Indikator | 2022 | 2023 | 2024\nAngka kemiskinan (%) | 10,9 | 10,4 | 9,85",
        "poverty_rate 10.9 33.12 2022; poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    (
        "Indikator | 2023 | 2024\nAngka kemiskinan (%) | 10,4 | 9,85\nIPM | 71,2 | 71,97",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024; human_development_index "
        "71.2 33.12 2023; human_development_index 71.97 33.12 2024",
    ),
    (
        "Indikator\t2023\t2024\nAngka kemiskinan (%)\t10,4\t9,85",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    (
        "Indikator              2023     2024\nAngka kemiskinan (%)   10,4     9,85",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    (
        "Tahun | Jumlah penduduk miskin (ribu jiwa) | Angka kemiskinan (%)\n"
        "2023 | 103,5 | 10,4\n"
        "2024 | 98,24 | 9,85",
        "poor_population 103500 33.12 2023; poverty_rate 10.4 33.12 2023; poor_population "
        "98240 33.12 2024; poverty_rate 9.85 33.12 2024",
    ),
    (
        "Tahun\tAngka kemiskinan (%)\n2022\t10,9\n2023\t10,4\n2024\t9,85",
        "poverty_rate 10.9 33.12 2022; poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    (
        "Provinsi | Persentase penduduk miskin Maret 2024\n"
        "Jawa Tengah | 10,47\n"
        "Jambi | 7,10\n"
        "Gorontalo | 14,57",
        "poverty_rate 10.47 33 2024-03; poverty_rate 7.1 15 2024-03; poverty_rate 14.57 75 2024-03",
    ),
    (
        "Indikator | 2024\nRasio gini | 0,352\nTPT (%) | 2,34\nPertumbuhan ekonomi (%) | 4,98",
        "gini_ratio 0.352 33.12 2024; unemployment_rate 2.34 33.12 2024; economic_growth 4.98 "
        "33.12 2024",
    ),
    (
        "Uraian | 2023 | 2024\nGaris kemiskinan (Rp/kapita/bulan) | 398.120 | 412.350",
        "poverty_line 398120 33.12 2023; poverty_line 412350 33.12 2024",
    ),
]

HARD = [
    # years of a month, their numbers told before
    (
        "Indeks keparahan kemiskinan Wonogiri berturut-turut 0,41, 0,39 dan 0,36 pada September "
        "2021, 2022, dan 2023.",
        "poverty_severity_index 0.41 33.12 2021-09; poverty_severity_index 0.39 33.12 2022-09; "
        "poverty_severity_index 0.36 33.12 2023-09",
    ),
    # what counts stands some way before its number
    (
        "Jumlah KPM PKH di kabupaten itu kini 20.412; tahun lalu 21,7 ribu.",
        "beneficiaries 20412 33.12 2024; beneficiaries 21700 33.12 2023",
    ),
    (
        "Angka kemiskinan 2023 sebesar 9,8 persen. Ekstrim kita 1,2 persen.",
        "poverty_rate 9.8 33.12 2023; extreme_poverty_rate 1.2 33.12 2023",
    ),
    # rows that share out what the line above counts
    (
        "Sebaran penerima PKH 2023 (KPM):\n  Baturetno ........ 440\n  Kec. Eromoko ...... 278\n"
        "  lain-lain ......... 95\n  JUMLAH ............ 813",
        "beneficiaries 440 33.12 2023 Baturetno; beneficiaries 278 33.12 2023 Kec. Eromoko; "
        "beneficiaries 95 33.12 2023 lain-lain; beneficiaries 813 33.12 2023",
    ),
    # a list in a sentence, with its unit ahead
    (
        "Penerima bantuan 2023 (orang): nelayan 412, buruh tani 1.096, dan difabel 88.",
        "beneficiaries 412 33.12 2023 nelayan; beneficiaries 1096 33.12 2023 buruh tani; "
        "beneficiaries 88 33.12 2023 difabel",
    ),
    (
        "Penduduk miskin 2023 (dalam ribu jiwa), urut: Wonogiri 98,2, Sintang 41,25; Jepara 80,1.",
        "poor_population 98200 33.12 2023; poor_population 41250 61.05 2023; "
        "poor_population 80100 33.20 2023",
    ),
    # years cut short
    (
        "| Kabupaten | P0 '22 | P0 '23 | Stunting ’23 |\n| Wonogiri | 10,9 | 10,4 | 12,1 |\n"
        "| Sintang | 8,9 | 8,3 | 22,4 |",
        "poverty_rate 10.9 33.12 2022; poverty_rate 10.4 33.12 2023; stunting_prevalence 12.1 "
        "33.12 2023; poverty_rate 8.9 61.05 2022; poverty_rate 8.3 61.05 2023; "
        "stunting_prevalence 22.4 61.05 2023",
    ),
    # a name and its first number are parted by a space, the numbers by slashes
    (
        "Penduduk miskin dua daerah itu (persen, 2021/2022/2023):\n• Wonogiri 10,9 / 10,4 / 9,8\n"
        "• Kab. Sintang 8,9 / 8,6 / 8,3\n• Jepara 7,1 / 6,9 / 6,6",
        "poverty_rate 10.9 33.12 2021; poverty_rate 10.4 33.12 2022; poverty_rate 9.8 33.12 2023; "
        "poverty_rate 8.9 61.05 2021; poverty_rate 8.6 61.05 2022; poverty_rate 8.3 61.05 2023; "
        "poverty_rate 7.1 33.20 2021; poverty_rate 6.9 33.20 2022; poverty_rate 6.6 33.20 2023",
    ),
    # the unit in the head only
    (
        "Kabupaten | Jumlah KK miskin 2024\nWonogiri | 5.698\nSintang | 4.310",
        "poor_households 5698 33.12 2024; poor_households 4310 61.05 2024",
    ),
    # thousands in the caption
    (
        "Jumlah penduduk miskin (ribu jiwa)\nKabupaten | 2023 | 2024\nWonogiri | 103,5 | 98,24",
        "poor_population 103500 33.12 2023; poor_population 98240 33.12 2024",
    ),
    # a row of aims
    (
        "Indikator | Target 2025 | Target 2026\nAngka kemiskinan (%) | 9,0 | 8,0",
        "poverty_rate 9 33.12 2025 target; poverty_rate 8 33.12 2026 target",
    ),
    # a ruling between head and body
    (
        "| Indikator | 2023 | 2024 |\n|---|---|---|\n| Angka kemiskinan (%) | 10,4 | 9,85 |",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    # an empty cell keeps the columns apart
    (
        "Indikator | 2022 | 2023 | 2024\nAngka kemiskinan (%) | 10,9 | - | 9,85",
        "poverty_rate 10.9 33.12 2022; poverty_rate 9.85 33.12 2024",
    ),
    # money
    (
        "Program | Anggaran 2024 (Rp)\n"
        "Bedah rumah | 4.280.000.000\n"
        "Bantuan pangan | 1.150.000.000\n"
        "BLT | 900.000.000",
        "budget 4280000000 33.12 2024; budget 1150000000 33.12 2024; budget 900000000 33.12 2024",
    ),
    # dot as decimal sign
    (
        "Indikator | 2023 | 2024\nAngka kemiskinan (%) | 10.4 | 9.85",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    # text around the table
    (
        "Angka kemiskinan menurun.\n"
        "\n"
        "Indikator | 2023 | 2024\n"
        "Angka kemiskinan (%) | 10,4 | 9,85\n"
        "\n"
        "Rapat ditutup.",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    # several kinds in one table
    (
        "Indikator | Satuan | 2024\n"
        "Angka kemiskinan | persen | 9,85\n"
        "Jumlah penduduk miskin | jiwa | 98.240\n"
        "IPM | indeks | 71,97",
        "poverty_rate 9.85 33.12 2024; poor_population 98240 33.12 2024; "
        "human_development_index 71.97 33.12 2024",
    ),
    (
        "Persentase penduduk miskin\n"
        "Wilayah | 2023 | 2024\n"
        "Kab. Wonogiri | 10,4 | 9,85\n"
        "Jawa Tengah | 10,77 | 10,47\n"
        "Nasional | 9,36 | 9,03",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024; poverty_rate 10.77 33 "
        "2023; poverty_rate 10.47 33 2024; poverty_rate 9.36 ID 2023; poverty_rate 9.03 ID 2024",
    ),
    (
        "Kecamatan | Jumlah KK miskin 2024\nBaturetno | 412\nEromoko | 387\nNguntoronadi | 205",
        "poor_households 412 33.12 2024 Baturetno; poor_households 387 33.12 2024 Eromoko; "
        "poor_households 205 33.12 2024 Nguntoronadi",
    ),
    (
        "No | Indikator | Satuan | Capaian 2023 | Target 2024\n"
        "1 | Tingkat kemiskinan | % | 10,4 | 9,9\n"
        "2 | Prevalensi stunting | % | 12,4 | 11",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.9 33.12 2024 target; stunting_prevalence "
        "12.4 33.12 2023; stunting_prevalence 11 33.12 2024 target",
    ),
    (
        "Indikator | 2023 | 2024 (proyeksi)\nPertumbuhan ekonomi (%) | 4,98 | 5,10",
        "economic_growth 4.98 33.12 2023; economic_growth 5.1 33.12 2024 forecast",
    ),
    (
        "Tahun | P1 | P2\n2022 | 1,52 | 0,36\n2023 | 1,38 | 0,31\n2024 | 1,29 | 0,28",
        "poverty_gap_index 1.52 33.12 2022; poverty_severity_index 0.36 33.12 2022; "
        "poverty_gap_index 1.38 33.12 2023; poverty_severity_index 0.31 33.12 2023; "
        "poverty_gap_index 1.29 33.12 2024; poverty_severity_index 0.28 33.12 2024",
    ),
    (
        "Capaian 2024:\nAngka kemiskinan: 9,85 persen\nIPM: 71,97",
        "poverty_rate 9.85 33.12 2024; human_development_index 71.97 33.12 2024",
    ),
    # a caption of several indicators
    (
        "Garis Kemiskinan, Jumlah dan Persentase Penduduk Miskin Maret 2024\nKabupaten Garis "
        "Kemiskinan (Rp) Jumlah (ribu) Persentase\nSintang 415.220 27,10 5,95\nMelawi 421.900 "
        "61,40 7,41",
        "poverty_line 415220 61.05 2024-03; poor_population 27100 61.05 2024-03; poverty_rate "
        "5.95 61.05 2024-03; poverty_line 421900 61.10 2024-03; poor_population 61400 61.10 "
        "2024-03; poverty_rate 7.41 61.10 2024-03",
    ),
    # a share beside what it is a share of
    (
        "Tahun | Miskin (jiwa) | % | Miskin ekstrem (jiwa) | %\n2023 | 29.340 | 7,85 | 6.110 | "
        "1,72\n2024 | 27.100 | 6,95 | 2.940 | 0,73",
        "poor_population 29340 33.12 2023; poverty_rate 7.85 33.12 2023; "
        "extreme_poor_population 6110 33.12 2023; extreme_poverty_rate 1.72 33.12 2023; "
        "poor_population 27100 33.12 2024; poverty_rate 6.95 33.12 2024; "
        "extreme_poor_population 2940 33.12 2024; extreme_poverty_rate 0.73 33.12 2024",
    ),
    # rows that bear their units, without heads
    (
        "Kemiskinan per kabupaten, Maret 2024\n\nKab. Sintang       8,30 %   35,10 ribu   "
        "Rp428.311\nKab. Melawi         7,41 %   22,60 ribu   Rp414.209",
        "poverty_rate 8.3 61.05 2024-03; poor_population 35100 61.05 2024-03; poverty_line "
        "428311 61.05 2024-03; poverty_rate 7.41 61.10 2024-03; poor_population 22600 61.10 "
        "2024-03; poverty_line 414209 61.10 2024-03",
    ),
    # commas between the cells
    (
        "Angka kemiskinan\nKabupaten, persentase, jumlah (ribu)\nSintang, 8,30, 35,10\nMelawi, "
        "7,41, 22,60",
        "poverty_rate 8.3 61.05 None; poor_population 35100 61.05 None; poverty_rate 7.41 61.10 "
        "None; poor_population 22600 61.10 None",
    ),
    # long dashes between the cells
    (
        "Kemiskinan 2024\nSintang — 35,1 ribu orang — 8,30%\nMelawi — 22,6 ribu orang — 7,41%",
        "poor_population 35100 61.05 2024; poverty_rate 8.3 61.05 2024; poor_population 22600 "
        "61.10 2024; poverty_rate 7.41 61.10 2024",
    ),
    # a column of differences
    (
        "| Kabupaten | P0 2023 | P0 2024 | Selisih |\n|---|---|---|---|\n| Sintang | 8,45 | "
        "8,30 | -0,15 |\n| Melawi | 7,30 | 7,41 | +0,11 |",
        "poverty_rate 8.45 61.05 2023; poverty_rate 8.3 61.05 2024; poverty_rate -0.15 61.05 2024 "
        "change; poverty_rate 7.3 61.10 2023; poverty_rate 7.41 61.10 2024; poverty_rate 0.11 "
        "61.10 2024 change",
    ),
    # years over the columns of each
    (
        "Angka kemiskinan\nKabupaten    2023            2024\n             P0     TPT      P0   "
        "  TPT\nSintang      8,45   2,3      8,30   2,1\nMelawi        7,30   1,9      7,41   "
        "1,8",
        "poverty_rate 8.45 61.05 2023; unemployment_rate 2.3 61.05 2023; poverty_rate 8.3 61.05 "
        "2024; unemployment_rate 2.1 61.05 2024; poverty_rate 7.3 61.10 2023; unemployment_rate "
        "1.9 61.10 2023; poverty_rate 7.41 61.10 2024; unemployment_rate 1.8 61.10 2024",
    ),
    # a line heads the rows of its area
    (
        "Persentase Penduduk Miskin\nDaerah/Periode     Jumlah (ribu orang)     Persentase\n"
        "Perkotaan\n  Maret 2024       23,10    4,21\n  September 2024   22,40    4,05\n"
        "Perdesaan\n  Maret 2024       152,70   13,02\n  September 2024   140,90   11,30",
        "poor_population 23100 33.12 2024-03 urban; poverty_rate 4.21 33.12 2024-03 urban; "
        "poor_population 22400 33.12 2024-09 urban; poverty_rate 4.05 33.12 2024-09 urban; "
        "poor_population 152700 33.12 2024-03 rural; poverty_rate 13.02 33.12 2024-03 rural; "
        "poor_population 140900 33.12 2024-09 rural; poverty_rate 11.3 33.12 2024-09 rural",
    ),
    # urban and rural as rows
    (
        "Persentase penduduk miskin Maret 2024\nDaerah | 2023 | 2024\nPerkotaan | 4,41 | 4,21\n"
        "Perdesaan | 13,40 | 13,02\nPerkotaan+Perdesaan | 9,10 | 8,80",
        "poverty_rate 4.41 33.12 2023 urban; poverty_rate 4.21 33.12 2024 urban; poverty_rate "
        "13.4 33.12 2023 rural; poverty_rate 13.02 33.12 2024 rural; poverty_rate 9.1 33.12 "
        "2023; poverty_rate 8.8 33.12 2024",
    ),
    # names of columns without marks
    (
        "No. Kabupaten Penduduk Miskin 2023 (Ribu) Penduduk Miskin 2024 (Ribu) Persen 2023 "
        "Persen 2024\n1. Sintang 35,30 35,10 8,45 8,30\n2. Melawi 21,30 22,60 7,30 7,41",
        "poor_population 35300 61.05 2023; poor_population 35100 61.05 2024; poverty_rate 8.45 "
        "61.05 2023; poverty_rate 8.3 61.05 2024; poor_population 21300 61.10 2023; "
        "poor_population 22600 61.10 2024; poverty_rate 7.3 61.10 2023; poverty_rate 7.41 61.10 "
        "2024",
    ),
    # counts with decimals but no scale are not read
    (
        "Angka kemiskinan 2024\nKabupaten | Jumlah | Persentase\nSintang | 35,10 | 8,30\nMelawi "
        "| 22,60 | 7,41",
        "poverty_rate 8.3 61.05 2024; poverty_rate 7.41 61.10 2024",
    ),
]

# heads of several lines, blanks, differences, parts of a regency
MANY_LINES = [
    # columns of two levels between bars
    (
        "| No | Indikator | Satuan | Capaian | | Target | |\n"
        "| | | | 2022 | 2023 | 2025 | 2026 |\n"
        "|---|---|---|---|---|---|---|\n"
        "| 1 | Angka kemiskinan | % | 10,9 | 10,4 | 9,1 | 8,7 |\n"
        "| 2 | IPM | - | 71,2 | n/a | 72,4 | 73,0 |",
        "poverty_rate 10.9 33.12 2022; "
        "poverty_rate 10.4 33.12 2023; "
        "poverty_rate 9.1 33.12 2025 target; "
        "poverty_rate 8.7 33.12 2026 target; "
        "human_development_index 71.2 33.12 2022; "
        "human_development_index 72.4 33.12 2025 target; "
        "human_development_index 73 33.12 2026 target",
    ),
    # between tabs, with a sum and districts
    (
        "No\tKecamatan\tKK miskin\t\tPrevalensi stunting (%)\t\n"
        "\t\t2022\t2023\t2022\t2023\n"
        "1\tBaturetno\t412\t387\t21,4\t19,0\n"
        "2\tEromoko*\t205\t198\t18,3\t17,7\n"
        "\tKabupaten\t31.120\t30.450\t14,1\t12,4",
        "poor_households 412 33.12 2022 Baturetno; "
        "poor_households 387 33.12 2023 Baturetno; "
        "stunting_prevalence 21.4 33.12 2022 Baturetno; "
        "stunting_prevalence 19 33.12 2023 Baturetno; "
        "poor_households 205 33.12 2022 Eromoko; "
        "poor_households 198 33.12 2023 Eromoko; "
        "stunting_prevalence 18.3 33.12 2022 Eromoko; "
        "stunting_prevalence 17.7 33.12 2023 Eromoko; "
        "poor_households 31120 33.12 2022; "
        "poor_households 30450 33.12 2023; "
        "stunting_prevalence 14.1 33.12 2022; "
        "stunting_prevalence 12.4 33.12 2023",
    ),
    # a name that runs over three lines, one that spans two columns
    (
        "Tabel 2\n"
        "Penduduk miskin 2022-2024\n"
        "-----------------------------------------\n"
        "            Penduduk Miskin          Garis\n"
        " Tahun     ----------------------   Kemiskinan\n"
        "           Jumlah      Persentase   (Rp/kapita/\n"
        "           (ribu)      (%)          bulan)\n"
        "-----------------------------------------\n"
        " 2023      103,50      10,40        398.120\n"
        " 2024       98,24       9,85        412.350\n"
        "-----------------------------------------",
        "poor_population 103500 33.12 2023; "
        "poverty_rate 10.4 33.12 2023; "
        "poverty_line 398120 33.12 2023; "
        "poor_population 98240 33.12 2024; "
        "poverty_rate 9.85 33.12 2024; "
        "poverty_line 412350 33.12 2024",
    ),
    # two numbers to a cell, the month over their years
    (
        "Pengangguran di dua kabupaten\n"
        "                 TPT Agustus (%)\n"
        "                 2022 / 2023\n"
        "Wonogiri         2,60 / 2,34\n"
        "Sintang          3,10 / 2,95",
        "unemployment_rate 2.6 33.12 2022-08; "
        "unemployment_rate 2.34 33.12 2023-08; "
        "unemployment_rate 3.1 61.05 2022-08; "
        "unemployment_rate 2.95 61.05 2023-08",
    ),
    # years under each measure
    (
        "Dua kabupaten\n"
        "Kabupaten        Kemiskinan (%)         IPM\n"
        "                 2022     2023       2022    2023\n"
        "Sintang          8,45     8,30       66,1    66,9\n"
        "Melawi           7,30     7,41       64,0    64,8",
        "poverty_rate 8.45 61.05 2022; "
        "poverty_rate 8.3 61.05 2023; "
        "human_development_index 66.1 61.05 2022; "
        "human_development_index 66.9 61.05 2023; "
        "poverty_rate 7.3 61.10 2022; "
        "poverty_rate 7.41 61.10 2023; "
        "human_development_index 64 61.10 2022; "
        "human_development_index 64.8 61.10 2023",
    ),
    # short months
    (
        "Daerah      P0 Mrt-23   P0 Mrt-24\n"
        "Sintang     8,45        8,30\n"
        "Melawi      7,30        7,41",
        "poverty_rate 8.45 61.05 2023-03; "
        "poverty_rate 8.3 61.05 2024-03; "
        "poverty_rate 7.3 61.10 2023-03; "
        "poverty_rate 7.41 61.10 2024-03",
    ),
    # a month told under the table, where it fits
    (
        "Indikator | 2023 | 2024\n"
        "Angka kemiskinan (%) | 10,4 | 9,85\n"
        "IPM | 71,2 | 71,97\n"
        "Catatan: kondisi Maret",
        "poverty_rate 10.4 33.12 2023-03; "
        "poverty_rate 9.85 33.12 2024-03; "
        "human_development_index 71.2 33.12 2023; "
        "human_development_index 71.97 33.12 2024",
    ),
    # a budget as it was revised, a cell a line
    (
        "Anggaran penanggulangan kemiskinan\n"
        "(Rp juta)\n"
        "Program\n"
        "Murni\n"
        "Perubahan\n"
        "Bertambah/(berkurang)\n"
        "Bantuan pangan\n"
        "1.150\n"
        "1.400\n"
        "250\n"
        "Bedah rumah\n"
        "4.280\n"
        "3.100\n"
        "(1.180)\n"
        "BLT\n"
        "-\n"
        "610\n"
        "610\n"
        "Jumlah\n"
        "5.430\n"
        "5.110\n"
        "(320)",
        "budget 1150000000 33.12 2024; "
        "budget 1400000000 33.12 2024; "
        "budget 250000000 33.12 2024 change; "
        "budget 4280000000 33.12 2024; "
        "budget 3100000000 33.12 2024; "
        "budget -1180000000 33.12 2024 change; "
        "budget 610000000 33.12 2024; "
        "budget 5430000000 33.12 2024; "
        "budget 5110000000 33.12 2024; "
        "budget -320000000 33.12 2024 change",
    ),
    # before and after
    (
        "Belanja kemiskinan (juta rupiah)\n"
        "Uraian | Sebelum perubahan | Setelah perubahan | Bertambah/(berkurang)\n"
        "Bedah rumah | 4.280 | 3.100 | (1.180)\n"
        "Bantuan pangan | 1.150 | 1.400 | 250",
        "budget 4280000000 33.12 2024; "
        "budget 3100000000 33.12 2024; "
        "budget -1180000000 33.12 2024 change; "
        "budget 1150000000 33.12 2024; "
        "budget 1400000000 33.12 2024; "
        "budget 250000000 33.12 2024 change",
    ),
    # what compares and is no difference
    (
        "Indikator | 2023 | 2024 | Kinerja\n"
        "Angka kemiskinan (%) | 10,4 | 9,85 | 105,5\n"
        "TPT (%) | 2,50 | 2,34 | 106,4",
        "poverty_rate 10.4 33.12 2023; "
        "poverty_rate 9.85 33.12 2024; "
        "unemployment_rate 2.5 33.12 2023; "
        "unemployment_rate 2.34 33.12 2024",
    ),
    # ranges of aims
    (
        "Indikator | 2023 | Target 2026\n"
        "Tingkat kemiskinan (%) | 10,4 | 8,1-8,5\n"
        "TPT (%) | 2,34 | 2,0 – 2,2",
        "poverty_rate 10.4 33.12 2023; "
        "poverty_rate 8.1 33.12 2026 target; "
        "poverty_rate 8.5 33.12 2026 target; "
        "unemployment_rate 2.34 33.12 2023; "
        "unemployment_rate 2 33.12 2026 target; "
        "unemployment_rate 2.2 33.12 2026 target",
    ),
    # rows of other measures
    (
        "Indikator | Satuan | 2023\n"
        "Angka kemiskinan | % | 10,4\n"
        "TPT | % | 2,3\n"
        "Jalan mantap | % | 71,3\n"
        "Sanitasi layak | % | 88,1",
        "poverty_rate 10.4 33.12 2023; unemployment_rate 2.3 33.12 2023",
    ),
    # a blank among single spaces
    (
        "Kabupaten P0 2023 P0 2024\nSintang 8,45 8,30\nMelawi 7,30 …\nSekadau 6,10 6,05",
        "poverty_rate 8.45 61.05 2023; "
        "poverty_rate 8.3 61.05 2024; "
        "poverty_rate 7.3 61.10 2023; "
        "poverty_rate 6.1 61.09 2023; "
        "poverty_rate 6.05 61.09 2024",
    ),
    # urban and rural as columns
    (
        "Persentase penduduk miskin menurut daerah\n"
        "              Perkotaan   Perdesaan   Total\n"
        "Maret 2023    9,1         12,0        10,4\n"
        "Maret 2024    8,8         11,2        9,85",
        "poverty_rate 9.1 33.12 2023-03 urban; "
        "poverty_rate 12 33.12 2023-03 rural; "
        "poverty_rate 10.4 33.12 2023-03; "
        "poverty_rate 8.8 33.12 2024-03 urban; "
        "poverty_rate 11.2 33.12 2024-03 rural; "
        "poverty_rate 9.85 33.12 2024-03",
    ),
    # villages
    (
        "Desa | Keluarga miskin 2023 | Keluarga miskin 2024\n"
        "Sendang | 120 | 98\n"
        "Pule | 88 | 91\n"
        "Jumlah | 208 | 189",
        "poor_households 120 33.12 2023 Sendang; "
        "poor_households 98 33.12 2024 Sendang; "
        "poor_households 88 33.12 2023 Pule; "
        "poor_households 91 33.12 2024 Pule; "
        "poor_households 208 33.12 2023; "
        "poor_households 189 33.12 2024",
    ),
]


# other ways to set numbers out
LAID_OUT = [
    # cells as lines with the numbers of the rows, the sum without one, as of a day
    (
        "Keadaan Wonogiri per 30 Juni 2024 sebagai berikut.\nNo\nKecamatan\nKK miskin\nRTLH "
        "(unit)\n1\n"
        "Baturetno\n1.204\n87\n2\nEromoko\n980\n64\nJumlah\n2.184\n151",
        "poor_households 1204 33.12 2024-06-30 Baturetno; "
        "housing_units 87 33.12 2024-06-30 Baturetno; "
        "poor_households 980 33.12 2024-06-30 Eromoko; "
        "housing_units 64 33.12 2024-06-30 Eromoko; "
        "poor_households 2184 33.12 2024-06-30; "
        "housing_units 151 33.12 2024-06-30",
    ),
    # years cut short
    (
        "| Kabupaten | P0 '23 | P0 '24 |\n| Sintang | 8,45 | 8,30 |\n| Melawi | 7,30 | 7,41 |",
        "poverty_rate 8.45 61.05 2023; poverty_rate 8.3 61.05 2024; poverty_rate 7.3 61.10 2023; "
        "poverty_rate 7.41 61.10 2024",
    ),
    # numbers over their names
    (
        "Data kami\n\n9,85 persen\nAngka kemiskinan Wonogiri Maret 2024\n\n98,24 ribu\n"
        "Jumlah penduduk miskin\n\n0,352\nRasio gini",
        "poverty_rate 9.85 33.12 2024-03; poor_population 98240 33.12 None; gini_ratio 0.352 "
        "33.12 None",
    ),
    # regions as columns
    (
        "Kemiskinan beberapa kabupaten\n"
        "Tahun | Wonogiri | Sintang | Melawi\n"
        "2023 | 10,4 | 8,45 | 7,30\n"
        "2024 | 9,85 | 8,30 | 7,41",
        "poverty_rate 10.4 33.12 2023; "
        "poverty_rate 8.45 61.05 2023; "
        "poverty_rate 7.3 61.10 2023; "
        "poverty_rate 9.85 33.12 2024; "
        "poverty_rate 8.3 61.05 2024; "
        "poverty_rate 7.41 61.10 2024",
    ),
    # a row heads the rows of its group
    (
        "Indikator | 2023 | 2024\n"
        "Kemiskinan | |\n"
        "P0 (%) | 10,4 | 9,85\n"
        "Jumlah (ribu jiwa) | 103,5 | 98,24\n"
        "Ketenagakerjaan | |\n"
        "TPT (%) | 2,5 | 2,34",
        "poverty_rate 10.4 33.12 2023; "
        "poverty_rate 9.85 33.12 2024; "
        "poor_population 103500 33.12 2023; "
        "poor_population 98240 33.12 2024; "
        "unemployment_rate 2.5 33.12 2023; "
        "unemployment_rate 2.34 33.12 2024",
    ),
    # how much of a sum is spent
    (
        "Anggaran kemiskinan 2024\n"
        "Program | Pagu (Rp) | Realisasi (Rp) | %\n"
        "Bedah rumah | 4.280.000.000 | 3.100.000.000 | 72,4\n"
        "BLT | 900.000.000 | 880.000.000 | 97,8",
        "budget 4280000000 33.12 2024; "
        "budget 3100000000 33.12 2024; "
        "budget 900000000 33.12 2024; "
        "budget 880000000 33.12 2024",
    ),
    # years over rows without a head
    (
        "Capaian 2023 / 2024\n"
        "Kemiskinan (%) : 10,4 / 9,85\n"
        "TPT (%) : 2,50 / 2,34\n"
        "IPM : 71,2 / 71,97",
        "poverty_rate 10.4 33.12 2023; "
        "poverty_rate 9.85 33.12 2024; "
        "unemployment_rate 2.5 33.12 2023; "
        "unemployment_rate 2.34 33.12 2024; "
        "human_development_index 71.2 33.12 2023; "
        "human_development_index 71.97 33.12 2024",
    ),
    # what was reached of an aim, each year
    (
        "Indikator | 2023 | | | 2024 | | \n"
        " | Target | Realisasi | Capaian (%) | Target | Realisasi | Capaian (%)\n"
        "Angka kemiskinan (%) | 10,0 | 10,4 | 96,0 | 9,5 | 9,85 | 96,3\n"
        "TPT (%) | 2,4 | 2,5 | 95,8 | 2,3 | 2,34 | 98,3",
        "poverty_rate 10 33.12 2023 target; "
        "poverty_rate 10.4 33.12 2023; "
        "poverty_rate 9.5 33.12 2024 target; "
        "poverty_rate 9.85 33.12 2024; "
        "unemployment_rate 2.4 33.12 2023 target; "
        "unemployment_rate 2.5 33.12 2023; "
        "unemployment_rate 2.3 33.12 2024 target; "
        "unemployment_rate 2.34 33.12 2024",
    ),
    # months of single spaces
    (
        "Tabel 4. Garis kemiskinan menurut daerah\n"
        "Daerah Maret 2023 Maret 2024\n"
        "Perkotaan 510.220 540.118\n"
        "Perdesaan 455.018 480.940\n"
        "Total 480.117 512.400",
        "poverty_line 510220 33.12 2023-03 urban; "
        "poverty_line 540118 33.12 2024-03 urban; "
        "poverty_line 455018 33.12 2023-03 rural; "
        "poverty_line 480940 33.12 2024-03 rural; "
        "poverty_line 480117 33.12 2023-03; "
        "poverty_line 512400 33.12 2024-03",
    ),
    # years as rows, a cell a line
    (
        "Penduduk Miskin\n"
        "Tahun\n"
        "Jumlah (ribu jiwa)\n"
        "Persentase\n"
        "2022\n"
        "108,2\n"
        "10,9\n"
        "2023\n"
        "103,5\n"
        "10,4",
        "poor_population 108200 33.12 2022; "
        "poverty_rate 10.9 33.12 2022; "
        "poor_population 103500 33.12 2023; "
        "poverty_rate 10.4 33.12 2023",
    ),
    # what is left
    (
        "RTLH 2024\n"
        "Kecamatan | Target (unit) | Selesai (unit) | Sisa\n"
        "Baturetno | 40 | 22 | 18\n"
        "Eromoko | 30 | 30 | 0",
        "housing_units 40 33.12 2024 target Baturetno; "
        "housing_units 22 33.12 2024 Baturetno; "
        "housing_units 18 33.12 2024 Baturetno; "
        "housing_units 30 33.12 2024 target Eromoko; "
        "housing_units 30 33.12 2024 Eromoko; "
        "housing_units 0 33.12 2024 Eromoko",
    ),
    # a head of regions right over rows without one
    (
        "SIAPA DAPAT APA (2023)\n"
        "                         Wonogiri     Sragen\n"
        "BLT BBM (KPM)            8.201        7.775\n"
        "Rumah layak huni (unit)    120           85",
        "beneficiaries 8201 33.12 2023; "
        "beneficiaries 7775 33.14 2023; "
        "housing_units 120 33.12 2023; "
        "housing_units 85 33.14 2023",
    ),
    # the year in a line of its own
    (
        "Wilayah: Wonogiri\n"
        "Tahun: 2023\n"
        "Angka kemiskinan: 9,85%\n"
        "Jumlah penduduk miskin: 98,24 ribu jiwa",
        "poverty_rate 9.85 33.12 2023; poor_population 98240 33.12 2023",
    ),
]


NOTHING = [
    ("No | Nama | Jabatan\n1 | Suratno | Bupati\n2 | Endah | Wakil Bupati", ""),
    ("Kegiatan | Waktu\nRapat | 09.00\nPenutupan | 12.00", ""),
    ("Kecamatan | Jumlah desa\nBaturetno | 13\nPracimantoro | 18\nEromoko | 15", ""),
    (
        "No | Kegiatan | Batas waktu\n"
        "1 | Verifikasi data | 30 November 2024\n"
        "2 | Laporan | 15 Desember 2024",
        "",
    ),
    ("Komoditas | Harga (Rp)\nBeras | 14.500\nTelur | 31.000\nGula | 17.000", ""),
    ("Nama | Usia\nWagiyem | 72\nPaijo | 64\nKarto | 70", ""),
    ("a | b | c\nd | e | f", ""),
    ("1 | 2 | 3\n4 | 5 | 6\n7 | 8 | 9", ""),
    ("|||\n|||", ""),
    ("\t\t\n\t\t", ""),
    ("Peringkat | Kabupaten\n1 | Wonogiri\n2 | Sintang", ""),
    ("Tahun | Jumlah rapat kemiskinan\n2022 | 4\n2023 | 6\n2024 | 5", ""),
    ("Jalan   Panjang (km)\nA       12,5\nB       8,1\nC       4,4", ""),
    ("Beranda | Berita | Kontak\nMasuk | Daftar | Bantuan", ""),
    ("Skor 3 | 1\nSkor 2 | 0", ""),
    ("Telepon  0273 321002\nFaks  0273 321003\nKode pos  57612", ""),
    ("Kabupaten | Luas (km2)\nWonogiri | 1.822\nSintang | 21.635\nDairi | 1.927", ""),
    ("Kabupaten | Jumlah kecamatan | Jumlah desa\nWonogiri | 25 | 251\nSintang | 14 | 391", ""),
    (
        "Nama | NIK | Alamat\n"
        "Wagiyem | 3312000000000001 | Baturetno\n"
        "Paijo | 3312000000000002 | Eromoko",
        "",
    ),
    ("Fraksi | Kursi\nMerah | 12\nBiru | 9\nHijau | 7", ""),
    ("Partai | Suara 2024\nMerah | 120.311\nBiru | 98.220\nHijau | 74.005", ""),
    ("No | Peserta rapat kemiskinan | Jumlah\n1 | Camat | 25\n2 | Kepala desa | 251", ""),
    ("Sekolah | Siswa | Guru\nSD 1 | 120 | 9\nSD 2 | 98 | 8", ""),
    # rows of thousands under a bare heading
    (
        "Data Maret 2024:\nPenduduk miskin\nSintang : 35,10\nMelawi : 22,60",
        "",
    ),
    # bare numbers whose columns nobody names
    (
        "Kemiskinan masih dibahas.\nSintang 35,10 8,30 415.220\nMelawi 22,60 7,41 421.900",
        "",
    ),
]

SEEN = [
    (
        "INDIKATOR | 2023 | 2024\nTINGKAT KEMISKINAN (%) | 10,4 | 9,85",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    (
        "No. | Uraian | Capaian 2023\n"
        "1. | Prevalensi stunting | 12,4%\n"
        "2. | Tingkat kemiskinan | 10,4%",
        "stunting_prevalence 12.4 33.12 2023; poverty_rate 10.4 33.12 2023",
    ),
    (
        "Indikator | 2024*\nTPT (%) | 2,34\nGini rasio | 0,352",
        "unemployment_rate 2.34 33.12 2024; gini_ratio 0.352 33.12 2024",
    ),
    (
        "TABEL 2 PREVALENSI STUNTING (PERSEN)\n"
        "Kabupaten | 2022 | 2023\n"
        "Wonogiri | 14,1 | 12,4\n"
        "Sintang | 20,2 | 18,7",
        "stunting_prevalence 14.1 33.12 2022; stunting_prevalence 12.4 33.12 2023; "
        "stunting_prevalence 20.2 61.05 2022; stunting_prevalence 18.7 61.05 2023",
    ),
    (
        "Indikator;2023;2024\nAngka kemiskinan;10,4 persen;9,85 persen",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    (
        "| Indikator | 2023 | 2024 |\n"
        "| --- | ---: | ---: |\n"
        "| IPM | 71,2 | 71,97 |\n"
        "| Rasio gini | 0,36 | 0,352 |",
        "human_development_index 71.2 33.12 2023; human_development_index 71.97 33.12 2024; "
        "gini_ratio 0.36 33.12 2023; gini_ratio 0.352 33.12 2024",
    ),
    (
        "Indikator\tCapaian 2023\tTarget 2025\nAngka kemiskinan (%)\t10,4\t9\nIPM\t71,2\t73",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9 33.12 2025 target; "
        "human_development_index 71.2 33.12 2023; human_development_index 73 33.12 2025 target",
    ),
    (
        "Kabupaten/Kota | TPT 2024 (%)\n"
        "Kab. Wonogiri | 2,34\n"
        "Kota Parepare | 4,80\n"
        "Kab. Belu | 3,10",
        "unemployment_rate 2.34 33.12 2024; unemployment_rate 4.8 73.72 2024; "
        "unemployment_rate 3.1 53.04 2024",
    ),
    (
        "Program | Pagu 2024 (juta rupiah)\nBedah rumah | 4.280\nBantuan pangan | 1.150\nBLT | 900",
        "budget 4280000000 33.12 2024; budget 1150000000 33.12 2024; budget 900000000 33.12 2024",
    ),
    (
        "Indikator | Realisasi 2023 | Target 2025\nPrevalensi stunting (%) | 12,4 | 10,0",
        "stunting_prevalence 12.4 33.12 2023; stunting_prevalence 10 33.12 2025 target",
    ),
    (
        "Tabel 1. Angka kemiskinan menurut kabupaten, 2024 (persen)\n"
        "No | Kabupaten | Nilai\n"
        "1 | Wonogiri | 9,85\n"
        "2 | Sintang | 8,30",
        "poverty_rate 9.85 33.12 2024; poverty_rate 8.3 61.05 2024",
    ),
    (
        "Angka kemiskinan dan jumlah penduduk miskin, 2024\nKabupaten - P0 - Penduduk miskin\n"
        "Wonogiri - 9,85 - 98.240\nSintang - 8,30 - 35.110",
        "poverty_rate 9.85 33.12 2024; poor_population 98240 33.12 2024; "
        "poverty_rate 8.3 61.05 2024; poor_population 35110 61.05 2024",
    ),
    (
        "Data kemiskinan 2024\nKabupaten: persentase / jumlah (ribu jiwa)\nWonogiri: 9,85 / 98,24\n"
        "Sintang: 8,30 / 35,11",
        "poverty_rate 9.85 33.12 2024; poor_population 98240 33.12 2024; "
        "poverty_rate 8.3 61.05 2024; poor_population 35110 61.05 2024",
    ),
    (
        "Data kemiskinan 2024\nDaerah % Miskin Jiwa\nKabupaten Wonogiri 9,85 98.240\n"
        "Kabupaten Sintang 8,30 35.110",
        "poverty_rate 9.85 33.12 2024; poor_population 98240 33.12 2024; "
        "poverty_rate 8.3 61.05 2024; poor_population 35110 61.05 2024",
    ),
    (
        "Rapat penanggulangan kemiskinan di dua kabupaten.\n\nRinciannya pada 2024:\n\n"
        "• Wonogiri 9,85 persen (98,24 ribu jiwa)\n• Sintang 8,30 persen (35,11 ribu jiwa)",
        "poverty_rate 9.85 33.12 2024; poor_population 98240 33.12 2024; "
        "poverty_rate 8.3 61.05 2024; poor_population 35110 61.05 2024",
    ),
    (
        "Tabel 3. Angka kemiskinan menurut kabupaten, 2024\n\nWonogiri: 9,85 persen\n"
        "Sintang: 8,30 persen",
        "poverty_rate 9.85 33.12 2024; poverty_rate 8.3 61.05 2024",
    ),
    (
        "Pukul : 09.00 - 11.00\nTempat : Aula - Lantai 2\nPeserta : 21 - 40 orang\n"
        "Topik : kemiskinan",
        "",
    ),
    (
        "Indikator | Satuan | 2022 | 2023\nPenduduk miskin Wonogiri | ribu jiwa | 104,37 | 100,29\n"
        "Angka kemiskinan Wonogiri | % | 10,86 | 10,44",
        "poor_population 104370 33.12 2022; poor_population 100290 33.12 2023; "
        "poverty_rate 10.86 33.12 2022; poverty_rate 10.44 33.12 2023",
    ),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    (
        "Kabupaten | Angka kemiskinan 2024 (%)\nWonogiri | 9,85\nSintang | 8,30\nBelu | 14,12",
        "poverty_rate 9.85 33.12 2024; poverty_rate 8.3 61.05 2024; poverty_rate 14.12 53.04 2024",
    ),
    (
        "Kabupaten\tPrevalensi stunting 2023 (%)\nWonogiri\t12,4\nSintang\t18,7\nBelu\t21,0",
        "stunting_prevalence 12.4 33.12 2023; stunting_prevalence 18.7 61.05 2023; "
        "stunting_prevalence 21 53.04 2023",
    ),
    (
        "Angka kemiskinan (%) Kab. Wonogiri\nTahun  Nilai\n2022  10,9\n2023  10,4\n2024  9,85",
        "poverty_rate 10.9 33.12 2022; poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    (
        "Kabupaten | Jumlah penduduk miskin 2024 (ribu jiwa)\n"
        "Wonogiri | 98,24\n"
        "Sintang | 35,1\n"
        "Dairi | 22,6",
        "poor_population 98240 33.12 2024; poor_population 35100 61.05 2024; poor_population "
        "22600 12.11 2024",
    ),
    (
        "Kabupaten | Angka kemiskinan (%) | | \n | 2023 | 2024 |\nWonogiri | 10,4 | 9,85 |",
        "poverty_rate 10.4 33.12 2023; poverty_rate 9.85 33.12 2024",
    ),
    (
        "Jam | Acara | Petugas\n"
        "08.00 | Registrasi | Panitia\n"
        "09.00 | Pembukaan | Sekda\n"
        "10.00 | Paparan kemiskinan | Bappeda",
        "",
    ),
    (
        "Jumlah KK miskin Kab. Wonogiri\nTahun | KK\n2022 | 31.120\n2023 | 30.450\n2024 | 30.120",
        "poor_households 31120 33.12 2022; poor_households 30450 33.12 2023; poor_households "
        "30120 33.12 2024",
    ),
]


def show(figure: Figure) -> str:
    target = "" if figure.modality == "reported" else f" {figure.modality}"
    part = "" if figure.scope == "total" else f" {figure.scope}"
    kind = "" if figure.measure == "level" else f" {figure.measure}"
    told = f"{figure.indicator} {figure.value:.12g} {figure.region} {figure.period}"
    return f"{told}{target}{part}{kind}"


def got(text: str) -> str:
    return figures(text, show)


@pytest.mark.parametrize(
    ("text", "expected"),
    [*named(BASICS + HARD + MANY_LINES + LAID_OUT + NOTHING + SEEN), *gaps(KNOWN_GAPS)],
)
def test_numbers_of_a_table(text: str, expected: str) -> None:
    assert got(text) == expected


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a | b | c", ["a", "b", "c"]),
        ("| a | b |", ["a", "b"]),
        ("a\tb\t\tc", ["a", "b", "c"]),
        ("a   b c   d", ["a", "b c", "d"]),
        ("a b c", ["a b c"]),
        ("", []),
        ("   ", []),
        ("|||", []),
        ("Angka kemiskinan (%) | 9,85", ["Angka kemiskinan (%)", "9,85"]),
        ("a\u00a0\u00a0b", ["a", "b"]),
    ],
)
def test_cells_of_a_line(line: str, cells: list[str]) -> None:
    assert [line[c.start : c.end] for c in split_cells(line, 0, len(line))] == cells
