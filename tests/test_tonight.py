"""A night is remembered: what was learnt of hosts and addresses outlives a run that was killed."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from pipelines import store
from pipelines.log import Log
from pipelines.run import Options, run
from scraper.archive import Archive, warc_files
from scraper.fetch import Fetcher, FetchError, Limits
from scraper.tonight import NIGHT, Asked, Closed
from tests import site_faults as faults
from tests.conftest import ROOT
from tests.newsroom import page as article
from tests.newsroom import write_table
from tests.site_faults import Site, html, page, redirect, serve
from tests.test_fetch import JITTER

DELAY = 0.1
QUICK = Limits(connect=5.0, read=5.0, total=9.0, backoff=0.02, patience=1.0)


def ask(data: Path, *urls: str) -> list[str]:
    """What each address gave in one run, the addresses one after another."""

    async def inner(db: Database) -> list[str]:
        delays = {"127.0.0.1": DELAY}
        tonight = store.load_tonight(db)
        with Archive(data / "archive", min_free=0) as archive:
            async with Fetcher(
                archive, allow_loopback=True, delays=delays, limits=QUICK, tonight=tonight
            ) as fetcher:
                return [await kind_of(fetcher, url) for url in urls]

    with store.writing(data) as db:
        return asyncio.run(inner(db))


async def kind_of(fetcher: Fetcher, url: str) -> str:
    try:
        await fetcher.get(url)
    except FetchError as error:
        return error.kind
    return "ok"


def ask_and_be_killed(data: Path, site: Site, path: str, times: int, *urls: str) -> None:
    """A run that is killed when the site's log shows so many requests of a path."""
    command = [sys.executable, "-m", "tests.test_tonight", str(data), *urls]
    process = subprocess.Popen(command, cwd=ROOT)
    end = time.monotonic() + 60
    while site.count(path) < times:
        assert time.monotonic() < end, f"{path} was never asked for"
        assert process.poll() is None, "the run ended before it could be killed"
        time.sleep(0.005)
    process.kill()
    process.wait(60)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(None) as site:
        yield site


# ---- killed and begun again --------------------------------------------------------------------


def test_a_host_that_is_out_stays_out(tmp_path: Path, site: Site) -> None:
    site.pages["/diam"] = faults.hang
    with serve(500, {"/a": page(html("A"))}) as out:
        ask_and_be_killed(tmp_path, site, "/diam", 1, out.url("/a"), site.url("/diam"))
        assert 1 <= out.count("/robots.txt") <= 3
        before = len(out.hits)
        assert ask(tmp_path, out.url("/a"), out.url("/b")) == ["host", "host"]
        assert len(out.hits) == before


def test_no_address_more_than_six_times_a_night(tmp_path: Path, site: Site) -> None:
    site.pages["/a"] = page(b"nanti", 503)
    ask_and_be_killed(tmp_path, site, "/a", 3, site.url("/a"))
    kinds = [ask(tmp_path, site.url("/a"))[0] for _ in range(3)]
    assert kinds[-1] == "tries"
    assert site.count("/a") == 6


def test_a_pause_that_the_site_asked_for_is_kept(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/a": page(b"nanti", 429, Retry_After="3600"), "/b": page(html("B"))}
    assert ask(tmp_path, site.url("/a")) == ["busy"]
    hits = len(site.hits)
    assert ask(tmp_path, site.url("/b"), site.url("/a")) == ["breaker", "breaker"]
    assert len(site.hits) == hits


def test_a_short_pause_is_sat_out_by_the_next_run(tmp_path: Path, site: Site) -> None:
    """Killed while it waited: the one that goes on waits as long as that one would have."""
    site.pages["/a"] = faults.failing_first(1, 429, html("A"), Retry_After="1")
    ask_and_be_killed(tmp_path, site, "/a", 1, site.url("/a"))
    with store.writing(tmp_path) as db:  # whether it had the answer or not
        until = datetime.now(UTC) + timedelta(seconds=0.9)
        closed = Closed("breaker", until, "status 429")
        store.load_tonight(db).on_close(f"127.0.0.1:{site.port}", closed)
    assert ask(tmp_path, site.url("/a")) == ["ok"]
    first = min(hit.start for hit in site.hits if hit.path == "/a")
    assert min(hit.start for hit in site.hits if hit.start > first) >= first + 0.9 - JITTER


def test_the_pace_is_kept_from_one_run_to_the_next(tmp_path: Path, site: Site) -> None:
    site.pages |= {f"/{n}": page(html(str(n))) for n in range(3)} | {"/diam": faults.hang}
    urls = [site.url(f"/{n}") for n in range(3)]
    ask_and_be_killed(tmp_path, site, "/diam", 1, *urls, site.url("/diam"))
    assert ask(tmp_path, *urls) == ["ok"] * 3
    assert min(site.gaps()) >= DELAY - JITTER
    assert site.overlaps == 0


def test_what_answered_is_asked_again(tmp_path: Path, site: Site) -> None:
    """Only requests for nothing are counted: a run by hand in the evening finds what is new."""
    site.pages["/a"] = page(html("A"))
    for _ in range(8):
        assert ask(tmp_path, site.url("/a"), site.url("/tidak-ada")) == ["ok", "gone"]
    assert (site.count("/a"), site.count("/tidak-ada"), site.count("/robots.txt")) == (8, 8, 8)


# ---- through the nightly job -------------------------------------------------------------------

RUN = """
import sys
from pathlib import Path
from pipelines.log import Log
from pipelines.run import Options, run
data, sources = map(Path, sys.argv[1:])
run(Options(data=data, sources=sources, allow_loopback=True, stages=()), Log())
"""
ENTRY = """[[source]]
id = "{id}"
name = "{id}"
kind = "news"
homepage = "{base}/"
region = "16.04"
state = "active"
delay = 0.0
words = []

[[source.listing]]
kind = "page"
url = "{base}/indeks"
link = "li a"
"""


BODY = "<p>Angka kemiskinan di Kabupaten Contoh turun menjadi 9,41 persen pada 2024.</p>" * 4
ARTICLES = ("/berita/a", "/berita/b", "/berita/c")


def outlet(path: str) -> Callable[[Any], None]:
    return page(article(f"Kemiskinan turun {path}", "2024-10-28", BODY + path).encode())


def run_and_be_killed(options: Options, site: Site, path: str) -> None:
    """A run that is killed while it waits for a page that never answers."""
    kept, site.pages[path] = site.pages[path], faults.hang
    command = [sys.executable, "-c", RUN, str(options.data), str(options.sources)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not site.count(path):
        assert time.monotonic() < end, f"{path} was never asked for"
        time.sleep(0.01)
    process.kill()
    process.wait(60)
    site.pages[path] = kept


def test_a_killed_night_goes_on_as_the_same_night(tmp_path: Path, site: Site) -> None:
    """What was had is not asked for again, and a host that is out stays out."""
    site.pages |= {"/indeks": page(html("Indeks", links=ARTICLES))}
    site.pages |= {path: outlet(path) for path in ARTICLES}
    busy = {"/robots.txt": page(b"nanti", 429, Retry_After="7200")}
    with serve(None, busy) as out:
        sources = [("a-sibuk", out.url("")), ("b-baik", site.url(""))]
        table = write_table(tmp_path, *[ENTRY.format(id=k, base=base) for k, base in sources])
        options = Options(data=tmp_path / "data", sources=table, allow_loopback=True, stages=())
        run_and_be_killed(options, site, ARTICLES[-1])
        outcome = run(options, Log())
        assert out.count("/robots.txt") == 1
    assert ["left alone tonight" in failure for failure in outcome.failures] == [True]
    assert outcome.sources["b-baik"]["new"] + outcome.sources["b-baik"]["same"] == 3
    asked = {path: site.count(path) for path in ("/indeks", *ARTICLES)}
    assert asked == {"/indeks": 1, "/berita/a": 1, "/berita/b": 1, "/berita/c": 2}
    run(options, Log())  # the run before came to its end: a new look at everything
    assert site.count("/indeks") == 2


def test_ids_are_those_of_a_run_that_was_not_killed(tmp_path: Path, site: Site) -> None:
    """The captures that a run takes over are those that the archive gives when it is replayed."""
    site.pages |= {"/indeks": page(html("Indeks", links=ARTICLES)), "/lama": redirect("/berita/b")}
    site.pages |= {path: outlet(path) for path in ARTICLES}
    table = write_table(tmp_path, ENTRY.format(id="warta", base=site.url("")))
    options = Options(data=tmp_path / "data", sources=table, allow_loopback=True, stages=())
    run_and_be_killed(options, site, ARTICLES[-1])
    with store.writing(options.data) as db:  # as if it had been killed before anything was saved
        for name in ("versions", "items", "documents", "snapshots", "listings"):
            db.conn.execute(f"DELETE FROM {name}")
        db.conn.commit()
    run(options, Log())
    again = replace(options, data=tmp_path / "lagi", warcs=(*warc_files(options.data / "archive"),))
    run(again, Log())
    first, second = (snapshots(data) for data in (options.data, again.data))
    assert first == second
    assert len(first) == 3


def snapshots(data: Path) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(data / store.DATABASE)
    found = db.execute("SELECT * FROM snapshots ORDER BY id").fetchall()
    db.close()
    return found


# ---- what is kept, and for how long ------------------------------------------------------------

NOW = datetime.now(UTC)
URL = "https://contoh.example/a"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = store.open_store(tmp_path)
    yield db
    db.close()


def kept(db: Database) -> list[tuple[Any, ...]]:
    return list(db.conn.execute("SELECT name, kind, times FROM tonight ORDER BY name"))


def test_requests_are_counted_and_taken_back(db: Database) -> None:
    tonight = store.load_tonight(db)
    for minute in range(3):
        tonight.on_ask(URL, NOW + timedelta(minutes=minute))
    tonight.on_answer(URL)
    again = store.load_tonight(db)
    assert again.asked == {URL: Asked(2, NOW + timedelta(minutes=2))}
    again.on_answer(URL)
    again.on_answer(URL)
    assert kept(db) == []


def test_a_night_ends_twelve_hours_after_its_first_request(db: Database) -> None:
    tonight = store.load_tonight(db)
    tonight.on_ask(URL, NOW - NIGHT - timedelta(seconds=1))
    tonight.on_ask(URL, NOW)  # the night began with the first one
    tonight.on_ask(URL + "b", NOW - NIGHT / 2)
    over = Closed("host", NOW - timedelta(seconds=1), "robots.txt: status 500")
    tonight.on_close("lama.example:443", over)
    tonight.on_close("baru.example:443", replace(over, until=NOW + NIGHT))
    again = store.load_tonight(db)
    assert (set(again.asked), set(again.closed)) == ({URL + "b"}, {"baru.example:443"})


def test_retry_lifts_it(tmp_path: Path, db: Database) -> None:
    from click.testing import CliRunner

    from pipelines.cli import main

    listings = json.dumps([{"url": URL}])
    for name, home in (("satu", URL), ("dua", "http://lain.example/")):
        db.conn.execute(
            "INSERT INTO sources (id, name, kind, homepage, listings, layouts, delay, state,"
            " expect) VALUES (?, 'x', 'news', ?, ?, '[]', 2.0, 'active', 0)",
            [name, home, listings if name == "satu" else "[]"],
        )
    db.conn.commit()
    tonight = store.load_tonight(db)
    tonight.on_ask(URL, NOW)
    tonight.on_close("lain.example:80", Closed("breaker", NOW + NIGHT, "x"))
    found = CliRunner().invoke(main, ["retry", "--only", "satu", "--data", str(tmp_path)])
    assert "1 hosts were to be left alone" in found.output
    assert [row[0] for row in kept(db)] == ["lain.example:80"]
    CliRunner().invoke(main, ["retry", "--data", str(tmp_path)])
    assert kept(db) == []


def test_an_older_database_gets_the_table(tmp_path: Path) -> None:
    store.open_store(tmp_path).close()
    old = sqlite3.connect(tmp_path / store.DATABASE)
    old.execute("DROP TABLE tonight")
    old.execute("ALTER TABLE runs DROP COLUMN sources")
    old.execute("DELETE FROM _sqlite_migrations WHERE name = 'night_tables'")
    old.commit()
    old.close()
    db = store.open_store(tmp_path)
    assert kept(db) == []
    db.close()


if __name__ == "__main__":
    ask(Path(sys.argv[1]), *sys.argv[2:])
