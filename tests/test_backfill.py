"""Archives become facts by partitions: with dead workers, after an interruption, on a cluster."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.document import Document, digest
from extract.facts import from_json, to_json
from extract.pipeline import extract
from pipelines import partitions, workqueue
from pipelines.backfill import Plan, backfill
from pipelines.log import Log
from pipelines.store import StoreError
from scraper.fetch import canonical_url

PLACES = ("Lahat", "Wonosobo", "Lombok Timur", "Brebes", "Jember", "Sikka")
TABLES = ("figures", "claims", "commitments", "officials", "region_mentions", "documents")


def _text(n: int) -> str:
    place = PLACES[n % len(PLACES)]
    if n % 4 == 3:
        return f"Turnamen voli antardesa di {place} diikuti {n + 8} regu dan ramai penonton."
    return (
        f"Angka kemiskinan Kabupaten {place} pada 2023 sebesar {5 + n % 9},{n % 10} persen, kata "
        f"Bupati {place} Rangga Wirasena.\n\nPemkab {place} menargetkan stunting turun menjadi "
        f"{4 + n % 5} persen pada 2025. Rapat berlangsung di aula kantor bupati sampai sore."
    )


def _url(n: int) -> str:
    return f"https://kabar{n % 3}.example/berita/{n}"


def _page(n: int) -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in _text(n).split("\n\n"))
    head = '<meta property="article:published_time" content="2024-10-28T09:00:00+07:00">'
    title = f"<title>Kabar {n}</title>"
    return (
        f"<html lang=id><head>{title}{head}</head><body><article><h1>Kabar {n}</h1>"
        f"{paragraphs}</article></body></html>"
    ).encode()


def _warc(path: Path, count: int) -> Path:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for n in range(count):
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                _url(n),
                "response",
                payload=_stream(_page(n)),
                length=len(_page(n)),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2024-10-28T03:00:00Z"},
            )
            writer.write_record(record)
    return path


def _wet(path: Path, count: int) -> Path:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for n in range(count):
            body = _text(n).encode()
            record = writer.create_warc_record(
                _url(n),
                "conversion",
                payload=_stream(body),
                length=len(body),
                warc_content_type="text/plain",
            )
            writer.write_record(record)
    return path


def _parquet(path: Path, count: int) -> Path:
    rows = [{"url": _url(n), "text": _text(n), "published": "2024-10-28"} for n in range(count)]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def _stream(body: bytes):  # type: ignore[no-untyped-def]
    from io import BytesIO

    return BytesIO(body)


KINDS: dict[str, Callable[[Path, int], Path]] = {
    "berita.warc.gz": _warc,
    "berita.warc.wet.gz": _wet,
    "berita.parquet": _parquet,
}


def _facts(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(data / "rakor.db") as db:
        found = {}
        for table in TABLES:
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(f'"{c}"' for c in columns)
            found[table] = sorted(db.execute(f"SELECT {kept} FROM {table}"), key=repr)
    return found


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Partitions of a few records, so that small archives have several."""
    monkeypatch.setattr(partitions, "RECORDS", 5)
    monkeypatch.setattr(partitions, "ROWS", 5)


@pytest.mark.parametrize("name", KINDS)
def test_partitions_hold_each_document_once(tmp_path: Path, small: None, name: str) -> None:
    path = KINDS[name](tmp_path / name, 17)
    parts = list(partitions.cut(path))
    assert len(parts) == 4
    seen = []
    for part in parts:
        body, counts, issues = partitions.work(part, {})
        (tmp_path / "part.parquet").write_bytes(body)
        found = list(partitions.read_found(tmp_path / "part.parquet"))
        assert not issues
        assert counts["documents"] == len(found) + counts.get("no topic", 0)
        seen += [f.document.id for f in found]
        assert all(f.extraction == extract(f.document) for f in found)
    assert seen == [digest(canonical_url(_url(n))) for n in range(17) if n % 4 != 3]


GROUPS = {
    "one large group": (23, 23, [5, 5, 5, 5, 3]),
    "small groups together": (23, 2, [4, 4, 4, 4, 4, 3]),
    "groups of the same size": (20, 5, [5, 5, 5, 5]),
    "groups a little larger": (21, 7, [5, 2, 5, 2, 5, 2]),
    "parts of a huge group are few": (400, 400, [13] * 30 + [10]),
    "no rows": (0, 5, []),
}


@pytest.mark.parametrize(("count", "group", "sizes"), GROUPS.values(), ids=GROUPS)
def test_rows_of_parquet_are_cut_along_their_groups(
    tmp_path: Path, small: None, count: int, group: int, sizes: list[int]
) -> None:
    path = tmp_path / "berita.parquet"
    schema = pa.schema([("id", pa.string()), ("text", pa.string()), ("other", pa.binary())])
    rows = [{"id": f"n{n}", "text": _text(n), "other": b"\xff"} for n in range(count)]
    pq.write_table(pa.Table.from_pylist(rows, schema), path, row_group_size=group)
    parts = list(partitions.cut(path))
    assert [part.end - part.start for part in parts] == sizes
    read = [row["id"] for part in parts for _, row in partitions._raw_rows(path, part)]
    assert read == [f"n{n}" for n in range(count)]


def test_parquet_without_texts_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "tabel.parquet"
    pq.write_table(pa.table({"url": ["https://kabar.example/1"], "isi": ["kemiskinan"]}), path)
    outcome = backfill(Plan(data=tmp_path / "data", paths=(path,)), Log())
    assert [line for line in outcome.failures if "needed are text" in line]
    assert len(outcome.failures) == 1


def test_facts_come_back_from_json_as_they_were() -> None:
    for folder in ("held", "practice"):
        root = Path(__file__).parent.parent / "data" / "gold" / folder
        for file in sorted(root.glob("*.txt"))[:6]:
            facts = extract(Document(id=file.stem, text=file.read_text("utf-8")))
            assert from_json(facts.document, to_json(facts)) == facts


def test_backfill_gives_what_the_nightly_run_gives(tmp_path: Path, small: None) -> None:
    from pipelines.run import Options, run

    warc = _warc(tmp_path / "berita.warc.gz", 9)
    table = tmp_path / "sources.toml"
    table.write_text(
        "".join(
            f'[[source]]\nid = "kabar{n}"\nname = "Kabar {n}"\nkind = "news"\n'
            f'homepage = "https://kabar{n}.example/"\nregion = "16.04"\nstate = "active"\n\n'
            f'[[source.listing]]\nkind = "page"\nurl = "https://kabar{n}.example/indeks"\n\n'
            for n in range(3)
        )
    )
    run(Options(data=tmp_path / "night", sources=table, warcs=(warc,), stages=("extract",)), Log())
    backfill(Plan(data=tmp_path / "back", paths=(warc,), sources=table), Log())
    night, back = _facts(tmp_path / "night"), _facts(tmp_path / "back")
    for name in ("figures", "claims", "commitments", "officials"):
        assert back[name] == night[name]
    assert back["figures"]
    assert set(back["documents"]) <= set(night["documents"])


def test_a_killed_worker_costs_nothing(tmp_path: Path, small: None) -> None:
    path = _parquet(tmp_path / "berita.parquet", 60)
    one, two = tmp_path / "one", tmp_path / "two"
    backfill(Plan(data=one, paths=(path,)), Log())
    plan = Plan(data=two, paths=(path,), workers=2)
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            pids = _children()
            if pids and plan.queue.exists() and len(workqueue.unmerged(plan.queue)) >= 2:
                os.kill(pids[0], signal.SIGKILL)
                killed.append(pids[0])
            stop.wait(0.01)
            if stop.is_set():
                return

    stop = threading.Event()
    killer = threading.Thread(target=kill)
    killer.start()
    outcome = backfill(plan, Log())
    stop.set()
    killer.join()
    assert not outcome.failures
    assert _facts(two) == _facts(one)


def _children() -> list[int]:
    import multiprocessing

    return [p.pid for p in multiprocessing.active_children() if p.pid]


def test_what_ends_every_worker_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    queue = tmp_path / "work.db"
    workqueue.add_work(queue, ["a", "b"])
    for n in range(workqueue.TRIES):
        task = workqueue.claim(queue, f"w{n}")
        assert task is not None
        assert task.name == "a"
        workqueue.give_back(queue, f"w{n}")
    second = workqueue.claim(queue, "w9")
    assert second is not None
    assert second.name == "b"
    workqueue.finish(queue, second.n, {"documents": 3})
    assert workqueue.failures(queue) == [("a", "the worker died on it")]
    assert workqueue.counted(queue) == {"documents": 3}
    workqueue.reopen(queue)
    assert [w.name for w in workqueue.waiting(queue)] == ["a"]


def test_an_interrupted_backfill_goes_on(tmp_path: Path, small: None) -> None:
    path = _wet(tmp_path / "berita.warc.wet.gz", 30)
    plan = Plan(data=tmp_path / "data", paths=(path,))
    plan.folder.mkdir(parents=True)
    workqueue.add_work(plan.queue, [part.name() for part in partitions.cut(path)])
    taken = workqueue.claim(plan.queue, "a process that is gone")
    assert taken is not None
    backfill(plan, Log())
    first = _facts(plan.data)
    files = {f: f.stat().st_mtime_ns for f in plan.folder.glob("*.parquet")}
    assert len(files) == 6
    again = backfill(plan, Log())
    assert _facts(plan.data) == first
    assert {f: f.stat().st_mtime_ns for f in plan.folder.glob("*.parquet")} == files
    assert again.counts["extracted"] == 0


def test_on_a_cluster(tmp_path: Path, small: None) -> None:
    script = tmp_path / "cluster.py"
    path = _parquet(tmp_path / "berita.parquet", 40)
    here, there = tmp_path / "here", tmp_path / "there"
    backfill(Plan(data=here, paths=(path,)), Log())
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from distributed import LocalCluster\n"
        "from pipelines import partitions\n"
        "from pipelines.backfill import Plan, backfill\n"
        "from pipelines.log import Log\n"
        "if __name__ == '__main__':\n"
        "    partitions.ROWS = 5\n"
        "    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None,\n"
        "                      host='127.0.0.1') as cluster:\n"
        "        plan = Plan(data=Path(sys.argv[2]), paths=(Path(sys.argv[1]),),\n"
        "                    scheduler=cluster.scheduler_address)\n"
        "        sys.exit(backfill(plan, Log()).code)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script), str(path), str(there)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert _facts(there) == _facts(here)


def test_no_scheduler_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.backfill.CONNECT_SECONDS", 1)
    path = _parquet(tmp_path / "berita.parquet", 1)
    plan = Plan(data=tmp_path / "data", paths=(path,), scheduler="tcp://127.0.0.1:1")
    with pytest.raises(StoreError, match="no scheduler answers"):
        backfill(plan, Log())


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    path = _parquet(tmp_path / "berita.parquet", 1)
    plan = Plan(data=tmp_path / "data", paths=(path,), scheduler="tcp://127.0.0.1:1")
    with pytest.raises(StoreError, match="cluster"):
        backfill(plan, Log())
