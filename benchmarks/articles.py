"""Article text, side by side: Rakor's reader, trafilatura and readability-lxml on the same pages.

    python benchmarks/articles.py                     everything
    python benchmarks/articles.py --readers rakor     one reader
    python benchmarks/articles.py --flat 10000        memory while reading so many pages

Three sets: `real`, 39 Indonesian pages with checked text, and `aeb`, the article extraction
benchmark (181 pages, nearly all English), both in the folder of measuring data beside the checkout;
`own`, the pages of tests/pages. The measure is that of the article extraction benchmark: overlap
of the multisets of token 4-grams, each page of weight 1, F1 from mean precision and mean recall.
Each reader runs in a process of its own, so that its memory and processor time are its own.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RAKOR_SHARED", ROOT.parent / "shared"))
UNKNOWN = "https://contoh.example/berita"  # the address of pages that came without one


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page and what is right about it; `published` is an ISO prefix or None."""

    name: str
    url: str
    body: bytes
    text: str
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found on a page."""

    text: str
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Means over one set; titles, days and times are counts right, None where a set has none."""

    reader: str
    pages: str
    count: int
    f1: float
    precision: float
    recall: float
    titles: int | None
    days: int | None
    times: int | None
    rate: float
    peak_mb: float


# --- the pages --------------------------------------------------------------------------------


def real_pages() -> Iterator[Page]:
    """The Indonesian pages, with title and time where the page states one."""
    folder = SHARED / "pages"
    for row in csv.DictReader((folder / "index.csv").open(encoding="utf-8")):
        if row["kind"] == "article":
            title, _, text = (folder / f"{row['id']}.txt").read_text("utf-8").partition("\n\n")
            body = (folder / row["file"]).read_bytes()
            moment = re.sub(r"[+-]\d\d:\d\d$", "", row["published"]) or None
            yield Page(row["id"], row["url"] or UNKNOWN, body, text, title, moment)


def aeb_pages() -> Iterator[Page]:
    """The pages of the article extraction benchmark."""
    folder = SHARED / "pages" / "aeb"
    truth = json.loads(gzip.decompress((folder / "ground-truth.json.gz").read_bytes()))
    for key, entry in truth.items():
        body = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        yield Page(key, entry["url"], body, entry["articleBody"])


def own_pages() -> Iterator[Page]:
    """The pages that were written for the tests."""
    for path in sorted((ROOT / "tests" / "pages").glob("*.json")):
        entry = json.loads(path.read_text("utf-8"))
        text, body = "\n".join(entry["text"]), path.with_suffix(".html").read_bytes()
        yield Page(path.stem, entry["url"], body, text, entry["title"], entry["published"])


PAGES: dict[str, Callable[[], Iterator[Page]]] = {
    "real": real_pages,
    "own": own_pages,
    "aeb": aeb_pages,
}


# --- the readers ------------------------------------------------------------------------------


def rakor(page: Page) -> Reading:
    """Rakor's general reader, with everything else that it fills in a document."""
    from extract.document import ReadError
    from scraper.articles import read_article

    try:
        document = read_article(page.body, url=page.url)
    except ReadError:
        return Reading("")
    moment = document.published_at or document.published
    stamp = moment.isoformat()[:19] if moment else None
    return Reading(document.text, document.title, stamp)


def trafilatura(page: Page) -> Reading:
    """trafilatura as it comes, without comments."""
    return _trafilatura(page, favor_precision=False)


def trafilatura_precision(page: Page) -> Reading:
    """trafilatura told to favour precision."""
    return _trafilatura(page, favor_precision=True)


def _trafilatura(page: Page, *, favor_precision: bool) -> Reading:
    from trafilatura import extract, extract_metadata

    text = extract(page.body, include_comments=False, favor_precision=favor_precision)
    found = extract_metadata(page.body) if page.title else None
    return Reading(text or "", found.title if found else None, found.date if found else None)


def readability(page: Page) -> Reading:
    """readability-lxml: the text of its summary."""
    from lxml import html
    from readability import Document

    found = Document(page.body.decode("utf-8", "replace"))
    summary = html.fromstring(found.summary() or "<p/>")
    return Reading(str(summary.text_content()), found.short_title())


READERS: dict[str, Callable[[Page], Reading]] = {
    "rakor": rakor,
    "trafilatura": trafilatura,
    "trafilatura-precision": trafilatura_precision,
    "readability": readability,
}


# --- the measure ------------------------------------------------------------------------------


def overlap(truth: str, found: str) -> tuple[float, float]:
    """Precision and recall of the token 4-grams of a text.

    >>> overlap("satu dua tiga empat lima", "satu dua tiga empat")
    (1.0, 0.5)
    """
    wanted, got = _grams(truth), _grams(found)
    common = sum((wanted & got).values())
    if not wanted or not got:
        return (1.0, 1.0) if not wanted and not got else (0.0, 0.0)
    return common / got.total(), common / wanted.total()


def _grams(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1)))


def measure(reader: str, pages: str) -> Score:
    """One reader on one set, in this process."""
    items, read = list(PAGES[pages]()), READERS[reader]
    read(items[0])  # models and patterns are loaded once, outside the time
    start = time.process_time()
    readings = [read(page) for page in items]
    rate = len(items) / (time.process_time() - start)
    pairs = [overlap(p.text, r.text) for p, r in zip(items, readings, strict=True)]
    precision, recall = (sum(values) / len(items) for values in zip(*pairs, strict=True))
    titled = [(p, r) for p, r in zip(items, readings, strict=True) if p.title]
    dated = [(p, r) for p, r in titled if p.published]
    return Score(
        reader=reader,
        pages=pages,
        count=len(items),
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        precision=precision,
        recall=recall,
        titles=sum(_words(p.title) == _words(r.title) for p, r in titled) if titled else None,
        days=sum(_starts(p, r, 10) for p, r in dated) if dated else None,
        times=sum(_starts(p, r, 19) for p, r in dated) if dated else None,
        rate=rate,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").lower())


def _starts(page: Page, reading: Reading, length: int) -> bool:
    return (reading.published or "-").startswith((page.published or "")[:length])


def show_flatness(count: int) -> None:
    """Print resident memory and rate after every tenth of `count` pages of Rakor's reader."""
    import psutil

    items, process = list(real_pages()), psutil.Process()
    start = time.process_time()
    for number in range(1, count + 1):
        rakor(items[number % len(items)])
        if number % max(1, count // 10) == 0:
            rate = number / (time.process_time() - start)
            print(f"{number:7} pages {process.memory_info().rss >> 20:5} MB {rate:6.0f} pages/s")


HEADER = (
    "reader                 set   pages     F1      P      R  titles  days times pages/s peak MB"
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--readers", nargs="+", choices=READERS, default=list(READERS))
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--flat", type=int, metavar="N", help="memory over N pages")
    options = parser.parse_args(arguments)
    if options.flat:
        show_flatness(options.flat)
        return 0
    if not options.json:
        print(HEADER)
    for pages in options.pages:
        for reader in options.readers:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                score = pool.submit(measure, reader, pages).result()
            print(_json(score) if options.json else _row(score))
    return 0


def _json(score: Score) -> str:
    return json.dumps({name: getattr(score, name) for name in Score.__slots__})


def _row(score: Score) -> str:
    counts = ["-" if n is None else str(n) for n in (score.titles, score.days, score.times)]
    means = f"{score.f1:6.3f} {score.precision:6.3f} {score.recall:6.3f}"
    right = f"{counts[0]:>7} {counts[1]:>5} {counts[2]:>5}"
    cost = f"{score.rate:7.0f} {score.peak_mb:7.0f}"
    return f"{score.reader:22} {score.pages:5} {score.count:5} {means} {right} {cost}"


if __name__ == "__main__":
    sys.exit(main())
