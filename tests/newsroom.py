"""An invented outlet on loopback for the tests of the run: a feed and its articles."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

RAPAT = """
<p>LAHAT - Angka kemiskinan Kabupaten Lahat pada tahun 2023 tercatat sebesar {rate} persen, kata
Wakil Bupati Lahat, Sutarna Wirabakti, saat membuka rapat koordinasi TKPK di Aula Bappeda, Senin
(28/10/2024). Ia menyebut angka itu turun dari 16,20 persen pada tahun 2022.</p>
<p>"Kita menargetkan angka kemiskinan turun menjadi 12,5 persen pada tahun 2026," ujar Sutarna
Wirabakti di hadapan para camat dan kepala dinas yang hadir pada rapat itu.</p>
<p>Pemerintah Kabupaten Lahat akan memperbaiki data penerima bantuan sebelum akhir tahun ini agar
program penanggulangan kemiskinan lebih tepat sasaran di seluruh kecamatan.</p>
"""
STUNTING = """
<p>MUARA ENIM - Prevalensi stunting di Kabupaten Muara Enim turun menjadi 11,3 persen pada tahun
2024, kata Kepala Dinas Kesehatan Muara Enim, Ratnawati Sungkono, Rabu (15/1/2025).</p>
<p>Menurut dia, pemerintah kabupaten akan menambah pendampingan keluarga berisiko di setiap
kecamatan sepanjang tahun ini, dan meminta seluruh desa ikut mendata anak balita.</p>
"""
EMPTY = "<div id='app'></div><script>mulai()</script>"


def page(title: str, day: str, body: str) -> str:
    """An article's page as a small regional outlet has it."""
    return f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="{day}T09:00:00+07:00"></head>
<body><header><a href="/">Warta Contoh</a></header>
<article><h1>{title}</h1>{body}</article><footer>Hak cipta Warta Contoh</footer></body></html>"""


def feed(base: str, items: list[tuple[str, str, str]]) -> str:
    """An RSS feed of (path, title, RFC 822 date)."""
    entries = "".join(
        f"<item><title>{title}</title><link>{base}{path}</link><pubDate>{day}</pubDate></item>"
        for path, title, day in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>Warta Contoh</title><link>{base}</link>{entries}</channel></rss>"
    )


@dataclass(slots=True)
class Newsroom:
    """The outlet's pages by path, and every request that came: path and status."""

    server: HTTPServer
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    requests: list[tuple[str, int]] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    slow: dict[str, float] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The outlet's address."""
        return self.server.url_for("").rstrip("/")

    def answer(self, request: Request) -> Response:
        """The page with its validator, or 304, or 404."""
        self.begun.append(request.path)
        self._linger(request.path)
        found = self.pages.get(request.path)
        response = Response("tidak ada", 404)
        if found is not None:
            media_type, text = found
            tag = hashlib.sha256(text.encode()).hexdigest()[:12]
            response = Response(text, 200, content_type=media_type)
            response.set_etag(tag)
            if request.if_none_match.contains(tag):
                response = Response(status=304, headers={"ETag": f'"{tag}"'})
        self.requests.append((request.path, response.status_code))
        return response

    def _linger(self, path: str) -> None:
        """Keep a client waiting for as long as `slow` says, or until it says so no more."""
        end = time.monotonic() + self.slow.get(path, 0.0)
        while path in self.slow and time.monotonic() < end:
            time.sleep(0.01)

    def wait_for(self, path: str, times: int) -> None:
        """Wait until a path was asked for so often."""
        end = time.monotonic() + 30
        while self.begun.count(path) < times:
            assert time.monotonic() < end, f"{path} was never asked for"
            time.sleep(0.02)

    def put(self, path: str, title: str, day: str, body: str) -> None:
        """Publish or change an article."""
        self.pages[path] = ("text/html; charset=utf-8", page(title, day, body))


RAPAT_PATH, STUNTING_PATH = "/2024/10/rapat-kemiskinan", "/2025/01/angka-stunting"
ITEMS = [
    (RAPAT_PATH, "Angka Kemiskinan Lahat Turun", "Mon, 28 Oct 2024 09:00:00 +0700"),
    (STUNTING_PATH, "Prevalensi Stunting Muara Enim Turun", "Wed, 15 Jan 2025 09:00:00 +0700"),
    ("/2025/01/panen-kopi", "Harga Kopi Naik", "Thu, 16 Jan 2025 09:00:00 +0700"),
]


def open_newsroom(server: HTTPServer) -> Newsroom:
    """The outlet with its feed and two articles of interest."""
    room = Newsroom(server)
    server.expect_request(re.compile(".*")).respond_with_handler(room.answer)
    room.pages["/feed"] = ("application/rss+xml", feed(room.base, ITEMS))
    room.put(RAPAT_PATH, ITEMS[0][1], "2024-10-28", RAPAT.format(rate="14,14"))
    room.put(STUNTING_PATH, ITEMS[1][1], "2025-01-15", STUNTING)
    return room


def source_entry(room: Newsroom, identity: str = "warta-contoh", **more: str) -> str:
    """The outlet's entry of a source table."""
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f"""[[source]]
id = "{identity}"
name = "Warta Contoh"
kind = "news"
homepage = "{room.base}/"
region = "16.04"
state = "active"
delay = 0.0
{extra}
[[source.listing]]
kind = "feed"
url = "{room.base}/feed"
"""


def write_table(folder: Path, *entries: str) -> Path:
    """A source table of these entries."""
    path = folder / "sumber.toml"
    path.write_text("\n".join(entries), "utf-8")
    return path
