"""Pages of what is read: a document, a meeting with all its reports, a source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from pipelines.site.pages import Row, one, page, rows
from pipelines.site.words import web_address

# ---- one document -------------------------------------------------------------------------------

IN_DOCUMENT = {
    "figures": "SELECT f.*, i.name_id AS indikator, r.name AS wilayah, o.person, o.position, "
    "o.acting FROM figures f JOIN indicators i ON i.id = f.indicator "
    "LEFT JOIN regions r ON r.code = f.region LEFT JOIN officials o ON o.id = f.official "
    "WHERE f.document = :id ORDER BY f.start",
    "commitments": "SELECT * FROM janji WHERE dokumen = :id ORDER BY id",
    "claims": "SELECT c.*, i.name_id AS indikator FROM claims c "
    "JOIN indicators i ON i.id = c.indicator WHERE c.document = :id ORDER BY c.start",
    "officials": "SELECT * FROM officials WHERE document = :id",
    "regions": "SELECT r.*, dr.subject FROM document_regions dr "
    "JOIN regions r ON r.code = dr.region WHERE dr.document = :id ORDER BY dr.subject DESC",
    "meetings": "SELECT * FROM meetings WHERE document = :id",
    "origins": "SELECT d.* FROM copies c JOIN documents d ON d.id = c.origin "
    "WHERE c.document = :id AND c.origin != :id",
    "copied": "SELECT d.* FROM copies c JOIN documents d ON d.id = c.document "
    "WHERE c.origin = :id AND c.document != :id ORDER BY d.published",
}


async def document(datasette: Datasette, request: Request) -> Response:
    """What was read in one document, in the order of its text. Not the text itself."""
    identity = request.url_vars["id"]
    found = await one(
        datasette,
        "SELECT d.*, s.name AS nama_sumber, s.homepage FROM documents d "
        "LEFT JOIN sources s ON s.id = d.source WHERE d.id = :id",
        id=identity,
    )
    if found is None:
        raise NotFound(
            f"Dokumen {identity} tidak ada di basis data ini. Mungkin alamatnya terpotong, atau "
            "dokumennya ditarik; cari judulnya di /cari."
        )
    lists = {name: await rows(datasette, sql, id=identity) for name, sql in IN_DOCUMENT.items()}
    link = web_address(found["url"])
    return await page(datasette, request, "dokumen.html", document=found, link=link, **lists)


# ---- one meeting, all its reports ---------------------------------------------------------------


async def meeting(datasette: Datasette, request: Request) -> Response:
    """One meeting with everything that its reports say was stated there.

    Every report has its own row and id; each of them leads to the same page, whose canonical
    address is that of the oldest report.
    """
    identity = request.url_vars["id"]
    found = await one(datasette, "SELECT * FROM meetings WHERE id = :id", id=identity)
    if found is None:
        raise NotFound(
            f"Rapat {identity} tidak ada di basis data ini. Semua rapat ada di /public/rapat."
        )
    reports = await reports_of(datasette, found)
    documents = json.dumps([row["document"] for row in reports])
    lists = {name: await rows(datasette, sql, ids=documents) for name, sql in IN_MEETING.items()}
    return await page(
        datasette, request, "rapat.html", meeting=merged(reports), reports=reports,
        participants=present(lists["participants"]),
        figures=told_once(lists["figures"], same_statement),
        promises=told_once(lists["promises"], same_words),
        place=await one(datasette, "SELECT * FROM regions WHERE code = :c", c=found["region"]),
        kanonik=f"/rapat/{reports[0]['id']}",
    )  # fmt: skip


IN_MEETING = {
    "participants": "SELECT p.* FROM participants p JOIN meetings m ON m.id = p.meeting "
    "WHERE m.document IN (SELECT value FROM json_each(:ids)) ORDER BY p.meeting, p.n",
    "figures": "SELECT * FROM pernyataan WHERE dokumen IN (SELECT value FROM json_each(:ids)) "
    "ORDER BY terbit, id",
    "promises": "SELECT * FROM janji WHERE dokumen IN (SELECT value FROM json_each(:ids)) "
    "ORDER BY terbit, id",
}


async def reports_of(datasette: Datasette, found: Row) -> list[Row]:
    """The rows of `meetings` that report the same meeting, the oldest report first."""
    same_day = await rows(
        datasette,
        "SELECT m.*, d.title, d.publisher, d.published, d.sponsored FROM meetings m "
        "JOIN documents d ON d.id = m.document "
        "WHERE m.id = :id OR (m.region = :region AND m.date = :date AND m.type = :type) "
        "ORDER BY d.published, m.id",
        id=found["id"], region=found["region"], date=found["date"], type=found["type"],
    )  # fmt: skip
    if all(same_meeting(one_of, other) for one_of, other in combinations(same_day, 2)):
        return same_day
    found_too = [row for row in same_day if row["id"] == found["id"]]
    for row in found_too:  # grows while it is read: what shares words with any of them
        found_too += [new for new in same_day if new not in found_too and shares(new, row)]
    return [row for row in same_day if row in found_too]


def same_meeting(one_of: Row, other: Row) -> bool:
    """Whether two reports of one kind of meeting, region and day may tell of one meeting.

    The themes decide where both name one, else the venues: a region has several coordination
    meetings on some days.

    >>> hall = {"theme": None, "venue": "aula Bappeda"}
    >>> same_meeting(hall, {"theme": "Nol Persen", "venue": "Aula Kantor Bappeda"})
    True
    >>> same_meeting(hall, {"theme": None, "venue": "Pendopo"})
    False
    """
    for name in ("theme", "venue"):
        first, second = words_of(one_of[name]), words_of(other[name])
        if first and second:
            return bool(first & second)
    return True


def shares(one_of: Row, other: Row) -> bool:
    """Whether two reports have words of their theme or venue in common."""
    return any(words_of(one_of[name]) & words_of(other[name]) for name in ("theme", "venue"))


COMMON = frozenset({"aula", "gedung", "ruang", "rapat", "kantor", "kabupaten", "kota", "dan"})


def words_of(text: str | None) -> set[str]:
    """The words of a theme or venue that tell it from another.

    >>> sorted(words_of("Aula Kantor Bappeda"))
    ['bappeda']
    """
    return set(re.findall(r"\w+", (text or "").casefold())) - COMMON


def merged(reports: Sequence[Row]) -> Row:
    """One meeting of several reports: of each value the first that a report gives."""
    names = ("id", "type", "theme", "date", "venue", "region", "chair")
    return {name: next((r[name] for r in reports if r[name]), None) for name in names}


def present(participants: Iterable[Row]) -> list[Row]:
    """Who was there, each office or name once; a name wins over the office alone."""
    found: dict[tuple[str, str], Row] = {}
    for row in participants:
        found.setdefault((row["position"] or "", (row["name"] or "").casefold()), row)
    named = {position for position, name in found if name}
    return [row for (position, name), row in found.items() if name or position not in named]


def same_statement(row: Row) -> tuple[Any, ...]:
    """What two reports of one statement have in common."""
    names = ("kode_indikator", "nilai", "satuan", "ukuran", "sifat", "kode_wilayah", "periode",
             "pembicara")  # fmt: skip
    return tuple(row[name] for name in names)


def same_words(row: Row) -> tuple[Any, ...]:
    """The words of a commitment without marks and case."""
    return tuple(re.findall(r"\w+", row["janji"].casefold()))


def told_once(found: Iterable[Row], key: Callable[[Row], tuple[Any, ...]]) -> list[Row]:
    """Equal rows of several documents once, with `juga`: the others, each with its outlet."""
    kept: dict[tuple[Any, ...], Row] = {}
    for row in found:
        first = kept.setdefault(key(row), row | {"juga": []})
        if first["dokumen"] != row["dokumen"]:
            first["juga"].append(row)
    return list(kept.values())


# ---- sources ------------------------------------------------------------------------------------


async def sources_list(datasette: Datasette, request: Request) -> Response:
    """All sources with how much of each is here; silent ones too."""
    found = await rows(
        datasette,
        "SELECT s.*, r.name AS wilayah, "
        "(SELECT count(*) FROM documents WHERE source = s.id) AS dokumen, "
        "(SELECT max(published) FROM documents WHERE source = s.id) AS terakhir "
        "FROM sources s LEFT JOIN regions r ON r.code = s.region ORDER BY s.name",
    )
    return await page(datasette, request, "sumber_daftar.html", sources=found)


OF_SOURCE = {
    "documents": "SELECT d.*, (SELECT count(*) FROM pernyataan WHERE dokumen = d.id) AS angka, "
    "(SELECT count(*) FROM janji WHERE dokumen = d.id) AS janji FROM (SELECT * FROM documents "
    "WHERE source = :id ORDER BY published DESC LIMIT 60) d",
    "years": "SELECT substr(published, 1, 4) AS tahun, count(*) AS dokumen, "
    "sum(sponsored) AS berbayar FROM documents WHERE source = :id GROUP BY 1 ORDER BY 1 DESC",
    "network": 'SELECT o.id, o.name FROM sources s JOIN sources o ON o."group" = s."group" '
    "AND o.id != s.id WHERE s.id = :id ORDER BY o.name LIMIT 60",
}


async def source(datasette: Datasette, request: Request) -> Response:
    """One source: what it is, how much of it was read, its newest documents."""
    identity = request.url_vars["id"]
    found = await one(
        datasette,
        "SELECT s.*, r.name AS wilayah FROM sources s LEFT JOIN regions r ON r.code = s.region "
        "WHERE s.id = :id",
        id=identity,
    )
    if found is None:
        raise NotFound(
            f"Sumber {identity} tidak ada di basis data ini. Semua sumber ada di /sumber."
        )
    lists = {name: await rows(datasette, sql, id=identity) for name, sql in OF_SOURCE.items()}
    link = web_address(found["homepage"])
    most = max((row["dokumen"] for row in lists["years"]), default=0)
    return await page(
        datasette, request, "sumber.html", source=found, link=link, banyak=most, **lists
    )
