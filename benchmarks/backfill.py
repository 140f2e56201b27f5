"""Archives of any size: one process, two, two with one killed half-way, all with the same facts?

    .venv/bin/python benchmarks/backfill.py [--documents 100000] [--relevant 2] [--folder DIR]

Texts are the gold set's practice articles, `--relevant` in a hundred, each with a number of its own
so that no two are equal; the others are sports reports, every one with other words. Rates are by
the clock, since that is what two processes are for: close other programs first.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines import workqueue
from pipelines.backfill import Plan, backfill
from pipelines.log import Log

GOLD = Path(__file__).parent.parent / "data" / "gold" / "practice"
_WORDS = """
pelatih pemain gol stadion laga menit babak penonton juara liga wasit tendangan kiper bola musim
tandang kandang sore malam cedera kontrak latihan turnamen final kapten menang kalah imbang sepakan
umpan gawang lawan strategi tim klub bangku cadangan skor peluang sorak
"""
WORDS = _WORDS.split()


def texts(count: int, relevant: int) -> Iterator[str]:
    """The mix, always the same for the same numbers."""
    draw = random.Random(7)
    gold = [file.read_text("utf-8") for file in sorted(GOLD.glob("*.txt"))]
    for n in range(count):
        if n % 100 < relevant:
            yield f"{gold[n % len(gold)]}\n\nNaskah nomor {n}."
        else:
            lines = (" ".join(draw.choices(WORDS, k=12)).capitalize() for _ in range(30))
            yield ". ".join(lines) + "."


def make_archive(path: Path, count: int, relevant: int) -> int:
    """A Parquet file of the mix; its bytes of text."""
    size = 0
    schema = pa.schema([(name, pa.string()) for name in ("url", "text", "published")])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        rows = []
        for n, text in enumerate(texts(count, relevant)):
            size += len(text.encode())
            url = f"https://arsip{n % 50}.example/berita/{n}"
            rows.append({"url": url, "text": text, "published": "2024-10-28"})
            if len(rows) == 2_000 or n == count - 1:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows = []
    return size


def facts(data: Path) -> tuple[str, int]:
    """A digest of all figures, claims and commitments with their ids, and their number."""
    sha, count = hashlib.sha256(), 0
    with sqlite3.connect(data / "rakor.db") as db:
        for table in ("figures", "claims", "commitments"):
            for row in db.execute(f"SELECT * FROM {table} ORDER BY id"):
                sha.update(repr(row).encode())
                count += 1
    return sha.hexdigest()[:12], count


class Watch:
    """The most memory of any worker, in MB at every tenth of the way; one is killed if wanted."""

    def __init__(self, plan: Plan, kill_at: int | None) -> None:
        self.plan, self.kill_at, self.killed = plan, kill_at, 0
        self.seen: list[int] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self.over.wait(0.5):
            pids = [p.pid for p in multiprocessing.active_children() if p.pid]
            self.seen.append(max(map(resident, pids), default=0))
            if pids and not self.killed and self._half_way():
                os.kill(pids[0], signal.SIGKILL)
                self.killed = pids[0]

    def _half_way(self) -> bool:
        queue = self.plan.queue
        return bool(
            self.kill_at and queue.exists() and len(workqueue.unmerged(queue)) >= self.kill_at
        )

    def during(self, work: Callable[[], object]) -> float:
        """Seconds of the work by the clock."""
        self.thread.start()
        start = time.perf_counter()
        work()
        spent = time.perf_counter() - start
        self.over.set()
        self.thread.join()
        return spent


def resident(pid: int) -> int:
    """Memory of a process in MB, 0 for one that is gone."""
    try:
        status = Path(f"/proc/{pid}/statm").read_text()
    except OSError:
        return 0
    return int(status.split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def measure(name: str, plan: Plan, count: int, size: int, kill_at: int | None = None) -> float:
    """One row: documents a second, memory, facts; the seconds of reading without the merging."""
    watch = Watch(plan, kill_at)
    quiet = Log(stream=StringIO())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = watch.during(lambda: backfill(replace(plan, merge=False), quiet))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    start = time.perf_counter()
    outcome = backfill(plan, quiet)
    merging = time.perf_counter() - start
    digest, number = facts(plan.data)
    half = watch.seen[len(watch.seen) // 2 :] or [0]
    early = watch.seen[: len(watch.seen) // 4] or [0]
    print(
        f"{name:28}{count / spent:7.0f} docs/s {size / spent / 1e6:6.2f} MB/s {spent:7.1f} s "
        f"({busy:.1f} s of processors), "
        f"merged in {merging:.1f} s; a worker {max(early)} MB early, {max(half)} MB late; "
        f"{number} facts {digest}; {'one killed; ' if watch.killed else ''}"
        f"{len(outcome.failures)} failures",
        flush=True,
    )
    return spent


def main() -> None:
    """Read the options, make the archive, read it three times."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=100_000)
    options.add_argument("--relevant", type=int, default=2, help="of a hundred")
    options.add_argument("--folder", type=Path, default=None)
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rakor-backfill-", dir=given.folder))
    try:
        archive, count = folder / "archive.parquet", given.documents
        size = make_archive(archive, count, given.relevant)
        print(f"{count} documents, {size / 1e6:.0f} MB, {given.relevant} of 100 relevant")
        half = max(1, count // 2_000 // 2)
        plan = Plan(data=folder / "one", paths=(archive,), workers=1)
        one = measure("one process", plan, count, size)
        two = measure("two", replace(plan, data=folder / "two", workers=2), count, size)
        print(f"two are {one / two:.2f} times one")
        killed = replace(plan, data=folder / "killed", workers=2)
        measure("two, one killed half-way", killed, count, size, half)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
