"""How often the reading is right, from the floors that every change of the rules has to hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from pipelines.shipped import shipped

# What is told of a set's scores: the metric, and what it counts in Indonesian and English.
METRICS = (
    ("figures found", "angka ditemukan, pada indikator apa pun", "figures found at all"),
    ("figures core", "angka dengan indikator, nilai, dan satuan yang benar",
     "figures with the right indicator, value and unit"),
    ("figures full", "angka yang benar seluruhnya: juga wilayah, periode, dan sifatnya",
     "figures right in every part: region, period and kind as well"),
    ("speaker", "pembicara suatu angka", "the speaker of a figure"),
    ("claims", "pernyataan tanpa angka", "statements without a number"),
    ("commitments", "janji", "promises"),
    ("commitment deadline", "tenggat suatu janji", "the deadline of a promise"),
    ("officials full", "pejabat dengan jabatannya", "officials with their office"),
    ("regions", "wilayah", "regions"),
    ("dates", "tanggal", "dates"),
)  # fmt: skip
# Sets of annotated documents, the one that says most about unseen texts first.
SETS = (
    ("unread", "sulit", "hard"),
    ("fresh", "baru", "new"),
    ("held", "disisihkan", "held back"),
    ("practice", "latihan", "practice"),
    ("dev", "pengembangan", "development"),
)


@dataclass(frozen=True, slots=True)
class Scores:
    """A set of annotated documents: its names, how many documents, and percent by metric."""

    name_id: str
    name_en: str
    documents: int
    percent: dict[str, int]


@cache
def load_scores() -> tuple[Scores, ...]:
    """The pinned F1 of each set in whole percent; nothing where no floors ship with the program."""
    try:
        floors = json.loads(shipped("gold/floors.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(
        Scores(
            name_id, name_en, floors[key]["documents"],
            {metric: int(100 * floors[key]["f1"][metric]) for metric, _, _ in METRICS},
        )
        for key, name_id, name_en in SETS
        if key in floors
    )  # fmt: skip
