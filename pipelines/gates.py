"""The release gates: what must hold before a built public database is shown.

Each gate is a function that gives one sentence for each reason why not; no sentence, no objection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from pipelines.demo import is_sample
from pipelines.findings import VERDICTS
from pipelines.limits import exceeded
from pipelines.masking import unmasked

MOST_LOST = 0.2  # of a table's rows since the last edition; more holds the gate
FEW = 20  # rows; a table that small may lose any number of them
MOST_EMPTIED = 0.15  # of a table's rows: a column that filled so many more the last time broke
MOST_TOLD = 20  # reasons of one gate that are said; the rest is counted
# Columns that good rules fill about as often every night: a drop is a broken reader, not news.
FILLED: Mapping[str, tuple[str, ...]] = {
    "documents": ("published", "title", "publisher"),
    "figures": ("region", "period", "speaker", "official"),
    "claims": ("region", "period", "speaker"),
    "commitments": ("region", "owner", "deadline"),
    "officials": ("position", "region"),
    "meetings": ("date", "region"),
}
FLOORS = "floors.json"  # pinned scores, beside the gold that they were measured on
HIDDEN = ("rejected", "withdrawn")

Gate = Callable[[sqlite3.Connection], Iterable[str]]


def is_accusing(verdict: str) -> bool:
    """Whether a finding says that somebody's words do not hold; unknown verdicts do.

    >>> is_accusing("differs"), is_accusing("rounding"), is_accusing("a verdict of tomorrow")
    (True, False, True)
    """
    return verdict not in VERDICTS or VERDICTS[verdict][0] != "info"


def check(path: Path, working: Path) -> list[str]:
    """Why a public file may not be shown, read from the file itself; empty when it may."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("ATTACH ? AS w", (f"{working.resolve().as_uri()}?mode=ro",))
        return [reason for gate in GATES for reason in _told(gate(db))]


def _told(reasons: Iterable[str]) -> Iterator[str]:
    found = list(reasons)
    yield from found[:MOST_TOLD]
    if len(found) > MOST_TOLD:
        yield f"and {len(found) - MOST_TOLD} more of this kind"


def unsound(db: sqlite3.Connection) -> Iterator[str]:
    """A file that SQLite finds damaged, or a row that points to nothing."""
    found = [row[0] for row in db.execute("PRAGMA main.integrity_check")]
    if found != ["ok"]:
        yield f"the file is damaged: {found[0]}"
    broken = db.execute("PRAGMA main.foreign_key_check").fetchone()
    if broken:
        yield f"a row of {broken[0]} points to a row of {broken[2]} that is missing"


def mixed(db: sqlite3.Connection) -> Iterator[str]:
    """Samples and real sources in one file."""
    sources = [row[0] for row in db.execute("SELECT id FROM main.sources")]
    if is_sample(sources) and not all(is_sample([source]) for source in sources):
        yield "sample data and real sources stand in one database"


def accusing(db: sqlite3.Connection) -> Iterator[str]:
    """Findings that accuse and that no reviewer accepted."""
    waiting = [
        verdict
        for verdict, state in db.execute("SELECT verdict, review_state FROM main.findings")
        if is_accusing(verdict) and state != "accepted"
    ]
    if waiting:
        yield f"{len(waiting)} findings accuse and were not accepted by a reviewer"


def taken_out(db: sqlite3.Connection) -> Iterator[str]:
    """Rows that a reviewer rejected or withdrew."""
    for table in ("figures", "claims", "commitments", "findings"):
        count = db.execute(
            f"SELECT count(*) FROM main.{table} WHERE review_state IN (?, ?)", HIDDEN
        ).fetchone()[0]
        if count:
            yield f"{count} rows of {table} were rejected or withdrawn and are still there"


GATES: tuple[Gate, ...] = (unsound, mixed, accusing, taken_out, exceeded, unmasked)


# ---- against the last edition --------------------------------------------------------------------


def fill_rates(db: sqlite3.Connection) -> dict[str, float]:
    """The share of rows in which each column of FILLED has a value, by "table.column"."""
    rates = {}
    for table, columns in FILLED.items():
        counts = ", ".join(f"count({column})" for column in columns)
        total, *filled = db.execute(f"SELECT count(*), {counts} FROM {table}").fetchone()
        for column, n in zip(columns, filled, strict=True):
            rates[f"{table}.{column}"] = round(n / total, 4) if total else 1.0
    return rates


def compare(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """What an edition's manifest says against the one before: lost rows and emptied columns."""
    return [] if before is None else [*_lost_rows(before, after), *_emptied(before, after)]


def _lost_rows(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """The tables that lost more rows than a night can explain."""
    for table, was in before["counts"].items():
        now = after["counts"].get(table, 0)
        if was > FEW and now < was * (1 - MOST_LOST):
            yield (
                f"{table} would shrink from {was} to {now} rows; look why, then publish with "
                "--accept-loss"
            )


def _emptied(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """The columns that are empty in many more rows than they were."""
    for name, was in before.get("filled", {}).items():
        table = name.partition(".")[0]
        now = after.get("filled", {}).get(name, was)
        many = after["counts"].get(table, 0) > FEW and before["counts"].get(table, 0) > FEW
        if many and now < was - MOST_EMPTIED:
            yield (
                f"{name} would be filled in {now:.0%} of the rows, was in {was:.0%}; look why, "
                "then publish with --accept-loss"
            )


# ---- evaluation floors ---------------------------------------------------------------------------


def below_floors(before: Mapping[str, Any] | None, rules: Iterable[str], floors: Path) -> list[str]:
    """Scores of changed rules that fall below their floors.

    The gold beside `floors` is read only when an edition's facts were made by other rules than the
    last one's; the first edition, and an installation without gold, have no such gate.
    """
    made_by = sorted(rules)
    if before is None or before.get("rules") == made_by or not floors.is_file():
        return []
    return [f"evaluation: {fault}" for fault in _faults(floors)]


def _faults(floors: Path) -> Iterator[str]:
    from extract.facts import extract_many, to_json
    from pipelines.evaluate import compare as fallen
    from pipelines.evaluate import evaluate, gold_sets, load_floors, load_gold, measure, pin

    pinned = load_floors(floors)
    for folder in gold_sets(floors.parent):
        gold = load_gold([folder])
        found = extract_many(document.document() for document in gold)
        table = measure(evaluate(gold, {x.document.id: to_json(x) for x in found}))
        for fault in fallen(pinned.get(folder.name), pin(gold, table)):
            yield f"{folder.name}: {fault}"
