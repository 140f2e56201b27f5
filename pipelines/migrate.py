"""Databases brought to the present schema: a copy before, and newer ones refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sqlite_utils import Database, Migrations

from scraper.durable import rename_whole, sync


class Newer(Exception):
    """A database that a newer rakor has written; the message says what to do."""


def migrate(db: Database, migrations: Migrations) -> bool:
    """Apply what a database lacks; whether there was anything.

    A database that held something is copied before, to `NAME.before-MIGRATION.db` beside it (one
    copy for each step, kept until somebody deletes it). Raises Newer for a database with
    migrations that this program does not know: it would be read wrongly and written worse.
    """
    applied = [step.name for step in migrations.applied(db)]
    pending = [step.name for step in migrations.pending(db)]
    unknown = [name for name in applied if name not in _known(migrations)]
    path = _path(db)
    if unknown:
        raise Newer(
            f"{path}: written by a newer rakor (it has {unknown[0]!r}, this is {version('rakor')});"
            f" install that one again, or put a copy of before back{_copies(path)}"
        )
    if not pending:
        return False
    if applied:
        copy_database(path, path.with_name(f"{path.stem}.before-{pending[0]}.db"))
    migrations.apply(db)
    return True


@cache
def _known(migrations: Migrations) -> frozenset[str]:
    """The names of all migrations: what an empty database lacks."""
    with closing(sqlite3.connect(":memory:")) as empty:
        return frozenset(step.name for step in migrations.pending(Database(empty)))


def _path(db: Database) -> Path:
    """The file of an open database."""
    return Path(db.execute("PRAGMA database_list").fetchone()[2])


def _copies(path: Path) -> str:
    found = sorted(path.parent.glob(f"{path.stem}.before-*.db"))
    return f" ({found[-1].name})" if found else ""


def copy_database(path: Path, target: Path) -> None:
    """A whole copy of a database that may be in use, by SQLite's online backup; on the disk when
    this returns. Raises sqlite3.Error and OSError."""
    beside = target.with_name(f".{target.name}.part")
    beside.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(beside)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
    beside.chmod(path.stat().st_mode & 0o777)
    sync(beside)
    rename_whole(beside, target)
