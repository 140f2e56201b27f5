"""What must hold before a public file is shown, and what is said when it does not."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extract.document import ReadError
from pipelines.gates import (
    FEW,
    MOST_TOLD,
    below_floors,
    check,
    compare,
    is_accusing,
)
from pipelines.publish import Held, current_folder, publish, read_manifest
from tests.test_publish import FULL, change, extraction, fill


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A published folder of thirty documents."""
    fill(tmp_path, *(extraction(f"{n:03}", FULL) for n in range(30)))
    publish(tmp_path)
    return tmp_path


def spoil(data: Path, sql: str) -> list[str]:
    """What the gates say after the public file was changed."""
    folder = current_folder(data / "public")
    assert folder is not None
    with closing(sqlite3.connect(folder / "public.db")) as db:
        db.execute(sql)
        db.commit()
    return check(folder / "public.db", data / "rakor.db")


SPOILT = [
    ("UPDATE figures SET official = 'siapa'", "points to a row of officials"),
    ("UPDATE figures SET review_state = 'withdrawn'", "rejected or withdrawn"),
    ("UPDATE claims SET review_state = 'x'", None),
    (
        "INSERT INTO findings VALUES ('1', 'uji', 'differs', 'warning', 'x', 'x', '2024-01-01', "
        "NULL, 'unreviewed')",
        "accuse and were not accepted",
    ),
    ("UPDATE figures SET sentence = quote || ' 0812-3456-7890'", "not masked"),
    ("UPDATE pernyataan SET kalimat = 'NIK 1604012345678901'", "pernyataan.kalimat"),
    ("UPDATE officials SET institution = 'warga RT 03/RW 02'", "officials.institution"),
]


@pytest.mark.parametrize(("sql", "words"), SPOILT, ids=[sql[:40] for sql, _ in SPOILT])
def test_a_spoilt_file_is_not_shown(data: Path, sql: str, words: str | None) -> None:
    reasons = spoil(data, sql)
    assert (not reasons) if words is None else any(words in reason for reason in reasons)


def test_many_reasons_of_one_kind_are_counted(data: Path) -> None:
    reasons = spoil(data, "UPDATE figures SET sentence = quote || ' 0812-3456-7890'")
    assert reasons[-1] == f"and {30 - MOST_TOLD} more of this kind"


def test_a_damaged_file(data: Path) -> None:
    folder = current_folder(data / "public")
    assert folder is not None
    path = folder / "public.db"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 3000)
    with pytest.raises(sqlite3.DatabaseError):
        raise sqlite3.DatabaseError(*check(path, data / "rakor.db"))


def test_a_column_that_is_suddenly_empty_holds(data: Path) -> None:
    change(data, "UPDATE figures SET period = NULL WHERE document > ?", "15".rjust(16, "0"))
    with pytest.raises(Held, match=r"figures.period would be filled in \d+% of the rows, was in"):
        publish(data)
    assert publish(data, accept_loss=True).n == 2


def test_a_few_empty_cells_are_news(data: Path) -> None:
    change(data, "UPDATE figures SET period = NULL WHERE document > ?", "27".rjust(16, "0"))
    assert publish(data).n == 2


def manifest(rows: int, filled: float) -> dict[str, object]:
    return {"counts": {"figures": rows}, "filled": {"figures.period": filled}}


def test_small_tables_may_lose_anything() -> None:
    assert compare(manifest(FEW, 1.0), manifest(1, 0.0)) == []
    assert compare(None, manifest(1, 0.0)) == []
    assert len(compare(manifest(100, 1.0), manifest(50, 0.5))) == 2


def test_the_manifest_says_what_was_filled_and_which_rules_read(data: Path) -> None:
    folder = current_folder(data / "public")
    assert folder is not None
    found = read_manifest(folder)
    assert found is not None
    assert found["filled"]["figures.region"] == 1.0
    assert found["rules"] == ["1"]


def test_verdicts_that_accuse() -> None:
    assert is_accusing("differs")
    assert is_accusing("other region")
    assert not is_accusing("consistent")


# ---- evaluation floors ---------------------------------------------------------------------------


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    """Floors that today's rules cannot reach, over one small document."""
    folder = tmp_path / "emas" / "kecil"
    folder.mkdir(parents=True)
    text = "Angka kemiskinan Kabupaten Lahat 14,14 persen pada 2024."
    (folder / "satu.txt").write_text(text, encoding="utf-8")
    gold = {
        "id": "satu", "url": None, "publisher": None, "title": None, "published": "2024-07-18",
        "regions": [], "meeting": None, "officials": [], "dates": [], "claims": [],
        "commitments": [], "figures": [],
    }  # fmt: skip
    (folder / "satu.json").write_text(json.dumps(gold), encoding="utf-8")
    path = tmp_path / "emas" / "floors.json"
    path.write_text(json.dumps({"kecil": {"digest": "lain", "documents": 1, "f1": {}}}), "utf-8")
    return path


def test_changed_rules_are_measured_and_a_fault_is_said(floors: Path) -> None:
    faults = below_floors({"rules": ["1"]}, ["2"], floors)
    assert faults
    assert all(fault.startswith("evaluation: kecil") for fault in faults)


def test_the_same_rules_are_not_measured_again(floors: Path) -> None:
    assert below_floors({"rules": ["1"]}, ["1"], floors) == []
    assert below_floors(None, ["1"], floors) == []


def test_an_installation_without_gold_has_no_such_gate(tmp_path: Path) -> None:
    assert below_floors({"rules": ["1"]}, ["2"], tmp_path / "floors.json") == []


def test_broken_floors_are_an_error(floors: Path) -> None:
    floors.write_text("{", encoding="utf-8")
    with pytest.raises(ReadError, match="floors"):
        below_floors({"rules": ["1"]}, ["2"], floors)
