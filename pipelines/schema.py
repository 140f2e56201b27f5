"""The tables of the working database, as migrations.

One table for each record, named by its plural, one column for each field, named as the field
(so `"group"`, `"check"`, `"start"` and `"end"` are quoted in SQL). Lists are JSON text, days and
moments ISO 8601 text, truth values 0 and 1. `start` and `end` are Unicode code point offsets into
the text of the document's newest version, and `quote` is exactly that stretch of it.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("rakor")

# A fact's place: which document and version, where in its text, and the words themselves.
_EVIDENCE = """
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents(id),
    version INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
"""
_SENTENCE = "sentence TEXT NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL"
_REVIEW = "review_state TEXT NOT NULL DEFAULT 'unreviewed'"


def _run(db: Database, *statements: str) -> None:
    """Execute statements one by one, inside the migration's own transaction."""
    for statement in statements:
        db.execute(statement)


@migrations()
def reference_tables(db: Database) -> None:
    """Regions and indicators: the names that codes and ids stand for."""
    _run(
        db,
        """CREATE TABLE regions (
            code TEXT PRIMARY KEY, bps_code TEXT, name TEXT NOT NULL, level TEXT NOT NULL,
            parent TEXT REFERENCES regions(code), valid_from TEXT, valid_to TEXT,
            successors TEXT NOT NULL DEFAULT '[]') STRICT""",
        """CREATE TABLE indicators (
            id TEXT PRIMARY KEY, topic TEXT NOT NULL, units TEXT NOT NULL,
            name_id TEXT NOT NULL, name_en TEXT NOT NULL) STRICT""",
    )


@migrations()
def source_tables(db: Database) -> None:
    """Where documents come from, what was asked for and what was answered."""
    _run(
        db,
        """CREATE TABLE sources (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, "group" TEXT,
            homepage TEXT NOT NULL, region TEXT REFERENCES regions(code), listings TEXT NOT NULL,
            layouts TEXT NOT NULL, delay REAL NOT NULL, state TEXT NOT NULL, reason TEXT,
            since TEXT, expect INTEGER NOT NULL, words TEXT) STRICT""",
        """CREATE TABLE snapshots (
            id TEXT PRIMARY KEY, url TEXT NOT NULL, final_url TEXT NOT NULL,
            fetched_at TEXT NOT NULL, status INTEGER NOT NULL, media_type TEXT,
            sha256 TEXT NOT NULL, warc TEXT, "offset" INTEGER, etag TEXT, last_modified TEXT,
            source TEXT REFERENCES sources(id)) STRICT""",
        "CREATE INDEX snapshots_url ON snapshots(url, fetched_at)",
        """CREATE TABLE items (
            url TEXT PRIMARY KEY, source TEXT REFERENCES sources(id), title TEXT, published TEXT,
            listed_on TEXT, state TEXT NOT NULL, reason TEXT, found_at TEXT NOT NULL,
            document TEXT REFERENCES documents(id)) STRICT""",
        "CREATE INDEX items_source ON items(source, state)",
        """CREATE TABLE listings (
            url TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(id)) STRICT""",
    )


@migrations()
def document_tables(db: Database) -> None:
    """Documents and every version of their text."""
    _run(
        db,
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY, source TEXT REFERENCES sources(id), url TEXT, publisher TEXT,
            title TEXT, published TEXT, published_at TEXT, updated_at TEXT, author TEXT,
            kind TEXT NOT NULL, region TEXT REFERENCES regions(code), language TEXT,
            sponsored INTEGER NOT NULL, version INTEGER NOT NULL, rules TEXT) STRICT""",
        "CREATE INDEX documents_source ON documents(source, published)",
        """CREATE TABLE versions (
            document TEXT NOT NULL REFERENCES documents(id), n INTEGER NOT NULL,
            text TEXT NOT NULL, sha256 TEXT NOT NULL, pages TEXT NOT NULL, boxes TEXT NOT NULL,
            snapshot TEXT REFERENCES snapshots(id), reader TEXT NOT NULL,
            PRIMARY KEY (document, n)) STRICT""",
    )


@migrations()
def copy_tables(db: Database) -> None:
    """Documents that tell one story in one another's words: one voice, the origin's."""
    _run(
        db,
        """CREATE TABLE copies (
            document TEXT PRIMARY KEY REFERENCES documents(id),
            origin TEXT NOT NULL REFERENCES documents(id), voice TEXT NOT NULL,
            likeness REAL NOT NULL) STRICT""",
        "CREATE INDEX copies_origin ON copies(origin)",
    )


@migrations()
def mention_tables(db: Database) -> None:
    """Regions, people in office, meetings and days that a document names."""
    _run(
        db,
        """CREATE TABLE document_regions (
            document TEXT NOT NULL REFERENCES documents(id),
            region TEXT NOT NULL REFERENCES regions(code), subject INTEGER NOT NULL,
            PRIMARY KEY (document, region)) STRICT""",
        """CREATE TABLE region_mentions (
            document TEXT NOT NULL REFERENCES documents(id), version INTEGER NOT NULL,
            "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
            region TEXT NOT NULL REFERENCES regions(code),
            PRIMARY KEY (document, "start", "end", region)) STRICT""",
        """CREATE TABLE officials (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id),
            name TEXT NOT NULL, position TEXT, acting TEXT, institution TEXT,
            region TEXT REFERENCES regions(code), roles TEXT NOT NULL, degrees TEXT,
            variants TEXT NOT NULL) STRICT""",
        "CREATE INDEX officials_document ON officials(document)",
        """CREATE TABLE official_mentions (
            official TEXT NOT NULL REFERENCES officials(id) ON DELETE CASCADE,
            document TEXT NOT NULL REFERENCES documents(id), version INTEGER NOT NULL,
            "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
            PRIMARY KEY (official, "start", "end")) STRICT""",
        """CREATE TABLE meetings (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id),
            version INTEGER NOT NULL, "start" INTEGER, "end" INTEGER, quote TEXT,
            type TEXT NOT NULL, theme TEXT, date TEXT, venue TEXT,
            region TEXT REFERENCES regions(code), chair TEXT) STRICT""",
        "CREATE INDEX meetings_document ON meetings(document)",
        """CREATE TABLE participants (
            meeting TEXT NOT NULL REFERENCES meetings(id) ON DELETE CASCADE, n INTEGER NOT NULL,
            name TEXT, position TEXT, part TEXT NOT NULL, PRIMARY KEY (meeting, n)) STRICT""",
        f"CREATE TABLE dates ({_EVIDENCE} value TEXT NOT NULL) STRICT",
        "CREATE INDEX dates_document ON dates(document)",
    )


@migrations()
def statement_tables(db: Database) -> None:
    """Figures, claims, commitments, and numbers that no indicator could be bound to."""
    _run(
        db,
        f"""CREATE TABLE figures ({_EVIDENCE} {_SENTENCE},
            indicator TEXT NOT NULL REFERENCES indicators(id), value REAL NOT NULL,
            unit TEXT NOT NULL, decimals INTEGER NOT NULL, step REAL NOT NULL,
            measure TEXT NOT NULL, modality TEXT NOT NULL, comparator TEXT NOT NULL,
            region TEXT REFERENCES regions(code), period TEXT, speaker TEXT,
            official TEXT REFERENCES officials(id) ON DELETE SET NULL, on_behalf_of TEXT,
            cited_source TEXT, scope TEXT NOT NULL, per TEXT, hedged INTEGER NOT NULL,
            stated_on TEXT, programme TEXT, rule TEXT NOT NULL, repairs TEXT NOT NULL,
            {_REVIEW}) STRICT""",
        f"""CREATE TABLE claims ({_EVIDENCE} {_SENTENCE},
            kind TEXT NOT NULL, indicator TEXT NOT NULL REFERENCES indicators(id),
            region TEXT REFERENCES regions(code), among TEXT, rank INTEGER, period TEXT,
            speaker TEXT, official TEXT REFERENCES officials(id) ON DELETE SET NULL,
            rule TEXT NOT NULL, {_REVIEW}) STRICT""",
        f"""CREATE TABLE commitments ({_EVIDENCE} {_SENTENCE},
            owner TEXT, speaker TEXT, official TEXT REFERENCES officials(id) ON DELETE SET NULL,
            region TEXT REFERENCES regions(code), indicator TEXT REFERENCES indicators(id),
            direction TEXT, deadline TEXT,
            figure TEXT REFERENCES figures(id) ON DELETE SET NULL, instrument TEXT,
            stated_on TEXT, rule TEXT NOT NULL, {_REVIEW}) STRICT""",
        f"CREATE TABLE unbound ({_EVIDENCE} value REAL NOT NULL, unit TEXT) STRICT",
        *(
            f"CREATE INDEX {table}_document ON {table}(document)"
            for table in ("figures", "claims", "commitments", "unbound")
        ),
        "CREATE INDEX figures_series ON figures(indicator, region, period)",
    )


@migrations()
def audit_tables(db: Database) -> None:
    """Official observations, and what the audit found on which facts."""
    _run(
        db,
        """CREATE TABLE observations (
            id TEXT PRIMARY KEY, indicator TEXT NOT NULL REFERENCES indicators(id),
            region TEXT NOT NULL REFERENCES regions(code), scope TEXT NOT NULL,
            period TEXT NOT NULL, value REAL NOT NULL, resolution REAL NOT NULL,
            unit TEXT NOT NULL, definition TEXT NOT NULL, publisher TEXT NOT NULL,
            released_on TEXT, released_assumed INTEGER NOT NULL, checked TEXT NOT NULL,
            seen_in TEXT NOT NULL) STRICT""",
        "CREATE INDEX observations_series ON observations(indicator, region, period)",
        f"""CREATE TABLE findings (
            id TEXT PRIMARY KEY, "check" TEXT NOT NULL, verdict TEXT NOT NULL,
            severity TEXT NOT NULL, message_id TEXT NOT NULL, message_en TEXT NOT NULL,
            first_seen TEXT NOT NULL, last_seen TEXT, {_REVIEW}) STRICT""",
        """CREATE TABLE finding_facts (
            finding TEXT NOT NULL REFERENCES findings(id) ON DELETE CASCADE, n INTEGER NOT NULL,
            kind TEXT NOT NULL, fact TEXT NOT NULL, PRIMARY KEY (finding, n)) STRICT""",
        "CREATE INDEX finding_facts_fact ON finding_facts(fact)",
    )


@migrations()
def run_tables(db: Database) -> None:
    """Runs, and what is not working or not understood at present."""
    _run(
        db,
        """CREATE TABLE runs (
            id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT,
            command TEXT NOT NULL, counts TEXT, versions TEXT NOT NULL, "exit" INTEGER) STRICT""",
        """CREATE TABLE issues (
            id TEXT PRIMARY KEY, run INTEGER REFERENCES runs(id), stage TEXT NOT NULL,
            source TEXT REFERENCES sources(id), url TEXT, document TEXT REFERENCES documents(id),
            level TEXT NOT NULL, message TEXT NOT NULL) STRICT""",
        "CREATE INDEX issues_stage ON issues(stage, source)",
    )


# ---- views for people: their columns are a contract --------------------------------------------

_UNIT = """CASE {0}.unit WHEN 'percent' THEN 'persen' WHEN 'percentage_point' THEN 'poin persen'
    WHEN 'person' THEN 'jiwa' WHEN 'household' THEN 'KK' WHEN 'unit' THEN 'unit'
    WHEN 'idr' THEN 'Rp' WHEN 'usd' THEN 'US$' WHEN 'index' THEN 'indeks' ELSE {0}.unit END"""

STATEMENTS_VIEW = f"""CREATE VIEW pernyataan AS SELECT
    f.id AS id,
    i.name_id AS indikator,
    f.value AS nilai,
    {_UNIT.format("f")} AS satuan,
    CASE f.measure WHEN 'level' THEN 'nilai' ELSE 'perubahan' END AS ukuran,
    CASE f.modality WHEN 'reported' THEN 'dinyatakan' WHEN 'target' THEN 'target'
        ELSE 'prakiraan' END AS sifat,
    f.comparator AS pembanding,
    r.name AS wilayah,
    f.region AS kode_wilayah,
    f.scope AS cakupan,
    f.period AS periode,
    f.per AS per,
    f.speaker AS pembicara,
    o.position AS jabatan,
    o.acting AS status_jabatan,
    f.on_behalf_of AS atas_nama,
    f.cited_source AS sumber_data,
    f.hedged AS ragu,
    f.programme AS program,
    f.quote AS kutipan,
    f.sentence AS kalimat,
    f.stated_on AS dinyatakan_pada,
    coalesce(d.publisher, s.name) AS media,
    d.title AS judul,
    d.published AS terbit,
    d.sponsored AS berbayar,
    d.url AS tautan,
    f.indicator AS kode_indikator,
    f.document AS dokumen,
    f.review_state AS review_state
FROM figures f
JOIN documents d ON d.id = f.document
JOIN indicators i ON i.id = f.indicator
LEFT JOIN regions r ON r.code = f.region
LEFT JOIN officials o ON o.id = f.official
LEFT JOIN sources s ON s.id = d.source"""

PROMISES_VIEW = f"""CREATE VIEW janji AS SELECT
    c.id AS id,
    c.quote AS janji,
    c.owner AS pemilik,
    c.speaker AS pembicara,
    o.position AS jabatan,
    o.acting AS status_jabatan,
    r.name AS wilayah,
    c.region AS kode_wilayah,
    i.name_id AS indikator,
    CASE c.direction WHEN 'up' THEN 'naik' WHEN 'down' THEN 'turun' WHEN 'zero' THEN 'nol'
        WHEN 'keep' THEN 'tetap' ELSE c.direction END AS arah,
    f.value AS nilai_target,
    {_UNIT.format("f")} AS satuan,
    c.deadline AS tenggat,
    c.instrument AS dokumen_rencana,
    c.sentence AS kalimat,
    c.stated_on AS dinyatakan_pada,
    coalesce(d.publisher, s.name) AS media,
    d.title AS judul,
    d.published AS terbit,
    d.sponsored AS berbayar,
    d.url AS tautan,
    c.indicator AS kode_indikator,
    c.figure AS pernyataan,
    c.document AS dokumen,
    c.review_state AS review_state
FROM commitments c
JOIN documents d ON d.id = c.document
LEFT JOIN indicators i ON i.id = c.indicator
LEFT JOIN regions r ON r.code = c.region
LEFT JOIN officials o ON o.id = c.official
LEFT JOIN figures f ON f.id = c.figure
LEFT JOIN sources s ON s.id = d.source"""

VIEWS = {"pernyataan": STATEMENTS_VIEW, "janji": PROMISES_VIEW}


@migrations()
def readable_views(db: Database) -> None:
    """`pernyataan` (figures) and `janji` (commitments), with names instead of codes."""
    _run(db, *VIEWS.values())


@migrations()
def review_tables(db: Database) -> None:
    """People are reviewed as well, and what was corrected is told: the log of `corrections`."""
    _run(
        db,
        f"ALTER TABLE officials ADD COLUMN {_REVIEW}",
        """CREATE TABLE corrections (
            id INTEGER PRIMARY KEY, day TEXT NOT NULL, "action" TEXT NOT NULL, kind TEXT NOT NULL,
            fact TEXT NOT NULL, former TEXT NOT NULL, document TEXT REFERENCES documents(id),
            reason TEXT, before TEXT, after TEXT, reply TEXT, reply_by TEXT) STRICT""",
        "CREATE INDEX corrections_fact ON corrections(fact)",
    )


@migrations()
def night_tables(db: Database) -> None:
    """What a run had of each source (JSON, counts by id), and what a night has learnt.

    A night's rows are hosts (name and port) and addresses of which a run that is begun again asks
    no more: `kind` is address, host or breaker, `times` are requests of an address that gave
    nothing, `last` the moment of the last one. After `until` a row is void.
    """
    _run(
        db,
        "ALTER TABLE runs ADD COLUMN sources TEXT",
        """CREATE TABLE tonight (
            name TEXT PRIMARY KEY, kind TEXT NOT NULL, host TEXT NOT NULL, until TEXT NOT NULL,
            times INTEGER NOT NULL, last TEXT, reason TEXT) STRICT""",
    )


@migrations()
def stage_tables(db: Database) -> None:
    """The stages of each run, and the alarms that stand: what a monitor is told."""
    _run(
        db,
        """CREATE TABLE stages (
            run INTEGER NOT NULL REFERENCES runs(id), stage TEXT NOT NULL,
            started_at TEXT NOT NULL, seconds REAL, counts TEXT,
            PRIMARY KEY (run, stage)) STRICT""",
        """CREATE TABLE alarms (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, level TEXT NOT NULL, source TEXT,
            message TEXT NOT NULL, since TEXT NOT NULL, told_at TEXT) STRICT""",
    )
