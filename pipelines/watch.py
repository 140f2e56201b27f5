"""After a run: metrics written, alarms kept, somebody told; also where the run itself broke."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines import store
from pipelines.alarms import Alarm, Hook, find_alarms, keep_alarms, mark_told, tell
from pipelines.log import Log
from pipelines.metrics import FILE, failed_metrics, write_metrics


@dataclass(frozen=True, slots=True)
class Watch:
    """Where to say how a run went: the data folder, the hook, and a file for the monitor (None:
    metrics.prom in the data folder)."""

    data: Path
    hook: Hook = field(default_factory=Hook)
    metrics: Path | None = None


@contextmanager
def watched(watch: Watch, log: Log, code_of: Callable[[BaseException], int]) -> Iterator[None]:
    """Whatever a run comes to is told. An error goes on to the caller, after it was told.

    `code_of` gives the exit code that an error will have.
    """
    try:
        yield
    except store.Locked:
        raise  # the other run will tell
    except Exception as error:
        tell_failure(watch, log, error, code_of(error))
        raise
    after_run(watch, log)


def after_run(watch: Watch, log: Log) -> None:
    """Alarms of the database kept and told, metrics written."""
    now = datetime.now(UTC)
    try:
        with closing(store.open_store(watch.data)) as db:
            alarms = find_alarms(db, now)
            due = keep_alarms(db, alarms, now)
            _write(watch, log, lambda path: write_metrics(db, watch.data, alarms, path))
            if tell(watch.hook, due, watch.data, log):
                mark_told(db, due, now)
    except (store.StoreError, sqlite3.Error) as error:
        tell_failure(watch, log, error, 2)


def tell_failure(watch: Watch, log: Log, error: BaseException, code: int) -> None:
    """A run that broke: told without the database, which may be what is broken."""
    message = f"the run broke: {type(error).__name__}: {error}"
    _write(watch, log, lambda path: failed_metrics(code, watch.data, path))
    tell(watch.hook, [Alarm("run", "broken", message)], watch.data, log)


def _write(watch: Watch, log: Log, write: Callable[[Path], Any]) -> None:
    path = watch.metrics or watch.data / FILE
    if watch.metrics is None and not watch.data.is_dir():
        return  # a run that never began has no folder to write to
    try:
        write(path)
    except OSError as error:
        log.line("metrics", f"{path}: cannot be written: {error.strerror}", level="error")
