"""What the public database holds, and how it is built from the working one."""

from __future__ import annotations

import hashlib
import sqlite3
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.demo import is_sample
from pipelines.excerpts import SHARE, Excerpt, Place, choose_excerpts
from pipelines.findings import VERDICTS
from pipelines.gates import is_accusing
from pipelines.holders import mark_people
from pipelines.limits import other_words, shown_part
from pipelines.masking import mask_public
from pipelines.schema import VIEWS

FORMAT = 2  # of the public file; a new one is published even when the content is the same

# Which columns and rows leave the working database. What is not named here stays inside.
_FACT = 'id, document, version, "start", "end", quote, sentence, sentence_start, sentence_end'
COLUMNS: Mapping[str, str] = {
    "regions": "code, bps_code, name, level, parent, valid_from, valid_to, successors",
    "indicators": "id, topic, units, name_id, name_en",
    "sources": 'id, name, kind, "group", homepage, region, state',
    "documents": "id, source, url, publisher, title, published, published_at, updated_at, kind, "
    "region, language, sponsored, version, rules",
    "document_regions": "document, region, subject",
    "copies": "document, origin, voice, likeness",
    "officials": "id, document, name, position, acting, institution, region, roles, review_state",
    "meetings": "id, document, version, type, theme, date, venue, region, chair",
    "participants": "meeting, n, name, position, part",
    "figures": f"{_FACT}, indicator, value, unit, decimals, step, measure, modality, comparator, "
    "region, period, speaker, official, on_behalf_of, cited_source, scope, per, hedged, stated_on, "
    "programme, rule, repairs, review_state",
    "claims": f"{_FACT}, kind, indicator, region, among, rank, period, speaker, official, rule, "
    "review_state",
    "commitments": f"{_FACT}, owner, speaker, official, region, indicator, direction, deadline, "
    "figure, instrument, stated_on, rule, review_state",
    "observations": "id, indicator, region, scope, period, value, resolution, unit, definition, "
    "publisher, released_on, released_assumed, checked, seen_in",
    "findings": 'id, "check", verdict, severity, message_id, message_en, first_seen, last_seen, '
    "review_state",
    "finding_facts": "finding, n, kind, fact",
    "corrections": "id, day, action, kind, fact, former, document, reason, before, after, reply, "
    "reply_by",
}
FACTS = ("figures", "claims", "commitments")  # in the order in which a document's space is given
OF_DOCUMENTS = (*FACTS, "officials", "meetings")
HIDDEN_STATES = ("rejected", "withdrawn")
# Findings that accuse nobody. All others are public only when a reviewer accepted them.
NEUTRAL = tuple(verdict for verdict in VERDICTS if not is_accusing(verdict))
VOLATILE = ("last_seen",)  # changes every night without saying anything new
# Columns by which the readable tables are filtered and counted; each gets an index.
FACETS: Mapping[str, tuple[str, ...]] = {
    "pernyataan": ("indikator", "wilayah", "sifat", "periode", "media", "review_state"),
    "janji": ("wilayah", "indikator", "tenggat", "media", "review_state"),
}
SEARCHED: Mapping[str, tuple[str, ...]] = {
    "pernyataan": ("kutipan", "kalimat", "pembicara", "wilayah", "indikator", "judul"),
    "janji": ("janji", "kalimat", "pemilik", "pembicara", "wilayah", "judul"),
    "documents": ("title", "publisher"),
}
INDEXES: tuple[str, ...] = (
    "figures(region, indicator, period)",
    "claims(region, indicator)",
    "commitments(region, deadline)",
    "observations(region, indicator, period)",
    "documents(source, published)",
    "documents(published)",
    "document_regions(region)",
    "copies(origin)",
    "officials(name)",
    "officials(person, region)",
    "officials(person_own)",
    "claims(official)",
    "pernyataan(pejabat, terbit)",
    "janji(pejabat, terbit)",
    "meetings(region, date)",
    "finding_facts(fact)",
    "corrections(fact)",
    "corrections(former)",
    "pernyataan(kode_wilayah, kode_indikator, periode)",
    "pernyataan(kode_wilayah, terbit)",
    "pernyataan(kode_indikator, periode, nilai)",
    "pernyataan(kode_indikator, satuan, nilai)",
    "pernyataan(dokumen)",
    "pernyataan(pembicara, kode_indikator, terbit, jabatan)",
    "pernyataan(sumber_data, kode_wilayah)",
    "pernyataan(media, dokumen, terbit)",
    "pernyataan(terbit)",
    "pernyataan(review_state, sifat)",
    "pernyataan(terbit) WHERE ragu = 1",
    "pernyataan(terbit) WHERE berbayar = 1",
    "janji(kode_wilayah, jatuh_tempo)",
    "janji(kode_wilayah, terbit)",
    "janji(terbit) WHERE tenggat IS NULL",
    "janji(dokumen)",
    "janji(jatuh_tempo)",
    "janji(kode_wilayah, kode_indikator, nilai_target, tenggat, wilayah, indikator, satuan) "
    "WHERE nilai_target IS NOT NULL AND kode_wilayah IS NOT NULL AND tenggat IS NOT NULL",
    "janji(terbit)",
    "cakupan(induk)",
    "claims(kind)",
    "commitments(indicator)",
    "commitments(direction)",
    "figures(indicator)",
    "figures(modality)",
    "documents(kind)",
    "officials(position)",
    "officials(region)",
    "meetings(type)",
    "observations(indicator)",
    "findings(verdict, first_seen)",
    "findings(first_seen)",
    "regions(level)",
    "sources(kind)",
    "sources(state)",
    "cakupan(tingkat)",
)


def build(working: Path, path: Path, now: datetime) -> int:
    """Write the public database of a working database; the number of facts withheld for space."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.create_function("last_day", 1, last_day, deterministic=True)
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")  # forced to the disk once, at the end
        db.execute("ATTACH ? AS w", (f"{working.resolve().as_uri()}?mode=ro",))
        db.execute("BEGIN")
        copy_tables(db)
        withheld = _cut(db)
        _drop_dangling(db)
        mask_public(db)
        make_readable(db, now)
        db.execute("COMMIT")
        db.execute("DETACH w")
        index(db)
        db.execute("PRAGMA optimize")
        db.execute("ANALYZE")
        db.execute("VACUUM")
    return withheld


def copy_tables(db: sqlite3.Connection) -> None:
    """The public tables of `main` with the public rows and columns of the working database `w`."""
    for table, columns in COLUMNS.items():
        _copy_table(db, table, [name.strip(' "') for name in columns.split(",")])
    for table in OF_DOCUMENTS:  # before the others: what follows goes document by document
        db.execute(f"CREATE INDEX {table}_document ON {table}(document)")


def make_readable(db: sqlite3.Connection, now: datetime) -> None:
    """Add to what is shown the tables for people, the coverage and what the file says of itself."""
    mark_people(db)
    _add_archive_dates(db)
    _readable_tables(db)
    _coverage(db)
    _about(db, now)


def last_day(iso: str | None) -> str | None:
    """The last day of a period as ISO date, or None for no period.

    >>> last_day("2024"), last_day("2024-02"), last_day("2024-S1"), last_day("2024/2026")
    ('2024-12-31', '2024-02-29', '2024-06-30', '2026-12-31')
    """
    if not iso:
        return None
    year, _, rest = iso.rpartition("/")[2].partition("-")
    if "-" in rest:
        return f"{year}-{rest}"
    month = MONTHS.get(rest) or int(rest or "12")
    return f"{year}-{month:02}-{monthrange(int(year), month)[1]}"


MONTHS = {"S1": 6, "S2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}


def _copy_table(db: sqlite3.Connection, table: str, wanted: list[str]) -> None:
    """Create a table as in the working database, with the wanted columns only, and fill it."""
    info = {row[1]: row for row in db.execute(f"PRAGMA w.table_info({table})")}
    keys = {row[3]: row for row in db.execute(f"PRAGMA w.foreign_key_list({table})")}
    lines = [_column(info[name], keys.get(name)) for name in wanted]
    primary = [row[1] for row in sorted(info.values(), key=lambda row: row[5]) if row[5]]
    lines.append(f"PRIMARY KEY ({', '.join(map(quoted, primary))})")
    db.execute(f"CREATE TABLE main.{table} ({', '.join(lines)}) STRICT")
    names = ", ".join(map(quoted, wanted))
    rows = _rows(table)
    db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM w.{table} WHERE {rows}")


def _column(info: tuple[Any, ...], key: tuple[Any, ...] | None) -> str:
    line = f"{quoted(info[1])} {info[2]}{' NOT NULL' if info[3] else ''}"
    return line if key is None or key[2] not in COLUMNS else f"{line} REFERENCES {key[2]}({key[4]})"


def quoted(name: str) -> str:
    """A column's name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def _rows(table: str) -> str:
    """The condition that a table's public rows meet."""
    if table in (*FACTS, "officials"):
        return f"review_state NOT IN ({texts(HIDDEN_STATES)})"
    if table == "findings":
        return (
            f"(verdict IN ({texts(NEUTRAL)}) OR review_state = 'accepted') "
            f"AND review_state NOT IN ({texts(HIDDEN_STATES)})"
        )
    if table == "finding_facts":
        return "finding IN (SELECT id FROM main.findings)"
    return "1"


def texts(values: Iterable[str]) -> str:
    """Texts as a list in SQL; for our own words, never for what a document says."""
    return ", ".join(f"'{value}'" for value in values)


def _cut(db: sqlite3.Connection) -> int:
    """Shorten every document's sentences to what may be shown.

    Facts that find no room are taken out; their number is returned.
    """
    withheld = 0
    found = db.execute(
        "SELECT d.id, v.text FROM main.documents d "
        "JOIN w.versions v ON v.document = d.id AND v.n = d.version"
    ).fetchall()
    for document, text in found:
        all_places = list(places(db, document))
        shown = fitting_excerpts(text, all_places, list(other_words(db, document)))
        for place in all_places:
            _apply(db, place, shown.get(place), text)
        withheld += len(all_places) - len(shown)
    return withheld


def fitting_excerpts(
    text: str, places: Sequence[Place], others: Sequence[str]
) -> dict[Place, Excerpt]:
    """Excerpts that keep the share together with the other words of the text that are shown.

    A sentence that the text says twice is shown twice; where that is too much, all get less room.
    """
    share = SHARE
    while share > SHARE / 20:
        shown = choose_excerpts(text, places, share)
        stretches = [text[excerpt.start : excerpt.end] for excerpt in shown.values()]
        if shown_part(text, [*stretches, *others]) <= SHARE:
            return shown
        share *= 0.8
    return {}


def places(db: sqlite3.Connection, document: str) -> Iterator[Place]:
    """Where the facts of a document stand, kind by kind in the order of FACTS."""
    for table in FACTS:
        for row in db.execute(
            f'SELECT id, "start", "end", sentence_start, sentence_end FROM main.{table} '
            'WHERE document = ? ORDER BY "start", "end"',
            (document,),
        ):
            yield Place(table, *row)


def _apply(db: sqlite3.Connection, place: Place, excerpt: Excerpt | None, text: str) -> None:
    if excerpt is None:
        db.execute(f"DELETE FROM main.{place.table} WHERE id = ?", (place.id,))
        return
    db.execute(
        f"UPDATE main.{place.table} SET sentence = ?, sentence_start = ?, sentence_end = ? "
        "WHERE id = ?",
        (
            text[excerpt.start : excerpt.end],
            excerpt.start,
            excerpt.end,
            place.id,
        ),
    )


def _drop_dangling(db: sqlite3.Connection) -> None:
    """Take out what pointed at a fact that is not public."""
    facts = " UNION ALL ".join(f"SELECT id FROM main.{table}" for table in FACTS)
    for table in FACTS:
        db.execute(
            f"UPDATE main.{table} SET official = NULL "
            "WHERE official NOT IN (SELECT id FROM main.officials)"
        )
    db.execute(
        "UPDATE main.commitments SET figure = NULL "
        "WHERE figure NOT IN (SELECT id FROM main.figures)"
    )
    db.execute(
        f"DELETE FROM main.findings WHERE id IN (SELECT finding FROM main.finding_facts "
        f"WHERE kind IN ({texts(FACTS)}) AND fact NOT IN ({facts}))"
    )
    db.execute("DELETE FROM main.finding_facts WHERE finding NOT IN (SELECT id FROM main.findings)")


def _add_archive_dates(db: sqlite3.Connection) -> None:
    """When the shown version was archived, its digest and its length in characters."""
    for column in ("archived_at TEXT", "sha256 TEXT", "characters INTEGER"):
        db.execute(f"ALTER TABLE main.documents ADD COLUMN {column}")
    db.execute(
        "UPDATE main.documents SET (archived_at, sha256, characters) = ("
        "SELECT s.fetched_at, v.sha256, length(v.text) FROM w.versions v "
        "LEFT JOIN w.snapshots s ON s.id = v.snapshot "
        "WHERE v.document = main.documents.id AND v.n = main.documents.version)"
    )


def _readable_tables(db: sqlite3.Connection) -> None:
    """`pernyataan` and `janji` as tables, so that they can be indexed, searched and linked to.

    Their rows lie in the order of publication: the last ones found are the newest.
    """
    for name, view in VIEWS.items():
        select = view.partition(" AS ")[2]
        extra = EXTRA[name]
        db.execute(f"CREATE TEMP VIEW readable_{name} AS {select}")
        columns = [row[1] for row in db.execute(f"PRAGMA temp.table_info(readable_{name})")]
        typed = [f"{quoted(column)} {NUMERIC.get(column, 'TEXT')}" for column in columns]
        typed[0] = "id TEXT PRIMARY KEY"
        typed += [f"{column} TEXT" for column in extra]
        db.execute(f"CREATE TABLE main.{name} ({', '.join(typed)})")
        db.execute(
            f"INSERT INTO main.{name} SELECT *, {', '.join(extra.values())} "
            f"FROM readable_{name} v ORDER BY terbit, id"
        )
        db.execute(f"DROP VIEW readable_{name}")


_PERSON = (
    "(SELECT o.person FROM main.{0} f JOIN main.officials o ON o.id = f.official WHERE f.id = v.id)"
)
# Columns of the readable tables beyond those of the working database's views.
EXTRA: Mapping[str, Mapping[str, str]] = {
    "pernyataan": {"pejabat": _PERSON.format("figures")},
    "janji": {"jatuh_tempo": "last_day(tenggat)", "pejabat": _PERSON.format("commitments")},
}
COVERAGE = """CREATE TABLE main.cakupan (
    kode TEXT PRIMARY KEY REFERENCES regions(code), nama TEXT NOT NULL, tingkat TEXT NOT NULL,
    induk TEXT, dokumen INTEGER NOT NULL, pernyataan INTEGER NOT NULL, janji INTEGER NOT NULL,
    terbit_terakhir TEXT, angka_resmi REAL, periode_resmi TEXT) STRICT"""
# The latest official poverty rate of each region; bare columns of max() come from its row.
LATEST = """SELECT region, value, max(period) AS period FROM main.observations
    WHERE indicator = 'poverty_rate' AND scope = 'total' GROUP BY region"""


def _coverage(db: sqlite3.Connection) -> None:
    """What there is of every province, regency and city; silence counts as well."""
    db.execute(COVERAGE)
    db.execute(
        f"""INSERT INTO main.cakupan
        SELECT r.code, r.name, r.level, r.parent,
            coalesce(d.n, 0), coalesce(p.n, 0), coalesce(j.n, 0), d.last, o.value, o.period
        FROM main.regions r
        LEFT JOIN (SELECT dr.region, count(*) AS n, max(published) AS last
            FROM main.document_regions dr JOIN main.documents d ON d.id = dr.document
            GROUP BY dr.region) d ON d.region = r.code
        LEFT JOIN (SELECT kode_wilayah, count(*) AS n FROM main.pernyataan
            GROUP BY kode_wilayah) p ON p.kode_wilayah = r.code
        LEFT JOIN (SELECT kode_wilayah, count(*) AS n FROM main.janji
            GROUP BY kode_wilayah) j ON j.kode_wilayah = r.code
        LEFT JOIN ({LATEST}) o ON o.region = r.code
        WHERE r.level IN ('province', 'regency', 'city') ORDER BY r.code"""
    )


NUMERIC = {"nilai": "REAL", "nilai_target": "REAL", "ragu": "INTEGER", "berbayar": "INTEGER"}


def _about(db: sqlite3.Connection, now: datetime) -> None:
    """A table of names and values that describe the file itself."""
    sources = [row[0] for row in db.execute("SELECT id FROM main.sources")]
    run = db.execute("SELECT max(coalesce(finished_at, started_at)) FROM w.runs").fetchone()[0]
    rows = {
        "contoh": "1" if is_sample(sources) else "0",
        "diterbitkan": now.isoformat(timespec="seconds"),
        "pengambilan_terakhir": run,
        "format": str(FORMAT),
    }
    db.execute("CREATE TABLE main.tentang (nama TEXT PRIMARY KEY, nilai TEXT) STRICT")
    db.executemany("INSERT INTO main.tentang VALUES (?, ?)", rows.items())


def index(db: sqlite3.Connection) -> None:
    """The indexes and the word search of a filled public database."""
    for n, target in enumerate(INDEXES):
        db.execute(f"CREATE INDEX i{n}_{target.partition('(')[0]} ON {target}")
    for table, columns in FACETS.items():
        for column in columns:
            db.execute(f"CREATE INDEX facet_{table}_{column} ON {table}({column})")
    for table, columns in SEARCHED.items():
        names = ", ".join(columns)
        db.execute(
            f'CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content="{table}", '
            "tokenize='unicode61 remove_diacritics 2')"
        )
        db.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")


def content_digest(db: sqlite3.Connection) -> str:
    """A digest of every row of the public tables, without what changes every night."""
    seen = hashlib.sha256(str(FORMAT).encode())
    for table in COLUMNS:
        info = db.execute(f"PRAGMA table_info({table})").fetchall()
        shown = ", ".join(quoted(row[1]) for row in info if row[1] not in VOLATILE)
        keys = ", ".join(quoted(row[1]) for row in sorted(info, key=lambda r: r[5]) if row[5])
        for row in db.execute(f"SELECT {shown} FROM {table} ORDER BY {keys}"):
            seen.update(repr(row).encode())
    return seen.hexdigest()
