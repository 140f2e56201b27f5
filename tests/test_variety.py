"""The same statement in many wordings: every sentence is a frame filled with every filling.

One example a rule shows that it works; a frame times its fillings shows where two rules do not go
together. All people are invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product

import pytest

from extract.document import Document
from extract.facts import Extraction, find_facts

PUBLISHED = date(2024, 8, 7)
HOME = "33.12"  # Wonogiri


def read(text: str) -> Extraction:
    return find_facts(Document(id="a", text=text, published=PUBLISHED, region=HOME), piece=True)


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


MINUTES = (
    "NOTULA RAPAT KOORDINASI PENANGGULANGAN KEMISKINAN\nKabupaten Wonogiri\n\n"
    "Hari/tanggal : Selasa, 6 Agustus 2024\nTempat : Ruang Rapat Sekda\n"
    "Pimpinan rapat : Sekretaris Daerah Wonogiri, Wiratmo Jayengrana, S.H.\n\nHasil rapat:\n"
)


# ---- when ------------------------------------------------------------------------------------

THEN_AND_NOW = (
    "Angka kemiskinan Wonogiri pada {now} sebesar 10,4 persen, turun dari 11,2 persen pada {then}.",
    "Dibanding {then} yang 11,2 persen, angka kemiskinan Wonogiri {now} turun menjadi 10,4 persen.",
    "Angka kemiskinan Wonogiri turun dari 11,2 persen ({then}) menjadi 10,4 persen ({now}).",
    "Pada {then} angka kemiskinan Wonogiri 11,2 persen, kemudian {now} menjadi 10,4 persen.",
    "Angka kemiskinan Wonogiri {then} dan {now} masing-masing 11,2 persen dan 10,4 persen.",
    "Angka kemiskinan Wonogiri {now} 10,4 persen. Sebelumnya, {then} masih 11,2 persen.",
    "“Kalau {then} 11,2 persen, {now} kemiskinan kita tinggal 10,4 persen,” kata Bupati Wonogiri.",
    "Dari 11,2 persen pada {then}, kemiskinan Wonogiri kini 10,4 persen per {now}.",
    "Angka kemiskinan Wonogiri 10,4 persen ({now}), lebih rendah daripada 11,2 persen ({then}).",
    "Angka kemiskinan Wonogiri {now} tercatat 10,4 persen, sedangkan {then} sebesar 11,2 persen.",
    "Kemiskinan Wonogiri turun menjadi 10,4 persen pada {now} dari sebelumnya 11,2 "
    "persen pada {then}.",
    "Jika pada {then} kemiskinan Wonogiri mencapai 11,2 persen, pada {now} turun menjadi "
    "10,4 persen.",
    "BPS mencatat kemiskinan Wonogiri 10,4 persen pada {now}, turun dibandingkan "
    "{then} yang sebesar "
    "11,2 persen.",
    "Kemiskinan Wonogiri {now} di angka 10,4 persen. Angka ini turun dari {then} sebesar "
    "11,2 persen.",
    "Kemiskinan Wonogiri: {then} 11,2 persen, {now} 10,4 persen.",
    "Persentase penduduk miskin Wonogiri yang pada {then} masih 11,2 persen, pada "
    "{now} tinggal 10,4 "
    "persen.",
    "Tren kemiskinan Wonogiri terus membaik, dari 11,2 persen di {then} ke 10,4 persen di {now}.",
    "Pada {now} kemiskinan Wonogiri 10,4 persen, setelah pada {then} 11,2 persen.",
    "Angka kemiskinan Wonogiri 10,4 persen di {now}, membaik dari posisi {then} di level "
    "11,2 persen.",
)
TIMES = (
    ("2023", "2022", "2023", "2022"),
    ("tahun 2023", "tahun 2022", "2023", "2022"),
    ("Maret 2024", "Maret 2023", "2024-03", "2023-03"),
    ("tahun ini", "tahun lalu", "2024", "2023"),
    ("Maret tahun ini", "Maret tahun lalu", "2024-03", "2023-03"),
    ("Maret 2024", "2023", "2024-03", "2023"),
    ("tahun 2024", "tahun sebelumnya", "2024", "2023"),
)


@pytest.mark.parametrize("frame", THEN_AND_NOW)
def test_each_number_has_its_own_time(frame: str) -> None:
    for now, then, iso_now, iso_then in TIMES:
        text = capital(frame.format(now=now, then=then))
        found = {text[f.start : f.end]: f.period for f in read(text).figures}
        assert found == {"10,4 persen": iso_now, "11,2 persen": iso_then}, text


# ---- where -----------------------------------------------------------------------------------

HERE_AND_THERE = (
    "Angka kemiskinan Wonogiri 10,4 persen, lebih tinggi dari {there} yang 9,2 persen.",
    "Kemiskinan Wonogiri tercatat 10,4 persen, sedangkan {there} 9,2 persen.",
    "Dengan 10,4 persen, kemiskinan Wonogiri masih di atas {there} (9,2 persen).",
    "Angka kemiskinan {there} 9,2 persen, sementara Wonogiri 10,4 persen.",
    "Kemiskinan di Wonogiri 10,4 persen. Bandingkan dengan {there} yang sudah 9,2 persen.",
    "“Kemiskinan kita 10,4 persen, {there} 9,2 persen,” kata Bupati Wonogiri.",
    "Penduduk miskin Kabupaten Wonogiri 10,4 persen atau di bawah {there} sebesar 9,2 persen.",
    "Dibandingkan {there} yang 9,2 persen, kemiskinan Wonogiri 10,4 persen lebih baik.",
    "Angka kemiskinan Wonogiri (10,4 persen) masih lebih rendah ketimbang {there} (9,2 persen).",
    "“Kalau {there} 9,2 persen, kemiskinan kita 10,4 persen,” ujar Bupati Wonogiri.",
    "Kemiskinan Wonogiri 10,4 persen, jauh di bawah {there}, yakni 9,2 persen.",
    "Kemiskinan Wonogiri mencapai 10,4 persen, melampaui angka {there} yang berada di 9,2 persen.",
    "Angka {there} saja 9,2 persen, kemiskinan Wonogiri 10,4 persen.",
)
PLACES = (
    ("Jawa Tengah", "33"),
    ("Provinsi Jawa Tengah", "33"),
    ("nasional", "ID"),
    ("Sragen", "33.14"),
    ("Kabupaten Sragen", "33.14"),
    ("Kota Surakarta", "33.72"),
)


@pytest.mark.parametrize("frame", HERE_AND_THERE)
def test_each_number_has_its_own_region(frame: str) -> None:
    for there, code in PLACES:
        sentence = capital(frame.format(there=there))
        text = f"Rapat digelar di Kabupaten Wonogiri, Jawa Tengah.\n\n{sentence}"
        found = {text[f.start : f.end]: f.region for f in read(text).figures}
        assert found == {"10,4 persen": HOME, "9,2 persen": code}, sentence


# ---- what ------------------------------------------------------------------------------------

MEASURES = {
    "poverty_rate": ("10,4 persen", (
        "angka kemiskinan", "tingkat kemiskinan", "persentase penduduk miskin", "kemiskinan",
        "proporsi penduduk miskin", "prosentase warga miskin", "angka kemiskinan makro", "P0")),
    "extreme_poverty_rate": ("1,4 persen", (
        "angka kemiskinan ekstrem", "kemiskinan ekstrim", "persentase penduduk miskin ekstrem",
        "KE")),
    "stunting_prevalence": ("17,4 persen", (
        "prevalensi stunting", "angka stunting", "stunting", "kasus stunting", "tengkes")),
    "unemployment_rate": ("4,4 persen", (
        "tingkat pengangguran terbuka", "TPT", "angka pengangguran", "pengangguran terbuka")),
    "gini_ratio": ("0,384", ("rasio gini", "gini ratio", "indeks gini", "koefisien gini")),
    "human_development_index": ("72,4", ("indeks pembangunan manusia", "IPM", "skor IPM")),
    "economic_growth": ("4,9 persen", ("pertumbuhan ekonomi", "laju pertumbuhan ekonomi", "LPE")),
    "inflation_rate": ("2,1 persen", ("inflasi", "laju inflasi", "tingkat inflasi")),
    "poverty_gap_index": ("1,42", ("indeks kedalaman kemiskinan", "P1", "kedalaman kemiskinan")),
    "poverty_severity_index": ("0,32", ("indeks keparahan kemiskinan", "P2")),
    "poverty_line": ("Rp452.310 per kapita per bulan", ("garis kemiskinan", "GK")),
    "poor_population": ("98,2 ribu jiwa", (
        "jumlah penduduk miskin", "penduduk miskin", "warga miskin", "masyarakat miskin")),
    "poor_households": ("12.431 KK", ("keluarga miskin", "rumah tangga miskin", "KK miskin")),
    "extreme_poor_households": ("2.431 KK", ("keluarga miskin ekstrem", "KK miskin ekstrim")),
    "stunted_children": ("1.204 anak", ("jumlah anak stunting", "balita stunting")),
    "beneficiaries": ("8.420 KPM", ("penerima PKH", "penerima bantuan sembako", "penerima BLT")),
    "housing_units": ("1.320 unit", ("rumah tidak layak huni", "RTLH", "rutilahu")),
    "budget": ("Rp12,4 miliar", (
        "anggaran penanggulangan kemiskinan", "belanja perlindungan sosial")),
}  # fmt: skip
STATED = (
    "{label} Kabupaten Wonogiri tahun 2023 sebesar {value}.",
    "Pada 2023, {label} di Wonogiri tercatat {value}.",
    "{label} Wonogiri pada 2023 mencapai {value}.",
    "{label} Wonogiri 2023: {value}.",
    "“{label} kita tahun 2023 masih {value},” kata Bupati Wonogiri.",
    "Tahun 2023 {label} berada di angka {value}.",
    "Ia menyebut {label} di Wonogiri pada 2023 ada {value}.",
    "{label} ({value}) pada 2023 menjadi perhatian.",
)


@pytest.mark.parametrize("indicator", MEASURES)
def test_an_indicator_by_any_name(indicator: str) -> None:
    value, labels = MEASURES[indicator]
    for label, frame in product(labels, STATED):
        sentence = capital(frame.format(label=label, value=value))
        found = read(f"Rapat digelar di Kabupaten Wonogiri.\n\n{sentence}").figures
        assert [(f.indicator, f.period, f.region) for f in found] == [(indicator, "2023", HOME)], (
            sentence
        )


# ---- aims ------------------------------------------------------------------------------------

AIMED = (
    "Pemkab menargetkan angka kemiskinan Wonogiri turun menjadi 9,4 persen pada {then}.",
    "Angka kemiskinan Wonogiri ditargetkan 9,4 persen pada {then}.",
    "Target kemiskinan Wonogiri {then} adalah 9,4 persen.",
    "“Kami ingin {then} kemiskinan Wonogiri tinggal 9,4 persen,” kata Bupati Wonogiri.",
    "Pada {then} kemiskinan Wonogiri harus di bawah 9,4 persen.",
    "RPJMD mematok kemiskinan Wonogiri 9,4 persen di {then}.",
    "Kita kejar kemiskinan Wonogiri 9,4 persen pada {then}.",
    "Sasaran akhir RPJMD {then} kemiskinan Wonogiri 9,4 persen.",
    "Angka kemiskinan Wonogiri optimistis bisa ditekan hingga 9,4 persen pada {then}.",
    "Pemkab berkomitmen menurunkan kemiskinan Wonogiri menjadi 9,4 persen pada {then}.",
    "Paling lambat {then} kemiskinan Wonogiri harus tinggal 9,4 persen.",
)
AIMS = (
    ("2026", "2026"),
    ("tahun 2026", "2026"),
    ("tahun depan", "2025"),
    ("akhir 2025", "2025-12"),
)


@pytest.mark.parametrize("frame", AIMED)
def test_an_aim_in_any_words(frame: str) -> None:
    for then, iso in AIMS:
        text = capital(frame.format(then=then))
        found = [(f.modality, f.period) for f in read(text).figures]
        assert found == [("target", iso)], text


# ---- claims ----------------------------------------------------------------------------------

CLAIMED = (
    ("{label} Wonogiri terus menurun.", "falling", None),
    ("{label} Wonogiri masih tertinggi di Jawa Tengah.", "highest", "33"),
    ("{label} kita terendah se-Jawa Tengah, kata Bupati Wonogiri.", "lowest", "33"),
    ("{label} Wonogiri berada di atas rata-rata provinsi.", "above", "33"),
    ("{label} di Wonogiri lebih rendah dari nasional.", "below", "ID"),
    ("{label} Wonogiri masih di bawah Sragen.", "below", "33.14"),
    ("Wonogiri menempati peringkat ketiga {label} tertinggi di Jawa Tengah.", "rank", "33"),
    ("{label} Wonogiri urutan kelima dari 35 kabupaten/kota.", "rank", "33"),
    ("{label} Wonogiri relatif stagnan.", "stable", None),
    ("Dibanding tahun lalu, {label} Wonogiri meningkat.", "rising", None),
    ("Tren {label} Wonogiri menunjukkan penurunan.", "falling", None),
    ("{label} Wonogiri tidak banyak berubah.", "stable", None),
)
RATES = (
    ("angka kemiskinan", "poverty_rate"),
    ("kemiskinan ekstrem", "extreme_poverty_rate"),
    ("prevalensi stunting", "stunting_prevalence"),
    ("tingkat pengangguran", "unemployment_rate"),
    ("IPM", "human_development_index"),
    ("rasio gini", "gini_ratio"),
)


@pytest.mark.parametrize(("frame", "kind", "among"), CLAIMED, ids=[c[0] for c in CLAIMED])
def test_what_is_claimed_in_any_words(frame: str, kind: str, among: str | None) -> None:
    for label, indicator in RATES:
        sentence = capital(frame.format(label=label))
        claims = read(f"Rapat digelar di Kabupaten Wonogiri, Jawa Tengah.\n\n{sentence}").claims
        found = [(c.kind, c.indicator, c.region, c.among) for c in claims]
        assert found == [(kind, indicator, HOME, among)], sentence


# ---- promises --------------------------------------------------------------------------------

PROMISED = (
    "{owner} akan merehabilitasi 120 unit rumah tidak layak huni {due}.",
    "{owner} menargetkan kemiskinan turun menjadi 9 persen {due}.",
    "{owner} berkomitmen menuntaskan kemiskinan ekstrem {due}.",
    "{owner} memastikan bantuan cair {due}.",
    "{owner} siap mengalokasikan Rp5 miliar untuk bedah rumah {due}.",
    "{owner} menjadwalkan penyaluran bansos {due}.",
)
DUE = (
    ("paling lambat 30 September 2024", "2024-09-30"),
    ("pada akhir tahun ini", "2024-12"),
    ("hingga Desember 2024", "2024-12"),
    ("tahun depan", "2025"),
    ("pada 2026", "2026"),
)
OWNERS = ("Pemkab Wonogiri", "Pemerintah Kabupaten Wonogiri", "Dinas Sosial Wonogiri")
NO_PROMISES = (
    "{owner} telah merehabilitasi 120 unit rumah tidak layak huni pada 2023.",
    "{owner} menyalurkan bantuan kepada 500 KPM, Senin (5/8/2024).",
    "Pada 2022 {owner} menargetkan kemiskinan 9 persen, tetapi gagal tercapai.",
    "Jika anggaran tersedia, {owner} bisa membangun 120 rumah pada 2025.",
    "{owner} dapat mengusulkan tambahan kuota pada 2025 bila data lengkap.",
    "{owner} berharap kemiskinan turun pada 2025.",
)


@pytest.mark.parametrize("frame", PROMISED)
def test_who_promises_until_when(frame: str) -> None:
    for owner, (due, iso) in product(OWNERS, DUE):
        text = f"Rapat digelar di Wonogiri.\n\n{frame.format(owner=owner, due=due)}"
        found = [(c.owner or "", c.deadline) for c in read(text).commitments]
        assert len(found) == 1, text
        assert owner.startswith(found[0][0]), text
        assert found[0][1] == iso, text


@pytest.mark.parametrize("frame", NO_PROMISES)
def test_nobody_promises(frame: str) -> None:
    for owner in OWNERS:
        text = f"Rapat digelar di Wonogiri.\n\n{frame.format(owner=owner)}"
        assert read(text).commitments == (), text


AGREED = (
    ("Verifikasi ulang keluarga miskin ekstrem", "Dinas Sosial", "30 September 2024", "2024-09-30"),
    ("Penyusunan rencana aksi", "Bappeda", "15 Oktober 2024", "2024-10-15"),
    ("Rehabilitasi 40 unit RTLH", "Dinas Perkim", "Desember 2024", "2024-12"),
)
FOLLOWUPS = {
    "bars": ("No | Tindak Lanjut | Penanggung Jawab | Batas Waktu", "{n} | {act} | {who} | {due}"),
    "bars without columns": ("Tindak lanjut:", "{n} | {act} | {who} | {due}"),
    "tabs": ("No\tTindak Lanjut\tPIC\tWaktu", "{n}\t{act}\t{who}\t{due}"),
    "owner first": ("No | PIC | Rencana Tindak Lanjut | Waktu", "{n} | {who} | {act} | {due}"),
    "brackets": ("Kesepakatan rapat:", "{n}. {act} ({who}, {due})"),
    "dashes": ("Rencana tindak lanjut:", "- {act} – {who} – {due}"),
    "named": ("Tindak lanjut hasil rapat:", "{n}. {act}. PIC: {who}. Batas waktu: {due}."),
    "slashes": ("TINDAK LANJUT", "{n}. {act} / {who} / {due}"),
    "colon": ("Kesimpulan dan tindak lanjut:", "{n}) {who}: {act}, paling lambat {due};"),
    "by": ("Hasil kesepakatan:", "{n}. {act} oleh {who} paling lambat {due}"),
    "lines": ("Tindak lanjut:", "{n}. {act}\n   Penanggung jawab: {who}\n   Waktu: {due}"),
    "cells as lines": ("No\nKegiatan\nPenanggung jawab\nWaktu", "{n}\n{act}\n{who}\n{due}"),
    "arrow": ("Tindak lanjut:", "{n}. {act} -> {who} ({due})"),
    "time first": ("Tindak lanjut:", "{n}. Paling lambat {due}, {who} menuntaskan {act}."),
    "prose": ("Rapat menyepakati:", "{n}. {who} melakukan {act} paling lambat {due}."),
}


@pytest.mark.parametrize("layout", FOLLOWUPS)
def test_what_a_meeting_agreed_on_in_any_layout(layout: str) -> None:
    head, row = FOLLOWUPS[layout]
    rows = (
        row.format(n=n, act=act, who=who, due=due) for n, (act, who, due, _) in enumerate(AGREED, 1)
    )
    body = "\n".join((head, *rows))
    found = read(f"{MINUTES}\n{body}\n\nRapat ditutup pukul 12.00 WIB.").commitments
    assert [(c.owner, c.deadline) for c in found] == [(who, iso) for _, who, _, iso in AGREED]


# ---- who -------------------------------------------------------------------------------------

NEWS = (
    "WONOGIRI – Bupati Wonogiri Suratno Wirasmala memimpin rapat koordinasi di Pendopo, Selasa "
    "(6/8/2024). Hadir Kepala Bappeda Yuliarti Samandaru dan Kepala BPS Wonogiri Ruslan "
    "Padmakusuma.\n\n"
)
SAID = (
    "“Angka kemiskinan kita 10,4 persen,” kata {who}.",
    "“Angka kemiskinan kita 10,4 persen,” ungkap {who}, Selasa (6/8/2024).",
    "{who} menyebut angka kemiskinan Wonogiri 10,4 persen.",
    "Menurut {who}, angka kemiskinan Wonogiri 10,4 persen.",
    "{who} mengatakan, “Angka kemiskinan kita 10,4 persen.”",
    "Angka kemiskinan Wonogiri 10,4 persen, jelas {who}.",
    "Hal itu disampaikan {who}. Angka kemiskinan Wonogiri, kata dia, 10,4 persen.",
    "“Alhamdulillah, turun. Angka kemiskinan kita 10,4 persen,” tegas {who}.",
    "{who} dalam sambutannya menyampaikan bahwa angka kemiskinan Wonogiri 10,4 persen.",
    "Dalam paparannya, {who} menjelaskan angka kemiskinan Wonogiri 10,4 persen.",
    "Sementara itu, {who} mengungkapkan angka kemiskinan Wonogiri 10,4 persen.",
    "{who} mengaku bersyukur. “Angka kemiskinan kita 10,4 persen,” katanya.",
)
GOES_ON = (
    "“Pengangguran kita 4,1 persen,” ujarnya.",
    "Ia menambahkan, pengangguran 4,1 persen.",
    "Pengangguran, lanjutnya, 4,1 persen.",
    "Dikatakannya, pengangguran 4,1 persen.",
    "Pihaknya mencatat pengangguran 4,1 persen, imbuhnya.",
)
PEOPLE = (
    ("Suratno", "Suratno Wirasmala"),
    ("Bupati Suratno", "Suratno Wirasmala"),
    ("orang nomor satu di Wonogiri itu", "Suratno Wirasmala"),
    ("Yuliarti", "Yuliarti Samandaru"),
    ("Kepala Bappeda", "Yuliarti Samandaru"),
    ("Kepala BPS Wonogiri Ruslan Padmakusuma", "Ruslan Padmakusuma"),
)


def _speeches() -> Iterable[tuple[str, str]]:
    for n, ((who, name), frame, more) in enumerate(product(PEOPLE, SAID, GOES_ON)):
        gap = "\n\n" if n % 2 else " "
        yield f"{NEWS}{capital(frame.format(who=who))}{gap}{more}", name


def test_who_speaks_in_any_words() -> None:
    for text, name in _speeches():
        assert [f.speaker for f in read(text).figures] == [name, name], text


HEADINGS = (
    "{a}. {office}, {name}, {degree}\n",
    "{n}. {office} ({name})\n",
    "{n}) {office} {name}, {degree}:\n",
    "{n}. {name}, {degree} - {office}\n",
    "{n}. {name}, {degree} ({office})\n",
    "{n}. Paparan {office} oleh {name}, {degree}\n",
    "{n}. Penyampaian {office} ({name}, {degree}):\n",
    "**{office} – {name}**\n",
    "Narasumber {n}: {name}, {degree} ({office})\n",
    "{n}. {office} {name} menyampaikan hal-hal sebagai berikut:\n",
    "• {office}, {name}:\n",
    "{n}. {name}, {degree} selaku {office}:\n",
    "Materi {n} ({office} – {name}):\n",
    "{n}. Bapak {name} ({office}):\n",
    "{office}, {name}, {degree}\n",
    "Tanggapan {office} ({name}):\n",
)
POINTS = (
    "{point}\n",
    "- {point}\n- Data diperbarui berkala.\n",
    "a. {point}\nb. Perlu koordinasi.\n",
)
SPEAKERS = (
    ("Kepala Bappeda", "Ruslan Padmakusuma", "S.T., M.Si.", "Angka kemiskinan 2023 10,2 persen."),
    ("Kepala Dinas Sosial", "Yuliarti Samandaru", "S.Sos.", "Penerima PKH tahun ini 8.420 KPM."),
    ("Kepala Dinas Kesehatan", "Haryaman Tolinggi", "M.Kes.", "Prevalensi stunting 14,1 persen."),
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_whose_points_stand_under_a_heading(heading: str) -> None:
    for point, blank in product(POINTS, ("", "\n")):
        parts = [
            heading.format(a="abc"[i], n=i + 1, office=office, name=name, degree=degree)
            + point.format(point=said)
            for i, (office, name, degree, said) in enumerate(SPEAKERS)
        ]
        text = MINUTES + blank.join(parts)
        assert [f.speaker for f in read(text).figures] == [name for _, name, _, _ in SPEAKERS], text


# ---- tables ----------------------------------------------------------------------------------

ROWS = (
    ("Persentase penduduk miskin", "%", "10,86", "10,44", "poverty_rate"),
    ("Jumlah penduduk miskin", "ribu jiwa", "104,37", "100,29", "poor_population"),
    ("Tingkat pengangguran terbuka", "%", "3,45", "3,12", "unemployment_rate"),
    ("Indeks pembangunan manusia", "poin", "71,04", "71,97", "human_development_index"),
    ("Prevalensi stunting", "%", "18,0", "15,4", "stunting_prevalence"),
    ("Garis kemiskinan", "Rp/kapita/bulan", "402.310", "425.118", "poverty_line"),
)
HEADS = {
    "years": ("Indikator", "2022", "2023"),
    "unit": ("Indikator", "Satuan", "2022", "2023"),
    "numbered": ("No", "Indikator", "Tahun 2022", "Tahun 2023"),
}
CAPTIONS = (
    "Tabel 1. Capaian indikator makro Kabupaten Wonogiri\n",
    "Capaian indikator makro Kabupaten Wonogiri ditampilkan dalam tabel berikut.\n\n",
)


def _cells(head: str, number: int, row: tuple[str, ...]) -> tuple[str, ...]:
    name, unit, one, two, _ = row
    if head == "unit":
        return name, unit, one, two
    full = f"{name} ({unit})"
    return (str(number), full, one, two) if head == "numbered" else (full, one, two)


@pytest.mark.parametrize("parted", [" | ", "\t", "   ", " ; "], ids=["bar", "tab", "gap", "mark"])
@pytest.mark.parametrize("head", HEADS)
def test_a_table_in_any_layout(head: str, parted: str) -> None:
    lines = [HEADS[head], *(_cells(head, n, row) for n, row in enumerate(ROWS, 1))]
    body = "\n".join(parted.join(cells) for cells in lines)
    for caption in CAPTIONS:
        found = read(f"Rapat evaluasi Kabupaten Wonogiri.\n\n{caption}{body}\n\nDemikian.").figures
        wanted = [(row[-1], year) for row in ROWS for year in ("2022", "2023")]
        assert [(f.indicator, f.period) for f in found] == wanted


REGIONS = (
    ("Kabupaten Wonogiri", "10,86", "104,37"),
    ("Sragen", "12,79", "113,60"),
    ("Kota Surakarta", "8,44", "43,89"),
)
LISTED = (
    "{name} | {rate} persen | {people} ribu jiwa",
    "- {name}: {rate} persen ({people} ribu jiwa)",
    "{n}. {name} – {rate}% – {people} ribu",
    "{name} = {rate}% = {people} ribu jiwa",
    "{name} {rate} persen atau {people} ribu jiwa",
    "{name}: {rate} persen / {people} ribu jiwa",
    "{name} - {rate} persen - {people} ribu jiwa",
    "{name}, {rate} persen, {people} ribu jiwa",
    "{name} {people} ribu jiwa ({rate}%)",
    "{name} ........ {rate} % ........ {people} ribu jiwa",
)


@pytest.mark.parametrize("line", LISTED)
def test_regions_listed_in_any_layout(line: str) -> None:
    body = "\n".join(
        line.format(n=n, name=name, rate=rate, people=people)
        for n, (name, rate, people) in enumerate(REGIONS, 1)
    )
    for head in ("Data kemiskinan 2023:\n", "Tabel 1. Penduduk miskin Jawa Tengah, 2023\n\n"):
        found = read(f"{head}{body}\n\nDemikian.").figures
        assert {f.period for f in found} == {"2023"}
        assert sorted((f.indicator, f.region or "") for f in found) == sorted(
            (indicator, code)
            for code in (HOME, "33.14", "33.72")
            for indicator in ("poverty_rate", "poor_population")
        )
