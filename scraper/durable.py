"""Files that are whole after any crash, and the place of a folder's one writer.

What is renamed is forced to the disk before, and its folder after: a power cut leaves the old file
or the new one, never half of either (see rename(2) and fsync(2): a folder's entry is kept only
when the folder itself was synced).
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO


class Taken(Exception):
    """Another process holds the place; the message names it in brackets, where it is known."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a place: process, since when (ISO 8601), and the program's arguments."""

    pid: int
    since: str
    command: str

    def __str__(self) -> str:
        return f"process {self.pid}, since {self.since[:19].replace('T', ' ')}"


def sync(*paths: Path) -> None:
    """Force files and folders to the disk, in this order. Raises OSError."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Put a file in the place of another in one step, on the disk when this returns.

    Raises OSError; the old file is then as it was.
    """
    data = content.encode() if isinstance(content, str) else content
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync(path.parent)


def rename_whole(old: Path, new: Path) -> None:
    """Rename a file or folder whose content is on the disk already, and keep the new name there."""
    old.rename(new)
    sync(new.parent)


# ---- one writer ----------------------------------------------------------------------------------


def take_place(path: Path) -> IO[str]:
    """Take a folder's one place by locking the file `path`, and write into it who has it.

    The lock belongs to the process and is gone when the process is, however it ended: what a dead
    one left in the file is overwritten. Raises Taken, and OSError where the file cannot be written.
    """
    handle = _keep_open(path, "a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        owner = _read_owner(handle)
        handle.close()
        raise Taken(f" ({owner})" if owner else "") from error
    try:
        _write_owner(handle)
    except OSError:
        handle.close()
        raise
    return handle


def place_owner(path: Path) -> Owner | None:
    """Who holds a place now; None where nobody does."""
    try:
        handle = _keep_open(path, "r")
    except OSError:
        return None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read_owner(handle) or Owner(0, "", "")
    return None


def _keep_open(path: Path, mode: str) -> IO[str]:
    """A file that stays open for as long as its lock is wanted."""
    return open(path, mode, encoding="utf-8")


def _write_owner(handle: IO[str]) -> None:
    words = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200]
    owner = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(), "command": words}
    handle.truncate(0)
    handle.write(json.dumps(owner) + "\n")
    handle.flush()


def _read_owner(handle: IO[str]) -> Owner | None:
    try:
        handle.seek(0)
        told = json.loads(handle.read() or "null")
        return Owner(int(told["pid"]), str(told["since"]), str(told["command"]))
    except (ValueError, TypeError, KeyError):  # of another version, or written at this moment
        return None
