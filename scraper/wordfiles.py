"""Word files: DOCX as it is, DOC and ODT through LibreOffice; paragraphs, numbers, tables."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document as open_docx
from docx.opc.exceptions import OpcError
from lxml import etree

from extract.document import ReadError
from scraper.paper import read_pdf

UNPACKED_MOST = 256 << 20  # bytes: pictures of long minutes included
RATIO_MOST = 200  # words pack at 10 to 20, drawings at 100; what goes beyond is a bomb
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MACROS = ("word/vbaProject.bin", "Basic/", "Scripts/")
OFFICE = "soffice"
# What the ZIP of a suffix must hold, and what it is called.
NEEDED = {
    ".docx": ("word/document.xml", "Word document"),
    ".odt": ("content.xml", "OpenDocument text"),
}


def read_docx(data: bytes) -> list[str]:
    """The lines of a DOCX: paragraphs with their numbers, table rows with cells between bars.

    Raises ReadError: damaged, another kind of ZIP, a bomb, macros.
    """
    check_zip(data, *NEEDED[".docx"])
    try:
        document = open_docx(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise ReadError(f"is damaged ({error}); save it anew as .docx") from None
    numbering = _Numbering(_lists(document), _style_numbers(document))
    return [line for line in _block_lines(document.element.body, numbering) if line.strip()]


def check_zip(data: bytes, needed: str, kind: str) -> None:
    """Refuse a ZIP that is cut short, unpacks to too much, holds macros, or is another thing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ReadError(f"is cut short or damaged ({error}); fetch it again") from None
    size = sum(entry.file_size for entry in entries)
    if size > UNPACKED_MOST or size > RATIO_MOST * len(data) + (1 << 20):
        raise ReadError(
            f"unpacks from {len(data)} to {size} bytes, as a decompression bomb does; not opened"
        )
    names = [entry.filename for entry in entries]
    if needed not in names:
        raise ReadError(f"is a ZIP and no {kind} (no {needed} in it); unpack it and give its files")
    if any(name.startswith(MACROS) and not name.endswith("/") for name in names):
        raise ReadError("holds macros; save it without them (as .docx or .odt) and give that")
    _check_xml(data)


# Office programs write no document type. One defines entities, which read other files or grow.
DOCTYPE = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


def _check_xml(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if not entry.filename.lower().endswith((".xml", ".rels", ".rdf")):
                continue
            try:
                body = archive.read(entry)
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
                reason = f"is cut short or damaged ({error}); fetch it again"
                raise ReadError(reason) from None
            if any(mark in body for mark in DOCTYPE):
                raise ReadError("its XML defines entities, which office programs never write")


# ---- blocks ------------------------------------------------------------------------------------


def _block_lines(parent: Any, numbering: _Numbering) -> Iterator[str]:
    """The lines of paragraphs and tables in their order."""
    for child in parent:
        if child.tag == W + "p":
            yield from _paragraph(child, numbering).split("\n")
        elif child.tag == W + "tbl":
            yield from _table_lines(child, numbering)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _block_lines(child, numbering)


def _paragraph(element: Any, numbering: _Numbering) -> str:
    """A paragraph's text behind its number; line breaks kept, tabs before colons as spaces."""
    text = "".join(_pieces(element))
    text = re.sub(r"[^\S\n]*\t[^\S\n]*", "\t", text)
    text = re.sub(r"\t(?=:)|(?<=:)\t|^\t+", " ", text)
    text = re.sub(r"\t+", " | ", text.strip()) if _tabbed(text) else text.replace("\t", " ")
    text = re.sub(r"[^\S\n]+", " ", text).strip()
    if not text:
        return ""
    mark = numbering.next(element)
    return f"{mark} {text}" if mark else text


def _tabbed(text: str) -> bool:
    """Whether tabs set cells apart: more than the one after a number written by hand."""
    return "\t" in text.strip() and not re.match(r"\s*\S{1,4}[.)]\t[^\t]*$", text.strip())


# Pieces of text that are not: deleted words, fallbacks of drawings, text of boxes read on its own.
NOT_TEXT = (W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "instrText", W + "txbxContent")


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in NOT_TEXT or not isinstance(child.tag, str):
            continue
        if child.tag == W + "t":
            yield (child.text or "").replace("\xad", "").replace("\xa0", " ").replace("\n", " ")
        elif child.tag == W + "tab":
            yield "\t"
        elif child.tag in (W + "br", W + "cr"):
            yield "\n"
        elif child.tag == W + "noBreakHyphen":
            yield "-"
        elif not child.tag.endswith("}Fallback"):
            yield from _pieces(child)


def _table_lines(table: Any, numbering: _Numbering) -> Iterator[str]:
    """Rows as cells between bars; a colon with a cell of its own makes a field of its row."""
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl")) is not table:
            continue
        cells = [_cell(cell, numbering) for cell in row.iter(W + "tc") if cell.getparent() is row]
        if not any(cells):
            continue
        line = cells[0]
        for before, cell in itertools.pairwise(cells):
            colon = (cell.startswith(":") or before.endswith(":")) and len(cells) <= 3
            line += f" {cell}" if colon else f" | {cell}"
        yield line.strip()


def _cell(cell: Any, numbering: _Numbering) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and merge.get(W + "val", "continue") == "continue":
        return ""
    return " ".join(line for line in _block_lines(cell, numbering) if line.strip())


# ---- numbers of lists --------------------------------------------------------------------------

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: "decimal", its text "%1.", its first number."""

    form: str
    text: str
    first: int


@dataclass(frozen=True, slots=True)
class _List:
    """A list of Word: the counter that it shares with others, its levels, where it starts anew."""

    counter: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class _Numbering:
    """The counters of all lists of a document, as Word would show them."""

    lists: dict[str, _List]
    styles: dict[str, tuple[str, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, paragraph: Any) -> str:
        """The number that a paragraph shows; empty for one of no list."""
        found = self._list_of(paragraph)
        if found is None or found[0] not in self.lists:
            return ""
        entry, depth = self.lists[found[0]], found[1]
        if depth not in entry.levels:
            return ""
        counts = self.counts.setdefault(entry.counter, {})
        if found[0] not in self.begun:
            self.begun.add(found[0])
            counts.update({level: first - 1 for level, first in entry.starts.items()})
        counts[depth] = counts.get(depth, entry.levels[depth].first - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return _shown(entry.levels, counts, depth)

    def _list_of(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self.styles.get(style.get(W + "val")) if style is not None else None
        if properties is None:
            return inherited
        number, depth = properties.find(W + "numId"), properties.find(W + "ilvl")
        key = number.get(W + "val") if number is not None else (inherited or ("0", 0))[0]
        return key, int(depth.get(W + "val")) if depth is not None else 0


def _shown(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    if levels[depth].form == "bullet":
        return "-"
    if levels[depth].form == "none":
        return ""

    def number(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        form = levels[level].form if level in levels else "decimal"
        return _written(counts.get(level, 1), form)

    return re.sub(r"%(\d)", number, levels[depth].text).strip()


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        digits, rest = "", number
        for value, sign in ROMAN:
            digits += sign * (rest // value)
            rest %= value
        return digits.upper() if form == "upperRoman" else digits
    return str(number)


def _lists(document: Any) -> dict[str, _List]:
    """The lists that the numbering part defines, by their number."""
    root: Any = next(
        (
            etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            for part in document.part.package.iter_parts()
            if str(part.partname) == "/word/numbering.xml"
        ),
        None,
    )
    if root is None:
        return {}
    abstract = {a.get(W + "abstractNumId"): a for a in root.iter(W + "abstractNum")}
    lists: dict[str, _List] = {}
    for number in root.iter(W + "num"):
        identity, pointer = number.get(W + "numId"), number.find(W + "abstractNumId")
        base = abstract.get(pointer.get(W + "val")) if pointer is not None else None
        if base is None:
            continue
        levels = {int(lvl.get(W + "ilvl")): _level(lvl) for lvl in base.iter(W + "lvl")}
        lists[identity] = _List(pointer.get(W + "val"), levels, _overrides(number))
    return lists


def _level(element: Any) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(W + name)
        return child.get(W + "val", default) if child is not None else default

    return _Level(value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1")))


def _overrides(number: Any) -> dict[int, int]:
    """The levels that a list starts anew, and at which number."""
    return {
        int(override.get(W + "ilvl")): int(start.get(W + "val"))
        for override in number.iter(W + "lvlOverride")
        for start in override.iter(W + "startOverride")
    }


def _style_numbers(document: Any) -> dict[str, tuple[str, int]]:
    """The lists that paragraph styles put their paragraphs in."""
    found = {}
    for style in document.styles.element.iter(W + "style"):
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        depth = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
        if number is not None:
            level = int(depth.get(W + "val")) if depth is not None else 0
            found[style.get(W + "styleId")] = (number.get(W + "val"), level)
    return found


# ---- LibreOffice -------------------------------------------------------------------------------

# No macros whatever the file asks, nothing loaded from elsewhere, and no way out to a network.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def read_by_office(data: bytes, suffix: str) -> list[str]:
    """The lines of a file that LibreOffice reads. Raises ReadError."""
    if suffix == ".odt":
        check_zip(data, *NEEDED[".odt"])
        _check_encrypted(data)
    elif "_VBA_PROJECT".encode("utf-16-le") in data:
        raise ReadError("holds macros; save it without them (as .docx) and give that")
    return read_docx(convert(data, suffix, "docx"))


def print_sheets(data: bytes, suffix: str) -> list[dict[str, Any]]:
    """The sheets of a Word file as LibreOffice prints it. Raises ReadError."""
    return list(read_pdf(print_pdf(data, suffix))["sheets"])


def print_pdf(data: bytes, suffix: str) -> bytes:
    """A Word file as PDF; run this in a child process only. Raises ReadError."""
    if suffix in NEEDED:
        check_zip(data, *NEEDED[suffix])
    elif "_VBA_PROJECT".encode("utf-16-le") in data:
        raise ReadError("holds macros; save it without them (as .docx) and give that")
    return convert(data, suffix, "pdf")


def _check_encrypted(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        manifest = (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        )
    if b"encryption-data" in manifest:
        raise ReadError("is encrypted; ask its publisher for a copy without password")


def convert(data: bytes, suffix: str, target: str) -> bytes:
    """A file converted by LibreOffice in the present folder; run this in a child process only.

    Raises ReadError where LibreOffice is missing or makes nothing of the file.
    """
    program = shutil.which(OFFICE)
    if program is None:
        raise ReadError(
            "LibreOffice is missing, which reads such files; "
            "apt-get install --no-install-recommends libreoffice-writer-nogui"
        )
    profile = Path("profile").resolve()
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    source = Path(f"in{suffix}")
    source.write_bytes(data)
    command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    command += ["--convert-to", target, "--outdir", "out", str(source)]
    done = subprocess.run(command, capture_output=True, check=False)
    made = Path("out") / f"in.{target}"
    if not made.is_file():
        told = (done.stderr or done.stdout).decode(errors="replace").strip().split("\n")[-1]
        raise ReadError(f"LibreOffice makes nothing of it ({told[:160]}); save it anew as .docx")
    return made.read_bytes()
