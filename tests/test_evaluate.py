"""The measures against the gold guide's own scorer, and the floors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract.document import ReadError
from extract.pipeline import extract_many, to_json
from pipelines.cli import main
from pipelines.evaluate import (
    METRICS,
    GoldDocument,
    agrees,
    compare,
    evaluate,
    gold_digest,
    gold_sets,
    load_floors,
    load_gold,
    lowered,
    measure,
    pin,
    same_name,
    table_lines,
)
from tests.conftest import ROOT

GOLD = ROOT / "data" / "gold"
FLOORS = GOLD / "floors.json"
SETS = [path.name for path in gold_sets(GOLD)]

TEXT = "Rapat dibuka Senin (28/10). Angka kemiskinan 14,14 persen, kata Sutarna. Target 12 persen."
FACTS: dict[str, Any] = {
    "id": "a",
    "published": "2024-10-29",
    "regions": [{"code": "16.04", "subject": True}, {"code": "16", "optional": True}],
    "meeting": {"type": "rapat koordinasi", "date": "2024-10-28", "venue": "Aula Bappeda"},
    "officials": [{"name": "Sutarna Wirabakti", "position": "bupati", "region": "16.04"}],
    "claims": [],
    "dates": [{"s": "Senin (28/10)", "value": "2024-10-28"}],
    "figures": [
        {"s": "14,14 persen", "indicator": "poverty_rate", "value": 14.14, "unit": "percent",
         "measure": "level", "modality": "reported", "comparator": "=", "region": "16.04|ID",
         "period": None, "speaker": "Sutarna", "cited_source": "?"},
    ],
    "commitments": [{"s": "Target 12 persen.", "owner": "Pemkab Lahat", "deadline": None}],
}  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold" / "dev"
    folder.mkdir(parents=True)
    (folder / "a.json").write_text(json.dumps(FACTS), "utf-8")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    return folder


def perfect(document: GoldDocument) -> dict[str, Any]:
    """A prediction that says what gold says, first alternatives taken."""
    found = json.loads(json.dumps(dict(document.facts)))
    for figure in found["figures"]:
        figure |= {"region": "16.04", "cited_source": None}
    return dict(found)


def scores(document: GoldDocument, prediction: Mapping[str, Any]) -> dict[str, float]:
    table = measure(evaluate([document], {document.id: prediction}))
    return {metric: m.f1 for metric, m in table.items()}


# ---- the same numbers as the guide's scorer ----------------------------------------------------


def official(shared: Path, folder: Path, predictions: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(shared / "gold" / "score.py"), "score", "--json"]
    done = subprocess.run(
        [*command, str(predictions), str(folder)], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def worse(prediction: dict[str, Any], n: int) -> dict[str, Any]:
    """A prediction with slips of many kinds, so that every branch of the rules is met."""
    figures = [dict(f) for f in prediction["figures"]]
    for k, figure in enumerate(figures):
        if (k + n) % 5 == 0:
            figure["start"] += 1
        if (k + n) % 4 == 0:
            figure |= {"speaker": None, "period": "2024-01/2024-06", "scope": "perempuan"}
        if (k + n) % 7 == 0:
            figure |= {"value": figure["value"] + 1, "hedged": True}
        if (k + n) % 6 == 0:
            figure |= {"region": "ID", "speaker": "Bupati", "unit": "person"}
    officials = [o | {"acting": "pj"} for o in prediction["officials"]][n % 3 :]
    meeting = None if n % 4 == 0 else prediction["meeting"]
    doubled = [c | {"end": c["end"] + 20, "owner": None} for c in prediction["commitments"]]
    return prediction | {
        "figures": figures + figures[:2],
        "officials": officials,
        "meeting": meeting and meeting | {"venue": "Aula", "chair": None},
        "commitments": prediction["commitments"][::2] + doubled[1::2],
        "dates": prediction["dates"][n % 2 :],
        "claims": prediction["claims"][::2],
        "regions": [r | {"subject": False} for r in prediction["regions"]][n % 2 :],
    }


def test_the_numbers_are_those_of_the_guide(shared: Path, tmp_path: Path) -> None:
    folders = [shared / "gold" / name for name in ("dev", "seeds")]
    gold = load_gold(folders)
    facts = [to_json(x) for x in extract_many(document.document() for document in gold)]
    slips = [worse(prediction, n) for n, prediction in enumerate(facts) if n % 6]
    for predictions in (facts, slips):
        by_id = {p["id"]: p for p in predictions}
        for folder in folders:
            path = tmp_path / "p.jsonl"
            path.write_text("".join(json.dumps(p) + "\n" for p in predictions), "utf-8")
            ours = measure(evaluate(load_gold([folder]), by_id))
            theirs = official(shared, folder, path)
            assert list(ours) == list(theirs)
            for metric, m in ours.items():
                known = theirs[metric]
                rates = [known[name] for name in ("precision", "recall", "f1", "low", "high")]
                counts = [known[name] for name in ("tp", "predicted", "gold")]
                assert [m.precision, m.recall, m.f1, m.low, m.high] == pytest.approx(rates)
                assert [m.hits, m.predicted, m.gold] == counts


# ---- the measures ------------------------------------------------------------------------------


def test_a_perfect_extraction(gold: Path) -> None:
    document = load_gold([gold])[0]
    assert set(scores(document, perfect(document)).values()) == {1.0}


def test_nothing_found_counts_as_empty(gold: Path) -> None:
    document = load_gold([gold])[0]
    found = scores(document, {})
    assert found["figures found"] == found["regions"] == found["officials by name"] == 0.0
    assert found["claims"] == 1.0  # nothing is asked, nothing was found


def test_errors_are_said(gold: Path) -> None:
    document = load_gold([gold])[0]
    said = evaluate([document], {})[0].errors
    assert "a: missed '14,14 persen' (poverty_rate 14.14)" in said
    assert "a: missed region 16.04" in said
    assert "a: missed official 'Sutarna Wirabakti'" in said


SAME = [
    ("H. Sutarna", "Sutarna", True),
    ("Sutarna Wirabakti", "Sutarna", True),
    ("Sutarna Wirabakti", "Sutarna Wirabhakti", True),
    ("Bupati Lahat", "Bupati Muara Enim", False),
    ("Ali", "Ali Baba", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME, ids=[f"{a} ~ {b}" for a, b, _ in SAME])
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other, 4) is same


AGREE = [
    ("region", "16.04|ID", "ID", True),
    ("region", "16.04|", None, True),
    ("cited_source", "?", "BPS", True),
    ("period", "2024-01/2024-03", "2024-Q1", True),
    ("period", None, "2024", False),
    ("hedged", False, False, True),
]


@pytest.mark.parametrize(("name", "gold_value", "given", "same"), AGREE)
def test_values(name: str, gold_value: object, given: object, same: bool) -> None:
    assert agrees(name, gold_value, given) is same


def test_the_table_is_for_people(gold: Path) -> None:
    document = load_gold([gold])[0]
    table = measure(evaluate([document], {document.id: perfect(document)}))
    lines = list(table_lines(table, 1))
    assert lines[0] == "1 documents"
    assert lines[2].startswith("figures full            1.000  1.000  1.000")
    assert len(lines) == len(METRICS) + 2


# ---- gold that is broken -----------------------------------------------------------------------


BROKEN = [
    ({"dates": [{"s": "Selasa", "value": "2024-10-28"}]}, "context stands 0 times"),
    ({"dates": [{"s": "persen", "value": "2024-10-28"}]}, "context stands 2 times"),
]


@pytest.mark.parametrize(("change", "message"), BROKEN)
def test_a_span_that_is_not_there(gold: Path, change: dict[str, Any], message: str) -> None:
    (gold / "a.json").write_text(json.dumps(FACTS | change), "utf-8")
    with pytest.raises(ReadError, match=rf"a\.json: dates: {message}"):
        load_gold([gold])


def test_a_text_that_is_missing(gold: Path) -> None:
    (gold / "a.txt").unlink()
    with pytest.raises(ReadError, match=r"a\.txt is missing"):
        load_gold([gold])


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no pairs"):
        load_gold([tmp_path])


# ---- floors ------------------------------------------------------------------------------------


def rakor(*arguments: object) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["evaluate", *map(str, arguments)])
    return found.exit_code, found.output


def test_floors_hold(gold: Path) -> None:
    floors = gold.parent / "floors.json"
    assert rakor("--floors", floors)[0] == 1  # nothing is pinned yet
    assert rakor("--floors", floors, "--pin")[0] == 0
    assert rakor("--floors", floors)[0] == 0
    pinned = load_floors(floors)
    pinned["dev"]["f1"]["figures found"] = 1.1
    floors.write_text(json.dumps(pinned), "utf-8")
    code, output = rakor("--floors", floors)
    assert (code, "figures found: F1" in output, "below its floor" in output) == (1, True, True)
    code, output = rakor("--floors", floors, "--pin")
    assert (code, "--lower" in output) == (2, True)
    assert rakor("--floors", floors, "--pin", "--lower")[0] == 0


def test_changed_gold_fails_until_it_is_pinned(gold: Path) -> None:
    floors = gold.parent / "floors.json"
    rakor("--floors", floors, "--pin")
    (gold / "a.json").write_text(json.dumps(FACTS | {"dates": []}), "utf-8")
    code, output = rakor("--floors", floors)
    assert (code, "not the one that was pinned" in output) == (1, True)


def test_another_folder_is_only_measured(gold: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "floors.json"
    assert rakor(gold, "--floors", elsewhere)[0] == 0
    assert rakor(gold, "--floors", elsewhere, "--pin")[0] == 2


def test_a_digest_changes_with_the_text(gold: Path) -> None:
    document = load_gold([gold])[0]
    assert gold_digest([document]) != gold_digest([replace(document, text=TEXT + " ")])


def test_floors_within_rounding_hold() -> None:
    pinned = {"digest": "x", "documents": 1, "f1": {"claims": 0.5}}
    assert compare(pinned, pinned | {"f1": {"claims": 0.4998}}) == []
    assert compare(pinned, pinned | {"f1": {"claims": 0.49}}) != []
    assert lowered(pinned, pinned | {"f1": {"claims": 0.6}}) == []
    assert lowered(None, pinned) == []


@pytest.mark.parametrize("name", SETS)
def test_our_gold_holds_its_floors(name: str) -> None:
    gold = load_gold([GOLD / name])
    found = {x.document.id: to_json(x) for x in extract_many(d.document() for d in gold)}
    now = pin(gold, measure(evaluate(gold, found)))
    assert compare(load_floors(FLOORS).get(name), now) == []
