"""How much of a document is shown, measured over what the public file says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.excerpts import AROUND, SHARE
from pipelines.gates import check
from pipelines.limits import shown_part
from pipelines.publish import current_folder, publish
from tests.test_publish import FULL, extraction, fill

TEXT = " ".join(f"kata{n:04}" for n in range(200))


def test_nothing_shown() -> None:
    assert shown_part(TEXT, []) == 0.0
    assert shown_part("", ["panjang sekali, tetapi tidak di sana"]) == 0.0


def test_overlapping_stretches_count_once() -> None:
    assert shown_part(TEXT, [TEXT[:400], TEXT[200:600]]) == pytest.approx(600 / len(TEXT), abs=0.01)


def test_a_stretch_that_stands_twice_shows_both_places() -> None:
    twice = "kalimat yang sama persis dua kali. " * 2
    assert shown_part(twice, [twice[:34]]) > 0.9


def test_masked_places_part_a_stretch() -> None:
    words = f"{TEXT[:180]}[…]{TEXT[200:380]}"
    assert shown_part(TEXT, [words]) == pytest.approx(360 / len(TEXT), abs=0.01)


def test_words_in_a_message_are_found() -> None:
    message = f"Tertulis “{TEXT[:80]}…” sebagai angka kemiskinan."
    assert shown_part(TEXT, [message]) == pytest.approx(80 / len(TEXT), abs=0.01)


def test_short_words_recur_anywhere_and_do_not_count() -> None:
    assert shown_part(TEXT, ["kata0001", "2024"]) == 0.0


@pytest.fixture
def edition(tmp_path: Path) -> tuple[Path, Path]:
    """A public file and the working database that it was made of."""
    fill(tmp_path, extraction("satu", FULL))
    publish(tmp_path)
    folder = current_folder(tmp_path / "public")
    assert folder is not None
    return folder / "public.db", tmp_path / "rakor.db"


def reasons(edition: tuple[Path, Path], sql: str, *values: object) -> list[str]:
    """What the gates say after somebody changed the public file."""
    with closing(sqlite3.connect(edition[0])) as db:
        db.execute(sql, values)
        db.commit()
    return check(*edition)


def test_a_published_file_keeps_the_limits(edition: tuple[Path, Path]) -> None:
    assert check(*edition) == []


def test_too_much_around_a_quote(edition: tuple[Path, Path]) -> None:
    said = reasons(edition, "UPDATE figures SET sentence = ?", FULL[: AROUND + 50])
    assert any("characters around a quote" in reason for reason in said)


def test_too_much_of_a_document_wherever_it_stands(edition: tuple[Path, Path]) -> None:
    part = FULL[: int(len(FULL) * SHARE) + 100]
    said = reasons(edition, "UPDATE commitments SET instrument = ?", part)
    assert any("of the text is shown" in reason for reason in said)


def test_a_private_number_anywhere_holds(edition: tuple[Path, Path]) -> None:
    said = reasons(edition, "UPDATE documents SET title = 'NIK 1604012345678901'")
    assert any("documents.title" in reason for reason in said)
