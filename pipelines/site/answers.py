"""What was corrected, withdrawn and answered: the public log, and old addresses."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from pipelines.corrections import CONTACT

Row = dict[str, Any]

ACTIONS = {
    "correct": "Diperbaiki", "reject": "Dikeluarkan: salah baca", "withdraw": "Ditarik",
    "reopen": "Dibuka lagi", "reply": "Hak jawab",
}  # fmt: skip
MOST = 500
_LOG = (
    "SELECT c.*, d.title, d.publisher, "
    "(SELECT count(*) FROM figures WHERE id = c.fact) + (SELECT count(*) FROM claims "
    "WHERE id = c.fact) + (SELECT count(*) FROM commitments WHERE id = c.fact) AS terbuka "
    "FROM corrections c LEFT JOIN documents d ON d.id = c.document"
)


async def whole_log(datasette: Datasette, most: int = MOST) -> list[Row]:
    """The log of corrections, the newest first."""
    return _told(await _rows(datasette, f"{_LOG} ORDER BY c.id DESC LIMIT {most}"))


async def _rows(datasette: Datasette, sql: str, **values: Any) -> list[Row]:
    found = await datasette.get_database("public").execute(sql, values)
    return [dict(row) for row in found.rows]


async def log_of(datasette: Datasette, fact: str) -> list[Row]:
    """What was corrected and answered of one statement, the oldest first."""
    return _told(await _rows(datasette, f"{_LOG} WHERE c.fact = :f ORDER BY c.id", f=fact))


def _told(found: list[Row]) -> list[Row]:
    """Rows of the log with their words: what was done, and each value before and after."""
    return [row | {"tindakan": ACTIONS[row["action"]], "perubahan": _changes(row)} for row in found]


def _changes(row: Row) -> list[tuple[str, Any, Any]]:
    before, after = (json.loads(row[name] or "{}") for name in ("before", "after"))
    return [(name, before.get(name), value) for name, value in after.items()]


async def former(datasette: Datasette, request: Request, identity: str) -> Response | None:
    """The answer to an address that was a statement's: where it is now, or that it is gone."""
    found = _told(
        await _rows(
            datasette,
            f"{_LOG} WHERE c.fact = :id OR c.former = :id ORDER BY c.id DESC",
            id=identity,
        )
    )
    for row in found:
        if row["fact"] != identity and row["terbuka"]:
            return Response.redirect(f"/pernyataan/{row['fact']}", status=301)
    taken = next((row for row in found if row["action"] in ("withdraw", "reject")), None)
    if taken is None:
        return None
    html = await datasette.render_template("ditarik.html", {"baris": taken}, request=request)
    return Response.html(html, status=410)


def report_link(address: str, fact: str, words: str) -> str:
    """A prepared mail about one statement, with its id and address.

    >>> report_link("https://rakor.example", "0a1b", "14 persen")[:56]
    'mailto:redaksi@rakor.example?subject=Laporan%20atas%200a'
    """
    subject = f"Laporan atas {fact}"
    body = (
        f"Pernyataan: {address}/pernyataan/{fact}\nKutipan: {words[:120]}\n\n"
        "Yang keliru:\nYang benar, dan dari mana dapat dilihat:\n"
        "Hak jawab (bila Anda yang disebut; nama dan jabatan):\n"
    )
    return f"mailto:{CONTACT}?subject={quote(subject)}&body={quote(body)}"
