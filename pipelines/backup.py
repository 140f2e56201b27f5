"""Copies of a data folder that are verified, and a data folder made of one again.

A backup folder holds `objects/` (each file once, named by its SHA-256: WARC files, their index,
public editions) and one numbered folder for each copy with the databases, taken by SQLite's online
backup while anybody may write, and `manifest.json`: every file with its digest and length. The
databases are copied before the archive, so that what they name is in it. A copy counts from the
moment at which its folder has its name; one that was killed before leaves nothing that counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipelines.migrate import copy_database
from pipelines.publish import CURRENT, current_folder
from scraper.durable import rename_whole, sync, write_whole

DATABASES = ("rakor.db", "reviews.db")
# Small files of the folder that are no database: the key that sessions are signed with.
BESIDE = ("reviews.key",)
MANIFEST, OBJECTS = "manifest.json", "objects"
KEEP = 14  # copies kept, so two weeks of nights
PIECE = 1 << 20


class BackupError(Exception):
    """A copy that cannot be made, or one that is not what its manifest says."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy: its folder, how many files it names, and how many bytes were new."""

    folder: Path
    files: int
    new_bytes: int


# ---- making a copy -------------------------------------------------------------------------------


def backup(data: Path, target: Path, *, keep: int = KEEP, now: datetime | None = None) -> Copied:
    """Copy a data folder into a backup folder; a run may be writing meanwhile.

    Only what the backup folder does not hold is copied; the newest `keep` copies stay. Raises
    BackupError for a folder without a database, and where something cannot be read or written.
    """
    if not (data / DATABASES[0]).is_file():
        raise BackupError(f"{data / DATABASES[0]} is not there: nothing to copy")
    if target.resolve() == data.resolve() or data.resolve() in target.resolve().parents:
        raise BackupError(f"{target}: lies inside {data}; take another disk, or another machine's")
    try:
        return _backup(data, target, keep, now or datetime.now(UTC))
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{target}: the copy could not be made: {error}") from error


def _backup(data: Path, target: Path, keep: int, now: datetime) -> Copied:
    objects = target / OBJECTS
    objects.mkdir(parents=True, exist_ok=True)
    for left in (*target.glob(".new-*"), *objects.glob(".*.part")):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    beside = target / f".new-{os.getpid()}"
    beside.mkdir(mode=0o700)
    known = _known(target)
    files = _copy_databases(data, beside)
    new_bytes = sum(entry["size"] for entry in files.values())
    for name, path in _objects_of(data):
        files[name], added = _keep_object(path, objects, known.get(name))
        new_bytes += added
    live = current_folder(data / "public")
    manifest = {
        "rakor": version("rakor"), "made_at": now.isoformat(timespec="seconds"),
        "current": live.name if live else None, "files": files,
    }  # fmt: skip
    write_whole(beside / MANIFEST, json.dumps(manifest, indent=1) + "\n")
    sync(beside)
    final = target / now.strftime("%Y%m%dT%H%M%S%fZ")
    rename_whole(beside, final)
    _drop_old(target, keep)
    return Copied(final, len(files), new_bytes)


def _copy_databases(data: Path, folder: Path) -> dict[str, Any]:
    files = {}
    for name in DATABASES:
        if (data / name).is_file():
            copy_database(data / name, folder / name)
            _check_database(folder / name)
            files[name] = _entry(folder / name)
    for name in BESIDE:
        if (data / name).is_file():
            shutil.copy2(data / name, folder / name)
            sync(folder / name)
            files[name] = _entry(folder / name)
    return files


def _check_database(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        told = db.execute("PRAGMA integrity_check").fetchall()
    if told != [("ok",)]:
        raise BackupError(f"{path.name}: is damaged: {told[0][0]}")


def _entry(path: Path) -> dict[str, Any]:
    return {"sha256": sha256_of(path), "size": path.stat().st_size}


def sha256_of(path: Path) -> str:
    """The digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _objects_of(data: Path) -> Iterator[tuple[str, Path]]:
    """Every file beside the databases that a copy needs, by its name in the data folder."""
    archive = data / "archive"
    for path in sorted(p for p in archive.glob("*") if p.is_file() and p.name[0] != "."):
        if path.name != "writer.lock" and not path.name.endswith(".part"):
            yield f"archive/{path.name}", path
    for folder in sorted((data / "public").glob("[0-9]*")):
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name[0] != "." and path.suffix != ".redacted":
                yield f"public/{folder.name}/{path.name}", path


def _keep_object(
    path: Path, objects: Path, known: Mapping[str, Any] | None
) -> tuple[dict[str, Any], int]:
    """A file's entry after its bytes are in `objects`, and how many bytes were added.

    A file with the length and the time of change of the last copy is that one: gigabytes of
    closed WARC files are not read every night. `backup --verify` reads them all.
    """
    told = path.stat()
    moment = told.st_mtime_ns
    same = known and (known["size"], known.get("mtime_ns")) == (told.st_size, moment)
    if known and same and (objects / known["sha256"]).exists():
        return dict(known), 0
    part = objects / f".{os.getpid()}.part"
    digest, size = _copy_bytes(path, part, told.st_size)
    kept = objects / digest
    entry = {"sha256": digest, "size": size, "mtime_ns": moment}
    if kept.exists():
        part.unlink()
        return entry, 0
    sync(part)
    rename_whole(part, kept)
    return entry, size


def _copy_bytes(path: Path, target: Path, size: int) -> tuple[str, int]:
    """Copy the first `size` bytes of a file, which may be growing; their digest and number."""
    seen, left = hashlib.sha256(), size
    with path.open("rb") as file, target.open("wb") as out:
        while left and (piece := file.read(min(PIECE, left))):
            seen.update(piece)
            out.write(piece)
            left -= len(piece)
    return seen.hexdigest(), size - left


# ---- the copies there are ------------------------------------------------------------------------


def list_copies(target: Path) -> list[Path]:
    """The folders of the copies, the oldest first."""
    return sorted(path.parent for path in target.glob(f"[0-9]*/{MANIFEST}"))


def read_copy(folder: Path) -> dict[str, Any]:
    """The manifest of a copy. Raises BackupError."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        names = [Path(name) for name in manifest["files"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder / MANIFEST}: cannot be read: {error}") from error
    if any(name.is_absolute() or ".." in name.parts for name in names):
        raise BackupError(f"{folder / MANIFEST}: names a file outside of the data folder")
    return manifest


def _known(target: Path) -> Mapping[str, Any]:
    copies = list_copies(target)
    files: Mapping[str, Any] = read_copy(copies[-1])["files"] if copies else {}
    return files


def _drop_old(target: Path, keep: int) -> None:
    """Delete the oldest copies, and objects that no copy names any more."""
    copies = list_copies(target)
    for folder in copies[:-keep]:
        (folder / MANIFEST).unlink()  # from here on it is no copy
        shutil.rmtree(folder)
    kept = [read_copy(folder)["files"] for folder in copies[-keep:]]
    wanted = {entry["sha256"] for files in kept for entry in files.values()}
    for path in (target / OBJECTS).iterdir():
        if path.name not in wanted:
            path.unlink()


def verify(folder: Path) -> int:
    """Read every byte of a copy; how many files it has.

    Raises BackupError that names each file which is missing or not what it was.
    """
    files = read_copy(folder)["files"]
    wrong = [name for name, entry in files.items() if not _is_whole(folder, name, entry)]
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise BackupError(f"{folder}: {wrong[0]}{more}: missing or damaged")
    return len(files)


def _is_whole(folder: Path, name: str, entry: Mapping[str, Any]) -> bool:
    path = _kept(folder, name, entry)
    return path.is_file() and sha256_of(path) == entry["sha256"]


def _kept(folder: Path, name: str, entry: Mapping[str, Any]) -> Path:
    own = name in (*DATABASES, *BESIDE)
    return folder / name if own else folder.parent / OBJECTS / entry["sha256"]


# ---- a data folder again -------------------------------------------------------------------------


def restore(target: Path, data: Path, *, copy: str | None = None) -> Path:
    """Make a data folder of a copy (its folder's name; None: the newest); the copy's folder.

    Every file is checked while it is copied, and the data folder gets its name when all is there.
    Raises BackupError where there is no such copy, where a file is damaged, and where `data` holds
    something: nothing is ever written over.
    """
    copies = {folder.name: folder for folder in list_copies(target)}
    if not copies:
        raise BackupError(f"{target}: no copy in it; make one with `rakor backup {target}`")
    folder = copies.get(copy or max(copies))
    if folder is None:
        raise BackupError(f"{target}: no copy {copy!r}; there are {', '.join(copies)}")
    if data.exists() and any(data.iterdir()):
        raise BackupError(f"{data}: is not empty; move it away, or give another with --data")
    try:
        _restore(folder, data)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{data}: could not be restored: {error}") from error
    return folder


def _restore(folder: Path, data: Path) -> None:
    manifest = read_copy(folder)
    beside = data.with_name(f".{data.name}.restoring")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o755)
    for name, entry in manifest["files"].items():
        _restore_file(folder, beside, name, entry)
    if manifest["current"]:
        (beside / "public" / CURRENT).symlink_to(manifest["current"])
    for name in DATABASES:
        if (beside / name).is_file():
            _check_database(beside / name)
    sync(*(path for path in beside.rglob("*") if path.is_dir()), beside)
    if data.exists():
        data.rmdir()
    rename_whole(beside, data)


def _restore_file(folder: Path, data: Path, name: str, entry: Mapping[str, Any]) -> None:
    kept, path = _kept(folder, name, entry), data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not kept.is_file():
        raise BackupError(f"{kept}: missing, needed for {name}; take an older copy")
    digest, _ = _copy_bytes(kept, path, kept.stat().st_size)
    if digest != entry["sha256"]:
        raise BackupError(f"{kept}: damaged, needed for {name}; take an older copy")
    path.chmod(0o600 if name in ("reviews.db", *BESIDE) else 0o644)
    sync(path)
