"""Bodies: their Content-Encoding undone within limits, their type and charset found out."""

from __future__ import annotations

import codecs
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

import brotli

from extract.document import ReadError

MEGABYTE = 1 << 20
# The most that a body may become when its Content-Encoding is undone; articles are under 1 MB,
# scanned minutes under 30.
DECODED_LIMIT = 64 * MEGABYTE


# The most of HTML or plain text that is parsed: articles are under 1 MB, and a parsed page takes
# twenty times its size.
TEXT_LIMIT = 5 * MEGABYTE
# Bytes that are decoded in one step, so that a body is in memory once and not three times.
STEP = 256 * 1024
# What is asked for; zstd is not, because the locked HTTP client brings no reader of it.
ACCEPT_ENCODING = "gzip, deflate, br"
ENCODINGS = ("gzip", "x-gzip", "deflate", "br")


class TooLarge(Exception):
    """A body grows beyond its limit when its Content-Encoding is undone."""


def decode_body(body: bytes, encoding: str | None, limit: int = DECODED_LIMIT) -> bytes:
    """A body with its Content-Encoding undone. Raises TooLarge and ReadError."""
    decoder = Decoder(encoding, limit)
    return decoder.feed(body) + decoder.finish()


class Decoder:
    """Undoes a Content-Encoding piece by piece, never growing beyond a limit of bytes.

    Raises TooLarge, and ReadError for an encoding that is unknown or broken.
    """

    def __init__(self, encoding: str | None, limit: int = DECODED_LIMIT) -> None:
        names = [name.strip().lower() for name in (encoding or "").split(",")]
        names = [name for name in names if name not in ("", "identity")]
        if len(names) > 1 or (names and names[0] not in ENCODINGS):
            raise ReadError(f"Content-Encoding {encoding!r} cannot be undone")
        self.encoding = names[0] if names else ""
        self.limit = limit
        self.size = 0
        self._inner: Any = None
        self._started = False

    def feed(self, piece: bytes) -> bytes:
        """The next piece decoded."""
        return b"".join(self.parts(piece))

    def parts(self, piece: bytes) -> Iterator[bytes]:
        """The next piece decoded, in parts of about STEP bytes."""
        if not self.encoding:
            yield self._count(piece)
            return
        try:
            yield from self._unbrotli(piece) if self.encoding == "br" else self._inflate(piece)
        except (zlib.error, brotli.error) as error:
            raise ReadError(f"Content-Encoding {self.encoding} is broken: {error}") from error

    def finish(self) -> bytes:
        """What is left when the last piece was fed. Raises ReadError for a body cut short."""
        if self._inner is not None and not self._ended():
            raise ReadError(f"Content-Encoding {self.encoding} ends too early")
        return b""

    def _ended(self) -> bool:
        return bool(self._inner.is_finished() if self.encoding == "br" else self._inner.eof)

    def _inflate(self, piece: bytes) -> Iterator[bytes]:
        full = False  # a part that is full may leave more behind, with nothing left to feed
        while piece or full:
            if self._inner is None:
                self._inner = zlib.decompressobj(self._window(piece))
            part = self._inner.decompress(piece, STEP)
            yield self._count(part)
            piece = self._rest()
            full = len(part) == STEP and self._inner is not None and not self._inner.eof

    def _unbrotli(self, piece: bytes) -> Iterator[bytes]:
        if self._inner is None:
            self._inner = brotli.Decompressor()
        while True:
            part = self._inner.process(piece, output_buffer_limit=STEP)
            yield self._count(part)
            # that it takes more does not mean that it has given all
            if self._inner.is_finished() or not part:
                return
            piece = b""

    def _window(self, piece: bytes) -> int:
        if self.encoding != "deflate":
            return zlib.MAX_WBITS | 16
        # "deflate" is zlib's format by the standard, and raw deflate on some servers.
        return zlib.MAX_WBITS if piece[0] & 0x0F == 8 else -zlib.MAX_WBITS

    def _rest(self) -> bytes:
        """What the inner decoder has not taken: the next member of a gzip body, or padding."""
        if not self._inner.eof:
            return bytes(self._inner.unconsumed_tail)
        rest = bytes(self._inner.unused_data)
        if rest[:2] == b"\x1f\x8b":
            self._inner = None
            return rest
        return b""

    def _count(self, piece: bytes) -> bytes:
        self.size += len(piece)
        if self.size > self.limit:
            raise TooLarge(f"more than {self.limit} bytes when decoded")
        return piece


def check_text_size(body: bytes, url: str) -> None:
    """Raises ReadError for more HTML or plain text than a page or an article ever has."""
    if len(body) > TEXT_LIMIT:
        size = f"{len(body) / MEGABYTE:.0f} MB, more than {TEXT_LIMIT // MEGABYTE}"
        raise ReadError(f"{url}: {size}; no page with an article is so large, split it")


# Half of a surrogate pair, which no file and no database can keep; the first group is a whole one.
HALF = re.compile(
    r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


def load_json(text: str | bytes, *, strict: bool = True, mend: bool = True) -> Any:
    """What a JSON text of somebody else holds. Raises ValueError for everything that is none.

    Brackets that nest too deeply and numbers of thousands of digits are such errors too. With
    `mend` half characters become replacement characters.
    """
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text))
    if mend:
        text = HALF.sub(lambda found: found[1] or "\\ufffd", text)
    try:
        return json.loads(text, strict=strict)
    except RecursionError as error:
        raise ValueError("its brackets are nested too deeply") from error


def media_type_of(declared: str | None, body: bytes) -> tuple[str, str | None]:
    """Media type and charset of a Content-Type line, the type sniffed where it says nothing."""
    parts = [part.strip() for part in (declared or "").split(";")]
    charset = None
    for part in parts[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value.strip("\"' "):
            charset = value.strip("\"' ").lower()
    media_type = parts[0].lower()
    sniffed = _sniff(body)
    if sniffed in STRONG or media_type in VAGUE or "/" not in media_type:
        media_type = sniffed or ("text/plain" if _is_text(body) else "application/octet-stream")
    return media_type, charset


# What servers say of a file that they know nothing about, or only its container.
VAGUE = (
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/force-download",
    "application/x-download",
    "application/zip",
    "application/x-zip-compressed",
    "application/msword",
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Beginnings that leave no doubt, whatever the server says.
STRONG = ("application/pdf", DOCX, "image/png", "image/jpeg", "image/tiff")


def _is_text(body: bytes) -> bool:
    return bool(body) and b"\0" not in body[:4096]


def _sniff(body: bytes) -> str | None:
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = start[:512].lower()
    if body.startswith(b"PK\x03\x04"):
        return (
            DOCX
            if b"word/" in body[:65536] or b"[Content_Types]" in body[:256]
            else "application/zip"
        )
    for magic, name in MAGIC:
        if start.startswith(magic):
            return name
    if lower.startswith(b"<?xml"):
        return "application/xhtml+xml" if b"<html" in lower else "application/xml"
    if any(tag in lower for tag in (b"<!doctype html", b"<html", b"<head", b"<body")):
        return "text/html"
    return None


MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
)


BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
# What the web calls Latin-1 or ASCII is read as windows-1252 (WHATWG Encoding, 4.2).
WINDOWS_1252 = {"iso8859-1", "ascii", "latin-1", "cp1252"}


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of a body: by its mark, as UTF-8 where it is that, else as declared or sniffed.

    A declared charset is not believed against bytes that are valid UTF-8, nor "utf-8" against
    bytes that are not: single wrong bytes are read as windows-1252.
    """
    for mark, name in BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    name = _codec(declared) or _codec(_meta_charset(body)) or "utf-8"
    if name == "utf-8" or (name in WINDOWS_1252 and _mostly_utf8(body)):
        return body.decode("utf-8", errors=MIXED)
    if name in WINDOWS_1252:
        return _as_1252(body)
    return body.decode(name, errors="replace")


def _meta_charset(body: bytes) -> str | None:
    found = META.search(body[:4096])
    return found[1].decode("ascii", errors="replace") if found else None


def _codec(name: str | None) -> str | None:
    """Python's name of a text charset, None for one that it does not know."""
    try:
        info = codecs.lookup((name or "").strip())
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _mostly_utf8(body: bytes) -> bool:
    """Whether more bytes beyond ASCII stand in valid UTF-8 sequences than outside."""
    beyond = sum(byte > 127 for byte in body)
    valid = len(body.decode("utf-8", errors="ignore").encode()) - (len(body) - beyond)
    return 2 * valid > beyond


def _as_1252(body: bytes) -> str:
    return body.decode("cp1252", errors=MIXED)


def _mixed(error: UnicodeError) -> tuple[str, int]:
    """Wrong bytes of UTF-8, or the five holes of windows-1252, read as windows-1252 or Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    text = "".join(HOLES.get(byte) or bytes([byte]).decode("cp1252") for byte in wrong)
    return text, error.end


HOLES = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
MIXED = "rakor-mixed"
codecs.register_error(MIXED, _mixed)
