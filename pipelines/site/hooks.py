"""Datasette's hooks: the site's addresses, what every page knows, how templates write values."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.filters import through_filters, where_filters
from datasette.utils.asgi import Base400, NotFound, Request, Response
from datasette.views.base import DatasetteError
from jinja2 import Environment
from pluggy import HookimplMarker

from pipelines.site import compare, documents, feeds, pages, people, tables, words

TOO_SLOW = (
    "Kueri ini terlalu lama dan dihentikan. Persempit dengan wilayah, indikator, atau LIMIT, "
    "atau unduh basis datanya dan jalankan di komputer sendiri."
)

log = logging.getLogger("rakor.site")
hook = HookimplMarker("datasette")
Vars = Callable[[], Awaitable[dict[str, Any]]]
Routes = list[tuple[str, Callable[..., Awaitable[Any]]]]

CODE = r"(?P<kode>ID|\d{2}(?:\.\d{2}){0,2}(?:\.\d{4})?)"


async def hidden(request: Request) -> Response:
    """Datasette's pages about itself: paths, versions and threads are nobody's business."""
    raise NotFound(f"Halaman {request.path[:80]} tidak ada di sini.")


ROUTES: Routes = [
    (r"^/-/(?!static/|static-plugins/)", hidden),
    (r"^/$", pages.front),
    (r"^/cari$", pages.search),
    (r"^/wilayah/?$", pages.regions_list),
    (rf"^/wilayah/{CODE}$", pages.region),
    (r"^/wilayah/(?P<kode>[^/.]+(?:\.[^/]*)?)$", pages.region),  # an unknown code is told so
    (r"^/pernyataan/(?P<id>[^/]+)$", pages.statement),
    (r"^/pejabat/(?P<id>[^/]+)$", people.person),
    (r"^/dokumen/(?P<id>[^/]+)$", documents.document),
    (r"^/rapat/(?P<id>[^/]+)$", documents.meeting),
    (r"^/sumber/?$", documents.sources_list),
    (r"^/sumber/(?P<id>[^/]+)$", documents.source),
    (r"^/banding(?:\.(?P<format>csv|json|svg|xlsx))?$", compare.comparison),
    (r"^/metode$", pages.method),
    (r"^/koreksi$", pages.corrections),
    (r"^/koreksi\.atom$", feeds.corrections),
    (r"^/umpan/?$", feeds.feeds_list),
    (r"^/umpan\.atom$", feeds.feed),
    (r"^/umpan/temuan(?:/(?P<hasil>[^/]+))?\.atom$", feeds.findings),
    (r"^/umpan/(?P<kode>[^/]+)\.atom$", feeds.feed),
    (r"^/sitemap\.xml$", feeds.sitemap),
    (r"^/sitemap/(?P<jenis>[a-z]+)-(?P<nomor>\d{1,6})\.xml$", feeds.sitemap_part),
    (r"^/robots\.txt$", feeds.robots),
]
# What a query of a visitor may build, beside its seconds: 5,000 rows of the longest value are still
# answered from memory. The longest value in the file is a sentence of some thousand characters.
SQL_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 64 * 1024,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 64 * 1024,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "angka": words.amount,
    "periode": words.period,
    "tanggal": words.day,
    "jabatan": words.office,
    "putusan": words.verdict,
    "petikan": words.excerpt,
    "ribuan": words.thousands,
    "resmi": words.official,
    "dinyatakan": words.stated,
    "terbaca": words.readable,
    "kutip": words.quoted,
    "rapat": words.meeting,
    "daftar": words.listed,
    "polos": words.plain,
    "baris": words.lines,
    "alamat_web": words.web_address,
}
_about: WeakKeyDictionary[Datasette, dict[str, str]] = WeakKeyDictionary()


# Datasette's own filters but for the search, which `tables` does: those named here are registered.
__all__ = ["through_filters", "where_filters"]


@hook
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[Any]]:
    """`?_search=` on tables."""
    return tables.search_filter(request, database, table, datasette)


@hook
def register_facet_classes() -> list[type]:
    """How values are counted."""
    return [tables.QuickFacet]


@hook
def register_routes() -> Routes:
    """The addresses of the site's own pages; they come before Datasette's."""
    return ROUTES


@hook
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Bounds for the queries that visitors write themselves."""
    for limit, most in SQL_LIMITS.items():
        conn.setlimit(limit, most)


@hook
def prepare_jinja2_environment(env: Environment) -> None:
    """Filters that write values in Indonesian, and the words for the values of columns."""
    env.filters.update(FILTERS)
    env.globals.update(
        SIFAT=words.MODALITIES, TINJAUAN=words.REVIEWS, KLAIM=words.CLAIMS, JENIS=words.SOURCES,
        TINGKAT=words.LEVELS, KEADAAN=words.STATES, CARA=words.LOOKUPS,
    )  # fmt: skip


@hook
def extra_template_vars(datasette: Datasette, request: Request | None) -> Vars:
    """`tentang`: what the public file says of itself, among it whether it holds samples; `alamat`:
    the address of the site; `jalur`: the path of the page; `pilahan`: whether a query follows."""

    async def variables() -> dict[str, Any]:
        known: dict[str, Any] = {"tentang": await about(datasette)}
        if request is not None:
            known |= {
                "alamat": pages.address_of(request), "jalur": quote(request.path),
                "pilahan": bool(request.query_string),
            }  # fmt: skip
        return known

    return variables


async def about(datasette: Datasette) -> dict[str, str]:
    """The table `tentang` of the public database; it never changes while the file is open."""
    if datasette not in _about:
        found = await pages.rows(datasette, "SELECT nama, nilai FROM tentang")
        _about[datasette] = {row["nama"]: row["nilai"] for row in found}
    return _about[datasette]


@hook(tryfirst=True)
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]]:
    """An error as a page of this site, with its banner; unknown ones are written to the log."""

    async def answer() -> Response:
        status, title, message = _explained(exception)
        if status == 500:
            log.error("%s", request.path, exc_info=exception)
        details = {"ok": False, "status": status, "title": title, "error": message}
        if request.path.endswith(".json"):
            return Response.json(details, status=status)
        html = await datasette.render_template("error.html", details, request=request)
        return Response.html(html, status=status)

    return answer


def _explained(exception: Exception) -> tuple[int, str | None, str]:
    """Status, title and words of an error; what went wrong inside is nobody's business."""
    if isinstance(exception, QueryInterrupted):
        return 400, "Terlalu lama", TOO_SLOW
    if isinstance(exception, Base400):
        return exception.status, None, words.told(str(next(iter(exception.args), "")))
    if isinstance(exception, DatasetteError) and exception.title == "SQL Interrupted":
        return exception.status, "Terlalu lama", TOO_SLOW
    if isinstance(exception, DatasetteError):
        # without a status of its own it says what is wrong with the address
        status = 400 if exception.status == 500 else exception.status
        return status, exception.title, words.told(str(exception.message))
    return 500, None, "Ada yang salah di server. Coba lagi nanti, atau laporkan alamat halaman ini."
