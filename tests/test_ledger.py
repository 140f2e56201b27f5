"""Commitments over time: versions, deadlines, evidence, inherited aims."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extract.commitments import Commitment
from extract.document import Document
from extract.figures import Figure
from extract.pipeline import Extraction
from pipelines.audit import audit_documents
from pipelines.instruments import load_instruments
from pipelines.ledger import Entry, build_ledger, deadline_end
from pipelines.reference import Reference, load_reference, released_by

DOMPU = "52.05"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def promise(
    name: str,
    on: date,
    value: float | None,
    deadline: str | None,
    *,
    indicator: str = "poverty_rate",
    region: str = DOMPU,
    **more: Any,
) -> Extraction:
    """A document of one sentence that promises one level."""
    text = "Pemerintah daerah menargetkan angka ini menjadi 00,00 persen."
    figures: tuple[Figure, ...] = ()
    if value is not None:
        fields: dict[str, Any] = {"decimals": 2, "modality": "target"} | more
        figures = (
            Figure(start=48, end=60, indicator=indicator, value=value, unit="percent",
                   region=region, period=deadline, sentence_end=len(text), **fields),
        )  # fmt: skip
    commitment = Commitment(
        start=0, end=60, owner="Pemerintah daerah", region=region, indicator=indicator,
        direction="down", deadline=deadline, figure=0 if figures else None,
    )  # fmt: skip
    document = Document(id=name, text=text, published=on)
    return Extraction(document=document, figures=figures, commitments=(commitment,))


def said(name: str, on: date, value: float, period: str, **more: Any) -> Extraction:
    """A document that reports one level of extreme poverty."""
    text = f"Kemiskinan ekstrem {period} sebesar 00,00 persen."
    figure = Figure(
        start=len(text) - 13, end=len(text) - 1, indicator="extreme_poverty_rate", value=value,
        unit="percent", decimals=2, region=DOMPU, period=period, **more,
    )  # fmt: skip
    return Extraction(document=Document(id=name, text=text, published=on), figures=(figure,))


def thread(documents: list[Extraction], reference: Reference, day: date) -> list[Entry]:
    [entries] = build_ledger(documents, released_by(reference, day), day)
    return entries


# ---- versions -------------------------------------------------------------------------------

FIRST = ("a", date(2023, 2, 1), 7.5, "2024")
VERSIONS = [
    (7.5, "2024", "repeated"),
    (7.5, "2026", "moved"),
    (7.5, "2023", "advanced"),
    (9.0, "2024", "softened"),
    (6.0, "2024", "tightened"),
    (6.0, "2026", "new"),
]


@pytest.mark.parametrize(("value", "deadline", "relation"), VERSIONS)
def test_version(value: float, deadline: str, relation: str, reference: Reference) -> None:
    documents = [promise(*FIRST), promise("b", date(2023, 9, 1), value, deadline)]
    first, second = thread(documents, reference, date(2023, 12, 31))
    assert first.relation == "new"
    assert (second.relation, second.earlier) == (relation, None if relation == "new" else 0)


def test_a_version_follows_the_newest_one_that_it_continues(reference: Reference) -> None:
    documents = [
        promise("c", date(2023, 9, 1), 7.5, "2026"),
        promise(*FIRST),
        promise("b", date(2023, 5, 1), 7.5, "2025"),
    ]
    entries = thread(documents, reference, date(2023, 12, 31))
    assert [e.promise.document for e in entries] == ["a", "b", "c"]
    assert [e.relation for e in entries] == ["new", "moved", "moved"]
    assert entries[2].earlier == 1


def test_repetitions_are_one_finding_with_all_places(reference: Reference) -> None:
    documents = [promise(*FIRST), promise("b", date(2023, 9, 1), 7.5, "2024")]
    [finding] = [f for f in audit_documents(documents, reference=reference) if f.check == "ledger"]
    assert [ref.document for ref in finding.commitments] == ["a", "b"]
    assert "Dinyatakan 2 kali" in finding.message_id


def test_a_moved_deadline_is_said_with_the_old_one(reference: Reference) -> None:
    documents = [promise(*FIRST), promise("b", date(2024, 9, 1), 7.5, "2026")]
    found = audit_documents(documents, date(2024, 10, 1), reference)
    assert any("Tenggatnya mundur dari 2024" in f.message_id for f in found)
    assert any("moved from 2024" in f.message_en for f in found)


def test_a_softened_target_is_said_with_the_old_one(reference: Reference) -> None:
    documents = [promise(*FIRST), promise("b", date(2023, 9, 1), 9.0, "2024")]
    found = audit_documents(documents, reference=reference)
    assert any("dilonggarkan dari 7,50 persen" in f.message_id for f in found)


def test_promises_of_two_regions_are_two_threads(reference: Reference) -> None:
    documents = [promise(*FIRST), promise("b", date(2023, 9, 1), 7.5, "2024", region="16.04")]
    assert len(build_ledger(documents, reference, date(2023, 12, 31))) == 2


# ---- the days pass ---------------------------------------------------------------------------

DAYS = [
    (date(2024, 12, 31), "target not due"),
    (date(2025, 1, 1), "target not met"),
]


@pytest.mark.parametrize(("day", "verdict"), DAYS)
def test_status_by_itself(day: date, verdict: str, reference: Reference) -> None:
    [entry] = thread([promise(*FIRST)], reference, day)
    assert entry.verdict == verdict


def test_baseline_is_what_was_known_when_it_was_said(reference: Reference) -> None:
    [entry] = thread([promise(*FIRST)], reference, date(2025, 2, 1))
    assert entry.baseline is not None
    assert (entry.baseline.period, entry.baseline.value) == ("2022-03", 12.4)
    assert [row.value for row in entry.evidence] == [11.59]
    assert entry.evidence_date == date(2024, 12, 1)


def test_due_but_not_yet_measured(reference: Reference) -> None:
    [entry] = thread([promise("a", date(2026, 1, 1), 7.5, "2026")], reference, date(2027, 1, 2))
    assert entry.verdict == "no official figure"


def test_the_easier_end_of_a_range_counts(reference: Reference) -> None:
    one = promise("a", date(2023, 2, 1), 10.0, "2024")
    figures = (*one.figures, *promise("a", date(2023, 2, 1), 12.0, "2024").figures)
    both = Extraction(document=one.document, figures=figures, commitments=one.commitments)
    [entry] = thread([both], reference, date(2025, 2, 1))
    assert entry.promise.figure is not None
    assert entry.promise.figure.value == 12.0
    assert entry.verdict == "target met"


def test_a_target_without_a_commitment_is_kept(reference: Reference) -> None:
    one = promise(*FIRST)
    bare = Extraction(document=one.document, figures=one.figures)
    [entry] = thread([bare], reference, date(2025, 2, 1))
    assert entry.promise.owner is None
    assert entry.verdict == "target not met"


# ---- statements where statistics are silent ----------------------------------------------------

EXTREME = {"indicator": "extreme_poverty_rate"}
LATER = [
    (0.3, "2024", {}, "stated met"),
    (1.6, "2024", {}, "stated not met"),
    (1.6, "2024-03", {}, "no official figure"),
    (0.3, "2024-03", {}, "stated met"),
    (1.6, "2023", {}, "no official figure"),
    (1.6, "2024", {"hedged": True}, "no official figure"),
    (1.6, "2024", {"scope": "perempuan"}, "no official figure"),
]


@pytest.mark.parametrize(("value", "period", "more", "verdict"), LATER)
def test_later_statement(
    value: float, period: str, more: dict[str, Any], verdict: str, reference: Reference
) -> None:
    aim = promise("a", date(2023, 2, 1), 0.0, "2024", **EXTREME, decimals=0)
    documents = [aim, said("b", date(2025, 2, 1), value, period, **more)]
    [entry] = thread(documents, reference, date(2025, 3, 1))
    assert entry.verdict == verdict


def test_an_earlier_statement_is_no_evidence(reference: Reference) -> None:
    aim = promise("a", date(2024, 6, 1), 0.0, "2024", **EXTREME, decimals=0)
    documents = [aim, said("b", date(2024, 2, 1), 1.6, "2024")]
    [entry] = thread(documents, reference, date(2025, 3, 1))
    assert entry.verdict == "no official figure"


# ---- inherited aims ---------------------------------------------------------------------------

AIMS = [
    ("extreme_poverty_rate", 0.0, "2024", True),
    ("extreme_poverty_rate", 0.0, "2026", True),
    ("extreme_poverty_rate", 0.5, "2024", False),
    ("stunting_prevalence", 14.0, "2024", True),
    ("poverty_rate", 11.5, "2024", False),
]


@pytest.mark.parametrize(("indicator", "value", "deadline", "inherited"), AIMS)
def test_inherited(
    indicator: str, value: float, deadline: str, inherited: bool, reference: Reference
) -> None:
    document = promise("a", date(2023, 2, 1), value, deadline, indicator=indicator)
    [entry] = thread([document], reference, date(2023, 3, 1))
    assert (entry.promise.inherited is not None) == inherited


def test_the_nation_inherits_nothing(reference: Reference) -> None:
    document = promise("a", date(2023, 2, 1), 0.0, "2024", **EXTREME, region="ID")
    [entry] = thread([document], reference, date(2023, 3, 1))
    assert entry.promise.inherited is None


def test_the_table_of_instruments() -> None:
    rows = load_instruments()
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert (row.target is None) == (row.indicator is None) == (row.target_year is None)
        assert row.title


ENDS = [
    ("2024", date(2024, 12, 31)),
    ("2024-02", date(2024, 2, 29)),
    ("2024-06-30", date(2024, 6, 30)),
    ("2024-S1", date(2024, 6, 30)),
    ("2024-Q4", date(2024, 12, 31)),
    ("2024/2026", date(2026, 12, 31)),
    (None, None),
    ("segera", None),
]


@pytest.mark.parametrize(("period", "day"), ENDS)
def test_deadline_end(period: str | None, day: date | None) -> None:
    assert deadline_end(period) == day
