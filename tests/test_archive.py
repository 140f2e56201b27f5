"""The archive: everything as received, revisits, torn ends, one writer, foreign files."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from extract.document import Issue, ReadError
from scraper.archive import Archive, ArchiveError, Exchange, Snapshot, read_warc, warc_files
from scraper.content import DOCX, STEP, Decoder, TooLarge, decode_body, media_type_of

MOMENT = datetime(2026, 3, 5, 1, 30, 15, 123456, tzinfo=UTC)
URL = "https://contoh.example/berita-satu"
BODY = b"<html><body><p>Angka kemiskinan turun menjadi 14,14 persen.</p></body></html>"
REQUEST = b"GET /berita-satu HTTP/1.1\r\nHost: contoh.example\r\nUser-Agent: Uji\r\n\r\n"


def head(status: int = 200, *lines: str) -> bytes:
    lines = lines or ("Content-Type: text/html; charset=utf-8",)
    return "\r\n".join([f"HTTP/1.1 {status} Baik", *lines, "", ""]).encode("latin-1")


def exchange(url: str = URL, body: bytes = BODY, **more: Any) -> Exchange:
    values = {"fetched_at": MOMENT, "request": REQUEST, "response": head(), **more}
    return Exchange(url=url, body=body, **values)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive", min_free=0) as archive:
        yield archive


def records(folder: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Type, header lines and block of every record, digests checked by another program."""
    found = []
    for path in warc_files(folder):
        with open(path, "rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                http = record.http_headers
                block = http.to_ascii_bytes() if http else b""
                block += record.raw_stream.read()
                found.append((record.rec_type, dict(record.rec_headers.headers), block))
    return found


def test_request_and_response_as_they_were(archive: Archive) -> None:
    lines = ("X-aneh:  dua  spasi", "Set-Cookie: a=1", "Set-Cookie: b=2", "content-type: text/html")
    packed = gzip.compress(BODY, mtime=0)
    response = head(200, *lines, "Content-Encoding: gzip")
    file, offset = archive.append(exchange(body=packed, response=response, source="contoh"))
    archive.close()
    raw = (archive.folder / file).read_bytes()
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    record = member.decompress(raw[offset:])
    assert response + packed in record
    assert REQUEST in gzip.decompress(member.unused_data)
    kinds = [(kind, lines.get("X-Rakor-Source")) for kind, lines, _ in records(archive.folder)]
    assert kinds == [("warcinfo", None), ("response", "contoh"), ("request", "contoh")]


def test_one_gzip_member_for_each_record(archive: Archive) -> None:
    for number in range(3):
        archive.append(exchange(f"{URL}-{number}", BODY + b"%d" % number))
    archive.close()
    [path] = warc_files(archive.folder)
    rest, members = path.read_bytes(), 0
    while rest:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        assert member.decompress(rest).startswith(b"WARC/1.1\r\n")
        assert member.eof
        rest, members = member.unused_data, members + 1
    assert members == 1 + 2 * 3


def test_snapshot_comes_back(archive: Archive) -> None:
    lines = ("Content-Type: text/html; charset=ISO-8859-1", 'ETag: "v1"', "Last-Modified: kemarin")
    place = archive.append(
        exchange(
            response=head(200, *lines), source="contoh", requested="https://contoh.example/?p=1"
        )
    )
    snapshot = archive.find(URL)
    assert snapshot is not None
    assert (snapshot.warc_file, snapshot.warc_offset) == place
    assert (snapshot.url, snapshot.final_url) == ("https://contoh.example/?p=1", URL)
    assert (snapshot.fetched_at, snapshot.status) == (MOMENT, 200)
    assert (snapshot.media_type, snapshot.charset) == ("text/html", "iso-8859-1")
    assert (snapshot.body, snapshot.source, snapshot.role) == (BODY, "contoh", "document")
    assert archive.find("https://contoh.example/?p=1") == snapshot
    assert archive.find("https://contoh.example/lain") is None
    assert archive.validators(URL) == ('"v1"', "kemarin")
    assert [entry.url for entry in archive.list()] == [URL]
    assert list(read_warc(archive.folder / place[0])) == [snapshot]


def test_chunks_are_undone_and_named(archive: Archive) -> None:
    lines = ("Content-Type: text/html", "Transfer-Encoding: chunked", "Content-Encoding: deflate")
    archive.append(exchange(body=zlib.compress(BODY), response=head(200, *lines)))
    archive.append(exchange(URL + "-kosong", b"", response=head(200, *lines[:2])))
    assert [s.body for s in read_warc(warc_files(archive.folder)[0])] == [BODY, b""]
    assert b"Transfer-Encoding: chunked" in records(archive.folder)[1][2]


def test_equal_body_is_a_revisit(archive: Archive) -> None:
    archive.append(exchange())
    later = MOMENT + timedelta(days=1)
    archive.append(exchange(fetched_at=later))
    archive.append(exchange(URL + "-salinan", fetched_at=later))
    kinds = [kind for kind, _, _ in records(archive.folder)]
    assert kinds == ["warcinfo", "response", "request", "revisit", "request", "revisit", "request"]
    lines = records(archive.folder)[3][1]
    assert lines["WARC-Profile"].endswith("/identical-payload-digest")
    assert lines["WARC-Refers-To-Target-URI"] == URL
    assert lines["WARC-Refers-To-Date"] == "2026-03-05T01:30:15.123456Z"
    snapshots = list(read_warc(warc_files(archive.folder)[0]))
    assert [s.body for s in snapshots] == [BODY] * 3
    assert [s.not_modified for s in snapshots] == [False] * 3


def test_304_is_a_revisit_with_the_last_body(archive: Archive) -> None:
    archive.append(exchange(response=head(200, "Content-Type: text/html", 'ETag: "v1"')))
    archive.append(exchange(body=b"", response=head(304, 'ETag: "v1"')))
    first, second = read_warc(warc_files(archive.folder)[0])
    assert (second.status, second.not_modified) == (304, True)
    assert (second.body, second.sha256, second.media_type) == (BODY, first.sha256, "text/html")
    assert records(archive.folder)[3][1]["WARC-Profile"].endswith("/server-not-modified")


def test_what_was_answered_since_a_moment(tmp_path: Path) -> None:
    later = MOMENT + timedelta(minutes=5)
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange(requested=URL + "-lama"))
        archive.append(exchange(body=b"", response=head(304), fetched_at=later))
        archive.append(exchange(URL + "-sibuk", response=head(503), fetched_at=later))
    archive = Archive(tmp_path)
    found = archive.answered(URL, later)
    assert found is not None
    assert (found.status, found.body, found.fetched_at) == (304, BODY, later)
    assert archive.answered(URL, later + timedelta(seconds=1)) is None
    old = archive.answered(URL + "-lama", MOMENT)
    assert old is not None
    assert (old.url, old.final_url) == (URL + "-lama", URL)
    assert archive.answered(URL + "-sibuk", MOMENT) is None
    assert archive.last_asked(URL + "-lain") == later
    assert archive.last_asked("https://lain.example/") is None


def test_revisit_in_a_later_file_finds_its_body(tmp_path: Path) -> None:
    for day in range(3):
        with Archive(tmp_path, min_free=0, max_bytes=1) as archive:
            archive.append(exchange(fetched_at=MOMENT + timedelta(days=day)))
    files = warc_files(tmp_path)
    assert len(files) == 3
    assert [next(read_warc(path)).body for path in files] == [BODY] * 3
    with Archive(tmp_path, min_free=0) as archive:
        snapshot = archive.find(URL)
        assert snapshot is not None
        assert snapshot.body == BODY


def test_errors_redirects_and_robots_are_kept_but_not_given(archive: Archive) -> None:
    archive.append(exchange())
    archive.append(exchange(URL + "-hilang", response=head(404)))
    archive.append(exchange(URL + "-pindah", b"", response=head(301, "Location: /a")))
    archive.append(exchange("https://contoh.example/robots.txt", b"User-agent: *", role="robots"))
    archive.append(exchange(URL + "-besar", BODY[:9], truncated="length"))
    [path] = warc_files(archive.folder)
    assert [s.final_url for s in read_warc(path)] == [URL]
    assert [s.status for s in read_warc(path, every=True)] == [200, 404, 301, 200]
    assert [entry.truncated for entry in archive.list()] == [False] * 4 + [True]
    assert archive.find(URL + "-besar") is None


def test_truncated_body_never_stands_for_a_whole_one(archive: Archive) -> None:
    archive.append(exchange(URL + "-besar", truncated="length"))
    archive.append(exchange())
    assert [entry.kind for entry in archive.list()] == ["response", "response"]


def test_index_is_made_again_from_the_files(tmp_path: Path) -> None:
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange(source="contoh"))
        archive.append(exchange(URL + "-dua"))
        before = list(archive.list())
    (tmp_path / "index.jsonl").unlink()
    assert list(Archive(tmp_path).list()) == before
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange(URL + "-tiga", b"lain"))
    with open(tmp_path / "index.jsonl", "a", encoding="utf-8") as file:
        file.write('{"file": "rak')
    assert [entry.url for entry in Archive(tmp_path).list()] == [URL, URL + "-dua", URL + "-tiga"]


@pytest.mark.parametrize("lost", [1, 9, 100, 400, 700])
def test_torn_last_record_is_cut_off_at_the_next_start(tmp_path: Path, lost: int) -> None:
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange())
        [path] = warc_files(tmp_path)
        whole = path.stat().st_size
        archive.append(exchange(URL + "-dua", os.urandom(200)))
    data = path.read_bytes()
    path.write_bytes(data[:-lost])
    told: list[Issue] = []
    assert next(read_warc(path, on_issue=told.append)).body == BODY
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange(URL + "-tiga", b"sesudah"))
        urls = [entry.url for entry in archive.list()]
        assert URL in urls
        assert urls[-1] == URL + "-tiga"
        assert all(archive.read(entry).body for entry in archive.list())
    assert records(tmp_path)
    kept = b"".join(torn.read_bytes() for torn in tmp_path.glob("*.torn"))
    assert data[whole:-lost].endswith(kept)
    assert list(read_warc(path))


def test_reading_a_torn_file_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange())
        archive.append(exchange(URL + "-dua", os.urandom(3000)))
    [path] = warc_files(tmp_path)
    path.write_bytes(path.read_bytes()[:-1500])
    found: list[Snapshot] = []
    with pytest.raises(ReadError, match=path.name):
        found.extend(read_warc(path))
    told: list[Issue] = []
    assert len(list(read_warc(path, on_issue=told.append))) == 1
    assert [issue.stage for issue in told] == ["archive"]


def test_one_writer(tmp_path: Path) -> None:
    with Archive(tmp_path, min_free=0) as first:
        first.append(exchange())
        with Archive(tmp_path, min_free=0) as second:
            with pytest.raises(ArchiveError, match="another run is writing"):
                second.append(exchange())
            assert second.find(URL) is not None
    with Archive(tmp_path, min_free=0) as third:
        third.append(exchange(URL + "-dua"))


def test_killed_writer_loses_nothing(tmp_path: Path) -> None:
    program = (
        "import os, sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path\n"
        "from tests.test_archive import exchange, URL\n"
        "from scraper.archive import Archive\n"
        "archive = Archive(Path(sys.argv[1]), min_free=0)\n"
        "[archive.append(exchange(f'{URL}-{n}', b'isi %d' % n)) for n in range(20)]\n"
        "os.kill(os.getpid(), 9)\n"
    )
    root = str(Path(__file__).parent.parent)
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path), root], check=False)
    assert done.returncode == -9
    with Archive(tmp_path, min_free=0) as archive:
        assert len(archive.list()) == 20
        archive.append(exchange())


def test_files_are_rotated(tmp_path: Path) -> None:
    with Archive(tmp_path, min_free=0, max_bytes=3000) as archive:
        for number in range(8):
            archive.append(exchange(f"{URL}-{number}", os.urandom(500)))
        assert len(warc_files(tmp_path)) > 2
        assert all(archive.find(f"{URL}-{number}") for number in range(8))
    assert all(path.stat().st_size < 6000 for path in warc_files(tmp_path))


def test_old_files_expire_unless_a_younger_answer_needs_them(tmp_path: Path) -> None:
    def day(number: int) -> datetime:
        return MOMENT + timedelta(days=number)

    with Archive(tmp_path, min_free=0, max_bytes=1) as archive:
        archive.append(exchange(URL + "-lama", b"lama", fetched_at=day(0)))
        archive.append(exchange(URL, fetched_at=day(1)))
        archive.append(exchange(URL, fetched_at=day(40)))
        archive.append(exchange(URL + "-baru", b"baru", fetched_at=day(41)))
        names = [entry.file for entry in archive.list()]
        assert archive.expire(day(30)) == [names[0]]
        assert archive.find(URL + "-lama") is None
        snapshot = archive.find(URL)
        assert snapshot is not None
        assert snapshot.body == BODY
        assert archive.expire(day(30)) == []
    assert [entry.file for entry in Archive(tmp_path).list()] == names[1:]


def test_alarm_when_the_disk_is_full(tmp_path: Path) -> None:
    with (
        Archive(tmp_path, min_free=1 << 62) as archive,
        pytest.raises(ArchiveError, match="make room"),
    ):
        archive.append(exchange())
    assert warc_files(tmp_path) == []


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    with Archive(tmp_path / "berkas", min_free=0) as archive, pytest.raises(ArchiveError):
        archive.append(exchange())


@pytest.mark.parametrize("every", [0.0, 60.0])
def test_policy_of_fsync(tmp_path: Path, every: float, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: (synced.append(number), real(number))[1])
    with Archive(tmp_path, min_free=0, fsync_every=every) as archive:
        archive.append(exchange())  # opening the folder is forced to the disk in any case
        before = len(synced)
        for number in range(5):
            archive.append(exchange(f"{URL}-{number}", b"%d" % number))
        count = len(synced) - before
    assert count >= 5 if every == 0 else count <= 1


# --- files of other programs


def foreign(path: Path, packed: bool = True) -> Path:
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=packed)
        block = head(200, "Content-Type: text/html") + BODY
        record = writer.create_warc_record(
            URL, "response", payload=io.BytesIO(block), length=len(block)
        )
        writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "lain"}))
        writer.write_record(record)
        lines = b"lompat: ya\r\n"
        writer.write_record(
            writer.create_warc_record(URL, "metadata", payload=io.BytesIO(lines), length=len(lines))
        )
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        date = record.rec_headers.get_header("WARC-Date")
        writer.write_record(
            writer.create_revisit_record(
                URL + "-dua", digest, URL, date, http_headers=record.http_headers
            )
        )
    return path


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_foreign_file(tmp_path: Path, packed: bool) -> None:
    path = foreign(tmp_path / "asing.warc.gz", packed)
    snapshots = list(read_warc(path))
    assert [(s.final_url, s.body) for s in snapshots] == [(URL, BODY), (URL + "-dua", BODY)]
    assert {s.source for s in snapshots} == {None}


def test_foreign_file_as_one_gzip(tmp_path: Path) -> None:
    path = foreign(tmp_path / "asing.warc", packed=False)
    whole = tmp_path / "satu.warc.gz"
    whole.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    with pytest.raises(ReadError, match="recompress"):
        list(read_warc(whole))


def test_brotli_is_kept_as_it_came_and_read_back(tmp_path: Path) -> None:
    raw = brotli.compress(BODY)
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange(body=raw, response=head(200, "Content-Encoding: br")))
    [path] = warc_files(tmp_path)
    assert [snapshot.body for snapshot in read_warc(path)] == [BODY]
    assert raw in gzip.decompress(path.read_bytes())


def test_an_encoding_of_another_program_is_told(tmp_path: Path) -> None:
    with Archive(tmp_path, min_free=0) as archive:
        archive.append(exchange(response=head(200, "Content-Encoding: zstd")))
        archive.append(exchange(URL + "-dua", b"lain"))
    told: list[Issue] = []
    [path] = warc_files(tmp_path)
    assert [s.final_url for s in read_warc(path, on_issue=told.append)] == [URL + "-dua"]
    assert [(issue.url, "'zstd'" in issue.message) for issue in told] == [(URL, True)]


@pytest.mark.parametrize("data", [b"", b"bukan WARC\n", b"\x1f\x8b\x08rusak", os.urandom(300)])
def test_what_is_no_warc(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "rusak.warc.gz"
    path.write_bytes(data)
    if not data:
        assert list(read_warc(path)) == []
        return
    with pytest.raises(ReadError, match=r"rusak\.warc\.gz"):
        list(read_warc(path))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"tidak-ada\.warc"):
        list(read_warc(tmp_path / "tidak-ada.warc"))


# --- bodies

ENCODED = [
    (None, BODY),
    ("identity", BODY),
    ("gzip", gzip.compress(BODY, mtime=0)),
    ("x-gzip", gzip.compress(BODY, mtime=0)),
    ("GZIP", gzip.compress(BODY[:30]) + gzip.compress(BODY[30:])),
    ("gzip", gzip.compress(BODY, mtime=0) + b"\0\0\0"),
    ("deflate", zlib.compress(BODY)),
    ("deflate", zlib.compress(BODY)[2:-4]),
    ("br", brotli.compress(BODY)),
    ("BR", brotli.compress(BODY, quality=1)),
]


@pytest.mark.parametrize(("encoding", "raw"), ENCODED)
def test_content_encoding_is_undone(encoding: str | None, raw: bytes) -> None:
    assert decode_body(raw, encoding) == BODY


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("zstd", b"x"),
        ("gzip, br", b"x"),
        ("br", BODY),
        ("br", brotli.compress(BODY)[:-3]),
        ("gzip, gzip", b"x"),
        ("gzip", BODY),
        ("gzip", gzip.compress(BODY, mtime=0)[:-9]),
    ],
)
def test_content_encoding_that_cannot_be_undone(encoding: str, raw: bytes) -> None:
    with pytest.raises(ReadError, match="Content-Encoding"):
        decode_body(raw, encoding)


PACKERS: dict[str | None, Callable[[bytes], bytes]] = {
    None: bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
}


@pytest.mark.parametrize("encoding", PACKERS)
def test_limit_of_the_decoded_size(encoding: str | None) -> None:
    raw = PACKERS[encoding](bytes(1000))
    assert decode_body(raw, encoding, limit=1000) == bytes(1000)
    with pytest.raises(TooLarge):
        decode_body(raw, encoding, limit=999)


def raw_deflate(body: bytes) -> bytes:
    return zlib.compress(body)[2:-4]


GROWING = [(name, pack) for name, pack in PACKERS.items() if name] + [("deflate", raw_deflate)]


@pytest.mark.parametrize(("encoding", "pack"), GROWING, ids=["gzip", "zlib", "br", "deflate"])
@pytest.mark.parametrize("size", [0, STEP - 2 * len(BODY), STEP, 3 << 20])
def test_little_that_becomes_much_comes_whole(
    encoding: str, pack: Callable[[bytes], bytes], size: int
) -> None:
    body = BODY + bytes(size) + BODY
    raw, out, decoder = pack(body), list[bytes](), Decoder(encoding)
    for start in range(0, len(raw), 7):
        out += decoder.parts(raw[start : start + 7])
    assert b"".join(out) + decoder.finish() == body
    assert max(map(len, out)) <= 2 * STEP


@settings(deadline=None)
@given(st.integers(STEP - 600, STEP + 600))
def test_raw_deflate_of_any_size_near_a_step_comes_whole(size: int) -> None:
    assert decode_body(raw_deflate(bytes(size)), "deflate") == bytes(size)


@pytest.mark.parametrize("encoding", ["gzip", "br"])
@settings(deadline=None)
@given(body=st.binary(max_size=400), sizes=st.lists(st.integers(1, 50), min_size=1, max_size=40))
def test_pieces_of_any_size_give_the_same(encoding: str, body: bytes, sizes: list[int]) -> None:
    raw, out, decoder = PACKERS[encoding](body), b"", Decoder(encoding)
    for size in sizes * 40:
        out += decoder.feed(raw[:size])
        raw = raw[size:]
    out += decoder.feed(raw)
    assert out + decoder.finish() == body


TYPES = [
    ("text/html; charset=UTF-8", BODY, ("text/html", "utf-8")),
    ('TEXT/HTML; Charset="utf-8"', BODY, ("text/html", "utf-8")),
    ("text/html; charset=", BODY, ("text/html", None)),
    (None, BODY, ("text/html", None)),
    ("", b"\n <?xml version='1.0'?><rss/>", ("application/xml", None)),
    (None, b"halo", ("text/plain", None)),
    (None, b"\0\1\2", ("application/octet-stream", None)),
    ("application/zip", b"PK\3\4...[Content_Types].xml...word/document.xml", (DOCX, None)),
    ("application/octet-stream", b"PK\3\4...", ("application/zip", None)),
    ("application/octet-stream", b"%PDF-1.7", ("application/pdf", None)),
    ("text/html", b"%PDF-1.7", ("application/pdf", None)),
    ("application/octet-stream", b"\x1f\x8b\x08", ("application/gzip", None)),
    ("application/rss+xml", b"<?xml version='1.0'?><rss/>", ("application/rss+xml", None)),
    ("text/plain", BODY, ("text/plain", None)),
]


@pytest.mark.parametrize(("declared", "body", "expected"), TYPES)
def test_media_type(declared: str | None, body: bytes, expected: tuple[str, str | None]) -> None:
    assert media_type_of(declared, body) == expected


FULL_DISK = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from scraper.archive import Archive, ArchiveError
from tests.test_archive import URL, exchange

archive = Archive(Path(sys.argv[1]), min_free=0)
for number in range(3):
    archive.append(exchange(f"{URL}-{number}", b"isi %d" % number))
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
size = archive.list()[-1].end + 500
resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
try:
    archive.append(exchange(URL + "-besar", bytes(range(256)) * 400))
except ArchiveError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
archive.append(exchange(URL + "-sesudah", b"sesudah"))
archive.close()
"""


def test_half_a_write_is_cut_off_before_the_next_one(tmp_path: Path) -> None:
    """A limit of the file size stands for a disk that is full in the middle of a record."""
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path), root],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "cannot be written" in done.stdout
    [path] = warc_files(tmp_path)
    urls = [snapshot.final_url for snapshot in read_warc(path)]
    assert urls == [f"{URL}-0", f"{URL}-1", f"{URL}-2", f"{URL}-sesudah"]
    assert [entry.url for entry in Archive(tmp_path).list()] == urls
