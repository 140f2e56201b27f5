"""What somebody should be woken for: found in the database, kept there, told once.

An alarm stands in the table `alarms` from the first run that finds it to the first that does not.
It is told when it is new; what is broken is told after every run, until it is mended.
"""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlite_utils import Database

from extract.document import digest
from pipelines.health import source_health
from pipelines.log import Log
from pipelines.store import replace_rows, rows, transaction

AlarmLevel = Literal["warning", "broken"]

# Falling: in RECENT a source gave less than FALLEN of what it gave in RECENT on average over
# BEFORE. Fewer than LEAST documents on average say nothing: small numbers halve by chance.
RECENT, BEFORE = timedelta(days=14), timedelta(days=56)
FALLEN, LEAST = 0.4, 5.0
# A timer runs every night; after two missed nights something is broken.
LATE, TOO_LATE = timedelta(hours=36), timedelta(hours=72)
SECONDS = 20  # that a command or a web hook may take
TRIES = 3


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong: its kind (run, late, silent, falling, ...), level and sentence."""

    kind: str
    level: AlarmLevel
    message: str
    source: str | None = None

    @property
    def id(self) -> str:
        """The same for the same thing on another night."""
        return digest(self.kind, self.level, self.source or "")


@dataclass(frozen=True, slots=True)
class Hook:
    """Who is told: a command (JSON on its standard input) and an address that takes JSON."""

    command: str | None = None
    url: str | None = None

    def __bool__(self) -> bool:
        return bool(self.command or self.url)


# ---- finding -------------------------------------------------------------------------------------


def find_alarms(db: Database, now: datetime) -> list[Alarm]:
    """Everything that is wrong by what the database tells, the worst first."""
    sources = list(_of_sources(db, now))
    quiet = {alarm.source for alarm in sources}
    falling = [alarm for alarm in _falling(db, now) if alarm.source not in quiet]
    found = [*_of_runs(db, now), *sources, *falling, *_issues(db)]
    return sorted(found, key=lambda alarm: (alarm.level != "broken", alarm.kind, alarm.message))


def _of_runs(db: Database, now: datetime) -> Iterable[Alarm]:
    """The last run, and how long ago it began."""
    found = rows(db, 'SELECT id, started_at, "exit" AS code FROM runs ORDER BY id DESC LIMIT 1')
    if not found:
        yield Alarm("late", "warning", "no run yet")
        return
    run, code = found[0], found[0]["code"]
    if code is not None and code >= 2:
        word = "published nothing: a gate held" if code == 3 else f"ended with exit code {code}"
        yield Alarm("run", "broken", f"run {run['id']} {word}")
    elif code == 1:
        yield Alarm("failures", "warning", f"run {run['id']} ended with failures listed")
    age = now - datetime.fromisoformat(run["started_at"])
    if age > LATE:
        level: AlarmLevel = "broken" if age > TOO_LATE else "warning"
        yield Alarm("late", level, f"the last run began {age.total_seconds() / 3600:.0f} hours ago")


def _of_sources(db: Database, now: datetime) -> Iterable[Alarm]:
    """Sources that are silent or broken by their own rhythm, see `pipelines.health`."""
    for one in source_health(db, now):
        if one.verdict in ("silent", "broken"):
            kind = "silent" if one.verdict == "silent" else "source"
            message = f"{one.source}: {one.verdict}: {one.why}"
            yield Alarm(kind, "warning", message, one.source)


def _falling(db: Database, now: datetime) -> Iterable[Alarm]:
    """Sources that gave much less than they used to."""
    recent, before = (now - RECENT).isoformat(), (now - RECENT - BEFORE).isoformat()
    found = rows(
        db,
        """SELECT i.source, sum(i.found_at >= ?1) AS recent, sum(i.found_at < ?1) AS before
        FROM items i JOIN sources s ON s.id = i.source
        WHERE s.state = 'active' AND i.document IS NOT NULL AND i.found_at >= ?2
        AND (SELECT min(found_at) FROM items o WHERE o.source = i.source) <= ?2
        GROUP BY i.source""",
        recent,
        before,
    )
    for row in found:
        usual = row["before"] * (RECENT / BEFORE)
        if usual >= LEAST and row["recent"] < FALLEN * usual:
            message = (
                f"{row['source']}: {row['recent']} documents in {RECENT.days} days, "
                f"{usual:.0f} were usual"
            )
            yield Alarm("falling", "warning", message, row["source"])


def _issues(db: Database) -> Iterable[Alarm]:
    """Problems of stages that concern the whole, not one page."""
    stages = ("archive", "publish", "expect", "clock")
    marks = ", ".join("?" * len(stages))
    sql = f"SELECT stage, source, message FROM issues WHERE stage IN ({marks}) ORDER BY message"
    for row in rows(db, sql, *stages):
        yield Alarm(row["stage"], "warning", row["message"], row["source"])


# ---- keeping -------------------------------------------------------------------------------------


def keep_alarms(db: Database, alarms: Sequence[Alarm], now: datetime) -> list[Alarm]:
    """Make these the alarms that stand; those that somebody has to be told: the new, the broken."""
    known = {row["id"]: row for row in rows(db, "SELECT * FROM alarms")}
    new = []
    for alarm in {alarm.id: alarm for alarm in reversed(alarms)}.values():
        old = known.get(alarm.id, {"since": now.isoformat(timespec="seconds"), "told_at": None})
        kept = {"since": old["since"], "told_at": old["told_at"]}
        new.append({"id": alarm.id} | asdict(alarm) | kept)
    with transaction(db):
        replace_rows(db, "alarms", {}, new, "id")
    untold = {row["id"] for row in new if row["told_at"] is None or row["level"] == "broken"}
    return [alarm for alarm in alarms if alarm.id in untold]


def mark_told(db: Database, alarms: Iterable[Alarm], now: datetime) -> None:
    """Remember that somebody was told."""
    with transaction(db):
        db.conn.executemany(
            "UPDATE alarms SET told_at = ? WHERE id = ?",
            [(now.isoformat(timespec="seconds"), alarm.id) for alarm in alarms],
        )


# ---- telling -------------------------------------------------------------------------------------


def tell(hook: Hook, alarms: Sequence[Alarm], data: Path, log: Log) -> bool:
    """Give alarms to the command and to the address; whether each that is set took them.

    A hook that fails costs a line in the log, never the night. Of the address only the host is
    written down: its path is often the secret.
    """
    if not hook or not alarms:
        return False
    event = _event(alarms, data)
    done = []
    if hook.command:
        done.append(_run_command(hook.command, event, log))
    if hook.url:
        done.append(_post(hook.url, event, log))
    return all(done)


def _event(alarms: Sequence[Alarm], data: Path) -> dict[str, Any]:
    """What is told; `text` is what chat programs show of a web hook."""
    level = "broken" if any(alarm.level == "broken" for alarm in alarms) else "warning"
    subject = f"rakor {level} on {socket.gethostname()}: {alarms[0].message}"
    subject += f" (and {len(alarms) - 1} more)" if len(alarms) > 1 else ""
    text = "\n".join([subject, *(f"- {alarm.level}: {alarm.message}" for alarm in alarms)])
    told = [asdict(alarm) for alarm in alarms]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    where = {"data": str(data.resolve()), "at": at}
    return {"level": level, "subject": subject, "text": text, "alarms": told} | where


def _run_command(command: str, event: dict[str, Any], log: Log) -> bool:
    """The command with the event as JSON on standard input, level and subject in its environment;
    no shell: what a page said cannot become a command."""
    words = {"RAKOR_ALERT_LEVEL": event["level"], "RAKOR_ALERT_SUBJECT": event["subject"]}
    try:
        arguments = shlex.split(command)
        told = subprocess.run(
            arguments, input=json.dumps(event, ensure_ascii=False), text=True, encoding="utf-8",
            env=os.environ | words, timeout=SECONDS, capture_output=True,
        )  # fmt: skip
        problem = f"exit code {told.returncode}" if told.returncode else ""
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired) as error:
        problem = type(error).__name__
    return _said(log, "the alert command", problem)


def _post(url: str, event: dict[str, Any], log: Log) -> bool:
    import httpx

    problem = ""
    for _ in range(TRIES):
        try:
            answer = httpx.post(url, json=event, timeout=SECONDS, follow_redirects=False)
            problem = "" if answer.is_success else f"status {answer.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            problem = type(error).__name__
        if not problem:
            break
    return _said(log, f"the alert address at {urlsplit(url).hostname}", problem)


def _said(log: Log, what: str, problem: str) -> bool:
    if problem:
        log.line("alert", f"{what} failed: {problem}", level="error")
    else:
        log.line("alert", f"{what} was told")
    return not problem
