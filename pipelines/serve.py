"""The ASGI application around Datasette: always the newest public database, never a gap."""

from __future__ import annotations

import asyncio
import csv
import io
import logging
import socket
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils import parse_metadata

from pipelines.edition import FORMAT
from pipelines.publish import PUBLIC_DB, current_folder
from pipelines.site import hooks
from pipelines.site.words import harmless

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

SITE = Path(hooks.__file__).parent
SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 5000,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": False,  # declared ones have an index, suggested ones would scan the table
    "allow_download": True,
    "default_cache_ttl": 0,  # the next request after a publish sees it
    "truncate_cells_html": 400,
    "max_csv_mb": 200,
}
# No inline script, nothing from another host. Styles in attributes are Datasette's own.
HEADERS = (
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)
WARM = ("/", "/wilayah", "/public/pernyataan", "/public/janji")  # their counts are remembered
NOTHING_YET = (
    "Belum ada basis data publik. Jalankan `rakor run` (atau `rakor demo`) lebih dahulu.\n"
)
NOT_SERVED = (
    "Basis data publik yang ada tidak dapat dibuka; sebabnya ada di catatan server. Jalankan "
    "`rakor publish` lagi atau `rakor publish --rollback`.\n"
)

log = logging.getLogger("rakor.serve")


@dataclass(slots=True, eq=False)
class Edition:
    """One opened public database and how many requests are being answered from it."""

    folder: Path
    datasette: Datasette
    app: Asgi
    active: int = 0


@dataclass(slots=True, eq=False)
class Shelf:
    """The edition in use, the folder that could not be opened, and the lock for changing both."""

    public: Path
    edition: Edition | None = None
    refused: Path | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


def application(public: Path) -> Asgi:
    """An ASGI application that serves the database which `public/current` points to.

    Each request asks where the link points; after a publish the first one opens and warms a second
    Datasette on the new file, and the old one is closed after its last request.
    """
    register_hooks()
    shelf = Shelf(public)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send, shelf)
            return
        edition = await _newest(shelf)
        if edition is None:
            await _say(send, 503, NOT_SERVED if shelf.refused else NOTHING_YET)
            return
        edition.active += 1
        try:
            table = scope.get("path", "").startswith("/public") and scope["path"].endswith(".csv")
            answer = without_formulas(send) if table else send
            await edition.app(scope, receive, _with_headers(answer))
        finally:
            edition.active -= 1
            await _close_if_done(shelf, edition)

    return app


def internal_application(data: Path) -> Asgi:
    """The public site behind a sign-in, with the queue, full texts and decisions beside it."""
    from pipelines import review_pages

    app: Asgi = review_pages.internal(application(data / "public"), data, HEADERS)
    return app


def register_hooks() -> None:
    """Make the site's hooks known to Datasette, once in a process.

    They answer errors themselves; Datasette's own hook would also write every local variable of a
    page that was not found to the log. They search and count themselves, in bounded time.
    """
    if not pm.is_registered(hooks):
        pm.register(hooks, name="rakor")
        for name in ("datasette.handle_exception", "datasette.facets", "datasette.filters"):
            pm.unregister(name=name)


async def _newest(shelf: Shelf) -> Edition | None:
    """The edition that the link names now, opened if it is new."""
    folder = current_folder(shelf.public)
    if folder is None or _in_use(shelf, folder) or folder == shelf.refused:
        return shelf.edition
    async with shelf.lock:
        if not _in_use(shelf, folder) and folder != shelf.refused:
            await _change(shelf, folder)
    return shelf.edition


def _in_use(shelf: Shelf, folder: Path) -> bool:
    return shelf.edition is not None and shelf.edition.folder == folder


async def _change(shelf: Shelf, folder: Path) -> None:
    try:
        opened = await open_edition(folder)
    except EditionError as error:
        shelf.refused = folder
        log.error("%s", error)
        return
    old, shelf.edition, shelf.refused = shelf.edition, opened, None
    log.info("now serving %s", folder)
    if old is not None:
        await _close_if_done(shelf, old)


class EditionError(Exception):
    """A public database that cannot be served; the message names it and says why."""


async def open_edition(folder: Path) -> Edition:
    """A Datasette on the public database of a folder, immutable, started and warm."""
    path = folder / PUBLIC_DB
    if not path.is_file():
        raise EditionError(
            f"{path} is missing; publish again, or roll back: rakor publish --rollback"
        )
    held = file_format(path)
    if held != str(FORMAT):
        raise EditionError(
            f"{path} has format {held}, this version of rakor shows format {FORMAT}; run "
            "`rakor publish`"
        )
    datasette = open_datasette(path)
    edition = Edition(folder, datasette, datasette.app())
    try:
        problem = await _warm(edition.app)
    except sqlite3.DatabaseError as error:
        problem = str(error)
    if problem:
        await _close(edition)
        raise EditionError(f"{path}: {problem}; the file is not served")
    return edition


def file_format(path: Path) -> str:
    """The format that a public file says it has, "unknown" where it does not say.

    Raises EditionError for a file that is no database.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            found = db.execute("SELECT nilai FROM tentang WHERE nama = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        raise EditionError(f"{path}: {error}; the file is not served") from error
    return str(found[0]) if found else "unknown"


async def _warm(app: Asgi) -> str | None:
    """Ask for the most wanted pages; what is wrong with one of them, or None."""
    for page in WARM:
        status = await _status(app, page)
        if status != 200:
            return f"the page {page} answers {status}"
    return None


def open_datasette(path: Path) -> Datasette:
    """A Datasette with the site's metadata, templates and files on one public database."""
    register_hooks()
    text = (SITE / "metadata.yml").read_text(encoding="utf-8")
    return Datasette(
        immutables=[str(path)],
        metadata=parse_metadata(text),
        template_dir=str(SITE / "templates"),
        static_mounts=[("aset", str(SITE / "static"))],
        settings=SETTINGS,
    )


async def _status(app: Asgi, target: str) -> int:
    """The status that a GET of one page gives, the answer thrown away."""
    path, _, query = target.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost")],
    }
    statuses: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    return statuses[0]


async def _close_if_done(shelf: Shelf, edition: Edition) -> None:
    if edition is not shelf.edition and edition.active == 0:
        await _close(edition)


async def _close(edition: Edition) -> None:
    """Wait for the threads that still read, then close their connections."""
    executor = edition.datasette.executor
    await asyncio.to_thread(executor.shutdown, wait=True)
    for database in edition.datasette.databases.values():
        database.close()
    log.info("closed %s", edition.folder)


def _with_headers(send: Send) -> Send:
    """`send`, with the security headers added to the start of every response."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.encode(): value.encode() for name, value in HEADERS}
            others = [pair for pair in message.get("headers", []) if pair[0].lower() not in own]
            message = {**message, "headers": [*others, *own.items()]}
        await send(message)

    return send_with_headers


def without_formulas(send: Send) -> Send:
    """`send` for Datasette's CSV, with a mark before cells that a spreadsheet takes for a formula.

    Rows are passed on as soon as they are whole, so an export of any size stays a stream.
    """
    held: list[str] = []

    async def send_harmless(message: Message) -> None:
        if message["type"] == "http.response.start":
            pairs = message.get("headers", [])
            kept = [pair for pair in pairs if pair[0].lower() != b"content-length"]
            message = {**message, "headers": kept}
        elif message["type"] == "http.response.body":
            held.append(message.get("body", b"").decode())
            message = {**message, "body": _whole_rows(held, not message.get("more_body"))}
        await send(message)

    return send_harmless


def _whole_rows(held: list[str], last: bool) -> bytes:
    """The whole rows of what is held, harmless; the rest stays held. A row has even quotes."""
    text = "".join(held)
    if not last and (not text.endswith("\n") or text.count('"') % 2):
        return b""
    held.clear()
    stream = io.StringIO()
    rows = csv.reader(io.StringIO(text, newline=""))
    csv.writer(stream).writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode()


async def _say(send: Send, status: int, text: str) -> None:
    """A plain answer with the security headers."""
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"retry-after", b"60"),
    ]
    headed = _with_headers(send)
    await headed({"type": "http.response.start", "status": status, "headers": headers})
    await headed({"type": "http.response.body", "body": body})


async def _lifespan(receive: Receive, send: Send, shelf: Shelf) -> None:
    """Open the database when the server starts, close it when the server stops."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await _newest(shelf)
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            if shelf.edition is not None:
                await _close(shelf.edition)
            await send({"type": "lifespan.shutdown.complete"})
            return


def serve(
    data: Path,
    *,
    port: int | None = None,
    host: str = "127.0.0.1",
    internal: bool = False,
    ready: Callable[[str], None] = print,
) -> None:
    """Serve the public database of a data folder until the process is ended.

    `ready` is called with the address once the port is open. `port` None takes 8001 or, where
    that is in use, any free one. `internal` asks everybody to sign in and adds full texts and
    review. Raises OSError when a wanted port cannot be opened.
    """
    listener = _listen(host, port)
    config = uvicorn.Config(
        internal_application(data) if internal else application(data / "public"),
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    ready(f"http://{host}:{listener.getsockname()[1]}/")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


DEFAULT_PORT = 8001


def _listen(host: str, port: int | None) -> socket.socket:
    if port is not None:
        return socket.create_server((host, port))
    try:
        return socket.create_server((host, DEFAULT_PORT))
    except OSError:
        return socket.create_server((host, 0))
