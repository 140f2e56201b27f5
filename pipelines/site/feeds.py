"""Addresses for machines: Atom feeds, sitemap, robots.txt."""

from __future__ import annotations

from datetime import date
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from pipelines.site import answers
from pipelines.site.pages import address_of, rows


async def robots(request: Request) -> Response:
    """What machines may read: everything but the endless combinations."""
    lines = ["User-agent: *", "Disallow: /banding?", "Disallow: /cari?", "Disallow: /public?sql="]
    return Response.text("\n".join([*lines, f"Sitemap: {address_of(request)}/sitemap.xml", ""]))


async def sitemap(datasette: Datasette, request: Request) -> Response:
    """The pages of regions that have something to show."""
    found = await rows(
        datasette, "SELECT kode FROM cakupan WHERE pernyataan + janji > 0 ORDER BY kode"
    )
    paths = ["/", "/wilayah", "/metode", "/koreksi", *(f"/wilayah/{row['kode']}" for row in found)]
    return await xml(datasette, request, "sitemap.xml", "application/xml", paths=paths)


FED = (
    ("pernyataan", "kutipan", "pembicara"),
    ("janji", "janji", "coalesce(pembicara, pemilik)"),
)


async def feed(datasette: Datasette, request: Request) -> Response:
    """The newest statements and commitments as Atom, of all or of one region."""
    code = request.url_vars.get("kode")
    where = "WHERE kode_wilayah = :code AND" if code else "WHERE"
    newest_of = " UNION ALL ".join(
        f"SELECT * FROM (SELECT id, {words_of} AS kutipan, kalimat, {who} AS pembicara, wilayah, "
        f"indikator, media, terbit, '{table}' AS jenis, review_state FROM {table} "
        f"{where} terbit IS NOT NULL ORDER BY terbit DESC LIMIT 60)"
        for table, words_of, who in FED
    )
    found = await rows(
        datasette, f"SELECT * FROM ({newest_of}) ORDER BY terbit DESC, id LIMIT 60", code=code
    )
    newest = found[0]["terbit"] if found else date(1970, 1, 1).isoformat()
    return await xml(
        datasette, request, "umpan.xml", "application/atom+xml", entries=found, kode=code,
        updated=newest,
    )  # fmt: skip


async def corrections(datasette: Datasette, request: Request) -> Response:
    """What was corrected, withdrawn and answered, as Atom."""
    found = await answers.whole_log(datasette, 60)
    updated = found[0]["day"] if found else date(1970, 1, 1).isoformat()
    return await xml(
        datasette, request, "koreksi.xml", "application/atom+xml", log=found, updated=updated
    )


async def xml(
    datasette: Datasette, request: Request, template: str, media_type: str, **context: Any
) -> Response:
    """A filled XML template as answer."""
    context["alamat"] = address_of(request)
    body = await datasette.render_template(template, context, request=request)
    return Response(body, content_type=f"{media_type}; charset=utf-8")
