"""What was corrected, withdrawn and answered, for everybody to read; and how far it reaches.

The log goes out with the public database. Withdrawn statements are also taken out of the older
public files that are kept, and listed for whoever hands out parts of the archive.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipelines import store
from pipelines.masking import mask
from pipelines.review import FACTS, Resolution, Review
from scraper.durable import sync, write_whole

Row = dict[str, Any]

LOGGED = ("correct", "reject", "withdraw", "reopen", "reply")
HIDDEN = ("rejected", "withdrawn")
REDACTIONS = "redactions.jsonl"
CONTACT = "redaksi@rakor.example"


def log_rows(resolution: Resolution, reviews: Sequence[Review]) -> list[Row]:
    """The rows of `corrections`: one for each review that changed what the public may see.

    Reviewers are not named. Of what was rejected or withdrawn no words are repeated.
    """
    now = {
        review.id: fact
        for (_, fact), decision in resolution.decisions.items()
        for review in decision.reviews
    }
    return [
        _log_row(review, now.get(review.id, review.anchor.fact))
        for review in reviews
        if review.action in LOGGED
    ]


def _log_row(review: Review, fact: str) -> Row:
    before = {name: review.seen.get(name) for name in review.changes}
    corrected = review.action == "correct"
    return {
        "id": review.id,
        "day": review.at[:10],
        "action": review.action,
        "kind": review.kind,
        "fact": fact,
        "former": review.anchor.fact,
        "document": review.document,
        "reason": mask(review.reason) if review.reason else None,
        "before": store.plain(before) if corrected else None,
        "after": store.plain(review.changes) if corrected else None,
        "reply": mask(review.reply) if review.reply else None,
        "reply_by": mask(review.reply_by) if review.reply_by else None,
    }


# ---- older public files --------------------------------------------------------------------------


def redact_editions(public: Path, resolution: Resolution, *, spare: Path | None) -> int:
    """Take what was rejected, withdrawn or corrected out of the kept public files; how many did.

    A changed file is written beside the old one and swapped. `spare` is the edition just made.
    """
    folders = [f for f in public.iterdir() if f.name.isdecimal() and f != spare]
    return sum(redact_edition(folder, resolution) for folder in folders)


def redact_edition(folder: Path, resolution: Resolution) -> bool:
    """Whether one edition held something that was taken out since; then it does no more."""
    gone = {
        (kind, fact): decision.changes if decision.state == "corrected" else {}
        for (kind, now), decision in resolution.decisions.items()
        if decision.state in (*HIDDEN, "corrected")
        for fact in {now, *(review.anchor.fact for review in decision.reviews)}
    }
    path = folder / "public.db"
    return bool(gone) and path.is_file() and _redact(path, gone)


def _disown_digest(manifest: Path) -> None:
    """The content is about to be no longer what the digest says; said before, so that a run which
    is killed in between leaves no digest that could be taken for true."""
    if manifest.is_file():
        kept = json.loads(manifest.read_text(encoding="utf-8")) | {"digest": "redacted"}
        write_whole(manifest, json.dumps(kept, indent=1) + "\n")


def _redact(path: Path, gone: Mapping[tuple[str, str], Row]) -> bool:
    """Whether a public file held some of these facts; then it is replaced by one that does not."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        held = [key for key, changes in gone.items() if _holds(db, *key, changes)]
    if not held:
        return False
    beside = path.with_suffix(".redacted")
    shutil.copyfile(path, beside)
    with closing(sqlite3.connect(beside, isolation_level=None)) as db:
        for kind, fact in held:
            _delete(db, kind, fact)
        for (table,) in db.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
        ).fetchall():
            db.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
        db.execute("VACUUM")  # what was deleted must not stay in free pages
    beside.chmod(path.stat().st_mode)
    sync(beside)
    _disown_digest(path.with_name("manifest.json"))
    os.replace(beside, path)
    sync(path.parent)
    return True


def _holds(db: sqlite3.Connection, kind: str, fact: str, changes: Row) -> bool:
    """Whether a public file has a row, and not as it was corrected."""
    columns = ", ".join(f'"{name}"' for name in changes) or "1"
    found = db.execute(f"SELECT {columns} FROM {kind} WHERE id = ?", (fact,)).fetchone()
    return found is not None and (not changes or list(found) != list(changes.values()))


READABLE: Mapping[str, str] = {"figures": "pernyataan", "commitments": "janji"}


def _delete(db: sqlite3.Connection, kind: str, fact: str) -> None:
    """Take one row out of a public file, with what repeats it or rests on it."""
    if kind in READABLE:
        db.execute(f"DELETE FROM {READABLE[kind]} WHERE id = ?", (fact,))
    if kind == "figures":
        db.execute("UPDATE commitments SET figure = NULL WHERE figure = ?", (fact,))
    if kind == "officials":
        for table in FACTS:
            db.execute(f"UPDATE {table} SET official = NULL WHERE official = ?", (fact,))
    if kind != "findings":
        db.execute(
            "DELETE FROM findings WHERE id IN (SELECT finding FROM finding_facts WHERE fact = ?)",
            (fact,),
        )
    db.execute(f"DELETE FROM {kind} WHERE id = ?", (fact,))
    db.execute("DELETE FROM finding_facts WHERE finding NOT IN (SELECT id FROM findings)")


# ---- the archive ---------------------------------------------------------------------------------


def write_redactions(data: Path) -> Path | None:
    """List what was withdrawn, for whoever hands out parts of the archive; None where nothing was.

    One line for each: the document's address, since when, why, and where its words stand. The
    archive itself keeps what was received.
    """
    with closing(store.open_store(data)) as db:
        lines = list(_redactions(db))
    path = data / "archive" / REDACTIONS
    if not lines and not path.exists():
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "".join(f"{line}\n" for line in lines))
    return path


def _redactions(db: Database) -> Iterator[str]:
    for table in FACTS:
        found = store.rows(
            db,
            f'SELECT d.url, f.document, f.id AS fact, f."start", f."end", c.day AS since, c.reason '
            f"FROM {table} f JOIN documents d ON d.id = f.document "
            "JOIN corrections c ON c.fact = f.id AND c.action = 'withdraw' "
            "WHERE f.review_state = 'withdrawn' ORDER BY c.id",
        )
        for row in found:
            yield json.dumps(row | {"kind": table}, ensure_ascii=False)
