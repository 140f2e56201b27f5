"""The sample site on loopback, the nightly job over it, and Datasette on the result."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pipelines.log import Log
from pipelines.shipped import shipped

PREFIX = "contoh-"  # the ids of sample sources; a database with one of them holds samples only
FIRST_PORT = 8790  # the sample sites' ports, tried first so that ids are the same everywhere
PORTS_FILE = "contoh.json"  # remembers them: a document's id is a digest of its address
WORDPRESS = "/wp-json/wp/v2/posts"
TEXTUAL = ("text/", "application/json", "application/xml", "application/rss+xml")
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class DemoError(Exception):
    """The sample run cannot go on; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Site:
    """One sample outlet: its id, its host as its pages write it, and its files by path."""

    id: str
    host: str
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Reply:
    """A page as it goes out: the bytes with their validators."""

    body: bytes
    media_type: str
    etag: str
    modified: datetime
    headers: tuple[tuple[str, str], ...] = ()


def load_sites(samples: Path) -> tuple[Site, ...]:
    """The sample outlets of a folder, in the order of their ids."""
    return tuple(_load_site(path.parent) for path in sorted(samples.glob("*/site.json")))


def _load_site(folder: Path) -> Site:
    table = json.loads((folder / "site.json").read_text(encoding="utf-8"))
    paths = {path: folder / name for path, name in table["files"].items()}
    for page in sorted(folder.iterdir()):
        expected = page.with_suffix(".json")
        if page.suffix in (".html", ".docx", ".pdf") and expected.exists():
            url = json.loads(expected.read_text(encoding="utf-8"))["url"]
            paths[url.removeprefix(table["host"])] = page
    return Site(folder.name, table["host"], paths)


def is_sample(sources: Iterable[str]) -> bool:
    """Whether the ids of a database's sources say that it holds sample data."""
    return any(source.startswith(PREFIX) for source in sources)


def refuse_mixture(held: Iterable[str], wanted: Iterable[str], where: str) -> None:
    """Raise DemoError when sample and real sources would come to stand in one database.

    `held` are the source ids that the database `where` holds, `wanted` those of the run.
    """
    held, wanted = tuple(held), tuple(wanted)
    samples = {source for source in (*held, *wanted) if source.startswith(PREFIX)}
    real = {*held, *wanted} - samples
    if samples and real:
        raise DemoError(
            f"{where}: sample data ({min(samples)}) and real sources ({min(real)}) never share "
            "a database; choose another folder with --data"
        )


@contextmanager
def serve_samples(samples: Path, ports: Mapping[str, int]) -> Iterator[dict[str, str]]:
    """Serve each sample outlet on a loopback port of its own; yields their addresses by id.

    `ports` gives a port for each id, 0 for any free one. Raises DemoError for a port in use.
    """
    sites = load_sites(samples)
    servers: list[ThreadingHTTPServer] = []
    try:
        for site in sites:
            servers.append(_listen(site, ports.get(site.id, 0)))
        bases = {
            site.id: f"http://127.0.0.1:{server.server_address[1]}"
            for site, server in zip(sites, servers, strict=True)
        }
        hosts = {site.host: bases[site.id] for site in sites}
        for site, server in zip(sites, servers, strict=True):
            server.RequestHandlerClass = _handler(site, hosts)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield bases
    finally:
        for server in servers:
            _stop(server)


def _listen(site: Site, port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), BaseHTTPRequestHandler)
    except OSError as error:
        raise DemoError(
            f"port {port} for the sample outlet {site.id} cannot be opened ({error.strerror}); "
            "end what uses it, or start anew with another folder: --data DIR"
        ) from error


def _stop(server: ThreadingHTTPServer) -> None:
    if server.RequestHandlerClass is not BaseHTTPRequestHandler:  # else it never ran
        server.shutdown()
    server.server_close()


def _handler(site: Site, hosts: Mapping[str, str]) -> type[BaseHTTPRequestHandler]:
    """A request handler for one outlet; the standard library wants a class."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _answer(self, find_reply(site, hosts, self.path))

        do_HEAD = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: the run writes its own log."""

    return Handler


def find_reply(site: Site, hosts: Mapping[str, str], target: str) -> Reply | None:
    """What the outlet answers to a path with query, or None for a page that it lacks.

    `hosts` maps the hosts that pages write to the loopback addresses that stand in for them.
    """
    parts = urlsplit(target)
    if parts.path == WORDPRESS and WORDPRESS in site.files:
        return _wordpress(site.files[WORDPRESS], hosts, parse_qs(parts.query))
    path = site.files.get(target) or (site.files.get(parts.path) if not parts.query else None)
    if path is None:
        return None
    media_type = MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or ""
    return _reply(_rewritten(path.read_bytes(), media_type, hosts), media_type, _dated(path))


def _rewritten(body: bytes, media_type: str, hosts: Mapping[str, str]) -> bytes:
    if media_type.startswith(TEXTUAL):
        for host, base in hosts.items():
            body = body.replace(host.encode(), base.encode())
    return body


def _dated(path: Path) -> datetime:
    """The last change of a page: its day of publication; of a list: the newest of its pages."""
    expected = path.with_suffix(".json")
    pages = [expected] if expected.exists() and path != expected else path.parent.glob("*.json")
    days = [_published(page) for page in pages]
    return datetime.fromisoformat(max(day for day in days if day)).replace(tzinfo=UTC)


def _published(expected: Path) -> str:
    table = json.loads(expected.read_text(encoding="utf-8"))
    return str(table.get("published", "")) if isinstance(table, dict) else ""


def _reply(
    body: bytes, media_type: str, modified: datetime, headers: tuple[tuple[str, str], ...] = ()
) -> Reply:
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    return Reply(body, media_type, etag, modified, headers)


def _wordpress(path: Path, hosts: Mapping[str, str], query: Mapping[str, list[str]]) -> Reply:
    """The posts as WordPress lists them: `search`, `after`, `page` and `per_page` are obeyed."""
    value = {name: values[-1] for name, values in query.items()}
    posts = json.loads(_rewritten(path.read_bytes(), "application/json", hosts))
    word, after = value.get("search", "").lower(), value.get("after", "")
    found = [p for p in posts if word in json.dumps(p, ensure_ascii=False).lower()]
    found = [p for p in found if p["date"] > after]
    size, page = int(value.get("per_page", "10")), int(value.get("page", "1"))
    shown = found[(page - 1) * size : page * size]
    totals = (
        ("X-WP-Total", str(len(found))),
        ("X-WP-TotalPages", str(-(-len(found) // size))),
    )
    body = json.dumps(shown, ensure_ascii=False).encode()
    return _reply(body, MEDIA_TYPES[".json"], _dated(path), totals)


def _answer(request: BaseHTTPRequestHandler, reply: Reply | None) -> None:
    if reply is None:
        reply = _reply(
            b"<h1>404</h1><p>Halaman tidak ditemukan.</p>", "text/html", datetime.now(UTC)
        )
        _send(request, HTTPStatus.NOT_FOUND, reply)
    elif _unchanged(request, reply):
        _send(request, HTTPStatus.NOT_MODIFIED, reply)
    else:
        _send(request, HTTPStatus.OK, reply)


def _unchanged(request: BaseHTTPRequestHandler, reply: Reply) -> bool:
    """An ETag decides where the request names one, else the date (RFC 9110, section 13.2.2)."""
    known = request.headers.get("If-None-Match")
    if known is not None:
        return reply.etag in (tag.strip().removeprefix("W/") for tag in known.split(","))
    since = request.headers.get("If-Modified-Since")
    return since is not None and reply.modified <= parsedate_to_datetime(since)


def _send(request: BaseHTTPRequestHandler, status: HTTPStatus, reply: Reply) -> None:
    request.send_response(status)
    if status != HTTPStatus.NOT_FOUND:
        request.send_header("ETag", reply.etag)
        request.send_header("Last-Modified", format_datetime(reply.modified, usegmt=True))
    for name, value in reply.headers:
        request.send_header(name, value)
    body = b"" if status == HTTPStatus.NOT_MODIFIED else reply.body
    if status != HTTPStatus.NOT_MODIFIED:
        request.send_header("Content-Type", reply.media_type)
        request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    if request.command != "HEAD":
        request.wfile.write(body)


def sample_ports(data: Path, sites: Iterable[Site]) -> dict[str, int]:
    """The ports of the sample outlets in this data folder: the same in every run.

    The first run takes FIRST_PORT and the following ones, or free ones where these are in use,
    and writes them into the folder.
    """
    remembered = data / PORTS_FILE
    if remembered.exists():
        ports: dict[str, int] = json.loads(remembered.read_text(encoding="utf-8"))["ports"]
        return ports
    ids = [site.id for site in sites]
    wanted = range(FIRST_PORT, FIRST_PORT + len(ids))
    chosen = list(wanted) if all(map(_is_free, wanted)) else _free_ports(len(ids))
    ports = dict(zip(ids, chosen, strict=True))
    data.mkdir(parents=True, exist_ok=True)
    remembered.write_text(json.dumps({"ports": ports}, indent=1) + "\n", encoding="utf-8")
    return ports


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_ports(count: int) -> list[int]:
    """Ports that nobody listens on; all are held open until the last one is known."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def write_sources(samples: Path, bases: Mapping[str, str], target: Path) -> None:
    """The samples' source table with the loopback addresses in place of the hosts."""
    text = (samples / "sources.toml").read_text(encoding="utf-8")
    for site in load_sites(samples):
        text = text.replace(site.host, bases[site.id])
    target.write_text(text, encoding="utf-8")


def _held(data: Path) -> list[str]:
    """The source ids of the working database, where there is one."""
    path = data / "rakor.db"
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        return [str(row[0]) for row in db.execute("SELECT id FROM sources")]


def demo(
    data: Path,
    port: int | None = None,
    serve: bool = True,
    *,
    log: Log | None = None,
    ready: Callable[[str], None] = print,
) -> int:
    """The nightly job over the sample site, then Datasette on the result until it is ended.

    `ready` is called with Datasette's address; `serve` False ends after the job. Returns the
    job's exit code. Raises DemoError where `data` holds real sources or a port is in use.
    """
    # Datasette and the job are loaded by whoever runs the demo, not by whoever asks is_sample.
    from pipelines.run import Options, run, summary
    from pipelines.serve import serve as serve_public

    samples = shipped("samples")
    refuse_mixture(_held(data), [site.id for site in load_sites(samples)], str(data / "rakor.db"))
    ports = sample_ports(data, load_sites(samples))
    log = log or Log()
    with serve_samples(samples, ports) as bases:
        table = data / "contoh-sources.toml"
        write_sources(samples, bases, table)
        outcome = run(Options(data=data, sources=table, allow_loopback=True, command="demo"), log)
        for line in summary(outcome):
            log.line("demo", line)
        if serve:
            serve_public(data, port=port, ready=ready)
    return outcome.code
