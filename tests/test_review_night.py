"""Nights with the real reader, the real audit and reviews in between: what holds, what stays in."""

from __future__ import annotations

import asyncio
import re
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from extract.document import Document
from extract.pipeline import extract_many
from pipelines import signin, store
from pipelines.audit_store import run_audit
from pipelines.publish import current_folder, publish
from pipelines.review import load_reviews, resolve, save_review
from pipelines.serve import open_datasette
from scraper.sources import Source
from tests.test_review import facts, public
from tests.test_review_pages import PASSWORD, enter, inside

TALK = "Rapat itu juga membahas jalan desa, air bersih, dan pelatihan kerja bagi pemuda. " * 25
STORY = (
    "LAHAT – Bupati Lahat Surya Wirawan menyebut angka kemiskinan Kabupaten Lahat 15,47 persen "
    "pada Maret 2023. Ia menambahkan, angka kemiskinan Kabupaten Lahat pada Maret 2022 sebesar "
    "17,95 persen.\nRapat itu berlangsung Senin (27/02/2024) di Lahat.\n" + TALK
)
ABOVE = (
    "Sehari sebelumnya hujan lebat turun di Senin (27/02/2024) yang lain.\n"
    "Pengunjung rapat itu menyebut 15,47 persen sebagai angka biasa.\n\n"
)


def night(data: Path, text: str) -> None:
    """One night: the page is read as it is now, its facts, the audit, the public file."""
    document = Document(
        id="0" * 16, text=text, url="https://kabar.example/a", source="kabar", publisher="Kabar",
        title="Angka kemiskinan", published=date(2024, 7, 18), region="16.04",
    )  # fmt: skip
    source = Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04", state="active")
    with closing(store.open_store(data)) as db:
        with store.transaction(db):
            store.save_sources(db, [source])
            store.save_document(db, document)
            for found in extract_many([document]):
                store.replace_facts(db, found, rules=str(len(text)))
        run_audit(db)
    publish(data, accept_loss=True)


FINDINGS = "SELECT id, verdict, message_id FROM findings WHERE severity <> 'info' ORDER BY verdict"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after a night that found a slip of a date and two figures that differ."""
    data = tmp_path_factory.mktemp("malam")
    night(data, STORY)
    assert [row[1] for row in facts(data, FINDINGS)] == ["date slip", "differs", "differs"]
    return data


@pytest.fixture
def data(first: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    with closing(store.open_store(first)) as db:
        db.conn.execute("VACUUM INTO ?", [str(tmp_path / store.DATABASE)])
    shutil.copytree(first / "public", tmp_path / "public", symlinks=True)
    return tmp_path


def shown(data: Path) -> dict[str, str]:
    """What the public may read: pages, feeds and exports, by address."""
    folder = current_folder(data / "public")
    assert folder is not None
    site = open_datasette(folder / "public.db")
    pages = (
        "/public/findings.json?_shape=array", "/public/findings.csv", "/public/findings",
        "/umpan.atom", "/koreksi", "/koreksi.atom", "/wilayah/16.04", "/public/pernyataan.csv",
        "/public/pernyataan.json?_shape=array", "/dokumen/0000000000000000",
        *(f"/pernyataan/{row[0]}" for row in public(data, "SELECT id FROM pernyataan")),
    )  # fmt: skip

    async def ask() -> dict[str, str]:
        return {page: (await site.client.get(page)).text for page in pages}

    return asyncio.run(ask())


@pytest.mark.parametrize("nth", [0, 1, 2], ids=["date slip", "differs", "differs too"])
def test_of_three_accusing_findings_the_accepted_one_is_read_everywhere(
    data: Path, nth: int
) -> None:
    found = facts(data, FINDINGS)
    for text in shown(data).values():  # nothing before somebody accepted
        assert not any(message in text for _, _, message in found)
    save_review(data, reviewer="ratna", action="accept", kind="findings", fact=found[nth][0])
    publish(data)
    kept = public(data, "SELECT id FROM findings WHERE severity <> 'info'")
    assert kept == [(found[nth][0],)]
    pages = shown(data)
    for n, (key, _, _) in enumerate(found):
        for page in ("/public/findings.json?_shape=array", "/public/findings.csv"):
            assert (key in pages[page]) == (n == nth)
        assert any(key in text for text in pages.values()) == (n == nth)


@pytest.mark.parametrize("nth", [0, 1, 2], ids=["date slip", "differs", "differs too"])
def test_an_accepted_finding_holds_when_a_paragraph_is_inserted_above(data: Path, nth: int) -> None:
    key, verdict, message = facts(data, FINDINGS)[nth]
    save_review(data, reviewer="ratna", action="accept", kind="findings", fact=key)
    night(data, ABOVE + STORY)
    with closing(store.open_store(data)) as db:
        assert not resolve(db, load_reviews(data)).orphans
    kept = public(data, "SELECT verdict, review_state FROM findings WHERE severity <> 'info'")
    assert kept == [(verdict, "accepted")]
    assert (
        message.split(".")[0] in public(data, "SELECT group_concat(message_id) FROM findings")[0][0]
    )


def test_a_reviewer_sees_what_a_finding_rests_on(data: Path) -> None:
    signin.save_account(data, "budi", "reader", PASSWORD)
    with inside(data) as address, httpx.Client(base_url=address) as browser:
        enter(browser, "budi")
        for key, verdict, _ in facts(data, FINDINGS):
            page = browser.get(f"/periksa/findings/{key}").text
            quotes = re.findall(r"27/02/2024|15,47 persen|17,95 persen", page.partition("Dasar")[2])
            assert quotes, verdict
            assert "Kabar: Angka kemiskinan" in page


def told(data: Path) -> Any:
    return public(data, "SELECT action, reason, reply, reply_by FROM corrections ORDER BY id")


def test_names_in_the_words_of_a_reviewer_are_masked(tmp_path: Path) -> None:
    story = f"Sukinem (70), warga Desa Karang, menunggu bantuan.\n{STORY}"
    night(tmp_path, story)
    key = facts(tmp_path, "SELECT id FROM figures ORDER BY start")[0][0]
    save_review(
        tmp_path, reviewer="ratna", action="correct", kind="figures", fact=key,
        changes={"speaker": "Sukinem"}, reason="yang bicara Sukinem, 0812-3456-7890",
    )  # fmt: skip
    save_review(
        tmp_path, reviewer="ratna", action="reject", kind="findings",
        fact=facts(tmp_path, FINDINGS)[0][0], reason="menurut Pak Karyorejo hari itu Senin",
    )  # fmt: skip
    save_review(
        tmp_path, reviewer="ratna", action="reply", kind="figures", fact=key,
        reply="Angka itu dihitung Bupati Surya Wirawan dengan Wagimun (50), petani.",
        reply_by="Bupati Surya Wirawan, 0812-3456-7890",
    )  # fmt: skip
    publish(tmp_path)
    folder = current_folder(tmp_path / "public")
    assert folder is not None
    assert told(tmp_path) == [
        ("correct", "yang bicara […], […]", None, None),
        ("reject", "menurut Pak […] hari itu Senin", None, None),
        ("reply", None, "Angka itu dihitung Bupati Surya Wirawan dengan […] (50), petani.",
         "Bupati Surya Wirawan, […]"),
    ]  # fmt: skip
    for word in ("Sukinem", "Karyorejo", "Wagimun", "0812-3456-7890"):
        assert word.encode() not in (folder / "public.db").read_bytes()
        assert not any(word in text for text in shown(tmp_path).values())
