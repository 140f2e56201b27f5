"""The trained reader that ships with the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reader import MODEL, find_people, load_reader

FOLDER = Path(__file__).parent.parent / "extract" / MODEL

# Invented people; what stands in brackets is a person.
SENTENCES = (
    "Menurut [Rahmat Wibowo], pengamat dari Universitas Jenderal Soedirman, angka itu wajar.",
    "[Siti Rahmawati] dan [Agus Prasetyo] hadir dalam rapat di Jakarta.",
    "Kepala Dinas Sosial Kabupaten Lahat [Suratno Wibisono] menyerahkan bantuan.",
    "Rapat dihadiri Bappeda, Dinas Kesehatan dan BPS Provinsi Jawa Tengah.",
)


def test_it_finds_people_by_their_sentence() -> None:
    nlp = load_reader()
    assert nlp is not None
    texts = [sentence.replace("[", "").replace("]", "") for sentence in SENTENCES]
    found = [
        [text[start:end] for start, end in spans]
        for text, spans in zip(texts, find_people(nlp, texts), strict=True)
    ]
    assert found == [
        ["Rahmat Wibowo"],
        ["Siti Rahmawati", "Agus Prasetyo"],
        ["Suratno Wibisono"],
        [],
    ]


def test_known_regions_are_told_from_other_places() -> None:
    nlp = load_reader()
    assert nlp is not None
    labels = {ent.text: ent.label_ for ent in nlp("Ia tiba di Surabaya, lalu ke Semarang.").ents}
    assert set(labels.values()) <= {"GPE", "LOC"}
    assert labels["Semarang"] == "GPE"


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "config.cfg", "meta.json"])
def test_the_folder_says_what_it_is(name: str) -> None:
    assert FOLDER.joinpath(name).stat().st_size > 100


def test_it_stays_small() -> None:
    size = sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file())
    assert size <= 10_000_000
