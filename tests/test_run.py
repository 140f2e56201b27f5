"""The nightly job over an invented outlet on loopback: real HTTP, real files, real SQLite."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path

import httpx
import pytest
from pytest_httpserver import HTTPServer

from extract.document import TableError
from pipelines.evaluate import GoldDocument, load_gold
from pipelines.log import Log
from pipelines.run import Options, Outcome, run, summary
from pipelines.store import DATABASE, StoreError
from scraper.archive import warc_files
from tests.newsroom import (
    EMPTY,
    ITEMS,
    RAPAT,
    RAPAT_PATH,
    STUNTING_PATH,
    Newsroom,
    feed,
    open_newsroom,
    source_entry,
    write_table,
)
from tests.test_serve import served

Rows = dict[str, list[tuple[object, ...]]]
# Rows that tell of runs, not of what they found.
NOT_CONTENT = ("runs", "stages", "alarms", "_sqlite_migrations")


@pytest.fixture
def room(httpserver: HTTPServer) -> Newsroom:
    return open_newsroom(httpserver)


@pytest.fixture
def options(room: Newsroom, tmp_path: Path) -> Options:
    """The job up to the facts; few tests look at what follows."""
    table = write_table(tmp_path, source_entry(room))
    data = tmp_path / "data"
    return Options(data=data, sources=table, allow_loopback=True, stages=("extract",))


@pytest.fixture
def whole(options: Options) -> Options:
    """The whole job."""
    return replace(options, stages=Options(data=options.data).stages)


def content(data: Path, leave: tuple[str, ...] = ()) -> Rows:
    """Every row of the database but those about runs."""
    db = sqlite3.connect(data / DATABASE)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: sorted(db.execute(f'SELECT * FROM "{name}"'), key=repr)
        for name in names
        if name not in (*NOT_CONTENT, *leave)
    }
    db.close()
    return found


def query(data: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(data / DATABASE)
    found = db.execute(sql).fetchall()
    db.close()
    return found


@pytest.fixture
def go(capsys: pytest.CaptureFixture[str]) -> Callable[[Options], Outcome]:
    return lambda options: run(options, Log())


Go = Callable[[Options], Outcome]

RATES = "SELECT value FROM figures WHERE quote LIKE '%persen' ORDER BY value"


# ---- the line through the whole house ----------------------------------------------------------


def test_from_feed_to_facts_and_public_file(whole: Options, go: Go) -> None:
    options = whole
    outcome = go(options)
    assert (outcome.code, outcome.counts["new"]) == (0, 2)
    assert [row[0] for row in query(options.data, RATES)] == [11.3, 12.5, 14.14, 16.2]
    regions = "SELECT DISTINCT wilayah FROM pernyataan ORDER BY wilayah"
    named = [row[0] for row in query(options.data, regions)]
    assert named == ["Kabupaten Lahat", "Kabupaten Muara Enim"]
    assert query(options.data, "SELECT count(*) FROM janji")[0][0]
    assert (options.data / "public" / "current" / "public.db").is_file()
    assert warc_files(options.data / "archive")


def test_what_is_of_no_interest_is_not_fetched(options: Options, go: Go, room: Newsroom) -> None:
    outcome = go(options)
    assert "/2025/01/panen-kopi" not in dict(room.requests)
    assert outcome.skipped["no word of interest in title, summary or address"] == 1


def test_a_second_run_changes_no_row(options: Options, go: Go, room: Newsroom) -> None:
    go(options)
    before = content(options.data)
    room.requests.clear()
    outcome = go(options)
    assert content(options.data) == before
    assert outcome.counts["same"] == 2
    assert {status for path, status in room.requests if path != "/robots.txt"} == {304}
    assert query(options.data, 'SELECT "exit" FROM runs') == [(0,), (0,)]


def test_a_changed_article_is_a_new_version(whole: Options, go: Go, room: Newsroom) -> None:
    options = whole
    go(options)
    room.put(RAPAT_PATH, "Angka Kemiskinan Lahat Turun", "2024-10-28", RAPAT.format(rate="14,41"))
    assert go(options).counts["changed"] == 1
    assert [row[0] for row in query(options.data, RATES)] == [11.3, 12.5, 14.41, 16.2]
    assert query(options.data, "SELECT max(n), count(*) FROM versions") == [(2, 3)]
    current = sqlite3.connect(options.data / "public" / "current" / "public.db")
    assert current.execute("SELECT 1 FROM pernyataan WHERE nilai = 14.41").fetchall() == [(1,)]
    current.close()


def test_the_archive_gives_the_same_ids_and_facts(options: Options, go: Go, room: Newsroom) -> None:
    go(options)
    room.put(RAPAT_PATH, "Angka Kemiskinan Lahat Turun", "2024-10-28", RAPAT.format(rate="14,41"))
    go(options)
    go(options)
    before = content(options.data, leave=("items",))
    room.requests.clear()
    for path in options.data.glob(DATABASE + "*"):
        path.unlink()
    again = replace(options, warcs=tuple(warc_files(options.data / "archive")))
    assert go(again).code == 0
    assert content(options.data, leave=("items",)) == before
    go(again)  # and once more, on the database that is there
    assert content(options.data, leave=("items",)) == before
    assert room.requests == []


def test_from_warc_needs_no_listing(options: Options, go: Go, room: Newsroom) -> None:
    """Another table, in which the listing has moved: pages belong to their source all the same."""
    go(options)
    assert options.sources is not None
    text = options.sources.read_text("utf-8").replace("/feed", "/umpan")
    options.sources.write_text(text, "utf-8")
    for path in options.data.glob(DATABASE + "*"):
        path.unlink()
    go(replace(options, warcs=tuple(warc_files(options.data / "archive"))))
    assert query(options.data, "SELECT count(*) FROM documents") == [(2,)]


def test_real_articles_served_as_pages(
    whole: Options, go: Go, room: Newsroom, shared: Path
) -> None:
    """The five real articles that are kept beside the checkout, each as a page of the outlet."""
    items = []

    def put(gold: GoldDocument, old: str = "", new: str = "") -> None:
        lines = gold.text.replace(old, new).split("\n") if old else gold.text.split("\n")
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
        title = gold.facts["title"] or gold.id
        room.put(f"/{gold.id}", escape(title), gold.facts["published"], paragraphs)

    for n, gold in enumerate(load_gold([shared / "gold" / "seeds"])):
        put(gold)
        items.append((f"/{gold.id}", f"kemiskinan {n}", "Mon, 28 Oct 2024 09:00:00 +0700"))
    room.pages["/feed"] = ("application/rss+xml", feed(room.base, items))
    assert go(whole).counts["new"] == 5
    with served(whole.data) as client:
        assert 14.14 in stated_of_lahat(client)
        put(next(g for g in load_gold([shared / "gold" / "seeds"]) if g.id == "lahat-2024"),
            "14, 14%", "15, 15%")  # fmt: skip
        assert go(whole).counts["changed"] == 1
        assert 15.15 in stated_of_lahat(client)


def stated_of_lahat(client: httpx.Client) -> list[float]:
    answer = client.get(
        "/public/pernyataan.json",
        params={"wilayah__exact": "Kabupaten Lahat", "_shape": "array", "_size": "max"},
    )
    answer.raise_for_status()
    return [row["nilai"] for row in answer.json()]


def test_an_archive_of_other_sources(options: Options, go: Go, tmp_path: Path) -> None:
    go(options)
    again = replace(options, warcs=tuple(warc_files(options.data / "archive")))
    renamed = (options.sources or tmp_path).read_text("utf-8").replace("warta-contoh", "warta-baru")
    (tmp_path / "lain.toml").write_text(renamed, "utf-8")
    by_host = replace(again, data=tmp_path / "lain", sources=tmp_path / "lain.toml")
    assert go(by_host).counts["new"] == 2
    other = renamed.replace("http://localhost", "http://warta.example")
    (tmp_path / "lain.toml").write_text(other, "utf-8")
    outcome = go(replace(by_host, data=tmp_path / "asing"))
    assert outcome.code == 1
    assert "belong to no source of the table" in failures(outcome)


# ---- options -----------------------------------------------------------------------------------


def test_limit_goes_on_the_next_night(options: Options, go: Go) -> None:
    one = replace(options, limit=1)
    assert go(one).counts["new"] == 1
    assert go(options).counts["new"] == 1


def test_since(options: Options, go: Go) -> None:
    from datetime import date

    outcome = go(replace(options, since=date(2025, 1, 1)))
    assert query(options.data, "SELECT published FROM documents") == [("2025-01-15",)]
    assert outcome.skipped["older than --since"] == 1


def test_since_goes_back_as_far_as_the_listing(
    options: Options, go: Go, room: Newsroom, tmp_path: Path
) -> None:
    """Beyond the pages that a night looks at, and no further than the day that was given."""
    from datetime import date, timedelta

    for n in range(1, 71):
        day = date(2024, 12, 31) - timedelta(days=n)
        link = f"<p>{day:%d/%m/%Y} <a href='/{n}'>Angka kemiskinan Lahat turun lagi {n}</a></p>"
        more = f"<a rel='next' href='/daftar/{n + 1}'>lama</a>"
        room.pages[f"/daftar/{n}"] = ("text/html", f"<main><div>{link}</div></main>{more}")
    entry = source_entry(room).replace('"feed"', '"page"').replace("/feed", "/daftar/1")
    table = write_table(tmp_path, entry + 'link = "p a"\n')
    go(replace(options, sources=table, since=date(2024, 11, 1), limit=0))
    assert query(options.data, "SELECT count(*) FROM items WHERE state = 'found'") == [(60,)]
    assert ("/daftar/61", 200) in room.requests
    assert "/daftar/62" not in dict(room.requests)


def test_a_night_ends(
    options: Options, go: Go, room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    with monkeypatch.context() as night:
        night.setattr("pipelines.run.NIGHT", timedelta(seconds=-1))
        outcome = go(options)
    assert outcome.skipped["the night is over; the next run asks for it"] == 2
    assert RAPAT_PATH not in dict(room.requests)
    assert go(options).counts["new"] == 2


def test_only(options: Options, go: Go, room: Newsroom, tmp_path: Path) -> None:
    two = write_table(
        tmp_path, source_entry(room, "warta-contoh"), source_entry(room, "warta-lain")
    )
    go(replace(options, sources=two, only=("warta-lain",)))
    assert query(options.data, "SELECT DISTINCT source FROM documents") == [("warta-lain",)]
    with pytest.raises(TableError, match="no source with id 'salah'"):
        go(replace(options, only=("salah",)))


def test_untried_sources_are_left_alone(options: Options, go: Go, room: Newsroom) -> None:
    assert options.sources is not None
    text = options.sources.read_text("utf-8").replace('"active"', '"untried"')
    options.sources.write_text(text, "utf-8")
    outcome = go(options)
    assert room.requests == []
    assert outcome.skipped["source untried"] == 1


def test_a_folder_of_files(options: Options, go: Go, tmp_path: Path) -> None:
    folder = tmp_path / "berkas"
    folder.mkdir()
    (folder / "a.txt").write_text("Angka kemiskinan Kabupaten Lahat 14,14 persen pada 2023.\n")
    (folder / "kosong.txt").write_text(" \n")
    (folder / "gambar.xyz").write_bytes(b"?")
    from_folder = replace(options, folder=folder)
    outcome = go(from_folder)
    assert (outcome.code, outcome.counts["new"]) == (1, 1)
    assert any("kosong.txt: no text in it" in failure for failure in outcome.failures)
    assert outcome.skipped["files .xyz are not read"] == 1
    before = content(options.data, leave=("issues",))
    go(from_folder)
    assert content(options.data, leave=("issues",)) == before
    for path in options.data.glob(DATABASE + "*"):
        path.unlink()
    go(replace(options, warcs=tuple(warc_files(options.data / "archive"))))
    assert content(options.data, leave=("issues",)) == before


# ---- bad input: one clear line, and the rest goes on -------------------------------------------


def failures(outcome: Outcome) -> str:
    return "\n".join(outcome.failures)


def test_a_page_without_text(options: Options, go: Go, room: Newsroom) -> None:
    room.put(RAPAT_PATH, "Kemiskinan", "2024-10-28", EMPTY)
    outcome = go(options)
    assert (outcome.code, outcome.counts["new"]) == (1, 1)
    assert f"{RAPAT_PATH}: no article text found" in failures(outcome)
    issue = "SELECT stage, source, level FROM issues"
    assert query(options.data, issue) == [("read", "warta-contoh", "error")]
    before = content(options.data)
    assert go(options).code == 1
    assert content(options.data) == before


def test_a_mended_page_ends_its_issue(options: Options, go: Go, room: Newsroom) -> None:
    room.put(RAPAT_PATH, "Kemiskinan", "2024-10-28", EMPTY)
    go(options)
    room.put(RAPAT_PATH, "Kemiskinan", "2024-10-28", RAPAT.format(rate="14,14"))
    assert go(options).code == 0
    assert query(options.data, "SELECT * FROM issues") == []


def test_a_feed_that_is_no_xml(options: Options, go: Go, room: Newsroom, tmp_path: Path) -> None:
    room.pages["/rusak"] = ("application/rss+xml", "bukan XML")
    broken = source_entry(room, "warta-a").replace("/feed", "/rusak")
    table = write_table(tmp_path, broken, source_entry(room))
    outcome = go(replace(options, sources=table))
    assert (outcome.code, outcome.counts["new"]) == (1, 2)
    assert "warta-a" in failures(outcome)
    assert "/rusak: is no feed" in failures(outcome)


def test_an_unknown_host(options: Options, go: Go, room: Newsroom, tmp_path: Path) -> None:
    lost = source_entry(room, "warta-a").replace(room.base, "http://tidak-ada.invalid")
    table = write_table(tmp_path, lost, source_entry(room))
    assert go(replace(options, sources=table)).counts["new"] == 2


def test_a_private_address(options: Options, go: Go, room: Newsroom) -> None:
    outcome = go(replace(options, allow_loopback=False))
    assert outcome.code == 1
    assert "not a public address" in failures(outcome)
    assert room.requests == []


def test_a_page_that_is_gone_is_no_failure(options: Options, go: Go, room: Newsroom) -> None:
    del room.pages[STUNTING_PATH]
    outcome = go(options)
    assert (outcome.code, outcome.counts["new"]) == (0, 1)
    assert any("404" in reason for reason in outcome.skipped)


def test_a_page_that_vanishes_is_marked_and_keeps_its_facts(
    options: Options, go: Go, room: Newsroom
) -> None:
    go(options)
    before = query(options.data, "SELECT id, document, value FROM figures ORDER BY id")
    assert before
    del room.pages[RAPAT_PATH]
    assert go(options).code == 0
    assert query(options.data, "SELECT id, document, value FROM figures ORDER BY id") == before
    marked = query(options.data, f"SELECT state, reason FROM items WHERE url LIKE '%{RAPAT_PATH}'")
    assert len(marked) == 1
    assert "404" in str(marked[0][1])


def test_a_broken_table(options: Options, go: Go) -> None:
    assert options.sources is not None
    options.sources.write_text('[[source]]\nid = "a"\nwarna = "biru"\n', "utf-8")
    with pytest.raises(TableError, match=r"sumber\.toml:3: unknown key 'warna'"):
        go(options)
    assert not options.data.exists()


def test_a_data_folder_that_cannot_be_written(options: Options, go: Go, tmp_path: Path) -> None:
    """Root may write everywhere, but not make a folder inside a file."""
    (tmp_path / "berkas").write_text("")
    with pytest.raises(StoreError, match="cannot be written to"):
        go(replace(options, data=tmp_path / "berkas" / "data"))


def test_a_damaged_warc(options: Options, go: Go, tmp_path: Path) -> None:
    path = tmp_path / "rusak.warc.gz"
    path.write_bytes(b"bukan arsip")
    outcome = go(replace(options, warcs=(path,)))
    assert outcome.code == 1
    assert "rusak.warc.gz" in failures(outcome)


def test_a_killed_run_goes_on(options: Options, go: Go) -> None:
    """What was saved before the end of a run is read for facts by the next one."""
    go(replace(options, stages=()))
    assert query(options.data, "SELECT count(*) FROM figures") == [(0,)]
    outcome = go(options)
    assert outcome.counts["extracted"] == 2
    assert len(query(options.data, RATES)) == 4


def test_copies_are_one_voice(options: Options, go: Go, room: Newsroom, tmp_path: Path) -> None:
    body = RAPAT.format(rate="14,14") + "<p>Rapat itu dihadiri seluruh camat di daerah itu.</p>"
    room.put("/salinan", "Lahat Tekan Angka Kemiskinan", "2024-10-29", body)
    item = ("/salinan", "Lahat Tekan Angka Kemiskinan", "Tue, 29 Oct 2024 09:00:00 +0700")
    room.pages["/feed"] = ("application/rss+xml", feed(room.base, [*ITEMS, item]))
    both = replace(options, stages=("extract", "copies"))
    go(both)
    origin = (
        "SELECT o.url, d.url FROM copies c JOIN documents o ON o.id = c.origin JOIN documents d"
    )
    found = query(options.data, f"{origin} ON d.id = c.document ORDER BY d.published")
    assert found == [(room.base + RAPAT_PATH, room.base + p) for p in (RAPAT_PATH, "/salinan")]
    before = content(options.data)
    go(both)
    assert content(options.data) == before


SLOW_RUN = """
import sys
from pathlib import Path
from pipelines.log import Log
from pipelines.run import Options, run
data, sources = map(Path, sys.argv[1:])
run(Options(data=data, sources=sources, allow_loopback=True, stages=("extract",)), Log())
"""


def test_a_run_that_was_killed_in_the_middle(
    options: Options, go: Go, room: Newsroom, tmp_path: Path
) -> None:
    clean = replace(options, data=tmp_path / "other")
    go(clean)
    room.slow = {STUNTING_PATH: 30.0, RAPAT_PATH: 0.0}
    command = [sys.executable, "-c", SLOW_RUN, str(options.data), str(options.sources)]
    killed = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    room.wait_for(STUNTING_PATH, times=2)
    killed.kill()
    killed.wait(20)
    room.slow.clear()
    assert query(options.data, 'SELECT "exit" FROM runs') == [(None,)]
    assert go(options).code == 0
    facts = ("documents", "figures", "claims", "commitments", "officials", "meetings")
    there, here = content(clean.data), content(options.data)
    assert {name: here[name] for name in facts} == {name: there[name] for name in facts}


def test_pages_of_a_listing_that_broke_off(
    options: Options, go: Go, room: Newsroom, tmp_path: Path
) -> None:
    """The first page is known, but what the second one lists was never seen: it is read again."""
    pages = [f"<a href='{STUNTING_PATH}'>Prevalensi stunting turun di Muara Enim</a>"
             "<a rel='next' href='/daftar/2'>lama</a>",
             f"<a href='{RAPAT_PATH}'>Angka kemiskinan Lahat turun lagi</a>"]  # fmt: skip
    room.pages["/daftar"] = ("text/html", f"<main>{pages[0]}</main>")
    entry = source_entry(room).replace('"feed"', '"page"').replace("/feed", "/daftar")
    room.pages["/daftar/2"] = ("video/mp4", "bukan halaman")
    listed = replace(options, sources=write_table(tmp_path, entry))
    assert go(listed).counts["new"] == 1
    room.pages["/daftar/2"] = ("text/html", f"<main>{pages[1]}</main>")
    assert go(listed).counts["new"] == 1
    room.requests.clear()
    assert go(listed).counts["new"] == 0
    assert "/daftar/2" not in dict(room.requests)


def test_a_listing_page_that_names_nothing(
    options: Options, go: Go, room: Newsroom, tmp_path: Path
) -> None:
    """Its markup has changed: that is told, it is no quiet night."""
    entry = source_entry(room).replace('"feed"', '"page"').replace("/feed", "/daftar")
    room.pages["/daftar"] = ("text/html", "<main><p>Daftar berita</p></main>")
    outcome = go(replace(options, sources=write_table(tmp_path, entry)))
    assert outcome.code == 1
    assert "/daftar: names no article; correct the listing's link" in failures(outcome)


# ---- what is said ------------------------------------------------------------------------------


def test_summary(options: Options, go: Go, room: Newsroom) -> None:
    room.put(RAPAT_PATH, "Kemiskinan", "2024-10-28", EMPTY)
    lines = summary(go(options))
    assert lines[0] == "documents: 1 new, 0 changed, 0 same"
    assert "skipped 1: no word of interest in title, summary or address" in lines
    assert "failed 1:" in lines
    assert "found: 3 addresses in the listings" in lines


def test_what_each_source_gave_is_told_and_kept(
    options: Options, go: Go, room: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    room.put(RAPAT_PATH, "Kemiskinan", "2024-10-28", EMPTY)
    outcome = go(options)
    told = "warta-contoh: 3 found, 1 new, 0 changed, 0 same, 1 skipped, 1 failed"
    assert told in capsys.readouterr().err
    [[counts]] = query(options.data, "SELECT sources FROM runs")
    assert json.loads(str(counts)) == {"warta-contoh": dict(outcome.sources["warta-contoh"])}


def test_a_silent_source_is_told_at_the_end(options: Options, go: Go) -> None:
    """Its newest item is of January 2025, and it was asked today."""
    [line] = [line for line in summary(go(options)) if line.startswith("silent")]
    assert line.startswith("silent: warta-contoh: nothing new since 2025-01-16")


def test_no_demo_data_beside_real_sources(options: Options, go: Go, room: Newsroom) -> None:
    from pipelines.demo import DemoError

    go(options)
    assert options.sources is not None
    text = options.sources.read_text("utf-8").replace('"warta-contoh"', '"contoh-warta"')
    options.sources.write_text(text, "utf-8")
    with pytest.raises(DemoError, match="never share"):
        go(options)
