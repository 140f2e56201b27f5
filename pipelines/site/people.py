"""The page of a person in office: what was stated and promised, in which office, when."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from pipelines.site.pages import Row, one, page, rows, today

MOST = 60

OFFICES = (
    "SELECT o.name, o.position, o.acting, o.institution, o.region, r.name AS wilayah, "
    "min(d.published) AS sejak, max(d.published) AS sampai, count(*) AS dokumen "
    "FROM officials o JOIN documents d ON d.id = o.document JOIN regions r ON r.code = o.region "
    "WHERE o.person = :id GROUP BY o.position, o.acting ORDER BY sampai DESC, sejak DESC"
)
OF_PERSON = {
    # the last released official value of the year that the statement names
    "figures": "SELECT p.*, f.decimals, f.unit, f.comparator, f.value, f.measure, (SELECT value "
    "FROM observations o WHERE o.region = p.kode_wilayah AND o.indicator = p.kode_indikator "
    "AND o.scope = 'total' AND o.period >= substr(p.periode, 1, 4) "
    "AND o.period < substr(p.periode, 1, 4) || '-99' ORDER BY o.period, o.released_on DESC LIMIT 1"
    ") AS resmi FROM (SELECT * FROM pernyataan WHERE pejabat = :id "
    f"ORDER BY terbit DESC LIMIT {MOST}) p JOIN figures f ON f.id = p.id "
    "ORDER BY p.terbit DESC, f.document, f.start",
    "promises": f"SELECT * FROM janji WHERE pejabat = :id ORDER BY terbit DESC LIMIT {MOST}",
    "claims": "SELECT c.*, i.name_id AS nama, d.publisher, d.published FROM officials o "
    "JOIN claims c ON c.official = o.id JOIN indicators i ON i.id = c.indicator "
    f"JOIN documents d ON d.id = c.document WHERE o.person = :id LIMIT {MOST}",
}
NAMESAKES = (
    "SELECT o.person, o.name, o.position, o.acting, r.name AS wilayah FROM officials o "
    "JOIN regions r ON r.code = o.region WHERE o.name = :name AND o.person != :id "
    "GROUP BY o.person LIMIT 12"
)
TOTALS = (
    "SELECT (SELECT count(*) FROM pernyataan WHERE pejabat = :id) AS pernyataan, "
    "(SELECT count(*) FROM janji WHERE pejabat = :id) AS janji"
)


async def person(datasette: Datasette, request: Request) -> Response:
    """Statements and commitments of one person, with the office held at the time.

    An address that an older document has changed leads to the present one.
    """
    identity = request.url_vars["id"]
    offices = await rows(datasette, OFFICES, id=identity)
    if not offices:
        return await _moved(datasette, identity)
    name = offices[0]["name"]
    lists = {key: await rows(datasette, sql, id=identity) for key, sql in OF_PERSON.items()}
    return await page(
        datasette, request, "pejabat.html", person={"id": identity, "name": name},
        offices=offices, latest=offices[0], today=today(), total=await one(
            datasette, TOTALS, id=identity
        ),
        namesakes=await rows(datasette, NAMESAKES, name=name, id=identity), **lists,
    )  # fmt: skip


async def _moved(datasette: Datasette, identity: str) -> Response:
    found: Row | None = await one(
        datasette, "SELECT person FROM officials WHERE person_own = :id LIMIT 1", id=identity
    )
    if found is None:
        raise NotFound(
            f"Pejabat {identity} tidak ada di basis data ini. Cari namanya di /cari, atau lihat "
            "halaman wilayahnya."
        )
    return Response.redirect(f"/pejabat/{found['person']}", status=301)
