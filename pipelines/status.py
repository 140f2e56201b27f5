"""Health of the data folder: runs, sources, problems, the public edition."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipelines.alarms import Alarm, find_alarms
from pipelines.health import source_health
from pipelines.publish import PUBLIC_DB, current_folder
from pipelines.store import LOCK, Row, rows
from scraper.durable import Owner, place_owner

FINE, WARNING, BROKEN = 0, 1, 2  # exit codes, those that monitoring programs know
TABLES = ("sources", "documents", "figures", "claims", "commitments", "findings")


def status_lines(db: Database, data: Path) -> Iterator[str]:
    """What `rakor status` prints, line by line."""
    alarms = health(db, data, datetime.now(UTC))
    yield f"health: {('fine', 'warning', 'broken')[level_of(alarms)]}"
    for alarm in alarms:
        yield f"  {alarm.level}: {alarm.message}"
    yield from _run_lines(db)
    counts = [f"{_count(db, table)} {table}" for table in TABLES]
    yield "holds: " + ", ".join(counts)
    yield from _source_lines(db)
    yield from _issue_lines(db)
    public = data / "public" / "current"
    yield f"public: edition {public.resolve().name}" if public.exists() else "public: nothing yet"


def health(db: Database, data: Path, now: datetime) -> list[Alarm]:
    """What is wrong with a data folder: by its database, its lock and its public files."""
    return [*_unfinished(db, data), *_unpublished(data), *find_alarms(db, now)]


def level_of(alarms: Iterable[Alarm]) -> int:
    """0 fine, 1 warning, 2 broken."""
    levels = {alarm.level for alarm in alarms}
    return BROKEN if "broken" in levels else WARNING if levels else FINE


def running(data: Path) -> Owner | None:
    """Who is writing to a data folder at this moment."""
    return place_owner(data / LOCK)


def _unfinished(db: Database, data: Path) -> Iterator[Alarm]:
    found = rows(db, "SELECT id, started_at, finished_at FROM runs ORDER BY id DESC LIMIT 1")
    if found and found[0]["finished_at"] is None and running(data) is None:
        since = found[0]["started_at"][:19]
        message = f"run {found[0]['id']}, begun {since}, did not end; run `rakor run` again"
        yield Alarm("run", "broken", message)


def _unpublished(data: Path) -> Iterator[Alarm]:
    folder = current_folder(data / "public")
    if folder is None:
        yield Alarm("public", "warning", "nothing is public yet")
    elif not (folder / PUBLIC_DB).is_file():
        message = f"{folder / PUBLIC_DB} is missing; roll back: rakor publish --rollback"
        yield Alarm("public", "broken", message)


def overview(db: Database, data: Path) -> dict[str, Any]:
    """What the status page shows: alarms, the last runs, the last one's stages, sources, issues."""
    alarms = health(db, data, datetime.now(UTC))
    runs = rows(db, 'SELECT *, "exit" AS code FROM runs ORDER BY id DESC LIMIT 14')
    stages = rows(
        db, "SELECT * FROM stages WHERE run = (SELECT max(id) FROM runs) ORDER BY started_at"
    )
    issues = rows(
        db,
        """SELECT stage, level, source, count(*) AS n, min(message) AS message FROM issues
        GROUP BY 1, 2, 3 ORDER BY level, n DESC LIMIT 200""",
    )
    live = current_folder(data / "public")
    return {
        "alarms": alarms, "level": level_of(alarms), "owner": running(data),
        "runs": [_read(row, "counts", "versions") for row in runs],
        "stages": [_read(row, "counts") for row in stages],
        "sources": _sources(db), "issues": issues, "edition": live.name if live else None,
    }  # fmt: skip


def _read(row: Row, *names: str) -> Row:
    return row | {name: json.loads(row[name] or "{}") for name in names}


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
    judged = source_health(db, datetime.now(UTC))
    counts = Counter(one.verdict for one in judged if one.verdict)
    if counts:
        yield "sources: " + ", ".join(f"{n} {name}" for name, n in counts.items())
    for row, one in zip(_sources(db), judged, strict=True):
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


def _sources(db: Database) -> list[Row]:
    return rows(
        db,
        """SELECT s.id, s.state, max(d.published) AS newest, count(d.id) AS documents,
        (SELECT count(*) FROM items i WHERE i.source = s.id AND i.state = 'found') AS waiting,
        (SELECT count(*) FROM items i WHERE i.source = s.id AND i.state = 'failed') AS failed
        FROM sources s LEFT JOIN documents d ON d.source = s.id GROUP BY s.id ORDER BY s.id""",
    )


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
