"""What a monitor reads: an OpenMetrics text file, put in place whole after each run.

The format is OpenMetrics 1.0 text (prometheus/OpenMetrics, specification 1.0.0); the Prometheus
node exporter's textfile collector reads it as well. All are gauges: the file says how things are.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipelines.alarms import Alarm
from pipelines.publish import current_folder
from pipelines.store import rows
from scraper.durable import write_whole

FILE = "metrics.prom"
TABLES = ("documents", "versions", "figures", "claims", "commitments", "findings", "observations")
Sample = tuple[Mapping[str, str], float]

# Name, unit ("" for none), help.
GAUGES: Mapping[str, tuple[str, str]] = {
    "rakor_run_exit_code": ("", "Exit code of the last run that ended."),
    "rakor_run_start_timestamp_seconds": ("seconds", "When the last run began."),
    "rakor_run_success_timestamp_seconds": ("seconds", "When the last run with exit 0 or 1 began."),
    "rakor_stage_duration_seconds": ("seconds", "How long each stage of the last run took."),
    "rakor_run_items": ("", "What the last run counted."),
    "rakor_rows": ("", "Rows of each table."),
    "rakor_source_documents": ("", "Documents of each active source."),
    "rakor_source_newest_timestamp_seconds": ("seconds", "Day of a source's newest document."),
    "rakor_source_items": ("", "Addresses of each active source by state."),
    "rakor_issues": ("", "Problems that stand, by stage and level."),
    "rakor_alarms": ("", "Alarms that stand, by kind and level."),
    "rakor_public_edition": ("", "Number of the public edition in use."),
    "rakor_disk_free_bytes": ("bytes", "Free space of the data folder's disk."),
    "rakor_version": ("", "Versions of program, rules and libraries; always 1."),
}


def write_metrics(db: Database, data: Path, alarms: Iterable[Alarm], path: Path) -> None:
    """Write the file of a data folder. Raises OSError."""
    write_whole(path, metrics_text(_samples(db, data, alarms)))


def failed_metrics(code: int, data: Path, path: Path) -> None:
    """The file where no database could be opened: the exit code and the disk. Raises OSError."""
    free = float(shutil.disk_usage(data if data.exists() else path.parent).free)
    told = {"rakor_run_exit_code": float(code), "rakor_disk_free_bytes": free}
    write_whole(path, metrics_text({name: [({}, value)] for name, value in told.items()}))


def metrics_text(samples: Mapping[str, Iterable[Sample]]) -> str:
    """The file's text of samples by metric.

    >>> print(metrics_text({"rakor_rows": [({"table": "figures"}, 3.0)]}), end="")
    # TYPE rakor_rows gauge
    # HELP rakor_rows Rows of each table.
    rakor_rows{table="figures"} 3
    # EOF
    """
    lines: list[str] = []
    for name, (unit, told) in GAUGES.items():
        found = list(samples.get(name, ()))
        if not found:
            continue
        lines.append(f"# TYPE {name} gauge")
        lines += [f"# UNIT {name} {unit}"] if unit else []
        lines.append(f"# HELP {name} {told}")
        lines += [f"{name}{_labels(labels)} {value:.15g}" for labels, value in found]
    return "".join(f"{line}\n" for line in [*lines, "# EOF"])


def _labels(labels: Mapping[str, str]) -> str:
    pairs = ",".join(f'{name}="{_escaped(str(value))}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _samples(db: Database, data: Path, alarms: Iterable[Alarm]) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {name: [] for name in GAUGES}
    for name, labels, value in (*_of_runs(db), *_of_content(db), *_of_alarms(db, alarms)):
        found[name].append((labels, value))
    live = current_folder(data / "public")
    if live is not None:
        found["rakor_public_edition"].append(({}, float(live.name)))
    found["rakor_disk_free_bytes"].append(({}, float(shutil.disk_usage(data).free)))
    return found


Named = tuple[str, Mapping[str, str], float]


def _of_runs(db: Database) -> Iterator[Named]:
    found = rows(db, 'SELECT *, "exit" AS code FROM runs ORDER BY id DESC LIMIT 1')
    if not found:
        return
    run = found[0]
    yield "rakor_run_start_timestamp_seconds", {}, _seconds(run["started_at"])
    yield "rakor_version", json.loads(run["versions"]), 1.0
    if run["code"] is not None:
        yield "rakor_run_exit_code", {}, float(run["code"])
    for name, n in sorted(json.loads(run["counts"] or "{}").items()):
        yield "rakor_run_items", {"what": name}, float(n)
    sql = "SELECT stage, seconds FROM stages WHERE run = ? AND seconds IS NOT NULL ORDER BY stage"
    for row in rows(db, sql, run["id"]):
        yield "rakor_stage_duration_seconds", {"stage": row["stage"]}, row["seconds"]
    good = rows(db, 'SELECT max(started_at) AS at FROM runs WHERE "exit" < 2')[0]["at"]
    if good:
        yield "rakor_run_success_timestamp_seconds", {}, _seconds(good)


def _of_content(db: Database) -> Iterator[Named]:
    for table in TABLES:
        n = rows(db, f"SELECT count(*) AS n FROM {table}")[0]["n"]
        yield "rakor_rows", {"table": table}, float(n)
    of_sources = """SELECT s.id, count(d.id) AS n, max(d.published) AS newest FROM sources s
        LEFT JOIN documents d ON d.source = s.id WHERE s.state = 'active' GROUP BY s.id"""
    for row in rows(db, of_sources):
        yield "rakor_source_documents", {"source": row["id"]}, float(row["n"])
        if row["newest"]:
            day = _seconds(f"{row['newest'][:10]}T00:00:00+07:00")
            yield "rakor_source_newest_timestamp_seconds", {"source": row["id"]}, day
    of_items = """SELECT i.source, i.state, count(*) AS n FROM items i JOIN sources s
        ON s.id = i.source WHERE s.state = 'active' GROUP BY 1, 2 ORDER BY 1, 2"""
    for row in rows(db, of_items):
        labels = {"source": row["source"], "state": row["state"]}
        yield "rakor_source_items", labels, float(row["n"])


def _of_alarms(db: Database, alarms: Iterable[Alarm]) -> Iterator[Named]:
    for row in rows(db, "SELECT stage, level, count(*) AS n FROM issues GROUP BY 1, 2"):
        yield "rakor_issues", _texts(row, "stage", "level"), float(row["n"])
    counted: dict[tuple[str, str], int] = {}
    for alarm in alarms:
        counted[alarm.kind, alarm.level] = counted.get((alarm.kind, alarm.level), 0) + 1
    for (kind, level), n in sorted(counted.items()):
        yield "rakor_alarms", {"kind": kind, "level": level}, float(n)


def _texts(row: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(row[name]) for name in names}


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
