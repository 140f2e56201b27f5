"""The trained reader that ships with the project."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from extract.document import Document
from extract.facts import find_facts
from extract.officials import NameReader
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


# Text, whether the reader is asked everywhere, what it is asked, the officials with their office.
ASKED = {
    "every office has its name": (
        "Bupati Lahat, Suratno Wibisono, memimpin rapat. Kepala Bappeda hadir.",
        False, [], [("Suratno Wibisono", "bupati")],
    ),
    "an office without a name behind it": (
        "Rapat dihadiri Camat Rahmat wibowo.",
        False, ["Rapat dihadiri Camat Rahmat wibowo."], [],
    ),
    "a speaker without an office, not gated": (
        "Kemiskinan Kabupaten Lahat 12,5 persen, kata Rahmat Wibowo.",
        True, ["Kemiskinan Kabupaten Lahat 12,5 persen, kata Rahmat Wibowo."],
        [("Rahmat Wibowo", None)],
    ),
    "a speaker without an office, gated": (
        "Kemiskinan Kabupaten Lahat 12,5 persen, kata Rahmat Wibowo.",
        False, [], [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "everywhere", "asked", "officials"), ASKED.values(), ids=ASKED.keys()
)
def test_it_is_asked_only_where_it_is_told_to(
    text: str, everywhere: bool, asked: list[str], officials: list[tuple[str, str | None]]
) -> None:
    read = partial(find_people, load_reader())
    seen: list[str] = []

    def people(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        seen.extend(texts)
        return read(texts)

    reader = NameReader(people, everywhere=everywhere)
    found = find_facts(Document(id="a", text=text), reader)
    assert seen == asked
    assert [(o.official.name, o.official.position) for o in found.officials] == officials
