"""Addresses for machines: Atom feeds (RFC 4287), sitemap, robots.txt."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from pipelines.corrections import CONTACT
from pipelines.findings import VERDICTS
from pipelines.site import answers, words
from pipelines.site.pages import Row, address_of, one, page, rows

ATOM = "application/atom+xml"
MOST = 60
NEVER = date(1970, 1, 1).isoformat()  # a feed needs a day of its last change, also an empty one
# Ids of entries name the owner and the row, not the host that happened to answer (RFC 4151).
TAG = f"tag:{CONTACT.partition('@')[2]},2024"
SLUGS = {verdict.replace(" ", "-"): verdict for verdict in VERDICTS}

# What XML 1.0 (2.2) cannot write: one such character in a title would end the feed for its readers.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def robots(request: Request) -> Response:
    """What machines may read: everything but the endless combinations."""
    lines = ["User-agent: *", "Disallow: /banding?", "Disallow: /banding.", "Disallow: /cari?",
             "Disallow: /public?sql=", "Disallow: /public/*?"]  # fmt: skip
    return Response.text("\n".join([*lines, f"Sitemap: {address_of(request)}/sitemap.xml", ""]))


# ---- feeds --------------------------------------------------------------------------------------

FED = (
    ("pernyataan", "kutipan", "pembicara"),
    ("janji", "janji", "coalesce(pembicara, pemilik)"),
)


async def feed(datasette: Datasette, request: Request) -> Response:
    """The newest statements and commitments, of all or of one region."""
    code = request.url_vars.get("kode")
    place = await one(datasette, "SELECT * FROM regions WHERE code = :c", c=code) if code else None
    if code and place is None:
        raise NotFound(
            f"Tidak ada wilayah dengan kode {code}. Umpan suatu wilayah ditulis dengan kode "
            "Kemendagri, misalnya /umpan/16.04.atom; semua umpan ada di /umpan."
        )
    where = "WHERE kode_wilayah = :code AND" if code else "WHERE"
    newest_of = " UNION ALL ".join(
        f"SELECT * FROM (SELECT id, {words_of} AS kutipan, kalimat, {who} AS pembicara, wilayah, "
        f"indikator, media, terbit, tautan, '{table}' AS jenis, review_state FROM {table} "
        f"{where} terbit IS NOT NULL ORDER BY terbit DESC LIMIT {MOST})"
        for table, words_of, who in FED
    )
    found = await rows(
        datasette, f"SELECT * FROM ({newest_of}) ORDER BY terbit DESC, id LIMIT {MOST}", code=code
    )
    return await atom(
        datasette, request, "umpan.xml", entries=found, place=place,
        updated=found[0]["terbit"] if found else NEVER,
    )  # fmt: skip


# The newest findings, each with the statement and the region that it is first about.
FOUND = f"""SELECT f.*, ff.fact, ff.kind, r.name AS wilayah, d.publisher AS media, d.title AS judul
    FROM (SELECT * FROM findings {{where}} ORDER BY first_seen DESC, id LIMIT {MOST}) f
    JOIN finding_facts ff ON ff.finding = f.id AND ff.n = (SELECT min(n) FROM finding_facts
        WHERE finding = f.id AND kind IN ('figures', 'claims', 'commitments'))
    LEFT JOIN figures g ON g.id = ff.fact LEFT JOIN claims c ON c.id = ff.fact
    LEFT JOIN commitments j ON j.id = ff.fact
    LEFT JOIN regions r ON r.code = coalesce(g.region, c.region, j.region)
    LEFT JOIN documents d ON d.id = coalesce(g.document, c.document, j.document)
    ORDER BY f.first_seen DESC, f.id"""


async def findings(datasette: Datasette, request: Request) -> Response:
    """The newest findings of all kinds or of one; accusing ones only when a person accepted them.

    Findings name region and office; the person stands at the statement that they link to.
    """
    slug = request.url_vars.get("hasil")
    if slug and slug not in SLUGS:
        raise NotFound(f"Tidak ada hasil pembandingan {slug}; semua umpan ada di /umpan.")
    where = "WHERE verdict = :verdict" if slug else ""
    found = await rows(datasette, FOUND.format(where=where), verdict=SLUGS.get(slug or ""))
    return await atom(
        datasette, request, "temuan.xml", entries=found, slug=slug,
        verdict=SLUGS.get(slug or ""), updated=found[0]["first_seen"] if found else NEVER,
    )  # fmt: skip


async def corrections(datasette: Datasette, request: Request) -> Response:
    """What was corrected, withdrawn and answered."""
    found = await answers.whole_log(datasette, MOST)
    updated = found[0]["day"] if found else NEVER
    return await atom(datasette, request, "koreksi.xml", log=found, updated=updated)


async def feeds_list(datasette: Datasette, request: Request) -> Response:
    """All feeds, for people: which there are and how to follow one."""
    kinds = await rows(
        datasette, "SELECT verdict, count(*) AS jumlah FROM findings GROUP BY verdict"
    )
    counts = {row["verdict"]: row["jumlah"] for row in kinds}
    regions = await rows(
        datasette,
        "SELECT kode, nama, pernyataan + janji AS jumlah FROM cakupan "
        "WHERE pernyataan + janji > 0 ORDER BY kode",
    )
    return await page(datasette, request, "umpan.html", slugs=SLUGS, counts=counts, regions=regions)


async def atom(datasette: Datasette, request: Request, template: str, **context: Any) -> Response:
    """A filled feed as answer, without the characters that XML 1.0 cannot hold."""
    context |= {"alamat": address_of(request), "tag": TAG}
    body = await datasette.render_template(template, context, request=request)
    return Response(words.for_xml(body), content_type=f"{ATOM}; charset=utf-8")


# ---- sitemap ------------------------------------------------------------------------------------

PER_FILE = 10_000  # addresses; the protocol allows 50,000
ALWAYS = ("/", "/wilayah", "/sumber", "/metode", "/koreksi", "/umpan", "/public")
# Kinds of pages with many addresses: table, prefix of the address, column of the last change.
LISTED = {
    "pernyataan": ("pernyataan", "/pernyataan/", "terbit"),
    "janji": ("janji", "/pernyataan/", "terbit"),
    "dokumen": ("documents", "/dokumen/", "published"),
    "rapat": ("meetings", "/rapat/", "date"),
}
_URLSET = '<?xml version="1.0" encoding="UTF-8"?>\n<{0} xmlns="{1}">\n{2}\n</{0}>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def sitemap(datasette: Datasette, request: Request) -> Response:
    """The index of all sitemaps: one of the main pages, then each kind in parts."""
    names = ["halaman-1"]
    for kind, (table, _, _) in LISTED.items():
        last = await one(datasette, f"SELECT max(rowid) AS n FROM {table}")
        parts = -(-((last or {})["n"] or 0) // PER_FILE)
        names += [f"{kind}-{n}" for n in range(1, parts + 1)]
    address = address_of(request)
    lines = [f"<sitemap><loc>{address}/sitemap/{name}.xml</loc></sitemap>" for name in names]
    return _xml("sitemapindex", lines)


async def sitemap_part(datasette: Datasette, request: Request) -> Response:
    """One sitemap: the main pages and regions, or a part of the statements or documents."""
    kind, number = request.url_vars["jenis"], int(request.url_vars["nomor"])
    found = await _listed(datasette, kind, number)
    if not found:
        raise NotFound(f"Tidak ada bagian {kind}-{number}; semua bagian ada di /sitemap.xml.")
    address = escape(address_of(request))
    lines = [
        f"<url><loc>{address}{row['path']}</loc>"
        + (f"<lastmod>{row['day']}</lastmod>" if row["day"] else "")
        + "</url>"
        for row in found
    ]
    return _xml("urlset", lines)


async def _listed(datasette: Datasette, kind: str, number: int) -> list[Row]:
    if kind == "halaman" and number == 1:
        regions = await rows(
            datasette,
            "SELECT '/wilayah/' || kode AS path, terbit_terakhir AS day FROM cakupan "
            "WHERE pernyataan + janji > 0 ORDER BY kode",
        )
        people = await rows(
            datasette,
            "SELECT '/pejabat/' || person AS path, NULL AS day FROM officials "
            f"WHERE person NOT NULL GROUP BY person LIMIT {PER_FILE}",
        )
        return [*({"path": path, "day": None} for path in ALWAYS), *regions, *people]
    if kind not in LISTED:
        return []
    table, prefix, day = LISTED[kind]
    return await rows(
        datasette,
        f"SELECT '{prefix}' || id AS path, {day} AS day FROM {table} "
        "WHERE rowid > :low AND rowid <= :high",
        low=(number - 1) * PER_FILE, high=number * PER_FILE,
    )  # fmt: skip


def _xml(name: str, lines: list[str]) -> Response:
    body = _URLSET.format(name, _SCHEMA, "\n".join(lines))
    return Response(body, content_type="application/xml; charset=utf-8")
