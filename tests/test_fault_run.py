"""The nightly job over the site with every fault: all that is good comes in, all else is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extract.document import ReadError
from pipelines import store
from pipelines.documents import read_page
from pipelines.log import Log
from pipelines.run import Options, Outcome, run
from scraper.content import TEXT_LIMIT
from scraper.discover import find_links
from scraper.fetch import Fetcher
from tests import site_faults as faults
from tests.newsroom import write_table
from tests.site_faults import Site, html, page, serve
from tests.test_fetch import BAD, GOOD, JITTER, QUICK, whole_site

DELAY = 0.1
TABLE = """[[source]]
id = "warta"
name = "Warta"
kind = "news"
homepage = "{base}/"
region = "16.04"
state = "active"
delay = {delay}
words = []

[[source.listing]]
kind = "page"
url = "{base}/indeks"
link = "li a"
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def options(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    """The job, with limits of seconds where a night has minutes."""
    monkeypatch.setattr("pipelines.run.Fetcher", partial(Fetcher, limits=QUICK))
    table = write_table(tmp_path, TABLE.format(base=site.url(""), delay=DELAY))
    data = tmp_path / "data"
    return Options(data=data, sources=table, allow_loopback=True, stages=("extract",))


def go(options: Options) -> Outcome:
    return run(options, Log())


def query(data: Path, sql: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(data / store.DATABASE)
    found = db.execute(sql).fetchall()
    db.close()
    return found


def paths(site: Site, urls: list[tuple[Any, ...]]) -> list[str]:
    return sorted(str(url).removeprefix(site.url("")) for (url,) in urls)


def test_a_night_over_the_site_with_every_fault(options: Options, site: Site) -> None:
    site.pages |= whole_site()
    outcome = go(options)
    moved = "/berita/pindah-alamat-lama"  # leads to another of the good ones: one document
    documents = paths(site, query(options.data, "SELECT url FROM documents"))
    assert documents == sorted(set(GOOD) - {moved})
    told = query(options.data, "SELECT url FROM issues WHERE stage <> 'extract'")
    assert paths(site, told) == sorted(BAD)
    lasting = [path for path in GOOD if not path.endswith("-lalu-baik")]
    assert {path: site.count(path) for path in lasting} == dict.fromkeys(lasting, 1)
    assert site.count("/rahasia/jangan-dibaca-ya") == 0
    assert max(site.count(path) for path in site.pages) <= 6
    assert min(site.gaps()) >= DELAY - JITTER
    assert site.overlaps == 0
    counts = outcome.sources["warta"]
    assert (counts["new"], counts["failed"]) == (len(documents), len(outcome.failures))


def test_an_unchanged_second_night(options: Options, site: Site) -> None:
    """Conditional requests only, nothing read for facts again, no row changed."""
    articles = {f"/berita/kemiskinan-turun-{n}": html(f"Turun {n}") for n in range(3)}
    indeks = html("Indeks", links=tuple(articles))
    pages = {"/indeks": indeks, "/robots.txt": b"User-agent: *\nDisallow: /x\n", **articles}
    site.pages |= {path: faults.with_etag(body, f'"{path}"') for path, body in pages.items()}
    assert go(options).counts["extracted"] == 3
    tables = ("documents", "versions", "snapshots", "items", "figures", "issues", "tonight")
    before = [query(options.data, f"SELECT * FROM {name}") for name in tables]
    hits = len(site.hits)
    outcome = go(options)
    assert (outcome.counts["same"], outcome.counts["extracted"]) == (3, 0)
    assert len(site.hits) == 2 * hits
    assert all("If-None-Match" in hit.headers for hit in site.hits[hits:])
    assert [query(options.data, f"SELECT * FROM {name}") for name in tables] == before


def test_a_site_that_is_out_costs_the_others_nothing(
    options: Options, site: Site, tmp_path: Path
) -> None:
    site.pages |= {"/indeks": page(html("Indeks", links=("/berita/a",)))}
    site.pages["/berita/a"] = page(html("Kemiskinan turun"))
    with serve(500) as out:
        lost = TABLE.format(base=out.url(""), delay=DELAY).replace("warta", "lain").strip()
        entry = TABLE.format(base=site.url(""), delay=DELAY)
        table = write_table(tmp_path, lost + "\n", entry)
        both = replace(options, sources=table)
        outcome = go(both)
        assert (outcome.code, outcome.counts["new"]) == (1, 1)
        asked = len(out.hits)
        assert {hit.path for hit in out.hits} == {"/robots.txt"}
        go(both)
        assert len(out.hits) == asked


LARGE = b"<html><p>Angka kemiskinan turun.</p>" + b" " * TEXT_LIMIT
URL = "https://warta.example/besar"


@pytest.mark.parametrize("media_type", ["text/html", "application/xhtml+xml", "text/plain"])
def test_a_page_that_is_too_large_is_not_parsed(media_type: str) -> None:
    """Parsed it would take twenty times its size of memory."""
    with pytest.raises(ReadError, match=r"besar: 5 MB, more than 5; no page with an article"):
        read_page(LARGE, media_type, url=URL)
    with pytest.raises(ReadError, match="besar: 5 MB"):
        find_links("page", LARGE, URL)
