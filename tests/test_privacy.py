"""Nothing private of the samples leaves: not in the public file, feeds, exports, nor a log."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.log import Log
from pipelines.publish import current_folder
from pipelines.run import Options, run
from pipelines.serve import open_datasette
from pipelines.shipped import shipped

# Read without another program; attendance lists with names and telephone numbers among them.
FILES = ("notulen-rakor-lahat.pdf", "notulen-rakor-landak.docx", "laporan-evaluasi-gowa.pdf")
ARTICLE = """<html lang="id"><head><title>Ngatirah Menanti Bantuan di Lahat</title></head><body>
<article><h1>Ngatirah Menanti Bantuan di Lahat</h1>
<p>LAHAT – Bupati Lahat Surya Wirawan menyebut angka kemiskinan Kabupaten Lahat 14,14 persen pada
2024. Ngatirah (61), warga Desa Karang RT 03/RW 02, Jalan Melati Putih No. 12, NIK 1604012345678901,
menyebut jumlah penduduk miskin di desanya 120 jiwa. “Penduduk miskin di sini 120 jiwa,” kata
Ngatirah, 0812-3456-7890.</p>
<p>Kepala Dinas Sosial Lahat Rudi Hartono, NIP 197005121995031002, berjanji menurunkan angka
kemiskinan Lahat menjadi 12 persen pada 2026. Keluarga almarhum Kasmudi belum didata, menurut Pak
Karyorejo. Menurut pengamat Hanafi Lubuk, angka kemiskinan Lahat 15 persen pada 2024.</p>
<p>Rapat itu juga membahas jalan desa, air bersih, dan pelatihan kerja bagi pemuda di balai desa.
Warga berharap bantuan datang tepat waktu dan diterima oleh yang berhak menerimanya tahun ini.</p>
</article></body></html>
"""
WORDS = (
    "Ngatirah", "1604012345678901", "0812-3456-7890", "197005121995031002", "RT 03", "Melati Putih",
    "Kasmudi", "Karyorejo", "Hanafi Lubuk",
)  # fmt: skip


def sample_words() -> list[str]:
    words: list[str] = []
    for name in FILES:
        about = json.loads((shipped("samples") / "minutes" / f"{name}.json").read_text("utf-8"))
        words += about.get("private") or []
    assert len(words) >= 8
    return words


PRIVATE = (*WORDS, *sample_words())


@dataclass(frozen=True, slots=True)
class Told:
    """What a run told: its log as lines and as JSON, the public file, and its pages."""

    logs: str
    file: bytes
    pages: Mapping[str, str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    base = tmp_path_factory.mktemp("rahasia")
    (base / "berkas").mkdir()
    for name in FILES:
        shutil.copy(shipped("samples") / "minutes" / name, base / "berkas")
    (base / "berkas" / "ngatirah.html").write_text(ARTICLE, encoding="utf-8")
    (base / "berkas" / "rusak.pdf").write_bytes(b"%PDF-1.4 kosong")  # a fault is told, too
    streams = []
    for form in ("plain", "json"):
        streams.append(io.StringIO())
        run(Options(data=base / form, folder=base / "berkas"), Log(form, stream=streams[-1]))
    folder = current_folder(base / "plain" / "public")
    assert folder is not None
    logs = "".join(stream.getvalue() for stream in streams)
    return Told(logs, (folder / "public.db").read_bytes(), _pages(folder / "public.db"))


def _pages(path: Path) -> dict[str, str]:
    """Feeds, exports and the search for every private word."""
    site = open_datasette(path)

    async def ask() -> dict[str, str]:
        tables = await site.get_database("public").table_names()
        pages = ["/umpan.atom", "/koreksi.atom", "/sitemap.xml", "/"]
        pages += [f"/public/{t}.csv?_size=max" for t in tables if "_fts" not in t]
        pages += [f"/public/{t}.json?_size=max" for t in tables if "_fts" not in t]
        found = {page: (await site.client.get(page)).text for page in pages}
        for word in PRIVATE:
            asked = {"q": f'"{word}"'}
            found[f"/cari {word}"] = (await site.client.get("/cari", params=asked)).text
        return found

    return asyncio.run(ask())


def test_the_sample_is_published_at_all(told: Told) -> None:
    assert b"Surya Wirawan" in told.file
    assert "14,14 persen" in told.pages["/public/pernyataan.csv?_size=max"]
    assert "12 persen" in told.pages["/public/pernyataan.csv?_size=max"]
    assert "[…]" in told.pages["/public/pernyataan.csv?_size=max"]
    assert "edition 1 is public" in told.logs
    assert "rusak.pdf" in told.logs


@pytest.mark.parametrize("word", PRIVATE)
def test_no_private_word_leaves(told: Told, word: str) -> None:
    assert word.encode() not in told.file
    assert word not in told.logs
    for page, text in told.pages.items():
        if not page.startswith("/cari"):
            assert word not in text, page


@pytest.mark.parametrize("word", PRIVATE)
def test_no_private_word_finds_anything(told: Told, word: str) -> None:
    """A search repeats the words that were asked for; no statement is found by them."""
    assert "/pernyataan/" not in told.pages[f"/cari {word}"]
