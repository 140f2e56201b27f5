"""Discovery: feeds, sitemaps, WordPress and listing pages give their articles."""

from __future__ import annotations

import asyncio
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import ReadError
from scraper.discover import (
    READERS,
    Found,
    Link,
    draft_source,
    find_links,
    listing_url,
    read_listing,
    try_source,
    wanted,
)
from scraper.fetch import FetchError, canonical_url
from scraper.sources import Listing, Source, load_sources

BASE = "https://contoh.example/"
TITLE = "Angka kemiskinan turun"
WIB = timezone(timedelta(hours=7))


def rss(items: str, before: str = "", channel: str = "") -> bytes:
    return (
        f'{before}<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
        'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Contoh</title>'
        f"<link>{BASE}</link>{channel}{items}</channel></rss>"
    ).encode()


def item(link: str = BASE + "a", title: str = TITLE, more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


# --- feeds

ORIGINAL = f"<feedburner:origLink>{BASE}asli</feedburner:origLink>"
EXCERPT = (
    "<pubDate>Thu, 05 Mar 2026 01:30:00 +0000</pubDate>"
    "<description>&lt;p&gt;Singkat&lt;/p&gt;</description>"
)
WHOLE = (
    "<description>Singkat</description>"
    "<content:encoded><![CDATA[<p>Lebih panjang</p>]]></content:encoded>"
)
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Contoh</title>
<entry><title>Rembuk stunting</title><link rel="alternate" href="/2026/03/rembuk.html"/>
<id>tag:contoh.example,2026:1</id><published>2026-03-05T08:00:00+07:00</published>
<summary>Ringkasan</summary></entry></feed>"""
FIRST = [
    ("plain", rss(item()), Link(BASE + "a", TITLE)),
    ("blank lines first", rss(item(), before="\n\r\n \n"), Link(BASE + "a", TITLE)),
    ("mark first", b"\xef\xbb\xbf" + rss(item()), Link(BASE + "a", TITLE)),
    ("relative link", rss(item("/2026/a")), Link(BASE + "2026/a", TITLE)),
    (
        "entities in the title",
        rss(item(title="Bappeda &amp;#8211; &amp;quot;TKPK&amp;quot;")),
        Link(BASE + "a", "Bappeda – \"TKPK\""),
    ),
    (
        "redirector with original",
        rss(item("http://feedproxy.google.com/~r/x/1", more=ORIGINAL)),
        Link(BASE + "asli", TITLE),
    ),
    (
        "redirector with guid",
        rss(item("http://x.feedsportal.com/c/1/s.htm", more=f"<guid>{BASE}asli</guid>")),
        Link(BASE + "asli", TITLE),
    ),
    (
        "guid of WordPress is no address",
        rss(item(more=f'<guid isPermaLink="false">{BASE}?p=7</guid>')),
        Link(BASE + "a", TITLE),
    ),
    (
        "excerpt and date",
        rss(item(more=EXCERPT)),
        Link(BASE + "a", TITLE, datetime(2026, 3, 5, 1, 30, tzinfo=UTC), "Singkat"),
    ),
    (
        "full text",
        rss(item(more=WHOLE)),
        Link(BASE + "a", TITLE, None, "Lebih panjang"),
    ),
    (
        "Indonesian date",
        rss(item(more="<pubDate>Kam, 10 Okt 2024 17:20 WIB</pubDate>")),
        Link(BASE + "a", TITLE, datetime(2024, 10, 10, 17, 20, tzinfo=WIB)),
    ),
    (
        "Atom",
        ATOM,
        Link(
            BASE + "2026/03/rembuk.html",
            "Rembuk stunting",
            datetime(2026, 3, 5, 1, tzinfo=UTC),
            "Ringkasan",
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "link"), [f[1:] for f in FIRST], ids=[f[0] for f in FIRST])
def test_feed(body: bytes, link: Link) -> None:
    assert find_links("feed", body, BASE).links == [link]


def test_feed_that_is_empty_or_has_items_without_address() -> None:
    assert find_links("feed", rss(""), BASE) == Found([])
    assert find_links("feed", rss("<item><title>Tanpa alamat</title></item>"), BASE).links == []


def test_feed_with_a_next_page() -> None:
    channel = f'<atom:link rel="next" href="{BASE}feed?paged=2"/>'
    assert find_links("feed", rss(item(), channel=channel), BASE).next == BASE + "feed?paged=2"


def test_same_address_twice_is_one_link() -> None:
    twice = rss(
        item(title="Pendek")
        + item(title="Judul yang lebih panjang", more="<description>Isi</description>")
    )
    assert find_links("feed", twice, BASE).links == [
        Link(BASE + "a", "Judul yang lebih panjang", None, "Isi")
    ]


PAGE = b"<!doctype html><html><body><h1>Halaman tidak ditemukan</h1></body></html>"
NO_LISTING = [
    ("feed is a page", "feed", PAGE),
    ("feed is empty", "feed", b""),
    ("feed is JSON", "feed", b'{"a": 1}'),
    ("sitemap is a page", "sitemap", PAGE),
    ("sitemap is empty", "sitemap", b""),
    ("sitemap is a feed", "sitemap", rss(item())),
    ("sitemap is torn gzip", "sitemap", gzip.compress(b"<urlset/>")[:-9]),
    ("wordpress is a page", "wordpress", PAGE),
    ("wordpress is an error", "wordpress", b'{"code": "rest_no_route", "message": "No route"}'),
    ("wordpress is a number", "wordpress", b"7"),
    ("wordpress lists no posts", "wordpress", b'[{"id": 1}]'),
    ("unknown kind", "rss", rss(item())),
]


@pytest.mark.parametrize(
    ("kind", "body"), [n[1:] for n in NO_LISTING], ids=[n[0] for n in NO_LISTING]
)
def test_what_is_no_listing_is_refused_by_name(kind: str, body: bytes) -> None:
    with pytest.raises(ReadError, match=r"https://contoh\.example/"):
        find_links(kind, body, BASE)


PIECES = st.sampled_from(
    b'<?xml ?> <rss> <item> <urlset> <url> <loc> <a href=\'/a-b-c\'> [{ "link": "x" <!DOCTYPE'
    b" &x; </ ]} [] \x1f\x8b\x08 <feed <base href= \xff 0 <title> \x00".split(b" ")
)


@settings(deadline=None)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=200) | st.lists(PIECES).map(b"".join))
def test_any_bytes_give_links_or_a_read_error(kind: str, body: bytes) -> None:
    try:
        found = find_links(kind, body, BASE)
    except ReadError:
        return
    assert isinstance(found, Found)


ODD = st.sampled_from(
    ["http://[", "[", "/a/b-c-d", "http://a.example/x-y-z", "javascript:x", "", "http://", "//x y"]
)
KEYS = ["link", "title", "date", "date_gmt", "_links", "wp:post_type", "href", "namespaces"]
LEAVES = st.none() | st.integers() | ODD | st.just("2026-01-01T00:00:00")
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(JSON)
def test_any_json_gives_links_or_a_read_error(data: Any) -> None:
    try:
        find_links("wordpress", json.dumps(data).encode(), BASE + "?per_page=x&page=²")
    except ReadError:
        return


@settings(deadline=None)
@given(ODD, ODD)
def test_odd_addresses_are_left_out(one: str, two: str) -> None:
    bodies = {
        "feed": rss(item(one, more=f"<guid>{two}</guid>")),
        "sitemap": urlset(f"<url><loc>{one}</loc></url>"),
        "page": f'<base href="{two}"><a href="{one}">Rapat koordinasi TKPK daerah</a>'.encode(),
    }
    for kind, body in bodies.items():
        links = find_links(kind, body, BASE).links
        assert all(link.url.startswith(("http://", "https://")) for link in links)
        assert all(wanted(link, ()) is None for link in links)


# --- sitemaps

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urlset(inner: str, namespace: str = SITEMAP, before: str = "") -> bytes:
    return f'{before}<?xml version="1.0"?><urlset xmlns="{namespace}">{inner}</urlset>'.encode()


LOC = "<url><loc>https://contoh.example/a</loc><lastmod>2026-03-05</lastmod></url>"
MIDNIGHT = datetime(2026, 3, 5, tzinfo=WIB)
SITEMAPS = [
    ("plain", urlset(LOC)),
    ("wrong namespace", urlset(LOC, "http://www.contoh.example/peta")),
    ("no namespace", urlset(LOC).replace(f' xmlns="{SITEMAP}"'.encode(), b"")),
    ("doctype of a page first", urlset(LOC, before="<!DOCTYPE html>\n")),
    ("blank lines first", urlset(LOC, before="\n\n")),
    ("no declaration", urlset(LOC).partition(b"?>")[2]),
    ("gzip", gzip.compress(urlset(LOC))),
    ("relative", urlset(LOC.replace("https://contoh.example/a", " /a\n"))),
    ("unescaped ampersand", urlset(LOC + "<url><loc>https://contoh.example/?a=1&b</loc></url>")),
]


@pytest.mark.parametrize("body", [s[1] for s in SITEMAPS], ids=[s[0] for s in SITEMAPS])
def test_sitemap(body: bytes) -> None:
    assert find_links("sitemap", body, BASE).links[0] == Link(BASE + "a", None, MIDNIGHT)


def test_sitemap_of_news() -> None:
    body = (
        f'<urlset xmlns="{SITEMAP}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><loc>https://contoh.example/a</loc><lastmod>2026-03-06T00:00:00+07:00</lastmod>"
        "<news:news><news:publication><news:name>Contoh</news:name></news:publication>"
        "<news:publication_date>2026-03-05T09:30:00+07:00</news:publication_date>"
        "<news:title>Rakor TKPK</news:title><news:keywords>kemiskinan, desa</news:keywords>"
        "</news:news></url></urlset>"
    ).encode()
    moment = datetime(2026, 3, 5, 9, 30, tzinfo=WIB)
    assert find_links("sitemap", body, BASE).links == [
        Link(BASE + "a", "Rakor TKPK", moment, "kemiskinan, desa")
    ]


def test_sitemap_index_names_its_maps_newest_first() -> None:
    entries = "".join(
        f"<sitemap><loc>/peta-{n}.xml</loc><lastmod>2026-0{n}-01T00:00:00Z</lastmod></sitemap>"
        for n in (1, 3, 2)
    )
    body = f'<sitemapindex xmlns="{SITEMAP}">{entries}</sitemapindex>'.encode()
    found = find_links("sitemap", body, BASE)
    assert found.links == []
    assert [m.url for m in found.maps] == [f"{BASE}peta-{n}.xml" for n in (3, 2, 1)]


def test_sitemap_reads_no_entities() -> None:
    body = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>/a&e;</loc></url></urlset>'
    assert all("root:" not in link.url for link in find_links("sitemap", body, BASE).links)


# --- WordPress


def post(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date": "2026-03-05T09:00:00",
        "date_gmt": "2026-03-05T02:00:00",
        "link": f"{BASE}berita-{number}/",
        "title": {"rendered": "Rakor TKPK &#8211; Lahat"},
        "excerpt": {"rendered": "<p>Angka kemiskinan&hellip;</p>\n"},
        **more,
    }


def posts(*items: Any) -> bytes:
    return json.dumps(items).encode()


def test_wordpress_posts() -> None:
    [link] = find_links("wordpress", posts(post()), BASE + "wp-json/wp/v2/posts").links
    assert link == Link(
        BASE + "berita-1/",
        "Rakor TKPK – Lahat",
        datetime(2026, 3, 5, 9, tzinfo=WIB),
        "Angka kemiskinan…",
    )


MOMENTS = [
    ("WITA", "2026-03-05T10:00:00", "2026-03-05T02:00:00", "2026-03-05T10:00:00+08:00"),
    ("WIT", "2026-03-05T11:00:00", "2026-03-05T02:00:00", "2026-03-05T11:00:00+09:00"),
    ("site left on UTC", "2026-03-05T20:00:00", "2026-03-05T20:00:00", "2026-03-06T03:00:00+07:00"),
    ("no date_gmt", "2026-03-05T09:00:00", None, "2026-03-05T09:00:00+07:00"),
    ("no date", None, "2026-03-05T02:00:00", "2026-03-05T09:00:00+07:00"),
    ("neither", None, "0000-00-00T00:00:00", None),
]


@pytest.mark.parametrize(
    ("local", "gmt", "moment"), [m[1:] for m in MOMENTS], ids=[m[0] for m in MOMENTS]
)
def test_wordpress_moment(local: str | None, gmt: str | None, moment: str | None) -> None:
    [link] = find_links("wordpress", posts(post(date=local, date_gmt=gmt)), BASE).links
    assert (link.published.isoformat() if link.published else None) == moment


@pytest.mark.parametrize(
    ("url", "count", "following"),
    [
        ("wp/v2/posts", 10, {"page": ["2"]}),
        ("wp/v2/posts", 9, None),
        ("posts?page=3&per_page=2&q=a", 2, {"per_page": ["2"], "page": ["4"], "q": ["a"]}),
        ("wp/v2/posts?per_page=2", 0, None),
    ],
    ids=["full", "not full", "third", "empty"],
)  # fmt: skip
def test_wordpress_pages(url: str, count: int, following: dict[str, list[str]] | None) -> None:
    found = find_links("wordpress", posts(*[post(n) for n in range(count)]), BASE + url)
    query = parse_qs(urlsplit(found.next).query) if found.next else None
    assert (len(found.links), query) == (count, following)


def test_wordpress_window_of_dates() -> None:
    listing = Listing("wordpress", BASE + "wp-json/wp/v2/posts?search=kemiskinan")
    since, until = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    query = parse_qs(urlsplit(listing_url(listing, since, until)).query)
    assert query["after"] == ["2026-01-01T07:00:00"]
    assert query["before"] == ["2026-02-01T07:00:00"]
    assert (query["search"], query["per_page"]) == (["kemiskinan"], ["100"])
    assert listing_url(listing) == listing.url
    assert listing_url(Listing("feed", BASE + "feed"), since) == BASE + "feed"


# --- listing pages

CARDS = b"""<html><head><link rel="next" href="/berita?hal=2"></head><body>
<nav><a href="/kategori/desa">Berita Desa Kabupaten Contoh</a><a href="/">Beranda</a></nav>
<main>
 <article><a href="/2026/03/05/rakor-tkpk/"><img alt="foto"></a>
  <h2><a href="/2026/03/05/rakor-tkpk/" title="Tautan ke: Rakor TKPK">Rakor TKPK Lahat</a></h2>
  <span class="meta">Kamis, 5 Maret 2026 14:56 WIB</span><p>Angka kemiskinan turun.</p>
  <a href="/2026/03/05/rakor-tkpk/">Baca selengkapnya</a></article>
 <div><a href="https://desa.contoh.example/d_berita/8073"><div class="jam">06/03/2026</div>
  <div class="title">Bupati Buka Musrenbang Tahun Depan</div></a></div>
 <li><a href="/berita/harga-cabai-naik-lagi">Harga Cabai Naik di Pasar</a> <i>2 jam lalu</i></li>
</main>
<footer><a href="https://lain.example/berita/judul-yang-panjang">Judul di Situs yang Lain</a>
<a href="/tentang/redaksi-contoh-media-kita">Susunan Redaksi Contoh Media Kita</a>
<a href="mailto:a@contoh.example">Kirim surat kepada redaksi kami</a></footer></body></html>"""


def test_listing_page_by_the_general_rule() -> None:
    found = find_links("page", CARDS, BASE + "berita")
    assert found.next == BASE + "berita?hal=2"
    assert found.links == [
        Link(
            BASE + "2026/03/05/rakor-tkpk/",
            "Rakor TKPK Lahat",
            datetime(2026, 3, 5, 14, 56, tzinfo=WIB),
            "Angka kemiskinan turun.",
        ),
        Link(
            "https://desa.contoh.example/d_berita/8073",
            "Bupati Buka Musrenbang Tahun Depan",
            datetime(2026, 3, 6, tzinfo=WIB),
        ),
        Link(BASE + "berita/harga-cabai-naik-lagi", "Harga Cabai Naik di Pasar"),
    ]


def test_listing_page_with_selectors() -> None:
    found = find_links("page", CARDS, BASE + "berita", "article", 'a[title^="Tautan"]')
    assert [link.url for link in found.links] == [BASE + "2026/03/05/rakor-tkpk/"]
    assert found.next == BASE + "2026/03/05/rakor-tkpk/"
    assert (
        find_links("page", CARDS, BASE, "footer a").links[0].url.startswith("https://lain.example")
    )
    assert find_links("page", CARDS, BASE, ".tidak-ada").links == []


def test_base_of_the_page_counts() -> None:
    body = b'<base href="/arsip/"><a href="rapat-koordinasi-tkpk">Rapat Koordinasi TKPK</a>'
    [link] = find_links("page", body, "https://contoh.example/").links
    assert link.url == "https://contoh.example/arsip/rapat-koordinasi-tkpk"


NO_ARTICLE = [
    '<a href="/berita">Berita Kabupaten Contoh Hari Ini</a>',
    '<a href="#rapat-koordinasi-tkpk">Rapat Koordinasi TKPK Kabupaten</a>',
    '<a href="javascript:rapat-koordinasi-tkpk">Rapat Koordinasi TKPK</a>',
    '<a href="/tag/rapat-koordinasi-tkpk">Rapat Koordinasi TKPK</a>',
    '<a href="/author/budi-santoso-contoh">Budi Santoso Contoh Penulis</a>',
    '<a href="/rapat-koordinasi-tkpk">Baca selengkapnya</a>',
    '<a href="http://[::1/rapat-koordinasi-tkpk">Rapat Koordinasi TKPK</a>',
    '<a>Rapat Koordinasi TKPK tanpa alamat</a>',
    '<a href="/potensi/3">Agrowisata Kebun Teh Contoh Indah</a>',
]  # fmt: skip


@pytest.mark.parametrize("markup", NO_ARTICLE)
def test_links_that_are_no_articles(markup: str) -> None:
    assert find_links("page", markup.encode(), BASE).links == []


# --- what is wanted

WANTED = [
    Link(BASE + "a/b/c", "Angka Kemiskinan Turun", None, None),
    Link(BASE + "a/b/c", "Warga MISKIN Terima Bantuan"),
    Link(BASE + "a/b/c", "Bupati Buka Rapat", None, "membahas stunting di desa"),
    Link(BASE + "2026/angka-kemiskinan-lahat-turun"),
    Link(BASE + "a/b/c", "Kemiskinannya Berkurang"),
    Link(BASE + "a/b/c", "Rumah tidak  layak-huni dibedah"),
    Link(BASE + "d_berita/8073"),
    Link(BASE + "?p=33977"),
]
LEFT = [
    Link(BASE + "a/b/c", "Harga Cabai Naik", None, "di pasar induk"),
    Link(BASE + "2026/harga-cabai-naik-lagi"),
    Link(BASE + "a/b/c", "Persib Menang di Bandung"),
    Link(BASE + "d_berita/8073", "Lomba Mewarnai"),
    Link(BASE + "a/b/c", "Hujan Turun Meminimalkan Debu"),
]


@pytest.mark.parametrize("link", WANTED, ids=[str(link.title or link.url) for link in WANTED])
def test_wanted(link: Link) -> None:
    assert wanted(link, None) is None


@pytest.mark.parametrize("link", LEFT, ids=[str(link.title or link.url) for link in LEFT])
def test_left_with_a_reason(link: Link) -> None:
    assert wanted(link, None) == "no word of interest in title, summary or address"
    assert wanted(link, ()) is None


def test_words_of_the_source() -> None:
    assert wanted(LEFT[0], ["cabai"]) is None
    assert wanted(WANTED[0], ["cabai"]) is not None


# --- a listing to its end


def reader(pages: dict[str, bytes], asked: list[str]) -> Callable[[str], Awaitable[bytes]]:
    async def get(url: str) -> bytes:
        asked.append(url)
        if url not in pages:
            raise FetchError(url, "status", "status 400", status=400)
        return pages[url]

    return get


def read_all(
    listing: Listing, pages: dict[str, bytes], **options: Any
) -> tuple[list[Link], list[str]]:
    asked: list[str] = []

    async def job() -> list[Link]:
        found = [x async for x in read_listing(listing, reader(pages, asked), **options)]
        return [link for one in found for link in one.links]

    return asyncio.run(job()), asked


def feed_page(number: int, day: int, last: bool = False) -> bytes:
    date = f"<pubDate>Thu, {day:02} Mar 2026 00:00:00 +0000</pubDate>"
    following = f'<atom:link rel="next" href="{BASE}{number + 1}"/>'
    return rss(item(f"{BASE}berita-{number}", more=date), channel="" if last else following)


def test_listing_is_followed_to_its_last_page() -> None:
    pages = {f"{BASE}{n}": feed_page(n, 20 - n, n == 3) for n in (1, 2, 3)}
    links, asked = read_all(Listing("feed", BASE + "1"), pages)
    assert [link.url for link in links] == [f"{BASE}berita-{n}" for n in (1, 2, 3)]
    assert asked == [f"{BASE}{n}" for n in (1, 2, 3)]


def test_listing_ends_where_everything_is_older() -> None:
    pages = {f"{BASE}{n}": feed_page(n, 20 - n) for n in range(1, 9)}
    _, asked = read_all(Listing("feed", BASE + "1"), pages, since=datetime(2026, 3, 18, tzinfo=UTC))
    assert asked == [f"{BASE}{n}" for n in (1, 2, 3)]
    _, asked = read_all(Listing("feed", BASE + "1"), pages, most=2)
    assert len(asked) == 2


def test_listing_ends_where_nothing_is_new_or_the_page_is_missing() -> None:
    same = {
        f"{BASE}{n}": feed_page(n, 5).replace(b"berita-%d" % n, b"berita-1") for n in range(1, 9)
    }
    _, asked = read_all(Listing("feed", BASE + "1"), same)
    assert asked == [BASE + "1", BASE + "2"]
    links, asked = read_all(Listing("feed", BASE + "1"), {BASE + "1": feed_page(1, 5)})
    assert (len(links), len(asked)) == (1, 2)


def test_first_page_that_is_missing_is_an_error() -> None:
    with pytest.raises(FetchError):
        read_all(Listing("feed", BASE + "1"), {})


def test_sitemap_index_is_opened_down_to_since() -> None:
    index = "".join(
        f"<sitemap><loc>{BASE}peta-{n}.xml</loc><lastmod>2026-0{n}-15</lastmod></sitemap>"
        for n in (1, 2, 3)
    )
    pages = {BASE + "peta.xml": f"<sitemapindex>{index}</sitemapindex>".encode()}
    pages |= {
        f"{BASE}peta-{n}.xml": urlset(f"<url><loc>{BASE}berita-{n}</loc></url>") for n in (1, 2, 3)
    }
    links, asked = read_all(
        Listing("sitemap", BASE + "peta.xml"), pages, since=datetime(2026, 2, 1, tzinfo=UTC)
    )
    assert [link.url for link in links] == [BASE + "berita-3", BASE + "berita-2"]
    assert len(asked) == 3


# --- first contact

HEAD = b"""<html><head><title>Beranda - Contoh Lahat</title>
<link rel="alternate" type="application/rss+xml" href="/feed/">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="https://api.w.org/" href="/wp-json/"></head><body></body></html>"""


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (HEAD, ["feed", "wordpress"]),
        (CARDS, ["page"]),
        (rss(item()), ["feed"]),
        (urlset(LOC), ["sitemap"]),
    ],
    ids=["WordPress", "page", "feed", "sitemap"],
)  # fmt: skip
def test_draft_is_a_source_once_its_region_is_filled_in(
    tmp_path: Path, body: bytes, kinds: list[str]
) -> None:
    draft = draft_source("https://www.contoh.example/berita", body)
    path = tmp_path / "sources.toml"
    path.write_text(draft.replace('region = ""', 'region = "16.04"'), encoding="utf-8")
    [source] = load_sources(path)
    assert (source.id, source.state) == ("contoh-example", "untried")
    assert [listing.kind for listing in source.listings] == kinds


def test_draft_knows_government_and_name() -> None:
    draft = draft_source("https://contohkab.go.id/", HEAD)
    assert 'kind = "government"' in draft
    assert 'name = "Contoh Lahat"' in draft


def test_trial_of_a_source() -> None:
    listings = (Listing("feed", BASE + "feed"), Listing("sitemap", BASE + "peta.xml"))
    source = Source("contoh", "Contoh", "news", BASE, "16.04", listings=listings)
    get = reader({BASE + "feed": feed_page(1, 5), BASE + "peta.xml": PAGE}, [])
    good, bad = asyncio.run(try_source(source, get))
    assert (good.links, good.dated, good.wanted, good.error) == (1, 1, 1, None)
    assert bad.links == 0
    assert bad.error is not None


# --- pages of real outlets

KINDS = {"feed": "feed", "sitemap": "sitemap", "wpjson": "wordpress"}
COUNTS = {
    "antara-rss": 20,
    "detik-rss": 20,
    "republika-rss": 10,
    "kapanlagi-rss": 3,
    "harianfajar-feed": 5,
    "harianfajar-comments": 0,
    "koni-feed": 8,
    "contohsurat-sitemap": 56,
    "nusamedia-sitemap": 17,
    "koni-wpjson": 0,
    "webdesa-wppost": 1,
    "webdesa-wpcategory": 0,
}


def saved(shared: Path) -> dict[str, dict[str, str]]:
    with open(shared / "pages" / "index.csv", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", COUNTS)
def test_saved_feeds_sitemaps_and_posts(shared: Path, name: str) -> None:
    row = saved(shared)[name]
    body = (shared / "pages" / row["file"]).read_bytes()
    found = find_links(KINDS[row["kind"]], body, row["url"] or BASE)
    assert len(found.links) == COUNTS[name]
    assert all(link.url.startswith("http") for link in found.links)
    if row["kind"] == "feed":
        assert all(link.title and link.published and link.summary for link in found.links)
    if row["kind"] == "wpjson" and not found.links:
        assert found.next is not None
        assert "/wp-json/wp/v2/posts" in found.next


def test_saved_listing_pages_give_every_item(shared: Path) -> None:
    index = saved(shared)
    items: dict[str, list[dict[str, str]]] = defaultdict(list)
    with open(shared / "pages" / "listing_items.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            items[row["page_id"]].append(row)
    assert sum(map(len, items.values())) == 168
    for name, rows in items.items():
        url = index[name]["url"]
        body = (shared / "pages" / index[name]["file"]).read_bytes()
        found = {canonical_url(x.url): x for x in find_links("page", body, url).links}
        for row in rows:
            link = found[canonical_url(urljoin(url, row["url_as_in_html"]))]
            assert " ".join((link.title or "").split()) == " ".join(row["title"].split())
            assert link.published is not None or name == "koni-berita"
