"""Pages become documents: text, headline, times, address, what is paid for, several pages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, ReadError
from scraper.articles import find_layout_issues, join_pages, next_page, read_article
from scraper.blocks import find_blocks, parse
from scraper.metadata import read_head, stated_address
from scraper.sources import Layout, Source
from scraper.times import read_times, zone_of

HERE = Path(__file__).parent
PAGES = sorted(path.stem for path in (HERE / "pages").glob("*.json"))
URL = "https://kabar.example/berita/rapat-kemiskinan-daerah"

P1 = "Pemerintah kabupaten menggelar rapat koordinasi penanggulangan kemiskinan pada Selasa pagi."
P2 = "“Angka kemiskinan kita turun menjadi 12,4 persen, tetapi jangan lengah,” kata bupati."
P3 = "Rapat itu dihadiri seluruh camat dan kepala perangkat daerah yang menangani bantuan."


def source(**about: Any) -> Source:
    fields = {"kind": "news", "homepage": "https://kabar.example/", "region": "16.04", **about}
    return Source(id="kabar", name="Kabar Contoh", **fields)


def expected(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "pages" / f"{page}.json").read_text("utf-8"))
    return found


def read_page(page: str) -> Document:
    about = expected(page)
    at = source(kind=about.get("kind", "news"), region=about.get("region", "16.04"))
    body = (HERE / "pages" / f"{page}.html").read_bytes()
    return read_article(body, url=about["url"], source=at)


def lines(body: str, head: str = "<title>Judul yang lain sekali</title>") -> list[str]:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_article(page, url=URL).text.split("\n")


# --- pages of our own, in the markup of regional sites ----------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_text_of_own_pages(page: str) -> None:
    assert read_page(page).text.split("\n") == expected(page)["text"]


@pytest.mark.parametrize("page", PAGES)
def test_fields_of_own_pages(page: str) -> None:
    found, about = read_page(page), expected(page)
    assert found.title == about["title"]
    assert found.published == date.fromisoformat(about["published"])
    assert found.sponsored == about["sponsored"]
    assert found.url == about.get("canonical", about["url"])
    assert found.language == "id"
    assert found.kind == about.get("kind", "news")
    if "published_at" in about:
        assert found.published_at == datetime.fromisoformat(about["published_at"])
    if "author" in about:
        assert found.author == about["author"]


def test_there_are_twelve_own_pages_and_more() -> None:
    assert len(PAGES) >= 12


# --- real pages, measured by the benchmark ----------------------------------------------------


@pytest.fixture(scope="module")
def scores(shared: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What the benchmark prints for Rakor and trafilatura, in one run."""
    command = [sys.executable, "benchmarks/articles.py", "--json", "--pages", "real", "aeb"]
    command += ["--readers", "rakor", "trafilatura"]
    environment = {**os.environ, "RAKOR_SHARED": str(shared)}
    done = subprocess.run(
        command, cwd=HERE.parent, env=environment, capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {(row["reader"], row["pages"]): row for row in rows}


def test_real_pages(scores: dict[tuple[str, str], dict[str, Any]]) -> None:
    ours = scores["rakor", "real"]
    assert ours["f1"] >= 0.975
    assert ours["titles"] >= 38
    assert ours["days"] == ours["times"] == 35  # all that state a time
    assert ours["f1"] > scores["trafilatura", "real"]["f1"]


def test_pages_of_other_languages(scores: dict[tuple[str, str], dict[str, Any]]) -> None:
    assert scores["rakor", "aeb"]["f1"] >= scores["trafilatura", "aeb"]["f1"]


# --- shapes of text ---------------------------------------------------------------------------

SHAPES = {
    "paragraphs": (f"<p>{P1}</p><p>{P2}</p>", [P1, P2]),
    "breaks": (f"<div>{P1}<br><br>{P2}<br/><br/>{P3}</div>", [P1, P2, P3]),
    "single breaks between sentences": (f"<div>{P1}<br>{P2}</div>", [P1, P2]),
    "broken by hand": (
        "<div>Pemerintah kabupaten menggelar rapat koordinasi<br>penanggulangan kemiskinan "
        f"pada Selasa pagi.<br><br>{P2}</div>",
        [P1, P2],
    ),
    "one div a paragraph": (
        f"<div><div>{P1}</div><div><br></div><div>{P2}</div></div>",
        [P1, P2],
    ),
    "bare lead, then paragraphs": (f"<div>{P1}<p>{P2}</p><p>{P3}</p></div>", [P1, P2, P3]),
    "dateline of its own": (
        f"<div><strong>Lahan Batu</strong> - <p>{P1}</p><p>{P2}</p></div>",
        [f"Lahan Batu - {P1}", P2],
    ),
    "inline markup": (
        "<p>Pemerintah <b>kabupaten</b> menggelar <a href='/t'>rapat koordinasi</a> "
        f"penanggulangan\n kemiskinan&nbsp;pada Selasa pagi.</p><p>{P2}</p>",
        [P1, P2],
    ),
    "list": (
        f"<p>{P1}</p><ul><li>Bantuan pangan</li><li>Bedah rumah</li></ul><p>{P2}</p>",
        [P1, "Bantuan pangan", "Bedah rumah", P2],
    ),
    "list at the end": (
        f"<p>{P1}</p><p>{P2}</p><ol><li>Bantuan pangan</li><li>Bedah rumah</li></ol>",
        [P1, P2, "Bantuan pangan", "Bedah rumah"],
    ),
    "table of data": (
        f"<p>{P1}</p><table><tr><th>Tahun</th><th>Persen</th></tr><tr><td>2023</td><td>12,9</td>"
        f"</tr><tr><td>2024</td><td>12,4</td></tr></table><p>{P2}</p>",
        [P1, "Tahun | Persen", "2023 | 12,9", "2024 | 12,4", P2],
    ),
    "table for layout": (
        f"<table><tr><td>Menu</td><td><p>{P1}</p><p>{P2}</p></td></tr></table>",
        [P1, P2],
    ),
    "quotation": (f"<p>{P1}</p><blockquote><p>{P2}</p></blockquote><p>{P3}</p>", [P1, P2, P3]),
    "head of minutes": (
        f"<p>Hari/Tanggal : Kamis, 20 Juni 2024</p><p>Tempat : Aula Bappeda</p><p>{P1}</p>",
        ["Hari/Tanggal : Kamis, 20 Juni 2024", "Tempat : Aula Bappeda", P1],
    ),
    "quotation in italics": (f"<p>{P1}</p><p><em>{P2}</em></p><p>{P3}</p>", [P1, P2, P3]),
    "sub-heading": (
        f"<p>{P1}</p><h3>Target tahun depan</h3><p>{P2}</p>",
        [P1, "Target tahun depan", P2],
    ),
    "everything in a form": (f"<form><div><p>{P1}</p><p>{P2}</p></div></form>", [P1, P2]),
    "zero-width marks": (f"<p>\u200e{P1}\u200b</p><p>\ufeff{P2}</p>", [P1, P2]),
    "sections": (
        f"<div><section><div><p>{P1}</p><p>{P2}</p></div></section>"
        f"<section><div><p>{P3}</p></div></section></div>",
        [P1, P2, P3],
    ),
}

FURNITURE = [
    "<p>Baca juga: <a href='/a'>Harga beras naik lagi di pasar induk</a></p>",
    "<p><strong>BACA JUGA :</strong> Harga beras naik lagi di pasar induk</p>",
    "<p>Baca: Harga beras naik lagi</p>",
    "<p><a href='/a'>Harga beras naik lagi di pasar induk kota ini sejak pekan lalu</a></p>",
    "<div class='terkait'><h4>Terkait</h4><ul><li><a href='/a'>Harga beras</a></li></ul></div>",
    "<p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p>",
    "<div class='iklan'>Pasang iklan Anda di sini dan jangkau pembaca kami.</div>",
    "<p>[Gambas:Video 20detik]</p>",
    "<p>Simak video selengkapnya</p>",
    "<figure><img src='a.jpg'><figcaption>Suasana rapat di kantor bupati</figcaption></figure>",
    "<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>Suasana rapat.</p></div>",
    "<table><tr><td><img src='a.jpg'></td></tr><tr><td>Suasana rapat</td></tr></table>",
    "<p><img src='a.jpg'></p><p style='text-align:center'>Suasana rapat di kantor bupati</p>",
    "<p><em>Suasana rapat di kantor bupati</em></p>",
    "<p>Suasana rapat di kantor bupati. (Foto: Humas)</p>",
    "<p>Keterangan Gambar : Suasana rapat di kantor bupati</p>",
    "<div class='share'><span>Bagikan</span> <a href='#'>Facebook</a></div>",
    "<p>Sebarkan artikel ini</p>",
    "<p>Dibaca 219 kali</p>",
    "<blockquote class='twitter-tweet'><p>Rapatnya lancar sekali hari ini.</p></blockquote>",
]

ENDINGS = [
    "<p>Editor: Rahmat</p>",
    "<p>Penulis : Siti</p><p>Sumber : Humas</p>",
    "<p>COPYRIGHT © KABAR 2024</p>",
    "<p>(fyk/ash)</p>",
    "<p>***</p>",
    "<p>Tags: <a href='/t'>kemiskinan</a>, <a href='/u'>rapat</a></p>",
    "<p>#kemiskinan #rapat</p>",
    "<p>Artikel ini telah tayang di Kabar Contoh dengan judul lain</p>",
    "<p>Ikuti berita terbaru kami di Google News dan saluran WhatsApp</p>",
    "<h3>Tinggalkan Balasan</h3><p>Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib "
    "ditandai *</p>",
    "<div id='comments'><h3>1 Komentar</h3><p>Mantap, semoga terlaksana ya Pak Bupati.</p></div>",
    "<div class='related'><h3>Berita Terkait</h3><p><a href='/a'>Harga beras</a></p></div>",
]


@pytest.mark.parametrize(("body", "wanted"), SHAPES.values(), ids=SHAPES)
def test_shapes(body: str, wanted: list[str]) -> None:
    assert lines(f"<div class='halaman'>{body}</div>") == wanted


@pytest.mark.parametrize("furniture", FURNITURE)
def test_furniture_between_paragraphs_is_left_out(furniture: str) -> None:
    body = f"<div><p>{P1}</p><p>{P2}</p>{furniture}<p>{P3}</p><p>{P1} Lagi.</p></div>"
    assert lines(body) == [P1, P2, P3, f"{P1} Lagi."]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_follows_the_text_is_left_out(ending: str) -> None:
    assert lines(f"<div><p>{P1}</p><p>{P2}</p><p>{P3}</p>{ending}</div>") == [P1, P2, P3]


KEPT = [
    "Baca doa dipimpin ustaz setempat sebelum rapat ditutup oleh bupati.",
    "Sumber daya manusia menjadi tantangan terbesar menurut kepala dinas.",
    "Foto udara memperlihatkan 40 rumah di tepi sungai masih beratap rumbia.",
    "Warga diminta mengirim foto. Setelah itu petugas datang ke rumah.",
    "Bagikan beras kepada 40 keluarga menjadi pekerjaan pertama camat baru.",
    "Cek data penerima bisa dilakukan warga lewat aplikasi milik Kementerian Sosial.",
    "Beri komentar atas data itu, bupati mengaku belum puas dengan hasilnya.",
    "Tag harga beras di pasar itu sudah Rp16.000 per kilogram sejak Juli.",
    "Editor buku kemiskinan itu ikut berbicara dalam rapat bersama bupati.",
    "Komentar bupati mengenai data itu disambut tepuk tangan para camat.",
]


@pytest.mark.parametrize("sentence", KEPT)
def test_sentences_that_begin_like_furniture_stay(sentence: str) -> None:
    body = f"<div><p>{P1}</p><p>{sentence}</p><p>{P3}</p></div>"
    assert lines(body) == [P1, sentence, P3]


def test_last_sentence_keeps_the_initials_in_it() -> None:
    assert lines(f"<div><p>{P1}</p><p>{P3} (ren)</p></div>") == [P1, f"{P3} (ren)"]


def test_paragraph_in_a_caption_stays() -> None:
    long = f"{P1} {P3} {P1} {P3}"
    body = (
        f"<p>{P1}</p><figure><img src='a'><figcaption>Tumpeng<br><br>{long}</figcaption></figure>"
    )
    assert lines(f"<div>{body}<p>{P2}</p></div>") == [P1, long, P2]


def test_deck_and_caption_above_the_dateline_are_left_out() -> None:
    lead = f"LAHAN BATU – {P1}"
    assert lines(f"<div><p>{P3}</p><p>Suasana rapat.</p><p>{lead}</p><p>{P2}</p></div>") == [
        lead,
        P2,
    ]
    assert lines(f"<div><p>{lead}</p><p>{P3}</p></div>") == [lead, P3]
    office = f"Wakil Bupati Lahan – yang memimpin rapat – meminta data diperbaiki. {P3}"
    assert lines(f"<div><p>{P1}</p><p>{office}</p></div>") == [P1, office]


def test_pointer_inside_a_paragraph_is_left_out() -> None:
    body = f"<p>{P1} <b>Baca juga: <a href='/a'>Harga beras naik</a></b></p><p>{P2}</p>"
    assert lines(f"<div>{body}</div>") == [P1, P2]


def test_headline_is_not_repeated_in_the_text() -> None:
    title = "Rapat Kemiskinan Digelar di Kantor Bupati"
    page = f"<h1>{title}</h1><div><p>{title}</p><p>{P1}</p><p>{P2}</p></div>"
    found = read_article(f"<title>{title} - Kabar</title><body>{page}", url=URL)
    assert (found.title, found.text) == (title, f"{P1}\n{P2}")


def test_list_of_summaries_does_not_win() -> None:
    teaser = "<li><h4><a href='/{0}'>Judul berita lain nomor {0}</a></h4><p>{1}</p></li>"
    teasers = "".join(
        teaser.format(n, f"Ringkasan berita {n} yang panjang. {P3}") for n in range(30)
    )
    body = f"<div id='isi'><p>{P1}</p><p>{P2}</p></div><ul class='daftar'>{teasers}</ul>"
    assert lines(body) == [P1, P2]


def test_article_in_one_block_wins_over_summaries() -> None:
    long = " ".join([P1, P2, P3] * 5)
    asides = "".join(f"<div><p>{P3} Cuplikan nomor {n}.</p></div>" for n in range(10))
    assert lines(f"<div><div>{long}</div></div><div>{asides}</div>") == [long]


# --- headline ---------------------------------------------------------------------------------

TITLES = {
    "h1": ("<title>Rapat Kemiskinan Daerah</title>", "<h1>Rapat Kemiskinan Daerah</h1>"),
    "site suffix": (
        "<title>Rapat Kemiskinan Daerah - Kabar Contoh</title>",
        "<h1>Kabar</h1><h2>Rapat Kemiskinan Daerah</h2>",
    ),
    "shown in a div": (
        "<meta property='og:title' content='Rapat Kemiskinan Daerah | kabar.example'>",
        "<div class='judul'>Rapat Kemiskinan Daerah</div>",
    ),
    "site name in h1, title only the site": (
        "<title>Portal Resmi Kabupaten Contoh</title>",
        "<h1><a href='/'>Portal Resmi Kabupaten Contoh</a></h1><h3>Rapat Kemiskinan Daerah</h3>",
    ),
    "entities": ("<title>Rapat Kemiskinan Daerah &#8211; Kabar</title>", ""),
    "no heading": ("<title>Rapat Kemiskinan Daerah :: Kabar</title>", ""),
    "JSON-LD": (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":'
        '"Rapat Kemiskinan Daerah"}</script><title>Kabar</title>',
        "",
    ),
}


@pytest.mark.parametrize(("head", "shown"), TITLES.values(), ids=TITLES)
def test_titles(head: str, shown: str) -> None:
    page = f"<html><head>{head}</head><body>{shown}<div><p>{P1}</p><p>{P2}</p></div></body></html>"
    assert read_article(page, url=URL).title == "Rapat Kemiskinan Daerah"


# --- times ------------------------------------------------------------------------------------

SHOWN = {
    "Kamis, 5 November 2015 14:56 WIB": "2015-11-05T14:56:00+07:00",
    "Rabu, 4 November 2015 | 21:04 WIB": "2015-11-04T21:04:00+07:00",
    "Senin, 15 Februari 2016, 16:15 WIB": "2016-02-15T16:15:00+07:00",
    "Jum'at, 17 Februari 2017 - 13:30 wib": "2017-02-17T13:30:00+07:00",
    "Selasa 16 Jun 2015, 14:05 WIB": "2015-06-16T14:05:00+07:00",
    "Sabtu, 10 Des 2022 13:19 WIB": "2022-12-10T13:19:00+07:00",
    "Kamis, 05/11/2015 10:08 WIB": "2015-11-05T10:08:00+07:00",
    "Kabar Contoh - 02/11/2023, 21:34 WIB": "2023-11-02T21:34:00+07:00",
    "20/1/2026 18:30": "2026-01-20T18:30:00+07:00",
    "on 18 Jun 2015 at 06:25 WIB": "2015-06-18T06:25:00+07:00",
    "Jumat , 17 February 2017, 13:16 WIB": "2017-02-17T13:16:00+07:00",
    "22:00:26, 08 Agu 2024": "2024-08-08T22:00:26+07:00",
    "2024-08-25 07:30:54": "2024-08-25T07:30:54+07:00",
    "25 Maret 2024 • 9:46pm": "2024-03-25T21:46:00+07:00",
    "24-Aug-2022": "2022-08-24",
    "2 May 2019": "2019-05-02",
    "October 12, 2018": "2018-10-12",
    "Tanggal Publish : 16 Oktober 2021": "2021-10-16",
    "Rabu, 9 Oktober 2024 pukul 16.45 WITA": "2024-10-09T16:45:00+08:00",
    "Terbit 3 Pebruari 2024 07:00 WIT": "2024-02-03T07:00:00+09:00",
    "Diperbarui: 9 Mei 2024 10:00 | Terbit: 8 Mei 2024 09:00": "2024-05-08T09:00:00+07:00",
    "Admin bappeda | 27 Juni 2023 | 219 kali": "2023-06-27",
}


def stamp(moment: datetime | None, day: date | None) -> str | None:
    if moment is not None:
        return moment.isoformat()
    return day.isoformat() if day else None


def times_of(head: str, shown: list[str], url: str = URL, zone: str = "Asia/Jakarta") -> Any:
    root = parse(f"<html><head>{head}</head><body></body></html>")
    assert root is not None
    fetched = datetime(2024, 9, 12, 3, 0, tzinfo=UTC)
    return read_times(read_head(root), shown, url, zone, fetched)


@pytest.mark.parametrize(("text", "wanted"), SHOWN.items(), ids=SHOWN)
def test_shown_times(text: str, wanted: str) -> None:
    found = times_of("", [text])
    assert stamp(found.published_at, found.published) == wanted


STATED = {
    "seconds from the head": (
        "<meta property='article:published_time' content='2023-11-02T14:34:19+00:00'>",
        ["02/11/2023, 21:34 WIB"],
        "2023-11-02T21:34:19+07:00",
    ),
    "local time with a false Z": (
        "<meta name='pubdate' content='2015-11-05 T10:08:58Z'>",
        ["Kamis, 05/11/2015 10:08 WIB"],
        "2015-11-05T10:08:58+07:00",
    ),
    "false Z and dashes": (
        "<meta name='pubdate' content='2015-06-16T14-05-11Z' itemprop='datePublished'>",
        ["Selasa 16 Jun 2015, 14:05 WIB"],
        "2015-06-16T14:05:11+07:00",
    ),
    "offset and Z": (
        "<meta property='article:published_time' content='2015-06-19T03:40:00+07:00Z'>",
        ["Jumat, 19 Juni 2015 03:40"],
        "2015-06-19T03:40:00+07:00",
    ),
    "head alone, UTC": (
        "<meta property='article:published_time' content='2024-05-01T20:00:00Z'>",
        [],
        "2024-05-02T03:00:00+07:00",
    ),
    "head half an hour off": (
        "<meta name='pubdate' content='2016-02-23T16:00:00+07:00'>",
        ["Selasa, 23/02/2016 15:32 WIB"],
        "2016-02-23T15:32:00+07:00",
    ),
    "head a few minutes off": (
        '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],'
        '"datePublished":"2026-01-20T18:33:13+07:00"}]}</script>',
        ["20/1/2026 18:30"],
        "2026-01-20T18:33:13+07:00",
    ),
    "broken JSON-LD": (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a "b" c",'
        '"datePublished":"2024-05-01T08:00:00+07:00",}</script>',
        [],
        "2024-05-01T08:00:00+07:00",
    ),
    "day shown, time stated": (
        "<meta property='article:published_time' content='2024-08-22T12:03:00+00:00'>",
        ["22 Agustus 2024"],
        "2024-08-22T19:03:00+07:00",
    ),
    "nothing": ("", ["Rapat di kantor bupati"], None),
    "relative words count from the fetch": ("", ["2 hari yang lalu"], "2024-09-10"),
    "mixed relative words": ("", ["6 hari ago"], "2024-09-06"),
    "no such day": ("", ["31 Februari 2024"], None),
}


@pytest.mark.parametrize(("head", "shown", "wanted"), STATED.values(), ids=STATED)
def test_stated_times(head: str, shown: list[str], wanted: str | None) -> None:
    found = times_of(head, shown)
    assert stamp(found.published_at, found.published) == wanted


def test_day_in_the_address_stands_in_for_relative_words() -> None:
    found = times_of("", ["3 bulan lalu"], "https://kabar.example/2024/02/17/rapat/")
    assert found.published == date(2024, 2, 17)


def test_date_of_today_at_the_top_of_the_page_is_not_believed() -> None:
    found = times_of("", ["Rabu, 27 November 2024"], "https://kabar.example/2024/09/10/rapat/")
    assert found.published == date(2024, 9, 10)


def test_zone_of_the_home_region_decides() -> None:
    found = times_of("", ["Sabtu, 21 September 2024 08:15"], zone=zone_of("71.05"))
    assert found.published_at == datetime.fromisoformat("2024-09-21T08:15:00+08:00")


def test_update_is_kept_apart() -> None:
    head = "<meta property='article:modified_time' content='2024-05-02T01:00:00+00:00'>"
    found = times_of(head, ["1 Mei 2024 20:00 WIB"])
    assert found.published == date(2024, 5, 1)
    assert found.updated_at == datetime.fromisoformat("2024-05-02T08:00:00+07:00")


# --- writer -----------------------------------------------------------------------------------

WRITERS = {
    "meta": ("<meta name='author' content='Bobby Soleh'>", "", "Bobby Soleh"),
    "line": ("", "<p>Penulis: Bobby Soleh | Editor: Sari</p>", "Bobby Soleh"),
    "line with a day": ("", "<p>Oleh Bobby Soleh - Senin, 6 Mei 2024</p>", "Bobby Soleh"),
    "named element": ("", "<span class='entry-author'>Bobby Soleh</span>", "Bobby Soleh"),
    "a company": ("<meta name='author' content='PT Kabar Media Utama'>", "", None),
    "the outlet": ("<meta name='author' content='Kabar Contoh'>", "", None),
    "admin": ("", "<p>Admin bappeda | 27 Juni 2023</p>", None),
    "an address": ("<meta name='author' content='https://media.example/kabar'>", "", None),
}


@pytest.mark.parametrize(("head", "shown", "wanted"), WRITERS.values(), ids=WRITERS)
def test_writer(head: str, shown: str, wanted: str | None) -> None:
    page = f"<html><head>{head}</head><body>{shown}<div><p>{P1}</p><p>{P2}</p></div></body></html>"
    assert read_article(page, url=URL, source=source()).author == wanted


# --- address ----------------------------------------------------------------------------------

ADDRESSES = {
    "as it is": ("https://kabar.example/a/rapat-desa", "https://kabar.example/a/rapat-desa"),
    "empty": ("", None),
    "relative": ("/a/rapat-desa", "https://www.kabar.example/a/rapat-desa"),
    "double slash": ("https://kabar.example//a/rapat-desa", "https://kabar.example/a/rapat-desa"),
    "glued tracking": (
        "https://kabar.example/a/rapat-desautm_source=x&utm_medium=y",
        "https://kabar.example/a/rapat-desa",
    ),
    "other host": ("https://lain.example/a/rapat-desa", None),
    "home page": ("https://kabar.example/", None),
    "another article": ("https://kabar.example/a/harga-beras-naik", None),
    "no address": ("javascript:void(0)", None),
}


@pytest.mark.parametrize(("href", "wanted"), ADDRESSES.values(), ids=ADDRESSES)
def test_canonical_address(href: str, wanted: str | None) -> None:
    root = parse(f"<html><head><link rel='canonical' href='{href}'></head><body></body></html>")
    assert root is not None
    assert stated_address(read_head(root), "https://www.kabar.example/a/rapat-desa") == wanted


def test_one_article_has_one_id_by_either_address() -> None:
    link = "<link rel='canonical' href='https://kabar.example/2024/05/rapat-desa/'>"
    page = f"<html><head>{link}</head><body><p>{P1}</p><p>{P2}</p></body></html>"
    short = read_article(page, url="https://kabar.example/?p=33977")
    long = read_article(page, url="https://kabar.example/2024/05/rapat-desa/?utm_source=x")
    assert short.id == long.id
    assert short.url == long.url == "https://kabar.example/2024/05/rapat-desa/"


# --- paid for ---------------------------------------------------------------------------------

PAID = {
    "category": (URL, f"<a href='/adv'>Advertorial</a><h1>Rapat Desa Hari Ini</h1><p>{P1}</p>"),
    "path": ("https://kabar.example/adv/rapat-desa", f"<p>{P1}</p>"),
    "title": (URL, f"<h1>(ADV) Rapat Desa Hari Ini</h1><p>{P1}</p>"),
    "in brackets at the end": (URL, f"<p>{P1}</p><p>{P3} (Adv/Humas)</p>"),
    "line of its own": (URL, f"<p>{P1}</p><p>{P3}</p><p>(rilis)</p>"),
    "stated": (
        URL,
        f"<p>{P1}</p><p>{P3}</p><p>Konten ini merupakan kerja sama Kabar dan Pemkab Contoh.</p>",
    ),
}
UNPAID = {
    "news": (URL, f"<p>{P1}</p><p>{P3} (ren)</p>"),
    "the word in a sentence": (
        URL,
        f"<p>{P1}</p><p>BPS merilis angka kemiskinan sebagai hasil kerja sama dengan daerah.</p>",
    ),
    "the word in a title": (URL, f"<h1>BPS Rilis Angka Kemiskinan Terbaru</h1><p>{P1}</p>"),
    "the word in a path": (
        "https://kabar.example/rilis-bps-soal-kemiskinan-daerah",
        f"<p>{P1}</p>",
    ),
    "an advertisement under the headline": (
        URL,
        f"<h1>Rapat Desa Hari Ini</h1><div>Iklan</div><div>Sponsored</div><p>{P1}</p><p>{P3}</p>",
    ),
    "a topic below the text": (URL, f"<p>{P1}</p><p>{P3}</p><a href='/t'>kerja sama</a>"),
    "advertising is mentioned": (URL, f"<p>{P1}</p><p>Dinas memasang iklan di radio desa.</p>"),
}


@pytest.mark.parametrize(("url", "body"), PAID.values(), ids=PAID)
def test_paid(url: str, body: str) -> None:
    title = "<title>Rapat Desa Hari Ini</title>" if "(ADV)" not in body else ""
    assert read_article(f"<html><head>{title}</head><body>{body}", url=url).sponsored


@pytest.mark.parametrize(("url", "body"), UNPAID.values(), ids=UNPAID)
def test_unpaid(url: str, body: str) -> None:
    assert not read_article(f"<html><body>{body}</body></html>", url=url).sponsored


# --- layouts of the source table --------------------------------------------------------------

OLD = Layout(body="div.lama", until=date(2024, 6, 30))
NEW = Layout(
    body="div.baru",
    title="p.kepala",
    date="span.jam",
    author="b.oleh",
    remove="p.sisip",
)


def test_layout_picks_the_parts() -> None:
    body = (
        f"<p class='kepala'>Judul Menurut Pola</p><span class='jam'>7 Juli 2024 10:00</span>"
        f"<b class='oleh'>Sari Contoh</b><div class='baru'><p>{P1}</p><p class='sisip'>{P3}</p>"
        f"</div><div><p>{P2}</p></div><div class='baru'><p>{P2}</p><p>Editor: Rahmat</p></div>"
    )
    found = read_article(f"<body>{body}</body>", url=URL, source=source(layouts=(OLD, NEW)))
    assert found.text == f"{P1}\n{P2}"
    assert (found.title, found.author) == ("Judul Menurut Pola", "Sari Contoh")
    assert found.published_at == datetime.fromisoformat("2024-07-07T10:00:00+07:00")


@pytest.mark.parametrize(
    ("day", "wanted"), [("30 Juni 2024", P1), ("1 Juli 2024", P2)], ids=["old", "new"]
)
def test_layout_is_chosen_by_date(day: str, wanted: str) -> None:
    body = f"<p>{day}</p><div class='lama'><p>{P1}</p></div><div class='baru'><p>{P2}</p></div>"
    found = read_article(f"<body>{body}</body>", url=URL, source=source(layouts=(OLD, NEW)))
    assert found.text == wanted


def test_layout_on_a_page_that_says_it_is_xml() -> None:
    page = f"<?xml version='1.0'?><html><body><div class='baru'><p>{P1}</p></div></body></html>"
    assert read_article(page, url=URL, source=source(layouts=(NEW,))).text == P1


def test_layout_that_finds_nothing_leaves_the_general_reader() -> None:
    found = read_article(f"<body><p>{P1}</p></body>", url=URL, source=source(layouts=(NEW,)))
    assert found.text == P1


def test_selectors_that_find_nothing_are_issues() -> None:
    page = f"<body><div class='baru'><p>{P1}</p></div></body>"
    issues = find_layout_issues(page, url=URL, source=source(layouts=(NEW,)))
    assert [issue.message.split("'")[1] for issue in issues] == ["p.kepala", "span.jam", "b.oleh"]
    assert all((i.source, i.url, i.level) == ("kabar", URL, "warning") for i in issues)
    assert find_layout_issues(page, url=URL, source=source()) == []


# --- several pages ----------------------------------------------------------------------------

NEXT = {
    "query": (URL, "?page=2", f"{URL}?page=2"),
    "Indonesian key": (URL, f"{URL}?halaman=2", f"{URL}?halaman=2"),
    "path": (URL, f"{URL}/2/", f"{URL}/2/"),
    "named path": (URL, f"{URL}/halaman/2", f"{URL}/halaman/2"),
    "second page": (f"{URL}?page=2", f"{URL}?page=3", f"{URL}?page=3"),
    "third page by path": (f"{URL}/3", f"{URL}/4", f"{URL}/4"),
    "other keys stay": (
        "https://kabar.example/?p=33977",
        "https://kabar.example/?p=33977&page=2",
        "https://kabar.example/?p=33977&page=2",
    ),
    "back": (f"{URL}?page=2", f"{URL}?page=1", None),
    "another article": (URL, "https://kabar.example/berita/harga-beras?page=2", None),
    "next article by number": (
        "https://kabar.example/d_berita/73",
        "https://kabar.example/d_berita/74",
        None,
    ),
    "next day": ("https://kabar.example/2024/11/25", "https://kabar.example/2024/11/26", None),
    "comments": (URL, f"{URL}/comment-page-2/", None),
    "other host": (URL, "https://lain.example/berita/rapat-kemiskinan-daerah?page=2", None),
}


@pytest.mark.parametrize(("url", "href", "wanted"), NEXT.values(), ids=NEXT)
def test_next_page(url: str, href: str, wanted: str | None) -> None:
    body = f"<p>{P1}</p><a href='#'>x</a><a>y</a><a href='{href}'>Selanjutnya</a>"
    assert next_page(f"<body>{body}</body>", url) == wanted
    assert next_page(f"<body>{body}</body>".encode(), url) == wanted


@pytest.mark.parametrize("page", [p for p in PAGES if "next" in expected(p)])
def test_next_page_of_own_pages(page: str) -> None:
    about = expected(page)
    assert next_page((HERE / "pages" / f"{page}.html").read_bytes(), about["url"]) == about["next"]


def test_pages_are_joined_in_order_without_what_is_repeated() -> None:
    first = read_article(f"<p>{P1}</p><p>{P2}</p>", url=URL)
    second = read_article(f"<p>{P1}</p><p>{P3}</p><p>(adv)</p>", url=f"{URL}?page=2")
    joined = join_pages([first, second])
    assert joined.text == f"{P1}\n{P2}\n{P3}"
    assert (joined.id, joined.url, joined.sponsored) == (first.id, first.url, True)


def test_page_that_shows_the_article_again_adds_nothing() -> None:
    body = f"<div><p>{P1}</p><h3>Target</h3><p>{P2}</p></div>"
    first = read_article(body, url=URL)
    again = read_article(body, url=f"{URL}?page=2")
    assert join_pages([first, again]).text == f"{P1}\nTarget\n{P2}"


def test_joining_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no pages"):
        join_pages([])


# --- the table of furniture -------------------------------------------------------------------

TABLE = tomllib.loads(files("scraper").joinpath("furniture.toml").read_text("utf-8"))
PATTERNS = [p for kind in TABLE["lines"].values() for p in kind] + TABLE["sponsored"]["notes"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_line_patterns_match_no_empty_line_and_no_plain_sentence(pattern: str) -> None:
    compiled = re.compile(pattern, re.IGNORECASE)
    assert not any(compiled.match(text) for text in ("", P1, P2, P3))


def test_names_are_single_lower_case_words_without_repetition() -> None:
    names = TABLE["names"]["furniture"]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+", name) for name in names)
    assert not set(names) & set(TABLE["names"]["body"])


# --- bad input --------------------------------------------------------------------------------

NO_TEXT = {
    "empty": b"",
    "white space": b" \n ",
    "no words": b"<html><body><img src='a.jpg'></body></html>",
    "script only": b"<html><script>var a = 'Pemerintah kabupaten menggelar rapat.'</script></html>",
    "links only": b"<ul><li><a href='/a'>Harga beras naik lagi di pasar induk</a></li></ul>",
    "no markup": b"\x00\x01\x02",
}


@pytest.mark.parametrize("body", NO_TEXT.values(), ids=NO_TEXT)
def test_page_without_text_is_one_clear_error(body: bytes) -> None:
    with pytest.raises(ReadError, match=r"^https://kabar\.example/\S+: .*layout"):
        read_article(body, url=URL)


def test_text_that_only_the_data_of_the_page_holds() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": f"{P1}\n\n<p>{P2}</p>&nbsp;"})
    page = f"<script type='application/ld+json'>{data}</script><div id='app'></div>"
    assert read_article(page, url=URL).text == f"{P1}\n{P2}"


def test_wrong_charset_is_not_believed() -> None:
    page = f"<meta charset='iso-8859-1'><p>{P1}</p><p>{P2} ®</p>"
    assert read_article(page.encode(), url=URL, charset="iso-8859-1").text == f"{P1}\n{P2} ®"
    true_1252 = "<p>“Kami” mencatat 12,4 persen – turun dari tahun lalu, kata bupati.</p>"
    found = read_article(true_1252.encode("cp1252"), url=URL, charset="windows-1252")
    assert found.text == "“Kami” mencatat 12,4 persen – turun dari tahun lalu, kata bupati."


def test_other_languages_are_named() -> None:
    english = "The regency government held a coordination meeting on poverty on Tuesday morning."
    assert read_article(f"<p>{english}</p><p>{english} Again.</p>", url=URL).language == "en"


def test_deep_nesting_is_no_trouble() -> None:
    assert lines("<div>" * 1500 + f"<p>{P1}</p>" + "</div>" * 1500) == [P1]


TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div>", "<br>", "<table>", "<tr>", "<td>", "</table>", "<b>"),
        *("<a href=x>", "</a>", "<em>", "<img src=a>", "<figcaption>", "<li>", "<h1>", "<title>"),
        *("<!--", "<form>", P1, P2, "Baca juga:", "12 Mei 2024 10:00 WIB", "\ue000", "&nbsp;"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TAGS | st.text(max_size=20), max_size=30))
def test_any_page_is_read_or_refused(parts: list[str]) -> None:
    try:
        found = read_article("".join(parts), url=URL)
    except ReadError:
        return
    assert found.text.strip()
    assert all(line == line.strip() and line for line in found.text.split("\n"))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        found = read_article(body, url=URL)
    except ReadError:
        return
    assert found.text.strip()


def test_blocks_know_their_links() -> None:
    root = parse("<p>Lihat <a href='/a'>harga beras</a> hari ini</p>")
    assert root is not None
    (block,) = find_blocks(root)
    assert (block.text, block.linked) == ("Lihat harga beras hari ini", len("harga beras"))
