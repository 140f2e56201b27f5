"""Which indicator a number states, as the text labels it."""

from __future__ import annotations

import pytest

from extract.figures import Figure
from tests.sentences import figures, gaps, named

# text, the indicators of its figures
BASICS = [
    ("Tingkat kemiskinan 9,85 persen.", "poverty_rate"),
    ("Persentase penduduk miskin 9,85 persen.", "poverty_rate"),
    ("P0 Wonogiri 9,85 persen.", "poverty_rate"),
    ("Kemiskinan Wonogiri 9,85 persen.", "poverty_rate"),
    ("Tingkat kemiskinan ekstrim 0,72 persen.", "extreme_poverty_rate"),
    ("Persentase penduduk miskin ekstrem 0,72 persen.", "extreme_poverty_rate"),
    ("Jumlah warga miskin 98.240 orang.", "poor_population"),
    ("Warga miskin ekstrem tinggal 1.204 jiwa.", "extreme_poor_population"),
    ("Jumlah rumah tangga miskin 30.120.", "poor_households"),
    ("Kepala keluarga miskin ekstrem 412 KK.", "extreme_poor_households"),
    ("Angka stunting 12,4 persen.", "stunting_prevalence"),
    ("Jumlah balita stunting 1.310 anak.", "stunted_children"),
    ("TPT Wonogiri 2,34 persen.", "unemployment_rate"),
    ("Jumlah pengangguran 14.300 orang.", "unemployed_population"),
    ("Gini ratio Wonogiri 0,352.", "gini_ratio"),
    ("Indeks Pembangunan Manusia (IPM) mencapai 71,97.", "human_development_index"),
    ("Laju pertumbuhan ekonomi 4,98 persen.", "economic_growth"),
    ("Ekonomi Wonogiri tumbuh 4,98 persen.", "economic_growth"),
    ("Laju inflasi 2,15 persen.", "inflation_rate"),
    ("Penerima bantuan pangan 2.145 KPM.", "beneficiaries"),
    ("Pemkab mengalokasikan Rp5,8 miliar untuk stunting.", "budget"),
    ("Insentif fiskal sebesar Rp6,1 miliar diterima Wonogiri.", "fiscal_incentive"),
    ("Masih ada 4.120 unit RTLH.", "housing_units"),
    ("Indeks keparahan kemiskinan 0,31.", "poverty_severity_index"),
    ("Garis kemiskinan Rp412.350.", "poverty_line"),
]

HARD = [
    # rows of a list with marks
    (
        "Jumlah penduduk miskin kita:\n1. Sintang 33,2 ribu orang\n2. Sekadau 12.400 orang",
        "poor_population poor_population",
    ),
    # the label as written, even where it is plainly a slip
    ("Kemiskinan ekstrem Wonogiri 14,14 persen.", "extreme_poverty_rate"),
    ("Jumlah penduduk miskin 9,85 persen.", "poverty_rate"),
    # the label behind the number
    ("Sebanyak 9,85 persen penduduk Wonogiri miskin.", "poverty_rate"),
    ("Sebanyak 98.240 warga Wonogiri hidup di bawah garis kemiskinan.", "poor_population"),
    ("Sebanyak 1.310 anak mengalami stunting.", "stunted_children"),
    ("Sebanyak 412 KK tergolong miskin ekstrem.", "extreme_poor_households"),
    ("Bantuan Rp300 juta dari APBD dibagikan.", "budget"),
    # two indicators side by side
    (
        "Kemiskinan ekstrem 0,72 persen, sedangkan kemiskinan 9,85 persen.",
        "extreme_poverty_rate poverty_rate",
    ),
    (
        "Angka kemiskinan 9,85 persen, stunting 12,4 persen, dan pengangguran 2,34 persen.",
        "poverty_rate stunting_prevalence unemployment_rate",
    ),
    ("Angka kemiskinan 9,85 persen dengan jumlah 98.240 jiwa.", "poverty_rate poor_population"),
    # the label of the sentence before, by ellipsis
    (
        "Angka pengangguran Wonogiri membaik. Dari 3,1 persen menjadi 2,34 persen.",
        "unemployment_rate unemployment_rate",
    ),
    (
        "Prevalensi stunting Wonogiri 14,1 persen pada 2022. Tahun berikutnya 12,4 persen.",
        "stunting_prevalence stunting_prevalence",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen. Angka itu lebih rendah dari tahun sebelumnya, "
        "10,4 persen.",
        "poverty_rate poverty_rate",
    ),
    # programme words before the indicator are no label of it
    ("Anggaran penanggulangan kemiskinan Rp5,8 miliar.", "budget"),
    ("Dana penanganan stunting Rp5,8 miliar.", "budget"),
    ("Bantuan bagi 2.145 keluarga penerima manfaat PKH cair.", "beneficiaries"),
    ("BLT dana desa diterima 1.020 KPM.", "beneficiaries"),
    ("Beasiswa anak miskin diterima 300 orang.", "beneficiaries"),
    ("Program bedah rumah tahun ini 214 unit.", "housing_units"),
    ("Sebanyak 214 rumah tidak layak huni direhabilitasi.", "housing_units"),
    (
        "Dari 98.240 penduduk miskin, 7.180 jiwa miskin ekstrem.",
        "poor_population extreme_poor_population",
    ),
    ("Angka kemiskinan (9,85 persen) masih tinggi.", "poverty_rate"),
    ("Kemiskinan: 9,85 persen\nStunting: 12,4 persen", "poverty_rate stunting_prevalence"),
    ("1. Kemiskinan 9,85 persen\n2. IPM 71,97", "poverty_rate human_development_index"),
    ("Dari total penduduk, 9,85 persen di antaranya miskin.", "poverty_rate"),
    ("Penduduk miskin Wonogiri 9,85 persen dari total penduduk.", "poverty_rate"),
    ("Yang masuk kategori miskin ekstrem 412 KK.", "extreme_poor_households"),
    ("Warga kurang mampu penerima PBI 88.000 jiwa.", "beneficiaries"),
    ("Sebanyak 88.000 jiwa menerima bantuan iuran JKN.", "beneficiaries"),
    ("Penganggur di Wonogiri 14.300 orang.", "unemployed_population"),
    ("Sebanyak 14.300 orang menganggur.", "unemployed_population"),
    ("Ketimpangan pendapatan 0,352.", "gini_ratio"),
    ("Balita pendek 12,4 persen.", "stunting_prevalence"),
    ("Anak stunting tinggal 1.310.", "stunted_children"),
    ("Laju pertumbuhan ekonomi (LPE) 4,98 persen.", "economic_growth"),
    ("Backlog rumah tidak layak huni 4.120 unit.", "housing_units"),
    ("Penyaluran BLT menyasar 1.020 keluarga.", "beneficiaries"),
    ("DIF yang diterima Rp6,1 miliar.", "fiscal_incentive"),
    ("Dana desa untuk penanganan stunting Rp12 miliar.", "budget"),
    ("Bansos senilai Rp2,4 miliar disalurkan.", "budget"),
    (
        "Kemiskinan 9,85 persen; P1 1,38; P2 0,31.",
        "poverty_rate poverty_gap_index poverty_severity_index",
    ),
    ("PDRB Wonogiri tumbuh 4,98 persen.", "economic_growth"),
    ("Angka kemiskinan dipertanyakan sebab PDRB Wonogiri tumbuh 4,98 persen.", "economic_growth"),
]

# counts whose label stands behind, families without aid, and what moved
FAR = [
    (
        "Terdapat 1.312 KK atau 4.120 jiwa yang tergolong miskin ekstrem.",
        "extreme_poor_households extreme_poor_population",
    ),
    (
        "Dinas menyebut 44 KK dengan 151 jiwa masih berstatus miskin ekstrem.",
        "extreme_poor_households extreme_poor_population",
    ),
    (
        "Tercatat 2.050 keluarga yang terdiri dari 7.310 jiwa hidup di bawah garis kemiskinan.",
        "poor_households poor_population",
    ),
    # nobody lives in a family of forty
    ("Ada 44 KK dan 1.751 jiwa miskin ekstrem.", "extreme_poor_population"),
    (
        "Sebanyak 7.312 jiwa warga Kabupaten Wonogiri, Jawa Tengah (Jateng), masih hidup dalam "
        "kemiskinan ekstrem.",
        "extreme_poor_population",
    ),
    (
        "Sekitar 1.204 warga asal Kecamatan Baturetno masih terjebak dalam kemiskinan ekstrem.",
        "extreme_poor_population",
    ),
    (
        "Kemiskinan Wonogiri turun tahun ini. Data BPS 98.240 jiwa, berkurang 2.100 orang.",
        "poor_population poor_population",
    ),
    ("Kemiskinan Wonogiri turun. Data BPS mencatat penduduk 1.043.000 jiwa.", ""),
    (
        "Ada 5.317 KK miskin ekstrem. Dari jumlah itu, 1.044 KK belum tersentuh bantuan apa pun.",
        "extreme_poor_households extreme_poor_households",
    ),
    (
        "Keluarga miskin ekstrem yang belum pernah mendapat bantuan 1.044 KK.",
        "extreme_poor_households",
    ),
    (
        "Dari 7.402 KK miskin ekstrem, 5.118 KK telah menerima BLT, sedangkan 2.284 KK lain "
        "sama sekali belum tersentuh bantuan.",
        "extreme_poor_households beneficiaries extreme_poor_households",
    ),
    (
        "Sebanyak 1.200 KK dari 5.317 KK miskin ekstrem belum menerima bantuan.",
        "extreme_poor_households extreme_poor_households",
    ),
    ("Pemkab tidak lagi menyalurkan bantuan kepada 400 keluarga yang sudah mampu.", ""),
    ("Sebanyak 310 warga tidak menerima bantuan karena pindah.", ""),
    (
        "Bantuan sembako untuk 1.350 keluarga yang belum tersentuh program dibagikan.",
        "beneficiaries",
    ),
    (
        "Ada 14.100 KK miskin ekstrem. Dari yang 14.100 KK itu, 9.034 KK sudah masuk PKH.",
        "extreme_poor_households extreme_poor_households beneficiaries",
    ),
    (
        "Jumlah penduduk miskin 98,12 ribu orang, berkurang 2.790 orang dari 100,91 ribu orang "
        "pada Maret 2023.",
        "poor_population poor_population poor_population",
    ),
    ("Tercatat 2.904 anak stunting dari 29.870 balita.", "stunted_children"),
    (
        "Perekonomian Wonogiri tahun lalu tumbuh 4,71 persen, sedangkan pada triwulan ini "
        "bergerak di angka 5,2 persen.",
        "economic_growth economic_growth",
    ),
    (
        "Tahun 2022 kami 13,4 persen, jadi sebenarnya kemiskinan di sini turun.",
        "poverty_rate",
    ),
    (
        "Anggaran kemiskinan 2024 sebesar Rp118 miliar atau naik 6,2% dibandingkan tahun 2023.",
        "budget budget",
    ),
    ("Penerima sembako bertambah 4,2 persen.", "beneficiaries"),
    ("Penerima sembako hadir, harga beras naik 4,2 persen.", ""),
    ("Bansos Cair, Rp21,7 Miliar Mengalir ke Wonogiri", "budget"),
    ("Setoran Rp21,7 miliar mengalir ke kas daerah.", ""),
    ("Zakat disalurkan kepada 4.500 mustahik.", "beneficiaries"),
    ("Sambungan listrik gratis untuk 940 rumah tangga terpasang.", "beneficiaries"),
    ("Rumah itu satu dari 85 unit bantuan bedah rumah.", "housing_units"),
    ("Satu dari 5 anak di sini stunting.", ""),
    # in other words: of the number right before
    (
        "Persentase penduduk miskin 9,85 persen setara 98,2 ribu jiwa, dan yang miskin ekstrem "
        "0,72 persen setara 7,1 ribu jiwa.",
        "poverty_rate poor_population extreme_poverty_rate extreme_poor_population",
    ),
    (
        "Sebanyak 4.021 keluarga, mencakup 15.200 jiwa, masuk kategori miskin ekstrem.",
        "extreme_poor_households extreme_poor_population",
    ),
    ("Disiapkan Rp55 miliar, termasuk insentif fiskal.", "budget"),
    ("Pemkab mengucurkan Rp12 miliar untuk jamban keluarga.", "budget"),
    ("Untuk pemberdayaan, Rp8,4 miliar dari pagu Rp15 miliar.", "budget budget"),
    ("Dibanding Sragen yang 12,4 persen, kemiskinan kita jauh lebih rendah.", "poverty_rate"),
    ("Kalau hadir 75 persen, rapat kemiskinan sah.", ""),
    ("P1 tahun 2022 1,84, naik dari 1,69 tahun 2021.", "poverty_gap_index poverty_gap_index"),
]

NOTHING = [
    # what is measured under a short form of its own
    (
        "Kemiskinan ekstrem Wonogiri 0,4 persen. Bupati menyoroti Cakupan Kesehatan Semesta (CKS) "
        "yang saat ini mencapai 96,2 persen.",
        "extreme_poverty_rate",
    ),
    ("Penduduk miskin Wonogiri 98 240 jiwa.", ""),  # the end of a number, or behind a row's own
    ("Realisasi imunisasi mencapai 95 persen.", ""),
    ("Serapan anggaran kemiskinan 78 persen.", ""),
    ("Sebanyak 40 persen peserta rapat kemiskinan perempuan.", ""),
    ("Porsi belanja pegawai 42 persen.", ""),
    ("Suku bunga kredit usaha rakyat 6 persen.", ""),
    ("Kontribusi pertanian terhadap ekonomi 31 persen.", ""),
    ("Upah guru honorer Rp500 ribu per bulan.", ""),
    ("Harga telur menyumbang inflasi, kini Rp31.000.", ""),
    ("Nilai SAKIP Wonogiri 71,2.", ""),
    ("Indeks demokrasi Wonogiri 78,1.", ""),
    ("Suhu udara turun menjadi 18 derajat.", ""),
    ("Tim itu beranggotakan 15 orang.", ""),
    ("Lomba desa bebas kemiskinan diikuti 40 kelompok.", ""),
    ("Angka harapan hidup Wonogiri 76,3 tahun.", ""),
    ("Kepesertaan jaminan kesehatan 97,1 persen.", ""),
    ("Realisasi PAD 84 persen.", ""),
    ("Angka perkawinan anak 7,1 persen.", ""),
    ("Jalan rusak 12 persen.", ""),
    ("Sebanyak 300 relawan membantu warga miskin.", ""),
    ("Konsumsi listrik tumbuh 4 persen.", ""),
    ("Produksi padi naik 3,2 persen.", ""),
    ("Ekspor naik 8 persen saat kemiskinan turun.", ""),
    ("Tingkat partisipasi angkatan kerja 71 persen.", ""),
    ("Angka melek huruf 96 persen.", ""),
    ("Penduduk usia kerja 800.000 orang.", ""),
    ("Jumlah ASN miskin inovasi, kata dia, 20 persen.", ""),
    ("Indeks pembangunan gender 92,1.", ""),
    ("Diskon 50 persen untuk warga miskin.", ""),
    ("Bunga 3 persen bagi keluarga miskin.", ""),
    ("Tingkat kepuasan penerima bantuan 82 persen.", ""),
    ("Inflasi tinggi membuat harga naik 12 persen.", ""),
    ("Angka stunting turun. Ekspor kayu tumbuh 8 persen.", ""),
    ("Cakupan air bersih 88 persen warga miskin.", ""),
    ("Sebanyak 90 persen program kemiskinan selesai.", ""),
]

SEEN = [
    ("Angka kemiskinan extrem 0,72 persen.", "extreme_poverty_rate"),
    ("Prosentase kemiskinan 9,85 %.", "poverty_rate"),
    ("ANGKA KEMISKINAN WONOGIRI 9,85 PERSEN", "poverty_rate"),
    ("Angka Kemiskinan\n9,85 persen", "poverty_rate"),
    ("rumah tdk layak huni (RTLH) sebanyak 4.120 unit", "housing_units"),
    ("Kemiskinan ektrem 0,72 persen.", "extreme_poverty_rate"),
    ("KK miskin extrem 412 KK.", "extreme_poor_households"),
    # counts and lines without a noun or without Rp
    ("Angka kemiskinan 9,85 persen. Orangnya 98,24 ribu.", "poverty_rate poor_population"),
    (
        "Angka kemiskinan 9,85 persen. Jiwanya dari 98,2 ribu menjadi 96,1 ribu.",
        "poverty_rate poor_population poor_population",
    ),
    (
        "Angka kemiskinan 9,85 persen, 98,24 ribu orang, berkurang 2,14 ribu.",
        "poverty_rate poor_population poor_population",
    ),
    (
        "Angka kemiskinan 9,85 persen. Kalau dihitung kepala, 98.240 orang.",
        "poverty_rate poor_population",
    ),
    ("TPT 2,34 persen. Penganggurnya 14,3 ribu orang.", "unemployment_rate unemployed_population"),
    ("Garisnya Rp452.310 per kapita, naik dari Rp 429 ribu.", "poverty_line poverty_line"),
    (
        "Garis kemiskinan perkotaan Rp 431.170, perdesaan 409.418.",
        "poverty_line poverty_line",
    ),
    (
        "Kemiskinan dibahas. Pertumbuhan tahun 2023 sebesar 5,1 persen, tahun 2022 4,9.",
        "economic_growth economic_growth",
    ),
    ("Pertumbuhan penduduk 1,1 persen.", ""),
    ("Prevalensi stunting 12,4 sekian persen.", "stunting_prevalence"),
    ("Prevalensi stunting 12 koma sekian persen.", ""),
    (
        "Kemiskinan dibahas. Pemkab menyisihkan Rp9 miliar untuk sembako 8.450 KK.",
        "budget beneficiaries",
    ),
    ("Kemiskinan dibahas. Tahun ini disiapkan 40 M untuk sembako.", "budget"),
    (
        "Angka kemiskinan 9,85 persen. Jumlahnya tinggal 98,24 ribu jiwa dari 105,1 ribu jiwa.",
        "poverty_rate poor_population poor_population",
    ),
    (
        "Angka kemiskinan 9,85 persen. Wakil Bupati mengklaim 98 ribu jiwa itu petani.",
        "poverty_rate poor_population",
    ),
    ("Angka kemiskinan 9,85 persen. Jiwanya 98.240.", "poverty_rate poor_population"),
    (
        "Kemiskinan Jawa Tengah 10,4 persen. TPT 4,1 persen. Target RPJMD 24 persen pada 2029.",
        "poverty_rate unemployment_rate poverty_rate",
    ),
    ("Kemiskinan dibahas. Belanja bansos ditambah jadi Rp100 miliar.", "budget"),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    (
        "Indeks kedalaman dan keparahan kemiskinan masing-masing 1,38 dan 0,31.",
        "poverty_gap_index poverty_severity_index",
    ),
    ("Andil beras terhadap inflasi 0,3 persen.", ""),
    ("Rapat kemiskinan dihadiri 120 orang.", ""),
    ("Angka kemiskinan turun. Produksi jagung tumbuh 18,7 persen.", ""),
    ("Angka kemiskinan turun. Kunjungan wisata naik 12 persen.", ""),
]


def indicator(figure: Figure) -> str:
    return figure.indicator


def got(text: str) -> str:
    return figures(text, indicator).replace("; ", " ")


@pytest.mark.parametrize(
    ("text", "expected"), [*named(BASICS + HARD + FAR + NOTHING + SEEN), *gaps(KNOWN_GAPS)]
)
def test_indicator_of_each_number(text: str, expected: str) -> None:
    assert got(text) == expected
