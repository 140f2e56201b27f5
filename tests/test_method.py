"""The method page says the same in Indonesian and English, and gives the measured accuracy."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest

from pipelines.findings import VERDICTS
from pipelines.publish import current_folder, publish
from pipelines.serve import open_datasette
from pipelines.shipped import shipped
from pipelines.site.accuracy import METRICS, load_scores
from tests.test_review import TEXT, WRONG, figure, night


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The Indonesian and the English part of the page."""
    data: Path = tmp_path_factory.mktemp("metode")
    night(data, TEXT, figure(TEXT, "14,41 persen", WRONG))
    publish(data)
    folder = current_folder(data / "public")
    assert folder is not None
    text = asyncio.run(open_datasette(folder / "public.db").client.get("/metode")).text
    own, _, english = text.partition('<section lang="en"')
    return own, english


TOLD = [
    ("Istilah", "Definitions"),
    ("Pernyataan tanpa angka", "Statement without a number"),
    ("Janji", "Promise (janji)"),
    ("garis kemiskinan", "poverty line"),
    ("Ketepatan", "Accuracy"),
    ("Batas", "Limits"),
    ("Paling banyak 300 karakter", "At most 300 characters"),
    ("30 persen", "30 percent"),
    ("Hanya pemegang jabatan publik", "Only holders of public office"),
    ("Koreksi dan hak jawab", "Corrections and right of reply"),
    ("mailto:redaksi@rakor.example", "mailto:redaksi@rakor.example"),
    ("Penyimpanan", "Retention"),
    ("Lima edisi terakhir", "last five editions"),
    ("Masih perlu pendapat penasihat hukum", "Still needs the advice of counsel"),
    ("UU 27/2022", "Law 27/2022"),
    ("Kontak", "Contact"),
]


@pytest.mark.parametrize(("own", "english"), TOLD, ids=[e for _, e in TOLD])
def test_both_languages_tell_it(page: tuple[str, str], own: str, english: str) -> None:
    assert own in page[0]
    assert english in page[1]


SHOWN = ("unread", "fresh", "held", "practice", "dev")


def test_the_accuracy_is_what_the_floors_say(page: tuple[str, str]) -> None:
    floors = json.loads(shipped("gold/floors.json").read_text("utf-8"))
    assert [s.documents for s in load_scores()] == [floors[name]["documents"] for name in SHOWN]
    for part, names in zip(page, ([m[1] for m in METRICS], [m[2] for m in METRICS]), strict=True):
        for (metric, *_), name in zip(METRICS, names, strict=True):
            row = re.search(rf"<tr><td>{re.escape(name)}</td>((?:<td>\d+</td>){{5}})", part)
            assert row is not None, name
            shown = [int(value) for value in re.findall(r"\d+", row[1])]
            wanted = [
                floors[name]["f1"][metric]
                for name in ("unread", "fresh", "held", "practice", "dev")
            ]
            assert shown == [int(100 * value) for value in wanted]


def test_every_verdict_is_explained_in_both_languages(page: tuple[str, str]) -> None:
    for _, own, english in VERDICTS.values():
        assert f"<td>{own}</td>" in page[0]
        assert f'<td lang="en">{english}</td>' in page[0]
