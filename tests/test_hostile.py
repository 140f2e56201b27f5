"""What somebody who wants to do harm can send, and what becomes of it."""

from __future__ import annotations

import ast
import asyncio
import csv
import gzip
import io
import json
import os
import pty
import re
import resource
import subprocess
import sys
import tracemalloc
import zipfile
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.app import Datasette
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from extract import pipeline as extract_pipeline
from extract.document import Document, Issue, ReadError
from extract.explain import explain_text
from extract.figures import Figure
from extract.pipeline import Extraction, extract
from extract.terminal import printable
from pipelines import signin, store
from pipelines.documents import read_line
from pipelines.log import Log
from pipelines.publish import current_folder, publish
from pipelines.review import save_review
from pipelines.review_pages import Asked, Inside, answer
from pipelines.run import Options, run
from pipelines.serve import HEADERS, application, internal_application, open_datasette
from pipelines.site import compare, documents
from scraper import minutes, warc
from scraper.archive import Archive, read_warc
from scraper.articles import next_page, read_article
from scraper.discover import find_links
from scraper.fetch import FetchError
from scraper.limits import run_apart
from scraper.sheets import compose, load_sheet
from scraper.sources import Source
from scraper.warc import Head, last_whole_member
from tests.site_faults import html, page, redirect, serve
from tests.test_archive import BODY, URL, exchange, records
from tests.test_fetch import FAST, get, kinds
from tests.test_review import TEXT as REVIEWED
from tests.test_review import facts, figure, night

ROOT = Path(__file__).resolve().parent.parent
PAGE = "https://contoh.example/berita/judul-berita-panjang"
ESCAPE = "\x1b]0;diambil alih\x07\x1b[2J"
ENOUGH = 30  # seconds of a processor: many times what is needed, a small part of what was


def limited() -> None:
    """In a child: end it after seconds of a processor, however busy the machine is."""
    resource.setrlimit(resource.RLIMIT_CPU, (ENOUGH, ENOUGH))


def finishes(code: str, *arguments: str) -> bool:
    """Whether Python code comes to its end within ENOUGH."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, preexec_fn=limited, check=False
    )
    return done.returncode == 0


# ---- answers -----------------------------------------------------------------------------------

LATER = [
    "\xb2",
    "9" * 400,
    "Mon, 1 Jan 99999999999999999999 00:00:00 GMT",
    "1 Jan 1 0:0:0 +9999999999",
]


@pytest.mark.parametrize("later", LATER, ids=["superscript", "digits", "year", "zone"])
def test_a_server_may_ask_to_come_later_in_any_words(tmp_path: Path, later: str) -> None:
    with serve() as site, Archive(tmp_path, min_free=0) as archive:
        site.pages["/a"] = page(html("A"), status=503, Retry_After=later)
        assert kinds(get(archive, site.url("/a"), limits=FAST)) == ["busy"]


TARGETS = [
    ("http://a\x19b.example/", "address"),
    (f"/{'a' * 9000}", "address"),
    ("http://[::1", "redirects"),
]


@pytest.mark.parametrize(("target", "kind"), TARGETS, ids=["control", "long", "bracket"])
def test_a_redirect_may_lead_to_any_words(tmp_path: Path, target: str, kind: str) -> None:
    with serve() as site, Archive(tmp_path, min_free=0) as archive:
        site.pages["/a"] = redirect(target)
        assert kinds(get(archive, site.url("/a"), limits=FAST)) == [kind]


# ---- listings, pages ---------------------------------------------------------------------------

FEED = (
    '<?xml version="1.0"?>{before}<rss version="2.0"><channel><item><title>{title}</title>'
    "<link>https://contoh.example/1</link></item></channel></rss>"
)


def test_a_feed_that_is_the_name_of_a_file_opens_no_file(tmp_path: Path) -> None:
    inside = tmp_path / "rahasia.xml"
    inside.write_text(FEED.format(before="", title="Hanya untuk dalam"))
    with pytest.raises(ReadError, match="is no feed"):
        find_links("feed", str(inside).encode(), "https://contoh.example/feed")


def test_entities_of_a_feed_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("rahasia")
    outer = f'<!DOCTYPE rss [<!ENTITY a "tumbuh"><!ENTITY b SYSTEM "file://{tmp_path}/rahasia">]>'
    for name, title in (("a", "tumbuh"), ("b", "rahasia")):
        body = FEED.format(before=outer, title=f"&{name}; dua")
        found = find_links("feed", body.encode(), "https://contoh.example/feed")
        assert all(title not in (link.title or "") for link in found.links)


def test_entities_of_a_sitemap_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("rahasia")
    outer = f'<!DOCTYPE a [<!ENTITY b "tumbuh"><!ENTITY c SYSTEM "file://{tmp_path}/rahasia">]>'
    entry = "<url><loc>/a</loc><title>x&b;&c;</title></url>"
    body = f"<?xml version='1.0'?>{outer}<urlset>{entry}</urlset>"
    found = find_links("sitemap", body.encode(), "https://contoh.example/")
    assert all("tumbuh" not in str(link) and "rahasia" not in str(link) for link in found.links)


ODD_FEEDS = [
    ("character", FEED.format(before="", title="&#x110000;&#99999999999;&#xd800;").encode()),
    ("declaration", b'<?xml version="1.0" encoding="\x98"?><rss version="2.0"/>'),
    ("prefix", b'<rss version="2.0" xmlns:a="b c"><channel><a:item a:b="c"/></channel></rss>'),
]


@pytest.mark.parametrize("body", [b for _, b in ODD_FEEDS], ids=[name for name, _ in ODD_FEEDS])
def test_an_odd_feed_is_read_or_refused(body: bytes) -> None:
    with suppress(ReadError):
        assert find_links("feed", body, "https://contoh.example/feed").next is None


@pytest.mark.parametrize("place", ["<link rel=canonical href='{}'>", "<link rel=next href='{}'>"])
def test_an_address_that_is_none_leaves_the_article(place: str) -> None:
    body = ARTICLE.format(head=place.format("http://[")).replace("<h1>", "<h1><a href='http://['>")
    assert "empat belas persen" in read_article(body, url=PAGE).text
    assert next_page(body, PAGE) is None


def test_a_sitemap_of_undeclared_prefixes_is_read() -> None:
    body = b"<urlset><url><loc>/a</loc><news:title>Judul</news:title></url></urlset>"
    [link] = find_links("sitemap", body, "https://contoh.example/").links
    assert (link.url, link.title) == ("https://contoh.example/a", "Judul")


def test_a_sitemap_that_unpacks_to_much_is_refused() -> None:
    with pytest.raises(ReadError, match="more than 67108864 bytes when decoded"):
        find_links("sitemap", gzip.compress(b"\0" * (65 << 20)), "https://contoh.example/peta.gz")


DEEP, LONG = "[" * 100_000, "9" * 5_000
ARTICLE = (
    "<html><head>{head}</head><body><h1>Angka kemiskinan turun</h1><p>Angka kemiskinan turun "
    "menjadi empat belas persen pada tahun ini, kata bupati kepada wartawan di kantornya.</p>"
    "<p>Kalimat kedua yang cukup panjang untuk dihitung sebagai tulisan artikel.</p></body></html>"
)


def linked_data(text: str) -> bytes:
    script = f'<script type="application/ld+json">{text}</script>'
    return ARTICLE.format(head=script).encode()


@pytest.mark.parametrize(
    "data", [DEEP, '{"@type":"Article","x":' + LONG + "}"], ids=["deep", "long"]
)
def test_linked_data_of_any_shape_leaves_the_article(data: str) -> None:
    assert "empat belas persen" in read_article(linked_data(data), url=PAGE).text


@pytest.mark.parametrize("depth", range(150, 1000, 50))
def test_graphs_in_graphs_leave_the_article(depth: int) -> None:
    data = '{"@graph":[' * depth + "]}" * depth
    assert "empat belas persen" in read_article(linked_data(data), url=PAGE).text


@pytest.mark.parametrize("data", [DEEP, f'[{{"link":{LONG}}}]'], ids=["deep", "long"])
def test_json_of_any_shape_is_read_or_refused(data: str) -> None:
    with pytest.raises(ReadError):
        find_links("wordpress", data.encode(), "https://contoh.example/wp-json/wp/v2/posts")
    with pytest.raises(ReadError):
        read_line(data)


def test_half_characters_are_replaced() -> None:
    item = '{"link":"/a","title":{"rendered":"<b>\\ud800 \\ud83d\\ude00</b>"}}'
    [link] = find_links("wordpress", f"[{item}]".encode(), "https://contoh.example/").links
    assert link.title == "\ufffd 😀"


def test_numbers_of_thousands_of_digits_are_no_pages() -> None:
    posts = json.dumps([{"link": "https://contoh.example/1"}]).encode()
    found = find_links("wordpress", posts, f"https://contoh.example/p?page={LONG}&per_page=1")
    assert found.next is not None
    body = ARTICLE.format(head=f'<link rel="next" href="{PAGE}?page={LONG}">').encode()
    assert next_page(body, f"{PAGE}?page={LONG}") is None
    assert Head.read(f"HTTP/1.1 {LONG} OK\r\n\r\n".encode()).status == 0


def test_a_listing_with_very_many_links_ends() -> None:
    assert finishes(
        "from scraper.discover import find_links\n"
        "items = ''.join(f'<li><a href=\"/2024/10/01/berita-ke-{n}-di-kota\">Judul berita ke {n}"
        " yang panjang</a></li>' for n in range(12_000))\n"
        "found = find_links('page', f'<ul>{items}</ul>'.encode(), 'https://contoh.example/')\n"
        "assert len(found.links) == 12_000"
    )


@pytest.mark.parametrize("head", ["<title>{parts}</title>", "{metas}"], ids=["parts", "metas"])
def test_a_page_of_very_many_titles_ends(head: str) -> None:
    code = (
        "import sys\nfrom scraper.articles import read_article\n"
        "parts = ' - '.join(f'kata {n} tiga' for n in range(14_000))\n"
        "metas = ''.join(f'<meta property=og:title content=\"Judul {n} kata\">'\n"
        "    for n in range(14_000))\n"
        "line = 'Kalimat {n} kata ini cukup panjang untuk dihitung sebagai tulisan artikel.'\n"
        "body = ''.join(f'<p>{line}</p>'.replace('{n}', str(n)) for n in range(14_000))\n"
        "head = sys.argv[1].format(parts=parts, metas=metas)\n"
        "read_article(f'<html><head>{head}</head><body>{body}</body></html>', url=sys.argv[2])"
    )
    assert finishes(code, head, PAGE)


@pytest.mark.parametrize("piece", ["-", '"', "Rp", "a", "1."])
def test_a_text_without_spaces_ends(piece: str) -> None:
    code = (
        "import sys\nfrom extract.document import Document\nfrom extract.pipeline import extract\n"
        "text = (sys.argv[1] * 30_000)[:30_000]\n"
        "assert extract(Document(id='x', text=text)).document.text == text"
    )
    assert finishes(code, piece)


@settings(deadline=None)
@given(st.text(alphabet='a1-".,(% \n', max_size=400))
def test_long_words_stay_the_text(text: str) -> None:
    from extract.pipeline import load_pipeline

    assert load_pipeline().make_doc(text * 2).text == text * 2


def test_a_rule_that_breaks_costs_one_document(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = folder_options(tmp_path)
    assert options.folder is not None
    for name, text in (("a", "Angka kemiskinan Lahat 14 persen."), ("b", "Kemiskinan, rusak.")):
        (options.folder / f"{name}.txt").write_text(text)
    whole = extract_pipeline.extract

    def breaks(document: Document) -> Extraction:
        if document.text == "Kemiskinan, rusak.":
            raise KeyError("aturan yang rusak")
        return whole(document)

    monkeypatch.setattr(extract_pipeline, "extract", breaks)
    outcome = run(replace(options, stages=("extract",)), Log(stream=io.StringIO()))
    assert outcome.counts["extracted"] == 1
    assert any("please report this text" in failure for failure in outcome.failures)


# ---- archives ----------------------------------------------------------------------------------


def test_line_ends_in_an_address_make_no_lines_of_a_record(tmp_path: Path) -> None:
    asked = f"{URL}\r\nX-Rakor-Source: orang-lain"
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange(source="kami\r\nX-Rakor-Role: robots", requested=asked))
    kind, lines, _ = records(tmp_path)[1]
    assert (kind, lines["X-Rakor-Role"]) == ("response", "document")
    assert lines["X-Rakor-Source"] == "kamiX-Rakor-Role: robots"


def test_a_record_that_unpacks_to_much_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive(tmp_path, min_free=0) as archive:
        for number, size in enumerate((10, 3 << 20, 10)):
            archive.append(exchange(f"{URL}-{number}", BODY + b"%d" % number + b" " * size))
    monkeypatch.setattr(warc, "RECORD_LIMIT", 1 << 20)
    issues: list[Issue] = []
    [path] = tmp_path.glob("*.warc.gz")
    found = [s.url for s in read_warc(path, on_issue=issues.append)]
    assert found == [f"{URL}-0", f"{URL}-2"]
    assert ["left out" in issue.message for issue in issues] == [True]


def test_an_odd_record_says_nothing_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "aneh.warc"
    head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
    address = f"WARC-Target-URI: http://contoh.example/a b{ESCAPE}\r\n"
    record = f"{head}{address}WARC-Date: 2024-10-28T03:00:00Z\r\nContent-Length: 19\r\n\r\n"
    path.write_bytes(f"{record}HTTP/1.1 200 OK\r\n\r\n{ESCAPE}\r\n\r\n".encode())
    list(read_warc(path, every=True, on_issue=lambda issue: None))
    assert capsys.readouterr() == ("", "")


def test_looking_for_the_end_of_a_file_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bom.warc.gz"
    path.write_bytes(gzip.compress(b"\0" * (200 << 20), compresslevel=1) + b"sisa")
    tracemalloc.start()
    try:
        end = last_whole_member(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert end == path.stat().st_size - 4
    assert peak < 20 << 20


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,a"]
)
def test_an_archive_of_others_brings_no_address_but_of_the_web(
    tmp_path: Path, address: str
) -> None:
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange(address))
    issues: list[Issue] = []
    [path] = tmp_path.glob("*.warc.gz")
    assert list(read_warc(path, on_issue=issues.append)) == []
    assert "is no http or https address" in issues[0].message


def test_the_index_leads_out_of_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with Archive(folder, min_free=0) as archive:
        archive.append(exchange())
    index = folder / "index.jsonl"
    [line] = index.read_text().splitlines()
    (tmp_path / "luar.warc.gz").write_bytes(next(folder.glob("*.warc.gz")).read_bytes())
    stolen = json.loads(line) | {"file": "../luar.warc.gz", "url": "https://contoh.example/luar"}
    index.write_text(f"{line}\n{json.dumps(stolen)}\n")
    with Archive(folder, min_free=0) as archive:
        assert [entry.url for entry in archive.list()] == [URL]
        assert archive.find("https://contoh.example/luar") is None


# ---- files -------------------------------------------------------------------------------------


def test_a_child_process_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAKOR_UJI_RAHASIA", "sandi")
    assert run_apart("os:getenvb", b"RAKOR_UJI_RAHASIA", name="a.pdf") is None


def test_letters_without_size_are_read() -> None:
    words = [
        [text, x, y, x, y, 1.0, False]
        for text in ("Angka", "kemiskinan", "turun")
        for x, y in ((10.0, 20.0), (float("nan"), 30.0), (90.0, float("inf")))
    ]
    raw = {"number": 1, "width": 0.0, "height": 0.0, "words": words, "rules": [[0, 0, 0, 0]]}
    assert "kemiskinan" in compose([load_sheet(raw)]).text


def folder_options(tmp_path: Path) -> Options:
    table = tmp_path / "sources.toml"
    table.write_text("")
    folder = tmp_path / "berkas"
    folder.mkdir()
    return Options(data=tmp_path / "data", sources=table, folder=folder, stages=())


def titles(options: Options) -> set[str]:
    with closing(store.open_store(options.data)) as db:
        return {row["title"] for row in store.rows(db, "SELECT title FROM documents")}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    options = folder_options(tmp_path)
    assert options.folder is not None
    outside = tmp_path / "rahasia.txt"
    outside.write_text("Sandi basis data kami: kuda-laut.")
    (options.folder / "biasa.txt").write_text("Angka kemiskinan 14 persen.")
    (options.folder / "tautan.txt").symlink_to(outside)
    (options.folder / "dalam.txt").symlink_to("biasa.txt")
    (options.folder / "semua").symlink_to(tmp_path, target_is_directory=True)
    outcome = run(options, Log(stream=io.StringIO()))
    assert any("leads out of the folder" in failure for failure in outcome.failures)
    assert titles(options) <= {"biasa", "dalam"}
    assert b"kuda-laut" not in b"".join(p.read_bytes() for p in options.data.glob("archive/*"))


def test_a_link_out_of_a_folder_of_minutes_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "notulen"
    folder.mkdir()
    (tmp_path / "luar.docx").write_bytes(b"PK\x03\x04")
    (folder / "tautan.docx").symlink_to(tmp_path / "luar.docx")
    [issue] = minutes.read_folder(folder)
    assert isinstance(issue, Issue)
    assert "tautan.docx: is a link that leads out of the folder" in issue.message


def test_a_file_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = folder_options(tmp_path)
    assert options.folder is not None
    with open(options.folder / "besar.txt", "wb") as file:
        file.truncate((200 << 20) + 1)
    outcome = run(options, Log(stream=io.StringIO()))
    assert any("has more than 200 MB" in failure for failure in outcome.failures)
    assert list(options.data.glob("archive/*.warc.gz")) == []


def test_a_file_s_name_makes_no_lines_of_the_archive(tmp_path: Path) -> None:
    options = folder_options(tmp_path)
    assert options.folder is not None
    (options.folder / "a\r\nX-Rakor-Source: b\r\n\r\nc.txt").write_text("Angka kemiskinan turun.")
    outcome = run(options, Log(stream=io.StringIO()))
    assert outcome.counts["new"] == 1
    found = records(options.data / "archive")
    assert [kind for kind, *_ in found] == ["warcinfo", "response", "request"]
    assert found[2][2].count(b"\r\n") == 2


# ---- the terminal and the log --------------------------------------------------------------------

SPOOF = f"Judul{ESCAPE}\n12:00:00 done      semua selesai\u202egpj.exe\x9b31m"


@pytest.mark.parametrize("form", ["plain", "json", "bars"])
def test_a_title_commands_no_terminal_and_makes_no_line(form: str) -> None:
    stream = io.StringIO()
    log = Log(form, stream)
    with log.bar("read", 1):
        log.line("read", SPOOF, url=SPOOF)
    text = stream.getvalue()
    if form == "bars":  # the bar itself moves the cursor
        text = text[: text.index("gpj")]
    lines = [line for line in text.splitlines() if "semua selesai" in line]
    assert len(lines) == 1
    assert "Judul\\u001b" in lines[0]
    assert not set(lines[0]) & set("\x07\x9b\u202e")
    if form == "json":
        assert json.loads(lines[0])["url"] == SPOOF


@settings(deadline=None)
@given(st.text())
def test_printable_text_has_no_control_characters(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable() or not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    assert printable(text, lines=True).count("\n") == text.count("\n")


def test_explanations_command_no_terminal() -> None:
    text = f"Angka kemiskinan{ESCAPE} 14,14 persen."
    shown = explain_text(extract(Document(id="x", text=text)), color=True)
    assert "\x1b]0" not in shown
    assert "\x1b[2J" not in shown


def rakor_on_a_terminal(*arguments: str) -> str:
    """What a command writes when its output is a terminal."""
    ours, theirs = pty.openpty()
    code = "from pipelines.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=theirs, check=True)
    os.close(theirs)
    text = os.read(ours, 100_000).decode()
    os.close(ours)
    return text


def test_an_answer_of_the_archive_commands_no_terminal(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive", min_free=0) as archive:
        archive.append(exchange(body=BODY + ESCAPE.encode()))
    shown = rakor_on_a_terminal("archive", "show", URL, "--data", str(tmp_path))
    assert "14,14 persen" in shown
    assert "\x1b" not in shown


def test_a_password_in_an_address_stands_in_no_message() -> None:
    error = FetchError("https://budi:kuda-laut@contoh.example/a", "address", "carries a user name")
    assert "kuda-laut" not in str(error)
    assert "contoh.example/a" in str(error)


# ---- the site ----------------------------------------------------------------------------------

POISON = "\x01\x0b{{ 7 * 7 }}{% raw %} <b>tebal</b> & \ufffe"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder with a document whose words are meant to do harm."""
    data = tmp_path_factory.mktemp("jahat")
    text = (
        f"Angka kemiskinan Lahat 14,14 persen{POISON} pada 2024. " + "Rapat membahas jalan. " * 40
    )
    start = text.index("14,14 persen")
    document = Document(
        id="0" * 16, text=text, url="https://kabar.example/a", source="kabar",
        publisher=f"Kabar {POISON}", title='=HYPERLINK("https://jahat.example")',
        published=date(2024, 7, 18),
    )  # fmt: skip
    found = Figure(
        start=start, end=start + 12, indicator="poverty_rate", value=14.14, unit="percent",
        decimals=2, region="16.04", period="2024", speaker=f"Surya {POISON}",
        sentence_start=0, sentence_end=text.index("2024.") + 5,
    )  # fmt: skip
    with closing(store.open_store(data)) as db, store.transaction(db):
        store.save_sources(
            db, [Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04")]
        )
        store.save_document(db, document)
        store.replace_facts(db, Extraction(document=document, figures=(found,)), rules="1")
    publish(data)
    return data


@pytest.fixture(scope="module")
def site(data: Path) -> Datasette:
    folder = current_folder(data / "public")
    assert folder is not None
    return open_datasette(folder / "public.db")


def ask(app: Any, path: str, **params: str) -> httpx.Response:
    """The answer of an ASGI application to one request."""

    async def inner() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://situs") as client:
            return await client.get(path, params=params or None)

    return asyncio.run(inner())


def test_words_are_never_templates(site: Datasette) -> None:
    page = ask(site.app(), f"/dokumen/{'0' * 16}").text
    assert "{{ 7 * 7 }}{% raw %}" in page
    assert "49{% raw" not in page


def test_feeds_are_strict_xml_whatever_the_words(site: Datasette) -> None:
    body = ask(site.app(), "/umpan.atom").content
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False))
    assert root.findtext(".//{*}entry/{*}title")


QUERIES_OF_OTHERS = [
    ("select zeroblob(1000000)", "too big"),
    ("select hex(zeroblob(60000))", "too big"),
    ("select printf('%.*c', 100000, 'x') || 'y'", None),
    (
        "with recursive r(x) as (select 'ab' union all select x||x from r) select * from r",
        "too big",
    ),
    ("select 'a' like '" + "%a" * 600 + "'", "too complex"),
]


@pytest.mark.parametrize(
    ("sql", "problem"), QUERIES_OF_OTHERS, ids=[q[:40] for q, _ in QUERIES_OF_OTHERS]
)
def test_a_visitor_s_query_builds_no_large_value(
    site: Datasette, sql: str, problem: str | None
) -> None:
    answer = ask(site.app(), "/public.json", sql=sql)
    assert len(answer.content) < 100_000
    if problem is not None:
        assert (answer.status_code, problem in answer.text) == (400, True)


@pytest.mark.parametrize(
    "path", ["/-/databases.json", "/-/versions", "/-/threads.json", "/-/messages", "/-/allow-debug",
             "/-/metadata", "/-/plugins.json", "/-/settings"],
)  # fmt: skip
def test_what_the_server_knows_of_itself_is_not_shown(site: Datasette, path: str) -> None:
    answer = ask(site.app(), path)
    assert answer.status_code == 404
    assert ask(site.app(), "/-/static/app.css").status_code == 200


INJECTIONS = ["'", '"', "' OR 1=1 --", '" OR "1"="1', "a* NEAR(b", "\x00", "a\x00b", "%", "); DROP"]


@pytest.mark.parametrize("words", INJECTIONS)
def test_what_visitors_write_stays_a_value(site: Datasette, words: str) -> None:
    for path, name in (
        ("/cari", "q"),
        ("/wilayah/16.04", "indikator"),
        ("/banding", "wilayah"),
        ("/banding", "dari"),
        ("/public/pernyataan_seorang_pejabat", "nama"),
        ("/public/satu_indikator", "tahun"),
    ):
        answer = ask(site.app(), path, **{name: words})
        assert answer.status_code in (200, 400), (path, words)
    rows = ask(
        site.app(), "/public/pernyataan_seorang_pejabat.json", nama=words, _shape="array"
    ).json()
    assert rows == []


def test_an_unknown_sort_is_the_visitor_s_error(site: Datasette) -> None:
    assert ask(site.app(), "/public/pernyataan", _sort="'").status_code == 400


def test_no_word_of_an_address_stands_in_sql() -> None:
    """What is put together to a query is a constant of the module or a name of a loop over one."""
    fine = {
        "where", "table", "words_of", "who", "newest_of", "most", "prefix", "day", "name", "limit",
        "sql", "self.sql", "most + 1", "MOST_FOUND + 1", "TURNED[code]",
    }  # fmt: skip
    for path in sorted((ROOT / "pipelines" / "site").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            text = "".join(str(v.value) for v in node.values if isinstance(v, ast.Constant))
            if re.search(r"\b(SELECT|FROM|WHERE|ORDER BY|UNION)\b", text):
                names = {
                    ast.unparse(v.value) for v in node.values if isinstance(v, ast.FormattedValue)
                }
                odd = {name for name in names - fine if not re.fullmatch("[A-Z_]+", name)}
                assert not odd, (path.name, node.lineno, odd)


def test_an_error_page_tells_nothing_of_the_inside(
    site: Datasette, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(*_: object, **__: object) -> None:
        raise ValueError("/rahasia/rakor.db")

    monkeypatch.setattr(documents, "one", breaks)
    answer = ask(site.app(), "/dokumen/a")
    assert answer.status_code == 500
    assert "/rahasia/rakor.db" not in answer.text
    assert "Traceback" not in answer.text


STATIC = [
    "/aset/metadata.yml",
    "/aset/..%2fmetadata.yml",
    "/aset/%2e%2e/metadata.yml",
    "/-/static/..%2f..%2fapp.py",
]


@pytest.mark.parametrize("path", STATIC)
def test_static_files_end_at_their_folder(site: Datasette, path: str) -> None:
    answer = ask(site.app(), path)
    assert answer.status_code == 404
    assert "license" not in answer.text


def test_exports_hold_no_formula(data: Path) -> None:
    app = application(data / "public")
    for path in (
        "/public/pernyataan.csv",
        "/public/documents.csv",
        "/public/pernyataan.csv?_stream=1",
    ):
        answer = ask(app, path)
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert len(rows) == 1
        cells = [cell for row in rows for cell in row.values()]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells), path
        assert not any(cell.startswith(("=", "@", "\t")) for cell in cells), path
    assert ask(app, "/public.csv", sql="select -0.5 as a, '-1+1' as b").text.split("\r\n")[1] == (
        "-0.5,'-1+1"
    )


def test_workbooks_hold_no_formula() -> None:
    book = compare.workbook([("satu", ("=a", "b"), [("=1+1", "@a")])], "=sumber")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


REQUIRED_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}
REQUIRED_POLICY = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'",
                   "form-action 'self'", "script-src 'self'")  # fmt: skip


def test_headers_that_must_be_there(data: Path) -> None:
    for app, path in ((application(data / "public"), "/"), (internal_application(data), "/masuk")):
        headers = ask(app, path).headers
        for name, wanted in REQUIRED_HEADERS.items():
            assert headers[name] == wanted
        policy = [part.strip() for part in headers["content-security-policy"].split(";")]
        assert set(REQUIRED_POLICY) <= set(policy)
    assert len({name for name, _ in HEADERS}) == len(HEADERS)


def test_inside_nothing_of_a_text_is_markup(tmp_path: Path) -> None:
    night(tmp_path, REVIEWED, figure(REVIEWED, "14,41 persen", 14.41, speaker="<script>x</script>"))
    signin.save_account(tmp_path, "ratna", "reviewer", "kuda-laut-tujuh-belas")
    token = signin.make_token(tmp_path, "ratna", "uji")
    headers = {"authorization": f"Bearer {token}"}
    path = f"/periksa/figures/{facts(tmp_path)[0][0]}"
    reply = answer(Inside(tmp_path), Asked("GET", path, "http", "127.0.0.1", headers, {}))
    assert reply is not None
    assert "&lt;script&gt;x" in reply.body
    assert "<script>x" not in reply.body


@pytest.mark.parametrize("path", ["/../templates/masuk.html", "/periksa.js/../x", "/periksa.toml"])
def test_inner_static_files_are_two(tmp_path: Path, path: str) -> None:
    reply = answer(Inside(tmp_path), Asked("GET", path, "http", "127.0.0.1", {}, {}))
    assert reply is not None
    assert reply.status == 303


def test_json_of_a_script_that_nests_too_deeply_is_refused(tmp_path: Path) -> None:
    night(tmp_path, REVIEWED, figure(REVIEWED, "14,41 persen", 14.41))
    signin.save_account(tmp_path, "ratna", "reviewer", "kuda-laut-tujuh-belas")
    headers = {"authorization": f"Bearer {signin.make_token(tmp_path, 'ratna', 'uji')}"}
    path = f"/api/periksa/figures/{facts(tmp_path)[0][0]}"
    asked = Asked("POST", path, "http", "127.0.0.1", headers, {}, DEEP[:60_000].encode())
    reply = answer(Inside(tmp_path), asked)
    assert reply is not None
    assert reply.status == 400


def test_nothing_of_the_accounts_is_published(tmp_path: Path) -> None:
    night(tmp_path, REVIEWED, figure(REVIEWED, "14,41 persen", 14.41))
    signin.save_account(tmp_path, "ratna.peninjau", "reviewer", "kuda-laut-tujuh-belas")
    signin.make_token(tmp_path, "ratna.peninjau", "uji")
    save_review(
        tmp_path, reviewer="ratna.peninjau", action="reply", kind="figures",
        fact=facts(tmp_path)[0][0], changes={}, reason=None, reply="Kami punya angka lain.",
        reply_by="Bupati",
    )  # fmt: skip
    publish(tmp_path)
    published = b"".join(p.read_bytes() for p in (tmp_path / "public").rglob("*") if p.is_file())
    assert b"14,41 persen" in published
    assert b"Kami punya angka lain." in published
    for secret in (b"ratna.peninjau", b"scrypt$", signin.secret_key(tmp_path).encode()):
        assert secret not in published


# ---- what we install ---------------------------------------------------------------------------


def test_every_dependency_is_pinned_by_hash() -> None:
    text = (ROOT / "requirements.lock").read_text()
    entries = [
        e for e in text.replace("\\\n", " ").splitlines() if e and not e.startswith((" ", "#"))
    ]
    assert len(entries) > 50
    for entry in entries:
        assert "==" in entry.split()[0], entry
        assert "--hash=sha256:" in entry, entry


def test_make_installs_nothing_without_its_hash() -> None:
    text = (ROOT / "Makefile").read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if "pip install" in line:
            assert "--require-hashes" in line or "--no-deps" in line, line


# ---- our own patterns ----------------------------------------------------------------------------


def test_no_pattern_tries_every_way() -> None:
    """Texts that repeat what a pattern is made of are searched in no time at all."""
    from tests.pumped import patterns

    assert len(patterns()) > 300
    assert finishes("from tests.pumped import main; main()")
