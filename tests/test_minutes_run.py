"""Sample minutes through the whole job: what is published of them, and what is not."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from pipelines.excerpts import SHARE
from pipelines.limits import shown_part
from pipelines.log import Log
from pipelines.run import Options, run
from pipelines.shipped import shipped

# Read without another program; short ones of which the limits leave little, and two with a list of
# those present with names and telephone numbers.
FILES = (
    "notulen-pemadanan-lombok-tengah.pdf",
    "notulen-rakor-lahat.pdf",
    "notulen-rakor-landak.docx",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a run over the files, with a public edition."""
    base = tmp_path_factory.mktemp("notulen")
    (base / "berkas").mkdir()
    for name in FILES:
        shutil.copy(shipped("samples") / "minutes" / name, base / "berkas")
    options = Options(data=base / "data", folder=base / "berkas")
    outcome = run(options, Log("plain"))
    assert (outcome.code, outcome.held) == (0, ())
    assert outcome.counts["new"] == len(FILES)
    return options.data


def private_words() -> list[str]:
    words: list[str] = []
    for name in FILES:
        about = json.loads((shipped("samples") / "minutes" / f"{name}.json").read_text("utf-8"))
        words += about.get("private") or []
    assert len(words) >= 8
    return words


def test_facts_of_minutes_are_published(data: Path) -> None:
    public = sqlite3.connect(data / "public" / "current" / "public.db")
    for table in ("pernyataan", "janji"):
        assert public.execute(f"SELECT count(*) FROM {table}").fetchone()[0] >= 8


@pytest.mark.parametrize("word", private_words())
def test_no_private_word_of_an_attendance_list_is_in_the_public_file(data: Path, word: str) -> None:
    assert word.encode() not in (data / "public" / "current" / "public.db").read_bytes()


def test_short_minutes_are_shown_in_part_only(data: Path) -> None:
    """Offices and venues count as well as quotes, and one short document holds no edition back."""
    public = sqlite3.connect(data / "public" / "current" / "public.db")
    working = sqlite3.connect(data / "rakor.db")
    for document, text in working.execute("SELECT document, text FROM versions"):
        shown = [
            words
            for table in ("figures", "claims", "commitments")
            for row in public.execute(
                f"SELECT quote, sentence FROM {table} WHERE document = ?", (document,)
            )
            for words in row
        ]
        assert shown_part(text, shown) <= SHARE
