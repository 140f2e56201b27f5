"""A site on loopback with every fault that a scraper meets, and a log of who asked when.

The log holds on a busy machine: a request counts from when the kernel had it, not from when a
thread found time for it, and it is over before its last byte leaves, or when the client has gone.
"""

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

import brotli

ROBOTS = "User-agent: *\nDisallow: /rahasia/\nDisallow: /*?cetak=\nAllow: /rahasia/boleh\n"


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as the server saw it; `start` is in seconds of a monotonic clock."""

    path: str
    start: float
    headers: dict[str, str]


@dataclass(slots=True)
class Site:
    """What a site serves and what it was asked; `pages` may be changed while it runs."""

    port: int = 0
    robots: str | int | None = ROBOTS
    pages: dict[str, Callable[[Any], None]] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    overlaps: int = 0
    open: list[socket.socket] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)
    stop: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def count(self, path: str) -> int:
        return sum(hit.path == path for hit in self.hits)

    def gaps(self) -> list[float]:
        """Seconds between the starts of two requests that followed each other."""
        starts = sorted(hit.start for hit in self.hits)
        return [b - a for a, b in pairwise(starts)]

    def begin(self, hit: Hit, connection: socket.socket) -> None:
        """Log a request, and whether another one was not over when it came."""
        with self.turn:
            self.overlaps += any(_listening(other) for other in self.open)
            self.hits.append(hit)
            self.open.append(connection)

    def end(self, connection: socket.socket) -> None:
        """The request of a connection is over."""
        with self.turn:
            if connection in self.open:
                self.open.remove(connection)


def _listening(connection: socket.socket) -> bool:
    """Whether the client still waits at a connection: it has not closed its end."""
    try:
        return bool(connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except (BlockingIOError, TimeoutError):
        return True
    except OSError:
        return False


# Where the kernel says how many milliseconds ago a connection's last bytes came (struct tcp_info).
LAST_DATA_RECEIVED = 8 + 4 * 11


def _came(connection: socket.socket) -> float:
    """The moment at which a connection's last bytes came, to about four milliseconds.

    The kernel and the clock are asked one after the other, and again where the thread had to wait
    between the two.
    """
    best, moment = float("inf"), 0.0
    for _ in range(50):
        before = time.monotonic()
        info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, LAST_DATA_RECEIVED + 4)
        took = time.monotonic() - before
        if took < best:
            ago = struct.unpack_from("I", info, LAST_DATA_RECEIVED)[0] / 1000
            best, moment = took, before - ago
        if best < 0.001:
            break
    return moment


TEXT = (
    "Angka kemiskinan di Kabupaten Contoh turun menjadi 9,41 persen pada 2024, kata kepala dinas. "
    "Pemerintah kabupaten akan memperbaiki data penerima bantuan di seluruh kecamatan tahun ini. "
    "Rapat itu dihadiri para camat, kepala desa dan pendamping keluarga dari semua wilayah."
)


def html(title: str, body: str = "", links: tuple[str, ...] = ()) -> bytes:
    """A page with a headline, a sentence and a list of links."""
    items = "".join(f'<li><a href="{x}">Berita tentang {x} hari ini</a></li>' for x in links)
    text = body or TEXT
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
    request.server.site.end(request.connection)
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


def brotlied(body: bytes) -> Callable[[Any], None]:
    return page(brotli.compress(body), Content_Encoding="br")


def brotli_bomb(megabytes: int) -> bytes:
    """A brotli body that becomes a million times as large."""
    packer = brotli.Compressor(quality=5)
    pieces = [packer.process(bytes(1 << 20)) for _ in range(megabytes)]
    return b"".join([*pieces, packer.finish()])


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


@dataclass(slots=True)
class _Held:
    """A connection's writing end that keeps the last byte back until it is let go."""

    out: Any
    kept: bytes = b""

    def write(self, data: bytes) -> int:
        ready, self.kept = self.kept + data[:-1], data[-1:] or self.kept
        self.out.write(ready if data else b"")
        return len(data)

    def let_go(self) -> None:
        kept, self.kept = self.kept, b""
        self.out.write(kept)

    def flush(self) -> None:
        self.out.flush()

    def close(self) -> None:
        self.out.close()

    @property
    def closed(self) -> bool:
        return bool(self.out.closed)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def setup(self) -> None:
        super().setup()
        self.held = self.wfile = _Held(self.wfile)  # type: ignore[assignment]

    def do_GET(self) -> None:
        site: Site = self.server.site
        site.begin(Hit(self.path, _came(self.connection), dict(self.headers)), self.connection)
        try:
            self._answer(site)
            site.end(self.connection)
            self.held.let_go()
        except OSError:  # the client has gone, which is what some pages are for
            self.close_connection = True
        finally:
            site.end(self.connection)

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
