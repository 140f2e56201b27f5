"""The site's own pages: each one asks the public database and fills a template."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from pipelines.findings import VERDICTS
from pipelines.gates import is_accusing
from pipelines.site import answers, words
from pipelines.site.accuracy import METRICS, load_scores
from pipelines.site.chart import Point, draw
from pipelines.site.tables import fts_query, remembered

Row = dict[str, Any]

DATABASE = "public"
MAP_FILE = Path(__file__).parent / "peta.json"
HOME = ZoneInfo("Asia/Jakarta")
REGENCIES = 514
# Upper ends of the map's classes, in percent; the last class is open.
CLASSES = (5.0, 10.0, 15.0, 20.0)
MOST_ROWS = 200
MAIN_INDICATOR = "poverty_rate"


async def rows(datasette: Datasette, sql: str, **values: Any) -> list[Row]:
    """The rows of a query on the public database."""
    found = await datasette.get_database(DATABASE).execute(sql, values)
    return [dict(row) for row in found.rows]


async def one(datasette: Datasette, sql: str, **values: Any) -> Row | None:
    """The first row of a query, or None."""
    found = await rows(datasette, sql, **values)
    return found[0] if found else None


async def page(datasette: Datasette, request: Request, template: str, **context: Any) -> Response:
    """A filled template as answer."""
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html)


def address_of(request: Request) -> str:
    """The address of the site as this request names it, without path."""
    return f"{request.scheme}://{request.host}"


def today() -> str:
    """The day in western Indonesia, where most of its news is written."""
    return datetime.now(HOME).date().isoformat()


# ---- front page ---------------------------------------------------------------------------------


COUNTS = (
    "SELECT (SELECT count(*) FROM documents) AS dokumen, "
    "(SELECT count(*) FROM pernyataan) AS pernyataan, (SELECT count(*) FROM janji) AS janji, "
    "(SELECT count(*) FROM sources) AS sumber, (SELECT max(published) FROM documents) AS akhir, "
    "(SELECT count(*) FROM cakupan WHERE tingkat != 'province' AND pernyataan + janji > 0) "
    "AS wilayah"
)


async def front(datasette: Datasette, request: Request) -> Response:
    """What this is, how fresh, search, newest commitments, targets past due, the map."""
    counts = await remembered(datasette, "counts", lambda: one(datasette, COUNTS))
    newest = await rows(
        datasette, "SELECT * FROM janji WHERE terbit IS NOT NULL ORDER BY terbit DESC, id LIMIT 6"
    )
    overdue = await rows(
        datasette,
        "SELECT * FROM janji WHERE jatuh_tempo < :today AND kode_indikator IS NOT NULL "
        "ORDER BY jatuh_tempo DESC, id LIMIT 6",
        today=today(),
    )
    return await page(
        datasette, request, "front.html", counts=counts, newest=newest, overdue=overdue,
        regencies=REGENCIES, variables=await variables(datasette), classes=class_labels(),
        map=await remembered(datasette, "map", lambda: country_map(datasette)),
    )  # fmt: skip


async def variables(datasette: Datasette) -> list[str]:
    """The names of all indicators, for the description of the data set."""
    found = await rows(datasette, "SELECT name_id FROM indicators ORDER BY rowid")
    return [row["name_id"] for row in found]


@cache
def _shapes() -> dict[str, Any]:
    shapes: dict[str, Any] = json.loads(MAP_FILE.read_text(encoding="utf-8"))
    return shapes


async def country_map(datasette: Datasette) -> dict[str, Any]:
    """The map: for each regency its outline, class of the official rate, and what was stated."""
    covered = {
        row["kode"]: row
        for row in await rows(datasette, "SELECT * FROM cakupan WHERE tingkat != 'province'")
    }
    shapes = _shapes()
    regions = [
        covered[code] | {"path": path, "class": rate_class(covered[code]["angka_resmi"])}
        for code, path in shapes["paths"].items()
        if code in covered
    ]
    spoken = [
        region | {"x": shapes["centroids"][region["kode"]][0],
                  "y": shapes["centroids"][region["kode"]][1]}
        for region in regions
        if region["pernyataan"] + region["janji"]
    ]  # fmt: skip
    return {
        "box": shapes["viewBox"], "source": shapes["source"], "regions": regions, "spoken": spoken,
    }  # fmt: skip


def rate_class(value: float | None) -> int:
    """The number of the map's class, 0 for no value.

    >>> rate_class(None), rate_class(4.99), rate_class(5.0), rate_class(31.0)
    (0, 1, 2, 5)
    """
    return 0 if value is None else 1 + sum(value >= end for end in CLASSES)


def class_labels() -> list[tuple[int, str]]:
    """The classes of the map with their words.

    >>> class_labels()[1], class_labels()[-1]
    ((2, '5–10 persen'), (5, '20 persen ke atas'))
    """
    ends = [f"{end:g}" for end in CLASSES]
    between = [f"{low}–{high} persen" for low, high in pairwise(ends)]
    labels = [f"di bawah {ends[0]} persen", *between, f"{ends[-1]} persen ke atas"]
    return list(enumerate(labels, 1))


# ---- search -------------------------------------------------------------------------------------


async def search(datasette: Datasette, request: Request) -> Response:
    """Quotes, commitments and regions that hold the words of `q`, the newest first."""
    asked = (request.args.get("q") or "").replace("\0", " ").strip()[:200]
    match = fts_query(asked)
    found: dict[str, list[Row]] = {"pernyataan": [], "janji": []}
    for table in found if match else ():
        found[table] = await rows(
            datasette,
            f"SELECT t.* FROM {table}_fts f JOIN {table} t ON t.rowid = f.rowid "
            f"WHERE {table}_fts MATCH :match ORDER BY f.rowid DESC LIMIT 50",
            match=match,
        )
    regions = await rows(
        datasette,
        "SELECT code, name FROM regions WHERE level IN ('province', 'regency', 'city') "
        "AND name LIKE :like ORDER BY length(code), name LIMIT 12",
        like=f"%{asked}%",
    ) if asked else []  # fmt: skip
    people = await rows(
        datasette,
        "SELECT o.person, o.name, o.position, o.acting, r.name AS wilayah FROM officials o "
        "JOIN regions r ON r.code = o.region WHERE o.name LIKE :like AND o.person IS NOT NULL "
        "GROUP BY o.person ORDER BY o.name LIMIT 12",
        like=f"%{asked}%",
    ) if len(asked) > 2 else []  # fmt: skip
    return await page(
        datasette, request, "cari.html", q=asked, found=found, regions=regions, people=people
    )


# ---- regions ------------------------------------------------------------------------------------


async def regions_list(datasette: Datasette, request: Request) -> Response:
    """All provinces with their regencies, and what there is of each."""
    found = await rows(datasette, "SELECT * FROM cakupan ORDER BY kode")
    provinces = [row for row in found if row["tingkat"] == "province"]
    members: dict[str, list[Row]] = {}
    for row in found:
        members.setdefault(row["induk"] or "", []).append(row)
    return await page(
        datasette, request, "wilayah_daftar.html", provinces=provinces, members=members
    )


async def region(datasette: Datasette, request: Request) -> Response:
    """One region: chart, statements, commitments, findings, meetings, officials, documents."""
    code = request.url_vars["kode"]
    found = await one(datasette, "SELECT * FROM regions WHERE code = :code", code=code)
    if found is None:
        raise NotFound(
            f"Tidak ada wilayah dengan kode {code}. Kode Kemendagri ditulis dengan titik, "
            "misalnya 16 (provinsi) atau 16.04 (kabupaten); lihat daftar di /wilayah."
        )
    parent = await one(datasette, "SELECT * FROM regions WHERE code = :c", c=found["parent"])
    choices = await indicators_of(datasette, [code])
    indicator = await chosen_indicator(datasette, request, choices)
    official = await observations(datasette, code, indicator)
    stated = await statements(datasette, [code], indicator)
    points = [*official_points(official, ""), *stated_points(stated)]
    return await page(
        datasette, request, "wilayah.html", region=found, parent=parent, choices=choices,
        indicator=indicator, official=official, stated=stated, chart=draw(points),
        series=[""], **await region_lists(datasette, code),
    )  # fmt: skip


async def chosen_indicator(datasette: Datasette, request: Request, choices: Sequence[Row]) -> str:
    """The indicator that the address asks for, else the poverty rate, else the first there is.

    BadRequest for one that is none.
    """
    asked = request.args.get("indikator")
    if asked:
        found = await rows(datasette, "SELECT id FROM indicators")
        if asked not in [row["id"] for row in found]:
            raise BadRequest(
                f"Tidak ada indikator {asked[:40]}. Yang ada: "
                f"{', '.join(row['id'] for row in found)}."
            )
        return str(asked)
    known = [row["id"] for row in choices]
    return MAIN_INDICATOR if MAIN_INDICATOR in known or not known else str(known[0])


async def indicators_of(datasette: Datasette, codes: Iterable[str]) -> list[Row]:
    """The indicators of which these regions have official or stated levels."""
    marks = json.dumps(list(codes))
    return await rows(
        datasette,
        "SELECT i.id, i.name_id AS nama FROM indicators i WHERE i.id IN ("
        "SELECT indicator FROM observations WHERE region IN (SELECT value FROM json_each(:codes)) "
        "UNION SELECT indicator FROM figures "
        "WHERE region IN (SELECT value FROM json_each(:codes))) ORDER BY i.rowid",
        codes=marks,
    )


async def observations(datasette: Datasette, code: str, indicator: str) -> list[Row]:
    """The official series of a region, oldest first."""
    return await rows(
        datasette,
        "SELECT * FROM observations WHERE region = :code AND indicator = :indicator "
        "AND scope = 'total' ORDER BY period, released_on",
        code=code, indicator=indicator,
    )  # fmt: skip


async def statements(datasette: Datasette, codes: Iterable[str], indicator: str) -> list[Row]:
    """What was stated of an indicator in some regions, newest documents first."""
    return await rows(
        datasette,
        "SELECT f.*, p.media, p.judul, p.terbit, p.tautan, p.berbayar, p.jabatan, p.pejabat, "
        "p.status_jabatan, p.wilayah FROM (SELECT * FROM pernyataan WHERE kode_wilayah IN "
        "(SELECT value FROM json_each(:codes)) AND kode_indikator = :indicator "
        f"ORDER BY terbit DESC LIMIT {MOST_ROWS}) p JOIN figures f ON p.id = f.id "
        "ORDER BY p.terbit DESC, f.document, f.start",
        codes=json.dumps(list(codes)), indicator=indicator,
    )  # fmt: skip


def official_points(found: Iterable[Row], series: str) -> list[Point]:
    """Observations as points of a chart."""
    return [
        Point(
            period=row["period"], value=row["value"], kind="official", series=series,
            label=f"{row['publisher']}, {words.period(row['period'])}: "
            f"{words.official(row)}",
        )
        for row in found
    ]  # fmt: skip


def stated_points(found: Iterable[Row], series: str = "") -> list[Point]:
    """Stated levels of whole regions, with a period, as points of a chart."""
    return [
        Point(
            period=row["period"], value=row["value"], kind=row["modality"], series=series,
            label=statement_label(row), link=f"/pernyataan/{row['id']}",
        )
        for row in found
        if row["period"] and row["measure"] == "level" and row["scope"] == "total"
    ]  # fmt: skip


def statement_label(row: Row) -> str:
    """A statement in one line: what, when, who, where, in which words."""
    value = words.stated(row)
    who = f"{row['speaker']}, " if row["speaker"] else ""
    return (
        f"{words.MODALITIES[row['modality']]} {value} untuk {words.period(row['period'])} "
        f"({who}{row['media']}, {words.day(row['terbit'])}): "
        f"{words.quoted(words.plain(words.excerpt(row['sentence']), 140))}"
    )


# Commitments with their target and the ledger's verdict, where that is public.
PROMISES = """SELECT j.*, f.decimals, f.unit, f.comparator, f.value,
    (SELECT n.verdict FROM finding_facts ff JOIN findings n ON n.id = ff.finding
        WHERE ff.fact = j.id AND n."check" = 'ledger' ORDER BY n.id LIMIT 1) AS hasil
    FROM janji j LEFT JOIN figures f ON f.id = j.pernyataan"""


async def region_lists(datasette: Datasette, code: str) -> dict[str, Any]:
    """What else a region's page lists."""
    queries = {
        "promises": f"{PROMISES} WHERE j.kode_wilayah = :code "
        "ORDER BY coalesce(j.jatuh_tempo, '9999'), j.terbit DESC LIMIT 60",
        "claims": "SELECT c.*, i.name_id AS nama, o.person, o.position, o.acting FROM claims c "
        "JOIN indicators i ON i.id = c.indicator LEFT JOIN officials o ON o.id = c.official "
        "WHERE c.region = :code LIMIT 40",
        "meetings": "SELECT m.*, count(*) AS laporan FROM meetings m WHERE m.region = :code "
        "GROUP BY coalesce(m.date, m.id), m.type, m.theme ORDER BY m.date DESC LIMIT 40",
        "officials": "SELECT person, name, position, acting, count(*) AS jumlah FROM officials "
        "WHERE region = :code AND person IS NOT NULL GROUP BY person, position, acting "
        "ORDER BY jumlah DESC, name LIMIT 60",
        "documents": "SELECT d.* FROM documents d JOIN document_regions r ON r.document = d.id "
        "WHERE r.region = :code ORDER BY d.published DESC LIMIT 60",
        "findings": "SELECT DISTINCT f.* FROM findings f JOIN finding_facts ff "
        "ON ff.finding = f.id JOIN figures g ON g.id = ff.fact WHERE g.region = :code "
        "ORDER BY f.first_seen DESC LIMIT 40",
    }
    lists = {name: await rows(datasette, sql, code=code) for name, sql in queries.items()}
    for row in lists["promises"]:
        row["status"] = words.status_of(row, today())
    return {**lists, "today": today()}


# ---- one statement ------------------------------------------------------------------------------

STATEMENTS = {
    "figures": "SELECT f.*, i.name_id AS indikator FROM figures f "
    "JOIN indicators i ON i.id = f.indicator WHERE f.id = :id",
    "claims": "SELECT f.*, i.name_id AS indikator FROM claims f "
    "JOIN indicators i ON i.id = f.indicator WHERE f.id = :id",
    "commitments": "SELECT f.*, i.name_id AS indikator FROM commitments f "
    "LEFT JOIN indicators i ON i.id = f.indicator WHERE f.id = :id",
}


async def statement(datasette: Datasette, request: Request) -> Response:
    """A figure, claim or commitment: the words, who, where, how read, what is official."""
    identity = request.url_vars["id"]
    for kind, sql in STATEMENTS.items():
        fact = await one(datasette, sql, id=identity)
        if fact is not None:
            context = await statement_context(datasette, request, kind, fact)
            return await page(datasette, request, "pernyataan.html", **context)
    moved = await answers.former(datasette, request, identity)
    if moved is not None:
        return moved
    raise NotFound(
        f"Pernyataan {identity} tidak ada di basis data ini. Mungkin ditarik, atau dokumennya "
        "berubah; cari kutipannya di /cari."
    )


async def statement_context(
    datasette: Datasette, request: Request, kind: str, fact: Row
) -> dict[str, Any]:
    """Everything that a statement's page shows."""
    document = await one(datasette, "SELECT * FROM documents WHERE id = :d", d=fact["document"])
    assert document is not None  # a foreign key of the file
    place = await one(datasette, "SELECT * FROM regions WHERE code = :c", c=fact["region"])
    holder = await one(datasette, "SELECT * FROM officials WHERE id = :o", o=fact["official"])
    found = await rows(
        datasette,
        "SELECT f.* FROM findings f JOIN finding_facts ff ON ff.finding = f.id "
        "WHERE ff.fact = :id ORDER BY f.severity, f.id LIMIT 40",
        id=fact["id"],
    )
    meetings = await rows(
        datasette, "SELECT * FROM meetings WHERE document = :d", d=fact["document"]
    )
    speaker = {
        "@type": "Person", "name": fact["speaker"],
        "jobTitle": words.office(holder["position"], holder["acting"]) if holder else None,
    } if fact["speaker"] else None  # fmt: skip
    among = await one(datasette, "SELECT name FROM regions WHERE code = :c", c=fact.get("among"))
    return {
        "among": among, "penutur": speaker,
        "tentang_apa": fact["indikator"], "kind": kind, "fact": fact,
        "document": document, "place": place, "holder": holder,
        "findings": found, "meetings": meetings, "link": words.web_address(document["url"]),
        "official": await official_of(datasette, fact),
        "history": await history(datasette, kind, fact),
        "fragment": fragment(document["url"], fact["quote"]),
        "citation": citation(address_of(request), fact, document),
        "target": await target_of(datasette, kind, fact),
        "sentence": around(fact), "log": await answers.log_of(datasette, fact["id"]),
        "report": answers.report_link(address_of(request), fact["id"], fact["quote"]),
    }  # fmt: skip


def around(fact: Row) -> tuple[str, str, str]:
    """The shown stretch of a sentence before, in and after the quote."""
    before, found, after = fact["sentence"].partition(fact["quote"])
    offset = fact["start"] - fact["sentence_start"]
    if fact["sentence"][offset : offset + len(fact["quote"])] == fact["quote"]:
        end = offset + len(fact["quote"])
        return fact["sentence"][:offset], fact["quote"], fact["sentence"][end:]
    return (before, found, after) if found else ("", fact["quote"], "")


async def official_of(datasette: Datasette, fact: Row) -> list[Row]:
    """The official values of the statement's year, for the second number side by side."""
    year = (fact.get("period") or fact.get("deadline") or "").rpartition("/")[2][:4]
    if not year or fact["indicator"] is None:
        return []
    return await rows(
        datasette,
        "SELECT * FROM observations WHERE region = :region AND indicator = :indicator "
        "AND scope = 'total' AND period >= :year AND period < :next ORDER BY period, released_on",
        region=fact["region"], indicator=fact["indicator"], year=year, next=str(int(year) + 1),
    )  # fmt: skip


async def history(datasette: Datasette, kind: str, fact: Row) -> list[Row]:
    """Other statements of the same indicator and region, newest first."""
    table = "janji" if kind == "commitments" else "pernyataan"
    if fact["indicator"] is None or fact["region"] is None:
        return []
    return await rows(
        datasette,
        f"SELECT * FROM {table} WHERE kode_wilayah = :region AND kode_indikator = :indicator "
        "AND id != :id ORDER BY terbit DESC LIMIT 12",
        region=fact["region"], indicator=fact["indicator"], id=fact["id"],
    )  # fmt: skip


async def target_of(datasette: Datasette, kind: str, fact: Row) -> Row | None:
    """The number that a commitment aims at."""
    if kind != "commitments" or not fact["figure"]:
        return None
    return await one(datasette, "SELECT * FROM figures WHERE id = :id", id=fact["figure"])


def fragment(url: str | None, words_of_fact: str) -> str | None:
    """The document's address with a text fragment that scrolls to the quote."""
    url = words.web_address(url)
    if url is None:
        return None
    return f"{url.partition('#')[0]}#:~:text={quote(words_of_fact, safe='').replace('-', '%2D')}"


def citation(address: str, fact: Row, document: Row) -> str:
    """How to cite a statement."""
    outlet = document["publisher"] or document["source"]
    who = f"{fact['speaker']}: " if fact["speaker"] else ""
    return (
        f"{who}{words.quoted(fact['quote'])}, dalam “{document['title']}”, {outlet}, "
        f"{words.day(document['published'])}. Rakor, {address}/pernyataan/{fact['id']} "
        f"(diakses {words.day(today())})."
    )


# ---- the rest -----------------------------------------------------------------------------------


async def corrections(datasette: Datasette, request: Request) -> Response:
    """What was corrected, withdrawn and answered."""
    log = await answers.whole_log(datasette)
    return await page(datasette, request, "koreksi.html", log=log)


async def method(datasette: Datasette, request: Request) -> Response:
    """How this is made, what it is worth, how to answer."""
    context = {
        "indicators": await rows(datasette, "SELECT * FROM indicators ORDER BY rowid"),
        "verdicts": [
            {"id": name_id, "en": name_en, "waits": is_accusing(verdict)}
            for verdict, (_, name_id, name_en) in VERDICTS.items()
        ],
        "scores": load_scores(),
        "metrics": METRICS,
    }
    return await page(datasette, request, "metode.html", **context)
