"""The night under faults: killed, disks full or read-only, clocks that jump, memory that ends."""

from __future__ import annotations

import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from pipelines import store
from pipelines.log import Log
from pipelines.migrate import migrate
from pipelines.publish import publish
from pipelines.run import Options, run
from pipelines.schema import migrations
from scraper.archive import Archive, ArchiveError, warc_files
from scraper.durable import place_owner, write_whole
from tests.conftest import ROOT
from tests.newsroom import (
    RAPAT,
    RAPAT_PATH,
    STUNTING_PATH,
    Newsroom,
    open_newsroom,
    source_entry,
    write_table,
)
from tests.test_archive import exchange
from tests.test_run import content, query

FACTS = ("documents", "figures", "claims", "commitments", "officials", "meetings")


@pytest.fixture
def room(httpserver: HTTPServer) -> Newsroom:
    return open_newsroom(httpserver)


@pytest.fixture
def options(room: Newsroom, tmp_path: Path) -> Options:
    table = write_table(tmp_path, source_entry(room))
    return Options(data=tmp_path / "data", sources=table, allow_loopback=True)


def facts(data: Path) -> dict[str, list[tuple[object, ...]]]:
    found = content(data)
    return {name: found[name] for name in FACTS}


def undisturbed(options: Options, tmp_path: Path) -> dict[str, list[tuple[object, ...]]]:
    clean = replace(options, data=tmp_path / "tenang")
    assert run(clean, Log()).code == 0
    return facts(clean.data)


# ---- killed at random points ---------------------------------------------------------------------


def test_killed_nights_lose_and_double_nothing(tool, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The short form of the measurement: at calls that write, and at random moments."""
    tool("strace")
    command = [sys.executable, "-m", "benchmarks.faults", "--kills", "3", "--nights", "1"]
    small = ["--state", str(tmp_path), "--sources", "1", "--pages", "3"]
    told = subprocess.run([*command, *small], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "3 kills" in told.stdout
    assert "lost 0, doubled 0; all that is wrong: {}" in told.stdout


def test_nights_over_several_outlets_find_what_stands_there_and_go_on(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.nights", "--state", str(tmp_path)]
    small = ["--sources", "2", "--pages", "4", "--nights"]
    for nights, told in (("1", "night 1"), ("2", "night 2")):
        done = subprocess.run([*command, *small, nights], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert [line[:7] for line in done.stdout.splitlines()] == [told]


# ---- the order of writes -------------------------------------------------------------------------

TRACED = """
import sys
from pathlib import Path
from pipelines.log import Log
from pipelines.run import Options, run
data, sources = map(Path, sys.argv[1:])
sys.exit(run(Options(data=data, sources=sources, allow_loopback=True), Log()).code)
"""
# Words of the articles: who writes them into the database saves a document.
WORDS = re.compile("Wirabakti|Sungkono")
CALL = re.compile(r"^\d+ +(?P<call>\w+)\((?P<rest>.*)$")


@pytest.fixture(scope="module")
def calls(tool, make_httpserver, tmp_path_factory) -> list[str]:  # type: ignore[no-untyped-def]
    """What a night says to the disk, in order: `call path`, paths below the data folder."""
    tmp_path = tmp_path_factory.mktemp("urutan")
    table = write_table(tmp_path, source_entry(open_newsroom(make_httpserver)))
    options = Options(data=tmp_path / "data", sources=table)
    told = tmp_path / "trace.txt"
    watch = [tool("strace"), "-f", "-y", "-s", "4200", "-o", str(told), "-e"]
    traced = "trace=fsync,fdatasync,rename,symlink,write,pwrite64,unlink"
    command = [sys.executable, "-c", TRACED, str(options.data), str(options.sources)]
    subprocess.run([*watch, traced, *command], check=True, capture_output=True)
    found = []
    for line in told.read_text("utf-8", "replace").splitlines():
        matched = CALL.match(line)
        if matched and str(options.data) in line:
            paths = re.findall(rf"{re.escape(str(options.data))}(/?[^\">,]*)", matched["rest"])
            text = ["text"] if "db-wal" in line and WORDS.search(line) else []
            found.append(" ".join([matched["call"], *(path or "/" for path in paths), *text]))
    return found


def test_what_is_renamed_is_on_the_disk_before_and_its_folder_after(calls: list[str]) -> None:
    names = [re.sub(r"-\d+|\.\d+(?=\.part)", "", call) for call in calls]
    begin = names.index("rename /public/.build /public/1")
    before, after = names[:begin], names[begin + 1 :]
    for synced in ("/public/.build/public.db", "/public/.build"):
        last = max(n for n, call in enumerate(before) if call == f"fsync {synced}")
        assert not [c for c in before[last:] if c.startswith(("write", "pwrite")) and synced in c]
    assert "rename /public/.build/.manifest.json.part /public/.build/manifest.json" in before
    assert "fsync /public/.build/.manifest.json.part" in before
    point = after.index("rename /public/.current /public/current")
    assert "fsync /public" in after[:point]
    assert after[point + 1] == "fsync /public"


def test_the_archive_is_on_the_disk_before_the_database_names_it(calls: list[str]) -> None:
    """When a document's text goes into the database, every answer written before is synced."""
    unsynced: list[str] = []
    answers = texts = 0
    for call in calls:
        if re.match(r"write /archive/rakor-", call):
            unsynced.append(call)
            answers += 1
        elif re.match(r"fsync /archive/rakor-", call):
            unsynced.clear()
        elif call.startswith("pwrite64 /rakor.db-wal") and call.endswith(" text"):
            texts += 1
            assert not unsynced
    assert answers >= 3  # the feed and two articles
    assert texts >= 2
    assert not unsynced


def test_a_new_name_is_kept_by_its_folder(calls: list[str]) -> None:
    assert "fsync /archive" in calls  # the first WARC file, and the index put in place
    index = calls.index("rename /archive/index.jsonl.part /archive/index.jsonl")
    assert calls[index - 1] == "fsync /archive/index.jsonl.part"
    assert calls[index + 1] == "fsync /archive"


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "lama")
    with limited(resource.RLIMIT_FSIZE, 8), pytest.raises(OSError, match="too large"):
        write_whole(path, "baru " * 10)
    assert path.read_text() == "lama"
    assert list(tmp_path.iterdir()) == [path]


# ---- disks ---------------------------------------------------------------------------------------


@contextmanager
def limited(which: int, most: int) -> Iterator[None]:
    """This process may write files, or use memory, only up to `most` bytes."""
    old = resource.getrlimit(which)
    resource.setrlimit(which, (most, old[1]))
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        yield
    finally:
        resource.setrlimit(which, old)
        signal.signal(signal.SIGXFSZ, handler)


NIGHT = """
import resource, signal, sys
from pathlib import Path
from pipelines.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kind, most, *arguments = sys.argv[1:]
if kind == "memory":
    from extract.pipeline import load_pipeline
    import pipelines.run, pipelines.watch
    load_pipeline()
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + int(most), -1))
elif kind == "size":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), -1))
main(arguments)
"""


def night(options: Options, kind: str = "", most: int = 0) -> subprocess.CompletedProcess[str]:
    """`rakor run` in a process of its own, with a limit of file size or memory."""
    arguments = ["run", "--data", options.data, "--sources", options.sources, "--allow-loopback"]
    command = [sys.executable, "-c", NIGHT, kind, str(most), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("most", [20_000, 900_000], ids=["first write", "in the middle"])
def test_a_disk_that_is_full(options: Options, tmp_path: Path, most: int) -> None:
    """No file may grow any more: one clear line, and the next night has everything."""
    wanted = undisturbed(options, tmp_path)
    told = night(options, "size", most)
    assert told.returncode != 0
    assert "Traceback" not in told.stderr
    assert "rakor: " in told.stderr or "cannot be written" in told.stderr
    assert night(options).returncode == 0
    assert facts(options.data) == wanted


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small disk in memory at a folder; skips where mounting is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "rakor-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_too_little_room_stops_the_fetching_only(options: Options) -> None:
    with mounted(options.data, "size=24m"):
        told = night(options)
        assert told.returncode in (1, 3)
        assert "are free of the 512 MB needed; make room" in told.stderr
        assert "Traceback" not in told.stderr


def test_a_disk_that_is_read_only(options: Options, room: Newsroom, tmp_path: Path) -> None:
    wanted = undisturbed(options, tmp_path)
    with mounted(options.data, "size=700m"):
        assert run(options, Log()).code == 0
        remount = ["mount", "-o", "remount,ro", str(options.data)]
        subprocess.run(remount, check=True)
        told = night(options)
        assert told.returncode == 2
        assert "cannot be written to (Read-only file system)" in told.stderr
        subprocess.run([*remount[:2], "remount,rw", str(options.data)], check=True)
        assert run(options, Log()).code == 0
        assert facts(options.data) == wanted


# ---- memory --------------------------------------------------------------------------------------


def test_memory_that_ends(options: Options, tmp_path: Path) -> None:
    wanted = undisturbed(options, tmp_path)
    told = night(options, "memory", 8 << 20)
    assert told.returncode != 0
    assert night(options).returncode == 0
    assert facts(options.data) == wanted


# ---- two at once, readers, clocks ----------------------------------------------------------------


def test_who_holds_the_folder_is_named(options: Options, room: Newsroom) -> None:
    room.slow = {RAPAT_PATH: 30.0, STUNTING_PATH: 30.0}
    arguments = ["run", "--data", options.data, "--sources", options.sources, "--allow-loopback"]
    command = [sys.executable, "-c", NIGHT, "", "0", *map(str, arguments)]
    first = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        room.wait_for(STUNTING_PATH, times=1)
        second = night(options)
        assert second.returncode == 4
        assert f"another run is writing to {options.data} (process {first.pid}, since" in (
            second.stderr
        )
        owner = place_owner(options.data / store.LOCK)
        assert owner is not None
        assert owner.pid == first.pid
    finally:
        first.kill()
        first.wait(20)
    room.slow.clear()
    assert place_owner(options.data / store.LOCK) is None  # what a dead one left holds nothing
    assert run(options, Log()).code == 0


def test_a_reader_that_stays(options: Options, room: Newsroom) -> None:
    """A long query sees the old rows to its end, and keeps no run from writing."""
    assert run(options, Log()).code == 0
    room.put(RAPAT_PATH, "Angka Kemiskinan Lahat Turun", "2024-10-28", RAPAT.format(rate="14,41"))
    with closing(sqlite3.connect(options.data / store.DATABASE)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM versions").fetchone()
        assert run(options, Log()).counts["changed"] == 1
        assert reader.execute("SELECT count(*) FROM versions").fetchone() == before
    assert query(options.data, "SELECT count(*) FROM versions") == [(3,)]


def test_a_writer_that_is_slow_is_waited_for(options: Options) -> None:
    assert run(options, Log()).code == 0
    other = sqlite3.connect(options.data / store.DATABASE, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(1.0, other.rollback)
    timer.start()
    assert run(options, Log()).code == 0
    timer.join()
    other.close()


def test_a_database_that_stays_locked(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(options, Log()).code == 0
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(options.data / store.DATABASE)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(store.StoreError, match="database is locked"):
            run(options, Log())
    assert run(options, Log()).code == 0


def test_a_night_with_a_wrong_clock(options: Options, room: Newsroom) -> None:
    """The last night believed that it was 2031; what changes now is read all the same."""
    assert run(options, Log()).code == 0
    with closing(sqlite3.connect(options.data / store.DATABASE)) as db:
        db.execute("UPDATE snapshots SET fetched_at = '2031' || substr(fetched_at, 5)")
        db.execute("UPDATE items SET found_at = '2031' || substr(found_at, 5)")
        db.execute("UPDATE runs SET started_at = '2031' || substr(started_at, 5)")
        db.commit()
    room.put(RAPAT_PATH, "Angka Kemiskinan Lahat Turun", "2024-10-28", RAPAT.format(rate="14,41"))
    outcome = run(options, Log())
    assert outcome.counts["changed"] == 1
    assert query(options.data, "SELECT level FROM issues WHERE stage = 'clock'") == [("warning",)]


def test_the_next_warc_file_follows_the_last_whatever_the_clock_says(tmp_path: Path) -> None:
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange())
    ahead = tmp_path / "rakor-20310101000000000000.warc.gz"
    warc_files(tmp_path)[0].rename(ahead)
    with Archive(tmp_path, min_free=0, max_bytes=1) as archive:
        name, _ = archive.append(exchange("http://warta.example/lain", b"lain"))
    assert name > ahead.name
    assert len(warc_files(tmp_path)) == 2


# ---- what killed runs leave ----------------------------------------------------------------------


def test_what_a_killed_publish_leaves_is_removed(options: Options) -> None:
    assert run(options, Log()).code == 0
    public = options.data / "public"
    (public / ".build-999").mkdir()
    (public / ".build-999" / "public.db").write_bytes(b"setengah")
    (public / ".current-999").symlink_to("7")
    (public / "1" / "public.redacted").write_bytes(b"setengah")
    publish(options.data)
    assert sorted(path.name for path in public.iterdir()) == ["1", "current"]
    assert sorted(path.name for path in (public / "1").iterdir()) == ["manifest.json", "public.db"]


def test_a_run_that_did_not_end_is_told(
    options: Options, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(options, Log()).code == 0
    with closing(sqlite3.connect(options.data / store.DATABASE)) as db:
        db.execute('UPDATE runs SET finished_at = NULL, "exit" = NULL')
        db.commit()
    run(options, Log(stream=sys.stderr))
    assert "run 1 did not end" in capsys.readouterr().err


def test_an_archive_that_cannot_be_closed_says_so(tmp_path: Path) -> None:
    archive = Archive(tmp_path, min_free=0)
    archive.append(exchange())
    with limited(resource.RLIMIT_FSIZE, 10), pytest.raises(ArchiveError, match="cannot be written"):
        archive.append(exchange("http://warta.example/lain", os.urandom(5000)))


# ---- migrations ----------------------------------------------------------------------------------


def old_database(data: Path) -> None:
    """A database from before the last migration, with a row in it."""
    store.open_store(data).close()
    with closing(sqlite3.connect(data / store.DATABASE)) as db:
        for table in ("stages", "alarms"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'stage_tables'")
        db.execute("INSERT INTO runs (started_at, command, versions) VALUES ('2026', 'run', '{}')")
        db.commit()


def test_a_database_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    old_database(tmp_path)
    with closing(store.open_store(tmp_path)) as db:
        assert db["stages"].exists()
        assert not migrate(db, migrations)
    copy = tmp_path / "rakor.before-stage_tables.db"
    with closing(sqlite3.connect(copy)) as db:
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
        assert db.execute("SELECT started_at FROM runs").fetchall() == [("2026",)]
    assert "stages" not in names


def test_a_new_database_is_not_copied(tmp_path: Path) -> None:
    store.open_store(tmp_path).close()
    assert not list(tmp_path.glob("*.before-*"))


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    store.open_store(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / store.DATABASE)) as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
                   "VALUES ('rakor', 'of_tomorrow', '2030')")  # fmt: skip
        db.commit()
    with pytest.raises(store.StoreError, match="written by a newer rakor"):
        store.open_store(tmp_path)
