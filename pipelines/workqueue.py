"""A durable queue of work in one SQLite file: claimed, given back when a worker dies, done once.

Every change is one transaction, so a queue survives the end of any process, also of the machine.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BUSY_SECONDS = 60
TRIES = 3  # a piece of work that ended so many workers is left alone

_TABLE = """CREATE TABLE IF NOT EXISTS work (
    n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, state TEXT NOT NULL DEFAULT 'waiting',
    worker TEXT, tries INTEGER NOT NULL DEFAULT 0, counts TEXT, error TEXT,
    merged INTEGER NOT NULL DEFAULT 0) STRICT"""


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work: its number in the queue and what it is, as text."""

    n: int
    name: str


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("BEGIN IMMEDIATE")
        yield db
        db.execute("COMMIT")


def add_work(path: Path, names: Iterable[str]) -> None:
    """Put what is not in the queue yet at its end; the file is made where needed."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(_TABLE)
    with _writing(path) as db:
        db.executemany("INSERT OR IGNORE INTO work (name) VALUES (?)", ((name,) for name in names))


def claim(path: Path, worker: str) -> Work | None:
    """The next piece that waits, now this worker's; None when nothing waits."""
    with _writing(path) as db:
        row = db.execute(
            "SELECT n, name FROM work WHERE state = 'waiting' ORDER BY n LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        db.execute(
            "UPDATE work SET state = 'taken', worker = ?, tries = tries + 1 WHERE n = ?",
            (worker, row[0]),
        )
    return Work(*row)


def finish(path: Path, n: int, counts: Mapping[str, int]) -> None:
    """A piece is done; what it counted is kept."""
    with _writing(path) as db:
        db.execute(
            "UPDATE work SET state = 'done', worker = NULL, error = NULL, counts = ? WHERE n = ?",
            (json.dumps(dict(counts)), n),
        )


def fail(path: Path, n: int, error: str) -> None:
    """A piece cannot be done; why is kept. It waits again when the queue is opened anew."""
    with _writing(path) as db:
        db.execute(
            "UPDATE work SET state = 'failed', worker = NULL, error = ? WHERE n = ?", (error, n)
        )


def give_back(path: Path, worker: str) -> None:
    """What a dead worker had taken waits again; what ended `TRIES` workers has failed."""
    with _writing(path) as db:
        db.execute(
            """UPDATE work SET worker = NULL, error = 'the worker died on it',
            state = CASE WHEN tries >= ? THEN 'failed' ELSE 'waiting' END
            WHERE state = 'taken' AND worker = ?""",
            (TRIES, worker),
        )


def reopen(path: Path) -> None:
    """After an interruption: what was taken or has failed waits again. For a queue's one owner."""
    with _writing(path) as db:
        db.execute(
            "UPDATE work SET state = 'waiting', worker = NULL, tries = 0 "
            "WHERE state IN ('taken', 'failed')"
        )


def mark_merged(path: Path, n: int) -> None:
    """The result of a piece is in the database."""
    with _writing(path) as db:
        db.execute("UPDATE work SET merged = 1 WHERE n = ?", (n,))


def unmerged(path: Path) -> list[int]:
    """The pieces that are done and not yet in the database, in their order."""
    return [n for (n,) in _read(path, "SELECT n FROM work WHERE state='done' AND merged=0")]


def waiting(path: Path) -> list[Work]:
    """What is neither done nor has failed, in its order."""
    sql = "SELECT n, name FROM work WHERE state IN ('waiting', 'taken')"
    return [Work(*row) for row in _read(path, sql)]


def failures(path: Path) -> list[tuple[str, str]]:
    """What failed, and why."""
    return [(a, b) for a, b in _read(path, "SELECT name, error FROM work WHERE state = 'failed'")]


def counted(path: Path) -> dict[str, int]:
    """What all pieces that are done counted together."""
    total: dict[str, int] = {}
    for (counts,) in _read(path, "SELECT counts FROM work WHERE state = 'done'"):
        for name, n in json.loads(counts).items():
            total[name] = total.get(name, 0) + n
    return total


def _read(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as db:
        return db.execute(f"{sql} ORDER BY n").fetchall()
