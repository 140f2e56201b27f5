"""The table of sources: what it accepts, what it refuses and with which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extract.document import TableError
from scraper.sources import DEFAULT_WORDS, Layout, Listing, Source, load_sources, region_codes

ENTRY = """
[[source]]
id = "contoh-lahat"
name = "Contoh Lahat"
kind = "news"
homepage = "https://contoh.example/"
region = "16.04"
"""
FULL = (
    ENTRY
    + """group = "Contoh Media"
state = "broken"
reason = "tata letak berubah"
since = 2026-03-01
expect = 2
delay = 3
words = ["kemiskinan", "stunting"]

[[source.listing]]
kind = "wordpress"
url = "https://contoh.example/wp-json/wp/v2/posts?search=kemiskinan"

[[source.listing]]
kind = "page"
url = "https://contoh.example/berita"
link = "article h2 a"
next = "a.next"

[[source.layout]]
body = "div.isi-lama"
until = 2024-06-30

[[source.layout]]
body = "div.entry-content"
title = "h1"
date = "time"
author = ".penulis"
remove = ".iklan, .terkait"
"""
)
SECOND = ENTRY.replace("contoh-lahat", "contoh-musi")


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_full_entry(tmp_path: Path) -> None:
    [source] = load_sources(table(tmp_path, FULL))
    assert source == Source(
        id="contoh-lahat",
        name="Contoh Lahat",
        kind="news",
        homepage="https://contoh.example/",
        region="16.04",
        group="Contoh Media",
        listings=(
            Listing("wordpress", "https://contoh.example/wp-json/wp/v2/posts?search=kemiskinan"),
            Listing("page", "https://contoh.example/berita", "article h2 a", "a.next"),
        ),
        layouts=(
            Layout("div.isi-lama", until=date(2024, 6, 30)),
            Layout("div.entry-content", "h1", "time", ".penulis", ".iklan, .terkait"),
        ),
        state="broken",
        reason="tata letak berubah",
        since=date(2026, 3, 1),
        expect=2,
        delay=3.0,
        words=("kemiskinan", "stunting"),
    )


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    [source] = load_sources(table(tmp_path, ENTRY))
    assert (source.state, source.delay, source.expect, source.words) == ("untried", 2.0, 0, None)
    assert (source.listings, source.layouts) == ((), ())


def test_no_source_at_all(tmp_path: Path) -> None:
    assert load_sources(table(tmp_path, "# kosong\n")) == ()


FEED = ENTRY + '[[source.listing]]\nkind = "feed"\n'
PAGE = FEED.replace("feed", "page") + 'url = "https://a.example/"\n'
URL = 'url = "https://a.example/"\n'
LAYOUT = ENTRY + '[[source.layout]]\nbody = "p"\n'

# What is refused: the text, the line that is named, a piece of the reason.
REFUSED = [
    ("unknown key", ENTRY + 'warna = "biru"\n', 8, "unknown key 'warna'"),
    ("unknown table", ENTRY + "[lain]\n", 8, "unknown key 'lain'"),
    ("duplicate id", ENTRY + ENTRY, 10, "is there twice"),
    ("unsorted ids", SECOND + ENTRY, 10, "not sorted"),
    ("unknown region", ENTRY.replace("16.04", "99.99"), 7, "region '99.99'"),
    ("empty region", ENTRY.replace("16.04", ""), 7, "region"),
    ("bad TOML", ENTRY + "expect = \n", 8, "is no TOML"),
    ("key given twice", ENTRY + 'name = "x"\n', 8, "is no TOML"),
    ("no name", ENTRY.replace('name = "Contoh Lahat"\n', ""), 2, "name must be a text"),
    ("wrong kind", ENTRY.replace('"news"', '"blog"'), 5, "kind 'blog' is none of"),
    ("wrong state", ENTRY + 'state = "hidup"\n', 8, "state 'hidup' is none of"),
    ("paused without reason", ENTRY + 'state = "paused"\n', 8, "needs reason and since"),
    ("broken without day", ENTRY + 'state = "broken"\nreason = "x"\n', 8, "needs reason and since"),
    ("since no day", ENTRY + 'since = "kemarin"\n', 8, "must be a day"),
    ("id in capitals", ENTRY.replace("contoh-lahat", "Contoh"), 3, "lower-case"),
    ("homepage no address", ENTRY.replace("https://contoh.example/", "contoh"), 6, "no http"),
    ("delay below zero", ENTRY + "delay = -1\n", 8, "delay must be a number"),
    ("expect a fraction", ENTRY + "expect = 1.5\n", 8, "expect must be a number"),
    ("expect a truth", ENTRY + "expect = true\n", 8, "expect must be a number"),
    ("words a text", ENTRY + 'words = "kemiskinan"\n', 8, "words must be a list"),
    ("listing of unknown kind", FEED.replace("feed", "rss"), 9, "kind 'rss'"),
    ("listing without url", FEED, 8, "url must be a text"),
    ("listing with unknown key", FEED + URL + 'page = 2\n', 11, "unknown key 'page'"),
    ("file address", FEED + 'url = "file:///etc/passwd"\n', 10, "no http"),
    ("selector for a feed", FEED + URL + 'link = "a"\n', 11, "for kind page"),
    ("broken selector", PAGE + 'link = "a[["\n', 11, "no CSS selector"),
    ("layout without body", ENTRY + '[[source.layout]]\ntitle = "h1"\n', 8, "body must be a text"),
    ("last layout closed", LAYOUT + 'until = 2024-01-01\n', 2, "layouts go from old"),
    ("two open layouts", LAYOUT + '[[source.layout]]\nbody = "q"\n', 2, "layouts go from old"),
    ("listing no table", ENTRY + 'listing = "x"\n', 8, "[[source.listing]]"),
    ("source no list", 'source = "x"\n', 1, "[[source]]"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_refused_with_file_line_and_reason(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = table(tmp_path, text)
    with pytest.raises(TableError) as caught:
        load_sources(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert reason in str(caught.value)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        load_sources(tmp_path / "tidak-ada.toml")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TableError, match="cannot be read"):
        load_sources(path)


def test_regions_of_the_caller(tmp_path: Path) -> None:
    path = table(tmp_path, ENTRY)
    assert load_sources(path, {"16.04"})
    with pytest.raises(TableError, match="region"):
        load_sources(path, {"16"})


def test_the_package_s_own_table() -> None:
    sources = load_sources()
    assert len(sources) >= 60
    assert {source.state for source in sources} == {"untried"}
    assert all(source.listings for source in sources)
    assert {source.kind for source in sources} == {"news", "government"}
    assert len({source.homepage for source in sources}) == len(sources)
    assert not any(".example" in source.homepage for source in sources)


def test_every_outlet_of_the_survey_is_in_the_table(shared: Path) -> None:
    import csv

    with open(shared / "pages" / "outlets.csv", encoding="utf-8") as file:
        domains = {row["domain"] for row in csv.DictReader(file)}
    # two rows are no outlets: a kind of site, and an aggregator of rewritten stories
    domains -= {"desa (OpenSID / WordPress)", "semarang.qpoe.com"}
    pages = " ".join(source.homepage for source in load_sources())
    assert [domain for domain in sorted(domains) if domain not in pages] == []


def test_region_codes_are_those_of_the_gazetteer() -> None:
    codes = region_codes()
    assert {"ID", "16", "16.04", "31"} <= codes
    assert len(codes) >= 553


def test_words_of_interest_are_distinct() -> None:
    lowered = [word.lower() for word in DEFAULT_WORDS]
    assert len(set(lowered)) == len(lowered)
    assert {"kemiskinan", "miskin", "stunting", "tkpk"} <= set(lowered)
