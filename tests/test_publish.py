"""The public database: what leaves the working one, the gates, the switch."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from extract.commitments import Commitment
from extract.document import Document
from extract.figures import Figure
from extract.meetings import Meeting, Participant
from extract.officials import Official
from extract.pipeline import Extraction, OfficialFact, RegionFact
from pipelines import store
from pipelines.edition import COLUMNS, FACETS, NEUTRAL, fitting_excerpts, last_day
from pipelines.excerpts import AROUND, SHARE, Place, choose_excerpts, covered
from pipelines.gates import check
from pipelines.limits import shown_part
from pipelines.publish import KEEP, Held, current_folder, publish, rollback
from scraper.sources import Source

PADDING = "Rapat itu juga membahas jalan desa, air bersih, dan pelatihan kerja bagi pemuda. " * 20
SENTENCE = "Bupati Surya Wirawan menyebut angka kemiskinan Lahat 14,14 persen pada 2024."
PROMISE = "Pemkab Lahat menargetkan 12,5 persen pada 2026."


def extraction(name: str, text: str, **more: object) -> Extraction:
    """A document with one figure and one commitment of the sentences above, where it has them."""
    document = Document(
        id=name.rjust(16, "0"),
        text=text,
        url=f"https://kabar.example/{name}",
        source="kabar",
        publisher="Kabar",
        title=f"Berita {name}",
        published=date(2024, 7, 18),
        author="Wartawan Biasa",
        region="16.04",
    )
    figures, commitments = [], []
    if "14,14 persen" in text:
        start = text.index("14,14 persen")
        figures.append(
            Figure(
                start=start,
                end=start + len("14,14 persen"),
                indicator="poverty_rate",
                value=14.14,
                unit="percent",
                decimals=2,
                region="16.04",
                period="2024",
                speaker="Surya Wirawan",
            )
        )
    if PROMISE in text:
        start = text.index(PROMISE)
        commitments.append(
            Commitment(
                start=start,
                end=start + len(PROMISE),
                owner="Pemkab Lahat",
                region="16.04",
                indicator="poverty_rate",
                deadline="2026",
            )
        )
    official = OfficialFact(
        official=Official("Surya Wirawan", "bupati", region="16.04"), mentions=()
    )
    return Extraction(
        document=document,
        regions=(RegionFact(code="16.04", subject=True, mentions=()),),
        officials=(official,),
        figures=tuple(figures),
        commitments=tuple(commitments),
        **more,  # type: ignore[arg-type]
    )


def fill(data: Path, *extractions: Extraction, source: str = "kabar") -> None:
    """Write extractions into the working database of a data folder."""
    db = store.open_store(data)
    outlet = Source(source, "Kabar", "news", "https://kabar.example/", "16.04", state="active")
    with store.transaction(db):
        store.save_sources(db, [outlet])
        for one in extractions:
            store.save_document(db, one.document, reader="uji")
            store.replace_facts(db, one, rules="1")
    db.close()


def change(data: Path, sql: str, *values: object) -> None:
    """Change the working database by hand."""
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        db.execute(sql, values)
        db.commit()


def public(data: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Rows of the public database that is live."""
    folder = current_folder(data / "public")
    assert folder is not None
    with closing(sqlite3.connect(folder / "public.db")) as db:
        return db.execute(sql, values).fetchall()


FULL = f"{SENTENCE} {PROMISE} {PADDING}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one document of one figure and one commitment."""
    fill(tmp_path, extraction("satu", FULL))
    return tmp_path


def test_statement_and_promise_are_readable(data: Path) -> None:
    publish(data)
    row = public(data, "SELECT wilayah, indikator, nilai, periode, pembicara, kutipan, media, "
                 "review_state FROM pernyataan")  # fmt: skip
    assert row == [
        ("Kabupaten Lahat", "tingkat kemiskinan", 14.14, "2024", "Surya Wirawan", "14,14 persen",
         "Kabar", "unreviewed")
    ]  # fmt: skip
    assert public(data, "SELECT pemilik, tenggat, jatuh_tempo FROM janji") == [
        ("Pemkab Lahat", "2026", "2026-12-31")
    ]


def test_quote_is_exactly_its_place(data: Path) -> None:
    publish(data)
    for table in ("figures", "commitments"):
        found = public(
            data,
            f'SELECT quote, "start", "end", sentence, sentence_start, sentence_end FROM {table}',
        )
        for quote, start, end, sentence, first, last in found:
            assert FULL[start:end] == quote  # type: ignore[misc]
            assert FULL[first:last] == sentence  # type: ignore[misc]


def test_no_text_and_no_author_leave(data: Path) -> None:
    publish(data)
    folder = current_folder(data / "public")
    assert folder is not None
    raw = (folder / "public.db").read_bytes()
    assert b"pelatihan kerja" not in raw
    assert b"Wartawan Biasa" not in raw


def test_every_row_of_statements_has_review_state() -> None:
    for table in ("figures", "claims", "commitments", "findings"):
        assert "review_state" in COLUMNS[table]


def test_search_and_facets_have_indexes(data: Path) -> None:
    publish(data)
    found = public(data, "SELECT rowid FROM pernyataan_fts WHERE pernyataan_fts MATCH 'lahat'")
    assert len(found) == 1
    for table, columns in FACETS.items():
        for column in columns:
            plan = public(data, f"EXPLAIN QUERY PLAN SELECT {column}, count(*) FROM {table} "
                          f"GROUP BY {column}")  # fmt: skip
            assert "USING COVERING INDEX" in str(plan), (table, column)


def test_coverage_counts_silence(data: Path) -> None:
    publish(data)
    assert public(data, "SELECT pernyataan, janji FROM cakupan WHERE kode = '16.04'") == [(1, 1)]
    silent = public(data, "SELECT count(*) FROM cakupan WHERE tingkat != 'province' "
                    "AND pernyataan = 0")  # fmt: skip
    assert silent == [(513,)]


# ---- versions of the public file -----------------------------------------------------------------


def test_first_then_nothing_new_then_changed(data: Path) -> None:
    first = publish(data)
    again = publish(data)
    assert (first.n, first.new) == (1, True)
    assert (again.n, again.new) == (1, False)
    assert [p.name for p in (data / "public").iterdir() if p.name.isdecimal()] == ["1"]
    change(data, "UPDATE figures SET value = 14.2")
    assert (publish(data).n, current_folder(data / "public")) == (2, data / "public" / "2")


def test_old_editions_are_dropped_and_the_newest_kept(data: Path) -> None:
    for n in range(KEEP + 3):
        change(data, "UPDATE figures SET value = ?", float(n))
        publish(data)
    kept = sorted(int(p.name) for p in (data / "public").iterdir() if p.name.isdecimal())
    assert kept == list(range(4, KEEP + 4))


def test_rollback_goes_back_and_says_when_it_cannot(data: Path) -> None:
    publish(data)
    change(data, "UPDATE figures SET value = 15.0")
    publish(data)
    assert rollback(data).n == 1
    assert public(data, "SELECT nilai FROM pernyataan") == [(14.14,)]
    with pytest.raises(Held, match="no edition older"):
        rollback(data)
    assert publish(data).n == 3  # the rolled back edition's number is not used again


def test_nothing_is_left_behind(data: Path) -> None:
    publish(data)
    names = {p.name for p in (data / "public").iterdir()}
    assert names == {"1", "current"}
    assert {p.name for p in (data / "public" / "1").iterdir()} == {"public.db", "manifest.json"}
    manifest = json.loads((data / "public" / "1" / "manifest.json").read_text())
    assert manifest["counts"]["pernyataan"] == 1


def test_no_working_database(tmp_path: Path) -> None:
    with pytest.raises(Held, match="rakor run"):
        publish(tmp_path)


# ---- gates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_rejected_and_withdrawn_stay_inside(data: Path, state: str) -> None:
    change(data, "UPDATE figures SET review_state = ?", state)
    publish(data)
    assert public(data, "SELECT count(*) FROM pernyataan") == [(0,)]
    assert public(data, "SELECT figure FROM commitments") == [(None,)]


VERDICTS = [(verdict, True) for verdict in NEUTRAL] + [
    ("differs", False),
    ("contradicts", False),
    ("implausible", False),
    ("sum does not hold", False),
    ("target not met", False),
    ("stated not met", False),
    ("rank differs", False),
    ("a verdict of tomorrow", False),
]


@pytest.mark.parametrize(("verdict", "shown"), VERDICTS, ids=[v for v, _ in VERDICTS])
def test_accusing_findings_wait(data: Path, verdict: str, shown: bool) -> None:
    for n, state in enumerate(("unreviewed", "accepted", "rejected")):
        change(
            data,
            "INSERT INTO findings VALUES (?, 'uji', ?, 'info', 'x', 'x', '2024-01-01', NULL, ?)",
            str(n), verdict, state,
        )  # fmt: skip
        change(data, "INSERT INTO finding_facts SELECT ?, 0, 'figures', id FROM figures", str(n))
    publish(data)
    found = public(data, "SELECT id FROM findings ORDER BY id")
    assert found == ([("0",), ("1",)] if shown else [("1",)])
    assert len(public(data, "SELECT * FROM finding_facts")) == len(found)


def test_a_great_loss_holds_and_may_be_accepted(tmp_path: Path) -> None:
    fill(tmp_path, *(extraction(f"{n:03}", FULL) for n in range(30)))
    publish(tmp_path)
    for table in ("commitments", "figures"):
        change(tmp_path, f"DELETE FROM {table} WHERE document > '{'10'.rjust(16, '0')}'")
    with pytest.raises(Held, match="figures would shrink from 30 to 1"):
        publish(tmp_path)
    assert public(tmp_path, "SELECT count(*) FROM figures") == [(30,)]
    assert publish(tmp_path, accept_loss=True).n == 2


def test_samples_and_real_sources_never_share_a_file(data: Path) -> None:
    fill(data, source="contoh-kabar")
    with pytest.raises(Held, match="sample data and real sources"):
        publish(data)


def test_a_file_with_a_full_sentence_too_many_is_not_shown(data: Path) -> None:
    publish(data)
    folder = current_folder(data / "public")
    assert folder is not None
    with closing(sqlite3.connect(folder / "public.db")) as db:
        db.execute("UPDATE figures SET sentence = ?", (FULL,))
        db.commit()
    assert any("characters around a quote" in reason for reason in check(
        folder / "public.db", data / "rakor.db"
    ))  # fmt: skip


def test_private_numbers_are_masked(tmp_path: Path) -> None:
    spoken = "Bupati Surya Wirawan (NIK 1604012345678901, 0812-3456-7890) menyebut 14,14 persen."
    fill(tmp_path, extraction("satu", f"{spoken} {PADDING}"))
    publish(tmp_path)
    ((sentence,),) = public(tmp_path, "SELECT kalimat FROM pernyataan")
    assert "1604012345678901" not in str(sentence)
    assert str(sentence).count("[…]") == 2


def test_a_mask_that_is_missing_holds(data: Path) -> None:
    publish(data)
    folder = current_folder(data / "public")
    assert folder is not None
    with closing(sqlite3.connect(folder / "public.db")) as db:
        db.execute("UPDATE figures SET sentence = 'NIK 1604012345678901'")
        db.commit()
    assert any("not masked" in reason for reason in check(
        folder / "public.db", data / "rakor.db"
    ))  # fmt: skip


def test_attendance_lists_keep_offices_only(tmp_path: Path) -> None:
    people = (
        Participant("Surya Wirawan", "bupati", "chair"),
        Participant("Ani Lestari", "camat", "attendee"),
        Participant("Hanafi Lubuk", "moderator", "speaker"),  # no official of the document
    )
    meeting = Meeting("rapat koordinasi", None, "2024-07-18", None, "16.04", None, people)
    fill(tmp_path, extraction("satu", FULL, meeting=meeting))
    publish(tmp_path)
    assert public(tmp_path, "SELECT name, position FROM participants ORDER BY n") == [
        ("Surya Wirawan", "bupati"),
        (None, "camat"),
        (None, "moderator"),
    ]


# ---- how much is shown ---------------------------------------------------------------------------

LONG = " ".join(f"kata{n}" for n in range(400))


def places(*spans: tuple[int, int], sentence: tuple[int, int] = (0, len(LONG))) -> list[Place]:
    return [Place("figures", str(n), *span, *sentence) for n, span in enumerate(spans)]


def test_a_long_sentence_is_cut_at_words_around_the_quote() -> None:
    (place,) = places((1000, 1007))
    excerpt = choose_excerpts(LONG, [place])[place]
    around = excerpt.end - excerpt.start - 7
    assert AROUND - 30 < around <= AROUND
    assert LONG[excerpt.start - 1] == LONG[excerpt.end] == " "


def test_what_one_side_does_not_need_the_other_has() -> None:
    (place,) = places((0, 5))
    excerpt = choose_excerpts(LONG, [place])[place]
    assert (excerpt.start, AROUND - 15 < excerpt.end - 5 <= AROUND) == (0, True)


@pytest.mark.parametrize("count", [1, 5, 20, 60])
def test_all_together_keep_the_share(count: int) -> None:
    step = len(LONG) // count
    some = places(*((n * step, n * step + 6) for n in range(count)))
    shown = choose_excerpts(LONG, some)
    spans = [(e.start, e.end) for e in shown.values()]
    assert len(shown) == count
    assert covered(spans) <= SHARE * len(LONG)


def test_a_short_text_shows_its_first_facts_only() -> None:
    text = "Angka 10 persen, 11 persen, 12 persen, dan 13 persen."
    some = [Place("figures", n, text.index(n), text.index(n) + 9, 0, len(text)) for n in
            ("10", "11", "12", "13")]  # fmt: skip
    assert [place.id for place in choose_excerpts(text, some)] == ["10"]


def test_a_sentence_said_twice_is_counted_twice() -> None:
    said = "Angka kemiskinan daerah ini 14,14 persen menurut keterangan pejabat."
    text = f"{said} {said} {said} " + "Rapat juga membahas jalan desa dan air bersih. " * 4
    start = text.index("14,14 persen")
    place = Place("figures", "a", start, start + 12, 0, len(said))
    excerpts = fitting_excerpts(text, [place], [])
    assert shown_part(text, [text[e.start : e.end] for e in excerpts.values()]) <= SHARE


@pytest.mark.parametrize(
    ("period", "day"),
    [
        (None, None),
        ("2024", "2024-12-31"),
        ("2024-S2", "2024-12-31"),
        ("2024-Q1", "2024-03-31"),
        ("2023-02", "2023-02-28"),
        ("2024-10-25", "2024-10-25"),
        ("2025/2029", "2029-12-31"),
    ],
)
def test_last_day(period: str | None, day: str | None) -> None:
    assert last_day(period) == day
