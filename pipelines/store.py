"""Every SQL write into the working database: documents, their versions, their facts, the runs.

All writes go through `transaction`, one document each, and change a row only where a value differs:
writing the same again changes nothing. The tables and views stand in `schema.py`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlite_utils import Database

from extract.document import Box, Document, Issue, Page, digest, fact_id
from extract.indicators import load_indicators
from extract.regions import load_regions, region_name
from extract.text import Sentence, find_sentences
from pipelines.migrate import Newer, migrate
from pipelines.schema import migrations
from scraper.durable import Taken, take_place
from scraper.tonight import NIGHT, Asked, Closed, Tonight, host_name

if TYPE_CHECKING:  # the store writes what they made, and never pays for loading them
    from extract.facts import Extraction, OfficialFact
    from pipelines.copies import CopyGroup
    from scraper.archive import Snapshot
    from scraper.sources import Source

Row = dict[str, Any]
Change = Literal["new", "changed", "same"]

DATABASE = "rakor.db"
LOCK = "rakor.lock"
BUSY_SECONDS = 30
# A disk or a quota that is full, a file that may not grow, a disk that is read-only or failing.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)


class StoreError(Exception):
    """The database or its folder cannot be used; the message says which and what to do."""


class Locked(Exception):
    """Another run is writing to the same folder."""


# ---- opening ---------------------------------------------------------------------------------


def prepare_folder(data: Path) -> Path:
    """Make the data folder where needed; raises StoreError where nothing can be written."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / f".{LOCK}.probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StoreError(
            f"{data}: cannot be written to ({error.strerror}); "
            "give another folder with --data or change its permissions"
        ) from error
    return data


@contextmanager
def writer_lock(data: Path) -> Iterator[None]:
    """Hold the folder's one writer's place; raises Locked when another process has it.

    The lock belongs to the process: it is gone when the process is, however it ended.
    """
    try:
        handle = take_place(prepare_folder(data) / LOCK)
    except Taken as error:
        raise Locked(f"another run is writing to {data}{error}; wait until it has ended") from error
    except OSError as error:
        raise StoreError(f"{data / LOCK}: cannot be written: {error.strerror}") from error
    with handle:
        yield


def open_store(data: Path) -> Database:
    """The working database of a data folder, made and migrated where needed.

    Raises StoreError for a folder that cannot be written to, for a file that is no database and
    for one that a newer rakor has written.
    """
    path = prepare_folder(data) / DATABASE
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        db = Database(connection)
        if migrate(db, migrations):
            with transaction(db):
                save_reference(db)
    except sqlite3.DatabaseError as error:
        connection.close()
        hint = "move the file away and run again" if _is_no_database(error) else "mend that first"
        raise StoreError(f"{path}: {error}; {hint}") from error
    except Newer as error:
        connection.close()
        raise StoreError(str(error)) from error
    return db


def _is_no_database(error: sqlite3.DatabaseError) -> bool:
    return not isinstance(error, sqlite3.OperationalError)


@contextmanager
def writing(data: Path) -> Iterator[Database]:
    """The working database for the one writer of a data folder.

    Raises Locked, and StoreError also for what SQLite cannot do later: a full disk, a file that
    is read-only, another program that keeps the database locked.
    """
    with writer_lock(data):
        db = open_store(data)
        try:
            yield db
        except sqlite3.OperationalError as error:
            raise StoreError(f"{data / DATABASE}: {error}; mend that and run again") from error
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise StoreError(
                f"{error.filename or data}: {error.strerror}; make room on the disks of the data "
                "folder and of temporary files, and run again"
            ) from error
        finally:
            db.close()


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Everything inside is written together or not at all; the write lock is taken at once."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise
    db.conn.execute("COMMIT")


def rows(db: Database, sql: str, *values: Any) -> list[Row]:
    """The rows of a query, by column name."""
    cursor = db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


# ---- one row ---------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """A record's value as SQLite keeps it: ISO days and moments, JSON lists, 0 and 1."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list | dict):
        return json.dumps(value, ensure_ascii=False, default=plain)
    return value


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def save_row(db: Database, table: str, row: Mapping[str, Any], *keys: str) -> Change:
    """Insert a row, or change the columns of it that differ; says what it did."""
    row = {name: plain(value) for name, value in row.items()}
    where = " AND ".join(f"{name} = ?" for name in _quoted(keys))
    known = [row[key] for key in keys]
    columns = ", ".join(_quoted(row))
    found = db.conn.execute(f"SELECT {columns} FROM {table} WHERE {where}", known).fetchone()
    if found is None:
        marks = ", ".join("?" * len(row))
        db.conn.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))
        return "new"
    if list(found) == list(row.values()):
        return "same"
    settings = ", ".join(f"{name} = ?" for name in _quoted(row))
    db.conn.execute(f"UPDATE {table} SET {settings} WHERE {where}", [*row.values(), *known])
    return "changed"


def replace_rows(
    db: Database, table: str, owner: Mapping[str, Any], new: Sequence[Row], *keys: str
) -> Counter[str]:
    """Make `new` the only rows of `table` that belong to `owner` (column: value; {}: all rows).

    Counts what was new, changed, same and gone; equal rows are not touched.
    """
    where = " AND ".join(f"{name} = ?" for name in _quoted(owner)) or "TRUE"
    kept = {tuple(row[key] for key in keys) for row in new}
    columns = ", ".join(_quoted(keys))
    old = db.conn.execute(f"SELECT {columns} FROM {table} WHERE {where}", [*owner.values()])
    gone = [known for known in old.fetchall() if tuple(known) not in kept]
    by_key = " AND ".join(f"{name} = ?" for name in _quoted(keys))
    db.conn.executemany(f"DELETE FROM {table} WHERE {by_key}", gone)
    changes: Counter[str] = Counter(save_row(db, table, row, *keys) for row in new)
    changes["gone"] = len(gone)
    return changes


# ---- reference -------------------------------------------------------------------------------


def save_reference(db: Database) -> None:
    """The regions and indicators of the tables that ship with the program."""
    for code, region in load_regions().items():
        row = {name: getattr(region, name) for name in _REGION_COLUMNS}
        save_row(db, "regions", row | {"code": code, "name": region_name(code)}, "code")
    for indicator in load_indicators().values():
        row = {name: asdict(indicator)[name] for name in _INDICATOR_COLUMNS}
        save_row(db, "indicators", row, "id")


_INDICATOR_COLUMNS = ("id", "topic", "units", "name_id", "name_en")
_REGION_COLUMNS = ("bps_code", "level", "parent", "valid_from", "valid_to", "successors")
_LEVELS = ("province", "regency", "district", "village")


def ensure_region(db: Database, code: str | None) -> str | None:
    """The code, after a district or village was added to the table with its parents."""
    if code is None or db.conn.execute("SELECT 1 FROM regions WHERE code = ?", [code]).fetchone():
        return code
    parent = code.rpartition(".")[0] or None
    level = _LEVELS[min(code.count("."), 3)]
    row = {"code": code, "name": region_name(code), "level": level}
    save_row(db, "regions", row | {"parent": ensure_region(db, parent)}, "code")
    return code


def save_sources(db: Database, sources: Iterable[Source]) -> None:
    """The source table as it stands; a source that left the file keeps its row.

    The listings of a changed source are read to their end again: other words may be wanted.
    """
    for source in sources:
        row = {name: getattr(source, name) for name in source.__slots__}
        for name in ("listings", "layouts"):
            row[name] = [asdict(part) for part in row[name]]
        row["region"] = ensure_region(db, source.region)
        if save_row(db, "sources", row, "id") == "changed":
            db.conn.execute("DELETE FROM listings WHERE source = ?", [source.id])


def is_read(db: Database, listing: str) -> bool:
    """Whether everything that a listing names is remembered, up to its newest page."""
    return db.conn.execute("SELECT 1 FROM listings WHERE url = ?", [listing]).fetchone() is not None


def mark_listing(db: Database, listing: str, source: str, *, read: bool) -> None:
    """Note that a listing was read to its end, or that this is not so any more."""
    if read:
        save_row(db, "listings", {"url": listing, "source": source}, "url")
    else:
        db.conn.execute("DELETE FROM listings WHERE url = ?", [listing])


# ---- documents -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saved:
    """What happened to a document: `change` and the number of its newest version."""

    document: str
    n: int
    change: Change


def snapshot_id(snapshot: Snapshot) -> str:
    """The id of a capture: of its address, its moment and its bytes."""
    return digest(snapshot.url, snapshot.fetched_at.isoformat(), snapshot.sha256)


def save_snapshot(db: Database, snapshot: Snapshot, source: str | None = None) -> str:
    """A capture, when its bytes differ from the ones before at its address; its id, or theirs."""
    last = rows(
        db,
        """SELECT id, sha256 FROM snapshots WHERE url = ? AND fetched_at <= ?
        ORDER BY fetched_at DESC LIMIT 1""",
        snapshot.url,
        plain(snapshot.fetched_at),
    )
    if last and last[0]["sha256"] == snapshot.sha256:
        return str(last[0]["id"])
    names = ("url", "final_url", "fetched_at", "status", "media_type", "sha256")
    row = {name: getattr(snapshot, name) for name in (*names, "etag", "last_modified")}
    key = snapshot_id(snapshot)
    row |= {"id": key, "source": source}
    place = {"warc": snapshot.warc_file, "offset": snapshot.warc_offset}
    save_row(db, "snapshots", row | place, "id")
    return key


def is_older(db: Database, document: str, moment: datetime) -> bool:
    """Whether a document is known from a later capture: an archive that is read again."""
    later = """SELECT 1 FROM versions v JOIN snapshots s ON s.id = v.snapshot
        WHERE v.document = ? AND s.fetched_at > ?"""
    return db.conn.execute(later, [document, plain(moment)]).fetchone() is not None


def text_digest(text: str) -> str:
    """SHA-256 of a version's text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


_DOCUMENT = (
    "source", "url", "publisher", "title", "published", "published_at", "updated_at", "author",
    "kind", "region", "language", "sponsored",
)  # fmt: skip


def save_document(
    db: Database, document: Document, *, snapshot: str | None = None, reader: str = ""
) -> Saved:
    """A document; another text than its newest version's is a new version.

    Where anything that extraction reads has changed, `rules` is emptied: its facts are stale.
    """
    row = {name: getattr(document, name) for name in _DOCUMENT} | {"id": document.id}
    row["region"] = ensure_region(db, document.region)
    sha256 = text_digest(document.text)
    newest = rows(
        db,
        "SELECT n, sha256 FROM versions WHERE document = ? ORDER BY n DESC LIMIT 1",
        document.id,
    )
    same_text = bool(newest) and newest[0]["sha256"] == sha256
    n = newest[0]["n"] + (not same_text) if newest else 1
    insert = {"version": n} if newest else {"version": n, "rules": None}
    change = save_row(db, "documents", row | insert, "id")
    if not same_text:
        paged = {
            "pages": [asdict(page) for page in document.pages],
            "boxes": [asdict(box) for box in document.boxes],
        }
        version = {"document": document.id, "n": n, "text": document.text, "sha256": sha256}
        made = {"snapshot": snapshot, "reader": reader}
        save_row(db, "versions", version | paged | made, "document", "n")
    if change == "changed":
        db.conn.execute("UPDATE documents SET rules = NULL WHERE id = ?", [document.id])
    return Saved(document.id, n, change)


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def load_document(db: Database, identity: str) -> Document:
    """A document with the text of its newest version. Raises KeyError for an unknown id."""
    found = rows(
        db,
        """SELECT d.*, v.text, v.pages, v.boxes FROM documents d
        JOIN versions v ON v.document = d.id AND v.n = d.version WHERE d.id = ?""",
        identity,
    )
    if not found:
        raise KeyError(identity)
    row = found[0]
    return Document(
        id=row["id"],
        text=row["text"],
        url=row["url"],
        source=row["source"],
        publisher=row["publisher"],
        title=row["title"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        published_at=_moment(row["published_at"]),
        updated_at=_moment(row["updated_at"]),
        author=row["author"],
        kind=row["kind"],
        region=row["region"],
        language=row["language"],
        sponsored=bool(row["sponsored"]),
        pages=tuple(Page(**page) for page in json.loads(row["pages"])),
        boxes=tuple(Box(**box) for box in json.loads(row["boxes"])),
    )


def document_ids(db: Database, not_by: str | None = None) -> list[str]:
    """The ids of all documents, or of those whose facts were not made by the rules `not_by`."""
    condition = "" if not_by is None else "WHERE rules IS NOT ?"
    values = [] if not_by is None else [not_by]
    return [
        row["id"] for row in rows(db, f"SELECT id FROM documents {condition} ORDER BY id", *values)
    ]


def replace_copies(db: Database, groups: Iterable[CopyGroup]) -> None:
    """Make these groups the only ones; of each the earliest document is the origin."""
    new = [
        {"origin": group.origin.document} | {name: getattr(member, name) for name in _MEMBER}
        for group in groups
        for member in group.members
    ]
    replace_rows(db, "copies", {}, new, "document")


_MEMBER = ("document", "voice", "likeness")


# ---- facts -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Place:
    """The document version that facts are written for."""

    document: Document
    version: int
    sentences: list[Sentence]
    officials: dict[str, str]

    def evidence(self, kind: str, start: int, end: int, ordinals: Counter[str]) -> Row:
        """The columns of a fact's id and place; `ordinals` counts equal quotes of one kind."""
        quote = self.document.text[start:end]
        ordinal = ordinals[quote]
        ordinals[quote] += 1
        return {
            "id": fact_id(self.document.id, kind, quote, ordinal),
            "document": self.document.id,
            "version": self.version,
            "start": start,
            "end": end,
            "quote": quote,
        }

    def sentence(self, start: int, end: int) -> Row:
        """The columns of the sentences from `start` to `end` (a fact may run over several)."""
        text = self.document.text
        within = [s for s in self.sentences if s.start < end and start < s.end]
        low = min((s.start for s in within), default=start)
        high = max((s.end for s in within), default=end)
        low, high = min(low, start), max(high, end)
        return {"sentence": text[low:high], "sentence_start": low, "sentence_end": high}


def _facts(place: _Place, kind: str, facts: Sequence[Any]) -> list[tuple[Any, Row]]:
    """Facts in the order of the text, each with the columns of its place."""
    ordinals: Counter[str] = Counter()
    order = sorted(facts, key=lambda fact: (fact.start, fact.end))
    return [(fact, place.evidence(kind, fact.start, fact.end, ordinals)) for fact in order]


def _fields(fact: Any, *names: str) -> Row:
    return {name: plain(getattr(fact, name)) for name in names}


def replace_facts(db: Database, extraction: Extraction, *, rules: str) -> Counter[str]:
    """Make an extraction the facts of its document's newest version.

    The caller holds the transaction, and the extraction was made of the newest text. Counts
    facts (figures, claims, commitments) new, changed, same and gone; equal rows are not touched.
    """
    document = extraction.document
    found = db.conn.execute("SELECT version FROM documents WHERE id = ?", [document.id]).fetchone()
    place = _Place(document, found[0], find_sentences(document.text), {})
    _replace_regions(db, place, extraction)
    _replace_officials(db, place, extraction)
    _replace_meeting(db, place, extraction)
    figures = _figures(db, place, extraction)
    changes = _replace(db, place, "figures", list(figures.values()))
    changes += _replace(db, place, "claims", _claims(db, place, extraction))
    changes += _replace(db, place, "commitments", _commitments(db, place, extraction, figures))
    for kind, columns in (("dates", ("value",)), ("unbound", ("value", "unit"))):
        pairs = _facts(place, kind, getattr(extraction, kind))
        _replace(db, place, kind, [row | _fields(fact, *columns) for fact, row in pairs])
    replace_issues(db, document, extraction.issues)
    db.conn.execute(
        "UPDATE documents SET rules = ? WHERE id = ? AND rules IS NOT ?",
        [rules, document.id, rules],
    )
    return changes


def _replace(db: Database, place: _Place, table: str, new: list[Row]) -> Counter[str]:
    return replace_rows(db, table, {"document": place.document.id}, new, "id")


def _replace_regions(db: Database, place: _Place, extraction: Extraction) -> None:
    document, text = place.document.id, place.document.text
    named, mentions = [], []
    for fact in extraction.regions:
        code = ensure_region(db, fact.code)
        named.append({"document": document, "region": code, "subject": fact.subject})
        for start, end in fact.mentions:
            span = {"start": start, "end": end, "quote": text[start:end]}
            mentions.append({"document": document, "version": place.version, "region": code} | span)
    owner = {"document": document}
    replace_rows(db, "document_regions", owner, named, "document", "region")
    keys = ("document", "start", "end", "region")
    replace_rows(db, "region_mentions", owner, mentions, *keys)


def _first_words(text: str, fact: OfficialFact) -> str:
    """The words at an official's first mention: what the id is made of."""
    return text[slice(*min(fact.mentions))] if fact.mentions else fact.official.name


def _replace_officials(db: Database, place: _Place, extraction: Extraction) -> None:
    document, text = place.document.id, place.document.text
    people, mentions = [], []
    ordinals: Counter[str] = Counter()
    for fact in sorted(extraction.officials, key=lambda o: min(o.mentions, default=(0, 0))):
        words = _first_words(text, fact)
        key = fact_id(document, "officials", words, ordinals[words])
        ordinals[words] += 1
        one = fact.official
        place.officials.setdefault(one.name, key)
        row = _fields(
            one, "name", "position", "acting", "institution", "roles", "degrees", "variants"
        )
        row["region"] = ensure_region(db, one.region)
        people.append(row | {"id": key, "document": document})
        for start, end in fact.mentions:
            span = {"start": start, "end": end, "quote": text[start:end]}
            owner = {"official": key, "document": document, "version": place.version}
            mentions.append(owner | span)
    _replace(db, place, "officials", people)
    keys = ("official", "start", "end")
    replace_rows(db, "official_mentions", {"document": document}, mentions, *keys)


def _replace_meeting(db: Database, place: _Place, extraction: Extraction) -> None:
    meeting, document = extraction.meeting, place.document
    if meeting is None:
        _replace(db, place, "meetings", [])
        return
    start, end = meeting.start, meeting.end
    quote = None if start is None or end is None else document.text[start:end]
    row = _fields(meeting, "start", "end", "type", "theme", "date", "venue", "chair")
    key = fact_id(document.id, "meetings", quote or "", 0)
    row |= {"id": key, "document": document.id, "version": place.version, "quote": quote}
    _replace(db, place, "meetings", [row | {"region": ensure_region(db, meeting.region)}])
    people = [
        _fields(person, "name", "position", "part") | {"meeting": key, "n": n}
        for n, person in enumerate(meeting.participants)
    ]
    replace_rows(db, "participants", {"meeting": key}, people, "meeting", "n")


_FIGURE = (
    "indicator", "value", "unit", "decimals", "step", "measure", "modality", "comparator",
    "period", "speaker", "on_behalf_of", "cited_source", "scope", "per", "hedged", "stated_on",
    "programme", "rule", "repairs",
)  # fmt: skip


def _figures(db: Database, place: _Place, extraction: Extraction) -> dict[int, Row]:
    """The rows of the figures by the index that commitments know them by."""
    index = {id(figure): n for n, figure in enumerate(extraction.figures)}
    result = {}
    for figure, row in _facts(place, "figures", extraction.figures):
        low, high = figure.sentence_start, figure.sentence_end
        row |= place.sentence(figure.start, figure.end)
        if low <= figure.start < figure.end <= high:
            text = place.document.text[low:high]
            row |= {"sentence": text, "sentence_start": low, "sentence_end": high}
        row |= _fields(figure, *_FIGURE) | {"region": ensure_region(db, figure.region)}
        result[index[id(figure)]] = row | {"official": place.officials.get(figure.speaker)}
    return result


_CLAIM = ("kind", "indicator", "among", "rank", "period", "speaker", "rule")


def _claims(db: Database, place: _Place, extraction: Extraction) -> list[Row]:
    return [
        row
        | place.sentence(claim.start, claim.end)
        | _fields(claim, *_CLAIM)
        | {"region": ensure_region(db, claim.region)}
        | {"official": place.officials.get(claim.speaker)}
        for claim, row in _facts(place, "claims", extraction.claims)
    ]


_COMMITMENT = (
    "owner", "speaker", "indicator", "direction", "deadline", "instrument", "stated_on", "rule",
)  # fmt: skip


def _commitments(
    db: Database, place: _Place, extraction: Extraction, figures: Mapping[int, Row]
) -> list[Row]:
    result = []
    for commitment, row in _facts(place, "commitments", extraction.commitments):
        target = figures.get(-1 if commitment.figure is None else commitment.figure)
        who = place.officials.get(commitment.speaker or commitment.owner or "")
        row |= place.sentence(commitment.start, commitment.end) | _fields(commitment, *_COMMITMENT)
        row |= {"region": ensure_region(db, commitment.region), "official": who}
        result.append(row | {"figure": target["id"] if target else None})
    return result


# ---- issues, items, runs -----------------------------------------------------------------------


def _issue_row(issue: Issue, run: int | None, document: str | None = None) -> Row:
    from pipelines.masking import mask

    message = mask(issue.message)
    parts = (issue.stage, issue.source, issue.url, document, issue.level, message)
    names = ("stage", "source", "url", "document", "level", "message")
    key = digest(*(part or "" for part in parts))
    return {"id": key, "run": run} | dict(zip(names, parts, strict=True))


def save_issue(db: Database, issue: Issue, *, run: int | None = None) -> Change:
    """Write a problem down once; it stays, with the run that saw it first, until it is solved."""
    row = _issue_row(issue, run)
    if db.conn.execute("SELECT 1 FROM issues WHERE id = ?", [row["id"]]).fetchone():
        return "same"
    return save_row(db, "issues", row, "id")


def clear_issues(db: Database, url: str, *stages: str) -> None:
    """The problems of an address at these stages are solved."""
    marks = ", ".join("?" * len(stages))
    db.conn.execute(f"DELETE FROM issues WHERE url = ? AND stage IN ({marks})", [url, *stages])


def replace_issues(db: Database, document: Document, issues: Sequence[Issue]) -> None:
    """Make `issues` the only ones that extraction has about a document."""
    new = {}
    for issue in issues:
        row = _issue_row(issue, None, document.id)
        row["source"], row["url"] = document.source, document.url
        new[row["id"]] = row
    owner = {"document": document.id, "stage": "extract"}
    replace_rows(db, "issues", owner, [row | {"stage": "extract"} for row in new.values()], "id")


def save_item(db: Database, item: Row) -> Change:
    """An address that a source listed, and how far it came; `url` is canonical.

    `state` is found, done, skipped or failed, `reason` says why it was skipped or failed;
    `published` is the day that a feed gave, `listed_on` the newest moment in any listing.
    """
    return save_row(db, "items", item, "url")


def load_item(db: Database, url: str) -> Row | None:
    """What is remembered of an address, or None."""
    found = rows(db, "SELECT * FROM items WHERE url = ?", url)
    return found[0] if found else None


# Young pages that are asked for again in one night; after a back-fill of years all are young.
MOST_AGAIN = 300


def due_items(db: Database, source: str, since: datetime) -> list[Row]:
    """What a source has to be asked for: what is new, then what was found after `since`, because
    young articles change and failures pass; of those that were read the newest MOST_AGAIN."""
    due = rows(
        db,
        """SELECT * FROM items WHERE source = ? AND (state = 'found'
        OR (state IN ('done', 'failed') AND found_at >= ?))
        ORDER BY state <> 'found', listed_on DESC, found_at DESC, url""",
        source,
        since.isoformat(),
    )
    again = {row["url"] for row in [row for row in due if row["state"] == "done"][MOST_AGAIN:]}
    return [row for row in due if row["url"] not in again]


def retry_items(db: Database, sources: Sequence[str] = ()) -> int:
    """Make addresses that failed due again, of all sources or of these; how many there were."""
    with transaction(db):
        marks = ", ".join("?" * len(sources))
        only = f" AND source IN ({marks})" if sources else ""
        cursor = db.conn.execute(
            f"UPDATE items SET state = 'found', reason = NULL WHERE state = 'failed'{only}",
            list(sources),
        )
    return int(cursor.rowcount)


def load_tonight(db: Database) -> Tonight:
    """What earlier runs of this night have learnt; what this one learns is written at once."""
    with transaction(db):
        db.conn.execute("DELETE FROM tonight WHERE until <= ?", [plain(datetime.now(UTC))])
    found = rows(db, "SELECT * FROM tonight")
    return Tonight(
        asked={
            row["name"]: Asked(row["times"], datetime.fromisoformat(row["last"]))
            for row in found
            if row["kind"] == "address"
        },
        closed={
            row["name"]: Closed(row["kind"], datetime.fromisoformat(row["until"]), row["reason"])
            for row in found
            if row["kind"] != "address"
        },
        on_ask=lambda url, moment: _note_request(db, url, moment),
        on_answer=lambda url: _take_back(db, url),
        on_close=lambda host, closed: _note_closed(db, host, closed),
    )


def _note_request(db: Database, url: str, moment: datetime) -> None:
    with transaction(db):
        db.conn.execute(
            """INSERT INTO tonight (name, kind, host, until, times, last)
            VALUES (?, 'address', ?, ?, 1, ?)
            ON CONFLICT (name) DO UPDATE SET times = times + 1, last = excluded.last""",
            [url, host_name(url), plain(moment + NIGHT), plain(moment)],
        )


def _take_back(db: Database, url: str) -> None:
    """The last request of an address was not for nothing."""
    with transaction(db):
        db.conn.execute("DELETE FROM tonight WHERE name = ? AND times <= 1", [url])
        db.conn.execute("UPDATE tonight SET times = times - 1 WHERE name = ?", [url])


def _note_closed(db: Database, host: str, closed: Closed) -> None:
    row = {"name": host, "host": host, "times": 0, "kind": closed.kind}
    with transaction(db):
        save_row(db, "tonight", row | {"until": closed.until, "reason": closed.reason}, "name")


def forget_tonight(db: Database, sources: Sequence[str] = ()) -> int:
    """Leave no host alone any more, of all sources or of these; how many hosts there were."""
    marks = ", ".join("?" * len(sources))
    only = f" WHERE id IN ({marks})" if sources else ""
    hosts = set()
    for row in rows(db, f"SELECT homepage, listings FROM sources{only}", *sources):
        urls = [row["homepage"], *(listing["url"] for listing in json.loads(row["listings"]))]
        hosts |= {host_name(url) for url in urls}
    gone = [row["host"] for row in rows(db, "SELECT DISTINCT host FROM tonight")]
    gone = [host for host in gone if not sources or host in hosts]
    with transaction(db):
        db.conn.executemany("DELETE FROM tonight WHERE host = ?", [[host] for host in gone])
    return len(gone)


def start_run(db: Database, command: str, versions: Mapping[str, str], now: datetime) -> int:
    """A new row of `runs`; its id."""
    with transaction(db):
        cursor = db.conn.execute(
            "INSERT INTO runs (started_at, command, versions) VALUES (?, ?, ?)",
            [now.isoformat(), command, plain(dict(versions))],
        )
    return int(cursor.lastrowid or 0)


def unfinished_run(db: Database) -> int | None:
    """The newest run, when it has no end: it was killed, or the machine went down."""
    found = rows(db, "SELECT id, finished_at FROM runs ORDER BY id DESC LIMIT 1")
    return int(found[0]["id"]) if found and found[0]["finished_at"] is None else None


def newest_start(db: Database, run: int) -> datetime | None:
    """The latest moment at which another run began."""
    found = rows(db, "SELECT max(started_at) AS at FROM runs WHERE id <> ?", run)
    return datetime.fromisoformat(found[0]["at"]) if found[0]["at"] else None


def start_stage(db: Database, run: int, stage: str, now: datetime) -> None:
    """A new row of `stages`."""
    with transaction(db):
        save_row(db, "stages", {"run": run, "stage": stage, "started_at": now}, "run", "stage")


def finish_stage(
    db: Database, run: int, stage: str, counts: Mapping[str, int], seconds: float
) -> None:
    """What a stage counted, and how long it took."""
    row = {"run": run, "stage": stage, "seconds": round(seconds, 3), "counts": dict(counts)}
    with transaction(db):
        save_row(db, "stages", row, "run", "stage")


def resumed_from(db: Database, run: int, now: datetime) -> datetime | None:
    """When the run began that this one goes on for: one of this night that was killed.

    Of several killed ones in a row it is the first. None when the run before came to its end.
    """
    began = None
    for row in rows(db, "SELECT * FROM runs WHERE id < ? ORDER BY id DESC", run):
        moment = datetime.fromisoformat(row["started_at"])
        if row["finished_at"] is not None or not now - NIGHT < moment <= now:
            break
        began = moment
    return began


def finish_run(
    db: Database,
    run: int,
    counts: Mapping[str, int],
    code: int,
    now: datetime,
    sources: Mapping[str, Mapping[str, int]] | None = None,
) -> None:
    """What a run did, also by source (None where no source was asked), and how it ended."""
    with transaction(db):
        db.conn.execute(
            'UPDATE runs SET finished_at = ?, counts = ?, "exit" = ?, sources = ? WHERE id = ?',
            [now.isoformat(), plain(dict(counts)), code, plain(sources or None), run],
        )
