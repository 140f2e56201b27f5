"""The archive: a folder of WARC files with one writer, and an index of what is in it."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from warcio.warcwriter import WARCWriter

from extract.document import ReadError
from scraper.content import MEGABYTE
from scraper.durable import Taken, sync, take_place
from scraper.warc import (
    Entry,
    Exchange,
    Head,
    Resolver,
    Snapshot,
    framed,
    ignore,
    last_whole_member,
    payload_digest,
    read_answers,
    read_entries,
    read_snapshot,
    read_warc,
    read_warc_date,
    warc_date,
    warc_files,
    write_request,
    write_response,
)

__all__ = [
    "Archive",
    "ArchiveError",
    "Entry",
    "Exchange",
    "Snapshot",
    "read_kept",
    "read_warc",
    "warc_files",
]


class ArchiveError(Exception):
    """The archive cannot be written: another writer, no space, a folder that is read-only."""


def read_kept(folder: Path, file: str, offset: int) -> Snapshot:
    """The answer at a byte of a WARC file of an archive, with the body that a revisit points to.

    The index is read for a revisit only. Raises ReadError: no such file, no answer there.
    """
    path = folder / file
    if not path.is_file():
        raise ReadError(f"{path} is missing: the archive no longer keeps these bytes")

    def resolve(digest: str, url: str, date: str) -> tuple[Path, int] | None:
        return Archive(folder)._resolve(digest, url, date)

    return _read_at(path, offset, resolve)


def _read_at(path: Path, offset: int, resolve: Resolver) -> Snapshot:
    for answer in read_answers(path, offset, ignore):
        if answer.start == offset:
            return read_snapshot(answer, path, resolve)
        break
    raise ReadError(f"{path}: no answer at byte {offset}; the file is damaged")


class Archive:
    """A folder of WARC files with one writer.

    Files grow to `max_bytes` and are then closed. Less free space than `min_free` bytes stops
    writing. The disk is made to keep what was written every `fsync_every` seconds (0: at each
    record); a killed program loses nothing in either case, only a power cut could.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int = 1024 * MEGABYTE,
        min_free: int = 512 * MEGABYTE,
        fsync_every: float = 1.0,
    ) -> None:
        self.folder = Path(folder)
        self.max_bytes = max_bytes
        self.min_free = min_free
        self.fsync_every = fsync_every
        self._lock: IO[str] | None = None
        self._file: IO[bytes] | None = None
        self._index: IO[str] | None = None
        self._synced = time.monotonic()
        self._unsynced = False
        self._by_url: dict[str, Entry] = {}
        self._by_digest: dict[str, Entry] = {}
        self._by_place: dict[str, str] = {}
        self._answered: dict[str, tuple[str, str, int]] = {}
        self._remember_all(_load_index(self.folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Reading

    def list(self, url: str | None = None) -> Sequence[Entry]:
        """Every answer that is kept, or those of one address, oldest first."""
        entries = _load_index(self.folder)
        return [e for e in entries if url is None or url in (e.url, e.requested)]

    def find(self, url: str) -> Snapshot | None:
        """The last whole answer (2xx) of an address, None if there is none.

        Raises ReadError where its file is damaged; that answer is not found a second time, so that
        the page can be asked for, and written, whole again.
        """
        entry = self._by_url.get(url)
        try:
            return None if entry is None else self.read(entry)
        except ReadError:
            self._forget(url)
            raise

    def _forget(self, url: str) -> None:
        entry = self._by_url.pop(url)
        for known in {entry.url, entry.requested or entry.url}:
            self._by_url.pop(known, None)
            self._answered.pop(known, None)
        self._by_digest.pop(entry.digest, None)

    def read(self, entry: Entry) -> Snapshot:
        """One answer, with the body that a revisit points to. Raises ReadError."""
        return _read_at(self.folder / entry.file, entry.offset, self._resolve)

    def validators(self, url: str) -> tuple[str | None, str | None] | None:
        """ETag and Last-Modified of the last whole answer of an address."""
        entry = self._last(url)
        return None if entry is None else (entry.etag, entry.last_modified)

    def answered(self, url: str, since: datetime) -> Snapshot | None:
        """What an address gave from a moment on (2xx or 304), None if nothing whole."""
        date, file, offset = self._answered.get(url, ("", "", 0))
        if date < warc_date(since):
            return None
        return _read_at(self.folder / file, offset, self._resolve)

    def last_asked(self, url: str) -> datetime | None:
        """When anything of an address's host was last asked for and answered, as far as kept."""
        date = self._by_place.get(_place(url))
        return None if date is None else read_warc_date(date)

    def _last(self, url: str) -> Entry | None:
        """The last whole answer of this address itself, not of where it once led to."""
        entry = self._by_url.get(url)
        return entry if entry is not None and entry.url == url else None

    def _resolve(self, digest: str, url: str, date: str) -> tuple[Path, int] | None:
        entry = self._by_digest.get(digest)
        return None if entry is None else (self.folder / entry.file, entry.offset)

    # Writing

    def append(self, exchange: Exchange) -> tuple[str, int]:
        """Writes an answer and its request; gives the file and the byte where the answer begins.

        A body that is kept already is written as a revisit. Raises ArchiveError.
        """
        try:
            self._check_space()
            out = self._open_writer()
            entry, data = self._records(exchange, Path(out.name).name, out.tell())
            self._unsynced = True
            out.write(data)
            out.flush()
            self._write_index(entry)
            self._sync_when_due(out)
        except OSError as error:
            self._let_go()  # the next start cuts off what was half written
            raise ArchiveError(f"{self.folder}: cannot be written: {error}") from error
        self._remember(entry)
        return entry.file, entry.offset

    def close(self) -> None:
        """Lets the disk keep everything and gives the archive free for another writer.

        Raises ArchiveError.
        """
        try:
            for file in (self._file, self._index):
                if file is not None:
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            raise ArchiveError(f"{self.folder}: cannot be written: {error}") from error
        finally:
            self._let_go()

    def sync(self) -> None:
        """Lets the disk keep all answers; called before a database names one. Raises ArchiveError.

        A database that outlives a power cut must not know of answers that did not.
        """
        try:
            if self._file is not None and self._unsynced:
                self._synced_now(self._file)
        except OSError as error:
            self._let_go()
            raise ArchiveError(f"{self.folder}: cannot be written: {error}") from error

    def _let_go(self) -> None:
        for file in (self._file, self._index, self._lock):
            if file is not None:
                with suppress(OSError):
                    file.close()
        self._file = self._index = self._lock = None

    def expire(self, before: datetime) -> Sequence[str]:
        """Deletes the files in which every answer is older; gives their names.

        A file stays when a younger answer is a revisit of one in it.
        """
        self._open_writer()
        entries = self.list()
        gone = sorted(_old_files(entries, warc_date(before), self._by_digest))
        for name in gone:
            if self._file is not None and Path(self._file.name).name == name:
                self._file.close()
                self._file = None
            (self.folder / name).unlink(missing_ok=True)
        self._start_index([entry for entry in entries if entry.file not in gone])
        return gone

    def _start_index(self, entries: Sequence[Entry]) -> None:
        """Writes the index anew and remembers what is in it."""
        if self._index is not None:
            self._index.close()
        _save_index(self.folder, entries)
        self._index = _keep_open(self.folder / INDEX, "a")
        self._remember_all(entries)

    def _remember_all(self, entries: Iterable[Entry]) -> None:
        self._by_url, self._by_digest, self._by_place, self._answered = {}, {}, {}, {}
        for entry in entries:
            self._remember(entry)

    def _remember(self, entry: Entry) -> None:
        if entry.file.startswith(PREFIX):
            self._by_place[_place(entry.url)] = entry.date
        whole = not entry.truncated and 200 <= entry.status < 300
        for url in {entry.url, entry.requested or entry.url}:
            if whole:
                self._by_url[url] = entry
            if whole or entry.status == 304:
                # no entry: an archive of years has many, and most are an address's older ones
                self._answered[url] = (entry.date, sys.intern(entry.file), entry.offset)
        if entry.kind == "response" and not entry.truncated:
            self._by_digest.setdefault(entry.digest, entry)

    def _check_space(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self.folder).free
        if free < self.min_free:
            raise ArchiveError(
                f"{self.folder}: only {free // MEGABYTE} MB are free of the "
                f"{self.min_free // MEGABYTE} MB needed; make room, nothing more is fetched"
            )

    def _open_writer(self) -> IO[bytes]:
        if self._lock is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _take_lock(self.folder / "writer.lock")
            self._repair()
        if self._file is not None and self._file.tell() >= self.max_bytes:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
        if self._file is None:
            self._file = _new_file(self.folder, self.max_bytes)
        return self._file

    def _repair(self) -> None:
        """Cuts a torn last record off, keeping the bytes beside it, and mends the index."""
        files = _own_files(self.folder)
        if files:
            size = files[-1].stat().st_size
            lines = _index_lines(self.folder / INDEX)
            ends = (e.end for e in lines if e.file == files[-1].name and e.end <= size)
            _cut_torn_tail(files[-1], max(ends, default=0))
        self._start_index(self.list())

    def _records(self, exchange: Exchange, file: str, offset: int) -> tuple[Entry, bytes]:
        head = Head.read(exchange.response)
        payload = framed(exchange.body, head)
        digest = payload_digest(payload)
        earlier = self._by_digest.get(digest) if payload else None
        kind, target = "response", None
        if head.status == 304:
            kind, target = "revisit", self._last(exchange.url)
            digest = target.digest if target is not None else digest
        elif earlier is not None and exchange.truncated is None:
            kind, target = "revisit", earlier
        out = io.BytesIO()
        write_response(out, exchange, kind, payload, digest, target)
        end = offset + out.tell()
        write_request(out, exchange)
        return _new_entry(exchange, head, kind, digest, (file, offset, end)), out.getvalue()

    def _write_index(self, entry: Entry) -> None:
        if self._index is not None:
            self._index.write(json.dumps(asdict(entry)) + "\n")
            self._index.flush()

    def _sync_when_due(self, out: IO[bytes]) -> None:
        if time.monotonic() - self._synced >= self.fsync_every:
            self._synced_now(out)

    def _synced_now(self, out: IO[bytes]) -> None:
        os.fsync(out.fileno())
        self._synced, self._unsynced = time.monotonic(), False


INDEX = "index.jsonl"


def _new_entry(
    exchange: Exchange, head: Head, kind: str, digest: str, place: tuple[str, int, int]
) -> Entry:
    return Entry(
        file=place[0],
        offset=place[1],
        end=place[2],
        url=exchange.url,
        date=warc_date(exchange.fetched_at),
        status=head.status,
        digest=digest,
        kind=kind,
        source=exchange.source,
        requested=exchange.requested if exchange.requested != exchange.url else None,
        role=exchange.role,
        etag=head.get("etag"),
        last_modified=head.get("last-modified"),
        truncated=exchange.truncated is not None,
    )


def _old_files(entries: Sequence[Entry], limit: str, by_digest: Mapping[str, Entry]) -> set[str]:
    """Files whose answers are all older, and none of which a younger revisit repeats."""
    kept = {entry.file for entry in entries if entry.date >= limit}
    for entry in reversed(entries):
        target = by_digest.get(entry.digest)
        if entry.kind == "revisit" and entry.file in kept and target is not None:
            kept.add(target.file)
    return {entry.file for entry in entries} - kept


def _place(url: str) -> str:
    """Host and port as an address writes them."""
    return url.partition("//")[2].partition("/")[0]


def _own_files(folder: Path) -> list[Path]:
    """The files that this program writes; others may lie beside them and are only read."""
    return [path for path in warc_files(folder) if path.name.startswith(PREFIX)]


PREFIX = "rakor-"


def _new_file(folder: Path, max_bytes: int) -> IO[bytes]:
    """The last file while it has room, else a new one that begins with who wrote it."""
    files = _own_files(folder)
    if files and files[-1].stat().st_size < max_bytes:
        file = _keep_open(files[-1], "ab")
        file.seek(0, os.SEEK_END)
        return file
    file = _keep_open(folder / f"{PREFIX}{_next_stamp(files)}.warc.gz", "xb")
    sync(folder)
    info = {"software": "rakor", "format": "WARC File Format 1.1"}
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(Path(file.name).name, info))
    return file


def _next_stamp(files: Sequence[Path]) -> str:
    """The moment, for a file's name; always after the last one, also where the clock went back:
    the last name is the file that is written, and looked after when a run was killed."""
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    last = files[-1].name.removeprefix(PREFIX).partition(".")[0] if files else ""
    return str(int(last) + 1) if last.isdecimal() and last >= stamp else stamp


def _keep_open(path: Path, mode: str) -> IO[Any]:
    """A file that stays open as long as the archive is written; close() closes it."""
    encoding = None if "b" in mode else "utf-8"
    return open(path, mode, encoding=encoding)


def _take_lock(path: Path) -> IO[str]:
    try:
        return take_place(path)
    except Taken as error:
        raise ArchiveError(
            f"{path.parent}: another run is writing{error}; wait for it to end"
        ) from error
    except OSError as error:
        raise ArchiveError(f"{path.parent}: cannot be written: {error}") from error


def _cut_torn_tail(path: Path, start: int) -> None:
    """`start` is the end of a record that is known to be whole."""
    end = last_whole_member(path, start)
    if end == path.stat().st_size:
        return
    with open(path, "r+b") as file:
        file.seek(end)
        torn = path.parent / f"{path.name}.{end}.torn"
        torn.write_bytes(file.read())
        sync(torn, path.parent)
        file.truncate(end)
        file.flush()
        os.fsync(file.fileno())


def _load_index(folder: Path) -> Iterator[Entry]:
    """The index of a folder: its lines, and what the files hold beyond them."""
    files = {path.name: path for path in warc_files(folder)}
    seen = dict.fromkeys(files, 0)
    for entry in _index_lines(folder / INDEX):
        if entry.file in files and entry.end <= files[entry.file].stat().st_size:
            seen[entry.file] = max(seen[entry.file], entry.end)
            yield entry
    for name, path in files.items():
        if seen[name] < path.stat().st_size:
            yield from read_entries(path, seen[name])


def _index_lines(path: Path) -> Iterator[Entry]:
    known = {field.name for field in fields(Entry)}
    if not path.is_file():
        return
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            try:
                values = json.loads(line)
            except json.JSONDecodeError:  # a torn last line: the scan of the file finds its record
                return
            yield Entry(**{key: value for key, value in values.items() if key in known})


def _save_index(folder: Path, entries: Sequence[Entry]) -> None:
    part = folder / f"{INDEX}.part"
    with open(part, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(entry)) + "\n" for entry in entries)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / INDEX)
    sync(folder)
