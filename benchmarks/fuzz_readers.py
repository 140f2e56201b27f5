"""Every reader as the fuzzer calls it: bytes in, nothing out; it may raise its own error."""

from __future__ import annotations

import hashlib
import io
import math
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
from protego import Protego

from extract.document import Document, Issue, ReadError, TableError
from extract.facts import find_facts, to_json
from extract.indicators import find_indicators
from extract.instruments import find_instruments
from extract.meetings import find_theme, find_venue
from extract.officials import find_officials
from extract.periods import find_periods, read_timestamp
from extract.pipeline import extract
from extract.quantities import find_quantities
from extract.quotes import find_utterances
from extract.reading import read
from extract.regions import find_regions
from extract.table_grid import find_tables
from extract.terminal import printable
from extract.text import find_sentences, repair
from pipelines.documents import read_line
from pipelines.evaluate import load_gold
from pipelines.masking import mask
from pipelines.reference import read_observations
from scraper.addresses import absolute, canonical_url, plain_address
from scraper.articles import next_page, read_article
from scraper.blocks import parse
from scraper.content import TooLarge, decode, decode_body, media_type_of
from scraper.discover import find_links, wanted
from scraper.fetch import _retry_after
from scraper.metadata import find_author, read_head, stated_address, stated_title
from scraper.minutes import find_format, find_title
from scraper.sheets import compose, load_sheet
from scraper.sources import load_sources
from scraper.times import read_times
from scraper.warc import Head, last_whole_member, read_warc
from scraper.wordfiles import read_docx

URL = "https://warta.example/2024/10/28/angka-kemiskinan-turun"
DAY = date(2024, 10, 28)
MOMENT = datetime(2024, 10, 28, 3, 0, tzinfo=UTC)
LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, its share of the inputs, and the errors by which it refuses."""

    run: Callable[[bytes], Any]
    share: float = 1.0
    refuses: tuple[type[Exception], ...] = ()


@cache
def _folder() -> Path:
    """Where readers of files find their input; in memory where the machine has such a place."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="rakor-fuzz-", dir=shared if shared.is_dir() else None))


def _file(data: bytes, name: str) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def _text(data: bytes) -> str:
    return decode(data)


def _inside(text: str, *spans: tuple[int, int]) -> None:
    """What is found lies in the text, the end behind the start."""
    for start, end in spans:
        assert 0 <= start <= end <= len(text), (start, end, len(text))


def _article(data: bytes) -> None:
    next_page(data, URL)
    document = read_article(data, url=URL, fetched_at=MOMENT)
    assert document.text.strip()


def _listing(kind: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        for link in find_links(kind, data, URL).links:
            wanted(link)
            assert link.url.lower().startswith(("http://", "https://"))

    return run


def _robots(data: bytes) -> None:
    rules = Protego.parse(_text(data))
    rules.can_fetch(URL, "RakorBot")
    rules.crawl_delay("RakorBot")


def _warc(data: bytes) -> None:
    issues: list[Issue] = []
    packed = data if data[:1] != b"Z" else zlib.compress(data[1:], 1)
    path = _file(packed, "a.warc.gz" if data[:2] == b"\x1f\x8b" else "a.warc")
    last_whole_member(path)
    for snapshot in read_warc(path, every=True, on_issue=issues.append):
        assert snapshot.final_url.lower().startswith(("http://", "https://"))


def _metadata(data: bytes) -> None:
    root = parse(_text(data))
    if root is None:
        return
    head = read_head(root)
    stated_title(head)
    stated_address(head, URL)
    find_author(root, head, list(head.titles))


def _times(data: bytes) -> None:
    lines = _text(data).split("\n")
    for line in lines[:4]:
        read_timestamp(line)
    root = parse(f"<html><head><meta name='date' content='{lines[0]}'></head></html>")
    if root is not None:
        read_times(read_head(root), lines[1:], URL, "Asia/Makassar", MOMENT)


def _numbers(data: bytes) -> None:
    text = _text(data)
    for found in find_quantities(text):
        _inside(text, (found.start, found.end))
        assert math.isfinite(found.value), found


def _periods(data: bytes) -> None:
    text = _text(data)
    for found in (*find_periods(text, DAY), *find_periods(text)):
        _inside(text, (found.start, found.end))
        assert found.first <= found.last, found


def _regions(data: bytes) -> None:
    text = _text(data)
    found = find_regions(text, title=text[:60], home="16.04")
    _inside(text, *((m.start, m.end) for m in found.mentions))


def _officials(data: bytes) -> None:
    text = _text(data)
    found = find_officials(text, find_regions(text, home="16.04"), home="16.04")
    _inside(text, *((name.start, name.end) for name in found.names))


def _quotes(data: bytes) -> None:
    reading = read(Document(id="x", text=_text(data), published=DAY))
    _inside(reading.text, *((u.start, u.end) for u in find_utterances(reading)))


def _tables(data: bytes) -> None:
    text = _text(data)
    _inside(text, *((c.start, c.end) for t in find_tables(text) for row in t.rows for c in row))


def _mentions(data: bytes) -> None:
    text = _text(data)
    _inside(text, *((m.start, m.end) for m in find_indicators(text)))
    _inside(text, *((m.start, m.end) for m in find_instruments(text)))


def _meetings(data: bytes) -> None:
    text = _text(data)
    find_theme(text)
    find_venue(text)
    find_title(text)


def _sentences(data: bytes) -> None:
    text = _text(data)
    repaired = repair(text)
    assert repaired.raw == text
    for sentence in find_sentences(repaired.text):
        _inside(repaired.text, (sentence.start, sentence.end))
        _inside(text, repaired.raw_span(sentence.start, sentence.end))


def _masks(data: bytes) -> None:
    once = mask(_text(data))
    assert mask(once) == once
    assert "\x1b" not in printable(once)


def _sheets(data: bytes) -> None:
    """A page whose words stand where chance puts them, some of them in a table."""
    source = random.Random(hashlib.sha256(data).digest())
    odd = source.choice((0.0, -5.0, float("nan"), float("inf")))
    grid = [source.choice((source.uniform(0, 600), odd)) for _ in range(8)]
    words = []
    for text in _text(data).split()[:120]:
        x0 = source.choice((source.uniform(-10, 700), source.choice(grid)))
        y0 = source.choice((source.uniform(-10, 900), source.choice(grid)))
        height = source.choice((0.0, 8.0, 12.0, 40.0))
        wide = source.choice((0.0, 6.0 * len(text), 500.0))
        words.append([text, x0, y0, x0 + wide, y0 + height, source.random(), source.random() < 0.2])
    rules = [[a, b, c, b] for a, b, c in zip(grid[:4], grid[2:6], grid[4:], strict=False)]
    raw = {
        "number": 1,
        "width": source.choice((595.0, odd)),
        "height": 842.0,
        "words": words,
        "rules": rules,
    }
    composed = compose([load_sheet(raw)])
    _inside(composed.text, *((box.start, box.end) for box in composed.boxes))


def _formats(data: bytes) -> None:
    media_type_of(data[:60].decode("latin-1"), data)
    find_format(data, data[:20].decode("latin-1") + ".pdf" if data[:1] == b"%" else "a")


def _docx(data: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_blank_docx())) as blank, zipfile.ZipFile(out, "w") as made:
        for name in blank.namelist():
            made.writestr(name, data if name == "word/document.xml" else blank.read(name))
    read_docx(out.getvalue())


@cache
def _blank_docx() -> bytes:
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def _sources(data: bytes) -> None:
    load_sources(_file(data, "sources.toml"))


def _reference(data: bytes) -> None:
    read_observations(_file(data, "observations.csv"))


def _gold(data: bytes) -> None:
    _file(b"Angka kemiskinan Kabupaten Lahat 14,14 persen.", "gold.txt")
    _file(data, "gold.json")
    try:
        load_gold([_folder()])
    finally:
        (_folder() / "gold.json").unlink()


def _addresses(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    once = canonical_url(text)
    assert canonical_url(once) == once, text
    absolute(URL, text)
    try:
        plain = plain_address(text)
    except ValueError:
        return
    assert "\n" not in plain
    assert "\r" not in plain


def _answers(data: bytes) -> None:
    """What a server writes into its head, and where it sends us."""
    text = data.decode("latin-1")
    _retry_after(text)
    Head.read(data).get("content-type")
    try:
        target = plain_address(urljoin(URL, text))
    except ValueError:
        return
    httpx.URL(target).copy_with(host="192.0.2.1")


def _encodings(data: bytes) -> None:
    decode(data, data[:12].decode("latin-1"))
    for encoding, body in (("gzip", zlib.compress(data, 1, 31)), ("gzip", data), ("deflate", data)):
        try:
            decode_body(body, encoding, LIMIT)
        except (ReadError, TooLarge):
            assert body is data


def _lines(data: bytes) -> None:
    read_line(data.decode("utf-8", "replace"))


def _facts(data: bytes) -> None:
    text = _text(data)
    document = Document(id="x", text=text, published=DAY, region="16.04", title=text[:80])
    found = find_facts(document)
    spans = [*found.figures, *found.claims, *found.commitments, *found.unbound, *found.dates]
    _inside(text, *((fact.start, fact.end) for fact in spans))
    to_json(found)


def run_extract(data: bytes) -> None:
    """The whole pipeline, spaCy's Doc included."""
    text = _text(data)
    found = extract(Document(id="x", text=text, published=DAY, region="16.04", title=text[:80]))
    _inside(text, *((f.start, f.end) for f in found.figures))
    to_json(found)


REFUSED = (ReadError,)
READERS: Mapping[str, Reader] = {
    "addresses": Reader(_addresses, 3.0),
    "answers": Reader(_answers, 2.0),
    "article": Reader(_article, 0.7, REFUSED),
    "docx": Reader(_docx, 0.03, (Exception,)),  # in the night any error of the child is ReadError
    "encodings": Reader(_encodings, 2.0),
    "facts": Reader(_facts, 0.2),
    "feed": Reader(_listing("feed"), 1.0, REFUSED),
    "formats": Reader(_formats, 1.0, REFUSED),
    "gold": Reader(_gold, 1.0, REFUSED),
    "jsonl": Reader(_lines, 2.0, REFUSED),
    "listing": Reader(_listing("page"), 0.7, REFUSED),
    "masking": Reader(_masks, 1.5),
    "meetings": Reader(_meetings, 1.5),
    "mentions": Reader(_mentions, 1.5),
    "metadata": Reader(_metadata, 1.5),
    "numbers": Reader(_numbers, 2.0),
    "officials": Reader(_officials, 0.7),
    "periods": Reader(_periods, 2.0),
    "quotes": Reader(_quotes, 0.3),
    "reference": Reader(_reference, 1.5, (TableError,)),
    "regions": Reader(_regions, 1.0),
    "robots": Reader(_robots, 1.0),
    "sentences": Reader(_sentences, 1.0),
    "sheets": Reader(_sheets, 0.7),
    "sitemap": Reader(_listing("sitemap"), 1.5, REFUSED),
    "sources": Reader(_sources, 1.5, (TableError,)),
    "tables": Reader(_tables, 1.5),
    "times": Reader(_times, 1.0),
    "warc": Reader(_warc, 1.0),
    "wordpress": Reader(_listing("wordpress"), 1.5, REFUSED),
}
