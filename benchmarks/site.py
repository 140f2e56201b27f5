"""How fast the public site answers on a large database, and how much its pages weigh.

Makes a public database of generated statements (invented words and people), serves it as
`rakor serve` does, asks for every kind of page many times with different regions, people, words
and statements, and prints for each kind the median and 95th percentile in milliseconds and the
weight of the heaviest page in kB. Facets that timed out are counted.

    .venv/bin/python benchmarks/site.py [--figures N] [--folder DIR] [--rounds N]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx

from extract.document import digest
from pipelines import store
from pipelines.audit_store import save_observations
from pipelines.edition import copy_tables, index, last_day, make_readable
from pipelines.reference import load_reference
from pipelines.serve import application

FIGURES_OF_DOCUMENT = 10
SYLLABLES = tuple(f"{consonant}{vowel}" for vowel in "ai" for consonant in "bdgklmnprstw")
INDICATORS = ("poverty_rate", "poor_population", "extreme_poverty_rate", "stunting_prevalence",
              "unemployment_rate", "budget", "beneficiaries")  # fmt: skip
OFFICES = (
    "bupati",
    "wakil bupati",
    "kepala dinas",
    "sekretaris daerah",
    "ketua dprd",
    "kepala bps",
)
START = date(2015, 1, 1)
DAYS = 4000
TEXT = "x" * 200  # documents' texts are not served


def word(n: int) -> str:
    """The n-th invented word; common ones are short."""
    letters = ""
    while True:
        letters = SYLLABLES[n % len(SYLLABLES)] + letters
        n //= len(SYLLABLES)
        if n == 0:
            return letters


def sentence(rng: random.Random, region: str, value: float) -> str:
    """Words as languages have them: few very often, many seldom."""
    picked = [word(int(20_000 ** rng.random())) for _ in range(18)]
    return f"Angka kemiskinan {region} {value} persen pada tahun itu {' '.join(picked)}."


def fill(data: Path, figures: int) -> None:
    """A working database with so many generated figures, and what comes with them."""
    rng = random.Random(9)
    db = store.open_store(data)
    with store.transaction(db):
        save_observations(db, load_reference().observations)
    regions = store.rows(db, "SELECT code, name FROM regions WHERE level IN ('regency', 'city')")
    people = {
        region["code"]: [f"{word(rng.randrange(9000)).title()} {word(rng.randrange(9000)).title()}"
                         for _ in OFFICES]
        for region in regions
    }  # fmt: skip
    connection = db.conn
    with store.transaction(db):
        connection.executemany(
            'INSERT INTO sources (id, name, kind, "group", homepage, region, listings, layouts, '
            "delay, state, expect) VALUES (?, ?, 'news', NULL, ?, ?, '[]', '[]', 2, 'active', 0)",
            [(f"media-{n}", f"Media {word(n).title()}", f"https://m{n}.example/",
              regions[n % len(regions)]["code"]) for n in range(400)],
        )  # fmt: skip
        for number in range(figures // FIGURES_OF_DOCUMENT):
            region = rng.choice(regions)
            for table, rows in document(rng, number, region, people[region["code"]]).items():
                names = ", ".join(f'"{name}"' for name in rows[0])
                marks = ", ".join(f":{name}" for name in rows[0])
                connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
    db.close()


def document(
    rng: random.Random, number: int, region: dict[str, str], people: list[str]
) -> dict[str, list[dict[str, Any]]]:
    """The rows of one document, by table."""
    code, name = region["code"], region["name"]
    key = digest("bench", str(number))
    day = (START + timedelta(days=rng.randrange(DAYS))).isoformat()
    outlet = rng.randrange(400)
    who = rng.randrange(len(OFFICES))
    official = digest(key, "official")
    evidence = {"document": key, "version": 1, "start": 0, "end": 9}
    told = {**evidence, "sentence_start": 0, "sentence_end": 9, "region": code,
            "speaker": people[who], "official": official, "rule": "label"}  # fmt: skip
    figures, findings, facts = [], [], []
    for n in range(FIGURES_OF_DOCUMENT):
        fact, value = digest(key, str(n)), round(rng.uniform(2, 30), 2)
        figures.append({
            **told, "id": fact, "quote": f"{value} persen", "sentence": sentence(rng, name, value),
            "indicator": rng.choice(INDICATORS), "value": value, "unit": "percent", "decimals": 2,
            "step": 0.01, "measure": "level", "comparator": "=", "scope": "total", "hedged": 0,
            "modality": "target" if rng.random() < 0.2 else "reported",
            "period": str(rng.randrange(2012, 2027)), "repairs": "[]",
            "cited_source": "BPS" if rng.random() < 0.4 else None,
        })  # fmt: skip
        if n < 4:
            finding = digest(fact, "finding")
            findings.append({
                "id": finding, "check": "figure", "severity": "info", "first_seen": day,
                "verdict": rng.choice(("consistent", "rounding", "near", "not comparable")),
                "message_id": f"Tertulis {value} persen. Angka resmi berbeda tahun.",
                "message_en": "As stated.",
            })  # fmt: skip
            facts.append({"finding": finding, "n": 0, "kind": "figures", "fact": fact})
    promise = {
        **told, "id": digest(key, "janji"),
        "quote": f"Kami menargetkan {word(number % 999)} turun.",
        "sentence": sentence(rng, name, 5), "owner": f"Pemerintah {name}",
        "indicator": rng.choice(INDICATORS), "deadline": str(rng.randrange(2016, 2030)),
        "figure": figures[0]["id"], "instrument": "RPJMD" if rng.random() < 0.2 else None,
    }  # fmt: skip
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": [{
            "id": key, "source": f"media-{outlet}", "url": f"https://m{outlet}.example/{number}",
            "publisher": f"Media {word(outlet).title()}", "published": day, "kind": "news",
            "title": f"Kemiskinan {name} {word(number % 5000)} {word(number % 777)}",
            "region": code, "sponsored": int(rng.random() < 0.05), "version": 1, "rules": "1",
        }],
        "versions": [{"document": key, "n": 1, "text": TEXT, "sha256": key, "pages": "[]",
                      "boxes": "[]", "reader": "1"}],
        "document_regions": [{"document": key, "region": code, "subject": 1}],
        "officials": [{"id": official, "document": key, "name": people[who], "region": code,
                       "position": OFFICES[who], "roles": "[]", "variants": "[]"}],
        "figures": figures, "commitments": [promise], "findings": findings,
        "finding_facts": facts,
    }  # fmt: skip
    if number % 5 == 0:
        rows["meetings"] = [{"id": digest(key, "rapat"), "document": key, "version": 1,
                             "type": "rapat koordinasi", "date": day, "region": code}]  # fmt: skip
    if number % 2 == 0:
        rows["claims"] = [{**told, "id": digest(key, "klaim"), "quote": "terus turun",
                           "sentence": sentence(rng, name, 1), "kind": "falling",
                           "indicator": "poverty_rate"}]  # fmt: skip
    return rows


def build(working: Path, path: Path) -> None:
    """The public file, with all its tables and indexes. Nothing in generated words is private, so
    what cuts and masks them document by document is left out."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.create_function("last_day", 1, last_day, deterministic=True)
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("ATTACH ? AS w", (f"{working.resolve().as_uri()}?mode=ro",))
        db.execute("BEGIN")
        copy_tables(db)
        make_readable(db, datetime.now(UTC))
        db.execute("COMMIT")
        db.execute("DETACH w")
        index(db)
        db.execute("ANALYZE")


def make(folder: Path, figures: int) -> None:
    """A data folder with an edition that `public/current` points to."""
    edition = folder / "public" / "1"
    edition.mkdir(parents=True)
    fill(folder, figures)
    build(folder / "rakor.db", edition / "public.db")
    (folder / "public" / "current").symlink_to("1")
    (folder / "rakor.db").unlink()


def kinds(db: sqlite3.Connection, rng: random.Random) -> dict[str, list[str]]:
    """Addresses of every kind of page, each kind with many different ones."""

    def some(sql: str) -> list[Any]:
        return rng.sample(found := [row[0] for row in db.execute(sql)], min(60, len(found)))

    def ids(table: str) -> list[str]:
        most = db.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]
        rows = (db.execute(f"SELECT id FROM {table} WHERE rowid = ?", (rng.randint(1, most),))
                .fetchone() for _ in range(60))  # fmt: skip
        return [row[0] for row in rows if row]

    regions = some("SELECT kode FROM cakupan WHERE tingkat != 'province'")
    people = some("SELECT DISTINCT person FROM officials WHERE person NOT NULL")
    rare = [word(int(20_000 ** rng.random())) for _ in range(60)]
    queries = some("SELECT 1 LIMIT 0") + sorted(canned())
    asked = "kode_wilayah={}&kode_indikator=poverty_rate&tahun=2024&nama=x"
    return {
        "depan": ["/"], "wilayah": [f"/wilayah/{code}" for code in regions],
        "daftar wilayah": ["/wilayah"],
        "banding": [f"/banding?wilayah={a}&wilayah={b}&dari=2018"
                    for a, b in pairwise(regions)],
        "pernyataan": [f"/pernyataan/{key}" for key in ids("figures")],
        "janji": [f"/pernyataan/{key}" for key in ids("commitments")],
        "dokumen": [f"/dokumen/{key}" for key in ids("documents")],
        "rapat": [f"/rapat/{key}" for key in ids("meetings")],
        "pejabat": [f"/pejabat/{key}" for key in people],
        "sumber": [f"/sumber/media-{n}" for n in range(0, 400, 7)], "daftar sumber": ["/sumber"],
        "cari, kata langka": [f"/cari?q={text}" for text in rare],
        "cari, kata di semua baris": ["/cari?q=kemiskinan", "/cari?q=angka+kemiskinan+persen"],
        "umpan": ["/umpan.atom", "/umpan/temuan.atom", *(f"/umpan/{c}.atom" for c in regions)],
        "daftar umpan": ["/umpan"], "peta situs": ["/sitemap.xml", "/sitemap/pernyataan-40.xml"],
        "metode, koreksi": ["/metode", "/koreksi"], "data": ["/public"],
        "tabel": ["/public/pernyataan", "/public/janji", "/public/figures", "/public/documents",
                  "/public/findings", "/public/officials", "/public/commitments"],
        "tabel, satu wilayah": [f"/public/pernyataan?kode_wilayah={code}" for code in regions],
        "tabel, saringan lebar": ["/public/pernyataan?sifat=dinyatakan",
                                  "/public/pernyataan?review_state=unreviewed",
                                  "/public/pernyataan?sifat=dinyatakan&review_state=unreviewed",
                                  "/public/janji?kode_indikator=poverty_rate"],
        "tabel, cari": ["/public/pernyataan?_search=kemiskinan",
                        "/public/pernyataan?_search=angka+kemiskinan",
                        *(f"/public/pernyataan?_search={text}" for text in rare)],
        "baris": [f"/public/pernyataan/{key}" for key in ids("figures")],
        **{f"kueri {name}": [f"/public/{name}?{asked.format(code)}" for code in regions[:12]]
           for name in queries},
    }  # fmt: skip


def canned() -> Iterator[str]:
    """The names of the canned queries."""
    from datasette.utils import parse_metadata

    from pipelines.serve import SITE

    text = (SITE / "metadata.yml").read_text(encoding="utf-8")
    yield from parse_metadata(text)["databases"]["public"]["queries"]


async def measure(public: Path, rounds: int) -> None:
    """Ask for everything and print the table."""
    transport = httpx.ASGITransport(app=application(public))
    rng = random.Random(7)
    with closing(sqlite3.connect(public / "current" / "public.db")) as db:
        pages = kinds(db, rng)
    everything: list[float] = []
    late = 0
    print(f"{'page':34}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'kB':>8}")
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", timeout=60
    ) as client:
        begun = time.perf_counter()
        await client.get("/")
        print(f"{'opening and warming':34}{1000 * (time.perf_counter() - begun):9.0f}")
        for kind, paths in pages.items():
            times, heaviest = [], 0
            chosen = paths * (rounds // len(paths)) if len(paths) < rounds else paths[:rounds]
            for path in chosen:
                begun = time.perf_counter()
                answer = await client.get(path)
                times.append(1000 * (time.perf_counter() - begun))
                if answer.status_code != 200:
                    print(f"  {answer.status_code} {path}")
                heaviest = max(heaviest, len(answer.content))
                late += "Penghitungan ini terlalu lama" in answer.text
            everything += times
            cut = statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]
            print(f"{kind:34}{statistics.median(times):9.0f}{cut:9.0f}{max(times):9.0f}"
                  f"{heaviest / 1000:8.0f}")  # fmt: skip
    print(f"{'all':34}{statistics.median(everything):9.0f}"
          f"{statistics.quantiles(everything, n=20)[18]:9.0f}{max(everything):9.0f}")  # fmt: skip
    print(f"pages with a facet that timed out: {late}")


def main() -> None:
    """Read the arguments, make the database unless the folder has one, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=40, help="requests for each kind of page")
    parser.add_argument("--folder", type=Path, help="where the database is made and kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        path = folder / "public" / "current" / "public.db"
        if not path.exists():
            begun = time.perf_counter()
            make(folder, options.figures)
            print(f"made {path} in {time.perf_counter() - begun:.0f} s")
        print(f"{options.figures} figures, {path.stat().st_size / 1e6:.0f} MB")
        asyncio.run(measure(folder / "public", options.rounds))


if __name__ == "__main__":
    main()
