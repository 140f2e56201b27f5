"""Who says a figure, and for whom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.quotes import find_quoted, find_utterances
from extract.reading import read
from tests.sentences import document, facts, figures, gaps, named, speaker

# text, who states each of its figures: "-" for the reporter, "Voice > Principal" for speech relayed
BASICS = [
    # direct speech, the speaker behind it
    (
        "“Angka kemiskinan kita 9,85 persen,” kata Bupati Wonogiri Suratno Wibisono.",
        "Suratno Wibisono",
    ),
    (
        '"Angka kemiskinan kita 9,85 persen," ujar Bupati Wonogiri Suratno Wibisono.',
        "Suratno Wibisono",
    ),
    (
        "“Angka stunting tinggal 12,4 persen,” tutur Wakil Bupati Wonogiri Endah Palupi.",
        "Endah Palupi",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” jelas Kepala Bappeda Wonogiri Jarwo Santosa.",
        "Jarwo Santosa",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” tegas Sekda Wonogiri Lukman Hariadi, Rabu.",
        "Lukman Hariadi",
    ),
    ("“Masih ada 5.120 KK miskin,” ungkap Camat Baturetno Wiji Rahayu.", "Wiji Rahayu"),
    (
        "“Masih ada 5.120 KK miskin,” papar Kepala Dinas Sosial Wonogiri Rina Kusumastuti.",
        "Rina Kusumastuti",
    ),
    ("“Inflasi 2,1 persen,” pungkas Kepala BPS Wonogiri Tegar Wahyudi.", "Tegar Wahyudi"),
    # the speaker before it
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan, “Angka kemiskinan 9,85 persen.”",
        "Suratno Wibisono",
    ),
    # indirect speech
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    ("Bupati Wonogiri Suratno Wibisono menyebut angka kemiskinan 9,85 persen.", "Suratno Wibisono"),
    (
        "Wakil Bupati Wonogiri Endah Palupi menjelaskan bahwa angka stunting 12,4 persen.",
        "Endah Palupi",
    ),
    (
        "Kepala BPS Wonogiri Tegar Wahyudi menuturkan, angka kemiskinan 9,85 persen.",
        "Tegar Wahyudi",
    ),
    (
        "Kepala Bappeda Wonogiri Jarwo Santosa memaparkan angka kemiskinan 9,85 persen.",
        "Jarwo Santosa",
    ),
    ("Menurut Bupati Wonogiri Suratno Wibisono, angka kemiskinan 9,85 persen.", "Suratno Wibisono"),
    ("Menurut Kepala BPS Wonogiri Tegar Wahyudi, angka kemiskinan 9,85 persen.", "Tegar Wahyudi"),
    (
        "Dikatakan Bupati Wonogiri Suratno Wibisono, angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    ("Disampaikan Sekda Wonogiri Lukman Hariadi, angka kemiskinan 9,85 persen.", "Lukman Hariadi"),
    ("Angka kemiskinan 9,85 persen, kata Bupati Wonogiri Suratno Wibisono.", "Suratno Wibisono"),
    (
        "Dalam sambutannya, Bupati Wonogiri Suratno Wibisono menyampaikan angka kemiskinan "
        "9,85 persen.",
        "Suratno Wibisono",
    ),
    # an office or a body without a name
    ("Bupati Wonogiri mengatakan angka kemiskinan 9,85 persen.", "Bupati Wonogiri"),
    ("“Angka kemiskinan 9,85 persen,” kata Kepala BPS Wonogiri.", "Kepala BPS Wonogiri"),
    ("BPS Wonogiri mencatat angka kemiskinan 9,85 persen.", "BPS Wonogiri"),
    # carried speech
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat. “Angka kemiskinan 9,85 persen,” katanya.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat. “Angka kemiskinan 9,85 persen,” ujarnya.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Ia mengatakan angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Menurutnya, angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Dikatakannya, angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
]

HARD = [
    # speech over several sentences and paragraphs
    (
        "“Kita harus jujur. Angka kemiskinan 9,85 persen. Stunting 12,4 persen,” kata Bupati "
        "Wonogiri Suratno Wibisono.",
        "Suratno Wibisono; Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berbicara panjang.\n"
        "\n"
        "“Angka kemiskinan 9,85 persen.\n"
        "\n"
        "“Angka stunting 12,4 persen,” katanya.",
        "Suratno Wibisono; Suratno Wibisono",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” kata Bupati Wonogiri Suratno Wibisono.\n"
        "\n"
        "Ia menambahkan, angka stunting 12,4 persen.",
        "Suratno Wibisono; Suratno Wibisono",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” kata Bupati Wonogiri Suratno Wibisono.\n"
        "\n"
        "“Angka stunting 12,4 persen,” lanjutnya.",
        "Suratno Wibisono; Suratno Wibisono",
    ),
    # the later short forms of a name
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat. “Angka kemiskinan 9,85 persen,” kata "
        "Suratno.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat. “Angka kemiskinan 9,85 persen,” kata "
        "Bupati Suratno.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat. Bupati mengatakan angka kemiskinan "
        "9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Wakil Bupati Wonogiri Endah Palupi hadir. Menurut Endah, angka stunting 12,4 persen.",
        "Endah Palupi",
    ),
    # degrees and honorifics between the speaker and the verb
    (
        "“Angka kemiskinan 9,85 persen,” kata Bupati Wonogiri H. Suratno Wibisono, S.E., M.M.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri, Drs. H. Suratno Wibisono, M.Si., mengatakan angka kemiskinan 9,85 "
        "persen.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono saat membuka rapat di Pendopo, Selasa (5/11/2024), "
        "mengatakan angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Wakil Bupati Wonogiri Endah Palupi selaku Ketua TKPK mengatakan angka kemiskinan 9,85 "
        "persen.",
        "Endah Palupi",
    ),
    # two speakers in turn
    (
        "“Angka kemiskinan 9,85 persen,” kata Bupati Wonogiri Suratno Wibisono. Sementara itu, "
        "Kepala BPS Wonogiri Tegar Wahyudi menyebut inflasi 2,1 persen.",
        "Suratno Wibisono; Tegar Wahyudi",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan angka kemiskinan 9,85 persen.\n"
        "\n"
        "Kepala Dinas Kesehatan Wonogiri Rina Kusumastuti mengatakan angka stunting 12,4 "
        "persen.",
        "Suratno Wibisono; Rina Kusumastuti",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” kata Bupati Wonogiri Suratno Wibisono.\n"
        "\n"
        "“Angka stunting 12,4 persen,” kata Wakil Bupati Wonogiri Endah Palupi.",
        "Suratno Wibisono; Endah Palupi",
    ),
    (
        "Kepala BPS Wonogiri Tegar Wahyudi menyebut inflasi 2,1 persen. Bupati Wonogiri "
        "Suratno Wibisono hadir. “Angka kemiskinan 9,85 persen,” ujar Suratno.",
        "Tegar Wahyudi; Suratno Wibisono",
    ),
    # relayed speech
    (
        "Wakil Bupati Wonogiri Endah Palupi mewakili Bupati Suratno Wibisono mengatakan angka "
        "kemiskinan 9,85 persen.",
        "Endah Palupi > Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono yang diwakili Sekda Lukman Hariadi mengatakan angka "
        "kemiskinan 9,85 persen.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono melalui Sekda Lukman Hariadi mengatakan angka "
        "kemiskinan 9,85 persen.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Sambutan Bupati Wonogiri Suratno Wibisono yang dibacakan Sekda Lukman Hariadi "
        "menyebut angka kemiskinan 9,85 persen.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” kata Bupati Wonogiri Suratno Wibisono dalam sambutan "
        "yang dibacakan Sekda Lukman Hariadi.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Membacakan sambutan Bupati Suratno Wibisono, Sekda Wonogiri Lukman Hariadi mengatakan "
        "angka kemiskinan 9,85 persen.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    # quotes within quotes and odd marks
    (
        "“Warga bilang ‘kami miskin’, dan angka kemiskinan memang 9,85 persen,” kata Bupati "
        "Wonogiri Suratno Wibisono.",
        "Suratno Wibisono",
    ),
    ("”Angka kemiskinan 9,85 persen,” kata Bupati Wonogiri Suratno Wibisono.", "Suratno Wibisono"),
    (
        "''Angka kemiskinan 9,85 persen,'' kata Bupati Wonogiri Suratno Wibisono.",
        "Suratno Wibisono",
    ),
    # the attribution in the middle
    (
        "“Angka kemiskinan 9,85 persen,” kata Bupati Wonogiri Suratno Wibisono, “dan stunting "
        "12,4 persen.”",
        "Suratno Wibisono; Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengingatkan masih ada 5.120 KK miskin di daerahnya.",
        "Suratno Wibisono",
    ),
    # the data of a body, said by a person
    (
        "Berdasarkan data BPS, kata Bupati Wonogiri Suratno Wibisono, angka kemiskinan 9,85 "
        "persen.",
        "Suratno Wibisono",
    ),
    (
        "“Berdasarkan data BPS angka kemiskinan 9,85 persen,” kata Bupati Wonogiri Suratno "
        "Wibisono.",
        "Suratno Wibisono",
    ),
    # an office alone, later in the text
    (
        "Wakil Bupati Wonogiri Endah Palupi membuka rapat. Angka stunting, ujar Wabup, 12,4 "
        "persen.",
        "Endah Palupi",
    ),
    (
        "Kepala BPS Wonogiri Tegar Wahyudi hadir. “Inflasi 2,1 persen,” sebut Kepala BPS itu.",
        "Tegar Wahyudi",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” kata Suratno Wibisono selaku Bupati Wonogiri.",
        "Suratno Wibisono",
    ),
    # a figure between two speakers belongs to who it is attributed to
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat. Inflasi 2,1 persen, ujar Kepala BPS "
        "Wonogiri Tegar Wahyudi.",
        "Tegar Wahyudi",
    ),
    (
        "Menjawab Wakil Bupati Endah Palupi, Kepala BPS Wonogiri Tegar Wahyudi menyebut "
        "inflasi 2,1 persen.",
        "Tegar Wahyudi",
    ),
    (
        "Kepada Bupati Wonogiri Suratno Wibisono, Kepala Bappeda Jarwo Santosa melaporkan "
        "angka kemiskinan 9,85 persen.",
        "Jarwo Santosa",
    ),
    (
        "Di hadapan Bupati Wonogiri Suratno Wibisono, Camat Baturetno Wiji Rahayu menyebut "
        "5.120 KK miskin.",
        "Wiji Rahayu",
    ),
    (
        "Sekda Wonogiri Lukman Hariadi, yang hadir mewakili Bupati, mengatakan angka "
        "kemiskinan 9,85 persen.",
        "Lukman Hariadi > Bupati",
    ),
    (
        "“Kemarin Pak Gubernur bilang angka kemiskinan harus 8 persen,” kata Bupati Wonogiri "
        "Suratno Wibisono.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Ia akui, angka kemiskinan naik menjadi 10,1 "
        "persen.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Beliau menuturkan angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Lebih lanjut Bupati Wonogiri Suratno Wibisono menyebut angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono optimistis angka kemiskinan bisa 8 persen pada 2026.",
        "Suratno Wibisono",
    ),
    (
        "Rapat dihadiri Bupati Wonogiri Suratno Wibisono. Angka kemiskinan daerah itu 9,85 persen.",
        "-",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono melalui Sekda Lukman Hariadi menyampaikan salam. "
        "“Angka kemiskinan 9,85 persen,” ucap Lukman.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono yang diwakili Sekda Lukman Hariadi membuka rapat. "
        "“Angka kemiskinan 9,85 persen,” kata Lukman membacakan sambutan bupati.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Atas nama Bupati Wonogiri, Sekda Lukman Hariadi menyampaikan angka kemiskinan 9,85 "
        "persen.",
        "Lukman Hariadi > Bupati Wonogiri",
    ),
    ("Bupati Wonogiri Suratno Wibisono meninjau pasar. Inflasi Wonogiri 2,1 persen.", "-"),
    (
        "Angka kemiskinan Wonogiri pada Maret 2024 tercatat 9,85 persen, turun dari 10,4 "
        "persen.\n\nKepala BPS Wonogiri Tegar Wahyudi mengemukakan hal itu saat jumpa pers.",
        "Tegar Wahyudi; Tegar Wahyudi",
    ),
    (
        "Angka kemiskinan Wonogiri 9,85 persen.\n\nHal itu disampaikan Kepala BPS Wonogiri Tegar "
        "Wahyudi di kantornya.",
        "Tegar Wahyudi",
    ),
    (
        "Meski demikian, “angka kemiskinan kita masih 9,85 persen. Itu harus dicarikan jalan,” "
        "kata Bupati Wonogiri Suratno Wibisono.",
        "Suratno Wibisono",
    ),
    (
        "Dalam sambutan tertulis yang dibacakan Asisten II Setda Wonogiri, Rina Kusumastuti, "
        "Bupati Wonogiri Suratno Wibisono menyebut angka kemiskinan 9,85 persen.",
        "Rina Kusumastuti > Suratno Wibisono",
    ),
    (
        "Sekda Wonogiri Lukman Hariadi membacakan sambutan Bupati Suratno Wibisono. “Angka "
        "kemiskinan 9,85 persen,” katanya.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    # who speaks next, and whom "ia" means
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan warga harus sabar. Seusai istirahat giliran "
        "Kepala Bappeda Wonogiri Jarwo Santosa memberikan paparan. Ia menyebut angka kemiskinan "
        "9,85 persen.",
        "Jarwo Santosa",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan warga harus sabar. Berbeda dengan itu, "
        "Kepala Bappeda Wonogiri Jarwo Santosa merasa lega. Menurut dia angka kemiskinan "
        "9,85 persen.",
        "Jarwo Santosa",
    ),
    (
        "Sambutan Bupati Wonogiri Suratno Wibisono dibacakan Sekda Wonogiri Lukman Hariadi. Dalam "
        "sambutan itu bupati menyampaikan angka kemiskinan 9,85 persen.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Sambutan Bupati Wonogiri Suratno Wibisono dibacakan Sekda Wonogiri Lukman Hariadi. Masih "
        "dalam sambutan yang sama, disebutkan angka kemiskinan 9,85 persen.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan warga harus sabar. Angka kemiskinan kata dia "
        "kini 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan warga harus sabar.\n\nNamun lanjut dia, angka "
        "kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Kepala Bappeda Wonogiri Jarwo Santosa yang mendampingi sekda menambahkan, angka "
        "kemiskinan 9,85 persen.",
        "Jarwo Santosa",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan warga harus sabar. Ditambahkannya, Bappeda "
        "akan mendata 512 KK miskin.",
        "Suratno Wibisono",
    ),
    # somebody without an office who opens a sentence is whom "ia" means, never the official before
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan warga harus sabar.\n\nKetua Serikat Buruh "
        "Tani, Danu Prakoso, tidak sepakat. Ia memperkirakan angka kemiskinan 9,85 persen.",
        "Danu Prakoso",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan warga harus sabar. Namun pengamat dari "
        "Universitas Merdeka Dr Danu Prakoso menilai angka kemiskinan 9,85 persen berlebihan.",
        "Danu Prakoso",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono menyinggung kemiskinan. Angka kemiskinan Wonogiri "
        "menurut BPS masih 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengatakan warga harus sabar. Meski begitu, lanjutnya, "
        "Pemkab Wonogiri memegang target angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
]

# figures that the reporter states: nobody may be named for them
NOTHING = [
    ("Angka kemiskinan di Kabupaten Wonogiri 9,85 persen.", "-"),
    ("Angka kemiskinan Wonogiri pada 2023 tercatat 10,2 persen.", "-"),
    ("Berdasarkan data BPS, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Berdasarkan data BPS Wonogiri, angka kemiskinan 9,85 persen.", "-"),
    ("Menurut data BPS, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Data BPS menunjukkan angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Sebagai informasi, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Diketahui, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Untuk diketahui, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Hasil SSGI 2023 menempatkan prevalensi stunting Wonogiri 12,4 persen.", "-"),
    # a person is named but says nothing
    ("Bupati Wonogiri Suratno Wibisono memimpin daerah dengan angka kemiskinan 9,85 persen.", "-"),
    ("Angka kemiskinan Wonogiri 9,85 persen saat Bupati Suratno Wibisono menjabat.", "-"),
    ("Bupati Wonogiri Suratno Wibisono menyerahkan bantuan kepada 120 KK miskin.", "-"),
    ("Turut hadir Sekda Wonogiri Lukman Hariadi.\n\nAngka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Bupati Wonogiri Suratno Wibisono menerima laporan angka kemiskinan 9,85 persen.", "-"),
    # speech has ended before the figure, or begins after it
    (
        "Angka kemiskinan Wonogiri 9,85 persen. “Kita harus bekerja keras,” kata Bupati "
        "Wonogiri Suratno Wibisono.",
        "-",
    ),
    (
        "“Kita harus bekerja keras,” kata Bupati Wonogiri Suratno Wibisono.\n"
        "\n"
        "Berdasarkan data BPS, angka kemiskinan Wonogiri 9,85 persen.",
        "-",
    ),
    (
        "“Mari bekerja,” kata Bupati Wonogiri Suratno Wibisono.\n"
        "\n"
        "Sebagai informasi, angka kemiskinan Wonogiri 9,85 persen.",
        "-",
    ),
    (
        "“Mari bekerja,” kata Bupati Wonogiri Suratno Wibisono.\n"
        "\n"
        "Diketahui, angka stunting Wonogiri 12,4 persen.",
        "-",
    ),
    # quote marks that quote no speech
    ("Program “Wonogiri Sejahtera” menyasar 5.120 KK miskin.", "-"),
    ("Rapat bertema “Menuju Nol Kemiskinan” membahas angka kemiskinan 9,85 persen.", "-"),
    # texts that state no figure at all
    ("Bupati Wonogiri Suratno Wibisono mengatakan rapat berlangsung lancar.", ""),
    ("“Kita bekerja keras,” kata Bupati Wonogiri Suratno Wibisono.", ""),
    ("Menurut Bupati Wonogiri Suratno Wibisono, datanya belum ada.", ""),
    ("Sekda Wonogiri Lukman Hariadi membacakan sambutan Bupati Suratno Wibisono.", ""),
    ("“Kami undang 25 camat,” kata Sekda Wonogiri Lukman Hariadi.", ""),
    ("“Rapat ketiga tahun 2024,” ujar Sekda Wonogiri Lukman Hariadi.", ""),
    ("Menurut catatan redaksi, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    (
        "Acara ditutup doa oleh Camat Baturetno Wiji Rahayu.\n"
        "\n"
        "Angka kemiskinan Wonogiri 9,85 persen.",
        "-",
    ),
    ("Seperti diberitakan, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Angka kemiskinan 9,85 persen itu dibahas Bupati Wonogiri Suratno Wibisono.", "-"),
    ("Data angka kemiskinan 9,85 persen diserahkan Kepala BPS Wonogiri Tegar Wahyudi.", "-"),
    ("Angka kemiskinan Wonogiri 9,85 persen.\n\nHal itu terjadi karena panen gagal.", "-"),
    ("Angka kemiskinan Wonogiri 9,85 persen.\n\nItu kabar baik bagi warga.", "-"),
    (
        "Angka kemiskinan Wonogiri 9,85 persen.\n\nWarga berharap hal itu segera diatasi "
        "pemerintah.",
        "-",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir.\n\nAngka kemiskinan Wonogiri pada 2023 tercatat "
        "10,4 persen.",
        "-",
    ),
    ("Tabel berikut memuat angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Angka kemiskinan Wonogiri 9,85 persen, demikian dikutip dari laman resmi.", "-"),
    (
        "Rapat dihadiri Bupati Wonogiri Suratno Wibisono. Angka kemiskinan Wonogiri kini 9,85 "
        "persen.",
        "-",
    ),
    ("Foto Bupati Wonogiri Suratno Wibisono. Angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Sesuai dokumen RKPD, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Grafik itu memperlihatkan angka kemiskinan Wonogiri 9,85 persen pada 2024.", "-"),
    ("Seperti diketahui, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Merujuk publikasi BPS, angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Untuk diketahui, angka kemiskinan Wonogiri tahun lalu 10,4 persen.", "-"),
    ("Padahal angka kemiskinan Wonogiri sudah 9,85 persen.", "-"),
    ("Kemarin angka kemiskinan Wonogiri dibahas. Nilainya 9,85 persen.", "-"),
    # words of speech that nobody is given
    ("Kata kunci rapat di Wonogiri ialah data. Angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Sambutan tertulis lalu dibacakan. Angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Tiba giliran warga menyampaikan keluhan. Angka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Ketua panitia, Danu Prakoso, tiba lebih dulu. Angka kemiskinan Wonogiri 9,85 persen.", "-"),
    (
        "Sekda Wonogiri Lukman Hariadi membacakan doa penutup.\n\nAngka kemiskinan Wonogiri 9,85 "
        "persen.",
        "-",
    ),
    (
        "Kepala Bappeda Wonogiri Jarwo Santosa mendampingi tamu dari pusat.\n\nAngka kemiskinan "
        "Wonogiri 9,85 persen.",
        "-",
    ),
    ("Di Wonogiri, lanjut membaca berita lain. Angka kemiskinan Wonogiri 9,85 persen.", "-"),
]

SEEN = [
    ("“Angka kemiskinan 9,85 persen”, kata Bupati Wonogiri Suratno Wibisono.", "Suratno Wibisono"),
    ("“Angka kemiskinan 9,85 persen.” Kata Bupati Wonogiri Suratno Wibisono.", "Suratno Wibisono"),
    ("“Angka kemiskinan 9,85 persen,”kata Bupati Wonogiri Suratno Wibisono.", "Suratno Wibisono"),
    (
        "WONOGIRI – Bupati Wonogiri Suratno Wibisono menyebut angka kemiskinan 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Hal itu disampaikan Bupati Wonogiri Suratno Wibisono saat rapat. Angka kemiskinan, "
        "katanya, 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Demikian disampaikan Bupati Wonogiri Suratno Wibisono. “Angka kemiskinan 9,85 "
        "persen,” imbuhnya.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat.\n"
        "\n"
        "“Angka kemiskinan kita 9,85 persen,” kata orang nomor satu di Wonogiri itu.",
        "Suratno Wibisono",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” ucap Suratno Wibisono, Bupati Wonogiri, Selasa.",
        "Suratno Wibisono",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” beber Plt Kepala Dinas Sosial Wonogiri Rina Kusumastuti.",
        "Rina Kusumastuti",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” kata Pj Bupati Wonogiri Suratno Wibisono.",
        "Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono mengaku angka kemiskinan masih 9,85 persen.",
        "Suratno Wibisono",
    ),
    ("Bupati Wonogiri Suratno Wibisono: “Angka kemiskinan kita 9,85 persen.”", "Suratno Wibisono"),
    # whom a section or a sentence brings in
    (
        "Juru bicaranya, Yosafat Kurdi, langsung membantah. “Kemiskinan 9,85 persen,” katanya.",
        "Yosafat Kurdi",
    ),
    ("Jubirnya Ratna Bungsu menyebut angka kemiskinan 9,85 persen.", "Ratna Bungsu"),
    ("“Angka kemiskinan 9,85 persen,” bela Bupati Wonogiri Suratno Wibisono.", "Suratno Wibisono"),
    (
        "Giliran kedua, Hendra Iyan Pekik menyoal stunting. “Stunting 12,4 persen,” katanya.",
        "Hendra Iyan Pekik",
    ),
    (
        "Rapat mendengar ekonom Undip, Dr Sultan Tika. Ia curiga pada angka. Kemiskinan, katanya, "
        "9,85 persen.",
        "Sultan Tika",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono tertawa.\n\nSebut saja stunting. Prevalensi stunting "
        "12,4 persen.",
        "-",
    ),
    (
        "Wali Kota Surakarta sedang cuti; Sekretaris Kota Fendi Lumintu bilang TPT 8,4 persen.",
        "Fendi Lumintu",
    ),
]

# who is headed in minutes, and what "disampaikan bahwa" goes on with
HEADED = [
    (  # who presents shows the tables too, whatever the letters of their rows
        "NOTULEN RAPAT KOORDINASI\n\nII. PAPARAN KEPALA BAPPEDA (Jarwo Santosa, S.T.)\n"
        "Indikator\t2022\t2023\nTPT (%)\t3,9\t3,6\nIPM\t70,1\t70,9\n\nTanggapan:\n"
        "1. Kepala BPS Wonogiri (Tegar Wahyudi). Inflasi 2,1 persen.",
        "Jarwo Santosa; Jarwo Santosa; Jarwo Santosa; Jarwo Santosa; Tegar Wahyudi",
    ),
    (
        "NOTULEN RAPAT KOORDINASI\n\nB. Pemaparan Kepala Dinas Sosial, Rina Kusumastuti, S.Sos.\n"
        "| Uraian | 2022 | 2023 |\n| KE | 1,9 | 1,6 |\n| P0 | 10,1 | 9,9 |",
        "Rina Kusumastuti; Rina Kusumastuti; Rina Kusumastuti; Rina Kusumastuti",
    ),
    (  # a table under somebody's points is nobody's speech
        "NOTULEN RAPAT KOORDINASI\n\na. Kepala Bappeda, Jarwo Santosa, S.T.\n"
        "Indikator\t2022\t2023\nTPT (%)\t3,9\t3,6\nIPM\t70,1\t70,9",
        "-; -; -; -",
    ),
    (
        "NOTULEN RAPAT KOORDINASI\n\na. Kepala Bappeda, Jarwo Santosa, S.T.\n"
        "Angka kemiskinan 9,85 persen.\nb. Kepala BPS Wonogiri, Tegar Wahyudi, S.Si., M.E.\n"
        "Inflasi 2,1 persen.",
        "Jarwo Santosa; Tegar Wahyudi",
    ),
    (
        "NOTULEN RAPAT KOORDINASI\n\n1) Kadis Kesehatan, diwakili Sekretaris Dinas Ns. Sri "
        "Mulatsih, S.Kep.\nPrevalensi stunting 12,4 persen.",
        "Sri Mulatsih > Kadis Kesehatan",
    ),
    (
        "NOTULEN RAPAT KOORDINASI\n\nII. Kepala Dinas Sosial, Rina Kusumastuti, S.Sos., M.Si.\n"
        "- Warga miskin ekstrem 1.210 jiwa.",
        "Rina Kusumastuti",
    ),
    (
        "NOTULEN RAPAT KOORDINASI\nPimpinan : Sekda Wonogiri, Lukman Hariadi, M.Si.\n\n"
        "A. ARAHAN PIMPINAN\n- Angka kemiskinan 9,85 persen.\n- Targetnya 9 persen.",
        "Lukman Hariadi; Lukman Hariadi",
    ),
    (
        "NOTULEN RAPAT\n\n2.1 Kepala Dinas Kesehatan - dr. Wulan Setyorini\nStunting 12,4 persen.\n"
        "2.2 Kepala Bappeda - Jarwo Santosa, S.T.\nAngka kemiskinan 9,85 persen.",
        "Wulan Setyorini; Jarwo Santosa",
    ),
    (
        "NOTULEN RAPAT\n\n1. Dinas Kesehatan oleh dr. Wulan Setyorini\n- Stunting 12,4 persen.\n"
        "2. Bappeda – Jarwo Santosa, S.T.\n- Angka kemiskinan 9,85 persen.\n"
        "3. BPS - Data Makro\n- Inflasi 2,1 persen.",
        "Wulan Setyorini; Jarwo Santosa; BPS",
    ),
    (
        "NOTULEN RAPAT\n\nDINAS KESEHATAN\nStunting 12,4 persen.\nDINAS SOSIAL\nPKH 300 KPM.\n"
        "KESIMPULAN\nAngka kemiskinan 9,85 persen.",
        "Dinas Kesehatan; Dinas Sosial; -",
    ),
    (  # the service whose letter it is
        "DINAS SOSIAL\nNOTULEN RAPAT\n\nAngka kemiskinan 9,85 persen.",
        "-",
    ),
    (  # a list of who came is no list of headings
        "NOTULEN RAPAT KOORDINASI\n\n1. Kepala Bappeda, Jarwo Santosa, S.T.\n"
        "2. Kepala Dinas Sosial, Rina Kusumastuti, S.Sos.\n\nAngka kemiskinan 9,85 persen.",
        "-",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono menyampaikan terima kasih. Disampaikan bahwa Wonogiri "
        "masih mempunyai 5.120 KK miskin.",
        "Suratno Wibisono",
    ),
    (
        "Sekda Wonogiri Lukman Hariadi menyampaikan terima kasih.\n\nDijelaskan pula bahwa angka "
        "kemiskinan 9,85 persen.",
        "Lukman Hariadi",
    ),
    (
        "Terkait stunting, Plt. Kepala Dinas Kesehatan Wonogiri dr. Wulan Setyorini menyebutkan "
        "prevalensi stunting 12,4 persen.",
        "Wulan Setyorini",
    ),
    (
        "NOTULEN RAPAT\n\nNarasumber 1: Jarwo Santosa, S.T. (Kepala Bappeda)\nAngka kemiskinan "
        "9,85 persen.\nNarasumber 2: Rina Kusumastuti, S.Sos. (Kepala Dinas Sosial)\nPKH 300 KPM.",
        "Jarwo Santosa; Rina Kusumastuti",
    ),
    (
        "NOTULEN RAPAT\n\n1. Bapak Jarwo Santosa (Kepala Bappeda):\n- Angka kemiskinan 9,85 "
        "persen.\nMateri II (Kepala Dinas Sosial – Rina Kusumastuti):\n- PKH 300 KPM.",
        "Jarwo Santosa; Rina Kusumastuti",
    ),
    (
        "NOTULEN RAPAT\n\nNo | Pembicara | Uraian\n1 | Kepala Bappeda Jarwo Santosa, S.T. | Angka "
        "kemiskinan turun dan kini 9,85 persen.\n2 | Kadis Sosial Rina Kusumastuti | Penerima PKH "
        "tahun ini 300 KPM.",
        "Jarwo Santosa; Rina Kusumastuti",
    ),
    (  # who is to do it says nothing
        "NOTULEN RAPAT\n\nTindak lanjut:\n1 | Dinas Sosial | Memperbarui daftar 5.120 KK miskin di "
        "semua desa | Juni 2024",
        "-",
    ),
    ("Disebutkan bahwa Klaten Selatan punya 5.120 KK miskin.", "-"),
    ("Disampaikan jika Sukoharjo masih mempunyai 5.120 KK miskin.", "-"),
]

# who is meant by rank
RANKED = [
    (
        "Bupati Wonogiri Suratno Wibisono membuka rapat. Hadir Kepala Bappeda Jarwo Santosa.\n\n"
        "“Angka kemiskinan 9,85 persen,” kata orang nomor satu di Wonogiri itu. Stunting, katanya, "
        "12,4 persen.",
        "Suratno Wibisono; Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono dan Wakil Bupati Endah Palupi hadir.\n\nOrang nomor dua "
        "di Wonogiri ini menyebut angka kemiskinan 9,85 persen.",
        "Endah Palupi",
    ),
    (  # the one meant is not named: nobody else's
        "Rapat dihadiri Kepala Bappeda Wonogiri Jarwo Santosa.\n\n“Angka kemiskinan 9,85 persen,” "
        "kata orang nomor satu di Wonogiri itu.",
        "-",
    ),
]

# labels of minutes: a number, a clock or a bullet, then who, then a mark or a line of their own
TURNS = [
    (  # initials told in the list of who came
        "NOTULEN RAPAT TKPK\n\n1. JS - angka kemiskinan 9,85 persen.\n2. RK (Dinsos). PKH 300 "
        "KPM.\n"
        "   WS tanya: kenapa stunting masih 12,4 persen?\n\nDAFTAR HADIR\n"
        "JS    Jarwo Santosa, S.T.       Kepala Bappeda\n"
        "RK    Rina Kusumastuti, S.Sos.  Kepala Dinas Sosial\n"
        "WS    Wulan Setyorini, A.Md.    staf Dinkes",
        "Jarwo Santosa; Rina Kusumastuti; Wulan Setyorini",
    ),
    (
        "NOTULEN RAPAT TKPK\n\nHadir: Kepala Bappeda Jarwo Santosa (JS) dan Kadis Sosial Rina "
        "Kusumastuti (RK).\n\nJS: angka kemiskinan 9,85 persen.\nRK; PKH 300 KPM.\n"
        "Dijawab JS: stunting 12,4 persen.",
        "Jarwo Santosa; Rina Kusumastuti; Jarwo Santosa",
    ),
    (  # letters that are no initials of the name stay what they are
        "NOTULEN RAPAT TKPK\n\nPKH - 300 KPM.\nBNPB - bantuan untuk 40 KPM.\n\n"
        "PKH   Rina Kusumastuti, S.Sos.  Kepala Dinas Sosial",
        "-; -",
    ),
    (  # forms of address
        "NOTULEN RAPAT\n\nHadir Bp. Camat Baturetno Wiji Rahayu, anggota DPRD Ibu Endah Palupi dan "
        "Bp. Danu Prakoso.\n\nBp. Camat : ada 200 KK miskin.\nIbu Endah : ada 40 KK miskin.\n"
        "Bpk. Prakoso - senada, stunting 12,4 persen.",
        "Wiji Rahayu; Endah Palupi; Danu Prakoso",
    ),
    (  # clocks, heading and in the line
        "Notula rapat daring\n\n[09.02] Sekda Wonogiri Lukman Hariadi\nAngka kemiskinan 9,85 "
        "persen.\n"
        "[09.15] Kepala Dinas Sosial, Rina Kusumastuti\npenerima PKH 300 KPM.\n"
        "[09.31] Baturetno tidak ada suara\nstunting 12,4 persen.",
        "Lukman Hariadi; Rina Kusumastuti; -",
    ),
    (
        "Notula rapat daring\n\n09.02 Dinsos_Wonogiri: penerima PKH 300 KPM.\n"
        "09.04 Baturetno Hebat: ada 40 KK miskin.\n09.11 Kadinkes Wulan Setyorini: stunting 12,4 "
        "persen.",
        "Dinsos Wonogiri; Baturetno Hebat; Wulan Setyorini",
    ),
    (  # fractions of a council
        "CATATAN RAPAT KOMISI D DPRD WONOGIRI\n\nF-PKB (Endah Palupi)\nAngka kemiskinan 9,85 "
        "persen.\n"
        "F-NasDem\nMasih ada 300 KK miskin.\nFraksi PDI Perjuangan : stunting 12,4 persen.\n"
        "F-Golkar dan F-PAN\nSama. PKH 40 KPM.",
        "Endah Palupi; F-NasDem; Fraksi PDI Perjuangan; F-Golkar dan F-PAN",
    ),
    (  # those who speak for a region
        "NOTULEN RAPAT\n\nIII. LAPORAN DAERAH\n1. Klaten, oleh Kaban Bappeda\nAngka kemiskinan "
        "9,85 "
        "persen.\n2. Kabupaten Sragen, oleh Sekda, Drs. Lukman Hariadi\nAda 300 KK miskin.\n"
        "3. Boyolali : laporan tertulis.\nAda 40 KK miskin.\nIV. PENUTUP\nStunting 12,4 persen.",
        "Kaban Bappeda; Lukman Hariadi; -; -",
    ),
    (  # a speech that another one reads out
        "NOTULEN RAPAT\n\nI. SAMBUTAN BUPATI\nDibacakan Sekda (Lukman Hariadi, S.Sos.). Isinya:\n"
        "- Angka kemiskinan 9,85 persen.\n\nII. DATA\nAda 300 KK miskin.",
        "Lukman Hariadi > Bupati; -",
    ),
    (
        "NOTULEN RAPAT\n\nSambutan Bupati\nDisampaikan oleh Asisten I Danu Prakoso.\nAngka "
        "kemiskinan "
        "9,85 persen.",
        "Danu Prakoso > Bupati",
    ),
    (
        "NOTULEN RAPAT\n\n1. Sekda Lukman Hariadi membuka rapat dan membacakan sambutan Bupati. "
        "Isinya "
        "angka kemiskinan 9,85 persen.",
        "Lukman Hariadi > Bupati",
    ),
    (  # bodies and people without an office
        "NOTULEN RAPAT\n\nBPD Sukamaju - BLT DD tinggal 40 KPM.\nPKK : ada 30 balita stunting.\n"
        "DP3AP2KB Wonogiri: stunting 12,4 persen.",
        "BPD Sukamaju; PKK; DP3AP2KB Wonogiri",
    ),
    (  # those whom only the list of who was there names
        "Notulen Rapat\n\nHadir :\n1. Lukman Hariadi, S.Sos (Sekda)\n2. Sunoto (Dinsos)\n"
        "3. Mulyadi Prabowo, SST (BPS)\n\nPak Sekda buka rapat, minta fokus. Target kemiskinan "
        "2025 "
        "8 persen.\n\nPak Sunoto => PKH 300 KPM.\n\nPak Mulyadi (BPS) menambahkan garis kemiskinan "
        "Rp 401.220.\n\nCamat Baturetno bertanya kenapa RTLH cuma 15 unit. Dijawab Pak Sekda, "
        "masih "
        "40 unit.",
        "Lukman Hariadi; Sunoto; Mulyadi Prabowo; Camat Baturetno; Lukman Hariadi",
    ),
    (  # who is named beside a role or a body, and a label that only counts
        "BERITA ACARA REMBUK\n\nKUPT Puskesmas (dr. Danu Prakoso) : balita stunting 214 anak.\n"
        "Koordinator PKH, Suminah : PKH 300 KPM.\nPerwakilan Bappeda, Ibu Hj. Rina Kusumastuti, "
        "S.T : "
        "angka kemiskinan 9,85 persen.\nAngka Stunting (Hasil Timbang) : 12,4 persen.",
        "Danu Prakoso; Suminah; Rina Kusumastuti; -",
    ),
    (  # order of speech
        "Hasil rapat evaluasi\n\nSelanjutnya Kadinkes (dr. Wulan Setyorini): stunting 12,4 "
        "persen.\n"
        "Giliran Camat Baturetno melalui zoom. Ada 40 KK miskin.\nPertanyaan Camat Eromoko: kenapa "
        "RTLH 15 unit? Jawaban Dinas Perkim: sesuai SK, PKH 300 KPM.\nTerakhir Sekda Lukman "
        "Hariadi "
        "minta angka kemiskinan 9,85 persen diumumkan.",
        "Wulan Setyorini; Camat Baturetno; Camat Eromoko; Dinas Perkim; Lukman Hariadi",
    ),
    (  # another one of the same rank
        "NOTULEN RAPAT\n\n# Dinsos (Kabid Linjamsos, Rina Kusumastuti)\nPKH 300 KPM.\n"
        "# Bappeda / Kabid P2M\nAngka kemiskinan 9,85 persen.",
        "Rina Kusumastuti; Bappeda",
    ),
    (  # the fields of a form are nobody's speech, and open none
        "CATATAN RAPAT\nPemimpin rapat: Sekda Lukman Hariadi\nPeserta: Dinsos, BPS\n\nAngka "
        "kemiskinan "
        "9,85 persen.",
        "-",
    ),
    (  # the head of a part of a council, again without the name, and small marks of labels
        "Risalah RDP Komisi D DPRD Wonogiri\n\nKETUA KOMISI D (DANU PRAKOSO): Saya buka. Angka "
        "kemiskinan 9,85 persen.\nKADINSOS (Rina Kusumastuti): PKH 300 KPM.\nKETUA KOMISI D: masih "
        "ada 40 KK miskin.\nKADINSOS: 215 KPM lagi.\nKETUA: stunting 12,4 persen.",
        "Danu Prakoso; Rina Kusumastuti; Danu Prakoso; Rina Kusumastuti; Danu Prakoso",
    ),
    (
        "Ringkasan FGD data kemiskinan\n\nDPMDes – BLT 300 KPM\nPerkim :: RTLH 215 unit\n"
        "Dikes (via WA): stunting 12,4 persen\n\nDisepakati\n> Perkim & DPMDes padankan 40 KK "
        "miskin "
        "(sblm 15 Des)",
        "DPMDes; Perkim; Dikes; -",
    ),
    (
        "NOTULEN RAPAT\n\n3. Dinas Kesehatan (diwakili Sekretaris, Suminah, SKM)\n- stunting 12,4 "
        "persen",
        "Suminah > Dinas Kesehatan",
    ),
    (  # who shows what stands below
        "NOTULEN RAPAT\n\n1. Asisten I Danu Prakoso membuka rapat.\n\n2. Dinas Sosial P3A "
        "menampilkan "
        "data desa sebagai berikut.\n\nDesa | KK miskin\nSukamaju | 74\nSukorejo | 102\n\n"
        "PKH 300 KPM.\n\n3. Camat Baturetno: stunting 12,4 persen.",
        "Dinas Sosial; Dinas Sosial; Dinas Sosial; Camat Baturetno",
    ),
    (  # a form whose cells are lines, and a table of tasks, make nobody speak
        "NOTULA RAPAT\nPimpinan rapat\n:\nAsisten I Danu Prakoso\nAcara\n:\nAngka kemiskinan 9,85 "
        "persen\n\nTINDAK LANJUT\nNo\nKegiatan\nPIC\nWaktu\n1\nVerifikasi\nDinas Sosial\nMaret\n"
        "2\nBedah rumah 300 unit\nDinas Perkim\nApril",
        "-; -",
    ),
    (  # the lines that name when, where and who make a text minutes, whatever it is called
        "RINGKASAN PERTEMUAN TKPK\nWaktu\tSenin, 4 November 2024\nTempat\tAula "
        "Bappeda\nPeserta\tOPD\n\n"
        "Dinas Sosial: penerima PKH 300 KPM.",
        "Dinas Sosial",
    ),
    (  # and what a label is not
        "NOTULEN RAPAT\n\nBaznas - 40 unit rumah layak huni\nCatatan: angka kemiskinan 9,85 "
        "persen.\n"
        "Nasional: angka kemiskinan 9,36 persen.",
        "-; -; -",
    ),
]

# people without an office behind "kata", and two who state in one sentence
STRANGERS = [
    (
        "Menurut Bupati Wonogiri Suratno Wibisono, TPT 3,1 persen.\n\nLalu giliran Marlina "
        "Tumbelaka-Sio, yang termuda di komisi itu. Ia berdiri. “Inflasi 2,1 persen,” ucapnya.",
        "Suratno Wibisono; Marlina Tumbelaka-Sio",
    ),
    ("“Angka kemiskinan 9,85 persen,” kata pengamat ekonomi Danu Prakoso.", "Danu Prakoso"),
    ("“Masih ada 5.120 KK miskin,” ujar Retno Wulandari, pendamping desa.", "Retno Wulandari"),
    ("Angka kemiskinan masih 9,85 persen, ungkap Danu Prakoso saat ditemui.", "Danu Prakoso"),
    ("“Ada 200 KK miskin,” tambah Retno Wulandari.", "Retno Wulandari"),
    ("“Ada 200 KK miskin,” tutur seorang warga, Paimin Setiaji (54).", "Paimin Setiaji"),
    (
        "Angka kemiskinan 9,85 persen. Demikian dikatakan Bupati Wonogiri Suratno Wibisono.",
        "Suratno Wibisono",
    ),
    (
        "Angka kemiskinan 9,85 persen. Hal ini diungkapkan Bupati Wonogiri Suratno Wibisono di "
        "Pendopo.",
        "Suratno Wibisono",
    ),
    (
        "Angka kemiskinan 9,85 persen. Rapat itu dipimpin Bupati Wonogiri Suratno Wibisono.",
        "-",
    ),
    (
        "Bantuan cair untuk 300 KPM. Pernyataan tersebut disampaikan Kepala Dinas Sosial Wonogiri "
        "Rina Kusumastuti usai rapat.",
        "Rina Kusumastuti",
    ),
    # "Kadis" is the one of them who spoke last
    (
        "Kadis PMD Wonogiri Rina Kusumastuti menyebut 300 KPM. Kadis juga menyebut 40 KPM lain.",
        "Rina Kusumastuti; Rina Kusumastuti",
    ),
    (
        "Camat Baturetno Wiji Rahayu menyebut 300 KK miskin. Camat mengatakan 40 KK miskin lagi "
        "belum terdata.",
        "Wiji Rahayu; Wiji Rahayu",
    ),
    (
        "Kepala Desa Sukamaju, Paimin Setiaji, menyebut 30 KK miskin. Menurut Kades, 4 KK miskin "
        "sudah pindah.",
        "Paimin Setiaji; Paimin Setiaji",
    ),
    (
        "Camat Baturetno Wiji Rahayu menyebut 300 KK miskin. Kadis menyebut 250 KK miskin.",
        "Wiji Rahayu; Kadis",
    ),
    # no name, or no speaker
    ("“Ada 200 KK miskin,” kata Badan Anggaran.", "-"),
    ("“Ada 200 KK miskin,” kata Wonogiri Selatan.", "-"),
    ("Angka kemiskinan 9,85 persen, tambah Dana Alokasi Khusus Rp3 miliar.", "-; -"),
    ("Ada 200 KK miskin, rinci Daftar Sementara.", "-"),
    ("“Ada 200 KK miskin,” kata warga.", "-"),
    (
        "Bappeda menyebut miskin ekstrem 1,2 persen, sedangkan Dinas Sosial mencatat 1,7 persen.",
        "Bappeda; Dinas Sosial",
    ),
    (
        "Angka kemiskinan 9,85 persen, sedangkan Dinas Sosial menyebut miskin ekstrem 1,7 persen.",
        "-; Dinas Sosial",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono menyebut kemiskinan 9,85 persen, sementara Kepala BPS "
        "Tegar Wahyudi mencatat 10,1 persen.",
        "Suratno Wibisono; Tegar Wahyudi",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono menyebut kemiskinan 9,85 persen, sementara nasional "
        "9,03 persen.",
        "Suratno Wibisono; Suratno Wibisono",
    ),
]

READ = (
    "Sambutan tertulis Bupati Wonogiri H. Suratno Wibisono, S.T. dibacakan Sekda Wonogiri Lukman "
)
# speeches read out, words handed on, sources named inside a statement, lists below one
HANDED_ON = [
    (  # who opens a paragraph for somebody else speaks for them in all of it
        "Dari layar, Kepala Bappeda Wonogiri Jarwo Santosa bicara atas nama bupatinya. TPT 3,1 "
        "persen. Inflasi 2,1 persen.",
        "Jarwo Santosa > bupati; Jarwo Santosa > bupati",
    ),
    (  # whose speech it is, says the sentence before
        "Bupati Klaten berkata TPT 3,1 persen.\n\nBupati Wonogiri berhalangan. Pidatonya dibacakan "
        "Sekda Wonogiri Lukman Hariadi, singkat saja. Stunting 12,4 persen. Inflasi 2,1 persen.",
        "Bupati Klaten; Lukman Hariadi > Bupati Wonogiri; Lukman Hariadi > Bupati Wonogiri",
    ),
    (
        READ + "Hariadi, M.Si.\n\n“Angka kemiskinan kita 9,85 persen,” ujar Sekda membacakan "
        "sambutan tersebut.\n\nMasih dalam sambutan itu, inflasi 2,1 persen.",
        "Lukman Hariadi > Suratno Wibisono; Lukman Hariadi > Suratno Wibisono",
    ),
    (
        READ + "Hariadi, M.Si. Disebutkan dalam pidato itu, angka stunting 12,4 persen.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "“Angka kemiskinan kita 9,85 persen,” demikian bunyi sambutan Bupati Wonogiri Suratno "
        "Wibisono yang dibacakan Sekda Lukman Hariadi.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "“Angka kemiskinan kita 9,85 persen,” demikian petikan pidato yang dibacakan Sekda "
        "Wonogiri Lukman Hariadi.",
        "Lukman Hariadi",
    ),
    (
        "Rapat dibuka dengan pembacaan sambutan Bupati Suratno Wibisono oleh Sekda Lukman "
        "Hariadi. Angka kemiskinan 9,85 persen, demikian isi sambutan itu.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "NOTULEN RAPAT KOORDINASI\n\nArahan Wakil Bupati Endah Palupi\n- Menyampaikan pesan Bupati "
        "yang tidak dapat hadir: angka kemiskinan harus turun ke 9 persen.\n"
        "- Angka stunting 12,4 persen.",
        "Endah Palupi > Bupati; Endah Palupi",
    ),
    (  # who is thanked for a message hands nothing on
        "NOTULEN RAPAT KOORDINASI\n\nArahan Wakil Bupati Endah Palupi\n- Mengapresiasi pesan "
        "Bupati. Angka kemiskinan 9 persen.",
        "Endah Palupi",
    ),
    (
        "“Kita harus kerja keras,” kata Bupati Wonogiri Suratno Wibisono.\n\n"
        "Angka kemiskinan menurut BPS 9,85 persen. Setahun sebelumnya 10,1 persen.\n\n"
        "“Tahun depan 9 persen,” ujarnya.",
        "Suratno Wibisono; Suratno Wibisono; Suratno Wibisono",
    ),
    (
        "“Kita harus kerja keras,” kata Bupati Wonogiri Suratno Wibisono.\n\n"
        "Angka kemiskinan menurut BPS 9,85 persen.\n\n"
        "Kepala Bappeda Jarwo Santosa menyebut stunting 12,4 persen.",
        "BPS; Jarwo Santosa",
    ),
    (
        "Sekda Wonogiri Lukman Hariadi mengatakan anggaran terbatas.\n\n"
        "Adapun angka kemiskinan menurut BPS 9,85 persen.",
        "Lukman Hariadi",
    ),
    (
        "Kepala Bappeda Wonogiri Jarwo Santosa menambahkan, dananya naik. Dana itu antara lain "
        "untuk:\na. bantuan bagi 200 keluarga miskin;\nb. bantuan beras untuk 300 KPM.\n\n"
        "Angka stunting 12,4 persen.",
        "Jarwo Santosa; Jarwo Santosa; -",
    ),
    (
        "Camat Baturetno Wiji Rahayu mengeluhkan data bantuan.\n\n"
        "Menutup rapat, Bupati Suratno Wibisono mengajak camat mendata 200 KK miskin.",
        "Suratno Wibisono",
    ),
]

KNOWN_GAPS: list[tuple[str, str]] = [
    ("“Angka kemiskinan 9,85 persen, kata Bupati Wonogiri Suratno Wibisono.", "Suratno Wibisono"),
    (
        "“Bantuan sudah turun,” kata Kepala Dinas Sosial Wonogiri Rina Kusumastuti.\n"
        "\n"
        "Warga Desa Sukamaju, Paimin (54), mengeluh. “Katanya ada 200 KK miskin di sini yang "
        "dapat,” keluhnya.",
        "Paimin",
    ),
    (
        "“Bantuan sudah turun,” kata Bupati Wonogiri Suratno Wibisono.\n"
        "\n"
        "Seorang warga, Wagiyem, mengatakan ada 200 KK miskin di desanya.",
        "Wagiyem",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono dan Wakil Bupati Endah Palupi berfoto bersama. Angka "
        "kemiskinan Wonogiri 9,85 persen.",
        "-",
    ),
]


# whoever enters a scene: people without an office, who reads a speech out, a head by rank
ENTERS = [
    (
        "Orang nomor satu Wonogiri, Suratno Wibisono, angkat bicara. “Angka kemiskinan 9,85 "
        "persen,” kata Bupati.",
        "Suratno Wibisono",
    ),
    (
        "“Angka kemiskinan 9,85 persen,” kata orang nomor dua di Wonogiri, Endah Palupi.",
        "Endah Palupi",
    ),
    (
        "“Angka stunting di desa saya 30 persen,” kata seorang bidan di Baturetno.",
        "bidan",
    ),
    (
        "“Yang menerima BLT hanya 12 KPM,” ujar salah satu warga, Senin.",
        "warga",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono berhalangan, sambutannya dibacakan Sekda Lukman "
        "Hariadi.\n\nKepala BPS Wonogiri Tegar Wahyudi hadir.\n\nMembacakan sambutan itu, "
        "Lukman menyebut angka kemiskinan 9,85 persen.\n\nPrevalensi stunting 12,4 "
        "persen.\n\n“TPT kita 3,1 persen,” ujarnya.",
        "Lukman Hariadi > Suratno Wibisono; Lukman Hariadi > Suratno Wibisono; "
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Sambutan Bupati Wonogiri Suratno Wibisono dibacakan Sekda Lukman Hariadi. Dalam "
        "naskah dimaksud disampaikan, menurut BPS angka kemiskinan 9,85 persen.",
        "Lukman Hariadi > Suratno Wibisono",
    ),
    (
        "Sambutan Bupati Wonogiri Suratno Wibisono dibacakan Sekda Lukman Hariadi. “Angka "
        "kemiskinan 9,85 persen,” demikian sambutan itu. Usai membacakan sambutan, Lukman "
        "menambahkan rumah tidak layak huni 300 unit.",
        "Lukman Hariadi > Suratno Wibisono; Lukman Hariadi",
    ),
    (
        "Ketua DPRD Wonogiri Sri Wahyuni membuka sidang.\n\nJubirnya, Danu Prakoso, langsung "
        "bicara kemiskinan. “Angka kemiskinan naik jadi 9,85 persen,” katanya.",
        "Danu Prakoso",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Danu Prakoso menyela. “Angka kemiskinan "
        "malah 9,85 persen,” katanya. Danu juga menyebut TPT 4 persen.",
        "Danu Prakoso; Danu Prakoso",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir.\n\nHj. Retno Astuti dari Fraksi PKB membawa "
        "map. “Angka kemiskinan 9,85 persen,” kata Retno.",
        "Retno Astuti",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir.\n\nDanu Prakoso mengatakan angka kemiskinan "
        "9,85 persen.",
        "Danu Prakoso",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir.\n\nGiliran Danu Prakoso angkat bicara. TPT "
        "disebutnya 4,1 persen.",
        "Danu Prakoso",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Posyandu Melati mencatat 12 anak stunting. "
        "“Angka stunting 9,85 persen,” katanya.",
        "-; Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Aliansi Warga Miskin menyebut 12 persen "
        "warga miskin. “Angka stunting 9,85 persen,” katanya.",
        "-; Suratno Wibisono",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Jubirnya Danu Prakoso menyebut angka "
        "kemiskinan 9,85 persen.",
        "Danu Prakoso",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono membuka sidang.\n\nGiliran ketiga, Danu Prakoso "
        "menyoal stunting. “Angka stunting 12,4 persen,” katanya.",
        "Danu Prakoso",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono hadir. Kepala BPS Wonogiri Tegar Wahyudi berbicara."
        " Usai rapat, wartawan mencegat Sekda Lukman Hariadi. “Angka kemiskinan 9,85 persen,”"
        " ucapnya.",
        "Lukman Hariadi",
    ),
    (
        "Kepala BPS Wonogiri Tegar Wahyudi berbicara. Seusai acara kami menemui Sekda Lukman "
        "Hariadi. “Angka kemiskinan 9,85 persen,” ucapnya.",
        "Lukman Hariadi",
    ),
    (
        "Bupati Wonogiri Suratno Wibisono menemui Sekda Lukman Hariadi. “Angka kemiskinan "
        "9,85 persen,” ucapnya.",
        "Suratno Wibisono",
    ),
    (
        "TRANSKRIP OBROLAN PAGI\nDi studio: Suratno Wibisono, Bupati Wonogiri [BUP]; lewat "
        "telepon: Tegar Wahyudi, Kepala BPS Wonogiri [BPS]. Penyiar: Yun.\n\nYUN: "
        "Kemiskinannya berapa, masih 10 persen?\n\nBPS: Angka kemiskinan 9,85 persen.\n\nBUP:"
        " Targetnya 8 persen pada 2026. Stunting 12,4 persen.",
        "-; Tegar Wahyudi; Suratno Wibisono; Suratno Wibisono",
    ),
    (
        "Ada catatan [BPS] dan [SKI] di bawah.\n\nBPS: Angka kemiskinan Wonogiri 9,85 persen.",
        "-",
    ),
]
# Who is who is told once, with a tag that heads their turns; whom no tag names is not guessed.
LEGEND = "Bincang Kemiskinan Wonogiri\n\nTamu: {one}; {two}.\n\n"
TAGGED_ONE = ("Suratno Wibisono, Bupati Wonogiri [BW]", "Tegar Wahyudi, Kepala BPS Wonogiri [BPS]")
TAGGED_TWO = (
    "Suratno Wibisono (Bupati Wonogiri, selanjutnya disebut BW)",
    "Tegar Wahyudi, Kepala BPS Wonogiri (BPS)",
)
SAID_IN_TURN = (
    "RIO: Kemiskinan kita 10,7 persen, Pak?\n\nBPS: Bukan. Kemiskinan Maret 10,4 persen."
    "\n\nRIO: Stunting?\n\nBW: Stunting kami 14,2 persen. Bansos naik, anggaran Rp9 miliar.\n"
)
TAGS = [
    (
        LEGEND.format(one=one, two=two) + SAID_IN_TURN,
        "-; Tegar Wahyudi; Suratno Wibisono; Suratno Wibisono",
    )
    for one, two in (TAGGED_ONE, TAGGED_TWO)
]
# Minutes: a body heads the point, whoever came for it stands in brackets.
STOOD_IN = [
    (
        "NOTULEN RAPAT\nTempat : Aula Setda Wonogiri\n\nBPS (Kepala, Tegar Wahyudi). Kemiskinan "
        f"10,4 persen.\n\n{body}. {said}\n",
        f"Tegar Wahyudi; {who}",
    )
    for body, said, who in [
        (
            "Perkimtan (Kadis tdk hadir, diwakili Kabid Perumahan Danu Prakoso, ST)",
            "Sisa RTLH 2.316 unit.",
            "Danu Prakoso",
        ),
        (
            "Dinkes (Kadis berhalangan, diwakili Sekdis, dr. Ratih Puspita)",
            "Prevalensi stunting 14,2 persen.",
            "Ratih Puspita",
        ),
        (
            "Bappeda (Kabid Ekosda, Danu Prakoso)",
            "Kemiskinan ekstrem 1,2 persen.",
            "Danu Prakoso",
        ),
        (
            "Bapperida (Kabid Pemsosbud, Hj. Ratih Puspita)",
            "Kemiskinan ekstrem 1,2 persen.",
            "Ratih Puspita",
        ),
    ]
]

# Whom somebody names in a quote is not who says "katanya" behind it.
NAMED_IN_QUOTE = [
    (
        f"Wonogiri. Bantuan diserahkan Bupati Wonogiri Suratno Wibisono. “Bapak-bapak. {named} "
        "katanya belum semua dapat. Kemiskinan kita 10,4 persen. Itu soalnya,” katanya. Kepala "
        "Dinas Sosial Wonogiri Danu Prakoso mengangguk.",
        "Suratno Wibisono",
    )
    for named in ("Pak Danu Prakoso ini", "Kata Danu Prakoso", "Danu Prakoso tahu, yang")
]
# Members who have the floor; who came for the head of an office that somebody else heads too.
AT_THE_TABLE = [
    (
        "NOTULEN RAPAT KERJA\nTempat : Ruang Rapat DPRD Wonogiri\n\nDinsos (Plt. Kadis, Lukman "
        f"Hariadi, S.Sos). PKH 11.208 KPM.\n\n{said}\n",
        f"Lukman Hariadi; {who}",
    )
    for said, who in [
        (
            "Perkimtan (Kadis tdk hadir, diwakili Kabid Danu Prakoso, ST). Sisa RTLH 2.316 unit.",
            "Danu Prakoso",
        ),
        ("1. Sdri. Hj. Ratih Puspita: stunting kita 14,2 persen.", "Ratih Puspita"),
        ("2. Sdr. Rahmat Purnomo, SE: di sini ada 83 KK miskin.", "Rahmat Purnomo"),
    ]
]


def got(text: str) -> str:
    return figures(text, speaker)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *named(
            BASICS
            + HARD
            + NOTHING
            + SEEN
            + HEADED
            + HANDED_ON
            + TURNS
            + STRANGERS
            + RANKED
            + ENTERS
            + TAGS
            + STOOD_IN
            + NAMED_IN_QUOTE
            + AT_THE_TABLE
        ),
        *gaps(KNOWN_GAPS),
    ],
)
def test_who_states_a_figure(text: str, expected: str) -> None:
    assert got(text) == expected


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Turun,” katanya.", ["“Turun,”"]),
        ('"Turun," katanya.', ['"Turun,"']),
        ("“Turun", ["“Turun"]),
        ("Tidak ada kutipan.", []),
        ("", []),
        ("“a” dan “b”", ["“a”", "“b”"]),
    ],
)
def test_spans_inside_quote_marks(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in find_quoted(text, 0, len(text))] == quoted


@given(st.text(alphabet='“”"„ab \n', max_size=60))
def test_quoted_spans_are_in_order_and_inside(text: str) -> None:
    spans = find_quoted(text, 0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


SAID = st.sampled_from(
    [
        "“Angka kemiskinan 9,85 persen,” ",
        "kata Bupati Wonogiri Suratno Wibisono. ",
        "katanya. ",
        "Ia menambahkan, stunting 12,4 persen. ",
        "Menurut Kepala BPS Wonogiri Tegar Wahyudi, inflasi 2,1 persen. ",
        "mewakili Bupati ",
        "“",
        "\n\n",
        "Data BPS. ",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(SAID, max_size=10).map("".join))
def test_utterances_lie_in_the_text_and_somebody_speaks(text: str) -> None:
    reading = read(document(text))
    for utterance in find_utterances(reading):
        assert 0 <= utterance.start < utterance.end <= len(reading.text)
        assert utterance.speaker.name.strip()
        assert utterance.rule


@settings(max_examples=80, deadline=None)
@given(st.lists(SAID, max_size=10).map("".join))
def test_nobody_speaks_whom_the_text_does_not_name(text: str) -> None:
    for figure in facts(text).figures:
        words = (figure.speaker or "").split() + (figure.on_behalf_of or "").split()
        assert all(word in text for word in words)
