"""The audit over the working database: what changed is audited, the rest stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from extract.commitments import Commitment
from extract.document import Document, TableError
from extract.figures import Figure
from extract.pipeline import DateFact, Extraction
from pipelines import store
from pipelines.audit_store import import_observations, run_audit, stored_reference
from pipelines.reference import values

TEXT = "Angka kemiskinan Kabupaten Lebak Maret 2024 sebesar {} persen, Senin (27/02/2024)."


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose database holds the observations that ship, and no document."""
    folder = tmp_path_factory.mktemp("prepared")
    database = store.open_store(folder)
    run_audit(database)
    database.close()
    return folder


@pytest.fixture
def db(prepared: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copytree(prepared, tmp_path / "data")
    database = store.open_store(tmp_path / "data")
    yield database
    database.close()


def article(name: str, number: str, **more: Any) -> Extraction:
    text = TEXT.format(number)
    start, weekday = text.index(number), text.index("Senin")
    fields: dict[str, Any] = {
        "indicator": "poverty_rate", "region": "36.02", "period": "2024-03", "unit": "percent",
        "value": float(number.replace(",", ".")), "decimals": len(number.partition(",")[2]),
    }  # fmt: skip
    figure = Figure(start=start, end=start + len(number) + 7, **(fields | more))
    slip = DateFact(start=weekday, end=len(text) - 1, value="2024-02-27")
    document = Document(id=name, text=text, published=date(2025, 2, 3))
    return Extraction(document=document, figures=(figure,), dates=(slip,))


def save(db: Database, *extractions: Extraction) -> None:
    for x in extractions:
        with store.transaction(db):
            store.save_document(db, x.document)
            store.replace_facts(db, x, rules="1")


def found(db: Database) -> list[tuple[str, str]]:
    sql = 'SELECT "check", verdict FROM findings ORDER BY "check", verdict'
    return [(row["check"], row["verdict"]) for row in store.rows(db, sql)]


def test_findings_stand_in_the_database_with_what_they_rest_on(db: Database) -> None:
    save(db, article("a", "8,44"))
    done = run_audit(db)
    assert (done.documents, done.total) == (1, 2)
    assert found(db) == [("date", "date slip"), ("figure", "consistent")]
    facts = store.rows(
        db,
        """SELECT ff.kind FROM finding_facts ff JOIN findings f ON f.id = ff.finding
        WHERE f.verdict = 'consistent' ORDER BY ff.n""",
    )
    assert [row["kind"] for row in facts] == ["figures", "observation"]
    assert store.rows(db, "SELECT 1 FROM observations WHERE id IN (SELECT fact FROM finding_facts)")


def test_an_unchanged_night_audits_nothing_and_changes_no_row(db: Database) -> None:
    save(db, article("a", "8,44"), article("b", "7,91"))
    run_audit(db)
    before = list(db.conn.iterdump())
    done = run_audit(db)
    assert (done.documents, dict(done.changes)) == (0, {})
    assert list(db.conn.iterdump()) == before


def test_a_changed_figure_changes_its_finding_and_leaves_the_others(db: Database) -> None:
    save(db, article("a", "8,44"), article("b", "7,91"))
    run_audit(db)
    save(db, article("b", "8,44"))
    done = run_audit(db)
    assert done.documents == 1
    assert [verdict for _, verdict in found(db)].count("consistent") == 2
    [past] = store.rows(db, "SELECT * FROM past_findings WHERE verdict = 'differs'")
    assert past["gone_on"] >= past["first_seen"]


def test_a_new_observation_changes_findings(db: Database, tmp_path: Path) -> None:
    save(db, article("a", "7,91", period="2026-03"))
    run_audit(db)
    assert ("figure", "no official figure") in found(db)
    path = tmp_path / "angka.csv"
    path.write_text(
        "region;indicator;period;value;publisher\n36.02;poverty_rate;2026-03;7,91;BPS\n"
    )
    assert import_observations(db, path)["new"] == 1
    assert run_audit(db).documents == 1
    assert ("figure", "consistent") in found(db)


def test_an_import_stands_before_what_ships(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "angka.csv"
    path.write_text(
        "region,indicator,period,value,publisher\n16.04,poverty_rate,2025-03,13.70,BPS\n"
    )
    fresh = store.open_store(tmp_path / "fresh")
    for database in (db, fresh):
        import_observations(database, path)
        run_audit(database)
        rows = values(stored_reference(database), "16.04", "poverty_rate")
        assert [row.value for row in rows[-2:]] == [14.14, 13.70]
    fresh.close()


def test_a_broken_file_leaves_the_observations_alone(db: Database, tmp_path: Path) -> None:
    run_audit(db)
    before = len(stored_reference(db).observations)
    path = tmp_path / "angka.csv"
    path.write_text(
        "region,indicator,period,value,publisher\n"
        "36.02,poverty_rate,2026-03,7.91,BPS\n36.02,poverty_rate,2026-09,x,BPS\n"
    )
    with pytest.raises(TableError, match="line 3"):
        import_observations(db, path)
    assert len(stored_reference(db).observations) == before


def test_the_stored_observations_are_those_that_ship(db: Database) -> None:
    run_audit(db)
    rows = values(stored_reference(db), "16.04", "poverty_rate")
    assert (rows[-1].value, rows[-1].checked, rows[-1].released_assumed) == (
        13.69,
        "one copy",
        True,
    )


def test_a_rejected_figure_is_no_longer_audited(db: Database) -> None:
    save(db, article("a", "7,91"))
    run_audit(db)
    with store.transaction(db):
        db.conn.execute("UPDATE figures SET review_state = 'rejected'")
    run_audit(db)
    assert found(db) == [("date", "date slip")]


def test_a_review_of_a_finding_stays_while_the_finding_does(db: Database) -> None:
    save(db, article("a", "7,91"), article("b", "8,44"))
    run_audit(db)
    with store.transaction(db):
        db.conn.execute("UPDATE findings SET review_state = 'accepted' WHERE verdict = 'differs'")
    save(db, article("b", "8,4"))
    run_audit(db)
    states = store.rows(db, "SELECT review_state FROM findings WHERE verdict = 'differs'")
    assert [row["review_state"] for row in states] == ["accepted"]


def test_contradictions_across_documents_come_and_go(db: Database) -> None:
    extreme = {"indicator": "extreme_poverty_rate", "period": "2023"}
    save(db, article("a", "2,68", **extreme), article("b", "3,86", **extreme))
    run_audit(db)
    assert ("contradiction", "contradicts") in found(db)
    save(db, article("b", "2,7", **extreme))
    assert run_audit(db).documents == 1
    assert ("contradiction", "contradicts") not in found(db)


def test_a_promise_is_followed_by_a_later_document(db: Database) -> None:
    aim = {"indicator": "extreme_poverty_rate", "period": "2024"}
    one = article("a", "0,00", modality="target", stated_on="2024-02-03", **aim)
    commitment = Commitment(
        start=0, end=60, owner="Pemkab", region="36.02", indicator="extreme_poverty_rate",
        direction="zero", deadline="2024", figure=0, stated_on="2024-02-03",
    )  # fmt: skip
    save(db, Extraction(document=one.document, figures=one.figures, commitments=(commitment,)))
    run_audit(db)
    assert ("ledger", "no official figure") in found(db)
    save(db, article("b", "1,64", **aim))
    assert run_audit(db).documents == 1
    ledger = [verdict for check, verdict in found(db) if check == "ledger"]
    assert ledger == ["stated not met"]


def test_as_of_a_day_writes_nothing(db: Database) -> None:
    save(db, article("a", "7,91"))
    run_audit(db)
    before = list(db.conn.iterdump())
    done = run_audit(db, date(2024, 6, 1))
    assert done.total == 0
    assert list(db.conn.iterdump()) == before
