"""Comparison tables and coverage."""

from __future__ import annotations

from datetime import date
from typing import Any

from extract.document import Document
from extract.figures import Figure
from extract.pipeline import Extraction
from pipelines.comparisons import compare, coverage
from pipelines.reference import load_reference


def article(name: str, outlet: str, value: float, **more: Any) -> Extraction:
    fields: dict[str, Any] = {
        "indicator": "poverty_rate", "region": "16.04", "period": "2024", "unit": "percent",
        "decimals": 2,
    }  # fmt: skip
    figure = Figure(start=0, end=5, value=value, **(fields | more))
    document = Document(id=name, text="x" * 9, publisher=outlet, published=date(2024, 10, 10))
    return Extraction(document=document, figures=(figure,))


def test_official_stated_and_target_stand_in_one_row() -> None:
    documents = [
        article("a", "Satu", 14.14),
        article("b", "Dua", 14.14),
        article("c", "Dua", 15.0),
        article("d", "Tiga", 13.0, modality="target"),
        article("e", "Tiga", 0.4, measure="change"),
        article("f", "Tiga", 9.0, scope="perempuan"),
    ]
    [row] = compare(documents, load_reference())
    assert [o.value for o in row.official] == [14.14]
    assert [(s.value, s.voices, len(s.places)) for s in row.stated] == [(14.14, 2, 2), (15.0, 1, 1)]
    assert [t.value for t in row.targets] == [13.0]
    assert row.voices == 3


def test_copies_are_one_voice() -> None:
    documents = [article("a", "Satu", 14.14), article("b", "Dua", 14.14)]
    [row] = compare(documents, load_reference(), {"a": "g", "b": "g"})
    assert row.voices == row.stated[0].voices == 1


def test_no_period_is_the_year_of_the_document() -> None:
    [row] = compare([article("a", "Satu", 14.14, period=None)], load_reference())
    assert row.year == 2024


def test_coverage_counts_regencies_and_cities() -> None:
    documents = [article("a", "Satu", 14.14), article("b", "Dua", 9.0, region="16")]
    got = coverage(documents)
    assert got.heard == ("16.04",)
    assert len(got.heard) + len(got.silent) == 514
