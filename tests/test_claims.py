"""What is said of an indicator without a number of its own."""

from __future__ import annotations

import pytest

from extract.figures import Claim
from tests.sentences import facts, gaps, named

# text, its claims as "kind indicator region [rank] [among X]"
BASICS = [
    ("Angka kemiskinan Wonogiri tertinggi di Jawa Tengah.", "highest poverty_rate 33.12 among 33"),
    ("Angka kemiskinan Wonogiri terendah di Jawa Tengah.", "lowest poverty_rate 33.12 among 33"),
    (
        "Angka stunting Wonogiri terendah se-Jawa Tengah.",
        "lowest stunting_prevalence 33.12 among 33",
    ),
    (
        "Angka kemiskinan Wonogiri peringkat 12 di Jawa Tengah.",
        "rank poverty_rate 33.12 12 among 33",
    ),
    ("Angka kemiskinan Wonogiri nomor dua di Jawa Tengah.", "rank poverty_rate 33.12 2 among 33"),
    (
        "Angka kemiskinan Wonogiri tertinggi kedua di Jawa Tengah.",
        "rank poverty_rate 33.12 2 among 33",
    ),
    (
        "IPM Wonogiri berada di urutan ke-9 se-Jawa Tengah.",
        "rank human_development_index 33.12 9 among 33",
    ),
    (
        "Angka kemiskinan Wonogiri masih di atas rata-rata nasional.",
        "above poverty_rate 33.12 among ID",
    ),
    ("Angka kemiskinan Wonogiri di bawah rata-rata nasional.", "below poverty_rate 33.12 among ID"),
    (
        "Angka kemiskinan Wonogiri lebih rendah dari Jawa Tengah.",
        "below poverty_rate 33.12 among 33",
    ),
    (
        "Angka pengangguran Wonogiri lebih tinggi dari Sragen.",
        "above unemployment_rate 33.12 among 33.14",
    ),
    ("Angka kemiskinan Wonogiri terus turun.", "falling poverty_rate 33.12"),
    ("Angka kemiskinan Wonogiri terus menunjukkan penurunan.", "falling poverty_rate 33.12"),
    ("Angka kemiskinan Wonogiri naik.", "rising poverty_rate 33.12"),
    ("Angka pengangguran Wonogiri meningkat.", "rising unemployment_rate 33.12"),
    ("Angka kemiskinan Wonogiri stagnan.", "stable poverty_rate 33.12"),
    ("Jumlah penduduk miskin Wonogiri berkurang.", "falling poor_population 33.12"),
    ("IPM Wonogiri terus meningkat.", "rising human_development_index 33.12"),
    ("Prevalensi stunting Wonogiri cenderung menurun.", "falling stunting_prevalence 33.12"),
    ("Rasio gini Wonogiri tidak berubah.", "stable gini_ratio 33.12"),
]

HARD = [
    (
        "Stunting Wonogiri tertinggi di Jawa Tengah, jauh di atas nasional.",
        "highest stunting_prevalence 33.12 among 33; above stunting_prevalence 33.12 among ID",
    ),
    (
        "Gini Wonogiri 0,271, paling merata di Jawa Tengah.",
        "lowest gini_ratio 33.12 among 33",
    ),
    (
        "IPM Wonogiri 68,6, paling buncit se-Jawa Tengah.",
        "lowest human_development_index 33.12 among 33",
    ),
    ("Rasio gini Wonogiri terlebar se-Jawa Tengah.", "highest gini_ratio 33.12 among 33"),
    (
        "Stunting Wonogiri paling jelek di Jawa Tengah.",
        "highest stunting_prevalence 33.12 among 33",
    ),
    (
        "Wonogiri menempati peringkat ketiga angka kemiskinan tertinggi di Jawa Tengah.",
        "rank poverty_rate 33.12 3 among 33",
    ),
    # a number beside the words, but none of their own
    (
        "Angka kemiskinan Wonogiri 9,85 persen, terendah di Jawa Tengah.",
        "lowest poverty_rate 33.12 among 33",
    ),
    (
        "Dengan 9,85 persen, angka kemiskinan Wonogiri peringkat 12 di Jawa Tengah.",
        "rank poverty_rate 33.12 12 among 33",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen, masih di atas nasional.",
        "above poverty_rate 33.12 among ID",
    ),
    # the word for the province, the nation
    ("Angka kemiskinan Wonogiri terendah di provinsi.", "lowest poverty_rate 33.12 among 33"),
    ("Angka kemiskinan Wonogiri terendah se-provinsi.", "lowest poverty_rate 33.12 among 33"),
    ("Angka kemiskinan Jawa Tengah tertinggi di Indonesia.", "highest poverty_rate 33 among ID"),
    ("Angka kemiskinan Jawa Tengah masih di atas nasional.", "above poverty_rate 33 among ID"),
    # the number of those ranked
    (
        "Angka kemiskinan Wonogiri peringkat 12 dari 35 kabupaten/kota di Jawa Tengah.",
        "rank poverty_rate 33.12 12 among 33",
    ),
    ("Wonogiri termiskin ketiga di Jawa Tengah.", "rank poverty_rate 33.12 3 among 33"),
    ("Wonogiri kabupaten termiskin di Jawa Tengah.", "highest poverty_rate 33.12 among 33"),
    # two indicators or regions: one claim for each
    (
        "Angka kemiskinan Wonogiri turun dan angka pengangguran naik.",
        "falling poverty_rate 33.12; rising unemployment_rate 33.12",
    ),
    # another region than the home of the source
    (
        "Angka kemiskinan Kabupaten Sintang tertinggi di Kalimantan Barat.",
        "highest poverty_rate 61.05 among 61",
    ),
    (
        "Angka stunting Kota Parepare paling rendah di Sulawesi Selatan.",
        "lowest stunting_prevalence 73.72 among 73",
    ),
    ("Angka kemiskinan di Kabupaten Belu terus menurun.", "falling poverty_rate 53.04"),
    (
        "Angka kemiskinan Jambi lebih rendah dibandingkan Sumatera Selatan.",
        "below poverty_rate 15 among 16",
    ),
    # said by somebody
    (
        "Bupati Sintang Yohanes Lambung mengatakan angka kemiskinan terus turun.",
        "falling poverty_rate 61.05",
    ),
    (
        "“Angka kemiskinan kita terendah di Jawa Tengah,” kata Bupati Wonogiri Suratno Wibisono.",
        "lowest poverty_rate 33.12 among 33",
    ),
    ("Pemkab Wonogiri berhasil menurunkan angka kemiskinan.", "falling poverty_rate 33.12"),
    ("Tren kemiskinan Wonogiri menurun setiap tahun.", "falling poverty_rate 33.12"),
    (
        "Angka kemiskinan Wonogiri 9,85 persen, di bawah Jawa Tengah yang 10,47 persen.",
        "below poverty_rate 33.12 among 33",
    ),
    (
        "Stunting di Wonogiri tertinggi ketujuh se-Jawa Tengah.",
        "rank stunting_prevalence 33.12 7 among 33",
    ),
    ("Angka kemiskinan Wonogiri diprediksi naik.", ""),
    ("Angka kemiskinan Wonogiri di prediksi turun.", ""),
    (
        "Angka kemiskinan Wonogiri di bawah Sragen dan Klaten.",
        "below poverty_rate 33.12 among 33.14; below poverty_rate 33.12 among 33.10",
    ),
    (
        "Angka kemiskinan Wonogiri lebih rendah dari provinsi dan nasional.",
        "below poverty_rate 33.12 among 33; below poverty_rate 33.12 among ID",
    ),
    (
        "Angka kemiskinan Wonogiri masih lebih tinggi ketimbang rata-rata Jawa Tengah.",
        "above poverty_rate 33.12 among 33",
    ),
    (
        "Wonogiri adalah kabupaten dengan tingkat kemiskinan tertinggi nomor dua di Jawa Tengah.",
        "rank poverty_rate 33.12 2 among 33",
    ),
    ("Angka stunting di Wonogiri justru memburuk.", "rising stunting_prevalence 33.12"),
    ("IPM Wonogiri terus membaik.", "rising human_development_index 33.12"),
    (
        "Angka pengangguran Wonogiri membaik dibanding tahun lalu.",
        "falling unemployment_rate 33.12",
    ),
    ("Angka kemiskinan Wonogiri tak kunjung turun.", "stable poverty_rate 33.12"),
    ("Angka kemiskinan Wonogiri terendah di Solo Raya.", "lowest poverty_rate 33.12"),
    (
        "Kemiskinan Wonogiri dibahas. Tetangga Wonogiri yaitu Sragen angka kemiskinannya lebih "
        "rendah.",
        "below poverty_rate 33.14 among 33.12",
    ),
    # a level at which something stays, and a trend told by its noun
    ("Rasio gini Wonogiri 0,352, relatif stabil.", "stable gini_ratio 33.12"),
    ("Rasio gini Wonogiri cenderung stabil di angka 0,352.", "stable gini_ratio 33.12"),
    (
        "Persentase penduduk miskin Wonogiri 9,85 persen, tapi penurunannya konsisten.",
        "falling poverty_rate 33.12",
    ),
    ("Angka kemiskinan Wonogiri setiap tahun turun.", "falling poverty_rate 33.12"),
    (
        "Angka kemiskinan Wonogiri 9,85 persen. Angka ini terus menurun sejak musim panen.",
        "falling poverty_rate 33.12",
    ),
    # who stands before in a ranking is no comparison
    (
        "IPM Wonogiri di peringkat empat se-Jawa Tengah, di bawah Kota Semarang.",
        "rank human_development_index 33.12 4 among 33",
    ),
]

# numbers of their own, wishes, plans, other things: no claim
NOTHING = [
    # ranks of a change
    ("Wonogiri tertinggi penurunan angka kemiskinannya di Jawa Tengah.", ""),
    ("Penurunan angka kemiskinan Wonogiri menjadi urutan pertama di Jawa Tengah.", ""),
    ("Penurunan nya tertinggi di Jawa Tengah untuk kemiskinan Wonogiri.", ""),
    # numbers of letters, heads of lists
    ("Rilis BPS Wonogiri Nomor 11/07/Th.XXV memuat angka kemiskinan.", ""),
    ("Berikut jumlah penduduk miskin terbanyak per kabupaten:", ""),
    ("Tahun depan kita targetkan angka kemiskinan turun satu digit.", ""),
    ("Angka kemiskinan Wonogiri turun 0,4 persen.", ""),
    ("Angka kemiskinan Wonogiri turun menjadi 9,85 persen.", ""),
    ("Angka kemiskinan Wonogiri naik dari 9,85 persen menjadi 10,1 persen.", ""),
    ("Angka kemiskinan Wonogiri di atas 9 persen.", ""),
    ("Angka kemiskinan Wonogiri di bawah 10 persen.", ""),
    ("Pemkab akan menurunkan angka kemiskinan.", ""),
    ("Pemkab berupaya menurunkan angka kemiskinan.", ""),
    ("Angka kemiskinan Wonogiri diharapkan turun.", ""),
    ("Upaya penurunan angka kemiskinan Wonogiri dibahas.", ""),
    ("Percepatan penurunan stunting di Wonogiri digenjot.", ""),
    ("Tim Percepatan Penurunan Stunting Wonogiri rapat.", ""),
    ("Agar angka kemiskinan turun, semua OPD bekerja.", ""),
    ("Angka kemiskinan Wonogiri ditargetkan turun.", ""),
    ("Angka kemiskinan Wonogiri tidak turun.", ""),
    ("Jika angka kemiskinan naik, program dievaluasi.", ""),
    ("Harga beras di Wonogiri naik.", ""),
    ("Gunung tertinggi di Jawa Tengah menarik wisatawan.", ""),
    ("Warga hidup di bawah garis kemiskinan.", ""),
    ("Buku kemiskinan di atas meja.", ""),
    ("Inpres Nomor 4 Tahun 2022 tentang kemiskinan ekstrem.", ""),
    ("Bupati naik mobil menuju rapat kemiskinan.", ""),
    ("Angka kemiskinan Wonogiri 9,85 persen.", ""),
    ("Kita harus menurunkan kemiskinan.", ""),
    ("", ""),
    ("Warga berharap angka kemiskinan menurun.", ""),
    ("Penyebab naiknya angka kemiskinan belum jelas.", ""),
    ("Angka kemiskinan Wonogiri diproyeksikan turun.", ""),
    ("Angka kemiskinan Wonogiri terbanyak di daratan timur.", ""),
    ("Kemiskinan masih pekerjaan rumah terbesar Wonogiri.", ""),
    ("Persentase penduduk miskin Wonogiri tidak paling tinggi.", ""),
    ("Dua dari lima kabupaten punya angka kemiskinan di atas provinsi Jawa Tengah.", ""),
    ("Angka kemiskinan Wonogiri yang enggan turun.", ""),
    ("Angka kemiskinan Wonogiri masuk lima terendah.", ""),
    (
        "Prevalensi stunting dibahas. Kecamatan Baturetno menjadi yang tertinggi dengan 312 "
        "anak stunting.",
        "",
    ),
]

SEEN = [
    ("KEMISKINAN WONOGIRI TERENDAH SE-JAWA TENGAH", "lowest poverty_rate 33.12 among 33"),
    (
        "Angka kemiskinan Wonogiri masih diatas rata-rata nasional.",
        "above poverty_rate 33.12 among ID",
    ),
    (
        "Angka kemiskinan Wonogiri paling rendah se Jawa Tengah.",
        "lowest poverty_rate 33.12 among 33",
    ),
    ("Angka kemiskinan Wonogiri juru kunci di Jawa Tengah.", "highest poverty_rate 33.12 among 33"),
    ("Angka kemiskinan Wonogiri rangking 12 Jawa Tengah.", "rank poverty_rate 33.12 12 among 33"),
    ("Bupati turun langsung meninjau warga miskin.", ""),
    # what goes on with the row or the sentence before; counted from below
    (
        "Kemiskinan per kabupaten:\n\n• SRAGEN 12,4 (12,9). Empat tahun beruntun nomor satu.\n"
        "• DEMAK 11,2. Urutan kedua.\n• KUDUS 7,2, ketiga dari bawah.\n"
        "• BLORA 10,2. Persis sama dengan setahun sebelumnya.",
        "rank poverty_rate 33.14 1 among 33; rank poverty_rate 33.21 2 among 33; "
        "rank poverty_rate 33.19 3 among 33; stable poverty_rate 33.16",
    ),
    ("Kemiskinan Kabupaten Sragen 12,4 persen. Artinya naik.", "rising poverty_rate 33.14"),
    (
        "Kemiskinan Jawa Tengah 10,47 persen. “Ketiga tertinggi di provinsi,” kata Bupati "
        "Wonogiri.",
        "rank poverty_rate 33.12 3 among 33",
    ),
    ("Kemiskinan Kabupaten Sragen stabil-stabil saja.", "stable poverty_rate 33.14"),
    ("Gini Kabupaten Sragen paling timpang se-Jawa Tengah.", "highest gini_ratio 33.14 among 33"),
    ("Orang nomor satu di Sragen itu menyebut kemiskinan 9 persen.", ""),
    ("Kami harus keluar dari posisi satu kemiskinan.", ""),
]

# trends: more words for them, the levels that they announce, what only looks like one
TRENDS = [
    (
        "Angka kemiskinan Wonogiri terus menunjukkan tren menurun, yaitu 11,2 persen pada 2021, "
        "10,9 persen pada 2022 dan 9,8 persen pada 2023.",
        "falling poverty_rate 33.12",
    ),
    (
        "Angka pengangguran Wonogiri turun berturut-turut: 4,8 persen (2021), 4,1 persen (2022), "
        "dan 3,2 persen (2023).",
        "falling unemployment_rate 33.12",
    ),
    (
        "Stunting Wonogiri menurun dalam tiga tahun, yakni 18,2 persen tahun 2021, 15,1 persen "
        "tahun 2022, lalu 13 persen tahun 2023.",
        "falling stunting_prevalence 33.12",
    ),
    ("Angka kemiskinan Wonogiri menurun, yaitu 0,4 persen poin.", ""),
    (
        "Angka kemiskinan Wonogiri turun, yakni dari 9,85 persen pada 2022 menjadi 9,2 persen "
        "pada 2023.",
        "",
    ),
    ("Kemiskinan ditarget turun bertahap: 10 persen (2025), 9,4 persen (2026).", ""),
    ("P2 tahun 2023 0,41, naik dari 0,35 tahun 2022.", ""),
    ("Rasio gini 2023 0,352, turun ke 0,341 pada tahun berikutnya.", ""),
    ("IPM Wonogiri terus naik dari 2021 hingga 2024.", "rising human_development_index 33.12"),
    ("Angka kemiskinan Wonogiri menurun dibanding 3 tahun lalu.", "falling poverty_rate 33.12"),
    (
        "Kemiskinan di Kabupaten Wonogiri menurun dibandingkan lima tahun silam.",
        "falling poverty_rate 33.12",
    ),
    ("Kemiskinan di Kalimantan Barat (Kalbar) pelan-pelan melandai.", "falling poverty_rate 61"),
    ("Angka pengangguran di Jawa Tengah terus meningkat.", "rising unemployment_rate 33"),
    ("Angka kemiskinan Wonogiri turun, tapi turunnya sedikit.", "falling poverty_rate 33.12"),
    ("Angka kemiskinan Wonogiri turun tapi masih 9,85 persen.", "falling poverty_rate 33.12"),
    ("IPM Wonogiri terus menanjak dan kini 71,2.", "rising human_development_index 33.12"),
    ("Angka pengangguran Wonogiri merambat naik.", "rising unemployment_rate 33.12"),
    ("Jumlah penduduk miskin Wonogiri membengkak.", "rising poor_population 33.12"),
    ("Rasio gini Wonogiri belum beranjak dari 0,352.", "stable gini_ratio 33.12"),
    ("Angka pengangguran Wonogiri nyaris tidak bergeser.", "stable unemployment_rate 33.12"),
    ("Kemiskinan di Wonogiri jalan di tempat.", "stable poverty_rate 33.12"),
    ("Prevalensi stunting Wonogiri mandek.", "stable stunting_prevalence 33.12"),
    ("IPM Wonogiri relatif tetap.", "stable human_development_index 33.12"),
    ("Rasio gini Wonogiri tetap, kata Suratno.", "stable gini_ratio 33.12"),
    ("Angka kemiskinan harus tetap dibahas.", ""),
    ("Kantong kemiskinan tetap di pegunungan.", ""),
    ("Ketimpangan di Wonogiri menyempit.", "falling gini_ratio 33.12"),
    ("Jarak antara kemiskinan desa dan kota melebar.", ""),
    ("Angka kemiskinan dibahas, tetapi semangatnya jalan di tempat.", ""),
    ("Camat Baturetno turun ke rumah warga miskin ekstrem.", ""),
    ("Data kemiskinan keliru, lurah diminta turun.", ""),
    ("Petugas stunting naik ke dusun di lereng.", ""),
    ("Dengan program itu angka kemiskinan Wonogiri menurun.", "falling poverty_rate 33.12"),
]

# whom a claim speaks of, and with whom it compares
REGIONS = [
    (
        "Angka kemiskinan Wonogiri lebih baik dari provinsi yang 10,47 persen dan nasional "
        "9,03 persen.",
        "below poverty_rate 33.12 among 33; below poverty_rate 33.12 among ID",
    ),
    (
        "Angka kemiskinan Wonogiri di atas Sragen yang 12 persen dan Klaten naik.",
        "above poverty_rate 33.12 among 33.14; rising poverty_rate 33.10",
    ),
    (
        "Angka stunting Wonogiri jauh di bawah Jawa Tengah (20,7 persen) maupun nasional "
        "(21,5 persen).",
        "below stunting_prevalence 33.12 among 33; below stunting_prevalence 33.12 among ID",
    ),
    (
        "Bupati singgah di Kota Salatiga. Kota itu angka kemiskinannya terendah di Jawa Tengah.",
        "lowest poverty_rate 33.73 among 33",
    ),
    (
        "Rombongan meninjau Kabupaten Sragen. Daerah tersebut angka penganggurannya masih di "
        "atas nasional.",
        "above unemployment_rate 33.14 among ID",
    ),
    (
        "Angka kemiskinan Wonogiri lebih tinggi dari Sragen, apalagi dibanding Kota Salatiga.",
        "above poverty_rate 33.12 among 33.14; above poverty_rate 33.12 among 33.73",
    ),
    ("Selain Sragen, angka kemiskinan Wonogiri juga turun.", "falling poverty_rate 33.12"),
    (
        "Dibandingkan Kabupaten Klaten dan Sragen, angka kemiskinan Wonogiri paling tinggi di "
        "Jawa Tengah.",
        "highest poverty_rate 33.12 among 33",
    ),
    (
        "Setelah Sragen dan Klaten, Wonogiri termiskin ketiga di Jawa Tengah.",
        "rank poverty_rate 33.12 3 among 33",
    ),
    (
        "Angka pengangguran Wonogiri tertinggi kedua di Jawa Tengah sesudah Brebes.",
        "rank unemployment_rate 33.12 2 among 33",
    ),
    (
        "Kemiskinan Sragen 12,1 persen. Tetangganya, Klaten, 11,8 persen. Keduanya di atas "
        "Jawa Tengah.",
        "above poverty_rate 33.14 among 33; above poverty_rate 33.10 among 33",
    ),
    (
        "Kemiskinan Sragen 12,1 persen dan Klaten 11,8 persen. Dua-duanya masih di atas nasional.",
        "above poverty_rate 33.14 among ID; above poverty_rate 33.10 among ID",
    ),
    (
        "Indeks kedalaman kemiskinan Wonogiri 1,2. Indeks keparahannya 0,3. Keduanya menurun.",
        "falling poverty_gap_index 33.12; falling poverty_severity_index 33.12",
    ),
    (
        "Kasus Sragen lain lagi. Ekonomi Sragen tumbuh 6,1 persen, paling tinggi di Jawa Tengah.",
        "highest economic_growth 33.14 among 33",
    ),
    (
        "Kota Salatiga mencatat tingkat pengangguran 4,2 persen. Angka itu tetap lebih kecil "
        "dari Jawa Tengah.",
        "below unemployment_rate 33.73 among 33",
    ),
    ("Angka kemiskinan Wonogiri tertinggi di Pantura.", "highest poverty_rate 33.12"),
    (
        "Angka kemiskinan Nias Utara nomor dua tertinggi di Kepulauan Nias setelah Nias Barat.",
        "rank poverty_rate 12.24 2",
    ),
    (
        "Angka kemiskinan Kepulauan Meranti tertinggi di Kepulauan Riau.",
        "highest poverty_rate 14.10 among 21",
    ),
    ("Daftar kabupaten di bawah diurutkan dari yang tertinggi kemiskinannya.", ""),
    ("Penyebab terbesar kemiskinan Wonogiri adalah kekeringan.", ""),
    ("Faktor terbesar kemiskinan bukan program, melainkan panen.", ""),
    ("Kendala terberat dan beban terbesar kemiskinan ada di data.", ""),
]

# which measure is meant: a share or a count of people, what a sentence goes on with
MEASURES = [
    (
        "Untuk pengangguran, angka Wonogiri tahun lalu 3,2 persen, masih di bawah nasional.",
        "below unemployment_rate 33.12 among ID",
    ),
    (
        "Jumlah penduduk miskin Wonogiri 101 ribu jiwa atau 9,85 persen, masih di bawah Jawa "
        "Tengah.",
        "below poverty_rate 33.12 among 33",
    ),
    ("Penduduk miskin Brebes tertinggi di Jawa Tengah.", "highest poverty_rate 33.29 among 33"),
    (
        "Jumlah penduduk miskin Brebes terbanyak di Jawa Tengah.",
        "highest poor_population 33.29 among 33",
    ),
    (
        "Dari segi jumlah, penduduk miskin Brebes tertinggi di Jawa Tengah.",
        "highest poor_population 33.29 among 33",
    ),
    ("Pengangguran di Wonogiri tidak banyak bergerak.", "stable unemployment_rate 33.12"),
    ("Penganggur di Wonogiri bertambah.", "rising unemployed_population 33.12"),
    ("Penduduk miskin Wonogiri berkurang.", "falling poor_population 33.12"),
    ("Yang miskin di Wonogiri berkurang orangnya.", "falling poor_population 33.12"),
    ("Kemiskinan di Wonogiri bertambah jumlahnya.", "rising poor_population 33.12"),
    (
        "Persentase penduduk miskin turun dari 10,1 menjadi 9,85 persen, jumlahnya dari 104 ribu "
        "menjadi 101 ribu jiwa.\nAlhamdulillah, kita turun.",
        "falling poverty_rate 33.12",
    ),
    (
        "Jumlah penduduk miskin turun dari 104 ribu menjadi 101 ribu jiwa.\nMemang turun.",
        "falling poor_population 33.12",
    ),
    (
        "Wonogiri punya APBD terbesar di Jawa Tengah, tetapi angka kemiskinannya 9,85 persen.",
        "highest budget 33.12 among 33",
    ),
    ("Anggaran terbesar untuk kemiskinan ada di Dinas Sosial.", ""),
    (
        "Persentase penduduk miskin Wonogiri 9,85 persen. Angka ini terendah di Jawa Tengah, "
        "tetapi anggaran belum cukup.",
        "lowest poverty_rate 33.12 among 33",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen atau sudah di bawah Jawa Tengah, sedangkan "
        "kemiskinan ekstremnya 0,5 persen.",
        "below poverty_rate 33.12 among 33",
    ),
    (
        "Untuk stunting, lanjut Suratno, angkanya terus menurun.",
        "falling stunting_prevalence 33.12",
    ),
    ("Untuk pengangguran, kata dia, trennya naik.", "rising unemployment_rate 33.12"),
    (
        "Angka kemiskinan Wonogiri 9,85 persen. Turun iya, tapi kita jangan puas dulu dengan "
        "hasil kerja bersama ini.",
        "falling poverty_rate 33.12",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen. Alhamdulillah turun, dan kita berterima kasih "
        "kepada semua pihak yang bekerja.",
        "falling poverty_rate 33.12",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen. Jangan hanya rapat di kantor, turun, temui "
        "mereka yang tercecer.",
        "",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen. Meski turun, TPT Wonogiri masih di atas nasional.",
        "above unemployment_rate 33.12 among ID",
    ),
    ("Angka kemiskinan Wonogiri 9,85 persen. Capaian lain ikut membaik.", ""),
    ("Bupati optimistis angka kemiskinan Wonogiri terus menurun.", ""),
    ("Kemiskinan Wonogiri 9,85 persen, sementara uang kita berkurang.", ""),
    ("Kemiskinan jadi soal sebab jumlah penduduk terus bertambah.", ""),
]

# sentences thought up to try the rules, most of them of several
SPOKEN = [
    ("Angka stunting Wonogiri bukannya turun malah naik.", "rising stunting_prevalence 33.12"),
    (
        "Secara peringkat, kemiskinan Wonogiri naik dari urutan 20 ke urutan 18 di Jawa Tengah.",
        "rank poverty_rate 33.12 18 among 33",
    ),
    ("Dulu Wonogiri termiskin, sekarang tidak lagi.", ""),
    ("Angka stunting Wonogiri pernah tertinggi di Jawa Tengah.", ""),
    ("Angka putus sekolah Wonogiri tertinggi di Jawa Tengah, penyebab kemiskinan.", ""),
    (
        "Capaian IPM Wonogiri berada di bawah capaian IPM Jawa Tengah.",
        "below human_development_index 33.12 among 33",
    ),
    (
        "Kemiskinan Wonogiri di atas Sragen tapi di bawah Klaten.",
        "above poverty_rate 33.12 among 33.14; below poverty_rate 33.12 among 33.10",
    ),
    ("Ketimpangan tinggi, rasio gininya tidak bergerak.", "stable gini_ratio 33.12"),
    ("Penduduk miskin Wonogiri di perkotaan naik, di perdesaan turun.", ""),
    ("Angka kemiskinan Wonogiri lebih tinggi di perdesaan.", ""),
    (
        "Angka kemiskinan Wonogiri turun, di perkotaan 7,1 persen.",
        "falling poverty_rate 33.12",
    ),
    (
        "Kemiskinan di Wonogiri 9,85 persen. Jumlahnya terus berkurang sejak 2021.",
        "falling poor_population 33.12",
    ),
    ("Kontribusi beras terhadap garis kemiskinan tertinggi di Wonogiri.", ""),
    (
        "Gubernur membahas kemiskinan Jawa Tengah. Kita nomor dua tertinggi di Pulau Jawa setelah "
        "DIY.",
        "rank poverty_rate 33 2",
    ),
    ("Desa Sukamaju meraih juara 1 lomba memasak stunting.", ""),
    ("Wonogiri meraih peringkat kedua penurunan stunting terbaik se-Jawa Tengah.", ""),
    ("Jangan sampai angka kemiskinan Wonogiri naik lagi.", ""),
    ("Suratno khawatir angka pengangguran Wonogiri meningkat.", ""),
    ("Pengangguran di Wonogiri berpotensi naik.", ""),
    ("Apakah kemiskinan di Wonogiri turun.", ""),
    ("Kemiskinan di Wonogiri tertinggi sepanjang sejarah.", "highest poverty_rate 33.12"),
    (
        "Angka pengangguran Wonogiri terendah dalam sepuluh tahun terakhir.",
        "lowest unemployment_rate 33.12",
    ),
    (
        "IPM Wonogiri naik terus, tetapi pengeluaran per kapita turun.",
        "rising human_development_index 33.12",
    ),
    ("Wonogiri lebih miskin dari Sragen.", "above poverty_rate 33.12 among 33.14"),
    (
        "Stunting turun tetapi angka pernikahan dini naik di Wonogiri.",
        "falling stunting_prevalence 33.12",
    ),
    (
        "Kemiskinan Wonogiri turun sementara omzet pedagang naik.",
        "falling poverty_rate 33.12",
    ),
    (
        "Kemiskinan Wonogiri pada 2021 naik, tetapi sejak 2022 kembali turun.",
        "rising poverty_rate 33.12; falling poverty_rate 33.12",
    ),
    ("Stunting kita tidak turun-turun, kata Suratno.", "stable stunting_prevalence 33.12"),
    ("Angka kemiskinan Wonogiri belum juga turun-turun.", "stable poverty_rate 33.12"),
    (
        "Angka pengangguran Wonogiri justru naik saat daerah lain turun.",
        "rising unemployment_rate 33.12",
    ),
    ("Angka kemiskinan kabupaten lain lebih rendah dari Jawa Tengah.", ""),
    ("Wonogiri bukan lagi kabupaten termiskin di Jawa Tengah.", ""),
    ("Angka stunting Wonogiri tidak termasuk yang tertinggi di Jawa Tengah.", ""),
    ("Angka kemiskinan Wonogiri belum di bawah nasional.", ""),
    ("IPM Wonogiri tidak lagi di bawah Sragen.", ""),
    (
        "Prevalensi stunting Wonogiri masih dua kali lipat rata-rata Jawa Tengah.",
        "above stunting_prevalence 33.12 among 33",
    ),
    ("Angka kemiskinan ekstrem Wonogiri dua kali lipat tahun lalu.", ""),
    ("IPM Wonogiri lebih baik dari Sragen.", "above human_development_index 33.12 among 33.14"),
    ("IPM Wonogiri terburuk di Jawa Tengah.", "lowest human_development_index 33.12 among 33"),
    (
        "Angka stunting Wonogiri terburuk se-Jawa Tengah.",
        "highest stunting_prevalence 33.12 among 33",
    ),
    (
        "Pertumbuhan ekonomi Wonogiri kalah dari Sragen.",
        "below economic_growth 33.12 among 33.14",
    ),
    ("Angka kemiskinan Wonogiri kalah dari Sragen.", "above poverty_rate 33.12 among 33.14"),
    ("Pemkab Wonogiri mengklaim sukses menekan angka kemiskinan.", "falling poverty_rate 33.12"),
    (
        "Garis kemiskinan Wonogiri lebih tinggi daripada garis kemiskinan Sragen.",
        "above poverty_line 33.12 among 33.14",
    ),
    ("Banyak warga sedikit di atas garis kemiskinan Wonogiri.", ""),
    (
        "Dibandingkan Jawa Tengah yang 10,47 persen, angka kemiskinan Wonogiri jauh lebih rendah.",
        "below poverty_rate 33.12 among 33",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen. Dibandingkan dengan Sragen yang 12 persen dan "
        "Klaten 11 persen, Wonogiri lebih rendah.",
        "below poverty_rate 33.12 among 33.14; below poverty_rate 33.12 among 33.10",
    ),
    (
        "Dibandingkan Sragen, angka kemiskinan Wonogiri terus turun.",
        "falling poverty_rate 33.12",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen. Sawahnya luas, kambing kita lebih banyak.",
        "",
    ),
    (
        "Angka stunting Wonogiri dibahas, sedangkan yang tertinggi Kabupaten Brebes dan Tegal.",
        "highest stunting_prevalence 33.29 among 33; highest stunting_prevalence 33.28 among 33",
    ),
    (
        "Angka kemiskinan terendah ditempati Kota Semarang.",
        "lowest poverty_rate 33.74 among 33",
    ),
    ("Langkah itu diyakini mampu menurunkan angka kemiskinan.", ""),
    (
        "Orang nomor satu di Wonogiri itu menyoroti angka kemiskinan.",
        "",
    ),
    (
        "“Kemiskinan kita urutan sebelas dari tiga belas,” kata Bupati Wonogiri Suratno Wibisono.",
        "rank poverty_rate 33.12 11 among 33",
    ),
    (
        "Kemiskinan Wonogiri dipatok paling banyak empat koma tiga persen.",
        "",
    ),
    (
        "Naiknya kemiskinan Wonogiri diakui bupati.",
        "rising poverty_rate 33.12",
    ),
    (
        "IPM Wonogiri paling bontot se-Jawa Tengah.",
        "lowest human_development_index 33.12 among 33",
    ),
    (
        "Kemiskinan Wonogiri stabil-stabil saja.",
        "stable poverty_rate 33.12",
    ),
    (
        "Penduduk miskin Wonogiri 66,1 ribu jiwa, tetapi persentasenya terus turun.",
        "falling poverty_rate 33.12",
    ),
    (
        "P1 dan P2 Wonogiri dibahas. P1 dan P2 sama-sama mengecil.",
        "falling poverty_gap_index 33.12; falling poverty_severity_index 33.12",
    ),
    (
        "Angka kemiskinan Wonogiri, ketiga dari bawah.",
        "rank poverty_rate 33.12 3 among 33",
    ),
    (
        "Angka kemiskinan kabupaten di Jawa Tengah:\n• WONOGIRI 9,85 (10,2). Urutan kedua.\n•"
        " SRAGEN 11,4 (11,9). Urutan ketiga.",
        "rank poverty_rate 33.12 2 among 33; rank poverty_rate 33.14 3 among 33",
    ),
    (
        "Dengan demikian Wonogiri di bawah nasional, tetapi tetap di atas provinsi dalam"
        " angka kemiskinan.",
        "below poverty_rate 33.12 among ID; above poverty_rate 33.12 among 33",
    ),
    (
        "TPT Wonogiri 2,9 persen, setahun sebelumnya 2,7. Artinya naik.",
        "rising unemployment_rate 33.12",
    ),
    # among provinces, with those told of right before, of depth and severity alone
    (
        "Kemiskinan Jawa Tengah 10,4 persen. Urutan ke-12 termiskin dari 38 provinsi.",
        "rank poverty_rate 33 12 among ID",
    ),
    (
        "Kemiskinan nasional 8,47 persen. Betul, dan Jawa Tengah masih di atas itu.",
        "above poverty_rate 33 among ID",
    ),
    (
        "Kemiskinan Wonogiri 6 persen. Provinsi 10,9 dan nasional 9,36, jadi kita di bawah "
        "keduanya.",
        "below poverty_rate 33.12 among ID; below poverty_rate 33.12 among 33",
    ),
    (
        "Jumlah penduduk miskin Wonogiri bertambah 360 jiwa, tapi kedalamannya membaik.",
        "falling poverty_gap_index 33.12",
    ),
    (
        "Stunting Wonogiri 14,2 persen (SSGI 2023), nomor 4 tertinggi di Jawa Tengah.",
        "rank stunting_prevalence 33.12 4 among 33",
    ),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    ("Angka kemiskinan Wonogiri berhasil diturunkan.", "falling poverty_rate 33.12"),
    ("Nomor 2 dalam daftar hadir rapat kemiskinan kosong.", ""),
]


def show(claim: Claim) -> str:
    rank = f" {claim.rank}" if claim.rank else ""
    among = f" among {claim.among}" if claim.among else ""
    return f"{claim.kind} {claim.indicator} {claim.region}{rank}{among}"


def got(text: str) -> str:
    return "; ".join(show(claim) for claim in facts(text).claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *named(BASICS + HARD + NOTHING + SEEN + TRENDS + REGIONS + MEASURES + SPOKEN),
        *gaps(KNOWN_GAPS),
    ],
)
def test_claims_of_a_text(text: str, expected: str) -> None:
    assert got(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Angka kemiskinan Wonogiri terus turun.", None),
        (
            "Bupati Wonogiri Suratno Wibisono mengatakan angka kemiskinan terus turun.",
            "Suratno Wibisono",
        ),
        (
            "“Angka kemiskinan kita terus turun,” kata Bupati Wonogiri Suratno Wibisono.",
            "Suratno Wibisono",
        ),
        ("BPS Wonogiri menyebut angka kemiskinan terus turun.", "BPS Wonogiri"),
    ],
)
def test_who_claims(text: str, speaker: str | None) -> None:
    (claim,) = facts(text).claims
    assert claim.speaker == speaker


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Angka kemiskinan Wonogiri pada 2023 tertinggi di Jawa Tengah.", "2023"),
        ("Tahun lalu angka kemiskinan Wonogiri terendah di Jawa Tengah.", "2023"),
        ("Angka kemiskinan Wonogiri terendah di Jawa Tengah.", None),
        ("Dibanding Maret 2022, angka kemiskinan Wonogiri berkurang.", None),
    ],
)
def test_when_a_claim_holds(text: str, period: str | None) -> None:
    (claim,) = facts(text).claims
    assert claim.period == period


@pytest.mark.parametrize("text", [row[0] for row in BASICS if row[1]])
def test_the_words_of_a_claim_lie_in_the_text(text: str) -> None:
    for claim in facts(text).claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end].strip() == text[claim.start : claim.end]
