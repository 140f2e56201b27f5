"""What was recognised with little confidence is held back or told."""

from __future__ import annotations

import re

import pytest

from extract.document import Box, Document
from extract.facts import Extraction, find_facts
from extract.unsure import HELD_BACK, TOLD

TEXT = (
    "NOTULEN RAPAT KOORDINASI\n"
    "1. Bupati Lahat Contoh Sanjaya menyampaikan bahwa angka kemiskinan Kabupaten Lahat tahun 2023 "
    "sebesar 15,47 persen.\n"
    "2. Pemerintah Kabupaten Lahat menargetkan angka kemiskinan 14,2 persen pada tahun 2024."
)


def read_as(confidences: dict[str, float]) -> Extraction:
    """The facts of a scan whose words were recognised with these confidences, 0.95 by default."""
    boxes = tuple(
        Box(m.start(), m.end(), 3, 0, 0, 1, 1, confidences.get(m[0], 0.95))
        for m in re.finditer(r"\w[\w,]*", TEXT)
    )
    return find_facts(Document(id="contoh", text=TEXT, kind="minutes", boxes=boxes))


def told(extraction: Extraction) -> list[str]:
    return [issue.message for issue in extraction.issues if "unsure" in issue.message]


def test_clear_print_is_no_issue() -> None:
    extraction = read_as({"menyampaikan": 0.3})
    assert [f.value for f in extraction.figures] == [15.47, 14.2]
    assert told(extraction) == []
    assert any("recognised from pictures on 1 pages: 3" in i.message for i in extraction.issues)


@pytest.mark.parametrize("confidence", [HELD_BACK, TOLD - 0.01])
def test_a_doubt_is_told(confidence: float) -> None:
    extraction = read_as({"15,47": confidence})
    assert len(extraction.figures) == 2
    (message,) = told(extraction)
    assert re.match(r"unsure reading \(\d\d%, page 3\): 15,47 persen", message)


def test_an_illegible_figure_is_held_back() -> None:
    """It stays as a number, and the commitment keeps pointing to its own target."""
    extraction = read_as({"15,47": HELD_BACK - 0.01})
    assert [f.value for f in extraction.figures] == [14.2]
    assert 15.47 in [n.value for n in extraction.unbound]
    assert [c.figure for c in extraction.commitments if c.figure is not None] == [0]
    assert any("held back (49%, page 3): 15,47 persen" in message for message in told(extraction))


def test_a_commitment_loses_an_illegible_target() -> None:
    extraction = read_as({"14,2": 0.2})
    assert [f.value for f in extraction.figures] == [15.47]
    assert all(c.figure is None for c in extraction.commitments)


def test_a_text_layer_is_sure() -> None:
    document = Document(id="contoh", text=TEXT, kind="minutes")
    assert len(find_facts(document).figures) == 2
    assert told(find_facts(document)) == []
