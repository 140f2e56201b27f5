"""Health of the data folder: runs, sources, problems, the public edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from pipelines.store import rows

TABLES = ("sources", "documents", "figures", "claims", "commitments", "findings")


def status_lines(db: Database, data: Path) -> Iterator[str]:
    """What `rakor status` prints, line by line."""
    yield from _run_lines(db)
    counts = [f"{_count(db, table)} {table}" for table in TABLES]
    yield "holds: " + ", ".join(counts)
    yield from _source_lines(db)
    yield from _issue_lines(db)
    public = data / "public" / "current"
    yield f"public: edition {public.resolve().name}" if public.exists() else "public: nothing yet"


def _count(db: Database, table: str) -> int:
    return int(rows(db, f"SELECT count(*) AS n FROM {table}")[0]["n"])


def _run_lines(db: Database) -> Iterator[str]:
    found = rows(db, 'SELECT *, "exit" AS code FROM runs ORDER BY id DESC LIMIT 1')
    if not found:
        yield "last run: none yet"
        return
    run = found[0]
    end = f"ended {run['finished_at'][:19]}, exit {run['code']}" if run["finished_at"] else "no end"
    yield f"last run: {run['command']}, began {run['started_at'][:19]}, {end}"


def _source_lines(db: Database) -> Iterator[str]:
    """One line a source: its state, what it gave, what waits and what failed."""
    found = rows(
        db,
        """SELECT s.id, s.state, max(d.published) AS newest, count(d.id) AS documents,
        (SELECT count(*) FROM items i WHERE i.source = s.id AND i.state = 'found') AS waiting,
        (SELECT count(*) FROM items i WHERE i.source = s.id AND i.state = 'failed') AS failed
        FROM sources s LEFT JOIN documents d ON d.source = s.id GROUP BY s.id ORDER BY s.id""",
    )
    for row in found:
        newest = f", newest {row['newest']}" if row["newest"] else ""
        parts = (
            f"{row['documents']} documents{newest}, {row['waiting']} wait, {row['failed']} failed"
        )
        yield f"  {row['id']:24} {row['state']:8} {parts}"


def _issue_lines(db: Database) -> Iterator[str]:
    found = rows(
        db,
        "SELECT stage, level, count(*) AS n FROM issues GROUP BY 1, 2 ORDER BY 1, 2",
    )
    if not found:
        yield "problems: none"
    for row in found:
        yield f"problems: {row['n']} {row['level']} in {row['stage']}"
