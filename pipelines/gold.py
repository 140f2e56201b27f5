"""Documents that people have reviewed whole, as gold: the pairs that `rakor evaluate` reads.

A document is exported when every figure, claim and commitment read from it was accepted, corrected
or rejected by a person; what was rejected is left out, what was corrected stands corrected.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipelines import store

Row = dict[str, Any]

JUDGED = ("accepted", "corrected", "rejected")
FIGURE = (
    "indicator", "value", "unit", "measure", "modality", "comparator", "region", "period",
    "speaker", "on_behalf_of", "cited_source", "scope", "per", "hedged",
)  # fmt: skip
CLAIM = ("kind", "indicator", "region", "among", "rank", "period", "speaker")
COMMITMENT = (
    "owner", "speaker", "region", "indicator", "direction", "deadline", "instrument",
)  # fmt: skip
WIDEST = 400  # characters of context on either side before a quote is given up as not unique


def export_gold(data: Path, folder: Path) -> list[Path]:
    """Write the reviewed documents of a data folder as NAME.txt and NAME.json; the JSON files."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(store.open_store(data)) as db:
        return [_export(db, key, folder) for key in reviewed_documents(db)]


def reviewed_documents(db: Database) -> list[str]:
    """The documents with facts, all of which a person has judged."""
    marks = ", ".join(f"'{state}'" for state in JUDGED)
    facts = " UNION ALL ".join(
        f"SELECT document, review_state FROM {table}"
        for table in ("figures", "claims", "commitments")
    )
    found = store.rows(
        db,
        f"SELECT document FROM ({facts}) GROUP BY document "
        f"HAVING sum(review_state NOT IN ({marks})) = 0 ORDER BY document",
    )
    return [row["document"] for row in found]


def _export(db: Database, key: str, folder: Path) -> Path:
    document = store.load_document(db, key)
    (folder / f"{key}.txt").write_text(document.text, encoding="utf-8", newline="")
    record = {
        "id": key,
        "url": document.url,
        "publisher": document.publisher,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "regions": _regions(db, key),
        "meeting": _meeting(db, key),
        "officials": _officials(db, key),
        "dates": list(_spans(db, document.text, "dates", key, ("value",))),
        **_facts(db, document.text, key),
    }
    path = folder / f"{key}.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _facts(db: Database, text: str, key: str) -> dict[str, list[Row]]:
    figures = list(_spans(db, text, "figures", key, FIGURE))
    for figure in figures:
        figure["hedged"] = bool(figure["hedged"])
    return {
        "figures": figures,
        "claims": list(_spans(db, text, "claims", key, CLAIM)),
        "commitments": list(_spans(db, text, "commitments", key, COMMITMENT)),
    }


def _spans(db: Database, text: str, table: str, key: str, names: tuple[str, ...]) -> Iterator[Row]:
    """The kept facts of a document with their surface `s` and a context that occurs once."""
    kept = "" if table == "dates" else "AND review_state <> 'rejected'"
    sql = f'SELECT * FROM {table} WHERE document = ? {kept} ORDER BY "start", "end"'
    for row in store.rows(db, sql, key):
        context = unique_context(text, row["start"], row["end"])
        if context is not None:
            place = {"s": text[row["start"] : row["end"]], "ctx": context}
            yield place | {name: row[name] for name in names}


def unique_context(text: str, start: int, end: int) -> str | None:
    """The shortest stretch around a span that occurs once in a text and holds its words once.

    >>> unique_context("turun 9 persen, lalu 9 persen lagi", 21, 29)
    'lalu 9 persen lagi'
    """
    surface = text[start:end]
    for width in range(0, WIDEST, 4):
        low, high = max(0, start - width), min(len(text), end + width)
        while low > 0 and not text[low - 1].isspace():
            low -= 1
        while high < len(text) and not text[high].isspace():
            high += 1
        context = text[low:high]
        if context.count(surface) > 1:
            return None
        if text.count(context) == 1:
            return context
    return None


def _regions(db: Database, key: str) -> list[Row]:
    found = store.rows(
        db, "SELECT region, subject FROM document_regions WHERE document = ? ORDER BY region", key
    )
    sql = (
        'SELECT "start", "end" FROM region_mentions WHERE document = ? AND region = ? '
        'ORDER BY "start"'
    )
    return [
        {
            "code": row["region"],
            "subject": bool(row["subject"]),
            "mentions": store.rows(db, sql, key, row["region"]),
        }
        for row in found
    ]


def _officials(db: Database, key: str) -> list[Row]:
    sql = (
        "SELECT id, name, position, acting, institution, region FROM officials "
        "WHERE document = ? AND review_state NOT IN ('rejected', 'withdrawn') ORDER BY name"
    )
    spans = 'SELECT "start", "end" FROM official_mentions WHERE official = ? ORDER BY "start"'
    people = store.rows(db, sql, key)
    return [person | {"mentions": store.rows(db, spans, person.pop("id"))} for person in people]


def _meeting(db: Database, key: str) -> Row | None:
    sql = "SELECT type, theme, date, venue, region, chair FROM meetings WHERE document = ?"
    found = store.rows(db, sql, key)
    return found[0] if found else None
