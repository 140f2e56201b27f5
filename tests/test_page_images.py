"""The page that a fact was read from: its picture, the fact's place on it, and who may see it."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extract.document import Box, Document, Page, ReadError
from pipelines import page_images, signin, store
from pipelines.log import Log
from pipelines.page_images import load_picture, marked_pages
from pipelines.run import Options, run
from pipelines.shipped import shipped
from scraper.archive import Archive, read_kept
from scraper.pictures import PIXELS_MOST, page_picture
from tests.test_review import facts
from tests.test_review_pages import PASSWORD, enter, inside

MINUTES = shipped("samples") / "minutes"
PDF, WORD = "notulen-rakor-lahat.pdf", "notulen-rakor-landak.docx"
PLAIN = "Bupati Landak menyebut angka kemiskinan Kabupaten Landak tahun 2023 sebesar 9,71 persen."

# ---- where ---------------------------------------------------------------------------------------

TEXT = "Angka kemiskinan 14,14 persen pada 2024"
BOXES = (
    Box(0, 5, 1, 10.0, 20.0, 40.0, 30.0, 1.0),
    Box(6, 16, 1, 44.0, 20.0, 90.0, 30.0, 1.0),
    Box(17, 22, 1, 94.0, 20.0, 120.0, 30.0, 1.0),
    Box(23, 29, 1, 10.0, 34.0, 40.0, 44.0, 1.0),  # the next line
    Box(30, 34, 2, 10.0, 20.0, 30.0, 30.0, 1.0),
    Box(35, 39, 2, 34.0, 20.0, 50.0, 30.0, 1.0),
)
PAPER = (Page(1, 0, 29, 595.0, 842.0), Page(2, 29, 39, 595.0, 842.0))
PLACES = [
    ((0, 16), [(1, [(10.0, 20.0, 80.0, 10.0)])]),
    ((17, 29), [(1, [(94.0, 20.0, 26.0, 10.0), (10.0, 34.0, 30.0, 10.0)])]),
    ((23, 39), [(1, [(10.0, 34.0, 30.0, 10.0)]), (2, [(10.0, 20.0, 40.0, 10.0)])]),
    ((18, 19), [(1, [(94.0, 20.0, 26.0, 10.0)])]),  # within a word
    ((5, 6), []),  # the space between two
]


@pytest.mark.parametrize(("span", "places"), PLACES, ids=[str(span) for span, _ in PLACES])
def test_the_places_of_a_stretch(
    span: tuple[int, int], places: list[tuple[int, list[tuple[float, ...]]]]
) -> None:
    document = Document(id="a", text=TEXT, pages=PAPER, boxes=BOXES)
    found = marked_pages(document, [span])
    assert [(page.number, list(page.marks)) for page in found] == places


def test_a_text_without_pages_has_none() -> None:
    assert marked_pages(Document(id="a", text=TEXT), [(0, 39)]) == ()


def test_at_most_three_pages_are_shown() -> None:
    pages = tuple(Page(n, n, n + 1, 595.0, 842.0) for n in range(1, 9))
    boxes = tuple(Box(n, n + 1, n, 1.0, 1.0, 2.0, 2.0, 1.0) for n in range(1, 9))
    found = marked_pages(Document(id="a", text="x" * 10, pages=pages, boxes=boxes), [(0, 10)])
    assert [page.number for page in found] == [1, 2, 3]


# ---- pictures ------------------------------------------------------------------------------------


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    return picture


def test_a_page_of_a_pdf() -> None:
    body = (MINUTES / PDF).read_bytes()
    picture = opened(page_picture(body, 1, name=PDF))
    width, height = pdfium.PdfDocument(body)[0].get_size()
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
    assert picture.width * picture.height <= PIXELS_MOST


def test_a_picture_is_its_own_page() -> None:
    body = (MINUTES / "foto-rakor-bone.png").read_bytes()
    given, shown = Image.open(io.BytesIO(body)), opened(page_picture(body, 1, name="foto.png"))
    assert shown.width / shown.height == pytest.approx(given.width / given.height, rel=0.01)
    assert shown.width * shown.height <= PIXELS_MOST


def huge() -> bytes:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    return out.getvalue()


REFUSED = [
    (PDF, (MINUTES / PDF).read_bytes(), 99, "has no page 99"),
    ("foto.png", (MINUTES / "foto-rakor-bone.png").read_bytes(), 2, "has no page 2"),
    (PDF, (MINUTES / PDF).read_bytes()[:900], 1, "cut short"),
    ("foto.png", huge(), 1, "unpacks to more than"),
]


def test_a_page_of_a_word_file_is_its_print(tool: Callable[[str], str]) -> None:
    tool("soffice")
    picture = opened(page_picture((MINUTES / WORD).read_bytes(), 1, name=WORD))
    assert picture.width > 800
    assert np.asarray(picture.convert("L")).min() < 60


def test_without_libreoffice_a_word_page_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReadError, match="libreoffice-writer-nogui"):
        page_picture((MINUTES / WORD).read_bytes(), 1, name=WORD)


@pytest.mark.parametrize(("name", "body", "number", "words"), REFUSED, ids=lambda v: str(v)[:20])
def test_what_cannot_be_drawn(name: str, body: bytes, number: int, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        page_picture(body, number, name=name)


# ---- through the house ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with facts of a printed file and of one without pages, and a reader."""
    base = tmp_path_factory.mktemp("halaman")
    (base / "berkas").mkdir()
    shutil.copy(MINUTES / PDF, base / "berkas")
    (base / "berkas" / "catatan.txt").write_text(PLAIN, encoding="utf-8")
    assert run(Options(data=base / "data", folder=base / "berkas"), Log("plain")).code == 0
    signin.save_account(base / "data", "budi", "reader", PASSWORD)
    return base / "data"


OF = (
    "SELECT f.id, f.document, f.quote FROM figures f JOIN versions v ON v.document = f.document "
    "WHERE (v.pages = '[]') = ? ORDER BY f.start"
)


def test_the_mark_is_around_the_quote(data: Path) -> None:
    """Read back from the file what stands inside the marks: the words of the quote."""
    paper = pdfium.PdfDocument((MINUTES / PDF).read_bytes())
    with closing(store.open_store(data)) as db:
        for key, document, quote in facts(data, OF, False):
            place = facts(data, "SELECT start, end FROM figures WHERE id = ?", key)[0]
            (page,) = marked_pages(store.load_document(db, document), [place])
            text = paper[page.number - 1].get_textpage()
            read = " ".join(
                text.get_text_bounded(x, page.height - y - h, x + w, page.height - y)
                for x, y, w, h in page.marks
            )
            assert "".join(quote.split()) in "".join(read.split())


def test_a_picture_is_drawn_once_and_kept_for_its_owner(data: Path) -> None:
    _, document, _ = facts(data, OF, False)[0]
    with closing(store.open_store(data)) as db:
        first = load_picture(data, db, document, 1)
        (kept,) = (data / page_images.CACHE).glob("*-1.png")
        assert kept.stat().st_mode & 0o077 == 0
        assert kept.parent.stat().st_mode & 0o077 == 0
        kept.write_bytes(first + b"kept")
        assert load_picture(data, db, document, 1) == first + b"kept"
        kept.unlink()


def test_the_oldest_pictures_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_images, "CACHE_MOST", 25)
    for n in range(4):
        path = tmp_path / "gambar" / f"{n}.png"
        page_images._keep(path, b"x" * 10)
        os.utime(path, (n + 1, n + 1))
    assert sorted(p.name for p in (tmp_path / "gambar").iterdir()) == ["2.png", "3.png"]


def test_bytes_are_read_from_the_archive_without_its_index(data: Path) -> None:
    (entry,) = [e for e in Archive(data / "archive").list() if e.url.endswith(".pdf")]
    body = read_kept(data / "archive", entry.file, entry.offset).body
    assert body == (MINUTES / PDF).read_bytes()
    with pytest.raises(ReadError, match="is missing"):
        read_kept(data / "archive", "tidak-ada.warc.gz", 0)
    with pytest.raises(ReadError):
        read_kept(data / "archive", entry.file, entry.offset + 1)


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with inside(data) as url:
        yield url


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as client:
        yield client


def test_a_page_beside_the_text_of_a_printed_file_only(browser: httpx.Client, data: Path) -> None:
    printed, typed = facts(data, OF, False)[0], facts(data, OF, True)[0]
    picture = f"/periksa/halaman/{printed[1]}/1.png"
    assert browser.get(picture).headers["location"] == f"/masuk?ke={picture}"
    assert browser.get(picture, headers={"authorization": "Bearer rakor_x"}).status_code == 401
    enter(browser, "budi")
    page = browser.get(f"/periksa/figures/{printed[0]}").text
    assert f'href="{picture}"' in page
    assert page.count("<rect ") >= 1
    answer = browser.get(picture)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["cache-control"] == "no-store"
    assert opened(answer.content).width > 800
    assert "<svg" not in browser.get(f"/periksa/figures/{typed[0]}").text


@pytest.mark.parametrize(
    "path", ["{d}/99.png", "{d}/0.png", "{d}/1", "{d}/x.png", "tidak-ada/1.png", "{d}/-1.png",
             "..%2f..%2freviews.key/1.png", "{d}/99999999999999999999.png"],
)  # fmt: skip
def test_pictures_that_are_not_there(browser: httpx.Client, data: Path, path: str) -> None:
    enter(browser, "budi")
    document = facts(data, OF, False)[0][1]
    assert browser.get(f"/periksa/halaman/{path.format(d=document)}").status_code == 404
