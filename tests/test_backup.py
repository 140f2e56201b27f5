"""Copies of a data folder: the same row for row, damaged ones refused, nothing copied twice."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines import signin
from pipelines.backup import BackupError, backup, list_copies, restore, verify
from pipelines.cli import main
from pipelines.publish import PUBLIC_DB, current_folder, publish
from pipelines.review import load_reviews, save_review
from scraper.archive import Archive, warc_files
from tests.test_archive import exchange
from tests.test_review import TEXT, WRONG, facts, figure, night


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with everything: facts, a review, an account, an archive, two editions."""
    data = tmp_path / "data"
    data.mkdir()
    night(data, TEXT, figure(TEXT, "14,41 persen", WRONG))
    publish(data)
    fact = facts(data)[0][0]
    save_review(data, reviewer="ratna", action="accept", kind="figures", fact=fact)
    signin.save_account(data, "ratna", "reviewer", "kuda-laut-tujuh-belas")
    signin.secret_key(data)
    with Archive(data / "archive", min_free=0) as archive:
        archive.append(exchange())
    publish(data)
    return data


Rows = dict[str, list[tuple[object, ...]]]


def every_row(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'"
        names = [row[0] for row in db.execute(sql)]
        return {n: sorted(db.execute(f'SELECT * FROM "{n}"'), key=repr) for n in names}


def everything(data: Path) -> dict[str, object]:
    """Every row of every database, every byte beside them."""
    found: dict[str, object] = {name: every_row(data / name) for name in ("rakor.db", "reviews.db")}
    for path in sorted((data / "public").glob(f"[0-9]*/{PUBLIC_DB}")):
        found[str(path.relative_to(data))] = every_row(path)
    for path in (*sorted((data / "archive").iterdir()), data / "reviews.key"):
        if path.name != "writer.lock":
            found[str(path.relative_to(data))] = path.read_bytes()
    return found | {"current": (data / "public" / "current").readlink()}


def test_a_restored_copy_is_the_same_row_for_row(data: Path, tmp_path: Path) -> None:
    made = backup(data, tmp_path / "cadangan")
    assert verify(made.folder) == made.files
    restore(tmp_path / "cadangan", tmp_path / "baru")
    assert everything(tmp_path / "baru") == everything(data)
    assert len(load_reviews(tmp_path / "baru")) == 1
    assert current_folder(tmp_path / "baru" / "public") is not None
    for name in ("reviews.db", "reviews.key"):
        assert (tmp_path / "baru" / name).stat().st_mode & 0o077 == 0
    with Archive(tmp_path / "baru" / "archive", min_free=0) as archive:
        assert archive.find("https://warta.example/berita/1") is not None or archive.list()


def test_a_copy_while_somebody_writes(data: Path, tmp_path: Path) -> None:
    """What is not committed is not in it; what was committed is, also from the WAL."""
    wanted = every_row(data / "rakor.db")
    with closing(sqlite3.connect(data / "rakor.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE figures SET value = 0")
        backup(data, tmp_path / "cadangan")
        writer.execute("ROLLBACK")
    restore(tmp_path / "cadangan", tmp_path / "baru")
    assert every_row(tmp_path / "baru" / "rakor.db") == wanted


def test_only_what_is_new_is_copied(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "cadangan"
    backup(data, target)
    before = {path: path.stat().st_mtime_ns for path in (target / "objects").iterdir()}
    again = backup(data, target)
    databases = sum((again.folder / name).stat().st_size for name in ("rakor.db", "reviews.db"))
    assert again.new_bytes - databases < 1000  # the key
    assert {path: path.stat().st_mtime_ns for path in (target / "objects").iterdir()} == before


def test_old_copies_go_with_what_only_they_had(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "cadangan"
    backup(data, target)
    with Archive(data / "archive", min_free=0) as archive:
        archive.append(exchange("http://warta.example/lain", b"lain"))
    for _ in range(2):
        backup(data, target, keep=2)
    assert len(list_copies(target)) == 2
    warc = [entry for entry in (target / "objects").iterdir()
            if entry.read_bytes()[:2] == b"\x1f\x8b"]  # fmt: skip
    assert len(warc) == len(warc_files(data / "archive")) == 1
    assert verify(list_copies(target)[0])


def test_an_older_copy_is_restored_by_its_name(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "cadangan"
    first = backup(data, target, now=datetime(2026, 1, 1, tzinfo=UTC)).folder
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        db.execute("UPDATE figures SET value = 1.5")
        db.commit()
    backup(data, target)
    assert restore(target, tmp_path / "lama", copy=first.name) == first
    assert (
        every_row(tmp_path / "lama" / "rakor.db")["figures"]
        != (every_row(data / "rakor.db")["figures"])
    )


def damage_object(target: Path) -> None:
    path = max((target / "objects").iterdir(), key=lambda p: p.stat().st_size)
    path.write_bytes(b"x" + path.read_bytes()[1:])


def damage_database(target: Path) -> None:
    path = list_copies(target)[-1] / "rakor.db"
    path.write_bytes(path.read_bytes()[:-4096])


def lose_object(target: Path) -> None:
    max((target / "objects").iterdir(), key=lambda p: p.stat().st_size).unlink()


@pytest.mark.parametrize("harm", [damage_object, damage_database, lose_object])
def test_a_damaged_copy_is_refused(data: Path, tmp_path: Path, harm) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "cadangan"
    made = backup(data, target)
    harm(target)
    with pytest.raises(BackupError, match="missing or damaged"):
        verify(made.folder)
    with pytest.raises(BackupError, match="take an older copy"):
        restore(target, tmp_path / "baru")
    assert not (tmp_path / "baru").exists()


def test_nothing_is_written_over(data: Path, tmp_path: Path) -> None:
    backup(data, tmp_path / "cadangan")
    before = everything(data)
    with pytest.raises(BackupError, match="is not empty"):
        restore(tmp_path / "cadangan", data)
    assert everything(data) == before


def test_a_copy_that_names_a_file_outside(data: Path, tmp_path: Path) -> None:
    made = backup(data, tmp_path / "cadangan")
    path = made.folder / "manifest.json"
    path.write_text(path.read_text().replace('"rakor.db"', '"../rakor.db"'))
    with pytest.raises(BackupError, match="outside of the data folder"):
        restore(tmp_path / "cadangan", tmp_path / "baru")


def test_a_killed_copy_does_not_count(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "cadangan"
    backup(data, target)
    shutil.copytree(list_copies(target)[0], target / ".new-77")
    (target / "objects" / ".77.part").write_bytes(b"setengah")
    backup(data, target)
    assert len(list_copies(target)) == 2
    assert [path.name for path in target.iterdir() if path.name.startswith(".")] == []
    assert not (target / "objects" / ".77.part").exists()


@pytest.mark.parametrize("where", ["data/cadangan", "data"])
def test_not_into_the_folder_itself(data: Path, tmp_path: Path, where: str) -> None:
    with pytest.raises(BackupError, match="another disk"):
        backup(data, tmp_path / where)


def test_commands(data: Path, tmp_path: Path) -> None:
    def rakor(*arguments: object) -> tuple[int, str]:
        found = CliRunner().invoke(main, [str(argument) for argument in arguments])
        return found.exit_code, found.output

    target = tmp_path / "cadangan"
    assert rakor("restore", target, "--data", tmp_path / "baru")[0] == 1
    assert rakor("backup", target, "--data", tmp_path / "kosong")[0] == 1
    code, told = rakor("backup", target, "--data", data)
    assert (code, "files" in told) == (0, True)
    assert rakor("backup", "--list", target)[1].split() == [list_copies(target)[0].name]
    assert "are whole" in rakor("backup", "--verify", target)[1]
    code, told = rakor("restore", target, "--data", tmp_path / "baru")
    assert (code, "rakor status" in told) == (0, True)
