"""The site: every page answers, everything is described, and nothing of a text is executed."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from datasette.utils import parse_metadata
from lxml import etree

from pipelines.publish import current_folder
from pipelines.serve import SITE, open_datasette, without_formulas
from pipelines.site.chart import Point, draw
from pipelines.site.pages import fragment
from tests.poisoned import ATTACKS, publish_poisoned


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """The site on a public database of poisoned documents."""
    data = tmp_path_factory.mktemp("situs")
    publish_poisoned(data)
    folder = current_folder(data / "public")
    assert folder is not None
    return open_datasette(folder / "public.db")


ATOM = "{http://www.w3.org/2005/Atom}"


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
    "/banding",
    "/banding?wilayah=16.04&wilayah=33.07&dari=2018",
    "/banding?wilayah=16.04+Kabupaten+Lahat,33.07&indikator=poverty_rate&indikator=poor_population",
    "/banding?wilayah=16.04&dari=2018&sampai=2024",
    "/banding.svg?wilayah=16.04&wilayah=33.07",
    "/banding.json?wilayah=16.04",
    "/banding.xlsx?wilayah=16.04",
    "/metode",
    "/koreksi",
    "/sumber",
    "/sumber/kabar",
    "/umpan",
    "/umpan/temuan.atom",
    "/umpan/temuan/consistent.atom",
    "/umpan/temuan/target-not-met.atom",
    "/koreksi.atom",
    "/umpan.atom",
    "/umpan/16.04.atom",
    "/umpan/33.07.atom",
    "/sitemap.xml",
    "/sitemap/halaman-1.xml",
    "/sitemap/pernyataan-1.xml",
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
        "/pejabat/{}": "SELECT person FROM officials",
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


def test_pages_are_light(datasette: Datasette) -> None:
    """Under 500 kB with their files, and without the map."""
    files = sum(len((SITE / "static" / name).read_bytes()) for name in ("rakor.css", "rakor.js"))
    for path, text in html_pages(datasette):
        page = re.sub(r'<figure class="peta">.*?</figure>', "", text, flags=re.DOTALL)
        assert len(page.encode()) + files < 500_000, path


def test_nothing_comes_from_another_host(datasette: Datasette) -> None:
    for path, text in html_pages(datasette):
        soup = BeautifulSoup(text, "lxml")
        loaded = [tag.get("src") for tag in soup.find_all(src=True)]
        loaded += [tag.get("href") for tag in soup.find_all("link", rel=["stylesheet", "icon"])]
        assert all(str(url).startswith("/") for url in loaded), (path, loaded)


FEEDS = [
    "/umpan.atom", "/umpan/16.04.atom", "/umpan/33.07.atom", "/umpan/temuan.atom",
    "/umpan/temuan/consistent.atom", "/umpan/temuan/differs.atom", "/koreksi.atom",
]  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_are_valid_atom_whatever_the_words(datasette: Datasette, path: str) -> None:
    """The rules of RFC 4287 for what a feed and an entry must have."""
    answer = get(datasette, path)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert not feedparser.parse(answer.content).bozo
    root = etree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    ids = []
    for one in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1, (name, etree.tostring(one))
        assert MOMENT.fullmatch(one.findtext(f"{ATOM}updated") or "")
        ids.append(one.findtext(f"{ATOM}id") or "")
        links = [link.get("href") or "" for link in one.findall(f"{ATOM}link")]
        assert links
        assert all(link.startswith(("http://", "https://")) for link in links)
    assert all(identity.startswith("tag:") for identity in ids)
    assert len(set(ids)) == len(ids)
    assert root.find(f"{ATOM}author/{ATOM}name") is not None


def test_entries_of_feeds_carry_their_review_state(datasette: Datasette) -> None:
    for path in ("/umpan.atom", "/umpan/16.04.atom", "/umpan/temuan.atom"):
        entries = etree.fromstring(get(datasette, path).content).findall(f"{ATOM}entry")
        assert entries
        for entry in entries:
            terms = [c.get("term") for c in entry.findall(f"{ATOM}category")]
            assert {"unreviewed", "accepted", "corrected"} & set(terms)


def test_pages_lead_to_their_feeds(datasette: Datasette) -> None:
    figure = first(datasette, "SELECT id FROM figures WHERE region = '16.04'")
    for path in ("/wilayah/16.04", f"/pernyataan/{figure}"):
        soup = BeautifulSoup(get(datasette, path).text, "lxml")
        found = [str(tag["href"]) for tag in soup.find_all("link", type="application/atom+xml")]
        assert found == ["/umpan.atom", "/umpan/16.04.atom"]


def test_every_page_of_the_sitemap_is_there(datasette: Datasette) -> None:
    index = BeautifulSoup(get(datasette, "/sitemap.xml").content, "xml")
    parts = [urlsplit(str(tag.text)).path for tag in index.find_all("loc")]
    kinds = ("halaman", "pernyataan", "janji", "dokumen", "rapat")
    assert parts == [f"/sitemap/{kind}-1.xml" for kind in kinds]
    for part in parts:
        pages = BeautifulSoup(get(datasette, part).content, "xml").find_all("loc")
        assert len(pages) >= 4
        for tag in (pages[0], pages[-1]):
            assert get(datasette, urlsplit(str(tag.text)).path).status_code == 200
    assert "Sitemap: http" in get(datasette, "/robots.txt").text


# ---- what other sites read of a page -------------------------------------------------------------


def test_every_page_says_what_it_is_to_those_who_share_it(datasette: Datasette) -> None:
    for path, text in html_pages(datasette):
        soup = BeautifulSoup(text, "lxml")
        found = {
            str(tag["property"]): str(tag["content"])
            for tag in soup.find_all("meta", property=True)
        }
        if soup.find("link", rel="canonical") is None:
            assert "idak ditemukan" in text or "Galat" in text, path
            continue
        for name in ("title", "description", "image", "url", "type"):
            assert found.get(f"og:{name}"), (path, name)
        assert found["og:locale"] == "id_ID"
        assert found["og:url"] == soup.find("link", rel="canonical")["href"]
        assert (
            get(datasette, urlsplit(found["og:image"]).path).headers["content-type"] == "image/png"
        )


def linked_data(datasette: Datasette, path: str) -> dict[str, Any]:
    script = BeautifulSoup(get(datasette, path).text, "lxml").find(
        "script", type="application/ld+json"
    )
    found: dict[str, Any] = json.loads(str(script.string))
    return found


def test_the_data_set_describes_itself(datasette: Datasette) -> None:
    """The properties that schema.org's guide for data sets requires and recommends."""
    for path in ("/", "/wilayah/16.04"):
        found = linked_data(datasette, path)
        assert found["@type"] == "Dataset"
        for name in ("name", "description", "url", "license", "creator", "distribution",
                     "variableMeasured", "spatialCoverage", "dateModified"):  # fmt: skip
            assert found[name], (path, name)
        assert len(found["description"]) >= 50
        for file in found["distribution"]:
            address = urlsplit(file["contentUrl"])
            assert get(datasette, f"{address.path}?{address.query}").status_code == 200


def test_a_statement_is_a_quotation_and_nothing_a_claim_review(datasette: Datasette) -> None:
    for table in ("figures", "claims", "commitments"):
        sql = f"SELECT id FROM {table} WHERE speaker = 'Surya Wirawan'"
        found = linked_data(datasette, f"/pernyataan/{first(datasette, sql)}")
        assert found["@type"] == "Quotation"
        assert found["text"]
        assert found["spokenByCharacter"] == {
            "@type": "Person", "name": "Surya Wirawan", "jobTitle": "Penjabat Bupati",
        }  # fmt: skip
        assert found["isPartOf"]["url"].startswith("https://kabar.example/")
    for path, text in html_pages(datasette):
        assert "ClaimReview" not in text, path


# ---- people and meetings -------------------------------------------------------------------------


def test_a_person_is_joined_with_the_office_of_the_time(datasette: Datasette) -> None:
    person = first(datasette, "SELECT person FROM officials WHERE name = 'Surya Wirawan'")
    soup = BeautifulSoup(get(datasette, f"/pejabat/{person}").text, "lxml")
    assert soup.find("h1").text == "Surya Wirawan"
    offices = soup.find("div", attrs={"aria-label": "Jabatan menurut waktu"})
    assert "Penjabat Bupati" in offices.text
    assert "18 Juli 2024" in offices.text
    stated = soup.find("div", attrs={"aria-label": "Yang dinyatakan"})
    assert "14,14 persen" in stated.text
    assert soup.find("a", href="/wilayah/16.04") is not None


def test_reports_of_one_meeting_are_one_page(datasette: Datasette) -> None:
    sql = "SELECT id FROM meetings WHERE theme IS NOT NULL ORDER BY id {}"
    pages = [
        BeautifulSoup(get(datasette, f"/rapat/{first(datasette, sql.format(order))}").text, "lxml")
        for order in ("", "DESC")
    ]
    canonical = {str(page.find("link", rel="canonical")["href"]) for page in pages}
    assert len(canonical) == 1
    reports = pages[0].find("aside").find("ul")
    assert len(reports.find_all("li")) == len(ATTACKS) + 1


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


def test_downloads_of_a_comparison_name_their_source(datasette: Datasette) -> None:
    address = "?wilayah=16.04&wilayah=33.07&dari=2020"
    for part in ("resmi", "dinyatakan", "janji"):
        for kind, delimiter in (("", ","), ("&pemisah=titik-koma", ";")):
            text = get(datasette, f"/banding.csv{address}&bagian={part}{kind}").text
            lines = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
            assert lines
            assert all(line["sumber"] for line in lines), part
    found = get(datasette, f"/banding.json{address}").json()
    assert found["resmi"]
    assert found["dinyatakan"]
    assert "BPS" in found["sumber"]
    assert "/banding?wilayah=16.04&wilayah=33.07" in found["sumber"]
    with zipfile.ZipFile(io.BytesIO(get(datasette, f"/banding.xlsx{address}").content)) as book:
        names = book.read("xl/workbook.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        sheets = "".join(book.read(n).decode() for n in book.namelist() if "worksheets/" in n)
    assert all(
        f'name="{name}"' in names for name in ("Angka resmi", "Dinyatakan", "Janji", "Sumber")
    )
    assert "belum dicocokkan ke penerbit" in strings
    assert "<f>" not in sheets


def test_the_picture_of_a_comparison_stands_alone(datasette: Datasette) -> None:
    answer = get(datasette, "/banding.svg?wilayah=16.04&wilayah=33.07&dari=2018")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = etree.fromstring(answer.content)
    tags = {etree.QName(one).localname for one in root.iter()}
    assert tags <= {"svg", "title", "rect", "path", "text", "g", "circle"}
    for one in root.iter():
        assert not {name for name in one.attrib if name in ("class", "style", "href")}
    words = " ".join(root.itertext())
    assert "BPS" in words
    assert "/banding?wilayah=16.04" in words.replace(" ", "")
    assert "Kabupaten Lahat" in words


def test_promises_stand_side_by_side(datasette: Datasette) -> None:
    soup = BeautifulSoup(get(datasette, "/banding?wilayah=16.04&wilayah=33.07").text, "lxml")
    first_of_lahat = soup.find("article", class_="janji")
    for words in ("12,5 persen", "lewat tenggat", "2023", "RPJMD", "Resmi terakhir"):
        assert words in first_of_lahat.text
    columns = [tag.text for tag in soup.find(class_="sanding").find_all("h4")]
    assert columns == ["Kabupaten Lahat", "Kabupaten Wonosobo"]


def test_tables_as_csv_hold_no_formula() -> None:
    rows = [
        ["kutipan", "nilai"], ['=HYPERLINK("http://a.example")', "-0.4"],
        ["dua\r\nbaris", "+1"], ["@x", "-2+3"],
    ]  # fmt: skip
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    pieces = [text.getvalue()[n : n + 7] for n in range(0, len(text.getvalue()), 7)]
    sent: list[bytes] = []

    async def keep(message: Any) -> None:
        sent.append(message.get("body", b""))

    async def stream() -> None:
        send = without_formulas(keep)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for piece in pieces:
            await send({"type": "http.response.body", "body": piece.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    asyncio.run(stream())
    found = list(csv.reader(io.StringIO(b"".join(sent).decode(), newline="")))
    assert found == [["kutipan", "nilai"], ['\'=HYPERLINK("http://a.example")', "-0.4"],
                     ["dua\r\nbaris", "+1"], ["'@x", "'-2+3"]]  # fmt: skip


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
    ("/pejabat/x", "cari namanya"),
    ("/sumber/x", "semua sumber"),
    ("/umpan/99.99.atom", "semua umpan ada di"),
    ("/umpan/temuan/x.atom", "semua umpan ada di"),
    ("/sitemap/x-1.xml", "semua bagian"),
    ("/sitemap/pernyataan-99.xml", "semua bagian"),
    ("/none", "tidak ditemukan"),
    ("/public/none", "not found"),
]


@pytest.mark.parametrize(("path", "words"), WRONG, ids=[path for path, _ in WRONG])
def test_wrong_addresses_are_explained(datasette: Datasette, path: str, words: str) -> None:
    answer = get(datasette, path)
    assert answer.status_code == 404
    assert words.lower() in answer.text.lower()
    assert '<html lang="id">' in answer.text


ASKED_WRONG = [
    ("/wilayah/16.04?indikator=none", "tidak ada indikator none"),
    ("/banding?wilayah=16.04,99", "tidak ada wilayah dengan kode 99"),
    ("/banding?wilayah=16.04&indikator=x", "tidak ada indikator x"),
    ("/banding?wilayah=16.04&dari=lama", "bukan tahun"),
    ("/banding?wilayah=16.04&dari=2024&sampai=2018", "sesudah tahun akhir"),
    ("/banding?wilayah=11,12,13,14,15,16,17", "paling banyak 6 wilayah"),
    ("/banding.csv", "sebutkan wilayahnya"),
    ("/banding.csv?wilayah=16.04&bagian=x", "tidak ada bagian x"),
    ("/banding.svg?wilayah=99", "tidak ada wilayah"),
    ("/public/pernyataan?_sort=none", "tidak dapat diurutkan"),
    ("/public/pernyataan?_size=999999", "paling banyak"),
    ("/public/pernyataan?_facet=none", "tidak ada kolom none"),
    ("/public?sql=delete+from+figures", "hanya kueri select"),
]


@pytest.mark.parametrize(("path", "words"), ASKED_WRONG, ids=[path for path, _ in ASKED_WRONG])
def test_wrong_parameters_are_explained(datasette: Datasette, path: str, words: str) -> None:
    answer = get(datasette, path)
    assert answer.status_code == 400
    assert words in answer.text.lower()


ODD = ["/cari?q=%00", "/cari?q=%22%22%22", "/cari?q=*", "/cari?q=" + "a" * 5000, "/wilayah/%00",
       "/pernyataan/%E2%80%AE", "/pernyataan/%ff", "/public/pernyataan?_search=%22",
       "/public/pernyataan?_search=*+-", "/public/pernyataan?_next=x", "/public/janji?_next=%00,",
       "/banding?wilayah=%00", "/banding?wilayah=" + "16.04," * 500, "/umpan/%2e%2e.atom",
       "/public/pernyataan?_where=1", "/public/pernyataan?_facet_date=terbit",
       "/public/pernyataan?nilai__gt=x", "/sitemap/pernyataan-0.xml"]  # fmt: skip


@pytest.mark.parametrize("path", ODD)
def test_odd_addresses_break_nothing(datasette: Datasette, path: str) -> None:
    assert get(datasette, path).status_code in (200, 301, 302, 400, 404)


def test_a_slow_query_is_cut_with_a_hint(datasette: Datasette) -> None:
    sql = "with+recursive+n(i)+as+(select+1+union+all+select+i%2B1+from+n)+select+max(i)+from+n"
    answer = get(datasette, f"/public?sql={sql}&_timelimit=20")
    assert answer.status_code == 400
    assert "terlalu lama" in answer.text
    assert "unduh basis datanya" in answer.text or "LIMIT" in answer.text


def test_the_public_database_is_opened_immutable(datasette: Datasette) -> None:
    database = datasette.get_database("public")
    assert not database.is_mutable
    answer = get(datasette, "/public?sql=select+1%3Bdelete+from+figures")
    assert answer.status_code == 400


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
