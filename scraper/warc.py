"""The WARC format: answers and requests written as records, records of any file read back."""

from __future__ import annotations

import hashlib
import io
import re
import uuid
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.document import Issue, ReadError
from scraper.content import MEGABYTE, TooLarge, decode_body, media_type_of

# Header lines of our own in a record: whose request it was, for which address it was begun and
# whether a list or a document was asked for. WARC allows further fields; others ignore them.
SOURCE, REQUESTED, ROLE = "X-Rakor-Source", "X-Rakor-Requested-URI", "X-Rakor-Role"
# A record is read whole. Answers have at most 32 MB, files of a folder 200; a larger one is a bomb.
RECORD_LIMIT = 256 * MEGABYTE
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
Tell = Callable[[Issue], None]
# Where the answer stands that a revisit repeats: by payload digest, address and date.
Resolver = Callable[[str, str, str], "tuple[Path, int] | None"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stood at an address at a moment; `body` is decoded from its Content-Encoding.

    `charset` is the declared one, `sha256` the digest of `body`. `not_modified` says that the
    server answered 304 and `body` is that of the last full answer.
    """

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    media_type: str
    charset: str | None
    sha256: str
    body: bytes
    warc_file: str
    warc_offset: int
    not_modified: bool = False
    etag: str | None = None
    last_modified: str | None = None
    source: str | None = None
    role: str = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and the answer to it: heads as sent and received, the body before decoding.

    A head is its lines with CR LF and ends with an empty line. `truncated` says why the body is
    not whole ("length", "time", "disconnect"; "unspecified": it cannot be decoded), else None.
    """

    url: str
    fetched_at: datetime
    request: bytes
    response: bytes
    body: bytes = b""
    source: str | None = None
    requested: str | None = None
    role: str = "document"
    address: str | None = None
    truncated: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: where the answer of one address stands, and what it was."""

    file: str
    offset: int
    end: int
    url: str
    date: str
    status: int
    digest: str
    kind: str
    source: str | None = None
    requested: str | None = None
    role: str = "document"
    etag: str | None = None
    last_modified: str | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an answer: status and header lines."""

    status: int
    lines: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, head: bytes) -> Head:
        """A head from its bytes; status 0 where the first line is none of HTTP."""
        # not splitlines(), which would break lines at characters of Latin-1 too
        first, *rest = head.decode("latin-1").replace("\r\n", "\n").split("\n")
        words = first.split(" ", 2)
        status = int(words[1]) if len(words) > 1 and re.fullmatch("[0-9]{3}", words[1]) else 0
        pairs = [line.partition(":") for line in rest if ":" in line]
        return cls(status, tuple((name.strip(), value.strip()) for name, _, value in pairs))

    def get(self, name: str) -> str | None:
        """The values of a header line (its name in lower case), joined; None without it."""
        values = [value for key, value in self.lines if key.lower() == name]
        return ", ".join(values) if values else None


@dataclass(frozen=True, slots=True)
class Answer:
    """A response or revisit record: its own header lines, the head of HTTP and the payload."""

    kind: str
    start: int
    end: int
    warc: StatusAndHeaders
    head: Head
    payload: bytes

    def line(self, name: str) -> str | None:
        """A header line of the record."""
        value = self.warc.get_header(name)
        return None if value is None else str(value)

    @property
    def url(self) -> str:
        """The address that answered, empty where the record has none."""
        return (self.line("WARC-Target-URI") or "").strip("<>")

    @property
    def truncated(self) -> bool:
        """Whether the payload is known not to be whole."""
        return self.line("WARC-Truncated") is not None


# --- reading -------------------------------------------------------------------------------


def warc_files(folder: Path) -> list[Path]:
    """The WARC files of a folder, oldest first."""
    return sorted(p for p in folder.glob("*.warc*") if p.name.endswith((".warc", ".warc.gz")))


def ignore(issue: Issue) -> None:
    """For those who need not know: a torn end is told by whoever reads a file to its end."""


def read_warc(
    path: Path, *, every: bool = False, on_issue: Tell | None = None
) -> Iterator[Snapshot]:
    """The answers in a WARC file of any origin, in order, revisits resolved.

    What is given is what Fetcher.get gave: whole answers with status 2xx or 304, no robots.txt.
    `every` gives redirects, errors and robots.txt as well. Revisits are looked up in the file and
    in its neighbours. A record that cannot be read is told to `on_issue`; without one, ReadError
    is raised after the last good record.
    """
    path = Path(path)
    issues: list[Issue] = []
    tell = issues.append if on_issue is None else on_issue
    resolve = _Neighbours(path).find
    for answer in read_answers(path, 0, tell):
        snapshot = None if answer.truncated else _told(answer, path, resolve, tell)
        if snapshot is not None and (every or _is_result(snapshot)):
            yield snapshot
    if issues:
        more = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        raise ReadError(issues[0].message + more)


def _is_result(snapshot: Snapshot) -> bool:
    good = 200 <= snapshot.status < 300 or snapshot.not_modified
    robots = snapshot.role == "robots" or urlsplit(snapshot.url).path == "/robots.txt"
    return good and not robots


def _told(answer: Answer, path: Path, resolve: Resolver, tell: Tell) -> Snapshot | None:
    try:
        return read_snapshot(answer, path, resolve)
    except (ReadError, TooLarge) as error:
        message = f"{path}: record at byte {answer.start}: {error}"
        tell(Issue(stage="archive", level="error", message=message, url=answer.url or None))
        return None


def read_answers(path: Path, offset: int, tell: Tell) -> Iterator[Answer]:
    """The response and revisit records from a byte of a file on; a torn end is told."""
    start = offset
    try:
        with open(path, "rb") as file:
            file.seek(offset)
            iterator = ArchiveIterator(file, no_record_parse=True)
            for record in iter(partial(_next_record, iterator), None):
                # not get_record_offset(), which would read the record to its end
                start = iterator.offset
                try:
                    with _silence():
                        answer = _answer(record, start, iterator)
                except TooLarge as error:
                    answer = None
                    message = f"{path}: record at byte {start}: {error}"
                    tell(Issue(stage="archive", level="error", message=message))
                if answer is not None:
                    yield answer
        _check_end(path, start)
    except (ArchiveLoadFailed, ReadError, zlib.error, EOFError, OSError) as error:
        reason = " ".join(str(error).split())
        if "non-chunked gzip" in reason:
            reason = "is one gzip stream; make it readable with `warcio recompress OLD NEW`"
        message = f"{path}: cannot be read on from byte {start}: {reason}"
        tell(Issue(stage="archive", level="error", message=message))


def _silence() -> redirect_stderr[io.StringIO]:
    """What the library says of an odd record holds the record's own words, and would go to the
    terminal as it is."""
    return redirect_stderr(io.StringIO())


def _next_record(iterator: ArchiveIterator) -> ArcWarcRecord | None:
    with _silence():
        return next(iterator, None)


def _answer(record: ArcWarcRecord, start: int, iterator: ArchiveIterator) -> Answer | None:
    block = bytes(record.raw_stream.read(RECORD_LIMIT + 1))
    if len(block) > RECORD_LIMIT:
        raise TooLarge(f"more than {RECORD_LIMIT} bytes; left out")
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ReadError("a record is torn: it has fewer bytes than it announces")
    kind = record.rec_type
    http = (record.rec_headers.get_header("Content-Type") or "").startswith("application/http")
    if kind not in ("response", "revisit") or not http:
        return None
    head, _, payload = block.partition(b"\r\n\r\n")
    end = start + int(iterator.get_record_length())
    return Answer(kind, start, end, record.rec_headers, Head.read(head), payload)


def _check_end(path: Path, start: int) -> None:
    """Raises ReadError when the last record of a file, which begins at `start`, is torn."""
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - 1))
        ended = file.read(1) in (b"\n", b"")
    if (packed and last_whole_member(path, start) < size) or not (packed or ended):
        raise ReadError("the last record is torn")


def last_whole_member(path: Path, start: int = 0) -> int:
    """The byte after the last gzip member that is whole, looked for from a member's start on."""
    end = position = start
    inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with open(path, "rb") as file:
        file.seek(start)
        while piece := file.read(MEGABYTE):
            while piece:
                try:
                    inner.decompress(piece, MEGABYTE)  # little at a time: it may be a bomb
                except zlib.error:
                    return end
                left = inner.unused_data or inner.unconsumed_tail
                position += len(piece) - len(left)
                piece = left
                if inner.eof:
                    end = position
                    inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return end


def read_snapshot(answer: Answer, path: Path, resolve: Resolver) -> Snapshot:
    """An answer as a Snapshot, a revisit with the body that it repeats. Raises ReadError."""
    head, body = answer.head, _body(answer)
    media_type, charset = media_type_of(head.get("content-type"), body)
    snapshot = Snapshot(
        url=answer.line(REQUESTED) or answer.url,
        final_url=answer.url,
        fetched_at=read_warc_date(answer.line("WARC-Date")),
        status=head.status,
        media_type=media_type,
        charset=charset,
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        warc_file=path.name,
        warc_offset=answer.start,
        etag=head.get("etag"),
        last_modified=head.get("last-modified"),
        source=answer.line(SOURCE),
        role=answer.line(ROLE) or "document",
    )
    if not answer.url:
        raise ReadError("has no WARC-Target-URI")
    if not re.match("https?://", answer.url, re.IGNORECASE):
        raise ReadError(f"its WARC-Target-URI {answer.url[:80]!r} is no http or https address")
    return snapshot if answer.kind == "response" else _revisited(snapshot, answer, resolve)


def _revisited(snapshot: Snapshot, answer: Answer, resolve: Resolver) -> Snapshot:
    refers = (answer.line("WARC-Refers-To-Target-URI") or snapshot.final_url).strip("<>")
    digest, date = answer.line("WARC-Payload-Digest"), answer.line("WARC-Refers-To-Date")
    place = resolve(digest or "", refers, date or "")
    if place is None:
        raise ReadError(f"a revisit of {refers} whose first answer is in no file of the folder")
    for first in read_answers(place[0], place[1], ignore):
        if first.kind == "response":
            return _with_body(snapshot, read_snapshot(first, place[0], resolve))
        break
    raise ReadError(f"{place[0]}: the first answer of {refers} is not at byte {place[1]}")


def _with_body(snapshot: Snapshot, first: Snapshot) -> Snapshot:
    return replace(
        snapshot,
        body=first.body,
        sha256=first.sha256,
        media_type=first.media_type,
        charset=first.charset,
        not_modified=snapshot.status == 304,
        etag=snapshot.etag or first.etag,
        last_modified=snapshot.last_modified or first.last_modified,
    )


def _body(answer: Answer) -> bytes:
    raw = answer.payload
    if "chunked" in (answer.head.get("transfer-encoding") or "").lower():
        raw = b"".join(iter(ChunkedDataReader(io.BytesIO(raw)).read, b""))
    if answer.truncated:
        return raw
    encoding = answer.head.get("content-encoding")
    return decode_body(raw, encoding) if raw and encoding else raw


def read_warc_date(text: str | None) -> datetime:
    """The moment of a WARC-Date line, of either WARC version. Raises ReadError."""
    try:
        return datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    except ValueError as error:
        raise ReadError(f"WARC-Date {text!r} is no moment") from error


def read_entries(path: Path, offset: int = 0) -> Iterator[Entry]:
    """Index entries of the answers from a byte of a file on; a torn end is passed over."""
    for answer in read_answers(path, offset, ignore):
        yield Entry(
            file=path.name,
            offset=answer.start,
            end=answer.end,
            url=answer.url,
            date=answer.line("WARC-Date") or "",
            status=answer.head.status,
            digest=answer.line("WARC-Payload-Digest") or payload_digest(answer.payload),
            kind=answer.kind,
            source=answer.line(SOURCE),
            requested=answer.line(REQUESTED),
            role=answer.line(ROLE) or "document",
            etag=answer.head.get("etag"),
            last_modified=answer.head.get("last-modified"),
            truncated=answer.truncated,
        )


class _Neighbours:
    """Finds the answer that a revisit repeats: in its own file and in the files beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, tuple[Path, int]] | None = None

    def find(self, digest: str, url: str, date: str) -> tuple[Path, int] | None:
        """File and byte of the answer, by its digest or by address and date."""
        if self.known is None:
            self.known = {}
            for path in dict.fromkeys([self.path, *warc_files(self.path.parent)]):
                for entry in read_entries(path):
                    if entry.kind == "response" and not entry.truncated:
                        place = (path, entry.offset)
                        self.known.setdefault(entry.digest, place)
                        self.known.setdefault(f"{entry.url} {entry.date}", place)
        return self.known.get(digest) or self.known.get(f"{url} {date}")


# --- writing -------------------------------------------------------------------------------


def warc_date(moment: datetime) -> str:
    """A moment as WARC writes it: UTC, ISO 8601, microseconds, Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def payload_digest(payload: bytes) -> str:
    """The digest by which equal bodies are known."""
    return "sha256:" + hashlib.sha256(payload).hexdigest()


def framed(body: bytes, head: Head) -> bytes:
    """A body as its head announces it: the client has undone the chunks, one chunk is made anew."""
    if "chunked" in (head.get("transfer-encoding") or "").lower():
        chunk = b"%x\r\n%b\r\n" % (len(body), body) if body else b""
        return chunk + b"0\r\n\r\n"
    return body


def write_response(
    out: IO[bytes], exchange: Exchange, kind: str, payload: bytes, digest: str, target: Entry | None
) -> None:
    """Writes an answer; a revisit has no body and names the answer that it repeats."""
    headers = _warc_headers(exchange, kind)
    headers.append(("WARC-Payload-Digest", digest))
    if exchange.truncated is not None:
        headers.append(("WARC-Truncated", exchange.truncated))
    block = exchange.response
    if kind == "revisit":
        unchanged = Head.read(exchange.response).status == 304
        name = "server-not-modified" if unchanged else "identical-payload-digest"
        headers.append(("WARC-Profile", PROFILE + name))
        if target is not None:
            headers.append(("WARC-Refers-To-Target-URI", target.url))
            headers.append(("WARC-Refers-To-Date", target.date))
    else:
        block += payload
    _write_record(out, headers, block, "application/http; msgtype=response")


def write_request(out: IO[bytes], exchange: Exchange) -> None:
    """Writes the request of an answer."""
    headers = _warc_headers(exchange, "request")
    _write_record(out, headers, exchange.request, "application/http; msgtype=request")


def _warc_headers(exchange: Exchange, kind: str) -> list[tuple[str, str]]:
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Date", warc_date(exchange.fetched_at)),
        (ROLE, exchange.role),
    ]
    optional = (
        ("WARC-IP-Address", exchange.address),
        (SOURCE, exchange.source),
        (REQUESTED, exchange.requested if exchange.requested != exchange.url else None),
    )
    headers += [(name, value) for name, value in optional if value is not None]
    # an address or a name may hold a line end, and what follows it would be a line of its own
    return [(name, re.sub(r"[\x00-\x1f\x7f]", "", value)) for name, value in headers]


def _write_record(
    out: IO[bytes], headers: Sequence[tuple[str, str]], block: bytes, content_type: str
) -> None:
    """One gzip member. The block is handed over as bytes: parsed heads would be written anew."""
    warc = StatusAndHeaders("", list(headers), protocol="WARC/1.1")
    record = ArcWarcRecord(
        "warc", "resource", warc, io.BytesIO(block), None, content_type, len(block)
    )
    record.payload_length = len(block)
    warc.add_header("WARC-Block-Digest", payload_digest(block))
    if warc.get_header("WARC-Payload-Digest") is None:
        warc.add_header("WARC-Payload-Digest", payload_digest(b""))
    WARCWriter(out, gzip=True).write_record(record)
