"""How fast is the extraction, and what would a user pick instead? One run prints it all.

    .venv/bin/python benchmarks/extraction.py [--documents 1000] [--texts FOLDER] [--long]

Texts are the gold set's practice articles (or every .txt file of FOLDER), repeated up to the number
asked for. Times are CPU seconds of this process, so that other programs on the machine count for
less; rates are for one core.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import spacy
from dateparser.search import search_dates

from extract.claims import find_claims
from extract.commitments import find_commitments
from extract.document import Document
from extract.facts import find_facts
from extract.figures import find_figures
from extract.finder import forget_texts
from extract.gate import extract_gated, may_hold_facts
from extract.indicators import find_indicators
from extract.meetings import find_meeting
from extract.officials import find_officials
from extract.periods import find_periods
from extract.pipeline import extract, load_pipeline
from extract.quantities import find_quantities
from extract.quotes import find_utterances
from extract.reading import read
from extract.regions import find_regions
from extract.text import find_sentences, repair

GOLD = Path(__file__).parent.parent / "data" / "gold" / "practice"
OTHER = (
    "Timnas menang atas lawannya dalam laga persahabatan di stadion utama. Pelatih memuji kerja "
    "keras para pemain yang baru berkumpul tiga hari. Gol pertama lahir pada menit ke-12 lewat "
    "tendangan bebas.\n\n"
)
SIZES = (10_000, 100_000, 1_000_000, 2_000_000)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def each(function: Callable[[Document], object], documents: Iterable[Document]) -> None:
    """Call a function on every document, as if its text were new."""
    for document in documents:
        forget_texts()
        function(document)


def peak() -> int:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def line(name: str, documents: list[Document], spent: float) -> None:
    """One row: documents, and as many as they are in texts of 2.5 KB, and megabytes a second;
    milliseconds a document."""
    size = sum(len(d.text.encode()) for d in documents) / 1e6
    count = len(documents)
    print(
        f"{name:34}{count / spent:8.0f} docs/s {size / spent * 400:8.0f} of 2.5 KB/s "
        f"{size / spent:7.2f} MB/s {1000 * spent / count:8.2f} ms"
    )


def rivals(documents: list[Document]) -> None:
    """The tokenizer alone, and a search for dates by the library that one would pick."""
    blank = spacy.blank("id")
    line(
        "spaCy blank('id'), tokenizer only",
        documents,
        seconds(lambda: each(lambda d: blank(d.text), documents)),
    )
    few = documents[:20]
    settings = {"DATE_ORDER": "DMY"}

    def search(document: Document) -> object:
        return search_dates(document.text, languages=["id"], settings=settings)

    line("dateparser search_dates", few, seconds(lambda: each(search, few)))


def stages(documents: list[Document]) -> None:
    """Each reader alone, then the binding rules on what the readers found, then all of it."""
    tokenizer = load_pipeline().tokenizer
    readings = [read(d) for d in documents]
    voices = [find_utterances(r) for r in readings]
    figures = [find_figures(r, v)[0] for r, v in zip(readings, voices, strict=True)]
    rows: list[tuple[str, Callable[[int], object]]] = [
        ("tokenizer", lambda i: tokenizer(documents[i].text)),
        ("repair", lambda i: repair(documents[i].text)),
        ("sentences", lambda i: find_sentences(readings[i].text)),
        ("quantities", lambda i: find_quantities(readings[i].text)),
        ("periods", lambda i: find_periods(readings[i].text, readings[i].published)),
        ("regions", lambda i: find_regions(readings[i].text)),
        ("officials", lambda i: find_officials(readings[i].text, readings[i].regions)),
        ("indicators", lambda i: find_indicators(readings[i].text)),
        ("speech", lambda i: find_utterances(readings[i])),
        ("figures", lambda i: find_figures(readings[i], voices[i])),
        ("claims", lambda i: find_claims(readings[i], voices[i], figures[i])),
        ("commitments", lambda i: find_commitments(readings[i], voices[i], figures[i])),
        ("meeting", lambda i: find_meeting(readings[i])),
    ]
    for name, stage in rows:
        spent = seconds(partial(list, map(stage, range(len(documents)))))
        line(f"  {name}", documents, spent)
    line("rules without spaCy", documents, seconds(lambda: each(find_facts, documents)))
    line("the whole pipeline", documents, seconds(lambda: each(extract, documents)))


def gated(relevant: list[Document], count: int) -> None:
    """A mix in which two of a hundred documents are of the topic, with the gate before it."""
    other = Document(id="other", text=OTHER * 12)
    mix = [
        relevant[i % len(relevant)] if i % 50 == 0 else replace(other, id=str(i))
        for i in range(count)
    ]
    line("gate alone", mix, seconds(lambda: each(may_hold_facts, mix)))
    line("gate and pipeline, 2 of 100", mix, seconds(lambda: list(extract_gated(mix))))


def curves(documents: list[Document], most: int) -> None:
    """Time and memory over the number of documents, and over the length of one text."""
    endless: Iterator[Document] = cycle(documents)
    number = 10
    while number <= most:
        part = list(islice(endless, number))
        line(f"{number} documents, peak {peak()} MB", part, seconds(partial(each, extract, part)))
        number *= 10
    joined = "\n\n".join(d.text for d in documents)
    before = 0.0
    for size in SIZES:
        text = (joined * (size // len(joined) + 1))[:size]
        spent = seconds(partial(extract, Document(id="long", text=text)))
        ratio = f", {spent / before:.2f} times the one before" if before else ""
        print(f"one text of {size:>9,} characters {spent:8.2f} s{ratio}")
        before = spent


ENGLISH = "The regent said on Tuesday that 9.85 percent of the people were still poor in March. "
JAVANESE = "Wong-wong desa padha nglumpuk ing bale kanggo ngrungokake katrangan saka pamong. "


def shapes(joined: str) -> dict[str, str]:
    """Texts as nobody should hand them in: each is repeated up to the length asked for."""
    return {
        "news": joined,
        "one line": joined.replace("\n", " "),
        "HTML left in": joined.replace("\n\n", "</p>\n<p class='isi'>&nbsp;"),
        "English": ENGLISH,
        "Javanese": JAVANESE,
        "heads of services": "Kepala Dinas, ",
        "numbers": "9,85 persen, ",
        "no space": "kemiskinan",
    }


def long_texts(documents: list[Document], million: int = 1_000_000) -> None:
    """One and two million characters of every shape, and ten of news: time and its ratio."""
    for name, piece in shapes("\n\n".join(d.text for d in documents)).items():
        spent = [_one_text(piece, size) for size in (million, 2 * million)]
        ratio = spent[1] / spent[0]
        print(f"{name:20} 1 MB {spent[0]:7.2f} s   2 MB {spent[1]:7.2f} s   ratio {ratio:.2f}")
    news = "\n\n".join(d.text for d in documents)
    print(f"{'news':20} 10 MB {_one_text(news, 10 * million):6.2f} s   peak {peak()} MB")


def _one_text(piece: str, size: int) -> float:
    """Seconds for one text of so many characters, made of a repeated piece."""
    text = (piece * (size // len(piece) + 1))[:size]
    return seconds(partial(extract, Document(id="long", text=text)))


def main() -> None:
    """Read the options, print every part."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--documents", type=int, default=1_000, help="the longest curve")
    options.add_argument("--texts", type=Path, default=GOLD, help="a folder of .txt files")
    options.add_argument("--long", action="store_true", help="only texts of 1 to 10 million")
    given = options.parse_args()
    files = sorted(given.texts.glob("*.txt"))
    if not files:
        options.error(f"{given.texts}: there is no .txt file; name a folder that holds some")
    documents = [Document(id=f.stem, text=f.read_text("utf-8")) for f in files]
    print(
        f"{len(documents)} texts, "
        f"{sum(len(d.text) for d in documents) // len(documents)} characters each"
    )
    print(f"start: {seconds(load_pipeline):.2f} s after imports; {peak()} MB")
    each(extract, documents)  # tables and automata are built once
    if given.long:
        long_texts(documents)
        return
    rivals(documents)
    stages(documents)
    gated(documents, max(given.documents, 500))
    curves(documents, given.documents)
    print(f"peak memory {peak()} MB")


if __name__ == "__main__":
    main()
