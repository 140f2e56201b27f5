"""Archives cut into partitions, and what one worker makes of one: a Parquet file of facts.

A partition is some hundred records of a WARC or WET file, or a row group of a Parquet file. Work on
it needs nothing but the partition's own text, so it can be done by any process on any machine that
can read the file; the same partition always gives the same rows.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from extract.document import Box, Document, Issue, Page, ReadError, digest
from extract.facts import Extraction, from_json, to_json
from extract.gate import may_hold_facts
from extract.pipeline import extract
from pipelines.documents import read_line, read_page
from scraper.fetch import FetchError, canonical_url
from scraper.sources import Source, load_sources
from scraper.warc import Snapshot, read_answers, read_snapshot

RECORDS = 1_000  # records of one partition: some seconds of work, some megabytes of result
ROWS = 2_000  # the same for Parquet, whose rows are texts already
# Rows are reached only from the start of their row group, so a large group is cut into no more
# parts than this; otherwise a file of one group would be read as often as it has partitions.
PARTS = 32
BUFFER = 1 << 20  # bytes read at once of a column, which may be larger than the memory
WARC = (".warc", ".warc.gz")
WET = (".wet", ".wet.gz")
PARQUET = (".parquet",)
COLUMNS = ("id", "url", "text", "publisher", "title", "published", "region", "kind")
_TEXT = ("text/plain", "text/html", "application/xhtml+xml")
SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("id", "url", "title", "published", "text", "about")]
    + [("facts", pa.string()), ("capture", pa.string())]
)
_ABOUT = (
    "source", "publisher", "published_at", "updated_at", "author", "kind", "region", "language",
    "sponsored", "pages", "boxes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Partition:
    """Records from `start` up to `end` of a file: bytes of a WARC or WET, rows of a Parquet."""

    path: str
    start: int
    end: int

    def name(self) -> str:
        """The partition as text, for the queue."""
        return json.dumps([self.path, self.start, self.end])


def read_name(name: str) -> Partition:
    """The partition that `Partition.name` wrote."""
    return Partition(*json.loads(name))


@dataclass(frozen=True, slots=True)
class Found:
    """A document that may hold facts, what was found in it, and the capture that it was read of."""

    document: Document
    extraction: Extraction
    capture: Snapshot | None


# ---- cutting -----------------------------------------------------------------------------------


def archive_files(path: Path) -> list[Path]:
    """The archives that a path stands for: itself, or those in the folder. Raises ReadError."""
    if not path.is_dir():
        _kind(path)
        return [path]
    found = sorted(p for p in path.rglob("*") if p.name.endswith((*WET, *WARC, *PARQUET)))
    if not found:
        raise ReadError(f"{path}: no .warc, .wet or .parquet files in it")
    return found


def _kind(path: Path) -> str:
    for kind, endings in (("wet", WET), ("warc", WARC), ("parquet", PARQUET)):
        if path.name.endswith(endings):
            return kind
    raise ReadError(f"{path}: archives are .warc, .wet (also .gz) and .parquet files")


def cut(path: Path) -> Iterator[Partition]:
    """The partitions of a file, in its order. Raises ReadError for one that cannot be read."""
    whole = str(path.resolve())
    try:
        if _kind(path) == "parquet":
            yield from _cut_rows(path, whole)
        else:
            yield from _cut_records(path, whole)
    except (OSError, pa.ArrowException) as error:
        raise ReadError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error


def _cut_rows(path: Path, whole: str) -> Iterator[Partition]:
    """Small row groups together up to ROWS, large ones in at most PARTS parts."""
    with pq.ParquetFile(path) as file:
        _check_columns(path, file.schema_arrow.names)
        start = end = 0
        for low, high in _groups(file):
            if end > start and high - start > ROWS:
                yield Partition(whole, start, end)
                start = low
            end = high
            step = max(ROWS, -(-(high - low) // PARTS))
            while end - start > step:
                yield Partition(whole, start, start + step)
                start += step
    if end > start:
        yield Partition(whole, start, end)


def _check_columns(path: Path, names: Sequence[str]) -> None:
    if "text" not in names or not {"id", "url"} & set(names):
        raise ReadError(f"{path}: has columns {', '.join(names)}; needed are text and url or id")


def _groups(file: pq.ParquetFile) -> Iterator[tuple[int, int]]:
    """First row and end of every row group."""
    start = 0
    for n in range(file.metadata.num_row_groups):
        end = start + file.metadata.row_group(n).num_rows
        yield start, end
        start = end


def _cut_records(path: Path, whole: str) -> Iterator[Partition]:
    """A file that breaks off gives what stands before; its last partition tells the rest."""
    start = count = 0
    try:
        with path.open("rb") as file:
            iterator = ArchiveIterator(file, no_record_parse=True)
            for record in iterator:
                if count and count % RECORDS == 0 and iterator.offset > start:
                    yield Partition(whole, start, iterator.offset)
                    start = iterator.offset
                count += 1
                while record.raw_stream.read(1 << 20):
                    pass
    except ArchiveLoadFailed:
        pass
    yield Partition(whole, start, path.stat().st_size)


# ---- reading -----------------------------------------------------------------------------------


def _documents(
    partition: Partition, sources: dict[str, Source], counts: Counter[str], issues: list[Issue]
) -> Iterator[tuple[Document, Snapshot | None]]:
    path = Path(partition.path)
    kind = _kind(path)
    if kind == "parquet":
        yield from _rows(path, partition, counts, issues)
    elif kind == "wet":
        yield from _conversions(path, partition, sources, issues)
    else:
        yield from _answers(path, partition, sources, counts, issues)


def _answers(
    path: Path,
    partition: Partition,
    sources: dict[str, Source],
    counts: Counter[str],
    issues: list[Issue],
) -> Iterator[tuple[Document, Snapshot | None]]:
    """The pages of a WARC file; what no reader takes is counted, as the web is full of it."""

    def no_other(*_: object) -> None:
        return None

    for answer in read_answers(path, partition.start, issues.append):
        if answer.start >= partition.end:
            return
        try:
            snapshot = read_snapshot(answer, path, no_other)
            page = 200 <= snapshot.status < 300 and snapshot.role == "document"
            if not page or snapshot.media_type not in _TEXT or _is_robots(snapshot.url):
                counts["no page"] += 1
                continue
            source = _owner(snapshot.source, snapshot.url, sources)
            yield (
                read_page(
                    snapshot.body,
                    snapshot.media_type,
                    url=snapshot.final_url,
                    source=source,
                    charset=snapshot.charset,
                    fetched_at=snapshot.fetched_at,
                ),
                snapshot,
            )
        except (ReadError, FetchError):
            counts["unread"] += 1


def _is_robots(url: str) -> bool:
    return urlsplit(url).path == "/robots.txt"


def _owner(named: str | None, url: str, sources: dict[str, Source]) -> Source | None:
    return sources.get(named or "") or sources.get(urlsplit(url).netloc.removeprefix("www."))


def _conversions(
    path: Path, partition: Partition, sources: dict[str, Source], issues: list[Issue]
) -> Iterator[tuple[Document, Snapshot | None]]:
    """The texts of a WET file: no title, no date, only the words."""
    try:
        with path.open("rb") as file:
            file.seek(partition.start)
            iterator = ArchiveIterator(file, no_record_parse=True)
            for record in iterator:
                if iterator.offset >= partition.end:
                    return
                url = record.rec_headers.get_header("WARC-Target-URI")
                text = record.raw_stream.read().decode("utf-8", "replace")
                if record.rec_type == "conversion" and url and text.strip():
                    key = canonical_url(url)
                    document = Document(id=digest(key), url=key, text=text)
                    yield _of_source(document, _owner(None, key, sources)), None
    except (ArchiveLoadFailed, OSError) as error:
        message = f"{path}: cannot be read on: {' '.join(str(error).split())}"
        issues.append(Issue(stage="archive", level="error", message=message))


def _of_source(document: Document, source: Source | None) -> Document:
    if source is None:
        return document
    about = {"source": source.id, "publisher": source.name, "kind": source.kind}
    return replace(document, region=source.region, **about)  # type: ignore[arg-type]


def _rows(
    path: Path, partition: Partition, counts: Counter[str], issues: list[Issue]
) -> Iterator[tuple[Document, Snapshot | None]]:
    """The rows of a Parquet file: the columns of `rakor extract`'s JSON Lines; a row without id
    has that of its address."""
    try:
        for at, row in _raw_rows(path, partition):
            try:
                if not row.get("id") and row.get("url"):
                    row["id"] = digest(canonical_url(row["url"]))
                kept = {name: value for name, value in row.items() if value is not None}
                yield read_line(json.dumps(kept, default=str)), None
            except (ReadError, FetchError) as error:
                counts["unread"] += 1
                message = f"{path}, row {at + 1}: {error}"
                issues.append(Issue(stage="read", level="error", message=message))
    except pa.ArrowException as error:
        raise ReadError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error


def _raw_rows(path: Path, partition: Partition) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a partition with their numbers; only the row groups that it touches are read."""
    with pq.ParquetFile(path, buffer_size=BUFFER) as file:
        groups = list(enumerate(_groups(file)))
        touched = [
            (n, low) for n, (low, high) in groups if low < partition.end and partition.start < high
        ]
        if not touched:
            return
        first = touched[0][1]
        names = [name for name in file.schema_arrow.names if name in COLUMNS]
        for batch in file.iter_batches(500, row_groups=[n for n, _ in touched], columns=names):
            low, high = max(partition.start, first), min(partition.end, first + batch.num_rows)
            if low < high:
                yield from enumerate(batch.slice(low - first, high - low).to_pylist(), low)
            first += batch.num_rows
            if first >= partition.end:
                return


# ---- working -----------------------------------------------------------------------------------


def source_table(path: str | None) -> dict[str, Source]:
    """The sources of a table by id and by host, so that pages of any archive find theirs."""
    table: dict[str, Source] = {}
    for source in load_sources(Path(path) if path else None):
        table[urlsplit(source.homepage).netloc.removeprefix("www.")] = source
        table[source.id] = source
    return table


def work(
    partition: Partition, sources: dict[str, Source]
) -> tuple[bytes, dict[str, int], list[str]]:
    """A partition's facts as the bytes of a Parquet file, what was counted, what was amiss.

    Documents that can hold no fact are counted and not kept.
    """
    counts: Counter[str] = Counter()
    issues: list[Issue] = []
    rows = []
    for document, capture in _documents(partition, sources, counts, issues):
        counts["documents"] += 1
        if may_hold_facts(document):
            counts["read"] += 1
            extraction = _facts(document, issues)
            rows += [_row(document, extraction, capture)] if extraction else []
        else:
            counts["no topic"] += 1
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), sink, compression="zstd")
    return sink.getvalue(), dict(counts), [issue.message for issue in issues]


def _facts(document: Document, issues: list[Issue]) -> Extraction | None:
    """The facts of a document; None, with an issue, when a rule broke on it.

    As in the nightly run any error is caught here: one text must not cost a thousand others.
    """
    try:
        return extract(document)
    except Exception as error:
        where = document.url or document.id
        message = f"{where}: {type(error).__name__}: {error}; please report this text"
        issues.append(Issue(stage="extract", level="error", message=message))
        return None


def _row(document: Document, extraction: Extraction, capture: Snapshot | None) -> dict[str, Any]:
    about = {name: getattr(document, name) for name in _ABOUT}
    about |= {name: [asdict(part) for part in about[name]] for name in ("pages", "boxes")}
    return {
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
        "about": _json(about),
        "facts": _json(to_json(extraction)),
        "capture": _json(asdict(replace(capture, body=b""))) if capture else None,
    }


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return "" if isinstance(value, bytes) else str(value.isoformat())


def read_found(path: Path) -> Iterator[Found]:
    """What `work` wrote, as records again."""
    for batch in pq.ParquetFile(path).iter_batches(batch_size=500):
        for row in batch.to_pylist():
            document = _document(row)
            facts = from_json(document, json.loads(row["facts"]))
            yield Found(document, facts, _capture(row["capture"]))


def _document(row: dict[str, Any]) -> Document:
    about = json.loads(row["about"])
    for name in ("published_at", "updated_at"):
        about[name] = datetime.fromisoformat(about[name]) if about[name] else None
    about["pages"] = tuple(Page(**page) for page in about["pages"])
    about["boxes"] = tuple(Box(**box) for box in about["boxes"])
    published = date.fromisoformat(row["published"]) if row["published"] else None
    names = ("id", "url", "title", "text")
    return Document(**{name: row[name] for name in names}, published=published, **about)


def _capture(text: str | None) -> Snapshot | None:
    if text is None:
        return None
    values = json.loads(text)
    values |= {"fetched_at": datetime.fromisoformat(values["fetched_at"]), "body": b""}
    return Snapshot(**values)
