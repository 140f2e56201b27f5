"""The site: every page answers, everything is described, and nothing of a text is executed."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from datasette.utils import parse_metadata

from extract.commitments import Commitment
from extract.document import Document
from extract.figures import Claim, Figure
from extract.meetings import Meeting, Participant
from extract.officials import Official
from extract.pipeline import Extraction, OfficialFact, RegionFact
from pipelines import store
from pipelines.audit_store import save_observations
from pipelines.publish import current_folder, publish
from pipelines.reference import load_reference
from pipelines.serve import SITE, open_datasette
from pipelines.site.chart import Point, draw
from pipelines.site.pages import fragment
from scraper.sources import Source

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "'-alert(1)-'",
    "{{ 7 * 7 }}",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "=HYPERLINK(\"http://a.example\")",
    "\u202ekilab\u202c",
    "a" * 300,
]  # fmt: skip
PADDING = "Rapat itu juga membahas jalan desa dan pelatihan kerja bagi pemuda. " * 30
PROMISE = "Pemkab Lahat menargetkan 12,5 persen pada tahun 2023."
CLAIM = "terus menunjukkan penurunan"


def made(n: int, poison: str = "") -> Extraction:
    """A document with a figure, a claim, a commitment and a meeting, all carrying the poison."""
    figure = f"Angka kemiskinan Lahat 14,14 persen {poison} tahun 2024."
    text = f"{figure} {PROMISE} Angkanya {CLAIM}. {PADDING}"
    where = {name: text.index(name) for name in ("14,14 persen", "12,5 persen", PROMISE, CLAIM)}
    document = Document(
        id=f"{n:016x}", text=text, source="kabar",
        url="javascript:alert(1)" if "javascript" in poison else f"https://kabar.example/{n}",
        publisher=f"Kabar {poison}".strip(), title=f"Berita {n} {poison}".strip(),
        published=date(2024, 7, 18), region="16.04", sponsored=n % 2 == 1,
    )  # fmt: skip
    speaker = f"Surya Wirawan {poison}".strip()
    common: dict[str, Any] = {
        "indicator": "poverty_rate", "unit": "percent", "region": "16.04", "speaker": speaker,
    }  # fmt: skip
    figures = (
        Figure(start=where["14,14 persen"], end=where["14,14 persen"] + 12, value=14.14,
               decimals=2, period="2024", hedged=True, cited_source="BPS", **common),
        Figure(start=where["12,5 persen"], end=where["12,5 persen"] + 11, value=12.5, decimals=1,
               period="2023", modality="target", **common),
    )  # fmt: skip
    commitment = Commitment(
        start=where[PROMISE], end=where[PROMISE] + len(PROMISE), owner=f"Pemkab Lahat {poison}",
        speaker=speaker, region="16.04", indicator="poverty_rate", deadline="2023", figure=1,
        instrument=f"RPJMD {poison}",
    )  # fmt: skip
    claim = Claim(
        start=where[CLAIM], end=where[CLAIM] + len(CLAIM), kind="falling",
        indicator="poverty_rate", region="16.04", speaker=speaker,
    )  # fmt: skip
    meeting = Meeting(
        "rapat koordinasi", f"Tema {poison}", "2024-07-18", f"Aula {poison}", "16.04", speaker,
        (Participant(speaker, "bupati", "chair"),), 0, 5,
    )  # fmt: skip
    official = OfficialFact(official=Official(speaker, "bupati", "pj", region="16.04"), mentions=())
    return Extraction(
        document=document, regions=(RegionFact(code="16.04", subject=True, mentions=()),),
        officials=(official,), figures=figures, claims=(claim,), commitments=(commitment,),
        meeting=meeting,
    )  # fmt: skip


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """The site on a public database of poisoned documents."""
    data = tmp_path_factory.mktemp("situs")
    db = store.open_store(data)
    with store.transaction(db):
        save_observations(db, load_reference().observations)
        store.save_sources(
            db, [Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04")]
        )
        for n, poison in enumerate(["", *ATTACKS]):
            one = made(n, poison)
            store.save_document(db, one.document)
            store.replace_facts(db, one, rules="1")
        for verdict in ("consistent", "differs"):
            db.conn.execute(
                "INSERT INTO findings VALUES (?, 'uji', ?, 'info', ?, 'x', '2024-01-01', NULL, "
                "'unreviewed')",
                [verdict, verdict, f"kata {verdict}"],
            )
            db.conn.execute(
                "INSERT INTO finding_facts SELECT ?, 0, 'figure', min(id) FROM figures", [verdict]
            )
    db.close()
    publish(data)
    folder = current_folder(data / "public")
    assert folder is not None
    return open_datasette(folder / "public.db")


def get(datasette: Datasette, path: str) -> Any:
    """The answer to a request for a path."""
    return asyncio.run(datasette.client.get(path))


def first(datasette: Datasette, sql: str) -> str:
    path = datasette.get_database("public").path
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute(sql).fetchone()[0])


TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%' " \
         "AND name NOT LIKE 'sqlite_%'"  # fmt: skip
METADATA = parse_metadata((SITE / "metadata.yml").read_text(encoding="utf-8"))["databases"][
    "public"
]
QUERIES = sorted(METADATA["queries"])
PARAMETERS = "kode_wilayah=16.04&kode_indikator=poverty_rate&tahun=2024&nama=Surya+Wirawan"
PAGES = [
    "/",
    "/cari",
    "/cari?q=lahat+14,14",
    '/cari?q="',
    "/wilayah",
    "/wilayah/ID",
    "/wilayah/16",
    "/wilayah/16.04",
    "/wilayah/16.04?indikator=poor_population",
    "/wilayah/16.04?indikator=none",
    "/banding",
    "/banding?wilayah=16.04&wilayah=33.07&dari=2018",
    "/banding?wilayah=16.04+Kabupaten+Lahat,99&indikator=x",
    "/banding.json?wilayah=16.04",
    "/banding.xlsx?wilayah=16.04",
    "/metode",
    "/umpan.atom",
    "/umpan/16.04.atom",
    "/umpan/33.07.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/public",
    "/public/pernyataan",
    "/public/pernyataan?_search=lahat&sifat=target",
    "/public/janji?_sort=tenggat",
    "/aset/rakor.css",
    "/aset/rakor.js",
]


def details(datasette: Datasette) -> list[str]:
    """A page of each kind that has an id, and all pages of the documents."""
    ids = {
        "/pernyataan/{}": "SELECT id FROM figures",
        "/pernyataan/{} ": "SELECT id FROM commitments",
        "/pernyataan/{}  ": "SELECT id FROM claims",
        "/dokumen/{}": "SELECT id FROM documents",
        "/rapat/{}": "SELECT id FROM meetings",
        "/public/pernyataan/{}": "SELECT id FROM pernyataan",
        "/public/documents/{}": "SELECT id FROM documents",
    }
    paths = [path.strip().format(first(datasette, sql)) for path, sql in ids.items()]
    with closing(sqlite3.connect(datasette.get_database("public").path)) as db:
        facts = db.execute("SELECT id FROM figures UNION SELECT id FROM commitments").fetchall()
        documents = db.execute("SELECT id FROM documents").fetchall()
    paths += [f"/pernyataan/{row[0]}" for row in facts]
    return paths + [f"/dokumen/{row[0]}" for row in documents]


@pytest.mark.parametrize("path", PAGES)
def test_page_answers(datasette: Datasette, path: str) -> None:
    assert get(datasette, path).status_code == 200


def test_pages_with_an_id_answer(datasette: Datasette) -> None:
    for path in details(datasette):
        assert get(datasette, path).status_code == 200, path


@pytest.mark.parametrize("name", QUERIES)
def test_canned_query_answers(datasette: Datasette, name: str) -> None:
    assert get(datasette, f"/public/{name}?{PARAMETERS}").status_code == 200
    answer = get(datasette, f"/public/{name}.json?{PARAMETERS}&_shape=array")
    assert answer.status_code == 200, answer.text
    assert get(datasette, f"/public/{name}").status_code == 200  # without parameters


def test_there_are_twenty_questions_and_the_three_that_were_promised() -> None:
    assert len(QUERIES) >= 20
    titles = {query["title"] for query in METADATA["queries"].values()}
    assert {"Angka per wilayah", "Target dan tenggat", "Pernyataan seorang pejabat"} <= titles


def test_lahat_is_found_by_a_query(datasette: Datasette) -> None:
    rows = get(datasette, "/public/angka_per_wilayah.json?kode_wilayah=16.04&_shape=array").json()
    assert {(row["dinyatakan"], row["resmi"]) for row in rows} >= {(14.14, 14.14)}


def test_every_table_and_column_is_described(datasette: Datasette) -> None:
    with closing(sqlite3.connect(datasette.get_database("public").path)) as db:
        for (table,) in db.execute(TABLES).fetchall():
            assert METADATA["tables"].get(table, {}).get("description"), table
            columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
            described = METADATA["tables"][table].get("columns", {})
            assert columns == set(described), (table, columns ^ set(described))
            assert all(described.values())


def test_declared_facets_have_an_index(datasette: Datasette) -> None:
    with closing(sqlite3.connect(datasette.get_database("public").path)) as db:
        for table, about in METADATA["tables"].items():
            for column in about.get("facets", ()):
                plan = db.execute(
                    f'EXPLAIN QUERY PLAN SELECT "{column}", count(*) FROM {table} GROUP BY 1'
                ).fetchall()
                assert "INDEX" in str(plan), (table, column)


# ---- what must not be shown or run ---------------------------------------------------------------


def html_pages(datasette: Datasette) -> list[tuple[str, str]]:
    paths = [*PAGES, *details(datasette), "/wilayah/99.99", "/none"]
    pages = [(path, get(datasette, path)) for path in paths]
    return [(p, a.text) for p, a in pages if a.headers["content-type"].startswith("text/html")]


def test_nothing_inline_is_executed(datasette: Datasette) -> None:
    for path, text in html_pages(datasette):
        soup = BeautifulSoup(text, "lxml")
        for script in soup.find_all("script"):
            data = script.get("type") == "application/ld+json"
            assert script.get("src") or data, (path, script)
            if data:
                json.loads(script.string or "")
        assert soup.find("style") is None, path
        assert soup.find("img") is None, path
        for tag in soup.find_all(True):
            names = [name for name in tag.attrs if name.startswith("on")]
            assert not names, (path, tag)
            link = str(tag.get("href", ""))
            assert not link.lower().lstrip().startswith("javascript:"), (path, tag)


def test_nothing_comes_from_another_host(datasette: Datasette) -> None:
    for path, text in html_pages(datasette):
        soup = BeautifulSoup(text, "lxml")
        loaded = [tag.get("src") for tag in soup.find_all(src=True)]
        loaded += [tag.get("href") for tag in soup.find_all("link", rel=["stylesheet", "icon"])]
        assert all(str(url).startswith("/") for url in loaded), (path, loaded)


def test_feeds_are_xml_whatever_the_words(datasette: Datasette) -> None:
    for path in ("/umpan.atom", "/umpan/16.04.atom", "/sitemap.xml"):
        soup = BeautifulSoup(get(datasette, path).content, "xml")
        assert len(soup.find_all(["entry", "url"])) >= 4
    entry = BeautifulSoup(get(datasette, "/umpan.atom").content, "xml").find("entry")
    assert entry.find("category", term="unreviewed")


def test_accusing_findings_are_on_no_page(datasette: Datasette) -> None:
    for path, text in html_pages(datasette):
        assert "kata differs" not in text, path
    figure = first(datasette, "SELECT fact FROM finding_facts")
    assert "kata consistent" in get(datasette, f"/pernyataan/{figure}").text


def test_review_state_is_in_every_export(datasette: Datasette) -> None:
    for path in ("/public/pernyataan", "/public/janji", "/public/figures", "/public/commitments",
                 "/public/claims", "/public/findings"):  # fmt: skip
        header = get(datasette, f"{path}.csv").text.splitlines()[0]
        assert "review_state" in header, path
        assert "review_state" in get(datasette, f"{path}.json?_shape=array").json()[0], path


def test_csv_holds_no_formula_and_knows_the_decimal_comma(datasette: Datasette) -> None:
    text = get(datasette, "/banding.csv?wilayah=16.04&pemisah=titik-koma&dari=2024").text
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][:5] == ["kode_wilayah", "wilayah", "indikator", "periode", "nilai"]
    assert ["16.04", "Kabupaten Lahat", "poverty_rate", "2024-03", "14,14"] in [
        row[:5] for row in rows
    ]


def test_no_banner_on_real_data(datasette: Datasette) -> None:
    for path, text in html_pages(datasette):
        assert "DATA CONTOH" not in text, path


# ---- help for those who err ----------------------------------------------------------------------

WRONG = [
    ("/wilayah/99.99", "kode Kemendagri ditulis dengan titik"),
    ("/wilayah/lahat", "misalnya 16"),
    ("/pernyataan/" + "0" * 16, "mungkin ditarik"),
    ("/dokumen/x", "tidak ada di basis data ini"),
    ("/rapat/x", "tidak ada di basis data ini"),
    ("/none", "tidak ditemukan"),
    ("/public/none", "not found"),
]


@pytest.mark.parametrize(("path", "words"), WRONG, ids=[path for path, _ in WRONG])
def test_wrong_addresses_are_explained(datasette: Datasette, path: str, words: str) -> None:
    answer = get(datasette, path)
    assert answer.status_code == 404
    assert words.lower() in answer.text.lower()
    assert '<html lang="id">' in answer.text


def test_a_broken_query_says_why(datasette: Datasette) -> None:
    answer = get(datasette, "/public?sql=select+*+from+tidak_ada")
    assert (answer.status_code, "no such table: tidak_ada" in answer.text) == (400, True)


# ---- charts and fragments ------------------------------------------------------------------------


def test_a_chart_places_time_and_value() -> None:
    chart = draw(
        [
            Point(period="2022-03", value=15.61, kind="official"),
            Point(period="2024-03", value=14.14, kind="official"),
            Point(period="2029", value=10.5, kind="target"),
        ]
    )
    assert chart is not None
    (line,) = chart.lines
    (target,) = chart.marks
    older, newer = line.marks
    assert older.x < newer.x < target.x
    assert older.y < newer.y < target.y  # lower values lie lower on the canvas
    for mark in (*line.marks, target):
        assert chart.left <= mark.x <= chart.right
        assert chart.top <= mark.y <= chart.bottom


@pytest.mark.parametrize("values", [[0.0], [5.0, 5.0], [-0.4, 1e12], [14.1, 14.2]])
def test_a_chart_of_any_values_stays_on_its_canvas(values: list[float]) -> None:
    chart = draw([Point(period="2024", value=value, kind="official") for value in values])
    assert chart is not None
    assert all(chart.top - 1 <= mark.y <= chart.bottom + 1 for mark in chart.lines[0].marks)
    assert 2 <= len(chart.rows) <= 8


def test_no_points_no_chart() -> None:
    assert draw([]) is None


def test_a_text_fragment_is_escaped() -> None:
    assert fragment("https://a.example/b#c", "nol-koma, 5%") == (
        "https://a.example/b#:~:text=nol%2Dkoma%2C%205%25"
    )
    assert fragment(None, "x") is None


def test_templates_never_mark_foreign_words_as_safe() -> None:
    for path in sorted((SITE / "templates").iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            for found in re.findall(r"\{\{[^}]*\|safe[^}]*\}\}", line):
                assert "metadata." in found or "urlencode|safe" in found, (path.name, found)
