"""A site on loopback with every fault that a scraper meets, and a log of who asked when."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

ROBOTS = "User-agent: *\nDisallow: /rahasia/\nDisallow: /*?cetak=\nAllow: /rahasia/boleh\n"


NOTED_LATER = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as the server saw it; `start` and `end` are seconds of a monotonic clock."""

    path: str
    start: float
    end: float
    headers: dict[str, str]


@dataclass(slots=True)
class Site:
    """What a site serves and what it was asked; `pages` may be changed while it runs."""

    port: int = 0
    robots: str | int | None = ROBOTS
    pages: dict[str, Callable[[Any], None]] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def count(self, path: str) -> int:
        return sum(hit.path == path for hit in self.hits)

    def gaps(self) -> list[float]:
        """Seconds between the starts of two requests that followed each other."""
        starts = sorted(hit.start for hit in self.hits)
        return [b - a for a, b in pairwise(starts)]

    def overlaps(self) -> int:
        """How often a request came in before the one before it was answered.

        A server's thread notes the end of an answer a little after the client has read it.
        """
        hits = sorted(self.hits, key=lambda hit: hit.start)
        return sum(b.start < a.end - NOTED_LATER for a, b in pairwise(hits))


def html(title: str, body: str = "", links: tuple[str, ...] = ()) -> bytes:
    """A page with a headline, a sentence and a list of links."""
    items = "".join(f'<li><a href="{x}">Berita tentang {x} hari ini</a></li>' for x in links)
    text = body or "Angka kemiskinan di Kabupaten Contoh turun."
    return (
        f"<!doctype html><html><head><title>{title}</title></head>"
        f"<body><h1>{title}</h1><p>{text}</p><ul>{items}</ul></body></html>"
    ).encode()


def page(
    body: bytes,
    status: int = 200,
    media_type: str | None = "text/html; charset=utf-8",
    **headers: str,
) -> Callable[[Any], None]:
    """A page that is answered whole."""

    def answer(request: Any) -> None:
        request.send_response(status)
        if media_type is not None:
            request.send_header("Content-Type", media_type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def redirect(target: str, status: int = 302) -> Callable[[Any], None]:
    return page(b"", status, Location=target)


def with_etag(body: bytes, etag: str) -> Callable[[Any], None]:
    """A page that answers 304 to whoever has it."""

    def answer(request: Any) -> None:
        same = request.headers.get("If-None-Match") == etag
        page(b"" if same else body, 304 if same else 200, ETag=etag)(request)

    return answer


def failing_first(times: int, status: int, body: bytes, **headers: str) -> Callable[[Any], None]:
    """A page that fails a number of times and then works."""
    asked: list[int] = []

    def answer(request: Any) -> None:
        asked.append(1)
        if len(asked) <= times:
            page(b"nanti", status, **headers)(request)
        else:
            page(body)(request)

    return answer


def _gone(request: Any, seconds: float) -> bool:
    """Whether the client goes away within some seconds, or the site is closed."""
    request.connection.settimeout(seconds)
    try:
        return not request.connection.recv(1) or request.server.site.stop.is_set()
    except TimeoutError:
        return bool(request.server.site.stop.is_set())
    finally:
        request.connection.settimeout(None)


def hang(request: Any) -> None:
    """No answer at all, until the client goes away."""
    while not _gone(request, 0.02):
        pass
    request.close_connection = True


def drip(request: Any) -> None:
    """A byte now and then: no pause is long, the whole is."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while not _gone(request, 0.02):
        request.wfile.write(b"x")
    request.close_connection = True


def reset(request: Any) -> None:
    """The connection is torn before anything is answered."""
    linger = struct.pack("ii", 1, 0)
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    request.close_connection = True
    request.connection.close()


def short(request: Any) -> None:
    """Fewer bytes than announced."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", "5000")
    request.end_headers()
    request.wfile.write(html("Terpotong"))
    request.close_connection = True


def endless(request: Any) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while not request.server.site.stop.is_set():
        request.wfile.write(b"<p>dan seterusnya</p>" * 4000)


def chunked(body: bytes) -> Callable[[Any], None]:
    def answer(request: Any) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html; charset=utf-8")
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for start in range(0, len(body), 100):
            part = body[start : start + 100]
            request.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))
        request.wfile.write(b"0\r\n\r\n")

    return answer


def gzipped(body: bytes) -> Callable[[Any], None]:
    return page(gzip.compress(body), Content_Encoding="gzip")


def bomb(megabytes: int) -> bytes:
    """A gzip body that becomes a thousand times as large."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    pieces = [packer.compress(bytes(1 << 20)) for _ in range(megabytes)]
    return b"".join([*pieces, packer.flush()])


def calendar(request: Any) -> None:
    """Every month links to the next one, for ever, and to the same two articles."""
    month = int(request.path.rsplit("/", 1)[1])
    links = ("/berita/angka-kemiskinan-turun-1", "/berita/angka-kemiskinan-turun-2")
    body = html(f"Bulan {month}", links=links).replace(
        b"</body>", f'<a rel="next" href="/kalender/{month + 1}">lanjut</a></body>'.encode()
    )
    page(body)(request)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def do_GET(self) -> None:
        site: Site = self.server.site
        start = time.monotonic()
        try:
            self._answer(site)
        except OSError:  # the client has gone, which is what some pages are for
            self.close_connection = True
        site.hits.append(Hit(self.path, start, time.monotonic(), dict(self.headers)))

    def _answer(self, site: Site) -> None:
        if self.path == "/robots.txt" and self.path not in site.pages:
            robots = site.robots
            status = robots if isinstance(robots, int) else 404 if robots is None else 200
            text = robots if isinstance(robots, str) else ""
            page(text.encode(), status, "text/plain")(self)
            return
        path = self.path
        if path.startswith("/kalender/"):
            calendar(self)
            return
        answer = site.pages.get(path) or site.pages.get(path.partition("?")[0])
        (answer or page(html("Tidak ada"), 404))(self)

    def log_message(self, *_: Any) -> None:
        """Nothing is printed; the site keeps its own log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    site: Site

    def handle_error(self, *_: Any) -> None:
        """A client that goes away is no error of the site."""


@contextmanager
def serve(
    robots: str | int | None = ROBOTS, pages: dict[str, Callable[[Any], None]] | None = None
) -> Iterator[Site]:
    """A site that runs while the context lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    site = server.site = Site(server.server_port, robots, dict(pages or {}))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
