"""What people decide holds: through new rules, edited articles, new layouts, into every output."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.document import Document
from extract.figures import Claim, Figure
from extract.officials import Official
from extract.pipeline import Extraction, OfficialFact, RegionFact
from pipelines import store
from pipelines.anchors import Anchor, Spot, attach, find_places, make_anchor
from pipelines.evaluate import load_gold
from pipelines.gold import export_gold, unique_context
from pipelines.publish import Held, current_folder, publish, rollback
from pipelines.review import ReviewError, apply_reviews, load_reviews, save_review
from pipelines.serve import open_datasette
from scraper.sources import Source

TALK = "Rapat itu juga membahas jalan desa, air bersih, dan pelatihan kerja bagi pemuda. " * 25
TEXT = (
    "LAHAT – Bupati Surya Wirawan menyebut angka kemiskinan Lahat 14,41 persen pada 2024.\n"
    "Ia menambahkan, angka pengangguran terbuka mencapai 3,2 persen pada tahun yang sama.\n"
    f"{TALK}"
)
WRONG, RIGHT = 14.41, 14.14


def figure(text: str, words: str, value: float, nth: int = 0, **more: Any) -> Figure:
    """A figure at the nth place of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    given: dict[str, Any] = {
        "indicator": "poverty_rate", "unit": "percent", "decimals": 2, "region": "16.04",
        "period": "2024", "speaker": "Surya Wirawan",
    }  # fmt: skip
    return Figure(start=start, end=start + len(words), value=value, **given | more)


def night(
    data: Path,
    text: str,
    *figures: Figure,
    rules: str = "1",
    name: str = "0" * 16,
    claims: tuple[Claim, ...] = (),
) -> None:
    """What a night leaves in the working database: a document and what was read from it."""
    document = Document(
        id=name, text=text, url=f"https://kabar.example/{name}", source="kabar", publisher="Kabar",
        title="Angka kemiskinan", published=date(2024, 7, 18), region="16.04",
    )  # fmt: skip
    people = (
        OfficialFact(
            official=Official("Surya Wirawan", "bupati", region="16.04"), mentions=((15, 28),)
        ),
    )
    found = Extraction(
        document=document, figures=figures, claims=claims, officials=people,
        regions=(RegionFact(code="16.04", subject=True, mentions=()),),
    )  # fmt: skip
    with closing(store.open_store(data)) as db, store.transaction(db):
        store.save_sources(
            db, [Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04")]
        )
        store.save_document(db, document)
        store.replace_facts(db, found, rules=rules)


def facts(data: Path, sql: str = "SELECT id FROM figures ORDER BY start", *values: object) -> Any:
    """Rows of the working database."""
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        return db.execute(sql, values).fetchall()


def public(data: Path, sql: str, *values: object) -> Any:
    """Rows of the public database in use."""
    folder = current_folder(data / "public")
    assert folder is not None
    with closing(sqlite3.connect(folder / "public.db")) as db:
        return db.execute(sql, values).fetchall()


def decide(data: Path, fact: str, action: str, kind: str = "figures", **more: Any) -> int:
    reason = {} if action in ("accept", "reply") else {"reason": "dibandingkan dengan naskah"}
    return save_review(data, reviewer="ratna", action=action, kind=kind, fact=fact, **reason | more)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One document with two figures, the first of which is read wrongly."""
    night(
        tmp_path, TEXT, figure(TEXT, "14,41 persen", WRONG),
        figure(TEXT, "3,2 persen", 3.2, indicator="unemployment_rate"),
    )  # fmt: skip
    return tmp_path


@pytest.fixture
def corrected(data: Path) -> Path:
    """The same after somebody corrected it and it was published."""
    decide(data, facts(data)[0][0], "correct", changes={"value": "14,14", "period": "2023"})
    publish(data)
    return data


VALUES = "SELECT nilai, periode, review_state FROM pernyataan WHERE kode_indikator = 'poverty_rate'"
HOLDS = [(RIGHT, "2023", "corrected")]


def test_a_correction_is_published(corrected: Path) -> None:
    assert public(corrected, VALUES) == HOLDS


def changed_value(text: str) -> tuple[str, Figure]:
    return text, figure(text, "14,41 persen", 14.0, period="2025", modality="target")


def shorter_span(text: str) -> tuple[str, Figure]:
    return text, figure(text, "14,41", WRONG)


def longer_span(text: str) -> tuple[str, Figure]:
    return text, figure(text, "kemiskinan Lahat 14,41 persen", WRONG)


def paragraph_above(text: str) -> tuple[str, Figure]:
    text = f"Setahun sebelumnya provinsi tetangga mencatat 14,41 persen.\n{text}"
    return text, figure(text, "14,41 persen", WRONG, 1)


def sentence_edited(text: str) -> tuple[str, Figure]:
    text = text.replace("pada 2024.", "pada tahun 2024, kata dia di aula.")
    return text, figure(text, "14,41 persen", WRONG)


def new_layout(text: str) -> tuple[str, Figure]:
    text = "Beranda\nDaerah\n\n" + text.replace(" ", "\n", 40).replace("\nLahat\n", "\n Lahat  ")
    return text, figure(text, "14,41\npersen", WRONG)


@pytest.mark.parametrize(
    "change",
    [changed_value, shorter_span, longer_span, paragraph_above, sentence_edited, new_layout],
)
def test_a_correction_survives(
    corrected: Path, change: Callable[[str], tuple[str, Figure]]
) -> None:
    text, found = change(TEXT)
    night(corrected, text, found, rules="2")
    publish(corrected, accept_loss=True)
    assert public(corrected, VALUES) == HOLDS


def test_equal_words_inserted_above_do_not_inherit_the_correction(corrected: Path) -> None:
    text, found = paragraph_above(TEXT)
    above = figure(text, "14,41 persen", WRONG, period="2022")
    night(corrected, text, above, found, rules="2")
    publish(corrected)
    assert sorted(public(corrected, VALUES)) == [(RIGHT, "2023", "corrected"),
                                                 (WRONG, "2022", "unreviewed")]  # fmt: skip


def test_one_change_after_another(corrected: Path) -> None:
    text = TEXT
    for n, change in enumerate((changed_value, paragraph_above, sentence_edited)):
        text, found = change(text)
        if n:
            found = figure(text, "14,41 persen", WRONG, 1)
        night(corrected, text, found, rules=str(n + 2))
        publish(corrected)
        assert public(corrected, VALUES) == HOLDS


def test_words_that_are_gone_leave_the_review_waiting(corrected: Path) -> None:
    text = TEXT.replace("14,41 persen", "angka dua digit")
    night(corrected, text, rules="2")
    resolution = apply_reviews(corrected)
    assert [why for _, why in resolution.orphans] == [
        "the words are gone, or nothing is read from them any more"
    ]
    night(corrected, TEXT, figure(TEXT, "14,41 persen", WRONG), rules="3")
    publish(corrected, accept_loss=True)
    assert public(corrected, VALUES) == HOLDS


RANKED = "Angka kemiskinan Lahat tertinggi dan terus naik sejak 2020. "
WORDS = "tertinggi dan terus naik"
SORTS = "SELECT kind, review_state FROM claims ORDER BY start, kind"


def claims_of(text: str, *kinds: str, nth: int = 0) -> tuple[Claim, ...]:
    """Claims of several kinds that are read from the same words at their nth place."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(WORDS, start + 1)
    return tuple(
        Claim(
            start=start, end=start + len(WORDS), kind=kind, indicator="poverty_rate", region="16.04"
        )
        for kind in kinds
    )  # fmt: skip


def test_of_claims_at_one_place_a_review_finds_its_own_when_ids_moved(data: Path) -> None:
    night(data, RANKED + TALK, claims=claims_of(RANKED, "highest", "rising"))
    for key, kind in facts(data, "SELECT id, kind FROM claims"):
        decide(data, key, {"highest": "reject", "rising": "accept"}[kind], "claims")
    apply_reviews(data)
    assert facts(data, SORTS) == [("highest", "rejected"), ("rising", "accepted")]
    above = f"Provinsi tetangga juga {WORDS} tahun lalu.\n{RANKED}{TALK}"
    read = claims_of(above, "highest") + claims_of(above, "rising", "highest", nth=1)
    night(data, above, claims=read, rules="2")
    assert apply_reviews(data).orphans == []
    assert facts(data, SORTS) == [
        ("highest", "unreviewed"), ("highest", "rejected"), ("rising", "accepted"),
    ]  # fmt: skip


def test_a_claim_of_a_corrected_kind_is_found_again(data: Path) -> None:
    night(data, RANKED + TALK, claims=claims_of(RANKED, "falling", "highest"))
    (key,) = facts(data, "SELECT id FROM claims WHERE kind = 'falling'")[0]
    decide(data, key, "correct", "claims", changes={"kind": "rising"})
    apply_reviews(data)
    above = f"Provinsi tetangga juga {WORDS} tahun lalu.\n{RANKED}{TALK}"
    read = claims_of(above, "falling") + claims_of(above, "highest", "rising", nth=1)
    night(data, above, claims=read, rules="2")
    assert apply_reviews(data).orphans == []
    assert facts(data, SORTS)[-1] == ("rising", "corrected")


def test_the_database_made_anew_has_the_same_corrections(corrected: Path) -> None:
    (corrected / "rakor.db").unlink()
    night(corrected, TEXT, figure(TEXT, "14,41 persen", WRONG))
    publish(corrected, accept_loss=True)
    assert public(corrected, VALUES) == HOLDS


def test_reopened_is_as_the_machine_read_it(corrected: Path) -> None:
    decide(corrected, facts(corrected)[0][0], "reopen")
    publish(corrected)
    assert public(corrected, VALUES) == [(WRONG, "2024", "unreviewed")]
    assert facts(corrected, "SELECT rules FROM documents") == [(None,)]  # is read again


def test_applying_twice_changes_nothing(corrected: Path) -> None:
    before = facts(corrected, "SELECT * FROM figures ORDER BY id")
    apply_reviews(corrected)
    assert facts(corrected, "SELECT * FROM figures ORDER BY id") == before
    assert not publish(corrected).new


def test_reviews_are_kept_for_ever(corrected: Path) -> None:
    with closing(sqlite3.connect(corrected / "reviews.db")) as db:
        for sql in ("DELETE FROM reviews", "UPDATE reviews SET reviewer = 'lain'"):
            with pytest.raises(sqlite3.IntegrityError, match="kept for ever"):
                db.execute(sql)
    (review,) = load_reviews(corrected)
    assert (review.reviewer, review.reason) == ("ratna", "dibandingkan dengan naskah")
    assert review.seen["value"] == WRONG


REFUSED = [
    ("figures", {"action": "correct", "changes": {"value": "banyak"}, "reason": "x"}, "no number"),
    ("figures", {"action": "correct", "changes": {"value": "nan"}, "reason": "x"}, "no number"),
    ("figures", {"action": "correct", "changes": {"region": "99"}, "reason": "x"}, "not known"),
    ("figures", {"action": "correct", "changes": {"unit": "ekor"}, "reason": "x"}, "known are"),
    ("figures", {"action": "correct", "changes": {"period": "Mei"}, "reason": "x"}, "write 2024"),
    ("figures", {"action": "correct", "changes": {"quote": "x"}, "reason": "x"}, "could be"),
    ("figures", {"action": "correct", "changes": {"value": ""}, "reason": "x"}, "empty"),
    ("figures", {"action": "correct", "changes": {}, "reason": "x"}, "nothing is corrected"),
    ("figures", {"action": "reject"}, "needs a reason"),
    ("figures", {"action": "reply", "reply": "Tidak benar."}, "who gave it"),
    ("figures", {"action": "delete"}, "unknown action"),
    ("documents", {"action": "accept"}, "unknown kind"),
    ("figures", {"action": "reject", "reason": "x" * 2001}, "too many"),
]


@pytest.mark.parametrize(("kind", "act", "words"), REFUSED, ids=[w for _, _, w in REFUSED])
def test_reviews_that_cannot_be(data: Path, kind: str, act: dict[str, Any], words: str) -> None:
    with pytest.raises(ReviewError, match=words):
        save_review(data, reviewer="ratna", kind=kind, fact=facts(data)[0][0], **act)
    with pytest.raises(ReviewError, match="no row"):
        decide(data, "tidak-ada", "accept")


# ---- findings ------------------------------------------------------------------------------------


def accuse(data: Path, key: str, fact: str, message: str, verdict: str = "differs") -> None:
    """A finding that accuses, on one figure."""
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        db.execute(
            'INSERT OR REPLACE INTO findings (id, "check", verdict, severity, message_id, '
            "message_en, first_seen) VALUES (?, 'resmi', ?, 'warning', ?, ?, '2024-08-01')",
            (key, verdict, message, message),
        )
        db.execute("INSERT OR REPLACE INTO finding_facts VALUES (?, 0, 'figures', ?)", (key, fact))
        db.commit()


@pytest.fixture
def accused(data: Path) -> Path:
    """Three findings that accuse; the second is accepted."""
    first, second = (row[0] for row in facts(data))
    accuse(data, "a" * 16, first, "Tertulis 14,41 persen, resmi 14,14 persen.")
    accuse(data, "b" * 16, first, "Berbeda dari pernyataan 15 persen.", "contradicts")
    accuse(data, "c" * 16, second, "Perlu diperiksa: 3,2 persen.", "implausible")
    decide(data, "b" * 16, "accept", "findings")
    publish(data)
    return data


def test_of_three_accusing_findings_the_accepted_one_is_shown(accused: Path) -> None:
    assert public(accused, "SELECT id, review_state FROM findings") == [("b" * 16, "accepted")]
    folder = current_folder(accused / "public")
    assert folder is not None
    datasette = open_datasette(folder / "public.db")
    fact = facts(accused)[0][0]
    for path in (f"/pernyataan/{fact}", "/umpan.atom", "/wilayah/16.04", "/public/findings.json",
                 "/public/findings.csv", "/public/findings", "/koreksi"):  # fmt: skip
        text = asyncio.run(datasette.client.get(path)).text
        assert "resmi 14,14 persen" not in text, path
        assert "Perlu diperiksa: 3,2" not in text, path
    for path in ("/public/findings.json", "/public/findings.csv", f"/pernyataan/{fact}"):
        assert "pernyataan 15 persen" in asyncio.run(datasette.client.get(path)).text


def test_an_acceptance_holds_for_what_was_said(accused: Path) -> None:
    fact = facts(accused)[0][0]
    accuse(accused, "b" * 16, fact, "Berbeda dari pernyataan lain: 15 persen.", "contradicts")
    publish(accused)
    assert len(public(accused, "SELECT id FROM findings")) == 1  # other words, same numbers
    accuse(accused, "b" * 16, fact, "Berbeda dari pernyataan 16 persen.", "contradicts")
    publish(accused)
    assert public(accused, "SELECT id FROM findings") == []
    assert len(apply_reviews(accused).orphans) == 1


# ---- taken out -----------------------------------------------------------------------------------

PLACES = ("/umpan.atom", "/umpan/16.04.atom", "/public/pernyataan.json", "/public/pernyataan.csv",
          "/public/figures.json", "/wilayah/16.04", "/cari?q=kemiskinan", "/koreksi",
          "/koreksi.atom", "/sitemap.xml", "/dokumen/0000000000000000")  # fmt: skip


@pytest.mark.parametrize("action", ["withdraw", "reject"])
def test_what_is_taken_out_is_gone_everywhere(data: Path, action: str) -> None:
    publish(data)
    fact = facts(data)[0][0]
    decide(data, fact, action)
    publish(data)
    folder = current_folder(data / "public")
    assert folder is not None
    datasette = open_datasette(folder / "public.db")
    for path in PLACES:
        assert "14,41" not in asyncio.run(datasette.client.get(path)).text, path
    answer = asyncio.run(datasette.client.get(f"/pernyataan/{fact}"))
    assert answer.status_code == 410
    assert "dibandingkan dengan naskah" in answer.text


def test_withdrawn_is_gone_from_kept_older_files_and_the_rollback(data: Path) -> None:
    publish(data)
    decide(data, facts(data)[0][0], "withdraw")
    publish(data)
    for path in (data / "public").glob("*/public.db"):
        assert b"14,41 persen" not in path.read_bytes()
    assert rollback(data).n == 1
    assert public(data, VALUES) == []
    lines = (data / "archive" / "redactions.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["url"] for line in lines] == ["https://kabar.example/" + "0" * 16]


def test_withdrawn_goes_even_when_a_gate_holds(data: Path) -> None:
    publish(data)
    decide(data, facts(data)[0][0], "withdraw")
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        db.execute(
            "INSERT INTO sources VALUES ('contoh-x', 'X', 'news', NULL, 'https://x.example/', "
            "NULL, '[]', '[]', 1, 'active', NULL, NULL, 0, NULL)"
        )
        db.commit()
    with pytest.raises(Held, match="sample data and real sources"):
        publish(data)
    assert public(data, VALUES) == []
    assert len(public(data, "SELECT id FROM pernyataan")) == 1
    for path in (data / "public").glob("*/public.db"):
        assert b"14,41 persen" not in path.read_bytes()


def test_withdrawn_stays_out_when_its_surroundings_change(data: Path) -> None:
    decide(data, facts(data)[0][0], "withdraw")
    text = f"14,41 persen.\n{TALK}"
    night(data, text, figure(text, "14,41 persen", WRONG), rules="2")
    publish(data)
    assert public(data, VALUES) == []


def test_a_rejected_official_is_not_named(data: Path) -> None:
    (key,) = facts(data, "SELECT id FROM officials")[0]
    decide(data, key, "reject", "officials")
    publish(data)
    assert public(data, "SELECT count(*) FROM officials") == [(0,)]
    folder = current_folder(data / "public")
    assert folder is not None
    assert b"Wirawan" not in (folder / "public.db").read_bytes()


def test_a_corrected_official_speaks_under_the_right_name(data: Path) -> None:
    (key,) = facts(data, "SELECT id FROM officials")[0]
    decide(data, key, "correct", "officials", changes={"position": "wakil bupati"})
    publish(data)
    assert public(data, "SELECT DISTINCT pembicara, jabatan FROM pernyataan") == [
        ("Surya Wirawan", "wakil bupati")
    ]


# ---- answers -------------------------------------------------------------------------------------


def test_a_reply_stands_beside_the_statement_and_in_the_log(data: Path) -> None:
    fact = facts(data)[0][0]
    decide(data, fact, "reply", reply="Angka itu angka provinsi.", reply_by="Surya Wirawan, bupati")
    publish(data)
    folder = current_folder(data / "public")
    assert folder is not None
    datasette = open_datasette(folder / "public.db")
    for path in (f"/pernyataan/{fact}", "/koreksi", "/koreksi.atom", "/public/corrections.json"):
        assert "Angka itu angka provinsi." in asyncio.run(datasette.client.get(path)).text, path
    assert public(data, "SELECT review_state FROM figures WHERE id = ?", fact) == [("unreviewed",)]


def test_the_log_says_what_was_corrected_and_names_no_reviewer(corrected: Path) -> None:
    (row,) = public(corrected, "SELECT action, before, after FROM corrections")
    assert row[0] == "correct"
    assert json.loads(row[1])["value"] == WRONG
    assert json.loads(row[2])["value"] == RIGHT
    folder = current_folder(corrected / "public")
    assert folder is not None
    assert b"ratna" not in (folder / "public.db").read_bytes()


def test_an_old_address_leads_to_the_new_one(corrected: Path) -> None:
    old = facts(corrected)[0][0]
    night(corrected, TEXT, figure(TEXT, "14,41", WRONG), rules="2")
    publish(corrected, accept_loss=True)
    (new,) = public(corrected, "SELECT id FROM pernyataan")[0]
    folder = current_folder(corrected / "public")
    assert folder is not None
    datasette = open_datasette(folder / "public.db")
    answer = asyncio.run(datasette.client.get(f"/pernyataan/{old}", follow_redirects=False))
    assert (answer.status_code, answer.headers["location"]) == (301, f"/pernyataan/{new}")


# ---- gold ----------------------------------------------------------------------------------------


def test_a_document_reviewed_whole_becomes_gold(corrected: Path, tmp_path: Path) -> None:
    folder = tmp_path / "emas"
    assert export_gold(corrected, folder) == []
    decide(corrected, facts(corrected)[1][0], "reject")
    publish(corrected)
    assert len(export_gold(corrected, folder)) == 1
    (gold,) = load_gold([folder])
    assert gold.text == TEXT
    (kept,) = gold.facts["figures"]
    assert (kept["value"], kept["period"], kept["start"]) == (RIGHT, "2023", TEXT.index("14,41"))


def test_a_quote_that_nothing_makes_unique() -> None:
    assert unique_context("9 9 9", 2, 3) is None


# ---- anchors -------------------------------------------------------------------------------------

OLD = "Kemiskinan turun menjadi 9 persen pada 2023. Stunting turun menjadi 9 persen pada 2024."


def test_an_anchor_tells_equal_quotes_apart() -> None:
    second = OLD.rindex("9 persen")
    anchor = make_anchor("b", OLD, second, second + 8)
    assert find_places(OLD, anchor) == [(second, second + 8)]


def test_an_anchor_is_not_found_inside_a_longer_number() -> None:
    anchor = Anchor("a", "4 persen", "kemiskinan ", " pada 2024")
    assert find_places("kemiskinan 14 persen pada 2024, 1,4 persen", anchor) == []


def test_the_id_decides_between_places_that_nothing_else_tells_apart() -> None:
    text = "Angka 9 persen. Angka 9 persen. Angka 9 persen."
    spots = [Spot(str(n), at, at + 8) for n, at in enumerate((6, 22, 38))]
    anchor = replace(make_anchor("1", text, 22, 30), before="Angka ", after=". Angka 9")
    assert attach(text, anchor, spots) == "1"
    assert attach(text, replace(anchor, fact="lain"), spots) is None


# What the anchor's fact stated, what the facts at its place state, and which of them it belongs to;
# the anchor's own id is "1".
AT_ONE_PLACE = [
    (("rank",), {"1": "rising", "2": "rank"}, "2"),
    (("rank",), {"2": "rising", "3": "rank"}, "3"),
    (("rank",), {"1": "rising", "2": "highest"}, "1"),
    (("rank",), {"2": "rank", "3": "rank"}, None),
    (("rank",), {"1": "rank", "3": "rank"}, "1"),
    (("rank",), {"2": "rising", "3": "highest"}, None),
    (("rank",), {"2": "rising"}, "2"),
    (("falling", "rising"), {"1": "rank", "2": "rising"}, "2"),
    ((), {"1": "rank", "2": "rising"}, "1"),
    ((), {"2": "rank", "3": "rising"}, None),
]


@pytest.mark.parametrize(("sorts", "spots", "found"), AT_ONE_PLACE)
def test_facts_at_one_place_are_told_apart_by_what_they_state(
    sorts: tuple[str, ...], spots: dict[str, str], found: str | None
) -> None:
    text = "Angka 9 persen pada 2024."
    anchor = replace(make_anchor("1", text, 6, 14), sorts=sorts)
    assert attach(text, anchor, [Spot(key, 6, 14, sort) for key, sort in spots.items()]) == found
