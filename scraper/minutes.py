"""Meeting minutes as files: PDF, Word, scans and pictures become Documents."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from extract.document import Document, Issue, ReadError, digest
from scraper.addresses import canonical_url
from scraper.limits import run_apart
from scraper.printed import printed
from scraper.sheets import Composed, Sheet, compose, load_sheet
from scraper.sources import Source

BYTES_MOST = 200 << 20
SCAN_SECONDS = 20.0  # for a page, on a slow machine with a noisy page
START_SECONDS = 30.0
SCANS_MOST = 3600.0  # for all pages of a file: the night has other files

Read = Callable[[bytes, str], Composed]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, how it ends and begins, its media types, its reader."""

    called: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    media_types: tuple[str, ...]
    read: Read


def _read_pdf(data: bytes, name: str) -> Composed:
    found = run_apart("scraper.paper:read_pdf", data, name=name)
    sheets = {raw["number"]: load_sheet(raw) for raw in found["sheets"]}
    if scanned := found["scanned"]:
        seconds = min(START_SECONDS + SCAN_SECONDS * len(scanned), SCANS_MOST)
        task = "scraper.scans:read_scanned_pdf"
        raws = run_apart(task, data, {"pages": scanned}, name=name, seconds=seconds)
        sheets |= {raw["number"]: load_sheet(raw) for raw in raws}
    return compose([sheets[number] for number in sorted(sheets)])


def _read_picture(data: bytes, name: str) -> Composed:
    seconds = START_SECONDS + SCAN_SECONDS * 10
    raws = run_apart("scraper.scans:read_picture", data, name=name, seconds=seconds)
    sheets: list[Sheet] = [load_sheet(raw) for raw in raws]
    return compose(sheets)


def _read_docx(data: bytes, name: str) -> Composed:
    lines = run_apart("scraper.wordfiles:read_docx", data, name=name)
    return printed("\n".join(lines), data, ".docx", name)


def _read_by_office(suffix: str) -> Read:
    def read(data: bytes, name: str) -> Composed:
        task = "scraper.wordfiles:read_by_office"
        lines = run_apart(task, data, {"suffix": suffix}, name=name)
        return printed("\n".join(lines), data, suffix, name)

    return read


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

# A new format is one line here.
READERS: tuple[Format, ...] = (
    Format("PDF", (".pdf",), (b"%PDF-",), ("application/pdf",), _read_pdf),
    Format("Word file", (".docx",), ZIP, (WORD,), _read_docx),
    Format(
        "OpenDocument text",
        (".odt",),
        ZIP,
        ("application/vnd.oasis.opendocument.text",),
        _read_by_office(".odt"),
    ),
    Format("Word 97 file", (".doc",), (OLE,), ("application/msword",), _read_by_office(".doc")),
    Format("PNG", (".png",), (b"\x89PNG\r\n\x1a\n",), ("image/png",), _read_picture),
    Format("JPEG", (".jpg", ".jpeg"), (b"\xff\xd8\xff",), ("image/jpeg",), _read_picture),
    Format("TIFF", (".tif", ".tiff"), (b"II*\0", b"MM\0*"), ("image/tiff",), _read_picture),
)
MEDIA_TYPES = tuple(kind for entry in READERS for kind in entry.media_types)
SUFFIXES = {suffix: entry.media_types[0] for entry in READERS for suffix in entry.suffixes}


def read_minutes(
    data: bytes, *, name: str, url: str | None = None, source: Source | None = None
) -> Document:
    """The document of a file of minutes, with its pages and a box for every word.

    `name` is the file's, or the address where it has none; it stands in messages and tells the
    format, which the first bytes must bear out. Word files have pages and boxes where LibreOffice
    is installed, which prints them.
    Raises ReadError with the reason and what to do.
    """
    entry = find_format(data, name)
    read = entry.read(data, name)
    if not re.search(r"\w", read.text):
        raise ReadError(f"{name}: no text found in it; scan it anew, upright and not too pale")
    key = canonical_url(url) if url else None
    return Document(
        id=digest(key) if key else digest(hashlib.sha256(data).hexdigest()),
        url=key,
        source=source.id if source else None,
        publisher=source.name if source else None,
        title=find_title(read.text),
        text=read.text,
        kind="minutes",
        region=source.region if source else None,
        language=_language_of(read.text),
        pages=read.pages,
        boxes=read.boxes,
    )


def _language_of(text: str) -> str:
    from scraper.articles import language_of  # loads the readers of pages when first needed

    return language_of(text)


def find_format(data: bytes, name: str) -> Format:
    """The format of a file by its name and its first bytes. Raises ReadError."""
    if not data:
        raise ReadError(f"{name}: is empty (0 bytes); fetch it again")
    if len(data) > BYTES_MOST:
        raise ReadError(f"{name}: has more than {BYTES_MOST >> 20} MB; split it")
    suffix = suffix_of(name)
    shown = [entry for entry in READERS if _begins(data, entry)]
    named = next((entry for entry in READERS if suffix in entry.suffixes), None)
    if named is not None and named in shown:
        return named
    if named is not None:
        raise ReadError(f"{name}: {_mismatch(data, suffix, named, shown)}")
    if shown and shown[0].magic != ZIP:
        return shown[0]
    if shown and b"word/document.xml" in data:
        return shown[0]
    if shown and b"opendocument.text" in data[:200]:
        return shown[1]
    known = ", ".join(SUFFIXES)
    raise ReadError(f"{name}: is no file of minutes that is read here ({known})")


def _begins(data: bytes, entry: Format) -> bool:
    # A PDF may have some bytes before its head, by its own standard.
    return data.startswith(entry.magic) or (entry.called == "PDF" and b"%PDF-" in data[:1024])


def _mismatch(data: bytes, suffix: str, named: Format, shown: list[Format]) -> str:
    if data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return "is encrypted; ask its publisher for a copy without password"
    if shown:
        right = shown[0].suffixes[0]
        return f"is called {suffix} and holds another format; name it {right} if it is one"
    head = data[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        return f"is called {suffix} and holds a web page; open its address and save the file itself"
    return f"is called {suffix} and does not begin as a {named.called} does; fetch it again"


def suffix_of(name: str) -> str:
    """The suffix of a file's name or of the path of an address, in lower case."""
    path = urlsplit(name).path if "://" in name else name
    return PurePosixPath(unquote(path)).suffix.lower()


TITLE = re.compile(
    r"^((?:notulen|notula|notulensi|risalah|berita acara|laporan hasil|hasil|kesimpulan)\b"
    r"[^\n]{0,180})$",
    re.IGNORECASE | re.MULTILINE,
)


def find_title(text: str) -> str | None:
    """The line near the head of minutes that says what they are.

    >>> find_title("PEMERINTAH KABUPATEN\\nNOTULEN RAPAT KOORDINASI\\nTempat : Aula")
    'NOTULEN RAPAT KOORDINASI'
    """
    match = TITLE.search(text[:1500])
    return match[1].strip() if match else None


LEADS_OUT = "is a link that leads out of the folder; copy the file into it"


def is_inside(folder: Path, path: Path) -> bool:
    """Whether a path of a folder stays in it when every symbolic link is followed.

    Who may put a file into the folder may not have every other file of the machine published.
    """
    return path.resolve().is_relative_to(folder.resolve())


def read_folder(folder: Path, *, source: Source | None = None) -> Iterator[Document | Issue]:
    """The documents of the files of minutes in a folder and the folders in it, in their order.

    A file that cannot be read is an Issue with the reason; files of other kinds are left out.
    """
    paths = (path for path in sorted(folder.rglob("*")) if not path.name.startswith("."))
    for path in paths:
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        if not is_inside(folder, path):
            message = f"{path.relative_to(folder).as_posix()}: {LEADS_OUT}"
            yield Issue(stage="read", level="error", message=message, url=str(path))
            continue
        name = path.relative_to(folder).as_posix()
        try:
            yield read_minutes(path.read_bytes(), name=name, source=source)
        except ReadError as error:
            yield Issue(stage="read", level="error", message=str(error), url=str(path))
        except OSError as error:
            message = f"{name}: cannot be read: {error.strerror}"
            yield Issue(stage="read", level="error", message=message, url=str(path))
