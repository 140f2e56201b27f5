"""Fetching: politeness in the server's own log, faults, limits, private addresses."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper import fetch
from scraper.archive import Archive, Snapshot, read_warc
from scraper.discover import read_listing
from scraper.fetch import Fetcher, FetchError, Limits, canonical_url, decode
from scraper.sources import Listing, Source
from tests import site_faults as faults
from tests.site_faults import Site, html, page, redirect, serve

DELAY = 0.04
# The log of the site counts from when the kernel had a request, in steps of its own clock.
JITTER = 0.015
QUICK = Limits(
    connect=1.0, read=0.5, total=0.9, raw=1 << 20, decoded=2 << 20, backoff=0.02, patience=1.0
)
FAST = Limits(backoff=0.0)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive", min_free=0) as archive:
        yield archive


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def run(
    archive: Archive,
    job: Callable[[Fetcher], Awaitable[Any]],
    *,
    delays: dict[str, float] | None = None,
    **options: Any,
) -> Any:
    options = {"allow_loopback": True, "limits": QUICK, **options}

    async def inner() -> Any:
        delay = {"127.0.0.1": DELAY} if delays is None else delays
        async with Fetcher(archive, delays=delay, **options) as fetcher:
            return await job(fetcher)

    return asyncio.run(inner())


async def outcome(fetcher: Fetcher, url: str) -> Snapshot | FetchError:
    try:
        return await fetcher.get(url, source="uji")
    except FetchError as error:
        return error


def get(archive: Archive, *urls: str, **options: Any) -> list[Snapshot | FetchError]:
    async def job(fetcher: Fetcher) -> list[Snapshot | FetchError]:
        return [await outcome(fetcher, url) for url in urls]

    return list(run(archive, job, **options))


def kinds(results: Sequence[Snapshot | FetchError]) -> list[str]:
    return [r.kind if isinstance(r, FetchError) else "ok" for r in results]


# --- canonical addresses

SAME = [
    ("HTTP://Contoh.Example/a", "http://contoh.example/a"),
    ("http://contoh.example:80/a", "http://contoh.example/a"),
    ("https://contoh.example:443/a", "https://contoh.example/a"),
    ("https://contoh.example:8443/a", "https://contoh.example:8443/a"),
    ("https://contoh.example", "https://contoh.example/"),
    ("https://contoh.example/a#komentar", "https://contoh.example/a"),
    ("https://contoh.example//2024//a/", "https://contoh.example/2024/a/"),
    ("https://contoh.example/a/../b/./c", "https://contoh.example/b/c"),
    ("https://contoh.example/a?utm_source=x&utm_medium=y", "https://contoh.example/a"),
    ("https://contoh.example/?p=12&fbclid=abc", "https://contoh.example/?p=12"),
    ("https://contoh.example/a?page=all", "https://contoh.example/a"),
    ("https://contoh.example/a?page=2", "https://contoh.example/a?page=2"),
    ("https://contoh.example/a?page=all#page2", "https://contoh.example/a"),
    ("https://contoh.example/2024/a/amp/", "https://contoh.example/2024/a/"),
    ("https://contoh.example/2024/a/amp", "https://contoh.example/2024/a"),
    ("https://contoh.example/amp/berita-satu", "https://contoh.example/berita-satu"),
    ("https://contoh.example/a?amp=1", "https://contoh.example/a"),
    ("https://contoh.example/a?amp", "https://contoh.example/a"),
    ("https://www.google.com/amp/s/contoh.example/a/amp/", "https://contoh.example/a/"),
    ("https://contoh-example.cdn.ampproject.org/c/s/contoh.example/a", "https://contoh.example/a"),
    ("https://contoh.example/opd 3507-judul", "https://contoh.example/opd%203507-judul"),
    ("https://contoh.example/opd%203507-judul", "https://contoh.example/opd%203507-judul"),
    ("https://contoh.example/%7ebudi/%2f%c3%a9", "https://contoh.example/~budi/%2F%C3%A9"),
    ("https://contoh.example/é", "https://contoh.example/%C3%A9"),
    ("https://contoh.example/a?x=100%", "https://contoh.example/a?x=100%25"),
    ("https://contoh.example./a", "https://contoh.example/a"),
    ("  https://contoh.example/a\n", "https://contoh.example/a"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]/a"),
]
KEPT = [
    "https://contoh.example/amplop/a",
    "https://contoh.example/berita/amp-gelar-rapat",
    "https://contoh.example/amp",
    "https://contoh.example/?page=2&ref=beranda",
    "https://contoh.example/A/B",
    "https://contoh.example/index.php?id=7&x=1",
]


@pytest.mark.parametrize(("url", "expected"), SAME, ids=[url for url, _ in SAME])
def test_one_address_for_one_page(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize("url", KEPT)
def test_what_makes_another_page_is_kept(url: str) -> None:
    assert canonical_url(url) == url


@settings(deadline=None)
@given(st.text(alphabet="/ab?&=%#.amp: 3c2éutm_", max_size=40))
def test_canonical_address_stays_itself(tail: str) -> None:
    once = canonical_url("https://contoh.example/" + tail)
    assert canonical_url(once) == once
    assert once.startswith("https://contoh.example/")


# --- text

KUTIP = "“Angka kemiskinan turun” — kata Bupati"
TEXTS = [
    ("utf-8", KUTIP.encode(), "utf-8", KUTIP),
    ("nothing declared", KUTIP.encode(), None, KUTIP),
    ("latin-1 declared over utf-8", KUTIP.encode(), "iso-8859-1", KUTIP),
    ("utf-8 declared over windows-1252", KUTIP.encode("cp1252"), "utf-8", KUTIP),
    ("latin-1 declared over windows-1252", KUTIP.encode("cp1252"), "iso-8859-1", KUTIP),
    ("windows-1252 undeclared", KUTIP.encode("cp1252"), None, KUTIP),
    ("unknown charset", KUTIP.encode(), "utf8mb4", KUTIP),
    ("a codec that is no charset", KUTIP.encode(), "base64", KUTIP),
    ("mark of utf-8", b"\xef\xbb\xbf" + KUTIP.encode(), None, KUTIP),
    ("utf-16 with mark", KUTIP.encode("utf-16"), None, KUTIP),
    ("one wrong byte in utf-8", "Café “ya”".encode() + b"\x92", "utf-8", "Café “ya”’"),
    ("one wrong byte, latin-1 declared", "Café “ya”".encode() + b"\x92", "latin-1", "Café “ya”’"),
    ("hole of windows-1252", b"a\x81b", None, "a\x81b"),
    ("gbk declared and meant", "测试".encode("gbk"), "gbk", "测试"),
    ("meta", b'<meta charset="gbk">' + "测试".encode("gbk"), None, '<meta charset="gbk">测试'),
    ("xml", b'<?xml encoding="cp1252"?>\x93a\x94', None, '<?xml encoding="cp1252"?>“a”'),
    ("empty", b"", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "declared", "text"), [t[1:] for t in TEXTS], ids=[t[0] for t in TEXTS]
)
def test_decode(body: bytes, declared: str | None, text: str) -> None:
    assert decode(body, declared) == text


@settings(deadline=None)
@given(st.binary(max_size=60), st.sampled_from([None, "utf-8", "latin-1", "gbk", "utf-16", "x"]))
def test_decode_never_fails(body: bytes, declared: str | None) -> None:
    assert isinstance(decode(body, declared), str)


# --- private addresses

PUBLIC = ["8.8.8.8", "103.10.105.1", "2606:4700::1111", "::ffff:8.8.8.8"]
PRIVATE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1",
    "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "bukan alamat",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address(address: str) -> None:
    assert fetch.is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address(address: str) -> None:
    assert not fetch.is_public(address)
    assert fetch.is_public(address, allow_loopback=True) == (
        address.startswith("127.") or address in ("::1", "::ffff:127.0.0.1")
    )


def answers(*addresses: str) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """A name service whose answers change from one question to the next."""
    left = list(addresses)

    async def resolver(host: str, port: int) -> Sequence[str]:
        return [left.pop(0) if len(left) > 1 else left[0]]

    return resolver


def test_loopback_is_refused_unless_allowed(archive: Archive, site: Site) -> None:
    site.pages["/a"] = page(html("A"))
    assert kinds(get(archive, site.url("/a"), allow_loopback=False)) == ["private"]
    assert site.hits == []
    assert kinds(get(archive, site.url("/a"))) == ["ok"]


@pytest.mark.parametrize(
    "target",
    ["http://0.0.0.0:{port}/dalam", "http://10.0.0.7/", "http://169.254.169.254/latest/meta-data/"],
)
def test_redirect_to_a_private_address_is_refused(
    archive: Archive, site: Site, target: str
) -> None:
    site.pages["/a"] = redirect(target.format(port=site.port))
    site.pages["/dalam"] = page(html("Dalam"))
    [error] = get(archive, site.url("/a"))
    assert kinds([error]) == ["private"]
    assert str(error).startswith(site.url("/a") + ": leads to http://")
    assert site.count("/dalam") == 0


def test_answer_of_the_name_service_that_changes(archive: Archive, site: Site) -> None:
    site.pages["/a"] = page(html("A"))
    url = site.url("/a", "berita.example")
    delays = {"berita.example": 0.0}
    # robots.txt, then the page: each question is asked once and its answer is the one connected to
    good = get(archive, url, resolver=answers("127.0.0.1"), delays=delays)
    assert kinds(good) == ["ok"]
    assert site.hits[-1].headers["Host"] == f"berita.example:{site.port}"
    asked = 0

    async def counting(host: str, port: int) -> Sequence[str]:
        nonlocal asked
        asked += 1
        return ["127.0.0.1"]

    assert kinds(get(archive, url, resolver=counting, delays=delays)) == ["ok"]
    assert asked == 2
    hits = len(site.hits)
    bad = get(archive, url, resolver=answers("127.0.0.1", "0.0.0.0"), delays=delays)
    assert kinds(bad) == ["private"]
    assert [hit.path for hit in site.hits[hits:]] == ["/robots.txt"]


def test_environment_proxies_are_ignored(
    archive: Archive, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.pages["/a"] = page(html("A"))
    assert kinds(get(archive, site.url("/a"))) == ["ok"]


# --- robots.txt

ROBOTS = [
    ("forbidden path", "User-agent: *\nDisallow: /a", "robots"),
    ("other agent", "User-agent: lain\nDisallow: /", "ok"),
    ("our name wins", "User-agent: *\nDisallow:\n\nUser-agent: RakorBot\nDisallow: /", "robots"),
    ("longest rule wins", "User-agent: *\nDisallow: /\nAllow: /a", "ok"),
    ("wildcard", "User-agent: *\nDisallow: /*?cetak=", "ok"),
    ("empty", "", "ok"),
    ("a page instead", "<html><body>Selamat datang</body></html>", "ok"),
    ("none", None, "ok"),
    ("forbidden to read", 403, "ok"),
    ("failing", 500, "host"),
    ("bad gateway", 502, "host"),
    ("unavailable", 503, "host"),
    ("too many", 429, "host"),
    ("a day between requests", "User-agent: *\nCrawl-delay: 86400", "host"),
]


@pytest.mark.parametrize(("robots", "kind"), [r[1:] for r in ROBOTS], ids=[r[0] for r in ROBOTS])
def test_robots(archive: Archive, robots: str | int | None, kind: str) -> None:
    with serve(robots, {"/a": page(html("A"))}) as site:
        assert kinds(get(archive, site.url("/a"), site.url("/a"))) == [kind, kind]
        assert site.count("/a") == (1 if kind == "ok" else 0)
        if robots in (500, 502):
            assert 1 <= site.count("/robots.txt") <= 3
        assert site.count("/robots.txt") <= 6


def test_wildcard_forbids_the_printed_page(archive: Archive, site: Site) -> None:
    site.pages["/a"] = page(html("A"))
    assert kinds(get(archive, site.url("/a?cetak=1"), site.url("/a"))) == ["robots", "ok"]


def test_robots_of_the_host_that_a_redirect_leads_to(archive: Archive, site: Site) -> None:
    with serve("User-agent: *\nDisallow: /b", {"/b": page(html("B"))}) as other:
        site.pages["/a"] = redirect(other.url("/b"))
        assert kinds(get(archive, site.url("/a"))) == ["robots"]
        assert other.count("/b") == 0


def test_robots_behind_a_redirect(archive: Archive, site: Site) -> None:
    site.pages["/robots.txt"] = redirect("/aturan.txt")
    site.pages["/aturan.txt"] = page(b"User-agent: *\nDisallow: /a", media_type="text/plain")
    assert kinds(get(archive, site.url("/a"), site.url("/b"))) == ["robots", "gone"]


def test_longer_crawl_delay_wins(archive: Archive) -> None:
    pages = {f"/{n}": page(html(str(n))) for n in range(3)}
    with serve("User-agent: *\nCrawl-delay: 0.2", pages) as site:
        get(archive, *[site.url(path) for path in pages])
        assert min(site.gaps()) >= 0.2 - JITTER


# --- pace


def test_pace_holds_for_redirects_retries_and_robots(archive: Archive, site: Site) -> None:
    site.pages |= {
        "/a": redirect("/b"),
        "/b": redirect("/c"),
        "/c": faults.failing_first(2, 503, html("C")),
        "/d": page(html("D")),
    }

    async def job(fetcher: Fetcher) -> list[Any]:
        urls = [site.url(path) for path in ("/a", "/d", "/d?x=1", "/d?x=2")]
        return await asyncio.gather(*[outcome(fetcher, url) for url in urls])

    assert kinds(run(archive, job, delays={"127.0.0.1": 0.15})) == ["ok"] * 4
    assert len(site.hits) == 1 + 5 + 3
    assert min(site.gaps()) >= 0.15 - JITTER
    assert site.overlaps == 0


def test_delay_of_the_source_counts(archive: Archive, site: Site) -> None:
    site.pages["/a"] = page(html("A"))
    source = Source("uji", "Uji", "news", site.url("/"), "16.04", delay=0.2)

    async def job(fetcher: Fetcher) -> Snapshot:
        return await fetcher.get(site.url("/a"), source)

    assert run(archive, job).source == "uji"
    assert min(site.gaps()) >= 0.2 - JITTER


def test_hosts_run_in_parallel(archive: Archive) -> None:
    pages = {f"/{n}": page(html(str(n))) for n in range(4)}
    with serve(None, pages) as one, serve(None, pages) as two, serve(None, pages) as three:
        sites = (one, two, three)

        async def job(fetcher: Fetcher) -> list[Any]:
            urls = [site.url(path) for site in sites for path in pages]
            return await asyncio.gather(*[outcome(fetcher, url) for url in urls])

        results = run(archive, job, delays={"127.0.0.1": 0.2})
        assert kinds(results) == ["ok"] * 12
        spans = [[hit.start for hit in site.hits] for site in sites]
        assert max(map(min, spans)) < min(map(max, spans))  # each began before any had ended
        assert min(gap for site in sites for gap in site.gaps()) >= 0.2 - JITTER


# --- faults


def test_retry_after_in_seconds_is_sat_out(archive: Archive, site: Site) -> None:
    site.pages["/a"] = faults.failing_first(1, 429, html("A"), Retry_After="1")
    site.pages["/b"] = page(html("B"))
    assert kinds(get(archive, site.url("/a"), site.url("/b"))) == ["ok", "ok"]
    first, second = (hit.start for hit in site.hits if hit.path == "/a")
    assert second - first >= 1.0 - JITTER


def test_retry_after_as_a_date_far_away_closes_the_host(archive: Archive, site: Site) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    site.pages["/a"] = faults.failing_first(1, 429, html("A"), Retry_After=later)
    site.pages["/b"] = page(html("B"))
    first, second = get(archive, site.url("/a"), site.url("/b"))
    assert kinds([first, second]) == ["busy", "breaker"]
    assert isinstance(first, FetchError)
    assert first.retry_after is not None
    assert 3500 < first.retry_after <= 3600
    assert site.count("/b") == 0


def test_503_is_tried_three_to_six_times(archive: Archive, site: Site) -> None:
    site.pages["/a"] = page(b"nanti", 503)
    site.pages["/b"] = page(html("B"))
    urls = [site.url("/a"), site.url("/a"), site.url("/b")]
    assert kinds(get(archive, *urls)) == ["busy", "tries", "ok"]
    assert site.count("/a") == 6
    assert Limits().tries == 4


def test_what_drips_is_given_up_before_the_total_is_over(archive: Archive, site: Site) -> None:
    site.pages["/a"] = faults.drip
    limits = Limits(read=0.1, total=9.0, backoff=0.0, slowest=1000)
    [error] = get(archive, site.url("/a"), limits=limits)
    assert kinds([error]) == ["timeout"]
    assert "bytes in" in str(error)  # the reason of the pace, not of the total
    assert site.count("/a") == 2


def test_circuit_opens_and_closes_again(archive: Archive, site: Site) -> None:
    paths = [f"/mati/{n}" for n in range(20)]
    limits = Limits(backoff=0.0, retries=1, cool=0.3)
    site.pages |= {path: faults.reset for path in paths}
    site.pages["/hidup"] = page(html("Hidup"))

    async def job(fetcher: Fetcher) -> list[Any]:
        first = [await outcome(fetcher, site.url(path)) for path in [*paths, "/hidup"]]
        await asyncio.sleep(0.3)
        return [*first, await outcome(fetcher, site.url("/hidup"))]

    found = kinds(run(archive, job, limits=limits, delays={"127.0.0.1": 0.0}))
    assert found[: fetch.OPEN_AT] == ["reset"] * fetch.OPEN_AT
    assert set(found[fetch.OPEN_AT : -1]) == {"breaker"}
    assert found[-1] == "ok"


def test_dead_host_is_left_soon(archive: Archive) -> None:
    urls = [f"http://127.0.0.1:9/{n}" for n in range(6)]
    results = get(archive, *urls, limits=FAST, delays={"127.0.0.1": 0.0})
    assert set(kinds(results)) == {"host"}
    assert "no connection" in str(results[0])


ADDRESSES = [
    ("file:///etc/passwd", "address"),
    ("ftp://contoh.example/a", "address"),
    ("javascript:alert(1)", "address"),
    ("http:///a", "address"),
    ("http://budi:rahasia@contoh.example/", "address"),
    ("http://contoh.example:99999/", "address"),
    ("http://tidak-ada.invalid/", "host"),
]


@pytest.mark.parametrize(("url", "kind"), ADDRESSES, ids=[url for url, _ in ADDRESSES])
def test_addresses_that_are_none(archive: Archive, url: str, kind: str) -> None:
    async def nobody(host: str, port: int) -> Sequence[str]:
        raise OSError("Name or service not known")

    results = get(archive, url, resolver=nobody, limits=FAST, delays={"tidak-ada.invalid": 0.0})
    assert kinds(results) == [kind]


# What each address of the site with all faults gives.
LATIN = "text/html; charset=iso-8859-1"
GOOD = {
    "/berita/biasa-saja-satu": page(html("Biasa")),
    "/berita/terpotong-potong-dua": faults.chunked(html("Potong")),
    "/berita/dimampatkan-dengan-gzip": faults.gzipped(html("Gzip")),
    "/berita/dimampatkan-dengan-brotli": faults.brotlied(html("Brotli")),
    "/berita/tanpa-jenis-media": page(html("Tanpa"), media_type=None),
    "/berita/salah-jenis-aliran": page(html("Aliran"), media_type="application/octet-stream"),
    "/berita/utf8-disebut-latin": page(html("“ya”"), media_type=LATIN),
    "/berita/latin-disebut-utf8": page(html("X").replace(b"X", b"\x93ya\x94")),
    "/berita/sibuk-lalu-baik": faults.failing_first(1, 429, html("Sibuk"), Retry_After="1"),
    "/berita/rusak-lalu-baik": faults.failing_first(2, 503, html("Rusak")),
    "/berita/pindah-alamat-lama": redirect("/berita/alamat-baru-sekarang"),
    "/berita/alamat-baru-sekarang": page(html("Baru")),
    "/berita/dengan-tanda-etag": faults.with_etag(html("Etag"), '"v1"'),
    "/rahasia/boleh": page(html("Boleh dibaca")),
}  # fmt: skip
BAD = {
    "/berita/selalu-sibuk-sekali": (page(b"nanti", 503), "busy"),
    "/berita/tidak-menjawab-sama": (faults.hang, "timeout"),
    "/berita/menetes-perlahan-sekali": (faults.drip, "timeout"),
    "/berita/putus-di-tengah": (faults.reset, "reset"),
    "/berita/kurang-dari-janji": (faults.short, "reset"),
    "/berita/berputar-putar-satu": (redirect("/berita/berputar-putar-dua"), "redirects"),
    "/berita/berputar-putar-dua": (redirect("/berita/berputar-putar-satu"), "redirects"),
    "/berita/pindah-ke-dalam": (redirect("http://10.1.2.3/"), "private"),
    "/berita/pindah-ke-berkas": (redirect("file:///etc/passwd"), "address"),
    "/berita/bom-yang-mengembang": (page(faults.bomb(200), Content_Encoding="gzip"), "size"),
    "/berita/bom-yang-kecil-sekali": (page(faults.brotli_bomb(64), Content_Encoding="br"), "size"),
    "/berita/tidak-ada-habisnya": (faults.endless, "size"),
    "/berita/berkas-tak-dikenal": (page(b"\0\1", media_type="application/octet-stream"), "type"),
    "/berita/rekaman-video-rapat": (page(b"x", media_type="video/mp4"), "type"),
    "/berita/gzip-yang-rusak": (page(b"bukan gzip", Content_Encoding="gzip"), "encoding"),
    "/berita/brotli-yang-rusak": (page(b"bukan brotli", Content_Encoding="br"), "encoding"),
    "/berita/cara-yang-tak-diminta": (page(b"x", Content_Encoding="zstd"), "encoding"),
    "/berita/sudah-tidak-ada": (page(html("Hilang"), 410), "gone"),
    "/berita/galat-peladen-lima": (page(html("Galat"), 500), "server"),
    "/rahasia/jangan-dibaca-ya": (page(html("Rahasia")), "robots"),
}
ALIASES = ("?utm_source=wa", "#komentar", "?page=all", "/amp")


def whole_site() -> dict[str, Callable[[Any], None]]:
    pages = GOOD | {path: answer for path, (answer, _) in BAD.items()}
    links = tuple([*pages, *["/berita/biasa-saja-satu" + alias for alias in ALIASES]])
    return {**pages, "/indeks": page(html("Indeks", links=links))}


def crawl(site: Site, fetcher: Fetcher) -> Awaitable[dict[str, Snapshot | FetchError]]:
    async def inner() -> dict[str, Snapshot | FetchError]:
        listing = Listing("page", site.url("/indeks"), link="li a")

        async def read(url: str) -> bytes:
            return (await fetcher.get(url, "uji", role="listing")).body

        found = [x async for x in read_listing(listing, read)]
        urls = {canonical_url(link.url) for one in found for link in one.links}
        results = await asyncio.gather(*[outcome(fetcher, url) for url in sorted(urls)])
        paths = [url.removeprefix(site.url("")) for url in sorted(urls)]
        return dict(zip(paths, results, strict=True))

    return inner()


def test_the_site_with_every_fault_is_scraped_whole(archive: Archive, site: Site) -> None:
    site.pages |= whole_site()
    delays = {"127.0.0.1": 0.1}
    results = run(archive, lambda fetcher: crawl(site, fetcher), delays=delays)
    found = {path: kinds([result])[0] for path, result in results.items()}
    assert found == dict.fromkeys(GOOD, "ok") | {path: kind for path, (_, kind) in BAD.items()}
    assert min(site.gaps()) >= 0.1 - JITTER
    assert site.overlaps == 0
    assert site.count("/rahasia/jangan-dibaca-ya") == 0
    assert max(site.count(path) for path in site.pages) <= 6
    good = [path for path in GOOD if not path.endswith("-lalu-baik")]
    assert {path: site.count(path) for path in good} == dict.fromkeys(good, 1)
    texts = {p: decode(r.body, r.charset) for p, r in results.items() if isinstance(r, Snapshot)}
    assert all("<h1>" in text for text in texts.values())
    assert "“ya”" in texts["/berita/utf8-disebut-latin"]
    assert "“ya”" in texts["/berita/latin-disebut-utf8"]


MEMORY = r"""
import asyncio, re, sys
from pathlib import Path
from scraper.archive import Archive
from scraper.fetch import Fetcher, FetchError, Limits

async def main(folder, *urls):
    with Archive(Path(folder), min_free=0) as archive:
        async with Fetcher(archive, allow_loopback=True, delays={"127.0.0.1": 0.0}) as fetcher:
            for url in urls:
                try:
                    await fetcher.get(url)
                    print("ok")
                except FetchError as error:
                    print(error.kind)
    # VmHWM begins anew with a program; the peak of getrusage is that of the parent before it.
    print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)

asyncio.run(main(*sys.argv[1:]))
"""


def test_memory_stays_under_300_megabytes(tmp_path: Path, site: Site) -> None:
    """With the limits of every night, in a process of its own."""
    site.pages |= {
        "/bom": page(faults.bomb(120), Content_Encoding="gzip"),
        "/bom-kecil": page(faults.brotli_bomb(120), Content_Encoding="br"),
        "/tanpa-akhir": faults.endless,
        "/besar": page(b"x" * (30 << 20)),
    }
    urls = [site.url(path) for path in ("/bom", "/bom-kecil", "/tanpa-akhir", "/besar")]
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(tmp_path / "archive"), *urls],
        capture_output=True,
        text=True,
        check=True,
    )
    *kinds_, megabytes = done.stdout.split()
    assert kinds_ == ["size", "size", "size", "ok"]
    assert int(megabytes) < 300


def test_unchanged_second_night_sends_conditional_requests_only(
    archive: Archive, site: Site
) -> None:
    site.pages |= {f"/{n}": faults.with_etag(html(str(n)), f'"{n}"') for n in range(3)}
    site.pages["/robots.txt"] = faults.with_etag(b"User-agent: *\nDisallow: /x\n", '"r"')
    urls = [site.url(f"/{n}") for n in range(3)]
    first = get(archive, *urls)
    hits = len(site.hits)
    second = get(archive, *urls, site.url("/x"))
    assert kinds(second) == ["ok", "ok", "ok", "robots"]
    for old, new in zip(first, second[:3], strict=True):
        assert isinstance(old, Snapshot)
        assert isinstance(new, Snapshot)
        assert (new.not_modified, new.status) == (True, 304)
        assert (new.body, new.sha256, new.etag) == (old.body, old.sha256, old.etag)
    assert all("If-None-Match" in hit.headers for hit in site.hits[hits:])


def test_changed_and_vanished_article(archive: Archive, site: Site) -> None:
    site.pages["/a"] = faults.with_etag(html("Lama"), '"1"')
    assert kinds(get(archive, site.url("/a"))) == ["ok"]
    site.pages["/a"] = faults.with_etag(html("Baru"), '"2"')
    [changed] = get(archive, site.url("/a"))
    assert isinstance(changed, Snapshot)
    assert (changed.not_modified, b"Baru" in changed.body) == (False, True)
    del site.pages["/a"]
    [gone] = get(archive, site.url("/a"))
    assert isinstance(gone, FetchError)
    assert (gone.kind, gone.status) == ("gone", 404)
    kept = archive.find(site.url("/a"))
    assert kept is not None
    assert b"Baru" in kept.body


def test_one_page_is_asked_for_once_a_night(archive: Archive, site: Site) -> None:
    site.pages |= {f"/lama/{n}": redirect("/baru") for n in range(3)}
    site.pages["/baru"] = faults.with_etag(html("Baru"), '"1"')

    async def job(fetcher: Fetcher) -> list[Any]:
        urls = [site.url(f"/lama/{n}") for n in range(3)] + [site.url("/baru")] * 2
        return await asyncio.gather(*[outcome(fetcher, url) for url in urls])

    for _ in range(2):
        site.hits.clear()
        results = run(archive, job)
        assert {r.final_url for r in results} == {site.url("/baru")}
        assert all(b"Baru" in r.body for r in results)
        assert site.count("/baru") == 1


def test_validators_of_the_caller_win(archive: Archive, site: Site) -> None:
    site.pages["/a"] = faults.with_etag(html("A"), '"1"')
    url = site.url("/a")
    get(archive, url)
    [plain] = get(archive, url, validators={})
    [known] = get(archive, url, validators={url: ('"1"', None)})
    assert isinstance(plain, Snapshot)
    assert isinstance(known, Snapshot)
    assert (plain.not_modified, known.not_modified) == (False, True)


def test_a_page_whose_kept_copy_is_damaged_is_had_whole_again(tmp_path: Path, site: Site) -> None:
    site.pages |= {f"/{n}": faults.with_etag(html(str(n)), f'"{n}"') for n in range(2)}
    site.pages["/robots.txt"] = faults.with_etag(b"User-agent: *\nDisallow: /x\n", '"r"')
    urls = [site.url("/0"), site.url("/1"), site.url("/x")]
    with Archive(tmp_path, min_free=0) as archive:
        get(archive, *urls)
        entries = {entry.url: entry for entry in archive.list()}
    damaged = [entries[site.url(path)] for path in ("/0", "/robots.txt")]
    with open(tmp_path / damaged[0].file, "r+b") as file:
        for entry in damaged:
            file.seek(entry.offset + 12)
            file.write(b"\xff" * 40)
    with Archive(tmp_path, min_free=0) as archive:
        found = get(archive, *urls)
        assert kinds(found) == ["ok", "ok", "robots"]
        whole = [(s.not_modified, s.body) for s in found if isinstance(s, Snapshot)]
        assert whole == [(False, html("0")), (True, html("1"))]
        kept = archive.find(site.url("/0"))
        assert kept is not None
        assert kept.body == html("0")


def test_endless_calendar_ends(archive: Archive, site: Site) -> None:
    async def job(fetcher: Fetcher) -> list[Any]:
        async def read(url: str) -> bytes:
            return (await fetcher.get(url, "uji")).body

        return [x async for x in read_listing(Listing("page", site.url("/kalender/1")), read)]

    pages = run(archive, job)
    assert len(pages) == 2
    assert sum(len(found.links) for found in pages) == 2


def test_what_is_asked_for_can_be_read(archive: Archive, site: Site) -> None:
    site.pages["/a"] = page(html("A"))
    get(archive, site.url("/a"))
    assert {hit.headers["Accept-Encoding"] for hit in site.hits} == {"gzip, deflate, br"}


def test_user_agent_has_a_contact(archive: Archive, site: Site) -> None:
    site.pages["/a"] = page(html("A"))
    get(archive, site.url("/a"))
    assert {"+http" in hit.headers["User-Agent"] for hit in site.hits} == {True}
    get(archive, site.url("/a"), contact="redaksi@warta.id")
    assert site.hits[-1].headers["User-Agent"] == "RakorBot/0.1 (+mailto:redaksi@warta.id)"


def test_no_cookies_are_kept(archive: Archive, site: Site) -> None:
    site.pages["/a"] = page(html("A"), Set_Cookie="sesi=1")
    get(archive, site.url("/a"), site.url("/a"))
    assert all("Cookie" not in hit.headers for hit in site.hits)


def test_what_was_given_is_what_the_archive_gives_back(archive: Archive, site: Site) -> None:
    left_out = (
        "/berita/tidak-menjawab-sama",
        "/berita/menetes-perlahan-sekali",
        "/berita/berkas-tak-dikenal",  # is kept whole, and given as what it is
    )
    pages = whole_site()
    site.pages |= {path: pages[path] for path in pages if path not in left_out}
    results = run(archive, lambda fetcher: crawl(site, fetcher))
    live = {r.final_url: r for r in results.values() if isinstance(r, Snapshot)}
    [file] = archive.folder.glob("*.warc.gz")
    read = {s.final_url: s for s in read_warc(file) if s.role == "document"}
    assert {url: replace(s, url=url) for url, s in read.items()} == {
        url: replace(s, url=url) for url, s in live.items()
    }
    raw = gzip.decompress(file.read_bytes())
    assert b"Content-Encoding: gzip" in raw
    assert brotli.compress(html("Brotli")) in raw
    assert b"Transfer-Encoding: chunked" in raw


# --- the guards, taken away


def test_without_the_check_a_private_address_is_reached(
    archive: Archive, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "is_public", lambda *_: True)
    site.pages["/a"] = redirect(f"http://0.0.0.0:{site.port}/dalam")
    site.pages["/dalam"] = page(html("Dalam"))
    delays = {"127.0.0.1": 0.0, "0.0.0.0": 0.0}
    assert kinds(get(archive, site.url("/a"), delays=delays)) == ["ok"]
    assert site.count("/dalam") == 1


def test_without_the_check_a_changed_name_is_followed(
    archive: Archive, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "is_public", lambda *_: True)
    site.pages["/a"] = page(html("A"))
    url = site.url("/a", "berita.example")
    resolver = answers("127.0.0.1", "0.0.0.0")
    assert kinds(get(archive, url, resolver=resolver, delays={"berita.example": 0.0})) == ["ok"]
    assert site.count("/a") == 1


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", faults.bomb(8)), ("br", faults.brotli_bomb(8))],
    ids=["gzip", "br"],
)
def test_without_the_limit_the_bomb_goes_off(
    archive: Archive, site: Site, encoding: str, body: bytes
) -> None:
    site.pages["/bom"] = page(body, Content_Encoding=encoding)
    [kept] = get(archive, site.url("/bom"))
    assert kinds([kept]) == ["size"]
    wide = Limits(decoded=1 << 30)
    [loose] = get(archive, site.url("/bom"), limits=wide)
    assert isinstance(loose, Snapshot)
    assert len(loose.body) == 8 << 20


def test_without_the_pace_requests_follow_at_once(
    archive: Archive, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(self: Fetcher, host: object) -> None:
        return None

    monkeypatch.setattr(Fetcher, "_wait", at_once)
    site.pages["/a"] = page(html("A"))
    get(archive, *[site.url(f"/a?n={n}") for n in range(4)], delays={"127.0.0.1": 0.5})
    assert min(site.gaps()) < 0.25


# --- TLS and HTTP/2: the address is checked and connected to, the name is what is proven


@pytest.fixture(scope="module")
def certificate(tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and key for berita.example that its own holder signed."""
    path = tmp_path_factory.mktemp("tls") / "berita.pem"
    key = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    name = ["-subj", "/CN=berita.example", "-addext", "subjectAltName=DNS:berita.example"]
    files = ["-keyout", str(path), "-out", str(path.with_suffix(".crt")), "-days", "2"]
    subprocess.run([tool("openssl"), *key, *name, *files], check=True, capture_output=True)
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path


async def speak_http2(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that answers every stream with the authority that was asked for."""
    connection = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
    connection.initiate_connection()
    writer.write(connection.data_to_send())
    while data := await reader.read(65536):
        for event in connection.receive_data(data):
            if isinstance(event, RequestReceived):
                asked = dict(event.headers)
                status = "404" if asked[":path"] == "/robots.txt" else "200"
                head = [(":status", status), ("content-type", "text/html")]
                connection.send_headers(event.stream_id, head)
                body = html(f"{asked[':authority']} {asked[':path']}")
                connection.send_data(event.stream_id, body, end_stream=True)
        writer.write(connection.data_to_send())
        await writer.drain()
    writer.close()


def over_tls(archive: Archive, certificate: Path, host: str) -> Snapshot | FetchError:
    async def job() -> Snapshot | FetchError:
        serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        serving.load_cert_chain(certificate)
        serving.set_alpn_protocols(["h2"])
        trusting = ssl.create_default_context(cafile=str(certificate.with_suffix(".crt")))
        server = await asyncio.start_server(speak_http2, "127.0.0.1", 0, ssl=serving)
        port = server.sockets[0].getsockname()[1]
        async with (
            server,
            Fetcher(
                archive,
                allow_loopback=True,
                delays={host: 0.0},
                tls=trusting,
                resolver=answers("127.0.0.1"),
                limits=FAST,
            ) as fetcher,
        ):
            return await outcome(fetcher, f"https://{host}:{port}/a?b=1")

    return asyncio.run(job())


def test_http2_to_a_checked_address_under_the_name_s_certificate(
    archive: Archive, certificate: Path
) -> None:
    snapshot = over_tls(archive, certificate, "berita.example")
    assert isinstance(snapshot, Snapshot)
    port = urlsplit(snapshot.url).port
    assert f"berita.example:{port} /a?b=1".encode() in snapshot.body
    assert snapshot.url.startswith("https://berita.example:")


def test_certificate_of_another_name_is_refused(archive: Archive, certificate: Path) -> None:
    error = over_tls(archive, certificate, "lain.example")
    assert isinstance(error, FetchError)
    assert "certificate" in str(error)
