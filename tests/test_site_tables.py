"""Table pages on large tables: what is searched and counted, and that the page says so."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from pipelines.publish import current_folder
from pipelines.serve import open_datasette
from pipelines.site import tables
from tests.poisoned import ATTACKS, publish_poisoned

ROWS = 2 * (len(ATTACKS) + 1)  # of `pernyataan`
FEW = 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder."""
    data = tmp_path_factory.mktemp("tabel")
    publish_poisoned(data)
    found = current_folder(data / "public")
    assert found is not None
    return found


@pytest.fixture
def site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Datasette:
    """The site as if a table of more than FEW rows were a large one."""
    monkeypatch.setattr(tables, "MOST_FOUND", FEW)
    monkeypatch.setattr(tables, "MOST_COUNTED", FEW)
    return open_datasette(folder / "public.db")


def get(site: Datasette, path: str) -> Any:
    return asyncio.run(site.client.get(path))


def test_a_word_in_very_many_rows_finds_the_newest_and_says_so(site: Datasette) -> None:
    text = get(site, "/public/pernyataan?_search=kemiskinan").text
    assert f"{FEW} baris" in text
    assert "yang disaring di sini hanya" in text


def test_a_download_of_very_many_rows_is_refused_and_not_cut(site: Datasette) -> None:
    for kind in ("csv", "json"):
        answer = get(site, f"/public/pernyataan.{kind}?_search=kemiskinan")
        assert answer.status_code == 400
        assert "Tambahkan kata" in answer.text


def test_a_rare_word_is_found_and_downloaded_whole(site: Datasette) -> None:
    path = "/public/pernyataan{}?_search=Berita+11"
    assert "2 baris" in get(site, path.format("")).text
    assert len(get(site, path.format(".json") + "&_shape=array").json()) == 2


@pytest.mark.parametrize("words", ['"', "*", "a AND", "NEAR(", "-x", "kolom:y", "(", "^a"])
def test_a_search_has_words_and_no_operators(site: Datasette, words: str) -> None:
    answer = asyncio.run(site.client.get("/public/pernyataan", params={"_search": words}))
    assert answer.status_code == 200


def counts(text: str, column: str) -> list[str]:
    """The counts of a facet as the page shows them."""
    found = re.search(rf'id="facet-{column}.*?</section>', text, re.DOTALL)
    assert found is not None
    return re.findall(r"</(?:a|strong)> ([\d.]+)", found.group())


def test_facets_of_a_whole_table_count_all_rows(site: Datasette) -> None:
    text = get(site, "/public/pernyataan").text
    assert counts(text, "sifat") == [str(ROWS // 2)] * 2
    assert "baris terbaru" not in text


def test_facets_of_a_large_part_count_the_newest_and_say_so(site: Datasette) -> None:
    text = get(site, "/public/pernyataan?kode_wilayah=16.04").text
    assert sum(int(n) for n in counts(text, "sifat")) == FEW
    assert f"dihitung di {FEW} baris terbaru" in text


def test_a_facet_of_any_column_counts_the_newest(site: Datasette) -> None:
    text = get(site, "/public/pernyataan?_facet=satuan").text
    assert counts(text, "satuan") == [str(FEW)]


def test_a_chosen_value_can_be_left_again(site: Datasette) -> None:
    text = get(site, "/public/pernyataan?sifat=target").text
    assert 'aria-label="hapus saringan target"' in text
