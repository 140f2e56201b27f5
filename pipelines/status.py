"""Health of the data folder: runs, sources, problems, the public edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from pipelines.health import source_health
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
    """How many sources are well, then one line a source: its state, its health, what it gave, what
    waits and what failed."""
    health = source_health(db, datetime.now(UTC))
    counts = Counter(one.verdict for one in health if one.verdict)
    if counts:
        yield "sources: " + ", ".join(f"{n} {name}" for name, n in counts.items())
    found = rows(
        db,
        """SELECT s.id, s.state, max(d.published) AS newest, count(d.id) AS documents,
        (SELECT count(*) FROM items i WHERE i.source = s.id AND i.state = 'found') AS waiting,
        (SELECT count(*) FROM items i WHERE i.source = s.id AND i.state = 'failed') AS failed
        FROM sources s LEFT JOIN documents d ON d.source = s.id GROUP BY s.id ORDER BY s.id""",
    )
    for row, one in zip(found, health, strict=True):
        newest = f", newest {row['newest']}" if row["newest"] else ""
        parts = (
            f"{row['documents']} documents{newest}, {row['waiting']} wait, {row['failed']} failed"
        )
        yield f"  {row['id']:24} {row['state']:8} {one.verdict or '':9} {parts}"
        if one.verdict in ("late", "silent", "broken"):
            yield f"  {'':24} {one.verdict}: {one.why}"
    for row in rows(
        db,
        "SELECT * FROM tonight WHERE kind <> 'address' AND until > ? ORDER BY name",
        datetime.now(UTC).isoformat(),
    ):
        yield f"left alone until {row['until'][:16]} UTC: {row['name']}: {row['reason']}"


def gap_lines(db: Database) -> Iterator[str]:
    """Months between the first and the newest document of a source in which it gave none: a
    listing that changed, an archive that was not read back, or a quiet month."""
    found = rows(
        db,
        """SELECT source, substr(published, 1, 7) AS month, count(*) AS n FROM documents
        WHERE published IS NOT NULL AND source IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2""",
    )
    months: dict[str, list[str]] = {}
    for row in found:
        months.setdefault(row["source"], []).append(row["month"])
    if not months:
        yield "gaps: no dated documents yet"
    for source, have in months.items():
        lacking = [month for month in _months(have[0], have[-1]) if month not in have]
        yield f"  {source:24} {have[0]} to {have[-1]}: " + (", ".join(lacking) or "none is empty")


def _months(first: str, last: str) -> Iterator[str]:
    """Every month from the first to the last: 2023-11, 2023-12, 2024-01."""
    number, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    while number <= end:
        yield f"{number // 12}-{number % 12 + 1:02}"
        number += 1


def _issue_lines(db: Database) -> Iterator[str]:
    found = rows(
        db,
        "SELECT stage, level, count(*) AS n FROM issues GROUP BY 1, 2 ORDER BY 1, 2",
    )
    if not found:
        yield "problems: none"
    for row in found:
        yield f"problems: {row['n']} {row['level']} in {row['stage']}"
