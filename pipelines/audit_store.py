"""The audit over the working database: what changed is audited again, the rest stays.

`findings` holds what is found now; what is no longer found, with the days of its life, goes to
`past_findings`. `audited` remembers for each document a digest of all that its findings rest on.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from extract.commitments import Commitment
from extract.document import digest
from extract.facts import DateFact, Extraction, RegionFact
from extract.figures import Claim, Figure
from pipelines import store
from pipelines.audit import (
    CROSS_CHECKS,
    Context,
    audit_document,
    audit_documents,
    label_slips,
    readings_of,
)
from pipelines.comparisons import coverage
from pipelines.findings import VERDICTS, Finding, Ref, place
from pipelines.ledger import deadline_end, ledger_findings
from pipelines.reference import (
    Observation,
    Reference,
    index,
    load_reference,
    read_observations,
    released_by,
)
from pipelines.shipped import shipped

# Goes up when a check says something else of the same facts: everything is then audited again.
AUDIT_VERSION = "1"
HIDDEN = ("rejected", "withdrawn")  # what a reviewer took out is no longer audited
REGENCY = len("16.04")  # provinces have shorter codes, districts longer ones
AUTUMN = (2, 1)  # from this day on the autumn survey of the year before is out

FACTS = ("figures", "claims", "commitments", "dates")

Row = dict[str, Any]
Key = tuple[str, str]  # region and indicator

migrations = Migrations("rakor-audit")


@migrations()
def audit_state(db: Database) -> None:
    """What was audited, and what is no longer found."""
    db.execute(
        "CREATE TABLE audited (document TEXT PRIMARY KEY, signature TEXT NOT NULL, "
        "series TEXT NOT NULL) STRICT"
    )
    db.execute("CREATE TABLE imported (observation TEXT PRIMARY KEY) STRICT")
    db.execute("CREATE TABLE audit_marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
    db.execute(
        'CREATE TABLE past_findings (id TEXT NOT NULL, "check" TEXT NOT NULL, '
        "verdict TEXT NOT NULL, severity TEXT NOT NULL, message_id TEXT NOT NULL, "
        "message_en TEXT NOT NULL, first_seen TEXT NOT NULL, gone_on TEXT NOT NULL, "
        "facts TEXT NOT NULL, review_state TEXT NOT NULL, PRIMARY KEY (id, gone_on)) STRICT"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What an audit did: documents looked at, findings by verdict, and how the table changed.

    `heard` counts the regencies and cities of which anything is stated or promised.
    """

    documents: int
    total: int
    verdicts: Mapping[str, int]
    heard: int = 0
    changes: Mapping[str, int] = field(default_factory=dict)


def summary(audited: Audited) -> list[str]:
    """What `rakor audit` prints: the number of documents and findings, then each verdict."""
    head = f"{audited.documents} documents audited, {audited.total} findings"
    kinds = {severity: 0 for severity in ("warning", "notice", "info")}
    lines = []
    for verdict, count in sorted(audited.verdicts.items(), key=lambda pair: (-pair[1], pair[0])):
        kinds[VERDICTS[verdict][0]] += count
        lines.append(f"{count:8}  {verdict}")
    heard = f"something is stated of {audited.heard} of 514 regencies and cities"
    return [head, ", ".join(f"{count} {kind}" for kind, count in kinds.items()), heard, *lines]


# ---- observations ----------------------------------------------------------------------------


def observation_id(row: Observation) -> str:
    """The id of an observation: of what it measures, never of its value."""
    return digest(row.region, row.indicator, row.period, row.definition, row.scope)


def save_observations(db: Database, rows: Iterable[Observation]) -> Counter[str]:
    """Write observations; equal rows are not touched. The caller holds the transaction."""
    known = {row["id"] for row in store.rows(db, "SELECT id FROM observations")}
    written = [_observation_row(row) for row in rows]
    for code in {row["region"] for row in written}:
        store.ensure_region(db, code)
    new = [row for row in written if row["id"] not in known]
    _insert(db, "observations", new)
    changes = Counter({"new": len(new)})
    for row in written:
        if row["id"] in known:
            changes[store.save_row(db, "observations", row, "id")] += 1
    return changes


def _observation_row(row: Observation) -> Row:
    return {
        "id": observation_id(row),
        "indicator": row.indicator,
        "region": row.region,
        "scope": row.scope,
        "period": row.period,
        "value": row.value,
        "resolution": row.resolution,
        "unit": row.unit,
        "definition": row.definition,
        "publisher": row.publisher,
        "released_on": row.released_on,
        "released_assumed": row.released_assumed,
        "checked": row.checked,
        "seen_in": row.seen_in,
    }


def import_observations(db: Database, path: Path) -> Counter[str]:
    """An analyst's own CSV into the database: all of it, or TableError with every broken line."""
    rows = read_observations(path)
    _prepare(db)
    with store.transaction(db):
        for row in rows:
            store.save_row(db, "imported", {"observation": observation_id(row)}, "observation")
        return save_observations(db, rows)


def _prepare(db: Database) -> None:
    """Make the audit's own tables where they are missing."""
    if migrations.pending(db):
        migrations.apply(db)


def _sync_observations(db: Database) -> None:
    """The observations that ship with the program, written when they are new.

    What an analyst imported stands before them.
    """
    path = shipped("reference") / "observations.csv"
    mark = hashlib.sha256(path.read_bytes()).hexdigest()
    if _mark(db, "shipped") == mark:
        return
    own = {row["observation"] for row in store.rows(db, "SELECT observation FROM imported")}
    with store.transaction(db):
        rows = read_observations(path)
        save_observations(db, [row for row in rows if observation_id(row) not in own])
        _set_mark(db, "shipped", mark)


def stored_reference(db: Database) -> Reference:
    """The observations of the database and, until an audit wrote them, those that ship."""
    stored = {observation_id(row): row for row in _stored_observations(db)}
    if migrations.pending(db) or _mark(db, "shipped") is None:
        shipping = {observation_id(row): row for row in load_reference().observations}
        stored = shipping | stored
    return index(stored.values())


def _stored_observations(db: Database) -> Iterator[Observation]:
    for row in store.rows(db, "SELECT * FROM observations ORDER BY id"):
        yield Observation(
            region=row["region"],
            indicator=row["indicator"],
            period=row["period"],
            value=row["value"],
            resolution=row["resolution"],
            unit=row["unit"],
            definition=row["definition"],
            scope=row["scope"],
            publisher=row["publisher"],
            released_on=date.fromisoformat(row["released_on"]) if row["released_on"] else None,
            released_assumed=bool(row["released_assumed"]),
            checked=row["checked"],
            seen_in=row["seen_in"],
        )


def _mark(db: Database, name: str) -> str | None:
    found = store.rows(db, "SELECT value FROM audit_marks WHERE name = ?", name)
    return found[0]["value"] if found else None


def _set_mark(db: Database, name: str, value: str) -> None:
    store.save_row(db, "audit_marks", {"name": name, "value": value}, "name")


# ---- facts of the database as records --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows of a document's facts that no reviewer took out, and a digest of them."""

    document: str
    tables: Mapping[str, list[Row]]
    regions: list[Row]
    signature: str


_TABLES = (*FACTS, "region_mentions")


def load_facts(db: Database, mark: str) -> list[Facts]:
    """The facts of every document; `mark` is a part of their signatures."""
    tables = {name: _grouped(db, name) for name in _TABLES}
    regions = _grouped(db, "document_regions")
    found = []
    for row in store.rows(db, "SELECT id, version, published FROM documents ORDER BY id"):
        key = row["id"]
        own = {name: rows.get(key, []) for name, rows in tables.items()}
        parts = json.dumps([row, own, regions.get(key, [])], sort_keys=True)
        found.append(Facts(key, own, regions.get(key, []), digest(mark, parts)))
    return found


def _grouped(db: Database, table: str) -> dict[str, list[Row]]:
    """The rows of a table by document, in the order of the text."""
    order = '"start", id' if table in FACTS else "region"
    found: dict[str, list[Row]] = {}
    for row in store.rows(db, f"SELECT * FROM {table} ORDER BY document, {order}"):
        if row.get("review_state") not in HIDDEN:
            found.setdefault(row["document"], []).append(row)
    return found


def _fact_ids(facts: Iterable[Facts]) -> dict[tuple[str, Ref], str]:
    """The ids of facts by kind and place."""
    ids: dict[tuple[str, Ref], str] = {}
    for one in facts:
        for kind in FACTS:
            for row in one.tables[kind]:
                ids.setdefault((kind, Ref(one.document, row["start"], row["end"])), row["id"])
    return ids


def extraction(db: Database, facts: Facts) -> Extraction:
    """A document with its facts as records."""
    at = {row["id"]: n for n, row in enumerate(facts.tables["figures"])}
    return Extraction(
        document=store.load_document(db, facts.document),
        regions=tuple(
            RegionFact(
                code=row["region"],
                subject=bool(row["subject"]),
                mentions=tuple(
                    (spot["start"], spot["end"])
                    for spot in facts.tables["region_mentions"]
                    if spot["region"] == row["region"]
                ),
            )
            for row in facts.regions
        ),
        figures=tuple(_figure(row) for row in facts.tables["figures"]),
        claims=tuple(_pick(Claim, row, _CLAIM) for row in facts.tables["claims"]),
        commitments=tuple(
            _pick(Commitment, row | {"figure": at.get(row["figure"])}, _COMMITMENT)
            for row in facts.tables["commitments"]
        ),
        dates=tuple(
            _pick(DateFact, row, ("start", "end", "value")) for row in facts.tables["dates"]
        ),
    )


def stored_extractions(db: Database, region: str | None = None) -> list[Extraction]:
    """The documents of the database with their facts, or those that speak of a region."""
    return [
        extraction(db, facts)
        for facts in load_facts(db, "")
        if region is None or any(_row_region(facts, region))
    ]


def _row_region(facts: Facts, region: str) -> Iterator[bool]:
    for table in ("figures", "claims", "commitments"):
        yield from (row["region"] == region for row in facts.tables[table])


_FIGURE = (
    "start", "end", "indicator", "value", "unit", "decimals", "step", "measure", "modality",
    "comparator", "region", "period", "speaker", "on_behalf_of", "cited_source", "scope", "per",
    "stated_on", "programme", "sentence_start", "sentence_end", "rule",
)  # fmt: skip
_CLAIM = ("start", "end", "kind", "indicator", "region", "among", "rank", "period", "speaker")
_COMMITMENT = (
    "start", "end", "owner", "speaker", "region", "indicator", "direction", "deadline", "figure",
    "instrument", "stated_on",
)  # fmt: skip


def _pick(record: type[Any], row: Row, names: Iterable[str]) -> Any:
    return record(**{name: row[name] for name in names})


def _figure(row: Row) -> Figure:
    return Figure(hedged=bool(row["hedged"]), **{name: row[name] for name in _FIGURE})


def _series(facts: Facts) -> tuple[Key, ...]:
    """The regions and indicators that a document speaks of."""
    rows = [*facts.tables["figures"], *facts.tables["commitments"]]
    return tuple(sorted({_row_key(row) for row in rows}))


def _row_key(row: Row) -> Key:
    return row["region"] or "", row["indicator"] or ""


# ---- the audit -------------------------------------------------------------------------------


def run_audit(db: Database, as_of: date | None = None) -> Audited:
    """Audit what changed since the last time and write the findings.

    With `as_of` everything is audited as of that day, and nothing is written.
    """
    _prepare(db)
    _sync_observations(db)
    reference = stored_reference(db)
    if as_of is not None:
        extractions = stored_extractions(db)
        found = audit_documents(extractions, as_of, reference)
        heard = len(coverage(extractions).heard)
        return Audited(
            documents=len(extractions), total=len(found), verdicts=_count(found), heard=heard
        )
    return _night(db, released_by(reference, date.today()), date.today())


def _count(found: Iterable[Finding]) -> Counter[str]:
    return Counter(finding.verdict for finding in found)


def _night(db: Database, reference: Reference, today: date) -> Audited:
    """One night: changed documents by themselves, then the series that they speak of."""
    facts = load_facts(db, f"{AUDIT_VERSION} {reference.digest}")
    known = {row["document"]: row for row in store.rows(db, "SELECT * FROM audited")}
    changed = [f for f in facts if known.get(f.document, {}).get("signature") != f.signature]
    series = _touched(changed, known) | _come_due(facts, _mark(db, "day"), today)
    context = Context(reference, today)
    found = [f for one in changed for f in audit_document(extraction(db, one), context)[1]]
    across = _across(db, facts, series, context)
    with store.transaction(db):
        fresh = {one.document for one in changed}
        made = _identified([*found, *across], _fact_ids(facts))
        changes = _replace_findings(db, made, fresh, series, today)
        _remember(db, changed, today)
    total = store.rows(db, "SELECT verdict, count(*) AS n FROM findings GROUP BY verdict")
    verdicts = {row["verdict"]: row["n"] for row in total}
    said = {region for one in facts for region, _ in _series(one)}
    return Audited(
        documents=len(changed),
        total=sum(verdicts.values()),
        verdicts=verdicts,
        heard=sum(len(code) == REGENCY for code in said),
        changes=changes,
    )


def _touched(changed: Sequence[Facts], known: Mapping[str, Row]) -> set[Key]:
    """The series that changed documents speak of, or spoke of before."""
    touched = {key for one in changed for key in _series(one)}
    for one in changed:
        row = known.get(one.document)
        touched |= {(region, name) for region, name in json.loads(row["series"])} if row else set()
    return touched


def _come_due(facts: Sequence[Facts], last: str | None, today: date) -> set[Key]:
    """The series of promises whose deadline, or whose last survey, passed since the last audit."""
    before = date.fromisoformat(last) if last else date.min
    due: set[Key] = set()
    for one in facts:
        figures = [row for row in one.tables["figures"] if row["modality"] == "target"]
        promised = [(_row_key(row), row["period"]) for row in figures]
        promised += [(_row_key(row), row["deadline"]) for row in one.tables["commitments"]]
        due |= {key for key, period in promised if _passed(period, before, today)}
    return due


def _passed(period: str | None, before: date, today: date) -> bool:
    end = deadline_end(period)
    days = (end, date(end.year + 1, *AUTUMN)) if end else ()
    return any(before <= day < today for day in days)


def _across(
    db: Database, facts: Sequence[Facts], series: set[Key], context: Context
) -> list[Finding]:
    """What is found across documents in some series: contradictions, and the ledger.

    A document that speaks of one of them is read whole, because a commitment may hold targets of
    several; of what is found, the other series' findings are left alone.
    """
    kept = [extraction(db, one) for one in facts if series & set(_series(one))]
    readings = readings_of(kept, context.reference)
    keys = {place(x, f): (f.region or "", f.indicator) for x in kept for f in x.figures}
    across = [f for check in CROSS_CHECKS.values() for f in check(readings, context)]
    found = [f for f in across if {keys[ref] for ref in f.figures} & series]
    slips = label_slips(readings)
    return found + ledger_findings(kept, context.reference, context.as_of, slips, series)


# ---- findings in the database ----------------------------------------------------------------

CROSS = (*CROSS_CHECKS, "ledger")


Made = dict[str, tuple[Finding, list[tuple[str, str]]]]


def _identified(found: Iterable[Finding], ids: Mapping[tuple[str, Ref], str]) -> Made:
    """Findings by their ids, each with what it rests on."""
    made: Made = {}
    for finding in found:
        facts = _fact_rows(finding, ids)
        made[digest(finding.check, finding.verdict, *(fact for _, fact in facts))] = finding, facts
    return made


def _replace_findings(
    db: Database, made: Made, documents: set[str], series: set[Key], today: date
) -> Counter[str]:
    """Make what was found the only findings of the documents and series that were audited."""
    gone = _standing(db, documents, series) - set(made)
    for key in gone:
        _retire(db, key, today)
    changes = _save_findings(db, made, today)
    if gone:
        changes["gone"] = len(gone)
    return changes


def _fact_rows(finding: Finding, ids: Mapping[tuple[str, Ref], str]) -> list[tuple[str, str]]:
    """What a finding rests on: kind and id of each fact and observation, in a stable order."""
    rows = [
        (kind, ids[kind, ref])
        for kind in ("figures", "claims", "commitments")
        for ref in getattr(finding, kind)
        if (kind, ref) in ids
    ]
    for ref in finding.passages:
        known = ids.get(("dates", ref))
        words = f"{ref.document}:{ref.start}-{ref.end}"
        rows.append(("dates", known) if known else ("passage", words))
    return [*sorted(set(rows)), *(("observation", observation_id(o)) for o in finding.observations)]


def _standing(db: Database, documents: set[str], series: set[Key]) -> set[str]:
    """The findings of the database that this audit would have found again."""
    standing = set()
    sql = """SELECT f.id, f."check", p.document, p.region, p.indicator FROM findings f
        JOIN finding_facts ff ON ff.finding = f.id
        LEFT JOIN (SELECT id, document, region, indicator FROM figures
            UNION ALL SELECT id, document, region, indicator FROM claims
            UNION ALL SELECT id, document, region, indicator FROM commitments
            UNION ALL SELECT id, document, NULL, NULL FROM dates) p ON p.id = ff.fact
        WHERE ff.kind != 'observation'"""
    for row in store.rows(db, sql):
        key = (row["region"] or "", row["indicator"] or "")
        gone = row["document"] is None
        cross = row["check"] in CROSS
        if gone or (key in series if cross else row["document"] in documents):
            standing.add(row["id"])
    passages = store.rows(db, "SELECT finding, fact FROM finding_facts WHERE kind = 'passage'")
    for row in passages:
        standing.discard(row["finding"])
        if row["fact"].rpartition(":")[0] in documents:
            standing.add(row["finding"])
    return standing


def _save_findings(db: Database, made: Made, today: date) -> Counter[str]:
    """Write findings; what one rests on is part of its id, so only its words can have changed."""
    new: list[Row] = []
    changes: Counter[str] = Counter()
    for key, (finding, _) in made.items():
        words = (finding.message_id, finding.message_en, finding.severity)
        sql = "SELECT message_id, message_en, severity FROM findings WHERE id = ?"
        old = db.conn.execute(sql, [key]).fetchone()
        if old is None:
            new.append(_finding_row(key, finding, today))
        elif tuple(old) != words:
            db.conn.execute(
                "UPDATE findings SET message_id = ?, message_en = ?, severity = ?, last_seen = ? "
                "WHERE id = ?",
                [*words, today.isoformat(), key],
            )
        changes["new" if old is None else "same" if tuple(old) == words else "changed"] += 1
    _insert(db, "findings", new)
    facts = [
        {"finding": row["id"], "n": n, "kind": kind, "fact": fact}
        for row in new
        for n, (kind, fact) in enumerate(made[row["id"]][1])
    ]
    _insert(db, "finding_facts", facts)
    return changes


def _finding_row(key: str, finding: Finding, today: date) -> Row:
    return {
        "id": key,
        "check": finding.check,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "message_id": finding.message_id,
        "message_en": finding.message_en,
        "first_seen": today.isoformat(),
        "last_seen": today.isoformat(),
    }


def _insert(db: Database, table: str, rows: Sequence[Row]) -> None:
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join("?" * len(rows[0]))
        values = [[store.plain(value) for value in row.values()] for row in rows]
        db.conn.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def _retire(db: Database, key: str, today: date) -> None:
    """Move a finding that no longer holds to the past ones."""
    row = store.rows(db, "SELECT * FROM findings WHERE id = ?", key)[0]
    facts = store.rows(db, "SELECT kind, fact FROM finding_facts WHERE finding = ? ORDER BY n", key)
    row.pop("last_seen")
    past = row | {"gone_on": today, "facts": facts}
    store.save_row(db, "past_findings", past, "id", "gone_on")
    db.conn.execute("DELETE FROM finding_facts WHERE finding = ?", [key])
    db.conn.execute("DELETE FROM findings WHERE id = ?", [key])


def _remember(db: Database, changed: Sequence[Facts], today: date) -> None:
    for one in changed:
        row: Row = {"document": one.document, "signature": one.signature}
        row["series"] = [list(key) for key in _series(one)]
        store.save_row(db, "audited", row, "document")
    _set_mark(db, "day", today.isoformat())
