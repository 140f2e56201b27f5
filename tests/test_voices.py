"""Whose words a whole text is: a column, a speech written out, an interview; else nobody's."""

from __future__ import annotations

import pytest

from extract.reading import read
from extract.voices import find_voice
from tests.sentences import document, figures, named, speaker

COLUMN = (
    "Wonogiri Tidak Boleh Puas\n\nOleh: Suratno Wibisono, Bupati Wonogiri\n\n"
    "Orang bertanya kepada saya mengapa angka kemiskinan kita masih 9,85 persen."
)
SPEECH = (
    "SAMBUTAN BUPATI WONOGIRI\nSURATNO WIBISONO\nPADA RAKOR TKPK\n\n"
    "Assalamualaikum warahmatullahi wabarakatuh.\n\nAngka kemiskinan kita 9,85 persen."
)
INTERVIEW = (
    "Redaksi mewawancarai Bupati Wonogiri Suratno Wibisono, Selasa (5/11/2024).\n\n"
    "Berapa angka kemiskinan sekarang?\n\nData Maret 9,85 persen.\n\n"
    "Stuntingnya?\n\nPrevalensi stunting 12,4 persen."
)
SAID = [
    (COLUMN, "Suratno Wibisono"),
    (COLUMN.replace(", Bupati Wonogiri", " (Bupati Wonogiri)"), "Suratno Wibisono"),
    (COLUMN.replace("Oleh: ", "Penulis: Dr. "), "Suratno Wibisono"),
    (COLUMN.replace("Wibisono,", "Wibisono, S.Sos., M.Si.,"), "Suratno Wibisono"),
    (SPEECH, "Suratno Wibisono"),
    (SPEECH.replace("SAMBUTAN BUPATI", "NASKAH PIDATO BUPATI"), "Suratno Wibisono"),
    (SPEECH.replace("SURATNO WIBISONO\n", ""), "Bupati Wonogiri"),
    (INTERVIEW, "Suratno Wibisono; Suratno Wibisono"),
    (INTERVIEW.replace("Berapa", "Tanya: Berapa"), "Suratno Wibisono; Suratno Wibisono"),
    (
        "Wonogiri Tidak Boleh Puas\n\nOleh Suratno Wibisono\nBupati Wonogiri\n\nOrang "
        "bertanya kepada saya mengapa angka kemiskinan kita masih 9,85 persen.",
        "Suratno Wibisono",
    ),
    (
        "Wonogiri Tidak Boleh Puas\n\nPenulis: Suratno Wibisono\n\nOrang bertanya kepada saya"
        " mengapa angka kemiskinan kita masih 9,85 persen. Menurut BPS, setahun sebelumnya "
        "10,2 persen. Provinsi 10,5 persen.\n\n*) Penulis adalah Kepala Bappeda Wonogiri",
        "Suratno Wibisono; Suratno Wibisono; Suratno Wibisono",
    ),
    (
        "Wonogiri Tidak Boleh Puas\n\nOleh: Suratno Wibisono, Bupati Wonogiri\n\nSaya heran. "
        "Kepala BPS Wonogiri Tegar Wahyudi menyebut angka kemiskinan 9,85 persen. Tetapi di "
        "desa angka kemiskinan 12 persen.",
        "Tegar Wahyudi; Suratno Wibisono",
    ),
    (
        "Wawancara: Kemiskinan Itu Keras\n\nKepala Dinas Sosial Wonogiri Rina Kusumastuti "
        "menerima kami di kantornya. Petikannya:\n\nBerapa angka kemiskinan sekarang?\n\nData"
        " Maret 9,85 persen.\n\nStuntingnya?\n\nMenurut BPS prevalensi stunting 12,4 "
        "persen.\n\nBenar bisa 10 persen stuntingnya?\n\nBisa.",
        "Rina Kusumastuti; Rina Kusumastuti; -",
    ),
]
NOBODY = [
    # a reporter's byline
    ("Kabar\n\nOleh: Tegar Wahyudi\n\nAngka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("Oleh: Tegar Wahyudi, wartawan\n\nSaya mencatat angka kemiskinan Wonogiri 9,85 persen.", "-"),
    # without "saya" it may be a report with an office beside the byline
    ("Oleh: Tegar Wahyudi, Bupati Wonogiri\n\nAngka kemiskinan Wonogiri 9,85 persen.", "-"),
    # a report on a speech, no speech
    ("Sambutan Bupati Wonogiri dibacakan.\n\nAngka kemiskinan Wonogiri 9,85 persen.", "-"),
    ("SAMBUTAN MERIAH UNTUK TIM\n\nHadirin bertepuk.\n\nAngka kemiskinan 9,85 persen.", "-"),
    # one question makes no interview
    (
        "Redaksi mewawancarai Bupati Wonogiri Suratno Wibisono.\n\nBerapa angkanya?\n\n"
        "Angka kemiskinan Wonogiri 9,85 persen.",
        "-",
    ),
    # an interview with nobody who is named
    (
        "Redaksi mewawancarai warga.\n\nBerapa anaknya?\n\nTiga.\n\nApa kerjanya?\n\n"
        "Angka kemiskinan Wonogiri 9,85 persen.",
        "-",
    ),
    ("Angka kemiskinan Wonogiri 9,85 persen.", "-"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), named(SAID + NOBODY))
def test_whose_words_a_text_is(text: str, expected: str) -> None:
    assert figures(text, speaker) == expected


def test_questions_are_not_those_of_who_answers() -> None:
    text = INTERVIEW.replace("Stuntingnya?", "Stunting 13 persen itu benar?")
    assert figures(text, speaker) == "Suratno Wibisono; -; Suratno Wibisono"


def test_a_voice_begins_behind_its_byline() -> None:
    voice = find_voice(read(document(COLUMN)))
    assert voice is not None
    assert voice.start > COLUMN.index("Bupati Wonogiri")
