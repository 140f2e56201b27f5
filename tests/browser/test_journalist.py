"""What a journalist does on the site, in a browser, on a telephone and on a desk."""

from __future__ import annotations

import io
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipelines.demo import demo
from pipelines.log import Log
from pipelines.serve import application
from tests.poisoned import publish_poisoned

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
WIDTHS = {"telepon": 360, "meja": 1400}
SCHEMES = ("light", "dark")
SHOWN = {"telepon": 1100, "meja": 1800}  # pixels of a page in its picture


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with the sample data."""
    data = tmp_path_factory.mktemp("demo")
    assert demo(data, None, False, log=Log()) == 0
    with served(data) as url:
        yield url


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose documents try to run code."""
    data = tmp_path_factory.mktemp("racun")
    publish_poisoned(data)
    with served(data) as url:
        yield url


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The site of a data folder on a free port of this machine."""
    server = uvicorn.Server(
        uvicorn.Config(application(data / "public"), port=0, log_level="warning")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser(address: str, tool: Callable[[str], str]) -> Iterator[Browser]:
    """The system's Chromium; after the site, for its driver keeps an event loop running."""
    path = tool("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS.split())
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """What a page wrote to the console as an error, and the addresses it asked elsewhere."""
    return []


@pytest.fixture(params=list(WIDTHS))
def page(
    request: pytest.FixtureRequest, browser: Browser, address: str, complaints: list[str]
) -> Iterator[Page]:
    """A fresh window of each width; anything on the console that is an error fails the test."""
    context = browser.new_context(
        viewport={"width": WIDTHS[request.param], "height": 800}, base_url=address
    )
    page = context.new_page()
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:")) else complaints.append(r.url),
    )
    page.goto("/")
    yield page
    context.close()
    assert complaints == []


def fits(page: Page) -> bool:
    """Whether the page needs no scrolling to the side."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return bool(page.evaluate(width) <= 0)


def test_find_stated_and_official_figures_of_lahat(page: Page) -> None:
    page.get_by_role("searchbox").last.fill("Lahat")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Kabupaten Lahat", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Lahat")
    stated = page.get_by_role("row").filter(has_text="Dewi Anggrainsyah").filter(has_text="14,14")
    expect(stated.first).to_contain_text("2024")
    page.locator("summary", has_text="Angka resmi (").click()
    table = page.get_by_role("region", name="Angka resmi")
    official = table.get_by_role("row").filter(has_text="Maret 2024").filter(has_text="BPS")
    expect(official.first).to_contain_text("14,14 persen")
    assert fits(page)


def test_marks_of_the_chart_speak_to_pointer_and_keyboard(page: Page) -> None:
    page.goto("/wilayah/16.04")
    words = page.locator("figure.grafik [data-ket-isi]")
    page.locator("figure.grafik circle.resmi").last.hover()
    expect(words).to_contain_text("BPS, Maret 2025: 13,69 persen")
    mark = page.locator("figure.grafik svg a").first
    mark.focus()
    expect(words).to_have_text(mark.get_attribute("data-ket") or "")
    mark.press("Enter")
    expect(page).to_have_url(re.compile(r"/pernyataan/[0-9a-f]{16}$"))


def test_compare_three_regencies(page: Page) -> None:
    page.goto("/banding?wilayah=16.04")
    for name in ("16.11 Kabupaten Empat Lawang", "33.07 Kabupaten Wonosobo"):
        page.get_by_placeholder("ketik nama atau kode").fill(name)
        page.get_by_role("button", name="Bandingkan").click()
    expect(page.locator("path.garis[d*='L']")).to_have_count(3)
    row = page.get_by_role("row").filter(has_text="Maret 2024").first
    for value in ("14,14 persen", "10,78 persen", "15,28 persen"):
        expect(row).to_contain_text(value)
    promises = page.get_by_role("region", name="Janji", exact=True)
    for name in ("Kabupaten Lahat", "Kabupaten Wonosobo"):
        expect(promises).to_contain_text(name)
    page.reload()  # the address holds the whole choice
    assert page.locator("input[name=wilayah]:checked").count() == 3
    assert fits(page)


def test_cite_a_statement(page: Page) -> None:
    page.goto("/wilayah/16.04")
    page.get_by_role("link", name="14,14 persen").first.click()
    expect(page.locator("mark")).to_have_text("14, 14%")
    citation = page.locator(".salin")
    expect(citation).to_contain_text("Kabar Bukit, 18 Juli 2024")
    expect(citation).to_contain_text(page.url)
    expect(page.get_by_text("belum diperiksa").first).to_be_visible()
    origin = page.get_by_role("link", name="Baca di tempat asalnya")
    assert "#:~:text=14%2C%2014%25" in str(origin.get_attribute("href"))


def test_follow_a_person_from_a_statement(page: Page) -> None:
    page.goto("/wilayah/16.04")
    page.get_by_role("link", name="Penjabat Bupati Dewi Anggrainsyah").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dewi Anggrainsyah")
    offices = page.get_by_role("region", name="Jabatan menurut waktu")
    expect(offices).to_contain_text("10 Oktober 2024")
    stated = page.get_by_role("row").filter(has_text="14,14").filter(has_text="Kabupaten Lahat")
    expect(stated.first).to_contain_text("2024")
    page.get_by_role("link", name="Lahat", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Lahat")


def test_reports_of_one_meeting_from_a_document(page: Page, address: str) -> None:
    page.goto(path_of(page, address, "dokumen"))
    page.get_by_role("link", name="rapat koordinasi: Bergerak Bersama").first.click()
    reports = page.get_by_role("complementary").get_by_role("listitem")
    expect(reports.filter(has_text="Kabar Bukit")).to_have_count(1)
    expect(reports.filter(has_text="Suara Gumay")).to_have_count(1)


def test_follow_a_feed(page: Page) -> None:
    page.goto("/wilayah/33.07")
    href = page.locator("link[rel=alternate][type='application/atom+xml']").last
    answer = page.request.get(str(href.get_attribute("href")))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "Kabupaten Wonosobo" in answer.text()
    assert "DATA CONTOH" in answer.text()


def test_a_region_of_the_map_opens(page: Page) -> None:
    mark = page.locator("figure.peta a[href='/wilayah/33.07']")
    mark.focus()
    expect(page.locator("figure.peta [data-ket-isi]")).to_contain_text("Kabupaten Wonosobo")
    mark.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Wonosobo")


def test_the_first_tab_leads_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    expect(page.locator("main")).to_be_focused()


PAGES = {
    "depan": "/",
    "cari": "/cari?q=kemiskinan+ekstrem",
    "daftar-wilayah": "/wilayah",
    "wilayah": "/wilayah/16.04",
    "banding": "/banding?wilayah=16.04&wilayah=16.11&wilayah=33.07&dari=2015",
    "daftar-sumber": "/sumber",
    "umpan": "/umpan",
    "koreksi": "/koreksi",
    "metode": "/metode",
    "galat": "/wilayah/99.99",
    "data": "/public",
    "tabel": "/public/pernyataan",
    "kueri": "/public/target_dan_tenggat?kode_wilayah=16.04",
}
# Pages with an id, by the query that finds one worth looking at.
WITH_ID = {
    "pernyataan": ("/pernyataan/", "SELECT id FROM pernyataan WHERE nilai = 14.14 "
                   "AND pejabat NOT NULL"),
    "janji": ("/pernyataan/", "SELECT id FROM janji WHERE pernyataan NOT NULL "
              "AND pejabat NOT NULL"),
    "klaim": ("/pernyataan/", "SELECT id FROM claims"),
    "dokumen": ("/dokumen/", "SELECT document FROM meetings WHERE date = '2024-10-09'"),
    "rapat": ("/rapat/", "SELECT id FROM meetings WHERE date = '2024-10-09'"),
    "pejabat": ("/pejabat/", "SELECT person FROM officials WHERE name LIKE 'Dewi Anggra%'"),
    "sumber": ("/sumber/", "SELECT source FROM documents WHERE publisher = 'Kabar Bukit'"),
    "baris": ("/public/pernyataan/", "SELECT id FROM pernyataan"),
}  # fmt: skip
KINDS = [*PAGES, *WITH_ID]


def path_of(page: Page, address: str, name: str) -> str:
    """The path of a page by its name; the public database is asked for ids."""
    if name in PAGES:
        return PAGES[name]
    prefix, sql = WITH_ID[name]
    answer = page.request.get(f"{address}/public.json", params={"sql": sql, "_shape": "arrays"})
    return prefix + str(answer.json()["rows"][0][0])


@pytest.mark.parametrize("name", KINDS)
def test_every_page_fits_says_what_it_is_and_has_no_barrier(
    page: Page, address: str, name: str, complaints: list[str]
) -> None:
    page.goto(path_of(page, address, name))
    expect(page.get_by_role("note")).to_contain_text("DATA CONTOH")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert fits(page)
    bare = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
        ".filter(e => !e.labels.length && !e.ariaLabel).map(e => e.outerHTML)"
    )
    assert bare == []
    assert barriers(page) == []
    if name == "galat":  # the console tells the status
        complaints.clear()


def barriers(page: Page) -> list[tuple[str, str, list[object]]]:
    """What axe-core calls serious or critical, in daylight and in the dark, by WCAG 2 A and AA."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        answer = Axe().run(page, options={"resultTypes": ["violations"]}).response
        found += [
            (scheme, v["id"], [node["target"] for node in v["nodes"]][:3])
            for v in answer["violations"]
            if v["impact"] in ("serious", "critical")
        ]
    return found


def test_words_of_documents_run_nothing(page: Page, poisoned: str, complaints: list[str]) -> None:
    """Every page that shows foreign words, with words that try to run: no dialog, no error, no
    request elsewhere, nothing wider than the window."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    answer = page.request.get(
        f"{poisoned}/public.json", params={"sql": EVERYWHERE, "_shape": "arrays"}
    )
    paths = [row[0] for row in answer.json()["rows"]]
    assert len(paths) > 60
    wide = page.viewport_size == {"width": WIDTHS["meja"], "height": 800}
    for path in [*paths[:: 4 if wide else 1], *LISTS]:  # all of them on the telephone
        page.goto(f"{poisoned}{path}")
        assert page.locator("script:not([src]):not([type='application/ld+json'])").count() == 0
        assert page.locator("main iframe, main img, main style").count() == 0
        assert fits(page), path
    assert dialogs == []
    complaints[:] = [text for text in complaints if not text.startswith(poisoned)]


LISTS = (
    "/", "/cari?q=Surya", "/wilayah/16.04", "/banding?wilayah=16.04", "/koreksi",
    "/public/pernyataan", "/public/janji?_nofacet=1", "/cari?q=<script>alert(1)</script>",
    "/public/pernyataan?_search=<img+src=x+onerror=alert(1)>",
)  # fmt: skip
# A page of each kind for each poisoned document.
EVERYWHERE = """SELECT '/pernyataan/' || id FROM figures WHERE modality = 'reported'
    UNION ALL SELECT '/pernyataan/' || id FROM commitments UNION ALL SELECT '/dokumen/' || id FROM
    documents UNION ALL SELECT '/pejabat/' || person FROM officials WHERE person NOT NULL
    UNION ALL SELECT * FROM (SELECT '/rapat/' || id FROM meetings LIMIT 1)"""


def test_pictures_of_all_pages(browser: Browser, address: str) -> None:
    """Writes a picture of the beginning of every page where RAKOR_PICTURES names a folder."""
    folder = os.environ.get("RAKOR_PICTURES")
    widths = WIDTHS if folder else {}
    for (label, width), scheme in ((w, s) for w in widths.items() for s in SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=address, color_scheme=scheme
        )
        page = context.new_page()
        for name in KINDS:
            page.goto(path_of(page, address, name))
            with Image.open(io.BytesIO(page.screenshot(full_page=True))) as image:
                shown = image.crop((0, 0, width, min(SHOWN[label], image.height)))
                shown.thumbnail((800, 1100))
                path = Path(str(folder)) / f"{name}-{label}-{scheme}.webp"
                shown.save(path, quality=50, method=6)
        context.close()
