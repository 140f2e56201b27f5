"""The sample site: what it serves, and the nightly job over it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from pipelines import store
from pipelines.demo import (
    PREFIX,
    DemoError,
    demo,
    is_sample,
    load_sites,
    refuse_mixture,
    sample_ports,
    serve_samples,
    write_sources,
)
from pipelines.log import Log
from pipelines.publish import current_folder
from pipelines.shipped import shipped
from scraper.sources import Source, load_sources

SAMPLES = shipped("samples")
EXPECTED = sorted(
    path
    for path in SAMPLES.glob("contoh-*/*.json")
    if "text" in (json.loads(path.read_text(encoding="utf-8")) or {})
)
# What a run writes about itself, and when the second run looked.
OF_THE_RUN = ("runs", "stages", "sqlite_sequence")


def expected(path: Path) -> dict[str, object]:
    table: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return table


# ---- the pages -----------------------------------------------------------------------------------


def test_there_are_enough_samples_of_several_shapes() -> None:
    sources = load_sources(SAMPLES / "sources.toml")
    kinds = {listing.kind for source in sources for listing in source.listings}
    assert {source.kind for source in sources} == {"news", "government", "minutes"}
    assert kinds == {"feed", "page", "wordpress"}
    assert all(source.id.startswith(PREFIX) and source.state == "active" for source in sources)
    assert 12 <= len(EXPECTED) <= 20
    assert {str(expected(path)["published"])[:4] for path in EXPECTED} == {"2023", "2024", "2025"}


@pytest.mark.parametrize("path", EXPECTED, ids=[path.stem for path in EXPECTED])
def test_expected_facts_stand_in_the_text_and_the_text_on_the_page(path: Path) -> None:
    table = expected(path)
    text = str(table["text"])
    facts = [*table["figures"], *table["commitments"]]  # type: ignore[misc]
    assert all(fact["quote"] in text for fact in facts)
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    for paragraph in text.split("\n\n"):
        assert all(cell in page for cell in paragraph.replace("&", "&amp;").split(" | "))
    assert ".example" in str(table["url"])


@pytest.fixture(scope="module")
def site() -> object:
    """The sample outlets on loopback, by id."""
    with serve_samples(SAMPLES, {}) as bases:
        yield bases


def test_every_page_is_served_with_validators(site: dict[str, str]) -> None:
    for path in EXPECTED:
        table = expected(path)
        source = str(table["source"])
        host = next(one.host for one in load_sites(SAMPLES) if one.id == source)
        url = str(table["url"]).replace(host, site[source])
        answer = httpx.get(url)
        assert (answer.status_code, ".example/wp" in answer.text) == (200, False)
        for name, sent in (
            ("If-None-Match", answer.headers["ETag"]),
            ("If-Modified-Since", answer.headers["Last-Modified"]),
        ):
            again = httpx.get(url, headers={name: sent})
            assert (again.status_code, again.content) == (304, b"")
        assert httpx.get(url, headers={"If-None-Match": '"other"'}).status_code == 200
        assert httpx.head(url).headers["Content-Length"] == str(len(answer.content))


def test_links_lead_to_loopback(site: dict[str, str]) -> None:
    base = site["contoh-kabar-bukit"]
    for path in ("/feed/", "/wp-json/wp/v2/posts?search=kemiskinan"):
        text = httpx.get(base + path).text
        assert base in text
        assert "kabarbukit.example" not in text


def test_wordpress_searches_and_pages(site: dict[str, str]) -> None:
    url = site["contoh-kabar-bukit"] + "/wp-json/wp/v2/posts"
    everything = httpx.get(url, params={"per_page": 100})
    some = httpx.get(url, params={"search": "stunting", "per_page": 2})
    assert int(some.headers["X-WP-Total"]) < int(everything.headers["X-WP-Total"]) == 7
    assert len(some.json()) == 2
    assert int(some.headers["X-WP-TotalPages"]) == -(-int(some.headers["X-WP-Total"]) // 2)
    late = httpx.get(url, params={"after": "2025-01-01T00:00:00"}).json()
    assert {post["date"][:4] for post in late} == {"2025"}


@pytest.mark.parametrize("path", ["/", "/none", "/berita?hal=9", "/%2e%2e/sources.toml"])
def test_what_is_not_there_is_not_found(site: dict[str, str], path: str) -> None:
    assert httpx.get(site["contoh-wonosobo"] + path).status_code == 404


# ---- ports and sources ---------------------------------------------------------------------------


def test_ports_are_remembered(tmp_path: Path) -> None:
    sites = load_sites(SAMPLES)
    first = sample_ports(tmp_path / "data", sites)
    assert set(first) == {site.id for site in sites}
    assert sample_ports(tmp_path / "data", sites) == first


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with serve_samples(SAMPLES, {}) as bases:
        taken = {name: int(base.rpartition(":")[2]) for name, base in bases.items()}
        with pytest.raises(DemoError, match="cannot be opened"), serve_samples(SAMPLES, taken):
            pass


def test_sources_are_rewritten(tmp_path: Path) -> None:
    bases = {site.id: f"http://127.0.0.1:{n}" for n, site in enumerate(load_sites(SAMPLES), 9000)}
    write_sources(SAMPLES, bases, tmp_path / "sources.toml")
    for source in load_sources(tmp_path / "sources.toml"):
        assert source.homepage.startswith(bases[source.id])
        assert all(listing.url.startswith(bases[source.id]) for listing in source.listings)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ((), ("contoh-a",)),
        ((), ("kabar",)),
        (("contoh-a",), ("contoh-a", "contoh-b")),
        (("kabar",), ("kabar", "lain")),
    ],
)
def test_one_kind_alone_is_fine(held: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    refuse_mixture(held, wanted, "rakor.db")


@pytest.mark.parametrize(
    ("held", "wanted"), [(("kabar",), ("contoh-a",)), (("contoh-a",), ("kabar",))]
)
def test_a_mixture_is_refused(held: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    with pytest.raises(DemoError, match=r"rakor\.db.*--data"):
        refuse_mixture(held, wanted, "rakor.db")


def test_is_sample() -> None:
    assert is_sample(["contoh-a"])
    assert not is_sample(["kabar-contoh", "x"])
    assert not is_sample([])


# ---- the job -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after the first sample run."""
    folder = tmp_path_factory.mktemp("demo")
    assert demo(folder, None, False, log=Log()) == 0
    return folder


def dump(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the working database but those about the runs themselves."""
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {
            name: db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            for name in names
            if name not in OF_THE_RUN
        }


def test_every_article_becomes_a_document(data: Path) -> None:
    titles = {row[0] for row in rows(data, "SELECT title FROM documents")}
    wanted = {expected(path)["title"] for path in EXPECTED if expected(path)["figures"]}
    assert titles == wanted  # and nothing that has no word of interest


def rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of the public database."""
    folder = current_folder(data / "public")
    assert folder is not None
    with closing(sqlite3.connect(folder / "public.db")) as db:
        return db.execute(sql).fetchall()


def test_the_public_file_says_that_it_holds_samples(data: Path) -> None:
    assert rows(data, "SELECT nilai FROM tentang WHERE nama = 'contoh'") == [("1",)]


def test_paid_articles_are_known(data: Path) -> None:
    paid = rows(data, "SELECT title FROM documents WHERE sponsored = 1")
    wanted = {(str(t["title"]),) for t in map(expected, EXPECTED) if t["sponsored"]}
    assert set(paid) == wanted


def test_a_second_run_changes_no_row(data: Path) -> None:
    before = dump(data)
    assert demo(data, None, False, log=Log()) == 0
    assert dump(data) == before
    assert [p.name for p in (data / "public").iterdir() if p.name.isdecimal()] == ["1"]


def test_samples_do_not_enter_a_database_of_real_sources(tmp_path: Path) -> None:
    db = store.open_store(tmp_path)
    with store.transaction(db):
        store.save_sources(
            db, [Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04")]
        )
    db.close()
    with pytest.raises(DemoError, match="never share"):
        demo(tmp_path, None, False, log=Log())
    assert not (tmp_path / "contoh.json").exists()
