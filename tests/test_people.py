"""Names of people without office, in sentences made for this test, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.masking import MASKED, known, mask, mask_names, private_names, shown_title
from pipelines.people import find_people

# A sentence, and the sentence as it may be shown; the document's holders of office are HOLDERS.
HOLDERS = ("Surya Wirawan", "Rudi Hartono", "Taufikurohim Zen", "Endang Palupi")
PEOPLE = [
    # an age behind the name
    ("Siti (45), warga Desa Karang Asem, menerima beras.", "Siti"),
    ("Karsiman, 61 tahun, tinggal berdua dengan cucunya.", "Karsiman"),
    ("Nurlela (7 tahun) tidak bersekolah sejak Maret.", "Nurlela"),
    ("Ada Wagiran (72) yang hidup sebatang kara.", "Wagiran"),
    ("Mardi Utomo, 54, kehilangan kebunnya.", "Mardi Utomo"),
    # forms of address
    ("Menurut Pak Karto, bantuan terlambat tiga bulan.", "Karto"),
    ("Rumah Bu Warsini roboh pada Februari 2024.", "Warsini"),
    ("Mbah Ponirah menolak pindah ke rumah singgah.", "Ponirah"),
    ("Nenek Salamah dan Kakek Duriat belum terdata.", "Salamah|Duriat"),
    ("Warung Mbak Tutik ikut disurvei petugas.", "Tutik"),
    ("Mama Yuli menjual sagu di pasar.", "Yuli"),
    ("bantuan bagi Sdri. Lestiana sudah cair", "Lestiana"),
    # kin, and whose something is
    ("keluarga almarhum Darsono tidak lagi menerima PKH", "Darsono"),
    ("Rumah milik Wiryo Sukamto dibedah tahun ini.", "Wiryo Sukamto"),
    ("Suaminya, Jumari, bekerja di Malaysia.", "Jumari"),
    ("anak bernama Raisa Nuraini meninggal karena gizi buruk", "Raisa Nuraini"),
    ("tabungan atas nama Kasmudi dicairkan", "Kasmudi"),
    # what somebody is
    ("Salah seorang warga Kelurahan Sukamulya, Tarmizi, mengeluhkan data.", "Tarmizi"),
    ("Seorang petani Wagimun belum pernah didata.", "Wagimun"),
    ("Penerima bantuan asal Dusun Krajan, Sumirat, bersyukur.", "Sumirat"),
    ("Ketua RT 03, Jumingan, menyerahkan daftar 40 KK miskin.", "Jumingan"),
    ("Pengamat ekonomi Universitas Negeri Bukit Raya Hanafi Lubuk menilai lain.", "Hanafi Lubuk"),
    ("kata pendamping PKH Kecamatan Tebing, Rosniati.", "Rosniati"),
    ("Kader posyandu Desa Sumber Agung, Erlina Wulan, menimbang 60 balita.", "Erlina Wulan"),
    ("Korban banjir, Sumarlin dan istrinya, mengungsi.", "Sumarlin"),
    ("aktivis antikorupsi Benny Saragosa menuntut data dibuka", "Benny Saragosa"),
    # who speaks
    ("“Beras habis,” kata Jumilah.", "Jumilah"),
    ("“Kami menunggu,” keluh Darmaji Seto di rumahnya.", "Darmaji Seto"),
    ("Menurut Zulhaidir, garis kemiskinan terlalu rendah.", "Zulhaidir"),
    ("Sukinem mengaku belum terdaftar.", "Sukinem"),
    ("Hanum Larasari menilai target itu sulit.", "Hanum Larasari"),
    # labels, signatures, degrees
    ("Notulis : Ratna Komalasari, S.E. (Analis Perencanaan)", "Ratna Komalasari"),
    ("Editor: Wawan Sutarja", "Wawan Sutarja"),
    ("Laporan: M. Hasbi", "M. Hasbi"),
    ("Editor: RWK Hasbi", "RWK Hasbi"),
    ("Pencatat: Lilis K.", "Lilis K"),
    ("3. Unsur perempuan : (Murniasih Lestari)", "Murniasih Lestari"),
    ("Hadir pula Prof. Wiranto Sastra dalam diskusi itu.", "Wiranto Sastra"),
    ("moderator Halimah Tusadia, S.Sos., M.Si membuka sesi", "Halimah Tusadia"),
    ("Rapat ditutup dengan doa. (Jumadi/Humas)", "Jumadi"),
    # names that people bear, with nothing around them
    ("Bantuan diserahkan kepada Sugiyem dan Paijan.", "Sugiyem|Paijan"),
    ("Rombongan disambut Yohanes Tefnai di balai kampung.", "Yohanes Tefnai"),
    ("Petugas menemui Siti Khotimah Rahmi di ladang.", "Siti Khotimah Rahmi"),
    ("Ketika Suparmi wafat, keluarganya jatuh miskin.", "Suparmi"),
    ("DAFTAR PENERIMA: SITI ROHANAH, 3 kg telur", "SITI ROHANAH"),
]
KEPT = [
    "Bupati Surya Wirawan menargetkan 9,5 persen pada 2026.",
    "“Turun 0,4 poin,” kata Surya di Lahat.",
    "ujar Taufik saat menutup rapat",
    "Kepala Dinas Sosial Rudi Hartono, S.Sos., M.Si. memaparkan data 1.200 KK.",
    "Endang Pallupi menyebut angka itu sementara.",
    "Kata Rudi Hartono Saputra, data itu sudah padan.",
    "Kepala Bappelitbangda Kabupaten Bone memaparkan hasil Susenas Maret 2024.",
    "menurut Badan Pusat Statistik, garis kemiskinan naik",
    "menurut Kemenko PMK, angkanya 1,12 persen",
    "Bank Dunia menilai target itu realistis.",
    "Program Keluarga Harapan dan Bantuan Pangan Non Tunai menjangkau 3.400 KPM.",
    "warga Desa Karang Anyar, Kecamatan Sumber Rejo, menerima 120 paket",
    "rapat di Aula Siti Walidah, Jalan Jenderal Sudirman, Senin (4/3)",
    "RSUD Dr. Soetomo dan Puskesmas Ngadiluwih menangani 30 balita stunting",
    "Universitas Ahmad Dahlan meneliti 12 desa.",
    "Yayasan Siti Fatimah menyalurkan 40 paket sembako",
    "KWT Melati dan Kelompok Tani Sri Rejeki mendapat bibit",
    "penduduk miskin di Lombok Timur, Sumba Barat Daya, dan Pulau Taliabu",
    "Kabupaten Lahat, warga miskin berkurang 400 jiwa",
    "Ibu hamil dan Bapak Asuh Anak Stunting menjadi sasaran.",
    "Menanggapi hal itu, Pemkab Lahat menyiapkan Rp 4 miliar.",
    "Persentase penduduk miskin Jawa Tengah 10,77 persen pada Maret 2023.",
    "Gubernur meminta Dinsos dan Disdukcapil memadankan data DTSEN.",
    "Ketua DPRD Kabupaten Solok Selatan menanyakan serapan Dana Desa.",
    "Rapat Koordinasi TKPK dihadiri BPS, Baznas, Bulog, dan Forkopimda.",
    "PT Bumi Lestari Makmur berjanji membangun 20 rumah",
    "Survei Sosial Ekonomi Nasional mencatat Gini Ratio 0,337.",
]


@pytest.mark.parametrize(("text", "names"), PEOPLE, ids=[names for _, names in PEOPLE])
def test_a_person_without_office_is_masked(text: str, names: str) -> None:
    holders = known(HOLDERS)
    shown = mask_names(text, private_names(text, holders), holders)
    expected = text
    for name in names.split("|"):
        assert name in text
        expected = expected.replace(name, MASKED)
    for degrees in (", S.E.", ", S.Sos., M.Si"):  # they go with the name
        expected = expected.replace(MASKED + degrees, MASKED)
    assert shown == expected


@pytest.mark.parametrize("text", KEPT, ids=[text[:40] for text in KEPT])
def test_offices_places_and_bodies_stay(text: str) -> None:
    holders = known(HOLDERS)
    assert mask_names(text, private_names(text, holders), holders) == text


def test_a_third_of_the_examples_must_stay() -> None:
    assert len(PEOPLE) + len(KEPT) >= 60
    assert len(KEPT) * 3 >= len(PEOPLE) + len(KEPT)


def test_a_name_that_is_marked_once_is_masked_in_every_sentence() -> None:
    text = "Tarmizi (50), nelayan, belum terdata. Petugas mencari Tarmizi. Rumah Tarmizi kosong."
    holders = known(HOLDERS)
    assert "Tarmizi" not in mask_names(text, private_names(text, holders), holders)


def test_a_place_of_the_same_name_stays() -> None:
    text = "Suminah Karang (60), janda, tinggal di Desa Karang."
    holders = known(())
    shown = mask_names(text, private_names(text, holders), holders)
    assert shown == f"{MASKED} (60), janda, tinggal di Desa Karang."


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Sukinem (70) Menanti Bedah Rumah", f"{MASKED} (70) Menanti Bedah Rumah"),
        ("Bupati Surya Wirawan: Kemiskinan Turun", "Bupati Surya Wirawan: Kemiskinan Turun"),
        ("Warga Lahat Terima 200 Paket", "Warga Lahat Terima 200 Paket"),
    ],
)
def test_a_title_in_a_log(title: str, shown: str) -> None:
    assert shown_title(title) == shown


WORDS = st.sampled_from(
    [
        "Siti",
        "warga",
        "Desa",
        "Karang",
        "(45),",
        "kata",
        "Pak",
        ",",
        ".",
        "\n",
        "Drs.",
        "Bupati",
        "",
    ]
)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_text_is_read_and_masking_twice_changes_nothing_more(text: str) -> None:
    holders = known(HOLDERS)
    names = private_names(text, holders)
    once = mask_names(text, names, holders)
    assert mask_names(once, names, holders) == once
    for name in find_people(text):
        assert name.split()[0] in text


@given(st.text(alphabet="0123456789 .,-()+/RTWJjlab@", max_size=40))
def test_the_quick_look_misses_no_number(text: str) -> None:
    from pipelines.masking import _ADDRESS, _NUMBER

    assert mask(text) == _ADDRESS.sub(MASKED, _NUMBER.sub(MASKED, text))
