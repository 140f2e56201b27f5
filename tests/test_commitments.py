"""Who promises what until when; and what is no promise."""

from __future__ import annotations

import pytest

from extract.commitments import Commitment
from tests.sentences import facts, gaps, named

# text, its commitments as "owner | deadline | direction"; the aim of a head of region is that of
# the government, whose name stands short
BASICS = [
    (
        "Pemkab Wonogiri menargetkan angka kemiskinan 8 persen pada 2026.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Pemkab Wonogiri menargetkan angka kemiskinan turun menjadi 8 persen pada 2026.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Pemkab Wonogiri berkomitmen menurunkan angka kemiskinan menjadi 8 persen pada 2026.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Pemkab Wonogiri berencana membangun 214 rumah layak huni pada 2025.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    (
        "Pemkab Wonogiri akan memperbaiki 214 rumah tidak layak huni pada 2025.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    (
        "“Kami akan menurunkan angka kemiskinan menjadi 8 persen pada 2026,” kata Bupati "
        "Wonogiri Suratno Wibisono.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono menargetkan kemiskinan ekstrem nol persen pada 2025.",
        "Pemkab Wonogiri | 2025 | zero",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berjanji menurunkan angka stunting menjadi 10 persen "
        "pada 2025.",
        "Pemkab Wonogiri | 2025 | down",
    ),
    (
        "Pemprov Jawa Tengah menargetkan angka kemiskinan 9 persen pada 2025.",
        "Pemprov Jawa Tengah | 2025 | down",
    ),
    (
        "Dinas Sosial Wonogiri akan menyalurkan bantuan kepada 2.145 KPM pada Desember 2024.",
        "Dinas Sosial Wonogiri | 2024-12 | -",
    ),
    (
        "Pemkab Wonogiri berkomitmen menambah anggaran stunting pada 2025.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    ("Pemkot Parepare menargetkan IPM naik menjadi 80 pada 2026.", "Pemkot Parepare | 2026 | up"),
]

HARD = [
    # a body of the state that is ready to do something
    (
        "Ketua Baznas Wonogiri Jarwo Santosa menyatakan Baznas siap menanggung susu 20 anak "
        "stunting sampai Desember 2025.",
        "Baznas | 2025-12 | down",
    ),
    (
        "Kadis Sosial Wonogiri Rina Kusumastuti: “Kami sanggupi, lewat 90 paket sembako yang "
        "dibagi mulai Maret 2025.”",
        "Dinas Sosial | 2025-03 | -",
    ),
    (
        "Bupati Wonogiri meminta Dinas Sosial menyelesaikan verifikasi data paling lambat 30 "
        "November 2024.",
        "Dinas Sosial | 2024-11-30 | -",
    ),
    (
        "Sekda Wonogiri Lukman Hariadi meminta lurah merampungkan musyawarah kelurahan sebelum "
        "25 November 2024.",
        "lurah | 2024-11-25 | -",
    ),
    (
        "“Target kami angka kemiskinan 8 persen pada 2026,” kata Bupati Wonogiri Suratno Wibisono.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "“Kita berharap pada 2026 angka kemiskinan menjadi 8 persen,” kata Bupati Wonogiri "
        "Suratno Wibisono.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "“Tahun depan kami akan membangun 100 rumah layak huni,” kata Bupati Wonogiri Suratno "
        "Wibisono.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    (
        "Angka kemiskinan harus turun menjadi 8 persen pada 2026, tegas Bupati Wonogiri "
        "Suratno Wibisono.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Sesuai RPJMD 2021-2026, Pemkab Wonogiri menargetkan angka kemiskinan 8 persen pada 2026.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Pemkab Wonogiri menargetkan angka kemiskinan 8 persen pada 2026. Pemkab Wonogiri juga "
        "menargetkan stunting 10 persen pada 2025.",
        "Pemkab Wonogiri | 2026 | down; Pemkab Wonogiri | 2025 | down",
    ),
    (
        "Pemkab Wonogiri menargetkan angka kemiskinan di bawah 8 persen pada akhir 2026.",
        "Pemkab Wonogiri | 2026-12 | down",
    ),
    (
        "Pemkab Wonogiri berkomitmen menurunkan stunting dari 12,4 persen menjadi 10 persen "
        "pada 2025.",
        "Pemkab Wonogiri | 2025 | down",
    ),
    (
        "Wali Kota Parepare Andi Rustam menargetkan angka kemiskinan 4 persen pada 2026.",
        "Pemerintah Kota Parepare | 2026 | down",
    ),
    (
        "“Kemiskinan ekstrem harus nol persen tahun depan,” tegas Bupati Sintang Yohanes Lambung.",
        "Pemkab Sintang | 2025 | zero",
    ),
    (
        "Kepala Dinas Perumahan Wonogiri Joko Lelono mengatakan akan memperbaiki 214 rumah "
        "tidak layak huni tahun depan.",
        "Dinas Perumahan | 2025 | -",
    ),
    (
        "DPRD Wonogiri akan memanggil Dinas Sosial soal kemiskinan pada Desember 2024.",
        "DPRD Wonogiri | 2024-12 | -",
    ),
    (
        "Pemprov Jawa Tengah akan menyalurkan bantuan Rp20 miliar untuk rumah tidak layak huni "
        "pada 2025.",
        "Pemprov Jawa Tengah | 2025 | -",
    ),
    (
        "Pemkab Wonogiri menargetkan pertumbuhan ekonomi 5,5 persen pada 2025.",
        "Pemkab Wonogiri | 2025 | up",
    ),
    (
        "Pemkab Wonogiri menargetkan tingkat pengangguran 2 persen pada 2026.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Rapat stunting menyepakati Bappeda menyusun RPKD paling lambat 15 Desember 2024.",
        "Bappeda | 2024-12-15 | -",
    ),
    ("Pemkab Wonogiri telah menurunkan angka kemiskinan menjadi 9,85 persen.", ""),
    ("Pemkab Wonogiri berhasil menurunkan stunting menjadi 12,4 persen.", ""),
    ("Acara akan berlangsung di Pendopo Wonogiri.", ""),
    ("Bantuan sosial akan meringankan beban warga.", ""),
    ("Peserta akan mendapat sertifikat.", ""),
    ("Jika tidak hadir, peserta akan dicoret.", ""),
    (
        "Bupati menugaskan Bappeda menyusun rencana aksi kemiskinan sampai akhir bulan ini.",
        "Bappeda | 2024-11 | -",
    ),
    (
        "Pemkab Wonogiri menggelontorkan Rp 3 miliar tahun depan bagi 500 KK miskin.",
        "Pemkab Wonogiri | 2025 | down",
    ),
    (
        "“Sisa RTLH beres sebelum ganti tahun,” kata Kepala Dinas Perkim Wonogiri Joko Lelono.",
        "Dinas Perkim | 2024 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono memerintahkan semua OPD menyerahkan data kemiskinan "
        "paling lambat 30 November 2024.",
        "semua OPD | 2024-11-30 | -",
    ),
    (
        "Tahun depan Pemkab Wonogiri menyiapkan anggaran Rp6 miliar untuk kemiskinan ekstrem.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    # of several times the one that a word of limit leads
    (
        "Pemkab Wonogiri akan membedah 44 rumah tidak layak huni sebelum pertengahan Desember.",
        "Pemkab Wonogiri | 2024-12 | -",
    ),
    (
        "“Perubahan anggaran stunting kami tetapkan paling lambat 20 November, sehingga belanja "
        "tidak menumpuk di akhir tahun,” kata Bupati Wonogiri Suratno Wibisono.",
        "Pemkab Wonogiri | 2024-11-20 | -",
    ),
    (
        "Pemkab Wonogiri akan memadankan data kemiskinan sebelum 1 Desember 2024 karena anggaran "
        "2025 disusun Januari.",
        "Pemkab Wonogiri | 2024-12-01 | -",
    ),
    (
        "Untuk 2025 Pemkab Wonogiri akan menyerahkan laporan kemiskinan selambat-lambatnya "
        "15 Desember 2024.",
        "Pemkab Wonogiri | 2024-12-15 | -",
    ),
    (
        "Pemkab Wonogiri menargetkan angka kemiskinan 8 persen pada 2026 dan menyusun rencana aksi "
        "sebelum 20 Desember 2024.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    # feasts
    (
        "Dinas Sosial Wonogiri akan membayar santunan lansia miskin sebelum Lebaran.",
        "Dinas Sosial Wonogiri | 2025-03-31 | -",
    ),
    (
        "“Sisa RTLH kami bedah jelang Natal,” kata Kepala Dinas Perkim Wonogiri Joko Lelono.",
        "Dinas Perkim | 2024-12-25 | -",
    ),
    # whose data or meeting opens a sentence owns no aim of it
    (
        "Data Kemenko PMK menunjukkan kemiskinan ekstrem Wonogiri 1,1 persen pada 2023 dan "
        "ditargetkan nol persen pada 2025.",
        "Pemkab Wonogiri | 2025 | zero",
    ),
    (
        "Wabup Wonogiri Buka Rapat Koordinasi TPPS, Stunting Ditargetkan 10 Persen pada 2025",
        "Pemkab Wonogiri | 2025 | down",
    ),
    (
        "Menurut BPS angka kemiskinan 9,85 persen dan ditargetkan menjadi 9 persen pada 2025.",
        "Pemkab Wonogiri | 2025 | down",
    ),
    # a commission; who goes there himself; what is planned or put off
    (
        "Komisi II, ujar dia, akan memanggil Dinas Sosial soal bantuan kemiskinan pada Desember "
        "2024.",
        "Komisi II | 2024-12 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengaku akan turun langsung ke Giriwoyo pada Desember "
        "2024 untuk memeriksa data kemiskinan.",
        "Pemkab Wonogiri | 2024-12 | -",
    ),
    (
        "“Tahun depan kami rencanakan anggaran stunting Rp6 miliar, ditambah insentif kalau memang "
        "turun,” kata Bupati Wonogiri Suratno Wibisono.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    (
        "“Anggaran rapat di luar urusan kemiskinan kami geser mulai 2025,” kata Kepala Bappeda "
        "Wonogiri Joko Lelono.",
        "Bappeda | 2025 | -",
    ),
    # orders in the passive, and orders of houses: whoever is told
    (
        "Dinas Sosial diperintahkan menyalurkan bantuan kepada 430 lansia miskin sebelum Natal.",
        "Dinas Sosial | 2024-12-25 | -",
    ),
    (
        "Seluruh camat juga diminta melaporkan data stunting paling lambat 30 November 2024.",
        "Seluruh camat | 2024-11-30 | -",
    ),
    (
        "Bappeda ditugaskan untuk menyusun rencana aksi kemiskinan sampai akhir tahun ini.",
        "Bappeda | 2024-12 | -",
    ),
    (
        "Bupati menginstruksikan Dinas Perkim merampungkan 88 unit rehab RTLH paling lambat "
        "15 Desember 2024.",
        "Dinas Perkim | 2024-12-15 | -",
    ),
    # what is to become of an indicator behind its name; what only points back to it
    (
        "Kemiskinan ekstrem yang kini 0,52 persen wajib dihapus seluruhnya pada 2026.",
        "Pemkab Wonogiri | 2026 | zero",
    ),
    (
        "Bupati Wonogiri Pimpin Rapat, Kemiskinan Ekstrem Ditarget Tuntas Tahun Ini",
        "Pemkab Wonogiri | 2024 | zero",
    ),
    (
        "Stunting Wonogiri masih 12,4 persen. Pemkab Wonogiri berjanji menurunkannya pada 2025.",
        "Pemkab Wonogiri | 2025 | down",
    ),
    (
        "Angka kemiskinan ekstrem Wonogiri 1,1 persen. Pemkab Wonogiri bertekad menuntaskannya "
        "pada 2025, antara lain melalui bedah rumah 75 unit.",
        "Pemkab Wonogiri | 2025 | zero",
    ),
    # two aims of one sentence, each with its verb and its time; two that share a verb are one
    (
        "Kemiskinan ekstrem harus nol persen pada 2025, sedangkan angka kemiskinan ditargetkan "
        "8 persen pada 2029.",
        "Pemkab Wonogiri | 2025 | zero; Pemkab Wonogiri | 2029 | down",
    ),
    (
        "Pemkab Wonogiri menargetkan stunting 10 persen pada 2026, dan tahun ini 40 rumah tidak "
        "layak huni harus selesai dibedah.",
        "Pemkab Wonogiri | 2026 | down; Pemkab Wonogiri | 2024 | -",
    ),
    (
        "Angka kemiskinan dipatok 8 persen pada 2027; tingkat pengangguran ditargetkan 2 persen "
        "pada 2028.",
        "Pemkab Wonogiri | 2027 | down; Pemkab Wonogiri | 2028 | down",
    ),
    (
        "Pemkab Wonogiri menargetkan tingkat pengangguran 2 persen pada 2027 dan stunting "
        "10 persen pada 2025.",
        "Pemkab Wonogiri | 2027 | down",
    ),
    (
        "KEPUTUSAN RAPAT:\n"
        "1) Bappeda menyiapkan data KK miskin, batas waktu 20 November 2024.\n"
        "2) Dinas Sosial memverifikasi data itu, batas waktu 30 November 2024.",
        "Bappeda | 2024-11-20 | -; Dinas Sosial | 2024-11-30 | -",
    ),
    (
        "Pemkab Wonogiri akan memperbanyak pelatihan kerja bagi warga miskin.",
        "Pemkab Wonogiri | - | -",
    ),
    # whoever is told, also under a firm deadline; duties from a day on
    (
        "Sekda Wonogiri Lukman Hariadi meminta seluruh OPD mengunggah data kemiskinan paling "
        "lambat 15 November 2024.",
        "seluruh OPD | 2024-11-15 | -",
    ),
    (
        "Masing-masing OPD wajib memiliki satu desa binaan penanganan stunting mulai Januari 2025.",
        "Masing-masing OPD | 2025-01 | -",
    ),
    (
        "Pemprov Jawa Tengah menjanjikan tambahan bantuan kemiskinan pada 2025.",
        "Pemprov Jawa Tengah | 2025 | -",
    ),
    (
        "NOTULEN RAPAT TKPK\nTindak lanjut:\n"
        "1. Seluruh camat mengirim daftar rumah tidak layak huni warga miskin\n"
        "2. Rapat berikutnya tanggal 10 Januari 2025",
        "Seluruh camat | - | -; Pemkab Wonogiri | 2025-01-10 | -",
    ),
    # who does it stands behind the passive; the year that the promise names is its own
    ("Usulan bedah rumah itu akan dibahas Dinas PUPR pekan depan.", "Dinas PUPR | - | -"),
    (
        "Data kemiskinan itu akan diperiksa oleh Inspektorat pada Desember 2024.",
        "Inspektorat | 2024-12 | -",
    ),
    (
        "Sisa 63 rumah tidak layak huni akan dibangun Pemkab Wonogiri tahun depan.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    # each part of what a meeting agreed on
    (
        "Forum menyepakati tiga hal, yakni Dinas Sosial memperbarui DTSEN tiap bulan, Dinas "
        "Kesehatan menuntaskan pendataan paling lambat 15 Desember 2024 dan Bappeda menyiapkan "
        "rencana aksi sebelum akhir tahun.",
        "Dinas Sosial | - | -; Dinas Kesehatan | 2024-12-15 | -; Bappeda | 2024-12 | -",
    ),
    (
        "Sisa 63 unit rumah tidak layak huni akan diselesaikan Pemkab Wonogiri sebelum 20 Desember "
        "2024.",
        "Pemkab Wonogiri | 2024-12-20 | -",
    ),
    (
        "“Tahun 2025 kami akan bangun rumah warga miskin,” kata Bupati Wonogiri Suratno Wibisono.",
        "Pemkab Wonogiri | 2025 | -",
    ),
]

NOTHING = [
    ("Pemkab Wonogiri terus berupaya menurunkan kemiskinan.", ""),
    ("Pemerintah senantiasa berupaya menekan stunting.", ""),
    ("Jika anggaran tersedia, Pemkab Wonogiri bisa membangun 120 rumah pada 2025.", ""),
    ("Plt Kepala Dinas Tenaga Kerja Wonogiri Joko Lelono menyanggupi.", ""),
    # the past
    ("Pada 2023 Pemkab Wonogiri membangun 214 rumah layak huni.", ""),
    ("Bupati Wonogiri Suratno Wibisono menyerahkan bantuan kepada 120 keluarga.", ""),
    ("Angka kemiskinan Wonogiri turun dari 10,4 persen menjadi 9,85 persen.", ""),
    # wishes, thanks, exhortation
    ("Bupati Wonogiri Suratno Wibisono berharap kemiskinan berkurang.", ""),
    ("Semoga angka kemiskinan Wonogiri turun.", ""),
    ("Bupati Wonogiri Suratno Wibisono mengajak warga peduli kemiskinan.", ""),
    ("Bupati Wonogiri Suratno Wibisono mengimbau perusahaan membantu warga miskin.", ""),
    ("“Mari kita bersama menurunkan kemiskinan,” kata Bupati Wonogiri Suratno Wibisono.", ""),
    ("Mudah-mudahan stunting turun, kata Bupati Wonogiri Suratno Wibisono.", ""),
    ("Bupati Wonogiri Suratno Wibisono mengapresiasi target provinsi.", ""),
    # general duties and descriptions
    ("Kemiskinan adalah tanggung jawab kita bersama.", ""),
    ("Penanggulangan kemiskinan harus dilakukan secara terpadu.", ""),
    ("TKPK bertugas mengoordinasikan penanggulangan kemiskinan.", ""),
    ("Rapat itu bertujuan menyamakan persepsi tentang kemiskinan.", ""),
    ("Data kemiskinan harus akurat.", ""),
    ("Stunting bisa dicegah dengan gizi seimbang.", ""),
    ("Angka kemiskinan Wonogiri 9,85 persen.", ""),
    ("Warga akan menerima bantuan.", ""),
    ("Angka kemiskinan diperkirakan 9,1 persen pada 2025.", ""),
    ("Kalau anggaran cukup, angka kemiskinan akan turun.", ""),
    ("Bupati Wonogiri Suratno Wibisono tidak akan hadir.", ""),
    ("Apa yang akan dilakukan Pemkab?", ""),
    ("Hujan akan turun di Wonogiri.", ""),
    ("", ""),
    ("Bupati Wonogiri Suratno Wibisono mengaku sudah menepati janjinya.", ""),
    ("Pemerintah daerah wajib memperbarui data setiap tahun sesuai undang-undang.", ""),
    ("Setiap keluarga harus memiliki kartu keluarga.", ""),
    ("Warga diminta tetap waspada.", ""),
    ("Suratno akan maju lagi dalam pilkada 2029.", ""),
    ("Sekda Wonogiri Lukman Hariadi akan pensiun pada Desember 2024.", ""),
    ("Bupati Wonogiri Suratno Wibisono membantah daerahnya abai.", ""),
    ("Rapat ditutup pukul 12.10 WIB.", ""),
    ("Angka kemiskinan Wonogiri pada 2024 ditargetkan 9,5 persen, realisasinya 9,85 persen.", ""),
    ("Prevalensi stunting ditargetkan 14 persen, namun hasil SKI menunjukkan 21,3 persen.", ""),
    (
        "“Semoga RTLH selesai sebelum ganti tahun,” kata Kepala Dinas Perkim Wonogiri Joko Lelono.",
        "",
    ),
    ("Pemkab Wonogiri tahun lalu menggelontorkan Rp 3 miliar bagi 500 KK miskin.", ""),
    ("Setiap desa mendapat 10 persen dana desa untuk kemiskinan ekstrem.", ""),
    # what somebody expects, a condition, a visit, what is done
    (
        "“Kami perkirakan akhir tahun kemiskinan ekstrem masih 4 persen,” kata Bupati Wonogiri "
        "Suratno Wibisono.",
        "",
    ),
    ("Jika janji 2026 meleset lagi, warga Wonogiri akan menunggu.", ""),
    ("Akan tetapi, pengamat menilai klaim Pemkab Wonogiri berlebihan.", ""),
    ("Rombongan dijadwalkan melanjutkan perjalanan pada Desember 2024.", ""),
    (
        "Melalui APBD Perubahan 2024, Pemkab Wonogiri mengalokasikan Rp9 miliar untuk perbaikan "
        "230 unit rumah tidak layak huni.",
        "",
    ),
    ("Rumah tidak layak huni masih 900 unit, sedangkan kuota tahun ini hanya 65 unit.", ""),
    ("Camat diminta menjelaskan mengapa data kemiskinan tahun 2023 keliru.", ""),
    ("Warga meminta Pemkab Wonogiri segera memperbaiki data kemiskinan.", ""),
    (
        "Pada 2022 Pemkab Wonogiri menargetkan angka kemiskinan 10 persen, dan target itu "
        "tercapai.",
        "",
    ),
    # what was promised once, procedures, what hangs on a condition, visits
    ("Pada 2022 Pemkab Wonogiri menargetkan kemiskinan 10 persen.", ""),
    ("Tahun lalu Bupati Wonogiri berjanji membangun 200 rumah warga miskin.", ""),
    ("Pemohon bansos akan diverifikasi lurah, kemudian diusulkan ke dinas.", ""),
    ("Data warga miskin akan diperiksa camat setelah disetujui kepala desa.", ""),
    ("Kemiskinan ekstrem harus tuntas pada 2025 kalau anggarannya cukup.", ""),
    ("Menurut pengamat, kemiskinan ekstrem wajib tuntas pada 2025.", ""),
    ("Wabup Wonogiri akan menghadiri peringatan hari pangan bersama warga miskin besok.", ""),
    ("Kegiatan itu akan dipusatkan di Dinas Sosial untuk warga miskin.", ""),
    ("Rakor TKPK Wonogiri akan membahas kemiskinan ekstrem besok.", ""),
    ("Program yang kami jalankan tahun ini menyasar keluarga miskin.", ""),
    ("Semua pihak harus bersinergi menurunkan kemiskinan tahun ini.", ""),
    ("DPRD Wonogiri mendesak dinas segera membayar bantuan lansia miskin.", ""),
    (
        "“Dari 80 rumah tidak layak huni, baru 14 yang kami bangun tahun ini,” kata Kepala Dinas "
        "Perkim Wonogiri Joko Lelono.",
        "",
    ),
    (
        "“Kalau dananya turun, tahun depan kami bangun lagi rumah keluarga miskin,” kata Bupati "
        "Wonogiri Suratno Wibisono.",
        "",
    ),
    ("Harga beras akan turun pada Desember 2024 sehingga warga miskin terbantu.", ""),
]

SEEN = [
    (
        "TINDAK LANJUT\n"
        "1. Dinas Sosial memutakhirkan data P3KE paling lambat 30 November 2024\n"
        "2. Bappeda menyusun RAT paling lambat 15 Desember 2024",
        "Dinas Sosial | 2024-11-30 | -; Bappeda | 2024-12-15 | -",
    ),
    (
        "Tindak lanjut:\n"
        "No | Kegiatan | Penanggung jawab | Batas waktu\n"
        "1 | Verifikasi data kemiskinan | Dinas Sosial | 30 November 2024\n"
        "2 | Penyusunan RPKD | Bappeda | 15 Desember 2024",
        "Dinas Sosial | 2024-11-30 | -; Bappeda | 2024-12-15 | -",
    ),
    (  # so long after the day of the text
        "NOTULEN RAPAT TKPK\n4. Disdukcapil melaporkan NIK warga miskin tidak padan. Dijanjikan "
        "tuntas "
        "dua minggu.",
        "Disdukcapil | 2024-11-20 | -",
    ),
    (
        "Kadis Sosial Wonogiri Rina Kusumastuti berjanji menuntaskan verifikasi warga miskin dalam "
        "30 hari.",
        "Dinas Sosial | 2024-12-06 | -",
    ),
    (
        "NOTULEN RAPAT TKPK\nSekda Wonogiri Lukman Hariadi: Kami sedang siapkan perbup tentang "
        "warga "
        "miskin, rampung Desember ini.",
        "Pemkab Wonogiri | 2024-12 | -",
    ),
    (  # every cell a line
        "NOTULEN RAPAT TKPK\nTINDAK LANJUT\nNo\nUraian kegiatan\nPIC\nBatas waktu\n"
        "1\nPadankan daftar keluarga miskin\nDinsos\n20 November 2024\n"
        "2\nUsulan bedah rumah\nDinas Perkim\nbelum ditentukan\nNotulis\nRina",
        "Dinsos | 2024-11-20 | -; Dinas Perkim | - | -",
    ),
    (  # bodies that act in any verb; a day that ends a row in short
        "NOTULEN RAPAT TKPK\nKesepakatan\n"
        "(a) Dinsos + Dinkes samakan daftar keluarga miskin, selesai 30/11.\n"
        "(b) Komisi D turun ke Baturetno minggu kedua Desember.\n"
        "(c) Kemiskinan ekstrem 2025 maksimal 1 persen, disusun Bappeda sebelum tgl 20 Desember "
        "2024.\n"
        "(d) Air bersih Baturetno",
        "Dinsos + Dinkes | 2024-11-30 | -; Komisi D | 2024-12 | -; Bappeda | 2024-12-20 | down",
    ),
    (  # a plan in the cells of a table is no promise
        "NOTULEN RAPAT TKPK\nDesa | KK miskin | Rencana bedah rumah 2025\nSukamaju | 74 | 5\n"
        "Sukorejo | 102 | 8",
        "",
    ),
    # rows parted by slashes, hyphens and tabs; what only joins words parts nothing
    (
        "NOTULEN RAPAT TKPK\nTindak lanjut:\n"
        "1. Padankan daftar keluarga miskin / Dinsos, lurah / 20 November 2024\n"
        "2. Usulan bedah rumah 90 unit / Dinas Perkim / akhir Desember 2024\n"
        "3. Laporan kepada gubernur / Sekretariat TKPK / tiap triwulan",
        "Dinsos, lurah | 2024-11-20 | -; Dinas Perkim | 2024-12 | -; Sekretariat TKPK | - | -",
    ),
    (
        "NOTULEN RAPAT TKPK\nIV. TINDAK LANJUT (kegiatan // PIC // waktu)\n"
        "1) Cocokkan daftar keluarga miskin // Dinsos dan lurah // 20 November 2024\n"
        "2) Usul 90 rumah lewat bankeu/DAK // Dinas Perkim // akhir Desember 2024\n",
        "Dinsos dan lurah | 2024-11-20 | -; Dinas Perkim | 2024-12 | -",
    ),
    (
        "NOTULEN RAPAT TKPK\nKESEPAKATAN\n"
        "- Padankan daftar keluarga miskin - Dinsos - 20 November 2024\n"
        "- Ukur ulang balita stunting - Dinkes, Puskesmas - Desember 2024\n"
        "- Bahas usulan camat / Lurah Giriwoyo / desa\n",
        "Dinsos | 2024-11-20 | -; Dinkes, Puskesmas | 2024-12 | -",
    ),
    (
        "NOTULEN RAPAT TKPK\nKESEPAKATAN\n"
        "1) Cetak kartu bantuan warga miskin - Dinsos - mulai Desember 2024\n"
        "2) Daftar lansia miskin / Camat / 30 November 2024\n",
        "Dinsos | 2024-12 | -; Camat | 2024-11-30 | -",
    ),
    (
        "NOTULEN RAPAT TKPK\nTindak lanjut:\n\tKegiatan\tPIC\tTarget waktu\n"
        "1\tRencana penggunaan insentif kemiskinan\tBappeda\t20 November 2024\n"
        "2\tRehab rumah keluarga miskin\tDinas PUPR\t15 Desember 2024",
        "Bappeda | 2024-11-20 | -; Dinas PUPR | 2024-12-15 | -",
    ),
    # times in short at the end of a row; a month that is over is that of next year
    (
        "NOTULEN RAPAT TKPK\nTINDAKLANJUT\n"
        "- Daftar balita stunting \u2192 PJ: Dinkes, 24/11\n"
        "- Rapat lagi soal kemiskinan = Bapperida = Juni\n"
        "- Bayar santunan lansia = Dinsos = akhir Nov\n"
        "- Perbarui rasio guru 30/31 = Disdik = Kecamatan",
        "Dinkes | 2024-11-24 | -; Bapperida | 2025-06 | -; Dinsos | 2024-11 | -; Disdik | - | -",
    ),
    # a point of an agenda heads no list
    (
        "NOTULEN RAPAT TKPK\nAgenda:\n1. Laporan kemiskinan\n2. Tindak lanjut verifikasi data\n"
        "3. Rencana aksi sampai Desember 2024",
        "",
    ),
    (
        "Pemkab Wonogiri targetkan angka kemiskinan 8 persen pada 2026.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Wonogiri targetkan kemiskinan ekstrem nol persen pada 2025.",
        "Pemkab Wonogiri | 2025 | zero",
    ),
    (
        "Pemkab Wonogiri bakal bedah 214 rumah tidak layak huni di 2025",
        "Pemkab Wonogiri | 2025 | -",
    ),
]

# promises of spoken texts, without a word of promising
SPOKEN = [
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Yang miskin ekstrem "
        "2027 habis,” katanya.",
        "Pemkab Wonogiri | 2027 | zero",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Akhir 2025 kemiskinan"
        " ekstrem optimis nol,” katanya.",
        "Pemkab Wonogiri | 2025-12 | zero",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Tahun depan "
        "kemiskinan ekstrem harus habis,” katanya.",
        "Pemkab Wonogiri | 2025 | zero",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Prevalensi stunting "
        "23,4 persen. 2025 harus 14,” katanya.",
        "Pemkab Wonogiri | 2025 | down",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Angka kemiskinan 9,8 "
        "persen. Saya mau dua tahun lagi 8 persen,” katanya.",
        "Pemkab Wonogiri | - | down",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “2026 kami target "
        "angka kemiskinan turun ke 8 persen,” katanya.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Kemiskinan ekstrem Wonogiri wajib 0 persen per Desember 2024, kata Bupati Wonogiri "
        "Suratno Wibisono.",
        "Pemkab Wonogiri | 2024-12 | zero",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Bulan Desember kami "
        "timbang lagi semua balita, stunting kita lihat,” katanya.",
        "Pemkab Wonogiri | 2024-12 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Kekurangannya 86 unit"
        " RTLH dikerjakan tahun depan,” katanya.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “RTLH yang 750 unit "
        "itu hutang kami, dibayar di 2025,” katanya.",
        "Pemkab Wonogiri | 2025 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. Timbang serentak "
        "stunting ia laksanakan Desember.",
        "Pemkab Wonogiri | 2024-12 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “SK penerima bantuan "
        "saya teken pekan depan,” katanya.",
        "Pemkab Wonogiri | - | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Job fair untuk "
        "pengangguran ditambah jadi enam kali, mulai Februari,” katanya.",
        "Pemkab Wonogiri | 2025-02 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Bantuan tahap III "
        "dibagikan Desember untuk 4.000 lansia,” katanya.",
        "Pemkab Wonogiri | 2024-12 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Sisa anggaran Rp2 "
        "miliar dibayarkan Desember sesudah verifikasi,” katanya.",
        "Pemkab Wonogiri | 2024-12 | -",
    ),
    (
        "DPRD Wonogiri membahas kemiskinan. Dewan membentuk pansus kemiskinan minggu depan.",
        "Dewan | - | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Bansos? Kami sanggup "
        "Rp85 miliar,” katanya.",
        "Pemkab Wonogiri | - | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Target kemiskinan 8 "
        "persen itu kami pakai lagi untuk 2025,” katanya.",
        "Pemkab Wonogiri | 2025 | down",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Yang sekarang "
        "direncanakan dua miliar buat bedah rumah,” katanya.",
        "Pemkab Wonogiri | 2024 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Saya minta setiap "
        "camat mengecek data kemiskinan, hasilnya sudah di meja saya 30 November,” katanya.",
        "setiap camat | 2024-11-30 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. Dinas Kesehatan "
        "diperintahnya mengurangi paling sedikit 2.000 anak stunting tahun depan.",
        "Dinas Kesehatan | 2025 | down",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Bulan Oktober kami "
        "timbang semua balita, stunting turun,” katanya.",
        "",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “BLT dibagikan Oktober"
        " lalu untuk 4.000 lansia,” katanya.",
        "",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Data kemiskinan "
        "dirilis BPS Desember,” katanya.",
        "",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. “Rapat kemiskinan "
        "digelar lagi Desember,” katanya.",
        "",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara soal warga miskin. Harga beras tahun "
        "depan naik, kemiskinan bisa bertambah.",
        "",
    ),
    (
        "DPRD Wonogiri membahas kemiskinan. Pansus DPRD bekerja sampai 25 November dan perda "
        "kemiskinan ditargetkan ketok palu sebelum Januari lewat.",
        "DPRD | 2024-11-25 | -; DPRD | 2025-01 | -",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono memegang target kemiskinan 8 persen pada 2026, “dan"
        " yang ekstrem itu 2025 habis”.",
        "Pemkab Wonogiri | 2026 | down",
    ),
    (
        "Masih ada 612 jiwa miskin ekstrem di Wonogiri. Tahun ini harus habis, kata Bupati "
        "Wonogiri Suratno Wibisono.",
        "Pemkab Wonogiri | 2024 | zero",
    ),
    (
        "Kemiskinan membuat saya malu. Izinkan saya berjanji di halaman ini, kata Bupati "
        "Wonogiri Suratno Wibisono.",
        "",
    ),
    (
        "“Rencananya 1.240 unit RTLH, terpaksa tinggal 490,” kata Bupati Wonogiri Suratno "
        "Wibisono.",
        "",
    ),
    (
        "“Masa jabatan saya habis Februari 2025, kemiskinan turun,” kata Bupati Wonogiri "
        "Suratno Wibisono.",
        "",
    ),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    (
        "REKOMENDASI\n"
        "- Dinas Kesehatan melakukan pendataan balita stunting sampai 31 Desember 2024\n"
        "- Camat melaporkan hasilnya paling lambat 15 Januari 2025",
        "Dinas Kesehatan | 2024-12-31 | -; Camat | 2025-01-15 | -",
    ),
    (
        "Kami akan validasi ulang 3.912 KK miskin ekstrem paling lambat 30 November 2024, kata "
        "Bupati Wonogiri Suratno Wibisono.",
        "Pemkab Wonogiri | 2024-11-30 | -",
    ),
    (
        "Kesimpulan dan tindak lanjut\n"
        "1. Bapperida menyusun draf RPKD, selesai 30 November 2024.\n"
        "2. Seluruh camat mengirim daftar KK miskin ekstrem.\n"
        "3. Dinas Sosial memadankan data, paling lambat 15 Desember 2024.",
        "Bapperida | 2024-11-30 | -; Seluruh camat | - | -; Dinas Sosial | 2024-12-15 | -",
    ),
    ("Target Kemiskinan 2025 Meleset, DPRD Wonogiri Minta Penjelasan", ""),
    ("Target kemiskinan 2023 tidak tercapai.", ""),
    ("Target penurunan stunting Wonogiri tercapai.", ""),
    ("Pemkab Wonogiri juga akan membangun 400 rumah layak huni.", "Pemkab Wonogiri | - | -"),
]


def show(commitment: Commitment) -> str:
    owner = (commitment.owner or "?").replace("Pemerintah Kabupaten", "Pemkab")
    return f"{owner} | {commitment.deadline or '-'} | {commitment.direction or '-'}"


def got(text: str) -> str:
    return "; ".join(show(commitment) for commitment in facts(text).commitments)


# what a promise is about
ABOUT = [
    ("Pemkab Wonogiri menargetkan 600 KPM PKH tergraduasi hingga akhir 2024.", "beneficiaries"),
    ("“Kami targetkan 90 KPM PKH lulus mandiri sampai 2025,” kata Suratno.", "beneficiaries"),
    ("Pemkab Wonogiri akan menyalurkan bantuan kepada 430 KPM bulan depan.", "beneficiaries"),
    ("Pemkab Wonogiri akan membedah 75 rumah tidak layak huni.", "housing_units"),
    ("Pemkab Wonogiri akan mengucurkan anggaran kemiskinan Rp30 miliar.", "budget"),
    ("Pemkab Wonogiri berkomitmen menurunkan stunting dengan anggaran Rp3 miliar.", "stunting"),
    ("Kemiskinan ekstrem harus tuntas pada 2025.", "extreme_poverty_rate"),
    ("Stunting 12,4 persen. Pemkab Wonogiri berjanji menurunkannya.", "stunting"),
    ("Stunting 12,4 persen. Pemkab Wonogiri akan memperbarui datanya.", None),
    ("Kemiskinan dan stunting naik. Pemkab Wonogiri berjanji menurunkannya.", None),
]


@pytest.mark.parametrize(("text", "indicator"), named(ABOUT))
def test_what_a_promise_is_about(text: str, indicator: str | None) -> None:
    (commitment,) = facts(text).commitments
    assert (commitment.indicator or "").startswith(indicator or "")
    assert (commitment.indicator is None) == (indicator is None)


@pytest.mark.parametrize(
    ("text", "expected"), [*named(BASICS + HARD + NOTHING + SEEN + SPOKEN), *gaps(KNOWN_GAPS)]
)
def test_commitments_of_a_text(text: str, expected: str) -> None:
    assert got(text) == expected
