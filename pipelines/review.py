"""What people say of the machine's reading: accepted, corrected, rejected, withdrawn, answered.

Reviews stand in a database of their own, `reviews.db`, and are never changed nor deleted: who,
when, why, what they saw. `apply_reviews` finds for each the fact that it belongs to now (see
`anchors`) and writes its state, and what was corrected, into the working database; so the audit,
the reports and the public database all see it. A review whose fact is gone waits as orphaned.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from pipelines import store
from pipelines.anchors import Anchor, Spot, attach, find_places, make_anchor
from pipelines.migrate import Newer, migrate

Row = dict[str, Any]
Key = tuple[str, str]  # table and id

DATABASE = "reviews.db"
FACTS = ("figures", "claims", "commitments")
KINDS = (*FACTS, "officials", "findings")
# What tells facts of one kind apart that are read from the same words.
SORTS: Mapping[str, str] = {"figures": "indicator", "claims": "kind", "commitments": "indicator"}
# What each action makes of the row; None leaves its state as it is.
STATES: Mapping[str, str | None] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "reopen": "unreviewed",
    "reply": None,
}
# Taken out for somebody's sake: where the place is in doubt the row with the old id stays out.
TAKING_OUT = ("reject", "withdraw")
NEED_REASON = ("reject", "withdraw", "correct", "reopen")
EDITABLE: Mapping[str, tuple[str, ...]] = {
    "figures": (
        "indicator", "value", "unit", "measure", "modality", "comparator", "region", "scope",
        "period", "per", "speaker", "on_behalf_of", "cited_source", "hedged", "programme",
    ),
    "claims": ("kind", "indicator", "region", "among", "rank", "period", "speaker"),
    "commitments": (
        "owner", "speaker", "region", "indicator", "direction", "deadline", "instrument",
    ),
    "officials": ("name", "position", "acting", "institution", "region"),
    "findings": (),
}  # fmt: skip
REQUIRED = ("indicator", "value", "unit", "measure", "modality", "comparator", "scope", "hedged",
            "kind", "name")  # fmt: skip
CHOICES: Mapping[str, tuple[str, ...]] = {
    "unit": ("percent", "percentage_point", "person", "household", "unit", "idr", "usd", "index"),
    "measure": ("level", "change"),
    "modality": ("reported", "target", "forecast"),
    "comparator": ("=", "<", "<=", ">", ">=", "~"),
    "per": ("day", "month", "year"),
    "kind": ("rank", "highest", "lowest", "above", "below", "rising", "falling", "stable"),
    "acting": ("pj", "plt", "plh", "pjs"),
}
_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|-S[12]|-Q[1-4])?"
_PERIOD = re.compile(rf"{_DATE}(?:/{_DATE})?")
LONGEST = 2000  # characters of a reason or a reply

migrations = Migrations("rakor-reviews")


class ReviewError(Exception):
    """A review that cannot be kept; the message says what is wrong with it."""


@migrations()
def review_tables(db: Database) -> None:
    """One table that only grows."""
    db.execute(
        """CREATE TABLE reviews (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL,
            action TEXT NOT NULL, kind TEXT NOT NULL, fact TEXT NOT NULL, document TEXT,
            quote TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, seen TEXT NOT NULL,
            changes TEXT NOT NULL, reason TEXT, reply TEXT, reply_by TEXT) STRICT"""
    )
    db.execute("CREATE INDEX reviews_fact ON reviews(kind, fact)")
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER reviews_no_{verb.lower()} BEFORE {verb} ON reviews "
            "BEGIN SELECT RAISE(ABORT, 'reviews are kept for ever'); END"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One act of one person on one fact.

    `anchor` is where the fact stood, `seen` its row as the person saw it (for a finding also the
    anchors of its facts), `changes` what was corrected, by column.
    """

    id: int
    at: str
    reviewer: str
    action: str
    kind: str
    anchor: Anchor
    document: str | None
    seen: Row
    changes: Row = field(default_factory=dict)
    reason: str | None = None
    reply: str | None = None
    reply_by: str | None = None


@dataclass(slots=True)
class Decision:
    """What the reviews of one row come to."""

    state: str = "unreviewed"
    changes: Row = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Every reviewed row with its decision, and the reviews whose fact is gone, with the reason."""

    decisions: Mapping[Key, Decision]
    orphans: Sequence[tuple[Review, str]] = ()


# ---- the reviews ---------------------------------------------------------------------------------


def reviews_path(data: Path) -> Path:
    """Where the reviews of a data folder stand."""
    return data / DATABASE


@contextmanager
def open_reviews(data: Path) -> Iterator[Database]:
    """The database of reviews, made where it is missing; only its owner may read it."""
    data.mkdir(parents=True, exist_ok=True)
    path = reviews_path(data)
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, timeout=store.BUSY_SECONDS, isolation_level=None)) as found:
        found.execute("PRAGMA journal_mode = WAL")
        db = Database(found)
        try:
            migrate(db, migrations)
        except Newer as error:
            raise ReviewError(str(error)) from error
        yield db


def load_reviews(data: Path) -> list[Review]:
    """All reviews of a data folder, the oldest first; none where nobody reviewed yet."""
    if not reviews_path(data).is_file():
        return []
    with open_reviews(data) as db:
        return [_read(row) for row in store.rows(db, "SELECT * FROM reviews ORDER BY id")]


def _read(row: Row) -> Review:
    anchor = Anchor(row["fact"], row["quote"], row["before"], row["after"])
    names = ("id", "at", "reviewer", "action", "kind", "document", "reason", "reply", "reply_by")
    return Review(
        anchor=anchor,
        seen=json.loads(row["seen"]),
        changes=json.loads(row["changes"]),
        **{name: row[name] for name in names},
    )


def save_review(
    data: Path,
    *,
    reviewer: str,
    action: str,
    kind: str,
    fact: str,
    reason: str | None = None,
    changes: Mapping[str, Any] | None = None,
    reply: str | None = None,
    reply_by: str | None = None,
    now: datetime | None = None,
) -> int:
    """Keep what somebody says of a fact of the working database; the review's number.

    Raises ReviewError for an unknown fact, action or column, and for a value that cannot be.
    """
    reason, reply, reply_by = (_said(words) for words in (reason, reply, reply_by))
    _check_act(action, kind, reason, reply, reply_by)
    with closing(store.open_store(data)) as db:
        row, anchor = _seen(db, kind, fact)
        checked = check_changes(db, kind, changes or {}) if action == "correct" else {}
    if action == "correct" and not any(row.get(name) != new for name, new in checked.items()):
        raise ReviewError("nothing is corrected: every value is as it was")
    kept = {
        "at": (now or datetime.now(UTC)).isoformat(timespec="seconds"),
        "reviewer": reviewer, "action": action, "kind": kind, "fact": fact,
        "document": row.get("document"), "quote": anchor.quote, "before": anchor.before,
        "after": anchor.after, "seen": store.plain(row), "changes": store.plain(checked),
        "reason": reason, "reply": reply, "reply_by": reply_by,
    }  # fmt: skip
    with open_reviews(data) as reviews:
        names, marks = ", ".join(kept), ", ".join("?" * len(kept))
        cursor = reviews.conn.execute(
            f"INSERT INTO reviews ({names}) VALUES ({marks})", list(kept.values())
        )
        return int(cursor.lastrowid or 0)


def _said(words: str | None) -> str | None:
    text = (words or "").strip()
    if len(text) > LONGEST:
        raise ReviewError(f"{len(text)} characters are too many; {LONGEST} at most")
    return text or None


def _check_act(
    action: str, kind: str, reason: str | None, reply: str | None, reply_by: str | None
) -> None:
    if action not in STATES:
        raise ReviewError(f"unknown action {action!r}; known are {', '.join(STATES)}")
    if kind not in KINDS:
        raise ReviewError(f"unknown kind {kind!r}; known are {', '.join(KINDS)}")
    if action in NEED_REASON and reason is None:
        raise ReviewError(f"{action} needs a reason")
    if action == "correct" and not EDITABLE[kind]:
        raise ReviewError(f"{kind} cannot be corrected; accept or reject them")
    if action == "reply" and (reply is None or reply_by is None):
        raise ReviewError("a reply needs its words and who gave it")


def _seen(db: Database, kind: str, fact: str) -> tuple[Row, Anchor]:
    """A row as it is now, and where it stands. Raises ReviewError for an unknown id."""
    found = store.rows(db, f"SELECT * FROM {kind} WHERE id = ?", fact)
    if not found:
        raise ReviewError(f"{kind} has no row with id {fact!r}")
    row = found[0]
    if kind == "findings":
        row["facts"] = _facts_of(db, fact)
        return row, Anchor(fact, row["message_id"], "", "")
    if kind == "officials":
        return row, Anchor(fact, row["name"], "", "")
    return row, make_anchor(fact, _text(db, row["document"]), row["start"], row["end"])


def _text(db: Database, document: str) -> str:
    found = store.rows(
        db,
        "SELECT v.text FROM documents d JOIN versions v ON v.document = d.id AND v.n = d.version "
        "WHERE d.id = ?",
        document,
    )
    return str(found[0]["text"]) if found else ""


def _facts_of(db: Database, finding: str) -> list[Row]:
    """What a finding rests on; the words of a document with their anchors."""
    known = []
    sql = "SELECT kind, fact FROM finding_facts WHERE finding = ? ORDER BY n"
    for row in store.rows(db, sql, finding):
        place = place_of(db, row["kind"], row["fact"])
        if place is not None:
            document, start, end, sort = place
            anchor = make_anchor(row["fact"], _text(db, document), start, end)
            words = {name: getattr(anchor, name) for name in ("quote", "before", "after")}
            row |= words | {"document": document, "sort": sort}
        known.append(row)
    return known


def place_of(db: Database, kind: str, fact: str) -> tuple[str, int, int, str | None] | None:
    """Where a fact of a finding stands: document, start, end, and what it states; None for an
    observation and for a fact that is gone.

    A passage is no row of a table: its id is "document:start-end".
    """
    if kind == "passage":
        document, _, span = fact.rpartition(":")
        start, _, end = span.partition("-")
        return document, int(start), int(end), None
    if kind not in (*FACTS, "dates"):
        return None
    sql = f'SELECT document, "start", "end", {SORTS.get(kind, "NULL")} FROM {kind} WHERE id = ?'
    found = db.conn.execute(sql, [fact]).fetchone()
    return tuple(found) if found else None


def check_changes(db: Database, kind: str, changes: Mapping[str, Any]) -> Row:
    """The corrected values as they are stored. Raises ReviewError for one that cannot be."""
    checked = {}
    for name, value in changes.items():
        if name not in EDITABLE[kind]:
            raise ReviewError(f"{kind} has no {name} that could be corrected")
        checked[name] = _checked(db, name, value.strip() if isinstance(value, str) else value)
    return checked


def _checked(db: Database, name: str, value: Any) -> Any:
    if value in (None, ""):
        if name in REQUIRED:
            raise ReviewError(f"{name} cannot be empty")
        return None
    if name in ("value", "rank"):
        return _number(name, value)
    if name == "hedged":
        return int(str(value).lower() in ("1", "true", "ya", "on"))
    if name in CHOICES and value not in CHOICES[name]:
        raise ReviewError(f"{name} {value!r}: known are {', '.join(CHOICES[name])}")
    if name in ("period", "deadline") and not _PERIOD.fullmatch(str(value)):
        raise ReviewError(f"{name} {value!r}: write 2024, 2024-03, 2024-S1, 2024-Q2 or 2024/2026")
    if name in CODES and not _exists(db, name, value):
        raise ReviewError(f"{name} {value!r} is not known")
    return str(value)


CODES = {"region": ("regions", "code"), "indicator": ("indicators", "id")}


def _exists(db: Database, name: str, value: Any) -> bool:
    table, column = CODES[name]
    found = db.conn.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", [value]).fetchone()
    return found is not None


def _number(name: str, value: Any) -> float | int:
    """A number; Indonesian decimals are read too ("14,14").

    >>> _number("value", "14,14"), _number("value", "1.250,5"), _number("rank", "2")
    (14.14, 1250.5, 2)
    """
    text = str(value)
    text = text.replace(".", "").replace(",", ".") if "," in text else text
    try:
        number = float(text)
    except ValueError as error:
        raise ReviewError(f"{name} {value!r} is no number") from error
    if not math.isfinite(number):
        raise ReviewError(f"{name} {value!r} is no number")
    return int(number) if name == "rank" else number


# ---- which fact each belongs to now --------------------------------------------------------------


def resolve(db: Database, reviews: Iterable[Review]) -> Resolution:
    """Attach every review to the row that it belongs to now; the last act on a row holds."""
    finder = Finder(db)
    decisions: dict[Key, Decision] = {}
    orphans = []
    for review in sorted(reviews, key=lambda review: review.id):
        found = finder.find(review)
        if found is None:
            orphans.append((review, finder.why(review)))
            continue
        _decide(decisions.setdefault((review.kind, found), Decision()), review)
    return Resolution(decisions, orphans)


def _decide(decision: Decision, review: Review) -> None:
    decision.reviews.append(review)
    state = STATES[review.action]
    if state is None:
        return
    if review.action == "accept" and decision.state == "corrected":
        return  # what was corrected is accepted as corrected
    decision.state = state
    if review.action == "correct":
        decision.changes |= review.changes
    elif review.action == "reopen":
        decision.changes.clear()


@dataclass(slots=True)
class Finder:
    """Finds the present row of a review; remembers what it read of each document."""

    db: Database
    _texts: dict[str, str] = field(default_factory=dict)
    _spots: dict[Key, list[Spot]] = field(default_factory=dict)

    def find(self, review: Review) -> str | None:
        """The id of the review's row in the present database, or None."""
        if review.kind == "findings":
            return self._finding(review)
        if review.kind == "officials":
            return self._official(review)
        anchor = replace(review.anchor, sorts=_sorts(review))
        found = self._statement(review.kind, review.document or "", anchor)
        if found is None and review.action in TAKING_OUT and self._exists(review):
            return review.anchor.fact
        return found

    def why(self, review: Review) -> str:
        """Why a review has no row any more."""
        if review.kind == "findings":
            return "the finding is gone or says something else"
        if not self._text(review.document or ""):
            return "the document is gone"
        return "the words are gone, or nothing is read from them any more"

    def _exists(self, review: Review) -> bool:
        sql = f"SELECT 1 FROM {review.kind} WHERE id = ?"
        return self.db.conn.execute(sql, [review.anchor.fact]).fetchone() is not None

    def _text(self, document: str) -> str:
        if document not in self._texts:
            self._texts[document] = _text(self.db, document)
        return self._texts[document]

    def _statement(self, kind: str, document: str, anchor: Anchor) -> str | None:
        key = (kind, document)
        if key not in self._spots:
            sql = (
                f'SELECT id, "start", "end", {SORTS.get(kind, "NULL")} FROM {kind} '
                "WHERE document = ? "
                'ORDER BY "start", id'
            )
            self._spots[key] = [Spot(*row) for row in self.db.conn.execute(sql, [document])]
        return attach(self._text(document), anchor, self._spots[key])

    def _official(self, review: Review) -> str | None:
        """The one person of the document with the name; the id decides between two."""
        sql = "SELECT id, name FROM officials WHERE document = ?"
        found = store.rows(self.db, sql, review.document)
        names = {review.anchor.quote, review.changes.get("name")}
        same = [row["id"] for row in found if row["name"] in names]
        if len(same) == 1:
            return str(same[0])
        return review.anchor.fact if review.anchor.fact in {row["id"] for row in found} else None

    def _finding(self, review: Review) -> str | None:
        """The finding of the same check and verdict on the same facts with the same numbers."""
        wanted = self._facts_now(review.seen["facts"])
        sql = 'SELECT id, message_id FROM findings WHERE "check" = ? AND verdict = ?'
        check, verdict = review.seen["check"], review.seen["verdict"]
        for row in self._resting_on(wanted, store.rows(self.db, sql, check, verdict)):
            same = _numbers(row["message_id"]) == _numbers(review.seen["message_id"])
            if same or review.action in TAKING_OUT:
                return str(row["id"])
        return None

    def _facts_now(self, facts: Iterable[Row]) -> set[Key] | None:
        """The present facts of a finding, or None where one of them is gone."""
        found: set[Key] = set()
        for fact in facts:
            now: str | None = fact["fact"]
            if "quote" in fact:
                words = (fact["quote"], fact["before"], fact["after"])
                sorts = (fact["sort"],) if fact.get("sort") else ()
                anchor = Anchor(fact["fact"], *words, sorts)
                where = self._passage if fact["kind"] == "passage" else self._statement
                now = where(fact["kind"], fact["document"], anchor)
            if now is None:
                return None
            found.add((fact["kind"], now))
        return found

    def _passage(self, kind: str, document: str, anchor: Anchor) -> str | None:
        """The id of the one place where a passage stands now."""
        places = find_places(self._text(document), anchor)
        return f"{document}:{places[0][0]}-{places[0][1]}" if len(places) == 1 else None

    def _resting_on(self, wanted: set[Key] | None, rows: Iterable[Row]) -> Iterator[Row]:
        sql = "SELECT kind, fact FROM finding_facts WHERE finding = ?"
        for row in rows if wanted is not None else ():
            if set(self.db.conn.execute(sql, [row["id"]])) == wanted:
                yield row


def _sorts(review: Review) -> tuple[str, ...]:
    """What a reviewed statement stated, as it was seen and as it was corrected."""
    column = SORTS[review.kind]
    return tuple(
        value for row in (review.seen, review.changes) if isinstance(value := row.get(column), str)
    )


def _numbers(message: str) -> list[str]:
    """The numbers of a message: what it says, however it is worded.

    >>> _numbers("Tertulis 14,14 persen, resmi 13,9.")
    ['14,14', '13,9']
    """
    return re.findall(r"\d+(?:[.,]\d+)*", message)


# ---- into the working database -------------------------------------------------------------------


def apply_reviews(data: Path, db: Database | None = None) -> Resolution:
    """Write what people decided into the working database of a data folder.

    Rows get their `review_state` and corrected values; the log of `corrections` is made anew.
    Nothing is touched while nobody has reviewed anything. The caller is the folder's one writer;
    `db` is the working database where it is open already.
    """
    reviews = load_reviews(data)
    if not reviews:
        return Resolution({})
    if db is not None:
        return _apply(db, reviews)
    with closing(store.open_store(data)) as opened:
        return _apply(opened, reviews)


def _apply(db: Database, reviews: Sequence[Review]) -> Resolution:
    from pipelines.corrections import log_rows

    resolution = resolve(db, reviews)
    with store.transaction(db):
        for kind in KINDS:
            decided = {key: d for (table, key), d in resolution.decisions.items() if table == kind}
            _reset_states(db, kind, decided)
            for key, decision in decided.items():
                _write(db, kind, key, decision)
        store.replace_rows(db, "corrections", {}, log_rows(resolution, reviews), "id")
    return resolution


def _reset_states(db: Database, kind: str, decided: Mapping[str, Decision]) -> None:
    """Rows that no review belongs to any more are as the machine made them.

    What was corrected in them is read again: their document's facts are stale.
    """
    sql = f"SELECT id, review_state FROM {kind} WHERE review_state <> 'unreviewed'"
    for key, state in db.conn.execute(sql).fetchall():
        if key in decided and decided[key].state != "unreviewed":
            continue
        if state == "corrected":
            db.conn.execute(
                "UPDATE documents SET rules = NULL WHERE id = "
                f"(SELECT document FROM {kind} WHERE id = ?)",
                [key],
            )
            _restore(db, kind, key, decided.get(key))
        db.conn.execute(f"UPDATE {kind} SET review_state = 'unreviewed' WHERE id = ?", [key])


def _restore(db: Database, kind: str, key: str, decision: Decision | None) -> None:
    """The machine's values, as the first person who corrected them saw them."""
    first = next((r for r in decision.reviews if r.action == "correct"), None) if decision else None
    if first is not None:
        values = {name: first.seen[name] for name in first.changes}
        store.save_row(db, kind, values | {"id": key}, "id")


def _write(db: Database, kind: str, key: str, decision: Decision) -> None:
    row: Row = {"id": key, "review_state": decision.state}
    if decision.state == "corrected":
        row |= decision.changes
        row |= _implied(db, kind, key, decision.changes)
    store.save_row(db, kind, row, "id")


def _implied(db: Database, kind: str, key: str, changes: Row) -> Row:
    """Columns that follow from corrected ones: decimals of a value, the holder who speaks."""
    implied: Row = {}
    if kind == "figures" and "value" in changes:
        decimals = len(f"{changes['value']:.6f}".rstrip("0").partition(".")[2])
        implied |= {"decimals": decimals, "step": 10.0**-decimals}
    if kind in FACTS and "speaker" in changes:
        sql = (
            f"SELECT o.id FROM officials o JOIN {kind} f ON f.document = o.document "
            "WHERE f.id = ? AND o.name = ?"
        )
        found = db.conn.execute(sql, [key, changes["speaker"]]).fetchone()
        implied["official"] = found[0] if found else None
    if kind == "officials" and "name" in changes:
        _rename(db, key, changes["name"])
    return implied


def _rename(db: Database, official: str, name: str) -> None:
    """Whoever is renamed speaks under the new name; the caller writes the row itself."""
    old = db.conn.execute("SELECT name FROM officials WHERE id = ?", [official]).fetchone()
    for table in FACTS:
        db.conn.execute(
            f"UPDATE {table} SET speaker = ? WHERE official = ? AND speaker = ?",
            [name, official, old[0]],
        )
