"""What waits for a person, the doubtful and the weighty first; and all that a person has to see."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from pipelines import store
from pipelines.gates import is_accusing
from pipelines.page_images import marked_pages
from pipelines.review import EDITABLE, FACTS, KINDS, Resolution, place_of

Row = dict[str, Any]

MOST = 300  # items of a queue: nobody works through more in a day
# Doubt in points: what the reading could not fill, what it repaired, what the speaker doubts.
_DOUBT: Mapping[str, str] = {
    "figures": "1 + 2 * (f.region IS NULL) + (f.period IS NULL) + 2 * f.hedged "
    "+ (f.repairs <> '[]') + (f.speaker IS NOT NULL AND f.official IS NULL) "
    "+ (f.comparator = '~')",
    "claims": "1 + 2 * (f.region IS NULL) + (f.period IS NULL) "
    "+ (f.speaker IS NOT NULL AND f.official IS NULL)",
    "commitments": "1 + 2 * (f.owner IS NULL) + (f.region IS NULL) + (f.deadline IS NULL) "
    "+ (f.indicator IS NULL)",
}
# Impact: findings that accuse rest on it, copies repeat it, it is of the main subject.
_IMPACT = (
    "1 + 3 * (SELECT count(*) FROM finding_facts x JOIN findings n ON n.id = x.finding "
    "WHERE x.fact = f.id AND n.severity <> 'info') "
    "+ (SELECT count(*) FROM copies c WHERE c.origin = f.document) / 3.0 "
    "+ (coalesce(f.indicator, '') IN ('poverty_rate', 'extreme_poverty_rate'))"
)
_FINDING = {"warning": 12, "notice": 8, "info": 1}  # ahead of all but the most doubtful facts
_OFFICIAL = (
    "SELECT 'officials' AS kind, o.id AS id, o.name AS words, o.document AS document, "
    "d.title AS title, 1 + 2 * (o.position IS NULL) + (o.region IS NULL) AS score "
    "FROM officials o JOIN documents d ON d.id = o.document "
    "WHERE o.review_state = 'unreviewed' AND (o.position IS NULL OR o.region IS NULL)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: table, id, its words, its document's title, and how much it presses."""

    kind: str
    id: str
    words: str
    title: str
    score: float
    note: str = ""


def queue(
    db: Database, resolution: Resolution, kind: str | None = None, most: int = MOST
) -> list[Item]:
    """What nobody has decided yet, by doubt times impact."""
    decided = {key for key, d in resolution.decisions.items() if d.state != "unreviewed"}
    items = [*_findings(db), *(item for table in FACTS for item in _facts(db, table, most))]
    items += [_item(row) for row in store.rows(db, f"{_OFFICIAL} ORDER BY score DESC LIMIT {most}")]
    waiting = [
        item for item in items if (item.kind, item.id) not in decided and kind in (None, item.kind)
    ]
    return sorted(waiting, key=lambda item: (-item.score, item.kind, item.id))[:most]


def _item(row: Row) -> Item:
    return Item(row["kind"], row["id"], row["words"], row["title"] or "", float(row["score"]))


def _facts(db: Database, table: str, most: int) -> list[Item]:
    found = store.rows(
        db,
        f"SELECT '{table}' AS kind, f.id AS id, f.quote AS words, d.title AS title, "
        f"({_DOUBT[table]}) * ({_IMPACT}) AS score "
        f"FROM {table} f JOIN documents d ON d.id = f.document "
        f"WHERE f.review_state = 'unreviewed' ORDER BY score DESC, f.id LIMIT {most + 100}",
    )
    return [_item(row) for row in found]


def _findings(db: Database) -> list[Item]:
    found = store.rows(db, "SELECT * FROM findings WHERE review_state = 'unreviewed'")
    return [
        Item(
            "findings", row["id"], row["message_id"], row["verdict"],
            _FINDING.get(row["severity"], 12), row["severity"],
        )
        for row in found
        if is_accusing(row["verdict"])
    ]  # fmt: skip


# ---- one of them ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: what stands there (kinds of facts), and whether it is the one asked."""

    text: str
    kinds: tuple[str, ...]
    asked: bool


def detail(db: Database, kind: str, key: str) -> Row | None:
    """A row with its document, its text in pieces, the pages that it stands on, and what rests on
    it; None for no such row."""
    if kind not in KINDS:
        return None
    found = store.rows(db, f"SELECT * FROM {kind} WHERE id = ?", key)
    if not found:
        return None
    row = found[0]
    if kind == "findings":
        facts = _rested_on(db, key)
        return {"row": row, "facts": facts, "document": None, "pieces": [], "pages": ()}
    document = store.load_document(db, row["document"])
    spans = _spans(db, kind, row)
    sql = (
        "SELECT f.* FROM findings f JOIN finding_facts x ON x.finding = f.id WHERE x.fact = ? "
        "ORDER BY f.severity, f.id"
    )
    return {
        "row": row,
        "document": document,
        "pieces": pieces(document.text, _all_spans(db, document.id), spans),
        "pages": marked_pages(document, spans),
        "sentence": row.get("sentence"),
        "findings": store.rows(db, sql, key),
        "fields": [(name, row[name]) for name in EDITABLE[kind]],
    }


def _spans(db: Database, kind: str, row: Row) -> list[tuple[int, int]]:
    if kind != "officials":
        return [(row["start"], row["end"])]
    sql = 'SELECT "start", "end" FROM official_mentions WHERE official = ?'
    return [(found["start"], found["end"]) for found in store.rows(db, sql, row["id"])]


def _all_spans(db: Database, document: str) -> list[tuple[int, int, str]]:
    found = []
    for table in FACTS:
        sql = f'SELECT "start", "end" FROM {table} WHERE document = ?'
        found += [(row["start"], row["end"], table) for row in store.rows(db, sql, document)]
    return found


def pieces(
    text: str, spans: Iterable[tuple[int, int, str]], asked: Sequence[tuple[int, int]]
) -> list[Piece]:
    """A text cut where facts begin and end.

    >>> [(p.text, p.kinds, p.asked) for p in pieces("kini 9 persen", [(5, 13, "figures")], [])]
    [('kini ', (), False), ('9 persen', ('figures',), False)]
    """
    known = list(spans)
    edges = {
        0,
        len(text),
        *(e for a, b, _ in known for e in (a, b)),
        *(e for s in asked for e in s),
    }
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    result = []
    for low, high in pairwise(cuts):
        kinds = tuple(dict.fromkeys(kind for a, b, kind in known if a <= low and high <= b))
        result.append(Piece(text[low:high], kinds, any(a <= low and high <= b for a, b in asked)))
    return result


def _rested_on(db: Database, finding: str) -> list[Row]:
    """The statements, words and official values that a finding rests on, side by side."""
    result = []
    sql = "SELECT kind, fact FROM finding_facts WHERE finding = ? ORDER BY n"
    for row in store.rows(db, sql, finding):
        table = "observations" if row["kind"] == "observation" else row["kind"]
        if table in (*FACTS, "observations"):
            rows = store.rows(db, f"SELECT * FROM {table} WHERE id = ?", row["fact"])
        else:
            rows = list(_words(db, row["kind"], row["fact"]))
        for found in rows:
            result.append(found | {"table": table} | _origin(db, found.get("document")))
    return result


def _words(db: Database, kind: str, fact: str) -> Iterator[Row]:
    """A date or another passage of a document, with the line around it."""
    place = place_of(db, kind, fact)
    if place is None:
        return
    document, start, end, _ = place
    text = store.load_document(db, document).text
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    yield {"id": fact, "document": document, "quote": text[start:end], "sentence": line[:400]}


def _origin(db: Database, document: str | None) -> Row:
    if document is None:
        return {}
    sql = "SELECT title, publisher, source, published, url FROM documents WHERE id = ?"
    return {"origin": store.rows(db, sql, document)[0]}


def history(resolution: Resolution, kind: str, key: str) -> list[Row]:
    """What was decided on a row so far: who, when, why."""
    known = resolution.decisions.get((kind, key))
    return [
        {
            "at": review.at, "reviewer": review.reviewer, "action": review.action,
            "reason": review.reason, "reply": review.reply, "reply_by": review.reply_by,
            "changes": json.dumps(review.changes, ensure_ascii=False) if review.changes else "",
        }
        for review in (known.reviews if known else ())
    ]  # fmt: skip
