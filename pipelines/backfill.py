"""Facts of archives of any size: partitions, workers on this machine or on a cluster, one database.

What is to be done stands in a durable queue (`workqueue`), what was done in one Parquet file for
each partition, both in DATA/backfill/. So an interrupted backfill goes on where it stopped, and a
worker that dies costs its own partition once. The partitions are merged in their order by the same
writers as the nightly run, so ids and facts are those that it would have given.
"""

from __future__ import annotations

import fcntl
import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from extract.document import Document, ReadError
from extract.facts import RULES_VERSION
from extract.pipeline import extract
from pipelines import store, workqueue
from pipelines.documents import READER_VERSION
from pipelines.log import Log
from pipelines.partitions import (
    Found,
    archive_files,
    cut,
    read_found,
    read_name,
    source_table,
    work,
)
from pipelines.run import Job, Options, Outcome, audit_stage, copies_stage, open_job
from scraper.sources import load_sources

CONNECT_SECONDS = 30
AHEAD = 3  # partitions that each worker of a cluster has in hand or in wait
# One thread each: numeric libraries would start as many as there are cores in every process.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to backfill: `workers` processes here, or the cluster of `scheduler`."""

    data: Path
    paths: tuple[Path, ...]
    sources: Path | None = None
    workers: int = 1
    scheduler: str | None = None
    merge: bool = True

    @property
    def folder(self) -> Path:
        """Where queue and results of the present rules stand."""
        return self.data / "backfill" / f"rules-{RULES_VERSION}"

    @property
    def queue(self) -> Path:
        """The queue's file."""
        return self.folder / "work.db"


def result_file(folder: Path, n: int) -> Path:
    """The Parquet file of a partition."""
    return folder / f"part-{n:07}.parquet"


def backfill(plan: Plan, log: Log) -> Outcome:
    """Do what the queue does not have done yet, then merge it into the database.

    Raises ReadError for a path that is no archive, StoreError and Locked as `run`, and StoreError
    when no scheduler answers.
    """
    plan.folder.mkdir(parents=True, exist_ok=True)
    with _alone(plan):
        issues = _fill(plan, log)
        workqueue.reopen(plan.queue)
        log.line("backfill", f"{len(workqueue.waiting(plan.queue))} partitions to read")
        if plan.scheduler:
            _on_cluster(plan, log)
        else:
            _here(plan, log)
        if not plan.merge:
            return _counted(plan, issues, Outcome())
        with store.writing(plan.data) as db:
            options = Options(data=plan.data, command="backfill")
            with open_job(options, db, log) as job:
                _merge(plan, job, issues)
        return job.outcome


@contextmanager
def _alone(plan: Plan) -> Iterator[None]:
    """Raises Locked when another backfill works on the same folder."""
    with (plan.folder / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"another backfill works in {plan.folder}; wait until it has ended"
            raise store.Locked(message) from error
        yield


def _fill(plan: Plan, log: Log) -> list[str]:
    """Put the partitions of all archives into the queue; what could not be cut."""
    issues = []
    files = [file for path in plan.paths for file in archive_files(path)]
    workqueue.add_work(plan.queue, ())
    with log.bar("cut", len(files)) as advance:
        for file in files:
            try:
                workqueue.add_work(plan.queue, [part.name() for part in cut(file)])
            except ReadError as error:
                issues.append(str(error))
            advance(1)
    return issues


# ---- on this machine ---------------------------------------------------------------------------


def _here(plan: Plan, log: Log) -> None:
    """Worker processes until nothing waits; one that died is replaced, its partition done again."""
    waiting = len(workqueue.waiting(plan.queue))
    running: dict[str, BaseProcess] = {}
    started = 0
    os.environ.update(dict.fromkeys(THREADS, "1"))
    with log.bar("backfill", waiting) as advance:
        try:
            while waiting or running:
                while len(running) < min(plan.workers, waiting):
                    started += 1
                    name = f"{os.getpid()}-{started}"
                    running[name] = _start(plan, name)
                wait([process.sentinel for process in running.values()], timeout=1)
                for name in [n for n, p in running.items() if not p.is_alive()]:
                    if running.pop(name).exitcode:
                        log.line("backfill", "a worker died; its partition is read again")
                    workqueue.give_back(plan.queue, name)
                left = len(workqueue.waiting(plan.queue))
                advance(waiting - left)
                waiting = left
        finally:
            for process in running.values():
                process.terminate()
                process.join()


def _start(plan: Plan, name: str) -> BaseProcess:
    context = multiprocessing.get_context("spawn")
    sources = str(plan.sources) if plan.sources else None
    process = context.Process(target=_worker, args=(plan.queue, name, sources), name=name)
    process.start()
    return process


def _worker(queue: Path, name: str, sources: str | None) -> None:
    """Claim partitions until none waits. Tables are loaded once."""
    table = source_table(sources)
    extract(Document(id="first", text="Angka kemiskinan 2023 sebesar 10 persen."))
    gc.freeze()  # tables and automata stay: the collector need not walk over them again
    while task := workqueue.claim(queue, name):
        try:
            body, counts, issues = work(read_name(task.name), table)
        except (ReadError, OSError) as error:
            workqueue.fail(queue, task.n, str(error))
            continue
        _keep(queue, task.n, body, counts, issues)


def _keep(queue: Path, n: int, body: bytes, counts: dict[str, int], issues: Sequence[str]) -> None:
    """A result becomes visible whole, and only then is its partition done."""
    target = result_file(queue.parent, n)
    target.with_suffix(".issues").write_text("\n".join(issues), "utf-8")
    half = target.with_suffix(".half")
    half.write_bytes(body)
    half.replace(target)
    workqueue.finish(queue, n, counts)


# ---- on a cluster ------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _table(sources: str | None) -> dict[str, Any]:
    """The sources, loaded once a worker."""
    return dict(source_table(sources))


def remote(name: str, sources: str | None) -> tuple[bytes, dict[str, int], list[str]]:
    """What a worker of a cluster does: the result travels back, so only archives are shared."""
    return work(read_name(name), _table(sources))


def _on_cluster(plan: Plan, log: Log) -> None:
    """The partitions over the workers of a dask scheduler, which does a dead worker's work again.

    Workers need this version of rakor and the archives under the same paths.
    """
    try:
        import distributed
    except ModuleNotFoundError as error:
        message = "--scheduler needs dask; install it with: pip install 'rakor[cluster]'"
        raise store.StoreError(message) from error
    library: Any = distributed  # its functions carry no types
    sources = str(plan.sources.resolve()) if plan.sources else None
    try:
        client = library.Client(plan.scheduler, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise store.StoreError(f"{plan.scheduler}: no scheduler answers: {error}") from error
    left = iter(workqueue.waiting(plan.queue))
    with client, log.bar("backfill", len(workqueue.waiting(plan.queue))) as advance:
        _await_worker(client, plan)
        ahead = AHEAD * max(1, len(client.scheduler_info()["workers"]))
        numbers = {}
        done = library.as_completed()

        def submit() -> None:
            task = next(left, None)
            if task is not None:
                future = client.submit(remote, task.name, sources, pure=False)
                numbers[future.key] = task.n
                done.add(future)

        for _ in range(ahead):
            submit()
        for future in done:
            n = numbers.pop(future.key)
            try:
                _keep(plan.queue, n, *future.result())
            except (ReadError, OSError, library.KilledWorker) as error:
                workqueue.fail(plan.queue, n, str(error))
            advance(1)
            submit()


def _await_worker(client: Any, plan: Plan) -> None:
    """Raises StoreError when the scheduler has no worker and none comes."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        message = f"{plan.scheduler}: has no workers; start some with: dask worker ADDRESS"
        raise store.StoreError(message) from error


# ---- into the database -------------------------------------------------------------------------


def _merge(plan: Plan, job: Job, issues: Sequence[str]) -> None:
    """The partitions that are done and not in the database yet, one transaction each."""
    with store.transaction(job.db):
        store.save_reference(job.db)
        store.save_sources(job.db, load_sources(plan.sources))
    numbers = workqueue.unmerged(plan.queue)
    with job.log.bar("merge", len(numbers)) as advance:
        for n in numbers:
            with store.transaction(job.db):
                for found in read_found(result_file(plan.folder, n)):
                    _save(job, found)
            workqueue.mark_merged(plan.queue, n)
            for message in _lines(result_file(plan.folder, n).with_suffix(".issues")):
                job.fail("backfill", message)
            advance(1)
    _counted(plan, issues, job.outcome)
    for message in job.outcome.failures:
        job.log.line("backfill", message, level="error")
    copies_stage(job)
    audit_stage(job)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _save(job: Job, found: Found) -> None:
    """A document with its facts, unless the database has it from a later capture."""
    document, capture = found.document, found.capture
    if capture and store.is_older(job.db, document.id, capture.fetched_at):
        job.outcome.counts["same"] += 1
        return
    place = store.save_snapshot(job.db, capture, document.source) if capture else None
    saved = store.save_document(job.db, document, snapshot=place, reader=READER_VERSION)
    job.outcome.counts[saved.change] += 1
    changes = store.replace_facts(job.db, found.extraction, rules=RULES_VERSION)
    for change, n in changes.items():
        job.outcome.counts[f"facts {change}"] += n
    job.outcome.counts["extracted"] += 1


def _counted(plan: Plan, issues: Sequence[str], outcome: Outcome) -> Outcome:
    """What the partitions counted, and what of them failed, in the outcome."""
    counts = workqueue.counted(plan.queue)
    outcome.counts["no topic"] += counts.get("no topic", 0)
    for reason, name in (("answers that are no page", "no page"), ("pages not read", "unread")):
        if counts.get(name):
            outcome.skipped[reason] += counts[name]
    for message in issues:
        outcome.failures[f"backfill: {message}"] = None
    for name, error in workqueue.failures(plan.queue):
        part = read_name(name)
        outcome.failures[f"backfill: {part.path}, {part.start} to {part.end}: {error}"] = None
    return outcome
