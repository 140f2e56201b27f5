"""The inside: sign-in, the queue, full texts, decisions. An ASGI application around the public one.

Everything but the sign-in page and its style asks who you are. A browser comes with a signed
session, a script with `Authorization: Bearer`; only a browser's forms carry a form token, and a
token opens no session.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlite_utils import Database

from extract.document import ReadError
from pipelines import signin, store
from pipelines.findings import VERDICTS
from pipelines.page_images import load_picture
from pipelines.review import (
    CHOICES,
    EDITABLE,
    KINDS,
    ReviewError,
    load_reviews,
    resolve,
    save_review,
)
from pipelines.review_queue import Item, detail, history, queue
from pipelines.signin import Person
from pipelines.status import overview
from scraper.content import load_json

HERE = Path(__file__).parent / "review_site"
SESSION, BEFORE = "rakor_sesi", "rakor_pra"  # cookies: of a session, of the sign-in form
MOST_BYTES = 64 * 1024  # of a form or of a script's review
OPEN = ("/aset/",)  # style and icon: nothing of a document in them
STATIC = {"/periksa.js": "text/javascript", "/periksa.css": "text/css"}
ACTIONS = {
    "accept": "diterima", "correct": "diperbaiki", "reject": "ditolak", "withdraw": "ditarik",
    "reopen": "dibuka lagi", "reply": "hak jawab",
}  # fmt: skip
KIND_NAMES = {
    "figures": "angka", "claims": "pernyataan tanpa angka", "commitments": "janji",
    "officials": "pejabat", "findings": "temuan",
}  # fmt: skip
# What the columns that can be corrected are called, and the states of a row.
LABELS = {
    "indicator": "indikator", "value": "nilai", "unit": "satuan", "measure": "ukuran",
    "modality": "sifat", "comparator": "pembanding", "region": "wilayah (kode)",
    "scope": "cakupan", "period": "periode", "per": "per", "speaker": "pembicara",
    "on_behalf_of": "atas nama", "cited_source": "sumber data", "hedged": "ragu (0 atau 1)",
    "programme": "program", "kind": "jenis", "among": "di antara", "rank": "peringkat",
    "owner": "pemilik janji", "direction": "arah", "deadline": "tenggat",
    "instrument": "dokumen rencana", "name": "nama", "position": "jabatan",
    "acting": "status jabatan", "institution": "lembaga",
}  # fmt: skip
STATE_NAMES = {
    "unreviewed": "belum diperiksa", "accepted": "diterima", "corrected": "diperbaiki",
    "rejected": "ditolak", "withdrawn": "ditarik",
}  # fmt: skip
BASES = KIND_NAMES | {"observations": "angka resmi", "dates": "tanggal", "passage": "bagian teks"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, read whole: headers by small names, cookies, query and form by name."""

    method: str
    path: str
    scheme: str
    address: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes = b""

    @property
    def cookies(self) -> Mapping[str, str]:
        """The cookies that came along; none where they cannot be read."""
        try:
            jar = SimpleCookie(self.headers.get("cookie", ""))
        except CookieError:
            return {}
        return {name: morsel.value for name, morsel in jar.items()}

    @property
    def form(self) -> dict[str, str]:
        """The fields of a sent form."""
        text = self.body.decode("utf-8", "replace")
        return {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, body and headers."""

    status: int
    body: str | bytes = ""
    media_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, eq=False)
class Inside:
    """The data folder and the templates of the inner pages."""

    data: Path
    pages: Environment = field(init=False)

    def __post_init__(self) -> None:
        self.pages = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined
        )
        self.pages.globals.update(
            ACTIONS=ACTIONS, KINDS=KIND_NAMES, CHOICES=CHOICES, LABELS=LABELS, BASES=BASES,
            STATES=STATE_NAMES, VERDICTS={name: row[1] for name, row in VERDICTS.items()},
        )  # fmt: skip


Handler = Callable[[Inside, Asked, Person], Reply]


def internal(app: Any, data: Path, headers: tuple[tuple[str, str], ...] = ()) -> Any:
    """The public application behind the sign-in, with the inner pages beside it.

    `headers` are sent with every inner page.
    """
    store.open_store(data).close()  # made and migrated before anybody reads it
    signin.secret_key(data)
    inside = Inside(data)

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        asked = await _read(scope, receive)
        reply = await asyncio.to_thread(answer, inside, asked) if asked else Reply(413)
        if reply is None:
            await app(scope, _empty, _private(send))
        else:
            await _send(send, reply, headers)

    return guarded


def answer(inside: Inside, asked: Asked) -> Reply | None:
    """What the inside says to a request; None passes it on to the public application."""
    if asked.path in STATIC:
        text = (HERE / "static" / asked.path[1:]).read_text(encoding="utf-8")
        return Reply(200, text, f"{STATIC[asked.path]}; charset=utf-8")
    if asked.path.startswith(OPEN):
        return None
    if asked.path == "/masuk":
        return sign_in_page(inside, asked)
    person = who(inside.data, asked)
    if person is None:
        return _unknown(asked)
    handler = _handler(asked.path)
    if handler is None:
        return None if asked.method in ("GET", "HEAD") else Reply(405, "hanya GET")
    return _guarded(handler, inside, asked, person)


def who(data: Path, asked: Asked) -> Person | None:
    """The person of a token or, where none came along, of a session."""
    authorization = asked.headers.get("authorization")
    if authorization is not None:
        scheme, _, token = authorization.partition(" ")
        return signin.token_person(data, token.strip()) if scheme.lower() == "bearer" else None
    cookie = asked.cookies.get(SESSION)
    return signin.session_person(data, cookie) if cookie else None


def _unknown(asked: Asked) -> Reply:
    """Sign in first: browsers are sent there, scripts are told."""
    is_script = asked.path.startswith("/api/") or "authorization" in asked.headers
    if is_script or asked.method not in ("GET", "HEAD"):
        problem = {"ok": False, "error": "masuk dulu, atau kirim token yang berlaku"}
        challenge = (("www-authenticate", "Bearer"),)
        return Reply(401, json.dumps(problem), "application/json", challenge)
    return _to(f"/masuk?ke={quote(asked.path)}")


def _handler(path: str) -> Handler | None:
    if path in PAGES:
        return PAGES[path]
    for prefix, handler in PREFIXES:
        if path.startswith(prefix):
            return handler
    return None


def _guarded(handler: Handler, inside: Inside, asked: Asked, person: Person) -> Reply:
    """Run a handler; what changes something must come from our own form, or with a token."""
    if asked.method not in ("GET", "HEAD", "POST"):
        return Reply(405, "hanya GET dan POST")
    if asked.method == "POST" and person.session is not None and not _own(inside, asked, person):
        return Reply(403, inside.pages.get_template("pesan.html").render(
            title="Ditolak", message="Formulir ini bukan dari halaman kami, atau sudah kedaluwarsa."
        ))  # fmt: skip
    return handler(inside, asked, person)


def _own(inside: Inside, asked: Asked, person: Person) -> bool:
    """Whether a form comes from our page: its token, and what the browser says of its origin."""
    token = asked.form.get("token") or asked.headers.get("x-form-token", "")
    return _same_origin(asked) and signin.is_own_form(inside.data, person.session, token)


def _same_origin(asked: Asked) -> bool:
    if asked.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = asked.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == asked.headers.get("host")


# ---- sign-in -------------------------------------------------------------------------------------


def sign_in_page(inside: Inside, asked: Asked) -> Reply:
    """The sign-in form and what it sends."""
    if asked.method == "POST":
        return _sign_in(inside, asked)
    return _sign_in_form(inside, asked, 200, "")


def _sign_in_form(inside: Inside, asked: Asked, status: int, problem: str) -> Reply:
    known = signin.unsign(inside.data, asked.cookies.get(BEFORE, ""))
    nonce = known or secrets.token_urlsafe(16)  # a second window keeps the first one's form good
    where = asked.query.get("ke", "") or asked.form.get("ke", "")
    html = inside.pages.get_template("masuk.html").render(
        token=signin.form_token(inside.data, nonce), ke=_inner(where), problem=problem
    )
    return Reply(status, html, headers=(_cookie(asked, BEFORE, signin.sign(inside.data, nonce)),))


def _sign_in(inside: Inside, asked: Asked) -> Reply:
    form, data = asked.form, inside.data
    nonce = signin.unsign(data, asked.cookies.get(BEFORE, ""))
    if not _same_origin(asked) or not signin.is_own_form(data, nonce, form.get("token", "")):
        return _sign_in_form(inside, asked, 403, "Formulir kedaluwarsa. Coba sekali lagi.")
    name, password = form.get("nama", "").strip().lower(), form.get("sandi", "")
    try:
        cookie = signin.sign_in(
            data, name, password, address=asked.address, old=asked.cookies.get(SESSION)
        )
    except signin.LockedOut:
        return _sign_in_form(inside, asked, 429, "Terlalu banyak percobaan. Tunggu 15 menit.")
    except signin.SignInError:
        return _sign_in_form(inside, asked, 403, "Nama dan sandi tidak cocok.")
    gone = _cookie(asked, BEFORE, "", age=0)
    return _to(_inner(form.get("ke", "")), _cookie(asked, SESSION, cookie), gone)


def _inner(path: str) -> str:
    """Where to go after the sign-in: a path of this site, never another one.

    >>> _inner("/periksa/findings/1"), _inner("//evil.example"), _inner("https://evil.example")
    ('/periksa/findings/1', '/periksa', '/periksa')
    """
    fine = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if fine and path.isprintable() else "/periksa"


def sign_out_page(inside: Inside, asked: Asked, person: Person) -> Reply:
    """End the session."""
    if asked.method != "POST" or person.session is None:
        return Reply(405, "hanya POST")
    signin.sign_out(inside.data, asked.cookies.get(SESSION, ""))
    return _to("/masuk", _cookie(asked, SESSION, "", age=0))


def _cookie(asked: Asked, name: str, value: str, age: int | None = None) -> tuple[str, str]:
    secure = "; Secure" if asked.scheme == "https" else ""
    limit = f"; Max-Age={age}" if age is not None else ""
    return "set-cookie", f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{limit}"


# ---- pages ---------------------------------------------------------------------------------------


@contextmanager
def _reading(data: Path) -> Iterator[Database]:
    """The working database, to read only."""
    address = f"{(data / store.DATABASE).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=store.BUSY_SECONDS)) as db:
        yield Database(db)


def queue_page(inside: Inside, asked: Asked, person: Person) -> Reply:
    """What waits, and the reviews whose fact is gone."""
    kind = asked.query.get("jenis") if asked.query.get("jenis") in KINDS else None
    with _reading(inside.data) as db:
        resolution = resolve(db, load_reviews(inside.data))
        items = queue(db, resolution, kind)
    return _page(
        inside, person, "antrean.html", items=items, orphans=resolution.orphans, kind=kind,
        decided=len(resolution.decisions),
    )  # fmt: skip


def next_page(inside: Inside, asked: Asked, person: Person) -> Reply:
    """The most pressing thing that waits."""
    items = _waiting(inside.data, 1)
    return _to(f"/periksa/{items[0].kind}/{items[0].id}" if items else "/periksa")


def _waiting(data: Path, most: int) -> list[Item]:
    with _reading(data) as db:
        return queue(db, resolve(db, load_reviews(data)), most=most)


def item_page(inside: Inside, asked: Asked, person: Person) -> Reply:
    """One thing with everything around it; a sent form is a decision."""
    kind, _, key = asked.path.removeprefix("/periksa/").partition("/")
    if asked.method == "POST":
        status, problem = _decide(inside.data, person, kind, key, asked.form)
        if status == 200:
            return _to("/periksa/berikut")
        return _item(inside, person, kind, key, status, problem)
    return _item(inside, person, kind, key, 200, "")


def _item(inside: Inside, person: Person, kind: str, key: str, status: int, problem: str) -> Reply:
    with _reading(inside.data) as db:
        found = detail(db, kind, key)
        resolution = resolve(db, load_reviews(inside.data))
    if found is None:
        missing = f"Tidak ada {kind} dengan id {key}."
        return _page(inside, person, "pesan.html", 404, title="Tidak ada", message=missing)
    past = history(resolution, kind, key)
    return _page(
        inside, person, "butir.html", status, kind=kind, key=key, problem=problem, past=past,
        decision=resolution.decisions.get((kind, key)), **{"facts": []} | found,
    )  # fmt: skip


def _decide(
    data: Path, person: Person, kind: str, key: str, form: Mapping[str, Any]
) -> tuple[int, str]:
    """Keep a decision; the status, and what is wrong with it."""
    if not person.reviews:
        return 403, "Peran Anda hanya membaca."
    changes = {
        name: form[f"b.{name}"]
        for name in EDITABLE.get(kind, ())
        if f"b.{name}" in form and form[f"b.{name}"] != form.get(f"s.{name}")
    }
    texts = {name: form.get(name) for name in ("reason", "reply", "reply_by")}
    try:
        save_review(
            data, reviewer=person.name, action=str(form.get("action", "")), kind=kind, fact=key,
            changes=changes, **texts,
        )  # fmt: skip
    except ReviewError as error:
        return 422, str(error)
    return 200, ""


def _page(
    inside: Inside, person: Person, template: str, status: int = 200, **context: Any
) -> Reply:
    token = signin.form_token(inside.data, person.session) if person.session else ""
    html = inside.pages.get_template(template).render(person=person, token=token, **context)
    return Reply(status, html)


# ---- for scripts ---------------------------------------------------------------------------------


def queue_api(inside: Inside, asked: Asked, person: Person) -> Reply:
    """The queue as JSON."""
    return _json(200, {"ok": True, "items": [asdict(item) for item in _waiting(inside.data, 300)]})


def item_api(inside: Inside, asked: Asked, person: Person) -> Reply:
    """One row as JSON; a POST with `action`, `changes`, `reason` is a decision."""
    kind, _, key = asked.path.removeprefix("/api/periksa/").partition("/")
    if asked.method == "POST":
        return _api_decision(inside, asked, person, kind, key)
    with _reading(inside.data) as db:
        found = detail(db, kind, key)
    if found is None:
        return _json(404, {"ok": False, "error": f"no {kind} with id {key}"})
    return _json(200, {"ok": True, "row": found["row"]})


def _api_decision(inside: Inside, asked: Asked, person: Person, kind: str, key: str) -> Reply:
    try:
        given = load_json(asked.body)
    except ValueError:
        given = None
    changes = given.get("changes", {}) if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(changes, dict):
        return _json(400, {"ok": False, "error": "a JSON object with action and changes is wanted"})
    form = given | {f"b.{name}": value for name, value in changes.items()}
    status, problem = _decide(inside.data, person, kind, key, form)
    return _json(status, {"ok": status == 200} | ({"error": problem} if problem else {}))


def _json(status: int, value: Any) -> Reply:
    return Reply(status, json.dumps(value, ensure_ascii=False), "application/json; charset=utf-8")


# ---- pictures of pages ---------------------------------------------------------------------------

DRAWING = threading.BoundedSemaphore(2)  # pages drawn at a time, each in a process of its own


def picture_page(inside: Inside, asked: Asked, person: Person) -> Reply:
    """A page of a document as it was printed, as PNG."""
    document, _, file = asked.path.removeprefix(PICTURES).partition("/")
    number = file.removesuffix(".png")
    if asked.method == "POST" or not (file.endswith(".png") and number.isdecimal()):
        return Reply(404, "tidak ada gambar halaman ini", "text/plain; charset=utf-8")
    try:
        with _reading(inside.data) as db, DRAWING:
            picture = load_picture(inside.data, db, document, int(number[:6]))
    except ReadError as error:
        return Reply(404, str(error), "text/plain; charset=utf-8")
    return Reply(200, picture, "image/png")


PICTURES = "/periksa/halaman/"
PREFIXES: tuple[tuple[str, Handler], ...] = (
    (PICTURES, picture_page), ("/periksa/", item_page), ("/api/periksa/", item_api),
)  # fmt: skip


def health_page(inside: Inside, asked: Asked, person: Person) -> Reply:
    """How runs and sources are."""
    with _reading(inside.data) as db:
        return _page(inside, person, "keadaan.html", **overview(db, inside.data))


PAGES: Mapping[str, Handler] = {
    "/keadaan": health_page,
    "/periksa": queue_page,
    "/periksa/berikut": next_page,
    "/keluar": sign_out_page,
    "/api/periksa": queue_api,
}


# ---- ASGI ----------------------------------------------------------------------------------------


async def _read(scope: Any, receive: Any) -> Asked | None:
    """The whole request, or None where its body is too large."""
    headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
    query = parse_qs(scope["query_string"].decode("latin-1"))
    body = b""
    more = scope["method"] == "POST"
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            return None
    client = scope.get("client") or ("", 0)
    return Asked(
        scope["method"], scope["path"], scope.get("scheme", "http"), client[0], headers,
        {name: values[-1] for name, values in query.items()}, body,
    )  # fmt: skip


async def _empty() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


def _private(send: Any) -> Any:
    """`send`, with a header that keeps pages of the inside out of shared caches."""

    async def send_private(message: Any) -> None:
        if message["type"] == "http.response.start":
            others = [h for h in message.get("headers", []) if h[0].lower() != b"cache-control"]
            message = {**message, "headers": [*others, (b"cache-control", b"private, no-store")]}
        await send(message)

    return send_private


def _to(path: str, *headers: tuple[str, str]) -> Reply:
    return Reply(303, headers=(("location", path), *headers))


async def _send(send: Any, reply: Reply, headers: tuple[tuple[str, str], ...]) -> None:
    said = reply.body or HTTPStatus(reply.status).phrase
    body = said.encode() if isinstance(said, str) else said
    sent = (
        ("content-type", reply.media_type),
        ("content-length", str(len(body))),
        ("cache-control", "no-store"),
        *headers,
        *reply.headers,
    )
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in sent]
    await send({"type": "http.response.start", "status": reply.status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
