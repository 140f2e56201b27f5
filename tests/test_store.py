"""Real SQLite in a temporary folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.commitments import Commitment
from extract.document import Document, Issue, fact_id
from extract.facts import DateFact, Extraction, OfficialFact, RegionFact, Unbound
from extract.figures import Claim, Figure
from extract.meetings import Meeting, Participant
from extract.officials import Official
from pipelines import store
from scraper.archive import Snapshot

TEXT = (
    "Wakil Bupati Lahat Sutarna Wirabakti menyebut angka kemiskinan 14,14% pada 2023. "
    "Targetnya 12,5% pada 2026, bukan 14,14% lagi. Rapat dibuka Senin (28/10/2024), 40 peserta."
)
DOCUMENT = Document(
    id="d1",
    text=TEXT,
    url="https://warta.example/a",
    publisher="Warta",
    title="Angka",
    published=date(2024, 10, 28),
    region="16.04",
)


def span(surface: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(surface, start + 1)
    return start, start + len(surface)


def figure(surface: str, nth: int = 0, **more: object) -> Figure:
    start, end = span(surface, nth)
    values: dict[str, object] = {"indicator": "poverty_rate", "unit": "percent", "region": "16.04"}
    return Figure(start=start, end=end, **(values | more))  # type: ignore[arg-type]


def extraction(document: Document = DOCUMENT) -> Extraction:
    said = figure("14,14%", value=14.14, period="2023", speaker="Sutarna Wirabakti")
    aim = figure("12,5%", value=12.5, period="2026", modality="target")
    again = figure("14,14%", 1, value=14.14)
    start, end = span("Targetnya 12,5% pada 2026")
    person = Official("Sutarna Wirabakti", "wakil bupati", region="16.04")
    return Extraction(
        document=document,
        regions=(RegionFact(code="16.04", subject=True, mentions=(span("Lahat"),)),),
        officials=(OfficialFact(official=person, mentions=(span("Sutarna Wirabakti"),)),),
        dates=(DateFact(start=span("Senin")[0], end=span("10/2024)")[1], value="2024-10-28"),),
        meeting=Meeting(
            "rapat koordinasi",
            None,
            "2024-10-28",
            None,
            "16.04",
            None,
            (Participant("Sutarna Wirabakti", "wakil bupati", "chair"),),
        ),
        figures=(said, aim, again),
        claims=(
            Claim(start=start, end=end, kind="falling", indicator="poverty_rate", region="16.04"),
        ),
        commitments=(Commitment(start=start, end=end, owner="Pemkab", region="16.04", figure=1),),
        unbound=(Unbound(start=span("40")[0], end=span("40")[1], value=40.0, unit=None),),
        issues=(Issue(stage="extract", level="warning", message="satuan tidak dikenal"),),
    )


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = store.open_store(tmp_path)
    yield db
    db.close()


def save(db: Database, facts: Extraction) -> store.Saved:
    with store.transaction(db):
        saved = store.save_document(db, facts.document, reader="1")
        store.replace_facts(db, facts, rules="1")
    return saved


def column(db: Database, sql: str, *values: object) -> list[object]:
    return [next(iter(row.values())) for row in store.rows(db, sql, *values)]


# ---- opening -----------------------------------------------------------------------------------


def test_pragmas_and_reference(db: Database) -> None:
    assert column(db, "PRAGMA journal_mode") == ["wal"]
    assert column(db, "PRAGMA foreign_keys") == [1]
    assert column(db, "SELECT name FROM regions WHERE code = '16.04'") == ["Kabupaten Lahat"]
    assert column(db, "SELECT count(*) FROM indicators")[0] == 22


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    store.open_store(tmp_path).close()
    again = store.open_store(tmp_path)
    assert again.conn.total_changes == 0
    again.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "rakor.db").write_bytes(b"bukan basis data " * 100)
    with pytest.raises(store.StoreError, match=r"rakor\.db.*move the file away"):
        store.open_store(tmp_path)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(store.StoreError, match="--data"):
        store.open_store(tmp_path / "berkas")


def _hold(folder: Path, ready: object, done: object) -> None:
    with store.writer_lock(folder):
        ready.set()  # type: ignore[attr-defined]
        done.wait(20)  # type: ignore[attr-defined]


def test_one_writer(tmp_path: Path) -> None:
    context = get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, ready, done))
    other.start()
    assert ready.wait(20)
    with pytest.raises(store.Locked, match="another run"), store.writer_lock(tmp_path):
        pass
    other.kill()
    other.join(20)
    with store.writer_lock(tmp_path):  # the lock went with its process
        pass


def test_a_database_that_another_program_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    store.open_store(tmp_path).close()
    other = sqlite3.connect(tmp_path / store.DATABASE)
    other.execute("BEGIN IMMEDIATE")

    def write() -> None:
        with store.writing(tmp_path) as db, store.transaction(db):
            store.save_document(db, DOCUMENT)

    with pytest.raises(store.StoreError, match=r"rakor\.db: database is locked"):
        write()
    other.close()
    write()


def test_a_transaction_is_all_or_nothing(db: Database) -> None:
    unknown = replace(DOCUMENT, id="d2", source="tidak-ada")

    def write() -> None:
        with store.transaction(db):
            store.save_document(db, DOCUMENT)
            store.save_document(db, unknown)

    with pytest.raises(sqlite3.IntegrityError):
        write()
    assert column(db, "SELECT count(*) FROM documents") == [0]


def test_foreign_keys_hold(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.transaction(db):
        store.save_row(db, "versions", {"document": "x", "n": 1, "text": "", "sha256": "",
                       "pages": "[]", "boxes": "[]", "reader": ""}, "document", "n")  # fmt: skip


# ---- documents ---------------------------------------------------------------------------------


def test_another_text_is_another_version(db: Database) -> None:
    facts = extraction()
    assert save(db, facts) == store.Saved("d1", 1, "new")
    assert save(db, facts) == store.Saved("d1", 1, "same")
    longer = replace(DOCUMENT, text=TEXT + " Ralat: 14,15%.")
    with store.transaction(db):
        assert store.save_document(db, longer) == store.Saved("d1", 2, "changed")
    assert store.document_ids(db, "1") == ["d1"]
    save(db, extraction(longer))
    assert column(db, "SELECT n FROM versions ORDER BY n") == [1, 2]
    assert set(column(db, "SELECT version FROM figures")) == {2}
    assert store.load_document(db, "d1") == longer


def test_a_new_title_makes_facts_stale_and_no_version(db: Database) -> None:
    save(db, extraction())
    with store.transaction(db):
        store.save_document(db, replace(DOCUMENT, title="Angka Baru"))
    assert column(db, "SELECT count(*) FROM versions") == [1]
    assert store.document_ids(db, "1") == ["d1"]


def test_stale_by_rules(db: Database) -> None:
    save(db, extraction())
    assert store.document_ids(db, "1") == []
    assert store.document_ids(db, "2") == ["d1"]
    assert store.document_ids(db) == ["d1"]


def test_an_unknown_document(db: Database) -> None:
    with pytest.raises(KeyError):
        store.load_document(db, "x")


# ---- facts -------------------------------------------------------------------------------------


def test_quotes_are_the_text(db: Database) -> None:
    save(db, extraction())
    for table in ("figures", "claims", "commitments", "dates", "unbound", "region_mentions"):
        found = store.rows(db, f"SELECT * FROM {table}")
        assert found
        for row in found:
            assert row["quote"] == TEXT[row["start"] : row["end"]]
            if "sentence" in row:
                assert row["sentence"] == TEXT[row["sentence_start"] : row["sentence_end"]]
                assert row["quote"] in row["sentence"]


def test_ids_are_of_words_and_ordinal(db: Database) -> None:
    save(db, extraction())
    found = column(db, "SELECT id FROM figures WHERE quote = '14,14%' ORDER BY \"start\"")
    assert found == [fact_id("d1", "figures", "14,14%", n) for n in (0, 1)]


def test_better_rules_keep_ids(db: Database) -> None:
    facts = extraction()
    save(db, facts)
    before = column(db, "SELECT id FROM figures ORDER BY id")
    better = replace(facts.figures[0], value=14.0, rule="other", region="16", speaker=None)
    save(db, replace(facts, figures=(better, *facts.figures[1:])))
    assert column(db, "SELECT id FROM figures ORDER BY id") == before


def test_the_same_again_changes_no_row(db: Database) -> None:
    save(db, extraction())
    before = db.conn.total_changes
    save(db, extraction())
    assert db.conn.total_changes == before


def test_facts_that_are_gone_are_gone(db: Database) -> None:
    facts = extraction()
    save(db, facts)
    empty = Extraction(document=DOCUMENT)
    with store.transaction(db):
        changes = store.replace_facts(db, empty, rules="1")
    assert changes["gone"] == 5
    tables = ("figures", "claims", "commitments", "officials", "official_mentions", "meetings",
              "participants", "dates", "unbound", "region_mentions", "issues")  # fmt: skip
    assert {table: column(db, f"SELECT count(*) FROM {table}")[0] for table in tables} == (
        dict.fromkeys(tables, 0)
    )


def test_links_between_facts(db: Database) -> None:
    save(db, extraction())
    speaker = "SELECT o.name FROM figures f JOIN officials o ON o.id = f.official"
    assert column(db, speaker) == ["Sutarna Wirabakti"]
    aim = "SELECT f.value FROM commitments c JOIN figures f ON f.id = c.figure"
    assert column(db, aim) == [12.5]


def test_a_village_joins_the_regions(db: Database) -> None:
    facts = extraction()
    where = replace(facts.figures[0], region="16.04.01")
    save(db, replace(facts, figures=(where,), commitments=()))
    found = store.rows(db, "SELECT level, parent FROM regions WHERE code = '16.04.01'")
    assert found == [{"level": "district", "parent": "16.04"}]


PERNYATAAN = [
    "id", "indikator", "nilai", "satuan", "ukuran", "sifat", "pembanding", "wilayah",
    "kode_wilayah", "cakupan", "periode", "per", "pembicara", "jabatan", "status_jabatan",
    "atas_nama", "sumber_data", "ragu", "program", "kutipan", "kalimat", "dinyatakan_pada",
    "media", "judul", "terbit", "berbayar", "tautan", "kode_indikator", "dokumen", "review_state",
]  # fmt: skip
JANJI = [
    "id", "janji", "pemilik", "pembicara", "jabatan", "status_jabatan", "wilayah",
    "kode_wilayah", "indikator", "arah", "nilai_target", "satuan", "tenggat", "dokumen_rencana",
    "kalimat", "dinyatakan_pada", "media", "judul", "terbit", "berbayar", "tautan",
    "kode_indikator", "pernyataan", "dokumen", "review_state",
]  # fmt: skip


@pytest.mark.parametrize(("view", "columns"), [("pernyataan", PERNYATAAN), ("janji", JANJI)])
def test_view_columns_are_a_contract(db: Database, view: str, columns: list[str]) -> None:
    assert [column.name for column in db[view].columns] == columns


def test_views_speak_indonesian(db: Database) -> None:
    save(db, extraction())
    row = store.rows(db, "SELECT * FROM pernyataan WHERE kutipan = '12,5%'")[0]
    said = {"wilayah": "Kabupaten Lahat", "satuan": "persen", "sifat": "target", "media": "Warta"}
    assert {name: row[name] for name in said} == said
    promise = store.rows(db, "SELECT * FROM janji")[0]
    assert (promise["pemilik"], promise["nilai_target"]) == ("Pemkab", 12.5)
    assert promise["review_state"] == "unreviewed"


# ---- snapshots, issues -------------------------------------------------------------------------


def snapshot(sha256: str, minute: int) -> Snapshot:
    at = datetime(2024, 10, 28, 9, minute, tzinfo=UTC)
    url = "https://warta.example/a"
    return Snapshot(url, url, at, 200, "text/html", "utf-8", sha256, b"", "1.warc.gz", 0)


def test_the_same_bytes_are_one_snapshot(db: Database) -> None:
    with store.transaction(db):
        first = store.save_snapshot(db, snapshot("aa", 1))
        assert store.save_snapshot(db, snapshot("aa", 2)) == first
        other = store.save_snapshot(db, snapshot("bb", 3))
        assert store.save_snapshot(db, snapshot("aa", 2)) == first  # an archive read again
    assert other != first
    assert column(db, "SELECT count(*) FROM snapshots") == [2]


def test_after_a_back_fill_not_all_is_asked_for_again(db: Database) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    for n in range(store.MOST_AGAIN + 20):
        item = {"url": f"https://contoh.example/{n}", "source": None, "state": "done"}
        listed = f"2025-01-01T00:{n // 60:02}:{n % 60:02}+07:00"
        store.save_item(db, item | {"found_at": now.isoformat(), "listed_on": listed})
    db.conn.execute("UPDATE items SET state = 'failed' WHERE url LIKE '%/0'")
    db.conn.execute("UPDATE items SET state = 'found' WHERE url LIKE '%/1'")
    db.conn.commit()
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.execute("UPDATE items SET source = 'warta'")
    due = [row["url"].rpartition("/")[2] for row in store.due_items(db, "warta", now)]
    assert len(due) == store.MOST_AGAIN + 2
    assert due[0] == "1"
    assert {"0", str(store.MOST_AGAIN + 19), "20"} <= set(due)
    assert "19" not in due


RUNS = [
    ("no run before", [], None),
    ("the one before ended", [(-2, True)], None),
    ("the one before was killed", [(-2, False)], -2),
    ("two were killed", [(-9, True), (-5, False), (-2, False)], -5),
    ("killed last night", [(-20, False)], None),
    ("ended after a killed one", [(-3, False), (-2, True)], None),
]


@pytest.mark.parametrize(("before", "hours"), [r[1:] for r in RUNS], ids=[r[0] for r in RUNS])
def test_which_run_is_gone_on_with(
    db: Database, before: list[tuple[int, bool]], hours: int | None
) -> None:
    now = datetime(2026, 3, 1, 2, tzinfo=UTC)
    for began, ended in before:
        moment = now + timedelta(hours=began)
        run = store.start_run(db, "run", {}, moment)
        if ended:
            store.finish_run(db, run, {}, 0, moment)
    run = store.start_run(db, "run", {}, now)
    expected = None if hours is None else now + timedelta(hours=hours)
    assert store.resumed_from(db, run, now) == expected


def test_an_issue_is_written_once_and_cleared(db: Database) -> None:
    issue = Issue(stage="fetch", level="error", message="status 500", url="https://warta.example/a")
    with store.transaction(db):
        assert store.save_issue(db, issue) == "new"
        assert store.save_issue(db, issue) == "same"
        store.clear_issues(db, "https://warta.example/a", "fetch", "read")
    assert column(db, "SELECT count(*) FROM issues") == [0]
